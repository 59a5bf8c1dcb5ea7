#include "recoupe/resolve/gazetteer.h"

#include <stdlib.h>

#include "recoupe/base/hash.h"
#include "resolve/gazetteer_build.h"
#include "resolve/gazetteer_parts.h"

static const struct {
    const char *word;
    rc_precision precision;
} features[] = {
#define X(word, name, precision) {word, precision},
    RC_FEATURES(X)
#undef X
};

const char *rc_feature_name(rc_feature feature)
{
    return (unsigned)feature < RC_N_FEATURES ? features[feature].word : "";
}

rc_precision rc_feature_precision(rc_feature feature)
{
    return (unsigned)feature < RC_N_FEATURES ? features[feature].precision : RC_PRECISION_NONE;
}

bool rc_feature_parse(rc_str word, rc_feature *out)
{
    for (unsigned i = 0; i < RC_N_FEATURES; i++) {
        if (!rc_str_is(word, features[i].word)) continue;
        *out = (rc_feature)i;
        return true;
    }
    return false;
}

uint32_t rc_gazetteer_entries(const rc_gazetteer *gazetteer)
{
    return gazetteer->n_entries;
}

/* ---- entries; everything below checks what it reads from the files: a header's checksum says nothing of the rest */

/* The part that holds an entry, and the entry's number in it; NULL when there is none. */
static const gazetteer_part *part_of(const rc_gazetteer *g, uint32_t *number)
{
    if (*number >= g->n_entries) return NULL;
    unsigned i = g->n_parts - 1;
    while (i > 0 && *number < g->parts[i].first) i--;
    *number -= g->parts[i].first;
    return &g->parts[i];
}

static bool string_at(const gazetteer_part *p, uint32_t at, rc_str *out)
{
    uint64_t n = p->header.strings.count;
    if (at >= n || p->strings[at] > n - at - 1) return false;
    *out = (rc_str){(const char *)p->strings + at + 1, p->strings[at]};
    return true;
}

/* Number, in the gazetteer below, of what a link names; it may be gone. */
static uint32_t link_target(const gazetteer_part *p, uint64_t link)
{
    if (link >= p->header.links.count) return RC_GAZETTEER_NONE;
    return p->linked ? p->linked[link] : p->links[link].number;
}

static uint32_t unit_number(const gazetteer_part *p, uint32_t unit)
{
    if (unit == RC_GAZETTEER_NONE) return unit;
    if (unit & GAZETTEER_LINK) return link_target(p, unit & ~GAZETTEER_LINK);
    return unit < p->header.entries.count ? p->first + unit : RC_GAZETTEER_NONE;
}

bool rc_gazetteer_entry_at(const rc_gazetteer *gazetteer, uint32_t number, rc_gazetteer_entry *out)
{
    const gazetteer_part *p = part_of(gazetteer, &number);
    if (!p) return false;
    const gazetteer_record *r = &p->records[number];
    rc_str name, source;
    if (!string_at(p, r->name, &name) || !string_at(p, r->source, &source) || r->feature >= RC_N_FEATURES) return false;
    *out = (rc_gazetteer_entry){
        .id = r->id,
        .source = source,
        .name = name,
        .lat = r->lat_e6 / 1e6,
        .lon = r->lon_e6 / 1e6,
        .half_height = r->half_height_e2 / 1e2,
        .half_width = r->half_width_e2 / 1e2,
        .population = r->population,
        .feature = (rc_feature)r->feature,
        .precision = features[r->feature].precision,
        .country = {r->country[0], r->country[1], 0},
        .admin1 = unit_number(p, r->admin1),
        .admin2 = unit_number(p, r->admin2),
        .prior = (float)r->prior / 255.0f,
    };
    return true;
}

/* The entry below for which a layer's entry stands, or that entry itself: one number for one place. */
static uint32_t place_number(const rc_gazetteer *g, uint32_t number)
{
    if (number < g->parts[0].header.entries.count) return number;
    uint32_t local = number;
    const gazetteer_part *p = part_of(g, &local);
    if (!p || !p->records[local].twin) return number;
    uint32_t twin = link_target(p, p->records[local].twin - 1u);
    return twin == RC_GAZETTEER_NONE ? number : twin;
}

static uint32_t stand_in(const rc_gazetteer *g, uint32_t number)
{
    size_t beg = 0, end = g->n_stand_ins;
    while (beg < end) {
        size_t middle = beg + (end - beg) / 2;
        if (g->stand_ins[middle].number < number)
            beg = middle + 1;
        else
            end = middle;
    }
    return beg < g->n_stand_ins && g->stand_ins[beg].number == number ? g->stand_ins[beg].by : number;
}

bool rc_gazetteer_is_inside(const rc_gazetteer *gazetteer, uint32_t inner, uint32_t outer)
{
    rc_gazetteer_entry i, o;
    if (inner == outer || !rc_gazetteer_entry_at(gazetteer, inner, &i) || !rc_gazetteer_entry_at(gazetteer, outer, &o))
        return false;
    if (o.feature == RC_FEATURE_COUNTRY) return i.country[0] && memcmp(i.country, o.country, 2) == 0;
    uint32_t unit = place_number(gazetteer, outer);
    return (i.admin1 != RC_GAZETTEER_NONE && place_number(gazetteer, i.admin1) == unit) ||
           (i.admin2 != RC_GAZETTEER_NONE && place_number(gazetteer, i.admin2) == unit);
}

/* ---- names */

typedef struct name_index {
    const uint64_t *slots;
    const uint32_t *refs;
    uint64_t n_slots, n_refs;
} name_index;

static name_index index_of(const gazetteer_part *p, bool alike)
{
    const gazetteer_header *h = &p->header;
    if (alike) return (name_index){p->alike_slots, p->alike_refs, h->alike_slots.count, h->alike_refs.count};
    return (name_index){p->slots, p->refs, h->slots.count, h->refs.count};
}

static uint32_t collect(const gazetteer_part *p, bool alike, uint64_t hash, rc_gazetteer_hit *out, uint32_t cap)
{
    const name_index x = index_of(p, alike);
    uint64_t mask = x.n_slots - 1, at = hash & mask;
    for (uint64_t probes = 0; probes < x.n_slots; probes++, at = (at + 1) & mask) {
        uint64_t slot = x.slots[at];
        if (!slot) return 0;
        if ((slot ^ hash) & ~GAZETTEER_SLOT_REF) continue;
        uint32_t n = 0;
        for (uint64_t i = (slot & GAZETTEER_SLOT_REF) - 1; i < x.n_refs && n < cap; i++) {
            uint32_t ref = x.refs[i], entry = ref & GAZETTEER_REF_ENTRY;
            if (entry < p->header.entries.count)
                out[n++] = (rc_gazetteer_hit){.entry = p->first + entry,
                                              .is_main = ref & GAZETTEER_REF_MAIN,
                                              .is_short = ref & GAZETTEER_REF_SHORT,
                                              .is_old = ref & GAZETTEER_REF_OLD};
            if (ref & GAZETTEER_REF_LAST) break;
        }
        return n;
    }
    return 0;
}

/* As the builder ranks the entries of one key. */
static double rank(const rc_gazetteer *g, const rc_gazetteer_hit *hit)
{
    uint32_t number = hit->entry;
    const gazetteer_part *p = part_of(g, &number);
    return p ? p->records[number].prior / 255.0 + (hit->is_main ? 0.05 : 0) - (hit->is_short ? 0.1 : 0) : 0;
}

/* Add a hit to those found in other parts, likeliest first; one that is there already learns from it. */
static uint32_t merge(const rc_gazetteer *g, rc_gazetteer_hit hit, rc_gazetteer_hit *out, uint32_t n, uint32_t cap)
{
    for (uint32_t i = 0; i < n; i++) {
        if (out[i].entry != hit.entry) continue;
        out[i].is_main |= hit.is_main;
        out[i].is_short &= hit.is_short;
        out[i].is_old &= hit.is_old;
        return n;
    }
    uint32_t at = n < cap ? n : cap - 1;
    double likely = rank(g, &hit);
    if (n == cap && rank(g, &out[at]) >= likely) return n;
    for (; at > 0 && rank(g, &out[at - 1]) < likely; at--) out[at] = out[at - 1];
    out[at] = hit;
    return n < cap ? n + 1 : n;
}

#define LAYER_HITS 64

static uint32_t find(const rc_gazetteer *g, bool alike, uint64_t hash, rc_gazetteer_hit *out, uint32_t cap)
{
    uint32_t n = collect(&g->parts[0], alike, hash, out, cap);
    for (uint32_t i = 0; i < n && g->n_stand_ins; i++) out[i].entry = stand_in(g, out[i].entry);
    for (unsigned p = 1; p < g->n_parts && cap; p++) {
        rc_gazetteer_hit more[LAYER_HITS];
        uint32_t n_more = collect(&g->parts[p], alike, hash, more, LAYER_HITS);
        for (uint32_t i = 0; i < n_more; i++) {
            more[i].entry = stand_in(g, place_number(g, more[i].entry));
            n = merge(g, more[i], out, n, cap);
        }
    }
    return n;
}

uint32_t rc_gazetteer_lookup(const rc_gazetteer *gazetteer, rc_str key, rc_gazetteer_hit *out, uint32_t cap)
{
    return find(gazetteer, false, rc_hash64(key), out, cap);
}

uint64_t rc_alike_hash(const char country[2], rc_str key)
{
    char text[RC_SKELETON_BYTES + 2] = {country[0], country[1]};
    size_t n = rc_name_skeleton(key, text + 2, RC_SKELETON_BYTES);
    if (n < RC_SKELETON_LEAST) return 0;
    return rc_hash64((rc_str){text, n + 2});
}

uint32_t rc_gazetteer_lookup_alike(const rc_gazetteer *gazetteer, const char country[2], rc_str key,
                                   rc_gazetteer_hit *out, uint32_t cap)
{
    uint64_t hash = rc_alike_hash(country, key);
    return hash ? find(gazetteer, true, hash, out, cap) : 0;
}
