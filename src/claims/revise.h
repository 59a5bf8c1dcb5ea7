/** The second reading, from inside: what a report names, and what a first look thinks of each candidate of each draft.
 */
#ifndef CLAIMS_REVISE_H
#define CLAIMS_REVISE_H

#include "claims/draft.h"

#include <stddef.h>

#define MOST_CANDIDATES 64

/** What the first look makes of every candidate for every draft, for the second look to compare. Scores of draft `n`
 * and candidate `i` stand at n * (number of candidates) + i; places and dates have one candidate more, the last, that
 * says: not told. */
typedef struct first_look {
    float *by, *against;              /**< log-odds, by party */
    float *place, *time, *type;       /**< scores; of times with all claims in view */
    float *place_p, *time_p, *type_p; /**< the same as probabilities */
    float *right;                     /**< log-odds, by draft */
    float **victim, **victim_p;       /**< by draft; of loss k and candidate i at k * n_victims + i */
} first_look;

typedef struct revision {
    const rc_reading *r;
    const rc_choices *choices; /**< NULL: weigh nothing, keep what the rules chose */
    const drafts *all;
    const decision_tap *tap;
    candidates parties, places, times;
    candidates victims;               /**< the parties, and who is always one of them: civilians, unknown */
    uint64_t near[MOST_CANDIDATES];   /**< by place: those within 50 km, one bit each */
    uint64_t inside[MOST_CANDIDATES]; /**< those of its country */
    first_look first;
} revision;

/** Begin a decision; its clues, which are many and written before they are read, are left as they are. */
static inline void begin_decision(decision *d, choice_kind kind, uint32_t claim, uint32_t number)
{
    memset(d, 0, offsetof(decision, clues));
    d->kind = kind;
    d->claim = claim;
    d->candidate = number;
    d->from = d->to = RC_DAY_NONE;
}

/** The days of time candidate `i`; of the last, which says that none is told, RC_DAY_NONE. */
static inline rc_told_time time_at(const revision *v, uint32_t i)
{
    if (i == v->times.n) return (rc_told_time){RC_DAY_NONE, RC_DAY_NONE};
    return (rc_told_time){v->times.ptr[i].from, v->times.ptr[i].to};
}

/** Fill the candidates of `v` from its reading. */
void gather_candidates(revision *v);

/** Score every candidate of every draft by itself; decisions go to the tap. Without choices all scores are 0. */
void look_first(revision *v);

/** Clues of the second look, all made of what the first thinks: how sure it is, of what else, and whether the rest of
 * the report agrees. `side`: 0 by, 1 against. */
void party_again(const revision *v, uint32_t draft, uint32_t party, int side, clues *out);
void victim_again(const revision *v, uint32_t draft, uint32_t loss, uint32_t victim, clues *out);
void place_again(const revision *v, uint32_t draft, uint32_t place, clues *out);
void time_again(const revision *v, uint32_t draft, uint32_t time, clues *out);
void type_again(const revision *v, uint32_t draft, uint32_t subtype, clues *out);
void right_again(const revision *v, uint32_t draft, clues *out);

/** A side by name: neither unknown nor civilians. */
bool is_named(rc_str party);

/** The grammar says that it was done to this candidate. */
void weigh_target(float *by, float *against, uint32_t party);

/** Whom a verb of violence is done to in its clause did not do it, and the other way round. */
void weigh_voice(const revision *v, const draft *draft, float *by, float *against);

/** An attack that is beaten off is its attackers' doing, whoever the subject is: settle the scores of those that
 * grammar names. */
void weigh_repelled(const revision *v, const rc_claim *told, float *by, float *against);

/** A side that denies that ground fell speaks of its own: it did not take it, it would have lost it. */
void weigh_denied_fall(const revision *v, const rc_claim *told, float *by, float *against);

/** Two sides that fight each other in the report do nothing together: of those likelier than `least` the doer by the
 * rules stays, else the likeliest, and the other is weighed as a target again. `lost`: scores of the side that each
 * party was not put on. */
void weigh_enemies(const revision *v, const rc_claim *told, float *by, float *against, const float *lost, float least);

/** Those who march are civilians where the subject of the march is a noun for people that names no side. */
void weigh_protesters(const revision *v, const draft *draft, float *by, float *against);

/** Where a deal is signed is no party to it: sides that the draft's sentence names only so. */
void weigh_whereabouts(const revision *v, const draft *draft, float *by, float *against);

/** Make what was chosen agree: who takes ground did it, an attack beaten off is its attackers' doing, those who agree
 * do it together. */
void settle_sides(const revision *v, rc_claim *claim);

/** Give a claim of a share of a town the share as a place at the town. */
void settle_shares(const revision *v, const draft *from, rc_claim *claim);

/** Fighters and prisoners whose side no word of their own tells are of the one that it was done to. */
void settle_open_losses(const revision *v, uint32_t draft, rc_claim *claim);

/** The same by the one side that whoever did it faces in the report's other claims; it is also whom he fights in a
 * battle that names no target. */
void settle_by_opponent(const revision *v, const bool *kept, rc_claim *revised);

/** The sort of event agrees with the sides and the place chosen. */
void settle_sort(const revision *v, uint32_t draft, rc_claim *claim);

/** A count of what was told before ("by 27 March that number had risen to 531") is of the days of what it counts; its
 * own date says when it was counted. `kept`: the drafts that are claims. */
void settle_recounts(const drafts *all, const bool *kept, rc_claim *revised);

/** What `explain` tells of a claim that is another than its draft, and by which clues. `right`: it stays a claim. */
void explain_revised(const revision *v, uint32_t draft, const rc_claim *claim, bool right);

#endif
