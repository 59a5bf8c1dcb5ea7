#include "claims/trace.h"

#include "claims/conflict.h"

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

void trace_report(const rc_reading *r, const uint8_t *parsed)
{
    if (!r->trace) return;
    r->trace->doc = r->doc;
    r->trace->parsed = parsed;
    r->trace->evidence = r->conflict->evidence;
    r->trace->needed = r->conflict->needed;
    r->trace->is_conflict = r->conflict->is_conflict;
}

void trace_sources(const rc_reading *r, const attribution *said_by)
{
    if (!r->trace) return;
    r->trace->analysis = r->syntax->analysis;
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

void trace_pattern(const rc_reading *r, const fit *why)
{
    if (!r->trace || !why->pattern) return;
    uint32_t token = r->syntax->token_of[why->word];
    rc_note *note = add_note(r, r->doc->tokens[token].sentence, RC_NOTE_MARKED);
    note->rule = why->pattern->name;
    note->words = tokens_text(r, token, token + 1);
    note->why = rc_str_of(mark_name(why->pattern->marks));
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

/* ---- learned choices */

/* The note of the claim that was made as number `draft`. */
static rc_note *note_of(const rc_reading *r, uint32_t number)
{
    for (size_t i = 0; i < r->trace->notes.len; i++) {
        rc_note *note = &r->trace->notes.ptr[i];
        if (note->kind == RC_NOTE_CLAIM && note->claim == number) return note;
    }
    return NULL;
}

#define MOST_NAMED 4 /* clues that are named for a choice */

/* A clue that is not yet named and weighs most; NULL: none that weighs. */
static const clue *weightiest(const rc_choices *choices, choice_kind kind, const looks *all, bool named[3][MOST_CLUES],
                              float *weight)
{
    const clues *lists[] = {&all->first, &all->again, &all->step};
    const choice_kind kinds[] = {kind, again_of(kind), CHOICE_STEP};
    const clue *best = NULL;
    bool *best_named = NULL;
    *weight = 0;
    for (int list = 0; list < 3; list++)
        for (uint32_t i = 0; i < lists[list]->n; i++) {
            float w = weight_of(choices, kinds[list], &lists[list]->ptr[i]);
            if (named[list][i] || (w < 0 ? -w : w) <= (*weight < 0 ? -*weight : *weight)) continue;
            *weight = w;
            best = &lists[list]->ptr[i];
            best_named = &named[list][i];
        }
    if (best) *best_named = true;
    return best;
}

/* The clues with the greatest weights: "path +0.52, before -0.31". */
static rc_str main_clues(const rc_reading *r, const rc_choices *choices, choice_kind kind, const looks *all)
{
    bool named[3][MOST_CLUES] = {{false}};
    rc_str out = RC_STR("");
    float weight;
    for (int n = 0; n < MOST_NAMED; n++) {
        const clue *c = weightiest(choices, kind, all, named, &weight);
        if (!c) break;
        out = rc_arena_printf(r->arena, "%.*s%s%s %+.2f", RC_FMT(out), out.len ? ", " : "", c->name, (double)weight);
    }
    return out;
}

void trace_choice(const rc_reading *r, const rc_choices *choices, choice_kind kind, uint32_t number, rc_str now,
                  const char *instead, const looks *made_from)
{
    const rc_note *made = note_of(r, number);
    if (!made) return;
    uint32_t sentence = made->sentence;
    rc_note *note = add_note(r, sentence, RC_NOTE_LEARNED);
    rc_str why = main_clues(r, choices, kind, made_from);
    note->claim = number;
    note->rule = rc_str_of(choice_name(kind));
    note->words = now.len ? now : RC_STR("none");
    note->why = rc_arena_printf(r->arena, "%s; clues %.*s", instead, RC_FMT(why));
}

void trace_left_out(const rc_reading *r, const rc_choices *choices, uint32_t number, const looks *made_from)
{
    rc_note *made = note_of(r, number);
    if (!made) return;
    rc_str why = main_clues(r, choices, CHOICE_RIGHT, made_from);
    made->kind = RC_NOTE_DROPPED;
    made->why = rc_arena_printf(r->arena, "the learned choice takes it for no claim; clues %.*s", RC_FMT(why));
}

void trace_history(const rc_reading *r, uint32_t number)
{
    rc_note *made = note_of(r, number);
    if (!made) return;
    made->kind = RC_NOTE_DROPPED;
    made->why = RC_STR("more than a year before the report, without a count");
}

void trace_revised(const rc_reading *r, const rc_claims *claims)
{
    if (!r->trace) return;
    uint32_t left = 0;
    for (size_t i = 0; i < r->trace->notes.len && left < claims->n; i++) {
        rc_note *note = &r->trace->notes.ptr[i];
        if (note->kind != RC_NOTE_CLAIM) continue;
        uint32_t number = note->claim;
        for (size_t k = 0; k < r->trace->notes.len; k++) {
            rc_note *other = &r->trace->notes.ptr[k];
            bool refers = other->kind == RC_NOTE_JOINED || other->kind == RC_NOTE_LEARNED;
            if (refers && other->claim == number && !other->is_numbered) {
                other->claim = left;
                other->is_numbered = true;
            }
        }
        note->confidence = claims->ptr[left].confidence;
        note->claim = left++;
    }
}
