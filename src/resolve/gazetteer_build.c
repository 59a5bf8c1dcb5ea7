#include "resolve/gazetteer_build.h"

#include <math.h>
#include <stdlib.h>
#include <unistd.h>

#include "recoupe/base/buf.h"
#include "recoupe/base/hash.h"
#include "recoupe/base/tsv.h"
#include "recoupe/base/utf8.h"
#include "resolve/gazetteer_file.h"

#define LONGEST_KEY 100
#define MOST_WORDS 16
#define WORDS_BYTES ((size_t)8 << 20)

void rc_gazetteer_builder_init(rc_gazetteer_builder *builder, rc_arena *arena)
{
    *builder = (rc_gazetteer_builder){.arena = arena};
}

rc_status rc_gazetteer_builder_words(rc_gazetteer_builder *builder, const char *path, rc_error *err)
{
    rc_buf buf;
    rc_buf_init(&buf);
    rc_status status = rc_buf_read_file(&buf, path, WORDS_BYTES, err);
    rc_str text = status == RC_OK ? rc_arena_dup(builder->arena, rc_buf_str(&buf)) : (rc_str){0};
    rc_buf_release(&buf);
    rc_tsv tsv;
    int phrase = 0, role = 0;
    if (status == RC_OK) status = rc_tsv_open(&tsv, text, path, err);
    if (status == RC_OK) status = rc_tsv_require(&tsv, "phrase", &phrase, err);
    if (status == RC_OK) status = rc_tsv_require(&tsv, "role", &role, err);
    while (status == RC_OK && (status = rc_tsv_next(&tsv, err)) == RC_OK) {
        rc_str what = tsv.fields[role];
        rc_map *map = rc_str_is(what, "article")     ? &builder->articles
                      : rc_str_is(what, "type")      ? &builder->kind_words
                      : rc_str_is(what, "link")      ? &builder->links
                      : rc_str_is(what, "direction") ? &builder->vague
                                                     : NULL;
        if (map) *rc_map_put(builder->arena, map, rc_utf8_name_key(builder->arena, tsv.fields[phrase]), NULL) = 1;
    }
    return status == RC_END ? RC_OK : status;
}

/* ---- names */

static unsigned split(rc_str key, rc_str out[MOST_WORDS])
{
    unsigned n = 0;
    while (key.ptr && n < MOST_WORDS) out[n++] = rc_str_cut(&key, ' ');
    return key.ptr ? 0 : n;
}

static rc_str span_of(rc_str first, rc_str last)
{
    return (rc_str){first.ptr, (size_t)(last.ptr + last.len - first.ptr)};
}

rc_str rc_gazetteer_builder_bare(const rc_gazetteer_builder *builder, rc_str key)
{
    rc_str words[MOST_WORDS];
    unsigned n = split(key, words), beg = 0, end = n;
    while (end > beg && rc_map_get(&builder->kind_words, words[end - 1])) end--;
    while (beg < end && rc_map_get(&builder->kind_words, words[beg])) {
        beg++;
        while (beg < end && rc_map_get(&builder->links, words[beg])) beg++;
    }
    bool vague = true;
    for (unsigned i = beg; i < end; i++) vague = vague && rc_map_get(&builder->vague, words[i]);
    return vague || (beg == 0 && end == n) ? key : span_of(words[beg], words[end - 1]);
}

static void push_name(rc_gazetteer_builder *b, uint32_t row, rc_str key, uint32_t flags)
{
    if (key.len < 2 || key.len > LONGEST_KEY) return;
    *RC_PUSH(b->arena, &b->names) = (rc_gazetteer_name){rc_hash64(key), row, flags};
    uint64_t alike = rc_alike_hash(b->rows.ptr[row].country, key);
    if (alike) *RC_PUSH(b->arena, &b->alike) = (rc_gazetteer_name){alike, row, flags};
}

/* Scripts written without spaces cannot be looked up word by word. */
static bool is_unspaced(uint32_t cp)
{
    return (cp >= 0x0E00 && cp <= 0x0FFF) || (cp >= 0x1000 && cp <= 0x109F) || (cp >= 0x1780 && cp <= 0x17FF) ||
           (cp >= 0x2E80 && cp <= 0x9FFF) || (cp >= 0xF900 && cp <= 0xFAFF) || (cp >= 0x20000 && cp <= 0x3FFFF);
}

/* Other names that would do harm: codes of airports and countries, and transcriptions of Chinese and Japanese, which
 * the source writes in lower case ("sheng hu li ya"). */
static bool is_harmful(const rc_gazetteer_builder *b, rc_str name)
{
    bool upper = name.len <= 4;
    for (size_t i = 0; i < name.len; i++) upper = upper && name.ptr[i] >= 'A' && name.ptr[i] <= 'Z';
    if (upper) return true;
    if (name.ptr[0] < 'a' || name.ptr[0] > 'z') return false;
    rc_str rest = name, first = rc_str_cut(&rest, rest.ptr && memchr(rest.ptr, '-', rest.len) ? '-' : ' ');
    return !rc_map_get(&b->articles, first) && !rc_map_get(&b->links, first);
}

static void add_name(rc_gazetteer_builder *builder, uint32_t row, rc_str name, uint32_t flags)
{
    unsigned bytes;
    if (!name.len || is_unspaced(rc_utf8_decode(name, 0, &bytes))) return;
    if (!(flags & GAZETTEER_REF_MAIN) && !builder->trusted && is_harmful(builder, name)) return;
    rc_str key = rc_utf8_name_key(builder->arena, name);
    push_name(builder, row, key, flags);
    if (builder->rows.ptr[row].feature <= RC_FEATURE_DISTRICT) {
        rc_str bare = rc_gazetteer_builder_bare(builder, key);
        if (bare.len != key.len) push_name(builder, row, bare, flags);
    }
    rc_str rest = key, first = rc_str_cut(&rest, ' ');
    if (rest.len >= 3 && rc_map_get(&builder->articles, first))
        push_name(builder, row, rest, flags | GAZETTEER_REF_SHORT);
}

void rc_gazetteer_builder_name(rc_gazetteer_builder *builder, uint32_t row, rc_str name, bool is_main)
{
    add_name(builder, row, name, is_main ? GAZETTEER_REF_MAIN : 0);
}

void rc_gazetteer_builder_old_name(rc_gazetteer_builder *builder, uint32_t row, rc_str name)
{
    add_name(builder, row, name, GAZETTEER_REF_OLD);
}

uint32_t rc_gazetteer_builder_add(rc_gazetteer_builder *builder, const rc_gazetteer_row *row)
{
    uint32_t number = (uint32_t)builder->rows.len;
    *RC_PUSH(builder->arena, &builder->rows) = *row;
    rc_gazetteer_builder_name(builder, number, row->name, true);
    return number;
}

/* ---- priors */

/* Reports of war name countries, capitals and regions far more often than villages; among settlements the chance grows
 * about with the logarithm of the population. */
#define NOTABLE_PRIOR 0.5

static double prior_by_size(const rc_gazetteer_row *row)
{
    double size = 0.1 * log10(1.0 + row->population);
    switch (row->feature) {
    case RC_FEATURE_COUNTRY:
        return 1;
    case RC_FEATURE_CAPITAL:
        return 0.97;
    case RC_FEATURE_REGION:
        return row->is_notable ? 0.8 : 0.72;
    case RC_FEATURE_DISTRICT:
        return 0.35;
    case RC_FEATURE_SEAT:
        return fmin(0.95, fmax(size, 0.3) + 0.12);
    case RC_FEATURE_MINOR_SEAT:
        return fmin(0.9, fmax(size, 0.2) + 0.04);
    case RC_FEATURE_SETTLEMENT:
        return fmin(0.9, fmax(size, 0.15));
    case RC_FEATURE_QUARTER:
        return fmin(0.8, fmax(size - 0.08, 0.1));
    default:
        return row->is_notable ? 0.6 : 0.2;
    }
}

static double prior(const rc_gazetteer_row *row)
{
    double size = prior_by_size(row);
    if (row->prior > 0 && !row->is_notable) return row->prior;
    return row->is_notable && row->feature != RC_FEATURE_DISTRICT ? fmax(size, NOTABLE_PRIOR) : size;
}

/* ---- writing */

typedef RC_VEC(uint32_t) u32_vec;

typedef struct index_out {
    uint64_t *slots;
    uint64_t n_slots;
    u32_vec refs;
} index_out;

static int by_hash(const void *a, const void *b)
{
    const rc_gazetteer_name *x = a, *y = b;
    if (x->hash != y->hash) return x->hash < y->hash ? -1 : 1;
    if (x->row != y->row) return x->row < y->row ? -1 : 1;
    return (x->flags > y->flags) - (x->flags < y->flags);
}

/* The same name of the same row said twice: it is main when one of them is, short or old when all of them are. */
static size_t merge_repeats(rc_gazetteer_name *names, size_t n)
{
    size_t kept = 0;
    for (size_t i = 0; i < n; i++) {
        if (kept && names[kept - 1].hash == names[i].hash && names[kept - 1].row == names[i].row) {
            const uint32_t weak = GAZETTEER_REF_SHORT | GAZETTEER_REF_OLD;
            uint32_t *flags = &names[kept - 1].flags, both = *flags & names[i].flags;
            *flags = ((*flags | names[i].flags) & ~weak) | (both & weak);
        } else {
            names[kept++] = names[i];
        }
    }
    return kept;
}

typedef struct ranked {
    double rank;
    uint32_t ref;
} ranked;

static int by_rank(const void *a, const void *b)
{
    const ranked *x = a, *y = b;
    if (x->rank != y->rank) return x->rank > y->rank ? -1 : 1;
    return (x->ref > y->ref) - (x->ref < y->ref);
}

static void insert_slot(index_out *out, uint64_t hash, uint64_t first_ref)
{
    uint64_t mask = out->n_slots - 1, at = hash & mask;
    while (out->slots[at]) at = (at + 1) & mask;
    out->slots[at] = (hash & ~GAZETTEER_SLOT_REF) | (first_ref + 1);
}

static void make_index(rc_gazetteer_builder *b, const uint32_t *numbers, rc_gazetteer_name *names, size_t n,
                       index_out *out)
{
    qsort(names, n, sizeof *names, by_hash);
    n = merge_repeats(names, n);
    size_t n_keys = 0;
    for (size_t i = 0; i < n; i++) n_keys += i == 0 || names[i].hash != names[i - 1].hash;
    for (out->n_slots = 16; out->n_slots < n_keys + n_keys / 2; out->n_slots *= 2) {
    }
    out->slots = RC_NEWS(b->arena, uint64_t, out->n_slots);
    RC_VEC(ranked) refs = {0};
    for (size_t i = 0, end; i < n; i = end) {
        refs.len = 0;
        for (end = i; end < n && names[end].hash == names[i].hash; end++) {
            uint32_t row = names[end].row;
            if (numbers[row] == RC_GAZETTEER_NONE) continue;
            double rank = prior(&b->rows.ptr[row]) + (names[end].flags & GAZETTEER_REF_MAIN ? 0.05 : 0) -
                          (names[end].flags & GAZETTEER_REF_SHORT ? 0.1 : 0);
            *RC_PUSH(b->arena, &refs) = (ranked){rank, numbers[row] | names[end].flags};
        }
        if (!refs.len || out->refs.len + refs.len >= GAZETTEER_MOST_REFS - 1) continue;
        qsort(refs.ptr, refs.len, sizeof *refs.ptr, by_rank);
        if (refs.len > GAZETTEER_KEY_REFS) refs.len = GAZETTEER_KEY_REFS;
        insert_slot(out, names[i].hash, out->refs.len);
        for (size_t k = 0; k < refs.len; k++)
            *RC_PUSH(b->arena, &out->refs) = refs.ptr[k].ref | (k + 1 == refs.len ? GAZETTEER_REF_LAST : 0);
    }
}

static uint64_t own_id(const rc_gazetteer_builder *b, const rc_gazetteer_row *row)
{
    const rc_gazetteer_row *region = row->admin1 < b->rows.len ? &b->rows.ptr[row->admin1] : row;
    rc_str text = rc_arena_printf(b->arena, "%s|%d|%.*s|%.*s", row->country, (int)row->feature, RC_FMT(region->name),
                                  RC_FMT(row->name));
    return UINT64_C(1) << 52 | rc_hash64(text) >> 12; /* below 2^53, so that JSON readers keep it whole */
}

static uint16_t hundredths(double degrees)
{
    return (uint16_t)(degrees > 0 ? fmin(degrees * 100 + 0.5, UINT16_MAX) : 0);
}

static uint32_t renumbered(const uint32_t *numbers, uint32_t row)
{
    return row == RC_GAZETTEER_NONE || row & GAZETTEER_LINK ? row : numbers[row];
}

static uint32_t put_string(rc_buf *strings, rc_str s)
{
    uint32_t at = (uint32_t)strings->len;
    s = rc_str_sub(s, 0, 255);
    if (!s.len) return 0; /* the first string is the empty one */
    rc_buf_putc(strings, (char)s.len);
    rc_buf_put(strings, s);
    return at;
}

static gazetteer_record *make_records(const rc_gazetteer_builder *b, const uint32_t *numbers, uint32_t n,
                                      rc_buf *strings)
{
    gazetteer_record *records = RC_NEWS(b->arena, gazetteer_record, n);
    rc_buf_putc(strings, 0);
    for (size_t i = 0; i < b->rows.len; i++) {
        const rc_gazetteer_row *row = &b->rows.ptr[i];
        if (numbers[i] == RC_GAZETTEER_NONE) continue;
        records[numbers[i]] = (gazetteer_record){
            .id = row->id ? row->id : own_id(b, row),
            .lat_e6 = (int32_t)lround(row->lat * 1e6),
            .lon_e6 = (int32_t)lround(row->lon * 1e6),
            .population = row->population,
            .name = put_string(strings, row->name),
            .source = put_string(strings, row->source),
            .twin = row->twin,
            .admin1 = renumbered(numbers, row->admin1),
            .admin2 = renumbered(numbers, row->admin2),
            .half_height_e2 = hundredths(row->half_height),
            .half_width_e2 = hundredths(row->half_width),
            .country = {row->country[0], row->country[1]},
            .feature = (uint8_t)row->feature,
            .prior = (uint8_t)(prior(row) * 255 + 0.5),
        };
    }
    return records;
}

static void put_section(rc_buf *out, gazetteer_section *section, const void *items, uint64_t n, size_t item_bytes)
{
    while (out->len % 8) rc_buf_putc(out, 0);
    *section = (gazetteer_section){out->len, n};
    rc_buf_put(out, (rc_str){items, n * item_bytes});
}

static rc_status write_file(rc_buf *bytes, const char *path, rc_arena *arena, rc_error *err)
{
    rc_str draft = rc_arena_printf(arena, "%s.new", path);
    FILE *file = fopen(draft.ptr, "wb");
    if (!file) return rc_fail(err, RC_EIO, "%s: cannot create", draft.ptr);
    rc_status status = rc_buf_flush(bytes, file, err);
    if (status == RC_OK && (fflush(file) != 0 || fsync(fileno(file)) != 0))
        status = rc_fail(err, RC_EIO, "%s: cannot write", draft.ptr);
    if (fclose(file) != 0 && status == RC_OK) status = rc_fail(err, RC_EIO, "%s: cannot write", draft.ptr);
    if (status == RC_OK && rename(draft.ptr, path) != 0) status = rc_fail(err, RC_EIO, "%s: cannot rename", draft.ptr);
    if (status != RC_OK) remove(draft.ptr);
    return status;
}

/* Rows that stand for what is below; rows not written are left out. */
static gazetteer_replaced *find_replaced(const rc_gazetteer_builder *b, const uint32_t *numbers, uint64_t *n)
{
    gazetteer_replaced *out = RC_NEWS(b->arena, gazetteer_replaced, b->rows.len);
    *n = 0;
    for (size_t i = 0; i < b->rows.len; i++) {
        const rc_gazetteer_row *row = &b->rows.ptr[i];
        if (!row->replaces || !row->twin || numbers[i] == RC_GAZETTEER_NONE) continue;
        out[(*n)++] = (gazetteer_replaced){row->twin - 1, numbers[i]};
    }
    return out;
}

rc_status rc_gazetteer_builder_bytes(rc_gazetteer_builder *builder, rc_buf *out, const char *name, rc_error *err)
{
    rc_arena *arena = builder->arena;
    uint32_t n = 0, *numbers = RC_NEWS(arena, uint32_t, builder->rows.len);
    uint64_t n_replaced;
    for (size_t i = 0; i < builder->rows.len; i++)
        numbers[i] = builder->rows.ptr[i].is_dropped ? RC_GAZETTEER_NONE : n++;
    if (n >= GAZETTEER_MOST_ENTRIES) return rc_fail(err, RC_ELIMIT, "%s: more than 16 million places", name);
    index_out names = {0}, alike = {0};
    gazetteer_header header = {.magic = GAZETTEER_MAGIC,
                               .version = GAZETTEER_VERSION,
                               .byte_order = GAZETTEER_BYTE_ORDER,
                               .base = builder->base};
    make_index(builder, numbers, builder->names.ptr, builder->names.len, &names);
    make_index(builder, numbers, builder->alike.ptr, builder->alike.len, &alike);
    header.names = names.refs.len;

    rc_buf strings;
    rc_buf_init(&strings);
    const gazetteer_record *records = make_records(builder, numbers, n, &strings);
    const gazetteer_replaced *replaced = find_replaced(builder, numbers, &n_replaced);
    rc_buf_put(out, (rc_str){(const char *)&header, sizeof header});
    put_section(out, &header.entries, records, n, sizeof *records);
    put_section(out, &header.strings, strings.ptr, strings.len, 1);
    put_section(out, &header.slots, names.slots, names.n_slots, sizeof *names.slots);
    put_section(out, &header.refs, names.refs.ptr, names.refs.len, sizeof *names.refs.ptr);
    put_section(out, &header.alike_slots, alike.slots, alike.n_slots, sizeof *alike.slots);
    put_section(out, &header.alike_refs, alike.refs.ptr, alike.refs.len, sizeof *alike.refs.ptr);
    put_section(out, &header.links, builder->linked.ptr, builder->linked.len, sizeof *builder->linked.ptr);
    put_section(out, &header.replaced, replaced, n_replaced, sizeof *replaced);
    put_section(out, &header.about, builder->about.ptr, builder->about.len, 1);
    bool failed = strings.failed || out->failed;
    rc_buf_release(&strings);
    if (failed) return rc_fail(err, RC_ENOMEM, "%s: out of memory", name);
    header.file_bytes = out->len;
    header.content = rc_hash64((rc_str){out->ptr + sizeof header, out->len - sizeof header});
    header.checksum = rc_hash64((rc_str){(const char *)&header, offsetof(gazetteer_header, checksum)});
    memcpy(out->ptr, &header, sizeof header);
    return RC_OK;
}

rc_status rc_gazetteer_builder_write(rc_gazetteer_builder *builder, const char *path, rc_error *err)
{
    rc_buf out;
    rc_buf_init(&out);
    rc_status status = rc_gazetteer_builder_bytes(builder, &out, path, err);
    if (status == RC_OK) status = write_file(&out, path, builder->arena, err);
    rc_buf_release(&out);
    return status;
}
