#include <stdlib.h>

#include "language/cut.h"
#include "language/feature.h"
#include "language/lemma.h"
#include "recoupe/base/hash.h"
#include "recoupe/base/utf8.h"
#include "train/build.h"
#include "train/network.h"
#include "train/rough.h"

#define CUT_BITS 17
#define EXPAND_BITS 14
#define EPOCHS 8
#define HIDDEN 0.1f /* of the clues */

static bool is_joined(const rc_gold_sentence *s, const rc_gold_token *t)
{
    size_t at = 0;
    for (uint32_t k = 0; k < t->count; k++) {
        rc_str form = s->words[t->first + k].form;
        if (!rc_str_eq(rc_str_sub(t->form, at, at + form.len), form)) return false;
        at += form.len;
    }
    return at == t->form.len;
}

/* What stands after each byte of the text, by a byte. */
static uint8_t *gaps_of(const rc_corpus *corpus, size_t first, size_t count, rc_str *text, rc_arena *arena)
{
    size_t n = 0;
    for (size_t i = first; i < first + count; i++) n += corpus->sentences.ptr[i].n_tokens;
    uint32_t *ends = RC_NEWS(arena, uint32_t, n + 1), *end = ends;
    *text = rc_corpus_text(corpus, first, count, ends, arena);
    uint8_t *gaps = RC_NEWS(arena, uint8_t, text->len + 2);
    for (size_t i = first; i < first + count; i++) {
        const rc_gold_sentence *s = &corpus->sentences.ptr[i];
        for (uint32_t k = 0; k < s->n_tokens; k++, end++) {
            gaps[*end] = k + 1 == s->n_tokens ? RC_GAP_SENTENCE : RC_GAP_TOKEN;
            const rc_gold_token *t = &s->tokens[k];
            if (t->count < 2 || !is_joined(s, t)) continue;
            size_t at = *end - t->form.len;
            for (uint32_t w = 0; w + 1 < t->count; w++) gaps[at += s->words[t->first + w].form.len] = RC_GAP_WORD;
        }
    }
    return gaps;
}

static void train_step(float *w, double *sum, double now, const uint32_t *f, unsigned n, unsigned gold,
                       unsigned allowed, unsigned *wrong)
{
    float scores[RC_CUT_CLASSES] = {0};
    unsigned best = RC_CUT_CLASSES;
    for (unsigned c = 0; c < RC_CUT_CLASSES; c++) {
        if (!(allowed >> c & 1)) continue;
        for (unsigned k = 0; k < n; k++) scores[c] += w[f[k] * RC_CUT_CLASSES + c];
        if (c != gold) scores[c] += 1; /* a margin */
        if (best == RC_CUT_CLASSES || scores[c] > scores[best]) best = c;
    }
    if (best == gold) return;
    ++*wrong;
    for (unsigned k = 0; k < n; k++) {
        w[f[k] * RC_CUT_CLASSES + gold] += 1;
        sum[f[k] * RC_CUT_CLASSES + gold] += now;
        w[f[k] * RC_CUT_CLASSES + best] -= 1;
        sum[f[k] * RC_CUT_CLASSES + best] -= now;
    }
}

/* Some clues of each lesson are hidden, so that no gap rests on one rare word alone. */
static unsigned some_of(uint32_t *f, unsigned n, float share, uint64_t *seed)
{
    unsigned kept = 0;
    for (unsigned k = 0; k < n; k++)
        if (rc_random(seed) >= share) f[kept++] = f[k];
    return kept;
}

/* The average over all steps (Freund and Schapire 1999), as int16. */
static void store(rc_build *build, rc_section section, const float *w, const double *sum, size_t n, double steps)
{
    double most = 1e-9;
    for (size_t i = 0; i < n; i++) {
        double v = w[i] - sum[i] / steps;
        if (v > most) most = v;
        if (-v > most) most = -v;
    }
    int16_t *out = calloc(n + 1, sizeof *out);
    if (!out) abort();
    for (size_t i = 0; i < n; i++) out[i] = (int16_t)((w[i] - sum[i] / steps) / most * 32000);
    rc_build_bytes(build, section, out, n * sizeof *out);
    free(out);
}

typedef struct rc_options_seen {
    rc_str lower;
    RC_VEC(struct {
        rc_str words;
        uint32_t count;
    })
    list;
} rc_options_seen;

static rc_str expansion_of(const rc_gold_sentence *s, const rc_gold_token *t, rc_arena *arena)
{
    if (t->count < 2 || is_joined(s, t)) return RC_STR("");
    RC_VEC(char) out = {0};
    for (uint32_t k = 0; k < t->count; k++) {
        rc_str lower = rc_utf8_lower(arena, s->words[t->first + k].form);
        if (k) *RC_PUSH(arena, &out) = ' ';
        for (size_t i = 0; i < lower.len; i++) *RC_PUSH(arena, &out) = lower.ptr[i];
    }
    return (rc_str){out.ptr, out.len};
}

typedef struct rc_expander {
    rc_build *build;
    rc_map map;
    RC_VEC(rc_options_seen) list;
} rc_expander;

static void collect_options(rc_expander *x, const rc_corpus *corpus)
{
    rc_arena *arena = x->build->arena;
    for (int pass = 0; pass < 2; pass++)
        for (size_t i = 0; i < corpus->sentences.len; i++) {
            const rc_gold_sentence *s = &corpus->sentences.ptr[i];
            for (uint32_t k = 0; k < s->n_tokens && s->has_tree; k++) {
                rc_str words = expansion_of(s, &s->tokens[k], arena);
                if (!pass && !words.len) continue;
                rc_str lower = rc_utf8_lower(arena, s->tokens[k].form);
                uint64_t *at = rc_map_get(&x->map, lower);
                if (!pass && !at) {
                    at = rc_map_put(arena, &x->map, lower, NULL);
                    *at = x->list.len;
                    RC_PUSH(arena, &x->list)->lower = lower;
                }
                if (!pass || !at || *at >= x->list.len) continue;
                rc_options_seen *seen = &x->list.ptr[*at];
                size_t o = 0;
                while (o < seen->list.len && !rc_str_eq(seen->list.ptr[o].words, words)) o++;
                if (o == seen->list.len && o < RC_CUT_CLASSES) RC_PUSH(arena, &seen->list)->words = words;
                if (o < seen->list.len) seen->list.ptr[o].count++;
            }
        }
}

static void train_expander(rc_expander *x, const rc_corpus *corpus, const rc_model *model)
{
    size_t n_weights = ((size_t)1 << EXPAND_BITS) * RC_CUT_CLASSES;
    float *w = calloc(n_weights, sizeof *w);
    double *sum = calloc(n_weights, sizeof *sum), now = 1;
    if (!w || !sum) abort();
    rc_arena *arena = x->build->arena;
    for (int epoch = 0; epoch < EPOCHS; epoch++) {
        unsigned wrong = 0;
        for (size_t i = 0; i < corpus->sentences.len; i++) {
            const rc_gold_sentence *s = &corpus->sentences.ptr[i];
            if (!s->has_tree) continue;
            uint64_t *hashes = RC_NEWS(arena, uint64_t, s->n_words + 1);
            uint32_t *rows = RC_NEWS(arena, uint32_t, s->n_words + 1), n = 0;
            const rc_gold_token **tokens = RC_NEWS(arena, const rc_gold_token *, s->n_words + 1);
            for (uint32_t k = 0; k < s->n_tokens; k++) {
                const rc_gold_token *t = &s->tokens[k];
                bool parts = t->count > 1 && is_joined(s, t);
                for (uint32_t p = 0; p < (parts ? t->count : 1); p++) {
                    rc_str lower = rc_utf8_lower(arena, parts ? s->words[t->first + p].form : t->form);
                    uint32_t set = rc_lexicon_find(model, lower);
                    hashes[n] = rc_hash64(lower);
                    rows[n] = set == RC_NO_VALUE ? 0 : model->sets[set].row;
                    tokens[n++] = parts ? NULL : t;
                }
            }
            for (uint32_t k = 0; k < n; k++, now++) {
                if (!tokens[k]) continue;
                uint64_t *at = rc_map_get(&x->map, rc_utf8_lower(arena, tokens[k]->form));
                if (!at || x->list.ptr[*at].list.len < 2) continue;
                rc_str words = expansion_of(s, tokens[k], arena);
                const rc_options_seen *seen = &x->list.ptr[*at];
                unsigned gold = 0;
                while (gold < seen->list.len && !rc_str_eq(seen->list.ptr[gold].words, words)) gold++;
                if (gold == seen->list.len) continue;
                uint32_t f[RC_EXPAND_FEATURES];
                rc_expand_features(hashes, rows, n, k, (1u << EXPAND_BITS) - 1, f);
                train_step(w, sum, now, f, RC_EXPAND_FEATURES, gold, (1u << seen->list.len) - 1, &wrong);
            }
        }
        if (epoch + 1 == EPOCHS) fprintf(stderr, "expansions: %u updates in the last epoch\n", wrong);
    }
    store(x->build, RC_SECTION_EXPAND, w, sum, n_weights, now);
    free(w);
    free(sum);
}

void rc_build_inside(rc_build *build, const rc_corpus *corpus)
{
    rc_expander x = {.build = build};
    collect_options(&x, corpus);
    rc_pairs pairs = {0};
    for (size_t i = 0; i < x.list.len; i++) {
        RC_VEC(char) text = {0};
        for (size_t o = 0; o < x.list.ptr[i].list.len; o++) {
            if (o) *RC_PUSH(build->arena, &text) = '\t';
            rc_str words = x.list.ptr[i].list.ptr[o].words;
            for (size_t k = 0; k < words.len; k++) *RC_PUSH(build->arena, &text) = words.ptr[k];
        }
        rc_str entry = {text.ptr, text.len};
        rc_pairs_put(&pairs, rc_hash64(x.list.ptr[i].lower),
                     (uint16_t)rc_names_put(&build->expanded, entry, build->arena), build->arena);
    }
    rc_build_table(build, RC_SECTION_EXPANSIONS, &pairs);
    rc_build_list(build, RC_SECTION_EXPANDED, &build->expanded);
    rc_pairs none = {0};
    rc_build_table(build, RC_SECTION_CUT_INSIDE, &none);
    int16_t zero[RC_CUT_CLASSES] = {0};
    rc_build_bytes(build, RC_SECTION_CUT, zero, sizeof zero);
    rc_build_bytes(build, RC_SECTION_EXPAND, zero, sizeof zero);
}

typedef struct rc_lesson {
    const rc_document *doc;
    uint8_t *gaps;
    rc_atom *atoms;
    size_t n;
} rc_lesson;
typedef RC_VEC(rc_lesson) rc_lessons;

/* Words inside which tokens end. */
static void learn_inside(rc_build *build, const rc_lesson *lessons, size_t n)
{
    rc_names words = {0};
    RC_VEC(uint32_t) cuts = {0};
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < lessons[i].n; k++) {
            rc_span span = lessons[i].atoms[k].span;
            uint32_t bits = 0;
            for (uint32_t at = span.beg + 1; at < span.end && at - span.beg <= 16; at++)
                if (lessons[i].gaps[at]) bits |= 1u << (at - span.beg - 1);
            if (!bits) continue;
            rc_str lower = rc_utf8_lower(build->arena, rc_str_span(lessons[i].doc->text, span));
            uint32_t number = rc_names_put(&words, lower, build->arena);
            if (number == cuts.len) *RC_PUSH(build->arena, &cuts) = 0;
            if (number < cuts.len) cuts.ptr[number] |= bits;
        }
    rc_pairs pairs = {0};
    for (size_t i = 0; i < cuts.len; i++)
        rc_pairs_put(&pairs, rc_hash64(words.list.ptr[i]), (uint16_t)cuts.ptr[i], build->arena);
    rc_build_table(build, RC_SECTION_CUT_INSIDE, &pairs);
    fprintf(stderr, "words cut inside: %zu\n", cuts.len);
}

static void train_cut(rc_build *build, const rc_lesson *lessons, size_t n)
{
    size_t n_weights = ((size_t)1 << CUT_BITS) * RC_CUT_CLASSES;
    float *w = calloc(n_weights, sizeof *w);
    double *sum = calloc(n_weights, sizeof *sum), now = 1;
    if (!w || !sum) abort();
    uint64_t seed = 11;
    for (int epoch = 0; epoch < EPOCHS; epoch++) {
        unsigned wrong = 0;
        for (size_t l = 0; l < n; l++) {
            size_t since = 0;
            for (size_t i = 1; i < lessons[l].n; i++, now++) {
                const rc_atom *atoms = lessons[l].atoms;
                unsigned allowed = rc_cut_allowed(atoms, i), gold = lessons[l].gaps[atoms[i - 1].span.end];
                if (allowed & (allowed - 1)) {
                    uint32_t f[RC_CUT_FEATURES];
                    if (!(allowed >> gold & 1)) gold = RC_GAP_TOKEN;
                    rc_cut_features(atoms, lessons[l].n, i, since, (1u << CUT_BITS) - 1, f);
                    unsigned kept = some_of(f, RC_CUT_FEATURES, HIDDEN, &seed);
                    train_step(w, sum, now, f, kept, gold, allowed, &wrong);
                }
                since = gold == RC_GAP_SENTENCE ? 0 : since + 1;
            }
        }
        fprintf(stderr, "segmenter: epoch %d, %u updates\n", epoch + 1, wrong);
    }
    store(build, RC_SECTION_CUT, w, sum, n_weights, now);
    free(w);
    free(sum);
}

/* The written sentences in another order. */
static rc_corpus shuffle(const rc_corpus *corpus, uint64_t *seed, rc_arena *arena)
{
    rc_corpus out = {0};
    for (size_t i = 0; i < corpus->sentences.len; i++)
        if (corpus->sentences.ptr[i].written) *RC_PUSH(arena, &out.sentences) = corpus->sentences.ptr[i];
    for (size_t i = out.sentences.len; i > 1; i--) {
        size_t j = (size_t)(rc_random(seed) * (float)i) % i;
        rc_gold_sentence t = out.sentences.ptr[i - 1];
        out.sentences.ptr[i - 1] = out.sentences.ptr[j];
        out.sentences.ptr[j] = t;
    }
    return out;
}

/* Each run of written sentences is one text. */
static void add_lessons(rc_lessons *lessons, const rc_corpus *corpus, const rc_orthography *orthography,
                        rc_arena *arena)
{
    const rc_gold_sentence *all = corpus->sentences.ptr;
    for (size_t i = 0; i < corpus->sentences.len;) {
        size_t first = i;
        while (i < corpus->sentences.len && all[i].written == all[first].written) i++;
        if (!all[first].written) continue;
        rc_lesson *l = RC_PUSH(arena, lessons);
        rc_str text;
        l->gaps = gaps_of(corpus, first, i - first, &text, arena);
        l->doc = rc_document_new(orthography, text, arena);
        l->atoms = rc_cut_atoms(NULL, NULL, l->doc, &l->n, arena);
    }
}

rc_status rc_build_cut(rc_build *build, const rc_corpus *corpus, const rc_corpus *more, unsigned copies,
                       const char *data_dir, rc_error *err)
{
    rc_arena *arena = build->arena;
    rc_orthography *orthography;
    rc_status status = rc_orthography_load(&orthography, data_dir, build->language, arena, err);
    if (status != RC_OK) return status;
    rc_lessons lessons = {0};
    rc_model *model;
    rc_corpus written = {0};
    for (size_t i = 0; i < corpus->sentences.len; i++) *RC_PUSH(arena, &written.sentences) = corpus->sentences.ptr[i];
    for (size_t i = 0; i < more->sentences.len; i++) *RC_PUSH(arena, &written.sentences) = more->sentences.ptr[i];
    add_lessons(&lessons, &written, orthography, arena);
    uint64_t seed = 7;
    for (unsigned copy = 0; copy < copies; copy++) {
        rc_corpus shuffled = shuffle(&written, &seed, arena);
        add_lessons(&lessons, &shuffled, orthography, arena);
    }
    for (size_t i = 0; i < written.sentences.len; i++)
        written.sentences.ptr[i] = rc_rough_sentence(&written.sentences.ptr[i], rc_rough_upper, arena);
    add_lessons(&lessons, &written, orthography, arena);
    learn_inside(build, lessons.ptr, lessons.len);
    status = rc_model_from_bytes(&model, rc_build_file(build, arena), err);
    if (status != RC_OK) return status;
    for (size_t i = 0; i < lessons.len; i++)
        lessons.ptr[i].atoms = rc_cut_atoms(model, NULL, lessons.ptr[i].doc, &lessons.ptr[i].n, arena);
    train_cut(build, lessons.ptr, lessons.len);
    rc_expander x = {.build = build};
    collect_options(&x, corpus);
    train_expander(&x, corpus, model);
    rc_model_close(model);
    return RC_OK;
}
