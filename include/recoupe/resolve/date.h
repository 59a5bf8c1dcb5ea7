/** Dates in a text, resolved against the report's date, towards the past. */
#ifndef RECOUPE_RESOLVE_DATE_H
#define RECOUPE_RESOLVE_DATE_H

#include "recoupe/base/day.h"
#include "recoupe/language/lexicon.h"

typedef enum rc_granularity {
    RC_GRAIN_DAY,
    RC_GRAIN_WEEKEND,
    RC_GRAIN_WEEK,
    RC_GRAIN_MONTH,
    RC_GRAIN_QUARTER,
    RC_GRAIN_SEASON,
    RC_GRAIN_YEAR,
    RC_GRAIN_DECADE,
    RC_GRAIN_CENTURY,
    RC_GRAIN_SPAN /**< from one day to another, as the text says */
} rc_granularity;

typedef enum rc_timex_kind {
    RC_TIMEX_ABSOLUTE, /**< "1er septembre 2021", "in March 2022", and partial dates ("24 March") */
    RC_TIMEX_RELATIVE, /**< "mercredi", "hier", "last week": against the report's date */
    RC_TIMEX_CONTEXT,  /**< "the next day", "le lendemain": against the date named before it */
    RC_TIMEX_PERIOD,   /**< "depuis avril", "in the past four days", "between 9 and 10 March" */
    RC_TIMEX_REFERENCE /**< "now", "récemment": a time without limits; only from rc_date_references_find() */
} rc_timex_kind;

#define RC_TIMEX_VALUE_BYTES 24

typedef struct rc_timex {
    uint32_t first, count; /**< tokens, preposition included where it bears on the meaning ("since") */
    rc_day from, to;       /**< both inclusive; `from` RC_DAY_NONE when only the end is known ("before May") */
    rc_granularity grain;
    rc_timex_kind kind;
    rc_day anchor; /**< the day it was reckoned from; RC_DAY_NONE where the words say all ("3 May 2021") */
    int direction; /**< from the anchor: -1 back, +1 on, 0 neither (the day itself, or no anchor) */
    bool opens;    /**< what is told began then and may go on ("clashes that started Tuesday") */
    bool closes;   /**< what is told had come about by then ("by 6 March", "as of Tuesday") */
    bool approx;   /**< reckoned by a calendar of rules that observation may move by a day ("Ramadan") */
    rc_day other_from, other_to;      /**< the other reading where there are two ("03/04/2021"); RC_DAY_NONE: none */
    char value[RC_TIMEX_VALUE_BYTES]; /**< of what is named, as a TIMEX3 value ("2021-W35", "2021-SU", "199"); empty
                                         where TIMEX3 has none. "since April" has the value of April */
} rc_timex;

typedef struct rc_timexes {
    rc_timex *ptr;
    uint32_t n;
} rc_timexes;

typedef struct rc_date_rules rc_date_rules;
rc_status rc_date_rules_load(rc_date_rules **out, const rc_lexicon *lexicon, rc_arena *arena, rc_error *err);

/** All dates of the document in order, not overlapping. `published` may be RC_DAY_NONE: relative dates are then left
 * out. A partial date takes the year that puts it at or before `published`, or that of a full date beside it. */
rc_timexes rc_dates_find(const rc_date_rules *rules, const rc_document *doc, const rc_hits *hits, rc_day published,
                         rc_arena *arena);

/** The time that a title says its text tells of: "Battle of X (2016-2017)", "... - section: March 2017". */
typedef struct rc_told_time {
    rc_day from, to; /**< both inclusive; RC_DAY_NONE: it says none, or one that is not over when it was published */
} rc_told_time;

rc_told_time rc_title_time(const rc_date_rules *rules, rc_str title, rc_day published, rc_arena *arena);

/** The time that a text was written in and, by its title, tells of. */
typedef struct rc_date_scope {
    rc_day from, to; /**< of the report: one day, or a month or year where nothing says more; RC_DAY_NONE */
    rc_told_time told;
} rc_date_scope;

/** As rc_dates_find. An account of days long past ("Battle of X (2016)") is not reckoned from the day it was last
 * changed: its dates lie in the time of its title. "On Monday" of a report that has a month only is in that month. */
rc_timexes rc_dates_find_in(const rc_date_rules *rules, const rc_document *doc, const rc_hits *hits,
                            const rc_date_scope *scope, rc_arena *arena);

/** Words for a time without limits: value PAST_REF, PRESENT_REF or FUTURE_REF; both days RC_DAY_NONE. */
rc_timexes rc_date_references_find(const rc_date_rules *rules, const rc_document *doc, const rc_hits *hits,
                                   rc_arena *arena);

/** "day", "weekend", ... "span"; "absolute", ... "reference". */
const char *rc_granularity_name(rc_granularity grain);
const char *rc_timex_kind_name(rc_timex_kind kind);

#endif
