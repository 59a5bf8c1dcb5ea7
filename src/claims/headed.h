/** Places that head a part of a report: "Sudan, Kutum." at the start of a paragraph of a digest, "Gao" as a line of its
 * own. What the part tells happened there unless its words say otherwise. */
#ifndef CLAIMS_HEADED_H
#define CLAIMS_HEADED_H

#include "claims/reading.h"

/** The sentences that a heading is for, itself left out: [first, end). */
typedef struct part {
    const rc_place_mention *place; /**< the most exact place that the heading names; NULL: no heading is for the sentence */
    uint32_t first, end;           /**< sentences */
} part;

/** The part in which a sentence stands. A report with one such heading has none: it is a dateline. */
part part_of(const rc_reading *reading, uint32_t sentence);

#endif
