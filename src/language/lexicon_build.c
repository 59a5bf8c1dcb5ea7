#include "language/lexicon_build.h"

#include <dirent.h>
#include <stdlib.h>

#include "language/inflection.h"
#include "recoupe/base/buf.h"
#include "recoupe/base/hash.h"
#include "recoupe/base/map.h"
#include "recoupe/base/tsv.h"
#include "recoupe/base/utf8.h"

#define SCRATCH_ROWS 256
#define SCRATCH_BYTES ((size_t)1 << 20)
#define LIST_FILE_BYTES ((size_t)8 << 20)
#define FILTER_BITS_A_WORD 16

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
    uint32_t node, from;
} edge;

struct lexicon_builder {
    word_list lists[LEXICON_MAX_LISTS];
    unsigned n_lists;
    const rc_orthography *orthography;
    rc_inflection *inflection;
    rc_arena scratch; /* what is needed only while a list is read */
    edge *edges;
    size_t n_edges, cap_edges;
    RC_VEC(ending *) nodes;       /* what ends at each node; the first are the roots */
    RC_VEC(uint64_t) reflexives;  /* hashes of reflexive pronouns ("se", "s'") */
    RC_VEC(uint64_t) auxiliaries; /* and of the forms that may stand behind them in compound tenses */
};

/* ---- trie */

static edge *edge_slot(edge *edges, size_t cap, uint64_t key)
{
    for (size_t i = key & (cap - 1);; i = (i + 1) & (cap - 1))
        if (!edges[i].key || edges[i].key == key) return &edges[i];
}

static void grow_edges(lexicon_builder *lex, rc_arena *arena)
{
    size_t cap = lex->cap_edges ? 2 * lex->cap_edges : 1 << 14;
    edge *edges = RC_NEWS(arena, edge, cap);
    for (size_t i = 0; i < lex->cap_edges; i++)
        if (lex->edges[i].key) *edge_slot(edges, cap, lex->edges[i].key) = lex->edges[i];
    lex->edges = edges;
    lex->cap_edges = cap;
}

static uint32_t step_or_add(lexicon_builder *lex, uint32_t node, uint64_t word, rc_arena *arena)
{
    if (2 * (lex->n_edges + 1) > lex->cap_edges) grow_edges(lex, arena);
    uint64_t key = lexicon_key(node, word);
    edge *slot = edge_slot(lex->edges, lex->cap_edges, key);
    if (!slot->key) {
        *RC_PUSH(arena, &lex->nodes) = NULL;
        *slot = (edge){key, (uint32_t)lex->nodes.len - 1, node};
        lex->n_edges++;
    }
    return slot->node;
}

static void add_path(lexicon_builder *lex, uint32_t root, const uint64_t *words, unsigned n, ending what,
                     rc_arena *arena)
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
 * passed over when matching (rc_lexicon_match). */
static void add_reflexive(lexicon_builder *lex, uint32_t root, uint64_t *words, unsigned n, ending what,
                          rc_arena *arena)
{
    for (size_t r = 0; r < lex->reflexives.len; r++) {
        words[0] = lex->reflexives.ptr[r];
        add_path(lex, root, words, n, what, arena);
    }
}

static void add_words(lexicon_builder *lex, rc_str *words, unsigned n, ending what, rc_arena *arena)
{
    uint64_t lower[LEXICON_MAX_PHRASE], fold[LEXICON_MAX_PHRASE];
    for (unsigned i = 0; i < n; i++) {
        lower[i] = rc_hash64(words[i]);
        fold[i] = rc_hash64(rc_utf8_fold(&lex->scratch, words[i]));
    }
    bool reflexive = n > 1 && n < LEXICON_MAX_PHRASE && holds(lex->reflexives.ptr, lex->reflexives.len, lower[0]);
    if (reflexive) {
        add_reflexive(lex, LEXICON_ROOT_LOWER, lower, n, what, arena);
        add_reflexive(lex, LEXICON_ROOT_FOLD, fold, n, what, arena);
    } else {
        add_path(lex, LEXICON_ROOT_LOWER, lower, n, what, arena);
        add_path(lex, LEXICON_ROOT_FOLD, fold, n, what, arena);
    }
}

/* ---- phrases */

/* The phrase without its mark; `*mark` is the byte after the marked word, or SIZE_MAX. */
static rc_str without_mark(lexicon_builder *lex, rc_str phrase, size_t *mark)
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
static unsigned split_phrase(lexicon_builder *lex, rc_str phrase, rc_str words[LEXICON_MAX_PHRASE], unsigned *marked)
{
    size_t mark;
    rc_str plain = without_mark(lex, phrase, &mark);
    *marked = 0;
    unsigned n = 0;
    if (is_plain(plain)) {
        rc_str rest = rc_utf8_lower(&lex->scratch, plain);
        for (const char *begun = rest.ptr; rest.ptr; n++) {
            if (n == LEXICON_MAX_PHRASE) return 0;
            words[n] = rc_str_cut(&rest, ' ');
            if ((size_t)(words[n].ptr + words[n].len - begun) == mark) *marked = n;
        }
        return n;
    }
    rc_document *doc = rc_document_new(lex->orthography, plain, &lex->scratch);
    for (uint32_t i = 0; i < doc->n_tokens && n < LEXICON_MAX_PHRASE; i++) {
        if (mark != SIZE_MAX && doc->tokens[i].span.end == mark) *marked = n;
        words[n++] = doc->tokens[i].lower;
    }
    return doc->n_tokens > LEXICON_MAX_PHRASE ? 0 : n;
}

static rc_status add_phrase(lexicon_builder *lex, rc_str phrase, rc_str paradigm, uint16_t list, uint32_t row,
                            const rc_tsv *tsv, rc_arena *arena, rc_error *err)
{
    rc_str words[LEXICON_MAX_PHRASE];
    unsigned marked;
    unsigned n = split_phrase(lex, phrase, words, &marked);
    if (!n)
        return rc_fail(err, RC_EFORMAT, "%s:%u: a phrase has 1 to %d words", tsv->name, tsv->line, LEXICON_MAX_PHRASE);
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

static word_list *new_list(lexicon_builder *lex, rc_str name, const rc_tsv *tsv, rc_arena *arena)
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

static rc_status read_list(lexicon_builder *lex, const char *path, rc_str name, const char *column, rc_arena *arena,
                           rc_error *err)
{
    rc_str text;
    rc_tsv tsv;
    rc_status status = read_text(path, &text, arena, err);
    if (status == RC_OK) status = rc_tsv_open(&tsv, text, path, err);
    if (status != RC_OK) return status;
    int phrase = rc_tsv_column(&tsv, column), inflect = rc_tsv_column(&tsv, "inflect");
    if (phrase < 0) return RC_OK; /* a table of another kind: paradigms, forms */
    if (lex->n_lists == LEXICON_MAX_LISTS)
        return rc_fail(err, RC_ELIMIT, "%s: more than %d word lists", path, LEXICON_MAX_LISTS);
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
static rc_status load_list(lexicon_builder *lex, const char *path, rc_str name, const char *column, rc_arena *arena,
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

rc_status lexicon_files(const char *dir, char ***out, rc_arena *arena, rc_error *err)
{
    DIR *handle = opendir(dir);
    if (!handle) return rc_fail(err, RC_ENOTFOUND, "no word lists: cannot open %s", dir);
    file_names files = {0};
    const struct dirent *entry;
    while ((entry = readdir(handle)))
        if (rc_str_ends(rc_str_of(entry->d_name), RC_STR(".tsv")))
            *RC_PUSH(arena, &files) = rc_arena_cstr(arena, rc_str_of(entry->d_name));
    closedir(handle);
    if (files.len) qsort(files.ptr, files.len, sizeof *files.ptr, by_name);
    *RC_PUSH(arena, &files) = NULL;
    *out = files.ptr;
    return RC_OK;
}

/* The pronouns and auxiliaries that add_reflexive needs must be known before any other list is added. */
static rc_status learn_reflexives(lexicon_builder *lex, const char *dir, rc_arena *arena, rc_error *err)
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

rc_status lexicon_builder_new(lexicon_builder **out, const rc_orthography *orthography, const char *data_dir,
                              const char *lang, rc_arena *arena, rc_error *err)
{
    lexicon_builder *lex = RC_NEW(arena, lexicon_builder);
    lex->orthography = orthography;
    rc_arena_init(&lex->scratch, SCRATCH_BYTES, 0);
    for (int i = 0; i < LEXICON_ROOTS; i++) *RC_PUSH(arena, &lex->nodes) = NULL;
    const char *dir = rc_arena_printf(arena, "%s/lang/%s", data_dir, lang).ptr;
    rc_status status = rc_inflection_load(&lex->inflection, dir, arena, err);
    if (status == RC_OK) status = learn_reflexives(lex, dir, arena, err);
    char **files = NULL;
    if (status == RC_OK) status = lexicon_files(dir, &files, arena, err);
    for (; status == RC_OK && files && *files; files++) {
        rc_str stem = rc_str_sub(rc_str_of(*files), 0, strlen(*files) - strlen(".tsv"));
        status = load_list(lex, rc_arena_printf(arena, "%s/%s", dir, *files).ptr, stem, "phrase", arena, err);
    }
    if (status == RC_OK) *out = lex;
    return status;
}

rc_status lexicon_builder_add(lexicon_builder *lex, const char *path, const char *name, const char *column,
                              rc_arena *arena, rc_error *err)
{
    const char *kept = rc_arena_cstr(arena, rc_str_of(path));
    return load_list(lex, kept, rc_str_of(name), column, arena, err);
}

/* ---- flat arrays */

typedef struct flattening {
    const lexicon_builder *lex;
    lexicon_view view;
    rc_arena *arena;
    char *strings;
    rc_map seen; /* a text -> its place in the strings: many cells say the same */
} flattening;

static lexicon_text keep_text(flattening *f, rc_str text)
{
    if (!text.len) return (lexicon_text){0};
    bool is_new;
    uint64_t *at = rc_map_put(f->arena, &f->seen, text, &is_new);
    if (is_new) {
        *at = f->view.n_strings;
        memcpy(f->strings + f->view.n_strings, text.ptr, text.len);
        f->view.n_strings += text.len;
    }
    return (lexicon_text){(uint32_t)*at, (uint32_t)text.len};
}

static void flatten_lists(flattening *f)
{
    const lexicon_builder *lex = f->lex;
    size_t columns = 0, cells = 0, bytes = 0;
    for (unsigned i = 0; i < lex->n_lists; i++) {
        const word_list *l = &lex->lists[i];
        columns += l->n_columns;
        cells += (size_t)l->n_rows * l->n_columns;
        bytes += l->name.len;
        for (unsigned k = 0; k < l->n_columns; k++) bytes += l->columns[k].len;
        for (size_t k = 0; k < (size_t)l->n_rows * l->n_columns; k++) bytes += l->cells[k].len;
    }
    lexicon_list *lists = RC_NEWS(f->arena, lexicon_list, lex->n_lists + 1);
    lexicon_text *column = RC_NEWS(f->arena, lexicon_text, columns + 1);
    lexicon_text *cell = RC_NEWS(f->arena, lexicon_text, cells + 1);
    f->strings = rc_arena_alloc(f->arena, 1, 1, bytes + 1);
    f->view.lists = lists;
    f->view.columns = column;
    f->view.cells = cell;
    f->view.strings = f->strings;
    for (unsigned i = 0; i < lex->n_lists; i++) {
        const word_list *l = &lex->lists[i];
        lists[i] = (lexicon_list){keep_text(f, l->name), (uint32_t)f->view.n_columns, l->n_columns,
                                  (uint32_t)f->view.n_cells, l->n_rows};
        for (unsigned k = 0; k < l->n_columns; k++) column[f->view.n_columns++] = keep_text(f, l->columns[k]);
        for (size_t k = 0; k < (size_t)l->n_rows * l->n_columns; k++)
            cell[f->view.n_cells++] = keep_text(f, l->cells[k]);
    }
    f->view.n_lists = lex->n_lists;
}

static int by_list(const void *a, const void *b)
{
    const lexicon_ending *x = a, *y = b;
    if (x->list != y->list) return x->list < y->list ? -1 : 1;
    return x->row < y->row ? -1 : x->row > y->row;
}

static void flatten_nodes(flattening *f)
{
    const lexicon_builder *lex = f->lex;
    size_t n = 0;
    for (size_t i = 0; i < lex->nodes.len; i++)
        for (const ending *e = lex->nodes.ptr[i]; e; e = e->next) n++;
    uint32_t *nodes = RC_NEWS(f->arena, uint32_t, lex->nodes.len + 1);
    lexicon_ending *endings = RC_NEWS(f->arena, lexicon_ending, n + 1);
    n = 0;
    for (size_t i = 0; i < lex->nodes.len; i++) {
        size_t first = n;
        nodes[i] = (uint32_t)n;
        for (const ending *e = lex->nodes.ptr[i]; e; e = e->next)
            endings[n++] = (lexicon_ending){e->row, (uint16_t)e->features, e->list};
        if (n - first > 1) qsort(endings + first, n - first, sizeof *endings, by_list);
    }
    nodes[lex->nodes.len] = (uint32_t)n;
    for (size_t i = 0; i < lex->cap_edges; i++)
        if (lex->edges[i].key) nodes[lex->edges[i].from] |= LEXICON_LEADS;
    f->view.nodes = nodes;
    f->view.n_nodes = lex->nodes.len + 1;
    f->view.endings = endings;
    f->view.n_endings = n;
}

static void flatten_edges(flattening *f)
{
    const lexicon_builder *lex = f->lex;
    size_t slots = lex->n_edges * 5 / 3 + 2, words = 0;
    uint64_t *keys = RC_NEWS(f->arena, uint64_t, slots);
    uint32_t *targets = RC_NEWS(f->arena, uint32_t, slots);
    for (size_t i = 0; i < lex->cap_edges; i++) {
        const edge *e = &lex->edges[i];
        if (!e->key) continue;
        words += e->from < LEXICON_ROOTS;
        size_t at = lexicon_slot(e->key, slots);
        while (keys[at]) at = at + 1 == slots ? 0 : at + 1;
        keys[at] = e->key;
        targets[at] = e->node;
    }
    f->view.n_filter = 1;
    while (64 * f->view.n_filter < FILTER_BITS_A_WORD * words) f->view.n_filter *= 2;
    uint64_t *filter = RC_NEWS(f->arena, uint64_t, f->view.n_filter);
    for (size_t i = 0; i < lex->cap_edges; i++) {
        const edge *e = &lex->edges[i];
        if (!e->key || e->from >= LEXICON_ROOTS) continue;
        uint64_t bit = lexicon_filter_bit(&f->view, e->key);
        filter[bit / 64] |= (uint64_t)1 << bit % 64;
    }
    f->view.keys = keys;
    f->view.targets = targets;
    f->view.n_edges = f->view.n_targets = slots;
    f->view.filter = filter;
}

lexicon_view lexicon_builder_view(const lexicon_builder *lex, rc_arena *arena)
{
    flattening f = {.lex = lex, .arena = arena};
    flatten_lists(&f);
    flatten_nodes(&f);
    flatten_edges(&f);
    f.view.reflexives = lex->reflexives.ptr;
    f.view.n_reflexives = lex->reflexives.len;
    f.view.auxiliaries = lex->auxiliaries.ptr;
    f.view.n_auxiliaries = lex->auxiliaries.len;
    return f.view;
}
