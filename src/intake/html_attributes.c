#include "intake/html_attributes.h"

#include <string.h>
#include <strings.h>

#include "intake/html_tags.h"

static bool displays_none(const char *style)
{
    const char *display = strcasestr(style, "display");
    if (!display) return false;
    display += strlen("display");
    while (*display == ' ' || *display == ':') display++;
    return strncasecmp(display, "none", 4) == 0;
}

static void read_one(rc_html_attributes *a, const char *name, const char *value)
{
    if (strcmp(name, "class") == 0)
        a->class = value;
    else if (strcmp(name, "id") == 0)
        a->id = value;
    else if (strcmp(name, "href") == 0)
        a->href = value;
    else if (strcmp(name, "style") == 0)
        a->hidden = a->hidden || displays_none(value);
    else if (strcmp(name, "role") == 0)
        a->role = value;
    else if (strcmp(name, "itemprop") == 0)
        a->itemprop = value;
    else if (strcmp(name, "content") == 0)
        a->content = value;
    else if (strcmp(name, "name") == 0)
        a->name = value;
    else if (strcmp(name, "property") == 0)
        a->property = value;
    else if (strcmp(name, "http-equiv") == 0)
        a->http_equiv = value;
    else if (strcmp(name, "lang") == 0 || strcmp(name, "xml:lang") == 0)
        a->lang = value;
    else if (strcmp(name, "type") == 0)
        a->type = value;
    else if (strcmp(name, "rel") == 0)
        a->rel = value;
    else if (strcmp(name, "datetime") == 0)
        a->datetime = value;
    else if (strcmp(name, "pubdate") == 0)
        a->pubdate = true;
    else if (strcmp(name, "hidden") == 0)
        a->hidden = true;
    else if (strcmp(name, "aria-hidden") == 0)
        a->hidden = a->hidden || strcasecmp(value, "true") == 0;
}

/* The parser gives names in lower case, and NULL for the value of an attribute without one. Returns how many. */
size_t rc_html_attributes_read(rc_html_attributes *a, const unsigned char **list)
{
    size_t n = 0;
    *a = (rc_html_attributes){"", "", "", "", "", "", "", "", "", "", NULL, NULL, NULL, false, false};
    for (; list && list[2 * n]; n++)
        read_one(a, (const char *)list[2 * n], list[2 * n + 1] ? (const char *)list[2 * n + 1] : "");
    return n;
}

/* ARIA roles of what stands around an article. */
static bool is_around_role(const char *role)
{
    static const char *const roles[] = {"navigation",  "banner", "contentinfo", "complementary", "search", "dialog",
                                        "alertdialog", "menu",   "menubar",     "toolbar",       "tablist"};
    for (size_t i = 0; *role && i < sizeof roles / sizeof *roles; i++)
        if (strcasecmp(role, roles[i]) == 0) return true;
    return false;
}

bool rc_html_attributes_around(const rc_html_attributes *a, unsigned flags)
{
    if (flags & RC_TAG_WHOLE) return false;
    if ((flags & RC_TAG_SOFT) || a->hidden || is_around_role(a->role)) return true;
    bool exact = flags & (RC_TAG_ARTICLE | RC_TAG_MAIN);
    return (*a->class && rc_class_is_around(a->class, exact)) || (*a->id && rc_class_is_around(a->id, exact));
}
