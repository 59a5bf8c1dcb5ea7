/** What an input is, told from its first bytes and its name. Private to src/intake. */
#ifndef RECOUPE_INTAKE_KIND_H
#define RECOUPE_INTAKE_KIND_H

#include "recoupe/base/str.h"

typedef enum rc_kind {
    RC_KIND_TEXT,
    RC_KIND_HTML,
    RC_KIND_JSON,  /**< an object, or objects one after another */
    RC_KIND_LINES, /**< JSON Lines, by extension */
    RC_KIND_LIST,  /**< a JSON array of objects */
    RC_KIND_TABLE, /**< comma- or tab-separated values, by extension */
    RC_KIND_POSTS, /**< a chat of Telegram, the tweets of an X archive */
    RC_KIND_FEED,  /**< RSS or Atom */
    RC_KIND_OTHER  /**< text of a kind that holds no report: XML, style sheets, scripts */
} rc_kind;

/** `head` is UTF-8 or an 8-bit set that agrees with ASCII. `*other` names the kind for RC_KIND_OTHER. */
rc_kind rc_kind_of(rc_str head, const char *name, const char **other);

/** "a PNG picture" and the like when the first bytes are those of a binary format, else NULL. */
const char *rc_kind_binary(rc_str head);

/** "UTF-8", "UTF-16LE", ... when a byte order mark (its length in `*mark_bytes`) or, for UTF-16, the places of zero
 * bytes tell it; else NULL. */
const char *rc_kind_wide(rc_str head, size_t *mark_bytes);

#endif
