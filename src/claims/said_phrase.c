/* "selon X", "according to a statement by X", "des informations selon lesquelles": a phrase names the source. */
#include "claims/refer.h"
#include "claims/said_window.h"

static uint32_t after_nouns_of_saying(const rc_reading *r, uint32_t t, range s)
{
    /* "selon un bilan de X", "according to a statement by X": the source is X. */
    uint32_t noun = t;
    while (noun < s.end && noun < t + 4 && !hit_with(r, noun, r->rules->cues)) {
        if (is_punct(r, noun) || hit_with(r, noun, r->rules->sources) || r->party_at[noun] != NO_INDEX) return t;
        noun++;
    }
    const rc_hit *cue = noun < s.end && noun < t + 4 ? hit_with(r, noun, r->rules->cues) : NULL;
    if (!cue || r->rules->cue[cue->row].pos != POS_NOUN) return t;
    for (uint32_t e = cue->token + cue->count; e < s.end && e < noun + 6; e++) {
        if (is_punct(r, e) || is_verb(r, e)) return t;
        if (has_grammar(r, e, G_OF | G_BY) && e + 1 < s.end) return e + 1;
    }
    return t;
}

static range preposition_content(const rc_reading *r, range words, range s)
{
    uint32_t first = s.first, end = s.end;
    for (uint32_t t = s.first; t < words.first; t++)
        if (is_sign(r, t, ';') ||
            (is_sign(r, t, ',') && t + 1 < words.first && has_grammar(r, t + 1, G_SUB) && t + 4 > words.first))
            first = t + 1;
    for (uint32_t t = words.end; t < s.end; t++)
        if (is_sign(r, t, ';')) {
            end = t;
            break;
        }
    range around = clause_around(r, words, s);
    if (around.end > words.end && around.end < end) end = around.end;
    return (range){first, end};
}

/* The whole phrase behind a preposition, as the tree has it: "an Example-Institute poll". */
static range phrase_behind(const rc_reading *r, uint32_t token, range s)
{
    const syntax *x = r->syntax;
    uint32_t w = word_at(x, token);
    for (int steps = 0; w != NO_WORD && steps < 6; steps++) {
        uint32_t up = x->parent[w];
        uint64_t inner = REL_BIT(REL_DET) | REL_BIT(REL_AMOD) | REL_BIT(REL_COMPOUND) | REL_BIT(REL_NUMMOD) |
                         REL_BIT(REL_NMOD) | REL_BIT(REL_FLAT) | REL_BIT(REL_ADVMOD) | REL_BIT(REL_CASE);
        if (up == NO_WORD || up < w || !is_related(x, w, inner) || !in_range(s, x->token_of[up])) break;
        w = up;
    }
    if (w == NO_WORD || !(is_upos(x, w, RC_UPOS_NOUN) || is_upos(x, w, RC_UPOS_PROPN))) return (range){0, 0};
    range out = phrase_of(r, w);
    return out.first == token && out.end <= s.end ? out : (range){0, 0};
}

static bool is_bare_toll(const rc_reading *r, const source *who)
{
    bool toll = false;
    for (uint32_t t = who->tokens.first; t < who->tokens.end; t++) {
        const rc_hit *hit = hit_with(r, t, r->rules->effects);
        toll = toll || (hit && r->rules->effect[hit->row].frame == EFFECT_TOLL);
        if (has_grammar(r, t, G_OF) || has_capital(r, t) || r->party_at[t] != NO_INDEX ||
            hit_with(r, t, r->rules->sources))
            return false;
    }
    return toll;
}

/* "dément les accusations selon lesquelles", "les informations selon lesquelles ... sont fausses": who takes them back
 * speaks, not they. */
static bool is_taken_back_noun(const rc_reading *r, uint32_t token)
{
    const syntax *x = r->syntax;
    uint32_t noun = word_at(x, token), up = noun == NO_WORD ? NO_WORD : x->parent[noun];
    if (up == NO_WORD || !is_related(x, noun, REL_BIT(REL_OBJ) | REL_BIT(REL_NSUBJ) | REL_BIT(REL_OBL))) return false;
    const rc_hit *cue = hit_with(r, x->token_of[up], r->rules->cues);
    if (cue && r->rules->cue[cue->row].cls == CUE_DENYING) return true;
    const rc_hit *untrue = hit_with(r, x->token_of[up], r->rules->negation);
    return untrue && r->rules->neg[untrue->row] == NEG_UNTRUE;
}

void preposition_cue(const rc_reading *r, const rc_hit *hit, range s, saids *out, speaker_state *state)
{
    uint32_t end = hit->token + hit->count;
    if (end >= s.end) return;
    cue_class cls = r->rules->cue[hit->row].cls;
    if (cls == CUE_ACCUSING && !has_grammar(r, end - 1, G_BY))
        return; /* "attribuée à X", "blamed on X": X says nothing */
    source who;
    const rc_hit *clause = hit_with(r, hit->token, r->rules->clauses);
    if (has_grammar(r, end, G_REL) ||
        (clause && clause->count > hit->count)) { /* "des informations selon lesquelles" */
        uint32_t zone = zone_start(r, hit->token, s);
        uint32_t noun = hit->token > zone + 4 ? hit->token - 4 : zone;
        while (noun < hit->token && !hit_with(r, noun, r->rules->sources) && !hit_with(r, noun, r->rules->cues)) noun++;
        if (noun >= hit->token || is_taken_back_noun(r, noun)) return;
        range words = {noun, hit->token};
        while (words.end > words.first + 1 && is_punct(r, words.end - 1)) words.end--;
        if (words.end < hit->token)
            words.first = subject_start(r, zone, words.end); /* "X, their spokesman, according to whom" */
        if (words.end == hit->token || !source_in(r, words.first, words.end, &who))
            who = (source){
                .link = {.name = tokens_text(r, noun, words.end), .kind = RC_SOURCE_ANONYMOUS, .said_on = RC_DAY_NONE},
                .tokens = {noun, words.end}};
        add_frame(r, out, state, &who, (range){hit->token, end + 1}, (range){end + 1, s.end}, (range){noun, end + 1},
                  cls);
        return;
    }
    if (!source_at(r, after_nouns_of_saying(r, end, s), s.end, &who) && !source_at(r, end, s.end, &who)) {
        uint32_t e = end;
        while (e < s.end && e < end + 8 && !is_punct(r, e) && !is_verb(r, e)) e++;
        if (e == end) return;
        who = (source){.link = {.name = tokens_text(r, end, e), .said_on = RC_DAY_NONE}, .tokens = {end, e}};
    }
    resolve_pronoun(r, &who, s, state);
    if (is_bare_toll(r, &who)) return; /* "selon le dernier bilan": nobody's */
    range words = {hit->token, who.tokens.end};
    size_t before = out->len;
    add_frame(r, out, state, &who, (range){hit->token, end}, preposition_content(r, words, s), words, cls);
    range phrase = phrase_behind(r, end, s);
    if (out->len > before && phrase.end > who.tokens.end) out->ptr[before].named = phrase;
}
