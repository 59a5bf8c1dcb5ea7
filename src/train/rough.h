/** Text as it comes: all upper case or without accents, headlines, posts, garbled translations. Changed copies of
 * sentences whose trees stay what they were. */
#ifndef RECOUPE_TRAIN_ROUGH_H
#define RECOUPE_TRAIN_ROUGH_H

#include "train/corpus.h"

rc_str rc_rough_upper(rc_str s, rc_arena *arena);
rc_str rc_rough_plain(rc_str s, rc_arena *arena); /**< accents dropped, case kept */

/** A copy of the sentence with the forms of its words and tokens changed; what is said of them stays. */
rc_gold_sentence rc_rough_sentence(const rc_gold_sentence *s, rc_str (*change)(rc_str, rc_arena *), rc_arena *arena);

/** Every longer word with a capital, as English headlines are set. */
rc_gold_sentence rc_rough_title(const rc_gold_sentence *s, rc_arena *arena);

/** Begins with a handle that is spoken to; some nouns are hashtags. */
rc_gold_sentence rc_rough_post(const rc_gold_sentence *s, uint64_t *seed, rc_arena *arena);

/** Words by part of speech and features that may stand for each other. */
typedef RC_VEC(const rc_gold_word *) rc_donor_list;
typedef struct rc_donors {
    rc_map kinds;
    RC_VEC(rc_donor_list) lists;
} rc_donors;
void rc_donors_add(rc_donors *donors, const rc_corpus *corpus, rc_arena *arena);

/** Some content words give way to others of the same part of speech and features, as in spun and badly translated text.
 */
rc_gold_sentence rc_rough_swap(const rc_gold_sentence *s, const rc_donors *donors, uint64_t *seed, rc_arena *arena);

#endif
