#include "language/model.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "language/feature.h"
#include "language/matrix.h"
#include "recoupe/base/hash.h"

static const char *const upos_names[RC_UPOS_COUNT] = {"ADJ",   "ADP",   "ADV", "AUX",  "CCONJ", "DET",
                                                      "INTJ",  "NOUN",  "NUM", "PART", "PRON",  "PROPN",
                                                      "PUNCT", "SCONJ", "SYM", "VERB", "X"};
static const char *const entity_names[RC_ENTITY_COUNT] = {"PER", "ORG", "LOC", "MISC"};

const char *rc_upos_name(rc_upos upos)
{
    return upos < RC_UPOS_COUNT ? upos_names[upos] : "X";
}

const char *rc_entity_name(rc_entity_kind entity)
{
    return entity < RC_ENTITY_COUNT ? entity_names[entity] : "MISC";
}

rc_upos rc_upos_of(rc_str name)
{
    for (int i = 0; i < RC_UPOS_COUNT; i++)
        if (rc_str_is(name, upos_names[i])) return (rc_upos)i;
    return RC_UPOS_COUNT;
}

/* Reads sections of a file; `wrong` keeps the first thing that does not hold. */
typedef struct rc_sections {
    rc_str file;
    const rc_model_head *head;
    const char *wrong;
} rc_sections;

static void expect(rc_sections *s, bool holds, const char *what)
{
    if (!holds && !s->wrong) s->wrong = what;
}

static rc_str section(const rc_sections *s, rc_section which)
{
    return (rc_str){s->file.ptr + s->head->sections[which].offset, s->head->sections[which].bytes};
}

static void check_sections(rc_sections *s)
{
    for (int i = 0; i < RC_SECTION_COUNT; i++) {
        uint64_t offset = s->head->sections[i].offset, bytes = s->head->sections[i].bytes;
        expect(s, offset % 64 == 0 && offset >= sizeof(rc_model_head) && offset <= s->file.len, "a section's place");
        expect(s, bytes <= s->file.len - (offset <= s->file.len ? offset : 0), "a section's length");
    }
}

static rc_list read_list(rc_sections *s, rc_section which)
{
    rc_list list = {0};
    rc_str bytes = section(s, which);
    if (bytes.len < 8) {
        expect(s, false, "a list without a count");
        return list;
    }
    const uint32_t *words = (const uint32_t *)(const void *)bytes.ptr;
    uint64_t n = words[0], fixed = 4 * (n + 2);
    if (n > UINT16_MAX || fixed > bytes.len) {
        expect(s, false, "a list longer than its section");
        return list;
    }
    list = (rc_list){(uint32_t)n, words + 1, bytes.ptr + fixed};
    expect(s, list.offsets[0] == 0 && list.offsets[n] <= bytes.len - fixed, "a list's strings");
    for (uint32_t i = 0; i < n; i++) expect(s, list.offsets[i] <= list.offsets[i + 1], "a list's order");
    return list;
}

static rc_table read_table(rc_sections *s, rc_section which, uint32_t limit)
{
    rc_str bytes = section(s, which);
    rc_table table = {0};
    if (bytes.len % 6 || bytes.len / 6 > UINT32_MAX / 2) {
        expect(s, false, "a table's length");
        return table;
    }
    table.cap = (uint32_t)(bytes.len / 6);
    table.checks = (const uint32_t *)(const void *)bytes.ptr;
    table.values = (const uint16_t *)(const void *)(bytes.ptr + 4 * (size_t)table.cap);
    for (uint32_t i = 0; i < table.cap; i++)
        if (table.checks[i] && table.values[i] >= limit) expect(s, false, "a table's value");
    return table;
}

static const int16_t *read_weights(rc_sections *s, rc_section which, uint32_t *mask)
{
    rc_str bytes = section(s, which);
    size_t n = bytes.len / (2 * RC_CUT_CLASSES);
    expect(s, n && (n & (n - 1)) == 0 && n <= (1u << 24) && bytes.len % (2 * RC_CUT_CLASSES) == 0,
           "the number of the segmenter's features");
    *mask = (uint32_t)n - 1;
    return (const int16_t *)(const void *)bytes.ptr;
}

static bool is_size(uint32_t n, uint32_t most)
{
    return n && n <= most && n % RC_LANES == 0;
}

static void read_sizes(rc_model *m, rc_sections *s)
{
    rc_str bytes = section(s, RC_SECTION_SIZES);
    if (bytes.len != sizeof(rc_model_sizes)) {
        expect(s, false, "the sizes");
        return;
    }
    const rc_model_sizes *sizes = (const rc_model_sizes *)(const void *)bytes.ptr;
    memcpy(m->language, sizes->language, sizeof m->language);
    m->language[sizeof m->language - 1] = 0;
    const rc_net_shape *n = &sizes->shape;
    expect(s, is_size(n->embedding, 512) && is_size(n->width, 1024) && is_size(n->arc, 512) && is_size(n->label, 512),
           "the network's sizes");
    expect(s, n->layers >= 1 && n->layers <= RC_NET_LAYERS, "the number of layers");
    expect(s, n->n_bundles && n->n_bundles < 8192 && n->n_labels && n->n_labels < 1024, "the number of tags");
    expect(s, n->n_tags == 1 + 2 * RC_ENTITY_COUNT, "the number of entity tags");
    uint64_t rows = 0;
    for (int i = 0; i < RC_FEATURES; i++) {
        m->row_base[i] = (uint32_t)rows;
        rows += n->rows[i];
        expect(s, n->rows[i] && n->rows[i] <= (1u << 22), "the number of embeddings");
    }
    if (s->wrong) return;
    m->shape = *n;
    m->layout = rc_net_layout_of(n);
    expect(s, section(s, RC_SECTION_PARAMETERS).len == m->layout.total * sizeof(float), "the parameters' length");
    expect(s, section(s, RC_SECTION_ROWS).len == rows * n->embedding, "the embeddings' length");
    expect(s, section(s, RC_SECTION_SCALES).len == rows * sizeof(float), "the scales' length");
}

static void check_floats(rc_sections *s, const float *x, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!(fabsf(x[i]) < 1e6f)) expect(s, false, "a parameter that is no number");
}

static void read_lexicon(rc_model *m, rc_sections *s)
{
    rc_str sets = section(s, RC_SECTION_SETS), readings = section(s, RC_SECTION_READINGS);
    m->scripts = read_list(s, RC_SECTION_SCRIPTS);
    m->sets = (const rc_lexicon_set *)(const void *)sets.ptr;
    m->readings = (const rc_lexicon_reading *)(const void *)readings.ptr;
    m->n_sets = (uint32_t)(sets.len / sizeof *m->sets);
    size_t n_readings = readings.len / sizeof *m->readings;
    expect(s, sets.len % sizeof *m->sets == 0 && m->n_sets <= UINT16_MAX, "the number of sets");
    expect(s, readings.len % sizeof *m->readings == 0, "the number of readings");
    for (uint32_t i = 0; i < m->n_sets; i++)
        expect(s, (uint64_t)m->sets[i].first + m->sets[i].count <= n_readings, "a set's readings");
    for (size_t i = 0; i < n_readings; i++) {
        const rc_lexicon_reading *r = &m->readings[i];
        expect(s, r->upos < RC_UPOS_COUNT && (r->script < m->scripts.n || r->script == UINT16_MAX), "a reading");
    }
    for (uint32_t i = 0; i < m->scripts.n && !s->wrong; i++)
        expect(s, rc_list_get(&m->scripts, i).len >= 2, "a script");
    m->lexicon = read_table(s, RC_SECTION_LEXICON, m->n_sets);
    m->endings = read_table(s, RC_SECTION_ENDINGS, m->scripts.n);
}

static void read_names(rc_model *m, rc_sections *s)
{
    rc_list bundles = read_list(s, RC_SECTION_BUNDLES), labels = read_list(s, RC_SECTION_LABELS);
    expect(s, bundles.n == m->shape.n_bundles && labels.n == m->shape.n_labels, "the names of tags");
    if (s->wrong || !bundles.n || !labels.n) return;
    m->bundles = calloc(bundles.n, sizeof *m->bundles);
    m->labels = calloc(labels.n, sizeof *m->labels);
    if (!m->bundles || !m->labels) return;
    for (uint32_t i = 0; i < bundles.n; i++) {
        rc_str rest = rc_list_get(&bundles, i), upos = rc_str_cut(&rest, ' ');
        m->bundles[i] = (rc_bundle){(uint8_t)rc_upos_of(upos), rest.ptr ? rest : RC_STR("")};
        expect(s, m->bundles[i].upos < RC_UPOS_COUNT, "a part of speech");
    }
    m->root_label = UINT32_MAX;
    for (uint32_t i = 0; i < labels.n; i++) {
        m->labels[i] = rc_list_get(&labels, i);
        if (rc_str_is(m->labels[i], "root")) m->root_label = i;
    }
    expect(s, m->root_label != UINT32_MAX, "the relations");
}

static void read_model(rc_model *m, rc_sections *s)
{
    check_sections(s);
    if (!s->wrong) read_sizes(m, s);
    if (s->wrong) return;
    m->about = section(s, RC_SECTION_ABOUT);
    m->parameters = (const float *)(const void *)section(s, RC_SECTION_PARAMETERS).ptr;
    m->rows = (const signed char *)section(s, RC_SECTION_ROWS).ptr;
    m->scales = (const float *)(const void *)section(s, RC_SECTION_SCALES).ptr;
    check_floats(s, m->parameters, m->layout.total);
    check_floats(s, m->scales, rc_net_total_rows(&m->shape));
    read_names(m, s);
    if (!s->wrong) read_lexicon(m, s);
    m->expanded = read_list(s, RC_SECTION_EXPANDED);
    m->vectors = read_table(s, RC_SECTION_VECTORS, m->shape.rows[RC_FEATURE_VECTOR]);
    m->cut_inside = read_table(s, RC_SECTION_CUT_INSIDE, UINT16_MAX + 1u);
    m->expansions = read_table(s, RC_SECTION_EXPANSIONS, m->expanded.n);
    m->cut = read_weights(s, RC_SECTION_CUT, &m->cut_mask);
    m->expand = read_weights(s, RC_SECTION_EXPAND, &m->expand_mask);
}

rc_status rc_model_from_bytes(rc_model **out, rc_str bytes, rc_error *err)
{
    *out = NULL;
    const rc_model_head *head = (const rc_model_head *)(const void *)bytes.ptr;
    if (bytes.len < sizeof *head || memcmp(head->magic, "RCMODEL", 8) != 0)
        return rc_fail(err, RC_EFORMAT, "not a language model");
    if (head->version != RC_MODEL_VERSION || head->n_sections != RC_SECTION_COUNT)
        return rc_fail(err, RC_EFORMAT, "a language model of another version; train it again");
    rc_str body = rc_str_sub(bytes, sizeof *head, bytes.len);
    if (head->bytes != bytes.len || head->checksum != rc_hash64(body))
        return rc_fail(err, RC_ECORRUPT, "the language model is damaged: its checksum does not match");
    rc_model *m = calloc(1, sizeof *m);
    if (!m) return rc_fail(err, RC_ENOMEM, "no memory for a language model");
    m->file = bytes;
    rc_sections sections = {bytes, head, NULL};
    read_model(m, &sections);
    if (!sections.wrong) m->products = rc_net_products_new(&m->shape, m->parameters);
    if (sections.wrong || !m->bundles || !m->labels || !m->products) {
        rc_status status = sections.wrong ? RC_ECORRUPT : RC_ENOMEM;
        rc_fail(err, status, "the language model is damaged: %s", sections.wrong ? sections.wrong : "no memory");
        rc_model_close(m);
        return status;
    }
    *out = m;
    return RC_OK;
}

rc_status rc_model_open(rc_model **out, const char *path, rc_error *err)
{
    *out = NULL;
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0) return rc_fail(err, RC_EIO, "cannot open %s: %s", path, strerror(errno));
    struct stat info;
    if (fstat(file, &info) != 0 || !S_ISREG(info.st_mode) || info.st_size <= 0 || info.st_size > RC_MODEL_BYTES) {
        close(file);
        return rc_fail(err, RC_EFORMAT, "%s is not a language model", path);
    }
    void *bytes = mmap(NULL, (size_t)info.st_size, PROT_READ, MAP_PRIVATE, file, 0);
    close(file);
    if (bytes == MAP_FAILED) return rc_fail(err, RC_EIO, "cannot map %s: %s", path, strerror(errno));
    rc_error inner = {0};
    rc_status status = rc_model_from_bytes(out, (rc_str){bytes, (size_t)info.st_size}, &inner);
    if (status != RC_OK) {
        munmap(bytes, (size_t)info.st_size);
        return rc_fail(err, status, "%s: %s", path, inner.message);
    }
    if (*out) (*out)->mapped = true;
    return RC_OK;
}

void rc_model_close(rc_model *model)
{
    if (!model) return;
    if (model->mapped) munmap((void *)(uintptr_t)model->file.ptr, model->file.len);
    free(model->products);
    free(model->bundles);
    free(model->labels);
    free(model);
}

const char *rc_model_language(const rc_model *model)
{
    return model->language;
}

rc_str rc_model_about(const rc_model *model)
{
    return model->about;
}
