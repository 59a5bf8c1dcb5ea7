#include "claims/group.h"

/* Words between a number and its noun that no list knows: adjectives, ranks, nationalities. */
#define MOST_MODIFIERS 3
#define LONGEST_GROUP 12

rc_str thing_category(const rc_reading *r, uint32_t token, uint32_t *count)
{
    const rc_hit *hit = hit_with(r, token, r->rules->systems);
    if (hit) {
        *count = hit->count;
        return r->rules->system_category[hit->row];
    }
    hit = hit_with(r, token, r->rules->equipment);
    if (!hit) return RC_STR("");
    *count = hit->count;
    return r->rules->category[hit->row];
}

/* A word that may stand before a noun and says nothing by itself: no sign, verb, joining word or mention. */
static bool is_modifier(const rc_reading *r, uint32_t t)
{
    const rc_token *token = &r->doc->tokens[t];
    if (token->kind != RC_TOKEN_WORD && token->kind != RC_TOKEN_HASHTAG) return false;
    if (has_grammar(r, t, G_BE | G_HAVE | G_BY | G_AGAINST | G_BETWEEN | G_PRONOUN | G_SUB | G_REL | G_COORD | G_PART))
        return false;
    if (r->quantity_at[t] != NO_INDEX || r->timex_at[t] != NO_INDEX) return false;
    return !hit_with(r, t, r->rules->effects) && !is_place_word(r, t) && !is_verb(r, t);
}

static bool is_plural(const rc_reading *r, uint32_t token)
{
    const rc_hit *hit = hit_with(r, token, r->rules->people);
    if (hit) return (hit->features & RC_FEAT_PLUR) != 0 && !(hit->features & RC_FEAT_SING);
    rc_str word = r->doc->tokens[token].fold;
    if (r->doc->tokens[token].flags & RC_TOKEN_UPPER) return false; /* "ISIS" */
    return word.len > 2 && (word.ptr[word.len - 1] == 's' || word.ptr[word.len - 1] == 'x');
}

/* "anti-tank mines", but not "atelier d'armes". */
static bool ends_plural(const rc_reading *r, uint32_t first, uint32_t end)
{
    for (uint32_t t = first; t < end; t++)
        if (has_grammar(r, t, G_OF)) return false;
    return is_plural(r, end - 1);
}

bool is_ground_noun(const rc_reading *r, uint32_t t)
{
    const rc_hit *hit = hit_with(r, t, r->rules->placewords);
    return hit && rc_str_is(rc_lexicon_cell(r->rules->lexicon, r->rules->placewords, hit->row, "role"), "type");
}

/* Tokens of a place's name that stands before people: "a Texas toddler", "two Aleppo doctors". */
static uint32_t place_before_people(const rc_reading *r, uint32_t t, uint32_t limit)
{
    if (r->place_at[t] == NO_INDEX) return 0;
    const rc_place_mention *place = &r->places.ptr[r->place_at[t]];
    uint32_t end = place->first + place->count;
    return place->first == t && end < limit && hit_with(r, end, r->rules->people) ? place->count : 0;
}

/* Tokens of "(2)" behind the number that it says again: "three (3) farmers". */
static uint32_t number_again(const rc_reading *r, const rc_quantity *q, uint32_t t, uint32_t limit)
{
    if (t + 2 >= limit || !is_sign(r, t, '(') || !is_sign(r, t + 2, ')')) return 0;
    const rc_quantity *again = quantity_at(r, t + 1);
    bool same = again && again->count == 1 && again->has_low && q->has_low && again->low == q->low;
    return same ? 3 : 0;
}

/* The head noun at or after `t`, its modifiers passed over. */
static void read_head(const rc_reading *r, uint32_t t, uint32_t limit, group *g)
{
    unsigned passed = 0;
    for (; t < limit; t++) {
        uint32_t count = 0;
        const rc_party_mention *party = party_at(r, t);
        uint32_t party_end = party ? party->first + party->count : 0;
        if (party && party_end < limit && thing_category(r, party_end, &count).len) {
            g->party = party; /* the owner: "four Taliban Humvees" */
            t = party_end - 1;
            continue;
        }
        if (party && party_end < limit && r->doc->tokens[party_end].lower.ptr[0] == '\'') {
            g->party = party; /* "two of the Front's trucks" */
            t = party_end;
            continue;
        }
        bool within =
            party && thing_category(r, t, &count).len && t + count > party_end; /* "armoured personnel carrier" */
        if (party && party->first <= t && !party->is_metonym && !within) {
            uint32_t end = party_end;
            if (!party->is_modifier || end >= limit || !is_modifier(r, end)) {
                g->kind = GROUP_PEOPLE;
                g->party = party;
                g->head = t;
                g->end = end < limit ? end : limit;
                bool noun = hit_with(r, t, r->rules->people) || !has_capital(r, t); /* not "ISIS leader" */
                g->plural = (noun && is_plural(r, t)) || is_plural(r, g->end - 1);
                return;
            }
            g->party = party; /* an adjective: "French soldiers" whose noun comes next */
            t = end - 1;
            continue;
        }
        const rc_hit *people = hit_with(r, t, r->rules->people);
        if (within) g->party = party; /* "two army vehicles": the phrase names the thing, its first word whose */
        if (people && !(thing_category(r, t, &count).len && count > people->count)) {
            g->kind = GROUP_PEOPLE;
            g->head = t;
            g->end = t + people->count;
            g->plural = is_plural(r, t);
            return;
        }
        if (thing_category(r, t, &count).len) {
            g->kind = GROUP_THING;
            g->head = t;
            g->end = t + count;
            g->plural = is_plural(r, t) || ends_plural(r, t, g->end);
            if (g->end < limit && thing_category(r, g->end, &count).len) { /* "camionnettes Ford Ranger" */
                g->head = g->end;
                g->end += count;
            }
            const rc_party_mention *owner = g->end < limit ? party_at(r, g->end) : NULL;
            if (owner && owner->is_modifier) { /* "chars russes" */
                g->party = owner;
                g->end = owner->first + owner->count < limit ? owner->first + owner->count : limit;
            }
            return;
        }
        bool quoted = r->doc->tokens[t].kind == RC_TOKEN_OPEN && t + 1 < limit && g->kind == GROUP_BARE;
        if (quoted && (party_at(r, t + 1) || hit_with(r, t + 1, r->rules->people))) continue; /* 20 "terrorists" */
        if (g->kind == GROUP_OTHER && has_grammar(r, t, G_OF)) break; /* "une position du Front" is no people */
        if (has_grammar(r, t, G_ARTICLE | G_OF | G_OTHER | G_DEMONSTRATIVE)) continue;
        if (t > 0 && has_grammar(r, t - 1, G_OF) && is_possessive(r, t)) continue; /* "none of its soldiers" */
        if (g->kind == GROUP_BARE && is_ground_noun(r, t)) {                       /* "four villages" */
            g->kind = GROUP_OTHER;
            g->head = t;
            g->end = t + 1;
            g->plural = is_plural(r, t);
            return;
        }
        uint32_t named = place_before_people(r, t, limit);
        if (named) {
            t += named - 1;
            continue;
        }
        if (passed == MOST_MODIFIERS || !is_modifier(r, t) || r->place_at[t] != NO_INDEX) break;
        if (g->kind == GROUP_BARE) {
            g->kind = GROUP_OTHER;
            g->head = t;
            g->plural = is_plural(r, t);
        }
        g->end = t + 1;
        passed++;
    }
}

/* "its crew of five", "a family of four": a noun for several people with their number behind it. */
static void take_number_behind(const rc_reading *r, uint32_t limit, group *g)
{
    if (g->kind != GROUP_PEOPLE || g->plural || (g->quantity && g->quantity->kind != RC_QUANTITY_ARTICLE)) return;
    const rc_quantity *q = g->end + 1 < limit && has_grammar(r, g->end, G_OF) ? quantity_at(r, g->end + 1) : NULL;
    if (!q || q->first != g->end + 1 || q->kind != RC_QUANTITY_NUMBER || q->unit != RC_UNIT_NONE) return;
    uint32_t next = q->first + q->count;
    bool noun = next < r->doc->n_tokens && is_upos(r->syntax, word_at(r->syntax, next), RC_UPOS_NOUN);
    if (noun || next > limit) return; /* "a patrol of six men" counts the men */
    g->quantity = q;
    g->end = next;
}

static bool read_name(const rc_reading *r, uint32_t token, uint32_t limit, group *g)
{
    uint32_t t = token;
    while (t < limit && is_capital(r, t) && r->place_at[t] == NO_INDEX && r->timex_at[t] == NO_INDEX) t++;
    if (t == token) return false;
    g->kind = GROUP_NAME;
    g->head = token;
    g->end = t;
    return true;
}

/* "a 17-year-old was killed": the age stands for the person where no noun follows. */
static bool is_aged_person(const rc_reading *r, uint32_t token, uint32_t limit, group *g)
{
    const rc_quantity *age = token + 1 < limit ? quantity_at(r, token + 1) : NULL;
    bool article = has_grammar(r, token, G_ARTICLE) || (quantity_at(r, token) && quantity_at(r, token) != age);
    if (!article || !age || age->first != token + 1 || age->unit != RC_UNIT_AGE) return false;
    uint32_t end = age->first + age->count;
    if (end < limit && (is_modifier(r, end) || hit_with(r, end, r->rules->people) || party_at(r, end))) return false;
    g->kind = GROUP_PEOPLE;
    g->head = end - 1;
    g->end = end;
    return true;
}

/* "his bodyguard", "ses trois enfants". */
static bool owns_next(const rc_reading *r, uint32_t token, uint32_t limit)
{
    if (token + 1 >= limit || has_grammar(r, token, G_ARTICLE)) return false;
    uint32_t word = word_at(r->syntax, token);
    if (word == NO_WORD || !has_feature(r->syntax, word, "Poss=Yes")) return false;
    const rc_quantity *q = quantity_at(r, token + 1);
    return hit_with(r, token + 1, r->rules->people) || (q && q->first == token + 1);
}

/* Where a verb, or a participle that tells what befell somebody, stands here or behind an adverb; 0: nowhere. */
static uint32_t befalls_at(const rc_reading *r, uint32_t t)
{
    uint32_t limit = r->doc->n_tokens;
    bool adverb = t < limit && is_upos(r->syntax, word_at(r->syntax, t), RC_UPOS_ADV);
    if (adverb && !hit_with(r, t, r->rules->effects)) t++;
    return t < limit && (has_grammar(r, t, G_BE | G_HAVE) || hit_with(r, t, r->rules->effects)) ? t : 0;
}

/* "another was wounded", "un deuxième grièvement blessé": one more of those told before, without a noun. */
static bool is_one_more(const rc_reading *r, group *g)
{
    const rc_quantity *next = g->end < r->doc->n_tokens ? quantity_at(r, g->end) : NULL;
    bool ordinal = next && next->first == g->end && next->unit == RC_UNIT_ORDINAL;
    uint32_t end = ordinal ? next->first + next->count : g->end, verb = befalls_at(r, end);
    if (!(ordinal || g->quantity->others) || !verb) return false;
    g->head = end - 1;
    g->end = verb;
    return true;
}

bool group_at(const rc_reading *r, uint32_t token, uint32_t limit, group *g)
{
    *g = (group){.first = token, .end = token, .head = token};
    if (token >= limit) return false;
    if (limit > token + LONGEST_GROUP) limit = token + LONGEST_GROUP;
    if (is_aged_person(r, token, limit, g)) return true;
    const rc_quantity *q = quantity_at(r, token);
    if (q) {
        if (q->first != token || q->unit != RC_UNIT_NONE) return false;
        g->quantity = q;
        g->end = q->first + q->count;
        g->head = g->end - 1;
        if (q->kind == RC_QUANTITY_ARTICLE && is_one_more(r, g)) return true;
        uint32_t again = number_again(r, q, g->end, limit);
        g->end += again;
        read_head(r, g->end, limit, g);
        if (again && g->kind == GROUP_BARE) g->end -= again;
        take_number_behind(r, limit, g);
        return q->kind != RC_QUANTITY_ARTICLE || g->kind != GROUP_BARE;
    }
    if (owns_next(r, token, limit)) {
        bool found = group_at(r, token + 1, limit, g);
        g->first = token;
        return found;
    }
    if (has_grammar(r, token, G_ARTICLE | G_DEMONSTRATIVE) && token + 1 < limit) {
        uint32_t first = token;
        while (token < limit && has_grammar(r, token, G_ARTICLE | G_DEMONSTRATIVE)) token++;
        if (quantity_at(r, token)) { /* "les quatre personnes" */
            bool found = group_at(r, token, limit, g);
            g->first = first;
            return found;
        }
    }
    if (party_at(r, token) || hit_with(r, token, r->rules->people) || hit_with(r, token, r->rules->systems) ||
        hit_with(r, token, r->rules->equipment)) {
        g->kind = GROUP_BARE;
        read_head(r, token, limit, g);
        take_number_behind(r, limit, g);
        return g->kind == GROUP_PEOPLE || g->kind == GROUP_THING;
    }
    return token < limit && read_name(r, token, limit, g);
}

bool group_before(const rc_reading *r, uint32_t end, uint32_t floor, group *out)
{
    uint32_t lowest = end > floor + LONGEST_GROUP ? end - LONGEST_GROUP : floor;
    bool found = false;
    for (uint32_t t = end; t-- > lowest;) {
        group g, whole;
        if (is_punct(r, t) && !is_sign(r, t, ',') && r->quantity_at[t] == NO_INDEX) break; /* "145-150" is one number */
        if (!group_at(r, t, end, &g) || g.end != end) continue;
        if (group_at(r, t, r->doc->n_tokens, &whole) && whole.end > end && whole.kind == GROUP_THING) continue;
        if (g.quantity) {
            *out = g;
            return true;
        }
        if (!found || g.kind == GROUP_PEOPLE) *out = g;
        found = true;
    }
    return found;
}

rc_count group_count(const group *g)
{
    const rc_quantity *q = g->quantity;
    if (q) return (rc_count){q->low, q->high, q->has_low, q->has_high, q->approx};
    if (g->plural) return (rc_count){.low = 2, .has_low = true};
    return (rc_count){1, 1, true, true, false};
}
