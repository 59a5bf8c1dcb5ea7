/** One report out of the bytes of one JSON object (RFC 8259). Private to src/intake.
 *
 * A strict reader of its own, because the wide majority of the bytes of a record (`claims`, unknown fields) is only to
 * be checked and passed over: building a tree of them made reading several times slower than the disk. */
#ifndef RECOUPE_INTAKE_JSON_READER_H
#define RECOUPE_INTAKE_JSON_READER_H

#include "intake/values.h"
#include "recoupe/base/buf.h"
#include "recoupe/intake/report.h"

#define RC_JSON_READER_DEPTH 512
#define RC_JSON_READER_FIELDS 8

typedef struct rc_json_reader {
    const char *beg, *at, *end;
    rc_buf key;
    rc_buf fields[RC_JSON_READER_FIELDS]; /**< decoded strings that had escapes */
    char published[RC_DATE_BYTES], lang[RC_LANG_BYTES];
    unsigned char open[RC_JSON_READER_DEPTH];
} rc_json_reader;

void rc_json_reader_release(rc_json_reader *reader);

/** Read `bytes`, one object and white space, into `report`, whose fields point into `bytes` or the reader until either
 * changes. On error `*error_at` is the offset of the byte that is wrong, and the message says why without a place:
 * RC_EFORMAT (not JSON, a field of the wrong type, a `published` that is no date), RC_EENCODING (not UTF-8), RC_EEMPTY
 * (no text), RC_ELIMIT (nested deeper than RC_JSON_READER_DEPTH), RC_ENOMEM. */
rc_status rc_json_reader_report(rc_json_reader *reader, rc_str bytes, rc_report *report, size_t *error_at,
                                rc_error *err);

#endif
