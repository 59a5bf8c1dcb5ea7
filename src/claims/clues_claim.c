/* Clues for what sort of event a claim tells, how surely, and whether a careful reader would make the claim at all. */
#include "claims/draft.h"
#include "claims/modality.h"
#include "recoupe/base/hash.h"

#define WEAPON_REACH 10

#define ROW(name, type)                                                                                                \
    {                                                                                                                  \
        {(name), sizeof(name) - 1}, (type)                                                                             \
    }

const subtype_row subtypes[SUBTYPES] = {ROW("Armed clash", RC_BATTLES),
                                        ROW("Government regains territory", RC_BATTLES),
                                        ROW("Non-state actor overtakes territory", RC_BATTLES),
                                        ROW("Chemical weapon", RC_EXPLOSIONS),
                                        ROW("Air/drone strike", RC_EXPLOSIONS),
                                        ROW("Suicide bomb", RC_EXPLOSIONS),
                                        ROW("Shelling/artillery/missile attack", RC_EXPLOSIONS),
                                        ROW("Remote explosive/landmine/IED", RC_EXPLOSIONS),
                                        ROW("Grenade", RC_EXPLOSIONS),
                                        ROW("Sexual violence", RC_VIOLENCE),
                                        ROW("Attack", RC_VIOLENCE),
                                        ROW("Abduction/forced disappearance", RC_VIOLENCE),
                                        ROW("Peaceful protest", RC_PROTESTS),
                                        ROW("Protest with intervention", RC_PROTESTS),
                                        ROW("Excessive force against protesters", RC_PROTESTS),
                                        ROW("Violent demonstration", RC_RIOTS),
                                        ROW("Mob violence", RC_RIOTS),
                                        ROW("Agreement", RC_STRATEGIC),
                                        ROW("Arrests", RC_STRATEGIC),
                                        ROW("Change to group/activity", RC_STRATEGIC),
                                        ROW("Disrupted weapons use", RC_STRATEGIC),
                                        ROW("Headquarters or base established", RC_STRATEGIC),
                                        ROW("Looting/property destruction", RC_STRATEGIC),
                                        ROW("Non-violent transfer of territory", RC_STRATEGIC),
                                        ROW("Other", RC_STRATEGIC)};

#undef ROW

static uint32_t number_of(rc_str subtype)
{
    for (uint32_t i = 0; i < SUBTYPES; i++)
        if (rc_str_eq(subtype, subtypes[i].subtype)) return i + 1;
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

/* A clue about the draft and the sub-type that is weighed. */
static inline __attribute__((always_inline)) void sorted_clue(sort_view *out, const char *name, uint32_t value)
{
    if (out->n < MOST_CLUES / 2)
        out->ptr[out->n++] = (sort_clue){name, clue_hash(name), word_hash(rc_str_of(name)), value};
}

static uint32_t plainness(const act_row *act, bool plain)
{
    return 1u + plain + (uint32_t)(!is_generic_act(act)) * 2u;
}

/* Whose the first victims are: 0 nobody's, 1 of no known side, 2 civilians, 3 a state's, 4 another side's. */
static uint32_t victims_sort(const rc_reading *r, const rc_claim *c)
{
    if (!c->n_losses) return 0;
    rc_str of = c->losses[0].of;
    if (!of.len || rc_str_is(of, "unknown")) return 1;
    if (rc_str_is(of, "civilians")) return 2;
    for (uint32_t i = 0; i < r->parties.n; i++)
        if (rc_str_eq(r->parties.ptr[i].party, of))
            return r->parties.ptr[i].inter == RC_INTER_STATE || r->parties.ptr[i].inter == RC_INTER_EXTERNAL ? 3 : 4;
    return 4;
}

/* Who stands where the doer of the first mention stands: 0 nobody can be told, 1 nobody, 2 a word for an act, 3 a
 * thing, 4 people of no side, 5 a side, 6 another noun. */
static uint32_t doer_sort(const rc_reading *r, const draft *d)
{
    uint32_t word = word_at(r->syntax, d->anchor);
    if (word == NO_WORD) return 0;
    uint32_t doer = agent_of(r, word);
    if (doer == NO_WORD) return 1;
    uint32_t token = r->syntax->token_of[doer];
    const rc_party_mention *p = party_of(r, doer);
    if (p && !rc_str_is(p->party, "unknown")) return 5;
    if (p || hit_with(r, token, r->rules->people)) return 4;
    if (thing_category(r, token, &(uint32_t){0}).len) return 3;
    return hit_with(r, token, r->rules->events) ? 2 : 6;
}

static bool names_gathering(const rc_reading *r, range within)
{
    bool found = false;
    for (uint32_t t = within.first; t < within.end && !found; t++) found = has_setting(r, t, SETTING_CIVILIAN);
    return found;
}

/* What the words say, whatever that is: what holds for one sort of event holds for another. */
static void view_acts(const rc_reading *r, const draft *d, sort_view *out)
{
    out->n_acts = 0;
    for (uint32_t i = 0; i < d->from.n && out->n_acts < MOST_SORT_ACTS; i++) {
        const mention *m = d->from.mentions[i];
        if (m->kind != MENTION_ACT) continue;
        uint32_t sort = is_generic_act(m->act) | (uint32_t)m->strong << 1 | (uint32_t)m->ambiguous << 2 |
                        (uint32_t)m->anaphoric << 3 | (uint32_t)(m->act->pos == POS_VERB) << 4;
        out->acts[out->n_acts++] =
            (sort_act){number_of(m->act->subtype), m->act->type, sort, step_of(m->end - m->first),
                       plainness(m->act, m->strong && !m->ambiguous)};
    }
    memset(out->inside, 0, sizeof out->inside);
    memset(out->outside, 0, sizeof out->outside);
    for (uint32_t t = d->from.sentence.first; t < d->from.sentence.end; t++) {
        const rc_hit *hit = hit_with(r, t, r->rules->events);
        if (!hit) continue;
        const act_row *act = &r->rules->act[hit->row];
        uint8_t *at = in_range(d->from.within, t) ? out->inside : out->outside,
                weight = (uint8_t)plainness(act, act->strong);
        uint32_t number = number_of(act->subtype);
        if (weight > at[number]) at[number] = weight;
    }
}

static void view_story(const drafts *all, uint32_t n, sort_view *out)
{
    uint32_t seen[SUBTYPES + 1] = {0}, most = 0;
    out->told_last = out->told_last_gap = 0;
    for (uint32_t i = 0; i < all->n; i++) {
        rc_str subtype = all->ptr[i].claim.subtype;
        uint32_t k = number_of(subtype);
        if (i == n || !k || rc_str_is(subtype, "Armed clash") || rc_str_is(subtype, "Attack")) continue;
        seen[k]++;
        if (i < n) out->told_last = k;
        if (i < n) out->told_last_gap = step_of(all->ptr[n].sentence - all->ptr[i].sentence);
    }
    for (uint32_t k = 0; k <= SUBTYPES; k++)
        if (seen[k] > seen[most]) most = k;
    out->told_most = seen[most] ? most : 0;
    out->told_most_times = step_of(seen[most]);
}

void view_sort(const rc_reading *r, const drafts *all, uint32_t n, sort_view *out)
{
    const draft *d = &all->ptr[n];
    const rc_claim *c = &d->claim;
    uint32_t rule = number_of(c->subtype);
    uint32_t before = n > 0 ? number_of(all->ptr[n - 1].claim.subtype) : 30;
    uint32_t after = n + 1 < all->n ? number_of(all->ptr[n + 1].claim.subtype) : 30;
    uint32_t by = inter_named(r, c->by, c->n_by), against = inter_named(r, c->against, c->n_against);
    uint32_t kind = kind_of_draft(d), title = r->title_act ? number_of(r->title_act->subtype) : 31;
    uint32_t members = c->n_losses ? (uint32_t)c->losses[0].members : 9;
    bool on = goes_on(&d->from);
    out->n = 0;
    sorted_clue(out, "bias", 0);
    sorted_clue(out, "rule", rule);
    sorted_clue(out, "rule-kind", both(rule, kind));
    sorted_clue(out, "rule-on", both(rule, on));
    sorted_clue(out, "kind", kind);
    sorted_clue(out, "members", both(members, kind));
    sorted_clue(out, "before", both(before, on));
    sorted_clue(out, "after", after);
    sorted_clue(out, "title", both(title, on));
    sorted_clue(out, "title-rule", both(title, rule));
    sorted_clue(out, "before-rule", both(before, rule));
    sorted_clue(out, "by", by);
    sorted_clue(out, "against", against);
    sorted_clue(out, "by-against", both(by, against));
    sorted_clue(out, "against-rule", both(against, rule));
    sorted_clue(out, "by-control", both(by, c->n_control ? c->control[0].change : 20u));
    uint32_t victims = victims_sort(r, c), doer = doer_sort(r, d);
    sorted_clue(out, "victims", both(victims, members));
    sorted_clue(out, "victims-by", both(victims, by));
    sorted_clue(out, "doer", both(doer, kind));
    sorted_clue(out, "doer-victims", both(doer, victims));
    sorted_clue(out, "gathering", both(names_gathering(r, d->from.sentence), victims));
    sorted_clue(out, "cue", d->from.cls);
    sorted_clue(out, "reality", both(c->reality, c->polarity));
    for (uint32_t i = 0; i < d->from.n && i < 6; i++) {
        const mention *m = d->from.mentions[i];
        if (m->kind == MENTION_ACT)
            sorted_clue(out, "act", both(number_of(m->act->subtype), m->strong | (uint32_t)m->ambiguous << 1));
        if (m->kind == MENTION_THING)
            sorted_clue(out, "thing", both(word_hash(m->thing.category), (uint32_t)m->thing.effect));
    }
    uint32_t first =
        d->anchor > d->from.sentence.first + WEAPON_REACH ? d->anchor - WEAPON_REACH : d->from.sentence.first;
    for (uint32_t t = first; t < d->from.sentence.end && t < d->anchor + WEAPON_REACH; t++) {
        uint32_t count;
        rc_str category = thing_category(r, t, &count);
        if (category.len) sorted_clue(out, "weapon", word_hash(category));
        uint32_t tool = category.len ? word_at(r->syntax, t + count - 1) : NO_WORD;
        if (tool != NO_WORD) sorted_clue(out, "weapon-role", both(word_hash(category), r->syntax->relation[tool]));
        const rc_hit *hit = hit_with(r, t, r->rules->events);
        if (hit) sorted_clue(out, "word", number_of(r->rules->act[hit->row].subtype));
    }
    out->rule = rule;
    out->kind = kind;
    out->before = before;
    out->title = title;
    out->on = on;
    out->others = all->n - 1;
    memset(out->share, 0, sizeof out->share);
    for (uint32_t i = 0; i < all->n; i++) out->share[number_of(all->ptr[i].claim.subtype)] += i != n;
    view_acts(r, d, out);
    view_story(all, n, out);
}

/* Whether the acts and words of the draft say this sub-type. */
static void agreement_clues(const sort_view *v, uint32_t own, rc_event_type type, clues *out)
{
    uint32_t best = 0, others = 0, inside_other = 0;
    for (uint32_t i = 0; i < v->n_acts; i++) {
        const sort_act *a = &v->acts[i];
        uint32_t same = a->subtype == own ? 2 : a->type == type;
        add_clue(out, "act-agrees", both(same, a->sort));
        add_clue(out, "act-agrees-kind", both(same, both(a->sort & 7u, v->kind)));
        add_clue(out, "act-agrees-span", both(same, both(a->span, a->sort & 7u)));
        if (same == 2 && a->weight > best) best = a->weight;
        if (same != 2 && a->weight > others) others = a->weight;
    }
    for (uint32_t k = 0; k <= SUBTYPES; k++)
        if (k != own && v->inside[k] > inside_other) inside_other = v->inside[k];
    add_clue(out, "best-act", both(best, others));
    add_clue(out, "best-act-kind", both(both(best, others), v->kind));
    add_clue(out, "best-act-on", both(both(best, others), v->on));
    add_clue(out, "words-agree", both(v->inside[own], both(inside_other, v->outside[own])));
    add_clue(out, "words-agree-kind", both(both(v->inside[own], inside_other), v->kind));
}

/* Whether the report told this sub-type last, or tells it most. */
static void story_clues(const sort_view *v, uint32_t own, clues *out)
{
    uint32_t last = !v->told_last ? 2u : v->told_last == own, most = !v->told_most ? 2u : v->told_most == own;
    uint32_t rule = v->rule == own;
    add_clue(out, "told-last", both(last, both(v->on, v->told_last_gap)));
    add_clue(out, "told-last-rule", both(last, both(v->on, rule)));
    add_clue(out, "told-most", both(most, both(v->on, v->told_most_times)));
    add_clue(out, "told-most-rule", both(most, both(v->on, rule)));
}

/* Each clue about the draft with the sub-type, and with its wider type. */
void type_clues(const sort_view *v, uint32_t subtype, clues *out)
{
    uint32_t own = subtype + 1, share = v->others ? v->share[own] * 5 / v->others : 0;
    out->n = 0;
    for (uint32_t i = 0; i < v->n; i++) {
        const sort_clue *c = &v->ptr[i];
        add_hashed_clue(out, c->name, c->hash, both(subtype, c->value));
        add_clue(out, "of-type", both(both(subtypes[subtype].type + 100u, c->shared), c->value));
    }
    add_clue(out, "share", share);
    add_clue(out, "share-on", both(share, v->on));
    add_clue(out, "is-rule", both(v->rule == own, v->on));
    add_clue(out, "is-rule-kind", both(v->rule == own, v->kind));
    add_clue(out, "is-before", both(v->before == own, v->on));
    add_clue(out, "is-title", both(v->title == own, v->on));
    agreement_clues(v, own, subtypes[subtype].type, out);
    story_clues(v, own, out);
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
