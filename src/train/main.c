#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>

#include "recoupe/base/paths.h"
#include "train/choices.h"
#include "train/job.h"
#include "train/join.h"
#include "train/rough.h"
#include "train/winer.h"

static const char usage[] =
    "recoupe-train train LANGUAGE --out MODEL [OPTION]...\n"
    "recoupe-train eval MODEL [--upper|--plain|--title|--post|--swap] [--names-of FILE] FILE.conllu...\n"
    "recoupe-train eval MODEL --winer FILE\n"
    "recoupe-train about MODEL TEXT\n"
    "recoupe-train claims FOLDER... --out FILE   the learned choices of claims; see train/README.md\n"
    "recoupe-train join FOLDER... --links FILE [--out FILE]   how claims are joined; see train/README.md\n"
    "Options of train; files may be given more than once:\n"
    "  --trees FILE         CoNLL-U; --speech FILE the same, but its spelling teaches nothing\n"
    "  --names-of FILE      names (form in column 2, tag in 3) of sentences that are among the trees\n"
    "  --names FORM:TAG:FILE  names alone: columns from 0, tag -1 the last; --names3: other kinds than three are none\n"
    "  --cuts FILE          CoNLL-U that teaches the segmenter alone\n"
    "  --silver FILE        CoNLL-U made by machine: teaches the network alone\n"
    "  --weight W           of the losses of --silver, --names and --names3 that follow\n"
    "  --vectors FILE       vectors of forms (train/vectors.py); --vector-forms N before it: of the first N\n"
    "  --winer FILE         news with marked names\n"
    "  --lefff FILE, --lookup FILE, --exceptions FILE   lexicons\n"
    "  --dev FILE           CoNLL-U to measure on after some epochs\n"
    "  --from MODEL         go on from this model, trained on the same data\n"
    "  --about FILE         text that the model carries: data, licence, figures\n"
    "  --epochs N --stop N (after so many of them) --rate R --batch WORDS --threads N --seed N --embedding N --width N "
    "--layers N --arc N --label N\n"
    "  --dropout P --hide P --hide-form K --rows N --fold-rows N --shuffles N\n";

enum {
    OPT_OUT = 256,
    OPT_TREES,
    OPT_SPEECH,
    OPT_NAMES_OF,
    OPT_NAMES,
    OPT_NAMES3,
    OPT_WINER,
    OPT_LEFFF,
    OPT_LOOKUP,
    OPT_EXCEPTIONS,
    OPT_DEV,
    OPT_ABOUT,
    OPT_EPOCHS,
    OPT_RATE,
    OPT_BATCH,
    OPT_THREADS,
    OPT_SEED,
    OPT_EMBEDDING,
    OPT_WIDTH,
    OPT_LAYERS,
    OPT_ARC,
    OPT_LABEL,
    OPT_DROPOUT,
    OPT_HIDE,
    OPT_HIDE_FORM,
    OPT_ROWS,
    OPT_UPPER,
    OPT_PLAIN,
    OPT_TITLE,
    OPT_POST,
    OPT_SWAP,
    OPT_DATA,
    OPT_FROM,
    OPT_SILVER,
    OPT_WEIGHT,
    OPT_VECTORS,
    OPT_VECTOR_FORMS,
    OPT_FOLD_ROWS,
    OPT_SHUFFLES,
    OPT_CUTS,
    OPT_STOP
};

static const struct option options[] = {{"out", 1, 0, OPT_OUT},
                                        {"trees", 1, 0, OPT_TREES},
                                        {"speech", 1, 0, OPT_SPEECH},
                                        {"names-of", 1, 0, OPT_NAMES_OF},
                                        {"names", 1, 0, OPT_NAMES},
                                        {"names3", 1, 0, OPT_NAMES3},
                                        {"winer", 1, 0, OPT_WINER},
                                        {"lefff", 1, 0, OPT_LEFFF},
                                        {"lookup", 1, 0, OPT_LOOKUP},
                                        {"exceptions", 1, 0, OPT_EXCEPTIONS},
                                        {"dev", 1, 0, OPT_DEV},
                                        {"about", 1, 0, OPT_ABOUT},
                                        {"epochs", 1, 0, OPT_EPOCHS},
                                        {"rate", 1, 0, OPT_RATE},
                                        {"batch", 1, 0, OPT_BATCH},
                                        {"threads", 1, 0, OPT_THREADS},
                                        {"seed", 1, 0, OPT_SEED},
                                        {"embedding", 1, 0, OPT_EMBEDDING},
                                        {"width", 1, 0, OPT_WIDTH},
                                        {"layers", 1, 0, OPT_LAYERS},
                                        {"arc", 1, 0, OPT_ARC},
                                        {"label", 1, 0, OPT_LABEL},
                                        {"dropout", 1, 0, OPT_DROPOUT},
                                        {"hide", 1, 0, OPT_HIDE},
                                        {"hide-form", 1, 0, OPT_HIDE_FORM},
                                        {"rows", 1, 0, OPT_ROWS},
                                        {"upper", 0, 0, OPT_UPPER},
                                        {"plain", 0, 0, OPT_PLAIN},
                                        {"title", 0, 0, OPT_TITLE},
                                        {"post", 0, 0, OPT_POST},
                                        {"swap", 0, 0, OPT_SWAP},
                                        {"data", 1, 0, OPT_DATA},
                                        {"from", 1, 0, OPT_FROM},
                                        {"silver", 1, 0, OPT_SILVER},
                                        {"weight", 1, 0, OPT_WEIGHT},
                                        {"vectors", 1, 0, OPT_VECTORS},
                                        {"vector-forms", 1, 0, OPT_VECTOR_FORMS},
                                        {"fold-rows", 1, 0, OPT_FOLD_ROWS},
                                        {"shuffles", 1, 0, OPT_SHUFFLES},
                                        {"cuts", 1, 0, OPT_CUTS},
                                        {"stop", 1, 0, OPT_STOP},
                                        {0, 0, 0, 0}};

static rc_status read_names(rc_job *job, const char *arg, bool three, float weight)
{
    char *end = NULL;
    long form = arg ? strtol(arg, &end, 10) : 0;
    long tag = end && *end == ':' ? strtol(end + 1, &end, 10) : 0;
    if (!end || *end != ':') return rc_fail(&job->err, RC_EINVALID, "--names takes FORM:TAG:FILE");
    return rc_corpus_read_names(&job->names, end + 1, (int)form, (int)tag, three, weight, &job->arena, &job->err);
}

static rc_status read_silver(rc_job *job, const char *path, float weight)
{
    size_t before = job->silver.sentences.len;
    rc_status status = rc_corpus_read(&job->silver, path, false, &job->arena, &job->err);
    for (size_t i = before; i < job->silver.sentences.len; i++) job->silver.sentences.ptr[i].weight = weight;
    return status;
}

/* Shapes that a test set is put into before it is read; see train/rough.h. */
enum { SHAPE_UPPER = 1, SHAPE_PLAIN = 2, SHAPE_TITLE = 4, SHAPE_POST = 8, SHAPE_SWAP = 16 };

static rc_status take(rc_job *job, int option, const char *arg, unsigned *shapes, float *weight)
{
    rc_net_shape *shape = &job->build.shape;
    uint32_t number = arg ? (uint32_t)strtoul(arg, NULL, 10) : 0;
    float real = arg ? strtof(arg, NULL) : 0;
    switch (option) {
    case OPT_OUT:
        job->out = arg;
        break;
    case OPT_DATA:
        job->data_dir = arg;
        break;
    case OPT_TREES:
        return rc_corpus_read(&job->trees, arg, true, &job->arena, &job->err);
    case OPT_SPEECH:
        return rc_corpus_read(&job->trees, arg, false, &job->arena, &job->err);
    case OPT_NAMES_OF:
        *RC_PUSH(&job->arena, &job->names_of) = arg;
        break;
    case OPT_NAMES:
        return read_names(job, arg, false, *weight);
    case OPT_NAMES3:
        return read_names(job, arg, true, *weight);
    case OPT_WINER:
        job->winer = arg;
        break;
    case OPT_LEFFF:
        return rc_entries_read_lefff(&job->entries, arg, &job->arena, &job->err);
    case OPT_LOOKUP:
        return rc_entries_read_lookup(&job->entries, arg, &job->arena, &job->err);
    case OPT_EXCEPTIONS:
        return rc_entries_read_exceptions(&job->entries, arg, &job->arena, &job->err);
    case OPT_DEV:
        *RC_PUSH(&job->arena, &job->dev) = arg;
        break;
    case OPT_SILVER:
        return read_silver(job, arg, *weight);
    case OPT_WEIGHT:
        *weight = real;
        break;
    case OPT_VECTORS:
        return rc_job_read_vectors(job, arg, job->vector_forms);
    case OPT_VECTOR_FORMS:
        job->vector_forms = number;
        break;
    case OPT_STOP:
        job->stop = number;
        break;
    case OPT_CUTS:
        return rc_corpus_read(&job->cuts, arg, true, &job->arena, &job->err);
    case OPT_SHUFFLES:
        job->shuffles = number;
        break;
    case OPT_FOLD_ROWS:
        job->fold_rows = number;
        break;
    case OPT_FROM:
        job->from = arg;
        break;
    case OPT_ABOUT:
        job->about = arg;
        break;
    case OPT_EPOCHS:
        job->epochs = number;
        break;
    case OPT_RATE:
        job->training.rate = real;
        break;
    case OPT_BATCH:
        job->training.batch_words = number;
        break;
    case OPT_THREADS:
        job->training.threads = number;
        break;
    case OPT_SEED:
        job->training.seed = number;
        break;
    case OPT_EMBEDDING:
        shape->embedding = number;
        break;
    case OPT_WIDTH:
        shape->width = number;
        break;
    case OPT_LAYERS:
        shape->layers = number;
        break;
    case OPT_ARC:
        shape->arc = number;
        break;
    case OPT_LABEL:
        shape->label = number;
        break;
    case OPT_DROPOUT:
        job->training.dropout = real;
        break;
    case OPT_HIDE:
        job->training.hide = real;
        break;
    case OPT_HIDE_FORM:
        job->hide_form = real;
        break;
    case OPT_ROWS:
        job->form_rows = number;
        break;
    case OPT_UPPER:
        *shapes |= SHAPE_UPPER;
        break;
    case OPT_PLAIN:
        *shapes |= SHAPE_PLAIN;
        break;
    case OPT_TITLE:
        *shapes |= SHAPE_TITLE;
        break;
    case OPT_POST:
        *shapes |= SHAPE_POST;
        break;
    case OPT_SWAP:
        *shapes |= SHAPE_SWAP;
        break;
    default:
        return rc_fail(&job->err, RC_EINVALID, "see recoupe-train without arguments");
    }
    return RC_OK;
}

static rc_status eval_files(rc_job *job, const char *path, char **files, int n, unsigned shapes)
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
            status = rc_corpus_read_names(&names, job->names_of.ptr[k], 1, 2, true, 1, &job->arena, &job->err);
            rc_corpus_merge_names(&gold, &names);
        }
        rc_donors donors = {0};
        uint64_t seed = 1;
        if (shapes & SHAPE_SWAP) rc_donors_add(&donors, &gold, &job->arena);
        for (size_t k = 0; k < gold.sentences.len; k++) {
            rc_gold_sentence *s = &gold.sentences.ptr[k];
            if (shapes & SHAPE_SWAP) *s = rc_rough_swap(s, &donors, &seed, &job->arena);
            if (shapes & SHAPE_TITLE) *s = rc_rough_title(s, &job->arena);
            if (shapes & SHAPE_POST) *s = rc_rough_post(s, &seed, &job->arena);
            if (shapes & SHAPE_UPPER) *s = rc_rough_sentence(s, rc_rough_upper, &job->arena);
            if (shapes & SHAPE_PLAIN) *s = rc_rough_sentence(s, rc_rough_plain, &job->arena);
        }
        if (status == RC_OK) status = rc_job_measure(job, model, &gold, &scores);
        printf("%s\n", files[i]);
        if (status == RC_OK) rc_scores_print(&scores, stdout);
    }
    if (status == RC_OK && job->winer) {
        double all, by_kind[RC_ENTITY_COUNT];
        status = rc_winer_eval(job->winer, model, job->data_dir, &job->arena, &all, by_kind, &job->err);
        printf("%s (held out)\nnames: PER %.2f  ORG %.2f  LOC %.2f  all three %.2f\n", job->winer, by_kind[0],
               by_kind[1], by_kind[2], all);
    }
    rc_model_close(model);
    return status;
}

/* The model again with another text about itself. */
static rc_status set_about(rc_job *job, const char *path, const char *text)
{
    rc_model *model;
    rc_status status = rc_model_open(&model, path, &job->err);
    if (status != RC_OK) return status;
    const rc_model_head *head = (const rc_model_head *)(const void *)model->file.ptr;
    memcpy(job->build.language, model->language, sizeof job->build.language);
    job->build.shape = model->shape;
    for (int i = 0; i < RC_SECTION_COUNT; i++)
        rc_build_bytes(&job->build, (rc_section)i, model->file.ptr + head->sections[i].offset, head->sections[i].bytes);
    rc_model_close(model);
    rc_buf buf;
    rc_buf_init(&buf);
    status = rc_buf_read_file(&buf, text, 1u << 20, &job->err);
    if (status == RC_OK) rc_build_bytes(&job->build, RC_SECTION_ABOUT, buf.ptr, buf.len);
    rc_buf_release(&buf);
    return status == RC_OK ? rc_build_write(&job->build, path, &job->arena, &job->err) : status;
}

int main(int argc, char **argv)
{
    if (argc > 1 && strcmp(argv[1], "claims") == 0) return rc_train_claims(argc - 1, argv + 1);
    if (argc > 1 && strcmp(argv[1], "join") == 0) return rc_train_join(argc - 1, argv + 1);
    bool about = argc == 4 && strcmp(argv[1], "about") == 0;
    if (argc < 3 || (!about && strcmp(argv[1], "train") != 0 && strcmp(argv[1], "eval") != 0)) {
        fputs(usage, stderr);
        return 2;
    }
    unsigned shapes = 0;
    bool training = strcmp(argv[1], "train") == 0;
    float weight = 1;
    rc_job job;
    rc_job_init(&job, argv[2]);
    rc_status status = RC_OK;
    int option;
    optind = 3;
    while (status == RC_OK && (option = getopt_long(argc, argv, "", options, NULL)) != -1)
        status = take(&job, option, optarg, &shapes, &weight);
    if (about)
        status = set_about(&job, argv[2], argv[3]);
    else if (status == RC_OK && !job.data_dir) {
        status = rc_data_dir(job.data, sizeof job.data, &job.err);
        job.data_dir = job.data;
    }
    if (status == RC_OK && !about)
        status = training ? rc_job_train(&job) : eval_files(&job, argv[2], argv + optind, argc - optind, shapes);
    if (status != RC_OK) fprintf(stderr, "recoupe-train: %s\n", job.err.message);
    rc_job_release(&job);
    return status != RC_OK;
}
