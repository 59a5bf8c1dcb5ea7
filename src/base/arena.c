#include "recoupe/base/arena.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

/* A chunk's payload follows its header, aligned for any type. */
struct rc_arena_chunk {
    rc_arena_chunk *next;
    size_t bytes; /* payload */
    max_align_t payload[];
};

#define FIRST_CAPACITY 8
/* What a report took is what the next one takes: giving chunks back to the system and asking for them again would cost
 * more than the reading of short reports. */
#define MOST_SPARE 4

void rc_arena_init(rc_arena *arena, size_t chunk_bytes, size_t limit_bytes)
{
    *arena = (rc_arena){.chunk_bytes = chunk_bytes, .limit_bytes = limit_bytes ? limit_bytes : SIZE_MAX};
}

static void free_all(rc_arena_chunk **chunks)
{
    while (*chunks) {
        rc_arena_chunk *next = (*chunks)->next;
        free(*chunks);
        *chunks = next;
    }
}

void rc_arena_release(rc_arena *arena)
{
    free_all(&arena->chunks);
    free_all(&arena->spare);
    arena->n_spare = 0;
    arena->beg = arena->end = NULL;
    arena->used_bytes = 0;
}

void rc_arena_reset(rc_arena *arena)
{
#ifdef RC_ARENA_MALLOC
    rc_arena_release(arena);
#else
    while (arena->chunks) {
        rc_arena_chunk *chunk = arena->chunks;
        arena->chunks = chunk->next;
        if (chunk->bytes == arena->chunk_bytes && arena->n_spare < MOST_SPARE) {
            chunk->next = arena->spare;
            arena->spare = chunk;
            arena->n_spare++;
        } else {
            free(chunk);
        }
    }
    arena->beg = arena->end = NULL;
    arena->used_bytes = 0;
#endif
}

static _Noreturn void out_of_memory(rc_arena *arena)
{
    if (!arena->oom) {
        fputs("recoupe: out of memory outside any report\n", stderr);
        abort();
    }
    longjmp(*arena->oom, 1);
}

static rc_arena_chunk *new_chunk(rc_arena *arena, size_t bytes)
{
    if (bytes > arena->limit_bytes - arena->used_bytes) out_of_memory(arena);
    rc_arena_chunk *chunk = bytes == arena->chunk_bytes ? arena->spare : NULL;
    if (chunk) {
        arena->spare = chunk->next;
        arena->n_spare--;
    } else {
        chunk = malloc(sizeof *chunk + bytes);
        if (!chunk) out_of_memory(arena);
        chunk->bytes = bytes;
    }
    chunk->next = arena->chunks;
    arena->chunks = chunk;
    arena->used_bytes += bytes;
    return chunk;
}

static size_t pad_of(const void *p, size_t align)
{
    return (size_t)(-(uintptr_t)p & (align - 1));
}

/* A chunk for one block alone, which may be aligned to more than malloc does. */
static void *own_chunk(rc_arena *arena, size_t bytes, size_t align)
{
    size_t more = align > alignof(max_align_t) ? align : 0;
    char *p = (char *)new_chunk(arena, bytes + more)->payload;
    return p + pad_of(p, align);
}

void *rc_arena_alloc_raw(rc_arena *arena, size_t size, size_t align, size_t count)
{
    if (size && count > (SIZE_MAX / 2) / size) out_of_memory(arena);
    size_t bytes = size * count;
#ifdef RC_ARENA_MALLOC
    return own_chunk(arena, bytes, align);
#else
    size_t pad = pad_of(arena->beg, align);
    if (!arena->beg || pad + bytes > (size_t)(arena->end - arena->beg)) {
        if (bytes + align > arena->chunk_bytes / 2) return own_chunk(arena, bytes, align); /* the current one goes on */
        rc_arena_chunk *chunk = new_chunk(arena, arena->chunk_bytes);
        arena->beg = (char *)chunk->payload;
        arena->end = arena->beg + chunk->bytes;
        pad = pad_of(arena->beg, align);
    }
    void *p = arena->beg + pad;
    arena->beg += pad + bytes;
    return p;
#endif
}

void *rc_arena_alloc(rc_arena *arena, size_t size, size_t align, size_t count)
{
    void *p = rc_arena_alloc_raw(arena, size, align, count);
    return memset(p, 0, size * count);
}

rc_status rc_arena_run(rc_arena *arena, rc_status (*fn)(void *context, rc_error *err), void *context, const char *what,
                       rc_error *err)
{
    jmp_buf here;
    jmp_buf *outer = arena->oom;
    rc_status status;
    arena->oom = &here;
    if (setjmp(here) == 0) {
        status = fn(context, err);
    } else if (arena->limit_bytes == SIZE_MAX) {
        status = rc_fail(err, RC_ENOMEM, "%s: out of memory", what);
    } else {
        status = rc_fail(err, RC_ENOMEM, "%s: needs more than the %zu MB of memory allowed for one report", what,
                         arena->limit_bytes >> 20);
    }
    arena->oom = outer;
    return status;
}

rc_str rc_arena_dup(rc_arena *arena, rc_str s)
{
    char *copy = rc_arena_alloc(arena, 1, 1, s.len);
    if (s.len) memcpy(copy, s.ptr, s.len);
    return (rc_str){copy, s.len};
}

char *rc_arena_cstr(rc_arena *arena, rc_str s)
{
    char *copy = rc_arena_alloc(arena, 1, 1, s.len + 1);
    if (s.len) memcpy(copy, s.ptr, s.len);
    return copy;
}

rc_str rc_arena_printf(rc_arena *arena, const char *format, ...)
{
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, format, args);
    va_end(args);
    size_t len = n > 0 ? (size_t)n : 0;
    char *out = rc_arena_alloc(arena, 1, 1, len + 1);
    vsnprintf(out, len + 1, format, again);
    va_end(again);
    return (rc_str){out, len};
}

void rc_vec_grow(rc_arena *arena, void *vec, size_t item_bytes, size_t align)
{
    struct {
        void *ptr;
        size_t len, cap;
    } v;
    memcpy(&v, vec, sizeof v);
    size_t cap = v.cap ? 2 * v.cap : FIRST_CAPACITY;
    void *ptr = rc_arena_alloc(arena, item_bytes, align, cap);
    if (v.len) memcpy(ptr, v.ptr, v.len * item_bytes);
    v.ptr = ptr;
    v.cap = cap;
    memcpy(vec, &v, sizeof v);
}
