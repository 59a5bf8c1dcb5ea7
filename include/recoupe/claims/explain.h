/** How a report was read: what each sentence gave to the claims and what became of it. Design: docs/EXPLAIN.md. */
#ifndef RECOUPE_CLAIMS_EXPLAIN_H
#define RECOUPE_CLAIMS_EXPLAIN_H

#include "recoupe/claims/reader.h"
#include "recoupe/language/analysis.h"

typedef enum rc_note_kind {
    RC_NOTE_SOURCE,  /**< an act of saying: who, by which word, for which words */
    RC_NOTE_FOUND,   /**< a rule found something */
    RC_NOTE_SKIPPED, /**< the sentence was not looked into */
    RC_NOTE_CLAIM,   /**< a claim was made */
    RC_NOTE_JOINED,  /**< added to the claim before */
    RC_NOTE_DROPPED, /**< made no claim */
    RC_NOTE_LEARNED, /**< a learned choice differs from the rules */
    RC_NOTE_MARKED   /**< a pattern of data/patterns.tsv made the claim that follows hedged, denied or no act */
} rc_note_kind;

typedef struct rc_note {
    rc_note_kind kind;
    uint32_t sentence;
    rc_str rule;  /**< FOUND, CLAIM, JOINED, DROPPED: of the rule; SOURCE: the class of the cue; MARKED: the pattern */
    rc_str words; /**< SOURCE: the source; FOUND: the anchor; MARKED: the word it found; else the words of the claim */
    rc_str cue, content; /**< SOURCE */
    rc_str why; /**< SKIPPED, JOINED, DROPPED; MARKED: as what; FOUND: why it makes no claim by itself, or empty */
    rc_str by, against;  /**< FOUND: parties, canonical */
    const rc_loss *loss; /**< FOUND: one of these four, or none */
    const rc_thing *thing;
    const rc_control *control;
    rc_event_type type;
    rc_str subtype;
    float confidence;
    uint32_t claim;   /**< CLAIM, JOINED, LEARNED: number in the list of claims */
    bool is_numbered; /**< `claim` is final */
} rc_note;

typedef struct rc_explanation {
    rc_claims claims;
    const rc_document *doc;
    const rc_analysis *analysis; /**< of the sentences that were parsed; NULL: the language has no model */
    const uint8_t *parsed;       /**< by sentence of the document */
    float evidence, needed;      /**< words of armed conflict, and what its other words ask for */
    bool is_conflict;            /**< evidence >= needed; otherwise nothing was looked for */
    RC_VEC(rc_note) notes;       /**< in the order of the reading: sources of the whole report first */
} rc_explanation;

/** rc_reader_read, with notes. All of `out` lives in `arena`. */
rc_status rc_reader_explain(const rc_reader *reader, rc_report *report, rc_explanation *out, rc_arena *arena,
                            rc_error *err);

#endif
