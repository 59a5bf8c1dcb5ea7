/** Arena: memory of one report or one request, released at once.
 *
 * Allocation never returns NULL. When the limit is passed or malloc fails, control jumps back to the innermost
 * rc_arena_run, which returns RC_ENOMEM. Code that allocates from an arena therefore must not hold anything the arena
 * does not own (files, locks, library handles) across an allocation, unless an outer rc_arena_run closes it.
 * In sanitizer builds (RC_ARENA_MALLOC) each allocation is a malloc of its own, so that overruns are seen.
 * An arena belongs to one thread at a time. Idea: Chris Wellons, "Arena allocator tips and tricks" (2023). */
#ifndef RECOUPE_BASE_ARENA_H
#define RECOUPE_BASE_ARENA_H

#include <setjmp.h>
#include <stdalign.h>
#include <stddef.h>

#include "recoupe/base/status.h"
#include "recoupe/base/str.h"

typedef struct rc_arena_chunk rc_arena_chunk;

typedef struct rc_arena {
    char *beg, *end;        /**< free part of the current chunk */
    rc_arena_chunk *chunks; /**< newest first */
    rc_arena_chunk *spare;  /**< kept for the next use */
    unsigned n_spare;
    size_t chunk_bytes; /**< size of an ordinary chunk */
    size_t used_bytes;  /**< taken from the system so far */
    size_t limit_bytes; /**< allocation beyond this jumps to `oom` */
    jmp_buf *oom;       /**< where rc_arena_run waits; NULL: abort */
} rc_arena;

/** Start an empty arena; no memory is taken before the first allocation. `limit_bytes` 0 means no limit. */
void rc_arena_init(rc_arena *arena, size_t chunk_bytes, size_t limit_bytes);

/** Forget all allocations, keep a few chunks for reuse. */
void rc_arena_reset(rc_arena *arena);

/** Give everything back to the system; the arena is as after rc_arena_init. */
void rc_arena_release(rc_arena *arena);

/** Call `fn(context, err)`; if an allocation in it fails, unwind and return RC_ENOMEM with a message naming `what`. */
rc_status rc_arena_run(rc_arena *arena, rc_status (*fn)(void *context, rc_error *err), void *context, const char *what,
                       rc_error *err);

/** `count` objects of `size` bytes, zeroed, aligned to `align` (a power of two). */
void *rc_arena_alloc(rc_arena *arena, size_t size, size_t align, size_t count) __attribute__((returns_nonnull));

/** The same with undefined contents, for large blocks that are written before they are read. */
void *rc_arena_alloc_raw(rc_arena *arena, size_t size, size_t align, size_t count) __attribute__((returns_nonnull));

/** Copy of `s` in the arena (not NUL-terminated). */
rc_str rc_arena_dup(rc_arena *arena, rc_str s);

/** NUL-terminated copy of `s` in the arena. */
char *rc_arena_cstr(rc_arena *arena, rc_str s);

/** Formatted text in the arena (NUL-terminated, the NUL not counted). */
rc_str rc_arena_printf(rc_arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));

#define RC_NEW(arena, T) ((T *)rc_arena_alloc((arena), sizeof(T), alignof(T), 1))
#define RC_NEWS(arena, T, n) ((T *)rc_arena_alloc((arena), sizeof(T), alignof(T), (n)))

/** A growable array whose storage lives in an arena: `RC_VEC(rc_token) tokens = {0};` */
#define RC_VEC(T)                                                                                                      \
    struct {                                                                                                           \
        T *ptr;                                                                                                        \
        size_t len, cap;                                                                                               \
    }

/** Pointer to a new zeroed last element; earlier pointers into the array may dangle afterwards. */
#define RC_PUSH(arena, vec)                                                                                            \
    ((vec)->len >= (vec)->cap  ? rc_vec_grow((arena), (vec), sizeof(*(vec)->ptr), alignof(max_align_t)),               \
     (vec)->ptr + (vec)->len++ : (vec)->ptr + (vec)->len++)

/** Double the capacity of an RC_VEC; used by RC_PUSH alone. */
void rc_vec_grow(rc_arena *arena, void *vec, size_t item_bytes, size_t align);

#endif
