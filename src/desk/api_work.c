/* What people do: acts, undoing, adding reports. */
#include <stdio.h>

#include "desk/server.h"
#include "recoupe/base/utf8.h"
#include "recoupe/intake/intake.h"

#define REASON_MOST 4000
#define NAME_MOST 255

static rc_str text_of(const desk_request *request, const char *field)
{
    const json_t *value = json_object_get(request->json, field);
    return (rc_str){json_string_value(value), json_string_length(value)};
}

/* ---- acts */

/* The version that If-Match names, "*" and none: any. */
static bool read_version(const desk_request *request, int64_t *seen)
{
    rc_str tag = rc_str_trim(request->if_match);
    *seen = -1;
    if (!tag.len || rc_str_is(tag, "*")) return true;
    if (tag.len < 2 || tag.ptr[0] != '"' || tag.ptr[tag.len - 1] != '"') return false;
    return rc_str_int(rc_str_sub(tag, 1, tag.len - 1), seen) && *seen >= 0;
}

/* What stands now is sent back with what was wanted, so that the second person sees both. */
static rc_status put_conflict(desk_request *request, desk_reply *reply, const rc_act_wish *wish,
                              const rc_act_done *done, rc_error *err)
{
    rc_ledger *ledger = desk_reader_take(request->desk, err);
    if (!ledger) return err->status;
    desk_fail(reply, 409, "somebody else worked on this meanwhile");
    reply->body.len -= 1; /* the closing brace: what happened follows the error */
    rc_buf rest;
    rc_json json;
    rc_buf_init(&rest);
    rc_json_init(&json, &rest);
    rc_json_begin_object(&json);
    rc_json_key(&json, "version");
    rc_json_int(&json, done->version);
    rc_json_key(&json, "yours");
    rc_json_begin_object(&json);
    rc_json_str_field(&json, "what", wish->what);
    rc_json_key(&json, "value");
    rc_json_raw(&json, wish->value.len ? wish->value : RC_STR("{}"));
    rc_json_end_object(&json);
    rc_json_key(&json, "theirs");
    rc_status status = rc_browse_acts(ledger, wish->kind, wish->target, 20, &json, err);
    rc_json_end_object(&json);
    desk_reader_give(request->desk, ledger);
    rc_buf_putc(&reply->body, ',');
    rc_buf_put(&reply->body, rc_str_sub(rc_buf_str(&rest), 1, rest.len));
    rc_buf_release(&rest);
    return status;
}

static void put_done(desk_reply *reply, const rc_act_done *done)
{
    rc_json json = desk_json(reply);
    rc_json_begin_object(&json);
    rc_json_key(&json, "seq");
    rc_json_int(&json, done->seq);
    rc_json_key(&json, "version");
    rc_json_int(&json, done->version);
    rc_json_str_field(&json, "claim", done->claim);
    rc_json_str_field(&json, "event", done->event);
    rc_json_end_object(&json);
}

static rc_status act(desk_request *request, desk_reply *reply, rc_act_wish *wish, rc_error *err)
{
    rc_act_done done;
    wish->who = rc_str_of(request->session.name);
    if (!read_version(request, &wish->seen)) {
        desk_fail(reply, 400, "If-Match: must be a version in quotation marks");
        return RC_OK;
    }
    if (wish->reason.len > REASON_MOST) {
        desk_fail(reply, 422, "reason: longer than %d bytes", REASON_MOST);
        return RC_OK;
    }
    pthread_mutex_lock(&request->desk->write_lock);
    rc_status status = rc_review_act(request->desk->writer, wish, &done, request->arena, err);
    pthread_mutex_unlock(&request->desk->write_lock);
    if (status != RC_OK) return status;
    if (done.conflict) return put_conflict(request, reply, wish, &done, err);
    put_done(reply, &done);
    reply->status = 201;
    return RC_OK;
}

DESK_ANSWER(desk_post_act)
{
    const json_t *value = json_object_get(request->json, "value");
    rc_act_wish wish = {.what = text_of(request, "what"),
                        .kind = text_of(request, "kind"),
                        .target = text_of(request, "target"),
                        .reason = rc_str_trim(text_of(request, "reason"))};
    if (value && !json_is_object(value)) {
        desk_fail(reply, 422, "value: must be an object");
        return RC_OK;
    }
    char *text = value ? json_dumps(value, JSON_COMPACT) : NULL;
    if (value && !text) return rc_fail(err, RC_ENOMEM, "out of memory");
    wish.value = rc_str_of(text);
    rc_status status = act(request, reply, &wish, err);
    free(text);
    return status;
}

DESK_ANSWER(desk_delete_act)
{
    rc_act_wish wish = {.what = RC_STR("undo"),
                        .kind = RC_STR("act"),
                        .target = request->parameters[0],
                        .reason = desk_query(request, "reason")};
    return act(request, reply, &wish, err);
}

/* ---- reports */

typedef struct adding {
    desk_request *request;
    rc_json json;
    rc_buf skipped; /* list items, comma-separated */
    unsigned n_skipped, n_added;
    rc_arena arena; /* of one report */
} adding;

static void note_skipped(void *context, const rc_error *why)
{
    adding *a = context;
    rc_json json;
    if (a->n_skipped++) rc_buf_putc(&a->skipped, ',');
    rc_json_init(&json, &a->skipped);
    rc_json_str(&json, rc_str_of(why->message));
}

static rc_status on_report(void *context, const rc_report *given, rc_error *err)
{
    adding *a = context;
    rc_desk *desk = a->request->desk;
    rc_claims claims = {0};
    rc_error why = {0};
    bool added = false;
    rc_report report = *given;
    rc_status status = rc_reader_read(desk->reader, &report, &claims, &a->arena, &why);
    if (status == RC_EUNREAD || status == RC_ENOMEM || status == RC_ELIMIT) {
        note_skipped(a, &why);
        rc_arena_reset(&a->arena);
        return RC_OK;
    }
    if (status != RC_OK) return rc_fail(err, status, "%s", why.message);
    pthread_mutex_lock(&desk->write_lock);
    status = rc_ledger_add(desk->writer, &report, &claims, &added, err);
    pthread_mutex_unlock(&desk->write_lock);
    a->n_added += added;
    rc_json_begin_object(&a->json);
    rc_json_str_field(&a->json, "id", report.id);
    rc_json_str_field(&a->json, "title", report.title);
    rc_json_str_field(&a->json, "lang", report.lang);
    rc_json_key(&a->json, "claims");
    rc_json_int(&a->json, claims.n);
    rc_json_key(&a->json, "added");
    rc_json_bool(&a->json, added);
    rc_json_end_object(&a->json);
    rc_arena_reset(&a->arena);
    return status;
}

/* A name of a file, whatever folder it came from, without what a path could make of it. */
static rc_str file_name(desk_request *request)
{
    rc_str name = desk_query(request, "name");
    for (size_t i = name.len; i-- > 0;)
        if (name.ptr[i] == '/' || name.ptr[i] == '\\') {
            name = rc_str_sub(name, i + 1, name.len);
            break;
        }
    if (name.len > NAME_MOST) name = rc_str_sub(name, name.len - NAME_MOST, name.len);
    while (name.len && ((unsigned char)name.ptr[0] & 0xC0) == 0x80) name = rc_str_sub(name, 1, name.len);
    return name.len ? name : RC_STR("report.txt");
}

static rc_status take_in(desk_request *request, adding *a, const char *name, rc_error *err)
{
    bool stale = false;
    rc_desk *desk = request->desk;
    rc_intake_sink sink = {a, on_report, note_skipped};
    rc_status status = rc_intake_bytes(request->body, name, &sink, err);
    if (status != RC_OK || rc_str_is(desk_query(request, "more"), "1")) return status;
    pthread_mutex_lock(&desk->write_lock);
    status = rc_ledger_is_stale(desk->writer, &stale, err);
    if (status == RC_OK && stale) status = rc_ledger_refresh(desk->writer, err);
    pthread_mutex_unlock(&desk->write_lock);
    return status;
}

DESK_ANSWER(desk_post_report)
{
    adding a = {.request = request};
    char *name = rc_arena_cstr(request->arena, file_name(request));
    rc_arena_init(&a.arena, (size_t)4 << 20, RC_READER_REPORT_BYTES);
    rc_buf_init(&a.skipped);
    a.json = desk_json(reply);
    rc_json_begin_object(&a.json);
    rc_json_key(&a.json, "reports");
    rc_json_begin_array(&a.json);
    rc_status status = take_in(request, &a, name, err);
    rc_json_end_array(&a.json);
    rc_json_key(&a.json, "skipped");
    rc_json_begin_array(&a.json);
    if (a.n_skipped) rc_json_raw(&a.json, rc_buf_str(&a.skipped));
    rc_json_end_array(&a.json);
    rc_json_end_object(&a.json);
    reply->status = a.n_added ? 201 : 200;
    rc_buf_release(&a.skipped);
    rc_arena_release(&a.arena);
    return status;
}
