#include "recoupe/base/progress.h"

#include <inttypes.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#define REDRAW_MS 100

int64_t rc_clock_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

void rc_progress_begin(rc_progress *progress, const char *verb, bool quiet)
{
    *progress = (rc_progress){.verb = verb, .shown = !quiet && isatty(STDERR_FILENO), .begun_ms = rc_clock_ms()};
}

void rc_progress_step(rc_progress *progress, uint64_t done, uint64_t total)
{
    progress->done = done;
    progress->total = total;
    if (!progress->shown) return;
    int64_t now = rc_clock_ms();
    if (now - progress->drawn_ms < REDRAW_MS) return;
    progress->drawn_ms = now;
    double rate = (double)done * 1000 / (double)(now - progress->begun_ms + 1);
    if (total)
        fprintf(stderr, "\r\033[K%s %" PRIu64 " of %" PRIu64 " (%.0f/s)", progress->verb, done, total, rate);
    else
        fprintf(stderr, "\r\033[K%s %" PRIu64 " (%.0f/s)", progress->verb, done, rate);
    fflush(stderr);
}

void rc_progress_end(rc_progress *progress)
{
    if (progress->shown && progress->drawn_ms) fputs("\r\033[K", stderr);
}
