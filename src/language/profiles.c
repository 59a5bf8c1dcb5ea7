#include "language/profiles.h"

#include <libexttextcat/textcat.h>
#include <limits.h>
#include <stdio.h>
#include <unistd.h>

#ifndef RC_TEXTCAT_DIR
#define RC_TEXTCAT_DIR "/usr/share/libexttextcat"
#endif

/* The library says so itself: some hundred bytes suffice, and time grows with them. */
#define PROFILE_BYTES 600

void *rc_profiles_open(void)
{
    static const char config[] = RC_TEXTCAT_DIR "/fpdb.conf";
    if (access(config, R_OK) != 0) return NULL;
    return special_textcat_Init(config, RC_TEXTCAT_DIR "/");
}

void rc_profiles_close(void *profiles)
{
    if (profiles) textcat_Done(profiles);
}

/* Names are "fr--utf8", "zh-CN-utf8". */
static void copy_tag(char tag[12], const char *name)
{
    /* Scots is written in literature, not in reports; what looks like it is English in short words. */
    if (strncmp(name, "sco-", 4) == 0) name = "en";
    size_t n = strcspn(name, "-");
    if (n > 11) n = 11;
    memcpy(tag, name, n);
    tag[n] = 0;
}

bool rc_profiles_nearest(void *profiles, rc_str text, char tag[12], float *margin)
{
    if (!profiles || !text.len) return false;
    char sample[PROFILE_BYTES + 1];
    size_t len = text.len < PROFILE_BYTES ? text.len : PROFILE_BYTES;
    while (len < text.len && len && ((unsigned char)text.ptr[len] & 0xC0) == 0x80) len--;
    memcpy(sample, text.ptr, len);
    sample[len] = 0;
    candidate_t *found = textcat_GetClassifyFullOutput(profiles);
    if (!found) return false;
    int n = textcat_ClassifyFull(profiles, sample, len, found), best = INT_MAX, next = INT_MAX;
    const char *name = NULL;
    for (int i = 0; i < n; i++) {
        if (found[i].score < best) {
            next = best;
            best = found[i].score;
            name = found[i].name;
        } else if (found[i].score < next) {
            next = found[i].score;
        }
    }
    if (name) copy_tag(tag, name);
    *margin = next == INT_MAX || best <= 0 ? 0 : (float)(next - best) / (float)best;
    textcat_ReleaseClassifyFullOutput(profiles, found);
    return name != NULL;
}
