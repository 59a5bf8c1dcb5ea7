/* Losses behind a colon: "Pertes : 57 soldats turcs et plus de 400 rebelles", "Killed: 12, wounded: 30". */
#include "claims/loss_search.h"
#include "claims/roles.h"

#define COLON_AHEAD 12 /* between losses and the colon of their list */
#define ITEM_BACK 6    /* between things and the bracket that parts them */

/* Groups of people in a list from `t` on, commas and "and" between them. `part`: of a total told before. */
unsigned loss_people_listed(search *s, uint32_t t, const char *rule, bool part)
{
    const rc_reading *r = s->r;
    unsigned found = 0;
    while (t < s->within.end) {
        group g;
        if (!group_at(r, t, s->within.end, &g) || !g.quantity || g.quantity->kind == RC_QUANTITY_ARTICLE) return found;
        if (g.kind == GROUP_PEOPLE && loss_can_suffer(s, &g) && !loss_has_own_effect(s, &g)) {
            loss_add(s, &g, rule, 0.7f);
            s->out->ptr[s->out->len - 1].loss.part = part;
            found++;
        } else if (g.kind != GROUP_THING) {
            return found;
        }
        t = g.end;
        if (part && t + 1 < s->within.end && is_sign(r, t, ',') &&
            has_grammar(r, t + 1, G_PART)) { /* "27 X, dont 2 enfants, et" */
            for (t++; t < s->within.end && !is_sign(r, t, ','); t++) {
            }
        }
        if (t >= s->within.end || !(loss_joins(r, t) || is_sign(r, t, ';'))) return found;
        while (t < s->within.end && (loss_joins(r, t) || is_sign(r, t, ';'))) t++;
    }
    return found;
}

/* The colon that a noun's list stands behind: "Pertes de l'ennemi : ...", "The losses are heavy: ..."; no verb of
 * another effect between. 0: none. */
uint32_t loss_colon_behind(const search *s, uint32_t t)
{
    for (uint32_t end = t + COLON_AHEAD; t < s->within.end && t < end; t++) {
        if (is_sign(s->r, t, ':')) return t;
        if (is_sign(s->r, t, ',') || is_sign(s->r, t, ';') || quantity_at(s->r, t)) return 0;
        if (hit_with(s->r, t, s->r->rules->effects)) return 0;
    }
    return 0;
}

/* "Killed: 12, wounded: 30". In brackets behind a thing it is the thing's: "255 tanks (destroyed: 146, captured: 103)".
 */
bool loss_behind_colon(search *s)
{
    const rc_reading *r = s->r;
    uint32_t colon = s->hit->token + s->hit->count, first = colon + 1;
    if (s->row->frame == EFFECT_LOSE || first >= s->within.end || !is_sign(r, colon, ':')) return false;
    group g;
    bool total = s->hit->token > s->within.first && quantity_at(r, s->hit->token - 1) &&
                 s->row->frame == EFFECT_SELF; /* "14 morts : huit soldats et six jihadistes" */
    if (total) return false;
    const rc_quantity *q = quantity_at(r, first);
    if (!q || q->first != first || q->kind != RC_QUANTITY_NUMBER || !group_at(r, first, s->within.end, &g))
        return false;
    uint32_t open = s->hit->token;
    while (open > s->within.first && !is_sign(r, open, '(') && !is_sign(r, open, ')')) open--;
    uint32_t words;
    for (uint32_t t = open; is_sign(r, open, '(') && t > s->within.first && t + ITEM_BACK > open; t--)
        if (thing_category(r, t - 1, &words).len) return true;
    if (g.kind != GROUP_BARE && g.kind != GROUP_PEOPLE) return g.kind == GROUP_THING;
    if (!loss_has_own_effect(s, &g) && !loss_is_taken(s, &g)) loss_add(s, &g, "effect-colon", 0.7f);
    return true;
}
