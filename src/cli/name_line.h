/** Command lines that ask for a name: its words, joined by blanks, and options among them. What `actor`, `outlet` and
 * `place` share. */
#ifndef CLI_NAME_LINE_H
#define CLI_NAME_LINE_H

#include "cli/cmd.h"
#include "cli/table.h"

typedef struct rc_name_line {
    const char *command;
    const char *const *options; /**< those with a value, NULL at the end; --format, --json and --csv are always there */
    /** Take the value of one of `options`; the exit code, EXIT_DONE to go on. */
    int (*take)(void *context, const char *option, const char *value);
    void *context;
    rc_format format; /**< set by --format, --json, --csv */
    rc_str name;      /**< UTF-8, never empty after EXIT_DONE */
} rc_name_line;

/** Read the arguments behind the command's name; EXIT_DONE or the code of a usage error that has been told. */
int rc_name_line_read(rc_name_line *line, int argc, char **argv, rc_arena *arena);

#endif
