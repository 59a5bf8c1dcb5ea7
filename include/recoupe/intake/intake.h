/** Intake: files and streams to reports.
 *
 * What it reads: plain text, HTML pages, tables, archives of posts, JSON (one report, or a list) and JSON Lines in the
 * form of docs/RECORD.md (`claims` in them are passed on as they stand), folders of these, standard input. Kinds are
 * told by content first, by extension where content leaves it open. A bad item never stops the rest: it is handed to
 * `skipped` with a message that names the file and byte or line. */
#ifndef RECOUPE_INTAKE_INTAKE_H
#define RECOUPE_INTAKE_INTAKE_H

#include "recoupe/intake/report.h"

typedef struct rc_intake_sink {
    void *context;
    /** One report, borrowed until it returns. Any status but RC_OK stops the reading and is returned. */
    rc_status (*report)(void *context, const rc_report *report, rc_error *err);
    /** One item that could not be read, and why. */
    void (*skipped)(void *context, const rc_error *why);
} rc_intake_sink;

/** Limits of one input; larger ones are skipped with RC_ELIMIT. */
#define RC_INTAKE_FILE_BYTES ((size_t)1 << 30)
#define RC_INTAKE_REPORT_BYTES ((size_t)16 << 20)

/** Read a file, a folder (recursively, in byte order of names, hidden files left out) or "-" (standard input).
 * Returns RC_OK although items were skipped; an error only when the sink stopped it. A path that does not exist or may
 * not be read is a skipped item. */
rc_status rc_intake_path(const char *path, const rc_intake_sink *sink, rc_error *err);

/** The same for bytes in memory; `name` stands for the file name in messages and decides among kinds. */
rc_status rc_intake_bytes(rc_str bytes, const char *name, const rc_intake_sink *sink, rc_error *err);

#endif
