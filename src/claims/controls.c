/* Changes of control (control.tsv). A verb such as "prendre" or "hold" is about ground only when what it takes is a
 * place or a noun for one. */
#include "claims/mentions.h"

#define PLACE_AHEAD 9
#define PLACE_BACK 14

static bool is_ground(const rc_reading *r, uint32_t t)
{
    if (r->place_at[t] != NO_INDEX) return true;
    return is_ground_noun(r, t);
}

static int32_t place_ahead(const rc_reading *r, uint32_t from, range within, bool *ground)
{
    *ground = false;
    for (uint32_t t = from; t < within.end && t < from + PLACE_AHEAD; t++) {
        if (is_sign(r, t, ';') || (t > from && is_verb(r, t)) || has_grammar(r, t, G_SUB)) break;
        if (is_ground(r, t)) *ground = true;
        if (r->place_at[t] != NO_INDEX) return r->place_at[t];
    }
    return NO_INDEX;
}

static int32_t place_back(const rc_reading *r, uint32_t from, range within, bool *ground)
{
    *ground = false;
    int32_t best = NO_INDEX;
    uint32_t floor = from > within.first + PLACE_BACK ? from - PLACE_BACK : within.first;
    for (uint32_t t = from; t > floor; t--) {
        if (is_sign(r, t - 1, ';') || (is_verb(r, t - 1) && !has_grammar(r, t - 1, G_BE | G_HAVE))) break;
        if (is_ground(r, t - 1)) *ground = true;
        if (r->place_at[t - 1] != NO_INDEX) {
            best = r->place_at[t - 1]; /* go on: the subject is the first place of the clause */
            t = r->places.ptr[best].first + 1;
            if (is_sign(r, t - 1, ',')) break;
        }
    }
    return best;
}

/* "la prise de P", "control of the town": a noun is about the ground that "of" joins to it. */
static bool place_of_noun(const rc_reading *r, const rc_hit *hit, range within)
{
    uint32_t t = hit->token + hit->count;
    if (t >= within.end || !(has_grammar(r, t, G_OF | G_AGAINST) || is_ground(r, t))) return false;
    for (uint32_t end = t + 5; t < end && t < within.end; t++)
        if (is_ground(r, t)) return true;
    return false;
}

static bool needs_ground(rc_change change)
{
    return change == RC_TAKEN || change == RC_LOST || change == RC_HELD || change == RC_BESIEGED ||
           change == RC_CONTESTED || change == RC_WITHDREW || change == RC_ADVANCED;
}

static void fill_roles(const rc_reading *r, mention *m, const control_row *row, bool passive, range within)
{
    uint32_t after = m->anchor + 1;
    switch (row->frame) {
    case CONTROL_SUBJ:
        if (passive) {
            m->by = party_after(r, after, within, G_BY);
            m->against = party_after(r, after, within, 0); /* "capturés aux talibans par la résistance" */
            if (m->against == m->by) m->against = NULL;
            break;
        }
        m->by = agent_before(r, m->anchor, within);
        break;
    case CONTROL_OBJ:
        m->by = passive ? party_after(r, after, within, G_BY) : agent_before(r, m->anchor, within);
        m->against = passive ? agent_before(r, m->anchor, within) : party_after(r, after, within, 0);
        if (m->against == m->by) m->against = NULL;
        break;
    case CONTROL_PLACE:
        m->by = party_after(r, after, within, 0);
        break;
    case CONTROL_NOUN:
        m->by = party_after(r, after, within, G_BY);
        break;
    }
}

static void add_control(const rc_reading *r, const rc_hit *hit, range within, mentions *out)
{
    const control_row *row = &r->rules->change[hit->row];
    bool passive = row->pos == POS_VERB && is_passive(r, hit->token, hit->features, within);
    bool ground = false;
    int32_t place;
    if (row->frame == CONTROL_PLACE || (passive && row->frame == CONTROL_SUBJ))
        place = place_back(r, hit->token, within, &ground);
    else
        place = place_ahead(r, hit->token + hit->count, within, &ground);
    bool bare_noun = row->frame == CONTROL_NOUN && !place_of_noun(r, hit, within);
    if ((needs_ground(row->change) && !ground) || bare_noun) return;
    mention *m = RC_PUSH(r->arena, out);
    *m = (mention){.kind = MENTION_CONTROL,
                   .anchor = hit->token,
                   .first = hit->token,
                   .end = hit->token + hit->count,
                   .rule = "control",
                   .confidence = place == NO_INDEX ? 0.5f : 0.7f,
                   .strong = row->change != RC_HELD || place != NO_INDEX,
                   .features = hit->features,
                   .place = place};
    fill_roles(r, m, row, passive, within);
    m->control = (rc_control){.change = row->change};
    if (place != NO_INDEX) {
        const rc_place_mention *p = &r->places.ptr[place];
        m->control.place = p->name;
        if (p->first < m->first) m->first = p->first;
        if (p->first + p->count > m->end) m->end = p->first + p->count;
    }
    if (m->by) m->control.by = m->by->party;
    if (m->against) m->control.from = m->against->party;
}

/* Further places of the same list: "les districts de A, B et C". */
static void add_listed_places(const rc_reading *r, range within, mentions *out)
{
    mention base = out->ptr[out->len - 1];
    if (base.place == NO_INDEX) return;
    for (int step = -1; step <= 1; step += 2) {
        const rc_place_mention *p = &r->places.ptr[base.place];
        for (int32_t i = base.place + step; i >= 0 && i < (int32_t)r->places.n; i += step) {
            const rc_place_mention *q = &r->places.ptr[i];
            uint32_t gap_first = step > 0 ? p->first + p->count : q->first + q->count;
            uint32_t gap_end = step > 0 ? q->first : p->first;
            if (!in_range(within, q->first) || gap_end > gap_first + 2 || gap_end == gap_first) break;
            bool listed = true, comma_only = true;
            for (uint32_t t = gap_first; t < gap_end; t++) {
                listed = listed && (is_sign(r, t, ',') || has_grammar(r, t, G_COORD | G_OF | G_ARTICLE));
                comma_only = comma_only && is_sign(r, t, ',');
            }
            /* "Baga, Borno": a comma before a larger place is no list. */
            bool larger = q->precision > p->precision && p->precision != RC_PRECISION_NONE;
            if (!listed || (comma_only && step > 0 && larger)) break;
            mention *m = RC_PUSH(r->arena, out);
            *m = base;
            m->place = i;
            m->control.place = q->name;
            p = q;
        }
    }
}

void find_controls(const rc_reading *r, range sentence, mentions *out)
{
    for (uint32_t i = r->hits.at[sentence.first]; i < r->hits.at[sentence.end]; i++) {
        const rc_hit *hit = &r->hits.ptr[i];
        if (hit->list != r->rules->control) continue;
        size_t before = out->len;
        add_control(r, hit, sentence, out);
        if (out->len > before) add_listed_places(r, sentence, out);
    }
}
