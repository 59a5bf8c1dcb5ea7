/* Under which keys a claim is found, and looks for others: family of types, days, and where. Where is a grid cell for
 * towns, a country for wider places, a folded name; for claims that name no place, a party; for those whose place is
 * not on the map, doer and target; and a count of people. */
#include "events/keys.h"

#include <math.h>

#include "events/weights.h"
#include "recoupe/base/hash.h"

#define COARSE_DEGREES 6.0 /* grid for wide places whose country is not known */

enum where {
    AT_CELL,
    AT_NAME,
    FINE_IN_COUNTRY,
    WIDE_IN_COUNTRY,
    FINE_IN_GRID,
    WIDE_IN_GRID,
    PARTY_PLACED,
    PARTY_NO_PLACE,
    SIDES,         /* a doer and a target */
    SIDES_NOWHERE, /* the same of a claim whose most exact place is not on the map */
    COUNT,         /* an effect and a number of people */
    PERSON         /* named with an age, whatever the day */
};

typedef struct key_parts {
    int32_t where, family, x, y;
    int64_t time;
    uint64_t name;
} key_parts;

enum { TIME_RUNNING = -1000000, TIME_UNDATED };

static int64_t bucket_of(rc_day day)
{
    int64_t d = day;
    return d >= 0 ? d / DAYS_PER_BUCKET : -((DAYS_PER_BUCKET - 1 - d) / DAYS_PER_BUCKET);
}

/* The bucket of days leads the key, so that an index on disk has side by side what is asked for together. */
static uint64_t key_of(const key_parts *parts)
{
    uint64_t hash = rc_hash64((rc_str){(const char *)parts, sizeof *parts});
    return (uint64_t)(uint16_t)parts->time << 48 | hash >> 16;
}

/* One key for each bucket of days the claim may belong to. */
static void push_key(rc_arena *arena, rc_keys *keys, const rc_mention *m, enum where where, int x, int y, uint64_t name)
{
    key_parts parts = {where, m->family, x, y, 0, name};
    int64_t first, last;
    if (m->is_running)
        first = last = TIME_RUNNING;
    else if (m->from == RC_DAY_NONE)
        first = last = TIME_UNDATED;
    else {
        first = bucket_of(m->from - TIME_SLACK_DAYS);
        last = bucket_of(m->to + TIME_SLACK_DAYS);
    }
    for (int64_t time = first; time <= last; time++) {
        parts.time = time;
        *RC_PUSH(arena, keys) = key_of(&parts);
    }
}

static int cell(double degrees, double size)
{
    return (int)floor(degrees / size);
}

static uint64_t country_name(const rc_spot *spot)
{
    return rc_hash64(rc_str_of(spot->country));
}

static void push_grid(rc_arena *arena, rc_keys *keys, const rc_mention *m, const rc_spot *spot, enum where where,
                      double size, int reach)
{
    int x = cell(spot->lon, size), y = cell(spot->lat, size);
    for (int dx = -reach; dx <= reach; dx++)
        for (int dy = -reach; dy <= reach; dy++) push_key(arena, keys, m, where, x + dx, y + dy, 0);
}

static void push_wide(rc_arena *arena, rc_keys *keys, const rc_mention *m, const rc_spot *spot, bool as_fine, int reach)
{
    if (spot->country[0])
        push_key(arena, keys, m, as_fine ? FINE_IN_COUNTRY : WIDE_IN_COUNTRY, 0, 0, country_name(spot));
    else if (spot->is_resolved)
        push_grid(arena, keys, m, spot, as_fine ? FINE_IN_GRID : WIDE_IN_GRID, COARSE_DEGREES, reach);
}

static void push_parties(rc_arena *arena, rc_keys *keys, const rc_mention *m, enum where where)
{
    for (uint32_t i = 0; i < m->by.n; i++) push_key(arena, keys, m, where, 0, 0, m->by.ptr[i]);
    for (uint32_t i = 0; i < m->against.n; i++) push_key(arena, keys, m, where, 0, 0, m->against.ptr[i]);
}

static void push_sides(rc_arena *arena, rc_keys *keys, const rc_mention *m, enum where where)
{
    for (uint32_t i = 0; i < m->by.n; i++)
        for (uint32_t k = 0; k < m->against.n; k++) /* the same key for a clash told from its other end */
            push_key(arena, keys, m, where, 0, 0, m->by.ptr[i] ^ m->against.ptr[k]);
}

static void push_counts(rc_arena *arena, rc_keys *keys, const rc_mention *m)
{
    for (uint32_t i = 0; i < m->claim->n_losses; i++) {
        const rc_loss *loss = &m->claim->losses[i];
        double n = loss->count.has_low ? loss->count.low : loss->count.has_high ? loss->count.high : 0;
        if (n >= COUNT_MANY && n < INT32_MAX) push_key(arena, keys, m, COUNT, (int)loss->effect, (int)n, 0);
    }
}

static void push_people(rc_arena *arena, rc_keys *keys, const rc_mention *m)
{
    for (uint32_t i = 0; m->people && i < m->people->aged.n; i++) {
        key_parts parts = {PERSON, m->family, 0, 0, 0, m->people->aged.ptr[i]};
        *RC_PUSH(arena, keys) = rc_hash64((rc_str){(const char *)&parts, sizeof parts});
    }
}

static bool is_nowhere(const rc_mention *m)
{
    return m->n_spots && !m->spots[0].is_resolved;
}

void rc_keys_own(rc_arena *arena, rc_keys *keys, const rc_mention *m)
{
    for (uint32_t i = 0; i < m->n_spots; i++) {
        const rc_spot *spot = &m->spots[i];
        bool fine = spot->level == RC_LEVEL_FINE;
        if (fine && spot->is_resolved) push_grid(arena, keys, m, spot, AT_CELL, CELL_DEGREES, 0);
        if (spot->key.len) push_key(arena, keys, m, AT_NAME, 0, 0, spot->hash);
        if (spot->level == m->level || !m->spots[0].is_resolved) push_wide(arena, keys, m, spot, fine, 0);
    }
    push_parties(arena, keys, m, m->n_spots ? PARTY_PLACED : PARTY_NO_PLACE);
    push_sides(arena, keys, m, SIDES);
    if (is_nowhere(m)) push_sides(arena, keys, m, SIDES_NOWHERE);
    push_counts(arena, keys, m);
    push_people(arena, keys, m);
}

void rc_keys_wanted(rc_arena *arena, rc_keys *keys, const rc_mention *m)
{
    for (uint32_t i = 0; i < m->n_spots; i++) {
        const rc_spot *spot = &m->spots[i];
        if (spot->level == RC_LEVEL_FINE && spot->is_resolved)
            push_grid(arena, keys, m, spot, AT_CELL, CELL_DEGREES, 1);
        if (spot->key.len) push_key(arena, keys, m, AT_NAME, 0, 0, spot->hash);
        push_wide(arena, keys, m, spot, false, 1);
        if (m->level != RC_LEVEL_FINE || is_nowhere(m)) push_wide(arena, keys, m, spot, true, 1);
    }
    push_parties(arena, keys, m, PARTY_NO_PLACE);
    if (!m->n_spots) push_parties(arena, keys, m, PARTY_PLACED);
    push_sides(arena, keys, m, is_nowhere(m) ? SIDES : SIDES_NOWHERE);
    push_counts(arena, keys, m);
    push_people(arena, keys, m);
}
