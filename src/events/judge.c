/* How far an event is to be believed: its status, and the grades that others would give it. */
#include "events/mention.h"
#include "recoupe/events/estimate.h"

/* What was heard of one event: while it is made from mentions, afterwards from its claims. */
typedef struct hearing {
    const rc_event *event;
    const rc_joining *joining;
    const rc_group *group;
    const rc_join_claim *rows;
    const rc_sides *sides;
} hearing;

static const rc_claim *claim_at(const hearing *h, uint32_t i)
{
    return h->rows ? &h->rows[h->event->claims[i]].claim : h->joining->mentions[h->group->members[i]].claim;
}

static rc_str party_of_origin(const rc_claim *claim)
{
    const rc_link *origin = rc_claim_origin(claim);
    return origin && rc_party_is_side(origin->party) ? origin->party : (rc_str){0};
}

static rc_str voice(const hearing *h, uint32_t i)
{
    return claim_at(h, i)->polarity == RC_ASSERTED ? party_of_origin(claim_at(h, i)) : (rc_str){0};
}

/* The two are told to have fought each other in this event. */
static bool are_foes(const hearing *h, rc_str a, rc_str b)
{
    for (uint32_t k = 0; k < h->event->n_claims; k++) {
        const rc_claim *c = claim_at(h, k);
        bool a_did = rc_sides_among(h->sides, c->by, c->n_by, a, h->event->from);
        bool b_did = rc_sides_among(h->sides, c->by, c->n_by, b, h->event->from);
        if (a_did && !b_did && rc_sides_among(h->sides, c->against, c->n_against, b, h->event->from)) return true;
        if (b_did && !a_did && rc_sides_among(h->sides, c->against, c->n_against, a, h->event->from)) return true;
    }
    return false;
}

#define VOICES_COMPARED 64 /* claims of an event that speak for a side */

static bool both_sides_say_it(const hearing *h)
{
    uint32_t speakers[VOICES_COMPARED], n = 0;
    for (uint32_t i = 0; i < h->event->n_claims && n < VOICES_COMPARED; i++) {
        rc_str party = voice(h, i);
        bool again = !party.len || claim_at(h, i)->certainty == RC_HEDGED;
        for (uint32_t k = 0; k < n && !again; k++) again = rc_str_eq(voice(h, speakers[k]), party);
        if (!again) speakers[n++] = i;
    }
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t j = 0; j < i; j++)
            if (claim_at(h, speakers[i])->type == claim_at(h, speakers[j])->type &&
                are_foes(h, voice(h, speakers[i]), voice(h, speakers[j])))
                return true;
    return false;
}

static rc_event_status status_of(const hearing *h)
{
    if (h->event->n_contradictions) return RC_STATUS_CONTESTED;
    if (h->event->n_origins < 2) return RC_STATUS_SINGLE_ORIGIN;
    return both_sides_say_it(h) ? RC_STATUS_BOTH_SIDES : RC_STATUS_CORROBORATED;
}

void rc_event_judge(const rc_joining *joining, const rc_group *group, rc_event *event)
{
    hearing h = {.event = event, .joining = joining, .group = group, .sides = joining->sides};
    event->status = rc_event_is_reviewed(joining, event) ? RC_STATUS_REVIEWED : status_of(&h);
}

const char *rc_event_status_name(rc_event_status status)
{
    static const char *const names[] = {"single origin", "corroborated", "contested", "confirmed by both sides",
                                        "reviewed"};
    return names[status];
}

/* ---- the Admiralty's digit */

static bool has_part_in_it(const hearing *h, rc_str party)
{
    for (uint32_t k = 0; k < h->event->n_claims && party.len; k++) {
        const rc_claim *c = claim_at(h, k);
        if (rc_sides_among(h->sides, c->by, c->n_by, party, h->event->from) ||
            rc_sides_among(h->sides, c->against, c->n_against, party, h->event->from))
            return true;
    }
    return false;
}

static bool is_nameless(const rc_claim *claim)
{
    const rc_link *origin = rc_claim_origin(claim);
    return origin && (origin->kind == RC_SOURCE_ANONYMOUS || origin->kind == RC_SOURCE_POST);
}

/* Says it plainly, under a name, and either takes no part or says it of its own side. */
static bool is_weighty(const hearing *h, uint32_t i)
{
    const rc_claim *c = claim_at(h, i);
    if (c->polarity != RC_ASSERTED || c->certainty == RC_HEDGED || is_nameless(c)) return false;
    rc_str party = party_of_origin(c);
    if (!party.len || !has_part_in_it(h, party)) return true;
    for (uint32_t k = 0; k < c->n_losses; k++)
        if (rc_loss_interest(c, &c->losses[k], h->sides, h->event->from) == RC_AGAINST_INTEREST) return true;
    for (uint32_t k = 0; k < c->n_control; k++)
        if ((c->control[k].change == RC_LOST || c->control[k].change == RC_WITHDREW) &&
            rc_sides_same(h->sides, c->control[k].by, party, h->event->from))
            return true;
    return rc_sides_among(h->sides, c->by, c->n_by, party, h->event->from) && c->type == RC_VIOLENCE;
}

static bool any_weighty(const hearing *h)
{
    for (uint32_t i = 0; i < h->event->n_claims; i++)
        if (is_weighty(h, i)) return true;
    return false;
}

/* Origins that assert something, without those that only deny; all of them, or with one voice for each party. */
static uint32_t asserting(const hearing *h, bool by_party)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < h->event->n_claims; i++) {
        bool again = claim_at(h, i)->polarity == RC_DENIED;
        for (uint32_t k = 0; k < i && !again; k++) {
            if (claim_at(h, k)->polarity == RC_DENIED) continue;
            rc_str a = party_of_origin(claim_at(h, i)), b = party_of_origin(claim_at(h, k));
            again = h->event->origin[i] == h->event->origin[k] || (by_party && a.len && rc_str_eq(a, b));
        }
        n += !again;
    }
    return n;
}

static bool has_clash(const rc_event *event, rc_contradiction_kind kind)
{
    for (uint32_t i = 0; i < event->n_contradictions; i++)
        if (event->contradictions[i].kind == kind) return true;
    return false;
}

static bool is_denied(const rc_event *event)
{
    return has_clash(event, RC_CONTRADICTS_DENIAL) || has_clash(event, RC_CONTRADICTS_CONTROL) ||
           has_clash(event, RC_CONTRADICTS_DOER);
}

int rc_event_credibility(const rc_event *event, const rc_join_claim *claims, const rc_sides *sides, const char **why)
{
    hearing h = {.event = event, .rows = claims, .sides = sides};
    bool weighty = any_weighty(&h);
    uint32_t voices = asserting(&h, true);
    if (!voices) return *why = "it is only denied", 5;
    if (has_clash(event, RC_CONTRADICTS_DENIAL) && voices == 1 && !weighty)
        return *why = "denied, and said by nobody but a party to it", 5;
    if (is_denied(event)) return *why = "what happened or who did it is disputed", 4;
    if (!event->n_contradictions && both_sides_say_it(&h)) return *why = "both sides say it", 1;
    if (event->n_contradictions) return *why = "that it happened is not disputed, how many, whom, when or where is", 3;
    if (voices > 1 && weighty) return *why = "independent origins say it, one of them no party to it", 1;
    if (voices > 1) return *why = "several origins say it, all of them parties to it, unnamed or unsure", 2;
    if (weighty) return *why = "one origin says it, against its interest or without a part in it", 3;
    return *why = "one origin says it, a party to it, unnamed or unsure", 6;
}

/* ---- Airwars' grade */

const char *rc_event_airwars_grade(const rc_event *event, const rc_join_claim *claims, const rc_sides *sides)
{
    hearing h = {.event = event, .rows = claims, .sides = sides};
    uint32_t voices = asserting(&h, false);
    if (!voices) return "Discounted";
    if (has_clash(event, RC_CONTRADICTS_DOER)) return "Contested";
    for (uint32_t i = 0; i < event->n_claims; i++) {
        const rc_claim *c = claim_at(&h, i);
        rc_str party = voice(&h, i);
        if (party.len && c->certainty == RC_PLAIN && rc_sides_among(NULL, c->by, c->n_by, party, event->from))
            return "Confirmed";
    }
    return voices > 1 ? "Fair" : "Weak";
}
