#include "intake/kind.h"
#include "intake/feed.h"
#include "intake/posts.h"

#include <strings.h>

#define STARTS(head, literal) rc_str_starts((head), RC_STR(literal))

static const struct {
    size_t at;
    rc_str bytes;
    const char *what;
} magics[] = {
    {0, RC_STR_INIT("%PDF-"), "a PDF file"},
    {0,
     RC_STR_INIT("\x7f"
                 "ELF"),
     "a program (ELF)"},
    {0, RC_STR_INIT("\x89PNG\r\n"), "a PNG picture"},
    {0, RC_STR_INIT("\xff\xd8\xff"), "a JPEG picture"},
    {0, RC_STR_INIT("GIF87a"), "a GIF picture"},
    {0, RC_STR_INIT("GIF89a"), "a GIF picture"},
    {0, RC_STR_INIT("II*\0"), "a TIFF picture"},
    {0, RC_STR_INIT("MM\0*"), "a TIFF picture"},
    {0, RC_STR_INIT("PK\x03\x04"), "a ZIP archive or an office document"},
    {0, RC_STR_INIT("PK\x05\x06"), "an empty ZIP archive"},
    {0, RC_STR_INIT("\x1f\x8b"), "gzip data"},
    {0, RC_STR_INIT("BZh"), "bzip2 data"},
    {0,
     RC_STR_INIT("\xfd"
                 "7zXZ"),
     "xz data"},
    {0, RC_STR_INIT("\x28\xb5\x2f\xfd"), "zstd data"},
    {0, RC_STR_INIT("7z\xbc\xaf\x27\x1c"), "a 7z archive"},
    {0, RC_STR_INIT("Rar!\x1a\x07"), "a RAR archive"},
    {0, RC_STR_INIT("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), "an old office document"},
    {0, RC_STR_INIT("{\\rtf"), "an RTF document"},
    {0, RC_STR_INIT("SQLite format 3"), "an SQLite database"},
    {0, RC_STR_INIT("OggS"), "Ogg audio"},
    {0, RC_STR_INIT("ID3"), "MP3 audio"},
    {0, RC_STR_INIT("wOFF"), "a font"},
    {0, RC_STR_INIT("wOF2"), "a font"},
    {4, RC_STR_INIT("ftyp"), "a video (MP4)"},
    {8, RC_STR_INIT("WEBP"), "a WebP picture"},
    {8, RC_STR_INIT("WAVE"), "WAVE audio"},
    {257, RC_STR_INIT("ustar"), "a tar archive"},
};

const char *rc_kind_binary(rc_str head)
{
    for (size_t i = 0; i < sizeof magics / sizeof *magics; i++)
        if (rc_str_eq(rc_str_sub(head, magics[i].at, magics[i].at + magics[i].bytes.len), magics[i].bytes))
            return magics[i].what;
    return NULL;
}

/* UTF-16 without a mark: text in any script has spaces, stops and line ends, whose high byte is zero; so zero bytes all
 * stand at one parity, and there are enough of them. Binary data has them at both. */
static const char *wide_by_zeros(rc_str head)
{
    size_t n = head.len < 4096 ? head.len & ~(size_t)1 : 4096, even = 0, odd = 0;
    for (size_t i = 0; i < n; i += 2) {
        even += head.ptr[i] == 0;
        odd += head.ptr[i + 1] == 0;
    }
    if (even + odd < (n < 64 ? n / 8 + 2 : n / 40)) return NULL; /* in short text one zero byte proves nothing */
    if (odd && !even) return "UTF-16LE";
    if (even && !odd) return "UTF-16BE";
    return NULL;
}

const char *rc_kind_wide(rc_str head, size_t *mark_bytes)
{
    static const struct {
        rc_str mark;
        const char *charset;
    } marks[] = {
        {RC_STR_INIT("\xef\xbb\xbf"), "UTF-8"},    {RC_STR_INIT("\xff\xfe\0\0"), "UTF-32LE"},
        {RC_STR_INIT("\0\0\xfe\xff"), "UTF-32BE"}, {RC_STR_INIT("\xff\xfe"), "UTF-16LE"},
        {RC_STR_INIT("\xfe\xff"), "UTF-16BE"},
    };
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        if (!rc_str_starts(head, marks[i].mark)) continue;
        *mark_bytes = marks[i].mark.len;
        return marks[i].charset;
    }
    *mark_bytes = 0;
    return wide_by_zeros(head);
}

static rc_str skip_space(rc_str s)
{
    while (s.len && (s.ptr[0] == ' ' || (s.ptr[0] >= '\t' && s.ptr[0] <= '\r'))) s = rc_str_sub(s, 1, s.len);
    return s;
}

static bool starts_nocase(rc_str s, const char *prefix)
{
    size_t n = strlen(prefix);
    return s.len >= n && strncasecmp(s.ptr, prefix, n) == 0;
}

static bool has_extension(const char *name, const char *const *list)
{
    const char *slash = strrchr(name, '/'), *dot = strrchr(slash ? slash : name, '.');
    for (; dot && *list; list++)
        if (strcasecmp(dot + 1, *list) == 0) return true;
    return false;
}

/* Markup in the first bytes: after comments and declarations, a tag that begins a page. */
static bool looks_html(rc_str s)
{
    static const char *const openings[] = {"<!doctype html", "<html",    "<head", "<body", "<meta", "<title", "<script",
                                           "<link",          "<article", "<main", "<div",  "<p>",   "<p ",    "<h1"};
    while (s.len) {
        s = skip_space(s);
        size_t end;
        if (rc_str_starts(s, RC_STR("<!--")))
            end = rc_str_find(s, RC_STR("-->"), 4);
        else if (rc_str_starts(s, RC_STR("<?xml")))
            end = rc_str_find(s, RC_STR("?>"), 5);
        else
            break;
        if (end == SIZE_MAX) return false;
        s = rc_str_sub(s, end + 2, s.len);
        if (s.len && s.ptr[0] == '>') s = rc_str_sub(s, 1, s.len);
    }
    for (size_t i = 0; i < sizeof openings / sizeof *openings; i++)
        if (starts_nocase(s, openings[i])) return true;
    return false;
}

static bool looks_xml(rc_str s)
{
    return STARTS(s, "<?xml") || starts_nocase(s, "<rss") || starts_nocase(s, "<feed") || starts_nocase(s, "<svg");
}

rc_kind rc_kind_of(rc_str head, const char *name, const char **other)
{
    static const char *const html[] = {"html", "htm", "xhtml", NULL};
    static const char *const lines[] = {"jsonl", "ndjson", NULL};
    static const char *const json[] = {"json", NULL};
    static const char *const tables[] = {"csv", "tsv", NULL};
    static const char *const parts[] = {"css", "js", "mjs", NULL};
    static const char *const xml[] = {"xml", "rss", "atom", "svg", NULL};
    rc_str s = skip_space(head), after = skip_space(rc_str_sub(s, 1, s.len));
    bool lines_name = has_extension(name, lines), json_name = lines_name || has_extension(name, json);
    bool list = s.len && s.ptr[0] == '[' && (json_name || (after.len && (after.ptr[0] == '{' || after.ptr[0] == ']')));
    bool object =
        s.len && s.ptr[0] == '{' && (json_name || (after.len && (after.ptr[0] == '"' || after.ptr[0] == '}')));
    if (lines_name && !list) return RC_KIND_LINES;
    if (list) return RC_KIND_LIST;
    if (rc_posts_x(s) || (object && rc_posts_telegram(s))) return RC_KIND_POSTS;
    if (object) return RC_KIND_JSON;
    if (looks_html(s)) return RC_KIND_HTML;
    *other = "XML";
    if ((looks_xml(s) || has_extension(name, xml)) && rc_feed_is(s)) return RC_KIND_FEED;
    if (looks_xml(s) || has_extension(name, xml)) return RC_KIND_OTHER;
    if (has_extension(name, tables)) return RC_KIND_TABLE;
    *other = "a part of a web page (style sheet or script)";
    if (has_extension(name, parts)) return RC_KIND_OTHER;
    *other = NULL;
    if (has_extension(name, html)) return RC_KIND_HTML;
    return json_name ? RC_KIND_JSON : RC_KIND_TEXT;
}
