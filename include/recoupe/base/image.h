/** Compiled data: what was read from text files, as one file that is mapped and used in place.
 *
 * A head, then sections, each aligned to 8. The head says of what kind the file is and carries a fingerprint of the
 * files it was made from: one that does not fit those that are there now is passed over, so that whoever edits a list
 * gets what the list says. Numbers are in the byte order of the machine that wrote it. */
#ifndef RECOUPE_BASE_IMAGE_H
#define RECOUPE_BASE_IMAGE_H

#include "recoupe/base/arena.h"

#define RC_IMAGE_SECTIONS 24

typedef struct rc_image {
    const char *bytes;
    size_t n_bytes;
} rc_image;

/** One section of a file to be written: `count` items of `item_bytes`. */
typedef struct rc_image_part {
    const void *items;
    size_t item_bytes, count;
} rc_image_part;

/** Folds a file's name and content into `*fingerprint`, which begins as 0. RC_EIO when it cannot be read. */
rc_status rc_fingerprint_file(uint64_t *fingerprint, const char *path, rc_error *err);

/** Write the parts to `path`, by way of another name so that no half-written file is ever there. `kind`: eight bytes.
 */
rc_status rc_image_write(const char *path, const char *kind, uint64_t fingerprint, const rc_image_part *parts,
                         unsigned n_parts, rc_error *err);

/** Map the file. RC_ENOTFOUND: it is not there, or of another version of recoupe, or made from other
 * files: read the text files. RC_ECORRUPT: it is damaged or of another kind. */
rc_status rc_image_open(rc_image *out, const char *path, const char *kind, uint64_t fingerprint, rc_error *err);

/** The items of a section; NULL when it is not there or not made of whole items. */
const void *rc_image_section(const rc_image *image, unsigned number, size_t item_bytes, size_t *count);

void rc_image_close(rc_image *image);

#endif
