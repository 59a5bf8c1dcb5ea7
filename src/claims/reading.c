#include "claims/reading.h"

static int32_t *new_index(rc_reading *r)
{
    int32_t *index = RC_NEWS(r->arena, int32_t, r->doc->n_tokens + 1);
    for (uint32_t t = 0; t <= r->doc->n_tokens; t++) index[t] = NO_INDEX;
    return index;
}

static void cover(const rc_reading *r, int32_t *index, uint32_t first, uint32_t count, uint32_t number)
{
    for (uint32_t t = first; t < first + count && t < r->doc->n_tokens; t++)
        if (index[t] == NO_INDEX) index[t] = (int32_t)number;
}

static void mark_grammar(rc_reading *r)
{
    const rc_rules *rules = r->rules;
    r->grammar = RC_NEWS(r->arena, uint32_t, r->doc->n_tokens + 1);
    for (uint32_t i = 0; i < r->hits.n; i++) {
        const rc_hit *hit = &r->hits.ptr[i];
        if (hit->list == rules->grammar) r->grammar[hit->token] |= rules->grammar_bits[hit->row];
        if (hit->list == rules->clauses) r->grammar[hit->token] |= rules->clause_bits[hit->row];
    }
}

/* A phrase gives its classes to all its words: any of them may be the head in the tree ("it was reported that"). */
static void mark_classes(rc_reading *r)
{
    r->classes = RC_NEWS(r->arena, uint32_t, r->doc->n_tokens + 1);
    for (uint32_t i = 0; i < r->hits.n; i++) {
        const rc_hit *hit = &r->hits.ptr[i];
        const uint32_t *rows = r->rules->row_classes[hit->list];
        if (!rows || !rows[hit->row]) continue;
        for (uint32_t t = hit->token; t < hit->token + hit->count; t++) r->classes[t] |= rows[hit->row];
    }
}

/* Text without accents writes the preposition "à" as the verb "a". */
static void unmark_prepositions(rc_reading *r)
{
    for (uint32_t t = 0; t < r->doc->n_tokens; t++)
        if ((r->grammar[t] & G_HAVE) && is_upos(r->syntax, word_at(r->syntax, t), RC_UPOS_ADP))
            r->grammar[t] &= ~G_HAVE;
}

void reading_index(rc_reading *r)
{
    r->quantity_at = new_index(r);
    r->timex_at = new_index(r);
    r->party_at = new_index(r);
    r->place_at = new_index(r);
    r->quotation_at = new_index(r);
    for (uint32_t i = 0; i < r->quantities.n; i++)
        cover(r, r->quantity_at, r->quantities.ptr[i].first, r->quantities.ptr[i].count, i);
    for (uint32_t i = 0; i < r->timexes.n; i++)
        cover(r, r->timex_at, r->timexes.ptr[i].first, r->timexes.ptr[i].count, i);
    for (uint32_t i = 0; i < r->parties.n; i++)
        cover(r, r->party_at, r->parties.ptr[i].first, r->parties.ptr[i].count, i);
    for (uint32_t i = 0; i < r->places.n; i++) cover(r, r->place_at, r->places.ptr[i].first, r->places.ptr[i].count, i);
    for (uint32_t i = 0; i < r->doc->n_quotations; i++)
        cover(r, r->quotation_at, r->doc->quotations[i].first, r->doc->quotations[i].count, i);
    mark_grammar(r);
    unmark_prepositions(r);
    mark_classes(r);
    uint32_t words = 0, upper = 0;
    for (uint32_t t = 0; t < r->doc->n_tokens; t++) {
        const rc_token *token = &r->doc->tokens[t];
        if (token->kind != RC_TOKEN_WORD || token->lower.len < 3) continue;
        words++;
        upper += (token->flags & RC_TOKEN_UPPER) != 0;
    }
    r->all_upper = upper * 4 > words * 3;
}

range sentence_range(const rc_reading *r, uint32_t sentence)
{
    const rc_sentence *s = &r->doc->sentences[sentence];
    return (range){s->first, s->first + s->count};
}

bool in_range(range r, uint32_t token)
{
    return token >= r.first && token < r.end;
}

bool is_sign(const rc_reading *r, uint32_t token, char sign)
{
    rc_str text = r->doc->tokens[token].lower;
    return text.len == 1 && text.ptr[0] == sign;
}

bool is_punct(const rc_reading *r, uint32_t token)
{
    return r->doc->tokens[token].kind == RC_TOKEN_PUNCT;
}

bool has_grammar(const rc_reading *r, uint32_t token, uint32_t bits)
{
    return (r->grammar[token] & bits) != 0;
}

bool has_capital(const rc_reading *r, uint32_t token)
{
    const rc_token *t = &r->doc->tokens[token];
    return (t->kind == RC_TOKEN_WORD || t->kind == RC_TOKEN_HASHTAG) && (t->flags & RC_TOKEN_CAPITAL);
}

bool is_capital(const rc_reading *r, uint32_t token)
{
    if (r->all_upper) {
        bool listed = r->hits.at[token] < r->hits.at[token + 1];
        bool named = r->syntax->n_words ? is_upos(r->syntax, word_at(r->syntax, token), RC_UPOS_PROPN) : !listed;
        return has_capital(r, token) && named && !r->grammar[token];
    }
    return has_capital(r, token) && !(r->doc->tokens[token].flags & RC_TOKEN_STARTS);
}

const rc_party_mention *party_at(const rc_reading *r, uint32_t token)
{
    return r->party_at[token] == NO_INDEX ? NULL : &r->parties.ptr[r->party_at[token]];
}

const rc_place_mention *place_at(const rc_reading *r, uint32_t token)
{
    return r->place_at[token] == NO_INDEX ? NULL : &r->places.ptr[r->place_at[token]];
}

const rc_timex *timex_at(const rc_reading *r, uint32_t token)
{
    return r->timex_at[token] == NO_INDEX ? NULL : &r->timexes.ptr[r->timex_at[token]];
}

const rc_quantity *quantity_at(const rc_reading *r, uint32_t token)
{
    return r->quantity_at[token] == NO_INDEX ? NULL : &r->quantities.ptr[r->quantity_at[token]];
}

rc_str tokens_text(const rc_reading *r, uint32_t first, uint32_t end)
{
    if (first >= end) return RC_STR("");
    return rc_str_span(r->doc->text, rc_tokens_span(r->doc, first, end - first));
}

bool has_setting(const rc_reading *r, uint32_t t, setting_kind kind)
{
    for (uint32_t i = r->hits.at[t]; i < r->hits.at[t + 1]; i++) {
        const rc_hit *hit = &r->hits.ptr[i];
        if (hit->list == r->rules->settings && r->rules->setting[hit->row] == kind) return true;
    }
    return false;
}

const rc_hit *hit_with(const rc_reading *r, uint32_t token, int list)
{
    return list < 0 ? NULL : rc_hit_at(&r->hits, token, list);
}

bool is_place_word(const rc_reading *r, uint32_t token)
{
    for (uint32_t i = r->hits.at[token]; i < r->hits.at[token + 1]; i++) {
        const rc_hit *hit = &r->hits.ptr[i];
        if (hit->list == r->rules->placewords && r->rules->place_word[hit->row] != PLACE_WORD_ORDINARY) return true;
    }
    return false;
}

place_word place_word_at(const rc_reading *r, uint32_t token)
{
    const rc_hit *hit = hit_with(r, token, r->rules->placewords);
    return hit ? r->rules->place_word[hit->row] : PLACE_WORD_OTHER;
}

/* Some list has a verb that begins here. */
static bool begins_verb(const rc_reading *r, uint32_t token)
{
    const rc_rules *rules = r->rules;
    for (uint32_t i = r->hits.at[token]; i < r->hits.at[token + 1]; i++) {
        const rc_hit *hit = &r->hits.ptr[i];
        word_pos pos = hit->list == rules->cues      ? rules->cue[hit->row].pos
                       : hit->list == rules->effects ? rules->effect[hit->row].pos
                       : hit->list == rules->events  ? rules->act[hit->row].pos
                       : hit->list == rules->control ? rules->change[hit->row].pos
                       : hit->list == rules->damage  ? rules->harm[hit->row].pos
                                                     : POS_NONE;
        if (pos == POS_VERB) return true;
    }
    return false;
}

bool is_possessive(const rc_reading *r, uint32_t token)
{
    if (!has_grammar(r, token, G_PRONOUN | G_FIRST) || has_grammar(r, token, G_ARTICLE) ||
        token + 1 >= r->doc->n_tokens)
        return false;
    uint32_t next = token + 1;
    return hit_with(r, next, r->rules->sources) || hit_with(r, next, r->rules->people) ||
           (r->party_at[next] != NO_INDEX && !has_capital(r, next));
}

bool is_nominal(const rc_reading *r, uint32_t token)
{
    uint32_t first = r->doc->sentences[r->doc->tokens[token].sentence].first;
    for (uint32_t t = token; t > first && token - t < 3; t--) {
        uint32_t p = t - 1;
        const rc_party_mention *party = party_at(r, p);
        if (has_grammar(r, p, G_ARTICLE | G_DEMONSTRATIVE | G_OF | G_OTHER) || r->quantity_at[p] != NO_INDEX)
            return true;
        if (has_grammar(r, p, G_BE | G_HAVE | G_PRONOUN | G_REFLEXIVE | G_SUB | G_REL | G_COORD) || is_punct(r, p))
            break;
        if (party) {
            if (party->is_modifier) return true; /* "an Israeli attack" */
            break;
        }
        if (hit_with(r, p, r->rules->people) || hit_with(r, p, r->rules->sources)) break;
        if (is_place_word(r, p)) return true;
    }
    uint32_t next = token + 1; /* "Clashes broke out", "Attacks on ..." */
    bool subject = next < r->doc->n_tokens &&
                   (has_grammar(r, next, G_BY | G_AGAINST | G_OF | G_BE | G_HAVE) || begins_verb(r, next));
    return subject && token == first;
}

bool is_verb(const rc_reading *r, uint32_t token)
{
    if (has_grammar(r, token, G_BE | G_HAVE)) return true;
    return !is_nominal(r, token) && begins_verb(r, token);
}
