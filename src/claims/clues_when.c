/* Clues for dates: which of those that a report names, or none, belongs to a claim. */
#include "claims/clues_near.h"

#define DAYS_SHOWN 1000

/* What all candidates of a draft are seen against. */
typedef struct view {
    const rc_reading *r;
    const drafts *all;
    uint32_t n, kind, gap_before;
    const draft *d;
    const rc_claim *before;
    bool told_before, has_rule;
} view;

static view view_of(const rc_reading *r, const drafts *all, uint32_t n)
{
    const draft *d = &all->ptr[n];
    const rc_claim *before = n > 0 ? &all->ptr[n - 1].claim : NULL;
    return (view){.r = r,
                  .all = all,
                  .n = n,
                  .kind = kind_of_draft(d),
                  .gap_before = before ? step_of(d->sentence - all->ptr[n - 1].sentence) : 9,
                  .d = d,
                  .before = before,
                  .told_before = before && before->from != RC_DAY_NONE,
                  .has_rule = d->claim.from != RC_DAY_NONE};
}

static bool is_dated(const rc_timex *x)
{
    return x->from != RC_DAY_NONE && x->to != RC_DAY_NONE;
}

/* Other dates between a mention and the draft, in text order: 0 for the one named last before it. */
static uint32_t dates_between(const view *v, const rc_timex *x)
{
    uint32_t low = x->first < v->d->anchor ? x->first : v->d->anchor,
             high = x->first < v->d->anchor ? v->d->anchor : x->first, n = 0;
    for (uint32_t i = 0; i < v->r->timexes.n; i++) {
        const rc_timex *y = &v->r->timexes.ptr[i];
        n += y != x && is_dated(y) && y->first > low && y->first < high && (y->from != x->from || y->to != x->to);
    }
    return n > 3 ? 3 : n;
}

/* Nearer dates of the draft's own sentence. */
static uint32_t nearer_dates(const view *v, const rc_timex *x, uint32_t reach)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < v->r->timexes.n; i++) {
        const rc_timex *y = &v->r->timexes.ptr[i];
        uint32_t gap = y->first > v->d->anchor ? y->first - v->d->anchor : v->d->anchor - y->first;
        n += y != x && gap < reach && v->r->doc->tokens[y->first].sentence == v->d->sentence;
    }
    return n > 2 ? 3 : n;
}

/* The verb that a date hangs on as seen from who says the claim: 1 it is the act of saying, 2 what is said. */
static uint32_t said_or_done(const view *v, uint32_t token)
{
    const syntax *s = v->r->syntax;
    const said *f = v->d->from.frame;
    uint32_t w = word_at(s, token);
    if (!f) return 0;
    if (in_range(f->words, token)) return 1;
    if (w == NO_WORD) return 3;
    uint32_t cue = word_at(s, f->cue);
    if (cue != NO_WORD && clause_of(s, w) == clause_of(s, cue)) return 1;
    return in_range(f->content, token) ? 2 : 3;
}

static uint32_t days_in_steps(int64_t days)
{
    return days < 0 ? 11 : step_of((uint32_t)(days > DAYS_SHOWN ? DAYS_SHOWN : days));
}

/* Drafts beside this one that the rules give the same time, in fifths. */
static uint32_t shared_by(const view *v, const candidate *time)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < v->all->n; i++)
        n += i != v->n && v->all->ptr[i].claim.from == time->from && v->all->ptr[i].claim.to == time->to;
    return v->all->n > 1 ? n * 5 / (v->all->n - 1) : 0;
}

/* Where the nearest date of all stands, and whether a date was named in this paragraph before the draft. */
static void no_time_clues(const view *v, clues *out)
{
    const draft *d = v->d;
    nearest near = {.where = 7};
    uint32_t here = 0;
    for (uint32_t i = 0; i < v->r->timexes.n; i++) {
        const rc_timex *x = &v->r->timexes.ptr[i];
        if (!is_dated(x)) continue;
        see_mention(v->r, d, i, x->first, &near);
        if (x->first < d->anchor && block_of(v->r, x->first) == block_of(v->r, d->anchor)) here++;
    }
    here = here > 2 ? 2 : here;
    add_clue(out, "none", 0);
    add_clue(out, "none-kind", v->kind);
    add_clue(out, "none-rule", both(v->has_rule, v->kind));
    add_clue(out, "none-before", both(v->told_before, both(v->has_rule, v->gap_before)));
    add_clue(out, "none-on", both(goes_on(&d->from), both(v->has_rule, v->told_before)));
    add_clue(out, "none-chain", both(d->from.n_chain, v->has_rule));
    add_clue(out, "none-reality", both(d->claim.reality, v->has_rule));
    add_clue(out, "none-dates", both(step_of(v->r->timexes.n), v->has_rule));
    add_clue(out, "none-type", both(d->claim.type, v->has_rule));
    add_clue(out, "none-near", both(near.where, v->has_rule));
    add_clue(out, "none-here", both(here, both(near.where, near.before)));
    add_clue(out, "none-tense", both(tense_of(v->r, v->d), v->has_rule));
    add_clue(out, "none-tense-kind", both(tense_of(v->r, v->d), v->kind));
    add_clue(out, "none-titled", both(v->r->dated.told.from != RC_DAY_NONE, near.where));
}

/* Of a time that nobody names in the text. */
static void silent_clues(const view *v, const candidate *time, clues *out)
{
    uint32_t sort = time->sort;
    add_clue(out, "silent", sort);
    add_clue(out, "silent-kind", both(sort, v->kind));
    add_clue(out, "silent-dates", both(sort, step_of(v->r->timexes.n)));
    add_clue(out, "silent-rule", both(sort, both(v->has_rule, v->gap_before)));
    add_clue(out, "silent-tense", both(sort, tense_of(v->r, v->d)));
    add_clue(out, "silent-length", both(sort, days_in_steps((int64_t)time->to - time->from)));
    add_clue(out, "silent-type", both(sort, v->d->claim.type));
    add_clue(out, "silent-chain", both(sort, v->d->from.n_chain));
}

void time_clues(const rc_reading *r, const drafts *all, uint32_t n, const candidate *time, clues *out)
{
    view v = view_of(r, all, n);
    const draft *d = v.d;
    out->n = 0;
    if (!time) {
        no_time_clues(&v, out);
        return;
    }
    if (!time->n) {
        silent_clues(&v, time, out);
        return;
    }
    uint32_t kind = v.kind;
    bool has_rule = v.has_rule;
    nearest near = {.where = 7};
    for (uint32_t i = 0; i < time->n; i++) see_mention(r, d, time->at[i], r->timexes.ptr[time->at[i]].first, &near);
    const rc_timex *x = &r->timexes.ptr[near.at];
    bool is_rule = has_rule && d->claim.from == time->from && d->claim.to == time->to;
    bool was = v.told_before && v.before->from == time->from && v.before->to == time->to;
    uint32_t where = near.where, tree = governed_by(r, d, x->first);
    uint32_t length = days_in_steps((int64_t)time->to - time->from);
    uint32_t old = r->published == RC_DAY_NONE ? 12 : days_in_steps((int64_t)r->published - time->to);
    uint32_t closer = nearer_dates(&v, x, near.gap), between = dates_between(&v, x);
    uint32_t saying = said_or_done(&v, x->first), tense = tense_of(r, v.d);
    uint32_t its = block_of(r, x->first), block = block_from(r, d, x->first);
    bool heads = r->doc->blocks[its].kind == RC_BLOCK_HEADING,
         begins = x->first <= r->doc->sentences[r->doc->blocks[its].first].first + 2;
    uint32_t sentences = step_of(near.before ? d->sentence - r->doc->tokens[x->first].sentence
                                             : r->doc->tokens[x->first].sentence - d->sentence);
    uint32_t hangs = hanging_by(r, x->first, x->first + x->count),
             runs = both(time->sort, (uint32_t)x->opens + 2 * (uint32_t)x->closes);
    bool listed = is_list(r);
    uint32_t rule = both(is_rule, where);
    add_clue(out, "rule", is_rule);
    add_clue(out, "rule-where", rule);
    add_clue(out, "rule-kind", both(is_rule, kind));
    add_clue(out, "where", where);
    add_clue(out, "where-kind", both(where, kind));
    add_clue(out, "where-rule-none", both(where, has_rule));
    add_clue(out, "gap", both(both(near.before, where), step_of(near.gap)));
    add_clue(out, "closer", both(closer, where));
    add_clue(out, "tree", both(tree, where));
    add_clue(out, "tree-rule", both(tree, is_rule));
    add_clue(out, "path", path_between(r, x->first, x->first + x->count, d->anchor));
    add_clue(out, "grain", both(x->grain, x->kind));
    add_clue(out, "grain-where", both(both(x->grain, x->kind), where));
    add_clue(out, "length", both(length, kind));
    add_clue(out, "length-where", both(length, where));
    add_clue(out, "old", old);
    add_clue(out, "old-where", both(old, where));
    add_clue(out, "saying", both(saying, d->from.cls));
    add_clue(out, "saying-where", both(saying, where));
    add_clue(out, "between", both(between, both(near.before, where)));
    add_clue(out, "between-on", both(between, both(near.before, goes_on(&d->from))));
    add_clue(out, "between-block", both(between, both(near.before, block)));
    add_clue(out, "block", both(block, both(heads, begins)));
    add_clue(out, "sentences", both(near.before, both(sentences, between)));
    add_clue(out, "hangs", hangs);
    add_clue(out, "hangs-where", both(hangs, where));
    add_clue(out, "hangs-old", both(hangs, old));
    add_clue(out, "listed", both(listed, both(block, heads)));
    add_clue(out, "listed-old", both(listed, both(block, old)));
    add_clue(out, "runs", both(runs, where));
    add_clue(out, "runs-kind", both(runs, kind));
    add_clue(out, "runs-tense", both(runs, tense));
    add_clue(out, "tense", both(tense, both(where, x->kind)));
    add_clue(out, "tense-length", both(tense, length));
    add_clue(out, "told-of", both(r->dated.told.from != RC_DAY_NONE, both(between, where)));
    add_clue(out, "lead", both(time->in_lead, where));
    add_clue(out, "first", both(time->at[0] == 0, where));
    add_clue(out, "times", both(step_of(time->n), where));
    add_clue(out, "before", both(was, where));
    add_clue(out, "before-gap", both(was, v.gap_before));
    add_clue(out, "before-on", both(was, both(goes_on(&d->from), has_rule)));
    add_clue(out, "only", both(r->timexes.n == 1, where));
    add_clue(out, "drafts", both(shared_by(&v, time), where));
    bool same_place =
        v.before && v.before->n_place && d->claim.n_place && rc_str_eq(v.before->place[0].name, d->claim.place[0].name);
    add_clue(out, "before-place", both(was, both(same_place, where)));
}
