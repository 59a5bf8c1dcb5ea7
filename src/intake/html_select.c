#include "intake/html_page.h"

#include <strings.h>

/* Weights of the choice of lines, in one place. Method: every line gets a score, positive for prose and negative for
 * what surrounds it, and the article is the run of lines with the greatest sum (Jeff Pasternack and Dan Roth,
 * "Extracting Article Text from the Web with Maximum Subsequence Segmentation", WWW 2009; their scores are learned,
 * ours are lengths). Where the page itself marks the article, its mark is believed when enough prose stands in it. */
#define PROSE_BYTES 80        /* a line this long is prose */
#define SENTENCE_BYTES 20     /* so is a shorter one that ends as a sentence does */
#define LINK_PERCENT 50       /* a line with more of it in links is not */
#define SHORT_COST 20         /* a line that is neither prose nor links */
#define LINK_COST 40          /* a line of links */
#define HEADING_COST 5        /* a heading neither joins nor parts */
#define REGION_MIN_PERCENT 40 /* of the page's best run, for a mark to be believed */
#define LENIENT_BYTES 160     /* so little prose, and */
#define LENIENT_FACTOR 3      /* so many times more in elements left out by class or tag: these misled */

static size_t n_lines(const rc_html_page *page)
{
    return page->lines.len / sizeof(rc_html_line);
}

static const rc_html_line *line_at(const rc_html_page *page, size_t i)
{
    return (const rc_html_line *)(const void *)page->lines.ptr + i;
}

static rc_str words_of(const rc_html_page *page, const rc_html_line *line)
{
    return rc_str_sub(rc_buf_str(&page->words), line->beg, line->end);
}

static bool mostly_links(const rc_html_line *line)
{
    return line->kind != RC_LINE_TWEET && line->link_bytes * 100ull > (line->end - line->beg) * (uint64_t)LINK_PERCENT;
}

static bool ends_sentence(rc_str s)
{
    static const rc_str ends[] = {RC_STR_INIT("."),      RC_STR_INIT("!"),      RC_STR_INIT("?"),
                                  RC_STR_INIT("\u2026"), RC_STR_INIT("\u00BB"), RC_STR_INIT("\u201D"),
                                  RC_STR_INIT("\""),     RC_STR_INIT(":"),      RC_STR_INIT("\u3002"),
                                  RC_STR_INIT("\u061F"), RC_STR_INIT("\u06D4")};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (rc_str_ends(s, ends[i])) return true;
    return false;
}

/* Bytes of prose in the line, or a negative cost. */
static int64_t score(const rc_html_page *page, const rc_html_line *line)
{
    int64_t bytes = line->end - line->beg;
    if (line->kind == RC_LINE_TWEET) return bytes;
    if (mostly_links(line)) return -LINK_COST - (int64_t)line->link_bytes / 4;
    if (line->kind == RC_LINE_TITLE || line->kind == RC_LINE_HEADING) return -HEADING_COST;
    if (bytes >= PROSE_BYTES || (bytes >= SENTENCE_BYTES && ends_sentence(words_of(page, line))))
        return bytes - 2 * (int64_t)line->link_bytes;
    return -SHORT_COST;
}

typedef struct run {
    size_t first, end;
    int64_t sum;
} run;

/* The run of greatest sum among lines [first, end); lines around the article count only when `lenient`. */
static run best_run(const rc_html_page *page, size_t first, size_t end, bool lenient)
{
    run best = {first, first, 0}, here = {first, first, 0};
    for (size_t i = first; i < end; i++) {
        const rc_html_line *line = line_at(page, i);
        if (line->around && !lenient) continue;
        if (here.sum <= 0) here = (run){i, i, 0};
        here.sum += score(page, line);
        here.end = i + 1;
        if (here.sum > best.sum) best = here;
    }
    return best;
}

static int64_t prose_in(const rc_html_page *page, size_t first, size_t end)
{
    int64_t sum = 0;
    for (size_t i = first; i < end; i++) {
        int64_t bytes = score(page, line_at(page, i));
        if (bytes > 0) sum += bytes;
    }
    return sum;
}

/* A short article with long comments is no reason to take the comments for it; hardly any article is. */
static bool misled(int64_t strict, int64_t all)
{
    return strict < LENIENT_BYTES && all > LENIENT_BYTES && all > LENIENT_FACTOR * strict;
}

/* The region of a kind with most prose. Prose of a region is that of its lines, so sums over lines from the left make
 * each region's a difference of two, however many there are. */
static bool best_region(rc_html_page *page, rc_region_kind kind, int64_t enough, run *best)
{
    size_t n = page->regions.len / sizeof(rc_html_region), lines = n_lines(page), next = 0;
    const rc_html_region *regions = (const rc_html_region *)(const void *)page->regions.ptr;
    int64_t *sums = NULL;
    rc_buf store = {0};
    int64_t sum = 0;
    bool found = false;
    for (next = 0; n && next <= lines; next++) {
        rc_buf_put(&store, (rc_str){(const char *)&sum, sizeof sum});
        if (next == lines) break;
        const rc_html_line *line = line_at(page, next);
        int64_t bytes = line->around ? 0 : score(page, line);
        if (bytes > 0) sum += bytes;
    }
    sums = store.failed ? NULL : (int64_t *)(void *)store.ptr;
    *best = (run){0, 0, 0};
    for (size_t i = 0; sums && i < n; i++) {
        if (regions[i].kind != kind) continue;
        int64_t prose = sums[regions[i].end] - sums[regions[i].first];
        if (prose <= best->sum) continue;
        *best = (run){regions[i].first, regions[i].end, prose};
        found = prose >= enough;
    }
    rc_buf_release(&store);
    return found;
}

/* Without case and white space at the ends, as far as ASCII goes. */
static bool same_title(rc_str a, rc_str b)
{
    return a.len && a.len == b.len && strncasecmp(a.ptr, b.ptr, a.len) == 0;
}

static void put_line(rc_html_page *page, rc_str words)
{
    if (page->text.len) rc_buf_putc(&page->text, '\n');
    rc_buf_put(&page->text, words);
}

static void write_run(rc_html_page *page, run chosen, bool lenient)
{
    rc_str title = rc_buf_str(&page->fields[RC_HTML_TITLE]);
    page->text.len = 0;
    for (size_t i = chosen.first; i < chosen.end; i++) {
        const rc_html_line *line = line_at(page, i);
        rc_str words = words_of(page, line);
        if ((line->around && !lenient) || mostly_links(line)) continue;
        if (line->kind == RC_LINE_TITLE && (!title.len || same_title(words, title))) continue;
        put_line(page, words);
    }
}

/* The article as the page marks it, or the best run of all lines. */
static run choose(rc_html_page *page, bool *lenient)
{
    size_t n = n_lines(page);
    run strict = best_run(page, 0, n, false), all = best_run(page, 0, n, true), marked;
    int64_t enough = strict.sum * REGION_MIN_PERCENT / 100 + 1;
    *lenient = false;
    if (best_region(page, RC_REGION_BODY, enough, &marked)) return marked;
    if (best_region(page, RC_REGION_ARTICLE, enough, &marked)) {
        *lenient = misled(marked.sum, prose_in(page, marked.first, marked.end));
        return marked;
    }
    if (best_region(page, RC_REGION_MAIN, enough, &marked)) return best_run(page, marked.first, marked.end, false);
    *lenient = misled(strict.sum, all.sum);
    return *lenient ? all : strict;
}

void rc_html_select(rc_html_page *page)
{
    bool lenient;
    run chosen = choose(page, &lenient);
    write_run(page, chosen, lenient);
    rc_str body = rc_buf_str(&page->fields[RC_HTML_BODY]);
    bool plain = rc_str_find(body, RC_STR("</"), 0) == SIZE_MAX;
    if (plain && body.len > PROSE_BYTES && page->text.len * 2 < body.len) { /* pages that scripts fill in */
        page->text.len = 0;
        rc_buf_put(&page->text, body);
    }
    if (!page->text.len) write_run(page, (run){0, n_lines(page), 0}, false); /* a page of a few words */
    if (!page->text.len) write_run(page, (run){0, n_lines(page), 0}, true);
}
