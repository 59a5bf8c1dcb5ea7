#include "claims/trace.h"

static rc_note *add_note(const rc_reading *r, uint32_t sentence, rc_note_kind kind)
{
    rc_note *note = RC_PUSH(r->arena, &r->trace->notes);
    *note = (rc_note){.kind = kind, .sentence = sentence};
    return note;
}

static const char *class_name(cue_class cls)
{
    static const char *const names[] = {"neutral",  "claiming", "confirming", "denying",
                                        "accusing", "warning",  "ordering"};
    return names[cls];
}

void trace_sources(const rc_reading *r, const attribution *said_by)
{
    if (!r->trace) return;
    for (uint32_t s = 0; s < r->doc->n_sentences; s++)
        for (uint32_t i = said_by->at[s]; i < said_by->at[s + 1]; i++) {
            const said *f = &said_by->frames.ptr[i];
            rc_note *note = add_note(r, s, RC_NOTE_SOURCE);
            note->rule = rc_str_of(class_name(f->cls));
            note->words = f->link.name;
            note->cue = f->link.cue;
            note->content = tokens_text(r, f->content.first, f->content.end);
            note->by = f->link.party;
        }
}

void trace_mentions(const rc_reading *r, uint32_t sentence, const mentions *found)
{
    if (!r->trace) return;
    for (size_t i = 0; i < found->len; i++) {
        const mention *m = &found->ptr[i];
        rc_note *note = add_note(r, sentence, RC_NOTE_FOUND);
        note->rule = rc_str_of(m->rule);
        note->words = tokens_text(r, m->first, m->end);
        note->confidence = m->confidence;
        note->by = m->by ? m->by->party : RC_STR("");
        note->against = m->against ? m->against->party : RC_STR("");
        if (m->kind == MENTION_LOSS) note->loss = &m->loss;
        if (m->kind == MENTION_THING) note->thing = &m->thing;
        if (m->kind == MENTION_CONTROL) note->control = &m->control;
        if (m->act) {
            note->type = m->act->type;
            note->subtype = m->act->subtype;
        }
        if (!m->strong) note->why = rc_str_of(m->anaphoric ? "speaks of what was told before" : "too weak by itself");
    }
}

void trace_skipped(const rc_reading *r, uint32_t sentence, const char *why)
{
    if (r->trace) add_note(r, sentence, RC_NOTE_SKIPPED)->why = rc_str_of(why);
}

void trace_claim(const rc_reading *r, uint32_t sentence, rc_note_kind kind, const rc_claim *claim, size_t number,
                 const char *why)
{
    if (!r->trace) return;
    rc_note *note = add_note(r, sentence, kind);
    note->rule = claim->rule;
    note->confidence = claim->confidence;
    note->words = rc_str_span(r->doc->text, claim->span);
    note->claim = (uint32_t)number;
    if (why) note->why = rc_str_of(why);
}

/* ---- choices */

void trace_numbers(const rc_reading *r, const uint32_t *number_of)
{
    if (!r->trace) return;
    for (size_t i = 0; i < r->trace->notes.len; i++) {
        rc_note *note = &r->trace->notes.ptr[i];
        if (note->kind != RC_NOTE_CLAIM && note->kind != RC_NOTE_JOINED && note->kind != RC_NOTE_CHOSEN) continue;
        note->claim = number_of[note->claim];
        if (note->claim != UINT32_MAX) continue;
        if (note->kind == RC_NOTE_CLAIM) note->why = RC_STR("by all clues together hardly a claim");
        note->kind = RC_NOTE_DROPPED;
    }
}

static rc_str what_was_chosen(const rc_reading *r, const decision *d)
{
    if (d->none) return RC_STR("none");
    switch (d->kind) {
    case CHOICE_PLACE:
        return d->place.name;
    case CHOICE_TIME: {
        char from[11], to[11];
        rc_day_iso(d->from, from);
        rc_day_iso(d->to, to);
        return rc_arena_printf(r->arena, "%s..%s", from, to);
    }
    case CHOICE_TYPE:
        return d->subtype;
    case CHOICE_HEDGED:
        return d->chosen ? RC_STR("hedged") : RC_STR("plain");
    case CHOICE_BY:
    case CHOICE_AGAINST:
        return d->chosen ? d->party : rc_arena_printf(r->arena, "not %.*s", RC_FMT(d->party));
    default:
        return d->party;
    }
}

#define MOST_NAMED 4

/* The clues with the greatest weights, as "name +0.52". */
static rc_str main_clues(const choice_trace *t, const decision *d)
{
    bool used[MOST_CLUES] = {false};
    rc_str out = RC_STR("");
    for (int n = 0; n < MOST_NAMED; n++) {
        uint32_t best = UINT32_MAX;
        float most = 0;
        for (uint32_t i = 0; i < d->clues.n; i++) {
            float w = t->choices->weight[d->kind][d->clues.ptr[i].at];
            if (used[i] || (w < 0 ? -w : w) <= most) continue;
            most = w < 0 ? -w : w;
            best = i;
        }
        if (best == UINT32_MAX) break;
        used[best] = true;
        out = rc_arena_printf(t->reading->arena, "%.*s%s%s %+.2f", RC_FMT(out), out.len ? ", " : "",
                              d->clues.ptr[best].name, (double)t->choices->weight[d->kind][d->clues.ptr[best].at]);
    }
    return out;
}

static bool is_yes_or_no(choice_kind kind)
{
    return kind == CHOICE_BY || kind == CHOICE_AGAINST || kind == CHOICE_HEDGED || kind == CHOICE_RIGHT;
}

void trace_last_choice(choice_trace *t)
{
    const decision *d = &t->best;
    bool same = is_yes_or_no(d->kind) ? d->chosen == d->ruled : d->ruled;
    if (!t->any) return;
    if (!same && d->kind != CHOICE_RIGHT) {
        rc_note *note = add_note(t->reading, t->all->ptr[d->claim].sentence, RC_NOTE_CHOSEN);
        note->rule = rc_str_of(choice_name(d->kind));
        note->words = what_was_chosen(t->reading, d);
        note->why = main_clues(t, d);
        note->claim = d->claim;
        note->confidence = d->score;
    }
    t->any = false;
}

void trace_decision(void *context, const decision *d)
{
    choice_trace *t = context;
    if (t->inner) t->inner->take(t->inner->context, d);
    bool same = t->any && t->best.kind == d->kind && t->best.claim == d->claim && t->best.item == d->item;
    if (!same || is_yes_or_no(d->kind)) trace_last_choice(t);
    if (!t->any || d->score > t->best.score) t->best = *d;
    t->any = true;
}
