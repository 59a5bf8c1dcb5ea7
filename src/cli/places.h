/** The places that reports name: `place --report`. */
#ifndef CLI_PLACES_H
#define CLI_PLACES_H

#include "cli/command.h"

/** Options and paths behind the command's name, `--report` among them. */
int rc_places_of_reports(const rc_common *common, int argc, char **argv);

#endif
