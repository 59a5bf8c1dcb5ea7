/* "The army", "les rebelles": the side that a report means without naming it. In this order:
 * 1. a mention with the same noun that names a side of that sort ("l'armée syrienne ... l'armée"), the nearest before,
 *    else the first after;
 * 2. for state forces the state of the country that the text speaks of there, by its places and the states it names;
 * 3. for rebels the side that unnamed rebels of that country are known under in that year; else the one armed group
 *    without a state that is named, or the one that clearly leads.
 * What is named near counts more than what is named far, since a digest goes from one war to the next. What stays open
 * keeps "unknown". */
#include "recoupe/resolve/place.h"
#include "resolve/party_index.h"

#define LEAD 2.0F         /* a group leads when it weighs this many times as much as the next */
#define COUNTRY_LEAD 1.3F /* the same for the country */
#define NAMED_ENOUGH 3.0F /* a country at least a third as often as the first */
#define MODIFIER_WEIGHT 0.5F
#define SLOTS 64
#define REACH_BLOCKS 12 /* how far the same noun is looked for, */
#define REACH_MENTIONS 256
#define WINDOW 512U /* clues before and after that count */

typedef struct rc_clue { /* something that speaks for a country or a group, where it stands */
    uint32_t block;
    int country; /* -1: none */
    float weight;
    const rc_party_mention *group; /* NULL: none */
    bool is_jihadist;              /* the group */
} rc_clue;

typedef struct rc_settling {
    const rc_actors *actors;
    rc_parties *parties;
    const rc_document *doc;
    rc_clue *clues;
    uint32_t n_clues;
    uint32_t block;                     /* what follows holds for it */
    uint32_t middle, from, to;          /* clues around it */
    int country;                        /* -1: none */
    const party_row *umbrella;          /* of a country that is named enough, though it may not lead */
    const rc_party_mention *leaders[3]; /* by `sort`, */
    bool has_leader[3];                 /* once looked for */
} rc_settling;

static uint32_t block_of(const rc_document *doc, uint32_t token)
{
    return doc->sentences[doc->tokens[token].sentence].block;
}

static bool is_rebel(const rc_party_mention *m)
{
    return m->inter == RC_INTER_REBEL || m->inter == RC_INTER_POLITICAL_MILITIA ||
           m->inter == RC_INTER_IDENTITY_MILITIA;
}

static bool is_jihadists(const rc_party_mention *m)
{
    return rc_str_is(m->party, "jihadists");
}

static bool is_open(const rc_party_mention *m)
{
    return m->is_generic && (rc_str_is(m->party, "unknown") || is_jihadists(m));
}

/* Which armed groups a noun may mean. */
typedef enum sort { ANY_GROUP, JIHADISTS, REBELS } sort;

/* ---- clues */

static bool is_jihadist_party(const rc_settling *s, rc_str party)
{
    const uint64_t *id = rc_map_get(&s->actors->ids, party);
    return id && s->actors->parties.ptr[*id].is_jihadist;
}

static bool place_clue(const rc_settling *s, const rc_place_mention *place, rc_clue *out)
{
    int country = party_country_index(place->country);
    *out = (rc_clue){block_of(s->doc, place->first), country, 1.0F, NULL, false};
    return country >= 0;
}

static bool party_clue(const rc_settling *s, const rc_party_mention *m, rc_clue *out)
{
    if (is_open(m)) return false;
    bool group = is_rebel(m) && !rc_str_is(m->party, "unknown");
    int country = m->inter == RC_INTER_EXTERNAL ? -1 : party_country_index(m->country);
    float weight = m->is_modifier || m->is_person ? MODIFIER_WEIGHT : 1.0F;
    bool jihadist = group && is_jihadist_party(s, m->party);
    *out = (rc_clue){block_of(s->doc, m->first), country, weight, group ? m : NULL, jihadist};
    return country >= 0 || group;
}

/* Clues of places and of sides, each in the text's order, joined in that order. */
static void gather(rc_settling *s, const rc_places *places, rc_arena *arena)
{
    uint32_t n_places = places ? places->n : 0, n_parties = s->parties->n;
    s->clues = RC_NEWS(arena, rc_clue, n_places + n_parties + 1);
    for (uint32_t i = 0, k = 0; i < n_places || k < n_parties;) {
        bool place = i < n_places && (k == n_parties || places->ptr[i].first <= s->parties->ptr[k].first);
        rc_clue clue;
        bool speaks = place ? place_clue(s, &places->ptr[i], &clue) : party_clue(s, &s->parties->ptr[k], &clue);
        if (speaks) s->clues[s->n_clues++] = clue;
        if (place) {
            i++;
        } else {
            k++;
        }
    }
}

/* The clues that are looked at from a block: all of an ordinary report, the nearest of a long one. */
static void look_around(rc_settling *s, uint32_t block)
{
    while (s->middle < s->n_clues && s->clues[s->middle].block < block) s->middle++;
    s->from = s->middle > WINDOW ? s->middle - WINDOW : 0;
    s->to = s->n_clues - s->middle > WINDOW ? s->middle + WINDOW : s->n_clues;
}

static float nearness(uint32_t a, uint32_t b)
{
    uint32_t apart = a > b ? a - b : b - a;
    return apart == 0 ? 4.0F : apart == 1 ? 2.0F : apart <= 3 ? 1.0F : 0.5F;
}

/* The country that a block speaks of. */
static void find_country(rc_settling *s, uint32_t block)
{
    struct {
        int country;
        float weight;
    } sums[SLOTS];
    unsigned n = 0;
    for (uint32_t i = s->from; i < s->to; i++) {
        const rc_clue *clue = &s->clues[i];
        if (clue->country < 0) continue;
        unsigned k = 0;
        while (k < n && sums[k].country != clue->country) k++;
        if (k == SLOTS) continue;
        if (k == n) {
            sums[n].country = clue->country;
            sums[n++].weight = 0;
        }
        sums[k].weight += clue->weight * nearness(clue->block, block);
    }
    float best = 0, second = 0;
    s->country = -1;
    for (unsigned k = 0; k < n; k++) {
        if (sums[k].weight > best) {
            second = best;
            best = sums[k].weight;
            s->country = sums[k].country;
        } else if (sums[k].weight > second) {
            second = sums[k].weight;
        }
    }
    if (best < COUNTRY_LEAD * second) s->country = -1;
    s->umbrella = party_umbrella(s->actors, s->country, s->parties->day);
    float most = best / NAMED_ENOUGH;
    for (unsigned k = 0; s->country < 0 && k < n; k++) {
        const party_row *row =
            sums[k].weight > most ? party_umbrella(s->actors, sums[k].country, s->parties->day) : NULL;
        if (!row) continue;
        s->umbrella = row;
        most = sums[k].weight;
    }
}

static bool is_of_sort(const rc_settling *s, rc_str party, sort which)
{
    return which == ANY_GROUP || is_jihadist_party(s, party) == (which == JIHADISTS);
}

static sort sort_of(const rc_settling *s, const rc_party_mention *open)
{
    if (is_jihadists(open)) return JIHADISTS;
    for (uint32_t t = open->first; t < open->first + open->count; t++) {
        uint32_t symbol = party_symbol_of(s->actors, s->doc->tokens[t].fold);
        if (symbol && s->actors->symbol.ptr[symbol].roles & ROLE_REBEL) return REBELS;
    }
    return ANY_GROUP;
}

/* A block that names places or states, none of them in this country, as the next line of a digest does. */
static bool speaks_of_others(const rc_settling *s, uint32_t block, const char *home)
{
    int country = party_country_index(home);
    bool other = false;
    if (country < 0) return false;
    uint32_t low = 0, high = s->n_clues; /* the first clue of the block */
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (s->clues[middle].block < block)
            low = middle + 1;
        else
            high = middle;
    }
    for (uint32_t i = low; i < s->n_clues && s->clues[i].block == block; i++) {
        if (s->clues[i].country == country) return false;
        other = other || (s->clues[i].country >= 0 && !s->clues[i].group);
    }
    return other;
}

/* The one group named, or that which clearly leads, seen from a block. */
static const rc_party_mention *leading_group(const rc_settling *s, uint32_t block, sort which)
{
    const rc_party_mention *groups[SLOTS];
    float sums[SLOTS];
    unsigned n = 0, best = 0;
    for (uint32_t i = s->from; i < s->to; i++) {
        const rc_clue *clue = &s->clues[i];
        if (!clue->group || (which != ANY_GROUP && clue->is_jihadist != (which == JIHADISTS))) continue;
        if (clue->block != block && speaks_of_others(s, block, clue->group->country)) continue;
        unsigned k = 0;
        while (k < n && !rc_str_eq(groups[k]->party, clue->group->party)) k++;
        if (k == SLOTS) continue;
        if (k == n) {
            groups[n] = clue->group;
            sums[n++] = 0;
        }
        sums[k] += clue->weight * nearness(clue->block, block);
    }
    for (unsigned k = 1; k < n; k++)
        if (sums[k] > sums[best]) best = k;
    for (unsigned k = 0; k < n; k++)
        if (k != best && sums[best] < LEAD * sums[k]) return NULL;
    return n ? groups[best] : NULL;
}

/* ---- the same noun */

static bool holds_word(const rc_settling *s, const rc_party_mention *m, rc_str word)
{
    for (uint32_t t = m->first; t < m->first + m->count; t++)
        if (rc_str_eq(s->doc->tokens[t].fold, word)) return true;
    return false;
}

/* The noun of a generic mention: its last word in English ("government forces"), its first in French ("forces
 * gouvernementales"). */
static rc_str head_of(const rc_settling *s, const rc_party_mention *m)
{
    uint32_t t = s->actors->adjectives_follow ? m->first : m->first + m->count - 1;
    return s->doc->tokens[t].fold;
}

/* May a mention that names its side stand for an open one? A state's forces for a state's, a group's for a group's. */
static bool may_answer(const rc_settling *s, const rc_party_mention *open, const rc_party_mention *m)
{
    if (m->count < 2 || m->is_modifier || m->is_person || is_open(m) || rc_str_is(m->party, "unknown")) return false;
    if (open->inter == RC_INTER_STATE) return m->inter == RC_INTER_STATE;
    if (is_rebel(open)) return is_rebel(m) && is_of_sort(s, m->party, sort_of(s, open));
    return m->inter != RC_INTER_CIVILIANS;
}

/* The block can speak of that side: it is named there, or nothing there lies elsewhere. */
static bool is_near(const rc_settling *s, uint32_t block, const rc_party_mention *m)
{
    return block_of(s->doc, m->first) == block || !speaks_of_others(s, block, m->country);
}

static const rc_party_mention *same_noun(const rc_settling *s, uint32_t index)
{
    const rc_party_mention *open = &s->parties->ptr[index];
    rc_str head = head_of(s, open);
    uint32_t block = block_of(s->doc, open->first);
    for (uint32_t i = index, left = REACH_MENTIONS; i-- > 0 && left--;) {
        const rc_party_mention *m = &s->parties->ptr[i];
        if (block_of(s->doc, m->first) + REACH_BLOCKS < block) break;
        if (may_answer(s, open, m) && holds_word(s, m, head) && is_near(s, block, m)) return m;
    }
    for (uint32_t i = index + 1, left = REACH_MENTIONS; i < s->parties->n && left--; i++) {
        const rc_party_mention *m = &s->parties->ptr[i];
        if (block_of(s->doc, m->first) > block + REACH_BLOCKS) break;
        if (may_answer(s, open, m) && holds_word(s, m, head) && is_near(s, block, m)) return m;
    }
    return NULL;
}

/* ---- settling */

typedef struct rc_answer {
    rc_str party; /* empty: stays open */
    rc_inter inter;
    char country[3];
} rc_answer;

static rc_answer answer_of(const rc_party_mention *m)
{
    rc_answer answer = {.party = m->party, .inter = m->inter};
    memcpy(answer.country, m->country, sizeof answer.country);
    return answer;
}

static rc_answer state_here(const rc_settling *s)
{
    rc_answer answer = {.inter = RC_INTER_STATE};
    if (s->country < 0) return answer;
    answer.party = party_of_state(s->actors, s->country, s->parties->day);
    answer.country[0] = (char)('A' + s->country / 26);
    answer.country[1] = (char)('A' + s->country % 26);
    return answer;
}

static rc_answer rebels_here(rc_settling *s, const rc_party_mention *open)
{
    const party_row *umbrella = s->umbrella;
    if (umbrella && !is_jihadists(open)) {
        rc_answer answer = {.party = umbrella->party, .inter = (rc_inter)umbrella->inter};
        memcpy(answer.country, umbrella->countries[0], sizeof answer.country);
        return answer;
    }
    sort which = sort_of(s, open);
    if (!s->has_leader[which]) s->leaders[which] = leading_group(s, s->block, which);
    s->has_leader[which] = true;
    const rc_party_mention *leader = s->leaders[which];
    return leader ? answer_of(leader) : (rc_answer){0};
}

void rc_parties_settle(const rc_actors *actors, rc_parties *parties, const rc_places *places, const rc_document *doc,
                       rc_arena *arena)
{
    rc_settling s = {.actors = actors, .parties = parties, .doc = doc, .block = UINT32_MAX};
    gather(&s, places, arena);
    /* Answers are given after all are found, so that one settled mention does not vouch for the next. */
    rc_answer *answers = RC_NEWS(arena, rc_answer, parties->n + 1);
    for (uint32_t i = 0; i < parties->n; i++) {
        const rc_party_mention *m = &parties->ptr[i];
        if (!is_open(m)) continue;
        uint32_t block = block_of(doc, m->first);
        const rc_party_mention *same = same_noun(&s, i);
        bool is_needed = !same && (m->inter == RC_INTER_STATE || is_rebel(m));
        if (is_needed && s.block != block) { /* mentions come in order, so each block is looked at once */
            look_around(&s, block);
            find_country(&s, block);
            memset(s.has_leader, 0, sizeof s.has_leader);
            s.block = block;
        }
        if (same) {
            answers[i] = answer_of(same);
        } else if (m->inter == RC_INTER_STATE) {
            answers[i] = state_here(&s);
        } else if (is_rebel(m)) {
            answers[i] = rebels_here(&s, m);
        }
    }
    for (uint32_t i = 0; i < parties->n; i++) {
        rc_party_mention *m = &parties->ptr[i];
        if (!answers[i].party.len) continue;
        m->party = answers[i].party;
        m->inter = answers[i].inter;
        memcpy(m->country, answers[i].country, sizeof m->country);
    }
}

rc_str rc_party_of_country(const rc_actors *actors, const char *country, rc_day day)
{
    int index = party_country_index(country);
    return index < 0 ? RC_STR("") : party_of_state(actors, index, day);
}
