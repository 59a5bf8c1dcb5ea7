/** What the tests of the intake share: a sink that keeps copies of what it is given, a folder of the test's own, and
 * checks that show what was got. Each test program has one of these. */
#ifndef RECOUPE_TESTS_INTAKE_GATHER_H
#define RECOUPE_TESTS_INTAKE_GATHER_H

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "recoupe/base/buf.h"
#include "recoupe/base/utf8.h"
#include "recoupe/intake/intake.h"

#define MAX_ITEMS 64
#define MB ((size_t)1 << 20)

typedef struct gathered {
    rc_arena arena;
    rc_report reports[MAX_ITEMS];
    size_t n_reports;
    rc_error skipped[MAX_ITEMS];
    size_t n_skipped;
    size_t stop_at; /* return RC_EBUSY from this report on; 0: never */
    size_t count;   /* of all reports, also beyond MAX_ITEMS */
} gathered;

static gathered got;
static char folder[200];

static inline rc_status take_report(void *context, const rc_report *report, rc_error *err)
{
    gathered *g = context;
    g->count++;
    assert_int_equal(rc_utf8_invalid(report->text), SIZE_MAX);
    if (g->n_reports < MAX_ITEMS) g->reports[g->n_reports++] = rc_report_copy(&g->arena, report);
    if (g->stop_at && g->count >= g->stop_at) return rc_fail(err, RC_EBUSY, "enough");
    return RC_OK;
}

static inline void take_skipped(void *context, const rc_error *why)
{
    gathered *g = context;
    if (g->n_skipped < MAX_ITEMS) g->skipped[g->n_skipped++] = *why;
}

static const rc_intake_sink sink = {&got, take_report, take_skipped};

static inline void clear(void)
{
    rc_arena_release(&got.arena);
    memset(&got, 0, sizeof got);
    rc_arena_init(&got.arena, 1 << 16, 0);
}

static inline void read_bytes(rc_str bytes, const char *name)
{
    rc_error err = {0};
    clear();
    assert_int_equal(rc_intake_bytes(bytes, name, &sink, &err), RC_OK);
}

#define READ(literal, name) read_bytes(RC_STR(literal), (name))

static inline void read_path(const char *path)
{
    rc_error err = {0};
    clear();
    assert_int_equal(rc_intake_path(path, &sink, &err), RC_OK);
}

static inline void assert_field(rc_str value, const char *expected)
{
    if (rc_str_is(value, expected)) return;
    fail_msg("got \"%.*s\", expected \"%s\"", RC_FMT(value), expected);
}

static inline void one_report(void)
{
    if (got.n_skipped) fail_msg("skipped: %s", got.skipped[0].message);
    assert_int_equal(got.n_reports, 1);
}

static inline void one_skipped(rc_status status, const char *part)
{
    assert_int_equal(got.n_reports, 0);
    assert_int_equal(got.n_skipped, 1);
    if (got.skipped[0].status != status || !strstr(got.skipped[0].message, part))
        fail_msg("%s: %s", rc_status_name(got.skipped[0].status), got.skipped[0].message);
}

static inline const char *in_folder(const char *name)
{
    static char path[512];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    return path;
}

static inline void write_file(const char *name, rc_str bytes)
{
    FILE *file = fopen(in_folder(name), "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes.ptr ? bytes.ptr : "", 1, bytes.len, file), bytes.len);
    assert_int_equal(fclose(file), 0);
}

static inline int set_up(void **state)
{
    (void)state;
    const char *place = getenv("TMPDIR");
    snprintf(folder, sizeof folder, "%s/recoupe-intake-XXXXXX", place ? place : P_tmpdir);
    return mkdtemp(folder) ? 0 : -1;
}

static inline int tear_down(void **state)
{
    (void)state;
    char command[256];
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    clear();
    rc_arena_release(&got.arena);
    return system(command);
}

/* One paragraph that is prose by any measure. */
#define P "<p>Two soldiers were killed in the north on Monday, the army said in a statement.</p>"
#define P_TEXT "Two soldiers were killed in the north on Monday, the army said in a statement."

#endif
