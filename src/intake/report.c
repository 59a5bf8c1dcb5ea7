#include "recoupe/intake/report.h"

#include <sodium.h>

/* A length before each field keeps ("ab", "c") and ("a", "bc") apart. */
static void add(crypto_hash_sha256_state *state, rc_str field)
{
    unsigned char length[8];
    for (int i = 0; i < 8; i++) length[i] = (unsigned char)((uint64_t)field.len >> (8 * i));
    crypto_hash_sha256_update(state, length, sizeof length);
    if (field.len) crypto_hash_sha256_update(state, (const unsigned char *)field.ptr, field.len);
}

void rc_report_seal(rc_report *report)
{
    crypto_hash_sha256_state state;
    crypto_hash_sha256_init(&state);
    add(&state, report->text);
    add(&state, report->title);
    add(&state, report->outlet);
    add(&state, report->url);
    add(&state, report->published);
    crypto_hash_sha256_final(&state, report->content.bytes);
}

rc_report rc_report_copy(rc_arena *arena, const rc_report *report)
{
    return (rc_report){
        .id = rc_arena_dup(arena, report->id),
        .lang = rc_arena_dup(arena, report->lang),
        .published = rc_arena_dup(arena, report->published),
        .outlet = rc_arena_dup(arena, report->outlet),
        .url = rc_arena_dup(arena, report->url),
        .title = rc_arena_dup(arena, report->title),
        .text = rc_arena_dup(arena, report->text),
        .path = rc_arena_dup(arena, report->path),
        .charset = rc_arena_dup(arena, report->charset),
        .claims = rc_arena_dup(arena, report->claims),
        .content = report->content,
    };
}
