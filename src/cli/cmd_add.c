#include "cli/cmd.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "cli/batch.h"
#include "cli/options.h"
#include "cli/store.h"

typedef struct add_sink {
    rc_ledger *ledger;
    uint64_t added, known;
} add_sink;

static rc_status add_report(void *context, const rc_report *report, const rc_claims *claims, rc_arena *arena,
                            rc_error *err)
{
    add_sink *sink = context;
    (void)arena;
    bool added = false;
    rc_status status = rc_ledger_add(sink->ledger, report, claims, &added, err);
    if (added)
        sink->added++;
    else if (status == RC_OK)
        sink->known++;
    return status;
}

static int add_all(const rc_common *common, const rc_reader *reader, rc_ledger *ledger, int argc, char **argv)
{
    rc_error err = {0};
    add_sink sink = {.ledger = ledger};
    rc_batch_sink batch = {.context = &sink, .read = add_report};
    rc_batch_counts counts;
    rc_status status = rc_batch_run(common, reader, argv, argc, &batch, &counts, &err);
    if (status == RC_OK) status = rc_store_refresh(ledger, &err);
    if (status != RC_OK) return rc_report_error(&err);
    rc_batch_summary(common, &counts);
    if (!common->quiet)
        fprintf(stderr, "%s: %" PRIu64 " new reports, %" PRIu64 " there already\n", common->ledger, sink.added,
                sink.known);
    return counts.skipped || counts.unread ? EXIT_PARTLY : EXIT_DONE;
}

/* Take --claims out of the arguments before `--`. */
static bool takes_given_claims(int *argc, char **argv)
{
    int n = 0;
    bool given = false, only_paths = false;
    for (int i = 0; i < *argc; i++) {
        only_paths = only_paths || strcmp(argv[i], "--") == 0;
        if (!only_paths && strcmp(argv[i], "--claims") == 0)
            given = true;
        else
            argv[n++] = argv[i];
    }
    *argc = n;
    return given;
}

int rc_cmd_add(const rc_common *common, int argc, char **argv)
{
    bool given = takes_given_claims(&argc, argv);
    int code = rc_paths_parse("add", &argc, argv);
    if (code != EXIT_DONE) return code;
    if (argc == 0) return rc_usage("add", "nothing to add: name files, folders or - for standard input");
    rc_error err = {0};
    rc_reader *reader = NULL;
    rc_ledger *ledger;
    if (!given && rc_reader_new(&reader, NULL, &err) != RC_OK) return rc_report_error(&err);
    if (rc_ledger_open(&ledger, common->ledger, false, &err) == RC_OK) {
        code = add_all(common, reader, ledger, argc, argv);
        rc_ledger_close(ledger);
    } else {
        code = rc_report_error(&err);
    }
    rc_reader_free(reader);
    return code;
}
