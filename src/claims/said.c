/* Attribution. Three shapes carry it: a preposition ("selon X"), a verb of saying with its subject before or after it,
 * and marks of the page (an embedded post's author, an outlet in brackets at the end of a digest's line). Quotations
 * that run over several sentences keep their speaker; a pronoun stands for the last source named. */
#include "claims/said.h"

#include "claims/denials.h"

#include "claims/refer.h"
#include "claims/roles.h"
#include "claims/said_window.h"

#define HEARER_WORDS 7

static bool is_saying(const rc_reading *r, const rc_hit *hit)
{
    return hit->list == r->rules->cues;
}

/* ---- verbs */

/* First token of the verb group that ends at the cue: auxiliaries, negation and short adverbs before it. */
static uint32_t group_start(const rc_reading *r, uint32_t cue, range s)
{
    uint32_t t = cue, first = cue;
    while (t > s.first && cue - t < 4) {
        t--;
        if (is_punct(r, t) || has_grammar(r, t, G_SUB | G_REL)) break;
        if (is_upos(r->syntax, word_at(r->syntax, t), RC_UPOS_CCONJ)) break;
        if (has_grammar(r, t, G_BE | G_HAVE)) first = t;
        if (has_grammar(r, t, G_PRONOUN) && r->doc->tokens[t].lower.ptr[0] == '-') continue;
        const rc_hit *neg = hit_with(r, t, r->rules->negation);
        if (neg) first = t;
    }
    return first;
}

static bool has_finite(const rc_reading *r, uint32_t first, uint32_t end)
{
    if (!r->syntax->analysis) return true;
    for (uint32_t t = first; t < end; t++)
        if (is_finite_word(r, t)) return true;
    return false;
}

/* A sentence part that says nothing: signs, dates, prepositions at the end of "..., X said on Monday." */
static bool is_empty(const rc_reading *r, uint32_t first, uint32_t end)
{
    unsigned words = 0;
    for (uint32_t t = first; t < end; t++) {
        if (r->timex_at[t] != NO_INDEX || is_punct(r, t)) continue;
        if (r->doc->tokens[t].kind == RC_TOKEN_CLOSE) continue;
        words++;
    }
    return words <= 2;
}

static bool has_words(const rc_reading *r, uint32_t first, uint32_t end)
{
    for (uint32_t t = first; t < end; t++)
        if (r->doc->tokens[t].kind == RC_TOKEN_WORD || r->doc->tokens[t].kind == RC_TOKEN_NUMBER) return true;
    return false;
}

void add_frame(const rc_reading *r, saids *out, speaker_state *state, const source *named, range cue, range content,
               range words, cue_class cls)
{
    source resolved = *named, *who = &resolved;
    uint32_t pronoun = who->is_pronoun && !who->link.name.len ? word_at(r->syntax, who->tokens.first) : NO_WORD;
    if (is_related(r->syntax, pronoun, REL_BIT(REL_NSUBJ))) /* nobody named before */
        who->link.name = tokens_text(r, who->tokens.first, who->tokens.end);
    if (is_bare_reference(r, who, state)) {
        who->link = state->last;
        who->link.said_on = RC_DAY_NONE;
    }
    uint32_t word = word_at(r->syntax, who->tokens.first);
    bool addressed =
        who->tokens.end == who->tokens.first + 1 && word != NO_WORD && has_feature(r->syntax, word, "Person=2");
    if (!who->link.name.len || addressed) return; /* "you lie when you say that": nobody's word */
    uint32_t last = content.end;
    while (last > content.first && is_punct(r, last - 1)) last--;
    if (content.first >= last && content.end > 0 && is_sign(r, content.end - 1, ':')) { /* "X précise :" */
        state->announced = who->link;
        state->announced.cue = tokens_text(r, cue.first, cue.end);
    }
    if (content.first >= content.end) return;
    said *f = RC_PUSH(r->arena, out);
    *f = (said){.link = who->link,
                .content = content,
                .words = words,
                .cue = cue.first,
                .cue_end = cue.end,
                .cls = cls,
                .who = who->tokens,
                .named = who->tokens};
    f->link.cue = tokens_text(r, cue.first, cue.end);
    for (uint32_t t = words.first; t < words.end; t++) {
        const rc_timex *x = timex_at(r, t);
        if (x && x->from == x->to) f->link.said_on = x->from;
    }
    state->last = f->link;
    state->last_seen = cue.first;
}

/* The last frame of this sentence: a participle ("..., adding that") goes on with its source. */
static const said *frame_of_sentence(const saids *out, size_t from)
{
    return out->len > from ? &out->ptr[out->len - 1] : NULL;
}

static uint32_t with_timex_after(const rc_reading *r, uint32_t end, range s)
{
    uint32_t t = end;
    while (t < s.end && t < end + 2 && !is_punct(r, t) && r->timex_at[t] == NO_INDEX && !is_verb(r, t) &&
           !has_grammar(r, t, G_SUB | G_REL))
        t++;
    if (t >= s.end || t >= end + 2 || r->timex_at[t] == NO_INDEX) return end;
    const rc_timex *x = timex_at(r, t);
    return x->first + x->count;
}

/* "A, said X, with B": what follows is said too, unless it says something about X. */
static bool goes_on_behind(const rc_reading *r, uint32_t end, range s)
{
    if (end + 3 >= s.end || !is_sign(r, end, ',')) return false;
    for (uint32_t t = end + 1; t < end + 4 && t < s.end; t++) {
        if (has_grammar(r, t, G_REL) || hit_with(r, t, r->rules->sources)) return false;
        const rc_hit *cue = hit_with(r, t, r->rules->cues);
        if (cue && r->rules->cue[cue->row].pos == POS_VERB) return false;
    }
    return !is_empty(r, end, s.end);
}

/* What stands before the cue is a subject in parts ("X, a former candidate, told Y"), not something said. */
static bool is_known_part(const rc_reading *r, range s, uint32_t verb)
{
    source who;
    return source_in(r, s.first, verb, &who) && who.is_known;
}

static bool inverted(const rc_reading *r, const rc_hit *hit, uint32_t verb, range s, saids *out, speaker_state *state,
                     cue_class cls)
{
    uint32_t end = hit->token + hit->count;
    bool gerund = (hit->features & RC_FEAT_PPRES) && !(hit->features & (RC_FEAT_PRES | RC_FEAT_PAST | RC_FEAT_PPAST));
    if (gerund && verb == hit->token) return false;
    bool after_break =
        verb > s.first && (is_sign(r, verb - 1, ',') || r->doc->tokens[verb - 1].kind == RC_TOKEN_CLOSE ||
                           is_sign(r, verb - 1, '-') || is_sign(r, verb - 1, '?') || is_sign(r, verb - 1, '!'));
    if (verb == s.first && s.first > 0 && r->doc->tokens[s.first - 1].kind == RC_TOKEN_CLOSE) after_break = true;
    bool quoted = verb > s.first && r->doc->tokens[verb - 1].kind == RC_TOKEN_CLOSE;
    after_break =
        after_break && (quoted || verb == s.first || has_finite(r, s.first, verb) || !is_known_part(r, s, verb));
    source who;
    uint32_t subject = with_timex_after(r, end, s); /* "a déclaré jeudi le porte-parole" */
    bool found = after_break && subject < s.end && source_at(r, subject, s.end, &who);
    if (!found || !(who.is_known || who.is_pronoun)) return false;
    bool told = who.tokens.end < s.end && has_grammar(r, who.tokens.end, G_SUB); /* "X, a spokesman, told Y that" */
    if (told) return false;
    resolve_pronoun(r, &who, s, state);
    range content = {s.first, verb};
    if (!has_words(r, content.first, content.end)) return false;
    if (goes_on_behind(r, who.tokens.end, s)) content.end = s.end;
    add_frame(r, out, state, &who, (range){verb, end}, content, (range){verb, who.tokens.end}, cls);
    return true;
}

/* "told Y that": who is told is no part of what is told. */
static uint32_t after_hearer(const rc_reading *r, uint32_t end, range s)
{
    for (uint32_t t = end; t < s.end && t < end + HEARER_WORDS; t++) {
        if (t > end && has_grammar(r, t, G_SUB)) return t;
        if (is_punct(r, t) || is_verb(r, t) || has_grammar(r, t, G_SUB | G_REL)) break;
    }
    return end;
}

/* "X (R-OH), said": the subject stands before the brackets. */
static uint32_t before_brackets(const rc_reading *r, uint32_t verb, range s)
{
    uint32_t t = verb;
    while (t > s.first && is_sign(r, t - 1, ',')) t--;
    if (t == s.first || !is_sign(r, t - 1, ')')) return verb;
    for (uint32_t open = t - 1; open > s.first && t - open < 8; open--)
        if (is_sign(r, open, '(')) return open;
    return verb;
}

static void subject_first(const rc_reading *r, const rc_hit *hit, uint32_t verb, range s, size_t from, saids *out,
                          speaker_state *state, cue_class cls)
{
    uint32_t end = hit->token + hit->count, zone = zone_start(r, before_brackets(r, verb, s), s);
    const said *before = frame_of_sentence(out, from);
    source who = {0};
    bool participle = (hit->features & RC_FEAT_PPRES) && !(hit->features & (RC_FEAT_PRES | RC_FEAT_PAST));
    bool found;
    participle = participle && (verb == s.first || is_punct(r, verb - 1) || !has_capital(r, verb - 1));
    bool shared = false;
    bool listed = verb > s.first && is_sign(r, verb - 1, ',') && (hit->features & (RC_FEAT_PRES | RC_FEAT_PAST));
    bool joined = listed || (verb > s.first && has_grammar(r, verb - 1, G_COORD)); /* "X invoque A, dément B et" */
    if ((participle || joined) && before) {
        who.link = before->link;
        who.tokens = before->named;
        found = true;
        shared = true;
    } else {
        zone = subject_start(r, zone, verb);
        found = zone < verb && source_in(r, zone, verb, &who);
    }
    if (!found) return;
    resolve_pronoun(r, &who, s, state);
    uint32_t words_end = after_hearer(r, with_timex_after(r, end, s), s);
    range content = {words_end, s.end},
          words = {who.tokens.first < verb && !shared ? who.tokens.first : verb, words_end};
    if (is_empty(r, words_end, s.end)) { /* "..., the army said on Monday." */
        content = (range){s.first, words.first};
        words.end = s.end;
    }
    add_frame(r, out, state, &who, (range){verb, end}, content, words, cls);
}

/* "rapporté par X": the source follows "by". */
static void passive_cue(const rc_reading *r, const rc_hit *hit, range s, saids *out, speaker_state *state,
                        cue_class cls)
{
    uint32_t t = hit->token + hit->count;
    if (r->rules->cue[hit->row].need == NEED_COUNT && !is_given_count(r, hit)) return;
    for (uint32_t limit = t + 3; t < limit && t < s.end; t++) {
        source who;
        if (is_punct(r, t)) return;
        if (!has_grammar(r, t, G_BY) || t + 1 >= s.end || !source_at(r, t + 1, s.end, &who)) continue;
        resolve_pronoun(r, &who, s, state);
        range content = {s.first, hit->token};
        if (is_empty(r, s.first, group_start(r, hit->token, s))) content = (range){who.tokens.end, s.end};
        add_frame(r, out, state, &who, (range){hit->token, t + 1}, content, (range){hit->token, who.tokens.end}, cls);
        return;
    }
}

/* "..., a-t-il ajouté": the pronoun stands between auxiliary and participle. */
static bool pronoun_inside(const rc_reading *r, const rc_hit *hit, uint32_t verb, range s, saids *out,
                           speaker_state *state, cue_class cls)
{
    for (uint32_t t = verb + 1; t < hit->token; t++) {
        if (!has_grammar(r, t, G_PRONOUN) || r->doc->tokens[t].lower.ptr[0] != '-') continue;
        source who = {.is_pronoun = true, .tokens = {t, t + 1}};
        resolve_pronoun(r, &who, s, state);
        uint32_t end = hit->token + hit->count;
        if (has_words(r, s.first, verb))
            add_frame(r, out, state, &who, (range){verb, end}, (range){s.first, verb}, (range){verb, end}, cls);
        return true;
    }
    return false;
}

/* ---- trees */

/* A source that the grammar shows to speak needs no word that the lists know. */
static bool speaker_in(const rc_reading *r, const telling *t, source *out)
{
    if (source_in(r, t->who.first, t->who.end, out)) return true;
    if (t->who.end == t->who.first + 1 && has_grammar(r, t->who.first, G_PRONOUN)) {
        *out = (source){.is_pronoun = true, .tokens = t->who, .link = {.said_on = RC_DAY_NONE}};
        return true;
    }
    bool name = is_upos(r->syntax, t->speaker, RC_UPOS_PROPN) || entity_at(r->syntax, t->who.first);
    if (!t->is_clause && !name) return false;
    *out =
        (source){.link = {.name = tokens_text(r, t->who.first, t->who.end), .said_on = RC_DAY_NONE}, .tokens = t->who};
    return has_words(r, t->who.first, t->who.end);
}

static rc_link *medium_in(const rc_reading *r, range tokens)
{
    source who;
    if (!source_in(r, tokens.first, tokens.end, &who) || who.is_pronoun) return NULL;
    rc_link *link = RC_NEW(r->arena, rc_link);
    *link = who.link;
    link->kind = RC_SOURCE_OUTLET;
    return link;
}

static bool add_telling(const rc_reading *r, const telling *t, range cue, cue_class cls, range s, saids *out,
                        speaker_state *state)
{
    source who;
    if (!speaker_in(r, t, &who)) return false;
    resolve_pronoun(r, &who, s, state);
    size_t before = out->len;
    add_frame(r, out, state, &who, cue, t->content, t->words, cls);
    if (out->len == before) return true;
    if (t->names_medium) out->ptr[before].medium = medium_in(r, t->medium);
    if (t->named.first < t->named.end) out->ptr[before].named = t->named;
    return true;
}

static void verb_cue(const rc_reading *r, const rc_hit *hit, range s, size_t from, saids *out, saids *quoted,
                     speaker_state *state)
{
    cue_class cls = r->rules->cue[hit->row].cls;
    uint32_t verb = group_start(r, hit->token, s);
    if (cls == CUE_QUOTING) {
        find_quoted(r, hit, verb, s, quoted);
        return;
    }
    uint32_t after = hit->token + hit->count;
    bool infinitive = (hit->features & RC_FEAT_INF) && !(hit->features & (RC_FEAT_PRES | RC_FEAT_PAST));
    if (infinitive && !(after < s.end && has_grammar(r, after, G_SUB))) return;
    bool passive = verb < hit->token && is_verb(r, verb) && (hit->features & RC_FEAT_PPAST) &&
                   has_grammar(r, hit->token - 1, G_BE) && !has_grammar(r, hit->token - 1, G_HAVE);
    bool bare_participle =
        (hit->features & RC_FEAT_PPAST) && !(hit->features & (RC_FEAT_PAST | RC_FEAT_PRES)) && verb == hit->token;
    cue_need need = r->rules->cue[hit->row].need;
    if ((passive || bare_participle) && need == NEED_CLAUSE) return;
    if (passive || bare_participle) {
        passive_cue(r, hit, s, out, state, cls);
        return;
    }
    bool nobody = (after < s.end && has_grammar(r, after, G_IMPERSONAL)) ||
                  (verb > s.first && has_grammar(r, verb - 1, G_IMPERSONAL));
    for (uint32_t t = verb; t < after; t++) nobody = nobody || has_grammar(r, t, G_IMPERSONAL);
    if (nobody) return;
    if (pronoun_inside(r, hit, verb, s, out, state, cls)) return;
    if (inverted_relative(r, hit, verb, s, out, state, cls)) return;
    telling told;
    const said *inserted;
    switch (told_by_verb(r, hit, verb, s, &told)) {
    case TREE_NOTHING:
        return;
    case TREE_TELLS:
        inserted = inserted_before(r, hit, verb, &told, from, out);
        if (inserted) told.who = told.named = inserted->who;
        if (add_telling(r, &told, (range){verb, hit->token + hit->count}, cls, s, out, state)) return;
        break;
    case TREE_SILENT:
        break;
    }
    if (need != NEED_COUNT && inverted(r, hit, verb, s, out, state, cls)) return;
    bool participle = (hit->features & RC_FEAT_PPRES) && !(hit->features & (RC_FEAT_PRES | RC_FEAT_PAST));
    if (need == NEED_CLAUSE && !(after < s.end && has_grammar(r, after, G_THAT))) return;
    if (need == NEED_COUNT && participle) return;
    if (need == NEED_COUNT && !is_toll(r, (range){after, s.end}) && !is_paper(r, (range){after, s.end})) return;
    subject_first(r, hit, verb, s, from, out, state, cls);
}

/* ---- nouns */

static bool noun_cue(const rc_reading *r, const rc_hit *hit, range s, saids *out, speaker_state *state)
{
    telling told;
    if (told_by_noun(r, hit, s, &told) != TREE_TELLS) return false;
    range cue = {hit->token, hit->token + hit->count};
    return add_telling(r, &told, cue, r->rules->cue[hit->row].cls, s, out, state);
}

/* ---- one sentence */

/* "on dit que", "it was reported": nobody says it. */
/* "Casualties reported", "several explosions heard": what is reported, in the style of a headline. */
static bool is_headline_passive(const rc_reading *r, const rc_hit *cue)
{
    uint32_t verb = word_at(r->syntax, cue->token), subject;
    if (!(cue->features & RC_FEAT_PPAST) || verb == NO_WORD) return false;
    subject = child_by(r->syntax, verb, REL_BIT(REL_NSUBJ), NO_WORD);
    if (subject == NO_WORD || child_by(r->syntax, verb, REL_BIT(REL_AUX), NO_WORD) != NO_WORD) return false;
    uint32_t token = r->syntax->token_of[subject];
    bool thing = hit_with(r, token, r->rules->effects) || hit_with(r, token, r->rules->events);
    return thing && token + 1 == cue->token && !hit_with(r, token, r->rules->sources) && !party_at(r, token);
}

static bool is_agentless(const rc_reading *r, const rc_hit *cue, range s)
{
    if (is_headline_passive(r, cue)) return true;
    uint32_t end = cue->token + cue->count;
    if (has_grammar(r, end - 1, G_BY) || (end < s.end && has_grammar(r, end, G_BY))) return false;
    uint32_t verb = word_at(r->syntax, cue->token); /* "the army reported to have destroyed": active */
    if (is_upos(r->syntax, verb, RC_UPOS_VERB) && !is_passive_word(r, verb) &&
        is_upos(r->syntax, child_by(r->syntax, verb, REL_BIT(REL_NSUBJ), NO_WORD), RC_UPOS_PROPN))
        return false;
    bool plain = r->rules->cue[cue->row].cls == CUE_NEUTRAL && r->rules->cue[cue->row].pos == POS_VERB;
    if (plain && is_upos(r->syntax, verb, RC_UPOS_VERB) && is_passive_word(r, verb) &&
        child_by(r->syntax, verb, REL_BIT(REL_NSUBJ), NO_WORD) != NO_WORD && agent_of(r, verb) == NO_WORD)
        return true; /* "are both reported dead" */
    for (uint32_t t = cue->token + 1; t > s.first && t + 4 > cue->token; t--) {
        const rc_hit *hedge = hit_with(r, t - 1, r->rules->hedges);
        if (hedge && r->rules->hedge[hedge->row] == HEDGE_REPORT && hedge->token + hedge->count > cue->token)
            return true;
    }
    return false;
}

/* "X said A but denied B": what X said first ends where X goes on to say something else. */
static void part_frames(saids *out, size_t from)
{
    for (size_t i = from; i < out->len; i++)
        for (size_t k = from; k < out->len; k++) {
            said *a = &out->ptr[i];
            const said *b = &out->ptr[k];
            if (a->cue < b->cue && rc_str_eq(a->link.name, b->link.name) && a->content.first < b->cue &&
                b->words.first > a->content.first && b->words.first < a->content.end && b->content.first >= b->cue)
                a->content.end = b->words.first;
        }
}

/* "The army says that 12 were killed, the rebels speak of 40": a comma, a speaker and his verb end what the first says.
 */
static void end_at_other_voice(const rc_reading *r, saids *out, size_t from)
{
    for (size_t i = from; i < out->len; i++)
        for (size_t k = from; k < out->len; k++) {
            said *a = &out->ptr[i];
            const said *b = &out->ptr[k];
            uint32_t at = b->named.first;
            if (i == k || at <= a->content.first + 1 || at >= a->content.end || b->named.end != b->cue) continue;
            if (a->cue > a->content.first || b->content.first < b->cue_end || r->quotation_at[at] != NO_INDEX) continue;
            if (has_grammar(r, at - 1, G_COORD) && is_sign(r, at - 2, ',')) at--;
            if (is_sign(r, at - 1, ',') || is_sign(r, at - 1, ';')) a->content.end = at - 1;
        }
}

/* Who was heard last is no source whose frame has been dropped since ("contrary to what X had announced"). */
static void hear_last_kept(const saids *out, size_t from, const speaker_state *before, speaker_state *state)
{
    const said *last = NULL;
    for (size_t i = from; i < out->len; i++) {
        if (out->ptr[i].cue == state->last_seen) return;
        if (!last || out->ptr[i].cue > last->cue) last = &out->ptr[i];
    }
    if (state->last_seen == before->last_seen) return;
    state->last = last ? last->link : before->last;
    state->last_seen = last ? last->cue : before->last_seen;
}

void find_said(const rc_reading *r, range s, saids *out, speaker_state *state)
{
    size_t from = out->len;
    const speaker_state before = *state;
    uint32_t covered = s.first;
    saids quoted = {0};
    for (uint32_t i = r->hits.at[s.first]; i < r->hits.at[s.end]; i++) {
        const rc_hit *hit = &r->hits.ptr[i];
        if (!is_saying(r, hit) || hit->token < covered || is_agentless(r, hit, s)) continue;
        if (is_capital(r, hit->token) && !(r->doc->tokens[hit->token].flags & RC_TOKEN_UPPER)) continue; /* a name */
        word_pos pos = r->rules->cue[hit->row].pos;
        if (pos == POS_PREPOSITION)
            preposition_cue(r, hit, s, out, state);
        else if (pos == POS_VERB)
            verb_cue(r, hit, s, from, out, &quoted, state);
        else if (!noun_cue(r, hit, s, out, state))
            continue;
        covered = hit->token + hit->count;
    }
    settle_quoted(r, from, &quoted, out);
    part_frames(out, from);
    end_at_other_voice(r, out, from);
    narrow_denials(r, s, from, out);
    hear_last_kept(out, from, &before, state);
    find_in_table(r, s, &state->column, out);
    if (!state->column) find_marked(r, s, out->len == from, out);
}
