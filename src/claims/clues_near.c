#include "claims/clues_near.h"

#define LEAST_ITEMS 5

uint32_t block_of(const rc_reading *r, uint32_t token)
{
    return r->doc->sentences[r->doc->tokens[token].sentence].block;
}

uint32_t block_from(const rc_reading *r, const draft *d, uint32_t token)
{
    uint32_t own = block_of(r, d->anchor), its = block_of(r, token);
    return own == its ? 0 : own == its + 1 ? 1 : own > its ? 2 : 3;
}

bool is_list(const rc_reading *r)
{
    return r->doc->n_blocks >= LEAST_ITEMS && r->doc->n_sentences <= 2 * r->doc->n_blocks;
}

uint32_t governed_by(const rc_reading *r, const draft *d, uint32_t t)
{
    const syntax *s = r->syntax;
    uint32_t w = word_at(s, t), anchor = word_at(s, d->anchor);
    if (w == NO_WORD || anchor == NO_WORD) return 0;
    if (is_under(s, w, anchor)) return 1;
    uint32_t clause = clause_of(s, anchor);
    if (clause != NO_WORD && clause_of(s, w) == clause) return 2;
    if (clause != NO_WORD && is_under(s, w, clause)) return 3;
    return 4;
}

void see_mention(const rc_reading *r, const draft *d, uint32_t index, uint32_t first, nearest *n)
{
    static const uint8_t rank[] = {0, 1, 2, 4, 5, 3, 6, 7};
    uint32_t here = where_is(r, d, first), gap = first > d->anchor ? first - d->anchor : d->anchor - first;
    if (n->where < 7 && rank[here] > rank[n->where]) return;
    if (n->where == here && gap >= n->gap) return;
    *n = (nearest){index, here, gap, first < d->anchor};
}

uint32_t hanging_by(const rc_reading *r, uint32_t first, uint32_t end)
{
    const syntax *s = r->syntax;
    uint32_t head = head_of(s, first, end);
    if (head == NO_WORD || s->parent[head] == NO_WORD) return 0;
    uint32_t parent = s->parent[head], token = s->token_of[parent];
    bool verb = is_upos(s, parent, RC_UPOS_VERB), event = hit_with(r, token, r->rules->events) != NULL;
    return both(s->relation[head], both(verb, both(event, parent > head)));
}

uint32_t tense_of(const rc_reading *r, const draft *d)
{
    const syntax *s = r->syntax;
    uint32_t w = word_at(s, d->anchor), clause = w == NO_WORD ? NO_WORD : clause_of(s, w);
    if (clause == NO_WORD) return 0;
    uint64_t aux = REL_BIT(REL_AUX) | REL_BIT(REL_COP);
    uint32_t finite = child_by(s, clause, aux, NO_WORD);
    bool helped = finite != NO_WORD;
    if (!helped) finite = clause;
    if (has_feature(s, finite, "Tense=Pres")) return helped ? 4 : 1;
    if (has_feature(s, finite, "Tense=Past") || has_feature(s, finite, "Tense=Imp")) return helped ? 5 : 2;
    return 3;
}
