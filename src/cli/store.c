#include "cli/store.h"

#include "recoupe/ledger/review.h"

rc_status rc_store_refresh(rc_ledger *ledger, rc_error *err)
{
    bool stale;
    rc_status status = rc_ledger_is_stale(ledger, &stale, err);
    if (status != RC_OK || !stale) return status;
    return rc_ledger_refresh(ledger, err);
}

/* A run of `add` that was cut short leaves reports that are in no event yet; join them before anything is shown. */
int rc_store_open(const rc_common *common, rc_ledger **out)
{
    rc_error err = {0};
    rc_status status = rc_ledger_open(out, common->ledger, true, &err);
    if (status != RC_OK) return rc_report_error(&err);
    bool stale = false;
    status = rc_ledger_see_corrected(*out, &err);
    if (status != RC_OK) {
        rc_ledger_close(*out);
        return rc_report_error(&err);
    }
    if (rc_ledger_is_stale(*out, &stale, &err) != RC_OK || !stale) return EXIT_DONE;
    rc_ledger *writable;
    if (rc_ledger_open(&writable, common->ledger, false, &err) != RC_OK) return EXIT_DONE; /* read-only place: as is */
    status = rc_store_refresh(writable, &err);
    rc_ledger_close(writable);
    if (status == RC_OK) return EXIT_DONE;
    rc_ledger_close(*out);
    return rc_report_error(&err);
}
