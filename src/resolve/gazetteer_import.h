/* Making a layer over the gazetteer: what the readers of each form of file share. */
#ifndef RESOLVE_GAZETTEER_IMPORT_H
#define RESOLVE_GAZETTEER_IMPORT_H

#include "recoupe/base/buf.h"
#include "recoupe/resolve/layers.h"
#include "resolve/gazetteer_build.h"
#include "resolve/gazetteer_file.h"

typedef struct gazetteer_import {
    rc_gazetteer_builder builder;
    rc_gazetteer *below;
    rc_arena *arena;
    rc_map codes;         /* ids and codes of this import -> row + 1 */
    gazetteer_link *ids;  /* of the entries below, sorted by id */
    uint32_t *link_of;    /* entry below -> link + 1 */
    uint32_t *by_cell;    /* entries below that are settlements, by square degree; see import_near */
    uint32_t *cell_begin; /* where a cell's begin in by_cell */
    rc_map twins;         /* text of an entry's number below -> row + 1 of this import */
    const rc_layer_request *request;
    rc_layer_report *report;
    const char *file;
    uint64_t line;
} gazetteer_import;

typedef struct import_name {
    rc_str name;
    bool is_main, is_old;
} import_name;

typedef struct import_place {
    uint64_t id; /* 0: from the name */
    uint64_t geonames;
    rc_str source, name;
    double lat, lon;
    bool has_point;
    rc_feature feature;
    char country[3];
    uint32_t population;
    uint32_t admin1, admin2; /* rows of this import or links, or RC_GAZETTEER_NONE */
    RC_VEC(import_name) names;
} import_place;

void import_init(gazetteer_import *import, rc_gazetteer *below, rc_arena *arena);

/* Add a place: found among those below it lends them its names, else it is new. Returns its row, or RC_GAZETTEER_NONE
 * when it has no point and is not below. `replaces`: its point and kind count and not those of the one below. */
uint32_t import_add(gazetteer_import *import, const import_place *place, bool replaces);

/* Row that lends names to an entry below. */
uint32_t import_row_of_entry(gazetteer_import *import, uint32_t number);

/* Entry below with a GeoNames id. */
uint32_t import_entry_of_id(const gazetteer_import *import, uint64_t id);

/* Mark of an entry below as a unit of rows. */
uint32_t import_link(gazetteer_import *import, uint32_t number);

/* The region, or district, of a name in a country below, as a mark; RC_GAZETTEER_NONE when there is none or several. */
uint32_t import_unit(gazetteer_import *import, rc_str name, const char country[2], rc_feature feature);

/* Rows by code, "AF.42", "wof:85667493". */
uint32_t import_row_of_code(const gazetteer_import *import, rc_str code);
void import_code(gazetteer_import *import, rc_str code, uint32_t row);

/* Say that the line being read has a fault, and count it. */
void import_bad(gazetteer_import *import, const char *what);

bool import_point(rc_str lat, rc_str lon, import_place *place);

/* Next line of a text without its end; false after the last. Lines that are not UTF-8 are told and passed over. */
bool import_next_line(gazetteer_import *import, rc_str *rest, rc_str *line);

void import_geonames(gazetteer_import *import, rc_str text);
void import_alternates(gazetteer_import *import, rc_str text);
rc_status import_wof(gazetteer_import *import, rc_str text, rc_error *err);
rc_status import_cod(gazetteer_import *import, rc_str text, rc_error *err);

/* Lay the user's own places-supplement.tsv over a gazetteer. */
rc_status gazetteer_add_own(rc_gazetteer *gazetteer, const char *data_dir, const char *path, rc_error *err);

/* The words that names are known without, of all languages of a data folder. */
rc_status import_words(gazetteer_import *import, const char *data_dir, rc_error *err);

#endif
