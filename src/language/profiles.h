/** N-gram profiles of many languages (libexttextcat). */
#ifndef RECOUPE_SRC_LANGUAGE_PROFILES_H
#define RECOUPE_SRC_LANGUAGE_PROFILES_H

#include "recoupe/base/str.h"

/** NULL when the library's data are not installed: then nothing is recognised by profile. */
void *rc_profiles_open(void);
void rc_profiles_close(void *profiles);

/** The nearest language as BCP 47 primary tag into `tag`; `*margin` (0..1) is how far the next one is behind. False
 * when the text is too short. Threads may share `profiles`. */
bool rc_profiles_nearest(void *profiles, rc_str text, char tag[12], float *margin);

#endif
