#include "claims/modality.h"
#include "claims/roles.h"

#define AUX_BACK 5
#define WORD_REACH 12
#define NEGATION_BACK 5
#define PLAN_BACK 7

static uint32_t back_to(uint32_t anchor, uint32_t reach, range within)
{
    return anchor > within.first + reach ? anchor - reach : within.first;
}

/* A verb whose ending alone says conditional ("seraient", "aurait"), for verbs that no list holds. */
static bool has_hedging_ending(const rc_reading *r, uint32_t t)
{
    const rc_hit *hit = hit_with(r, t, r->rules->hedges);
    if (hit && r->rules->hedge[hit->row] == HEDGE_NOT_ENDING) return false;
    if (r->doc->tokens[t].kind != RC_TOKEN_WORD || has_capital(r, t)) return false;
    for (uint32_t i = 0; i < r->rules->n_endings; i++)
        if (r->doc->tokens[t].fold.len > r->rules->endings[i].len + 1 &&
            rc_str_ends(r->doc->tokens[t].fold, r->rules->endings[i]))
            return true;
    return false;
}

bool is_conditional(const rc_reading *r, uint32_t t)
{
    if (r->rules->n_endings == 0) return false; /* a language whose conditional does not hedge */
    for (uint32_t i = r->hits.at[t]; i < r->hits.at[t + 1]; i++)
        if (r->hits.ptr[i].features & RC_FEAT_COND) return true;
    return has_hedging_ending(r, t);
}

static bool in_tree(const rc_reading *r, uint32_t anchor)
{
    return word_at(r->syntax, anchor) != NO_WORD && !r->all_upper;
}

static bool is_marked(const rc_reading *r, const saying *what, aspect about, pattern_mark with, fit *why)
{
    *why = pattern_at(r, what->anchor, about, what->sourced);
    return why->pattern && why->pattern->marks == with;
}

bool is_hedged(const rc_reading *r, const saying *what, fit *why)
{
    uint32_t anchor = what->anchor;
    range within = what->within;
    *why = (fit){NULL, NO_WORD};
    if (in_tree(r, anchor)) return is_marked(r, what, ASPECT_CERTAINTY, MARK_HEDGED, why);
    if (r->rules->n_endings && (what->features & RC_FEAT_COND)) return true;
    for (uint32_t t = back_to(anchor, AUX_BACK, within); t < within.end && t < anchor + AUX_BACK; t++)
        if (is_conditional(r, t)) return true;
    for (uint32_t t = back_to(anchor, WORD_REACH, within); t < within.end && t < anchor + WORD_REACH; t++) {
        const rc_hit *hit = hit_with(r, t, r->rules->hedges);
        if (!hit) continue;
        hedge_kind kind = r->rules->hedge[hit->row];
        if (kind == HEDGE_WORD || kind == HEDGE_REPORT) return true;
        if (kind == HEDGE_MODAL && t <= anchor && anchor <= t + AUX_BACK) return true;
    }
    return false;
}

/* "n'ont perdu que trois hommes", "avant qu'ils ne soient tués": "ne" without its second part denies nothing. */
bool is_negated(const rc_reading *r, const saying *what, fit *why)
{
    uint32_t anchor = what->anchor;
    range within = what->within;
    *why = (fit){NULL, NO_WORD};
    if (in_tree(r, anchor)) return is_marked(r, what, ASPECT_POLARITY, MARK_DENIED, why);
    bool around = false, after = false;
    for (uint32_t t = back_to(anchor, NEGATION_BACK, within); t < within.end && t < anchor + 3; t++) {
        const rc_hit *hit = hit_with(r, t, r->rules->negation);
        if (!hit) continue;
        negation_kind kind = r->rules->neg[hit->row];
        if ((kind == NEG_BEFORE || kind == NEG_APART) && t < anchor && anchor < t + hit->count + 3) return true;
        if (kind == NEG_AROUND && t < anchor) around = true;
        if (kind == NEG_AFTER && around) after = true;
    }
    return around && after;
}

rc_reality reality_of(const rc_reading *r, const saying *what, fit *why)
{
    uint32_t anchor = what->anchor;
    *why = (fit){NULL, NO_WORD};
    if (in_tree(r, anchor)) {
        *why = pattern_at(r, anchor, ASPECT_REALITY, what->sourced);
        if (!why->pattern || why->pattern->marks == MARK_ACTUAL) return RC_ACTUAL;
        return why->pattern->marks == MARK_HYPOTHETICAL ? RC_HYPOTHETICAL : RC_PLANNED;
    }
    if ((what->features & RC_FEAT_FUT) && !(what->features & (RC_FEAT_PRES | RC_FEAT_PAST))) return RC_PLANNED;
    for (uint32_t t = anchor + 1; t > back_to(anchor, PLAN_BACK, what->within); t--) {
        uint32_t p = t - 1;
        if (is_punct(r, p) && !is_sign(r, p, ',')) break;
        const rc_hit *hit = hit_with(r, p, r->rules->plans);
        bool reports =
            hit && r->rules->n_endings && is_conditional(r, p); /* "auraient été": the conditional of report */
        if (hit && !reports && hit->token + hit->count <= anchor + 1) return r->rules->plan[hit->row];
    }
    return RC_ACTUAL;
}
