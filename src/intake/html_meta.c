#include "intake/html_page.h"

#include <jansson.h>
#include <strings.h>

#include "recoupe/base/utf8.h"

#define FIELD_BYTES 2000
#define LD_DEPTH 6

/* Where a field's value comes from, best first; ranks for rc_html_offer. */
enum { FROM_LD = 1, FROM_GRAPH, FROM_ITEM, FROM_CARD, FROM_NAME, FROM_OTHER };

static bool is_absolute(rc_str url)
{
    return url.len > 8 && (strncasecmp(url.ptr, "http://", 7) == 0 || strncasecmp(url.ptr, "https://", 8) == 0) &&
           !memchr(url.ptr, ' ', url.len);
}

/* White space made single blanks, at most FIELD_BYTES of it, cut between characters. */
static void put_clean(rc_buf *out, rc_str value, size_t limit_bytes)
{
    bool blank = false;
    out->len = 0;
    for (size_t i = 0; i < value.len;) {
        unsigned bytes;
        uint32_t cp = rc_utf8_decode(value, i, &bytes);
        if (cp <= ' ' || cp == 0x7F) {
            blank = true;
        } else {
            if (out->len + bytes + 1 > limit_bytes) break;
            if (blank && out->len) rc_buf_putc(out, ' ');
            blank = false;
            rc_buf_put(out, rc_str_sub(value, i, i + bytes));
        }
        i += bytes;
    }
}

void rc_html_offer(rc_html_page *page, rc_html_field field, unsigned rank, rc_str value)
{
    value = rc_str_trim(value);
    if (!value.len || (page->ranks[field] && page->ranks[field] <= rank)) return;
    char date[RC_DATE_BYTES], lang[RC_LANG_BYTES];
    if (field == RC_HTML_PUBLISHED) {
        if (!rc_date_read(value, date) || strlen(date) < 10) return;
        value = rc_str_of(date);
    } else if (field == RC_HTML_LANG) {
        rc_lang_primary(value, lang);
        value = rc_str_of(lang);
        if (!value.len) return;
    } else if (field == RC_HTML_URL && (!is_absolute(value) || value.len > FIELD_BYTES)) {
        return;
    }
    if (field == RC_HTML_BODY) {
        page->fields[field].len = 0;
        rc_buf_put(&page->fields[field], value);
    } else {
        put_clean(&page->fields[field], value, FIELD_BYTES);
    }
    page->ranks[field] = rank;
}

void rc_html_meta(rc_html_page *page, rc_str name, rc_str content)
{
    static const struct {
        const char *name;
        rc_html_field field;
        unsigned rank;
    } known[] = {
        {"og:title", RC_HTML_TITLE, FROM_GRAPH},
        {"headline", RC_HTML_TITLE, FROM_ITEM},
        {"twitter:title", RC_HTML_TITLE, FROM_CARD},
        {"dc.title", RC_HTML_TITLE, FROM_NAME},
        {"dcterms.title", RC_HTML_TITLE, FROM_NAME},
        {"article:published_time", RC_HTML_PUBLISHED, FROM_GRAPH},
        {"og:article:published_time", RC_HTML_PUBLISHED, FROM_GRAPH},
        {"datepublished", RC_HTML_PUBLISHED, FROM_ITEM},
        {"date", RC_HTML_PUBLISHED, FROM_NAME},
        {"pubdate", RC_HTML_PUBLISHED, FROM_NAME},
        {"publishdate", RC_HTML_PUBLISHED, FROM_NAME},
        {"publish-date", RC_HTML_PUBLISHED, FROM_NAME},
        {"publication_date", RC_HTML_PUBLISHED, FROM_NAME},
        {"article.published", RC_HTML_PUBLISHED, FROM_NAME},
        {"citation_publication_date", RC_HTML_PUBLISHED, FROM_NAME},
        {"parsely-pub-date", RC_HTML_PUBLISHED, FROM_NAME},
        {"sailthru.date", RC_HTML_PUBLISHED, FROM_NAME},
        {"dc.date", RC_HTML_PUBLISHED, FROM_NAME},
        {"dc.date.issued", RC_HTML_PUBLISHED, FROM_NAME},
        {"dcterms.date", RC_HTML_PUBLISHED, FROM_NAME},
        {"dcterms.issued", RC_HTML_PUBLISHED, FROM_NAME},
        {"dcterms.created", RC_HTML_PUBLISHED, FROM_OTHER},
        {"og:site_name", RC_HTML_OUTLET, FROM_LD}, /* the name readers know; a JSON-LD publisher is often a company */
        {"dc.publisher", RC_HTML_OUTLET, FROM_NAME},
        {"dcterms.publisher", RC_HTML_OUTLET, FROM_NAME},
        {"publisher", RC_HTML_OUTLET, FROM_NAME},
        {"application-name", RC_HTML_OUTLET, FROM_OTHER},
        {"og:url", RC_HTML_URL, FROM_GRAPH},
        {"inlanguage", RC_HTML_LANG, FROM_ITEM},
        {"og:locale", RC_HTML_LANG, FROM_CARD},
        {"content-language", RC_HTML_LANG, FROM_NAME},
        {"dc.language", RC_HTML_LANG, FROM_NAME},
        {"language", RC_HTML_LANG, FROM_NAME},
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (name.len == strlen(known[i].name) && strncasecmp(name.ptr, known[i].name, name.len) == 0)
            rc_html_offer(page, known[i].field, known[i].rank, content);
}

static rc_str text_of(const json_t *value)
{
    if (json_is_array(value)) value = json_array_get(value, 0);
    if (!json_is_string(value)) return (rc_str){NULL, 0};
    return (rc_str){json_string_value(value), json_string_length(value)};
}

static bool is_article_type(rc_str type)
{
    return rc_str_ends(type, RC_STR("Article")) || rc_str_is(type, "BlogPosting") ||
           rc_str_is(type, "LiveBlogPosting") || rc_str_is(type, "Report") || rc_str_is(type, "SocialMediaPosting");
}

static bool is_article(const json_t *object)
{
    const json_t *type = json_object_get(object, "@type"), *each;
    size_t i;
    if (is_article_type(text_of(type))) return true;
    json_array_foreach(type, i, each)
    {
        if (is_article_type(text_of(each))) return true;
    }
    return false;
}

/* Call `fn` for each object of a document: itself, members of lists and of @graph, and what a page is about. */
static void each_object(rc_html_page *page, const json_t *root, const json_t *value, unsigned depth,
                        void (*fn)(rc_html_page *page, const json_t *root, const json_t *object))
{
    if (depth > LD_DEPTH) return;
    if (json_is_array(value)) {
        size_t i;
        const json_t *each;
        json_array_foreach(value, i, each) each_object(page, root, each, depth + 1, fn);
    } else if (json_is_object(value)) {
        fn(page, root, value);
        each_object(page, root, json_object_get(value, "@graph"), depth + 1, fn);
        each_object(page, root, json_object_get(value, "mainEntity"), depth + 1, fn);
    }
}

/* The object of the document's top level or @graph that has this @id: how publishers are pointed to. */
static const json_t *by_id(const json_t *root, rc_str id)
{
    const json_t *graph = json_is_object(root) ? json_object_get(root, "@graph") : root, *each;
    size_t i;
    if (!id.len) return NULL;
    json_array_foreach(graph, i, each)
    {
        if (rc_str_eq(text_of(json_object_get(each, "@id")), id) && json_object_get(each, "name")) return each;
    }
    return NULL;
}

static void publisher(rc_html_page *page, const json_t *root, const json_t *value)
{
    if (json_is_array(value)) value = json_array_get(value, 0);
    rc_str name = json_is_object(value) ? text_of(json_object_get(value, "name")) : text_of(value);
    if (!name.len && json_is_object(value))
        name = text_of(json_object_get(by_id(root, text_of(json_object_get(value, "@id"))), "name"));
    rc_html_offer(page, RC_HTML_OUTLET, FROM_GRAPH, name);
}

static void article(rc_html_page *page, const json_t *root, const json_t *object)
{
    if (!is_article(object)) return;
    rc_html_offer(page, RC_HTML_TITLE, FROM_LD, text_of(json_object_get(object, "headline")));
    rc_html_offer(page, RC_HTML_TITLE, FROM_ITEM, text_of(json_object_get(object, "name")));
    rc_html_offer(page, RC_HTML_PUBLISHED, FROM_LD, text_of(json_object_get(object, "datePublished")));
    rc_html_offer(page, RC_HTML_LANG, FROM_GRAPH, text_of(json_object_get(object, "inLanguage")));
    rc_html_offer(page, RC_HTML_BODY, FROM_LD, text_of(json_object_get(object, "articleBody")));
    rc_html_offer(page, RC_HTML_URL, FROM_ITEM, text_of(json_object_get(object, "url")));
    const json_t *entity = json_object_get(object, "mainEntityOfPage");
    rc_html_offer(page, RC_HTML_URL, FROM_CARD,
                  text_of(json_is_object(entity) ? json_object_get(entity, "@id") : entity));
    publisher(page, root, json_object_get(object, "publisher"));
}

/* A page that is no article by its type still says when it was published. */
static void web_page(rc_html_page *page, const json_t *root, const json_t *object)
{
    (void)root;
    if (!rc_str_ends(text_of(json_object_get(object, "@type")), RC_STR("Page"))) return;
    rc_html_offer(page, RC_HTML_PUBLISHED, FROM_CARD, text_of(json_object_get(object, "datePublished")));
    rc_html_offer(page, RC_HTML_LANG, FROM_CARD, text_of(json_object_get(object, "inLanguage")));
}

void rc_html_json_ld(rc_html_page *page, rc_str script)
{
    json_error_t ignored;
    script = rc_str_trim(script);
    if (!script.len) return;
    json_t *root = json_loadb(script.ptr, script.len, JSON_DISABLE_EOF_CHECK, &ignored);
    if (!root) return;
    each_object(page, root, root, 0, article);
    each_object(page, root, root, 0, web_page);
    json_decref(root);
}
