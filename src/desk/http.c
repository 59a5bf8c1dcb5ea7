/* Between libmicrohttpd and desk_answer. A watchdog closes connections whose request takes longer than it may: the
 * library's own timeout sees only silence, and a client may send a byte now and then for ever. Answers that take long
 * are made aside, in threads of their own, so that those who share a thread of the library need not wait for them. */
#include <microhttpd.h>
#include <netdb.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

#include "desk/server.h"

#define ADDRESS_CHARS 64

struct http;

typedef struct exchange {
    char *target;
    char peer[ADDRESS_CHARS];
    rc_buf body;
    bool begun, refused, too_large;
    size_t most;
    desk_reply reply;
    /* while it is answered aside */
    struct http *http;
    struct MHD_Connection *connection;
    desk_request request;
    bool answered;
} exchange;

typedef struct live {
    int fd; /* -1: free */
    time_t until;
} live;

typedef struct http {
    struct MHD_Daemon *daemon;
    pthread_mutex_t lock;
    live all[DESK_CONNECTIONS];
    pthread_t watchdog;
    pthread_cond_t wake, none_aside;
    unsigned n_aside;
    bool stopping, watching, closing; /* closing: nothing more is made aside */
} http;

/* ---- the watchdog */

static void *watch(void *context)
{
    http *h = context;
    pthread_mutex_lock(&h->lock);
    while (!h->stopping) {
        struct timespec next;
        clock_gettime(CLOCK_REALTIME, &next);
        next.tv_sec++;
        pthread_cond_timedwait(&h->wake, &h->lock, &next);
        time_t now = time(NULL);
        for (unsigned i = 0; i < DESK_CONNECTIONS; i++)
            if (h->all[i].fd >= 0 && h->all[i].until && now > h->all[i].until) shutdown(h->all[i].fd, SHUT_RDWR);
    }
    pthread_mutex_unlock(&h->lock);
    return NULL;
}

static int fd_of(struct MHD_Connection *connection)
{
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
    return info ? info->connect_fd : -1;
}

/* Give the connection this many seconds from now; 0: as long as it likes (an answer is on its way). */
static void allow(http *h, struct MHD_Connection *connection, unsigned seconds)
{
    int fd = fd_of(connection);
    pthread_mutex_lock(&h->lock);
    for (unsigned i = 0; i < DESK_CONNECTIONS; i++)
        if (h->all[i].fd == fd) h->all[i].until = seconds ? time(NULL) + seconds : 0;
    pthread_mutex_unlock(&h->lock);
}

static void on_connection(void *context, struct MHD_Connection *connection, void **socket_context,
                          enum MHD_ConnectionNotificationCode code)
{
    http *h = context;
    int fd = fd_of(connection);
    (void)socket_context;
    pthread_mutex_lock(&h->lock);
    for (unsigned i = 0; i < DESK_CONNECTIONS; i++) {
        live *l = &h->all[i];
        if (code == MHD_CONNECTION_NOTIFY_STARTED && l->fd < 0) {
            *l = (live){fd, time(NULL) + DESK_REQUEST_SECONDS};
            break;
        }
        if (code == MHD_CONNECTION_NOTIFY_CLOSED && l->fd == fd) l->fd = -1;
    }
    pthread_mutex_unlock(&h->lock);
}

/* ---- one exchange */

static void *on_target(void *context, const char *uri, struct MHD_Connection *connection)
{
    http *h = ((rc_desk *)context)->server;
    exchange *e = calloc(1, sizeof *e);
    if (h) allow(h, connection, DESK_REQUEST_SECONDS);
    if (!e) return NULL;
    size_t n = strnlen(uri, DESK_TARGET_BYTES + 2);
    e->target = malloc(n + 1);
    if (e->target) {
        memcpy(e->target, uri, n);
        e->target[n] = 0;
    }
    rc_buf_init(&e->body);
    desk_reply_init(&e->reply);
    return e;
}

static void on_end(void *context, struct MHD_Connection *connection, void **state, enum MHD_RequestTerminationCode code)
{
    http *h = ((rc_desk *)context)->server;
    exchange *e = *state;
    (void)code;
    if (h) allow(h, connection, DESK_IDLE_SECONDS + DESK_REQUEST_SECONDS); /* for the next request */
    if (!e) return;
    free(e->target);
    rc_buf_release(&e->body);
    desk_reply_release(&e->reply);
    if (e->reply.file >= 0) close(e->reply.file);
    free(e);
    *state = NULL;
}

static rc_str header(struct MHD_Connection *connection, const char *name)
{
    return rc_str_of(MHD_lookup_connection_value(connection, MHD_HEADER_KIND, name));
}

static bool accepts_gzip(rc_str header_value)
{
    while (header_value.ptr) {
        rc_str part = rc_str_cut(&header_value, ',');
        rc_str name = rc_str_trim(rc_str_cut(&part, ';'));
        if (rc_str_is(name, "gzip"))
            return !part.ptr || rc_str_find(part, RC_STR("q=0"), 0) == SIZE_MAX ||
                   rc_str_find(part, RC_STR("q=0."), 0) != SIZE_MAX;
    }
    return false;
}

static desk_request make_request(rc_desk *desk, struct MHD_Connection *connection, const char *method, exchange *e)
{
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    e->peer[0] = 0;
    if (info && info->client_addr)
        getnameinfo(info->client_addr,
                    info->client_addr->sa_family == AF_INET6 ? sizeof(struct sockaddr_in6) : sizeof(struct sockaddr_in),
                    e->peer, ADDRESS_CHARS, NULL, 0, NI_NUMERICHOST);
    return (desk_request){
        .desk = desk,
        .method = rc_str_of(strcmp(method, "HEAD") == 0 ? "GET" : method),
        .target = rc_str_of(e->target),
        .cookie = header(connection, "Cookie"),
        .csrf = header(connection, "X-CSRF-Token"),
        .if_match = header(connection, "If-Match"),
        .if_none_match = header(connection, "If-None-Match"),
        .content_type = header(connection, "Content-Type"),
        .host = header(connection, "Host"),
        .origin = header(connection, "Origin"),
        .fetch_site = header(connection, "Sec-Fetch-Site"),
        .takes_gzip = accepts_gzip(header(connection, "Accept-Encoding")),
        .body = rc_buf_str(&e->body),
        .peer = rc_str_of(e->peer),
    };
}

static void put_headers(struct MHD_Response *response, const rc_desk *desk, const desk_reply *reply)
{
    static const char *const fixed[][2] = {
        {"Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                                    " font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none';"
                                    " frame-ancestors 'none'"},
        {"X-Content-Type-Options", "nosniff"},
        {"Referrer-Policy", "no-referrer"},
        {"Cross-Origin-Opener-Policy", "same-origin"},
        {"Cross-Origin-Resource-Policy", "same-origin"},
        {"Permissions-Policy", "camera=(), microphone=(), geolocation=()"},
        {"Cache-Control", "private, no-cache"},
        {"Vary", "Accept-Encoding, Cookie"},
    };
    char text[160];
    for (size_t i = 0; i < sizeof fixed / sizeof *fixed; i++)
        MHD_add_response_header(response, fixed[i][0], fixed[i][1]);
    MHD_add_response_header(response, "Content-Type", reply->type);
    if (reply->has_etag) MHD_add_response_header(response, "ETag", reply->etag);
    if (reply->disposition[0]) MHD_add_response_header(response, "Content-Disposition", reply->disposition);
    if (reply->cookie[0]) {
        snprintf(text, sizeof text, "%.140s%s", reply->cookie, desk->https ? "; Secure" : "");
        MHD_add_response_header(response, "Set-Cookie", text);
    }
    if (reply->retry_after) {
        snprintf(text, sizeof text, "%u", reply->retry_after);
        MHD_add_response_header(response, "Retry-After", text);
    }
    if (reply->rows >= 0) {
        snprintf(text, sizeof text, "%lld", (long long)reply->rows);
        MHD_add_response_header(response, "X-Row-Count", text);
    }
    if (reply->left_out[0]) MHD_add_response_header(response, "X-Left-Out", reply->left_out);
}

#define LEAST_PACKED 1024

static struct MHD_Response *make_response(const desk_request *request, desk_reply *reply)
{
    if (reply->file >= 0 && reply->status == 200) {
        struct MHD_Response *response = MHD_create_response_from_fd64(reply->file_bytes, reply->file);
        if (response) reply->file = -1; /* the response closes it */
        return response;
    }
    rc_str body = reply->asset ? reply->asset->body : rc_buf_str(&reply->body);
    bool packed = false;
    if (reply->asset && request->takes_gzip && reply->asset->packed.len) {
        body = reply->asset->packed;
        packed = true;
    }
    rc_buf zipped;
    rc_buf_init(&zipped);
    if (!reply->asset && request->takes_gzip && body.len >= LEAST_PACKED && desk_gzip(body, &zipped)) {
        body = rc_buf_str(&zipped);
        packed = true;
    }
    struct MHD_Response *response =
        MHD_create_response_from_buffer(body.len, (void *)(uintptr_t)(body.ptr ? body.ptr : ""),
                                        reply->asset ? MHD_RESPMEM_PERSISTENT : MHD_RESPMEM_MUST_COPY);
    if (response && packed) MHD_add_response_header(response, "Content-Encoding", "gzip");
    rc_buf_release(&zipped);
    return response;
}

static enum MHD_Result send_reply(rc_desk *desk, struct MHD_Connection *connection, const desk_request *request,
                                  desk_reply *reply)
{
    struct MHD_Response *response = make_response(request, reply);
    if (!response) return MHD_NO;
    put_headers(response, desk, reply);
    allow(desk->server, connection, 0);
    enum MHD_Result result = MHD_queue_response(connection, reply->status, response);
    MHD_destroy_response(response);
    return result;
}

static bool is_known_method(const char *method)
{
    static const char *const known[] = {"GET", "HEAD", "POST", "DELETE"};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strcmp(method, known[i]) == 0) return true;
    return false;
}

/* Headers are there, no body yet: refuse what would be refused anyway. */
static enum MHD_Result begin(rc_desk *desk, struct MHD_Connection *connection, const char *method, exchange *e)
{
    desk_request request = make_request(desk, connection, method, e);
    e->begun = true;
    if (!is_known_method(method)) {
        desk_fail(&e->reply, 405, "this method is not for this server");
        return send_reply(desk, connection, &request, &e->reply);
    }
    if (rc_str_is(request.method, "GET")) {
        e->most = 0;
        return MHD_YES;
    }
    int64_t announced = 0;
    rc_str length = header(connection, "Content-Length");
    if (length.len && (!rc_str_int(length, &announced) || announced < 0)) announced = INT64_MAX;
    if (desk_refuse_early(&request, (uint64_t)announced, &e->reply))
        return send_reply(desk, connection, &request, &e->reply);
    unsigned seconds = desk_seconds(&request);
    e->most = seconds == DESK_UPLOAD_SECONDS ? DESK_UPLOAD_BYTES : DESK_JSON_BYTES;
    allow(desk->server, connection, seconds);
    return MHD_YES;
}

/* ---- aside */

static bool takes_long(const desk_request *request)
{
    return rc_str_starts(request->target, RC_STR("/api/v1/export/")) || desk_seconds(request) == DESK_UPLOAD_SECONDS;
}

static bool may_go_aside(http *h)
{
    pthread_mutex_lock(&h->lock);
    bool may = !h->closing && h->n_aside < DESK_ASIDE;
    h->n_aside += may;
    pthread_mutex_unlock(&h->lock);
    return may;
}

/* The exchange is not this thread's any more once its connection goes on. */
static void come_back(exchange *e)
{
    http *h = e->http;
    e->answered = true;
    MHD_resume_connection(e->connection);
    pthread_mutex_lock(&h->lock);
    if (--h->n_aside == 0) pthread_cond_signal(&h->none_aside);
    pthread_mutex_unlock(&h->lock);
}

static void *answer_aside(void *context)
{
    exchange *e = context;
    desk_answer(&e->request, &e->reply);
    come_back(e);
    return NULL;
}

/* The connection stands still, without a limit of time, until its answer is there. */
static void go_aside(rc_desk *desk, struct MHD_Connection *connection, exchange *e, const desk_request *request)
{
    pthread_t thread;
    pthread_attr_t detached;
    e->http = desk->server;
    e->connection = connection;
    e->request = *request;
    allow(e->http, connection, 0);
    MHD_suspend_connection(connection);
    pthread_attr_init(&detached);
    pthread_attr_setdetachstate(&detached, PTHREAD_CREATE_DETACHED);
    bool started = pthread_create(&thread, &detached, answer_aside, e) == 0;
    pthread_attr_destroy(&detached);
    if (started) return;
    desk_fail(&e->reply, 503, "cannot start a thread");
    come_back(e);
}

static void wait_for_all_aside(http *h)
{
    pthread_mutex_lock(&h->lock);
    h->closing = true;
    while (h->n_aside) pthread_cond_wait(&h->none_aside, &h->lock);
    pthread_mutex_unlock(&h->lock);
}

static enum MHD_Result on_request(void *context, struct MHD_Connection *connection, const char *url, const char *method,
                                  const char *version, const char *upload, size_t *upload_size, void **state)
{
    rc_desk *desk = context;
    exchange *e = *state;
    (void)url;
    (void)version;
    if (!e || !e->target) return MHD_NO;
    if (e->answered) return send_reply(desk, connection, &e->request, &e->reply);
    if (!e->begun) return begin(desk, connection, method, e);
    if (*upload_size) {
        if (e->body.len + *upload_size > e->most)
            e->too_large = true; /* a body whose length was not announced */
        else
            rc_buf_put(&e->body, (rc_str){upload, *upload_size});
        *upload_size = 0;
        return e->body.failed ? MHD_NO : MHD_YES;
    }
    desk_request request = make_request(desk, connection, method, e);
    if (e->too_large) {
        desk_fail(&e->reply, 413, "the body is larger than %zu bytes", e->most);
    } else if (takes_long(&request) && may_go_aside(desk->server)) {
        go_aside(desk, connection, e, &request);
        return MHD_YES;
    } else {
        desk_answer(&request, &e->reply);
    }
    return send_reply(desk, connection, &request, &e->reply);
}

/* ---- start and stop */

static rc_status resolve(const rc_desk *desk, struct addrinfo **out, rc_error *err)
{
    char port[8];
    struct addrinfo hints = {.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV | AI_PASSIVE, .ai_socktype = SOCK_STREAM};
    snprintf(port, sizeof port, "%u", desk->port);
    int code = getaddrinfo(desk->address, port, &hints, out);
    return code ? rc_fail(err, RC_EINVALID, "%s: is no numeric address: %s", desk->address, gai_strerror(code)) : RC_OK;
}

rc_status desk_http_start(rc_desk *desk, unsigned threads, rc_error *err)
{
    struct addrinfo *address = NULL;
    http *h = calloc(1, sizeof *h);
    if (!h) return rc_fail(err, RC_ENOMEM, "out of memory");
    pthread_mutex_init(&h->lock, NULL);
    pthread_cond_init(&h->wake, NULL);
    pthread_cond_init(&h->none_aside, NULL);
    for (unsigned i = 0; i < DESK_CONNECTIONS; i++) h->all[i].fd = -1;
    desk->server = h;
    rc_status status = resolve(desk, &address, err);
    if (status == RC_OK) {
        unsigned flags = MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_POLL | MHD_ALLOW_SUSPEND_RESUME;
        if (address->ai_family == AF_INET6) flags |= MHD_USE_IPv6;
        h->daemon = MHD_start_daemon(
            flags, desk->port, NULL, NULL, on_request, desk, MHD_OPTION_SOCK_ADDR, address->ai_addr,
            MHD_OPTION_THREAD_POOL_SIZE, threads, MHD_OPTION_CONNECTION_LIMIT, (unsigned)DESK_CONNECTIONS,
            MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)DESK_IDLE_SECONDS, MHD_OPTION_CONNECTION_MEMORY_LIMIT,
            (size_t)32768, MHD_OPTION_URI_LOG_CALLBACK, on_target, desk, MHD_OPTION_NOTIFY_COMPLETED, on_end, desk,
            MHD_OPTION_NOTIFY_CONNECTION, on_connection, h, MHD_OPTION_LISTENING_ADDRESS_REUSE, 1u, MHD_OPTION_END);
        if (!h->daemon)
            status = rc_fail(err, RC_EIO, "%s port %u: cannot listen there (is it taken?)", desk->address, desk->port);
        freeaddrinfo(address);
    }
    if (status != RC_OK) return status;
    const union MHD_DaemonInfo *info = MHD_get_daemon_info(h->daemon, MHD_DAEMON_INFO_BIND_PORT);
    if (info) desk->port = info->port;
    h->watching = pthread_create(&h->watchdog, NULL, watch, h) == 0;
    return h->watching ? RC_OK : rc_fail(err, RC_EIO, "cannot start a thread");
}

void desk_http_stop(rc_desk *desk)
{
    http *h = desk->server;
    if (!h) return;
    wait_for_all_aside(h);
    if (h->daemon) MHD_stop_daemon(h->daemon);
    pthread_mutex_lock(&h->lock);
    h->stopping = true;
    pthread_cond_signal(&h->wake);
    pthread_mutex_unlock(&h->lock);
    if (h->watching) pthread_join(h->watchdog, NULL);
    pthread_cond_destroy(&h->wake);
    pthread_cond_destroy(&h->none_aside);
    pthread_mutex_destroy(&h->lock);
    free(h);
    desk->server = NULL;
}
