/* What persons say about events, as entries of the history: "join", "split", "scatter" and "review" name claims, "fold"
 * and "unfold" name reports, "undo" names the entry that is no longer to count. Details are JSON:
 * {"claims":[...],"out":N}, {"reports":[...]} or {"undoes":N}. */
#include "ledger/review.h"

static const char *const kinds[] = {[RC_ACT_JOIN] = "join",     [RC_ACT_SPLIT] = "split", [RC_ACT_SCATTER] = "scatter",
                                    [RC_ACT_REVIEW] = "review", [RC_ACT_FOLD] = "fold",   [RC_ACT_UNFOLD] = "unfold"};

static bool is_of_reports(rc_join_act_kind kind)
{
    return kind == RC_ACT_FOLD || kind == RC_ACT_UNFOLD;
}

static const char *list_name(rc_join_act_kind kind)
{
    return is_of_reports(kind) ? "reports" : "claims";
}

/* ---- writing */

typedef struct act_job {
    rc_ledger *ledger;
    const char *kind;
    rc_str subject;
    const rc_buf *details;
    int64_t *seq;
} act_job;

static rc_status write_act(void *context, rc_error *err)
{
    act_job *job = context;
    rc_str prev_hash;
    rc_status status = rc_history_next(job->ledger, job->seq, &prev_hash, &job->ledger->arena, err);
    if (status != RC_OK) return status;
    return rc_history_add(job->ledger, *job->seq, prev_hash, job->kind, job->subject, rc_buf_str(job->details), err);
}

static rc_status add_act(act_job *job, rc_error *err)
{
    rc_ledger *ledger = job->ledger;
    if (ledger->read_only) return rc_fail(err, RC_EINVALID, "%s: is open for reading only", ledger->path);
    if (job->details->failed) return rc_fail(err, RC_ENOMEM, "%s: out of memory", ledger->path);
    rc_status status = rc_sql_begin(ledger, err);
    if (status != RC_OK) return status;
    status = rc_arena_run(&ledger->arena, write_act, job, "writing the history", err);
    if (status == RC_OK) status = rc_sql_commit(ledger, err);
    if (status != RC_OK) rc_sql_rollback(ledger);
    rc_arena_reset(&ledger->arena);
    return status;
}

rc_status rc_ledger_act_as(rc_ledger *ledger, rc_join_act *act, rc_str subject, rc_str who, rc_str reason,
                           rc_error *err)
{
    rc_buf details;
    rc_json json;
    rc_buf_init(&details);
    rc_json_init(&json, &details);
    rc_json_begin_object(&json);
    rc_json_key(&json, list_name(act->kind));
    rc_json_begin_array(&json);
    for (uint32_t i = 0; i < act->n; i++) rc_json_str(&json, act->claims[i]);
    rc_json_end_array(&json);
    if (!is_of_reports(act->kind)) {
        rc_json_key(&json, "out");
        rc_json_int(&json, act->n_out);
    }
    rc_json_str_field(&json, "who", who);
    rc_json_str_field(&json, "reason", reason);
    rc_json_end_object(&json);
    act_job job = {ledger, kinds[act->kind], subject, &details, &act->seq};
    rc_status status = add_act(&job, err);
    rc_buf_release(&details);
    return status;
}

rc_status rc_ledger_act(rc_ledger *ledger, rc_join_act *act, rc_str subject, rc_error *err)
{
    return rc_ledger_act_as(ledger, act, subject, (rc_str){0}, (rc_str){0}, err);
}

static rc_status is_act_in_force(rc_ledger *ledger, int64_t seq, bool *in_force, rc_error *err)
{
    sqlite3_stmt *stmt;
    rc_status status =
        rc_sql_prepare(ledger, &stmt,
                       "SELECT 1 FROM history a WHERE a.seq = ?1 AND a.kind IN " RC_SPOKEN_KINDS
                       " AND NOT EXISTS (SELECT 1 FROM history u WHERE u.kind <> 'report' AND u.kind = 'undo'"
                       " AND u.subject = CAST(a.seq AS TEXT))",
                       "look an act up", err);
    if (status != RC_OK) return status;
    sqlite3_bind_int64(stmt, 1, seq);
    status = rc_sql_step(ledger, stmt, in_force, "look an act up", err);
    sqlite3_finalize(stmt);
    return status;
}

rc_status rc_ledger_undo_as(rc_ledger *ledger, int64_t seq, rc_str who, rc_str reason, int64_t *own, rc_error *err)
{
    bool in_force = false;
    rc_status status = is_act_in_force(ledger, seq, &in_force, err);
    if (status != RC_OK) return status;
    if (!in_force)
        return rc_fail(err, RC_ENOTFOUND, "%s: entry %lld of the history is no act that is in force", ledger->path,
                       (long long)seq);
    char subject[24];
    rc_buf details;
    rc_json json;
    rc_buf_init(&details);
    rc_json_init(&json, &details);
    rc_json_begin_object(&json);
    rc_json_key(&json, "undoes");
    rc_json_int(&json, seq);
    rc_json_str_field(&json, "who", who);
    rc_json_str_field(&json, "reason", reason);
    rc_json_end_object(&json);
    snprintf(subject, sizeof subject, "%lld", (long long)seq);
    act_job job = {ledger, "undo", rc_str_of(subject), &details, own};
    status = add_act(&job, err);
    rc_buf_release(&details);
    return status;
}

rc_status rc_ledger_undo(rc_ledger *ledger, int64_t seq, rc_error *err)
{
    int64_t own;
    return rc_ledger_undo_as(ledger, seq, (rc_str){0}, (rc_str){0}, &own, err);
}

/* ---- reading */

typedef struct acts_job {
    rc_ledger *ledger;
    sqlite3_stmt *stmt;
    rc_arena *arena;
    RC_VEC(rc_join_act) acts;
    json_t *root; /* of the row in hand */
} acts_job;

static rc_join_act_kind kind_of(rc_str name)
{
    for (int k = RC_ACT_JOIN; k < RC_ACT_UNFOLD; k++)
        if (rc_str_is(name, kinds[k])) return (rc_join_act_kind)k;
    return RC_ACT_UNFOLD;
}

static rc_status read_row(acts_job *job, rc_error *err)
{
    rc_join_act act = {.kind = kind_of(rc_sql_column(job->stmt, 1)), .seq = sqlite3_column_int64(job->stmt, 0)};
    rc_str details = rc_sql_column(job->stmt, 2);
    job->root = json_loadb(details.ptr ? details.ptr : "", details.len, 0, NULL);
    const json_t *claims = json_object_get(job->root, list_name(act.kind));
    if (!json_is_array(claims))
        return rc_fail(err, RC_ECORRUPT, "%s: history row %lld does not name its %s", job->ledger->path,
                       (long long)act.seq, list_name(act.kind));
    act.claims = RC_NEWS(job->arena, rc_str, json_array_size(claims));
    json_int_t out = json_integer_value(json_object_get(job->root, "out"));
    size_t i;
    const json_t *item;
    json_array_foreach(claims, i, item) if (json_is_string(item)) act.claims[act.n++] =
        rc_arena_dup(job->arena, (rc_str){json_string_value(item), json_string_length(item)});
    act.n_out = out > 0 && out < (json_int_t)act.n ? (uint32_t)out : act.n;
    *RC_PUSH(job->arena, &job->acts) = act;
    return RC_OK;
}

static rc_status read_acts(void *context, rc_error *err)
{
    acts_job *job = context;
    for (;;) {
        bool row;
        rc_status status = rc_sql_step(job->ledger, job->stmt, &row, "read acts", err);
        if (status != RC_OK || !row) return status;
        status = read_row(job, err);
        json_decref(job->root);
        job->root = NULL;
        if (status != RC_OK) return status;
    }
}

rc_status rc_ledger_acts(rc_ledger *ledger, rc_join_act **acts, uint32_t *n, rc_arena *arena, rc_error *err)
{
    acts_job job = {.ledger = ledger, .arena = arena};
    rc_status status = rc_sql_prepare(
        ledger, &job.stmt,
        "SELECT a.seq, a.kind, a.details FROM history a WHERE a.kind <> 'report' AND a.kind IN " RC_SPOKEN_KINDS
        " AND NOT EXISTS (SELECT 1 FROM history u WHERE u.kind <> 'report' AND u.kind = 'undo'"
        " AND u.subject = CAST(a.seq AS TEXT)) ORDER BY a.seq",
        "read acts", err);
    if (status == RC_OK) status = rc_arena_run(arena, read_acts, &job, ledger->path, err);
    json_decref(job.root);
    sqlite3_finalize(job.stmt);
    *acts = job.acts.ptr;
    *n = (uint32_t)job.acts.len;
    return status;
}
