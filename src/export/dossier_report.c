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
    const rc_span *graphic;
    uint32_t n_graphic;
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

/* ---- the text */

void rc_dossier_cover(rc_dossier *d)
{
    rc_page_html(&d->page, "<details class=\"graphic\"><summary>");
    rc_page_message(&d->page, "graphic hidden");
    rc_page_html(&d->page, "</summary>");
}

void rc_dossier_uncover(rc_dossier *d)
{
    rc_page_html(&d->page, "</details>");
}

static uint32_t larger(uint32_t a, uint32_t b)
{
    return a > b ? a : b;
}

void rc_dossier_words(rc_dossier *d, rc_str report, rc_str text, rc_span span)
{
    uint32_t n, reached = span.beg;
    const rc_span *graphic = rc_graphic_of(&d->graphic, report, text, d->page.arena, &n);
    for (uint32_t i = 0; i < n && reached < span.end; i++) {
        if (graphic[i].end <= reached || graphic[i].beg >= span.end) continue;
        uint32_t from = larger(graphic[i].beg, reached), to = graphic[i].end < span.end ? graphic[i].end : span.end;
        rc_page_text(&d->page, rc_str_sub(text, reached, from));
        rc_dossier_cover(d);
        rc_page_text(&d->page, rc_str_sub(text, from, to));
        rc_dossier_uncover(d);
        reached = to;
    }
    rc_page_text(&d->page, rc_str_sub(text, reached, span.end));
}

static bool begins_at(const report_page *p, uint32_t at)
{
    for (size_t k = 0; k < p->claims.len; k++)
        if (p->claims.ptr[k].claim.span.beg == at) return true;
    return false;
}

static bool is_marked(const report_page *p, uint32_t from, uint32_t to)
{
    for (size_t k = 0; k < p->claims.len; k++) {
        rc_span span = p->claims.ptr[k].claim.span;
        if (span.beg <= from && span.end >= to) return true;
    }
    return false;
}

/* Spans may overlap: the text is cut where any begins or ends, and a piece is marked when a claim covers it. */
static size_t cut_text(report_page *p, uint32_t **cuts)
{
    uint32_t n = 0, *all = RC_NEWS(p->d->page.arena, uint32_t, 2 * (p->claims.len + p->n_graphic) + 1);
    for (size_t i = 0; i < p->claims.len; i++) {
        all[n++] = p->claims.ptr[i].claim.span.beg;
        all[n++] = p->claims.ptr[i].claim.span.end;
    }
    for (uint32_t i = 0; i < p->n_graphic; i++) {
        all[n++] = p->graphic[i].beg;
        all[n++] = p->graphic[i].end;
    }
    all[n++] = (uint32_t)p->report.report.text.len;
    qsort(all, n, sizeof *all, by_number);
    *cuts = all;
    return n;
}

/* A link into what is covered would open it: its places are before the cover. */
static void put_places(report_page *p, const uint32_t *cuts, size_t n, rc_span within)
{
    rc_page *page = &p->d->page;
    uint32_t last = UINT32_MAX;
    if (begins_at(p, within.beg))
        rc_page_html(page, rc_arena_printf(page->arena, "<span id=\"b%u\"></span>", within.beg).ptr);
    for (size_t i = 0; i < n; i++) {
        if (cuts[i] <= within.beg || cuts[i] >= within.end || cuts[i] == last || !begins_at(p, cuts[i])) continue;
        last = cuts[i];
        rc_page_html(page, rc_arena_printf(page->arena, "<span id=\"b%u\"></span>", last).ptr);
    }
}

static void put_piece(report_page *p, rc_span piece, bool is_covered)
{
    rc_page *page = &p->d->page;
    bool marked = is_marked(p, piece.beg, piece.end);
    if (marked && begins_at(p, piece.beg) && !is_covered)
        rc_page_html(page, rc_arena_printf(page->arena, "<mark id=\"b%u\">", piece.beg).ptr);
    else if (marked)
        rc_page_html(page, "<mark>");
    rc_page_text(page, rc_str_span(p->report.report.text, piece));
    if (marked) rc_page_html(page, "</mark>");
}

static void put_text(report_page *p)
{
    rc_page *page = &p->d->page;
    rc_str text = p->report.report.text;
    uint32_t *cuts, reached = 0, covered_to = 0;
    p->graphic = rc_graphic_of(&p->d->graphic, p->report.report.id, text, page->arena, &p->n_graphic);
    size_t n = cut_text(p, &cuts);
    rc_page_html(page, "<div class=\"text\">");
    for (size_t i = 0; i < n; i++) {
        if (cuts[i] <= reached) continue;
        for (uint32_t k = 0; k < p->n_graphic && reached >= covered_to; k++) {
            if (p->graphic[k].beg != reached) continue;
            put_places(p, cuts, n, p->graphic[k]);
            rc_dossier_cover(p->d);
            covered_to = p->graphic[k].end;
        }
        put_piece(p, (rc_span){reached, cuts[i]}, reached < covered_to);
        if (reached < covered_to && cuts[i] >= covered_to) rc_dossier_uncover(p->d);
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
