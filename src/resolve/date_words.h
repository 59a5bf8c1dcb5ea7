/* Rows of dates.tsv and what the date grammar reads from the tokens, before any of it is a day. */
#ifndef RECOUPE_SRC_RESOLVE_DATE_WORDS_H
#define RECOUPE_SRC_RESOLVE_DATE_WORDS_H

#include "recoupe/resolve/date.h"
#include "resolve/date_feast.h"
#include "resolve/number_words.h"

typedef enum date_word {
    DATE_OTHER,
    DATE_MONTH,
    DATE_WEEKDAY,
    DATE_SEASON,
    DATE_OFFSET,  /* "yesterday", "la semaine dernière": a shift of units against the report */
    DATE_CONTEXT, /* "the next day": a shift against the date before it */
    DATE_UNIT,
    DATE_LAST,
    DATE_PAST, /* "past", "écoulées": only of periods */
    DATE_NEXT,
    DATE_THIS,
    DATE_AGO,
    DATE_SHIFT, /* "later", "plus tôt" */
    DATE_SINCE,
    DATE_UNTIL,
    DATE_BEFORE,
    DATE_FROM,
    DATE_TO,
    DATE_BETWEEN,
    DATE_AND,
    DATE_PART, /* "early", "fin": a part of the span that follows */
    DATE_DAYPART,
    DATE_NIGHT, /* "dans la nuit de": two days may follow */
    DATE_ON,    /* a preposition or article before a date */
    DATE_OF,
    DATE_WEEK_OF,
    DATE_WITHIN,  /* "in", "en" before a number of hours */
    DATE_HALF,    /* "and a half" after an amount */
    DATE_QUARTER, /* "third quarter"; `from` 1 to 4, or 0: `to` quarters from the one under way or named before */
    DATE_DECADE,  /* "the nineties" (`from` 1990), or a word before a decade ("les années" 1990) */
    DATE_CENTURY,
    DATE_FEAST,    /* `from`..`to` of `calendar` */
    DATE_FOREIGN,  /* a month of `calendar` */
    DATE_AHEAD_OF, /* "dans" before an amount: so long from now */
    DATE_BY,       /* "by": the date behind it may lie ahead */
    DATE_AHEAD,    /* "will", "prévu": the date by it lies ahead */
    DATE_REF,      /* "now", "recently": a time without limits; `from` -1 past, 0 present, 1 future */
    DATE_CLOSE,    /* "by", "as of": what is told had come about by the date behind it */
    DATE_START,    /* "began", "a débuté": what is told goes on from the date behind it */
    DATE_NONE      /* a phrase that is no date ("may have") */
} date_word;

enum {
    DATE_FLAG_CUE = 1,
    DATE_FLAG_CAPITAL = 2,
    DATE_FLAG_DAY_AFTER = 4,
    DATE_FLAG_PERIOD = 8,
    DATE_FLAG_ALONE = 16,
    DATE_FLAG_ABBR = 32,
    DATE_FLAG_BEGIN = 64,
    DATE_FLAG_EVE = 128,
    DATE_FLAG_AFTER = 256,
    DATE_FLAG_END = 1024,
    DATE_FLAG_LATEST = 512 /* of a quarter: the one named last, else the last that is over */
};

typedef enum time_unit { UNIT_HOUR, UNIT_DAY, UNIT_WEEKEND, UNIT_WEEK, UNIT_MONTH, UNIT_SEASON, UNIT_YEAR } time_unit;

typedef struct date_row {
    date_word kind;
    time_unit unit;
    int from, to;
    unsigned flags;
    feast_calendar calendar;
} date_row;

struct rc_date_rules {
    rc_number_rules *numbers;
    int dates, cues, clauses;
    date_row *rows;
    rc_map lower, fold; /* one-word rows: row + 1 */
};

typedef struct date_reader {
    const rc_date_rules *rules;
    number_reader numbers;
    const rc_document *doc;
    const rc_hits *hits;
    const uint64_t *kinds; /* by token: bit k says that a row of kind k may begin there */
} date_reader;

typedef enum point_type {
    POINT_DAY,    /* day, month, perhaps year and weekday */
    POINT_NUMBER, /* a day of a month that the other end of a range names */
    POINT_MONTH,
    POINT_YEAR,
    POINT_WEEKDAY,
    POINT_SEASON,
    POINT_OFFSET,  /* `low`..`high` of `unit` against the report */
    POINT_PERIOD,  /* the last `high` of `unit` */
    POINT_AGO,     /* `low`..`high` of `unit` ago */
    POINT_QUARTER, /* the quarter `low` of a year, or `shift` quarters on */
    POINT_DECADE,  /* ten years from `year` */
    POINT_CENTURY, /* a hundred years from `year` */
    POINT_NTH,     /* the `nth` (-1: the last) weekday, week, weekend or day of a month */
    POINT_FEAST,   /* days `low`..`high` of `calendar`; in its own year `nth` where that is not 0 */
    POINT_CONTEXT  /* `low`..`high` of `unit` against the date before */
} point_type;

/* A date as written. Year, month, day 0 and weekday -1 where it does not say. */
typedef struct date_point {
    uint32_t first, end;
    point_type type;
    int year, month, day, weekday, season;
    int nth;
    feast_calendar calendar;
    int shift; /* -1 "last", +1 "next" */
    bool is_shifted, is_vague;
    bool is_swappable;   /* of digits: month first would be a day too */
    bool is_after_last;  /* of a shift: from the date before it ("le mardi suivant") */
    int day_shift;       /* "the day after 3 May": days from the date */
    bool has_week;       /* of a weekday: of the week `low` weeks on ("Monday last week") */
    bool has_year_shift; /* "July last year": `year_shift` against the report's year */
    int year_shift;
    int part_from, part_to; /* percent; 0, 0: the whole */
    time_unit unit;
    int low, high;
    unsigned flags; /* of the row it was made from */
} date_point;

typedef enum range_type { RANGE_POINT, RANGE_SPAN, RANGE_SINCE, RANGE_UNTIL, RANGE_BEFORE } range_type;

/* What stands at one place of the text: a point, or a range of two, or an open one. */
typedef struct date_item {
    uint32_t first, end;
    range_type type;
    date_point a, b;
} date_item;

/* The `kinds` of a reader; most tokens begin no row, and the grammar asks for each kind at each token. */
const uint64_t *date_kinds(const date_reader *r, rc_arena *arena);

/* The row of `kind` whose phrase begins at `token`, or NULL. */
const date_row *date_row_at(const date_reader *r, uint32_t token, date_word kind, uint32_t *count);

/* The row of `kind` that a part of a hyphenated word is ("mi-mars"). */
const date_row *date_row_of(const date_reader *r, rc_str word, date_word kind);

/* Read one date at `token`. `cued`: a word before it says that a date follows. */
bool date_point_at(const date_reader *r, uint32_t token, bool cued, date_point *out);

/* date_numeric.c: digits alone ("2021-09-01", "01/09/2021"), a day of the month, a year. */
bool date_numeric_at(const date_reader *r, uint32_t token, date_point *out);
bool date_day_at(const date_reader *r, uint32_t token, int *day, uint32_t *count);
bool date_year_at(const date_reader *r, uint32_t token, int *year);

/* date_relative.c: "three days ago", "the past week", "two days later". */
bool date_relative_at(const date_reader *r, uint32_t token, date_point *out);

/* date_calendar.c: quarters, decades, centuries, "the first Friday of May", feasts, months of other calendars. */
bool date_calendar_at(const date_reader *r, uint32_t token, date_point *out);

/* date_range.c: the point or range that begins at `token`. */
bool date_item_at(const date_reader *r, uint32_t token, date_item *out);

/* date_ahead.c: the sentence looks on to the date; "by", "until" before it, so that it may lie ahead. */
bool date_looks_ahead(const date_reader *r, const date_item *item);
bool date_leans_ahead(const date_reader *r, const date_item *item);

typedef RC_VEC(date_item) date_items;

/* date_ahead.c: a word of beginning stands right before the date. */
bool date_opens(const date_reader *r, const date_item *item);
bool date_closes(const date_reader *r, const date_item *item);

/* date_resolve.c: items to days. */
rc_timexes date_resolve(const date_reader *r, const date_items *items, const rc_date_scope *scope, rc_arena *arena);

static inline bool date_same_sentence(const date_reader *r, uint32_t a, uint32_t b)
{
    return a < r->doc->n_tokens && b < r->doc->n_tokens && r->doc->tokens[a].sentence == r->doc->tokens[b].sentence;
}

static inline bool date_is_sign(const date_reader *r, uint32_t t, char sign)
{
    if (t >= r->doc->n_tokens) return false;
    rc_str text = r->doc->tokens[t].lower;
    return text.len == 1 && text.ptr[0] == sign;
}

#endif
