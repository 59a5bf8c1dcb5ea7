/** Whose act it was, where that is what a source says: "claimed responsibility", "revendique la mort de 12 soldats",
 * "accused the army of shelling". */
#ifndef CLAIMS_OWNING_H
#define CLAIMS_OWNING_H

#include "claims/assemble.h"

/** The verb of a frame's cue; NO_WORD where it has none. */
uint32_t verb_of_cue(const rc_reading *reading, const said *frame);

/** A word for what is owned up to: "responsibility", "credit", "paternité". */
bool is_owned(const rc_reading *reading, uint32_t token);

/** A party that fights or rules. */
bool is_side(rc_str party);

/** Who is accused by the frame, as the word that names a side; NO_WORD: nobody, or the frame accuses nobody. */
uint32_t accused_by(const rc_reading *reading, const said *frame);

/** The first mention of the cluster that a rule made; NULL: none. */
const mention *mention_of_rule(const cluster *from, const char *rule);

/** The side that the source owns up to be, or lays it on; false where the words leave that open. */
bool owner_of(const rc_reading *reading, const cluster *from, rc_actor *owner);

/** "Denied any involvement": the denial is of the source's own part. */
bool disowns(const rc_reading *reading, const cluster *denial);

#endif
