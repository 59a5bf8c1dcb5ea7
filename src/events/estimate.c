#include "recoupe/events/estimate.h"

#include <math.h>

#include "events/weights.h"

/* One count that one claim gives. */
typedef struct figure {
    const rc_loss *loss;
    uint32_t at; /* the claim's position in the event */
    uint32_t origin;
    rc_day told;     /* its report's day */
    int weight;      /* how far it is to be believed; more is better */
    bool is_vague;   /* an unnumbered plural */
    bool superseded; /* its origin has a later figure */
    rc_count count;  /* of the loss, or of all victims that the claim counts beside it */
} figure;

typedef struct counting {
    const rc_event *event;
    const rc_join_claim *claims;
    const rc_join_report *reports;
    const rc_sides *sides;
    rc_way way;
    rc_arena *arena;
} counting;

bool rc_way_of(rc_str name, rc_way *out)
{
    static const char *const names[] = {"ucdp", "acled", "airwars"};
    for (int i = 0; i < 3; i++)
        if (rc_str_is(name, names[i])) {
            *out = (rc_way)i;
            return true;
        }
    return false;
}

/* ---- which counts */

static rc_str victims(const rc_loss *loss)
{
    if (!rc_party_unknown(loss->of)) return loss->of;
    return loss->members == RC_MEMBERS_CIVILIAN ? RC_STR("civilians") : (rc_str){0};
}

static bool are_civilians(const rc_loss *loss)
{
    return loss->members == RC_MEMBERS_CIVILIAN || rc_str_is(loss->of, "civilians");
}

static bool same_victims(const rc_loss *a, const rc_loss *b)
{
    return a->effect == b->effect && rc_str_eq(victims(a), victims(b)) && are_civilians(a) == are_civilians(b);
}

/* "Ten, two of them wounded twice": a part of those whose total the claim gives under the same name adds nothing. */
static bool is_within_total(const rc_claim *claim, const rc_loss *part)
{
    if (!part->part) return false;
    for (uint32_t i = 0; i < claim->n_losses; i++)
        if (!claim->losses[i].part && claim->losses[i].effect == part->effect &&
            rc_str_eq(victims(&claim->losses[i]), victims(part)))
            return true;
    return false;
}

/* The most reliable first: what somebody says against his own interest, then who takes no part, then who is not known
 * to take one, last who gains by it; what is hedged counts less than what is said plainly, an unnamed source less than
 * one with a name. */
static int weight_of(const counting *c, const rc_join_claim *row, const rc_loss *loss)
{
    static const int by_interest[] = {
        [RC_INTEREST_UNKNOWN] = 2, [RC_SELF_SERVING] = 0, [RC_AGAINST_INTEREST] = 4, [RC_THIRD_PARTY] = 4};
    const rc_claim *claim = &row->claim;
    const rc_link *origin = rc_claim_origin(claim);
    rc_day day = claim->from != RC_DAY_NONE ? claim->from : c->reports[row->report].published;
    int weight = by_interest[rc_loss_interest(claim, loss, c->sides, day)];
    if (claim->certainty == RC_HEDGED) weight -= 1;
    if (origin && (origin->kind == RC_SOURCE_ANONYMOUS || origin->kind == RC_SOURCE_POST)) weight -= 1;
    return weight;
}

typedef RC_VEC(figure) figures;

static void add_count(rc_count *sum, const rc_count *n)
{
    sum->low += n->low;
    sum->high += n->high;
    sum->has_low = sum->has_low && n->has_low;
    sum->has_high = sum->has_high && n->has_high;
    sum->approx = sum->approx || n->approx;
}

/* "A man and two children": what a claim counts side by side is its figure together, by name for those of one name. For
 * victims without a name that goes for all others too, where these are more than the figure can hold. */
static rc_count count_of(const rc_claim *claim, const rc_loss *loss)
{
    rc_count same = loss->count, all = loss->count;
    double named = 0;
    if (loss->part) return same;
    for (uint32_t i = 0; i < claim->n_losses; i++) {
        const rc_loss *other = &claim->losses[i];
        if (other == loss || other->effect != loss->effect || other->part) continue;
        if (same_victims(other, loss)) {
            add_count(&same, &other->count);
            add_count(&all, &other->count);
        } else if (!victims(loss).len) {
            named += other->count.has_low ? other->count.low : other->count.high;
            add_count(&all, &other->count);
        }
    }
    return same.has_high && same.high < named ? all : same;
}

static void gather(const counting *c, const rc_loss *like, figures *out)
{
    for (uint32_t i = 0; i < c->event->n_claims; i++) {
        const rc_join_claim *row = &c->claims[c->event->claims[i]];
        if (row->claim.polarity != RC_ASSERTED) continue;
        for (uint32_t k = 0; k < row->claim.n_losses; k++) {
            const rc_loss *loss = &row->claim.losses[k];
            if (!same_victims(loss, like) || is_within_total(&row->claim, loss)) continue;
            if (!loss->count.has_low && !loss->count.has_high) continue;
            *RC_PUSH(c->arena, out) = (figure){.loss = loss,
                                               .at = i,
                                               .origin = c->event->origin[i],
                                               .told = c->reports[row->report].published,
                                               .weight = weight_of(c, row, loss),
                                               .count = count_of(&row->claim, loss),
                                               .is_vague = !loss->count.has_high && loss->count.low <= VAGUE_PLURAL};
        }
    }
}

/* ---- figures brought up to date */

static double least(const rc_count *n)
{
    return n->has_low ? n->low : 0;
}

static double most(const rc_count *n)
{
    return n->has_high ? n->high : INFINITY;
}

/* A later report of the same origin with a figure that the former does not allow; a rounded one is no news. */
static bool supersedes(const figure *late, const figure *early)
{
    const rc_count *x = &late->count, *y = &early->count;
    if (late->origin != early->origin || late->told == RC_DAY_NONE || early->told == RC_DAY_NONE) return false;
    if (late->told <= early->told || (least(x) <= most(y) && least(y) <= most(x))) return false;
    double a = x->has_low ? x->low : x->high, b = y->has_low ? y->low : y->high;
    return fmin(a, b) < LOSSES_CLOSE_RATIO * fmax(a, b);
}

static uint32_t mark_superseded(figures *all)
{
    uint32_t n = 0;
    for (size_t i = 0; i < all->len; i++)
        for (size_t j = 0; j < all->len && !all->ptr[i].superseded; j++) {
            all->ptr[i].superseded = supersedes(&all->ptr[j], &all->ptr[i]);
            n += all->ptr[i].superseded;
        }
    return n;
}

/* ---- ends */

static bool any_standing(const figures *all, bool vague)
{
    for (size_t i = 0; i < all->len; i++)
        if (!all->ptr[i].superseded && all->ptr[i].is_vague == vague) return true;
    return false;
}

/* Superseded figures stand only where all that was ever said counts; a plural without a number sets no end beside a
 * number. */
static bool stands(const counting *c, const figures *all, const figure *f)
{
    if (f->superseded && c->way != RC_WAY_AIRWARS) return false;
    return !f->is_vague || !any_standing(all, false);
}

static double value_of(const rc_count *n)
{
    return n->has_low ? n->low : n->high;
}

/* The least that anybody gives; "up to ten" gives ten, but alone it leaves the range without a low end. */
static void set_low(const counting *c, const figures *all, rc_estimate *e)
{
    bool any = false;
    for (size_t i = 0; i < all->len; i++) {
        const figure *f = &all->ptr[i];
        if (!stands(c, all, f)) continue;
        e->has_low = e->has_low || f->count.has_low;
        if (any && value_of(&f->count) >= e->low) continue;
        any = true;
        e->low = value_of(&f->count);
        e->low_by = f->at;
    }
    if (!e->has_low) e->low = 0;
}

static void set_high(const counting *c, const figures *all, rc_estimate *e)
{
    bool any = false;
    for (int open = 0; open < 2; open++) /* closed ends first: "at least" opens the range only beyond them */
        for (size_t i = 0; i < all->len; i++) {
            const rc_count *n = &all->ptr[i].count;
            double value = n->has_high ? n->high : n->low;
            if (!stands(c, all, &all->ptr[i]) || n->has_high == (open == 1) || (any && value <= e->high)) continue;
            any = true;
            e->high = value;
            e->high_by = all->ptr[i].at;
            e->open_above = open == 1;
        }
}

/* How many origins allow the figure, its own included. */
static uint32_t support(const counting *c, const figures *all, const figure *f)
{
    bool *heard = RC_NEWS(c->arena, bool, c->event->n_origins + 1);
    double value = value_of(&f->count);
    uint32_t n = 0;
    for (size_t i = 0; i < all->len; i++) {
        const figure *g = &all->ptr[i];
        if (!stands(c, all, g) || heard[g->origin] || least(&g->count) > value || most(&g->count) < value) continue;
        heard[g->origin] = true;
        n++;
    }
    return n;
}

/* Of the most reliable figures the one that most origins allow; of equals the lower. */
static void set_best(const counting *c, const figures *all, rc_estimate *e)
{
    const figure *best = NULL;
    uint32_t best_support = 0;
    for (size_t i = 0; i < all->len; i++) {
        const figure *f = &all->ptr[i];
        if (!stands(c, all, f)) continue;
        uint32_t n = support(c, all, f);
        bool better = !best || f->weight > best->weight;
        if (best && f->weight == best->weight)
            better = n > best_support || (n == best_support && value_of(&f->count) < e->best);
        if (!better) continue;
        best = f;
        best_support = n;
        e->best = value_of(&f->count);
        e->best_by = f->at;
    }
}

/* ACLED publishes one figure; where no number is given it writes a small one. */
static void take_the_least(const figures *all, rc_estimate *e)
{
    double value = e->has_low ? e->low : e->high;
    if (!any_standing(all, false)) value = ACLED_UNNUMBERED;
    e->low = e->best = e->high = value;
    e->best_by = e->high_by = e->low_by = e->has_low ? e->low_by : e->high_by;
    e->has_low = true;
    e->open_above = false;
}

static rc_estimate make(const counting *c, const rc_loss *like)
{
    figures all = {0};
    gather(c, like, &all);
    rc_estimate e = {.effect = like->effect, .of = victims(like), .civilians = are_civilians(like), .is_part = true};
    bool *heard = RC_NEWS(c->arena, bool, c->event->n_origins + 1);
    e.n_superseded = mark_superseded(&all);
    e.claims = RC_NEWS(c->arena, uint32_t, all.len);
    for (size_t i = 0; i < all.len; i++) {
        const figure *f = &all.ptr[i];
        e.is_part = e.is_part && f->loss->part;
        e.n_origins += !heard[f->origin];
        heard[f->origin] = true;
        if (!e.n_claims || e.claims[e.n_claims - 1] != f->at) e.claims[e.n_claims++] = f->at;
    }
    set_low(c, &all, &e);
    set_high(c, &all, &e);
    set_best(c, &all, &e);
    if (c->way == RC_WAY_ACLED) take_the_least(&all, &e);
    if (c->way == RC_WAY_AIRWARS) {
        e.best = e.low;
        e.best_by = e.low_by;
    }
    return e;
}

static bool is_made(const rc_estimate *estimates, size_t n, const rc_loss *loss)
{
    for (size_t i = 0; i < n; i++)
        if (estimates[i].effect == loss->effect && rc_str_eq(estimates[i].of, victims(loss)) &&
            estimates[i].civilians == are_civilians(loss))
            return true;
    return false;
}

rc_estimate *rc_estimates_make(const rc_event *event, const rc_join_claim *claims, const rc_join_report *reports,
                               const rc_sides *sides, rc_way way, rc_arena *arena, uint32_t *n)
{
    counting c = {event, claims, reports, sides, way, arena};
    RC_VEC(rc_estimate) made = {0};
    for (uint32_t i = 0; i < event->n_claims; i++) {
        const rc_claim *claim = &claims[event->claims[i]].claim;
        for (uint32_t k = 0; k < claim->n_losses && claim->polarity == RC_ASSERTED; k++) {
            const rc_loss *loss = &claim->losses[k];
            bool counted = loss->count.has_low || loss->count.has_high;
            if (!counted || is_within_total(claim, loss) || is_made(made.ptr, made.len, loss)) continue;
            rc_estimate e = make(&c, loss);
            *RC_PUSH(arena, &made) = e;
        }
    }
    *n = (uint32_t)made.len;
    return made.ptr;
}

/* ---- over all victims */

double rc_estimates_spread(const rc_estimate *estimates, uint32_t n)
{
    double widest = 0;
    for (uint32_t i = 0; i < n; i++) widest = fmax(widest, log2((estimates[i].high + 1) / (estimates[i].low + 1)));
    return widest;
}

/* Figures of named victims add up. A total that names none holds them, so it stands for all the dead; only where it is
 * open or lower is the sum the greater end. Parts are within their total. */
rc_deaths rc_estimates_deaths(const rc_estimate *estimates, uint32_t n)
{
    rc_deaths named = {0}, total = {0}, parts = {0};
    for (uint32_t i = 0; i < n; i++) {
        const rc_estimate *e = &estimates[i];
        if (e->effect != RC_KILLED) continue;
        rc_deaths *into = !e->of.len ? &total : e->is_part ? &parts : &named;
        into->low += e->low;
        into->best += e->best;
        into->high += e->high;
        into->any = true;
        into->open_above = into->open_above || e->open_above;
        if (e->civilians) named.civilians += e->best;
    }
    if (!total.any) {
        named.low += parts.low;
        named.best += parts.best;
        named.high += parts.high;
        named.any = named.any || parts.any;
        named.open_above = named.open_above || parts.open_above;
        return named;
    }
    rc_deaths all = {.low = total.low, .best = total.best, .high = fmax(named.high, total.high), .any = true};
    all.open_above = total.open_above;
    all.civilians = named.civilians;
    all.unknown = fmax(0, all.best - named.best - parts.best);
    return all;
}
