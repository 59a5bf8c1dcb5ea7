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
    RC_GRAIN_SEASON,
    RC_GRAIN_YEAR,
    RC_GRAIN_SPAN /**< from one day to another, as the text says */
} rc_granularity;

typedef enum rc_timex_kind {
    RC_TIMEX_ABSOLUTE, /**< "1er septembre 2021", "in March 2022", and partial dates ("24 March") */
    RC_TIMEX_RELATIVE, /**< "mercredi", "hier", "last week": against the report's date */
    RC_TIMEX_CONTEXT,  /**< "the next day", "le lendemain": against the date named before it */
    RC_TIMEX_PERIOD    /**< "depuis avril", "in the past four days", "between 9 and 10 March" */
} rc_timex_kind;

typedef struct rc_timex {
    uint32_t first, count; /**< tokens, preposition included where it bears on the meaning ("since") */
    rc_day from, to;       /**< both inclusive; `from` RC_DAY_NONE when only the end is known ("before May") */
    rc_granularity grain;
    rc_timex_kind kind;
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

#endif
