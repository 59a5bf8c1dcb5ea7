/** Reports read in batches: intake fills a batch, the pool reads it, the results come out in order. */
#ifndef CLI_BATCH_H
#define CLI_BATCH_H

#include "cli/command.h"
#include "recoupe/base/buf.h"
#include "recoupe/claims/reader.h"

/** Either `read` or both `encode` and `write`. */
typedef struct rc_batch_sink {
    void *context;
    /** A report and its claims, in the order of the input. Any status but RC_OK stops everything. */
    rc_status (*read)(void *context, const rc_report *report, const rc_claims *claims, rc_arena *arena, rc_error *err);
    /** The same as text, for a sink that needs no more: `encode` is called by the thread that read the report and makes
     * the text, so that the memory of the reading is free at once; `write` gets it in the order of the input. */
    void (*encode)(const rc_report *report, const rc_claims *claims, rc_buf *out, rc_arena *arena);
    rc_status (*write)(void *context, rc_str text, rc_error *err);
} rc_batch_sink;

typedef struct rc_batch_counts {
    uint64_t reports, claims, skipped, unread;
} rc_batch_counts;

/** Read all of `paths` ("-" for standard input). Without a reader (NULL) the claims that the input gives are taken as
 * they are; a report whose claims cannot be read is skipped. Skipped items are said on standard error unless quiet. */
rc_status rc_batch_run(const rc_common *common, const rc_reader *reader, char **paths, int n_paths,
                       const rc_batch_sink *sink, rc_batch_counts *counts, rc_error *err);

/** "read 12 reports, 87 claims; skipped 1 (said above)" on standard error. */
void rc_batch_summary(const rc_common *common, const rc_batch_counts *counts);

#endif
