#include "intake/json_stream.h"

#include "intake/json_reader.h"

/* Where one item ends is found by counting brackets outside of strings, or, in JSON Lines, by line ends alone: so a
 * broken item costs only itself. VALUES is for files that do not say which they are: one object over many lines, or
 * objects one after another; it becomes LINES once the first object proves to end on the line where it began. */
typedef enum mode { LINES, VALUES, LIST } mode;

typedef struct splitter {
    rc_intake_run *run;
    rc_json_reader reader;
    rc_buf item; /* bytes of the item that stood in earlier pieces */
    mode mode;
    bool in_item, in_string, escaped, many_lines, too_long;
    bool held;    /* the first object of VALUES waits: is it alone? */
    bool closed;  /* the list's ] has been seen */
    bool opened;  /* the list's [ has been seen */
    bool stopped; /* nothing more is to be read */
    unsigned depth;
    uint64_t line, byte; /* of the next byte; bytes of the piece are added when it is done */
    uint64_t line_byte;  /* where the current line begins */
    uint64_t item_line, item_byte, item_column, items;
    rc_str charset;
    bool byte_known; /* bytes were not converted, so offsets are those of the file */
} splitter;

static void say_bad(splitter *s, rc_str bytes, size_t at, const rc_error *why)
{
    uint64_t line = s->item_line, column = s->item_column;
    for (size_t i = 0; i < at && i < bytes.len; i++) {
        column++;
        if (bytes.ptr[i] != '\n') continue;
        line++;
        column = 1;
    }
    if (s->byte_known)
        rc_intake_skip(s->run, line, why->status, "column %llu (byte %llu): %s", (unsigned long long)column,
                       (unsigned long long)s->item_byte + at, why->message);
    else
        rc_intake_skip(s->run, line, why->status, "column %llu: %s", (unsigned long long)column, why->message);
}

static rc_status emit(splitter *s, rc_str bytes, bool alone)
{
    s->items++;
    if (s->too_long || bytes.len > RC_INTAKE_REPORT_BYTES) {
        rc_intake_skip(s->run, s->item_line, RC_ELIMIT, "larger than the %zu MB of one report",
                       RC_INTAKE_REPORT_BYTES >> 20);
        return RC_OK;
    }
    rc_report report;
    rc_error why;
    size_t at = 0;
    rc_status status = rc_json_reader_report(&s->reader, bytes, &report, &at, &why);
    if (status == RC_ENOMEM) return rc_fail(s->run->err, RC_ENOMEM, "%s: out of memory", s->run->label);
    if (status != RC_OK) {
        say_bad(s, bytes, at, &why);
        return RC_OK;
    }
    report.charset = s->charset;
    uint64_t number = alone ? 0 : s->mode == LIST ? s->items : s->item_line;
    return rc_intake_deliver(s->run, &report, alone ? 0 : s->item_line, number);
}

static rc_status release_held(splitter *s, bool alone)
{
    s->held = false;
    rc_status status = emit(s, rc_buf_str(&s->item), alone);
    s->item.len = 0;
    s->too_long = false;
    return status;
}

static bool is_space(char c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

static void begin_item(splitter *s, size_t at)
{
    s->in_item = true;
    s->in_string = s->escaped = s->many_lines = s->too_long = false;
    s->depth = 0;
    s->item_line = s->line;
    s->item_byte = s->byte + at;
    s->item_column = s->item_byte - s->line_byte + 1;
    s->item.len = 0;
}

static void count_line(splitter *s, size_t at)
{
    s->line++;
    s->line_byte = s->byte + at + 1;
}

/* Between items: pass white space, commas and the list's brackets; stop at the first byte of an item. */
static rc_status between(splitter *s, rc_str piece, size_t *at)
{
    while (*at < piece.len && !s->stopped) {
        char c = piece.ptr[*at];
        if (c == '\n') count_line(s, *at);
        if (is_space(c) || (s->mode == LIST && c == ',' && s->opened && !s->closed)) {
            ++*at;
        } else if (s->mode == LIST && !s->opened) {
            s->opened = true; /* the kind was told by this bracket */
            ++*at;
        } else if (s->mode == LIST && s->closed) {
            rc_intake_skip(s->run, s->line, RC_EFORMAT, "not JSON: something follows the end of the list");
            s->stopped = true;
        } else if (s->mode == LIST && c == ']') {
            s->closed = true;
            ++*at;
        } else {
            rc_status status = RC_OK;
            if (s->held) {
                if (!s->many_lines && s->line > s->item_line) s->mode = LINES;
                status = release_held(s, false);
            }
            if (status == RC_OK) begin_item(s, *at);
            return status;
        }
    }
    return RC_OK;
}

/* First byte at or after `at` that matters inside a string. */
static size_t string_stop(rc_str piece, size_t at)
{
    while (at < piece.len && piece.ptr[at] != '"' && piece.ptr[at] != '\\' && piece.ptr[at] != '\n') at++;
    return at;
}

/* One byte inside a string. A string holds no line end (RFC 8259): one that does is broken, and so is its item. */
static bool string_byte(splitter *s, char c, size_t at)
{
    if (s->escaped) {
        s->escaped = false;
        if (c != '\n') return false;
    }
    if (c == '\\')
        s->escaped = true;
    else if (c == '"')
        s->in_string = false;
    else if (c == '\n') {
        s->in_string = false;
        if (s->mode == VALUES) {
            s->mode = LINES;
            return true;
        }
        count_line(s, at);
        s->many_lines = true;
    }
    return false;
}

/* Pass over an item of VALUES or LIST. True when it ended; `*at` is then after it. */
static bool inside(splitter *s, rc_str piece, size_t *at)
{
    while (*at < piece.len) {
        if (s->in_string) {
            if (!s->escaped) *at = string_stop(piece, *at);
            if (*at == piece.len) return false;
            if (string_byte(s, piece.ptr[*at], *at)) return true;
            ++*at;
            continue;
        }
        char c = piece.ptr[*at];
        if (!s->depth && (c == '\n' || (s->mode == LIST && (c == ',' || c == ']')))) return true;
        ++*at;
        if (c == '"')
            s->in_string = true;
        else if (c == '{' || c == '[')
            s->depth++;
        else if ((c == '}' || c == ']') && s->depth && --s->depth == 0)
            return true;
        else if (c == '\n') {
            count_line(s, *at - 1);
            s->many_lines = true;
        }
    }
    return false;
}

static bool line_inside(rc_str piece, size_t *at)
{
    const char *hit = memchr(piece.ptr + *at, '\n', piece.len - *at);
    *at = hit ? (size_t)(hit - piece.ptr) : piece.len;
    return hit != NULL;
}

/* Keep the part of an item that this piece has; past the limit only its end is looked for. */
static rc_status keep(splitter *s, rc_str part)
{
    if (s->too_long) return RC_OK;
    if (part.len > RC_INTAKE_REPORT_BYTES - s->item.len) {
        s->too_long = true;
        s->item.len = 0;
        return RC_OK;
    }
    rc_buf_put(&s->item, part);
    return s->item.failed ? rc_fail(s->run->err, RC_ENOMEM, "%s: out of memory", s->run->label) : RC_OK;
}

static rc_status end_item(splitter *s, rc_str part)
{
    s->in_item = false;
    rc_status status = RC_OK;
    if (s->mode == VALUES && !s->items && !s->held) {
        status = keep(s, part);
        s->held = true;
        return status;
    }
    if (s->item.len || s->too_long) {
        status = keep(s, part);
        part = rc_buf_str(&s->item);
    }
    return status == RC_OK ? emit(s, part, false) : status;
}

static rc_status feed(splitter *s, rc_str piece)
{
    size_t at = 0;
    rc_status status = RC_OK;
    while (at < piece.len && !s->stopped && status == RC_OK) {
        if (!s->in_item) status = between(s, piece, &at);
        if (!s->in_item || status != RC_OK) continue;
        size_t begun = at;
        bool ended = s->mode == LINES ? line_inside(piece, &at) : inside(s, piece, &at);
        rc_str part = rc_str_sub(piece, begun, at);
        status = ended ? end_item(s, part) : keep(s, part);
    }
    s->byte += piece.len;
    return status;
}

/* The input ended within an object that was read over many lines. If objects begin on later lines, it was JSON Lines
 * whose first line is cut: give that line up and read the others. */
static rc_status unfinished(splitter *s)
{
    rc_str all = rc_buf_str(&s->item);
    size_t cut = s->mode == VALUES && !s->too_long ? rc_str_find(all, RC_STR("\n{\""), 0) : SIZE_MAX;
    if (cut == SIZE_MAX) return emit(s, all, s->mode == VALUES && !s->items);
    rc_status status = emit(s, rc_str_sub(all, 0, cut), false);
    rc_buf copy = s->item;
    s->item = (rc_buf){0};
    s->in_item = false;
    s->mode = LINES;
    s->byte = s->item_byte + cut;
    s->line = s->item_line;
    for (size_t i = 0; i < cut; i++) s->line += all.ptr[i] == '\n';
    if (status == RC_OK) status = feed(s, rc_str_sub(all, cut, all.len));
    if (status == RC_OK && s->in_item) status = emit(s, rc_buf_str(&s->item), false);
    rc_buf_release(&copy);
    return status;
}

static rc_status finish(splitter *s)
{
    if (s->stopped) return RC_OK;
    if (s->held) return release_held(s, true);
    if (s->in_item) {
        rc_status status = unfinished(s);
        if (status != RC_OK) return status;
    }
    if (s->mode == LIST && !s->closed)
        rc_intake_skip(s->run, s->line, RC_EFORMAT, "not JSON: cut short, the list does not end");
    else if (!s->items)
        rc_intake_skip(s->run, 0, RC_EEMPTY, "no report in it");
    return RC_OK;
}

rc_status rc_json_stream(rc_intake_run *run, rc_source *source, rc_kind kind)
{
    splitter s = {.run = run, .line = 1, .byte = source->read_bytes};
    s.mode = kind == RC_KIND_LINES ? LINES : kind == RC_KIND_LIST ? LIST : VALUES;
    s.charset = source->charset ? rc_str_of(source->charset) : RC_STR("UTF-8");
    s.byte_known = source->convert == (iconv_t)-1;
    if (!s.byte_known) s.byte = 0;
    s.line_byte = s.byte;
    rc_status status = RC_OK;
    while (status == RC_OK && !s.stopped) {
        rc_str piece;
        rc_error why;
        rc_status got = rc_source_next(source, &piece, &why);
        if (got == RC_OK) {
            status = feed(&s, piece);
            continue;
        }
        if (got != RC_END) { /* what stands complete before it is good; what is cut is not */
            if (s.held) status = release_held(&s, false);
            rc_intake_skip(run, s.line, got, "%s", why.message);
            break;
        }
        status = finish(&s);
        break;
    }
    rc_json_reader_release(&s.reader);
    rc_buf_release(&s.item);
    return status;
}
