#include "claims/assemble.h"

#include "claims/answered.h"
#include "claims/authors.h"
#include "claims/conflict.h"
#include "claims/denials.h"
#include "claims/owning.h"
#include "claims/trace.h"

typedef RC_VEC(draft) draft_list;

/* Tokens between "revendiqué" and the act. */
#define OWN_UP_REACH 6

static float confidence_of(const cluster *c, const rc_claim *claim)
{
    float best = 0;
    for (uint32_t i = 0; i < c->n; i++)
        if (c->mentions[i]->confidence > best) best = c->mentions[i]->confidence;
    if (claim->n_place && claim->place[0].is_resolved) best += 0.05f;
    if (claim->from != RC_DAY_NONE) best += 0.05f;
    return best > 0.95f ? 0.95f : best;
}

static const char *rule_of(const cluster *c)
{
    const mention *best = c->mentions[0];
    for (uint32_t i = 1; i < c->n; i++)
        if (c->mentions[i]->confidence > best->confidence) best = c->mentions[i];
    return best->rule;
}

static bool same_count(const rc_count *a, const rc_count *b)
{
    return a->has_low == b->has_low && a->has_high == b->has_high && (!a->has_low || a->low == b->low) &&
           (!a->has_high || a->high == b->high);
}

static bool has_loss(const rc_claim *claim, const rc_loss *loss)
{
    for (uint32_t i = 0; i < claim->n_losses; i++)
        if (claim->losses[i].effect == loss->effect && same_count(&claim->losses[i].count, &loss->count)) return true;
    return false;
}

static bool same_origin(const rc_claim *a, const rc_claim *b)
{
    const rc_link *x = rc_claim_origin(a), *y = rc_claim_origin(b);
    return x && y ? rc_str_eq(x->name, y->name) : x == y;
}

static bool same_place(const rc_claim *a, const rc_claim *b)
{
    return a->n_place && b->n_place && rc_str_eq(a->place[0].name, b->place[0].name);
}

static bool is_of_rule(const cluster *c, const char *rule)
{
    return mention_of_rule(c, rule) != NULL;
}

/* Names a side that the other does not. */
static bool is_of_others(const rc_claim *old, const rc_claim *claim)
{
    for (uint32_t i = 0; i < claim->n_by; i++)
        if (!has_actor(old->by, old->n_by, claim->by[i].party)) return true;
    for (uint32_t i = 0; i < claim->n_against; i++)
        if (!has_actor(old->against, old->n_against, claim->against[i].party)) return true;
    return false;
}

/* The same origin tells the same thing again: not a claim of its own. That somebody did it is news where `old` did not
 * say so. */
static bool is_repeat(const draft_list *all, const cluster *c, const rc_claim *claim)
{
    bool authored = is_of_rule(c, RULE_OWNED) && claim->n_by;
    for (size_t i = 0; i < all->len; i++) {
        const rc_claim *old = &all->ptr[i].claim;
        if (authored && !has_actor(old->by, old->n_by, claim->by[0].party)) continue;
        if (!same_origin(old, claim) || old->type != claim->type || old->certainty != claim->certainty) continue;
        if (old->reality != claim->reality || old->polarity != claim->polarity) continue;
        bool time = claim->from == RC_DAY_NONE || (claim->from == old->from && claim->to == old->to);
        if (!time || claim->n_control || claim->n_equipment) continue;
        if (old->n_place && claim->n_place && !same_place(old, claim)) continue;
        if (!claim->n_losses && is_of_others(old, claim)) continue;
        bool told = claim->n_losses > 0 ||
                    (rc_str_eq(old->subtype, claim->subtype) && same_place(old, claim) && claim->from != RC_DAY_NONE);
        for (uint32_t k = 0; k < claim->n_losses; k++) told = told && has_loss(old, &claim->losses[k]);
        if (told) return true;
    }
    return false;
}

/* "40 autres ont été blessés." right after a claim without another source: more losses of the same event. */
static bool adds_to_last(const rc_reading *r, const cluster *c, uint32_t last_sentence)
{
    uint32_t sentence = r->doc->tokens[c->sentence.first].sentence;
    if (sentence != last_sentence + 1 || c->frame) return false;
    bool others = false;
    for (uint32_t i = 0; i < c->n; i++) {
        const mention *m = c->mentions[i];
        if (m->kind != MENTION_LOSS && m->strong) return false;
        for (uint32_t t = m->first; m->kind == MENTION_LOSS && t < m->end; t++) {
            const rc_quantity *q = quantity_at(r, t);
            others = others || (q && q->others && m->first <= c->sentence.first + 2);
        }
    }
    return others;
}

static bool tells_time(const rc_reading *r, const cluster *c)
{
    for (uint32_t t = c->within.first; t < c->within.end; t++)
        if (r->timex_at[t] != NO_INDEX) return true;
    return false;
}

/* Soldiers are no rebels, though neither's name is told. */
static bool are_of_two_sorts(const cluster *a, const cluster *b)
{
    bool two = false, any = false;
    for (uint32_t i = 0; i < a->n; i++)
        for (uint32_t k = 0; k < b->n; k++) {
            const rc_party_mention *x = a->mentions[i]->victims, *y = b->mentions[k]->victims;
            if (a->mentions[i]->kind != MENTION_LOSS || b->mentions[k]->kind != MENTION_LOSS) continue;
            bool apart = x && y && x->is_generic && y->is_generic && x->inter != y->inter;
            two = any ? two && apart : apart;
            any = true;
        }
    return two;
}

/* Not known to be of another side. */
static bool may_be_same_victims(const rc_loss *a, const rc_loss *b)
{
    bool open = !a->of.len || !b->of.len || rc_str_is(a->of, "unknown") || rc_str_is(b->of, "unknown");
    return open || rc_str_eq(a->of, b->of);
}

/* The same source counts more of the same event in its next sentence: "... Four Humvees were destroyed. He said that
 * three of his own men had died." Another count of the same victims or things is another claim. */
static bool counts_on(const rc_reading *r, const cluster *c, const rc_claim *claim, const draft *before, uint32_t gap)
{
    const rc_claim *last = &before->claim;
    if (gap > 1 || !claim->n_chain || !last->n_chain || !same_origin(last, claim) || !goes_on(c)) return false;
    if (claim->n_control || !(claim->n_losses || claim->n_equipment) || !(last->n_losses || last->n_equipment))
        return false;
    if (claim->polarity != last->polarity || claim->certainty != last->certainty || claim->reality != last->reality)
        return false;
    bool same_time = claim->from == last->from && claim->to == last->to;
    bool two = are_of_two_sorts(c, &before->from);
    uint32_t s = r->doc->tokens[c->sentence.first].sentence;
    bool same_block = r->doc->sentences[s].block == r->doc->sentences[before->sentence].block;
    bool open = last->from == RC_DAY_NONE && !tells_time(r, c); /* the claim's is that of an event before */
    if ((!same_time && !open) || (claim->n_place && !same_place(claim, last))) return false;
    for (uint32_t i = 0; i < claim->n_losses; i++)
        for (uint32_t k = 0; k < last->n_losses; k++)
            if (claim->losses[i].effect == last->losses[k].effect &&
                (!same_block || (may_be_same_victims(&claim->losses[i], &last->losses[k]) && !two)))
                return false;
    for (uint32_t i = 0; i < claim->n_equipment; i++)
        for (uint32_t k = 0; k < last->n_equipment; k++)
            if (rc_str_eq(claim->equipment[i].category, last->equipment[k].category)) return false;
    return true;
}

/* "The Taliban attacked a hotel. The attack left 14 dead.": an act without a count, and what it cost in the sentence
 * behind it, by the same voice. */
static bool counts_act(const rc_reading *r, const cluster *c, const rc_claim *claim, const draft *last, uint32_t gap)
{
    const rc_claim *act = &last->claim;
    uint32_t s = r->doc->tokens[c->sentence.first].sentence;
    if (gap != 1 || r->doc->sentences[s].block != r->doc->sentences[s - 1].block) return false;
    if (!goes_on(c) || goes_on(&last->from) || !same_origin(act, claim) || act->type == RC_STRATEGIC) return false;
    if (claim->type != act->type) return false;
    if (act->n_losses || act->n_equipment || claim->n_control || !(claim->n_losses || claim->n_equipment)) return false;
    if (claim->polarity != act->polarity || claim->certainty != act->certainty || claim->reality != act->reality)
        return false;
    bool same_time = claim->from == act->from && claim->to == act->to;
    return same_time && (!claim->n_place || !act->n_place || same_place(claim, act));
}

static bool is_of_list(const mention *m)
{
    return strcmp(m->rule, RULE_LOSS_LIST) == 0 || strcmp(m->rule, RULE_THING_LIST) == 0;
}

/* Lines of one list are one claim. */
static bool lists_on(const cluster *c, const draft *last, uint32_t gap)
{
    if (gap > 1) return false;
    for (uint32_t i = 0; i < c->n; i++)
        if (c->mentions[i]->strong && !is_of_list(c->mentions[i])) return false;
    return is_of_list(last->from.mentions[0]);
}

static void append_things(const rc_reading *r, rc_claim *last, const rc_claim *more)
{
    rc_thing *all = RC_NEWS(r->arena, rc_thing, last->n_equipment + more->n_equipment);
    if (last->n_equipment) memcpy(all, last->equipment, last->n_equipment * sizeof *all);
    if (more->n_equipment) memcpy(all + last->n_equipment, more->equipment, more->n_equipment * sizeof *all);
    last->equipment = all;
    last->n_equipment += more->n_equipment;
}

static void append_losses(const rc_reading *r, rc_claim *last, const rc_claim *more)
{
    rc_loss *all = RC_NEWS(r->arena, rc_loss, last->n_losses + more->n_losses);
    if (last->n_losses) memcpy(all, last->losses, last->n_losses * sizeof *all);
    for (uint32_t i = 0; i < more->n_losses; i++) {
        all[last->n_losses + i] = more->losses[i];
        bool same = last->n_losses && more->losses[i].effect == last->losses[0].effect; /* of others than those */
        if (rc_str_is(more->losses[i].of, "unknown") && last->n_losses && !same) {
            all[last->n_losses + i].of = last->losses[0].of;
            all[last->n_losses + i].members = last->losses[0].members;
        }
    }
    last->losses = all;
    last->n_losses += more->n_losses;
    last->span.end = more->span.end;
}

static rc_claim make_claim(const rc_reading *r, const cluster *c, const episode *before)
{
    rc_claim claim = {.chain = c->chain, .n_chain = c->n_chain, .span = claim_span(r, c)};
    set_losses(r, c, &claim);
    set_parties(r, c, before, &claim);
    set_type(r, c, before, &claim);
    set_place(r, c, before, &claim);
    victims_of_place(r, c, &claim);
    set_time(r, c, before, &claim);
    set_modality(r, c, &claim);
    claim.rule = rc_str_of(rule_of(c));
    claim.confidence = confidence_of(c, &claim);
    return claim;
}

static void remember(episode *e, const rc_claim *claim, uint32_t sentence)
{
    e->type = claim->type;
    e->subtype = claim->subtype;
    e->sentence = sentence;
    if (claim->from != RC_DAY_NONE) {
        e->from = claim->from;
        e->to = claim->to;
    }
    e->by = claim->by;
    e->n_by = claim->n_by;
    e->against = claim->against;
    e->n_against = claim->n_against;
    if (claim->n_place) {
        e->place = claim->place;
        e->n_place = claim->n_place;
    }
}

/* "Selon la police, la ville n'est pas tombée": the subject falls, whoever is named before it. */
static bool is_ground_subject(const rc_reading *r, const mention *control)
{
    const syntax *s = r->syntax;
    uint32_t verb = word_at(s, control->anchor);
    uint32_t subject = verb == NO_WORD ? NO_WORD : child_by(s, verb, REL_BIT(REL_NSUBJ), NO_WORD);
    return subject != NO_WORD &&
           (is_ground_noun(r, s->token_of[subject]) || r->place_at[s->token_of[subject]] != NO_INDEX);
}

/* Of a word that takes people or ground, the reading that its object does not fit is left out: "four towns were
 * seized", "enlever quinze élèves". */
static void add_controls(const rc_reading *r, const mentions *controls, mentions *out)
{
    for (size_t i = 0; i < controls->len; i++) {
        const mention *control = &controls->ptr[i];
        bool people = false;
        for (size_t k = 0; k < out->len; k++) {
            mention *loss = &out->ptr[k];
            if (loss->kind != MENTION_LOSS || loss->anchor != control->anchor) continue;
            bool adjective =
                loss->group.end < r->doc->n_tokens && is_ground_noun(r, loss->group.end); /* "the Ukrainian town" */
            bool ground = is_ground_noun(r, loss->group.head) || is_ground_subject(r, control) || adjective;
            for (uint32_t t = loss->group.end;
                 t < control->end && loss->group.kind == GROUP_BARE && t < loss->group.end + 3; t++)
                ground =
                    ground || (t < loss->anchor && is_ground_noun(r, t)); /* "four towns": the number alone was read */
            if (!ground)
                people = true;
            else
                *loss = out->ptr[--out->len];
        }
        if (!people) *RC_PUSH(r->arena, out) = *control;
    }
}

static void find_mentions(const rc_reading *r, uint32_t line, range sentence, loss_state *state, uint8_t *taken,
                          mentions *out)
{
    find_losses(r, sentence, taken, out);
    find_things(r, sentence, taken, out);
    mentions controls = {0};
    find_controls(r, sentence, &controls);
    add_controls(r, &controls, out);
    find_acts(r, sentence, out);
    strengthen_acts(r, out);
    give_side_of_list(r, line, sentence, state, out);
    settle_victims(r, sentence, out);
    find_totals(r, sentence, taken, out);
    find_counted_again(r, line, sentence, state, taken, out);
}

/* "Accused the other of breaking the ceasefire", "accuse X d'entraver l'évacuation": what somebody is charged with. */
static bool is_charge(const rc_reading *r, const mention *m)
{
    const syntax *s = r->syntax;
    uint32_t verb = word_of_act(r, m);
    if (verb != NO_WORD && is_related(s, verb, REL_BIT(REL_OBJ))) verb = s->parent[verb];
    uint64_t set = REL_BIT(REL_ACL) | REL_BIT(REL_ADVCL) | REL_BIT(REL_XCOMP) | REL_BIT(REL_CCOMP) | REL_BIT(REL_OBL);
    if (verb == NO_WORD || !is_upos(s, verb, RC_UPOS_VERB) || !is_related(s, verb, set)) return false;
    uint32_t marker = child_by(s, verb, REL_BIT(REL_MARK) | REL_BIT(REL_CASE), NO_WORD);
    return marker != NO_WORD && has_grammar(r, s->token_of[marker], G_OF);
}

/* "A démenti que les otages détenus aient été libérés": inside what another act says. */
static bool is_part_of_act(const rc_reading *r, const mention *m, const mentions *found)
{
    uint32_t word = word_at(r->syntax, m->anchor);
    for (size_t i = 0; i < found->len && word != NO_WORD; i++) {
        const mention *o = &found->ptr[i];
        uint32_t above = o->strong && o->kind == MENTION_ACT ? word_at(r->syntax, o->anchor) : NO_WORD;
        if (above != NO_WORD && above != word && is_under(r->syntax, word, above)) return true;
    }
    return false;
}

/* "The attack was claimed by X", "X denied the attack": told before, but that X owns up to it is news. */
static void own_up(const rc_reading *r, const attribution *said_by, uint32_t sentence, mentions *found)
{
    for (uint32_t i = said_by->at[sentence]; i < said_by->at[sentence + 1]; i++) {
        const said *f = &said_by->frames.ptr[i];
        if (f->cls == CUE_NEUTRAL || f->cls > CUE_ACCUSING) continue;
        bool accuses = f->cls == CUE_ACCUSING;
        const rc_party_mention *accused = accuses ? party_after(r, f->cue + 1, f->content, 0) : NULL;
        bool of_it = accuses && f->content.first > f->cue_end && has_grammar(r, f->content.first, G_OF);
        uint32_t from = of_it ? f->content.first : f->cue; /* "accuse une armée étrangère d'avoir mené" */
        for (size_t k = 0; k < found->len; k++) {
            mention *m = &found->ptr[k];
            uint32_t gap = m->anchor > from ? m->anchor - from : from - m->anchor;
            if (m->kind != MENTION_ACT || !in_range(f->content, m->anchor)) continue;
            if (accuses && m->by && rc_str_eq(m->by->party, f->link.party))
                m->by = accused; /* nobody accuses himself */
            bool charged = accuses && is_charge(r, m);
            if (m->strong || ((gap > OWN_UP_REACH || is_part_of_act(r, m, found)) && !charged)) continue;
            if (accuses && !of_it && !accused && !charged) continue; /* "condemned the attack" */
            m->strong = true;
            for (uint32_t t = f->words.first; t < f->words.end && !m->by && f->cls == CUE_CLAIMING; t++)
                m->by = party_at(r, t);
        }
    }
}

/* A sentence that begins in lower case is the rest of the one before, cut off by a stray stop: its source speaks on. */
static void go_on_saying(const rc_reading *r, cluster *c, const rc_claim *last)
{
    const rc_token *first = &r->doc->tokens[c->sentence.first];
    bool rest = first->kind == RC_TOKEN_WORD && !(first->flags & RC_TOKEN_CAPITAL);
    if (!rest || c->frame || c->n_chain >= last->n_chain) return;
    const rc_sentence *own = &r->doc->sentences[first->sentence];
    if (own->block != r->doc->sentences[first->sentence - 1].block) return;
    c->chain = last->chain;
    c->n_chain = last->n_chain;
}

static bool names_no_act(const cluster *c)
{
    return is_of_rule(c, RULE_DENIAL) || is_of_rule(c, RULE_OWNED);
}

static const char *why_not_read(const rc_reading *r, uint32_t s, rc_block_kind kind, range sentence)
{
    if (kind == RC_BLOCK_CREDIT) return "a credit line";
    if (kind == RC_BLOCK_HEADING) return "a heading";
    if (sentence.first == sentence.end) return "a mark of the page";
    if (!is_about_conflict(r->conflict, s)) return "no word of armed conflict near";
    return is_sign(r, sentence.end - 1, '?') ? "a question claims nothing" : NULL;
}

static uint32_t first_anchor(const cluster *c)
{
    for (uint32_t i = 0; i < c->n; i++)
        if (c->mentions[i]->strong) return c->mentions[i]->elliptic ? c->mentions[i]->first : c->mentions[i]->anchor;
    return c->within.first;
}

static void lay_on(const rc_reading *r, const rc_link *accused, rc_claim *claim)
{
    claim->by = RC_NEW(r->arena, rc_actor);
    *claim->by = (rc_actor){accused->name, accused->party};
    claim->n_by = 1;
}

/* "X and Y said that ...": Y claims it too. */
static void other_voices(const rc_reading *r, const attribution *said_by, const draft *first, draft_list *all)
{
    const said *f = first->from.frame;
    const rc_claim *claim = &first->claim;
    if (!f || !f->n_also || !claim->n_chain || !rc_str_eq(claim->chain[claim->n_chain - 1].name, f->link.name)) return;
    /* "X and Y said that they had ..." */
    bool of_themselves = claim->n_by == 1 && rc_str_eq(claim->by[0].party, claim->chain[claim->n_chain - 1].party) &&
                         speaks_of_itself(r, &first->from);
    for (uint32_t i = 0; i < f->n_also; i++) {
        draft other = *first;
        other.claim.chain = RC_NEWS(r->arena, rc_link, claim->n_chain);
        memcpy(other.claim.chain, claim->chain, claim->n_chain * sizeof *claim->chain);
        other.from.frame = &said_by->frames.ptr[f->also + i];
        other.claim.chain[claim->n_chain - 1] = other.from.frame->link;
        other.from.chain = other.claim.chain;
        if (of_themselves) lay_on(r, &other.from.frame->link, &other.claim);
        if (other.from.frame->accused) lay_on(r, other.from.frame->accused, &other.claim);
        *RC_PUSH(r->arena, all) = other;
    }
}

drafts assemble(const rc_reading *r, const attribution *said_by)
{
    draft_list all = {0};
    episode told = {.type = r->title_act ? r->title_act->type : RC_TYPE_NONE,
                    .subtype = r->title_act ? r->title_act->subtype : RC_STR(""),
                    .from = RC_DAY_NONE,
                    .to = RC_DAY_NONE};
    set_first_place(r, &told);
    uint8_t *taken = RC_NEWS(r->arena, uint8_t, r->quantities.n + 1);
    loss_state state = {0};
    for (uint32_t s = 0; s < r->doc->n_sentences; s++) {
        rc_block_kind kind = r->doc->blocks[r->doc->sentences[s].block].kind;
        range sentence = said_range(r, said_by, s);
        mentions found = {0};
        find_listed(r, s, sentence, &state, taken, &found);
        bool listed = found.len || (state.listing && state.list_end == s);
        const char *not_read = listed ? NULL : why_not_read(r, s, kind, sentence);
        if (not_read) {
            trace_skipped(r, s, not_read);
            continue;
        }
        find_mentions(r, s, sentence, &state, taken, &found);
        own_up(r, said_by, s, &found);
        if (all.len || found.len) {
            find_authors(r, said_by, s, &found);
            find_denials(r, said_by, s, &found);
        }
        trace_mentions(r, s, &found);
        uint32_t n;
        cluster *clusters = find_clusters(r, said_by, &found, sentence, &n);
        for (uint32_t i = 0; i < n; i++) {
            if (all.len && told.sentence + 1 == s) go_on_saying(r, &clusters[i], &all.ptr[all.len - 1].claim);
            bool denies = is_of_rule(&clusters[i], RULE_DENIAL);
            uint32_t answers = denies ? answered_draft(r, &clusters[i], all.ptr, (uint32_t)all.len) : NO_DRAFT;
            uint32_t resumes = denies ? NO_DRAFT : taken_up_draft(r, &clusters[i], all.ptr, (uint32_t)all.len);
            uint32_t same = denies ? answers : resumes;
            episode denied = same == NO_DRAFT ? told : episode_of(&all.ptr[same]);
            rc_claim claim = make_claim(r, &clusters[i], &denied);
            if (is_mishap(r, &clusters[i])) {
                trace_claim(r, s, RC_NOTE_DROPPED, &claim, 0, "an accident or disaster");
                continue;
            }
            if (is_only_named(r, &clusters[i])) {
                trace_claim(r, s, RC_NOTE_DROPPED, &claim, 0, "the title of an event, which tells nothing of it");
                continue;
            }
            rc_claim *last = all.len ? &all.ptr[all.len - 1].claim : NULL;
            if (answers != NO_DRAFT) { /* of the same ground */
                claim.control = all.ptr[answers].claim.control;
                claim.n_control = all.ptr[answers].claim.n_control;
            }
            if (names_no_act(&clusters[i]) && clusters[i].frame) claim.span = span_of_saying(r, clusters[i].frame);
            if (last && (lists_on(&clusters[i], &all.ptr[all.len - 1], s - told.sentence) ||
                         adds_to_last(r, &clusters[i], told.sentence) ||
                         counts_on(r, &clusters[i], &claim, &all.ptr[all.len - 1], s - told.sentence) ||
                         counts_act(r, &clusters[i], &claim, &all.ptr[all.len - 1], s - told.sentence))) {
                append_losses(r, last, &claim);
                append_things(r, last, &claim);
                told.sentence = s;
                trace_claim(r, s, RC_NOTE_JOINED, &claim, all.len - 1, "the same source counts on");
                continue;
            }
            if (is_repeat(&all, &clusters[i], &claim)) {
                trace_claim(r, s, RC_NOTE_DROPPED, &claim, 0, "the same source has told it before");
                continue;
            }
            trace_claim(r, s, RC_NOTE_CLAIM, &claim, all.len, NULL);
            draft made = {clusters[i], claim, s, first_anchor(&clusters[i]), resumes, answers};
            other_voices(r, said_by, &made, &all);
            *RC_PUSH(r->arena, &all) = made;
            remember(&told, &claim, s);
        }
    }
    return (drafts){all.ptr, (uint32_t)all.len};
}
