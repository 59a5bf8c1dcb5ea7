/* Sides that no table has, or that the document calls by a name of its own. */
#include "resolve/party_scan.h"

#define LONGEST_NAME 9 /* tokens */
#define MOST_SMALL 3
#define MOST_SURNAMES 32
#define LEAST_SURNAME 4 /* letters */
#define LONGEST_ACRONYM 8
#define MOST_ACRONYMS 64 /* that a document may define */

static const rc_token *token_of(const party_scan *scan, uint32_t t)
{
    return &scan->doc->tokens[t];
}

static bool is_word(const party_scan *scan, uint32_t t)
{
    return t < scan->doc->n_tokens && token_of(scan, t)->kind == RC_TOKEN_WORD;
}

static bool same_sentence(const party_scan *scan, uint32_t a, uint32_t b)
{
    return b < scan->doc->n_tokens && token_of(scan, a)->sentence == token_of(scan, b)->sentence;
}

/* "al-Sabireen" has its capital behind the article. */
static bool has_capital(const party_scan *scan, uint32_t t)
{
    uint32_t w = scan->word_at[t];
    if (w + 1 < scan->word_at[t + 1] && scan->words[w].text.len == 2 && scan->words[w + 1].flags & WORD_CAPITAL)
        return true;
    return token_of(scan, t)->flags & RC_TOKEN_CAPITAL;
}

/* Roles of a token's first word, for heads with a hyphen ("Lashkar-e-Islam"). */
static uint32_t first_roles(const party_scan *scan, uint32_t t)
{
    uint32_t w = scan->word_at[t];
    if (w >= scan->word_at[t + 1] || !scan->words[w].symbol) return 0;
    return scan->actors->symbol.ptr[scan->words[w].symbol].roles;
}

static const party_match *match_in(const party_scan *scan, uint32_t t)
{
    return scan->match_in[t] == PARTY_NO_MATCH ? NULL : &scan->matches.ptr[scan->match_in[t]];
}

/* A word that names nothing by itself where it stands before or behind a head: nationality, "national", "9th". */
static bool is_plain(const party_scan *scan, uint32_t t)
{
    const party_match *m = match_in(scan, t);
    if (m && m->flags & (NAME_ADJECTIVE | NAME_COUNTRY | NAME_SEAT)) return true;
    rc_str fold = token_of(scan, t)->fold;
    if (fold.len && fold.ptr[0] >= '0' && fold.ptr[0] <= '9') return true;
    return (party_token_roles(scan, t) & ROLE_FILLER) != 0;
}

/* A word of the vocabulary of such names, in lower case: "libération", "populaire", "démocratique". */
static bool is_vocabulary(const party_scan *scan, uint32_t t)
{
    uint32_t symbol = party_token_symbol(scan, t);
    if (!symbol) return false;
    const party_symbol *s = &scan->actors->symbol.ptr[symbol];
    if (s->roles & ROLE_AFTER_PEOPLE) return false;
    const party_match *m = match_in(scan, t);
    return s->n_parties > 0 || s->roles & (ROLE_CAUSE | ROLE_FILLER) || (m && m->flags & NAME_ADJECTIVE);
}

typedef struct own_name {
    uint32_t first, end, head;
    bool has_cause, has_proper;
    bool is_unit; /* a number or a nationality stands in it: "9th Division", "Armenian Rifle Regiment" */
} own_name;

static void take_word(const party_scan *scan, own_name *name, uint32_t t)
{
    name->is_unit = name->is_unit || (is_plain(scan, t) && !(party_token_roles(scan, t) & ROLE_FILLER));
    name->has_cause = name->has_cause || party_token_roles(scan, t) & ROLE_CAUSE;
    name->has_proper =
        name->has_proper || (has_capital(scan, t) && !is_plain(scan, t) && !(party_token_roles(scan, t) & ROLE_CAUSE));
}

/* What follows a head: capitalised words, words of the vocabulary when the head itself has a capital, and small words
 * between them. */
static void read_right(const party_scan *scan, own_name *name)
{
    bool capital = has_capital(scan, name->head);
    unsigned small = 0;
    for (uint32_t t = name->end; t < name->first + LONGEST_NAME && same_sentence(scan, name->head, t); t++) {
        if (!is_word(scan, t)) break;
        uint32_t roles = party_token_roles(scan, t);
        bool upper = has_capital(scan, t);
        if (roles & ROLE_AND && (has_capital(scan, t) || !same_sentence(scan, t, t + 1) ||
                                 !is_vocabulary(scan, t + 1) || has_capital(scan, t + 1)))
            break;
        if (!upper && roles & ROLE_SMALL && small < MOST_SMALL && capital) {
            small++;
            continue;
        }
        if (!upper && !(capital && is_vocabulary(scan, t))) break;
        if (upper && !capital && is_plain(scan, t)) break; /* "la milice" and then a country */
        take_word(scan, name, t);
        name->end = t + 1;
        small = 0;
    }
}

/* Capitalised words in a row before a head. */
static void read_left(const party_scan *scan, own_name *name)
{
    while (name->first > 0 && name->head - name->first < LONGEST_NAME) {
        uint32_t t = name->first - 1;
        if (!is_word(scan, t) || !same_sentence(scan, t, name->head) || !has_capital(scan, t)) break;
        uint32_t roles = party_token_roles(scan, t);
        if (token_of(scan, t)->flags & RC_TOKEN_STARTS && roles & (ROLE_DEFINITE | ROLE_SMALL | ROLE_AFTER_PEOPLE))
            break;
        party_noun noun;
        if (!(roles & (ROLE_CAUSE | ROLE_FILLER)) && !match_in(scan, t) && party_noun_at(scan, t, &noun)) break;
        if (roles & (ROLE_DEFINITE | ROLE_AND) || token_of(scan, t)->fold.len < 2) break;
        take_word(scan, name, t);
        name->first = t;
    }
}

static bool is_name(const party_scan *scan, const own_name *name, uint32_t roles)
{
    if (name->end - name->first < 2) return false;
    if (!has_capital(scan, name->head)) return roles & ROLE_UNIT_HEAD && name->has_proper;
    if (roles & ROLE_HEAD) return name->has_proper || name->has_cause;
    if (roles & ROLE_UNIT_HEAD && name->has_proper && !name->is_unit) return true;
    return name->has_cause;
}

static void make(party_scan *scan, const own_name *name)
{
    party_row row = {.id = UINT32_MAX, .from = RC_DAY_NONE, .to = RC_DAY_NONE};
    row.party = rc_str_span(scan->doc->text, rc_tokens_span(scan->doc, name->first, name->end - name->first));
    uint32_t head = scan->words[scan->word_at[name->head]].symbol;
    row.inter = head && scan->actors->symbol.ptr[head].kind ? scan->actors->symbol.ptr[head].kind : RC_INTER_REBEL;
    uint64_t shorts = 0;
    for (uint32_t t = name->first; t < name->end; t++) {
        uint32_t symbol = party_token_symbol(scan, t);
        if (symbol && scan->actors->symbol.ptr[symbol].short_bit)
            shorts |= (uint64_t)1 << scan->actors->symbol.ptr[symbol].short_bit;
        const party_match *m = match_in(scan, t);
        if (m && !row.countries[0][0] && !(m->row & PARTY_MADE))
            memcpy(row.countries[0], scan->actors->rows.ptr[m->row].countries[0], sizeof row.countries[0]);
    }
    uint32_t number = (uint32_t)scan->made.len;
    row.id = UINT32_MAX - number;
    *RC_PUSH(scan->arena, &scan->made) = row;
    *RC_PUSH(scan->arena, &scan->made_shorts) = shorts;
    party_match_add(scan, name->first, name->end, number | PARTY_MADE, 0);
}

/* A known name inside that is no mere adjective or country keeps its own: "Front al-Nosra en Syrie". */
static bool holds_known(const party_scan *scan, const own_name *name)
{
    for (uint32_t t = name->first; t < name->end; t++) {
        const party_match *m = match_in(scan, t);
        if (m && !(m->flags & (NAME_ADJECTIVE | NAME_COUNTRY | NAME_SEAT))) return true;
        if (m && (m->first < name->first || m->end > name->end)) return true;
    }
    return false;
}

static void find_heads(party_scan *scan)
{
    const uint32_t any = ROLE_HEAD | ROLE_FORCE_HEAD | ROLE_UNIT_HEAD | ROLE_FOREIGN_HEAD;
    for (uint32_t t = 0; t < scan->doc->n_tokens; t++) {
        if (scan->tokens[t].symbol ? !(scan->tokens[t].roles & any) : scan->word_at[t + 1] - scan->word_at[t] < 2)
            continue;
        uint32_t roles = is_word(scan, t) ? first_roles(scan, t) : 0;
        if (!(roles & any) || match_in(scan, t)) continue;
        own_name name = {.first = t, .end = t + 1, .head = t};
        if (roles & ROLE_FOREIGN_HEAD) {
            if (!has_capital(scan, t)) continue;
            uint32_t parts = scan->word_at[t + 1] - scan->word_at[t];
            read_right(scan, &name);
            if (parts < 2 && !name.has_proper) continue;
        } else {
            if (scan->word_at[t + 1] - scan->word_at[t] > 1) continue;
            if (!scan->actors->adjectives_follow) read_left(scan, &name);
            read_right(scan, &name);
            if (!is_name(scan, &name, roles)) continue;
        }
        if (holds_known(scan, &name)) continue;
        make(scan, &name);
        t = name.end - 1;
    }
}

/* ---- "(FLX)" */

static bool is_acronym(const party_scan *scan, uint32_t t)
{
    const rc_token *token = token_of(scan, t);
    return token->kind == RC_TOKEN_WORD && token->flags & RC_TOKEN_UPPER && token->fold.len <= LONGEST_ACRONYM;
}

static void spread(party_scan *scan, uint32_t at, const party_match *full)
{
    rc_str acronym = token_of(scan, at)->fold;
    uint32_t row = full->row,
             flags = full->flags & ~(uint32_t)(NAME_ADJECTIVE | NAME_COUNTRY | NAME_SEAT | NAME_PLURAL);
    for (uint32_t t = 0; t < scan->doc->n_tokens; t++) {
        if (!is_acronym(scan, t) || !rc_str_eq(token_of(scan, t)->fold, acronym)) continue;
        const party_match *m = match_in(scan, t);
        if (m && m->end - m->first > 1) continue;
        party_match_add(scan, t, t + 1, row, flags);
    }
}

static void find_acronyms(party_scan *scan)
{
    unsigned left = MOST_ACRONYMS;
    for (uint32_t t = 2; t + 1 < scan->doc->n_tokens && left; t++) {
        if (token_of(scan, t - 1)->kind != RC_TOKEN_PUNCT || token_of(scan, t)->kind != RC_TOKEN_WORD) continue;
        if (!party_token_is(scan, t - 1, "(") || !party_token_is(scan, t + 1, ")") || !is_acronym(scan, t)) continue;
        const party_match *full = match_in(scan, t - 2), *have = match_in(scan, t);
        if (!full || full->end != t - 1 || full->end - full->first < 2 || full->is_beside) continue;
        if (full->flags & (NAME_ADJECTIVE | NAME_COUNTRY | NAME_SEAT) || party_match_row(scan, full)->is_person)
            continue;
        if (have && party_match_row(scan, have)->id == party_match_row(scan, full)->id) continue;
        party_match copy = *full;
        spread(scan, t, &copy);
        left--;
    }
}

/* ---- short forms */

static uint64_t shorts_of(const party_scan *scan, const party_match *m)
{
    if (m->row & PARTY_MADE) return scan->made_shorts.ptr[m->row & ~PARTY_MADE];
    const party_row *row = &scan->actors->rows.ptr[m->row];
    if (row->is_person || row->role == PARTY_GENERIC || row->inter == RC_INTER_STATE) return 0;
    return scan->actors->parties.ptr[row->id].shorts;
}

#define SHORT_WORDS 64

/* For each short word the one party of the document whose full name has it; NULL also where there are two. */
static void find_owners(const party_scan *scan, const party_match *owners[SHORT_WORDS])
{
    uint64_t shared = 0;
    for (size_t i = 0; i < scan->matches.len; i++) {
        const party_match *m = &scan->matches.ptr[i];
        uint64_t shorts = m->flags & NAME_ADJECTIVE ? 0 : shorts_of(scan, m);
        for (unsigned bit = 0; shorts >> bit && bit < SHORT_WORDS; bit++) {
            if (!(shorts >> bit & 1) || shared >> bit & 1) continue;
            if (owners[bit] && party_match_row(scan, owners[bit])->id != party_match_row(scan, m)->id) {
                owners[bit] = NULL;
                shared |= (uint64_t)1 << bit;
            } else if (!owners[bit]) {
                owners[bit] = m;
            }
        }
    }
}

static void find_shorts(party_scan *scan)
{
    const party_match *owners[SHORT_WORDS] = {NULL};
    uint32_t rows[SHORT_WORDS] = {0}; /* adding matches moves the old ones */
    find_owners(scan, owners);
    for (unsigned bit = 0; bit < SHORT_WORDS; bit++)
        if (owners[bit]) rows[bit] = owners[bit]->row;
    for (uint32_t t = 1; t < scan->doc->n_tokens; t++) {
        if (!(scan->tokens[t].roles & ROLE_SHORT) || match_in(scan, t)) continue;
        const party_symbol *s = &scan->actors->symbol.ptr[scan->tokens[t].symbol];
        if (!s->short_bit || !owners[s->short_bit]) continue;
        uint32_t before = party_token_roles(scan, t - 1);
        if (s->roles & ROLE_SHORT_CAPITAL && (!has_capital(scan, t) || token_of(scan, t)->flags & RC_TOKEN_STARTS))
            continue;
        if (before & (ROLE_DEFINITE | ROLE_OF) && same_sentence(scan, t - 1, t))
            party_match_add(scan, t, t + 1, rows[s->short_bit], 0);
    }
}

/* Persons named in full are called by their surname afterwards. */
static void find_surnames(party_scan *scan)
{
    struct {
        uint32_t symbol, row, flags;
    } names[MOST_SURNAMES];
    unsigned n = 0;
    for (uint32_t i = 0; i < scan->n_plain && n < MOST_SURNAMES; i++) {
        const party_match *m = &scan->matches.ptr[i];
        if (m->row & PARTY_MADE || !scan->actors->rows.ptr[m->row].is_person || m->word_end < m->word + 2) continue;
        const party_word *last = &scan->words[m->word_end - 1];
        if (last->text.len >= LEAST_SURNAME && last->symbol) {
            names[n].symbol = last->symbol;
            names[n].row = m->row;
            names[n++].flags = m->flags;
        }
    }
    for (uint32_t w = 0; n && w < scan->n_words; w++) {
        const party_word *word = &scan->words[w];
        if (!word->symbol || !(word->flags & WORD_CAPITAL) || match_in(scan, word->token)) continue;
        for (unsigned k = 0; k < n; k++)
            if (names[k].symbol == word->symbol && (word->flags & WORD_LAST)) {
                party_match_add(scan, word->token, word->token + 1, names[k].row, names[k].flags);
                break;
            }
    }
}

void party_own_names(party_scan *scan)
{
    if (!scan->is_upper) find_heads(scan);
    find_acronyms(scan);
    find_shorts(scan);
    find_surnames(scan);
}
