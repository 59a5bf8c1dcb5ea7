/** Folders. Private to src/intake. */
#ifndef RECOUPE_INTAKE_FOLDER_H
#define RECOUPE_INTAKE_FOLDER_H

#include "intake/run.h"

/** Folders inside folders are followed this deep. */
#define RC_FOLDER_DEPTH 64

/** Read a file, or all files below a folder in byte order of names, hidden ones left out. Symbolic links are followed,
 * but not back into a folder that is being read. */
rc_status rc_intake_walk(rc_intake_run *run, const char *path);

/** Read one file (intake.c). */
rc_status rc_intake_file(rc_intake_run *run, const char *path);

#endif
