/** A tiny model for the targets of the language engine, trained from tests/data/train/tiny.conllu when a target starts.
 */
#ifndef FUZZ_TINY_MODEL_H
#define FUZZ_TINY_MODEL_H

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "recoupe/base/utf8.h"
#include "train/job.h"

typedef struct tiny_model {
    rc_arena lists;
    rc_orthography *orthography;
    rc_model *model;
} tiny_model;

static inline void tiny_must(rc_status status, const rc_error *err)
{
    if (status == RC_OK) return;
    fprintf(stderr, "%s\n", err->message);
    abort();
}

/* The file is of this process alone: several targets may run at once. */
static inline void tiny_train(tiny_model *t)
{
    static rc_job job;
    static char out[64];
    rc_error err;
    rc_arena_init(&t->lists, 1 << 16, 0);
    tiny_must(rc_orthography_load(&t->orthography, RC_SHARE_DIR, "fr", &t->lists, &err), &err);
    rc_job_init(&job, "fr");
    snprintf(out, sizeof out, "tiny-%ld.model", (long)getpid());
    job.data_dir = RC_SHARE_DIR;
    job.out = out;
    job.epochs = 3;
    job.form_rows = 100;
    job.build.shape = (rc_net_shape){.embedding = 16, .width = 16, .layers = 2, .arc = 16, .label = 16};
    tiny_must(rc_corpus_read(&job.trees, RC_SOURCE_DIR "/tests/data/train/tiny.conllu", true, &job.arena, &job.err),
              &job.err);
    tiny_must(rc_job_train(&job), &job.err);
    tiny_must(rc_model_open(&t->model, job.out, &err), &err);
    unlink(out); /* the mapping stays */
}

/* What the header promises of an analysis: sentences that follow one another, heads inside them, spans inside the text.
 */
static inline void tiny_use(const rc_model *model, const rc_orthography *orthography, rc_str text)
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

#endif
