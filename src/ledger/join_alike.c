/* Which reports are alike: each report looks among those before it, in an index of the reports of its time that is made
 * of the keys in join_report, and among all others on disk (join_far.c). What was found is kept in copy_pair. */
#include <stdlib.h>

#include "ledger/join.h"

#define INDEX_MORE 4096 /* reports that come into the index before it is made anew of those that are needed */

/* A report that came shares so many keys with a later one, whose candidates are known. */
typedef struct offer {
    rc_join_at_hand *late, *early;
    uint32_t votes;
} offer;

typedef struct looking {
    rc_joins *j;
    rc_row_list lookers; /* reports that look again */
    RC_VEC(offer) offers;
    rc_row_list copies; /* reports whose original may be another now */
} looking;

static int by_number(const void *left, const void *right)
{
    int64_t a = *(const int64_t *)left, b = *(const int64_t *)right;
    return (a > b) - (a < b);
}

void rc_row_list_distinct(rc_row_list *list)
{
    size_t n = 0;
    if (list->len) qsort(list->ptr, list->len, sizeof *list->ptr, by_number);
    for (size_t i = 0; i < list->len; i++)
        if (!n || list->ptr[n - 1] != list->ptr[i]) list->ptr[n++] = list->ptr[i];
    list->len = n;
}

rc_status rc_joins_push_numbers(rc_joins *j, rc_row_list *into, const char *sql, int64_t no, rc_error *err)
{
    sqlite3_stmt *s;
    bool row = true;
    rc_status status = rc_sql_kept(j->ledger, &s, sql, "read copies", err, "i", no);
    while (status == RC_OK) {
        status = rc_sql_step(j->ledger, s, &row, "read copies", err);
        if (status != RC_OK || !row) break;
        *RC_PUSH(&j->work, into) = sqlite3_column_int64(s, 0);
    }
    return status;
}

bool rc_row_list_holds(const rc_row_list *list, int64_t no)
{
    for (size_t i = 0; i < list->len; i++)
        if (list->ptr[i] == no) return true;
    return false;
}

/* ---- the index */

static rc_copy_entry entry_of(int64_t no, int64_t day, rc_str id)
{
    return (rc_copy_entry){day == RC_NO_DAY ? RC_DAY_NONE : (rc_day)day, id, no};
}

static rc_status fill_index(rc_joins *j, rc_error *err)
{
    sqlite3_stmt *s;
    bool row = true;
    int64_t expected;
    j->n_copies = 0;
    rc_arena_reset(&j->copying);
    j->copies = rc_copy_index_new(&j->copying);
    rc_status status = rc_sql_get(j->ledger, &expected,
                                  "SELECT count(*) FROM join_report WHERE day BETWEEN ?1 AND ?2 AND day < 2147483647",
                                  "read copies", err, "ii", j->copies_from, j->copies_to);
    if (status == RC_OK) rc_copy_index_reserve(j->copies, expected + (expected < INDEX_MORE ? expected : INDEX_MORE));
    j->copies_most = expected + INDEX_MORE;
    if (status == RC_OK)
        status = rc_sql_kept(j->ledger, &s,
                             "SELECT k.report, k.day, r.id, k.prints FROM join_report k JOIN report r"
                             " ON r.no = k.report WHERE k.day BETWEEN ?1 AND ?2 AND k.day < 2147483647",
                             "read copies", err, "ii", j->copies_from, j->copies_to);
    while (status == RC_OK) {
        status = rc_sql_step(j->ledger, s, &row, "read copies", err);
        if (status != RC_OK || !row) break;
        uint32_t n = (uint32_t)sqlite3_column_bytes(s, 3) / sizeof(uint64_t);
        if (!n) continue;
        rc_copy_entry entry =
            entry_of(sqlite3_column_int64(s, 0), sqlite3_column_int64(s, 1), rc_sql_column_dup(s, 2, &j->copying));
        uint64_t *keys = RC_NEWS(&j->scratch, uint64_t, n);
        memcpy(keys, sqlite3_column_blob(s, 3), n * sizeof *keys);
        rc_copy_index_add(j->copies, &entry, keys, n);
        rc_arena_reset(&j->scratch);
        j->n_copies++;
    }
    return status;
}

/* The reports of the chunk are there already. */
static rc_status know_days(rc_joins *j, rc_error *err)
{
    int64_t undated = 0;
    rc_status status = rc_sql_get(j->ledger, &j->first_day, "SELECT coalesce(min(day), 2147483647) FROM join_report",
                                  "read copies", err, "");
    if (status == RC_OK)
        status = rc_sql_get(j->ledger, &j->last_day,
                            "SELECT coalesce(max(day), -2147483647) FROM join_report WHERE day < 2147483647",
                            "read copies", err, "");
    if (status == RC_OK)
        status = rc_sql_get(j->ledger, &undated, "SELECT EXISTS (SELECT 1 FROM join_report WHERE day = 2147483647)",
                            "read copies", err, "");
    j->has_undated = undated != 0;
    return status;
}

/* Days that dated reports of the chunk may have copies of their time on. */
static rc_status days_needed(rc_joins *j, int64_t *from, int64_t *to, rc_error *err)
{
    int64_t window = rc_copy_window_days();
    rc_status status = know_days(j, err);
    *from = INT64_MAX;
    *to = INT64_MIN;
    for (size_t i = 0; i < j->chunk.len && status == RC_OK; i++) {
        rc_join_at_hand *r;
        status = rc_joins_report(j, j->chunk.ptr[i], &r, err);
        if (status != RC_OK || r->day == RC_NO_DAY) continue;
        if (r->day - window < *from) *from = r->day - window;
        if (r->day + window > *to) *to = r->day + window;
    }
    /* An index of all there is before or behind covers what is yet to come there. */
    if (j->first_day >= *from) *from = INT64_MIN;
    if (j->last_day <= *to) *to = INT64_MAX;
    return status;
}

static rc_status cover_days(rc_joins *j, rc_error *err)
{
    int64_t from, to;
    rc_status status = days_needed(j, &from, &to, err);
    if (status != RC_OK) return status;
    if (j->copies && j->copies_from <= from && j->copies_to >= to && j->n_copies < j->copies_most) return RC_OK;
    j->copies_from = from;
    j->copies_to = to;
    return fill_index(j, err);
}

static bool is_covered(const rc_joins *j, int64_t day)
{
    return day != RC_NO_DAY && day >= j->copies_from && day <= j->copies_to;
}

/* ---- one report goes, or comes */

static bool holds_candidate(const rc_copy_vote *list, uint32_t n, int64_t no)
{
    for (uint32_t i = 0; i < n; i++)
        if (list[i].ref == no) return true;
    return false;
}

/* Later reports for which this one is a candidate no longer. */
static void push_losers(looking *l, const rc_copy_entry *entry, const uint64_t *keys, uint32_t n)
{
    uint32_t count;
    const rc_copy_vote *later = rc_copy_index_later(l->j->copies, entry, keys, n, &count, &l->j->scratch);
    for (uint32_t i = 0; i < count; i++) {
        const rc_join_at_hand *r = rc_joins_peek(l->j, later[i].ref);
        if (r && r->candidates && !holds_candidate(r->candidates, r->n_near, entry->ref)) continue;
        *RC_PUSH(&l->j->work, &l->lookers) = later[i].ref;
    }
}

/* Later reports for which it may be one: those whose candidates are known need not look for all of them again. */
static void push_later(looking *l, rc_join_at_hand *early, const rc_copy_entry *entry, const uint64_t *keys, uint32_t n)
{
    uint32_t count;
    const rc_copy_vote *later = rc_copy_index_later(l->j->copies, entry, keys, n, &count, &l->j->scratch);
    for (uint32_t i = 0; i < count; i++) {
        rc_join_at_hand *r = rc_joins_peek(l->j, later[i].ref);
        if (r && r->candidates)
            *RC_PUSH(&l->j->work, &l->offers) = (offer){r, early, later[i].votes};
        else
            *RC_PUSH(&l->j->work, &l->lookers) = later[i].ref;
    }
}

static rc_status take_out(looking *l, int64_t no, rc_error *err)
{
    rc_joins *j = l->j;
    sqlite3_stmt *s;
    bool row;
    rc_status status = rc_sql_kept(j->ledger, &s,
                                   "SELECT k.day, r.id, k.prints FROM join_report k JOIN report r ON r.no = k.report"
                                   " WHERE k.report = ?1",
                                   "read copies", err, "i", no);
    if (status == RC_OK) status = rc_sql_step(j->ledger, s, &row, "read copies", err);
    if (status != RC_OK || !row) return status;
    uint32_t n = (uint32_t)sqlite3_column_bytes(s, 2) / sizeof(uint64_t);
    if (n) {
        rc_copy_entry entry = entry_of(no, sqlite3_column_int64(s, 0), rc_sql_column_dup(s, 1, &j->scratch));
        uint64_t *keys = RC_NEWS(&j->scratch, uint64_t, n);
        memcpy(keys, sqlite3_column_blob(s, 2), n * sizeof *keys);
        push_losers(l, &entry, keys, n);
        rc_copy_index_drop(j->copies, no, keys, n);
        status = rc_joins_far_drop(j, no, sqlite3_column_int64(s, 0), keys, n, err);
    }
    sqlite3_reset(s);
    if (status == RC_OK)
        status = rc_joins_push_numbers(l->j, &l->copies, "SELECT copy FROM copy_pair WHERE looker = ?1", no, err);
    if (status == RC_OK)
        status = rc_joins_push_numbers(l->j, &l->copies, "SELECT copy FROM copy_pair WHERE candidate = ?1", no, err);
    if (status == RC_OK)
        status = rc_joins_push_numbers(l->j, &l->lookers, "SELECT looker FROM copy_pair WHERE candidate = ?1", no, err);
    if (status == RC_OK)
        status = rc_sql_put(j->ledger, "DELETE FROM copy_pair WHERE candidate = ?1", "forget copies", err, "i", no);
    rc_arena_reset(&j->scratch);
    return status;
}

const rc_fingerprint *rc_joins_print(rc_joins *j, rc_join_at_hand *r)
{
    if (!r->print) r->print = rc_prepared_fingerprint(j->joiner, r->prepared, &j->keep, &j->scratch);
    return r->print;
}

static rc_status put_in(looking *l, int64_t no, rc_error *err)
{
    rc_joins *j = l->j;
    rc_join_at_hand *r;
    sqlite3_stmt *s;
    uint32_t n;
    rc_status status = rc_joins_report(j, no, &r, err);
    if (status == RC_OK)
        status = rc_sql_kept(j->ledger, &s, "UPDATE join_report SET prints = ?2 WHERE report = ?1", "write copies", err,
                             "i", no);
    if (status != RC_OK) return status;
    const uint64_t *keys = rc_fingerprint_keys(rc_joins_print(j, r), &n);
    sqlite3_bind_blob64(s, 2, n ? (const void *)keys : "", n * sizeof *keys, SQLITE_STATIC);
    status = rc_sql_run(j->ledger, s, "write copies", err);
    if (n && is_covered(j, r->day)) {
        rc_copy_entry entry = entry_of(no, r->day, rc_arena_dup(&j->copying, r->report.id));
        rc_copy_index_add(j->copies, &entry, keys, n);
        j->n_copies++;
        push_later(l, r, &entry, keys, n);
    }
    rc_row_list far = {0};
    if (status == RC_OK) status = rc_joins_far_find(j, r, true, keys, n, &far, err);
    for (size_t i = 0; i < far.len; i++) *RC_PUSH(&j->work, &l->lookers) = far.ptr[i];
    rc_joins_far_add(j, no, r->day, keys, n);
    *RC_PUSH(&j->work, &l->lookers) = no;
    *RC_PUSH(&j->work, &l->copies) = no;
    rc_arena_reset(&j->scratch);
    return status;
}

/* ---- looking */

static rc_status compare(looking *l, rc_join_at_hand *late, int64_t candidate, rc_error *err)
{
    rc_joins *j = l->j;
    rc_join_at_hand *early;
    rc_copy_found found;
    rc_status status = rc_joins_report(j, candidate, &early, err);
    if (status != RC_OK) return status;
    const rc_fingerprint *a = rc_joins_print(j, early), *b = rc_joins_print(j, late);
    if (!rc_fingerprints_compare(&found, a, b, &j->scratch, &j->scratch)) return RC_OK;
    int64_t copy = found.first_is_original ? late->no : early->no;
    int64_t original = found.first_is_original ? early->no : late->no;
    *RC_PUSH(&j->work, &l->copies) = copy;
    return rc_sql_put(j->ledger,
                      "INSERT INTO copy_pair (looker, candidate, copy, original, kind, similarity, strength, why)"
                      " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
                      "write copies", err, "iiiiirrt", late->no, early->no, copy, original, (int64_t)found.kind,
                      found.similarity, found.strength, found.why);
}

static rc_status forget_pair(looking *l, int64_t looker, int64_t candidate, rc_error *err)
{
    int64_t copy;
    rc_status status =
        rc_sql_get(l->j->ledger, &copy, "SELECT copy FROM copy_pair WHERE looker = ?1 AND candidate = ?2",
                   "read copies", err, "ii", looker, candidate);
    if (status != RC_OK || !copy) return status;
    *RC_PUSH(&l->j->work, &l->copies) = copy;
    return rc_sql_put(l->j->ledger, "DELETE FROM copy_pair WHERE looker = ?1 AND candidate = ?2", "forget copies", err,
                      "ii", looker, candidate);
}

/* What it was compared with before and is no longer, what it is still, and what is new. */
static rc_status look_again(looking *l, rc_join_at_hand *r, const rc_copy_vote *now, uint32_t n, rc_error *err)
{
    rc_status status = RC_OK;
    for (uint32_t i = 0; i < r->n_candidates && status == RC_OK; i++)
        if (!holds_candidate(now, n, r->candidates[i].ref)) status = forget_pair(l, r->no, r->candidates[i].ref, err);
    for (uint32_t i = 0; i < n && status == RC_OK; i++) {
        rc_join_at_hand *other;
        status = rc_joins_report(l->j, now[i].ref, &other, err);
        if (status != RC_OK || (holds_candidate(r->candidates, r->n_candidates, now[i].ref) && !other->is_new))
            continue;
        status = compare(l, r, now[i].ref, err); /* no pair of the two is left: one that is new was taken out */
    }
    return status;
}

/* More votes first, of as many the later report. */
static rc_status is_likelier(rc_joins *j, const rc_copy_vote *a, const rc_copy_vote *b, bool *yes, rc_error *err)
{
    rc_join_at_hand *x, *y;
    *yes = a->votes > b->votes;
    if (a->votes != b->votes) return RC_OK;
    rc_status status = rc_joins_report(j, a->ref, &x, err);
    if (status == RC_OK) status = rc_joins_report(j, b->ref, &y, err);
    if (status != RC_OK) return status;
    *yes = x->day != y->day ? x->day > y->day : rc_str_cmp(x->report.id, y->report.id) > 0;
    return RC_OK;
}

/* The least likely of the candidates of its time. */
static rc_status find_least(rc_joins *j, const rc_join_at_hand *r, uint32_t *out, rc_error *err)
{
    rc_status status = RC_OK;
    *out = 0;
    for (uint32_t i = 1; i < r->n_near && status == RC_OK; i++) {
        bool likelier;
        status = is_likelier(j, &r->candidates[*out], &r->candidates[i], &likelier, err);
        if (likelier) *out = i;
    }
    return status;
}

/* The new candidate joins those there are, or takes the place of the least likely of them, as if all were looked for.
 */
static rc_status take_offer(looking *l, const offer *o, rc_error *err)
{
    rc_join_at_hand *r = o->late;
    rc_copy_vote mine = {o->early->no, o->votes};
    uint32_t at = r->n_near;
    rc_status status = RC_OK;
    if (at == COPY_CANDIDATES) {
        bool likelier = false;
        status = find_least(l->j, r, &at, err);
        if (status == RC_OK) status = is_likelier(l->j, &mine, &r->candidates[at], &likelier, err);
        if (status != RC_OK || !likelier) return status;
        status = forget_pair(l, r->no, r->candidates[at].ref, err);
    } else {
        memmove(&r->candidates[at + 1], &r->candidates[at], (r->n_candidates - at) * sizeof *r->candidates);
        r->n_candidates++;
        r->n_near++;
    }
    r->candidates[at] = mine;
    return status == RC_OK ? compare(l, r, mine.ref, err) : status;
}

static rc_status take_offers(looking *l, rc_error *err)
{
    rc_status status = RC_OK;
    for (size_t i = 0; i < l->offers.len && status == RC_OK; i++) {
        const offer *o = &l->offers.ptr[i];
        if (rc_row_list_holds(&l->lookers, o->late->no)) continue; /* it has looked for all */
        status = take_offer(l, o, err);
        rc_arena_reset(&l->j->scratch);
    }
    return status;
}

static rc_status look(looking *l, int64_t no, rc_error *err)
{
    rc_joins *j = l->j;
    rc_join_at_hand *r;
    rc_copy_vote candidates[COPY_COMPARED];
    uint32_t n_keys;
    rc_status status = rc_joins_report(j, no, &r, err);
    if (status == RC_OK && !r->candidates) {
        status = rc_joins_push_numbers(l->j, &l->copies, "SELECT copy FROM copy_pair WHERE looker = ?1", no, err);
        if (status == RC_OK)
            status = rc_sql_put(j->ledger, "DELETE FROM copy_pair WHERE looker = ?1", "forget copies", err, "i", no);
        r->candidates = RC_NEWS(&j->keep, rc_copy_vote, COPY_COMPARED);
    }
    if (status != RC_OK) return status;
    const uint64_t *keys = rc_fingerprint_keys(rc_joins_print(j, r), &n_keys);
    rc_copy_entry entry = entry_of(no, r->day, r->report.id);
    bool is_near = n_keys && r->day != RC_NO_DAY;
    uint32_t n = is_near ? rc_copy_index_find(j->copies, &entry, keys, n_keys, candidates, &j->scratch) : 0;
    r->n_near = n;
    rc_row_list far = {0};
    status = rc_joins_far_find(j, r, false, keys, n_keys, &far, err);
    for (size_t i = 0; i < far.len; i++) candidates[n++] = (rc_copy_vote){far.ptr[i], 0};
    if (status == RC_OK) status = look_again(l, r, candidates, n, err);
    memcpy(r->candidates, candidates, n * sizeof *candidates);
    r->n_candidates = n;
    rc_arena_reset(&j->scratch);
    return status;
}

rc_status rc_joins_compare(rc_joins *j, rc_row_list *copies, rc_error *err)
{
    looking l = {.j = j};
    rc_status status = cover_days(j, err);
    for (size_t i = 0; i < j->chunk.len && status == RC_OK; i++) status = take_out(&l, j->chunk.ptr[i], err);
    for (size_t i = 0; i < j->chunk.len && status == RC_OK; i++) status = put_in(&l, j->chunk.ptr[i], err);
    rc_row_list_distinct(&l.lookers);
    for (size_t i = 0; i < l.lookers.len && status == RC_OK; i++) status = look(&l, l.lookers.ptr[i], err);
    if (status == RC_OK) status = take_offers(&l, err);
    *copies = l.copies;
    return status;
}
