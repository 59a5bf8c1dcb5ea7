/* GNU gettext .mo files (GNU gettext manual, "The Format of GNU MO Files"), little- and big-endian. */
#include "resolve/gazetteer_sources.h"

#define MO_HEADER_BYTES 20

static uint32_t word_at(rc_str bytes, size_t at, bool swapped)
{
    uint32_t word;
    memcpy(&word, bytes.ptr + at, sizeof word);
    return swapped ? __builtin_bswap32(word) : word;
}

static bool string_at(rc_str bytes, size_t entry, bool swapped, rc_str *out)
{
    if (bytes.len < 8 || entry > bytes.len - 8) return false;
    uint32_t len = word_at(bytes, entry, swapped), at = word_at(bytes, entry + 4, swapped);
    if (at > bytes.len || len > bytes.len - at) return false;
    *out = rc_str_sub(bytes, at, (size_t)at + len);
    return true;
}

rc_status gazetteer_read_catalogue(rc_map *out, rc_str *translations[], rc_str bytes, const char *name, rc_arena *arena,
                                   rc_error *err)
{
    if (bytes.len < MO_HEADER_BYTES) return rc_fail(err, RC_EFORMAT, "%s: too short for a gettext catalogue", name);
    uint32_t magic = word_at(bytes, 0, false);
    bool swapped = magic == 0xde120495;
    if (magic != 0x950412de && !swapped) return rc_fail(err, RC_EFORMAT, "%s: not a gettext catalogue", name);
    uint64_t n = word_at(bytes, 8, swapped), originals = word_at(bytes, 12, swapped),
             translated = word_at(bytes, 16, swapped);
    if (n > bytes.len / 16) return rc_fail(err, RC_EFORMAT, "%s: cut short", name);
    *out = (rc_map){0};
    *translations = RC_NEWS(arena, rc_str, n);
    for (uint64_t i = 0; i < n; i++) {
        rc_str original;
        if (!string_at(bytes, (size_t)(originals + 8 * i), swapped, &original) ||
            !string_at(bytes, (size_t)(translated + 8 * i), swapped, &(*translations)[i]))
            return rc_fail(err, RC_EFORMAT, "%s: text %u lies outside the file", name, (unsigned)i);
        *rc_map_put(arena, out, original, NULL) = i;
    }
    return RC_OK;
}
