#include "intake/feed.h"

#include <libxml/parser.h>
#include <libxml/tree.h>

#include "intake/html.h"
#include "intake/rows.h"
#include "intake/values.h"

#define HEAD_BYTES 4096

bool rc_feed_is(rc_str head)
{
    static const char *const roots[] = {"<rss", "<feed", "<rdf:RDF"};
    rc_str begin = rc_str_sub(head, 0, head.len < HEAD_BYTES ? head.len : HEAD_BYTES);
    for (size_t i = 0; i < sizeof roots / sizeof *roots; i++)
        if (rc_str_find(begin, rc_str_of(roots[i]), 0) != SIZE_MAX) return true;
    return false;
}

enum { TITLE, LINK, ID, DATE, TEXT, LANG, FIELDS };

/* Elements of an item or of the feed, the better one for a field last. */
static const struct {
    const char *name;
    int field;
} elements[] = {{"title", TITLE},  {"link", LINK},    {"guid", ID},        {"id", ID},        {"updated", DATE},
                {"date", DATE},    {"pubDate", DATE}, {"published", DATE}, {"summary", TEXT}, {"description", TEXT},
                {"content", TEXT}, {"encoded", TEXT}, {"language", LANG}};

typedef struct feed {
    rc_intake_run *run;
    rc_buf outlet, page, fields[FIELDS];
    char lang[RC_LANG_BYTES];
    const char *charset;
    uint64_t number;
} feed;

static bool is_called(const xmlNode *node, const char *name)
{
    return node->type == XML_ELEMENT_NODE && xmlStrcmp(node->name, (const xmlChar *)name) == 0;
}

static void put(rc_buf *out, xmlChar *text)
{
    if (text) rc_buf_put(out, rc_str_of((const char *)text));
    xmlFree(text);
}

/* Atom's link is an attribute, and one of several: the page itself has no `rel`, or "alternate". */
static void put_link(rc_buf *out, xmlNode *node)
{
    xmlChar *rel = xmlGetProp(node, (const xmlChar *)"rel"), *href = xmlGetProp(node, (const xmlChar *)"href");
    bool other = rel && xmlStrcmp(rel, (const xmlChar *)"alternate") != 0;
    xmlFree(rel);
    if (!href) {
        put(out, xmlNodeGetContent(node));
    } else if (other || out->len) {
        xmlFree(href);
    } else {
        put(out, href);
    }
}

static void read_fields(feed *f, const xmlNode *parent)
{
    size_t best[FIELDS] = {0};
    for (int i = 0; i < FIELDS; i++) f->fields[i].len = 0;
    for (xmlNode *node = parent->children; node; node = node->next)
        for (size_t i = 0; i < sizeof elements / sizeof *elements; i++) {
            int field = elements[i].field;
            if (!is_called(node, elements[i].name) || i + 1 < best[field]) continue;
            if (field == LINK) {
                put_link(&f->fields[LINK], node);
                continue;
            }
            best[field] = i + 1;
            f->fields[field].len = 0;
            put(&f->fields[field], xmlNodeGetContent(node));
        }
}

static rc_str field(const feed *f, int which)
{
    return rc_str_trim(rc_buf_str(&f->fields[which]));
}

static bool failed(const feed *f)
{
    bool any = f->outlet.failed || f->page.failed;
    for (int i = 0; i < FIELDS; i++) any = any || f->fields[i].failed;
    return any;
}

/* What an item says is a piece of a page, or plain text. Where the reader of pages finds no article in a piece so
 * short, it is taken without its tags. */
static rc_status text_of(feed *f, rc_str *text, rc_error *why)
{
    rc_report report;
    *text = field(f, TEXT);
    if (!text->len || rc_str_find(*text, RC_STR("<"), 0) == SIZE_MAX) return RC_OK;
    f->page.len = 0;
    rc_buf_put(&f->page, RC_STR("<html><body><article>"));
    rc_buf_put(&f->page, *text);
    rc_buf_put(&f->page, RC_STR("</article></body></html>"));
    rc_status status = f->run->html ? RC_OK : rc_html_new(&f->run->html, why);
    if (status == RC_OK) status = rc_html_report(f->run->html, rc_buf_str(&f->page), &report, why);
    if (status == RC_OK) *text = report.text;
    return status;
}

static rc_status read_item(feed *f, const xmlNode *item)
{
    char published[RC_DATE_BYTES];
    rc_error why = {0};
    rc_str text;
    read_fields(f, item);
    rc_status status = text_of(f, &text, &why);
    if (failed(f) || status == RC_ENOMEM) return rc_fail(f->run->err, RC_ENOMEM, "%s: out of memory", f->run->label);
    if (status != RC_OK) rc_intake_skip(f->run, (uint64_t)xmlGetLineNo(item), status, "%s", why.message);
    if (status != RC_OK || !text.len) return RC_OK;
    if (!rc_date_read(field(f, DATE), published)) published[0] = 0;
    rc_report report = {.id = field(f, ID).len ? field(f, ID) : field(f, LINK),
                        .lang = rc_str_of(f->lang),
                        .published = rc_str_of(published),
                        .outlet = rc_str_trim(rc_buf_str(&f->outlet)),
                        .url = field(f, LINK),
                        .title = field(f, TITLE),
                        .text = text,
                        .charset = rc_str_of(f->charset)};
    return rc_intake_deliver(f->run, &report, (uint64_t)xmlGetLineNo(item), ++f->number);
}

static rc_status read_items(feed *f, const xmlNode *parent)
{
    rc_status status = RC_OK;
    for (xmlNode *node = parent->children; node && status == RC_OK; node = node->next)
        if (is_called(node, "item") || is_called(node, "entry")) status = read_item(f, node);
    return status;
}

static void read_channel(feed *f, const xmlNode *channel)
{
    read_fields(f, channel);
    f->outlet.len = 0;
    rc_buf_put(&f->outlet, field(f, TITLE));
    rc_lang_primary(field(f, LANG), f->lang);
}

static rc_status read_feed(feed *f, const xmlNode *root)
{
    rc_status status = RC_OK;
    if (is_called(root, "feed")) read_channel(f, root);
    for (xmlNode *node = root->children; node && status == RC_OK; node = node->next)
        if (is_called(node, "channel")) {
            read_channel(f, node);
            status = read_items(f, node);
        }
    return status == RC_OK ? read_items(f, root) : status;
}

rc_status rc_feed_read(rc_intake_run *run, rc_source *source)
{
    rc_error why;
    feed f = {.run = run};
    run->content.len = 0;
    rc_status status = rc_source_slurp(source, &run->content, RC_INTAKE_WHOLE_BYTES, &why);
    if (status == RC_ENOMEM) return rc_fail(run->err, RC_ENOMEM, "%s: out of memory", run->label);
    if (status != RC_OK) {
        rc_intake_skip(run, 0, status, "%s", why.message);
        return RC_OK;
    }
    rc_buf_init(&f.outlet);
    rc_buf_init(&f.page);
    for (int i = 0; i < FIELDS; i++) rc_buf_init(&f.fields[i]);
    rc_str bytes = rc_str_trim(rc_buf_str(&run->content));
    /* Nothing is fetched, and a file with entities of its own (bombs) is not looked into; libxml2 knows the character
     * set. */
    xmlParserCtxt *parser = xmlNewParserCtxt();
    xmlDoc *doc = parser
                      ? xmlCtxtReadMemory(parser, bytes.ptr, (int)bytes.len, NULL, source->charset,
                                          XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_NOCDATA)
                      : NULL;
    const xmlError *fault = parser ? xmlCtxtGetLastError(parser) : NULL;
    if (!doc) {
        rc_str said = fault && fault->message ? rc_str_of(fault->message) : RC_STR("");
        said = rc_str_sub(said, 0, strcspn(said.ptr, "\n"));
        rc_intake_skip(run, fault ? (uint64_t)fault->line : 0, RC_EFORMAT, "a feed that is no XML: %.*s", RC_FMT(said));
        status = RC_OK;
    } else if (doc->intSubset && doc->intSubset->entities) {
        rc_intake_skip(run, 0, RC_ELIMIT, "a feed that defines entities of its own");
    } else {
        f.charset = doc->encoding ? (const char *)doc->encoding : "UTF-8";
        status = read_feed(&f, xmlDocGetRootElement(doc));
        if (status == RC_OK && !f.number)
            rc_intake_skip(run, 0, RC_EEMPTY, "XML: a feed without an item that has text");
    }
    xmlFreeDoc(doc);
    xmlFreeParserCtxt(parser);
    rc_buf_release(&f.outlet);
    rc_buf_release(&f.page);
    for (int i = 0; i < FIELDS; i++) rc_buf_release(&f.fields[i]);
    return status;
}
