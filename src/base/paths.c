#include "recoupe/base/paths.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int is_dir(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

rc_status rc_data_dir(char *out, size_t out_bytes, rc_error *err)
{
    const char *chosen = getenv("RECOUPE_DATA");
    if (chosen && *chosen) {
        snprintf(out, out_bytes, "%s", chosen);
        if (is_dir(out)) return RC_OK;
        return rc_fail(err, RC_ENOTFOUND, "RECOUPE_DATA names %s, which is not a folder", chosen);
    }
    char program[PATH_MAX];
    ssize_t n = readlink("/proc/self/exe", program, sizeof program - 1);
    program[n > 0 ? n : 0] = 0;
    char *slash = strrchr(program, '/');
    if (slash) {
        *slash = 0;
        static const char *const beside[] = {"share/recoupe", "../share/recoupe"};
        for (size_t i = 0; i < 2; i++) {
            int len = snprintf(out, out_bytes, "%s/%s", program, beside[i]);
            if (len > 0 && (size_t)len < out_bytes && is_dir(out)) return RC_OK;
        }
    }
    snprintf(out, out_bytes, "%s", RC_DATADIR);
    if (is_dir(out)) return RC_OK;
    return rc_fail(err, RC_ENOTFOUND,
                   "no data folder: looked for share/recoupe beside the program, ../share/recoupe and %s; "
                   "set RECOUPE_DATA to the folder that holds lang/ and data/",
                   RC_DATADIR);
}

static int is_tag(const struct dirent *entry)
{
    size_t n = strspn(entry->d_name, "abcdefghijklmnopqrstuvwxyz");
    return n >= 2 && n <= 8 && !entry->d_name[n];
}

rc_status rc_languages_find(rc_languages *out, const char *data_dir, rc_error *err)
{
    char folder[PATH_MAX];
    out->n = 0;
    int len = snprintf(folder, sizeof folder, "%s/lang", data_dir);
    if (len < 0 || (size_t)len >= sizeof folder) return rc_fail(err, RC_ELIMIT, "%s is too long a path", data_dir);
    struct dirent **entries;
    int n = scandir(folder, &entries, is_tag, alphasort);
    if (n < 0) return rc_fail(err, RC_ENOTFOUND, "cannot open %s: %s", folder, strerror(errno));
    rc_status status = n ? RC_OK : rc_fail(err, RC_ENOTFOUND, "%s holds no language", folder);
    if (n > RC_LANGUAGES_MOST)
        status = rc_fail(err, RC_ELIMIT, "%s: more than %d languages", folder, RC_LANGUAGES_MOST);
    for (int i = 0; i < n; i++) {
        if (status == RC_OK) memcpy(out->tag[out->n++], entries[i]->d_name, strlen(entries[i]->d_name) + 1);
        free(entries[i]);
    }
    free(entries);
    return status;
}

rc_status rc_user_dir(char *out, size_t out_bytes, rc_error *err)
{
    static const char *const variables[][2] = {
        {"RECOUPE_HOME", ""}, {"XDG_DATA_HOME", "/recoupe"}, {"HOME", "/.local/share/recoupe"}};
    for (size_t i = 0; i < 3; i++) {
        const char *value = getenv(variables[i][0]);
        if (!value || !*value) continue;
        int len = snprintf(out, out_bytes, "%s%s", value, variables[i][1]);
        if (len > 0 && (size_t)len < out_bytes) return RC_OK;
        return rc_fail(err, RC_ELIMIT, "%s is too long a path", variables[i][0]);
    }
    return rc_fail(err, RC_ENOTFOUND, "no folder for your data: set RECOUPE_HOME");
}

bool rc_user_own(char *out, size_t out_bytes, const char *name)
{
    char dir[PATH_MAX];
    if (rc_user_dir(dir, sizeof dir, NULL) != RC_OK) return false;
    int len = snprintf(out, out_bytes, "%s/own/%s", dir, name);
    return len > 0 && (size_t)len < out_bytes && access(out, F_OK) == 0;
}
