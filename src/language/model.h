/** The file of a language model and what it holds. A head, then sections, each aligned to 64 bytes, of the machine's
 * byte order (a file of the other order fails the check of the version). */
#ifndef RECOUPE_SRC_LANGUAGE_MODEL_H
#define RECOUPE_SRC_LANGUAGE_MODEL_H

#include "language/net.h"
#include "recoupe/language/analysis.h"

#define RC_MODEL_VERSION 2
#define RC_MODEL_BYTES (64u << 20) /**< a larger file is none of ours */
#define RC_CUT_CLASSES 4

typedef enum rc_section {
    RC_SECTION_SIZES,      /**< rc_model_sizes */
    RC_SECTION_ABOUT,      /**< text */
    RC_SECTION_BUNDLES,    /**< list: "NOUN Gender=Fem|Number=Sing" */
    RC_SECTION_LABELS,     /**< list: relations */
    RC_SECTION_PARAMETERS, /**< float, rc_net_layout */
    RC_SECTION_ROWS,       /**< int8: embeddings */
    RC_SECTION_SCALES,     /**< float: one a row */
    RC_SECTION_LEXICON,    /**< table: form -> set */
    RC_SECTION_SETS,       /**< rc_lexicon_set */
    RC_SECTION_READINGS,   /**< rc_lexicon_reading */
    RC_SECTION_SCRIPTS,    /**< list: form -> lemma, see lemma.h */
    RC_SECTION_ENDINGS,    /**< table: ending and tag -> script */
    RC_SECTION_CUT,        /**< int16: weights of the segmenter, RC_CUT_CLASSES a feature */
    RC_SECTION_CUT_INSIDE, /**< table: word -> bytes after which it may be cut, one bit each */
    RC_SECTION_EXPANSIONS, /**< table: token -> entry of the next */
    RC_SECTION_EXPANDED,   /**< list: "de le\t" options, tab-separated, an empty one: itself */
    RC_SECTION_EXPAND,     /**< int16: weights that choose among options */
    RC_SECTION_VECTORS,    /**< table: form -> row of RC_FEATURE_VECTOR */
    RC_SECTION_COUNT
} rc_section;

typedef struct rc_model_head {
    char magic[8];
    uint32_t version, n_sections;
    uint64_t bytes, checksum; /**< of everything after the head */
    struct {
        uint64_t offset, bytes;
    } sections[RC_SECTION_COUNT];
} rc_model_head;

typedef struct rc_model_sizes {
    char language[8];
    rc_net_shape shape;
} rc_model_sizes;

/** A list of strings: count, count + 1 offsets into the bytes that follow. */
typedef struct rc_list {
    uint32_t n;
    const uint32_t *offsets;
    const char *bytes;
} rc_list;

/** Hash table with 32-bit checks and 16-bit values; a key may be taken for another once in some millions. */
typedef struct rc_table {
    uint32_t cap;
    const uint32_t *checks; /**< 0: empty */
    const uint16_t *values;
} rc_table;

#define RC_TABLE_PROBES 128
#define RC_NO_VALUE UINT32_MAX
#define RC_ANY_BUNDLE UINT16_MAX

/** What a form can be: `count` readings, best first, and its row among the embeddings of such sets. */
typedef struct rc_lexicon_set {
    uint32_t first;
    uint16_t count, row;
} rc_lexicon_set;

typedef struct rc_lexicon_reading {
    uint16_t bundle, script; /**< RC_ANY_BUNDLE: only the part of speech is known */
    uint8_t upos, unused;
} rc_lexicon_reading;

typedef struct rc_bundle {
    uint8_t upos;
    rc_str feats;
} rc_bundle;

struct rc_model {
    rc_str file;
    bool mapped;
    char language[8];
    rc_str about;
    rc_net_shape shape;
    rc_net_layout layout;
    rc_bundle *bundles;
    rc_str *labels;
    uint32_t root_label;
    const float *parameters, *scales;
    rc_net_products *products;
    const signed char *rows;
    uint32_t row_base[RC_FEATURES];
    rc_table lexicon, endings, cut_inside, expansions, vectors;
    const rc_lexicon_set *sets;
    uint32_t n_sets;
    const rc_lexicon_reading *readings;
    rc_list scripts, expanded;
    const int16_t *cut, *expand;
    uint32_t cut_mask, expand_mask; /**< features - 1, a power of two less one */
};

static inline rc_str rc_list_get(const rc_list *list, uint32_t i)
{
    return (rc_str){list->bytes + list->offsets[i], list->offsets[i + 1] - list->offsets[i]};
}

/** The value under a hash, or RC_NO_VALUE. */
static inline uint32_t rc_table_get(const rc_table *table, uint64_t hash)
{
    uint32_t check = (uint32_t)hash | 1;
    if (!table->cap) return RC_NO_VALUE;
    uint32_t at = (uint32_t)(((hash >> 32) * table->cap) >> 32);
    for (int i = 0; i < RC_TABLE_PROBES && table->checks[at]; i++) {
        if (table->checks[at] == check) return table->values[at];
        at = at + 1 == table->cap ? 0 : at + 1;
    }
    return RC_NO_VALUE;
}

/** Part of speech of a name such as "NOUN"; RC_UPOS_COUNT for none. */
rc_upos rc_upos_of(rc_str name);

#endif
