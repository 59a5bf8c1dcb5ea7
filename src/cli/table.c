#include "cli/table.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "recoupe/base/utf8.h"

#define GAP 2
#define NARROWEST 12

void rc_table_init(rc_table *table, const rc_column *columns, unsigned n_columns, rc_arena *arena)
{
    *table = (rc_table){.columns = columns, .n_columns = n_columns, .arena = arena};
}

void rc_table_add(rc_table *table, rc_str cell)
{
    *RC_PUSH(table->arena, &table->cells) = rc_arena_dup(table->arena, cell);
}

void rc_table_add_int(rc_table *table, uint64_t value)
{
    *RC_PUSH(table->arena, &table->cells) = rc_arena_printf(table->arena, "%" PRIu64, value);
}

static size_t n_rows(const rc_table *t)
{
    return t->n_columns ? t->cells.len / t->n_columns : 0;
}

unsigned rc_terminal_width(void)
{
    struct winsize size;
    if (!isatty(STDOUT_FILENO)) return 0;
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return 80;
    return size.ws_col;
}

size_t rc_text_width(rc_str s)
{
    size_t width = 0;
    for (size_t i = 0; i < s.len;) {
        unsigned bytes;
        uint32_t cp = rc_utf8_decode(s, i, &bytes);
        if (!rc_cp_is_mark(cp)) width++;
        i += bytes;
    }
    return width;
}

/* Bytes of `s` that fit into `width` columns. */
static size_t cut_at(rc_str s, size_t width)
{
    size_t i = 0;
    while (i < s.len) {
        unsigned bytes;
        uint32_t cp = rc_utf8_decode(s, i, &bytes);
        if (!rc_cp_is_mark(cp)) {
            if (width == 0) break;
            width--;
        }
        i += bytes;
    }
    return i;
}

static void pad(size_t n)
{
    while (n-- > 0) putchar(' ');
}

static void print_cell(rc_str cell, size_t width, bool right, bool last)
{
    size_t own = rc_text_width(cell);
    bool cut = own > width;
    if (cut) {
        cell = rc_str_sub(cell, 0, cut_at(cell, width - 1));
        own = width;
    }
    if (right) pad(width - own);
    /* Line ends would break the table, other control characters a terminal. */
    for (size_t i = 0; i < cell.len; i++)
        putchar((unsigned char)cell.ptr[i] < 0x20 || cell.ptr[i] == 0x7F ? ' ' : cell.ptr[i]);
    if (cut) fputs("…", stdout);
    if (last) return;
    if (!right && own < width) pad(width - own);
    pad(GAP);
}

/* Widths that fit the terminal: the widest columns give way first, but never the first, which holds what `show` takes.
 */
static void fit_widths(size_t *widths, unsigned n, size_t terminal)
{
    if (!terminal || n < 2) return;
    for (;;) {
        size_t total = 0, widest = 1;
        for (unsigned i = 0; i < n; i++) {
            total += widths[i] + (i + 1 < n ? GAP : 0);
            if (i > 0 && widths[i] > widths[widest]) widest = i;
        }
        if (total <= terminal || widths[widest] <= NARROWEST) return;
        size_t over = total - terminal, give = widths[widest] - NARROWEST;
        widths[widest] -= over < give ? (over > 4 ? over / 2 : over) : give;
    }
}

static void print_table(const rc_table *t, bool color)
{
    size_t widths[RC_TABLE_COLUMNS], rows = n_rows(t);
    char head[RC_TABLE_COLUMNS][64];
    for (unsigned c = 0; c < t->n_columns; c++) {
        size_t n = 0;
        for (; t->columns[c].name[n] && n < sizeof head[c] - 1; n++) {
            char ch = t->columns[c].name[n];
            head[c][n] = (char)(ch == '_' ? ' ' : ch >= 'a' && ch <= 'z' ? ch - 32 : ch);
        }
        head[c][n] = 0;
        widths[c] = n;
        for (size_t r = 0; r < rows; r++) {
            size_t own = rc_text_width(t->cells.ptr[r * t->n_columns + c]);
            if (own > widths[c]) widths[c] = own;
        }
    }
    fit_widths(widths, t->n_columns, rc_terminal_width());
    if (color) fputs("\033[1m", stdout);
    for (unsigned c = 0; c < t->n_columns; c++)
        print_cell(rc_str_of(head[c]), widths[c], t->columns[c].right, c + 1 == t->n_columns);
    fputs(color ? "\033[0m\n" : "\n", stdout);
    for (size_t r = 0; r < rows; r++) {
        for (unsigned c = 0; c < t->n_columns; c++)
            print_cell(t->cells.ptr[r * t->n_columns + c], widths[c], t->columns[c].right, c + 1 == t->n_columns);
        putchar('\n');
    }
}

static void print_csv_cell(rc_str cell)
{
    bool quote = false;
    for (size_t i = 0; i < cell.len; i++) quote = quote || strchr(",\"\r\n", cell.ptr[i]);
    if (!quote) {
        fwrite(cell.ptr, 1, cell.len, stdout);
        return;
    }
    putchar('"');
    for (size_t i = 0; i < cell.len; i++) {
        if (cell.ptr[i] == '"') putchar('"');
        putchar(cell.ptr[i]);
    }
    putchar('"');
}

static void print_csv(const rc_table *t)
{
    for (unsigned c = 0; c < t->n_columns; c++) printf("%s%s", c ? "," : "", t->columns[c].name);
    fputs("\r\n", stdout);
    for (size_t r = 0; r < n_rows(t); r++)
        for (unsigned c = 0; c < t->n_columns; c++) {
            print_csv_cell(t->cells.ptr[r * t->n_columns + c]);
            fputs(c + 1 < t->n_columns ? "," : "\r\n", stdout);
        }
}

static void print_json(const rc_table *t)
{
    rc_buf out;
    rc_json json;
    rc_buf_init(&out);
    rc_json_init(&json, &out);
    rc_json_begin_array(&json);
    for (size_t r = 0; r < n_rows(t); r++) {
        rc_json_begin_object(&json);
        for (unsigned c = 0; c < t->n_columns; c++) {
            rc_str cell = t->cells.ptr[r * t->n_columns + c];
            int64_t number;
            rc_json_key(&json, t->columns[c].name);
            if (t->columns[c].right && rc_str_int(cell, &number))
                rc_json_int(&json, number);
            else
                rc_json_str(&json, cell);
        }
        rc_json_end_object(&json);
    }
    rc_json_end_array(&json);
    rc_buf_putc(&out, '\n');
    rc_buf_flush(&out, stdout, NULL);
    rc_buf_release(&out);
}

void rc_table_print(const rc_table *table, rc_format format, bool color)
{
    if (format == RC_FORMAT_CSV)
        print_csv(table);
    else if (format == RC_FORMAT_JSON)
        print_json(table);
    else if (table->cells.len)
        print_table(table, color);
}
