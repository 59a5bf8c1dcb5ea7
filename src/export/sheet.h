/* A table being exported: RFC 4180 rows of events, one at a time, with what their columns are looked up in. */
#ifndef RECOUPE_EXPORT_SHEET_H
#define RECOUPE_EXPORT_SHEET_H

#include "export/export.h"
#include "export/graphic.h"
#include "recoupe/base/buf.h"

typedef struct rc_country {
    rc_str code, numeric, name, region;
} rc_country;

/* Why an event has no row. */

typedef struct rc_sheet {
    rc_inter (*inter)(void *context, rc_str party);
    void *inter_context;
    FILE *out;
    rc_buf row, countries_text;
    rc_country *countries;
    uint32_t n_countries;
    rc_sides *sides;
    rc_graphic graphic; /* where a table says what is */
    rc_arena arena;     /* the countries and sides */
    rc_arena row_arena; /* of one event */
    rc_export_result *result;
    const rc_stored_event *event; /* in hand */
    bool begun;                   /* the row has a field */
} rc_sheet;

/* Start with the head of the table, read what is looked up; rc_sheet_close in any case. */
rc_status rc_sheet_open(rc_sheet *sheet, const char *head, FILE *out, rc_export_result *result, rc_error *err);
void rc_sheet_close(rc_sheet *sheet);

/* Write a row that `make` fills for the event, or count it as dropped. */
rc_status rc_sheet_row(rc_sheet *sheet, const rc_stored_event *event, rc_status (*make)(void *sheet, rc_error *err),
                       rc_error *err);
rc_status rc_sheet_drop(rc_sheet *sheet, rc_left_out why);

/* Fields, in the order of the head; quoted where RFC 4180 asks for it. */
void rc_sheet_put(rc_sheet *sheet, rc_str field);
void rc_sheet_name(rc_sheet *sheet, const char *name);
void rc_sheet_number(rc_sheet *sheet, long long value);
void rc_sheet_count(rc_sheet *sheet, double people);
void rc_sheet_degrees(rc_sheet *sheet, double value);
void rc_sheet_day(rc_sheet *sheet, rc_day day);
void rc_sheet_nothing(rc_sheet *sheet);
void rc_sheet_end(rc_sheet *sheet);

/* NULL: no such country. */
const rc_country *rc_sheet_country(const rc_sheet *sheet, const char *code);

/* A side of an event: the party most claims name; the rest, joined by "; ". */
typedef struct rc_actors_side {
    rc_str actor, others;
    rc_inter inter;
} rc_actors_side;

void rc_sheet_sides(rc_sheet *sheet, rc_actors_side *first, rc_actors_side *second);

/* "Civilians" as tables of events write it. */
const char *rc_sheet_actor(rc_sheet *sheet, rc_str actor);

#endif
