/** Reports read one after the other, for commands that print something about each as it comes. */
#ifndef CLI_EACH_H
#define CLI_EACH_H

#include "cli/command.h"
#include "recoupe/base/buf.h"
#include "recoupe/intake/report.h"

/** Read all of `paths` (none: standard input). `print` puts what there is to say of a report into the buffer `out`,
 * which is then written to standard output; when it fails, `why` is said on standard error unless quiet, and the next
 * report is read. Returns the exit code: EXIT_PARTLY when something was skipped. */
int rc_each_report(const rc_common *common, char **paths, int n_paths, rc_buf *out,
                   rc_status (*print)(void *context, const rc_report *report, rc_error *why), void *context);

#endif
