/* What lists of events are ordered and counted by: made from events and the claims in them, as they stand now. Only
 * what changes is written: one claim more seldom changes more than a tag or two. */
#include <stdio.h>
#include <stdlib.h>

#include "ledger/choice.h"
#include "ledger/join.h"

#define NO_DAY_RANKED (-2147483648)
#define FRESH_TAGS 2000 /* tags that are written side by side, before they are put into their order */

/* ---- rank */

static int64_t rank_of(const rc_event *e)
{
    if (e->status == RC_STATUS_CONTESTED || e->n_contradictions) return 0;
    if (e->spread > 0) return 1;
    return e->n_origins == 1 ? 2 : 3;
}

static rc_status read_rank(const rc_event_row *r, int64_t rank, int64_t day, bool *same_order, bool *same_count,
                           rc_error *err)
{
    sqlite3_stmt *s;
    bool row;
    rc_status status = rc_sql_kept(
        r->ledger, &s, "SELECT rank, spread, day, n_contradictions, status FROM event_rank WHERE event = ?1",
        "rank an event", err, "i", r->no);
    if (status == RC_OK) status = rc_sql_step(r->ledger, s, &row, "rank an event", err);
    if (status != RC_OK) return status;
    *same_order = row && sqlite3_column_int64(s, 0) == rank && sqlite3_column_double(s, 1) == r->event->spread &&
                  sqlite3_column_int64(s, 2) == day &&
                  rc_str_is(rc_sql_column(s, 4), rc_event_status_name(r->event->status));
    *same_count = row && sqlite3_column_int64(s, 3) == r->event->n_contradictions;
    sqlite3_reset(s);
    return RC_OK;
}

rc_status rc_event_rank(const rc_event_row *r, rc_error *err)
{
    const rc_event *e = r->event;
    int64_t rank = rank_of(e), day = r->told_to == RC_DAY_NONE ? NO_DAY_RANKED : r->told_to;
    bool same_order = false, same_count = false;
    rc_status status = r->is_new ? RC_OK : read_rank(r, rank, day, &same_order, &same_count, err);
    if (status != RC_OK || (same_order && same_count)) return status;
    if (same_order)
        return rc_sql_put(r->ledger, "UPDATE event_rank SET n_contradictions = ?2 WHERE event = ?1", "rank an event",
                          err, "ii", r->no, (int64_t)e->n_contradictions);
    return rc_sql_put(r->ledger,
                      "INSERT OR REPLACE INTO event_rank (event, rank, spread, day, n_contradictions, status)"
                      " VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                      "rank an event", err, "iiriit", r->no, rank, e->spread, day, (int64_t)e->n_contradictions,
                      rc_str_of(rc_event_status_name(e->status)));
}

/* ---- tags */

static int by_tag(const void *left, const void *right)
{
    const rc_event_tag *a = left, *b = right;
    int order = rc_str_cmp(a->kind, b->kind);
    return order ? order : rc_str_cmp(a->value, b->value);
}

static void keep_distinct(rc_event_tags *tags)
{
    size_t n = 0;
    if (tags->len) qsort(tags->ptr, tags->len, sizeof *tags->ptr, by_tag);
    for (size_t i = 0; i < tags->len; i++)
        if (!n || by_tag(&tags->ptr[n - 1], &tags->ptr[i]) != 0) tags->ptr[n++] = tags->ptr[i];
    tags->len = n;
}

/* What people at the desk said last of any claim of the event: how far the work on it is, and whose it is. */
static rc_status add_work(rc_ledger *ledger, int64_t event_no, rc_event_tags *tags, rc_arena *arena, rc_error *err)
{
    sqlite3_stmt *s;
    bool row = true;
    rc_str work = RC_STR("open"), assignee = {0};
    rc_status status =
        rc_sql_kept(ledger, &s,
                    "SELECT a.what = 'status', coalesce(a.value ->> CASE a.what WHEN 'status' THEN 'status' ELSE 'to'"
                    " END, '') FROM event_claim ec CROSS JOIN act_claim ac ON ac.claim = ec.claim CROSS JOIN act a ON"
                    " a.seq = ac.seq WHERE ec.event = ?1 AND a.what IN ('status', 'assign') AND a.undone IS NULL"
                    " ORDER BY a.seq",
                    "tag an event", err, "i", event_no);
    while (status == RC_OK) {
        status = rc_sql_step(ledger, s, &row, "tag an event", err);
        if (status != RC_OK || !row) break;
        rc_str said = rc_sql_column_dup(s, 1, arena);
        if (sqlite3_column_int64(s, 0))
            work = said.len ? said : RC_STR("open");
        else
            assignee = said;
    }
    *RC_PUSH(arena, tags) = (rc_event_tag){RC_STR("work"), work};
    *RC_PUSH(arena, tags) = (rc_event_tag){RC_STR("assignee"), assignee};
    return status;
}

static rc_status read_tags(rc_ledger *ledger, int64_t event_no, rc_event_tags *out, rc_arena *arena, rc_error *err)
{
    sqlite3_stmt *s;
    bool row = true;
    rc_status status = rc_sql_kept(ledger, &s, "SELECT kind, value FROM event_tag WHERE event = ?1", "tag an event",
                                   err, "i", event_no);
    while (status == RC_OK) {
        status = rc_sql_step(ledger, s, &row, "tag an event", err);
        if (status != RC_OK || !row) break;
        *RC_PUSH(arena, out) = (rc_event_tag){rc_sql_column_dup(s, 0, arena), rc_sql_column_dup(s, 1, arena)};
    }
    keep_distinct(out);
    return status;
}

/* New tags are written side by side, and put into their order with many others (rc_tags_settle). */
static rc_status come(rc_ledger *ledger, int64_t event_no, const rc_event_tag *tag, rc_error *err)
{
    rc_status status = rc_sql_put(ledger, "INSERT INTO tag_fresh (event, kind, value) VALUES (?1, ?2, ?3)",
                                  "tag an event", err, "itt", event_no, tag->kind, tag->value);
    if (status != RC_OK) return status;
    return rc_sql_put(ledger,
                      "INSERT INTO tag_value (kind, value, n) VALUES (?1, ?2, 1) ON CONFLICT (kind, value) DO UPDATE"
                      " SET n = n + 1",
                      "count events", err, "tt", tag->kind, tag->value);
}

static rc_status go(rc_ledger *ledger, int64_t event_no, const rc_event_tag *tag, rc_error *err)
{
    rc_status status = rc_sql_put(ledger, "DELETE FROM tag_fresh WHERE event = ?1 AND kind = ?2 AND value = ?3",
                                  "tag an event", err, "itt", event_no, tag->kind, tag->value);
    if (status == RC_OK && !sqlite3_changes(ledger->db))
        status = rc_sql_put(ledger, "DELETE FROM tag_row WHERE kind = ?1 AND value = ?2 AND event = ?3", "tag an event",
                            err, "tti", tag->kind, tag->value, event_no);
    if (status != RC_OK) return status;
    return rc_sql_put(ledger, "UPDATE tag_value SET n = n - 1 WHERE kind = ?1 AND value = ?2", "count events", err,
                      "tt", tag->kind, tag->value);
}

rc_status rc_tags_settle(rc_ledger *ledger, rc_error *err)
{
    int64_t n;
    rc_status status = rc_sql_get(ledger, &n, "SELECT count(*) FROM tag_fresh", "tag events", err, "");
    if (status != RC_OK || n < FRESH_TAGS) return status;
    status = rc_sql_put(ledger,
                        "INSERT INTO tag_row (kind, value, event) SELECT kind, value, event FROM tag_fresh"
                        " ORDER BY kind, value, event",
                        "tag events", err, "");
    return status == RC_OK ? rc_sql_put(ledger, "DELETE FROM tag_fresh", "tag events", err, "") : status;
}

rc_status rc_event_untag(rc_ledger *ledger, int64_t event_no, rc_arena *arena, rc_error *err)
{
    rc_event_tags tags = {0};
    rc_status status = read_tags(ledger, event_no, &tags, arena, err);
    for (size_t i = 0; i < tags.len && status == RC_OK; i++) status = go(ledger, event_no, &tags.ptr[i], err);
    return status;
}

/* Both lists are in order. */
static rc_status change_tags(rc_ledger *ledger, int64_t event_no, const rc_event_tags *before,
                             const rc_event_tags *after, bool *changed, rc_error *err)
{
    rc_status status = RC_OK;
    for (size_t i = 0, k = 0; (i < before->len || k < after->len) && status == RC_OK;) {
        int order = i == before->len ? 1 : k == after->len ? -1 : by_tag(&before->ptr[i], &after->ptr[k]);
        if (order != 0) *changed = true;
        if (order < 0) status = go(ledger, event_no, &before->ptr[i], err);
        if (order > 0) status = come(ledger, event_no, &after->ptr[k], err);
        i += order <= 0;
        k += order >= 0;
    }
    return status;
}

/* The number of a tag's value; it stays, so that joining (`j`, NULL: this is none) need not read it again. */
static rc_status number_tag(rc_ledger *ledger, rc_joins *j, const rc_event_tag *tag, int64_t *id, rc_arena *arena,
                            rc_error *err)
{
    rc_str name = rc_arena_printf(arena, "%.*s %.*s", RC_FMT(tag->kind), RC_FMT(tag->value));
    const uint64_t *known = j ? rc_map_get(&j->tags, name) : NULL;
    if (known) *id = (int64_t)*known;
    if (known) return RC_OK;
    rc_status status = rc_sql_get(ledger, id, "SELECT id FROM tag_value WHERE kind = ?1 AND value = ?2", "tag an event",
                                  err, "tt", tag->kind, tag->value);
    if (status == RC_OK && j && *id)
        *rc_map_put(&j->keep, &j->tags, rc_arena_dup(&j->keep, name), NULL) = (uint64_t)*id;
    return status;
}

/* The tags in one row: of each, 16 times the number of its value, and its kind (RC_FILL_FACETS). */
static rc_status fill_facet(rc_ledger *ledger, rc_joins *j, int64_t event_no, const rc_event_tags *tags,
                            rc_arena *arena, rc_error *err)
{
    char *text = RC_NEWS(arena, char, 24 * tags->len + 1);
    size_t len = 0;
    rc_status status = RC_OK;
    for (size_t i = 0; i < tags->len && status == RC_OK; i++) {
        const rc_event_tag *tag = &tags->ptr[i];
        int64_t id = 0;
        int kind = 0;
        while (kind < RC_TAG_COUNT - 1 && !rc_str_is(tag->kind, rc_tag_name((rc_tag)kind))) kind++;
        status = number_tag(ledger, j, tag, &id, arena, err);
        len += (size_t)snprintf(text + len, 24, "%s%lld", i ? " " : "", (long long)(id * 16 + kind));
    }
    if (status != RC_OK) return status;
    return rc_sql_put(ledger,
                      "INSERT OR REPLACE INTO event_facet (event, told_from, told_to, lat, lon, tags) SELECT no,"
                      " told_from, told_to, CASE WHEN precision <> 'country' THEN lat END, lon, ?2 FROM event"
                      " WHERE no = ?1",
                      "tag an event", err, "it", event_no, (rc_str){text, len});
}

rc_status rc_event_tag_all(const rc_event_row *r, bool is_moved, rc_arena *arena, rc_error *err)
{
    rc_event_tags before = {0}, after = {0};
    bool changed = r->is_new || is_moved;
    for (size_t i = 0; i < r->tags.len; i++) *RC_PUSH(arena, &after) = r->tags.ptr[i];
    rc_status status = add_work(r->ledger, r->no, &after, arena, err);
    keep_distinct(&after);
    if (status == RC_OK && !r->is_new) status = read_tags(r->ledger, r->no, &before, arena, err);
    if (status == RC_OK) status = change_tags(r->ledger, r->no, &before, &after, &changed, err);
    return status == RC_OK && changed ? fill_facet(r->ledger, r->ledger->joins, r->no, &after, arena, err) : status;
}

rc_status rc_events_tag_work(rc_ledger *ledger, int64_t claim_no, rc_arena *arena, rc_error *err)
{
    rc_event_tags before = {0}, after = {0};
    bool changed = false;
    int64_t event_no;
    rc_status status = rc_sql_number(ledger, &event_no, "SELECT event FROM event_claim WHERE claim = ?1",
                                     "find an event", err, "i", claim_no);
    if (status != RC_OK || !event_no) return status;
    status = read_tags(ledger, event_no, &before, arena, err);
    for (size_t i = 0; i < before.len; i++)
        if (!rc_str_eq(before.ptr[i].kind, RC_STR("work")) && !rc_str_eq(before.ptr[i].kind, RC_STR("assignee")))
            *RC_PUSH(arena, &after) = before.ptr[i];
    if (status == RC_OK) status = add_work(ledger, event_no, &after, arena, err);
    keep_distinct(&after);
    if (status == RC_OK) status = change_tags(ledger, event_no, &before, &after, &changed, err);
    return status == RC_OK && changed ? fill_facet(ledger, NULL, event_no, &after, arena, err) : status;
}
