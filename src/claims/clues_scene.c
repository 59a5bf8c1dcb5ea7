/* Clues for places, from the scene that the report has set: what its other claims tell of, what the claim's own words
 * take up ("the town", "the country"), what the place lies in and holds, whose country it is, how much is counted. */
#include "claims/clues_scene.h"

/* A place that holds another lies around it: coarser, in the same country, and for less than a country of its region.
 */
static bool holds(const rc_place_mention *large, const rc_place_mention *small)
{
    if (!large->is_resolved || !small->is_resolved || large->precision <= small->precision) return false;
    if (!large->country[0] || strcmp(large->country, small->country) != 0) return false;
    if (large->precision == RC_PRECISION_COUNTRY) return true;
    return large->precision == RC_PRECISION_REGION
               ? rc_str_eq(large->admin1, small->admin1)
               : rc_distance_km(large->lat, large->lon, small->lat, small->lon) < 50;
}

/* "Bazarak, in Panjshir": the mention says where the one right before it lies, not where something happens. */
static bool says_where(const rc_reading *r, const rc_place_mention *p)
{
    uint32_t i = (uint32_t)(p - r->places.ptr);
    if (!i) return false;
    const rc_place_mention *last = p - 1;
    return p->first - (last->first + last->count) <= 3 && holds(p, last) &&
           r->doc->tokens[p->first].sentence == r->doc->tokens[last->first].sentence;
}

/* Places of another spot between the mention and the draft, those left out that only say where another lies, or where
 * this one does. */
static uint32_t scenes_between(const rc_reading *r, const draft *d, const rc_place_mention *p)
{
    uint32_t low = p->first < d->anchor ? p->first : d->anchor, high = p->first < d->anchor ? d->anchor : p->first,
             n = 0;
    for (uint32_t i = 0; i < r->places.n; i++) {
        const rc_place_mention *q = &r->places.ptr[i];
        if (q->first <= low || q->first >= high || rc_str_eq(q->name, p->name)) continue;
        n += !says_where(r, q) && !holds(q, p) && !holds(p, q);
    }
    return n > 3 ? 3 : n;
}

/* How many names of the report lie inside the place. */
static uint32_t held_by(const rc_reading *r, const rc_place_mention *p)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < r->places.n; i++) n += holds(p, &r->places.ptr[i]);
    return step_of(n);
}

/* ---- what the claim's own words take up */

static place_word word_of_size(rc_precision size)
{
    switch (size) {
    case RC_PRECISION_SITE:
        return PLACE_WORD_SITE;
    case RC_PRECISION_DISTRICT:
        return PLACE_WORD_DISTRICT;
    case RC_PRECISION_REGION:
        return PLACE_WORD_REGION;
    default:
        return PLACE_WORD_SETTLEMENT;
    }
}

/* The mention is the last of its size before the draft. */
static bool is_last_of_size(const rc_reading *r, const draft *d, const rc_place_mention *p)
{
    for (uint32_t i = 0; i < r->places.n; i++) {
        const rc_place_mention *q = &r->places.ptr[i];
        if (q->first > p->first && q->first < d->anchor && q->precision == p->precision && !rc_str_eq(q->name, p->name))
            return false;
    }
    return p->first < d->anchor;
}

/* 0: the draft's sentence takes up no place; else 1 + 2 for a word of this size, + 1 for the last place of it. */
static uint32_t taken_up(const rc_reading *r, const draft *d, const rc_place_mention *p)
{
    bool any = false, same = false;
    for (uint32_t t = d->from.sentence.first; t < d->from.sentence.end; t++) {
        place_word word = place_word_at(r, t);
        bool is_land = has_setting(r, t, SETTING_LAND) && takes_up_place(r, t);
        if (!is_land && (word < PLACE_WORD_SETTLEMENT || !takes_up_place(r, t))) continue;
        any = true;
        same = same || (is_land ? p->precision == RC_PRECISION_COUNTRY
                                : p->precision != RC_PRECISION_COUNTRY && word == word_of_size(p->precision));
    }
    return !any ? 0 : 1 + 2U * same + is_last_of_size(r, d, p);
}

/* The draft speaks of something told before: "the attack", or a count alone. */
static bool is_about_before(const draft *d)
{
    bool anaphoric = goes_on(&d->from);
    for (uint32_t i = 0; i < d->from.n && !anaphoric; i++) anaphoric = d->from.mentions[i]->anaphoric;
    return anaphoric;
}

/* ---- the other claims */

/* How many spots more drafts are told of than of this one, by the rules; 4: none is told of it. */
static uint32_t rank_among(const drafts *all, uint32_t n, const rc_claim_place *spot)
{
    uint32_t own = 0, rank = 0;
    for (uint32_t i = 0; i < all->n; i++)
        own += i != n && all->ptr[i].claim.n_place && is_same_place(&all->ptr[i].claim.place[0], spot);
    if (!own) return 4;
    for (uint32_t i = 0; i < all->n; i++) {
        const rc_claim *c = &all->ptr[i].claim;
        if (i == n || !c->n_place || is_same_place(&c->place[0], spot)) continue;
        uint32_t its = 0, earlier = 0;
        for (uint32_t k = 0; k < all->n; k++) {
            bool same = k != n && all->ptr[k].claim.n_place && is_same_place(&all->ptr[k].claim.place[0], &c->place[0]);
            its += same;
            earlier += same && k < i;
        }
        rank += !earlier && its > own;
    }
    return rank > 3 ? 3 : rank;
}

/* ---- whose country it is */

static bool is_of(const rc_place_mention *place, const char *code)
{
    return place->country[0] && memcmp(place->country, code, 2) == 0;
}

/* 1: those who did it are of the place's country, 2: those to whom it was done; 4: who says so. */
static uint32_t home_of(const rc_reading *r, const draft *d, const rc_place_mention *place)
{
    uint32_t home = 0;
    rc_str says = d->from.n_chain ? d->from.chain[d->from.n_chain - 1].party : RC_STR("");
    for (uint32_t i = 0; i < r->parties.n; i++) {
        const rc_party_mention *p = &r->parties.ptr[i];
        if (!is_of(place, p->country)) continue;
        if (has_actor(d->claim.by, d->claim.n_by, p->party)) home |= 1;
        if (has_actor(d->claim.against, d->claim.n_against, p->party)) home |= 2;
        if (says.len && rc_str_eq(says, p->party)) home |= 4;
    }
    return home;
}

/* Sixths of the report's places that lie in the place's country. */
static uint32_t share_of_country(const rc_reading *r, const rc_place_mention *place)
{
    uint32_t own = 0, all = 0;
    for (uint32_t i = 0; i < r->places.n; i++) {
        all += r->places.ptr[i].is_resolved;
        own += r->places.ptr[i].is_resolved && is_of(place, r->places.ptr[i].country);
    }
    return all ? own * 6 / all : 7;
}

/* ---- how much is told */

static uint32_t most_counted(const rc_claim *c)
{
    double most = 0;
    for (uint32_t i = 0; i < c->n_losses; i++)
        if (c->losses[i].count.has_low && c->losses[i].count.low > most) most = c->losses[i].count.low;
    return most < 1 ? 0 : most < 10 ? 1 : most < 50 ? 2 : most < 200 ? 3 : most < 1000 ? 4 : 5;
}

static uint32_t days_of(const rc_claim *c)
{
    if (c->from == RC_DAY_NONE || c->to < c->from) return 12;
    return c->to - c->from > 60 ? 11 : step_of((uint32_t)(c->to - c->from));
}

/* The first place of its paragraph, the first of its sentence. */
static uint32_t begins(const rc_reading *r, const rc_place_mention *p)
{
    uint32_t i = (uint32_t)(p - r->places.ptr);
    if (!i || block_of(r, p[-1].first) != block_of(r, p->first)) return 0;
    return r->doc->tokens[p[-1].first].sentence != r->doc->tokens[p->first].sentence ? 1 : 2;
}

/* The word before the name, articles left out. */
static uint32_t word_before(const rc_reading *r, uint32_t first)
{
    for (uint32_t t = first; t > 0 && t + 3 > first; t--) {
        if (has_setting(r, t - 1, SETTING_FROM)) return 9;
        if (has_setting(r, t - 1, SETTING_BESIDE)) return 10;
        place_word word = place_word_at(r, t - 1);
        if (word) return word;
        if (!has_grammar(r, t - 1, G_ARTICLE)) return 8;
    }
    return 11;
}

void scene_clues(const rc_reading *r, const drafts *all, uint32_t n, const rc_place_mention *p, const nearest *near,
                 clues *out)
{
    const draft *d = &all->ptr[n];
    const rc_claim *c = &d->claim;
    const rc_claim_place spot = as_claim_place(p);
    uint32_t size = p->precision, where = near->where, about = is_about_before(d), rank = rank_among(all, n, &spot);
    uint32_t between = scenes_between(r, d, p), within = says_where(r, p), held = held_by(r, p);
    uint32_t home = home_of(r, d, p), share = share_of_country(r, p), up = taken_up(r, d, p),
             ahead = word_before(r, p->first);
    uint32_t position = both(both(begins(r, p), block_of(r, p->first) == block_of(r, d->anchor)), near->before);
    add_clue(out, "scene-between", both(between, both(near->before, where)));
    add_clue(out, "scene-size", both(between, both(near->before, size)));
    add_clue(out, "scene-about", both(between, both(about, size)));
    add_clue(out, "says-where", both(within, where));
    add_clue(out, "says-where-size", both(within, size));
    add_clue(out, "held", both(held, size));
    add_clue(out, "held-where", both(held, both(size, where)));
    add_clue(out, "taken-up", both(up, size));
    add_clue(out, "taken-up-where", both(up, where));
    add_clue(out, "rank", both(rank, both(about, where < 2)));
    add_clue(out, "rank-size", both(rank, size));
    add_clue(out, "home", both(home, size));
    add_clue(out, "home-where", both(home, where));
    add_clue(out, "home-share", both(share, both(size == RC_PRECISION_COUNTRY, where < 3)));
    add_clue(out, "counted", both(most_counted(c), size));
    add_clue(out, "days", both(days_of(c), size));
    add_clue(out, "type-size", both(c->type, size));
    add_clue(out, "begins", both(position, size));
    add_clue(out, "ahead", both(ahead, where));
    add_clue(out, "ahead-size", both(ahead, size));
}
