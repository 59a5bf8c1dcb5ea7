#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "recoupe/base/buf.h"
#include "recoupe/base/utf8.h"
#include "recoupe/resolve/layers.h"
#include "resolve/gazetteer_file.h"
#include "resolve/gazetteer_sources.h"

#define REAL RC_SHARE_DIR "/gazetteer.bin"

static rc_arena arena;
static char folder[] = "/tmp/recoupe-gazetteer-XXXXXX";
static char *path_of[20]; /* files made, to be removed */
static int n_paths;

static int set_up(void **state)
{
    (void)state;
    rc_arena_init(&arena, (size_t)1 << 20, 0);
    return mkdtemp(folder) ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    for (int i = 0; i < n_paths; i++) unlink(path_of[i]);
    rmdir(folder);
    rc_arena_release(&arena);
    return 0;
}

static const char *path_for(const char *name)
{
    char *path = rc_arena_cstr(&arena, rc_arena_printf(&arena, "%s/%s", folder, name));
    for (int i = 0; i < n_paths; i++)
        if (strcmp(path_of[i], path) == 0) return path_of[i];
    assert_true(n_paths < 20);
    return path_of[n_paths++] = path;
}

static const char *file_of(const char *name, const void *bytes, size_t n)
{
    const char *path = path_for(name);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, n, file), n);
    assert_int_equal(fclose(file), 0);
    return path;
}

static const char *text_file(const char *name, const char *text)
{
    return file_of(name, text, strlen(text));
}

static rc_str key_of(const char *name)
{
    return rc_utf8_name_key(&arena, rc_str_of(name));
}

/* The first entry of a name; fails when there is none. */
static rc_gazetteer_entry first_of(const rc_gazetteer *g, const char *name)
{
    rc_gazetteer_hit hit;
    rc_gazetteer_entry entry = {0};
    if (!rc_gazetteer_lookup(g, key_of(name), &hit, 1)) fail_msg("no entry of the name %s", name);
    assert_true(rc_gazetteer_entry_at(g, hit.entry, &entry));
    return entry;
}

static uint32_t count_of(const rc_gazetteer *g, const char *name)
{
    rc_gazetteer_hit hits[64];
    return rc_gazetteer_lookup(g, key_of(name), hits, 64);
}

/* ---- a small gazetteer from files of the packages' forms */

static const char *const words = "# columns:\tphrase\trole\tkind\tside\n"
                                 "al\tarticle\nthe\tarticle\nof\tlink\nprovince\ttype\tregion\tboth\n"
                                 "oblast\ttype\tregion\tboth\nnorthern\tdirection\tn\tbefore\n";

static rc_gazetteer_sources small_sources(const char *supplement)
{
    return (rc_gazetteer_sources){
        .cities = text_file("cities.txt",
                            "1\tHigh Town\tHigh Town\tHTW,al Hamra,Хай,高町,gao ding,Le Haut\t35.5\t69.5\tP\tPPLA\tAF\t"
                            "\t42\t4201\t\t\t65000\t\t0\tx\t2020-01-01\n"
                            "2\tLow Town\tLow Town\tGolbahar\t35.1\t69.1\tP\tPPL\tAF\t\t42\t\t\t\t900\t\t0\tx\ty\n"
                            "3\tHigh Town\tHigh Town\t\t10\t10\tP\tPPL\tNG\t\t01\t\t\t\t500\t\t0\tx\ty\n"
                            "4\tSomewhere\tSomewhere\t\t36.0\t69.9\tP\tPPL\tAF\t\t03\t\t\t\t900\t\t0\tx\ty\n"),
        .admin1 = text_file("admin1.json", "[{\"code\":\"AF.42\",\"name\":\"Panj Province\"},"
                                           "{\"code\":\"AF.03\",\"name\":\"Northern Province\"},"
                                           "{\"code\":\"AF.99\",\"name\":\"Void\"}]"),
        .admin2 = text_file("admin2.json", "[{\"code\":\"AF.42.4201\",\"name\":\"High\"}]"),
        .countries = text_file("countries.json", "{\"3166-1\":[{\"alpha_2\":\"AF\",\"name\":\"Afghanistan\"},"
                                                 "{\"alpha_2\":\"NG\",\"name\":\"Nigeria, Federal Republic of\"}]}"),
        .subdivisions = text_file("subdivisions.json",
                                  "{\"3166-2\":[{\"code\":\"AF-PAN\",\"name\":\"Pandj\",\"type\":\"Province\"},"
                                  "{\"code\":\"AF-PAN\",\"name\":\"Panj\",\"type\":\"Province\"}]}"),
        .words = {text_file("words.tsv", words)},
        .supplement = text_file("supplement.tsv", supplement),
    };
}

#define SUPPLEMENT_HEAD "# columns:\tname\talternates\tkind\tlat\tlon\tcountry\tadmin1\tsource\n"

static rc_gazetteer *small(const char *supplement)
{
    rc_gazetteer_sources sources = small_sources(supplement);
    rc_gazetteer *g = NULL;
    rc_error err = {0};
    const char *path = path_for("small.bin");
    if (rc_gazetteer_build(&sources, path, &arena, &err) != RC_OK) fail_msg("%s", err.message);
    if (rc_gazetteer_open(&g, path, &err) != RC_OK) fail_msg("%s", err.message);
    return g;
}

static void sources_become_entries(void **state)
{
    (void)state;
    rc_gazetteer *g = small(SUPPLEMENT_HEAD);
    rc_gazetteer_entry town = first_of(g, "high town");
    assert_int_equal(town.id, 1); /* the seat before the village in Nigeria */
    assert_int_equal(count_of(g, "HIGH-TOWN"), 2);
    assert_int_equal(town.feature, RC_FEATURE_SEAT);
    assert_int_equal(town.precision, RC_PRECISION_SETTLEMENT);
    assert_string_equal(town.country, "AF");
    assert_true(rc_distance_km(town.lat, town.lon, 35.5, 69.5) < 0.01);
    rc_gazetteer_entry region;
    assert_true(rc_gazetteer_entry_at(g, town.admin1, &region));
    assert_true(rc_str_is(region.name, "Panj Province"));
    assert_int_equal(region.precision, RC_PRECISION_REGION);
    assert_true(fabs(region.lat - 35.3) < 0.01 && fabs(region.half_height - 0.2) < 0.011);
    rc_gazetteer_hit hit;
    rc_gazetteer_lookup(g, key_of("high town"), &hit, 1);
    assert_true(rc_gazetteer_is_inside(g, hit.entry, town.admin1));
    assert_true(rc_gazetteer_is_inside(g, hit.entry, town.admin2));
    assert_false(rc_gazetteer_is_inside(g, town.admin1, hit.entry));
    rc_gazetteer_close(g);
}

static void names_are_found_as_people_write_them(void **state)
{
    (void)state;
    rc_gazetteer *g = small(SUPPLEMENT_HEAD);
    assert_int_equal(first_of(g, "Hamra").id, 1); /* without its article */
    assert_int_equal(first_of(g, "Al-Hamra").id, 1);
    assert_int_equal(first_of(g, "Хай").id, 1);                        /* other alphabets */
    assert_int_equal(first_of(g, "Panj").feature, RC_FEATURE_REGION);  /* without "Province" */
    assert_int_equal(first_of(g, "Pandj").feature, RC_FEATURE_REGION); /* ISO's name, by its consonants */
    assert_int_equal(first_of(g, "Federal Republic of Nigeria").feature, RC_FEATURE_COUNTRY);
    assert_int_equal(count_of(g, "Northern"), 0); /* is no name without "Province" */
    assert_int_equal(count_of(g, "Northern Province"), 1);
    assert_int_equal(count_of(g, "HTW"), 0);      /* the code of an airport */
    assert_int_equal(count_of(g, "gao ding"), 0); /* a transcription of Chinese */
    assert_int_equal(count_of(g, "高町"), 0);
    assert_int_equal(count_of(g, "Void"), 0); /* nothing in it: no point */
    assert_int_equal(count_of(g, ""), 0);
    rc_gazetteer_close(g);
}

static void supplement_adds_and_corrects(void **state)
{
    (void)state;
    rc_gazetteer *g = small(SUPPLEMENT_HEAD "Low Town\tBasse-Ville|LT\tsettlement\t35.11\t69.11\tAF\tPanj\tgeneral\n"
                                            "Void\t\tregion\t34\t68\tAF\t\tgeneral\n"
                                            "Windy Pass\tcol du Vent\tpass\t35.6\t69.7\tAF\tPanj\tgeneral\n");
    assert_int_equal(first_of(g, "basse ville").id, 2); /* another name of the one there */
    assert_int_equal(first_of(g, "LT").id, 2);          /* chosen by hand, though short and in capitals */
    assert_true(first_of(g, "Low Town").prior >= 0.5f);
    assert_true(fabs(first_of(g, "Void").lat - 34) < 1e-5);
    rc_gazetteer_entry pass = first_of(g, "Col du Vent");
    assert_int_equal(pass.feature, RC_FEATURE_PASS);
    assert_int_equal(pass.precision, RC_PRECISION_SITE);
    assert_true(pass.id > UINT32_MAX && pass.id < UINT64_C(1) << 53);
    rc_gazetteer_close(g);
}

static void bad_sources_are_named(void **state)
{
    (void)state;
    static const struct {
        const char *row, *message;
    } cases[] = {
        {"X\t\tvolcano\t1\t1\tAF\t\tg\n", "supplement.tsv:2: unknown kind 'volcano'"},
        {"X\t\tpass\t91\t1\tAF\t\tg\n", "supplement.tsv:2: not a point"},
        {"X\t\tpass\t1\t1\tAFG\t\tg\n", "supplement.tsv:2: no name"},
        {"X\t\tpass\t1\t1\tAF\tNowhere\tg\n", "supplement.tsv:2: no region 'Nowhere' in AF"},
        {"X\t\tpass\t\t\tAF\t\tg\n", "supplement.tsv:2: 'X' is not in the packages and has no point"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        rc_gazetteer_sources sources =
            small_sources(rc_arena_cstr(&arena, rc_arena_printf(&arena, SUPPLEMENT_HEAD "%s", cases[i].row)));
        rc_error err = {0};
        assert_int_equal(rc_gazetteer_build(&sources, path_for("bad.bin"), &arena, &err), RC_EFORMAT);
        if (!strstr(err.message, cases[i].message)) fail_msg("%s, not %s", err.message, cases[i].message);
        assert_int_equal(access(path_for("bad.bin"), F_OK), -1);
    }
    rc_gazetteer_sources sources = small_sources(SUPPLEMENT_HEAD);
    rc_error err = {0};
    sources.cities = text_file("few.txt", "1\tX\tX\n");
    assert_int_equal(rc_gazetteer_build(&sources, path_for("bad.bin"), &arena, &err), RC_EFORMAT);
    assert_non_null(strstr(err.message, "few.txt:1: fewer columns"));
    sources.cities = "/nonexistent/cities.txt";
    assert_int_equal(rc_gazetteer_build(&sources, path_for("bad.bin"), &arena, &err), RC_EIO);
}

/* ---- layers */

static void use_all(const rc_gazetteer *g)
{
    static const char *const names[] = {"high town", "hamra", "panj", "golbahar", "afghanistan", "nothing"};
    rc_gazetteer_hit hits[16];
    rc_gazetteer_entry entry;
    for (uint32_t i = 0; i < rc_gazetteer_entries(g); i++)
        if (rc_gazetteer_entry_at(g, i, &entry)) rc_utf8_name_key(&arena, entry.name);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        rc_gazetteer_lookup(g, rc_str_of(names[i]), hits, 16);
        rc_gazetteer_lookup_alike(g, "AF", rc_str_of(names[i]), hits, 16);
    }
}

static unsigned bad_lines;

static void count_bad_line(void *context, const char *file, uint64_t line, const char *what)
{
    (void)context;
    assert_non_null(strstr(file, "AF.txt"));
    assert_int_equal(line, 3);
    assert_non_null(strstr(what, "point"));
    bad_lines++;
}

static rc_layer_report import_layer(const char *name, const char *file)
{
    rc_error err = {0};
    rc_layer_report report;
    rc_layer_request request = {.data_dir = folder,
                                .name = name,
                                .files = &file,
                                .n_files = 1,
                                .kind = RC_PLACES_ANY,
                                .day = 19000,
                                .bad_line = count_bad_line};
    if (rc_layer_import(&request, &report, &arena, &err) != RC_OK) fail_msg("%s", err.message);
    return report;
}

/* The small gazetteer as the data folder's own, with more cities before its own so that numbers differ. */
static void make_data_folder(const char *more_cities)
{
    rc_gazetteer_sources sources = small_sources(SUPPLEMENT_HEAD);
    rc_error err = {0};
    rc_buf cities;
    rc_buf_init(&cities);
    rc_buf_put(&cities, rc_str_of(more_cities));
    assert_int_equal(rc_buf_read_file(&cities, sources.cities, 1 << 20, &err), RC_OK);
    rc_buf_putc(&cities, 0);
    sources.cities = text_file("cities2.txt", cities.ptr);
    rc_buf_release(&cities);
    if (rc_gazetteer_build(&sources, path_for("gazetteer.bin"), &arena, &err) != RC_OK) fail_msg("%s", err.message);
}

static void check_layered(void)
{
    rc_gazetteer *g = NULL;
    rc_error err = {0};
    rc_gazetteer_hit hits[8];
    rc_gazetteer_entry e, unit;
    if (rc_gazetteer_open_all(&g, folder, &err) != RC_OK) fail_msg("%s", err.message);
    /* known below, by its id: the layer lends a name */
    e = first_of(g, "Ville Basse");
    assert_int_equal(e.id, 2);
    assert_true(rc_str_is(e.name, "Low Town"));
    assert_int_equal(count_of(g, "Low Town"), 1);
    /* new, in a region that is below, by its code in the layer */
    e = first_of(g, "New Ford");
    assert_true(rc_str_is(e.source, "geonames:77"));
    assert_true(rc_gazetteer_entry_at(g, e.admin1, &unit));
    assert_true(rc_str_is(unit.name, "Panj"));
    assert_int_equal(rc_gazetteer_lookup(g, key_of("Panj"), hits, 8), 1);
    assert_true(rc_gazetteer_entry_at(g, hits[0].entry, &unit));
    assert_true(fabs(unit.lat - 35.25) < 1e-6); /* the layer's point for the unit below */
    uint32_t panj = hits[0].entry;
    assert_int_equal(rc_gazetteer_lookup(g, key_of("New Ford"), hits, 8), 1);
    assert_true(rc_gazetteer_is_inside(g, hits[0].entry, panj));
    assert_int_equal(rc_gazetteer_lookup(g, key_of("High Town"), hits, 1), 1);
    assert_true(rc_gazetteer_is_inside(g, hits[0].entry, panj)); /* of below, in the unit that the layer stands for */
    assert_int_equal(rc_gazetteer_lookup(g, key_of("Old Ford"), hits, 8), 1);
    assert_true(hits[0].is_old);
    /* neither a name of a neighbour nor a place without a point */
    assert_int_equal(count_of(g, "Nowhere"), 0);
    rc_gazetteer_close(g);
}

static void layers_outlive_a_new_gazetteer(void **state)
{
    (void)state;
    rc_error err = {0};
    char path[4096];
    setenv("RECOUPE_HOME", folder, 1);
    make_data_folder("");
    bad_lines = 0;
    rc_layer_report report = import_layer(
        "geo", text_file("AF.txt", "50\tPanj\tPanj\t\t35.25\t69.25\tA\tADM1\tAF\t\t42\t\t\t\t0\t\t0\tx\ty\n"
                                   "2\tLow Town\tLow Town\tVille Basse,High Town\t35.1\t69.1\tP\tPPL\tAF\t\t42\t\t"
                                   "\t\t900\t\t0\tx\ty\n"
                                   "78\tNowhere\tNowhere\t\t95\t69\tP\tPPL\tAF\t\t42\t\t\t\t0\t\t0\tx\ty\n"
                                   "77\tNew Ford\tNew Ford\t\t35.3\t69.3\tP\tPPL\tAF\t\t42\t\t\t\t0\t\t0\tx\ty\n"));
    assert_int_equal(bad_lines, 1);
    assert_int_equal(report.bad, 1);
    assert_int_equal(report.places, 3);
    assert_int_equal(report.known, 2);
    import_layer("names", text_file("names.txt", "1\t2\ten\tOld Ford\t\t\t\t1\t1900\t1950\n"));
    check_layered();
    make_data_folder("9\tAnother\tAnother\t\t36.2\t69.9\tP\tPPL\tAF\t\t03\t\t\t\t900\t\t0\tx\ty\n");
    check_layered();

    /* Damage behind the header stays inside the file. */
    rc_buf file;
    rc_buf_init(&file);
    assert_int_equal(rc_layer_path(path, sizeof path, "geo", &err), RC_OK);
    assert_int_equal(rc_buf_read_file(&file, path, 1 << 20, &err), RC_OK);
    uint32_t random = 7;
    for (int round = 0; round < 200; round++) {
        random = random * 1664525u + 1013904223u;
        file.ptr[sizeof(gazetteer_header) + (random >> 4) % (file.len - sizeof(gazetteer_header))] ^= (char)random;
        FILE *out = fopen(path, "wb");
        assert_int_equal(fwrite(file.ptr, 1, file.len, out), file.len);
        fclose(out);
        rc_gazetteer *g = NULL;
        assert_int_equal(rc_gazetteer_open_all(&g, folder, &err), RC_OK);
        use_all(g);
        for (uint32_t i = 0; i < rc_gazetteer_entries(g); i++) rc_gazetteer_is_inside(g, i, (i * 7) % 16);
        rc_gazetteer_close(g);
    }
    rc_buf_release(&file);
    assert_int_equal(rc_layer_remove("geo", &err), RC_OK);
    assert_int_equal(rc_layer_remove("geo", &err), RC_ENOTFOUND);
    assert_int_equal(rc_layer_remove("names", &err), RC_OK);
    rmdir(rc_arena_printf(&arena, "%s/layers", folder).ptr);
    unsetenv("RECOUPE_HOME");
}

/* ---- damage */

static rc_status open_bytes(const char *bytes, size_t n, rc_gazetteer **g)
{
    rc_error err = {0};
    rc_status status = rc_gazetteer_open(g, file_of("damaged.bin", bytes, n), &err);
    if (status != RC_OK) assert_non_null(strstr(err.message, "damaged.bin"));
    return status;
}

static void damaged_files_are_refused(void **state)
{
    (void)state;
    rc_gazetteer *g = small(SUPPLEMENT_HEAD);
    rc_gazetteer_close(g);
    rc_buf file;
    rc_error err = {0};
    rc_buf_init(&file);
    assert_int_equal(rc_buf_read_file(&file, path_for("small.bin"), 1 << 20, &err), RC_OK);
    for (size_t n = 0; n < file.len; n += n < 200 ? 1 : 97) assert_int_equal(open_bytes(file.ptr, n, &g), RC_ECORRUPT);
    for (size_t i = 0; i < sizeof(gazetteer_header); i++) {
        file.ptr[i] ^= 0x41;
        assert_int_equal(open_bytes(file.ptr, file.len, &g), RC_ECORRUPT);
        file.ptr[i] ^= 0x41;
    }
    /* Behind the header nothing is checked at opening; reading must stay inside the file all the same. */
    uint32_t random = 1;
    for (int round = 0; round < 300; round++) {
        for (int k = 0; k < 20; k++) {
            random = random * 1664525u + 1013904223u;
            file.ptr[sizeof(gazetteer_header) + (random >> 4) % (file.len - sizeof(gazetteer_header))] ^= (char)random;
        }
        assert_int_equal(open_bytes(file.ptr, file.len, &g), RC_OK);
        use_all(g);
        rc_gazetteer_close(g);
    }
    rc_buf_release(&file);
    assert_int_equal(rc_gazetteer_open(&g, "/nonexistent/gazetteer.bin", &err), RC_EIO);
    assert_int_equal(rc_gazetteer_open(&g, folder, &err), RC_ECORRUPT);
}

static void catalogues_are_checked(void **state)
{
    (void)state;
    /* One text, "Var" -> "Le Var": header, two tables of (length, offset), the strings. */
    uint32_t mo[12] = {0x950412de, 0, 1, 28, 36, 0, 0, 3, 44, 6, 48, 0};
    char bytes[56] = {0};
    memcpy(bytes, mo, 44);
    memcpy(bytes + 44, "Var", 4);
    memcpy(bytes + 48, "Le Var", 7);
    rc_map map;
    rc_str *texts;
    rc_error err = {0};
    assert_int_equal(gazetteer_read_catalogue(&map, &texts, (rc_str){bytes, 56}, "x.mo", &arena, &err), RC_OK);
    const uint64_t *at = rc_map_get(&map, RC_STR("Var"));
    assert_non_null(at);
    assert_true(rc_str_is(texts[*at], "Le Var"));
    for (size_t n = 0; n < 54; n++)
        assert_int_equal(gazetteer_read_catalogue(&map, &texts, (rc_str){bytes, n}, "x.mo", &arena, &err), RC_EFORMAT);
    bytes[0] = 0;
    assert_int_equal(gazetteer_read_catalogue(&map, &texts, (rc_str){bytes, 56}, "x.mo", &arena, &err), RC_EFORMAT);
}

/* ---- spellings */

static void assert_alike(const char *a, const char *b, bool expected)
{
    char x[40], y[40];
    size_t n = rc_name_skeleton(rc_str_of(a), x, 40), m = rc_name_skeleton(rc_str_of(b), y, 40);
    if ((n == m && memcmp(x, y, n) == 0) != expected) fail_msg("%s, %s", a, b);
}

static void spellings_of_one_name_are_alike(void **state)
{
    (void)state;
    assert_alike("panjshir", "panchir", true);
    assert_alike("panjshir", "pandjchir", true);
    assert_alike("golbahar", "goulbahar", true);
    assert_alike("gulbahar", "golbahar", true);
    assert_alike("kharkiv", "karkiv", true);
    assert_alike("qandahar", "kandahar", true);
    assert_alike("daraa", "deraa", true);
    assert_alike("anaba", "unaba", true);
    assert_alike("anaba", "naba", false);
    assert_alike("herat", "harat", true);
    assert_alike("kabul", "kapisa", false);
    char out[4];
    assert_int_equal(rc_name_skeleton(RC_STR("\xd0\x9a"), out, 4), 0);
    assert_int_equal(rc_name_skeleton(RC_STR("bdfgklmn"), out, 4), 0); /* does not fit */
    assert_int_equal(rc_name_skeleton(RC_STR(""), out, 4), 0);
    rc_gazetteer *g = small(SUPPLEMENT_HEAD);
    rc_gazetteer_hit hit;
    rc_gazetteer_entry entry;
    assert_int_equal(rc_gazetteer_lookup_alike(g, "AF", RC_STR("goulbahar"), &hit, 1), 1);
    assert_true(rc_gazetteer_entry_at(g, hit.entry, &entry));
    assert_int_equal(entry.id, 2);
    assert_int_equal(rc_gazetteer_lookup_alike(g, "NG", RC_STR("goulbahar"), &hit, 1), 0);
    rc_gazetteer_close(g);
}

static void features_have_names(void **state)
{
    (void)state;
    for (int i = 0; i < RC_N_FEATURES; i++) {
        rc_feature f;
        assert_true(rc_feature_parse(rc_str_of(rc_feature_name((rc_feature)i)), &f));
        assert_int_equal(f, i);
        assert_true(rc_precision_name(rc_feature_precision(f))[0]);
    }
    rc_feature f;
    assert_false(rc_feature_parse(RC_STR(""), &f));
}

/* ---- the real one */

static void assert_at(const rc_gazetteer *g, const char *name, const char *country, rc_precision precision, double lat,
                      double lon, double km)
{
    rc_gazetteer_hit hits[64];
    uint32_t n = rc_gazetteer_lookup(g, key_of(name), hits, 64);
    for (uint32_t i = 0; i < n; i++) {
        rc_gazetteer_entry e;
        assert_true(rc_gazetteer_entry_at(g, hits[i].entry, &e));
        if (strcmp(e.country, country) == 0 && e.precision == precision && rc_distance_km(e.lat, e.lon, lat, lon) < km)
            return;
    }
    fail_msg("%s (%s) is not near %.2f %.2f", name, country, lat, lon);
}

static void the_real_one_knows_the_theatres(void **state)
{
    (void)state;
    rc_gazetteer *g;
    rc_error err = {0};
    if (rc_gazetteer_open(&g, REAL, &err) != RC_OK) fail_msg("%s", err.message);
    struct stat st;
    assert_int_equal(stat(REAL, &st), 0);
    assert_true(st.st_size < (off_t)40 << 20);
    assert_true(rc_gazetteer_entries(g) > 200000);
    assert_at(g, "Panchir", "AF", RC_PRECISION_REGION, 35.4, 69.7, 50);
    assert_at(g, "Bazarak", "AF", RC_PRECISION_SETTLEMENT, 35.31, 69.52, 5);
    assert_at(g, "Chotol", "AF", RC_PRECISION_DISTRICT, 35.33, 69.32, 20);
    assert_at(g, "col de Khawak", "AF", RC_PRECISION_SITE, 35.66, 69.78, 15);
    assert_at(g, "tunnel du Salang", "AF", RC_PRECISION_SITE, 35.31, 69.04, 10);
    assert_at(g, "Kaboul", "AF", RC_PRECISION_SETTLEMENT, 34.53, 69.17, 10);
    assert_at(g, "Bakhmout", "UA", RC_PRECISION_SETTLEMENT, 48.59, 38.0, 5);
    assert_at(g, "oblast de Louhansk", "UA", RC_PRECISION_REGION, 48.9, 39.0, 60);
    assert_at(g, "bande de Gaza", "PS", RC_PRECISION_REGION, 31.42, 34.37, 10);
    assert_at(g, "Nord-Kivu", "CD", RC_PRECISION_REGION, -0.8, 29.0, 60);
    assert_at(g, "El-Facher", "SD", RC_PRECISION_SETTLEMENT, 13.63, 25.35, 5);
    assert_at(g, "Centrafrique", "CF", RC_PRECISION_COUNTRY, 6.6, 20.9, 80);
    assert_at(g, "États-Unis", "US", RC_PRECISION_COUNTRY, 39.8, -98.6, 80);
    assert_at(g, "détroit d'Ormuz", "", RC_PRECISION_REGION, 26.57, 56.25, 20);
    assert_true(first_of(g, "Niger").feature == RC_FEATURE_COUNTRY);
    rc_gazetteer_close(g);
}

static void distances_are_great_circles(void **state)
{
    (void)state;
    assert_true(fabs(rc_distance_km(48.8566, 2.3522, 51.5074, -0.1278) - 343.6) < 1);
    assert_true(fabs(rc_distance_km(0, 0, 0, 180) - 20015.1) < 1);
    assert_true(rc_distance_km(35, 69, 35, 69) < 1e-9);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sources_become_entries),
        cmocka_unit_test(names_are_found_as_people_write_them),
        cmocka_unit_test(supplement_adds_and_corrects),
        cmocka_unit_test(bad_sources_are_named),
        cmocka_unit_test(layers_outlive_a_new_gazetteer),
        cmocka_unit_test(damaged_files_are_refused),
        cmocka_unit_test(catalogues_are_checked),
        cmocka_unit_test(spellings_of_one_name_are_alike),
        cmocka_unit_test(features_have_names),
        cmocka_unit_test(the_real_one_knows_the_theatres),
        cmocka_unit_test(distances_are_great_circles),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
