/* The time that a title names: the narrowest date in it, and the years that stand in it without a word before them. */
#include "resolve/date_words.h"

#define EARLIEST_YEAR 1900

static const rc_told_time nothing = {RC_DAY_NONE, RC_DAY_NONE};

static int year_at(rc_str s, size_t at)
{
    int value = 0;
    if (at + 4 > s.len || (at > 0 && s.ptr[at - 1] >= '0' && s.ptr[at - 1] <= '9')) return 0;
    for (size_t i = at; i < at + 4; i++) {
        if (s.ptr[i] < '0' || s.ptr[i] > '9') return 0;
        value = value * 10 + (s.ptr[i] - '0');
    }
    bool goes_on = at + 4 < s.len && s.ptr[at + 4] >= '0' && s.ptr[at + 4] <= '9';
    return goes_on || value < EARLIEST_YEAR ? 0 : value;
}

/* "2016-2017", also with a dash of three bytes: where the second year begins; 0 where no second year follows. */
static size_t second_year(rc_str s, size_t first)
{
    size_t at = first + 4;
    if (at < s.len && s.ptr[at] == '-') return year_at(s, at + 1) ? at + 1 : 0;
    bool dash = at + 3 <= s.len && memcmp(s.ptr + at, "\xe2\x80", 2) == 0;
    return dash && year_at(s, at + 3) ? at + 3 : 0;
}

static bool is_narrower(rc_told_time a, rc_told_time b)
{
    return b.from == RC_DAY_NONE || a.to - a.from <= b.to - b.from;
}

/* Years in digits, whatever stands before them; the narrowest, of equal ones the last. */
static rc_told_time years_of(rc_str title)
{
    rc_told_time best = nothing;
    for (size_t i = 0; i + 4 <= title.len; i++) {
        int from = year_at(title, i);
        if (!from) continue;
        size_t second = second_year(title, i);
        int to = second ? year_at(title, second) : from;
        if (second) i = second + 3;
        if (to < from) continue;
        rc_told_time span = {rc_day_of(from, 1, 1), rc_day_of(to, 12, 31)};
        if (is_narrower(span, best)) best = span;
    }
    return best;
}

/* "27 January 2023-present": only the beginning. */
static bool is_open(const rc_document *doc, const rc_timex *t)
{
    uint32_t next = t->first + t->count;
    if (next >= doc->n_tokens) return false;
    rc_str sign = doc->tokens[next].lower;
    return rc_str_is(sign, "-") || rc_str_is(sign, "\xe2\x80\x93") || rc_str_is(sign, "\xe2\x80\x94");
}

/* "Siege of Sarajevo": the days of a war or battle that wars.tsv knows; of several the shortest. */
static rc_told_time time_of_war(const rc_lexicon *lexicon, const rc_hits *hits)
{
    int list = rc_lexicon_list(lexicon, "wars");
    rc_told_time best = nothing;
    for (uint32_t i = 0; i < hits->n; i++) {
        if (list < 0 || hits->ptr[i].list != list) continue;
        rc_told_time span = {rc_day_parse(rc_lexicon_cell(lexicon, list, hits->ptr[i].row, "from")),
                             rc_day_parse(rc_lexicon_cell(lexicon, list, hits->ptr[i].row, "to"))};
        if (span.from != RC_DAY_NONE && span.to != RC_DAY_NONE && is_narrower(span, best)) best = span;
    }
    return best;
}

rc_told_time rc_title_time(const rc_date_rules *rules, rc_str title, rc_day published, rc_arena *arena)
{
    rc_told_time best = years_of(title), years = best;
    const rc_lexicon *lexicon = rules->numbers->lexicon;
    const rc_document *doc = rc_document_new(rc_lexicon_orthography(lexicon), title, arena);
    rc_hits hits = rc_lexicon_match(lexicon, doc, arena);
    if (years.from == RC_DAY_NONE) best = years = time_of_war(lexicon, &hits);
    rc_timexes found = rc_dates_find(rules, doc, &hits, years.to, arena);
    for (uint32_t i = 0; i < found.n; i++) {
        const rc_timex *t = &found.ptr[i];
        rc_told_time span = {t->from, t->to};
        bool dated = t->kind == RC_TIMEX_ABSOLUTE || (t->kind == RC_TIMEX_PERIOD && t->from != RC_DAY_NONE);
        bool inside = years.from == RC_DAY_NONE || (t->from >= years.from && t->to <= years.to);
        if (dated && t->from != RC_DAY_NONE && inside && is_narrower(span, best) && !is_open(doc, t)) best = span;
    }
    bool over = best.from != RC_DAY_NONE && (published == RC_DAY_NONE || best.to < published);
    return over ? best : nothing;
}
