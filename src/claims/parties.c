/* Who does it, to whom: the nearest party mentions that can stand there. */
#include "claims/mentions.h"
#include "claims/roles.h"

#define AGENT_BACK 20
#define AUX_BACK 4

/* A mention that can act. A bare country or capital acts only as the subject itself, which distance decides. */
static bool can_act(const rc_reading *r, const rc_party_mention *p)
{
    if (hit_with(r, p->first, r->rules->effects)) return false; /* "the dead", "les blessés" */
    if (rc_str_is(p->party, "unknown")) return p->members == RC_MEMBERS_COMBATANT || p->is_generic;
    return p->inter != RC_INTER_CIVILIANS && !rc_str_is(p->party, "civilians") && !rc_str_is(p->party, "media");
}

/* Words that put the name after them out of the subject: "in Russia", "of the Taliban". */
static bool is_governed(const rc_reading *r, uint32_t first, range within)
{
    if (first == within.first) return false;
    uint32_t t = first - 1;
    if (has_grammar(r, t, G_ARTICLE) && t > within.first) t--;
    if (has_grammar(r, t, G_OF | G_BY | G_AGAINST | G_BETWEEN)) return true;
    return hit_with(r, t, r->rules->placewords) != NULL;
}

const rc_party_mention *agent_before(const rc_reading *r, uint32_t anchor, range within)
{
    uint32_t floor = anchor > within.first + AGENT_BACK ? anchor - AGENT_BACK : within.first;
    const rc_party_mention *fallback = NULL;
    for (uint32_t t = anchor; t > floor; t--) {
        if (is_sign(r, t - 1, ';')) break;
        const rc_party_mention *p = party_at(r, t - 1);
        if (!p || !can_act(r, p)) continue;
        t = p->first + 1;
        uint32_t next = p->first + p->count;
        bool subject = next >= within.end || is_verb(r, next) || is_sign(r, next, ',') || has_grammar(r, next, G_COORD);
        if (p->is_metonym && (is_governed(r, p->first, within) || !subject)) continue;
        if (!is_governed(r, p->first, within)) return p;
        if (!fallback) fallback = p;
    }
    return fallback && !fallback->is_metonym ? fallback : NULL;
}

/* "A village in northern Mali", "at the border with Uganda", "on the way to Moscow": a bare country or capital that
 * says where, not whom. */
static bool is_whereabouts(const rc_reading *r, const rc_party_mention *p)
{
    if (!p->is_metonym || p->first == 0) return false;
    uint32_t t = p->first - 1;
    while (t > 0 && (has_grammar(r, t, G_ARTICLE) || is_upos(r->syntax, word_at(r->syntax, t), RC_UPOS_ADJ))) t--;
    if (t > 0 && has_telling(r, word_at(r->syntax, t - 1), TELLING_WAY)) return true;
    const rc_hit *hit = hit_with(r, t, r->rules->placewords);
    return hit && r->rules->place_word[hit->row] == PLACE_WORD_BEFORE;
}

const rc_party_mention *party_after(const rc_reading *r, uint32_t anchor, range within, uint32_t grammar_bits)
{
    bool open = grammar_bits == 0;
    for (uint32_t t = anchor; t < within.end && t < anchor + AGENT_BACK; t++) {
        if (is_sign(r, t, ';')) return NULL;
        if (has_grammar(r, t, grammar_bits)) {
            open = true;
            anchor = t;
            continue;
        }
        const rc_party_mention *p = party_at(r, t);
        if (open && p && !is_whereabouts(r, p)) return p;
        if (open && t > anchor + 6) open = grammar_bits == 0;
        if (open && grammar_bits && (is_punct(r, t) || is_verb(r, t))) open = false;
    }
    return NULL;
}

static unsigned phrase_length(const rc_reading *r, uint32_t anchor)
{
    unsigned longest = 1;
    for (uint32_t i = r->hits.at[anchor]; i < r->hits.at[anchor + 1]; i++) {
        const rc_hit *hit = &r->hits.ptr[i];
        bool verbs = hit->list == r->rules->control || hit->list == r->rules->effects || hit->list == r->rules->events;
        if (verbs && hit->count > longest) longest = hit->count;
    }
    return longest;
}

bool is_passive(const rc_reading *r, uint32_t anchor, uint32_t features, range within)
{
    if (!(features & RC_FEAT_PPAST) || has_setting(r, anchor, SETTING_MOVING)) return false;
    for (uint32_t t = anchor; t > within.first && t + AUX_BACK > anchor; t--) { /* the nearest auxiliary decides */
        if (is_punct(r, t - 1) || has_grammar(r, t - 1, G_SUB | G_REL)) break;
        if (has_grammar(r, t - 1, G_BE)) return true;
        if (has_grammar(r, t - 1, G_HAVE)) return false;
    }
    bool joined = anchor > within.first && has_grammar(r, anchor - 1, G_COORD) && anchor + 1 < within.end &&
                  (quantity_at(r, anchor + 1) || has_grammar(r, anchor + 1, G_ARTICLE));
    if (joined) return false;                                     /* "ont repoussé l'attaque et tué 17 talibans" */
    if (!(features & (RC_FEAT_PAST | RC_FEAT_PRES))) return true; /* French: a participle alone is reduced */
    /* English "killed": active when an object follows it at once. */
    if (phrase_length(r, anchor) > 1) return false; /* "seized control of" has its object inside */
    group g;
    uint32_t next = anchor + 1;
    if (next >= within.end) return true;
    if (has_grammar(r, next, G_BY | G_COORD | G_SUB | G_REL) || is_punct(r, next) || timex_at(r, next)) return true;
    if (quantity_at(r, next) || has_grammar(r, next, G_ARTICLE | G_DEMONSTRATIVE)) return false;
    if (r->place_at[next] != NO_INDEX || r->party_at[next] != NO_INDEX || group_at(r, next, within.end, &g))
        return false;
    if (hit_with(r, next, r->rules->control) || hit_with(r, next, r->rules->events))
        return false; /* "seized control" */
    return true;
}
