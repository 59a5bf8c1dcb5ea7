/* What people decided about joining, carried out on the program's own groups. */
#include "events/mention.h"

typedef struct deciding {
    rc_arena *arena;
    uint32_t *group_of;   /* by mention */
    uint32_t *mention_of; /* by claim of the input, or RC_NO_MENTION: planned, hypothetical */
    uint32_t n_mentions, n_groups;
} deciding;

static void unite(deciding *d, uint32_t from, uint32_t into)
{
    for (uint32_t i = 0; from != into && i < d->n_mentions; i++)
        if (d->group_of[i] == from) d->group_of[i] = into;
}

static void carry_out(deciding *d, const rc_join_decision *decision)
{
    uint32_t first = RC_NO_MENTION;
    for (uint32_t i = 0; i < decision->n; i++) {
        uint32_t mention = d->mention_of[decision->claims[i]];
        if (mention == RC_NO_MENTION) continue;
        if (decision->apart)
            d->group_of[mention] = d->n_groups;
        else if (first == RC_NO_MENTION)
            first = mention;
        else
            unite(d, d->group_of[mention], d->group_of[first]);
    }
    if (decision->apart) d->n_groups++;
}

/* Groups in order of their first mention, empty ones left out. */
static rc_group *gather(const deciding *d, uint32_t *n)
{
    uint32_t *place = RC_NEWS(d->arena, uint32_t, d->n_groups);
    rc_group *groups = RC_NEWS(d->arena, rc_group, d->n_groups);
    uint32_t *sizes = RC_NEWS(d->arena, uint32_t, d->n_groups);
    *n = 0;
    for (uint32_t i = 0; i < d->n_mentions; i++)
        if (!sizes[d->group_of[i]]++) place[d->group_of[i]] = (*n)++;
    for (uint32_t i = 0; i < d->n_mentions; i++) {
        rc_group *group = &groups[place[d->group_of[i]]];
        if (!group->members) group->members = RC_NEWS(d->arena, uint32_t, sizes[d->group_of[i]]);
        group->members[group->n++] = i;
    }
    return groups;
}

rc_group *rc_groups_decide(const rc_joining *joining, const rc_group *groups, uint32_t *n,
                           const rc_join_decision *decisions, uint32_t n_decisions)
{
    uint32_t n_inputs = 0;
    for (uint32_t i = 0; i < joining->n_mentions; i++)
        if (joining->mentions[i].input >= n_inputs) n_inputs = joining->mentions[i].input + 1;
    for (uint32_t i = 0; i < n_decisions; i++)
        for (uint32_t k = 0; k < decisions[i].n; k++)
            if (decisions[i].claims[k] >= n_inputs) n_inputs = decisions[i].claims[k] + 1;
    deciding d = {.arena = joining->arena, .n_mentions = joining->n_mentions, .n_groups = *n};
    d.group_of = RC_NEWS(d.arena, uint32_t, joining->n_mentions);
    d.mention_of = RC_NEWS(d.arena, uint32_t, n_inputs);
    for (uint32_t i = 0; i < n_inputs; i++) d.mention_of[i] = RC_NO_MENTION;
    for (uint32_t i = 0; i < joining->n_mentions; i++) d.mention_of[joining->mentions[i].input] = i;
    for (uint32_t g = 0; g < *n; g++)
        for (uint32_t k = 0; k < groups[g].n; k++) d.group_of[groups[g].members[k]] = g;
    for (uint32_t i = 0; i < n_decisions; i++) carry_out(&d, &decisions[i]);
    return gather(&d, n);
}
