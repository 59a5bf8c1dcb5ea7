#include "recoupe/base/json.h"

#include <assert.h>
#include <math.h>

#include "recoupe/base/utf8.h"

void rc_json_init(rc_json *json, rc_buf *out)
{
    *json = (rc_json){.out = out};
}

static void before_value(rc_json *json)
{
    if (json->after_key) {
        json->after_key = false;
        return;
    }
    if (json->depth && json->some[json->depth - 1]) rc_buf_putc(json->out, ',');
    if (json->depth) json->some[json->depth - 1] = true;
}

static void begin(rc_json *json, char bracket)
{
    before_value(json);
    assert(json->depth < RC_JSON_DEPTH);
    json->some[json->depth++] = false;
    rc_buf_putc(json->out, bracket);
}

static void end(rc_json *json, char bracket)
{
    assert(json->depth > 0 && !json->after_key);
    json->depth--;
    rc_buf_putc(json->out, bracket);
}

void rc_json_raw(rc_json *json, rc_str value)
{
    before_value(json);
    rc_buf_put(json->out, value);
}

void rc_json_begin_object(rc_json *json)
{
    begin(json, '{');
}

void rc_json_end_object(rc_json *json)
{
    end(json, '}');
}

void rc_json_begin_array(rc_json *json)
{
    begin(json, '[');
}

void rc_json_end_array(rc_json *json)
{
    end(json, ']');
}

static void put_escaped(rc_buf *out, rc_str s)
{
    rc_buf_putc(out, '"');
    size_t clean = 0; /* bytes before it are written */
    for (size_t i = 0; i < s.len;) {
        unsigned char c = (unsigned char)s.ptr[i];
        unsigned bytes = 1;
        bool bad = c >= 0x80 && rc_utf8_decode(s, i, &bytes) == 0xFFFD && bytes == 1;
        if (c >= 0x20 && c != '"' && c != '\\' && !bad) {
            i += bytes;
            continue;
        }
        rc_buf_put(out, rc_str_sub(s, clean, i));
        if (bad)
            rc_buf_put(out, RC_STR("\xEF\xBF\xBD"));
        else if (c == '"' || c == '\\')
            rc_buf_printf(out, "\\%c", c);
        else if (c == '\n')
            rc_buf_put(out, RC_STR("\\n"));
        else if (c == '\t')
            rc_buf_put(out, RC_STR("\\t"));
        else if (c == '\r')
            rc_buf_put(out, RC_STR("\\r"));
        else
            rc_buf_printf(out, "\\u%04x", c);
        clean = ++i;
    }
    rc_buf_put(out, rc_str_sub(s, clean, s.len));
    rc_buf_putc(out, '"');
}

void rc_json_key(rc_json *json, const char *key)
{
    before_value(json);
    put_escaped(json->out, rc_str_of(key));
    rc_buf_putc(json->out, ':');
    json->after_key = true;
}

void rc_json_str(rc_json *json, rc_str value)
{
    before_value(json);
    put_escaped(json->out, value);
}

void rc_json_int(rc_json *json, int64_t value)
{
    before_value(json);
    rc_buf_printf(json->out, "%lld", (long long)value);
}

void rc_json_real(rc_json *json, double value, int decimals)
{
    before_value(json);
    if (!isfinite(value)) {
        rc_buf_put(json->out, RC_STR("null"));
        return;
    }
    char text[64];
    int n = snprintf(text, sizeof text, "%.*f", decimals, value);
    if (n < 0 || n >= (int)sizeof text) {
        n = snprintf(text, sizeof text, "%.17g", value); /* has an exponent, whose zeros count */
    } else if (memchr(text, '.', (size_t)n)) {
        while (text[n - 1] == '0') n--;
        if (text[n - 1] == '.') n--;
    }
    rc_str out = {text, (size_t)n};
    rc_buf_put(json->out, rc_str_is(out, "-0") ? RC_STR("0") : out);
}

void rc_json_bool(rc_json *json, bool value)
{
    before_value(json);
    rc_buf_put(json->out, value ? RC_STR("true") : RC_STR("false"));
}

void rc_json_null(rc_json *json)
{
    before_value(json);
    rc_buf_put(json->out, RC_STR("null"));
}

void rc_json_str_field(rc_json *json, const char *key, rc_str value)
{
    if (!value.len) return;
    rc_json_key(json, key);
    rc_json_str(json, value);
}
