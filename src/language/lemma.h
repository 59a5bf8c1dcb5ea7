/** Lemmas: from the lexicon where it knows the form under its tag, else by the ending.
 * A script is two bytes and a text: 'l' or 'o' (lower case or form as it stands), how many bytes to drop from its end
 * (plus ' '), what to put there. */
#ifndef RECOUPE_SRC_LANGUAGE_LEMMA_H
#define RECOUPE_SRC_LANGUAGE_LEMMA_H

#include "language/model.h"

#define RC_ENDING_CHARS 6

/** The set of a lower-case form, or RC_NO_VALUE. */
uint32_t rc_lexicon_find(const rc_model *model, rc_str lower);

/** Without the '#' of a hashtag, which says nothing of the word. */
static inline rc_str rc_word_bare(rc_str form)
{
    return form.len > 1 && form.ptr[0] == '#' ? rc_str_sub(form, 1, form.len) : form;
}

#define RC_ACCENTED_FORMS 6
#define RC_ACCENTED_BYTES 48

/** Forms of the lexicon that are one form but for accents. */
typedef struct rc_accented {
    unsigned n;
    struct {
        char text[RC_ACCENTED_BYTES];
        uint8_t len;
        uint32_t set;
    } forms[RC_ACCENTED_FORMS];
} rc_accented;

/** Forms of the lexicon that become `lower`, all ASCII, without their accents; fewest accents first, `lower` itself not
 * among them. Returns the set of the first, or RC_NO_VALUE. At most some hundreds of look-ups. */
uint32_t rc_lexicon_accented(const rc_model *model, rc_str lower, rc_accented *out);

/** The lemma as rc_lemma_of gives it, for a word of a text without accents: where the form does not have the tag, an
 * accented one that has it is read in its place. */
rc_str rc_lemma_of_plain(const rc_model *model, rc_str form, rc_str lower, uint32_t set, uint16_t bundle,
                         rc_arena *arena);

rc_str rc_lemma_of(const rc_model *model, rc_str form, rc_str lower, uint32_t set, uint16_t bundle, rc_arena *arena);

/** Key of an ending: the last `chars` characters of `lower` with a bundle (1 + bundle) or part of speech (0x10000 +
 * upos); 0 when the form has fewer characters. */
uint64_t rc_ending_key(rc_str lower, unsigned chars, uint32_t tag);

#endif
