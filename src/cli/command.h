/** The command line: one table of commands, one set of exit codes, one way to print errors. */
#ifndef CLI_COMMAND_H
#define CLI_COMMAND_H

#include <stdbool.h>

#include "recoupe/base/status.h"

/** Exit codes, documented in docs/CLI.md and recoupe(1). */
enum {
    EXIT_DONE = 0,     /**< everything was done */
    EXIT_PARTLY = 1,   /**< some input was skipped (said on standard error), the rest was done */
    EXIT_USAGE = 2,    /**< the command line makes no sense; nothing was done */
    EXIT_FAILED = 3,   /**< the system or the ledger refused: file, disk, lock; nothing half-written */
    EXIT_BROKEN = 4,   /**< verify: something stored does not hold */
    EXIT_NOT_FOUND = 5 /**< the ledger, event, claim, report or data folder that was named is not there */
};

/** What every command takes. */
typedef struct rc_common {
    const char *ledger;
    bool quiet, color;
    unsigned threads; /**< 0: one a core */
} rc_common;

typedef struct rc_command {
    const char *name, *synopsis, *summary;
    const char *help; /**< options and examples, shown by `recoupe help NAME` */
    int (*run)(const rc_common *common, int argc, char **argv);
} rc_command;

/** All commands; the last has a NULL name. */
extern const rc_command rc_commands[];

/** Print "recoupe: MESSAGE" on standard error and return the exit code that fits the status. */
int rc_report_error(const rc_error *err);

/** Print a usage error and return EXIT_USAGE. */
int rc_usage(const char *command, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
