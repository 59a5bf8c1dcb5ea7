/* The target of a request: path and query, percent-decoded, and the route it names. */
#include "desk/server.h"
#include "recoupe/base/utf8.h"

static int hex(char c)
{
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                  : -1;
}

/* Well-formed UTF-8 without control characters comes out, or nothing. */
static bool decode(rc_arena *arena, rc_str raw, bool plus_is_blank, rc_str *out)
{
    char *text = rc_arena_alloc(arena, 1, 1, raw.len + 1);
    size_t n = 0;
    for (size_t i = 0; i < raw.len; i++) {
        char c = raw.ptr[i];
        if (c == '%') {
            if (i + 2 >= raw.len || hex(raw.ptr[i + 1]) < 0 || hex(raw.ptr[i + 2]) < 0) return false;
            c = (char)(hex(raw.ptr[i + 1]) << 4 | hex(raw.ptr[i + 2]));
            i += 2;
        } else if (c == '+' && plus_is_blank) {
            c = ' ';
        }
        if ((unsigned char)c < 0x20 || c == 0x7f) return false;
        text[n++] = c;
    }
    *out = (rc_str){text, n};
    return rc_utf8_invalid(*out) == SIZE_MAX;
}

static bool decode_query(desk_request *request, rc_str raw)
{
    request->query = RC_NEWS(request->arena, desk_pair, DESK_PARAMETERS);
    request->n_query = 0;
    while (raw.ptr) {
        rc_str value = rc_str_cut(&raw, '&');
        if (!value.len) continue;
        if (request->n_query == DESK_PARAMETERS) return false;
        rc_str name = rc_str_cut(&value, '=');
        desk_pair *pair = &request->query[request->n_query++];
        if (!decode(request->arena, name, true, &pair->name)) return false;
        if (!decode(request->arena, value.ptr ? value : (rc_str){"", 0}, true, &pair->value)) return false;
    }
    return true;
}

bool desk_parse_target(desk_request *request)
{
    rc_str query = request->target;
    if (!query.len || query.ptr[0] != '/' || query.len > DESK_TARGET_BYTES) return false;
    rc_str path = rc_str_cut(&query, '?');
    return decode(request->arena, path, false, &request->path) && decode_query(request, query);
}

bool desk_query_nth(const desk_request *request, const char *name, uint32_t i, rc_str *out)
{
    for (uint32_t k = 0; k < request->n_query; k++)
        if (rc_str_is(request->query[k].name, name) && !i--) {
            *out = request->query[k].value;
            return true;
        }
    return false;
}

rc_str desk_query(const desk_request *request, const char *name)
{
    rc_str value = {0};
    desk_query_nth(request, name, 0, &value);
    return value;
}

/* Names in a pattern stand for one part of the path, decoded; "%2F" in it is a slash of the name. */
static bool matches(desk_request *request, const char *pattern)
{
    rc_str raw = request->target, wanted = rc_str_of(pattern);
    raw = rc_str_cut(&raw, '?');
    unsigned n = 0;
    while (wanted.ptr && raw.ptr) {
        rc_str part = rc_str_cut(&wanted, '/'), given = rc_str_cut(&raw, '/'), text;
        if (!part.len || part.ptr[0] != '{') {
            if (!rc_str_eq(part, given)) return false;
        } else if (!given.len || n == 3 || !decode(request->arena, given, false, &text)) {
            return false;
        } else {
            request->parameters[n++] = text;
        }
    }
    return !wanted.ptr && !raw.ptr;
}

const desk_route *desk_find_route(desk_request *request, bool *other_method)
{
    *other_method = false;
    for (const desk_route *route = desk_routes; route->method; route++) {
        if (!matches(request, route->pattern)) continue;
        if (rc_str_is(request->method, route->method)) return route;
        *other_method = true;
    }
    return NULL;
}
