/* What hangs on a loss found: parts of it ("dont trois enfants"), ellipses ("et 45 à Kapisa"), others. */
#include "claims/loss_search.h"

#define RANKS_AHEAD 5 /* between "30" and "side" */

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

static bool is_counted_part(const mentions *all, size_t from, const rc_quantity *q)
{
    for (size_t i = from; i < all->len; i++)
        if (all->ptr[i].kind == MENTION_LOSS && all->ptr[i].group.quantity == q) return all->ptr[i].loss.part;
    return false;
}

/* "22 blessés parmi la population civile": those who are counted, no part of them. */
static bool names_victims_of(const mention *m, const group *g)
{
    return m->victims && g->party == m->victims && !g->quantity;
}

/* "12 dans nos rangs et 30 chez l'ennemi", "and 12 on the government side". */
static bool ranks_follow(const rc_reading *r, uint32_t t, uint32_t end)
{
    for (uint32_t k = t; k < end && k < t + RANKS_AHEAD; k++) {
        if (is_punct(r, k) || is_verb(r, k) || quantity_at(r, k)) return false;
        if (has_setting(r, k, SETTING_RANKS)) return true;
    }
    return false;
}

/* A number without a noun; "une quinzaine côté assaillant", where "side" looks like one. */
static bool bare_before_ranks(const rc_reading *r, group *g)
{
    if (g->kind == GROUP_BARE) return true;
    uint32_t next = g->quantity ? g->quantity->first + g->quantity->count : g->end;
    if (next >= g->end || !has_setting(r, next, SETTING_RANKS)) return false;
    g->kind = GROUP_BARE;
    g->end = next;
    g->head = next - 1;
    return true;
}

/* "20 were civilians", "dix étaient des femmes": a bare number that is said to be people. */
static bool counts_as(const rc_reading *r, const group *bare, range within, group *out)
{
    uint32_t t = bare->end;
    if (bare->kind != GROUP_BARE || !bare->quantity || bare->quantity->kind != RC_QUANTITY_NUMBER) return false;
    if (t + 1 >= within.end || !has_grammar(r, t, G_BE)) return false;
    for (t++; t < within.end && has_grammar(r, t, G_PARTITIVE | G_ARTICLE); t++) {
    }
    group named;
    if (!group_at(r, t, within.end, &named) || named.kind != GROUP_PEOPLE || named.quantity || !named.plural)
        return false;
    if (named.end < within.end && is_verb(r, named.end)) return false;
    named.first = bare->first;
    named.quantity = bare->quantity;
    *out = named; /* may be `bare` itself */
    return true;
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

/* "Three civilians were among 11 people killed": counted people before the word that sets them among the total. */
static bool counted_among(const rc_reading *r, const mention *total, uint32_t floor, group *out)
{
    uint32_t t = total->group.first;
    while (t > floor && has_grammar(r, t - 1, G_ARTICLE | G_DEMONSTRATIVE)) t--;
    if (t == floor || !total->group.quantity) return false;
    t--;
    if (!has_setting(r, t, SETTING_RANKS) || is_punct(r, t)) return false;
    while (t > floor && is_verb(r, t - 1)) t--;
    return group_before(r, t, floor, out) && out->kind == GROUP_PEOPLE && out->quantity;
}

static void find_among_counted(search *s, size_t from)
{
    size_t n = s->out->len;
    for (size_t i = from; i < n; i++) {
        group g;
        const mention *m = &s->out->ptr[i];
        if (m->kind != MENTION_LOSS || !counted_among(s->r, m, s->within.first, &g) || loss_is_taken(s, &g)) continue;
        add_dependent(s, m, &g, "effect-among", true);
    }
}

/* "..., dont trois enfants", "27 of them policemen"; "135 tués au Panjshir et 45 à Kapisa". */
void loss_dependents(search *s, size_t from)
{
    const rc_reading *r = s->r;
    bool in_part = false;
    find_among_counted(s, from);
    for (uint32_t t = s->within.first; t < s->within.end; t++) {
        group g;
        in_part = in_part && !is_sign(r, t, ')');
        bool marked = loss_is_part(r, t, s->within);
        if (!marked && !(quantity_at(r, t) && quantity_at(r, t)->first == t)) continue;
        if (!group_at(r, t, s->within.end, &g) || g.kind == GROUP_THING) continue;
        if (loss_is_taken(s, &g)) {
            in_part = in_part || is_counted_part(s->out, from, g.quantity);
            t = g.end - 1;
            continue;
        }
        const mention *base = loss_before(s->out, from, t);
        if (!base || names_victims_of(base, &g)) continue;
        uint32_t before = t > s->within.first && has_grammar(r, t - 1, G_OF) ? t - 1 : t; /* "et de 30 dans" */
        bool joined = before > s->within.first && (loss_joins(r, before - 1) || is_sign(r, before - 1, ':'));
        bool more = loss_adds_to_total(r, &g) && !in_part;
        bool part = marked || (g.quantity && g.quantity->part && !more) ||
                    (in_part && joined && !(g.quantity && g.quantity->others));
        if (part && !g.quantity && g.plural) { /* "including women and children" counts nobody */
            in_part = true;
            t = g.end - 1;
            continue;
        }
        if (part && (g.kind == GROUP_PEOPLE || (g.quantity && g.quantity->part))) {
            add_dependent(s, base, &g, "effect-part", true);
            in_part = true;
            t = g.end - 1;
        } else if (more) {
            add_dependent(s, base, &g, "effect-ellipsis", false);
            t = g.end - 1;
        } else if (counts_as(r, &g, s->within, &g)) { /* "of the 34 dead, 20 were civilians" */
            add_dependent(s, base, &g, "effect-part", true);
            in_part = true;
            t = g.end - 1;
        } else if (joined && bare_before_ranks(r, &g) && g.quantity && g.quantity->kind == RC_QUANTITY_NUMBER) {
            uint32_t next = g.end;
            bool ranks = ranks_follow(r, next, s->within.end);
            if (ranks || (next + 1 < s->within.end && (place_at(r, next + 1) || place_at(r, next))))
                add_dependent(s, base, &g, "effect-ellipsis", false);
            mention *added = &s->out->ptr[s->out->len - 1];
            if (!ranks || added->group.first != g.first) continue;
            added->victims = NULL; /* the other side's */
            added->loss.of = RC_STR("");
            added->loss.members = RC_MEMBERS_UNKNOWN;
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
