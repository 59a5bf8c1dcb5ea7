/** A model while it is being made. */
#ifndef RECOUPE_TRAIN_BUILD_H
#define RECOUPE_TRAIN_BUILD_H

#include "recoupe/base/buf.h"
#include "train/corpus.h"

/** Strings by number. */
typedef struct rc_names {
    rc_map map;
    RC_VEC(rc_str) list;
} rc_names;

uint32_t rc_names_put(rc_names *names, rc_str name, rc_arena *arena); /**< `name` is copied when new */

/** Keys and values of a table to be. */
typedef struct rc_pairs {
    RC_VEC(struct rc_pair {
        uint64_t hash;
        uint16_t value;
    })
    list;
} rc_pairs;

void rc_pairs_put(rc_pairs *pairs, uint64_t hash, uint16_t value, rc_arena *arena);

typedef struct rc_build {
    rc_arena *arena;
    char language[8];
    rc_names bundles, labels, scripts, expanded;
    rc_buf sections[RC_SECTION_COUNT];
    rc_net_shape shape;
} rc_build;

void rc_build_init(rc_build *build, const char *language, rc_arena *arena);
void rc_build_release(rc_build *build);

/** Number of the bundle of a part of speech and features. */
uint16_t rc_build_bundle(rc_build *build, uint8_t upos, rc_str feats);

/** Replace a section by bytes, a list, or a table. */
void rc_build_bytes(rc_build *build, rc_section section, const void *bytes, size_t n);
void rc_build_list(rc_build *build, rc_section section, const rc_names *names);
void rc_build_table(rc_build *build, rc_section section, const rc_pairs *pairs);

/** Quantise embeddings to int8, a scale a row. */
void rc_build_rows(rc_build *build, const float *rows, size_t n, size_t width);

/** All sections as one file, aligned to 64 bytes in `arena`. */
rc_str rc_build_file(rc_build *build, rc_arena *arena);

rc_status rc_build_write(rc_build *build, const char *path, rc_arena *arena, rc_error *err);

/** One more source of forms: "form<TAB>UPOS<TAB>lemma<TAB>morphology". */
typedef struct rc_entry {
    rc_str form, lemma, morph;
    uint8_t upos;
    double weight;
} rc_entry;
typedef RC_VEC(rc_entry) rc_entries;

rc_status rc_entries_read_lefff(rc_entries *entries, const char *path, rc_arena *arena, rc_error *err);
rc_status rc_entries_read_lookup(rc_entries *entries, const char *path, rc_arena *arena, rc_error *err);
rc_status rc_entries_read_exceptions(rc_entries *entries, const char *path, rc_arena *arena, rc_error *err);

/** Bundles, relations, lexicon, scripts and endings out of trees and entries. */
void rc_build_lexicon(rc_build *build, const rc_corpus *corpus, rc_entries *entries);

/** The segmenter, from the trees and `more` sentences; needs the lexicon, and a model made of what there is. It also
 * reads `copies` of the text with the sentences in another order, and one in upper case: what ends one then depends
 * less on what follows. */
rc_status rc_build_cut(rc_build *build, const rc_corpus *corpus, const rc_corpus *more, unsigned copies,
                       const char *data_dir, rc_error *err);

/** Where words may be cut and tokens expand. */
void rc_build_inside(rc_build *build, const rc_corpus *corpus);

#endif
