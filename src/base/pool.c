#include "recoupe/base/pool.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define MAX_THREADS 256

/* Workers 1.. sleep until `round` changes, then take items under the lock until none is left. Worker 0 is the caller.
 * Items are reports, thousands of instructions each, so one lock a take is cheap. */
struct rc_pool {
    unsigned threads;
    pthread_t handles[MAX_THREADS];
    struct seat {
        rc_pool *pool;
        unsigned worker;
    } seats[MAX_THREADS];
    pthread_mutex_t lock;
    pthread_cond_t work, done;
    unsigned round, busy;
    bool closing;
    size_t next, n;
    void (*fn)(void *, unsigned, size_t);
    void *context;
};

/* Called and returns with the lock held. */
static void take_items(rc_pool *pool, unsigned worker)
{
    while (pool->next < pool->n) {
        size_t i = pool->next++;
        pthread_mutex_unlock(&pool->lock);
        pool->fn(pool->context, worker, i);
        pthread_mutex_lock(&pool->lock);
    }
}

static void *work(void *arg)
{
    struct seat *seat = arg;
    rc_pool *pool = seat->pool;
    unsigned seen = 0;
    pthread_mutex_lock(&pool->lock);
    for (;;) {
        while (pool->round == seen && !pool->closing) pthread_cond_wait(&pool->work, &pool->lock);
        if (pool->closing) break;
        seen = pool->round;
        take_items(pool, seat->worker);
        if (--pool->busy == 0) pthread_cond_signal(&pool->done);
    }
    pthread_mutex_unlock(&pool->lock);
    return NULL;
}

rc_status rc_pool_new(rc_pool **out, unsigned threads, rc_error *err)
{
    if (!threads) {
        long cores = sysconf(_SC_NPROCESSORS_ONLN);
        threads = cores > 0 ? (unsigned)cores : 1;
    }
    if (threads > MAX_THREADS) threads = MAX_THREADS;
    rc_pool *pool = calloc(1, sizeof *pool);
    if (!pool) return rc_fail(err, RC_ENOMEM, "no memory for a thread pool");
    pthread_mutex_init(&pool->lock, NULL);
    pthread_cond_init(&pool->work, NULL);
    pthread_cond_init(&pool->done, NULL);
    pool->threads = 1;
    for (unsigned i = 1; i < threads; i++) {
        pool->seats[i] = (struct seat){pool, i};
        int code = pthread_create(&pool->handles[i], NULL, work, &pool->seats[i]);
        if (code) {
            rc_pool_free(pool);
            return rc_fail(err, RC_EIO, "cannot start thread %u: %s", i, strerror(code));
        }
        pool->threads++;
    }
    *out = pool;
    return RC_OK;
}

void rc_pool_free(rc_pool *pool)
{
    if (!pool) return;
    pthread_mutex_lock(&pool->lock);
    pool->closing = true;
    pthread_cond_broadcast(&pool->work);
    pthread_mutex_unlock(&pool->lock);
    for (unsigned i = 1; i < pool->threads; i++) pthread_join(pool->handles[i], NULL);
    pthread_cond_destroy(&pool->done);
    pthread_cond_destroy(&pool->work);
    pthread_mutex_destroy(&pool->lock);
    free(pool);
}

unsigned rc_pool_threads(const rc_pool *pool)
{
    return pool->threads;
}

void rc_pool_each(rc_pool *pool, size_t n, void (*fn)(void *context, unsigned worker, size_t i), void *context)
{
    pthread_mutex_lock(&pool->lock);
    pool->fn = fn;
    pool->context = context;
    pool->n = n;
    pool->next = 0;
    pool->busy = pool->threads - 1;
    pool->round++;
    pthread_cond_broadcast(&pool->work);
    take_items(pool, 0);
    while (pool->busy) pthread_cond_wait(&pool->done, &pool->lock);
    pthread_mutex_unlock(&pool->lock);
}
