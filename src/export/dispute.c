#include "export/dispute.h"

#include <math.h>

#include "recoupe/base/map.h"

typedef RC_VEC(uint32_t) number_list;

typedef struct pair {
    uint32_t a, b; /* cells */
} pair;

/* A dispute in the making. */
typedef struct making {
    rc_grid_dispute dispute;
    number_list pairs, cells;
    double widest; /* how far apart the two of its first pair are */
    pair ends;
} making;

typedef struct finding {
    rc_arena *arena;
    rc_grid *grid;
    const rc_stored_event *e;
    uint32_t *first; /* by claim: its first cell; cells stand in the order of claims */
    rc_map index;
    RC_VEC(making) all;
    RC_VEC(pair) clashing; /* of the contradiction in hand */
} finding;

/* ---- which cells clash: of the two claims of a contradiction, those that say what cannot both be */

static bool apart(const rc_count *a, const rc_count *b)
{
    return (a->has_high && b->has_low && a->high < b->low) || (b->has_high && a->has_low && b->high < a->low);
}

static bool clash(const finding *f, rc_contradiction_kind kind, const rc_grid_cell *a, const rc_grid_cell *b)
{
    rc_grid_kind of_a = f->grid->columns[a->column].kind, of_b = f->grid->columns[b->column].kind;
    switch (kind) {
    case RC_CONTRADICTS_COUNT:
        return of_a == RC_GRID_LOSS && of_b == RC_GRID_LOSS && a->effect == b->effect && apart(&a->count, &b->count);
    case RC_CONTRADICTS_VICTIMS:
        return of_a == RC_GRID_LOSS && of_b == RC_GRID_LOSS && a->effect == b->effect;
    case RC_CONTRADICTS_CONTROL:
        return of_a == RC_GRID_CONTROL && of_b == RC_GRID_CONTROL;
    case RC_CONTRADICTS_DENIAL:
        return a->denied != b->denied && a->column == b->column;
    default:
        return false; /* doers, days and places have no column */
    }
}

static void find_pairs(finding *f, const rc_contradiction *c, bool same_column)
{
    for (uint32_t i = f->first[c->a]; i < f->first[c->a + 1]; i++)
        for (uint32_t k = f->first[c->b]; k < f->first[c->b + 1]; k++) {
            const rc_grid_cell *a = &f->grid->cells[i], *b = &f->grid->cells[k];
            if ((!same_column || a->column == b->column) && clash(f, c->kind, a, b))
                *RC_PUSH(f->arena, &f->clashing) = (pair){i, k};
        }
}

/* ---- which dispute they belong to */

static rc_str known(rc_str a, rc_str b)
{
    return rc_party_unknown(a) ? b : a;
}

/* One place may stand under two names ("Bazarak", "the town"), one side's dead under two heads: the first names it. */
static rc_grid_dispute about(const finding *f, const rc_contradiction *c)
{
    rc_grid_dispute d = {.kind = c->kind};
    if (!f->clashing.len) return d;
    const rc_grid_cell *a = &f->grid->cells[f->clashing.ptr[0].a], *b = &f->grid->cells[f->clashing.ptr[0].b];
    const rc_grid_column *x = &f->grid->columns[a->column], *y = &f->grid->columns[b->column];
    d.effect = a->effect;
    if (c->kind == RC_CONTRADICTS_COUNT) d.of = known(x->of, y->of);
    if (x->kind == RC_GRID_CONTROL) d.place = x->what.len ? x->what : y->what;
    if (rc_party_unknown(d.of)) d.of = (rc_str){0};
    return d;
}

static rc_str key_of(const finding *f, const rc_grid_dispute *d, const rc_contradiction *c)
{
    if (f->clashing.len && d->kind != RC_CONTRADICTS_DENIAL)
        return rc_arena_printf(f->arena, "%d|%d|%.*s|%.*s", d->kind, d->effect, RC_FMT(d->of), RC_FMT(d->place));
    uint32_t a = f->e->event.origin[c->a], b = f->e->event.origin[c->b];
    return rc_arena_printf(f->arena, "%d|%u|%u", d->kind, a < b ? a : b, a < b ? b : a);
}

static making *dispute_of(finding *f, const rc_contradiction *c)
{
    bool is_new;
    rc_grid_dispute d = about(f, c);
    uint64_t *at = rc_map_put(f->arena, &f->index, key_of(f, &d, c), &is_new);
    if (is_new) {
        *at = f->all.len;
        *RC_PUSH(f->arena, &f->all) = (making){.dispute = d, .widest = -1};
    }
    return &f->all.ptr[*at];
}

static double middle(const rc_count *c)
{
    if (c->has_low && c->has_high) return (c->low + c->high) / 2;
    return c->has_low ? c->low : c->high;
}

static double distance(const finding *f, const pair *p)
{
    const rc_count *a = &f->grid->cells[p->a].count, *b = &f->grid->cells[p->b].count;
    return fabs(middle(a) - middle(b));
}

static void take_cell(finding *f, making *m, uint32_t at)
{
    for (size_t i = 0; i < m->cells.len; i++)
        if (m->cells.ptr[i] == at) return;
    *RC_PUSH(f->arena, &m->cells) = at;
}

static void take(finding *f, uint32_t number)
{
    const rc_contradiction *c = &f->e->event.contradictions[number];
    f->clashing.len = 0;
    find_pairs(f, c, true);
    if (!f->clashing.len) find_pairs(f, c, false);
    making *m = dispute_of(f, c);
    double wide = f->clashing.len ? distance(f, &f->clashing.ptr[0]) : 0;
    *RC_PUSH(f->arena, &m->pairs) = number;
    for (size_t i = 0; i < f->clashing.len; i++) {
        take_cell(f, m, f->clashing.ptr[i].a);
        take_cell(f, m, f->clashing.ptr[i].b);
    }
    if (wide <= m->widest) return;
    m->widest = wide;
    m->pairs.ptr[m->pairs.len - 1] = m->pairs.ptr[0];
    m->pairs.ptr[0] = number;
    if (f->clashing.len) m->ends = f->clashing.ptr[0];
}

/* ---- who stands where */

static bool same_count(const rc_count *a, const rc_count *b)
{
    return a->has_low == b->has_low && a->has_high == b->has_high && (!a->has_low || a->low == b->low) &&
           (!a->has_high || a->high == b->high) && a->approx == b->approx;
}

static bool same_stand(const rc_grid_stand *s, const rc_grid_cell *c)
{
    return same_count(&s->count, &c->count) && rc_str_eq(s->change, c->change) && rc_str_eq(s->by, c->by);
}

/* Before a stand of a larger count, so that they go from low to high; what has no count stays in its order. */
static uint32_t stand_for(finding *f, rc_grid_dispute *d, uint32_t cell, size_t most)
{
    const rc_grid_cell *c = &f->grid->cells[cell];
    uint32_t i = 0;
    while (i < d->n_stands && !same_stand(&d->stands[i], c)) i++;
    if (i < d->n_stands) return i;
    while (i > 0 && middle(&d->stands[i - 1].count) > middle(&c->count)) i--;
    memmove(&d->stands[i + 1], &d->stands[i], (d->n_stands - i) * sizeof *d->stands);
    d->n_stands++;
    d->stands[i] = (rc_grid_stand){.count = c->count, .change = c->change, .by = c->by};
    d->stands[i].cells = RC_NEWS(f->arena, uint32_t, most);
    return i;
}

static uint32_t stand_with(const rc_grid_dispute *d, uint32_t cell)
{
    for (uint32_t i = 0; i < d->n_stands; i++)
        for (uint32_t k = 0; k < d->stands[i].n_cells; k++)
            if (d->stands[i].cells[k] == cell) return i;
    return 0;
}

static rc_grid_dispute finished(finding *f, const making *m)
{
    rc_grid_dispute d = m->dispute;
    d.pairs = m->pairs.ptr;
    d.n_pairs = (uint32_t)m->pairs.len;
    if (d.kind != RC_CONTRADICTS_COUNT && d.kind != RC_CONTRADICTS_CONTROL) return d;
    d.stands = RC_NEWS(f->arena, rc_grid_stand, m->cells.len + 1);
    for (size_t i = 0; i < m->cells.len; i++) {
        rc_grid_stand *s = &d.stands[stand_for(f, &d, m->cells.ptr[i], m->cells.len)];
        s->cells[s->n_cells++] = m->cells.ptr[i];
    }
    d.first = stand_with(&d, m->ends.a);
    d.last = stand_with(&d, m->ends.b);
    if (d.first > d.last) {
        uint32_t swapped = d.first;
        d.first = d.last;
        d.last = swapped;
    }
    return d;
}

static int rank(const making *m)
{
    if (m->dispute.kind == RC_CONTRADICTS_COUNT) return m->dispute.effect == RC_KILLED ? 0 : 1;
    return 1 + (int)m->dispute.kind;
}

static bool goes_before(const making *a, const making *b)
{
    if (rank(a) != rank(b)) return rank(a) < rank(b);
    return a->pairs.len > b->pairs.len;
}

static void note_in_cells(finding *f, const making *m, uint32_t number)
{
    for (size_t i = 0; i < m->cells.len; i++) {
        rc_grid_cell *c = &f->grid->cells[m->cells.ptr[i]];
        if (!c->disputes) c->disputes = RC_NEWS(f->arena, uint32_t, f->all.len);
        c->disputes[c->n_disputes++] = number;
    }
}

static void put_in_order(finding *f)
{
    size_t n = f->all.len;
    const making **order = RC_NEWS(f->arena, const making *, n + 1);
    for (size_t i = 0; i < n; i++) {
        size_t at = i;
        for (; at > 0 && goes_before(&f->all.ptr[i], order[at - 1]); at--) order[at] = order[at - 1];
        order[at] = &f->all.ptr[i];
    }
    f->grid->disputes = RC_NEWS(f->arena, rc_grid_dispute, n + 1);
    f->grid->n_disputes = (uint32_t)n;
    for (uint32_t i = 0; i < n; i++) {
        f->grid->disputes[i] = finished(f, order[i]);
        note_in_cells(f, order[i], i);
    }
}

void rc_disputes_find(rc_grid *grid, const rc_stored_event *event, rc_arena *arena)
{
    finding f = {.arena = arena, .grid = grid, .e = event};
    uint32_t n_claims = event->event.n_claims, cell = 0;
    f.first = RC_NEWS(arena, uint32_t, n_claims + 2);
    for (uint32_t i = 0; i <= n_claims; i++) {
        f.first[i] = cell;
        while (cell < grid->n_cells && grid->cells[cell].claim == i) cell++;
    }
    for (uint32_t i = 0; i < event->event.n_contradictions; i++) take(&f, i);
    put_in_order(&f);
}
