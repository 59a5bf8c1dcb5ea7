#include "language/profiles.h"

#include <libexttextcat/textcat.h>
#include <limits.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#ifndef RC_TEXTCAT_DIR
#define RC_TEXTCAT_DIR "/usr/share/libexttextcat"
#endif

/* The library says so itself: some hundred bytes suffice, and time grows with them. */
#define PROFILE_BYTES 600

struct rc_profiles {
    pthread_mutex_t lock;
    bool opened;
    void *handle; /* NULL: there are none */
};

rc_profiles *rc_profiles_new(void)
{
    rc_profiles *p = calloc(1, sizeof *p);
    if (p && pthread_mutex_init(&p->lock, NULL) != 0) {
        free(p);
        p = NULL;
    }
    return p;
}

/* Reading the profiles takes longer than reading a report, and most texts need none. */
static void *opened(rc_profiles *p)
{
    static const char config[] = RC_TEXTCAT_DIR "/fpdb.conf";
    pthread_mutex_lock(&p->lock);
    if (!p->opened && access(config, R_OK) == 0) p->handle = special_textcat_Init(config, RC_TEXTCAT_DIR "/");
    p->opened = true;
    pthread_mutex_unlock(&p->lock);
    return p->handle;
}

void rc_profiles_free(rc_profiles *p)
{
    if (!p) return;
    if (p->handle) textcat_Done(p->handle);
    pthread_mutex_destroy(&p->lock);
    free(p);
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

bool rc_profiles_nearest(rc_profiles *profiles, rc_str text, char tag[12], float *margin)
{
    void *handle = profiles && text.len ? opened(profiles) : NULL;
    if (!handle) return false;
    char sample[PROFILE_BYTES + 1];
    size_t len = text.len < PROFILE_BYTES ? text.len : PROFILE_BYTES;
    while (len < text.len && len && ((unsigned char)text.ptr[len] & 0xC0) == 0x80) len--;
    memcpy(sample, text.ptr, len);
    sample[len] = 0;
    candidate_t *found = textcat_GetClassifyFullOutput(handle);
    if (!found) return false;
    int n = textcat_ClassifyFull(handle, sample, len, found), best = INT_MAX, next = INT_MAX;
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
    textcat_ReleaseClassifyFullOutput(handle, found);
    return name != NULL;
}
