#include "intake/folder.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

/* Folders being read, from the innermost out. */
typedef struct parent {
    const struct parent *up;
    dev_t device;
    ino_t inode;
    unsigned depth;
} parent;

static rc_status walk(rc_intake_run *run, const char *path, const parent *up);

static int by_bytes(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static void free_names(char **names, size_t n)
{
    for (size_t i = 0; i < n; i++) free(names[i]);
    free(names);
}

/* Names in the folder but hidden ones. Reading can fail half way: what was seen is returned, and errno is set. */
static bool list(DIR *folder, char ***names, size_t *n)
{
    size_t cap = 0;
    struct dirent *entry;
    *names = NULL;
    *n = 0;
    while (errno = 0, (entry = readdir(folder)) != NULL) {
        if (entry->d_name[0] == '.') continue;
        if (*n == cap) {
            cap = cap ? 2 * cap : 64;
            char **grown = realloc(*names, cap * sizeof **names);
            if (!grown) return false;
            *names = grown;
        }
        char *copy = strdup(entry->d_name);
        if (!copy) return false;
        (*names)[(*n)++] = copy;
    }
    return errno == 0;
}

static rc_status walk_names(rc_intake_run *run, const char *path, char **names, size_t n, const parent *here)
{
    rc_status status = RC_OK;
    size_t len = strlen(path);
    const char *slash = len && path[len - 1] == '/' ? "" : "/";
    for (size_t i = 0; i < n && status == RC_OK; i++) {
        size_t bytes = len + strlen(names[i]) + 2;
        char *child = malloc(bytes);
        if (!child) return rc_fail(run->err, RC_ENOMEM, "%s: out of memory", run->label);
        snprintf(child, bytes, "%s%s%s", path, slash, names[i]);
        status = walk(run, child, here);
        free(child);
    }
    return status;
}

static rc_status skip(rc_intake_run *run, const char *path, rc_status status, const char *reason)
{
    rc_status named = rc_intake_name(run, path);
    if (named == RC_OK) rc_intake_skip(run, 0, status, "%s", reason);
    return named;
}

static rc_status skip_errno(rc_intake_run *run, const char *path, const char *what)
{
    char reason[200];
    int why = errno;
    snprintf(reason, sizeof reason, "%s: %s", what,
             why == ELOOP ? "symbolic links go round in a circle" : strerror(why));
    return skip(run, path, why == ENOENT ? RC_ENOTFOUND : RC_EIO, reason);
}

static rc_status walk_folder(rc_intake_run *run, const char *path, const struct stat *about, const parent *up)
{
    parent here = {.up = up, .device = about->st_dev, .inode = about->st_ino, .depth = up ? up->depth + 1 : 1};
    for (const parent *p = up; p; p = p->up)
        if (p->device == here.device && p->inode == here.inode)
            return skip(run, path, RC_EINVALID, "a link back to a folder that it lies in, not followed");
    if (here.depth > RC_FOLDER_DEPTH) return skip(run, path, RC_ELIMIT, "folders nested too deep");
    DIR *folder = opendir(path);
    if (!folder) return skip_errno(run, path, "cannot open the folder");
    char **names;
    size_t n;
    rc_status status = list(folder, &names, &n) ? RC_OK : skip_errno(run, path, "cannot list all of the folder");
    closedir(folder);
    if (n) qsort(names, n, sizeof *names, by_bytes);
    if (status == RC_OK) status = walk_names(run, path, names, n, &here);
    free_names(names, n);
    return status;
}

static rc_status walk(rc_intake_run *run, const char *path, const parent *up)
{
    struct stat about;
    if (stat(path, &about) != 0) return skip_errno(run, path, "cannot be read");
    if (S_ISDIR(about.st_mode)) return walk_folder(run, path, &about, up);
    if (S_ISREG(about.st_mode)) return rc_intake_file(run, path);
    const char *what = S_ISFIFO(about.st_mode)   ? "a FIFO, not a file (for a pipe give - and use standard input)"
                       : S_ISSOCK(about.st_mode) ? "a socket, not a file"
                                                 : "a device, not a file";
    return skip(run, path, RC_EINVALID, what);
}

rc_status rc_intake_walk(rc_intake_run *run, const char *path)
{
    return walk(run, path, NULL);
}
