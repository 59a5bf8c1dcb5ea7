#include "language/scan.h"

#define HOST_BYTES 253

/* Endings of sites that stand in running text without a path. Those that are also words ("de", "me", "it", "il", "la")
 * are left out: "la ville.de" is a lost space. */
static const char *const endings[] = {"com", "org", "net",  "gov",   "edu",   "info",   "int",    "fr", "uk", "ru",
                                      "ua",  "eu",  "tv",   "ca",    "ch",    "ir",     "af",     "sy", "tr", "cn",
                                      "jp",  "br",  "news", "media", "press", "online", "africa", "cd", "pl", "ro"};

static bool is_host_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
}

static bool is_ending(rc_str label)
{
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (rc_str_is(label, endings[i])) return true;
    return false;
}

static bool starts_like(rc_str text, size_t at, rc_str word)
{
    if (text.len - at < word.len) return false;
    for (size_t i = 0; i < word.len; i++) {
        char c = text.ptr[at + i];
        if ((c >= 'A' && c <= 'Z' ? c + 32 : c) != word.ptr[i]) return false;
    }
    return true;
}

static bool ends_address(rc_glyph g)
{
    return rc_glyph_is_gap(g) || g.cp == '<' || g.cp == '>' || g.cp == '"' || g.cp == 0xAB || g.cp == 0xBB ||
           (g.cp >= 0x2012 && g.cp <= 0x201F) || g.cp == 0x2026 || g.cp == '|' || g.cp == '\\';
}

/* Signs that belong to the sentence when they end an address. */
static bool is_trailing(char c)
{
    return strchr(".,;:!?'\"*)]}", c) != NULL;
}

static size_t path_end(rc_str text, size_t beg, size_t at)
{
    for (rc_glyph g; !ends_address(g = rc_glyph_at(text, at));) at += g.bytes;
    size_t opened = 0, closed = 0;
    for (size_t i = beg; i < at; i++) {
        opened += text.ptr[i] == '(';
        closed += text.ptr[i] == ')';
    }
    while (at > beg && is_trailing(text.ptr[at - 1])) {
        if (text.ptr[at - 1] == ')') {
            if (closed <= opened) break; /* "/wiki/Kaboul_(ville)" */
            closed--;
        }
        at--;
    }
    return at;
}

size_t rc_scan_url(rc_str text, size_t at)
{
    static const rc_str schemes[] = {RC_STR_INIT("http://"), RC_STR_INIT("https://"), RC_STR_INIT("www.")};
    for (size_t i = 0; i < 3; i++) {
        if (!starts_like(text, at, schemes[i])) continue;
        size_t beg = at + schemes[i].len;
        size_t end = path_end(text, beg, beg);
        if (end > beg) return end;
    }
    return at;
}

/* End of labels parted by dots; `*last` is the last label. */
static size_t host_end(rc_str text, size_t at, rc_str *last)
{
    size_t beg = at, label = at, dots = 0;
    for (; at < text.len && at - beg < HOST_BYTES; at++) {
        if (is_host_byte(text.ptr[at])) continue;
        if (text.ptr[at] != '.' || at == label || at + 1 >= text.len || !is_host_byte(text.ptr[at + 1])) break;
        label = at + 1;
        dots++;
    }
    *last = dots ? rc_str_sub(text, label, at) : (rc_str){NULL, 0};
    return at;
}

static bool is_lower_label(rc_str label)
{
    for (size_t i = 0; i < label.len; i++)
        if (label.ptr[i] < 'a' || label.ptr[i] > 'z') return false;
    return label.len >= 2;
}

size_t rc_scan_bare_address(rc_str text, size_t at)
{
    size_t i = at;
    while (i < text.len && i - at < 64 && (is_host_byte(text.ptr[i]) || strchr("._+%", text.ptr[i]))) i++;
    rc_str last;
    if (i < text.len && i > at && text.ptr[i] == '@') {
        size_t end = host_end(text, i + 1, &last);
        return is_lower_label(last) ? end : at;
    }
    size_t end = host_end(text, at, &last);
    if (!is_lower_label(last)) return at;
    if (end < text.len && text.ptr[end] == '/' && last.len <= 6) {
        size_t path = path_end(text, end, end + 1);
        return path > end ? path : end;
    }
    rc_glyph next = rc_glyph_at(text, end);
    bool stuck =
        rc_glyph_is_letter(next) || next.cp == '_' || next.kind == RC_GLYPH_MARK || rc_glyph_is_apostrophe(next);
    return is_ending(last) && !stuck ? end : at;
}

size_t rc_scan_tag(rc_str text, size_t at)
{
    bool handle = text.ptr[at] == '@';
    size_t end = at + 1;
    bool letters = false;
    for (;;) {
        rc_glyph g = rc_glyph_at(text, end);
        bool inside = handle ? g.cp < 0x80 && (rc_glyph_is_alnum(g) || g.cp == '_')
                             : rc_glyph_is_alnum(g) || g.cp == '_' || (g.kind == RC_GLYPH_MARK && end > at + 1);
        if (!inside) break;
        letters |= rc_glyph_is_letter(g);
        end += g.bytes;
    }
    return end > at + 1 && (handle || letters) ? end : at;
}
