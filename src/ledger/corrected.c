/* A connection that sees the claims as people corrected them: temporary views take the names of the tables, so that
 * every query of the ledger, lists and exports alike, gives what stands now. `main.claim` still is what was read. */
#include "recoupe/ledger/review.h"

#include "ledger/sql.h"

static const char views[] =
    "PRAGMA query_only = OFF;"
    "CREATE TEMP VIEW claim AS SELECT c.no AS no, c.report AS report, c.ordinal AS ordinal,"
    " coalesce(n.type, c.type) AS type, coalesce(n.subtype, c.subtype) AS subtype,"
    " CASE WHEN n.record IS NULL THEN c.day_from ELSE n.day_from END AS day_from,"
    " CASE WHEN n.record IS NULL THEN c.day_to ELSE n.day_to END AS day_to,"
    " CASE WHEN n.record IS NULL THEN c.lat ELSE n.lat END AS lat,"
    " CASE WHEN n.record IS NULL THEN c.lon ELSE n.lon END AS lon,"
    " coalesce(n.place, c.place) AS place, coalesce(n.places, c.places) AS places,"
    " coalesce(n.origin, c.origin) AS origin, coalesce(n.origin_party, c.origin_party) AS origin_party,"
    " coalesce(n.polarity, c.polarity) AS polarity, coalesce(n.certainty, c.certainty) AS certainty,"
    " coalesce(n.reality, c.reality) AS reality, coalesce(n.record, c.record) AS record, c.hash AS hash"
    " FROM main.claim c LEFT JOIN main.claim_now n ON n.claim = c.no"
    " WHERE n.state IS NULL OR n.state NOT IN ('rejected', 'withdrawn');"
    "CREATE TEMP VIEW claim_party AS SELECT p.claim AS claim, p.at AS at, p.role AS role, p.party AS party,"
    " p.key AS key FROM main.claim_party p WHERE NOT EXISTS (SELECT 1 FROM main.claim_now n WHERE n.claim = p.claim AND"
    " n.record IS NOT NULL) UNION ALL SELECT claim, at, role, party, key FROM main.claim_now_party;"
    "PRAGMA query_only = ON;";

rc_status rc_ledger_see_corrected(rc_ledger *ledger, rc_error *err)
{
    if (!ledger->read_only)
        return rc_fail(err, RC_EINVALID, "%s: corrections are seen by connections that only read", ledger->path);
    return rc_sql_exec(ledger, views, "read corrections", err);
}
