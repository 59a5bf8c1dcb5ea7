/* Commands that ask the tables: actor, outlet. */
#include <stdio.h>
#include <string.h>

#include "cli/cmd.h"
#include "cli/name_line.h"
#include "recoupe/base/paths.h"
#include "recoupe/resolve/actor.h"
#include "recoupe/resolve/outlet.h"

#define MOST_CANDIDATES 12

typedef struct lookup_job {
    const rc_common *common;
    rc_format format;
    rc_day day;
    rc_str name;
    char data_dir[4096];
    rc_arena arena;
    bool found;
} lookup_job;

static int take_day(void *context, const char *option, const char *value)
{
    lookup_job *job = context;
    job->day = strlen(value) == strlen("YYYY-MM-DD") ? rc_day_parse(rc_str_of(value)) : RC_DAY_NONE;
    if (job->day != RC_DAY_NONE) return EXIT_DONE;
    return rc_usage("actor", "%s %s is not a day (YYYY-MM-DD)", option, value);
}

static const char *inter_name(rc_inter inter)
{
    static const char *const NAMES[] = {
        "unknown", "State Forces", "Rebel Groups", "Political Militias",   "Identity Militias",
        "Rioters", "Protesters",   "Civilians",    "External/Other Forces"};
    return (unsigned)inter < sizeof NAMES / sizeof *NAMES ? NAMES[inter] : "";
}

static rc_str day_text(lookup_job *job, rc_day day)
{
    char iso[11];
    rc_day_iso(day, iso);
    return rc_arena_dup(&job->arena, rc_str_of(iso));
}

static void print_actors(lookup_job *job, const rc_actor_found *actors, size_t n)
{
    static const rc_column columns[] = {{"score", true},    {"actor", false}, {"party", false}, {"kind", false},
                                        {"country", false}, {"from", false},  {"to", false},    {"holds", false},
                                        {"name", false},    {"ucdp", false},  {"source", false}};
    rc_table table;
    rc_table_init(&table, columns, 11, &job->arena);
    for (size_t i = 0; i < n; i++) {
        const rc_actor_found *a = &actors[i];
        rc_table_add(&table, rc_arena_printf(&job->arena, "%.2f", (double)a->score));
        rc_table_add(&table, a->name);
        rc_table_add(&table, a->party);
        rc_table_add(&table, a->is_person ? RC_STR("person") : rc_str_of(inter_name(a->inter)));
        rc_table_add(&table, a->country);
        rc_table_add(&table, day_text(job, a->from));
        rc_table_add(&table, day_text(job, a->to));
        rc_table_add(&table, a->holds ? RC_STR("yes") : RC_STR("no"));
        rc_table_add(&table, a->matched);
        rc_table_add(&table, a->ucdp);
        rc_table_add(&table, a->source);
    }
    rc_table_print(&table, job->format, job->common->color);
}

static void print_edges(lookup_job *job, const rc_actor_edges *edges, const rc_actor_found *best)
{
    static const rc_column columns[] = {
        {"actor", false}, {"relation", false}, {"other", false}, {"from", false}, {"to", false}};
    rc_table table;
    unsigned n = 0;
    rc_table_init(&table, columns, 5, &job->arena);
    for (uint32_t i = 0; i < edges->n; i++) {
        const rc_actor_edge *e = &edges->ptr[i];
        bool ours = rc_str_eq(e->actor, best->name) || rc_str_eq(e->actor, best->party) ||
                    rc_str_eq(e->other, best->name) || rc_str_eq(e->other, best->party);
        if (!ours || !rc_actor_edge_holds(e, job->day)) continue;
        rc_table_add(&table, e->actor);
        rc_table_add(&table, e->relation);
        rc_table_add(&table, e->other);
        rc_table_add(&table, day_text(job, e->from));
        rc_table_add(&table, day_text(job, e->to));
        n++;
    }
    if (!n) return;
    putchar('\n');
    rc_table_print(&table, RC_FORMAT_TABLE, job->common->color);
}

static rc_status find_actor(void *context, rc_error *err)
{
    lookup_job *job = context;
    rc_lexicon *lexicon;
    rc_actors *actors;
    rc_actor_edges edges;
    rc_actor_found found[MOST_CANDIDATES];
    rc_status status = rc_lexicon_load(&lexicon, job->data_dir, "en", &job->arena, err);
    if (status == RC_OK) status = rc_actors_read(&actors, job->data_dir, lexicon, "en", &job->arena, err);
    if (status == RC_OK) status = rc_actor_edges_load(&edges, job->data_dir, &job->arena, err);
    if (status != RC_OK) return status;
    size_t n = rc_actors_candidates(actors, job->name, job->day, found, MOST_CANDIDATES, &job->arena);
    job->found = n > 0;
    if (!n) return RC_OK;
    print_actors(job, found, n);
    if (job->format == RC_FORMAT_TABLE) print_edges(job, &edges, &found[0]);
    return RC_OK;
}

static void print_outlets(lookup_job *job, const rc_outlet *const *outlets, size_t n)
{
    static const rc_column columns[] = {{"outlet", false},   {"kind", false},    {"country", false}, {"owner", false},
                                        {"reprints", false}, {"side", false},    {"domains", false}, {"handles", false},
                                        {"names", false},    {"evidence", false}};
    rc_table table;
    rc_table_init(&table, columns, 10, &job->arena);
    for (size_t i = 0; i < n; i++) {
        const rc_outlet *o = outlets[i];
        rc_table_add(&table, o->name);
        rc_table_add(&table, rc_str_of(rc_outlet_kind_name(o->kind)));
        rc_table_add(&table, o->country);
        rc_table_add(&table, rc_str_of(rc_outlet_owner_name(o->owner)));
        rc_table_add(&table, o->reprints ? RC_STR("yes") : RC_STR("no"));
        rc_table_add(&table, o->side);
        rc_table_add(&table, o->domains);
        rc_table_add(&table, o->handles);
        rc_table_add(&table, o->names);
        rc_table_add(&table, o->evidence);
    }
    rc_table_print(&table, job->format, job->common->color);
}

static rc_status find_outlet(void *context, rc_error *err)
{
    lookup_job *job = context;
    rc_outlets *outlets;
    const rc_outlet *found[MOST_CANDIDATES];
    rc_status status = rc_outlets_load(&outlets, job->data_dir, &job->arena, err);
    if (status != RC_OK) return status;
    size_t n = rc_outlets_find(outlets, job->name, found, MOST_CANDIDATES, &job->arena);
    job->found = n > 0;
    if (n) print_outlets(job, found, n);
    return RC_OK;
}

static int look_up(const rc_common *common, const char *command, rc_status (*find)(void *context, rc_error *err),
                   int argc, char **argv)
{
    lookup_job job = {.common = common, .day = RC_DAY_NONE};
    rc_error err = {0};
    rc_arena_init(&job.arena, 1u << 20, 0);
    static const char *const dated[] = {"--on", NULL}, *const plain[] = {NULL};
    rc_name_line line = {
        .command = command, .options = find == find_actor ? dated : plain, .take = take_day, .context = &job};
    int code = rc_name_line_read(&line, argc, argv, &job.arena);
    job.format = line.format;
    job.name = line.name;
    if (code == EXIT_DONE) {
        rc_status status = rc_data_dir(job.data_dir, sizeof job.data_dir, &err);
        if (status == RC_OK) status = rc_arena_run(&job.arena, find, &job, command, &err);
        if (status == RC_OK && fflush(stdout) != 0) status = rc_fail(&err, RC_EIO, "cannot write to standard output");
        if (status == RC_OK && !job.found)
            status = rc_fail(&err, RC_ENOTFOUND, "no %s '%.*s'", command, RC_FMT(job.name));
        if (status != RC_OK) code = rc_report_error(&err);
    }
    rc_arena_release(&job.arena);
    return code;
}

int rc_cmd_actor(const rc_common *common, int argc, char **argv)
{
    return look_up(common, "actor", find_actor, argc, argv);
}

int rc_cmd_outlet(const rc_common *common, int argc, char **argv)
{
    return look_up(common, "outlet", find_outlet, argc, argv);
}
