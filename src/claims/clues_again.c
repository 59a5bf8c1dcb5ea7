/* Clues of the second look. They know nothing of words, only of what the first look thinks of all candidates of all
 * drafts: how sure it is, of what else it is sure, and whether the rest of the report agrees. */
#include "claims/revise.h"

#include <math.h>

#define NOBODY UINT32_MAX
#define LIKELY_SIDE (-0.8F) /* log-odds from which the best party of a side counts as that side */

static uint32_t log_step(float score)
{
    static const float ends[] = {-5, -3.5F, -2.5F, -1.8F, -1.2F, -0.8F, -0.4F, 0, 0.4F, 0.8F, 1.3F, 2, 3};
    uint32_t i = 0;
    while (i < sizeof ends / sizeof *ends && score > ends[i]) i++;
    return i;
}

static uint32_t share_step(float share)
{
    static const float ends[] = {0.01F, 0.03F, 0.07F, 0.12F, 0.2F, 0.3F, 0.42F, 0.55F, 0.7F, 0.85F, 0.95F};
    uint32_t i = 0;
    while (i < sizeof ends / sizeof *ends && share > ends[i]) i++;
    return i;
}

static uint32_t margin_step(float margin)
{
    static const float ends[] = {-3, -1.5F, -0.7F, -0.2F, 0.2F, 0.7F, 1.5F, 3};
    uint32_t i = 0;
    while (i < sizeof ends / sizeof *ends && margin > ends[i]) i++;
    return i;
}

static float chance(float log_odds)
{
    return 1 / (1 + expf(-log_odds));
}

/* How a candidate stands among the others of its draft. */
typedef struct standing {
    uint32_t rank;   /* 0 the first, at most 4 */
    float margin;    /* score over the best other */
    uint32_t second; /* candidates as likely as not, itself left out; at most 3 */
} standing;

static standing standing_of(const float *score, uint32_t n, uint32_t which)
{
    standing s = {0, 9, 0};
    float best = -INFINITY;
    for (uint32_t i = 0; i < n; i++) {
        if (i == which) continue;
        s.rank += score[i] > score[which];
        s.second += score[i] > -0.4F;
        if (score[i] > best) best = score[i];
    }
    if (n > 1) s.margin = score[which] - best;
    s.rank = s.rank > 4 ? 4 : s.rank;
    s.second = s.second > 3 ? 3 : s.second;
    return s;
}

static uint32_t best_of(const float *score, uint32_t n, uint32_t but)
{
    uint32_t best = NOBODY;
    for (uint32_t i = 0; i < n; i++)
        if (i != but && (best == NOBODY || score[i] > score[best])) best = i;
    return best;
}

/* How often, over the other drafts, `a` and `b` face each other: the chance of the one on its side weighed by that of
 * the other on the other. */
static uint32_t facing(const float *one, const float *other, uint32_t n_drafts, uint32_t n, uint32_t but, uint32_t a,
                       uint32_t b)
{
    float both_here = 0, b_here = 0;
    for (uint32_t i = 0; i < n_drafts; i++) {
        if (i == but) continue;
        float p = chance(other[i * n + b]);
        b_here += p;
        both_here += p * chance(one[i * n + a]);
    }
    return b_here < 0.3F ? 15 : share_step(both_here / b_here);
}

static void pair_clues(const revision *v, uint32_t n, uint32_t party, const float *one, const float *other, clues *out)
{
    uint32_t n_parties = v->parties.n, n_drafts = v->all->n, own = log_step(one[n * n_parties + party]);
    uint32_t facer = best_of(&other[n * n_parties], n_parties, party), with = 16, against = 16;
    if (facer != NOBODY && other[n * n_parties + facer] > LIKELY_SIDE) {
        with = facing(one, other, n_drafts, n_parties, n, party, facer);
        against = facing(other, one, n_drafts, n_parties, n, party, facer);
    }
    add_clue(out, "pair", with);
    add_clue(out, "pair-own", both(with, own));
    add_clue(out, "turned", against);
    add_clue(out, "turned-own", both(against, own));
    add_clue(out, "pair-turned", both(with, against));
}

void party_again(const revision *v, uint32_t n, uint32_t party, int side, clues *out)
{
    uint32_t n_parties = v->parties.n, n_drafts = v->all->n;
    const float *one = side ? v->first.against : v->first.by, *other = side ? v->first.by : v->first.against;
    const float *here = &one[n * n_parties], *there = &other[n * n_parties];
    standing s = standing_of(here, n_parties, party), o = standing_of(there, n_parties, party);
    uint32_t own = log_step(here[party]), turned = log_step(there[party]);
    uint32_t before = n ? log_step(here[(int64_t)party - n_parties]) : 14,
             after = n + 1 < n_drafts ? log_step(here[party + n_parties]) : 14;
    bool led_before = n && best_of(here - n_parties, n_parties, NOBODY) == party,
         leads_after = n + 1 < n_drafts && best_of(here + n_parties, n_parties, NOBODY) == party;
    bool on = goes_on(&v->all->ptr[n].from);
    float sum = 0, most = 0;
    for (uint32_t i = 0; i < n_drafts; i++) {
        float p = i == n ? 0 : chance(one[i * n_parties + party]);
        sum += p;
        if (p > most) most = p;
    }
    uint32_t mean = n_drafts > 1 ? share_step(sum / (float)(n_drafts - 1)) : 15;
    out->n = 0;
    add_clue(out, "sure", own);
    add_clue(out, "rank", both(s.rank, margin_step(s.margin)));
    add_clue(out, "rank-sure", both(s.rank, own));
    add_clue(out, "turned-sure", both(own, turned));
    add_clue(out, "turned-rank", both(s.rank, o.rank));
    add_clue(out, "rivals", both(s.second, s.rank));
    add_clue(out, "told-before", both(before, s.rank));
    add_clue(out, "told-before-on", both(both(before, on), led_before));
    add_clue(out, "told-after", both(after, leads_after));
    add_clue(out, "around", both(before, after));
    add_clue(out, "led-around", both(led_before, both(leads_after, own)));
    add_clue(out, "mean", both(mean, s.rank));
    add_clue(out, "mean-sure", both(mean, own));
    add_clue(out, "most", both(share_step(most), own));
    add_clue(out, "right", both(log_step(v->first.right[n]), own));
    pair_clues(v, n, party, one, other, out);
}

void victim_again(const revision *v, uint32_t n, uint32_t loss, uint32_t victim, clues *out)
{
    uint32_t width = v->victims.n, n_parties = v->parties.n;
    const draft *d = &v->all->ptr[n];
    const rc_loss *l = &d->claim.losses[loss];
    const float *here = &v->first.victim_p[n][loss * width];
    rc_str key = v->victims.ptr[victim].key;
    bool civilians = rc_str_is(key, "civilians"), unknown = rc_str_is(key, "unknown");
    bool ruled = rc_str_eq(l->of, key);
    uint32_t sort = civilians ? 1 : unknown ? 2 : 0, own = share_step(here[victim]);
    uint32_t ruled_sort = rc_str_is(l->of, "civilians") ? 1 : rc_str_is(l->of, "unknown") ? 2 : 0;
    bool is_party = victim < n_parties;
    uint32_t suffers = is_party ? log_step(v->first.against[n * n_parties + victim]) : 14,
             does = is_party ? log_step(v->first.by[n * n_parties + victim]) : 14;
    standing s = standing_of(here, width, victim);
    uint32_t target = best_of(&v->first.against[n * n_parties], n_parties, NOBODY);
    bool is_target = is_party && target == victim;
    float mean = 0;
    for (uint32_t i = 0; i < v->all->n && is_party; i++)
        if (i != n) mean += chance(v->first.against[i * n_parties + victim]);
    uint32_t often = v->all->n > 1 && is_party ? share_step(mean / (float)(v->all->n - 1)) : 15;
    uint32_t before = 14, members = (uint32_t)l->members;
    if (n && v->all->ptr[n - 1].claim.n_losses) before = share_step(v->first.victim_p[n - 1][victim]);
    out->n = 0;
    add_clue(out, "sure", both(own, sort));
    add_clue(out, "ruled-sure", both(ruled, both(own, sort)));
    add_clue(out, "ruled-rank", both(ruled, both(s.rank, ruled_sort)));
    add_clue(out, "target", both(suffers, both(sort, is_target)));
    add_clue(out, "target-ruled", both(suffers, both(ruled, ruled_sort)));
    add_clue(out, "target-members", both(suffers, both(sort, members)));
    add_clue(out, "doer", both(does, both(ruled, sort)));
    add_clue(out, "doer-target", both(does, suffers));
    add_clue(out, "often", both(often, both(sort, ruled_sort)));
    add_clue(out, "told-before", both(before, both(sort, goes_on(&d->from))));
    add_clue(out, "told-before-ruled", both(before, both(ruled, ruled_sort)));
    if (loss) add_clue(out, "first-loss", both(share_step(v->first.victim_p[n][victim]), both(sort, ruled)));
    if (d->claim.n_losses > 1) {
        uint32_t other = loss ? loss - 1 : 1;
        add_clue(out, "other-loss", both(share_step(v->first.victim_p[n][other * width + victim]), sort));
    }
}

/* What places, dates and types have in common: one of many, each with a probability. */
static void share_clues(const float *p, uint32_t n_drafts, uint32_t n_candidates, uint32_t n, uint32_t which, bool on,
                        clues *out)
{
    const float *here = &p[(size_t)n * n_candidates];
    standing s = standing_of(here, n_candidates, which);
    uint32_t own = share_step(here[which]), best_other = best_of(here, n_candidates, which);
    uint32_t before = n ? share_step(here[(int64_t)which - n_candidates]) : 14,
             after = n + 1 < n_drafts ? share_step(here[which + n_candidates]) : 14;
    float sum = 0, most = 0;
    for (uint32_t i = 0; i < n_drafts; i++) {
        float q = i == n ? 0 : p[(size_t)i * n_candidates + which];
        sum += q;
        if (q > most) most = q;
    }
    uint32_t mean = n_drafts > 1 ? share_step(sum / (float)(n_drafts - 1)) : 15;
    add_clue(out, "sure", own);
    add_clue(out, "rank-sure", both(s.rank, own));
    add_clue(out, "other", both(own, best_other == NOBODY ? 15 : share_step(here[best_other])));
    add_clue(out, "told-before", both(before, s.rank));
    add_clue(out, "told-before-on", both(both(before, on), own));
    add_clue(out, "told-after", both(after, s.rank));
    add_clue(out, "around", both(before, after));
    add_clue(out, "mean", both(mean, s.rank));
    add_clue(out, "mean-sure", both(mean, own));
    add_clue(out, "most", both(share_step(most), s.rank));
}

static const rc_place_mention *place_of(const revision *v, uint32_t place)
{
    return v->places.ptr[place].place;
}

void place_again(const revision *v, uint32_t n, uint32_t place, clues *out)
{
    uint32_t n_places = v->places.n + 1;
    const float *here = &v->first.place_p[(size_t)n * n_places];
    bool on = goes_on(&v->all->ptr[n].from), none = place == v->places.n;
    out->n = 0;
    if (none) {
        clues plain = {.n = 0};
        share_clues(v->first.place_p, v->all->n, n_places, n, place, on, &plain);
        for (uint32_t i = 0; i < plain.n; i++) add_clue(out, plain.ptr[i].name, plain.ptr[i].value + 100003u);
        return;
    }
    share_clues(v->first.place_p, v->all->n, n_places, n, place, on, out);
    const rc_place_mention *own = place_of(v, place);
    float near = 0, country = 0;
    for (uint32_t i = 0; i < v->places.n; i++) {
        if (v->near[place] >> i & 1) near += here[i];
        if (v->inside[place] >> i & 1) country += here[i];
    }
    add_clue(out, "near", both(share_step(near), own->precision));
    add_clue(out, "near-sure", both(share_step(near), share_step(here[place])));
    add_clue(out, "country", both(share_step(country), own->precision));
    add_clue(out, "size-sure", both(own->precision, share_step(here[place])));
}

void time_again(const revision *v, uint32_t n, uint32_t time, clues *out)
{
    uint32_t n_times = v->times.n + 1;
    bool on = goes_on(&v->all->ptr[n].from);
    clues plain = {.n = 0};
    share_clues(v->first.time_p, v->all->n, n_times, n, time, on, &plain);
    out->n = 0;
    for (uint32_t i = 0; i < plain.n; i++)
        add_clue(out, plain.ptr[i].name, plain.ptr[i].value + (time == v->times.n ? 100003u : 0));
    if (time == v->times.n) return;
    const candidate *x = &v->times.ptr[time];
    int64_t days = (int64_t)x->to - x->from;
    uint32_t own = share_step(v->first.time_p[(size_t)n * n_times + time]);
    add_clue(out, "length-sure", both(step_of((uint32_t)(days < 0 ? 0 : days)), own));
}

static uint32_t sort_of_best(const revision *v, const float *score)
{
    uint32_t best = best_of(score, v->parties.n, NOBODY);
    if (best == NOBODY || score[best] < LIKELY_SIDE) return 20;
    const candidate *c = &v->parties.ptr[best];
    if (rc_str_is(c->key, "civilians")) return 21;
    return c->n ? (uint32_t)v->r->parties.ptr[c->at[0]].inter : 22;
}

void type_again(const revision *v, uint32_t n, uint32_t subtype, clues *out)
{
    bool on = goes_on(&v->all->ptr[n].from);
    const float *here = &v->first.type_p[(size_t)n * SUBTYPES];
    out->n = 0;
    share_clues(v->first.type_p, v->all->n, SUBTYPES, n, subtype, on, out);
    float type = 0;
    for (uint32_t i = 0; i < SUBTYPES; i++)
        if (subtypes[i].type == subtypes[subtype].type) type += here[i];
    uint32_t by = sort_of_best(v, &v->first.by[n * v->parties.n]),
             against = sort_of_best(v, &v->first.against[n * v->parties.n]);
    add_clue(out, "type", both(share_step(type), share_step(here[subtype])));
    add_clue(out, "doer", both(subtype, by));
    add_clue(out, "target", both(subtype, against));
    add_clue(out, "doer-target", both(subtypes[subtype].type, both(by, against)));
}

/* What the first look would tell of a draft, as numbers of candidates. */
typedef struct told {
    uint32_t place, time, type, by;
} told;

static told told_by(const revision *v, uint32_t n)
{
    return (told){best_of(&v->first.place_p[(size_t)n * (v->places.n + 1)], v->places.n + 1, NOBODY),
                  best_of(&v->first.time_p[(size_t)n * (v->times.n + 1)], v->times.n + 1, NOBODY),
                  best_of(&v->first.type_p[(size_t)n * SUBTYPES], SUBTYPES, NOBODY),
                  best_of(&v->first.by[(size_t)n * v->parties.n], v->parties.n, NOBODY)};
}

void right_again(const revision *v, uint32_t n, clues *out)
{
    told own = told_by(v, n);
    uint32_t kind = kind_of_draft(&v->all->ptr[n]), sure = log_step(v->first.right[n]);
    float type = v->first.type_p[(size_t)n * SUBTYPES + own.type];
    float place = v->first.place_p[(size_t)n * (v->places.n + 1) + own.place];
    float by = v->parties.n ? v->first.by[n * v->parties.n + own.by] : -9;
    uint32_t against = best_of(&v->first.against[n * v->parties.n], v->parties.n, NOBODY);
    float suffers = against == NOBODY ? -9 : v->first.against[n * v->parties.n + against];
    uint32_t twin = 0, twin_gap = 9, sum = 0;
    for (uint32_t i = 0; i < v->all->n; i++) {
        told o = told_by(v, i);
        sum += v->first.right[i] > 0.8F;
        uint32_t alike = (o.place == own.place) + (o.time == own.time) + (o.type == own.type) + (o.by == own.by);
        if (i >= n || alike < twin) continue;
        twin = alike;
        twin_gap = step_of(v->all->ptr[n].sentence - v->all->ptr[i].sentence);
    }
    out->n = 0;
    add_clue(out, "sure", sure);
    add_clue(out, "sure-kind", both(sure, kind));
    add_clue(out, "type", both(own.type, sure));
    add_clue(out, "type-sure", both(own.type, share_step(type)));
    add_clue(out, "type-kind", both(own.type, kind));
    add_clue(out, "place", both(own.place == v->places.n, share_step(place)));
    add_clue(out, "doer", both(log_step(by), sure));
    add_clue(out, "target", both(log_step(suffers), sure));
    add_clue(out, "doer-target", both(log_step(by) / 3, log_step(suffers) / 3));
    add_clue(out, "twin", both(twin, twin_gap));
    add_clue(out, "twin-kind", both(twin, kind));
    add_clue(out, "before", both(n ? log_step(v->first.right[n - 1]) : 14, sure));
    add_clue(out, "after", both(n + 1 < v->all->n ? log_step(v->first.right[n + 1]) : 14, sure));
    add_clue(out, "mean", both(share_step((float)sum / (float)v->all->n), sure));
}
