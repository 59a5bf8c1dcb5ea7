#include "cli/each.h"

#include <stdio.h>

#include "recoupe/intake/intake.h"

typedef struct each {
    const rc_common *common;
    rc_buf *out;
    rc_status (*print)(void *context, const rc_report *report, rc_error *why);
    void *context;
    unsigned skipped;
} each;

static void skip(void *context, const rc_error *why)
{
    each *e = context;
    e->skipped++;
    if (!e->common->quiet) fprintf(stderr, "recoupe: skipped: %s\n", why->message);
}

static rc_status read_one(void *context, const rc_report *report, rc_error *err)
{
    each *e = context;
    rc_error why = {0};
    if (e->print(e->context, report, &why) != RC_OK) {
        skip(e, &why);
        return RC_OK;
    }
    return rc_buf_flush(e->out, stdout, err);
}

int rc_each_report(const rc_common *common, char **paths, int n_paths, rc_buf *out,
                   rc_status (*print)(void *context, const rc_report *report, rc_error *why), void *context)
{
    static char standard_input[] = "-";
    char *from_stdin[] = {standard_input};
    each e = {.common = common, .out = out, .print = print, .context = context};
    rc_intake_sink sink = {&e, read_one, skip};
    rc_error err = {0};
    rc_status status = RC_OK;
    if (!n_paths) {
        paths = from_stdin;
        n_paths = 1;
    }
    for (int i = 0; i < n_paths && status == RC_OK; i++) status = rc_intake_path(paths[i], &sink, &err);
    if (status == RC_OK && fflush(stdout) != 0) status = rc_fail(&err, RC_EIO, "cannot write to standard output");
    if (status != RC_OK) return rc_report_error(&err);
    return e.skipped ? EXIT_PARTLY : EXIT_DONE;
}
