/* The page of one report: where it comes from, its text with every claim marked in place, the claims. */
#include "export/dossier.h"

#include <stdlib.h>

typedef struct marked_claim {
    rc_claim claim;
    rc_str id, event;
} marked_claim;

typedef struct report_page {
    rc_dossier *d;
    rc_stored_report report;
    bool found;
    RC_VEC(marked_claim) claims;
} report_page;

static rc_status take_report(void *context, const rc_stored_report *report, rc_error *err)
{
    (void)err;
    report_page *p = context;
    rc_arena *arena = p->d->page.arena;
    p->found = true;
    p->report = *report;
    p->report.report = rc_report_copy(arena, &report->report);
    p->report.added_on = rc_arena_dup(arena, report->added_on);
    p->report.copy_of = rc_arena_dup(arena, report->copy_of);
    p->report.copy_why = rc_arena_dup(arena, report->copy_why);
    return RC_OK;
}

/* The claim is written and read again, which copies all that it holds. */
static rc_status take_claim(void *context, const rc_join_claim *claim, const rc_stored_report *report, rc_str event,
                            rc_error *err)
{
    (void)report;
    report_page *p = context;
    rc_arena *arena = p->d->page.arena;
    rc_str text = p->report.report.text;
    rc_json json;
    p->d->json.len = 0;
    rc_json_init(&json, &p->d->json);
    rc_claim_write(&json, &claim->claim, text, rc_codepoints(arena, text));
    marked_claim *kept = RC_PUSH(arena, &p->claims);
    kept->id = rc_arena_dup(arena, claim->id);
    kept->event = rc_arena_dup(arena, event);
    return rc_claim_read(&kept->claim, rc_arena_dup(arena, rc_buf_str(&p->d->json)), text, arena, err);
}

static void put_copy_of(rc_dossier *d, const rc_stored_report *r)
{
    rc_page *page = &d->page;
    if (!r->copy_of.len) return;
    rc_page_html(page, "<dt>");
    rc_page_message(page, "meta copy");
    rc_page_html(page, "</dt><dd><a href=\"");
    rc_page_html(page, rc_dossier_report_file(d, r->copy_of));
    rc_page_html(page, "\">");
    rc_page_text(page, r->copy_of);
    rc_page_html(page, "</a> – ");
    rc_page_text(page, r->copy_why);
    rc_page_html(page, "</dd>\n");
}

static void put_head(report_page *p)
{
    rc_page *page = &p->d->page;
    const rc_report *r = &p->report.report;
    char hash[2 * RC_SHA256_BYTES + 1];
    rc_sha256_hex(r->content, hash);
    rc_page_html(page, "<p><a href=\"../index.html\">← ");
    rc_page_message(page, "dossier");
    rc_page_html(page, "</a></p>\n<h1>");
    rc_page_text(page, r->title.len ? r->title : r->id);
    rc_page_html(page, "</h1>\n<dl class=\"fields\">\n");
    rc_page_term(page, "meta source", r->outlet);
    rc_page_term(page, "meta published", r->published);
    rc_page_term(page, "meta language", rc_page_word(page, r->lang));
    rc_page_term(page, "meta url", r->url);
    rc_page_term(page, "meta read from", r->path);
    rc_page_term(page, "meta added", p->report.added_on);
    rc_page_term(page, "meta sha256", rc_str_of(hash));
    put_copy_of(p->d, &p->report);
    rc_page_html(page, "</dl>\n");
}

static int by_number(const void *left, const void *right)
{
    uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
    return a < b ? -1 : a > b;
}

/* Spans may overlap: the text is cut where any begins or ends, and a piece is marked when a claim covers it. */
static void put_text(report_page *p)
{
    rc_page *page = &p->d->page;
    rc_str text = p->report.report.text;
    size_t n = 0, reached = 0;
    uint32_t *cuts = RC_NEWS(page->arena, uint32_t, 2 * p->claims.len + 1);
    for (size_t i = 0; i < p->claims.len; i++) {
        cuts[n++] = p->claims.ptr[i].claim.span.beg;
        cuts[n++] = p->claims.ptr[i].claim.span.end;
    }
    qsort(cuts, n, sizeof *cuts, by_number);
    cuts[n++] = (uint32_t)text.len;
    rc_page_html(page, "<div class=\"text\">");
    for (size_t i = 0; i < n; i++) {
        if (cuts[i] <= reached) continue;
        bool covered = false, begins = false;
        for (size_t k = 0; k < p->claims.len; k++) {
            rc_span span = p->claims.ptr[k].claim.span;
            covered |= span.beg <= reached && span.end >= cuts[i];
            begins |= span.beg == reached && span.end >= cuts[i];
        }
        if (covered)
            rc_page_html(page, begins ? rc_arena_printf(page->arena, "<mark id=\"b%zu\">", reached).ptr : "<mark>");
        rc_page_text(page, rc_str_sub(text, reached, cuts[i]));
        if (covered) rc_page_html(page, "</mark>");
        reached = cuts[i];
    }
    rc_page_html(page, "</div>\n");
}

static void put_claims(report_page *p)
{
    rc_page *page = &p->d->page;
    rc_page_html(page, "<div>\n");
    for (size_t i = 0; i < p->claims.len; i++) {
        const marked_claim *c = &p->claims.ptr[i];
        rc_page_html(page, "<article class=\"claim\"><p class=\"small\"><a href=\"#b");
        rc_page_html(page, rc_arena_printf(page->arena, "%u\">", c->claim.span.beg).ptr);
        rc_page_text(page, c->id);
        rc_page_html(page, "</a>");
        if (c->event.len && rc_map_get(&p->d->events, c->event)) {
            rc_page_html(page, " · <a href=\"../events/");
            rc_page_text(page, c->event);
            rc_page_html(page, ".html\">");
            rc_page_text(page, c->event);
            rc_page_html(page, "</a>");
        }
        rc_page_html(page, "</p>\n");
        rc_page_claim(page, &c->claim, p->report.report.outlet);
        rc_page_html(page, "</article>\n");
    }
    rc_page_html(page, "</div>\n");
}

rc_status rc_dossier_report(rc_dossier *d, rc_str id, rc_error *err)
{
    report_page p = {.d = d};
    rc_filter filter = RC_FILTER_ANY;
    filter.report = id;
    rc_status status = rc_ledger_reports(d->ledger, &filter, take_report, &p, err);
    if (status == RC_OK && !p.found) return rc_fail(err, RC_ENOTFOUND, "report %.*s has gone", RC_FMT(id));
    if (status == RC_OK) status = rc_ledger_claims(d->ledger, &filter, take_claim, &p, err);
    if (status != RC_OK) return status;
    rc_str title = p.report.report.title;
    rc_page_begin(&d->page, title.len ? title : id, "../");
    put_head(&p);
    rc_page_html(&d->page, "<div class=\"columns reading\">\n");
    put_text(&p);
    put_claims(&p);
    rc_page_html(&d->page, "</div>\n");
    rc_page_end(&d->page);
    const char *file = rc_dossier_report_file(d, id);
    return rc_dossier_keep(d, rc_arena_printf(d->page.arena, "reports/%s", file).ptr, err);
}
