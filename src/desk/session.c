/* Who is who: sessions in memory, and a limit on wrong log-ins. A restart ends all sessions. */
#include <sodium.h>

#include "desk/server.h"
#include "recoupe/base/hash.h"

void desk_make_token(char out[DESK_TOKEN_CHARS])
{
    unsigned char bytes[DESK_TOKEN_BYTES];
    randombytes_buf(bytes, sizeof bytes);
    sodium_bin2base64(out, DESK_TOKEN_CHARS, bytes, sizeof bytes, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

bool desk_same_token(rc_str given, const char *wanted)
{
    return given.len == DESK_TOKEN_CHARS - 1 && strlen(wanted) == given.len &&
           sodium_memcmp(given.ptr, wanted, given.len) == 0;
}

void desk_sessions_init(desk_sessions *sessions)
{
    pthread_mutex_init(&sessions->lock, NULL);
}

static void hash_id(rc_str token, unsigned char id[32])
{
    crypto_generichash(id, 32, (const unsigned char *)token.ptr, token.len, NULL, 0);
}

/* The value of our cookie in a Cookie header. */
static rc_str cookie_value(rc_str header)
{
    while (header.ptr) {
        rc_str value = rc_str_trim(rc_str_cut(&header, ';'));
        rc_str name = rc_str_cut(&value, '=');
        if (rc_str_is(name, "recoupe") && value.ptr) return value;
    }
    return (rc_str){0};
}

/* With the lock held. */
static desk_session *find(desk_sessions *sessions, rc_str header)
{
    unsigned char id[32];
    rc_str value = cookie_value(header);
    if (value.len != DESK_TOKEN_CHARS - 1) return NULL;
    hash_id(value, id);
    time_t now = time(NULL);
    for (unsigned i = 0; i < DESK_SESSIONS; i++) {
        desk_session *s = &sessions->all[i];
        if (s->until > now && sodium_memcmp(s->id, id, sizeof id) == 0) return s;
    }
    return NULL;
}

bool desk_session_find(desk_sessions *sessions, rc_str cookie_header, desk_session *out)
{
    *out = (desk_session){0};
    pthread_mutex_lock(&sessions->lock);
    const desk_session *found = find(sessions, cookie_header);
    if (found) *out = *found;
    pthread_mutex_unlock(&sessions->lock);
    return found != NULL;
}

void desk_session_start(desk_sessions *sessions, rc_str name, rc_role role, uint64_t stamp,
                        char cookie[DESK_TOKEN_CHARS], desk_session *out)
{
    desk_make_token(cookie);
    *out = (desk_session){.role = role, .stamp = stamp, .until = time(NULL) + DESK_SESSION_SECONDS};
    hash_id(rc_str_of(cookie), out->id);
    desk_make_token(out->csrf);
    size_t n = name.len < RC_ACCOUNT_NAME_MOST ? name.len : RC_ACCOUNT_NAME_MOST;
    if (n) memcpy(out->name, name.ptr, n);
    pthread_mutex_lock(&sessions->lock);
    desk_session *oldest = &sessions->all[0]; /* a free one, or the one that would end first */
    for (unsigned i = 1; i < DESK_SESSIONS; i++)
        if (sessions->all[i].until < oldest->until) oldest = &sessions->all[i];
    *oldest = *out;
    pthread_mutex_unlock(&sessions->lock);
}

void desk_session_end(desk_sessions *sessions, rc_str cookie_header)
{
    pthread_mutex_lock(&sessions->lock);
    desk_session *found = find(sessions, cookie_header);
    if (found) *found = (desk_session){0};
    pthread_mutex_unlock(&sessions->lock);
}

/* ---- wrong log-ins, counted by address and by name */

static uint64_t tried_key(const char *kind, rc_str value)
{
    uint64_t key = rc_hash64(value) * 31 + (unsigned char)kind[0];
    return key ? key : 1;
}

/* With the lock held; the slot of `key`, or one that may be taken for it. */
static desk_tried *slot_of(desk_sessions *sessions, uint64_t key, time_t now)
{
    desk_tried *oldest = &sessions->tried[0];
    for (unsigned i = 0; i < DESK_TRIED; i++) {
        desk_tried *t = &sessions->tried[i];
        if (t->key == key) {
            if (now - t->since > DESK_TRIES_SECONDS) t->wrong = 0;
            return t;
        }
        if (t->since < oldest->since) oldest = t;
    }
    *oldest = (desk_tried){.key = key};
    return oldest;
}

bool desk_may_try(desk_sessions *sessions, rc_str peer, rc_str name, unsigned *wait)
{
    time_t now = time(NULL);
    uint64_t keys[2] = {tried_key("address", peer), tried_key("name", name)};
    *wait = 0;
    pthread_mutex_lock(&sessions->lock);
    for (int i = 0; i < 2; i++) {
        const desk_tried *t = slot_of(sessions, keys[i], now);
        if (t->wrong >= DESK_TRIES) *wait = (unsigned)(t->since + DESK_TRIES_SECONDS - now) + 1;
    }
    pthread_mutex_unlock(&sessions->lock);
    return *wait == 0;
}

void desk_note_wrong(desk_sessions *sessions, rc_str peer, rc_str name)
{
    time_t now = time(NULL);
    uint64_t keys[2] = {tried_key("address", peer), tried_key("name", name)};
    pthread_mutex_lock(&sessions->lock);
    for (int i = 0; i < 2; i++) {
        desk_tried *t = slot_of(sessions, keys[i], now);
        if (!t->wrong++) t->since = now;
    }
    pthread_mutex_unlock(&sessions->lock);
}
