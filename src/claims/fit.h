/** Which pattern of data/patterns.tsv fits an act in the tree of its sentence. */
#ifndef CLAIMS_FIT_H
#define CLAIMS_FIT_H

#include "claims/patterns.h"
#include "claims/reading.h"

typedef struct fit {
    const pattern *pattern; /**< NULL: none fits */
    uint32_t word;          /**< where its path ends */
} fit;

/** The first pattern of `about` that fits the act at token `anchor`. `sourced`: somebody is named as its source. Never
 * fits where the token is in no tree. */
fit pattern_at(const rc_reading *reading, uint32_t anchor, aspect about, bool sourced);

#endif
