#include "intake/html_guard.h"

/* Where tags begin depends on comments and scripts, on which parsers differ. So every "<letter" is taken for the start
 * of a tag, and all tags that may be open at a byte are followed at once: they can only be in one of these states, and
 * of those in the same state the one with most attributes stands for all. One pass, whatever the input. */
enum { DEAD, TAG, OUT, NAME, GAP, EQUALS, BARE, SINGLE, DOUBLE, JUNK, N_STATES };

#define UNIT 64u /* an attribute; a byte of its name is one more, as libxml2 cuts long names into several */

static bool is_blank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool is_letter(char c)
{
    return (c | 32) >= 'a' && (c | 32) <= 'z';
}

static bool is_name(char c)
{
    return is_letter(c) || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == ':' || c == '.';
}

static int outside(char c)
{
    return c == '>' ? DEAD : is_blank(c) ? OUT : is_letter(c) || c == '_' || c == ':' || c == '.' ? NAME : JUNK;
}

static int step(int state, char c)
{
    switch (state) {
    case TAG: return is_name(c) ? TAG : outside(c);
    case OUT: return outside(c);
    case NAME:
    case GAP:
        if (c == '=') return EQUALS;
        if (is_blank(c)) return GAP;
        return state == NAME && is_name(c) ? NAME : outside(c);
    case EQUALS: return is_blank(c) ? EQUALS : c == '"' ? DOUBLE : c == '\'' ? SINGLE : c == '>' ? DEAD : BARE;
    case BARE:
    case JUNK: return c == '>' ? DEAD : is_blank(c) ? OUT : state;
    case SINGLE: return c == '\'' ? OUT : SINGLE;
    case DOUBLE: return c == '"' ? OUT : DOUBLE;
    }
    return DEAD;
}

bool rc_html_guard(rc_str page, size_t *at)
{
    uint32_t most[N_STATES] = {0}; /* per state: 1 + units counted, 0 when no tag is in it */
    bool open = false;
    for (size_t i = 0; i < page.len; i++) {
        if (!open) {
            const char *next = memchr(page.ptr + i, '<', page.len - i);
            if (!next) break;
            i = (size_t)(next - page.ptr);
        }
        char c = page.ptr[i];
        uint32_t now[N_STATES] = {0};
        for (int state = TAG; open && state < N_STATES; state++) {
            if (!most[state]) continue;
            int to = step(state, c);
            uint32_t units = most[state] + (to != NAME ? 0 : state == NAME ? 1 : UNIT);
            if (units > now[to]) now[to] = units;
        }
        if (c == '<' && i + 1 < page.len && is_letter(page.ptr[i + 1]) && !now[TAG]) now[TAG] = 1;
        open = false;
        for (int state = TAG; state < N_STATES; state++) {
            most[state] = now[state];
            open = open || now[state];
            if (now[state] <= RC_HTML_ATTRIBUTES * UNIT) continue;
            *at = i;
            return false;
        }
    }
    return true;
}
