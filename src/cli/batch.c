#include "cli/batch.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "recoupe/base/pool.h"
#include "recoupe/base/progress.h"
#include "recoupe/intake/intake.h"

#define MOST_REPORTS 256
#define REPORTS_A_THREAD 8 /* a batch holds the memory of all its reports */
#define BATCH_BYTES ((size_t)1 << 20)
#define CHUNK_BYTES ((size_t)4 << 20)

/* One report of the batch; claims live in the worker's arena, which is kept until the batch is written unless they were
 * made text. */
typedef struct slot {
    rc_report report;
    rc_claims claims;
    rc_status status;
    rc_error err;
    uint32_t n_claims;
    rc_buf text; /* what the sink's `encode` made */
} slot;

typedef struct batch {
    const rc_common *common;
    const rc_reader *reader;
    const rc_batch_sink *sink;
    rc_batch_counts *counts;
    rc_pool *pool;
    rc_arena texts;    /* copies of the batch's reports */
    rc_arena *workers; /* one a worker */
    slot slots[MOST_REPORTS];
    size_t n_slots;
    size_t n, bytes;
    rc_progress progress;
} batch;

typedef struct encode_job {
    const rc_batch_sink *sink;
    slot *s;
    rc_arena *arena;
} encode_job;

static rc_status encode(void *context, rc_error *err)
{
    encode_job *job = context;
    job->s->text.len = 0;
    job->sink->encode(&job->s->report, &job->s->claims, &job->s->text, job->arena);
    return job->s->text.failed ? rc_fail(err, RC_ENOMEM, "out of memory") : RC_OK;
}

/* The claims that came with the report, in place of reading it. */
static rc_status take_claims(slot *s, rc_arena *arena)
{
    rc_error why = {0};
    s->claims = (rc_claims){0};
    if (!s->report.claims.len) return RC_OK;
    rc_status status = rc_claims_read(&s->claims, s->report.claims, s->report.text, arena, &why);
    return status == RC_OK ? RC_OK : rc_fail(&s->err, status, "%.*s: %s", RC_FMT(s->report.path), why.message);
}

static void read_slot(void *context, unsigned worker, size_t i)
{
    batch *b = context;
    slot *s = &b->slots[i];
    rc_arena *arena = &b->workers[worker];
    s->status = b->reader ? rc_reader_read(b->reader, &s->report, &s->claims, arena, &s->err) : take_claims(s, arena);
    s->n_claims = s->status == RC_OK ? s->claims.n : 0;
    if (!b->sink->encode) return;
    encode_job job = {b->sink, s, arena};
    if (s->status == RC_OK) s->status = rc_arena_run(arena, encode, &job, "writing a report", &s->err);
    rc_arena_reset(arena);
}

static void say_skipped(batch *b, const rc_error *why)
{
    if (b->progress.shown) fputs("\r\033[K", stderr);
    if (!b->common->quiet) fprintf(stderr, "recoupe: skipped: %s\n", why->message);
}

static rc_status write_slot(batch *b, slot *s, rc_error *err)
{
    if (s->status == RC_OK) {
        b->counts->reports++;
        b->counts->claims += s->n_claims;
    } else {
        say_skipped(b, &s->err);
        if (s->status == RC_EUNREAD)
            b->counts->unread++;
        else
            b->counts->skipped++;
        return RC_OK;
    }
    if (b->sink->encode) return b->sink->write(b->sink->context, rc_buf_str(&s->text), err);
    return b->sink->read(b->sink->context, &s->report, &s->claims, &b->texts, err);
}

/* The sink may allocate from the batch's arena; running out there ends the run with a message. */
static rc_status write_all(void *context, rc_error *err)
{
    batch *b = context;
    rc_status status = RC_OK;
    for (size_t i = 0; i < b->n && status == RC_OK; i++) status = write_slot(b, &b->slots[i], err);
    return status;
}

static rc_status flush(batch *b, rc_error *err)
{
    if (!b->n) return RC_OK;
    rc_pool_each(b->pool, b->n, read_slot, b);
    rc_status status = rc_arena_run(&b->texts, write_all, b, "writing", err);
    b->n = b->bytes = 0;
    rc_arena_reset(&b->texts);
    for (unsigned i = 0; i < rc_pool_threads(b->pool); i++) rc_arena_reset(&b->workers[i]);
    rc_progress_step(&b->progress, b->counts->reports, 0);
    return status;
}

typedef struct copy_job {
    batch *b;
    const rc_report *report;
} copy_job;

static rc_status copy_report(void *context, rc_error *err)
{
    copy_job *job = context;
    (void)err;
    slot *s = &job->b->slots[job->b->n];
    rc_report report = *job->report;
    if (job->b->reader) report.claims = (rc_str){0};
    s->report = rc_report_copy(&job->b->texts, &report);
    job->b->n++;
    job->b->bytes += report.text.len + report.claims.len;
    return RC_OK;
}

static rc_status on_report(void *context, const rc_report *report, rc_error *err)
{
    batch *b = context;
    copy_job job = {b, report};
    rc_status status = rc_arena_run(&b->texts, copy_report, &job, "batch", err);
    if (status == RC_OK && (b->n == b->n_slots || b->bytes >= BATCH_BYTES)) status = flush(b, err);
    return status;
}

static void on_skipped(void *context, const rc_error *why)
{
    batch *b = context;
    b->counts->skipped++;
    say_skipped(b, why);
}

static rc_status run(batch *b, char **paths, int n_paths, rc_error *err)
{
    rc_intake_sink sink = {b, on_report, on_skipped};
    rc_status status = RC_OK;
    rc_progress_begin(&b->progress, "reports read:", b->common->quiet);
    for (int i = 0; i < n_paths && status == RC_OK; i++) status = rc_intake_path(paths[i], &sink, err);
    if (status == RC_OK) status = flush(b, err);
    rc_progress_end(&b->progress);
    return status;
}

rc_status rc_batch_run(const rc_common *common, const rc_reader *reader, char **paths, int n_paths,
                       const rc_batch_sink *sink, rc_batch_counts *counts, rc_error *err)
{
    *counts = (rc_batch_counts){0};
    batch *b = calloc(1, sizeof *b);
    if (!b) return rc_fail(err, RC_ENOMEM, "out of memory");
    b->common = common;
    b->reader = reader;
    b->sink = sink;
    b->counts = counts;
    rc_arena_init(&b->texts, CHUNK_BYTES, 0);
    rc_status status = rc_pool_new(&b->pool, common->threads, err);
    unsigned threads = status == RC_OK ? rc_pool_threads(b->pool) : 0;
    b->n_slots = (size_t)threads * REPORTS_A_THREAD < MOST_REPORTS ? (size_t)threads * REPORTS_A_THREAD : MOST_REPORTS;
    b->workers = calloc(threads + 1, sizeof *b->workers);
    if (status == RC_OK && !b->workers) status = rc_fail(err, RC_ENOMEM, "out of memory");
    if (status == RC_OK) {
        for (unsigned i = 0; i < threads; i++) rc_arena_init(&b->workers[i], CHUNK_BYTES, RC_READER_REPORT_BYTES);
        status = run(b, paths, n_paths, err);
        for (unsigned i = 0; i < threads; i++) rc_arena_release(&b->workers[i]);
    }
    for (size_t i = 0; i < MOST_REPORTS; i++) rc_buf_release(&b->slots[i].text);
    free(b->workers);
    rc_pool_free(b->pool);
    rc_arena_release(&b->texts);
    free(b);
    return status;
}

void rc_batch_summary(const rc_common *common, const rc_batch_counts *counts)
{
    if (common->quiet) return;
    fprintf(stderr, "read %" PRIu64 " reports, %" PRIu64 " claims", counts->reports, counts->claims);
    if (counts->unread) fprintf(stderr, "; %" PRIu64 " in languages without rules", counts->unread);
    if (counts->skipped) fprintf(stderr, "; skipped %" PRIu64 " (said above)", counts->skipped);
    fputc('\n', stderr);
}
