#include "recoupe/language/analysis.h"

#include "language/cut.h"
#include "language/glyph.h"
#include "language/matrix.h"
#include "language/tree.h"
#include "language/vocabulary.h"
#include "recoupe/base/hash.h"

typedef RC_VEC(rc_word) rc_words;
typedef RC_VEC(rc_analysis_token) rc_ud_tokens;
typedef RC_VEC(rc_analysis_sentence) rc_ud_sentences;
typedef RC_VEC(rc_entity) rc_entities;

typedef struct rc_builder {
    const rc_model *model;
    const rc_document *doc;
    rc_arena *arena;
    rc_vocabulary vocabulary;
    rc_words words;
    RC_VEC(uint32_t) entries; /* of the vocabulary, one a word */
    rc_ud_tokens tokens;
    rc_ud_sentences sentences;
    rc_entities entities;
} rc_builder;

static void add_word(rc_builder *b, rc_str form, rc_span span, uint32_t entry)
{
    *RC_PUSH(b->arena, &b->entries) = entry;
    *RC_PUSH(b->arena, &b->words) = (rc_word){.form = form, .span = span, .token = (uint32_t)b->tokens.len - 1};
    b->tokens.ptr[b->tokens.len - 1].count++;
}

/* "de le" as written: all upper case for "DU", a capital for "Du". */
static rc_str recased(rc_builder *b, rc_str word, bool all, bool first)
{
    if (!all && !first) return word;
    char *out = rc_arena_alloc(b->arena, 1, 1, word.len + 1);
    for (size_t i = 0; i < word.len; i++)
        out[i] = (all || i == 0) && word.ptr[i] >= 'a' && word.ptr[i] <= 'z' ? (char)(word.ptr[i] - 32) : word.ptr[i];
    return (rc_str){out, word.len};
}

static void add_expansion(rc_builder *b, rc_str words, rc_span span)
{
    rc_str text = rc_str_span(b->doc->text, span);
    rc_glyph first = rc_glyph_at(text, 0), second = rc_glyph_at(text, first.bytes);
    bool capital = first.kind == RC_GLYPH_UPPER, all = capital && second.kind == RC_GLYPH_UPPER;
    for (bool leading = true; words.ptr; leading = false) {
        rc_str form = recased(b, rc_str_cut(&words, ' '), all, capital && leading);
        add_word(b, form, span, rc_vocabulary_find(&b->vocabulary, form));
    }
}

static void open_token(rc_builder *b, rc_span span)
{
    rc_analysis_sentence *s = &b->sentences.ptr[b->sentences.len - 1];
    s->n_tokens++;
    *RC_PUSH(b->arena, &b->tokens) = (rc_analysis_token){.span = span, .first = (uint32_t)b->words.len};
}

static void open_sentence(rc_builder *b)
{
    *RC_PUSH(b->arena, &b->sentences) =
        (rc_analysis_sentence){.first_token = (uint32_t)b->tokens.len, .first = (uint32_t)b->words.len};
}

/* Tokens, words and sentences; a sentence too long for the parser is cut. */
static void segment(rc_builder *b)
{
    size_t n;
    rc_piece *pieces = rc_cut(&b->vocabulary, b->doc, &n, b->arena);
    uint64_t *hashes = RC_NEWS(b->arena, uint64_t, n);
    uint32_t *entries = RC_NEWS(b->arena, uint32_t, n), *rows = RC_NEWS(b->arena, uint32_t, n);
    for (size_t i = 0; i < n; i++) {
        entries[i] = rc_vocabulary_find(&b->vocabulary, rc_str_span(b->doc->text, pieces[i].span));
        const rc_known *e = &b->vocabulary.entries.ptr[entries[i]];
        hashes[i] = e->lower_hash;
        rows[i] = e->row;
    }
    for (size_t i = 0; i < n; i++) {
        size_t open = b->sentences.len;
        bool full = open && b->words.len - b->sentences.ptr[open - 1].first + 8 > RC_NET_WORDS;
        if (!open || pieces[i].gap == RC_GAP_SENTENCE || full) open_sentence(b);
        if (pieces[i].gap != RC_GAP_WORD || full) open_token(b, pieces[i].span);
        rc_analysis_token *t = &b->tokens.ptr[b->tokens.len - 1];
        t->span.end = pieces[i].span.end;
        unsigned option;
        uint32_t entry = rc_expand(b->model, hashes, rows, n, i, &option);
        if (entry == RC_NO_VALUE)
            add_word(b, rc_str_span(b->doc->text, pieces[i].span), pieces[i].span, entries[i]);
        else
            add_expansion(b, rc_list_option(rc_list_get(&b->model->expanded, entry), option), pieces[i].span);
    }
    for (size_t k = 0; k < b->sentences.len; k++) {
        rc_analysis_sentence *s = &b->sentences.ptr[k];
        size_t end = k + 1 < b->sentences.len ? s[1].first : b->words.len;
        s->count = (uint32_t)end - s->first;
        s->span = (rc_span){b->words.ptr[s->first].span.beg, b->words.ptr[end - 1].span.end};
    }
}

/* The best tags of a sentence of which none goes on from another kind or from nothing (Viterbi). */
static void best_tags(const rc_model *m, const float *scores, size_t stride, size_t n, uint8_t *out, rc_arena *arena)
{
    size_t tags = m->shape.n_tags;
    uint8_t *from = RC_NEWS(arena, uint8_t, n * tags);
    float sums[2][1 + 2 * RC_ENTITY_COUNT];
    size_t best = 0;
    for (size_t i = 0; i < n; i++) {
        const float *row = scores + i * stride, *before = sums[(i + 1) % 2];
        float *now = sums[i % 2];
        for (size_t t = 0; t < tags; t++) {
            bool on = t && t % 2 == 0;
            size_t b = best;
            if (on && i) b = before[t] > before[t - 1] ? t : t - 1;
            now[t] = on && !i ? -1e9f : row[t] + (i ? before[b] : 0);
            from[i * tags + t] = (uint8_t)b;
        }
        best = rc_vector_best(now, tags);
    }
    for (size_t i = n; i-- > 0;) {
        out[i] = (uint8_t)best;
        best = from[i * tags + best];
    }
}

/* Tags: 0 outside, 1 + 2 kind begins, 2 + 2 kind goes on. An entity that goes on from nothing begins. */
static void add_entities(rc_builder *b, const rc_analysis_sentence *s, const uint8_t *tags)
{
    rc_entity *open = NULL;
    for (uint32_t i = 0; i < s->count; i++) {
        rc_entity_kind kind = (rc_entity_kind)((tags[i] + 1) / 2 - 1);
        bool on = tags[i] && tags[i] % 2 == 0 && open && open->kind == kind;
        if (!tags[i]) {
            open = NULL;
        } else if (on) {
            open->count++;
        } else {
            open = RC_PUSH(b->arena, &b->entities);
            *open = (rc_entity){.first = s->first + i, .count = 1, .kind = kind};
        }
        const rc_word *w = &b->words.ptr[s->first + i];
        if (open && open->count == 1)
            open->span = w->span;
        else if (open)
            open->span.end = w->span.end;
    }
}

/* All sentences of one pass: from `first`, `count` of them, starting at word `base`. */
static void read_batch(rc_builder *b, rc_net_pass *p, size_t first, uint32_t base)
{
    const rc_model *m = b->model;
    size_t labels = rc_lanes(m->shape.n_labels), bundles = rc_lanes(m->shape.n_bundles),
           tags = rc_lanes(m->shape.n_tags);
    rc_net_run(p);
    uint32_t heads[RC_NET_WORDS] = {0};
    for (size_t k = 0; k < p->n_sentences; k++) {
        size_t n = p->starts[k + 1] - p->starts[k];
        rc_net_score_heads(p, k);
        rc_tree_decode(p->scores, rc_lanes(n + 1), n, heads + p->starts[k], b->arena);
    }
    rc_net_score_labels(p, heads);
    uint8_t entity[RC_NET_WORDS];
    for (size_t i = 0; i < p->n; i++) {
        rc_word *w = &b->words.ptr[base + i];
        uint16_t bundle = (uint16_t)rc_vector_best(p->bundles + i * bundles, m->shape.n_bundles);
        float *scores = p->labels + i * labels;
        scores[m->root_label] = heads[i] ? -1e9f : 1e9f;
        w->head = heads[i];
        w->deprel = m->labels[rc_vector_best(scores, m->shape.n_labels)];
        w->upos = m->bundles[bundle].upos;
        w->feats = m->bundles[bundle].feats;
        w->lemma = rc_vocabulary_lemma(&b->vocabulary, b->entries.ptr[base + i], bundle);
    }
    for (size_t k = 0; k < p->n_sentences; k++) {
        size_t beg = p->starts[k];
        best_tags(m, p->tags + beg * tags, tags, p->starts[k + 1] - beg, entity + beg, b->arena);
        add_entities(b, &b->sentences.ptr[first + k], entity + beg);
    }
}

static void read_words(rc_builder *b)
{
    const rc_model *m = b->model;
    if (!b->words.len) return;
    rc_net_pass pass;
    size_t room = b->words.len < RC_NET_WORDS ? b->words.len : RC_NET_WORDS;
    rc_net_pass_init(&pass, &m->shape, m->parameters, m->products, room, b->arena);
    uint32_t starts[RC_NET_WORDS + 1];
    for (size_t s = 0; s < b->sentences.len;) {
        size_t first = s;
        uint32_t base = b->sentences.ptr[s].first, n = 0;
        while (s < b->sentences.len && (!n || n + b->sentences.ptr[s].count <= RC_NET_BATCH)) {
            starts[s - first] = n;
            n += b->sentences.ptr[s++].count;
        }
        starts[s - first] = n;
        const uint32_t *entries = b->entries.ptr + base;
        rc_vocabulary_embed(&b->vocabulary, entries, n);
        for (uint32_t i = 0; i < n; i++)
            memcpy(pass.input + i * m->shape.embedding, b->vocabulary.entries.ptr[entries[i]].sum,
                   m->shape.embedding * sizeof(float));
        pass.n = n;
        pass.starts = starts;
        pass.n_sentences = s - first;
        read_batch(b, &pass, first, base);
    }
}

/* Some sentence of the document that shares text with `span` is wanted; `*next` is the first that does not end before
 * it. */
static bool is_wanted(const rc_document *doc, const uint8_t *wanted, rc_span span, uint32_t *next)
{
    for (uint32_t i = *next; i < doc->n_sentences; i++) {
        const rc_sentence *s = &doc->sentences[i];
        if (!s->count) continue;
        if (doc->tokens[s->first + s->count - 1].span.end <= span.beg) {
            *next = i + 1;
            continue;
        }
        if (doc->tokens[s->first].span.beg >= span.end) return false;
        if (wanted[i]) return true;
    }
    return false;
}

/* Leave out the sentences that nobody wants, before the costly part. */
static void keep_wanted(rc_builder *b, const uint8_t *wanted)
{
    uint32_t n_sentences = 0, n_tokens = 0, n_words = 0, next = 0;
    for (size_t i = 0; i < b->sentences.len; i++) {
        rc_analysis_sentence s = b->sentences.ptr[i];
        if (!is_wanted(b->doc, wanted, s.span, &next)) continue;
        uint32_t words_up = s.first - n_words, tokens_up = s.first_token - n_tokens;
        for (uint32_t t = 0; t < s.n_tokens; t++) {
            b->tokens.ptr[n_tokens + t] = b->tokens.ptr[s.first_token + t];
            b->tokens.ptr[n_tokens + t].first -= words_up;
        }
        for (uint32_t w = 0; w < s.count; w++) {
            b->words.ptr[n_words + w] = b->words.ptr[s.first + w];
            b->words.ptr[n_words + w].token -= tokens_up;
            b->entries.ptr[n_words + w] = b->entries.ptr[s.first + w];
        }
        s.first = n_words;
        s.first_token = n_tokens;
        n_words += s.count;
        n_tokens += s.n_tokens;
        b->sentences.ptr[n_sentences++] = s;
    }
    b->sentences.len = n_sentences;
    b->tokens.len = n_tokens;
    b->words.len = n_words;
    b->entries.len = n_words;
}

rc_analysis *rc_analyse(const rc_model *model, const rc_document *document, rc_arena *arena)
{
    return rc_analyse_some(model, document, NULL, arena);
}

rc_analysis *rc_analyse_some(const rc_model *model, const rc_document *document, const uint8_t *wanted, rc_arena *arena)
{
    rc_builder b = {.model = model, .doc = document, .arena = arena};
    b.vocabulary = (rc_vocabulary){.model = model, .accents = document->accents, .arena = arena};
    rc_analysis *a = RC_NEW(arena, rc_analysis);
    segment(&b);
    if (wanted) keep_wanted(&b, wanted);
    read_words(&b);
    *a = (rc_analysis){.text = document->text,
                       .sentences = b.sentences.ptr,
                       .tokens = b.tokens.ptr,
                       .words = b.words.ptr,
                       .entities = b.entities.ptr,
                       .n_sentences = (uint32_t)b.sentences.len,
                       .n_tokens = (uint32_t)b.tokens.len,
                       .n_words = (uint32_t)b.words.len,
                       .n_entities = (uint32_t)b.entities.len};
    return a;
}
