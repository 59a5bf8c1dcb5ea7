/* What lists of events are ordered by and counted by: made from events and the claims in them, as they stand now. */
#include "ledger/review.h"

static const char rank[] =
    "WITH clash AS (SELECT event, count(*) AS n FROM contradiction WHERE event > ?1 GROUP BY event)"
    " INSERT INTO event_rank (event, rank, spread, day, n_contradictions)"
    " SELECT e.no, CASE WHEN e.status = 'contested' OR k.n > 0 THEN 0 WHEN e.spread > 0 THEN 1 WHEN e.n_origins = 1 "
    "THEN 2"
    " ELSE 3 END, e.spread, coalesce(e.told_to, -2147483648), coalesce(k.n, 0)"
    " FROM event e LEFT JOIN clash k ON k.event = e.no WHERE e.no > ?1";

#define TAG "INSERT OR IGNORE INTO event_tag (kind, value, event) "
#define LAST_ACT(tag, name, field, without)                                                                            \
    TAG "SELECT '" tag "', coalesce((SELECT nullif(a.value ->> '" field "', '') FROM event_claim ec"                   \
        " JOIN act_claim ac ON ac.claim = ec.claim JOIN act a ON a.seq = ac.seq WHERE ec.event = e.no AND a.what = "   \
        "'" name "' AND a.undone IS NULL ORDER BY a.seq DESC LIMIT 1), '" without "'), e.no FROM event e WHERE e.no"

static const char *const tags[] = {
    TAG "SELECT 'type', type, no FROM event WHERE no > ?1",
    TAG "SELECT 'status', status, no FROM event WHERE no > ?1",
    TAG "SELECT 'country', country, no FROM event WHERE no > ?1 AND country <> ''",
    TAG "SELECT 'place', place, no FROM event WHERE no > ?1 AND place <> ''",
    TAG "SELECT 'located', CASE WHEN lat IS NULL THEN 'no' WHEN precision = 'country' THEN 'country' ELSE 'yes' END, no"
        " FROM event WHERE no > ?1",
    TAG "SELECT 'dated', CASE WHEN day_from IS NULL THEN 'no' ELSE 'yes' END, no FROM event WHERE no > ?1",
    TAG "SELECT 'clash', kind, event FROM contradiction WHERE event > ?1",
    TAG "SELECT 'outlet', r.outlet, ec.event FROM event_claim ec JOIN main.claim c ON c.no = ec.claim"
        " JOIN report r ON r.no = c.report WHERE ec.event > ?1 AND r.outlet <> ''",
    TAG "SELECT 'lang', r.lang, ec.event FROM event_claim ec JOIN main.claim c ON c.no = ec.claim"
        " JOIN report r ON r.no = c.report WHERE ec.event > ?1 AND r.lang <> ''",
    TAG "SELECT 'side', p.party, ec.event FROM event_claim ec JOIN main.claim_party p ON p.claim = ec.claim"
        " WHERE ec.event > ?1 AND p.party NOT IN ('', 'unknown')"
        " AND NOT EXISTS (SELECT 1 FROM claim_now n WHERE n.claim = ec.claim AND n.record IS NOT NULL)",
    TAG "SELECT 'side', p.party, ec.event FROM claim_now_party p JOIN event_claim ec ON ec.claim = p.claim"
        " WHERE ec.event > ?1 AND p.party NOT IN ('', 'unknown')",
    LAST_ACT("work", "status", "status", "open") " > ?1",
    LAST_ACT("assignee", "assign", "to", "") " > ?1",
};

rc_status rc_events_rank(rc_ledger *ledger, int64_t after, rc_error *err)
{
    rc_status status = rc_sql_put(ledger, "DELETE FROM event_rank WHERE event > ?1", "rank events", err, "i", after);
    if (status == RC_OK)
        status = rc_sql_put(ledger, "DELETE FROM event_tag WHERE event > ?1", "rank events", err, "i", after);
    if (status == RC_OK) status = rc_sql_put(ledger, rank, "rank events", err, "i", after);
    for (size_t i = 0; i < sizeof tags / sizeof *tags && status == RC_OK; i++)
        status = rc_sql_put(ledger, tags[i], "rank events", err, "i", after);
    if (status == RC_OK) status = rc_sql_put(ledger, RC_FILL_FACETS " WHERE e.no > ?1", "rank events", err, "i", after);
    return status;
}

rc_status rc_events_tag_work(rc_ledger *ledger, int64_t claim_no, rc_error *err)
{
    static const char *const statements[] = {
        "DELETE FROM event_tag WHERE kind IN ('work', 'assignee') AND event = ?1",
        LAST_ACT("work", "status", "status", "open") " = ?1",
        LAST_ACT("assignee", "assign", "to", "") " = ?1",
    };
    int64_t event_no;
    rc_status status = rc_sql_number(ledger, &event_no, "SELECT event FROM event_claim WHERE claim = ?1",
                                     "find an event", err, "i", claim_no);
    for (size_t i = 0; i < sizeof statements / sizeof *statements && status == RC_OK; i++)
        status = rc_sql_put(ledger, statements[i], "tag an event", err, "i", event_no);
    if (status == RC_OK)
        status = rc_sql_put(ledger, RC_FILL_FACETS " WHERE e.no = ?1", "tag an event", err, "i", event_no);
    return status;
}
