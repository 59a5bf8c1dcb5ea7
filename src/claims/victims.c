/* Whose the victims are, for losses whose own words name nobody: "killing six", "35 others", "18 soldiers". In order:
 * the row of a table, the words around the noun, the subject of "suffered 140 casualties", the losses told before in
 * the same sentence, the target of the attack. */
#include "claims/assemble.h"
#include "claims/roles.h"
#include "claims/victims.h"

#include <string.h>

#define TARGET_BACK 18 /* tokens between "attacked a post" and "killing" */
#define THEM_BACK 40   /* between "them" and those it stands for */
#define TAKER_REACH 8  /* between "surrendered" and to whom */

/* Counted apart from the total: "dont trois enfants", "27 of them policemen". */
static bool in_part(const rc_reading *r, const rc_party_mention *p)
{
    const rc_quantity *q = p->first > 0 ? quantity_at(r, p->first - 1) : NULL;
    if (q && q->part && !q->others) return true;
    for (uint32_t t = p->first; t > 0 && t + 3 > p->first; t--)
        if (has_grammar(r, t - 1, G_PART)) return true;
    return false;
}

static bool is_open(const mention *m)
{
    return m->kind == MENTION_LOSS && (!m->loss.of.len || rc_str_is(m->loss.of, "unknown"));
}

static void give(mention *m, const rc_party_mention *p)
{
    m->victims = p;
    m->loss.of = p->party;
    if (m->loss.members == RC_MEMBERS_UNKNOWN) m->loss.members = p->members;
}

/* ---- rows of a table: the first cell says whose the numbers of the others are */

static const rc_party_mention *party_of_row(const rc_reading *r, range sentence)
{
    uint32_t first = sentence.first;
    while (first > 0 && !is_sign(r, first, '|') && r->doc->tokens[first - 1].sentence == r->doc->tokens[first].sentence)
        first--;
    if (!is_sign(r, first, '|')) return NULL;
    for (uint32_t t = first + 1; t < sentence.end && !is_sign(r, t, '|'); t++)
        if (!is_nobody(party_at(r, t))) return party_at(r, t);
    return NULL;
}

/* ---- the words around the noun */

/* "dozens of suspected members of ISIL": the side stands behind words that the tree hangs elsewhere. */
static const rc_party_mention *behind_of(const rc_reading *r, const mention *m, range sentence)
{
    for (uint32_t t = m->group.end; t + 1 < sentence.end && t <= m->group.end + 1; t++) {
        if (is_punct(r, t) || is_verb(r, t)) return NULL;
        if (!has_grammar(r, t, G_OF)) continue;
        uint32_t next = has_grammar(r, t + 1, G_ARTICLE) && t + 2 < sentence.end ? t + 2 : t + 1;
        const rc_party_mention *p = party_at(r, next);
        while (p && p->is_modifier && p->first + p->count < sentence.end) { /* "the Iran-backed militia Kataib" */
            next = p->first + p->count;
            const rc_party_mention *noun = party_at(r, next);
            if (!noun && next + 1 < sentence.end && hit_with(r, next, r->rules->people)) noun = party_at(r, next + 1);
            if (!noun) break;
            p = noun;
        }
        return names_side(p) && !p->is_person ? p : NULL;
    }
    return NULL;
}

/* "une famille de cinq personnes", "a patrol of six men": what the counted are the members of. */
static const rc_party_mention *members_of(const rc_reading *r, const mention *m)
{
    uint32_t word = m->group.quantity ? word_at(r->syntax, m->group.head) : NO_WORD;
    if (word == NO_WORD || !is_related(r->syntax, word, REL_BIT(REL_NMOD)) || r->syntax->parent[word] == NO_WORD)
        return NULL;
    uint32_t marker = case_of(r, word), above = r->syntax->token_of[r->syntax->parent[word]];
    if (marker == NO_WORD || !has_grammar(r, r->syntax->token_of[marker], G_OF)) return NULL;
    if (above >= m->group.first || !hit_with(r, above, r->rules->people)) return NULL;
    return party_at(r, above);
}

/* The party speaks, or is named by those who do: "the ministry counted 51 dead", "d'après l'OSDH". */
static bool is_voice(const rc_reading *r, const rc_party_mention *p)
{
    uint32_t word = head_of(r->syntax, p->first, p->first + p->count);
    for (unsigned steps = 0; word != NO_WORD && steps < 3; word = r->syntax->parent[word], steps++) {
        uint32_t marker = case_of(r, word), up = r->syntax->parent[word];
        if (marker != NO_WORD && hit_with(r, r->syntax->token_of[marker], r->rules->cues)) return true;
        if (!is_related(r->syntax, word, REL_BIT(REL_NSUBJ))) continue;
        return up != NO_WORD && hit_with(r, r->syntax->token_of[up], r->rules->cues) != NULL;
    }
    return false;
}

/* "the arrest of thirty men by the rebels": who does it. */
static bool does_it(const rc_reading *r, const rc_party_mention *p)
{
    uint32_t marker = p ? case_of(r, head_of(r->syntax, p->first, p->first + p->count)) : NO_WORD;
    return marker != NO_WORD && has_grammar(r, r->syntax->token_of[marker], G_BY);
}

/* "Palestinian death toll", "pertes russes", "ISIL commander X": beside the anchor or the noun. */
static const rc_party_mention *beside(const rc_reading *r, const mention *m, range sentence)
{
    const rc_party_mention *p = m->group.kind == GROUP_BARE ? NULL : party_of(r, word_at(r->syntax, m->group.head));
    if (names_side(p) && !is_voice(r, p) && !does_it(r, p)) return p;
    if (m->anchor_is_noun) {
        p = party_of(r, word_at(r->syntax, m->anchor));
        if (names_side(p) && !in_part(r, p) && !is_voice(r, p) && !does_it(r, p)) return p;
        if (m->anchor > sentence.first && names_side(party_at(r, m->anchor - 1))) return party_at(r, m->anchor - 1);
        if (m->anchor + 1 < sentence.end && names_side(party_at(r, m->anchor + 1))) return party_at(r, m->anchor + 1);
    }
    if (m->group.kind != GROUP_NAME || m->group.first == sentence.first) return NULL;
    p = party_at(r, m->group.first - 1);
    return p && !p->is_metonym ? p : NULL;
}

/* "the attackers": whoever the sentence says did it, else the armed group named last that is no state's. */
static const rc_party_mention *doer(const rc_reading *r, const mentions *all, const mention *m)
{
    bool does = false;
    for (uint32_t t = m->group.first; t < m->group.end && !does; t++) does = has_setting(r, t, SETTING_DOER);
    uint32_t from = m->anchor >= m->group.end ? m->anchor + 1 : m->group.end; /* "20 morts chez les assaillants" */
    for (uint32_t t = from; t + 2 < r->doc->n_tokens && t < from + 2 && !does; t++)
        does = has_setting(r, t, SETTING_RANKS) &&
               (has_setting(r, t + 1, SETTING_DOER) || has_setting(r, t + 2, SETTING_DOER));
    if (!does) return NULL;
    for (size_t i = 0; i < all->len; i++) {
        const rc_party_mention *by = all->ptr[i].by;
        if (all->ptr[i].kind == MENTION_ACT && by && !is_nobody(by) && by->inter == RC_INTER_REBEL) return by;
    }
    uint32_t floor =
        r->doc->sentences[r->doc->blocks[r->doc->sentences[r->doc->tokens[m->group.first].sentence].block].first].first;
    for (uint32_t t = m->group.first; t > floor; t--) {
        const rc_party_mention *p = party_at(r, t - 1);
        if (!is_nobody(p) && p->inter >= RC_INTER_REBEL && p->inter <= RC_INTER_IDENTITY_MILITIA) return p;
    }
    return NULL;
}

/* ---- other words of the sentence */

/* "35 others", "others". */
static bool counts_others(const rc_reading *r, const mention *m)
{
    if (m->group.quantity) return m->group.quantity->others;
    for (uint32_t t = m->group.first; t < m->group.end; t++)
        if (has_grammar(r, t, G_OTHER)) return true;
    return false;
}

static bool is_bare(const rc_reading *r, const mention *m)
{
    return m->group.kind == GROUP_BARE || counts_others(r, m);
}

/* The loss told before this one in the sentence, the nearest first; for a bare number the one after will do too. The
 * nearest may itself be open: "eight people are killed and six others injured" names nobody. */
static const mention *sibling(const rc_reading *r, const mentions *all, const mention *m)
{
    const mention *before = NULL, *after = NULL;
    for (size_t i = 0; i < all->len; i++) {
        const mention *o = &all->ptr[i];
        if (o == m || o->kind != MENTION_LOSS || o->loss.part || (is_open(o) && is_bare(r, o))) continue;
        if (o->elliptic && o->group.first > m->group.first) continue; /* "12 dead, 8 of them on the rebel side" */
        if (o->group.first < m->group.first && (!before || o->group.first > before->group.first)) before = o;
        if (o->group.first > m->group.first && (!after || o->group.first < after->group.first)) after = o;
    }
    return before ? before : after;
}

/* "a Kurdish commander and 12 fighters": combatants without a side right behind those of one. */
static const rc_party_mention *joined_side(const rc_reading *r, const mentions *all, const mention *m)
{
    if (m->loss.members != RC_MEMBERS_COMBATANT || !m->victims || !m->victims->is_generic) return NULL;
    for (size_t i = 0; i < all->len; i++) {
        const mention *o = &all->ptr[i];
        bool before = o->kind == MENTION_LOSS && o->anchor == m->anchor && o->group.end + 1 == m->group.first;
        if (!before || !has_grammar(r, o->group.end, G_COORD) || is_open(o)) continue;
        bool fights = o->victims && o->loss.members == RC_MEMBERS_COMBATANT && !o->victims->is_generic;
        bool same = o->victims && (m->victims->inter == RC_INTER_UNKNOWN || m->victims->inter == o->victims->inter);
        return fights && same ? o->victims : NULL;
    }
    return NULL;
}

/* "killing 39 of them", "deux d'entre eux": those named last, the doer left out. */
static const rc_party_mention *of_them(const rc_reading *r, const mention *m)
{
    const rc_quantity *q = m->group.quantity;
    if (!q || !q->part || q->others || m->group.kind != GROUP_BARE) return NULL;
    if (!has_grammar(r, q->first + q->count - 1, G_PRONOUN | G_REL)) return NULL; /* a member of a list of parts */
    uint32_t agent = agent_of(r, word_at(r->syntax, m->anchor));
    const rc_party_mention *by = agent == NO_WORD ? m->by : party_of(r, agent);
    uint32_t floor = q->first > THEM_BACK ? q->first - THEM_BACK : 0;
    for (uint32_t t = q->first; t > floor; t--) {
        const rc_party_mention *p = party_at(r, t - 1);
        if (is_nobody(p) || p->is_metonym || p->is_person || p->is_modifier) continue;
        if (by && rc_str_eq(by->party, p->party)) continue;
        return p;
    }
    return NULL;
}

/* A crowd, a funeral, worshippers: those who are hit do not fight. */
static bool of_gathering(const rc_reading *r, mention *m, range sentence)
{
    uint32_t anchor = m->anchor;
    uint32_t first = anchor > sentence.first + TARGET_BACK ? anchor - TARGET_BACK : sentence.first;
    uint32_t end = anchor + TARGET_BACK < sentence.end ? anchor + TARGET_BACK : sentence.end;
    for (uint32_t t = first; t < end; t++) {
        if (!has_setting(r, t, SETTING_CIVILIAN)) continue;
        m->loss.of = RC_STR("civilians");
        m->loss.members = RC_MEMBERS_CIVILIAN;
        return true;
    }
    return false;
}

/* Named as those who are attacked: before the count, or behind "against"; not counted among the victims themselves. */
static bool is_target(const rc_reading *r, const mentions *all, const mention *m, const rc_party_mention *p)
{
    if (is_nobody(p) || rc_str_is(p->party, "NGO") || rc_str_is(p->party, "media") || is_voice(r, p)) return false;
    for (size_t i = 0; i < all->len; i++) {
        const mention *o = &all->ptr[i];
        if (o->kind == MENTION_LOSS && in_range((range){o->group.first, o->group.end}, p->first)) return false;
    }
    uint32_t marker = case_of(r, head_of(r->syntax, p->first, p->first + p->count));
    return p->first < m->anchor || (marker != NO_WORD && has_grammar(r, r->syntax->token_of[marker], G_AGAINST | G_OF));
}

static const rc_party_mention *attacked(const rc_reading *r, const mentions *all, const mention *m)
{
    for (size_t i = 0; i < all->len; i++) {
        const mention *o = &all->ptr[i];
        if (o->kind != MENTION_ACT || o->against == o->by || !is_target(r, all, m, o->against)) continue;
        if (m->by && rc_str_eq(m->by->party, o->against->party)) continue;
        if (o->by && rc_str_eq(o->by->party, o->against->party)) continue;
        bool people = !o->against->is_metonym && !o->against->is_modifier && o->against->members != RC_MEMBERS_UNKNOWN;
        if (o->act->frame != ACT_PAIR && people) return o->against;
    }
    return NULL;
}

/* "ten people, eight of them children": a total most of which are civilians. */
static bool is_mostly_civilian(const mentions *all, const mention *total)
{
    double sum = 0;
    const rc_count *n = &total->loss.count;
    for (size_t i = 0; i < all->len; i++) {
        const mention *m = &all->ptr[i];
        if (m->kind != MENTION_LOSS || !m->loss.part || m->loss.effect != total->loss.effect) continue;
        if (m->group.first > total->group.first && rc_str_is(m->loss.of, "civilians")) sum += m->loss.count.low;
    }
    return n->has_low && 2 * sum > n->low;
}

/* "fighters surrendered to the army": not the army's. */
static bool gives_up_to(const rc_reading *r, const mention *m, range sentence)
{
    for (uint32_t t = m->anchor + 1; t < sentence.end && t < m->anchor + TAKER_REACH && !is_punct(r, t); t++) {
        const rc_party_mention *p = party_at(r, t);
        if (p && p != m->victims && rc_str_eq(p->party, m->loss.of)) return true;
    }
    return false;
}

/* "soldiers", "fighters", "lieutenants", whose side the report's words only suggested: nobody kills or takes his own.
 * What a side owns up to is its own. */
static void doubt_generic(const rc_reading *r, mention *m, range sentence)
{
    if (m->kind != MENTION_LOSS || !m->victims || !m->victims->is_generic || is_open(m)) return;
    const rc_party_mention *of =
        strcmp(m->rule, "effect-toll") == 0 ? party_of(r, word_at(r->syntax, m->anchor)) : NULL;
    if (names_side(of) && !of->is_generic &&
        of->first < m->group.first) { /* "Ukrainian losses exceeded 250 soldiers" */
        m->loss.of = of->party;
        return;
    }
    const rc_party_mention *own = victims_are_owned(r, m) ? owner_of_victims(r, m)
                                  : m->anchor_is_noun     ? sufferer(r, m)
                                                          : NULL;
    if (own && !names_ranks(own)) own = NULL;
    if (own && own->inter != m->victims->inter && m->victims->inter == RC_INTER_REBEL) own = NULL;
    if (own) {
        m->loss.of = own->party;
        return;
    }
    bool by_own = m->by && m->by != m->victims && rc_str_eq(m->by->party, m->loss.of) && !loses_own(r, m->anchor);
    if (by_own || (m->loss.effect == RC_SURRENDERED && gives_up_to(r, m, sentence))) m->loss.of = RC_STR("unknown");
}

/* "six others" of generic forces are of those whose side has been settled since. */
static void follow_first(const rc_reading *r, const mentions *all, mention *m)
{
    if (m->kind != MENTION_LOSS || !m->victims || !m->victims->is_generic || !counts_others(r, m)) return;
    for (size_t i = 0; i < all->len; i++) {
        const mention *o = &all->ptr[i];
        if (o->kind == MENTION_LOSS && o->victims == m->victims && !counts_others(r, o)) m->loss.of = o->loss.of;
    }
}

/* "killed 31 people, most of them soldiers" says whose the 31 are; nobody counts the soldiers. */
static void settle_most(mentions *all)
{
    size_t kept = 0;
    for (size_t i = 0; i < all->len; i++) {
        const mention m = all->ptr[i];
        bool most = m.kind == MENTION_LOSS && m.loss.part && m.group.quantity && m.group.quantity->most &&
                    m.group.kind != GROUP_BARE;
        for (size_t k = 0; k < kept && most && m.loss.of.len && !rc_str_is(m.loss.of, "unknown"); k++) {
            mention *total = &all->ptr[k];
            if (!is_open(total) || total->loss.part || total->group.first > m.group.first) continue;
            total->loss.of = m.loss.of;
            total->loss.members = RC_MEMBERS_MIXED;
        }
        if (!most) all->ptr[kept++] = m;
    }
    all->len = kept;
}

/* "20 prisoners were killed": who is held and bears no arms. */
static bool are_held(const rc_reading *r, const mention *m)
{
    if (m->loss.effect != RC_KILLED && m->loss.effect != RC_WOUNDED) return false;
    if (m->group.kind == GROUP_BARE || m->loss.members == RC_MEMBERS_COMBATANT) return false;
    for (uint32_t i = r->hits.at[m->group.head]; i < r->hits.at[m->group.head + 1]; i++) {
        const rc_hit *hit = &r->hits.ptr[i];
        const effect_row *row = hit->list == r->rules->effects ? &r->rules->effect[hit->row] : NULL;
        if (row && row->effect == RC_CAPTURED && row->frame == EFFECT_SELF) return true;
    }
    return false;
}

void settle_victims(const rc_reading *r, range sentence, mentions *all)
{
    const rc_party_mention *row = party_of_row(r, sentence);
    for (size_t i = 0; i < all->len; i++) doubt_generic(r, &all->ptr[i], sentence);
    for (size_t i = 0; i < all->len; i++) follow_first(r, all, &all->ptr[i]);
    for (size_t i = 0; i < all->len; i++) {
        mention *m = &all->ptr[i];
        if (!is_open(m)) continue;
        const rc_party_mention *p = row;
        if (is_nobody(p)) p = owner_of_victims(r, m);
        if (is_nobody(p)) p = beside(r, m, sentence);
        if (is_nobody(p) && m->group.kind == GROUP_PEOPLE) p = behind_of(r, m, sentence);
        if (is_nobody(p)) p = members_of(r, m);
        if (is_nobody(p)) p = in_ranks(r, m, sentence);
        if (is_nobody(p)) p = in_ranks_before(r, m, sentence);
        if (is_nobody(p)) p = sufferer(r, m);
        if (is_nobody(p)) p = doer(r, all, m);
        if (is_nobody(p)) p = joined_side(r, all, m);
        bool unlike = p && m->loss.members == RC_MEMBERS_COMBATANT && rc_str_is(p->party, "civilians");
        if (!is_nobody(p) && !p->is_person && !unlike) give(m, p);
        if (is_open(m) && (m->loss.effect == RC_DISPLACED || are_held(r, m))) m->loss.of = RC_STR("civilians");
    }
    for (size_t i = 0; i < all->len; i++) {
        mention *m = &all->ptr[i];
        if (!is_open(m) || !is_bare(r, m) || m->elliptic || in_speakers_ranks(r, m, sentence)) continue;
        const rc_party_mention *them = of_them(r, m);
        if (them) {
            give(m, them);
            continue;
        }
        const mention *other = sibling(r, all, m);
        if (other && is_open(other)) continue;
        if (other) {
            m->victims = other->victims;
            m->loss.of = other->loss.of;
            m->loss.members = other->loss.members;
            continue;
        }
        const rc_party_mention *p = attacked(r, all, m);
        if (p)
            give(m, p);
        else
            of_gathering(r, m, sentence);
    }
    for (size_t i = 0; i < all->len; i++) {
        mention *m = &all->ptr[i];
        if (!is_open(m) || m->loss.part || !is_mostly_civilian(all, m)) continue;
        m->loss.of = RC_STR("civilians");
        m->loss.members = RC_MEMBERS_MIXED;
    }
    settle_most(all);
}

/* The report names that side by name in the block of token `t`. */
static bool is_named_near(const rc_reading *r, rc_str party, uint32_t t)
{
    uint32_t block = r->doc->sentences[r->doc->tokens[t].sentence].block;
    for (uint32_t i = 0; i < r->parties.n; i++) {
        const rc_party_mention *p = &r->parties.ptr[i];
        if (p->is_generic || !rc_str_eq(p->party, party)) continue;
        if (r->doc->sentences[r->doc->tokens[p->first].sentence].block == block) return true;
    }
    return false;
}

/* "Eleven soldiers" are of the state where it happened, unless their side is named near. */
void victims_of_place(const rc_reading *r, const cluster *c, rc_claim *claim)
{
    if (!claim->n_place || !claim->place[0].country[0]) return;
    rc_str state = rc_party_of_country(r->actors, claim->place[0].country, r->published);
    const mention *before = NULL;
    uint32_t k = 0;
    for (uint32_t i = 0; i < c->n && k < claim->n_losses && state.len; i++) {
        const mention *m = c->mentions[i];
        if (m->kind != MENTION_LOSS) continue;
        rc_loss *loss = &claim->losses[k++];
        bool others =
            counts_others(r, m) && before && (rc_str_is(loss->of, "unknown") || rc_str_eq(loss->of, before->loss.of));
        bool forces = m->victims && m->victims->is_generic && m->victims->inter == RC_INTER_STATE;
        if (others) { /* of those just settled */
            if (k > 1) loss->of = claim->losses[k - 2].of;
            continue;
        }
        before = NULL;
        if (!forces || victims_are_owned(r, m) || !rc_str_eq(loss->of, m->loss.of) || rc_str_eq(loss->of, state))
            continue;
        if (!rc_str_is(loss->of, "unknown") && is_named_near(r, loss->of, m->anchor)) continue;
        loss->of = state;
        before = m;
    }
}
