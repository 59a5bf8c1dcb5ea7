/* What hangs on a loss found: parts of it ("dont trois enfants"), ellipses ("et 45 à Kapisa"), others. */
#include "claims/loss_search.h"

static const mention *loss_before(const mentions *all, size_t from, uint32_t token)
{
    const mention *best = NULL;
    for (size_t i = from; i < all->len; i++) {
        const mention *m = &all->ptr[i];
        if (m->kind == MENTION_LOSS && m->first < token && !m->loss.part && (!best || m->first >= best->first))
            best = m;
    }
    return best;
}

static void add_dependent(search *s, const mention *of, const group *g, const char *rule, bool part)
{
    mention base = *of; /* the vector may move */
    rc_hit hit = {.token = base.anchor, .count = 1, .features = base.features};
    effect_row row = {.effect = base.loss.effect};
    s->hit = &hit;
    s->row = &row;
    loss_add(s, g, rule, 0.7f);
    mention *m = &s->out->ptr[s->out->len - 1];
    m->loss.part = part;
    m->elliptic = !part;
    m->first = g->first;
    m->end = g->end;
    bool told = m->loss.of.len && !rc_str_is(m->loss.of, "unknown");
    if (!told && base.victims && !base.victims->is_metonym) {
        m->victims = base.victims;
        m->loss.of = base.loss.of;
        m->loss.members = base.loss.members;
    }
}

/* "..., dont trois enfants", "27 of them policemen"; "135 tués au Panjshir et 45 à Kapisa". */
void loss_dependents(search *s, size_t from)
{
    const rc_reading *r = s->r;
    bool in_part = false;
    for (uint32_t t = s->within.first; t < s->within.end; t++) {
        group g;
        bool marked = loss_is_part(r, t, s->within);
        if (!marked && !(quantity_at(r, t) && quantity_at(r, t)->first == t)) continue;
        if (!group_at(r, t, s->within.end, &g) || g.kind == GROUP_THING) continue;
        if (loss_is_taken(s, &g)) {
            t = g.end - 1;
            continue;
        }
        const mention *base = loss_before(s->out, from, t);
        if (!base) continue;
        bool joined = t > s->within.first && loss_joins(r, t - 1);
        bool part =
            marked || (g.quantity && g.quantity->part) || (in_part && joined && !(g.quantity && g.quantity->others));
        if (part && !g.quantity && g.plural) { /* "including women and children" counts nobody */
            in_part = true;
            t = g.end - 1;
            continue;
        }
        if (part && (g.kind == GROUP_PEOPLE || (g.quantity && g.quantity->part))) {
            add_dependent(s, base, &g, "effect-part", true);
            in_part = true;
            t = g.end - 1;
        } else if (joined && g.kind == GROUP_BARE && g.quantity && g.quantity->kind == RC_QUANTITY_NUMBER) {
            uint32_t next = g.end;
            if (next + 1 < s->within.end && (place_at(r, next + 1) || place_at(r, next)))
                add_dependent(s, base, &g, "effect-ellipsis", false);
        }
    }
}

/* "35 others" are of those told before. */
void loss_settle_others(const rc_reading *r, mentions *out, size_t from)
{
    for (size_t i = from; i < out->len; i++) {
        mention *m = &out->ptr[i];
        bool others = false;
        for (uint32_t t = m->first; t < m->end && !m->victims; t++)
            others = others || (quantity_at(r, t) && quantity_at(r, t)->others);
        const mention *before = others ? loss_before(out, from, m->first) : NULL;
        if (!before) continue;
        m->victims = before->victims;
        m->loss.of = before->loss.of;
        m->loss.members = before->loss.members;
    }
}

/* "Five policemen are among the dead": a part of those told elsewhere. */
void loss_find_among(const rc_reading *r, mentions *out, size_t from)
{
    for (size_t i = from; i < out->len; i++) {
        mention *m = &out->ptr[i];
        for (uint32_t t = m->anchor; m->kind == MENTION_LOSS && t > 0 && t + 3 > m->anchor; t--)
            for (uint32_t k = r->hits.at[t]; k < r->hits.at[t + 1]; k++) {
                const rc_hit *hit = &r->hits.ptr[k];
                bool part = hit->list == r->rules->clauses && (r->rules->clause_bits[hit->row] & G_PART) != 0;
                if (part && hit->token < m->anchor && hit->token + hit->count > m->anchor) m->loss.part = true;
            }
    }
}
