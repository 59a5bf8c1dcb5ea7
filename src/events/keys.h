/* Keys of the index of claims. Two claims that may be one event share one: what either looks under has a key that the
 * other is found under, whichever of the two looks. */
#ifndef RECOUPE_EVENTS_KEYS_H
#define RECOUPE_EVENTS_KEYS_H

#include "events/mention.h"
#include "recoupe/events/joiner.h"

/* Keys under which others find this claim, and under which it looks for others; appended. */
void rc_keys_own(rc_arena *arena, rc_keys *keys, const rc_mention *m);
void rc_keys_wanted(rc_arena *arena, rc_keys *keys, const rc_mention *m);

#endif
