/* Settlements and other features in the columns of GeoNames' exports (see its readme.txt). */
#include <stdio.h>

#include "recoupe/base/utf8.h"
#include "resolve/gazetteer_sources.h"
#include "resolve/geonames.h"

static uint32_t unit(const gazetteer_join *join, const rc_str *f, bool second)
{
    char code[128];
    if (!f[GEONAMES_ADMIN1].len || (second && !f[GEONAMES_ADMIN2].len) ||
        f[GEONAMES_ADMIN1].len + f[GEONAMES_ADMIN2].len > 100)
        return RC_GAZETTEER_NONE;
    int n = second ? snprintf(code, sizeof code, "%.*s.%.*s.%.*s", RC_FMT(f[GEONAMES_COUNTRY]),
                              RC_FMT(f[GEONAMES_ADMIN1]), RC_FMT(f[GEONAMES_ADMIN2]))
                   : snprintf(code, sizeof code, "%.*s.%.*s", RC_FMT(f[GEONAMES_COUNTRY]), RC_FMT(f[GEONAMES_ADMIN1]));
    return gazetteer_row_of_code(join, (rc_str){code, (size_t)n});
}

static rc_status add_line(gazetteer_join *join, const rc_str *f, const char *path, unsigned line, rc_error *err)
{
    rc_gazetteer_row row = {.name = f[GEONAMES_NAME]};
    int64_t id, population = 0;
    if (!rc_str_int(f[GEONAMES_ID], &id) || !rc_str_real(f[GEONAMES_LAT], &row.lat) ||
        !rc_str_real(f[GEONAMES_LON], &row.lon) || row.lat < -90 || row.lat > 90 || row.lon < -180 || row.lon > 180 ||
        !f[GEONAMES_NAME].len || f[GEONAMES_COUNTRY].len > 2)
        return rc_fail(err, RC_EFORMAT, "%s:%u: not a row of GeoNames' columns", path, line);
    if (!geonames_feature(f[GEONAMES_CODE], &row.feature)) return RC_OK;
    rc_str_int(f[GEONAMES_POPULATION], &population);
    row.id = (uint64_t)id;
    row.population = population > 0 && population < UINT32_MAX ? (uint32_t)population : 0;
    if (f[GEONAMES_COUNTRY].len == 2) memcpy(row.country, f[GEONAMES_COUNTRY].ptr, 2);
    row.admin1 = unit(join, f, false);
    row.admin2 = unit(join, f, true);
    uint32_t number = rc_gazetteer_builder_add(&join->builder, &row);
    rc_gazetteer_builder_name(&join->builder, number, f[GEONAMES_ASCII_NAME], true);
    for (rc_str rest = f[GEONAMES_OTHER_NAMES]; rest.ptr;)
        rc_gazetteer_builder_name(&join->builder, number, rc_str_trim(rc_str_cut(&rest, ',')), false);
    return RC_OK;
}

rc_status gazetteer_read_cities(gazetteer_join *join, const char *path, rc_error *err)
{
    rc_str rest;
    rc_status status = gazetteer_read(join, path, &rest, err);
    for (unsigned line = 1; rest.ptr && status == RC_OK; line++) {
        rc_str row = rc_str_cut(&rest, '\n'), f[GEONAMES_USED];
        if (!row.len) continue;
        if (geonames_split(row, f, GEONAMES_USED) < GEONAMES_USED)
            return rc_fail(err, RC_EFORMAT, "%s:%u: fewer columns than GeoNames' exports", path, line);
        status = add_line(join, f, path, line, err);
    }
    return status;
}
