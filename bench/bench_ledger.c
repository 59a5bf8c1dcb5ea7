/* A ledger of synthetic claims: bench_ledger FILE CLAIMS adds reports until it holds so many and joins them, as
 * `recoupe add` does with a folder; then adds and joins more reports one by one, as a desk does, each in a transaction
 * of its own, and then in lots of 32, and says what joining a claim cost: processor time, one core. All that is written
 * of it is in it: index, pairs, copies, events, ranks, facets. The file may be there already: it is filled up. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

#include "recoupe/ledger/review.h"
#include "stream.h"

#define TOWNS 2000
#define DAYS 1460
#define WHOLE 1e6     /* claims of the whole stream: the same density, however many are made */
#define MEASURED 1000 /* reports added one by one, and then in lots */
#define LOT 32        /* reports that come together */
#define FORGET 8192   /* reports after which the stream forgets what it told */

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

typedef struct filling {
    rc_ledger *ledger;
    uint32_t wanted, lot;    /* of the one or the other only, where it is 1 or LOT */
    rc_arena lasting, arena; /* of the stream */
    double adding, joining;
} filling;

static rc_status add_report(filling *f, const rc_join_report *r, const rc_join_claim *claims, uint32_t n, rc_error *err)
{
    rc_claim own[STREAM_CLAIMS];
    char day[11];
    bool added;
    for (uint32_t i = 0; i < n; i++) own[i] = claims[i].claim;
    rc_day_iso(r->published, day);
    rc_report report = {.id = r->id,
                        .lang = r->lang,
                        .published = rc_str_of(day),
                        .outlet = r->outlet,
                        .title = r->title,
                        .text = r->text,
                        .url = r->id,
                        .path = RC_STR("stream"),
                        .charset = RC_STR("UTF-8")};
    rc_report_seal(&report);
    return rc_ledger_add(f->ledger, &report, &(rc_claims){own, n}, &added, err);
}

static rc_status join(filling *f, rc_error *err)
{
    double begun = now();
    rc_status status = rc_ledger_refresh(f->ledger, err);
    f->joining += now() - begun;
    return status;
}

static rc_status next(filling *f, stream *s, uint32_t *n, rc_error *err)
{
    rc_join_report report;
    rc_join_claim claims[STREAM_CLAIMS];
    if (s->reports % FORGET == 0) {
        stream_forget(s);
        rc_arena_reset(&f->arena);
    }
    *n = stream_next(s, s->claims / WHOLE, &report, claims);
    double begun = now();
    rc_status status = add_report(f, &report, claims, *n, err);
    f->adding += now() - begun;
    return status;
}

static int by_value(const void *left, const void *right)
{
    const double *a = left, *b = right;
    return (*a > *b) - (*a < *b);
}

/* `lot` reports are added, and joined in one transaction; each claim costs its share of that. */
static rc_status measure(filling *f, stream *s, uint32_t lot, rc_error *err)
{
    static double took[MEASURED * STREAM_CLAIMS];
    uint32_t all = 0;
    rc_status status = RC_OK;
    for (uint32_t i = 0; i < MEASURED / lot && status == RC_OK; i++) {
        uint32_t n = 0;
        f->joining = 0;
        for (uint32_t k = 0; k < lot && status == RC_OK; k++) {
            uint32_t claims;
            status = next(f, s, &claims, err);
            n += claims;
        }
        if (status == RC_OK) status = join(f, err);
        for (uint32_t k = 0; k < n; k++) took[all++] = f->joining / n * 1e6;
    }
    qsort(took, all, sizeof *took, by_value);
    printf(
        "%u claims: joining one more costs %.0f us (median), %.0f us (99 of 100), %u report%s at a time; peak %ld MB\n",
        s->claims, took[all / 2], took[all / 100 * 99], lot, lot > 1 ? "s" : "", peak_megabytes());
    fflush(stdout);
    return status;
}

static rc_status fill(void *context, rc_error *err)
{
    filling *f = context;
    stream s;
    uint32_t n;
    rc_status status = RC_OK;
    stream_init(&s, TOWNS, DAYS, 1, &f->lasting);
    s.arena = &f->arena;
    while (s.claims < f->wanted && status == RC_OK) status = next(f, &s, &n, err);
    if (status == RC_OK) status = join(f, err);
    printf("%u reports, %u claims: adding %.0f us a claim, joining %.0f us a claim, peak %ld MB\n", s.reports, s.claims,
           f->adding * 1e6 / s.claims, f->joining * 1e6 / s.claims, peak_megabytes());
    fflush(stdout);
    if (status == RC_OK && f->lot != LOT) status = measure(f, &s, 1, err);
    return status == RC_OK && f->lot != 1 ? measure(f, &s, LOT, err) : status;
}

int main(int argc, char **argv)
{
    rc_error err = {0};
    if (argc < 3) return fprintf(stderr, "usage: bench_ledger FILE CLAIMS [1|32]\n"), 2;
    filling f = {.wanted = (uint32_t)strtoul(argv[2], NULL, 10),
                 .lot = argc > 3 ? (uint32_t)strtoul(argv[3], NULL, 10) : 0};
    rc_arena_init(&f.arena, (size_t)4 << 20, 0);
    rc_arena_init(&f.lasting, (size_t)1 << 16, 0);
    rc_status status = rc_ledger_open(&f.ledger, argv[1], false, &err);
    if (status == RC_OK) status = rc_arena_run(&f.arena, fill, &f, "filling", &err);
    rc_ledger_close(f.ledger);
    rc_arena_release(&f.arena);
    rc_arena_release(&f.lasting);
    if (status != RC_OK) fprintf(stderr, "bench_ledger: %s\n", err.message);
    return status != RC_OK;
}
