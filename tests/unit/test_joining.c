/* A ledger is joined as reports come in; what is in it then is what joining all of it at once makes, whatever the order
 * and the number of steps, and whatever people said in between. */
#include "fixture.h"

#include <sqlite3.h>

#include "../../bench/stream.h"
#include "ledger/sql.h"

#define REPORTS 150
#define TOWNS 9
#define DAYS 14

typedef struct world {
    rc_ledger *ledger;
    char path[128];
    rc_arena arena;
    rc_report reports[REPORTS];
    rc_claims claims[REPORTS];
    uint32_t order[REPORTS];
    uint64_t seed;
} world;

static uint32_t draw(world *w, uint32_t below)
{
    w->seed = w->seed * UINT64_C(6364136223846793005) + 1442695040888963407u;
    return (uint32_t)((w->seed >> 33) % below);
}

/* Some reports name a person, with an age or without. */
static rc_str with_person(world *w, rc_str text)
{
    static const char *const said[] = {"Habib Karimi, 34, was killed.", "They buried Habib Karimi.",
                                       "The 19-year-old Olena Koval died.", "Olena Koval is remembered."};
    return draw(w, 5) ? text : rc_arena_printf(&w->arena, "%.*s%s", RC_FMT(text), said[draw(w, 4)]);
}

/* Some repeat one of about the same day; whichever says more is the original, and may come behind in the order of ids.
 */
static void repeat_one(world *w, uint32_t i, rc_join_report *r)
{
    uint32_t back = 1 + draw(w, 6);
    if (back > i || draw(w, 4)) return;
    r->text = w->reports[i - back].text;
    w->claims[i] = w->claims[i - back];
}

/* Some reports have no date. */
static void fill(world *w)
{
    stream s;
    stream_init(&s, TOWNS, DAYS, w->seed, &w->arena);
    for (uint32_t i = 0; i < REPORTS; i++) {
        rc_join_report r;
        rc_join_claim claims[STREAM_CLAIMS];
        uint32_t n = stream_next(&s, i / (double)REPORTS, &r, claims);
        w->claims[i] = (rc_claims){RC_NEWS(&w->arena, rc_claim, n), n};
        for (uint32_t k = 0; k < n; k++) w->claims[i].ptr[k] = claims[k].claim;
        repeat_one(w, i, &r);
        char day[11];
        rc_day_iso(r.published, day);
        w->reports[i] = (rc_report){.id = r.id,
                                    .lang = r.lang,
                                    .published = draw(w, 15) ? rc_arena_printf(&w->arena, "%s", day) : (rc_str){0},
                                    .outlet = r.outlet,
                                    .title = r.title,
                                    .text = with_person(w, r.text),
                                    .url = r.id,
                                    .path = RC_STR("test"),
                                    .charset = RC_STR("UTF-8")};
        rc_report_seal(&w->reports[i]);
        w->order[i] = i;
    }
}

static void shuffle(world *w)
{
    for (uint32_t i = REPORTS; i > 1; i--) {
        uint32_t k = draw(w, i), t = w->order[i - 1];
        w->order[i - 1] = w->order[k];
        w->order[k] = t;
    }
}

static world *world_new(uint64_t seed)
{
    world *w = calloc(1, sizeof *w);
    rc_error err = {0};
    assert_non_null(w);
    w->seed = seed;
    rc_arena_init(&w->arena, (size_t)1 << 20, 0);
    ledger_path(w->path, "joining");
    remove_ledger(w->path);
    fill(w);
    if (rc_ledger_open(&w->ledger, w->path, false, &err) != RC_OK) fail_msg("%s", err.message);
    return w;
}

static void world_free(world *w)
{
    rc_ledger_close(w->ledger);
    remove_ledger(w->path);
    rc_arena_release(&w->arena);
    free(w);
}

static void add(world *w, uint32_t from, uint32_t to)
{
    for (uint32_t i = from; i < to; i++) {
        bool added;
        rc_error err = {0};
        const uint32_t r = w->order[i];
        if (rc_ledger_add(w->ledger, &w->reports[r], &w->claims[r], &added, &err) != RC_OK) fail_msg("%s", err.message);
        assert_true(added);
    }
}

static sqlite3_stmt *ask(world *w, const char *sql)
{
    sqlite3_stmt *s;
    rc_error err = {0};
    if (rc_sql_ask(w->ledger, &s, sql, "test", &err, "") != RC_OK) fail_msg("%s", err.message);
    return s;
}

/* ---- what the ledger holds, and what it should hold, in words */

static int by_text(const void *left, const void *right)
{
    return rc_str_cmp(*(const rc_str *)left, *(const rc_str *)right);
}

typedef RC_VEC(rc_str) lines;

static void put_rows(world *w, const char *sql, lines *out)
{
    sqlite3_stmt *s = ask(w, sql);
    while (sqlite3_step(s) == SQLITE_ROW) *RC_PUSH(&w->arena, out) = rc_sql_column_dup(s, 0, &w->arena);
    sqlite3_finalize(s);
}

static lines held(world *w)
{
    lines out = {0};
    put_rows(w,
             "SELECT format('%s %s %s %s %s %s %s %d %d %.4f', id, type, subtype, coalesce(day_from, '-'),"
             " coalesce(day_to, '-'), place, status, n_origins, n_reports, spread) FROM event",
             &out);
    put_rows(w,
             "SELECT format('%s has %s.%d of origin %d, %s.%d %.4f %s', e.id, r.id, c.ordinal, m.origin,"
             " coalesce(o.id, '-'), coalesce(oc.ordinal, 0), coalesce(l.score, 0), coalesce(l.why, '')) FROM event e"
             " JOIN event_claim m ON m.event = e.no JOIN claim c ON c.no = m.claim JOIN report r ON r.no = c.report"
             " LEFT JOIN event_link l ON l.claim = c.no LEFT JOIN claim oc ON oc.no = l.other LEFT JOIN report o ON"
             " o.no = oc.report",
             &out);
    put_rows(w,
             "SELECT format('%s disputed, %s: %s', e.id, x.kind, x.why) FROM contradiction x JOIN event e ON e.no ="
             " x.event",
             &out);
    put_rows(w,
             "SELECT format('%s copies %s, %s: %s', a.id, b.id, kind, why) FROM copy JOIN report a ON a.no = copy"
             " JOIN report b ON b.no = original",
             &out);
    qsort(out.ptr, out.len, sizeof *out.ptr, by_text);
    return out;
}

typedef struct whole {
    RC_VEC(rc_join_report) reports;
    RC_VEC(rc_join_claim) claims;
} whole;

static whole load(world *w)
{
    whole all = {0};
    sqlite3_stmt *s = ask(w, "SELECT r.id, r.outlet, r.title, r.text, r.lang, r.day, c.ordinal, coalesce(n.record,"
                             " c.record) FROM report r LEFT JOIN claim c ON c.report = r.no AND c.no NOT IN (SELECT"
                             " claim FROM claim_now WHERE state = 'rejected') LEFT JOIN claim_now n ON n.claim = c.no"
                             " ORDER BY r.id, c.ordinal");
    rc_arena *a = &w->arena;
    rc_error err = {0};
    while (sqlite3_step(s) == SQLITE_ROW) {
        rc_str id = rc_sql_column_dup(s, 0, a);
        if (!all.reports.len || !rc_str_eq(all.reports.ptr[all.reports.len - 1].id, id))
            *RC_PUSH(a, &all.reports) = (rc_join_report){id,
                                                         rc_sql_column_dup(s, 1, a),
                                                         rc_sql_column_dup(s, 2, a),
                                                         rc_sql_column_dup(s, 3, a),
                                                         rc_sql_column_dup(s, 4, a),
                                                         rc_sql_column_day(s, 5)};
        if (sqlite3_column_type(s, 6) == SQLITE_NULL) continue;
        rc_join_claim *c = RC_PUSH(a, &all.claims);
        c->report = (uint32_t)all.reports.len - 1;
        c->id = rc_arena_printf(a, "%.*s.%lld", RC_FMT(id), (long long)sqlite3_column_int64(s, 6));
        rc_str text = all.reports.ptr[c->report].text;
        if (rc_claim_read(&c->claim, rc_sql_column_dup(s, 7, a), text, a, &err) != RC_OK) fail_msg("%s", err.message);
    }
    sqlite3_finalize(s);
    return all;
}

static rc_str day_of(world *w, rc_day day)
{
    return day == RC_DAY_NONE ? RC_STR("-") : rc_arena_printf(&w->arena, "%d", (int)day);
}

static void say_event(world *w, const whole *all, const rc_event *e, lines *out)
{
    rc_arena *a = &w->arena;
    *RC_PUSH(a, out) =
        rc_arena_printf(a, "%.*s %s %.*s %.*s %.*s %.*s %s %u %u %.4f", RC_FMT(e->id), rc_event_type_name(e->type),
                        RC_FMT(e->subtype), RC_FMT(day_of(w, e->from)), RC_FMT(day_of(w, e->to)), RC_FMT(e->place.name),
                        rc_event_status_name(e->status), e->n_origins, e->n_reports, e->spread);
    for (uint32_t i = 0; i < e->n_claims; i++) {
        const rc_join_reason *r = &e->reasons[i];
        rc_str other = r->other < e->n_claims ? all->claims.ptr[e->claims[r->other]].id : RC_STR("-.0");
        *RC_PUSH(a, out) = rc_arena_printf(a, "%.*s has %.*s of origin %u, %.*s %.4f %.*s", RC_FMT(e->id),
                                           RC_FMT(all->claims.ptr[e->claims[i]].id), e->origin[i], RC_FMT(other),
                                           r->other < e->n_claims ? (double)r->score : 0, RC_FMT(r->why));
    }
    for (uint32_t i = 0; i < e->n_contradictions; i++)
        *RC_PUSH(a, out) =
            rc_arena_printf(a, "%.*s disputed, %s: %.*s", RC_FMT(e->id),
                            rc_contradiction_kind_name(e->contradictions[i].kind), RC_FMT(e->contradictions[i].why));
}

static lines wanted(world *w)
{
    lines out = {0};
    whole all = load(w);
    rc_actor_edges edges;
    rc_outlets *outlets;
    rc_join_act *acts;
    rc_events events;
    rc_error err = {0};
    uint32_t n_acts;
    rc_arena *a = &w->arena;
    if (rc_actor_edges_load(&edges, RC_SHARE_DIR, a, &err) != RC_OK ||
        rc_outlets_load(&outlets, RC_SHARE_DIR, a, &err) != RC_OK ||
        rc_ledger_acts(w->ledger, &acts, &n_acts, a, &err) != RC_OK)
        fail_msg("%s", err.message);
    rc_join_options options = {.edges = &edges, .outlets = outlets, .acts = acts, .n_acts = n_acts};
    if (rc_events_join_with(&events, all.reports.ptr, (uint32_t)all.reports.len, all.claims.ptr,
                            (uint32_t)all.claims.len, &options, a, &err) != RC_OK)
        fail_msg("%s", err.message);
    for (uint32_t i = 0; i < events.n; i++) say_event(w, &all, &events.ptr[i], &out);
    for (uint32_t i = 0; i < events.n_copies; i++) {
        const rc_copy *c = &events.copies[i];
        *RC_PUSH(a, &out) =
            rc_arena_printf(a, "%.*s copies %.*s, %s: %.*s", RC_FMT(all.reports.ptr[c->copy].id),
                            RC_FMT(all.reports.ptr[c->original].id), rc_copy_kind_name(c->kind), RC_FMT(c->why));
    }
    qsort(out.ptr, out.len, sizeof *out.ptr, by_text);
    return out;
}

/* Ranks and tags are written where they change only; they are those that all rows together give. */
static void check_lists(world *w)
{
    static const char tags[] =
        "WITH told AS (SELECT 'type' AS kind, type AS value, no FROM event UNION SELECT 'status', status, no FROM event"
        " UNION SELECT 'country', country, no FROM event WHERE country <> '' UNION SELECT 'place', place, no FROM event"
        " WHERE place <> '' UNION SELECT 'located', CASE WHEN lat IS NULL THEN 'no' WHEN precision = 'country' THEN"
        " 'country' ELSE 'yes' END, no FROM event UNION SELECT 'dated', CASE WHEN day_from IS NULL THEN 'no' ELSE 'yes'"
        " END, no FROM event UNION SELECT 'clash', kind, event FROM contradiction UNION SELECT 'outlet', r.outlet,"
        " ec.event FROM event_claim ec JOIN claim c ON c.no = ec.claim JOIN report r ON r.no = c.report UNION SELECT"
        " 'lang', r.lang, ec.event FROM event_claim ec JOIN claim c ON c.no = ec.claim JOIN report r ON r.no = c.report"
        " UNION SELECT 'side', p.party, ec.event FROM event_claim ec JOIN claim_party p ON p.claim = ec.claim"
        " WHERE ec.claim NOT IN (SELECT claim FROM claim_now WHERE record IS NOT NULL) UNION SELECT 'side', p.party,"
        " ec.event FROM event_claim ec JOIN claim_now_party p ON p.claim = ec.claim UNION SELECT 'work', 'open', no "
        "FROM"
        " event UNION SELECT 'assignee', '', no FROM event)";
    static const char *const wrong[] = {
        "SELECT count(*) FROM (SELECT * FROM told EXCEPT SELECT kind, value, event FROM event_tag)",
        "SELECT count(*) FROM (SELECT kind, value, event FROM event_tag EXCEPT SELECT * FROM told)",
        "SELECT count(*) FROM tag_value v WHERE n <> (SELECT count(*) FROM event_tag t WHERE t.kind = v.kind AND "
        "t.value"
        " = v.value)",
        "SELECT count(*) FROM event e LEFT JOIN event_rank k ON k.event = e.no WHERE k.event IS NULL OR"
        " k.spread <> e.spread OR k.day <> coalesce(e.told_to, -2147483648) OR k.n_contradictions <> (SELECT count(*)"
        " FROM contradiction c WHERE c.event = e.no) OR k.rank <> CASE WHEN e.status = 'contested' OR "
        "k.n_contradictions"
        " THEN 0 WHEN e.spread > 0 THEN 1 WHEN e.n_origins = 1 THEN 2 ELSE 3 END",
        "SELECT count(*) FROM event e LEFT JOIN event_facet f ON f.event = e.no WHERE f.event IS NULL OR f.told_from IS"
        " NOT e.told_from OR f.told_to IS NOT e.told_to OR f.lon IS NOT e.lon OR length(f.tags) - "
        "length(replace(f.tags,"
        " ' ', '')) + 1 <> (SELECT count(*) FROM event_tag t WHERE t.event = e.no)",
        "SELECT (SELECT count(*) FROM event_rank) + (SELECT count(*) FROM event_facet) - 2 * (SELECT count(*) FROM"
        " event)",
        "SELECT count(*) FROM event_claim m LEFT JOIN event e ON e.no = m.event WHERE e.no IS NULL OR m.at >= "
        "e.n_claims",
        "SELECT count(*) FROM event WHERE length(id) > 9 AND NOT EXISTS (SELECT 1 FROM event o WHERE o.id ="
        " substr(event.id, 1, 9))"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        sqlite3_stmt *s = ask(w, i < 2 ? rc_arena_printf(&w->arena, "%s %s", tags, wrong[i]).ptr : wrong[i]);
        assert_int_equal(sqlite3_step(s), SQLITE_ROW);
        if (sqlite3_column_int64(s, 0)) fail_msg("%lld wrong: %s", (long long)sqlite3_column_int64(s, 0), wrong[i]);
        sqlite3_finalize(s);
    }
}

static void refresh_and_compare(world *w)
{
    join_ledger(w->ledger);
    check_lists(w);
    lines is = held(w), should = wanted(w);
    for (size_t i = 0; i < is.len && i < should.len; i++)
        if (!rc_str_eq(is.ptr[i], should.ptr[i]))
            fail_msg("the ledger has\n  %.*s\nwhere joining all at once gives\n  %.*s", RC_FMT(is.ptr[i]),
                     RC_FMT(should.ptr[i]));
    assert_int_equal(is.len, should.len);
}

/* ---- the tests */

static void test_any_order_and_any_steps(void **state)
{
    (void)state;
    for (uint64_t round = 1; round <= 12; round++) {
        world *w = world_new(round);
        uint32_t steps = round % 4 == 0 ? REPORTS / 3 : 1 + (uint32_t)round % 4;
        if (round % 3) shuffle(w);
        for (uint32_t i = 0; i < steps; i++) {
            add(w, REPORTS * i / steps, REPORTS * (i + 1) / steps);
            if (i + 1 == steps || i % 8 == 0)
                refresh_and_compare(w);
            else
                join_ledger(w->ledger);
        }
        world_free(w);
    }
}

static rc_str any_claim(world *w)
{
    sqlite3_stmt *s = ask(w, "SELECT r.id || '.' || c.ordinal FROM claim c JOIN report r ON r.no = c.report ORDER BY"
                             " c.no");
    lines all = {0};
    while (sqlite3_step(s) == SQLITE_ROW) *RC_PUSH(&w->arena, &all) = rc_sql_column_dup(s, 0, &w->arena);
    sqlite3_finalize(s);
    return all.ptr[draw(w, (uint32_t)all.len)];
}

static rc_str any_report(world *w, uint32_t added)
{
    return w->reports[w->order[draw(w, added)]].id;
}

/* A person says anything. */
static void say_something(world *w, uint32_t added)
{
    rc_error err = {0};
    rc_str names[6];
    rc_join_act act = {.claims = names, .n = 2};
    uint32_t what = draw(w, 7);
    for (uint32_t i = 0; i < 6; i++) names[i] = what < 3 ? any_claim(w) : any_report(w, added);
    if (what < 3) {
        act.kind = what == 0 ? RC_ACT_JOIN : what == 1 ? RC_ACT_SPLIT : RC_ACT_SCATTER;
        act.n = 2 + draw(w, 5);
        act.n_out = what == 1 ? 1 : act.n;
    } else if (what < 5) {
        act.kind = what == 3 ? RC_ACT_FOLD : RC_ACT_UNFOLD;
        act.n = what == 3 ? 2 : 1;
        act.n_out = act.n;
        if (what == 3 && rc_str_eq(names[0], names[1])) return;
    } else {
        rc_act_wish wish = {RC_STR("ada"),
                            what == 5 ? RC_STR("reject") : RC_STR("edit"),
                            RC_STR("claim"),
                            any_claim(w),
                            what == 5 ? (rc_str){0} : RC_STR("{\"when\": [\"2020-01-05\", \"2020-01-05\"]}"),
                            (rc_str){0},
                            -1};
        rc_act_done done;
        join_ledger(w->ledger);
        if (rc_review_act(w->ledger, &wish, &done, &w->arena, &err) != RC_OK) fail_msg("%s", err.message);
        return;
    }
    if (rc_ledger_act(w->ledger, &act, RC_STR("test"), &err) != RC_OK) fail_msg("%s", err.message);
    if (draw(w, 4) == 0) {
        if (draw(w, 2)) join_ledger(w->ledger);
        if (rc_ledger_undo(w->ledger, act.seq, &err) != RC_OK) fail_msg("%s", err.message);
    }
}

static void test_people_win_whenever_they_speak(void **state)
{
    (void)state;
    for (uint64_t round = 1; round <= 10; round++) {
        world *w = world_new(100 + round);
        shuffle(w);
        for (uint32_t i = 0; i < 8; i++) {
            uint32_t added = REPORTS * (i + 1) / 8;
            add(w, REPORTS * i / 8, added);
            for (uint32_t k = draw(w, 4); k > 0; k--) say_something(w, added);
            refresh_and_compare(w);
        }
        world_free(w);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_any_order_and_any_steps),
        cmocka_unit_test(test_people_win_whenever_they_speak),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
