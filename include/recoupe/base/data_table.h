/** A table of the data folder, read into an arena. */
#ifndef RECOUPE_BASE_DATA_TABLE_H
#define RECOUPE_BASE_DATA_TABLE_H

#include "recoupe/base/arena.h"
#include "recoupe/base/tsv.h"

/** Open DATA_DIR/data/FILE and check that it has all of `columns` (ended by NULL); text and name live in the arena. */
rc_status rc_data_table_open(rc_tsv *tsv, const char *data_dir, const char *file, const char *const *columns,
                             rc_arena *arena, rc_error *err);

/** Call `read` with each row of a table of the data folder, after the rows of the user's own table of that name, which
 * stand in place of ours: a row of ours is left out when it has a value of an own one in a column of `keys` (ended by
 * NULL), the first of the cell, or any of them where the column's name ends with `*`. */
rc_status rc_data_table_each(const char *data_dir, const char *file, const char *const *columns,
                             const char *const *keys, rc_status (*read)(void *context, rc_tsv *tsv, rc_error *err),
                             void *context, rc_arena *arena, rc_error *err);

/** A field of the row last read; empty where the table has no such column. */
rc_str rc_data_table_cell(const rc_tsv *tsv, const char *column);

/** RC_EFORMAT with file, line, what is wrong and the value. */
rc_status rc_data_table_bad(const rc_tsv *tsv, const char *what, rc_str value, rc_error *err);

#endif
