/** Tables of reports: comma-, semicolon- or tab-separated values under a head. Private to src/intake. */
#ifndef RECOUPE_INTAKE_ROWS_H
#define RECOUPE_INTAKE_ROWS_H

#include "intake/run.h"
#include "intake/source.h"

/** Most bytes of a table or an archive of posts, which are read whole. */
#define RC_INTAKE_WHOLE_BYTES ((size_t)256 << 20)

/** One report a row. RC_ENOMEM, or what the sink returned. */
rc_status rc_rows_read(rc_intake_run *run, rc_source *source);

#endif
