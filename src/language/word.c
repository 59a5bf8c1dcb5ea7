#include "language/scan.h"

/* The longest part cut off after an apostrophe, in letters: 's 'll 've 're. */
#define SUFFIX_BYTES 4
/* The longest part of an abbreviation after a stop inside it. */
#define ABBREVIATION_BYTES 6

typedef struct rc_chunk {
    size_t beg;              /* of the token */
    size_t piece;            /* after the last inner hyphen or stop */
    size_t letters, hyphens; /* so far */
    size_t hyphen[2];        /* places of the last two, newest first */
    rc_glyph last;           /* letter or digit before */
    bool address_tried;
} rc_chunk;

static rc_chunk chunk_at(size_t beg)
{
    return (rc_chunk){.beg = beg, .piece = beg};
}

static bool joins(rc_glyph g)
{
    return rc_glyph_is_alnum(g) || g.kind == RC_GLYPH_MARK;
}

static size_t letters_end(rc_str text, size_t at, size_t limit)
{
    size_t end = at;
    for (rc_glyph g; end - at <= limit && joins(g = rc_glyph_at(text, end));) end += g.bytes;
    return end;
}

/* Where an inverted pronoun begins ("-t-il"), or `end`. */
static size_t clitic(const rc_scan *s, const rc_chunk *c, size_t end)
{
    if (!c->hyphens || !s->orthography->after.len) return end;
    if (rc_orthography_is_kept(s->orthography, rc_str_sub(s->text, c->beg, end))) return end;
    for (size_t i = c->hyphens < 2 ? c->hyphens : 2; i-- > 0;) {
        size_t from = c->hyphen[i];
        if (from > c->beg && rc_orthography_is_after(s->orthography, rc_str_sub(s->text, from, end))) return from;
    }
    return end;
}

static void finish(rc_scan *s, const rc_chunk *c, size_t end)
{
    if (end <= c->beg) return;
    size_t cut = clitic(s, c, end);
    rc_scan_emit(s, c->beg, cut, c->letters ? RC_TOKEN_WORD : RC_TOKEN_NUMBER);
    if (cut < end) rc_scan_emit(s, cut, end, RC_TOKEN_WORD);
}

/* An apostrophe at `at`. Returns where the chunk goes on, or 0 when it ends there (tokens are then emitted and s->at is
 * set). */
static size_t at_apostrophe(rc_scan *s, rc_chunk *c, size_t at)
{
    rc_str text = s->text;
    rc_glyph sign = rc_glyph_at(text, at);
    size_t after = at + sign.bytes;
    rc_glyph next = rc_glyph_at(text, after);
    /* Before a consonant "N'Djamena" is a name; "l'Group" is an elision that a translation left behind. */
    bool left_behind = next.kind == RC_GLYPH_UPPER && rc_glyph_at(text, c->beg).kind == RC_GLYPH_LOWER;
    if (rc_glyph_is_vowel_or_h(next) || !rc_glyph_is_letter(next) || left_behind) {
        /* "aujourd'hui" after "d'" is looked at whole, so only the part since the last cut counts. */
        if (rc_orthography_is_before(s->orthography, rc_str_sub(text, c->beg, after))) {
            rc_scan_emit(s, c->beg, after, RC_TOKEN_WORD);
            if (!joins(next)) {
                s->at = after;
                return 0;
            }
            *c = chunk_at(after);
            return after;
        }
    }
    if (!joins(next)) {
        finish(s, c, at);
        s->at = at;
        return 0;
    }
    size_t end = letters_end(text, after, SUFFIX_BYTES);
    if (end - after <= SUFFIX_BYTES) {
        size_t from = at;
        if (c->last.cp < 0x80 && at > c->beg + 1 &&
            rc_orthography_is_after(s->orthography, rc_str_sub(text, at - 1, end)))
            from = at - 1; /* n't takes the letter before */
        if (from < at || rc_orthography_is_after(s->orthography, rc_str_sub(text, at, end))) {
            finish(s, c, from);
            rc_scan_emit(s, from, end, RC_TOKEN_WORD);
            s->at = end;
            return 0;
        }
    }
    return after;
}

/* "U.S.", "J.K.", "p.m.", "J.-C.", "U.S": single letters parted by stops; `at` is the first stop. */
static size_t dotted_end(rc_str text, size_t at)
{
    size_t good = 0;
    for (;;) {
        size_t next = at + 1;
        bool hyphen = rc_glyph_is_hyphen(rc_glyph_at(text, next));
        if (hyphen) next += rc_glyph_at(text, next).bytes;
        rc_glyph letter = rc_glyph_at(text, next);
        if (!rc_glyph_is_letter(letter)) return good;
        next += letter.bytes;
        rc_glyph stop = rc_glyph_at(text, next);
        if (stop.cp != '.') return good && !joins(stop) && !hyphen ? next : good;
        at = next;
        good = at + 1;
    }
}

/* A letter follows in the same line, at once or after blanks: then "J." may be an initial. */
static bool capital_follows(rc_str text, size_t at)
{
    rc_glyph g = rc_glyph_at(text, at);
    for (unsigned i = 0; i < 3 && g.kind == RC_GLYPH_SPACE; i++) g = rc_glyph_at(text, at += g.bytes);
    return g.kind == RC_GLYPH_UPPER;
}

static bool digit_follows(rc_str text, size_t at)
{
    rc_glyph g = rc_glyph_at(text, at);
    for (unsigned i = 0; i < 3 && g.kind == RC_GLYPH_SPACE; i++) g = rc_glyph_at(text, at += g.bytes);
    return g.kind == RC_GLYPH_DIGIT;
}

static bool is_abbreviation(const rc_scan *s, size_t beg, size_t stop)
{
    rc_abbreviation_end end = rc_orthography_abbreviation(s->orthography, rc_str_sub(s->text, beg, stop + 1));
    if (end == RC_ABBREVIATION_NUMBER) return digit_follows(s->text, stop + 1);
    return end != RC_ABBREVIATION_NONE;
}

/* "Ph.D.", "Lt.Col.": an abbreviation with a stop inside. Its end, or `at`. */
static size_t inner_stop_end(const rc_scan *s, size_t beg, size_t at)
{
    size_t end = letters_end(s->text, at + 1, ABBREVIATION_BYTES);
    bool stop = end > at + 1 && end < s->text.len && s->text.ptr[end] == '.';
    return stop && rc_orthography_abbreviation(s->orthography, rc_str_sub(s->text, beg, end + 1)) ? end + 1 : at;
}

/* A stop at `at`: where the chunk goes on, or `at` when the stop is no part of it. `*last`: nothing can follow. */
static size_t at_stop(const rc_scan *s, const rc_chunk *c, size_t at, bool *last)
{
    rc_str text = s->text;
    rc_glyph next = rc_glyph_at(text, at + 1);
    if (c->last.kind == RC_GLYPH_DIGIT && next.kind == RC_GLYPH_DIGIT) return at + 1;
    bool single = c->piece + c->last.bytes == at && rc_glyph_is_letter(c->last);
    size_t end = at;
    if (single) {
        end = dotted_end(text, at);
        if (!end) end = at;
    }
    if (end == at && joins(next)) end = inner_stop_end(s, c->beg, at);
    if (end == at && (is_abbreviation(s, c->beg, at) || (c->piece > c->beg && is_abbreviation(s, c->piece, at))))
        end = at + 1;
    if (end == at && single && c->piece == c->beg && c->last.kind == RC_GLYPH_UPPER && capital_follows(text, at + 1))
        end = at + 1;
    if (end == at) return at;
    rc_glyph follow = rc_glyph_at(text, end);
    *last = !(rc_glyph_is_hyphen(follow) && rc_glyph_is_letter(rc_glyph_at(text, end + follow.bytes)));
    return end;
}

/* "AT&T" */
static bool ampersand_joins(rc_str text, rc_glyph last, size_t at)
{
    return last.kind == RC_GLYPH_UPPER && rc_glyph_at(text, at + 1).kind == RC_GLYPH_UPPER;
}

static size_t skip_ignored(rc_str text, size_t at)
{
    for (rc_glyph g; (g = rc_glyph_at(text, at)).kind == RC_GLYPH_IGNORE;) at += g.bytes;
    return at;
}

static bool try_address(rc_scan *s, rc_chunk *c)
{
    if (c->address_tried) return false;
    c->address_tried = true;
    size_t end = rc_scan_bare_address(s->text, c->beg);
    if (end == c->beg) return false;
    rc_scan_emit(s, c->beg, end, RC_TOKEN_URL);
    s->at = end;
    return true;
}

void rc_scan_word(rc_scan *s)
{
    rc_str text = s->text;
    rc_chunk c = chunk_at(s->at);
    size_t i = s->at;
    if (rc_glyph_at(text, i).kind == RC_GLYPH_DIGIT) {
        i = rc_scan_number(text, i);
        c.last = rc_glyph_before(text, i);
    }
    for (;;) {
        rc_glyph g = rc_glyph_at(text, i);
        if (joins(g) || g.cp == '_') {
            if (rc_glyph_is_alnum(g)) c.last = g;
            c.letters += rc_glyph_is_letter(g);
            i += g.bytes;
        } else if (rc_glyph_is_hyphen(g)) {
            rc_glyph next = rc_glyph_at(text, i + g.bytes);
            if (!(rc_glyph_is_letter(next) || (next.kind == RC_GLYPH_DIGIT && c.letters))) break;
            c.hyphen[1] = c.hyphen[0];
            c.hyphen[0] = i;
            c.hyphens++;
            i += g.bytes;
            c.piece = i;
        } else if (rc_glyph_is_apostrophe(g)) {
            i = at_apostrophe(s, &c, i);
            if (!i) return;
        } else if (g.cp == '.') {
            if (joins(rc_glyph_at(text, i + 1)) && try_address(s, &c)) return;
            bool last = false;
            size_t end = at_stop(s, &c, i, &last);
            if (end == i) break;
            i = end;
            if (last) break;
            c.piece = i;
        } else if (g.cp == '@') {
            if (try_address(s, &c)) return;
            break;
        } else if (g.cp == '&' && ampersand_joins(text, c.last, i)) {
            i++;
        } else if (g.kind == RC_GLYPH_IGNORE) {
            size_t next = skip_ignored(text, i);
            if (!joins(rc_glyph_at(text, next))) break;
            i = next;
        } else {
            break;
        }
    }
    finish(s, &c, i);
    s->at = i;
}
