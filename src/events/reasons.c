/* Why a claim is in its event: the claim it fits best there, and the clues that say so. */
#include <math.h>

#include "events/clues.h"
#include "events/weights.h"
#include "recoupe/base/utf8.h"

#define REASONS_TOLD 4

static const char *const clue_words[] = {
#define X(name, across, within, words) words,
    RC_CLUES(X)
#undef X
};

/* The clues with words that weigh most, strongest first, each wording once. */
static rc_str clues_in_words(rc_arena *arena, const rc_clue_list *list, const rc_join_tuning *tuning)
{
    bool told[RC_CLUES_MAX] = {false};
    rc_str said = {0};
    for (int n = 0; n < REASONS_TOLD; n++) {
        uint32_t best = list->n;
        double most = 0;
        for (uint32_t i = 0; i < list->n; i++) {
            double weight = (double)list->value[i] * (double)tuning->weights[list->is_within][list->at[i]];
            if (told[i] || !clue_words[list->at[i]] || weight <= most) continue;
            most = weight;
            best = i;
        }
        if (best == list->n) break;
        told[best] = true;
        said = rc_arena_printf(arena, "%.*s%s%s", RC_FMT(said), n ? ", " : "", clue_words[list->at[best]]);
    }
    return said;
}

static rc_join_reason reason_of(const rc_joining *joining, const rc_group *group, uint32_t i)
{
    const rc_mention *m = &joining->mentions[group->members[i]];
    const rc_verdicts *v = &joining->verdicts;
    rc_join_reason reason = {.other = UINT32_MAX};
    rc_clue_list best = {0};
    uint32_t step = (group->n + LINKAGE_SAMPLE - 1) / LINKAGE_SAMPLE;
    for (uint32_t k = 0; k < group->n; k++) {
        if (k == i) continue;
        uint32_t other = group->members[k];
        if (m->twin == other)
            return (rc_join_reason){k, 1, RC_STR("it repeats the claim of the report that is copied")};
        if (v->one_with[group->members[i]] == v->one_with[other])
            return (rc_join_reason){k, 1, RC_STR("a person joined them")};
        if (k % step && k + 1 != i && k != i + 1) continue; /* large events: a sample, and the neighbours */
        rc_clue_list list;
        rc_clues_find(&list, &joining->mentions[other], m);
        double score = list.is_apart ? 0 : 1 / (1 + exp(-rc_clues_weigh(&list, joining->tuning)));
        if (reason.other != UINT32_MAX && score <= (double)reason.score) continue;
        reason.other = k;
        reason.score = (float)score;
        best = list;
    }
    if (reason.other != UINT32_MAX) reason.why = clues_in_words(joining->arena, &best, joining->tuning);
    return reason;
}

void rc_reasons_find(const rc_joining *joining, const rc_group *group, rc_event *event)
{
    event->reasons = RC_NEWS(joining->arena, rc_join_reason, group->n);
    for (uint32_t i = 0; i < group->n; i++) event->reasons[i] = reason_of(joining, group, i);
}
