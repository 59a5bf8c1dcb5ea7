#include "resolve/geonames.h"

unsigned geonames_split(rc_str line, rc_str *fields, unsigned most)
{
    unsigned n = 0;
    while (line.ptr && n < most) fields[n++] = rc_str_cut(&line, '\t');
    return n;
}

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

bool geonames_feature(rc_str code, rc_feature *out)
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
