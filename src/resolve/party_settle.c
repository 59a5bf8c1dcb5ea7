/* "The army", "les rebelles": the side that a report means without naming it. In this order:
 * 1. a mention with the same noun that names its side ("l'armée syrienne ... l'armée", "les rebelles du M23 ... les
 *    rebelles"), the nearest before, else the first after;
 * 2. for state forces the state of the country that the report speaks of, by its places and the states it names;
 * 3. for rebels the one armed group without a state that the report names, or the one that clearly leads; then the side
 *    that unnamed rebels of the country are known under in that year.
 * What stays open keeps "unknown". */
#include "recoupe/resolve/place.h"
#include "resolve/party_index.h"

#define LEAD 2.0        /* a group leads when it is named this many times as often as the next */
#define COUNTRY_LEAD 1.3 /* the same for the country */
#define PLACE_WEIGHT 1.0
#define STATE_WEIGHT 1.0
#define MODIFIER_WEIGHT 0.5
#define GROUP_SLOTS 64

typedef struct rc_settling {
    const rc_actors *actors;
    rc_parties *parties;
    const rc_document *doc;
    rc_arena *arena;
    float countries[26 * 26];
    int country; /* the one the report speaks of, or -1 */
} rc_settling;

static bool is_open(const rc_party_mention *m)
{
    return m->is_generic && rc_str_is(m->party, "unknown");
}

static bool names_side(const rc_party_mention *m)
{
    return !m->is_generic && !m->is_modifier && !m->is_person && !rc_str_is(m->party, "unknown");
}

static void weigh_country(rc_settling *s, const char *code, double weight)
{
    int country = party_country_index(code);
    if (country >= 0) s->countries[country] += (float)weight;
}

static void find_country(rc_settling *s, const rc_places *places)
{
    for (uint32_t i = 0; places && i < places->n; i++)
        if (places->ptr[i].country[0]) weigh_country(s, places->ptr[i].country, PLACE_WEIGHT);
    for (uint32_t i = 0; i < s->parties->n; i++) {
        const rc_party_mention *m = &s->parties->ptr[i];
        if (!m->country[0] || m->inter == RC_INTER_EXTERNAL) continue;
        weigh_country(s, m->country, m->is_modifier ? MODIFIER_WEIGHT : STATE_WEIGHT);
    }
    float best = 0, second = 0;
    s->country = -1;
    for (int i = 0; i < 26 * 26; i++) {
        if (s->countries[i] > best) {
            second = best;
            best = s->countries[i];
            s->country = i;
        } else if (s->countries[i] > second) {
            second = s->countries[i];
        }
    }
    if (best < COUNTRY_LEAD * second) s->country = -1;
}

static bool holds_word(const rc_settling *s, const rc_party_mention *m, rc_str word)
{
    for (uint32_t t = m->first; t < m->first + m->count; t++)
        if (rc_str_eq(s->doc->tokens[t].fold, word)) return true;
    return false;
}

/* The word that a generic mention shares with the full one: its last in English ("government forces"), its first in
 * French ("forces gouvernementales"). */
static rc_str head_of(const rc_settling *s, const rc_party_mention *m)
{
    uint32_t t = s->actors->adjectives_follow ? m->first : m->first + m->count - 1;
    return s->doc->tokens[t].fold;
}

static const rc_party_mention *same_noun(const rc_settling *s, uint32_t index)
{
    const rc_party_mention *open = &s->parties->ptr[index];
    rc_str head = head_of(s, open);
    for (uint32_t i = index; i-- > 0;) {
        const rc_party_mention *m = &s->parties->ptr[i];
        if (names_side(m) && m->inter != RC_INTER_CIVILIANS && m->count > 1 && holds_word(s, m, head)) return m;
    }
    for (uint32_t i = index + 1; i < s->parties->n; i++) {
        const rc_party_mention *m = &s->parties->ptr[i];
        if (names_side(m) && m->inter != RC_INTER_CIVILIANS && m->count > 1 && holds_word(s, m, head)) return m;
    }
    return NULL;
}

static bool is_rebel(const rc_party_mention *m)
{
    return m->inter == RC_INTER_REBEL || m->inter == RC_INTER_POLITICAL_MILITIA || m->inter == RC_INTER_IDENTITY_MILITIA;
}

/* The one group of the report, or that which clearly leads. */
static const rc_party_mention *leading_group(const rc_settling *s)
{
    const rc_party_mention *groups[GROUP_SLOTS];
    double counts[GROUP_SLOTS];
    unsigned n = 0;
    for (uint32_t i = 0; i < s->parties->n; i++) {
        const rc_party_mention *m = &s->parties->ptr[i];
        if (m->is_generic || !is_rebel(m) || rc_str_is(m->party, "unknown")) continue;
        unsigned k = 0;
        while (k < n && !rc_str_eq(groups[k]->party, m->party)) k++;
        if (k == n && n == GROUP_SLOTS) continue;
        if (k == n) {
            groups[n] = m;
            counts[n++] = 0;
        }
        counts[k] += m->is_modifier || m->is_person ? MODIFIER_WEIGHT : 1.0;
    }
    unsigned best = 0;
    for (unsigned k = 1; k < n; k++)
        if (counts[k] > counts[best]) best = k;
    for (unsigned k = 0; k < n; k++)
        if (k != best && counts[best] < LEAD * counts[k]) return NULL;
    return n ? groups[best] : NULL;
}

static void take(rc_party_mention *m, const rc_party_mention *from)
{
    m->party = from->party;
    m->inter = from->inter;
    memcpy(m->country, from->country, sizeof m->country);
}

static void take_row(rc_party_mention *m, const party_row *row)
{
    m->party = row->party;
    m->inter = (rc_inter)row->inter;
    memcpy(m->country, row->countries[0], sizeof m->country);
}

static void settle_state(const rc_settling *s, rc_party_mention *m)
{
    if (s->country < 0) return;
    rc_str party = party_of_state(s->actors, s->country, s->parties->day);
    if (!party.len) return;
    m->party = party;
    m->inter = RC_INTER_STATE;
    m->country[0] = (char)('A' + s->country / 26);
    m->country[1] = (char)('A' + s->country % 26);
}

static void settle_rebel(const rc_settling *s, rc_party_mention *m, const rc_party_mention *leader)
{
    const party_row *umbrella = s->country >= 0 ? party_umbrella(s->actors, s->country, s->parties->day) : NULL;
    if (umbrella && is_open(m)) {
        take_row(m, umbrella);
    } else if (leader) {
        take(m, leader);
    }
}

void rc_parties_settle(const rc_actors *actors, rc_parties *parties, const rc_places *places, const rc_document *doc,
                       rc_arena *arena)
{
    rc_settling *s = RC_NEW(arena, rc_settling);
    s->actors = actors;
    s->parties = parties;
    s->doc = doc;
    s->arena = arena;
    find_country(s, places);
    const rc_party_mention *leader = leading_group(s);
    rc_party_mention lead_copy = leader ? *leader : (rc_party_mention){0};
    for (uint32_t i = 0; i < parties->n; i++) {
        rc_party_mention *m = &parties->ptr[i];
        if (!m->is_generic) continue;
        bool jihadists = rc_str_is(m->party, "jihadists");
        if (!is_open(m) && !jihadists) continue;
        const rc_party_mention *same = same_noun(s, i);
        if (same) {
            take(m, same);
        } else if (m->inter == RC_INTER_STATE) {
            settle_state(s, m);
        } else if (m->inter == RC_INTER_REBEL) {
            settle_rebel(s, m, leader ? &lead_copy : NULL);
        }
    }
}
