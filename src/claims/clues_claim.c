/* Clues for what sort of event a claim tells, how surely, and whether a careful reader would make the claim at all. */
#include "claims/draft.h"
#include "claims/modality.h"
#include "recoupe/base/hash.h"

#define WEAPON_REACH 10

const subtype_row subtypes[] = {{"Armed clash", RC_BATTLES},
                                {"Government regains territory", RC_BATTLES},
                                {"Non-state actor overtakes territory", RC_BATTLES},
                                {"Chemical weapon", RC_EXPLOSIONS},
                                {"Air/drone strike", RC_EXPLOSIONS},
                                {"Suicide bomb", RC_EXPLOSIONS},
                                {"Shelling/artillery/missile attack", RC_EXPLOSIONS},
                                {"Remote explosive/landmine/IED", RC_EXPLOSIONS},
                                {"Grenade", RC_EXPLOSIONS},
                                {"Sexual violence", RC_VIOLENCE},
                                {"Attack", RC_VIOLENCE},
                                {"Abduction/forced disappearance", RC_VIOLENCE},
                                {"Peaceful protest", RC_PROTESTS},
                                {"Protest with intervention", RC_PROTESTS},
                                {"Excessive force against protesters", RC_PROTESTS},
                                {"Violent demonstration", RC_RIOTS},
                                {"Mob violence", RC_RIOTS},
                                {"Agreement", RC_STRATEGIC},
                                {"Arrests", RC_STRATEGIC},
                                {"Change to group/activity", RC_STRATEGIC},
                                {"Disrupted weapons use", RC_STRATEGIC},
                                {"Headquarters or base established", RC_STRATEGIC},
                                {"Looting/property destruction", RC_STRATEGIC},
                                {"Non-violent transfer of territory", RC_STRATEGIC},
                                {"Other", RC_STRATEGIC}};
const uint32_t n_subtypes = sizeof subtypes / sizeof *subtypes;

static uint32_t number_of(rc_str subtype)
{
    for (uint32_t i = 0; i < n_subtypes; i++)
        if (rc_str_is(subtype, subtypes[i].subtype)) return i + 1;
    return 0;
}

static uint32_t word_hash(rc_str s)
{
    return (uint32_t)rc_hash64(s);
}

static uint32_t inter_named(const rc_reading *r, const rc_actor *actors, uint32_t n)
{
    if (!n) return 12;
    for (uint32_t i = 0; i < r->parties.n; i++) {
        const rc_party_mention *p = &r->parties.ptr[i];
        if (!rc_str_eq(p->party, actors[0].party)) continue;
        return rc_str_is(p->party, "civilians") ? 10 : rc_str_is(p->party, "unknown") ? 11 : (uint32_t)p->inter;
    }
    return 13;
}

/* A clue about the draft and the sub-type that is weighed; its wider type too. */
static void sorted_clue(clues *out, uint32_t subtype, const char *name, uint32_t value)
{
    add_clue(out, name, both(subtype, value));
    add_clue(out, "of-type", both(both(subtypes[subtype].type + 100u, word_hash(rc_str_of(name))), value));
}

/* How an act of the sentence stands to the sub-type weighed: 2 the same, 1 the same type, 0 another. */
static uint32_t agrees(const act_row *act, uint32_t subtype)
{
    if (rc_str_is(act->subtype, subtypes[subtype].subtype)) return 2;
    return act->type == subtypes[subtype].type;
}

/* Whether what the words say is this sub-type, whatever it is: what holds for one sort of event holds for another. */
static void agreement_clues(const rc_reading *r, const draft *d, uint32_t subtype, clues *out)
{
    uint32_t kind = kind_of_draft(d), best = 0, others = 0;
    for (uint32_t i = 0; i < d->from.n; i++) {
        const mention *m = d->from.mentions[i];
        if (m->kind != MENTION_ACT) continue;
        uint32_t same = agrees(m->act, subtype);
        uint32_t sort = is_generic_act(m->act) | (uint32_t)m->strong << 1 | (uint32_t)m->ambiguous << 2 |
                        (uint32_t)m->anaphoric << 3 | (uint32_t)(m->act->pos == POS_VERB) << 4;
        add_clue(out, "act-agrees", both(same, sort));
        add_clue(out, "act-agrees-kind", both(same, both(sort & 7u, kind)));
        add_clue(out, "act-agrees-span", both(same, both(step_of(m->end - m->first), sort & 7u)));
        uint32_t weight = 1u + (m->strong && !m->ambiguous) + (uint32_t)(!is_generic_act(m->act)) * 2u;
        if (same == 2 && weight > best) best = weight;
        if (same != 2 && weight > others) others = weight;
    }
    add_clue(out, "best-act", both(best, others));
    add_clue(out, "best-act-kind", both(both(best, others), kind));
    add_clue(out, "best-act-on", both(both(best, others), goes_on(&d->from)));
    uint32_t inside = 0, outside = 0, inside_other = 0;
    for (uint32_t t = d->from.sentence.first; t < d->from.sentence.end; t++) {
        const rc_hit *hit = hit_with(r, t, r->rules->events);
        if (!hit) continue;
        const act_row *act = &r->rules->act[hit->row];
        bool within = in_range(d->from.within, t), same = agrees(act, subtype) == 2;
        uint32_t weight = 1u + act->strong + (uint32_t)(!is_generic_act(act)) * 2u;
        uint32_t *at = !within ? &outside : same ? &inside : &inside_other;
        if ((within || same) && weight > *at) *at = weight;
    }
    add_clue(out, "words-agree", both(inside, both(inside_other, outside)));
    add_clue(out, "words-agree-kind", both(both(inside, inside_other), kind));
}

/* What the report told last, and tells most, of a sort that says more than "attack". */
static void story_clues(const drafts *all, uint32_t n, uint32_t subtype, bool on, clues *out)
{
    uint32_t last = 30, gap = 0, seen[32] = {0}, most = 0;
    for (uint32_t i = 0; i < all->n; i++) {
        uint32_t k = number_of(all->ptr[i].claim.subtype);
        bool generic =
            rc_str_is(all->ptr[i].claim.subtype, "Armed clash") || rc_str_is(all->ptr[i].claim.subtype, "Attack") || !k;
        if (i == n || generic) continue;
        seen[k & 31]++;
        if (i < n) last = k;
        if (i < n) gap = all->ptr[n].sentence - all->ptr[i].sentence;
    }
    for (uint32_t k = 0; k < 32; k++)
        if (seen[k] > seen[most]) most = k;
    uint32_t rule = number_of(all->ptr[n].claim.subtype) == subtype + 1;
    add_clue(out, "told-last", both(last == 30 ? 2u : last == subtype + 1, both(on, step_of(gap))));
    add_clue(out, "told-last-rule", both(last == 30 ? 2u : last == subtype + 1, both(on, rule)));
    add_clue(out, "told-most", both(!seen[most] ? 2u : most == subtype + 1, both(on, step_of(seen[most]))));
    add_clue(out, "told-most-rule", both(!seen[most] ? 2u : most == subtype + 1, both(on, rule)));
}

void type_clues(const rc_reading *r, const drafts *all, uint32_t n, uint32_t subtype, clues *out)
{
    const draft *d = &all->ptr[n];
    const rc_claim *c = &d->claim;
    uint32_t rule = number_of(c->subtype), own = subtype;
    uint32_t before = n > 0 ? number_of(all->ptr[n - 1].claim.subtype) : 30;
    uint32_t after = n + 1 < all->n ? number_of(all->ptr[n + 1].claim.subtype) : 30;
    uint32_t by = inter_named(r, c->by, c->n_by), against = inter_named(r, c->against, c->n_against);
    uint32_t kind = kind_of_draft(d), title = r->title_act ? number_of(r->title_act->subtype) : 31;
    uint32_t members = c->n_losses ? (uint32_t)c->losses[0].members : 9;
    bool on = goes_on(&d->from);
    out->n = 0;
    sorted_clue(out, own, "bias", 0);
    sorted_clue(out, own, "rule", rule);
    sorted_clue(out, own, "rule-kind", both(rule, kind));
    sorted_clue(out, own, "rule-on", both(rule, on));
    sorted_clue(out, own, "kind", kind);
    sorted_clue(out, own, "members", both(members, kind));
    sorted_clue(out, own, "before", both(before, on));
    sorted_clue(out, own, "after", after);
    sorted_clue(out, own, "title", both(title, on));
    sorted_clue(out, own, "title-rule", both(title, rule));
    sorted_clue(out, own, "before-rule", both(before, rule));
    sorted_clue(out, own, "by", by);
    sorted_clue(out, own, "against", against);
    sorted_clue(out, own, "by-against", both(by, against));
    sorted_clue(out, own, "against-rule", both(against, rule));
    sorted_clue(out, own, "by-control", both(by, c->n_control ? c->control[0].change : 20u));
    sorted_clue(out, own, "cue", d->from.cls);
    sorted_clue(out, own, "reality", both(c->reality, c->polarity));
    for (uint32_t i = 0; i < d->from.n && i < 6; i++) {
        const mention *m = d->from.mentions[i];
        if (m->kind == MENTION_ACT)
            sorted_clue(out, own, "act", both(number_of(m->act->subtype), m->strong | (uint32_t)m->ambiguous << 1));
        if (m->kind == MENTION_THING)
            sorted_clue(out, own, "thing", both(word_hash(m->thing.category), (uint32_t)m->thing.effect));
    }
    uint32_t first =
        d->anchor > d->from.sentence.first + WEAPON_REACH ? d->anchor - WEAPON_REACH : d->from.sentence.first;
    for (uint32_t t = first; t < d->from.sentence.end && t < d->anchor + WEAPON_REACH; t++) {
        uint32_t count;
        rc_str category = thing_category(r, t, &count);
        if (category.len) sorted_clue(out, own, "weapon", word_hash(category));
        const rc_hit *hit = hit_with(r, t, r->rules->events);
        if (hit) sorted_clue(out, own, "word", number_of(r->rules->act[hit->row].subtype));
    }
    uint32_t same = 0;
    for (uint32_t i = 0; i < all->n; i++) same += i != n && number_of(all->ptr[i].claim.subtype) == own + 1;
    add_clue(out, "share", all->n > 1 ? same * 5 / (all->n - 1) : 0);
    add_clue(out, "share-on", both(all->n > 1 ? same * 5 / (all->n - 1) : 0, on));
    add_clue(out, "is-rule", both(rule == own + 1, on));
    add_clue(out, "is-rule-kind", both(rule == own + 1, kind));
    add_clue(out, "is-before", both(before == own + 1, on));
    add_clue(out, "is-title", both(title == own + 1, on));
    agreement_clues(r, d, own, out);
    story_clues(all, n, own, on, out);
}

void hedge_clues(const rc_reading *r, const drafts *all, uint32_t n, clues *out)
{
    const draft *d = &all->ptr[n];
    const syntax *s = r->syntax;
    uint32_t w = word_at(s, d->anchor);
    uint32_t clause = clause_of(s, w);
    bool conditional = is_conditional_word(r, w) || (clause != NO_WORD && is_conditional_word(r, clause));
    bool rule = d->claim.certainty == RC_HEDGED, language = r->rules->n_endings > 0;
    uint32_t cue_mood = 0;
    if (d->from.frame) cue_mood = 1 + is_conditional_word(r, word_at(s, d->from.frame->cue));
    out->n = 0;
    add_clue(out, "bias", language);
    add_clue(out, "rule", both(rule, language));
    add_clue(out, "conditional", both(conditional, both(rule, language)));
    add_clue(out, "chain", both(d->from.n_chain > 0, rule));
    add_clue(out, "cue", both(d->from.cls, rule));
    add_clue(out, "cue-mood", both(cue_mood, rule));
    add_clue(out, "reality", both(d->claim.reality, rule));
    add_clue(out, "kind", both(kind_of_draft(d), rule));
    add_clue(out, "before", both(n > 0 ? all->ptr[n - 1].claim.certainty : 2u, rule));
    if (d->from.n_chain) add_clue(out, "source", both(d->from.chain[d->from.n_chain - 1].kind, rule));
    for (uint32_t t = d->from.sentence.first; t < d->from.sentence.end; t++) {
        const rc_hit *hit = hit_with(r, t, r->rules->hedges);
        if (!hit) continue;
        uint32_t kind = r->rules->hedge[hit->row], gap = step_of(t < d->anchor ? d->anchor - t : t - d->anchor);
        add_clue(out, "hedge", both(kind, both(in_range(d->from.within, t), t < d->anchor)));
        add_clue(out, "hedge-gap", both(kind, both(gap, t < d->anchor)));
        uint32_t h = word_at(s, t);
        bool governs = h != NO_WORD && w != NO_WORD && is_under(s, w, h), under = h != NO_WORD && is_under(s, h, w);
        add_clue(out, "hedge-tree", both(kind, (uint32_t)governs | (uint32_t)under << 1));
    }
}

void right_clues(const rc_reading *r, const drafts *all, uint32_t n, clues *out)
{
    const draft *d = &all->ptr[n];
    const rc_claim *c = &d->claim;
    uint32_t kind = kind_of_draft(d), rule = word_hash(c->rule), strong = 0;
    uint32_t act = 0;
    for (uint32_t i = 0; i < d->from.n; i++) {
        strong += d->from.mentions[i]->strong;
        if (d->from.mentions[i]->kind == MENTION_ACT && !act)
            act = both(number_of(d->from.mentions[i]->act->subtype), d->from.mentions[i]->anaphoric);
    }
    uint32_t known_by = c->n_by > 0, known_against = c->n_against > 0;
    uint32_t slots =
        known_by | known_against << 1 | (uint32_t)(c->n_place > 0) << 2 | (uint32_t)(c->from != RC_DAY_NONE) << 3;
    bool on = goes_on(&d->from), quoted = r->quotation_at[d->anchor] != NO_INDEX;
    uint32_t sort = number_of(c->subtype);
    out->n = 0;
    add_clue(out, "bias", 0);
    add_clue(out, "kind", kind);
    add_clue(out, "rule", rule);
    add_clue(out, "rule-kind", both(rule, kind));
    add_clue(out, "sort", sort);
    add_clue(out, "sort-kind", both(sort, kind));
    add_clue(out, "act", both(act, kind));
    add_clue(out, "strong", both(step_of(strong), kind));
    add_clue(out, "losses", both(step_of(c->n_losses), step_of(c->n_equipment + c->n_control)));
    add_clue(out, "slots", slots);
    add_clue(out, "slots-kind", both(slots, kind));
    add_clue(out, "slots-on", both(slots, on));
    add_clue(out, "on", both(on, kind));
    add_clue(out, "chain", both(d->from.n_chain, kind));
    add_clue(out, "cue", both(d->from.cls, kind));
    add_clue(out, "quoted", both(quoted, both(d->from.n_chain, kind)));
    add_clue(out, "modality", both(c->certainty, both(c->polarity, c->reality)));
    add_clue(out, "reality-kind", both(c->reality, kind));
    add_clue(out, "by", both(inter_named(r, c->by, c->n_by), sort));
    add_clue(out, "against", both(inter_named(r, c->against, c->n_against), sort));
    add_clue(out, "members", both(c->n_losses ? c->losses[0].members : 9u, kind));
    add_clue(out, "title", both(r->title_act ? number_of(r->title_act->subtype) : 31, sort));
    add_clue(out, "block", r->doc->blocks[r->doc->sentences[d->sentence].block].kind);
    add_clue(out, "lead", d->sentence < 3);
    add_clue(out, "length", step_of((uint32_t)(c->span.end - c->span.beg) / 20));
    add_clue(out, "sentence", step_of((d->from.sentence.end - d->from.sentence.first) / 2));
    add_clue(out, "density", r->doc->n_sentences ? all->n * 5 / r->doc->n_sentences : 0);
    if (c->n_losses) {
        const rc_count *count = &c->losses[0].count;
        uint32_t size = count->has_low ? step_of(count->low > 100 ? 100 : (uint32_t)count->low) : 20;
        add_clue(out, "count", both(size, kind));
        add_clue(out, "count-rule", both(size, rule));
    }
    uint32_t w = word_at(r->syntax, d->anchor);
    if (w != NO_WORD) {
        add_clue(out, "relation", both(r->syntax->relation[w], kind));
        add_clue(out, "upos", both(word_of(r->syntax, w)->upos, both(r->syntax->relation[w], 0)));
        uint32_t clause = clause_of(r->syntax, w);
        if (clause != NO_WORD) add_clue(out, "clause", both(r->syntax->relation[clause], kind));
    }
    if (n > 0) {
        const draft *b = &all->ptr[n - 1];
        uint32_t gap = d->sentence - b->sentence;
        add_clue(out, "before",
                 both(step_of(gap), both(number_of(b->claim.subtype) == sort, kind_of_draft(b) == kind)));
        bool same = b->claim.from == c->from && b->claim.n_place && c->n_place &&
                    rc_str_eq(b->claim.place[0].name, c->place[0].name);
        add_clue(out, "before-same", both(same, both(step_of(gap), kind_of_draft(b) == kind)));
    }
    bool repeat = false;
    for (uint32_t i = 0; i < n; i++) {
        const rc_claim *o = &all->ptr[i].claim;
        repeat = repeat || (number_of(o->subtype) == sort && o->from == c->from && o->n_place && c->n_place &&
                            rc_str_eq(o->place[0].name, c->place[0].name));
    }
    add_clue(out, "repeat", both(repeat, kind));
}
