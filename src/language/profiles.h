/** N-gram profiles of many languages (libexttextcat). */
#ifndef RECOUPE_SRC_LANGUAGE_PROFILES_H
#define RECOUPE_SRC_LANGUAGE_PROFILES_H

#include "recoupe/base/str.h"

typedef struct rc_profiles rc_profiles;

/** The library's data are read when they are first needed; where they are not installed nothing is recognised by
 * profile. NULL: no memory, which is as if they were not. */
rc_profiles *rc_profiles_new(void);
void rc_profiles_free(rc_profiles *profiles);

/** The nearest language as BCP 47 primary tag into `tag`; `*margin` (0..1) is how far the next one is behind. False
 * when the text is too short. Threads may share `profiles`. */
bool rc_profiles_nearest(rc_profiles *profiles, rc_str text, char tag[12], float *margin);

#endif
