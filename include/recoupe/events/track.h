/** Track records of sources: what became of what they said. Shown to people; no estimate uses them. */
#ifndef RECOUPE_EVENTS_TRACK_H
#define RECOUPE_EVENTS_TRACK_H

#include "recoupe/events/event.h"
#include "recoupe/events/side.h"

/** What became of one source's words. A source is a name and a side, as reports give them. */
typedef struct rc_track {
    rc_str name, side;
    rc_source_kind kind;   /**< RC_SOURCE_OUTLET where an outlet speaks for itself */
    uint64_t claims;       /**< actual ones, in events */
    uint64_t reports;      /**< that carry them */
    uint64_t events;       /**< in which it asserts something */
    uint64_t corroborated; /**< of those: another origin asserts the same event and nothing it said is contradicted */
    uint64_t contradicted; /**< of those: another origin contradicts something it said */
    uint64_t later;        /**< of corroborated and contradicted: by a report that came after its own */
    uint64_t self_serving, against_interest, third_party; /**< counts, by whom they serve */
    uint64_t enemy_counts; /**< counts of enemy losses beside which a third party counts the same victims */
    double enemy_ratio;    /**< median of its count over the third party's; 0 without any */
} rc_track;

/** Records being gathered. */
typedef struct rc_tracks rc_tracks;

rc_tracks *rc_tracks_new(const rc_sides *sides, rc_arena *arena);

/** Take an event into account; `claims` and `reports` are what event->claims counts into, borrowed for the call. */
void rc_tracks_add(rc_tracks *tracks, const rc_event *event, const rc_join_claim *claims,
                   const rc_join_report *reports);

/** All records, most claims first, then by name. */
const rc_track *rc_tracks_list(rc_tracks *tracks, uint32_t *n);

#endif
