/** Languages told by their letters. */
#ifndef RECOUPE_SRC_LANGUAGE_SCRIPT_H
#define RECOUPE_SRC_LANGUAGE_SCRIPT_H

#include "recoupe/base/str.h"

typedef enum rc_script {
    RC_SCRIPT_LATIN,
    RC_SCRIPT_CYRILLIC,
    RC_SCRIPT_ARABIC,
    RC_SCRIPT_HEBREW,
    RC_SCRIPT_HAN,
    RC_SCRIPT_KANA,
    RC_SCRIPT_HANGUL,
    RC_SCRIPT_GREEK,
    RC_SCRIPT_ETHIOPIC,
    RC_SCRIPT_GEORGIAN,
    RC_SCRIPT_ARMENIAN,
    RC_SCRIPT_DEVANAGARI,
    RC_SCRIPT_BENGALI,
    RC_SCRIPT_TAMIL,
    RC_SCRIPT_THAI,
    RC_SCRIPT_MYANMAR,
    RC_SCRIPT_KHMER,
    RC_SCRIPT_OTHER,
    RC_SCRIPT_COUNT
} rc_script;

typedef struct rc_script_counts {
    size_t letters[RC_SCRIPT_COUNT];
    size_t all;
} rc_script_counts;

rc_script_counts rc_script_count(rc_str text);
rc_script rc_script_most(const rc_script_counts *counts);

/** Tag of the language of `text`, which is mostly in `script`; NULL for Latin letters and where letters do not tell. */
const char *rc_script_language(rc_str text, rc_script script);

#endif
