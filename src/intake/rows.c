#include "intake/rows.h"

#include <stdlib.h>
#include <strings.h>

#include "intake/charset.h"
#include "intake/values.h"

enum { TEXT, ID, PUBLISHED, DATE, OUTLET, URL, TITLE, LANG, FIELDS };

#define MOST_COLUMNS 1024

/* What a column is called, ours first, then as exports of other programs have it. */
static const struct {
    const char *name;
    int field;
} heads[] = {
    {"text", TEXT},     {"content", TEXT},  {"body", TEXT},           {"full_text", TEXT},   {"message", TEXT},
    {"id", ID},         {"id_str", ID},     {"published", PUBLISHED}, {"date", DATE},        {"created_at", DATE},
    {"datetime", DATE}, {"outlet", OUTLET}, {"source", OUTLET},       {"publisher", OUTLET}, {"channel", OUTLET},
    {"url", URL},       {"link", URL},      {"title", TITLE},         {"headline", TITLE},   {"lang", LANG},
    {"language", LANG}};

typedef struct rows {
    rc_str text;
    size_t at;
    uint64_t line;
    char sign;
    bool is_broken; /* a quotation mark that nothing closes */
    unsigned n_columns;
    int field[MOST_COLUMNS]; /* of a column, -1: none of ours */
    rc_buf cells[FIELDS], other;
} rows;

/* The next cell, its quotes taken off (RFC 4180); false: it was the last of its row. */
static bool next_cell(rows *r, rc_buf *out)
{
    const char *text = r->text.ptr;
    out->len = 0;
    bool quoted = r->at < r->text.len && text[r->at] == '"';
    if (quoted) r->at++;
    for (; r->at < r->text.len; r->at++) {
        char c = text[r->at];
        if (c == '\n') r->line++;
        if (quoted && c == '"') {
            if (r->at + 1 < r->text.len && text[r->at + 1] == '"')
                r->at++;
            else {
                quoted = false;
                continue;
            }
        } else if (!quoted && (c == r->sign || c == '\n')) {
            r->at++;
            return c == r->sign;
        } else if (!quoted && c == '\r' && (r->at + 1 == r->text.len || text[r->at + 1] == '\n')) {
            continue;
        }
        rc_buf_putc(out, c);
    }
    r->is_broken = quoted;
    return false;
}

/* The sign that the first line has most of. */
static char sign_of(rc_str text)
{
    static const char signs[] = ",;\t";
    size_t most = 0, end = rc_str_find(text, RC_STR("\n"), 0);
    char best = ',';
    for (const char *s = signs; *s; s++) {
        size_t n = 0;
        for (size_t i = 0; i < text.len && i < end; i++) n += text.ptr[i] == *s;
        if (n > most) {
            most = n;
            best = *s;
        }
    }
    return best;
}

/* Of two columns for one field the one that is named first above counts. */
static bool read_head(rows *r)
{
    size_t rank[FIELDS];
    int column[FIELDS];
    bool more = true;
    for (int f = 0; f < FIELDS; f++) column[f] = -1;
    while (more && r->n_columns < MOST_COLUMNS) {
        more = next_cell(r, &r->other);
        rc_str name = rc_str_trim(rc_buf_str(&r->other));
        r->field[r->n_columns] = -1;
        for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
            int f = heads[i].field;
            if (name.len != strlen(heads[i].name) || strncasecmp(name.ptr, heads[i].name, name.len) != 0) continue;
            if (column[f] >= 0 && rank[f] <= i) continue;
            if (column[f] >= 0) r->field[column[f]] = -1;
            column[f] = (int)r->n_columns;
            rank[f] = i;
            r->field[r->n_columns] = f;
        }
        r->n_columns++;
    }
    while (more) more = next_cell(r, &r->other);
    return column[TEXT] >= 0;
}

static rc_str cell(const rows *r, int field)
{
    return rc_str_trim(rc_buf_str(&r->cells[field]));
}

static bool read_row(rows *r)
{
    bool more = true, some = false;
    for (int f = 0; f < FIELDS; f++) r->cells[f].len = 0;
    for (unsigned i = 0; more; i++) {
        int field = i < r->n_columns ? r->field[i] : -1;
        rc_buf *out = field < 0 ? &r->other : &r->cells[field];
        more = next_cell(r, out);
        some = some || out->len;
    }
    return some;
}

static rc_status deliver(rc_intake_run *run, const rows *r, uint64_t line, uint64_t number, const char *charset)
{
    char published[RC_DATE_BYTES] = "", lang[RC_LANG_BYTES];
    if (!cell(r, TEXT).len) {
        rc_intake_skip(run, line, RC_EEMPTY, "`text` is empty");
        return RC_OK;
    }
    if (cell(r, PUBLISHED).len && !rc_date_read(cell(r, PUBLISHED), published)) {
        rc_intake_skip(run, line, RC_EFORMAT, "`published` is not a date, write YYYY-MM-DD or RFC 3339");
        return RC_OK;
    }
    if (!published[0] && !rc_date_read(cell(r, DATE), published)) published[0] = 0;
    rc_lang_primary(cell(r, LANG), lang);
    rc_report report = {.id = cell(r, ID),
                        .lang = rc_str_of(lang),
                        .published = rc_str_of(published),
                        .outlet = cell(r, OUTLET),
                        .url = cell(r, URL),
                        .title = cell(r, TITLE),
                        .text = rc_buf_str(&r->cells[TEXT]),
                        .charset = rc_str_of(charset)};
    return rc_intake_deliver(run, &report, line, number);
}

static bool failed(const rows *r)
{
    bool any = r->other.failed;
    for (int f = 0; f < FIELDS; f++) any = any || r->cells[f].failed;
    return any;
}

static rc_status read_rows(rc_intake_run *run, rows *r, const char *charset)
{
    rc_status status = RC_OK;
    for (uint64_t number = 1; status == RC_OK && r->at < r->text.len; number++) {
        uint64_t line = r->line;
        bool some = read_row(r);
        if (failed(r)) return rc_fail(run->err, RC_ENOMEM, "%s: out of memory", run->label);
        if (r->is_broken) {
            rc_intake_skip(run, line, RC_EFORMAT, "a quotation mark that opens a field here is not closed");
            break;
        }
        if (some) status = deliver(run, r, line, number, charset);
    }
    return status;
}

rc_status rc_rows_read(rc_intake_run *run, rc_source *source)
{
    rc_error why;
    char charset[RC_CHARSET_BYTES];
    rows *r = calloc(1, sizeof *r);
    if (!r) return rc_fail(run->err, RC_ENOMEM, "%s: out of memory", run->label);
    run->content.len = 0;
    rc_status status = rc_source_slurp(source, &run->content, RC_INTAKE_WHOLE_BYTES, &why);
    if (status == RC_OK)
        status = rc_charset_decode(rc_buf_str(&run->content), false, &run->decoded, &r->text, charset, &why);
    for (int f = 0; f < FIELDS; f++) rc_buf_init(&r->cells[f]);
    rc_buf_init(&r->other);
    r->line = 1;
    r->sign = r->text.len ? sign_of(r->text) : ',';
    if (status == RC_ENOMEM) {
        status = rc_fail(run->err, RC_ENOMEM, "%s: out of memory", run->label);
    } else if (status != RC_OK) {
        rc_intake_skip(run, 0, status, "%s", why.message);
        status = RC_OK;
    } else if (!read_head(r)) {
        rc_intake_skip(run, 0, RC_EUNREAD,
                       "a table (CSV or TSV) without a column `text`, which is not read as a report");
    } else {
        status = read_rows(run, r, source->charset ? source->charset : charset);
    }
    for (int f = 0; f < FIELDS; f++) rc_buf_release(&r->cells[f]);
    rc_buf_release(&r->other);
    free(r);
    return status;
}
