/* Countries, first- and second-level units: their codes and names, and their points from the places inside. */
#include <jansson.h>
#include <math.h>
#include <stdlib.h>

#include "recoupe/base/utf8.h"
#include "resolve/gazetteer_sources.h"

static rc_str member(rc_arena *arena, json_t *object, const char *key)
{
    json_t *value = json_object_get(object, key);
    rc_str s = {json_string_value(value), json_string_length(value)};
    return rc_arena_dup(arena, s);
}

/* The list of objects in a JSON file: the document itself, or the member `key` of it. */
static rc_status read_list(gazetteer_join *join, const char *path, const char *key, json_t **document, json_t **list,
                           rc_error *err)
{
    rc_str text;
    rc_status status = gazetteer_read(join, path, &text, err);
    if (status != RC_OK) return status;
    json_error_t where;
    *document = json_loadb(text.ptr, text.len, 0, &where);
    *list = key ? json_object_get(*document, key) : *document;
    if (json_is_array(*list)) return RC_OK;
    json_decref(*document);
    return rc_fail(err, RC_EFORMAT, "%s:%d: not the list of places expected: %s", path, *document ? 1 : where.line,
                   *document ? "wrong structure" : where.text);
}

/* "Congo, The Democratic Republic of the" is said the other way round. */
static rc_str turned(rc_arena *arena, rc_str name)
{
    size_t comma = rc_str_find(name, RC_STR(", "), 0);
    if (comma == SIZE_MAX) return name;
    rc_str tail = rc_str_sub(name, comma + 2, name.len);
    return rc_arena_printf(arena, "%.*s %.*s", RC_FMT(tail), RC_FMT(rc_str_sub(name, 0, comma)));
}

static void add_unit(gazetteer_join *join, rc_str code, rc_str name, rc_feature feature)
{
    rc_gazetteer_row row = {
        .name = name, .feature = feature, .admin1 = RC_GAZETTEER_NONE, .admin2 = RC_GAZETTEER_NONE, .is_dropped = true};
    if (code.len < 2 || !name.len) return;
    memcpy(row.country, code.ptr, 2);
    if (feature == RC_FEATURE_DISTRICT) {
        size_t second = rc_str_find(code, RC_STR("."), 3);
        if (second != SIZE_MAX) row.admin1 = gazetteer_row_of_code(join, rc_str_sub(code, 0, second));
    }
    bool is_new;
    uint64_t *value = rc_map_put(join->arena, &join->codes, code, &is_new);
    if (is_new) *value = rc_gazetteer_builder_add(&join->builder, &row) + 1u;
}

rc_status gazetteer_read_countries(gazetteer_join *join, const char *path, rc_error *err)
{
    json_t *document, *list, *item;
    rc_status status = read_list(join, path, "3166-1", &document, &list, err);
    if (status != RC_OK) return status;
    size_t i;
    json_array_foreach(list, i, item)
    {
        rc_str code = member(join->arena, item, "alpha_2"), common = member(join->arena, item, "common_name");
        rc_str name = turned(join->arena, member(join->arena, item, "name"));
        add_unit(join, code, common.len ? common : name, RC_FEATURE_COUNTRY);
        uint32_t row = gazetteer_row_of_code(join, code);
        if (row == RC_GAZETTEER_NONE) continue;
        rc_gazetteer_builder_name(&join->builder, row, name, false);
        rc_gazetteer_builder_name(&join->builder, row, member(join->arena, item, "official_name"), false);
    }
    json_decref(document);
    return RC_OK;
}

rc_status gazetteer_read_units(gazetteer_join *join, const char *path, rc_feature feature, rc_error *err)
{
    json_t *document, *list, *item;
    rc_status status = read_list(join, path, NULL, &document, &list, err);
    if (status != RC_OK) return status;
    size_t i;
    json_array_foreach(list, i, item)
        add_unit(join, member(join->arena, item, "code"), member(join->arena, item, "name"), feature);
    json_decref(document);
    return RC_OK;
}

/* ---- other languages */

static rc_status read_catalogues(gazetteer_join *join, const char *const *paths, rc_map maps[8], rc_str *texts[8],
                                 size_t *n, rc_error *err)
{
    for (*n = 0; *n < 8 && paths[*n]; ++*n) {
        rc_str bytes;
        rc_status status = gazetteer_read(join, paths[*n], &bytes, err);
        if (status == RC_OK)
            status = gazetteer_read_catalogue(&maps[*n], &texts[*n], bytes, paths[*n], join->arena, err);
        if (status != RC_OK) return status;
    }
    return RC_OK;
}

/* Catalogues put some names as the originals do, turned and with comments in brackets. */
static void add_translations(gazetteer_join *join, uint32_t row, rc_str original, const rc_map *maps,
                             rc_str *const *texts, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const uint64_t *at = original.len ? rc_map_get(&maps[i], original) : NULL;
        if (!at) continue;
        rc_str name = texts[i][*at];
        size_t bracket = rc_str_find(name, RC_STR(" ("), 0);
        name = turned(join->arena, rc_str_sub(name, 0, bracket));
        rc_gazetteer_builder_name(&join->builder, row, name, false);
    }
}

rc_status gazetteer_translate_countries(gazetteer_join *join, const char *path, const char *const *translations,
                                        rc_error *err)
{
    rc_map maps[8] = {0};
    rc_str *texts[8] = {0};
    size_t n, i;
    json_t *document, *list, *item;
    rc_status status = read_catalogues(join, translations, maps, texts, &n, err);
    if (status == RC_OK) status = read_list(join, path, "3166-1", &document, &list, err);
    if (status != RC_OK) return status;
    static const char *const keys[] = {"name", "common_name", "official_name"};
    json_array_foreach(list, i, item)
    {
        uint32_t row = gazetteer_row_of_code(join, member(join->arena, item, "alpha_2"));
        for (size_t k = 0; k < 3 && row != RC_GAZETTEER_NONE; k++)
            add_translations(join, row, member(join->arena, item, keys[k]), maps, texts, n);
    }
    json_decref(document);
    return RC_OK;
}

/* The one unit of a country with this name, first-level units before second-level ones; else the one first-level unit
 * spelt alike ("Donets'ka oblast'": Donetsk). */
static uint32_t unit_of_name(const gazetteer_join *join, const char *country, rc_str key)
{
    rc_str bare = rc_gazetteer_builder_bare(&join->builder, key);
    static const rc_feature order[] = {RC_FEATURE_REGION, RC_FEATURE_DISTRICT, RC_FEATURE_REGION};
    for (size_t step = 0; step < 3; step++) {
        uint32_t rows[64], found = RC_GAZETTEER_NONE;
        size_t n = gazetteer_join_find(join, bare, country, step == 2, rows, 64), hits = 0;
        for (size_t i = 0; i < n; i++) {
            if (join->builder.rows.ptr[rows[i]].feature != order[step]) continue;
            found = rows[i];
            hits++;
        }
        if (hits == 1) return found;
    }
    return RC_GAZETTEER_NONE;
}

rc_status gazetteer_read_subdivisions(gazetteer_join *join, const char *path, const char *const *translations,
                                      rc_error *err)
{
    rc_map maps[8] = {0};
    rc_str *texts[8] = {0};
    size_t n, i;
    json_t *document, *list, *item;
    rc_status status = read_catalogues(join, translations, maps, texts, &n, err);
    if (status == RC_OK) status = read_list(join, path, "3166-2", &document, &list, err);
    if (status != RC_OK) return status;
    json_array_foreach(list, i, item)
    {
        rc_str code = member(join->arena, item, "code"), name = member(join->arena, item, "name");
        if (code.len < 3 || !name.len) continue;
        char country[3] = {code.ptr[0], code.ptr[1], 0};
        uint32_t row = unit_of_name(join, country, rc_utf8_name_key(join->arena, name));
        if (row == RC_GAZETTEER_NONE) continue;
        rc_gazetteer_builder_name(&join->builder, row, name, false);
        add_translations(join, row, name, maps, texts, n);
    }
    json_decref(document);
    return RC_OK;
}

/* ---- points */

typedef struct inside {
    uint32_t unit;
    double lat, lon;
    uint32_t cell, population;
} inside;

static int by_unit(const void *a, const void *b)
{
    const inside *x = a, *y = b;
    return (x->unit > y->unit) - (x->unit < y->unit);
}

static int by_cell(const void *a, const void *b)
{
    const inside *x = a, *y = b;
    return (x->cell > y->cell) - (x->cell < y->cell);
}

#define CELLS 12

/* Regions with a million people in their towns are among the best known names; see `prior` in gazetteer_build.c. */
#define REGION_PRIOR 0.72
#define REGION_PEOPLE 6

/* The middle of the places, each twelfth of the unit's height and width counted once, so that the crowd around the
 * capital does not pull it away; the extent is that of the places. */
static void place_unit(rc_gazetteer_row *row, inside *points, size_t n)
{
    double south = 90, north = -90, west = 180, east = -180;
    for (size_t i = 0; i < n; i++) {
        south = fmin(south, points[i].lat);
        north = fmax(north, points[i].lat);
        west = fmin(west, points[i].lon);
        east = fmax(east, points[i].lon);
    }
    double height = fmax(north - south, 1e-6), width = fmax(east - west, 1e-6);
    for (size_t i = 0; i < n; i++)
        points[i].cell = (uint32_t)((points[i].lat - south) / height * (CELLS - 1)) * CELLS +
                         (uint32_t)((points[i].lon - west) / width * (CELLS - 1));
    qsort(points, n, sizeof *points, by_cell);
    double lat = 0, lon = 0;
    size_t cells = 0;
    for (size_t i = 0, end; i < n; i = end) {
        double cell_lat = 0, cell_lon = 0;
        for (end = i; end < n && points[end].cell == points[i].cell; end++) {
            cell_lat += points[end].lat;
            cell_lon += points[end].lon;
        }
        lat += cell_lat / (double)(end - i);
        lon += cell_lon / (double)(end - i);
        cells++;
    }
    row->lat = lat / (double)cells;
    row->lon = lon / (double)cells;
    row->half_height = (north - south) / 2;
    row->half_width = (east - west) / 2;
    row->is_dropped = false;
    /* A region of few people is as seldom meant as a town of as many. */
    double people = 0;
    for (size_t i = 0; i < n; i++) people += points[i].population;
    if (row->feature == RC_FEATURE_REGION)
        row->prior = (float)fmin(REGION_PRIOR, REGION_PRIOR - 0.12 * (REGION_PEOPLE - log10(1 + people)));
}

/* A unit without places inside takes the point of the one settlement of its name in the unit above. */
static void place_by_seat(gazetteer_join *join, rc_gazetteer_row *row)
{
    rc_str key = rc_gazetteer_builder_bare(&join->builder, rc_utf8_name_key(join->arena, row->name));
    uint32_t rows[64], hits = 0, seat = 0;
    size_t n = gazetteer_join_find(join, key, row->country, false, rows, 64);
    for (size_t i = 0; i < n; i++) {
        const rc_gazetteer_row *r = &join->builder.rows.ptr[rows[i]];
        if (r->feature <= RC_FEATURE_DISTRICT || r->admin1 != row->admin1) continue;
        seat = rows[i];
        hits++;
    }
    if (hits != 1) return;
    row->lat = join->builder.rows.ptr[seat].lat;
    row->lon = join->builder.rows.ptr[seat].lon;
    row->is_dropped = false;
}

void gazetteer_place_units(gazetteer_join *join)
{
    rc_gazetteer_builder *b = &join->builder;
    RC_VEC(inside) points = {0};
    for (size_t i = 0; i < b->rows.len; i++) {
        const rc_gazetteer_row *row = &b->rows.ptr[i];
        if (row->feature <= RC_FEATURE_DISTRICT) continue;
        uint32_t units[] = {row->admin1, row->admin2, gazetteer_row_of_code(join, rc_str_of(row->country))};
        for (size_t k = 0; k < 3; k++)
            if (units[k] != RC_GAZETTEER_NONE)
                *RC_PUSH(join->arena, &points) = (inside){units[k], row->lat, row->lon, 0, row->population};
    }
    if (points.ptr) qsort(points.ptr, points.len, sizeof *points.ptr, by_unit);
    for (size_t i = 0, end; i < points.len; i = end) {
        for (end = i; end < points.len && points.ptr[end].unit == points.ptr[i].unit; end++) {
        }
        place_unit(&b->rows.ptr[points.ptr[i].unit], points.ptr + i, end - i);
    }
    for (size_t i = 0; i < b->rows.len; i++) {
        rc_gazetteer_row *row = &b->rows.ptr[i];
        if (row->is_dropped && row->feature != RC_FEATURE_COUNTRY) place_by_seat(join, row);
    }
}
