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

/* Candidates of one choice come one after the other; the best is known when the next choice begins. */
typedef struct chooser {
    const rc_reading *reading;
    choice_kind kind;
    uint32_t claim, item;
    bool is_open, best_is_ruled;
    float best;
    rc_str text, ruled;
} chooser;

static rc_str text_of(const rc_reading *r, const decision *d)
{
    char from[11], to[11];
    if (d->none) return RC_STR("none");
    if (d->kind == CHOICE_PLACE) return d->place.name;
    if (d->kind == CHOICE_TYPE) return d->subtype;
    if (d->kind != CHOICE_TIME) return d->party;
    rc_day_iso(d->from, from);
    rc_day_iso(d->to, to);
    return d->from == d->to ? rc_arena_printf(r->arena, "%s", from) : rc_arena_printf(r->arena, "%s..%s", from, to);
}

/* The note of the claim that was made as number `draft`. */
static rc_note *note_of(const rc_reading *r, uint32_t number)
{
    for (size_t i = 0; i < r->trace->notes.len; i++) {
        rc_note *note = &r->trace->notes.ptr[i];
        if (note->kind == RC_NOTE_CLAIM && note->claim == number) return note;
    }
    return NULL;
}

static void note_choice(const rc_reading *r, const decision *d, uint32_t claim, rc_str chosen, rc_str why)
{
    const rc_note *made = note_of(r, claim);
    if (!made) return;
    uint32_t sentence = made->sentence;
    rc_note *note = add_note(r, sentence, RC_NOTE_LEARNED);
    note->claim = claim;
    note->rule = rc_str_of(choice_name(d->kind));
    note->words = chosen;
    note->why = why;
}

static void close_choice(chooser *c)
{
    if (c->is_open && !c->best_is_ruled) {
        const decision last = {.kind = c->kind};
        rc_str ruled = c->ruled.len ? c->ruled : RC_STR("none");
        note_choice(c->reading, &last, c->claim, c->text,
                    rc_arena_printf(c->reading->arena, "the rules chose %.*s", RC_FMT(ruled)));
    }
    c->is_open = false;
}

static void take_decision(void *context, const decision *d)
{
    chooser *c = context;
    const rc_reading *r = c->reading;
    if (c->is_open && (c->kind != d->kind || c->claim != d->claim || c->item != d->item)) close_choice(c);
    if (d->kind == CHOICE_RIGHT) {
        rc_note *made = d->chosen ? NULL : note_of(r, d->claim);
        if (!made) return;
        made->kind = RC_NOTE_DROPPED;
        made->why = RC_STR("the learned choice takes it for no claim");
    } else if (d->kind == CHOICE_BY || d->kind == CHOICE_AGAINST) {
        if (d->chosen != d->ruled)
            note_choice(r, d, d->claim, text_of(r, d),
                        rc_str_of(d->chosen ? "the rules did not" : "left out, the rules had it"));
    } else if (d->kind != CHOICE_HEDGED) {
        if (!c->is_open)
            *c = (chooser){.reading = r, .kind = d->kind, .claim = d->claim, .item = d->item, .is_open = true};
        if (d->ruled) c->ruled = text_of(r, d);
        if (c->text.ptr && d->score <= c->best) return;
        c->best = d->score;
        c->text = text_of(r, d);
        c->best_is_ruled = d->ruled;
    }
}

decision_tap trace_choices(const rc_reading *r)
{
    chooser *c = RC_NEW(r->arena, chooser);
    c->reading = r;
    return (decision_tap){take_decision, c};
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
