#include "recoupe/language/lexicon.h"

#include <limits.h>

#include "language/lexicon_build.h"
#include "recoupe/base/hash.h"
#include "recoupe/base/paths.h"

/* Lists that all languages share. A column that is NULL is named after the language. */
typedef struct shared_list {
    const char *path, *name, *column;
} shared_list;

static const shared_list shared_lists[] = {{"data/equipment.tsv", "systems", NULL},
                                           {"data/outlets.tsv", "outlet", "outlet"},
                                           {"data/outlets.tsv", "outlet-names", "names"}};
#define N_SHARED (sizeof shared_lists / sizeof *shared_lists)

/* The user's own outlets are found in texts beside ours. */
static const shared_list own_lists[] = {{"outlets.tsv", "own-outlet", "outlet"},
                                        {"outlets.tsv", "own-outlet-names", "names"}};
#define N_OWN (sizeof own_lists / sizeof *own_lists)

struct rc_lexicon {
    lexicon_view view;
    rc_orthography *orthography;
    lexicon_builder *builder; /* NULL: from a compiled file */
    rc_image image;
};

static rc_status from_lists(rc_lexicon *lex, const char *data_dir, const char *lang, bool shared, rc_arena *arena,
                            rc_error *err)
{
    rc_status status = lexicon_builder_new(&lex->builder, lex->orthography, data_dir, lang, arena, err);
    for (size_t i = 0; i < N_SHARED && shared && status == RC_OK; i++) {
        const shared_list *list = &shared_lists[i];
        const char *path = rc_arena_printf(arena, "%s/%s", data_dir, list->path).ptr;
        status = lexicon_builder_add(lex->builder, path, list->name, list->column ? list->column : lang, arena, err);
    }
    char own[PATH_MAX];
    for (size_t i = 0; i < N_OWN && shared && status == RC_OK; i++)
        if (rc_user_own(own, sizeof own, own_lists[i].path))
            status = lexicon_builder_add(lex->builder, own, own_lists[i].name, own_lists[i].column, arena, err);
    if (status == RC_OK) lex->view = lexicon_builder_view(lex->builder, arena);
    return status;
}

rc_status rc_lexicon_load(rc_lexicon **out, const char *data_dir, const char *lang, rc_arena *arena, rc_error *err)
{
    rc_lexicon *lex = RC_NEW(arena, rc_lexicon);
    rc_status status = rc_orthography_load(&lex->orthography, data_dir, lang, arena, err);
    if (status == RC_OK) status = from_lists(lex, data_dir, lang, false, arena, err);
    if (status == RC_OK) *out = lex;
    return status;
}

rc_status rc_lexicon_add(rc_lexicon *lexicon, const char *path, const char *name, const char *column, rc_arena *arena,
                         rc_error *err)
{
    if (!lexicon->builder) return rc_fail(err, RC_EINVALID, "%s: a compiled word list cannot grow", path);
    rc_status status = lexicon_builder_add(lexicon->builder, path, name, column, arena, err);
    if (status == RC_OK) lexicon->view = lexicon_builder_view(lexicon->builder, arena);
    return status;
}

/* ---- compiled lists */

static const char *compiled_path(const char *data_dir, const char *lang, rc_arena *arena)
{
    return rc_arena_printf(arena, "%s/compiled/%s.words", data_dir, lang).ptr;
}

/* Of all files the lists are made from; everything of a language counts, those that are no word list too. */
static rc_status fingerprint(uint64_t *out, const char *data_dir, const char *lang, rc_arena *arena, rc_error *err)
{
    const char *dir = rc_arena_printf(arena, "%s/lang/%s", data_dir, lang).ptr;
    char **files = NULL;
    *out = 0;
    rc_status status = lexicon_files(dir, &files, arena, err);
    for (; status == RC_OK && files && *files; files++)
        status = rc_fingerprint_file(out, rc_arena_printf(arena, "%s/%s", dir, *files).ptr, err);
    for (size_t i = 0; i < N_SHARED && status == RC_OK; i++)
        status = rc_fingerprint_file(out, rc_arena_printf(arena, "%s/%s", data_dir, shared_lists[i].path).ptr, err);
    return status;
}

static rc_status from_image(rc_lexicon *lex, const char *path, uint64_t made_from, rc_error *err)
{
    rc_status status = rc_image_open(&lex->image, path, LEXICON_KIND, made_from, err);
    if (status != RC_OK) return status;
    const char *wrong = lexicon_view_of_image(&lex->view, &lex->image);
    if (!wrong) return RC_OK;
    rc_image_close(&lex->image);
    return rc_fail(err, RC_ECORRUPT, "%s: %s; build it again", path, wrong);
}

rc_status rc_lexicon_open(rc_lexicon **out, const char *data_dir, const char *lang, rc_arena *arena, rc_error *err)
{
    rc_lexicon *lex = RC_NEW(arena, rc_lexicon);
    const char *path = compiled_path(data_dir, lang, arena);
    uint64_t made_from;
    rc_status status = rc_orthography_load(&lex->orthography, data_dir, lang, arena, err);
    if (status == RC_OK) status = fingerprint(&made_from, data_dir, lang, arena, err);
    char own[PATH_MAX];
    if (status == RC_OK && rc_user_own(own, sizeof own, own_lists[0].path)) status = RC_ENOTFOUND;
    if (status == RC_OK) status = from_image(lex, path, made_from, err);
    if (status == RC_ENOTFOUND) status = from_lists(lex, data_dir, lang, true, arena, err);
    if (status == RC_OK) *out = lex;
    return status;
}

void rc_lexicon_close(rc_lexicon *lexicon)
{
    if (lexicon) rc_image_close(&lexicon->image);
}

rc_status rc_lexicon_compile(const char *data_dir, const char *lang, const char *path, rc_arena *arena, rc_error *err)
{
    rc_lexicon *lex = RC_NEW(arena, rc_lexicon);
    uint64_t made_from;
    rc_status status = rc_orthography_load(&lex->orthography, data_dir, lang, arena, err);
    if (status == RC_OK) status = fingerprint(&made_from, data_dir, lang, arena, err);
    if (status == RC_OK) status = from_lists(lex, data_dir, lang, true, arena, err);
    if (status != RC_OK) return status;
    rc_image_part parts[LEXICON_PARTS];
    lexicon_view_parts(&lex->view, parts);
    return rc_image_write(path, LEXICON_KIND, made_from, parts, LEXICON_PARTS, err);
}

/* ---- cells */

static rc_str text_of(const lexicon_view *v, lexicon_text text)
{
    return (rc_str){v->strings + text.at, text.len};
}

const rc_orthography *rc_lexicon_orthography(const rc_lexicon *lexicon)
{
    return lexicon->orthography;
}

int rc_lexicon_list(const rc_lexicon *lexicon, const char *name)
{
    for (size_t i = 0; i < lexicon->view.n_lists; i++)
        if (rc_str_is(text_of(&lexicon->view, lexicon->view.lists[i].name), name)) return (int)i;
    return -1;
}

uint32_t rc_lexicon_rows(const rc_lexicon *lexicon, int list)
{
    return list < 0 ? 0 : lexicon->view.lists[list].n_rows;
}

rc_str rc_lexicon_cell(const rc_lexicon *lexicon, int list, uint32_t row, const char *column)
{
    const lexicon_view *v = &lexicon->view;
    const lexicon_list *l = &v->lists[list];
    for (uint32_t i = 0; i < l->n_columns; i++)
        if (rc_str_is(text_of(v, v->columns[l->first_column + i]), column))
            return text_of(v, v->cells[l->first_cell + (size_t)row * l->n_columns + i]);
    return RC_STR("");
}

/* ---- matching */

typedef struct matcher {
    const lexicon_view *view;
    const rc_document *doc;
    uint64_t
        *hashes[LEXICON_ROOTS]; /* by root and token; those of the accentless form are 0 until they are asked for */
    uint64_t gap;               /* hash of the sign that stands for an object within a phrase */
} matcher;

static uint64_t fold_hash(const matcher *m, uint32_t token)
{
    uint64_t *hash = &m->hashes[LEXICON_ROOT_FOLD][token];
    const rc_token *t = &m->doc->tokens[token];
    if (!*hash) *hash = t->fold.ptr == t->lower.ptr ? m->hashes[LEXICON_ROOT_LOWER][token] : rc_hash64(t->fold);
    return *hash;
}

static bool holds(const uint64_t *ptr, size_t len, uint64_t word)
{
    for (size_t i = 0; i < len; i++)
        if (ptr[i] == word) return true;
    return false;
}

/* Nodes met on the way from one token along one root, deepest last. */
typedef struct walk {
    uint32_t node[LEXICON_MAX_PHRASE + 1];
    uint8_t covers[LEXICON_MAX_PHRASE + 1]; /* tokens up to each of them, those that were passed over too */
    unsigned depth;
} walk;

static uint64_t hash_at(const matcher *m, uint32_t root, uint32_t token)
{
    return root == LEXICON_ROOT_FOLD ? fold_hash(m, token) : m->hashes[LEXICON_ROOT_LOWER][token];
}

static void walk_from(const matcher *m, uint32_t root, uint32_t token, walk *out)
{
    uint32_t node = root, first = token;
    for (out->depth = 0; out->depth <= LEXICON_MAX_PHRASE && token < m->doc->n_tokens; token++) {
        node = lexicon_step(m->view, node, hash_at(m, root, token));
        if (!node) return;
        out->covers[out->depth] = (uint8_t)(token + 1 - first);
        out->node[out->depth++] = node;
    }
}

/* The same for a reflexive verb in a compound tense: its auxiliary and a word or two behind that are passed over,
 * whatever other phrase begins with them ("s'est emparé", "se sont très vite emparés", "s'en sont pris"). `w` is the
 * walk that passes over nothing, `out` the nodes from the participle on. */
static void walk_behind_auxiliary(const matcher *m, uint32_t root, uint32_t token, const walk *w, walk *out)
{
    const lexicon_view *v = m->view;
    uint32_t first = token, before = 0, between = LEXICON_MOST_BETWEEN;
    out->depth = 0;
    if (!w->depth || !holds(v->reflexives, v->n_reflexives, hash_at(m, root, token))) return;
    while (before < w->depth && before < LEXICON_MOST_CLITICS) {
        uint32_t aux = token + ++before;
        if (aux >= m->doc->n_tokens) return;
        if (holds(v->auxiliaries, v->n_auxiliaries, hash_at(m, root, aux))) break;
        if (before == LEXICON_MOST_CLITICS) return;
    }
    uint32_t node = w->node[before - 1];
    for (token += before + 1; out->depth <= LEXICON_MAX_PHRASE && token < m->doc->n_tokens; token++) {
        uint32_t next = lexicon_step(v, node, hash_at(m, root, token));
        bool pass = !next && !out->depth && between && m->doc->tokens[token].kind == RC_TOKEN_WORD;
        between -= pass;
        if (pass) continue;
        if (!next) return;
        node = next;
        out->covers[out->depth] = (uint8_t)(token + 1 - first);
        out->node[out->depth++] = node;
    }
}

/* What a phrase with a gap found: the node it ends at, and its words before the gap. */
typedef struct gapped {
    uint32_t node;
    unsigned before;
} gapped;

/* The deepest ending behind an object of a few words: "hacked [41 people] to death". `node` is the gap's. */
static uint32_t end_behind_gap(const matcher *m, uint32_t node, uint32_t root, uint32_t token)
{
    const lexicon_view *v = m->view;
    const rc_token *tokens = m->doc->tokens;
    uint32_t sentence = tokens[token].sentence;
    for (uint32_t t = token + 1; t < m->doc->n_tokens && t <= token + LEXICON_MAX_GAP; t++) {
        if (tokens[t].sentence != sentence || tokens[t].kind == RC_TOKEN_PUNCT) return 0;
        uint32_t found = 0, at = node;
        for (uint32_t k = t; k < m->doc->n_tokens; k++) {
            at = lexicon_step(v, at, root == LEXICON_ROOT_FOLD ? fold_hash(m, k) : m->hashes[LEXICON_ROOT_LOWER][k]);
            if (!at) break;
            if ((v->nodes[at + 1] & LEXICON_ENDINGS) > (v->nodes[at] & LEXICON_ENDINGS)) found = at;
        }
        if (found) return found;
    }
    return 0;
}

/* Phrases that go on behind a gap after the words walked so far; the longest beginning counts. */
static gapped over_gap(const matcher *m, uint32_t root, uint32_t token, const walk *w)
{
    for (unsigned depth = w->depth; depth > 0; depth--) {
        uint32_t gap = lexicon_step(m->view, w->node[depth - 1], m->gap);
        uint32_t node = gap && token + depth < m->doc->n_tokens ? end_behind_gap(m, gap, root, token + depth) : 0;
        if (node) return (gapped){node, depth};
    }
    return (gapped){0, 0};
}

static bool comes_before(const rc_hit *a, const rc_hit *b)
{
    return a->list != b->list ? a->list < b->list : a->row < b->row;
}

typedef RC_VEC(rc_hit) hit_list;

/* A token has a handful of hits: insertion is the quickest. */
static void sort_hits(rc_hit *hits, size_t n)
{
    for (size_t i = 1; i < n; i++) {
        rc_hit hit = hits[i];
        size_t at = i;
        for (; at > 0 && comes_before(&hit, &hits[at - 1]); at--) hits[at] = hits[at - 1];
        hits[at] = hit;
    }
}

/* The word is looked up without accents: it may have lost them. */
static bool is_accentless(const rc_document *doc, uint32_t token)
{
    return !doc->accents || (doc->tokens[token].flags & RC_TOKEN_UPPER);
}

#define AHEAD 6 /* tokens */

static inline void look_ahead(const matcher *m, uint32_t token,
                              void (*fetch)(const lexicon_view *view, uint32_t root, uint64_t word))
{
    if (token >= m->doc->n_tokens) return;
    if (is_accentless(m->doc, token))
        fetch(m->view, LEXICON_ROOT_FOLD, fold_hash(m, token));
    else
        fetch(m->view, LEXICON_ROOT_LOWER, m->hashes[LEXICON_ROOT_LOWER][token]);
}

/* The rows that end at a node, of lists that no longer phrase has filled; the lists that they fill. Of a compound tense
 * the participle alone was looked up: the whole is a finite past, and active ("se sont emparés"). */
static uint64_t add_endings(const matcher *m, uint32_t node, uint32_t token, unsigned length, bool compound,
                            uint64_t seen, uint32_t covered[LEXICON_MAX_LISTS], hit_list *hits, rc_arena *arena)
{
    const lexicon_view *v = m->view;
    uint64_t filled = 0;
    uint32_t end = v->nodes[node + 1] & LEXICON_ENDINGS;
    for (uint32_t i = v->nodes[node] & LEXICON_ENDINGS; i < end; i++) {
        const lexicon_ending *e = &v->endings[i];
        if (seen >> e->list & 1 || token + length <= covered[e->list]) continue;
        if (compound && !(e->features & RC_FEAT_PPAST)) continue;
        uint32_t features = compound ? (e->features & ~(uint32_t)RC_FEAT_PPAST) | RC_FEAT_PAST : e->features;
        filled |= (uint64_t)1 << e->list;
        *RC_PUSH(arena, hits) = (rc_hit){token, (uint16_t)length, e->list, e->row, features};
    }
    for (uint64_t now = filled; now; now &= now - 1) covered[__builtin_ctzll(now)] = token + length;
    return filled;
}

rc_hits rc_lexicon_match(const rc_lexicon *lexicon, const rc_document *doc, rc_arena *arena)
{
    const lexicon_view *v = &lexicon->view;
    hit_list hits = {0};
    matcher m = {v,
                 doc,
                 {RC_NEWS(arena, uint64_t, doc->n_tokens + 1), RC_NEWS(arena, uint64_t, doc->n_tokens + 1)},
                 rc_hash64(RC_STR("~"))};
    uint32_t *at = RC_NEWS(arena, uint32_t, doc->n_tokens + 1);
    uint64_t *lists = RC_NEWS(arena, uint64_t, doc->n_tokens + 1);
    for (uint32_t t = 0; t < doc->n_tokens; t++) m.hashes[LEXICON_ROOT_LOWER][t] = rc_hash64(doc->tokens[t].lower);
    uint32_t covered[LEXICON_MAX_LISTS] = {0}; /* by list: end of the longest hit so far */
    for (uint32_t t = 0; t < doc->n_tokens; t++) {
        at[t] = (uint32_t)hits.len;
        bool accentless = is_accentless(doc, t);
        look_ahead(&m, t + 2 * AHEAD, lexicon_fetch_bit);
        look_ahead(&m, t + AHEAD, lexicon_fetch_slot);
        walk w, behind;
        uint32_t root = accentless ? LEXICON_ROOT_FOLD : LEXICON_ROOT_LOWER;
        walk_from(&m, root, t, &w);
        uint64_t seen = 0; /* lists that a longer phrase has filled */
        gapped g = over_gap(&m, root, t, &w);
        if (g.node) seen = add_endings(&m, g.node, t, g.before, false, 0, covered, &hits, arena);
        walk_behind_auxiliary(&m, root, t, &w, &behind);
        for (unsigned d = w.depth, b = behind.depth; d + b > 0;) { /* the longest first */
            bool compound = b && (!d || behind.covers[b - 1] > w.covers[d - 1]);
            const walk *from = compound ? &behind : &w;
            unsigned i = compound ? --b : --d;
            seen |= add_endings(&m, from->node[i], t, from->covers[i], compound, seen, covered, &hits, arena);
        }
        lists[t] = seen;
        if (hits.len > at[t]) sort_hits(hits.ptr + at[t], hits.len - at[t]);
    }
    at[doc->n_tokens] = (uint32_t)hits.len;
    return (rc_hits){hits.ptr, (uint32_t)hits.len, at, lists};
}

const rc_hit *rc_hit_at(const rc_hits *hits, uint32_t token, int list)
{
    if (list < 0 || !(hits->lists[token] >> list & 1)) return NULL;
    for (uint32_t i = hits->at[token]; i < hits->at[token + 1]; i++)
        if (hits->ptr[i].list == list) return &hits->ptr[i];
    return NULL;
}
