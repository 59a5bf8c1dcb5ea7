#include <stdlib.h>

#include "language/feature.h"
#include "recoupe/base/hash.h"
#include "recoupe/base/utf8.h"
#include "train/job.h"

#define MOST_ROWS 65000
#define MOST_WIDTH 512

/* Numbers, in hundredths, of one line; false when there are not `n`. */
static bool read_row(rc_str line, float *out, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        int64_t value;
        if (!line.ptr || !rc_str_int(rc_str_cut(&line, ' '), &value)) return false;
        out[i] = (float)value / 100;
    }
    return true;
}

static bool read_all(rc_job *job, rc_str rest, unsigned most_forms)
{
    rc_arena *arena = &job->arena;
    rc_str line = rc_str_cut(&rest, '\n');
    int64_t rows, width;
    if (!rc_str_int(rc_str_cut(&line, ' '), &rows) || !line.ptr || !rc_str_int(line, &width) || rows < 1 ||
        rows > MOST_ROWS || width < 1 || width > MOST_WIDTH)
        return false;
    job->n_vectors = (size_t)rows;
    job->vector_width = (size_t)width;
    job->vectors = RC_NEWS(arena, float, job->n_vectors * job->vector_width);
    for (size_t i = 0; i < job->n_vectors; i++)
        if (!rest.ptr || !read_row(rc_str_cut(&rest, '\n'), job->vectors + i * job->vector_width, job->vector_width))
            return false;
    rc_pairs own = {0}, folded = {0};
    for (unsigned n = 0; rest.ptr && n < most_forms; n++) {
        line = rc_str_cut(&rest, '\n');
        rc_str form = rc_str_cut(&line, '\t'), fold = rc_utf8_fold(arena, form);
        int64_t row;
        if (!form.len) continue;
        if (!line.ptr || !rc_str_int(line, &row) || row < 0 || row >= rows) return false;
        rc_pairs_put(&own, rc_hash64(form), (uint16_t)(row + 1), arena);
        if (!rc_str_eq(fold, rc_utf8_lower(arena, form)))
            rc_pairs_put(&folded, rc_hash64(fold), (uint16_t)(row + 1), arena);
    }
    /* The first of two entries with one key stays, so a form goes before what another is without accents. */
    for (size_t i = 0; i < folded.list.len; i++)
        rc_pairs_put(&own, folded.list.ptr[i].hash, folded.list.ptr[i].value, arena);
    rc_build_table(&job->build, RC_SECTION_VECTORS, &own);
    return true;
}

rc_status rc_job_read_vectors(rc_job *job, const char *path, unsigned most_forms)
{
    rc_buf buf;
    rc_buf_init(&buf);
    rc_status status = rc_buf_read_file(&buf, path, 512u << 20, &job->err);
    if (status == RC_OK && !read_all(job, rc_buf_str(&buf), most_forms))
        status = rc_fail(&job->err, RC_EFORMAT, "%s: not a file of vectors", path);
    rc_buf_release(&buf);
    return status;
}
