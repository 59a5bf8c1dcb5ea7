#include "claims/fit.h"

#include "claims/modality.h"
#include "claims/roles.h"

#define MOST_STARTS 6

#define SUBJECTS (REL_BIT(REL_NSUBJ) | REL_BIT(REL_CSUBJ))
/* An act told by a noun shares the fate of its clause where it is a subject or object of it, or part of one. */
#define CORE                                                                                                           \
    (SUBJECTS | REL_BIT(REL_OBJ) | REL_BIT(REL_NMOD) | REL_BIT(REL_APPOS) | REL_BIT(REL_CONJ) | REL_BIT(REL_NUMMOD) |  \
     REL_BIT(REL_AMOD) | REL_BIT(REL_COMPOUND) | REL_BIT(REL_FLAT) | REL_BIT(REL_XCOMP))

typedef struct act_site {
    const rc_reading *r;
    const syntax *s;
    uint32_t word;
    uint32_t start[MOST_STARTS]; /* predicates whose marks count for the act, its own clause's first */
    unsigned n_starts;
    bool sourced;
} act_site;

static uint32_t token_of(const act_site *a, uint32_t word)
{
    return a->s->token_of[word];
}

/* ---- conditions */

static bool has_word_feature(const act_site *a, uint32_t word, const char *pair)
{
    if (has_feature(a->s, word, pair)) return true;
    return rc_str_is(rc_str_of(pair), "Mood=Cnd") && is_conditional(a->r, token_of(a, word)); /* the lists know forms */
}

static bool has_auxiliary(const act_site *a, uint32_t verb, uint32_t grammar, const char *pair)
{
    uint64_t set = REL_BIT(REL_AUX) | REL_BIT(REL_COP);
    for (uint32_t c = child_by(a->s, verb, set, NO_WORD); c != NO_WORD; c = child_by(a->s, verb, set, c)) {
        if (grammar && has_grammar(a->r, token_of(a, c), grammar)) return true;
        if (pair && has_word_feature(a, c, pair)) return true;
    }
    return false;
}

/* "have taken", "avoir pris", "est mort": the act lies before the time that its mood speaks of. */
static bool is_perfect(const act_site *a, uint32_t verb)
{
    uint64_t aux = REL_BIT(REL_AUX);
    for (uint32_t c = child_by(a->s, verb, aux, NO_WORD); c != NO_WORD; c = child_by(a->s, verb, aux, c)) {
        bool have = has_grammar(a->r, token_of(a, c), G_HAVE) && !has_grammar(a->r, token_of(a, c), G_BE);
        if (have || (a->s->flags[c] & REL_TENSE)) return true;
    }
    return false;
}

static bool is_state(const act_site *a, uint32_t verb)
{
    if (child_by(a->s, verb, REL_BIT(REL_COP), NO_WORD) != NO_WORD) return true;
    bool passive = is_passive_word(a->r, verb);
    return !passive && has_auxiliary(a, verb, G_BE, NULL) && has_feature(a->s, verb, "Tense=Pres");
}

static bool is_conditional_verb(const act_site *a, uint32_t verb)
{
    return has_word_feature(a, verb, "Mood=Cnd") || has_auxiliary(a, verb, 0, "Mood=Cnd");
}

static bool is_negated_verb(const act_site *a, uint32_t verb)
{
    for (uint32_t c = child_by(a->s, verb, REL_BIT(REL_ADVMOD), NO_WORD); c != NO_WORD;
         c = child_by(a->s, verb, REL_BIT(REL_ADVMOD), c))
        if (has_feature(a->s, c, "Polarity=Neg")) return true;
    return false;
}

static bool is_impersonal(const act_site *a, uint32_t verb)
{
    uint64_t set = SUBJECTS | REL_BIT(REL_EXPL);
    for (uint32_t c = child_by(a->s, verb, set, NO_WORD); c != NO_WORD; c = child_by(a->s, verb, set, c))
        if (has_grammar(a->r, token_of(a, c), G_IMPERSONAL)) return true;
    return false;
}

static bool is_past(const act_site *a, uint32_t verb)
{
    return has_feature(a->s, verb, "Tense=Past") || has_feature(a->s, verb, "Tense=Imp");
}

/* "ne ... que", "avant qu'il ne": the word alone denies nothing where its language needs a second. */
static bool is_full_negation(const act_site *a, uint32_t negation)
{
    const rc_reading *r = a->r;
    const rc_hit *hit = hit_with(r, token_of(a, negation), r->rules->negation);
    if (!hit || r->rules->neg[hit->row] != NEG_AROUND) return true;
    uint32_t verb = a->s->parent[negation];
    for (uint32_t t = a->s->left[verb]; t < a->s->right[verb]; t++) {
        const rc_hit *second = hit_with(r, t, r->rules->negation);
        if (second && r->rules->neg[second->row] != NEG_AROUND) return true;
    }
    return false;
}

/* "doit", "va": what its infinitive says is planned. */
static bool is_planning(const act_site *a, uint32_t verb)
{
    const rc_hit *hit = hit_with(a->r, token_of(a, verb), a->r->rules->plans);
    return hit && a->r->rules->plan[hit->row] == RC_PLANNED;
}

static bool fits_start(const act_site *a, const pattern *p, uint32_t start)
{
    uint32_t w = p->when;
    if ((w & WHEN_PLANNED) && !is_planning(a, start)) return false;
    if (!(w & (WHEN_PERFECT | WHEN_BARE | WHEN_STATE | WHEN_SIMPLE | WHEN_CONDITIONAL | WHEN_INFINITIVE))) return true;
    bool infinitive = has_feature(a->s, start, "VerbForm=Inf");
    if ((w & WHEN_PERFECT) && !is_perfect(a, start)) return false;
    if ((w & WHEN_SIMPLE) && is_perfect(a, start)) return false;
    if ((w & WHEN_BARE) && (is_perfect(a, start) || is_state(a, start))) return false;
    if ((w & WHEN_STATE) && (is_perfect(a, start) || !is_state(a, start))) return false;
    if ((w & WHEN_CONDITIONAL) && !is_conditional_verb(a, start)) return false;
    return !(w & WHEN_INFINITIVE) || infinitive;
}

/* A passive, also one whose auxiliary the tree does not call so ("was yesterday reported"). */
static bool is_agentless(const act_site *a, uint32_t verb)
{
    bool passive =
        is_passive_word(a->r, verb) || (has_feature(a->s, verb, "VerbForm=Part") &&
                                        has_feature(a->s, verb, "Tense=Past") && has_auxiliary(a, verb, G_BE, NULL));
    return passive && agent_of(a->r, verb) == NO_WORD;
}

static bool fits_end(const act_site *a, const pattern *p, uint32_t end)
{
    uint32_t w = p->when;
    if ((w & WHEN_AGENTLESS) && !is_agentless(a, end)) return false;
    if ((w & WHEN_NO_AGENT) && is_passive_word(a->r, end) && agent_of(a->r, end) != NO_WORD) return false;
    if ((w & WHEN_AFFIRMED) && is_negated_word(a->r, a->word)) return false;
    if ((w & WHEN_BEHIND) && end < a->word) return false;
    if ((w & WHEN_IMPERSONAL) && !is_impersonal(a, end)) return false;
    if ((w & WHEN_PAST) && !is_past(a, end)) return false;
    if ((w & WHEN_OPEN) && is_negated_verb(a, end)) return false;
    if ((w & WHEN_NEGATED) && !is_negated_verb(a, end)) return false;
    return !(w & WHEN_FULL) || is_full_negation(a, end);
}

/* ---- paths */

static bool is_of_class(const act_site *a, const pattern *p, uint32_t word)
{
    if (a->r->classes[token_of(a, word)] & p->words) return true;
    const rc_quantity *q = quantity_at(a->r, token_of(a, word));
    if (q && q->has_low && q->low > 0) return false; /* "no fewer than 15" denies nothing */
    for (unsigned i = 0; i < PATTERN_FEATURES && p->feature[i]; i++)
        if (has_word_feature(a, word, p->feature[i])) return true;
    return false;
}

static bool by_step(const act_site *a, const pattern_step *step, uint32_t word)
{
    return is_related(a->s, word, step->relations) && (!step->flags || (a->s->flags[word] & step->flags));
}

static uint32_t walk(const act_site *a, const pattern *p, unsigned n, uint32_t word)
{
    if (n == p->n_steps) return is_of_class(a, p, word) && fits_end(a, p, word) ? word : NO_WORD;
    const pattern_step *step = &p->step[n];
    if (step->up)
        return by_step(a, step, word) && a->s->parent[word] != NO_WORD ? walk(a, p, n + 1, a->s->parent[word])
                                                                       : NO_WORD;
    for (uint32_t c = a->s->first_child[word]; c != NO_WORD; c = a->s->next_child[c]) {
        uint32_t end = by_step(a, step, c) ? walk(a, p, n + 1, c) : NO_WORD;
        if (end != NO_WORD) return end;
    }
    return NO_WORD;
}

/* ---- where paths begin */

static bool same_form(const act_site *a, uint32_t x, uint32_t y)
{
    static const char *const forms[] = {"VerbForm=Fin", "VerbForm=Part", "VerbForm=Inf", "VerbForm=Ger"};
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        if (has_feature(a->s, x, forms[i])) return has_feature(a->s, y, forms[i]);
    return false;
}

/* "aurait attaqué et pris", "reportedly took A and entered B": the second verb shares what stands with the first. */
static bool shares_marks(const act_site *a, uint32_t verb)
{
    if (!is_related(a->s, verb, REL_BIT(REL_CONJ))) return false;
    if (child_by(a->s, verb, SUBJECTS | REL_BIT(REL_AUX) | REL_BIT(REL_COP), NO_WORD) != NO_WORD) return false;
    return same_form(a, verb, a->s->parent[verb]);
}

/* The predicate that the noun at `word` is an argument of; NO_WORD where it only stands beside it. */
static uint32_t clause_of_noun(const act_site *a, uint32_t word, uint32_t clause, bool loose)
{
    uint64_t set = CORE | (loose ? REL_BIT(REL_OBL) : 0);
    for (uint32_t w = word; w != clause; w = a->s->parent[w])
        if (!is_related(a->s, w, set)) return NO_WORD;
    return clause;
}

/* "en prenant la ville", "capturing both": a participle goes with the clause that it hangs on, but for its negation. */
static bool goes_along(const act_site *a, uint32_t verb)
{
    bool participle = has_feature(a->s, verb, "VerbForm=Part") || has_feature(a->s, verb, "VerbForm=Ger");
    return participle && is_related(a->s, verb, REL_BIT(REL_ADVCL)) &&
           child_by(a->s, verb, SUBJECTS | REL_BIT(REL_AUX) | REL_BIT(REL_COP), NO_WORD) == NO_WORD;
}

static void find_starts(act_site *a, aspect about)
{
    bool loose = about != ASPECT_POLARITY;
    uint32_t clause = clause_of(a->s, a->word);
    if (clause != NO_WORD && clause != a->word) clause = clause_of_noun(a, a->word, clause, loose);
    a->n_starts = 0;
    for (unsigned n = 0; clause != NO_WORD && n < MOST_STARTS; n++) {
        a->start[a->n_starts++] = clause;
        bool up = is_related(a->s, clause, REL_BIT(REL_XCOMP)) || shares_marks(a, clause) ||
                  (about != ASPECT_POLARITY && goes_along(a, clause));
        clause = up ? a->s->parent[clause] : NO_WORD;
    }
}

/* The predicate tells the act itself: its own verb, or for a noun one of doing and happening ("carried out no attack",
 * "il n'y a pas eu d'attaque"); "did not investigate the attack" denies no attack. */
static bool is_doing(const act_site *a, uint32_t start)
{
    if (!is_upos(a->s, a->word, RC_UPOS_NOUN) || start == a->word) return true;
    if (has_grammar(a->r, token_of(a, start), G_BE | G_HAVE)) return true;
    const rc_hit *hit = hit_with(a->r, token_of(a, start), a->r->rules->telling);
    if (!hit) return false;
    telling_kind kind = a->r->rules->told[hit->row];
    return kind == TELLING_OCCUR || kind == TELLING_PERFORM || kind == TELLING_SHOOT || kind == TELLING_KEEP;
}

static uint32_t fit_one(const act_site *a, const pattern *p)
{
    if ((p->when & WHEN_UNSOURCED) && a->sourced) return NO_WORD;
    if ((p->when & WHEN_CONDITIONAL_HEDGES) && !a->r->rules->n_endings) return NO_WORD;
    if ((p->when & WHEN_NOUN) && !is_upos(a->s, a->word, RC_UPOS_NOUN)) return NO_WORD;
    if (p->from_word) return fits_start(a, p, a->word) ? walk(a, p, 0, a->word) : NO_WORD;
    for (unsigned i = 0; i < a->n_starts; i++) {
        if ((p->when & WHEN_DONE) && !is_doing(a, a->start[i])) continue;
        uint32_t end = fits_start(a, p, a->start[i]) ? walk(a, p, 0, a->start[i]) : NO_WORD;
        if (end != NO_WORD) return end;
    }
    return NO_WORD;
}

fit pattern_at(const rc_reading *r, uint32_t anchor, aspect about, bool sourced)
{
    act_site a = {.r = r, .s = r->syntax, .word = word_at(r->syntax, anchor), .sourced = sourced};
    if (a.word == NO_WORD) return (fit){NULL, NO_WORD};
    a.word = head_word(r->syntax, a.word);
    find_starts(&a, about);
    for (size_t i = 0; i < r->rules->patterns->all.len; i++) {
        const pattern *p = &r->rules->patterns->all.ptr[i];
        if (aspect_of(p->marks) != about) continue;
        uint32_t end = fit_one(&a, p);
        if (end != NO_WORD) return (fit){p, end};
    }
    return (fit){NULL, NO_WORD};
}
