/* Counts of what was told before, by number alone: "le bilan est passé à 22", "elle en annonçait 40", "that number had
 * risen to 531"; and those who are counted among the victims told before. */
#include "claims/loss_search.h"
#include "claims/roles.h"

#include <string.h>

#define AGAIN_SENTENCES 2 /* back to the loss that is counted again */
#define THEREOF_REACH 5   /* between "en" and its number */
#define SAID_REACH 2      /* between a verb of saying and the number that is all it says */
#define COUNT_REACH 12    /* between "the number" and what it rose to */
#define AMONG_REACH 14    /* between "among the dead" and who is */

static bool is_told(const loss_state *state, uint32_t line)
{
    return state->has_last && line <= state->last_sentence + AGAIN_SENTENCES;
}

bool bare_number(const rc_reading *r, uint32_t t, range s, const uint8_t *taken, group *g)
{
    const rc_quantity *q = quantity_at(r, t);
    if (!q || q->first != t || q->kind == RC_QUANTITY_ARTICLE || q->kind == RC_QUANTITY_NONE || q->unit != RC_UNIT_NONE)
        return false;
    if (taken[q - r->quantities.ptr] || r->timex_at[t] != NO_INDEX) return false;
    return group_at(r, t, s.end, g) && g->kind == GROUP_BARE && g->end == q->first + q->count;
}

void add_again(const rc_reading *r, const group *g, const rc_loss *of, const rc_party_mention *victims,
               const char *rule, bool part, uint8_t *taken, mentions *out)
{
    mention *m = RC_PUSH(r->arena, out);
    *m = (mention){.kind = MENTION_LOSS,
                   .anchor = g->first,
                   .first = g->first,
                   .end = g->end,
                   .rule = rule,
                   .confidence = 0.6f,
                   .strong = true,
                   .place = NO_INDEX,
                   .group = *g,
                   .anchor_is_noun = true,
                   .victims = g->party ? g->party : victims};
    m->loss = *of;
    m->loss.part = part;
    m->loss.count = group_count(g);
    m->loss.reason = tokens_text(r, g->first, g->end);
    if (g->party) {
        m->loss.of = g->party->party;
        m->loss.members = g->party->members;
    }
    if (g->quantity) taken[g->quantity - r->quantities.ptr] = 1;
}

static const mention *loss_before(const mentions *all, uint32_t token)
{
    const mention *best = NULL;
    for (size_t i = 0; i < all->len; i++) {
        const mention *m = &all->ptr[i];
        if (m->kind == MENTION_LOSS && !m->loss.part && m->anchor < token && (!best || m->anchor > best->anchor))
            best = m;
    }
    return best;
}

static bool is_counting(const rc_reading *r, uint32_t t)
{
    const rc_hit *cue = hit_with(r, t, r->rules->cues);
    return (cue && r->rules->cue[cue->row].pos == POS_VERB) || has_setting(r, t, SETTING_COUNT);
}

/* "en annonçait 40", "n'en reconnaît que treize": the number behind a verb of saying or counting. */
static bool number_thereof(const rc_reading *r, uint32_t t, range s, const uint8_t *taken, group *g)
{
    bool counted = false;
    for (uint32_t k = t + 1; k < s.end && k <= t + THEREOF_REACH; k++) {
        if (is_punct(r, k)) return false;
        if (counted && bare_number(r, k, s, taken, g)) return true;
        counted = counted || is_counting(r, k);
    }
    return false;
}

/* "He said 26", "une infirmière parle de 90": a number without a noun is all that is said. */
static bool number_said(const rc_reading *r, uint32_t t, range s, const uint8_t *taken, group *g)
{
    const rc_hit *cue = hit_with(r, t, r->rules->cues);
    uint32_t verb = word_at(r->syntax, t);
    if (!cue || r->rules->cue[cue->row].pos != POS_VERB) return false;
    uint32_t next = t + cue->count;
    if (verb == NO_WORD) return next < s.end && bare_number(r, next, s, taken, g) && group_count(g).low > 1;
    for (uint32_t k = t + 1; k < s.end && k <= t + cue->count + SAID_REACH; k++) {
        if (is_punct(r, k) && r->doc->tokens[k].kind != RC_TOKEN_OPEN) return false;
        if (!bare_number(r, k, s, taken, g)) continue;
        uint32_t number = head_of(r->syntax, g->first, g->end);
        bool object = number != NO_WORD && is_related(r->syntax, number, REL_BIT(REL_OBJ) | REL_BIT(REL_OBL)) &&
                      r->syntax->parent[number] == verb;
        return object && group_count(g).low > 1;
    }
    return false;
}

/* The noun counts what was told, not something that it names itself ("number of villages"). */
static bool is_count_noun(const rc_reading *r, uint32_t t, range s)
{
    const rc_hit *word = hit_with(r, t, r->rules->settings);
    if (!word || r->rules->setting[word->row] != SETTING_COUNT || is_verb(r, t)) return false;
    uint32_t noun = word_at(r->syntax, t), next = t + word->count;
    if (noun != NO_WORD && !is_upos(r->syntax, noun, RC_UPOS_NOUN)) return false;
    return next < s.end && !has_grammar(r, next, G_OF) && !hit_with(r, next, r->rules->effects);
}

static bool number_of_count(const rc_reading *r, uint32_t t, range s, const uint8_t *taken, group *g)
{
    for (uint32_t k = t + 1; k < s.end && k <= t + COUNT_REACH; k++) {
        if (is_punct(r, k) || hit_with(r, k, r->rules->effects)) return false;
        if (bare_number(r, k, s, taken, g)) {
            group last; /* "from 12 to 20" */
            uint32_t next = g->end;
            if (next + 1 < s.end && has_grammar(r, next, G_ARGUMENT) && bare_number(r, next + 1, s, taken, &last))
                *g = last;
            return true;
        }
    }
    return false;
}

/* ---- among the victims */

/* "parmi les morts", "among them": a phrase that takes up those told before. */
static const rc_hit *among_at(const rc_reading *r, uint32_t t)
{
    if (!has_grammar(r, t, G_PART)) return NULL;
    const rc_hit *best = NULL;
    for (uint32_t i = r->hits.at[t]; i < r->hits.at[t + 1]; i++) {
        const rc_hit *hit = &r->hits.ptr[i];
        if (hit->list == r->rules->clauses && hit->count > 1 && (!best || hit->count > best->count)) best = hit;
    }
    return best;
}

static bool counted_people(const rc_reading *r, uint32_t t, range s, const uint8_t *taken, group *g)
{
    const rc_quantity *q = quantity_at(r, t);
    if (!q || q->first != t || taken[q - r->quantities.ptr] || r->timex_at[t] != NO_INDEX) return false;
    return group_at(r, t, s.end, g) && g->kind == GROUP_PEOPLE && g->quantity;
}

/* "among the dead" says what happened to them. */
static bool names_effect(const rc_reading *r, const rc_hit *among, rc_loss *loss)
{
    bool names = false;
    for (uint32_t t = among->token; t < among->token + among->count; t++) {
        const rc_hit *effect = hit_with(r, t, r->rules->effects);
        if (!effect || r->rules->effect[effect->row].effect == RC_CASUALTIES) continue;
        loss->effect = r->rules->effect[effect->row].effect;
        names = true;
    }
    return names;
}

static void people_among(const rc_reading *r, const rc_hit *among, range s, const rc_loss *of, uint8_t *taken,
                         mentions *out)
{
    rc_loss loss = *of;
    names_effect(r, among, &loss);
    uint32_t end = among->token + among->count;
    uint32_t floor = among->token > s.first + AMONG_REACH ? among->token - AMONG_REACH : s.first;
    group g;
    bool found = false;
    for (uint32_t t = floor; t < among->token; t++)
        if (counted_people(r, t, s, taken, &g) && g.end <= among->token) {
            add_again(r, &g, &loss, NULL, "effect-among", true, taken, out);
            found = true;
        }
    for (uint32_t t = end; !found && t < s.end && t < end + AMONG_REACH; t++) {
        if (!counted_people(r, t, s, taken, &g)) {
            if (is_sign(r, t, ';')) return;
            continue;
        }
        add_again(r, &g, &loss, NULL, "effect-among", true, taken, out);
        t = g.end - 1;
    }
}

static const rc_hit *noun_of_harm(const rc_reading *r, uint32_t t)
{
    for (uint32_t i = r->hits.at[t]; i < r->hits.at[t + 1]; i++) {
        const rc_hit *hit = &r->hits.ptr[i];
        if (hit->list == r->rules->effects && r->rules->effect[hit->row].frame == EFFECT_SELF) return hit;
    }
    return NULL;
}

/* "Eleven of the victims were schoolchildren": the number, who they were, and the effect that the noun names. */
static bool counted_of_victims(const rc_reading *r, uint32_t t, range s, group *g, rc_effect *effect)
{
    const rc_quantity *q = quantity_at(r, t);
    if (!q || q->first != t || q->unit != RC_UNIT_NONE || r->timex_at[t] != NO_INDEX) return false;
    if (q->kind != RC_QUANTITY_NUMBER && q->kind != RC_QUANTITY_VAGUE) return false;
    uint32_t noun = q->first + q->count;
    bool of = q->part;
    for (; noun < s.end && has_grammar(r, noun, G_OF | G_ARTICLE | G_DEMONSTRATIVE | G_PARTITIVE); noun++)
        of = of || has_grammar(r, noun, G_OF);
    const rc_hit *hit = q->part && q->count > 1 ? noun_of_harm(r, q->first + q->count - 1) : NULL; /* "of the dead" */
    uint32_t next = q->first + q->count;
    if (!hit) {
        hit = of && noun < s.end ? noun_of_harm(r, noun) : NULL;
        next = hit ? noun + hit->count : 0;
    }
    if (!hit) return false;
    if (next + 1 >= s.end || !has_grammar(r, next, G_BE)) return false;
    for (next++; next < s.end && has_grammar(r, next, G_ARTICLE | G_PARTITIVE | G_OF); next++) {
    }
    group who;
    if (next >= s.end || !group_at(r, next, s.end, &who) || who.kind != GROUP_PEOPLE || who.quantity) return false;
    *g = (group){.first = t, .end = q->first + q->count, .head = t, .quantity = q, .party = who.party};
    *effect = r->rules->effect[hit->row].effect;
    return true;
}

static void parts_of_victims(const rc_reading *r, range s, const loss_state *state, uint8_t *taken, mentions *out)
{
    for (uint32_t t = s.first; t < s.end; t++) {
        group g;
        rc_effect effect;
        if (!counted_of_victims(r, t, s, &g, &effect)) continue;
        size_t kept = 0;
        for (size_t i = 0; i < out->len; i++) /* read as a count of its own */
            if (out->ptr[i].kind != MENTION_LOSS || out->ptr[i].group.quantity != g.quantity)
                out->ptr[kept++] = out->ptr[i];
        out->len = kept;
        rc_loss loss = state->last;
        if (effect != RC_CASUALTIES) loss.effect = effect;
        add_again(r, &g, &loss, state->last_victims, "effect-among", true, taken, out);
        t = g.end - 1;
    }
}

/* "Ce bilan est passé à 22": of those who were counted before. */
static void settle_toll(const rc_reading *r, mention *m, const loss_state *state)
{
    if (m->kind != MENTION_LOSS || strcmp(m->rule, "effect-toll") != 0 || m->loss.effect != RC_CASUALTIES) return;
    const rc_hit *word = hit_with(r, m->anchor, r->rules->settings);
    bool named =
        m->anchor + 1 < r->doc->n_tokens && hit_with(r, m->anchor + 1, r->rules->effects); /* "total casualties" */
    if (!word || r->rules->setting[word->row] != SETTING_COUNT || named) return;
    m->loss.effect = state->last.effect;
    if (m->loss.of.len && !rc_str_is(m->loss.of, "unknown")) return;
    m->victims = state->last_victims;
    m->loss.of = state->last.of;
    m->loss.members = state->last.members;
}

void find_counted_again(const rc_reading *r, uint32_t line, range s, loss_state *state, uint8_t *taken, mentions *out)
{
    for (size_t i = 0; i < out->len && is_told(state, line); i++) settle_toll(r, &out->ptr[i], state);
    if (is_told(state, line)) parts_of_victims(r, s, state, taken, out);
    for (uint32_t t = s.first; t < s.end; t++) {
        group g;
        const mention *before = loss_before(out, t);
        bool told = before || is_told(state, line);
        const rc_loss *of = before ? &before->loss : &state->last;
        const rc_party_mention *victims = before ? before->victims : state->last_victims;
        const rc_hit *among = among_at(r, t);
        rc_loss loss = {.of = RC_STR("unknown")};
        if (told) loss = *of; /* the vector may move */
        if (!told && !(among && names_effect(r, among, &loss))) continue;
        bool thereof = told && has_grammar(r, t, G_THEREOF) && number_thereof(r, t, s, taken, &g);
        if (thereof || (told && number_said(r, t, s, taken, &g)) ||
            (told && is_count_noun(r, t, s) && number_of_count(r, t, s, taken, &g))) {
            add_again(r, &g, &loss, victims, RULE_LOSS_AGAIN, false, taken, out);
            t = g.end - 1;
            continue;
        }
        if (!among) continue;
        bool own = false; /* the sentence has a total of its own: its parts are read with it */
        for (size_t i = 0; i < out->len; i++) own = own || out->ptr[i].kind == MENTION_LOSS;
        if (!own) people_among(r, among, s, &loss, taken, out);
        t += among->count - 1;
    }
    for (size_t i = 0; i < out->len; i++) {
        const mention *m = &out->ptr[i];
        if (m->kind != MENTION_LOSS || m->loss.part) continue;
        bool second = state->has_last && state->last_sentence == line && state->last.effect == RC_KILLED;
        if (second) continue; /* of "12 killed and 30 wounded" the dead are counted again */
        state->last = m->loss;
        state->last_victims = m->victims;
        state->last_sentence = line;
        state->has_last = true;
    }
}
