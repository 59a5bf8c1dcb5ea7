/* Opening a gazetteer with the user's layers, and looking names up in it.
 *   bench_gazetteer DATA_FOLDER NAMES     NAMES: a file with a name a line
 * Prints the milliseconds to open (median of 21), the names it holds, and the microseconds of a look-up at the median
 * and at the ninety-ninth percentile, each name once, in the order of the file. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "recoupe/base/buf.h"
#include "recoupe/base/utf8.h"
#include "recoupe/resolve/gazetteer.h"

#define ROUNDS 21

static double seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static rc_status open_often(const char *data, rc_gazetteer **out, double *median, rc_error *err)
{
    double took[ROUNDS];
    for (int i = 0; i < ROUNDS; i++) {
        if (*out) rc_gazetteer_close(*out);
        *out = NULL;
        double start = seconds();
        rc_status status = rc_gazetteer_open_all(out, data, err);
        if (status != RC_OK) return status;
        took[i] = seconds() - start;
    }
    qsort(took, ROUNDS, sizeof *took, by_value);
    *median = took[ROUNDS / 2];
    return RC_OK;
}

static void look_all_up(const rc_gazetteer *g, rc_str names)
{
    rc_arena arena;
    rc_arena_init(&arena, (size_t)1 << 20, 0);
    RC_VEC(double) took = {0};
    size_t found = 0;
    while (names.ptr) {
        rc_gazetteer_hit hits[16];
        rc_str key = rc_utf8_name_key(&arena, rc_str_cut(&names, '\n'));
        double start = seconds();
        found += rc_gazetteer_lookup(g, key, hits, 16) > 0;
        *RC_PUSH(&arena, &took) = seconds() - start;
    }
    qsort(took.ptr, took.len, sizeof *took.ptr, by_value);
    if (took.len)
        printf("%zu names, %zu found: %.2f us at the median, %.2f at the 99th percentile\n", took.len, found,
               took.ptr[took.len / 2] * 1e6, took.ptr[took.len * 99 / 100] * 1e6);
    rc_arena_release(&arena);
}

int main(int argc, char **argv)
{
    rc_gazetteer *g = NULL;
    rc_error err = {0};
    rc_buf names;
    double open = 0;
    rc_buf_init(&names);
    rc_status status = argc == 3 ? open_often(argv[1], &g, &open, &err) : rc_fail(&err, RC_EINVALID, "two arguments");
    if (status == RC_OK) status = rc_buf_read_file(&names, argv[2], (size_t)1 << 30, &err);
    if (status == RC_OK) {
        printf("%u places, opened in %.2f ms\n", rc_gazetteer_entries(g), open * 1e3);
        look_all_up(g, rc_buf_str(&names));
    } else {
        fprintf(stderr, "bench_gazetteer: %s\n", err.message);
    }
    rc_buf_release(&names);
    rc_gazetteer_close(g);
    return status == RC_OK ? 0 : 1;
}
