/** A page as its parser leaves it: lines of text in page order, and what the page says of itself. Private to
 * src/intake.
 *
 * Nothing here is a tree: an element that can hold an article is a range of lines, so that choosing one takes time and
 * memory linear in the page however it is nested. */
#ifndef RECOUPE_INTAKE_HTML_PAGE_H
#define RECOUPE_INTAKE_HTML_PAGE_H

#include "intake/values.h"
#include "recoupe/base/buf.h"

typedef enum rc_line_kind { RC_LINE_TEXT, RC_LINE_ITEM, RC_LINE_TITLE, RC_LINE_HEADING, RC_LINE_TWEET } rc_line_kind;

/** One line: the text of a block element, or a part of it between blocks inside it. */
typedef struct rc_html_line {
    uint32_t beg, end;   /**< into the page's words */
    uint32_t link_bytes; /**< of them inside links */
    uint8_t kind;        /**< rc_line_kind */
    bool around;         /**< in navigation, a footer, a share bar */
} rc_html_line;

typedef enum rc_region_kind { RC_REGION_BODY, RC_REGION_ARTICLE, RC_REGION_MAIN, RC_REGION_KINDS } rc_region_kind;

/** An element that can hold the article: itemprop=articleBody, article, main; lines [first, end). */
typedef struct rc_html_region {
    uint32_t first, end;
    uint32_t up;  /**< index + 1 of the region around it */
    uint8_t kind; /**< rc_region_kind */
} rc_html_region;

typedef enum rc_html_field {
    RC_HTML_TITLE,
    RC_HTML_PUBLISHED,
    RC_HTML_OUTLET,
    RC_HTML_URL,
    RC_HTML_LANG,
    RC_HTML_BODY, /**< articleBody of JSON-LD */
    RC_HTML_FIELDS
} rc_html_field;

typedef struct rc_html_page {
    rc_buf words;
    rc_buf lines;   /**< rc_html_line */
    rc_buf regions; /**< rc_html_region */
    rc_buf fields[RC_HTML_FIELDS];
    unsigned ranks[RC_HTML_FIELDS]; /**< how good the source of the field's value is: smaller is better, 0 none yet */
    rc_buf text;                    /**< the result */
} rc_html_page;

void rc_html_page_reset(rc_html_page *page);
void rc_html_page_release(rc_html_page *page);
bool rc_html_page_failed(const rc_html_page *page);

/** A value for a field, taken when its source is better than that of the value already there; the first of equals
 * stays. `rank` is 1 or more. Values that cannot be (a date that is none, a relative URL) are not taken. */
void rc_html_offer(rc_html_page *page, rc_html_field field, unsigned rank, rc_str value);

/** Fields from a meta element's name (or property, itemprop, http-equiv) and content. */
void rc_html_meta(rc_html_page *page, rc_str name, rc_str content);

/** Fields from a JSON-LD script (schema.org NewsArticle and its kin). What is not JSON is passed over. */
void rc_html_json_ld(rc_html_page *page, rc_str script);

/** Choose the lines of the article and write them to page->text. */
void rc_html_select(rc_html_page *page);

#endif
