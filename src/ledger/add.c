/* Adding a report: one transaction, from the look whether it is there to its entry in the history. */
#include "ledger/columns.h"
#include "recoupe/base/utf8.h"

/* Binds the columns of a row in order and writes each into the bytes that are hashed, so that the two cannot differ. */
typedef struct row_writer {
    sqlite3_stmt *stmt;
    rc_buf *hashed;
    int at;
} row_writer;

static void put_text(row_writer *w, rc_str text)
{
    rc_sql_text(w->stmt, w->at++, text);
    rc_chain_field(w->hashed, text);
}

static void put_name(row_writer *w, const char *name)
{
    put_text(w, rc_str_of(name));
}

static void put_int(row_writer *w, int64_t value)
{
    sqlite3_bind_int64(w->stmt, w->at++, value);
    rc_chain_int(w->hashed, value);
}

static void put_real_or_null(row_writer *w, bool some, double value)
{
    if (some) {
        sqlite3_bind_double(w->stmt, w->at++, value);
        rc_chain_real(w->hashed, value);
    } else {
        sqlite3_bind_null(w->stmt, w->at++);
        rc_chain_null(w->hashed);
    }
}

static void put_day(row_writer *w, rc_day day)
{
    rc_sql_day(w->stmt, w->at++, day);
    if (day == RC_DAY_NONE)
        rc_chain_null(w->hashed);
    else
        rc_chain_int(w->hashed, day);
}

typedef struct addition {
    rc_ledger *ledger;
    const rc_report *report;
    const rc_claims *claims;
    rc_str id;
    int64_t seq, report_no;
    rc_str prev_hash;
    uint32_t *cp;
    bool *added;
} addition;

static rc_status exists(rc_ledger *ledger, rc_sql_id query, rc_str text, bool *found, rc_error *err)
{
    sqlite3_stmt *stmt;
    rc_status status = rc_sql_cached(ledger, query, &stmt, err);
    if (status != RC_OK) return status;
    rc_sql_text(stmt, 1, text);
    status = rc_sql_step(ledger, stmt, found, "look a report up", err);
    sqlite3_reset(stmt);
    return status;
}

/* The report's own id, or with "~2", "~3" ... where another report has it. */
static rc_status choose_id(addition *a, rc_error *err)
{
    rc_ledger *ledger = a->ledger;
    rc_str wanted = a->report->id.len ? a->report->id : RC_STR("report");
    a->id = wanted;
    for (unsigned n = 2;; n++) {
        bool taken;
        rc_status status = exists(ledger, RC_SQL_HAS_ID, a->id, &taken, err);
        if (status != RC_OK || !taken) return status;
        a->id = rc_arena_printf(&ledger->arena, "%.*s~%u", RC_FMT(wanted), n);
    }
}

/* Close the row: its hash is bound to `at` and becomes a line of the history entry's details. */
static void seal_row(rc_ledger *ledger, char hex[2 * RC_SHA256_BYTES + 1])
{
    rc_chain_hash(&ledger->hashed, hex);
    if (ledger->details.len) rc_buf_putc(&ledger->details, '\n');
    rc_buf_put(&ledger->details, rc_str_of(hex));
}

static rc_status add_report_row(addition *a, rc_error *err)
{
    rc_ledger *ledger = a->ledger;
    const rc_report *r = a->report;
    char content[2 * RC_SHA256_BYTES + 1], hash[2 * RC_SHA256_BYTES + 1];
    sqlite3_stmt *stmt;
    rc_status status = rc_sql_cached(ledger, RC_SQL_ADD_REPORT, &stmt, err);
    if (status != RC_OK) return status;
    rc_sha256_hex(r->content, content);
    ledger->hashed.len = 0;
    row_writer w = {stmt, &ledger->hashed, 1};
    put_text(&w, a->id);
    put_name(&w, content);
    sqlite3_bind_int64(stmt, w.at++, a->seq); /* the entry names the row, not the other way round: not hashed */
    put_text(&w, r->lang);
    put_text(&w, r->published);
    put_day(&w, rc_day_parse(r->published));
    put_text(&w, r->outlet);
    put_text(&w, r->url);
    put_text(&w, r->title);
    put_text(&w, r->text);
    put_text(&w, r->path);
    put_text(&w, r->charset);
    put_int(&w, a->claims->n);
    seal_row(ledger, hash);
    rc_sql_text(stmt, w.at, rc_str_of(hash));
    status = rc_sql_run(ledger, stmt, "write a report", err);
    if (status != RC_OK) return status;
    a->report_no = sqlite3_last_insert_rowid(ledger->db);

    status = rc_sql_cached(ledger, RC_SQL_ADD_TEXT, &stmt, err);
    if (status != RC_OK) return status;
    sqlite3_bind_int64(stmt, 1, a->report_no);
    rc_sql_text(stmt, 2, r->title);
    rc_sql_text(stmt, 3, r->text);
    return rc_sql_run(ledger, stmt, "index a report's words", err);
}

/* ---- claims */

static rc_status write_record(addition *a, const rc_claim *claim, rc_error *err)
{
    rc_ledger *ledger = a->ledger;
    rc_json json;
    ledger->json.len = 0;
    rc_json_init(&json, &ledger->json);
    rc_claim_write(&json, claim, a->report->text, a->cp);
    return ledger->json.failed ? rc_fail(err, RC_ENOMEM, "%s: out of memory", ledger->path) : RC_OK;
}

static void put_claim(row_writer *w, const rc_claim *claim, rc_arena *arena, rc_str record)
{
    const rc_claim_place *place = rc_columns_point(claim);
    const rc_link *origin = rc_claim_origin(claim);
    put_name(w, rc_event_type_name(claim->type));
    put_text(w, claim->subtype);
    put_day(w, claim->from);
    put_day(w, claim->to);
    put_real_or_null(w, place != NULL, place ? place->lat : 0);
    put_real_or_null(w, place != NULL, place ? place->lon : 0);
    put_text(w, claim->n_place ? claim->place[0].name : (rc_str){0});
    put_text(w, rc_columns_places(arena, claim));
    put_text(w, origin ? origin->name : (rc_str){0});
    put_text(w, origin ? origin->party : (rc_str){0});
    put_name(w, rc_polarity_name(claim->polarity));
    put_name(w, rc_certainty_name(claim->certainty));
    put_name(w, rc_reality_name(claim->reality));
    put_text(w, record);
}

/* The rows beside the claim are part of its hash, so they are hashed before it is written, and written after it. */
static void hash_beside(rc_buf *hashed, const rc_party_rows *parties, const rc_claim *claim)
{
    for (size_t i = 0; i < parties->len; i++) {
        rc_chain_int(hashed, (int64_t)i);
        rc_chain_field(hashed, rc_str_of(parties->ptr[i].role));
        rc_chain_field(hashed, parties->ptr[i].party);
        rc_chain_field(hashed, parties->ptr[i].key);
    }
    for (uint32_t i = 0; i < claim->n_losses; i++) {
        const rc_loss *loss = &claim->losses[i];
        rc_chain_int(hashed, i);
        rc_chain_field(hashed, rc_str_of(rc_effect_name(loss->effect)));
        rc_chain_field(hashed, loss->of);
        rc_chain_field(hashed, rc_str_of(rc_members_name(loss->members)));
        if (loss->count.has_low)
            rc_chain_real(hashed, loss->count.low);
        else
            rc_chain_null(hashed);
        if (loss->count.has_high)
            rc_chain_real(hashed, loss->count.high);
        else
            rc_chain_null(hashed);
        rc_chain_int(hashed, loss->count.approx);
        rc_chain_int(hashed, loss->part);
    }
}

static rc_status add_parties(rc_ledger *ledger, int64_t claim_no, const rc_party_rows *rows, rc_error *err)
{
    for (size_t i = 0; i < rows->len; i++) {
        sqlite3_stmt *stmt;
        rc_status status = rc_sql_cached(ledger, RC_SQL_ADD_PARTY, &stmt, err);
        if (status != RC_OK) return status;
        sqlite3_bind_int64(stmt, 1, claim_no);
        sqlite3_bind_int64(stmt, 2, (int64_t)i);
        rc_sql_text(stmt, 3, rc_str_of(rows->ptr[i].role));
        rc_sql_text(stmt, 4, rows->ptr[i].party);
        rc_sql_text(stmt, 5, rows->ptr[i].key);
        status = rc_sql_run(ledger, stmt, "write a claim's parties", err);
        if (status != RC_OK) return status;
    }
    return RC_OK;
}

static void bind_bound(sqlite3_stmt *stmt, int at, bool some, double value)
{
    if (some)
        sqlite3_bind_double(stmt, at, value);
    else
        sqlite3_bind_null(stmt, at);
}

static rc_status add_losses(rc_ledger *ledger, int64_t claim_no, const rc_claim *claim, rc_error *err)
{
    for (uint32_t i = 0; i < claim->n_losses; i++) {
        const rc_loss *loss = &claim->losses[i];
        sqlite3_stmt *stmt;
        rc_status status = rc_sql_cached(ledger, RC_SQL_ADD_LOSS, &stmt, err);
        if (status != RC_OK) return status;
        sqlite3_bind_int64(stmt, 1, claim_no);
        sqlite3_bind_int64(stmt, 2, i);
        rc_sql_text(stmt, 3, rc_str_of(rc_effect_name(loss->effect)));
        rc_sql_text(stmt, 4, loss->of);
        rc_sql_text(stmt, 5, rc_str_of(rc_members_name(loss->members)));
        bind_bound(stmt, 6, loss->count.has_low, loss->count.low);
        bind_bound(stmt, 7, loss->count.has_high, loss->count.high);
        sqlite3_bind_int64(stmt, 8, loss->count.approx);
        sqlite3_bind_int64(stmt, 9, loss->part);
        status = rc_sql_run(ledger, stmt, "write a claim's losses", err);
        if (status != RC_OK) return status;
    }
    return RC_OK;
}

static rc_status add_claim(addition *a, const rc_claim *claim, int64_t ordinal, rc_error *err)
{
    rc_ledger *ledger = a->ledger;
    rc_party_rows parties = rc_columns_parties(&ledger->arena, claim);
    char hash[2 * RC_SHA256_BYTES + 1];
    sqlite3_stmt *stmt;
    rc_status status = write_record(a, claim, err);
    if (status == RC_OK) status = rc_sql_cached(ledger, RC_SQL_ADD_CLAIM, &stmt, err);
    if (status != RC_OK) return status;
    sqlite3_bind_int64(stmt, 1, a->report_no);
    ledger->hashed.len = 0;
    rc_chain_field(&ledger->hashed, a->id); /* the report's name, not the number of its row */
    row_writer w = {stmt, &ledger->hashed, 2};
    put_int(&w, ordinal);
    put_claim(&w, claim, &ledger->arena, rc_buf_str(&ledger->json));
    hash_beside(&ledger->hashed, &parties, claim);
    seal_row(ledger, hash);
    rc_sql_text(stmt, w.at, rc_str_of(hash));
    status = rc_sql_run(ledger, stmt, "write a claim", err);
    if (status != RC_OK) return status;
    int64_t claim_no = sqlite3_last_insert_rowid(ledger->db);
    status = add_parties(ledger, claim_no, &parties, err);
    return status == RC_OK ? add_losses(ledger, claim_no, claim, err) : status;
}

static rc_status add_all(void *context, rc_error *err)
{
    addition *a = context;
    rc_ledger *ledger = a->ledger;
    char content[2 * RC_SHA256_BYTES + 1];
    bool known;
    rc_sha256_hex(a->report->content, content);
    rc_status status = exists(ledger, RC_SQL_HAS_CONTENT, rc_str_of(content), &known, err);
    if (status != RC_OK || known) return status;
    ledger->details.len = 0;
    a->cp = rc_codepoints(&ledger->arena, a->report->text);
    status = choose_id(a, err);
    if (status == RC_OK) status = rc_history_next(ledger, &a->seq, &a->prev_hash, &ledger->arena, err);
    if (status == RC_OK) status = add_report_row(a, err);
    for (uint32_t i = 0; i < a->claims->n && status == RC_OK; i++)
        status = add_claim(a, &a->claims->ptr[i], i + 1, err);
    if (status == RC_OK && (ledger->hashed.failed || ledger->details.failed))
        status = rc_fail(err, RC_ENOMEM, "%s: out of memory", ledger->path);
    if (status == RC_OK)
        status = rc_history_add(ledger, a->seq, a->prev_hash, "report", a->id, rc_buf_str(&ledger->details), err);
    *a->added = status == RC_OK;
    return status;
}

rc_status rc_ledger_add(rc_ledger *ledger, const rc_report *report, const rc_claims *claims, bool *added, rc_error *err)
{
    *added = false;
    if (ledger->read_only) return rc_fail(err, RC_EINVALID, "%s: is open for reading only", ledger->path);
    addition a = {.ledger = ledger, .report = report, .claims = claims, .added = added};
    rc_status status = rc_sql_begin(ledger, err);
    if (status != RC_OK) return status;
    status = rc_arena_run(&ledger->arena, add_all, &a, "adding a report", err);
    if (status == RC_OK) status = rc_sql_commit(ledger, err);
    if (status != RC_OK) {
        rc_sql_rollback(ledger);
        *added = false;
    }
    rc_arena_reset(&ledger->arena);
    return status;
}

rc_status rc_claim_append(rc_ledger *ledger, const rc_report *report, int64_t report_no, const rc_claim *claim,
                          int64_t ordinal, int64_t *claim_no, rc_error *err)
{
    addition a = {.ledger = ledger, .report = report, .id = report->id, .report_no = report_no};
    ledger->details.len = 0;
    a.cp = rc_codepoints(&ledger->arena, report->text);
    rc_status status = add_claim(&a, claim, ordinal, err);
    if (status != RC_OK) return status;
    sqlite3_stmt *last;
    bool row;
    status = rc_sql_prepare(ledger, &last, "SELECT no FROM claim WHERE report = ?1 AND ordinal = ?2", "read", err);
    if (status != RC_OK) return status;
    sqlite3_bind_int64(last, 1, report_no);
    sqlite3_bind_int64(last, 2, ordinal);
    status = rc_sql_step(ledger, last, &row, "read", err);
    *claim_no = row ? sqlite3_column_int64(last, 0) : 0;
    sqlite3_finalize(last);
    if (status != RC_OK) return status;
    rc_str id = rc_arena_printf(&ledger->arena, "%.*s.%lld", RC_FMT(report->id), (long long)ordinal);
    return rc_history_append(ledger, "claim", id, rc_buf_str(&ledger->details), &a.seq, &ledger->arena, err);
}
