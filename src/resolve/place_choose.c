/* Which of the places of one name a report means: how likely it is by itself, whether it lies in the countries the
 * report speaks of, what the text says it is or lies in, and how near it is to the report's other places. Weights are
 * in one table; they were set by hand. Idea of minimum spread: Leidner 2007, "Toponym Resolution in Text". */
#include <math.h>

#include "resolve/place_rules.h"

static const struct {
    float prior, country, main_name, short_name, type_fits, type_clashes, preposition_fits, seat, inside, listed,
        same_name, near, alike, anothers_own;
    float near_km;
    float foreign, far_km, resolved, ambiguous, ambiguous_km, place, bare_place, least_bare, strong, ordinary;
} weight = {
    .prior = 1.0f,
    .country = 0.5f,
    .main_name = 0.05f,
    .short_name = -0.1f,
    .type_fits = 0.35f,
    .type_clashes = -0.3f,
    .preposition_fits = 0.1f,
    .seat = 0.2f,      /* a bare name is the town rather than the region around it */
    .inside = 0.9f,    /* "X, in Y", "X, Y" */
    .listed = 0.4f,    /* a country among countries: "Nigeria, Cameroun, Niger" */
    .same_name = 0.9f, /* what the name meant elsewhere in the report, where the text said it */
    .near = 0.25f,
    .near_km = 150,
    .alike = -0.2f,
    .anothers_own = -0.4f,
    .foreign = -0.25f,  /* another name of a place in a country that the report does not speak of */
    .far_km = 250,      /* a small place this far from all others is another one of its name */
    .resolved = 0.55f,  /* least score of a point */
    .ambiguous = 0.05f, /* a rival this close and farther than ambiguous_km leaves the name open */
    .ambiguous_km = 50,
    .place = 0.5f,      /* least sum of evidence that the name is a place at all */
    .bare_place = 0.6f, /* the same without preposition or type word */
    .least_bare = 0.3f, /* what stands around a bare name whose place the report names elsewhere */
    .strong = 0.7f,     /* prior of a name that stands by itself */
    .ordinary = 0.5f,   /* prior that a name needs, after a preposition, to win over the ordinary word */
};

#define MOST_COUNTRIES 48
#define MOST_ANCHORS 32
#define MOST_ALIKE_COUNTRIES 8

typedef struct country_weights {
    char code[MOST_COUNTRIES][2];
    float weight[MOST_COUNTRIES];
    unsigned n;
    float most;
} country_weights;

static void add_country(country_weights *w, const char code[2], float more, float limit)
{
    if (!code[0]) return;
    unsigned i = 0;
    while (i < w->n && memcmp(w->code[i], code, 2) != 0) i++;
    if (i == MOST_COUNTRIES) return;
    if (i == w->n) {
        memcpy(w->code[w->n++], code, 2);
        w->weight[i] = 0;
    }
    if (w->weight[i] < limit) w->weight[i] += more;
    w->most = fmaxf(w->most, w->weight[i]);
}

/* 0..1: the country's share of the attention of the report, against the country with most. */
static float support(const country_weights *w, const char code[2])
{
    for (unsigned i = 0; i < w->n; i++)
        if (memcmp(w->code[i], code, 2) == 0) return sqrtf(w->weight[i] / w->most);
    return 0;
}

/* The likeliest candidate leaves no rival in another country. */
static bool is_clear(const place_spot *spot)
{
    const place_candidate *c = spot->candidates;
    if (!spot->n_candidates || c[0].entry.prior < 0.5f) return false;
    for (uint32_t i = 1; i < spot->n_candidates; i++)
        if (strcmp(c[i].entry.country, c[0].entry.country) != 0) return c[0].entry.prior - c[i].entry.prior >= 0.25f;
    return true;
}

static country_weights weigh_countries(const place_spots *spots, const rc_parties *parties)
{
    country_weights w = {0};
    for (uint32_t i = 0; parties && i < parties->n; i++) add_country(&w, parties->ptr[i].country, 0.5f, 4);
    for (size_t i = 0; i < spots->len; i++) {
        const place_spot *spot = &spots->ptr[i];
        if (!spot->n_candidates || spot->is_ordinary || spot->in_longer || !is_clear(spot)) continue;
        bool is_country = spot->candidates[0].entry.feature == RC_FEATURE_COUNTRY;
        add_country(&w, spot->candidates[0].entry.country, is_country ? 1.0f : 0.7f, 6);
    }
    return w;
}

/* ---- one candidate */

static bool is_settlement(rc_feature f)
{
    return f >= RC_FEATURE_CAPITAL && f <= RC_FEATURE_QUARTER;
}

static bool is_wide(rc_feature f)
{
    return f == RC_FEATURE_COUNTRY || f == RC_FEATURE_REGION || f == RC_FEATURE_AREA || f == RC_FEATURE_DISTRICT;
}

static bool is_site(rc_feature f)
{
    return rc_feature_precision(f) == RC_PRECISION_SITE;
}

/* What the type word says against what the candidate is. A site, airfield or base "of X" is a thing in X, so any
 * settlement will do; a site named X without "of" has its own name, and a town of that name is chance. */
static float type_score(const place_spot *spot, rc_feature f)
{
    if (!spot->type) return 0;
    rc_feature said = spot->type->feature;
    if (is_site(said) && !is_site(f) && !spot->is_linked && said != RC_FEATURE_AIRFIELD) return weight.type_clashes / 2;
    if (said == f) return weight.type_fits;
    if (said == RC_FEATURE_QUARTER) return is_settlement(f) ? weight.type_clashes / 2 : weight.type_clashes;
    if (is_settlement(said) && is_settlement(f)) return weight.type_fits;
    if (said == RC_FEATURE_REGION && f == RC_FEATURE_AREA) return weight.type_fits;
    if (said == RC_FEATURE_REGION && f == RC_FEATURE_COUNTRY) return 0;
    if (said == RC_FEATURE_REGION && f == RC_FEATURE_DISTRICT) return weight.type_fits / 2;
    if (said == RC_FEATURE_DISTRICT && (f == RC_FEATURE_QUARTER || is_settlement(f))) return weight.type_fits / 3;
    if (said == RC_FEATURE_DISTRICT && (f == RC_FEATURE_REGION || f == RC_FEATURE_AREA)) return weight.type_clashes / 3;
    if (is_site(said)) return is_settlement(f) ? weight.type_fits / 2 : 0;
    if (said > RC_FEATURE_QUARTER) return is_settlement(f) || is_wide(f) ? weight.type_clashes / 2 : 0;
    return weight.type_clashes;
}

static float preposition_score(const place_spot *spot, rc_feature f)
{
    if (spot->direction) return is_wide(f) ? weight.preposition_fits : 0;
    if (spot->type || !spot->favours) return 0;
    bool wide = spot->favours != RC_PRECISION_SETTLEMENT;
    return wide == is_wide(f) ? weight.preposition_fits : 0;
}

static bool has_region_of_its_name(const place_spot *spot, const place_candidate *seat)
{
    for (uint32_t i = 0; i < spot->n_candidates; i++) {
        const rc_gazetteer_entry *e = &spot->candidates[i].entry;
        if (e->feature == RC_FEATURE_REGION && strcmp(e->country, seat->entry.country) == 0) return true;
    }
    return false;
}

/* A name that is another's own within one country: "England" is the land of that name and not the kingdom, "Mexico" the
 * country and not its capital unless the words around speak of a town. */
static bool is_anothers_own(const place_spot *spot, const place_candidate *c)
{
    bool is_wide_name = c->entry.feature == RC_FEATURE_COUNTRY;
    if (c->is_main || (!is_wide_name && c->entry.feature != RC_FEATURE_CAPITAL)) return false;
    if (!is_wide_name && (spot->type || spot->favours == RC_PRECISION_SETTLEMENT)) return false;
    for (uint32_t i = 0; i < spot->n_candidates; i++) {
        const place_candidate *o = &spot->candidates[i];
        bool own = o->is_main &&
                   (is_wide_name ? o->entry.feature == RC_FEATURE_REGION : o->entry.feature == RC_FEATURE_COUNTRY);
        if (own && strcmp(o->entry.country, c->entry.country) == 0) return true;
    }
    return false;
}

static float score_alone(const place_spot *spot, const place_candidate *c, const country_weights *w)
{
    float score = weight.prior * c->entry.prior + (c->is_main ? weight.main_name : 0) +
                  (c->is_short ? weight.short_name : 0) + (c->is_alike ? weight.alike : 0);
    if (c->entry.country[0])
        score += w->n ? weight.country * support(w, c->entry.country) : 0;
    else
        score += weight.country / 2; /* a sea or a range lies in no country */
    bool foreign = w->most >= 1 && !c->is_main && c->entry.feature >= RC_FEATURE_REGION &&
                   c->entry.feature != RC_FEATURE_CAPITAL && c->entry.country[0];
    if (foreign && support(w, c->entry.country) <= 0) score += weight.foreign;
    score += type_score(spot, c->entry.feature) + preposition_score(spot, c->entry.feature);
    if (is_anothers_own(spot, c)) score += weight.anothers_own;
    bool is_seat = c->entry.feature == RC_FEATURE_SEAT || c->entry.feature == RC_FEATURE_CAPITAL;
    bool bare = !spot->type && !spot->direction && spot->favours != RC_PRECISION_REGION;
    if (bare && is_seat && has_region_of_its_name(spot, c)) score += weight.seat;
    return score;
}

/* ---- neighbours */

static const place_candidate *chosen(const place_spot *spot)
{
    return spot->chosen < 0 ? NULL : &spot->candidates[spot->chosen];
}

/* Two names with only a comma, a preposition or a bracket between: the second may say where the first is. */
static bool are_joined(const place_marks *m, const place_spot *a, const place_spot *b)
{
    uint32_t end = a->first + a->count;
    if (b->first < end || b->first - end > 4 || m->doc->tokens[a->first].sentence != m->doc->tokens[b->first].sentence)
        return false;
    for (uint32_t t = end; t < b->first; t++) {
        const rc_token *token = &m->doc->tokens[t];
        bool joins = token->kind == RC_TOKEN_PUNCT || m->flags[t] & (MARK_PREP | MARK_MAYBE | MARK_LINK);
        if (!joins) return false;
    }
    return true;
}

static bool is_country(const place_spot *spot)
{
    for (uint32_t i = 0; i < spot->n_candidates; i++)
        if (spot->candidates[i].entry.feature == RC_FEATURE_COUNTRY && spot->candidates[i].is_main) return true;
    return false;
}

/* A name, in whatever language, of a country. */
static bool may_be_country(const place_spot *spot)
{
    for (uint32_t i = 0; i < spot->n_candidates; i++)
        if (spot->candidates[i].entry.feature == RC_FEATURE_COUNTRY) return true;
    return false;
}

/* In a list of countries ("Canada, Australia") none lies in the next; a region of a country's name may ("Georgia, US").
 */
static float containment(const place_spot *spot, const place_candidate *c, const place_spot *other,
                         const rc_gazetteer *gazetteer)
{
    if (c->entry.feature != RC_FEATURE_REGION && is_country(spot) && is_country(other)) return 0;
    for (uint32_t i = 0; i < other->n_candidates; i++)
        if (rc_gazetteer_is_inside(gazetteer, c->number, other->candidates[i].number)) return weight.inside;
    return 0;
}

/* The places chosen so far, each once, countries left out. */
typedef struct anchors {
    const place_candidate *ptr[MOST_ANCHORS];
    rc_str key[MOST_ANCHORS];
    unsigned n;
} anchors;

static anchors find_anchors(const place_spots *spots)
{
    anchors a = {.n = 0};
    for (size_t i = 0; i < spots->len && a.n < MOST_ANCHORS; i++) {
        const place_candidate *c = chosen(&spots->ptr[i]);
        if (!c || c->entry.feature == RC_FEATURE_COUNTRY || spots->ptr[i].in_longer || spots->ptr[i].is_ordinary)
            continue;
        bool seen = false;
        for (unsigned k = 0; k < a.n && !seen; k++) seen = a.ptr[k]->number == c->number;
        if (seen) continue;
        a.key[a.n] = spots->ptr[i].key;
        a.ptr[a.n++] = c;
    }
    return a;
}

/* Kilometres to the nearest place chosen under another name. A flat Earth is enough to rank by, and cheaper. */
static double nearest_km(const anchors *a, rc_str key, const place_candidate *c, unsigned *others)
{
    double nearest = HUGE_VAL, shrink = cos(c->entry.lat * 0.0174533);
    *others = 0;
    for (unsigned i = 0; i < a->n; i++) {
        if (a->ptr[i]->number == c->number || rc_str_eq(a->key[i], key)) continue;
        double north = a->ptr[i]->entry.lat - c->entry.lat, east = (a->ptr[i]->entry.lon - c->entry.lon) * shrink;
        nearest = fmin(nearest, north * north + east * east);
        ++*others;
    }
    return sqrt(nearest) * 111.2;
}

static float nearness(const anchors *a, const place_spot *spot, const place_candidate *c)
{
    unsigned others;
    double km = nearest_km(a, spot->key, c, &others);
    return others ? weight.near * (float)exp(-km / weight.near_km) : 0;
}

/* A village far from everything else that the report names is probably another of its name, which we lack. */
static void drop_outliers(place_spots *spots)
{
    anchors a = find_anchors(spots);
    for (size_t i = 0; i < spots->len; i++) {
        place_spot *spot = &spots->ptr[i];
        const place_candidate *c = chosen(spot);
        unsigned others;
        if (!c || c->entry.prior >= 0.5f || c->is_inside || c->entry.feature > RC_FEATURE_QUARTER) continue;
        if (nearest_km(&a, spot->key, c, &others) > weight.far_km && others >= 2) spot->chosen = -1;
    }
}

/* Two candidates that leave open which is meant. A town and the region around it do not: either is the right area. */
static bool are_rivals(const place_candidate *a, const place_candidate *b, const rc_gazetteer *gazetteer)
{
    if (a->score - b->score > weight.ambiguous) return false;
    if (rc_gazetteer_is_inside(gazetteer, a->number, b->number) ||
        rc_gazetteer_is_inside(gazetteer, b->number, a->number))
        return false;
    return rc_distance_km(a->entry.lat, a->entry.lon, b->entry.lat, b->entry.lon) > weight.ambiguous_km;
}

static void choose_best(place_spot *spot, const rc_gazetteer *gazetteer)
{
    int32_t best = -1;
    for (uint32_t i = 0; i < spot->n_candidates; i++)
        if (best < 0 || spot->candidates[i].score > spot->candidates[best].score) best = (int32_t)i;
    spot->chosen = best;
    if (best < 0) return;
    if (spot->candidates[best].score < weight.resolved) spot->chosen = -1;
    for (uint32_t i = 0; i < spot->n_candidates; i++) spot->candidates[i].is_rival = false;
    for (uint32_t i = 0; i < spot->n_candidates && spot->chosen >= 0; i++)
        if ((int32_t)i != best && are_rivals(&spot->candidates[best], &spot->candidates[i], gazetteer))
            spot->candidates[i].is_rival = true;
    for (uint32_t i = 0; i < spot->n_candidates; i++)
        if (spot->candidates[i].is_rival) spot->chosen = -1;
}

/* A name that is not in the gazetteer, but like one of a country that the report speaks of enough. */
static void find_alike(place_spot *spot, const country_weights *w, const rc_gazetteer *gazetteer, rc_arena *arena)
{
    char codes[MOST_ALIKE_COUNTRIES][2];
    unsigned n = 0;
    for (unsigned i = 0; i < w->n && n < MOST_ALIKE_COUNTRIES; i++)
        if (w->weight[i] >= w->most / 4) memcpy(codes[n++], w->code[i], 2);
    place_spot_alike(spot, codes, n, gazetteer, arena);
}

/* ---- the whole report */

/* Places that the text itself located, "X, in Y": a name means one place throughout a report, so that settles it
 * wherever else it stands. */
typedef struct located {
    uint32_t number[MOST_ANCHORS];
    unsigned n;
} located;

static bool is_located(const located *l, uint32_t number)
{
    for (unsigned i = 0; i < l->n; i++)
        if (l->number[i] == number) return true;
    return false;
}

static located find_located(const place_spots *spots)
{
    located l = {.n = 0};
    for (size_t i = 0; i < spots->len && l.n < MOST_ANCHORS; i++) {
        const place_candidate *c = chosen(&spots->ptr[i]);
        if (c && c->is_inside && !is_located(&l, c->number)) l.number[l.n++] = c->number;
    }
    return l;
}

/* What the first round has settled for the second. */
typedef struct settled {
    anchors near;
    located said;
} settled;

static void score_spot(place_spots *spots, size_t i, const place_marks *m, const rc_gazetteer *gazetteer,
                       const country_weights *w, const settled *first)
{
    place_spot *spot = &spots->ptr[i];
    const place_spot *next = i + 1 < spots->len ? &spots->ptr[i + 1] : NULL, *last = i ? &spots->ptr[i - 1] : NULL;
    if (next && !are_joined(m, spot, next)) next = NULL;
    if (last && !are_joined(m, last, spot)) last = NULL;
    bool is_listed = next && last && may_be_country(next) && may_be_country(last);
    for (uint32_t k = 0; k < spot->n_candidates; k++) {
        place_candidate *c = &spot->candidates[k];
        float inside = next ? containment(spot, c, next, gazetteer) : 0;
        if (!(inside > 0) && last && spot->is_heading && may_be_country(last)) /* "Sudan, Kutum." */
            inside = containment(spot, c, last, gazetteer);
        c->is_inside = inside > 0;
        c->score = score_alone(spot, c, w) + inside;
        if (is_listed && c->entry.feature == RC_FEATURE_COUNTRY) c->score += weight.listed;
        if (!first || spot->n_candidates < 2) continue;
        c->score += nearness(&first->near, spot, c);
        if (!inside && is_located(&first->said, c->number)) c->score += weight.same_name;
    }
}

/* What is known besides the names of the document: `near` is a place chosen elsewhere; either may be NULL. */
typedef struct outside {
    const place_candidate *near;
    const char *within; /* the country that the name is said to lie in */
} outside;

static void add_within(place_spot *spot, const char country[2])
{
    for (uint32_t k = 0; k < spot->n_candidates; k++)
        if (memcmp(spot->candidates[k].entry.country, country, 2) == 0) spot->candidates[k].score += weight.inside;
}

static void choose_all(place_spots *spots, const place_marks *m, const rc_gazetteer *gazetteer,
                       const country_weights *w, const outside *known, rc_arena *arena)
{
    for (size_t i = 0; i < spots->len; i++)
        if (!spots->ptr[i].n_candidates) find_alike(&spots->ptr[i], w, gazetteer, arena);
    for (int round = 0; round < 2; round++) {
        settled first = {find_anchors(spots), find_located(spots)};
        if (known->near && first.near.n < MOST_ANCHORS) {
            first.near.key[first.near.n] = RC_STR("");
            first.near.ptr[first.near.n++] = known->near;
        }
        for (size_t i = 0; i < spots->len; i++) {
            score_spot(spots, i, m, gazetteer, w, round ? &first : NULL);
            if (known->within) add_within(&spots->ptr[i], known->within);
        }
        for (size_t i = 0; i < spots->len; i++) choose_best(&spots->ptr[i], gazetteer);
    }
}

/* Whether the name is a place at all: what stands around it, how well known the place is, and whether the report
 * speaks of its country. */
static bool is_place(const place_marks *m, const place_spot *spot, const country_weights *w)
{
    const place_candidate *c = chosen(spot);
    bool is_type = spot->type && !spot->type->hint;
    bool is_said = spot->type || spot->has_prep || spot->is_tagged || spot->favours == RC_PRECISION_SETTLEMENT;
    if (!c && m->is_all && spot->is_tagged) return true;
    if (!c) return (is_type || is_said) && !spot->is_ordinary && !spot->is_acronym && spot->likely >= weight.place;
    float prior = c->entry.prior;
    if (spot->is_acronym && !is_type && c->entry.feature != RC_FEATURE_COUNTRY) return false;
    if (spot->is_party && m->is_all && spot->is_tagged) return true;
    if (spot->is_party && !(is_said && c->entry.feature == RC_FEATURE_COUNTRY)) return false;
    /* The tagger alone is not enough for an ordinary word in a country that the report does not speak of. */
    bool is_tag = !spot->type && !spot->has_prep && spot->favours != RC_PRECISION_SETTLEMENT;
    bool is_known = is_said && prior >= weight.ordinary && (!is_tag || support(w, c->entry.country) > 0);
    if (spot->is_ordinary && !is_type && !is_known) return false;
    if (spot->in_longer && !(is_said && prior >= weight.strong)) return is_type && spot->likely >= weight.place;
    if (spot->key.len <= 3 && !is_said && prior < weight.strong) return false;
    float sum = spot->likely + 0.4f * (prior - 0.3f) + 0.2f * support(w, c->entry.country);
    return sum >= (is_said ? weight.place : weight.bare_place);
}

/* A name means one thing in one report: what is a place where words around it say so is one where it stands bare, as a
 * subject or alone ("Idlib has fallen"). Not what is an ordinary word, a part of a longer name, a side or a person. */
static bool may_stand_bare(const place_spot *spot)
{
    return chosen(spot) && !spot->is_ordinary && !spot->is_party && !spot->is_acronym && !spot->in_longer &&
           !spot->type && spot->likely >= weight.least_bare;
}

static void keep_named_elsewhere(const place_spots *spots, bool *taken, rc_arena *arena)
{
    bool *more = RC_NEWS(arena, bool, spots->len + 1);
    for (size_t i = 0; i < spots->len; i++) {
        const place_spot *a = &spots->ptr[i];
        for (size_t k = 0; k < spots->len && !taken[i] && may_stand_bare(a) && !more[i]; k++) {
            const place_spot *b = &spots->ptr[k];
            more[i] = taken[k] && chosen(b) && chosen(a)->number == chosen(b)->number && rc_str_eq(a->key, b->key);
        }
    }
    for (size_t i = 0; i < spots->len; i++) taken[i] = taken[i] || more[i];
}

/* "L'hôpital X à Kaboul": an unknown site or quarter is where the name that follows says. */
static void find_container(place_spots *spots, size_t i, const place_marks *m)
{
    place_spot *spot = &spots->ptr[i];
    if (spot->chosen >= 0 || !spot->type || i + 1 >= spots->len) return;
    if (!is_site(spot->type->feature) && rc_feature_precision(spot->type->feature) != RC_PRECISION_DISTRICT) return;
    const place_spot *next = &spots->ptr[i + 1];
    const place_candidate *c = chosen(next);
    if (c && is_settlement(c->entry.feature) && !next->type && are_joined(m, spot, next)) spot->container = next;
}

void place_spots_choose(place_spots *spots, const place_marks *marks, const rc_gazetteer *gazetteer,
                        const rc_parties *parties, rc_arena *arena)
{
    country_weights w = weigh_countries(spots, parties);
    choose_all(spots, marks, gazetteer, &w, &(outside){NULL, NULL}, arena);
    drop_outliers(spots);
    size_t kept = 0;
    bool *taken = RC_NEWS(arena, bool, spots->len + 1);
    for (size_t i = 0; i < spots->len; i++) taken[i] = is_place(marks, &spots->ptr[i], &w);
    keep_named_elsewhere(spots, taken, arena);
    for (size_t i = 0; i < spots->len; i++)
        if (taken[i]) spots->ptr[kept++] = spots->ptr[i];
    spots->len = kept;
    for (size_t i = 0; i < spots->len; i++) find_container(spots, i, marks);
}

/* A name of nothing known beside it: that all its places lie in one country says as much as a report of that country.
 */
static void add_only_country(country_weights *w, const place_spots *spots)
{
    if (w->n || spots->len != 1 || !spots->ptr[0].n_candidates) return;
    const place_spot *spot = &spots->ptr[0];
    for (uint32_t i = 1; i < spot->n_candidates; i++)
        if (strcmp(spot->candidates[i].entry.country, spot->candidates[0].entry.country) != 0) return;
    add_country(w, spot->candidates[0].entry.country, 1, 1);
}

void place_spots_choose_alone(place_spots *spots, const place_marks *marks, const rc_gazetteer *gazetteer,
                              const rc_place_context *context, rc_arena *arena)
{
    place_candidate near = {.number = RC_GAZETTEER_NONE, .entry = {.lat = context->lat, .lon = context->lon}};
    outside known = {context->has_point ? &near : NULL, context->is_within ? context->country : NULL};
    country_weights w = {0};
    if (context->country[0]) /* what is known: the name's own likeliest country has no say against it */
        add_country(&w, context->country, 1, 1);
    else
        w = weigh_countries(spots, NULL);
    add_only_country(&w, spots);
    choose_all(spots, marks, gazetteer, &w, &known, arena);
}
