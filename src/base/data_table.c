#include "recoupe/base/data_table.h"

#include <limits.h>

#include "recoupe/base/buf.h"
#include "recoupe/base/map.h"
#include "recoupe/base/paths.h"
#include "recoupe/base/utf8.h"

#define TABLE_BYTES ((size_t)16 << 20)

typedef struct copy_job {
    rc_arena *arena;
    rc_str bytes;
} copy_job;

static rc_status keep_bytes(void *context, rc_error *err)
{
    (void)err;
    copy_job *job = context;
    job->bytes = rc_arena_dup(job->arena, job->bytes);
    return RC_OK;
}

static rc_status open_table(rc_tsv *tsv, const char *path, const char *const *columns, rc_arena *arena, rc_error *err)
{
    rc_buf buf;
    rc_buf_init(&buf);
    rc_status status = rc_buf_read_file(&buf, path, TABLE_BYTES, err);
    copy_job job = {arena, rc_buf_str(&buf)};
    /* The buffer is not the arena's: a jump out of memory is caught here and passed on after its release. */
    if (status == RC_OK) status = rc_arena_run(arena, keep_bytes, &job, path, err);
    rc_buf_release(&buf);
    if (status == RC_OK) status = rc_tsv_open(tsv, job.bytes, path, err);
    for (int index; status == RC_OK && *columns; columns++) status = rc_tsv_require(tsv, *columns, &index, err);
    return status;
}

rc_status rc_data_table_open(rc_tsv *tsv, const char *data_dir, const char *file, const char *const *columns,
                             rc_arena *arena, rc_error *err)
{
    return open_table(tsv, rc_arena_printf(arena, "%s/data/%s", data_dir, file).ptr, columns, arena, err);
}

/* ---- tables with which the user overrides ours */

/* The next value of a row's key columns, as "column:value"; false after the last. `column` and `rest` begin as 0 and an
 * empty string. */
static bool next_key(const rc_tsv *tsv, const char *const *keys, size_t *column, rc_str *rest, rc_arena *arena,
                     rc_str *key)
{
    for (; keys[*column]; (*column)++, *rest = (rc_str){NULL, 0}) {
        rc_str name = rc_str_of(keys[*column]);
        bool is_list = rc_str_ends(name, RC_STR("*"));
        if (!rest->ptr)
            *rest = rc_data_table_cell(tsv, rc_arena_cstr(arena, rc_str_sub(name, 0, name.len - is_list)));
        else if (!is_list)
            continue;
        while (rest->ptr && rest->len) {
            rc_str value = rc_str_trim(rc_str_cut(rest, '|'));
            if (!rest->ptr) rest->ptr = ""; /* the cell has been begun */
            if (!value.len) continue;
            *key = rc_arena_printf(arena, "%zu:%.*s", *column, RC_FMT(rc_utf8_lower(arena, value)));
            return true;
        }
    }
    return false;
}

static bool is_replaced(const rc_map *own, const rc_tsv *tsv, const char *const *keys, rc_arena *arena)
{
    size_t column = 0;
    rc_str rest = {NULL, 0}, key;
    while (own->len && next_key(tsv, keys, &column, &rest, arena, &key))
        if (rc_map_get(own, key)) return true;
    return false;
}

rc_status rc_data_table_each(const char *data_dir, const char *file, const char *const *columns,
                             const char *const *keys, rc_status (*read)(void *context, rc_tsv *tsv, rc_error *err),
                             void *context, rc_arena *arena, rc_error *err)
{
    char path[PATH_MAX];
    rc_map own = {0};
    rc_tsv tsv;
    rc_status status = RC_OK;
    if (rc_user_own(path, sizeof path, file)) {
        status = open_table(&tsv, rc_arena_cstr(arena, rc_str_of(path)), columns, arena, err);
        while (status == RC_OK && (status = rc_tsv_next(&tsv, err)) == RC_OK) {
            size_t column = 0;
            rc_str rest = {NULL, 0}, key;
            while (next_key(&tsv, keys, &column, &rest, arena, &key)) rc_map_put(arena, &own, key, NULL);
            status = read(context, &tsv, err);
        }
        if (status == RC_END) status = RC_OK;
    }
    if (status == RC_OK) status = rc_data_table_open(&tsv, data_dir, file, columns, arena, err);
    while (status == RC_OK && (status = rc_tsv_next(&tsv, err)) == RC_OK)
        if (!is_replaced(&own, &tsv, keys, arena)) status = read(context, &tsv, err);
    return status == RC_END ? RC_OK : status;
}

rc_str rc_data_table_cell(const rc_tsv *tsv, const char *column)
{
    int i = rc_tsv_column(tsv, column);
    return i < 0 ? RC_STR("") : tsv->fields[i];
}

rc_status rc_data_table_bad(const rc_tsv *tsv, const char *what, rc_str value, rc_error *err)
{
    return rc_fail(err, RC_EFORMAT, "%s:%u: %s '%.*s'", tsv->name, tsv->line, what, RC_FMT(value));
}
