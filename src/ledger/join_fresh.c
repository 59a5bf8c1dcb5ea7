/* Keys and pairs of the newest reports. Those of one report would go to a page of join_key and join_pair_later each; of
 * many reports, written in their order, several go to one. Until then they are at hand, and in join_report and
 * pair_fresh for whoever comes next. */
#include <stdlib.h>

#include "ledger/join.h"

#define FRESH_REPORTS 256
#define FRESH_PAIRS 20000

void rc_joins_fresh_forget(rc_joins *j)
{
    rc_arena_release(&j->freshing);
    memset(&j->fresh, 0, sizeof j->fresh);
    memset(&j->fresh_prints, 0, sizeof j->fresh_prints);
    memset(&j->fresh_reports, 0, sizeof j->fresh_reports);
    memset(&j->fresh_pairs, 0, sizeof j->fresh_pairs);
    j->n_fresh = j->n_fresh_pairs = 0;
    j->fresh_known = false;
}

bool rc_joins_is_fresh(const rc_joins *j, int64_t report_no)
{
    return rc_numbers_get(&j->fresh_reports, report_no) != NULL;
}

const rc_near_list *rc_joins_fresh_under(const rc_joins *j, uint64_t key)
{
    return rc_numbers_get(&j->fresh, (int64_t)key);
}

static void note_report(rc_joins *j, int64_t report_no)
{
    if (rc_joins_is_fresh(j, report_no)) return;
    *rc_numbers_put(&j->freshing, &j->fresh_reports, report_no) = j;
    j->n_fresh++;
}

rc_status rc_joins_make_fresh(rc_joins *j, int64_t report_no, rc_error *err)
{
    note_report(j, report_no);
    return rc_sql_put(j->ledger, "INSERT OR IGNORE INTO join_fresh (report) VALUES (?1)", "index a report", err, "i",
                      report_no);
}

void rc_joins_fresh_add(rc_joins *j, uint64_t key, const rc_join_place *place, int64_t report_no)
{
    rc_near_list *list = rc_numbers_get(&j->fresh, (int64_t)key);
    if (!list) {
        list = RC_NEW(&j->freshing, rc_near_list);
        *rc_numbers_put(&j->freshing, &j->fresh, (int64_t)key) = list;
    }
    size_t at = rc_near_bound(list, place);
    if (at < list->len && rc_join_place_order(&list->ptr[at].place, place) == 0) return;
    RC_PUSH(&j->freshing, list);
    memmove(&list->ptr[at + 1], &list->ptr[at], (list->len - 1 - at) * sizeof *list->ptr);
    list->ptr[at] = (rc_near){.place = *place, .report_no = report_no};
    list->ptr[at].place.id = rc_arena_dup(&j->freshing, place->id);
}

void rc_joins_fresh_drop(rc_joins *j, uint64_t key, const rc_join_place *place)
{
    rc_near_list *list = rc_numbers_get(&j->fresh, (int64_t)key);
    if (!list) return;
    size_t at = rc_near_bound(list, place);
    if (at == list->len || rc_join_place_order(&list->ptr[at].place, place) != 0) return;
    memmove(&list->ptr[at], &list->ptr[at + 1], (list->len - 1 - at) * sizeof *list->ptr);
    list->len--;
}

/* ---- knowing them */

static void add_report(rc_joins *j, sqlite3_stmt *s)
{
    int64_t report_no = sqlite3_column_int64(s, 0);
    rc_join_place place = {.day = sqlite3_column_int64(s, 1), .id = rc_sql_column_dup(s, 2, &j->scratch)};
    size_t n = (size_t)sqlite3_column_bytes(s, 3) / sizeof(rc_kept_key);
    const char *bytes = sqlite3_column_blob(s, 3);
    note_report(j, report_no);
    for (size_t i = 0; i < n; i++) {
        rc_kept_key kept;
        memcpy(&kept, bytes + i * sizeof kept, sizeof kept);
        place.ordinal = kept.ordinal;
        if (kept.key) rc_joins_fresh_add(j, (uint64_t)kept.key, &place, report_no);
    }
    uint32_t n_prints = (uint32_t)sqlite3_column_bytes(s, 4) / sizeof(uint64_t);
    uint64_t *prints = RC_NEWS(&j->scratch, uint64_t, n_prints);
    if (n_prints) memcpy(prints, sqlite3_column_blob(s, 4), n_prints * sizeof *prints);
    rc_joins_far_add(j, report_no, place.day, prints, n_prints);
    rc_arena_reset(&j->scratch);
}

static rc_status read_pairs(rc_joins *j, rc_error *err)
{
    sqlite3_stmt *s;
    bool row = true;
    rc_status status =
        rc_sql_kept(j->ledger, &s, "SELECT earlier, later_report, later, score, later_day FROM pair_fresh",
                    "read the index", err, "");
    while (status == RC_OK) {
        status = rc_sql_step(j->ledger, s, &row, "read the index", err);
        if (status != RC_OK || !row) break;
        rc_pair later = {{sqlite3_column_int64(s, 1), sqlite3_column_int64(s, 2)},
                         sqlite3_column_double(s, 3),
                         sqlite3_column_int64(s, 4)};
        rc_joins_fresh_pair(j, sqlite3_column_int64(s, 0), &later);
    }
    return status;
}

static rc_status read_fresh(rc_joins *j, rc_error *err)
{
    sqlite3_stmt *s;
    bool row = true;
    rc_status status =
        rc_sql_kept(j->ledger, &s,
                    "SELECT f.report, k.day, r.id, k.claims, k.prints FROM join_fresh f CROSS JOIN join_report k"
                    " ON k.report = f.report CROSS JOIN report r ON r.no = f.report",
                    "read the index", err, "");
    while (status == RC_OK) {
        status = rc_sql_step(j->ledger, s, &row, "read the index", err);
        if (status != RC_OK || !row) break;
        add_report(j, s);
    }
    if (status == RC_OK) status = read_pairs(j, err);
    j->fresh_known = status == RC_OK;
    return status;
}

/* ---- writing them */

typedef struct fresh_row {
    int64_t key;
    const rc_near *near;
} fresh_row;

static int by_key(const void *left, const void *right)
{
    const fresh_row *a = left, *b = right;
    if (a->key != b->key) return a->key < b->key ? -1 : 1;
    return rc_join_place_order(&a->near->place, &b->near->place);
}

static rc_status write_fresh(rc_joins *j, rc_error *err)
{
    RC_VEC(fresh_row) rows = {0};
    rc_status status = RC_OK;
    for (size_t i = 0; i < j->fresh.cap; i++) {
        const rc_near_list *list = j->fresh.slots[i].value;
        for (size_t k = 0; list && k < list->len; k++)
            *RC_PUSH(&j->scratch, &rows) = (fresh_row){j->fresh.slots[i].number, &list->ptr[k]};
    }
    if (rows.len) qsort(rows.ptr, rows.len, sizeof *rows.ptr, by_key);
    for (size_t i = 0; i < rows.len && status == RC_OK; i++) {
        const rc_near *near = rows.ptr[i].near;
        status = rc_sql_put(
            j->ledger, "INSERT OR IGNORE INTO join_key (key, day, id, ordinal, report) VALUES (?1, ?2, ?3, ?4, ?5)",
            "index a claim", err, "iitii", rows.ptr[i].key, near->place.day, near->place.id, near->place.ordinal,
            near->report_no);
    }
    if (status == RC_OK) status = rc_joins_far_write(j, err);
    if (status == RC_OK)
        status = rc_sql_put(j->ledger,
                            "INSERT INTO join_pair (later, earlier, score, later_report, later_day, earlier_report)"
                            " SELECT later, earlier, score, later_report, later_day, earlier_report FROM pair_fresh",
                            "write pairs", err, "");
    if (status == RC_OK) status = rc_sql_put(j->ledger, "DELETE FROM pair_fresh", "write pairs", err, "");
    if (status == RC_OK) status = rc_sql_put(j->ledger, "DELETE FROM join_fresh", "index claims", err, "");
    rc_arena_reset(&j->scratch);
    rc_joins_fresh_forget(j);
    j->fresh_known = status == RC_OK;
    return status;
}

rc_status rc_joins_fresh_begin(rc_joins *j, rc_error *err)
{
    rc_status status = j->fresh_known ? RC_OK : read_fresh(j, err);
    bool many = j->n_fresh >= FRESH_REPORTS || j->n_fresh_pairs >= FRESH_PAIRS;
    return status == RC_OK && many ? write_fresh(j, err) : status;
}
