/** Where the program's read-only data lies: $RECOUPE_DATA, share/recoupe beside the program, ../share/recoupe from
 * the program, or the prefix it was installed to; the first that exists. */
#ifndef RECOUPE_BASE_PATHS_H
#define RECOUPE_BASE_PATHS_H

#include <stdbool.h>
#include <stddef.h>

#include "recoupe/base/status.h"

/** Absolute or relative path of the data folder into `out`; RC_ENOTFOUND says where it was looked for. */
rc_status rc_data_dir(char *out, size_t out_bytes, rc_error *err);

#define RC_LANGUAGES_MOST 16

typedef struct rc_languages {
    char tag[RC_LANGUAGES_MOST][12]; /**< "en", "fr": primary subtags of BCP 47 */
    unsigned n;
} rc_languages;

/** The languages that are read: the folders of lang/ in the data folder, by name; RC_ENOTFOUND when there is none,
 * RC_ELIMIT when there are more than RC_LANGUAGES_MOST. */
rc_status rc_languages_find(rc_languages *out, const char *data_dir, rc_error *err);

/** The folder of the user's own data: $RECOUPE_HOME, else recoupe in $XDG_DATA_HOME, else ~/.local/share/recoupe. It
 * need not exist. RC_ENOTFOUND when none of the variables (nor HOME) is set. */
rc_status rc_user_dir(char *out, size_t out_bytes, rc_error *err);

/** Path of a file with which the user overrides one of ours: own/NAME in the user's folder. False when it is not there.
 */
bool rc_user_own(char *out, size_t out_bytes, const char *name);

#endif
