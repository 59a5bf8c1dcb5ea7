#include "claims/record.h"

#include <string.h>

#include "recoupe/base/utf8.h"

#define DEPTH_MOST 16
#define DIGITS_MOST 15 /* a number of so many digits, and its division by a power of ten, is exact in a double */

typedef struct parser {
    const char *at, *end;
    rc_arena *arena;
    bool failed;
} parser;

static rc_node *parse_value(parser *p, unsigned depth);

static rc_node *fail(parser *p)
{
    p->failed = true;
    return NULL;
}

static void skip_space(parser *p)
{
    while (p->at < p->end && (*p->at == ' ' || *p->at == '\n' || *p->at == '\t' || *p->at == '\r')) p->at++;
}

static bool take(parser *p, char c)
{
    skip_space(p);
    if (p->at == p->end || *p->at != c) return false;
    p->at++;
    return true;
}

/* ---- strings */

static char unescaped(char c)
{
    static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
    const char *found = c ? strchr(from, c) : NULL;
    return found ? to[found - from] : 0;
}

static rc_str unescape(parser *p, const char *beg, const char *end)
{
    char *out = RC_NEWS(p->arena, char, (size_t)(end - beg));
    size_t n = 0;
    for (const char *c = beg; c < end; c++) out[n++] = *c == '\\' ? unescaped(*++c) : *c;
    return (rc_str){out, n};
}

static rc_str parse_string(parser *p)
{
    const char *beg = p->at;
    bool escaped = false;
    for (; p->at < p->end && *p->at != '"'; p->at++) {
        if ((unsigned char)*p->at < 0x20) p->failed = true;
        if (*p->at != '\\') continue;
        escaped = true;
        if (++p->at == p->end || !unescaped(*p->at)) p->failed = true;
        if (p->at == p->end) break;
    }
    if (p->at == p->end) p->failed = true;
    if (p->failed) return (rc_str){0};
    const char *end = p->at++;
    return escaped ? unescape(p, beg, end) : (rc_str){beg, (size_t)(end - beg)};
}

/* ---- numbers: sign, digits, and a fraction */

static rc_node *parse_number(parser *p, rc_node *out)
{
    static const double tens[] = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
    int64_t value = 0;
    unsigned digits = 0, decimals = 0;
    bool negative = *p->at == '-', fraction = false;
    p->at += negative;
    const char *beg = p->at;
    for (; p->at < p->end && ((*p->at >= '0' && *p->at <= '9') || (*p->at == '.' && !fraction)); p->at++) {
        if (*p->at == '.') {
            if (!digits) return fail(p);
            fraction = true;
            continue;
        }
        value = digits < DIGITS_MOST ? 10 * value + (*p->at - '0') : value;
        digits++;
        decimals += fraction;
    }
    bool leading = p->at - beg > 1 && beg[0] == '0' && beg[1] != '.';
    bool has_exponent = p->at < p->end && (*p->at == 'e' || *p->at == 'E');
    if (!digits || digits > DIGITS_MOST || leading || has_exponent || (fraction && !decimals)) return fail(p);
    out->kind = fraction ? RC_NODE_REAL : RC_NODE_INTEGER;
    out->integer = fraction ? 0 : negative ? -value : value;
    out->number = fraction ? (double)value / tens[decimals] : (double)value;
    if (negative && (fraction || value)) out->number = -out->number; /* "-0" is an integer */
    return out;
}

/* ---- lists */

static bool is_known(const rc_node *list, rc_str key)
{
    for (const rc_node *n = list->first; n; n = n->next)
        if (rc_str_eq(n->key, key)) return true;
    return false;
}

static rc_node *parse_items(parser *p, rc_node *out, unsigned depth)
{
    bool is_object = out->kind == RC_NODE_OBJECT;
    char close = is_object ? '}' : ']';
    rc_node **tail = &out->first;
    if (take(p, close)) return out;
    do {
        rc_str key = {0};
        if (is_object) {
            if (!take(p, '"')) return fail(p);
            key = parse_string(p);
            if (p->failed || is_known(out, key) || !take(p, ':')) return fail(p);
        }
        rc_node *item = parse_value(p, depth + 1);
        if (p->failed) return NULL;
        item->key = key;
        *tail = item;
        tail = &item->next;
        out->n++;
    } while (take(p, ','));
    return take(p, close) ? out : fail(p);
}

static rc_node *parse_word(parser *p, rc_node *out)
{
    static const char *const words[] = {"null", "false", "true"};
    for (int i = 0; i < 3; i++) {
        size_t len = strlen(words[i]);
        if ((size_t)(p->end - p->at) < len || memcmp(p->at, words[i], len) != 0) continue;
        p->at += len;
        out->kind = (rc_node_kind)i;
        return out;
    }
    return fail(p);
}

static rc_node *parse_value(parser *p, unsigned depth)
{
    skip_space(p);
    if (depth > DEPTH_MOST || p->at == p->end) return fail(p);
    rc_node *out = RC_NEW(p->arena, rc_node);
    switch (*p->at) {
    case '{':
    case '[':
        out->kind = *p->at++ == '{' ? RC_NODE_OBJECT : RC_NODE_ARRAY;
        return parse_items(p, out, depth);
    case '"':
        p->at++;
        out->kind = RC_NODE_STRING;
        out->text = parse_string(p);
        return p->failed ? NULL : out;
    default:
        return *p->at == '-' || (*p->at >= '0' && *p->at <= '9') ? parse_number(p, out) : parse_word(p, out);
    }
}

rc_node *rc_record_parse(rc_str json, rc_arena *arena)
{
    if (!json.len || (json.ptr[0] != '{' && json.ptr[0] != '[') || rc_utf8_invalid(json) != SIZE_MAX) return NULL;
    parser p = {json.ptr, json.ptr + json.len, arena, false};
    rc_node *out = parse_value(&p, 0);
    skip_space(&p);
    return !p.failed && p.at == p.end ? out : NULL;
}

/* ---- of jansson */

static void push_item(rc_node *out, rc_node **last, const json_t *item, rc_str key, rc_arena *arena)
{
    rc_node *node = rc_record_of_json(item, arena);
    node->key = key;
    *(*last ? &(*last)->next : &out->first) = node;
    *last = node;
    out->n++;
}

rc_node *rc_record_of_json(const json_t *value, rc_arena *arena)
{
    rc_node *out = RC_NEW(arena, rc_node), *last = NULL;
    switch (json_typeof(value)) {
    case JSON_OBJECT:
        out->kind = RC_NODE_OBJECT;
        for (void *i = json_object_iter((json_t *)value); i; i = json_object_iter_next((json_t *)value, i))
            push_item(out, &last, json_object_iter_value(i), rc_str_of(json_object_iter_key(i)), arena);
        break;
    case JSON_ARRAY:
        out->kind = RC_NODE_ARRAY;
        for (size_t i = 0; i < json_array_size(value); i++)
            push_item(out, &last, json_array_get(value, i), (rc_str){0}, arena);
        break;
    case JSON_STRING:
        out->kind = RC_NODE_STRING;
        out->text = (rc_str){json_string_value(value), json_string_length(value)};
        break;
    case JSON_INTEGER:
    case JSON_REAL:
        out->kind = json_is_integer(value) ? RC_NODE_INTEGER : RC_NODE_REAL;
        out->integer = json_integer_value(value);
        out->number = json_number_value(value);
        break;
    case JSON_TRUE:
    case JSON_FALSE:
        out->kind = json_is_true(value) ? RC_NODE_TRUE : RC_NODE_FALSE;
        break;
    default:
        break;
    }
    return out;
}

const rc_node *rc_node_get(const rc_node *object, const char *key)
{
    if (!object || object->kind != RC_NODE_OBJECT) return NULL;
    size_t len = strlen(key);
    for (const rc_node *n = object->first; n; n = n->next)
        if (n->key.len == len && memcmp(n->key.ptr, key, len) == 0) return n;
    return NULL;
}
