/** Notes for `explain`: every function does nothing when the reading has no trace. */
#ifndef CLAIMS_TRACE_H
#define CLAIMS_TRACE_H

#include "claims/draft.h"
#include "claims/fit.h"
#include "recoupe/claims/explain.h"

/** What the report is about, and which sentences are parsed. */
void trace_report(const rc_reading *reading, const uint8_t *parsed);

void trace_sources(const rc_reading *reading, const attribution *said_by);

/** What the rules found in a sentence; called before mentions are put together. */
void trace_mentions(const rc_reading *reading, uint32_t sentence, const mentions *found);

/** A pattern of data/patterns.tsv fits a word of the sentence; nothing where `why` has none. */
void trace_pattern(const rc_reading *reading, const fit *why);

void trace_skipped(const rc_reading *reading, uint32_t sentence, const char *why);

/** What became of a claim; `number` is its place in the list, or that of the claim it was added to. `why` may be NULL.
 */
void trace_claim(const rc_reading *reading, uint32_t sentence, rc_note_kind kind, const rc_claim *claim, size_t number,
                 const char *why);

/** The clues of one candidate, of the first look and of the second. */
typedef struct looks {
    clues first, again;
    clues step; /**< from the claim before, of times */
} looks;

/** A learned choice took `now` (empty: none) for draft number `number`; `instead` says of what; `made_from` are the
 * clues of what was taken, of which the weightiest are named. */
void trace_choice(const rc_reading *reading, const rc_choices *choices, choice_kind kind, uint32_t number, rc_str now,
                  const char *instead, const looks *made_from);

/** The draft makes no claim after all. */
void trace_left_out(const rc_reading *reading, const rc_choices *choices, uint32_t number, const looks *made_from);

/** The claim of draft `number` is history that the report only looks back on. */
void trace_history(const rc_reading *reading, uint32_t number);

/** The claims that are left after the choices: notes get their numbers and confidence. */
void trace_revised(const rc_reading *reading, const rc_claims *claims);

#endif
