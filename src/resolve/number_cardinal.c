/* One cardinal in digits, in words, or both ("3,5 millions", "two hundred and five", "quatre-vingt-dix-sept").
 * Words are read part by part ("quatre" "vingt" "dix" "sept"), whether hyphens or spaces stand between them, by an
 * accumulator of the open group (below 1000) and the closed total. */
#include <math.h>

#include "resolve/number_words.h"

/* ---- digits */

#define MAX_GROUPS 12

typedef struct digit_groups {
    rc_str group[MAX_GROUPS];
    char sep[MAX_GROUPS]; /* before the group; ' ' for every kind of space and apostrophe */
    unsigned n;
    size_t end;
} digit_groups;

static bool is_digit(rc_str s, size_t at)
{
    return at < s.len && s.ptr[at] >= '0' && s.ptr[at] <= '9';
}

/* Length of a separator of digits at `at`, its kind in `*sep`; 0 when there is none. */
static size_t separator(rc_str s, size_t at, char *sep)
{
    static const rc_str spaces[] = {RC_STR_INIT(" "), RC_STR_INIT("'"), RC_STR_INIT("\xC2\xA0"),
                                    RC_STR_INIT("\xE2\x80\xAF"), RC_STR_INIT("\xE2\x80\x89")};
    if (at >= s.len) return 0;
    *sep = s.ptr[at];
    if (*sep == ',' || *sep == '.') return 1;
    *sep = ' ';
    rc_str rest = rc_str_sub(s, at, s.len);
    for (size_t i = 0; i < sizeof spaces / sizeof *spaces; i++)
        if (rc_str_starts(rest, spaces[i])) return spaces[i].len;
    return 0;
}

static void split_digits(rc_str s, digit_groups *out)
{
    size_t at = 0;
    char sep = 0;
    out->n = 0;
    while (out->n < MAX_GROUPS && is_digit(s, at)) {
        size_t beg = at;
        while (is_digit(s, at)) at++;
        out->sep[out->n] = sep;
        out->group[out->n++] = rc_str_sub(s, beg, at);
        out->end = at;
        size_t len = separator(s, at, &sep);
        if (!len || !is_digit(s, at + len)) return;
        at += len;
    }
}

static double join_groups(const digit_groups *g, unsigned n)
{
    double value = 0;
    for (unsigned i = 0; i < n; i++)
        for (size_t k = 0; k < g->group[i].len; k++) value = value * 10 + (g->group[i].ptr[k] - '0');
    return value;
}

static double fraction(rc_str digits)
{
    double value = 0;
    for (size_t k = digits.len; k > 0; k--) value = (value + (digits.ptr[k - 1] - '0')) / 10;
    return value;
}

static bool are_thousands(const digit_groups *g, unsigned n)
{
    if (g->group[0].len > 3) return false;
    for (unsigned i = 1; i < n; i++)
        if (g->group[i].len != 3 || g->sep[i] != g->sep[1]) return false;
    return true;
}

static bool read_digits(const number_reader *r, rc_str text, cardinal *out)
{
    digit_groups g;
    split_digits(text, &g);
    if (!g.n) return false;
    unsigned last = g.n - 1;
    out->digits = true;
    out->rest = rc_str_sub(text, g.end, text.len);
    for (unsigned i = 0; i < g.n; i++) out->n_digits += (unsigned)g.group[i].len;
    out->value = join_groups(&g, g.n);
    out->plain = g.n == 1;
    if (g.n == 1) return true;
    if (are_thousands(&g, g.n)) {
        out->ambiguous = g.n == 2 && g.sep[1] == r->rules->decimal;
        out->decimal = join_groups(&g, 1) + fraction(g.group[1]);
        bool leads_zero = g.group[0].ptr[0] == '0';
        if (out->ambiguous && leads_zero) {
            out->value = out->decimal;
            out->ambiguous = false;
            out->n_decimals = 3;
        }
        return true;
    }
    if (g.sep[last] != ' ' && (last == 1 || are_thousands(&g, last))) {
        out->value = join_groups(&g, last) + fraction(g.group[last]);
        out->n_decimals = (unsigned)g.group[last].len;
        return true;
    }
    out->n_decimals = MAX_GROUPS; /* an address, a version, a telephone number: no quantity of anything */
    return true;
}

/* ---- words */

typedef struct words_state {
    double total, group, last_scale;
    unsigned parts;
    bool any, open_joiner, french_joiner, is_article, is_ordinal;
} words_state;

/* Value in the tens that `small` may be added to ("vingt" + "deux", "soixante" + "douze", "dix" + "sept"). */
static bool fits_tail(double tail, double small)
{
    if (tail == 0) return true;
    if (tail >= 20 && fmod(tail, 10) == 0 && small < 10) return true;
    if ((tail == 60 || tail == 80) && small >= 10 && small < 20) return true;
    return (tail == 10 || tail == 70 || tail == 90) && small >= 7 && small < 10;
}

static bool feed_small(words_state *s, const number_row *row)
{
    double tail = fmod(s->group, 100);
    if (row->kind == NUMBER_SCORE && tail == 4 && s->any) {
        s->group += 76;
        return true;
    }
    if (s->any && row->value == 0) return false;
    if (s->open_joiner && s->french_joiner && row->value != 1 && row->value != 11) return false;
    if (s->any && (s->group != 0 || s->total == 0) && !fits_tail(tail, row->value)) return false;
    if (s->any && s->group == 0 && s->total == 0) return false;
    s->group += row->value;
    return true;
}

static bool feed_joiner(words_state *s, const number_row *row)
{
    double tail = fmod(s->group, 100);
    s->french_joiner = row->value == 1;
    if (s->open_joiner || !s->any || s->is_article) return false;
    if (s->french_joiner) return tail >= 20 && tail <= 80 && fmod(tail, 10) == 0;
    return (s->group >= 100 && tail == 0) || (s->group == 0 && s->total > 0);
}

static bool feed(words_state *s, const number_row *row)
{
    bool ok = false, joiner = row->kind == NUMBER_JOINER;
    if (s->is_ordinal) return false;
    switch (row->kind) {
    case NUMBER_SMALL:
    case NUMBER_SCORE:
        ok = feed_small(s, row);
        break;
    case NUMBER_ARTICLE:
        if (s->any && row->value != 1) return false;
        ok = feed_small(s, &(number_row){.kind = NUMBER_SMALL, .value = 1});
        break;
    case NUMBER_HUNDRED:
        ok = s->group < 100 && !s->open_joiner;
        if (ok) s->group = (s->group != 0 ? s->group : 1) * 100;
        break;
    case NUMBER_SCALE:
        if (s->any && s->group == 0 && s->last_scale != 0 && row->value > s->last_scale && !s->open_joiner) {
            s->total *= row->value; /* "mille milliards", "three lakh crore" */
            s->last_scale *= row->value;
            ok = true;
            break;
        }
        ok = (s->last_scale == 0 || row->value < s->last_scale) && !s->open_joiner && (!s->any || s->group != 0);
        if (!ok) break;
        s->total += (s->group != 0 ? s->group : 1) * row->value;
        s->group = 0;
        s->last_scale = row->value;
        break;
    case NUMBER_JOINER:
        ok = feed_joiner(s, row);
        break;
    case NUMBER_ORDINAL: /* ends a cardinal and makes an ordinal of it */
        ok = s->any && !s->is_article && row->value < 100 && (s->group != 0 || s->total != 0) && feed_small(s, row);
        s->is_ordinal = ok;
        break;
    default:
        break;
    }
    if (!ok) return false;
    s->open_joiner = joiner;
    s->is_article = !s->any && row->kind == NUMBER_ARTICLE;
    s->any = true;
    s->parts++;
    return true;
}

static const number_row *word_row(const number_reader *r, uint32_t token, rc_str part)
{
    const rc_token *tok = &r->doc->tokens[token];
    bool accentless = !r->doc->accents || (tok->flags & RC_TOKEN_UPPER);
    const uint64_t *row = rc_map_get(&r->rules->words_lower, part);
    if (!row && accentless) row = rc_map_get(&r->rules->words_fold, part);
    return row ? &r->rules->number_rows[*row - 1] : NULL;
}

/* All parts of one token, or none: "vingt-deux" is read, "Deux-Sèvres" is not. What is left after the leading number
 * parts of a hyphenated word goes to `*rest` ("five-day"), if the word begins the number. */
static bool feed_token(const number_reader *r, uint32_t token, words_state *state, rc_str *rest)
{
    rc_str word = r->doc->tokens[token].lower;
    const number_row *whole = word_row(r, token, word);
    if (whole) return feed(state, whole);
    words_state s = *state;
    rc_str left = word;
    bool begins = !s.any;
    while (left.ptr) {
        rc_str before = left;
        const number_row *row = word_row(r, token, rc_str_cut(&left, '-'));
        if (row && feed(&s, row)) continue;
        if (!begins || !s.any || s.open_joiner || s.is_article) return false;
        *rest = before;
        break;
    }
    if (s.open_joiner) return false;
    *state = s;
    return true;
}

/* "fifty - two", as scanned pages have it: tens, a hyphen that stands alone, a digit. */
static bool is_split_hyphen(const number_reader *r, uint32_t t, const words_state *s)
{
    double tail = fmod(s->group, 100);
    bool tens = s->any && tail >= 20 && fmod(tail, 10) == 0 && s->parts == 1;
    if (!tens || t + 1 >= r->doc->n_tokens || !rc_str_is(r->doc->tokens[t].lower, "-")) return false;
    const number_row *digit = word_row(r, t + 1, r->doc->tokens[t + 1].lower);
    return digit && digit->kind == NUMBER_SMALL && digit->value >= 1 && digit->value <= 9;
}

static bool read_words(const number_reader *r, uint32_t token, cardinal *out)
{
    words_state s = {0}, good = {0};
    uint32_t count = 0;
    for (uint32_t t = token; t < r->doc->n_tokens && out->rest.len == 0; t++) {
        if (is_split_hyphen(r, t, &s)) continue;
        if (r->doc->tokens[t].kind != RC_TOKEN_WORD) break;
        if (t > token && r->doc->tokens[t].sentence != r->doc->tokens[token].sentence) break;
        if (!feed_token(r, t, &s, &out->rest)) break;
        if (s.open_joiner) continue; /* "and" counts only with what follows it */
        good = s;
        count = t + 1 - token;
    }
    if (!count) return false;
    out->count = count;
    out->value = good.total + good.group;
    if (good.last_scale != 0 && good.group == 0) out->scale = good.last_scale;
    out->is_article = good.is_article;
    out->is_ordinal = good.is_ordinal;
    return true;
}

/* ---- scales and groups after it */

/* "de", "of" between a group and what it counts in ("une centaine de milliers"). */
static uint32_t skip_of(const number_reader *r, uint32_t token)
{
    uint32_t count;
    const bound_row *row = bound_at(r, token, SIDE_AFTER, &count);
    return row && row->kind == BOUND_OF ? token + count : token;
}

static void scale_by(cardinal *out, double factor, uint32_t end, uint32_t token)
{
    if (out->ambiguous) out->value = out->decimal;
    out->ambiguous = false;
    out->value *= factor;
    out->scale *= factor;
    out->count = end - token;
    out->is_article = false;
    out->plain = false;
}

/* "10M", "1.2b": millions have a capital, metres have none; a section ("4b") has no decimals. */
static double letter_factor(const number_reader *r, uint32_t token, const cardinal *c)
{
    rc_str text = rc_str_span(r->doc->text, r->doc->tokens[token].span);
    if (!c->digits || c->rest.len != 1 || !text.len) return 1;
    char letter = text.ptr[text.len - 1];
    return letter == 'M' ? 1e6 : (letter == 'B' || letter == 'b') && c->n_decimals ? 1e9 : 1;
}

static void read_factors(const number_reader *r, uint32_t token, cardinal *out)
{
    uint32_t n;
    if (out->rest.len) {
        double factor = letter_factor(r, token + out->count - 1, out);
        if (factor > 1) {
            scale_by(out, factor, token + out->count, token);
            out->rest = RC_STR("");
            return;
        }
        const number_row *row = word_row(r, token + out->count - 1, out->rest);
        if (row && row->kind == NUMBER_SCALE) {
            scale_by(out, row->value, token + out->count, token);
            out->rest = RC_STR("");
        }
        return;
    }
    for (int i = 0; i < 3; i++) {
        uint32_t at = token + out->count, past = skip_of(r, at);
        bool glued_of = past > at;
        const number_row *row = number_row_at(r, past, &n);
        if (!row || r->doc->tokens[past].sentence != r->doc->tokens[token].sentence) return;
        bool is_scale = row->kind == NUMBER_SCALE || (row->kind == NUMBER_HUNDRED && out->digits);
        bool is_group = row->kind == NUMBER_GROUP || row->kind == NUMBER_PLURAL;
        if (!is_group && !(is_scale && !glued_of && (out->digits || i > 0 || out->is_article))) return;
        if (is_group && glued_of && i == 0) return; /* "deux de dizaines" is no number */
        out->approx = out->approx || row->approx;
        scale_by(out, row->value, past + n, token);
    }
}

bool cardinal_at(const number_reader *r, uint32_t token, cardinal *out)
{
    *out = (cardinal){.scale = 1};
    if (token >= r->doc->n_tokens) return false;
    const rc_token *tok = &r->doc->tokens[token];
    if (tok->kind == RC_TOKEN_NUMBER || (tok->kind == RC_TOKEN_WORD && is_digit(tok->lower, 0))) {
        out->count = 1;
        if (!read_digits(r, tok->lower, out)) return false;
        bool joins_word = out->rest.len > 1 && out->rest.ptr[0] == '-' && !is_digit(out->rest, 1);
        if (joins_word) out->rest = rc_str_sub(out->rest, 1, out->rest.len); /* "20-year-old" */
    } else if (tok->kind != RC_TOKEN_WORD || !read_words(r, token, out)) {
        return false;
    }
    read_factors(r, token, out);
    return true;
}
