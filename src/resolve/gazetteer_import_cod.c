/* Common operational data sets: comma-separated tables (RFC 4180) of units, or of places, with P-codes. Heads vary with
 * the year and the office: ADM2_EN, admin2Name_fr, adm2_name, ADM1_PCODE, center_lat, POINT_Y. A P-code begins with the
 * country's two letters. */
#include <inttypes.h>

#include "resolve/gazetteer_import.h"

#define MOST_COLUMNS 128
#define LEVELS 5
#define LEVEL_NAMES 8

typedef struct columns {
    int name[LEVELS][LEVEL_NAMES], n_names[LEVELS], code[LEVELS]; /* of units, by level */
    int place[LEVEL_NAMES], n_places, place_code;                 /* of a place that is no unit */
    int lat, lon, population, ended;
} columns;

/* ---- comma-separated values */

/* The next row into `fields`; false after the last. Counts the lines it takes. */
static bool next_row(gazetteer_import *import, rc_str *rest, rc_str *fields, unsigned *n)
{
    if (!rest->ptr || !rest->len) return false;
    import->line++;
    size_t at = 0;
    for (*n = 0;;) {
        bool quoted = at < rest->len && rest->ptr[at] == '"';
        size_t begin = at + quoted, out = 0, end = begin;
        char *text = quoted ? rc_arena_alloc(import->arena, 1, 1, 1) : NULL;
        if (quoted) {
            while (end < rest->len && (rest->ptr[end] != '"' || (end + 1 < rest->len && rest->ptr[end + 1] == '"')))
                end += rest->ptr[end] == '"' ? 2 : 1;
            text = rc_arena_alloc(import->arena, 1, 1, end - begin + 1);
            for (size_t i = begin; i < end && i < rest->len; i++) {
                text[out++] = rest->ptr[i];
                import->line += rest->ptr[i] == '\n';
                i += rest->ptr[i] == '"';
            }
        }
        for (at = quoted ? end + 1 : at; at < rest->len && rest->ptr[at] != ',' && rest->ptr[at] != '\n';) at++;
        rc_str field = quoted ? (rc_str){text, out} : rc_str_sub(*rest, begin, at);
        if (*n < MOST_COLUMNS) fields[(*n)++] = rc_str_trim(field);
        bool is_last = at >= rest->len || rest->ptr[at] == '\n';
        at++;
        if (!is_last) continue;
        *rest = rc_str_sub(*rest, at, rest->len);
        return true;
    }
}

/* ---- head */

static bool is_one_of(rc_str word, const char *const *list)
{
    for (; *list; list++)
        if (rc_str_is(word, *list)) return true;
    return false;
}

/* Letters and digits in lower case: "ADM2_EN" is "adm2en". */
static rc_str squeezed(rc_arena *arena, rc_str name)
{
    char *out = rc_arena_alloc(arena, 1, 1, name.len + 1);
    size_t n = 0;
    for (size_t i = 0; i < name.len; i++) {
        char c = name.ptr[i];
        if (c >= 'A' && c <= 'Z') c = (char)(c - 'A' + 'a');
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) out[n++] = c;
    }
    return (rc_str){out, n};
}

/* What follows "adm2" or "admin2"; the level, or -1. */
static int level_of(rc_str word, rc_str *rest)
{
    size_t at = rc_str_starts(word, RC_STR("admin")) ? 5 : rc_str_starts(word, RC_STR("adm")) ? 3 : 0;
    if (!at || at >= word.len || word.ptr[at] < '0' || word.ptr[at] >= '0' + LEVELS) return -1;
    *rest = rc_str_sub(word, at + 1, word.len);
    return word.ptr[at] - '0';
}

/* "name", "en", "namefr", "alt1en", "altname". */
static bool is_name_column(rc_str rest)
{
    if (rc_str_starts(rest, RC_STR("alt"))) {
        rest = rc_str_sub(rest, 3, rest.len);
        if (rest.len && rest.ptr[0] >= '0' && rest.ptr[0] <= '9') rest = rc_str_sub(rest, 1, rest.len);
    }
    if (rc_str_starts(rest, RC_STR("name"))) rest = rc_str_sub(rest, 4, rest.len);
    return rest.len == 0 || (rest.len == 2 && !rc_str_is(rest, "id"));
}

static void add_column(int *list, int *n, int column)
{
    if (*n < LEVEL_NAMES) list[(*n)++] = column;
}

static void read_column(columns *c, rc_str word, int at)
{
    static const char *const lat[] = {"lat",    "latitude", "centerlat", "centroidlat", "y",
                                      "pointy", "latdd",    "ycoord",    NULL};
    static const char *const lon[] = {"lon", "long",   "longitude", "lng",    "centerlon", "centroidlon",
                                      "x",   "pointx", "londd",     "xcoord", NULL};
    static const char *const people[] = {"pop", "population", "totalpopulation", "popttotal", NULL};
    static const char *const place[] = {"featurename", "placename",   "settlementname", "pplname",
                                        "sitename",    "villagename", "locality",       NULL};
    static const char *const code[] = {"pcode", "placepcode", "featurepcode", "pplpcode", "settlementpcode", NULL};
    rc_str rest = RC_STR("");
    int level = level_of(word, &rest);
    if (level >= 0 && (rc_str_is(rest, "pcode") || rc_str_is(rest, "code")))
        c->code[level] = at;
    else if (level >= 0 && is_name_column(rest))
        add_column(c->name[level], &c->n_names[level], at);
    else if (is_one_of(word, lat))
        c->lat = at;
    else if (is_one_of(word, lon))
        c->lon = at;
    else if (is_one_of(word, people))
        c->population = at;
    else if (is_one_of(word, code))
        c->place_code = at;
    else if (rc_str_is(word, "validto"))
        c->ended = at;
    else if (is_one_of(word, place) || (rc_str_starts(word, RC_STR("name")) && is_name_column(word)))
        add_column(c->place, &c->n_places, at);
}

static columns read_head(gazetteer_import *import, const rc_str *fields, unsigned n)
{
    columns c = {.place_code = -1, .lat = -1, .lon = -1, .population = -1, .ended = -1};
    for (int i = 0; i < LEVELS; i++) c.code[i] = -1;
    for (unsigned i = 0; i < n; i++) read_column(&c, squeezed(import->arena, fields[i]), (int)i);
    return c;
}

/* ---- rows */

typedef struct row {
    const columns *c;
    const rc_str *fields;
    unsigned n;
} row;

static rc_str cell(const row *r, int column)
{
    return column >= 0 && (unsigned)column < r->n ? r->fields[column] : RC_STR("");
}

static bool is_number(rc_str s)
{
    double value;
    return rc_str_real(s, &value);
}

/* The first name is the place's own, the others are as good. */
static bool take_names(gazetteer_import *import, const row *r, const int *list, int n, import_place *place)
{
    for (int i = 0; i < n; i++) {
        rc_str name = cell(r, list[i]);
        if (!name.len || is_number(name)) continue;
        if (!place->name.len)
            place->name = name;
        else
            *RC_PUSH(import->arena, &place->names) = (import_name){name, true, false};
    }
    return place->name.len > 0;
}

static bool take_country(rc_str code, import_place *place)
{
    for (size_t i = 0; i < 2; i++) {
        if (i >= code.len || code.ptr[i] < 'A' || code.ptr[i] > 'Z') return false;
        place->country[i] = code.ptr[i];
    }
    return true;
}

static rc_str source_of(gazetteer_import *import, rc_str code)
{
    return rc_arena_printf(import->arena, "pcode:%.*s", RC_FMT(code));
}

/* The row of a unit in which others lie; it may come before its own table, or without one. */
static uint32_t unit_row(gazetteer_import *import, const row *r, int level, uint32_t region)
{
    rc_str code = cell(r, r->c->code[level]);
    if (!code.len) return RC_GAZETTEER_NONE;
    import_place unit = {.admin1 = region,
                         .admin2 = RC_GAZETTEER_NONE,
                         .source = source_of(import, code),
                         .feature = level == 1 ? RC_FEATURE_REGION : RC_FEATURE_DISTRICT};
    uint32_t known = import_row_of_code(import, unit.source);
    rc_str as_parent = rc_arena_printf(import->arena, "parent:%.*s", RC_FMT(code));
    if (known == RC_GAZETTEER_NONE) known = import_row_of_code(import, as_parent);
    if (known != RC_GAZETTEER_NONE || !take_country(code, &unit)) return known;
    if (!take_names(import, r, r->c->name[level], r->c->n_names[level], &unit)) return RC_GAZETTEER_NONE;
    known = import_add(import, &unit, false);
    import_code(import, as_parent, known);
    return known;
}

static int deepest_level(const row *r)
{
    for (int level = LEVELS - 1; level > 0; level--)
        if (r->c->n_names[level] && cell(r, r->c->name[level][0]).len) return level;
    return 0;
}

static void read_row(gazetteer_import *import, const row *r)
{
    const columns *c = r->c;
    import_place place = {.admin1 = RC_GAZETTEER_NONE, .admin2 = RC_GAZETTEER_NONE};
    bool is_place = take_names(import, r, c->place, c->n_places, &place);
    int level = deepest_level(r);
    rc_str code = is_place && c->place_code >= 0 ? cell(r, c->place_code) : cell(r, c->code[level]);
    if (!is_place && level) take_names(import, r, c->name[level], c->n_names[level], &place);
    if (!code.len) code = cell(r, c->place_code);
    if (rc_str_starts(cell(r, 0), RC_STR("#"))) return; /* HXL's row of tags */
    if (!place.name.len || !code.len || !take_country(code, &place)) {
        import_bad(import, "no name, or no P-code");
        return;
    }
    if (cell(r, c->ended).len) {
        import->report->left_out++;
        return;
    }
    if ((cell(r, c->lat).len || cell(r, c->lon).len) && !import_point(cell(r, c->lat), cell(r, c->lon), &place)) {
        import_bad(import, "no point on the Earth");
        return;
    }
    int64_t people = 0;
    rc_str_int(cell(r, c->population), &people);
    place.population = people > 0 && people < UINT32_MAX ? (uint32_t)people : 0;
    place.source = source_of(import, code);
    place.feature = is_place ? RC_FEATURE_SETTLEMENT : level == 1 ? RC_FEATURE_REGION : RC_FEATURE_DISTRICT;
    if (import_row_of_code(import, place.source) != RC_GAZETTEER_NONE) return;
    if (place.feature != RC_FEATURE_REGION) place.admin1 = unit_row(import, r, 1, RC_GAZETTEER_NONE);
    if (is_place || level > 2) place.admin2 = unit_row(import, r, 2, place.admin1);
    uint32_t added = import_add(import, &place, false);
    import_code(import, place.source, added);
    if (added == RC_GAZETTEER_NONE) import->report->left_out++;
}

rc_status import_cod(gazetteer_import *import, rc_str text, rc_error *err)
{
    rc_str fields[MOST_COLUMNS];
    unsigned n;
    import->line = 0;
    if (!next_row(import, &text, fields, &n)) return rc_fail(err, RC_EEMPTY, "%s: empty", import->file);
    columns c = read_head(import, fields, n);
    bool has_code = c.place_code >= 0, has_name = c.n_places > 0;
    for (int i = 1; i < LEVELS; i++) {
        has_code = has_code || c.code[i] >= 0;
        has_name = has_name || c.n_names[i] > 0;
    }
    if (!has_code || !has_name)
        return rc_fail(err, RC_EFORMAT, "%s:1: no columns of P-codes and names (ADM1_EN, ADM1_PCODE, ...)",
                       import->file);
    while (next_row(import, &text, fields, &n)) {
        if (n == 1 && !fields[0].len) continue;
        read_row(import, &(row){&c, fields, n});
    }
    return RC_OK;
}
