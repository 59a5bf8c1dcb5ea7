#include "language/lexicon_view.h"

/* X(field, item type, count) in the order of the file. */
#define PARTS(X)                                                                                                       \
    X(lists, lexicon_list, n_lists)                                                                                    \
    X(columns, lexicon_text, n_columns)                                                                                \
    X(cells, lexicon_text, n_cells)                                                                                    \
    X(strings, char, n_strings)                                                                                        \
    X(keys, uint64_t, n_edges)                                                                                         \
    X(targets, uint32_t, n_targets)                                                                                    \
    X(nodes, uint32_t, n_nodes)                                                                                        \
    X(endings, lexicon_ending, n_endings)                                                                              \
    X(filter, uint64_t, n_filter)                                                                                      \
    X(reflexives, uint64_t, n_reflexives)                                                                              \
    X(auxiliaries, uint64_t, n_auxiliaries)

void lexicon_view_parts(const lexicon_view *view, rc_image_part parts[LEXICON_PARTS])
{
    unsigned n = 0;
#define X(field, type, count) parts[n++] = (rc_image_part){view->field, sizeof(type), view->count};
    PARTS(X)
#undef X
}

static bool are_inside(const lexicon_view *v, const lexicon_text *texts, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (texts[i].at > v->n_strings || texts[i].len > v->n_strings - texts[i].at) return false;
    return true;
}

static bool are_lists_right(const lexicon_view *v)
{
    if (v->n_lists > LEXICON_MAX_LISTS) return false;
    for (size_t i = 0; i < v->n_lists; i++) {
        const lexicon_list *l = &v->lists[i];
        if (!are_inside(v, &l->name, 1) || (uint64_t)l->first_column + l->n_columns > v->n_columns) return false;
        if (l->n_columns &&
            l->n_rows > (v->n_cells - (l->first_cell < v->n_cells ? l->first_cell : v->n_cells)) / l->n_columns)
            return false;
    }
    return are_inside(v, v->columns, v->n_columns) && are_inside(v, v->cells, v->n_cells);
}

/* An empty slot ends every search. */
static bool are_edges_right(const lexicon_view *v)
{
    size_t empty = 0;
    if (v->n_edges != v->n_targets || v->n_edges > UINT32_MAX) return false;
    for (size_t i = 0; i < v->n_edges; i++) {
        empty += !v->keys[i];
        if (v->targets[i] >= v->n_nodes - 1) return false;
    }
    return empty > 0;
}

static bool are_nodes_right(const lexicon_view *v)
{
    for (size_t i = 0; i < v->n_nodes; i++) {
        uint32_t first = v->nodes[i] & LEXICON_ENDINGS;
        if (first > v->n_endings || (i > 0 && first < (v->nodes[i - 1] & LEXICON_ENDINGS))) return false;
    }
    for (size_t i = 0; i < v->n_endings; i++) {
        const lexicon_ending *e = &v->endings[i];
        if (e->list >= v->n_lists || e->row >= v->lists[e->list].n_rows) return false;
    }
    return true;
}

const char *lexicon_view_of_image(lexicon_view *out, const rc_image *image)
{
    lexicon_view v = {0};
    unsigned n = 0;
#define X(field, type, count)                                                                                          \
    v.field = rc_image_section(image, n++, sizeof(type), &v.count);                                                    \
    if (!v.field) return "a section is missing";
    PARTS(X)
#undef X
    if (v.n_nodes <= LEXICON_ROOTS) return "it has no nodes";
    if (!v.n_filter || v.n_filter & (v.n_filter - 1)) return "a table has a wrong size";
    if (!are_lists_right(&v)) return "a list reaches outside the file";
    if (!are_edges_right(&v)) return "an edge leads outside the file";
    if (!are_nodes_right(&v)) return "a node leads outside the file";
    *out = v;
    return NULL;
}
