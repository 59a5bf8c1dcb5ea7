#include "events/clues.h"

#include "events/weights.h"
#include "recoupe/base/utf8.h"

static void put(rc_clue_list *list, rc_clue clue, double value)
{
    if (list->n == RC_CLUES_MAX || value <= 0) return;
    list->at[list->n] = (uint8_t)clue;
    list->value[list->n++] = (float)(value > 1 ? 1 : value);
}

static void say(rc_clue_list *list, rc_clue clue)
{
    put(list, clue, 1);
}

/* ---- type */

static bool is_agreement(const rc_claim *claim)
{
    return rc_str_is(claim->subtype, "Agreement");
}

static bool types_are(const rc_claim *a, const rc_claim *b, rc_event_type one, rc_event_type other)
{
    return (a->type == one && b->type == other) || (a->type == other && b->type == one);
}

static bool are_near(const rc_claim *a, const rc_claim *b)
{
    return types_are(a, b, RC_BATTLES, RC_EXPLOSIONS) || types_are(a, b, RC_BATTLES, RC_STRATEGIC) ||
           types_are(a, b, RC_EXPLOSIONS, RC_VIOLENCE) || types_are(a, b, RC_BATTLES, RC_VIOLENCE) ||
           types_are(a, b, RC_PROTESTS, RC_RIOTS);
}

/* Only its losses were read: the kind of act is a guess. */
static bool is_guessed(const rc_claim *claim)
{
    return rc_str_starts(claim->rule, RC_STR("effect"));
}

static void compare_types(rc_clue_list *list, const rc_claim *a, const rc_claim *b)
{
    bool vague = rc_str_is(a->subtype, "Other") && rc_str_is(b->subtype, "Other");
    if (a->type != b->type && (is_guessed(a) || is_guessed(b)))
        say(list, RC_CLUE_TYPE_OPEN);
    else if (a->type != b->type)
        say(list, are_near(a, b) ? RC_CLUE_TYPE_NEAR : RC_CLUE_TYPE_LOOSE);
    else if (vague)
        say(list, RC_CLUE_TYPE_VAGUE);
    else if (rc_str_eq(a->subtype, b->subtype) || !a->subtype.len || !b->subtype.len)
        say(list, RC_CLUE_TYPE_SAME);
    else
        say(list, RC_CLUE_TYPE_OTHER_SUBTYPE);
}

/* ---- ground */

static bool holds(rc_change change)
{
    return change == RC_TAKEN || change == RC_HELD || change == RC_ADVANCED || change == RC_REPELLED;
}

static bool same_change(const rc_control *a, const rc_control *b)
{
    return a->change == b->change || (a->change == RC_TAKEN && b->change == RC_LOST) ||
           (a->change == RC_LOST && b->change == RC_TAKEN);
}

static void compare_ground(rc_clue_list *list, const rc_mention *ma, const rc_mention *mb)
{
    const rc_claim *a = ma->claim, *b = mb->claim;
    if (!a->n_control && !b->n_control) return;
    if (!a->n_control || !b->n_control) {
        say(list, RC_CLUE_GROUND_ONE);
        return;
    }
    bool same = false, at_stake = false;
    for (uint32_t i = 0; i < a->n_control; i++)
        for (uint32_t j = 0; j < b->n_control; j++) {
            if (!rc_names_alike(ma->ground[i], mb->ground[j])) continue;
            at_stake = at_stake || holds(a->control[i].change) || holds(b->control[j].change);
            same = same || same_change(&a->control[i], &b->control[j]);
        }
    say(list, same ? RC_CLUE_GROUND_SAME : at_stake ? RC_CLUE_GROUND_TURNS : RC_CLUE_GROUND_OTHER);
}

/* ---- place */

static void compare_places(rc_clue_list *list, const rc_mention *a, const rc_mention *b)
{
    double nearness;
    switch (rc_where_compare(a, b, &nearness)) {
    case RC_WHERE_APART:
        list->is_apart = true;
        break;
    case RC_WHERE_POINT:
        put(list, RC_CLUE_PLACE_POINT, nearness);
        break;
    case RC_WHERE_NAME:
        say(list, RC_CLUE_PLACE_NAME);
        break;
    case RC_WHERE_SITE_APART:
        say(list, RC_CLUE_PLACE_SITE_APART);
        break;
    case RC_WHERE_NESTED:
        say(list, RC_CLUE_PLACE_NESTED);
        break;
    case RC_WHERE_IN_REGION:
        say(list, RC_CLUE_PLACE_IN_REGION);
        break;
    case RC_WHERE_IN_COUNTRY:
        say(list, RC_CLUE_PLACE_IN_COUNTRY);
        break;
    case RC_WHERE_SAME_WIDE:
        say(list, RC_CLUE_PLACE_SAME_WIDE);
        break;
    case RC_WHERE_ONE_NONE:
        say(list, RC_CLUE_PLACE_ONE_NONE);
        break;
    case RC_WHERE_BOTH_NONE:
        say(list, RC_CLUE_PLACE_BOTH_NONE);
        break;
    case RC_WHERE_AROUND:
        say(list, RC_CLUE_PLACE_AROUND);
        break;
    case RC_WHERE_AROUND_APART:
        say(list, RC_CLUE_PLACE_AROUND_APART);
        break;
    }
}

/* ---- time */

static double days_of(rc_day from, rc_day to)
{
    return (double)to - from + 1;
}

static double overlap_days(const rc_mention *a, const rc_mention *b)
{
    rc_day from = a->from > b->from ? a->from : b->from;
    rc_day to = a->to < b->to ? a->to : b->to;
    return days_of(from, to);
}

/* Totals and states over many days: of one time when their spans share most of it; a siege also when it is told in
 * different years. */
static bool run_together(const rc_mention *a, const rc_mention *b)
{
    double both = overlap_days(a, b);
    double either = days_of(a->from, a->to) + days_of(b->from, b->to) - both;
    bool states = !a->claim->n_losses && !b->claim->n_losses && a->claim->n_control && b->claim->n_control;
    return (both > 0 && both / either >= RUNNING_JACCARD) || (states && both >= -(double)RUNNING_SLACK_DAYS);
}

/* Of two claims of one report at one place the later day may be that on which somebody spoke, where a source is named.
 */
static bool may_be_day_of_telling(const rc_mention *a, const rc_mention *b)
{
    const rc_mention *late = a->from > b->from ? a : b;
    double nearness;
    if (a->report != b->report || !late->claim->n_chain || !late->claim->rule.len) return false;
    rc_where where = rc_where_compare(a, b, &nearness);
    return where == RC_WHERE_NAME || where == RC_WHERE_NESTED ||
           (where == RC_WHERE_POINT && nearness > PLACE_SAME_TOWN);
}

/* The program read the day on which somebody spoke, and no other: what was told happened then or before. */
static bool is_day_of_telling(const rc_mention *m)
{
    const rc_claim *claim = m->claim;
    if (!claim->rule.len || !m->is_dated || m->from != m->to) return false;
    for (uint32_t i = 0; i < claim->n_chain; i++)
        if (claim->chain[i].said_on == m->from) return true;
    return false;
}

static void compare_times(rc_clue_list *list, const rc_mention *a, const rc_mention *b)
{
    if (a->from == RC_DAY_NONE || b->from == RC_DAY_NONE) return;
    if (a->is_running || b->is_running) {
        list->is_apart = list->is_apart || a->is_running != b->is_running || !run_together(a, b);
        say(list, RC_CLUE_TIME_RUNNING);
        return;
    }
    double gap = 1 - overlap_days(a, b); /* 1: neighbouring days */
    bool dated = a->is_dated && b->is_dated;
    bool context = (a->is_dated || a->in_context) && (b->is_dated || b->in_context);
    if (gap > TIME_SLACK_DAYS && may_be_day_of_telling(a, b) && gap <= TOLD_DAYS)
        say(list, RC_CLUE_TIME_TOLD);
    else if (gap > TIME_SLACK_DAYS)
        list->is_apart = true;
    else if (gap > 0 && dated && is_day_of_telling(a->from > b->from ? a : b))
        say(list, RC_CLUE_TIME_REPORT);
    else if (gap > 0)
        say(list, dated ? RC_CLUE_TIME_NEXT : RC_CLUE_TIME_REPORT);
    else if (a->is_vague || b->is_vague)
        say(list, RC_CLUE_TIME_VAGUE);
    else if (dated && a->from == b->from && a->to == b->to)
        say(list, a->from == a->to ? RC_CLUE_TIME_SAME : RC_CLUE_TIME_SPAN);
    else if (dated)
        say(list, RC_CLUE_TIME_OVERLAP);
    else if (context)
        say(list, RC_CLUE_TIME_CONTEXT);
    else
        say(list, a->is_dated || b->is_dated ? RC_CLUE_TIME_REPORT : RC_CLUE_TIME_BOTH_REPORT);
}

/* ---- parties */

static bool kin_meet(rc_side a, rc_side a_kin, rc_side b, rc_side b_kin)
{
    return rc_sides_meet(a, b) || rc_sides_meet(a, b_kin) || rc_sides_meet(a_kin, b);
}

static rc_clue party_clue(const rc_mention *a, const rc_mention *b)
{
    bool open_a = !(a->by.n + a->against.n), open_b = !(b->by.n + b->against.n);
    if (open_a || open_b) return RC_CLUE_PARTIES_OPEN;
    bool by = rc_sides_meet(a->by, b->by), against = rc_sides_meet(a->against, b->against);
    bool cross = rc_sides_meet(a->by, b->against), back = rc_sides_meet(a->against, b->by);
    if (by && against) return RC_CLUE_PARTIES_SAME;
    if (cross && back) return RC_CLUE_PARTIES_SWAPPED;
    bool kin_by = by || kin_meet(a->by, a->by_kin, b->by, b->by_kin);
    bool kin_against = against || kin_meet(a->against, a->against_kin, b->against, b->against_kin);
    if (kin_by && kin_against) return RC_CLUE_PARTIES_KIN;
    if (kin_by) return a->against.n && b->against.n ? RC_CLUE_PARTIES_OTHER_TARGET : RC_CLUE_PARTIES_BY;
    if (kin_against) return a->by.n && b->by.n ? RC_CLUE_PARTIES_BLAME : RC_CLUE_PARTIES_AGAINST;
    return cross || back ? RC_CLUE_PARTIES_CROSS : RC_CLUE_PARTIES_APART;
}

/* ---- losses */

static double count_of(const rc_count *count)
{
    return count->has_low ? count->low : count->has_high ? count->high : 0;
}

static bool same_victims(const rc_loss *a, const rc_loss *b)
{
    return rc_str_eq(a->of, b->of) || rc_party_unknown(a->of) || rc_party_unknown(b->of);
}

static void compare_losses(rc_clue_list *list, const rc_claim *a, const rc_claim *b)
{
    if (!a->n_losses && !b->n_losses) return;
    if (!a->n_losses || !b->n_losses) {
        say(list, RC_CLUE_COUNT_ONE);
        return;
    }
    bool many = false, few = false, close = false, differs = false;
    for (uint32_t i = 0; i < a->n_losses; i++)
        for (uint32_t j = 0; j < b->n_losses; j++) {
            const rc_loss *la = &a->losses[i], *lb = &b->losses[j];
            if (la->effect != lb->effect || !same_victims(la, lb)) continue;
            double x = count_of(&la->count), y = count_of(&lb->count), low = x < y ? x : y, high = x < y ? y : x;
            if (low == high)
                *(low >= COUNT_MANY ? &many : &few) = true;
            else if (low >= LOSSES_CLOSE_RATIO * high)
                close = true;
            else
                differs = true;
        }
    say(list, many      ? RC_CLUE_COUNT_SAME_MANY
              : few     ? RC_CLUE_COUNT_SAME_FEW
              : close   ? RC_CLUE_COUNT_CLOSE
              : differs ? RC_CLUE_COUNT_DIFFERS
                        : RC_CLUE_COUNT_OTHER_LOSS);
}

static bool same_things(const rc_claim *a, const rc_claim *b)
{
    for (uint32_t i = 0; i < a->n_equipment; i++)
        for (uint32_t j = 0; j < b->n_equipment; j++) {
            const rc_thing *x = &a->equipment[i], *y = &b->equipment[j];
            if (x->effect == y->effect && x->category.len && rc_str_eq(x->category, y->category) &&
                count_of(&x->count) == count_of(&y->count))
                return true;
        }
    return false;
}

/* ---- words */

static double share_in_common(const rc_word_set *a, const rc_word_set *b, uint32_t least)
{
    uint32_t n = a->n < b->n ? a->n : b->n;
    return n ? (double)rc_words_common(a, b) / (n > least ? n : least) : 0;
}

static void compare_words(rc_clue_list *list, const rc_mention *a, const rc_mention *b)
{
    put(list, RC_CLUE_WORDS_SHARED, share_in_common(&a->stems, &b->stems, 4));
    put(list, RC_CLUE_NAMES_SHARED, share_in_common(&a->names, &b->names, 2));
    if (rc_words_common(&a->numbers, &b->numbers)) say(list, RC_CLUE_NUMBERS_SHARED);
}

/* ---- who tells it */

static void compare_tellers(rc_clue_list *list, const rc_mention *a, const rc_mention *b)
{
    const rc_claim *x = a->claim, *y = b->claim;
    if (x->polarity != y->polarity) say(list, RC_CLUE_DENIED);
    if (x->certainty != y->certainty) say(list, RC_CLUE_HEDGED);
    if (!x->n_chain && !y->n_chain)
        say(list, RC_CLUE_OUTLET_BOTH);
    else if (!x->n_chain || !y->n_chain)
        say(list, RC_CLUE_OUTLET_ONE);
    if (a->origin == b->origin && (x->n_chain || y->n_chain)) say(list, RC_CLUE_ORIGIN_SAME);
    if (!list->is_within) return;
    uint32_t apart = a->ordinal < b->ordinal ? b->ordinal - a->ordinal : a->ordinal - b->ordinal;
    if (apart == 1) say(list, RC_CLUE_NEXT_CLAIM);
    put(list, RC_CLUE_FAR_IN_REPORT, (double)apart / CLAIMS_FAR_APART);
    if (x->span.beg < y->span.end && y->span.beg < x->span.end) say(list, RC_CLUE_WORDS_OVERLAP);
}

/* Two tolls of one source in one report for the same victims, place and day: the later corrects the earlier, or they
 * are two events. Where day or place is not the same they are two. */
static bool told_apart(const rc_clue_list *list, const rc_mention *a, const rc_mention *b)
{
    if (!list->is_within || a->origin != b->origin) return false;
    bool differs = false, same_place = false, same_day = false;
    for (uint32_t i = 0; i < list->n; i++) {
        differs = differs || list->at[i] == RC_CLUE_COUNT_DIFFERS || list->at[i] == RC_CLUE_COUNT_CLOSE;
        same_place = same_place || list->at[i] == RC_CLUE_PLACE_POINT || list->at[i] == RC_CLUE_PLACE_NAME ||
                     list->at[i] == RC_CLUE_PLACE_BOTH_NONE || list->at[i] == RC_CLUE_PLACE_SAME_WIDE;
        same_day = same_day || list->at[i] == RC_CLUE_TIME_SAME || list->at[i] == RC_CLUE_TIME_SPAN ||
                   list->at[i] == RC_CLUE_TIME_BOTH_REPORT || list->at[i] == RC_CLUE_TIME_CONTEXT;
    }
    if (a->is_dated && b->is_dated && overlap_days(a, b) <= 0 && !may_be_day_of_telling(a, b)) return true;
    return differs && !(same_place && same_day && a->claim->type == b->claim->type);
}

/* A claim without a date, in a report that names a person of the other: it may speak of a day long before. */
static bool may_be_later(const rc_mention *a, const rc_mention *b)
{
    if (a->is_running || b->is_running || (a->is_dated && b->is_dated)) return false;
    if (a->from == RC_DAY_NONE || b->from == RC_DAY_NONE) return false;
    const rc_mention *dated = a->is_dated ? a : b, *open = a->is_dated ? b : a;
    int64_t days = (int64_t)open->to - dated->from;
    return days <= PEOPLE_BACK_DAYS && (days >= 0 || (!dated->is_dated && -days <= PEOPLE_BACK_DAYS));
}

void rc_clues_find(rc_clue_list *list, const rc_mention *a, const rc_mention *b)
{
    const rc_claim *x = a->claim, *y = b->claim;
    list->n = 0; /* what stands behind is not looked at: most pairs are told apart at once */
    list->is_within = a->report == b->report;
    list->is_apart = a->family != b->family || is_agreement(x) != is_agreement(y);
    if (list->is_apart) return;
    compare_times(list, a, b);
    bool person = !list->is_within && rc_people_meet(a->people, b->people);
    list->is_apart = list->is_apart && !(person && may_be_later(a, b));
    if (list->is_apart) return;
    compare_places(list, a, b);
    list->is_apart = list->is_apart && !person; /* one of the places was misread */
    if (list->is_apart) return;
    if (person) say(list, RC_CLUE_PERSON_SHARED);
    if (!list->is_within)
        put(list, RC_CLUE_REPORTS_SHARE_NAMES, share_in_common(&a->people->named, &b->people->named, NAMES_OF_REPORT));
    say(list, RC_CLUE_ALWAYS);
    compare_types(list, x, y);
    compare_ground(list, a, b);
    say(list, party_clue(a, b));
    compare_losses(list, x, y);
    if (same_things(x, y)) say(list, RC_CLUE_THINGS_SAME);
    compare_words(list, a, b);
    compare_tellers(list, a, b);
    list->is_apart = told_apart(list, a, b);
}
