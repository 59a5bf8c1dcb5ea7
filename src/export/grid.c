#include "export/dispute.h"

#include "recoupe/base/map.h"

typedef struct making {
    rc_arena *arena;
    const rc_stored_event *e;
    const rc_sides *sides;
    rc_map index; /* column -> its number */
    RC_VEC(rc_grid_column) columns;
    RC_VEC(rc_grid_cell) cells;
} making;

const char *rc_grid_kind_name(rc_grid_kind kind)
{
    static const char *const names[] = {"loss", "thing", "control"};
    return names[kind];
}

static uint32_t column_of(making *m, rc_grid_column wanted)
{
    bool is_new;
    rc_str key = rc_arena_printf(m->arena, "%d|%.*s|%.*s", wanted.kind, RC_FMT(wanted.what), RC_FMT(wanted.of));
    uint64_t *at = rc_map_put(m->arena, &m->index, key, &is_new);
    if (is_new) {
        *at = m->columns.len;
        *RC_PUSH(m->arena, &m->columns) = wanted;
    }
    return (uint32_t)*at;
}

static rc_grid_cell *new_cell(making *m, uint32_t i, rc_grid_column wanted)
{
    const rc_claim *claim = &m->e->claims[i].claim;
    uint32_t column = column_of(m, wanted);
    rc_grid_cell *c = RC_PUSH(m->arena, &m->cells);
    *c = (rc_grid_cell){.origin = m->e->event.origin[i],
                        .column = column,
                        .claim = i,
                        .hedged = claim->certainty == RC_HEDGED,
                        .denied = claim->polarity == RC_DENIED};
    return c;
}

static void take_claim(making *m, uint32_t i)
{
    const rc_claim *claim = &m->e->claims[i].claim;
    rc_day told = m->e->reports[m->e->claims[i].report].published;
    for (uint32_t k = 0; k < claim->n_losses; k++) {
        const rc_loss *loss = &claim->losses[k];
        rc_grid_cell *c =
            new_cell(m, i, (rc_grid_column){RC_GRID_LOSS, rc_str_of(rc_effect_name(loss->effect)), loss->of});
        c->effect = loss->effect;
        c->count = loss->count;
        c->part = loss->part;
        c->interest = rc_loss_interest(claim, loss, m->sides, told);
    }
    for (uint32_t k = 0; k < claim->n_equipment; k++) {
        const rc_thing *thing = &claim->equipment[k];
        rc_str what = rc_arena_printf(m->arena, "%.*s %s", RC_FMT(thing->category), rc_damage_name(thing->effect));
        new_cell(m, i, (rc_grid_column){RC_GRID_THING, what, thing->of})->count = thing->count;
    }
    for (uint32_t k = 0; k < claim->n_control; k++) {
        const rc_control *control = &claim->control[k];
        rc_grid_cell *c = new_cell(m, i, (rc_grid_column){RC_GRID_CONTROL, control->place, {0}});
        c->change = rc_str_of(rc_change_name(control->change));
        c->by = control->by;
    }
}

static rc_grid_origin *name_origins(const making *m)
{
    const rc_event *e = &m->e->event;
    rc_grid_origin *origins = RC_NEWS(m->arena, rc_grid_origin, e->n_origins + 1);
    for (uint32_t i = 0; i < e->n_claims; i++) {
        rc_grid_origin *o = &origins[e->origin[i]];
        const rc_link *link = rc_claim_origin(&m->e->claims[i].claim);
        if (!o->name.len) {
            o->name = link ? link->name : m->e->reports[m->e->claims[i].report].outlet;
            o->kind = link ? rc_source_kind_name(link->kind) : "outlet";
        }
        if (!o->side.len && link) o->side = link->party;
    }
    return origins;
}

rc_grid rc_grid_make(const rc_stored_event *event, const rc_sides *sides, rc_arena *arena)
{
    making m = {.arena = arena, .e = event, .sides = sides};
    for (uint32_t i = 0; i < event->event.n_claims; i++) take_claim(&m, i);
    rc_grid grid = {.columns = m.columns.ptr,
                    .cells = m.cells.ptr,
                    .origins = name_origins(&m),
                    .n_columns = (uint32_t)m.columns.len,
                    .n_cells = (uint32_t)m.cells.len,
                    .n_origins = event->event.n_origins};
    rc_disputes_find(&grid, event, arena);
    return grid;
}
