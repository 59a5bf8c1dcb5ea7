#include "cli/places.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "cli/each.h"
#include "cli/table.h"
#include "recoupe/base/json.h"
#include "recoupe/claims/reader.h"

#define COMMAND "place"

typedef struct places_job {
    const rc_common *common;
    rc_reader *reader;
    bool json;
    rc_arena arena;
    rc_buf out;
} places_job;

static void put_table(places_job *job, const rc_report_places *all)
{
    static const rc_column columns[] = {{"name", false},    {"precision", false}, {"lat", true},   {"lon", true},
                                        {"country", false}, {"admin1", false},    {"score", true}, {"may be", false}};
    rc_arena *arena = &job->arena;
    rc_table table;
    rc_table_init(&table, columns, sizeof columns / sizeof *columns, arena);
    for (uint32_t i = 0; i < all->places.n; i++) {
        const rc_place_mention *p = &all->places.ptr[i];
        rc_table_add(&table, p->name);
        rc_table_add(&table, rc_str_of(rc_precision_name(p->precision)));
        rc_table_add(&table, p->is_resolved ? rc_arena_printf(arena, "%.4f", p->lat) : RC_STR(""));
        rc_table_add(&table, p->is_resolved ? rc_arena_printf(arena, "%.4f", p->lon) : RC_STR(""));
        rc_table_add(&table, rc_str_of(p->country));
        rc_table_add(&table, p->admin1);
        rc_table_add(&table, rc_arena_printf(arena, "%.2f", (double)p->score));
        rc_str options = RC_STR("");
        for (uint32_t k = 0; k < p->n_options; k++) {
            const rc_place_option *o = &p->options[k];
            options = rc_arena_printf(arena, "%.*s%s%.*s (%s %.2f,%.2f)", RC_FMT(options), k ? "; " : "",
                                      RC_FMT(o->name), o->country, o->lat, o->lon);
        }
        rc_table_add(&table, options);
    }
    rc_table_print(&table, RC_FORMAT_TABLE, job->common->color);
}

static void put_real(rc_json *json, const char *key, double value)
{
    rc_json_key(json, key);
    rc_json_real(json, value, 5);
}

static void put_span(rc_json *json, const char *key, rc_span span, const uint32_t *cp)
{
    rc_json_key(json, key);
    rc_json_begin_array(json);
    rc_json_int(json, cp[span.beg]);
    rc_json_int(json, cp[span.end]);
    rc_json_end_array(json);
}

static void put_options(rc_json *json, const rc_place_mention *p)
{
    rc_json_key(json, "candidates");
    rc_json_begin_array(json);
    for (uint32_t i = 0; i < p->n_options; i++) {
        rc_json_begin_object(json);
        rc_json_str_field(json, "name", p->options[i].name);
        put_real(json, "lat", p->options[i].lat);
        put_real(json, "lon", p->options[i].lon);
        rc_json_str_field(json, "country", rc_str_of(p->options[i].country));
        put_real(json, "evidence", (double)p->options[i].evidence);
        rc_json_end_object(json);
    }
    rc_json_end_array(json);
}

static void put_json(places_job *job, const rc_report *report, const rc_report_places *all)
{
    rc_json json;
    rc_json_init(&json, &job->out);
    const uint32_t *cp = rc_codepoints(&job->arena, all->text);
    rc_json_begin_object(&json);
    rc_json_str_field(&json, "id", report->id);
    rc_json_str_field(&json, "lang", report->lang);
    rc_json_key(&json, "places");
    rc_json_begin_array(&json);
    for (uint32_t i = 0; i < all->places.n; i++) {
        const rc_place_mention *p = &all->places.ptr[i];
        rc_json_begin_object(&json);
        rc_json_str_field(&json, "text", p->name);
        put_span(&json, "span", rc_tokens_span(all->doc, p->first, p->count), cp);
        put_span(&json, "name_span", rc_tokens_span(all->doc, p->name_first, p->name_count), cp);
        rc_json_str_field(&json, "precision", rc_str_of(rc_precision_name(p->precision)));
        put_real(&json, "score", (double)p->score);
        if (p->is_resolved) {
            put_real(&json, "lat", p->lat);
            put_real(&json, "lon", p->lon);
            if (p->radius_km > 0) put_real(&json, "radius_km", (double)p->radius_km);
            rc_json_str_field(&json, "country", rc_str_of(p->country));
            rc_json_str_field(&json, "admin1", p->admin1);
            rc_json_key(&json, "id");
            rc_json_int(&json, (int64_t)p->id);
        } else {
            put_options(&json, p);
        }
        rc_json_end_object(&json);
    }
    rc_json_end_array(&json);
    rc_json_end_object(&json);
    rc_buf_putc(&job->out, '\n');
}

static rc_status print_places(void *context, const rc_report *report, rc_error *why)
{
    places_job *job = context;
    rc_report own = *report;
    rc_report_places all;
    rc_arena_reset(&job->arena);
    rc_status status = rc_reader_places(job->reader, &own, &all, &job->arena, why);
    if (status != RC_OK) return status;
    if (job->json)
        put_json(job, &own, &all);
    else
        put_table(job, &all);
    return RC_OK;
}

int rc_places_of_reports(const rc_common *common, int argc, char **argv)
{
    places_job job = {.common = common};
    rc_error err = {0};
    int n_paths = 0;
    for (int i = 0; i < argc; i++) {
        const char *value = i + 1 < argc ? argv[i + 1] : "";
        if (strcmp(argv[i], "--report") == 0) continue;
        if (strcmp(argv[i], "--json") == 0) {
            job.json = true;
        } else if (strcmp(argv[i], "--format") == 0) {
            job.json = strcmp(value, "json") == 0;
            if (!job.json && strcmp(value, "table") != 0)
                return rc_usage(COMMAND, "with --report, --format %s is none of table, json", value);
            i++;
        } else if (argv[i][0] == '-' && argv[i][1]) {
            return rc_usage(COMMAND, "%s does not go with --report", argv[i]);
        } else {
            argv[n_paths++] = argv[i];
        }
    }
    if (rc_reader_new(&job.reader, NULL, &err) != RC_OK) return rc_report_error(&err);
    rc_arena_init(&job.arena, 1u << 20, RC_READER_REPORT_BYTES);
    rc_buf_init(&job.out);
    int code = rc_each_report(common, argv, n_paths, &job.out, print_places, &job);
    rc_reader_free(job.reader);
    rc_buf_release(&job.out);
    rc_arena_release(&job.arena);
    return code;
}
