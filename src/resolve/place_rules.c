/* The words of a language that bear on places, and what they and the parties say about each token. */
#include "resolve/place_rules.h"

#include "recoupe/base/hash.h"
#include "recoupe/base/utf8.h"

static place_role role_of(rc_str word)
{
    static const struct {
        const char *word;
        place_role role;
    } roles[] = {
        {"type", ROLE_TYPE},       {"prep", ROLE_PREP},   {"maybe", ROLE_MAYBE},         {"link", ROLE_LINK},
        {"article", ROLE_ARTICLE}, {"title", ROLE_TITLE}, {"direction", ROLE_DIRECTION}, {"ordinary", ROLE_ORDINARY},
        {"unit", ROLE_UNIT},       {"land", ROLE_LAND}};
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
        if (rc_str_is(word, roles[i].word)) return roles[i].role;
    return ROLE_NONE;
}

/* Directions are written as letters: "n", "ne", "c". */
static void read_direction(place_word *word, rc_str kind)
{
    for (size_t i = 0; i < kind.len; i++) {
        word->north = (int8_t)(kind.ptr[i] == 'n' ? 1 : kind.ptr[i] == 's' ? -1 : word->north);
        word->east = (int8_t)(kind.ptr[i] == 'e' ? 1 : kind.ptr[i] == 'w' ? -1 : word->east);
    }
}

rc_status rc_place_rules_load(rc_place_rules **out, const rc_lexicon *lexicon, rc_arena *arena, rc_error *err)
{
    rc_place_rules *rules = RC_NEW(arena, rc_place_rules);
    rules->lexicon = lexicon;
    rules->list = rc_lexicon_list(lexicon, "placewords");
    rules->given = rc_lexicon_list(lexicon, "givennames");
    rules->numbers = rc_lexicon_list(lexicon, "numbers");
    if (rules->list < 0) return rc_fail(err, RC_ENOTFOUND, "the language has no list placewords.tsv");
    rules->n_words = rc_lexicon_rows(lexicon, rules->list);
    rules->words = RC_NEWS(arena, place_word, rules->n_words);
    for (uint32_t i = 0; i < rules->n_words; i++) {
        place_word *word = &rules->words[i];
        rc_str kind = rc_lexicon_cell(lexicon, rules->list, i, "kind");
        rc_str side = rc_lexicon_cell(lexicon, rules->list, i, "side");
        rc_str role = rc_lexicon_cell(lexicon, rules->list, i, "role");
        word->role = role_of(role);
        word->before = rc_str_is(side, "before") || rc_str_is(side, "both");
        word->after = rc_str_is(side, "after") || rc_str_is(side, "both");
        word->hint = rc_str_is(side, "hint");
        word->link = rc_str_is(side, "link");
        word->favours = rc_str_is(kind, "settlement") ? RC_PRECISION_SETTLEMENT
                        : rc_str_is(kind, "area")     ? RC_PRECISION_REGION
                                                      : RC_PRECISION_NONE;
        word->between = rc_str_is(kind, "between");
        if (word->role == ROLE_UNIT) word->unit = rc_str_is(kind, "mi") ? PLACE_MILES : PLACE_KM;
        if (word->role == ROLE_DIRECTION || word->role == ROLE_LAND) read_direction(word, kind);
        if (word->role == ROLE_ARTICLE)
            *RC_PUSH(arena, &rules->articles) =
                rc_utf8_name_key(arena, rc_lexicon_cell(lexicon, rules->list, i, "phrase"));
        bool known = word->role != ROLE_NONE;
        if (word->role == ROLE_TYPE) known = rc_feature_parse(kind, &word->feature);
        if (!known)
            return rc_fail(err, RC_EFORMAT, "placewords.tsv: row %u: unknown role or kind '%.*s' '%.*s'", i + 1,
                           RC_FMT(role), RC_FMT(kind));
    }
    *out = rules;
    return RC_OK;
}

/* ---- marks */

/* Hashes of the words that the document has in lower case: "march", "nice" in running text are no names, so their
 * capitals at the head of a sentence or in a headline are not either. */
typedef struct word_set {
    uint64_t *slots;
    uint64_t mask;
} word_set;

static uint64_t *word_slot(const word_set *set, uint64_t hash)
{
    uint64_t at = hash & set->mask;
    while (set->slots[at] && set->slots[at] != hash) at = (at + 1) & set->mask;
    return &set->slots[at];
}

static uint64_t word_hash(rc_str lower)
{
    return rc_hash64(lower) | 1;
}

static word_set lower_words(const rc_document *doc, rc_arena *arena)
{
    uint64_t size = 16;
    while (size < 2 * (uint64_t)doc->n_tokens) size *= 2;
    word_set set = {RC_NEWS(arena, uint64_t, size), size - 1};
    for (uint32_t t = 0; t < doc->n_tokens; t++) {
        const rc_token *token = &doc->tokens[t];
        if (token->kind != RC_TOKEN_WORD || token->flags & RC_TOKEN_CAPITAL) continue;
        uint64_t hash = word_hash(token->lower);
        *word_slot(&set, hash) = hash;
    }
    return set;
}

static bool starts_upper(rc_str s)
{
    unsigned bytes;
    return s.len && rc_cp_is_upper(rc_utf8_decode(s, 0, &bytes));
}

/* "al-Bab", "ez-Zor": an article, a hyphen, a capital; not "mid-September". */
static bool has_inner_capital(const rc_place_rules *rules, rc_str text)
{
    const char *hyphen = text.ptr ? memchr(text.ptr, '-', text.len < 5 ? text.len : 5) : NULL;
    if (!hyphen) return false;
    size_t at = (size_t)(hyphen - text.ptr);
    rc_str article = rc_str_sub(text, 0, at);
    bool known = false;
    for (size_t i = 0; i < rules->articles.len && !known; i++) known = rc_str_eq(article, rules->articles.ptr[i]);
    return known && starts_upper(rc_str_sub(text, at + 1, text.len));
}

static bool is_name(const rc_place_rules *rules, const rc_document *doc, uint32_t t)
{
    const rc_token *token = &doc->tokens[t];
    if (token->kind == RC_TOKEN_HASHTAG) return true;
    if (token->kind != RC_TOKEN_WORD) return false;
    return token->flags & RC_TOKEN_CAPITAL || has_inner_capital(rules, rc_token_text(doc, t));
}

/* Sentences whose words are nearly all capitals. */
static void mark_upper_sentences(place_marks *m)
{
    const rc_document *doc = m->doc;
    for (uint32_t s = 0; s < doc->n_sentences; s++) {
        const rc_sentence *sentence = &doc->sentences[s];
        uint32_t words = 0, upper = 0;
        for (uint32_t t = sentence->first; t < sentence->first + sentence->count; t++) {
            if (doc->tokens[t].kind != RC_TOKEN_WORD || doc->tokens[t].lower.len < 2) continue;
            words++;
            upper += (doc->tokens[t].flags & RC_TOKEN_UPPER) != 0;
        }
        if (words < 3 || 4 * upper < 3 * words) continue;
        for (uint32_t t = sentence->first; t < sentence->first + sentence->count; t++) m->flags[t] |= MARK_UPPER;
    }
}

static void mark_placeword(place_marks *m, const rc_hit *hit, uint32_t number)
{
    const place_word *word = &m->rules->words[hit->row];
    uint32_t end = hit->token + hit->count - 1;
    switch (word->role) {
    case ROLE_TYPE:
        m->type_at[hit->token] = number + 1;
        /* Of "point de passage" and "passage" that end at one word the longer was met first. */
        if (!m->type_end[end]) m->type_end[end] = number + 1;
        for (uint32_t t = hit->token; t <= end; t++) m->flags[t] |= MARK_TYPE;
        break;
    case ROLE_PREP:
    case ROLE_MAYBE:
        m->flags[end] |= word->role == ROLE_PREP ? MARK_PREP : MARK_MAYBE;
        if (word->between) m->between[end] = 1;
        if (word->favours) m->favours[end] = (uint8_t)word->favours;
        break;
    case ROLE_LINK:
        for (uint32_t t = hit->token; t <= end; t++) m->flags[t] |= MARK_LINK;
        break;
    case ROLE_ARTICLE:
        m->flags[end] |= MARK_ARTICLE;
        break;
    case ROLE_TITLE:
        m->flags[end] |= MARK_TITLE;
        break;
    case ROLE_DIRECTION:
        m->flags[end] |= MARK_DIRECTION;
        if (hit->count == 1) m->direction[end] = hit->row + 1;
        break;
    case ROLE_ORDINARY:
        if (hit->count == 1) m->flags[end] |= MARK_ORDINARY;
        break;
    case ROLE_UNIT: /* see place_offset.c */
    case ROLE_LAND:
    case ROLE_NONE:
        break;
    }
}

static void mark_words(place_marks *m, const word_set *lower)
{
    for (uint32_t i = 0; i < m->hits->n; i++) {
        const rc_hit *hit = &m->hits->ptr[i];
        if (hit->list == m->rules->list)
            mark_placeword(m, hit, i);
        else if (hit->list == m->rules->given)
            m->flags[hit->token] |= hit->count == 1 ? MARK_GIVEN : 0;
        else if (hit->count == 1)
            m->flags[hit->token] |= MARK_COMMON;
    }
    for (uint32_t t = 0; t < m->doc->n_tokens; t++) {
        if (!is_name(m->rules, m->doc, t)) continue;
        m->flags[t] |= MARK_NAME;
        if (m->doc->tokens[t].kind != RC_TOKEN_WORD || !(m->doc->tokens[t].flags & RC_TOKEN_CAPITAL)) continue;
        if (*word_slot(lower, word_hash(m->doc->tokens[t].lower))) m->flags[t] |= MARK_COMMON;
    }
}

static void mark_parties(place_marks *m)
{
    for (uint32_t i = 0; m->parties && i < m->parties->n; i++) {
        const rc_party_mention *p = &m->parties->ptr[i];
        for (uint32_t t = p->first; t < p->first + p->count && t < m->doc->n_tokens; t++) m->party[t] = i + 1;
    }
}

/* Entities and sentences of the analysis are in text order, as tokens are. */
static void mark_tags(place_marks *m, const rc_analysis *analysis)
{
    const rc_document *doc = m->doc;
    uint32_t t = 0;
    for (uint32_t s = 0; s < analysis->n_sentences; s++) {
        rc_span span = analysis->sentences[s].span;
        while (t < doc->n_tokens && doc->tokens[t].span.end <= span.beg) t++;
        for (; t < doc->n_tokens && doc->tokens[t].span.beg < span.end; t++) m->tag[t].is_read = true;
    }
    t = 0;
    for (uint32_t e = 0; e < analysis->n_entities; e++) {
        const rc_entity *entity = &analysis->entities[e];
        while (t < doc->n_tokens && doc->tokens[t].span.end <= entity->span.beg) t++;
        uint32_t first = t;
        while (t < doc->n_tokens && doc->tokens[t].span.beg < entity->span.end) t++;
        for (uint32_t i = first; i < t; i++)
            m->tag[i] = (place_tag){(uint8_t)(entity->kind + 1), true, first, t - first};
    }
}

place_marks place_mark(const rc_place_rules *rules, const rc_document *doc, const rc_hits *hits,
                       const rc_parties *parties, const rc_analysis *analysis, rc_arena *arena)
{
    uint32_t n = doc->n_tokens + 1;
    place_marks m = {.rules = rules, .doc = doc, .hits = hits, .parties = parties};
    m.flags = RC_NEWS(arena, uint16_t, n);
    m.party = RC_NEWS(arena, uint32_t, n);
    m.type_at = RC_NEWS(arena, uint32_t, n);
    m.type_end = RC_NEWS(arena, uint32_t, n);
    m.favours = RC_NEWS(arena, uint8_t, n);
    m.direction = RC_NEWS(arena, uint32_t, n);
    m.between = RC_NEWS(arena, uint8_t, n);
    m.tag = RC_NEWS(arena, place_tag, n);
    if (analysis) mark_tags(&m, analysis);
    word_set lower = lower_words(doc, arena);
    mark_words(&m, &lower);
    mark_parties(&m);
    mark_upper_sentences(&m);
    return m;
}

place_marks place_mark_name(const rc_place_rules *rules, const rc_document *doc, const rc_hits *hits, rc_arena *arena)
{
    const unsigned small = MARK_LINK | MARK_ARTICLE | MARK_PREP | MARK_MAYBE;
    place_marks m = place_mark(rules, doc, hits, NULL, NULL, arena);
    m.is_name = true;
    for (uint32_t t = 0; t < doc->n_tokens; t++) {
        if (doc->tokens[t].kind != RC_TOKEN_WORD) continue;
        m.flags[t] &= (uint16_t) ~(MARK_ORDINARY | MARK_GIVEN | MARK_TITLE | MARK_UPPER);
        if (m.flags[t] & small) continue;
        m.flags[t] &= (uint16_t)~MARK_COMMON;
        if (!(m.flags[t] & (MARK_TYPE | MARK_DIRECTION))) m.flags[t] |= MARK_NAME;
    }
    return m;
}
