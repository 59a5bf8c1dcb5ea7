/* Things counted by what became of them: "255 tanks (destroyed: 146, damaged: 6, captured: 103)" are three counts, not
 * one more. And things that share a number: "36 tanks and armoured vehicles" are 36 of either. */
#include "claims/mentions.h"
#include "claims/things.h"

#include <string.h>

#define BRACKET_TOKENS 40
#define BACK 10 /* from the bracket to the number of the things */

typedef struct part {
    rc_damage effect;
    uint32_t word; /* token of the word of damage */
    const rc_quantity *q;
} part;

/* "destroyed: 146" or "146 destroyed" at `t`. */
static bool part_at(const rc_reading *r, uint32_t t, part *out)
{
    const rc_hit *hit = hit_with(r, t, r->rules->damage);
    if (!hit || t + hit->count + 1 >= r->doc->n_tokens || !is_sign(r, t + hit->count, ':')) return false;
    const rc_quantity *q = quantity_at(r, t + hit->count + 1);
    if (!q || q->kind != RC_QUANTITY_NUMBER || q->unit != RC_UNIT_NONE) return false;
    *out = (part){r->rules->harm[hit->row].effect, t, q};
    return true;
}

static bool things_before(const rc_reading *r, uint32_t open, range s, group *g, rc_str *category)
{
    for (uint32_t t = open; t > s.first && t + BACK > open; t--) {
        if (is_sign(r, t - 1, ')') || is_sign(r, t - 1, ';')) return false;
        const rc_quantity *q = quantity_at(r, t - 1);
        if (q && q->first == t - 1 && thing_at(r, t - 1, open, g, category)) return true;
    }
    return false;
}

static void add_part(const rc_reading *r, const part *p, const group *of, rc_str category, uint8_t *taken,
                     mentions *out)
{
    group counted = {.first = p->q->first, .end = p->q->first + p->q->count, .quantity = p->q, .head = p->q->first};
    uint32_t name = of->quantity ? of->quantity->first + of->quantity->count : of->first;
    mention *m = RC_PUSH(r->arena, out);
    *m = (mention){.kind = MENTION_THING,
                   .anchor = of->head,
                   .first = of->first,
                   .end = of->end,
                   .rule = "thing-part",
                   .confidence = 0.75f,
                   .strong = true,
                   .place = NO_INDEX,
                   .victims = of->party,
                   .thing = {.item = tokens_text(r, name, of->end),
                             .category = category,
                             .effect = p->effect,
                             .count = group_count(&counted)}};
    if (of->party) m->thing.of = of->party->party;
    taken[p->q - r->quantities.ptr] = 1;
}

static rc_str owner_within(mentions *out, const group *g)
{
    rc_str owner = RC_STR("");
    size_t kept = 0;
    for (size_t i = 0; i < out->len; i++) {
        const mention *m = &out->ptr[i];
        bool whole =
            m->kind == MENTION_THING && strcmp(m->rule, "thing-part") != 0 && m->first <= g->head && g->head < m->end;
        if (whole && m->thing.of.len) owner = m->thing.of;
        if (!whole) out->ptr[kept++] = *m;
    }
    out->len = kept;
    return owner;
}

void break_down_things(const rc_reading *r, range s, uint8_t *taken, mentions *out)
{
    for (uint32_t open = s.first; open < s.end; open++) {
        group g;
        rc_str category;
        part p;
        if (!is_sign(r, open, '(') || open + 1 >= r->doc->n_tokens || !part_at(r, open + 1, &p)) continue;
        if (!things_before(r, open, s, &g, &category)) continue;
        rc_str owner = owner_within(out, &g);
        for (uint32_t t = open + 1; t < r->doc->n_tokens && t < open + BRACKET_TOKENS && !is_sign(r, t, ')'); t++) {
            if (!part_at(r, t, &p)) continue;
            add_part(r, &p, &g, category, taken, out);
            if (owner.len) out->ptr[out->len - 1].thing.of = owner;
        }
    }
}

/* ---- one number for two names */

static bool is_category(rc_str category, const char *name)
{
    return rc_str_is(category, name);
}

/* What tanks and armoured vehicles are together; empty where the two have no name in common. */
static rc_str common_category(rc_str a, rc_str b)
{
    if (rc_str_eq(a, b)) return a;
    bool armour = (is_category(a, "tank") || is_category(a, "armoured vehicle")) &&
                  (is_category(b, "tank") || is_category(b, "armoured vehicle"));
    return armour ? RC_STR("armoured vehicle") : RC_STR("");
}

/* Nothing but words that belong to the second name, "and" first: "tanks and other armoured vehicles". */
static bool joins_name(const rc_reading *r, uint32_t end, const mention *m)
{
    if (m->group.first < end + 1 || m->group.first > end + 2) return false;
    return has_grammar(r, end, G_COORD) && (m->group.first == end + 1 || has_grammar(r, end + 1, G_OTHER));
}

void share_numbers(const rc_reading *r, mentions *out)
{
    for (size_t i = 0; i < out->len; i++) {
        mention *m = &out->ptr[i];
        bool counted =
            m->kind == MENTION_THING && m->thing.count.has_low && m->thing.count.low > 1 && m->group.quantity;
        if (!counted) continue;
        for (size_t k = 0; k < out->len; k++) {
            const mention *o = &out->ptr[k];
            if (o->kind != MENTION_THING || o->group.quantity || !o->group.plural || o->thing.effect != m->thing.effect)
                continue;
            rc_str category = common_category(m->thing.category, o->thing.category);
            if (!category.len || !joins_name(r, m->group.end, o)) continue;
            m->thing.category = category;
            m->group.end = o->group.end;
            if (o->end > m->end) m->end = o->end;
            uint32_t name = m->group.quantity->first + m->group.quantity->count;
            m->thing.item = tokens_text(r, name, m->group.end);
            memmove(&out->ptr[k], &out->ptr[k + 1], (--out->len - k) * sizeof *out->ptr);
            i = SIZE_MAX; /* begin again: mentions have moved */
            break;
        }
    }
}
