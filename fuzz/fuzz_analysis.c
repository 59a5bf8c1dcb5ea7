/* The language engine on any text, and the loader on models whose bytes were changed and sealed again: no crash, and
 * what loads can be used. The model is a tiny one, trained when the target starts. */
#include <stdio.h>
#include <stdlib.h>

#include "recoupe/base/hash.h"
#include "recoupe/base/utf8.h"
#include "train/job.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

typedef struct target {
    rc_arena lists;
    rc_orthography *orthography;
    rc_model *model;
    char *bytes;
    rc_str file;
} target;

static void must(rc_status status, const rc_error *err)
{
    if (status == RC_OK) return;
    fprintf(stderr, "%s\n", err->message);
    abort();
}

static void make(target *t)
{
    static rc_job job;
    rc_error err;
    rc_arena_init(&t->lists, 1 << 16, 0);
    must(rc_orthography_load(&t->orthography, RC_SHARE_DIR, "fr", &t->lists, &err), &err);
    rc_job_init(&job, "fr");
    job.data_dir = RC_SHARE_DIR;
    job.out = "fuzz-analysis.model";
    job.epochs = 3;
    job.form_rows = 100;
    job.build.shape = (rc_net_shape){.embedding = 16, .width = 16, .layers = 2, .arc = 16, .label = 16};
    must(rc_corpus_read(&job.trees, RC_SOURCE_DIR "/tests/data/train/tiny.conllu", true, &job.arena, &job.err),
         &job.err);
    must(rc_job_train(&job), &job.err);
    must(rc_model_open(&t->model, job.out, &err), &err);
    t->file = t->model->file;
    if (posix_memalign((void **)&t->bytes, 64, t->file.len) != 0) abort();
}

static void use(const rc_model *model, const rc_orthography *orthography, rc_str text)
{
    rc_arena arena;
    rc_arena_init(&arena, 1 << 20, 0);
    const rc_analysis *a = rc_analyse(model, rc_document_new(orthography, text, &arena), &arena);
    uint32_t words = 0;
    for (uint32_t i = 0; i < a->n_sentences; i++) {
        const rc_analysis_sentence *s = &a->sentences[i];
        if (s->first != words || !s->count) abort();
        words += s->count;
        for (uint32_t k = s->first; k < words; k++) {
            if (a->words[k].head > s->count || a->words[k].head == k - s->first + 1) abort();
            if (a->words[k].span.beg >= a->words[k].span.end || a->words[k].span.end > text.len) abort();
        }
    }
    if (words != a->n_words) abort();
    rc_arena_release(&arena);
}

/* Three bytes of place, one of value; small places are the head's. */
static void load_changed(target *t, const uint8_t *data, size_t size)
{
    rc_error err;
    rc_model *model;
    memcpy(t->bytes, t->file.ptr, t->file.len);
    for (size_t i = 0; i + 4 <= size; i += 4) {
        size_t at = (size_t)data[i] << 16 | (size_t)data[i + 1] << 8 | data[i + 2];
        t->bytes[at % t->file.len] = (char)data[i + 3];
    }
    rc_model_head *head = (rc_model_head *)(void *)t->bytes;
    memcpy(head, t->file.ptr, offsetof(rc_model_head, checksum));
    head->checksum = rc_hash64((rc_str){t->bytes + sizeof *head, t->file.len - sizeof *head});
    if (rc_model_from_bytes(&model, (rc_str){t->bytes, t->file.len}, &err) != RC_OK) return;
    use(model, t->orthography, RC_STR("L'armée du camp quitte la ville. Moussa Diallo parle à 20 000 civils."));
    rc_model_close(model);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static target t;
    if (!t.model) make(&t);
    if (!size) return 0;
    if (data[0] & 1) {
        load_changed(&t, data + 1, size - 1);
        return 0;
    }
    char *copy = malloc(size);
    if (!copy) return 0;
    memcpy(copy, data + 1, size - 1);
    rc_str text = {copy, size - 1};
    for (size_t at; (at = rc_utf8_invalid(text)) != SIZE_MAX;) copy[at] = '?';
    use(t.model, t.orthography, text);
    free(copy);
    return 0;
}
