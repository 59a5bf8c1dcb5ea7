#include "claims/clues_near.h"

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

