/* Who's On First places, tab-separated under a head: wof_id, geonames_id, cc, placetype, name, lat, lon, region_id,
 * county_id, population, is_current, altnames ("eng/fra:Goulbahar|fas:..."). */
#include <inttypes.h>

#include "resolve/gazetteer_import.h"

/* Their ids as ours: GeoNames' lie below 2^32, our own from 2^52 on. */
#define WOF_IDS (UINT64_C(1) << 48)

enum { ID, GEONAMES, COUNTRY, TYPE, NAME, LAT, LON, REGION, COUNTY, POPULATION, CURRENT, NAMES, N_COLUMNS };

static const char *const columns[N_COLUMNS] = {"wof_id",    "geonames_id", "cc",         "placetype",
                                               "name",      "lat",         "lon",        "region_id",
                                               "county_id", "population",  "is_current", "altnames"};

#define MOST_COLUMNS 64

typedef struct head {
    unsigned n;
    int at[N_COLUMNS];
} head;

static rc_status read_head(gazetteer_import *import, rc_str line, head *out, rc_error *err)
{
    for (int i = 0; i < N_COLUMNS; i++) out->at[i] = -1;
    for (out->n = 0; line.ptr && out->n < MOST_COLUMNS; out->n++) {
        rc_str column = rc_str_cut(&line, '\t');
        size_t bracket = rc_str_find(column, RC_STR("("), 0);
        column = rc_str_sub(column, 0, bracket);
        for (int i = 0; i < N_COLUMNS; i++)
            if (rc_str_is(column, columns[i])) out->at[i] = (int)out->n;
    }
    static const int wanted[] = {ID, COUNTRY, TYPE, NAME, LAT, LON};
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
        if (out->at[wanted[i]] < 0)
            return rc_fail(err, RC_EFORMAT, "%s:%" PRIu64 ": no column %s", import->file, import->line,
                           columns[wanted[i]]);
    return RC_OK;
}

static bool feature_of(rc_str type, rc_feature *out)
{
    static const struct {
        const char *type;
        rc_feature feature;
    } types[] = {{"region", RC_FEATURE_REGION},       {"macrocounty", RC_FEATURE_DISTRICT},
                 {"county", RC_FEATURE_DISTRICT},     {"localadmin", RC_FEATURE_SETTLEMENT},
                 {"locality", RC_FEATURE_SETTLEMENT}, {"borough", RC_FEATURE_QUARTER},
                 {"macrohood", RC_FEATURE_QUARTER},   {"neighbourhood", RC_FEATURE_QUARTER},
                 {"microhood", RC_FEATURE_QUARTER},   {"campus", RC_FEATURE_SITE}};
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        if (!rc_str_is(type, types[i].type)) continue;
        *out = types[i].feature;
        return true;
    }
    return false;
}

/* Languages in which nobody of the place or of the report speaks, and whose names are made up or learned: "Aria". */
static bool is_made_up(rc_str languages)
{
    static const char *const made_up[] = {"lat", "epo", "ido", "vol", "ina", "ile", "jbo", "tok", "lfn", "nov", "avk"};
    for (rc_str rest = languages; rest.ptr;) {
        rc_str language = rc_str_cut(&rest, '/');
        bool found = false;
        for (size_t i = 0; i < sizeof made_up / sizeof *made_up && !found; i++) found = rc_str_is(language, made_up[i]);
        if (!found) return false;
    }
    return true;
}

static void read_names(gazetteer_import *import, rc_str names, import_place *place)
{
    while (names.ptr) {
        rc_str name = rc_str_cut(&names, '|'), languages = {NULL, 0};
        if (rc_str_find(name, RC_STR(":"), 0) != SIZE_MAX) languages = rc_str_cut(&name, ':');
        name = rc_str_trim(name);
        if (!name.len || is_made_up(languages)) continue;
        *RC_PUSH(import->arena, &place->names) = (import_name){name, false, false};
    }
}

static char upper(char c)
{
    return (char)(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
}

static rc_str code_of(gazetteer_import *import, rc_str id)
{
    return id.len ? rc_arena_printf(import->arena, "wof:%.*s", RC_FMT(id)) : id;
}

typedef struct row {
    rc_str f[N_COLUMNS];
    int64_t id;
} row;

static const char *check(const row *r, import_place *place)
{
    rc_str country = r->f[COUNTRY];
    if (r->id < 1 || (uint64_t)r->id >= WOF_IDS) return "no id";
    if (!r->f[NAME].len) return "no name";
    if (country.len != 2) return "no country of two letters";
    if (!import_point(r->f[LAT], r->f[LON], place)) return "no point on the Earth";
    return NULL;
}

static void add_row(gazetteer_import *import, const row *r, import_place *place)
{
    int64_t geonames = 0, population = 0;
    rc_str_int(r->f[GEONAMES], &geonames);
    rc_str_int(r->f[POPULATION], &population);
    place->id = WOF_IDS | (uint64_t)r->id;
    place->geonames = geonames > 0 ? (uint64_t)geonames : 0;
    place->population = population > 0 && population < UINT32_MAX ? (uint32_t)population : 0;
    place->source = code_of(import, r->f[ID]);
    place->name = r->f[NAME];
    place->country[0] = upper(r->f[COUNTRY].ptr[0]);
    place->country[1] = upper(r->f[COUNTRY].ptr[1]);
    if (import_row_of_code(import, place->source) != RC_GAZETTEER_NONE) return;
    if (place->feature != RC_FEATURE_REGION) place->admin1 = import_row_of_code(import, code_of(import, r->f[REGION]));
    if (place->feature != RC_FEATURE_DISTRICT)
        place->admin2 = import_row_of_code(import, code_of(import, r->f[COUNTY]));
    read_names(import, r->f[NAMES], place);
    import_code(import, place->source, import_add(import, place, false));
}

/* Regions first, then districts, then what lies in them. */
static int round_of(rc_feature feature)
{
    return feature == RC_FEATURE_REGION ? 0 : feature == RC_FEATURE_DISTRICT ? 1 : 2;
}

static void read_line(gazetteer_import *import, const head *h, rc_str line, int round)
{
    rc_str all[MOST_COLUMNS];
    row r = {.id = 0};
    import_place place = {.admin1 = RC_GAZETTEER_NONE, .admin2 = RC_GAZETTEER_NONE};
    unsigned n = 0;
    while (line.ptr && n < h->n) all[n++] = rc_str_cut(&line, '\t');
    for (int i = 0; i < N_COLUMNS; i++)
        r.f[i] = h->at[i] >= 0 && (unsigned)h->at[i] < n ? rc_str_trim(all[h->at[i]]) : RC_STR("");
    rc_str_int(r.f[ID], &r.id);
    bool is_ours = feature_of(r.f[TYPE], &place.feature), is_gone = rc_str_is(r.f[CURRENT], "0");
    const char *wrong = is_ours && !is_gone ? check(&r, &place) : NULL;
    if (!is_ours || is_gone)
        import->report->left_out += round == 0;
    else if (wrong && round == 0)
        import_bad(import, wrong);
    else if (!wrong && round_of(place.feature) == round)
        add_row(import, &r, &place);
}

rc_status import_wof(gazetteer_import *import, rc_str text, rc_error *err)
{
    rc_str line = {NULL, 0};
    const rc_layer_request *loud = import->request;
    rc_layer_request quiet = *loud;
    quiet.bad_line = NULL;
    for (int round = 0; round < 3; round++) {
        rc_str rest = text;
        head h;
        uint64_t bad = import->report->bad;
        import->line = 0;
        import->request = round ? &quiet : loud;
        if (!import_next_line(import, &rest, &line)) return rc_fail(err, RC_EEMPTY, "%s: empty", import->file);
        rc_status status = read_head(import, line, &h, err);
        if (status != RC_OK) return status;
        while (import_next_line(import, &rest, &line)) read_line(import, &h, line, round);
        if (round) import->report->bad = bad;
    }
    import->request = loud;
    return RC_OK;
}
