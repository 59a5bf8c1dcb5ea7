/** The index of names as a compiled file, private to the party rules. */
#ifndef RESOLVE_PARTY_FILE_H
#define RESOLVE_PARTY_FILE_H

#include "resolve/party_index.h"

/** Fill the index from compiled/<lang>.parties of the data folder; everything is copied into `arena`. RC_ENOTFOUND:
 * there is none that was made from the tables as they are; `actors` is unchanged. RC_ECORRUPT: it is damaged. */
rc_status party_file_read(rc_actors *actors, const char *data_dir, rc_arena *arena, rc_error *err);

/** Write a finished index to `path`. */
rc_status party_file_write(const rc_actors *actors, const char *data_dir, const char *path, rc_arena *arena,
                           rc_error *err);

#endif
