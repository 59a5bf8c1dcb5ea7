#include "intake/html.h"

#include <libxml/HTMLparser.h>
#include <libxml/parserInternals.h>
#include <stdlib.h>
#include <strings.h>

#include "intake/html_attributes.h"
#include "intake/html_guard.h"
#include "intake/html_page.h"
#include "intake/html_tags.h"

#define H1_BYTES 1000
#define SCRIPT_BYTES ((size_t)1 << 20) /* of one JSON-LD script */
/* libxml2 looks through all open elements at an end tag without a start, and through all attributes at each attribute.
 * Such steps are counted, and a page that needs more of them than this per byte is given up. Honest pages need less
 * than one, and some for errors. */
#define STEPS_PER_BYTE 32
#define STEPS_PER_ERROR 64

/* What an open element changed; undone when it closes. */
enum {
    IN_HARD = 1 << 0,
    IN_AROUND = 1 << 1,
    IN_LINK = 1 << 2,
    IN_PRE = 1 << 3,
    IN_TWEET = 1 << 4,
    IN_REGION = 1 << 5,
    IN_HEADING = 1 << 6,
    IN_H1 = 1 << 7,
    IN_ITEM = 1 << 8,
    IN_TITLE = 1 << 9,
    IN_SCRIPT = 1 << 10,
    IS_BLOCK = 1 << 11,
    IN_FIELD = 1 << 12,
    N_STATES = 13
};

struct rc_html {
    rc_html_page page;
    rc_buf open;              /* uint16_t for each open element */
    uint32_t count[N_STATES]; /* how many open elements have the state */
    unsigned in;              /* states that some open element has */
    uint32_t region;          /* index + 1 of the innermost open region */
    uint32_t line_beg, link_bytes;
    bool blank; /* white space waits for the next word */
    rc_buf title, h1, script, field;
    bool title_done, h1_done;
    htmlParserCtxtPtr parser;
    uint64_t steps, steps_limit;
    bool too_slow;
};

static bool in(const rc_html *html, unsigned state)
{
    return (html->in & state) != 0;
}

/* ---- lines ---- */

static void end_line(rc_html *html)
{
    rc_buf *words = &html->page.words;
    uint32_t beg = html->line_beg, end = (uint32_t)words->len;
    while (end > beg && (words->ptr[end - 1] == ' ' || words->ptr[end - 1] == '\n' || words->ptr[end - 1] == '\t'))
        end--;
    if (end > beg) {
        rc_html_line line = {.beg = beg, .end = end, .link_bytes = html->link_bytes};
        line.around = in(html, IN_AROUND) && !in(html, IN_TWEET);
        line.kind = in(html, IN_TWEET)     ? RC_LINE_TWEET
                    : in(html, IN_H1)      ? RC_LINE_TITLE
                    : in(html, IN_HEADING) ? RC_LINE_HEADING
                    : in(html, IN_ITEM)    ? RC_LINE_ITEM
                                           : RC_LINE_TEXT;
        rc_buf_put(&html->page.lines, (rc_str){(const char *)&line, sizeof line});
    }
    html->line_beg = (uint32_t)words->len;
    html->link_bytes = 0;
    html->blank = false;
}

/* Code points 0x80 to 0x9F are controls nobody means: pages that write them as references mean windows-1252, and
 * the HTML Standard reads them so. `second` is the second byte of C2 xx. */
static rc_str windows_1252(unsigned char second)
{
    static const char signs[32][4] = {"\u20AC", "",       "\u201A", "\u0192", "\u201E", "\u2026", "\u2020", "\u2021",
                                      "\u02C6", "\u2030", "\u0160", "\u2039", "\u0152", "",       "\u017D", "",
                                      "",       "\u2018", "\u2019", "\u201C", "\u201D", "\u2022", "\u2013", "\u2014",
                                      "\u02DC", "\u2122", "\u0161", "\u203A", "\u0153", "",       "\u017E", "\u0178"};
    return rc_str_of(signs[second - 0x80]);
}

static void put_blank(rc_html *html)
{
    rc_buf *words = &html->page.words;
    if (html->blank && words->len > html->line_beg) {
        char last = words->ptr[words->len - 1];
        if (last != '\n' && last != '\t') rc_buf_putc(words, ' ');
    }
    html->blank = false;
}

/* A line end inside a block; several make one. */
static void break_line(rc_html *html)
{
    rc_buf *words = &html->page.words;
    html->blank = false;
    if (in(html, IN_HARD) || words->len == html->line_beg || words->ptr[words->len - 1] == '\n') return;
    rc_buf_putc(words, '\n');
}

/* A tweet's credit is written with an em dash by the service's embed code; the words keep one form of it. */
static bool put_credit_dash(rc_html *html, rc_str rest)
{
    if (!in(html, IN_TWEET) || html->page.words.len != html->line_beg) return false;
    if (!rc_str_starts(rest, RC_STR("\u2014"))) return false;
    rc_buf_put(&html->page.words, RC_STR("\u2013"));
    return true;
}

static void put_words(rc_html *html, rc_str s)
{
    rc_buf *words = &html->page.words;
    bool pre = in(html, IN_PRE), link = in(html, IN_LINK);
    for (size_t i = 0; i < s.len;) {
        unsigned char c = (unsigned char)s.ptr[i];
        if (c <= ' ') {
            if (pre && c == '\n')
                break_line(html);
            else
                html->blank = true;
            i++;
            continue;
        }
        put_blank(html);
        size_t begun = words->len, n = 0;
        if (c == 0xE2 && put_credit_dash(html, rc_str_sub(s, i, s.len))) {
            n = 3;
        } else if (c == 0xC2 && i + 1 < s.len && (unsigned char)s.ptr[i + 1] < 0xA0) {
            rc_buf_put(words, windows_1252((unsigned char)s.ptr[i + 1]));
            n = 2;
        } else {
            n = 1;
            while (i + n < s.len && (unsigned char)s.ptr[i + n] > ' ' && (unsigned char)s.ptr[i + n] != 0xC2) n++;
            rc_buf_put(words, rc_str_sub(s, i, i + n));
        }
        if (link) html->link_bytes += (uint32_t)(words->len - begun);
        i += n;
    }
}

/* ---- elements ---- */

static bool region_kind(unsigned flags, const rc_html_attributes *a, uint8_t *kind)
{
    if (*a->itemprop && rc_class_has(a->itemprop, "articleBody"))
        *kind = RC_REGION_BODY;
    else if (flags & RC_TAG_ARTICLE)
        *kind = RC_REGION_ARTICLE;
    else if ((flags & RC_TAG_MAIN) || strcasecmp(a->role, "main") == 0)
        *kind = RC_REGION_MAIN;
    else
        return false;
    return true;
}

static size_t line_count(const rc_html *html)
{
    return html->page.lines.len / sizeof(rc_html_line);
}

static void begin_region(rc_html *html, uint8_t kind)
{
    rc_html_region region = {.first = (uint32_t)line_count(html), .up = html->region, .kind = kind};
    region.end = region.first;
    rc_buf_put(&html->page.regions, (rc_str){(const char *)&region, sizeof region});
    html->region = (uint32_t)(html->page.regions.len / sizeof region);
}

static void end_region(rc_html *html)
{
    if (!html->region || html->page.regions.failed) return;
    rc_html_region *region = (rc_html_region *)(void *)html->page.regions.ptr + (html->region - 1);
    region->end = (uint32_t)line_count(html);
    html->region = region->up;
}

static void look_at_meta(rc_html *html, const rc_html_attributes *a)
{
    const char *const keys[] = {a->name, a->property, a->itemprop, a->http_equiv};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (*keys[i]) rc_html_meta(&html->page, rc_str_trim(rc_str_of(keys[i])), rc_str_of(a->content));
}

static void look_at_time(rc_html *html, const rc_html_attributes *a)
{
    bool said = a->pubdate || rc_class_has(a->itemprop, "datePublished");
    if (in(html, IN_HARD) || rc_class_has(a->itemprop, "dateModified")) return;
    rc_html_offer(&html->page, RC_HTML_PUBLISHED, said ? 3 : html->region ? 6 : 7, rc_str_of(a->datetime));
}

/* Microdata on other elements: <span itemprop="datePublished" content="...">, <h1 itemprop="headline">. */
static unsigned look_at_itemprop(rc_html *html, const char *name, const rc_html_attributes *a)
{
    if (strcmp(name, "meta") == 0) return 0;
    if (rc_class_has(a->itemprop, "datePublished")) {
        rc_html_offer(&html->page, RC_HTML_PUBLISHED, 3, rc_str_of(a->content));
        rc_html_offer(&html->page, RC_HTML_PUBLISHED, 3, rc_str_of(a->datetime));
    }
    if (!rc_class_has(a->itemprop, "headline") || in(html, IN_FIELD)) return 0;
    html->field.len = 0;
    return IN_FIELD;
}

/* Elements with RC_TAG_META. */
static unsigned look_at(rc_html *html, const char *name, const rc_html_attributes *a)
{
    if (strcmp(name, "meta") == 0)
        look_at_meta(html, a);
    else if (strcmp(name, "time") == 0)
        look_at_time(html, a);
    else if (strcmp(name, "html") == 0)
        rc_html_offer(&html->page, RC_HTML_LANG, 1, rc_str_of(a->lang));
    else if (strcmp(name, "link") == 0 && rc_class_has(a->rel, "canonical"))
        rc_html_offer(&html->page, RC_HTML_URL, 1, rc_str_of(a->href));
    else if (strcmp(name, "title") == 0 && !html->title_done && !in(html, IN_HARD))
        return IN_TITLE;
    else if (strcmp(name, "script") == 0 && strcasestr(a->type, "ld+json")) {
        html->script.len = 0;
        return IN_SCRIPT;
    }
    return 0;
}

static void push(rc_html *html, unsigned states)
{
    uint16_t entry = (uint16_t)states;
    html->in |= states;
    for (unsigned bit = 0; states >> bit; bit++) html->count[bit] += states >> bit & 1;
    rc_buf_put(&html->open, (rc_str){(const char *)&entry, sizeof entry});
}

static void slow(rc_html *html, uint64_t steps)
{
    html->steps += steps;
    if (html->steps <= html->steps_limit || html->too_slow) return;
    html->too_slow = true;
    xmlStopParser(html->parser);
}

/* States that the element's name alone gives. */
static unsigned states_of(unsigned flags, const char *name)
{
    unsigned states = 0;
    if (flags & RC_TAG_BLOCK) states |= IS_BLOCK;
    if (flags & RC_TAG_HARD) states |= IN_HARD;
    if (flags & RC_TAG_LINK) states |= IN_LINK;
    if (flags & RC_TAG_PRE) states |= IN_PRE;
    if (flags & RC_TAG_ITEM) states |= IN_ITEM;
    if (flags & RC_TAG_HEADING) states |= name[1] == '1' ? IN_HEADING | IN_H1 : IN_HEADING;
    return states;
}

static void on_start(void *context, const xmlChar *xml_name, const xmlChar **list)
{
    rc_html *html = context;
    const char *name = (const char *)xml_name;
    unsigned flags = rc_tag_flags(name), states = states_of(flags, name);
    rc_html_attributes a;
    uint8_t kind;
    size_t n = rc_html_attributes_read(&a, list);
    slow(html, n * n / 2);
    if (flags & RC_TAG_BREAK) break_line(html);
    if ((flags & RC_TAG_CELL) && html->page.words.len > html->line_beg) rc_buf_putc(&html->page.words, '\t');
    if (flags & RC_TAG_META) states |= look_at(html, name, &a);
    if (*a.itemprop) states |= look_at_itemprop(html, name, &a);
    bool around = rc_html_attributes_around(&a, flags), region = region_kind(flags, &a, &kind);
    if (around) states |= IN_AROUND | IS_BLOCK;
    if (region) states |= IN_REGION | IS_BLOCK;
    if (states & IS_BLOCK) end_line(html); /* before the states change that the line's kind is told by */
    if (region) begin_region(html, kind);
    if ((flags & RC_TAG_BLOCK) && rc_class_has(a.class, "twitter-")) states |= IN_TWEET;
    push(html, states);
}

static void on_end(void *context, const xmlChar *name)
{
    (void)name;
    rc_html *html = context;
    uint16_t states;
    if (html->open.len < sizeof states || html->open.failed) return;
    html->open.len -= sizeof states;
    memcpy(&states, html->open.ptr + html->open.len, sizeof states);
    if (states & IS_BLOCK) end_line(html);
    if (states & IN_REGION) end_region(html);
    for (unsigned bit = 0; states >> bit; bit++)
        if ((states >> bit & 1) && --html->count[bit] == 0) html->in &= ~(1u << bit);
    if (states & IN_SCRIPT) {
        rc_html_json_ld(&html->page, rc_buf_str(&html->script));
        html->script.len = 0;
    }
    if (states & IN_TITLE) html->title_done = true;
    if ((states & IN_H1) && html->h1.len) html->h1_done = true;
    if (states & IN_FIELD) rc_html_offer(&html->page, RC_HTML_TITLE, 3, rc_buf_str(&html->field));
}

static void put_limited(rc_buf *out, rc_str s, size_t limit_bytes)
{
    if (out->len + s.len <= limit_bytes) rc_buf_put(out, s);
}

static void on_text(void *context, const xmlChar *text, int len)
{
    rc_html *html = context;
    rc_str s = {(const char *)text, len > 0 ? (size_t)len : 0};
    if (in(html, IN_SCRIPT))
        put_limited(&html->script, s, SCRIPT_BYTES);
    else if (in(html, IN_TITLE))
        put_limited(&html->title, s, H1_BYTES);
    if (in(html, IN_HARD)) return;
    if (in(html, IN_H1) && !html->h1_done) put_limited(&html->h1, s, H1_BYTES);
    if (in(html, IN_FIELD)) put_limited(&html->field, s, H1_BYTES);
    put_words(html, s);
}

/* Each error may have cost a look through all open elements, and has cost its message. */
static void on_error(void *context, xmlErrorPtr error)
{
    rc_html *html = context;
    bool cheap = error && error->code == XML_HTML_UNKNOWN_TAG; /* all elements newer than HTML 4 */
    if (html->parser && !cheap)
        slow(html, STEPS_PER_ERROR + (uint64_t)(html->parser->nameNr > 0 ? html->parser->nameNr : 0));
}

/* ---- the parser ---- */

static htmlParserCtxtPtr new_parser(rc_html *html)
{
    xmlSAXHandler sax = {0};
    sax.startElement = on_start;
    sax.endElement = on_end;
    sax.characters = on_text;
    sax.cdataBlock = on_text;
    sax.ignorableWhitespace = on_text;
    sax.serror = on_error;
    sax.initialized = XML_SAX2_MAGIC;
    htmlParserCtxtPtr parser = htmlCreatePushParserCtxt(&sax, html, NULL, 0, NULL, XML_CHAR_ENCODING_UTF8);
    if (parser) htmlCtxtUseOptions(parser, HTML_PARSE_NONET | HTML_PARSE_IGNORE_ENC);
    return parser;
}

/* The page is given to the parser in one piece: cut within an attribute's value, libxml2 up to 2.9 loses the quote it
 * is in and waits for the end of the page. */
static rc_status parse(rc_html *html, rc_str page, rc_error *err)
{
    size_t at;
    if (!rc_html_guard(page, &at))
        return rc_fail(err, RC_ELIMIT, "byte %zu: a tag with more than %d attributes", at, RC_HTML_ATTRIBUTES);
    html->steps = 0;
    html->steps_limit = (uint64_t)page.len * STEPS_PER_BYTE + 1000000;
    html->too_slow = false;
    html->parser = new_parser(html);
    if (!html->parser) return rc_fail(err, RC_ENOMEM, "out of memory");
    htmlParseChunk(html->parser, page.ptr, (int)page.len, 1);
    htmlFreeParserCtxt(html->parser);
    html->parser = NULL;
    end_line(html);
    while (html->region) end_region(html);
    if (html->too_slow) return rc_fail(err, RC_ELIMIT, "too many errors in its tags to be read");
    return RC_OK;
}

static void reset(rc_html *html)
{
    rc_html_page_reset(&html->page);
    html->open.len = html->title.len = html->h1.len = html->script.len = html->field.len = 0;
    memset(html->count, 0, sizeof html->count);
    html->in = 0;
    html->region = html->line_beg = html->link_bytes = 0;
    html->blank = html->title_done = html->h1_done = false;
}

rc_status rc_html_new(rc_html **out, rc_error *err)
{
    xmlInitParser();
    *out = calloc(1, sizeof **out);
    return *out ? RC_OK : rc_fail(err, RC_ENOMEM, "out of memory");
}

void rc_html_free(rc_html *html)
{
    if (!html) return;
    rc_html_page_release(&html->page);
    rc_buf_release(&html->open);
    rc_buf_release(&html->title);
    rc_buf_release(&html->h1);
    rc_buf_release(&html->script);
    rc_buf_release(&html->field);
    free(html);
}

/* "Headline - Outlet", "Headline | Outlet": the title without the name of the outlet, where it is just that name. */
static void drop_outlet(rc_html_page *page)
{
    static const rc_str signs[] = {RC_STR_INIT(" - "), RC_STR_INIT(" | "), RC_STR_INIT(" \u2013 "),
                                   RC_STR_INIT(" \u2014 ")};
    rc_buf *title = &page->fields[RC_HTML_TITLE];
    rc_str outlet = rc_buf_str(&page->fields[RC_HTML_OUTLET]);
    if (!outlet.len || title->len <= outlet.len) return;
    size_t cut = title->len - outlet.len;
    if (strncasecmp(title->ptr + cut, outlet.ptr, outlet.len) != 0) return;
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        if (!rc_str_ends((rc_str){title->ptr, cut}, signs[i]) || cut == signs[i].len) continue;
        title->len = cut - signs[i].len;
        return;
    }
}

rc_status rc_html_report(rc_html *html, rc_str page, rc_report *report, rc_error *err)
{
    reset(html);
    rc_status status = parse(html, page, err);
    if (status != RC_OK) return status;
    rc_html_offer(&html->page, RC_HTML_TITLE, 8, rc_buf_str(&html->h1));
    rc_html_offer(&html->page, RC_HTML_TITLE, 9, rc_buf_str(&html->title));
    rc_html_select(&html->page);
    if (html->open.failed || html->h1.failed || html->title.failed || html->script.failed || html->field.failed ||
        rc_html_page_failed(&html->page))
        return rc_fail(err, RC_ENOMEM, "out of memory");
    drop_outlet(&html->page);
    if (!html->page.text.len) return rc_fail(err, RC_EEMPTY, "no text of an article in this page");
    const rc_buf *fields = html->page.fields;
    *report = (rc_report){.lang = rc_buf_str(&fields[RC_HTML_LANG]),
                          .published = rc_buf_str(&fields[RC_HTML_PUBLISHED]),
                          .outlet = rc_buf_str(&fields[RC_HTML_OUTLET]),
                          .url = rc_buf_str(&fields[RC_HTML_URL]),
                          .title = rc_buf_str(&fields[RC_HTML_TITLE]),
                          .text = rc_buf_str(&html->page.text)};
    return RC_OK;
}
