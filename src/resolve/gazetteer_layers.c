/* The layers of a user: finding, making and removing them; and the user's own places-supplement.tsv. */
#include <dirent.h>
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include "recoupe/base/paths.h"
#include "recoupe/base/tsv.h"
#include "recoupe/base/utf8.h"
#include "resolve/gazetteer_import.h"
#include "resolve/gazetteer_parts.h"

#define LAYER_END ".bin"
#define FILE_BYTES ((size_t)2 << 30)
#define READ_BYTES ((unsigned)1 << 20)
#define HEAD_BYTES 4096

static const char *const kinds[] = {
#define X(word, name) word,
    RC_PLACES_KINDS(X)
#undef X
};

const char *rc_places_kind_name(rc_places_kind kind)
{
    return (unsigned)kind < RC_PLACES_KIND_COUNT ? kinds[kind] : "";
}

bool rc_places_kind_parse(rc_str word, rc_places_kind *out)
{
    for (unsigned i = 0; i < RC_PLACES_KIND_COUNT; i++) {
        if (!rc_str_is(word, kinds[i])) continue;
        *out = (rc_places_kind)i;
        return true;
    }
    return false;
}

/* ---- names and files of layers */

static bool is_layer_name(rc_str name)
{
    for (size_t i = 0; i < name.len; i++) {
        char c = name.ptr[i];
        bool fits = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
        if (!fits) return false;
    }
    return name.len > 0 && name.len < RC_LAYER_NAME;
}

static rc_status layers_folder(char *out, size_t out_bytes, rc_error *err)
{
    char dir[PATH_MAX];
    rc_status status = rc_user_dir(dir, sizeof dir, err);
    if (status != RC_OK) return status;
    int len = snprintf(out, out_bytes, "%s/layers", dir);
    return len > 0 && (size_t)len < out_bytes ? RC_OK : rc_fail(err, RC_ELIMIT, "%s is too long a path", dir);
}

static int by_name(const void *a, const void *b)
{
    return strcmp(a, b);
}

rc_status rc_layers_find(rc_layer_list *out, rc_error *err)
{
    out->n = 0;
    out->folder[0] = 0;
    /* Without a home there is no folder of the user's, and so nothing in it. */
    if (layers_folder(out->folder, sizeof out->folder, NULL) != RC_OK) return RC_OK;
    DIR *dir = opendir(out->folder);
    if (!dir) return RC_OK;
    rc_status status = RC_OK;
    for (const struct dirent *entry; status == RC_OK && (entry = readdir(dir));) {
        rc_str file = rc_str_of(entry->d_name), name = rc_str_sub(file, 0, file.len - strlen(LAYER_END));
        if (!rc_str_ends(file, RC_STR(LAYER_END)) || !is_layer_name(name)) continue;
        if (out->n == RC_LAYERS)
            status = rc_fail(err, RC_ELIMIT, "%s: more than %d layers", out->folder, RC_LAYERS);
        else
            snprintf(out->name[out->n++], RC_LAYER_NAME, "%.*s", RC_FMT(name));
    }
    closedir(dir);
    qsort(out->name, out->n, sizeof *out->name, by_name);
    return status;
}

rc_status rc_layer_path(char *out, size_t out_bytes, const char *name, rc_error *err)
{
    char folder[PATH_MAX];
    if (!is_layer_name(rc_str_of(name)))
        return rc_fail(err, RC_EINVALID, "'%s' is no name of a layer: letters, digits, - and _", name);
    rc_status status = layers_folder(folder, sizeof folder, err);
    if (status != RC_OK) return status;
    int len = snprintf(out, out_bytes, "%s/%s" LAYER_END, folder, name);
    return len > 0 && (size_t)len < out_bytes ? RC_OK : rc_fail(err, RC_ELIMIT, "%s is too long a path", folder);
}

/* `about` is a line each: kind, day, files. */
rc_status rc_layer_about(rc_layer_info *out, const char *name, rc_arena *arena, rc_error *err)
{
    char path[PATH_MAX];
    rc_gazetteer *g = NULL;
    rc_status status = rc_layer_path(path, sizeof path, name, err);
    if (status == RC_OK) status = rc_gazetteer_open(&g, path, err);
    if (status != RC_OK) return status;
    const gazetteer_part *p = &g->parts[0];
    *out = (rc_layer_info){(uint32_t)p->header.entries.count, p->header.names, p->n_bytes, {0}, {0}, {0}};
    rc_str text = gazetteer_about(p);
    rc_str *lines[] = {&out->kind, &out->day, &out->files};
    char copy[3][1024];
    size_t len[3] = {0};
    for (int i = 0; i < 3 && text.ptr; i++) {
        rc_str line = rc_str_sub(rc_str_cut(&text, '\n'), 0, sizeof copy[i]);
        len[i] = line.len;
        if (line.len) memcpy(copy[i], line.ptr, line.len);
    }
    rc_gazetteer_close(g);
    for (int i = 0; i < 3; i++) *lines[i] = rc_arena_dup(arena, (rc_str){copy[i], len[i]});
    return RC_OK;
}

rc_status rc_layer_remove(const char *name, rc_error *err)
{
    char path[PATH_MAX];
    rc_status status = rc_layer_path(path, sizeof path, name, err);
    if (status != RC_OK) return status;
    if (unlink(path) == 0) return RC_OK;
    if (errno == ENOENT) return rc_fail(err, RC_ENOTFOUND, "there is no layer '%s'", name);
    return rc_fail(err, RC_EIO, "%s: cannot remove: %s", path, strerror(errno));
}

/* ---- importing */

/* Plain or gzip; zlib tells them apart. */
static rc_status read_file(rc_buf *out, const char *path, rc_error *err)
{
    gzFile file = gzopen(path, "rb");
    if (!file) return rc_fail(err, RC_EIO, "%s: cannot open: %s", path, strerror(errno ? errno : ENOMEM));
    static const char no_memory[] = "no memory";
    char *chunk = malloc(READ_BYTES);
    rc_status status = chunk ? RC_OK : rc_fail(err, RC_ENOMEM, "%s: %s", path, no_memory);
    for (int n = 1; status == RC_OK && n > 0;) {
        n = gzread(file, chunk, READ_BYTES);
        if (n < 0) {
            int code;
            const char *what = gzerror(file, &code);
            status = rc_fail(err, RC_EIO, "%s: cannot read: %s", path, code == Z_ERRNO ? strerror(errno) : what);
        } else if (out->len + (size_t)n > FILE_BYTES) {
            status = rc_fail(err, RC_ELIMIT, "%s: longer than %zu GiB", path, FILE_BYTES >> 30);
        } else {
            rc_buf_put(out, (rc_str){chunk, (size_t)n});
            if (out->failed) status = rc_fail(err, RC_ENOMEM, "%s: %s", path, no_memory);
        }
    }
    free(chunk);
    int closed = gzclose(file); /* tells of a file that was cut short */
    if (closed != Z_OK && status == RC_OK) status = rc_fail(err, RC_EIO, "%s: the gzip file is damaged", path);
    return status;
}

static unsigned count_of(rc_str s, char c)
{
    unsigned n = 0;
    for (size_t i = 0; i < s.len; i++) n += s.ptr[i] == c;
    return n;
}

/* By the first line. */
static rc_places_kind kind_of(rc_str text, rc_arena *arena)
{
    rc_str rest = rc_str_sub(text, 0, HEAD_BYTES), first = rc_str_cut(&rest, '\n');
    rc_str lower = rc_utf8_invalid(first) == SIZE_MAX ? rc_utf8_lower(arena, first) : first;
    if (rc_str_starts(lower, RC_STR("wof_id"))) return RC_PLACES_WOF;
    if (rc_str_find(lower, RC_STR("code"), 0) != SIZE_MAX && rc_str_find(lower, RC_STR(","), 0) != SIZE_MAX)
        return RC_PLACES_COD;
    unsigned tabs = count_of(first, '\t');
    if (tabs == 18) return RC_PLACES_GEONAMES;
    int64_t id;
    rc_str first_cell = rc_str_cut(&first, '\t'), second_cell = first.ptr ? rc_str_cut(&first, '\t') : first;
    bool are_ids = rc_str_int(first_cell, &id) && rc_str_int(second_cell, &id);
    return tabs >= 3 && tabs <= 9 && are_ids ? RC_PLACES_ALTERNATES : RC_PLACES_ANY;
}

typedef struct import_job {
    gazetteer_import import;
    rc_gazetteer *below;
    rc_buf *texts;
    rc_places_kind *kinds;
    char path[PATH_MAX];
} import_job;

static rc_str text_of(const import_job *job, size_t i)
{
    rc_str text = rc_buf_str(&job->texts[i]);
    return rc_str_starts(text, RC_STR("\xef\xbb\xbf")) ? rc_str_sub(text, 3, text.len) : text;
}

static rc_status read_one(import_job *job, size_t i, rc_error *err)
{
    rc_str text = text_of(job, i);
    job->import.file = job->import.request->files[i];
    switch (job->kinds[i]) {
    case RC_PLACES_GEONAMES:
        import_geonames(&job->import, text);
        return RC_OK;
    case RC_PLACES_ALTERNATES:
        import_alternates(&job->import, text);
        return RC_OK;
    case RC_PLACES_WOF:
        return import_wof(&job->import, text, err);
    case RC_PLACES_COD:
        return import_cod(&job->import, text, err);
    case RC_PLACES_ANY:
        break;
    }
    return rc_fail(err, RC_EFORMAT,
                   "%s: neither GeoNames' columns nor a head with wof_id or P-codes; --kind says what it is",
                   job->import.file);
}

static rc_str about(const import_job *job)
{
    const rc_layer_request *r = job->import.request;
    rc_arena *arena = job->import.arena;
    char day[11];
    rc_day_iso(r->day, day);
    rc_str words = rc_str_of(rc_places_kind_name(job->kinds[0]));
    rc_str files = {NULL, 0};
    for (size_t i = 0; i < r->n_files; i++) {
        const char *slash = strrchr(r->files[i], '/');
        const char *file = slash ? slash + 1 : r->files[i];
        files = files.len ? rc_arena_printf(arena, "%.*s %s", RC_FMT(files), file) : rc_str_of(file);
        rc_str kind = rc_str_of(rc_places_kind_name(job->kinds[i]));
        if (rc_str_find(words, kind, 0) == SIZE_MAX)
            words = rc_arena_printf(arena, "%.*s %.*s", RC_FMT(words), RC_FMT(kind));
    }
    return rc_arena_printf(arena, "%.*s\n%s\n%.*s\n", RC_FMT(words), day, RC_FMT(files));
}

static rc_status read_all(void *context, rc_error *err)
{
    import_job *job = context;
    gazetteer_import *import = &job->import;
    const rc_layer_request *r = import->request;
    import_init(import, job->below, import->arena);
    rc_status status = import_words(import, r->data_dir, err);
    for (size_t i = 0; i < r->n_files && status == RC_OK; i++)
        job->kinds[i] = r->kind == RC_PLACES_ANY ? kind_of(text_of(job, i), import->arena) : r->kind;
    /* Names of places come after the places. */
    for (int names = 0; names < 2; names++)
        for (size_t i = 0; i < r->n_files && status == RC_OK; i++)
            if ((job->kinds[i] == RC_PLACES_ALTERNATES) == (names == 1)) status = read_one(job, i, err);
    if (status != RC_OK) return status;
    if (!import->builder.rows.len) return rc_fail(err, RC_EEMPTY, "%s: no place in it", r->files[0]);
    import->builder.about = about(job);
    status = rc_gazetteer_builder_write(&import->builder, job->path, err);
    import->report->names = import->builder.names.len;
    return status;
}

/* Make the folder of a path, and what it lies in. */
static rc_status make_folders(const char *path, rc_error *err)
{
    char folder[PATH_MAX];
    snprintf(folder, sizeof folder, "%s", path);
    for (char *slash = strchr(folder + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
        *slash = 0;
        if (mkdir(folder, 0777) != 0 && errno != EEXIST)
            return rc_fail(err, RC_EIO, "%s: cannot create: %s", folder, strerror(errno));
        *slash = '/';
    }
    return RC_OK;
}

rc_status rc_layer_import(const rc_layer_request *request, rc_layer_report *report, rc_arena *arena, rc_error *err)
{
    *report = (rc_layer_report){0};
    import_job job = {.import = {.arena = arena, .request = request, .report = report}};
    char base[PATH_MAX];
    snprintf(base, sizeof base, "%s/gazetteer.bin", request->data_dir);
    job.texts = calloc(request->n_files, sizeof *job.texts);
    job.kinds = calloc(request->n_files, sizeof *job.kinds);
    rc_status status = job.texts && job.kinds ? RC_OK : rc_fail(err, RC_ENOMEM, "no memory for the import");
    if (status == RC_OK) status = rc_layer_path(job.path, sizeof job.path, request->name, err);
    if (status == RC_OK) status = rc_gazetteer_open(&job.below, base, err);
    for (size_t i = 0; i < request->n_files && status == RC_OK; i++) {
        rc_buf_init(&job.texts[i]);
        status = read_file(&job.texts[i], request->files[i], err);
    }
    if (status == RC_OK) status = make_folders(job.path, err);
    if (status == RC_OK) status = rc_arena_run(arena, read_all, &job, "importing places", err);
    for (size_t i = 0; job.texts && i < request->n_files; i++) rc_buf_release(&job.texts[i]);
    rc_gazetteer_close(job.below);
    free(job.texts);
    free(job.kinds);
    return status;
}

rc_status import_words(gazetteer_import *import, const char *data_dir, rc_error *err)
{
    rc_languages languages;
    rc_status status = rc_languages_find(&languages, data_dir, err);
    if (status == RC_ENOTFOUND) return RC_OK; /* no language, no words */
    for (unsigned i = 0; i < languages.n && status == RC_OK; i++) {
        const char *path = rc_arena_printf(import->arena, "%s/lang/%s/placewords.tsv", data_dir, languages.tag[i]).ptr;
        if (access(path, F_OK) == 0) status = rc_gazetteer_builder_words(&import->builder, path, err);
    }
    return status;
}

/* ---- the user's own places */

typedef struct own_job {
    rc_gazetteer *gazetteer;
    const char *data_dir, *path;
    rc_arena arena;
    rc_buf text, bytes;
} own_job;

static rc_status own_row(gazetteer_import *import, const rc_tsv *tsv, const int *at, rc_error *err)
{
    enum { NAME, ALTERNATES, KIND, LAT, LON, COUNTRY, ADMIN1 };
    const rc_str *f = tsv->fields;
    import_place place = {.name = f[at[NAME]], .admin1 = RC_GAZETTEER_NONE, .admin2 = RC_GAZETTEER_NONE};
    rc_str country = f[at[COUNTRY]];
    const char *wrong = NULL;
    if (!place.name.len || country.len > 2 || country.len == 1)
        wrong = "no name, or a country that is no two-letter code";
    if (!wrong && !rc_feature_parse(f[at[KIND]], &place.feature)) wrong = "unknown kind";
    if (!wrong && (f[at[LAT]].len || f[at[LON]].len) && !import_point(f[at[LAT]], f[at[LON]], &place))
        wrong = "not a point on the Earth";
    if (wrong) return rc_fail(err, RC_EFORMAT, "%s:%u: %s", tsv->name, tsv->line, wrong);
    if (country.len) memcpy(place.country, country.ptr, 2);
    if (f[at[ADMIN1]].len) {
        place.admin1 = import_unit(import, f[at[ADMIN1]], place.country, RC_FEATURE_REGION);
        if (place.admin1 == RC_GAZETTEER_NONE)
            return rc_fail(err, RC_EFORMAT, "%s:%u: no region '%.*s' in %s", tsv->name, tsv->line,
                           RC_FMT(f[at[ADMIN1]]), place.country);
    }
    place.source = rc_arena_printf(import->arena, "own:%u", tsv->line);
    int64_t id;
    int with_id = rc_tsv_column(tsv, "id"); /* of GeoNames: what the row stands for, whatever its name and point */
    if (with_id >= 0 && rc_str_int(f[with_id], &id) && id > 0) place.geonames = (uint64_t)id;
    for (rc_str rest = f[at[ALTERNATES]]; rest.ptr;) {
        rc_str name = rc_str_trim(rc_str_cut(&rest, '|'));
        if (name.len) *RC_PUSH(import->arena, &place.names) = (import_name){name, true, false};
    }
    uint32_t row = import_add(import, &place, true);
    if (row == RC_GAZETTEER_NONE)
        return rc_fail(err, RC_EFORMAT, "%s:%u: '%.*s' is not in the gazetteer and has no point", tsv->name, tsv->line,
                       RC_FMT(place.name));
    import->builder.rows.ptr[row].is_notable = true;
    return RC_OK;
}

static rc_status read_own(void *context, rc_error *err)
{
    own_job *job = context;
    static const char *const names[] = {"name", "alternates", "kind", "lat", "lon", "country", "admin1"};
    gazetteer_import import = {.arena = &job->arena};
    int at[7];
    rc_tsv tsv;
    import_init(&import, job->gazetteer, &job->arena);
    import.builder.trusted = true;
    rc_str text = rc_buf_str(&job->text);
    if (rc_utf8_invalid(text) != SIZE_MAX) return rc_fail(err, RC_EENCODING, "%s: not UTF-8", job->path);
    rc_status status = import_words(&import, job->data_dir, err);
    if (status == RC_OK) status = rc_tsv_open(&tsv, text, job->path, err);
    for (size_t i = 0; i < 7 && status == RC_OK; i++) status = rc_tsv_require(&tsv, names[i], &at[i], err);
    while (status == RC_OK && (status = rc_tsv_next(&tsv, err)) == RC_OK) status = own_row(&import, &tsv, at, err);
    if (status != RC_END) return status;
    return rc_gazetteer_builder_bytes(&import.builder, &job->bytes, job->path, err);
}

rc_status gazetteer_add_own(rc_gazetteer *gazetteer, const char *data_dir, const char *path, rc_error *err)
{
    own_job job = {.gazetteer = gazetteer, .data_dir = data_dir, .path = path};
    rc_arena_init(&job.arena, (size_t)1 << 20, 0);
    rc_buf_init(&job.text);
    rc_buf_init(&job.bytes);
    /* Twins are looked for in the gazetteer below, not among the layers. */
    unsigned n_parts = gazetteer->n_parts;
    uint32_t n_entries = gazetteer->n_entries;
    gazetteer->n_parts = 1;
    gazetteer->n_entries = (uint32_t)gazetteer->parts[0].header.entries.count;
    rc_status status = rc_buf_read_file(&job.text, path, (size_t)16 << 20, err);
    if (status == RC_OK) status = rc_arena_run(&job.arena, read_own, &job, path, err);
    gazetteer->n_parts = n_parts;
    gazetteer->n_entries = n_entries;
    rc_buf_release(&job.text);
    rc_arena_release(&job.arena);
    if (status == RC_OK) return gazetteer_add_part(gazetteer, job.bytes.ptr, job.bytes.len, true, path, err);
    rc_buf_release(&job.bytes);
    return status;
}
