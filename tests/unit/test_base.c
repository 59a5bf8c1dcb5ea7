/* Memory, buffers, maps, threads and days: the ground everything stands on. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "recoupe/base/arena.h"
#include "recoupe/base/buf.h"
#include "recoupe/base/day.h"
#include "recoupe/base/hash.h"
#include "recoupe/base/map.h"
#include "recoupe/base/paths.h"
#include "recoupe/base/pool.h"

#define CHUNK 4096

/* ---- arena */

static void arena_gives_zeroed_aligned_memory(void **state)
{
    (void)state;
    rc_arena arena;
    rc_arena_init(&arena, CHUNK, 0);
    for (size_t round = 0; round < 3; round++) {
        char *before = NULL;
        for (size_t size = 0; size < 700; size++) {
            unsigned char *bytes = rc_arena_alloc(&arena, 1, 1, size);
            double *real = RC_NEW(&arena, double);
            assert_non_null(bytes);
            assert_int_equal((uintptr_t)real % alignof(double), 0);
            assert_int_equal((uintptr_t)rc_arena_alloc(&arena, 1, 64, size) % 64, 0);
            for (size_t i = 0; i < size; i++) assert_int_equal(bytes[i], 0);
            memset(bytes, 0xEE, size);
            *real = -1;
            char *raw = rc_arena_alloc_raw(&arena, 1, 64, size); /* need not be zeroed, but is nobody else's */
            assert_int_equal((uintptr_t)raw % 64, 0);
            memset(raw, 0xAA, size);
            for (size_t i = 0; i < size; i++) assert_int_equal(bytes[i], 0xEE);
            assert_ptr_not_equal(bytes, before);
            before = (char *)bytes;
        }
        rc_arena_reset(&arena); /* what comes next is zeroed again */
    }
    rc_arena_release(&arena);
    assert_null(arena.chunks);
}

static void arena_keeps_what_was_given_out(void **state)
{
    (void)state;
    rc_arena arena;
    rc_arena_init(&arena, CHUNK, 0);
    char *small = rc_arena_cstr(&arena, RC_STR("small"));
    char *large = rc_arena_alloc(&arena, 1, 1, 10 * CHUNK); /* has a chunk of its own */
    memset(large, 'x', 10 * CHUNK);
    rc_str copy = rc_arena_dup(&arena, RC_STR("copy"));
    rc_str printed = rc_arena_printf(&arena, "%d %s", 42, "words");
    rc_str empty = rc_arena_dup(&arena, (rc_str){NULL, 0});
    assert_string_equal(small, "small");
    assert_true(rc_str_is(copy, "copy"));
    assert_true(rc_str_is(printed, "42 words"));
    assert_int_equal(printed.ptr[printed.len], 0);
    assert_int_equal(empty.len, 0);
    rc_arena_release(&arena);
}

typedef struct greedy {
    rc_arena *arena;
    size_t each, taken;
    bool end_early;
} greedy;

static rc_status take_until_it_ends(void *context, rc_error *err)
{
    greedy *g = context;
    if (g->end_early) return rc_fail(err, RC_EFORMAT, "as asked");
    for (;;) {
        rc_arena_alloc(g->arena, 1, 1, g->each);
        g->taken += g->each;
    }
}

static void arena_limit_unwinds_to_the_innermost_run(void **state)
{
    (void)state;
    static const size_t sizes[] = {1, 100, 3000, 5000, SIZE_MAX / 2, SIZE_MAX};
    rc_arena arena;
    rc_arena_init(&arena, CHUNK, (size_t)1 << 20);
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        rc_error err = {0};
        greedy g = {&arena, sizes[i], 0, false};
        assert_int_equal(rc_arena_run(&arena, take_until_it_ends, &g, "a report", &err), RC_ENOMEM);
        assert_int_equal(err.status, RC_ENOMEM);
        assert_string_equal(err.message, "a report: needs more than the 1 MB of memory allowed for one report");
        assert_true(g.taken <= (size_t)1 << 20);
        assert_true(arena.used_bytes <= (size_t)1 << 20);
        assert_null(arena.oom);
        rc_arena_reset(&arena);
    }
    rc_error err = {0};
    greedy g = {&arena, 1, 0, true};
    assert_int_equal(rc_arena_run(&arena, take_until_it_ends, &g, "a report", &err), RC_EFORMAT);
    assert_string_equal(err.message, "as asked");
    rc_arena_release(&arena);
}

static rc_status run_inside(void *context, rc_error *err)
{
    greedy *g = context;
    rc_error inner = {0};
    assert_int_equal(rc_arena_run(g->arena, take_until_it_ends, g, "inner", &inner), RC_ENOMEM);
    assert_non_null(g->arena->oom); /* the outer one waits again */
    rc_arena_reset(g->arena);
    return take_until_it_ends(g, err);
}

static void arena_runs_nest(void **state)
{
    (void)state;
    rc_arena arena;
    rc_error err = {0};
    rc_arena_init(&arena, CHUNK, 4 * CHUNK);
    greedy g = {&arena, 64, 0, false};
    assert_int_equal(rc_arena_run(&arena, run_inside, &g, "outer", &err), RC_ENOMEM);
    assert_non_null(strstr(err.message, "outer"));
    rc_arena_release(&arena);
}

#ifdef RC_ARENA_MALLOC /* a sanitizer's malloc returns NULL too, instead of ending the program */
const char *__asan_default_options(void);
const char *__asan_default_options(void)
{
    return "allocator_may_return_null=1";
}
#endif

static rc_status ask_for_everything(void *context, rc_error *err)
{
    (void)err;
    rc_arena_alloc(context, 1, 1, SIZE_MAX / 4);
    return RC_OK;
}

static void arena_without_limit_says_out_of_memory(void **state)
{
    (void)state;
    rc_arena arena;
    rc_error err = {0};
    rc_arena_init(&arena, CHUNK, 0);
    assert_int_equal(rc_arena_run(&arena, ask_for_everything, &arena, "joining", &err), RC_ENOMEM);
    assert_string_equal(err.message, "joining: out of memory");
    rc_arena_release(&arena);
}

static void vec_grows(void **state)
{
    (void)state;
    rc_arena arena;
    RC_VEC(uint32_t) vec = {0};
    rc_arena_init(&arena, CHUNK, 0);
    for (uint32_t i = 0; i < 100000; i++) {
        uint32_t *last = RC_PUSH(&arena, &vec);
        assert_int_equal(*last, 0);
        *last = i * 7;
    }
    assert_int_equal(vec.len, 100000);
    assert_true(vec.cap >= vec.len);
    for (uint32_t i = 0; i < 100000; i++) assert_int_equal(vec.ptr[i], i * 7);
    rc_arena_release(&arena);
}

/* ---- buffer */

static void buf_takes_everything(void **state)
{
    (void)state;
    rc_buf buf;
    rc_buf_init(&buf);
    for (int i = 0; i < 1000; i++) {
        rc_buf_put(&buf, RC_STR("ab"));
        rc_buf_putc(&buf, 'c');
        rc_buf_printf(&buf, "%d", i % 10);
    }
    rc_buf_put(&buf, (rc_str){NULL, 0});
    rc_str all = rc_buf_str(&buf);
    assert_int_equal(all.len, 4000);
    for (size_t i = 0; i < 1000; i++) {
        assert_memory_equal(all.ptr + 4 * i, "abc", 3);
        assert_int_equal(all.ptr[4 * i + 3], '0' + (int)(i % 10));
    }
    rc_buf_release(&buf);
    assert_null(buf.ptr);
}

static void buf_says_when_a_write_is_short(void **state)
{
    (void)state;
    rc_error err = {0};
    rc_buf buf;
    FILE *full = fopen("/dev/full", "wb");
    if (!full) skip();
    setvbuf(full, NULL, _IONBF, 0);
    rc_buf_init(&buf);
    rc_buf_put(&buf, RC_STR("words"));
    assert_int_equal(rc_buf_flush(&buf, full, &err), RC_EIO);
    assert_non_null(strstr(err.message, "No space left"));
    buf.failed = true; /* as after a growth that failed */
    rc_buf_put(&buf, RC_STR("ignored"));
    assert_int_equal(buf.len, 5);
    assert_int_equal(rc_buf_flush(&buf, full, &err), RC_ENOMEM);
    rc_buf_release(&buf);
    fclose(full);
}

static void buf_reads_files(void **state)
{
    (void)state;
    char path[] = "/tmp/recoupe-buf-XXXXXX";
    int handle = mkstemp(path);
    assert_true(handle >= 0);
    FILE *file = fdopen(handle, "wb");
    for (int i = 0; i < 200000; i++) fputc(i % 251, file);
    fclose(file);
    rc_buf buf;
    rc_error err = {0};
    rc_buf_init(&buf);
    rc_buf_put(&buf, RC_STR("before"));
    assert_int_equal(rc_buf_read_file(&buf, path, 200000, &err), RC_OK);
    assert_int_equal(buf.len, 200006);
    for (size_t i = 0; i < 200000; i++) assert_int_equal((unsigned char)buf.ptr[6 + i], i % 251);
    assert_int_equal(rc_buf_read_file(&buf, path, 199999, &err), RC_ELIMIT);
    assert_non_null(strstr(err.message, path));
    assert_int_equal(rc_buf_read_file(&buf, "/nowhere/at/all", 1, &err), RC_EIO);
    assert_string_equal(err.message, "/nowhere/at/all: cannot open: No such file or directory");
    assert_int_equal(rc_buf_read_file(&buf, "/", 1, &err), RC_EIO);
    unlink(path);
    rc_buf_release(&buf);
}

/* ---- map, hash, errors */

static void map_holds_what_was_put(void **state)
{
    (void)state;
    rc_arena arena;
    rc_map map = {0};
    rc_arena_init(&arena, (size_t)1 << 16, 0);
    assert_null(rc_map_get(&map, RC_STR("nothing yet")));
    for (uint32_t i = 0; i < 20000; i++) {
        bool is_new = false;
        uint64_t *value = rc_map_put(&arena, &map, rc_arena_printf(&arena, "key %u", i), &is_new);
        assert_true(is_new);
        assert_int_equal(*value, 0);
        *value = i + 1;
    }
    assert_int_equal(map.len, 20000);
    assert_true(2 * map.len <= map.cap);
    for (uint32_t i = 0; i < 20000; i++) {
        bool is_new = true;
        rc_str key = rc_arena_printf(&arena, "key %u", i);
        assert_int_equal(*rc_map_get(&map, key), i + 1);
        assert_int_equal(*rc_map_put(&arena, &map, key, &is_new), i + 1);
        assert_false(is_new);
    }
    assert_null(rc_map_get(&map, RC_STR("key 20000")));
    assert_null(rc_map_get(&map, RC_STR("")));
    *rc_map_put(&arena, &map, RC_STR(""), NULL) = 9; /* the empty key is a key */
    assert_int_equal(*rc_map_get(&map, (rc_str){NULL, 0}), 9);
    rc_arena_release(&arena);
}

static void hashes_are_the_published_ones(void **state)
{
    (void)state;
    char hex[2 * RC_SHA256_BYTES + 1];
    rc_sha256_hex(rc_sha256_of(RC_STR("abc")), hex); /* FIPS 180-4, example B.1 */
    assert_string_equal(hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    rc_sha256_hex(rc_sha256_of((rc_str){NULL, 0}), hex);
    assert_string_equal(hex, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    assert_true(rc_hash64((rc_str){NULL, 0}) == UINT64_C(0x2D06800538D394C2)); /* XXH3 of nothing, seed 0 */
}

static void errors_stay_one_printable_line(void **state)
{
    (void)state;
    rc_error err;
    assert_int_equal(rc_fail(NULL, RC_EIO, "no one listens"), RC_EIO);
    rc_fail(&err, RC_EFORMAT, "near '%s'", "a\xAD\xADk\xC3"); /* a library quotes a file that is no UTF-8 */
    assert_string_equal(err.message, "near 'a??k?'");
    assert_int_equal(rc_fail(&err, RC_EFORMAT, "%s:%d: bad", "a\nb\033[2J", 3), RC_EFORMAT);
    assert_string_equal(err.message, "a?b?[2J:3: bad");
    char longer[1200];
    for (size_t i = 0; i + 1 < sizeof longer; i++) longer[i] = i % 2 ? '\xA9' : '\xC3';
    longer[sizeof longer - 1] = 0;
    for (int shift = 0; shift < 2; shift++) {
        rc_fail(&err, RC_EIO, "%.*s%s", shift, "x", longer);
        size_t len = strlen(err.message);
        assert_true(len > 500 && len < sizeof err.message);
        assert_int_equal((len - (size_t)shift) % 2, 0); /* no half of a character */
    }
    for (int s = RC_OK; s <= RC_EUNREAD; s++) assert_string_not_equal(rc_status_name((rc_status)s), "unknown status");
}

static void data_dir_is_where_it_is_said_to_be(void **state)
{
    (void)state;
    char out[512], tiny[4];
    rc_error err = {0};
    setenv("RECOUPE_DATA", RC_SOURCE_DIR, 1);
    assert_int_equal(rc_data_dir(out, sizeof out, &err), RC_OK);
    assert_string_equal(out, RC_SOURCE_DIR);
    setenv("RECOUPE_DATA", "/nowhere/at/all", 1);
    assert_int_equal(rc_data_dir(out, sizeof out, &err), RC_ENOTFOUND);
    assert_non_null(strstr(err.message, "/nowhere/at/all"));
    unsetenv("RECOUPE_DATA");
    assert_int_equal(rc_data_dir(out, sizeof out, &err), RC_OK); /* beside this test program */
    assert_non_null(strstr(out, "share/recoupe"));
    assert_int_equal(rc_data_dir(tiny, sizeof tiny, &err), RC_ENOTFOUND);
}

/* ---- threads */

typedef struct tally {
    unsigned seen[5000];
    size_t by_worker[8];
} tally;

static void count_item(void *context, unsigned worker, size_t i)
{
    tally *t = context;
    t->seen[i]++; /* one worker an item: no lock needed, and a sanitizer would see it if not */
    t->by_worker[worker]++;
}

static void pool_visits_every_item_once(void **state)
{
    (void)state;
    rc_error err = {0};
    for (unsigned threads = 1; threads <= 8; threads++) {
        rc_pool *pool;
        assert_int_equal(rc_pool_new(&pool, threads, &err), RC_OK);
        assert_int_equal(rc_pool_threads(pool), threads);
        for (size_t n = 0; n <= 5000; n = n < 3 ? n + 1 : n * 3) {
            tally *t = calloc(1, sizeof *t);
            assert_non_null(t);
            rc_pool_each(pool, n, count_item, t);
            size_t total = 0;
            for (size_t i = 0; i < 5000; i++) assert_int_equal(t->seen[i], i < n);
            for (unsigned w = 0; w < 8; w++) total += t->by_worker[w];
            assert_int_equal(total, n);
            free(t);
        }
        rc_pool_free(pool);
    }
    rc_pool *pool;
    assert_int_equal(rc_pool_new(&pool, 0, &err), RC_OK);
    assert_true(rc_pool_threads(pool) >= 1);
    rc_pool_free(pool);
    rc_pool_free(NULL);
}

/* ---- days */

static void days_from_1900_to_2100(void **state)
{
    (void)state;
    rc_day day = rc_day_of(1900, 1, 1);
    assert_int_equal(day, -25567);
    int weekday = 0; /* a Monday */
    assert_int_equal(rc_day_of(1970, 1, 1), 0);
    for (int y = 1900; y <= 2100; y++)
        for (int m = 1; m <= 12; m++) {
            int length = rc_days_in_month(y, m);
            bool leap = y % 4 == 0 && y != 1900 && y != 2100;
            assert_int_equal(length, m == 2 ? 28 + leap : m == 4 || m == 6 || m == 9 || m == 11 ? 30 : 31);
            for (int d = 1; d <= length; d++, day++, weekday = (weekday + 1) % 7) {
                assert_int_equal(rc_day_of(y, m, d), day);
                rc_civil c = rc_day_civil(day);
                assert_true(c.year == y && c.month == m && c.day == d);
                assert_int_equal(rc_day_weekday(day), weekday);
                char iso[11], expected[40];
                rc_day_iso(day, iso);
                snprintf(expected, sizeof expected, "%04d-%02d-%02d", y, m, d);
                assert_string_equal(iso, expected);
                assert_int_equal(rc_day_parse(rc_str_of(iso)), day);
            }
            assert_int_equal(rc_day_of(y, m, length + 1), RC_DAY_NONE);
        }
}

static void days_that_are_none(void **state)
{
    (void)state;
    static const char *const none[] = {"",           "2021",       "2021-09",    "2021-9-01",  "2021-13-01",
                                       "2021-02-29", "2021-00-10", "2021-01-00", "0000-01-01", "2021-09-011",
                                       "x021-09-01", "2021/09/01", "2021-09-3a", "-021-09-01"};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        if (rc_day_parse(rc_str_of(none[i])) != RC_DAY_NONE) fail_msg("'%s' is a day", none[i]);
    rc_day day = rc_day_of(2021, 9, 1);
    assert_int_equal(rc_day_parse(RC_STR("2021-09-01T23:59:59+05:00")), day);
    assert_int_equal(rc_day_parse(RC_STR("2021-09-01 10:00")), day);
    assert_int_equal(rc_day_parse((rc_str){NULL, 0}), RC_DAY_NONE);
    assert_int_equal(rc_day_of(0, 1, 1), RC_DAY_NONE);
    assert_int_equal(rc_day_of(10000, 1, 1), RC_DAY_NONE);
    char iso[11] = "x";
    rc_day_iso(RC_DAY_NONE, iso);
    assert_string_equal(iso, "");
    rc_day_iso(rc_day_of(1, 1, 1), iso);
    assert_string_equal(iso, "0001-01-01");
    rc_day_iso(rc_day_of(1, 1, 1) - 1, iso);
    assert_string_equal(iso, "");
    rc_day_iso(INT32_MAX, iso);
    assert_string_equal(iso, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(arena_gives_zeroed_aligned_memory),
        cmocka_unit_test(arena_keeps_what_was_given_out),
        cmocka_unit_test(arena_limit_unwinds_to_the_innermost_run),
        cmocka_unit_test(arena_runs_nest),
        cmocka_unit_test(arena_without_limit_says_out_of_memory),
        cmocka_unit_test(vec_grows),
        cmocka_unit_test(buf_takes_everything),
        cmocka_unit_test(buf_says_when_a_write_is_short),
        cmocka_unit_test(buf_reads_files),
        cmocka_unit_test(map_holds_what_was_put),
        cmocka_unit_test(hashes_are_the_published_ones),
        cmocka_unit_test(errors_stay_one_printable_line),
        cmocka_unit_test(data_dir_is_where_it_is_said_to_be),
        cmocka_unit_test(pool_visits_every_item_once),
        cmocka_unit_test(days_from_1900_to_2100),
        cmocka_unit_test(days_that_are_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
