/* Attribution by the marks of a page: the author of an embedded post, the outlet in brackets at the end of a digest's
 * line, the paper named before a colon at its beginning. */
#include "claims/said.h"

#define OUTLET_WORDS 6

static rc_link *new_link(const rc_reading *r, rc_str name, rc_source_kind kind)
{
    rc_link *link = RC_NEW(r->arena, rc_link);
    *link = (rc_link){.name = name, .kind = kind, .said_on = RC_DAY_NONE};
    return link;
}

static rc_link *post_author(const rc_reading *r, const rc_post *post)
{
    rc_span name = post->author;
    if (post->handle.end > name.end) name.end = post->handle.end;
    if (name.beg == name.end) name = post->handle;
    rc_str text = rc_str_span(r->doc->text, name);
    if (rc_str_find(text, RC_STR("("), 0) != SIZE_MAX && name.end < r->doc->text.len &&
        r->doc->text.ptr[name.end] == ')')
        text.len++;
    if (!text.len) return NULL;
    rc_link *link = new_link(r, text, RC_SOURCE_POST);
    link->medium = post->handle.beg < post->handle.end ? RC_STR("Twitter") : RC_STR("");
    for (uint32_t i = 0; i < r->timexes.n; i++) {
        const rc_timex *x = &r->timexes.ptr[i];
        rc_span at = r->doc->tokens[x->first].span;
        if (at.beg >= post->date.beg && at.beg < post->date.end) link->said_on = x->from;
    }
    return link;
}

/* One pair of brackets that ends before `end` and holds capitalised words only: its inside, or an empty range. */
static range capitals_in_brackets(const rc_reading *r, uint32_t first, uint32_t end)
{
    if (end < first + 3 || !is_sign(r, end - 1, ')')) return (range){0, 0};
    uint32_t t = end - 1, capitals = 0;
    while (t > first && end - t <= OUTLET_WORDS + 1 && !is_sign(r, t - 1, '(')) {
        t--;
        bool small = r->doc->tokens[t].lower.len <= 3 || has_grammar(r, t, G_OF | G_ARTICLE | G_COORD);
        if (!has_capital(r, t) && !small) return (range){0, 0};
        capitals += has_capital(r, t);
    }
    bool closed = t > first && is_sign(r, t - 1, '(') && capitals > 0;
    return closed ? (range){t, end - 1} : (range){0, 0};
}

/* "... (Reuters) (AFP via Le Journal)" at the end of a block: the first of them is the origin, without who passed it
 * on.
 * `*body_end` becomes the end of what is said. */
static rc_link *outlet_in_brackets(const rc_reading *r, range block, uint32_t *body_end)
{
    uint32_t end = block.end;
    while (end > block.first && is_sign(r, end - 1, '.')) end--;
    range first = {0, 0};
    for (range inside; (inside = capitals_in_brackets(r, block.first, end)).end;) {
        first = inside;
        end = inside.first - 1;
    }
    if (!first.end || end <= block.first) return NULL;
    bool known = outlet_name_at(r, first.first) > 0;
    const rc_party_mention *party = known ? NULL : party_at(r, first.first);
    if (party && party->count >= first.end - first.first) return NULL;
    if (!known && r->place_at[first.first] != NO_INDEX && place_at(r, first.first)->is_resolved) return NULL;
    *body_end = end;
    for (uint32_t t = first.first + 1; t < first.end; t++)
        if (!has_capital(r, t) && !has_grammar(r, t, G_OF | G_ARTICLE | G_COORD)) { /* "AFP via X" */
            first.end = t;
            break;
        }
    return new_link(r, tokens_text(r, first.first, first.end), RC_SOURCE_OUTLET);
}

/* "Al-Zaman : ..." at the beginning of a block: the paper that is digested there. */
static rc_link *name_before_colon(const rc_reading *r, range block)
{
    uint32_t t = block.first;
    while (t < block.end && t < block.first + 5 && (has_capital(r, t) || has_grammar(r, t, G_OF))) t++;
    if (t == block.first || t + 3 >= block.end || !is_sign(r, t, ':') || r->place_at[block.first] != NO_INDEX)
        return NULL;
    if (party_at(r, block.first) || r->doc->tokens[t + 1].kind == RC_TOKEN_OPEN) return NULL;
    const rc_token *name = &r->doc->tokens[block.first];
    bool known = t > block.first + 1 || rc_str_find(name->lower, RC_STR("-"), 0) != SIZE_MAX ||
                 hit_with(r, block.first, r->rules->sources);
    return known ? new_link(r, tokens_text(r, block.first, t), RC_SOURCE_OUTLET) : NULL;
}

static bool has_prose(const rc_reading *r, range tokens)
{
    unsigned words = 0;
    for (uint32_t t = tokens.first; t < tokens.end; t++) words += r->doc->tokens[t].kind == RC_TOKEN_WORD;
    return words > 2;
}

void find_page_marks(const rc_reading *r, attribution *all)
{
    const rc_document *doc = r->doc;
    all->outer = RC_NEWS(r->arena, rc_link *, doc->n_blocks + 1);
    all->body_end = RC_NEWS(r->arena, uint32_t, doc->n_blocks + 1);
    for (uint32_t b = 0; b < doc->n_blocks; b++) {
        const rc_block *block = &doc->blocks[b];
        if (!block->count) continue;
        range last = sentence_range(r, block->first + block->count - 1);
        range tokens = {doc->sentences[block->first].first, last.end};
        all->body_end[b] = last.end;
        if (block->kind == RC_BLOCK_POST && block->post >= 0) {
            all->outer[b] = post_author(r, &doc->posts[block->post]);
            bool only_links = b > 0 && !has_prose(r, tokens) && doc->blocks[b - 1].kind == RC_BLOCK_PROSE;
            if (only_links)
                all->outer[b - 1] = all->outer[b]; /* the words stand in the block before the picture's link */
        } else if (block->kind == RC_BLOCK_PROSE && !(all->outer[b] = name_before_colon(r, tokens)))
            all->outer[b] = outlet_in_brackets(r, tokens, &all->body_end[b]);
    }
}
