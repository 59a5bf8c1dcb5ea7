/** Self-check of a document: what every user of one relies on. For tests and fuzzers. */
#ifndef RECOUPE_SRC_LANGUAGE_CHECK_H
#define RECOUPE_SRC_LANGUAGE_CHECK_H

#include "recoupe/language/document.h"

/** NULL when all holds, else what does not (static storage):
 * - tokens are not empty, in order, do not overlap, begin and end between characters, and leave out nothing but white
 *   space and zero-width characters;
 * - sentences hold their tokens and no others, blocks their sentences; no sentence spans a line break;
 * - `lower` and `fold` are what base/utf8.h makes of the text (plain text only: no zero-width or combining characters);
 * - quotations and posts point into the document. */
const char *rc_document_check(const rc_document *doc, rc_arena *scratch);

#endif
