/* Layout of a compiled gazetteer: the one that comes with the program, or a layer laid over it. One file: header, then
 * sections in the order of the header, each aligned to 8. Numbers are in the byte order of the machine that wrote it;
 * another order is told by `byte_order` and refused.
 *
 * A layer speaks of entries of the gazetteer below it by their ids, which outlive its being compiled anew: its links
 * hold id and number, and the numbers count only while `base` is the content hash of the gazetteer it is opened with.
 */
#ifndef RESOLVE_GAZETTEER_FILE_H
#define RESOLVE_GAZETTEER_FILE_H

#include <stdint.h>

#define GAZETTEER_MAGIC "RCGAZET"
#define GAZETTEER_VERSION 2
#define GAZETTEER_BYTE_ORDER 0x01020304u

typedef struct gazetteer_section {
    uint64_t offset, count; /* bytes from the start of the file; items */
} gazetteer_section;

typedef struct gazetteer_header {
    char magic[8];
    uint32_t version, byte_order;
    uint64_t file_bytes;
    gazetteer_section entries;
    gazetteer_section strings;                 /* bytes: a length byte, then the name; the first is empty */
    gazetteer_section slots, refs;             /* key -> entries */
    gazetteer_section alike_slots, alike_refs; /* country and skeleton -> entries */
    gazetteer_section links, replaced;         /* of a layer */
    gazetteer_section about;                   /* text: where a layer came from, for people */
    uint64_t names;                            /* number of keys of entries, counted with repeats */
    uint64_t content;                          /* XXH3 of all that follows the header */
    uint64_t base;                             /* of a layer: `content` of the gazetteer that its links count in */
    uint64_t checksum;                         /* XXH3 of all before it */
} gazetteer_header;

/* An entry of the gazetteer below. */
typedef struct gazetteer_link {
    uint64_t id;
    uint32_t number;
    uint32_t padding;
} gazetteer_link;

/* The entry below, by its link, for which an entry of the layer stands. */
typedef struct gazetteer_replaced {
    uint32_t link, entry;
} gazetteer_replaced;

typedef struct gazetteer_record {
    uint64_t id;
    int32_t lat_e6, lon_e6;
    uint32_t population;
    uint32_t name;                          /* offset into strings */
    uint32_t admin1, admin2;                /* entries, links marked GAZETTEER_LINK, or none */
    uint32_t source;                        /* offset into strings: "wof:85632229"; 0: its id says it */
    uint32_t twin;                          /* link to the same place below, plus one; 0: new */
    uint16_t half_height_e2, half_width_e2; /* hundredths of a degree */
    char country[2];
    uint8_t feature;
    uint8_t prior; /* of 255 */
} gazetteer_record;

/* A hash table slot: the upper 40 bits of the key's hash, then the number of its first ref plus one; 0 is empty. The
 * lower bits of the hash choose the slot, so that 60 bits or so are compared and no key text need be kept: one chance
 * in 10^12 or less that a name that is not there is taken for one that is. */
#define GAZETTEER_SLOT_REF UINT64_C(0xFFFFFF)
#define GAZETTEER_MOST_REFS (1u << 24)

/* A ref: flags, then the number of an entry. The refs of one key follow one another up to the one marked LAST. */
#define GAZETTEER_REF_ENTRY 0x00FFFFFFu
#define GAZETTEER_REF_LAST 0x80000000u
#define GAZETTEER_REF_MAIN 0x40000000u
#define GAZETTEER_REF_SHORT 0x20000000u
#define GAZETTEER_MOST_ENTRIES (1u << 24)

#define GAZETTEER_REF_OLD 0x10000000u /* a name of former times */

/* Marks a unit as a link and no entry; RC_GAZETTEER_NONE is no unit at all. */
#define GAZETTEER_LINK 0x80000000u

/* Refs kept for one key; the likeliest are first. */
#define GAZETTEER_KEY_REFS 400

_Static_assert(sizeof(gazetteer_header) == 200, "the header has no padding");
_Static_assert(sizeof(gazetteer_record) == 48, "a record has no padding");

#endif
