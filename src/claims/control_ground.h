/** Which ground a word of control.tsv is about. Each returns false where there is none. */
#ifndef CLAIMS_CONTROL_GROUND_H
#define CLAIMS_CONTROL_GROUND_H

#include "claims/ground.h"
#include "claims/mentions.h"

/** The first ground that is named behind token `from`, in its clause. `object`: only what the verb takes, nothing
 * behind a preposition. */
bool ground_ahead(const rc_reading *reading, uint32_t from, range within, bool object, ground *out);

/** The ground before token `from`: the subject is the first that the clause names. */
bool ground_back(const rc_reading *reading, uint32_t from, range within, ground *out);

/** By the tree: the object of `verb`, for a passive and for "fell" the subject, "en" and "y"; what is attacked, of an
 * attack beaten off. The ground of a pronoun has no name. */
bool ground_of_verb(const rc_reading *reading, const rc_hit *hit, uint32_t verb, const control_row *row, bool passive,
                    range within, ground *out);

/** Of a noun for who holds ground ("was under Iraqi control", "dernier bastion de X"): the subject, or what the noun
 * stands beside. `*change` becomes what the words say of it. */
bool ground_held(const rc_reading *reading, const rc_hit *hit, range within, ground *out, rc_change *change);

#endif
