/* Constrained clustering, one claim after the other in the order of reports: a claim joins the event of the claim it
 * fits best, if none of that event's claims excludes it and they are alike on average, else the next best, else it
 * begins an event of its own. What comes later never changes what was made of earlier claims. */
#include <math.h>

#include "events/clues.h"
#include "events/weights.h"

typedef struct forest {
    uint32_t *parent, *next, *last, *size; /* members of a root form a list from the root on */
    uint32_t *lead;                        /* of a root: its first member that does not wait for an original */
    rc_apart **apart;                      /* of a root: what persons said of its members */
} forest;

static uint32_t root_of(forest *f, uint32_t i)
{
    while (f->parent[i] != i) i = f->parent[i] = f->parent[f->parent[i]];
    return i;
}

/* The smaller index stays root, so that a group is named by its first claim. What is one already stays so: a person may
 * have folded a report into a later one, and joined both. */
static void unite(forest *f, uint32_t a, uint32_t b)
{
    if (a == b) return;
    if (a > b) {
        uint32_t t = a;
        a = b;
        b = t;
    }
    f->parent[b] = a;
    f->next[f->last[a]] = b;
    f->last[a] = f->last[b];
    f->size[a] += f->size[b];
    if (f->lead[b] < f->lead[a]) f->lead[a] = f->lead[b];
    rc_apart **end = &f->apart[a];
    while (*end) end = &(*end)->next;
    *end = f->apart[b];
}

/* A person has set members of the two apart. */
static bool is_forbidden(const forest *f, uint32_t a, uint32_t b)
{
    for (const rc_apart *x = f->apart[a]; x; x = x->next)
        for (const rc_apart *y = f->apart[b]; y; y = y->next)
            if (x->act == y->act && x->side != y->side) return true;
    return false;
}

/* Up to LINKAGE_SAMPLE members, evenly over the list. */
static uint32_t sample(const forest *f, uint32_t root, uint32_t out[LINKAGE_SAMPLE])
{
    uint32_t size = f->size[root], n = 0, at = 0, step = (size + LINKAGE_SAMPLE - 1) / LINKAGE_SAMPLE;
    for (uint32_t i = root; i != RC_NO_MENTION; i = f->next[i], at++)
        if (at % step == 0) out[n++] = i;
    return n;
}

double rc_log_odds(double p)
{
    double odds = log(p / (1 - p));
    return odds > ODDS_MOST ? ODDS_MOST : odds < -ODDS_MOST ? -ODDS_MOST : odds;
}

static bool may_unite(const rc_joining *joining, const forest *f, uint32_t a, uint32_t b)
{
    if (is_forbidden(f, a, b)) return false;
    uint32_t left[LINKAGE_SAMPLE], right[LINKAGE_SAMPLE];
    uint32_t n = sample(f, a, left), m = sample(f, b, right);
    const bool *is_joined = joining->verdicts.is_joined;
    double sum = 0;
    uint32_t pairs = 0;
    for (uint32_t i = 0; i < n; i++) {
        for (uint32_t j = 0; j < m; j++) {
            double score = rc_mention_score(joining, &joining->mentions[left[i]], &joining->mentions[right[j]]);
            if (score < 0 && is_joined && (is_joined[left[i]] || is_joined[right[j]])) continue;
            if (score < 0) return false;
            pairs++;
            sum += rc_log_odds(score);
        }
    }
    return pairs && sum >= joining->tuning->mean_min * pairs;
}

static rc_group *collect(const rc_joining *joining, forest *f, uint32_t *n_groups)
{
    rc_arena *arena = joining->arena;
    uint32_t *group_of = RC_NEWS(arena, uint32_t, joining->n_mentions);
    RC_VEC(rc_group) groups = {0};
    for (uint32_t i = 0; i < joining->n_mentions; i++) {
        uint32_t root = root_of(f, i);
        if (root == i) {
            rc_group *group = RC_PUSH(arena, &groups);
            *group = (rc_group){RC_NEWS(arena, uint32_t, f->size[i]), 0};
            group_of[i] = (uint32_t)groups.len - 1;
        }
        rc_group *group = &groups.ptr[group_of[root]];
        group->members[group->n++] = i;
    }
    *n_groups = (uint32_t)groups.len;
    return groups.ptr;
}

/* Claims of copies that come before what they repeat, as lists by the claim that they repeat. They wait for it: it is
 * the original that finds its event, and the copies go with it. */
typedef struct waiting {
    uint32_t *first, *next; /* of an original, of a copy; RC_NO_MENTION: none */
    bool *waits;            /* it is not in any event before its original is */
} waiting;

static waiting copies_ahead(const rc_joining *joining, forest *f)
{
    uint32_t n = joining->n_mentions;
    waiting w = {RC_NEWS(joining->arena, uint32_t, n), RC_NEWS(joining->arena, uint32_t, n),
                 RC_NEWS(joining->arena, bool, n)};
    for (uint32_t i = 0; i < n; i++) w.first[i] = RC_NO_MENTION;
    for (uint32_t i = n; i-- > 0;) {
        uint32_t twin = joining->mentions[i].twin;
        if (twin == RC_NO_MENTION || twin < i) continue;
        w.next[i] = w.first[twin];
        w.first[twin] = i;
        w.waits[i] = root_of(f, i) == i; /* else a person has said with which earlier claim it belongs */
        if (w.waits[i]) f->lead[i] = RC_NO_MENTION;
    }
    return w;
}

/* Events that stand, in a part: by the claim that begins one, the first of its claims that does not wait. */
static uint32_t *leads_of_pins(const rc_joining *joining, const waiting *w)
{
    uint32_t n = joining->n_mentions, *lead = RC_NEWS(joining->arena, uint32_t, n);
    for (uint32_t i = 0; i < n; i++) lead[i] = w->waits[i] ? RC_NO_MENTION : i;
    for (uint32_t i = 0; i < n && joining->pins; i++) {
        uint32_t pin = joining->pins[i];
        if (pin != RC_NO_MENTION && !w->waits[i] && lead[pin] == RC_NO_MENTION) lead[pin] = i;
    }
    return lead;
}

/* A claim of a part whose event stands goes where the claim is that leads that event, unless that one is in another
 * now: then it will be looked at again. */
static void keep(forest *f, uint32_t lead, uint32_t claim)
{
    uint32_t root = root_of(f, lead);
    if (f->lead[root] == lead && root_of(f, claim) != root) unite(f, root, root_of(f, claim));
}

static bool are_pinned_apart(const rc_joining *joining, uint32_t a, uint32_t b)
{
    const uint32_t *pins = joining->pins;
    return pins && pins[a] != RC_NO_MENTION && pins[b] != RC_NO_MENTION && pins[a] != pins[b];
}

/* Copies that may not be with their original begin events of their own. */
static void join_copies_ahead(const rc_joining *joining, forest *f, const waiting *w, uint32_t *lead_of_pin,
                              uint32_t original)
{
    for (uint32_t copy = w->first[original]; copy != RC_NO_MENTION; copy = w->next[copy]) {
        uint32_t a = root_of(f, original), b = root_of(f, copy);
        if (a == b) continue;
        if (!is_forbidden(f, a, b) && !are_pinned_apart(joining, copy, original)) {
            unite(f, a, b);
        } else if (w->waits[copy]) {
            if (copy < f->lead[b]) f->lead[b] = copy;
            lead_of_pin[copy] = copy;
        }
    }
}

rc_group *rc_groups_make(const rc_joining *joining, uint32_t *n_groups)
{
    rc_arena *arena = joining->arena;
    uint32_t n = joining->n_mentions;
    forest f = {RC_NEWS(arena, uint32_t, n), RC_NEWS(arena, uint32_t, n), RC_NEWS(arena, uint32_t, n),
                RC_NEWS(arena, uint32_t, n), RC_NEWS(arena, uint32_t, n), RC_NEWS(arena, rc_apart *, n)};
    for (uint32_t i = 0; i < n; i++) {
        f.parent[i] = f.last[i] = f.lead[i] = i;
        f.next[i] = RC_NO_MENTION;
        f.size[i] = 1;
        if (joining->verdicts.apart) f.apart[i] = joining->verdicts.apart[i];
    }
    for (uint32_t i = 0; i < n && joining->verdicts.one_with; i++) {
        uint32_t a = root_of(&f, i), b = root_of(&f, joining->verdicts.one_with[i]);
        if (a != b) unite(&f, a, b);
    }
    waiting ahead = copies_ahead(joining, &f);
    uint32_t *lead_of_pin = leads_of_pins(joining, &ahead);
    uint32_t n_links = joining->n_links;
    const rc_link_score *links = joining->pins ? joining->links : rc_candidates_find(joining, &n_links);
    for (uint32_t i = 0, k = 0; i < n; i++) {
        if (joining->pins && joining->pins[i] != RC_NO_MENTION) {
            uint32_t lead = lead_of_pin[joining->pins[i]];
            if (!ahead.waits[i]) keep(&f, lead, i);
            join_copies_ahead(joining, &f, &ahead, lead_of_pin, i);
            continue;
        }
        uint32_t own = root_of(&f, i), twin = joining->mentions[i].twin;
        bool found = own != i; /* a person has said with which earlier claim it belongs */
        found = found || ahead.waits[i];
        /* What a copy repeats is one event with what it repeats, whatever the clues say. */
        if (!found && twin != RC_NO_MENTION && !is_forbidden(&f, own, root_of(&f, twin))) {
            unite(&f, own, root_of(&f, twin));
            found = true;
        }
        bool last_resort = false;
        uint32_t asked = found ? RC_NO_MENTION : rc_mention_asked(joining->mentions, i, &last_resort, arena);
        if (asked != RC_NO_MENTION && !last_resort && !is_forbidden(&f, own, root_of(&f, asked))) {
            unite(&f, own, root_of(&f, asked));
            found = true;
        }
        for (; k < n_links && links[k].b == i; k++) {
            uint32_t group = root_of(&f, links[k].a), other = joining->mentions[links[k].a].twin;
            if (other != RC_NO_MENTION && other >= i) continue; /* it waits for its original */
            if (found || !may_unite(joining, &f, group, own)) continue;
            unite(&f, group, own);
            found = true;
        }
        if (!found && last_resort && !is_forbidden(&f, own, root_of(&f, asked))) unite(&f, own, root_of(&f, asked));
        join_copies_ahead(joining, &f, &ahead, lead_of_pin, i);
    }
    return collect(joining, &f, n_groups);
}
