/* How an act holds on to the words it is about. */
#include "ledger/review.h"

#define LEAST_SHARED 0.5 /* of the words of both claims together */

json_t *rc_anchor_of(rc_ledger *ledger, int64_t claim_no, rc_error *err)
{
    sqlite3_stmt *stmt;
    bool row;
    if (rc_sql_ask(ledger, &stmt,
                   "SELECT r.id, c.ordinal, c.record ->> '$.span[0]', c.record ->> '$.span[1]' FROM main.claim c"
                   " JOIN report r ON r.no = c.report WHERE c.no = ?1",
                   "read a claim", err, "i", claim_no) != RC_OK)
        return NULL;
    json_t *anchor = NULL;
    if (rc_sql_step(ledger, stmt, &row, "read a claim", err) == RC_OK && row) {
        rc_str id = rc_sql_column(stmt, 0);
        anchor =
            json_pack("{s:s%,s:I,s:[I,I]}", "report", id.ptr, id.len, "n", (json_int_t)sqlite3_column_int64(stmt, 1),
                      "span", (json_int_t)sqlite3_column_int64(stmt, 2), (json_int_t)sqlite3_column_int64(stmt, 3));
    }
    sqlite3_finalize(stmt);
    if (!anchor) rc_fail(err, RC_ENOTFOUND, "%s: there is no such claim", ledger->path);
    return anchor;
}

rc_status rc_anchor_find(rc_ledger *ledger, const json_t *anchor, int64_t *claim_no, rc_error *err)
{
    const json_t *span = json_object_get(anchor, "span");
    const char *report = json_string_value(json_object_get(anchor, "report"));
    int64_t from = json_integer_value(json_array_get(span, 0)), to = json_integer_value(json_array_get(span, 1));
    *claim_no = 0;
    if (!report) return RC_OK;
    /* The words shared, as a part of the words of both. */
    return rc_sql_number(
        ledger, claim_no,
        "SELECT no FROM (SELECT c.no, c.ordinal, max(0, min(?3, c.record ->> '$.span[1]') - max(?2, c.record ->>"
        " '$.span[0]')) * 1.0 / max(1, max(?3, c.record ->> '$.span[1]') - min(?2, c.record ->> '$.span[0]')) AS shared"
        " FROM main.claim c JOIN report r ON r.no = c.report WHERE r.id = ?1) WHERE shared >= ?5"
        " ORDER BY shared DESC, ordinal = ?4 DESC, ordinal LIMIT 1",
        "find a claim", err, "tiiir", rc_str_of(report), from, to,
        (int64_t)json_integer_value(json_object_get(anchor, "n")), LEAST_SHARED);
}
