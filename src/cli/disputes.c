#include "cli/disputes.h"

#include <stdio.h>

#include "cli/words.h"
#include "recoupe/export/grid.h"

#define PAIRS_SHOWN 6 /* of the others */

typedef struct telling {
    const rc_stored_event *e;
    const rc_sides *sides;
    const rc_grid *grid;
    rc_str lang;
    rc_arena *arena;
} telling;

static rc_str sentence_of(const telling *t, const rc_contradiction *c)
{
    const rc_join_claim *a = &t->e->claims[c->a], *b = &t->e->claims[c->b];
    if (!t->lang.len || rc_str_is(t->lang, "en")) return c->why;
    rc_str said = rc_contradiction_say(c->kind, a, &t->e->reports[a->report], b, &t->e->reports[b->report], t->sides,
                                       t->lang, t->arena);
    return said.len ? said : c->why;
}

static rc_str stand_text(const telling *t, const rc_grid_dispute *d, const rc_grid_stand *stand)
{
    if (d->kind != RC_CONTRADICTS_CONTROL) return rc_words_count(&stand->count, false, t->arena);
    return rc_arena_printf(t->arena, "%.*s%s%.*s", RC_FMT(stand->change), stand->by.len ? " by " : "",
                           RC_FMT(stand->by));
}

/* "count of killed (Taliban): 0 against 60" */
static rc_str title(const telling *t, const rc_grid_dispute *d)
{
    rc_str out = rc_str_of(rc_contradiction_kind_name(d->kind));
    if (d->kind == RC_CONTRADICTS_COUNT && d->n_stands)
        out = rc_arena_printf(t->arena, "%.*s of %s", RC_FMT(out), rc_effect_name(d->effect));
    if (d->of.len) out = rc_arena_printf(t->arena, "%.*s (%.*s)", RC_FMT(out), RC_FMT(d->of));
    if (d->place.len) out = rc_arena_printf(t->arena, "%.*s of %.*s", RC_FMT(out), RC_FMT(d->place));
    if (!d->n_stands || d->first == d->last) return out;
    return rc_arena_printf(t->arena, "%.*s: %.*s against %.*s", RC_FMT(out),
                           RC_FMT(stand_text(t, d, &d->stands[d->first])),
                           RC_FMT(stand_text(t, d, &d->stands[d->last])));
}

/* Who gives a figure, each origin once. */
static rc_str who(const telling *t, const rc_grid_stand *stand)
{
    rc_str out = {0};
    for (uint32_t i = 0; i < stand->n_cells; i++) {
        uint32_t origin = t->grid->cells[stand->cells[i]].origin;
        bool again = false;
        for (uint32_t k = 0; k < i && !again; k++) again = t->grid->cells[stand->cells[k]].origin == origin;
        rc_str name = t->grid->origins[origin].name;
        if (!again && name.len)
            out = rc_arena_printf(t->arena, "%.*s%s%.*s", RC_FMT(out), out.len ? ", " : "", RC_FMT(name));
    }
    return out;
}

static void print_stands(const telling *t, const rc_grid_dispute *d)
{
    if (d->n_stands < 3) return;
    fputs("     all: ", stdout);
    for (uint32_t i = 0; i < d->n_stands; i++)
        printf("%s%.*s %.*s", i ? " | " : "", RC_FMT(stand_text(t, d, &d->stands[i])), RC_FMT(who(t, &d->stands[i])));
    putchar('\n');
}

static void print_pair(const telling *t, uint32_t at)
{
    const rc_contradiction *c = &t->e->event.contradictions[at];
    printf("%.*s %.*s", RC_FMT(t->e->claims[c->a].id), RC_FMT(t->e->claims[c->b].id));
}

static void print_dispute(const telling *t, uint32_t number)
{
    const rc_grid_dispute *d = &t->grid->disputes[number];
    rc_str about = title(t, d), why = sentence_of(t, &t->e->event.contradictions[d->pairs[0]]);
    printf("  %u. %.*s\n     %.*s  [", number + 1, RC_FMT(about), RC_FMT(why));
    print_pair(t, d->pairs[0]);
    puts("]");
    print_stands(t, d);
    if (d->n_pairs < 2) return;
    printf("     and %u other pair%s of claims: ", d->n_pairs - 1, d->n_pairs == 2 ? "" : "s");
    for (uint32_t i = 1; i < d->n_pairs && i <= PAIRS_SHOWN; i++) {
        if (i > 1) fputs("; ", stdout);
        print_pair(t, d->pairs[i]);
    }
    if (d->n_pairs > PAIRS_SHOWN + 1) fputs("; ... (`recoupe export links` has all)", stdout);
    putchar('\n');
}

void rc_disputes_print(const rc_stored_event *event, const rc_sides *sides, rc_str lang, bool color, rc_arena *arena)
{
    if (!event->event.n_contradictions) return;
    rc_grid grid = rc_grid_make(event, sides, arena);
    telling t = {event, sides, &grid, lang, arena};
    printf("\n%sContradictions%s\n", color ? "\033[1m" : "", color ? "\033[0m" : "");
    for (uint32_t i = 0; i < grid.n_disputes; i++) print_dispute(&t, i);
}
