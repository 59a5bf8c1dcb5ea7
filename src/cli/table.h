/** Rows of text as an aligned table, CSV (RFC 4180) or a JSON array of objects. On a terminal the last columns are cut
 * to its width and the head is bold; in a pipe nothing is cut and nothing coloured. */
#ifndef CLI_TABLE_H
#define CLI_TABLE_H

#include "cli/options.h"

#define RC_TABLE_COLUMNS 16

typedef struct rc_column {
    const char *name; /**< key in JSON, head in CSV; upper case as the table's head */
    bool right;       /**< numbers stand at the right */
} rc_column;

typedef struct rc_table {
    const rc_column *columns;
    unsigned n_columns;
    rc_arena *arena;
    RC_VEC(rc_str) cells; /**< row by row */
} rc_table;

void rc_table_init(rc_table *table, const rc_column *columns, unsigned n_columns, rc_arena *arena);

/** Add one cell, copied; rows fill up from left to right. */
void rc_table_add(rc_table *table, rc_str cell);
void rc_table_add_int(rc_table *table, uint64_t value);

/** Print to standard output. `color`: on a terminal. */
void rc_table_print(const rc_table *table, rc_format format, bool color);

/** Columns of the terminal, or 0 when standard output is none. */
unsigned rc_terminal_width(void);

/** Columns that `s` takes on a terminal. */
size_t rc_text_width(rc_str s);

#endif
