/** Attribution over windows of tokens, and what its parts share. */
#ifndef CLAIMS_SAID_WINDOW_H
#define CLAIMS_SAID_WINDOW_H

#include "claims/said_tree.h"

/** Append a frame; a source that only takes up one named before becomes that one. Nothing is appended where nobody is
 * named or nothing is said. */
void add_frame(const rc_reading *reading, saids *out, speaker_state *state, const source *named, range cue,
               range content, range words, cue_class cls);

/** Start of the zone in which the subject of a verb stands: after the last verb, subordinator or quotation mark. */
uint32_t zone_start(const rc_reading *reading, uint32_t verb, range s);

/** A finite form of a verb, by the tree. */
bool is_finite_word(const rc_reading *reading, uint32_t token);

/** Append the frame of a preposition or marker. */
void preposition_cue(const rc_reading *reading, const rc_hit *hit, range s, saids *out, speaker_state *state);

/** "..., ce que dément l'armée": who denies or confirms stands behind the verb, whose group begins at `verb`. Appends a
 * frame, or says false. */
bool inverted_relative(const rc_reading *reading, const rc_hit *hit, uint32_t verb, range sentence, saids *out,
                       speaker_state *state, cue_class cls);

/** "A, a déclaré X, démentant B": the frame of the inserted speaker, whose participle it is, whatever verb the tree
 * hung it on; NULL: none. */
const said *inserted_before(const rc_reading *reading, const rc_hit *hit, uint32_t verb, const telling *told,
                            size_t from, const saids *out);

#endif
