/** Notes for `explain`: every function does nothing when the reading has no trace. */
#ifndef CLAIMS_TRACE_H
#define CLAIMS_TRACE_H

#include "claims/draft.h"
#include "claims/said.h"
#include "recoupe/claims/explain.h"

void trace_sources(const rc_reading *reading, const attribution *said_by);

/** What the rules found in a sentence; called before mentions are put together. */
void trace_mentions(const rc_reading *reading, uint32_t sentence, const mentions *found);

void trace_skipped(const rc_reading *reading, uint32_t sentence, const char *why);

/** What became of a claim; `number` is its place in the list, or that of the claim it was added to. `why` may be NULL.
 */
void trace_claim(const rc_reading *reading, uint32_t sentence, rc_note_kind kind, const rc_claim *claim, size_t number,
                 const char *why);

/** After the second reading: `number_of[i]` is the number of draft i among the claims, or UINT32_MAX when it was left
 * out. */
void trace_numbers(const rc_reading *reading, const uint32_t *number_of);

/** Notes every choice that is another than that of the rules, with the clues that weighed most. `inner` (may be NULL)
 * gets every decision too. */
typedef struct choice_trace {
    const rc_reading *reading;
    const rc_choices *choices;
    const drafts *all;
    const decision_tap *inner;
    decision best; /**< of the choice being made */
    bool any;
} choice_trace;
void trace_decision(void *context, const decision *made);
void trace_last_choice(choice_trace *trace);

#endif
