/** The author of a communiqué that a report prints whole. */
#ifndef CLAIMS_COMMUNIQUE_H
#define CLAIMS_COMMUNIQUE_H

#include "claims/said.h"

/** Where the text is, or announces, a communiqué and names its author, make him the outer voice of all blocks that
 * follow and have none. */
void find_communique(const rc_reading *reading, attribution *all);

#endif
