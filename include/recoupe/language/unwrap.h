/** Text whose lines were broken to a fixed width, as wire services and mail do: the breaks inside its paragraphs say
 * nothing. */
#ifndef RECOUPE_LANGUAGE_UNWRAP_H
#define RECOUPE_LANGUAGE_UNWRAP_H

#include "recoupe/base/arena.h"
#include "recoupe/base/str.h"

/** `text` itself, or, where its lines are broken to a width, a copy in `arena` with a space for each break inside a
 * paragraph: offsets stay as they are. Lines are taken for broken when nearly all of them are as full as the first word
 * of the next allows. */
rc_str rc_unwrap(rc_str text, rc_arena *arena);

#endif
