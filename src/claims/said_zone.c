/* Where the speaker stands before a verb of saying: the zone of its subject, and the part of it that names somebody. */
#include "claims/said_window.h"

#define ZONE_BACK 24

bool is_finite_word(const rc_reading *r, uint32_t token)
{
    uint32_t w = word_at(r->syntax, token);
    return w != NO_WORD && (is_upos(r->syntax, w, RC_UPOS_VERB) || is_upos(r->syntax, w, RC_UPOS_AUX)) &&
           has_feature(r->syntax, w, "VerbForm=Fin");
}

/* Start of the zone in which the subject of a verb stands: after the last verb, subordinator or quotation mark. */
uint32_t zone_start(const rc_reading *r, uint32_t verb, range s)
{
    uint32_t floor = verb > s.first + ZONE_BACK ? verb - ZONE_BACK : s.first;
    for (uint32_t t = verb; t > floor; t--) {
        uint32_t p = t - 1;
        uint8_t kind = r->doc->tokens[p].kind;
        if (kind == RC_TOKEN_OPEN || kind == RC_TOKEN_CLOSE || is_sign(r, p, ';') || is_sign(r, p, ':')) return t;
        if (is_sign(r, p, ')') || (is_sign(r, p, '-') && p + 1 < verb)) return t;
        if (has_grammar(r, p, G_SUB)) return t;
        bool noun = hit_with(r, p, r->rules->sources) || hit_with(r, p, r->rules->people) || r->party_at[p] != NO_INDEX;
        if ((is_verb(r, p) || is_finite_word(r, p)) && !noun && !has_capital(r, p)) return t;
    }
    return floor;
}

/* Start of the last part between commas in [first, end). */
static uint32_t last_part(const rc_reading *r, uint32_t first, uint32_t end)
{
    uint32_t t = end;
    while (t > first && !is_sign(r, t - 1, ',') && !is_spaced_dash(r, t - 1)) t--;
    return t;
}

static bool is_age(const rc_reading *r, uint32_t first, uint32_t end)
{
    return end == first + 1 && r->doc->tokens[first].kind == RC_TOKEN_NUMBER;
}

static bool is_all_name(const rc_reading *r, uint32_t first, uint32_t end)
{
    for (uint32_t t = first; t < end; t++)
        if ((!has_capital(r, t) && !has_grammar(r, t, G_OF)) || r->timex_at[t] != NO_INDEX) return false;
    bool phrase = first < end && is_upos(r->syntax, word_at(r->syntax, first), RC_UPOS_ADP); /* "On Sunday" */
    return first < end && end - first <= 5 && !phrase;
}

static bool has_source_noun(const rc_reading *r, uint32_t first, uint32_t end)
{
    for (uint32_t t = first; t < end; t++)
        if (hit_with(r, t, r->rules->sources)) return true;
    return false;
}

/* The subject in the zone before a verb: its last part between commas, with the name or function that stands in
 * apposition to it ("Le porte-parole du Front, X, a déclaré"; "X, a police officer, said"). */
uint32_t subject_start(const rc_reading *r, uint32_t zone, uint32_t verb)
{
    uint32_t end = verb;
    while (end > zone && is_punct(r, end - 1)) end--;
    uint32_t start = last_part(r, zone, end);
    if (start > zone + 1 && is_age(r, start, end)) { /* "X, 69, said" */
        end = start - 1;
        start = last_part(r, zone, end);
    }
    source who;
    if (start == zone || !source_in(r, start, end, &who)) return zone;
    if (is_spaced_dash(r, start - 1)) return start;
    uint32_t before_end = start - 1, before = last_part(r, zone, before_end);
    bool apposed = (is_all_name(r, start, end) && before_end - before < 9 && has_source_noun(r, before, before_end) &&
                    !is_upos(r->syntax, word_at(r->syntax, before), RC_UPOS_ADP)) ||
                   (has_source_noun(r, start, end) && is_all_name(r, before, before_end));
    return apposed ? before : start;
}
