#include "recoupe/base/image.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/image_file.h"
#include "recoupe/base/buf.h"
#include "recoupe/base/hash.h"

#define BYTE_ORDER_MARK 0x01020304u
#define ALIGN 8
#define MOST_BYTES ((off_t)1 << 30)
#define SOURCE_BYTES ((size_t)16 << 20)

static uint64_t mix(uint64_t a, uint64_t b)
{
    uint64_t both[2] = {a, b};
    return rc_hash64((rc_str){(const char *)both, sizeof both});
}

rc_status rc_fingerprint_file(uint64_t *fingerprint, const char *path, rc_error *err)
{
    int file = open(path, O_RDONLY | O_CLOEXEC);
    struct stat info;
    if (file < 0) return rc_fail(err, RC_EIO, "cannot open %s: %s", path, strerror(errno));
    rc_status status = RC_OK;
    if (fstat(file, &info) != 0 || !S_ISREG(info.st_mode) || (size_t)info.st_size > SOURCE_BYTES)
        status = rc_fail(err, RC_EIO, "cannot read %s", path);
    void *bytes = NULL;
    if (status == RC_OK && info.st_size > 0) {
        bytes = mmap(NULL, (size_t)info.st_size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, file, 0);
        if (bytes == MAP_FAILED) status = rc_fail(err, RC_EIO, "cannot map %s: %s", path, strerror(errno));
    }
    close(file);
    if (status != RC_OK) return status;
    const char *slash = strrchr(path, '/');
    *fingerprint = mix(*fingerprint, rc_hash64(rc_str_of(slash ? slash + 1 : path)));
    *fingerprint = mix(*fingerprint, rc_hash64((rc_str){bytes, (size_t)info.st_size}));
    if (bytes) munmap(bytes, (size_t)info.st_size);
    return RC_OK;
}

static uint64_t made_from(uint64_t fingerprint)
{
    return mix(fingerprint, rc_hash64(RC_STR(RC_VERSION)));
}

static void pad(rc_buf *buf)
{
    while (buf->len % ALIGN) rc_buf_putc(buf, 0);
}

static rc_status write_bytes(const char *path, rc_buf *buf, rc_error *err)
{
    char other[4096];
    int n = snprintf(other, sizeof other, "%s.new", path);
    if (n < 0 || (size_t)n >= sizeof other) return rc_fail(err, RC_EINVALID, "the name of %s is too long", path);
    FILE *file = fopen(other, "wb");
    if (!file) return rc_fail(err, RC_EIO, "cannot write %s: %s", other, strerror(errno));
    rc_status status = rc_buf_flush(buf, file, err);
    if (fclose(file) != 0 && status == RC_OK) status = rc_fail(err, RC_EIO, "cannot write %s", other);
    if (status == RC_OK && rename(other, path) != 0)
        status = rc_fail(err, RC_EIO, "cannot rename %s: %s", other, strerror(errno));
    if (status != RC_OK) unlink(other);
    return status;
}

rc_status rc_image_write(const char *path, const char *kind, uint64_t fingerprint, const rc_image_part *parts,
                         unsigned n_parts, rc_error *err)
{
    rc_image_head head = {.byte_order = BYTE_ORDER_MARK, .n_sections = n_parts, .made_from = made_from(fingerprint)};
    memcpy(head.kind, kind, RC_IMAGE_KIND_BYTES);
    rc_buf buf;
    rc_buf_init(&buf);
    rc_buf_put(&buf, (rc_str){(const char *)&head, sizeof head});
    for (unsigned i = 0; i < n_parts; i++) {
        head.sections[i].offset = buf.len;
        head.sections[i].bytes = parts[i].item_bytes * parts[i].count;
        rc_buf_put(&buf, (rc_str){parts[i].items, head.sections[i].bytes});
        pad(&buf);
    }
    rc_status status = buf.failed ? rc_fail(err, RC_ENOMEM, "%s: out of memory", path) : RC_OK;
    if (status == RC_OK) {
        head.bytes = buf.len;
        head.checksum = rc_hash64((rc_str){buf.ptr + sizeof head, buf.len - sizeof head});
        memcpy(buf.ptr, &head, sizeof head);
        status = write_bytes(path, &buf, err);
    }
    rc_buf_release(&buf);
    return status;
}

static const char *what_is_wrong(const rc_image *image)
{
    const rc_image_head *head = (const rc_image_head *)(const void *)image->bytes;
    if (head->bytes != image->n_bytes) return "cut short, or something was added to it";
    rc_str body = {image->bytes + sizeof *head, image->n_bytes - sizeof *head};
    if (head->checksum != rc_hash64(body)) return "its checksum does not match";
    if (head->n_sections > RC_IMAGE_SECTIONS) return "it has too many sections";
    for (unsigned i = 0; i < head->n_sections; i++) {
        uint64_t offset = head->sections[i].offset;
        if (offset % ALIGN || offset < sizeof *head || offset > image->n_bytes ||
            head->sections[i].bytes > image->n_bytes - offset)
            return "a section lies outside the file";
    }
    return NULL;
}

rc_status rc_image_open(rc_image *out, const char *path, const char *kind, uint64_t fingerprint, rc_error *err)
{
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0) return rc_fail(err, RC_ENOTFOUND, "cannot open %s: %s", path, strerror(errno));
    struct stat info;
    void *bytes = MAP_FAILED;
    if (fstat(file, &info) == 0 && S_ISREG(info.st_mode) && info.st_size >= (off_t)sizeof(rc_image_head) &&
        info.st_size <= MOST_BYTES)
        bytes = mmap(NULL, (size_t)info.st_size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, file, 0);
    close(file);
    if (bytes == MAP_FAILED) return rc_fail(err, RC_ECORRUPT, "%s: not compiled data; build it again", path);
    rc_image image = {bytes, (size_t)info.st_size};
    const rc_image_head *head = bytes;
    rc_status status = RC_OK;
    if (memcmp(head->kind, kind, RC_IMAGE_KIND_BYTES) != 0)
        status = rc_fail(err, RC_ECORRUPT, "%s: not compiled data of this kind; build it again", path);
    else if (head->byte_order != BYTE_ORDER_MARK || head->made_from != made_from(fingerprint))
        status = rc_fail(err, RC_ENOTFOUND, "%s was made from other files or by another version", path);
    else if (what_is_wrong(&image))
        status = rc_fail(err, RC_ECORRUPT, "%s: %s; build it again", path, what_is_wrong(&image));
    if (status != RC_OK)
        rc_image_close(&image);
    else
        *out = image;
    return status;
}

const void *rc_image_section(const rc_image *image, unsigned number, size_t item_bytes, size_t *count)
{
    const rc_image_head *head = (const rc_image_head *)(const void *)image->bytes;
    *count = 0;
    if (number >= head->n_sections || head->sections[number].bytes % item_bytes) return NULL;
    *count = head->sections[number].bytes / item_bytes;
    return image->bytes + head->sections[number].offset;
}

void rc_image_close(rc_image *image)
{
    if (image->bytes) munmap((void *)(uintptr_t)image->bytes, image->n_bytes);
    *image = (rc_image){0};
}
