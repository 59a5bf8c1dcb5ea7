#include "resolve/place_rules.h"

#include <inttypes.h>
#include <math.h>

#define ELSEWHERE_KM 161
#define MOST_MARGIN 1.5f
#define MOST_EVIDENCE 2.0f
#define EARTH_RADIUS_KM 6371.0088
#define RADIANS(degrees) ((degrees)*0.017453292519943295)

const char *rc_precision_name(rc_precision precision)
{
    switch (precision) {
    case RC_PRECISION_NONE:
        return "";
    case RC_PRECISION_SITE:
        return "site";
    case RC_PRECISION_SETTLEMENT:
        return "settlement";
    case RC_PRECISION_DISTRICT:
        return "district";
    case RC_PRECISION_REGION:
        return "region";
    case RC_PRECISION_COUNTRY:
        return "country";
    }
    return "";
}

double rc_distance_km(double lat1, double lon1, double lat2, double lon2)
{
    double s = sin(RADIANS(lat2 - lat1) / 2), t = sin(RADIANS(lon2 - lon1) / 2);
    double h = s * s + cos(RADIANS(lat1)) * cos(RADIANS(lat2)) * t * t;
    return 2 * EARTH_RADIUS_KM * asin(sqrt(h > 1 ? 1 : h));
}

/* A part of a region or country, "northern Mali": its point is moved this far towards the edge. */
#define TOWARDS_EDGE 0.55

void place_part_apply(rc_place_mention *mention, const place_word *direction, const rc_gazetteer_entry *entry)
{
    if (!direction) return;
    bool wide = entry->precision == RC_PRECISION_COUNTRY || entry->precision == RC_PRECISION_REGION;
    mention->precision = wide ? RC_PRECISION_REGION : RC_PRECISION_DISTRICT;
    if (!wide) return;
    mention->lat += TOWARDS_EDGE * direction->north * entry->half_height;
    mention->lon += TOWARDS_EDGE * direction->east * entry->half_width;
}

/* The precision that the type word gives: an airport of a town is a site, the region of a town the land around it. */
static rc_precision said_precision(const place_spot *spot, rc_precision of_entry)
{
    if (!spot->type || spot->type->hint) return of_entry;
    rc_precision said = rc_feature_precision(spot->type->feature);
    if (of_entry == RC_PRECISION_NONE || said == RC_PRECISION_SITE) return said;
    bool wider = said == RC_PRECISION_DISTRICT || said == RC_PRECISION_REGION;
    return wider && of_entry == RC_PRECISION_SETTLEMENT ? RC_PRECISION_DISTRICT : of_entry;
}

/* "The ports of Palestine", "towns of Europe" are no one place: of a country or region only its name is. */
static void leave_type_word(place_spot *spot)
{
    if (spot->chosen < 0 || !spot->type) return;
    rc_precision said = rc_feature_precision(spot->type->feature);
    rc_precision wide = spot->candidates[spot->chosen].entry.precision;
    bool small = said == RC_PRECISION_SITE || said == RC_PRECISION_SETTLEMENT;
    bool part = said == RC_PRECISION_DISTRICT || said == RC_PRECISION_REGION; /* "the U.S. Department" */
    if (!small && !(part && wide == RC_PRECISION_COUNTRY)) return;
    if (wide != RC_PRECISION_COUNTRY && wide != RC_PRECISION_REGION) return;
    spot->first = spot->name_first;
    spot->count = spot->name_count;
    spot->type = NULL;
}

/* What an unresolved name may be: best first. */
static void add_options(rc_place_mention *mention, const place_spot *spot, rc_arena *arena)
{
    uint32_t most = spot->n_candidates < RC_PLACE_OPTIONS ? spot->n_candidates : RC_PLACE_OPTIONS;
    rc_place_option *options = RC_NEWS(arena, rc_place_option, most);
    for (uint32_t i = 0; i < spot->n_candidates; i++) {
        const place_candidate *c = &spot->candidates[i];
        uint32_t at = mention->n_options < most ? mention->n_options++ : most - 1;
        if (at == most - 1 && mention->n_options == most && i >= most && options[at].evidence >= c->score) continue;
        for (; at > 0 && options[at - 1].evidence < c->score; at--) options[at] = options[at - 1];
        options[at] =
            (rc_place_option){.name = c->entry.name, .lat = c->entry.lat, .lon = c->entry.lon, .evidence = c->score};
        memcpy(options[at].country, c->entry.country, sizeof options[at].country);
    }
    mention->options = options;
}

/* How far the evidence for the place taken lies above that for the next one that is elsewhere. */
static float margin(const place_spot *spot, const place_candidate *taken)
{
    float best = 0;
    for (uint32_t i = 0; i < spot->n_candidates; i++) {
        const rc_gazetteer_entry *e = &spot->candidates[i].entry;
        if (spot->candidates[i].score <= best || &spot->candidates[i] == taken) continue;
        if (rc_distance_km(e->lat, e->lon, taken->entry.lat, taken->entry.lon) > ELSEWHERE_KM)
            best = spot->candidates[i].score;
    }
    return fminf(MOST_MARGIN, taken->score - best);
}

/* How many of a hundred places taken with such evidence are the right ones: a logistic curve over evidence and margin,
 * fitted to texts with known places (docs/QUALITY.md has the table for texts that it was not fitted to). */
static float certainty(const place_spot *spot, const place_candidate *taken)
{
    float evidence = fminf(MOST_EVIDENCE, taken->score);
    return 1 / (1 + expf(1.3f - 2.1f * evidence - 1.75f * margin(spot, taken)));
}

static rc_place_mention mention_of(const place_spot *spot, const rc_document *doc, const rc_gazetteer *gazetteer,
                                   rc_arena *arena)
{
    rc_place_mention mention = {
        .first = spot->first, .count = spot->count, .name_first = spot->name_first, .name_count = spot->name_count};
    mention.name = rc_str_span(doc->text, rc_tokens_span(doc, spot->first, spot->count));
    if (rc_str_starts(mention.name, RC_STR("#"))) mention.name = rc_str_sub(mention.name, 1, mention.name.len);
    mention.precision = said_precision(spot, RC_PRECISION_NONE);
    mention.score = fminf(1, fmaxf(0, 0.6f * spot->likely));
    const place_spot *known = spot->container ? spot->container : spot;
    if (known->chosen < 0) {
        add_options(&mention, spot, arena);
        return mention;
    }
    const place_candidate *c = &known->candidates[known->chosen];
    mention.is_resolved = true;
    mention.id = c->entry.id;
    mention.lat = c->entry.lat;
    mention.lon = c->entry.lon;
    mention.precision = said_precision(spot, spot->container ? RC_PRECISION_NONE : c->entry.precision);
    memcpy(mention.country, c->entry.country, sizeof mention.country);
    rc_gazetteer_entry region;
    if (rc_gazetteer_entry_at(gazetteer, c->entry.admin1, &region))
        mention.admin1 = region.name;
    else if (c->entry.feature == RC_FEATURE_REGION)
        mention.admin1 = c->entry.name;
    place_part_apply(&mention, spot->direction, &c->entry);
    place_offset_apply(&mention, spot);
    mention.score = certainty(spot, c);
    return mention;
}

/* Where the tagger's name holds ours, it knows better where a name begins and ends: "gare du Nord". */
static void take_tagged_name(rc_place_mention *mention, const place_marks *marks)
{
    const place_tag *tag = &marks->tag[mention->name_first];
    if (tag->kind != RC_ENTITY_LOC + 1) return;
    if (tag->first + tag->count < mention->name_first + mention->name_count) return;
    mention->name_first = tag->first;
    mention->name_count = tag->count;
}

rc_places rc_places_find(const rc_place_rules *rules, const rc_gazetteer *gazetteer, const rc_document *doc,
                         const rc_hits *hits, const rc_parties *parties, const rc_analysis *analysis,
                         rc_place_scope scope, rc_arena *arena)
{
    place_marks marks = place_mark(rules, doc, hits, parties, analysis, arena);
    marks.is_all = scope == RC_PLACES_ALL;
    place_spots spots = {0};
    place_spots_find(&spots, &marks, gazetteer, arena);
    place_spots_choose(&spots, &marks, gazetteer, parties, arena);
    rc_places places = {RC_NEWS(arena, rc_place_mention, spots.len), (uint32_t)spots.len};
    for (size_t i = 0; i < spots.len; i++) leave_type_word(&spots.ptr[i]);
    for (size_t i = 0; i < spots.len; i++) places.ptr[i] = mention_of(&spots.ptr[i], doc, gazetteer, arena);
    place_between_apply(&places, &marks);
    for (size_t i = 0; i < spots.len; i++) take_tagged_name(&places.ptr[i], &marks);
    places.n = place_described_apply(&places, &spots, &marks);
    return places;
}

/* ---- a name alone */

#define TOWN_WITHIN_KM 100

rc_place_context rc_place_context_at(const rc_gazetteer *gazetteer, double lat, double lon)
{
    rc_place_context context = {.has_point = true, .lat = lat, .lon = lon};
    double nearest = TOWN_WITHIN_KM;
    rc_gazetteer_entry entry;
    for (uint32_t i = 0; i < rc_gazetteer_entries(gazetteer); i++) {
        if (!rc_gazetteer_entry_at(gazetteer, i, &entry) || entry.precision != RC_PRECISION_SETTLEMENT) continue;
        if (fabs(entry.lat - lat) > 1 || !entry.country[0]) continue;
        double km = rc_distance_km(lat, lon, entry.lat, entry.lon);
        if (km > nearest) continue;
        nearest = km;
        memcpy(context.country, entry.country, sizeof context.country);
    }
    return context;
}

#define OWN_IDS (UINT64_C(1) << 32) /* ids from here on are not GeoNames' */

static rc_str source_of(const rc_gazetteer_entry *entry, rc_arena *arena)
{
    if (entry->source.len) return rc_arena_dup(arena, entry->source);
    return rc_arena_printf(arena, "%s:%" PRIu64, entry->id < OWN_IDS ? "geonames" : "recoupe", entry->id);
}

/* By insertion, so that what is as good stays in the order of the gazetteer, by which the first one is chosen. */
static void sort_candidates(rc_place_candidates *found)
{
    for (uint32_t i = 1; i < found->n; i++) {
        rc_place_candidate c = found->ptr[i];
        uint32_t at = i;
        for (; at > 0 && found->ptr[at - 1].evidence < c.evidence; at--) found->ptr[at] = found->ptr[at - 1];
        found->ptr[at] = c;
    }
}

static rc_place_candidates all_candidates(place_spot spot, const rc_document *doc, const rc_gazetteer *gazetteer,
                                          rc_arena *arena)
{
    rc_place_candidates found = {RC_NEWS(arena, rc_place_candidate, spot.n_candidates), spot.n_candidates};
    int32_t taken = spot.chosen;
    bool is_open = false;
    for (uint32_t i = 0; i < found.n; i++) {
        const place_candidate *c = &spot.candidates[i];
        place_spot as_this = spot;
        as_this.chosen = (int32_t)i;
        leave_type_word(&as_this);
        found.ptr[i] = (rc_place_candidate){.mention = mention_of(&as_this, doc, gazetteer, arena),
                                            .name = c->entry.name,
                                            .source = source_of(&c->entry, arena),
                                            .feature = rc_feature_name(c->entry.feature),
                                            .population = c->entry.population,
                                            .evidence = c->score,
                                            .is_alike = c->is_alike,
                                            .is_rival = c->is_rival};
        found.ptr[i].mention.is_resolved = (int32_t)i == taken;
        is_open = is_open || c->is_rival;
    }
    sort_candidates(&found);
    if (is_open) found.ptr[0].is_rival = true;
    return found;
}

rc_place_candidates rc_place_candidates_find(const rc_place_rules *rules, const rc_gazetteer *gazetteer,
                                             const rc_document *doc, const rc_hits *hits,
                                             const rc_place_context *context, rc_arena *arena)
{
    place_marks marks = place_mark_name(rules, doc, hits, arena);
    place_spots spots = {0};
    place_spots_find(&spots, &marks, gazetteer, arena);
    place_spots_choose_alone(&spots, &marks, gazetteer, context, arena);
    if (!spots.len) return (rc_place_candidates){NULL, 0};
    return all_candidates(spots.ptr[0], doc, gazetteer, arena);
}
