/** Which events of a ledger are counted in which running totals. */
#ifndef RECOUPE_LEDGER_TOTALS_H
#define RECOUPE_LEDGER_TOTALS_H

#include "recoupe/events/total.h"
#include "recoupe/ledger/ledger.h"

/** Event `part` is counted in event `total`. */
typedef struct rc_total_link {
    rc_str total, part; /**< ids */
    rc_str why;
} rc_total_link;

/** The links of one event, or of all where `event` is empty, by total and part; they live in `arena`. The ledger is
 * read twice, with one event in memory and the totals: few events count losses over days. */
rc_status rc_ledger_totals(rc_ledger *ledger, rc_str event, rc_total_link **out, uint32_t *n, rc_arena *arena,
                           rc_error *err);

#endif
