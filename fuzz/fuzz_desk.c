/** Requests of any kind against a desk with one small ledger: first line "METHOD TARGET", then header lines "If-Match:
 * .." and the like, an empty line, the body. Whatever comes, the answer is one of the documented ones, and JSON is
 * JSON. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "desk/server.h"
#include "recoupe/base/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

typedef struct bench {
    rc_desk *desk;
    char cookie[64], csrf[DESK_TOKEN_CHARS], path[64];
} bench;

static void must(rc_status status, const rc_error *err)
{
    if (status == RC_OK) return;
    fprintf(stderr, "%s\n", err->message);
    abort();
}

/* Two reports with a claim each, so that there is an event to work on. */
static void fill(rc_desk *desk)
{
    rc_arena arena;
    rc_error err = {0};
    static const char *const texts[] = {"Forty soldiers were killed in Goma on Monday, the M23 said.",
                                        "Ten soldiers were killed in Goma on Monday, the army said."};
    rc_arena_init(&arena, (size_t)1 << 18, 0);
    for (int i = 0; i < 2; i++) {
        rc_claims claims = {0};
        bool added;
        rc_report report = {.id = i ? RC_STR("two") : RC_STR("one"),
                            .published = RC_STR("2023-05-02"),
                            .outlet = RC_STR("Paper"),
                            .text = rc_str_of(texts[i]),
                            .path = RC_STR("-"),
                            .charset = RC_STR("UTF-8")};
        rc_report_seal(&report);
        must(rc_reader_read(desk->reader, &report, &claims, &arena, &err), &err);
        must(rc_ledger_add(desk->writer, &report, &claims, &added, &err), &err);
    }
    rc_arena_release(&arena);
    must(rc_ledger_refresh(desk->writer, &err), &err);
}

static void set_up(bench *b)
{
    rc_error err = {0};
    desk_session session;
    char cookie[DESK_TOKEN_CHARS];
    rc_desk *desk = b->desk = calloc(1, sizeof *desk);
    if (!desk) abort();
    snprintf(b->path, sizeof b->path, "/tmp/recoupe-fuzz-desk-%ld", (long)getpid());
    unlink(b->path);
    static char address[] = "127.0.0.1", name[] = "fuzz";
    desk->ledger_path = b->path;
    desk->address = address;
    desk->as = name;
    desk->port = 80;
    pthread_mutex_init(&desk->read_lock, NULL);
    pthread_mutex_init(&desk->write_lock, NULL);
    desk_sessions_init(&desk->sessions);
    desk_make_token(desk->sessions.token);
    must(rc_reader_new(&desk->reader, RC_SHARE_DIR, &err), &err);
    must(rc_gazetteer_open(&desk->gazetteer, RC_SHARE_DIR "/gazetteer.bin", &err), &err);
    rc_arena_init(&desk->lasting, (size_t)1 << 18, 0);
    must(rc_sides_load(&desk->sides, RC_SHARE_DIR, &desk->lasting, &err), &err);
    must(desk_assets_load(&desk->assets, RC_SHARE_DIR "/desk", rc_sides_naming(desk->sides), &err), &err);
    must(rc_ledger_open(&desk->writer, b->path, false, &err), &err);
    fill(desk);
    desk_session_start(&desk->sessions, RC_STR("fuzz"), RC_ROLE_ADMIN, 0, cookie, &session);
    snprintf(b->cookie, sizeof b->cookie, "recoupe=%s", cookie);
    snprintf(b->csrf, sizeof b->csrf, "%s", session.csrf);
}

static bool is_expected(unsigned status)
{
    static const unsigned known[] = {200, 201, 304, 400, 401, 403, 404, 405, 409, 413, 414, 415, 421, 422, 429};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (status == known[i]) return true;
    return false;
}

static void check(const desk_reply *reply)
{
    if (!is_expected(reply->status)) {
        fprintf(stderr, "status %u: %.*s\n", reply->status, RC_FMT(rc_buf_str(&reply->body)));
        abort();
    }
    if (reply->asset || reply->file >= 0 || reply->status == 304) return;
    rc_str body = rc_buf_str(&reply->body);
    json_t *json = json_loadb(body.ptr ? body.ptr : "", body.len, JSON_DECODE_ANY | JSON_ALLOW_NUL, NULL);
    if (!json || rc_utf8_invalid(body) != SIZE_MAX) {
        fprintf(stderr, "no JSON: %.*s\n", RC_FMT(body));
        abort();
    }
    json_decref(json);
}

static void read_headers(desk_request *request, rc_str *rest)
{
    while (rest->ptr && rest->len) {
        rc_str value = rc_str_cut(rest, '\n');
        if (!value.len) return;
        rc_str name = rc_str_cut(&value, ':');
        value = rc_str_trim(value);
        if (rc_str_is(name, "If-Match")) request->if_match = value;
        if (rc_str_is(name, "If-None-Match")) request->if_none_match = value;
        if (rc_str_is(name, "Content-Type")) request->content_type = value;
        if (rc_str_is(name, "Cookie")) request->cookie = value;
        if (rc_str_is(name, "Origin")) request->origin = value;
        if (rc_str_is(name, "Host")) request->host = value;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static bench b;
    if (!b.desk) set_up(&b);
    rc_str rest = {(const char *)data, size}, line = rc_str_cut(&rest, '\n');
    desk_reply reply;
    desk_request request = {.desk = b.desk,
                            .method = rc_str_cut(&line, ' '),
                            .target = line.ptr ? line : RC_STR("/"),
                            .cookie = rc_str_of(b.cookie),
                            .csrf = rc_str_of(b.csrf),
                            .content_type = RC_STR("application/json"),
                            .host = RC_STR("127.0.0.1:80"),
                            .peer = RC_STR("127.0.0.1")};
    read_headers(&request, &rest);
    request.body = rest.ptr ? rest : RC_STR("");
    if (rc_str_starts(request.target, RC_STR("/api/v1/reports")) && request.body.len > 200) request.body.len = 200;
    desk_reply_init(&reply);
    if (!rc_str_is(request.method, "GET") && desk_refuse_early(&request, request.body.len, &reply)) {
        check(&reply);
    } else {
        desk_answer(&request, &reply);
        check(&reply);
    }
    if (reply.file >= 0) close(reply.file);
    desk_reply_release(&reply);
    return 0;
}
