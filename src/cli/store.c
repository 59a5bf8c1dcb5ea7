#include "cli/store.h"

#include "recoupe/base/paths.h"

#define JOIN_CHUNK_BYTES ((size_t)4 << 20)

typedef struct refresh_job {
    rc_ledger *ledger;
    rc_arena *arena;
} refresh_job;

static rc_status refresh(void *context, rc_error *err)
{
    refresh_job *job = context;
    rc_join_report *reports;
    rc_join_claim *claims;
    uint32_t n_reports, n_claims;
    rc_events events = {0};
    rc_actor_edges edges = {0};
    rc_outlets *outlets = NULL;
    rc_join_options options = {.edges = &edges};
    rc_join_act *acts;
    char dir[1024];
    rc_status status = rc_data_dir(dir, sizeof dir, err);
    if (status == RC_OK) status = rc_actor_edges_load(&edges, dir, job->arena, err);
    if (status == RC_OK) status = rc_outlets_load(&outlets, dir, job->arena, err);
    options.outlets = outlets;
    if (status == RC_OK) status = rc_ledger_acts(job->ledger, &acts, &options.n_acts, job->arena, err);
    if (status == RC_OK) options.acts = acts;
    if (status == RC_OK)
        status = rc_ledger_load(job->ledger, &reports, &n_reports, &claims, &n_claims, job->arena, err);
    if (status == RC_OK)
        status = rc_events_join_with(&events, reports, n_reports, claims, n_claims, &options, job->arena, err);
    if (status == RC_OK) status = rc_ledger_put_events(job->ledger, &events, reports, n_reports, claims, n_claims, err);
    return status;
}

rc_status rc_store_refresh(rc_ledger *ledger, rc_error *err)
{
    bool stale;
    rc_status status = rc_ledger_is_stale(ledger, &stale, err);
    if (status != RC_OK || !stale) return status;
    rc_arena arena;
    rc_arena_init(&arena, JOIN_CHUNK_BYTES, 0);
    refresh_job job = {ledger, &arena};
    status = rc_arena_run(&arena, refresh, &job, "joining", err);
    rc_arena_release(&arena);
    return status;
}

/* A run of `add` that was cut short leaves reports that are in no event yet; join them before anything is shown. */
int rc_store_open(const rc_common *common, rc_ledger **out)
{
    rc_error err = {0};
    rc_status status = rc_ledger_open(out, common->ledger, true, &err);
    if (status != RC_OK) return rc_report_error(&err);
    bool stale = false;
    if (rc_ledger_is_stale(*out, &stale, &err) != RC_OK || !stale) return EXIT_DONE;
    rc_ledger *writable;
    if (rc_ledger_open(&writable, common->ledger, false, &err) != RC_OK) return EXIT_DONE; /* read-only place: as is */
    status = rc_store_refresh(writable, &err);
    rc_ledger_close(writable);
    if (status == RC_OK) return EXIT_DONE;
    rc_ledger_close(*out);
    return rc_report_error(&err);
}
