#include "resolve/party_scan.h"

#include "recoupe/base/utf8.h"

#define MOST_SMALL 3 /* small words in a row inside a name: "de la", "of the" */

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

/* ---- names */

typedef struct rc_found {
    uint32_t node, word_end;
} rc_found;

/* Does the spelling in the text allow this name at words [from, end)? */
static bool spelling_fits(const party_scan *scan, const party_name *name, uint32_t from, uint32_t end, bool comma)
{
    const party_word *first = &scan->words[from];
    if (comma && !(name->flags & NAME_PUNCTUATED)) return false;
    unsigned content = 0;
    bool capital = false;
    for (uint32_t i = from; i < end; i++) {
        uint32_t symbol = scan->words[i].symbol;
        if (symbol && scan->actors->symbol.ptr[symbol].roles & ROLE_SMALL && i > from) continue;
        content++;
        capital = capital || scan->words[i].flags & WORD_CAPITAL;
    }
    const party_row *row = &scan->actors->rows.ptr[name->row];
    if (name->flags & NAME_ACRONYM && content == 1) {
        if (!(first->flags & WORD_UPPER) && scan->doc->tokens[first->token].kind != RC_TOKEN_HASHTAG) return false;
        /* In a text of capitals "UN" and "IS" are words like others. */
        return !scan->is_upper || (!(name->flags & NAME_FOREIGN) && first->text.len > 2);
    }
    if (name->flags & NAME_PREFIX && (first->flags & (WORD_FIRST | WORD_LAST)) != WORD_FIRST) return false;
    if (row->is_person) return capital && (content > 1 || first->flags & WORD_CAPITAL);
    if (name->flags & NAME_ADJECTIVE) {
        uint32_t roles = first->symbol ? scan->actors->symbol.ptr[first->symbol].roles : 0;
        return capital || !(roles & ROLE_CASED);
    }
    if (!(name->flags & NAME_CAPITAL)) return true;
    if (content >= 3) return true;
    return first->flags & WORD_CAPITAL || (content == 2 && capital);
}

/* The candidates of a node that the spelling allows: is there one? */
static bool any_fits(const party_scan *scan, uint32_t node, uint32_t from, uint32_t end, bool comma)
{
    for (uint32_t n = scan->actors->nodes.ptr[node].name; n; n = scan->actors->names.ptr[n - 1].next)
        if (spelling_fits(scan, &scan->actors->names.ptr[n - 1], from, end, comma)) return true;
    return false;
}

/* Follow the trie from `node`, at which word `w - 1` has arrived; the farthest end that holds a name. */
static rc_found follow(const party_scan *scan, uint32_t node, uint32_t from, uint32_t w)
{
    const rc_actors *actors = scan->actors;
    rc_found best = {0};
    bool comma = false;
    if (actors->nodes.ptr[node].name && any_fits(scan, node, from, w, comma)) best = (rc_found){node, w};
    for (unsigned small = 0; w < scan->n_words && actors->nodes.ptr[node].leads; w++) {
        const party_word *word = &scan->words[w];
        if (word->flags & WORD_BREAK) break;
        comma = comma || word->flags & WORD_COMMA;
        uint32_t next = word->symbol ? party_edge_get(actors, node, word->symbol) : 0;
        if (!next && word->symbol && actors->symbol.ptr[word->symbol].roles & ROLE_SMALL && ++small <= MOST_SMALL)
            continue;
        if (!next && actors->nodes.ptr[node].opens) next = party_edge_get(actors, node, SYMBOL_OPEN);
        if (!next) break;
        small = 0;
        node = next;
        if (actors->nodes.ptr[node].name && any_fits(scan, node, from, w + 1, comma)) best = (rc_found){node, w + 1};
    }
    return best;
}

/* What comes before the word in its token allows a name to begin here. */
static bool may_begin(const party_scan *scan, uint32_t w)
{
    if (scan->words[w].flags & WORD_FIRST) return true;
    uint32_t symbol = scan->words[w - 1].symbol;
    uint32_t roles = symbol ? scan->actors->symbol.ptr[symbol].roles : 0;
    return !(roles & ROLE_AGAINST);
}

static bool is_small(const party_scan *scan, uint32_t w)
{
    uint32_t symbol = scan->words[w].symbol;
    return symbol && scan->actors->symbol.ptr[symbol].roles & ROLE_SMALL;
}

void party_match_add(party_scan *scan, uint32_t first, uint32_t end, uint32_t row, uint32_t flags)
{
    uint32_t index = (uint32_t)scan->matches.len;
    *RC_PUSH(scan->arena, &scan->matches) = (party_match){.first = first, .end = end, .row = row, .flags = flags};
    for (uint32_t t = first; t < end; t++) {
        scan->match_at[t] = PARTY_NO_MATCH;
        scan->match_in[t] = index;
    }
    scan->match_at[first] = index;
}

static void add_match(party_scan *scan, rc_found found, uint32_t from)
{
    party_match match = {.word = from, .word_end = found.word_end, .name = scan->actors->nodes.ptr[found.node].name};
    match.first = scan->words[from].token;
    const party_word *last = &scan->words[found.word_end - 1];
    match.end = last->token + 1;
    if (!(last->flags & WORD_LAST)) {
        const party_word *next = last + 1;
        uint32_t roles = next->symbol ? scan->actors->symbol.ptr[next->symbol].roles : 0;
        match.is_beside = (roles & ROLE_BESIDE) != 0;
        match.is_compound = !match.is_beside;
    }
    if (!(scan->words[from].flags & WORD_FIRST)) {
        /* "al-Qaeda" begins with its article; "russo-américain" is two names. */
        uint32_t w = from;
        while (!(scan->words[w].flags & WORD_FIRST) && is_small(scan, w - 1)) w--;
        match.is_compound = match.is_compound || !(scan->words[w].flags & WORD_FIRST);
    } else if (match.first > 0 && from > 0 && scan->words[from - 1].token == match.first - 1 &&
               (party_token_is(scan, match.first - 1, "al") || party_token_is(scan, match.first - 1, "el"))) {
        match.first--;
    }
    uint32_t index = (uint32_t)scan->matches.len;
    *RC_PUSH(scan->arena, &scan->matches) = match;
    if (scan->match_at[match.first] == PARTY_NO_MATCH) scan->match_at[match.first] = index;
    for (uint32_t t = match.first; t < match.end; t++)
        if (scan->match_in[t] == PARTY_NO_MATCH) scan->match_in[t] = index;
}

/* A name with one of its words replaced: the words that stay must begin and end with a capital somewhere, since the
 * replaced one is a word like any other. */
static rc_found follow_loose(const party_scan *scan, uint32_t w)
{
    const party_symbol *symbols = scan->actors->symbol.ptr;
    uint32_t symbol = scan->words[w].symbol;
    rc_found found = {0};
    if (symbol && symbols[symbol].loose) found = follow(scan, symbols[symbol].loose, w, w + 1);
    if (found.node || w + 1 >= scan->n_words || is_small(scan, w)) return found;
    uint32_t second = w + 1;
    for (unsigned small = 0; second < scan->n_words && small < MOST_SMALL && is_small(scan, second); small++) second++;
    for (uint32_t i = w + 1; i <= second && i < scan->n_words; i++)
        if (scan->words[i].flags & (WORD_BREAK | WORD_COMMA)) return found;
    if (second >= scan->n_words || !scan->words[second].symbol) return found;
    uint32_t behind = symbols[scan->words[second].symbol].behind;
    if (behind) found = follow(scan, behind, w, second + 1);
    return found;
}

static bool has_capital(const party_scan *scan, uint32_t from, uint32_t end)
{
    for (uint32_t i = from; i < end; i++)
        if (scan->words[i].flags & WORD_CAPITAL) return true;
    return false;
}

/* Whether any word inside begins a name of its own that the tables have as it stands. */
static bool holds_name(const party_scan *scan, uint32_t from, uint32_t end)
{
    for (uint32_t w = from; w < end; w++) {
        uint32_t symbol = scan->words[w].symbol;
        uint32_t node = symbol ? scan->actors->symbol.ptr[symbol].node : 0;
        rc_found found = node ? follow(scan, node, w, w + 1) : (rc_found){0};
        if (found.node && found.word_end > w + 1) return true;
    }
    return false;
}

/* ---- choosing among rows of one name */

static int country_score(const party_scan *scan, const party_row *row)
{
    int best = 0;
    for (size_t i = 0; i < PARTY_COUNTRIES && row->countries[i][0]; i++) {
        int count = scan->countries[party_country_index(row->countries[i])];
        if (count > best) best = count;
    }
    return best;
}

static void choose(const party_scan *scan, party_match *match)
{
    const rc_actors *actors = scan->actors;
    int best = INT32_MIN;
    for (uint32_t n = match->name; n; n = actors->names.ptr[n - 1].next) {
        const party_name *name = &actors->names.ptr[n - 1];
        const party_row *row = &actors->rows.ptr[name->row];
        if (!spelling_fits(scan, name, match->word, match->word_end, false) && !(name->flags & NAME_PUNCTUATED))
            continue;
        int score = country_score(scan, row);
        if (score > 999) score = 999;
        if (!party_row_holds(row, scan->day)) score -= 4000;
        if (name->flags & NAME_FOREIGN) score -= 2000;
        if (score <= best) continue;
        best = score;
        match->row = name->row;
        match->flags = name->flags;
    }
    /* The same word may be a state's name and its adjective ("US"). */
    for (uint32_t n = match->name; n; n = actors->names.ptr[n - 1].next)
        if (actors->names.ptr[n - 1].row == match->row) match->flags |= actors->names.ptr[n - 1].flags;
}

static bool is_sure(const party_scan *scan, const party_match *match)
{
    return !scan->actors->names.ptr[match->name - 1].next;
}

static void count_countries(party_scan *scan)
{
    for (size_t i = 0; i < scan->matches.len; i++) {
        party_match *match = &scan->matches.ptr[i];
        if (!is_sure(scan, match)) continue;
        const party_row *row = &scan->actors->rows.ptr[scan->actors->names.ptr[match->name - 1].row];
        int country = row->countries[0][0] && row->inter != 8 ? party_country_index(row->countries[0]) : -1;
        if (country >= 0) scan->countries[country]++;
    }
}

/* A capital city or a word like "Jordan" right behind an unknown capitalised word is part of a person's name. */
static bool is_part_of_name(const party_scan *scan, rc_found found, uint32_t w)
{
    if (found.word_end != w + 1 || !w) return false;
    const party_word *word = &scan->words[w], *before = word - 1;
    uint32_t name = scan->actors->nodes.ptr[found.node].name;
    uint32_t roles = scan->actors->symbol.ptr[word->symbol].roles;
    if (!(scan->actors->names.ptr[name - 1].flags & NAME_SEAT) && !(roles & ROLE_CASED)) return false;
    if (word->flags & (WORD_BREAK | WORD_COMMA) || before->token + 1 != word->token || scan->is_upper) return false;
    if (!(before->flags & WORD_CAPITAL) || before->symbol || scan->match_in[before->token] != PARTY_NO_MATCH)
        return false;
    return scan->hits->at[before->token] == scan->hits->at[before->token + 1]; /* a word of no list */
}

static bool is_origin_word(const party_scan *scan, uint32_t w)
{
    uint32_t symbol = w < scan->n_words ? scan->words[w].symbol : 0;
    return symbol && scan->actors->symbol.ptr[symbol].roles & ROLE_ORIGIN;
}

/* "un homme d'origine algérienne", "of Algerian descent": where somebody comes from is no side. Adjectives follow their
 * noun in some languages and stand before it in others; only one of the two places holds such a word. */
static bool is_origin(const party_scan *scan, rc_found found, uint32_t w)
{
    uint32_t name = scan->actors->nodes.ptr[found.node].name;
    if (!(scan->actors->names.ptr[name - 1].flags & NAME_ADJECTIVE)) return false;
    return (w > 0 && is_origin_word(scan, w - 1)) || is_origin_word(scan, found.word_end);
}

void party_scan_names(party_scan *scan)
{
    scan_tokens(scan);
    scan_nouns(scan);
    const rc_actors *actors = scan->actors;
    uint32_t n = scan->doc->n_tokens;
    scan->match_at = RC_NEWS(scan->arena, uint32_t, n + 1);
    scan->match_in = RC_NEWS(scan->arena, uint32_t, n + 1);
    memset(scan->match_at, 0xFF, (n + 1) * sizeof *scan->match_at);
    memset(scan->match_in, 0xFF, (n + 1) * sizeof *scan->match_in);
    for (uint32_t w = 0; w < scan->n_words;) {
        uint32_t symbol = scan->words[w].symbol;
        uint32_t node = symbol ? actors->symbol.ptr[symbol].node : 0;
        rc_found found = {0};
        if (node && may_begin(scan, w)) found = follow(scan, node, w, w + 1);
        if (!found.node) {
            found = follow_loose(scan, w);
            if (found.node && (!has_capital(scan, w, found.word_end) || holds_name(scan, w, found.word_end)))
                found = (rc_found){0};
        }
        if (!found.node || is_part_of_name(scan, found, w) || is_origin(scan, found, w)) {
            w++;
            continue;
        }
        add_match(scan, found, w);
        w = found.word_end;
    }
    count_countries(scan);
    for (size_t i = 0; i < scan->matches.len; i++) choose(scan, &scan->matches.ptr[i]);
    scan->n_plain = (uint32_t)scan->matches.len;
}
