/** Where the program's read-only data lies: $RECOUPE_DATA, share/recoupe beside the program, ../share/recoupe from
 * the program, or the prefix it was installed to; the first that exists. */
#ifndef RECOUPE_BASE_PATHS_H
#define RECOUPE_BASE_PATHS_H

#include <stddef.h>

#include "recoupe/base/status.h"

/** Absolute or relative path of the data folder into `out`; RC_ENOTFOUND says where it was looked for. */
rc_status rc_data_dir(char *out, size_t out_bytes, rc_error *err);

#endif
