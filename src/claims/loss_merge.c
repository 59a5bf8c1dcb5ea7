/* What several words count together: "killed, captured or wounded" tells one number for all of them, "a surgeon, a
 * nurse and their driver" are three. */
#include "claims/loss_search.h"
#include "claims/roles.h"

static const effect_row *verb_at(const rc_reading *r, uint32_t token, const rc_hit **at)
{
    for (uint32_t i = r->hits.at[token]; i < r->hits.at[token + 1]; i++) {
        const rc_hit *hit = &r->hits.ptr[i];
        if (hit->list != r->rules->effects) continue;
        const effect_row *row = &r->rules->effect[hit->row];
        if (row->frame != EFFECT_OBJ && row->frame != EFFECT_SUBJ) continue;
        *at = hit;
        return row;
    }
    return NULL;
}

static bool is_filler(const rc_reading *r, uint32_t t)
{
    if (has_grammar(r, t, G_SUB | G_REL)) return false;
    return is_sign(r, t, ',') || has_grammar(r, t, G_COORD | G_BE | G_HAVE) ||
           is_upos(r->syntax, word_at(r->syntax, t), RC_UPOS_ADV);
}

static bool has_loss_at(const mentions *all, size_t from, uint32_t anchor)
{
    for (size_t i = from; i < all->len; i++)
        if (all->ptr[i].kind == MENTION_LOSS && all->ptr[i].anchor == anchor) return true;
    return false;
}

/* Effects of verbs that a run of commas and coordinators joins to the one at `token`, on both sides; those that have
 * victims of their own end the run. As bits by effect; `*joined`: the last other verb. */
static unsigned joined_effects(const rc_reading *r, const mentions *all, size_t from, const mention *m, range within,
                               const rc_hit **joined)
{
    unsigned found = 0;
    for (int side = 0; side < 2; side++) {
        bool coordinated = false;
        uint32_t t = m->anchor;
        while (side ? t + 1 < within.end : t > within.first) {
            side ? t++ : t--;
            const rc_hit *hit;
            const effect_row *row = verb_at(r, t, &hit);
            if (row && coordinated && !has_loss_at(all, from, t)) {
                found |= 1u << row->effect;
                *joined = hit;
                coordinated = false;
                continue;
            }
            if (row || !is_filler(r, t)) break;
            coordinated = coordinated || loss_joins(r, t);
        }
    }
    return found;
}

/* The subject of a predicate, of whatever voice, or of the one that it is coordinated with. */
static uint32_t subject_of(const syntax *x, uint32_t word)
{
    while (word != NO_WORD) {
        uint32_t subject = child_by(x, word, REL_BIT(REL_NSUBJ), NO_WORD);
        if (subject != NO_WORD || !is_related(x, word, REL_BIT(REL_CONJ))) return subject;
        word = x->parent[word];
    }
    return NO_WORD;
}

/* Who was wounded and "later died of his wounds" is dead: the verb of dying has them for its subject. */
void loss_find_died(const rc_reading *r, range within, mentions *out, size_t from)
{
    for (uint32_t t = within.first; t < within.end; t++) {
        const rc_hit *hit;
        const effect_row *row = verb_at(r, t, &hit);
        if (!row || row->effect != RC_KILLED || row->frame != EFFECT_SUBJ || has_loss_at(out, from, t)) continue;
        uint32_t verb = head_word(r->syntax, word_at(r->syntax, t));
        uint32_t who = is_negated_word(r, verb) ? NO_WORD : subject_of(r->syntax, verb);
        for (size_t i = from; i < out->len && who != NO_WORD; i++) {
            mention *m = &out->ptr[i];
            bool same = in_range((range){m->group.first, m->group.end}, r->syntax->token_of[who]);
            if (m->kind == MENTION_LOSS && m->loss.effect == RC_WOUNDED && m->anchor < t && same)
                m->loss.effect = RC_KILLED;
        }
    }
}

#define BIT(effect) (1u << (effect))

/* "killed or wounded 20", "399 were killed, captured or wounded": one number that nobody told apart. "killed and
 * captured fighters": some of either. */
void loss_join_effects(const rc_reading *r, range within, mentions *out, size_t from)
{
    size_t n = out->len;
    for (size_t i = from; i < n; i++) {
        mention m = out->ptr[i];
        if (m.kind != MENTION_LOSS || m.anchor_is_noun || m.elliptic || m.loss.part) continue;
        if (m.loss.effect == RC_DISPLACED || m.loss.effect == RC_CASUALTIES) continue;
        const rc_hit *other = NULL;
        unsigned joined = joined_effects(r, out, from, &m, within, &other);
        unsigned bodily = BIT(RC_KILLED) | BIT(RC_WOUNDED) | BIT(RC_CASUALTIES), all = joined | BIT(m.loss.effect);
        bool zero = m.loss.count.has_high && m.loss.count.high == 0;
        bool differs = (joined & ~BIT(m.loss.effect)) != 0;
        if (!other || !differs || zero || !(all & bodily) || (all & BIT(RC_DISPLACED))) continue;
        if (m.group.quantity || !(all & ~bodily)) {
            out->ptr[i].loss.effect = RC_CASUALTIES;
            continue;
        }
        mention *more = RC_PUSH(r->arena, out);
        *more = m;
        more->loss.effect = r->rules->effect[other->row].effect;
    }
}

static bool is_single(const mention *m)
{
    const rc_quantity *q = m->group.quantity;
    return m->kind == MENTION_LOSS && !m->loss.part && !m->elliptic && (!q || q->kind == RC_QUANTITY_ARTICLE) &&
           m->loss.count.has_high && m->loss.count.high == 1;
}

/* The person's name stands where the victims of a verb stand: the victim itself, joined to it, or a subject beside it.
 */
static bool is_among_victims(const syntax *x, const rc_entity *e, uint32_t victim)
{
    for (uint32_t w = e->first; w < e->first + e->count; w++) {
        if (w == victim || (is_related(x, w, REL_BIT(REL_CONJ)) && first_conjunct(x, w) == victim)) return true;
        uint32_t first = is_related(x, w, REL_BIT(REL_CONJ)) ? first_conjunct(x, w) : w;
        if (x->parent[victim] != NO_WORD && x->parent[first] == x->parent[victim] &&
            x->relation[first] == x->relation[victim])
            return true;
    }
    return false;
}

static bool is_known_side(rc_str of)
{
    return of.len && !rc_str_is(of, "unknown") && !rc_str_is(of, "civilians");
}

static bool is_parted(const rc_reading *r, uint32_t first, uint32_t end)
{
    for (uint32_t t = first; t < end; t++)
        if (loss_joins(r, t)) return true;
    return false;
}

/* Names of persons among the victims of the word at hand, how many; `*all`: from the first to the last. */
static uint32_t names_of_victims(const search *s, uint32_t victim, range *all, rc_str *side)
{
    const syntax *x = s->r->syntax;
    uint32_t n = 0;
    for (uint32_t i = 0; i < x->analysis->n_entities; i++) {
        const rc_entity *e = &x->analysis->entities[i];
        uint32_t first = x->token_of[e->first], end = x->token_of[e->first + e->count - 1] + 1;
        if (e->kind != RC_ENTITY_PER || !in_range(s->within, first) || !is_among_victims(x, e, victim)) continue;
        const rc_party_mention *p = party_of(s->r, e->first);
        if (!side->len && p && is_known_side(p->party)) *side = p->party;
        if (!n) all->first = first;
        if (!n || is_parted(s->r, all->end, first)) n++; /* "Omar al Halabi" may be two names to the tagger */
        all->end = end;
    }
    return n;
}

static bool is_single_of(const search *s, const mention *m)
{
    return is_single(m) && m->anchor == s->hit->token;
}

void loss_count_names(search *s, size_t from)
{
    uint32_t victim = loss_victim_word(s), singles = 0;
    range all = {0, 0};
    rc_str side = RC_STR("");
    uint32_t n = victim == NO_WORD || s->out->len == from ? 0 : names_of_victims(s, victim, &all, &side);
    for (size_t i = from; i < s->out->len && n > 1; i++) singles += is_single_of(s, &s->out->ptr[i]);
    if (!singles || singles > n) return;
    size_t kept = from;
    mention *first = NULL;
    for (size_t i = from; i < s->out->len; i++) {
        const mention m = s->out->ptr[i];
        bool single = is_single_of(s, &m);
        if (single && !side.len && is_known_side(m.loss.of)) side = m.loss.of;
        if (single && first) continue;
        s->out->ptr[kept++] = m;
        if (single) first = &s->out->ptr[kept - 1];
    }
    s->out->len = kept;
    if (all.first < first->group.first) first->group.first = all.first;
    first->group.end = all.end;
    first->loss.count = (rc_count){n, n, true, true, false};
    first->loss.reason = tokens_text(s->r, first->group.first, all.end);
    if (side.len) first->loss.of = side;
    if (first->group.first < first->first) first->first = first->group.first;
    if (all.end > first->end) first->end = all.end;
}

/* Single people of one side in one coordination are counted together. */
void loss_add_up(const rc_reading *r, mentions *out, size_t from)
{
    for (size_t i = from; i < out->len; i++) {
        mention *m = &out->ptr[i];
        if (!is_single(m)) continue;
        size_t kept = i + 1;
        for (size_t k = i + 1; k < out->len; k++) {
            const mention *o = &out->ptr[k];
            bool same = is_single(o) && o->anchor == m->anchor && o->loss.effect == m->loss.effect &&
                        rc_str_eq(o->loss.of, m->loss.of) && o->loss.members == m->loss.members;
            if (!same) {
                out->ptr[kept++] = *o;
                continue;
            }
            if (o->group.first < m->group.first) m->group.first = o->group.first;
            if (o->group.end > m->group.end) m->group.end = o->group.end;
            m->loss.count.low += 1;
            m->loss.count.high += 1;
            m->loss.reason = tokens_text(r, m->group.first, m->group.end);
            if (o->first < m->first) m->first = o->first;
            if (o->end > m->end) m->end = o->end;
        }
        out->len = kept;
    }
}

static bool is_exact(const mention *m)
{
    const rc_count *c = &m->loss.count;
    return m->kind == MENTION_LOSS && !m->loss.part && !m->elliptic && c->has_low && c->has_high && c->low == c->high &&
           c->low > 0;
}

/* Counted behind `total` by the same word. */
static bool is_beside(const mention *total, const mention *m)
{
    return m != total && is_exact(m) && m->anchor == total->anchor && m->loss.effect == total->loss.effect &&
           m->group.first >= total->group.end;
}

/* "three reporters, two Salvadorans and a Dutchman": those that make up the first count are its parts. */
void loss_find_apposed(mentions *out, size_t from)
{
    for (size_t i = from; i < out->len; i++) {
        double sum = 0;
        size_t n = 0;
        for (size_t k = from; k < out->len; k++) {
            if (!is_beside(&out->ptr[i], &out->ptr[k])) continue;
            sum += out->ptr[k].loss.count.low;
            n++;
        }
        if (n < 2 || !is_exact(&out->ptr[i]) || out->ptr[i].loss.count.low != sum) continue;
        for (size_t k = from; k < out->len; k++)
            if (is_beside(&out->ptr[i], &out->ptr[k])) out->ptr[k].loss.part = true;
    }
}

/* The noun that this word names or describes suffers something else: "the 2 wounded men were captured", "20 detainees
 * were killed". The number then belongs to that. */
bool loss_describes(const search *s)
{
    const syntax *x = s->r->syntax;
    uint32_t word = word_at(x, s->hit->token);
    if (word == NO_WORD) return false;
    if (is_related(x, word, REL_BIT(REL_AMOD) | REL_BIT(REL_ACL) | REL_BIT(REL_COMPOUND))) word = x->parent[word];
    if (word == NO_WORD || !is_related(x, word, REL_BIT(REL_NSUBJ) | REL_BIT(REL_OBJ))) return false;
    uint32_t verb = x->parent[word];
    bool behind = verb != NO_WORD && x->token_of[verb] < x->token_of[word] && is_related(x, word, REL_BIT(REL_NSUBJ));
    if (behind) return false; /* "trois civils ont été tués et un militaire blessé" */
    const rc_hit *hit;
    const effect_row *row = verb == NO_WORD ? NULL : verb_at(s->r, x->token_of[verb], &hit);
    if (!row || x->token_of[verb] == s->hit->token || !is_upos(x, verb, RC_UPOS_VERB)) return false;
    return row->frame == EFFECT_SUBJ ? agent_of(s->r, verb) == word : patient_of(s->r, verb) == word;
}
