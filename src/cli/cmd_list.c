/* events, claims, reports, sources: what the ledger holds, as tables. */
#include "cli/cmd.h"

#include <stdio.h>

#include "cli/options.h"
#include "cli/store.h"
#include "cli/table.h"
#include "cli/words.h"
#include "recoupe/base/map.h"
#include "recoupe/events/track.h"

#define CHUNK_BYTES ((size_t)1 << 20)
#define EVENTS_ON_A_PAGE 100 /* of a table, where nobody says how many */

/* A list being made: rows go into `table` as the ledger hands them out. */
typedef struct listing {
    rc_table table;
    rc_arena arena;
    uint64_t left; /* rows that may still come */
    bool more;     /* ... and some that did not */
    rc_sides *sides;
    rc_way way;
} listing;

typedef rc_status (*fill_fn)(rc_ledger *ledger, const rc_filter *filter, listing *list, rc_error *err);

typedef struct fill_job {
    fill_fn fill;
    rc_ledger *ledger;
    const rc_filter *filter;
    listing *list;
} fill_job;

static rc_status run_fill(void *context, rc_error *err)
{
    fill_job *job = context;
    rc_status status = rc_sides_load(&job->list->sides, NULL, &job->list->arena, err);
    if (status != RC_OK) return status;
    return job->fill(job->ledger, job->filter, job->list, err);
}

static rc_status fill_events(rc_ledger *ledger, const rc_filter *filter, listing *list, rc_error *err);

/* An empty table is printed as nothing: why, is said beside it. */
static void tell_nothing(const char *command, const rc_options *options)
{
    fprintf(stderr, "no %s fit what was asked for\n", command);
    if (!options->filter.type.len) return;
    fputs("--type is one of", stderr);
    for (int i = RC_TYPE_NONE + 1; i <= RC_STRATEGIC; i++)
        fprintf(stderr, "%s %s", i > RC_TYPE_NONE + 1 ? "," : "", rc_event_type_name((rc_event_type)i));
    fputs(", or a sub-type of ACLED's, as \"Armed clash\"\n", stderr);
}

static int list_rows(const rc_common *common, const char *command, int argc, char **argv, const rc_column *columns,
                     unsigned n_columns, fill_fn fill)
{
    rc_options options;
    int code = rc_options_parse(&options, command, argc, argv);
    if (code != EXIT_DONE) return code;
    if (options.n_words) return rc_usage(command, "'%s' is no option", options.words[0]);
    rc_ledger *ledger;
    code = rc_store_open(common, &ledger);
    if (code != EXIT_DONE) return code;
    bool is_page = fill == fill_events && options.format == RC_FORMAT_TABLE && !options.limit;
    if (is_page) options.limit = EVENTS_ON_A_PAGE;
    listing list = {.left = options.limit ? options.limit : UINT64_MAX, .way = options.way};
    options.filter.limit = is_page ? options.limit + 1 : options.limit; /* one more tells that there are more */
    rc_arena_init(&list.arena, CHUNK_BYTES, 0);
    rc_table_init(&list.table, columns, n_columns, &list.arena);
    rc_error err = {0};
    fill_job job = {fill, ledger, &options.filter, &list};
    rc_status status = rc_arena_run(&list.arena, run_fill, &job, command, &err);
    if (status == RC_OK || status == RC_END)
        rc_table_print(&list.table, options.format, common->color);
    else
        code = rc_report_error(&err);
    if (code == EXIT_DONE && !list.table.cells.len && options.format == RC_FORMAT_TABLE && !common->quiet)
        tell_nothing(command, &options);
    if (is_page && list.more && !common->quiet)
        fprintf(stderr, "these are the first %d events; --limit N shows N of them, --csv and --json all\n",
                EVENTS_ON_A_PAGE);
    rc_arena_release(&list.arena);
    rc_ledger_close(ledger);
    return code;
}

/* RC_END stops the ledger's rows when the limit is reached. */
static rc_status counted(listing *list)
{
    return --list->left ? RC_OK : RC_END;
}

/* ---- events */

static const rc_column event_columns[] = {{"id", false},      {"when", false},     {"where", false},  {"what", false},
                                          {"claimed", false}, {"estimate", false}, {"origins", true}, {"reports", true},
                                          {"status", false},  {"info", false}};

/* Every count once, in the order of the claims: "≥40 Taliban killed | none". */
static rc_str event_counts(const rc_stored_event *e, rc_arena *arena)
{
    rc_str out = {0};
    rc_map seen = {0};
    for (uint32_t i = 0; i < e->event.n_claims; i++) {
        const rc_claim *claim = &e->claims[i].claim;
        rc_str counts = rc_words_counts(claim, arena);
        if (claim->polarity == RC_DENIED)
            counts = rc_arena_printf(arena, "denied%s%.*s", counts.len ? ": " : "", RC_FMT(counts));
        bool is_new;
        if (!counts.len) continue;
        rc_map_put(arena, &seen, counts, &is_new);
        if (!is_new) continue;
        out = out.len ? rc_arena_printf(arena, "%.*s | %.*s", RC_FMT(out), RC_FMT(counts)) : counts;
    }
    return out;
}

/* "killed Turkey 16 (16) ≥71": low, best and high, one figure where they are one. */
static rc_str event_estimates(const listing *list, const rc_stored_event *e, rc_arena *arena)
{
    uint32_t n;
    rc_str out = {0};
    const rc_estimate *estimates =
        rc_estimates_make(&e->event, e->claims, e->reports, list->sides, list->way, arena, &n);
    for (uint32_t i = 0; i < n; i++) {
        const rc_estimate *x = &estimates[i];
        const char *open = x->open_above ? "≥" : "";
        rc_str range = x->low == x->high ? rc_arena_printf(arena, "%s%.0f", open, x->high)
                                         : rc_arena_printf(arena, "%.0f–%s%.0f (%.0f)", x->low, open, x->high, x->best);
        out = rc_arena_printf(arena, "%.*s%s%s%s%.*s %.*s", RC_FMT(out), out.len ? "; " : "", rc_effect_name(x->effect),
                              x->of.len ? " " : "", RC_FMT(x->of), RC_FMT(range));
    }
    return out;
}

static rc_status event_row(void *context, const rc_stored_event *e, rc_error *err)
{
    listing *list = context;
    rc_arena *arena = &list->arena;
    (void)err;
    list->more = list->left == 0;
    if (list->more) return RC_END;
    list->left--;
    rc_table_add(&list->table, e->event.id);
    rc_table_add(&list->table, rc_words_days(e->event.from, e->event.to, arena));
    rc_table_add(&list->table, e->event.place.name);
    rc_table_add(&list->table, e->event.subtype.len ? e->event.subtype : rc_str_of(rc_event_type_name(e->event.type)));
    rc_table_add(&list->table, event_counts(e, arena));
    rc_table_add(&list->table, event_estimates(list, e, arena));
    rc_table_add_int(&list->table, e->event.n_origins);
    rc_table_add_int(&list->table, e->event.n_reports);
    rc_table_add(&list->table, rc_str_of(rc_event_status_name(e->event.status)));
    const char *why;
    rc_table_add(&list->table,
                 rc_arena_printf(arena, "%d?", rc_event_credibility(&e->event, e->claims, list->sides, &why)));
    return RC_OK;
}

static rc_status fill_events(rc_ledger *ledger, const rc_filter *filter, listing *list, rc_error *err)
{
    return rc_ledger_events(ledger, filter, event_row, list, err);
}

int rc_cmd_events(const rc_common *common, int argc, char **argv)
{
    return list_rows(common, "events", argc, argv, event_columns, sizeof event_columns / sizeof *event_columns,
                     fill_events);
}

/* ---- claims */

static const rc_column claim_columns[] = {{"id", false},   {"when", false},   {"where", false},
                                          {"what", false}, {"origin", false}, {"counts", false},
                                          {"how", false},  {"event", false},  {"quote", false}};

static rc_status claim_row(void *context, const rc_join_claim *c, const rc_stored_report *report, rc_str event_id,
                           rc_error *err)
{
    listing *list = context;
    rc_arena *arena = &list->arena;
    (void)err;
    rc_table_add(&list->table, c->id);
    rc_table_add(&list->table, rc_words_days(c->claim.from, c->claim.to, arena));
    rc_table_add(&list->table, rc_words_place(&c->claim));
    rc_table_add(&list->table, c->claim.subtype);
    rc_table_add(&list->table, rc_words_chain(&c->claim, report->report.outlet, arena));
    rc_table_add(&list->table, rc_words_counts(&c->claim, arena));
    rc_table_add(&list->table, rc_words_modality(&c->claim, arena));
    rc_table_add(&list->table, event_id);
    rc_table_add(&list->table, rc_str_span(report->report.text, c->claim.span));
    return counted(list);
}

static rc_status fill_claims(rc_ledger *ledger, const rc_filter *filter, listing *list, rc_error *err)
{
    return rc_ledger_claims(ledger, filter, claim_row, list, err);
}

int rc_cmd_claims(const rc_common *common, int argc, char **argv)
{
    return list_rows(common, "claims", argc, argv, claim_columns, sizeof claim_columns / sizeof *claim_columns,
                     fill_claims);
}

/* ---- reports */

static const rc_column report_columns[] = {{"id", false},    {"published", false}, {"lang", false}, {"outlet", false},
                                           {"claims", true}, {"copy_of", false},   {"title", false}};

static rc_status report_row(void *context, const rc_stored_report *r, rc_error *err)
{
    listing *list = context;
    (void)err;
    rc_table_add(&list->table, r->report.id);
    rc_table_add(&list->table, r->report.published);
    rc_table_add(&list->table, r->report.lang);
    rc_table_add(&list->table, r->report.outlet);
    rc_table_add_int(&list->table, r->n_claims);
    rc_table_add(&list->table, r->copy_of);
    rc_table_add(&list->table, r->report.title);
    return counted(list);
}

static rc_status fill_reports(rc_ledger *ledger, const rc_filter *filter, listing *list, rc_error *err)
{
    return rc_ledger_reports(ledger, filter, report_row, list, err);
}

int rc_cmd_reports(const rc_common *common, int argc, char **argv)
{
    return list_rows(common, "reports", argc, argv, report_columns, sizeof report_columns / sizeof *report_columns,
                     fill_reports);
}

/* ---- sources */

static const rc_column source_columns[] = {{"source", false},
                                           {"side", false},
                                           {"kind", false},
                                           {"claims", true},
                                           {"reports", true},
                                           {"events", true},
                                           {"corroborated", true},
                                           {"contradicted", true},
                                           {"later", true},
                                           {"self_serving", true},
                                           {"against_interest", true},
                                           {"third_party", true},
                                           {"enemy_counts", true},
                                           {"enemy_ratio", true}};

static rc_status source_event(void *context, const rc_stored_event *e, rc_error *err)
{
    (void)err;
    rc_tracks_add(context, &e->event, e->claims, e->reports);
    return RC_OK;
}

static rc_status fill_sources(rc_ledger *ledger, const rc_filter *filter, listing *list, rc_error *err)
{
    rc_tracks *tracks = rc_tracks_new(list->sides, &list->arena);
    rc_filter all = *filter;
    all.limit = 0; /* of sources, not of events */
    rc_status status = rc_ledger_events(ledger, &all, source_event, tracks, err);
    if (status != RC_OK) return status;
    uint32_t n;
    const rc_track *track = rc_tracks_list(tracks, &n);
    for (uint32_t i = 0; i < n && list->left > 0; i++, list->left--) {
        const rc_track *t = &track[i];
        const uint64_t figures[] = {t->claims, t->reports,      t->events,           t->corroborated, t->contradicted,
                                    t->later,  t->self_serving, t->against_interest, t->third_party,  t->enemy_counts};
        rc_table_add(&list->table, t->name);
        rc_table_add(&list->table, t->side);
        rc_table_add(&list->table, rc_str_of(rc_source_kind_name(t->kind)));
        for (size_t k = 0; k < sizeof figures / sizeof *figures; k++) rc_table_add_int(&list->table, figures[k]);
        rc_table_add(&list->table,
                     t->enemy_counts ? rc_arena_printf(&list->arena, "%.2f", t->enemy_ratio) : RC_STR(""));
    }
    return RC_OK;
}

int rc_cmd_sources(const rc_common *common, int argc, char **argv)
{
    return list_rows(common, "sources", argc, argv, source_columns, sizeof source_columns / sizeof *source_columns,
                     fill_sources);
}
