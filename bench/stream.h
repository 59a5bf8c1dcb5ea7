/* A stream of synthetic claims: towns of several wars, told several times, as news tells them: a few towns are in most
 * reports, most events are told once or twice and a few by dozens, some claims have no date, a region alone, or no
 * place. Each claim is a sentence among words of its report's own; one report in twenty-five is a copy of a recent one.
 * The same seed gives the same stream. */
#ifndef BENCH_STREAM_H
#define BENCH_STREAM_H

#include "recoupe/events/event.h"

typedef struct stream {
    uint64_t seed;
    uint32_t n_towns, n_days;
    uint32_t reports, claims; /* made so far */
    struct telling *open;     /* events that are still told */
    struct printed *printed;  /* the latest reports, which others copy */
    rc_arena *arena;
} stream;

/* `days`: how long the stream lasts; claims fall evenly on them when `claims` of them are made. */
void stream_init(stream *s, uint32_t towns, uint32_t days, uint64_t seed, rc_arena *arena);

/* Next report with its claims, at most STREAM_CLAIMS; `share` is how much of the stream has passed, 0 to 1. Everything
 * lives in the stream's arena. */
#define STREAM_CLAIMS 4
uint32_t stream_next(stream *s, double share, rc_join_report *report, rc_join_claim claims[STREAM_CLAIMS]);

/* Copy nothing that was told so far: what it took in its arena may go. */
void stream_forget(stream *s);

#endif
