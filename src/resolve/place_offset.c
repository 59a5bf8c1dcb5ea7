/* Points that a text gives by others: "à 30 km au nord de Kaboul", "12 miles from Goma", "entre Kidal et Tessalit". */
#include <math.h>
#include <string.h>

#include "resolve/place_rules.h"

#define MOST_KM 300
#define LEAST_RADIUS_KM 2
#define RADIUS_SHARE 0.2    /* how exact a distance with a direction is */
#define MOST_BETWEEN_KM 400 /* two towns farther apart bound no stretch that a report means by "between" */
#define KM_A_DEGREE 111.195

#define MOST_BACK 7 /* "30 km to the north of the town of X" */

static bool same_sentence(const place_marks *m, uint32_t a, uint32_t b)
{
    return m->doc->tokens[a].sentence == m->doc->tokens[b].sentence;
}

/* The row of a role that is this one word. Phrases of several words hide it from the marks: "au nord de", "km from". */
static const place_word *word_of(const place_marks *m, uint32_t t, place_role role)
{
    const rc_token *token = &m->doc->tokens[t];
    for (uint32_t i = 0; token->kind == RC_TOKEN_WORD && i < m->rules->n_words; i++)
        if (m->rules->words[i].role == role &&
            rc_str_eq(token->lower, rc_lexicon_cell(m->rules->lexicon, m->rules->list, i, "phrase")))
            return &m->rules->words[i];
    return NULL;
}

/* "quinze", "une dizaine", "a dozen": a number in one word. */
static bool word_number_at(const place_marks *m, uint32_t t, double *out)
{
    int list = m->rules->numbers;
    for (uint32_t i = m->hits->at[t]; list >= 0 && i < m->hits->at[t + 1]; i++) {
        const rc_hit *hit = &m->hits->ptr[i];
        if (hit->list != list || hit->count != 1) continue;
        rc_str kind = rc_lexicon_cell(m->rules->lexicon, list, hit->row, "kind");
        bool counts = rc_str_is(kind, "small") || rc_str_is(kind, "score") || rc_str_is(kind, "hundred") ||
                      rc_str_is(kind, "group");
        rc_str value = rc_lexicon_cell(m->rules->lexicon, list, hit->row, "value");
        if (counts && rc_str_real(value, out) && *out > 1 && *out <= MOST_KM) return true;
    }
    return false;
}

static bool number_at(const place_marks *m, uint32_t t, double *out)
{
    char text[16];
    rc_str token = rc_token_text(m->doc, t);
    if (word_number_at(m, t, out)) return true;
    if (!token.len || token.len > sizeof text || token.ptr[0] < '0' || token.ptr[0] > '9') return false;
    for (size_t i = 0; i < token.len; i++) text[i] = (char)(token.ptr[i] == ',' ? '.' : token.ptr[i]);
    return rc_str_real((rc_str){text, token.len}, out) && *out > 0 && *out <= MOST_KM;
}

/* The unit behind a number: "30 km", "une dizaine de kilomètres"; `*t` is its token. */
static const place_word *unit_behind(const place_marks *m, uint32_t number_token, uint32_t *t)
{
    *t = number_token + 1;
    if (*t >= m->doc->n_tokens) return NULL;
    const place_word *unit = word_of(m, *t, ROLE_UNIT);
    if (unit || !(m->flags[*t] & MARK_LINK) || *t + 1 >= m->doc->n_tokens) return unit;
    return word_of(m, ++*t, ROLE_UNIT);
}

/* Number, unit, then only small words and at most one direction up to the name. */
static bool read_offset(const place_marks *m, uint32_t number_token, place_spot *spot)
{
    double number;
    if (!number_at(m, number_token, &number)) return false;
    uint32_t behind;
    const place_word *unit = unit_behind(m, number_token, &behind), *way = NULL;
    if (unit && behind >= spot->first) return false;
    for (uint32_t t = behind + 1; unit && t < spot->first; t++) {
        const place_word *direction = word_of(m, t, ROLE_DIRECTION);
        if (direction && way) return false;
        if (direction) way = direction;
        bool small = direction || m->flags[t] & (MARK_LINK | MARK_PREP | MARK_MAYBE | MARK_ARTICLE | MARK_TYPE) ||
                     m->doc->tokens[t].lower.len <= 3;
        if (!small || m->flags[t] & MARK_NAME) return false;
    }
    if (!unit) return false;
    spot->away_km = (float)(number * (unit->unit == PLACE_MILES ? 1.609344 : 1));
    spot->way = way;
    spot->away_first = number_token;
    return true;
}

void place_offset_find(const place_marks *m, place_spot *spot)
{
    for (uint32_t back = 3; back <= MOST_BACK && back <= spot->first; back++) {
        uint32_t t = spot->first - back;
        if (!same_sentence(m, t, spot->first)) return;
        if (read_offset(m, t, spot)) return;
    }
}

void place_offset_apply(rc_place_mention *mention, const place_spot *spot)
{
    if (spot->away_km <= 0 || !mention->is_resolved || mention->precision > RC_PRECISION_DISTRICT) return;
    mention->precision = RC_PRECISION_DISTRICT;
    mention->radius_km = spot->away_km;
    if (!spot->way) return;
    double north = spot->way->north, east = spot->way->east, length = sqrt(north * north + east * east);
    if (length <= 0) return;
    double degrees = (double)spot->away_km / KM_A_DEGREE / length, shrink = cos(mention->lat * 0.017453292519943295);
    mention->lat = fmin(90, fmax(-90, mention->lat + north * degrees));
    if (shrink > 0.01) mention->lon = remainder(mention->lon + east * degrees / shrink, 360);
    mention->radius_km = fmaxf(LEAST_RADIUS_KM, (float)RADIUS_SHARE * spot->away_km);
}

#define DESCRIBED_REACH 8 /* tokens between a name and "30 km au nord de": ", une ville située à environ" */
#define PLAIN_WORDS 3     /* of them words that are neither small nor for a kind of place */

/* Nothing but what describes the name stands between it and the distance, set off by a comma or a bracket: "Hilla,
 * située à 80 km au sud de Bagdad". */
static bool is_description(const place_marks *m, uint32_t end, uint32_t number)
{
    if (number <= end || number - end > DESCRIBED_REACH || !same_sentence(m, end, number)) return false;
    rc_str sign = rc_token_text(m->doc, end);
    if (!rc_str_is(sign, ",") && !rc_str_is(sign, "(")) return false;
    unsigned plain = 0;
    for (uint32_t t = end + 1; t < number; t++) {
        unsigned small = MARK_LINK | MARK_PREP | MARK_MAYBE | MARK_ARTICLE | MARK_TYPE;
        if (m->doc->tokens[t].kind != RC_TOKEN_WORD || m->flags[t] & MARK_NAME) return false;
        if (m->doc->tokens[t].lower.len > 3 && !(m->flags[t] & small)) plain++;
    }
    return plain <= PLAIN_WORDS;
}

bool place_is_measured(const place_marks *m, uint32_t end)
{
    double number;
    uint32_t behind;
    for (uint32_t t = end + 1; t < m->doc->n_tokens && t <= end + DESCRIBED_REACH; t++)
        if (number_at(m, t, &number) && unit_behind(m, t, &behind)) return is_description(m, end, t);
    return false;
}

uint32_t place_described_apply(rc_places *places, const place_spots *spots, const place_marks *m)
{
    uint32_t n = places->n ? 1 : 0;
    for (uint32_t i = 1; i < places->n; i++) {
        rc_place_mention *own = &places->ptr[n - 1];
        const rc_place_mention *from = &places->ptr[i];
        const place_spot *spot = &spots->ptr[i];
        bool described = spot->away_km > 0 && from->is_resolved && from->radius_km > 0 &&
                         own->precision <= RC_PRECISION_DISTRICT &&
                         is_description(m, own->first + own->count, spot->away_first);
        if (described && !own->is_resolved) {
            own->is_resolved = true;
            own->lat = from->lat;
            own->lon = from->lon;
            own->radius_km = from->radius_km;
            own->admin1 = from->admin1;
            memcpy(own->country, from->country, sizeof own->country);
            own->score = fminf(own->score, from->score);
            if (own->precision == RC_PRECISION_NONE) own->precision = RC_PRECISION_SETTLEMENT;
        }
        if (!described || m->is_all) places->ptr[n++] = *from;
    }
    return n;
}

static bool is_bound(const rc_place_mention *p)
{
    return p->is_resolved && p->precision >= RC_PRECISION_SITE && p->precision <= RC_PRECISION_DISTRICT &&
           !p->radius_km;
}

/* "entre X et Y" and nothing but small words between. */
static bool are_bounds(const place_marks *m, const rc_place_mention *a, const rc_place_mention *b)
{
    uint32_t end = a->first + a->count;
    bool between = false;
    for (uint32_t back = 1; back <= 3 && back <= a->first && !between; back++) {
        uint32_t t = a->first - back;
        between = m->between[t] && same_sentence(m, t, a->first);
        if (!between && m->doc->tokens[t].lower.len > 3) break;
    }
    if (!between || b->first <= end || b->first - end > 3) return false;
    for (uint32_t t = end; t < b->first; t++)
        if (m->doc->tokens[t].kind != RC_TOKEN_WORD || !same_sentence(m, a->first, t)) return false;
    return true;
}

void place_between_apply(rc_places *places, const place_marks *m)
{
    for (uint32_t i = 0; i + 1 < places->n; i++) {
        rc_place_mention *a = &places->ptr[i], *b = &places->ptr[i + 1];
        if (!is_bound(a) || !is_bound(b) || !are_bounds(m, a, b)) continue;
        double km = rc_distance_km(a->lat, a->lon, b->lat, b->lon);
        if (km > MOST_BETWEEN_KM || fabs(a->lon - b->lon) > 180) continue;
        a->lat = b->lat = (a->lat + b->lat) / 2;
        a->lon = b->lon = (a->lon + b->lon) / 2;
        a->precision = b->precision = RC_PRECISION_DISTRICT;
        a->radius_km = b->radius_km = (float)fmax(LEAST_RADIUS_KM, km / 2);
    }
}
