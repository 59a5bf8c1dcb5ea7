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
    case TAG:
        return is_name(c) ? TAG : outside(c);
    case OUT:
        return outside(c);
    case NAME:
    case GAP:
        if (c == '=') return EQUALS;
        if (is_blank(c)) return GAP;
        return state == NAME && is_name(c) ? NAME : outside(c);
    case EQUALS:
        return is_blank(c) ? EQUALS : c == '"' ? DOUBLE : c == '\'' ? SINGLE : c == '>' ? DEAD : BARE;
    case BARE:
    case JUNK:
        return c == '>' ? DEAD : is_blank(c) ? OUT : state;
    case SINGLE:
        return c == '\'' ? OUT : SINGLE;
    case DOUBLE:
        return c == '"' ? OUT : DOUBLE;
    }
    return DEAD;
}

typedef struct tracker {
    uint32_t most[N_STATES]; /* per state: 1 + units counted, 0 when no tag is in it */
    int open;                /* states with a tag in them */
    int state;               /* one of them */
    uint32_t largest;
} tracker;

static uint32_t counted(uint32_t units, int from, int to)
{
    return units + (to != NAME ? 0 : from == NAME ? 1 : UNIT);
}

static void step_all(tracker *t, char c, bool starts)
{
    uint32_t now[N_STATES] = {0};
    for (int state = TAG; t->open && state < N_STATES; state++) {
        if (!t->most[state]) continue;
        int to = step(state, c);
        uint32_t units = counted(t->most[state], state, to);
        if (units > now[to]) now[to] = units;
    }
    if (starts && !now[TAG]) now[TAG] = 1;
    t->open = 0;
    for (int state = TAG; state < N_STATES; state++) {
        t->most[state] = now[state];
        if (!now[state]) continue;
        t->open++;
        t->state = state;
        if (now[state] > t->largest) t->largest = now[state];
    }
}

/* The same where only one tag may be open, which is nearly always. */
static void step_one(tracker *t, char c)
{
    int from = t->state, to = step(from, c);
    uint32_t units = counted(t->most[from], from, to);
    t->most[from] = 0;
    t->most[to] = units;
    t->most[DEAD] = 0;
    t->state = to;
    t->open = to != DEAD;
    if (units > t->largest) t->largest = units;
}

bool rc_html_guard(rc_str page, size_t *at)
{
    tracker t = {0};
    for (size_t i = 0; i < page.len; i++) {
        if (!t.open) {
            const char *next = memchr(page.ptr + i, '<', page.len - i);
            if (!next) break;
            i = (size_t)(next - page.ptr);
        }
        char c = page.ptr[i];
        bool starts = c == '<' && i + 1 < page.len && is_letter(page.ptr[i + 1]);
        if (t.open == 1 && !starts)
            step_one(&t, c);
        else
            step_all(&t, c, starts);
        if (t.largest <= RC_HTML_ATTRIBUTES * UNIT) continue;
        *at = i;
        return false;
    }
    return true;
}
