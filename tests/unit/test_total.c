/* Running totals and the events within them: linked where days, place, sides and losses fit, never one event. */
#include "fixture.h"

#include "recoupe/events/total.h"

#define KHAWAK 35.67, 69.78
#define PANJSHIR 35.40, 69.70
#define NRF "National Resistance Front"

/* A total over weeks in the province, and an event of one of them. */
typedef struct story {
    fixture *f;
    rc_claim *total, *part;
} story;

static story begin(void)
{
    story s = {.f = fixture_new()};
    uint32_t a = add_report(s.f, "a", "One", "2021-10-10", "In weeks of fighting");
    uint32_t b = add_report(s.f, "b", "Two", "2021-09-02", "On Wednesday at Khawak");
    s.total = add_claim(s.f, a, NRF, "Taliban", "2021-08-30");
    s.total->to = rc_day_parse(RC_STR("2021-10-09"));
    at_place(s.f, s.total, "Panjshir", PANJSHIR, RC_PRECISION_REGION, "Panjshir");
    with_loss(s.f, s.total, RC_KILLED, "Taliban", 350, 350);
    s.part = add_claim(s.f, b, NRF, "Taliban", "2021-09-01");
    at_place(s.f, s.part, "Khawak", KHAWAK, RC_PRECISION_SITE, "Panjshir");
    with_loss(s.f, s.part, RC_KILLED, "Taliban", 40, 40);
    return s;
}

/* They are two events; whether the second is linked to the first. */
static bool is_linked(story *s)
{
    fixture *f = s->f;
    rc_events events;
    rc_error err = {0};
    rc_toll tolls[2];
    if (rc_events_join(&events, f->reports, f->n_reports, f->claims, f->n_claims, &f->arena, &err) != RC_OK)
        fail_msg("%s", err.message);
    assert_int_equal(events.n, 2);
    for (uint32_t i = 0; i < 2; i++) rc_toll_of(&tolls[i], &events.ptr[i], f->claims, &f->arena);
    uint32_t total = f->claims[events.ptr[0].claims[0]].report == 0 ? 0 : 1;
    assert_int_equal(rc_toll_part(&tolls[!total], &tolls[total], &f->arena).len, 0); /* never the other way round */
    return rc_toll_part(&tolls[total], &tolls[!total], &f->arena).len > 0;
}

static void finish(story *s, bool linked)
{
    assert_int_equal(is_linked(s), linked);
    fixture_free(s->f);
}

static void test_part_of_a_total(void **state)
{
    (void)state;
    story s = begin();
    finish(&s, true);
    s = begin();
    s.total->losses[0].effect = RC_CASUALTIES; /* the dead are among them */
    finish(&s, true);
    s = begin();
    s.total->n_place = 0; /* wherever it was */
    finish(&s, true);
    s = begin();
    s.part->losses[0].of = RC_STR("unknown");
    finish(&s, true);
}

static void test_other_days_places_and_sides(void **state)
{
    (void)state;
    story s = begin();
    s.part->from = s.part->to = rc_day_parse(RC_STR("2021-10-10"));
    finish(&s, false);
    s = begin();
    s.part->place[0].admin1 = RC_STR("Kabul");
    finish(&s, false);
    s = begin();
    s.part->by[0].party = RC_STR("ISIS");
    s.part->against[0].party = RC_STR("Hazara militia");
    s.part->losses[0].of = RC_STR("Hazara militia");
    finish(&s, false);
}

static void test_other_losses(void **state)
{
    (void)state;
    story s = begin();
    s.part->losses[0].of = RC_STR(NRF);
    finish(&s, false);
    s = begin();
    s.part->losses[0].effect = RC_CAPTURED;
    finish(&s, false);
    s = begin();
    s.part->losses[0].count.low = s.part->losses[0].count.high = 351; /* more than the total */
    finish(&s, false);
    s = begin();
    s.total->polarity = RC_DENIED;
    finish(&s, false);
    s = begin();
    s.total->n_losses = 0; /* a state, no total */
    finish(&s, false);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_part_of_a_total),
        cmocka_unit_test(test_other_days_places_and_sides),
        cmocka_unit_test(test_other_losses),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
