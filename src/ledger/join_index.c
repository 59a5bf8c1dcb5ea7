/* The index of claims, and the pairs of claims that are alike. */
#include <stdlib.h>

#include "ledger/join.h"

#define LATER_LOOK 4000 /* later claims under one key that are looked at */

/* ---- taking out */

static rc_status lose_pairs(rc_joins *j, int64_t claim_no, rc_error *err)
{
    rc_pair_list earlier = {0}, later = {0};
    bool bound = false;
    rc_status status = rc_joins_read_later(j, claim_no, &j->work, &later, err);
    if (status == RC_OK) status = rc_joins_read_earlier(j, claim_no, &j->work, &earlier, err);
    if (status != RC_OK) return status;
    for (size_t i = 0; i < later.len; i++) {
        const rc_join_row *row = &later.ptr[i].row;
        *RC_PUSH(&j->work, &j->again) = *row;
        rc_joins_pairs_unknown(j, row->report, row->claim);
        if (later.ptr[i].score >= RC_BOUND) *RC_PUSH(&j->work, &j->unbound) = row->claim;
    }
    for (size_t i = 0; i < earlier.len; i++) {
        rc_joins_pairs_unknown(j, earlier.ptr[i].row.report, earlier.ptr[i].row.claim);
        bound = bound || earlier.ptr[i].score >= RC_BOUND;
    }
    if (bound) *RC_PUSH(&j->work, &j->unbound) = claim_no;
    return rc_joins_delete_pairs(j, claim_no, &earlier, &later, err);
}

static rc_status lose_claim(rc_joins *j, const rc_kept_key *claim, int64_t day, rc_str id, rc_error *err)
{
    int64_t event;
    rc_status status = rc_sql_get(j->ledger, &event, "SELECT event FROM event_claim WHERE claim = ?1", "find an event",
                                  err, "i", claim->claim_no);
    if (status == RC_OK && event) *RC_PUSH(&j->work, &j->losses) = (rc_join_loss){event, {day, claim->ordinal, id}};
    return status == RC_OK ? lose_pairs(j, claim->claim_no, err) : status;
}

rc_status rc_joins_take_out(rc_joins *j, int64_t no, rc_error *err)
{
    sqlite3_stmt *s;
    bool row;
    rc_joins_forget(j, no);
    rc_status status = rc_sql_kept(j->ledger, &s,
                                   "SELECT k.day, r.id, k.claims FROM join_report k JOIN report r ON r.no = k.report"
                                   " WHERE k.report = ?1",
                                   "read the index", err, "i", no);
    if (status == RC_OK) status = rc_sql_step(j->ledger, s, &row, "read the index", err);
    if (status != RC_OK || !row) return status;
    int64_t day = sqlite3_column_int64(s, 0);
    rc_str id = rc_sql_column_dup(s, 1, &j->work);
    size_t n = (size_t)sqlite3_column_bytes(s, 2) / sizeof(rc_kept_key);
    rc_kept_key *keys = RC_NEWS(&j->work, rc_kept_key, n);
    if (n) memcpy(keys, sqlite3_column_blob(s, 2), n * sizeof *keys);
    sqlite3_reset(s);
    bool is_fresh = rc_joins_is_fresh(j, no);
    for (size_t i = 0; i < n && status == RC_OK; i++) {
        rc_join_place place = {day, keys[i].ordinal, id};
        if (!i || keys[i].claim_no != keys[i - 1].claim_no) status = lose_claim(j, &keys[i], day, id, err);
        rc_joins_near_drop(j, (uint64_t)keys[i].key, &place);
        if (is_fresh) rc_joins_fresh_drop(j, (uint64_t)keys[i].key, &place);
        if (status == RC_OK && !is_fresh)
            status =
                rc_sql_put(j->ledger, "DELETE FROM join_key WHERE key = ?1 AND day = ?2 AND id = ?3 AND ordinal = ?4",
                           "forget a claim", err, "iiti", keys[i].key, day, id, keys[i].ordinal);
    }
    return status;
}

/* ---- putting in */

static void put_keys(rc_joins *j, rc_hand_claim c, const rc_keys *keys)
{
    rc_join_place place = rc_joins_place(c);
    for (size_t k = 0; k < keys->len; k++) {
        rc_joins_near_add(j, keys->ptr[k], c);
        rc_joins_fresh_add(j, keys->ptr[k], &place, c.report->no);
    }
}

rc_status rc_joins_put_in(rc_joins *j, rc_join_at_hand *r, rc_error *err)
{
    RC_VEC(rc_kept_key) kept = {0};
    rc_joins_pairs_none(r);
    rc_status status = rc_joins_make_fresh(j, r->no, err);
    for (uint32_t i = 0; i < r->n; i++) {
        rc_hand_claim c = {r, i};
        rc_keys keys = {0};
        rc_prepared_keys(r->prepared, i, false, &keys, &j->work);
        if (!keys.len) /* it is in an event all the same */
            *RC_PUSH(&j->work, &kept) = (rc_kept_key){rc_joins_claim_no(c), rc_joins_place(c).ordinal, 0};
        for (size_t k = 0; k < keys.len; k++)
            *RC_PUSH(&j->work, &kept) =
                (rc_kept_key){rc_joins_claim_no(c), rc_joins_place(c).ordinal, (int64_t)keys.ptr[k]};
        put_keys(j, c, &keys);
    }
    sqlite3_stmt *s;
    if (status == RC_OK)
        status = rc_sql_kept(j->ledger, &s,
                             "INSERT INTO join_report (report, day, claims, prints) VALUES (?1, ?2, ?3, x'')"
                             " ON CONFLICT (report) DO UPDATE SET day = excluded.day, claims = excluded.claims",
                             "index a report", err, "ii", r->no, r->day);
    if (status != RC_OK) return status;
    sqlite3_bind_blob64(s, 3, kept.len ? (const void *)kept.ptr : "", kept.len * sizeof *kept.ptr, SQLITE_STATIC);
    return rc_sql_run(j->ledger, s, "index a report", err);
}

/* ---- looking */

static const char before[] =
    "SELECT day, id, ordinal, report FROM join_key WHERE key = ?1 AND (day, id, ordinal) < (?2, ?3, ?4)"
    " ORDER BY day DESC, id DESC, ordinal DESC LIMIT ?5";
static const char behind[] =
    "SELECT day, id, ordinal, report FROM join_key WHERE key = ?1 AND (day, id, ordinal) > (?2, ?3, ?4)"
    " ORDER BY day, id, ordinal LIMIT ?5";

static rc_status read_places(rc_joins *j, bool ahead, uint64_t key, const rc_join_place *place, int64_t limit,
                             rc_near_list *rows, rc_error *err)
{
    sqlite3_stmt *s;
    bool row = true;
    rc_status status = rc_sql_kept(j->ledger, &s, ahead ? behind : before, "look for claims", err, "iitii",
                                   (int64_t)key, place->day, place->id, place->ordinal, limit);
    while (status == RC_OK) {
        status = rc_sql_step(j->ledger, s, &row, "look for claims", err);
        if (status != RC_OK || !row) break;
        rc_join_place at = {sqlite3_column_int64(s, 0), sqlite3_column_int64(s, 2),
                            rc_sql_column_dup(s, 1, &j->scratch)};
        *RC_PUSH(&j->scratch, rows) = (rc_near){.place = at, .report_no = sqlite3_column_int64(s, 3)};
    }
    return status;
}

static int by_place(const void *left, const void *right)
{
    const rc_near *a = left, *b = right;
    return rc_join_place_order(&a->place, &b->place);
}

/* Those that are not in join_key yet come between. */
static void add_fresh(rc_joins *j, bool ahead, uint64_t key, const rc_join_place *place, rc_near_list *rows)
{
    const rc_near_list *fresh = rc_joins_fresh_under(j, key);
    for (size_t i = 0; fresh && i < fresh->len; i++) {
        int order = rc_join_place_order(&fresh->ptr[i].place, place);
        if (ahead ? order > 0 : order < 0) *RC_PUSH(&j->scratch, rows) = fresh->ptr[i];
    }
    if (rows->len) qsort(rows->ptr, rows->len, sizeof *rows->ptr, by_place);
    for (size_t i = 0; !ahead && i < rows->len / 2; i++) {
        rc_near near = rows->ptr[i];
        rows->ptr[i] = rows->ptr[rows->len - 1 - i];
        rows->ptr[rows->len - 1 - i] = near;
    }
}

static uint32_t at_ordinal(const rc_join_at_hand *r, int64_t ordinal)
{
    uint32_t i = 0;
    while (i < r->n && r->ordinal[i] != ordinal) i++;
    return i;
}

static void push_once(rc_joins *j, uint32_t number, rc_hand_claim c, rc_hand_claims *out)
{
    if (c.i == c.report->n || c.report->seen[c.i] == number) return;
    c.report->seen[c.i] = number;
    *RC_PUSH(&j->scratch, out) = c;
}

/* Of a key with more claims than are kept at hand. */
static rc_status look_far(rc_joins *j, bool ahead, uint64_t key, const rc_join_place *place, int64_t limit,
                          rc_hand_claims *out, rc_error *err)
{
    rc_near_list rows = {0};
    uint32_t number = j->searches;
    rc_status status = read_places(j, ahead, key, place, limit, &rows, err);
    add_fresh(j, ahead, key, place, &rows);
    for (size_t k = 0; k < rows.len && k < (size_t)limit && status == RC_OK; k++) {
        rc_join_at_hand *r;
        status = rc_joins_report(j, rows.ptr[k].report_no, &r, err);
        if (status == RC_OK) push_once(j, number, (rc_hand_claim){r, at_ordinal(r, rows.ptr[k].place.ordinal)}, out);
    }
    return status;
}

static rc_status look_near(rc_joins *j, rc_near *near, rc_hand_claims *out, rc_error *err)
{
    if (!near->claim.report) {
        rc_join_at_hand *r;
        rc_status status = rc_joins_report(j, near->report_no, &r, err);
        if (status != RC_OK) return status;
        near->claim = (rc_hand_claim){r, at_ordinal(r, near->place.ordinal)};
    }
    push_once(j, j->searches, near->claim, out);
    return RC_OK;
}

static rc_status look_under(rc_joins *j, bool ahead, uint64_t key, const rc_join_place *place, int64_t limit,
                            rc_hand_claims *out, rc_error *err)
{
    rc_near_list *list;
    rc_status status = rc_joins_near(j, key, &list, err);
    if (status != RC_OK || list->is_long)
        return status == RC_OK ? look_far(j, ahead, key, place, limit, out, err) : status;
    size_t at = rc_near_bound(list, place);
    if (ahead) {
        if (at < list->len && rc_join_place_order(&list->ptr[at].place, place) == 0) at++;
        for (int64_t n = 0; n < limit && at < list->len && status == RC_OK; n++)
            status = look_near(j, &list->ptr[at++], out, err);
    } else {
        for (int64_t n = 0; n < limit && at > 0 && status == RC_OK; n++)
            status = look_near(j, &list->ptr[--at], out, err);
    }
    return status;
}

/* Claims that share a key with it, each once. */
static rc_status look(rc_joins *j, bool ahead, int64_t limit, rc_hand_claim c, rc_hand_claims *out, rc_error *err)
{
    rc_keys keys = {0};
    rc_join_place place = rc_joins_place(c);
    rc_status status = RC_OK;
    j->searches++;
    rc_prepared_keys(c.report->prepared, c.i, true, &keys, &j->scratch);
    for (size_t k = 0; k < keys.len && status == RC_OK; k++)
        status = look_under(j, ahead, keys.ptr[k], &place, limit, out, err);
    return status;
}

/* ---- pairs */

typedef struct found {
    double score;
    rc_hand_claim claim;
    rc_join_place place;
} found;

typedef RC_VEC(found) found_list;

/* The best first; of equal ones the earlier. */
static int by_score(const void *left, const void *right)
{
    const found *a = left, *b = right;
    if (a->score != b->score) return a->score > b->score ? -1 : 1;
    return rc_join_place_order(&a->place, &b->place);
}

rc_status rc_joins_bind(rc_joins *j, rc_hand_claim claim, rc_hand_claim goes_with, rc_error *err)
{
    return rc_joins_pair(j, claim, goes_with, RC_BOUND, err);
}

static rc_status find_pairs(rc_joins *j, rc_hand_claim c, found_list *all, rc_error *err)
{
    rc_hand_claims earlier = {0};
    rc_status status = look(j, false, RC_JOIN_LOOK, c, &earlier, err);
    for (size_t i = 0; i < earlier.len && status == RC_OK; i++) {
        rc_hand_claim e = earlier.ptr[i];
        double score = rc_prepared_score(j->joiner, e.report->prepared, e.i, c.report->prepared, c.i);
        if (score >= rc_join_least()) *RC_PUSH(&j->scratch, all) = (found){(double)(float)score, e, rc_joins_place(e)};
    }
    if (all->len) qsort(all->ptr, all->len, sizeof *all->ptr, by_score);
    if (all->len > RC_JOIN_LINKS) all->len = RC_JOIN_LINKS;
    return status;
}

rc_status rc_joins_look_back(rc_joins *j, rc_hand_claim c, rc_error *err)
{
    found_list all = {0};
    rc_status status = find_pairs(j, c, &all, err);
    if (status == RC_OK) status = rc_joins_unpair(j, c, err);
    for (size_t i = 0; i < all.len && status == RC_OK; i++)
        status = rc_joins_pair(j, c, all.ptr[i].claim, all.ptr[i].score, err);
    uint32_t asked = status == RC_OK ? rc_prepared_asked(c.report->prepared, c.i, &j->scratch) : RC_FREE;
    if (asked != RC_FREE) status = rc_joins_bind(j, c, (rc_hand_claim){c.report, asked}, err);
    rc_arena_reset(&j->scratch);
    return status;
}

/* ---- later claims */

/* A later claim may have a new pair: it joins those it has, or takes the place of the least of them. */
static rc_status offer_pair(rc_joins *j, rc_hand_claim later, rc_hand_claim earlier, double score, rc_error *err)
{
    const rc_pair_list *pairs;
    size_t n = 0;
    rc_status status = rc_joins_earlier(j, later, &pairs, err);
    if (status != RC_OK) return status;
    for (size_t i = 0; i < pairs->len; i++) n += pairs->ptr[i].score < RC_BOUND;
    if (n >= RC_JOIN_LINKS) rc_joins_set_looking(j, later);
    rc_joins_set_free(j, later);
    return rc_joins_pair(j, later, earlier, (double)(float)score, err);
}

static rc_status offer_to_later(rc_joins *j, rc_hand_claim c, rc_error *err)
{
    rc_hand_claims later = {0};
    rc_status status = look(j, true, LATER_LOOK, c, &later, err);
    for (size_t i = 0; i < later.len && status == RC_OK; i++) {
        rc_hand_claim l = later.ptr[i];
        if (l.report->is_new) continue;
        double score = rc_prepared_score(j->joiner, c.report->prepared, c.i, l.report->prepared, l.i);
        if (score >= rc_join_least()) status = offer_pair(j, l, c, score, err);
    }
    return status;
}

rc_status rc_joins_look_ahead(rc_joins *j, rc_join_at_hand *r, rc_error *err)
{
    rc_status status = RC_OK;
    for (uint32_t i = 0; i < r->n && status == RC_OK; i++) {
        r->is_dirty[i] = true;
        rc_joins_set_looking(j, (rc_hand_claim){r, i});
        status = offer_to_later(j, (rc_hand_claim){r, i}, err);
        rc_arena_reset(&j->scratch);
    }
    return status;
}

static rc_status free_rows(rc_joins *j, const rc_join_rows *rows, rc_error *err)
{
    rc_status status = RC_OK;
    for (size_t i = 0; i < rows->len && status == RC_OK; i++) {
        rc_hand_claim c;
        status = rc_joins_claim(j, rows->ptr[i].report, rows->ptr[i].claim, &c, err);
        if (status == RC_OK && c.report) rc_joins_set_free(j, c);
    }
    return status;
}

rc_status rc_joins_free_around(rc_joins *j, int64_t claim_no, rc_error *err)
{
    sqlite3_stmt *s;
    rc_join_rows rows = {0};
    rc_pair_list later = {0};
    bool row = true;
    rc_status status = rc_joins_read_later(j, claim_no, &j->work, &later, err);
    for (size_t i = 0; i < later.len; i++) *RC_PUSH(&j->work, &rows) = later.ptr[i].row;
    if (status == RC_OK)
        status = rc_sql_kept(j->ledger, &s,
                             "SELECT c.report, c.no FROM event_claim x JOIN event_claim m ON m.event = x.event"
                             " JOIN main.claim c ON c.no = m.claim WHERE x.claim = ?1",
                             "read pairs", err, "i", claim_no);
    while (status == RC_OK) {
        status = rc_sql_step(j->ledger, s, &row, "read pairs", err);
        if (status != RC_OK || !row) break;
        *RC_PUSH(&j->work, &rows) = (rc_join_row){sqlite3_column_int64(s, 0), sqlite3_column_int64(s, 1)};
    }
    return status == RC_OK ? free_rows(j, &rows, err) : status;
}

rc_status rc_joins_free_around_ahead(rc_joins *j, int64_t copy_no, int64_t original_no, rc_error *err)
{
    rc_join_at_hand *copy, *original;
    if (!original_no) return RC_OK;
    rc_status status = rc_joins_report(j, copy_no, &copy, err);
    if (status == RC_OK) status = rc_joins_report(j, original_no, &original, err);
    if (status != RC_OK || rc_prepared_order(copy->prepared, original->prepared) > 0) return status;
    for (uint32_t i = 0; i < copy->n && status == RC_OK; i++)
        status = rc_joins_free_around(j, rc_joins_claim_no((rc_hand_claim){copy, i}), err);
    return status;
}
