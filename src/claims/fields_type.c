/* What sort of event a claim tells, in the names of the codebook. */
#include "claims/assemble.h"
#include "claims/roles.h"

#define WEAPON_REACH 8
#define MEANS_REACH 12

/* "Attack" alone says little: what sort of attack is told elsewhere. */
bool is_generic_act(const act_row *act)
{
    return act->frame != ACT_PAIR && (rc_str_is(act->subtype, "Attack") || rc_str_is(act->subtype, "Armed clash"));
}

/* Sub-types from the most telling to the least: the first that the words of a claim name is its sub-type. */
static const char *const telling[] = {"Chemical weapon",
                                      "Suicide bomb",
                                      "Sexual violence",
                                      "Air/drone strike",
                                      "Remote explosive/landmine/IED",
                                      "Grenade",
                                      "Abduction/forced disappearance",
                                      "Shelling/artillery/missile attack",
                                      "Government regains territory",
                                      "Non-state actor overtakes territory",
                                      "Armed clash",
                                      "Attack",
                                      "Mob violence",
                                      "Violent demonstration",
                                      "Excessive force against protesters",
                                      "Protest with intervention",
                                      "Peaceful protest",
                                      "Agreement",
                                      "Arrests",
                                      "Disrupted weapons use",
                                      "Change to group/activity",
                                      "Headquarters or base established",
                                      "Looting/property destruction",
                                      "Non-violent transfer of territory",
                                      "Other"};

static size_t telling_rank(rc_str subtype)
{
    size_t i = 0;
    while (i < sizeof telling / sizeof *telling && !rc_str_is(subtype, telling[i])) i++;
    return i;
}

bool more_telling(const act_row *a, const act_row *b)
{
    return telling_rank(a->subtype) < telling_rank(b->subtype);
}

/* The noun stands in an adjunct of the clause of `top`, or in what is done it for: "after the attack", "to deter
 * attacks". */
static bool is_adjunct_of(const rc_reading *r, uint32_t word, uint32_t top)
{
    const syntax *s = r->syntax;
    bool adjunct = false;
    for (; word != NO_WORD && word != top; word = s->parent[word])
        adjunct = adjunct || is_related(s, word, REL_BIT(REL_OBL)) ||
                  (is_related(s, word, REL_BIT(REL_ADVCL)) && has_feature(s, word, "VerbForm=Inf"));
    return adjunct && word == top;
}

/* "Closed its border after the attack by the militia": the attack is why, not what is told. "Heavy fighting,
 * accompanied by shelling" stays a fight. */
static bool is_circumstance(const rc_reading *r, const cluster *c, const mention *m)
{
    uint32_t word = m->act->pos == POS_NOUN ? word_of_act(r, m) : NO_WORD;
    for (uint32_t i = 0; i < c->n && word != NO_WORD; i++) {
        const mention *o = c->mentions[i];
        if (o == m || !o->strong || o->ambiguous) continue;
        bool moves = o->kind == MENTION_CONTROL ||
                     (o->kind == MENTION_ACT && (o->act->type == RC_STRATEGIC || o->act->frame == ACT_PAIR));
        if (!moves) continue;
        uint32_t move = word_of_act(r, o), clause = move == NO_WORD ? NO_WORD : clause_of(r->syntax, move);
        if (clause == NO_WORD || o->anchor > m->anchor || is_under(r->syntax, word, move) != (move == clause)) continue;
        if (is_adjunct_of(r, word, clause)) return true;
    }
    return false;
}

static bool is_disarming(rc_str subtype)
{
    return rc_str_is(subtype, "Disrupted weapons use");
}

/* "Destroyed three missile launchers", "found a car bomb": the weapon is what is hit or found. */
static bool is_part_of_thing(const rc_reading *r, const cluster *c, const mention *m)
{
    if (m->act->pos != POS_NOUN) return false;
    uint32_t word = word_of_act(r, m);
    bool weapon = m->act->type == RC_EXPLOSIONS && thing_category(r, m->anchor, &(uint32_t){0}).len;
    for (uint32_t i = 0; i < c->n; i++) {
        const mention *o = c->mentions[i];
        range hit = m->strong ? (range){o->group.first, o->group.end} : (range){o->first, o->end};
        if (o->kind == MENTION_THING && (weapon || !m->strong) && in_range(hit, m->anchor)) return true;
        if (!weapon || o->kind != MENTION_ACT || !o->strong || o->act->pos != POS_VERB) continue;
        uint32_t found = is_disarming(o->act->subtype) ? patient_of(r, word_at(r->syntax, o->anchor)) : NO_WORD;
        if (word != NO_WORD && found != NO_WORD && first_conjunct(r->syntax, word) == found) return true;
    }
    return false;
}

/* An everyday verb that its clause made plain ("a shell struck a school") tells less than the weapon beside it. */
static bool is_weapon_of(const rc_reading *r, const mention *m, const mention *best)
{
    uint32_t verb = best && best->act->pos == POS_VERB ? word_at(r->syntax, best->anchor) : NO_WORD;
    uint32_t doer = verb == NO_WORD ? NO_WORD : agent_of(r, verb);
    bool subject = doer != NO_WORD && in_range((range){m->first, m->end}, r->syntax->token_of[doer]);
    if (subject && m->act->pos == POS_NOUN && m->act->type == RC_EXPLOSIONS && best->act->type == RC_EXPLOSIONS)
        return true; /* "a roadside bomb struck" */
    return best && best->strong && !best->act->strong && best->act->pos == POS_VERB && m->act->pos == POS_NOUN &&
           m->act->type == RC_EXPLOSIONS && best->act->type == RC_EXPLOSIONS;
}

bool is_of_ground(rc_str subtype)
{
    return rc_str_is(subtype, "Government regains territory") ||
           rc_str_is(subtype, "Non-state actor overtakes territory");
}

/* "Took flight": an everyday verb of taking and leaving takes no ground where none is read beside it. */
static bool is_idle_taking(const cluster *c, const mention *m)
{
    bool ground = m->strong || !is_of_ground(m->act->subtype);
    for (uint32_t i = 0; i < c->n && !ground; i++) ground = c->mentions[i]->kind == MENTION_CONTROL;
    return !ground;
}

/* The most telling act among the strong mentions, or among all where none is strong. */
static const mention *best_act(const rc_reading *r, const cluster *c)
{
    const mention *best = NULL, *weapon = NULL;
    for (uint32_t i = 0; i < c->n; i++) {
        const mention *m = c->mentions[i];
        if (m->kind != MENTION_ACT || m->ambiguous || is_part_of_thing(r, c, m) || is_circumstance(r, c, m)) continue;
        if (is_idle_taking(c, m)) continue;
        bool stronger = best && m->strong && !best->strong;
        if (!best || stronger || (m->strong == best->strong && more_telling(m->act, best->act))) best = m;
    }
    for (uint32_t i = 0; i < c->n; i++) {
        const mention *m = c->mentions[i];
        if (m->kind == MENTION_ACT && !m->ambiguous && is_weapon_of(r, m, best) &&
            (!weapon || more_telling(m->act, weapon->act)))
            weapon = m;
    }
    return weapon ? weapon : best;
}

/* A word that several sorts of events share ("struck"), where nothing else says which: the least telling of them. */
static const act_row *vague_act(const cluster *c)
{
    const act_row *least = NULL;
    for (uint32_t i = 0; i < c->n; i++) {
        const mention *m = c->mentions[i];
        if (m->kind == MENTION_ACT && m->strong && m->ambiguous && (!least || more_telling(least, m->act)))
            least = m->act;
    }
    return least;
}

static bool is_state(const rc_reading *r, rc_str party)
{
    for (uint32_t i = 0; i < r->parties.n; i++)
        if (rc_str_eq(r->parties.ptr[i].party, party))
            return r->parties.ptr[i].inter == RC_INTER_STATE || r->parties.ptr[i].inter == RC_INTER_EXTERNAL;
    return false;
}

static void put(rc_claim *claim, rc_event_type type, rc_str subtype)
{
    claim->type = type;
    claim->subtype = subtype;
}

/* Ground that changes hands is a battle, its sub-type named by who takes it. */
static bool type_of_control(const rc_reading *r, rc_claim *claim)
{
    for (uint32_t i = 0; i < claim->n_control; i++) {
        const rc_control *k = &claim->control[i];
        switch (k->change) {
        case RC_TAKEN:
        case RC_LOST: {
            rc_str taker = k->change == RC_TAKEN ? k->by : k->from;
            if (!taker.len && claim->n_by) taker = claim->by[0].party;
            put(claim, RC_BATTLES,
                taker.len && is_state(r, taker) ? RC_STR("Government regains territory")
                                                : RC_STR("Non-state actor overtakes territory"));
            return true;
        }
        case RC_REPELLED:
        case RC_ADVANCED:
        case RC_CONTESTED:
            put(claim, RC_BATTLES, RC_STR("Armed clash"));
            return true;
        default:
            put(claim, RC_STRATEGIC, RC_STR("Other"));
            return true;
        }
    }
    return false;
}

static bool victims_are_civilians(const rc_claim *claim)
{
    bool any = false;
    for (uint32_t i = 0; i < claim->n_losses; i++) {
        if (claim->losses[i].members == RC_MEMBERS_COMBATANT) return false;
        any = any || claim->losses[i].members == RC_MEMBERS_CIVILIAN;
    }
    if (!claim->n_losses)
        for (uint32_t i = 0; i < claim->n_against; i++) any = any || rc_str_is(claim->against[i].party, "civilians");
    return any;
}

/* Ground that is taken is what is told, whatever was fired for it, unless it is civilians that suffer. */
static bool changes_hands(const rc_claim *claim)
{
    rc_change change = claim->n_control ? claim->control[0].change : RC_CHANGE_NONE;
    return (change == RC_TAKEN || change == RC_LOST) && !victims_are_civilians(claim);
}

/* Those who suffer are people of whom nobody says that they bear arms: "an attack killed 52 people". */
static bool people_suffer(const rc_claim *claim)
{
    for (uint32_t i = 0; i < claim->n_losses; i++) {
        bool side = !rc_str_is(claim->losses[i].of, "unknown") && !rc_str_is(claim->losses[i].of, "civilians");
        if (side || (!claim->losses[i].part && claim->losses[i].members == RC_MEMBERS_COMBATANT)) return false;
    }
    for (uint32_t i = 0; i < claim->n_against; i++)
        if (!rc_str_is(claim->against[i].party, "unknown") && !rc_str_is(claim->against[i].party, "civilians"))
            return false;
    return claim->n_losses > 0;
}

static bool fighters_suffer(const rc_claim *claim)
{
    for (uint32_t i = 0; i < claim->n_losses; i++)
        if (claim->losses[i].members == RC_MEMBERS_COMBATANT) return true;
    return false;
}

static void type_of_losses(const rc_reading *r, rc_claim *claim)
{
    rc_effect effect = claim->losses[0].effect;
    bool civilians = victims_are_civilians(claim);
    bool combatants = claim->losses[0].members == RC_MEMBERS_COMBATANT;
    if (effect == RC_CAPTURED && !combatants && claim->n_by && is_state(r, claim->by[0].party))
        put(claim, RC_STRATEGIC, RC_STR("Arrests"));
    else if (effect == RC_CAPTURED && !combatants)
        put(claim, RC_VIOLENCE, RC_STR("Abduction/forced disappearance"));
    else if (effect == RC_DISPLACED || effect == RC_SURRENDERED)
        put(claim, RC_STRATEGIC, RC_STR("Other"));
    else if (civilians ||
             (effect == RC_KILLED && people_suffer(claim) && claim->n_by && !is_state(r, claim->by[0].party)))
        put(claim, RC_VIOLENCE, RC_STR("Attack")); /* "gunmen killed 22 people" */
    else
        put(claim, RC_BATTLES, RC_STR("Armed clash"));
}

/* A drone or missile shot down is a weapon foiled; a manned aircraft shot down is a fight. */
static bool loses_aircraft(const rc_claim *claim)
{
    for (uint32_t i = 0; i < claim->n_equipment; i++)
        if (rc_str_is(claim->equipment[i].category, "aircraft") ||
            rc_str_is(claim->equipment[i].category, "helicopter"))
            return true;
    return false;
}

/* Tanks and guns destroyed are losses of a fight, not property. */
static bool loses_weapons(const rc_claim *claim)
{
    for (uint32_t i = 0; i < claim->n_equipment; i++)
        if (!rc_str_is(claim->equipment[i].category, "other") && claim->equipment[i].effect != RC_SEIZED) return true;
    return false;
}

/* Arms that are taken away or made harmless, and nobody fights. */
static bool only_disarms(const rc_claim *claim)
{
    for (uint32_t i = 0; i < claim->n_equipment; i++) {
        const rc_thing *t = &claim->equipment[i];
        bool weapon = rc_str_is(t->category, "weapon"), stock = rc_str_is(t->category, "ammunition depot");
        bool gone = (weapon || stock) && t->effect == RC_SEIZED;
        if (!gone && !(weapon && t->effect == RC_DESTROYED)) return false;
    }
    return claim->n_equipment > 0 && !claim->n_losses && !claim->n_control;
}

/* "A drone struck the depot", "hit by artillery": an ambiguous word of attack with the weapon named beside it. */
static rc_str subtype_of_weapon(const rc_reading *r, const cluster *c)
{
    for (uint32_t i = 0; i < c->n; i++) {
        const mention *m = c->mentions[i];
        if (m->kind != MENTION_ACT || !m->ambiguous) continue;
        uint32_t first = m->anchor > c->within.first + WEAPON_REACH ? m->anchor - WEAPON_REACH : c->within.first;
        for (uint32_t t = first; t < c->within.end && t < m->anchor + WEAPON_REACH; t++) {
            uint32_t count;
            rc_str category = thing_category(r, t, &count);
            if (rc_str_is(category, "drone") || rc_str_is(category, "aircraft") || rc_str_is(category, "helicopter"))
                return RC_STR("Air/drone strike");
            if (rc_str_is(category, "artillery")) return RC_STR("Shelling/artillery/missile attack");
        }
    }
    return RC_STR("");
}

/* What a thing is used for, as a sub-type: the word is an act too ("mortar shells"), else its category tells. */
static rc_str subtype_of_thing(const rc_reading *r, uint32_t token)
{
    uint32_t count;
    rc_str category = thing_category(r, token, &count);
    for (uint32_t i = r->hits.at[token]; i < r->hits.at[token + 1]; i++) {
        const rc_hit *hit = &r->hits.ptr[i];
        if (hit->list != r->rules->events) continue;
        const act_row *act = &r->rules->act[hit->row];
        if (act->type == RC_EXPLOSIONS && act->pos == POS_NOUN) return act->subtype;
    }
    if (rc_str_is(category, "drone") || rc_str_is(category, "aircraft") || rc_str_is(category, "helicopter"))
        return RC_STR("Air/drone strike");
    return rc_str_is(category, "artillery") ? RC_STR("Shelling/artillery/missile attack") : RC_STR("");
}

/* "Attacked Kharkiv with drones", "fired at Nikopol with heavy artillery": what a vague act is done with says its sort.
 */
static rc_str subtype_of_means(const rc_reading *r, const cluster *c)
{
    const uint64_t set = REL_BIT(REL_OBL) | REL_BIT(REL_NMOD) | REL_BIT(REL_CONJ);
    for (uint32_t i = 0; i < c->n; i++) {
        const mention *m = c->mentions[i];
        if (m->kind != MENTION_ACT || m->act->pos != POS_VERB || m->act->type == RC_STRATEGIC) continue;
        uint32_t doer = agent_of(r, word_at(r->syntax, m->anchor));
        rc_str by_doer = doer == NO_WORD ? RC_STR("") : subtype_of_thing(r, r->syntax->token_of[doer]);
        if (by_doer.len) return by_doer; /* "unidentified aircraft bombed the airport" */
        for (uint32_t t = m->end; t < c->within.end && t < m->end + MEANS_REACH; t++) {
            if (!has_setting(r, t, SETTING_MEANS)) continue;
            uint32_t with = word_at(r->syntax, t), thing = with == NO_WORD ? NO_WORD : r->syntax->parent[with];
            if (thing == NO_WORD || !is_related(r->syntax, thing, set)) continue;
            for (uint32_t k = t; k <= r->syntax->token_of[thing]; k++) {
                rc_str subtype = subtype_of_thing(r, k);
                if (subtype.len) return subtype;
            }
        }
    }
    return RC_STR("");
}

static bool is_harm(rc_effect effect)
{
    return effect == RC_KILLED || effect == RC_WOUNDED || effect == RC_CASUALTIES;
}

/* The claim goes on with the event told before it, and what it tells itself can be of that sort. */
static bool inherits_type(const rc_reading *r, const cluster *c, const episode *before, const rc_claim *claim)
{
    if (!goes_on(c) || before->type == RC_TYPE_NONE || before->type == RC_STRATEGIC) return false;
    if (is_elsewhere(r, c, before)) return false;
    if (!claim->n_losses) return true;
    rc_effect effect = claim->losses[0].effect;
    bool taking = rc_str_is(before->subtype, "Abduction/forced disappearance");
    return effect != RC_CAPTURED && !(taking && is_harm(effect));
}

/* Ground is taken once: what is told after it is of the fight for it. */
static void put_as_before(const episode *before, rc_claim *claim)
{
    bool ground = is_of_ground(before->subtype);
    bool fight = ground || rc_str_is(before->subtype, "Armed clash");
    if (fight && claim->n_losses && victims_are_civilians(claim))
        put(claim, RC_VIOLENCE, RC_STR("Attack"));
    else if (ground || (rc_str_is(before->subtype, "Attack") && fighters_suffer(claim)))
        put(claim, RC_BATTLES, RC_STR("Armed clash"));
    else
        put(claim, before->type, before->subtype);
}

/* Those who flee or give themselves up are told of as such, whatever they flee. */
static bool only_moves(const cluster *c, const rc_claim *claim)
{
    for (uint32_t i = 0; i < claim->n_losses; i++)
        if (claim->losses[i].effect != RC_DISPLACED && claim->losses[i].effect != RC_SURRENDERED) return false;
    for (uint32_t i = 0; i < c->n; i++)
        if (c->mentions[i]->kind == MENTION_ACT && c->mentions[i]->strong) return false;
    return claim->n_losses > 0;
}

/* The row of a word of an act for those who do it, where they do what the cluster tells: "stormed by protesters", "a
 * suicide bomber killed 26"; NULL: none. */
static const act_row *doer_word(const rc_reading *r, const cluster *c)
{
    for (uint32_t i = 0; i < c->n; i++) {
        uint32_t agent = agent_of(r, word_at(r->syntax, c->mentions[i]->anchor));
        const rc_hit *hit = agent == NO_WORD ? NULL : hit_with(r, r->syntax->token_of[agent], r->rules->events);
        uint32_t before = agent == NO_WORD ? 0 : r->syntax->token_of[agent];
        if (!hit && before > c->sentence.first) hit = hit_with(r, before - 1, r->rules->events); /* "suicide bomber" */
        if (!hit || hit->token + hit->count <= before) continue;
        const act_row *row = &r->rules->act[hit->row];
        if (row->pos == POS_NOUN && !row->strong) return row;
    }
    return NULL;
}

/* Words of harm, of seizing and of breaking, which do not say that a crowd or an army does it. */
static bool is_rough(const cluster *c, const act_row *act)
{
    for (uint32_t i = 0; i < c->n; i++)
        if (c->mentions[i]->kind == MENTION_CONTROL || c->mentions[i]->kind == MENTION_THING) return true;
    return act && act->strong && (is_generic_act(act) || rc_str_is(act->subtype, "Looting/property destruction"));
}

static bool is_assault(rc_event_type type)
{
    return type == RC_EXPLOSIONS || type == RC_VIOLENCE;
}

/* "a revendiqué l'attentat": the bombing, shooting or stabbing told before. */
static bool takes_up(const rc_reading *r, const cluster *c, const mention *act, const episode *before)
{
    return act && act->anaphoric && is_assault(act->act->type) && is_assault(before->type) &&
           !is_elsewhere(r, c, before);
}

void set_type(const rc_reading *r, const cluster *c, const episode *before, rc_claim *claim)
{
    const mention *best = best_act(r, c);
    const act_row *act = best ? best->act : NULL;
    const act_row *doer = doer_word(r, c);
    if (doer && (doer->type == RC_PROTESTS || doer->type == RC_RIOTS) && is_rough(c, act)) {
        put(claim, RC_RIOTS, RC_STR("Violent demonstration"));
        return;
    }
    bool murder = act && act->type == RC_VIOLENCE && act->strong;
    bool clash_or_none = !act || (act->type != RC_EXPLOSIONS && !murder);
    if (claim->n_control && (clash_or_none || (!murder && changes_hands(claim))) && type_of_control(r, claim)) return;
    rc_str by_weapon = subtype_of_weapon(r, c);
    bool shelling = act && rc_str_is(act->subtype, "Shelling/artillery/missile attack");
    if (!by_weapon.len && (!act || is_generic_act(act) || shelling)) by_weapon = subtype_of_means(r, c);
    if (by_weapon.len && (!act || is_generic_act(act) || shelling)) {
        put(claim, RC_EXPLOSIONS, by_weapon);
        return;
    }
    if (only_moves(c, claim)) {
        put(claim, RC_STRATEGIC, RC_STR("Other"));
        return;
    }
    if (only_disarms(claim) && (!act || is_generic_act(act) || !best->strong)) {
        put(claim, RC_STRATEGIC, RC_STR("Disrupted weapons use"));
        return;
    }
    bool inherits = inherits_type(r, c, before, claim);
    bool bomber = doer && act && rc_str_eq(act->subtype, doer->subtype) && act->type == RC_EXPLOSIONS;
    if (takes_up(r, c, best, before) || (inherits && (!act || is_generic_act(act) || (!act->strong && !bomber)))) {
        put_as_before(before, claim);
        return;
    }
    bool harmed = claim->n_losses && is_harm(claim->losses[0].effect);
    if (act && act->type == RC_STRATEGIC && harmed && !rc_str_is(act->subtype, "Arrests")) act = NULL;
    if (!act && !claim->n_losses && !claim->n_equipment) act = vague_act(c);
    if (act) {
        put(claim, act->type, act->subtype);
        bool is_attack = rc_str_is(act->subtype, "Attack"), is_clash = rc_str_is(act->subtype, "Armed clash");
        bool civilians = victims_are_civilians(claim);
        bool armed = claim->n_against && !civilians && !rc_str_is(claim->against[0].party, "unknown");
        /* "executed ten soldiers": who cannot fight is no opponent */
        if (is_attack && armed && !murder) put(claim, RC_BATTLES, RC_STR("Armed clash"));
        bool destroyed = rc_str_is(act->subtype, "Looting/property destruction") && loses_weapons(claim);
        if (destroyed || (is_disarming(act->subtype) && loses_aircraft(claim)))
            put(claim, RC_BATTLES, RC_STR("Armed clash"));
        if (is_clash && (civilians || people_suffer(claim)) && act->frame != ACT_PAIR)
            put(claim, RC_VIOLENCE, RC_STR("Attack"));
        return;
    }
    if (claim->n_losses)
        type_of_losses(r, claim);
    else if (claim->n_equipment)
        put(claim, RC_BATTLES, RC_STR("Armed clash"));
    else
        put(claim, RC_STRATEGIC, RC_STR("Other"));
}
