/* Where two claims stand to each other: their most exact places first, then what lies around them. */
#include <math.h>

#include "events/clues.h"
#include "events/weights.h"

/* ---- names */

#define SKELETON_MAX 24
#define SKELETON_MIN 3 /* consonants: fewer are shared by chance */

/* Consonants of a word as transliterations agree on them: "Cheikhoune" and "Shaykhun" are both "shkhn". */
static size_t skeleton(rc_str word, char out[SKELETON_MAX])
{
    size_t n = 0;
    for (size_t i = 0; i < word.len && n < SKELETON_MAX; i++) {
        char c = word.ptr[i];
        if (c == 'c' && i + 1 < word.len && word.ptr[i + 1] == 'h') c = 's';
        if (c == 'q' || c == 'c') c = 'k';
        if (strchr("aeiouyw", c) && c) continue;
        if (n && out[n - 1] == c) continue;
        out[n++] = c;
    }
    return n;
}

static bool words_alike(rc_str a, rc_str b)
{
    char x[SKELETON_MAX], y[SKELETON_MAX];
    if (rc_str_eq(a, b)) return a.len >= SKELETON_MIN;
    size_t n = skeleton(a, x), m = skeleton(b, y);
    return n == m && n >= SKELETON_MIN && memcmp(x, y, n) == 0;
}

bool rc_names_alike(rc_str a, rc_str b)
{
    if (!a.len || !b.len) return false;
    for (rc_str rest = a; rest.ptr && rest.len;) {
        rc_str word = rc_str_cut(&rest, ' ');
        for (rc_str other = b; other.ptr && other.len;)
            if (words_alike(word, rc_str_cut(&other, ' '))) return true;
    }
    return false;
}

/* ---- points */

static bool is_inside_town(const rc_spot *s)
{
    return s->precision == RC_PRECISION_SITE || s->precision == RC_PRECISION_DISTRICT;
}

static bool both_resolved(const rc_spot *a, const rc_spot *b)
{
    return a->is_resolved && b->is_resolved;
}

static double km_between(const rc_spot *a, const rc_spot *b)
{
    return rc_distance_km(a->lat, a->lon, b->lat, b->lon);
}

static bool same_name(const rc_spot *a, const rc_spot *b)
{
    return a->key.len && a->hash == b->hash && rc_str_eq(a->key, b->key);
}

static bool countries_differ(const rc_spot *a, const rc_spot *b)
{
    return a->country[0] && b->country[0] && strcmp(a->country, b->country) != 0;
}

/* A site that stands at the very point of its town has only been given the town's point. */
static bool has_own_point(const rc_mention *m, const rc_spot *site)
{
    if (!site->is_resolved) return false;
    for (uint32_t i = 0; i < m->n_spots; i++) {
        const rc_spot *s = &m->spots[i];
        if (s != site && s->is_resolved && s->precision > site->precision && km_between(s, site) < PLACE_SAME_POINT_KM)
            return false;
    }
    return true;
}

typedef struct relation {
    rc_where where;
    double nearness;
} relation;

/* Words of a site's name that its town's name has too say nothing about the site. */
static bool sites_alike(const rc_mention *a, const rc_spot *x, const rc_mention *b, const rc_spot *y)
{
    if (same_name(x, y)) return true;
    for (rc_str rest = x->key; rest.ptr && rest.len;) {
        rc_str word = rc_str_cut(&rest, ' ');
        bool of_town = false;
        for (uint32_t i = 0; i < a->n_spots && !of_town; i++)
            of_town =
                &a->spots[i] != x && a->spots[i].precision > x->precision && rc_names_alike(word, a->spots[i].key);
        for (uint32_t i = 0; i < b->n_spots && !of_town; i++)
            of_town =
                &b->spots[i] != y && b->spots[i].precision > y->precision && rc_names_alike(word, b->spots[i].key);
        if (!of_town && word.len >= NAME_WORD_MIN && rc_names_alike(word, y->key)) return true;
    }
    return false;
}

static relation sites(const rc_mention *a, const rc_spot *x, const rc_mention *b, const rc_spot *y)
{
    bool points = has_own_point(a, x) && has_own_point(b, y);
    double km = points ? km_between(x, y) : 0;
    if (points && km > PLACE_FAR_KM) return (relation){RC_WHERE_APART, 0};
    if (sites_alike(a, x, b, y)) return (relation){RC_WHERE_NAME, 1};
    if (points && km < PLACE_SITE_KM) return (relation){RC_WHERE_POINT, exp(-km / PLACE_SITE_KM)};
    return (relation){RC_WHERE_SITE_APART, 0};
}

static relation towns(const rc_spot *x, const rc_spot *y)
{
    if (both_resolved(x, y)) {
        double km = km_between(x, y);
        if (km > PLACE_FAR_KM) return (relation){RC_WHERE_APART, 0};
        return (relation){RC_WHERE_POINT, exp(-km / PLACE_FALL_KM)};
    }
    if (same_name(x, y) || rc_names_alike(x->key, y->key)) return (relation){RC_WHERE_NAME, 1};
    return (relation){RC_WHERE_SITE_APART, 0};
}

/* `site` is within a town, `town` is one: it is named beside the site, or the site lies by it. */
static relation site_and_town(const rc_mention *m, const rc_spot *site, const rc_spot *town)
{
    for (uint32_t i = 0; i < m->n_spots; i++) {
        const rc_spot *s = &m->spots[i];
        if (s == site || s->level != RC_LEVEL_FINE || s->precision != RC_PRECISION_SETTLEMENT) continue;
        relation r = towns(s, town);
        if (r.where == RC_WHERE_NAME || (r.where == RC_WHERE_POINT && r.nearness > PLACE_SAME_TOWN))
            return (relation){RC_WHERE_NESTED, 1};
    }
    if (both_resolved(site, town)) {
        double km = km_between(site, town);
        if (km > PLACE_FAR_KM) return (relation){RC_WHERE_APART, 0};
        return km < PLACE_SITE_KM ? (relation){RC_WHERE_NESTED, 1}
                                  : (relation){RC_WHERE_POINT, exp(-km / PLACE_FALL_KM)};
    }
    if (rc_names_alike(site->key, town->key)) return (relation){RC_WHERE_NESTED, 1};
    return (relation){RC_WHERE_SITE_APART, 0};
}

static relation wide_and_wide(const rc_spot *x, const rc_spot *y)
{
    bool countries = x->level == RC_LEVEL_COUNTRY, points = both_resolved(x, y);
    bool same = same_name(x, y) || (points && km_between(x, y) < PLACE_SAME_MIDDLE_KM) ||
                (countries && x->country[0] && strcmp(x->country, y->country) == 0);
    bool units_differ = x->admin1.len && y->admin1.len && !rc_str_eq(x->admin1, y->admin1);
    if (!same && !countries && !units_differ) /* "northern Syria", "the north-west of Syria" */
        same = rc_names_alike(x->key, y->key) || (points && km_between(x, y) < PLACE_REGION_KM);
    return (relation){same ? RC_WHERE_SAME_WIDE : RC_WHERE_APART, 0};
}

/* `fine` is more exact than `wide`, a region or a country. */
static relation within_wide(const rc_spot *fine, const rc_spot *wide)
{
    bool is_country = wide->level == RC_LEVEL_COUNTRY;
    relation in = {is_country ? RC_WHERE_IN_COUNTRY : RC_WHERE_IN_REGION, 0}, apart = {RC_WHERE_APART, 0};
    if (is_country && fine->country[0] && wide->country[0]) return in;
    if (!is_country && fine->admin1.len && wide->admin1.len) return rc_str_eq(fine->admin1, wide->admin1) ? in : apart;
    if (!both_resolved(fine, wide)) return (relation){RC_WHERE_ONE_NONE, 0};
    return km_between(fine, wide) <= (is_country ? PLACE_COUNTRY_KM : PLACE_REGION_KM) ? in : apart;
}

static relation spots(const rc_mention *a, const rc_spot *x, const rc_mention *b, const rc_spot *y)
{
    if (countries_differ(x, y)) return (relation){RC_WHERE_APART, 0};
    if (x->level != RC_LEVEL_FINE || y->level != RC_LEVEL_FINE) {
        if (x->level == y->level) return wide_and_wide(x, y);
        return x->level < y->level ? within_wide(x, y) : within_wide(y, x);
    }
    bool in_x = is_inside_town(x), in_y = is_inside_town(y);
    if (in_x && in_y) return sites(a, x, b, y);
    if (in_x != in_y) return in_x ? site_and_town(a, x, y) : site_and_town(b, y, x);
    return towns(x, y);
}

/* Which of two relations says more for one event. */
static int rank(rc_where where)
{
    static const int ranks[] = {
        [RC_WHERE_POINT] = 7,     [RC_WHERE_NAME] = 8,       [RC_WHERE_NESTED] = 6,     [RC_WHERE_SAME_WIDE] = 5,
        [RC_WHERE_IN_REGION] = 4, [RC_WHERE_IN_COUNTRY] = 4, [RC_WHERE_SITE_APART] = 3, [RC_WHERE_BOTH_NONE] = 2,
        [RC_WHERE_ONE_NONE] = 1,  [RC_WHERE_APART] = 0,      [RC_WHERE_AROUND] = 2,     [RC_WHERE_AROUND_APART] = 0};
    return ranks[where];
}

static bool says_more(relation r, relation than)
{
    if (r.where == RC_WHERE_POINT && than.where == RC_WHERE_POINT) return r.nearness > than.nearness;
    return rank(r.where) > rank(than.where);
}

/* Heads are the places that a claim names as its most exact ones; the rest say where those lie. */
static uint32_t heads_of(const rc_mention *m)
{
    uint32_t n = 0;
    while (n < m->n_spots && m->spots[n].precision == m->spots[0].precision) n++;
    return n;
}

/* What two claims that name a wider place too can be told apart by, where their heads are not known to the map. */
static bool surroundings_apart(const rc_mention *a, const rc_mention *b)
{
    bool any = false;
    for (uint32_t i = 0; i < a->n_spots; i++)
        for (uint32_t j = 0; j < b->n_spots; j++) {
            const rc_spot *x = &a->spots[i], *y = &b->spots[j];
            if (!both_resolved(x, y)) continue;
            any = true;
            if (spots(a, x, b, y).where != RC_WHERE_APART) return false;
        }
    return any;
}

static relation heads(const rc_mention *a, const rc_mention *b)
{
    uint32_t n = heads_of(a), m = heads_of(b);
    relation best = {RC_WHERE_APART, 0};
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t j = 0; j < m; j++) {
            relation r = spots(a, &a->spots[i], b, &b->spots[j]);
            if (says_more(r, best)) best = r;
        }
    if (best.where == RC_WHERE_SITE_APART && surroundings_apart(a, b)) best.where = RC_WHERE_APART;
    return best;
}

/* Claims of two reports, of which one names no place: told by the places of the claims around it. */
static rc_where around(const rc_mention *a, const rc_mention *b)
{
    rc_where none = a->n_spots + b->n_spots ? RC_WHERE_ONE_NONE : RC_WHERE_BOTH_NONE;
    const rc_mention *x = a->n_spots ? a : a->near, *y = b->n_spots ? b : b->near;
    if (a->report == b->report || !x || !y) return none;
    relation r = heads(x, y);
    switch (r.where) {
    case RC_WHERE_APART:
        return RC_WHERE_AROUND_APART;
    case RC_WHERE_POINT:
        return r.nearness > PLACE_SAME_TOWN ? RC_WHERE_AROUND : none;
    case RC_WHERE_NAME:
    case RC_WHERE_NESTED:
        return RC_WHERE_AROUND;
    default:
        return none;
    }
}

rc_where rc_where_compare(const rc_mention *a, const rc_mention *b, double *nearness)
{
    *nearness = 0;
    if (!a->n_spots || !b->n_spots) return around(a, b);
    relation best = heads(a, b);
    *nearness = best.nearness;
    return best.where;
}
