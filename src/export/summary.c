/* An event in figures and words, for the formats that have one row for it. */
#include "export/export.h"
#include "recoupe/export/grid.h"

static bool is_unknown(rc_str party)
{
    return !party.len || rc_str_is(party, "unknown");
}

rc_estimate *rc_export_estimates(const rc_stored_event *event, const rc_sides *sides, rc_way way, rc_arena *arena,
                                 uint32_t *n)
{
    return rc_estimates_make(&event->event, event->claims, event->reports, sides, way, arena, n);
}

rc_deaths rc_export_deaths(const rc_stored_event *event, const rc_sides *sides, rc_way way, rc_arena *arena)
{
    uint32_t n;
    const rc_estimate *estimates = rc_export_estimates(event, sides, way, arena, &n);
    return rc_estimates_deaths(estimates, n);
}

/* ---- words */

static rc_str count_words(rc_arena *arena, const rc_count *c)
{
    const char *about = c->approx ? "about " : "";
    if (c->has_low && c->has_high && c->low == 0 && c->high == 0) return RC_STR("nobody");
    if (c->has_low && c->has_high && c->low == c->high) return rc_arena_printf(arena, "%s%.0f", about, c->low);
    if (c->has_low && c->has_high) return rc_arena_printf(arena, "%.0f to %.0f", c->low, c->high);
    if (c->has_low) return rc_arena_printf(arena, "at least %.0f", c->low);
    return c->has_high ? rc_arena_printf(arena, "up to %.0f", c->high) : RC_STR("some");
}

static rc_str claim_words(rc_arena *arena, const rc_stored_event *event, const rc_claim *claim)
{
    rc_str words = {0};
    for (uint32_t i = 0; i < claim->n_losses; i++) {
        const rc_loss *loss = &claim->losses[i];
        rc_str count = count_words(arena, &loss->count);
        words = rc_arena_printf(arena, "%.*s%s%.*s %s", RC_FMT(words), i ? ", " : "", RC_FMT(count),
                                rc_effect_name(loss->effect));
        if (!is_unknown(loss->of)) words = rc_arena_printf(arena, "%.*s (%.*s)", RC_FMT(words), RC_FMT(loss->of));
    }
    for (uint32_t i = 0; i < claim->n_control; i++) {
        const rc_control *c = &claim->control[i];
        words = rc_arena_printf(arena, "%.*s%s%.*s %s%s%.*s", RC_FMT(words), words.len ? ", " : "", RC_FMT(c->place),
                                rc_change_name(c->change), c->by.len ? " by " : "", RC_FMT(c->by));
    }
    if (words.len) return words;
    rc_str what = claim->subtype.len ? claim->subtype : rc_str_of(rc_event_type_name(event->event.type));
    return what.len ? what : RC_STR("it");
}

static rc_str origin_words(const rc_stored_event *event, uint32_t i)
{
    const rc_link *link = rc_claim_origin(&event->claims[i].claim);
    if (link && link->name.len) return link->name;
    const rc_join_report *report = &event->reports[event->claims[i].report];
    return report->outlet.len ? report->outlet : report->id;
}

#define NOTES_ORIGINS 12 /* a note is read by a person */
#define NOTES_DISPUTES 8

/* "Najib Kohzad: at least 40 Taliban killed." "Denied by the army: 3 wounded." */
static rc_str origin_note(rc_arena *arena, const rc_stored_event *event, uint32_t i)
{
    const rc_claim *claim = &event->claims[i].claim;
    rc_str who = origin_words(event, i), what = claim_words(arena, event, claim);
    const char *hedge = claim->certainty == RC_HEDGED ? " (hedged)" : "";
    if (claim->polarity == RC_DENIED)
        return rc_arena_printf(arena, "Denied by %.*s%s: %.*s.", RC_FMT(who), hedge, RC_FMT(what));
    return rc_arena_printf(arena, "%.*s%s: %.*s.", RC_FMT(who), hedge, RC_FMT(what));
}

static rc_str add_origins(rc_str notes, const rc_stored_event *event, rc_arena *arena)
{
    const rc_event *e = &event->event;
    bool *told = RC_NEWS(arena, bool, e->n_origins);
    uint32_t n = 0;
    for (uint32_t i = 0; i < e->n_claims; i++) {
        if (e->origin[i] >= e->n_origins || told[e->origin[i]] || n == NOTES_ORIGINS) continue;
        told[e->origin[i]] = true;
        notes =
            rc_arena_printf(arena, "%.*s%s%.*s", RC_FMT(notes), n++ ? " " : "", RC_FMT(origin_note(arena, event, i)));
    }
    if (e->n_origins > NOTES_ORIGINS)
        notes = rc_arena_printf(arena, "%.*s And %u more.", RC_FMT(notes), e->n_origins - NOTES_ORIGINS);
    return notes;
}

/* Each dispute once, by the two that are widest apart. */
static rc_str add_disputes(rc_str notes, const rc_stored_event *event, const rc_sides *sides, rc_arena *arena)
{
    rc_grid grid = rc_grid_make(event, sides, arena);
    for (uint32_t i = 0; i < grid.n_disputes && i < NOTES_DISPUTES; i++) {
        const rc_grid_dispute *d = &grid.disputes[i];
        rc_str why = event->event.contradictions[d->pairs[0]].why;
        notes = rc_arena_printf(arena, "%.*s Disputed: %.*s", RC_FMT(notes), RC_FMT(why));
        if (d->n_pairs > 1)
            notes = rc_arena_printf(arena, "%.*s (and %u more pair%s of claims)", RC_FMT(notes), d->n_pairs - 1,
                                    d->n_pairs == 2 ? "" : "s");
        notes = rc_arena_printf(arena, "%.*s.", RC_FMT(notes));
    }
    if (grid.n_disputes <= NOTES_DISPUTES) return notes;
    return rc_arena_printf(arena, "%.*s And %u more disputes.", RC_FMT(notes), grid.n_disputes - NOTES_DISPUTES);
}

rc_str rc_export_notes(const rc_stored_event *event, const rc_sides *sides, rc_arena *arena)
{
    const rc_event *e = &event->event;
    rc_str notes = add_origins((rc_str){0}, event, arena);
    notes =
        rc_arena_printf(arena, "%.*s [%s, %u origin%s, %u report%s]", RC_FMT(notes), rc_event_status_name(e->status),
                        e->n_origins, e->n_origins == 1 ? "" : "s", e->n_reports, e->n_reports == 1 ? "" : "s");
    return e->n_contradictions ? add_disputes(notes, event, sides, arena) : notes;
}

rc_str rc_export_outlets(const rc_stored_event *event, rc_arena *arena)
{
    rc_str outlets = {0};
    for (uint32_t i = 0; i < event->n_reports; i++) {
        rc_str outlet = event->reports[i].outlet;
        bool again = !outlet.len;
        for (uint32_t j = 0; j < i && !again; j++) again = rc_str_eq(event->reports[j].outlet, outlet);
        if (again) continue;
        outlets = rc_arena_printf(arena, "%.*s%s%.*s", RC_FMT(outlets), outlets.len ? "; " : "", RC_FMT(outlet));
    }
    return outlets;
}
