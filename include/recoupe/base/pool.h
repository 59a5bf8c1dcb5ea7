/** Thread pool: a parallel loop over items, each worker with its own number so that it can own an arena. */
#ifndef RECOUPE_BASE_POOL_H
#define RECOUPE_BASE_POOL_H

#include <stddef.h>

#include "recoupe/base/status.h"

typedef struct rc_pool rc_pool;

/** `threads` workers (1 to 256; 0: as many as the machine has cores). One worker runs in the caller's thread. */
rc_status rc_pool_new(rc_pool **out, unsigned threads, rc_error *err);
void rc_pool_free(rc_pool *pool);
unsigned rc_pool_threads(const rc_pool *pool);

/** Call fn(context, worker, i) for every i in [0, n), in any order, and wait for all. Not re-entrant. */
void rc_pool_each(rc_pool *pool, size_t n, void (*fn)(void *context, unsigned worker, size_t i), void *context);

#endif
