#include "claims/answered.h"

#include "claims/denials.h"
#include "claims/owning.h"

#include <string.h>

#define DRAFTS_BACK 6
#define SENTENCES_BACK 4

/* How much speaks for one claim being what is denied. */
#define HIS_DEED 2.0F   /* it lays an act on whoever denies */
#define HIS_LOSS 1.0F   /* it tells of his losses, or of ground that another side took */
#define ACCUSED 1.5F    /* it is an accusation */
#define OTHER_SIDE 0.5F /* another side says it */
#define SOMEBODY 0.5F   /* somebody is named who says it */
#define SAME_SENTENCE 0.5F
#define ADMITTED 2.0F
#define DISOWNED 1.0F /* he says that he had no part in it, and it is laid at his door */
#define EACH_BACK 0.75F

static const rc_link *origin_of(const cluster *c)
{
    return c->n_chain ? &c->chain[c->n_chain - 1] : NULL;
}

static bool tells_of_loss(const rc_claim *claim, rc_str side)
{
    for (uint32_t i = 0; i < claim->n_losses; i++)
        if (rc_str_eq(claim->losses[i].of, side)) return true;
    for (uint32_t i = 0; i < claim->n_control; i++) {
        const rc_control *c = &claim->control[i];
        bool own = rc_str_eq(c->by, side), lost = c->change == RC_LOST || c->change == RC_WITHDREW;
        if (own ? lost : c->change == RC_TAKEN || c->change == RC_HELD) return true;
    }
    return false;
}

/* What a side tells of its own losses the other does not deny. */
static bool is_admission(const rc_claim *claim, const rc_link *origin)
{
    return origin && is_side(origin->party) && claim->n_losses && rc_str_eq(claim->losses[0].of, origin->party);
}

static float answer_weight(const draft *told, const rc_link *denier)
{
    const rc_link *origin = rc_claim_origin(&told->claim);
    float sum = origin ? SOMEBODY : 0;
    if (is_admission(&told->claim, origin)) sum -= ADMITTED;
    if (told->from.cls == CUE_ACCUSING) sum += ACCUSED;
    if (!denier || !is_side(denier->party)) return sum;
    if (has_actor(told->claim.by, told->claim.n_by, denier->party)) sum += HIS_DEED;
    if (tells_of_loss(&told->claim, denier->party)) sum += HIS_LOSS;
    if (origin && is_side(origin->party) && !rc_str_eq(origin->party, denier->party)) sum += OTHER_SIDE;
    return sum;
}

static bool may_be_denied(const draft *told, const rc_link *denier, bool count)
{
    const rc_link *origin = rc_claim_origin(&told->claim);
    if (told->claim.polarity == RC_DENIED || told->claim.reality != RC_ACTUAL) return false;
    if (origin && denier && rc_str_eq(origin->name, denier->name)) return false;
    return !count || told->claim.n_losses;
}

static bool denies_count(const rc_reading *r, const cluster *denial)
{
    return has_setting(r, denial->mentions[0]->anchor, SETTING_COUNT);
}

uint32_t answered_draft(const rc_reading *r, const cluster *denial, const draft *told, uint32_t n)
{
    const rc_link *denier = origin_of(denial);
    uint32_t sentence = r->doc->tokens[denial->sentence.first].sentence, best = NO_DRAFT;
    bool count = denies_count(r, denial);
    float most = -1;
    bool own_part = disowns(r, denial);
    for (uint32_t i = n; i > 0 && n - i < DRAFTS_BACK; i--) {
        const draft *d = &told[i - 1];
        if (sentence - d->sentence > SENTENCES_BACK) break;
        if (!may_be_denied(d, denier, count)) continue;
        float weight =
            answer_weight(d, denier) + (d->sentence == sentence ? SAME_SENTENCE : 0) - EACH_BACK * (float)(n - i);
        if (own_part && strcmp(d->from.mentions[0]->rule, RULE_OWNED) == 0) weight += DISOWNED;
        if (best != NO_DRAFT && weight <= most) continue;
        most = weight;
        best = i - 1;
    }
    return best;
}

/* The definite noun that a cluster takes up an act by: "the attack", "cette attaque"; UINT32_MAX: none. */
static uint32_t noun_of(const rc_reading *r, const cluster *c)
{
    for (uint32_t i = 0; i < c->n; i++) {
        const mention *m = c->mentions[i];
        if (m->kind == MENTION_ACT && m->anaphoric && is_upos(r->syntax, word_at(r->syntax, m->anchor), RC_UPOS_NOUN))
            return m->anchor;
    }
    return UINT32_MAX;
}

static bool names_act(const rc_reading *r, const draft *d, rc_str noun)
{
    for (uint32_t i = 0; i < d->from.n; i++) {
        const mention *m = d->from.mentions[i];
        for (uint32_t t = m->first; m->kind == MENTION_ACT && t < m->end; t++)
            if (rc_str_eq(r->doc->tokens[t].fold, noun)) return true;
    }
    return false;
}

uint32_t taken_up_draft(const rc_reading *r, const cluster *from, const draft *told, uint32_t n)
{
    uint32_t noun = goes_on(from) ? noun_of(r, from) : UINT32_MAX;
    if (noun == UINT32_MAX || !n || names_act(r, &told[n - 1], r->doc->tokens[noun].fold)) return NO_DRAFT;
    for (uint32_t i = n; i > 0; i--)
        if (names_act(r, &told[i - 1], r->doc->tokens[noun].fold)) return i - 1;
    return NO_DRAFT;
}

episode episode_of(const draft *told)
{
    const rc_claim *c = &told->claim;
    return (episode){.type = c->type,
                     .subtype = c->subtype,
                     .place = c->place,
                     .n_place = c->n_place,
                     .from = c->from,
                     .to = c->to,
                     .sentence = told->sentence,
                     .by = c->by,
                     .against = c->against,
                     .n_by = c->n_by,
                     .n_against = c->n_against};
}

static bool is_finer(const rc_claim *a, const rc_claim *b)
{
    if (!a->n_place || !a->place[0].is_resolved || !b->place[0].is_resolved) return false;
    bool same_country = strcmp(a->place[0].country, b->place[0].country) == 0;
    return same_country && a->place[0].precision && a->place[0].precision < b->place[0].precision;
}

static void take_up(const rc_reading *r, const draft *denial, const rc_claim *told, rc_claim *claim)
{
    rc_actor owner;
    claim->type = told->type;
    claim->subtype = told->subtype;
    if (!owner_of(r, &denial->from, &owner)) { /* "denied responsibility": his own, whoever was named */
        claim->by = told->by;
        claim->n_by = told->n_by;
    }
    claim->against = told->against;
    claim->n_against = told->n_against;
    claim->control = told->control;
    claim->n_control = told->n_control;
    if (!claim->n_losses && denies_count(r, &denial->from)) { /* "rejected the figure" */
        claim->losses = told->losses;
        claim->n_losses = told->n_losses;
    }
    if (told->n_place && !is_finer(claim, told)) {
        claim->place = told->place;
        claim->n_place = told->n_place;
    }
    if (told->from == RC_DAY_NONE) return;
    claim->from = told->from;
    claim->to = told->to;
}

/* The same ground, or the same sort of act, told by somebody else. */
static bool tells_what_is_denied(const rc_claim *told, const rc_claim *denial)
{
    const rc_link *a = rc_claim_origin(told), *b = rc_claim_origin(denial);
    if (told->polarity == RC_DENIED || told->reality != RC_ACTUAL || (a && b && rc_str_eq(a->name, b->name)))
        return false;
    for (uint32_t i = 0; i < denial->n_control; i++)
        for (uint32_t k = 0; k < told->n_control; k++)
            if (denial->control[i].place.len && rc_str_eq(denial->control[i].place, told->control[k].place))
                return true;
    return !denial->n_control && told->type == denial->type && rc_str_eq(told->subtype, denial->subtype);
}

/* A denial that says neither when nor where speaks of when and where it was told to have been. */
static void fill_up(const drafts *all, uint32_t i, rc_claim *revised)
{
    rc_claim *denial = &revised[i];
    if (denial->polarity != RC_DENIED || (denial->from != RC_DAY_NONE && denial->n_place)) return;
    for (uint32_t k = i; k > 0 && i - k < DRAFTS_BACK; k--) {
        const rc_claim *told = &revised[k - 1];
        if (all->ptr[i].sentence - all->ptr[k - 1].sentence > SENTENCES_BACK) return;
        if (!tells_what_is_denied(told, denial)) continue;
        if (denial->from == RC_DAY_NONE) {
            denial->from = told->from;
            denial->to = told->to;
        }
        if (!denial->n_place) {
            denial->place = told->place;
            denial->n_place = told->n_place;
        }
        return;
    }
}

static bool names_when_or_where(const rc_reading *r, const draft *d)
{
    for (uint32_t t = d->from.within.first; t < d->from.within.end; t++)
        if (r->timex_at[t] != NO_INDEX || r->place_at[t] != NO_INDEX) return true;
    return false;
}

/* "The attack" was told before: when, where, and of what sort. */
static void resume(const rc_reading *r, const draft *d, const rc_claim *told, const rc_claim *last, rc_claim *claim)
{
    if (claim->type == last->type && rc_str_eq(claim->subtype, last->subtype)) { /* it went on with the claim before */
        claim->type = told->type;
        claim->subtype = told->subtype;
    }
    if (names_when_or_where(r, d)) return;
    if (told->n_place) {
        claim->place = told->place;
        claim->n_place = told->n_place;
    }
    if (told->from == RC_DAY_NONE) return;
    claim->from = told->from;
    claim->to = told->to;
}

void settle_answers(const rc_reading *r, const drafts *all, rc_claim *revised)
{
    for (uint32_t i = 0; i < all->n; i++) {
        uint32_t told = all->ptr[i].answers, resumed = all->ptr[i].resumes;
        if (resumed != NO_DRAFT) resume(r, &all->ptr[i], &revised[resumed], &revised[i - 1], &revised[i]);
        if (told == NO_DRAFT)
            fill_up(all, i, revised);
        else
            take_up(r, &all->ptr[i], &revised[told], &revised[i]);
    }
}
