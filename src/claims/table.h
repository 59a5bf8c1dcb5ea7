/** Rows of tables: lines whose cells are parted by bars ("| a | b |") or, in what was a page, by tabs. */
#ifndef CLAIMS_TABLE_H
#define CLAIMS_TABLE_H

#include "claims/reading.h"

#define MOST_CELLS 12

/** The cells of a row, signs at their ends left out; an empty cell is an empty range. Fewer than two: no row. */
uint32_t table_cells(const rc_reading *reading, range row, range cells[MOST_CELLS]);

#endif
