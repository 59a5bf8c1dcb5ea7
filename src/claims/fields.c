/* The fields of a claim from the mentions of its cluster. */
#include "claims/assemble.h"
#include "claims/modality.h"
#include "claims/owning.h"
#include "claims/roles.h"
#include "claims/trace.h"
#include "claims/victims.h"

#include <string.h>

bool goes_on(const cluster *c)
{
    for (uint32_t i = 0; i < c->n; i++) {
        const mention *m = c->mentions[i];
        if (m->kind == MENTION_CONTROL && m->strong) return false;
        if (m->kind == MENTION_ACT && (m->act->strong || m->strong) && !(m->anaphoric && is_generic_act(m->act)))
            return false;
    }
    return true;
}

/* ---- losses, equipment, control */

/* The subject of the clause is somebody else than the speaker: "X says that the Taliban lost 40 of their men". */
static bool has_other_subject(const rc_reading *r, const cluster *c, const mention *m, rc_str speaker)
{
    for (uint32_t up = word_at(r->syntax, m->anchor); up != NO_WORD; up = r->syntax->parent[up]) {
        uint32_t subject = child_by(r->syntax, up, REL_BIT(REL_NSUBJ), NO_WORD);
        if (subject == NO_WORD || in_range((range){m->group.first, m->group.end}, r->syntax->token_of[subject]))
            continue;
        if (c->frame && in_range(c->frame->words, r->syntax->token_of[subject])) return false;
        const rc_party_mention *p = party_of(r, subject);
        return (p && !rc_str_eq(p->party, speaker)) || is_upos(r->syntax, subject, RC_UPOS_PRON);
    }
    return false;
}

/* The cue itself owns up to what is told: "admits", "reconnaît". */
static bool is_owned_up(const rc_reading *r, const cluster *c)
{
    for (uint32_t t = c->frame ? c->frame->cue : 0; c->frame && t < c->frame->cue_end; t++) {
        if (has_setting(r, t, SETTING_ADMIT)) return true;
    }
    return false;
}

bool counts_own_ranks(const rc_reading *r, const cluster *c)
{
    for (uint32_t i = 0; i < c->n; i++)
        if (c->mentions[i]->kind == MENTION_LOSS && in_speakers_ranks(r, c->mentions[i], c->sentence)) return true;
    return false;
}

/* "According to the minister, 21 of its members ...": a phrase that names who speaks makes nobody a subject. */
static bool is_named_by_phrase(const rc_reading *r, const cluster *c)
{
    const rc_hit *cue = c->frame ? hit_with(r, c->frame->cue, r->rules->cues) : NULL;
    return cue && r->rules->cue[cue->row].pos == POS_PREPOSITION;
}

/* "nos combattants", "ses hommes", "its fighters"; "says it has lost 15 fighters"; "admits 525 dead": the speaker's
 * own. */
static rc_str own_side(const rc_reading *r, const cluster *c, const mention *m)
{
    const rc_link *speaker = c->n_chain ? &c->chain[c->n_chain - 1] : NULL;
    if (!speaker || !speaker->party.len || rc_str_is(speaker->party, "unknown")) return RC_STR("");
    bool unnamed = !m->loss.of.len || rc_str_is(m->loss.of, "unknown");
    bool open = unnamed || (m->victims && m->victims->is_generic);
    bool fights = !rc_str_is(speaker->party, "civilians") && !rc_str_is(speaker->party, "media") &&
                  !rc_str_is(speaker->party, "NGO");
    bool does = !m->anchor_is_noun && !loses_own(r, m->anchor) && agent_of(r, word_at(r->syntax, m->anchor)) != NO_WORD;
    uint32_t first = m->first > c->sentence.first ? m->first - 1 : m->first;
    for (uint32_t t = first; t < m->end && open; t++)
        if (is_possessive(r, t) &&
            (has_grammar(r, t, G_FIRST) || !(does || is_named_by_phrase(r, c) ||
                                             has_other_subject(r, c, m, speaker->party)))) /* none kills his own */
            return speaker->party;
    if (unnamed && fights && in_speakers_ranks(r, m, c->sentence)) return speaker->party;
    bool loses = strcmp(m->rule, "effect-lose") == 0 && !has_other_subject(r, c, m, speaker->party);
    bool owns = is_owned_up(r, c) && m->loss.members != RC_MEMBERS_CIVILIAN;
    return unnamed && fights && (loses || owns) ? speaker->party : RC_STR("");
}

void set_losses(const rc_reading *r, const cluster *c, rc_claim *claim)
{
    RC_VEC(rc_loss) losses = {0};
    RC_VEC(rc_thing) things = {0};
    RC_VEC(rc_control) controls = {0};
    for (uint32_t i = 0; i < c->n; i++) {
        const mention *m = c->mentions[i];
        if (m->kind == MENTION_LOSS) {
            rc_loss *loss = RC_PUSH(r->arena, &losses);
            *loss = m->loss;
            rc_str own = own_side(r, c, m);
            if (own.len) loss->of = own;
        }
        if (m->kind == MENTION_THING) *RC_PUSH(r->arena, &things) = m->thing;
        bool again = false;
        for (size_t k = 0; k < controls.len && m->kind == MENTION_CONTROL; k++)
            again = again ||
                    (controls.ptr[k].change == m->control.change && rc_str_eq(controls.ptr[k].place, m->control.place));
        if (m->kind == MENTION_CONTROL && m->strong && !again) *RC_PUSH(r->arena, &controls) = m->control;
    }
    for (size_t i = 0; i < losses.len; i++)
        if (!losses.ptr[i].of.len) losses.ptr[i].of = RC_STR("unknown");
    claim->losses = losses.ptr;
    claim->n_losses = (uint32_t)losses.len;
    claim->equipment = things.ptr;
    claim->n_equipment = (uint32_t)things.len;
    claim->control = controls.ptr;
    claim->n_control = (uint32_t)controls.len;
}

/* ---- parties */

typedef RC_VEC(rc_actor) actor_list;

static void add_actor(const rc_reading *r, actor_list *list, const rc_party_mention *p)
{
    if (!p) return;
    for (size_t i = 0; i < list->len; i++)
        if (rc_str_eq(list->ptr[i].party, p->party) &&
            (!rc_str_is(p->party, "unknown") || rc_str_eq(list->ptr[i].name, p->name)))
            return;
    *RC_PUSH(r->arena, list) = (rc_actor){p->name, p->party};
}

bool has_actor(const rc_actor *actors, uint32_t n, rc_str party)
{
    for (uint32_t i = 0; i < n; i++)
        if (rc_str_eq(actors[i].party, party)) return true;
    return false;
}

/* A second party joined to the first by "and": "les rebelles et l'armée turque ont ...". */
static void add_joined(const rc_reading *r, actor_list *list, const rc_party_mention *p)
{
    if (!p) return;
    uint32_t i = (uint32_t)(p - r->parties.ptr);
    if (i > 0) {
        const rc_party_mention *before = &r->parties.ptr[i - 1];
        uint32_t end = before->first + before->count, gap = p->first - end;
        if (gap >= 1 && gap <= 2 && has_grammar(r, end, G_COORD) && !before->is_modifier) add_actor(r, list, before);
    }
    if (i + 1 < r->parties.n) {
        const rc_party_mention *next = &r->parties.ptr[i + 1];
        uint32_t end = p->first + p->count;
        if (next->first >= end + 1 && next->first <= end + 2 && has_grammar(r, end, G_COORD) && !next->is_modifier)
            add_actor(r, list, next);
    }
}

/* A party of `a` is among `b` too: nobody does it to himself. */
static bool clashes(const rc_actor *a, uint32_t n_a, const rc_actor *b, uint32_t n_b)
{
    for (uint32_t i = 0; i < n_a; i++)
        if (has_actor(b, n_b, a[i].party)) return true;
    return false;
}

/* The speaker does what he tells only where the clause has no subject of its own: "affirme avoir repoussé", "says it
 * killed 15", but not "said the attack had killed twelve". */
static bool speaker_acts(const rc_reading *r, const cluster *c, const mention *m)
{
    if (!c->frame || !in_range(c->frame->words, m->by->first)) return true;
    if (m->by->is_person || rc_str_is(m->by->party, "unknown")) return false;
    for (uint32_t t = c->frame->content.first; t < m->anchor; t++) {
        if (r->party_at[t] != NO_INDEX || r->quantity_at[t] != NO_INDEX || hit_with(r, t, r->rules->people))
            return false;
        const rc_hit *act = hit_with(r, t, r->rules->events);
        if (act && r->rules->act[act->row].pos == POS_NOUN && is_nominal(r, t)) return false;
    }
    return true;
}

#define PRONOUN_REACH 3 /* words of what is said before a pronoun that takes up who says it */

/* "The army said it had killed 12": the first subject of what a group says is the group. A spokesman's "they" may be
 * anybody. */
static bool is_speaker_pronoun(const rc_reading *r, const cluster *c, uint32_t agent)
{
    const rc_link *speaker = c->n_chain ? &c->chain[c->n_chain - 1] : NULL;
    bool speaks_as_one =
        speaker && !speaker->is_voice && (speaker->kind == RC_SOURCE_GROUP || speaker->kind == RC_SOURCE_OFFICIAL);
    uint32_t t = r->syntax->token_of[agent];
    if (!speaks_as_one || !c->frame || !has_grammar(r, t, G_PRONOUN) || !in_range(c->frame->content, t)) return false;
    return t >= c->frame->words.end && t < c->frame->words.end + PRONOUN_REACH;
}

/* "The army says its forces killed 12": who acts is the speaker's own, where nobody else is named before. */
static bool is_own_force(const rc_reading *r, const cluster *c, uint32_t agent)
{
    const rc_link *speaker = c->n_chain ? &c->chain[c->n_chain - 1] : NULL;
    uint32_t t = r->syntax->token_of[agent], first = c->frame ? c->frame->words.end : 0;
    if (!speaker || !c->frame || first > t || !in_range(c->frame->content, t)) return false;
    const rc_party_mention *p = party_of(r, agent);
    bool another = p && !p->is_generic && !rc_str_is(p->party, "unknown") && !rc_str_eq(p->party, speaker->party);
    bool fights = (p && p->members == RC_MEMBERS_COMBATANT) || thing_category(r, t, &(uint32_t){0}).len;
    if (another || !fights) return false;
    bool owned = false;
    for (uint32_t k = first; k < t; k++) {
        const rc_party_mention *q = party_at(r, k);
        uint32_t word = word_at(r->syntax, k);
        owned =
            owned || (word != NO_WORD && r->syntax->parent[word] == agent && has_feature(r->syntax, word, "Poss=Yes"));
        if (q && !owned && !rc_str_eq(q->party, speaker->party)) return false;
    }
    return owned;
}

bool speaks_of_itself(const rc_reading *r, const cluster *c)
{
    for (uint32_t i = 0; i < c->n; i++) {
        const mention *m = c->mentions[i];
        uint32_t agent = m->strong ? agent_of(r, word_at(r->syntax, m->anchor)) : NO_WORD;
        if (agent != NO_WORD && has_grammar(r, r->syntax->token_of[agent], G_FIRST)) return true;
        if (agent != NO_WORD && (is_speaker_pronoun(r, c, agent) || is_own_force(r, c, agent))) return true;
        for (uint32_t t = m->first; t < m->end && m->strong && m->kind == MENTION_CONTROL; t++)
            if (has_grammar(r, t, G_FIRST) && r->party_at[t] == NO_INDEX) return true;
    }
    return false;
}

/* "We killed 40 of them", "Bazarak est sous notre contrôle": the speaker's side does it. */
static void add_speaker(const rc_reading *r, const cluster *c, actor_list *by)
{
    const rc_link *speaker = c->n_chain ? &c->chain[c->n_chain - 1] : NULL;
    if (!speaker || !speaker->party.len || rc_str_is(speaker->party, "unknown") || !speaks_of_itself(r, c)) return;
    if (rc_str_is(speaker->party, "civilians") || rc_str_is(speaker->party, "media")) return;
    by->len = 0;
    *RC_PUSH(r->arena, by) = (rc_actor){speaker->name, speaker->party};
}

/* An attack that is beaten off is its attackers' doing: "the army repelled a rebel attack". */
static bool is_turned(const mention *m)
{
    return m->kind == MENTION_CONTROL && m->control.change == RC_REPELLED;
}

bool is_elsewhere(const rc_reading *r, const cluster *c, const episode *before)
{
    if (!before->n_place || !before->place[0].country[0]) return false;
    bool other = false;
    for (uint32_t i = 0; i < r->places.n; i++) {
        const rc_place_mention *p = &r->places.ptr[i];
        if (!in_range(c->within, p->first) || !p->is_resolved || !is_place_here(r, i)) continue;
        if (c->frame && in_range(c->frame->words, p->first)) continue;
        if (strcmp(p->country, before->place[0].country) == 0) return false;
        other = other || p->country[0];
    }
    return other;
}

const rc_link *own_target(const rc_reading *r, const cluster *c)
{
    const rc_link *speaker = c->n_chain ? &c->chain[c->n_chain - 1] : NULL;
    if (!speaker || !c->frame || !speaker->party.len || rc_str_is(speaker->party, "unknown")) return NULL;
    for (uint32_t i = 0; i < c->n; i++) {
        const mention *m = c->mentions[i];
        if (m->kind != MENTION_ACT || m->act->pos != POS_VERB || m->act->type == RC_STRATEGIC || !m->by) continue;
        if (rc_str_eq(m->by->party, speaker->party)) continue;
        for (uint32_t t = m->end; t < c->within.end && t < m->end + PRONOUN_REACH && in_range(c->frame->content, t);
             t++) {
            if (is_punct(r, t) || r->party_at[t] != NO_INDEX || is_verb(r, t)) break;
            if (has_feature(r->syntax, word_at(r->syntax, t), "Poss=Yes")) return speaker;
        }
    }
    return NULL;
}

/* Both sides do it: "the army and the rebels fought for the town". */
static bool is_mutual(const mention *m)
{
    if (m->kind == MENTION_CONTROL) return m->control.change == RC_CONTESTED;
    return m->kind == MENTION_ACT && m->act->frame == ACT_PAIR;
}

void set_parties(const rc_reading *r, const cluster *c, const episode *before, rc_claim *claim)
{
    actor_list by = {0}, against = {0};
    for (int strong = 1; strong >= 0; strong--)
        for (uint32_t i = 0; i < c->n; i++) {
            const mention *m = c->mentions[i];
            if (m->strong != (strong == 1)) continue;
            if (is_turned(m)) {
                if (!by.len && m->against) add_actor(r, &by, m->against);
                if (!against.len && m->by) add_actor(r, &against, m->by);
                continue;
            }
            if (!by.len && m->by && speaker_acts(r, c, m)) {
                add_actor(r, &by, m->by);
                if (!is_mutual(m)) add_joined(r, &by, m->by);
                if (m->kind == MENTION_CONTROL && is_mutual(m) && !against.len) add_joined(r, &against, m->by);
            }
            if (!against.len && m->against) add_actor(r, &against, m->against);
        }
    add_speaker(r, c, &by);
    rc_actor owner;
    bool owned = owner_of(r, c, &owner);
    if (owned) {
        by.len = 0;
        *RC_PUSH(r->arena, &by) = owner;
    }
    for (uint32_t i = 0; i < c->n; i++) /* the victims are those it was done to */
        if (c->mentions[i]->kind == MENTION_LOSS && c->mentions[i]->victims && !c->mentions[i]->loss.part)
            add_actor(r, &against, c->mentions[i]->victims);
    const rc_link *target = own_target(r, c);
    if (target && !against.len) *RC_PUSH(r->arena, &against) = (rc_actor){target->name, target->party};
    if (!by.len && c->cls == CUE_ACCUSING && c->frame) add_actor(r, &by, party_after(r, c->frame->cue, c->sentence, 0));
    actor_list kept = {0};
    for (size_t i = 0; owned && i < against.len; i++) /* whoever is accused is no target of his own deed */
        if (rc_str_eq(against.ptr[i].party, owner.party)) against.ptr[i--] = against.ptr[--against.len];
    for (size_t i = 0; i < by.len; i++)
        if (!has_actor(against.ptr, (uint32_t)against.len, by.ptr[i].party) || rc_str_is(by.ptr[i].party, "unknown"))
            *RC_PUSH(r->arena, &kept) = by.ptr[i];
    claim->by = kept.ptr;
    claim->n_by = (uint32_t)kept.len;
    claim->against = against.ptr;
    claim->n_against = (uint32_t)against.len;
    if (!goes_on(c) || is_elsewhere(r, c, before)) return;
    if (!claim->n_by && !clashes(before->by, before->n_by, claim->against, claim->n_against)) {
        claim->by = before->by;
        claim->n_by = before->n_by;
    }
    if (!claim->n_against && !clashes(before->against, before->n_against, claim->by, claim->n_by)) {
        claim->against = before->against;
        claim->n_against = before->n_against;
    }
}

/* ---- time */

static const rc_timex *timex_in(const rc_reading *r, range within, range leave_out, uint32_t anchor)
{
    const rc_timex *best = NULL;
    uint32_t nearest = UINT32_MAX;
    for (uint32_t i = 0; i < r->timexes.n; i++) {
        const rc_timex *x = &r->timexes.ptr[i];
        if (!in_range(within, x->first) || in_range(leave_out, x->first)) continue;
        if (x->from == RC_DAY_NONE || x->to == RC_DAY_NONE) continue;
        uint32_t gap = x->first > anchor ? x->first - anchor : anchor - x->first;
        if (gap < nearest) best = x;
        if (gap < nearest) nearest = gap;
    }
    return best;
}

void set_time(const rc_reading *r, const cluster *c, const episode *before, rc_claim *claim)
{
    range words = c->frame ? c->frame->words : (range){0, 0};
    uint32_t anchor = c->mentions[0]->anchor;
    const rc_timex *x = timex_in(r, c->within, words, anchor);
    if (!x) x = timex_in(r, c->sentence, words, anchor);
    const rc_document *doc = r->doc;
    uint32_t sentence = doc->tokens[c->sentence.first].sentence;
    bool near = before->sentence < sentence && doc->sentences[before->sentence].block == doc->sentences[sentence].block;
    bool carries = goes_on(c) || (near && sentence - before->sentence <= 2);
    claim->from = x ? x->from : carries ? before->from : RC_DAY_NONE;
    claim->to = x ? x->to : carries ? before->to : RC_DAY_NONE;
    bool dated = !x && !carries && r->dated.told.from == r->dated.told.to;
    if (dated) claim->from = claim->to = r->dated.told.to; /* "... - section: 11 October 2019" */
    bool posted = !x && c->n_chain && c->chain[0].kind == RC_SOURCE_POST;
    if (posted) claim->from = claim->to = c->chain[0].said_on; /* a post tells of its own day */
}

/* ---- certainty, polarity, reality */

/* A verb of denying takes back what depends on it, not what its sentence says beside it ("denied it: the army fired
 * first"). A tree that takes the word of denying for neither verb nor noun ("l'armée dément avoir ...", read as an
 * adverb in -ment) cannot say. */
static bool is_taken_back(const rc_reading *r, const cluster *c, uint32_t anchor)
{
    const syntax *s = r->syntax;
    uint32_t word = word_at(s, anchor), cue = word_at(s, c->frame->cue);
    if (word == NO_WORD || cue == NO_WORD || r->all_upper) return true;
    if (!is_upos(s, cue, RC_UPOS_VERB) && !is_upos(s, cue, RC_UPOS_NOUN) && !is_upos(s, cue, RC_UPOS_AUX)) return true;
    if (c->frame->cue < anchor)
        for (uint32_t t = c->frame->cue_end; t < anchor; t++)
            if (is_sign(r, t, ':')) return false;
    return is_under(s, word, cue) || c->frame->cue > anchor || !is_under(s, cue, word);
}

/* "a ordonné une frappe", "ordered a strike": an act that was ordered in the past was done; "orders the evacuation" was
 * not yet. */
static bool is_carried_out(const rc_reading *r, const said *f, uint32_t anchor)
{
    const syntax *s = r->syntax;
    uint32_t act = word_at(s, anchor), verb = NO_WORD;
    for (uint32_t t = f->cue; t < f->cue_end && verb == NO_WORD; t++)
        if (is_upos(s, word_at(s, t), RC_UPOS_VERB)) verb = word_at(s, t);
    return verb != NO_WORD && act != NO_WORD && s->parent[act] == verb && is_related(s, act, REL_BIT(REL_OBJ)) &&
           has_feature(s, verb, "Tense=Past");
}

/* "Denied that 50 were killed, saying 12 had died": what is said behind the denial is not what it takes back, wherever
 * the tree hung it. */
static bool is_said_behind(const rc_reading *r, const cluster *c, const fit *why)
{
    if (!c->frame || c->cls == CUE_DENYING || why->word == NO_WORD) return false;
    uint32_t verb = verb_of_cue(r, c->frame); /* "did not deny": the negation is that of the saying */
    if (verb != NO_WORD && r->syntax->parent[why->word] == verb) return true;
    uint32_t denier = r->syntax->token_of[why->word];
    const rc_hit *cue = hit_with(r, denier, r->rules->cues);
    return cue && r->rules->cue[cue->row].cls == CUE_DENYING && denier < c->frame->cue &&
           c->frame->cue < c->mentions[0]->anchor;
}

void set_modality(const rc_reading *r, const cluster *c, rc_claim *claim)
{
    const mention *main = c->mentions[0];
    bool hedged = false, negated = false;
    fit why;
    for (uint32_t i = 0; i < c->n; i++) {
        const mention *m = c->mentions[i];
        if (!m->strong || (m->kind == MENTION_LOSS && m->loss.part)) continue;
        saying what = {m->anchor, m->features, c->within, c->frame != NULL};
        hedged = hedged || is_hedged(r, &what, &why);
        if (hedged) trace_pattern(r, &why);
        if (m == main) negated = is_negated(r, &what, &why) && !is_said_behind(r, c, &why);
        if (m == main && negated) trace_pattern(r, &why);
    }
    if (hedged) claim->certainty = RC_HEDGED;
    bool none = false; /* "no soldier was killed", "deny losing anyone": none, said plainly */
    for (uint32_t i = 0; i < claim->n_losses && !none; i++)
        none = claim->losses[i].count.has_high && claim->losses[i].count.high == 0;
    negated = negated && !none;
    bool taken_back = !none && c->cls == CUE_DENYING && (!c->frame || is_taken_back(r, c, main->anchor));
    if (negated || taken_back) claim->polarity = RC_DENIED;
    if (taken_back) claim->certainty = RC_PLAIN; /* the hedge is that of what is denied: "auraient été tués" */
    saying what = {main->anchor, main->features, c->within, c->frame != NULL};
    claim->reality = reality_of(r, &what, &why);
    bool may = why.pattern && why.pattern->marks == MARK_POSSIBLE;
    if (may && claim->n_losses) claim->reality = RC_ACTUAL; /* "could reach ten dead": an estimate, no plan */
    if (may && !claim->n_losses) claim->certainty = RC_PLAIN;
    if (claim->reality != RC_ACTUAL) trace_pattern(r, &why);
    bool ordered = c->cls == CUE_ORDERING && c->frame && is_carried_out(r, c->frame, main->anchor);
    if (claim->reality == RC_ACTUAL && !ordered && (c->cls == CUE_WARNING || c->cls == CUE_ORDERING) &&
        !claim->n_losses)
        claim->reality = RC_PLANNED;
}

/* ---- span */

rc_span claim_span(const rc_reading *r, const cluster *c)
{
    range span = c->within;
    if (!c->frame && c->n == 0) return rc_tokens_span(r->doc, span.first, span.end - span.first);
    if (c->frame) { /* "Selon X, ..." and "..., selon X": the source's words at either end are left out */
        range words = c->frame->words;
        if (words.first <= span.first && words.end > span.first && words.end < span.end) span.first = words.end;
        if (words.end >= span.end && words.first > span.first && words.first < span.end) span.end = words.first;
    }
    uint32_t low = UINT32_MAX, high = 0;
    for (uint32_t i = 0; i < c->n; i++) {
        if (!c->mentions[i]->strong) continue;
        uint32_t at = c->mentions[i]->elliptic ? c->mentions[i]->first : c->mentions[i]->anchor;
        if (at < low) low = at;
        if (at + 1 > high) high = at + 1;
    }
    if (span.first > low) span.first = low;
    if (span.end < high) span.end = high;
    while (span.first + 1 < span.end && span.first < low &&
           (is_punct(r, span.first) || has_grammar(r, span.first, G_COORD | G_SUB) ||
            r->doc->tokens[span.first].kind == RC_TOKEN_CLOSE || r->doc->tokens[span.first].kind == RC_TOKEN_OPEN))
        span.first++;
    while (span.end > span.first + 1 && span.end > high &&
           (is_punct(r, span.end - 1) || r->doc->tokens[span.end - 1].kind == RC_TOKEN_OPEN ||
            r->doc->tokens[span.end - 1].kind == RC_TOKEN_CLOSE || has_grammar(r, span.end - 1, G_COORD)))
        span.end--;
    return rc_tokens_span(r->doc, span.first, span.end - span.first);
}

rc_span span_of_saying(const rc_reading *r, const said *f)
{
    uint32_t first = f->words.first < f->content.first ? f->words.first : f->content.first;
    uint32_t end = f->words.end > f->content.end ? f->words.end : f->content.end;
    while (first + 1 < end && (is_punct(r, first) || has_grammar(r, first, G_COORD))) first++;
    while (end > first + 1 && (is_punct(r, end - 1) || has_grammar(r, end - 1, G_COORD))) end--;
    return rc_tokens_span(r->doc, first, end - first);
}
