/* Facets: how many events have each tag. Without a filter the counts are kept (tag_value); with one, all events are
 * walked over once. An event that fails the filter by one kind of tag alone counts for that kind, so that one more
 * value of it can be chosen; one that fails by two counts for none. */
#include <stdlib.h>

#include "ledger/choice.h"

#define FACET_VALUES 40
#define KINDS_MASK 15 /* see RC_FILL_FACETS */

typedef struct facets {
    rc_ledger *ledger;
    const rc_browse_filter *filter;
    rc_json *json;
    rc_arena *arena;
    uint32_t *count; /* by number of the value */
    int64_t n_values, n_events;
    bool *is_wanted, *has_text; /* by number of the value; by event */
} facets;

static void put_value(facets *f, rc_str value, int64_t n)
{
    rc_json_begin_object(f->json);
    rc_json_str_field(f->json, "value", value);
    rc_json_key(f->json, "n");
    rc_json_int(f->json, n);
    rc_json_end_object(f->json);
}

/* ---- all events */

static rc_status put_kept(facets *f, rc_tag tag, rc_error *err)
{
    sqlite3_stmt *s;
    bool row = true;
    rc_status status = rc_sql_kept(f->ledger, &s,
                                   "SELECT value, n FROM tag_value WHERE kind = ?1 AND n > 0 ORDER BY n DESC, value"
                                   " LIMIT ?2",
                                   "count events", err, "ti", rc_str_of(rc_tag_name(tag)), (int64_t)FACET_VALUES);
    while (status == RC_OK) {
        status = rc_sql_step(f->ledger, s, &row, "count events", err);
        if (status != RC_OK || !row) break;
        if (sqlite3_column_bytes(s, 0)) put_value(f, rc_sql_column(s, 0), sqlite3_column_int64(s, 1));
    }
    return status;
}

/* ---- some events */

static rc_status note_wanted(facets *f, rc_error *err)
{
    rc_status status = RC_OK;
    for (int tag = 0; tag < RC_TAG_COUNT; tag++)
        for (uint32_t i = 0; i < f->filter->n_values[tag] && status == RC_OK; i++) {
            int64_t id;
            status =
                rc_sql_get(f->ledger, &id, "SELECT id FROM tag_value WHERE kind = ?1 AND value = ?2", "count events",
                           err, "tt", rc_str_of(rc_tag_name((rc_tag)tag)), f->filter->values[tag][i]);
            if (id > 0 && id <= f->n_values) f->is_wanted[id] = true;
        }
    return status;
}

static rc_status note_text(facets *f, rc_error *err)
{
    sqlite3_stmt *s;
    bool row = true;
    if (!f->filter->text.len) return RC_OK;
    f->has_text = RC_NEWS(f->arena, bool, (size_t)f->n_events + 1);
    rc_status status = rc_sql_kept(f->ledger, &s,
                                   "SELECT ec.event FROM report_text t JOIN main.claim c ON c.report = t.rowid JOIN"
                                   " event_claim ec ON ec.claim = c.no WHERE report_text MATCH ?1",
                                   "look for words", err, "t", rc_sql_text_query(f->arena, f->filter->text));
    while (status == RC_OK) {
        status = rc_sql_step(f->ledger, s, &row, "look for words", err);
        if (status != RC_OK || !row) break;
        int64_t event = sqlite3_column_int64(s, 0);
        if (event >= 0 && event <= f->n_events) f->has_text[event] = true;
    }
    return status;
}

/* Days, box and words: columns of event_facet. */
static bool fits(const facets *f, sqlite3_stmt *s)
{
    const rc_browse_filter *filter = f->filter;
    int64_t event = sqlite3_column_int64(s, 0);
    if (f->has_text && (event > f->n_events || !f->has_text[event])) return false;
    rc_day from = rc_sql_column_day(s, 1), to = rc_sql_column_day(s, 2);
    if (filter->since != RC_DAY_NONE && (to == RC_DAY_NONE || to < filter->since)) return false;
    if (filter->until != RC_DAY_NONE && (from == RC_DAY_NONE || from > filter->until)) return false;
    if (!filter->has_box) return true;
    if (sqlite3_column_type(s, 3) == SQLITE_NULL) return false;
    double lat = sqlite3_column_double(s, 3), lon = sqlite3_column_double(s, 4);
    bool east_of = lon >= filter->west, west_of = lon <= filter->east;
    return lat >= filter->south && lat <= filter->north &&
           (filter->west <= filter->east ? east_of && west_of : east_of || west_of);
}

static uint32_t read_tags(const char *text, uint32_t *out, uint32_t most)
{
    uint32_t n = 0;
    while (*text && n < most) {
        uint32_t value = 0;
        for (; *text >= '0' && *text <= '9'; text++) value = 10 * value + (uint32_t)(*text - '0');
        out[n++] = value;
        if (*text) text++;
    }
    return n;
}

#define TAGS_MOST 4096 /* of one event */

static void count_event(facets *f, const uint32_t *tags, uint32_t n)
{
    bool met[RC_TAG_COUNT] = {false};
    int failing = -1, failures = 0;
    for (uint32_t i = 0; i < n; i++)
        if ((tags[i] & KINDS_MASK) < RC_TAG_COUNT && f->is_wanted[tags[i] >> 4]) met[tags[i] & KINDS_MASK] = true;
    for (int tag = 0; tag < RC_TAG_COUNT; tag++)
        if (f->filter->n_values[tag] && !met[tag]) {
            failing = tag;
            failures++;
        }
    if (failures > 1) return;
    for (uint32_t i = 0; i < n; i++)
        if (!failures || (int)(tags[i] & KINDS_MASK) == failing) f->count[tags[i] >> 4]++;
}

static rc_status count_all(facets *f, rc_error *err)
{
    sqlite3_stmt *s;
    bool row = true;
    uint32_t *tags = RC_NEWS(f->arena, uint32_t, TAGS_MOST);
    rc_status status = rc_sql_kept(f->ledger, &s, "SELECT event, told_from, told_to, lat, lon, tags FROM event_facet",
                                   "count events", err, "");
    while (status == RC_OK) {
        status = rc_sql_step(f->ledger, s, &row, "count events", err);
        if (status != RC_OK || !row) break;
        if (!fits(f, s)) continue;
        uint32_t n = read_tags((const char *)sqlite3_column_text(s, 5), tags, TAGS_MOST);
        for (uint32_t i = 0; i < n; i++)
            if ((int64_t)(tags[i] >> 4) > f->n_values)
                return rc_fail(err, RC_ECORRUPT, "%s: a tag that is none", f->ledger->path);
        count_event(f, tags, n);
    }
    return status;
}

typedef struct counted {
    rc_str value;
    int64_t id, n;
} counted;

static int by_count(const void *left, const void *right)
{
    const counted *a = left, *b = right;
    if (a->n != b->n) return a->n > b->n ? -1 : 1;
    return rc_str_cmp(a->value, b->value);
}

/* Values of one kind that have events, the most first; those that are chosen even where many others have more. */
static rc_status put_counted(facets *f, rc_tag tag, rc_error *err)
{
    sqlite3_stmt *s;
    bool row = true;
    RC_VEC(counted) all = {0};
    rc_status status = rc_sql_kept(f->ledger, &s, "SELECT id, value FROM tag_value WHERE kind = ?1", "count events",
                                   err, "t", rc_str_of(rc_tag_name(tag)));
    while (status == RC_OK) {
        status = rc_sql_step(f->ledger, s, &row, "count events", err);
        if (status != RC_OK || !row) break;
        int64_t id = sqlite3_column_int64(s, 0);
        if (id > f->n_values || !f->count[id] || !sqlite3_column_bytes(s, 1)) continue;
        *RC_PUSH(f->arena, &all) = (counted){rc_sql_column_dup(s, 1, f->arena), id, f->count[id]};
    }
    if (all.len) qsort(all.ptr, all.len, sizeof *all.ptr, by_count);
    for (size_t i = 0; i < all.len; i++)
        if (i < FACET_VALUES || f->is_wanted[all.ptr[i].id]) put_value(f, all.ptr[i].value, all.ptr[i].n);
    return status;
}

static bool is_open(const rc_browse_filter *filter)
{
    for (int tag = 0; tag < RC_TAG_COUNT; tag++)
        if (filter->n_values[tag]) return false;
    return filter->since == RC_DAY_NONE && filter->until == RC_DAY_NONE && !filter->has_box && !filter->text.len;
}

static rc_status count_filtered(facets *f, rc_error *err)
{
    rc_status status =
        rc_sql_get(f->ledger, &f->n_values, "SELECT coalesce(max(id), 0) FROM tag_value", "count events", err, "");
    if (status == RC_OK)
        status = rc_sql_get(f->ledger, &f->n_events, "SELECT coalesce(max(event), 0) FROM event_facet", "count events",
                            err, "");
    if (status != RC_OK) return status;
    f->count = RC_NEWS(f->arena, uint32_t, (size_t)f->n_values + 1);
    f->is_wanted = RC_NEWS(f->arena, bool, (size_t)f->n_values + 1);
    status = note_wanted(f, err);
    if (status == RC_OK) status = note_text(f, err);
    return status == RC_OK ? count_all(f, err) : status;
}

static rc_status list(void *context, rc_error *err)
{
    facets *f = context;
    bool all = is_open(f->filter);
    rc_status status = all ? RC_OK : count_filtered(f, err);
    rc_json_begin_object(f->json);
    for (int tag = 0; tag < RC_TAG_COUNT && status == RC_OK; tag++) {
        rc_json_key(f->json, rc_tag_name((rc_tag)tag));
        rc_json_begin_array(f->json);
        status = all ? put_kept(f, (rc_tag)tag, err) : put_counted(f, (rc_tag)tag, err);
        rc_json_end_array(f->json);
    }
    rc_json_end_object(f->json);
    return status;
}

rc_status rc_browse_facets(rc_ledger *ledger, const rc_browse_filter *filter, rc_json *json, rc_arena *arena,
                           rc_error *err)
{
    facets f = {.ledger = ledger, .filter = filter, .json = json, .arena = arena};
    /* One moment for all that is read: the numbers of values and the tags of events belong together. */
    rc_status status = rc_sql_exec(ledger, "SAVEPOINT facets", "count events", err);
    if (status != RC_OK) return status;
    status = rc_arena_run(arena, list, &f, "counting events", err);
    rc_error ignored;
    rc_sql_exec(ledger, "RELEASE facets", "count events", &ignored);
    return status;
}
