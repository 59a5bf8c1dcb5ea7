/* Sentences about claims that clash. */
#include "events/contradict.h"

#include "events/messages.h"

static rc_str number(rc_arena *arena, double value)
{
    return rc_arena_printf(arena, "%.0f", value);
}

static rc_str count_text(rc_arena *arena, rc_str lang, const rc_count *c)
{
    if (!c->has_low && !c->has_high) return rc_message_say(arena, lang, RC_SAY_SOME, &(rc_slots){0});
    if (c->has_low && c->has_high && c->low == 0 && c->high == 0)
        return rc_message_say(arena, lang, RC_SAY_NONE, &(rc_slots){0});
    if (c->has_low && c->has_high && c->low != c->high)
        return rc_message_say(arena, lang, RC_SAY_BETWEEN,
                              &(rc_slots){.x = number(arena, c->low), .y = number(arena, c->high)});
    rc_slots n = {.n = number(arena, c->has_low ? c->low : c->high)};
    if (c->approx) n.n = rc_message_say(arena, lang, RC_SAY_ABOUT, &n);
    if (c->has_low && c->has_high) return n.n;
    return rc_message_say(arena, lang, c->has_low ? RC_SAY_AT_LEAST : RC_SAY_UP_TO, &n);
}

static bool is_none(const rc_count *c)
{
    return c->has_low && c->has_high && c->low == 0 && c->high == 0;
}

static rc_str loss_text(rc_arena *arena, rc_str lang, const rc_loss *loss)
{
    bool named = !rc_party_unknown(loss->of), none = is_none(&loss->count);
    rc_slots slots = {.n = count_text(arena, lang, &loss->count),
                      .x = rc_message_effect(lang, loss->effect),
                      .y = rc_message_party(lang, loss->of)};
    return rc_message_say(arena, lang,
                          none ? (named ? RC_SAY_NO_LOSS_OF : RC_SAY_NO_LOSS) : (named ? RC_SAY_LOSS_OF : RC_SAY_LOSS),
                          &slots);
}

static rc_str parties_of(rc_arena *arena, rc_str lang, const rc_actor *actors, uint32_t n)
{
    rc_str out = {0};
    for (uint32_t i = 0; i < n; i++) {
        rc_str party = rc_message_party(lang, actors[i].party);
        if (rc_party_unknown(party) || rc_str_find(out, party, 0) != SIZE_MAX) continue;
        out = rc_arena_printf(arena, "%.*s%s%.*s", RC_FMT(out), out.len ? ", " : "", RC_FMT(party));
    }
    return out;
}

static rc_str act_text(rc_arena *arena, rc_str lang, const rc_claim *act)
{
    rc_slots slots = {.x = rc_message_act(arena, lang, act->type, act->subtype)};
    slots.y = parties_of(arena, lang, act->by, act->n_by);
    if (slots.y.len) slots.x = rc_message_say(arena, lang, RC_SAY_ACT_BY, &slots);
    slots.y = parties_of(arena, lang, act->against, act->n_against);
    if (slots.y.len) slots.x = rc_message_say(arena, lang, RC_SAY_ACT_AGAINST, &slots);
    if (!act->n_losses) return slots.x;
    slots.y = loss_text(arena, lang, &act->losses[0]);
    return rc_message_say(arena, lang, RC_SAY_ACT_LOSS, &slots);
}

static rc_str ground_text(rc_arena *arena, rc_str lang, const rc_claim *claim, const rc_control *c)
{
    rc_str by = rc_party_unknown(c->by) ? parties_of(arena, lang, claim->by, claim->n_by) : c->by;
    return rc_message_ground(arena, lang, c->change, by, c->place);
}

static rc_str day_text(rc_arena *arena, rc_day day)
{
    char iso[11];
    rc_day_iso(day, iso);
    return rc_arena_dup(arena, rc_str_of(iso));
}

static rc_str point_name(const rc_claim *claim)
{
    return claim->n_place ? claim->place[0].name : (rc_str){0};
}

static rc_message form_of(rc_contradiction_kind kind)
{
    static const rc_message forms[] = {
        [RC_CONTRADICTS_COUNT] = RC_SAY_COUNTS,    [RC_CONTRADICTS_CONTROL] = RC_SAY_GROUND,
        [RC_CONTRADICTS_DENIAL] = RC_SAY_DENIES,   [RC_CONTRADICTS_DOER] = RC_SAY_DOER,
        [RC_CONTRADICTS_VICTIMS] = RC_SAY_VICTIMS, [RC_CONTRADICTS_TIME] = RC_SAY_DAY,
        [RC_CONTRADICTS_PLACE] = RC_SAY_SPOT};
    return forms[kind];
}

static bool are_civilians(const rc_loss *l)
{
    return l->members == RC_MEMBERS_CIVILIAN || rc_str_is(l->of, "civilians");
}

/* A denial is told from the act to its denial, victims from civilians to fighters, whichever claim is first. */
static bool is_turned(const rc_clash *clash, const rc_stand *a, const rc_stand *b)
{
    if (a->claim->polarity != b->claim->polarity) return a->claim->polarity == RC_DENIED;
    return clash->kind == RC_CONTRADICTS_VICTIMS && !are_civilians(clash->loss_a);
}

static void fill_sides(const rc_clash *clash, const rc_stand *a, const rc_stand *b, rc_str lang, rc_arena *arena,
                       rc_slots *slots)
{
    switch (clash->kind) {
    case RC_CONTRADICTS_COUNT:
        slots->x = loss_text(arena, lang, clash->loss_a);
        slots->y = rc_str_eq(clash->loss_a->of, clash->loss_b->of) ? count_text(arena, lang, &clash->loss_b->count)
                                                                   : loss_text(arena, lang, clash->loss_b);
        break;
    case RC_CONTRADICTS_VICTIMS:
        slots->x = loss_text(arena, lang, clash->loss_a);
        slots->y = loss_text(arena, lang, clash->loss_b);
        break;
    case RC_CONTRADICTS_CONTROL:
        slots->x = ground_text(arena, lang, a->claim, clash->ground_a);
        slots->y = ground_text(arena, lang, b->claim, clash->ground_b);
        break;
    case RC_CONTRADICTS_DENIAL:
        slots->x = act_text(arena, lang, a->claim);
        break;
    case RC_CONTRADICTS_DOER:
        slots->x = parties_of(arena, lang, a->claim->by, a->claim->n_by);
        slots->y = parties_of(arena, lang, b->claim->by, b->claim->n_by);
        break;
    case RC_CONTRADICTS_TIME:
        slots->x = day_text(arena, a->from);
        slots->y = day_text(arena, b->from);
        break;
    case RC_CONTRADICTS_PLACE:
        slots->x = point_name(a->claim);
        slots->y = point_name(b->claim);
        slots->n = number(arena, clash->km);
        break;
    }
}

rc_str rc_clash_say(const rc_clash *clash, const rc_stand *a, const rc_stand *b, rc_str lang, rc_arena *arena)
{
    rc_clash turned = *clash;
    bool is_denial = a->claim->polarity != b->claim->polarity;
    if (is_turned(clash, a, b)) {
        const rc_stand *first = a;
        a = b;
        b = first;
        turned.loss_a = clash->loss_b;
        turned.loss_b = clash->loss_a;
        if (is_denial) turned = *clash; /* the finder has the act first already */
    }
    rc_slots slots = {.a = a->who, .b = b->who};
    fill_sides(&turned, a, b, lang, arena, &slots);
    return rc_message_say(arena, lang, is_denial ? RC_SAY_DENIES : form_of(clash->kind), &slots);
}
