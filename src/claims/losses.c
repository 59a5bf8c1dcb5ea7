/* Losses of people. A word of the list effects.tsv says what happened; its frame says where the victims stand. Victims
 * are counted noun groups; coordinated groups ("three soldiers and a policeman") are losses of their own. */
#include "claims/loss_search.h"
#include "claims/roles.h"

#define NEGATION_REACH 7 /* from "pas" to what there is none of */
#define GOAL_AHEAD 5     /* between "se rendre" and where */
#define THINGS_BACK 40   /* tokens between a number and what was counted before it */
#define NAMED_AHEAD 4    /* between "26 morts" and "soldats" */

bool loss_is_taken(const search *s, const group *g)
{
    return g->quantity && s->taken[g->quantity - s->r->quantities.ptr];
}

/* "captured Tell Halaf": the word takes ground as well as people. */
static bool takes_ground(const search *s)
{
    return hit_with(s->r, s->hit->token, s->r->rules->control) != NULL;
}

/* A noun of no list may be people ("eight schoolgirls"), but not one for ground or an act ("un raid", "a siege"). */
static bool is_animate(const rc_reading *r, uint32_t noun)
{
    if (is_ground_noun(r, noun)) return false;
    const rc_hit *act = hit_with(r, noun, r->rules->events);
    return !act || r->rules->act[act->row].pos != POS_NOUN;
}

/* "Maria Pulido, 42, was killed": a bare number set off behind a name. */
static bool is_age(const rc_reading *r, const group *g)
{
    if (g->kind != GROUP_BARE || !g->quantity || g->first < 2 || g->end >= r->doc->n_tokens) return false;
    return is_sign(r, g->first - 1, ',') && is_capital(r, g->first - 2) && is_punct(r, g->end);
}

/* A verb that happens to buildings and columns as well: "touché", "hit". */
static bool is_touched(const search *s)
{
    return s->row->effect == RC_CASUALTIES && s->row->pos == POS_VERB && s->row->frame == EFFECT_OBJ &&
           hit_with(s->r, s->hit->token, s->r->rules->damage);
}

/* "80 missiles, of which ... 60 were shot down": a bare number of what was counted last, of a verb that brings down
 * things as well as people. */
static bool counts_things(const search *s, const group *g)
{
    const rc_reading *r = s->r;
    if (g->kind != GROUP_BARE || !g->quantity || !hit_with(r, s->hit->token, r->rules->damage)) return false;
    for (uint32_t i = r->quantities.n; i > 0; i--) {
        const rc_quantity *q = &r->quantities.ptr[i - 1];
        group before;
        if (q->first >= g->first || q->kind == RC_QUANTITY_ARTICLE) continue;
        if (q->first + THINGS_BACK < g->first || !group_at(r, q->first, g->first, &before)) return false;
        if (before.kind == GROUP_THING) return true;
        if (before.kind == GROUP_PEOPLE) return false;
    }
    return false;
}

/* "Villagers", "les habitants": not "the group", not "an activist". */
static bool are_civilians(const group *g)
{
    return g->kind == GROUP_PEOPLE && g->party && rc_str_is(g->party->party, "civilians") && group_count(g).low > 1;
}

/* Groups that can be victims. Only people are killed or wounded, so any counted noun will do there; captures, hits and
 * flights also happen to things and places, so their nouns must be known; and "the group fled" displaces nobody. */
bool loss_can_suffer(const search *s, const group *g)
{
    rc_effect effect = s->row->effect;
    if (g->kind == GROUP_THING || loss_is_taken(s, g) || is_age(s->r, g)) return false;
    if ((g->party && g->party->is_metonym) || counts_things(s, g) || loss_names_body(s->r, g)) return false;
    if (g->kind == GROUP_OTHER && (s->row->frame == EFFECT_LOSE || !is_animate(s->r, g->head))) return false;
    if (is_touched(s) && (!g->quantity || !(g->kind == GROUP_PEOPLE || g->kind == GROUP_BARE))) return false;
    if (!g->quantity && hit_with(s->r, g->head, s->r->rules->effects)) return false; /* "the wounded" */
    bool counted = g->quantity && g->quantity->kind != RC_QUANTITY_ARTICLE;
    if (effect == RC_DISPLACED) return counted ? g->kind == GROUP_PEOPLE || g->kind == GROUP_BARE : are_civilians(g);
    if (g->kind == GROUP_PEOPLE) return true;
    if (effect == RC_KILLED || effect == RC_WOUNDED) return g->kind == GROUP_NAME || g->quantity;
    if (g->kind == GROUP_NAME) return !takes_ground(s);
    return counted && g->kind == GROUP_BARE;
}

/* A row of the same word found its victims already. */
static bool is_done(const search *s, size_t from)
{
    for (size_t i = from; i < s->out->len; i++)
        if (s->out->ptr[i].kind == MENTION_LOSS && s->out->ptr[i].anchor == s->hit->token) return true;
    return false;
}

void loss_add(search *s, const group *g, const char *rule, float confidence)
{
    mention *m = RC_PUSH(s->r->arena, s->out);
    uint32_t anchor = s->hit->token;
    *m = (mention){.kind = MENTION_LOSS,
                   .anchor = anchor,
                   .rule = rule,
                   .confidence = confidence,
                   .strong = true,
                   .features = s->hit->features,
                   .place = NO_INDEX,
                   .group = *g,
                   .anchor_is_noun = s->row->pos == POS_NOUN,
                   .victims = g->party};
    m->first = g->first < anchor ? g->first : anchor;
    m->end = g->end > anchor + s->hit->count ? g->end : anchor + s->hit->count;
    m->loss =
        (rc_loss){.effect = s->row->effect, .count = group_count(g), .reason = tokens_text(s->r, g->first, g->end)};
    if (g->party) {
        m->loss.of = g->party->party;
        m->loss.members = g->party->members;
    }
    if (g->quantity) s->taken[g->quantity - s->r->quantities.ptr] = 1;
}

static bool without_before(const rc_reading *r, uint32_t anchor, range within)
{
    for (uint32_t t = anchor; t > within.first && t + 4 > anchor; t--) {
        const rc_hit *hit = hit_with(r, t - 1, r->rules->negation);
        if (hit && r->rules->neg[hit->row] == NEG_NONE) return true;
    }
    return false;
}

/* "n'a pas fait de victimes": "de" in the place of the article under a negation of the verb. */
static bool is_negated_partitive(const rc_reading *r, uint32_t anchor, range within)
{
    if (anchor < within.first + 2 || !has_grammar(r, anchor - 1, G_OF)) return false;
    for (uint32_t t = anchor - 1; t > within.first && t + NEGATION_REACH > anchor; t--) {
        if (is_punct(r, t - 1)) return false;
        const rc_hit *hit = hit_with(r, t - 1, r->rules->negation);
        uint32_t word = word_at(r->syntax, t - 1);
        bool adverb = is_upos(r->syntax, word, RC_UPOS_ADV) && has_feature(r->syntax, word, "Polarity=Neg");
        if (hit && (r->rules->neg[hit->row] == NEG_AFTER || adverb)) return true;
    }
    return false;
}

/* ---- frames */

/* "26 morts parmi des soldats", "22 blessés chez les rebelles": the victims are named behind the noun. */
static void name_behind(const search *s, mention *m)
{
    const rc_reading *r = s->r;
    uint32_t t = s->hit->token + s->hit->count;
    for (uint32_t end = t + NAMED_AHEAD; end > t && t < s->within.end && !m->victims; t++) {
        const rc_hit *place = hit_with(r, t, r->rules->placewords);
        bool where = place && r->rules->place_word[place->row] == PLACE_WORD_BEFORE;
        bool ranks = has_setting(r, t, SETTING_RANKS);
        if (is_punct(r, t) || is_verb(r, t) || has_grammar(r, t, G_COORD | G_BY) || quantity_at(r, t)) return;
        if (!ranks && (where || has_grammar(r, t, G_PART))) return;
        const rc_party_mention *party = party_at(r, t);
        if (!party || party->is_metonym || party->is_modifier) continue;
        m->victims = party;
        m->loss.of = party->party;
        m->loss.members = party->members;
    }
}

/* "the bodies of 17 men"; not those that are handed over. */
static bool bodies_of(search *s)
{
    const rc_reading *r = s->r;
    uint32_t next = s->hit->token + s->hit->count;
    if (!loss_counts_dead(s->row) || next + 1 >= s->within.end || !has_grammar(r, next, G_OF)) return false;
    for (uint32_t i = r->hits.at[s->hit->token]; i < r->hits.at[s->hit->token + 1]; i++) {
        const rc_hit *hit = &r->hits.ptr[i];
        bool other = hit->list == r->rules->effects && r->rules->effect[hit->row].frame == EFFECT_OF;
        if (other) return false; /* "the death of", read by its own row */
    }
    for (uint32_t t = s->within.first; t < s->within.end; t++) {
        bool own = t <= s->hit->token && t + 2 > s->hit->token;
        if (!own && has_setting(r, t, SETTING_RELEASE)) return false;
        const rc_hit *hit = hit_with(r, t, r->rules->effects); /* "of two hostages": dead long before */
        if (t > next && hit && r->rules->effect[hit->row].effect == RC_CAPTURED) return false;
    }
    group g;
    for (next++; next + 1 < s->within.end && has_grammar(r, next, G_ARTICLE | G_DEMONSTRATIVE); next++) {
    }
    if (!group_at(r, next, s->within.end, &g) || !g.quantity || !loss_can_suffer(s, &g)) return false;
    loss_add(s, &g, "effect-noun-of", 0.8f);
    loss_add_coordinated(s, g.end, "effect-noun-of", 0.8f);
    return true;
}

/* "40 morts", "35 blessés", "12 casualties"; "sans victimes"; "des blessés". */
static void counted_noun(search *s)
{
    const rc_reading *r = s->r;
    uint32_t anchor = s->hit->token;
    if (loss_taken_before(s)) return;
    uint32_t before = anchor > s->within.first ? anchor - 1 : anchor;
    const rc_hit *marred = before < anchor && loss_counts_dead(s->row) ? hit_with(r, before, r->rules->effects) : NULL;
    group dead;
    if (marred && group_before(r, before, s->within.first, &dead) && dead.quantity && loss_can_suffer(s, &dead)) {
        loss_add(s, &dead, "effect-noun", 0.8f);
        return;
    }
    if (loss_number_before(s, anchor, "effect-noun")) {
        uint32_t list = loss_colon_behind(s, anchor + s->hit->count);
        size_t total = s->out->len - 1;
        if (list) loss_people_listed(s, list + 1, "effect-part", true);
        name_behind(s, &s->out->ptr[total]);
        return;
    }
    if (bodies_of(s)) return;
    uint32_t list = s->row->effect == RC_CASUALTIES ? loss_colon_behind(s, anchor + s->hit->count) : 0;
    if (list && loss_people_listed(s, list + 1, RULE_LOSS_LIST, false)) return;
    group g = {.first = anchor, .end = anchor + s->hit->count, .head = anchor};
    if (without_before(r, anchor, s->within) || is_negated_partitive(r, anchor, s->within)) {
        loss_add(s, &g, "effect-noun-without", 0.7f);
        s->out->ptr[s->out->len - 1].loss.count = (rc_count){0, 0, true, true, false};
        return;
    }
    bool indefinite = anchor > s->within.first && has_grammar(r, anchor - 1, G_PARTITIVE);
    uint32_t noun = word_at(r->syntax, anchor);
    if (is_related(r->syntax, noun, REL_BIT(REL_NMOD)) && case_of(r, noun) != NO_WORD)
        return;                                 /* "the vast majority of the losses" */
    if (s->row->effect == RC_DISPLACED) return; /* "a school that shelters displaced people" tells no flight */
    if (indefinite && (s->hit->features & RC_FEAT_PLUR)) {
        g.plural = true;
        loss_add(s, &g, "effect-noun-plural", 0.45f);
    }
}

/* "Galan's assassination", "the murder of rector X": one person, by the tree. */
static void noun_of_person(search *s)
{
    const syntax *x = s->r->syntax;
    uint32_t noun = word_at(x, s->hit->token);
    for (uint32_t c = child_by(x, noun, REL_BIT(REL_NMOD), NO_WORD); c != NO_WORD;
         c = child_by(x, noun, REL_BIT(REL_NMOD), c)) {
        uint32_t marker = case_of(s->r, c);
        if (marker == NO_WORD || !(is_upos(x, c, RC_UPOS_PROPN) || is_upos(x, c, RC_UPOS_NOUN))) continue;
        uint32_t mark = x->token_of[marker];
        if (!has_grammar(s->r, mark, G_OF) && s->r->doc->tokens[mark].lower.ptr[0] != '\'') continue;
        group g;
        if (!loss_group_of(s, c, &g) || g.kind == GROUP_OTHER || !loss_can_suffer(s, &g)) continue;
        loss_add(s, &g, "effect-noun-of", 0.6f);
        loss_add_coordinated(s, g.end, "effect-noun-of", 0.6f);
        return;
    }
}

/* "la mort de six soldats", "the killing of". */
static void noun_of_victims(search *s)
{
    const rc_reading *r = s->r;
    uint32_t t = s->hit->token + s->hit->count;
    bool of = t < s->within.end && has_grammar(r, t, G_OF);
    if (loss_counts_itself(s)) { /* "la perte de 12 combattants", but not "the loss of Goma" */
        group g;
        bool people = of && group_at(r, t + 1, s->within.end, &g) && g.kind == GROUP_PEOPLE && g.quantity;
        if (people && loss_can_suffer(s, &g)) loss_add(s, &g, "effect-noun-of", 0.7f);
        return;
    }
    const rc_quantity *q = t < s->within.end ? quantity_at(r, t) : NULL; /* "d'une vingtaine" read as one */
    bool counted = q && q->first == t;
    if ((of || counted) && loss_victims_after(s, of ? t + 1 : t, false, "effect-noun-of")) return;
    noun_of_person(s);
}

static void object_of_verb(search *s, bool passive)
{
    uint32_t anchor = s->hit->token, features = s->hit->features;
    range within = s->within;
    bool participle = (features & RC_FEAT_PPAST) != 0;
    if (participle && passive) {
        bool finite = false;
        for (uint32_t t = anchor; t > within.first && t + 5 > anchor; t--)
            finite = finite || has_grammar(s->r, t - 1, G_BE);
        finite = finite || loss_understands_auxiliary(s);
        if (!finite && loss_shares_auxiliary(s) && loss_victims_by_tree(s, true, false, "effect-tree")) return;
        if (loss_number_before(s, anchor, "effect-participle")) return;
        if (loss_victims_before(s, anchor, finite, finite ? "effect-passive" : "effect-participle")) return;
        loss_victims_by_tree(s, finite, false, "effect-tree");
        return;
    }
    bool infinitive = (features & RC_FEAT_INF) && !(features & (RC_FEAT_PRES | RC_FEAT_PAST));
    uint32_t verb = word_at(s->r->syntax, anchor);
    infinitive = infinitive || (verb != NO_WORD && has_feature(s->r->syntax, verb, "VerbForm=Inf"));
    infinitive = infinitive && !loss_is_achieved(s->r, verb);
    if (loss_victims_after(s, anchor + s->hit->count, infinitive, "effect-active")) return;
    if (participle && loss_victims_before(s, anchor, false, "effect-participle")) return;
    loss_victims_by_tree(s, !infinitive, true, "effect-tree");
}

/* "No civilians were killed or injured" denies both. */
static void split_zero(search *s, size_t from)
{
    size_t n = s->out->len;
    for (size_t i = from; i < n; i++) {
        mention *m = &s->out->ptr[i];
        bool zero = m->loss.count.has_high && m->loss.count.high == 0;
        if (!zero || m->loss.effect != RC_CASUALTIES) continue;
        m->loss.effect = RC_KILLED;
        mention other = *m;
        other.loss.effect = RC_WOUNDED;
        *RC_PUSH(s->r->arena, s->out) = other;
    }
}

static void verb_with_object(search *s)
{
    size_t before = s->out->len;
    const rc_hit *hit = s->hit;
    if (loss_taken_before(s) || loss_is_craft(s)) return;
    bool have = hit->count > 1 && hit->token > s->within.first && has_grammar(s->r, hit->token - 1, G_HAVE);
    bool passive = !have && is_passive(s->r, hit->token, hit->features, s->within);
    object_of_verb(s, passive);
    if (s->out->len == before) return;
    loss_count_names(s, before);
    if (hit->count > 1) split_zero(s, before);
    const rc_party_mention *by = passive ? party_after(s->r, hit->token + hit->count, s->within, G_BY)
                                         : agent_before(s->r, hit->token, s->within);
    for (size_t i = before; i < s->out->len; i++)
        if (by != s->out->ptr[i].victims) s->out->ptr[i].by = by;
}

/* "A killed 40 and lost three": the subject, of the verb before where this one has none; else who stands before it. */
static const rc_party_mention *loser(const search *s)
{
    uint32_t subject = agent_of(s->r, word_at(s->r->syntax, s->hit->token));
    const rc_party_mention *named = subject == NO_WORD ? NULL : party_of(s->r, subject);
    return named ? named : agent_before(s->r, s->hit->token, s->within);
}

/* The words name a side of their own, not only what its people are: "soldiers". */
static bool names_victims(const mention *m)
{
    return m->victims && !m->victims->is_generic && !rc_str_is(m->victims->party, "unknown");
}

/* "ils ont perdu 40 hommes": the subject's own. */
static void lost_by_subject(search *s)
{
    size_t before = s->out->len;
    if (!loss_victims_after(s, s->hit->token + s->hit->count, true, "effect-lose") && !loss_of_nobody(s)) return;
    const rc_party_mention *side = loser(s);
    for (size_t i = before; i < s->out->len && side; i++) {
        mention *m = &s->out->ptr[i];
        if (names_victims(m)) continue;
        if (m->loss.members == RC_MEMBERS_UNKNOWN) m->loss.members = side->members;
        m->victims = side;
        m->loss.of = side->party;
    }
}

/* The word is read as an adjective or noun here, but as a verb it has an object: "wounded 110", "killed the guards". */
static bool is_active(const search *s)
{
    const rc_reading *r = s->r;
    uint32_t next = s->hit->token + s->hit->count;
    if (next >= s->within.end || !(quantity_at(r, next) || has_grammar(r, next, G_ARTICLE))) return false;
    if (s->hit->count > 1 && s->row->pos == POS_ADJECTIVE) /* "a tué ou blessé 20": the auxiliary tells */
        return s->hit->token > s->within.first && has_grammar(r, s->hit->token - 1, G_HAVE);
    for (uint32_t i = r->hits.at[s->hit->token]; i < r->hits.at[s->hit->token + 1]; i++) {
        const rc_hit *hit = &r->hits.ptr[i];
        bool verb = hit->list == r->rules->effects && r->rules->effect[hit->row].frame == EFFECT_OBJ;
        if (verb) return !is_passive(r, hit->token, hit->features, s->within);
    }
    return false;
}

/* "s'est rendu sur place", "se sont rendus à l'hôpital": who is no fighter goes there. */
static bool goes_there(const search *s)
{
    const rc_reading *r = s->r;
    if (s->row->effect != RC_SURRENDERED || s->row->pos != POS_VERB) return false;
    uint32_t who = loss_victim_word(s);
    group g;
    bool fighters = who != NO_WORD && loss_group_of(s, who, &g) &&
                    (g.quantity || (g.party && g.party->members == RC_MEMBERS_COMBATANT));
    uint32_t begin = s->hit->token + s->hit->count;
    for (uint32_t t = s->hit->token; t < s->within.end && t < begin + GOAL_AHEAD && !fighters; t++) {
        const rc_party_mention *side = party_at(r, t);
        bool whom = side && !is_whereabouts(r, side);
        if (whom || hit_with(r, t, r->rules->people) || hit_with(r, t, r->rules->sources))
            return false; /* to whom they surrender */
        if (t < begin) continue;
        if (is_punct(r, t) || is_verb(r, t)) return false;
        if (has_setting(r, t, SETTING_WHITHER) || place_at(r, t) || is_ground_noun(r, t)) return true;
    }
    return false;
}

/* "killed himself and nine worshippers". */
static bool is_reflexive(const search *s)
{
    uint32_t last = word_at(s->r->syntax, s->hit->token + s->hit->count - 1);
    return s->hit->count > 1 && last != NO_WORD && has_feature(s->r->syntax, last, "Reflex=Yes");
}

/* "tombée mardi dans une embuscade": who falls into a trap suffers the attack, and need not be dead. */
static bool falls_into_trap(const search *s)
{
    const rc_reading *r = s->r;
    uint32_t word = word_at(r->syntax, s->hit->token);
    if (s->hit->count > 1 || word == NO_WORD || !has_telling(r, word, TELLING_SUFFER)) return false;
    uint64_t set = REL_BIT(REL_OBL) | REL_BIT(REL_NMOD);
    for (uint32_t c = child_by(r->syntax, word, set, NO_WORD); c != NO_WORD; c = child_by(r->syntax, word, set, c))
        if (has_telling(r, c, TELLING_SUFFER)) return true;
    return false;
}

static void one_effect(search *s)
{
    if (loss_behind_colon(s) || goes_there(s) || loss_are_freed(s)) return;
    switch (s->row->frame) {
    case EFFECT_OBJ:
        verb_with_object(s);
        return;
    case EFFECT_SUBJ:
        if (!loss_number_before(s, s->hit->token, "effect-subject") &&
            !loss_victims_before(s, s->hit->token, (s->hit->features & RC_FEAT_INF) == 0, "effect-subject"))
            loss_victims_by_tree(s, (s->hit->features & RC_FEAT_INF) == 0, false, "effect-tree");
        if (is_reflexive(s)) loss_add_coordinated(s, s->hit->token + s->hit->count, "effect-active", 0.8f);
        return;
    case EFFECT_LOSE:
        lost_by_subject(s);
        return;
    case EFFECT_SELF:
        counted_noun(s);
        return;
    case EFFECT_OF:
        noun_of_victims(s);
        return;
    case EFFECT_TOLL:
        loss_toll(s);
        return;
    case EFFECT_ATTR:
        if (loss_taken_before(s)) return;
        if (!loss_number_before(s, s->hit->token, "effect-adjective"))
            loss_victims_before(s, s->hit->token, false, "effect-adjective");
        return;
    }
}

void find_losses(const rc_reading *r, range sentence, uint8_t *taken, mentions *out)
{
    search s = {.r = r, .within = sentence, .taken = taken, .out = out};
    size_t from = out->len;
    /* Numbers right beside a noun or participle first: the far searches must not take them away. */
    for (int pass = 0; pass < 2; pass++)
        for (uint32_t i = r->hits.at[sentence.first]; i < r->hits.at[sentence.end]; i++) {
            const rc_hit *hit = &r->hits.ptr[i];
            if (hit->list != r->rules->effects) continue;
            s.hit = hit;
            s.row = &r->rules->effect[hit->row];
            bool near = s.row->frame == EFFECT_SELF || s.row->frame == EFFECT_ATTR;
            if (near != (pass == 0) || is_done(&s, from) || falls_into_trap(&s) || loss_is_unreal(&s)) continue;
            if (near && is_active(&s)) {
                if (hit->count > 1)
                    loss_victims_after(&s, hit->token + hit->count, false, "effect-active"); /* "tué ou blessé" */
                continue;
            }
            bool noun =
                is_upos(r->syntax, word_at(r->syntax, hit->token), RC_UPOS_NOUN); /* "20 détenus ont été tués" */
            if ((near || noun) && loss_describes(&s)) continue;
            one_effect(&s);
        }
    loss_join_effects(r, sentence, out, from);
    loss_find_died(r, sentence, out, from);
    loss_find_apposed(out, from);
    loss_find_among(r, out, from);
    loss_add_up(r, out, from);
    loss_dependents(&s, from);
    loss_settle_others(r, out, from);
}
