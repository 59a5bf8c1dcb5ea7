#include "train/build.h"

#include <math.h>
#include <stdlib.h>

#include "recoupe/base/hash.h"

uint32_t rc_names_put(rc_names *names, rc_str name, rc_arena *arena)
{
    uint64_t *found = rc_map_get(&names->map, name);
    if (found) return (uint32_t)*found;
    rc_str copy = rc_arena_dup(arena, name);
    *rc_map_put(arena, &names->map, copy, NULL) = names->list.len;
    *RC_PUSH(arena, &names->list) = copy;
    return (uint32_t)names->list.len - 1;
}

void rc_pairs_put(rc_pairs *pairs, uint64_t hash, uint16_t value, rc_arena *arena)
{
    struct rc_pair *p = RC_PUSH(arena, &pairs->list);
    p->hash = hash;
    p->value = value;
}

void rc_build_init(rc_build *build, const char *language, rc_arena *arena)
{
    *build = (rc_build){.arena = arena};
    for (int i = 0; i < RC_SECTION_COUNT; i++) rc_buf_init(&build->sections[i]);
    memcpy(build->language, language, strnlen(language, sizeof build->language - 1));
}

void rc_build_release(rc_build *build)
{
    for (int i = 0; i < RC_SECTION_COUNT; i++) rc_buf_release(&build->sections[i]);
}

uint16_t rc_build_bundle(rc_build *build, uint8_t upos, rc_str feats)
{
    rc_str name = rc_arena_printf(build->arena, "%s %.*s", rc_upos_name((rc_upos)upos), RC_FMT(feats));
    return (uint16_t)rc_names_put(&build->bundles, name, build->arena);
}

void rc_build_bytes(rc_build *build, rc_section section, const void *bytes, size_t n)
{
    rc_buf *buf = &build->sections[section];
    rc_buf_release(buf);
    rc_buf_init(buf);
    rc_buf_put(buf, (rc_str){bytes, n});
}

void rc_build_list(rc_build *build, rc_section section, const rc_names *names)
{
    rc_buf *buf = &build->sections[section];
    rc_build_bytes(build, section, NULL, 0);
    uint32_t n = (uint32_t)names->list.len, at = 0;
    rc_buf_put(buf, (rc_str){(const char *)&n, 4});
    for (uint32_t i = 0; i <= n; i++) {
        rc_buf_put(buf, (rc_str){(const char *)&at, 4});
        if (i < n) at += (uint32_t)names->list.ptr[i].len;
    }
    for (uint32_t i = 0; i < n; i++) rc_buf_put(buf, names->list.ptr[i]);
}

/* False when a key lies too far from its place. */
static bool fill(const rc_pairs *pairs, uint32_t cap, uint32_t *checks, uint16_t *values)
{
    for (size_t i = 0; i < pairs->list.len; i++) {
        uint64_t hash = pairs->list.ptr[i].hash;
        uint32_t check = (uint32_t)hash | 1, at = (uint32_t)(((hash >> 32) * cap) >> 32);
        int probes = 0;
        while (checks[at] && checks[at] != check && ++probes < RC_TABLE_PROBES) at = at + 1 == cap ? 0 : at + 1;
        if (probes >= RC_TABLE_PROBES) return false;
        if (checks[at]) continue;
        checks[at] = check;
        values[at] = pairs->list.ptr[i].value;
    }
    return true;
}

void rc_build_table(rc_build *build, rc_section section, const rc_pairs *pairs)
{
    for (double room = 1.2;; room *= 1.1) {
        uint32_t cap = (uint32_t)((double)pairs->list.len * room) + 8;
        char *bytes = calloc(cap, 6);
        if (!bytes) abort();
        bool good = fill(pairs, cap, (uint32_t *)(void *)bytes, (uint16_t *)(void *)(bytes + 4 * (size_t)cap));
        if (good) rc_build_bytes(build, section, bytes, 6 * (size_t)cap);
        free(bytes);
        if (good) return;
    }
}

void rc_build_rows(rc_build *build, const float *rows, size_t n, size_t width)
{
    rc_build_bytes(build, RC_SECTION_ROWS, NULL, 0);
    rc_build_bytes(build, RC_SECTION_SCALES, NULL, 0);
    for (size_t i = 0; i < n; i++) {
        const float *row = rows + i * width;
        float most = 0;
        for (size_t k = 0; k < width; k++) most = fmaxf(most, fabsf(row[k]));
        float scale = most / 127;
        rc_buf_put(&build->sections[RC_SECTION_SCALES], (rc_str){(const char *)&scale, sizeof scale});
        for (size_t k = 0; k < width; k++)
            rc_buf_putc(&build->sections[RC_SECTION_ROWS], (char)(signed char)(scale > 0 ? lrintf(row[k] / scale) : 0));
    }
}

rc_str rc_build_file(rc_build *build, rc_arena *arena)
{
    rc_model_sizes sizes = {.shape = build->shape};
    memcpy(sizes.language, build->language, sizeof sizes.language);
    rc_build_bytes(build, RC_SECTION_SIZES, &sizes, sizeof sizes);
    rc_model_head head = {.magic = "RCMODEL", .version = RC_MODEL_VERSION, .n_sections = RC_SECTION_COUNT};
    uint64_t at = (sizeof head + 63) / 64 * 64;
    for (int i = 0; i < RC_SECTION_COUNT; i++) {
        head.sections[i].offset = at;
        head.sections[i].bytes = build->sections[i].len;
        at = (at + build->sections[i].len + 63) / 64 * 64;
    }
    head.bytes = at;
    char *out = rc_arena_alloc(arena, 1, 64, at);
    for (int i = 0; i < RC_SECTION_COUNT; i++)
        if (build->sections[i].len)
            memcpy(out + head.sections[i].offset, build->sections[i].ptr, build->sections[i].len);
    head.checksum = rc_hash64((rc_str){out + sizeof head, at - sizeof head});
    memcpy(out, &head, sizeof head);
    return (rc_str){out, at};
}

rc_status rc_build_write(rc_build *build, const char *path, rc_arena *arena, rc_error *err)
{
    rc_str file = rc_build_file(build, arena);
    FILE *out = fopen(path, "wb");
    bool good = out && fwrite(file.ptr, 1, file.len, out) == file.len;
    if (out && fclose(out) != 0) good = false;
    return good ? RC_OK : rc_fail(err, RC_EIO, "cannot write %s", path);
}
