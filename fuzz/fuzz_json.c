/** JSON, JSON Lines and lists; and our reader of one object held against jansson: both must agree. */
#include <jansson.h>

#include "intake/json_reader.h"
#include "intake_fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void compare(rc_str bytes)
{
    rc_json_reader reader = {0};
    rc_report report;
    rc_error why;
    size_t at = 0;
    rc_status status = rc_json_reader_report(&reader, bytes, &report, &at, &why);
    json_error_t theirs;
    json_t *tree = json_loadb(bytes.ptr, bytes.len, 0, &theirs);
    bool not_json = status == RC_EENCODING || (status == RC_EFORMAT && strncmp(why.message, "not JSON", 8) == 0);
    if (at > bytes.len) abort();
    if (status == RC_OK && !tree && json_error_code(&theirs) != json_error_numeric_overflow) abort();
    if (not_json && json_is_object(tree)) abort();
    if (status == RC_OK && tree) {
        const json_t *text = json_object_get(tree, "text");
        rc_str value = {json_string_value(text), json_string_length(text)};
        if (!rc_str_eq(value, report.text)) abort();
    }
    json_decref(tree);
    rc_json_reader_release(&reader);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    compare((rc_str){(const char *)data, size});
    feed_intake(data, size, "reports.jsonl");
    return feed_intake(data, size, "reports.json");
}
