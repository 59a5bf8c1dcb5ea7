/* Any two texts: fingerprints, their comparison both ways, and the index. */
#include <stdlib.h>

#include "events/copies.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(bool holds)
{
    if (!holds) abort();
}

/* What has keys is found by them. */
static void check_found(rc_copy_index *index, const rc_fingerprint *f, rc_day day, rc_arena *arena)
{
    rc_copy_entry entry = {day, f->report->id, 1}, behind = {day, RC_STR("z"), 9};
    rc_copy_vote found[COPY_CANDIDATES];
    rc_copy_index_add(index, &entry, f->keys, f->n_keys);
    check(!f->n_keys || rc_copy_index_find(index, &behind, f->keys, f->n_keys, found, arena) > 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    rc_arena arena;
    rc_arena_init(&arena, (size_t)1 << 16, 0);
    size_t cut = size ? data[0] * size / 256 : 0;
    rc_str texts[2] = {{(const char *)data, cut}, {(const char *)data + cut, size - cut}};
    rc_print prints[2];
    rc_alias alias = {RC_STR("etats unis"), RC_STR("united states")};
    rc_copy_index *near = rc_copy_index_new(&arena), *far = rc_copy_index_new_far(&arena);
    rc_join_options nothing = {0};
    for (uint32_t i = 0; i < 2; i++) {
        rc_print_make(&prints[i], texts[i], &alias, 1, &arena, &arena);
        rc_join_report report = {.id = i ? RC_STR("b") : RC_STR("a"), .text = texts[i], .published = i};
        const rc_fingerprint *f = rc_fingerprint_make(&nothing, &report, NULL, 0, &arena, &arena);
        check_found(near, f, report.published, &arena);
        check_found(far, f, RC_DAY_NONE, &arena); /* of a report without a date all keys are kept there */
        rc_copy_credit(NULL, texts[i], &arena);
    }
    rc_likeness one, other, itself;
    rc_print_compare(&one, &prints[0], &prints[1], &arena);
    rc_print_compare(&other, &prints[1], &prints[0], &arena);
    rc_print_compare(&itself, &prints[0], &prints[0], &arena);
    check(one.share >= 0 && one.share <= 1 && one.order >= 0 && one.order <= 1 && one.beside >= 0);
    check(one.in_order <= one.of && one.found <= prints[0].n_set + prints[1].n_set);
    check(prints[0].n_words == prints[1].n_words || one.order == other.order);
    check(itself.shared == 0 || itself.share == 1);
    rc_arena_release(&arena);
    return 0;
}
