/* What a claim is now: its record as read, changed by the acts on it that were not undone, in their order. */
#include <math.h>

#include "ledger/columns.h"
#include "ledger/review.h"

typedef struct settling {
    rc_ledger *ledger;
    rc_arena *arena;
    int64_t claim_no;
    rc_str base, text; /* the record as read; the report's text */
    rc_str state;      /* empty: as read */
    bool is_changed;   /* the record differs from `base` */
    bool is_by_hand, is_withdrawn;
    json_t *record;
    rc_buf buf;
} settling;

static rc_status read_base(settling *s, rc_error *err)
{
    sqlite3_stmt *stmt;
    bool row;
    rc_status status = rc_sql_ask(
        s->ledger, &stmt, "SELECT c.record, r.text FROM main.claim c JOIN report r ON r.no = c.report WHERE c.no = ?1",
        "read a claim", err, "i", s->claim_no);
    if (status != RC_OK) return status;
    status = rc_sql_step(s->ledger, stmt, &row, "read a claim", err);
    /* Copies by malloc'd JSON first: an arena that runs out must not leave the statement open. */
    if (status == RC_OK && row) {
        s->buf.len = 0;
        rc_buf_put(&s->buf, rc_sql_column(stmt, 0));
        size_t cut = s->buf.len;
        rc_buf_put(&s->buf, rc_sql_column(stmt, 1));
        sqlite3_finalize(stmt);
        if (s->buf.failed) return rc_fail(err, RC_ENOMEM, "out of memory");
        rc_str both = rc_arena_dup(s->arena, rc_buf_str(&s->buf));
        s->base = rc_str_sub(both, 0, cut);
        s->text = rc_str_sub(both, cut, both.len);
        return RC_OK;
    }
    sqlite3_finalize(stmt);
    return status == RC_OK ? rc_fail(err, RC_ENOTFOUND, "%s: there is no such claim", s->ledger->path) : status;
}

/* Fields of the patch replace those of the record; null takes a field away. */
static void patch_record(settling *s, const json_t *patch)
{
    const char *key;
    json_t *value;
    json_object_foreach((json_t *)patch, key, value)
    {
        if (json_is_null(value))
            json_object_del(s->record, key);
        else
            json_object_set(s->record, key, value);
    }
    s->is_changed = true;
}

static rc_status apply_acts(settling *s, sqlite3_stmt *stmt, rc_error *err)
{
    for (;;) {
        bool row;
        rc_status status = rc_sql_step(s->ledger, stmt, &row, "read acts", err);
        if (status != RC_OK || !row) return status;
        rc_str what = rc_sql_column(stmt, 0), value = rc_sql_column(stmt, 1);
        bool undone = sqlite3_column_type(stmt, 2) != SQLITE_NULL;
        if (rc_str_is(what, "missed")) {
            s->is_by_hand = true;
            s->is_withdrawn = undone;
        } else if (undone) {
            continue;
        } else if (rc_str_is(what, "accept")) {
            s->state = RC_STR("accepted");
        } else if (rc_str_is(what, "reject")) {
            s->state = RC_STR("rejected");
        } else if (rc_str_is(what, "edit")) {
            json_t *patch = json_loadb(value.ptr, value.len, 0, NULL);
            if (json_is_object(patch)) patch_record(s, patch);
            json_decref(patch);
            s->state = RC_STR("edited");
        }
    }
}

static rc_status replay(settling *s, rc_error *err)
{
    sqlite3_stmt *stmt;
    s->record = json_loadb(s->base.ptr, s->base.len, 0, NULL);
    if (!s->record) return rc_fail(err, RC_ECORRUPT, "%s: a stored claim is no JSON", s->ledger->path);
    rc_status status = rc_sql_ask(s->ledger, &stmt,
                                  "SELECT a.what, a.value, a.undone FROM act_claim ac JOIN act a ON a.seq = ac.seq"
                                  " WHERE ac.claim = ?1 AND ac.at = 0 ORDER BY a.seq",
                                  "read acts", err, "i", s->claim_no);
    if (status != RC_OK) return status;
    status = apply_acts(s, stmt, err);
    sqlite3_finalize(stmt);
    if (s->is_by_hand && !s->state.len) s->state = RC_STR("added");
    if (s->is_withdrawn) s->state = RC_STR("withdrawn");
    return status;
}

static void dump_record(settling *s)
{
    char *text = json_dumps(s->record, JSON_COMPACT);
    s->buf.len = 0;
    if (text)
        rc_buf_put(&s->buf, rc_str_of(text));
    else
        s->buf.failed = true;
    free(text);
}

static rc_status write_parties(settling *s, const rc_claim *claim, rc_error *err)
{
    rc_party_rows rows = rc_columns_parties(s->arena, claim);
    rc_status status = RC_OK;
    for (size_t i = 0; i < rows.len && status == RC_OK; i++)
        status = rc_sql_do(s->ledger,
                           "INSERT INTO claim_now_party (claim, at, role, party, key) VALUES (?1, ?2, ?3, ?4, ?5)",
                           "write a correction", err, "iittt", s->claim_no, (int64_t)i, rc_str_of(rows.ptr[i].role),
                           rows.ptr[i].party, rows.ptr[i].key);
    return status;
}

static rc_status write_columns(settling *s, const rc_claim *claim, rc_str record, rc_error *err)
{
    const rc_claim_place *point = rc_columns_point(claim);
    const rc_link *origin = rc_claim_origin(claim);
    rc_str places = rc_columns_places(s->arena, claim);
    rc_status status = rc_sql_do(
        s->ledger,
        "INSERT INTO claim_now (claim, state, type, subtype, day_from, day_to, place, places, origin, origin_party,"
        " polarity, certainty, reality, record) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
        "write a correction", err, "itttddtttttttt", s->claim_no, s->state, rc_str_of(rc_event_type_name(claim->type)),
        claim->subtype, claim->from, claim->to, claim->n_place ? claim->place[0].name : (rc_str){0}, places,
        origin ? origin->name : (rc_str){0}, origin ? origin->party : (rc_str){0},
        rc_str_of(rc_polarity_name(claim->polarity)), rc_str_of(rc_certainty_name(claim->certainty)),
        rc_str_of(rc_reality_name(claim->reality)), record);
    if (status == RC_OK && point)
        status = rc_sql_do(s->ledger, "UPDATE claim_now SET lat = ?2, lon = ?3 WHERE claim = ?1", "write a correction",
                           err, "irr", s->claim_no, point->lat, point->lon);
    return status == RC_OK ? write_parties(s, claim, err) : status;
}

rc_status rc_claim_check_sense(const rc_claim *claim, rc_error *err)
{
    for (uint32_t i = 0; i < claim->n_place; i++) {
        const rc_claim_place *p = &claim->place[i];
        if (!p->name.len) return rc_fail(err, RC_EINVALID, "place: it has no name");
        if (p->is_resolved && !(fabs(p->lat) <= 90 && fabs(p->lon) <= 180))
            return rc_fail(err, RC_EINVALID, "place: %.*s: there is no such point", RC_FMT(p->name));
    }
    for (uint32_t i = 0; i < claim->n_losses; i++) {
        const rc_count *n = &claim->losses[i].count;
        if ((n->has_low && n->low < 0) || (n->has_low && n->has_high && n->low > n->high))
            return rc_fail(err, RC_EINVALID, "losses: a count must not be below 0, nor low above high");
    }
    if (claim->from != RC_DAY_NONE && claim->from > claim->to)
        return rc_fail(err, RC_EINVALID, "when: the last day is before the first");
    return RC_OK;
}

/* The patched record must be one that the reader of records takes; it is stored in the form it writes. */
static rc_status write_changed(settling *s, rc_error *err)
{
    rc_claim claim;
    rc_error why = {0};
    dump_record(s);
    if (s->buf.failed) return rc_fail(err, RC_ENOMEM, "out of memory");
    rc_str record = rc_arena_dup(s->arena, rc_buf_str(&s->buf));
    if (rc_claim_read(&claim, record, s->text, s->arena, &why) != RC_OK)
        return rc_fail(err, RC_EINVALID, "%s", why.message);
    rc_status status = rc_claim_check_sense(&claim, err);
    if (status != RC_OK) return status;
    rc_json json;
    uint32_t *cp = rc_codepoints(s->arena, s->text);
    s->buf.len = 0;
    rc_json_init(&json, &s->buf);
    rc_claim_write(&json, &claim, s->text, cp);
    if (s->buf.failed) return rc_fail(err, RC_ENOMEM, "out of memory");
    return write_columns(s, &claim, rc_buf_str(&s->buf), err);
}

static rc_status settle(void *context, rc_error *err)
{
    settling *s = context;
    rc_status status = rc_sql_do(s->ledger, "DELETE FROM claim_now_party WHERE claim = ?1", "write a correction", err,
                                 "i", s->claim_no);
    if (status == RC_OK)
        status =
            rc_sql_do(s->ledger, "DELETE FROM claim_now WHERE claim = ?1", "write a correction", err, "i", s->claim_no);
    if (status == RC_OK) status = read_base(s, err);
    if (status == RC_OK) status = replay(s, err);
    if (status != RC_OK || !s->state.len) return status;
    if (s->is_changed) return write_changed(s, err);
    return rc_sql_do(s->ledger, "INSERT INTO claim_now (claim, state) VALUES (?1, ?2)", "write a correction", err, "it",
                     s->claim_no, s->state);
}

rc_status rc_claim_settle(rc_ledger *ledger, int64_t claim_no, rc_arena *arena, rc_error *err)
{
    settling s = {.ledger = ledger, .arena = arena, .claim_no = claim_no};
    rc_buf_init(&s.buf);
    rc_status status = rc_arena_run(arena, settle, &s, "settling a claim", err);
    json_decref(s.record);
    rc_buf_release(&s.buf);
    return status;
}
