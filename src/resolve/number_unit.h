/* What a number counts, where it counts no noun. */
#ifndef RECOUPE_SRC_RESOLVE_NUMBER_UNIT_H
#define RECOUPE_SRC_RESOLVE_NUMBER_UNIT_H

#include "resolve/number_words.h"

/* A number as far as it has been read. */
typedef struct number_site {
    uint32_t first, core, end; /* tokens: with its bounds, without them, one past it */
    double value;              /* of its last cardinal */
    const cardinal *cardinal;  /* the last one; NULL for vague words and articles */
    bool bounded;              /* "about", "at least", a range in words */
} number_site;

/* The unit and, in `*past`, the token after the unit's words (site->end when there are none). */
rc_unit number_unit(const number_reader *r, const number_site *site, uint32_t *past);

/* Unit of a cardinal that is part of a longer word ("20-year-old", "122mm"); false when nothing names one. */
bool number_suffix_unit(const number_reader *r, const cardinal *c, rc_unit *unit);

/* Whether `t` is one of three numbers or more that hyphens join. */
bool number_in_chain(const number_reader *r, uint32_t t);

#endif
