/* Acts: checked against what they are about, written into the history, and carried out. */
#include "ledger/review.h"

#include "recoupe/base/utf8.h"

#define MOST_CLAIMS 10000 /* of one act */

#define ALL_CLAIMS "SELECT claim FROM event_claim WHERE event = ?1 ORDER BY at"
#define FIRST_CLAIM ALL_CLAIMS " LIMIT 1"

static const struct {
    const char *kind, *what;
} known[] = {
    {"claim", "accept"},   {"claim", "reject"}, {"claim", "edit"},    {"claim", "comment"}, {"report", "missed"},
    {"report", "comment"}, {"report", "blur"},  {"event", "join"},    {"event", "split"},   {"event", "status"},
    {"event", "assign"},   {"event", "grade"},  {"event", "comment"}, {"source", "grade"},  {"act", "undo"},
};

typedef struct acting {
    rc_ledger *ledger;
    rc_arena *arena;
    const rc_act_wish *wish;
    rc_act_done *done;
    json_t *value, *details, *anchors; /* freed after the run */
    rc_row_list claims;                /* that the act is about, in the order of its anchors */
    int64_t event_no, report_no, undone_seq;
    bool remakes; /* which claims are one event, or what they say, changes */
} acting;

static bool is_known(rc_str kind, rc_str what)
{
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (rc_str_is(kind, known[i].kind) && rc_str_is(what, known[i].what)) return true;
    return false;
}

static bool does(const acting *a, const char *what)
{
    return rc_str_is(a->wish->what, what);
}

/* ---- targets */

rc_status rc_review_find_event(rc_ledger *ledger, rc_str id, int64_t *event_no, rc_error *err)
{
    rc_status status =
        rc_sql_number(ledger, event_no, "SELECT no FROM event WHERE id = ?1", "find an event", err, "t", id);
    if (status != RC_OK || *event_no) return status;
    return rc_sql_number(ledger, event_no,
                         "SELECT ec.event FROM event_alias a JOIN event_claim ec ON ec.claim = a.claim WHERE a.id = ?1",
                         "find an event", err, "t", id);
}

/* Claim "REPORT.N"; 0: none. */
static rc_status find_claim(rc_ledger *ledger, rc_str id, int64_t *no, rc_error *err)
{
    size_t dot = id.len;
    int64_t ordinal;
    *no = 0;
    while (dot > 0 && id.ptr[dot - 1] != '.') dot--;
    if (dot < 2 || !rc_str_int(rc_str_sub(id, dot, id.len), &ordinal)) return RC_OK;
    return rc_sql_number(
        ledger, no, "SELECT c.no FROM main.claim c JOIN report r ON r.no = c.report WHERE r.id = ?1 AND c.ordinal = ?2",
        "find a claim", err, "ti", rc_str_sub(id, 0, dot - 1), ordinal);
}

static rc_status not_there(const acting *a, rc_error *err)
{
    return rc_fail(err, RC_ENOTFOUND, "there is no %.*s '%.*s'", RC_FMT(a->wish->kind), RC_FMT(a->wish->target));
}

static rc_status push_claims(acting *a, const char *sql, int64_t no, rc_error *err)
{
    sqlite3_stmt *stmt;
    rc_status status = rc_sql_ask(a->ledger, &stmt, sql, "find claims", err, "i", no);
    bool row = true;
    while (status == RC_OK && row) {
        status = rc_sql_step(a->ledger, stmt, &row, "find claims", err);
        if (status == RC_OK && row) *RC_PUSH(a->arena, &a->claims) = sqlite3_column_int64(stmt, 0);
    }
    sqlite3_finalize(stmt);
    return status;
}

/* The act that is to be undone: still in force, and not itself an undoing. */
static rc_status find_act(acting *a, rc_error *err)
{
    int64_t open;
    if (!rc_str_int(a->wish->target, &a->undone_seq)) return not_there(a, err);
    rc_status status = rc_sql_number(a->ledger, &open, "SELECT count(*) FROM act WHERE seq = ?1", "find an act", err,
                                     "i", a->undone_seq);
    if (status != RC_OK) return status;
    if (!open) return not_there(a, err);
    status =
        rc_sql_number(a->ledger, &open, "SELECT count(*) FROM act WHERE seq = ?1 AND undone IS NULL AND what <> 'undo'",
                      "find an act", err, "i", a->undone_seq);
    if (status != RC_OK) return status;
    if (!open) return rc_fail(err, RC_EINVALID, "act %lld was undone already", (long long)a->undone_seq);
    int64_t remakes;
    status = rc_sql_number(a->ledger, &remakes,
                           "SELECT count(*) FROM act WHERE seq = ?1 AND what IN ('reject', 'edit', 'missed', 'join',"
                           " 'split')",
                           "find an act", err, "i", a->undone_seq);
    a->remakes = remakes > 0;
    if (status == RC_OK)
        status = rc_sql_number(a->ledger, &a->report_no, "SELECT report FROM act WHERE seq = ?1", "find an act", err,
                               "i", a->undone_seq);
    if (status == RC_OK)
        status = push_claims(a, "SELECT claim FROM act_claim WHERE seq = ?1 ORDER BY at", a->undone_seq, err);
    return status;
}

static rc_status find_target(acting *a, rc_error *err)
{
    const rc_act_wish *w = a->wish;
    int64_t no = 0;
    rc_status status = RC_OK;
    if (rc_str_is(w->kind, "claim")) {
        status = find_claim(a->ledger, w->target, &no, err);
        if (status == RC_OK && no) *RC_PUSH(a->arena, &a->claims) = no;
    } else if (rc_str_is(w->kind, "event")) {
        status = rc_review_find_event(a->ledger, w->target, &no, err);
        a->event_no = no;
        if (status == RC_OK && no && !does(a, "split"))
            status = push_claims(a, does(a, "join") ? ALL_CLAIMS : FIRST_CLAIM, no, err);
    } else if (rc_str_is(w->kind, "report")) {
        status =
            rc_sql_number(a->ledger, &no, "SELECT no FROM report WHERE id = ?1", "find a report", err, "t", w->target);
        a->report_no = no;
    } else if (rc_str_is(w->kind, "source")) {
        no = rc_str_trim(w->target).len > 0;
    } else {
        return find_act(a, err);
    }
    return status == RC_OK && !no ? not_there(a, err) : status;
}

/* ---- versions */

rc_status rc_review_version(rc_ledger *ledger, rc_str kind, rc_str target, int64_t *version, rc_error *err)
{
    *version = 0;
    if (rc_str_is(kind, "event")) {
        int64_t no;
        rc_status status = rc_review_find_event(ledger, target, &no, err);
        if (status != RC_OK) return status;
        return rc_sql_number(ledger, version,
                             "SELECT max(ac.seq) FROM event_claim ec JOIN act_claim ac ON ac.claim = ec.claim"
                             " WHERE ec.event = ?1",
                             "read a version", err, "i", no);
    }
    if (rc_str_is(kind, "claim")) {
        int64_t no;
        rc_status status = find_claim(ledger, target, &no, err);
        if (status != RC_OK) return status;
        return rc_sql_number(ledger, version, "SELECT max(seq) FROM act_claim WHERE claim = ?1", "read a version", err,
                             "i", no);
    }
    if (rc_str_is(kind, "report"))
        return rc_sql_number(ledger, version,
                             "SELECT max(seq) FROM (SELECT max(a.seq) AS seq FROM act a JOIN report r ON r.no ="
                             " a.report WHERE r.id = ?1 UNION ALL SELECT max(h.seq, coalesce(u.seq, 0)) FROM history h"
                             " JOIN json_each(h.details, '$.reports') j ON j.value = ?1 LEFT JOIN history u ON"
                             " u.kind = 'undo' AND u.subject = CAST(h.seq AS TEXT) WHERE h.kind IN ('fold', 'unfold'))",
                             "read a version", err, "t", target);
    if (rc_str_is(kind, "source"))
        return rc_sql_number(ledger, version, "SELECT max(seq) FROM act WHERE kind = 'source' AND target = ?1",
                             "read a version", err, "t", target);
    int64_t seq = 0;
    rc_str_int(target, &seq);
    return rc_sql_number(ledger, version,
                         "SELECT max(b.seq) FROM act_claim a JOIN act_claim b ON b.claim = a.claim WHERE a.seq = ?1",
                         "read a version", err, "i", seq);
}

/* ---- what each act takes */

static rc_status bad_value(const acting *a, const char *wanted, rc_error *err)
{
    return rc_fail(err, RC_EINVALID, "%.*s: the value must hold %s", RC_FMT(a->wish->what), wanted);
}

static const char *string_of(const acting *a, const char *field)
{
    return json_string_value(json_object_get(a->value, field));
}

static bool is_one_of(const char *value, const char *const *words)
{
    for (; value && *words; words++)
        if (strcmp(value, *words) == 0) return true;
    return false;
}

static rc_status check_grade(const acting *a, rc_error *err)
{
    static const char *const letters[] = {"A", "B", "C", "D", "E", "F", NULL};
    int64_t digit = json_integer_value(json_object_get(a->value, "information"));
    if (rc_str_is(a->wish->kind, "event"))
        return digit >= 1 && digit <= 6 ? RC_OK : bad_value(a, "\"information\", a number from 1 to 6", err);
    return is_one_of(string_of(a, "source"), letters) ? RC_OK : bad_value(a, "\"source\", a letter from A to F", err);
}

static rc_status take_joined(acting *a, rc_error *err)
{
    const char *other = string_of(a, "event");
    int64_t no = 0;
    rc_status status = other ? rc_review_find_event(a->ledger, rc_str_of(other), &no, err) : RC_OK;
    if (status != RC_OK) return status;
    if (!no) return bad_value(a, "\"event\", the id of another event", err);
    if (no == a->event_no) return rc_fail(err, RC_EINVALID, "an event cannot be joined to itself");
    return push_claims(a, ALL_CLAIMS, no, err);
}

static bool holds(const rc_row_list *list, size_t n, int64_t no)
{
    for (size_t i = 0; i < n; i++)
        if (list->ptr[i] == no) return true;
    return false;
}

/* Behind the claims that are split off: those they are split from. */
static rc_status push_others(acting *a, size_t n_out, rc_error *err)
{
    size_t kept = n_out;
    rc_status status = push_claims(a, ALL_CLAIMS, a->event_no, err);
    for (size_t i = n_out; i < a->claims.len; i++)
        if (!holds(&a->claims, n_out, a->claims.ptr[i])) a->claims.ptr[kept++] = a->claims.ptr[i];
    a->claims.len = kept;
    return status;
}

static rc_status take_split(acting *a, rc_error *err)
{
    const json_t *ids = json_object_get(a->value, "claims");
    size_t n = json_array_size(ids);
    int64_t all;
    rc_status status = rc_sql_number(a->ledger, &all, "SELECT count(*) FROM event_claim WHERE event = ?1",
                                     "find claims", err, "i", a->event_no);
    if (status != RC_OK) return status;
    if (!n || n > MOST_CLAIMS || (int64_t)n >= all)
        return bad_value(a, "\"claims\", ids of some of the event's claims, but not of all", err);
    for (size_t i = 0; i < n && status == RC_OK; i++) {
        const char *id = json_string_value(json_array_get(ids, i));
        int64_t no = 0, inside = 0;
        if (id) status = find_claim(a->ledger, rc_str_of(id), &no, err);
        if (status == RC_OK)
            status =
                rc_sql_number(a->ledger, &inside, "SELECT count(*) FROM event_claim WHERE event = ?1 AND claim = ?2",
                              "find claims", err, "ii", a->event_no, no);
        if (status == RC_OK && !inside) return bad_value(a, "\"claims\", ids of claims of this event", err);
        *RC_PUSH(a->arena, &a->claims) = no;
    }
    return status == RC_OK ? push_others(a, n, err) : status;
}

/* Words of a report, as code points; where no span is given, none is wrong. */
static rc_status check_span(const acting *a, const char *length_sql, int64_t no, const char *wanted, rc_error *err)
{
    const json_t *span = json_object_get(a->value, "span");
    int64_t length;
    if (!span) return RC_OK;
    rc_status status = rc_sql_number(a->ledger, &length, length_sql, "read a report", err, "i", no);
    if (status != RC_OK) return status;
    const json_t *from = json_array_get(span, 0), *to = json_array_get(span, 1);
    bool good = json_array_size(span) == 2 && json_is_integer(from) && json_is_integer(to) &&
                json_integer_value(from) >= 0 && json_integer_value(from) < json_integer_value(to) &&
                json_integer_value(to) <= length;
    return good ? RC_OK : bad_value(a, wanted, err);
}

static rc_status check_blur(const acting *a, rc_error *err)
{
    return check_span(a, "SELECT length(text) FROM report WHERE no = ?1", a->report_no,
                      "\"span\", [from, to] within the text, or nothing for all of it", err);
}

static rc_status check_edit(const acting *a, rc_error *err)
{
    if (!json_object_size(a->value)) return bad_value(a, "the fields that are to change", err);
    return check_span(a, "SELECT length(r.text) FROM main.claim c JOIN report r ON r.no = c.report WHERE c.no = ?1",
                      a->claims.ptr[0], "\"span\", [from, to] within the text of its report", err);
}

static rc_status check_value(acting *a, rc_error *err)
{
    static const char *const statuses[] = {"open", "in progress", "reviewed", NULL};
    if (does(a, "grade")) return check_grade(a, err);
    if (does(a, "join")) return take_joined(a, err);
    if (does(a, "split")) return take_split(a, err);
    if (does(a, "status"))
        return is_one_of(string_of(a, "status"), statuses)
                   ? RC_OK
                   : bad_value(a, "\"status\": open, in progress or reviewed", err);
    if (does(a, "assign")) return string_of(a, "to") ? RC_OK : bad_value(a, "\"to\", a name, or \"\" for nobody", err);
    if (does(a, "comment"))
        return string_of(a, "text") && *string_of(a, "text") ? RC_OK : bad_value(a, "\"text\"", err);
    if (does(a, "blur")) return check_blur(a, err);
    if (does(a, "edit")) return check_edit(a, err);
    return RC_OK;
}

/* ---- a missed claim */

typedef struct stored_text {
    rc_str id, text;
    int64_t last;
} stored_text;

static rc_status read_text(acting *a, stored_text *out, rc_error *err)
{
    sqlite3_stmt *stmt;
    bool row;
    rc_status status =
        rc_sql_ask(a->ledger, &stmt,
                   "SELECT r.id, r.text, (SELECT coalesce(max(ordinal), 0) FROM main.claim c WHERE c.report ="
                   " r.no) FROM report r WHERE r.no = ?1",
                   "read a report", err, "i", a->report_no);
    if (status != RC_OK) return status;
    status = rc_sql_step(a->ledger, stmt, &row, "read a report", err);
    if (status == RC_OK && row) {
        out->id = rc_sql_column_dup(stmt, 0, a->arena);
        out->text = rc_sql_column_dup(stmt, 1, a->arena);
        out->last = sqlite3_column_int64(stmt, 2);
    }
    sqlite3_finalize(stmt);
    return status;
}

static rc_status add_missed(acting *a, rc_error *err)
{
    stored_text stored = {0};
    rc_claim claim;
    rc_error why = {0};
    int64_t no;
    rc_status status = read_text(a, &stored, err);
    if (status != RC_OK) return status;
    if (rc_claim_read(&claim, a->wish->value, stored.text, a->arena, &why) != RC_OK)
        return rc_fail(err, RC_EINVALID, "%s", why.message);
    if (claim.span.beg >= claim.span.end) return bad_value(a, "\"span\" with the words that state it", err);
    status = rc_claim_check_sense(&claim, err);
    if (status != RC_OK) return status;
    claim.rule = RC_STR("by hand");
    claim.confidence = 1;
    rc_report report = {.id = stored.id, .text = stored.text};
    status = rc_claim_append(a->ledger, &report, a->report_no, &claim, stored.last + 1, &no, err);
    if (status != RC_OK) return status;
    *RC_PUSH(a->arena, &a->claims) = no;
    a->done->claim = rc_arena_printf(a->arena, "%.*s.%lld", RC_FMT(stored.id), (long long)(stored.last + 1));
    return RC_OK;
}

/* ---- into the history */

static json_t *text_json(rc_str s)
{
    return json_stringn(s.ptr ? s.ptr : "", s.len);
}

static rc_status make_details(acting *a, rc_error *err)
{
    const rc_act_wish *w = a->wish;
    a->anchors = json_array();
    for (size_t i = 0; i < a->claims.len; i++) {
        json_t *anchor = rc_anchor_of(a->ledger, a->claims.ptr[i], err);
        if (!anchor) return RC_ENOTFOUND;
        json_array_append_new(a->anchors, anchor);
    }
    a->details = json_object();
    json_object_set_new(a->details, "who", text_json(w->who));
    json_object_set_new(a->details, "what", text_json(w->what));
    json_object_set_new(a->details, "kind", text_json(w->kind));
    json_object_set_new(a->details, "target", text_json(w->target));
    json_object_set(a->details, "at", a->anchors);
    if (a->value) json_object_set(a->details, "value", a->value);
    if (w->reason.len) json_object_set_new(a->details, "reason", text_json(w->reason));
    if (!json_object_get(a->details, "target")) return rc_fail(err, RC_EINVALID, "the target is not UTF-8");
    return RC_OK;
}

static rc_status write_history(acting *a, rc_error *err)
{
    rc_status status = make_details(a, err);
    if (status != RC_OK) return status;
    char *text = json_dumps(a->details, JSON_COMPACT | JSON_SORT_KEYS);
    if (!text) return rc_fail(err, RC_ENOMEM, "out of memory");
    a->ledger->details.len = 0;
    rc_buf_put(&a->ledger->details, rc_str_of(text));
    free(text);
    if (a->ledger->details.failed) return rc_fail(err, RC_ENOMEM, "out of memory");
    return rc_history_append(a->ledger, "act", a->wish->target, rc_buf_str(&a->ledger->details), &a->done->seq,
                             a->arena, err);
}

static rc_status carry_out(acting *a, rc_error *err)
{
    char at[RC_NOW_BYTES];
    rc_now(at);
    rc_status status = rc_act_take_in(a->ledger, a->done->seq, rc_str_of(at), a->details, err);
    if (status == RC_OK && a->claims.len) status = rc_claim_settle(a->ledger, a->claims.ptr[0], a->arena, err);
    if (status != RC_OK || !a->claims.len) return status;
    if (a->remakes) return rc_events_remake(a->ledger, &a->claims, a->arena, err);
    if (!does(a, "status") && !does(a, "assign") && !a->undone_seq) return RC_OK;
    return rc_events_tag_work(a->ledger, a->claims.ptr[0], a->arena, err);
}

static rc_status name_event(acting *a, rc_error *err)
{
    sqlite3_stmt *stmt;
    bool row;
    if (!a->claims.len) return RC_OK;
    rc_status status = rc_sql_ask(a->ledger, &stmt,
                                  "SELECT e.id FROM event_claim ec JOIN event e ON e.no = ec.event WHERE ec.claim = ?1",
                                  "find an event", err, "i", a->claims.ptr[0]);
    if (status != RC_OK) return status;
    status = rc_sql_step(a->ledger, stmt, &row, "find an event", err);
    if (status == RC_OK && row) a->done->event = rc_sql_column_dup(stmt, 0, a->arena);
    sqlite3_finalize(stmt);
    return status;
}

/* A rejected claim is in no event; the act keeps where it was. */
static rc_status note_event(acting *a, rc_error *err)
{
    rc_status status = name_event(a, err);
    if (status != RC_OK || !a->done->event.len) return status;
    if (!a->value) a->value = json_object();
    json_object_set_new(a->value, "event", text_json(a->done->event));
    a->done->event = (rc_str){0};
    return RC_OK;
}

static rc_status act(void *context, rc_error *err)
{
    acting *a = context;
    const rc_act_wish *w = a->wish;
    if (!is_known(w->kind, w->what))
        return rc_fail(err, RC_EINVALID, "'%.*s' is nothing that can be done to a %.*s", RC_FMT(w->what),
                       RC_FMT(w->kind));
    rc_status status = find_target(a, err);
    if (status == RC_OK) status = rc_review_version(a->ledger, w->kind, w->target, &a->done->version, err);
    if (status != RC_OK) return status;
    a->done->conflict = w->seen >= 0 && w->seen != a->done->version;
    if (a->done->conflict) return name_event(a, err);
    status = check_value(a, err);
    if (status == RC_OK && does(a, "missed")) status = add_missed(a, err);
    a->remakes = a->remakes || does(a, "accept") || does(a, "reject") || does(a, "edit") || does(a, "missed") ||
                 does(a, "join") || does(a, "split");
    if (status == RC_OK && does(a, "reject")) status = note_event(a, err);
    if (status == RC_OK) status = write_history(a, err);
    if (status == RC_OK) status = carry_out(a, err);
    if (status == RC_OK) a->done->version = a->done->seq;
    return status == RC_OK ? name_event(a, err) : status;
}

/* The reports' text and the record are in the caller's arena, the added claim's columns in the ledger's. */
static rc_status act_in_both(void *context, rc_error *err)
{
    acting *a = context;
    return rc_arena_run(&a->ledger->arena, act, a, "acting", err);
}

rc_status rc_review_act(rc_ledger *ledger, const rc_act_wish *wish, rc_act_done *done, rc_arena *arena, rc_error *err)
{
    *done = (rc_act_done){0};
    if (ledger->read_only) return rc_fail(err, RC_EINVALID, "%s: is open for reading only", ledger->path);
    bool is_spoken;
    rc_status spoken = rc_wish_is_spoken(ledger, wish, &is_spoken, err);
    if (spoken != RC_OK) return spoken;
    if (is_spoken) return rc_wish_speak(ledger, wish, done, arena, err);
    acting a = {.ledger = ledger, .arena = arena, .wish = wish, .done = done};
    if (wish->value.len) {
        a.value = json_loadb(wish->value.ptr, wish->value.len, JSON_REJECT_DUPLICATES, NULL);
        if (!json_is_object(a.value)) {
            json_decref(a.value);
            return rc_fail(err, RC_EINVALID, "the value is no JSON object");
        }
    }
    rc_status status = rc_sql_begin(ledger, err);
    if (status == RC_OK) {
        status = rc_arena_run(arena, act_in_both, &a, "acting", err);
        if (status == RC_OK && !done->conflict) status = rc_sql_commit(ledger, err);
        if (status != RC_OK || done->conflict) rc_sql_rollback(ledger);
    }
    rc_arena_reset(&ledger->arena);
    json_decref(a.value);
    json_decref(a.details);
    json_decref(a.anchors);
    return status;
}
