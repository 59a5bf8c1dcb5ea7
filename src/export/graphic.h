/* Words that people marked as graphic (acts of kind "blur", docs/DESK.md): what is exported says which they are, and
 * the dossier covers them until a reader asks. */
#ifndef RECOUPE_EXPORT_GRAPHIC_H
#define RECOUPE_EXPORT_GRAPHIC_H

#include "recoupe/base/map.h"
#include "recoupe/ledger/browse.h"

typedef struct rc_graphic_mark {
    rc_str report;
    int64_t from, to; /* code points; `from` below 0: the whole text */
} rc_graphic_mark;

typedef struct rc_graphic {
    rc_arena *arena;
    rc_map first; /* of a report's marks, which stand together */
    RC_VEC(rc_graphic_mark) marks;
} rc_graphic;

/* Read all marks of a ledger, of which there are few, into `arena`; call it within rc_arena_run. */
rc_status rc_graphic_load(rc_graphic *graphic, rc_ledger *ledger, rc_arena *arena, rc_error *err);

/* The marked spans of a report's text, in bytes, in order and apart; `*n` of them, NULL where there are none. */
rc_span *rc_graphic_of(const rc_graphic *graphic, rc_str report, rc_str text, rc_arena *arena, uint32_t *n);

/* Whether a span has a byte in common with any of them. */
bool rc_graphic_touches(const rc_span *spans, uint32_t n, rc_span span);

#endif
