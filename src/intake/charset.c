#include "intake/charset.h"

#include <ctype.h>
#include <errno.h>
#include <iconv.h>
#include <stdio.h>
#include <strings.h>
#include <uchardet.h>

#include "recoupe/base/utf8.h"

#define META_BYTES 4096       /* a page declares its set near its beginning */
#define GUESS_BYTES (1 << 20) /* more tells uchardet nothing new */
#define REPLACEMENT "\xEF\xBF\xBD"

/* Byte of the first control character that text does not hold, or SIZE_MAX. */
static size_t first_control(rc_str bytes)
{
    for (size_t i = 0; i < bytes.len; i++) {
        unsigned char c = (unsigned char)bytes.ptr[i];
        if (c < 0x20 && !(c >= '\t' && c <= '\r') && c != 0x1A && c != 0x1B) return i;
    }
    return SIZE_MAX;
}

static size_t count_controls(rc_str bytes)
{
    size_t n = 0;
    for (size_t i = 0; i < bytes.len; i++) {
        unsigned char c = (unsigned char)bytes.ptr[i];
        n += c < 0x20 && !(c >= '\t' && c <= '\r');
    }
    return n;
}

/* Length of the well-formed sequence of more than one byte at `i`, or 0. */
static unsigned sequence(rc_str bytes, size_t i)
{
    unsigned n;
    rc_utf8_decode(bytes, i, &n);
    return n > 1 ? n : 0;
}

/* UTF-8 with some bad bytes shows itself by sequences, which text in an 8-bit set has hardly by accident. */
static bool mostly_utf8(rc_str bytes)
{
    size_t good = 0, bad = 0;
    for (size_t i = 0; i < bytes.len;) {
        if ((unsigned char)bytes.ptr[i] < 0x80) {
            i++;
            continue;
        }
        unsigned n = sequence(bytes, i);
        good += n > 0;
        bad += n == 0;
        i += n ? n : 1;
    }
    return good > bad;
}

static void replace_bad(rc_str bytes, rc_buf *out)
{
    size_t begun = 0;
    for (size_t i = 0; i < bytes.len;) {
        unsigned n = (unsigned char)bytes.ptr[i] < 0x80 ? 1 : sequence(bytes, i);
        if (!n) {
            rc_buf_put(out, rc_str_sub(bytes, begun, i));
            rc_buf_put(out, RC_STR(REPLACEMENT));
            begun = i + 1;
        }
        i += n ? n : 1;
    }
    rc_buf_put(out, rc_str_sub(bytes, begun, bytes.len));
}

static size_t find_nocase(rc_str s, const char *needle, size_t from)
{
    size_t n = strlen(needle);
    for (size_t i = from; i + n <= s.len; i++)
        if (strncasecmp(s.ptr + i, needle, n) == 0) return i;
    return SIZE_MAX;
}

/* `charset = "name"` inside a meta tag, or the XML declaration's encoding. */
static bool declared_after(rc_str tag, const char *key, char name[RC_CHARSET_BYTES])
{
    size_t at = find_nocase(tag, key, 0), n = 0;
    if (at == SIZE_MAX) return false;
    at += strlen(key);
    while (at < tag.len && isspace((unsigned char)tag.ptr[at])) at++;
    if (at >= tag.len || tag.ptr[at] != '=') return false;
    at++;
    while (at < tag.len && (isspace((unsigned char)tag.ptr[at]) || tag.ptr[at] == '"' || tag.ptr[at] == '\'')) at++;
    while (at < tag.len && n + 1 < RC_CHARSET_BYTES &&
           (isalnum((unsigned char)tag.ptr[at]) || strchr("-_:.", tag.ptr[at])) && tag.ptr[at])
        name[n++] = tag.ptr[at++];
    name[n] = 0;
    return n > 0;
}

static bool declared(rc_str page, char name[RC_CHARSET_BYTES])
{
    rc_str head = rc_str_sub(page, 0, META_BYTES);
    for (size_t at = 0; at < head.len;) {
        const char *open = memchr(head.ptr + at, '<', head.len - at);
        if (!open) break;
        at = (size_t)(open - head.ptr);
        rc_str rest = rc_str_sub(head, at, head.len);
        bool comment = rc_str_starts(rest, RC_STR("<!--"));
        size_t end = rc_str_find(head, comment ? RC_STR("-->") : RC_STR(">"), at);
        if (end == SIZE_MAX) end = head.len;
        rc_str tag = rc_str_sub(head, at, end);
        bool meta = tag.len > 5 && strncasecmp(tag.ptr, "<meta", 5) == 0;
        if (!comment && meta && declared_after(tag, "charset", name)) return true;
        if (rc_str_starts(tag, RC_STR("<?xml")) && declared_after(tag, "encoding", name)) return true;
        at = end + 1;
    }
    return false;
}

/* Labels that mean another set than they say (WHATWG Encoding Standard): pages in windows-1252 call themselves Latin-1
 * or ASCII. The true name is kept where no byte tells them apart. */
static const char *effective(const char *label, rc_str bytes)
{
    static const char *const latin1[] = {"iso-8859-1", "iso8859-1", "latin1",     "latin-1", "l1",
                                         "us-ascii",   "ascii",     "iso_8859-1", "ansi"};
    for (size_t i = 0; i < sizeof latin1 / sizeof *latin1; i++) {
        if (strcasecmp(label, latin1[i]) != 0) continue;
        for (size_t k = 0; k < bytes.len; k++)
            if ((unsigned char)bytes.ptr[k] >= 0x80 && (unsigned char)bytes.ptr[k] < 0xA0) return "windows-1252";
        return "ISO-8859-1";
    }
    if (strcasecmp(label, "iso-8859-9") == 0) return "windows-1254";
    return label;
}

/* Convert with iconv; RC_EFORMAT when iconv does not know the set, RC_EENCODING with the byte when a byte is not in it
 * (a page: U+FFFD instead). */
static rc_status convert(rc_str bytes, const char *charset, bool replace, rc_buf *out, rc_error *err)
{
    iconv_t cd = iconv_open("UTF-8", charset);
    if (cd == (iconv_t)-1) return rc_fail(err, RC_EFORMAT, "this system's iconv does not know %s", charset);
    char *from = (char *)(uintptr_t)bytes.ptr;
    size_t left = bytes.len;
    rc_status status = RC_OK;
    out->len = 0;
    while (left && status == RC_OK) {
        char space[8192], *to = space;
        size_t room = sizeof space;
        errno = 0;
        size_t n = iconv(cd, &from, &left, &to, &room);
        int why = n == (size_t)-1 ? errno : 0;
        rc_buf_put(out, (rc_str){space, sizeof space - room});
        if (why != EILSEQ && why != EINVAL) continue;
        if (replace) {
            rc_buf_put(out, RC_STR(REPLACEMENT));
            from++;
            left--;
        } else {
            status = rc_fail(err, RC_EENCODING, "byte %zu: 0x%02X is not in %s", bytes.len - left, (unsigned char)*from,
                             charset);
        }
    }
    iconv_close(cd);
    if (out->failed) status = rc_fail(err, RC_ENOMEM, "out of memory");
    return status;
}

static void guess(rc_str bytes, char name[RC_CHARSET_BYTES])
{
    name[0] = 0;
    uchardet_t detector = uchardet_new();
    if (!detector) return;
    if (uchardet_handle_data(detector, bytes.ptr, bytes.len < GUESS_BYTES ? bytes.len : GUESS_BYTES) == 0) {
        uchardet_data_end(detector);
        snprintf(name, RC_CHARSET_BYTES, "%s", uchardet_get_charset(detector));
    }
    uchardet_delete(detector);
}

static rc_status decode_declared(rc_str bytes, rc_buf *out, char charset[RC_CHARSET_BYTES], rc_error *err)
{
    char label[RC_CHARSET_BYTES];
    if (!declared(bytes, label)) return RC_EFORMAT;
    /* not UTF-8 as seen already, and no 16-bit set either, or the declaration could not be read */
    if (strncasecmp(label, "utf", 3) == 0 || strncasecmp(label, "ucs", 3) == 0) return RC_EFORMAT;
    snprintf(charset, RC_CHARSET_BYTES, "%s", effective(label, bytes));
    return convert(bytes, charset, true, out, err);
}

/* Letters and signs of French, Spanish, German and English in windows-1252 above ASCII. Bytes of other sets that
 * mean other letters there nearly always include some that are none of these. */
static bool is_western(unsigned char c)
{
    static const unsigned char bytes[] = "\x80\x85\x8C\x91\x92\x93\x94\x96\x97\x9C\xA0\xA1\xAB\xB0\xBB\xBF"
                                         "\xC0\xC2\xC4\xC7\xC8\xC9\xCA\xCB\xCE\xCF\xD1\xD4\xD6\xD9\xDB\xDC\xDF"
                                         "\xE0\xE1\xE2\xE4\xE7\xE8\xE9\xEA\xEB\xED\xEE\xEF\xF1\xF3\xF4\xF6"
                                         "\xF9\xFA\xFB\xFC";
    return memchr(bytes, c, sizeof bytes - 1) != NULL;
}

/* Accents here and there among ASCII letters. uchardet needs more text than a dispatch of one line to see it, and then
 * takes DOS or Central European sets for it. */
static bool looks_western(rc_str bytes)
{
    size_t high = 0, letters = 0;
    for (size_t i = 0; i < bytes.len; i++) {
        unsigned char c = (unsigned char)bytes.ptr[i];
        letters += isalpha(c) != 0 && c < 0x80;
        if (c < 0x80) continue;
        high++;
        if (!is_western(c)) return false;
    }
    return high * 4 <= letters;
}

static rc_status decode_guessed(rc_str bytes, rc_buf *out, char charset[RC_CHARSET_BYTES], rc_error *err)
{
    char label[RC_CHARSET_BYTES] = "";
    if (!looks_western(bytes)) guess(bytes, label);
    if (label[0] && strncasecmp(label, "utf", 3) != 0 && strncasecmp(label, "ascii", 5) != 0) {
        snprintf(charset, RC_CHARSET_BYTES, "%s", effective(label, bytes));
        rc_status status = convert(bytes, charset, false, out, err);
        if (status == RC_OK || status == RC_ENOMEM) return status;
    }
    snprintf(charset, RC_CHARSET_BYTES, "%s", effective("iso-8859-1", bytes));
    return convert(bytes, charset, false, out, err);
}

rc_status rc_charset_decode(rc_str bytes, bool html, rc_buf *out, rc_str *utf8, char charset[RC_CHARSET_BYTES],
                            rc_error *err)
{
    const char *zero = bytes.len ? memchr(bytes.ptr, 0, bytes.len) : NULL;
    if (zero) return rc_fail(err, RC_EENCODING, "byte %zu is zero: not text", (size_t)(zero - bytes.ptr));
    size_t controls = count_controls(bytes), bad = rc_utf8_invalid(bytes);
    if (controls > bytes.len / 100 + 2 || (controls && bad != SIZE_MAX && !html)) {
        size_t at = first_control(bytes);
        if (at != SIZE_MAX)
            return rc_fail(err, RC_EENCODING, "byte %zu is 0x%02X, a control character: not text", at,
                           (unsigned char)bytes.ptr[at]);
    }
    snprintf(charset, RC_CHARSET_BYTES, "UTF-8");
    *utf8 = bytes;
    if (bad == SIZE_MAX) return RC_OK;
    rc_status status = html ? decode_declared(bytes, out, charset, err) : RC_EFORMAT;
    if (status == RC_EFORMAT && mostly_utf8(bytes)) {
        snprintf(charset, RC_CHARSET_BYTES, "UTF-8");
        if (!html)
            return rc_fail(err, RC_EENCODING, "byte %zu: 0x%02X is not UTF-8, as the rest is", bad,
                           (unsigned char)bytes.ptr[bad]);
        out->len = 0;
        replace_bad(bytes, out);
        status = out->failed ? rc_fail(err, RC_ENOMEM, "out of memory") : RC_OK;
    } else if (status == RC_EFORMAT) {
        status = decode_guessed(bytes, out, charset, err);
    }
    *utf8 = rc_buf_str(out);
    return status;
}
