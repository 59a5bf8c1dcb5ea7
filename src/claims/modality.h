/** How surely, whether it is denied, whether it is an act at all: certainty, polarity and reality of what a word says.
 */
#ifndef CLAIMS_MODALITY_H
#define CLAIMS_MODALITY_H

#include "claims/reading.h"

/** `anchor` is the word that says what happened, `features` its form, `within` the clause it stands in. */
bool is_hedged(const rc_reading *reading, uint32_t anchor, uint32_t features, range within);
bool is_negated(const rc_reading *reading, uint32_t anchor, range within);
rc_reality reality_of(const rc_reading *reading, uint32_t anchor, uint32_t features, range within);

#endif
