/* Lists of events. An allocation that fails while a statement is open leaves it to the close of the
 * connection, so statements are kept where the caller of rc_arena_run ends them. */
#include "ledger/choice.h"

#define COUNTS_SHOWN 4

typedef struct browsing {
    rc_ledger *ledger;
    const rc_browse_filter *filter;
    const rc_browse_page *page;
    rc_json *json;
    rc_arena *arena;
    sqlite3_stmt *main, *counts, *clash, *tags; /* ended by end_browsing */
} browsing;

static rc_status end_browsing(browsing *b, rc_status status)
{
    sqlite3_finalize(b->main);
    sqlite3_finalize(b->counts);
    sqlite3_finalize(b->clash);
    sqlite3_finalize(b->tags);
    return status;
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

static void put_days(rc_json *json, const char *key, sqlite3_stmt *s, int at)
{
    rc_json_key(json, key);
    if (rc_sql_column_day(s, at) == RC_DAY_NONE) {
        rc_json_null(json);
        return;
    }
    rc_json_begin_array(json);
    put_day(json, rc_sql_column_day(s, at));
    put_day(json, rc_sql_column_day(s, at + 1));
    rc_json_end_array(json);
}

static void put_int(rc_json *json, const char *key, sqlite3_stmt *s, int at)
{
    rc_json_key(json, key);
    rc_json_int(json, sqlite3_column_int64(s, at));
}

static void put_number(rc_json *json, const char *key, sqlite3_stmt *s, int at, int decimals)
{
    rc_json_key(json, key);
    if (sqlite3_column_type(s, at) == SQLITE_NULL)
        rc_json_null(json);
    else
        rc_json_real(json, sqlite3_column_double(s, at), decimals);
}

/* ---- events */

#define EVENT_COLUMNS                                                                                                  \
    "SELECT e.id, e.type, e.subtype, e.day_from, e.day_to, e.told_from, e.told_to, e.place, e.lat, e.lon, "            \
    "e.precision,"                                                                                                     \
    " e.country, e.admin1, e.status, e.n_claims, e.n_origins, e.n_reports, k.rank, k.spread, k.day, "                  \
    "k.n_contradictions,"                                                                                              \
    " e.no FROM "

/* Many are walked in the order of the list until a page is full; few are found first and sorted. */
#define MANY_EVENTS 2000
#define FEW "event e CROSS JOIN event_rank k ON k.event = e.no"
#define WALKED(index) "event_rank k INDEXED BY " index " CROSS JOIN event e ON e.no = k.event"

static void put_place(rc_json *json, sqlite3_stmt *s)
{
    rc_json_key(json, "place");
    rc_json_begin_object(json);
    rc_json_str_field(json, "name", rc_sql_column(s, 7));
    if (sqlite3_column_type(s, 8) != SQLITE_NULL) {
        put_number(json, "lat", s, 8, 5);
        put_number(json, "lon", s, 9, 5);
    }
    rc_json_str_field(json, "precision", rc_sql_column(s, 10));
    rc_json_str_field(json, "country", rc_sql_column(s, 11));
    rc_json_str_field(json, "admin1", rc_sql_column(s, 12));
    rc_json_end_object(json);
}

static rc_status put_counts(browsing *b, int64_t no, rc_error *err)
{
    bool row = true;
    rc_status status = RC_OK;
    rc_json_key(b->json, "counts");
    rc_json_begin_array(b->json);
    sqlite3_reset(b->counts);
    sqlite3_bind_int64(b->counts, 1, no);
    for (int n = 0; status == RC_OK && n < COUNTS_SHOWN; n++) {
        status = rc_sql_step(b->ledger, b->counts, &row, "read counts", err);
        if (status != RC_OK || !row) break;
        rc_json_begin_object(b->json);
        rc_json_str_field(b->json, "effect", rc_sql_column(b->counts, 0));
        rc_json_str_field(b->json, "of", rc_sql_column(b->counts, 1));
        put_number(b->json, "low", b->counts, 2, 1);
        put_number(b->json, "high", b->counts, 3, 1);
        rc_json_end_object(b->json);
    }
    rc_json_end_array(b->json);
    return status;
}

static rc_status put_clash(browsing *b, int64_t no, rc_error *err)
{
    bool row;
    sqlite3_reset(b->clash);
    sqlite3_bind_int64(b->clash, 1, no);
    rc_status status = rc_sql_step(b->ledger, b->clash, &row, "read contradictions", err);
    if (status != RC_OK || !row) return status;
    rc_str why = {0};
    if (b->page->lang.len)
        status = rc_clash_translate(b->ledger, no, sqlite3_column_int64(b->clash, 2), b->page, &why, b->arena, err);
    if (status != RC_OK) return status;
    rc_json_key(b->json, "contradiction");
    rc_json_begin_object(b->json);
    rc_json_str_field(b->json, "kind", rc_sql_column(b->clash, 0));
    rc_json_str_field(b->json, "why", why.len ? why : rc_sql_column(b->clash, 1));
    rc_json_end_object(b->json);
    return RC_OK;
}

static rc_status put_tags(browsing *b, int64_t no, rc_error *err)
{
    rc_status status = RC_OK;
    bool row = true;
    rc_str open = {0};
    sqlite3_reset(b->tags);
    sqlite3_bind_int64(b->tags, 1, no);
    while (status == RC_OK) {
        status = rc_sql_step(b->ledger, b->tags, &row, "read tags", err);
        if (status != RC_OK || !row) break;
        rc_str kind = rc_sql_column(b->tags, 0);
        bool listed = rc_str_is(kind, "side");
        if (open.len && !rc_str_eq(open, kind)) {
            rc_json_end_array(b->json);
            open = (rc_str){0};
        }
        if (!open.len) rc_json_key(b->json, listed ? "sides" : rc_str_is(kind, "work") ? "work" : "assignee");
        if (listed && !open.len) {
            rc_json_begin_array(b->json);
            open = RC_STR("side");
        }
        rc_json_str(b->json, rc_sql_column(b->tags, 1));
    }
    if (open.len) rc_json_end_array(b->json);
    return status;
}

static rc_status put_event(browsing *b, rc_error *err)
{
    rc_json *json = b->json;
    sqlite3_stmt *s = b->main;
    int64_t no = sqlite3_column_int64(s, 21);
    rc_json_begin_object(json);
    rc_json_str_field(json, "id", rc_sql_column(s, 0));
    rc_json_str_field(json, "type", rc_sql_column(s, 1));
    rc_json_str_field(json, "subtype", rc_sql_column(s, 2));
    put_days(json, "when", s, 3);
    put_days(json, "told", s, 5);
    put_place(json, s);
    rc_json_str_field(json, "status", rc_sql_column(s, 13));
    put_int(json, "claims", s, 14);
    put_int(json, "origins", s, 15);
    put_int(json, "reports", s, 16);
    put_number(json, "spread", s, 18, 1);
    put_int(json, "contradictions", s, 20);
    rc_status status = put_counts(b, no, err);
    if (status == RC_OK) status = put_clash(b, no, err);
    if (status == RC_OK) status = put_tags(b, no, err);
    rc_json_end_object(json);
    return status;
}

/* Of an event's contradictions one is shown: the counts that are widest apart, those of the killed before others. */
static rc_status prepare_rows(browsing *b, rc_error *err)
{
    rc_status status = rc_sql_prepare(
        b->ledger, &b->counts,
        "SELECT effect, side, min(low), max(high) FROM (SELECT l.effect AS effect, l.of AS side, coalesce(l.low, "
        "l.high) AS"
        " low, coalesce(l.high, l.low) AS high FROM event_claim ec JOIN claim_loss l ON l.claim = ec.claim AND l.part "
        "= 0"
        " LEFT JOIN claim_now n ON n.claim = ec.claim WHERE ec.event = ?1 AND n.record IS NULL"
        " UNION ALL SELECT j.value ->> 'effect', coalesce(j.value ->> 'of', ''), coalesce(j.value ->> 'low', j.value "
        "->>"
        " 'high'), coalesce(j.value ->> 'high', j.value ->> 'low') FROM event_claim ec JOIN claim_now n ON n.claim ="
        " ec.claim, json_each(n.record, '$.losses') j WHERE ec.event = ?1 AND n.record IS NOT NULL)"
        " GROUP BY effect, side ORDER BY max(high) - min(low) DESC, max(high) DESC, effect, side",
        "read counts", err);
    if (status == RC_OK)
        status = rc_sql_prepare(
            b->ledger, &b->clash,
            "SELECT k.kind, k.why, k.at FROM contradiction k WHERE k.event = ?1 ORDER BY k.kind <> 'count',"
            " (SELECT max((x.effect = 'killed') * 1e12 + abs(coalesce(x.low, x.high) -"
            " coalesce(y.low, y.high))) FROM claim_loss x JOIN claim_loss y ON y.claim = k.b AND"
            " y.effect = x.effect WHERE x.claim = k.a AND coalesce(x.low, x.high) <>"
            " coalesce(y.low, y.high)) DESC, k.at LIMIT 1",
            "read contradictions", err);
    if (status == RC_OK)
        status = rc_sql_prepare(b->ledger, &b->tags,
                                "SELECT kind, value FROM event_tag WHERE event = ?1 AND (kind IN ('side', 'work') OR"
                                " (kind = 'assignee' AND value <> '')) ORDER BY kind, value",
                                "read tags", err);
    return status;
}

/* A place in the order of events: the sort, its columns and the row number, each after a comma. */
static bool parse_cursor(rc_str text, rc_browse_sort *sort, int64_t *rank, double *spread, int64_t *day, int64_t *no)
{
    rc_str parts[5] = {0};
    int n = 0;
    while (text.ptr && n < 5) parts[n++] = rc_str_cut(&text, ',');
    int64_t which;
    if (text.ptr || n != 5 || !rc_str_int(parts[0], &which) || which < 0 || which > RC_SORT_DATE) return false;
    *sort = (rc_browse_sort)which;
    return rc_str_int(parts[1], rank) && rc_str_real(parts[2], spread) && rc_str_int(parts[3], day) &&
           rc_str_int(parts[4], no);
}

static rc_status choose_page(browsing *b, rc_choice *choice, rc_error *err)
{
    rc_browse_sort sort;
    int64_t rank, day, no;
    double spread;
    if (!b->page->after.len) return RC_OK;
    if (!parse_cursor(b->page->after, &sort, &rank, &spread, &day, &no) || sort != b->page->sort)
        return rc_fail(err, RC_EINVALID, "after: this is no place in this list");
    if (sort == RC_SORT_CONTESTED) {
        rc_choice_add(choice, " AND (k.rank, -k.spread, -k.day, k.event) > (?, ?, ?, ?) AND k.rank >= ?");
        rc_choice_bind_int(choice, rank);
        rc_choice_bind_real(choice, -spread);
    } else {
        rc_choice_add(choice, " AND (-k.day, k.event) > (?, ?)");
    }
    rc_choice_bind_int(choice, -day);
    rc_choice_bind_int(choice, no);
    if (sort == RC_SORT_CONTESTED) rc_choice_bind_int(choice, rank);
    return RC_OK;
}

/* Of all events, and of those with one value of one tag, the number is kept. */
static rc_status kept_total(browsing *b, int64_t *n, bool *known, rc_error *err)
{
    const rc_browse_filter *f = b->filter;
    uint32_t tags = 0, values = 0;
    rc_tag tag = RC_TAG_DATED; /* every event has one of its two values */
    for (int t = 0; t < RC_TAG_COUNT; t++) {
        tags += f->n_values[t] > 0;
        values += f->n_values[t];
        if (f->n_values[t]) tag = (rc_tag)t;
    }
    *known = values <= 1 && f->since == RC_DAY_NONE && f->until == RC_DAY_NONE && !f->has_box && !f->text.len;
    if (!*known) return RC_OK;
    if (tags) return rc_choice_count_tag(b->ledger, f, tag, n, err);
    return rc_sql_get(b->ledger, n, "SELECT coalesce(sum(n), 0) FROM tag_value WHERE kind = 'dated'", "count events",
                      err, "");
}

static rc_status put_total(browsing *b, int64_t *total, rc_error *err)
{
    rc_choice choice;
    bool row, known;
    int64_t n = 0;
    rc_status status = kept_total(b, &n, &known, err);
    if (status == RC_OK && !known) {
        rc_choice_make(&choice, b->filter, RC_TAG_COUNT, b->arena);
        status = rc_choice_ask(&choice, b->ledger, &b->main, "SELECT count(*) FROM event e", "", err);
        if (status == RC_OK) status = rc_sql_step(b->ledger, b->main, &row, "count events", err);
        if (status == RC_OK) n = sqlite3_column_int64(b->main, 0);
        sqlite3_finalize(b->main);
        b->main = NULL;
    }
    if (status != RC_OK) return status;
    rc_json_key(b->json, "total");
    rc_json_int(b->json, n);
    *total = n;
    return RC_OK;
}

static rc_str make_cursor(browsing *b)
{
    sqlite3_stmt *s = b->main;
    return rc_arena_printf(b->arena, "%d,%lld,%.17g,%lld,%lld", (int)b->page->sort,
                           (long long)sqlite3_column_int64(s, 17), sqlite3_column_double(s, 18),
                           (long long)sqlite3_column_int64(s, 19), (long long)sqlite3_column_int64(s, 21));
}

static rc_status list_events(void *context, rc_error *err)
{
    browsing *b = context;
    rc_choice choice;
    rc_str next = {0};
    bool row = false;
    rc_json_begin_object(b->json);
    int64_t total;
    rc_status status = put_total(b, &total, err);
    if (status == RC_OK) status = prepare_rows(b, err);
    if (status != RC_OK) return status;
    status = rc_choice_make_page(&choice, b->ledger, b->filter, b->arena, err);
    if (status == RC_OK) status = choose_page(b, &choice, err);
    if (status != RC_OK) return status;
    bool by_date = b->page->sort == RC_SORT_DATE;
    status = rc_choice_ask(
        &choice, b->ledger, &b->main,
        total <= MANY_EVENTS ? EVENT_COLUMNS FEW
        : by_date            ? EVENT_COLUMNS WALKED("event_rank_day")
                             : EVENT_COLUMNS WALKED("event_rank_order"),
        by_date ? " ORDER BY k.day DESC, k.event" : " ORDER BY k.rank, k.spread DESC, k.day DESC, k.event", err);
    rc_json_key(b->json, "events");
    rc_json_begin_array(b->json);
    for (uint32_t n = 0; status == RC_OK; n++) {
        status = rc_sql_step(b->ledger, b->main, &row, "list events", err);
        if (status != RC_OK || !row || n == b->page->limit) break;
        status = put_event(b, err);
        next = make_cursor(b);
    }
    rc_json_end_array(b->json);
    if (status == RC_OK && row) rc_json_str_field(b->json, "next", next);
    rc_json_end_object(b->json);
    return status;
}

rc_status rc_browse_events(rc_ledger *ledger, const rc_browse_filter *filter, const rc_browse_page *page, rc_json *json,
                           rc_arena *arena, rc_error *err)
{
    browsing b = {.ledger = ledger, .filter = filter, .page = page, .json = json, .arena = arena};
    return end_browsing(&b, rc_arena_run(arena, list_events, &b, "listing events", err));
}
