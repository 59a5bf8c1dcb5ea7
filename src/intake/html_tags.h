/** What HTML elements and their attributes mean for finding the text of an article. Private to src/intake. */
#ifndef RECOUPE_INTAKE_HTML_TAGS_H
#define RECOUPE_INTAKE_HTML_TAGS_H

#include "recoupe/base/str.h"

enum {
    RC_TAG_BLOCK = 1 << 0,   /**< begins and ends a line */
    RC_TAG_HARD = 1 << 1,    /**< holds no text of the page: script, style */
    RC_TAG_SOFT = 1 << 2,    /**< holds text around the article: nav, footer */
    RC_TAG_HEADING = 1 << 3, /**< h1 to h6 */
    RC_TAG_ITEM = 1 << 4,    /**< list items and table rows: short lines are usual */
    RC_TAG_CELL = 1 << 5,
    RC_TAG_LINK = 1 << 6,
    RC_TAG_PRE = 1 << 7, /**< white space matters */
    RC_TAG_BREAK = 1 << 8,
    RC_TAG_ARTICLE = 1 << 9,
    RC_TAG_MAIN = 1 << 10,
    RC_TAG_META = 1 << 11, /**< meta, link, time, html, title, h1, script: looked at for fields */
    RC_TAG_WHOLE = 1 << 12 /**< html, body: never around the article, whatever their class */
};

/** Flags of an element; 0 for inline and unknown ones. `name` is in lower case. */
unsigned rc_tag_flags(const char *name);

/** Whether a class or id says that the element is not the article: share bars, related links, cookie banners, comments.
 * `exact` asks for a class that is nothing but such a word. */
bool rc_class_is_around(const char *value, bool exact);

/** Whether white-space separated `value` has a token that begins with `prefix` (case ignored). */
bool rc_class_has(const char *value, const char *prefix);

#endif
