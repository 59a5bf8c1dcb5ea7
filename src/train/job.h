/** From files to a model: what `recoupe-train train` does. */
#ifndef RECOUPE_TRAIN_JOB_H
#define RECOUPE_TRAIN_JOB_H

#include "train/build.h"
#include "train/eval.h"
#include "train/network.h"

typedef struct rc_job {
    const char *language, *out, *data_dir, *about, *winer;
    const char *from; /**< a model to go on from, trained on the same data; or NULL */
    char data[4096];
    rc_arena arena;
    rc_corpus trees, names;
    rc_corpus cuts;   /**< sentences that teach the segmenter alone */
    rc_corpus silver; /**< trees by machine: teach the network alone */
    rc_entries entries;
    RC_VEC(const char *) dev, names_of;
    rc_build build;
    rc_training training;
    float *vectors; /**< [n_vectors][vector_width], or NULL */
    size_t n_vectors, vector_width;
    unsigned epochs, form_rows, fold_rows, vector_forms, shuffles;
    unsigned stop; /**< after so many epochs, though the rate falls as if all came; 0: never */
    float hide_form;
    float first_loss, last_loss; /**< of the trees, a word: after the first and the last epoch */
    rc_error err;
} rc_job;

/** Sizes and rates that were found best; see docs/decisions/0003-language-engine.md. */
void rc_job_init(rc_job *job, const char *language);
void rc_job_release(rc_job *job);

/** Vectors of forms learnt elsewhere: "rows width", the rows in hundredths, lines "form<TAB>row", most frequent first.
 */
rc_status rc_job_read_vectors(rc_job *job, const char *path, unsigned most_forms);

/** Train and write `out` (may be NULL); on failure `err` says why. */
rc_status rc_job_train(rc_job *job);

/** Analyse the sentences of `gold` as running text and add up what is right. */
rc_status rc_job_measure(rc_job *job, const rc_model *model, const rc_corpus *gold, rc_scores *scores);

#endif
