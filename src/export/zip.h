/* A zip archive in the making, file after file, by libarchive. */
#ifndef RECOUPE_EXPORT_ZIP_H
#define RECOUPE_EXPORT_ZIP_H

#include <stdint.h>
#include <stdio.h>

#include "recoupe/base/status.h"
#include "recoupe/base/str.h"

typedef struct rc_zip rc_zip;

/* Begin an archive in `file`, which stays the caller's. Everything is put below the folder `folder`. `most_bytes`
 * bounds what may be put in, before it is packed (0: nothing does). Free it in any case. */
rc_status rc_zip_new(rc_zip **out, FILE *file, const char *folder, uint64_t most_bytes, rc_error *err);

/* RC_ELIMIT: more than it may hold; RC_EIO: it cannot be written. */
rc_status rc_zip_put(rc_zip *zip, const char *name, rc_str what, rc_error *err);

/* Write what ends an archive. */
rc_status rc_zip_finish(rc_zip *zip, rc_error *err);

void rc_zip_free(rc_zip *zip); /* may be NULL */

#endif
