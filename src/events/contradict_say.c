/* Sentences about claims that clash. */
#include "events/contradict.h"

#include "events/cased.h"
#include "events/messages.h"
#include "events/voice.h"

static rc_str count_text(const rc_voice *v, const rc_count *c)
{
    rc_arena *arena = v->arena;
    if (!c->has_low && !c->has_high) return rc_message_say(arena, v->lang, RC_SAY_SOME, &(rc_slots){0});
    if (c->has_low && c->has_high && c->low != c->high)
        return rc_message_say(arena, v->lang, RC_SAY_BETWEEN,
                              &(rc_slots){.x = rc_message_number(arena, v->lang, c->low),
                                          .y = rc_message_number(arena, v->lang, c->high)});
    rc_slots n = {.n = rc_message_number(arena, v->lang, c->has_low ? c->low : c->high)};
    if (c->approx) n.n = rc_message_say(arena, v->lang, RC_SAY_ABOUT, &n);
    if (c->has_low && c->has_high) return n.n;
    return rc_message_say(arena, v->lang, c->has_low ? RC_SAY_AT_LEAST : RC_SAY_UP_TO, &n);
}

static bool is_none(const rc_count *c)
{
    return c->has_low && c->has_high && c->low == 0 && c->high == 0;
}

static bool are_many(const rc_count *c)
{
    return !(c->has_low && c->low <= 1 && !(c->has_high && c->high > 1)) && !(c->has_high && c->high <= 1);
}

/* How many, and what befell them; `of` them where that is not said already. */
static rc_str loss_text(const rc_voice *v, const rc_loss *loss, bool of)
{
    rc_slots slots = {.n = count_text(v, &loss->count),
                      .x = rc_message_effect(v->lang, loss->effect, are_many(&loss->count))};
    rc_str text = is_none(&loss->count) ? rc_message_nobody(v->lang, loss->effect, false)
                                        : rc_message_say(v->arena, v->lang, RC_SAY_LOSS, &slots);
    if (!of || rc_party_unknown(loss->of)) return text;
    return rc_message_say(v->arena, v->lang, RC_SAY_LOSS_OF, &(rc_slots){.x = text, .y = rc_voice_party(v, loss->of)});
}

static rc_str short_count(const rc_voice *v, const rc_loss *loss)
{
    return is_none(&loss->count) ? rc_message_nobody(v->lang, loss->effect, true) : count_text(v, &loss->count);
}

static rc_str parties_of(const rc_voice *v, const rc_actor *actors, uint32_t n)
{
    rc_str out = {0};
    for (uint32_t i = 0; i < n; i++) {
        if (rc_party_unknown(actors[i].party)) continue;
        rc_str party = rc_voice_the_party(v, actors[i].party);
        if (rc_str_find(out, party, 0) != SIZE_MAX) continue;
        out = rc_arena_printf(v->arena, "%.*s%s%.*s", RC_FMT(out), out.len ? ", " : "", RC_FMT(party));
    }
    return out;
}

static bool names(const rc_actor *actors, uint32_t n, rc_str party)
{
    for (uint32_t i = 0; i < n; i++)
        if (rc_str_eq(actors[i].party, party)) return true;
    return false;
}

static rc_str act_text(const rc_voice *v, const rc_claim *act)
{
    rc_str by = parties_of(v, act->by, act->n_by), against = parties_of(v, act->against, act->n_against);
    rc_str what = rc_message_act(v->arena, v->lang, act->type, act->subtype);
    bool is_clash = act->type == RC_BATTLES && (!act->subtype.len || rc_str_is(act->subtype, "Armed clash"));
    if (is_clash && by.len && against.len) {
        what = rc_message_say(v->arena, v->lang, RC_SAY_ACT_BETWEEN, &(rc_slots){.x = what, .y = by, .n = against});
    } else {
        if (by.len) what = rc_message_say(v->arena, v->lang, RC_SAY_ACT_BY, &(rc_slots){.x = what, .y = by});
        if (against.len)
            what = rc_message_say(v->arena, v->lang, RC_SAY_ACT_AGAINST, &(rc_slots){.x = what, .y = against});
    }
    if (!act->n_losses) return what;
    const rc_loss *loss = &act->losses[0];
    bool said = !is_clash && act->n_against == 1 && names(act->against, act->n_against, loss->of);
    return rc_message_say(v->arena, v->lang, RC_SAY_ACT_LOSS, &(rc_slots){.x = what, .y = loss_text(v, loss, !said)});
}

static rc_str ground_text(const rc_voice *v, const rc_stand *stand, const rc_control *c)
{
    rc_str by =
        rc_party_unknown(c->by) ? parties_of(v, stand->claim->by, stand->claim->n_by) : rc_voice_the_party(v, c->by);
    rc_str place = c->place.len ? rc_voice_ground(v, c->place, stand->lang) : c->place;
    return rc_message_ground(v->arena, v->lang, c->change, by, place);
}

static rc_str point_name(const rc_voice *v, const rc_stand *stand)
{
    return stand->claim->n_place ? rc_name_cased(stand->claim->place[0].name, v->arena) : (rc_str){0};
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

static void fill_sides(const rc_voice *v, const rc_clash *clash, const rc_stand *a, const rc_stand *b, rc_slots *slots)
{
    switch (clash->kind) {
    case RC_CONTRADICTS_COUNT:
        slots->x = loss_text(v, clash->loss_a, true);
        slots->y = rc_str_eq(clash->loss_a->of, clash->loss_b->of) ? short_count(v, clash->loss_b)
                                                                   : loss_text(v, clash->loss_b, true);
        break;
    case RC_CONTRADICTS_VICTIMS:
        slots->x = loss_text(v, clash->loss_a, false);
        slots->y = loss_text(v, clash->loss_b, true);
        break;
    case RC_CONTRADICTS_CONTROL:
        slots->x = ground_text(v, a, clash->ground_a);
        slots->y = ground_text(v, b, clash->ground_b);
        break;
    case RC_CONTRADICTS_DENIAL:
        slots->x = act_text(v, a->claim);
        break;
    case RC_CONTRADICTS_DOER:
        slots->x = parties_of(v, a->claim->by, a->claim->n_by);
        slots->y = parties_of(v, b->claim->by, b->claim->n_by);
        break;
    case RC_CONTRADICTS_TIME:
        slots->x = rc_message_day(v->arena, v->lang, a->from);
        slots->y = rc_message_day(v->arena, v->lang, b->from);
        break;
    case RC_CONTRADICTS_PLACE:
        slots->x = point_name(v, a);
        slots->y = point_name(v, b);
        slots->n = rc_message_number(v->arena, v->lang, clash->km);
        break;
    }
}

rc_str rc_clash_say(const rc_clash *clash, const rc_stand *a, const rc_stand *b, const rc_sides *sides, rc_str lang,
                    rc_arena *arena)
{
    rc_clash turned = *clash;
    rc_voice v = {arena, rc_message_lang(lang), rc_sides_naming(sides)};
    bool is_denial = a->claim->polarity != b->claim->polarity;
    if (is_turned(clash, a, b)) {
        const rc_stand *first = a;
        a = b;
        b = first;
        turned.loss_a = clash->loss_b;
        turned.loss_b = clash->loss_a;
        if (is_denial) turned = *clash; /* the finder has the act first already */
    }
    rc_slots slots = {.a = rc_voice_source(&v, a->who, rc_claim_origin(a->claim), a->lang),
                      .b = rc_voice_source(&v, b->who, rc_claim_origin(b->claim), b->lang)};
    fill_sides(&v, &turned, a, b, &slots);
    rc_str said = rc_message_say(arena, v.lang, is_denial ? RC_SAY_DENIES : form_of(clash->kind), &slots);
    return rc_naming_join(v.naming, v.lang, said, arena);
}
