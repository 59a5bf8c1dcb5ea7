#include "recoupe/base/buf.h"

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>

void rc_buf_init(rc_buf *buf)
{
    *buf = (rc_buf){0};
}

void rc_buf_release(rc_buf *buf)
{
    free(buf->ptr);
    *buf = (rc_buf){0};
}

static bool reserve(rc_buf *buf, size_t more)
{
    if (buf->failed) return false;
    if (more <= buf->cap - buf->len) return true;
    size_t cap = buf->cap ? buf->cap : 256;
    while (cap - buf->len < more && cap < SIZE_MAX / 4) cap *= 2;
    char *ptr = cap - buf->len < more ? NULL : realloc(buf->ptr, cap);
    if (!ptr) {
        buf->failed = true;
        return false;
    }
    buf->ptr = ptr;
    buf->cap = cap;
    return true;
}

void rc_buf_put(rc_buf *buf, rc_str s)
{
    if (!s.len || !reserve(buf, s.len)) return;
    memcpy(buf->ptr + buf->len, s.ptr, s.len);
    buf->len += s.len;
}

void rc_buf_putc(rc_buf *buf, char c)
{
    if (reserve(buf, 1)) buf->ptr[buf->len++] = c;
}

void rc_buf_printf(rc_buf *buf, const char *format, ...)
{
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (n > 0 && reserve(buf, (size_t)n + 1)) {
        vsnprintf(buf->ptr + buf->len, (size_t)n + 1, format, again);
        buf->len += (size_t)n;
    }
    va_end(again);
}

rc_str rc_buf_str(const rc_buf *buf)
{
    return (rc_str){buf->ptr, buf->len};
}

rc_status rc_buf_flush(rc_buf *buf, FILE *file, rc_error *err)
{
    if (buf->failed) return rc_fail(err, RC_ENOMEM, "out of memory while writing");
    if (buf->len && fwrite(buf->ptr, 1, buf->len, file) != buf->len)
        return rc_fail(err, RC_EIO, "cannot write: %s", strerror(errno));
    buf->len = 0;
    return RC_OK;
}

rc_status rc_buf_read_file(rc_buf *buf, const char *path, size_t limit_bytes, rc_error *err)
{
    FILE *file = fopen(path, "rb");
    if (!file) return rc_fail(err, RC_EIO, "%s: cannot open: %s", path, strerror(errno));
    size_t begun = buf->len;
    rc_status status = RC_OK;
    for (;;) {
        if (!reserve(buf, 1 << 16)) {
            status = rc_fail(err, RC_ENOMEM, "%s: out of memory", path);
            break;
        }
        size_t n = fread(buf->ptr + buf->len, 1, 1 << 16, file);
        buf->len += n;
        if (buf->len - begun > limit_bytes) {
            status = rc_fail(err, RC_ELIMIT, "%s: larger than %zu MB", path, limit_bytes >> 20);
            break;
        }
        if (n == 0) {
            if (ferror(file)) status = rc_fail(err, RC_EIO, "%s: cannot read: %s", path, strerror(errno));
            break;
        }
    }
    fclose(file);
    return status;
}
