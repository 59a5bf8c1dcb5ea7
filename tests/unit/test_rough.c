/* Rough copies of sentences: their trees stay trees, their names stay names, one seed gives one text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "train/rough.h"

#define TREES RC_SOURCE_DIR "/tests/data/train/tiny.conllu"

static rc_arena arena;
static rc_corpus corpus;

static int set_up(void **state)
{
    (void)state;
    rc_error err = {0};
    rc_arena_init(&arena, 1 << 20, 0);
    return rc_corpus_read(&corpus, TREES, true, &arena, &err) != RC_OK;
}

static int tear_down(void **state)
{
    (void)state;
    rc_arena_release(&arena);
    return 0;
}

/* One root, and every word reaches it. */
static void assert_tree(const rc_gold_sentence *s)
{
    uint32_t roots = 0;
    for (uint32_t i = 0; i < s->n_words; i++) {
        uint32_t w = i + 1;
        for (uint32_t steps = 0; w; steps++) {
            assert_true(steps <= s->n_words && w <= s->n_words);
            w = s->words[w - 1].head;
        }
        roots += s->words[i].head == 0;
    }
    assert_int_equal(roots, 1);
    uint32_t words = 0;
    for (uint32_t t = 0; t < s->n_tokens; t++) {
        assert_int_equal(s->tokens[t].first, words);
        words += s->tokens[t].count;
        if (s->tokens[t].count == 1) assert_true(rc_str_eq(s->tokens[t].form, s->words[words - 1].form));
    }
    assert_int_equal(words, s->n_words);
}

static void titles_have_capitals(void **state)
{
    (void)state;
    for (size_t i = 0; i < corpus.sentences.len; i++) {
        const rc_gold_sentence *s = &corpus.sentences.ptr[i];
        rc_gold_sentence title = rc_rough_title(s, &arena);
        assert_tree(&title);
        assert_int_equal(title.n_words, s->n_words);
        for (uint32_t t = 0; t < s->n_tokens; t++) {
            unsigned char first = (unsigned char)title.tokens[t].form.ptr[0];
            if (s->tokens[t].count == 1 && s->tokens[t].form.len >= 4) assert_false(first >= 'a' && first <= 'z');
        }
    }
}

static void posts_begin_with_a_handle(void **state)
{
    (void)state;
    uint32_t tags = 0;
    uint64_t seed = 3, again = 3;
    for (size_t i = 0; i < corpus.sentences.len; i++) {
        const rc_gold_sentence *s = &corpus.sentences.ptr[i];
        rc_gold_sentence post = rc_rough_post(s, &seed, &arena), same = rc_rough_post(s, &again, &arena);
        assert_tree(&post);
        assert_int_equal(post.n_words, s->n_words + 1);
        assert_int_equal(post.words[0].form.ptr[0], '@');
        for (uint32_t k = 0; k < post.n_words; k++) {
            assert_true(rc_str_eq(post.words[k].form, same.words[k].form));
            if (k) assert_int_equal(post.words[k].upos, s->words[k - 1].upos);
            tags += post.words[k].form.ptr[0] == '#';
        }
    }
    assert_true(tags > 0);
}

static void swapped_words_are_of_a_kind(void **state)
{
    (void)state;
    uint32_t changed = 0;
    uint64_t seed = 5;
    rc_donors donors = {0};
    rc_donors_add(&donors, &corpus, &arena);
    for (size_t i = 0; i < corpus.sentences.len; i++) {
        const rc_gold_sentence *s = &corpus.sentences.ptr[i];
        rc_gold_sentence garbled = rc_rough_swap(s, &donors, &seed, &arena);
        assert_tree(&garbled);
        for (uint32_t k = 0; k < s->n_words; k++) {
            const rc_gold_word *a = &s->words[k], *b = &garbled.words[k];
            assert_true(a->upos == b->upos && rc_str_eq(a->feats, b->feats) && a->head == b->head);
            changed += !rc_str_eq(a->form, b->form);
        }
    }
    assert_true(changed > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(titles_have_capitals),
                                       cmocka_unit_test(posts_begin_with_a_handle),
                                       cmocka_unit_test(swapped_words_are_of_a_kind)};
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
