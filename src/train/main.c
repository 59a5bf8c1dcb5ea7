#include <getopt.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "language/feature.h"
#include "language/lemma.h"
#include "recoupe/base/hash.h"
#include "recoupe/base/paths.h"
#include "recoupe/base/progress.h"
#include "recoupe/base/utf8.h"
#include "train/build.h"
#include "train/eval.h"
#include "train/network.h"
#include "train/rough.h"
#include "train/winer.h"

/* Of sentences without names in files of names: there are many, and they teach little. */
#define EMPTY_SHARE 0.3f

static const char usage[] =
    "recoupe-train train LANGUAGE --out MODEL [OPTION]...\n"
    "recoupe-train eval MODEL [--upper|--plain] [--names-of FILE] FILE.conllu...\n"
    "recoupe-train eval MODEL --winer FILE\n"
    "Options of train; files may be given more than once:\n"
    "  --trees FILE         CoNLL-U; --speech FILE the same, but its spelling teaches nothing\n"
    "  --names-of FILE      names (form in column 2, tag in 3) of sentences that are among the trees\n"
    "  --names FORM:TAG:FILE  names alone: columns from 0, tag -1 the last; --names3: other kinds than three are none\n"
    "  --winer FILE         news with marked names\n"
    "  --lefff FILE, --lookup FILE, --exceptions FILE   lexicons\n"
    "  --dev FILE           CoNLL-U to measure on after some epochs\n"
    "  --about FILE         text that the model carries: data, licence, figures\n"
    "  --epochs N --rate R --batch WORDS --threads N --seed N --embedding N --width N --layers N --arc N --label N\n"
    "  --dropout P --hide P --hide-form K --rows N\n";

typedef struct rc_job {
    const char *language, *out, *data_dir, *about, *winer;
    char data[4096];
    rc_arena arena;
    rc_corpus trees, names;
    rc_entries entries;
    RC_VEC(const char *) dev, names_of;
    rc_build build;
    rc_training training;
    unsigned epochs, form_rows;
    float hide_form;
    rc_error err;
} rc_job;

static rc_status measure(rc_job *job, const rc_model *model, const rc_corpus *gold, rc_scores *scores)
{
    rc_arena arena;
    rc_arena_init(&arena, 1u << 22, 0);
    rc_orthography *orthography;
    rc_status status = rc_orthography_load(&orthography, job->data_dir, rc_model_language(model), &arena, &job->err);
    if (status == RC_OK) {
        rc_str text = rc_corpus_text(gold, 0, gold->sentences.len, NULL, &arena);
        int64_t begun = rc_clock_ms();
        rc_analysis *a = rc_analyse(model, rc_document_new(orthography, text, &arena), &arena);
        int64_t took = rc_clock_ms() - begun;
        if (!rc_eval(gold, a, scores, &arena)) status = rc_fail(&job->err, RC_ECORRUPT, "words do not cover the text");
        fprintf(stderr, "%u words in %lld ms\n", a->n_words, (long long)took);
    }
    rc_arena_release(&arena);
    return status;
}

static void sample_of(rc_job *job, const rc_model *model, const rc_gold_sentence *s, const rc_map *seen, rc_sample *out)
{
    rc_arena *arena = &job->arena;
    uint32_t n = s->n_words;
    *out = (rc_sample){.n = n, .has_tree = s->has_tree, .has_tags = s->has_tags};
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
        rc_feature_rows(&model->shape, w->form, lower, fold, set == RC_NO_VALUE ? 0 : model->sets[set].row,
                        out->rows + i * RC_FEATURES);
        const uint64_t *count = rc_map_get(seen, lower);
        out->drop[i] = job->hide_form / (job->hide_form + (count ? (float)*count : 0));
        out->tags[i] = w->tag;
        if (!s->has_tree) continue;
        out->heads[i] = w->head;
        out->bundles[i] = rc_build_bundle(&job->build, w->upos, w->feats);
        out->labels[i] = (uint16_t)rc_names_put(&job->build.labels, w->deprel, arena);
    }
}

static void count_forms(rc_job *job, const rc_corpus *corpus, rc_map *seen)
{
    for (size_t i = 0; i < corpus->sentences.len; i++)
        for (uint32_t k = 0; k < corpus->sentences.ptr[i].n_words; k++)
            ++*rc_map_put(&job->arena, seen, rc_utf8_lower(&job->arena, corpus->sentences.ptr[i].words[k].form), NULL);
}

static bool has_names(const rc_gold_sentence *s)
{
    for (uint32_t i = 0; i < s->n_words; i++)
        if (s->words[i].tag) return true;
    return false;
}

/* All sentences, and some again in upper case, without accents, or both. */
static rc_sample *samples_of(rc_job *job, const rc_model *model, size_t *n)
{
    rc_map seen = {0};
    RC_VEC(rc_sample) samples = {0};
    const rc_corpus *corpora[] = {&job->trees, &job->names};
    uint64_t seed = job->training.seed + 5;
    for (int c = 0; c < 2; c++) count_forms(job, corpora[c], &seen);
    for (int c = 0; c < 2; c++)
        for (size_t i = 0; i < corpora[c]->sentences.len; i++) {
            const rc_gold_sentence *s = &corpora[c]->sentences.ptr[i];
            if (s->n_words > RC_NET_WORDS || !s->n_words) continue;
            if (!s->has_tree && !has_names(s) && rc_random(&seed) > EMPTY_SHARE) continue;
            sample_of(job, model, s, &seen, RC_PUSH(&job->arena, &samples));
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

static rc_status write_model(rc_job *job, const rc_network *network, const char *path, rc_model **model, rc_arena *arena)
{
    const rc_net_shape *shape = &job->build.shape;
    rc_build_bytes(&job->build, RC_SECTION_PARAMETERS, rc_network_parameters(network),
                   rc_net_layout_of(shape).total * sizeof(float));
    rc_build_rows(&job->build, rc_network_rows(network), rc_net_total_rows(shape), shape->embedding);
    rc_str file = rc_build_file(&job->build, arena);
    if (path) {
        FILE *out = fopen(path, "wb");
        bool good = out && fwrite(file.ptr, 1, file.len, out) == file.len;
        if (out && fclose(out) != 0) good = false;
        if (!good) return rc_fail(&job->err, RC_EIO, "cannot write %s", path);
    }
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
        if (status == RC_OK) status = measure(job, model, &gold, &scores);
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
    rows[RC_FEATURE_FOLD] = job->form_rows / 2;
    rows[RC_FEATURE_PREFIX] = 6000;
    rows[RC_FEATURE_SUFFIX2] = 2000;
    rows[RC_FEATURE_SUFFIX3] = 6000;
    rows[RC_FEATURE_SUFFIX4] = 12000;
    rows[RC_FEATURE_SHAPE] = 1000;
    size_t n = rc_net_layout_of(&b->shape).total, n_rows = rc_net_total_rows(&b->shape);
    rc_build_bytes(b, RC_SECTION_PARAMETERS, RC_NEWS(&job->arena, float, n), n * sizeof(float));
    rc_build_rows(b, RC_NEWS(&job->arena, float, n_rows * b->shape.embedding), n_rows, b->shape.embedding);
    rc_build_inside(b, &job->trees);
    rc_status status = read_about(job);
    if (status == RC_OK) status = rc_build_cut(b, &job->trees, job->data_dir, &job->err);
    if (status == RC_OK) status = rc_model_from_bytes(base, rc_build_file(b, &job->arena), &job->err);
    return status;
}

static rc_status train(rc_job *job)
{
    rc_model *base = NULL;
    rc_status status = RC_OK;
    for (size_t i = 0; status == RC_OK && i < job->names_of.len; i++) {
        rc_corpus names = {0};
        status = rc_corpus_read_names(&names, job->names_of.ptr[i], 1, 2, true, &job->arena, &job->err);
        rc_corpus_merge_names(&job->trees, &names);
    }
    if (status == RC_OK) status = build_base(job, &base);
    if (status == RC_OK && job->winer)
        status = rc_winer_read(&job->names, job->winer, RC_WINER_TRAIN, base, job->data_dir, &job->arena, &job->err);
    if (status != RC_OK) return status;
    size_t n;
    rc_sample *samples = samples_of(job, base, &n);
    rc_network *network = rc_network_new(&job->build.shape, &job->training);
    fprintf(stderr, "%zu sentences (%zu with trees)\n", n, job->trees.sentences.len);
    for (unsigned epoch = 0; status == RC_OK && epoch < job->epochs; epoch++) {
        int64_t begun = rc_clock_ms();
        float from = 1 - (float)epoch / (float)job->epochs, to = 1 - (float)(epoch + 1) / (float)job->epochs;
        rc_losses l = rc_network_epoch(network, samples, n, from, to);
        double w = l.words ? (double)l.words : 1;
        fprintf(stderr, "epoch %u: loss %.4f (tag %.4f head %.4f label %.4f names %.4f), %lld ms\n", epoch + 1,
                (l.bundle + l.head + l.label) / w, l.bundle / w, l.head / w, l.label / w,
                l.tag / (l.tagged ? (double)l.tagged : 1), (long long)(rc_clock_ms() - begun));
        if (epoch % 3 == 2 || epoch + 1 == job->epochs) status = report(job, network, job->out);
    }
    rc_network_free(network);
    rc_model_close(base);
    return status;
}

enum {
    OPT_OUT = 256, OPT_TREES, OPT_SPEECH, OPT_NAMES_OF, OPT_NAMES, OPT_NAMES3, OPT_WINER, OPT_LEFFF, OPT_LOOKUP,
    OPT_EXCEPTIONS, OPT_DEV, OPT_ABOUT, OPT_EPOCHS, OPT_RATE, OPT_BATCH, OPT_THREADS, OPT_SEED, OPT_EMBEDDING, OPT_WIDTH,
    OPT_LAYERS, OPT_ARC, OPT_LABEL, OPT_DROPOUT, OPT_HIDE, OPT_HIDE_FORM, OPT_ROWS, OPT_UPPER, OPT_PLAIN, OPT_DATA
};

static const struct option options[] = {
    {"out", 1, 0, OPT_OUT},           {"trees", 1, 0, OPT_TREES},       {"speech", 1, 0, OPT_SPEECH},
    {"names-of", 1, 0, OPT_NAMES_OF}, {"names", 1, 0, OPT_NAMES},       {"names3", 1, 0, OPT_NAMES3},
    {"winer", 1, 0, OPT_WINER},       {"lefff", 1, 0, OPT_LEFFF},       {"lookup", 1, 0, OPT_LOOKUP},
    {"exceptions", 1, 0, OPT_EXCEPTIONS}, {"dev", 1, 0, OPT_DEV},       {"about", 1, 0, OPT_ABOUT},
    {"epochs", 1, 0, OPT_EPOCHS},     {"rate", 1, 0, OPT_RATE},         {"batch", 1, 0, OPT_BATCH},
    {"threads", 1, 0, OPT_THREADS},   {"seed", 1, 0, OPT_SEED},         {"embedding", 1, 0, OPT_EMBEDDING},
    {"width", 1, 0, OPT_WIDTH},       {"layers", 1, 0, OPT_LAYERS},     {"arc", 1, 0, OPT_ARC},
    {"label", 1, 0, OPT_LABEL},       {"dropout", 1, 0, OPT_DROPOUT},   {"hide", 1, 0, OPT_HIDE},
    {"hide-form", 1, 0, OPT_HIDE_FORM}, {"rows", 1, 0, OPT_ROWS},       {"upper", 0, 0, OPT_UPPER},
    {"plain", 0, 0, OPT_PLAIN},       {"data", 1, 0, OPT_DATA},         {0, 0, 0, 0}};

static rc_status read_names(rc_job *job, const char *arg, bool three)
{
    char *end;
    long form = strtol(arg, &end, 10);
    long tag = *end == ':' ? strtol(end + 1, &end, 10) : 0;
    if (*end != ':') return rc_fail(&job->err, RC_EINVALID, "--names takes FORM:TAG:FILE");
    return rc_corpus_read_names(&job->names, end + 1, (int)form, (int)tag, three, &job->arena, &job->err);
}

static rc_status take(rc_job *job, int option, const char *arg, bool *upper, bool *plain)
{
    rc_net_shape *shape = &job->build.shape;
    uint32_t number = arg ? (uint32_t)strtoul(arg, NULL, 10) : 0;
    float real = arg ? strtof(arg, NULL) : 0;
    switch (option) {
    case OPT_OUT: job->out = arg; break;
    case OPT_DATA: job->data_dir = arg; break;
    case OPT_TREES: return rc_corpus_read(&job->trees, arg, true, &job->arena, &job->err);
    case OPT_SPEECH: return rc_corpus_read(&job->trees, arg, false, &job->arena, &job->err);
    case OPT_NAMES_OF: *RC_PUSH(&job->arena, &job->names_of) = arg; break;
    case OPT_NAMES: return read_names(job, arg, false);
    case OPT_NAMES3: return read_names(job, arg, true);
    case OPT_WINER: job->winer = arg; break;
    case OPT_LEFFF: return rc_entries_read_lefff(&job->entries, arg, &job->arena, &job->err);
    case OPT_LOOKUP: return rc_entries_read_lookup(&job->entries, arg, &job->arena, &job->err);
    case OPT_EXCEPTIONS: return rc_entries_read_exceptions(&job->entries, arg, &job->arena, &job->err);
    case OPT_DEV: *RC_PUSH(&job->arena, &job->dev) = arg; break;
    case OPT_ABOUT: job->about = arg; break;
    case OPT_EPOCHS: job->epochs = number; break;
    case OPT_RATE: job->training.rate = real; break;
    case OPT_BATCH: job->training.batch_words = number; break;
    case OPT_THREADS: job->training.threads = number; break;
    case OPT_SEED: job->training.seed = number; break;
    case OPT_EMBEDDING: shape->embedding = number; break;
    case OPT_WIDTH: shape->width = number; break;
    case OPT_LAYERS: shape->layers = number; break;
    case OPT_ARC: shape->arc = number; break;
    case OPT_LABEL: shape->label = number; break;
    case OPT_DROPOUT: job->training.dropout = real; break;
    case OPT_HIDE: job->training.hide = real; break;
    case OPT_HIDE_FORM: job->hide_form = real; break;
    case OPT_ROWS: job->form_rows = number; break;
    case OPT_UPPER: *upper = true; break;
    case OPT_PLAIN: *plain = true; break;
    default: return rc_fail(&job->err, RC_EINVALID, "see recoupe-train without arguments");
    }
    return RC_OK;
}

static rc_status eval_files(rc_job *job, const char *path, char **files, int n, bool upper, bool plain)
{
    rc_model *model;
    rc_status status = rc_model_open(&model, path, &job->err);
    if (status != RC_OK) return status;
    for (int i = 0; i < n && status == RC_OK; i++) {
        rc_corpus gold = {0};
        rc_scores scores = {0};
        status = rc_corpus_read(&gold, files[i], true, &job->arena, &job->err);
        for (size_t k = 0; k < job->names_of.len && status == RC_OK; k++) {
            rc_corpus names = {0};
            status = rc_corpus_read_names(&names, job->names_of.ptr[k], 1, 2, true, &job->arena, &job->err);
            rc_corpus_merge_names(&gold, &names);
        }
        for (size_t k = 0; k < gold.sentences.len; k++) {
            rc_gold_sentence *s = &gold.sentences.ptr[k];
            if (upper) *s = rc_rough_sentence(s, rc_rough_upper, &job->arena);
            if (plain) *s = rc_rough_sentence(s, rc_rough_plain, &job->arena);
        }
        if (status == RC_OK) status = measure(job, model, &gold, &scores);
        printf("%s\n", files[i]);
        if (status == RC_OK) rc_scores_print(&scores, stdout);
    }
    if (status == RC_OK && job->winer) {
        double all, by_kind[RC_ENTITY_COUNT];
        status = rc_winer_eval(job->winer, model, job->data_dir, &job->arena, &all, by_kind, &job->err);
        printf("%s (held out)\nnames: PER %.2f  ORG %.2f  LOC %.2f  all three %.2f\n", job->winer, by_kind[0], by_kind[1],
               by_kind[2], all);
    }
    rc_model_close(model);
    return status;
}

int main(int argc, char **argv)
{
    if (argc < 3 || (strcmp(argv[1], "train") != 0 && strcmp(argv[1], "eval") != 0)) {
        fputs(usage, stderr);
        return 2;
    }
    bool upper = false, plain = false, training = strcmp(argv[1], "train") == 0;
    rc_job job = {0};
    rc_arena_init(&job.arena, 1u << 22, 0);
    rc_build_init(&job.build, argv[2], &job.arena);
    job.build.shape = (rc_net_shape){.embedding = 96, .width = 128, .layers = 3, .arc = 96, .label = 96};
    job.training = (rc_training){.seed = 1, .rate = 2e-3f, .dropout = 0.3f, .hide = 0.05f, .tag_weight = 1,
                                 .batch_words = 500, .threads = 1};
    job.epochs = 12;
    job.form_rows = 24000;
    job.hide_form = 0.25f;
    rc_status status = RC_OK;
    int option;
    optind = 3;
    while (status == RC_OK && (option = getopt_long(argc, argv, "", options, NULL)) != -1)
        status = take(&job, option, optarg, &upper, &plain);
    if (status == RC_OK && !job.data_dir) {
        status = rc_data_dir(job.data, sizeof job.data, &job.err);
        job.data_dir = job.data;
    }
    if (status == RC_OK) status = training ? train(&job) : eval_files(&job, argv[2], argv + optind, argc - optind, upper, plain);
    if (status != RC_OK) fprintf(stderr, "recoupe-train: %s\n", job.err.message);
    rc_build_release(&job.build);
    rc_arena_release(&job.arena);
    return status != RC_OK;
}
