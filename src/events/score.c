/* The score of a pair of claims: the clues they share, weighed. Where the weights come from: docs/METHOD.md. */
#include <math.h>

#include "events/clues.h"
#include "events/learned.h"
#include "events/weights.h"

#define APART (-1.0)

static double most(double a, double b)
{
    return a > b ? a : b;
}

/* ---- place */

static bool countries_differ(const rc_spot *a, const rc_spot *b)
{
    return a->country[0] && b->country[0] && strcmp(a->country, b->country) != 0;
}

/* Whole words of the shorter name in the longer one. */
static bool is_part_of(rc_str part, rc_str whole)
{
    size_t at = part.len < whole.len ? rc_str_find(whole, part, 0) : SIZE_MAX;
    while (at != SIZE_MAX) {
        bool begins = at == 0 || whole.ptr[at - 1] == ' ';
        bool ends = at + part.len == whole.len || whole.ptr[at + part.len] == ' ';
        if (begins && ends) return true;
        at = rc_str_find(whole, part, at + 1);
    }
    return false;
}

static double same_level_score(const rc_spot *a, const rc_spot *b)
{
    bool same_name = a->key.len && a->hash == b->hash && rc_str_eq(a->key, b->key);
    if (a->level == RC_LEVEL_FINE) {
        if (a->is_resolved && b->is_resolved) {
            double km = rc_distance_km(a->lat, a->lon, b->lat, b->lon);
            if (a->precision == RC_PRECISION_DISTRICT || b->precision == RC_PRECISION_DISTRICT)
                km = most(0.0, km - PLACE_DISTRICT_KM / 2);
            return km > PLACE_FAR_KM ? APART : exp(-km / PLACE_FALL_KM);
        }
        if (same_name) return PLACE_SAME_NAME;
        return is_part_of(a->key, b->key) || is_part_of(b->key, a->key) ? PLACE_PART_OF_NAME : 0.0;
    }
    bool near =
        a->is_resolved && b->is_resolved && rc_distance_km(a->lat, a->lon, b->lat, b->lon) <= PLACE_SAME_MIDDLE_KM;
    bool same_country = a->level == RC_LEVEL_COUNTRY && a->country[0] && strcmp(a->country, b->country) == 0;
    if (!same_name && !near && !same_country) return APART;
    return a->level == RC_LEVEL_REGION ? PLACE_SAME_REGION : PLACE_SAME_COUNTRY;
}

/* `fine` is more exact than `wide`. */
static double inside_score(const rc_spot *fine, const rc_spot *wide)
{
    bool is_country = wide->level == RC_LEVEL_COUNTRY;
    double inside = is_country ? PLACE_IN_COUNTRY : PLACE_IN_REGION;
    if (is_country && fine->country[0] && wide->country[0]) return inside;
    if (!is_country && fine->admin1.len && wide->admin1.len)
        return rc_str_eq(fine->admin1, wide->admin1) ? inside : APART;
    if (!fine->is_resolved || !wide->is_resolved) return 0.0;
    double km = rc_distance_km(fine->lat, fine->lon, wide->lat, wide->lon);
    return km <= (is_country ? PLACE_COUNTRY_KM : PLACE_REGION_KM) ? inside : APART;
}

static double spot_score(const rc_spot *a, const rc_spot *b)
{
    if (countries_differ(a, b)) return APART;
    if (a->level == b->level) return same_level_score(a, b);
    return a->level < b->level ? inside_score(a, b) : inside_score(b, a);
}

/* Towns are compared with towns where both claims name some: "Syria" in both says nothing about Palmyra and Aleppo. A
 * town without coordinates whose name does not meet the other leaves it to the wider places. */
double rc_mention_place_score(const rc_mention *a, const rc_mention *b)
{
    if (!a->n_spots || !b->n_spots) return PLACE_NONE;
    double best = APART;
    bool open = false; /* some pair could not be compared */
    for (uint32_t i = 0; i < a->n_spots; i++) {
        for (uint32_t j = 0; j < b->n_spots; j++) {
            const rc_spot *sa = &a->spots[i], *sb = &b->spots[j];
            bool finest = sa->level == a->level && sb->level == b->level;
            bool blind = (sa->level == a->level && !sa->is_resolved) || (sb->level == b->level && !sb->is_resolved);
            if (finest) {
                double score = spot_score(sa, sb);
                if (score == 0.0 && blind) open = true;
                best = most(best, score);
            }
        }
    }
    if (!open || best > 0.0) return best;
    for (uint32_t i = 0; i < a->n_spots; i++)
        for (uint32_t j = 0; j < b->n_spots; j++)
            if (a->spots[i].is_resolved && b->spots[j].is_resolved) {
                double score = spot_score(&a->spots[i], &b->spots[j]);
                best = most(best, score * PLACE_PART_OF_NAME);
            }
    return best;
}

/* ---- all together */

const rc_join_tuning rc_join_learned = {RC_LEARNED_WEIGHTS, JOIN_MIN, JOIN_MEAN};

double rc_clues_weigh(const rc_clue_list *list, const rc_join_tuning *tuning)
{
    double sum = 0;
    for (uint32_t i = 0; i < list->n; i++)
        sum += (double)list->value[i] * (double)tuning->weights[list->is_within][list->at[i]];
    return sum;
}

double rc_mention_score(const rc_joining *joining, const rc_mention *a, const rc_mention *b)
{
    rc_clue_list list;
    rc_clues_find(&list, a, b);
    return list.is_apart ? APART : 1 / (1 + exp(-rc_clues_weigh(&list, joining->tuning)));
}
