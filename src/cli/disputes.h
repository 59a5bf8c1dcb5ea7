/** The contradictions of an event by what they are about, as the desk shows them. */
#ifndef CLI_DISPUTES_H
#define CLI_DISPUTES_H

#include "recoupe/events/side.h"
#include "recoupe/ledger/ledger.h"

/** For each dispute what it is about, the sentence of the pair of claims that is widest apart, every figure with who
 * gives it where there are more than two, and the other pairs. `lang` of the sentences: "en", "fr", or empty. */
void rc_disputes_print(const rc_stored_event *event, const rc_sides *sides, rc_str lang, bool color, rc_arena *arena);

#endif
