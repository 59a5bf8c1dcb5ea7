#include "intake/json_reader.h"

#include "recoupe/base/utf8.h"

typedef rc_json_reader reader_t;

void rc_json_reader_release(rc_json_reader *reader)
{
    rc_buf_release(&reader->key);
    for (int i = 0; i < RC_JSON_READER_FIELDS; i++) rc_buf_release(&reader->fields[i]);
}

static void skip_space(reader_t *r)
{
    while (r->at < r->end && (*r->at == ' ' || *r->at == '\n' || *r->at == '\r' || *r->at == '\t')) r->at++;
}

static rc_status cut_short(reader_t *r, rc_error *err)
{
    r->at = r->end;
    return rc_fail(err, RC_EFORMAT, "not JSON: cut short, the object does not end");
}

static int hex4(const char *p)
{
    int value = 0;
    for (int i = 0; i < 4; i++) {
        int c = (unsigned char)p[i], low = c | 32;
        if (c >= '0' && c <= '9')
            value = value * 16 + c - '0';
        else if (low >= 'a' && low <= 'f')
            value = value * 16 + low - 'a' + 10;
        else
            return -1;
    }
    return value;
}

/* \uXXXX or a pair of them; r->at stands on the backslash. */
static rc_status unicode_escape(reader_t *r, rc_buf *out, rc_error *err)
{
    if (r->end - r->at < 6) return cut_short(r, err);
    int unit = hex4(r->at + 2);
    uint32_t cp = (uint32_t)unit;
    size_t bytes = 6;
    if (unit < 0) return rc_fail(err, RC_EFORMAT, "not JSON: four hexadecimal digits must follow \\u");
    if (unit == 0) return rc_fail(err, RC_EFORMAT, "the character \\u0000 is not text");
    if (unit >= 0xD800 && unit < 0xE000) {
        bool pair = unit < 0xDC00 && r->end - r->at >= 12 && r->at[6] == '\\' && r->at[7] == 'u';
        int low = pair ? hex4(r->at + 8) : -1;
        if (low < 0xDC00 || low >= 0xE000)
            return rc_fail(err, RC_EFORMAT, "half a character: \\u%04x without its other half", (unsigned)unit);
        cp = 0x10000 + (((uint32_t)unit - 0xD800) << 10) + ((uint32_t)low - 0xDC00);
        bytes = 12;
    }
    r->at += bytes;
    if (out) {
        char utf8[4];
        rc_buf_put(out, (rc_str){utf8, rc_utf8_encode(cp, utf8)});
    }
    return RC_OK;
}

static rc_status escape(reader_t *r, rc_buf *out, rc_error *err)
{
    static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
    if (r->end - r->at < 2) return cut_short(r, err);
    if (r->at[1] == 'u') return unicode_escape(r, out, err);
    const char *hit = r->at[1] ? strchr(from, r->at[1]) : NULL;
    if (!hit) return rc_fail(err, RC_EFORMAT, "not JSON: unknown escape in a string");
    if (out) rc_buf_putc(out, to[hit - from]);
    r->at += 2;
    return RC_OK;
}

/* Bytes that may stand in a string as they are: ASCII but quotes, backslash, controls. Eight at a time (the tests for
 * a byte below n and a byte equal to n are from Sean Eron Anderson, "Bit Twiddling Hacks"). */
static const char *plain_run(const char *p, const char *end)
{
    const uint64_t ones = 0x0101010101010101u, tops = 0x8080808080808080u;
    while (end - p >= 8) {
        uint64_t w, quote, slash;
        memcpy(&w, p, 8);
        quote = w ^ (ones * '"');
        slash = w ^ (ones * '\\');
        if ((w | (w - ones * 0x20) | (quote - ones) | (slash - ones)) & tops) break;
        p += 8;
    }
    while (p < end && (unsigned char)*p >= 0x20 && (unsigned char)*p < 0x80 && *p != '"' && *p != '\\') p++;
    return p;
}

/* A string from its opening quote on. `*plain` becomes the bytes between the quotes when they are the value as it
 * stands; else, where `out` is given, the decoded value is in `out` and `*plain` points to it. */
static rc_status string(reader_t *r, rc_buf *out, rc_str *plain, rc_error *err)
{
    const char *begun = ++r->at, *copied = begun;
    if (out) out->len = 0;
    for (;;) {
        r->at = plain_run(r->at, r->end);
        if (r->at >= r->end) return cut_short(r, err);
        unsigned char c = (unsigned char)*r->at;
        if (c == '"') break;
        if (c == '\\') {
            if (out) rc_buf_put(out, (rc_str){copied, (size_t)(r->at - copied)});
            rc_status status = escape(r, out, err);
            if (status != RC_OK) return status;
            copied = r->at;
        } else if (c < 0x20) {
            return rc_fail(err, RC_EFORMAT, "not JSON: %s inside a string",
                           c == '\n' ? "a line ends" : "a control character");
        } else {
            unsigned bytes;
            rc_utf8_decode((rc_str){r->at, (size_t)(r->end - r->at)}, 0, &bytes);
            if (bytes == 1) return rc_fail(err, RC_EENCODING, "byte 0x%02X is not UTF-8", c);
            r->at += bytes;
        }
    }
    if (copied == begun) {
        *plain = (rc_str){begun, (size_t)(r->at - begun)};
    } else if (out) {
        rc_buf_put(out, (rc_str){copied, (size_t)(r->at - copied)});
        if (out->failed) return rc_fail(err, RC_ENOMEM, "out of memory");
        *plain = rc_buf_str(out);
    }
    r->at++;
    return RC_OK;
}

static const char *digits(const char *p, const char *end)
{
    while (p < end && *p >= '0' && *p <= '9') p++;
    return p;
}

static rc_status number(reader_t *r, rc_error *err)
{
    const char *p = r->at + (*r->at == '-'), *q;
    bool good = p < r->end && *p >= '0' && *p <= '9';
    q = good && *p == '0' ? p + 1 : digits(p, r->end);
    if (good && q < r->end && *q == '.') {
        p = q + 1;
        q = digits(p, r->end);
        good = q > p;
    }
    if (good && q < r->end && (*q == 'e' || *q == 'E')) {
        p = q + 1;
        if (p < r->end && (*p == '+' || *p == '-')) p++;
        q = digits(p, r->end);
        good = q > p;
    }
    if (!good) return rc_fail(err, RC_EFORMAT, "not JSON: a broken number");
    r->at = q;
    return RC_OK;
}

static rc_status scalar(reader_t *r, rc_error *err)
{
    static const rc_str words[] = {RC_STR_INIT("true"), RC_STR_INIT("false"), RC_STR_INIT("null")};
    rc_str rest = {r->at, (size_t)(r->end - r->at)}, ignored;
    if (*r->at == '"') return string(r, NULL, &ignored, err);
    if (*r->at == '-' || (*r->at >= '0' && *r->at <= '9')) return number(r, err);
    for (int i = 0; i < 3; i++) {
        if (!rc_str_starts(rest, words[i])) continue;
        r->at += words[i].len;
        return RC_OK;
    }
    return rc_fail(err, RC_EFORMAT, "not JSON: a value is expected here");
}

/* `"name" :`, r->at at the first byte that is not space; the name is left in r->key or the input. */
static rc_status member_name(reader_t *r, rc_str *name, rc_error *err)
{
    skip_space(r);
    if (r->at >= r->end) return cut_short(r, err);
    if (*r->at != '"') return rc_fail(err, RC_EFORMAT, "not JSON: a field name in double quotes is expected here");
    rc_status status = string(r, &r->key, name, err);
    if (status != RC_OK) return status;
    skip_space(r);
    if (r->at >= r->end) return cut_short(r, err);
    if (*r->at != ':') return rc_fail(err, RC_EFORMAT, "not JSON: a colon is expected after a field name");
    r->at++;
    skip_space(r);
    return r->at < r->end ? RC_OK : cut_short(r, err);
}

/* After a value inside `depth` open brackets: pass closing brackets, and stop before the next value. */
static rc_status after_value(reader_t *r, unsigned *depth, rc_error *err)
{
    while (*depth) {
        skip_space(r);
        if (r->at >= r->end) return cut_short(r, err);
        unsigned char open = r->open[*depth - 1];
        if (*r->at == (open == '{' ? '}' : ']')) {
            r->at++;
            --*depth;
            continue;
        }
        if (*r->at != ',')
            return rc_fail(err, RC_EFORMAT, "not JSON: a comma or '%c' is expected here", open == '{' ? '}' : ']');
        r->at++;
        rc_str name;
        if (open == '{') return member_name(r, &name, err);
        skip_space(r);
        return r->at < r->end ? RC_OK : cut_short(r, err);
    }
    return RC_OK;
}

/* Check a value of any kind and pass over it, without recursion. */
static rc_status pass_value(reader_t *r, rc_error *err)
{
    unsigned depth = 0;
    do {
        rc_status status;
        char c = *r->at;
        if (c == '{' || c == '[') {
            if (depth == RC_JSON_READER_DEPTH)
                return rc_fail(err, RC_ELIMIT, "JSON nested deeper than %d", RC_JSON_READER_DEPTH);
            r->open[depth++] = (unsigned char)c;
            r->at++;
            skip_space(r);
            if (r->at >= r->end) return cut_short(r, err);
            rc_str name;
            if (*r->at != (c == '{' ? '}' : ']')) {
                status = c == '{' ? member_name(r, &name, err) : RC_OK;
                if (status != RC_OK) return status;
                continue;
            }
        } else {
            status = scalar(r, err);
            if (status != RC_OK) return status;
        }
        status = after_value(r, &depth, err);
        if (status != RC_OK) return status;
    } while (depth);
    return RC_OK;
}

static const char *const field_names[RC_JSON_READER_FIELDS] = {"text", "id",    "lang",   "published",
                                                               "url",  "title", "outlet", "date"};
enum { TEXT, ID, LANG, PUBLISHED, URL, TITLE, OUTLET, DATE }; /* date: what other tools call `published` */

static rc_status field_value(reader_t *r, int field, rc_str *value, rc_error *err)
{
    const char *begun = r->at;
    char c = *begun;
    if (c == '"') return string(r, &r->fields[field], value, err);
    rc_status status = pass_value(r, err);
    if (status != RC_OK) return status;
    *value = (rc_str){NULL, 0};
    if (c == 'n' || field == DATE) return RC_OK; /* whatever else a `date` may be is none of ours */
    if (field == ID && (c == '-' || (c >= '0' && c <= '9'))) {
        *value = (rc_str){begun, (size_t)(r->at - begun)};
        return RC_OK;
    }
    r->at = begun;
    return rc_fail(err, RC_EFORMAT, "`%s` is %s, not a string", field_names[field],
                   c == '{'               ? "an object"
                   : c == '['             ? "a list"
                   : c == 't' || c == 'f' ? "true or false"
                                          : "a number");
}

static rc_status members(reader_t *r, rc_str *values, const char **places, rc_str *claims, rc_error *err)
{
    for (;;) {
        rc_str name = {0};
        rc_status status = member_name(r, &name, err);
        int field = 0;
        if (status != RC_OK) return status;
        while (field < RC_JSON_READER_FIELDS && !rc_str_is(name, field_names[field])) field++;
        if (field < RC_JSON_READER_FIELDS) {
            places[field] = r->at;
            status = field_value(r, field, &values[field], err);
        } else {
            const char *begun = r->at;
            status = pass_value(r, err);
            if (rc_str_is(name, "claims") && *begun != 'n') *claims = (rc_str){begun, (size_t)(r->at - begun)};
        }
        if (status != RC_OK) return status;
        skip_space(r);
        if (r->at >= r->end) return cut_short(r, err);
        if (*r->at == '}') break;
        if (*r->at != ',') return rc_fail(err, RC_EFORMAT, "not JSON: a comma or '}' is expected here");
        r->at++;
    }
    r->at++;
    return RC_OK;
}

static rc_status object(reader_t *r, rc_str *values, const char **places, rc_str *claims, rc_error *err)
{
    skip_space(r);
    if (r->at >= r->end) return rc_fail(err, RC_EEMPTY, "nothing in it");
    if (*r->at == '[') return rc_fail(err, RC_EFORMAT, "a list where a report (an object) is expected");
    if (*r->at != '{') return rc_fail(err, RC_EFORMAT, "not JSON: '{' is expected here");
    r->at++;
    skip_space(r);
    if (r->at < r->end && *r->at == '}') {
        r->at++;
    } else {
        rc_status status = members(r, values, places, claims, err);
        if (status != RC_OK) return status;
    }
    skip_space(r);
    return r->at < r->end ? rc_fail(err, RC_EFORMAT, "not JSON: something follows the end of the object") : RC_OK;
}

static rc_status check_fields(reader_t *r, const rc_str *values, const char **places, rc_error *err)
{
    r->at = places[TEXT] ? places[TEXT] : r->beg;
    if (!places[TEXT]) return rc_fail(err, RC_EEMPTY, "no `text` in this object");
    if (!rc_str_trim(values[TEXT]).len) return rc_fail(err, RC_EEMPTY, "`text` is empty");
    r->published[0] = 0;
    if (!rc_str_trim(values[PUBLISHED]).len) {
        if (!rc_date_read(values[DATE], r->published)) r->published[0] = 0;
        return RC_OK;
    }
    if (rc_date_read(values[PUBLISHED], r->published)) return RC_OK;
    r->at = places[PUBLISHED];
    return rc_fail(err, RC_EFORMAT, "`published` is not a date, write YYYY-MM-DD or RFC 3339");
}

rc_status rc_json_reader_report(rc_json_reader *r, rc_str bytes, rc_report *report, size_t *error_at, rc_error *err)
{
    rc_str values[RC_JSON_READER_FIELDS] = {{NULL, 0}};
    const char *places[RC_JSON_READER_FIELDS] = {NULL};
    r->beg = r->at = bytes.ptr ? bytes.ptr : "";
    r->end = r->beg + bytes.len;
    rc_str claims = {0};
    rc_status status = object(r, values, places, &claims, err);
    if (status == RC_OK) status = check_fields(r, values, places, err);
    *error_at = (size_t)(r->at - r->beg);
    if (status != RC_OK) return status;
    rc_lang_primary(values[LANG], r->lang);
    *report = (rc_report){.id = values[ID],
                          .lang = rc_str_of(r->lang),
                          .published = rc_str_of(r->published),
                          .outlet = values[OUTLET],
                          .url = values[URL],
                          .title = values[TITLE],
                          .text = values[TEXT],
                          .claims = claims};
    return RC_OK;
}
