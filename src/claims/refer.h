/** Whom a word stands for: pronouns, "its spokesman", "the statement", short forms of names, functions. */
#ifndef CLAIMS_REFER_H
#define CLAIMS_REFER_H

#include "claims/said.h"

/** A pronoun or possessive source of sentence `s` becomes the source it stands for; its name is empty when unknown. */
void resolve_pronoun(const rc_reading *reading, source *who, range s, const speaker_state *state);

/** A definite noun that names no one and is no function of its own, for a source named before: "the statement", "le
 * groupe", "this officer". */
bool is_bare_reference(const rc_reading *reading, const source *who, const speaker_state *state);

/** Give every source the fullest name that the report has for it: what an abbreviation stands for, the whole name of a
 * person, the holder of a function ("the president of X" where the report names him). */
void name_in_full(const rc_reading *reading, attribution *all);

#endif
