#include "recoupe/resolve/report_date.h"

#include "resolve/date_words.h"

#define EARLIEST_YEAR 1900
#define LATEST_YEAR 2100
#define DATELINE_TOKENS 16 /* a dateline ends before them */
#define DATELINE_DASH 5    /* and its dash stands so near behind the date */
#define SLIP_DAYS 2        /* time zones, and papers dated to the morrow */

static int digits_at(rc_str s, size_t at, size_t n)
{
    int value = 0;
    for (size_t i = at; i < at + n; i++) {
        if (i >= s.len || s.ptr[i] < '0' || s.ptr[i] > '9') return -1;
        value = value * 10 + (s.ptr[i] - '0');
    }
    return value;
}

static rc_report_date one_day(rc_day day, rc_dated_by by)
{
    return (rc_report_date){day, day, day == RC_DAY_NONE ? RC_DATED_NONE : by};
}

static rc_report_date no_date(void)
{
    return one_day(RC_DAY_NONE, RC_DATED_NONE);
}

static rc_report_date whole_month(int year, int month, rc_dated_by by)
{
    rc_day from = rc_day_of(year, month, 1);
    if (from == RC_DAY_NONE) return no_date();
    return (rc_report_date){from, rc_day_of(year, month, rc_days_in_month(year, month)), by};
}

/* ---- the field */

static rc_report_date from_field(rc_str published)
{
    rc_day day = rc_day_parse(published);
    int year = digits_at(published, 0, 4), month = digits_at(published, 5, 2);
    if (day != RC_DAY_NONE) return one_day(day, RC_DATED_FIELD);
    if (year < 1) return no_date();
    if (published.len == 7 && month > 0) return whole_month(year, month, RC_DATED_FIELD);
    if (published.len != 4) return no_date();
    return (rc_report_date){rc_day_of(year, 1, 1), rc_day_of(year, 12, 31), RC_DATED_FIELD};
}

/* ---- the address */

static bool is_separator(rc_str url, size_t at)
{
    return at < url.len && (url.ptr[at] == '/' || url.ptr[at] == '-' || url.ptr[at] == '_');
}

static bool ends_number(rc_str url, size_t at)
{
    return digits_at(url, at, 1) < 0;
}

/* "/2021/09/03/", "2021-09-03", "/20210903": at `at`, which is the first digit of the year. */
static rc_report_date url_date_at(rc_str url, size_t at)
{
    int year = digits_at(url, at, 4);
    if (year < EARLIEST_YEAR || year > LATEST_YEAR) return no_date();
    bool apart = is_separator(url, at + 4);
    size_t month_at = at + 4 + apart;
    int month = digits_at(url, month_at, 2);
    if (month < 1 || month > 12) return no_date();
    size_t day_at = month_at + 2 + apart;
    int day = apart && !is_separator(url, month_at + 2) ? -1 : digits_at(url, day_at, 2);
    rc_day found = day > 0 && ends_number(url, day_at + 2) ? rc_day_of(year, month, day) : RC_DAY_NONE;
    if (found != RC_DAY_NONE) return one_day(found, RC_DATED_URL);
    bool month_only =
        apart && url.ptr[at + 4] == '/' && is_separator(url, month_at + 2) && url.ptr[month_at + 2] == '/';
    return month_only ? whole_month(year, month, RC_DATED_URL) : no_date();
}

static rc_report_date from_url(rc_str url)
{
    rc_report_date best = no_date();
    for (size_t i = 1; i + 6 <= url.len; i++) {
        if (digits_at(url, i - 1, 1) >= 0 || digits_at(url, i, 1) < 0 || !is_separator(url, i - 1)) continue;
        rc_report_date found = url_date_at(url, i);
        if (found.from != RC_DAY_NONE && found.from == found.to) return found;
        if (best.by == RC_DATED_NONE) best = found;
    }
    return best;
}

/* ---- the text and the title */

static bool is_full_day(const rc_timex *t)
{
    return t->kind == RC_TIMEX_ABSOLUTE && t->grain == RC_GRAIN_DAY && t->from == t->to && t->anchor == RC_DAY_NONE;
}

static bool dash_follows(const rc_document *doc, uint32_t end)
{
    for (uint32_t t = end; t < doc->n_tokens && t < end + DATELINE_DASH; t++) {
        rc_str text = doc->tokens[t].lower;
        if (rc_str_is(text, "-") || rc_str_is(text, "–") || rc_str_is(text, "—") || rc_str_is(text, "_")) return true;
    }
    return false;
}

static rc_report_date from_dateline(const rc_date_rules *rules, const rc_document *doc, const rc_hits *hits,
                                    rc_arena *arena)
{
    rc_timexes found = rc_dates_find(rules, doc, hits, RC_DAY_NONE, arena);
    const rc_timex *t = found.n ? &found.ptr[0] : NULL;
    bool placed = t && is_full_day(t) && t->first < DATELINE_TOKENS;
    if (!placed || !(t->first == 0 || dash_follows(doc, t->first + t->count))) return no_date();
    return one_day(t->from, RC_DATED_DATELINE);
}

static rc_report_date from_title(const rc_date_rules *rules, rc_str title, rc_arena *arena)
{
    const rc_lexicon *lexicon = rules->numbers->lexicon;
    const rc_document *doc = rc_document_new(rc_lexicon_orthography(lexicon), title, arena);
    rc_hits hits = rc_lexicon_match(lexicon, doc, arena);
    rc_timexes found = rc_dates_find(rules, doc, &hits, RC_DAY_NONE, arena);
    for (uint32_t i = 0; i < found.n; i++)
        if (is_full_day(&found.ptr[i])) return one_day(found.ptr[i].from, RC_DATED_TITLE);
    return no_date();
}

/* ---- the choice */

static bool is_day_in(const rc_report_date *day, const rc_report_date *span)
{
    return day->from != RC_DAY_NONE && day->from == day->to && day->from >= span->from && day->to <= span->to;
}

rc_report_date rc_report_date_find(const rc_date_rules *rules, const rc_report *report, const rc_document *doc,
                                   const rc_hits *hits, rc_arena *arena)
{
    rc_report_date field = from_field(report->published), url = from_url(report->url);
    bool url_day = url.from != RC_DAY_NONE && url.from == url.to;
    rc_report_date dateline = from_dateline(rules, doc, hits, arena);
    if (field.from != RC_DAY_NONE && field.from == field.to) {
        if (url_day && url.from < field.from - SLIP_DAYS) return url;
        /* no report is out before the day that its own dateline gives: the field was filled by a machine */
        return dateline.from != RC_DAY_NONE && dateline.from > field.from + SLIP_DAYS ? dateline : field;
    }
    rc_report_date others[] = {url, dateline, from_title(rules, report->title, arena)};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        bool holds = field.from == RC_DAY_NONE ? others[i].from != RC_DAY_NONE && others[i].from == others[i].to
                                               : is_day_in(&others[i], &field);
        if (holds) return others[i];
    }
    return field.from != RC_DAY_NONE ? field : url;
}

const char *rc_dated_by_name(rc_dated_by by)
{
    static const char *const names[] = {"none", "field", "url", "title", "dateline"};
    return names[by];
}
