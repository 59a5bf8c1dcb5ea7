/* Words a second of the language engine: bench_engine DATA_DIR LANGUAGE SECONDS PATH...
 * The reports of that language are analysed from raw text, again and again for about SECONDS of processor time, and the
 * quickest round counts: what else runs on the machine only ever adds. The last line is for bench/run:
 * "WORDS SECONDS_A_ROUND". */
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>

#include "recoupe/intake/intake.h"
#include "recoupe/language/analysis.h"
#include "recoupe/language/identify.h"

typedef struct bench {
    rc_arena data, work;
    const char *lang;
    rc_identifier *identifier;
    rc_orthography *orthography;
    rc_model *model;
    RC_VEC(rc_str) texts;
} bench;

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static long peak_kb(void)
{
    struct rusage used;
    getrusage(RUSAGE_SELF, &used);
    return used.ru_maxrss;
}

static rc_status keep_text(void *context, const rc_report *report, rc_error *err)
{
    bench *b = context;
    (void)err;
    rc_language language = rc_identify(b->identifier, report->text, report->lang);
    if (strcmp(language.tag, b->lang) == 0) *RC_PUSH(&b->data, &b->texts) = rc_arena_dup(&b->data, report->text);
    return RC_OK;
}

static void skip(void *context, const rc_error *why)
{
    (void)context;
    fprintf(stderr, "bench_engine: skipped: %s\n", why->message);
}

static uint64_t read_all(bench *b)
{
    uint64_t words = 0;
    for (size_t i = 0; i < b->texts.len; i++) {
        rc_document *doc = rc_document_new(b->orthography, b->texts.ptr[i], &b->work);
        words += rc_analyse(b->model, doc, &b->work)->n_words;
        rc_arena_reset(&b->work);
    }
    return words;
}

static int fail(const rc_error *err)
{
    fprintf(stderr, "bench_engine: %s\n", err->message);
    return 1;
}

static int measure(bench *b, const char *model_path, double seconds)
{
    rc_error err = {0};
    struct stat file;
    long before = peak_kb();
    double begun = now();
    if (rc_model_open(&b->model, model_path, &err) != RC_OK || stat(model_path, &file) != 0) return fail(&err);
    double opened = now() - begun, best = 0, spent = 0;
    uint64_t words = 0;
    do {
        begun = now();
        words = read_all(b);
        double round = now() - begun;
        spent += round;
        if (best == 0 || round < best) best = round;
    } while (spent < seconds);
    double over = (double)(peak_kb() - before) / 1024 - (double)file.st_size / 1048576;
    printf("engine %s: %.0f words/s, %zu texts, %llu words; model opened in %.1f ms, %.1f MB; memory over the model "
           "%.1f MB\n",
           b->lang, (double)words / best, b->texts.len, (unsigned long long)words, opened * 1e3,
           (double)file.st_size / 1e6, over > 0 ? over : 0);
    printf("%llu %.6f\n", (unsigned long long)words, best);
    rc_model_close(b->model);
    return 0;
}

int main(int argc, char **argv)
{
    rc_error err = {0};
    bench b = {0};
    if (argc < 5) {
        fputs("usage: bench_engine DATA_DIR LANGUAGE SECONDS PATH...\n", stderr);
        return 2;
    }
    b.lang = argv[2];
    rc_arena_init(&b.data, (size_t)1 << 20, 0);
    rc_arena_init(&b.work, (size_t)4 << 20, 0);
    rc_status status = rc_identifier_new(&b.identifier, argv[1], &err);
    if (status == RC_OK) status = rc_orthography_load(&b.orthography, argv[1], b.lang, &b.data, &err);
    rc_intake_sink sink = {&b, keep_text, skip};
    for (int i = 4; i < argc && status == RC_OK; i++) status = rc_intake_path(argv[i], &sink, &err);
    if (status == RC_OK && !b.texts.len) status = rc_fail(&err, RC_ENOTFOUND, "no reports in %s", b.lang);
    const char *model = rc_arena_printf(&b.data, "%s/models/%s.model", argv[1], b.lang).ptr;
    int code = status == RC_OK ? measure(&b, model, atof(argv[3])) : fail(&err);
    rc_identifier_free(b.identifier);
    rc_arena_release(&b.data);
    rc_arena_release(&b.work);
    return code;
}
