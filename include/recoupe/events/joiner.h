/** Joining claims as they come in: each report finds what it belongs to through an index, and only the events that it
 * could touch are made anew. The events are those that rc_events_join makes of the same claims at once, in whatever
 * order the reports come (docs/METHOD.md). Copies of reports are found by rc_events_join alone. */
#ifndef RECOUPE_EVENTS_JOINER_H
#define RECOUPE_EVENTS_JOINER_H

#include "recoupe/events/event.h"

typedef struct rc_joiner rc_joiner;

/** `options` (NULL: nothing is known) are borrowed until the end. */
rc_status rc_joiner_new(rc_joiner **out, const rc_join_options *options, rc_error *err);
void rc_joiner_free(rc_joiner *joiner);

/** Add a report with its claims, all borrowed until the end; `claims[i].report` is not looked at. Only `actual` claims
 * count, numbered from 0 in the order in which they come. */
rc_status rc_joiner_add(rc_joiner *joiner, const rc_join_report *report, const rc_join_claim *claims, uint32_t n,
                        rc_error *err);

uint32_t rc_joiner_count(const rc_joiner *joiner);

/** The first claim, by report date and id, of the event that a claim is in: two claims of one event have the same. */
uint32_t rc_joiner_event_of(const rc_joiner *joiner, uint32_t claim);

#endif
