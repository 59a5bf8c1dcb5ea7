/* Losses of people. A word of the list effects.tsv says what happened; its frame says where the victims stand. Victims
 * are counted noun groups; coordinated groups ("three soldiers and a policeman") are losses of their own. */
#include "claims/loss_search.h"
#include "claims/roles.h"

#define FAR_BACK 16     /* tokens between victims and their verb */
#define FAR_AHEAD 10    /* between an active verb and its object */
#define RELEASE_REACH 7 /* between "freed" and "hostages" */
#define COLON_AHEAD 12   /* between losses and the colon of their list */
#define ITEM_BACK 6      /* between things and the bracket that parts them */
#define TOLL_AHEAD 15   /* between "bilan" and its number */

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

/* Groups that can be victims. Only people are killed or wounded, so any counted noun will do there; captures, hits and
 * flights also happen to things and places, so their nouns must be known; and "the group fled" displaces nobody. */
static bool can_suffer(const search *s, const group *g)
{
    rc_effect effect = s->row->effect;
    if (g->kind == GROUP_THING || loss_is_taken(s, g) || is_age(s->r, g)) return false;
    if (g->party && g->party->is_metonym) return false;
    if (g->kind == GROUP_OTHER && !is_animate(s->r, g->head)) return false;
    if (is_touched(s) && (!g->quantity || !(g->kind == GROUP_PEOPLE || g->kind == GROUP_BARE))) return false;
    if (!g->quantity && hit_with(s->r, g->head, s->r->rules->effects)) return false; /* "the wounded" */
    bool counted = g->quantity && g->quantity->kind != RC_QUANTITY_ARTICLE;
    if (effect == RC_DISPLACED) return counted && (g->kind == GROUP_PEOPLE || g->kind == GROUP_BARE);
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

/* ---- the group that the tree names */

/* The tree has other victims in mind than these. */
static bool tree_denies(const search *s, const group *g)
{
    uint32_t word = loss_victim_word(s);
    group named;
    if (word == NO_WORD || !loss_group_of(s, word, &named)) return false;
    return can_suffer(s, &named) && (named.end <= g->first || g->end <= named.first);
}

/* ---- coordination */

bool loss_joins(const rc_reading *r, uint32_t t)
{
    return is_sign(r, t, ',') || (has_grammar(r, t, G_COORD) && !has_grammar(r, t, G_SUB));
}

/* The group is the subject or participle of another effect: "five and 110 were wounded", "5, 12 blessés". */
static bool has_own_effect(const search *s, const group *g)
{
    uint32_t t = g->end;
    if (t < s->within.end && has_grammar(s->r, t, G_BE | G_HAVE | G_OTHER)) return true;
    const rc_hit *hit = t < s->within.end ? hit_with(s->r, t, s->r->rules->effects) : NULL;
    return hit && hit->token != s->hit->token;
}

bool loss_is_part(const rc_reading *r, uint32_t first, range within)
{
    for (uint32_t t = first; t > within.first && t + 3 > first; t--)
        if (has_grammar(r, t - 1, G_PART)) return true;
    return false;
}

/* "46 children, and 50 others were injured": the others are set against those before. */
static bool counts_others(const group *g)
{
    return g->quantity && g->quantity->others;
}

/* "60 policemen and soldiers": a bare plural after "and" is in the number before. */
static bool shares_number(const rc_reading *r, const group *g)
{
    return g->plural && g->first > 0 && has_grammar(r, g->first - 1, G_COORD);
}

static void add_coordinated_after(search *s, uint32_t t, const char *rule, float confidence)
{
    const rc_reading *r = s->r;
    while (t < s->within.end && loss_joins(r, t)) {
        while (t < s->within.end && loss_joins(r, t)) t++;
        group g;
        if (!group_at(r, t, s->within.end, &g) || !can_suffer(s, &g) || has_own_effect(s, &g)) return;
        if (g.kind == GROUP_NAME || (!g.quantity && g.kind != GROUP_PEOPLE)) return;
        if (!g.quantity && (loss_is_part(r, g.first, s->within) || shares_number(r, &g))) return;
        loss_add(s, &g, rule, confidence);
        s->out->ptr[s->out->len - 1].loss.part = g.quantity && g.quantity->part; /* "29 people, 27 of them policemen" */
        t = g.end;
    }
}

static void add_coordinated_before(search *s, uint32_t first, const char *rule, float confidence)
{
    const rc_reading *r = s->r;
    while (first > s->within.first && loss_joins(r, first - 1)) {
        uint32_t end = first;
        while (end > s->within.first && loss_joins(r, end - 1)) end--;
        group g;
        if (!group_before(r, end, s->within.first, &g) || !can_suffer(s, &g) || !g.quantity) return;
        if (g.kind == GROUP_OTHER) return;
        loss_add(s, &g, rule, confidence);
        first = g.first;
    }
}

/* ---- where the victims stand */

/* "were killed": the auxiliary; "are reported to be killed": the report between. */
static bool is_part_of_passive(const rc_reading *r, uint32_t t, range within)
{
    if (has_grammar(r, t, G_BE | G_HAVE)) return true;
    return hit_with(r, t, r->rules->cues) && t > within.first && has_grammar(r, t - 1, G_BE);
}

static bool is_inside_brackets(const rc_reading *r, uint32_t token, uint32_t floor)
{
    for (uint32_t t = token; t > floor; t--) {
        if (is_sign(r, t - 1, ')')) return false;
        if (is_sign(r, t - 1, '(')) return true;
    }
    return false;
}

/* Somewhere in [first, end) a part is counted or set off: "20 people, among them 8 children, were killed". */
static bool has_part(const rc_reading *r, uint32_t first, uint32_t end)
{
    for (uint32_t t = first; t < end; t++) {
        const rc_quantity *q = quantity_at(r, t);
        if (has_grammar(r, t, G_PART) || is_sign(r, t, '(') || (q && q->part && !q->others)) return true;
    }
    return false;
}

/* The total that the tree names as victims, where its parts stand between it and the verb; parts are counted later. */
static bool total_before(search *s, uint32_t anchor, const char *rule)
{
    const rc_reading *r = s->r;
    uint32_t word = loss_victim_word(s);
    group g;
    if (word == NO_WORD || !loss_group_of(s, word, &g) || !g.quantity || g.end >= anchor || !can_suffer(s, &g)) return false;
    if (g.quantity->part || !has_part(r, g.end, anchor)) return false;
    loss_add(s, &g, rule, 0.8f);
    for (uint32_t c = child_by(r->syntax, word, REL_BIT(REL_CONJ), NO_WORD); c != NO_WORD;
         c = child_by(r->syntax, word, REL_BIT(REL_CONJ), c)) {
        group joined;
        if (!loss_group_of(s, c, &joined) || !joined.quantity || joined.first < g.end || joined.end > anchor) continue;
        if (joined.quantity->part || loss_is_part(r, joined.first, s->within) || !can_suffer(s, &joined)) continue;
        if (!is_inside_brackets(r, joined.first, g.end)) loss_add(s, &joined, rule, 0.8f);
    }
    return true;
}

/* Victims before the verb. An uncounted group counts only where a finite form says that it happened. */
static bool victims_before(search *s, uint32_t anchor, bool finite, const char *rule)
{
    const rc_reading *r = s->r;
    uint32_t floor = anchor > s->within.first + FAR_BACK ? anchor - FAR_BACK : s->within.first;
    if (total_before(s, anchor, rule)) return true;
    if (!finite && anchor > floor && has_grammar(r, anchor - 1, G_COORD))
        return false; /* "killed five and wounded 110" */
    bool relative = false;
    for (uint32_t end = anchor; end > floor; end--) {
        uint32_t t = end - 1;
        if (end < anchor && is_sign(r, t, ';')) return false;
        if (has_grammar(r, t, G_REL) && !has_grammar(r, t, G_SUB)) relative = true;
        if (end < anchor && !relative && is_verb(r, t) && !is_part_of_passive(r, t, s->within)) return false;
        group g;
        if (!group_before(r, end, floor, &g) || !can_suffer(s, &g)) continue;
        if (g.quantity && g.quantity->part && !g.quantity->others && g.first > floor &&
            (is_punct(r, g.first - 1) || has_grammar(r, g.first - 1, G_PART | G_COORD) ||
             loss_is_part(r, g.first, s->within))) { /* "six people, five of them guards, were" */
            end = g.first + 1;
            continue;
        }
        if (!g.quantity && (!finite || tree_denies(s, &g))) continue;
        if (!g.quantity && g.kind == GROUP_NAME && g.end + 3 < anchor) continue;
        float confidence = g.quantity ? 0.8f : 0.55f;
        loss_add(s, &g, rule, confidence);
        if (!counts_others(&g)) add_coordinated_before(s, g.first, rule, confidence);
        return true;
    }
    return false;
}

/* The victims that the tree names, where the windows found none: behind long clauses, far from their verb. */
static bool victims_by_tree(search *s, bool finite, bool after, const char *rule)
{
    uint32_t word = loss_victim_word(s);
    group g;
    if (word == NO_WORD || !loss_group_of(s, word, &g) || !can_suffer(s, &g) || has_own_effect(s, &g)) return false;
    if (after && g.first < s->hit->token) return false;
    bool person = g.kind == GROUP_NAME && is_upos(s->r->syntax, word, RC_UPOS_PROPN);
    if (!g.quantity && (!finite || !(g.kind == GROUP_PEOPLE || person))) return false;
    float confidence = g.quantity ? 0.7f : 0.5f;
    loss_add(s, &g, rule, confidence);
    add_coordinated_after(s, g.end, rule, confidence);
    return true;
}

/* Victims after an active verb. */
static bool victims_after(search *s, uint32_t t, bool counted_only, const char *rule)
{
    const rc_reading *r = s->r;
    uint32_t limit = t + FAR_AHEAD < s->within.end ? t + FAR_AHEAD : s->within.end;
    for (uint32_t begun = t; t < limit; t++) {
        if (is_punct(r, t) && t > begun) return false;
        if (t > begun && (is_verb(r, t) || has_grammar(r, t, G_SUB | G_REL))) return false;
        group g;
        if (!group_at(r, t, s->within.end, &g)) continue;
        if (loss_is_taken(s, &g)) return false;
        if (!can_suffer(s, &g)) continue;
        if (!g.quantity && (counted_only || t > begun + 2 || tree_denies(s, &g))) continue;
        if (has_own_effect(s, &g) && g.end < s->within.end && !has_grammar(r, g.end, G_OTHER)) return false;
        float confidence = g.quantity ? 0.8f : 0.5f;
        loss_add(s, &g, rule, confidence);
        add_coordinated_after(s, g.end, rule, confidence);
        return true;
    }
    return false;
}

static bool number_adjacent_before(search *s, uint32_t anchor, const char *rule)
{
    const rc_reading *r = s->r;
    group g;
    uint32_t floor = s->within.first;
    if (!group_before(r, anchor, floor, &g) || !g.quantity || !can_suffer(s, &g)) return false;
    bool article = g.quantity->kind == RC_QUANTITY_ARTICLE;
    if (article && s->row->pos == POS_NOUN && (s->row->frame == EFFECT_TOLL || g.kind == GROUP_OTHER)) return false;
    loss_add(s, &g, rule, 0.9f);
    if (g.kind == GROUP_PEOPLE && !counts_others(&g)) add_coordinated_before(s, g.first, rule, 0.8f);
    return true;
}

/* Groups of people in a list from `t` on, commas and "and" between them. `part`: of a total told before. */
static unsigned people_listed(search *s, uint32_t t, const char *rule, bool part)
{
    const rc_reading *r = s->r;
    unsigned found = 0;
    while (t < s->within.end) {
        group g;
        if (!group_at(r, t, s->within.end, &g) || !g.quantity || g.quantity->kind == RC_QUANTITY_ARTICLE) return found;
        if (g.kind == GROUP_PEOPLE && can_suffer(s, &g) && !has_own_effect(s, &g)) {
            loss_add(s, &g, rule, 0.7f);
            s->out->ptr[s->out->len - 1].loss.part = part;
            found++;
        } else if (g.kind != GROUP_THING) {
            return found;
        }
        t = g.end;
        if (part && t + 1 < s->within.end && is_sign(r, t, ',') && has_grammar(r, t + 1, G_PART)) { /* "27 X, dont 2 enfants, et" */
            for (t++; t < s->within.end && !is_sign(r, t, ','); t++) {}
        }
        if (t >= s->within.end || !(loss_joins(r, t) || is_sign(r, t, ';'))) return found;
        while (t < s->within.end && (loss_joins(r, t) || is_sign(r, t, ';'))) t++;
    }
    return found;
}

/* The colon that a noun's list stands behind: "Pertes de l'ennemi : ...", "The losses are heavy: ..."; no verb of another
 * effect between. 0: none. */
static uint32_t colon_behind(const search *s, uint32_t t)
{
    for (uint32_t end = t + COLON_AHEAD; t < s->within.end && t < end; t++) {
        if (is_sign(s->r, t, ':')) return t;
        if (is_sign(s->r, t, ',') || is_sign(s->r, t, ';') || quantity_at(s->r, t)) return 0;
        if (hit_with(s->r, t, s->r->rules->effects)) return 0;
    }
    return 0;
}

static bool without_before(const rc_reading *r, uint32_t anchor, range within)
{
    for (uint32_t t = anchor; t > within.first && t + 4 > anchor; t--) {
        const rc_hit *hit = hit_with(r, t - 1, r->rules->negation);
        if (hit && r->rules->neg[hit->row] == NEG_NONE) return true;
    }
    return false;
}

/* ---- frames */

/* "20 prisoners are killed", "freed 13 of their prisoners", "the bodies of two hostages": nobody is taken here. */
static bool is_taken_before(const search *s)
{
    const rc_reading *r = s->r;
    if (s->row->effect != RC_CAPTURED || s->row->frame != EFFECT_SELF) return false;
    uint32_t anchor = s->hit->token;
    uint32_t first = anchor > s->within.first + RELEASE_REACH ? anchor - RELEASE_REACH : s->within.first;
    for (uint32_t t = first; t < s->within.end && t < anchor + 2 * RELEASE_REACH; t++) {
        const rc_hit *hit = hit_with(r, t, r->rules->settings);
        if (hit && r->rules->setting[hit->row] == SETTING_RELEASE) return true;
    }
    for (uint32_t t = anchor + 1; t < s->within.end && t < anchor + 5; t++) {
        const rc_hit *hit = hit_with(r, t, r->rules->effects);
        if (hit && r->rules->effect[hit->row].effect != RC_CAPTURED && r->rules->effect[hit->row].frame == EFFECT_OBJ)
            return true;
        if (is_punct(r, t)) break;
    }
    return false;
}

/* "40 morts", "35 blessés", "12 casualties"; "sans victimes"; "des blessés". */
static void counted_noun(search *s)
{
    const rc_reading *r = s->r;
    uint32_t anchor = s->hit->token;
    if (is_taken_before(s)) return;
    if (number_adjacent_before(s, anchor, "effect-noun")) {
        uint32_t list = colon_behind(s, anchor + s->hit->count);
        size_t total = s->out->len - 1;
        if (list) people_listed(s, list + 1, "effect-part", true);
        /* "26 morts parmi des soldats": the victims are named behind it. */
        mention *m = &s->out->ptr[total];
        uint32_t t = anchor + s->hit->count;
        for (uint32_t end = t + 4; t < end && t < s->within.end && !m->victims; t++) {
            if (is_punct(r, t) || is_verb(r, t) || has_grammar(r, t, G_COORD | G_BY | G_PART) || quantity_at(r, t)) break;
            const rc_party_mention *party = party_at(r, t);
            if (!party || party->is_metonym || party->is_modifier) continue;
            m->victims = party;
            m->loss.of = party->party;
            m->loss.members = party->members;
        }
        return;
    }
    uint32_t list = s->row->effect == RC_CASUALTIES ? colon_behind(s, anchor + s->hit->count) : 0;
    if (list && people_listed(s, list + 1, RULE_LOSS_LIST, false)) return;
    group g = {.first = anchor, .end = anchor + s->hit->count, .head = anchor};
    if (without_before(r, anchor, s->within)) {
        loss_add(s, &g, "effect-noun-without", 0.7f);
        s->out->ptr[s->out->len - 1].loss.count = (rc_count){0, 0, true, true, false};
        return;
    }
    bool indefinite = anchor > s->within.first && has_grammar(r, anchor - 1, G_PARTITIVE);
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
        if (!loss_group_of(s, c, &g) || g.kind == GROUP_OTHER || !can_suffer(s, &g)) continue;
        loss_add(s, &g, "effect-noun-of", 0.6f);
        add_coordinated_after(s, g.end, "effect-noun-of", 0.6f);
        return;
    }
}

/* "la mort de six soldats", "the killing of". */
static void noun_of_victims(search *s)
{
    const rc_reading *r = s->r;
    uint32_t t = s->hit->token + s->hit->count;
    bool of = t < s->within.end && has_grammar(r, t, G_OF);
    const rc_quantity *q = t < s->within.end ? quantity_at(r, t) : NULL; /* "d'une vingtaine" read as one */
    bool counted = q && q->first == t;
    if ((of || counted) && victims_after(s, of ? t + 1 : t, false, "effect-noun-of")) return;
    noun_of_person(s);
}

/* "le bilan passe à 22", "the death toll rose to 22". */
static void toll(search *s)
{
    const rc_reading *r = s->r;
    uint32_t limit = s->hit->token + TOLL_AHEAD < s->within.end ? s->hit->token + TOLL_AHEAD : s->within.end;
    for (uint32_t t = s->hit->token + s->hit->count; t < limit; t++) {
        group g;
        if (is_sign(r, t, ';') || hit_with(r, t, r->rules->effects)) return;
        if (!group_at(r, t, s->within.end, &g) || !g.quantity || g.quantity->kind == RC_QUANTITY_ARTICLE) continue;
        if (!can_suffer(s, &g) || has_own_effect(s, &g) || g.kind == GROUP_OTHER) continue;
        loss_add(s, &g, "effect-toll", 0.7f);
        return;
    }
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
        if (number_adjacent_before(s, anchor, "effect-participle")) return;
        if (victims_before(s, anchor, finite, finite ? "effect-passive" : "effect-participle")) return;
        victims_by_tree(s, finite, false, "effect-tree");
        return;
    }
    bool infinitive = (features & RC_FEAT_INF) && !(features & (RC_FEAT_PRES | RC_FEAT_PAST));
    uint32_t verb = word_at(s->r->syntax, anchor);
    infinitive = infinitive || (verb != NO_WORD && has_feature(s->r->syntax, verb, "VerbForm=Inf"));
    if (victims_after(s, anchor + s->hit->count, infinitive, "effect-active")) return;
    if (participle && victims_before(s, anchor, false, "effect-participle")) return;
    victims_by_tree(s, !infinitive, true, "effect-tree");
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
    bool passive = is_passive(s->r, hit->token, hit->features, s->within);
    object_of_verb(s, passive);
    if (s->out->len == before) return;
    if (hit->count > 1) split_zero(s, before);
    const rc_party_mention *by = passive ? party_after(s->r, hit->token + hit->count, s->within, G_BY)
                                         : agent_before(s->r, hit->token, s->within);
    for (size_t i = before; i < s->out->len; i++)
        if (by != s->out->ptr[i].victims) s->out->ptr[i].by = by;
}

/* "ils ont perdu 40 hommes": the subject's own. */
static void lost_by_subject(search *s)
{
    size_t before = s->out->len;
    if (!victims_after(s, s->hit->token + s->hit->count, true, "effect-lose")) return;
    const rc_party_mention *loser = agent_before(s->r, s->hit->token, s->within);
    for (size_t i = before; i < s->out->len && loser; i++) {
        mention *m = &s->out->ptr[i];
        if (m->victims && !rc_str_is(m->victims->party, "unknown")) continue;
        m->victims = loser;
        m->loss.of = loser->party;
    }
}

/* The word is read as an adjective or noun here, but as a verb it has an object: "wounded 110", "killed the guards". */
static bool is_active(const search *s)
{
    const rc_reading *r = s->r;
    uint32_t next = s->hit->token + s->hit->count;
    if (next >= s->within.end || !(quantity_at(r, next) || has_grammar(r, next, G_ARTICLE))) return false;
    for (uint32_t i = r->hits.at[s->hit->token]; i < r->hits.at[s->hit->token + 1]; i++) {
        const rc_hit *hit = &r->hits.ptr[i];
        if (hit->list == r->rules->effects && r->rules->effect[hit->row].frame == EFFECT_OBJ)
            return !is_passive(r, hit->token, hit->features, s->within);
    }
    return false;
}

/* "Killed: 12, wounded: 30". In brackets behind a thing it is the thing's: "255 tanks (destroyed: 146, captured: 103)". */
static bool number_behind_colon(search *s)
{
    const rc_reading *r = s->r;
    uint32_t colon = s->hit->token + s->hit->count, first = colon + 1;
    if (s->row->frame == EFFECT_LOSE || first >= s->within.end || !is_sign(r, colon, ':')) return false;
    group g;
    const rc_quantity *q = quantity_at(r, first);
    if (!q || q->first != first || q->kind != RC_QUANTITY_NUMBER || !group_at(r, first, s->within.end, &g)) return false;
    uint32_t open = s->hit->token;
    while (open > s->within.first && !is_sign(r, open, '(') && !is_sign(r, open, ')')) open--;
    uint32_t words;
    for (uint32_t t = open; is_sign(r, open, '(') && t > s->within.first && t + ITEM_BACK > open; t--)
        if (thing_category(r, t - 1, &words).len) return true;
    if (g.kind != GROUP_BARE && g.kind != GROUP_PEOPLE) return g.kind == GROUP_THING;
    if (!has_own_effect(s, &g) && !loss_is_taken(s, &g)) loss_add(s, &g, "effect-colon", 0.7f);
    return true;
}

static void one_effect(search *s)
{
    if (number_behind_colon(s)) return;
    switch (s->row->frame) {
    case EFFECT_OBJ:
        verb_with_object(s);
        return;
    case EFFECT_SUBJ:
        if (!number_adjacent_before(s, s->hit->token, "effect-subject") &&
            !victims_before(s, s->hit->token, (s->hit->features & RC_FEAT_INF) == 0, "effect-subject"))
            victims_by_tree(s, (s->hit->features & RC_FEAT_INF) == 0, false, "effect-tree");
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
        toll(s);
        return;
    case EFFECT_ATTR:
        if (!number_adjacent_before(s, s->hit->token, "effect-adjective"))
            victims_before(s, s->hit->token, false, "effect-adjective");
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
            if (near != (pass == 0) || is_done(&s, from)) continue;
            if (near && (is_active(&s) || loss_describes(&s))) continue;
            one_effect(&s);
        }
    loss_join_effects(r, sentence, out, from);
    loss_add_up(r, out, from);
    loss_dependents(&s, from);
    loss_settle_others(r, out, from);
}
