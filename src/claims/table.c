#include "claims/table.h"

#include <string.h>

/* A tab stands between the token and the one before it. */
static bool follows_tab(const rc_reading *r, uint32_t t)
{
    const rc_token *a = &r->doc->tokens[t - 1], *b = &r->doc->tokens[t];
    if (b->span.beg <= a->span.end) return false;
    return memchr(r->doc->text.ptr + a->span.end, '\t', b->span.beg - a->span.end) != NULL;
}

static uint32_t by_bars(const rc_reading *r, range row, range cells[MOST_CELLS])
{
    uint32_t n = 0, first = row.first;
    bool open = false;
    for (uint32_t t = row.first; t < row.end; t++) {
        if (!is_sign(r, t, '|')) continue;
        if (open && n < MOST_CELLS) cells[n++] = (range){first, t};
        open = true;
        first = t + 1;
    }
    return n;
}

static uint32_t by_tabs(const rc_reading *r, range row, range cells[MOST_CELLS])
{
    uint32_t n = 0, first = row.first;
    for (uint32_t t = row.first + 1; t <= row.end && n < MOST_CELLS; t++) {
        if (t < row.end && !follows_tab(r, t)) continue;
        cells[n++] = (range){first, t};
        first = t;
    }
    return n;
}

uint32_t table_cells(const rc_reading *r, range row, range cells[MOST_CELLS])
{
    bool bars = false;
    for (uint32_t t = row.first; t < row.end && !bars; t++) bars = is_sign(r, t, '|');
    return row.first == row.end ? 0 : bars ? by_bars(r, row, cells) : by_tabs(r, row, cells);
}
