/* Who faces whom: see the header. */
#include "claims/clues_enemy.h"

uint32_t victims_of(const rc_claim *c, rc_str party)
{
    for (uint32_t i = 0; i < c->n_losses; i++)
        if (rc_str_eq(c->losses[i].of, party)) return 1;
    for (uint32_t i = 0; i < c->n_equipment; i++)
        if (rc_str_eq(c->equipment[i].of, party)) return 2;
    return 0;
}

uint32_t control_role(const rc_claim *c, rc_str party)
{
    for (uint32_t i = 0; i < c->n_control; i++) {
        if (rc_str_eq(c->control[i].by, party)) return 1;
        if (rc_str_eq(c->control[i].from, party)) return 2;
    }
    return 0;
}

bool is_belligerent(const rc_party_mention *p)
{
    return p->inter != RC_INTER_CIVILIANS && p->inter != RC_INTER_UNKNOWN && !rc_str_is(p->party, "media") &&
           !rc_str_is(p->party, "unknown") && !rc_str_is(p->party, "civilians");
}

static bool suffers(const rc_claim *c, rc_str party)
{
    return has_actor(c->against, c->n_against, party) || victims_of(c, party) || control_role(c, party) == 2;
}

static bool acts(const rc_claim *c, rc_str party)
{
    return has_actor(c->by, c->n_by, party) || control_role(c, party) == 1;
}

/* How often, among the drafts in which `other` suffers (acts), the party acts (suffers): 0 never seen, else by fifths.
 */
static uint32_t faces(const drafts *all, uint32_t draft_no, rc_str other, rc_str party, bool other_suffers)
{
    uint32_t seen = 0, with = 0;
    for (uint32_t i = 0; i < all->n; i++) {
        const rc_claim *c = &all->ptr[i].claim;
        if (i == draft_no) continue;
        if (other_suffers ? !suffers(c, other) || !c->n_by : !acts(c, other) || !c->n_against) continue;
        seen++;
        with += other_suffers ? acts(c, party) : suffers(c, party);
    }
    return seen ? 1 + with * 4 / seen + (seen > 2 ? 8 : 0) : 0;
}

/* The same without regard to who did it to whom. */
static uint32_t opposes(const drafts *all, uint32_t draft_no, rc_str other, rc_str party)
{
    uint32_t seen = 0, with = 0;
    for (uint32_t i = 0; i < all->n; i++) {
        const rc_claim *c = &all->ptr[i].claim;
        if (i == draft_no) continue;
        bool does = acts(c, other) && c->n_against, has = suffers(c, other) && c->n_by;
        if (!does && !has) continue;
        seen++;
        with += (does && suffers(c, party)) || (has && acts(c, party));
    }
    return seen ? 1 + with * 4 / seen + (seen > 2 ? 8 : 0) : 0;
}

/* What stands between two sides by their sorts and homes: a state and the rebels of its country are enemies, two states
 * need not be. */
static uint32_t tie(const rc_party_mention *a, const rc_party_mention *b)
{
    if (!a || !b) return 0;
    uint32_t home = !a->country[0] || !b->country[0] ? 0 : strcmp(a->country, b->country) == 0 ? 1 : 2;
    return 1 + both(home, both((uint32_t)a->inter, (uint32_t)b->inter));
}

static const rc_party_mention *first_mention(const rc_reading *r, const candidates *all, rc_str key)
{
    for (uint32_t i = 0; i < all->n; i++)
        if (rc_str_eq(all->ptr[i].key, key)) return all->ptr[i].n ? &r->parties.ptr[all->ptr[i].at[0]] : NULL;
    return NULL;
}

/* Its rank among the sides other than `other`: by how often they are named, and by how lately before the draft. With
 * two sides in a war, the enemy of one is the other. */
static uint32_t rank_beside(const rc_reading *r, const candidates *all, const candidate *party, rc_str other,
                            uint32_t anchor, bool lately)
{
    if (!party->n || !is_belligerent(&r->parties.ptr[party->at[0]])) return 60;
    uint32_t rank = 0, sides = 0, own = 0;
    for (uint32_t k = 0; k < party->n && r->parties.ptr[party->at[k]].first < anchor; k++) own = 1 + party->at[k];
    for (uint32_t i = 0; i < all->n; i++) {
        const candidate *c = &all->ptr[i];
        if (!c->n || rc_str_eq(c->key, other) || !is_belligerent(&r->parties.ptr[c->at[0]])) continue;
        uint32_t last = 0;
        for (uint32_t k = 0; k < c->n && r->parties.ptr[c->at[k]].first < anchor; k++) last = 1 + c->at[k];
        sides++;
        rank += lately ? last > own : c->n > party->n || (c->n == party->n && c < party);
    }
    return (rank > 4 ? 4 : rank) * 8 + (sides > 5 ? 5 : sides);
}

/* Whom the draft names already, as seen from a side: 20 nobody, 21 itself. */
static uint32_t seen_from(const drafts *all, uint32_t n, rc_str other, rc_str party, bool other_suffers)
{
    return !other.len ? 20 : rc_str_eq(other, party) ? 21 : faces(all, n, other, party, other_suffers);
}

static uint32_t sort_of(rc_str side)
{
    return !side.len ? 0 : rc_str_is(side, "civilians") ? 1 : rc_str_is(side, "unknown") ? 2 : 3;
}

void enemy_clues(const rc_reading *r, const drafts *all, uint32_t n, const candidates *parties, uint32_t which,
                 uint32_t kind, clues *out)
{
    const candidate *party = &parties->ptr[which];
    const rc_party_mention *own = party->n ? &r->parties.ptr[party->at[0]] : NULL;
    const draft *d = &all->ptr[n];
    const rc_claim *c = &d->claim;
    rc_str victim = c->n_losses ? c->losses[0].of : c->n_against ? c->against[0].party : RC_STR("");
    rc_str doer = c->n_by ? c->by[0].party : RC_STR("");
    rc_str speaker = d->from.n_chain ? d->from.chain[d->from.n_chain - 1].party : RC_STR("");
    uint32_t v = seen_from(all, n, victim, party->key, true), b = seen_from(all, n, doer, party->key, false),
             s = seen_from(all, n, speaker, party->key, true);
    uint32_t sort = sort_of(victim);
    add_clue(out, "faces-victim", both(v, sort));
    add_clue(out, "faces-victim-kind", both(v, both(sort, kind)));
    add_clue(out, "faces-doer", b);
    add_clue(out, "faces-doer-kind", both(b, kind));
    add_clue(out, "faces-speaker", s);
    add_clue(out, "faces-speaker-cue", both(s, d->from.cls));
    add_clue(out, "faces", both(v, both(b, s)));
    uint32_t at_home = 0;
    if (c->n_place && own && own->country[0]) at_home = strcmp(own->country, c->place[0].country) == 0 ? 2 : 1;
    add_clue(out, "at-home", both(at_home, kind));
    add_clue(out, "at-home-inter", both(at_home, own ? (uint32_t)own->inter : 12u));
    struct {
        const char *opposes, *tie, *rank, *late;
        rc_str side;
    } const others[] = {{"opposes-victim", "tie-victim", "beside-victim", "late-victim", victim},
                        {"opposes-doer", "tie-doer", "beside-doer", "late-doer", doer},
                        {"opposes-speaker", "tie-speaker", "beside-speaker", "late-speaker", speaker}};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        rc_str other = others[i].side;
        bool self = other.len && rc_str_eq(other, party->key), named = sort_of(other) == 3;
        uint32_t state = self ? 1 : sort_of(other) + 2;
        add_clue(out, others[i].opposes, self || !named ? 20 + state : opposes(all, n, other, party->key));
        add_clue(out, others[i].tie, self ? 1 : named ? 10 + tie(own, first_mention(r, parties, other)) : state);
        add_clue(out, others[i].rank, both(state, self ? 0 : rank_beside(r, parties, party, other, d->anchor, false)));
        add_clue(out, others[i].late, both(state, self ? 0 : rank_beside(r, parties, party, other, d->anchor, true)));
    }
}
