/* GeoNames' exports (19 columns) and alternateNamesV2, in the columns of its readme.txt. */
#include <inttypes.h>
#include <stdio.h>

#include "resolve/gazetteer_import.h"
#include "resolve/geonames.h"

static rc_str unit_code(gazetteer_import *import, const rc_str *f, bool second)
{
    if (!f[GEONAMES_ADMIN1].len || rc_str_is(f[GEONAMES_ADMIN1], "00") || (second && !f[GEONAMES_ADMIN2].len))
        return RC_STR("");
    if (!second)
        return rc_arena_printf(import->arena, "%.*s.%.*s", RC_FMT(f[GEONAMES_COUNTRY]), RC_FMT(f[GEONAMES_ADMIN1]));
    return rc_arena_printf(import->arena, "%.*s.%.*s.%.*s", RC_FMT(f[GEONAMES_COUNTRY]), RC_FMT(f[GEONAMES_ADMIN1]),
                           RC_FMT(f[GEONAMES_ADMIN2]));
}

static rc_str geonames_code(gazetteer_import *import, uint64_t id)
{
    return rc_arena_printf(import->arena, "geonames:%" PRIu64, id);
}

static void name_of(gazetteer_import *import, import_place *place, rc_str name, bool is_main)
{
    name = rc_str_trim(name);
    if (name.len) *RC_PUSH(import->arena, &place->names) = (import_name){name, is_main, false};
}

/* Units first, so that what lies in them finds them: 0 regions, 1 districts, 2 all else. */
static int round_of(rc_feature feature)
{
    return feature == RC_FEATURE_REGION ? 0 : feature == RC_FEATURE_DISTRICT ? 1 : 2;
}

static void add_place(gazetteer_import *import, const rc_str *f, import_place *place)
{
    int64_t population = 0;
    bool is_district = place->feature == RC_FEATURE_DISTRICT, is_second = rc_str_is(f[GEONAMES_CODE], "ADM2");
    rc_str region = unit_code(import, f, false), district = unit_code(import, f, true);
    rc_str_int(f[GEONAMES_POPULATION], &population);
    place->population = population > 0 && population < UINT32_MAX ? (uint32_t)population : 0;
    place->geonames = place->id;
    place->source = geonames_code(import, place->id);
    if (import_row_of_code(import, place->source) != RC_GAZETTEER_NONE) return; /* in two files */
    if (place->feature != RC_FEATURE_REGION) place->admin1 = import_row_of_code(import, region);
    if (!(is_district && is_second)) place->admin2 = import_row_of_code(import, district);
    name_of(import, place, f[GEONAMES_ASCII_NAME], true);
    for (rc_str rest = f[GEONAMES_OTHER_NAMES]; rest.ptr;) name_of(import, place, rc_str_cut(&rest, ','), false);
    uint32_t row = import_add(import, place, false);
    import_code(import, place->source, row);
    if (place->feature == RC_FEATURE_REGION) import_code(import, region, row);
    if (is_district && is_second) import_code(import, district, row);
}

static void read_line(gazetteer_import *import, rc_str line, int round)
{
    rc_str f[GEONAMES_USED];
    int64_t id;
    import_place place = {.admin1 = RC_GAZETTEER_NONE, .admin2 = RC_GAZETTEER_NONE};
    unsigned n = geonames_split(line, f, GEONAMES_USED);
    const char *wrong = n < GEONAMES_USED ? "fewer columns than GeoNames' exports"
                        : !rc_str_int(f[GEONAMES_ID], &id) || id < 1 || id > UINT32_MAX ? "no id in the first column"
                        : !f[GEONAMES_NAME].len                                         ? "no name"
                        : f[GEONAMES_COUNTRY].len != 0 && f[GEONAMES_COUNTRY].len != 2  ? "no country of two letters"
                        : !import_point(f[GEONAMES_LAT], f[GEONAMES_LON], &place)       ? "no point on the Earth"
                                                                                        : NULL;
    if (wrong) {
        if (round == 0) import_bad(import, wrong);
        return;
    }
    if (!geonames_feature(f[GEONAMES_CODE], &place.feature) || rc_str_ends(f[GEONAMES_CODE], RC_STR("H"))) {
        import->report->left_out += round == 0; /* no place of ours, or of former times */
        return;
    }
    if (round_of(place.feature) != round) return;
    place.id = (uint64_t)id;
    place.name = f[GEONAMES_NAME];
    if (f[GEONAMES_COUNTRY].len) memcpy(place.country, f[GEONAMES_COUNTRY].ptr, 2);
    add_place(import, f, &place);
}

void import_geonames(gazetteer_import *import, rc_str text)
{
    for (int round = 0; round < 3; round++) {
        rc_str rest = text, line;
        import->line = 0;
        uint64_t bad = import->report->bad;
        rc_layer_request quiet = *import->request;
        const rc_layer_request *loud = import->request;
        quiet.bad_line = NULL;
        if (round) import->request = &quiet;
        while (import_next_line(import, &rest, &line)) read_line(import, line, round);
        if (round) import->report->bad = bad;
        import->request = loud;
    }
}

/* ---- alternateNamesV2: id, geonameid, language, name, preferred, short, colloquial, historic, from, to */

enum { NAME_ID, NAME_OF, LANGUAGE, ALTERNATE, PREFERRED, SHORT, COLLOQUIAL, HISTORIC, FROM, TO, N_ALTERNATE };

/* In the column of languages stand kinds of codes too. */
static bool is_language(rc_str word)
{
    static const char *const codes[] = {"link", "wkdt", "post", "iata", "icao", "faac", "tcid", "unlc", "abbr", "phon"};
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
        if (rc_str_is(word, codes[i])) return false;
    return true;
}

static bool is_set(const rc_str *f, unsigned n, unsigned column)
{
    return column < n && rc_str_is(f[column], "1");
}

void import_alternates(gazetteer_import *import, rc_str text)
{
    rc_str rest = text, line;
    import->line = 0;
    while (import_next_line(import, &rest, &line)) {
        rc_str f[N_ALTERNATE];
        int64_t id;
        unsigned n = geonames_split(line, f, N_ALTERNATE);
        if (n <= ALTERNATE || !rc_str_int(f[NAME_OF], &id) || id < 1) {
            import_bad(import, "not a row of alternateNamesV2");
            continue;
        }
        bool is_name = is_language(f[LANGUAGE]) && f[ALTERNATE].len;
        uint32_t row = is_name ? import_row_of_code(import, geonames_code(import, (uint64_t)id)) : RC_GAZETTEER_NONE;
        if (is_name && row == RC_GAZETTEER_NONE)
            row = import_row_of_entry(import, import_entry_of_id(import, (uint64_t)id));
        if (row == RC_GAZETTEER_NONE) {
            import->report->left_out++;
            continue;
        }
        /* A name with an end is one of former times: "to" is a year or a day, however written. */
        bool is_old = is_set(f, n, HISTORIC) || (n > TO && f[TO].len);
        bool is_main =
            !is_old && is_set(f, n, PREFERRED) && (rc_str_is(f[LANGUAGE], "en") || rc_str_is(f[LANGUAGE], "fr"));
        if (is_old)
            rc_gazetteer_builder_old_name(&import->builder, row, f[ALTERNATE]);
        else
            rc_gazetteer_builder_name(&import->builder, row, f[ALTERNATE], is_main);
    }
}
