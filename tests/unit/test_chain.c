/* Choices made together: shares are those of all rows there can be; what one member takes speaks for the next; training
 * learns the step that the right ones take. */
#include "fixture.h"

#include <math.h>

#include "claims/chain.h"
#include "claims/draft.h"
#include "train/chains.h"

#define N 3
#define K 3

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

static const uint8_t sorts[K * K] = {3, 1, 1, 2, 3, 12, 2, 13, 3};

static void shares_are_those_of_all_rows(void **state)
{
    (void)state;
    const float own[N * K] = {0.5f, -1, 2, 0, 0.3f, -0.2f, 1, 1, -3};
    const bool open[N * K] = {true, true, false, true, true, true, true, true, true};
    float weight[N * STEPS] = {0};
    for (uint32_t i = 0; i < N * STEPS; i++) weight[i] = (float)(i % 7) / 3 - 1;
    for (int masked = 0; masked < 2; masked++) {
        const chain c = {N, K, own, sorts, weight, masked ? open : NULL};
        double share[N * K], steps[N * STEPS], all = 0, wanted[N * K] = {0}, wanted_steps[N * STEPS] = {0};
        chain_shares(&c, &arena, share, steps);
        for (uint32_t row = 0; row < K * K * K; row++) {
            const uint32_t at[N] = {row % K, row / K % K, row / (K * K)};
            double score = 0;
            bool possible = true;
            for (uint32_t m = 0; m < N; m++) {
                score += (double)own[m * K + at[m]];
                possible = possible && !(masked && !open[m * K + at[m]]);
                if (m > 0) score += (double)weight[m * STEPS + sorts[at[m - 1] * K + at[m]]];
            }
            double chance = possible ? exp(score) : 0;
            all += chance;
            for (uint32_t m = 0; m < N; m++) wanted[m * K + at[m]] += chance;
            for (uint32_t m = 1; m < N; m++) wanted_steps[m * STEPS + sorts[at[m - 1] * K + at[m]]] += chance;
        }
        for (uint32_t i = 0; i < N * K; i++) assert_true(fabs(share[i] - wanted[i] / all) < 1e-6);
        for (uint32_t i = STEPS; i < N * STEPS; i++) assert_true(fabs(steps[i] - wanted_steps[i] / all) < 1e-6);
    }
}

static void long_rows_stay_in_range(void **state)
{
    (void)state;
    enum { LONG = 4000 };
    float *own = RC_NEWS(&arena, float, LONG *K), *weight = RC_NEWS(&arena, float, LONG *STEPS);
    double *share = RC_NEWS(&arena, double, LONG *K);
    for (uint32_t i = 0; i < LONG * K; i++) own[i] = (float)(i % K) * 20 - 30;
    for (uint32_t i = 0; i < LONG * STEPS; i++) weight[i] = (float)(i % 5) * 3 - 6;
    chain_shares(&(chain){LONG, K, own, sorts, weight, NULL}, &arena, share, NULL);
    for (uint32_t m = 0; m < LONG; m++) {
        double sum = share[m * K] + share[m * K + 1] + share[m * K + 2];
        assert_true(fabs(sum - 1) < 1e-6);
    }
}

static void steps_tell_times_apart(void **state)
{
    (void)state;
    const rc_told_time none = {RC_DAY_NONE, RC_DAY_NONE}, day = {100, 100}, next = {101, 101}, week = {95, 101},
                       before = {97, 97}, year = {0, 365};
    const uint8_t all[] = {step_between(none, none), step_between(none, day), step_between(day, none),
                           step_between(day, day),   step_between(day, next), step_between(day, before),
                           step_between(week, day),  step_between(day, week), step_between(day, year)};
    for (size_t i = 0; i < sizeof all; i++) {
        assert_true(all[i] < STEPS);
        for (size_t k = 0; k < i; k++) assert_int_not_equal(all[i], all[k]);
    }
    assert_int_equal(step_between(next, week), step_between(day, week));
}

/* Members without a clue of their own, whose right candidate is that of the first. */
static rc_chain some_chain(uint32_t report)
{
    enum { MEMBERS = 4, CANDIDATES = 2 };
    static const uint8_t sort[] = {3, 12, 13, 3};
    rc_example *own = RC_NEWS(&arena, rc_example, MEMBERS * CANDIDATES);
    rc_example *step = RC_NEWS(&arena, rc_example, MEMBERS * STEPS);
    bool *asked = RC_NEWS(&arena, bool, MEMBERS);
    for (uint32_t i = 0; i < MEMBERS * CANDIDATES; i++) {
        bool right = i % CANDIDATES == report % CANDIDATES;
        uint16_t *at = RC_NEWS(&arena, uint16_t, 1);
        *at = right ? 7 : 8;
        own[i] = (rc_example){at, i < CANDIDATES, right, false, 0};
        asked[i / CANDIDATES] = i / CANDIDATES != 2; /* one that nobody knows about stands between */
    }
    for (uint32_t i = STEPS; i < MEMBERS * STEPS; i++) {
        uint16_t *at = RC_NEWS(&arena, uint16_t, 1);
        *at = (uint16_t)(100 + i % STEPS);
        step[i] = (rc_example){at, 1, false, false, 0};
    }
    return (rc_chain){MEMBERS, CANDIDATES, report, own, step, sort, asked};
}

static void training_learns_to_stay(void **state)
{
    (void)state;
    const rc_choice_training how = {.epochs = 20, .seed = 1, .rare = 2, .rate = 0.1f, .decay = 0.001f, .drop = 0.1f};
    rc_chains all = {0};
    rc_choices *choices = RC_NEW(&arena, rc_choices);
    for (uint32_t i = 0; i < 40; i++) *RC_PUSH(&arena, &all) = some_chain(i);
    rc_chains_train(choices, CHOICE_TIME, CHOICE_STEP, &all, 0, 0, &how, &arena);
    const clue stay = {.at = 103}, move = {.at = 112}, back = {.at = 113};
    assert_true(weight_of(choices, CHOICE_STEP, &stay) > weight_of(choices, CHOICE_STEP, &move) + 0.5f);
    assert_true(weight_of(choices, CHOICE_STEP, &stay) > weight_of(choices, CHOICE_STEP, &back) + 0.5f);
    rc_chains_validate(choices, CHOICE_TIME, CHOICE_STEP, &all, &how, NULL, &arena);
    assert_true(choices->reached[CHOICE_TIME] > 0.99f);
    assert_true(choices->used[CHOICE_TIME] && choices->used[CHOICE_STEP]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(shares_are_those_of_all_rows, set_up, tear_down),
        cmocka_unit_test_setup_teardown(long_rows_stay_in_range, set_up, tear_down),
        cmocka_unit_test(steps_tell_times_apart),
        cmocka_unit_test_setup_teardown(training_learns_to_stay, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
