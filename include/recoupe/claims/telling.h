/** Who says what, before anything is made of what is said: each act of saying that a report names. */
#ifndef RECOUPE_CLAIMS_TELLING_H
#define RECOUPE_CLAIMS_TELLING_H

#include "recoupe/claims/reader.h"

/** One act of saying. Spans are bytes into the report's text; `content` may hold source and cue in its middle. */
typedef struct rc_telling {
    rc_span source, cue, content;
    rc_link link;         /**< the source as resolved: who a pronoun stands for, the full name, side and kind */
    bool is_quoted;       /**< within a quotation: somebody else tells that this is said */
    const char *attitude; /**< class of the cue (docs/LANGUAGES.md, cues.tsv): "neutral", "denying", ... */
} rc_telling;

typedef struct rc_tellings {
    rc_telling *ptr;
    uint32_t n;
} rc_tellings;

/** Find the acts of saying of one report, in text order, in `arena`; errors as rc_reader_read. */
rc_status rc_reader_tellings(const rc_reader *reader, rc_report *report, rc_tellings *out, rc_arena *arena,
                             rc_error *err);

#endif
