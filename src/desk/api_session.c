/* Logging in and out, and who one is. */
#include <stdio.h>

#include "desk/server.h"

static void put_session(desk_reply *reply, const rc_desk *desk, const desk_session *session)
{
    rc_json json = desk_json(reply);
    rc_json_begin_object(&json);
    rc_json_key(&json, "single_user");
    rc_json_bool(&json, desk->sessions.token[0] != 0);
    if (session->role != RC_ROLE_NONE) {
        rc_json_str_field(&json, "name", rc_str_of(session->name));
        rc_json_str_field(&json, "role", rc_str_of(rc_role_name(session->role)));
        rc_json_str_field(&json, "csrf", rc_str_of(session->csrf));
    }
    rc_json_end_object(&json);
}

DESK_ANSWER(desk_get_session)
{
    (void)err;
    put_session(reply, request->desk, &request->session);
    return RC_OK;
}

static rc_str text_of(const desk_request *request, const char *field)
{
    const json_t *value = json_object_get(request->json, field);
    return (rc_str){json_string_value(value), json_string_length(value)};
}

/* Passwords are hashed one at a time: each takes 64 MB. */
static rc_status check(desk_request *request, rc_str name, rc_role *role, uint64_t *stamp, rc_error *err)
{
    rc_desk *desk = request->desk;
    rc_role now;
    if (desk->sessions.token[0]) {
        *role = desk_same_token(text_of(request, "token"), desk->sessions.token) ? RC_ROLE_ADMIN : RC_ROLE_NONE;
        return RC_OK;
    }
    pthread_mutex_lock(&desk->write_lock);
    rc_status status = rc_account_check(request->ledger, name, text_of(request, "password"), role, err);
    if (status == RC_OK && *role != RC_ROLE_NONE) status = rc_account_role(request->ledger, name, &now, stamp, err);
    pthread_mutex_unlock(&desk->write_lock);
    return status;
}

DESK_ANSWER(desk_post_session)
{
    rc_desk *desk = request->desk;
    rc_str name = desk->sessions.token[0] ? rc_str_of(desk->as) : text_of(request, "name");
    char cookie[DESK_TOKEN_CHARS];
    desk_session session;
    rc_role role = RC_ROLE_NONE;
    uint64_t stamp = 0;
    if (!desk_may_try(&desk->sessions, request->peer, name, &reply->retry_after)) {
        desk_fail(reply, 429, "too many wrong log-ins; wait %u seconds", reply->retry_after);
        return RC_OK;
    }
    rc_status status = check(request, name, &role, &stamp, err);
    if (status != RC_OK) return status;
    if (role == RC_ROLE_NONE) {
        desk_note_wrong(&desk->sessions, request->peer, name);
        desk_fail(reply, 401, desk->sessions.token[0] ? "this is not the token" : "name or password is wrong");
        return RC_OK;
    }
    desk_session_start(&desk->sessions, name, role, stamp, cookie, &session);
    snprintf(reply->cookie, sizeof reply->cookie, "recoupe=%s; Path=/; HttpOnly; SameSite=Strict; Max-Age=%d", cookie,
             DESK_SESSION_SECONDS);
    put_session(reply, desk, &session);
    return RC_OK;
}

DESK_ANSWER(desk_delete_session)
{
    static const desk_session nobody = {.role = RC_ROLE_NONE};
    (void)err;
    desk_session_end(&request->desk->sessions, request->cookie);
    snprintf(reply->cookie, sizeof reply->cookie, "recoupe=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0");
    put_session(reply, request->desk, &nobody);
    return RC_OK;
}
