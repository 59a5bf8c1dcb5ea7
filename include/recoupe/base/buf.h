/** Growing byte buffer on the heap, for output that outlives no arena. A failed growth is remembered in `failed`;
 * later writes are ignored and rc_buf_flush reports RC_ENOMEM, so that writers need no checks in between. */
#ifndef RECOUPE_BASE_BUF_H
#define RECOUPE_BASE_BUF_H

#include <stdio.h>

#include "recoupe/base/status.h"
#include "recoupe/base/str.h"

typedef struct rc_buf {
    char *ptr;
    size_t len, cap;
    bool failed;
} rc_buf;

void rc_buf_init(rc_buf *buf);
void rc_buf_release(rc_buf *buf);
void rc_buf_put(rc_buf *buf, rc_str s);
void rc_buf_putc(rc_buf *buf, char c);
void rc_buf_printf(rc_buf *buf, const char *format, ...) __attribute__((format(printf, 2, 3)));

/** What has been written so far; valid until the next write. */
rc_str rc_buf_str(const rc_buf *buf);

/** Write everything to `file` and empty the buffer. RC_EIO when the write is short (disk full, closed pipe). */
rc_status rc_buf_flush(rc_buf *buf, FILE *file, rc_error *err);

/** Read a whole file into `buf` (appended). RC_EIO, or RC_ELIMIT when it is larger than `limit_bytes`. */
rc_status rc_buf_read_file(rc_buf *buf, const char *path, size_t limit_bytes, rc_error *err);

#endif
