/** The search for losses of things in one sentence, shared by things.c and things_parts.c. */
#ifndef CLAIMS_THINGS_H
#define CLAIMS_THINGS_H

#include "claims/mentions.h"

/** The thing named at `token`, with the number before it. */
bool thing_at(const rc_reading *reading, uint32_t token, uint32_t limit, group *out, rc_str *category);

/** "255 tanks (destroyed: 146, damaged: 6)": the counts in the brackets take the place of the whole. */
void break_down_things(const rc_reading *reading, range sentence, uint8_t *taken, mentions *out);

/** "36 tanks and armoured vehicles": one number, one thing. */
void share_numbers(const rc_reading *reading, mentions *out);

#endif
