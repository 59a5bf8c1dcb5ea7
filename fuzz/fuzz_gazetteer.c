/* Random bytes as a gazetteer. Half of the inputs get a sound header, so that what lies behind it is reached too. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "recoupe/base/hash.h"
#include "recoupe/resolve/gazetteer.h"
#include "resolve/gazetteer_file.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void mend_header(uint8_t *bytes, size_t size)
{
    gazetteer_header header;
    memcpy(&header, bytes, sizeof header);
    memcpy(header.magic, GAZETTEER_MAGIC, sizeof header.magic);
    header.version = GAZETTEER_VERSION;
    header.byte_order = GAZETTEER_BYTE_ORDER;
    header.file_bytes = size;
    gazetteer_section *sections[] = {&header.entries, &header.strings,     &header.slots,
                                     &header.refs,    &header.alike_slots, &header.alike_refs};
    for (size_t i = 0; i < 6; i++) { /* small numbers are likelier to lie inside the file */
        sections[i]->offset = sizeof header + (sections[i]->offset & 0xF8);
        sections[i]->count &= 31;
    }
    header.slots.count = UINT64_C(1) << (header.slots.count & 3);
    header.alike_slots.count = UINT64_C(1) << (header.alike_slots.count & 3);
    header.checksum = rc_hash64((rc_str){(const char *)&header, offsetof(gazetteer_header, checksum)});
    memcpy(bytes, &header, sizeof header);
}

static void use(const rc_gazetteer *gazetteer, rc_str key)
{
    rc_gazetteer_hit hits[16];
    rc_gazetteer_entry entry;
    uint32_t n = rc_gazetteer_lookup(gazetteer, key, hits, 16);
    n += rc_gazetteer_lookup_alike(gazetteer, "AF", key, hits, 16);
    for (uint32_t i = 0; i < 32; i++) {
        if (!rc_gazetteer_entry_at(gazetteer, i, &entry)) continue;
        volatile char last = entry.name.len ? entry.name.ptr[entry.name.len - 1] : 0;
        (void)last;
        rc_gazetteer_is_inside(gazetteer, i, entry.admin1);
    }
    (void)n;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (!size) return 0;
    uint8_t *bytes = malloc(size);
    if (!bytes) return 0;
    memcpy(bytes, data, size);
    if (size > sizeof(gazetteer_header) && size % 2) mend_header(bytes, size);
    int fd = memfd_create("gazetteer", 0);
    char path[64];
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    rc_gazetteer *gazetteer;
    rc_error err;
    if (fd >= 0 && write(fd, bytes, size) == (ssize_t)size && rc_gazetteer_open(&gazetteer, path, &err) == RC_OK) {
        use(gazetteer, RC_STR("kandahar"));
        use(gazetteer, (rc_str){(const char *)data, size < 32 ? size : 32});
        rc_gazetteer_close(gazetteer);
    }
    if (fd >= 0) close(fd);
    free(bytes);
    return 0;
}
