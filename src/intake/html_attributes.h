/** The attributes of one element that finding an article looks at. Private to src/intake. */
#ifndef RECOUPE_INTAKE_HTML_ATTRIBUTES_H
#define RECOUPE_INTAKE_HTML_ATTRIBUTES_H

#include <stdbool.h>
#include <stddef.h>

/** Values are borrowed from the parser; absent ones are "" (but `content`, `datetime` and `href`: NULL). */
typedef struct rc_html_attributes {
    const char *class, *id, *role, *itemprop, *lang, *type, *rel, *name, *property, *http_equiv;
    const char *content, *datetime, *href;
    bool hidden, pubdate;
} rc_html_attributes;

/** From the parser's list of names and values, ended by NULL, or NULL; returns how many there are. */
size_t rc_html_attributes_read(rc_html_attributes *a, const unsigned char **list);

/** Whether an element with these attributes and flags (html_tags.h) stands around the article and not in it. */
bool rc_html_attributes_around(const rc_html_attributes *a, unsigned flags);

#endif
