/* events, claims, reports, sources: what the ledger holds, as tables. */
#include "cli/cmd.h"

#include "cli/options.h"
#include "cli/store.h"
#include "cli/table.h"
#include "cli/words.h"
#include "recoupe/base/map.h"
#include "recoupe/base/utf8.h"

#define CHUNK_BYTES ((size_t)1 << 20)

/* A list being made: rows go into `table` as the ledger hands them out. */
typedef struct listing {
    rc_table table;
    rc_arena arena;
    uint64_t left; /* rows that may still come */
    rc_map sources;
    RC_VEC(struct source_line *) lines;
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
    return job->fill(job->ledger, job->filter, job->list, err);
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
    listing list = {.left = options.limit ? options.limit : UINT64_MAX};
    rc_arena_init(&list.arena, CHUNK_BYTES, 0);
    rc_table_init(&list.table, columns, n_columns, &list.arena);
    rc_error err = {0};
    fill_job job = {fill, ledger, &options.filter, &list};
    rc_status status = rc_arena_run(&list.arena, run_fill, &job, command, &err);
    if (status == RC_OK || status == RC_END)
        rc_table_print(&list.table, options.format, common->color);
    else
        code = rc_report_error(&err);
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

static const rc_column event_columns[] = {{"id", false},      {"when", false},   {"where", false},  {"what", false},
                                          {"claimed", false}, {"origins", true}, {"reports", true}, {"status", false}};

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

static rc_status event_row(void *context, const rc_stored_event *e, rc_error *err)
{
    listing *list = context;
    rc_arena *arena = &list->arena;
    (void)err;
    rc_table_add(&list->table, e->event.id);
    rc_table_add(&list->table, rc_words_days(e->event.from, e->event.to, arena));
    rc_table_add(&list->table, e->event.place.name);
    rc_table_add(&list->table, e->event.subtype.len ? e->event.subtype : rc_str_of(rc_event_type_name(e->event.type)));
    rc_table_add(&list->table, event_counts(e, arena));
    rc_table_add_int(&list->table, e->event.n_origins);
    rc_table_add_int(&list->table, e->event.n_reports);
    rc_table_add(&list->table, rc_str_of(rc_event_status_name(e->event.status)));
    return counted(list);
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

static const rc_column source_columns[] = {{"source", false},         {"side", false},   {"kind", false},
                                           {"claims", true},          {"reports", true}, {"self_serving", true},
                                           {"against_interest", true}};

/* What one origin said, over all reports. */
typedef struct source_line {
    rc_str name, side, kind, last_report;
    uint64_t claims, reports, self_serving, against_interest;
} source_line;

static source_line *line_of(listing *list, rc_str name, rc_str side)
{
    rc_arena *arena = &list->arena;
    rc_str key = rc_arena_printf(arena, "%.*s\t%.*s", RC_FMT(rc_utf8_name_key(arena, name)), RC_FMT(side));
    bool is_new;
    uint64_t *slot = rc_map_put(arena, &list->sources, key, &is_new);
    if (is_new) {
        *RC_PUSH(arena, &list->lines) = RC_NEW(arena, source_line);
        *slot = list->lines.len - 1;
    }
    return list->lines.ptr[*slot];
}

static rc_status source_row(void *context, const rc_join_claim *c, const rc_stored_report *report, rc_str event_id,
                            rc_error *err)
{
    listing *list = context;
    (void)event_id;
    (void)err;
    const rc_link *origin = rc_claim_origin(&c->claim);
    rc_str name = origin ? origin->name : report->report.outlet.len ? report->report.outlet : report->report.id;
    source_line *line = line_of(list, name, origin ? origin->party : RC_STR(""));
    if (!line->name.len) {
        line->name = rc_arena_dup(&list->arena, name);
        line->side = rc_arena_dup(&list->arena, origin ? origin->party : RC_STR(""));
        line->kind = rc_str_of(origin ? rc_source_kind_name(origin->kind) : "outlet");
    }
    line->claims++;
    if (!rc_str_eq(line->last_report, report->report.id)) {
        line->reports++;
        line->last_report = rc_arena_dup(&list->arena, report->report.id);
    }
    for (uint32_t i = 0; i < c->claim.n_losses; i++) {
        rc_interest interest = rc_loss_interest(&c->claim, &c->claim.losses[i], NULL, c->claim.from);
        line->self_serving += interest == RC_SELF_SERVING;
        line->against_interest += interest == RC_AGAINST_INTEREST;
    }
    return RC_OK;
}

static rc_status fill_sources(rc_ledger *ledger, const rc_filter *filter, listing *list, rc_error *err)
{
    rc_status status = rc_ledger_claims(ledger, filter, source_row, list, err);
    if (status != RC_OK) return status;
    for (size_t i = 1; i < list->lines.len; i++) { /* most claims first; few sources, so insertion will do */
        source_line *line = list->lines.ptr[i];
        size_t at = i;
        for (; at > 0 && list->lines.ptr[at - 1]->claims < line->claims; at--)
            list->lines.ptr[at] = list->lines.ptr[at - 1];
        list->lines.ptr[at] = line;
    }
    for (size_t i = 0; i < list->lines.len && list->left > 0; i++, list->left--) {
        const source_line *line = list->lines.ptr[i];
        rc_table_add(&list->table, line->name);
        rc_table_add(&list->table, line->side);
        rc_table_add(&list->table, line->kind);
        rc_table_add_int(&list->table, line->claims);
        rc_table_add_int(&list->table, line->reports);
        rc_table_add_int(&list->table, line->self_serving);
        rc_table_add_int(&list->table, line->against_interest);
    }
    return RC_OK;
}

int rc_cmd_sources(const rc_common *common, int argc, char **argv)
{
    return list_rows(common, "sources", argc, argv, source_columns, sizeof source_columns / sizeof *source_columns,
                     fill_sources);
}
