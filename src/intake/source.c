#include "intake/source.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "intake/kind.h"

#define NO_ICONV ((iconv_t)-1)

static rc_status read_some(rc_source *source, char *into, size_t room, size_t *got, rc_error *err)
{
    ssize_t n;
    do n = read(source->fd, into, room);
    while (n < 0 && errno == EINTR);
    if (n < 0) return rc_fail(err, RC_EIO, "cannot read: %s", strerror(errno));
    *got = (size_t)n;
    return RC_OK;
}

/* Enough of a pipe to tell the kind: a line, so that a slow writer of JSON Lines is answered line by line. */
static rc_status read_head(rc_source *source, rc_error *err)
{
    size_t len = 0;
    while (len < RC_SOURCE_BLOCK_BYTES) {
        size_t got = 0;
        rc_status status = read_some(source, source->block + len, RC_SOURCE_BLOCK_BYTES - len, &got, err);
        if (status != RC_OK) return status;
        if (!got) break;
        bool line = len + got > 4 && memchr(source->block + len, '\n', got) != NULL;
        len += got;
        if (line) break;
    }
    source->head = (rc_str){source->block, len};
    return RC_OK;
}

static rc_status take_block(rc_source *source, rc_str *block, rc_error *err)
{
    if (source->has_head) {
        source->has_head = false;
        *block = source->head;
    } else if (source->fd < 0) {
        *block = rc_str_sub(source->memory, 0, RC_SOURCE_BLOCK_BYTES);
        source->memory = rc_str_sub(source->memory, block->len, source->memory.len);
    } else {
        size_t got = 0;
        rc_status status = read_some(source, source->block, RC_SOURCE_BLOCK_BYTES, &got, err);
        if (status != RC_OK) return status;
        *block = (rc_str){source->block, got};
    }
    source->read_bytes += block->len;
    if (source->read_bytes > source->limit_bytes)
        return rc_fail(err, RC_ELIMIT, "larger than %llu MB, the rest is not read",
                       (unsigned long long)(source->limit_bytes >> 20));
    return block->len ? RC_OK : RC_END;
}

/* Convert as much of `*in` as iconv takes; what is left begins with a bad or a cut character. */
static rc_status convert_run(rc_source *source, rc_str *in, int *reason, rc_error *err)
{
    rc_buf *out = &source->converted;
    while (in->len) {
        char space[4096], *to = space, *from = (char *)(uintptr_t)in->ptr;
        size_t room = sizeof space, left = in->len;
        errno = 0;
        size_t n = iconv(source->convert, &from, &left, &to, &room);
        int why = n == (size_t)-1 ? errno : 0;
        rc_buf_put(out, (rc_str){space, sizeof space - room});
        *in = rc_str_sub(*in, in->len - left, in->len);
        if (out->failed) return rc_fail(err, RC_ENOMEM, "out of memory");
        if (why == EILSEQ || why == EINVAL) {
            *reason = why;
            return RC_OK;
        }
    }
    *reason = 0;
    return RC_OK;
}

static rc_status bad_character(rc_source *source, size_t back, const char *what, rc_error *err)
{
    return rc_fail(err, RC_EENCODING, "byte %llu: %s %s", (unsigned long long)(source->read_bytes - back), what,
                   source->charset);
}

static rc_status convert_block(rc_source *source, rc_str block, rc_error *err)
{
    int reason = 0;
    rc_str in;
    while (source->n_carry && block.len) { /* finish the character that the last block's end cut */
        source->carry[source->n_carry++] = block.ptr[0];
        block = rc_str_sub(block, 1, block.len);
        in = (rc_str){source->carry, source->n_carry};
        rc_status status = convert_run(source, &in, &reason, err);
        if (status != RC_OK) return status;
        if (!reason)
            source->n_carry = 0;
        else if (reason == EILSEQ || source->n_carry >= 4)
            return bad_character(source, block.len + source->n_carry, "not valid", err);
    }
    if (!block.len) return RC_OK;
    rc_status status = convert_run(source, &block, &reason, err);
    if (status != RC_OK || !reason) return status;
    if (reason == EILSEQ || block.len > 4) return bad_character(source, block.len, "not valid", err);
    if (block.len) memcpy(source->carry, block.ptr, block.len);
    source->n_carry = block.len;
    return RC_OK;
}

rc_status rc_source_open(rc_source *source, int fd, rc_str memory, uint64_t limit_bytes, rc_error *err)
{
    *source = (rc_source){.fd = fd, .memory = memory, .limit_bytes = limit_bytes, .convert = NO_ICONV};
    if (fd < 0) {
        source->head = rc_str_sub(memory, 0, RC_SOURCE_BLOCK_BYTES);
        source->memory = rc_str_sub(memory, source->head.len, memory.len);
    } else {
        source->block = malloc(RC_SOURCE_BLOCK_BYTES);
        if (!source->block) return rc_fail(err, RC_ENOMEM, "out of memory");
        rc_status status = read_head(source, err);
        if (status != RC_OK) return status;
    }
    source->has_head = true;
    const char *binary = rc_kind_binary(source->head);
    if (binary) return rc_fail(err, RC_EENCODING, "byte 0: %s, not text", binary);
    size_t mark = 0;
    source->charset = rc_kind_wide(source->head, &mark);
    source->head = rc_str_sub(source->head, mark, source->head.len);
    source->read_bytes = mark;
    if (!source->charset || strcmp(source->charset, "UTF-8") == 0) return RC_OK;
    source->convert = iconv_open("UTF-8", source->charset);
    if (source->convert == NO_ICONV)
        return rc_fail(err, RC_EENCODING, "this system's iconv does not know %s", source->charset);
    rc_status status = rc_source_next(source, &source->ready, err); /* so that peeking sees UTF-8 */
    if (status != RC_OK && status != RC_END) return status;
    source->has_ready = true;
    return RC_OK;
}

void rc_source_close(rc_source *source)
{
    if (source->convert != NO_ICONV) iconv_close(source->convert);
    free(source->block);
    rc_buf_release(&source->converted);
}

rc_str rc_source_peek(const rc_source *source)
{
    return source->has_ready ? source->ready : source->has_head ? source->head : (rc_str){NULL, 0};
}

rc_status rc_source_next(rc_source *source, rc_str *piece, rc_error *err)
{
    if (source->has_ready) {
        source->has_ready = false;
        *piece = source->ready;
        return piece->len ? RC_OK : RC_END;
    }
    *piece = (rc_str){NULL, 0};
    for (;;) {
        rc_str block;
        rc_status status = take_block(source, &block, err);
        if (status == RC_END && source->n_carry)
            return bad_character(source, source->n_carry, "the input ends within a character of", err);
        if (status != RC_OK) return status;
        if (source->convert == NO_ICONV) {
            *piece = block;
            return RC_OK;
        }
        source->converted.len = 0;
        status = convert_block(source, block, err);
        if (status != RC_OK) return status;
        *piece = rc_buf_str(&source->converted);
        if (piece->len) return RC_OK;
    }
}

rc_status rc_source_slurp(rc_source *source, rc_buf *out, size_t limit_bytes, rc_error *err)
{
    size_t begun = out->len;
    for (;;) {
        rc_str piece;
        rc_status status = rc_source_next(source, &piece, err);
        if (status == RC_END) return RC_OK;
        if (status != RC_OK) return status;
        if (piece.len > limit_bytes - (out->len - begun))
            return rc_fail(err, RC_ELIMIT, "larger than the %zu MB of one report", limit_bytes >> 20);
        rc_buf_put(out, piece);
        if (out->failed) return rc_fail(err, RC_ENOMEM, "out of memory");
    }
}
