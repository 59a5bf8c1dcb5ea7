/* Acts that the desk shares with the command line: a report is a copy of another, or of none; taking back what was said
 * on the command line. They are entries of the same kinds, so that either side can undo what the other did. */
#include "ledger/review.h"

typedef struct speaking {
    rc_ledger *ledger;
    rc_arena *arena;
    const rc_act_wish *wish;
    rc_act_done *done;
    json_t *value; /* freed after the run */
} speaking;

static bool is_folding(const rc_act_wish *wish)
{
    return rc_str_is(wish->kind, "report") && (rc_str_is(wish->what, "fold") || rc_str_is(wish->what, "unfold"));
}

rc_status rc_wish_is_spoken(rc_ledger *ledger, const rc_act_wish *wish, bool *is, rc_error *err)
{
    int64_t seq, n;
    *is = is_folding(wish);
    if (*is || !rc_str_is(wish->kind, "act") || !rc_str_is(wish->what, "undo") || !rc_str_int(wish->target, &seq))
        return RC_OK;
    rc_status status =
        rc_sql_number(ledger, &n, "SELECT count(*) FROM history WHERE seq = ?1 AND kind IN " RC_SPOKEN_KINDS,
                      "find an act", err, "i", seq);
    *is = n > 0;
    return status;
}

static rc_status report_no(const speaking *s, rc_str id, int64_t *no, rc_error *err)
{
    rc_status status =
        rc_sql_number(s->ledger, no, "SELECT no FROM report WHERE id = ?1", "find a report", err, "t", id);
    if (status != RC_OK || *no) return status;
    return rc_fail(err, RC_ENOTFOUND, "there is no report '%.*s'", RC_FMT(id));
}

/* Ids of the events that are told in the report may change with its origin; they keep leading to their first claim. */
static rc_status keep_ids(const speaking *s, int64_t report, rc_error *err)
{
    return rc_sql_do(s->ledger,
                     "INSERT OR REPLACE INTO event_alias (id, claim) SELECT e.id, f.claim FROM event e JOIN event_claim"
                     " f ON f.event = e.no AND f.at = 0 WHERE e.no IN (SELECT ec.event FROM event_claim ec JOIN"
                     " main.claim c ON c.no = ec.claim WHERE c.report = ?1)",
                     "keep an id", err, "i", report);
}

static rc_status join_again(const speaking *s, rc_error *err)
{
    rc_status status = rc_ledger_refresh(s->ledger, err);
    if (status != RC_OK) return status;
    return rc_sql_exec(s->ledger, "DELETE FROM event_alias WHERE id IN (SELECT id FROM event)", "keep an id", err);
}

static rc_status fold(speaking *s, rc_error *err)
{
    const rc_act_wish *w = s->wish;
    bool folds = rc_str_is(w->what, "fold");
    const char *original = json_string_value(json_object_get(s->value, "original"));
    rc_str reports[2] = {w->target, rc_str_of(original)}, subject = w->target;
    int64_t copy_no, original_no;
    rc_status status = report_no(s, w->target, &copy_no, err);
    if (status == RC_OK && folds && !original)
        return rc_fail(err, RC_EINVALID, "fold: the value must hold \"original\", the id of another report");
    if (status == RC_OK && folds) status = report_no(s, reports[1], &original_no, err);
    if (status == RC_OK && folds && original_no == copy_no)
        return rc_fail(err, RC_EINVALID, "a report is no copy of itself");
    if (status == RC_OK) status = keep_ids(s, copy_no, err);
    if (status != RC_OK) return status;
    if (folds) subject = rc_arena_printf(s->arena, "%.*s %.*s", RC_FMT(reports[0]), RC_FMT(reports[1]));
    rc_join_act act = {.kind = folds ? RC_ACT_FOLD : RC_ACT_UNFOLD, .claims = reports, .n = folds ? 2 : 1};
    act.n_out = act.n;
    status = rc_ledger_act_as(s->ledger, &act, subject, w->who, w->reason, err);
    s->done->seq = act.seq;
    return status;
}

static rc_status take_back(speaking *s, rc_error *err)
{
    int64_t seq = 0, taken;
    rc_str_int(s->wish->target, &seq);
    rc_status status = rc_sql_number(s->ledger, &taken,
                                     "SELECT count(*) FROM history WHERE kind = 'undo' AND subject = CAST(?1 AS TEXT)",
                                     "find an act", err, "i", seq);
    if (status == RC_OK && taken) return rc_fail(err, RC_EINVALID, "act %lld was undone already", (long long)seq);
    if (status != RC_OK) return status;
    return rc_ledger_undo_as(s->ledger, seq, s->wish->who, s->wish->reason, &s->done->seq, err);
}

static rc_status speak(void *context, rc_error *err)
{
    speaking *s = context;
    const rc_act_wish *w = s->wish;
    rc_status status = RC_OK;
    if (is_folding(w)) {
        status = rc_review_version(s->ledger, w->kind, w->target, &s->done->version, err);
        if (status != RC_OK) return status;
        s->done->conflict = w->seen >= 0 && w->seen != s->done->version;
        if (s->done->conflict) return RC_OK;
        status = fold(s, err);
    } else {
        status = take_back(s, err);
    }
    if (status == RC_OK) s->done->version = s->done->seq;
    return status == RC_OK ? join_again(s, err) : status;
}

rc_status rc_wish_speak(rc_ledger *ledger, const rc_act_wish *wish, rc_act_done *done, rc_arena *arena, rc_error *err)
{
    speaking s = {.ledger = ledger, .arena = arena, .wish = wish, .done = done};
    if (wish->value.len) s.value = json_loadb(wish->value.ptr, wish->value.len, JSON_REJECT_DUPLICATES, NULL);
    rc_status status = rc_arena_run(arena, speak, &s, "acting", err);
    json_decref(s.value);
    return status;
}
