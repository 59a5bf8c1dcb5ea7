/** Ground as a text names it: "the village of Halawa", "four villages", "the hospital", names that no gazetteer holds.
 */
#ifndef CLAIMS_GROUND_H
#define CLAIMS_GROUND_H

#include "claims/group.h"

typedef struct ground {
    uint32_t first, end; /**< tokens */
    int32_t place;       /**< index of the place mention, or NO_INDEX */
    rc_str name;         /**< as named, without "village of"; empty for "the town", which was named before */
} ground;

/** Read the ground that begins at `token`, articles passed over. */
bool ground_at(const rc_reading *reading, uint32_t token, uint32_t limit, ground *out);

/** "Most of the city": a share of ground. */
bool is_share_of_ground(const rc_reading *reading, const ground *ground);

/** The name of ground that was named before ("the town"), or empty. */
rc_str ground_named_before(const rc_reading *reading, const ground *ground);

/** The first of the names behind a count of ground ("four villages: A, B and C"); false where none are. */
bool ground_spelt_out(const rc_reading *reading, uint32_t limit, const ground *counted, ground *out);

/** Further ground joined to it by commas and "and", up to `limit`; false at the end of the list. */
bool next_ground(const rc_reading *reading, uint32_t limit, ground *at);

#endif
