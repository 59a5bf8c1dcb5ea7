/* Learned choices: a file is what was written or is refused; training learns what the clues say, the same every time.
 */
#include "fixture.h"

#include <stdio.h>
#include <unistd.h>

#include "claims/choice.h"
#include "train/choices.h"

static rc_arena arena;

static int set_up(void **state)
{
    (void)state;
    rc_arena_init(&arena, 1 << 20, 0);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    rc_arena_release(&arena);
    return 0;
}

static const char *scratch(void)
{
    return rc_arena_printf(&arena, "/tmp/recoupe-choice-%ld", (long)getpid()).ptr;
}

/* Questions where the clue "good" marks the right one of two candidates, among noise. */
static rc_questions some_questions(void)
{
    rc_questions all = {0};
    for (uint32_t i = 0; i < 200; i++) {
        rc_question *q = RC_PUSH(&arena, &all);
        *q = (rc_question){RC_NEWS(&arena, rc_example, 2), 2, i / 4};
        for (uint32_t k = 0; k < 2; k++) {
            clues c = {.n = 0};
            bool right = (i * 7 + k) % 2 == 0;
            add_clue(&c, "sort", right ? 1 : 2);
            add_clue(&c, "noise", (i * 31 + k * 17) % 23);
            uint16_t *at = RC_NEWS(&arena, uint16_t, c.n);
            for (uint32_t n = 0; n < c.n; n++) at[n] = (uint16_t)c.ptr[n].at;
            q->ptr[k] = (rc_example){at, (uint16_t)c.n, right, false, 0};
        }
    }
    return all;
}

static const rc_choice_training how = {.epochs = 6, .seed = 1, .rare = 2, .rate = 0.05f, .decay = 0.01f, .drop = 0.2f};

static void learns_the_telling_clue(void **state)
{
    (void)state;
    rc_questions all = some_questions();
    rc_choices *choices = RC_NEW(&arena, rc_choices), *again = RC_NEW(&arena, rc_choices);
    rc_choices_train(choices, CHOICE_PLACE, &all, 0, 0, &how, &arena);
    clues good = {.n = 0}, bad = {.n = 0};
    add_clue(&good, "sort", 1);
    add_clue(&bad, "sort", 2);
    assert_true(score_of(choices, CHOICE_PLACE, &good) > score_of(choices, CHOICE_PLACE, &bad) + 0.5f);
    rc_choices_train(again, CHOICE_PLACE, &all, 0, 0, &how, &arena);
    assert_memory_equal(choices, again, sizeof *choices);
}

static void rare_clues_teach_nothing(void **state)
{
    (void)state;
    rc_questions all = some_questions();
    rc_choices *choices = RC_NEW(&arena, rc_choices);
    rc_choice_training strict = how;
    strict.rare = 1000;
    rc_choices_train(choices, CHOICE_PLACE, &all, 0, 0, &strict, &arena);
    for (uint32_t i = 0; i < 1u << CHOICE_BITS; i++) assert_true(choices->weight[CHOICE_PLACE][i] == 0);
}

/* A ridge asks for more examples: what a few say weighs less than under decay, beside what all say. */
static void a_ridge_holds_back_what_few_say(void **state)
{
    (void)state;
    rc_questions all = some_questions();
    clues often = {.n = 0}, seldom = {.n = 0};
    add_clue(&often, "sort", 1);
    add_clue(&seldom, "seldom", 1);
    for (size_t i = 0; i < 8; i++) /* in 8 of 200 questions a second clue says the same */
        for (uint32_t k = 0; k < 2; k++) {
            rc_example *e = &all.ptr[i * 20].ptr[k];
            uint16_t *at = RC_NEWS(&arena, uint16_t, e->n + 1U);
            memcpy(at, e->at, e->n * sizeof *at);
            if (e->right) at[e->n++] = (uint16_t)seldom.ptr[0].at;
            e->at = at;
        }
    rc_choices *choices = RC_NEW(&arena, rc_choices);
    float share[2];
    for (int i = 0; i < 2; i++) {
        rc_choice_training with = {.epochs = 20, .seed = 1, .rare = 2, .rate = 0.05f};
        if (i) with.ridge = 10;
        rc_choices_train(choices, CHOICE_PLACE, &all, 0, 0, &with, &arena);
        share[i] = score_of(choices, CHOICE_PLACE, &seldom) / score_of(choices, CHOICE_PLACE, &often);
    }
    assert_true(share[0] > 0);
    assert_true(share[1] < share[0] / 2);
}

static void write_and_open(void **state)
{
    (void)state;
    rc_error err = {0};
    rc_choices *choices = RC_NEW(&arena, rc_choices), *back;
    choices->weight[CHOICE_BY][5] = 1500;
    choices->scale[CHOICE_BY] = 0.001f;
    choices->threshold[CHOICE_TIME] = -2;
    if (rc_choices_write(choices, scratch(), &err) != RC_OK) fail_msg("%s", err.message);
    if (rc_choices_open(&back, scratch(), &arena, &err) != RC_OK) fail_msg("%s", err.message);
    assert_memory_equal(choices, back, sizeof *choices);
    unlink(scratch());
}

static void damaged_files_are_refused(void **state)
{
    (void)state;
    rc_error err = {0};
    rc_choices *choices = RC_NEW(&arena, rc_choices), *back = NULL;
    static const long places[] = {0, 9, 13, 25, 40, 5000};
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        assert_int_equal(rc_choices_write(choices, scratch(), &err), RC_OK);
        FILE *file = fopen(scratch(), "r+b");
        assert_non_null(file);
        assert_int_equal(fseek(file, places[i], SEEK_SET), 0);
        fputc(0x7f, file);
        fclose(file);
        assert_int_equal(rc_choices_open(&back, scratch(), &arena, &err), RC_ECORRUPT);
    }
    assert_int_equal(truncate(scratch(), 100), 0);
    assert_int_equal(rc_choices_open(&back, scratch(), &arena, &err), RC_ECORRUPT);
    unlink(scratch());
    assert_int_equal(rc_choices_open(&back, scratch(), &arena, &err), RC_EIO);
}

/* What the first look thinks is added to the weights: a second look learns only what it got wrong. */
static void second_look_starts_from_the_first(void **state)
{
    (void)state;
    rc_questions plain = some_questions(), based = some_questions();
    for (size_t i = 0; i < based.len; i++)
        for (uint32_t k = 0; k < based.ptr[i].n; k++) based.ptr[i].ptr[k].base = based.ptr[i].ptr[k].right ? 6 : -6;
    rc_choices *first = RC_NEW(&arena, rc_choices), *second = RC_NEW(&arena, rc_choices);
    rc_choices_train(first, CHOICE_PLACE_AGAIN, &plain, 0, 0, &how, &arena);
    rc_choices_train(second, CHOICE_PLACE_AGAIN, &based, 0, 0, &how, &arena);
    clues good = {.n = 0};
    add_clue(&good, "sort", 1);
    float learned = score_of(first, CHOICE_PLACE_AGAIN, &good), left = score_of(second, CHOICE_PLACE_AGAIN, &good);
    assert_true(learned > 0.3f);
    assert_true(left < learned / 4);
}

static void looks_know_each_other(void **state)
{
    (void)state;
    for (int k = CHOICE_BY; k < CHOICES; k++) {
        choice_kind again = again_of((choice_kind)k);
        if (again != CHOICES) assert_int_equal(first_of(again), k);
        if (first_of((choice_kind)k) != (choice_kind)k) assert_int_equal(again_of(first_of((choice_kind)k)), k);
    }
    assert_int_equal(again_of(CHOICE_HEDGED), CHOICES);
    assert_int_equal(first_of(CHOICE_BY), CHOICE_BY);
    assert_string_equal(choice_name(CHOICE_TYPE_AGAIN), choice_name(CHOICE_TYPE));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(learns_the_telling_clue),
                                       cmocka_unit_test(rare_clues_teach_nothing),
                                       cmocka_unit_test(a_ridge_holds_back_what_few_say),
                                       cmocka_unit_test(write_and_open),
                                       cmocka_unit_test(damaged_files_are_refused),
                                       cmocka_unit_test(second_look_starts_from_the_first),
                                       cmocka_unit_test(looks_know_each_other)};
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
