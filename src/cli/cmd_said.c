#include <stdio.h>

#include "cli/cmd.h"
#include "cli/each.h"
#include "cli/table.h"
#include "recoupe/claims/telling.h"

typedef struct said_job {
    const rc_common *common;
    rc_reader *reader;
    bool json;
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

static rc_status print_said(void *context, const rc_report *report, rc_error *why)
{
    said_job *job = context;
    rc_report own = *report;
    rc_tellings all;
    rc_arena_reset(&job->arena);
    rc_status status = rc_reader_tellings(job->reader, &own, &all, &job->arena, why);
    if (status != RC_OK) return status;
    if (job->json)
        put_json(job, &own, &all);
    else
        put_table(job, own.text, &all);
    return RC_OK;
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
    said_job job = {.common = common};
    rc_error err = {0};
    int n_paths = 0, code = take_options(&job, argc, argv, &n_paths);
    if (code != EXIT_DONE) return code;
    if (rc_reader_new(&job.reader, NULL, &err) != RC_OK) return rc_report_error(&err);
    rc_arena_init(&job.arena, 1u << 20, RC_READER_REPORT_BYTES);
    rc_buf_init(&job.out);
    code = rc_each_report(common, argv, n_paths, &job.out, print_said, &job);
    rc_reader_free(job.reader);
    rc_buf_release(&job.out);
    rc_arena_release(&job.arena);
    return code;
}
