/* What the parts of the desk share: the desk, a request, a reply. A request is plain data, whatever it came from, so
 * that tests and fuzzers hand in any. */
#ifndef RECOUPE_DESK_SERVER_H
#define RECOUPE_DESK_SERVER_H

#include <jansson.h>
#include <pthread.h>
#include <stdatomic.h>
#include <time.h>

#include "recoupe/base/buf.h"
#include "recoupe/claims/reader.h"
#include "recoupe/desk/desk.h"
#include "recoupe/events/estimate.h"
#include "recoupe/ledger/account.h"
#include "recoupe/ledger/browse.h"
#include "recoupe/resolve/gazetteer.h"

/* ---- limits, documented in docs/DESK.md */
#define DESK_JSON_BYTES ((size_t)256 << 10)  /* body of a request in JSON */
#define DESK_UPLOAD_BYTES ((size_t)32 << 20) /* one uploaded file */
#define DESK_REQUEST_SECONDS 30              /* from the first byte to the last of a request */
#define DESK_UPLOAD_SECONDS 300
#define DESK_IDLE_SECONDS 20 /* without a byte */
#define DESK_CONNECTIONS 200
#define DESK_ASIDE 8           /* answers that take long, made at one time beside the others */
#define DESK_TARGET_BYTES 8192 /* path and query */
#define DESK_PARAMETERS 128
#define DESK_ARENA_BYTES ((size_t)256 << 20) /* of one request */
#define DESK_READERS 64
#define DESK_DOSSIER_EVENTS 1000
#define DESK_DOSSIER_BYTES ((uint64_t)256 << 20) /* before packing */

/* ---- sessions */
#define DESK_SESSIONS 1024
#define DESK_SESSION_SECONDS (12 * 3600)
#define DESK_TOKEN_BYTES 24
#define DESK_TOKEN_CHARS 33 /* base64url without padding, and a NUL */
#define DESK_TRIES 10       /* wrong log-ins of one address or one name ... */
#define DESK_TRIES_SECONDS (15 * 60)
#define DESK_TRIED 512

typedef struct desk_session {
    unsigned char id[32]; /* BLAKE2b of the cookie */
    char csrf[DESK_TOKEN_CHARS];
    char name[RC_ACCOUNT_NAME_MOST + 1];
    rc_role role;
    uint64_t stamp; /* of the account at log-in */
    time_t until;   /* 0: free */
} desk_session;

typedef struct desk_tried {
    uint64_t key;
    unsigned wrong;
    time_t since;
} desk_tried;

typedef struct desk_sessions {
    pthread_mutex_t lock;
    desk_session all[DESK_SESSIONS];
    desk_tried tried[DESK_TRIED];
    char token[DESK_TOKEN_CHARS]; /* of the single user; empty: there are accounts */
} desk_sessions;

/* ---- assets */
typedef struct desk_asset {
    rc_str path; /* "/app.js" */
    const char *type;
    rc_str body, packed; /* packed: gzip, or empty where it saves nothing */
    char etag[24];
} desk_asset;

typedef struct desk_assets {
    desk_asset *ptr;
    uint32_t n;
    rc_arena arena;
} desk_assets;

/* ---- the desk */
struct rc_desk {
    char *ledger_path, *address, *host, *as;
    uint16_t port;
    bool https;
    rc_reader *reader;
    rc_gazetteer *gazetteer;
    rc_sides *sides;
    rc_arena lasting; /* holds the sides */
    desk_assets assets;
    desk_sessions sessions;
    pthread_mutex_t write_lock;
    rc_ledger *writer;
    pthread_mutex_t read_lock;
    rc_ledger *readers[DESK_READERS]; /* idle */
    unsigned n_readers;
    void *server; /* of http.c */
    char url[320];
};

typedef struct desk_pair {
    rc_str name, value;
} desk_pair;

typedef struct desk_request {
    rc_desk *desk;
    rc_str method, target; /* as sent: "/api/v1/events?type=Battles" */
    rc_str cookie, csrf, if_match, if_none_match, content_type, host, origin, fetch_site, peer;
    bool takes_gzip;
    rc_str body;
    /* filled by desk_answer */
    rc_arena *arena;
    rc_str path;
    desk_pair *query;
    uint32_t n_query;
    rc_str parameters[3]; /* what stands for {..} in the route */
    rc_ledger *ledger;    /* for reading, corrected; NULL where the route wants none */
    desk_session session; /* role RC_ROLE_NONE: nobody */
    json_t *json;         /* of the body */
} desk_request;

typedef struct desk_reply {
    unsigned status;
    const char *type;
    rc_buf body;
    const desk_asset *asset; /* instead of body */
    int file;                /* instead of body: open for reading, handed over; -1: none */
    uint64_t file_bytes;
    int64_t rows;      /* of an export; -1: none */
    char left_out[96]; /* of an export: "place=1, date=11" */
    unsigned retry_after;
    char cookie[160], disposition[128], etag[40];
    bool has_etag;
} desk_reply;

typedef struct desk_route {
    const char *method, *pattern; /* "/api/v1/events/{id}" */
    rc_role role;                 /* least; RC_ROLE_NONE: anybody */
    bool reads, takes_json;
    size_t body_bytes; /* most; 0: no body */
    rc_status (*answer)(desk_request *request, desk_reply *reply, rc_error *err);
} desk_route;

extern const desk_route desk_routes[];

/* ---- target.c: what a target says. False: it is malformed. */
bool desk_parse_target(desk_request *request);
/* The first value of a name, or empty; and the i-th. */
rc_str desk_query(const desk_request *request, const char *name);
bool desk_query_nth(const desk_request *request, const char *name, uint32_t i, rc_str *out);
/* The route, or NULL; `*other_method` tells that there is one for another method. */
const desk_route *desk_find_route(desk_request *request, bool *other_method);

/* ---- answer.c */
void desk_reply_init(desk_reply *reply);
void desk_reply_release(desk_reply *reply);
/* Answer any request. `reply` is filled whatever happens. */
void desk_answer(desk_request *request, desk_reply *reply);
/* What can be said before a body is read: 0 go on, else the reply is filled. */
bool desk_refuse_early(desk_request *request, uint64_t body_bytes, desk_reply *reply);
/* Seconds that a request may take. */
unsigned desk_seconds(const desk_request *request);
/* Replace the reply by an error: {"error": {"status": .., "message": ".."}}. */
void desk_fail(desk_reply *reply, unsigned status, const char *format, ...) __attribute__((format(printf, 3, 4)));
rc_json desk_json(desk_reply *reply); /* begin a JSON body */

/* ---- session.c */
void desk_sessions_init(desk_sessions *sessions);
/* Who sent the cookie; false: nobody. */
bool desk_session_find(desk_sessions *sessions, rc_str cookie_header, desk_session *out);
/* Start one; the cookie's value goes to `cookie`. */
void desk_session_start(desk_sessions *sessions, rc_str name, rc_role role, uint64_t stamp,
                        char cookie[DESK_TOKEN_CHARS], desk_session *out);
void desk_session_end(desk_sessions *sessions, rc_str cookie_header);
/* Whether one more try is allowed; seconds to wait where not. And note a wrong one. */
bool desk_may_try(desk_sessions *sessions, rc_str peer, rc_str name, unsigned *wait);
void desk_note_wrong(desk_sessions *sessions, rc_str peer, rc_str name);
void desk_make_token(char out[DESK_TOKEN_CHARS]);
bool desk_same_token(rc_str given, const char *wanted);

/* ---- assets.c */
/* ... and /names/LANG.json for each language of `messages/`, what it calls sides. `naming` may be NULL. */
rc_status desk_assets_load(desk_assets *assets, const char *folder, const rc_naming *naming, rc_error *err);
void desk_assets_free(desk_assets *assets);
const desk_asset *desk_asset_find(const desk_assets *assets, rc_str path);
/* Pack `body`; false: no memory. */
bool desk_gzip(rc_str body, rc_buf *out);

/* ---- filter.c: a filter from the query; false: the reply says what is wrong with it. */
bool desk_filter(desk_request *request, rc_browse_filter *filter, desk_reply *reply);

/* ---- ledgers */
rc_ledger *desk_reader_take(rc_desk *desk, rc_error *err);
void desk_reader_give(rc_desk *desk, rc_ledger *ledger);

/* ---- http.c */
rc_status desk_http_start(rc_desk *desk, unsigned threads, rc_error *err);
void desk_http_stop(rc_desk *desk);

/* ---- answers */
#define DESK_ANSWER(name) rc_status name(desk_request *request, desk_reply *reply, rc_error *err)
DESK_ANSWER(desk_get_session);
DESK_ANSWER(desk_post_session);
DESK_ANSWER(desk_delete_session);
DESK_ANSWER(desk_get_summary);
DESK_ANSWER(desk_post_password);
DESK_ANSWER(desk_get_users);
DESK_ANSWER(desk_post_user);
DESK_ANSWER(desk_change_user);
DESK_ANSWER(desk_delete_user);
DESK_ANSWER(desk_get_jump);
DESK_ANSWER(desk_get_events);
DESK_ANSWER(desk_get_facets);
DESK_ANSWER(desk_get_map);
DESK_ANSWER(desk_get_timeline);
DESK_ANSWER(desk_get_event);
DESK_ANSWER(desk_get_report);
DESK_ANSWER(desk_get_acts);
DESK_ANSWER(desk_post_act);
DESK_ANSWER(desk_delete_act);
DESK_ANSWER(desk_post_report);
DESK_ANSWER(desk_get_export);
DESK_ANSWER(desk_get_places);
DESK_ANSWER(desk_get_openapi);

#endif
