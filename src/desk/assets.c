/* The pages: every file of share/desk, read once at the start. A path that is none of them is not there, so no path can
 * lead elsewhere. */
#include <dirent.h>
#include <stdio.h>
#include <sys/stat.h>
#include <zlib.h>

#include "desk/server.h"
#include "recoupe/base/hash.h"

#define MOST_BYTES ((size_t)16 << 20)
#define LEAST_PACKED 512

static const struct {
    const char *end, *type;
} types[] = {
    {".html", "text/html; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".json", "application/json"},
    {".svg", "image/svg+xml"},
    {".png", "image/png"},
    {".woff2", "font/woff2"},
    {".txt", "text/plain; charset=utf-8"},
};

bool desk_gzip(rc_str body, rc_buf *out)
{
    z_stream z = {0};
    if (deflateInit2(&z, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK) return false;
    size_t room = deflateBound(&z, (uLong)body.len);
    char *packed = malloc(room);
    z.next_in = (Bytef *)(uintptr_t)body.ptr;
    z.avail_in = (uInt)body.len;
    z.next_out = (Bytef *)packed;
    z.avail_out = (uInt)room;
    bool done = packed && body.len < UINT32_MAX && deflate(&z, Z_FINISH) == Z_STREAM_END;
    if (done) rc_buf_put(out, (rc_str){packed, z.total_out});
    deflateEnd(&z);
    free(packed);
    return done && !out->failed;
}

static const char *type_of(rc_str name)
{
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (rc_str_ends(name, rc_str_of(types[i].end))) return types[i].type;
    return NULL;
}

typedef struct loading {
    desk_assets *assets;
    const rc_naming *naming;
    RC_VEC(desk_asset) all;
    rc_buf buf, packed;
    DIR *dirs[8]; /* open while they are walked */
    int depth;
} loading;

/* What is in l->buf, under a path. */
static void keep(loading *l, rc_str path)
{
    rc_arena *arena = &l->assets->arena;
    l->packed.len = 0;
    desk_asset *asset = RC_PUSH(arena, &l->all);
    asset->path = rc_arena_dup(arena, path);
    asset->type = type_of(path);
    asset->body = rc_arena_dup(arena, rc_buf_str(&l->buf));
    snprintf(asset->etag, sizeof asset->etag, "\"%016llx\"", (unsigned long long)rc_hash64(asset->body));
    if (asset->body.len >= LEAST_PACKED && desk_gzip(asset->body, &l->packed) &&
        l->packed.len < asset->body.len * 9 / 10)
        asset->packed = rc_arena_dup(arena, rc_buf_str(&l->packed));
}

/* "/messages/fr.json" has "/names/fr.json" beside it. */
static void keep_names(loading *l, rc_str messages)
{
    const rc_str before = RC_STR("/messages/"), end = RC_STR(".json");
    rc_json json;
    if (!rc_str_starts(messages, before) || !rc_str_ends(messages, end)) return;
    rc_str lang = rc_str_sub(messages, before.len, messages.len - end.len);
    l->buf.len = 0;
    rc_json_init(&json, &l->buf);
    rc_naming_json(l->naming, lang, &json);
    if (!l->buf.failed) keep(l, rc_arena_printf(&l->assets->arena, "/names/%.*s.json", RC_FMT(lang)));
}

static rc_status load_file(loading *l, const char *file, rc_str path, rc_error *err)
{
    l->buf.len = 0;
    rc_status status = rc_buf_read_file(&l->buf, file, MOST_BYTES, err);
    if (status != RC_OK) return status;
    keep(l, path);
    keep_names(l, path);
    return RC_OK;
}

static rc_status load_folder(loading *l, const char *folder, const char *prefix, rc_error *err)
{
    rc_arena *arena = &l->assets->arena;
    if (l->depth == (int)(sizeof l->dirs / sizeof *l->dirs)) return RC_OK;
    DIR *dir = opendir(folder);
    if (!dir) return rc_fail(err, RC_ENOTFOUND, "%s: the pages of the desk are not there", folder);
    l->dirs[l->depth++] = dir;
    rc_status status = RC_OK;
    for (struct dirent *entry; status == RC_OK && (entry = readdir(dir));) {
        struct stat info;
        if (entry->d_name[0] == '.') continue;
        const char *file = rc_arena_printf(arena, "%s/%s", folder, entry->d_name).ptr;
        rc_str path = rc_arena_printf(arena, "%s/%s", prefix, entry->d_name);
        if (stat(file, &info) != 0) continue;
        if (S_ISDIR(info.st_mode))
            status = load_folder(l, file, path.ptr, err);
        else if (S_ISREG(info.st_mode) && type_of(path))
            status = load_file(l, file, path, err);
    }
    closedir(dir);
    l->dirs[--l->depth] = NULL;
    return status;
}

typedef struct load_job {
    loading *l;
    const char *folder;
} load_job;

static rc_status load(void *context, rc_error *err)
{
    load_job *job = context;
    return load_folder(job->l, job->folder, "", err);
}

rc_status desk_assets_load(desk_assets *assets, const char *folder, const rc_naming *naming, rc_error *err)
{
    loading l = {.assets = assets, .naming = naming};
    load_job job = {&l, folder};
    rc_arena_init(&assets->arena, (size_t)1 << 20, 0);
    rc_buf_init(&l.buf);
    rc_buf_init(&l.packed);
    rc_status status = rc_arena_run(&assets->arena, load, &job, "loading the pages", err);
    while (l.depth > 0)
        if (l.dirs[--l.depth]) closedir(l.dirs[l.depth]);
    rc_buf_release(&l.buf);
    rc_buf_release(&l.packed);
    assets->ptr = l.all.ptr;
    assets->n = (uint32_t)l.all.len;
    return status;
}

void desk_assets_free(desk_assets *assets)
{
    rc_arena_release(&assets->arena);
    *assets = (desk_assets){0};
}

const desk_asset *desk_asset_find(const desk_assets *assets, rc_str path)
{
    if (rc_str_is(path, "/")) path = RC_STR("/index.html");
    for (uint32_t i = 0; i < assets->n; i++)
        if (rc_str_eq(assets->ptr[i].path, path)) return &assets->ptr[i];
    return NULL;
}
