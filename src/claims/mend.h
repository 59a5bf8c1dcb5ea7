/** Trees put right: where a word of saying was taken for an adverb ("l'armée dément avoir perdu la ville"), an article
 * for a preposition. */
#ifndef CLAIMS_MEND_H
#define CLAIMS_MEND_H

#include "claims/reading.h"

/** Makes finite verbs of saying that the analysis takes for adverbs the verbs of their clauses. Changes `analysis`,
 * which may be NULL. The reading needs its document, rules and hits. */
void mend_sayings(const rc_reading *reading, const rc_analysis *analysis);

/** Makes subjects of plural nouns whose article the analysis takes for a preposition: "Des soldats sont présents". */
void mend_subjects(const rc_reading *reading, const rc_analysis *analysis);

/** "The shelling destroyed two ambulances", read as a noun with a participle, gets its verb; "killing ten, officer X
 * told Y", where the officer was counted among the ten, gets its speaker. */
void mend_clauses(const rc_reading *reading, const rc_analysis *analysis);

#endif
