/* Fingerprints by a few of their keys, on disk: a copy of any age is found without an index of all reports in memory.
 * What the newest reports add is at hand until it is written with that of many others (join_fresh.c). */
#include <stdlib.h>

#include "ledger/join.h"

/* Half of a key says which it is, as well as need be. */
static int64_t key_of(uint64_t key)
{
    return (int64_t)(uint32_t)key;
}

static int by_day(const void *left, const void *right)
{
    const rc_far_row *a = left, *b = right;
    if (a->day != b->day) return a->day < b->day ? -1 : 1;
    return (a->report > b->report) - (a->report < b->report);
}

void rc_joins_far_add(rc_joins *j, int64_t report_no, int64_t day, const uint64_t *keys, uint32_t n)
{
    uint64_t room[COPY_FAR_KEYS];
    uint32_t count;
    const uint64_t *far = rc_copy_far_keys(day != RC_NO_DAY, keys, n, room, &count);
    for (uint32_t i = 0; i < count; i++) {
        rc_far_list *list = rc_numbers_get(&j->fresh_prints, key_of(far[i]));
        if (!list) {
            list = RC_NEW(&j->freshing, rc_far_list);
            *rc_numbers_put(&j->freshing, &j->fresh_prints, key_of(far[i])) = list;
        }
        *RC_PUSH(&j->freshing, list) = (rc_far_row){day, report_no};
        for (size_t k = list->len - 1; k > 0 && by_day(&list->ptr[k - 1], &list->ptr[k]) > 0; k--) {
            rc_far_row row = list->ptr[k];
            list->ptr[k] = list->ptr[k - 1];
            list->ptr[k - 1] = row;
        }
    }
}

rc_status rc_joins_far_drop(rc_joins *j, int64_t report_no, int64_t day, const uint64_t *keys, uint32_t n,
                            rc_error *err)
{
    uint64_t room[COPY_FAR_KEYS];
    uint32_t count;
    const uint64_t *far = rc_copy_far_keys(day != RC_NO_DAY, keys, n, room, &count);
    rc_status status = RC_OK;
    for (uint32_t i = 0; i < count && status == RC_OK; i++) {
        rc_far_list *list = rc_numbers_get(&j->fresh_prints, key_of(far[i]));
        size_t kept = 0;
        for (size_t k = 0; list && k < list->len; k++)
            if (list->ptr[k].report != report_no) list->ptr[kept++] = list->ptr[k];
        if (list) list->len = kept;
        status = rc_sql_put(j->ledger, "DELETE FROM join_print WHERE key = ?1 AND day = ?2 AND report = ?3",
                            "forget copies", err, "iii", key_of(far[i]), day, report_no);
    }
    return status;
}

/* ---- looking */

typedef struct far_found {
    rc_far_row row;
    uint32_t votes;
} far_found;

typedef struct far_search {
    rc_joins *j;
    int64_t from, to, most; /* days; rows of a key */
    bool ahead;             /* the first of them are the nearest, else the last */
    rc_numbers by_report;
    RC_VEC(far_found *) found;
} far_search;

static void vote(far_search *s, const rc_far_row *row)
{
    far_found *found = rc_numbers_get(&s->by_report, row->report);
    if (!found) {
        found = RC_NEW(&s->j->scratch, far_found);
        found->row = *row;
        *rc_numbers_put(&s->j->scratch, &s->by_report, row->report) = found;
        *RC_PUSH(&s->j->scratch, &s->found) = found;
    }
    found->votes++;
}

/* The nearest first. */
static rc_status read_stored(far_search *s, int64_t key, rc_far_list *out, rc_error *err)
{
    static const char before[] = "SELECT day, report FROM join_print WHERE key = ?1 AND day BETWEEN ?2 AND ?3"
                                 " ORDER BY day DESC, report DESC LIMIT ?4";
    static const char after[] = "SELECT day, report FROM join_print WHERE key = ?1 AND day BETWEEN ?2 AND ?3"
                                " ORDER BY day, report LIMIT ?4";
    sqlite3_stmt *stmt;
    bool row = true;
    rc_status status = rc_sql_kept(s->j->ledger, &stmt, s->ahead ? after : before, "read copies", err, "iiii", key,
                                   s->from, s->to, s->most);
    while (status == RC_OK) {
        status = rc_sql_step(s->j->ledger, stmt, &row, "read copies", err);
        if (status != RC_OK || !row) break;
        *RC_PUSH(&s->j->scratch, out) = (rc_far_row){sqlite3_column_int64(stmt, 0), sqlite3_column_int64(stmt, 1)};
    }
    return status;
}

/* The stored and the fresh, as one list. */
static rc_status look_under(far_search *s, int64_t key, rc_error *err)
{
    const rc_far_list *fresh = rc_numbers_get(&s->j->fresh_prints, key);
    rc_far_list all = {0};
    rc_status status = read_stored(s, key, &all, err);
    for (size_t i = 0; fresh && i < fresh->len; i++)
        if (fresh->ptr[i].day >= s->from && fresh->ptr[i].day <= s->to) *RC_PUSH(&s->j->scratch, &all) = fresh->ptr[i];
    if (all.len) qsort(all.ptr, all.len, sizeof *all.ptr, by_day);
    size_t n = all.len < (size_t)s->most ? all.len : (size_t)s->most;
    for (size_t i = 0; i < n; i++) vote(s, &all.ptr[s->ahead ? i : all.len - 1 - i]);
    return status;
}

/* Most reports that come are of the newest: none lie behind them. */
static rc_status look_in(far_search *s, int64_t from, int64_t to, const uint64_t *keys, uint32_t n, rc_error *err)
{
    const rc_joins *j = s->j;
    bool some = from == RC_NO_DAY ? j->has_undated : from <= j->last_day && to >= j->first_day;
    rc_status status = RC_OK;
    s->from = from;
    s->to = to;
    s->most = from == RC_NO_DAY ? COPY_UNDATED_LOOK : COPY_FAR_LOOK;
    for (uint32_t i = 0; i < n && some && status == RC_OK; i++) status = look_under(s, key_of(keys[i]), err);
    return status;
}

/* All reports but those of its time; those without a day come last, and are far from all. */
static rc_status look_beyond(far_search *s, int64_t day, const uint64_t *keys, uint32_t n, rc_error *err)
{
    int64_t window = rc_copy_window_days();
    rc_status status = RC_OK;
    if (day != RC_NO_DAY && s->ahead) status = look_in(s, day + window + 1, RC_NO_DAY - 1, keys, n, err);
    if (day != RC_NO_DAY && !s->ahead) status = look_in(s, INT64_MIN, day - window - 1, keys, n, err);
    if (day == RC_NO_DAY && !s->ahead) status = look_in(s, INT64_MIN, RC_NO_DAY - 1, keys, n, err);
    if (status == RC_OK && (day == RC_NO_DAY || s->ahead)) status = look_in(s, RC_NO_DAY, RC_NO_DAY, keys, n, err);
    return status;
}

/* More votes first, of as many the later report. */
static int by_votes(const void *left, const void *right)
{
    const far_found *a = *(far_found *const *)left, *b = *(far_found *const *)right;
    return a->votes != b->votes ? (a->votes < b->votes) - (a->votes > b->votes) : by_day(&b->row, &a->row);
}

/* Of two reports without a day the id says which comes first. */
static rc_status is_wanted(const far_search *s, const rc_join_at_hand *of, const far_found *found, bool *yes,
                           rc_error *err)
{
    rc_join_at_hand *other;
    *yes = found->row.report != of->no;
    if (!*yes || of->day != RC_NO_DAY || found->row.day != RC_NO_DAY) return RC_OK;
    rc_status status = rc_joins_report(s->j, found->row.report, &other, err);
    *yes = status == RC_OK && (rc_str_cmp(other->report.id, of->report.id) > 0) == s->ahead;
    return status;
}

rc_status rc_joins_far_find(rc_joins *j, const rc_join_at_hand *of, bool ahead, const uint64_t *keys, uint32_t n,
                            rc_row_list *out, rc_error *err)
{
    far_search s = {.j = j, .ahead = ahead};
    uint64_t room[COPY_FAR_KEYS];
    uint32_t count;
    const uint64_t *far = rc_copy_far_keys(of->day != RC_NO_DAY, keys, n, room, &count);
    size_t most = of->day == RC_NO_DAY ? COPY_CANDIDATES : COPY_FAR_CANDIDATES;
    rc_status status = look_beyond(&s, of->day, far, count, err);
    if (s.found.len) qsort(s.found.ptr, s.found.len, sizeof *s.found.ptr, by_votes);
    for (size_t i = 0; i < s.found.len && (ahead || out->len < most) && status == RC_OK; i++) {
        const far_found *found = s.found.ptr[i];
        bool is_dated = of->day != RC_NO_DAY && found->row.day != RC_NO_DAY, wanted;
        if (found->votes < (is_dated ? COPY_FAR_VOTES : COPY_UNDATED_VOTES)) continue;
        status = is_wanted(&s, of, found, &wanted, err);
        if (wanted) *RC_PUSH(&j->scratch, out) = found->row.report;
    }
    return status;
}

/* ---- writing */

typedef struct far_key {
    int64_t key;
    rc_far_row row;
} far_key;

static int by_key(const void *left, const void *right)
{
    const far_key *a = left, *b = right;
    return a->key != b->key ? (a->key < b->key ? -1 : 1) : by_day(&a->row, &b->row);
}

rc_status rc_joins_far_write(rc_joins *j, rc_error *err)
{
    RC_VEC(far_key) rows = {0};
    rc_status status = RC_OK;
    for (size_t i = 0; i < j->fresh_prints.cap; i++) {
        const rc_far_list *list = j->fresh_prints.slots[i].value;
        for (size_t k = 0; list && k < list->len; k++)
            *RC_PUSH(&j->scratch, &rows) = (far_key){j->fresh_prints.slots[i].number, list->ptr[k]};
    }
    if (rows.len) qsort(rows.ptr, rows.len, sizeof *rows.ptr, by_key);
    for (size_t i = 0; i < rows.len && status == RC_OK; i++)
        status = rc_sql_put(j->ledger, "INSERT OR IGNORE INTO join_print (key, day, report) VALUES (?1, ?2, ?3)",
                            "write copies", err, "iii", rows.ptr[i].key, rows.ptr[i].row.day, rows.ptr[i].row.report);
    return status;
}
