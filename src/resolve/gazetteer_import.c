#include "resolve/gazetteer_import.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "recoupe/base/utf8.h"
#include "resolve/gazetteer_parts.h"

/* How near a place below of the same name must be to be the same place. Two settlements of one name this near are one
 * in every source; districts are known below by the middle of their towns only. */
#define SAME_SETTLEMENT_KM 5
#define SAME_SITE_KM 20
#define SAME_DISTRICT_KM 60
#define SAME_ID_KM 30

/* A name that is another, larger place's own within this distance was given to this one by mistake. */
#define NEIGHBOUR_KM 60

#define CELLS (180 * 360)
#define HITS 64

static bool is_settlement(rc_feature f)
{
    return f >= RC_FEATURE_CAPITAL && f <= RC_FEATURE_QUARTER;
}

static bool is_unit(rc_feature f)
{
    return f == RC_FEATURE_REGION || f == RC_FEATURE_DISTRICT;
}

/* ---- what is below */

static int by_id(const void *a, const void *b)
{
    const gazetteer_link *x = a, *y = b;
    return (x->id > y->id) - (x->id < y->id);
}

static uint32_t cell_of(double lat, double lon)
{
    int row = (int)fmin(179, fmax(0, floor(lat + 90))), column = (int)fmin(359, fmax(0, floor(lon + 180)));
    return (uint32_t)(row * 360 + column);
}

static void index_cells(gazetteer_import *import, uint32_t n)
{
    import->cell_begin = RC_NEWS(import->arena, uint32_t, CELLS + 2);
    import->by_cell = RC_NEWS(import->arena, uint32_t, n + 1);
    uint32_t *next =
        import->cell_begin + 1; /* counts, then where each cell's next one goes: after it, where it begins */
    rc_gazetteer_entry e;
    for (uint32_t i = 0; i < n; i++)
        if (rc_gazetteer_entry_at(import->below, i, &e) && is_settlement(e.feature)) next[cell_of(e.lat, e.lon) + 1]++;
    for (uint32_t c = 1; c <= CELLS; c++) next[c] += next[c - 1];
    for (uint32_t i = 0; i < n; i++)
        if (rc_gazetteer_entry_at(import->below, i, &e) && is_settlement(e.feature))
            import->by_cell[next[cell_of(e.lat, e.lon)]++] = i;
}

void import_init(gazetteer_import *import, rc_gazetteer *below, rc_arena *arena)
{
    uint32_t n = (uint32_t)below->parts[0].header.entries.count;
    import->below = below;
    import->arena = arena;
    rc_gazetteer_builder_init(&import->builder, arena);
    import->builder.base = below->parts[0].header.content;
    import->ids = RC_NEWS(arena, gazetteer_link, n + 1);
    import->link_of = RC_NEWS(arena, uint32_t, n + 1);
    for (uint32_t i = 0; i < n; i++) import->ids[i] = (gazetteer_link){below->parts[0].records[i].id, i, 0};
    qsort(import->ids, n, sizeof *import->ids, by_id);
    index_cells(import, n);
}

uint32_t import_entry_of_id(const gazetteer_import *import, uint64_t id)
{
    gazetteer_link wanted = {id, 0, 0};
    size_t n = import->below->parts[0].header.entries.count;
    const gazetteer_link *found = id ? bsearch(&wanted, import->ids, n, sizeof wanted, by_id) : NULL;
    return found ? found->number : RC_GAZETTEER_NONE;
}

uint32_t import_link(gazetteer_import *import, uint32_t number)
{
    if (number == RC_GAZETTEER_NONE) return number;
    if (!import->link_of[number]) {
        *RC_PUSH(import->arena, &import->builder.linked) =
            (gazetteer_link){import->below->parts[0].records[number].id, number, 0};
        import->link_of[number] = (uint32_t)import->builder.linked.len;
    }
    return (import->link_of[number] - 1) | GAZETTEER_LINK;
}

static uint32_t find(const gazetteer_import *import, rc_str key, rc_gazetteer_hit hits[HITS])
{
    return key.len ? rc_gazetteer_lookup(import->below, key, hits, HITS) : 0;
}

uint32_t import_unit(gazetteer_import *import, rc_str name, const char country[2], rc_feature feature)
{
    rc_gazetteer_hit hits[HITS];
    rc_gazetteer_entry e;
    uint32_t found = RC_GAZETTEER_NONE;
    uint32_t n = find(import, rc_utf8_name_key(import->arena, name), hits);
    for (uint32_t i = 0; i < n; i++) {
        bool fits = rc_gazetteer_entry_at(import->below, hits[i].entry, &e) && e.feature == feature &&
                    memcmp(e.country, country, 2) == 0;
        if (!fits || hits[i].entry == found) continue;
        if (found != RC_GAZETTEER_NONE) return RC_GAZETTEER_NONE;
        found = hits[i].entry;
    }
    return import_link(import, found);
}

/* ---- codes */

uint32_t import_row_of_code(const gazetteer_import *import, rc_str code)
{
    const uint64_t *row = code.len ? rc_map_get(&import->codes, code) : NULL;
    return row ? (uint32_t)*row - 1 : RC_GAZETTEER_NONE;
}

void import_code(gazetteer_import *import, rc_str code, uint32_t row)
{
    if (!code.len || row == RC_GAZETTEER_NONE) return;
    bool is_new;
    uint64_t *value = rc_map_put(import->arena, &import->codes, code, &is_new);
    if (is_new) *value = (uint64_t)row + 1;
}

/* ---- the same place below */

static bool are_alike(const import_place *place, const rc_gazetteer_entry *e)
{
    if (is_settlement(place->feature)) return is_settlement(e->feature);
    return place->feature == e->feature;
}

static double same_km(rc_feature feature)
{
    if (is_settlement(feature)) return SAME_SETTLEMENT_KM;
    if (feature == RC_FEATURE_DISTRICT) return SAME_DISTRICT_KM;
    return is_unit(feature) || feature == RC_FEATURE_AREA ? HUGE_VAL : SAME_SITE_KM;
}

/* The nearest entry below that `key` names and that may be the place; better than `km` away. */
static uint32_t twin_of_key(const gazetteer_import *import, const import_place *place, rc_str key, double *km)
{
    rc_gazetteer_hit hits[HITS];
    rc_gazetteer_entry e;
    uint32_t best = RC_GAZETTEER_NONE, n = find(import, key, hits);
    for (uint32_t i = 0; i < n; i++) {
        if (hits[i].is_short || !rc_gazetteer_entry_at(import->below, hits[i].entry, &e) || !are_alike(place, &e) ||
            memcmp(e.country, place->country, 2) != 0)
            continue;
        double far = place->has_point ? rc_distance_km(place->lat, place->lon, e.lat, e.lon) : 0;
        if (far > *km || (far == *km && best != RC_GAZETTEER_NONE)) continue;
        *km = far;
        best = hits[i].entry;
    }
    return best;
}

static uint32_t find_twin(const gazetteer_import *import, const import_place *place, bool replaces)
{
    rc_gazetteer_entry e;
    uint32_t same = import_entry_of_id(import, place->geonames);
    if (same != RC_GAZETTEER_NONE && rc_gazetteer_entry_at(import->below, same, &e) && are_alike(place, &e) &&
        (replaces || !place->has_point || rc_distance_km(place->lat, place->lon, e.lat, e.lon) < SAME_ID_KM))
        return same;
    double km = replaces ? fmax(SAME_SITE_KM, same_km(place->feature)) : same_km(place->feature);
    uint32_t twin = twin_of_key(import, place, rc_utf8_name_key(import->arena, place->name), &km);
    for (size_t i = 0; i < place->names.len && (twin == RC_GAZETTEER_NONE || !is_unit(place->feature)); i++) {
        if (place->names.ptr[i].is_old) continue;
        uint32_t other = twin_of_key(import, place, rc_utf8_name_key(import->arena, place->names.ptr[i].name), &km);
        if (other != RC_GAZETTEER_NONE) twin = other;
    }
    return twin;
}

/* ---- adding */

/* Units of the nearest settlement of the country below, within a degree or so. */
static void lend_units(gazetteer_import *import, const import_place *place, rc_gazetteer_row *row)
{
    double nearest = HUGE_VAL, shrink = cos(place->lat * 0.0174533);
    rc_gazetteer_entry e, best = {0};
    for (int north = -1; north <= 1; north++)
        for (int east = -1; east <= 1; east++) {
            uint32_t c = cell_of(place->lat + north, place->lon + east);
            for (uint32_t i = import->cell_begin[c]; i < import->cell_begin[c + 1]; i++) {
                if (!rc_gazetteer_entry_at(import->below, import->by_cell[i], &e)) continue;
                if (memcmp(e.country, place->country, 2) != 0) continue;
                double y = e.lat - place->lat, x = (e.lon - place->lon) * shrink;
                if (x * x + y * y >= nearest) continue;
                nearest = x * x + y * y;
                best = e;
            }
        }
    if (nearest < 1) row->admin1 = import_link(import, best.admin1);
}

static void lend(gazetteer_import *import, const import_place *place, uint32_t twin, rc_gazetteer_row *row)
{
    rc_gazetteer_entry e;
    if (twin == RC_GAZETTEER_NONE || !rc_gazetteer_entry_at(import->below, twin, &e)) return;
    row->twin = (import_link(import, twin) & ~GAZETTEER_LINK) + 1;
    row->half_height = e.half_height;
    row->half_width = e.half_width;
    row->prior = e.prior;
    if (!row->population) row->population = e.population;
    if (row->admin1 == RC_GAZETTEER_NONE) row->admin1 = import_link(import, e.admin1);
    if (row->admin2 == RC_GAZETTEER_NONE) row->admin2 = import_link(import, e.admin2);
    if (place->has_point) return;
    row->lat = e.lat;
    row->lon = e.lon;
}

/* "Bakhmut" among the names of a town beside Bakhmut. */
static bool is_neighbours(const gazetteer_import *import, const import_place *place, uint32_t twin, rc_str name)
{
    rc_gazetteer_hit hits[HITS];
    rc_gazetteer_entry e;
    uint32_t n = find(import, rc_utf8_name_key(import->arena, name), hits);
    for (uint32_t i = 0; i < n; i++)
        if (hits[i].entry == twin) return false;
    for (uint32_t i = 0; i < n; i++) {
        if (!hits[i].is_main || !rc_gazetteer_entry_at(import->below, hits[i].entry, &e) || !are_alike(place, &e) ||
            memcmp(e.country, place->country, 2) != 0)
            continue;
        if (is_unit(place->feature)) return true;
        if (place->has_point && rc_distance_km(place->lat, place->lon, e.lat, e.lon) < NEIGHBOUR_KM) return true;
    }
    return false;
}

static void add_names(gazetteer_import *import, const import_place *place, uint32_t twin, uint32_t row)
{
    for (size_t i = 0; i < place->names.len; i++) {
        const import_name *n = &place->names.ptr[i];
        if (!n->is_main && is_neighbours(import, place, twin, n->name)) continue;
        if (n->is_old)
            rc_gazetteer_builder_old_name(&import->builder, row, n->name);
        else
            rc_gazetteer_builder_name(&import->builder, row, n->name, n->is_main);
    }
}

uint32_t import_add(gazetteer_import *import, const import_place *place, bool replaces)
{
    uint32_t twin = find_twin(import, place, replaces);
    if (!place->has_point && twin == RC_GAZETTEER_NONE) return RC_GAZETTEER_NONE;
    rc_gazetteer_row row = {.id = place->id,
                            .name = place->name,
                            .lat = place->lat,
                            .lon = place->lon,
                            .population = place->population,
                            .feature = place->feature,
                            .country = {place->country[0], place->country[1], 0},
                            .admin1 = place->admin1,
                            .admin2 = place->admin2,
                            .source = place->source,
                            .replaces = place->has_point && (replaces || is_unit(place->feature))};
    lend(import, place, twin, &row);
    if (row.admin1 == RC_GAZETTEER_NONE && place->feature > RC_FEATURE_REGION) lend_units(import, place, &row);
    uint32_t number = rc_gazetteer_builder_add(&import->builder, &row);
    add_names(import, place, twin, number);
    if (import->report) {
        import->report->places++;
        import->report->known += twin != RC_GAZETTEER_NONE;
    }
    return number;
}

uint32_t import_row_of_entry(gazetteer_import *import, uint32_t number)
{
    rc_gazetteer_entry e;
    if (!rc_gazetteer_entry_at(import->below, number, &e)) return RC_GAZETTEER_NONE;
    rc_str code = rc_arena_printf(import->arena, "below:%u", number);
    uint32_t known = import_row_of_code(import, code);
    if (known != RC_GAZETTEER_NONE) return known;
    rc_gazetteer_row row = {.id = e.id,
                            .name = e.name,
                            .lat = e.lat,
                            .lon = e.lon,
                            .population = e.population,
                            .feature = e.feature,
                            .admin1 = import_link(import, e.admin1),
                            .admin2 = import_link(import, e.admin2),
                            .prior = e.prior,
                            .twin = (import_link(import, number) & ~GAZETTEER_LINK) + 1};
    memcpy(row.country, e.country, sizeof row.country);
    known = rc_gazetteer_builder_add(&import->builder, &row);
    import_code(import, code, known);
    if (import->report) {
        import->report->places++;
        import->report->known++;
    }
    return known;
}

/* ---- reading */

void import_bad(gazetteer_import *import, const char *what)
{
    import->report->bad++;
    if (import->request->bad_line)
        import->request->bad_line(import->request->context, import->file, import->line, what);
}

bool import_point(rc_str lat, rc_str lon, import_place *place)
{
    place->has_point = rc_str_real(rc_str_trim(lat), &place->lat) && rc_str_real(rc_str_trim(lon), &place->lon) &&
                       fabs(place->lat) <= 90 && fabs(place->lon) <= 180;
    return place->has_point;
}

bool import_next_line(gazetteer_import *import, rc_str *rest, rc_str *line)
{
    while (rest->ptr && rest->len) {
        *line = rc_str_cut(rest, '\n');
        import->line++;
        if (rc_str_ends(*line, RC_STR("\r"))) line->len--;
        if (!line->len) continue;
        if (rc_utf8_invalid(*line) == SIZE_MAX) return true;
        import_bad(import, "not UTF-8");
    }
    return false;
}
