/* Names of sides among the words of a document, and which row of one name is meant. */
#include "recoupe/base/utf8.h"
#include "resolve/party_scan.h"

#define MOST_SMALL 3 /* small words in a row inside a name: "de la", "of the" */

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
    party_scan_tokens(scan);
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
