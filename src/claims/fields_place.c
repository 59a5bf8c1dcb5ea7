/* Where a claim's event happened, by rule. */
#include "claims/assemble.h"
#include "claims/headed.h"
#include "claims/roles.h"
#include "recoupe/base/utf8.h"

#include <string.h>

#define MOST_PLACES 8
#define SAME_SPOT_KM 0.1

bool is_place_here(const rc_reading *r, uint32_t i)
{
    const rc_place_mention *p = &r->places.ptr[i];
    const rc_party_mention *party = party_at(r, p->first);
    if (!party) return true;
    bool same = party->first == p->first && party->count == p->count;
    if (!same) { /* inside a party's name, unless a preposition of place cuts it off: "la résistance au Panjshir" */
        bool last = p->first + p->count >= party->first + party->count;
        return party->count < p->count || (last && p->first > party->first && !has_grammar(r, p->first - 1, G_OF) &&
                                           is_place_word(r, p->first - 1));
    }
    if (p->first == 0) return false;
    return is_place_word(r, p->first - 1) || is_sign(r, p->first - 1, ',') || is_sign(r, p->first - 1, '(');
}

static unsigned size_of(const rc_place_mention *p)
{
    return p->precision == RC_PRECISION_NONE ? RC_PRECISION_SETTLEMENT : p->precision;
}

rc_claim_place as_claim_place(const rc_place_mention *p)
{
    rc_claim_place out = {.name = p->name,
                          .is_resolved = p->is_resolved,
                          .lat = p->lat,
                          .lon = p->lon,
                          .precision = p->precision,
                          .admin1 = p->admin1};
    memcpy(out.country, p->country, sizeof out.country);
    return out;
}

bool is_same_place(const rc_claim_place *a, const rc_claim_place *b)
{
    if (rc_str_eq(a->name, b->name)) return true;
    if (!a->is_resolved || !b->is_resolved || a->precision != b->precision) return false;
    return rc_distance_km(a->lat, a->lon, b->lat, b->lon) < SAME_SPOT_KM;
}

/* Places named in `within`, the most exact first, equal ones in text order. */
static rc_claim_place *places_in(const rc_reading *r, range within, range leave_out, uint32_t *n)
{
    rc_claim_place *out = RC_NEWS(r->arena, rc_claim_place, MOST_PLACES);
    *n = 0;
    for (unsigned size = RC_PRECISION_SITE; size <= RC_PRECISION_COUNTRY; size++)
        for (uint32_t i = 0; i < r->places.n && *n < MOST_PLACES; i++) {
            const rc_place_mention *p = &r->places.ptr[i];
            if (!in_range(within, p->first) || in_range(leave_out, p->first) || size_of(p) != size) continue;
            if (!is_place_here(r, i)) continue;
            bool again = false;
            for (uint32_t k = 0; k < *n; k++) again = again || rc_str_eq(out[k].name, p->name);
            if (!again) out[(*n)++] = as_claim_place(p);
        }
    return out;
}

void set_first_place(const rc_reading *r, episode *told)
{
    rc_str title = rc_utf8_name_key(r->arena, r->title);
    const rc_place_mention *first = NULL;
    for (uint32_t i = 0; i < r->places.n; i++) {
        const rc_place_mention *p = &r->places.ptr[i];
        if (!p->is_resolved || !is_place_here(r, i)) continue;
        bool in_title = rc_str_find(title, rc_utf8_name_key(r->arena, p->name), 0) != SIZE_MAX;
        bool finer = !first || size_of(p) < size_of(first);
        if (in_title && finer) first = p;
    }
    for (uint32_t i = 0; i < r->places.n && !first; i++)
        if (r->places.ptr[i].is_resolved && is_place_here(r, i)) first = &r->places.ptr[i];
    if (!first) return;
    told->place = RC_NEW(r->arena, rc_claim_place);
    *told->place = as_claim_place(first);
    told->n_place = 1;
}

/* "la prise de ce district": the ground is the place told before. */
static void name_ground(rc_claim *claim)
{
    for (uint32_t i = 0; i < claim->n_control && claim->n_place; i++) {
        if (!claim->control[i].place.len) claim->control[i].place = claim->place[0].name;
    }
}

/* "Across the country", "dans tout le pays", "nationwide": a word for the country as a whole behind a preposition of
 * place, or one that needs none. */
static bool is_all_over(const rc_reading *r, range within)
{
    for (uint32_t t = within.first; t < within.end; t++) {
        if (!has_setting(r, t, SETTING_LAND) || r->place_at[t] != NO_INDEX) continue;
        for (uint32_t back = 1; back <= 3 && t >= within.first + back; back++) {
            const rc_hit *at = hit_with(r, t - back, r->rules->placewords);
            bool before = at && r->rules->place_word[at->row] == PLACE_WORD_BEFORE;
            if (before && has_grammar(r, t - 1, G_ARTICLE)) return true;
        }
    }
    return false;
}

/* The country of the place told before, as the report names it. */
static const rc_place_mention *country_of(const rc_reading *r, const episode *before)
{
    const rc_places *lists[] = {&r->places, &r->countries};
    if (!before->n_place || !before->place[0].country[0]) return NULL;
    for (size_t k = 0; k < 2; k++)
        for (uint32_t i = 0; i < lists[k]->n; i++) {
            const rc_place_mention *p = &lists[k]->ptr[i];
            if (p->precision == RC_PRECISION_COUNTRY && strcmp(p->country, before->place[0].country) == 0) return p;
        }
    return NULL;
}

bool takes_up_place(const rc_reading *r, uint32_t t)
{
    return t > 0 && r->place_at[t] == NO_INDEX && has_grammar(r, t - 1, G_ARTICLE | G_DEMONSTRATIVE) &&
           !quantity_at(r, t - 1);
}

/* The place named last before `token` whose own name has the word that stands there: "the pass" is Khawak pass. */
static const rc_place_mention *named_with(const rc_reading *r, uint32_t token)
{
    for (uint32_t i = r->places.n; i > 0; i--) {
        const rc_place_mention *p = &r->places.ptr[i - 1];
        if (p->first + p->count > token || !is_place_here(r, i - 1)) continue;
        for (uint32_t t = p->first; t < p->first + p->count; t++)
            if (p->count > 1 && rc_str_eq(r->doc->tokens[t].fold, r->doc->tokens[token].fold)) return p;
    }
    return NULL;
}

/* "Ce district", "this town": the place of that size named last, whatever the words behind it say of where it lies. */
static const rc_place_mention *shown_again(const rc_reading *r, uint32_t t)
{
    if (!has_grammar(r, t - 1, G_DEMONSTRATIVE) || !takes_up_place(r, t)) return NULL;
    const rc_hit *hit = hit_with(r, t, r->rules->placewords);
    place_word word = hit ? r->rules->place_word[hit->row] : PLACE_WORD_OTHER;
    rc_precision size = word == PLACE_WORD_SETTLEMENT ? RC_PRECISION_SETTLEMENT
                        : word == PLACE_WORD_DISTRICT ? RC_PRECISION_DISTRICT
                                                      : RC_PRECISION_NONE;
    for (uint32_t i = r->places.n; i > 0 && size != RC_PRECISION_NONE; i--) {
        const rc_place_mention *p = &r->places.ptr[i - 1];
        if (p->first + p->count <= t && p->precision == size && is_place_here(r, i - 1)) return p;
    }
    return NULL;
}

const rc_place_mention *place_taken_up(const rc_reading *r, const cluster *c)
{
    const rc_place_mention *found = NULL;
    for (uint32_t t = c->within.first; t < c->within.end; t++) {
        if (place_at(r, t)) return NULL;
        if (!found && t > 0) found = shown_again(r, t);
        if (found && has_grammar(r, t - 1, G_DEMONSTRATIVE)) return found;
        if (!found && takes_up_place(r, t) && is_ground_noun(r, t)) found = named_with(r, t);
    }
    return found;
}

range source_words(const rc_reading *r, const cluster *c)
{
    if (!c->frame) return (range){0, 0};
    range words = c->frame->words;
    const syntax *s = r->syntax;
    uint32_t head = head_of(s, words.first, words.end);
    if (head == NO_WORD) return words;
    uint64_t own = REL_BIT(REL_APPOS) | REL_BIT(REL_NMOD);
    for (uint32_t w = child_by(s, head, own, NO_WORD); w != NO_WORD; w = child_by(s, head, own, w))
        if (s->left[w] <= words.end + 1 && s->right[w] > words.end) words.end = s->right[w];
    return words;
}

void set_place(const rc_reading *r, const cluster *c, const episode *before, rc_claim *claim)
{
    const rc_place_mention *up = place_taken_up(r, c);
    if (up) {
        claim->place = RC_NEW(r->arena, rc_claim_place);
        *claim->place = as_claim_place(up);
        claim->n_place = 1;
        name_ground(claim);
        return;
    }
    range words = source_words(r, c);
    claim->place = places_in(r, c->within, words, &claim->n_place);
    if (!claim->n_place) claim->place = places_in(r, c->sentence, words, &claim->n_place);
    bool only_country = claim->n_place && claim->place[0].precision == RC_PRECISION_COUNTRY;
    if (!claim->n_place ||
        (only_country && before->n_place && before->sentence + 1 >= r->doc->tokens[c->sentence.first].sentence &&
         strcmp(before->place[0].country, claim->place[0].country) == 0)) {
        const rc_place_mention *land = is_all_over(r, c->within) ? country_of(r, before) : NULL;
        part headed = part_of(r, r->doc->tokens[c->sentence.first].sentence);
        bool told_here = before->sentence >= headed.first && before->sentence < headed.end;
        claim->place = before->place;
        claim->n_place = before->n_place;
        if (!land && headed.place && !told_here) land = headed.place;
        if (land) {
            claim->place = RC_NEW(r->arena, rc_claim_place);
            *claim->place = as_claim_place(land);
            claim->n_place = 1;
        }
    }
    name_ground(claim);
}
