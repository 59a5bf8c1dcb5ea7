#include "cli/matrix.h"

#include <stdio.h>

#include "cli/table.h"
#include "cli/words.h"
#include "recoupe/base/map.h"

#define MOST_COLUMNS (RC_TABLE_COLUMNS - 3)

/* A column: one kind of loss of one side, a thing, or a place's control. */
typedef struct matrix {
    rc_arena *arena;
    const rc_stored_event *event;
    const rc_sides *sides;
    const rc_str *copy_of;
    rc_map index; /* column name -> number */
    RC_VEC(rc_str) columns;
    rc_str *cells; /* origins x columns */
    rc_str *names, *parties;
    uint32_t *reports; /* by origin, how many reports carry it */
    uint32_t n_origins;
    bool fill;                       /* second time round: columns are known, cells are filled */
    bool marked[RC_THIRD_PARTY + 1]; /* marks that the legend has to explain */
    uint32_t left_out;               /* columns that had no room */
} matrix;

/* Whom a count serves. */
static const char *const marks[] = {
    [RC_INTEREST_UNKNOWN] = "", [RC_SELF_SERVING] = " +", [RC_AGAINST_INTEREST] = " -", [RC_THIRD_PARTY] = " ="};

static bool is_named(rc_str party)
{
    return party.len && !rc_str_is(party, "unknown");
}

static rc_str loss_column(const rc_loss *loss, rc_arena *arena)
{
    bool civilian = loss->members == RC_MEMBERS_CIVILIAN && !rc_str_is(loss->of, "civilians");
    const char *who = civilian ? (is_named(loss->of) ? " civilians " : "civilians ") : is_named(loss->of) ? " " : "";
    return rc_arena_printf(arena, "%.*s%s%s", RC_FMT(is_named(loss->of) ? loss->of : RC_STR("")), who,
                           rc_effect_name(loss->effect));
}

static rc_str thing_column(const rc_thing *thing, rc_arena *arena)
{
    bool owned = is_named(thing->of);
    return rc_arena_printf(arena, "%.*s%s%.*s %s", RC_FMT(owned ? thing->of : RC_STR("")), owned ? " " : "",
                           RC_FMT(thing->category), rc_damage_name(thing->effect));
}

static rc_str control_column(const rc_control *control, rc_arena *arena)
{
    return rc_arena_printf(arena, "control of %.*s", RC_FMT(control->place.len ? control->place : RC_STR("ground")));
}

static void note_column(matrix *m, rc_str name)
{
    bool is_new;
    if (m->columns.len == MOST_COLUMNS) {
        m->left_out += !rc_map_get(&m->index, name);
        return;
    }
    uint64_t *slot = rc_map_put(m->arena, &m->index, name, &is_new);
    if (!is_new) return;
    *slot = m->columns.len;
    *RC_PUSH(m->arena, &m->columns) = name;
}

/* The column is named the first time round; the value is put the second. */
static void put_cell(matrix *m, uint32_t origin, rc_str column, rc_str value)
{
    if (!m->fill) {
        note_column(m, column);
        return;
    }
    const uint64_t *slot = rc_map_get(&m->index, column);
    if (!slot) return;
    rc_str *cell = &m->cells[origin * m->columns.len + *slot];
    if (!cell->len)
        *cell = value;
    else if (rc_str_find(*cell, value, 0) == SIZE_MAX)
        *cell = rc_arena_printf(m->arena, "%.*s, %.*s", RC_FMT(*cell), RC_FMT(value));
}

#define LONGEST_WORDS 24 /* bytes of a count in words that are shown beside its figure */

/* "dozens" says less than "at least 20": where the figure is read from words, they stand beside it. */
static rc_str in_words(const rc_loss *loss, rc_arena *arena)
{
    rc_str words = rc_str_trim(loss->reason);
    bool vague = !loss->count.has_high || !loss->count.has_low || loss->count.approx;
    if (!vague || !words.len || words.len > LONGEST_WORDS) return (rc_str){0};
    for (size_t i = 0; i < words.len; i++)
        if ((words.ptr[i] >= '0' && words.ptr[i] <= '9') || words.ptr[i] == '\n') return (rc_str){0};
    return rc_arena_printf(arena, " “%.*s”", RC_FMT(words));
}

static void put_losses(matrix *m, uint32_t origin, const rc_join_claim *row)
{
    const rc_claim *c = &row->claim;
    rc_day day = c->from != RC_DAY_NONE ? c->from : m->event->reports[row->report].published;
    for (uint32_t k = 0; k < c->n_losses; k++) {
        const rc_loss *loss = &c->losses[k];
        rc_interest interest = rc_loss_interest(c, loss, m->sides, day);
        rc_str count = rc_words_count(&loss->count, c->certainty == RC_HEDGED, m->arena);
        bool denied = c->polarity == RC_DENIED;
        m->marked[interest] = true;
        put_cell(m, origin, loss_column(loss, m->arena),
                 rc_arena_printf(m->arena, "%s%s%.*s%.*s%s", denied ? "not " : "", loss->part ? "of them " : "",
                                 RC_FMT(count), RC_FMT(in_words(loss, m->arena)), denied ? "" : marks[interest]));
    }
}

static void put_things(matrix *m, uint32_t origin, const rc_claim *c)
{
    bool denied = c->polarity == RC_DENIED;
    for (uint32_t k = 0; k < c->n_equipment; k++) {
        rc_str count = rc_words_count(&c->equipment[k].count, c->certainty == RC_HEDGED, m->arena);
        put_cell(m, origin, thing_column(&c->equipment[k], m->arena),
                 rc_arena_printf(m->arena, "%s%.*s", denied ? "not " : "", RC_FMT(count)));
    }
    for (uint32_t k = 0; k < c->n_control; k++) {
        const rc_control *control = &c->control[k];
        put_cell(m, origin, control_column(control, m->arena),
                 rc_arena_printf(m->arena, "%s%s%s%.*s%s", denied ? "not " : "", rc_change_name(control->change),
                                 control->by.len ? " by " : "", RC_FMT(control->by),
                                 c->certainty == RC_HEDGED ? "?" : ""));
    }
}

static void each_claim(matrix *m, bool fill)
{
    m->fill = fill;
    for (uint32_t i = 0; i < m->event->event.n_claims; i++) {
        put_losses(m, m->event->event.origin[i], &m->event->claims[i]);
        put_things(m, m->event->event.origin[i], &m->event->claims[i].claim);
    }
}

/* Origins by side, in the order in which they speak. */
static uint32_t *order_of_origins(const matrix *m)
{
    uint32_t *order = RC_NEWS(m->arena, uint32_t, m->n_origins + 1);
    for (uint32_t i = 0; i < m->n_origins; i++) {
        uint32_t at = i;
        while (at > 0 && rc_str_cmp(m->parties[order[at - 1]], m->parties[i]) > 0) {
            order[at] = order[at - 1];
            at--;
        }
        order[at] = i;
    }
    return order;
}

static void name_origins(matrix *m)
{
    const rc_stored_event *e = m->event;
    m->names = RC_NEWS(m->arena, rc_str, m->n_origins + 1);
    m->parties = RC_NEWS(m->arena, rc_str, m->n_origins + 1);
    m->reports = RC_NEWS(m->arena, uint32_t, m->n_origins + 1);
    uint32_t *last = RC_NEWS(m->arena, uint32_t, m->n_origins + 1); /* report seen last, plus one */
    for (uint32_t i = 0; i < e->event.n_claims; i++) {
        uint32_t o = e->event.origin[i], report = e->claims[i].report;
        const rc_link *origin = rc_claim_origin(&e->claims[i].claim);
        if (!m->names[o].len) m->names[o] = origin ? origin->name : e->reports[report].outlet;
        if (!m->parties[o].len && origin) m->parties[o] = origin->party;
        if (last[o] != report + 1) m->reports[o]++;
        last[o] = report + 1;
    }
}

/* The copies that repeat an origin, a line each below it. */
static void add_copies(const matrix *m, rc_table *table, uint32_t origin)
{
    const rc_stored_event *e = m->event;
    uint32_t last = UINT32_MAX;
    for (uint32_t i = 0; i < e->event.n_claims; i++) {
        uint32_t report = e->claims[i].report;
        if (e->event.origin[i] != origin || report == last || !m->copy_of[report].len) continue;
        last = report;
        rc_str name = e->reports[report].outlet.len ? e->reports[report].outlet : e->reports[report].id;
        rc_table_add(table, RC_STR(""));
        rc_table_add(table, rc_arena_printf(m->arena, "  copied: %.*s", RC_FMT(name)));
        rc_table_add(table, RC_STR(""));
        for (size_t c = 0; c < m->columns.len; c++) rc_table_add(table, RC_STR(""));
    }
}

static void print_legend(const matrix *m)
{
    static const char *const meaning[] = {[RC_SELF_SERVING] = "+ serves who says it",
                                          [RC_AGAINST_INTEREST] = "- against his interest",
                                          [RC_THIRD_PARTY] = "= by a third party"};
    const char *between = "";
    for (int i = RC_SELF_SERVING; i <= RC_THIRD_PARTY; i++)
        if (m->marked[i]) {
            printf("%s%s", between, meaning[i]);
            between = ", ";
        }
    if (*between) putchar('\n');
    if (m->left_out)
        printf("%u more columns have no room here: recoupe claims --event %.*s\n", m->left_out,
               RC_FMT(m->event->event.id));
}

void rc_matrix_print(const rc_stored_event *e, const rc_str *copy_of, const rc_sides *sides, bool color,
                     rc_arena *arena)
{
    matrix m = {.arena = arena, .event = e, .copy_of = copy_of, .sides = sides, .n_origins = e->event.n_origins};
    each_claim(&m, false);
    m.cells = RC_NEWS(arena, rc_str, (size_t)m.n_origins * m.columns.len + 1);
    each_claim(&m, true);
    name_origins(&m);
    rc_column columns[RC_TABLE_COLUMNS] = {{"side", false}, {"origin", false}, {"reports", true}};
    for (size_t c = 0; c < m.columns.len; c++)
        columns[3 + c] = (rc_column){rc_arena_cstr(arena, m.columns.ptr[c]), false};
    rc_table table;
    rc_table_init(&table, columns, 3 + (unsigned)m.columns.len, arena);
    const uint32_t *order = order_of_origins(&m);
    for (uint32_t i = 0; i < m.n_origins; i++) {
        uint32_t o = order[i];
        rc_table_add(&table, m.parties[o].len ? m.parties[o] : RC_STR("-"));
        rc_table_add(&table, m.names[o].len ? m.names[o] : RC_STR("(unknown outlet)"));
        rc_table_add_int(&table, m.reports[o]);
        for (size_t c = 0; c < m.columns.len; c++) rc_table_add(&table, m.cells[o * m.columns.len + c]);
        add_copies(&m, &table, o);
    }
    rc_table_print(&table, RC_FORMAT_TABLE, color);
    print_legend(&m);
}
