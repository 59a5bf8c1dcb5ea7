/* Joins and splits by a person. They are gone through from the oldest on; what a later one says of the same claims
 * replaces what an earlier one said. */
#include "events/mention.h"
#include "recoupe/base/map.h"

typedef struct settling {
    const rc_joining *joining;
    rc_arena *arena;
    rc_map mention_of; /* claim id to mention */
    uint32_t *label;   /* mentions of one label are one event; 0: none */
    uint32_t labels;
    RC_VEC(uint32_t) named; /* mentions that acts name */
} settling;

static uint32_t find(const settling *s, rc_str id)
{
    const uint64_t *at = rc_map_get(&s->mention_of, id);
    return at ? (uint32_t)*at : RC_NO_MENTION;
}

/* Mentions that the act names. */
static uint32_t *members_of(settling *s, const rc_join_act *act)
{
    uint32_t *found = RC_NEWS(s->arena, uint32_t, act->n);
    for (uint32_t i = 0; i < act->n; i++) {
        found[i] = find(s, act->claims[i]);
        if (found[i] != RC_NO_MENTION) *RC_PUSH(s->arena, &s->named) = found[i];
    }
    return found;
}

/* All that were said to be one with a member are one with the others too. */
static void join(settling *s, const uint32_t *members, uint32_t n)
{
    uint32_t fresh = ++s->labels;
    for (uint32_t i = 0; i < n; i++) {
        if (members[i] == RC_NO_MENTION) continue;
        uint32_t old = s->label[members[i]];
        s->label[members[i]] = fresh;
        for (size_t k = 0; old && k < s->named.len; k++)
            if (s->label[s->named.ptr[k]] == old) s->label[s->named.ptr[k]] = fresh;
    }
}

static void split(settling *s, const rc_join_act *act, const uint32_t *members)
{
    uint32_t out = act->kind == RC_ACT_SPLIT ? act->n_out : act->n;
    for (uint32_t i = 0; i < out && i < act->n; i++)
        if (members[i] != RC_NO_MENTION) s->label[members[i]] = 0;
    if (act->kind == RC_ACT_SPLIT) join(s, members, out < act->n ? out : act->n);
}

static uint32_t side_in(const rc_join_act *act, uint32_t i)
{
    if (act->kind == RC_ACT_SCATTER) return i + 1;
    return i < act->n_out ? 1 : 2;
}

/* A split whose two sides were joined again later says nothing any more. */
static bool is_overruled(const settling *s, const rc_join_act *act, const uint32_t *members)
{
    for (uint32_t i = 0; i < act->n; i++) {
        uint32_t label = members[i] == RC_NO_MENTION ? 0 : s->label[members[i]];
        for (uint32_t k = 0; label && k < i; k++)
            if (members[k] != RC_NO_MENTION && s->label[members[k]] == label && side_in(act, k) != side_in(act, i))
                return true;
    }
    return false;
}

static void set_apart(settling *s, uint32_t number, const rc_join_act *act, const uint32_t *members,
                      rc_verdicts *verdicts)
{
    for (uint32_t i = 0; i < act->n; i++) {
        if (members[i] == RC_NO_MENTION) continue;
        rc_apart *mark = RC_NEW(s->arena, rc_apart);
        *mark = (rc_apart){number, side_in(act, i), verdicts->apart[members[i]]};
        verdicts->apart[members[i]] = mark;
    }
}

/* Folds are settled where copies are found. */
static bool is_of_reports(const rc_join_act *act)
{
    return act->kind == RC_ACT_FOLD || act->kind == RC_ACT_UNFOLD;
}

rc_verdicts rc_acts_settle(const rc_joining *joining)
{
    uint32_t n = joining->n_mentions;
    settling s = {.joining = joining, .arena = joining->arena, .label = RC_NEWS(joining->arena, uint32_t, n)};
    rc_verdicts verdicts = {RC_NEWS(s.arena, uint32_t, n), RC_NEWS(s.arena, bool, n), RC_NEWS(s.arena, rc_apart *, n)};
    for (uint32_t i = 0; i < n; i++) verdicts.one_with[i] = i;
    const rc_join_options *options = joining->options;
    if (!options->n_acts) return verdicts;
    for (uint32_t i = 0; i < n; i++)
        *rc_map_put(s.arena, &s.mention_of, joining->input[joining->mentions[i].input].id, NULL) = i;
    uint32_t **members = RC_NEWS(s.arena, uint32_t *, options->n_acts);
    for (uint32_t a = 0; a < options->n_acts; a++) {
        const rc_join_act *act = &options->acts[a];
        if (is_of_reports(act)) continue;
        members[a] = members_of(&s, act);
        if (act->kind == RC_ACT_JOIN)
            join(&s, members[a], act->n);
        else if (act->kind != RC_ACT_REVIEW)
            split(&s, act, members[a]);
    }
    for (uint32_t a = 0; a < options->n_acts; a++) {
        const rc_join_act *act = &options->acts[a];
        bool parts = act->kind == RC_ACT_SPLIT || act->kind == RC_ACT_SCATTER;
        if (parts && !is_overruled(&s, act, members[a])) set_apart(&s, a, act, members[a], &verdicts);
    }
    uint32_t *first = RC_NEWS(s.arena, uint32_t, s.labels + 1);
    for (uint32_t i = 0; i < n; i++) {
        if (!s.label[i]) continue;
        if (!first[s.label[i]]) first[s.label[i]] = i + 1;
        verdicts.one_with[i] = first[s.label[i]] - 1;
        verdicts.is_joined[i] = true;
    }
    return verdicts;
}

bool rc_event_is_reviewed(const rc_joining *joining, const rc_event *event)
{
    for (uint32_t a = 0; a < joining->options->n_acts; a++) {
        const rc_join_act *act = &joining->options->acts[a];
        bool same = act->kind == RC_ACT_REVIEW && act->n == event->n_claims;
        for (uint32_t i = 0; i < event->n_claims && same; i++)
            same = rc_str_eq(act->claims[i], joining->input[event->claims[i]].id);
        if (same) return true;
    }
    return false;
}
