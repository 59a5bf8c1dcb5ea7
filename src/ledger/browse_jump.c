/* Where typing may lead: events, reports, places, parties. */
#include "ledger/sql.h"
#include "recoupe/base/utf8.h"
#include "recoupe/ledger/browse.h"

#define FEW 6

typedef struct jumping {
    rc_ledger *ledger;
    rc_json *json;
    rc_arena *arena;
    rc_str typed, key;
    sqlite3_stmt *stmt; /* ended by the caller of the run */
} jumping;

/* ---- places and parties: values of tags */

typedef struct found {
    rc_str value;
    int64_t n;
    bool begins;
} found;

static bool is_better(const found *a, const found *b)
{
    return a->begins != b->begins ? a->begins : a->n > b->n;
}

/* The best few stay in order. */
static void keep(found best[FEW], uint32_t *n, found one)
{
    uint32_t at = *n;
    while (at > 0 && is_better(&one, &best[at - 1])) at--;
    if (at == FEW) return;
    if (*n < FEW) ++*n;
    for (uint32_t i = *n - 1; i > at; i--) best[i] = best[i - 1];
    best[at] = one;
}

static rc_status find_values(jumping *j, const char *kind, found best[FEW], uint32_t *n, rc_error *err)
{
    bool row = true;
    rc_arena scratch;
    *n = 0;
    rc_status status =
        rc_sql_ask(j->ledger, &j->stmt, "SELECT value, n FROM tag_value WHERE kind = ?1 AND n > 0 ORDER BY value",
                   "look for names", err, "t", rc_str_of(kind));
    if (status != RC_OK) return status;
    rc_arena_init(&scratch, (size_t)1 << 14, (size_t)1 << 20);
    while (status == RC_OK && row) {
        status = rc_sql_step(j->ledger, j->stmt, &row, "look for names", err);
        if (status != RC_OK || !row) break;
        rc_str value = rc_sql_column(j->stmt, 0);
        size_t at = rc_str_find(rc_utf8_name_key(&scratch, value), j->key, 0);
        if (at != SIZE_MAX)
            keep(best, n, (found){rc_arena_dup(j->arena, value), sqlite3_column_int64(j->stmt, 1), at == 0});
        rc_arena_reset(&scratch);
    }
    rc_arena_release(&scratch);
    sqlite3_finalize(j->stmt);
    j->stmt = NULL;
    return status;
}

static void put_values(jumping *j, const char *name, const found *best, uint32_t n)
{
    rc_json_key(j->json, name);
    rc_json_begin_array(j->json);
    for (uint32_t i = 0; i < n; i++) {
        rc_json_begin_object(j->json);
        rc_json_key(j->json, "value");
        rc_json_str(j->json, best[i].value);
        rc_json_key(j->json, "n");
        rc_json_int(j->json, best[i].n);
        rc_json_end_object(j->json);
    }
    rc_json_end_array(j->json);
}

/* ---- events and reports */

static rc_status put_rows(jumping *j, uint32_t *left, void (*put)(rc_json *json, sqlite3_stmt *s), rc_error *err)
{
    rc_status status = RC_OK;
    bool row = true;
    while (status == RC_OK && row && *left) {
        status = rc_sql_step(j->ledger, j->stmt, &row, "look for names", err);
        if (status != RC_OK || !row) break;
        put(j->json, j->stmt);
        --*left;
    }
    sqlite3_finalize(j->stmt);
    j->stmt = NULL;
    return status;
}

static void put_event(rc_json *json, sqlite3_stmt *s)
{
    char day[11];
    rc_json_begin_object(json);
    rc_json_str_field(json, "id", rc_sql_column(s, 0));
    rc_json_str_field(json, "type", rc_sql_column(s, 1));
    rc_json_str_field(json, "subtype", rc_sql_column(s, 2));
    rc_json_str_field(json, "place", rc_sql_column(s, 3));
    if (rc_sql_column_day(s, 4) != RC_DAY_NONE) {
        rc_day_iso(rc_sql_column_day(s, 4), day);
        rc_json_str_field(json, "day", rc_str_of(day));
    }
    rc_json_str_field(json, "status", rc_sql_column(s, 5));
    rc_json_end_object(json);
}

#define EVENT "SELECT e.id, e.type, e.subtype, e.place, e.day_from, e.status FROM "

static rc_status put_events(jumping *j, const found *places, uint32_t n_places, rc_error *err)
{
    uint32_t left = FEW;
    rc_status status =
        rc_sql_ask(j->ledger, &j->stmt, EVENT "event e WHERE e.id >= ?1 AND e.id < ?1 || char(1114111) ORDER BY e.id",
                   "look for names", err, "t", j->typed);
    if (status == RC_OK) status = put_rows(j, &left, put_event, err);
    for (uint32_t i = 0; i < n_places && left && status == RC_OK; i++) {
        status = rc_sql_ask(j->ledger, &j->stmt,
                            EVENT "event_tag t JOIN event e ON e.no = t.event JOIN event_rank k ON k.event = e.no"
                                  " WHERE t.kind = 'place' AND t.value = ?1 ORDER BY k.rank, k.spread DESC, k.day DESC,"
                                  " e.id LIMIT 6",
                            "look for names", err, "t", places[i].value);
        if (status == RC_OK) status = put_rows(j, &left, put_event, err);
    }
    return status;
}

static void put_report(rc_json *json, sqlite3_stmt *s)
{
    rc_json_begin_object(json);
    rc_json_str_field(json, "id", rc_sql_column(s, 0));
    rc_json_str_field(json, "title", rc_sql_column(s, 1));
    rc_json_str_field(json, "outlet", rc_sql_column(s, 2));
    rc_json_str_field(json, "published", rc_sql_column(s, 3));
    rc_json_end_object(json);
}

#define REPORT "SELECT r.id, r.title, r.outlet, r.published FROM "

static rc_status put_reports(jumping *j, rc_error *err)
{
    uint32_t left = FEW;
    rc_status status =
        rc_sql_ask(j->ledger, &j->stmt, REPORT "report r WHERE r.id >= ?1 AND r.id < ?1 || char(1114111) ORDER BY r.id",
                   "look for names", err, "t", j->typed);
    if (status == RC_OK) status = put_rows(j, &left, put_report, err);
    if (status != RC_OK || !left) return status;
    /* The last word may be half typed. */
    rc_str query = rc_arena_printf(j->arena, "title : (%.*s*)", RC_FMT(rc_sql_text_query(j->arena, j->key)));
    status = rc_sql_ask(j->ledger, &j->stmt,
                        REPORT "report_text t JOIN report r ON r.no = t.rowid WHERE report_text MATCH ?1 AND NOT"
                               " (r.id >= ?2 AND r.id < ?2 || char(1114111)) ORDER BY t.rank LIMIT 6",
                        "look for names", err, "tt", query, j->typed);
    return status == RC_OK ? put_rows(j, &left, put_report, err) : status;
}

static rc_status jump(void *context, rc_error *err)
{
    jumping *j = context;
    found places[FEW], parties[FEW];
    uint32_t n_places = 0, n_parties = 0;
    rc_status status = RC_OK;
    j->key = rc_utf8_name_key(j->arena, j->typed);
    if (j->key.len) status = find_values(j, "place", places, &n_places, err);
    if (status == RC_OK && j->key.len) status = find_values(j, "side", parties, &n_parties, err);
    rc_json_begin_object(j->json);
    rc_json_key(j->json, "events");
    rc_json_begin_array(j->json);
    if (status == RC_OK && j->key.len) status = put_events(j, places, n_places, err);
    rc_json_end_array(j->json);
    rc_json_key(j->json, "reports");
    rc_json_begin_array(j->json);
    if (status == RC_OK && j->key.len) status = put_reports(j, err);
    rc_json_end_array(j->json);
    put_values(j, "places", places, n_places);
    put_values(j, "parties", parties, n_parties);
    rc_json_end_object(j->json);
    return status;
}

rc_status rc_browse_jump(rc_ledger *ledger, rc_str typed, rc_json *json, rc_arena *arena, rc_error *err)
{
    jumping j = {.ledger = ledger, .json = json, .arena = arena, .typed = typed};
    rc_status status = rc_arena_run(arena, jump, &j, "looking for names", err);
    sqlite3_finalize(j.stmt);
    return status;
}
