/** A stream of bytes from a file, standard input or memory, read block by block. Private to src/intake.
 *
 * UTF-16 and UTF-32, which show themselves by a byte order mark or by where their zero bytes stand, are turned into
 * UTF-8 on the way; a UTF-8 byte order mark is taken off. Other bytes come as they are. */
#ifndef RECOUPE_INTAKE_SOURCE_H
#define RECOUPE_INTAKE_SOURCE_H

#include <iconv.h>

#include "recoupe/base/buf.h"

#define RC_SOURCE_BLOCK_BYTES ((size_t)1 << 18)

typedef struct rc_source {
    int fd;              /**< borrowed; -1: memory */
    rc_str memory;       /**< what is left of the memory */
    uint64_t read_bytes; /**< raw bytes taken so far */
    uint64_t limit_bytes;
    char *block;  /**< RC_SOURCE_BLOCK_BYTES, for files */
    rc_str head;  /**< first bytes, raw, while `has_head` */
    rc_str ready; /**< first piece, converted, while `has_ready` */
    bool has_head, has_ready;
    iconv_t convert;     /**< (iconv_t)-1: bytes as they are */
    const char *charset; /**< set when a mark or zero bytes told it: "UTF-8", "UTF-16LE", ...; else NULL */
    rc_buf converted;
    char carry[8]; /**< raw bytes of a character cut by the block's end */
    size_t n_carry;
} rc_source;

/** Begin to read `fd` (>= 0), or `memory` when fd is -1. `limit_bytes` of UINT64_MAX: none. RC_EIO, RC_ENOMEM;
 * RC_EENCODING when the first bytes are those of a picture, an archive, a program. The message has no file name. */
rc_status rc_source_open(rc_source *source, int fd, rc_str memory, uint64_t limit_bytes, rc_error *err);
void rc_source_close(rc_source *source);

/** The first piece, without taking it: what kinds are told by. */
rc_str rc_source_peek(const rc_source *source);

/** Next piece, valid until the next call. RC_END after the last; RC_EIO, RC_ELIMIT, RC_ENOMEM, RC_EENCODING. */
rc_status rc_source_next(rc_source *source, rc_str *piece, rc_error *err);

/** All that is left, appended to `out`. RC_ELIMIT when more than `limit_bytes`, and the errors of rc_source_next. */
rc_status rc_source_slurp(rc_source *source, rc_buf *out, size_t limit_bytes, rc_error *err);

#endif
