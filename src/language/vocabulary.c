#include "language/vocabulary.h"

#include "language/feature.h"
#include "language/lemma.h"
#include "language/matrix.h"
#include "recoupe/base/hash.h"
#include "recoupe/base/utf8.h"

#define FIRST_SLOTS 256
#define AT_ONCE 64 /* forms whose rows are asked for before they are added up */

static uint32_t *slot_of(const rc_vocabulary *v, rc_str form, uint64_t hash)
{
    for (size_t i = hash & (v->n_slots - 1);; i = (i + 1) & (v->n_slots - 1)) {
        uint32_t *slot = &v->slots[i];
        if (!*slot) return slot;
        const rc_known *e = &v->entries.ptr[*slot - 1];
        if (e->hash == hash && rc_str_eq(e->form, form)) return slot;
    }
}

static void grow(rc_vocabulary *v)
{
    v->n_slots = v->n_slots ? 4 * v->n_slots : FIRST_SLOTS;
    v->slots = RC_NEWS(v->arena, uint32_t, v->n_slots);
    for (uint32_t i = 0; i < v->entries.len; i++) *slot_of(v, v->entries.ptr[i].form, v->entries.ptr[i].hash) = i + 1;
}

uint32_t rc_vocabulary_find(rc_vocabulary *v, rc_str form)
{
    form = rc_word_bare(form);
    if (2 * (v->entries.len + 1) > v->n_slots) grow(v);
    uint64_t hash = rc_hash64(form);
    uint32_t *slot = slot_of(v, form, hash);
    if (*slot) return *slot - 1;
    rc_known *e = RC_PUSH(v->arena, &v->entries);
    *e = (rc_known){.form = form, .lower = rc_utf8_lower(v->arena, form), .hash = hash};
    e->lower_hash = rc_hash64(e->lower);
    e->shape = rc_feature_shape(form);
    e->set = e->like = rc_table_get(&v->model->lexicon, e->lower_hash);
    e->row = e->set == RC_NO_VALUE ? 0 : v->model->sets[e->set].row;
    rc_accented accented;
    if (!v->accents && e->set == RC_NO_VALUE) e->like = rc_lexicon_accented(v->model, e->lower, &accented);
    *slot = (uint32_t)v->entries.len;
    return *slot - 1;
}

/* Rows lie all over a large table. */
static void fetch(const rc_model *m, const uint32_t *rows)
{
    for (int f = 0; f < RC_FEATURES; f++) {
        const signed char *row = m->rows + rows[f] * m->shape.embedding;
        __builtin_prefetch(row);
        __builtin_prefetch(row + m->shape.embedding - 1);
        __builtin_prefetch(m->scales + rows[f]);
    }
}

void rc_vocabulary_embed(rc_vocabulary *v, const uint32_t *entries, size_t n)
{
    const rc_model *m = v->model;
    uint32_t rows[AT_ONCE][RC_FEATURES];
    float *sums[AT_ONCE];
    for (size_t i = 0; i < n;) {
        size_t count = 0;
        for (; i < n && count < AT_ONCE; i++) {
            rc_known *e = &v->entries.ptr[entries[i]];
            if (e->sum) continue;
            rc_feature_rows(m, e->form, e->lower, rc_utf8_fold(v->arena, e->form), e->like, rows[count]);
            fetch(m, rows[count]);
            e->sum = sums[count++] = rc_arena_alloc_raw(v->arena, sizeof(float), 64, m->shape.embedding);
        }
        for (size_t k = 0; k < count; k++)
            rc_vector_sum_int8(sums[k], m->rows, m->scales, rows[k], RC_FEATURES, m->shape.embedding);
    }
}

rc_str rc_vocabulary_lemma(rc_vocabulary *v, uint32_t entry, uint16_t bundle)
{
    rc_known *e = &v->entries.ptr[entry];
    if (!e->lemma.ptr || e->bundle != bundle) {
        e->lemma =
            (v->accents ? rc_lemma_of : rc_lemma_of_plain)(v->model, e->form, e->lower, e->set, bundle, v->arena);
        e->bundle = bundle;
    }
    return e->lemma;
}
