/** Reading word lists into a trie that grows, and what it is when it is done. */
#ifndef LANGUAGE_LEXICON_BUILD_H
#define LANGUAGE_LEXICON_BUILD_H

#include "language/lexicon_view.h"
#include "recoupe/language/document.h"

typedef struct lexicon_builder lexicon_builder;

/** Read every list of lang/<lang>/ of the data folder. */
rc_status lexicon_builder_new(lexicon_builder **out, const rc_orthography *orthography, const char *data_dir,
                              const char *lang, rc_arena *arena, rc_error *err);

/** Read one more list; see rc_lexicon_add. */
rc_status lexicon_builder_add(lexicon_builder *builder, const char *path, const char *name, const char *column,
                              rc_arena *arena, rc_error *err);

/** What was read so far, as flat arrays in `arena`. */
lexicon_view lexicon_builder_view(const lexicon_builder *builder, rc_arena *arena);

/** Names of the lists of a folder ("cues.tsv") in order, NULL behind the last. */
rc_status lexicon_files(const char *dir, char ***files, rc_arena *arena, rc_error *err);

#endif
