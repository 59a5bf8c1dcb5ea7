/* Other spellings of a name: what has its consonants and few other letters. */
#include "recoupe/base/utf8.h"
#include "resolve/place_rules.h"

#define SHORTEST 5

static uint32_t edit_distance(rc_str a, rc_str b)
{
    uint32_t row[65];
    if (a.len > 64 || b.len > 64) return UINT32_MAX;
    for (size_t j = 0; j <= b.len; j++) row[j] = (uint32_t)j;
    for (size_t i = 1; i <= a.len; i++) {
        uint32_t diagonal = row[0];
        row[0] = (uint32_t)i;
        for (size_t j = 1; j <= b.len; j++) {
            uint32_t change = diagonal + (a.ptr[i - 1] != b.ptr[j - 1]);
            diagonal = row[j];
            uint32_t skip = (row[j] < row[j - 1] ? row[j] : row[j - 1]) + 1;
            row[j] = change < skip ? change : skip;
        }
    }
    return row[b.len];
}

void place_spot_alike(place_spot *spot, char (*codes)[2], unsigned n, const rc_gazetteer *gazetteer, rc_arena *arena)
{
    RC_VEC(place_candidate) found = {0};
    if (spot->key.len < SHORTEST) return;
    for (unsigned i = 0; i < n; i++) {
        rc_gazetteer_hit hits[SPOT_CANDIDATES];
        uint32_t n_hits = rc_gazetteer_lookup_alike(gazetteer, codes[i], spot->key, hits, SPOT_CANDIDATES);
        for (uint32_t k = 0; k < n_hits; k++) {
            place_candidate c = {.number = hits[k].entry, .is_short = hits[k].is_short, .is_alike = true};
            if (!rc_gazetteer_entry_at(gazetteer, c.number, &c.entry)) continue;
            rc_str name = rc_utf8_name_key(arena, c.entry.name);
            if (3 * edit_distance(name, spot->key) > spot->key.len + 2) continue;
            *RC_PUSH(arena, &found) = c;
        }
    }
    spot->candidates = found.ptr;
    spot->n_candidates = (uint32_t)found.len;
}
