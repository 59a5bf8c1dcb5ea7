/** JSON writer (RFC 8259) into an rc_buf: commas, escapes and nesting are kept by the writer. Reading is jansson's.
 * Bytes that are not well-formed UTF-8 are written as U+FFFD, so that the output is always valid. */
#ifndef RECOUPE_BASE_JSON_H
#define RECOUPE_BASE_JSON_H

#include "recoupe/base/buf.h"

#define RC_JSON_DEPTH 32

typedef struct rc_json {
    rc_buf *out;
    unsigned depth;
    bool some[RC_JSON_DEPTH]; /**< the level has an item, so a comma comes before the next */
    bool after_key;
} rc_json;

void rc_json_init(rc_json *json, rc_buf *out);
void rc_json_begin_object(rc_json *json);
void rc_json_end_object(rc_json *json);
void rc_json_begin_array(rc_json *json);
void rc_json_end_array(rc_json *json);
void rc_json_key(rc_json *json, const char *key);
void rc_json_str(rc_json *json, rc_str value);
void rc_json_int(rc_json *json, int64_t value);
void rc_json_real(rc_json *json, double value, int decimals); /**< trailing zeros dropped; nan and inf become null */
void rc_json_bool(rc_json *json, bool value);
void rc_json_null(rc_json *json);

/** A value that is JSON already; it is not looked at. */
void rc_json_raw(rc_json *json, rc_str value);

/** `"key": "value"`, left out when value is empty. */
void rc_json_str_field(rc_json *json, const char *key, rc_str value);

#endif
