/** What the network sees of a word. */
#ifndef RECOUPE_SRC_LANGUAGE_FEATURE_H
#define RECOUPE_SRC_LANGUAGE_FEATURE_H

#include "language/model.h"

enum {
    RC_FEATURE_FORM,
    RC_FEATURE_FOLD,
    RC_FEATURE_PREFIX,
    RC_FEATURE_SUFFIX2,
    RC_FEATURE_SUFFIX3,
    RC_FEATURE_SUFFIX4,
    RC_FEATURE_SHAPE,
    RC_FEATURE_LEXICON,
    RC_FEATURE_VECTOR /**< learnt elsewhere from raw text; row 0: the form is unknown there */
};

/** Key of a form in the lexicon: its lower case. */
static inline uint64_t rc_mix(uint64_t a, uint64_t b)
{
    uint64_t x = (a ^ (b * 0x9E3779B97F4A7C15u)) * 0xFF51AFD7ED558CCDu;
    return x ^ (x >> 32);
}

/** Rows of the embedding table. `lower` and `fold` are rc_utf8_lower and rc_utf8_fold of `form`; `set` is what
 * rc_lexicon_find says of `lower`. */
void rc_feature_rows(const rc_model *model, rc_str form, rc_str lower, rc_str fold, uint32_t set,
                     uint32_t rows[RC_FEATURES]);

/** Letters and digits of `form` by kind, runs shortened: "Xx", "X", "d.d", "x-x"; as a hash. */
uint64_t rc_feature_shape(rc_str form);

#endif
