#include "recoupe/base/data_table.h"

#include "recoupe/base/buf.h"

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

rc_status rc_data_table_open(rc_tsv *tsv, const char *data_dir, const char *file, const char *const *columns,
                             rc_arena *arena, rc_error *err)
{
    const char *path = rc_arena_printf(arena, "%s/data/%s", data_dir, file).ptr;
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

rc_str rc_data_table_cell(const rc_tsv *tsv, const char *column)
{
    int i = rc_tsv_column(tsv, column);
    return i < 0 ? RC_STR("") : tsv->fields[i];
}

rc_status rc_data_table_bad(const rc_tsv *tsv, const char *what, rc_str value, rc_error *err)
{
    return rc_fail(err, RC_EFORMAT, "%s:%u: %s '%.*s'", tsv->name, tsv->line, what, RC_FMT(value));
}
