/* What two claims of one event cannot both say. Each finder looks at one kind; docs/METHOD.md gives the rules. */
#ifndef RECOUPE_EVENTS_CONTRADICT_H
#define RECOUPE_EVENTS_CONTRADICT_H

#include "recoupe/events/event.h"
#include "recoupe/events/side.h"

/* A claim as far as contradicting goes. */
typedef struct rc_stand {
    const rc_claim *claim;
    rc_str who, lang; /* who says it; the language of the report, or empty */
    rc_day from, to;  /* of the claim, else the day of its report */
    bool is_dated;    /* by the claim */
    bool is_running;  /* a total or a state over many days */
} rc_stand;

rc_stand rc_stand_of(const rc_claim *claim, const rc_join_report *report);

/* What clashes; of losses and ground the pair that does. */
typedef struct rc_clash {
    rc_contradiction_kind kind;
    const rc_loss *loss_a, *loss_b;
    const rc_control *ground_a, *ground_b;
    double km;
} rc_clash;

#define RC_CLASH_KINDS 7

/* All kinds in which `a` and `b` clash, at most one of each; how many. */
uint32_t rc_clashes_find(const rc_stand *a, const rc_stand *b, const rc_sides *sides, rc_arena *arena,
                         rc_clash out[RC_CLASH_KINDS]);

bool rc_clash_of_counts(const rc_stand *a, const rc_stand *b, rc_clash *out);
bool rc_clash_of_victims(const rc_stand *a, const rc_stand *b, rc_clash *out);
bool rc_clash_of_denial(const rc_stand *a, const rc_stand *b, const rc_sides *sides, rc_arena *arena, rc_clash *out);
bool rc_clash_of_doers(const rc_stand *a, const rc_stand *b, const rc_sides *sides, rc_clash *out);
bool rc_clash_of_ground(const rc_stand *a, const rc_stand *b, const rc_sides *sides, rc_arena *arena, rc_clash *out);
bool rc_clash_of_days(const rc_stand *a, const rc_stand *b, rc_clash *out);
bool rc_clash_of_places(const rc_stand *a, const rc_stand *b, rc_clash *out);

/* A sentence that says who differs on what. */
rc_str rc_clash_say(const rc_clash *clash, const rc_stand *a, const rc_stand *b, const rc_sides *sides, rc_str lang,
                    rc_arena *arena);

/* ---- shared by the finders */

bool rc_losses_comparable(const rc_loss *a, const rc_loss *b);

/* Both speak of one ground: of one name, one the whole of which the other is part, or shares of one town. */
bool rc_same_ground(const rc_stand *a, rc_str ground_a, const rc_stand *b, rc_str ground_b, rc_arena *arena);

#endif
