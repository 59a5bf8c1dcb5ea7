/** Which language a text is in. */
#ifndef RECOUPE_LANGUAGE_IDENTIFY_H
#define RECOUPE_LANGUAGE_IDENTIFY_H

#include "recoupe/base/status.h"
#include "recoupe/base/str.h"

typedef struct rc_language {
    char tag[12];     /**< BCP 47 primary tag, "und" when the text does not say */
    float confidence; /**< 0..1 */
    bool is_read;     /**< there are rules for it: lang/<tag>/ exists in this build's data */
} rc_language;

/** Identifier; read-only after loading, shared by threads. Function words of the languages that are read decide first,
 * n-gram profiles (Cavnar & Trenkle 1994, libexttextcat) name the others. */
typedef struct rc_identifier rc_identifier;

rc_status rc_identifier_new(rc_identifier **out, const char *data_dir, rc_error *err);
void rc_identifier_free(rc_identifier *identifier);

/** `declared`: the tag the input gives, or empty; it wins unless the text clearly speaks against it. */
rc_language rc_identify(const rc_identifier *identifier, rc_str text, rc_str declared);

#endif
