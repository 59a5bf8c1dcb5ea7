/* Which mentions of a sentence belong to one claim: same source, same clause or no sign that another event begins. */
#include "claims/assemble.h"
#include "claims/modality.h"
#include "claims/roles.h"

#include <stdlib.h>
#include <string.h>

#define MOST_STEPS 6 /* clauses that a subject is handed down through */

static int by_anchor(const void *pa, const void *pb)
{
    const mention *a = *(const mention *const *)pa, *b = *(const mention *const *)pb;
    if (a->anchor != b->anchor) return a->anchor < b->anchor ? -1 : 1;
    if (a->first != b->first) return a->first < b->first ? -1 : 1;
    return (int)a->kind - (int)b->kind;
}

/* Token that separates two clauses between `a` and `b`, or UINT32_MAX. */
static uint32_t boundary_between(const rc_reading *r, uint32_t a, uint32_t b)
{
    for (uint32_t t = a + 1; t < b; t++) {
        if (is_sign(r, t, ';')) return t;
        if (has_grammar(r, t, G_SUB)) return t;
        bool comma_before = is_sign(r, t - 1, ',');
        if (has_grammar(r, t, G_COORD) &&
            (comma_before || (t + 1 < b && (r->party_at[t + 1] != NO_INDEX || has_grammar(r, t + 1, G_PRONOUN)))))
            return t;
    }
    return UINT32_MAX;
}

static const mention *last_of(const cluster *c, mention_kind kind)
{
    for (uint32_t i = c->n; i > 0; i--)
        if (c->mentions[i - 1]->kind == kind && c->mentions[i - 1]->strong) return c->mentions[i - 1];
    return NULL;
}

/* The side that does what a mention says, by the tree; NULL where it is not named. */
static const rc_party_mention *doer_of(const rc_reading *r, const mention *m)
{
    const rc_party_mention *p = party_of(r, agent_of(r, word_at(r->syntax, m->anchor)));
    return p && !rc_str_is(p->party, "unknown") ? p : NULL;
}

static const mention *last_strong(const cluster *c)
{
    for (uint32_t i = c->n; i > 0; i--)
        if (c->mentions[i - 1]->strong) return c->mentions[i - 1];
    return NULL;
}

/* "Hamas fired rockets ... when Israeli forces killed 19 Palestinians": another clause, in which another side acts. */
static bool has_other_doer(const rc_reading *r, const cluster *c, const mention *m)
{
    const mention *last = last_strong(c);
    uint32_t a = last ? word_at(r->syntax, last->anchor) : NO_WORD, b = word_at(r->syntax, m->anchor);
    if (a == NO_WORD || b == NO_WORD || clause_of(r->syntax, a) == clause_of(r->syntax, b)) return false;
    const rc_party_mention *first = doer_of(r, last), *second = doer_of(r, m);
    return first && second && !rc_str_eq(first->party, second->party);
}

/* "the total number of soldiers killed ... to four": not those of this event alone. */
static bool is_total(const rc_reading *r, const mention *m)
{
    if (strcmp(m->rule, RULE_LOSS_TOTAL) == 0) return true;
    for (uint32_t t = m->group.first; t < m->group.end; t++) {
        if (has_setting(r, t, SETTING_COUNT)) return true;
    }
    return false;
}

/* The same effect on the same side, counted again in another clause: two events, or two tolls. */
static bool counts_anew(const rc_reading *r, const cluster *c, const mention *m)
{
    uint32_t word = word_at(r->syntax, m->anchor);
    if (m->loss.part || !m->group.quantity || m->group.quantity->others || word == NO_WORD) return false;
    for (uint32_t i = c->n; i > 0; i--) {
        const mention *o = c->mentions[i - 1];
        if (o->kind != MENTION_LOSS || o->loss.effect != m->loss.effect || o->loss.part || !o->group.quantity) continue;
        if (is_total(r, m) && !is_total(r, o)) return true;
        uint32_t other = word_at(r->syntax, o->anchor);
        if (other == NO_WORD || clause_of(r->syntax, other) == clause_of(r->syntax, word)) return false;
        return rc_str_eq(o->loss.of, m->loss.of) && boundary_between(r, o->anchor, m->anchor) != UINT32_MAX;
    }
    return false;
}

/* The day named in the clause of a loss; RC_DAY_NONE: none. `*next`: "the next day", another than that named before. */
static rc_day day_beside(const rc_reading *r, range sentence, uint32_t word, bool *next)
{
    for (uint32_t t = sentence.first; t < sentence.end; t++) {
        const rc_timex *x = timex_at(r, t);
        if (!x || x->first != t || x->from == RC_DAY_NONE || x->from != x->to) continue;
        if (clause_of(r->syntax, head_of(r->syntax, x->first, x->first + x->count)) != word) continue;
        *next = x->kind == RC_TIMEX_CONTEXT && x->direction != 0;
        return x->from;
    }
    return RC_DAY_NONE;
}

/* "Nine were killed on Monday, with eight more killed on Tuesday": the same harm on two days. */
static bool is_of_another_day(const rc_reading *r, const cluster *c, const mention *m)
{
    const mention *o = last_of(c, MENTION_LOSS);
    if (m->kind != MENTION_LOSS || !o || o->loss.effect != m->loss.effect || m->loss.part || !m->group.quantity)
        return false;
    uint32_t a = clause_of(r->syntax, word_at(r->syntax, o->anchor));
    uint32_t b = clause_of(r->syntax, word_at(r->syntax, m->anchor));
    if (a == NO_WORD || b == NO_WORD || a == b) return false;
    bool first_is_next = false, is_next = false;
    rc_day first = day_beside(r, c->sentence, a, &first_is_next), second = day_beside(r, c->sentence, b, &is_next);
    if (second == RC_DAY_NONE) return false;
    return first != RC_DAY_NONE ? first != second : is_next;
}

/* "Seven policemen died in the assault, while 30 fighters died in bombing raids": each loss has an act of its own. */
static bool is_of_another_act(const rc_reading *r, const cluster *c, const mention *m, const mention *next)
{
    const mention *act = last_of(c, MENTION_ACT), *loss = last_of(c, MENTION_LOSS);
    if (m->kind != MENTION_LOSS || !next || next->kind != MENTION_ACT || !act || !loss) return false;
    if (act->act->pos != POS_NOUN || next->act->pos != POS_NOUN || rc_str_eq(act->act->subtype, next->act->subtype))
        return false;
    uint32_t a = clause_of(r->syntax, word_at(r->syntax, loss->anchor));
    uint32_t b = clause_of(r->syntax, word_at(r->syntax, m->anchor));
    if (a == NO_WORD || b == NO_WORD || a == b) return false;
    return clause_of(r->syntax, word_at(r->syntax, act->anchor)) == a &&
           clause_of(r->syntax, word_at(r->syntax, next->anchor)) == b;
}

/* "..., while 20 rebels were killed in air strikes": set against the loss before, on another side, with an act of its
 * own. */
static bool is_set_against(const rc_reading *r, const cluster *c, const mention *m, const mention *next)
{
    const mention *loss = last_of(c, MENTION_LOSS);
    if (m->kind != MENTION_LOSS || !next || next->kind != MENTION_ACT || !loss) return false;
    if (next->act->pos != POS_NOUN || rc_str_eq(loss->loss.of, m->loss.of)) return false;
    uint32_t a = clause_of(r->syntax, word_at(r->syntax, loss->anchor));
    uint32_t b = clause_of(r->syntax, word_at(r->syntax, m->anchor));
    if (a == NO_WORD || b == NO_WORD || a == b) return false;
    if (clause_of(r->syntax, word_at(r->syntax, next->anchor)) != b) return false;
    for (uint32_t t = loss->anchor; t < m->first; t++)
        if (has_grammar(r, t, G_CONTRAST)) return true;
    return false;
}

static bool is_harm(rc_effect e)
{
    return e == RC_KILLED || e == RC_WOUNDED || e == RC_CASUALTIES;
}

/* "Closes its border after five soldiers are killed": a move of a state, and why. */
static bool is_loss_beside_move(const rc_reading *r, const cluster *c, const mention *m)
{
    const mention *act = last_of(c, MENTION_ACT);
    if (m->kind != MENTION_LOSS || !is_harm(m->loss.effect) || !act || act->act->type != RC_STRATEGIC) return false;
    for (uint32_t i = 0; i < c->n; i++)
        if (c->mentions[i]->strong && c->mentions[i]->kind == MENTION_LOSS) return false;
    uint32_t a = word_at(r->syntax, act->anchor), b = word_at(r->syntax, m->anchor);
    if (a == NO_WORD || b == NO_WORD || clause_of(r->syntax, a) == clause_of(r->syntax, b)) return false;
    return boundary_between(r, act->anchor, m->anchor) != UINT32_MAX;
}

/* The clause has no subject of its own and hangs on the other, or on what that hangs on: "captured two villages and
 * encircled a third", "cutting off the road", "pour reprendre la ville". Who writes so tells of one event. */
static bool shares_subject(const rc_reading *r, const mention *first, const mention *second)
{
    const syntax *s = r->syntax;
    uint32_t a = word_at(s, first->anchor), b = word_at(s, second->anchor);
    if (a == NO_WORD || b == NO_WORD) return false;
    for (uint32_t t = first->anchor; t < second->anchor; t++)
        if (is_sign(r, t, ';')) return false;
    uint32_t clause = clause_of(s, b), other = clause_of(s, a);
    uint64_t shares = REL_BIT(REL_CONJ) | REL_BIT(REL_XCOMP) | REL_BIT(REL_ADVCL);
    for (uint32_t steps = 0; clause != NO_WORD && steps < MOST_STEPS; steps++) {
        if (clause == other) return true;
        if (!is_related(s, clause, shares) || child_by(s, clause, REL_BIT(REL_NSUBJ), NO_WORD) != NO_WORD) return false;
        clause = s->parent[clause];
    }
    return false;
}

/* Two acts of different kinds told by verbs in two clauses are two events; a noun only names the event of the verb. */
static bool begins_another(const rc_reading *r, const cluster *c, const mention *m)
{
    if (m->kind == MENTION_LOSS) {
        const mention *loss = last_of(c, MENTION_LOSS);
        return loss && (m->elliptic || counts_anew(r, c, m));
    }
    if (m->kind == MENTION_ACT) {
        const mention *act = last_of(c, MENTION_ACT);
        bool verb = m->act->pos == POS_VERB;
        if (!act) {
            const mention *control = last_of(c, MENTION_CONTROL);
            return control && verb && !shares_subject(r, control, m) &&
                   boundary_between(r, control->anchor, m->anchor) != UINT32_MAX;
        }
        if (shares_subject(r, act, m)) return false;
        bool parted = verb || act->act->type == RC_STRATEGIC; /* lines cut, then fighting: two events */
        return parted && act->act->type != m->act->type && boundary_between(r, act->anchor, m->anchor) != UINT32_MAX;
    }
    if (m->kind == MENTION_CONTROL) {
        const mention *control = last_of(c, MENTION_CONTROL);
        const mention *act = last_of(c, MENTION_ACT);
        const mention *other = control && control->control.change != m->control.change ? control : act;
        if (control && control->anchor == m->anchor) return false;
        return other && !shares_subject(r, other, m) && boundary_between(r, other->anchor, m->anchor) != UINT32_MAX;
    }
    return false;
}

/* "...; a demonstrator was shot dead": a loss and an act of one word stand together, in the claim that the act is of.
 */
static bool begins_another_with(const rc_reading *r, const cluster *c, const mention *m, const mention *next)
{
    if (!m->elliptic && c->mentions[c->n - 1]->anchor == m->anchor) return false;
    bool one_word = next && m->kind == MENTION_LOSS && next->kind == MENTION_ACT && next->anchor == m->anchor;
    if (is_of_another_day(r, c, m) || is_of_another_act(r, c, m, next) || is_set_against(r, c, m, next)) return true;
    return begins_another(r, c, m) || (one_word && begins_another(r, c, next));
}

/* How a word is told: two clauses of a sentence that differ in this are two claims ("launched an attack and reportedly
 * took the town"). */
typedef struct mood {
    bool hedged, denied;
    rc_reality reality;
} mood;

static mood mood_of(const rc_reading *r, const cluster *c, const mention *m)
{
    fit why;
    saying what = {m->anchor, m->features, c->sentence, c->frame != NULL};
    mood out = {.hedged = is_hedged(r, &what, &why)};
    bool none = m->kind == MENTION_LOSS && m->loss.count.has_high && m->loss.count.high == 0; /* a count like another */
    out.denied = !none && is_negated(r, &what, &why);
    out.reality = reality_of(r, &what, &why);
    return out;
}

/* The clause of `word` hangs beside that of `other`, not inside it as what is said or begun there. */
static bool is_beside(const rc_reading *r, uint32_t word, uint32_t other)
{
    const syntax *s = r->syntax;
    uint32_t clause = clause_of(s, word), first = clause_of(s, other);
    if (clause == NO_WORD || first == NO_WORD || clause == first || !is_under(s, clause, first)) return false;
    uint64_t inside = REL_BIT(REL_XCOMP) | REL_BIT(REL_CCOMP) | REL_BIT(REL_CSUBJ);
    return !is_related(s, clause, inside) && !is_under(s, first, clause);
}

/* "Neuf auraient été tués et trente autres blessés": the participle has the auxiliary of the one that it is joined to.
 */
static bool shares_auxiliary(const rc_reading *r, uint32_t word)
{
    const syntax *s = r->syntax;
    if (!is_related(s, word, REL_BIT(REL_CONJ)) || !has_feature(s, word, "VerbForm=Part")) return false;
    return child_by(s, word, REL_BIT(REL_AUX), NO_WORD) == NO_WORD &&
           child_by(s, first_conjunct(s, word), REL_BIT(REL_AUX), NO_WORD) != NO_WORD;
}

static bool changes_mood(const rc_reading *r, const cluster *c, const mention *m)
{
    uint32_t word = word_at(r->syntax, m->anchor), first = word_at(r->syntax, c->mentions[0]->anchor);
    if (m->elliptic || word == NO_WORD || first == NO_WORD || shares_auxiliary(r, word)) return false;
    if (!is_beside(r, word, first) && !is_beside(r, first, word)) return false;
    mood a = mood_of(r, c, c->mentions[0]), b = mood_of(r, c, m);
    return a.hedged != b.hedged || a.denied != b.denied;
}

static bool same_chain(const cluster *c, const rc_link *chain, uint32_t n)
{
    if (c->n_chain != n) return false;
    for (uint32_t i = 0; i < n; i++)
        if (!rc_str_eq(c->chain[i].name, chain[i].name)) return false;
    return true;
}

/* "Denied that 50 were killed, saying 12 had died": the same voice takes back the one and says the other. */
static bool denies_alone(const cluster *c, const said *frame, cue_class cls)
{
    return c->frame && frame && c->frame != frame && (c->cls == CUE_DENYING) != (cls == CUE_DENYING);
}

static cluster *open_cluster(const rc_reading *r, cluster *all, uint32_t *n, range sentence, uint32_t n_mentions)
{
    cluster *c = &all[(*n)++];
    *c = (cluster){.sentence = sentence, .within = sentence};
    c->mentions = RC_NEWS(r->arena, const mention *, n_mentions);
    return c;
}

/* Clauses: each cluster reaches from the boundary after the one before to the boundary before the next. */
static void set_clauses(const rc_reading *r, cluster *all, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        cluster *c = &all[i];
        if (c->frame) {
            range content = c->frame->content;
            c->within = content;
        }
        if (i == 0 || all[i - 1].frame != c->frame) continue;
        cluster *before = &all[i - 1];
        uint32_t a = before->mentions[before->n - 1]->anchor, b = c->mentions[0]->anchor;
        uint32_t cut = boundary_between(r, a, b);
        uint32_t first_of_c = c->mentions[0]->first > a ? c->mentions[0]->first : b;
        if (cut == UINT32_MAX) cut = first_of_c;
        if (cut > before->within.first && cut < c->within.end) {
            before->within.end = cut;
            c->within.first = cut;
        }
    }
}

cluster *find_clusters(const rc_reading *r, const attribution *said_by, const mentions *all, range sentence,
                       uint32_t *n)
{
    const mention **sorted = RC_NEWS(r->arena, const mention *, all->len + 1);
    uint32_t strong = 0;
    for (size_t i = 0; i < all->len; i++)
        if (all->ptr[i].strong && !is_untold(r, &all->ptr[i])) sorted[strong++] = &all->ptr[i];
    if (strong > 1) qsort(sorted, strong, sizeof *sorted, by_anchor);
    cluster *out = RC_NEWS(r->arena, cluster, strong + 1);
    *n = 0;
    for (uint32_t i = 0; i < strong; i++) {
        const mention *m = sorted[i];
        uint32_t n_chain;
        cue_class cls;
        const said *frame;
        uint32_t at = m->elliptic ? m->first : m->anchor;
        rc_link *chain = chain_at(r, said_by, at, &n_chain, &cls, &frame);
        if (!frame && m->kind == MENTION_LOSS &&
            m->group.first != at) /* "X put the toll at 40": the cue is the anchor */
            chain = chain_at(r, said_by, m->group.first, &n_chain, &cls, &frame);
        cluster *c = *n ? &out[*n - 1] : NULL;
        bool parts = c && (!same_chain(c, chain, n_chain) || denies_alone(c, frame, cls) ||
                           begins_another_with(r, c, m, i + 1 < strong ? sorted[i + 1] : NULL) ||
                           has_other_doer(r, c, m) || changes_mood(r, c, m) || is_loss_beside_move(r, c, m));
        if (!c || parts) {
            c = open_cluster(r, out, n, sentence, (uint32_t)all->len);
            c->chain = chain;
            c->n_chain = n_chain;
            c->cls = cls;
            c->frame = frame;
        }
        c->mentions[c->n++] = m;
    }
    set_clauses(r, out, *n);
    for (size_t i = 0; i < all->len; i++) /* weak mentions speak for the claim whose clause they stand in */
        for (uint32_t k = 0; k < *n && !all->ptr[i].strong; k++)
            if (in_range(out[k].within, all->ptr[i].anchor)) {
                out[k].mentions[out[k].n++] = &all->ptr[i];
                break;
            }
    return out;
}
