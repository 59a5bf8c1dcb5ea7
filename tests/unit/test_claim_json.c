/* The claim record, written and read back: every field comes through, what does not fit is named. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <jansson.h>

#include "recoupe/claims/claim.h"

static rc_arena arena;
static const rc_str text = RC_STR_INIT("« Été 😀 » : 40 tués \"à\" Goma.");

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

static rc_str write_claim(const rc_claim *claim)
{
    rc_buf buf;
    rc_json json;
    rc_buf_init(&buf);
    rc_json_init(&json, &buf);
    rc_claim_write(&json, claim, text, rc_codepoints(&arena, text));
    rc_str out = rc_arena_dup(&arena, rc_buf_str(&buf));
    rc_buf_release(&buf);
    return out;
}

static rc_claim read_claim(rc_str json)
{
    rc_claim claim;
    rc_error err = {0};
    if (rc_claim_read(&claim, json, text, &arena, &err) != RC_OK) fail_msg("%s", err.message);
    return claim;
}

static rc_claim full_claim(void)
{
    static rc_link chain[] = {{.name = RC_STR_INIT("AFP"), .kind = RC_SOURCE_OUTLET, .said_on = RC_DAY_NONE},
                              {.name = RC_STR_INIT("le \"porte-parole\""),
                               .cue = RC_STR_INIT("affirme"),
                               .party = RC_STR_INIT("M23"),
                               .medium = RC_STR_INIT("X"),
                               .kind = RC_SOURCE_PERSON,
                               .said_on = 18871,
                               .is_voice = true}};
    static rc_actor by[] = {{RC_STR_INIT("les rebelles"), RC_STR_INIT("M23")}, {RC_STR_INIT("l’armée"), {NULL, 0}}};
    static rc_actor against[] = {{RC_STR_INIT("civils"), RC_STR_INIT("civilians")}};
    static rc_claim_place place[] = {{.name = RC_STR_INIT("Goma"),
                                      .is_resolved = true,
                                      .lat = -1.67409,
                                      .lon = 29.22845,
                                      .precision = RC_PRECISION_SETTLEMENT,
                                      .country = "CD",
                                      .admin1 = RC_STR_INIT("North Kivu")},
                                     {.name = RC_STR_INIT("colline 40"), .precision = RC_PRECISION_SITE}};
    static rc_loss losses[] = {{.effect = RC_KILLED,
                                .of = RC_STR_INIT("civilians"),
                                .members = RC_MEMBERS_CIVILIAN,
                                .count = {.low = 40, .high = 40, .has_low = true, .has_high = true, .approx = true},
                                .reason = RC_STR_INIT("40 tués")},
                               {.effect = RC_WOUNDED, .count = {.low = 0, .has_low = true}, .part = true},
                               {.effect = RC_DISPLACED, .count = {.high = 12, .has_high = true}}};
    static rc_thing things[] = {{.item = RC_STR_INIT("chars"),
                                 .category = RC_STR_INIT("tank"),
                                 .of = RC_STR_INIT("M23"),
                                 .effect = RC_SEIZED,
                                 .count = {.low = 2, .has_low = true}}};
    static rc_control control[] = {
        {.place = RC_STR_INIT("Goma"), .by = RC_STR_INIT("M23"), .from = RC_STR_INIT("DR Congo"), .change = RC_TAKEN}};
    return (rc_claim){.span = {3, 14},
                      .chain = chain,
                      .n_chain = 2,
                      .by = by,
                      .n_by = 2,
                      .against = against,
                      .n_against = 1,
                      .place = place,
                      .n_place = 2,
                      .losses = losses,
                      .n_losses = 3,
                      .equipment = things,
                      .n_equipment = 1,
                      .control = control,
                      .n_control = 1,
                      .polarity = RC_DENIED,
                      .certainty = RC_HEDGED,
                      .reality = RC_PLANNED,
                      .type = RC_BATTLES,
                      .subtype = RC_STR("Armed clash"),
                      .from = 18870,
                      .to = 18871,
                      .rule = RC_STR("test"),
                      .confidence = 0.75f};
}

static void every_field_comes_back(void **state)
{
    (void)state;
    rc_claim claim = full_claim();
    rc_str first = write_claim(&claim);
    rc_claim back = read_claim(first);
    rc_str second = write_claim(&back);
    if (!rc_str_eq(first, second)) fail_msg("%.*s\nis not\n%.*s", RC_FMT(second), RC_FMT(first));
    assert_int_equal(back.span.beg, claim.span.beg);
    assert_int_equal(back.span.end, claim.span.end);
    assert_int_equal(back.n_chain, 2);
    assert_true(rc_str_eq(back.chain[1].name, claim.chain[1].name));
    assert_int_equal(back.chain[0].said_on, RC_DAY_NONE);
    assert_int_equal(back.chain[1].said_on, 18871);
    assert_false(back.chain[0].is_voice);
    assert_true(back.chain[1].is_voice);
    assert_ptr_equal(rc_claim_origin(&back), &back.chain[1]);
    assert_true(back.place[0].is_resolved && !back.place[1].is_resolved);
    assert_true(back.place[0].lat == -1.67409 && back.place[0].lon == 29.22845);
    assert_string_equal(back.place[0].country, "CD");
    assert_true(back.losses[0].count.approx && !back.losses[1].count.approx);
    assert_true(back.losses[1].count.has_low && back.losses[1].count.low == 0 && !back.losses[1].count.has_high);
    assert_true(back.losses[2].count.has_high && !back.losses[2].count.has_low);
    assert_true(back.losses[1].part && !back.losses[0].part);
    assert_int_equal(back.equipment[0].effect, RC_SEIZED);
    assert_int_equal(back.control[0].change, RC_TAKEN);
    assert_true(back.polarity == RC_DENIED && back.certainty == RC_HEDGED && back.reality == RC_PLANNED);
    assert_true(back.from == 18870 && back.to == 18871 && back.confidence == 0.75f);
}

static void what_is_not_said_is_left_out(void **state)
{
    (void)state;
    rc_claim claim = {.span = {0, 2}, .from = RC_DAY_NONE, .to = RC_DAY_NONE, .rule = RC_STR("r"), .confidence = 1};
    rc_str json = write_claim(&claim);
    assert_true(rc_str_is(json, "{\"span\":[0,1],\"quote\":\"«\",\"rule\":\"r\",\"confidence\":1}"));
    rc_claim back = read_claim(json);
    assert_int_equal(back.n_chain + back.n_by + back.n_losses + back.n_place, 0);
    assert_null(rc_claim_origin(&back));
    assert_true(back.from == RC_DAY_NONE && back.polarity == RC_ASSERTED && back.type == RC_TYPE_NONE);
}

static void spans_are_code_points(void **state)
{
    (void)state;
    const uint32_t *cp = rc_codepoints(&arena, text);
    uint32_t n = 0;
    for (size_t i = 0; i < text.len; i++)
        if (((unsigned char)text.ptr[i] & 0xC0) != 0x80) assert_int_equal(cp[i], n++);
    assert_int_equal(cp[text.len], n);
    size_t face = rc_str_find(text, RC_STR("😀"), 0);
    rc_claim claim = {
        .span = {(uint32_t)face, (uint32_t)face + 4}, .from = RC_DAY_NONE, .to = RC_DAY_NONE, .rule = RC_STR("r")};
    json_t *object = json_loadb(write_claim(&claim).ptr, write_claim(&claim).len, 0, NULL);
    assert_non_null(object);
    assert_int_equal(json_integer_value(json_array_get(json_object_get(object, "span"), 0)), 6);
    assert_int_equal(json_integer_value(json_array_get(json_object_get(object, "span"), 1)),
                     7); /* not two, as UTF-16 */
    assert_string_equal(json_string_value(json_object_get(object, "quote")), "😀");
    json_decref(object);
}

static void a_report_is_one_line(void **state)
{
    (void)state;
    rc_report report = {.id = RC_STR("r-1"), .lang = RC_STR("fr"), .title = RC_STR("Un\ntitre"), .text = text};
    rc_claim claim = full_claim();
    rc_claims claims = {&claim, 1};
    rc_buf buf;
    rc_json json;
    rc_buf_init(&buf);
    rc_json_init(&json, &buf);
    rc_record_write(&json, &report, &claims, &arena);
    assert_null(memchr(buf.ptr, '\n', buf.len));
    json_t *object = json_loadb(buf.ptr, buf.len, JSON_REJECT_DUPLICATES, NULL);
    assert_non_null(object);
    assert_string_equal(json_string_value(json_object_get(object, "title")), "Un\ntitre");
    assert_null(json_object_get(object, "outlet"));
    assert_int_equal(json_array_size(json_object_get(object, "claims")), 1);
    json_decref(object);
    rc_buf_release(&buf);
}

static void names_are_the_records(void **state)
{
    (void)state;
    assert_string_equal(rc_event_type_name(RC_EXPLOSIONS), "Explosions/Remote violence");
    assert_string_equal(rc_effect_name(RC_CASUALTIES), "casualties");
    assert_string_equal(rc_damage_name(RC_SEIZED), "captured");
    assert_string_equal(rc_change_name(RC_REPELLED), "repelled");
    assert_string_equal(rc_source_kind_name(RC_SOURCE_ANONYMOUS), "anonymous");
    assert_string_equal(rc_members_name(RC_MEMBERS_MIXED), "mixed");
    assert_string_equal(rc_event_type_name(RC_TYPE_NONE), "");
    assert_string_equal(rc_effect_name(RC_EFFECT_NONE), "");
}

static void what_does_not_fit_is_named(void **state)
{
    (void)state;
    static const char *const rows[][2] = {
        {"{\"span\":[0,1],\"type\":\"Battle\"}", "'type'"},
        {"{\"span\":[0,1],\"polarity\":\"no\"}", "'polarity'"},
        {"{\"span\":[1,1]}", "'span'"},
        {"{\"span\":[0,4000]}", "'span'"},
        {"{\"span\":[-1,2]}", "'span'"},
        {"{}", "'span'"},
        {"{\"span\":[0,1],\"when\":[\"2021-09-02\",\"2021-09-01\"]}", "'when'"},
        {"{\"span\":[0,1],\"when\":\"2021-09-02\"}", "'when'"},
        {"{\"span\":[0,1],\"losses\":[{\"effect\":\"killed\",\"low\":\"many\"}]}", "'low'"},
        {"{\"span\":[0,1],\"losses\":{}}", "'losses'"},
        {"{\"span\":[0,1],\"chain\":[{\"name\":5}]}", "'name'"},
        {"[]", "not a JSON object"},
        {"{\"span\":[0,1]", "byte"},
        {"{\"span\":[0,1],\"span\":[0,1]}", "duplicate"},
        {"", "byte"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        rc_claim claim;
        rc_error err = {0};
        rc_status status = rc_claim_read(&claim, rc_str_of(rows[i][0]), text, &arena, &err);
        if (status != RC_EFORMAT || !strstr(err.message, rows[i][1]))
            fail_msg("%s: status %d, '%s' lacks %s", rows[i][0], (int)status, err.message, rows[i][1]);
    }
}

static void nothing_is_no_claim(void **state)
{
    (void)state;
    rc_claim claim = {0};
    rc_claims list = {0};
    rc_error err = {0};
    assert_int_equal(rc_claim_read(&claim, (rc_str){0}, (rc_str){0}, &arena, &err), RC_EFORMAT);
    assert_int_equal(rc_claims_read(&list, (rc_str){0}, (rc_str){0}, &arena, &err), RC_EFORMAT);
}

static void a_list_is_read_whole_or_not(void **state)
{
    (void)state;
    static const char *const rows[][2] = {
        {"{}", "not a list"},
        {"null", "byte"},
        {"[{\"span\":[0,1]},5]", "claim 2: not a JSON object"},
        {"[{\"span\":[0,1]},{\"span\":[0,4000]}]", "claim 2: field 'span'"},
        {"[{\"span\":[0,1]}", "byte"},
    };
    rc_claims claims;
    rc_error err = {0};
    assert_int_equal(rc_claims_read(&claims, RC_STR("[]"), text, &arena, &err), RC_OK);
    assert_int_equal(claims.n, 0);
    rc_str two = RC_STR("[{\"span\":[0,1],\"type\":\"Battles\"},{\"span\":[1,2],\"type\":\"Riots\"}]");
    assert_int_equal(rc_claims_read(&claims, two, text, &arena, &err), RC_OK);
    assert_int_equal(claims.n, 2);
    assert_int_equal(claims.ptr[0].type, RC_BATTLES);
    assert_int_equal(claims.ptr[1].type, RC_RIOTS);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        rc_status status = rc_claims_read(&claims, rc_str_of(rows[i][0]), text, &arena, &err);
        if (status != RC_EFORMAT || !strstr(err.message, rows[i][1]))
            fail_msg("%s: status %d, '%s' lacks %s", rows[i][0], (int)status, err.message, rows[i][1]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_field_comes_back),      cmocka_unit_test(what_is_not_said_is_left_out),
        cmocka_unit_test(spans_are_code_points),       cmocka_unit_test(a_report_is_one_line),
        cmocka_unit_test(names_are_the_records),       cmocka_unit_test(what_does_not_fit_is_named),
        cmocka_unit_test(a_list_is_read_whole_or_not), cmocka_unit_test(nothing_is_no_claim),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
