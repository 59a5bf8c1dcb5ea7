/* Microseconds per report of each stage of reading: bench_stages DATA_DIR ROUNDS PATH...
 * Each stage is run by itself over every report, in the order of the pipeline; "resolution" is dates, parties and
 * places together, "claims" what a whole reading takes beyond the stages before it. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "recoupe/claims/reader.h"
#include "recoupe/intake/intake.h"
#include "recoupe/language/identify.h"
#include "recoupe/resolve/date.h"
#include "recoupe/resolve/number.h"

#define LANGUAGES 2

enum { IDENTIFY, DOCUMENT, MATCH, NUMBERS, DATES, PARTIES, PLACES, WHOLE, STAGES };

static const char *const stage_names[STAGES] = {"language", "document", "word lists", "numbers",
                                                "dates",    "parties",  "places",     "whole"};

typedef struct rules {
    const char *tag;
    rc_lexicon *lexicon;
    rc_number_rules *numbers;
    rc_date_rules *dates;
    rc_place_rules *places;
    rc_actors *actors;
} rules;

typedef struct bench {
    rc_arena data, work;
    rules languages[LANGUAGES];
    rc_identifier *identifier;
    rc_gazetteer *gazetteer;
    rc_reader *reader;
    RC_VEC(rc_report) reports;
    size_t bytes;
    double seconds[STAGES];
} bench;

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static rc_status load(bench *b, const char *dir, rc_error *err)
{
    static const char *const tags[LANGUAGES] = {"fr", "en"};
    rc_status status = rc_reader_new(&b->reader, dir, err);
    if (status == RC_OK) status = rc_identifier_new(&b->identifier, dir, err);
    if (status == RC_OK)
        status = rc_gazetteer_open(&b->gazetteer, rc_arena_printf(&b->data, "%s/gazetteer.bin", dir).ptr, err);
    for (int i = 0; i < LANGUAGES && status == RC_OK; i++) {
        rules *l = &b->languages[i];
        l->tag = tags[i];
        status = rc_lexicon_open(&l->lexicon, dir, l->tag, &b->data, err);
        if (status == RC_OK) status = rc_number_rules_load(&l->numbers, l->lexicon, &b->data, err);
        if (status == RC_OK) status = rc_date_rules_load(&l->dates, l->lexicon, &b->data, err);
        if (status == RC_OK) status = rc_place_rules_load(&l->places, l->lexicon, &b->data, err);
        if (status == RC_OK) status = rc_actors_load(&l->actors, dir, l->lexicon, l->tag, &b->data, err);
    }
    return status;
}

static rc_status keep_report(void *context, const rc_report *report, rc_error *err)
{
    bench *b = context;
    (void)err;
    *RC_PUSH(&b->data, &b->reports) = rc_report_copy(&b->data, report);
    b->bytes += report->text.len;
    return RC_OK;
}

static void say_skipped(void *context, const rc_error *why)
{
    (void)context;
    fprintf(stderr, "bench_stages: skipped: %s\n", why->message);
}

static double lap(bench *b, int stage, double begun)
{
    double end = now();
    b->seconds[stage] += end - begun;
    return end;
}

static void read_in_stages(bench *b, rc_report report)
{
    rc_error err;
    rc_claims claims;
    double t = now();
    rc_language language = rc_identify(b->identifier, report.text, report.lang);
    t = lap(b, IDENTIFY, t);
    const rules *l = NULL;
    for (int i = 0; i < LANGUAGES; i++)
        if (strcmp(language.tag, b->languages[i].tag) == 0) l = &b->languages[i];
    if (!l) return;
    rc_day published = rc_day_parse(report.published);
    rc_document *doc = rc_document_new(rc_lexicon_orthography(l->lexicon), report.text, &b->work);
    t = lap(b, DOCUMENT, t);
    rc_hits hits = rc_lexicon_match(l->lexicon, doc, &b->work);
    t = lap(b, MATCH, t);
    rc_numbers_find(l->numbers, doc, &hits, &b->work);
    t = lap(b, NUMBERS, t);
    rc_dates_find(l->dates, doc, &hits, published, &b->work);
    t = lap(b, DATES, t);
    rc_parties parties = rc_parties_find(l->actors, doc, &hits, published, &b->work);
    t = lap(b, PARTIES, t);
    rc_places places =
        rc_places_find(l->places, b->gazetteer, doc, &hits, &parties, NULL, RC_PLACES_OF_EVENTS, &b->work);
    rc_parties_settle(l->actors, &parties, &places, doc, &b->work);
    t = lap(b, PLACES, t);
    rc_arena_reset(&b->work);
    t = now();
    rc_reader_read(b->reader, &report, &claims, &b->work, &err);
    lap(b, WHOLE, t);
    rc_arena_reset(&b->work);
}

static void print_line(const char *name, double seconds, double reports, double whole)
{
    printf("  %-12s %8.1f us/report  %5.1f %%\n", name, seconds / reports * 1e6, 100 * seconds / whole);
}

int main(int argc, char **argv)
{
    rc_error err = {0};
    bench *b = calloc(1, sizeof *b);
    if (!b || argc < 4) {
        fputs("usage: bench_stages DATA_DIR ROUNDS PATH...\n", stderr);
        return 2;
    }
    rc_arena_init(&b->data, (size_t)4 << 20, 0);
    rc_arena_init(&b->work, (size_t)4 << 20, 0);
    double begun = now();
    rc_status status = load(b, argv[1], &err);
    double loading = now() - begun;
    rc_intake_sink sink = {b, keep_report, say_skipped};
    for (int i = 3; i < argc && status == RC_OK; i++) status = rc_intake_path(argv[i], &sink, &err);
    if (status != RC_OK || !b->reports.len) {
        fprintf(stderr, "bench_stages: %s\n", status != RC_OK ? err.message : "no reports");
        return 1;
    }
    int rounds = atoi(argv[2]);
    for (int round = 0; round < rounds; round++)
        for (size_t i = 0; i < b->reports.len; i++) read_in_stages(b, b->reports.ptr[i]);
    double reports = (double)b->reports.len * rounds, whole = b->seconds[WHOLE], before = 0;
    printf("stages: %zu reports, %.1f kB a report; loading twice took %.0f ms\n", b->reports.len,
           (double)b->bytes / (double)b->reports.len / 1000, loading * 1000);
    for (int s = 0; s < WHOLE; s++) {
        print_line(stage_names[s], b->seconds[s], reports, whole);
        before += b->seconds[s];
    }
    print_line("resolution", b->seconds[DATES] + b->seconds[PARTIES] + b->seconds[PLACES], reports,
               whole); /* of these */
    print_line("claims", whole > before ? whole - before : 0, reports, whole);
    print_line("whole", whole, reports, whole);
    rc_reader_free(b->reader);
    rc_identifier_free(b->identifier);
    rc_gazetteer_close(b->gazetteer);
    for (int i = 0; i < LANGUAGES; i++) rc_lexicon_close(b->languages[i].lexicon);
    rc_arena_release(&b->data);
    rc_arena_release(&b->work);
    free(b);
    return 0;
}
