/* Starting and stopping; the connections to the ledger. */
#include <sodium.h>
#include <stdio.h>
#include <unistd.h>

#include "desk/server.h"
#include "recoupe/base/paths.h"

#define PATH_BYTES 4096
#define THREADS_A_CORE 8

rc_ledger *desk_reader_take(rc_desk *desk, rc_error *err)
{
    rc_ledger *ledger = NULL;
    pthread_mutex_lock(&desk->read_lock);
    if (desk->n_readers) ledger = desk->readers[--desk->n_readers];
    pthread_mutex_unlock(&desk->read_lock);
    if (ledger) return ledger;
    if (rc_ledger_open(&ledger, desk->ledger_path, true, err) != RC_OK) return NULL;
    if (rc_ledger_see_corrected(ledger, err) == RC_OK) return ledger;
    rc_ledger_close(ledger);
    return NULL;
}

void desk_reader_give(rc_desk *desk, rc_ledger *ledger)
{
    if (!ledger) return;
    pthread_mutex_lock(&desk->read_lock);
    bool kept = desk->n_readers < DESK_READERS;
    if (kept) desk->readers[desk->n_readers++] = ledger;
    pthread_mutex_unlock(&desk->read_lock);
    if (!kept) rc_ledger_close(ledger);
}

static rc_status count_account(void *context, rc_str name, rc_role role, rc_str made, rc_error *err)
{
    (void)name;
    (void)role;
    (void)made;
    (void)err;
    ++*(unsigned *)context;
    return RC_OK;
}

static char *copy(const char *s)
{
    char *out = malloc(strlen(s) + 1);
    if (out) memcpy(out, s, strlen(s) + 1);
    return out;
}

static rc_status open_ledger(rc_desk *desk, rc_error *err)
{
    unsigned accounts = 0;
    bool stale = false;
    rc_status status = rc_ledger_open(&desk->writer, desk->ledger_path, false, err);
    if (status == RC_OK) status = rc_ledger_is_stale(desk->writer, &stale, err);
    if (status == RC_OK && stale) status = rc_ledger_refresh(desk->writer, err);
    if (status == RC_OK) status = rc_account_each(desk->writer, count_account, &accounts, err);
    if (status == RC_OK && !accounts) desk_make_token(desk->sessions.token);
    return status;
}

static rc_status load_data(rc_desk *desk, rc_error *err)
{
    char folder[PATH_BYTES], path[PATH_BYTES + 32];
    rc_status status = rc_data_dir(folder, sizeof folder, err);
    if (status != RC_OK) return status;
    snprintf(path, sizeof path, "%s/desk", folder);
    rc_arena_init(&desk->lasting, (size_t)1 << 18, 0);
    status = rc_sides_load(&desk->sides, NULL, &desk->lasting, err);
    if (status == RC_OK) status = desk_assets_load(&desk->assets, path, rc_sides_naming(desk->sides), err);
    if (status == RC_OK) status = rc_reader_new(&desk->reader, NULL, err);
    snprintf(path, sizeof path, "%s/gazetteer.bin", folder);
    if (status == RC_OK) status = rc_gazetteer_open(&desk->gazetteer, path, err);
    return status;
}

static rc_status start(rc_desk *desk, const rc_desk_options *options, rc_error *err)
{
    desk->ledger_path = copy(options->ledger);
    desk->address = copy(options->address ? options->address : "127.0.0.1");
    desk->host = options->host ? copy(options->host) : NULL;
    desk->as = copy(options->as && *options->as ? options->as : "desk");
    desk->port = options->port;
    desk->https = options->https;
    if (!desk->ledger_path || !desk->address || !desk->as || (options->host && !desk->host))
        return rc_fail(err, RC_ENOMEM, "out of memory");
    if (sodium_init() < 0) return rc_fail(err, RC_EIO, "no source of random numbers");
    rc_status status = load_data(desk, err);
    if (status == RC_OK) status = open_ledger(desk, err);
    if (status != RC_OK) return status;
    /* A connection stays with the thread that took it. Several a core, so that whoever shares one with a report that is
     * being read, or with an act that waits for its turn to write, is not many. */
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    unsigned threads = options->threads ? options->threads : cores > 0 ? THREADS_A_CORE * (unsigned)cores : 2;
    return desk_http_start(desk, threads < 2 ? 2 : threads > DESK_READERS ? DESK_READERS : threads, err);
}

rc_status rc_desk_start(rc_desk **out, const rc_desk_options *options, rc_error *err)
{
    rc_desk *desk = calloc(1, sizeof *desk);
    *out = NULL;
    if (!desk) return rc_fail(err, RC_ENOMEM, "out of memory");
    pthread_mutex_init(&desk->read_lock, NULL);
    pthread_mutex_init(&desk->write_lock, NULL);
    desk_sessions_init(&desk->sessions);
    rc_status status = start(desk, options, err);
    if (status != RC_OK) {
        rc_desk_stop(desk);
        return status;
    }
    const char *token = desk->sessions.token;
    /* Behind "#", so that it stays in the browser: no log and no referrer carries it. */
    bool colons = strchr(desk->address, ':') != NULL;
    snprintf(desk->url, sizeof desk->url, "http://%s%s%s:%u/%s%s", colons ? "[" : "", desk->address, colons ? "]" : "",
             desk->port, *token ? "#token=" : "", token);
    *out = desk;
    return RC_OK;
}

void rc_desk_stop(rc_desk *desk)
{
    if (!desk) return;
    desk_http_stop(desk);
    for (unsigned i = 0; i < desk->n_readers; i++) rc_ledger_close(desk->readers[i]);
    rc_ledger_close(desk->writer);
    rc_reader_free(desk->reader);
    if (desk->gazetteer) rc_gazetteer_close(desk->gazetteer);
    desk_assets_free(&desk->assets);
    rc_arena_release(&desk->lasting);
    pthread_mutex_destroy(&desk->read_lock);
    pthread_mutex_destroy(&desk->write_lock);
    pthread_mutex_destroy(&desk->sessions.lock);
    free(desk->ledger_path);
    free(desk->address);
    free(desk->host);
    free(desk->as);
    free(desk);
}

const char *rc_desk_url(const rc_desk *desk)
{
    return desk->url;
}

bool rc_desk_is_single_user(const rc_desk *desk)
{
    return desk->sessions.token[0] != 0;
}
