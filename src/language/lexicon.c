/* Word lists as one trie over words. A node's edge to the next word is an entry of a hash table under (node, word), so
 * a step costs one probe whatever the fan-out. There are two roots: words by their lower case, and by their accentless
 * form. Word hashes stand for words: XXH3's 64 bits make a clash among some hundred thousand forms improbable. */
#include "recoupe/language/lexicon.h"

#include <dirent.h>
#include <stdlib.h>

#include "language/inflection.h"
#include "recoupe/base/buf.h"
#include "recoupe/base/hash.h"
#include "recoupe/base/map.h"
#include "recoupe/base/tsv.h"
#include "recoupe/base/utf8.h"

#define MAX_LISTS 48 /* they are bits of a word while matching */
#define MAX_PHRASE 12
#define FILTER_BITS 22
#define SCRATCH_ROWS 256
#define SCRATCH_BYTES ((size_t)1 << 20)
#define LIST_FILE_BYTES ((size_t)8 << 20)

typedef struct word_list {
    rc_str name;
    rc_str *columns;
    unsigned n_columns;
    rc_str *cells; /* rows x columns */
    uint32_t n_rows, cap_rows;
} word_list;

/* One row that ends at a node; several are chained. */
typedef struct ending {
    struct ending *next;
    uint32_t row, features;
    uint16_t list;
} ending;

typedef struct edge {
    uint64_t key; /* 0: empty */
    uint32_t node;
} edge;

struct rc_lexicon {
    word_list lists[MAX_LISTS];
    unsigned n_lists;
    rc_orthography *orthography;
    rc_inflection *inflection;
    rc_arena scratch; /* what is needed only while a list is read */
    edge *edges;
    size_t n_edges, cap_edges;
    uint64_t
        *filter; /* a bit for each edge by the top bits of its key: most steps lead nowhere, and the table is large */
    RC_VEC(ending *) nodes;       /* what ends at each node; nodes 0 and 1 are the roots */
    RC_VEC(uint64_t) reflexives;  /* hashes of reflexive pronouns ("se", "s'") */
    RC_VEC(uint64_t) auxiliaries; /* and of the forms that may stand behind them in compound tenses */
};

enum { ROOT_LOWER, ROOT_FOLD };

/* ---- trie */

static uint64_t edge_key(uint32_t node, uint64_t word)
{
    uint64_t key = (word ^ (node * 0x9E3779B97F4A7C15u)) * 0xD6E8FEB86659FD93u;
    key ^= key >> 32;
    return key ? key : 1;
}

static edge *edge_slot(edge *edges, size_t cap, uint64_t key)
{
    for (size_t i = key & (cap - 1);; i = (i + 1) & (cap - 1))
        if (!edges[i].key || edges[i].key == key) return &edges[i];
}

static uint32_t step(const rc_lexicon *lex, uint32_t node, uint64_t word)
{
    uint64_t key = edge_key(node, word), bit = key >> (64 - FILTER_BITS);
    if (!(lex->filter[bit / 64] >> bit % 64 & 1)) return 0;
    return lex->cap_edges ? edge_slot(lex->edges, lex->cap_edges, key)->node : 0;
}

static void grow_edges(rc_lexicon *lex, rc_arena *arena)
{
    size_t cap = lex->cap_edges ? 2 * lex->cap_edges : 1 << 14;
    edge *edges = RC_NEWS(arena, edge, cap);
    for (size_t i = 0; i < lex->cap_edges; i++)
        if (lex->edges[i].key) *edge_slot(edges, cap, lex->edges[i].key) = lex->edges[i];
    lex->edges = edges;
    lex->cap_edges = cap;
}

static uint32_t step_or_add(rc_lexicon *lex, uint32_t node, uint64_t word, rc_arena *arena)
{
    if (2 * (lex->n_edges + 1) > lex->cap_edges) grow_edges(lex, arena);
    edge *slot = edge_slot(lex->edges, lex->cap_edges, edge_key(node, word));
    if (!slot->key) {
        uint64_t bit = edge_key(node, word) >> (64 - FILTER_BITS);
        lex->filter[bit / 64] |= (uint64_t)1 << bit % 64;
        *RC_PUSH(arena, &lex->nodes) = NULL;
        *slot = (edge){edge_key(node, word), (uint32_t)lex->nodes.len - 1};
        lex->n_edges++;
    }
    return slot->node;
}

static void add_path(rc_lexicon *lex, uint32_t root, const uint64_t *words, unsigned n, ending what, rc_arena *arena)
{
    uint32_t node = root;
    for (unsigned i = 0; i < n; i++) node = step_or_add(lex, node, words[i], arena);
    for (ending *e = lex->nodes.ptr[node]; e; e = e->next)
        if (e->list == what.list && e->row == what.row) {
            e->features |= what.features;
            return;
        }
    ending *e = RC_NEW(arena, ending);
    *e = what;
    e->next = lex->nodes.ptr[node];
    lex->nodes.ptr[node] = e;
}

static bool holds(const uint64_t *ptr, size_t len, uint64_t word)
{
    for (size_t i = 0; i < len; i++)
        if (ptr[i] == word) return true;
    return false;
}

/* A reflexive verb stands under each pronoun: "s'emparer", "se sont emparés". The auxiliary of a compound tense is
 * passed over when matching (see walk_from). */
static void add_reflexive(rc_lexicon *lex, uint32_t root, uint64_t *words, unsigned n, ending what, rc_arena *arena)
{
    for (size_t r = 0; r < lex->reflexives.len; r++) {
        words[0] = lex->reflexives.ptr[r];
        add_path(lex, root, words, n, what, arena);
    }
}

static void add_words(rc_lexicon *lex, rc_str *words, unsigned n, ending what, rc_arena *arena)
{
    uint64_t lower[MAX_PHRASE], fold[MAX_PHRASE];
    for (unsigned i = 0; i < n; i++) {
        lower[i] = rc_hash64(words[i]);
        fold[i] = rc_hash64(rc_utf8_fold(&lex->scratch, words[i]));
    }
    bool reflexive = n > 1 && n < MAX_PHRASE && holds(lex->reflexives.ptr, lex->reflexives.len, lower[0]);
    if (reflexive) {
        add_reflexive(lex, ROOT_LOWER, lower, n, what, arena);
        add_reflexive(lex, ROOT_FOLD, fold, n, what, arena);
    } else {
        add_path(lex, ROOT_LOWER, lower, n, what, arena);
        add_path(lex, ROOT_FOLD, fold, n, what, arena);
    }
}

/* ---- phrases */

/* The phrase without its mark; `*mark` is the byte after the marked word, or SIZE_MAX. */
static rc_str without_mark(rc_lexicon *lex, rc_str phrase, size_t *mark)
{
    char *plain = rc_arena_cstr(&lex->scratch, phrase);
    size_t len = 0;
    *mark = SIZE_MAX;
    for (size_t i = 0; i < phrase.len; i++) {
        bool is_mark = phrase.ptr[i] == '*' && i > 0 && (i + 1 == phrase.len || phrase.ptr[i + 1] == ' ');
        if (is_mark)
            *mark = len;
        else
            plain[len++] = phrase.ptr[i];
    }
    return (rc_str){plain, len};
}

/* Letters, hyphens and single spaces: the tokeniser would cut it at the spaces and nowhere else. */
static bool is_plain(rc_str phrase)
{
    for (size_t i = 0; i < phrase.len; i++) {
        unsigned char c = (unsigned char)phrase.ptr[i];
        bool letter = (c | 32) >= 'a' && (c | 32) <= 'z';
        bool accented = c == 0xC3 || (i > 0 && (unsigned char)phrase.ptr[i - 1] == 0xC3); /* U+00C0 to U+00FF */
        bool between = i > 0 && i + 1 < phrase.len && phrase.ptr[i + 1] != ' ' && phrase.ptr[i - 1] != ' ';
        bool inverted =
            c == '-' && (i == 0 || phrase.ptr[i - 1] == ' ') && i + 1 < phrase.len && phrase.ptr[i + 1] != ' ';
        if (!letter && !accented && !(c == ' ' && i + 1 < phrase.len && phrase.ptr[i + 1] != ' ') &&
            !(c == '-' && (between || inverted)))
            return false;
        while (inverted && i + 1 < phrase.len && phrase.ptr[i + 1] != ' ') i++; /* "-t-il": one token behind a verb */
        if (c == '-' && !inverted && phrase.len - i < 5) return false;          /* an inverted pronoun may be cut off */
    }
    return phrase.len > 0;
}

/* Words of a phrase as the tokeniser makes them; `*marked` is the one that inflects. */
static unsigned split_phrase(rc_lexicon *lex, rc_str phrase, rc_str words[MAX_PHRASE], unsigned *marked)
{
    size_t mark;
    rc_str plain = without_mark(lex, phrase, &mark);
    *marked = 0;
    unsigned n = 0;
    if (is_plain(plain)) {
        rc_str rest = rc_utf8_lower(&lex->scratch, plain);
        for (const char *begun = rest.ptr; rest.ptr; n++) {
            if (n == MAX_PHRASE) return 0;
            words[n] = rc_str_cut(&rest, ' ');
            if ((size_t)(words[n].ptr + words[n].len - begun) == mark) *marked = n;
        }
        return n;
    }
    rc_document *doc = rc_document_new(lex->orthography, plain, &lex->scratch);
    for (uint32_t i = 0; i < doc->n_tokens && n < MAX_PHRASE; i++) {
        if (mark != SIZE_MAX && doc->tokens[i].span.end == mark) *marked = n;
        words[n++] = doc->tokens[i].lower;
    }
    return doc->n_tokens > MAX_PHRASE ? 0 : n;
}

static rc_status add_phrase(rc_lexicon *lex, rc_str phrase, rc_str paradigm, uint16_t list, uint32_t row,
                            const rc_tsv *tsv, rc_arena *arena, rc_error *err)
{
    rc_str words[MAX_PHRASE];
    unsigned marked;
    unsigned n = split_phrase(lex, phrase, words, &marked);
    if (!n) return rc_fail(err, RC_EFORMAT, "%s:%u: a phrase has 1 to %d words", tsv->name, tsv->line, MAX_PHRASE);
    rc_forms forms;
    if (!rc_inflect(lex->inflection, words[marked], paradigm, &forms, &lex->scratch))
        return rc_fail(err, RC_EFORMAT, "%s:%u: no paradigm or irregular forms '%.*s' for '%.*s'", tsv->name, tsv->line,
                       RC_FMT(paradigm), RC_FMT(words[marked]));
    for (size_t i = 0; i < forms.len; i++) {
        words[marked] = forms.ptr[i].form;
        add_words(lex, words, n, (ending){.list = list, .row = row, .features = forms.ptr[i].features}, arena);
    }
    return RC_OK;
}

/* ---- lists */

static word_list *new_list(rc_lexicon *lex, rc_str name, const rc_tsv *tsv, rc_arena *arena)
{
    word_list *list = &lex->lists[lex->n_lists++];
    *list = (word_list){.name = rc_arena_dup(arena, name), .n_columns = tsv->n_columns};
    list->columns = RC_NEWS(arena, rc_str, tsv->n_columns);
    for (unsigned i = 0; i < tsv->n_columns; i++) list->columns[i] = tsv->columns[i];
    return list;
}

static void keep_row(word_list *list, const rc_tsv *tsv, rc_arena *arena)
{
    if (list->n_rows == list->cap_rows) {
        list->cap_rows = list->cap_rows ? 2 * list->cap_rows : 64;
        rc_str *cells = RC_NEWS(arena, rc_str, (size_t)list->cap_rows * list->n_columns);
        if (list->n_rows) memcpy(cells, list->cells, (size_t)list->n_rows * list->n_columns * sizeof *cells);
        list->cells = cells;
    }
    memcpy(list->cells + (size_t)list->n_rows * list->n_columns, tsv->fields, list->n_columns * sizeof(rc_str));
    list->n_rows++;
}

static rc_status read_text(const char *path, rc_str *text, rc_arena *arena, rc_error *err)
{
    rc_buf buf;
    rc_buf_init(&buf);
    rc_status status = rc_buf_read_file(&buf, path, LIST_FILE_BYTES, err);
    if (status == RC_OK) *text = rc_arena_dup(arena, rc_buf_str(&buf));
    rc_buf_release(&buf);
    return status;
}

static rc_status read_list(rc_lexicon *lex, const char *path, rc_str name, const char *column, rc_arena *arena,
                           rc_error *err)
{
    rc_str text;
    rc_tsv tsv;
    rc_status status = read_text(path, &text, arena, err);
    if (status == RC_OK) status = rc_tsv_open(&tsv, text, path, err);
    if (status != RC_OK) return status;
    int phrase = rc_tsv_column(&tsv, column), inflect = rc_tsv_column(&tsv, "inflect");
    if (phrase < 0) return RC_OK; /* a table of another kind: paradigms, forms */
    if (lex->n_lists == MAX_LISTS) return rc_fail(err, RC_ELIMIT, "%s: more than %d word lists", path, MAX_LISTS);
    uint16_t number = (uint16_t)lex->n_lists;
    word_list *list = new_list(lex, name, &tsv, arena);
    while ((status = rc_tsv_next(&tsv, err)) == RC_OK) {
        rc_str cell = tsv.fields[phrase];
        while (cell.ptr) {
            rc_str one = rc_str_trim(rc_str_cut(&cell, '|'));
            if (!one.len) continue;
            status = add_phrase(lex, one, inflect < 0 ? RC_STR("") : tsv.fields[inflect], number, list->n_rows, &tsv,
                                arena, err);
            if (status != RC_OK) return status;
        }
        keep_row(list, &tsv, arena);
        if (list->n_rows % SCRATCH_ROWS == 0) rc_arena_reset(&lex->scratch);
    }
    return status == RC_END ? RC_OK : status;
}

/* The scratch memory unwinds to where the caller's does now: lists may be added in another run than the first. */
static rc_status load_list(rc_lexicon *lex, const char *path, rc_str name, const char *column, rc_arena *arena,
                           rc_error *err)
{
    lex->scratch.oom = arena->oom;
    rc_status status = read_list(lex, path, name, column, arena, err);
    rc_arena_release(&lex->scratch);
    return status;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

typedef RC_VEC(char *) file_names;

static rc_status list_files(const char *dir, file_names *files, rc_arena *arena, rc_error *err)
{
    DIR *handle = opendir(dir);
    if (!handle) return rc_fail(err, RC_ENOTFOUND, "no word lists: cannot open %s", dir);
    const struct dirent *entry;
    while ((entry = readdir(handle)))
        if (rc_str_ends(rc_str_of(entry->d_name), RC_STR(".tsv")))
            *RC_PUSH(arena, files) = rc_arena_cstr(arena, rc_str_of(entry->d_name));
    closedir(handle);
    if (files->len) qsort(files->ptr, files->len, sizeof *files->ptr, by_name);
    return RC_OK;
}

/* The pronouns and auxiliaries that add_reflexive needs must be known before any other list is added. */
static rc_status learn_reflexives(rc_lexicon *lex, const char *dir, rc_arena *arena, rc_error *err)
{
    const char *path = rc_arena_printf(arena, "%s/grammar.tsv", dir).ptr;
    rc_str text;
    rc_tsv tsv;
    rc_status status = read_text(path, &text, arena, err);
    if (status == RC_OK) status = rc_tsv_open(&tsv, text, path, err);
    int phrase = 0, inflect = 0, kind = 0;
    if (status == RC_OK) status = rc_tsv_require(&tsv, "phrase", &phrase, err);
    if (status == RC_OK) status = rc_tsv_require(&tsv, "inflect", &inflect, err);
    if (status == RC_OK) status = rc_tsv_require(&tsv, "kind", &kind, err);
    while (status == RC_OK && (status = rc_tsv_next(&tsv, err)) == RC_OK) {
        bool is_be = rc_str_is(tsv.fields[kind], "be");
        if (!is_be && !rc_str_is(tsv.fields[kind], "reflexive")) continue;
        rc_forms forms;
        if (!rc_inflect(lex->inflection, tsv.fields[phrase], tsv.fields[inflect], &forms, arena)) continue;
        for (size_t i = 0; i < forms.len; i++) {
            uint64_t lower = rc_hash64(forms.ptr[i].form), fold = rc_hash64(rc_utf8_fold(arena, forms.ptr[i].form));
            if (is_be)
                *RC_PUSH(arena, &lex->auxiliaries) = lower;
            else
                *RC_PUSH(arena, &lex->reflexives) = lower;
            if (is_be && fold != lower) *RC_PUSH(arena, &lex->auxiliaries) = fold;
        }
    }
    return status == RC_END ? RC_OK : status;
}

rc_status rc_lexicon_load(rc_lexicon **out, const char *data_dir, const char *lang, rc_arena *arena, rc_error *err)
{
    rc_lexicon *lex = RC_NEW(arena, rc_lexicon);
    lex->filter = RC_NEWS(arena, uint64_t, ((size_t)1 << FILTER_BITS) / 64);
    rc_arena_init(&lex->scratch, SCRATCH_BYTES, 0);
    *RC_PUSH(arena, &lex->nodes) = NULL;
    *RC_PUSH(arena, &lex->nodes) = NULL;
    const char *dir = rc_arena_printf(arena, "%s/lang/%s", data_dir, lang).ptr;
    rc_status status = rc_orthography_load(&lex->orthography, data_dir, lang, arena, err);
    if (status == RC_OK) status = rc_inflection_load(&lex->inflection, dir, arena, err);
    if (status == RC_OK) status = learn_reflexives(lex, dir, arena, err);
    file_names files = {0};
    if (status == RC_OK) status = list_files(dir, &files, arena, err);
    for (size_t i = 0; i < files.len && status == RC_OK; i++) {
        rc_str stem = rc_str_sub(rc_str_of(files.ptr[i]), 0, strlen(files.ptr[i]) - strlen(".tsv"));
        status = load_list(lex, rc_arena_printf(arena, "%s/%s", dir, files.ptr[i]).ptr, stem, "phrase", arena, err);
    }
    if (status == RC_OK) *out = lex;
    return status;
}

rc_status rc_lexicon_add(rc_lexicon *lexicon, const char *path, const char *name, const char *column, rc_arena *arena,
                         rc_error *err)
{
    const char *kept = rc_arena_cstr(arena, rc_str_of(path));
    return load_list(lexicon, kept, rc_str_of(name), column, arena, err);
}

const rc_orthography *rc_lexicon_orthography(const rc_lexicon *lexicon)
{
    return lexicon->orthography;
}

int rc_lexicon_list(const rc_lexicon *lexicon, const char *name)
{
    for (unsigned i = 0; i < lexicon->n_lists; i++)
        if (rc_str_is(lexicon->lists[i].name, name)) return (int)i;
    return -1;
}

uint32_t rc_lexicon_rows(const rc_lexicon *lexicon, int list)
{
    return list < 0 ? 0 : lexicon->lists[list].n_rows;
}

rc_str rc_lexicon_cell(const rc_lexicon *lexicon, int list, uint32_t row, const char *column)
{
    const word_list *l = &lexicon->lists[list];
    for (unsigned i = 0; i < l->n_columns; i++)
        if (rc_str_is(l->columns[i], column)) return l->cells[(size_t)row * l->n_columns + i];
    return RC_STR("");
}

/* ---- matching */

/* Nodes met on the way from one token along one root, deepest last. */
typedef struct walk {
    uint32_t node[MAX_PHRASE + 1];
    unsigned depth;
    bool passed;
} walk;

/* `passed`: an auxiliary was passed over, so a phrase covers one token more than it has words. */
static void walk_from(const rc_lexicon *lex, const rc_document *doc, const uint64_t *hashes, uint32_t root,
                      uint32_t token, walk *out)
{
    uint32_t node = root, first = token;
    out->depth = 0;
    out->passed = false;
    bool reflexive = holds(lex->reflexives.ptr, lex->reflexives.len, hashes[token]);
    while (out->depth <= MAX_PHRASE && token < doc->n_tokens) {
        uint32_t next = step(lex, node, hashes[token]);
        bool auxiliary = !next && reflexive && token == first + 1 &&
                         holds(lex->auxiliaries.ptr, lex->auxiliaries.len, hashes[token]);
        token++;
        if (auxiliary) {
            out->passed = true;
            continue;
        }
        if (!next) break;
        node = next;
        out->node[out->depth++] = node;
    }
}

static bool comes_before(const rc_hit *a, const rc_hit *b)
{
    return a->list != b->list ? a->list < b->list : a->row < b->row;
}

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

rc_hits rc_lexicon_match(const rc_lexicon *lexicon, const rc_document *doc, rc_arena *arena)
{
    RC_VEC(rc_hit) hits = {0};
    uint64_t *lower = RC_NEWS(arena, uint64_t, doc->n_tokens + 1);
    uint64_t *fold = RC_NEWS(arena, uint64_t, doc->n_tokens + 1);
    uint32_t *at = RC_NEWS(arena, uint32_t, doc->n_tokens + 1);
    for (uint32_t t = 0; t < doc->n_tokens; t++) {
        const rc_token *token = &doc->tokens[t];
        lower[t] = rc_hash64(token->lower);
        fold[t] = token->fold.ptr == token->lower.ptr ? lower[t] : rc_hash64(token->fold);
    }
    uint32_t covered[MAX_LISTS] = {0}; /* by list: end of the longest hit so far */
    for (uint32_t t = 0; t < doc->n_tokens; t++) {
        at[t] = (uint32_t)hits.len;
        bool accentless = !doc->accents || (doc->tokens[t].flags & RC_TOKEN_UPPER);
        walk w;
        walk_from(lexicon, doc, accentless ? fold : lower, accentless ? ROOT_FOLD : ROOT_LOWER, t, &w);
        uint64_t seen = 0; /* lists that a longer phrase has filled */
        for (unsigned depth = w.depth; depth > 0; depth--) {
            uint64_t now = 0;
            unsigned length = depth + (w.passed && depth > 1);
            for (const ending *e = lexicon->nodes.ptr[w.node[depth - 1]]; e; e = e->next) {
                if (seen >> e->list & 1 || t + length <= covered[e->list]) continue;
                now |= (uint64_t)1 << e->list;
                *RC_PUSH(arena, &hits) = (rc_hit){t, (uint16_t)length, e->list, e->row, e->features};
            }
            for (unsigned list = 0; now >> list; list++)
                if (now >> list & 1) covered[list] = t + length;
            seen |= now;
        }
        if (hits.len > at[t]) sort_hits(hits.ptr + at[t], hits.len - at[t]);
    }
    at[doc->n_tokens] = (uint32_t)hits.len;
    return (rc_hits){hits.ptr, (uint32_t)hits.len, at};
}

const rc_hit *rc_hit_at(const rc_hits *hits, uint32_t token, int list)
{
    for (uint32_t i = hits->at[token]; i < hits->at[token + 1]; i++)
        if (hits->ptr[i].list == list) return &hits->ptr[i];
    return NULL;
}
