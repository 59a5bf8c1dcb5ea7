#include "recoupe/resolve/actor.h"

#include <stdlib.h>

#include "recoupe/base/utf8.h"
#include "recoupe/base/data_table.h"
#include "resolve/party_index.h"

#define MOST_WORDS 24
#define LEAST_LIKENESS 0.5F

/* Words of a name that may tell it from others. */
typedef struct name_words {
    rc_str words[MOST_WORDS];
    size_t n;
} name_words;

static name_words words_of(const rc_actors *actors, rc_str name, rc_arena *arena)
{
    name_words all = {.n = 0}, telling = {.n = 0};
    rc_str rest = rc_utf8_name_key(arena, name);
    while (rest.ptr && all.n < MOST_WORDS) {
        rc_str word = rc_str_cut(&rest, ' ');
        if (!word.len) continue;
        all.words[all.n++] = word;
        uint32_t symbol = party_symbol_of(actors, word);
        if (symbol && actors->symbol.ptr[symbol].roles & (ROLE_SMALL | ROLE_DEFINITE)) continue;
        telling.words[telling.n++] = word;
    }
    return telling.n ? telling : all;
}

/* Words in common over all words (Jaccard). */
static float likeness(const name_words *a, const name_words *b)
{
    size_t common = 0;
    for (size_t i = 0; i < a->n; i++)
        for (size_t k = 0; k < b->n; k++)
            if (rc_str_eq(a->words[i], b->words[k])) {
                common++;
                break;
            }
    size_t all = a->n + b->n;
    return common < all && all ? (float)common / (float)(all - common) : 0.0F;
}

static void look_at_names(const rc_actors *actors, const name_words *wanted, rc_str names, rc_actor_found *out,
                          rc_arena *arena)
{
    for (rc_str rest = names; rest.ptr;) {
        rc_str name = rc_str_trim(rc_str_cut(&rest, '|'));
        if (rc_str_starts(name, RC_STR("~"))) name = rc_str_sub(name, 1, name.len);
        if (!name.len) continue;
        name_words words = words_of(actors, name, arena);
        float score = likeness(wanted, &words);
        if (score <= out->score) continue;
        out->score = score;
        out->matched = name;
    }
}

static rc_str countries_of(const party_row *row, rc_arena *arena)
{
    rc_str all = RC_STR("");
    for (size_t i = 0; i < PARTY_COUNTRIES && row->countries[i][0]; i++)
        all = i ? rc_arena_printf(arena, "%.*s|%s", RC_FMT(all), row->countries[i]) : rc_str_of(row->countries[i]);
    return all;
}

typedef struct ranked {
    rc_actor_found actor;
    size_t row;
} ranked;

static int best_first(const void *a, const void *b)
{
    const ranked *x = a, *y = b;
    if (x->actor.score < y->actor.score) return 1;
    if (x->actor.score > y->actor.score) return -1;
    return x->row < y->row ? -1 : x->row > y->row;
}

size_t rc_actors_candidates(const rc_actors *actors, rc_str name, rc_day day, rc_actor_found *out, size_t cap,
                            rc_arena *arena)
{
    RC_VEC(ranked) found = {0};
    name_words wanted = words_of(actors, name, arena);
    if (!wanted.n) return 0;
    for (size_t i = 0; i < actors->rows.len; i++) {
        const party_row *row = &actors->rows.ptr[i];
        rc_actor_found actor = {.name = row->name.len ? row->name : row->party,
                                .party = row->party,
                                .ucdp = row->ucdp,
                                .source = row->source,
                                .inter = rc_party_inter(actors, row->party),
                                .is_person = row->is_person,
                                .from = row->from,
                                .to = row->to,
                                .holds = party_row_holds(row, day)};
        if (!row->is_person) actor.inter = (rc_inter)row->inter;
        for (size_t k = 0; k < PARTY_NAME_CELLS; k++) look_at_names(actors, &wanted, row->names[k], &actor, arena);
        if (actor.score < LEAST_LIKENESS) continue;
        if (!actor.holds) actor.score /= 2;
        actor.country = countries_of(row, arena);
        *RC_PUSH(arena, &found) = (ranked){actor, i};
    }
    if (found.len) qsort(found.ptr, found.len, sizeof *found.ptr, best_first);
    size_t n = found.len < cap ? found.len : cap;
    for (size_t i = 0; i < n; i++) out[i] = found.ptr[i].actor;
    return n;
}

/* ---- actor-edges.tsv */

static rc_status read_day(const rc_tsv *tsv, const char *column, rc_day *day, rc_error *err)
{
    rc_str value = rc_data_table_cell(tsv, column);
    *day = value.len ? rc_day_parse(value) : RC_DAY_NONE;
    return value.len && *day == RC_DAY_NONE ? rc_data_table_bad(tsv, "not a date:", value, err) : RC_OK;
}

static rc_status read_edge(const rc_tsv *tsv, rc_actor_edge *edge, rc_error *err)
{
    static const char *const RELATIONS[] = {"parent", "member-of", "allied", "successor-of"};
    *edge = (rc_actor_edge){.actor = rc_data_table_cell(tsv, "actor"),
                            .relation = rc_data_table_cell(tsv, "relation"),
                            .other = rc_data_table_cell(tsv, "other"),
                            .source = rc_data_table_cell(tsv, "source")};
    bool known = false;
    for (size_t i = 0; i < sizeof RELATIONS / sizeof *RELATIONS; i++)
        known = known || rc_str_is(edge->relation, RELATIONS[i]);
    if (!known) return rc_data_table_bad(tsv, "no such relation:", edge->relation, err);
    if (!edge->actor.len || !edge->other.len) return rc_data_table_bad(tsv, "an end is missing:", edge->actor, err);
    rc_status status = read_day(tsv, "valid_from", &edge->from, err);
    return status == RC_OK ? read_day(tsv, "valid_to", &edge->to, err) : status;
}

rc_status rc_actor_edges_load(rc_actor_edges *out, const char *data_dir, rc_arena *arena, rc_error *err)
{
    static const char *const COLUMNS[] = {"actor", "relation", "other", "valid_from", "valid_to", "source", NULL};
    RC_VEC(rc_actor_edge) edges = {0};
    rc_tsv tsv;
    *out = (rc_actor_edges){0};
    rc_status status = rc_data_table_open(&tsv, data_dir, "actor-edges.tsv", COLUMNS, arena, err);
    while (status == RC_OK && (status = rc_tsv_next(&tsv, err)) == RC_OK) {
        rc_actor_edge edge;
        status = read_edge(&tsv, &edge, err);
        *RC_PUSH(arena, &edges) = edge;
    }
    if (status == RC_END) {
        *out = (rc_actor_edges){edges.ptr, (uint32_t)edges.len};
        status = RC_OK;
    }
    return status;
}

bool rc_actor_edge_holds(const rc_actor_edge *edge, rc_day day)
{
    if (day == RC_DAY_NONE) return true;
    return (edge->from == RC_DAY_NONE || edge->from <= day) && (edge->to == RC_DAY_NONE || day <= edge->to);
}
