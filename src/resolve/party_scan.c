/* The words of a document as symbols, and the nouns for people among them. */
#include "resolve/party_scan.h"

#include "recoupe/base/utf8.h"

/* ---- words */

static bool is_part_byte(unsigned char c)
{
    return c >= 0x80 || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/* Next run of letters and digits of `s` from `*at`, or an empty slice. Signs outside ASCII count as letters, but the
 * typographic hyphen and apostrophe do not; a stop between single letters does not part them, see `undotted`. */
static rc_str next_part(rc_str s, size_t *at)
{
    size_t i = *at;
    while (i < s.len && !is_part_byte((unsigned char)s.ptr[i])) i++;
    size_t from = i;
    while (i < s.len && is_part_byte((unsigned char)s.ptr[i])) {
        if ((unsigned char)s.ptr[i] == 0xE2 && i + 2 < s.len && (unsigned char)s.ptr[i + 1] == 0x80) {
            if (i > from) break;
            i += 3;
            from = i;
            continue;
        }
        i++;
    }
    *at = i;
    return rc_str_sub(s, from, i);
}

/* "u.s." is one word, "us"; others with stops ("st. petersburg") are not looked at. */
static rc_str undotted(rc_str s, rc_arena *arena)
{
    if (s.len < 3 || s.ptr[1] != '.') return s;
    char *out = rc_arena_alloc(arena, 1, 1, s.len);
    size_t n = 0;
    for (size_t i = 0; i < s.len; i++) {
        if (s.ptr[i] == '.') continue;
        if (i && s.ptr[i - 1] != '.') return s;
        out[n++] = s.ptr[i];
    }
    return (rc_str){out, n};
}

static uint8_t caps_of(rc_str part)
{
    bool first = false, upper = part.len > 0, letter = false;
    for (size_t i = 0; i < part.len;) {
        unsigned char c = (unsigned char)part.ptr[i];
        unsigned bytes = 1;
        uint32_t cp = c;
        if (c >= 0x80) cp = rc_utf8_decode(part, i, &bytes);
        bool is_upper = c < 0x80 ? c >= 'A' && c <= 'Z' : rc_cp_is_upper(cp);
        if (!letter && !i) first = is_upper;
        if (c < 0x80 ? (c | 32) >= 'a' && (c | 32) <= 'z' : rc_cp_is_letter(cp)) {
            letter = true;
            upper = upper && is_upper;
        }
        i += bytes;
    }
    return (uint8_t)((first ? WORD_CAPITAL : 0) | (upper && letter ? WORD_UPPER : 0));
}

/* A sign between two tokens: does it part names? */
static uint8_t sign_between(const party_scan *scan, uint32_t token)
{
    const rc_token *t = &scan->doc->tokens[token];
    if (t->kind == RC_TOKEN_OPEN || t->kind == RC_TOKEN_CLOSE) return 0;
    rc_str text = rc_token_text(scan->doc, token);
    if (text.len == 1) {
        char c = text.ptr[0];
        if (c == '/' || c == '-' || c == '\'' || c == '"') return 0;
        if (c == ',' || c == '(' || c == ')') return WORD_COMMA;
    }
    return WORD_BREAK;
}

static void add_word(party_scan *scan, rc_str folded, rc_str raw, uint32_t token, uint8_t flags)
{
    party_word *w = &scan->words[scan->n_words++];
    *w = (party_word){.text = folded, .token = token, .flags = (uint8_t)(flags | caps_of(raw))};
    w->symbol = party_symbol_of(scan->actors, folded);
}

static bool is_one_part(rc_str fold)
{
    for (size_t i = 0; i < fold.len; i++)
        if (!is_part_byte((unsigned char)fold.ptr[i]) || (unsigned char)fold.ptr[i] == 0xE2) return false;
    return fold.len > 0;
}

/* The parts of one token. The raw text has the same parts as its fold, since folding keeps the signs between them. */
static void split_token(party_scan *scan, uint32_t token, uint8_t before)
{
    const rc_token *t = &scan->doc->tokens[token];
    uint32_t first = scan->n_words;
    if (is_one_part(t->fold) && t->kind != RC_TOKEN_HASHTAG) {
        party_word *w = &scan->words[scan->n_words++];
        *w = (party_word){.text = t->fold, .token = token, .symbol = party_symbol_of(scan->actors, t->fold)};
        bool upper = t->flags & RC_TOKEN_UPPER;
        if (!upper && t->flags & RC_TOKEN_CAPITAL && t->fold.len <= 4) /* "M23" has one letter */
            upper = caps_of(rc_token_text(scan->doc, token)) & WORD_UPPER;
        w->flags = (uint8_t)(before | WORD_FIRST | WORD_LAST | (t->flags & RC_TOKEN_CAPITAL ? WORD_CAPITAL : 0) |
                             (upper ? WORD_UPPER : 0));
        return;
    }
    rc_str raw = rc_token_text(scan->doc, token), fold = t->fold;
    rc_str plain = undotted(fold, scan->arena);
    if (plain.len != fold.len) {
        add_word(scan, plain, raw, token, (uint8_t)(before | WORD_FIRST | WORD_LAST));
        return;
    }
    size_t at = 0, raw_at = 0;
    for (rc_str part; (part = next_part(fold, &at)).len;) {
        rc_str raw_part = next_part(raw, &raw_at);
        uint8_t flags = scan->n_words == first ? (uint8_t)(before | WORD_FIRST) : 0;
        add_word(scan, part, raw_part, token, flags);
    }
    if (scan->n_words > first) scan->words[scan->n_words - 1].flags |= WORD_LAST;
}

static void look_for_capitals(party_scan *scan)
{
    uint32_t words = 0, upper = 0;
    for (uint32_t i = 0; i < scan->n_words; i++) {
        if (scan->words[i].text.len < 3) continue;
        words++;
        upper += (scan->words[i].flags & WORD_UPPER) != 0;
    }
    scan->is_upper = words > 3 && upper * 10 > words * 7;
}

void party_scan_words(party_scan *scan)
{
    const rc_document *doc = scan->doc;
    size_t most = 1;
    for (uint32_t t = 0; t < doc->n_tokens; t++)
        if (doc->tokens[t].kind <= RC_TOKEN_NUMBER || doc->tokens[t].kind == RC_TOKEN_HASHTAG)
            most += 1 + doc->tokens[t].fold.len / 2;
    scan->words = rc_arena_alloc(scan->arena, sizeof(party_word), alignof(party_word), most);
    scan->word_at = RC_NEWS(scan->arena, uint32_t, doc->n_tokens + 1);
    uint8_t before = WORD_BREAK;
    for (uint32_t t = 0; t < doc->n_tokens; t++) {
        scan->word_at[t] = scan->n_words;
        if (t && doc->tokens[t].sentence != doc->tokens[t - 1].sentence) before = WORD_BREAK;
        uint8_t kind = doc->tokens[t].kind;
        if (kind == RC_TOKEN_WORD || kind == RC_TOKEN_NUMBER || kind == RC_TOKEN_HASHTAG) {
            split_token(scan, t, before);
            before = 0;
        } else {
            before |= sign_between(scan, t);
        }
    }
    scan->word_at[doc->n_tokens] = scan->n_words;
    look_for_capitals(scan);
}

bool party_token_is(const party_scan *scan, uint32_t token, const char *text)
{
    if (token < scan->doc->n_tokens && scan->doc->tokens[token].fold.len &&
        scan->doc->tokens[token].fold.ptr[0] != *text)
        return false;
    return token < scan->doc->n_tokens && rc_str_is(scan->doc->tokens[token].fold, text);
}

/* ---- nouns */

/* Of several rows for one phrase the one that names a side tells most. */
static unsigned rank(const party_noun *noun)
{
    return noun->party > NOUN_CIVILIANS ? 3 : noun->party > NOUN_PLAIN ? 2 : 1;
}

/* A row of people.tsv or of sources.tsv that begins at a token; the longest wins, then people, then what says most. */
static void take_noun(party_token *token, const party_noun *noun, uint16_t count, bool is_source)
{
    if (!noun->is_used || count < token->noun_count) return;
    if (count == token->noun_count) {
        if (is_source && token->noun.party != NOUN_PLAIN) return;
        if (!is_source && rank(noun) <= rank(&token->noun)) return;
        if (is_source) {
            uint8_t members = token->noun.members;
            token->noun = *noun;
            token->noun.members = members;
            return;
        }
    }
    token->noun = *noun;
    token->noun_count = count;
}

static void refine_noun(party_token *token, uint32_t roles)
{
    party_noun *noun = &token->noun;
    noun->is_leader = (noun->party == NOUN_CIVILIANS || noun->party == NOUN_PLAIN) && roles & ROLE_LEADER;
    if (noun->party > NOUN_REBEL || noun->party == NOUN_STATE) return;
    noun->is_stray = (roles & ROLE_STRAY) != 0;
    if (noun->is_leader) noun->is_force = true;
    if (roles & ROLE_MILITIA && noun->party == NOUN_PLAIN) noun->party = NOUN_MILITIA;
}

static void scan_nouns(party_scan *scan)
{
    const rc_actors *actors = scan->actors;
    for (uint32_t i = 0; i < scan->hits->n;
         i++) { /* of one token people come before sources, as their lists do by name */
        const rc_hit *hit = &scan->hits->ptr[i];
        if ((int)hit->list == actors->people_list) {
            take_noun(&scan->tokens[hit->token], &actors->people[hit->row], hit->count, false);
        } else if ((int)hit->list == actors->sources_list) {
            take_noun(&scan->tokens[hit->token], &actors->sources[hit->row], hit->count, true);
        }
    }
    for (uint32_t t = 0; t < scan->doc->n_tokens; t++) {
        party_token *token = &scan->tokens[t];
        if (!token->noun_count) continue;
        uint32_t roles = token->roles;
        if (token->noun_count > 1) roles |= party_token_roles(scan, t + token->noun_count - 1);
        refine_noun(token, roles);
    }
}

static void scan_tokens(party_scan *scan)
{
    scan->tokens = RC_NEWS(scan->arena, party_token, scan->doc->n_tokens + 1);
    for (uint32_t i = 0; i < scan->n_words; i++) {
        const party_word *word = &scan->words[i];
        if ((word->flags & (WORD_FIRST | WORD_LAST)) != (WORD_FIRST | WORD_LAST) || !word->symbol) continue;
        scan->tokens[word->token].symbol = word->symbol;
        scan->tokens[word->token].roles = scan->actors->symbol.ptr[word->symbol].roles;
    }
}

void party_scan_tokens(party_scan *scan)
{
    scan_tokens(scan);
    scan_nouns(scan);
}
