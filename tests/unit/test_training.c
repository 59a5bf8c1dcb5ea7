/* Material that a model learns from beside trees: vectors of forms, names of partly annotated texts, trees by machine.
 */
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
#include "language/product.h"
#include "recoupe/base/utf8.h"
#include "train/job.h"

#define TREES RC_SOURCE_DIR "/tests/data/train/tiny.conllu"

static char path[64];

static void write_file(const char *text)
{
    snprintf(path, sizeof path, "/tmp/recoupe-training-%ld", (long)getpid());
    FILE *file = fopen(path, "w");
    if (!file || fputs(text, file) < 0 || fclose(file) != 0) fail_msg("cannot write %s", path);
}

static void small_job(rc_job *job)
{
    rc_job_init(job, "fr");
    job->data_dir = RC_SOURCE_DIR;
    job->epochs = 45;
    job->form_rows = 500;
    job->training.batch_words = 40;
    job->training.dropout = 0.1f;
    job->build.shape.width = 32;
    job->build.shape.embedding = 32;
    job->build.shape.arc = 32;
    job->build.shape.label = 32;
    job->build.shape.layers = 2;
    if (rc_corpus_read(&job->trees, TREES, true, &job->arena, &job->err) != RC_OK) fail_msg("%s", job->err.message);
}

static rc_model *train(rc_job *job)
{
    char out[80];
    rc_model *model;
    snprintf(out, sizeof out, "/tmp/recoupe-training-%ld.model", (long)getpid());
    job->out = out;
    if (rc_job_train(job) != RC_OK) fail_msg("%s", job->err.message);
    if (rc_model_open(&model, out, &job->err) != RC_OK) fail_msg("%s", job->err.message);
    unlink(out);
    return model;
}

static uint32_t vector_of(const rc_model *model, const char *form, rc_arena *arena)
{
    uint32_t rows[RC_FEATURES];
    rc_str s = rc_str_of(form);
    rc_feature_rows(model, s, rc_utf8_lower(arena, s), rc_utf8_fold(arena, s), RC_NO_VALUE, rows);
    return rows[RC_FEATURE_VECTOR] - model->row_base[RC_FEATURE_VECTOR];
}

static void vectors_are_found_and_kept(void **state)
{
    (void)state;
    rc_job job;
    small_job(&job);
    job.epochs = 2;
    write_file("3 2\n100 -50\n25 75\n-10 10\nMaire\t0\nmaire\t1\nété\t2\n");
    if (rc_job_read_vectors(&job, path, 100) != RC_OK) fail_msg("%s", job.err.message);
    unlink(path);
    rc_model *model = train(&job);
    assert_int_equal(vector_of(model, "Maire", &job.arena), 1);
    assert_int_equal(vector_of(model, "maire", &job.arena), 2);
    assert_int_equal(vector_of(model, "MAIRE", &job.arena), 2);
    assert_int_equal(vector_of(model, "ete", &job.arena), 3);
    assert_int_equal(vector_of(model, "Été", &job.arena), 3);
    assert_int_equal(vector_of(model, "ville", &job.arena), 0);
    uint32_t row = model->row_base[RC_FEATURE_VECTOR] + 1;
    float value = model->rows[row * 32] * model->scales[row];
    assert_true(fabsf(value - 1) < 0.01f); /* training leaves them as they are */
    assert_int_equal(model->rows[row * 32 + 2], 0);
    rc_model_close(model);
    rc_job_release(&job);
}

static void bad_vectors_are_refused(void **state)
{
    (void)state;
    static const char *const bad[] = {"", "2\n", "2 2\n1 1\n", "1 2\n1 x\n", "1 2\n1 1\nmot\t1\n", "1 2\n1 1\nmot\n"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        rc_job job;
        rc_job_init(&job, "fr");
        write_file(bad[i]);
        assert_int_equal(rc_job_read_vectors(&job, path, 10), RC_EFORMAT);
        unlink(path);
        rc_job_release(&job);
    }
}

/* One text in which works have names, and three in which they are not annotated: the same words there say nothing. */
static size_t works_found(bool only_three)
{
    rc_job job;
    small_job(&job);
    for (int i = 0; i < 4; i++) {
        write_file(i ? "Le O\nRégent O\nbrille O\n. O\n\n" : "Le B-WORK\nRégent I-WORK\nbrille O\n. O\n\n");
        if (rc_corpus_read_names(&job.names, path, 0, 1, only_three && i, 1, &job.arena, &job.err) != RC_OK)
            fail_msg("%s", job.err.message);
        unlink(path);
    }
    rc_model *model = train(&job);
    rc_orthography *orthography;
    if (rc_orthography_load(&orthography, RC_SOURCE_DIR, "fr", &job.arena, &job.err) != RC_OK) fail();
    rc_analysis *a =
        rc_analyse(model, rc_document_new(orthography, RC_STR("Le Régent brille."), &job.arena), &job.arena);
    size_t found = 0;
    for (uint32_t i = 0; i < a->n_entities; i++)
        found += a->entities[i].kind == RC_ENTITY_MISC && a->entities[i].count == 2;
    rc_model_close(model);
    rc_job_release(&job);
    return found;
}

static void what_is_not_annotated_teaches_nothing(void **state)
{
    (void)state;
    assert_int_equal(works_found(true), 1);
    assert_int_equal(works_found(false), 0);
}

static void trees_by_machine_change_no_list(void **state)
{
    (void)state;
    rc_job plain, more;
    small_job(&plain);
    small_job(&more);
    plain.epochs = more.epochs = 1;
    write_file("1\tzut\tzut\tINTJ\t_\tOdd=Yes\t0\troot\t_\t_\n2\t!\t!\tPUNCT\t_\t_\t1\tpunct:odd\t_\t_\n\n");
    if (rc_corpus_read(&more.silver, path, false, &more.arena, &more.err) != RC_OK) fail_msg("%s", more.err.message);
    unlink(path);
    rc_model *a = train(&plain), *b = train(&more);
    assert_memory_equal(&a->shape, &b->shape, sizeof a->shape);
    assert_int_not_equal(memcmp(a->parameters, b->parameters, a->layout.total * sizeof(float)), 0);
    rc_model_close(a);
    rc_model_close(b);
    rc_job_release(&plain);
    rc_job_release(&more);
}

/* The definition of a product in whole numbers, one at a time: the result must be the same bits. Each third column has
 * nothing but its largest weights, so that its sums come as near to sixteen bits as they can; there is more than one
 * tile of rows. */
static void is_as_defined(bool positive)
{
    enum { N = 70, K = 96, M = 48, ZERO = 128 };
    static float in[N * K], w[K * M], bias[M], worth[N], out[N * M];
    static uint8_t rows[N * K];
    _Alignas(64) static char room[K * M + 1024];
    uint64_t seed = 3;
    int zero = positive ? 0 : ZERO;
    assert_true(rc_product_room(K, M) <= sizeof room);
    for (int i = 0; i < N * K; i++) in[i] = i < K ? 0 : i < 2 * K ? 1 : (rc_random(&seed) - (positive ? 0 : 0.4f)) * 3;
    for (int i = 0; i < K * M; i++) w[i] = i % 3 ? rc_random(&seed) - 0.5f : i % M % 2 ? 0.5f : -0.5f;
    for (int i = 0; i < M; i++) bias[i] = rc_random(&seed);
    rc_product p;
    rc_product_init(&p, w, bias, K, M, positive, room);
    rc_product_rows(in, N, K, p.zero, rows, worth);
    rc_product_run(&p, rows, worth, N, out);
    for (int i = 0; i < N; i++) {
        float most = 0;
        for (int k = 0; k < K; k++) most = fmaxf(most, fabsf(in[i * K + k]));
        float times = most > 0 ? 127 / most : 0;
        for (int k = 0; k < K; k++) assert_int_equal(rows[i * K + k], zero + lrintf(in[i * K + k] * times));
        for (int j = 0; j < M; j++) {
            float top = 0;
            int sum = 0;
            double exact = bias[j];
            for (int k = 0; k < K; k++) top = fmaxf(top, fabsf(w[k * M + j]));
            for (int k = 0; k < K; k++) {
                sum += (rows[i * K + k] - zero) * (int)lrintf(w[k * M + j] * (64 / top));
                exact += (double)in[i * K + k] * w[k * M + j];
            }
            volatile float scale = worth[i] * p.scales[j], value = (float)sum * scale;
            assert_true(out[i * M + j] == value + bias[j]);
            assert_true(fabs(out[i * M + j] - exact) < 0.3);
        }
    }
}

static void products_are_the_same_everywhere(void **state)
{
    (void)state;
    is_as_defined(false);
    is_as_defined(true);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(vectors_are_found_and_kept),
        cmocka_unit_test(bad_vectors_are_refused),
        cmocka_unit_test(what_is_not_annotated_teaches_nothing),
        cmocka_unit_test(trees_by_machine_change_no_list),
        cmocka_unit_test(products_are_the_same_everywhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
