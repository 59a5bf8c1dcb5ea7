/* What the exports share. */
#ifndef RECOUPE_EXPORT_PRIVATE_H
#define RECOUPE_EXPORT_PRIVATE_H

#include "recoupe/export/export.h"

/* One kind of loss in an event: the range over its asserted claims, and whether somebody speaks against it. */
typedef struct rc_range {
    rc_effect effect;
    rc_str of;       /* empty: not said */
    double low;      /* least of the lows */
    double high;     /* greatest of the highs, or of the lows where some claim is open above */
    bool open_above; /* some claim says "at least" */
} rc_range;

/* Ranges of an event by effect and victims, in order of first mention; parts of totals are left out. */
rc_range *rc_export_ranges(const rc_stored_event *event, rc_arena *arena, uint32_t *n);

/* "Reuters says at least 40 Taliban killed; ..." and what contradicts what: notes for a person. */
rc_str rc_export_notes(const rc_stored_event *event, rc_arena *arena);

/* Distinct outlets of an event's reports, joined by "; ". */
rc_str rc_export_outlets(const rc_stored_event *event, rc_arena *arena);

/* Fatalities as ACLED counts them: for each side the least figure anybody gives, added up; where a total without
 * victims named is given too, the lower of the two. */
double rc_export_fatalities(const rc_stored_event *event, rc_arena *arena);

#endif
