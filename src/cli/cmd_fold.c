/* What a person says about copies: this report is a copy of that one, this one is a copy of none. */
#include "cli/cmd.h"

#include <inttypes.h>
#include <stdio.h>

#include "cli/store.h"

#define CHUNK_BYTES ((size_t)1 << 16)

typedef struct folding {
    const rc_common *common;
    rc_ledger *ledger;
    rc_arena arena;
    rc_str reports[2];
    bool is_there[2];
    rc_join_act act;
} folding;

static rc_status look_up(void *context, const rc_stored_report *report, rc_error *err)
{
    (void)err;
    folding *f = context;
    for (uint32_t i = 0; i < f->act.n; i++)
        f->is_there[i] = f->is_there[i] || rc_str_eq(report->report.id, f->reports[i]);
    return RC_OK;
}

/* What the report is a copy of from now on. */
static rc_status say_copy(void *context, const rc_stored_report *report, rc_error *err)
{
    (void)context;
    (void)err;
    if (report->copy_of.len)
        printf("%.*s: copy of %.*s\n", RC_FMT(report->report.id), RC_FMT(report->copy_of));
    else
        printf("%.*s: copy of none\n", RC_FMT(report->report.id));
    return RC_OK;
}

static rc_status fold(void *context, rc_error *err)
{
    folding *f = context;
    rc_status status = RC_OK;
    for (uint32_t i = 0; i < f->act.n && status == RC_OK; i++) {
        rc_filter filter = RC_FILTER_ANY;
        filter.report = f->reports[i];
        status = rc_ledger_reports(f->ledger, &filter, look_up, f, err);
        if (status == RC_OK && !f->is_there[i])
            return rc_fail(err, RC_ENOTFOUND, "%s: no report '%.*s'", f->common->ledger, RC_FMT(f->reports[i]));
    }
    if (status != RC_OK) return status;
    rc_str subject = f->act.n == 1
                         ? f->reports[0]
                         : rc_arena_printf(&f->arena, "%.*s %.*s", RC_FMT(f->reports[0]), RC_FMT(f->reports[1]));
    status = rc_ledger_act(f->ledger, &f->act, subject, err);
    if (status == RC_OK) status = rc_store_refresh(f->ledger, err);
    if (status != RC_OK) return status;
    rc_filter filter = RC_FILTER_ANY;
    filter.report = f->reports[0];
    status = rc_ledger_reports(f->ledger, &filter, say_copy, f, err);
    if (status == RC_OK && !f->common->quiet)
        fprintf(stderr, "%s: entry %" PRId64 " of the history; 'recoupe undo %" PRId64 "' takes it back\n",
                f->common->ledger, f->act.seq, f->act.seq);
    return status;
}

static int run(folding *f, const char *name)
{
    rc_error err = {0};
    rc_status status = rc_ledger_open(&f->ledger, f->common->ledger, true, &err);
    if (status == RC_OK) { /* it must be there: nothing is said about an empty ledger */
        rc_ledger_close(f->ledger);
        status = rc_ledger_open(&f->ledger, f->common->ledger, false, &err);
    }
    if (status != RC_OK) return rc_report_error(&err);
    rc_arena_init(&f->arena, CHUNK_BYTES, 0);
    status = rc_arena_run(&f->arena, fold, f, name, &err);
    rc_arena_release(&f->arena);
    rc_ledger_close(f->ledger);
    return status == RC_OK ? EXIT_DONE : rc_report_error(&err);
}

static int fold_reports(const rc_common *common, const char *command, rc_join_act_kind kind, uint32_t n, int argc,
                        char **argv, const char *usage)
{
    for (int i = 0; i < argc; i++)
        if (argv[i][0] == '-') return rc_usage(command, "unknown option %s", argv[i]);
    if (argc != (int)n) return rc_usage(command, "%s", usage);
    folding f = {.common = common, .act = {.kind = kind, .n = n, .n_out = n}};
    for (uint32_t i = 0; i < n; i++) f.reports[i] = rc_str_of(argv[i]);
    if (n == 2 && rc_str_eq(f.reports[0], f.reports[1])) return rc_usage(command, "a report is no copy of itself");
    f.act.claims = f.reports;
    return run(&f, command);
}

int rc_cmd_fold(const rc_common *common, int argc, char **argv)
{
    return fold_reports(common, "fold", RC_ACT_FOLD, 2, argc, argv, "name a report and the one it is a copy of");
}

int rc_cmd_unfold(const rc_common *common, int argc, char **argv)
{
    return fold_reports(common, "unfold", RC_ACT_UNFOLD, 1, argc, argv, "name one report");
}
