/** Forms of words: lang/<code>/paradigms.tsv (endings) and forms.tsv (irregular words). */
#ifndef LANGUAGE_INFLECTION_H
#define LANGUAGE_INFLECTION_H

#include "recoupe/base/arena.h"

typedef struct rc_inflection rc_inflection;

typedef struct rc_form {
    rc_str form;
    uint32_t features; /**< RC_FEAT_* of recoupe/language/lexicon.h */
} rc_form;

typedef RC_VEC(rc_form) rc_forms;

/** Read both tables of `dir`; everything lives in `arena`. RC_EFORMAT names file:line. */
rc_status rc_inflection_load(rc_inflection **out, const char *dir, rc_arena *arena, rc_error *err);

/** All forms of `word` under `paradigm` ("" : the word itself, no features; "irr:LEMMA": the forms of LEMMA, with what
 * `word` has before LEMMA put before each: "irr:prendre" serves "reprendre"). False: no such paradigm. */
bool rc_inflect(const rc_inflection *inflection, rc_str word, rc_str paradigm, rc_forms *out, rc_arena *arena);

#endif
