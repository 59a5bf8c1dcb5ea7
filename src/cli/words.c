#include "cli/words.h"

static rc_str number(double value, rc_arena *arena)
{
    return rc_arena_printf(arena, value == (double)(int64_t)value ? "%.0f" : "%.1f", value);
}

rc_str rc_words_count(const rc_count *c, bool hedged, rc_arena *arena)
{
    const char *mark = hedged ? "?" : "";
    if (!c->has_low && !c->has_high) return rc_arena_printf(arena, "some%s", mark);
    if (!c->has_high) return rc_arena_printf(arena, "≥%.*s%s", RC_FMT(number(c->low, arena)), mark);
    if (!c->has_low) return rc_arena_printf(arena, "≤%.*s%s", RC_FMT(number(c->high, arena)), mark);
    if (c->low == c->high)
        return rc_arena_printf(arena, "%s%.*s%s", c->approx ? "~" : "", RC_FMT(number(c->low, arena)), mark);
    return rc_arena_printf(arena, "%.*s–%.*s%s", RC_FMT(number(c->low, arena)), RC_FMT(number(c->high, arena)), mark);
}

rc_str rc_words_loss(const rc_loss *loss, bool hedged, rc_arena *arena)
{
    rc_str count = rc_words_count(&loss->count, hedged, arena);
    bool named = loss->of.len && !rc_str_is(loss->of, "unknown");
    return rc_arena_printf(arena, "%s%.*s%s%.*s %s", loss->part ? "of them " : "", RC_FMT(count), named ? " " : "",
                           RC_FMT(named ? loss->of : RC_STR("")), rc_effect_name(loss->effect));
}

rc_str rc_words_thing(const rc_thing *thing, rc_arena *arena)
{
    rc_str count = rc_words_count(&thing->count, false, arena);
    bool counted = thing->count.has_low || thing->count.has_high;
    rc_str owner = thing->of.len ? rc_arena_printf(arena, " (%.*s)", RC_FMT(thing->of)) : RC_STR("");
    return rc_arena_printf(arena, "%.*s%s%.*s %s%.*s", RC_FMT(counted ? count : RC_STR("")), counted ? " " : "",
                           RC_FMT(thing->item), rc_damage_name(thing->effect), RC_FMT(owner));
}

rc_str rc_words_control(const rc_control *k, rc_arena *arena)
{
    rc_str by = k->by.len ? rc_arena_printf(arena, " by %.*s", RC_FMT(k->by)) : RC_STR("");
    rc_str from = k->from.len ? rc_arena_printf(arena, " from %.*s", RC_FMT(k->from)) : RC_STR("");
    return rc_arena_printf(arena, "%.*s%s%s%.*s%.*s", RC_FMT(k->place), k->place.len ? " " : "",
                           rc_change_name(k->change), RC_FMT(by), RC_FMT(from));
}

static rc_str join(rc_str left, rc_str right, const char *sep, rc_arena *arena)
{
    if (!left.len) return right;
    return rc_arena_printf(arena, "%.*s%s%.*s", RC_FMT(left), sep, RC_FMT(right));
}

rc_str rc_words_counts(const rc_claim *claim, rc_arena *arena)
{
    rc_str out = {0};
    bool hedged = claim->certainty == RC_HEDGED;
    for (uint32_t i = 0; i < claim->n_losses; i++)
        out = join(out, rc_words_loss(&claim->losses[i], hedged, arena), "; ", arena);
    for (uint32_t i = 0; i < claim->n_equipment; i++)
        out = join(out, rc_words_thing(&claim->equipment[i], arena), "; ", arena);
    for (uint32_t i = 0; i < claim->n_control; i++)
        out = join(out, rc_words_control(&claim->control[i], arena), "; ", arena);
    return out;
}

rc_str rc_words_days(rc_day from, rc_day to, rc_arena *arena)
{
    char a[11], b[11];
    rc_day_iso(from, a);
    rc_day_iso(to, b);
    if (from == to || !*b) return rc_arena_printf(arena, "%s", a);
    return rc_arena_printf(arena, "%s..%s", a, b);
}

rc_str rc_words_chain(const rc_claim *claim, rc_str outlet, rc_arena *arena)
{
    if (!claim->n_chain) return rc_arena_printf(arena, "(%.*s)", RC_FMT(outlet.len ? outlet : RC_STR("the report")));
    rc_str out = {0};
    for (uint32_t i = 0; i < claim->n_chain; i++) {
        const rc_link *l = &claim->chain[i];
        bool side = l->party.len && !rc_str_eq(l->party, l->name);
        rc_str one = side ? rc_arena_printf(arena, "%.*s [%.*s]", RC_FMT(l->name), RC_FMT(l->party)) : l->name;
        out = join(out, one, " > ", arena);
    }
    return out;
}

rc_str rc_words_place(const rc_claim *claim)
{
    return claim->n_place ? claim->place[0].name : RC_STR("");
}

rc_str rc_words_type(rc_event_type type, rc_str subtype, rc_arena *arena)
{
    if (!subtype.len) return rc_str_of(rc_event_type_name(type));
    return rc_arena_printf(arena, "%s / %.*s", rc_event_type_name(type), RC_FMT(subtype));
}

rc_str rc_words_modality(const rc_claim *claim, rc_arena *arena)
{
    rc_str out = {0};
    if (claim->polarity == RC_DENIED) out = join(out, RC_STR("denied"), ", ", arena);
    if (claim->certainty == RC_HEDGED) out = join(out, RC_STR("hedged"), ", ", arena);
    if (claim->reality != RC_ACTUAL) out = join(out, rc_str_of(rc_reality_name(claim->reality)), ", ", arena);
    return out;
}
