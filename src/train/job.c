#include "train/job.h"

#include <stdio.h>
#include <time.h>

#include "language/feature.h"
#include "language/lemma.h"
#include "recoupe/base/progress.h"
#include "recoupe/base/utf8.h"
#include "train/rough.h"
#include "train/winer.h"

void rc_job_init(rc_job *job, const char *language)
{
    *job = (rc_job){.language = language,
                    .epochs = 12,
                    .form_rows = 16000,
                    .fold_rows = 8000,
                    .vector_forms = 300000,
                    .hide_form = 0.25f};
    rc_arena_init(&job->arena, 1u << 22, 0);
    rc_build_init(&job->build, language, &job->arena);
    job->build.shape = (rc_net_shape){.embedding = 96, .width = 128, .layers = 3, .arc = 96, .label = 96};
    job->training = (rc_training){
        .seed = 1, .rate = 2e-3f, .dropout = 0.3f, .hide = 0.05f, .tag_weight = 1, .batch_words = 300, .threads = 1};
}

void rc_job_release(rc_job *job)
{
    rc_build_release(&job->build);
    rc_arena_release(&job->arena);
}

rc_status rc_job_measure(rc_job *job, const rc_model *model, const rc_corpus *gold, rc_scores *scores)
{
    rc_arena arena;
    rc_arena_init(&arena, 1u << 22, 0);
    rc_orthography *orthography;
    rc_status status = rc_orthography_load(&orthography, job->data_dir, rc_model_language(model), &arena, &job->err);
    if (status == RC_OK) {
        rc_str text = rc_corpus_text(gold, 0, gold->sentences.len, NULL, &arena);
        clock_t begun = clock();
        rc_analysis *a = rc_analyse(model, rc_document_new(orthography, text, &arena), &arena);
        double took = (double)(clock() - begun) / CLOCKS_PER_SEC;
        if (!rc_eval(gold, a, scores, &arena)) status = rc_fail(&job->err, RC_ECORRUPT, "words do not cover the text");
        fprintf(stderr, "%u words in %.3f s of processor time, %.0f a second\n", a->n_words, took, a->n_words / took);
    }
    rc_arena_release(&arena);
    return status;
}

static uint16_t number_of(const rc_names *names, rc_str name)
{
    const uint64_t *number = rc_map_get(&names->map, name);
    return number ? (uint16_t)*number : RC_UNKNOWN;
}

static void sample_of(rc_job *job, const rc_model *model, const rc_gold_sentence *s, const rc_map *seen, rc_sample *out)
{
    rc_arena *arena = &job->arena;
    uint32_t n = s->n_words;
    *out = (rc_sample){.n = n, .has_tree = s->has_tree, .kinds = s->kinds, .weight = s->weight};
    out->rows = RC_NEWS(arena, uint32_t, n * RC_FEATURES);
    out->drop = RC_NEWS(arena, float, n);
    out->bundles = RC_NEWS(arena, uint16_t, n);
    out->labels = RC_NEWS(arena, uint16_t, n);
    out->heads = RC_NEWS(arena, uint32_t, n);
    out->tags = RC_NEWS(arena, uint8_t, n);
    for (uint32_t i = 0; i < n; i++) {
        const rc_gold_word *w = &s->words[i];
        rc_str lower = rc_utf8_lower(arena, w->form), fold = rc_utf8_fold(arena, w->form);
        uint32_t set = rc_lexicon_find(model, lower);
        rc_feature_rows(model, w->form, lower, fold, set, out->rows + i * RC_FEATURES);
        const uint64_t *count = rc_map_get(seen, lower);
        out->drop[i] = job->hide_form / (job->hide_form + (count ? (float)*count : 0));
        out->tags[i] = w->tag;
        if (!s->has_tree) continue;
        out->heads[i] = w->head;
        rc_str bundle = rc_arena_printf(arena, "%s %.*s", rc_upos_name((rc_upos)w->upos), RC_FMT(w->feats));
        out->bundles[i] = number_of(&job->build.bundles, bundle);
        out->labels[i] = number_of(&job->build.labels, w->deprel);
    }
}

static void count_forms(rc_job *job, const rc_corpus *corpus, rc_map *seen)
{
    for (size_t i = 0; i < corpus->sentences.len; i++)
        for (uint32_t k = 0; k < corpus->sentences.ptr[i].n_words; k++)
            ++*rc_map_put(&job->arena, seen, rc_utf8_lower(&job->arena, corpus->sentences.ptr[i].words[k].form), NULL);
}

/* One sentence in some other shape than it was written in; false for most. */
static bool rough_copy(rc_job *job, const rc_gold_sentence *s, const rc_donors *donors, uint64_t *seed,
                       rc_gold_sentence *out)
{
    float chance = rc_random(seed);
    if (!s->has_tree || !(chance < 0.10f)) return false;
    if (chance < 0.03f)
        *out = rc_rough_title(s, &job->arena);
    else if (chance < 0.06f)
        *out = rc_rough_post(s, seed, &job->arena);
    else
        *out = rc_rough_swap(s, donors, seed, &job->arena);
    return out->n_words <= RC_NET_WORDS;
}

/* All sentences, and some again in upper case, without accents, as headlines, posts, garbled. */
static rc_sample *samples_of(rc_job *job, const rc_model *model, size_t *n)
{
    rc_map seen = {0};
    RC_VEC(rc_sample) samples = {0};
    const rc_corpus *corpora[] = {&job->trees, &job->names, &job->silver};
    uint64_t seed = job->training.seed + 5;
    rc_donors donors = {0};
    for (int c = 0; c < 3; c++) {
        count_forms(job, corpora[c], &seen);
        rc_donors_add(&donors, corpora[c], &job->arena);
    }
    uint64_t shapes = job->training.seed + 6;
    for (int c = 0; c < 3; c++)
        for (size_t i = 0; i < corpora[c]->sentences.len; i++) {
            const rc_gold_sentence *s = &corpora[c]->sentences.ptr[i];
            if (s->n_words > RC_NET_WORDS || !s->n_words) continue;
            sample_of(job, model, s, &seen, RC_PUSH(&job->arena, &samples));
            rc_gold_sentence shaped;
            if (rough_copy(job, s, &donors, &shapes, &shaped))
                sample_of(job, model, &shaped, &seen, RC_PUSH(&job->arena, &samples));
            float chance = rc_random(&seed);
            if (chance > 0.14f || (!s->has_tree && chance > 0.05f)) continue;
            rc_gold_sentence rough = *s;
            if (chance < 0.11f) rough = rc_rough_sentence(&rough, rc_rough_upper, &job->arena);
            if (chance > 0.07f) rough = rc_rough_sentence(&rough, rc_rough_plain, &job->arena);
            sample_of(job, model, &rough, &seen, RC_PUSH(&job->arena, &samples));
        }
    *n = samples.len;
    return samples.ptr;
}

static rc_status write_model(rc_job *job, const rc_network *network, const char *path, rc_model **model,
                             rc_arena *arena)
{
    const rc_net_shape *shape = &job->build.shape;
    rc_build_bytes(&job->build, RC_SECTION_PARAMETERS, rc_network_parameters(network),
                   rc_net_layout_of(shape).total * sizeof(float));
    rc_build_rows(&job->build, rc_network_rows(network), rc_net_total_rows(shape), shape->embedding);
    rc_status status = path ? rc_build_write(&job->build, path, arena, &job->err) : RC_OK;
    if (status != RC_OK) return status;
    rc_str file = rc_build_file(&job->build, arena);
    return rc_model_from_bytes(model, file, &job->err);
}

static rc_status report(rc_job *job, const rc_network *network, const char *path)
{
    rc_arena arena;
    rc_arena_init(&arena, 1u << 22, 0);
    rc_model *model;
    rc_status status = write_model(job, network, path, &model, &arena);
    for (size_t i = 0; status == RC_OK && i < job->dev.len; i++) {
        rc_corpus gold = {0};
        rc_scores scores = {0};
        status = rc_corpus_read(&gold, job->dev.ptr[i], true, &arena, &job->err);
        if (status == RC_OK) status = rc_job_measure(job, model, &gold, &scores);
        if (status == RC_OK) rc_scores_print(&scores, stderr);
    }
    if (status == RC_OK && job->winer) {
        double all, by_kind[RC_ENTITY_COUNT];
        status = rc_winer_eval(job->winer, model, job->data_dir, &arena, &all, by_kind, &job->err);
        fprintf(stderr, "held-out news: names %.2f\n", all);
    }
    if (status == RC_OK) rc_model_close(model);
    rc_arena_release(&arena);
    return status;
}

static rc_status read_about(rc_job *job)
{
    rc_buf buf;
    rc_buf_init(&buf);
    rc_status status = job->about ? rc_buf_read_file(&buf, job->about, 1u << 20, &job->err) : RC_OK;
    if (status == RC_OK) rc_build_bytes(&job->build, RC_SECTION_ABOUT, buf.ptr, buf.len);
    rc_buf_release(&buf);
    return status;
}

/* The lexicon and the segmenter; then a model without a network, by which other text is cut into words. */
static rc_status build_base(rc_job *job, rc_model **base)
{
    rc_build *b = &job->build;
    rc_build_lexicon(b, &job->trees, &job->entries);
    uint32_t *rows = b->shape.rows;
    rows[RC_FEATURE_FORM] = job->form_rows;
    rows[RC_FEATURE_FOLD] = job->fold_rows;
    rows[RC_FEATURE_PREFIX] = 6000;
    rows[RC_FEATURE_SUFFIX2] = 2000;
    rows[RC_FEATURE_SUFFIX3] = 6000;
    rows[RC_FEATURE_SUFFIX4] = 12000;
    rows[RC_FEATURE_SHAPE] = 1000;
    rows[RC_FEATURE_VECTOR] = (uint32_t)job->n_vectors + 1;
    size_t n = rc_net_layout_of(&b->shape).total, n_rows = rc_net_total_rows(&b->shape);
    rc_build_bytes(b, RC_SECTION_PARAMETERS, RC_NEWS(&job->arena, float, n), n * sizeof(float));
    rc_build_rows(b, RC_NEWS(&job->arena, float, n_rows * b->shape.embedding), n_rows, b->shape.embedding);
    if (!job->vectors) rc_build_table(b, RC_SECTION_VECTORS, &(rc_pairs){0});
    rc_build_inside(b, &job->trees);
    rc_status status = read_about(job);
    if (status == RC_OK) status = rc_build_cut(b, &job->trees, &job->cuts, job->shuffles, job->data_dir, &job->err);
    if (status == RC_OK) status = rc_model_from_bytes(base, rc_build_file(b, &job->arena), &job->err);
    return status;
}

static rc_status begin_from(rc_job *job, rc_network *network)
{
    rc_model *model;
    rc_status status = rc_model_open(&model, job->from, &job->err);
    if (status != RC_OK) return status;
    if (memcmp(&model->shape, &job->build.shape, sizeof model->shape) != 0)
        status = rc_fail(&job->err, RC_EINVALID, "%s was trained on other data or with other sizes", job->from);
    else
        rc_network_begin_from(network, model->parameters, model->rows, model->scales);
    rc_model_close(model);
    return status;
}

rc_status rc_job_train(rc_job *job)
{
    rc_model *base = NULL;
    rc_status status = RC_OK;
    for (size_t i = 0; status == RC_OK && i < job->names_of.len; i++) {
        rc_corpus names = {0};
        status = rc_corpus_read_names(&names, job->names_of.ptr[i], 1, 2, true, 1, &job->arena, &job->err);
        rc_corpus_merge_names(&job->trees, &names);
    }
    if (status == RC_OK) status = build_base(job, &base);
    if (status == RC_OK && job->winer)
        status = rc_winer_read(&job->names, job->winer, RC_WINER_TRAIN, base, job->data_dir, &job->arena, &job->err);
    if (status != RC_OK) return status;
    rc_corpus_merge_names(&job->silver, &job->names);
    size_t n;
    rc_sample *samples = samples_of(job, base, &n);
    rc_network *network = rc_network_new(&job->build.shape, &job->training);
    size_t n_rows = rc_net_total_rows(&job->build.shape);
    if (job->vectors)
        rc_network_set_rows(network, n_rows - job->n_vectors, job->vectors, job->n_vectors, job->vector_width);
    fprintf(stderr, "%zu sentences (%zu with trees)\n", n, job->trees.sentences.len);
    if (job->from) status = begin_from(job, network);
    if (status == RC_OK && !job->epochs) status = report(job, network, job->out);
    for (unsigned epoch = 0; status == RC_OK && epoch < job->epochs && (!job->stop || epoch < job->stop); epoch++) {
        int64_t begun = rc_clock_ms();
        float from = 1 - (float)epoch / (float)job->epochs, to = 1 - (float)(epoch + 1) / (float)job->epochs;
        rc_losses l = rc_network_epoch(network, samples, n, from, to);
        double w = l.words ? (double)l.words : 1;
        job->last_loss = (float)((l.bundle + l.head + l.label) / w);
        if (!epoch) job->first_loss = job->last_loss;
        fprintf(stderr, "epoch %u: loss %.4f (tag %.4f head %.4f label %.4f names %.4f), %lld ms\n", epoch + 1,
                (l.bundle + l.head + l.label) / w, l.bundle / w, l.head / w, l.label / w,
                l.tag / (l.tagged ? (double)l.tagged : 1), (long long)(rc_clock_ms() - begun));
        if (epoch % 4 == 3 || epoch + 1 == job->epochs || epoch + 1 == job->stop)
            status = report(job, network, job->out);
    }
    rc_network_free(network);
    rc_model_close(base);
    return status;
}
