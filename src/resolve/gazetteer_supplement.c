/* data/places-supplement.tsv: places that the packages lack, and other names or better points for those they have. */
#include "recoupe/base/tsv.h"
#include "recoupe/base/utf8.h"
#include "resolve/gazetteer_sources.h"

/* A settlement of the same name this near is the same place; the packages' point is kept. */
#define SAME_PLACE_KM 20

typedef struct columns {
    int name, alternates, kind, lat, lon, country, admin1;
} columns;

/* Whether `row` is what a supplement row of `feature` speaks of. */
static bool is_same(const rc_gazetteer_row *row, rc_feature feature, double lat, double lon, bool has_point)
{
    if (feature <= RC_FEATURE_DISTRICT) {
        if (row->feature != feature) return false;
        return feature != RC_FEATURE_DISTRICT || row->is_dropped || !has_point ||
               rc_distance_km(row->lat, row->lon, lat, lon) < 3 * SAME_PLACE_KM;
    }
    if (row->feature < RC_FEATURE_CAPITAL || row->feature > RC_FEATURE_QUARTER || feature > RC_FEATURE_QUARTER)
        return false;
    return !has_point || rc_distance_km(row->lat, row->lon, lat, lon) < SAME_PLACE_KM;
}

/* The row already there, by the name or one of the alternates; the most populous where several fit. */
static uint32_t known_row(gazetteer_join *join, const rc_str *names, size_t n_names, const rc_gazetteer_row *like,
                          bool has_point)
{
    uint32_t best = RC_GAZETTEER_NONE;
    for (size_t i = 0; i < n_names && best == RC_GAZETTEER_NONE; i++) {
        uint32_t rows[128];
        rc_str key = rc_utf8_name_key(join->arena, names[i]);
        size_t n = gazetteer_join_find(join, key, like->country, false, rows, 128);
        for (size_t k = 0; k < n; k++) {
            const rc_gazetteer_row *row = &join->builder.rows.ptr[rows[k]];
            if (!is_same(row, like->feature, like->lat, like->lon, has_point)) continue;
            if (best == RC_GAZETTEER_NONE || row->population > join->builder.rows.ptr[best].population) best = rows[k];
        }
    }
    return best;
}

static uint32_t region_of_name(gazetteer_join *join, rc_str name, const char *country)
{
    uint32_t rows[64];
    rc_str key = rc_utf8_name_key(join->arena, name);
    size_t n = name.len ? gazetteer_join_find(join, key, country, false, rows, 64) : 0;
    for (size_t i = 0; i < n; i++)
        if (join->builder.rows.ptr[rows[i]].feature == RC_FEATURE_REGION) return rows[i];
    return RC_GAZETTEER_NONE;
}

#define MOST_NAMES 64

static rc_status add_row(gazetteer_join *join, const rc_tsv *tsv, const columns *c, rc_error *err)
{
    const rc_str *f = tsv->fields;
    rc_gazetteer_row row = {.name = rc_arena_dup(join->arena, f[c->name]), .admin2 = RC_GAZETTEER_NONE};
    if (!row.name.len || f[c->country].len > 2)
        return rc_fail(err, RC_EFORMAT, "%s:%u: no name, or a country that is no two-letter code", tsv->name,
                       tsv->line);
    if (!rc_feature_parse(f[c->kind], &row.feature))
        return rc_fail(err, RC_EFORMAT, "%s:%u: unknown kind '%.*s'", tsv->name, tsv->line, RC_FMT(f[c->kind]));
    bool has_point = f[c->lat].len || f[c->lon].len;
    if (has_point && (!rc_str_real(f[c->lat], &row.lat) || !rc_str_real(f[c->lon], &row.lon) || row.lat < -90 ||
                      row.lat > 90 || row.lon < -180 || row.lon > 180))
        return rc_fail(err, RC_EFORMAT, "%s:%u: not a point on the Earth", tsv->name, tsv->line);
    if (f[c->country].len == 2) memcpy(row.country, f[c->country].ptr, 2);
    row.admin1 = region_of_name(join, f[c->admin1], row.country);
    if (f[c->admin1].len && row.admin1 == RC_GAZETTEER_NONE)
        return rc_fail(err, RC_EFORMAT, "%s:%u: no region '%.*s' in %s", tsv->name, tsv->line, RC_FMT(f[c->admin1]),
                       row.country);

    rc_str names[MOST_NAMES] = {row.name};
    size_t n = 1;
    for (rc_str rest = f[c->alternates]; rest.ptr && rest.len && n < MOST_NAMES;)
        names[n++] = rc_arena_dup(join->arena, rc_str_trim(rc_str_cut(&rest, '|')));
    uint32_t number = known_row(join, names, n, &row, has_point);
    if (number == RC_GAZETTEER_NONE) {
        if (!has_point)
            return rc_fail(err, RC_EFORMAT, "%s:%u: '%.*s' is not in the packages and has no point", tsv->name,
                           tsv->line, RC_FMT(row.name));
        number = rc_gazetteer_builder_add(&join->builder, &row);
    }
    rc_gazetteer_row *known = &join->builder.rows.ptr[number];
    known->is_notable = true;
    if (has_point && known->feature <= RC_FEATURE_DISTRICT) {
        known->lat = row.lat;
        known->lon = row.lon;
        known->is_dropped = false;
    }
    /* Alternates here are not obscure: each is as good as the main name. */
    for (size_t i = 0; i < n; i++) rc_gazetteer_builder_name(&join->builder, number, names[i], true);
    return RC_OK;
}

rc_status gazetteer_read_supplement(gazetteer_join *join, const char *path, rc_error *err)
{
    rc_str text;
    rc_tsv tsv;
    columns c;
    rc_status status = gazetteer_read(join, path, &text, err);
    if (status == RC_OK) status = rc_tsv_open(&tsv, text, path, err);
    const struct {
        const char *column;
        int *at;
    } wanted[] = {{"name", &c.name}, {"alternates", &c.alternates}, {"kind", &c.kind},    {"lat", &c.lat},
                  {"lon", &c.lon},   {"country", &c.country},       {"admin1", &c.admin1}};
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted && status == RC_OK; i++)
        status = rc_tsv_require(&tsv, wanted[i].column, wanted[i].at, err);
    join->builder.trusted = true;
    while (status == RC_OK && (status = rc_tsv_next(&tsv, err)) == RC_OK) status = add_row(join, &tsv, &c, err);
    return status == RC_END ? RC_OK : status;
}
