/** Where the program's read-only data lies: $RECOUPE_DATA, share/recoupe beside the program, ../share/recoupe from
 * the program, or the prefix it was installed to; the first that exists. */
#ifndef RECOUPE_BASE_PATHS_H
#define RECOUPE_BASE_PATHS_H

#include <stdbool.h>
#include <stddef.h>

#include "recoupe/base/status.h"

/** Absolute or relative path of the data folder into `out`; RC_ENOTFOUND says where it was looked for. */
rc_status rc_data_dir(char *out, size_t out_bytes, rc_error *err);

/** The folder of the user's own data: $RECOUPE_HOME, else recoupe in $XDG_DATA_HOME, else ~/.local/share/recoupe. It
 * need not exist. RC_ENOTFOUND when none of the variables (nor HOME) is set. */
rc_status rc_user_dir(char *out, size_t out_bytes, rc_error *err);

/** Path of a file with which the user overrides one of ours: own/NAME in the user's folder. False when it is not there.
 */
bool rc_user_own(char *out, size_t out_bytes, const char *name);

#endif
