/* The score of a pair of claims: type, place, time, parties, losses. Weights and their reasons: events/weights.h. */
#include <math.h>

#include "events/mention.h"
#include "events/weights.h"

#define APART (-1.0)

static double least(double a, double b)
{
    return a < b ? a : b;
}

static double most(double a, double b)
{
    return a > b ? a : b;
}

/* ---- type */

static bool is_agreement(const rc_claim *claim)
{
    return rc_str_is(claim->subtype, "Agreement");
}

static bool types_are(const rc_claim *a, const rc_claim *b, rc_event_type one, rc_event_type other)
{
    return (a->type == one && b->type == other) || (a->type == other && b->type == one);
}

static double type_score(const rc_mention *ma, const rc_mention *mb)
{
    const rc_claim *a = ma->claim, *b = mb->claim;
    if (ma->family != mb->family) return APART;
    if (is_agreement(a) != is_agreement(b)) return APART;
    if (a->type == b->type) {
        if (!a->subtype.len || !b->subtype.len || rc_str_eq(a->subtype, b->subtype)) return TYPE_SAME;
        return a->type == RC_STRATEGIC ? TYPE_NEAR : TYPE_SAME_OTHER_SUBTYPE;
    }
    if (types_are(a, b, RC_BATTLES, RC_STRATEGIC) && a->n_control && b->n_control) return TYPE_SAME_OTHER_SUBTYPE;
    if (types_are(a, b, RC_BATTLES, RC_EXPLOSIONS) || types_are(a, b, RC_BATTLES, RC_STRATEGIC) ||
        types_are(a, b, RC_EXPLOSIONS, RC_VIOLENCE) || types_are(a, b, RC_BATTLES, RC_VIOLENCE) ||
        types_are(a, b, RC_PROTESTS, RC_RIOTS))
        return TYPE_NEAR;
    return TYPE_LOOSE;
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

/* ---- time */

static double days_of(rc_day from, rc_day to)
{
    return (double)to - from + 1;
}

static double overlap_days(const rc_mention *a, const rc_mention *b)
{
    rc_day from = a->from > b->from ? a->from : b->from;
    rc_day to = a->to < b->to ? a->to : b->to;
    return days_of(from, to);
}

static double running_score(const rc_mention *a, const rc_mention *b)
{
    double both = overlap_days(a, b);
    double either = days_of(a->from, a->to) + days_of(b->from, b->to) - both;
    bool states = !a->claim->n_losses && !b->claim->n_losses && a->claim->n_control && b->claim->n_control;
    if (both > 0 && both / either >= RUNNING_JACCARD) return TIME_OVERLAP;
    if (states && both >= -(double)RUNNING_SLACK_DAYS) return TIME_BOTH_REPORT;
    return APART;
}

static double time_score(const rc_mention *a, const rc_mention *b)
{
    if (a->is_running != b->is_running) return APART;
    if (a->from == RC_DAY_NONE || b->from == RC_DAY_NONE) return TIME_UNKNOWN;
    if (a->is_running) return running_score(a, b);
    double gap = 1 - overlap_days(a, b); /* 1: neighbouring days */
    if (gap > TIME_SLACK_DAYS) return APART;
    if (gap > 0) return a->is_dated && b->is_dated ? TIME_NEXT_DAY : TIME_FROM_REPORT / 2;
    if (a->is_vague || b->is_vague) return TIME_VAGUE;
    if (a->is_dated && b->is_dated) return a->from == b->from && a->to == b->to ? TIME_SAME_DAY : TIME_OVERLAP;
    return a->is_dated || b->is_dated ? TIME_FROM_REPORT : TIME_BOTH_REPORT;
}

/* ---- parties */

static double parties_score(const rc_mention *a, const rc_mention *b)
{
    if (!(a->by.n + a->against.n) || !(b->by.n + b->against.n)) return PARTIES_UNKNOWN;
    bool by = rc_sides_meet(a->by, b->by), against = rc_sides_meet(a->against, b->against);
    bool cross = rc_sides_meet(a->by, b->against), back = rc_sides_meet(a->against, b->by);
    if (by && against) return PARTIES_SAME;
    if (cross && back) return PARTIES_SWAPPED;
    if (by) return a->against.n && b->against.n ? PARTIES_UNKNOWN : PARTIES_ONE_SIDE;
    if (against) return a->by.n && b->by.n ? PARTIES_COUNTERBLAME : PARTIES_ONE_SIDE;
    if (cross || back) return PARTIES_UNKNOWN;
    return (a->by.n && b->by.n && a->against.n && b->against.n) ? PARTIES_OTHER : PARTIES_COUNTERBLAME;
}

/* ---- losses */

static double count_of(const rc_count *count)
{
    return count->has_low ? count->low : count->has_high ? count->high : 0;
}

static double losses_score(const rc_claim *a, const rc_claim *b)
{
    double best = LOSSES_NOTHING;
    for (uint32_t i = 0; i < a->n_losses; i++) {
        for (uint32_t j = 0; j < b->n_losses; j++) {
            if (a->losses[i].effect != b->losses[j].effect) continue;
            double x = count_of(&a->losses[i].count), y = count_of(&b->losses[j].count);
            if (x < 2 || y < 2) continue; /* one victim is no fingerprint */
            double ratio = least(x, y) / most(x, y);
            if (ratio >= 1)
                best = LOSSES_SAME;
            else if (ratio >= LOSSES_CLOSE_RATIO)
                best = most(best, LOSSES_CLOSE);
        }
    }
    return best;
}

/* ---- all together */

static bool counts_again(const rc_claim *a, const rc_claim *b)
{
    for (uint32_t i = 0; i < a->n_losses; i++)
        for (uint32_t j = 0; j < b->n_losses; j++)
            if (a->losses[i].effect == b->losses[j].effect && rc_str_eq(a->losses[i].of, b->losses[j].of)) return true;
    return false;
}

/* The record has one claim for an origin and an event: two claims of one source in one report are two events, unless it
 * tells one plainly and hedged, says and denies it, or corrects its toll for the same place and day. */
static bool told_apart(const rc_mention *a, const rc_mention *b, double place)
{
    if (a->report != b->report || a->origin != b->origin) return false;
    if (a->is_dated && b->is_dated && overlap_days(a, b) <= 0) return true;
    if (a->n_spots && b->n_spots && place < PLACE_SAME_REGION) return true;
    if (a->claim->polarity != b->claim->polarity) return false;
    if (a->claim->type != b->claim->type) return true;
    return a->claim->certainty == b->claim->certainty && !counts_again(a->claim, b->claim);
}

double rc_mention_score(const rc_mention *a, const rc_mention *b)
{
    double type = type_score(a, b);
    if (type < 0) return APART;
    double time = time_score(a, b);
    if (time < 0) return APART;
    double place = rc_mention_place_score(a, b);
    if (place < 0 || told_apart(a, b, place)) return APART;
    return WEIGHT_TYPE * type + WEIGHT_TIME * time + WEIGHT_PLACE * place + WEIGHT_PARTIES * parties_score(a, b) +
           WEIGHT_LOSSES * losses_score(a->claim, b->claim);
}
