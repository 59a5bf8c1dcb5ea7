/* Joining a stream of synthetic claims: bench_join CLAIMS... joins so many, one report after the other, and then
 * measures what one more claim costs: median and 99th percentile. --at-once: all of them in one call instead. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "recoupe/events/joiner.h"
#include "stream.h"

#define TOWNS 2000
#define DAYS 1460

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static long peak_megabytes(void)
{
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss / 1024;
}

typedef struct batch {
    rc_join_report *reports;
    rc_join_claim *claims;
    uint32_t n_reports, n_claims;
} batch;

static void fill(batch *b, uint32_t wanted, rc_arena *arena)
{
    stream s;
    stream_init(&s, TOWNS, DAYS, 1, arena);
    b->reports = RC_NEWS(arena, rc_join_report, wanted);
    b->claims = RC_NEWS(arena, rc_join_claim, wanted + STREAM_CLAIMS);
    while (b->n_claims < wanted) {
        double share = (double)b->n_claims / 1e6; /* the same density, however many */
        b->n_claims += stream_next(&s, share, &b->reports[b->n_reports++], &b->claims[b->n_claims]);
    }
}

typedef struct job {
    uint32_t wanted;
    rc_arena arena;
} job;

static rc_status run(void *context, rc_error *err)
{
    job *j = context;
    batch b = {0};
    fill(&b, j->wanted, &j->arena);
    double begun = now();
    rc_events events;
    rc_status status = rc_events_join(&events, b.reports, b.n_reports, b.claims, b.n_claims, &j->arena, err);
    double seconds = now() - begun;
    if (status != RC_OK) return status;
    uint32_t most = 0;
    for (uint32_t i = 0; i < events.n; i++) most = events.ptr[i].n_claims > most ? events.ptr[i].n_claims : most;
    printf("joined at once: %8u claims, %7u events (the largest of %u claims), %.1f us a claim, peak %ld MB\n",
           b.n_claims, events.n, most, seconds * 1e6 / b.n_claims, peak_megabytes());
    return RC_OK;
}

#define MEASURED 4000 /* reports */

static int by_value(const void *left, const void *right)
{
    const double *a = left, *b = right;
    return (*a > *b) - (*a < *b);
}

/* What comes in later is of its own day, as in a stream: the joiner has seen all before it. */
static rc_status run_stream(void *context, rc_error *err)
{
    job *j = context;
    stream s;
    rc_joiner *joiner;
    rc_status status = rc_joiner_new(&joiner, NULL, err);
    stream_init(&s, TOWNS, DAYS, 1, &j->arena);
    double *cost = RC_NEWS(&j->arena, double, MEASURED), begun = now(), filled = 0, sum = 0;
    for (uint32_t measured = 0; measured < MEASURED && status == RC_OK;) {
        rc_join_report *report = RC_NEW(&j->arena, rc_join_report);
        rc_join_claim *claims = RC_NEWS(&j->arena, rc_join_claim, STREAM_CLAIMS);
        bool full = s.claims >= j->wanted;
        uint32_t n = stream_next(&s, (double)s.claims / 1e6, report, claims);
        if (full && filled == 0) filled = now() - begun;
        double before = now();
        status = rc_joiner_add(joiner, report, claims, n, err);
        if (full) sum += cost[measured++] = (now() - before) / n;
    }
    rc_joiner_free(joiner);
    if (status != RC_OK) return status;
    qsort(cost, MEASURED, sizeof *cost, by_value);
    printf("one by one: %8u claims in %.1f s; one more claim: median %.0f us, mean of reports %.0f us, 99 %% below "
           "%.0f us,"
           " peak %ld MB\n",
           j->wanted, filled, cost[MEASURED / 2] * 1e6, sum / MEASURED * 1e6, cost[MEASURED * 99 / 100] * 1e6,
           peak_megabytes());
    return RC_OK;
}

int main(int argc, char **argv)
{
    bool at_once = false;
    setvbuf(stdout, NULL, _IOLBF, 0);
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--at-once") == 0) {
            at_once = true;
            continue;
        }
        rc_error err = {0};
        job j = {.wanted = (uint32_t)strtoul(argv[i], NULL, 10)};
        rc_arena_init(&j.arena, (size_t)4 << 20, 0);
        rc_status status = rc_arena_run(&j.arena, at_once ? run : run_stream, &j, "joining", &err);
        rc_arena_release(&j.arena);
        if (status != RC_OK) {
            fprintf(stderr, "bench_join: %s\n", err.message);
            return 1;
        }
    }
    return 0;
}
