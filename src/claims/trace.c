#include "claims/trace.h"

static rc_note *add_note(const rc_reading *r, uint32_t sentence, rc_note_kind kind)
{
    rc_note *note = RC_PUSH(r->arena, &r->trace->notes);
    *note = (rc_note){.kind = kind, .sentence = sentence};
    return note;
}

static const char *class_name(cue_class cls)
{
    static const char *const names[] = {"neutral", "claiming", "confirming", "denying", "accusing", "warning", "ordering"};
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
