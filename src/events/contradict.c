/* Contradictions between the claims of one event: every pair of claims of two origins that cannot both be right. */
#include "events/contradict.h"

#include "events/mention.h"
#include "events/weights.h"
#include "recoupe/base/map.h"

#define CLAIMS_COMPARED 1500 /* of one event, originals first to last */

static rc_str name_of(const rc_claim *claim, const rc_join_report *report)
{
    const rc_link *link = rc_claim_origin(claim);
    if (link && link->name.len) return link->name;
    return report->outlet.len ? report->outlet : report->id;
}

rc_stand rc_stand_of(const rc_claim *c, const rc_join_report *report)
{
    rc_stand s = {.claim = c,
                  .who = name_of(c, report),
                  .lang = report->lang,
                  .from = report->published,
                  .to = report->published};
    if (c->from == RC_DAY_NONE && c->to == RC_DAY_NONE) return s;
    s.is_dated = true;
    s.from = c->from == RC_DAY_NONE ? c->to : c->from;
    s.to = c->to == RC_DAY_NONE ? c->from : c->to;
    s.is_running = (int64_t)s.to - s.from + 1 > RUNNING_TOTAL_DAYS;
    return s;
}

uint32_t rc_clashes_find(const rc_stand *a, const rc_stand *b, const rc_sides *sides, rc_arena *arena,
                         rc_clash out[RC_CLASH_KINDS])
{
    uint32_t n = 0;
    if (a->claim->polarity == RC_DENIED || b->claim->polarity == RC_DENIED)
        return rc_clash_of_denial(a, b, sides, arena, &out[0]);
    n += rc_clash_of_counts(a, b, &out[n]);
    n += rc_clash_of_ground(a, b, sides, arena, &out[n]);
    n += rc_clash_of_doers(a, b, sides, &out[n]);
    n += rc_clash_of_victims(a, b, &out[n]);
    n += rc_clash_of_days(a, b, &out[n]);
    n += rc_clash_of_places(a, b, &out[n]);
    return n;
}

rc_str rc_contradiction_say(rc_contradiction_kind kind, const rc_join_claim *a, const rc_join_report *report_a,
                            const rc_join_claim *b, const rc_join_report *report_b, const rc_sides *sides, rc_str lang,
                            rc_arena *arena)
{
    rc_clash found[RC_CLASH_KINDS];
    rc_stand x = rc_stand_of(&a->claim, report_a), y = rc_stand_of(&b->claim, report_b);
    uint32_t n = rc_clashes_find(&x, &y, sides, arena, found);
    for (uint32_t i = 0; i < n; i++)
        if (found[i].kind == kind) return rc_clash_say(&found[i], &x, &y, sides, lang, arena);
    return (rc_str){0};
}

/* ---- answers */

static rc_stand stand_of_mention(const rc_mention *m)
{
    return (rc_stand){
        .claim = m->claim, .from = m->from, .to = m->to, .is_dated = m->is_dated, .is_running = m->is_running};
}

static bool any_held(const rc_claim *claim)
{
    for (uint32_t i = 0; i < claim->n_control; i++)
        if (claim->control[i].change == RC_HELD) return true;
    return false;
}

/* "The army denied losing anyone": a side of itself. */
static bool says_none(const rc_claim *claim, const rc_loss *loss)
{
    const rc_link *origin = rc_claim_origin(claim);
    return loss->count.has_high && loss->count.high == 0 && origin && rc_party_is_side(loss->of) &&
           rc_str_eq(origin->party, loss->of);
}

/* Of the answers of a claim one that denies what was said ranks before one that counts nobody, which many words may
 * mean.
 *
 * A report that lets two sources speak one after the other, the second against the first, tells of one thing: it denies
 * what was just said, or says who still has the ground. (That it was taken would be the story going on.) Whoever it was
 * that said what is denied comes right behind or a little before. Who is on whose side is left aside, so that the
 * answer does not hang on what is known beside the claims. */
typedef enum answer { NO_ANSWER, SAYS_NONE, SAYS_NO } answer;

static answer answers(const rc_mention *late, const rc_mention *early, rc_arena *arena)
{
    rc_clash clash;
    uint32_t apart = late->ordinal - early->ordinal;
    if (late->origin == early->origin) return NO_ANSWER;
    if (late->from > early->to || early->from > late->to) return NO_ANSWER;
    rc_stand a = stand_of_mention(early), b = stand_of_mention(late);
    if (rc_clash_of_denial(&a, &b, NULL, arena, &clash))
        return b.claim->polarity == RC_DENIED || apart == 1 ? SAYS_NO : NO_ANSWER;
    if (a.claim->polarity == RC_DENIED || b.claim->polarity == RC_DENIED) return NO_ANSWER;
    if (any_held(b.claim) && rc_clash_of_ground(&a, &b, NULL, arena, &clash)) return SAYS_NO;
    bool none = apart <= NONE_APART && rc_clash_of_counts(&a, &b, &clash) && says_none(b.claim, clash.loss_b);
    return none ? SAYS_NONE : NO_ANSWER;
}

/* In how much an answer repeats what it answers: a denial without an act of its own has the act, place and days of what
 * it denies. */
static unsigned agreement(const rc_claim *a, const rc_claim *b)
{
    unsigned n = a->type == b->type;
    n += rc_str_eq(a->subtype, b->subtype);
    n += a->n_place && b->n_place && rc_str_eq(a->place[0].name, b->place[0].name);
    n += a->from == b->from && a->to == b->to;
    n += a->n_by && b->n_by && rc_str_eq(a->by[0].party, b->by[0].party);
    n += a->n_against && b->n_against && rc_str_eq(a->against[0].party, b->against[0].party);
    return n;
}

uint32_t rc_mention_asked(const rc_mention *mentions, uint32_t i, bool *is_last_resort, rc_arena *arena)
{
    uint32_t best = RC_NO_MENTION;
    answer kind = NO_ANSWER;
    unsigned most = 0;
    for (uint32_t k = i; k > 0; k--) {
        const rc_mention *early = &mentions[k - 1];
        uint32_t apart = mentions[i].ordinal - early->ordinal;
        if (early->report != mentions[i].report || apart > ANSWER_FAR) break;
        unsigned alike = agreement(mentions[i].claim, early->claim);
        if (apart > ANSWER_CLAIMS && alike < ANSWER_ALIKE) continue;
        answer found = answers(&mentions[i], early, arena);
        if (found == NO_ANSWER) continue;
        if (found < kind || (found == kind && alike <= most)) continue; /* of equals the nearest */
        best = k - 1;
        kind = found;
        most = alike;
    }
    *is_last_resort = kind == SAYS_NONE;
    return best;
}

/* ---- all of an event */

typedef struct finding {
    const rc_joining *joining;
    const rc_group *group;
    const rc_event *event;
    rc_stand *stands;    /* by member */
    uint32_t *withdrawn; /* by member: the later claim on ground by which its origin corrected it, or RC_NO_MENTION */
    RC_VEC(rc_contradiction) found;
    rc_map told;                   /* how many are kept of two origins, by kind */
    uint32_t kept[RC_CLASH_KINDS]; /* of the event, by kind */
} finding;

static const rc_mention *member(const finding *f, uint32_t i)
{
    return &f->joining->mentions[f->group->members[i]];
}

static bool is_nameless(const rc_claim *claim)
{
    const rc_link *origin = rc_claim_origin(claim);
    return origin && (origin->kind == RC_SOURCE_WITNESS || origin->kind == RC_SOURCE_ANONYMOUS);
}

/* Sources without a name that cannot both be right are two sources, however alike they are called. */
static bool same_voice(const finding *f, uint32_t i, uint32_t j)
{
    if (f->event->origin[i] != f->event->origin[j]) return false;
    return !is_nameless(f->stands[i].claim) || !is_nameless(f->stands[j].claim);
}

/* An origin that says later who has the ground has withdrawn what it said before: that stands against what its own
 * report tells beside it, no longer against what came to be known elsewhere. */
static void find_withdrawn(finding *f, uint32_t n)
{
    rc_clash clash;
    for (uint32_t i = 0; i < n; i++) {
        f->withdrawn[i] = RC_NO_MENTION;
        if (!f->stands[i].claim->n_control) continue;
        for (uint32_t j = i + 1; j < n && f->withdrawn[i] == RC_NO_MENTION; j++)
            if (f->stands[j].claim->n_control && f->event->origin[i] == f->event->origin[j] &&
                f->stands[j].claim->polarity == f->stands[i].claim->polarity &&
                rc_clash_of_ground(&f->stands[i], &f->stands[j], f->joining->sides, f->joining->arena, &clash))
                f->withdrawn[i] = j;
    }
}

static bool is_past(const finding *f, uint32_t i, uint32_t j)
{
    return f->withdrawn[i] != RC_NO_MENTION && (member(f, i)->report != member(f, j)->report || j > f->withdrawn[i]);
}

static bool is_told(finding *f, rc_contradiction_kind kind, uint32_t a, uint32_t b)
{
    if (f->kept[kind] == PAIRS_OF_EVENT) return true;
    rc_arena *arena = f->joining->arena;
    rc_str key = rc_arena_printf(arena, "%d %u %u", (int)kind, a < b ? a : b, a < b ? b : a);
    return ++*rc_map_put(arena, &f->told, key, NULL) > PAIRS_OF_ORIGINS;
}

static void compare(finding *f, uint32_t i, uint32_t j)
{
    rc_clash clashes[RC_CLASH_KINDS];
    rc_arena *arena = f->joining->arena;
    const rc_stand *a = &f->stands[i], *b = &f->stands[j];
    uint32_t x = member(f, i)->input, y = member(f, j)->input;
    uint32_t n = rc_clashes_find(a, b, f->joining->sides, arena, clashes);
    for (uint32_t k = 0; k < n; k++) {
        rc_contradiction_kind kind = clashes[k].kind;
        /* a report that names two places for one act tells of two, or names one for the province of the other */
        if (kind == RC_CONTRADICTS_PLACE && member(f, i)->report == member(f, j)->report) continue;
        if (kind == RC_CONTRADICTS_CONTROL && (is_past(f, i, j) || is_past(f, j, i))) continue;
        if (is_told(f, kind, f->event->origin[i], f->event->origin[j])) continue;
        f->kept[kind]++;
        rc_str why = rc_clash_say(&clashes[k], a, b, f->joining->sides, RC_STR("en"), arena);
        *RC_PUSH(arena, &f->found) = (rc_contradiction){kind, x < y ? x : y, x < y ? y : x, why};
    }
}

void rc_contradictions_find(const rc_joining *joining, const rc_group *group, rc_event *event)
{
    finding f = {.joining = joining, .group = group, .event = event};
    uint32_t n = group->n < CLAIMS_COMPARED ? group->n : CLAIMS_COMPARED;
    f.stands = RC_NEWS(joining->arena, rc_stand, n);
    f.withdrawn = RC_NEWS(joining->arena, uint32_t, n);
    for (uint32_t i = 0; i < n; i++) {
        const rc_mention *m = member(&f, i);
        f.stands[i] = rc_stand_of(m->claim, joining->reports[m->report].report);
    }
    find_withdrawn(&f, n);
    for (uint32_t i = 0; i < n; i++) {
        if (member(&f, i)->twin != RC_NO_MENTION) continue; /* a copy adds no voice */
        for (uint32_t j = i + 1; j < n; j++)
            if (member(&f, j)->twin == RC_NO_MENTION && !same_voice(&f, i, j)) compare(&f, i, j);
    }
    event->contradictions = f.found.ptr;
    event->n_contradictions = (uint32_t)f.found.len;
}

const char *rc_contradiction_kind_name(rc_contradiction_kind kind)
{
    static const char *const names[] = {"count",          "control", "denial", "who attacked",
                                        "who was killed", "time",    "place"};
    return names[kind];
}
