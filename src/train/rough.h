/** Text as it comes over the wire: all upper case, without accents. */
#ifndef RECOUPE_TRAIN_ROUGH_H
#define RECOUPE_TRAIN_ROUGH_H

#include "train/corpus.h"

rc_str rc_rough_upper(rc_str s, rc_arena *arena);
rc_str rc_rough_plain(rc_str s, rc_arena *arena); /**< accents dropped, case kept */

/** A copy of the sentence with the forms of its words and tokens changed; what is said of them stays. */
rc_gold_sentence rc_rough_sentence(const rc_gold_sentence *s, rc_str (*change)(rc_str, rc_arena *), rc_arena *arena);

#endif
