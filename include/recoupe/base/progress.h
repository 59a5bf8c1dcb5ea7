/** One line on standard error that says how far a long work is; only on a terminal, at most ten times a second. */
#ifndef RECOUPE_BASE_PROGRESS_H
#define RECOUPE_BASE_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>

typedef struct rc_progress {
    const char *verb; /**< "read", borrowed */
    bool shown;       /**< standard error is a terminal and the user did not ask for silence */
    int64_t begun_ms, drawn_ms;
    uint64_t done, total; /**< total 0: not known */
} rc_progress;

void rc_progress_begin(rc_progress *progress, const char *verb, bool quiet);
void rc_progress_step(rc_progress *progress, uint64_t done, uint64_t total);
void rc_progress_end(rc_progress *progress); /**< wipes the line */

/** Milliseconds of a monotonic clock. */
int64_t rc_clock_ms(void);

#endif
