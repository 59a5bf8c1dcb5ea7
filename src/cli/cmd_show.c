/* show ID: an event as a claim matrix, a claim with its sentence, a report with its claims marked. */
#include "cli/cmd.h"

#include <stdio.h>
#include <string.h>

#include "cli/disputes.h"
#include "cli/matrix.h"
#include "cli/options.h"
#include "cli/store.h"
#include "cli/table.h"
#include "cli/words.h"
#include "recoupe/ledger/totals.h"

#define CHUNK_BYTES ((size_t)1 << 20)

typedef struct show_state {
    const rc_common *common;
    rc_arena arena;
    rc_str id;
    rc_ledger *ledger;
    rc_sides *sides;
    rc_options options;
    bool found;
} show_state;

static const char *bold(const show_state *s)
{
    return s->common->color ? "\033[1m" : "";
}

static const char *plain(const show_state *s)
{
    return s->common->color ? "\033[0m" : "";
}

/* ---- an event */

typedef struct copy_note {
    rc_arena *arena;
    rc_str of;
} copy_note;

static rc_status keep_copy(void *context, const rc_stored_report *report, rc_error *err)
{
    (void)err;
    copy_note *note = context;
    note->of = rc_arena_dup(note->arena, report->copy_of);
    return RC_OK;
}

/* For each report of the event what it copies. */
static rc_status find_copies(show_state *s, const rc_stored_event *e, rc_str **out, rc_error *err)
{
    rc_status status = RC_OK;
    *out = RC_NEWS(&s->arena, rc_str, e->n_reports + 1);
    for (uint32_t i = 0; i < e->n_reports && status == RC_OK; i++) {
        rc_filter filter = RC_FILTER_ANY;
        copy_note note = {&s->arena, {0}};
        filter.report = e->reports[i].id;
        status = rc_ledger_reports(s->ledger, &filter, keep_copy, &note, err);
        (*out)[i] = note.of;
    }
    return status;
}

static const char *many(uint32_t n)
{
    return n == 1 ? "" : "s";
}

static void show_head(const show_state *s, const rc_stored_event *e, rc_arena *arena)
{
    rc_str type = rc_words_type(e->event.type, e->event.subtype, arena);
    const char *why;
    printf("%s%.*s  %.*s%s\n", bold(s), RC_FMT(e->event.id), RC_FMT(type), plain(s));
    if (e->event.place.name.len) {
        printf("where    %.*s (%s", RC_FMT(e->event.place.name), rc_precision_name(e->event.place.precision));
        if (e->event.place.is_resolved) printf(", %.4f %.4f", e->event.place.lat, e->event.place.lon);
        puts(")");
    }
    rc_str days = rc_words_days(e->event.from, e->event.to, arena);
    if (days.len) printf("when     %.*s\n", RC_FMT(days));
    printf("status   %s: %u independent origin%s in %u report%s, %u claim%s\n", rc_event_status_name(e->event.status),
           e->event.n_origins, many(e->event.n_origins), e->event.n_reports, many(e->event.n_reports),
           e->event.n_claims, many(e->event.n_claims));
    int digit = rc_event_credibility(&e->event, e->claims, s->sides, &why);
    printf("grades   proposed: information %d (%s); Airwars %s\n\n", digit, why,
           rc_event_airwars_grade(&e->event, e->claims, s->sides));
}

static rc_str end_text(double value, bool open, rc_arena *arena)
{
    return rc_arena_printf(arena, "%s%.0f", open ? "≥" : "", value);
}

static void add_claim_id(rc_table *table, const rc_stored_event *e, uint32_t at)
{
    rc_table_add(table, e->claims[e->event.claims[at]].id);
}

static void show_estimates(const show_state *s, const rc_stored_event *e, rc_arena *arena)
{
    static const rc_column columns[] = {{"effect", false}, {"of", false},      {"low", true},
                                        {"best", true},    {"high", true},     {"origins", true},
                                        {"low_by", false}, {"best_by", false}, {"high_by", false}};
    static const char *const ways[] = {"UCDP's way", "ACLED's way", "Airwars' way"};
    uint32_t n;
    const rc_estimate *estimates =
        rc_estimates_make(&e->event, e->claims, e->reports, s->sides, s->options.way, arena, &n);
    if (!n) return;
    printf("\n%sEstimates%s (%s)\n", bold(s), plain(s), ways[s->options.way]);
    rc_table table;
    rc_table_init(&table, columns, sizeof columns / sizeof *columns, arena);
    for (uint32_t i = 0; i < n; i++) {
        const rc_estimate *x = &estimates[i];
        rc_table_add(&table, rc_str_of(rc_effect_name(x->effect)));
        rc_table_add(&table, rc_arena_printf(arena, "%.*s%s", RC_FMT(x->of.len ? x->of : RC_STR("-")),
                                             x->civilians && !rc_str_is(x->of, "civilians") ? " civilians" : ""));
        rc_table_add(&table, x->has_low ? end_text(x->low, false, arena) : RC_STR("-"));
        rc_table_add(&table, end_text(x->best, false, arena));
        rc_table_add(&table, end_text(x->high, x->open_above, arena));
        rc_table_add_int(&table, x->n_origins);
        add_claim_id(&table, e, x->low_by);
        add_claim_id(&table, e, x->best_by);
        add_claim_id(&table, e, x->high_by);
    }
    rc_table_print(&table, RC_FORMAT_TABLE, s->common->color);
}

/* "part of total Ea1b2c3d4 (the total counts killed from ... to ...)", "parts: E..., E...". */
static rc_status show_totals(show_state *s, const rc_stored_event *e, rc_error *err)
{
    rc_total_link *links;
    uint32_t n, parts = 0;
    rc_status status = rc_ledger_totals(s->ledger, e->event.id, &links, &n, &s->arena, err);
    for (uint32_t i = 0; i < n && status == RC_OK; i++) {
        if (rc_str_eq(links[i].part, e->event.id))
            printf("\npart of total %.*s (%.*s)\n", RC_FMT(links[i].total), RC_FMT(links[i].why));
        else
            parts++;
    }
    if (status == RC_OK && parts) fputs("\nparts:", stdout);
    for (uint32_t i = 0; i < n && status == RC_OK; i++)
        if (rc_str_eq(links[i].total, e->event.id)) printf(" %.*s", RC_FMT(links[i].part));
    if (status == RC_OK && parts) puts(" (counted in this total; not to be added to it)");
    return status;
}

static void show_words(const show_state *s, const rc_stored_event *e, rc_arena *arena)
{
    printf("\n%sIn their words%s\n", bold(s), plain(s));
    for (uint32_t i = 0; i < e->event.n_claims; i++) {
        const rc_join_claim *c = &e->claims[i];
        const rc_join_report *report = &e->reports[c->report];
        rc_str how = rc_words_modality(&c->claim, arena);
        rc_str days_said = rc_words_days(report->published, report->published, arena);
        printf("  %.*s  %.*s (%.*s, %.*s)%s%.*s\n", RC_FMT(c->id),
               RC_FMT(rc_words_chain(&c->claim, report->outlet, arena)), RC_FMT(report->outlet), RC_FMT(days_said),
               how.len ? "  " : "", RC_FMT(how));
        printf("      “%.*s”\n", RC_FMT(rc_str_span(report->text, c->claim.span)));
    }
}

static rc_status show_event(void *context, const rc_stored_event *e, rc_error *err)
{
    show_state *s = context;
    rc_str *copy_of;
    s->found = true;
    rc_status status = find_copies(s, e, &copy_of, err);
    if (status != RC_OK) return status;
    show_head(s, e, &s->arena);
    rc_matrix_print(e, copy_of, s->sides, s->common->color, &s->arena);
    show_estimates(s, e, &s->arena);
    rc_disputes_print(e, s->sides, s->options.lang, s->common->color, &s->arena);
    status = show_totals(s, e, err);
    show_words(s, e, &s->arena);
    return status;
}

/* ---- a claim */

static void show_actors(const char *label, const rc_actor *actors, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        printf("%-11s %.*s", i ? "" : label, RC_FMT(actors[i].name));
        if (actors[i].party.len) printf(" [%.*s]", RC_FMT(actors[i].party));
        putchar('\n');
    }
}

/* The sentence around the claim: from the line end or full stop before it to the one after it. */
static rc_str surroundings(rc_str text, rc_span span)
{
    size_t beg = span.beg, end = span.end;
    while (beg > 0 && text.ptr[beg - 1] != '\n') beg--;
    while (end < text.len && text.ptr[end] != '\n') end++;
    return rc_str_sub(text, beg, end);
}

static void print_marked(const show_state *s, rc_str paragraph, rc_str words)
{
    size_t at = (size_t)(words.ptr - paragraph.ptr);
    printf("%.*s%s%.*s%s%.*s\n", (int)at, paragraph.ptr, s->common->color ? "\033[7m" : "[[", RC_FMT(words),
           s->common->color ? "\033[0m" : "]]", (int)(paragraph.len - at - words.len), words.ptr + words.len);
}

/* Why the claim is in its event: the claim it fits best there, and the clues. */
static rc_status show_reason(show_state *s, rc_str claim, rc_error *err)
{
    rc_stored_reason reason;
    rc_status status = rc_ledger_reason(s->ledger, claim, &reason, &s->arena, err);
    if (status == RC_OK && reason.other.len)
        printf("%-11s %.*s (%.2f): %.*s\n", "because of", RC_FMT(reason.other), reason.score, RC_FMT(reason.why));
    return status;
}

static rc_status show_claim(void *context, const rc_join_claim *c, const rc_stored_report *report, rc_str event_id,
                            rc_error *err)
{
    show_state *s = context;
    rc_arena *arena = &s->arena;
    const rc_claim *claim = &c->claim;
    (void)err;
    if (!rc_str_eq(c->id, s->id)) return RC_OK;
    s->found = true;
    printf("%s%.*s  %.*s%s\n", bold(s), RC_FMT(c->id), RC_FMT(rc_words_type(claim->type, claim->subtype, arena)),
           plain(s));
    printf("%-11s %.*s\n", "said by", RC_FMT(rc_words_chain(claim, report->report.outlet, arena)));
    rc_str how = rc_words_modality(claim, arena);
    if (how.len) printf("%-11s %.*s\n", "how", RC_FMT(how));
    show_actors("by", claim->by, claim->n_by);
    show_actors("against", claim->against, claim->n_against);
    for (uint32_t i = 0; i < claim->n_place; i++) {
        const rc_claim_place *p = &claim->place[i];
        printf("%-11s %.*s (%s", i ? "" : "where", RC_FMT(p->name), rc_precision_name(p->precision));
        if (p->is_resolved)
            printf(", %.4f %.4f", p->lat, p->lon);
        else
            fputs("unresolved", stdout);
        puts(")");
    }
    rc_str days = rc_words_days(claim->from, claim->to, arena);
    if (days.len) printf("%-11s %.*s\n", "when", RC_FMT(days));
    rc_str counts = rc_words_counts(claim, arena);
    if (counts.len) printf("%-11s %.*s\n", "counts", RC_FMT(counts));
    printf("%-11s rule %.*s, confidence %.2f\n", "made by", RC_FMT(claim->rule), (double)claim->confidence);
    if (event_id.len) printf("%-11s %.*s\n", "event", RC_FMT(event_id));
    if (event_id.len && show_reason(s, c->id, err) != RC_OK) return err->status;
    printf("%-11s %.*s, %.*s, %.*s\n\n", "report", RC_FMT(report->report.id), RC_FMT(report->report.outlet),
           RC_FMT(report->report.published));
    rc_str words = rc_str_span(report->report.text, claim->span);
    print_marked(s, surroundings(report->report.text, claim->span), words);
    return RC_OK;
}

/* ---- a report */

typedef struct mark_list {
    show_state *s;
    RC_VEC(rc_span) spans;
    RC_VEC(rc_str) lines;
} mark_list;

static rc_status keep_mark(void *context, const rc_join_claim *c, const rc_stored_report *report, rc_str event_id,
                           rc_error *err)
{
    mark_list *marks = context;
    rc_arena *arena = &marks->s->arena;
    (void)err;
    *RC_PUSH(arena, &marks->spans) = c->claim.span;
    rc_str chain = rc_words_chain(&c->claim, report->report.outlet, arena);
    rc_str counts = rc_words_counts(&c->claim, arena);
    rc_str how = rc_words_modality(&c->claim, arena);
    *RC_PUSH(arena, &marks->lines) =
        rc_arena_printf(arena, "%.*s  %.*s  %.*s%s%.*s%s%.*s%s%.*s", RC_FMT(c->id), RC_FMT(chain),
                        RC_FMT(c->claim.subtype), how.len ? "  " : "", RC_FMT(how), counts.len ? "  " : "",
                        RC_FMT(counts), event_id.len ? "  " : "", RC_FMT(event_id));
    return RC_OK;
}

static void print_text_with_marks(const show_state *s, rc_str text, const mark_list *marks)
{
    size_t at = 0;
    for (size_t i = 0; i < marks->spans.len; i++) {
        rc_span span = marks->spans.ptr[i];
        if (span.beg < at) continue; /* two claims over the same words: marked once */
        printf("%.*s%s[%zu] %.*s%s", (int)(span.beg - at), text.ptr + at, s->common->color ? "\033[7m" : "[", i + 1,
               (int)(span.end - span.beg), text.ptr + span.beg, s->common->color ? "\033[0m" : "]");
        at = span.end;
    }
    printf("%.*s\n", (int)(text.len - at), text.ptr + at);
}

static rc_status show_report(void *context, const rc_stored_report *r, rc_error *err)
{
    show_state *s = context;
    s->found = true;
    char hex[2 * RC_SHA256_BYTES + 1];
    rc_sha256_hex(r->report.content, hex);
    printf("%s%.*s%s  %.*s\n", bold(s), RC_FMT(r->report.id), plain(s), RC_FMT(r->report.title));
    printf("%.*s, %.*s, %.*s; added %.*s\ncontent SHA-256 %s\n", RC_FMT(r->report.outlet), RC_FMT(r->report.published),
           RC_FMT(r->report.lang), RC_FMT(r->added_on), hex);
    if (r->copy_of.len) printf("copy of %.*s: %.*s\n", RC_FMT(r->copy_of), RC_FMT(r->copy_why));
    mark_list marks = {.s = s};
    rc_filter filter = RC_FILTER_ANY;
    filter.report = r->report.id;
    rc_status status = rc_ledger_claims(s->ledger, &filter, keep_mark, &marks, err);
    if (status != RC_OK) return status;
    putchar('\n');
    print_text_with_marks(s, r->report.text, &marks);
    putchar('\n');
    for (size_t i = 0; i < marks.lines.len; i++) printf("[%zu] %.*s\n", i + 1, RC_FMT(marks.lines.ptr[i]));
    return RC_OK;
}

/* ---- whichever it is */

static rc_status show(void *context, rc_error *err)
{
    show_state *s = context;
    rc_status loaded = rc_sides_load(&s->sides, NULL, &s->arena, err);
    if (loaded != RC_OK) return loaded;
    rc_filter filter = RC_FILTER_ANY;
    filter.event = s->id;
    rc_status status = rc_ledger_events(s->ledger, &filter, show_event, s, err);
    if (status != RC_OK || s->found) return status;
    filter = RC_FILTER_ANY;
    filter.report = s->id;
    status = rc_ledger_reports(s->ledger, &filter, show_report, s, err);
    if (status != RC_OK || s->found) return status;
    size_t dot = s->id.len;
    while (dot > 0 && s->id.ptr[dot - 1] != '.') dot--;
    if (dot > 1) {
        filter = RC_FILTER_ANY;
        filter.report = rc_str_sub(s->id, 0, dot - 1);
        status = rc_ledger_claims(s->ledger, &filter, show_claim, s, err);
    }
    if (status == RC_OK && !s->found)
        status = rc_fail(err, RC_ENOTFOUND, "%s: no event, claim or report '%.*s'", s->common->ledger, RC_FMT(s->id));
    return status;
}

int rc_cmd_show(const rc_common *common, int argc, char **argv)
{
    show_state s = {.common = common};
    int code = rc_options_parse(&s.options, "show", argc, argv);
    if (code != EXIT_DONE) return code;
    if (s.options.n_words != 1) return rc_usage("show", "name one event, claim or report");
    s.id = rc_str_of(s.options.words[0]);
    code = rc_store_open(common, &s.ledger);
    if (code != EXIT_DONE) return code;
    rc_error err = {0};
    rc_arena_init(&s.arena, CHUNK_BYTES, 0);
    rc_status status = rc_arena_run(&s.arena, show, &s, "show", &err);
    rc_arena_release(&s.arena);
    rc_ledger_close(s.ledger);
    return status == RC_OK ? EXIT_DONE : rc_report_error(&err);
}
