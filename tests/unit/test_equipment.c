/* data/equipment.tsv: enough systems and classes, categories of the claim record, symbol codes as the standard writes
 * them, names in both languages, and no name that is of two systems. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "recoupe/base/buf.h"
#include "recoupe/base/hash.h"
#include "recoupe/base/map.h"
#include "recoupe/base/tsv.h"
#include "recoupe/base/utf8.h"

static bool one_of(rc_str value, const char *const *values)
{
    for (; *values; values++)
        if (rc_str_is(value, *values)) return true;
    return false;
}

/* Symbol set (air, air missile, land unit, land equipment, land installation, sea surface, subsurface, mine) and six
 * digits of the entity. */
static bool is_symbol(rc_str code)
{
    static const char *const SETS[] = {"01", "02", "10", "15", "20", "30", "35", "36", NULL};
    if (code.len != 8 || !one_of(rc_str_sub(code, 0, 2), SETS)) return false;
    for (size_t i = 0; i < code.len; i++)
        if (code.ptr[i] < '0' || code.ptr[i] > '9') return false;
    return rc_str_sub(code, 2, 4).ptr[0] != '0'; /* 110000 and above */
}

static void table_is_well_formed(void **in)
{
    static const char *const CATEGORIES[] = {"tank",
                                             "armoured vehicle",
                                             "infantry mobility vehicle",
                                             "aircraft",
                                             "artillery",
                                             "truck, vehicle or jeep",
                                             "drone",
                                             "helicopter",
                                             "ship",
                                             "weapon",
                                             "other",
                                             NULL};
    (void)in;
    rc_arena arena;
    rc_buf buf;
    rc_tsv tsv;
    rc_error err = {0};
    rc_arena_init(&arena, (size_t)1 << 20, 0);
    rc_buf_init(&buf);
    const char *path = RC_SOURCE_DIR "/data/equipment.tsv";
    if (rc_buf_read_file(&buf, path, (size_t)16 << 20, &err) != RC_OK ||
        rc_tsv_open(&tsv, rc_buf_str(&buf), path, &err) != RC_OK)
        fail_msg("%s", err.message);
    int item = rc_tsv_column(&tsv, "item"), class = rc_tsv_column(&tsv, "class");
    int category = rc_tsv_column(&tsv, "category"), sidc = rc_tsv_column(&tsv, "sidc");
    const int names[] = {rc_tsv_column(&tsv, "en"), rc_tsv_column(&tsv, "fr")};
    int source = rc_tsv_column(&tsv, "source");
    assert_true(item >= 0 && class >= 0 && category >= 0 && sidc >= 0 && source >= 0);
    rc_map items = {0}, classes = {0}, owners[2] = {{0}, {0}}, category_of = {0};
    unsigned n = 0, coded = 0;
    while (rc_tsv_next(&tsv, &err) == RC_OK) {
        const rc_str *f = tsv.fields;
        bool is_new;
        n++;
        rc_map_put(&arena, &items, f[item], &is_new);
        if (!f[item].len || !is_new) fail_msg("line %u: no item, or one that is there", tsv.line);
        if (!f[class].len || !f[source].len) fail_msg("line %u: no class or no source", tsv.line);
        *rc_map_put(&arena, &classes, f[class], NULL) = 1;
        if (!one_of(f[category], CATEGORIES)) fail_msg("line %u: no category %.*s", tsv.line, RC_FMT(f[category]));
        uint64_t *seen = rc_map_put(&arena, &category_of, f[class], &is_new);
        uint64_t hash = rc_hash64(f[category]);
        if (!is_new && *seen != hash) fail_msg("line %u: the class is of two categories", tsv.line);
        *seen = hash;
        if (f[sidc].len && !is_symbol(f[sidc])) fail_msg("line %u: no symbol %.*s", tsv.line, RC_FMT(f[sidc]));
        coded += f[sidc].len > 0;
        for (int l = 0; l < 2; l++) {
            if (!f[names[l]].len) fail_msg("line %u: nameless in one language", tsv.line);
            for (rc_str rest = f[names[l]]; rest.ptr;) {
                rc_str name = rc_str_cut(&rest, '|');
                if (!name.len || rc_str_trim(name).len != name.len) fail_msg("line %u: loose separator", tsv.line);
                uint64_t *owner = rc_map_put(&arena, &owners[l], rc_utf8_fold(&arena, name), &is_new);
                if (!is_new && *owner != n) fail_msg("line %u: '%.*s' is another system too", tsv.line, RC_FMT(name));
                *owner = n;
            }
        }
    }
    assert_true(n >= 400);
    assert_true(classes.len >= 26);
    assert_true(10 * coded >= 9 * n);
    rc_buf_release(&buf);
    rc_arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(table_is_well_formed)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
