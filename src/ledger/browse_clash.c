/* A contradiction is kept with its sentence in English; in another language it is said anew, from its two claims. */
#include "ledger/choice.h"
#include "recoupe/events/event.h"

#define COLUMNS_OF_CLAIM 7

typedef struct translating {
    rc_ledger *ledger;
    sqlite3_stmt *stmt;
    const rc_browse_page *page;
    rc_arena *arena;
    rc_str *why;
} translating;

static bool read_side(translating *t, int first, rc_join_claim *claim, rc_join_report *report)
{
    rc_error ignored = {0};
    sqlite3_stmt *s = t->stmt;
    *report = (rc_join_report){.id = rc_sql_column_dup(s, first, t->arena),
                               .outlet = rc_sql_column_dup(s, first + 1, t->arena),
                               .text = rc_sql_column_dup(s, first + 2, t->arena),
                               .published = rc_sql_column_day(s, first + 3),
                               .lang = rc_sql_column_dup(s, first + 4, t->arena)};
    *claim = (rc_join_claim){.id = rc_arena_printf(t->arena, "%.*s.%lld", RC_FMT(report->id),
                                                   (long long)sqlite3_column_int64(s, first + 5))};
    rc_str record = rc_sql_column_dup(s, first + 6, t->arena);
    return rc_claim_read(&claim->claim, record, report->text, t->arena, &ignored) == RC_OK;
}

static void say(translating *t)
{
    rc_join_claim a, b;
    rc_join_report of_a, of_b;
    rc_str name = rc_sql_column(t->stmt, 0);
    int kind = 0;
    while (kind < RC_CONTRADICTS_PLACE && !rc_str_is(name, rc_contradiction_kind_name((rc_contradiction_kind)kind)))
        kind++;
    if (read_side(t, 1, &a, &of_a) && read_side(t, 1 + COLUMNS_OF_CLAIM, &b, &of_b))
        *t->why = rc_contradiction_say((rc_contradiction_kind)kind, &a, &of_a, &b, &of_b, t->page->sides, t->page->lang,
                                       t->arena);
}

static rc_status translate(void *context, rc_error *err)
{
    translating *t = context;
    bool row;
    rc_status status = rc_sql_step(t->ledger, t->stmt, &row, "read contradictions", err);
    if (status == RC_OK && row) say(t);
    return status;
}

rc_status rc_clash_translate(rc_ledger *ledger, int64_t event_no, int64_t at, const rc_browse_page *page, rc_str *why,
                             rc_arena *arena, rc_error *err)
{
    translating t = {.ledger = ledger, .page = page, .arena = arena, .why = why};
    rc_status status =
        rc_sql_ask(ledger, &t.stmt,
                   "SELECT k.kind, r.id, r.outlet, r.text, r.day, r.lang, a.ordinal, a.record, q.id, q.outlet, q.text, "
                   "q.day, q.lang,"
                   " b.ordinal, b.record FROM main.contradiction k JOIN claim a ON a.no = k.a JOIN main.report r ON"
                   " r.no = a.report JOIN claim b ON b.no = k.b JOIN main.report q ON q.no = b.report WHERE k.event ="
                   " ?1 AND k.at = ?2",
                   "read contradictions", err, "ii", event_no, at);
    if (status == RC_OK) status = rc_arena_run(arena, translate, &t, "saying a contradiction", err);
    sqlite3_finalize(t.stmt);
    return status;
}
