#include <stdio.h>

#include "cli/cmd.h"
#include "cli/table.h"
#include "recoupe/claims/telling.h"
#include "recoupe/intake/intake.h"

typedef struct said_job {
    const rc_common *common;
    rc_reader *reader;
    bool json;
    unsigned skipped;
    rc_arena arena;
    rc_buf out;
} said_job;

static void put_table(said_job *job, rc_str text, const rc_tellings *all)
{
    static const rc_column columns[] = {
        {"source", false}, {"said by", false}, {"cue", false}, {"class", false}, {"said", false}};
    rc_table table;
    rc_table_init(&table, columns, 5, &job->arena);
    for (uint32_t i = 0; i < all->n; i++) {
        const rc_telling *t = &all->ptr[i];
        rc_table_add(&table, rc_str_span(text, t->source));
        rc_table_add(&table, t->link.name);
        rc_table_add(&table, rc_str_span(text, t->cue));
        rc_table_add(&table, rc_str_of(t->attitude));
        rc_table_add(&table, rc_str_span(text, t->content));
    }
    rc_table_print(&table, RC_FORMAT_TABLE, job->common->color);
}

static void put_span(rc_json *json, const char *name, rc_span span, const uint32_t *cp)
{
    rc_json_key(json, name);
    rc_json_begin_array(json);
    rc_json_int(json, cp[span.beg]);
    rc_json_int(json, cp[span.end]);
    rc_json_end_array(json);
}

static void put_json(said_job *job, const rc_report *report, const rc_tellings *all)
{
    rc_json json;
    rc_json_init(&json, &job->out);
    const uint32_t *cp = rc_codepoints(&job->arena, report->text);
    rc_json_begin_object(&json);
    rc_json_str_field(&json, "id", report->id);
    rc_json_str_field(&json, "lang", report->lang);
    rc_json_key(&json, "said");
    rc_json_begin_array(&json);
    for (uint32_t i = 0; i < all->n; i++) {
        const rc_telling *t = &all->ptr[i];
        rc_json_begin_object(&json);
        put_span(&json, "source", t->source, cp);
        put_span(&json, "cue", t->cue, cp);
        put_span(&json, "content", t->content, cp);
        rc_json_str_field(&json, "name", t->link.name);
        rc_json_str_field(&json, "party", t->link.party);
        rc_json_str_field(&json, "kind", rc_str_of(rc_source_kind_name(t->link.kind)));
        rc_json_str_field(&json, "class", rc_str_of(t->attitude));
        rc_json_key(&json, "quoted");
        rc_json_bool(&json, t->is_quoted);
        rc_json_end_object(&json);
    }
    rc_json_end_array(&json);
    rc_json_end_object(&json);
    rc_buf_putc(&job->out, '\n');
}

static void skip(void *context, const rc_error *why)
{
    said_job *job = context;
    job->skipped++;
    if (!job->common->quiet) fprintf(stderr, "recoupe: %s\n", why->message);
}

static rc_status read_one(void *context, const rc_report *report, rc_error *err)
{
    said_job *job = context;
    rc_report own = *report;
    rc_tellings all;
    rc_error why = {0};
    rc_arena_reset(&job->arena);
    if (rc_reader_tellings(job->reader, &own, &all, &job->arena, &why) != RC_OK) {
        skip(job, &why);
        return RC_OK;
    }
    if (job->json)
        put_json(job, &own, &all);
    else
        put_table(job, own.text, &all);
    return rc_buf_flush(&job->out, stdout, err);
}

static int take_options(said_job *job, int argc, char **argv, int *n_paths)
{
    for (int i = 0; i < argc; i++) {
        const char *value = i + 1 < argc ? argv[i + 1] : "";
        if (strcmp(argv[i], "--json") == 0) {
            job->json = true;
        } else if (strcmp(argv[i], "--format") == 0) {
            job->json = strcmp(value, "json") == 0;
            if (!job->json && strcmp(value, "table") != 0)
                return rc_usage("said", "--format %s is none of table, json", value);
            i++;
        } else if (argv[i][0] == '-' && argv[i][1]) {
            return rc_usage("said", "unknown option %s", argv[i]);
        } else {
            argv[(*n_paths)++] = argv[i];
        }
    }
    return EXIT_DONE;
}

int rc_cmd_said(const rc_common *common, int argc, char **argv)
{
    static char standard_input[] = "-";
    char *from_stdin[] = {standard_input};
    said_job job = {.common = common};
    int n_paths = 0, usage = take_options(&job, argc, argv, &n_paths);
    if (usage != EXIT_DONE) return usage;
    if (!n_paths) {
        argv = from_stdin;
        n_paths = 1;
    }
    rc_error err = {0};
    if (rc_reader_new(&job.reader, NULL, &err) != RC_OK) return rc_report_error(&err);
    rc_arena_init(&job.arena, 1u << 20, RC_READER_REPORT_BYTES);
    rc_buf_init(&job.out);
    rc_intake_sink sink = {&job, read_one, skip};
    rc_status status = RC_OK;
    for (int i = 0; i < n_paths && status == RC_OK; i++) status = rc_intake_path(argv[i], &sink, &err);
    if (status == RC_OK && fflush(stdout) != 0) status = rc_fail(&err, RC_EIO, "cannot write to standard output");
    rc_reader_free(job.reader);
    rc_buf_release(&job.out);
    rc_arena_release(&job.arena);
    if (status != RC_OK) return rc_report_error(&err);
    return job.skipped ? EXIT_PARTLY : EXIT_DONE;
}
