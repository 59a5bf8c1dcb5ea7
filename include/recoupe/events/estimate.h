/** What the claims of one event come to: ranges of losses with the claims behind each end, and how far to believe it.
 * Every rule is in docs/METHOD.md. Nothing here is stored: it follows from the claims. */
#ifndef RECOUPE_EVENTS_ESTIMATE_H
#define RECOUPE_EVENTS_ESTIMATE_H

#include "recoupe/events/event.h"
#include "recoupe/events/side.h"

/** Whose way of making one range of many counts. */
typedef enum rc_way {
    RC_WAY_UCDP,   /**< low, best, high; best is the most reliable figure, the lower where that cannot be said */
    RC_WAY_ACLED,  /**< one figure, the most conservative */
    RC_WAY_AIRWARS /**< least to greatest of all that any source ever said */
} rc_way;

/** "ucdp", "acled", "airwars"; false when it is none of them. */
bool rc_way_of(rc_str name, rc_way *out);

/** One effect on one group of victims. Claims are positions in event->claims. */
typedef struct rc_estimate {
    rc_effect effect;
    rc_str of;                         /**< empty: not said */
    bool civilians;                    /**< non-combatants, so that they are never added to fighters */
    double low, best, high;            /**< people; where open_above, `high` is the greatest number said */
    bool has_low;                      /**< false: only "up to" was said, low is 0 */
    bool open_above;                   /**< somebody says that it is at least `high` */
    bool is_part;                      /**< every claim gives it as a part of a total */
    uint32_t low_by, best_by, high_by; /**< the claims that set the ends */
    uint32_t *claims, n_claims;        /**< all that count these victims, in the event's order */
    uint32_t n_origins;                /**< of those claims; copies add none */
    uint32_t n_superseded;             /**< claims that their own origin brought up to date, left out of the range */
} rc_estimate;

/** Estimates of an event in order of first mention. `claims` and `reports` are what event->claims counts into. */
rc_estimate *rc_estimates_make(const rc_event *event, const rc_join_claim *claims, const rc_join_report *reports,
                               const rc_sides *sides, rc_way way, rc_arena *arena, uint32_t *n);

/** How far the ends of the widest range lie apart: log2((high + 1) / (low + 1)) over all estimates, 0 for agreement. */
double rc_estimates_spread(const rc_estimate *estimates, uint32_t n);

/** Deaths of an event, added over victims; a total without victims named stands for those it is not less than. */
typedef struct rc_deaths {
    double low, best, high; /**< of all */
    double civilians, unknown;
    bool open_above; /**< there may be more than `high` */
    bool any;        /**< somebody counts deaths */
} rc_deaths;
rc_deaths rc_estimates_deaths(const rc_estimate *estimates, uint32_t n);

/** The digit that the Admiralty's scale would give the information, as far as claims alone can tell: 1 confirmed, 2
 * probably true, 3 possibly true, 4 doubtful, 5 improbable, 6 cannot be judged. A proposal to a person, nothing else
 * uses it. `why` is a phrase in English. */
int rc_event_credibility(const rc_event *event, const rc_join_claim *claims, const rc_sides *sides, const char **why);

/** Airwars' grade of the event: "Confirmed", "Fair", "Weak", "Contested", "Discounted". */
const char *rc_event_airwars_grade(const rc_event *event, const rc_join_claim *claims, const rc_sides *sides);

#endif
