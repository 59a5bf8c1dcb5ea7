/* What the exports share. */
#ifndef RECOUPE_EXPORT_PRIVATE_H
#define RECOUPE_EXPORT_PRIVATE_H

#include "recoupe/events/estimate.h"
#include "recoupe/export/export.h"

/* "Reuters: at least 40 Taliban killed. ..." and what contradicts what: notes for a person. */
rc_str rc_export_notes(const rc_stored_event *event, const rc_sides *sides, rc_arena *arena);

/* Distinct outlets of an event's reports, joined by "; ". */
rc_str rc_export_outlets(const rc_stored_event *event, rc_arena *arena);

/* The event's estimates, and its deaths, made in one way. */
rc_estimate *rc_export_estimates(const rc_stored_event *event, const rc_sides *sides, rc_way way, rc_arena *arena,
                                 uint32_t *n);
rc_deaths rc_export_deaths(const rc_stored_event *event, const rc_sides *sides, rc_way way, rc_arena *arena);

#endif
