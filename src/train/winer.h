/** News with names marked by place in the text (JSON Lines: "text", "entities": type, start, end in characters). */
#ifndef RECOUPE_TRAIN_WINER_H
#define RECOUPE_TRAIN_WINER_H

#include "recoupe/base/buf.h"
#include "train/corpus.h"

enum { RC_WINER_TRAIN = 1, RC_WINER_HELD_OUT = 2 }; /**< every tenth document is held out */

/** Read the documents of the given part, in words as the model cuts them (the analysis's other layers are not used). */
rc_status rc_winer_read(rc_corpus *corpus, const char *path, int part, const rc_model *model, const char *data_dir,
                        rc_arena *arena, rc_error *err);

/** Names of the held-out part that the model finds: exact spans. */
rc_status rc_winer_eval(const char *path, const rc_model *model, const char *data_dir, rc_arena *arena, double *f1,
                        double by_kind[RC_ENTITY_COUNT], rc_error *err);

#endif
