/* The part of a ledger that is joined: free claims, the events they may belong to, and all these hang together with. */
#ifndef RECOUPE_LEDGER_JOIN_PART_H
#define RECOUPE_LEDGER_JOIN_PART_H

#include "ledger/join.h"

typedef struct rc_join_event {
    int64_t no;
    size_t at;              /* in the part's list */
    rc_hand_claims members; /* in order; those that count no more are left out */
    bool is_lost;           /* a claim was taken out of it, or out of what it depends on */
    bool moves;             /* some claim left it, or it lost one, behind `place` */
    bool waits;             /* a copy in it comes before what it repeats */
    bool is_kept;           /* it goes on with other claims, under its number */
    rc_join_place place;
} rc_join_event;

typedef struct rc_join_part {
    rc_joins *j;
    rc_arena *arena;
    uint32_t round;
    RC_VEC(rc_join_event *) events;
    rc_numbers event_of; /* by their numbers */
    rc_hand_claims queue;
    RC_VEC(rc_join_at_hand *) reports;
    RC_VEC(rc_part_link) links;
    rc_part inner;
    rc_hand_claim *claims; /* of the part, by their numbers */
    uint32_t *first_of;    /* first claim of each group */
} rc_join_part;

/* The event of the part that a claim was in; NULL: none. */
rc_join_event *rc_join_event_of(rc_join_part *part, rc_hand_claim claim);

/* The number of a claim in the part. */
uint32_t rc_join_number_of(rc_hand_claim claim);

/* Gather the part, number it, and group its claims. */
rc_status rc_join_part_group(rc_join_part *part, rc_error *err);

/* Write the events that the groups make other than they were. */
rc_status rc_join_part_write(rc_join_part *part, rc_error *err);

#endif
