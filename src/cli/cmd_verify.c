#include "cli/cmd.h"

#include <inttypes.h>
#include <stdio.h>

#include "recoupe/ledger/ledger.h"

static void say_broken(void *context, const char *message)
{
    (void)context;
    printf("broken: %s\n", message);
}

int rc_cmd_verify(const rc_common *common, int argc, char **argv)
{
    if (argc) return rc_usage("verify", "'%s' is no option", argv[0]);
    rc_error err = {0};
    rc_ledger *ledger;
    if (rc_ledger_open(&ledger, common->ledger, true, &err) != RC_OK) return rc_report_error(&err);
    rc_verify_result result = {0};
    rc_status status = rc_ledger_verify(ledger, &result, say_broken, NULL, &err);
    rc_ledger_close(ledger);
    if (status != RC_OK) return rc_report_error(&err);
    printf("%s: checked %" PRIu64 " reports, %" PRIu64 " claims, %" PRIu64 " entries of the history: ", common->ledger,
           result.reports, result.claims, result.entries);
    if (!result.broken) {
        puts("all hold");
        return EXIT_DONE;
    }
    printf("%" PRIu64 " broken\n", result.broken);
    return EXIT_BROKEN;
}
