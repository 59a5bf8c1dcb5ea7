#include "cli/matrix.h"

#include <stdlib.h>

#include "cli/table.h"
#include "cli/words.h"
#include "recoupe/base/map.h"

#define MOST_COLUMNS (RC_TABLE_COLUMNS - 3)

/* A column: one kind of loss of one side, a thing, or a place's control. */
typedef struct matrix {
    rc_arena *arena;
    rc_map index; /* column name -> number */
    RC_VEC(rc_str) columns;
    rc_str *cells; /* origins x columns */
    rc_str *names, *sides;
    uint32_t *reports; /* by origin, how many reports carry it */
    uint32_t n_origins;
} matrix;

static rc_str loss_column(const rc_loss *loss, rc_arena *arena)
{
    bool named = loss->of.len && !rc_str_is(loss->of, "unknown");
    return rc_arena_printf(arena, "%.*s%s%s", RC_FMT(named ? loss->of : RC_STR("")), named ? " " : "",
                           rc_effect_name(loss->effect));
}

static rc_str thing_column(const rc_thing *thing, rc_arena *arena)
{
    return rc_arena_printf(arena, "%.*s %s", RC_FMT(thing->category), rc_damage_name(thing->effect));
}

static rc_str control_column(const rc_control *control, rc_arena *arena)
{
    return rc_arena_printf(arena, "control of %.*s", RC_FMT(control->place.len ? control->place : RC_STR("ground")));
}

static void note_column(matrix *m, rc_str name)
{
    bool is_new;
    if (m->columns.len == MOST_COLUMNS) return;
    uint64_t *slot = rc_map_put(m->arena, &m->index, name, &is_new);
    if (!is_new) return;
    *slot = m->columns.len;
    *RC_PUSH(m->arena, &m->columns) = name;
}

static void put_cell(matrix *m, uint32_t origin, rc_str column, rc_str value)
{
    const uint64_t *slot = rc_map_get(&m->index, column);
    if (!slot) return;
    rc_str *cell = &m->cells[origin * m->columns.len + *slot];
    if (!cell->len)
        *cell = value;
    else if (rc_str_find(*cell, value, 0) == SIZE_MAX)
        *cell = rc_arena_printf(m->arena, "%.*s, %.*s", RC_FMT(*cell), RC_FMT(value));
}

static void each_claim(matrix *m, const rc_stored_event *e, bool fill)
{
    for (uint32_t i = 0; i < e->event.n_claims; i++) {
        const rc_claim *c = &e->claims[i].claim;
        uint32_t origin = e->event.origin[i];
        bool hedged = c->certainty == RC_HEDGED, denied = c->polarity == RC_DENIED;
        for (uint32_t k = 0; k < c->n_losses; k++) {
            if (c->losses[k].part) continue;
            rc_str column = loss_column(&c->losses[k], m->arena);
            rc_str count = rc_words_count(&c->losses[k].count, hedged, m->arena);
            if (denied) count = rc_arena_printf(m->arena, "not %.*s", RC_FMT(count));
            if (fill)
                put_cell(m, origin, column, count);
            else
                note_column(m, column);
        }
        for (uint32_t k = 0; k < c->n_equipment; k++) {
            rc_str column = thing_column(&c->equipment[k], m->arena);
            if (fill)
                put_cell(m, origin, column, rc_words_count(&c->equipment[k].count, hedged, m->arena));
            else
                note_column(m, column);
        }
        for (uint32_t k = 0; k < c->n_control; k++) {
            const rc_control *control = &c->control[k];
            rc_str column = control_column(control, m->arena);
            rc_str value =
                rc_arena_printf(m->arena, "%s%s%s%.*s", denied ? "not " : "", rc_change_name(control->change),
                                control->by.len ? " by " : "", RC_FMT(control->by));
            if (fill)
                put_cell(m, origin, column, value);
            else
                note_column(m, column);
        }
    }
}

/* Origins by side, in the order in which they speak. */
static uint32_t *order_of_origins(const matrix *m)
{
    uint32_t *order = RC_NEWS(m->arena, uint32_t, m->n_origins + 1);
    for (uint32_t i = 0; i < m->n_origins; i++) {
        uint32_t at = i;
        while (at > 0 && rc_str_cmp(m->sides[order[at - 1]], m->sides[i]) > 0) {
            order[at] = order[at - 1];
            at--;
        }
        order[at] = i;
    }
    return order;
}

static void name_origins(matrix *m, const rc_stored_event *e)
{
    m->names = RC_NEWS(m->arena, rc_str, m->n_origins + 1);
    m->sides = RC_NEWS(m->arena, rc_str, m->n_origins + 1);
    m->reports = RC_NEWS(m->arena, uint32_t, m->n_origins + 1);
    uint32_t *last = RC_NEWS(m->arena, uint32_t, m->n_origins + 1); /* report seen last, plus one */
    for (uint32_t i = 0; i < e->event.n_claims; i++) {
        uint32_t o = e->event.origin[i], report = e->claims[i].report;
        const rc_link *origin = rc_claim_origin(&e->claims[i].claim);
        if (!m->names[o].len) m->names[o] = origin ? origin->name : e->reports[report].outlet;
        if (!m->sides[o].len && origin) m->sides[o] = origin->party;
        if (last[o] != report + 1) m->reports[o]++;
        last[o] = report + 1;
    }
}

void rc_matrix_print(const rc_stored_event *e, bool color, rc_arena *arena)
{
    matrix m = {.arena = arena, .n_origins = e->event.n_origins};
    each_claim(&m, e, false);
    m.cells = RC_NEWS(arena, rc_str, (size_t)m.n_origins * m.columns.len + 1);
    each_claim(&m, e, true);
    name_origins(&m, e);
    rc_column columns[RC_TABLE_COLUMNS] = {{"side", false}, {"origin", false}, {"reports", true}};
    for (size_t c = 0; c < m.columns.len; c++)
        columns[3 + c] = (rc_column){rc_arena_cstr(arena, m.columns.ptr[c]), false};
    rc_table table;
    rc_table_init(&table, columns, 3 + (unsigned)m.columns.len, arena);
    const uint32_t *order = order_of_origins(&m);
    for (uint32_t i = 0; i < m.n_origins; i++) {
        uint32_t o = order[i];
        rc_table_add(&table, m.sides[o].len ? m.sides[o] : RC_STR("-"));
        rc_table_add(&table, m.names[o].len ? m.names[o] : RC_STR("(unknown outlet)"));
        rc_table_add_int(&table, m.reports[o]);
        for (size_t c = 0; c < m.columns.len; c++) rc_table_add(&table, m.cells[o * m.columns.len + c]);
    }
    rc_table_print(&table, RC_FORMAT_TABLE, color);
}
