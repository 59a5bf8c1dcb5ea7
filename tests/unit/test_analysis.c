/* The language engine: a tiny model is trained, saved, loaded, damaged; trees, lemmas and spans are checked. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "language/feature.h"
#include "language/lemma.h"
#include "language/matrix.h"
#include "language/tree.h"
#include "language/vocabulary.h"
#include "recoupe/base/hash.h"
#include "recoupe/base/utf8.h"
#include "train/job.h"

#define TREES RC_SOURCE_DIR "/tests/data/train/tiny.conllu"

static char path[2][64];
static float losses[2];

static rc_str read_file(const char *name, rc_buf *buf)
{
    rc_error err;
    rc_buf_init(buf);
    if (rc_buf_read_file(buf, name, 64u << 20, &err) != RC_OK) fail_msg("%s", err.message);
    return rc_buf_str(buf);
}

static void train_tiny(const char *out, float *first, float *last, unsigned threads)
{
    rc_job job;
    rc_job_init(&job, "fr");
    job.out = out;
    job.data_dir = RC_SOURCE_DIR;
    job.epochs = 30;
    job.form_rows = 500;
    job.training.batch_words = 40;
    job.training.threads = threads;
    job.training.dropout = 0.1f;
    job.build.shape.width = 32;
    job.build.shape.embedding = 32;
    job.build.shape.arc = 32;
    job.build.shape.label = 32;
    job.build.shape.layers = 2;
    if (rc_corpus_read(&job.trees, TREES, true, &job.arena, &job.err) != RC_OK || rc_job_train(&job) != RC_OK)
        fail_msg("%s", job.err.message);
    *first = job.first_loss;
    *last = job.last_loss;
    rc_job_release(&job);
}

static int setup(void **state)
{
    (void)state;
    for (int i = 0; i < 2; i++) {
        snprintf(path[i], sizeof path[i], "/tmp/recoupe-test-%ld-%d.model", (long)getpid(), i);
        train_tiny(path[i], &losses[0], &losses[1], 1u + (unsigned)i);
    }
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    for (int i = 0; i < 2; i++) unlink(path[i]);
    return 0;
}

static void training_lowers_loss(void **state)
{
    (void)state;
    assert_true(losses[0] > 4);
    assert_true(losses[1] < losses[0] / 4);
}

static void training_repeats_bit_for_bit(void **state)
{
    (void)state;
    rc_buf a, b;
    rc_str one = read_file(path[0], &a), two = read_file(path[1], &b);
    assert_true(one.len > 1000);
    assert_true(rc_str_eq(one, two)); /* one thread or two */
    rc_buf_release(&a);
    rc_buf_release(&b);
}

static rc_model *open_model(void)
{
    rc_error err;
    rc_model *model;
    if (rc_model_open(&model, path[0], &err) != RC_OK) fail_msg("%s", err.message);
    return model;
}

static rc_analysis *analyse(const rc_model *model, rc_str text, rc_arena *arena)
{
    rc_error err;
    rc_orthography *orthography;
    if (rc_orthography_load(&orthography, RC_SOURCE_DIR, "fr", arena, &err) != RC_OK) fail_msg("%s", err.message);
    return rc_analyse(model, rc_document_new(orthography, text, arena), arena);
}

static void the_model_knows_what_it_learnt(void **state)
{
    (void)state;
    rc_job job;
    rc_job_init(&job, "fr");
    job.data_dir = RC_SOURCE_DIR;
    rc_corpus gold = {0};
    rc_scores scores = {0};
    rc_model *model = open_model();
    if (rc_corpus_read(&gold, TREES, true, &job.arena, &job.err) != RC_OK) fail_msg("%s", job.err.message);
    if (rc_job_measure(&job, model, &gold, &scores) != RC_OK) fail_msg("%s", job.err.message);
    assert_true(rc_score_f1(scores.words) > 99);
    assert_true(rc_score_f1(scores.sentences) > 95);
    assert_true(rc_score_f1(scores.upos) > 95);
    assert_true(rc_score_f1(scores.lemmas) > 95);
    assert_true(rc_score_f1(scores.las) > 90);
    rc_model_close(model);
    rc_job_release(&job);
}

static void contractions_are_two_words(void **state)
{
    (void)state;
    rc_arena arena;
    rc_arena_init(&arena, 1 << 16, 0);
    rc_model *model = open_model();
    rc_analysis *a = analyse(model, RC_STR("Le maire du village parle."), &arena);
    assert_int_equal(a->n_sentences, 1);
    assert_int_equal(a->n_tokens, 6);
    assert_int_equal(a->n_words, 7);
    assert_true(rc_str_is(a->words[2].form, "de") && rc_str_is(a->words[3].form, "le"));
    assert_int_equal(a->words[2].span.beg, 9);
    assert_int_equal(a->words[3].span.end, 11);
    assert_int_equal(a->words[2].token, a->words[3].token);
    assert_true(rc_str_is(a->words[5].lemma, "parler"));
    assert_int_equal(a->words[5].upos, RC_UPOS_VERB);
    rc_model_close(model);
    rc_arena_release(&arena);
}

static bool has_lemma(const rc_analysis *a, const char *form, const char *lemma)
{
    for (uint32_t i = 0; i < a->n_words; i++)
        if (rc_str_is(a->words[i].form, form)) return rc_str_is(a->words[i].lemma, lemma);
    return false;
}

/* Without accents a word is read as the accented one that the model knows; in a text that has accents it is not. */
static void words_without_accents_are_known(void **state)
{
    (void)state;
    rc_arena arena;
    rc_arena_init(&arena, 1 << 16, 0);
    rc_model *model = open_model();
    rc_analysis *a = analyse(model, RC_STR("L'armee quitte la ville. Le general visite l'hopital."), &arena);
    assert_true(has_lemma(a, "armee", "armée"));
    assert_true(has_lemma(a, "general", "général"));
    assert_true(has_lemma(a, "hopital", "hôpital"));
    assert_true(has_lemma(a, "ville", "ville"));
    a = analyse(model, RC_STR("L'ARMEE QUITTE LA VILLE."), &arena);
    assert_true(has_lemma(a, "ARMEE", "armée"));
    a = analyse(model, RC_STR("L'armee garde l'école, la frontière, l'hôpital."), &arena);
    assert_false(has_lemma(a, "armee", "armée"));
    rc_accented found;
    assert_int_not_equal(rc_lexicon_accented(model, RC_STR("general"), &found), RC_NO_VALUE);
    assert_int_equal(found.n, 1);
    assert_true(rc_str_eq((rc_str){found.forms[0].text, found.forms[0].len}, RC_STR("général")));
    assert_int_equal(rc_lexicon_accented(model, RC_STR("général"), &found), RC_NO_VALUE);
    assert_int_equal(rc_lexicon_accented(model, RC_STR("xyzzy"), &found), RC_NO_VALUE);
    rc_model_close(model);
    rc_arena_release(&arena);
}

static void check_trees(const rc_analysis *a)
{
    for (uint32_t i = 0; i < a->n_sentences; i++) {
        const rc_analysis_sentence *s = &a->sentences[i];
        unsigned roots = 0;
        for (uint32_t k = s->first; k < s->first + s->count; k++) {
            uint32_t at = k, steps = 0;
            roots += a->words[k].head == 0;
            assert_true((a->words[k].head == 0) == rc_str_is(a->words[k].deprel, "root"));
            while (a->words[at].head && steps++ <= s->count) at = s->first + a->words[at].head - 1;
            assert_true(steps <= s->count);
        }
        assert_int_equal(roots, 1);
    }
}

/* Leaving sentences out changes nothing about those that are left. */
static void wanted_sentences_are_as_in_the_whole(void **state)
{
    (void)state;
    rc_arena arena;
    rc_arena_init(&arena, 1 << 16, 0);
    rc_model *model = open_model();
    rc_orthography *orthography;
    rc_error err;
    if (rc_orthography_load(&orthography, RC_SOURCE_DIR, "fr", &arena, &err) != RC_OK) fail_msg("%s", err.message);
    const rc_document *doc = rc_document_new(
        orthography, RC_STR("Le maire parle.\n\nLe maire du village parle.\n\nLe village du maire parle."), &arena);
    assert_int_equal(doc->n_sentences, 3);
    const uint8_t wanted[3] = {0, 1, 0}, none[3] = {0, 0, 0};
    const rc_analysis *whole = rc_analyse(model, doc, &arena), *some = rc_analyse_some(model, doc, wanted, &arena);
    assert_int_equal(whole->n_sentences, 3);
    assert_int_equal(some->n_sentences, 1);
    const rc_analysis_sentence *left = &some->sentences[0], *of = &whole->sentences[1];
    assert_int_equal(left->first, 0);
    assert_int_equal(left->first_token, 0);
    assert_int_equal(left->count, of->count);
    assert_int_equal(some->n_words, of->count);
    assert_int_equal(some->n_tokens, of->n_tokens);
    for (uint32_t i = 0; i < left->count; i++) {
        const rc_word *a = &some->words[i], *b = &whole->words[of->first + i];
        assert_true(rc_str_eq(a->form, b->form) && rc_str_eq(a->lemma, b->lemma) && rc_str_eq(a->deprel, b->deprel));
        assert_true(a->head == b->head && a->upos == b->upos && a->span.beg == b->span.beg);
        assert_int_equal(a->token, b->token - of->first_token);
        assert_int_equal(some->tokens[a->token].first, whole->tokens[b->token].first - of->first);
    }
    assert_int_equal(rc_analyse_some(model, doc, none, &arena)->n_words, 0);
    rc_model_close(model);
    rc_arena_release(&arena);
}

static void every_sentence_is_a_tree(void **state)
{
    (void)state;
    rc_arena arena;
    rc_arena_init(&arena, 1 << 16, 0);
    rc_model *model = open_model();
    char text[6000];
    size_t len = 0;
    uint64_t seed = 7;
    static const char *const words[] = {"du ", "le ", "ville ", ", ", "40 ", "x", ". ", "é", "\xF0\x9F\x98\x80", "- "};
    while (len < sizeof text - 16) {
        const char *word = words[(size_t)(rc_random(&seed) * 10) % 10];
        memcpy(text + len, word, strlen(word));
        len += strlen(word);
    }
    check_trees(analyse(model, (rc_str){text, len}, &arena));
    assert_int_equal(analyse(model, RC_STR(""), &arena)->n_words, 0);
    rc_model_close(model);
    rc_arena_release(&arena);
}

/* Seal a changed file again, so that the checks behind the checksum are reached. */
static void reseal(char *bytes, size_t len)
{
    rc_model_head *head = (rc_model_head *)(void *)bytes;
    head->checksum = rc_hash64((rc_str){bytes + sizeof *head, len - sizeof *head});
}

static void a_damaged_file_is_an_error(void **state)
{
    (void)state;
    rc_buf buf;
    rc_error err;
    rc_model *model;
    rc_str whole = read_file(path[0], &buf);
    char *bytes = NULL;
    assert_int_equal(posix_memalign((void **)&bytes, 64, whole.len), 0);
    memcpy(bytes, whole.ptr, whole.len);
    bytes[whole.len / 2] ^= 1;
    assert_int_equal(rc_model_from_bytes(&model, (rc_str){bytes, whole.len}, &err), RC_ECORRUPT);
    assert_int_equal(rc_model_from_bytes(&model, (rc_str){bytes, whole.len / 2}, &err), RC_ECORRUPT);
    assert_int_equal(rc_model_from_bytes(&model, (rc_str){bytes, 40}, &err), RC_EFORMAT);
    for (int i = 0; i < RC_SECTION_COUNT; i++) {
        if (i == RC_SECTION_ABOUT) continue;
        memcpy(bytes, whole.ptr, whole.len);
        ((rc_model_head *)(void *)bytes)->sections[i].bytes += 1u << 24;
        reseal(bytes, whole.len);
        assert_int_equal(rc_model_from_bytes(&model, (rc_str){bytes, whole.len}, &err), RC_ECORRUPT);
    }
    memcpy(bytes, whole.ptr, whole.len);
    ((rc_model_head *)(void *)bytes)->version++;
    assert_int_equal(rc_model_from_bytes(&model, (rc_str){bytes, whole.len}, &err), RC_EFORMAT);
    assert_int_equal(rc_model_open(&model, "/nowhere/at.all", &err), RC_EIO);
    free(bytes);
    rc_buf_release(&buf);
}

/* Against trying out all heads of four words. */
static void trees_are_the_best_there_are(void **state)
{
    (void)state;
    enum { N = 4, STRIDE = 16 };
    rc_arena arena;
    rc_arena_init(&arena, 1 << 16, 0);
    uint64_t seed = 3;
    for (int round = 0; round < 300; round++) {
        float scores[N * STRIDE], copy[N * STRIDE], best = -1e30f;
        for (int i = 0; i < N; i++)
            for (int j = 0; j <= N; j++)
                scores[i * STRIDE + j] = j == i + 1 ? -1e9f : j ? rc_random(&seed) : -4 + i % 2 * 9;
        memcpy(copy, scores, sizeof copy);
        scores[0] = copy[0] = 9; /* the first word is the root by far; the rest must hang together under it */
        for (int i = 1; i < N; i++) scores[i * STRIDE] = copy[i * STRIDE] = -50;
        for (int code = 0; code < 5 * 5 * 5; code++) {
            int heads[N] = {0, code % 5, code / 5 % 5, code / 25};
            float sum = copy[0];
            bool good = true;
            for (int i = 1; i < N; i++) {
                int at = i, steps = 0;
                good &= heads[i] != 0 && heads[i] != i + 1;
                while (good && heads[at] && steps++ < N) at = heads[at] - 1;
                good &= steps < N;
                sum += copy[i * STRIDE + heads[i]];
            }
            if (good && sum > best) best = sum;
        }
        uint32_t heads[N];
        float sum = 0;
        rc_tree_decode(scores, STRIDE, N, heads, &arena);
        for (int i = 0; i < N; i++) sum += copy[i * STRIDE + heads[i]];
        assert_true(fabsf(sum - best) < 1e-3f);
    }
    rc_arena_release(&arena);
}

static void sums_are_right(void **state)
{
    (void)state;
    float a[11 * 5], b[5 * 32], bias[32], out[11 * 32];
    uint64_t seed = 1;
    for (int i = 0; i < 55; i++) a[i] = rc_random(&seed) - 0.5f;
    for (int i = 0; i < 160; i++) b[i] = rc_random(&seed) - 0.5f;
    for (int i = 0; i < 32; i++) bias[i] = rc_random(&seed);
    rc_matrix_mul(a, 5, b, bias, out, 11, 5, 32, 0);
    for (int i = 0; i < 11; i++)
        for (int j = 0; j < 32; j++) {
            float sum = bias[j];
            for (int k = 0; k < 5; k++) sum += a[i * 5 + k] * b[k * 32 + j];
            assert_true(fabsf(sum - out[i * 32 + j]) < 1e-5f);
        }
    float x[16];
    for (int i = 0; i < 16; i++) x[i] = (float)(i - 8) * 3;
    rc_vector_sigmoid(x, 16);
    for (int i = 0; i < 16; i++) assert_true(fabsf(x[i] - 1 / (1 + expf(-(float)(i - 8) * 3))) < 1e-6f);
}

static void embeddings_are_summed_by_rows(void **state)
{
    (void)state;
    enum { N = 48, ROWS = 20, TAKEN = 7 };
    signed char table[ROWS * N];
    float scales[ROWS], out[N];
    uint32_t rows[TAKEN] = {3, 19, 0, 3, 11, 7, 18};
    uint64_t seed = 5;
    for (int i = 0; i < ROWS * N; i++) table[i] = (signed char)(rc_random(&seed) * 255 - 127);
    for (int i = 0; i < ROWS; i++) scales[i] = rc_random(&seed);
    rc_vector_sum_int8(out, table, scales, rows, TAKEN, N);
    for (int i = 0; i < N; i++) {
        volatile float sum = 0;
        for (int r = 0; r < TAKEN; r++) {
            volatile float value = (float)table[rows[r] * N + (uint32_t)i] * scales[rows[r]];
            sum = sum + value;
        }
        assert_true(out[i] == sum);
    }
}

/* What the table of forms says of a form is what the engine says of it when it is asked directly. */
static void a_form_is_asked_for_once(void **state)
{
    (void)state;
    rc_error err;
    rc_model *model;
    if (rc_model_open(&model, path[0], &err) != RC_OK) fail_msg("%s", err.message);
    rc_arena arena;
    rc_arena_init(&arena, 1u << 16, 0);
    rc_vocabulary v = {.model = model, .accents = true, .arena = &arena};
    enum { N = 700 };
    uint32_t numbers[N];
    for (int i = 0; i < N; i++) numbers[i] = rc_vocabulary_find(&v, rc_arena_printf(&arena, "Les%d", i % 600));
    assert_int_equal(v.entries.len, 600);
    rc_vocabulary_embed(&v, numbers, N);
    for (int i = 0; i < N; i++) {
        const rc_known *known = &v.entries.ptr[numbers[i]];
        rc_str form = rc_arena_printf(&arena, "Les%d", i % 600), lower = rc_utf8_lower(&arena, form);
        uint32_t rows[RC_FEATURES];
        float sum[32];
        assert_true(rc_str_eq(known->form, form) && rc_str_eq(known->lower, lower));
        rc_feature_rows(model, form, lower, rc_utf8_fold(&arena, form), rc_lexicon_find(model, lower), rows);
        rc_vector_sum_int8(sum, model->rows, model->scales, rows, RC_FEATURES, 32);
        assert_memory_equal(known->sum, sum, sizeof sum);
    }
    uint32_t word = rc_vocabulary_find(&v, RC_STR("soldats"));
    assert_int_equal(rc_vocabulary_find(&v, RC_STR("#soldats")), word);
    assert_int_not_equal(rc_vocabulary_find(&v, RC_STR("Soldats")), word);
    for (int round = 0; round < 2; round++)
        for (uint16_t tag = 0; tag < model->shape.n_bundles; tag++) {
            rc_str lemma =
                rc_lemma_of(model, RC_STR("soldats"), RC_STR("soldats"), v.entries.ptr[word].set, tag, &arena);
            assert_true(rc_str_eq(rc_vocabulary_lemma(&v, word, tag), lemma));
        }
    rc_arena_release(&arena);
    rc_model_close(model);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(training_lowers_loss),
        cmocka_unit_test(training_repeats_bit_for_bit),
        cmocka_unit_test(the_model_knows_what_it_learnt),
        cmocka_unit_test(contractions_are_two_words),
        cmocka_unit_test(words_without_accents_are_known),
        cmocka_unit_test(every_sentence_is_a_tree),
        cmocka_unit_test(wanted_sentences_are_as_in_the_whole),
        cmocka_unit_test(a_damaged_file_is_an_error),
        cmocka_unit_test(trees_are_the_best_there_are),
        cmocka_unit_test(sums_are_right),
        cmocka_unit_test(embeddings_are_summed_by_rows),
        cmocka_unit_test(a_form_is_asked_for_once),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
