/* Clues for places: which of those that a report names belongs to a claim. */
#include "claims/clues_scene.h"

static uint32_t marker_of_place(const rc_reading *r, uint32_t first)
{
    for (uint32_t t = first, steps = 0; t > 0 && steps < 3; t--, steps++) {
        uint32_t p = t - 1;
        if (r->doc->tokens[p].sentence != r->doc->tokens[first].sentence) return 1;
        if (has_grammar(r, p, G_OF) && !has_grammar(r, p, G_PARTITIVE)) return 2;
        if (is_sign(r, p, ',')) return 3;
        if (is_punct(r, p)) return 4;
        if (has_grammar(r, p, G_COORD)) return 5;
        if (is_place_word(r, p)) return 6;
        if (has_grammar(r, p, G_AGAINST)) return 7;
        if (!has_grammar(r, p, G_ARTICLE)) return 8;
    }
    return 9;
}

static bool is_here(const rc_claim *c, const rc_claim_place *place)
{
    return c->n_place && is_same_place(&c->place[0], place);
}

/* Places of the draft's sentence that lie between the candidate and the anchor, in steps. */
static uint32_t rivals(const rc_reading *r, const draft *d, uint32_t first)
{
    uint32_t n = 0, low = first < d->anchor ? first : d->anchor, high = first < d->anchor ? d->anchor : first;
    for (uint32_t i = 0; i < r->places.n; i++) n += r->places.ptr[i].first > low && r->places.ptr[i].first < high;
    return n > 3 ? 3 : n;
}

static bool is_of(const rc_place_mention *country, const char *code)
{
    return memcmp(country->country, code, 2) == 0;
}

/* Where a side of that country is named nearest to the draft: 0 its clause, 1 its sentence, 2 the one before; 3 not. */
static uint32_t side_near(const rc_reading *r, const draft *d, const rc_place_mention *country)
{
    uint32_t best = 3;
    for (uint32_t i = 0; i < r->parties.n; i++) {
        const rc_party_mention *p = &r->parties.ptr[i];
        if (!is_of(country, p->country)) continue;
        uint32_t where = where_is(r, d, p->first);
        if (where < best) best = where;
    }
    return best;
}

/* 1: those who did it are of that country, 2: those to whom it was done; 3: both. */
static uint32_t sides_of(const rc_reading *r, const draft *d, const rc_place_mention *country)
{
    uint32_t sides = 0;
    for (uint32_t i = 0; i < r->parties.n; i++) {
        const rc_party_mention *p = &r->parties.ptr[i];
        if (!is_of(country, p->country)) continue;
        if (has_actor(d->claim.by, d->claim.n_by, p->party)) sides |= 1;
        if (has_actor(d->claim.against, d->claim.n_against, p->party)) sides |= 2;
    }
    return sides;
}

/* How much of what the report names is of a country: in sixths, places and sides. */
static void shares_of(const rc_reading *r, const rc_place_mention *country, uint32_t *places, uint32_t *sides)
{
    uint32_t own = 0, all = 0, own_side = 0, all_sides = 0;
    for (uint32_t i = 0; i < r->places.n; i++) {
        all += r->places.ptr[i].is_resolved;
        own += r->places.ptr[i].is_resolved && is_of(country, r->places.ptr[i].country);
    }
    for (uint32_t i = 0; i < r->parties.n; i++) {
        all_sides += r->parties.ptr[i].country[0] != 0;
        own_side += is_of(country, r->parties.ptr[i].country);
    }
    *places = all ? own * 6 / all : 7;
    *sides = all_sides ? own_side * 6 / all_sides : 7;
}

/* Clues for a country that no place of the text names: where nothing finer is told, it is the place. */
static void country_clues(const rc_reading *r, const drafts *all, uint32_t n, const rc_place_mention *country,
                          clues *out)
{
    const draft *d = &all->ptr[n];
    uint32_t places, sides, near = side_near(r, d, country), doers = sides_of(r, d, country), kind = kind_of_draft(d);
    shares_of(r, country, &places, &sides);
    uint32_t rule = !d->claim.n_place ? 0 : is_of(country, d->claim.place[0].country) ? 1 : 2, here = 0;
    for (uint32_t i = 0; i < r->places.n; i++) here += r->doc->tokens[r->places.ptr[i].first].sentence == d->sentence;
    here = here > 2 ? 2 : here;
    add_clue(out, "land", 0);
    add_clue(out, "land-places", both(places, rule));
    add_clue(out, "land-sides", both(sides, rule));
    add_clue(out, "land-shares", both(places, sides));
    add_clue(out, "land-near", both(near, rule));
    add_clue(out, "land-here", both(here, both(near, rule)));
    add_clue(out, "land-doers", both(doers, both(rule, d->claim.type)));
    add_clue(out, "land-kind", both(kind, rule));
    add_clue(out, "land-type", both(d->claim.type, both(here, places)));
    add_clue(out, "land-on", both(goes_on(&d->from), both(rule, here)));
    add_clue(out, "land-chain", both(d->from.n_chain, here));
    bool before = n > 0 && all->ptr[n - 1].claim.n_place;
    bool was = before && is_of(country, all->ptr[n - 1].claim.place[0].country);
    add_clue(out, "land-before", both(before, both(was, here)));
}

/* Other places between a mention and the draft, in text order: 0 for the one named last before it. */
static uint32_t places_between(const rc_reading *r, const draft *d, const rc_place_mention *p)
{
    uint32_t low = p->first < d->anchor ? p->first : d->anchor, high = p->first < d->anchor ? d->anchor : p->first,
             n = 0;
    for (uint32_t i = 0; i < r->places.n; i++) {
        const rc_place_mention *q = &r->places.ptr[i];
        n += q->first > low && q->first < high && !rc_str_eq(q->name, p->name);
    }
    return n > 3 ? 3 : n;
}

void place_clues(const rc_reading *r, const drafts *all, uint32_t n, const candidate *place, clues *out)
{
    const draft *d = &all->ptr[n];
    uint32_t kind = kind_of_draft(d);
    out->n = 0;
    const rc_claim *before = n > 0 ? &all->ptr[n - 1].claim : NULL,
                   *after = n + 1 < all->n ? &all->ptr[n + 1].claim : NULL;
    uint32_t gap_before = before ? step_of(d->sentence - all->ptr[n - 1].sentence) : 9;
    if (!place) { /* no place is told */
        add_clue(out, "none", 0);
        add_clue(out, "none-kind", kind);
        add_clue(out, "none-rule", both(d->claim.n_place > 0, kind));
        add_clue(out, "none-chain", both(d->from.n_chain, d->claim.n_place > 0));
        add_clue(out, "none-before", both(before && before->n_place, d->claim.n_place > 0));
        add_clue(out, "none-span",
                 d->claim.from != RC_DAY_NONE ? step_of((uint32_t)(d->claim.to - d->claim.from)) : 20);
        return;
    }
    if (!place->n) {
        country_clues(r, all, n, place->place, out);
        return;
    }
    nearest near = {.where = 7};
    for (uint32_t i = 0; i < place->n; i++) see_mention(r, d, place->at[i], r->places.ptr[place->at[i]].first, &near);
    const rc_place_mention *p = &r->places.ptr[near.at];
    uint32_t size = p->precision, where = near.where;
    const rc_claim_place spot = as_claim_place(place->place);
    bool is_rule = is_here(&d->claim, &spot), is_source = in_range(source_words(r, &d->from), p->first);
    uint32_t marker = marker_of_place(r, p->first), tree = governed_by(r, d, p->first);
    const rc_party_mention *party = party_at(r, p->first);
    uint32_t party_here = !party ? 0 : party->count > p->count ? 1 : 2;
    bool finer = false, coarser = false;
    uint32_t same_size = 0;
    for (uint32_t i = 0; i < r->places.n; i++) {
        const rc_place_mention *q = &r->places.ptr[i];
        if (!in_range(d->from.within, q->first) || q == p) continue;
        finer = finer || q->precision < p->precision;
        coarser = coarser || q->precision > p->precision;
        same_size += q->precision == p->precision;
    }
    bool control = false;
    for (uint32_t i = 0; i < d->claim.n_control; i++)
        control = control || rc_str_eq(d->claim.control[i].place, place->key);
    uint32_t rule = both(is_rule, where);
    add_clue(out, "size", size);
    add_clue(out, "size-kind", both(size, kind));
    add_clue(out, "resolved", both(p->is_resolved, size));
    add_clue(out, "rule", is_rule);
    add_clue(out, "rule-where", rule);
    add_clue(out, "rule-size", both(rule, size));
    add_clue(out, "rule-kind", both(is_rule, kind));
    add_clue(out, "where", where);
    add_clue(out, "where-size", both(where, size));
    add_clue(out, "gap", both(both(near.before, where), step_of(near.gap)));
    add_clue(out, "rivals", both(where, rivals(r, d, p->first)));
    add_clue(out, "marker", both(marker, where));
    add_clue(out, "marker-size", both(marker, size));
    add_clue(out, "tree", both(tree, where));
    add_clue(out, "tree-size", both(tree, size));
    add_clue(out, "tree-marker", both(tree, marker));
    add_clue(out, "path", path_between(r, p->first, p->first + p->count, d->anchor));
    add_clue(out, "party", both(party_here, where));
    add_clue(out, "party-size", both(party_here, size));
    add_clue(out, "source", both(is_source, size));
    add_clue(out, "others", both(both(finer, coarser), both(size, where)));
    add_clue(out, "same-size", both(same_size > 2 ? 3 : same_size, where));
    add_clue(out, "control", both(control, size));
    add_clue(out, "title", both(place->in_title, both(size, where)));
    add_clue(out, "lead", both(place->in_lead, both(size, where)));
    add_clue(out, "times", both(step_of(place->n), size));
    add_clue(out, "share", both(place->n * 6 / (r->places.n + 1), where));
    add_clue(out, "first", both(place->at[0] == 0, size));
    bool was = before && is_here(before, &spot), will = after && is_here(after, &spot);
    add_clue(out, "before", both(was, where));
    add_clue(out, "before-gap", both(was, gap_before));
    add_clue(out, "before-goes-on", both(was, both(goes_on(&d->from), size)));
    add_clue(out, "before-rule", both(was, is_rule));
    add_clue(out, "after", both(will, both(was, where)));
    uint32_t here = 0;
    for (uint32_t i = 0; i < all->n; i++) here += i != n && is_here(&all->ptr[i].claim, &spot);
    add_clue(out, "drafts", both(all->n > 1 ? here * 5 / (all->n - 1) : 0, both(size, where < 2)));
    bool same_country = d->claim.n_place && memcmp(d->claim.place[0].country, p->country, 2) == 0;
    add_clue(out, "country", both(same_country, both(is_rule, size)));
    uint32_t block = block_from(r, d, p->first), between = places_between(r, d, p);
    bool listed = is_list(r), on = goes_on(&d->from);
    uint32_t apart =
        near.before ? d->sentence - r->doc->tokens[p->first].sentence : r->doc->tokens[p->first].sentence - d->sentence;
    add_clue(out, "between", both(between, both(near.before, where)));
    add_clue(out, "between-size", both(between, both(near.before, size)));
    add_clue(out, "between-on", both(between, both(near.before, on)));
    add_clue(out, "block", both(block, both(between, near.before)));
    add_clue(out, "listed", both(listed, both(block, size)));
    add_clue(out, "listed-between", both(listed, both(block, between)));
    add_clue(out, "sentences", both(step_of(apart), both(near.before, between)));
    uint32_t hangs = hanging_by(r, p->first, p->first + p->count), anchored = word_at(r->syntax, d->anchor);
    bool on_anchor = anchored != NO_WORD && is_under(r->syntax, word_at(r->syntax, p->first), anchored);
    add_clue(out, "hangs", both(hangs, on_anchor));
    add_clue(out, "hangs-where", both(hangs, where));
    add_clue(out, "hangs-size", both(hangs, size));
    add_clue(out, "score", (uint32_t)(p->score * 5));
    scene_clues(r, all, n, p, &near, out);
    if (size != RC_PRECISION_COUNTRY) return;
    uint32_t side = side_near(r, d, p), doers = sides_of(r, d, p);
    add_clue(out, "side", both(side, where));
    add_clue(out, "side-doers", both(side, doers));
    add_clue(out, "doers-type", both(doers, d->claim.type));
}
