/** Who did what was told before, where the report or its source says just that: "the rebels were behind the attack",
 * "it was the work of X", "les auteurs de l'attaque sont des membres de X". The act was told; whose it was is news. */
#ifndef CLAIMS_AUTHORS_H
#define CLAIMS_AUTHORS_H

#include "claims/assemble.h"

/** Append to the mentions of a sentence one of RULE_OWNED for each clause that names an author, with `by` set. Frames
 * that accuse or own up ("claimed responsibility") are left to find_denials(). */
void find_authors(const rc_reading *reading, const attribution *said_by, uint32_t sentence, mentions *found);

#endif
