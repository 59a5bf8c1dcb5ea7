/* Claims of a copied report and those of its original: which repeats which. A copy tells the same things in the same
 * order, so where a claim stands says most; what it says must not speak against it. */
#include <math.h>
#include <stdlib.h>

#include "events/clues.h"
#include "events/weights.h"

/* Where in its text a claim is told, 0 to 1. */
static double position(const rc_joining *joining, const rc_mention *m)
{
    double length = (double)joining->reports[m->report].report->text.len;
    double middle = ((double)m->claim->span.beg + m->claim->span.end) / 2;
    return length > 0 ? fmin(middle / length, 1) : 0;
}

static bool same_count(const rc_count *a, const rc_count *b)
{
    return a->has_low == b->has_low && a->has_high == b->has_high && (!a->has_low || a->low == b->low) &&
           (!a->has_high || a->high == b->high);
}

/* -1 to 1: how the losses of the two agree. */
static double losses_agree(const rc_claim *a, const rc_claim *b)
{
    if (!a->n_losses && !b->n_losses) return 0;
    double common = 0, clash = 0;
    for (uint32_t i = 0; i < a->n_losses; i++)
        for (uint32_t j = 0; j < b->n_losses; j++) {
            if (a->losses[i].effect != b->losses[j].effect) continue;
            *(same_count(&a->losses[i].count, &b->losses[j].count) ? &common : &clash) += 1;
        }
    uint32_t most = a->n_losses > b->n_losses ? a->n_losses : b->n_losses;
    return common > 0 ? common / most : clash > 0 ? -1 : -0.3;
}

static double places_agree(const rc_mention *a, const rc_mention *b)
{
    double nearness;
    switch (rc_where_compare(a, b, &nearness)) {
    case RC_WHERE_APART:
        return -1;
    case RC_WHERE_SITE_APART:
    case RC_WHERE_ONE_NONE:
        return -0.2;
    case RC_WHERE_BOTH_NONE:
    case RC_WHERE_AROUND:
        return 0.3;
    case RC_WHERE_AROUND_APART:
        return -0.2;
    case RC_WHERE_POINT:
        return nearness;
    case RC_WHERE_NAME:
    case RC_WHERE_NESTED:
    case RC_WHERE_IN_REGION:
    case RC_WHERE_IN_COUNTRY:
    case RC_WHERE_SAME_WIDE:
        return 0.7;
    }
    return 0;
}

static double sources_agree(const rc_mention *a, const rc_mention *b)
{
    const rc_link *x = rc_claim_origin(a->claim), *y = rc_claim_origin(b->claim);
    if (!x && !y) return 0.5;
    if (!x || !y) return -0.3;
    if (a->origin == b->origin) return 1;
    bool parties_clash = x->party.len && y->party.len && !rc_str_eq(x->party, y->party);
    return parties_clash ? -0.7 : x->kind == y->kind ? 0.6 : 0.2;
}

static double share(const rc_word_set *a, const rc_word_set *b)
{
    uint32_t n = a->n < b->n ? a->n : b->n;
    return n ? (double)rc_words_common(a, b) / n : 0;
}

static double repeat_score(const rc_joining *joining, const rc_mention *a, const rc_mention *b)
{
    const rc_claim *x = a->claim, *y = b->claim;
    double drift = fabs(position(joining, a) - position(joining, b));
    double score = REPEAT_POSITION * fmax(0, 1 - drift / REPEAT_DRIFT);
    score += x->type == y->type ? REPEAT_TYPE : 0;
    score += x->polarity == y->polarity ? 0 : -REPEAT_TYPE;
    score += losses_agree(x, y) + places_agree(a, b) + sources_agree(a, b);
    score += REPEAT_WORDS * share(&a->stems, &b->stems);
    score += share(&a->names, &b->names) + (rc_words_common(&a->numbers, &b->numbers) ? 1 : 0);
    if (rc_sides_meet(a->by, b->by)) score += 0.5;
    if (rc_sides_meet(a->against, b->against)) score += 0.3;
    return score;
}

static int by_score(const void *left, const void *right)
{
    const rc_link_score *a = left, *b = right;
    if (a->score != b->score) return a->score > b->score ? -1 : 1;
    if (a->a != b->a) return a->a < b->a ? -1 : 1;
    return a->b < b->b ? -1 : a->b > b->b;
}

void rc_repeats_match(rc_joining *joining, const rc_sorted_report *copy)
{
    const rc_sorted_report *original = &joining->reports[copy->original];
    RC_VEC(rc_link_score) pairs = {0};
    for (uint32_t i = 0; i < copy->count; i++)
        for (uint32_t j = 0; j < original->count; j++) {
            uint32_t a = original->first + j, b = copy->first + i;
            double score = repeat_score(joining, &joining->mentions[a], &joining->mentions[b]);
            if (score >= REPEAT_MIN) *RC_PUSH(joining->arena, &pairs) = (rc_link_score){(float)score, a, b};
        }
    if (pairs.len) qsort(pairs.ptr, pairs.len, sizeof *pairs.ptr, by_score);
    bool *taken = RC_NEWS(joining->arena, bool, original->count);
    for (size_t k = 0; k < pairs.len; k++) {
        const rc_link_score *pair = &pairs.ptr[k];
        if (taken[pair->a - original->first] || joining->mentions[pair->b].twin != RC_NO_MENTION) continue;
        taken[pair->a - original->first] = true;
        joining->mentions[pair->b].twin = pair->a;
    }
}
