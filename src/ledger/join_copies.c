/* Copies among the reports of a ledger: each report looks among those before it, in an index of the reports of its time
 * that is made of the keys in join_report, and among older ones on disk (join_far.c). What was found is kept in
 * copy_pair; what people said goes over it. */
#include <stdlib.h>

#include "ledger/join.h"

#define INDEX_MOST 100000 /* reports in the index before it is made anew of those that are needed */

typedef struct overlay {
    int64_t copy, original, entry; /* original: itself where it is a copy of none; entry 0: not said of it */
} overlay;

typedef struct copying {
    rc_joins *j;
    rc_row_list lookers; /* reports that look again */
    rc_row_list copies;  /* reports whose original may be another now */
    RC_VEC(overlay) spoken;
} copying;

static int by_number(const void *left, const void *right)
{
    int64_t a = *(const int64_t *)left, b = *(const int64_t *)right;
    return (a > b) - (a < b);
}

static void keep_distinct(rc_row_list *list)
{
    size_t n = 0;
    if (list->len) qsort(list->ptr, list->len, sizeof *list->ptr, by_number);
    for (size_t i = 0; i < list->len; i++)
        if (!n || list->ptr[n - 1] != list->ptr[i]) list->ptr[n++] = list->ptr[i];
    list->len = n;
}

static rc_status push_numbers(copying *c, rc_row_list *into, const char *sql, int64_t no, rc_error *err)
{
    sqlite3_stmt *s;
    bool row = true;
    rc_status status = rc_sql_kept(c->j->ledger, &s, sql, "read copies", err, "i", no);
    while (status == RC_OK) {
        status = rc_sql_step(c->j->ledger, s, &row, "read copies", err);
        if (status != RC_OK || !row) break;
        *RC_PUSH(&c->j->work, into) = sqlite3_column_int64(s, 0);
    }
    return status;
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
    j->n_copies = 0;
    rc_arena_reset(&j->copying);
    j->copies = rc_copy_index_new(&j->copying);
    rc_status status = rc_sql_kept(j->ledger, &s,
                                   "SELECT k.report, k.day, r.id, k.prints FROM join_report k JOIN report r"
                                   " ON r.no = k.report WHERE k.day BETWEEN ?1 AND ?2 OR k.day = 2147483647",
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

/* Days that reports of the chunk may have copies on; those without a day may have them on any. */
static rc_status days_needed(rc_joins *j, int64_t *from, int64_t *to, rc_error *err)
{
    int64_t window = rc_copy_window_days(), first, last;
    rc_status status = RC_OK;
    *from = INT64_MAX;
    *to = INT64_MIN;
    for (size_t i = 0; i < j->chunk.len && status == RC_OK; i++) {
        rc_join_at_hand *r;
        status = rc_joins_report(j, j->chunk.ptr[i], &r, err);
        if (status != RC_OK) break;
        int64_t low = r->day == RC_NO_DAY ? INT64_MIN : r->day - window;
        int64_t high = r->day == RC_NO_DAY ? INT64_MAX : r->day + window;
        if (low < *from) *from = low;
        if (high > *to) *to = high;
    }
    /* An index of all there is before or behind covers what is yet to come there. */
    if (status == RC_OK)
        status = rc_sql_get(j->ledger, &first, "SELECT coalesce(min(day), 2147483647) FROM join_report", "read copies",
                            err, "");
    if (status == RC_OK)
        status = rc_sql_get(j->ledger, &last,
                            "SELECT coalesce(max(day), -2147483647) FROM join_report"
                            " WHERE day < 2147483647",
                            "read copies", err, "");
    if (status == RC_OK && first >= *from) *from = INT64_MIN;
    if (status == RC_OK && last <= *to) *to = INT64_MAX;
    return status;
}

static rc_status cover_days(rc_joins *j, rc_error *err)
{
    int64_t from, to;
    rc_status status = days_needed(j, &from, &to, err);
    if (status != RC_OK) return status;
    if (j->copies && j->copies_from <= from && j->copies_to >= to && j->n_copies < INDEX_MOST) return RC_OK;
    j->copies_from = from;
    j->copies_to = to;
    return fill_index(j, err);
}

static bool is_covered(const rc_joins *j, int64_t day)
{
    return day == RC_NO_DAY || (day >= j->copies_from && day <= j->copies_to);
}

/* ---- one report goes, or comes */

/* A later report whose candidates all share more with it has nothing to look for. */
static void push_later(copying *c, const rc_copy_entry *entry, const uint64_t *keys, uint32_t n)
{
    uint32_t count;
    const rc_copy_later *later = rc_copy_index_later(c->j->copies, entry, keys, n, &count, &c->j->scratch);
    for (uint32_t i = 0; i < count; i++) {
        const rc_join_at_hand *r = rc_joins_peek(c->j, later[i].ref);
        if (r && r->candidates && later[i].votes < r->least_votes) continue;
        *RC_PUSH(&c->j->work, &c->lookers) = later[i].ref;
    }
}

static rc_status take_out(copying *c, int64_t no, rc_error *err)
{
    rc_joins *j = c->j;
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
        push_later(c, &entry, keys, n);
        rc_copy_index_drop(j->copies, no, keys, n);
        status = rc_joins_far_drop(j, no, sqlite3_column_int64(s, 0), keys, n, err);
    }
    sqlite3_reset(s);
    if (status == RC_OK) status = push_numbers(c, &c->copies, "SELECT copy FROM copy_pair WHERE looker = ?1", no, err);
    if (status == RC_OK)
        status = push_numbers(c, &c->copies, "SELECT copy FROM copy_pair WHERE candidate = ?1", no, err);
    if (status == RC_OK)
        status = push_numbers(c, &c->lookers, "SELECT looker FROM copy_pair WHERE candidate = ?1", no, err);
    if (status == RC_OK)
        status = rc_sql_put(j->ledger, "DELETE FROM copy_pair WHERE candidate = ?1", "forget copies", err, "i", no);
    rc_arena_reset(&j->scratch);
    return status;
}

static rc_status print_of(rc_joins *j, rc_join_at_hand *r, const rc_fingerprint **out)
{
    if (!r->print) r->print = rc_prepared_fingerprint(j->joiner, r->prepared, &j->keep, &j->scratch);
    *out = r->print;
    return RC_OK;
}

static rc_status put_in(copying *c, int64_t no, rc_error *err)
{
    rc_joins *j = c->j;
    rc_join_at_hand *r;
    const rc_fingerprint *print;
    sqlite3_stmt *s;
    uint32_t n;
    rc_status status = rc_joins_report(j, no, &r, err);
    if (status == RC_OK) status = print_of(j, r, &print);
    if (status == RC_OK)
        status = rc_sql_kept(j->ledger, &s, "UPDATE join_report SET prints = ?2 WHERE report = ?1", "write copies", err,
                             "i", no);
    if (status != RC_OK) return status;
    const uint64_t *keys = rc_fingerprint_keys(print, &n);
    sqlite3_bind_blob64(s, 2, n ? (const void *)keys : "", n * sizeof *keys, SQLITE_STATIC);
    status = rc_sql_run(j->ledger, s, "write copies", err);
    if (n && is_covered(j, r->day)) {
        rc_copy_entry entry = entry_of(no, r->day, rc_arena_dup(&j->copying, r->report.id));
        rc_copy_index_add(j->copies, &entry, keys, n);
        j->n_copies++;
        push_later(c, &entry, keys, n);
    }
    rc_row_list far = {0};
    if (status == RC_OK) status = rc_joins_far_find(j, r->day, true, keys, n, &far, err);
    for (size_t i = 0; i < far.len; i++) *RC_PUSH(&j->work, &c->lookers) = far.ptr[i];
    rc_joins_far_add(j, no, r->day, keys, n);
    *RC_PUSH(&j->work, &c->lookers) = no;
    *RC_PUSH(&j->work, &c->copies) = no;
    rc_arena_reset(&j->scratch);
    return status;
}

/* ---- looking */

static rc_status compare(copying *c, rc_join_at_hand *late, int64_t candidate, rc_error *err)
{
    rc_joins *j = c->j;
    rc_join_at_hand *early;
    const rc_fingerprint *a, *b;
    rc_copy_found found;
    rc_status status = rc_joins_report(j, candidate, &early, err);
    if (status == RC_OK) status = print_of(j, early, &a);
    if (status == RC_OK) status = print_of(j, late, &b);
    if (status != RC_OK || !rc_fingerprints_compare(&found, a, b, &j->scratch, &j->scratch)) return status;
    int64_t copy = found.first_is_original ? late->no : early->no;
    int64_t original = found.first_is_original ? early->no : late->no;
    *RC_PUSH(&j->work, &c->copies) = copy;
    return rc_sql_put(j->ledger,
                      "INSERT INTO copy_pair (looker, candidate, copy, original, kind, similarity, strength, why)"
                      " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
                      "write copies", err, "iiiiirrt", late->no, early->no, copy, original, (int64_t)found.kind,
                      found.similarity, found.strength, found.why);
}

static bool holds(const int64_t *list, uint32_t n, int64_t no)
{
    for (uint32_t i = 0; i < n; i++)
        if (list[i] == no) return true;
    return false;
}

static rc_status forget_pair(copying *c, int64_t looker, int64_t candidate, rc_error *err)
{
    int64_t copy;
    rc_status status =
        rc_sql_get(c->j->ledger, &copy, "SELECT copy FROM copy_pair WHERE looker = ?1 AND candidate = ?2",
                   "read copies", err, "ii", looker, candidate);
    if (status != RC_OK || !copy) return status;
    *RC_PUSH(&c->j->work, &c->copies) = copy;
    return rc_sql_put(c->j->ledger, "DELETE FROM copy_pair WHERE looker = ?1 AND candidate = ?2", "forget copies", err,
                      "ii", looker, candidate);
}

/* What it was compared with before and is no longer, what it is still, and what is new. */
static rc_status look_again(copying *c, rc_join_at_hand *r, const int64_t *now, uint32_t n, rc_error *err)
{
    rc_status status = RC_OK;
    for (uint32_t i = 0; i < r->n_candidates && status == RC_OK; i++)
        if (!holds(now, n, r->candidates[i])) status = forget_pair(c, r->no, r->candidates[i], err);
    for (uint32_t i = 0; i < n && status == RC_OK; i++) {
        rc_join_at_hand *other;
        status = rc_joins_report(c->j, now[i], &other, err);
        if (status != RC_OK || (holds(r->candidates, r->n_candidates, now[i]) && !other->is_new)) continue;
        status = compare(c, r, now[i], err); /* no pair of the two is left: one that is new was taken out */
    }
    return status;
}

static rc_status look(copying *c, int64_t no, rc_error *err)
{
    rc_joins *j = c->j;
    rc_join_at_hand *r;
    const rc_fingerprint *print;
    int64_t candidates[COPY_COMPARED];
    uint32_t n_keys;
    rc_status status = rc_joins_report(j, no, &r, err);
    if (status == RC_OK) status = print_of(j, r, &print);
    if (status == RC_OK && !r->candidates) {
        status = push_numbers(c, &c->copies, "SELECT copy FROM copy_pair WHERE looker = ?1", no, err);
        if (status == RC_OK)
            status = rc_sql_put(j->ledger, "DELETE FROM copy_pair WHERE looker = ?1", "forget copies", err, "i", no);
        r->candidates = RC_NEWS(&j->keep, int64_t, COPY_COMPARED);
    }
    if (status != RC_OK) return status;
    const uint64_t *keys = rc_fingerprint_keys(print, &n_keys);
    rc_copy_entry entry = entry_of(no, r->day, r->report.id);
    uint32_t n =
        n_keys ? rc_copy_index_find(j->copies, &entry, keys, n_keys, candidates, &r->least_votes, &j->scratch) : 0;
    rc_row_list far = {0};
    status = rc_joins_far_find(j, r->day, false, keys, n_keys, &far, err);
    for (size_t i = 0; i < far.len; i++) candidates[n++] = far.ptr[i];
    if (status == RC_OK) status = look_again(c, r, candidates, n, err);
    memcpy(r->candidates, candidates, n * sizeof *candidates);
    r->n_candidates = n;
    rc_arena_reset(&j->scratch);
    return status;
}

/* ---- the original of each copy */

typedef struct best {
    int64_t original; /* 0: none */
    int64_t kind;
    double similarity, strength;
    rc_str why;
} best;

static rc_status comes_first(rc_joins *j, int64_t a, int64_t b, bool *yes, rc_error *err)
{
    rc_join_at_hand *x, *y;
    const rc_fingerprint *p, *q;
    rc_status status = rc_joins_report(j, a, &x, err);
    if (status == RC_OK) status = rc_joins_report(j, b, &y, err);
    if (status == RC_OK) status = print_of(j, x, &p);
    if (status == RC_OK) status = print_of(j, y, &q);
    *yes = status == RC_OK && rc_fingerprint_comes_first(p, q);
    return status;
}

static rc_status best_of(copying *c, int64_t copy, best *out, rc_error *err)
{
    sqlite3_stmt *s;
    bool row = true;
    RC_VEC(best) all = {0};
    rc_status status = rc_sql_kept(c->j->ledger, &s,
                                   "SELECT original, kind, similarity, strength, why FROM copy_pair WHERE copy = ?1"
                                   " ORDER BY strength DESC",
                                   "read copies", err, "i", copy);
    while (status == RC_OK) {
        status = rc_sql_step(c->j->ledger, s, &row, "read copies", err);
        if (status != RC_OK || !row) break;
        best b = {sqlite3_column_int64(s, 0), sqlite3_column_int64(s, 1), sqlite3_column_double(s, 2),
                  sqlite3_column_double(s, 3), rc_sql_column_dup(s, 4, &c->j->work)};
        if (all.len && b.strength < all.ptr[0].strength) break;
        *RC_PUSH(&c->j->work, &all) = b;
    }
    sqlite3_reset(s); /* not read to its end, it would hold the state of now over what others write later */
    *out = all.len ? all.ptr[0] : (best){0};
    for (size_t i = 1; i < all.len && status == RC_OK; i++) {
        bool first;
        status = comes_first(c->j, all.ptr[i].original, out->original, &first, err);
        if (first) *out = all.ptr[i];
    }
    return status;
}

/* ---- what people said */

static overlay *spoken_of(copying *c, int64_t copy)
{
    for (size_t i = 0; i < c->spoken.len; i++)
        if (c->spoken.ptr[i].copy == copy) return &c->spoken.ptr[i];
    return NULL;
}

/* The original as it stands so far, itself: none. */
static rc_status original_of(copying *c, int64_t copy, int64_t *out, rc_error *err)
{
    const overlay *said = spoken_of(c, copy);
    best found;
    if (said && said->original) {
        *out = said->original;
        return RC_OK;
    }
    rc_status status = best_of(c, copy, &found, err);
    *out = status == RC_OK && found.original ? found.original : copy;
    return status;
}

static void set_original(copying *c, int64_t copy, int64_t original, int64_t entry)
{
    overlay *said = spoken_of(c, copy);
    if (!said) said = RC_PUSH(&c->j->work, &c->spoken);
    *said = (overlay){copy, original, entry ? entry : said->entry};
}

/* A person's fold may turn about what the dates say. The chain from the original must not lead back: the link that
 * closes the ring is cut. */
static rc_status fold_by_hand(copying *c, int64_t copy, int64_t original, int64_t entry, rc_error *err)
{
    int64_t at = original, next;
    rc_status status = original_of(c, at, &next, err);
    while (status == RC_OK && next != at && next != copy) {
        at = next;
        status = original_of(c, at, &next, err);
    }
    if (status == RC_OK && next == copy && at != copy) set_original(c, at, at, 0);
    set_original(c, copy, original, entry);
    return status;
}

typedef struct saying {
    int64_t copy, original, entry;
} saying;

/* The last word on each report, in the order in which it was said. */
static rc_status listen(copying *c, rc_error *err)
{
    rc_joins *j = c->j;
    RC_VEC(saying) said = {0};
    rc_status status = RC_OK;
    for (uint32_t a = 0; a < j->options.n_acts && status == RC_OK; a++) {
        const rc_join_act *act = &j->options.acts[a];
        uint32_t n = act->kind == RC_ACT_FOLD ? 2 : act->kind == RC_ACT_UNFOLD ? 1 : 0;
        if (!n || act->n < n) continue;
        saying s = {.entry = act->seq};
        static const char by_id[] = "SELECT no FROM report WHERE id = ?1";
        status = rc_sql_get(j->ledger, &s.copy, by_id, "find a report", err, "t", act->claims[0]);
        if (status == RC_OK)
            status = rc_sql_get(j->ledger, &s.original, by_id, "find a report", err, "t", act->claims[n - 1]);
        if (status != RC_OK || !s.copy || !s.original) continue;
        for (size_t i = 0; i < said.len; i++)
            if (said.ptr[i].copy == s.copy) said.ptr[i].copy = 0;
        *RC_PUSH(&j->work, &said) = s;
    }
    for (size_t i = 0; i < said.len && status == RC_OK; i++)
        if (said.ptr[i].copy) status = fold_by_hand(c, said.ptr[i].copy, said.ptr[i].original, said.ptr[i].entry, err);
    for (size_t i = 0; i < c->spoken.len; i++) *RC_PUSH(&j->work, &c->copies) = c->spoken.ptr[i].copy;
    return status;
}

/* ---- writing */

static rc_status settle(copying *c, int64_t copy, best *out, rc_error *err)
{
    const overlay *said = spoken_of(c, copy);
    rc_status status = best_of(c, copy, out, err);
    if (status != RC_OK || !said) return status;
    if (said->original == copy) {
        *out = (best){0};
    } else if (said->entry) {
        rc_str why =
            rc_arena_printf(&c->j->work, "A person said so, entry %lld of the history", (long long)said->entry);
        *out = (best){said->original, RC_COPY_BY_HAND, 1, 0, why};
    }
    return status;
}

/* A copy of a copy is of that one's original too. */
static rc_status set_descendants_free(copying *c, int64_t no, rc_error *err)
{
    rc_row_list all = {0};
    rc_status status = RC_OK;
    *RC_PUSH(&c->j->work, &all) = no;
    for (size_t i = 0; i < all.len && status == RC_OK; i++) {
        rc_join_at_hand *r;
        status = rc_joins_report(c->j, all.ptr[i], &r, err);
        if (status != RC_OK) break;
        r->original = RC_EVENT_UNKNOWN;
        for (uint32_t k = 0; k < r->n; k++) {
            r->is_dirty[k] = true;
            rc_joins_set_free(c->j, (rc_hand_claim){r, k});
        }
        size_t n = all.len, kept = n;
        status = push_numbers(c, &all, "SELECT copy FROM copy WHERE original = ?1", all.ptr[i], err);
        for (size_t k = n; k < all.len; k++) /* until all are written, two may still name each other */
            if (!holds(all.ptr, (uint32_t)kept, all.ptr[k])) all.ptr[kept++] = all.ptr[k];
        all.len = kept;
    }
    return status;
}

static rc_status write_copy(copying *c, int64_t copy, rc_error *err)
{
    rc_ledger *ledger = c->j->ledger;
    best now;
    int64_t before;
    rc_status status = settle(c, copy, &now, err);
    if (status == RC_OK)
        status =
            rc_sql_get(ledger, &before, "SELECT original FROM copy WHERE copy = ?1", "read copies", err, "i", copy);
    if (status == RC_OK)
        status = rc_sql_put(ledger, "DELETE FROM copy WHERE copy = ?1", "write a copy", err, "i", copy);
    if (status == RC_OK && now.original)
        status =
            rc_sql_put(ledger, "INSERT INTO copy (copy, original, kind, similarity, why) VALUES (?1, ?2, ?3, ?4, ?5)",
                       "write a copy", err, "iitrt", copy, now.original,
                       rc_str_of(rc_copy_kind_name((rc_copy_kind)now.kind)), (double)(float)now.similarity, now.why);
    if (status != RC_OK || now.original == before) return status;
    status = rc_joins_free_around_ahead(c->j, copy, before, err);
    if (status == RC_OK) status = rc_joins_free_around_ahead(c->j, copy, now.original, err);
    return status == RC_OK ? set_descendants_free(c, copy, err) : status;
}

rc_status rc_joins_find_copies(rc_joins *j, rc_error *err)
{
    copying c = {.j = j};
    rc_status status = cover_days(j, err);
    for (size_t i = 0; i < j->chunk.len && status == RC_OK; i++) status = take_out(&c, j->chunk.ptr[i], err);
    for (size_t i = 0; i < j->chunk.len && status == RC_OK; i++) status = put_in(&c, j->chunk.ptr[i], err);
    keep_distinct(&c.lookers);
    for (size_t i = 0; i < c.lookers.len && status == RC_OK; i++) status = look(&c, c.lookers.ptr[i], err);
    if (status == RC_OK && j->folds_change) /* a link that was cut may be whole again */
        status =
            push_numbers(&c, &c.copies, "SELECT copy FROM copy_pair EXCEPT SELECT copy FROM copy WHERE ?1", 1, err);
    if (status == RC_OK) status = listen(&c, err);
    keep_distinct(&c.copies);
    for (size_t i = 0; i < c.copies.len && status == RC_OK; i++) status = write_copy(&c, c.copies.ptr[i], err);
    return status;
}
