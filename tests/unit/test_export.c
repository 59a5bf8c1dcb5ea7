/* Exports: quoting, columns, figures, and JSON that a reader of JSON takes. */
#include "fixture.h"

#include <jansson.h>

#include "recoupe/export/export.h"

static rc_inter kind_of(void *context, rc_str party)
{
    (void)context;
    if (rc_str_is(party, "Taliban")) return RC_INTER_REBEL;
    return rc_str_is(party, "Afghanistan") ? RC_INTER_STATE : RC_INTER_UNKNOWN;
}

/* One disputed battle told by two papers, one without a date, one without a place. */
static rc_ledger *fill(const char *path, fixture *f)
{
    uint32_t a =
        add_report(f, "a", "Paper \"A\", daily", "2021-08-02", "Un résumé, \"entre guillemets\".\nDeux lignes.");
    uint32_t b = add_report(f, "b", "Paper B", "2021-08-03", "Other words.");
    for (uint32_t r = 0; r < 2; r++) {
        rc_claim *c = add_claim(f, r ? b : a, "Afghanistan", "Taliban", "2021-08-01");
        at_place(f, c, "Kunduz, \"city\"", 36.7286, 68.8681, RC_PRECISION_SETTLEMENT, "Kunduz");
        says(f, c, r ? "Taliban" : "the ministry", r ? "Taliban" : "Afghanistan", RC_SOURCE_GROUP);
        with_loss(f, c, RC_KILLED, "Taliban", r ? 3 : 40, r ? 3 : -1);
        with_loss(f, c, RC_KILLED, "civilians", 2, 2);
        with_loss(f, c, RC_WOUNDED, "Taliban", 9, 9);
    }
    rc_claim *undated = add_claim(f, b, "Afghanistan", "Taliban", "");
    undated->type = RC_EXPLOSIONS;
    at_place(f, undated, "Herat", 34.34, 62.2, RC_PRECISION_SETTLEMENT, "Herat");
    rc_claim *nowhere = add_claim(f, a, "Russia", "", "2021-07-01");
    nowhere->type = RC_STRATEGIC;
    rc_ledger *ledger;
    rc_error err = {0};
    if (rc_ledger_open(&ledger, path, false, &err) != RC_OK) fail_msg("%s", err.message);
    add_all(ledger, f);
    join_ledger(ledger);
    return ledger;
}

typedef struct output {
    char *ptr;
    size_t len;
} output;

static FILE *open_text(output *t)
{
    *t = (output){0};
    FILE *file = open_memstream(&t->ptr, &t->len);
    assert_non_null(file);
    return file;
}

/* A reader of RFC 4180: the fields of the record at *at, up to `max`; moves *at behind it. */
static int read_record(const output *t, size_t *at, char fields[][1024], int max)
{
    int n = 0;
    while (*at < t->len && n < max) {
        size_t len = 0;
        bool quoted = t->ptr[*at] == '"';
        if (quoted) ++*at;
        for (;;) {
            assert_true(*at < t->len);
            char c = t->ptr[*at];
            if (quoted && c == '"') {
                if (t->ptr[*at + 1] != '"') break;
                ++*at;
            } else if (!quoted && (c == ',' || c == '\r')) {
                break;
            }
            assert_true(quoted || (c != '"' && c != '\n'));
            assert_true(len < 1023);
            fields[n][len++] = c;
            ++*at;
        }
        fields[n++][len] = 0;
        if (quoted) ++*at;
        if (t->ptr[*at] == '\r') {
            assert_int_equal(t->ptr[*at + 1], '\n');
            *at += 2;
            break;
        }
        assert_int_equal(t->ptr[(*at)++], ',');
    }
    return n;
}

static void test_acled(void **state)
{
    (void)state;
    char path[128];
    ledger_path(path, "acled");
    remove_ledger(path);
    fixture *f = fixture_new();
    rc_ledger *ledger = fill(path, f);
    rc_export_result result;
    rc_error err = {0};
    rc_filter any = RC_FILTER_ANY;
    output t;
    FILE *file = open_text(&t);
    setenv("RECOUPE_DATA", RC_SHARE_DIR, 1);
    if (rc_export_acled(ledger, &any, kind_of, NULL, file, &result, &err) != RC_OK) fail_msg("%s", err.message);
    fclose(file);

    static char names[40][1024], v[40][1024], more[40][1024];
    size_t at = 0;
    assert_int_equal(read_record(&t, &at, names, 40), 31);
    assert_string_equal(names[0], "event_id_cnty");
    assert_string_equal(names[13], "interaction");
    assert_string_equal(names[28], "fatalities");
    assert_string_equal(names[30], "timestamp");
    assert_int_equal(read_record(&t, &at, v, 40), 31);
    assert_int_equal(read_record(&t, &at, more, 40), 0);
    assert_string_equal(v[1], "2021-08-01");
    assert_string_equal(v[2], "2021");
    assert_string_equal(v[3], "1");
    assert_string_equal(v[4], "Political violence");
    assert_string_equal(v[5], "Battles");
    assert_string_equal(v[6], "Armed clash");
    assert_string_equal(v[7], "Afghanistan");
    assert_string_equal(v[9], "1");
    assert_string_equal(v[10], "Taliban");
    assert_string_equal(v[12], "2");
    assert_string_equal(v[13], "12");
    assert_string_equal(v[15], "4");
    assert_string_equal(v[17], "Afghanistan");
    assert_string_equal(v[18], "Kunduz");
    assert_string_equal(v[21], "Kunduz, \"city\"");
    assert_string_equal(v[22], "36.7286");
    assert_string_equal(v[24], "1");
    assert_string_equal(v[25], "Paper \"A\", daily; Paper B");
    assert_string_equal(v[28], "5"); /* the lower figure for the fighters, and the civilians both agree on */
    assert_non_null(strstr(v[27], "contested"));
    assert_non_null(
        strstr(v[27], "according to the ministry, at least 40 killed (Taliban); according to the Taliban, 3"));

    assert_int_equal(result.rows, 1);
    assert_int_equal(result.dropped, 2);
    assert_string_equal(result.why, "1 without a place on the map, 1 without a date");
    free(t.ptr);
    rc_ledger_close(ledger);
    remove_ledger(path);
    fixture_free(f);
}

/* Reads the whole of a table into rows of 64 fields; how many. */
static int read_table(const output *t, char rows[][64][1024], int max)
{
    size_t at = 0;
    int n = 0;
    while (at < t->len && n < max) {
        memset(rows[n], 0, sizeof rows[n]);
        read_record(t, &at, rows[n++], 64);
    }
    return n;
}

static const char *cell(char rows[][64][1024], int row, const char *name)
{
    for (int i = 0; i < 64; i++)
        if (strcmp(rows[0][i], name) == 0) return rows[row][i];
    fail_msg("no column %s", name);
    return "";
}

static void test_ged(void **state)
{
    (void)state;
    char path[128];
    ledger_path(path, "ged");
    remove_ledger(path);
    fixture *f = fixture_new();
    rc_ledger *ledger = fill(path, f);
    rc_export_result result;
    rc_error err = {0};
    rc_filter any = RC_FILTER_ANY;
    output t, other;
    FILE *file = open_text(&t), *beside = open_text(&other);
    setenv("RECOUPE_DATA", RC_SHARE_DIR, 1);
    if (rc_export_ged(ledger, &any, kind_of, NULL, file, beside, &result, &err) != RC_OK) fail_msg("%s", err.message);
    fclose(file);
    fclose(beside);

    static char rows[8][64][1024], more[8][64][1024];
    assert_int_equal(read_table(&t, rows, 8), 2);
    assert_string_equal(rows[0][48], "gwnob");
    assert_string_equal(rows[0][49], "");
    assert_string_equal(cell(rows, 1, "type_of_violence"), "1");
    assert_string_equal(cell(rows, 1, "side_a"), "Afghanistan");
    assert_string_equal(cell(rows, 1, "side_b"), "Taliban");
    assert_string_equal(cell(rows, 1, "dyad_name"), "Afghanistan - Taliban");
    assert_string_equal(cell(rows, 1, "deaths_a"), "0");
    assert_string_equal(cell(rows, 1, "deaths_b"), "3"); /* what the Taliban admit of their own */
    assert_string_equal(cell(rows, 1, "deaths_civilians"), "2");
    assert_string_equal(cell(rows, 1, "deaths_unknown"), "0");
    assert_string_equal(cell(rows, 1, "best"), "5");
    assert_string_equal(cell(rows, 1, "high"), "42");
    assert_string_equal(cell(rows, 1, "low"), "5");
    assert_string_equal(cell(rows, 1, "where_prec"), "1");
    assert_string_equal(cell(rows, 1, "geom_wkt"), "POINT (68.868100 36.728600)");
    assert_string_equal(cell(rows, 1, "priogrid_gid"), "182658"); /* row 253, column 497 */
    assert_string_equal(cell(rows, 1, "region"), "Asia");
    assert_string_equal(cell(rows, 1, "date_prec"), "1");
    assert_string_equal(cell(rows, 1, "number_of_sources"), "2");
    assert_int_equal(result.rows, 1);
    assert_int_equal(result.dropped, 2);
    assert_string_equal(result.why, "1 without a place on the map, 1 without a date");

    assert_int_equal(read_table(&other, more, 8), 2);
    assert_string_equal(cell(more, 1, "id"), cell(rows, 1, "id"));
    assert_string_equal(cell(more, 1, "effect"), "wounded");
    assert_string_equal(cell(more, 1, "best"), "9");
    assert_string_equal(cell(more, 1, "origins"), "2");
    free(t.ptr);
    free(other.ptr);
    rc_ledger_close(ledger);
    remove_ledger(path);
    fixture_free(f);
}

static void test_csv(void **state)
{
    (void)state;
    char path[128];
    ledger_path(path, "csv");
    remove_ledger(path);
    fixture *f = fixture_new();
    rc_ledger *ledger = fill(path, f);
    rc_export_result result;
    rc_error err = {0};
    rc_filter any = RC_FILTER_ANY;
    output t;
    FILE *file = open_text(&t);
    setenv("RECOUPE_DATA", RC_SHARE_DIR, 1);
    if (rc_export_csv(ledger, &any, file, &result, &err) != RC_OK) fail_msg("%s", err.message);
    fclose(file);
    static char rows[8][64][1024];
    assert_int_equal(read_table(&t, rows, 8), 4);
    assert_int_equal(result.rows, 3);
    assert_int_equal(result.dropped, 0);
    assert_string_equal(cell(rows, 1, "killed_low"), "5");
    assert_string_equal(cell(rows, 1, "killed_best"), "5");
    assert_string_equal(cell(rows, 1, "killed_high"), "42");
    assert_string_equal(cell(rows, 1, "killed_open_above"), "TRUE");
    assert_string_equal(cell(rows, 1, "civilians_killed_best"), "2");
    assert_string_equal(cell(rows, 1, "wounded_high"), "9");
    assert_string_equal(cell(rows, 1, "captured_high"), "");
    assert_string_equal(cell(rows, 1, "contradiction_kinds"), "count");
    assert_string_equal(cell(rows, 1, "airwars_grade"), "Confirmed");
    for (int i = 1; i < 4; i++) assert_true((*cell(rows, i, "from") == 0) == (*cell(rows, i, "to") == 0));
    free(t.ptr);
    rc_ledger_close(ledger);
    remove_ledger(path);
    fixture_free(f);
}

static void test_geojson(void **state)
{
    (void)state;
    char path[128];
    ledger_path(path, "geojson");
    remove_ledger(path);
    fixture *f = fixture_new();
    rc_ledger *ledger = fill(path, f);
    rc_export_result result;
    rc_error err = {0};
    rc_filter any = RC_FILTER_ANY;
    output t;
    FILE *file = open_text(&t);
    if (rc_export_geojson(ledger, &any, file, &result, &err) != RC_OK) fail_msg("%s", err.message);
    fclose(file);
    json_error_t why;
    json_t *root = json_loadb(t.ptr, t.len, JSON_REJECT_DUPLICATES, &why);
    if (!root) fail_msg("%s: %s", why.text, t.ptr);
    json_t *features = json_object_get(root, "features");
    assert_string_equal(json_string_value(json_object_get(root, "type")), "FeatureCollection");
    assert_int_equal(json_array_size(features), 3);
    assert_int_equal(result.rows, 3);
    json_t *first = json_array_get(features, 0), *geometry = json_object_get(first, "geometry");
    json_t *point = json_object_get(geometry, "coordinates"), *properties = json_object_get(first, "properties");
    assert_true(json_number_value(json_array_get(point, 0)) > 68.8); /* longitude first */
    assert_true(json_number_value(json_array_get(point, 1)) < 36.8);
    assert_string_equal(json_string_value(json_object_get(properties, "status")), "contested");
    json_t *loss = json_array_get(json_object_get(properties, "losses"), 0);
    assert_true(json_number_value(json_object_get(loss, "low")) == 3);
    assert_true(json_number_value(json_object_get(loss, "high")) == 40);
    assert_true(json_number_value(json_object_get(loss, "best")) == 3);
    assert_true(json_is_true(json_object_get(loss, "open_above")));
    assert_string_equal(json_string_value(json_object_get(loss, "low_by")), "b.1");
    assert_string_equal(json_string_value(json_object_get(loss, "high_by")), "a.1");
    json_t *clash = json_array_get(json_object_get(properties, "contradictions"), 0);
    assert_string_equal(json_string_value(json_object_get(clash, "why_fr")),
                        "selon «\u00a0the ministry\u00a0», au moins 40 tués (talibans) ; selon les talibans, 3");
    size_t nulls = 0;
    for (size_t i = 0; i < 3; i++) nulls += json_is_null(json_object_get(json_array_get(features, i), "geometry"));
    assert_int_equal(nulls, 1);
    json_decref(root);
    free(t.ptr);

    file = open_text(&t); /* nothing found is still a document */
    rc_filter none = RC_FILTER_ANY;
    none.place = RC_STR("nowhere");
    assert_int_equal(rc_export_geojson(ledger, &none, file, &result, &err), RC_OK);
    fclose(file);
    root = json_loadb(t.ptr, t.len, 0, NULL);
    assert_int_equal(json_array_size(json_object_get(root, "features")), 0);
    json_decref(root);
    free(t.ptr);
    rc_ledger_close(ledger);
    remove_ledger(path);
    fixture_free(f);
}

static void test_jsonl(void **state)
{
    (void)state;
    char path[128];
    ledger_path(path, "jsonl");
    remove_ledger(path);
    fixture *f = fixture_new();
    rc_ledger *ledger = fill(path, f);
    rc_export_result result;
    rc_error err = {0};
    rc_filter any = RC_FILTER_ANY;
    output t;
    FILE *file = open_text(&t);
    if (rc_export_jsonl(ledger, &any, file, &result, &err) != RC_OK) fail_msg("%s", err.message);
    fclose(file);
    rc_str rest = {t.ptr, t.len};
    for (uint32_t i = 0; i < 2; i++) {
        rc_str line = rc_str_cut(&rest, '\n');
        json_t *record = json_loadb(line.ptr, line.len, JSON_REJECT_DUPLICATES, NULL);
        assert_non_null(record);
        rc_str words = f->reports[i].text;
        assert_int_equal(json_string_length(json_object_get(record, "text")), words.len);
        assert_memory_equal(json_string_value(json_object_get(record, "text")), words.ptr, words.len);
        json_t *claims = json_object_get(record, "claims");
        assert_int_equal(json_array_size(claims), 2);
        json_t *losses = json_object_get(json_array_get(claims, 0), "losses");
        assert_int_equal(json_array_size(losses), 3);
        json_decref(record);
    }
    assert_int_equal(rest.len, 0);
    assert_int_equal(result.rows, 2);
    free(t.ptr);
    rc_ledger_close(ledger);
    remove_ledger(path);
    fixture_free(f);
}

static void test_links(void **state)
{
    (void)state;
    char path[128];
    ledger_path(path, "links");
    remove_ledger(path);
    fixture *f = fixture_new();
    rc_ledger *ledger = fill(path, f);
    rc_export_result result;
    rc_error err = {0};
    rc_filter any = RC_FILTER_ANY;
    output t;
    FILE *file = open_text(&t);
    if (rc_export_links(ledger, &any, file, &result, &err) != RC_OK) fail_msg("%s", err.message);
    fclose(file);
    json_t *root = json_loadb(t.ptr, t.len, JSON_REJECT_DUPLICATES, NULL);
    assert_non_null(root);
    const json_t *claims = json_object_get(root, "claims"), *events = json_object_get(root, "events");
    assert_int_equal(json_object_size(claims), 4);
    assert_string_equal(json_string_value(json_object_get(json_object_get(claims, "b.1"), "report")), "b");
    assert_int_equal(json_array_size(events), 3);
    assert_int_equal(result.rows, 3);
    assert_int_equal(json_array_size(json_object_get(json_array_get(events, 0), "claims")), 2);
    const json_t *clash = json_array_get(json_object_get(root, "contradictions"), 0);
    assert_string_equal(json_string_value(json_array_get(json_object_get(clash, "claims"), 0)), "a.1");
    assert_string_equal(json_string_value(json_array_get(json_object_get(clash, "claims"), 1)), "b.1");
    assert_int_equal(json_array_size(json_object_get(root, "same_origin")), 0);
    assert_true(json_is_array(json_object_get(root, "copies")));
    bool open = false;
    size_t i;
    const json_t *range;
    json_array_foreach(json_object_get(root, "estimates"), i, range)
    {
        if (strcmp(json_string_value(json_object_get(range, "effect")), "killed") != 0) continue;
        if (strcmp(json_string_value(json_object_get(range, "of")), "Taliban") != 0) continue;
        assert_int_equal(json_number_value(json_object_get(range, "low")), 3);
        assert_int_equal(json_integer_value(json_object_get(range, "independent_origins")), 2);
        open = json_object_get(range, "high") == NULL; /* one of them says "at least 40" */
    }
    assert_true(open);
    json_decref(root);
    free(t.ptr);
    rc_ledger_close(ledger);
    remove_ledger(path);
    fixture_free(f);
}

static void test_a_full_disk_is_reported(void **state)
{
    (void)state;
    FILE *full = fopen("/dev/full", "w");
    if (!full) skip();
    setvbuf(full, NULL, _IONBF, 0);
    char path[128];
    ledger_path(path, "devfull");
    remove_ledger(path);
    fixture *f = fixture_new();
    rc_ledger *ledger = fill(path, f);
    rc_export_result result;
    rc_error err = {0};
    rc_filter any = RC_FILTER_ANY;
    assert_int_equal(rc_export_geojson(ledger, &any, full, &result, &err), RC_EIO);
    assert_int_equal(rc_export_jsonl(ledger, &any, full, &result, &err), RC_EIO);
    assert_int_equal(rc_export_links(ledger, &any, full, &result, &err), RC_EIO);
    fclose(full);
    rc_ledger_close(ledger);
    remove_ledger(path);
    fixture_free(f);
}

/* A dossier in a zip: an archive; and none, where it would be larger than it may be. */
static void test_dossier_zip(void **state)
{
    (void)state;
    output t;
    rc_error err = {0};
    rc_export_result result;
    rc_filter any = RC_FILTER_ANY;
    char path[128];
    ledger_path(path, "zip");
    remove_ledger(path);
    fixture *f = fixture_new();
    rc_ledger *ledger = fill(path, f);
    rc_dossier_wish wish = {.zip = open_text(&t), .lang = RC_STR("en"), .way = RC_WAY_UCDP};
    if (rc_export_html(ledger, &any, &wish, &result, &err) != RC_OK) fail_msg("%s", err.message);
    fclose(wish.zip);
    assert_true(t.len > 1000 && memcmp(t.ptr, "PK\3\4", 4) == 0);
    assert_true(result.rows > 1);
    free(t.ptr);
    wish.zip = open_text(&t);
    wish.most_bytes = 2000;
    assert_int_equal(rc_export_html(ledger, &any, &wish, &result, &err), RC_ELIMIT);
    assert_non_null(strstr(err.message, "larger than"));
    fclose(wish.zip);
    free(t.ptr);
    rc_ledger_close(ledger);
    remove_ledger(path);
    fixture_free(f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_acled),       cmocka_unit_test(test_ged),
        cmocka_unit_test(test_csv),         cmocka_unit_test(test_geojson),
        cmocka_unit_test(test_jsonl),       cmocka_unit_test(test_links),
        cmocka_unit_test(test_dossier_zip), cmocka_unit_test(test_a_full_disk_is_reported),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
