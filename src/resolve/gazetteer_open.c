/* Opening gazetteers: what a file must hold to be read at all, and how layers come to lie over the one below. */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "recoupe/base/hash.h"
#include "recoupe/base/paths.h"
#include "resolve/gazetteer_import.h"
#include "resolve/gazetteer_parts.h"

/* Where a section begins, or NULL when it does not lie inside the file. */
static const void *section(const gazetteer_part *p, gazetteer_section s, size_t item_bytes)
{
    if (s.offset % 8 || s.offset < sizeof p->header || s.offset > p->n_bytes) return NULL;
    if (s.count > (p->n_bytes - s.offset) / item_bytes) return NULL;
    return p->bytes + s.offset;
}

static bool is_power_of_two(uint64_t n)
{
    return n && !(n & (n - 1));
}

static const char *what_is_wrong(gazetteer_part *p)
{
    if (p->n_bytes < sizeof p->header) return "shorter than a header";
    memcpy(&p->header, p->bytes, sizeof p->header);
    const gazetteer_header *h = &p->header;
    if (memcmp(h->magic, GAZETTEER_MAGIC, sizeof h->magic) != 0) return "not a gazetteer";
    if (h->byte_order != GAZETTEER_BYTE_ORDER) return "made on a machine of another byte order";
    if (h->version != GAZETTEER_VERSION) return "of another version of recoupe";
    if (h->checksum != rc_hash64((rc_str){(const char *)p->bytes, offsetof(gazetteer_header, checksum)}))
        return "its header is damaged";
    if (h->file_bytes != p->n_bytes) return "cut short, or something was added to it";
    p->records = section(p, h->entries, sizeof *p->records);
    p->strings = section(p, h->strings, 1);
    p->slots = section(p, h->slots, sizeof *p->slots);
    p->refs = section(p, h->refs, sizeof *p->refs);
    p->alike_slots = section(p, h->alike_slots, sizeof *p->alike_slots);
    p->alike_refs = section(p, h->alike_refs, sizeof *p->alike_refs);
    p->links = section(p, h->links, sizeof *p->links);
    p->replaced = section(p, h->replaced, sizeof *p->replaced);
    p->about = section(p, h->about, 1);
    if (!p->records || !p->strings || !p->slots || !p->refs || !p->alike_slots || !p->alike_refs || !p->links ||
        !p->replaced || !p->about)
        return "a section lies outside the file";
    if (h->entries.count >= GAZETTEER_MOST_ENTRIES) return "it has more entries than can be numbered";
    if (!is_power_of_two(h->slots.count) || !is_power_of_two(h->alike_slots.count)) return "an index has a wrong size";
    return NULL;
}

static void release(gazetteer_part *p)
{
    if (p->is_heap)
        free((void *)(uintptr_t)p->bytes);
    else if (p->bytes)
        munmap((void *)(uintptr_t)p->bytes, p->n_bytes);
    free(p->linked);
}

/* ---- the links of a layer that was made over another edition of the gazetteer below */

static int by_id(const void *a, const void *b)
{
    const gazetteer_link *x = a, *y = b;
    return (x->id > y->id) - (x->id < y->id);
}

static bool relink(gazetteer_part *p, const gazetteer_part *base)
{
    size_t n = p->header.links.count;
    gazetteer_link *sorted = malloc((n + 1) * sizeof *sorted);
    p->linked = malloc((n + 1) * sizeof *p->linked);
    if (!sorted || !p->linked) {
        free(sorted);
        return false;
    }
    for (size_t i = 0; i < n; i++) {
        sorted[i] = (gazetteer_link){p->links[i].id, (uint32_t)i, 0};
        p->linked[i] = RC_GAZETTEER_NONE;
    }
    qsort(sorted, n, sizeof *sorted, by_id);
    for (uint32_t i = 0; i < base->header.entries.count; i++) {
        gazetteer_link wanted = {base->records[i].id, 0, 0};
        const gazetteer_link *found = bsearch(&wanted, sorted, n, sizeof *sorted, by_id);
        if (found) p->linked[found->number] = i;
    }
    free(sorted);
    return true;
}

rc_status gazetteer_add_part(rc_gazetteer *gazetteer, void *bytes, size_t n_bytes, bool is_heap, const char *path,
                             rc_error *err)
{
    gazetteer_part p = {.bytes = bytes, .n_bytes = n_bytes, .is_heap = is_heap, .first = gazetteer->n_entries};
    const char *wrong = what_is_wrong(&p);
    bool is_layer = gazetteer->n_parts > 0;
    if (!wrong && gazetteer->n_parts == GAZETTEER_PARTS) wrong = "one layer too many";
    if (!wrong && p.header.entries.count >= GAZETTEER_LINK - gazetteer->n_entries) wrong = "too many entries in all";
    if (!wrong && is_layer && p.header.base != gazetteer->parts[0].header.content && !relink(&p, &gazetteer->parts[0]))
        wrong = "no memory for its links";
    if (wrong) {
        release(&p);
        return rc_fail(err, RC_ECORRUPT, "%s: %s; %s", path, wrong,
                       is_layer ? "import the layer again" : "build the gazetteer again");
    }
    gazetteer->n_entries += (uint32_t)p.header.entries.count;
    gazetteer->parts[gazetteer->n_parts++] = p;
    return RC_OK;
}

rc_status gazetteer_add_file(rc_gazetteer *gazetteer, const char *path, rc_error *err)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) return rc_fail(err, RC_EIO, "%s: cannot open the gazetteer: %s", path, strerror(errno));
    struct stat st;
    void *bytes = MAP_FAILED;
    if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_size > 0)
        bytes = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_SHARED, fd, 0);
    close(fd);
    if (bytes == MAP_FAILED) return rc_fail(err, RC_ECORRUPT, "%s: not a gazetteer: empty or not a file", path);
    return gazetteer_add_part(gazetteer, bytes, (size_t)st.st_size, false, path, err);
}

/* ---- what stands for what below; of two layers the later one has the last word */

static int by_number(const void *a, const void *b)
{
    const gazetteer_stand_in *x = a, *y = b;
    if (x->number != y->number) return x->number < y->number ? -1 : 1;
    return (x->by < y->by) - (x->by > y->by);
}

rc_status gazetteer_settle(rc_gazetteer *gazetteer, rc_error *err)
{
    size_t most = 0, n = 0, kept = 0;
    for (unsigned i = 1; i < gazetteer->n_parts; i++) most += gazetteer->parts[i].header.replaced.count;
    if (!most) return RC_OK;
    gazetteer_stand_in *all = malloc(most * sizeof *all);
    if (!all) return rc_fail(err, RC_ENOMEM, "no memory for the gazetteer's layers");
    for (unsigned i = 1; i < gazetteer->n_parts; i++) {
        const gazetteer_part *p = &gazetteer->parts[i];
        for (uint64_t k = 0; k < p->header.replaced.count; k++) {
            uint32_t link = p->replaced[k].link, entry = p->replaced[k].entry;
            if (link >= p->header.links.count || entry >= p->header.entries.count) continue;
            uint32_t number = p->linked ? p->linked[link] : p->links[link].number;
            all[n++] = (gazetteer_stand_in){number, p->first + entry};
        }
    }
    qsort(all, n, sizeof *all, by_number);
    for (size_t i = 0; i < n; i++)
        if (all[i].number != RC_GAZETTEER_NONE && (!kept || all[kept - 1].number != all[i].number))
            all[kept++] = all[i];
    gazetteer->stand_ins = all;
    gazetteer->n_stand_ins = kept;
    return RC_OK;
}

rc_str gazetteer_about(const gazetteer_part *part)
{
    return (rc_str){(const char *)part->about, part->header.about.count};
}

/* ---- opening */

static rc_status open_below(rc_gazetteer **out, const char *path, rc_error *err)
{
    rc_gazetteer *g = calloc(1, sizeof *g);
    if (!g) return rc_fail(err, RC_ENOMEM, "no memory for the gazetteer");
    rc_status status = gazetteer_add_file(g, path, err);
    if (status == RC_OK)
        *out = g;
    else
        free(g);
    return status;
}

rc_status rc_gazetteer_open(rc_gazetteer **out, const char *path, rc_error *err)
{
    return open_below(out, path, err);
}

static rc_status add_layers(rc_gazetteer *g, rc_error *err)
{
    rc_layer_list layers;
    char path[PATH_MAX];
    rc_status status = rc_layers_find(&layers, err);
    for (unsigned i = 0; i < layers.n && status == RC_OK; i++) {
        status = rc_layer_path(path, sizeof path, layers.name[i], err);
        if (status == RC_OK) status = gazetteer_add_file(g, path, err);
    }
    return status;
}

rc_status rc_gazetteer_open_all(rc_gazetteer **out, const char *data_dir, rc_error *err)
{
    char path[PATH_MAX];
    rc_gazetteer *g = NULL;
    snprintf(path, sizeof path, "%s/gazetteer.bin", data_dir);
    rc_status status = open_below(&g, path, err);
    if (status == RC_OK) status = add_layers(g, err);
    if (status == RC_OK && rc_user_own(path, sizeof path, "places-supplement.tsv"))
        status = gazetteer_add_own(g, data_dir, path, err);
    if (status == RC_OK) status = gazetteer_settle(g, err);
    if (status == RC_OK)
        *out = g;
    else
        rc_gazetteer_close(g);
    return status;
}

void rc_gazetteer_close(rc_gazetteer *gazetteer)
{
    if (!gazetteer) return;
    for (unsigned i = 0; i < gazetteer->n_parts; i++) release(&gazetteer->parts[i]);
    free(gazetteer->stand_ins);
    free(gazetteer);
}
