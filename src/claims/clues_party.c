/* Clues for parties: who did it, to whom, whose the victims are. */
#include "claims/clues_enemy.h"

#define LONGEST_PATH 5

uint32_t kind_of_draft(const draft *d)
{
    const rc_claim *c = &d->claim;
    if (c->n_losses) return 1 + (uint32_t)c->losses[0].effect;
    if (c->n_control) return 20 + (uint32_t)c->control[0].change;
    if (c->n_equipment) return 40 + (uint32_t)c->equipment[0].effect;
    return 50 + (uint32_t)c->type;
}

uint32_t where_is(const rc_reading *r, const draft *d, uint32_t t)
{
    if (in_range(d->from.within, t)) return 0;
    uint32_t s = r->doc->tokens[t].sentence;
    if (s == d->sentence) return 1;
    if (s > d->sentence) return s == d->sentence + 1 ? 5 : 6;
    uint32_t back = d->sentence - s;
    return back == 1 ? 2 : back <= 3 ? 3 : 4;
}

uint32_t path_between(const rc_reading *r, uint32_t first, uint32_t end, uint32_t anchor)
{
    const syntax *s = r->syntax;
    uint32_t a = head_of(s, first, end), b = word_at(s, anchor);
    if (a == NO_WORD || b == NO_WORD) return 0;
    uint32_t hash = 17;
    for (uint32_t up = 0; up <= LONGEST_PATH; up++) {
        uint32_t down_hash = 1;
        uint32_t w = b;
        for (uint32_t down = 0; w != NO_WORD && down + up <= LONGEST_PATH; down++) {
            if (w == a) return both(hash, down_hash) | 1;
            down_hash = down_hash * 31 + s->relation[w];
            w = s->parent[w];
        }
        hash = hash * 37 + s->relation[a];
        a = s->parent[a];
        if (a == NO_WORD) return 0;
    }
    return 0;
}

/* The word before a noun group that says how it is joined. */
static uint32_t marker_before(const rc_reading *r, uint32_t first)
{
    uint32_t t = first;
    for (int steps = 0; t > 0 && steps < 3; steps++) {
        uint32_t p = t - 1;
        if (r->doc->tokens[p].sentence != r->doc->tokens[first].sentence) return 1;
        if (has_grammar(r, p, G_BY)) return 2;
        if (has_grammar(r, p, G_AGAINST)) return 3;
        if (has_grammar(r, p, G_BETWEEN)) return 4;
        if (has_grammar(r, p, G_OF) && !has_grammar(r, p, G_PARTITIVE)) return 5;
        if (has_grammar(r, p, G_COORD)) return 6;
        if (is_punct(r, p)) return 7;
        if (is_place_word(r, p)) return 8;
        if (!has_grammar(r, p, G_ARTICLE | G_DEMONSTRATIVE) && r->quantity_at[p] == NO_INDEX) return 9;
        t = p;
    }
    return 1;
}

static uint32_t marker_after(const rc_reading *r, uint32_t end)
{
    if (end >= r->doc->n_tokens) return 1;
    if (is_verb(r, end)) return 2;
    if (hit_with(r, end, r->rules->cues)) return 3;
    if (is_punct(r, end)) return 4;
    if (has_grammar(r, end, G_COORD)) return 5;
    if (hit_with(r, end, r->rules->events)) return 6;
    if (hit_with(r, end, r->rules->people)) return 7;
    return 8;
}

static uint32_t inter_of(const rc_party_mention *p)
{
    if (rc_str_is(p->party, "civilians")) return 10;
    if (rc_str_is(p->party, "unknown")) return 11 + (uint32_t)p->members;
    if (rc_str_is(p->party, "media")) return 16;
    return (uint32_t)p->inter;
}

/* What the rules made of the party: bits by, against, victim. */
static uint32_t by_rules(const rc_claim *c, rc_str party)
{
    return (has_actor(c->by, c->n_by, party) ? 1u : 0) | (has_actor(c->against, c->n_against, party) ? 2u : 0) |
           (victims_of(c, party) ? 4u : 0);
}

/* Who does what a mention says, and who suffers it: the subject of "came under fire" does nothing. */
static uint32_t doer_at(const rc_reading *r, const mention *m)
{
    bool suffers = m->kind == MENTION_ACT && m->act->frame == ACT_OBJ && m->act->pos == POS_VERB;
    return suffers ? NO_WORD : agent_of(r, word_at(r->syntax, m->anchor));
}

static uint32_t sufferer_at(const rc_reading *r, const mention *m)
{
    uint32_t word = word_at(r->syntax, m->anchor);
    bool suffers = m->kind == MENTION_ACT && m->act->frame == ACT_OBJ && m->act->pos == POS_VERB;
    return suffers ? agent_of(r, word) : patient_of(r, word);
}

/* Its role at the anchors of the draft, by tree: bits agent, patient. */
static uint32_t by_trees(const rc_reading *r, const draft *d, rc_str party)
{
    uint32_t role = 0;
    for (uint32_t i = 0; i < d->from.n; i++) {
        const mention *m = d->from.mentions[i];
        if (word_at(r->syntax, m->anchor) == NO_WORD) continue;
        uint32_t does = doer_at(r, m), suffers = sufferer_at(r, m);
        const rc_party_mention *agent = party_of(r, does), *patient = party_of(r, suffers);
        if ((agent && rc_str_eq(agent->party, party)) || is_named_beside(r, does, party)) role |= 1;
        if ((patient && rc_str_eq(patient->party, party)) || is_named_beside(r, suffers, party)) role |= 2;
    }
    return role;
}

/* Who stands where the doer (or the one it is done to) stands by the tree, over all anchors of the draft, as seen from
 * a party: 0 nobody can be told, 1 nobody is named, 2 a noun or pronoun that names no side, 3 people without a side, 4
 * another side, 5 this one, 6 this one beside another. */
static uint32_t slot_holder(const rc_reading *r, const draft *d, rc_str party,
                            uint32_t (*who)(const rc_reading *, const mention *))
{
    uint32_t state = 0;
    for (uint32_t i = 0; i < d->from.n; i++) {
        const mention *m = d->from.mentions[i];
        uint32_t here = 1;
        if (word_at(r->syntax, m->anchor) == NO_WORD) continue;
        uint32_t holder = who(r, m);
        const rc_party_mention *named = party_of(r, holder);
        if (named)
            here = rc_str_eq(named->party, party) ? 5 : is_named_beside(r, holder, party) ? 6 : 4;
        else if (holder != NO_WORD)
            here = hit_with(r, r->syntax->token_of[holder], r->rules->people) ? 3 : 2;
        if (here > state) state = here;
    }
    return state;
}

/* Its rank among the sides that the report names, by how often; and how many there are. */
static uint32_t rank_of(const rc_reading *r, const candidates *all, const candidate *party)
{
    uint32_t rank = 0, sides = 0;
    for (uint32_t i = 0; i < all->n; i++) {
        const candidate *c = &all->ptr[i];
        if (!c->n || !is_belligerent(&r->parties.ptr[c->at[0]])) continue;
        sides++;
        rank += c->n > party->n || (c->n == party->n && c < party);
    }
    if (!party->n || !is_belligerent(&r->parties.ptr[party->at[0]])) return 60 + (sides > 4 ? 4 : sides);
    return (rank > 4 ? 4 : rank) * 8 + (sides > 5 ? 5 : sides);
}

/* Its shares of what all drafts say: how many have it as doer, as target; in steps of a fifth. */
static void report_clues(const drafts *all, uint32_t draft_no, rc_str party, uint32_t inter, uint32_t kind, clues *out)
{
    uint32_t by = 0, against = 0, any_by = 0, any_against = 0;
    for (uint32_t i = 0; i < all->n; i++) {
        const rc_claim *c = &all->ptr[i].claim;
        if (i == draft_no) continue;
        any_by += c->n_by > 0;
        any_against += c->n_against > 0;
        by += has_actor(c->by, c->n_by, party);
        against += has_actor(c->against, c->n_against, party);
    }
    uint32_t by_share = any_by ? 1 + by * 5 / any_by : 0,
             against_share = any_against ? 1 + against * 5 / any_against : 0;
    add_clue(out, "share-by", by_share);
    add_clue(out, "share-against", against_share);
    add_clue(out, "shares", both(by_share, against_share));
    add_clue(out, "share-by-inter", both(by_share, inter));
    add_clue(out, "share-against-inter", both(against_share, inter));
    add_clue(out, "share-by-kind", both(by_share, kind));
    add_clue(out, "share-against-kind", both(against_share, kind));
}

static void neighbour_clues(const drafts *all, uint32_t n, rc_str party, uint32_t own, clues *out)
{
    const draft *d = &all->ptr[n];
    uint32_t before = 8, after = 8, gap = 0;
    if (n > 0) {
        before = by_rules(&all->ptr[n - 1].claim, party);
        gap = step_of(d->sentence - all->ptr[n - 1].sentence);
        bool same_type = all->ptr[n - 1].claim.type == d->claim.type;
        add_clue(out, "before-type", both(before, same_type));
    }
    if (n + 1 < all->n) after = by_rules(&all->ptr[n + 1].claim, party);
    add_clue(out, "before", before);
    add_clue(out, "before-gap", both(before, gap));
    add_clue(out, "before-own", both(before, own));
    add_clue(out, "after", after);
    add_clue(out, "after-own", both(after, own));
    add_clue(out, "before-after", both(before, after));
    add_clue(out, "goes-on", both(before, goes_on(&d->from)));
}

/* The mention of the party that is nearest to the draft. */
static const rc_party_mention *nearest_mention(const rc_reading *r, const draft *d, const candidate *party,
                                               uint32_t *where)
{
    static const uint8_t rank[] = {0, 1, 2, 4, 5, 3, 6};
    const rc_party_mention *best = NULL;
    uint32_t best_gap = UINT32_MAX;
    *where = 7;
    for (uint32_t i = 0; i < party->n; i++) {
        const rc_party_mention *p = &r->parties.ptr[party->at[i]];
        uint32_t here = where_is(r, d, p->first);
        uint32_t gap = p->first > d->anchor ? p->first - d->anchor : d->anchor - p->first;
        bool nearer = *where == 7 || rank[here] < rank[*where] || (here == *where && gap < best_gap);
        if (!nearer) continue;
        best = p;
        best_gap = gap;
        *where = here;
    }
    return best;
}

static void mention_clues(const rc_reading *r, const draft *d, const rc_party_mention *p, uint32_t where, uint32_t kind,
                          uint32_t inter, clues *out)
{
    bool before = p->first < d->anchor;
    uint32_t gap = step_of(before ? d->anchor - p->first : p->first - d->anchor);
    uint32_t marks = both(marker_before(r, p->first), marker_after(r, p->first + p->count));
    uint32_t path = path_between(r, p->first, p->first + p->count, d->anchor);
    uint32_t side = both(before, where);
    bool is_source = d->from.frame && in_range(d->from.frame->words, p->first);
    uint32_t flags =
        p->is_generic | (uint32_t)p->is_person << 1 | (uint32_t)p->is_metonym << 2 | (uint32_t)p->is_modifier << 3;
    add_clue(out, "gap", both(side, gap));
    add_clue(out, "side-kind", both(side, kind));
    add_clue(out, "marker-before", both(side, marker_before(r, p->first)));
    add_clue(out, "marker-after", both(side, marker_after(r, p->first + p->count)));
    add_clue(out, "marks", both(side, marks));
    add_clue(out, "marks-kind", both(marks, kind));
    add_clue(out, "path", path);
    add_clue(out, "path-kind", both(path, kind));
    add_clue(out, "flags", both(flags, where));
    add_clue(out, "flags-inter", both(flags, inter));
    add_clue(out, "members-kind", both(p->members, kind));
    add_clue(out, "source", both(is_source, inter));
    add_clue(out, "source-kind", both(is_source, kind));
}

/* What a verb or noun of the lists says: a number for its list and class; 0: none of them. */
static uint32_t sense_of(const rc_reading *r, uint32_t token)
{
    const rc_rules *rules = r->rules;
    const rc_hit *hit;
    if ((hit = hit_with(r, token, rules->effects))) return 1 + rules->effect[hit->row].effect;
    if ((hit = hit_with(r, token, rules->control))) return 20 + rules->change[hit->row].change;
    if ((hit = hit_with(r, token, rules->damage))) return 40 + rules->harm[hit->row].effect;
    if ((hit = hit_with(r, token, rules->events))) return 50 + rules->act[hit->row].type;
    if ((hit = hit_with(r, token, rules->cues))) return 70 + rules->cue[hit->row].cls;
    return 0;
}

/* Where the party stands in the tree: its relation, what it hangs on and in which voice, its way to each anchor; and
 * whether it is the subject of the clause that the claim is told in. */
static void tree_clues(const rc_reading *r, const draft *d, const rc_party_mention *p, uint32_t kind, clues *out)
{
    const syntax *s = r->syntax;
    uint32_t w = head_of(s, p->first, p->first + p->count);
    if (w == NO_WORD) return;
    w = first_conjunct(s, w);
    uint32_t up = s->parent[w], marker = case_of(r, w);
    uint32_t join = marker == NO_WORD ? 0 : 1 + marker_before(r, s->token_of[marker] + 1);
    uint32_t slot = both(s->relation[w], join);
    add_clue(out, "slot", slot);
    add_clue(out, "slot-kind", both(slot, kind));
    if (up != NO_WORD) {
        uint32_t sense = sense_of(r, s->token_of[up]), voice = is_passive_word(r, up);
        add_clue(out, "slot-sense", both(slot, both(sense, voice)));
        uint32_t clause = clause_of(s, word_at(s, d->anchor));
        bool same = clause != NO_WORD && clause_of(s, w) == clause;
        add_clue(out, "slot-clause", both(slot, both(same, voice)));
        add_clue(out, "slot-clause-kind", both(slot, both(same, kind)));
    }
    uint32_t anchor = word_at(s, d->anchor), above = anchor == NO_WORD ? NO_WORD : clause_of(s, anchor);
    for (uint32_t steps = 0; steps < 3 && above != NO_WORD; steps++) {
        const rc_party_mention *subject = party_of(r, agent_of(r, above));
        if (subject && rc_str_eq(subject->party, p->party))
            add_clue(out, "clause-subject", both(steps, both(kind, sense_of(r, s->token_of[above]))));
        above = s->parent[above] == NO_WORD ? NO_WORD : clause_of(s, s->parent[above]);
    }
    for (uint32_t i = 0; i < d->from.n && i < 5; i++) {
        const mention *m = d->from.mentions[i];
        uint32_t path = path_between(r, p->first, p->first + p->count, m->anchor);
        if (!path) continue;
        uint32_t what = m->kind == MENTION_LOSS ? m->loss.effect : 20u + m->kind;
        add_clue(out, "any-path", both(path, what));
        add_clue(out, "any-path-sense", both(path, sense_of(r, m->anchor)));
        add_clue(out, "any-path-short", path);
    }
}

static uint32_t parties_in(const rc_reading *r, range within)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < r->parties.n; i++) n += in_range(within, r->parties.ptr[i].first);
    return n > 4 ? 4 : n;
}

void party_clues(const rc_reading *r, const drafts *all, uint32_t n, const candidates *parties, uint32_t which,
                 clues *out)
{
    const candidate *party = &parties->ptr[which];
    uint32_t n_parties = parties->n;
    const draft *d = &all->ptr[n];
    uint32_t kind = kind_of_draft(d), where;
    const rc_party_mention *p = nearest_mention(r, d, party, &where);
    uint32_t inter = p ? inter_of(p) : 19, rules = by_rules(&d->claim, party->key), trees = by_trees(r, d, party->key);
    const rc_link *origin = d->from.n_chain ? &d->from.chain[d->from.n_chain - 1] : NULL;
    bool speaks = origin && rc_str_eq(origin->party, party->key);
    uint32_t agent = slot_holder(r, d, party->key, doer_at), patient = slot_holder(r, d, party->key, sufferer_at);
    out->n = 0;
    add_clue(out, "bias", 0);
    add_clue(out, "agent", both(agent, inter));
    add_clue(out, "agent-kind", both(agent, kind));
    add_clue(out, "agent-rules", both(agent, rules));
    add_clue(out, "patient", both(patient, inter));
    add_clue(out, "patient-kind", both(patient, kind));
    add_clue(out, "patient-rules", both(patient, rules));
    add_clue(out, "agent-patient", both(agent, patient));
    uint32_t rank = rank_of(r, parties, party);
    add_clue(out, "rank", rank);
    add_clue(out, "rank-kind", both(rank, kind));
    add_clue(out, "rank-where", both(rank, where));
    enemy_clues(r, all, n, parties, which, kind, out);
    add_clue(out, "inter", inter);
    add_clue(out, "inter-kind", both(inter, kind));
    add_clue(out, "inter-type", both(inter, d->claim.type));
    add_clue(out, "rules", rules);
    add_clue(out, "rules-kind", both(rules, kind));
    add_clue(out, "rules-inter", both(rules, inter));
    add_clue(out, "rules-where", both(rules, where));
    add_clue(out, "rules-full", both(both(rules, d->claim.n_by), d->claim.n_against));
    add_clue(out, "trees", both(trees, where == 0));
    add_clue(out, "trees-kind", both(trees, kind));
    add_clue(out, "trees-rules", both(trees, rules));
    add_clue(out, "trees-inter", both(trees, inter));
    add_clue(out, "where", where);
    add_clue(out, "where-inter", both(where, inter));
    add_clue(out, "where-kind", both(where, kind));
    add_clue(out, "where-crowd", both(where, parties_in(r, d->from.within)));
    add_clue(out, "speaks", both(speaks, rules));
    add_clue(out, "speaks-kind", both(speaks, kind));
    add_clue(out, "speaks-cue", both(speaks, d->from.cls));
    add_clue(out, "we", both(speaks, both(speaks_of_itself(r, &d->from), origin != NULL)));
    add_clue(out, "spoken", both(origin != NULL, inter));
    add_clue(out, "title", both(party->in_title, inter));
    add_clue(out, "lead", both(party->in_lead, party->in_title));
    add_clue(out, "times", both(step_of(party->n), where));
    add_clue(out, "often", both(party->n * 5 / (r->parties.n + 1), n_parties > 5 ? 5 : n_parties));
    add_clue(out, "control", both(control_role(&d->claim, party->key), kind));
    if (p) mention_clues(r, d, p, where, kind, inter, out);
    if (p && where < 2) tree_clues(r, d, p, kind, out);
    neighbour_clues(all, n, party->key, rules, out);
    report_clues(all, n, party->key, inter, kind, out);
}

#define PARTS_REACH 12

/* A part of the loss is told beside it: 0 none; "34, among them a soldier of X": 1 of this side, 2 of another, 3
 * civilians, 4 people of no side; "X soldiers were among 34": the same and 8. */
static uint32_t part_told(const rc_reading *r, const mention *m, range within, rc_str party)
{
    bool behind = m->first > within.first && has_grammar(r, m->first - 1, G_PART), marked = behind;
    for (uint32_t t = behind ? within.first : m->end; t < within.end && t < (behind ? m->first : m->end + PARTS_REACH);
         t++) {
        marked = marked || has_grammar(r, t, G_PART) || (quantity_at(r, t) && quantity_at(r, t)->part);
        const rc_party_mention *p = party_at(r, t);
        if (!marked || (!p && !hit_with(r, t, r->rules->people))) continue;
        uint32_t whose = !p || rc_str_is(p->party, "unknown") ? 4
                         : rc_str_is(p->party, "civilians")   ? 3
                         : rc_str_eq(p->party, party)         ? 1
                                                              : 2;
        return whose + (behind ? 8u : 0);
    }
    return 0;
}

/* The mention of a loss of the draft, by its number. */
static const mention *loss_mention(const draft *d, uint32_t loss)
{
    for (uint32_t i = 0; i < d->from.n; i++)
        if (d->from.mentions[i]->kind == MENTION_LOSS && loss-- == 0) return d->from.mentions[i];
    return NULL;
}

void victim_clues(const rc_reading *r, const drafts *all, uint32_t n, uint32_t loss, const candidate *party, clues *out)
{
    const draft *d = &all->ptr[n];
    const rc_loss *l = &d->claim.losses[loss];
    const mention *m = loss_mention(d, loss);
    uint32_t where = 8, inter = 0, effect = (uint32_t)l->effect, members = (uint32_t)l->members;
    const rc_party_mention *p = party->n ? nearest_mention(r, d, party, &where) : NULL;
    bool is_rule = rc_str_eq(l->of, party->key), rule_open = rc_str_is(l->of, "unknown");
    bool civilians = rc_str_is(party->key, "civilians"), unknown = rc_str_is(party->key, "unknown");
    inter = p && !civilians && !unknown ? inter_of(p) : civilians ? 10 : unknown ? 11 : 12;
    uint32_t rule = both(is_rule, both(rule_open, rc_str_is(l->of, "civilians")));
    uint32_t roles = by_rules(&d->claim, party->key) & 3u, trees = by_trees(r, d, party->key);
    const rc_link *origin = d->from.n_chain ? &d->from.chain[d->from.n_chain - 1] : NULL;
    bool speaks = origin && rc_str_eq(origin->party, party->key);
    out->n = 0;
    add_clue(out, "inter", inter);
    add_clue(out, "inter-effect", both(inter, effect));
    add_clue(out, "inter-members", both(inter, members));
    add_clue(out, "rule", rule);
    add_clue(out, "rule-inter", both(rule, inter));
    add_clue(out, "rule-members", both(rule, members));
    add_clue(out, "rule-where", both(rule, where));
    add_clue(out, "rule-effect", both(rule, effect));
    add_clue(out, "roles", both(roles, rule));
    add_clue(out, "roles-inter", both(roles, both(inter, members)));
    add_clue(out, "trees", both(trees, rule));
    add_clue(out, "where", both(where, inter));
    add_clue(out, "where-members", both(where, both(inter == 10 || inter == 11 ? inter : 0, members)));
    add_clue(out, "speaks", both(speaks, both(rule, effect)));
    add_clue(out, "type", both(d->claim.type, both(inter, members)));
    add_clue(out, "type-rule", both(d->claim.type, rule));
    add_clue(out, "title", both(party->in_title, inter));
    if (p) {
        bool inside = m && in_range((range){m->first, m->end}, p->first);
        uint32_t at = m ? m->anchor : d->anchor;
        bool before = p->first < at;
        uint32_t gap = step_of(before ? at - p->first : p->first - at);
        uint32_t flags = p->is_generic | (uint32_t)p->is_metonym << 1 | (uint32_t)p->is_modifier << 2;
        add_clue(out, "inside", both(inside, both(inter, flags)));
        add_clue(out, "inside-rule", both(inside, rule));
        add_clue(out, "gap", both(both(before, where), gap));
        add_clue(out, "path", both(path_between(r, p->first, p->first + p->count, at), effect));
        add_clue(out, "marker", both(both(before, where), marker_before(r, p->first)));
        add_clue(out, "own-members", both(p->members, both(members, where)));
    }
    if (m) {
        bool possessive = false, others = false;
        for (uint32_t t = m->first; t < m->end; t++) {
            possessive = possessive || is_possessive(r, t);
            others = others || (quantity_at(r, t) && quantity_at(r, t)->others);
        }
        add_clue(out, "possessive", both(possessive, both(speaks, roles)));
        add_clue(out, "others", both(others, rule));
        uint32_t part = part_told(r, m, d->from.within, party->key);
        add_clue(out, "part", both(part, rule));
        add_clue(out, "part-inter", both(part, both(inter, members)));
        add_clue(out, "loss-rule", both((uint32_t)(m->rule[7] ? m->rule[7] : 0), rule));
        add_clue(out, "named", both(m->victims != NULL, rule));
    }
    if (loss > 0) add_clue(out, "as-first", both(rc_str_eq(d->claim.losses[0].of, party->key), both(rule, members)));
    uint32_t before = n > 0 ? by_rules(&all->ptr[n - 1].claim, party->key) : 8;
    add_clue(out, "before", both(before, rule));
    add_clue(out, "before-members", both(before, both(inter, members)));
    clues report = {.n = 0};
    report_clues(all, n, party->key, inter, effect, &report);
    for (uint32_t i = 0; i < report.n; i++) add_clue(out, report.ptr[i].name, both(report.ptr[i].value, members));
}
