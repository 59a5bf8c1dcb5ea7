/* Where and when the events of a filter are: points and countries for a map, counts by day, week, month or year for a
 * timeline. As in browse.c, statements are kept where the caller of rc_arena_run ends them. */
#include "ledger/choice.h"

#define AUTO_BUCKETS 110

typedef struct panel {
    rc_ledger *ledger;
    const rc_browse_filter *filter;
    rc_json *json;
    rc_arena *arena;
    rc_bucket bucket;
    sqlite3_stmt *rows;
} panel;

static rc_status end_panel(panel *p, rc_status status)
{
    sqlite3_finalize(p->rows);
    return status;
}

/* A question about the events of the filter; the one before is done. */
static rc_status ask(panel *p, const char *before, const char *behind, int64_t limit, rc_error *err)
{
    rc_choice choice;
    sqlite3_finalize(p->rows);
    p->rows = NULL;
    rc_choice_make(&choice, p->filter, RC_TAG_COUNT, p->arena);
    if (limit) rc_choice_bind_int(&choice, limit);
    return rc_choice_ask(&choice, p->ledger, &p->rows, before, behind, err);
}

static void put_day(rc_json *json, rc_day day)
{
    char iso[11];
    rc_day_iso(day, iso);
    if (day == RC_DAY_NONE)
        rc_json_null(json);
    else
        rc_json_str(json, rc_str_of(iso));
}

static void put_int(rc_json *json, const char *key, int64_t value)
{
    rc_json_key(json, key);
    rc_json_int(json, value);
}

/* ---- the map */

static rc_status put_totals(panel *p, int64_t *points, rc_error *err)
{
    bool row;
    rc_status status = ask(p,
                           "SELECT count(*) - count(e.lat), count(e.lat) - total(e.lat IS NOT NULL AND e.precision = "
                           "'country') FROM event e",
                           "", 0, err);
    if (status == RC_OK) status = rc_sql_step(p->ledger, p->rows, &row, "count events", err);
    if (status != RC_OK) return status;
    put_int(p->json, "unlocated", sqlite3_column_int64(p->rows, 0));
    *points = sqlite3_column_int64(p->rows, 1);
    put_int(p->json, "total", *points);
    return RC_OK;
}

static rc_status put_countries(panel *p, rc_error *err)
{
    bool row = true;
    rc_json_key(p->json, "countries");
    rc_json_begin_array(p->json);
    rc_status status =
        ask(p, "SELECT e.country, count(*) AS n, sum(e.status = 'contested') FROM event e",
            " AND e.lat IS NOT NULL AND e.precision = 'country' GROUP BY e.country ORDER BY n DESC, e.country", 0, err);
    while (status == RC_OK) {
        status = rc_sql_step(p->ledger, p->rows, &row, "count events", err);
        if (status != RC_OK || !row) break;
        rc_json_begin_array(p->json);
        rc_json_str(p->json, rc_sql_column(p->rows, 0));
        rc_json_int(p->json, sqlite3_column_int64(p->rows, 1));
        rc_json_int(p->json, sqlite3_column_int64(p->rows, 2));
        rc_json_end_array(p->json);
    }
    rc_json_end_array(p->json);
    return status;
}

static void put_point(panel *p)
{
    rc_json_begin_array(p->json);
    rc_json_str(p->json, rc_sql_column(p->rows, 0));
    rc_json_real(p->json, sqlite3_column_double(p->rows, 1), 5);
    rc_json_real(p->json, sqlite3_column_double(p->rows, 2), 5);
    rc_json_str(p->json, rc_sql_column(p->rows, 3));
    rc_json_int(p->json, sqlite3_column_int(p->rows, 4));
    put_day(p->json, rc_sql_column_day(p->rows, 5));
    rc_json_str(p->json, rc_sql_column(p->rows, 6));
    rc_json_end_array(p->json);
}

/* Where there are more than are wanted they are walked in the order of the queue until there are enough; few are
 * sorted. */
#define POINT_COLUMNS "SELECT e.id, e.lat, e.lon, e.precision, e.status = 'contested', e.told_from, e.place "

static rc_status map(void *context, rc_error *err)
{
    panel *p = context;
    bool row = true;
    int64_t total = 0;
    rc_json_begin_object(p->json);
    rc_status status = put_totals(p, &total, err);
    if (status == RC_OK) status = put_countries(p, err);
    if (status == RC_OK)
        status = ask(p,
                     total > RC_BROWSE_POINTS ? POINT_COLUMNS
                         "FROM event_rank k INDEXED BY event_rank_order CROSS JOIN event e ON e.no = k.event"
                                              : POINT_COLUMNS "FROM event e CROSS JOIN event_rank k ON k.event = e.no",
                     " AND e.lat IS NOT NULL AND e.precision <> 'country'"
                     " ORDER BY k.rank, k.spread DESC, k.day DESC, k.event LIMIT ?",
                     RC_BROWSE_POINTS, err);
    rc_json_key(p->json, "points");
    rc_json_begin_array(p->json);
    while (status == RC_OK) {
        status = rc_sql_step(p->ledger, p->rows, &row, "list points", err);
        if (status != RC_OK || !row) break;
        put_point(p);
    }
    rc_json_end_array(p->json);
    rc_json_end_object(p->json);
    return status;
}

rc_status rc_browse_map(rc_ledger *ledger, const rc_browse_filter *filter, rc_json *json, rc_arena *arena,
                        rc_error *err)
{
    panel p = {.ledger = ledger, .filter = filter, .json = json, .arena = arena};
    return end_panel(&p, rc_arena_run(arena, map, &p, "listing points", err));
}

/* ---- the timeline */

const char *rc_bucket_name(rc_bucket bucket)
{
    static const char *const names[] = {"auto", "day", "week", "month", "year"};
    return names[bucket];
}

/* Number of the bucket a day is in. Day 0, 1 January 1970, is a Thursday. */
static int64_t bucket_of(rc_bucket bucket, rc_day day)
{
    rc_civil civil = rc_day_civil(day);
    int64_t since_monday = (int64_t)day + 3;
    switch (bucket) {
    case RC_BUCKET_WEEK:
        return (since_monday - (since_monday % 7 + 7) % 7) / 7;
    case RC_BUCKET_MONTH:
        return (int64_t)civil.year * 12 + civil.month - 1;
    case RC_BUCKET_YEAR:
        return civil.year;
    default:
        return day;
    }
}

static rc_day first_day(rc_bucket bucket, int64_t at)
{
    switch (bucket) {
    case RC_BUCKET_WEEK:
        return (rc_day)(at * 7 - 3);
    case RC_BUCKET_MONTH:
        return rc_day_of((int)(at / 12), (int)(at % 12) + 1, 1);
    case RC_BUCKET_YEAR:
        return rc_day_of((int)at, 1, 1);
    default:
        return (rc_day)at;
    }
}

/* Events begin in a bucket and are over after one: sums from left to right are how many there are. */
typedef struct change {
    int64_t n, contested, reported;
} change;

typedef struct span {
    rc_day from, to; /* days that buckets are wanted for */
    int64_t first;
    size_t n;
    change *changes; /* n + 1 */
} span;

/* Events that share their days. */
typedef struct same_days {
    rc_day from, to;
    int64_t n, contested, reported;
} same_days;

typedef struct dated {
    RC_VEC(same_days) groups;
    int64_t total, undated;
} dated;

/* In the order of the index that the question is answered from. */
static rc_status read_days(panel *p, dated *d, span *s, rc_error *err)
{
    bool row = true;
    rc_status status = ask(p,
                           "SELECT e.told_from, e.told_to, count(*), sum(e.status = 'contested'),"
                           " sum(e.day_from IS NULL) FROM event e",
                           " GROUP BY e.told_from, e.told_to", 0, err);
    while (status == RC_OK) {
        status = rc_sql_step(p->ledger, p->rows, &row, "count events", err);
        if (status != RC_OK || !row) break;
        same_days g = {rc_sql_column_day(p->rows, 0), rc_sql_column_day(p->rows, 1), sqlite3_column_int64(p->rows, 2),
                       sqlite3_column_int64(p->rows, 3), sqlite3_column_int64(p->rows, 4)};
        d->total += g.n;
        d->undated += g.reported;
        if (g.from == RC_DAY_NONE) continue;
        *RC_PUSH(p->arena, &d->groups) = g;
        if (s->from == RC_DAY_NONE || g.from < s->from) s->from = g.from;
        if (s->to == RC_DAY_NONE || g.to > s->to) s->to = g.to;
    }
    if (p->filter->since != RC_DAY_NONE && p->filter->since > s->from) s->from = p->filter->since;
    if (p->filter->until != RC_DAY_NONE && p->filter->until < s->to) s->to = p->filter->until;
    return status;
}

static rc_status cut_span(panel *p, span *s, rc_error *err)
{
    int64_t n = 0;
    rc_bucket bucket = p->bucket == RC_BUCKET_AUTO ? RC_BUCKET_DAY : p->bucket;
    for (;; bucket++) {
        s->first = bucket_of(bucket, s->from);
        n = bucket_of(bucket, s->to) - s->first + 1;
        if (p->bucket != RC_BUCKET_AUTO || bucket == RC_BUCKET_YEAR || n <= AUTO_BUCKETS) break;
    }
    p->bucket = bucket;
    if (n > RC_BROWSE_BUCKETS)
        return rc_fail(err, RC_EINVALID, "bucket: %lld of them are too many; take longer ones", (long long)n);
    s->n = (size_t)n;
    s->changes = RC_NEWS(p->arena, change, s->n + 1);
    return RC_OK;
}

static void note(change *at, int64_t by, const same_days *g)
{
    at->n += by * g->n;
    at->contested += by * g->contested;
    at->reported += by * g->reported;
}

static void count_changes(const panel *p, const dated *d, span *s)
{
    for (size_t i = 0; i < d->groups.len; i++) {
        const same_days *g = &d->groups.ptr[i];
        rc_day from = g->from < s->from ? s->from : g->from, to = g->to > s->to ? s->to : g->to;
        if (from > to) continue;
        note(&s->changes[bucket_of(p->bucket, from) - s->first], 1, g);
        note(&s->changes[bucket_of(p->bucket, to) - s->first + 1], -1, g);
    }
}

static void put_buckets(panel *p, const span *s)
{
    change sum = {0};
    for (size_t i = 0; i < s->n; i++) {
        sum.n += s->changes[i].n;
        sum.contested += s->changes[i].contested;
        sum.reported += s->changes[i].reported;
        if (!sum.n) continue;
        rc_json_begin_array(p->json);
        put_day(p->json, first_day(p->bucket, s->first + (int64_t)i));
        rc_json_int(p->json, sum.n);
        rc_json_int(p->json, sum.contested);
        rc_json_int(p->json, sum.reported);
        rc_json_end_array(p->json);
    }
}

static rc_status timeline(void *context, rc_error *err)
{
    panel *p = context;
    span s = {.from = RC_DAY_NONE, .to = RC_DAY_NONE};
    dated d = {0};
    rc_status status = read_days(p, &d, &s, err);
    bool any = d.groups.len > 0 && s.from <= s.to;
    if (status == RC_OK && any) status = cut_span(p, &s, err);
    if (status != RC_OK) return status;
    if (any) count_changes(p, &d, &s);
    rc_json_begin_object(p->json);
    rc_json_str_field(p->json, "bucket", rc_str_of(rc_bucket_name(any ? p->bucket : RC_BUCKET_DAY)));
    put_int(p->json, "total", d.total);
    put_int(p->json, "undated", d.undated);
    rc_json_key(p->json, "buckets");
    rc_json_begin_array(p->json);
    if (any) put_buckets(p, &s);
    rc_json_end_array(p->json);
    rc_json_end_object(p->json);
    return RC_OK;
}

rc_status rc_browse_timeline(rc_ledger *ledger, const rc_browse_filter *filter, rc_bucket bucket, rc_json *json,
                             rc_arena *arena, rc_error *err)
{
    panel p = {.ledger = ledger, .filter = filter, .json = json, .arena = arena, .bucket = bucket};
    return end_panel(&p, rc_arena_run(arena, timeline, &p, "counting events", err));
}
