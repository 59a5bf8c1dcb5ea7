/** Layers: places that the user lays over the gazetteer of the program. A layer is a compiled file,
 * layers/NAME.bin in the user's folder (rc_user_dir of base/paths.h), made by one import of one or more files. */
#ifndef RECOUPE_RESOLVE_LAYERS_H
#define RECOUPE_RESOLVE_LAYERS_H

#include <limits.h>

#include "recoupe/base/day.h"
#include "recoupe/resolve/gazetteer.h"

#define RC_LAYERS 60
#define RC_LAYER_NAME 64

typedef struct rc_layer_list {
    char folder[PATH_MAX]; /**< where layers lie */
    unsigned n;
    char name[RC_LAYERS][RC_LAYER_NAME]; /**< sorted */
} rc_layer_list;

/** The layers there are; none is RC_OK, more than RC_LAYERS is RC_ELIMIT. */
rc_status rc_layers_find(rc_layer_list *out, rc_error *err);

/** Path of a layer's file into `out`. */
rc_status rc_layer_path(char *out, size_t out_bytes, const char *name, rc_error *err);

typedef struct rc_layer_info {
    uint32_t places;
    uint64_t names, bytes;
    rc_str kind, day, files; /**< in the arena */
} rc_layer_info;

/** What a layer holds; RC_ECORRUPT when its file is damaged. */
rc_status rc_layer_about(rc_layer_info *out, const char *name, rc_arena *arena, rc_error *err);

/** RC_ENOTFOUND when there is no such layer. */
rc_status rc_layer_remove(const char *name, rc_error *err);

/** Forms of files with places. */
#define RC_PLACES_KINDS(X)                                                                                             \
    X("geonames", GEONAMES)     /* GeoNames' exports: 19 columns, tab-separated */                                     \
    X("alternates", ALTERNATES) /* GeoNames' alternateNamesV2, names of the other files' or the program's places */    \
    X("wof", WOF)               /* Who's On First, tab-separated under a head with wof_id */                           \
    X("cod", COD)               /* comma-separated under a head with P-codes (common operational data sets) */

typedef enum rc_places_kind {
#define X(word, name) RC_PLACES_##name,
    RC_PLACES_KINDS(X)
#undef X
        RC_PLACES_KIND_COUNT,
    RC_PLACES_ANY = RC_PLACES_KIND_COUNT /**< told by the head of the file */
} rc_places_kind;

const char *rc_places_kind_name(rc_places_kind kind);
bool rc_places_kind_parse(rc_str word, rc_places_kind *out);

typedef struct rc_layer_request {
    const char *data_dir; /**< of the program, with the gazetteer below */
    const char *name;     /**< letters, digits, - and _ */
    const char *const *files;
    size_t n_files;      /**< plain or gzip */
    rc_places_kind kind; /**< of all files, or ANY */
    rc_day day;          /**< of the import */
    /** Told of each line left out for a fault; may be NULL. */
    void (*bad_line)(void *context, const char *file, uint64_t line, const char *what);
    void *context;
} rc_layer_request;

typedef struct rc_layer_report {
    uint32_t places;   /**< in the layer */
    uint32_t known;    /**< of them, those that the gazetteer below has: they add names, a unit its point */
    uint64_t names;    /**< keys */
    uint64_t left_out; /**< lines of things that are no place of ours, no longer are one, or have no point */
    uint64_t bad;      /**< lines with a fault */
} rc_layer_report;

/** Make the layer from the files, in place of one of that name. It is there whole or not at all. */
rc_status rc_layer_import(const rc_layer_request *request, rc_layer_report *report, rc_arena *arena, rc_error *err);

#endif
