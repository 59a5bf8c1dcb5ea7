/* A connection that sees the claims as people corrected them: temporary views take the names of the tables, so that
 * every query of the ledger, lists and exports alike, gives what stands now. `main.claim` still is what was read. */
#include "ledger/choice.h"

#define CLAIM_VIEW                                                                                                     \
    "CREATE TEMP VIEW claim AS SELECT c.no AS no, c.report AS report, c.ordinal AS ordinal,"                           \
    " coalesce(n.type, c.type) AS type, coalesce(n.subtype, c.subtype) AS subtype,"                                    \
    " CASE WHEN n.record IS NULL THEN c.day_from ELSE n.day_from END AS day_from,"                                     \
    " CASE WHEN n.record IS NULL THEN c.day_to ELSE n.day_to END AS day_to,"                                           \
    " CASE WHEN n.record IS NULL THEN c.lat ELSE n.lat END AS lat,"                                                    \
    " CASE WHEN n.record IS NULL THEN c.lon ELSE n.lon END AS lon,"                                                    \
    " coalesce(n.place, c.place) AS place, coalesce(n.places, c.places) AS places,"                                    \
    " coalesce(n.origin, c.origin) AS origin, coalesce(n.origin_party, c.origin_party) AS origin_party,"               \
    " coalesce(n.polarity, c.polarity) AS polarity, coalesce(n.certainty, c.certainty) AS certainty,"                  \
    " coalesce(n.reality, c.reality) AS reality, coalesce(n.record, c.record) AS record, c.hash AS hash"               \
    " FROM main.claim c LEFT JOIN main.claim_now n ON n.claim = c.no"                                                  \
    " WHERE (n.state IS NULL OR n.state NOT IN ('rejected', 'withdrawn'))"

#define PARTY_VIEW                                                                                                     \
    "CREATE TEMP VIEW claim_party AS SELECT p.claim AS claim, p.at AS at, p.role AS role, p.party AS party,"           \
    " p.key AS key FROM main.claim_party p WHERE NOT EXISTS (SELECT 1 FROM main.claim_now n WHERE n.claim = p.claim"   \
    " AND n.record IS NOT NULL) UNION ALL SELECT claim, at, role, party, key FROM main.claim_now_party;"

static rc_status only_for_reading(rc_ledger *ledger, rc_error *err)
{
    return ledger->read_only
               ? RC_OK
               : rc_fail(err, RC_EINVALID, "%s: corrections are seen by connections that only read", ledger->path);
}

rc_status rc_ledger_see_corrected(rc_ledger *ledger, rc_error *err)
{
    rc_status status = only_for_reading(ledger, err);
    if (status != RC_OK) return status;
    return rc_sql_exec(ledger, "PRAGMA query_only = OFF;" CLAIM_VIEW ";" PARTY_VIEW "PRAGMA query_only = ON",
                       "read corrections", err);
}

typedef struct narrowing {
    rc_ledger *ledger;
    const rc_browse_filter *filter;
    rc_arena *arena;
    sqlite3_stmt *stmt;
    bool events_only;
} narrowing;

#define ONLY_EVENTS "CREATE TEMP VIEW event AS SELECT * FROM main.event WHERE no IN (SELECT no FROM temp.only_event);"

static rc_status narrow(void *context, rc_error *err)
{
    narrowing *n = context;
    rc_choice choice;
    rc_choice_make(&choice, n->filter, RC_TAG_COUNT, n->arena);
    rc_status status =
        rc_sql_exec(n->ledger, "PRAGMA query_only = OFF; CREATE TEMP TABLE only_event (no INTEGER PRIMARY KEY)",
                    "choose events", err);
    if (status == RC_OK)
        status = rc_choice_ask(&choice, n->ledger, &n->stmt, "INSERT INTO temp.only_event SELECT e.no FROM event e", "",
                               err);
    if (status == RC_OK) status = rc_sql_run(n->ledger, n->stmt, "choose events", err);
    if (status != RC_OK) return status;
    if (n->events_only)
        return rc_sql_exec(n->ledger, CLAIM_VIEW ";" PARTY_VIEW ONLY_EVENTS "PRAGMA query_only = ON", "choose events",
                           err);
    return rc_sql_exec(
        n->ledger,
        CLAIM_VIEW
        " AND c.no IN (SELECT m.claim FROM main.event_claim m JOIN temp.only_event o ON o.no = m.event);" PARTY_VIEW
            ONLY_EVENTS
        "CREATE TEMP VIEW report AS SELECT * FROM main.report WHERE no IN (SELECT c.report FROM main.claim c"
        " JOIN main.event_claim m ON m.claim = c.no JOIN temp.only_event o ON o.no = m.event);"
        "PRAGMA query_only = ON",
        "choose events", err);
}

static rc_status see(narrowing *n, rc_error *err)
{
    rc_status status = only_for_reading(n->ledger, err);
    if (status == RC_OK) status = rc_arena_run(n->arena, narrow, n, "choosing events", err);
    sqlite3_finalize(n->stmt);
    return status;
}

rc_status rc_ledger_see_only(rc_ledger *ledger, const rc_browse_filter *filter, rc_arena *arena, rc_error *err)
{
    narrowing n = {.ledger = ledger, .filter = filter, .arena = arena};
    return see(&n, err);
}

rc_status rc_ledger_see_events(rc_ledger *ledger, const rc_browse_filter *filter, uint64_t *n_events, rc_arena *arena,
                               rc_error *err)
{
    narrowing n = {.ledger = ledger, .filter = filter, .arena = arena, .events_only = true};
    int64_t number = 0;
    rc_status status = see(&n, err);
    if (status == RC_OK)
        status = rc_sql_number(ledger, &number, "SELECT count(*) FROM temp.only_event", "count events", err, "");
    *n_events = (uint64_t)number;
    return status;
}
