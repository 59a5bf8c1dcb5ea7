/** A table of the data folder, read into an arena. */
#ifndef RECOUPE_BASE_DATA_TABLE_H
#define RECOUPE_BASE_DATA_TABLE_H

#include "recoupe/base/arena.h"
#include "recoupe/base/tsv.h"

/** Open DATA_DIR/data/FILE and check that it has all of `columns` (ended by NULL); text and name live in the arena. */
rc_status rc_data_table_open(rc_tsv *tsv, const char *data_dir, const char *file, const char *const *columns,
                             rc_arena *arena, rc_error *err);

/** A field of the row last read; empty where the table has no such column. */
rc_str rc_data_table_cell(const rc_tsv *tsv, const char *column);

/** RC_EFORMAT with file, line, what is wrong and the value. */
rc_status rc_data_table_bad(const rc_tsv *tsv, const char *what, rc_str value, rc_error *err);

#endif
