/* Totals that a number closes: "bringing the total casualties to 18", "the number of soldiers killed in the operation
 * was six", "le nombre de civils tués atteint 20". */
#include "claims/loss_search.h"

#define EFFECT_REACH 9 /* between "number" and "killed" */
#define NUMBER_REACH 9 /* between "killed" and "to 18" */

static bool is_count_word(const rc_reading *r, uint32_t t)
{
    return has_setting(r, t, SETTING_COUNT) && !is_verb(r, t);
}

static const rc_hit *effect_behind(const rc_reading *r, uint32_t t, range s)
{
    for (uint32_t k = t + 1; k < s.end && k <= t + EFFECT_REACH; k++) {
        if (is_punct(r, k) || quantity_at(r, k)) return NULL;
        const rc_hit *hit = hit_with(r, k, r->rules->effects);
        if (hit) return hit;
    }
    return NULL;
}

/* The number that a preposition of reaching or a form of "be" stands before, and no noun behind. */
static bool closes(const rc_reading *r, uint32_t from, range s, const uint8_t *taken, group *g)
{
    for (uint32_t k = from; k < s.end && k <= from + NUMBER_REACH; k++) {
        if (is_punct(r, k)) return false;
        bool reached = has_grammar(r, k - 1, G_ARGUMENT | G_BE) || (is_verb(r, k - 1) && k > from);
        if (quantity_at(r, k)) return reached && bare_number(r, k, s, taken, g);
    }
    return false;
}

/* Who is counted: the side between the word of counting and what befell them. */
static const rc_party_mention *counted_side(const rc_reading *r, uint32_t first, uint32_t end)
{
    for (uint32_t t = first; t < end; t++)
        if (party_at(r, t)) return party_at(r, t);
    return NULL;
}

void find_totals(const rc_reading *r, range s, uint8_t *taken, mentions *out)
{
    for (uint32_t t = s.first; t < s.end; t++) {
        const rc_hit *effect = is_count_word(r, t) ? effect_behind(r, t, s) : NULL;
        group g;
        if (!effect || !closes(r, effect->token + effect->count, s, taken, &g)) continue;
        const rc_party_mention *side = counted_side(r, t + 1, effect->token);
        rc_loss loss = {.effect = r->rules->effect[effect->row].effect,
                        .of = side ? side->party : RC_STR("unknown"),
                        .members = side ? side->members : RC_MEMBERS_UNKNOWN};
        add_again(r, &g, &loss, side, RULE_LOSS_TOTAL, false, taken, out);
        t = g.end - 1;
    }
}
