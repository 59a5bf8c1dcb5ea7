#include "intake/text.h"

#include <strings.h>

#include "intake/values.h"
#include "recoupe/base/utf8.h"

#define TITLE_CODE_POINTS 160
#define DATE_LINES 10

/* Next line without its end; a carriage return before the line feed belongs to the end. */
static rc_str cut_line(rc_str *rest)
{
    rc_str line = rc_str_cut(rest, '\n');
    if (line.len && line.ptr[line.len - 1] == '\r') line.len--;
    return line;
}

static bool is_blank(rc_str line)
{
    return rc_str_trim(line).len == 0;
}

enum { TITLE, DATE, PUBLISHED, OUTLET, URL, LANG, HEADERS };

/* Which header a line `Name: value` is, or -1. */
static int header_of(rc_str line, rc_str *value)
{
    static const char *const names[HEADERS] = {"title", "date", "published", "outlet", "url", "lang"};
    const char *colon = line.len ? memchr(line.ptr, ':', line.len) : NULL;
    if (!colon) return -1;
    rc_str name = rc_str_trim(rc_str_sub(line, 0, (size_t)(colon - line.ptr)));
    *value = rc_str_trim(rc_str_sub(line, (size_t)(colon - line.ptr) + 1, line.len));
    for (int i = 0; i < HEADERS; i++)
        if (name.len == strlen(names[i]) && strncasecmp(name.ptr, names[i], name.len) == 0) return i;
    return -1;
}

/* A block is taken only when every line of it is understood and text follows; else all of it stays in the text, so
 * that an article that begins with something alike loses nothing. */
static bool header_block(rc_str text, rc_str values[HEADERS], char *published, rc_str *body)
{
    rc_str rest = text, line = {NULL, 0};
    bool some = false;
    memset(values, 0, HEADERS * sizeof *values);
    while (rest.ptr) {
        line = cut_line(&rest);
        if (is_blank(line)) {
            if (some) break;
            continue;
        }
        rc_str value;
        int header = header_of(line, &value);
        if (header < 0 || values[header].len) return false;
        values[header] = value;
        some = true;
    }
    if (!some || !rest.ptr || is_blank(rest)) return false;
    rc_str date = values[PUBLISHED].len ? values[PUBLISHED] : values[DATE];
    if (date.len && !rc_date_read(date, published)) return false;
    *body = rest;
    return true;
}

/* The first line is a title when it is short, stands apart and does not end as a sentence does. */
static rc_str title_of(rc_str text)
{
    const rc_str none = {NULL, 0};
    rc_str rest = text, line = none;
    while (rest.ptr && is_blank(line)) line = cut_line(&rest);
    line = rc_str_trim(line);
    if (rc_str_starts(line, RC_STR("# "))) line = rc_str_trim(rc_str_sub(line, 2, line.len)); /* Markdown */
    if (!line.len || rc_utf8_count(line) > TITLE_CODE_POINTS) return none;
    if (strchr(".;:,", line.ptr[line.len - 1]) || rc_str_ends(line, RC_STR("\u2026"))) return none;
    if (!rest.ptr || !is_blank(cut_line(&rest)) || !rest.ptr || is_blank(rest)) return none;
    return line;
}

/* A line that is nothing but "Date: 2021-09-02" among the first ones. */
static void date_line(rc_str text, char *published)
{
    rc_str rest = text;
    for (int i = 0; i < DATE_LINES && rest.ptr; i++) {
        rc_str value;
        int header = header_of(cut_line(&rest), &value);
        if ((header == DATE || header == PUBLISHED) && rc_date_read(value, published)) return;
    }
    published[0] = 0;
}

bool rc_text_report(rc_str text, char *published, char *lang, rc_report *report)
{
    rc_str values[HEADERS], body;
    published[0] = lang[0] = 0;
    *report = (rc_report){.text = text};
    if (is_blank(text)) return false;
    if (header_block(text, values, published, &body)) {
        rc_lang_primary(values[LANG], lang);
        *report = (rc_report){.title = values[TITLE], .outlet = values[OUTLET], .url = values[URL], .text = body};
        if (!report->title.len) report->title = title_of(body);
    } else {
        report->title = title_of(text);
        date_line(text, published);
    }
    report->published = rc_str_of(published);
    report->lang = rc_str_of(lang);
    return true;
}
