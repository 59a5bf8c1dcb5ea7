/* Who does it, to whom: the nearest party mentions that can stand there. */
#include "claims/mentions.h"
#include "claims/roles.h"

#define AGENT_BACK 20
#define AUX_BACK 4

bool can_act(const rc_reading *r, const rc_party_mention *p)
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
    place_word word = place_word_at(r, t);
    return word == PLACE_WORD_BEFORE || word == PLACE_WORD_MAYBE;
}

/* The subject by the tree. */
static const rc_party_mention *subject_of(const rc_reading *r, uint32_t anchor, range within)
{
    uint32_t verb = head_word(r->syntax, word_at(r->syntax, anchor));
    if (!is_upos(r->syntax, verb, RC_UPOS_VERB) || is_passive_word(r, verb)) return NULL;
    uint32_t subject = agent_of(r, verb);
    const rc_party_mention *p = party_of(r, subject);
    return p && in_range(within, p->first) && can_act(r, p) ? p : NULL;
}

const rc_party_mention *agent_before(const rc_reading *r, uint32_t anchor, range within)
{
    const rc_party_mention *told = subject_of(r, anchor, within);
    if (told) return told;
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

bool is_town_hit(const rc_reading *r, const rc_party_mention *p)
{
    const syntax *s = r->syntax;
    const rc_place_mention *town = place_at(r, p->first);
    if (!town || town->precision > RC_PRECISION_DISTRICT || town->precision == RC_PRECISION_NONE) return false;
    uint32_t word = word_at(s, p->first), up = word == NO_WORD ? NO_WORD : s->parent[word];
    if (up == NO_WORD || !is_related(s, word, REL_BIT(REL_OBJ) | REL_BIT(REL_OBL))) return false;
    uint32_t t = s->token_of[up];
    return hit_with(r, t, r->rules->events) || hit_with(r, t, r->rules->control) || hit_with(r, t, r->rules->damage);
}

bool lies_between(const rc_reading *r, const rc_party_mention *p)
{
    const syntax *s = r->syntax;
    uint32_t head = p->is_metonym ? head_of(s, p->first, p->first + p->count) : NO_WORD;
    if (head == NO_WORD) return false;
    if (is_related(s, head, REL_BIT(REL_CONJ))) head = first_conjunct(s, head);
    uint32_t marker = case_of(r, head), between = marker == NO_WORD ? 0 : s->token_of[marker];
    if (!between || !has_grammar(r, between, G_BETWEEN)) return false;
    uint32_t before = word_at(s, between - 1); /* whatever the tree hangs it on */
    return before != NO_WORD && (has_telling(r, before, TELLING_WAY) || is_ground_noun(r, between - 1));
}

/* "In Goma, DR Congo": the country behind a comma says where the place before it lies. */
static bool encloses_place(const rc_reading *r, const rc_party_mention *p)
{
    const rc_place_mention *inner = p->first > 1 && is_sign(r, p->first - 1, ',') ? place_at(r, p->first - 2) : NULL;
    return inner && inner->precision != RC_PRECISION_COUNTRY; /* "Jordan, Kuwait" is a list */
}

/* "At the border with Uganda", "on the way to Moscow": a bare country or capital that says where. */
static bool is_place_preposition(const rc_reading *r, uint32_t t)
{
    const rc_hit *hit = hit_with(r, t, r->rules->placewords);
    return hit && r->rules->place_word[hit->row] == PLACE_WORD_BEFORE;
}

bool is_whereabouts(const rc_reading *r, const rc_party_mention *p)
{
    if (!p->is_metonym || p->first == 0) return false;
    if (is_town_hit(r, p) || lies_between(r, p) || encloses_place(r, p)) return true;
    uint32_t t = p->first - 1;
    if (is_place_preposition(r, t)) return true; /* "au Mali" */
    while (t > 0 && (has_grammar(r, t, G_ARTICLE) || is_upos(r->syntax, word_at(r->syntax, t), RC_UPOS_ADJ))) t--;
    if (t > 0 && has_telling(r, word_at(r->syntax, t - 1), TELLING_WAY)) return true;
    return is_place_preposition(r, t);
}

const rc_party_mention *party_after(const rc_reading *r, uint32_t anchor, range within, uint32_t grammar_bits)
{
    bool open = grammar_bits == 0;
    for (uint32_t t = anchor; t < within.end && t < anchor + AGENT_BACK; t++) {
        if (is_sign(r, t, ';') || has_grammar(r, t, G_CONTRAST)) return NULL;
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
