/* What is known of a text while its dates become days. */
#ifndef RECOUPE_SRC_RESOLVE_DATE_RESOLVER_H
#define RECOUPE_SRC_RESOLVE_DATE_RESOLVER_H

#include "resolve/date_span.h"

typedef struct resolver {
    const date_reader *r;
    const date_items *items;
    rc_day published;          /* of a story, the end of the time it tells of, where that is known */
    rc_told_time told;         /* of a story, by its title */
    rc_day earliest;           /* where the report has a month or year only, its first day; else RC_DAY_NONE */
    rc_day anchor;             /* of the place in the text: the report's, its dateline's, or an embedded post's */
    rc_day *post_days;         /* by post */
    bool is_story, tells_days; /* tells_days: it has days without a year */
    bool is_dateline;
    bool is_ahead; /* the sentence says that the date lies ahead */
    bool leans_ahead;
    bool is_alone;    /* the date is the whole text: a question, not a report */
    day_span quarter; /* the quarter named last */
    int story_year;
    int told_year; /* of the last date at all; 0 before the first */
    day_span last; /* the last date of a few days */
} resolver;

#define STORY_GAP_DAYS 60 /* days that lie so far before the report are not near it */

/* date_genre.c: whether the text is a story, of which time, and the day that it is reckoned from. */
void date_find_genre(resolver *rs);

/* A story is not told of a year to come, nor of one that its title leaves out ("the 2010 Convention"). */
bool date_is_told(const resolver *rs, int year);

/* "overnight", "during the night": of the report's night, or of the day told last. */
bool date_is_night(const date_point *p);

/* Whether a date speaks from the day the report was made. */
bool date_is_deictic(const date_point *p);

/* The first day of a date in a year; RC_DAY_NONE when it has none. */
rc_day date_first_day(const date_point *p, int year);

/* The latest year in which the date lies at or before the anchor, the first in which it lies at or after it; 0: none.
 */
int date_past_year(const date_point *p, rc_day anchor);
int date_coming_year(const date_point *p, rc_day anchor);

/* The year a date is of: its own, or the one the text and its direction give; 0: unknown. */
int date_year_of(const resolver *rs, const date_point *p);

#endif
