/* Slices, UTF-8 and folding, the JSON writer, the reader of data files. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>
#include <jansson.h>
#include <math.h>

#include "recoupe/base/json.h"
#include "recoupe/base/tsv.h"
#include "recoupe/base/utf8.h"

static rc_arena arena;

static int setup(void **state)
{
    (void)state;
    rc_arena_init(&arena, (size_t)1 << 16, 0);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    rc_arena_release(&arena);
    return 0;
}

static void expect_str(rc_str got, const char *expected)
{
    if (!rc_str_is(got, expected)) fail_msg("'%.*s' is not '%s'", RC_FMT(got), expected);
}

/* ---- slices */

static void slices(void **state)
{
    (void)state;
    rc_str s = RC_STR("abcabc"), none = {NULL, 0};
    expect_str(rc_str_sub(s, 2, 4), "ca");
    expect_str(rc_str_sub(s, 4, 99), "bc");
    expect_str(rc_str_sub(s, 9, 2), "");
    expect_str(rc_str_sub(none, 1, 2), "");
    assert_true(rc_str_eq(none, RC_STR("")));
    assert_true(rc_str_starts(s, RC_STR("abc")) && rc_str_starts(s, none) && !rc_str_starts(RC_STR("ab"), s));
    assert_true(rc_str_ends(s, RC_STR("bc")) && !rc_str_ends(s, RC_STR("b")) && !rc_str_ends(RC_STR("c"), s));
    assert_int_equal(rc_str_find(s, RC_STR("ca"), 0), 2);
    assert_int_equal(rc_str_find(s, RC_STR("abc"), 1), 3);
    assert_true(rc_str_find(s, RC_STR("abc"), 4) == SIZE_MAX);
    assert_true(rc_str_find(s, none, 0) == SIZE_MAX && rc_str_find(none, s, 0) == SIZE_MAX);
    assert_true(rc_str_cmp(RC_STR("ab"), RC_STR("abc")) < 0 && rc_str_cmp(RC_STR("b"), RC_STR("abc")) > 0);
    assert_true(rc_str_cmp(RC_STR("\xC3"), RC_STR("a")) > 0 && rc_str_cmp(none, none) == 0);
    expect_str(rc_str_trim(RC_STR(" \t\r\n a b \v\f")), "a b");
    expect_str(rc_str_trim(RC_STR("  ")), "");
    assert_null(rc_str_of(NULL).ptr);
}

static void cutting(void **state)
{
    (void)state;
    rc_str rest = RC_STR("a||b|");
    expect_str(rc_str_cut(&rest, '|'), "a");
    expect_str(rc_str_cut(&rest, '|'), "");
    expect_str(rc_str_cut(&rest, '|'), "b");
    assert_non_null(rest.ptr);
    expect_str(rc_str_cut(&rest, '|'), "");
    assert_null(rest.ptr);
}

static void numbers(void **state)
{
    (void)state;
    int64_t i = 0;
    double d = 0;
    assert_true(rc_str_int(RC_STR("-9223372036854775808"), &i) && i == INT64_MIN);
    assert_true(rc_str_int(RC_STR("+7"), &i) && i == 7);
    static const char *const not_int[] = {
        "", "-", "+", "1 ", " 1", "1.0", "0x1", "9223372036854775808", "1e3", "--1", "000000000000000000000000000001"};
    for (size_t k = 0; k < sizeof not_int / sizeof *not_int; k++) assert_false(rc_str_int(rc_str_of(not_int[k]), &i));
    assert_false(rc_str_int((rc_str){"12\0", 3}, &i)); /* a NUL is no end */
    assert_int_equal(i, 7);
    assert_true(rc_str_real(RC_STR("-3.25e2"), &d) && d == -325);
    static const char *const not_real[] = {"", "nan", "inf", "0x10", "1e999", "1,5", "1.2.3", "e5", "1 "};
    for (size_t k = 0; k < sizeof not_real / sizeof *not_real; k++)
        if (rc_str_real(rc_str_of(not_real[k]), &d)) fail_msg("'%s' is a number", not_real[k]);
    assert_false(rc_str_real((rc_str){"1\0", 2}, &d));
    assert_true(d == -325);
}

/* ---- UTF-8 */

static void every_code_point_there_and_back(void **state)
{
    (void)state;
    for (uint32_t cp = 0; cp <= 0x110000; cp++) {
        char bytes[4];
        unsigned len = rc_utf8_encode(cp, bytes), read = 0;
        bool scalar = cp < 0x110000 && !(cp >= 0xD800 && cp < 0xE000);
        assert_int_equal(len > 0, scalar);
        if (!scalar) continue;
        rc_str s = {bytes, len};
        assert_int_equal(rc_utf8_decode(s, 0, &read), cp);
        assert_int_equal(read, len);
        assert_true(rc_utf8_invalid(s) == SIZE_MAX);
        assert_int_equal(rc_utf8_count(s), 1);
        if (len > 1) assert_int_equal(rc_utf8_invalid((rc_str){bytes, len - 1}), 0); /* cut short */
    }
}

static void malformed_sequences(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "\x80", "\xC0\xAF", "\xE0\x80\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xF8\x88\x80\x80\x80",
        "\xFF", "\xC3(",    "\xE2\x82("};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        rc_str s = rc_arena_printf(&arena, "ok é%s", bad[i]);
        assert_int_equal(rc_utf8_invalid(s), 5);
        unsigned bytes;
        assert_int_equal(rc_utf8_decode(s, 5, &bytes), 0xFFFD);
        assert_int_equal(bytes, 1);
    }
    assert_true(rc_utf8_invalid(RC_STR("a real \xEF\xBF\xBD is well formed")) == SIZE_MAX);
}

static void folding(void **state)
{
    (void)state;
    static const struct {
        const char *text, *lower, *fold, *key;
    } rows[] = {
        {"ABC def", "abc def", "abc def", "abc def"},
        {"Éléphant ÇÀ", "éléphant çà", "elephant ca", "elephant ca"},
        {"ŒUVRE, Æther", "œuvre, æther", "oeuvre, aether", "oeuvre aether"},
        {"Łódź Đà Ørsted Straße", "łódź đà ørsted straße", "lodz da orsted strasse", "lodz da orsted strasse"},
        {"L’armée – ‘x’", "l'armée - 'x'", "l'armee - 'x'", "l armee x"},
        {"Al-Fashir", "al-fashir", "al-fashir", "al fashir"},
        {"  ¡Hola!  «M23» ", "  ¡hola!  «m23» ", "  ¡hola!  «m23» ", "hola m23"},
        {"e\xCC\x81te\xCC\x81", "e\xCC\x81te\xCC\x81", "ete", "ete"}, /* combining accents */
        {"ﬁn № Ǿ", "ﬁn № ǿ", "fin no o", "fin no o"},
        {"ДОНБАС", "донбас", "донбас", "донбас"},
        {"", "", "", ""},
        {"---", "---", "---", ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        rc_str s = rc_str_of(rows[i].text);
        expect_str(rc_utf8_lower(&arena, s), rows[i].lower);
        expect_str(rc_utf8_fold(&arena, s), rows[i].fold);
        expect_str(rc_utf8_name_key(&arena, s), rows[i].key);
    }
}

/* Whatever comes in: folding a fold changes nothing, and the output is well formed. */
static void folding_is_stable_for_every_code_point(void **state)
{
    (void)state;
    for (uint32_t cp = 0; cp < 0x110000; cp++) {
        char bytes[4];
        unsigned len = rc_utf8_encode(cp, bytes);
        if (!len) continue;
        rc_str fold = rc_utf8_fold(&arena, (rc_str){bytes, len});
        assert_true(rc_utf8_invalid(fold) == SIZE_MAX);
        if (!rc_str_eq(fold, rc_utf8_fold(&arena, fold))) fail_msg("U+%04X folds twice", cp);
        if (cp % 4096 == 0) rc_arena_reset(&arena);
    }
}

static void long_texts_that_grow(void **state)
{
    (void)state;
    rc_buf buf;
    rc_buf_init(&buf);
    for (int i = 0; i < 500; i++) rc_buf_put(&buf, RC_STR("x\xEF\xB7\xBA")); /* U+FDFA: 18 code points, 33 bytes */
    rc_str fold = rc_utf8_fold(&arena, rc_buf_str(&buf));
    assert_int_equal(rc_utf8_count(fold), 500 * 19);
    rc_buf_release(&buf);
}

static void classes(void **state)
{
    (void)state;
    assert_true(rc_cp_is_letter('a') && rc_cp_is_letter(0xE9) && rc_cp_is_letter(0x416) && !rc_cp_is_letter('1'));
    assert_true(rc_cp_is_upper('A') && rc_cp_is_upper(0xC9) && !rc_cp_is_upper(0xE9));
    assert_true(rc_cp_is_digit('7') && rc_cp_is_digit(0x663) && !rc_cp_is_digit(0xBD));
    assert_true(rc_cp_is_space(0xA0) && rc_cp_is_space(0x202F) && !rc_cp_is_space('_'));
    assert_true(rc_cp_is_mark(0x301) && !rc_cp_is_mark('e'));
}

/* ---- JSON */

static void json_escapes_and_nests(void **state)
{
    (void)state;
    rc_buf buf;
    rc_json json;
    rc_buf_init(&buf);
    rc_json_init(&json, &buf);
    rc_json_begin_object(&json);
    rc_json_key(&json, "a\"b");
    rc_json_begin_array(&json);
    rc_json_int(&json, INT64_MIN);
    rc_json_bool(&json, true);
    rc_json_bool(&json, false);
    rc_json_null(&json);
    rc_json_begin_array(&json);
    rc_json_end_array(&json);
    rc_json_begin_object(&json);
    rc_json_end_object(&json);
    rc_json_end_array(&json);
    rc_json_str_field(&json, "s", RC_STR("q\" b\\ n\n t\t r\r \x01 é \xFF."));
    rc_json_str_field(&json, "left out", RC_STR(""));
    rc_json_key(&json, "empty");
    rc_json_str(&json, RC_STR(""));
    rc_json_end_object(&json);
    expect_str(rc_buf_str(&buf), "{\"a\\\"b\":[-9223372036854775808,true,false,null,[],{}],"
                                 "\"s\":\"q\\\" b\\\\ n\\n t\\t r\\r \\u0001 é \xEF\xBF\xBD.\",\"empty\":\"\"}");
    rc_buf_release(&buf);
}

static void json_reals(void **state)
{
    (void)state;
    static const struct {
        double value;
        int decimals;
        const char *text;
    } rows[] = {{40, 2, "40"},    {0.5, 2, "0.5"},       {-0.001, 2, "0"},
                {1.005, 1, "1"},  {100, 0, "100"},       {35.123456, 5, "35.12346"},
                {NAN, 2, "null"}, {INFINITY, 2, "null"}, {-70.10, 2, "-70.1"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        rc_buf buf;
        rc_json json;
        rc_buf_init(&buf);
        rc_json_init(&json, &buf);
        rc_json_real(&json, rows[i].value, rows[i].decimals);
        expect_str(rc_buf_str(&buf), rows[i].text);
        rc_buf_release(&buf);
    }
    static const double large[] = {1.5e70, 1e60, 2.5e100, -1.7976931348623157e308};
    for (size_t i = 0; i < sizeof large / sizeof *large; i++) { /* an exponent's zeros are not trailing ones */
        rc_buf buf;
        rc_json json;
        double back = 0;
        rc_buf_init(&buf);
        rc_json_init(&json, &buf);
        rc_json_real(&json, large[i], 5);
        if (rc_buf_str(&buf).len < 48)
            assert_true(rc_str_real(rc_buf_str(&buf), &back));
        else
            back = strtod(rc_arena_cstr(&arena, rc_buf_str(&buf)), NULL);
        assert_true(back == large[i]);
        rc_buf_release(&buf);
    }
}

/* Any bytes make valid JSON, and well-formed text comes back as it went in. */
static void json_of_any_bytes_is_valid(void **state)
{
    (void)state;
    uint64_t seed = 5;
    for (int round = 0; round < 3000; round++) {
        char bytes[40];
        size_t len = (size_t)(round % 40);
        for (size_t i = 0; i < len; i++) {
            seed = seed * UINT64_C(6364136223846793005) + 1442695040888963407u;
            bytes[i] = (char)((seed >> 33) % (round % 2 ? 256 : 128));
        }
        rc_buf buf;
        rc_json json;
        rc_buf_init(&buf);
        rc_json_init(&json, &buf);
        rc_json_begin_array(&json);
        rc_json_str(&json, (rc_str){bytes, len});
        rc_json_end_array(&json);
        json_t *back = json_loadb(buf.ptr, buf.len, JSON_ALLOW_NUL, NULL);
        assert_non_null(back);
        const json_t *s = json_array_get(back, 0);
        rc_str text = {json_string_value(s), json_string_length(s)};
        if (rc_utf8_invalid((rc_str){bytes, len}) == SIZE_MAX) assert_true(rc_str_eq(text, (rc_str){bytes, len}));
        json_decref(back);
        rc_buf_release(&buf);
    }
}

/* ---- TSV */

static void tsv_rows(void **state)
{
    (void)state;
    rc_tsv tsv;
    rc_error err = {0};
    rc_str text =
        RC_STR("\xEF\xBB\xBF# a list\r\n  \r\n# columns:\tone\ttwo\tthree\r\n# why\r\n a \tb b\t c\r\n\n\tx\nlast");
    text = rc_str_sub(text, 3, text.len); /* without the mark first */
    assert_int_equal(rc_tsv_open(&tsv, text, "l.tsv", &err), RC_OK);
    assert_int_equal(tsv.n_columns, 3);
    assert_int_equal(rc_tsv_column(&tsv, "two"), 1);
    assert_int_equal(rc_tsv_column(&tsv, "four"), -1);
    int index = -2;
    assert_int_equal(rc_tsv_require(&tsv, "three", &index, &err), RC_OK);
    assert_int_equal(index, 2);
    assert_int_equal(rc_tsv_require(&tsv, "four", &index, &err), RC_EFORMAT);
    assert_string_equal(err.message, "l.tsv: no column 'four' in its '# columns:' line");
    assert_int_equal(rc_tsv_next(&tsv, &err), RC_OK);
    assert_int_equal(tsv.line, 5);
    expect_str(tsv.fields[0], "a");
    expect_str(tsv.fields[1], "b b");
    expect_str(tsv.fields[2], "c");
    assert_int_equal(rc_tsv_next(&tsv, &err), RC_OK);
    assert_int_equal(tsv.line, 7);
    expect_str(tsv.fields[0], "");
    expect_str(tsv.fields[1], "x");
    expect_str(tsv.fields[2], "");
    assert_int_equal(rc_tsv_next(&tsv, &err), RC_OK);
    assert_int_equal(tsv.line, 8);
    expect_str(tsv.fields[0], "last");
    assert_int_equal(rc_tsv_next(&tsv, &err), RC_END);
    assert_int_equal(rc_tsv_next(&tsv, &err), RC_END);
}

static void expect_tsv_error(rc_str text, const char *message)
{
    rc_tsv tsv;
    rc_error err = {0};
    rc_status status = rc_tsv_open(&tsv, text, "l.tsv", &err);
    while (status == RC_OK) status = rc_tsv_next(&tsv, &err);
    assert_int_equal(status, RC_EFORMAT);
    assert_string_equal(err.message, message);
}

static void tsv_errors_name_the_line(void **state)
{
    (void)state;
    expect_tsv_error(RC_STR(""), "l.tsv:2: no '# columns:' line before the first row");
    expect_tsv_error(RC_STR("# x\n\na\tb\n# columns:\ta\n"), "l.tsv:3: no '# columns:' line before the first row");
    expect_tsv_error(RC_STR("# columns:\ta\tb\nx\ty\n\n1\t2\t3\n"), "l.tsv:4: more fields than the 2 columns");
    expect_tsv_error(RC_STR("#\n# columns:\ta\t\tb\n"), "l.tsv:2: column 2 has no name");
    expect_tsv_error(RC_STR("# columns:\n"), "l.tsv:1: column 1 has no name");
    expect_tsv_error(RC_STR("# columns:\ta\tb\ta\n"), "l.tsv:1: two columns 'a'");
    rc_buf buf;
    rc_buf_init(&buf);
    rc_buf_put(&buf, RC_STR("# columns:"));
    for (int i = 0; i <= RC_TSV_COLUMNS; i++) rc_buf_printf(&buf, "\tc%d", i);
    expect_tsv_error(rc_buf_str(&buf), "l.tsv:1: more than 48 columns");
    rc_buf_release(&buf);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(slices),
        cmocka_unit_test(cutting),
        cmocka_unit_test(numbers),
        cmocka_unit_test(every_code_point_there_and_back),
        cmocka_unit_test(malformed_sequences),
        cmocka_unit_test(folding),
        cmocka_unit_test(folding_is_stable_for_every_code_point),
        cmocka_unit_test(long_texts_that_grow),
        cmocka_unit_test(classes),
        cmocka_unit_test(json_escapes_and_nests),
        cmocka_unit_test(json_reals),
        cmocka_unit_test(json_of_any_bytes_is_valid),
        cmocka_unit_test(tsv_rows),
        cmocka_unit_test(tsv_errors_name_the_line),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
