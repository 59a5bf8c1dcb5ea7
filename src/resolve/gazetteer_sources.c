/* From the sources to one set of rows: countries and units by their codes, settlements into them, then other names of
 * units by name within their country, last the supplement, which may correct all of them. */
#include "resolve/gazetteer_sources.h"

#include <stdlib.h>

#include "recoupe/base/buf.h"
#include "recoupe/base/hash.h"
#include "recoupe/base/utf8.h"

#define SOURCE_BYTES ((size_t)1 << 30)

rc_status gazetteer_read(gazetteer_join *join, const char *path, rc_str *out, rc_error *err)
{
    rc_buf buf;
    rc_buf_init(&buf);
    rc_status status = rc_buf_read_file(&buf, path, SOURCE_BYTES, err);
    if (status == RC_OK) {
        *out = rc_arena_dup(join->arena, rc_buf_str(&buf));
        size_t bad = rc_utf8_invalid(*out);
        /* gettext catalogues begin with a magic number and are checked by their reader. */
        if (bad != SIZE_MAX && !rc_str_ends(rc_str_of(path), RC_STR(".mo")))
            status = rc_fail(err, RC_EENCODING, "%s: byte %zu is not UTF-8", path, bad);
    }
    rc_buf_release(&buf);
    return status;
}

uint32_t gazetteer_row_of_code(const gazetteer_join *join, rc_str code)
{
    const uint64_t *row = rc_map_get(&join->codes, code);
    return row ? (uint32_t)*row - 1 : RC_GAZETTEER_NONE;
}

static int by_hash(const void *a, const void *b)
{
    const rc_gazetteer_name *x = a, *y = b;
    if (x->hash != y->hash) return x->hash < y->hash ? -1 : 1;
    return (x->row > y->row) - (x->row < y->row);
}

static rc_gazetteer_name *sorted_copy(rc_arena *arena, const rc_gazetteer_name *names, size_t n)
{
    rc_gazetteer_name *copy = RC_NEWS(arena, rc_gazetteer_name, n);
    if (n) memcpy(copy, names, n * sizeof *copy);
    qsort(copy, n, sizeof *copy, by_hash);
    return copy;
}

void gazetteer_join_index(gazetteer_join *join)
{
    join->n_by_key = join->builder.names.len;
    join->by_key = sorted_copy(join->arena, join->builder.names.ptr, join->n_by_key);
    join->n_by_alike = join->builder.alike.len;
    join->by_alike = sorted_copy(join->arena, join->builder.alike.ptr, join->n_by_alike);
}

size_t gazetteer_join_find(const gazetteer_join *join, rc_str key, const char *country, bool alike, uint32_t *out,
                           size_t cap)
{
    uint64_t hash = alike ? rc_alike_hash(country, key) : rc_hash64(key);
    const rc_gazetteer_name *names = alike ? join->by_alike : join->by_key;
    size_t beg = 0, end = alike ? join->n_by_alike : join->n_by_key, n_names = end, n = 0;
    if (!hash) return 0;
    while (beg < end) {
        size_t middle = beg + (end - beg) / 2;
        if (names[middle].hash < hash)
            beg = middle + 1;
        else
            end = middle;
    }
    for (; beg < n_names && names[beg].hash == hash && n < cap; beg++) {
        if (n && out[n - 1] == names[beg].row) continue;
        if (*country && strcmp(join->builder.rows.ptr[names[beg].row].country, country) != 0) continue;
        out[n++] = names[beg].row;
    }
    return n;
}

rc_status rc_gazetteer_build(const rc_gazetteer_sources *sources, const char *path, rc_arena *arena, rc_error *err)
{
    gazetteer_join join = {.arena = arena};
    rc_gazetteer_builder_init(&join.builder, arena);
    rc_status status = RC_OK;
    for (size_t i = 0; i < 8 && sources->words[i] && status == RC_OK; i++)
        status = rc_gazetteer_builder_words(&join.builder, sources->words[i], err);
    if (status == RC_OK) status = gazetteer_read_countries(&join, sources->countries, err);
    if (status == RC_OK)
        status = gazetteer_translate_countries(&join, sources->countries, sources->country_translations, err);
    if (status == RC_OK) status = gazetteer_read_units(&join, sources->admin1, RC_FEATURE_REGION, err);
    if (status == RC_OK) status = gazetteer_read_units(&join, sources->admin2, RC_FEATURE_DISTRICT, err);
    if (status == RC_OK) status = gazetteer_read_cities(&join, sources->cities, err);
    if (status != RC_OK) return status;
    gazetteer_join_index(&join);
    gazetteer_place_units(&join);
    status = gazetteer_read_subdivisions(&join, sources->subdivisions, sources->subdivision_translations, err);
    if (status != RC_OK) return status;
    gazetteer_join_index(&join);
    status = gazetteer_read_supplement(&join, sources->supplement, err);
    return status == RC_OK ? rc_gazetteer_builder_write(&join.builder, path, err) : status;
}
