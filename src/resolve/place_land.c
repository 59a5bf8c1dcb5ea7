/* "Dans l'est du pays": a part of the country that the report speaks of. */
#include <string.h>

#include "resolve/place_rules.h"

#define MOST_LANDS 16

static const place_word *land_at(const rc_place_rules *rules, const rc_hits *hits, uint32_t token, uint32_t *count)
{
    for (uint32_t i = hits->at[token]; i < hits->at[token + 1]; i++) {
        const rc_hit *hit = &hits->ptr[i];
        if (hit->list != rules->list || rules->words[hit->row].role != ROLE_LAND) continue;
        *count = hit->count;
        return &rules->words[hit->row];
    }
    return NULL;
}

/* The country of most places named before `token`, or of all where none is; empty: none is known. */
static const char *country_of(const rc_places *places, uint32_t token)
{
    const char *best = "";
    uint32_t most = 0;
    for (int all = 0; all < 2 && !most; all++)
        for (uint32_t i = 0; i < places->n; i++) {
            uint32_t n = 0;
            const char *code = places->ptr[i].country;
            for (uint32_t k = 0; k < places->n && code[0]; k++)
                n += (all || places->ptr[k].first < token) && strcmp(places->ptr[k].country, code) == 0;
            if (n <= most) continue;
            most = n;
            best = code;
        }
    return best;
}

rc_places rc_places_with_lands(const rc_place_rules *rules, const rc_gazetteer *gazetteer, const rc_actors *actors,
                               const rc_document *doc, const rc_hits *hits, const rc_places *places, rc_arena *arena)
{
    rc_places out = {RC_NEWS(arena, rc_place_mention, places->n + MOST_LANDS), 0};
    uint32_t next = 0, lands = 0;
    for (uint32_t t = 0; t < doc->n_tokens; t++) {
        while (next < places->n && places->ptr[next].first <= t) out.ptr[out.n++] = places->ptr[next++];
        uint32_t count;
        const place_word *land = lands < MOST_LANDS ? land_at(rules, hits, t, &count) : NULL;
        if (!land) continue;
        rc_gazetteer_entry entry;
        if (!place_country_entry(gazetteer, actors, country_of(places, t), arena, &entry)) continue;
        rc_place_mention *m = &out.ptr[out.n++];
        *m = (rc_place_mention){.first = t,
                                .count = count,
                                .name_first = t,
                                .name_count = count,
                                .name = rc_str_span(doc->text, rc_tokens_span(doc, t, count)),
                                .is_resolved = true,
                                .lat = entry.lat,
                                .lon = entry.lon,
                                .id = entry.id,
                                .score = 1};
        memcpy(m->country, entry.country, sizeof m->country);
        place_part_apply(m, land, &entry);
        lands++;
    }
    while (next < places->n) out.ptr[out.n++] = places->ptr[next++];
    return out;
}
