/* Where the victims stand: before a passive, behind an active verb, right before a noun or participle, where the tree
 * has them; what is coordinated with them. */
#include "claims/loss_search.h"
#include "claims/roles.h"

#define FAR_BACK 16    /* tokens between victims and their verb */
#define PART_BACK 6    /* between "dont" and the noun of a part */
#define FAR_AHEAD 10   /* between an active verb and its object */
#define LONGEST_NAME 6 /* signs included */

/* ---- the group that the tree names */

/* The group is joined to `word` in the tree: its conjunct, or a second subject behind "and". */
static bool is_joined_to(const rc_reading *r, const group *g, uint32_t word)
{
    const syntax *x = r->syntax;
    bool behind_and = g->first > 0 && has_grammar(r, g->first - 1, G_COORD);
    for (uint32_t t = g->first; t < g->end; t++) {
        uint32_t w = word_at(x, t);
        if (w == NO_WORD || w == word) continue;
        if (is_related(x, w, REL_BIT(REL_CONJ)) && first_conjunct(x, w) == word) return true;
        bool subject = is_related(x, w, REL_BIT(REL_NSUBJ)) && is_related(x, word, REL_BIT(REL_NSUBJ));
        if (behind_and && subject && x->parent[w] == x->parent[word]) return true;
    }
    return false;
}

/* The tree has other victims in mind than these. */
static bool tree_denies(const search *s, const group *g)
{
    uint32_t word = loss_victim_word(s);
    group named;
    if (word == NO_WORD || !loss_group_of(s, word, &named) || is_joined_to(s->r, g, word)) return false;
    return loss_can_suffer(s, &named) && (named.end <= g->first || g->end <= named.first);
}

/* ---- coordination */

bool loss_joins(const rc_reading *r, uint32_t t)
{
    return is_sign(r, t, ',') || (has_grammar(r, t, G_COORD) && !has_grammar(r, t, G_SUB));
}

/* A word of a name or of what somebody is called. */
static bool speaks_on(const rc_reading *r, uint32_t t)
{
    uint32_t word = word_at(r->syntax, t);
    return is_capital(r, t) || is_sign(r, t, ',') || is_upos(r->syntax, word, RC_UPOS_NOUN);
}

/* "..., spokesman A B announced", "..., a company said": who speaks, set off by a comma, is nobody's victim. */
static bool speaks_behind_comma(const search *s, const group *g)
{
    const rc_reading *r = s->r;
    if (g->quantity && g->quantity->kind != RC_QUANTITY_ARTICLE) return false;
    uint32_t begin = g->first;
    while (begin > s->within.first && begin + LONGEST_NAME > g->first && !is_punct(r, begin - 1)) {
        bool owner = r->doc->tokens[begin - 1].lower.ptr[0] == '\'';
        if ((is_verb(r, begin - 1) && !owner) || quantity_at(r, begin - 1)) return false;
        begin--;
    }
    if (begin == s->within.first || !is_sign(r, begin - 1, ',')) return false;
    uint32_t t = g->end, floor = g->first;
    while (t < s->within.end && t < g->end + LONGEST_NAME && speaks_on(r, t)) t++;
    const rc_hit *cue = t < s->within.end ? hit_with(r, t, r->rules->cues) : NULL;
    bool verb = cue && r->rules->cue[cue->row].pos == POS_VERB && !(cue->features & RC_FEAT_PPRES);
    return verb && t > floor;
}

/* The group is the subject or participle of another effect: "five and 110 were wounded", "5, 12 blessés". */
bool loss_has_own_effect(const search *s, const group *g)
{
    uint32_t t = g->end;
    if (t < s->within.end && has_grammar(s->r, t, G_BE | G_HAVE | G_OTHER)) return true;
    if (speaks_behind_comma(s, g)) return true;
    const rc_hit *cue = t < s->within.end && !g->quantity ? hit_with(s->r, t, s->r->rules->cues) : NULL;
    if (cue && s->r->rules->cue[cue->row].pos == POS_VERB) return true; /* "killing 30, witnesses said" */
    const rc_hit *hit = t < s->within.end ? hit_with(s->r, t, s->r->rules->effects) : NULL;
    return hit && hit->token != s->hit->token;
}

bool loss_is_part(const rc_reading *r, uint32_t first, range within)
{
    for (uint32_t t = first; t > within.first && t + 3 > first; t--) {
        bool is_verbal = is_upos(r->syntax, word_at(r->syntax, t - 1), RC_UPOS_AUX); /* "ne soit blessé" */
        if (has_grammar(r, t - 1, G_PART) && !is_verbal) return true;
    }
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

/* "the leader and three of his men": three more, no part of those before. */
bool loss_adds_to_total(const rc_reading *r, const group *g)
{
    const rc_quantity *q = g->quantity;
    if (!q || !q->part || g->kind != GROUP_PEOPLE || !g->first) return false;
    uint32_t last = word_at(r->syntax, q->first + q->count - 1), before = g->first - 1;
    bool with = is_upos(r->syntax, word_at(r->syntax, before), RC_UPOS_ADP) && !has_grammar(r, before, G_OF | G_PART);
    bool owned = last != NO_WORD && has_feature(r->syntax, last, "Poss=Yes");
    return owned && (with || has_grammar(r, before, G_COORD)) && !has_grammar(r, q->first, G_PART);
}

/* Behind the brackets of a part: "259 Palestiniens (dont 95 enfants) et 40 Israéliens". */
static uint32_t skip_part(const search *s, uint32_t t)
{
    if (t + 1 >= s->within.end || !is_sign(s->r, t, '(') || !has_grammar(s->r, t + 1, G_PART)) return t;
    for (uint32_t end = t + 1; end < s->within.end; end++)
        if (is_sign(s->r, end, ')')) return end + 1;
    return t;
}

/* "Tuer X, chef de la branche locale": what somebody is, by the tree and without an article, is nobody else; it tells
 * whose he was. */
static bool is_function(const search *s, const group *g)
{
    const syntax *x = s->r->syntax;
    uint32_t word = head_of(x, g->first, g->end);
    if (g->quantity || word == NO_WORD || !is_related(x, word, REL_BIT(REL_APPOS))) return false;
    if (child_by(x, word, REL_BIT(REL_DET), NO_WORD) != NO_WORD || !s->out->len) return false;
    mention *last = &s->out->ptr[s->out->len - 1];
    if (!last->victims && g->party) {
        last->victims = g->party;
        last->loss.of = g->party->party;
        last->loss.members = g->party->members;
    }
    return true;
}

void loss_add_coordinated(search *s, uint32_t t, const char *rule, float confidence)
{
    const rc_reading *r = s->r;
    t = skip_part(s, t);
    bool parts = s->out->len && s->out->ptr[s->out->len - 1].loss.part;
    while (t < s->within.end && loss_joins(r, t)) {
        while (t < s->within.end && loss_joins(r, t)) t++;
        group g;
        if (!group_at(r, t, s->within.end, &g) || loss_has_own_effect(s, &g)) return;
        group own; /* "A lost 27 fighters and B four soldiers" */
        bool gap = s->row->frame == EFFECT_LOSE && !g.quantity && g.party && quantity_at(r, g.end) &&
                   group_at(r, g.end, s->within.end, &own) && loss_can_suffer(s, &own);
        if (gap) {
            own.party = g.party;
            loss_add(s, &own, rule, confidence);
            return;
        }
        if (!loss_can_suffer(s, &g)) return;
        if (g.kind == GROUP_NAME || (!g.quantity && g.kind != GROUP_PEOPLE)) return;
        if (is_function(s, &g)) return;
        if (!g.quantity && (loss_is_part(r, g.first, s->within) || shares_number(r, &g))) return;
        loss_add(s, &g, rule, confidence);
        parts = g.quantity && g.quantity->part && (parts || !loss_adds_to_total(r, &g));
        s->out->ptr[s->out->len - 1].loss.part = parts; /* "29 people, 27 of them policemen" */
        t = g.end;
    }
}

/* "un commandant du groupe et six de ses hommes ont été tués": the first member, whose own phrase stands between. */
static void add_first_conjunct(search *s, const group *last, const char *rule, float confidence)
{
    uint32_t word = loss_victim_word(s);
    group g;
    if (word == NO_WORD || !is_joined_to(s->r, last, word)) return;
    if (!loss_group_of(s, word, &g) || g.end > last->first) return;
    for (uint32_t t = g.end; t < last->first; t++)
        if (is_verb(s->r, t)) return;
    if (!loss_can_suffer(s, &g)) return;
    if (g.kind == GROUP_PEOPLE && !(g.plural && !g.quantity)) loss_add(s, &g, rule, confidence);
}

/* "ont arrêté 30 manifestants et 15 policiers ont été blessés": the object of the verb before, and what follows is not.
 */
static bool is_object_of_other(const search *s, const group *g, const group *last)
{
    const syntax *x = s->r->syntax;
    uint32_t word = head_of(x, g->first, g->end);
    if (word == NO_WORD || !is_related(x, word, REL_BIT(REL_OBJ)) || x->parent[word] == NO_WORD) return false;
    uint32_t verb = x->token_of[x->parent[word]];
    return verb < g->first && verb != s->hit->token && !is_joined_to(s->r, last, word);
}

static void add_coordinated_before(search *s, const group *last, const char *rule, float confidence)
{
    const rc_reading *r = s->r;
    uint32_t first = last->first;
    while (first > s->within.first && loss_joins(r, first - 1)) {
        uint32_t end = first;
        while (end > s->within.first && loss_joins(r, end - 1)) end--;
        group g;
        if (!group_before(r, end, s->within.first, &g)) {
            add_first_conjunct(s, last, rule, confidence);
            return;
        }
        if (!loss_can_suffer(s, &g) || g.kind == GROUP_THING || is_object_of_other(s, &g, last)) return;
        bool open = !g.quantity || g.kind == GROUP_OTHER;
        uint32_t named = open ? loss_victim_word(s) : NO_WORD;
        bool known = named != NO_WORD && in_range((range){g.first, g.end}, r->syntax->token_of[named]);
        if (open && !known) return;
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
    if (word == NO_WORD || !loss_group_of(s, word, &g) || !g.quantity || g.end >= anchor || !loss_can_suffer(s, &g))
        return false;
    if (g.quantity->part || !has_part(r, g.end, anchor) || loss_has_own_effect(s, &g)) return false;
    loss_add(s, &g, rule, 0.8f);
    uint32_t end = g.end;
    for (uint32_t t = g.end; t < anchor; t++) {
        group joined;
        if (!group_at(r, t, anchor, &joined) || !joined.quantity || !is_joined_to(r, &joined, word)) continue;
        bool part = joined.quantity->part && !loss_adds_to_total(r, &joined);
        if (part || loss_is_part(r, joined.first, s->within) || !loss_can_suffer(s, &joined)) continue;
        if (is_inside_brackets(r, joined.first, end)) continue;
        loss_add(s, &joined, rule, 0.8f);
        t = joined.end - 1;
    }
    return true;
}

/* "...; two of them later died": the part is what the tree names as subject, not set between the total and its verb. */
static bool is_own_subject(const search *s, const group *g, uint32_t anchor)
{
    const syntax *x = s->r->syntax;
    uint32_t verb = word_at(x, anchor), subject = child_by(x, verb, REL_BIT(REL_NSUBJ), NO_WORD);
    if (verb == NO_WORD || subject == NO_WORD || !in_range((range){g->first, g->end}, x->token_of[subject]))
        return false;
    for (uint32_t t = g->end; t < anchor; t++)
        if (is_punct(s->r, t)) return false;
    return true;
}

/* "seven of the nine soldiers were wounded": seven are. */
static void take_out_of(const rc_reading *r, group *g, uint32_t floor)
{
    uint32_t t = g->first;
    while (t > floor && has_grammar(r, t - 1, G_ARTICLE | G_DEMONSTRATIVE)) t--;
    if (!g->quantity || t < floor + 2 || !has_grammar(r, t - 1, G_OF)) return;
    const rc_quantity *q = quantity_at(r, t - 2);
    bool counts = q && (q->kind == RC_QUANTITY_NUMBER || q->kind == RC_QUANTITY_VAGUE) && q->unit == RC_UNIT_NONE;
    if (!counts || q->first < floor) return;
    g->quantity = q;
    g->first = q->first;
}

/* "six Jesuits and two more persons were killed": others with a noun of their own, right behind "and". */
static bool is_joined_noun(const rc_reading *r, const group *g)
{
    return g->kind == GROUP_PEOPLE && g->first > 1 && has_grammar(r, g->first - 1, G_COORD) &&
           !is_punct(r, g->first - 2);
}

/* Tokens of ", 34," behind a name. */
static uint32_t age_behind(const rc_reading *r, uint32_t end)
{
    if (end + 3 > r->doc->n_tokens || !is_sign(r, end, ',') || !is_punct(r, end + 2)) return 0;
    const rc_quantity *q = quantity_at(r, end + 1);
    return q && q->first == end + 1 && q->count == 1 ? 3 : 0;
}

/* "six people, most of them guards, were", "53 personnes, dont une majorité de civils, ont été": an uncounted part. */
static bool is_in_part(const rc_reading *r, const group *g, uint32_t floor)
{
    uint32_t members = 0;
    for (uint32_t t = g->first; t > floor && t + PART_BACK * (members + 1) > g->first; t--) {
        bool comma = is_sign(r, t - 1, ',');
        if (has_grammar(r, t - 1, G_PART)) return true;
        if ((is_punct(r, t - 1) && !comma) || is_verb(r, t - 1) || quantity_at(r, t - 1)) return false;
        if (comma && !(members += hit_with(r, t > floor + 1 ? t - 2 : t - 1, r->rules->people) != NULL)) return false;
    }
    return false;
}

/* Victims before the verb. An uncounted group counts only where a finite form says that it happened. */
bool loss_victims_before(search *s, uint32_t anchor, bool finite, const char *rule)
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
        bool noun = is_upos(r->syntax, word_at(r->syntax, t), RC_UPOS_NOUN); /* "members of the security forces were" */
        if (end < anchor && !relative && !noun && is_verb(r, t) && !is_part_of_passive(r, t, s->within)) return false;
        group g;
        if (!group_before(r, end, floor, &g) || !loss_can_suffer(s, &g)) continue;
        if (g.quantity && g.quantity->part && !g.quantity->others && g.first > floor &&
            (is_punct(r, g.first - 1) || has_grammar(r, g.first - 1, G_PART | G_COORD) ||
             loss_is_part(r, g.first, s->within)) &&
            !loss_adds_to_total(r, &g) &&
            !is_own_subject(s, &g, anchor)) { /* "six people, five of them guards, were" */
            end = g.first + 1;
            continue;
        }
        if (!g.quantity && is_in_part(r, &g, floor)) {
            end = g.first + 1;
            continue;
        }
        group shared; /* "500 soldiers and allied militiamen": in the number before */
        if (!g.quantity && shares_number(r, &g) && group_before(r, g.first - 1, floor, &shared) && shared.quantity &&
            shared.quantity->kind != RC_QUANTITY_ARTICLE && loss_can_suffer(s, &shared)) {
            end = g.first;
            continue;
        }
        bool weak = !g.quantity || (g.kind == GROUP_OTHER && g.quantity->kind == RC_QUANTITY_ARTICLE);
        if ((!g.quantity && !finite) || (weak && tree_denies(s, &g))) continue;
        take_out_of(r, &g, floor);
        if (!g.quantity && g.kind == GROUP_NAME && g.end + 3 + age_behind(r, g.end) < anchor) continue;
        float confidence = g.quantity ? 0.8f : 0.55f;
        loss_add(s, &g, rule, confidence);
        if (!counts_others(&g) || is_joined_noun(r, &g)) add_coordinated_before(s, &g, rule, confidence);
        return true;
    }
    return false;
}

/* The victims that the tree names, where the windows found none: behind long clauses, far from their verb. */
bool loss_victims_by_tree(search *s, bool finite, bool after, const char *rule)
{
    uint32_t word = loss_victim_word(s);
    group g;
    if (word == NO_WORD || !loss_group_of(s, word, &g) || !loss_can_suffer(s, &g)) return false;
    /* "A soldier was shot and later died": one subject of two verbs */
    bool shared =
        g.end < s->hit->token && is_related(s->r->syntax, word_at(s->r->syntax, s->hit->token), REL_BIT(REL_CONJ));
    if (!shared && loss_has_own_effect(s, &g)) return false;
    if (after && g.first < s->hit->token) return false;
    bool person = g.kind == GROUP_NAME && is_upos(s->r->syntax, word, RC_UPOS_PROPN);
    if (!g.quantity && (!finite || !(g.kind == GROUP_PEOPLE || person))) return false;
    float confidence = g.quantity ? 0.7f : 0.5f;
    loss_add(s, &g, rule, confidence);
    loss_add_coordinated(s, g.end, rule, confidence);
    return true;
}

static bool is_added(const search *s, const group *g)
{
    for (size_t i = 0; i < s->out->len; i++)
        if (s->out->ptr[i].kind == MENTION_LOSS && s->out->ptr[i].group.first <= g->first &&
            g->first < s->out->ptr[i].group.end)
            return true;
    return false;
}

/* "the governor of Raqqa, his driver and two guards": members that the first one's own phrase parts from it. */
static void add_conjuncts(search *s, const group *first, const char *rule, float confidence)
{
    const rc_reading *r = s->r;
    uint32_t word = loss_victim_word(s);
    if (word == NO_WORD || !in_range((range){first->first, first->end}, r->syntax->token_of[word])) return;
    for (uint32_t t = first->end; t < s->within.end && t < first->end + FAR_BACK; t++) {
        group g;
        if (is_verb(r, t) || has_grammar(r, t, G_SUB | G_REL)) return;
        if (t == first->end || !loss_joins(r, t - 1) || !group_at(r, t, s->within.end, &g)) continue;
        if (g.kind != GROUP_PEOPLE || !is_joined_to(r, &g, word) || is_added(s, &g)) continue;
        bool part = loss_is_part(r, g.first, s->within) || (g.quantity && g.quantity->part);
        if (is_function(s, &g)) return;
        if (part || (!g.quantity && g.plural) || !loss_can_suffer(s, &g) || loss_has_own_effect(s, &g)) continue;
        loss_add(s, &g, rule, confidence);
        t = g.end - 1;
    }
}

/* Victims after an active verb. */
bool loss_victims_after(search *s, uint32_t t, bool counted_only, const char *rule)
{
    const rc_reading *r = s->r;
    uint32_t limit = t + FAR_AHEAD < s->within.end ? t + FAR_AHEAD : s->within.end;
    for (uint32_t begun = t; t < limit; t++) {
        if (is_punct(r, t) && t > begun) return false;
        if (t > begun && (is_verb(r, t) || has_grammar(r, t, G_SUB | G_REL))) return false;
        group g;
        if (!group_at(r, t, s->within.end, &g)) continue;
        if (g.kind == GROUP_THING) { /* "abattu 34 drones ukrainiens": no Ukrainians */
            t = g.end - 1;
            continue;
        }
        if (loss_is_taken(s, &g)) return false;
        if (!loss_can_suffer(s, &g)) continue;
        if (!g.quantity && (counted_only || t > begun + 2 || tree_denies(s, &g))) continue;
        if (loss_has_own_effect(s, &g) && g.end < s->within.end && !has_grammar(r, g.end, G_OTHER)) return false;
        float confidence = g.quantity ? 0.8f : 0.5f;
        loss_add(s, &g, rule, confidence);
        loss_add_coordinated(s, g.end, rule, confidence);
        add_conjuncts(s, &g, rule, confidence);
        if (!g.quantity || g.first > begun) add_first_conjunct(s, &g, rule, confidence);
        return true;
    }
    return false;
}

bool loss_counts_dead(const effect_row *row)
{
    return row->effect == RC_KILLED && row->frame == EFFECT_SELF;
}

/* "107 disfigured bodies": the number is of the dead that the word describes. */
static bool describes_the_dead(const search *s)
{
    uint32_t next = s->hit->token + s->hit->count;
    const rc_hit *noun = next < s->within.end ? hit_with(s->r, next, s->r->rules->effects) : NULL;
    return noun && s->row->effect != RC_KILLED && loss_counts_dead(&s->r->rules->effect[noun->row]);
}

bool loss_number_before(search *s, uint32_t anchor, const char *rule)
{
    const rc_reading *r = s->r;
    group g;
    uint32_t floor = s->within.first;
    if (!group_before(r, anchor, floor, &g) || !g.quantity || !loss_can_suffer(s, &g)) return false;
    bool article = g.quantity->kind == RC_QUANTITY_ARTICLE;
    if (describes_the_dead(s)) return false;
    if (article && s->row->pos == POS_NOUN && (s->row->frame == EFFECT_TOLL || g.kind == GROUP_OTHER)) return false;
    loss_add(s, &g, rule, 0.9f);
    if (g.kind == GROUP_PEOPLE && !counts_others(&g)) add_coordinated_before(s, &g, rule, 0.8f);
    return true;
}
