/* The page of one event: ranges, reports with their copies, the words, the history; dossier_grid.c has who says what.
 */
#include "export/dossier.h"

#define ACTS_MOST 1000
#define DEEPEST_COPY 16

rc_str rc_dossier_title(rc_dossier *d, const rc_event *e)
{
    rc_page *page = &d->page;
    bool says_more = e->subtype.len && !rc_str_is(e->subtype, "Other");
    rc_str what = rc_page_word(page, says_more ? e->subtype : rc_str_of(rc_event_type_name(e->type)));
    rc_str where = e->place.name.len ? e->place.name : rc_page_say(page, "unlocated", 0, NULL, (rc_str){0});
    return rc_arena_printf(page->arena, "%.*s, %.*s", RC_FMT(what), RC_FMT(where));
}

rc_str rc_dossier_origins(rc_dossier *d, const rc_event *e)
{
    rc_page *page = &d->page;
    return rc_arena_printf(page->arena, "%.*s / %.*s",
                           RC_FMT(rc_page_say(page, "n independent", e->n_origins, NULL, (rc_str){0})),
                           RC_FMT(rc_page_say(page, "n reports", e->n_reports, NULL, (rc_str){0})));
}

static rc_str range_words(rc_dossier *d, const rc_estimate *x)
{
    rc_page *page = &d->page;
    rc_str low = rc_page_figure(page, x->low), high = rc_page_figure(page, x->high);
    bool one = x->low == x->high && x->has_low;
    rc_str civil = x->civilians && !rc_str_is(x->of, "civilians")
                       ? rc_arena_printf(page->arena, ", %.*s", RC_FMT(rc_page_word(page, RC_STR("civilians"))))
                       : (rc_str){0};
    return rc_arena_printf(page->arena, "%.*s%s%.*s%s %.*s%.*s%.*s", RC_FMT(one ? (rc_str){0} : low), one ? "" : "–",
                           RC_FMT(high), x->open_above ? "+" : "",
                           RC_FMT(rc_page_word(page, rc_str_of(rc_effect_name(x->effect)))),
                           RC_FMT(rc_page_of(page, x->of)), RC_FMT(civil));
}

rc_str rc_dossier_ranges(rc_dossier *d, const rc_stored_event *event)
{
    uint32_t n;
    rc_str said = {0};
    const rc_estimate *all = rc_export_estimates(event, d->sides, d->way, d->page.arena, &n);
    for (uint32_t i = 0; i < n; i++)
        said = rc_arena_printf(d->page.arena, "%.*s%s%.*s", RC_FMT(said), said.len ? " · " : "",
                               RC_FMT(range_words(d, &all[i])));
    return said;
}

/* The sentences begin in small letters, with a word that is written in ASCII. */
static rc_str as_sentence(rc_dossier *d, rc_str said)
{
    if (!said.len || said.ptr[0] < 'a' || said.ptr[0] > 'z') return said;
    return rc_arena_printf(d->page.arena, "%c%.*s", said.ptr[0] - 'a' + 'A', RC_FMT(rc_str_sub(said, 1, said.len)));
}

rc_str rc_dossier_clash(rc_dossier *d, const rc_stored_event *event, const rc_contradiction *c)
{
    const rc_join_claim *a = &event->claims[c->a], *b = &event->claims[c->b];
    rc_str said = rc_contradiction_say(c->kind, a, &event->reports[a->report], b, &event->reports[b->report], d->sides,
                                       rc_str_of(d->page.lang), d->page.arena);
    return as_sentence(d, said.len ? said : c->why);
}

void rc_dossier_heading(rc_page *page, const char *key)
{
    rc_page_html(page, "<h2>");
    rc_page_message(page, key);
    rc_page_html(page, "</h2>\n");
}

void rc_dossier_claim_link(rc_dossier *d, const rc_stored_event *e, uint32_t at)
{
    rc_page *page = &d->page;
    rc_page_html(page, rc_arena_printf(page->arena, "<a href=\"#c%u\">", at).ptr);
    rc_page_text(page, e->claims[at].id);
    rc_page_html(page, "</a>");
}

static void put_head(rc_dossier *d, const rc_stored_event *e)
{
    rc_page *page = &d->page;
    const char *status = rc_event_status_name(e->event.status);
    rc_page_html(page, "<p><a href=\"../index.html\">← ");
    rc_page_message(page, "dossier");
    rc_page_html(page, "</a></p>\n<h1>");
    rc_page_text(page, rc_dossier_title(d, &e->event));
    rc_page_html(page, "</h1>\n<p>");
    rc_page_text(page, rc_page_days(page, e->event.from, e->event.to));
    rc_page_html(page, " · ");
    rc_page_text(page, rc_page_place(page, &e->event.place));
    rc_page_html(page, rc_arena_printf(page->arena, " · <span class=\"tag %s\">",
                                       e->event.status == RC_STATUS_CONTESTED ? "contested" : "")
                           .ptr);
    rc_page_text(page, rc_page_word(page, rc_str_of(status)));
    rc_page_html(page, "</span> · ");
    rc_page_text(page, rc_dossier_origins(d, &e->event));
    rc_page_html(page, " · ");
    rc_page_text(page, e->event.id);
    rc_page_html(page, "</p>\n");
}

/* ---- ranges */

static void put_end(rc_dossier *d, const rc_stored_event *e, const char *key, double value, uint32_t by)
{
    rc_page *page = &d->page;
    rc_page_message(page, key);
    rc_page_text(page, rc_arena_printf(page->arena, " %.*s ", RC_FMT(rc_page_figure(page, value))));
    if (by < e->event.n_claims) rc_dossier_claim_link(d, e, by);
}

static void put_ranges(rc_dossier *d, const rc_stored_event *e)
{
    rc_page *page = &d->page;
    uint32_t n;
    const rc_estimate *all = rc_export_estimates(e, d->sides, d->way, page->arena, &n);
    if (!n) return;
    rc_dossier_heading(page, "ranges");
    rc_page_html(page, "<ul class=\"plain\">\n");
    for (uint32_t i = 0; i < n; i++) {
        rc_page_html(page, "<li><strong>");
        rc_page_text(page, range_words(d, &all[i]));
        rc_page_html(page, "</strong> <span class=\"small\">");
        put_end(d, e, "lowest", all[i].low, all[i].low_by);
        rc_page_html(page, " · ");
        put_end(d, e, "best", all[i].best, all[i].best_by);
        rc_page_html(page, " · ");
        put_end(d, e, "highest", all[i].high, all[i].high_by);
        rc_page_html(page, " · ");
        rc_page_text(page, rc_page_say(page, "n origins", all[i].n_origins, NULL, (rc_str){0}));
        rc_page_html(page, "</span></li>\n");
    }
    rc_page_html(page, "</ul>\n");
}

/* ---- reports, each with its copies under it */

static void put_copies(rc_dossier *d, const json_t *reports, rc_str of, int depth);

static void put_report(rc_dossier *d, const json_t *reports, const json_t *report, int depth)
{
    rc_page *page = &d->page;
    static const char *const about[] = {"outlet", "published", "lang"};
    rc_str id = rc_dossier_field(report, "id"), title = rc_dossier_field(report, "title");
    rc_str why = rc_dossier_field(report, "why");
    rc_page_html(page, "<li><a href=\"../reports/");
    rc_page_html(page, rc_dossier_report_file(d, id));
    rc_page_html(page, "\">");
    rc_page_text(page, title.len ? title : id);
    rc_page_html(page, "</a> <span class=\"soft small\">");
    const char *between = "";
    for (size_t i = 0; i < sizeof about / sizeof *about; i++) {
        rc_str value = rc_dossier_field(report, about[i]);
        if (!value.len) continue;
        rc_page_html(page, between);
        rc_page_text(page, value);
        between = ", ";
    }
    rc_page_html(page, "</span>");
    if (why.len) {
        rc_page_html(page, "<div class=\"small soft\">");
        rc_page_text(page, rc_page_word(page, rc_dossier_field(report, "copy_kind")));
        rc_page_html(page, ": ");
        rc_page_text(page, why);
        rc_page_html(page, "</div>");
    }
    put_copies(d, reports, id, depth + 1);
    rc_page_html(page, "</li>\n");
}

static bool is_among(const json_t *reports, rc_str id)
{
    for (size_t i = 0; i < json_array_size(reports); i++)
        if (rc_str_eq(rc_dossier_field(json_array_get(reports, i), "id"), id)) return true;
    return false;
}

/* The reports that copy `of`; with `of` empty, those that copy none of this event. */
static void put_copies(rc_dossier *d, const json_t *reports, rc_str of, int depth)
{
    bool some = false;
    for (size_t i = 0; i < json_array_size(reports) && depth < DEEPEST_COPY; i++) {
        const json_t *report = json_array_get(reports, i);
        rc_str original = rc_dossier_field(report, "copy_of");
        bool mine = of.len ? rc_str_eq(original, of) : !original.len || !is_among(reports, original);
        if (!mine) continue;
        if (!some) rc_page_html(&d->page, of.len ? "<ul>\n" : "<ul class=\"plain\">\n");
        some = true;
        put_report(d, reports, report, depth);
    }
    if (some) rc_page_html(&d->page, "</ul>\n");
}

static rc_status ask_reports(rc_dossier *d, rc_json *json, rc_str event, rc_error *err)
{
    return rc_browse_event_reports(d->ledger, event, json, err);
}

static rc_status put_reports(rc_dossier *d, const rc_stored_event *e, rc_error *err)
{
    rc_status status = rc_dossier_ask(d, ask_reports, e->event.id, err);
    if (status != RC_OK) return status;
    rc_dossier_heading(&d->page, "reports");
    put_copies(d, d->answer, (rc_str){0}, 0);
    return RC_OK;
}

/* ---- claims and history */

static void put_claims(rc_dossier *d, const rc_stored_event *e)
{
    rc_page *page = &d->page;
    rc_dossier_heading(page, "claims");
    for (uint32_t i = 0; i < e->event.n_claims; i++) {
        const rc_join_claim *c = &e->claims[i];
        const rc_join_report *report = &e->reports[c->report];
        rc_page_html(page,
                     rc_arena_printf(page->arena, "<article class=\"claim\" id=\"c%u\"><p class=\"small\">", i).ptr);
        rc_page_html(page, "<a href=\"../reports/");
        rc_page_html(page, rc_dossier_report_file(d, report->id));
        rc_page_html(page, rc_arena_printf(page->arena, "#b%u\">", c->claim.span.beg).ptr);
        rc_page_text(page, c->id);
        rc_page_html(page, "</a></p>\n<blockquote class=\"quote\">");
        rc_dossier_words(d, report->id, report->text, c->claim.span);
        rc_page_html(page, "</blockquote>\n");
        rc_page_claim(page, &c->claim, report->outlet);
        rc_page_html(page, "</article>\n");
    }
}

static rc_status ask_acts(rc_dossier *d, rc_json *json, rc_str event, rc_error *err)
{
    return rc_browse_acts(d->ledger, RC_STR("event"), event, ACTS_MOST, json, err);
}

static void put_act(rc_dossier *d, const json_t *act)
{
    rc_page *page = &d->page;
    rc_str reason = rc_dossier_field(act, "reason");
    rc_page_html(page, "<li class=\"small\">");
    rc_page_text(page, rc_dossier_field(act, "at"));
    rc_page_html(page, " ");
    rc_page_text(page, rc_dossier_field(act, "who"));
    rc_page_html(page, ": ");
    rc_page_text(page, rc_page_word(page, rc_dossier_field(act, "what")));
    rc_page_html(page, " ");
    rc_page_text(page, rc_dossier_field(act, "target"));
    rc_page_html(page, reason.len ? " – " : "");
    rc_page_text(page, reason);
    if (json_object_get(act, "undone")) {
        rc_page_html(page, " ");
        rc_page_message(page, "was undone");
    }
    rc_page_html(page, "</li>\n");
}

static rc_status put_history(rc_dossier *d, const rc_stored_event *e, rc_error *err)
{
    rc_status status = rc_dossier_ask(d, ask_acts, e->event.id, err);
    size_t n = json_array_size(d->answer);
    if (status != RC_OK || !n) return status;
    rc_dossier_heading(&d->page, "history");
    rc_page_html(&d->page, "<ol class=\"plain\">\n");
    for (size_t i = 0; i < n; i++) put_act(d, json_array_get(d->answer, i));
    rc_page_html(&d->page, "</ol>\n");
    return RC_OK;
}

rc_status rc_dossier_event(rc_dossier *d, const rc_stored_event *e, rc_error *err)
{
    char name[160];
    rc_page_begin(&d->page, rc_dossier_title(d, &e->event), "../");
    put_head(d, e);
    rc_dossier_grid(d, e);
    put_ranges(d, e);
    rc_status status = put_reports(d, e, err);
    if (status != RC_OK) return status;
    put_claims(d, e);
    status = put_history(d, e, err);
    if (status != RC_OK) return status;
    rc_page_end(&d->page);
    snprintf(name, sizeof name, "events/%.*s.html", RC_FMT(e->event.id));
    return rc_dossier_keep(d, name, err);
}
