/** What a language's folder says about writing. */
#ifndef RECOUPE_SRC_LANGUAGE_ORTHOGRAPHY_H
#define RECOUPE_SRC_LANGUAGE_ORTHOGRAPHY_H

#include "recoupe/base/map.h"
#include "recoupe/language/document.h"

/** Whether a sentence can end with an abbreviation. */
typedef enum rc_abbreviation_end {
    RC_ABBREVIATION_NONE,   /**< not an abbreviation */
    RC_ABBREVIATION_NEVER,  /**< stands before a name: "M.", "Gen." */
    RC_ABBREVIATION_MAY,    /**< "p.m.", "etc.", "U.S." */
    RC_ABBREVIATION_NUMBER, /**< an abbreviation before a number only: "No. 5", "Mar. 5" */
} rc_abbreviation_end;

struct rc_orthography {
    char lang[12];
    rc_map abbreviations; /**< as written, with the stop -> rc_abbreviation_end */
    rc_map before, after; /**< lower case -> 1 */
    rc_map keep;          /**< words that look as if they had an elided part and have none */
    rc_map stopwords;     /**< lower case -> 1 */
    bool accented;        /**< the language writes accents */
};

/** `word` is written with its stop. */
rc_abbreviation_end rc_orthography_abbreviation(const rc_orthography *orthography, rc_str word);

/** The parts of elisions.tsv and stopwords.tsv; `word` in any case, typographic apostrophes allowed. */
bool rc_orthography_is_before(const rc_orthography *orthography, rc_str word);
bool rc_orthography_is_after(const rc_orthography *orthography, rc_str word);
bool rc_orthography_is_kept(const rc_orthography *orthography, rc_str word);

/** `lower` is a token's lower case. */
bool rc_orthography_is_stopword(const rc_orthography *orthography, rc_str lower);

#endif
