/* What a name of a place may stand for: place. */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cmd.h"
#include "cli/name_line.h"
#include "cli/places.h"
#include "recoupe/base/paths.h"
#include "recoupe/base/utf8.h"
#include "recoupe/resolve/place.h"

#define COMMAND "place"

typedef struct place_job {
    const rc_common *common;
    rc_format format;
    rc_str name, near;
    const char *lang;
    char country[3];
    bool has_point; /* `near` is one: lat, lon */
    double lat, lon;
    rc_languages languages;
    rc_lexicon *lexicons[RC_LANGUAGES_MOST];
    rc_place_rules *rules[RC_LANGUAGES_MOST];
    rc_gazetteer *gazetteer;
    rc_arena arena;
} place_job;

static int take_country(place_job *job, const char *value)
{
    for (unsigned i = 0; i < 2; i++) {
        char c = value[i];
        if (c >= 'a' && c <= 'z') c = (char)(c - 'a' + 'A');
        if (c < 'A' || c > 'Z') return rc_usage(COMMAND, "--country %s is not two letters", value);
        job->country[i] = c;
    }
    return value[2] ? rc_usage(COMMAND, "--country %s is not two letters", value) : EXIT_DONE;
}

/* "34.5,69.2" is a point, all else a name. */
static int take_near(place_job *job, const char *value)
{
    char *end;
    job->near = rc_str_trim(rc_str_of(value));
    job->has_point = false;
    job->lat = strtod(value, &end);
    if (end != value && *end == ',') {
        const char *second = end + 1;
        job->lon = strtod(second, &end);
        job->has_point = end != second && !*end;
    }
    if (rc_utf8_invalid(job->near) != SIZE_MAX) return rc_usage(COMMAND, "the name is not UTF-8");
    if (!job->near.len) return rc_usage(COMMAND, "--near needs a place or LAT,LON");
    bool on_earth = fabs(job->lat) <= 90 && fabs(job->lon) <= 180; /* not so of NaN */
    if (job->has_point && !on_earth) return rc_usage(COMMAND, "--near %s is no point on Earth", value);
    return EXIT_DONE;
}

static int take_option(void *context, const char *option, const char *value)
{
    place_job *job = context;
    if (strcmp(option, "--country") == 0) return take_country(job, value);
    if (strcmp(option, "--near") == 0) return take_near(job, value);
    job->lang = value;
    return EXIT_DONE;
}

/* In the language in which more of the name is understood: "province du Panjshir" is no English. */
static rc_place_candidates find_all(place_job *job, rc_str name, const rc_place_context *context)
{
    rc_place_candidates best = {NULL, 0};
    for (unsigned i = 0; i < job->languages.n; i++) {
        if (!job->rules[i]) continue;
        rc_document *doc = rc_document_new(rc_lexicon_orthography(job->lexicons[i]), name, &job->arena);
        rc_hits hits = rc_lexicon_match(job->lexicons[i], doc, &job->arena);
        rc_place_candidates found =
            rc_place_candidates_find(job->rules[i], job->gazetteer, doc, &hits, context, &job->arena);
        bool more = found.n && (!best.n || found.ptr[0].mention.name.len > best.ptr[0].mention.name.len);
        if (more) best = found;
    }
    return best;
}

static void set_country(const place_job *job, rc_place_context *context)
{
    if (!job->country[0]) return;
    memcpy(context->country, job->country, sizeof context->country);
    context->is_within = true;
}

static rc_status find_context(place_job *job, rc_place_context *context, rc_error *err)
{
    *context = (rc_place_context){.has_point = false};
    if (job->has_point) {
        *context = rc_place_context_at(job->gazetteer, job->lat, job->lon);
    } else if (job->near.len) {
        rc_place_context known = {.has_point = false};
        set_country(job, &known);
        rc_place_candidates found = find_all(job, job->near, &known);
        if (!found.n || !found.ptr[0].mention.is_resolved)
            return rc_fail(err, RC_ENOTFOUND, "no one place '%.*s' for --near", RC_FMT(job->near));
        const rc_place_mention *p = &found.ptr[0].mention;
        *context = (rc_place_context){.has_point = true, .lat = p->lat, .lon = p->lon};
        memcpy(context->country, p->country, sizeof context->country);
    }
    set_country(job, context);
    return RC_OK;
}

static const char *verdict(const rc_place_candidate *c, bool is_first)
{
    if (c->mention.is_resolved) return "taken";
    if (c->is_rival) return "rival";
    return is_first ? "too weak" : "";
}

static void print_open(const rc_place_candidate *best)
{
    if (best->mention.is_resolved) return;
    puts(best->is_rival ? "\nunresolved: rivals are as likely and lie far apart"
                        : "\nunresolved: too little speaks for the best one");
}

static void print_places(place_job *job, const rc_place_candidates *found)
{
    static const rc_column columns[] = {
        {"score", true},     {"verdict", false}, {"place", false}, {"feature", false}, {"precision", false},
        {"admin1", false},   {"country", false}, {"lat", true},    {"lon", true},      {"population", true},
        {"spelling", false}, {"source", false},  {"id", true}};
    rc_table table;
    rc_arena *arena = &job->arena;
    rc_table_init(&table, columns, sizeof columns / sizeof *columns, arena);
    for (uint32_t i = 0; i < found->n; i++) {
        const rc_place_candidate *c = &found->ptr[i];
        rc_str id = c->source, collection = rc_str_cut(&id, ':');
        rc_table_add(&table, rc_arena_printf(arena, "%.2f", (double)c->evidence));
        rc_table_add(&table, rc_str_of(verdict(c, i == 0)));
        rc_table_add(&table, c->name);
        rc_table_add(&table, rc_str_of(c->feature));
        rc_table_add(&table, rc_str_of(rc_precision_name(c->mention.precision)));
        rc_table_add(&table, c->mention.admin1);
        rc_table_add(&table, rc_str_of(c->mention.country));
        rc_table_add(&table, rc_arena_printf(arena, "%.4f", c->mention.lat));
        rc_table_add(&table, rc_arena_printf(arena, "%.4f", c->mention.lon));
        rc_table_add(&table, c->population ? rc_arena_printf(arena, "%" PRIu32, c->population) : RC_STR(""));
        rc_table_add(&table, c->is_alike ? RC_STR("alike") : RC_STR("known"));
        rc_table_add(&table, collection);
        rc_table_add(&table, id);
    }
    rc_table_print(&table, job->format, job->common->color);
    if (job->format == RC_FORMAT_TABLE) print_open(&found->ptr[0]);
}

static rc_status load_all(place_job *job, rc_error *err)
{
    char folder[4096];
    rc_status status = rc_data_dir(folder, sizeof folder, err);
    if (status != RC_OK) return status;
    status = rc_gazetteer_open_all(&job->gazetteer, folder, err);
    if (status == RC_OK) status = rc_languages_find(&job->languages, folder, err);
    bool any = false;
    for (unsigned i = 0; i < job->languages.n && status == RC_OK; i++) {
        const char *tag = job->languages.tag[i];
        if (job->lang && strcmp(job->lang, tag) != 0) continue;
        any = true;
        status = rc_lexicon_load(&job->lexicons[i], folder, tag, &job->arena, err);
        if (status == RC_OK) status = rc_place_rules_load(&job->rules[i], job->lexicons[i], &job->arena, err);
    }
    if (status == RC_OK && !any) status = rc_fail(err, RC_EINVALID, "--lang %s: there is no such language", job->lang);
    return status;
}

static rc_status find_place(void *context, rc_error *err)
{
    place_job *job = context;
    rc_place_context known;
    rc_status status = load_all(job, err);
    if (status == RC_OK) status = find_context(job, &known, err);
    if (status != RC_OK) return status;
    rc_place_candidates found = find_all(job, job->name, &known);
    if (!found.n) return rc_fail(err, RC_ENOTFOUND, "no place '%.*s'", RC_FMT(job->name));
    print_places(job, &found);
    return RC_OK;
}

static bool asks_for_reports(int argc, char **argv)
{
    for (int i = 0; i < argc && strcmp(argv[i], "--") != 0; i++)
        if (strcmp(argv[i], "--report") == 0) return true;
    return false;
}

int rc_cmd_place(const rc_common *common, int argc, char **argv)
{
    if (asks_for_reports(argc, argv)) return rc_places_of_reports(common, argc, argv);
    place_job job = {.common = common, .near = RC_STR("")};
    rc_error err = {0};
    rc_arena_init(&job.arena, 1u << 20, 0);
    static const char *const options[] = {"--near", "--country", "--lang", NULL};
    rc_name_line line = {.command = COMMAND, .options = options, .take = take_option, .context = &job};
    int code = rc_name_line_read(&line, argc, argv, &job.arena);
    job.format = line.format;
    job.name = line.name;
    if (code == EXIT_DONE) {
        rc_status status = rc_arena_run(&job.arena, find_place, &job, COMMAND, &err);
        if (status == RC_OK && fflush(stdout) != 0) status = rc_fail(&err, RC_EIO, "cannot write to standard output");
        if (status != RC_OK) code = rc_report_error(&err);
    }
    rc_gazetteer_close(job.gazetteer);
    rc_arena_release(&job.arena);
    return code;
}
