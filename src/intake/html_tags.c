#include "intake/html_tags.h"

#include <stdlib.h>
#include <strings.h>

typedef struct tag {
    char name[12];
    unsigned short flags;
} tag;

#define B RC_TAG_BLOCK
#define H (RC_TAG_HARD | RC_TAG_BLOCK)
#define S (RC_TAG_SOFT | RC_TAG_BLOCK)

/* In byte order of names. Elements of the HTML Standard (WHATWG) that are not phrasing content, and those of them that
 * frame a page. A form is only soft: some servers wrap the whole page in one. */
static const tag tags[] = {
    {"a", RC_TAG_LINK},
    {"address", S},
    {"article", B | RC_TAG_ARTICLE},
    {"aside", S},
    {"audio", RC_TAG_HARD},
    {"blockquote", B},
    {"body", B | RC_TAG_WHOLE},
    {"br", RC_TAG_BREAK},
    {"button", RC_TAG_HARD},
    {"canvas", RC_TAG_HARD},
    {"caption", B},
    {"center", B},
    {"dd", B | RC_TAG_ITEM},
    {"details", B},
    {"dialog", S},
    {"dir", B},
    {"div", B},
    {"dl", B},
    {"dt", B | RC_TAG_ITEM},
    {"embed", RC_TAG_HARD},
    {"fieldset", S},
    {"figcaption", S},
    {"figure", B},
    {"footer", S},
    {"form", S},
    {"h1", B | RC_TAG_HEADING | RC_TAG_META},
    {"h2", B | RC_TAG_HEADING},
    {"h3", B | RC_TAG_HEADING},
    {"h4", B | RC_TAG_HEADING},
    {"h5", B | RC_TAG_HEADING},
    {"h6", B | RC_TAG_HEADING},
    {"head", B},
    {"header", S},
    {"hr", B},
    {"html", B | RC_TAG_META | RC_TAG_WHOLE},
    {"iframe", RC_TAG_HARD},
    {"label", S},
    {"legend", S},
    {"li", B | RC_TAG_ITEM},
    {"link", RC_TAG_META},
    {"main", B | RC_TAG_MAIN},
    {"map", RC_TAG_HARD},
    {"math", RC_TAG_HARD},
    {"menu", S},
    {"meta", RC_TAG_META},
    {"nav", S},
    {"noembed", H},
    {"noframes", H},
    {"noscript", H},
    {"object", RC_TAG_HARD},
    {"ol", B},
    {"option", H},
    {"p", B},
    {"pre", B | RC_TAG_PRE},
    {"script", RC_TAG_HARD | RC_TAG_META},
    {"search", S},
    {"section", B},
    {"select", H},
    {"style", RC_TAG_HARD},
    {"summary", B},
    {"svg", RC_TAG_HARD},
    {"table", B},
    {"tbody", B},
    {"td", RC_TAG_CELL},
    {"template", H},
    {"textarea", H},
    {"tfoot", B},
    {"th", RC_TAG_CELL},
    {"thead", B},
    {"time", RC_TAG_META},
    {"title", H | RC_TAG_META},
    {"tr", B | RC_TAG_ITEM},
    {"ul", B},
    {"video", RC_TAG_HARD},
};

static int by_name(const void *key, const void *entry)
{
    return strcmp(key, ((const tag *)entry)->name);
}

unsigned rc_tag_flags(const char *name)
{
    const tag *hit = bsearch(name, tags, sizeof tags / sizeof *tags, sizeof *tags, by_name);
    return hit ? hit->flags : 0;
}

/* Words of class names by which page authors mark what is not the article, in byte order. They are names of markup, as
 * the tags above are, and no words of a language; hence here and not in a word list. */
static const char words[][16] = {
    "abonnement",  "ad",       "ads",        "adsbygoogle", "advert",     "advertisement", "adverts",
    "aussi",       "banner",   "breadcrumb", "breadcrumbs", "caption",    "comment",       "commentaires",
    "commenting",  "comments", "consent",    "cookie",      "cookies",    "copyright",     "disqus",
    "facebook",    "footer",   "gdpr",       "hidden",      "login",      "menu",          "modal",
    "nav",         "navbar",   "navigation", "newsletter",  "outbrain",   "overlay",       "pagination",
    "partage",     "partager", "popup",      "promo",       "promotion",  "pub",           "publicite",
    "recommended", "related",  "rgpd",       "share",       "sharedaddy", "sharing",       "sidebar",
    "signup",      "social",   "sponsor",    "sponsored",   "subscribe",  "subscription",  "taboola",
    "tags",        "toolbar",  "trending",   "whatsapp",
};

static int by_word(const void *key, const void *entry)
{
    return strcmp(key, entry);
}

static bool is_word(const char *p, size_t n)
{
    char word[16];
    if (!n || n >= sizeof word) return false;
    for (size_t i = 0; i < n; i++) word[i] = (char)(p[i] >= 'A' && p[i] <= 'Z' ? p[i] | 32 : p[i]);
    word[n] = 0;
    return bsearch(word, words, sizeof words / sizeof *words, sizeof *words, by_word) != NULL;
}

static bool is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

static bool is_alnum(char c)
{
    return (c >= '0' && c <= '9') || is_upper(c) || (c >= 'a' && c <= 'z');
}

/* "has-sidebar", "with-share-bar" tell of what is inside, not what it is; categories and tags are the editor's words.
 */
static bool says_nothing(const char *token, size_t n)
{
    static const char *const prefixes[] = {"has-", "has_", "with-",     "with_", "no-",   "no_",     "is-",    "js-",
                                           "not-", "tag-", "category-", "post-", "type-", "status-", "format-"};
    for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++) {
        size_t len = strlen(prefixes[i]);
        if (n > len && strncasecmp(token, prefixes[i], len) == 0) return true;
    }
    return false;
}

/* Words of one token: parts between other signs, and the humps of camelCase. */
static bool token_is_around(const char *token, size_t n)
{
    if (says_nothing(token, n)) return false;
    for (size_t i = 0; i < n;) {
        size_t beg = i++;
        if (!is_alnum(token[beg])) continue;
        while (i < n && is_alnum(token[i]) && !(is_upper(token[i]) && !is_upper(token[i - 1]))) i++;
        if (is_word(token + beg, i - beg)) return true;
    }
    return false;
}

static bool is_blank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

bool rc_class_is_around(const char *value, bool exact)
{
    while (*value) {
        while (is_blank(*value)) value++;
        size_t n = 0;
        while (value[n] && !is_blank(value[n])) n++;
        if (exact ? is_word(value, n) : token_is_around(value, n)) return true;
        value += n;
    }
    return false;
}

bool rc_class_has(const char *value, const char *prefix)
{
    size_t len = strlen(prefix);
    while (*value) {
        while (is_blank(*value)) value++;
        if (strncasecmp(value, prefix, len) == 0) return true;
        while (*value && !is_blank(*value)) value++;
    }
    return false;
}
