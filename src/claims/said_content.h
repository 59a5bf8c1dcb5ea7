/** What a word of saying says: the range of tokens that its source answers for. */
#ifndef CLAIMS_SAID_CONTENT_H
#define CLAIMS_SAID_CONTENT_H

#include "claims/said_tree.h"

/* What is said, by the relation of its head to the word of saying. */
#define CLAUSES (REL_BIT(REL_CCOMP) | REL_BIT(REL_XCOMP) | REL_BIT(REL_CSUBJ))
#define NOUNS (REL_BIT(REL_OBJ) | REL_BIT(REL_OBL))

/** What is said behind the cue that ends at `cue_end`: sets content and is_clause; false when nothing is. */
bool content_behind(const rc_reading *reading, uint32_t verb, uint32_t cue_end, uint32_t speaker, range s,
                    telling *out);

/** What is said before a cue, or around it where it is put in; `words` are those of source and cue. */
bool content_around(const rc_reading *reading, uint32_t verb, range words, range s, telling *out);

#endif
