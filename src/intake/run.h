/** One run of the intake: where reports and skipped items go, and what is being read. Private to src/intake.
 *
 * No arena is used here: fields of a report point into heap buffers that are reused from item to item, so that library
 * handles (jansson, libxml2, iconv) never stand across a jump out of an arena. */
#ifndef RECOUPE_INTAKE_RUN_H
#define RECOUPE_INTAKE_RUN_H

#include "recoupe/base/buf.h"
#include "recoupe/intake/intake.h"

/** Bytes of a file name shown in a message, so that the reason always fits into rc_error. */
#define RC_INTAKE_LABEL_BYTES 240

struct rc_html;

typedef struct rc_intake_run {
    const rc_intake_sink *sink;
    rc_error *err;
    rc_buf name;                           /**< what is read now, made printable UTF-8 (other bytes as \xHH) */
    rc_str stem;                           /**< its last part without extension, into `name` */
    char label[RC_INTAKE_LABEL_BYTES + 8]; /**< end of the name, for messages */
    rc_buf content, decoded;               /**< a whole text or page in memory, and as UTF-8 */
    struct rc_html *html;                  /**< reader of pages, made for the first one */
    rc_buf id, path;                       /**< of an item of several */
} rc_intake_run;

void rc_intake_run_release(rc_intake_run *run);

/** Say what is read from now on. RC_ENOMEM. */
rc_status rc_intake_name(rc_intake_run *run, const char *name);

/** Seal a report and hand it to the sink. Fields not known to the reader of the kind (id, path) are filled in;
 * `line` is 0 for the only report of a file, else the line an item begins on and `number` its name in the id. */
rc_status rc_intake_deliver(rc_intake_run *run, rc_report *report, uint64_t line, uint64_t number);

/** Tell the sink of something that is not read. The message is "name: reason", or "name:line: reason". */
void rc_intake_skip(rc_intake_run *run, uint64_t line, rc_status status, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

#endif
