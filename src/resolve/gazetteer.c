#include "recoupe/resolve/gazetteer.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "recoupe/base/hash.h"
#include "resolve/gazetteer_build.h"
#include "resolve/gazetteer_file.h"

struct rc_gazetteer {
    const unsigned char *bytes;
    size_t n_bytes;
    const gazetteer_record *records;
    const unsigned char *strings;
    const uint64_t *slots, *alike_slots;
    const uint32_t *refs, *alike_refs;
    gazetteer_header header;
};

static const struct {
    const char *word;
    rc_precision precision;
} features[] = {
#define X(word, name, precision) {word, precision},
    RC_FEATURES(X)
#undef X
};

const char *rc_feature_name(rc_feature feature)
{
    return (unsigned)feature < RC_N_FEATURES ? features[feature].word : "";
}

rc_precision rc_feature_precision(rc_feature feature)
{
    return (unsigned)feature < RC_N_FEATURES ? features[feature].precision : RC_PRECISION_NONE;
}

bool rc_feature_parse(rc_str word, rc_feature *out)
{
    for (unsigned i = 0; i < RC_N_FEATURES; i++) {
        if (!rc_str_is(word, features[i].word)) continue;
        *out = (rc_feature)i;
        return true;
    }
    return false;
}

/* Where a section begins, or NULL when it does not lie inside the file. */
static const void *section(const rc_gazetteer *g, gazetteer_section s, size_t item_bytes)
{
    if (s.offset % 8 || s.offset < sizeof g->header || s.offset > g->n_bytes) return NULL;
    if (s.count > (g->n_bytes - s.offset) / item_bytes) return NULL;
    return g->bytes + s.offset;
}

static bool is_power_of_two(uint64_t n)
{
    return n && !(n & (n - 1));
}

static const char *what_is_wrong(rc_gazetteer *g)
{
    if (g->n_bytes < sizeof g->header) return "shorter than a header";
    memcpy(&g->header, g->bytes, sizeof g->header);
    const gazetteer_header *h = &g->header;
    if (memcmp(h->magic, GAZETTEER_MAGIC, sizeof h->magic) != 0) return "not a gazetteer";
    if (h->byte_order != GAZETTEER_BYTE_ORDER) return "made on a machine of another byte order";
    if (h->version != GAZETTEER_VERSION) return "of another version of recoupe";
    if (h->checksum != rc_hash64((rc_str){(const char *)g->bytes, offsetof(gazetteer_header, checksum)}))
        return "its header is damaged";
    if (h->file_bytes != g->n_bytes) return "cut short, or something was added to it";
    g->records = section(g, h->entries, sizeof *g->records);
    g->strings = section(g, h->strings, 1);
    g->slots = section(g, h->slots, sizeof *g->slots);
    g->refs = section(g, h->refs, sizeof *g->refs);
    g->alike_slots = section(g, h->alike_slots, sizeof *g->alike_slots);
    g->alike_refs = section(g, h->alike_refs, sizeof *g->alike_refs);
    if (!g->records || !g->strings || !g->slots || !g->refs || !g->alike_slots || !g->alike_refs)
        return "a section lies outside the file";
    if (h->entries.count >= GAZETTEER_MOST_ENTRIES) return "it has more entries than can be numbered";
    if (!is_power_of_two(h->slots.count) || !is_power_of_two(h->alike_slots.count)) return "an index has a wrong size";
    return NULL;
}

rc_status rc_gazetteer_open(rc_gazetteer **out, const char *path, rc_error *err)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) return rc_fail(err, RC_EIO, "%s: cannot open the gazetteer: %s", path, strerror(errno));
    struct stat st;
    void *bytes = MAP_FAILED;
    if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_size > 0)
        bytes = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_SHARED, fd, 0);
    close(fd);
    if (bytes == MAP_FAILED) return rc_fail(err, RC_ECORRUPT, "%s: not a gazetteer: empty or not a file", path);
    rc_gazetteer *g = calloc(1, sizeof *g);
    if (!g) {
        munmap(bytes, (size_t)st.st_size);
        return rc_fail(err, RC_ENOMEM, "no memory for the gazetteer");
    }
    g->bytes = bytes;
    g->n_bytes = (size_t)st.st_size;
    const char *wrong = what_is_wrong(g);
    if (wrong) {
        rc_gazetteer_close(g);
        return rc_fail(err, RC_ECORRUPT, "%s: %s; build the gazetteer again", path, wrong);
    }
    *out = g;
    return RC_OK;
}

void rc_gazetteer_close(rc_gazetteer *gazetteer)
{
    if (!gazetteer) return;
    munmap((void *)(uintptr_t)gazetteer->bytes, gazetteer->n_bytes);
    free(gazetteer);
}

uint32_t rc_gazetteer_entries(const rc_gazetteer *gazetteer)
{
    return (uint32_t)gazetteer->header.entries.count;
}

/* Everything below checks what it reads from the file: the header's checksum says nothing about the rest. */
bool rc_gazetteer_entry_at(const rc_gazetteer *gazetteer, uint32_t number, rc_gazetteer_entry *out)
{
    if (number >= gazetteer->header.entries.count) return false;
    const gazetteer_record *r = &gazetteer->records[number];
    uint64_t n_strings = gazetteer->header.strings.count;
    if (r->name >= n_strings || gazetteer->strings[r->name] > n_strings - r->name - 1) return false;
    if (r->feature >= RC_N_FEATURES) return false;
    *out = (rc_gazetteer_entry){
        .id = r->id,
        .name = {(const char *)gazetteer->strings + r->name + 1, gazetteer->strings[r->name]},
        .lat = r->lat_e6 / 1e6,
        .lon = r->lon_e6 / 1e6,
        .half_height = r->half_height_e2 / 1e2,
        .half_width = r->half_width_e2 / 1e2,
        .population = r->population,
        .feature = (rc_feature)r->feature,
        .precision = features[r->feature].precision,
        .country = {r->country[0], r->country[1], 0},
        .admin1 = r->admin1,
        .admin2 = r->admin2,
        .prior = (float)r->prior / 255.0f,
    };
    return true;
}

static uint32_t collect(const rc_gazetteer *g, const uint64_t *slots, uint64_t n_slots, const uint32_t *refs,
                        uint64_t n_refs, uint64_t hash, rc_gazetteer_hit *out, uint32_t cap)
{
    uint64_t mask = n_slots - 1, at = hash & mask;
    for (uint64_t probes = 0; probes < n_slots; probes++, at = (at + 1) & mask) {
        uint64_t slot = slots[at];
        if (!slot) return 0;
        if ((slot ^ hash) & ~GAZETTEER_SLOT_REF) continue;
        uint32_t n = 0;
        for (uint64_t i = (slot & GAZETTEER_SLOT_REF) - 1; i < n_refs && n < cap; i++) {
            uint32_t ref = refs[i];
            if ((ref & GAZETTEER_REF_ENTRY) < g->header.entries.count)
                out[n++] =
                    (rc_gazetteer_hit){ref & GAZETTEER_REF_ENTRY, ref & GAZETTEER_REF_MAIN, ref & GAZETTEER_REF_SHORT};
            if (ref & GAZETTEER_REF_LAST) break;
        }
        return n;
    }
    return 0;
}

uint32_t rc_gazetteer_lookup(const rc_gazetteer *gazetteer, rc_str key, rc_gazetteer_hit *out, uint32_t cap)
{
    const gazetteer_header *h = &gazetteer->header;
    return collect(gazetteer, gazetteer->slots, h->slots.count, gazetteer->refs, h->refs.count, rc_hash64(key), out,
                   cap);
}

uint64_t rc_alike_hash(const char country[2], rc_str key)
{
    char text[RC_SKELETON_BYTES + 2] = {country[0], country[1]};
    size_t n = rc_name_skeleton(key, text + 2, RC_SKELETON_BYTES);
    if (n < RC_SKELETON_LEAST) return 0;
    return rc_hash64((rc_str){text, n + 2});
}

uint32_t rc_gazetteer_lookup_alike(const rc_gazetteer *gazetteer, const char country[2], rc_str key,
                                   rc_gazetteer_hit *out, uint32_t cap)
{
    const gazetteer_header *h = &gazetteer->header;
    uint64_t hash = rc_alike_hash(country, key);
    if (!hash) return 0;
    return collect(gazetteer, gazetteer->alike_slots, h->alike_slots.count, gazetteer->alike_refs, h->alike_refs.count,
                   hash, out, cap);
}

bool rc_gazetteer_is_inside(const rc_gazetteer *gazetteer, uint32_t inner, uint32_t outer)
{
    uint64_t n = gazetteer->header.entries.count;
    if (inner >= n || outer >= n || inner == outer) return false;
    const gazetteer_record *i = &gazetteer->records[inner], *o = &gazetteer->records[outer];
    if (i->admin1 == outer || i->admin2 == outer) return true;
    return o->feature == RC_FEATURE_COUNTRY && i->country[0] && memcmp(i->country, o->country, 2) == 0;
}
