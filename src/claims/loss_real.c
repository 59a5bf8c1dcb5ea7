/* Losses that nothing befell: what was only tried, those taken long before, and words for bodies of people. */
#include "claims/loss_search.h"
#include "claims/roles.h"

#define RELEASE_REACH 7 /* between "freed" and "hostages" */
#define MOST_UP 3       /* verbs between "flee" and "still hope" */

static bool names_body(const rc_reading *r, const group *g)
{
    if (g->kind != GROUP_PEOPLE) return false;
    bool counted = g->quantity && g->quantity->kind != RC_QUANTITY_ARTICLE;
    if (counted && !g->plural) return false; /* "40 militia were killed" */
    if (has_setting(r, g->head, SETTING_BODY)) return true;
    bool of = false; /* "gang members", "membres de gangs" */
    for (uint32_t t = g->head; t < g->end; t++) of = of || has_grammar(r, t, G_OF);
    if (!of && has_setting(r, g->end - 1, SETTING_BODY)) return true;
    const rc_party_mention *p = g->party;
    bool named = p && !p->is_generic && !p->is_person && !p->is_modifier && p->inter != RC_INTER_STATE &&
                 p->inter != RC_INTER_CIVILIANS;
    if (!named || counted || g->plural) return false;
    for (uint32_t t = g->first; t < g->end; t++)
        if (hit_with(r, t, r->rules->people)) return false;
    return true;
}

bool loss_names_body(const rc_reading *r, const group *g)
{
    group whole; /* "in three columns" read as "three" */
    bool more = g->end < r->doc->n_tokens && group_at(r, g->first, r->doc->n_tokens, &whole) && whole.end > g->end;
    return names_body(r, g) || (more && names_body(r, &whole));
}

bool loss_is_unreal(const search *s)
{
    const rc_reading *r = s->r;
    const syntax *x = r->syntax;
    if (s->row->pos != POS_VERB) return false;
    uint32_t verb = head_word(x, word_at(x, s->hit->token));
    uint64_t governed = REL_BIT(REL_XCOMP) | REL_BIT(REL_CCOMP) | REL_BIT(REL_ACL);
    for (unsigned n = 0; n < MOST_UP && is_related(x, verb, governed) && x->parent[verb] != NO_WORD; n++) {
        bool content = !is_related(x, verb, REL_BIT(REL_ACL));
        verb = x->parent[verb];
        const rc_hit *plan = hit_with(r, x->token_of[verb], r->rules->plans);
        bool tried = plan && r->rules->plan[plan->row] == RC_ACTUAL;
        if (content && plan && (tried || s->row->effect == RC_DISPLACED)) return true;
    }
    return false;
}

/* "Les otages détenus par X ont été libérés": that they were taken is told to say who was freed. */
bool loss_are_freed(const search *s)
{
    const syntax *x = s->r->syntax;
    uint32_t noun = word_at(x, s->hit->token);
    if (s->row->effect != RC_CAPTURED || noun == NO_WORD) return false;
    if (is_related(x, noun, REL_BIT(REL_AMOD) | REL_BIT(REL_COMPOUND) | REL_BIT(REL_ACL))) noun = x->parent[noun];
    uint32_t verb = noun == NO_WORD ? NO_WORD : x->parent[noun];
    return verb != NO_WORD && has_setting(s->r, x->token_of[verb], SETTING_RELEASE) && patient_of(s->r, verb) == noun;
}

/* The word tells that somebody was harmed, not taken. */
static bool tells_other_harm(const rc_reading *r, uint32_t t)
{
    for (uint32_t i = r->hits.at[t]; i < r->hits.at[t + 1]; i++) {
        const rc_hit *hit = &r->hits.ptr[i];
        const effect_row *row = hit->list == r->rules->effects ? &r->rules->effect[hit->row] : NULL;
        if (row && row->effect != RC_CAPTURED && row->frame == EFFECT_OBJ) return true;
    }
    return false;
}

/* "20 prisoners are killed", "freed 13 of their prisoners", "the bodies of two hostages": nobody is taken here. */
bool loss_taken_before(const search *s)
{
    const rc_reading *r = s->r;
    uint32_t anchor = s->hit->token, word = word_at(r->syntax, anchor);
    bool attribute = s->row->frame == EFFECT_OBJ &&
                     is_related(r->syntax, word, REL_BIT(REL_AMOD) | REL_BIT(REL_COMPOUND)); /* "kidnapped girls" */
    bool held = attribute || s->row->frame == EFFECT_ATTR;                                   /* "otages détenus" */
    if (s->row->effect != RC_CAPTURED || !(s->row->frame == EFFECT_SELF || held)) return false;
    uint32_t first = anchor > s->within.first + RELEASE_REACH ? anchor - RELEASE_REACH : s->within.first;
    for (uint32_t t = first; t < s->within.end && t < anchor + 2 * RELEASE_REACH; t++) {
        if (has_setting(r, t, SETTING_RELEASE)) return true;
    }
    for (uint32_t t = anchor + 1; t < s->within.end && t < anchor + 5; t++) {
        if (is_punct(r, t)) break;
        if (tells_other_harm(r, t)) return true;
    }
    return false;
}
