/* The way of a request: target, route, who may, body, answer, ETag, gzip. */
#include <stdarg.h>
#include <stdio.h>
#include <strings.h>

#include "desk/server.h"
#include "recoupe/base/hash.h"

#define LEAST_PACKED 1024

const desk_route desk_routes[] = {
    {"GET", "/api/v1/session", RC_ROLE_NONE, false, false, 0, desk_get_session},
    {"POST", "/api/v1/session", RC_ROLE_NONE, true, true, DESK_JSON_BYTES, desk_post_session},
    {"DELETE", "/api/v1/session", RC_ROLE_VIEWER, false, false, 0, desk_delete_session},
    {"GET", "/api/v1/summary", RC_ROLE_VIEWER, true, false, 0, desk_get_summary},
    {"POST", "/api/v1/password", RC_ROLE_VIEWER, false, true, DESK_JSON_BYTES, desk_post_password},
    {"GET", "/api/v1/users", RC_ROLE_REVIEWER, true, false, 0, desk_get_users},
    {"POST", "/api/v1/users", RC_ROLE_ADMIN, false, true, DESK_JSON_BYTES, desk_post_user},
    {"POST", "/api/v1/users/{name}", RC_ROLE_ADMIN, false, true, DESK_JSON_BYTES, desk_change_user},
    {"DELETE", "/api/v1/users/{name}", RC_ROLE_ADMIN, false, false, 0, desk_delete_user},
    {"GET", "/api/v1/jump", RC_ROLE_VIEWER, true, false, 0, desk_get_jump},
    {"GET", "/api/v1/events", RC_ROLE_VIEWER, true, false, 0, desk_get_events},
    {"GET", "/api/v1/facets", RC_ROLE_VIEWER, true, false, 0, desk_get_facets},
    {"GET", "/api/v1/map", RC_ROLE_VIEWER, true, false, 0, desk_get_map},
    {"GET", "/api/v1/timeline", RC_ROLE_VIEWER, true, false, 0, desk_get_timeline},
    {"GET", "/api/v1/events/{id}", RC_ROLE_VIEWER, true, false, 0, desk_get_event},
    {"GET", "/api/v1/reports/{id}", RC_ROLE_VIEWER, true, false, 0, desk_get_report},
    {"POST", "/api/v1/reports", RC_ROLE_REVIEWER, false, false, DESK_UPLOAD_BYTES, desk_post_report},
    {"GET", "/api/v1/acts", RC_ROLE_VIEWER, true, false, 0, desk_get_acts},
    {"POST", "/api/v1/acts", RC_ROLE_REVIEWER, false, true, DESK_JSON_BYTES, desk_post_act},
    {"DELETE", "/api/v1/acts/{seq}", RC_ROLE_REVIEWER, false, false, 0, desk_delete_act},
    {"GET", "/api/v1/export/{format}", RC_ROLE_VIEWER, false, false, 0, desk_get_export},
    {"GET", "/api/v1/places", RC_ROLE_VIEWER, false, false, 0, desk_get_places},
    {"GET", "/api/v1/openapi.json", RC_ROLE_NONE, false, false, 0, desk_get_openapi},
    {NULL, NULL, RC_ROLE_NONE, false, false, 0, NULL},
};

void desk_reply_init(desk_reply *reply)
{
    *reply = (desk_reply){.status = 200, .type = "application/json", .file = -1, .rows = -1};
    rc_buf_init(&reply->body);
}

void desk_reply_release(desk_reply *reply)
{
    rc_buf_release(&reply->body);
}

rc_json desk_json(desk_reply *reply)
{
    rc_json json;
    reply->body.len = 0;
    rc_json_init(&json, &reply->body);
    return json;
}

void desk_fail(desk_reply *reply, unsigned status, const char *format, ...)
{
    char message[600];
    va_list args;
    va_start(args, format);
    vsnprintf(message, sizeof message, format, args);
    va_end(args);
    reply->status = status;
    reply->type = "application/json";
    reply->asset = NULL;
    rc_json json = desk_json(reply);
    rc_json_begin_object(&json);
    rc_json_key(&json, "error");
    rc_json_begin_object(&json);
    rc_json_key(&json, "status");
    rc_json_int(&json, status);
    rc_json_key(&json, "message");
    rc_json_str(&json, rc_str_of(message));
    rc_json_end_object(&json);
    rc_json_end_object(&json);
}

static unsigned http_status(rc_status status)
{
    switch (status) {
    case RC_EINVALID:
    case RC_EFORMAT:
        return 422;
    case RC_ENOTFOUND:
        return 404;
    case RC_EBUSY:
    case RC_ENOMEM:
        return 503;
    default:
        return 500;
    }
}

static bool is_api(const desk_request *request)
{
    return rc_str_starts(request->path, RC_STR("/api/"));
}

static bool is_read(const desk_request *request)
{
    return rc_str_is(request->method, "GET");
}

unsigned desk_seconds(const desk_request *request)
{
    return rc_str_is(request->method, "POST") && rc_str_starts(request->target, RC_STR("/api/v1/reports"))
               ? DESK_UPLOAD_SECONDS
               : DESK_REQUEST_SECONDS;
}

/* ---- who may */

/* A page elsewhere that got its own name to lead here (DNS rebinding) names itself as the host. */
static bool knows_host(const desk_request *request)
{
    char wanted[300];
    const rc_desk *desk = request->desk;
    static const char *const local[] = {"localhost", "127.0.0.1", "[::1]"};
    if (!request->host.len) return false;
    for (size_t i = 0; i < sizeof local / sizeof *local; i++) {
        snprintf(wanted, sizeof wanted, "%s:%u", local[i], desk->port);
        if (rc_str_is(request->host, wanted)) return true;
    }
    snprintf(wanted, sizeof wanted, strchr(desk->address, ':') ? "[%s]:%u" : "%s:%u", desk->address, desk->port);
    if (rc_str_is(request->host, wanted)) return true;
    if (!desk->host) return false;
    size_t n = strlen(desk->host);
    return rc_str_is(rc_str_sub(request->host, 0, n), desk->host) &&
           (request->host.len == n || request->host.ptr[n] == ':');
}

static bool is_from_elsewhere(const desk_request *request)
{
    if (request->fetch_site.len && !rc_str_is(request->fetch_site, "same-origin") &&
        !rc_str_is(request->fetch_site, "none"))
        return true;
    rc_str origin = request->origin;
    if (!origin.len) return false;
    size_t slashes = rc_str_find(origin, RC_STR("://"), 0);
    return slashes == SIZE_MAX || !rc_str_eq(rc_str_sub(origin, slashes + 3, origin.len), request->host);
}

/* The role in the ledger counts, not the one at log-in: who was removed, or got another password, is out at once. */
static void find_person(desk_request *request)
{
    rc_desk *desk = request->desk;
    if (!desk_session_find(&desk->sessions, request->cookie, &request->session)) return;
    if (desk->sessions.token[0]) return;
    rc_error err = {0};
    rc_role role = RC_ROLE_NONE;
    uint64_t stamp = 0;
    rc_ledger *ledger = desk_reader_take(desk, &err);
    if (!ledger || rc_account_role(ledger, rc_str_of(request->session.name), &role, &stamp, &err) != RC_OK ||
        stamp != request->session.stamp)
        role = RC_ROLE_NONE;
    desk_reader_give(desk, ledger);
    request->session.role = role;
}

static bool may(desk_request *request, const desk_route *route, desk_reply *reply)
{
    if (!is_read(request) && is_from_elsewhere(request)) {
        desk_fail(reply, 403, "the request comes from another site");
        return false;
    }
    if (route->role == RC_ROLE_NONE) return true;
    if (request->session.role == RC_ROLE_NONE) {
        desk_fail(reply, 401, "log in first");
        return false;
    }
    if (!is_read(request) && !desk_same_token(request->csrf, request->session.csrf)) {
        desk_fail(reply, 403, "the token of the page (X-CSRF-Token) is missing or wrong");
        return false;
    }
    if (request->session.role < route->role) {
        desk_fail(reply, 403, "this needs the role of a %s", rc_role_name(route->role));
        return false;
    }
    return true;
}

static bool has_json_type(const desk_request *request)
{
    rc_str type = request->content_type;
    type = rc_str_trim(rc_str_cut(&type, ';'));
    return type.len == 16 && strncasecmp(type.ptr, "application/json", 16) == 0;
}

/* Everything that can be told from the head of a request. */
static const desk_route *admit(desk_request *request, uint64_t body_bytes, desk_reply *reply)
{
    bool other_method;
    if (!desk_parse_target(request)) {
        desk_fail(reply, request->target.len > DESK_TARGET_BYTES ? 414 : 400,
                  "the address of the request is malformed");
        return NULL;
    }
    if (!knows_host(request)) {
        desk_fail(reply, 421, "this server is not called so");
        return NULL;
    }
    const desk_route *route = desk_find_route(request, &other_method);
    if (!route) {
        desk_fail(reply, other_method ? 405 : 404, other_method ? "this method is not for this address" : "not here");
        return NULL;
    }
    find_person(request);
    if (!may(request, route, reply)) return NULL;
    if (body_bytes > route->body_bytes) {
        desk_fail(reply, 413, "the body is larger than %zu bytes", route->body_bytes);
        return NULL;
    }
    if (route->takes_json && !has_json_type(request)) {
        desk_fail(reply, 415, "the body must be application/json");
        return NULL;
    }
    return route;
}

/* ---- answering */

static rc_status answer_route(desk_request *request, const desk_route *route, desk_reply *reply, rc_error *err)
{
    rc_status status = RC_OK;
    if (route->takes_json) {
        json_error_t why;
        request->json =
            json_loadb(request->body.ptr ? request->body.ptr : "", request->body.len, JSON_REJECT_DUPLICATES, &why);
        if (!json_is_object(request->json)) {
            desk_fail(reply, 400, "the body is no JSON object%s%s", request->json ? "" : ": ",
                      request->json ? "" : why.text);
            return RC_OK;
        }
    }
    if (route->reads && !(request->ledger = desk_reader_take(request->desk, err))) return err->status;
    status = route->answer(request, reply, err);
    return status;
}

static void answer_asset(desk_request *request, desk_reply *reply)
{
    const desk_asset *asset = desk_asset_find(&request->desk->assets, request->path);
    /* Pages are states of one page: /event/E1, /report/r1. */
    if (!asset && (rc_str_starts(request->path, RC_STR("/event/")) ||
                   rc_str_starts(request->path, RC_STR("/report/")) || rc_str_is(request->path, "/add") ||
                   rc_str_is(request->path, "/history") || rc_str_is(request->path, "/accounts")))
        asset = desk_asset_find(&request->desk->assets, RC_STR("/"));
    if (!asset) {
        desk_fail(reply, 404, "not here");
        return;
    }
    reply->asset = asset;
    reply->type = asset->type;
    reply->has_etag = true;
    snprintf(reply->etag, sizeof reply->etag, "%s", asset->etag);
}

typedef struct run {
    desk_request *request;
    desk_reply *reply;
    const desk_route *route;
} run;

static rc_status answer(void *context, rc_error *err)
{
    run *r = context;
    if (is_read(r->request) && desk_parse_target(r->request) && !is_api(r->request)) {
        if (!knows_host(r->request))
            desk_fail(r->reply, 421, "this server is not called so");
        else
            answer_asset(r->request, r->reply);
        return RC_OK;
    }
    r->route = admit(r->request, r->request->body.len, r->reply);
    return r->route ? answer_route(r->request, r->route, r->reply, err) : RC_OK;
}

/* Whether an If-None-Match header names the tag. */
static bool names_tag(rc_str header, const char *etag)
{
    return rc_str_is(rc_str_trim(header), "*") || (header.len && rc_str_find(header, rc_str_of(etag), 0) != SIZE_MAX);
}

static void finish(desk_request *request, desk_reply *reply)
{
    if (reply->body.failed) {
        rc_buf_release(&reply->body);
        rc_buf_init(&reply->body);
        desk_fail(reply, 503, "out of memory");
    }
    if (is_read(request) && reply->status == 200 && reply->file < 0 && !reply->asset) {
        snprintf(reply->etag, sizeof reply->etag, "\"%016llx\"",
                 (unsigned long long)rc_hash64(rc_buf_str(&reply->body)));
        reply->has_etag = true;
    }
    if (reply->has_etag && reply->status == 200 && names_tag(request->if_none_match, reply->etag)) {
        reply->status = 304;
        reply->body.len = 0;
        reply->asset = NULL;
    }
}

void desk_answer(desk_request *request, desk_reply *reply)
{
    rc_arena arena;
    rc_error err = {0};
    run r = {request, reply, NULL};
    rc_arena_init(&arena, (size_t)1 << 18, DESK_ARENA_BYTES);
    request->arena = &arena;
    rc_status status = rc_arena_run(&arena, answer, &r, "answering", &err);
    if (status != RC_OK) desk_fail(reply, http_status(status), "%s", err.message);
    json_decref(request->json);
    request->json = NULL;
    desk_reader_give(request->desk, request->ledger);
    request->ledger = NULL;
    finish(request, reply);
    rc_arena_release(&arena);
}

typedef struct early {
    desk_request *request;
    desk_reply *reply;
    uint64_t body_bytes;
    bool refused;
} early;

static rc_status look(void *context, rc_error *err)
{
    early *e = context;
    (void)err;
    e->refused = !admit(e->request, e->body_bytes, e->reply);
    return RC_OK;
}

bool desk_refuse_early(desk_request *request, uint64_t body_bytes, desk_reply *reply)
{
    rc_arena arena;
    rc_error err = {0};
    early e = {request, reply, body_bytes, false};
    rc_arena_init(&arena, (size_t)1 << 16, (size_t)8 << 20);
    request->arena = &arena;
    if (rc_arena_run(&arena, look, &e, "answering", &err) != RC_OK) {
        desk_fail(reply, 503, "%s", err.message);
        e.refused = true;
    }
    rc_arena_release(&arena);
    request->arena = NULL;
    request->query = NULL;
    request->n_query = 0;
    return e.refused;
}
