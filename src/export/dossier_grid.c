/* Of the page of an event: who says what, in a table, and what they dispute. */
#include "export/dossier.h"

#define NAMES_MOST 3 /* of those who say one thing, in a heading */

static rc_str column_name(rc_page *page, const rc_grid_column *c)
{
    if (c->kind == RC_GRID_CONTROL) {
        rc_str place = c->what.len ? c->what : rc_page_say(page, "ground", 0, NULL, (rc_str){0});
        return rc_page_say(page, "control of", 0, "place", place);
    }
    rc_str said = {0}, rest = c->what;
    if (c->kind == RC_GRID_LOSS) {
        said = rc_page_word(page, c->what);
    } else { /* thing and damage: the damage is the last word */
        size_t cut = c->what.len;
        while (cut > 0 && c->what.ptr[cut - 1] != ' ') cut--;
        rest = rc_str_trim(rc_str_sub(c->what, 0, cut));
        said = rc_arena_printf(page->arena, "%.*s %.*s", RC_FMT(rc_page_word(page, rest)),
                               RC_FMT(rc_page_word(page, rc_str_sub(c->what, cut, c->what.len))));
    }
    return rc_arena_printf(page->arena, "%.*s%.*s", RC_FMT(said), RC_FMT(rc_page_of(page, c->of)));
}

static rc_str cell_words(rc_page *page, const rc_grid *grid, const rc_grid_cell *c)
{
    rc_str value;
    if (grid->columns[c->column].kind == RC_GRID_CONTROL) {
        rc_str by = c->by.len ? rc_page_say(page, "by whom", 0, "by", c->by) : (rc_str){0};
        value = rc_arena_printf(page->arena, "%.*s%s%.*s", RC_FMT(rc_page_word(page, c->change)), by.len ? " " : "",
                                RC_FMT(by));
    } else {
        value = rc_page_count(page, &c->count);
    }
    rc_str no = c->denied ? rc_page_say(page, "not", 0, NULL, (rc_str){0}) : (rc_str){0};
    return rc_arena_printf(page->arena, "%.*s%s%.*s%s", RC_FMT(no), no.len ? " " : "", RC_FMT(value),
                           c->hedged ? "\xe2\x80\xaf?" : "");
}

/* The disputes of any of the cells, as numbers that lead to them. */
static void put_notes(rc_dossier *d, const rc_grid *grid, uint32_t origin, uint32_t column)
{
    rc_page *page = &d->page;
    bool *told = RC_NEWS(page->arena, bool, grid->n_disputes + 1);
    for (uint32_t i = 0; i < grid->n_cells; i++) {
        const rc_grid_cell *c = &grid->cells[i];
        for (uint32_t k = 0; c->origin == origin && c->column == column && k < c->n_disputes; k++)
            told[c->disputes[k]] = true;
    }
    for (uint32_t i = 0; i < grid->n_disputes; i++)
        if (told[i])
            rc_page_html(page,
                         rc_arena_printf(page->arena, " <a class=\"note\" href=\"#d%u\">%u</a>", i + 1, i + 1).ptr);
}

static void put_cells(rc_dossier *d, const rc_grid *grid, uint32_t origin, uint32_t column)
{
    rc_page *page = &d->page;
    bool clash = false;
    RC_VEC(rc_str) said = {0};
    for (uint32_t i = 0; i < grid->n_cells && !clash; i++)
        clash = grid->cells[i].origin == origin && grid->cells[i].column == column && grid->cells[i].n_disputes;
    rc_page_html(page, clash ? "<td class=\"clashing\">" : "<td>");
    for (uint32_t i = 0; i < grid->n_cells; i++) {
        const rc_grid_cell *c = &grid->cells[i];
        if (c->origin != origin || c->column != column) continue;
        rc_str words = cell_words(page, grid, c);
        bool again = false;
        for (size_t k = 0; k < said.len && !again; k++) again = rc_str_eq(said.ptr[k], words);
        if (again) continue;
        rc_page_html(page, rc_arena_printf(page->arena, "%s<a href=\"#c%u\">", said.len ? " " : "", c->claim).ptr);
        *RC_PUSH(page->arena, &said) = words;
        rc_page_text(page, words);
        rc_page_html(page, "</a>");
    }
    if (clash) put_notes(d, grid, origin, column);
    rc_page_html(page, "</td>");
}

/* Origins by side, in the order in which they speak. */
static uint32_t *order_of_origins(const rc_grid *grid, rc_arena *arena)
{
    uint32_t *order = RC_NEWS(arena, uint32_t, grid->n_origins + 1);
    for (uint32_t i = 0; i < grid->n_origins; i++) {
        uint32_t at = i;
        for (; at > 0 && rc_str_cmp(grid->origins[order[at - 1]].side, grid->origins[i].side) > 0; at--)
            order[at] = order[at - 1];
        order[at] = i;
    }
    return order;
}

static void put_grid(rc_dossier *d, const rc_grid *grid)
{
    rc_page *page = &d->page;
    const uint32_t *order = order_of_origins(grid, page->arena);
    rc_dossier_heading(page, "matrix");
    rc_page_html(page, "<div class=\"scroll\"><table class=\"grid\">\n<thead><tr><th>");
    rc_page_message(page, "side");
    rc_page_html(page, "</th><th>");
    rc_page_message(page, "origin");
    rc_page_html(page, "</th>");
    for (uint32_t c = 0; c < grid->n_columns; c++) {
        rc_page_html(page, "<th>");
        rc_page_text(page, column_name(page, &grid->columns[c]));
        rc_page_html(page, "</th>");
    }
    rc_page_html(page, "</tr></thead>\n<tbody>\n");
    for (uint32_t i = 0; i < grid->n_origins; i++) {
        const rc_grid_origin *o = &grid->origins[order[i]];
        rc_page_html(page, "<tr><td>");
        rc_page_text(page, o->side.len ? o->side : RC_STR("–"));
        rc_page_html(page, "</td><th>");
        rc_page_text(page, o->name.len ? o->name : rc_page_say(page, "unknown outlet", 0, NULL, (rc_str){0}));
        rc_page_html(page, "</th>");
        for (uint32_t c = 0; c < grid->n_columns; c++) put_cells(d, grid, order[i], c);
        rc_page_html(page, "</tr>\n");
    }
    rc_page_html(page, "</tbody></table></div>\n");
}

/* ---- disputes */

static rc_str name_of(rc_page *page, const rc_grid *grid, uint32_t origin)
{
    rc_str name = grid->origins[origin].name;
    return name.len ? name : rc_page_say(page, "unknown outlet", 0, NULL, (rc_str){0});
}

/* "the Front, Qari Hamdan Wasil +2" */
static rc_str who_stands(rc_page *page, const rc_grid *grid, const rc_grid_stand *s)
{
    rc_str said = {0};
    uint32_t n = 0;
    bool *told = RC_NEWS(page->arena, bool, grid->n_origins);
    for (uint32_t i = 0; i < s->n_cells; i++) {
        uint32_t origin = grid->cells[s->cells[i]].origin;
        if (told[origin]) continue;
        told[origin] = true;
        if (++n > NAMES_MOST) continue;
        said = rc_arena_printf(page->arena, "%.*s%s%.*s", RC_FMT(said), n > 1 ? ", " : "",
                               RC_FMT(name_of(page, grid, origin)));
    }
    return n > NAMES_MOST ? rc_arena_printf(page->arena, "%.*s +%u", RC_FMT(said), n - NAMES_MOST) : said;
}

static rc_str stand_words(rc_page *page, const rc_grid_dispute *d, const rc_grid_stand *s)
{
    if (d->kind == RC_CONTRADICTS_COUNT) return rc_page_count(page, &s->count);
    rc_str by = s->by.len ? rc_page_say(page, "by whom", 0, "by", s->by) : (rc_str){0};
    return rc_arena_printf(page->arena, "%.*s%s%.*s", RC_FMT(rc_page_word(page, s->change)), by.len ? " " : "",
                           RC_FMT(by));
}

static rc_str what_of(rc_page *page, const rc_grid_dispute *d)
{
    if (d->kind == RC_CONTRADICTS_CONTROL)
        return d->place.len ? d->place : rc_page_say(page, "ground", 0, NULL, (rc_str){0});
    rc_str effect = rc_page_word(page, rc_str_of(rc_effect_name(d->effect)));
    return rc_arena_printf(page->arena, "%.*s%.*s", RC_FMT(effect), RC_FMT(rc_page_of(page, d->of)));
}

static rc_str end_words(rc_page *page, const rc_grid *grid, const rc_grid_dispute *d, uint32_t at)
{
    const rc_grid_stand *s = &d->stands[at];
    return rc_arena_printf(page->arena, "%.*s (%.*s)", RC_FMT(stand_words(page, d, s)),
                           RC_FMT(who_stands(page, grid, s)));
}

/* "Counts of killed (Taliban): 0 (Q. H. Wasil) against 60 (the Front)"; the kind alone where no column shows it. */
static rc_str title_of(rc_page *page, const rc_grid *grid, const rc_grid_dispute *d)
{
    if (!d->n_stands) return rc_page_word(page, rc_str_of(rc_contradiction_kind_name(d->kind)));
    rc_page_slot slots[] = {{"what", what_of(page, d)},
                            {"a", end_words(page, grid, d, d->first)},
                            {"b", end_words(page, grid, d, d->last)}};
    const char *key = d->kind == RC_CONTRADICTS_COUNT ? "dispute count" : "dispute control";
    return rc_page_fill(page, key, 0, slots, sizeof slots / sizeof *slots);
}

static void put_pair(rc_dossier *d, const rc_stored_event *e, uint32_t number)
{
    rc_page *page = &d->page;
    const rc_contradiction *c = &e->event.contradictions[number];
    rc_page_text(page, rc_dossier_clash(d, e, c));
    rc_page_html(page, " <span class=\"small\">[");
    rc_dossier_claim_link(d, e, c->a);
    rc_page_html(page, " ");
    rc_dossier_claim_link(d, e, c->b);
    rc_page_html(page, "]</span>");
}

static void put_stands(rc_dossier *d, const rc_grid *grid, const rc_grid_dispute *dispute)
{
    rc_page *page = &d->page;
    if (dispute->n_stands < 3) return; /* both ends are in the heading */
    rc_page_html(page, "<ul class=\"stands\">");
    for (uint32_t i = 0; i < dispute->n_stands; i++) {
        const rc_grid_stand *s = &dispute->stands[i];
        rc_page_html(page, rc_arena_printf(page->arena, "<li><a href=\"#c%u\">", grid->cells[s->cells[0]].claim).ptr);
        rc_page_text(page, stand_words(page, dispute, s));
        rc_page_html(page, "</a> ");
        rc_page_text(page, who_stands(page, grid, s));
        rc_page_html(page, "</li>");
    }
    rc_page_html(page, "</ul>");
}

/* The widest pair says why; the others are behind it, as all must be there to be checked. */
static void put_dispute(rc_dossier *d, const rc_stored_event *e, const rc_grid *grid, uint32_t number)
{
    rc_page *page = &d->page;
    const rc_grid_dispute *dispute = &grid->disputes[number];
    rc_page_html(page, rc_arena_printf(page->arena, "<li id=\"d%u\"><strong>", number + 1).ptr);
    rc_page_text(page, title_of(page, grid, dispute));
    rc_page_html(page, "</strong>");
    put_stands(d, grid, dispute);
    rc_page_html(page, "<div class=\"why\">");
    put_pair(d, e, dispute->pairs[0]);
    rc_page_html(page, "</div>");
    if (dispute->n_pairs > 1) {
        rc_page_html(page, "<details class=\"small\"><summary>");
        rc_page_text(page, rc_page_say(page, "n other pairs", dispute->n_pairs - 1, NULL, (rc_str){0}));
        rc_page_html(page, "</summary><ul>");
        for (uint32_t i = 1; i < dispute->n_pairs; i++) {
            rc_page_html(page, "<li>");
            put_pair(d, e, dispute->pairs[i]);
            rc_page_html(page, "</li>");
        }
        rc_page_html(page, "</ul></details>");
    }
    rc_page_html(page, "</li>\n");
}

void rc_dossier_grid(rc_dossier *d, const rc_stored_event *e)
{
    rc_page *page = &d->page;
    rc_grid grid = rc_grid_make(e, d->sides, page->arena);
    put_grid(d, &grid);
    if (!grid.n_disputes) return;
    rc_dossier_heading(page, "contradictions");
    rc_page_html(page, "<ol class=\"disputes\">\n");
    for (uint32_t i = 0; i < grid.n_disputes; i++) put_dispute(d, e, &grid, i);
    rc_page_html(page, "</ol>\n");
}
