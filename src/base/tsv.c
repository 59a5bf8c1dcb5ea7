#include "recoupe/base/tsv.h"

#define COLUMNS_MARK "# columns:"

static rc_str next_line(rc_tsv *tsv)
{
    rc_str line = rc_str_cut(&tsv->rest, '\n');
    tsv->line++;
    if (line.len && line.ptr[line.len - 1] == '\r') line.len--;
    return line;
}

/* Tab-separated parts into `out`; how many there are, or RC_TSV_COLUMNS + 1 when they do not fit. */
static unsigned split(rc_str line, rc_str out[RC_TSV_COLUMNS])
{
    unsigned n = 0;
    while (line.ptr) {
        rc_str part = rc_str_trim(rc_str_cut(&line, '\t'));
        if (n == RC_TSV_COLUMNS) return RC_TSV_COLUMNS + 1;
        out[n++] = part;
    }
    return n;
}

static bool is_comment(rc_str line)
{
    return !rc_str_trim(line).len || line.ptr[0] == '#';
}

static rc_status read_columns(rc_tsv *tsv, rc_str line, rc_error *err)
{
    unsigned n = split(rc_str_trim(rc_str_sub(line, sizeof COLUMNS_MARK - 1, line.len)), tsv->columns);
    if (n > RC_TSV_COLUMNS)
        return rc_fail(err, RC_EFORMAT, "%s:%u: more than %d columns", tsv->name, tsv->line, RC_TSV_COLUMNS);
    for (unsigned i = 0; i < n; i++) {
        if (!tsv->columns[i].len)
            return rc_fail(err, RC_EFORMAT, "%s:%u: column %u has no name", tsv->name, tsv->line, i + 1);
        for (unsigned k = 0; k < i; k++)
            if (rc_str_eq(tsv->columns[i], tsv->columns[k]))
                return rc_fail(err, RC_EFORMAT, "%s:%u: two columns '%.*s'", tsv->name, tsv->line,
                               RC_FMT(tsv->columns[i]));
    }
    tsv->n_columns = n;
    return RC_OK;
}

rc_status rc_tsv_open(rc_tsv *tsv, rc_str text, const char *name, rc_error *err)
{
    *tsv = (rc_tsv){.name = name, .rest = text};
    while (tsv->rest.ptr) {
        rc_tsv before = *tsv;
        rc_str line = next_line(tsv);
        if (rc_str_starts(line, RC_STR(COLUMNS_MARK))) {
            rc_status status = read_columns(tsv, line, err);
            if (status != RC_OK) return status;
        } else if (!is_comment(line)) {
            tsv->rest = before.rest; /* the first row: rc_tsv_next's */
            tsv->line = before.line;
            break;
        }
    }
    if (!tsv->n_columns)
        return rc_fail(err, RC_EFORMAT, "%s:%u: no '# columns:' line before the first row", name, tsv->line + 1);
    return RC_OK;
}

rc_status rc_tsv_next(rc_tsv *tsv, rc_error *err)
{
    while (tsv->rest.ptr) {
        rc_str line = next_line(tsv);
        if (is_comment(line)) continue;
        unsigned n = split(line, tsv->fields);
        if (n > tsv->n_columns)
            return rc_fail(err, RC_EFORMAT, "%s:%u: more fields than the %u columns", tsv->name, tsv->line,
                           tsv->n_columns);
        for (; n < tsv->n_columns; n++) tsv->fields[n] = (rc_str){"", 0};
        return RC_OK;
    }
    return RC_END;
}

int rc_tsv_column(const rc_tsv *tsv, const char *column)
{
    for (unsigned i = 0; i < tsv->n_columns; i++)
        if (rc_str_is(tsv->columns[i], column)) return (int)i;
    return -1;
}

rc_status rc_tsv_require(const rc_tsv *tsv, const char *column, int *index, rc_error *err)
{
    *index = rc_tsv_column(tsv, column);
    if (*index >= 0) return RC_OK;
    return rc_fail(err, RC_EFORMAT, "%s: no column '%s' in its '# columns:' line", tsv->name, column);
}
