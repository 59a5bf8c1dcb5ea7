/* Copies among the reports of a ledger: of what was found alike (join_alike.c) each copy has one original, and what
 * people said goes over it. */
#include "ledger/join.h"

typedef struct overlay {
    int64_t copy, original, entry; /* original: itself where it is a copy of none; entry 0: not said of it */
} overlay;

typedef struct copying {
    rc_joins *j;
    rc_row_list copies; /* reports whose original may be another now */
    RC_VEC(overlay) spoken;
} copying;

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
    rc_status status = rc_joins_report(j, a, &x, err);
    if (status == RC_OK) status = rc_joins_report(j, b, &y, err);
    *yes = status == RC_OK && rc_fingerprint_comes_first(rc_joins_print(j, x), rc_joins_print(j, y));
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
        status = rc_joins_push_numbers(c->j, &all, "SELECT copy FROM copy WHERE original = ?1", all.ptr[i], err);
        for (size_t k = n; k < all.len; k++) /* until all are written, two may still name each other */
            if (!rc_row_list_holds(&(rc_row_list){all.ptr, kept, kept}, all.ptr[k])) all.ptr[kept++] = all.ptr[k];
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
    rc_status status = rc_joins_compare(j, &c.copies, err);
    if (status == RC_OK && j->folds_change) /* a link that was cut may be whole again */
        status = rc_joins_push_numbers(j, &c.copies, "SELECT copy FROM copy_pair EXCEPT SELECT copy FROM copy WHERE ?1",
                                       1, err);
    if (status == RC_OK) status = listen(&c, err);
    rc_row_list_distinct(&c.copies);
    for (size_t i = 0; i < c.copies.len && status == RC_OK; i++) status = write_copy(&c, c.copies.ptr[i], err);
    return status;
}
