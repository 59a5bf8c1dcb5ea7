/* Pairs of claims that are alike, and the claims of events, at hand: they are read once, and kept as they are written.
 */
#include "ledger/join.h"

#define FEW 128 /* reports of a chunk that is small: its pairs are written side by side */

/* ---- in the ledger: the newest are in pair_fresh, and by the earlier claim at hand; the others in join_pair */

static const char read_earlier[] = "SELECT earlier_report, earlier, score, 0 FROM join_pair WHERE later = ?1 UNION ALL"
                                   " SELECT earlier_report, earlier, score, 0 FROM pair_fresh WHERE later = ?1";
static const char read_later[] = "SELECT later_report, later, score, later_day FROM join_pair WHERE earlier = ?1";

static rc_status read_pairs(rc_joins *j, const char *sql, int64_t claim_no, rc_arena *arena, rc_pair_list *list,
                            rc_error *err)
{
    sqlite3_stmt *s;
    bool row = true;
    rc_status status = rc_sql_kept(j->ledger, &s, sql, "read pairs", err, "i", claim_no);
    list->len = 0;
    while (status == RC_OK) {
        status = rc_sql_step(j->ledger, s, &row, "read pairs", err);
        if (status != RC_OK || !row) break;
        *RC_PUSH(arena, list) = (rc_pair){{sqlite3_column_int64(s, 0), sqlite3_column_int64(s, 1)},
                                          sqlite3_column_double(s, 2),
                                          sqlite3_column_int64(s, 3)};
    }
    list->is_known = status == RC_OK;
    return status;
}

rc_status rc_joins_read_earlier(rc_joins *j, int64_t claim_no, rc_arena *arena, rc_pair_list *out, rc_error *err)
{
    return read_pairs(j, read_earlier, claim_no, arena, out, err);
}

rc_status rc_joins_read_later(rc_joins *j, int64_t claim_no, rc_arena *arena, rc_pair_list *out, rc_error *err)
{
    const rc_pair_list *fresh = rc_numbers_get(&j->fresh_pairs, claim_no);
    rc_status status = read_pairs(j, read_later, claim_no, arena, out, err);
    for (size_t i = 0; fresh && i < fresh->len; i++) *RC_PUSH(arena, out) = fresh->ptr[i];
    return status;
}

static void drop_fresh(rc_joins *j, int64_t earlier, int64_t later)
{
    rc_pair_list *list = rc_numbers_get(&j->fresh_pairs, earlier);
    for (size_t i = 0; list && i < list->len; i++)
        if (list->ptr[i].row.claim == later) list->ptr[i--] = list->ptr[--list->len];
}

static rc_status delete_pair(rc_joins *j, int64_t later, int64_t earlier, rc_error *err)
{
    drop_fresh(j, earlier, later);
    rc_status status = rc_sql_put(j->ledger, "DELETE FROM pair_fresh WHERE later = ?1 AND earlier = ?2", "forget pairs",
                                  err, "ii", later, earlier);
    if (status != RC_OK) return status;
    return rc_sql_put(j->ledger, "DELETE FROM join_pair WHERE later = ?1 AND earlier = ?2", "forget pairs", err, "ii",
                      later, earlier);
}

rc_status rc_joins_delete_pairs(rc_joins *j, int64_t claim_no, const rc_pair_list *earlier, const rc_pair_list *later,
                                rc_error *err)
{
    rc_status status = RC_OK;
    for (size_t i = 0; i < earlier->len && status == RC_OK; i++)
        status = delete_pair(j, claim_no, earlier->ptr[i].row.claim, err);
    for (size_t i = 0; i < later->len && status == RC_OK; i++)
        status = delete_pair(j, later->ptr[i].row.claim, claim_no, err);
    return status;
}

void rc_joins_fresh_pair(rc_joins *j, int64_t earlier, const rc_pair *later)
{
    rc_pair_list *list = rc_numbers_get(&j->fresh_pairs, earlier);
    if (!list) {
        list = RC_NEW(&j->freshing, rc_pair_list);
        *rc_numbers_put(&j->freshing, &j->fresh_pairs, earlier) = list;
    }
    *RC_PUSH(&j->freshing, list) = *later;
    j->n_fresh_pairs++;
}

/* ---- at hand */

rc_status rc_joins_earlier(rc_joins *j, rc_hand_claim c, const rc_pair_list **out, rc_error *err)
{
    rc_pair_list *list = &c.report->earlier[c.i];
    *out = list;
    return list->is_known ? RC_OK : rc_joins_read_earlier(j, rc_joins_claim_no(c), &j->keep, list, err);
}

rc_status rc_joins_later(rc_joins *j, rc_hand_claim c, const rc_pair_list **out, rc_error *err)
{
    rc_pair_list *list = &c.report->later[c.i];
    *out = list;
    return list->is_known ? RC_OK : rc_joins_read_later(j, rc_joins_claim_no(c), &j->keep, list, err);
}

void rc_joins_pairs_unknown(rc_joins *j, int64_t report_no, int64_t claim_no)
{
    rc_join_at_hand *r = rc_joins_peek(j, report_no);
    for (uint32_t i = 0; r && i < r->n; i++)
        if (r->claim_no[i] == claim_no) r->earlier[i].is_known = r->later[i].is_known = false;
}

void rc_joins_pairs_none(rc_join_at_hand *r)
{
    for (uint32_t i = 0; i < r->n; i++) {
        r->earlier[i].len = r->later[i].len = 0;
        r->earlier[i].is_known = r->later[i].is_known = true;
    }
}

static void keep_pair(rc_joins *j, rc_pair_list *list, const rc_pair *pair)
{
    if (!list->is_known) return;
    for (size_t i = 0; i < list->len; i++) {
        if (list->ptr[i].row.claim != pair->row.claim) continue;
        list->ptr[i] = *pair;
        return;
    }
    *RC_PUSH(&j->keep, list) = *pair;
}

static bool may_hold(const rc_pair_list *list, int64_t claim_no)
{
    for (size_t i = 0; i < list->len; i++)
        if (list->ptr[i].row.claim == claim_no) return true;
    return !list->is_known;
}

rc_status rc_joins_pair(rc_joins *j, rc_hand_claim later, rc_hand_claim earlier, double score, rc_error *err)
{
    static const char fresh[] = "INSERT INTO pair_fresh (later, earlier, score, later_report, later_day,"
                                " earlier_report) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
    static const char lasting[] = "INSERT INTO join_pair (later, earlier, score, later_report, later_day,"
                                  " earlier_report) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
    int64_t later_no = rc_joins_claim_no(later), earlier_no = rc_joins_claim_no(earlier);
    bool is_fresh = j->chunk.len < FEW, is_there = may_hold(&later.report->earlier[later.i], earlier_no);
    rc_status status = is_there ? delete_pair(j, later_no, earlier_no, err) : RC_OK;
    if (status != RC_OK) return status;
    keep_pair(j, &later.report->earlier[later.i], &(rc_pair){{earlier.report->no, earlier_no}, score, 0});
    keep_pair(j, &earlier.report->later[earlier.i], &(rc_pair){{later.report->no, later_no}, score, later.report->day});
    if (is_fresh)
        rc_joins_fresh_pair(j, earlier_no, &(rc_pair){{later.report->no, later_no}, score, later.report->day});
    return rc_sql_put(j->ledger, is_fresh ? fresh : lasting, "write pairs", err, "iiriii", later_no, earlier_no, score,
                      later.report->no, later.report->day, earlier.report->no);
}

static void lose_later(rc_joins *j, const rc_join_row *earlier, int64_t claim_no)
{
    rc_join_at_hand *r = rc_joins_peek(j, earlier->report);
    for (uint32_t i = 0; r && i < r->n; i++) {
        rc_pair_list *list = &r->later[i];
        if (r->claim_no[i] != earlier->claim) continue;
        for (size_t k = 0; k < list->len; k++)
            if (list->ptr[k].row.claim == claim_no) list->ptr[k--] = list->ptr[--list->len];
    }
}

rc_status rc_joins_unpair(rc_joins *j, rc_hand_claim later, rc_error *err)
{
    const rc_pair_list *list;
    int64_t claim_no = rc_joins_claim_no(later);
    rc_status status = rc_joins_earlier(j, later, &list, err);
    if (status != RC_OK || !list->len) return status;
    for (size_t i = 0; i < list->len; i++) {
        lose_later(j, &list->ptr[i].row, claim_no);
        drop_fresh(j, list->ptr[i].row.claim, claim_no);
    }
    later.report->earlier[later.i].len = 0;
    status = rc_sql_put(j->ledger, "DELETE FROM pair_fresh WHERE later = ?1", "write pairs", err, "i", claim_no);
    if (status != RC_OK) return status;
    return rc_sql_put(j->ledger, "DELETE FROM join_pair WHERE later = ?1", "write pairs", err, "i", claim_no);
}

/* ---- events */

static rc_status read_members(rc_joins *j, int64_t event_no, rc_join_rows *rows, rc_error *err)
{
    sqlite3_stmt *s;
    bool row = true;
    rc_status status = rc_sql_kept(j->ledger, &s,
                                   "SELECT c.report, c.no FROM event_claim m JOIN main.claim c ON c.no = m.claim"
                                   " WHERE m.event = ?1 ORDER BY m.at",
                                   "read an event", err, "i", event_no);
    while (status == RC_OK) {
        status = rc_sql_step(j->ledger, s, &row, "read an event", err);
        if (status != RC_OK || !row) break;
        *RC_PUSH(&j->keep, rows) = (rc_join_row){sqlite3_column_int64(s, 0), sqlite3_column_int64(s, 1)};
    }
    return status;
}

static rc_join_rows *members_at_hand(rc_joins *j, int64_t event_no)
{
    rc_join_rows *rows = rc_numbers_get(&j->members, event_no);
    if (rows) return rows;
    rows = RC_NEW(&j->keep, rc_join_rows);
    *rc_numbers_put(&j->keep, &j->members, event_no) = rows;
    return rows;
}

rc_status rc_joins_members(rc_joins *j, int64_t event_no, const rc_join_rows **out, rc_error *err)
{
    rc_join_rows *rows = members_at_hand(j, event_no);
    *out = rows;
    return rows->len ? RC_OK : read_members(j, event_no, rows, err);
}

void rc_joins_set_members(rc_joins *j, int64_t event_no, const rc_join_row *members, size_t n)
{
    rc_join_rows *rows = members_at_hand(j, event_no);
    rows->len = 0;
    for (size_t i = 0; i < n; i++) *RC_PUSH(&j->keep, rows) = members[i];
}
