/* Accounts: an administrator adds, changes and removes them; everybody may change their own password. */
#include "desk/server.h"

static rc_str text_of(const desk_request *request, const char *field)
{
    const json_t *value = json_object_get(request->json, field);
    return (rc_str){json_string_value(value), json_string_length(value)};
}

static rc_status put_user(void *context, rc_str name, rc_role role, rc_str made, rc_error *err)
{
    rc_json *json = context;
    (void)err;
    rc_json_begin_object(json);
    rc_json_str_field(json, "name", name);
    rc_json_str_field(json, "role", rc_str_of(rc_role_name(role)));
    rc_json_str_field(json, "made", made);
    rc_json_end_object(json);
    return RC_OK;
}

static rc_status put_users(rc_ledger *ledger, desk_reply *reply, rc_error *err)
{
    rc_json json = desk_json(reply);
    rc_json_begin_array(&json);
    rc_status status = rc_account_each(ledger, put_user, &json, err);
    rc_json_end_array(&json);
    return status;
}

DESK_ANSWER(desk_get_users)
{
    return put_users(request->ledger, reply, err);
}

/* What a body may hold: no field of another type, no field that is none. */
static bool read_fields(const desk_request *request, const char *const *allowed, desk_reply *reply)
{
    const char *key;
    json_t *value;
    json_object_foreach(request->json, key, value)
    {
        const char *const *known = allowed;
        while (*known && strcmp(*known, key) != 0) known++;
        if (*known && json_is_string(value)) continue;
        desk_fail(reply, 422, "%.60s: %s", key, *known ? "must be text" : "there is no such field");
        return false;
    }
    return true;
}

static bool read_role(const desk_request *request, rc_role *role, desk_reply *reply)
{
    rc_str name = text_of(request, "role");
    *role = rc_role_of(name);
    if (*role != RC_ROLE_NONE) return true;
    desk_fail(reply, 422, "role: must be viewer, reviewer or admin");
    return false;
}

DESK_ANSWER(desk_post_user)
{
    static const char *const allowed[] = {"name", "role", "password", NULL};
    rc_desk *desk = request->desk;
    rc_role role;
    if (!read_fields(request, allowed, reply) || !read_role(request, &role, reply)) return RC_OK;
    pthread_mutex_lock(&desk->write_lock);
    rc_status status = rc_account_add(desk->writer, text_of(request, "name"), role, text_of(request, "password"),
                                      rc_str_of(request->session.name), err);
    if (status == RC_OK) status = put_users(desk->writer, reply, err);
    pthread_mutex_unlock(&desk->write_lock);
    if (status == RC_OK) reply->status = 201;
    return status;
}

/* Somebody must be left who can let others in. */
static rc_status check_last(desk_request *request, rc_str name, rc_error *err)
{
    bool is_last;
    rc_status status = rc_account_is_last_admin(request->desk->writer, name, &is_last, err);
    if (status != RC_OK || !is_last) return status;
    return rc_fail(err, RC_EINVALID, "'%.*s' is the last administrator", RC_FMT(name));
}

static rc_status change(desk_request *request, rc_str name, rc_role role, rc_str password, rc_error *err)
{
    rc_ledger *writer = request->desk->writer;
    rc_str by = rc_str_of(request->session.name);
    rc_status status = RC_OK;
    if (role != RC_ROLE_NONE && role != RC_ROLE_ADMIN) status = check_last(request, name, err);
    if (status == RC_OK && password.ptr) status = rc_account_set_password(writer, name, password, by, err);
    if (status == RC_OK && role != RC_ROLE_NONE) status = rc_account_set_role(writer, name, role, by, err);
    return status;
}

DESK_ANSWER(desk_change_user)
{
    static const char *const allowed[] = {"role", "password", NULL};
    rc_desk *desk = request->desk;
    rc_role role = RC_ROLE_NONE;
    if (!read_fields(request, allowed, reply)) return RC_OK;
    if (!json_object_size(request->json)) {
        desk_fail(reply, 422, "there must be a role, a password or both");
        return RC_OK;
    }
    if (json_object_get(request->json, "role") && !read_role(request, &role, reply)) return RC_OK;
    pthread_mutex_lock(&desk->write_lock);
    rc_status status = change(request, request->parameters[0], role, text_of(request, "password"), err);
    if (status == RC_OK) status = put_users(desk->writer, reply, err);
    pthread_mutex_unlock(&desk->write_lock);
    return status;
}

DESK_ANSWER(desk_delete_user)
{
    rc_desk *desk = request->desk;
    rc_str name = request->parameters[0];
    pthread_mutex_lock(&desk->write_lock);
    rc_status status = check_last(request, name, err);
    if (status == RC_OK) status = rc_account_remove(desk->writer, name, rc_str_of(request->session.name), err);
    if (status == RC_OK) status = put_users(desk->writer, reply, err);
    pthread_mutex_unlock(&desk->write_lock);
    return status;
}

/* One's own password, with the old one: an unattended browser must not be enough. Ends all sessions of the account. */
DESK_ANSWER(desk_post_password)
{
    static const char *const allowed[] = {"old", "new", NULL};
    rc_desk *desk = request->desk;
    rc_str name = rc_str_of(request->session.name);
    rc_role role = RC_ROLE_NONE;
    if (!read_fields(request, allowed, reply)) return RC_OK;
    if (desk->sessions.token[0]) {
        desk_fail(reply, 422, "a desk without accounts has no passwords");
        return RC_OK;
    }
    if (!desk_may_try(&desk->sessions, request->peer, name, &reply->retry_after)) {
        desk_fail(reply, 429, "too many wrong log-ins; wait %u seconds", reply->retry_after);
        return RC_OK;
    }
    pthread_mutex_lock(&desk->write_lock);
    rc_status status = rc_account_check(desk->writer, name, text_of(request, "old"), &role, err);
    if (status == RC_OK && role != RC_ROLE_NONE)
        status = rc_account_set_password(desk->writer, name, text_of(request, "new"), name, err);
    pthread_mutex_unlock(&desk->write_lock);
    if (status != RC_OK) return status;
    if (role == RC_ROLE_NONE) {
        desk_note_wrong(&desk->sessions, request->peer, name);
        desk_fail(reply, 403, "the old password is wrong");
        return RC_OK;
    }
    rc_json json = desk_json(reply);
    rc_json_begin_object(&json);
    rc_json_str_field(&json, "name", name);
    rc_json_end_object(&json);
    return RC_OK;
}
