/** The head of a compiled file; the sections follow it. */
#ifndef BASE_IMAGE_FILE_H
#define BASE_IMAGE_FILE_H

#include "recoupe/base/image.h"

#define RC_IMAGE_KIND_BYTES 8

typedef struct rc_image_head {
    char kind[RC_IMAGE_KIND_BYTES];
    uint32_t byte_order, n_sections;
    uint64_t made_from;       /* fingerprint of the sources and of the version of recoupe */
    uint64_t bytes, checksum; /* of the whole file; of what follows the head */
    struct {
        uint64_t offset, bytes;
    } sections[RC_IMAGE_SECTIONS];
} rc_image_head;

#endif
