/* An opened gazetteer: the one below and the layers over it, each a mapped file or bytes made in memory. */
#ifndef RESOLVE_GAZETTEER_PARTS_H
#define RESOLVE_GAZETTEER_PARTS_H

#include "recoupe/resolve/gazetteer.h"
#include "resolve/gazetteer_file.h"

#define GAZETTEER_PARTS 64

typedef struct gazetteer_part {
    const unsigned char *bytes;
    size_t n_bytes;
    bool is_heap;   /* bytes are from malloc and not mapped */
    uint32_t first; /* number of its first entry among those of all parts */
    const gazetteer_record *records;
    const unsigned char *strings, *about;
    const uint64_t *slots, *alike_slots;
    const uint32_t *refs, *alike_refs;
    const gazetteer_link *links;
    const gazetteer_replaced *replaced;
    uint32_t *linked; /* numbers of the links in the gazetteer below; NULL: those of the file hold */
    gazetteer_header header;
} gazetteer_part;

/* `number` of the gazetteer below is to be read as entry `by`. */
typedef struct gazetteer_stand_in {
    uint32_t number, by;
} gazetteer_stand_in;

struct rc_gazetteer {
    gazetteer_part parts[GAZETTEER_PARTS];
    unsigned n_parts;
    uint32_t n_entries;
    gazetteer_stand_in *stand_ins; /* sorted by number */
    size_t n_stand_ins;
};

/* Lay bytes over the gazetteer; they are the gazetteer's from then on, also when it fails. `path` is for messages. */
rc_status gazetteer_add_part(rc_gazetteer *gazetteer, void *bytes, size_t n_bytes, bool is_heap, const char *path,
                             rc_error *err);

/* The same from a file. */
rc_status gazetteer_add_file(rc_gazetteer *gazetteer, const char *path, rc_error *err);

/* Call after the last part. */
rc_status gazetteer_settle(rc_gazetteer *gazetteer, rc_error *err);

/* The text about a layer; empty when damaged. */
rc_str gazetteer_about(const gazetteer_part *part);

#endif
