#include "language/scan.h"

/* The longest note in brackets that is kept with the sentence it follows: "(AFP)". */
#define NOTE_TOKENS 8
/* The longest dateline, and the longest one that has neither a date nor an agency. */
#define DATELINE_TOKENS 20
#define BARE_DATELINE_TOKENS 6

static const rc_token *tok(const rc_scan *s, uint32_t i)
{
    return &s->tokens.ptr[i];
}

static rc_glyph first_glyph(const rc_scan *s, uint32_t i)
{
    return rc_glyph_at(s->text, tok(s, i)->span.beg);
}

static bool is_mark(rc_glyph g, const char *signs)
{
    return g.cp && g.cp < 0x80 && strchr(signs, (int)g.cp) != NULL;
}

static bool is_ellipsis(const rc_scan *s, uint32_t i)
{
    rc_glyph g = first_glyph(s, i);
    return g.cp == 0x2026 || (g.cp == '.' && tok(s, i)->span.end > tok(s, i)->span.beg + 1);
}

bool rc_scan_is_stop(const rc_scan *s, uint32_t i)
{
    if (tok(s, i)->kind != RC_TOKEN_PUNCT) return false;
    rc_glyph g = first_glyph(s, i);
    return is_mark(g, ".!?") || g.cp == 0x2026 || g.cp == 0x3002 || g.cp == 0xFF01 || g.cp == 0xFF1F || g.cp == 0x61F ||
           g.cp == 0x6D4 || g.cp == 0x964 || g.cp == 0x203C || g.cp == 0x2047 || g.cp == 0x2049;
}

static bool is_full_stop(const rc_scan *s, uint32_t i)
{
    return tok(s, i)->kind == RC_TOKEN_PUNCT && first_glyph(s, i).cp == '.' && !is_ellipsis(s, i);
}

/* Signs that close what a sentence opened. */
static bool closes(const rc_scan *s, uint32_t i)
{
    const rc_token *t = tok(s, i);
    return t->kind == RC_TOKEN_CLOSE || (t->kind == RC_TOKEN_PUNCT && is_mark(first_glyph(s, i), ")]}"));
}

/* Signs that may stand before the first word of a sentence. */
static bool opens(const rc_scan *s, uint32_t i)
{
    const rc_token *t = tok(s, i);
    rc_glyph g = first_glyph(s, i);
    return t->kind == RC_TOKEN_OPEN || t->kind == RC_TOKEN_SYMBOL ||
           (t->kind == RC_TOKEN_PUNCT && (is_mark(g, "([{*") || rc_glyph_is_dash(g) || g.cp == 0x2022 || g.cp == 0xBF ||
                                          g.cp == 0xA1 || is_mark(g, "'") || g.cp == 0x2019));
}

static bool is_word(const rc_scan *s, uint32_t i)
{
    return tok(s, i)->kind == RC_TOKEN_WORD;
}

/* The first token at or after `i` that is no opening sign; `end` when there is none. At most a few are passed. */
static uint32_t first_said(const rc_scan *s, uint32_t i, uint32_t end)
{
    for (unsigned n = 0; i < end && n < 4 && opens(s, i); n++) i++;
    return i;
}

static bool is_function_word(const rc_scan *s, uint32_t i)
{
    return is_word(s, i) && (tok(s, i)->flags & RC_TOKEN_CAPITAL) &&
           rc_orthography_is_stopword(s->orthography, tok(s, i)->lower);
}

/* "1." and "a." at the beginning of a sentence count the items of a list. */
static bool is_item_number(const rc_scan *s, uint32_t begin, uint32_t stop)
{
    if (stop != begin + 1) return false;
    const rc_token *t = tok(s, begin);
    uint32_t bytes = t->span.end - t->span.beg;
    return (t->kind == RC_TOKEN_NUMBER && bytes <= 2) || (t->kind == RC_TOKEN_WORD && bytes == 1) ||
           (t->kind == RC_TOKEN_WORD && (t->flags & RC_TOKEN_UPPER) && bytes <= 4 &&
            strspn(s->text.ptr + t->span.beg, "IVX") >= bytes);
}

/* A word in lower case that is no abbreviation somebody made up: long enough, or a function word. */
static bool is_plain_word(const rc_scan *s, uint32_t i)
{
    const rc_token *t = tok(s, i);
    if (t->kind != RC_TOKEN_WORD || (t->flags & RC_TOKEN_CAPITAL)) return false;
    return t->span.end - t->span.beg >= 4 || rc_orthography_is_stopword(s->orthography, t->lower);
}

/* A word that can end a sentence although the next one begins in lower case. */
static bool is_whole_word(const rc_scan *s, uint32_t i)
{
    const rc_token *t = tok(s, i);
    if (t->kind == RC_TOKEN_CLOSE || is_plain_word(s, i)) return true;
    return t->kind == RC_TOKEN_WORD && ((t->flags & RC_TOKEN_UPPER) || t->span.end - t->span.beg >= 5);
}

static bool has_lower(const rc_scan *s, uint32_t i)
{
    return tok(s, i)->kind == RC_TOKEN_WORD && !(tok(s, i)->flags & RC_TOKEN_UPPER) &&
           tok(s, i)->span.end - tok(s, i)->span.beg >= 2;
}

/* ":)", ";-)", ":D" end what they comment on. */
static uint32_t pass_face(const rc_scan *s, uint32_t i, uint32_t end)
{
    if (i + 1 >= end || tok(s, i)->kind != RC_TOKEN_PUNCT || !is_mark(first_glyph(s, i), ":;")) return i;
    uint32_t mouth = i + 1;
    if (mouth + 1 < end && rc_scan_token_is(s, mouth, "-") && (tok(s, mouth)->flags & RC_TOKEN_GLUED)) mouth++;
    bool glued = tok(s, mouth)->flags & RC_TOKEN_GLUED;
    bool face = is_mark(first_glyph(s, mouth), ")(") || rc_scan_token_is(s, mouth, "D");
    return glued && face ? mouth + 1 : i;
}

/* A full stop at `stop`, what follows its closing signs at `next`: does the sentence end? */
static bool full_stop_ends(const rc_scan *s, uint32_t begin, uint32_t stop, uint32_t next, uint32_t end)
{
    if (is_item_number(s, begin, stop)) return false;
    uint32_t said = first_said(s, next, end);
    if (said == end) return true;
    rc_glyph g = first_glyph(s, said);
    bool lost_space = next == stop + 1 && (tok(s, next)->flags & RC_TOKEN_GLUED); /* "éclaté.Les talibans" */
    if (lost_space)
        return stop > begin && (has_lower(s, stop - 1) || tok(s, stop - 1)->kind == RC_TOKEN_CLOSE) &&
               g.kind != RC_GLYPH_LOWER;
    if (g.kind != RC_GLYPH_LOWER) return true;
    return stop > begin && next == stop + 1 && is_whole_word(s, stop - 1);
}

/* A question or exclamation mark. Before a word in lower case it ends nothing when it closes a quotation ("« Quoi ? »
 * dit-il") or belongs to a name ("Yahoo! said"). */
static bool mark_ends(const rc_scan *s, uint32_t begin, uint32_t stop, uint32_t next, uint32_t end)
{
    uint32_t said = first_said(s, next, end);
    if (said == end) return true;
    if (first_glyph(s, said).kind != RC_GLYPH_LOWER) return true;
    return stop > begin && next == said && !closes(s, next - 1) && !(tok(s, stop - 1)->flags & RC_TOKEN_CAPITAL) &&
           tok(s, stop - 1)->kind == RC_TOKEN_WORD;
}

static bool ellipsis_ends(const rc_scan *s, uint32_t begin, uint32_t next, uint32_t end)
{
    if (next == begin + 1) return false;
    uint32_t said = first_said(s, next, end);
    if (said == end) return true;
    rc_glyph g = first_glyph(s, said);
    return g.kind == RC_GLYPH_UPPER || g.kind == RC_GLYPH_LETTER;
}

/* A word that ends with a stop of its own: an abbreviation, an acronym or an initial. */
static bool abbreviation_ends(const rc_scan *s, uint32_t begin, uint32_t i, uint32_t next, uint32_t end)
{
    uint32_t said = first_said(s, next, end);
    if (said == end || !is_function_word(s, said)) return false;
    rc_str text = rc_scan_text(s, i);
    rc_abbreviation_end kind = rc_orthography_abbreviation(s->orthography, text);
    if (kind == RC_ABBREVIATION_NEVER || kind == RC_ABBREVIATION_NUMBER) return false;
    if (kind == RC_ABBREVIATION_MAY) return true;
    if (memchr(text.ptr, '-', text.len)) return false; /* "J.-Y. Le Drian" */
    rc_glyph letter = rc_glyph_at(text, 0);
    if (letter.bytes + 1u < text.len) return true; /* several letters */
    /* "J. Le Pen" against "le plan B. Le gouvernement": an initial stands at the beginning or after a capital. */
    if (i == begin) return false;
    const rc_token *before = tok(s, i - 1);
    return (before->kind == RC_TOKEN_WORD && !(before->flags & RC_TOKEN_CAPITAL)) || before->kind == RC_TOKEN_SYMBOL ||
           before->kind == RC_TOKEN_NUMBER;
}

/* After the end of a sentence, before `next`: a short note in brackets belongs to what it follows. */
static uint32_t pass_note(const rc_scan *s, uint32_t next, uint32_t end)
{
    while (next < end && rc_scan_token_is(s, next, "(")) {
        uint32_t i = next + 1;
        while (i < end && i - next <= NOTE_TOKENS && !rc_scan_token_is(s, i, ")") && !rc_scan_is_stop(s, i)) i++;
        if (i >= end || !rc_scan_token_is(s, i, ")")) return next;
        next = i + 1;
    }
    return next;
}

static bool ends_with_stop(const rc_scan *s, uint32_t i)
{
    return is_word(s, i) && s->text.ptr[tok(s, i)->span.end - 1] == '.';
}

/* Does the sentence that has a stop at `i` end? `*after` is where the next one begins, or where to look on. `tail`:
 * from here on nothing is said. */
static bool ends_at(const rc_scan *s, uint32_t begin, uint32_t i, uint32_t end, uint32_t tail, uint32_t *after)
{
    uint32_t next = i + 1;
    while (next < end && (rc_scan_is_stop(s, next) || closes(s, next))) next++;
    *after = next;
    uint32_t more = pass_face(s, next, end);
    if (more == next && next < end && tok(s, next)->kind == RC_TOKEN_PUNCT && is_mark(first_glyph(s, next), ",;:/"))
        return false;
    bool done;
    if (is_word(s, i))
        done = abbreviation_ends(s, begin, i, next, end);
    else if (is_ellipsis(s, i))
        done = ellipsis_ends(s, begin, next, end);
    else if (is_full_stop(s, i))
        done = full_stop_ends(s, begin, i, next, end);
    else
        done = mark_ends(s, begin, i, next, end);
    if (!done && more == next) return false;
    *after = pass_note(s, more, end);
    if (*after >= tail) *after = end;
    return true;
}

/* "first word": numbers before it count, unless they count the items of a list. */
static void mark_start(rc_scan *s, uint32_t begin, uint32_t end)
{
    for (uint32_t i = begin; i < end && i < begin + 8; i++) {
        rc_token *t = &s->tokens.ptr[i];
        if (t->kind == RC_TOKEN_NUMBER && !(i + 1 < end && tok(s, i + 1)->kind == RC_TOKEN_PUNCT)) return;
        if (t->kind == RC_TOKEN_WORD) {
            t->flags |= RC_TOKEN_STARTS;
            return;
        }
    }
}

static void add(rc_scan *s, uint32_t begin, uint32_t end)
{
    uint32_t number = (uint32_t)s->sentences.len;
    rc_sentence *sentence = RC_PUSH(s->arena, &s->sentences);
    *sentence = (rc_sentence){.first = begin,
                              .count = end - begin,
                              .span = {tok(s, begin)->span.beg, tok(s, end - 1)->span.end},
                              .block = (uint32_t)s->blocks.len};
    for (uint32_t i = begin; i < end; i++) s->tokens.ptr[i].sentence = number;
    mark_start(s, begin, end);
}

/* What may trail behind the last sentence of a line without being one. */
static bool says_nothing(const rc_scan *s, uint32_t i)
{
    return tok(s, i)->kind != RC_TOKEN_WORD && tok(s, i)->kind != RC_TOKEN_NUMBER;
}

/* ---- datelines: "KABUL, Sept 7 (Reuters) - ", "Genève, 12 décembre 2023 – ". What follows is a sentence whose grammar
 * has no place for them. */

static bool is_free_dash(const rc_scan *s, uint32_t i, uint32_t end)
{
    if (!rc_glyph_is_dash(first_glyph(s, i)) && !rc_scan_token_is(s, i, "--")) return false;
    return tok(s, i)->kind == RC_TOKEN_PUNCT && i + 1 < end && !(tok(s, i + 1)->flags & RC_TOKEN_GLUED);
}

static bool is_number(const rc_scan *s, uint32_t i)
{
    return tok(s, i)->kind == RC_TOKEN_NUMBER || first_glyph(s, i).kind == RC_GLYPH_DIGIT;
}

/* Names, numbers, and words in lower case that stand beside a number ("lundi 14 octobre"). */
static bool may_be_in_dateline(const rc_scan *s, uint32_t i, uint32_t end)
{
    const rc_token *t = tok(s, i);
    if (t->kind == RC_TOKEN_PUNCT) return is_mark(first_glyph(s, i), ",./()'-");
    if (is_number(s, i)) return true;
    if (t->kind != RC_TOKEN_WORD) return false;
    return (t->flags & RC_TOKEN_CAPITAL) || (i + 1 < end && is_number(s, i + 1)) || is_number(s, i - 1);
}

/* A sentence begins at `i`, not all in capitals. */
static bool begins_sentence(const rc_scan *s, uint32_t i, uint32_t end)
{
    i = first_said(s, i, end);
    if (i == end || !(is_number(s, i) || (tok(s, i)->flags & RC_TOKEN_CAPITAL))) return false;
    for (uint32_t n = 0; i < end && n < 6; i++, n++)
        if (is_word(s, i) && !(tok(s, i)->flags & RC_TOKEN_CAPITAL)) return true;
    return false;
}

/* The token behind the dash of the dateline that begins at `first`; `first` where there is none. */
static uint32_t pass_dateline(const rc_scan *s, uint32_t first, uint32_t end)
{
    if (!is_word(s, first) || !(tok(s, first)->flags & RC_TOKEN_CAPITAL)) return first;
    bool comma = false, date = false, agency = false;
    uint32_t i = first + 1;
    for (; i < end && i - first < DATELINE_TOKENS && !is_free_dash(s, i, end); i++) {
        if (!may_be_in_dateline(s, i, end)) return first;
        comma |= rc_scan_token_is(s, i, ",");
        date |= comma && is_number(s, i);
        agency |= rc_scan_token_is(s, i, ")");
    }
    if (i + 3 >= end || i - first >= DATELINE_TOKENS || !is_free_dash(s, i, end)) return first;
    bool bare =
        (tok(s, first)->flags & RC_TOKEN_UPPER) && i - first <= BARE_DATELINE_TOKENS && begins_sentence(s, i + 1, end);
    return date || agency || bare ? i + 1 : first;
}

void rc_scan_sentences(rc_scan *s, uint32_t first, uint32_t count)
{
    uint32_t end = first + count, tail = end;
    while (tail > first && says_nothing(s, tail - 1)) tail--;
    uint32_t begin = pass_dateline(s, first, end);
    if (begin > first) {
        add(s, first, begin);
        s->sentences.ptr[s->sentences.len - 1].dateline = true;
    }
    for (uint32_t i = begin; i < end;) {
        if (!rc_scan_is_stop(s, i) && !ends_with_stop(s, i)) {
            i++;
            continue;
        }
        if (ends_at(s, begin, i, end, tail, &i)) {
            add(s, begin, i);
            begin = i;
        }
    }
    if (begin < end) add(s, begin, end);
}
