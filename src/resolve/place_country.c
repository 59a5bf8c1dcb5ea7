/* Countries that a document speaks of, by its places and sides. */
#include <string.h>

#include "recoupe/base/utf8.h"
#include "resolve/place_rules.h"

#define MOST_COUNTRIES 8
#define MOST_HITS 8

static bool is_named(const rc_places *places, const char *code)
{
    for (uint32_t i = 0; i < places->n; i++) {
        const rc_place_mention *p = &places->ptr[i];
        if (p->precision == RC_PRECISION_COUNTRY && strcmp(p->country, code) == 0) return true;
    }
    return false;
}

static bool find_entry(const rc_gazetteer *gazetteer, rc_str name, const char *code, rc_arena *arena,
                       rc_gazetteer_entry *out)
{
    rc_gazetteer_hit hits[MOST_HITS];
    uint32_t n = rc_gazetteer_lookup(gazetteer, rc_utf8_name_key(arena, name), hits, MOST_HITS);
    for (uint32_t i = 0; i < n; i++)
        if (rc_gazetteer_entry_at(gazetteer, hits[i].entry, out) && out->feature == RC_FEATURE_COUNTRY &&
            strcmp(out->country, code) == 0)
            return true;
    return false;
}

bool place_country_entry(const rc_gazetteer *gazetteer, const rc_actors *actors, const char *code, rc_arena *arena,
                         rc_gazetteer_entry *out)
{
    rc_str name = rc_party_country(actors, code);
    return name.len && find_entry(gazetteer, name, code, arena, out);
}

typedef struct country_list {
    const rc_gazetteer *gazetteer;
    const rc_actors *actors;
    const rc_places *named;
    rc_arena *arena;
    rc_places found;
} country_list;

static void add_country(country_list *list, const char *code)
{
    if (!code[0] || list->found.n == MOST_COUNTRIES || is_named(list->named, code) || is_named(&list->found, code))
        return;
    rc_gazetteer_entry entry;
    if (!place_country_entry(list->gazetteer, list->actors, code, list->arena, &entry)) return;
    rc_place_mention *m = &list->found.ptr[list->found.n++];
    *m = (rc_place_mention){.name = rc_party_country(list->actors, code),
                            .is_resolved = true,
                            .lat = entry.lat,
                            .lon = entry.lon,
                            .precision = RC_PRECISION_COUNTRY,
                            .id = entry.id,
                            .score = 1};
    memcpy(m->country, entry.country, sizeof m->country);
}

rc_places rc_places_of_countries(const rc_gazetteer *gazetteer, const rc_actors *actors, const rc_parties *parties,
                                 const rc_places *places, rc_arena *arena)
{
    country_list list = {gazetteer, actors, places, arena, {RC_NEWS(arena, rc_place_mention, MOST_COUNTRIES), 0}};
    for (uint32_t i = 0; i < places->n; i++)
        if (places->ptr[i].is_resolved) add_country(&list, places->ptr[i].country);
    for (uint32_t i = 0; i < parties->n; i++) add_country(&list, parties->ptr[i].country);
    return list.found;
}
