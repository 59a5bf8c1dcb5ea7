#include "recoupe/events/side.h"

#include <stdlib.h>

#include "recoupe/base/hash.h"
#include "recoupe/base/paths.h"

/* A tie from one of its two ends. Names are hashed as they stand: parties are written in one way everywhere. */
typedef struct tie {
    uint64_t party, other;
    bool is_member; /* `party` is a member of the coalition `other` */
    rc_day from, to;
} tie;

struct rc_sides {
    tie *ties; /* by party */
    uint32_t n;
    const rc_naming *naming;
};

static int by_party(const void *left, const void *right)
{
    const tie *a = left, *b = right;
    return a->party < b->party ? -1 : a->party > b->party;
}

rc_sides *rc_sides_of(const rc_actor_edges *edges, rc_arena *arena)
{
    rc_sides *sides = RC_NEW(arena, rc_sides);
    sides->ties = RC_NEWS(arena, tie, 2 * (size_t)edges->n);
    for (uint32_t i = 0; i < edges->n; i++) {
        const rc_actor_edge *edge = &edges->ptr[i];
        uint64_t actor = rc_hash64(edge->actor), other = rc_hash64(edge->other);
        bool is_member = rc_str_is(edge->relation, "member-of");
        sides->ties[sides->n++] = (tie){actor, other, is_member, edge->from, edge->to};
        sides->ties[sides->n++] = (tie){other, actor, false, edge->from, edge->to};
    }
    if (sides->n) qsort(sides->ties, sides->n, sizeof *sides->ties, by_party);
    return sides;
}

void rc_sides_call(rc_sides *sides, const rc_naming *naming)
{
    sides->naming = naming;
}

const rc_naming *rc_sides_naming(const rc_sides *sides)
{
    return sides ? sides->naming : NULL;
}

typedef struct load_job {
    rc_sides *sides;
    const char *data_dir;
    rc_arena *arena;
} load_job;

static rc_status load(void *context, rc_error *err)
{
    load_job *job = context;
    rc_actor_edges edges;
    rc_naming *naming = NULL;
    rc_status status = rc_actor_edges_load(&edges, job->data_dir, job->arena, err);
    if (status == RC_OK) status = rc_naming_load(&naming, job->data_dir, job->arena, err);
    if (status != RC_OK) return status;
    job->sides = rc_sides_of(&edges, job->arena);
    rc_sides_call(job->sides, naming);
    return RC_OK;
}

rc_status rc_sides_load(rc_sides **out, const char *data_dir, rc_arena *arena, rc_error *err)
{
    char dir[4096];
    rc_status status = RC_OK;
    *out = NULL;
    if (!data_dir) status = rc_data_dir(dir, sizeof dir, err);
    load_job job = {.data_dir = data_dir ? data_dir : dir, .arena = arena};
    if (status == RC_OK) status = rc_arena_run(arena, load, &job, "reading who is on whose side", err);
    *out = job.sides;
    return status;
}

static bool holds(const tie *t, rc_day day)
{
    if (day == RC_DAY_NONE) return true;
    return (t->from == RC_DAY_NONE || t->from <= day) && (t->to == RC_DAY_NONE || day <= t->to);
}

static uint32_t first_tie(const rc_sides *sides, uint64_t party)
{
    uint32_t low = 0, high = sides->n;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (sides->ties[middle].party < party)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool is_member(const rc_sides *sides, uint64_t party, uint64_t coalition, rc_day day)
{
    for (uint32_t i = first_tie(sides, party); i < sides->n && sides->ties[i].party == party; i++)
        if (sides->ties[i].is_member && sides->ties[i].other == coalition && holds(&sides->ties[i], day)) return true;
    return false;
}

bool rc_sides_same(const rc_sides *sides, rc_str a, rc_str b, rc_day day)
{
    if (!a.len || !b.len) return false;
    if (rc_str_eq(a, b)) return true;
    if (!sides) return false;
    uint64_t x = rc_hash64(a), y = rc_hash64(b);
    for (uint32_t i = first_tie(sides, x); i < sides->n && sides->ties[i].party == x; i++) {
        const tie *t = &sides->ties[i];
        if (!holds(t, day)) continue;
        if (t->other == y || (t->is_member && is_member(sides, y, t->other, day))) return true;
    }
    return false;
}

bool rc_party_unknown(rc_str party)
{
    return !party.len || rc_str_is(party, "unknown");
}

bool rc_party_is_side(rc_str party)
{
    static const char *const none[] = {"", "unknown", "civilians", "NGO", "media", "United Nations"};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        if (rc_str_is(party, none[i])) return false;
    return true;
}

bool rc_sides_among(const rc_sides *sides, const rc_actor *actors, uint32_t n, rc_str party, rc_day day)
{
    for (uint32_t i = 0; i < n; i++)
        if (rc_sides_same(sides, actors[i].party, party, day)) return true;
    return false;
}
