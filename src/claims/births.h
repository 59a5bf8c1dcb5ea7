/** Days of birth: a report tells them of victims and suspects, and nothing of what it reports happened on them. */
#ifndef CLAIMS_BIRTHS_H
#define CLAIMS_BIRTHS_H

#include "claims/reading.h"

/** The dates of a report without those on which somebody was born ("née le 8 mai 1977 à Paris"). */
rc_timexes without_births(const rc_reading *reading, rc_timexes dates);

#endif
