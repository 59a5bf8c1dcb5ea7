/** Lemmas: from the lexicon where it knows the form under its tag, else by the ending.
 * A script is two bytes and a text: 'l' or 'o' (lower case or form as it stands), how many bytes to drop from its end
 * (plus ' '), what to put there. */
#ifndef RECOUPE_SRC_LANGUAGE_LEMMA_H
#define RECOUPE_SRC_LANGUAGE_LEMMA_H

#include "language/model.h"

#define RC_ENDING_CHARS 6

/** The set of a lower-case form, or RC_NO_VALUE. */
uint32_t rc_lexicon_find(const rc_model *model, rc_str lower);

rc_str rc_lemma_of(const rc_model *model, rc_str form, rc_str lower, uint32_t set, uint16_t bundle, rc_arena *arena);

/** Key of an ending: the last `chars` characters of `lower` with a bundle (1 + bundle) or part of speech (0x10000 +
 * upos); 0 when the form has fewer characters. */
uint64_t rc_ending_key(rc_str lower, unsigned chars, uint32_t tag);

#endif
