/* Settlements and other features in the columns of GeoNames' exports (see its readme.txt). */
#include <stdio.h>

#include "recoupe/base/utf8.h"
#include "resolve/gazetteer_import.h"
#include "resolve/gazetteer_sources.h"

enum {
    ID,
    NAME,
    ASCII_NAME,
    OTHER_NAMES,
    LAT,
    LON,
    CLASS,
    CODE,
    COUNTRY,
    CC2,
    ADMIN1,
    ADMIN2,
    ADMIN3,
    ADMIN4,
    POPULATION,
    N_USED
};

/* GeoNames feature codes to ours; the first that fits, `*` for any ending. */
static const struct {
    const char *code;
    rc_feature feature;
} codes[] = {
    {"PPLC", RC_FEATURE_CAPITAL},     {"PPLA", RC_FEATURE_SEAT},     {"PPLA*", RC_FEATURE_MINOR_SEAT},
    {"PPLG", RC_FEATURE_SEAT},        {"PPLX", RC_FEATURE_QUARTER},  {"PPL*", RC_FEATURE_SETTLEMENT},
    {"STLMT", RC_FEATURE_SETTLEMENT}, {"PASS", RC_FEATURE_PASS},     {"GAP", RC_FEATURE_PASS},
    {"VAL*", RC_FEATURE_VALLEY},      {"MT*", RC_FEATURE_MOUNTAIN},  {"HLL*", RC_FEATURE_MOUNTAIN},
    {"PK*", RC_FEATURE_MOUNTAIN},     {"RDGE", RC_FEATURE_MOUNTAIN}, {"DSRT", RC_FEATURE_DESERT},
    {"FRST*", RC_FEATURE_FOREST},     {"ISL*", RC_FEATURE_ISLAND},   {"LK*", RC_FEATURE_WATER},
    {"STM*", RC_FEATURE_WATER},       {"WAD*", RC_FEATURE_WATER},    {"RSV*", RC_FEATURE_WATER},
    {"BDG*", RC_FEATURE_BRIDGE},      {"DAM*", RC_FEATURE_DAM},      {"AIR*", RC_FEATURE_AIRFIELD},
    {"INSM", RC_FEATURE_BASE},        {"MILB", RC_FEATURE_BASE},     {"CMP*", RC_FEATURE_CAMP},
    {"PSTB", RC_FEATURE_CROSSING},    {"ADM1", RC_FEATURE_REGION},   {"ADM2", RC_FEATURE_DISTRICT},
    {"ADM3", RC_FEATURE_DISTRICT},    {"RGN*", RC_FEATURE_AREA},     {"AREA", RC_FEATURE_AREA},
};

bool gazetteer_feature_of_code(rc_str code, rc_feature *out)
{
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
        rc_str pattern = rc_str_of(codes[i].code);
        bool open = rc_str_ends(pattern, RC_STR("*"));
        rc_str stem = rc_str_sub(pattern, 0, pattern.len - open);
        if (open ? !rc_str_starts(code, stem) : !rc_str_eq(code, stem)) continue;
        *out = codes[i].feature;
        return true;
    }
    return false;
}

static uint32_t unit(const gazetteer_join *join, const rc_str *f, bool second)
{
    char code[128];
    if (!f[ADMIN1].len || (second && !f[ADMIN2].len) || f[ADMIN1].len + f[ADMIN2].len > 100) return RC_GAZETTEER_NONE;
    int n =
        second ? snprintf(code, sizeof code, "%.*s.%.*s.%.*s", RC_FMT(f[COUNTRY]), RC_FMT(f[ADMIN1]), RC_FMT(f[ADMIN2]))
               : snprintf(code, sizeof code, "%.*s.%.*s", RC_FMT(f[COUNTRY]), RC_FMT(f[ADMIN1]));
    return gazetteer_row_of_code(join, (rc_str){code, (size_t)n});
}

static rc_status add_line(gazetteer_join *join, const rc_str *f, const char *path, unsigned line, rc_error *err)
{
    rc_gazetteer_row row = {.name = f[NAME]};
    int64_t id, population = 0;
    if (!rc_str_int(f[ID], &id) || !rc_str_real(f[LAT], &row.lat) || !rc_str_real(f[LON], &row.lon) || row.lat < -90 ||
        row.lat > 90 || row.lon < -180 || row.lon > 180 || !f[NAME].len || f[COUNTRY].len > 2)
        return rc_fail(err, RC_EFORMAT, "%s:%u: not a row of GeoNames' columns", path, line);
    if (!gazetteer_feature_of_code(f[CODE], &row.feature)) return RC_OK;
    rc_str_int(f[POPULATION], &population);
    row.id = (uint64_t)id;
    row.population = population > 0 && population < UINT32_MAX ? (uint32_t)population : 0;
    if (f[COUNTRY].len == 2) memcpy(row.country, f[COUNTRY].ptr, 2);
    row.admin1 = unit(join, f, false);
    row.admin2 = unit(join, f, true);
    uint32_t number = rc_gazetteer_builder_add(&join->builder, &row);
    rc_gazetteer_builder_name(&join->builder, number, f[ASCII_NAME], true);
    for (rc_str rest = f[OTHER_NAMES]; rest.ptr;)
        rc_gazetteer_builder_name(&join->builder, number, rc_str_trim(rc_str_cut(&rest, ',')), false);
    return RC_OK;
}

rc_status gazetteer_read_cities(gazetteer_join *join, const char *path, rc_error *err)
{
    rc_str rest;
    rc_status status = gazetteer_read(join, path, &rest, err);
    for (unsigned line = 1; rest.ptr && status == RC_OK; line++) {
        rc_str row = rc_str_cut(&rest, '\n'), f[N_USED];
        unsigned n = 0;
        if (!row.len) continue;
        while (row.ptr && n < N_USED) f[n++] = rc_str_cut(&row, '\t');
        if (n < N_USED) return rc_fail(err, RC_EFORMAT, "%s:%u: fewer columns than GeoNames' exports", path, line);
        status = add_line(join, f, path, line, err);
    }
    return status;
}
