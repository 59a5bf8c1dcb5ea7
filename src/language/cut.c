#include "language/cut.h"

#include "language/feature.h"
#include "language/glyph.h"
#include "language/lemma.h"
#include "recoupe/base/hash.h"

typedef RC_VEC(rc_atom) rc_atoms;

typedef struct rc_cutter {
    const rc_model *model;
    rc_vocabulary *vocabulary; /* NULL: nothing is remembered */
    const rc_document *doc;
    rc_atoms atoms;
    rc_arena *arena;
} rc_cutter;

/* NULL where nothing is remembered, and for a hashtag, whose '#' counts here. */
static const rc_known *known_of(rc_cutter *c, rc_str form)
{
    if (!c->vocabulary || rc_word_bare(form).len != form.len) return NULL;
    uint32_t entry = rc_vocabulary_find(c->vocabulary, form);
    return &c->vocabulary->entries.ptr[entry];
}

static uint64_t hash_of_lower(rc_cutter *c, rc_str form)
{
    const rc_known *known = known_of(c, form);
    return known ? known->lower_hash : rc_hash64(rc_utf8_lower(c->arena, form));
}

/* What the lexicon says of a form, if it is `listed`. */
static void describe(rc_cutter *c, rc_str form, bool listed, rc_atom *atom)
{
    const rc_known *known = known_of(c, form);
    if (known) {
        atom->hash = known->lower_hash;
        atom->shape = known->shape;
        atom->row = listed ? known->row : 0;
        return;
    }
    atom->hash = rc_hash64(rc_utf8_lower(c->arena, form));
    atom->shape = rc_feature_shape(form);
    uint32_t set = listed && c->model ? rc_table_get(&c->model->lexicon, atom->hash) : RC_NO_VALUE;
    atom->row = set == RC_NO_VALUE ? 0 : c->model->sets[set].row;
}

static void add_atom(rc_cutter *c, uint32_t beg, uint32_t end, bool listed)
{
    rc_str form = rc_str_sub(c->doc->text, beg, end);
    rc_glyph first = rc_glyph_at(form, 0);
    uint32_t before = c->atoms.len ? c->atoms.ptr[c->atoms.len - 1].span.end : 0;
    rc_atom *atom = RC_PUSH(c->arena, &c->atoms);
    *atom = (rc_atom){
        .span = {beg, end},
        .glued = before == beg, /* the first too, where the text begins with it */
        .capital = first.kind == RC_GLYPH_UPPER,
        .digits = first.kind == RC_GLYPH_DIGIT,
        .single = !rc_glyph_is_alnum(first),
        .length = (uint8_t)(form.len < 20 ? form.len : 20),
    };
    describe(c, form, listed, atom);
}

/* A word that may be cut inside is cut once; what follows is not looked up again. */
static void add_run(rc_cutter *c, uint32_t beg, uint32_t end)
{
    uint32_t cuts = RC_NO_VALUE;
    rc_str text = rc_str_sub(c->doc->text, beg, end);
    if (c->model && c->model->cut_inside.cap && text.len > 1 && text.len <= 17)
        cuts = rc_table_get(&c->model->cut_inside, hash_of_lower(c, text));
    if (cuts != RC_NO_VALUE)
        for (uint32_t k = 1; k < text.len && k <= 16; k++)
            if (cuts >> (k - 1) & 1 && ((unsigned char)text.ptr[k] & 0xC0) != 0x80) {
                bool listed = rc_table_get(&c->model->lexicon, hash_of_lower(c, text)) != RC_NO_VALUE;
                add_atom(c, beg, beg + k, true);
                add_atom(c, beg + k, end, false);
                c->atoms.ptr[c->atoms.len - 1].within = listed;
                return;
            }
    add_atom(c, beg, end, true);
}

/* One token of the document: runs of letters, of digits, and single signs; addresses, handles and hashtags stay whole.
 */
static void add_token(rc_cutter *c, const rc_token *t)
{
    rc_str text = c->doc->text;
    bool tag = t->kind == RC_TOKEN_HASHTAG && t->lower.len && (t->lower.ptr[0] < '0' || t->lower.ptr[0] > '9');
    bool handle = t->kind == RC_TOKEN_HANDLE && !(t->flags & RC_TOKEN_GLUED);
    if (t->kind == RC_TOKEN_URL || handle || tag) {
        add_atom(c, t->span.beg, t->span.end, true);
        return;
    }
    uint32_t at = t->span.beg;
    while (at < t->span.end) {
        uint32_t beg = at;
        rc_glyph g = rc_glyph_at(text, at);
        bool digit = g.kind == RC_GLYPH_DIGIT;
        at += g.bytes;
        if (g.kind <= RC_GLYPH_LINE) continue;
        if (rc_glyph_is_alnum(g) || g.kind == RC_GLYPH_MARK)
            for (; at < t->span.end; at += g.bytes) {
                g = rc_glyph_at(text, at);
                bool letter = rc_glyph_is_letter(g) || g.kind == RC_GLYPH_MARK || g.kind == RC_GLYPH_IGNORE;
                if (digit ? g.kind != RC_GLYPH_DIGIT : !letter) break;
            }
        add_run(c, beg, at);
    }
}

rc_atom *rc_cut_atoms(const rc_model *model, rc_vocabulary *vocabulary, const rc_document *doc, size_t *n,
                      rc_arena *arena)
{
    rc_cutter c = {.model = model, .vocabulary = vocabulary, .doc = doc, .arena = arena};
    for (uint32_t i = 0; i < doc->n_tokens; i++) {
        size_t first = c.atoms.len;
        add_token(&c, &doc->tokens[i]);
        if (first == c.atoms.len) continue;
        uint32_t s = doc->tokens[i].sentence;
        bool new_sentence = !i || doc->tokens[i - 1].sentence != s;
        bool new_block = new_sentence && (!s || doc->sentences[s].block != doc->sentences[s - 1].block ||
                                          doc->sentences[s - 1].dateline);
        c.atoms.ptr[first].bound = new_block ? 3 : new_sentence ? 2 : 1;
    }
    *n = c.atoms.len;
    return c.atoms.ptr;
}

unsigned rc_cut_allowed(const rc_atom *atoms, size_t i)
{
    const rc_atom *b = &atoms[i];
    if (b->bound == 3) return 1u << RC_GAP_SENTENCE;
    if (b->glued) return 1u << RC_GAP_JOIN | 1u << RC_GAP_WORD | 1u << RC_GAP_TOKEN | 1u << RC_GAP_SENTENCE;
    bool number = b->digits && atoms[i - 1].digits;
    return 1u << RC_GAP_TOKEN | 1u << RC_GAP_SENTENCE | (number ? 1u << RC_GAP_JOIN : 0);
}

/* Where a chunk without spaces ends and begins, as seen from a gap. */
static uint64_t glue(const rc_atom *atoms, size_t n, size_t i)
{
    uint64_t g = atoms[i].glued | (uint64_t)(i + 1 < n && atoms[i + 1].glued) << 1;
    return g | (uint64_t)(i >= 1 && atoms[i - 1].glued) << 2;
}

void rc_cut_features(const rc_atom *atoms, size_t n, size_t i, size_t since, uint32_t mask,
                     uint32_t out[RC_CUT_FEATURES])
{
    static const rc_atom none = {.hash = 1, .shape = 1};
    const rc_atom *a = &atoms[i - 1], *b = &atoms[i];
    const rc_atom *a2 = i >= 2 ? a - 1 : &none, *c = i + 1 < n ? b + 1 : &none, *a3 = i >= 3 ? a - 2 : &none;
    const rc_atom *d = i + 2 < n ? b + 2 : &none;
    uint64_t g = glue(atoms, n, i), where = g << 4 | b->bound;
    uint64_t now = b->glued, cap = (uint64_t)b->capital << 1 | (uint64_t)c->capital << 2 | now;
    uint64_t long_since = since > 60 ? 4 : since > 30 ? 3 : since > 12 ? 2 : since > 4 ? 1 : 0;
    const uint64_t f[RC_CUT_FEATURES] = {
        where,
        rc_mix(a->hash, where),
        rc_mix(b->hash, where),
        rc_mix(rc_mix(a->hash, b->hash), g),
        rc_mix(rc_mix(a->shape, b->shape), where),
        rc_mix(rc_mix(rc_mix(a2->shape, a->shape), b->shape), where),
        rc_mix(rc_mix(rc_mix(a->shape, b->shape), c->shape), where),
        rc_mix(rc_mix(rc_mix(rc_mix(a2->shape, a->shape), b->shape), c->shape), g),
        rc_mix(rc_mix(rc_mix(a2->hash, a->hash), b->shape), where),
        rc_mix(rc_mix(a->shape, b->hash), where),
        rc_mix(rc_mix(a->hash, b->shape), where),
        rc_mix(rc_mix(a->hash, c->hash), g),
        rc_mix(rc_mix(b->hash, c->hash), g),
        rc_mix(rc_mix(rc_mix(a->hash, b->hash), c->hash), g),
        rc_mix(rc_mix(rc_mix(a2->hash, a->hash), b->hash), g),
        rc_mix(rc_mix(a->hash, b->row + 7), cap),
        rc_mix(rc_mix(a->row, b->row), cap),
        rc_mix(rc_mix(rc_mix(a->row, b->row), c->row), cap),
        rc_mix(rc_mix(rc_mix(a->shape, a->length), b->shape), where),
        rc_mix(rc_mix(a->hash, cap), long_since),
        rc_mix(rc_mix(b->hash, cap), long_since),
        rc_mix(rc_mix(b->shape, cap), long_since),
        rc_mix(rc_mix(a2->hash, b->hash), where),
        rc_mix(rc_mix(rc_mix(a3->shape, a2->shape), rc_mix(a->hash, b->shape)), where),
        rc_mix(rc_mix(rc_mix(b->hash, c->shape), d->shape), where),
        rc_mix(rc_mix(a2->hash, a->shape), where),
        rc_mix(c->hash, where),
        rc_mix(rc_mix(a->hash, b->capital), rc_mix(c->row, where)),
    };
    for (uint32_t k = 0; k < RC_CUT_FEATURES; k++) {
        uint64_t h = rc_mix(f[k], k + 1);
        out[k] = (uint32_t)(h >> 32 ^ h) & mask;
    }
}

typedef int32_t four __attribute__((vector_size(16)));
typedef int16_t four_short __attribute__((vector_size(8), aligned(2), may_alias));

static unsigned choose(const int16_t *weights, const uint32_t *features, unsigned n, unsigned allowed)
{
    four scores = {0};
    for (unsigned k = 0; k < n; k++)
        scores += __builtin_convertvector(*(const four_short *)(weights + features[k] * RC_CUT_CLASSES), four);
    unsigned best = RC_CUT_CLASSES;
    for (unsigned c = 0; c < RC_CUT_CLASSES; c++)
        if (allowed >> c & 1 && (best == RC_CUT_CLASSES || scores[c] > scores[best])) best = c;
    return best;
}

/* A gap that is looked at ahead, for its weights lie all over a large table. `since` is a guess: it is wrong where a
 * sentence begins just before. */
typedef struct rc_ahead {
    uint32_t features[RC_CUT_FEATURES];
    size_t since;
    unsigned allowed;
} rc_ahead;

static bool is_open(unsigned allowed)
{
    return (allowed & (allowed - 1)) != 0;
}

static void look_ahead(const rc_model *model, const rc_atom *atoms, size_t n, size_t i, size_t since, rc_ahead *out)
{
    out->since = since;
    /* a word of the lexicon is one word: what the treebank takes apart there are slips of the pen ("its" for "it's") */
    out->allowed = atoms[i].within ? 1u << RC_GAP_JOIN : rc_cut_allowed(atoms, i);
    if (!is_open(out->allowed)) return;
    rc_cut_features(atoms, n, i, since, model->cut_mask, out->features);
    for (unsigned k = 0; k < RC_CUT_FEATURES; k++) __builtin_prefetch(model->cut + out->features[k] * RC_CUT_CLASSES);
}

rc_piece *rc_cut(rc_vocabulary *vocabulary, const rc_document *doc, size_t *n, rc_arena *arena)
{
    const rc_model *model = vocabulary->model;
    size_t n_atoms;
    rc_atom *atoms = rc_cut_atoms(model, vocabulary, doc, &n_atoms, arena);
    RC_VEC(rc_piece) pieces = {0};
    rc_ahead gaps[2];
    size_t since = 0;
    for (size_t i = 0; i < n_atoms; i++) {
        unsigned gap = RC_GAP_SENTENCE;
        rc_ahead *here = &gaps[i % 2];
        if (i + 1 < n_atoms) look_ahead(model, atoms, n_atoms, i + 1, since + 1, &gaps[(i + 1) % 2]);
        if (i && atoms[i].within) gap = RC_GAP_JOIN;
        if (i && is_open(here->allowed)) {
            if (here->since != since) rc_cut_features(atoms, n_atoms, i, since, model->cut_mask, here->features);
            gap = choose(model->cut, here->features, RC_CUT_FEATURES, here->allowed);
        }
        since = gap == RC_GAP_SENTENCE ? 0 : since + 1;
        if (gap == RC_GAP_JOIN)
            pieces.ptr[pieces.len - 1].span.end = atoms[i].span.end;
        else
            *RC_PUSH(arena, &pieces) = (rc_piece){atoms[i].span, (uint8_t)gap};
    }
    *n = pieces.len;
    return pieces.ptr;
}

void rc_expand_features(const uint64_t *hashes, const uint32_t *rows, size_t n, size_t i, uint32_t mask,
                        uint32_t out[RC_EXPAND_FEATURES])
{
    uint64_t own = hashes[i];
    uint64_t p1 = i ? hashes[i - 1] : 1, p2 = i > 1 ? hashes[i - 2] : 1;
    uint64_t n1 = i + 1 < n ? hashes[i + 1] : 1, n2 = i + 2 < n ? hashes[i + 2] : 1;
    uint64_t rp1 = i ? rows[i - 1] : 1, rp2 = i > 1 ? rows[i - 2] : 1;
    uint64_t rn1 = i + 1 < n ? rows[i + 1] : 1, rn2 = i + 2 < n ? rows[i + 2] : 1;
    const uint64_t f[RC_EXPAND_FEATURES] = {1,
                                            p1,
                                            n1,
                                            rc_mix(p1, n1),
                                            rc_mix(p2, p1),
                                            rc_mix(n1, n2),
                                            rp1,
                                            rn1,
                                            rc_mix(rp1, rn1),
                                            rc_mix(rp2, rp1),
                                            rc_mix(rn1, rn2),
                                            rc_mix(p1, rn1),
                                            rc_mix(rc_mix(rp2, rp1), rn1),
                                            rc_mix(rp1, n1)};
    for (uint32_t k = 0; k < RC_EXPAND_FEATURES; k++) {
        uint64_t h = rc_mix(rc_mix(f[k], own), k + 101);
        out[k] = (uint32_t)(h >> 32 ^ h) & mask;
    }
}

uint32_t rc_expand(const rc_model *model, const uint64_t *hashes, const uint32_t *rows, size_t n, size_t i,
                   unsigned *option)
{
    uint32_t entry = rc_table_get(&model->expansions, hashes[i]);
    if (entry == RC_NO_VALUE) return RC_NO_VALUE;
    rc_str text = rc_list_get(&model->expanded, entry);
    unsigned n_options = 1;
    for (size_t k = 0; k < text.len; k++) n_options += text.ptr[k] == '\t';
    if (n_options > RC_CUT_CLASSES) n_options = RC_CUT_CLASSES;
    *option = 0;
    if (n_options > 1) {
        uint32_t features[RC_EXPAND_FEATURES];
        rc_expand_features(hashes, rows, n, i, model->expand_mask, features);
        *option = choose(model->expand, features, RC_EXPAND_FEATURES, (1u << n_options) - 1);
    }
    return rc_list_option(text, *option).len ? entry : RC_NO_VALUE;
}
