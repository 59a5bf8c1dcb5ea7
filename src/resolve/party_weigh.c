/* What a noun group comes to: a noun that is a side by itself ("civilians", "journalists") wins over names, a named
 * group over a state, a state over a bare noun. */
#include "resolve/party_parts.h"

static rc_members members_of_row(const party_row *row, uint32_t flags)
{
    if (row->is_person || row->role == PARTY_BODY) return RC_MEMBERS_UNKNOWN;
    if (flags & (NAME_ADJECTIVE | NAME_COUNTRY | NAME_SEAT)) return RC_MEMBERS_UNKNOWN;
    if (row->inter == RC_INTER_CIVILIANS) return RC_MEMBERS_CIVILIAN;
    if (row->inter == RC_INTER_EXTERNAL && row->role != PARTY_FORCE) return RC_MEMBERS_UNKNOWN;
    return RC_MEMBERS_COMBATANT;
}

void party_mention_row(const party_scan *scan, rc_party_mention *mention, const party_row *row, uint32_t flags)
{
    mention->party = row->party;
    mention->inter = row->is_person ? scan->actors->parties.ptr[row->id].inter : row->inter;
    mention->members = members_of_row(row, flags);
    mention->is_person = row->is_person;
    memcpy(mention->country, row->countries[0], sizeof mention->country);
}

rc_party_mention party_mention_of(const party_scan *scan, uint32_t first, uint32_t end)
{
    rc_party_mention mention = {.first = first, .count = end - first, .party = RC_STR("unknown")};
    mention.name = rc_str_span(scan->doc->text, rc_tokens_span(scan->doc, first, end - first));
    return mention;
}

static const rc_str NOUN_PARTIES[] = {[NOUN_CIVILIANS] = RC_STR_INIT("civilians"),
                                      [NOUN_MEDIA] = RC_STR_INIT("media"),
                                      [NOUN_NGO] = RC_STR_INIT("NGO"),
                                      [NOUN_UN] = RC_STR_INIT("United Nations")};

/* A state's name or adjective with a noun for people. */
void party_weigh_state(const party_scan *scan, const parts *p, rc_party_mention *out)
{
    const party_row *row = party_match_row(scan, p->state);
    party_mention_row(scan, out, row, 0);
    out->members = (rc_members)p->noun.members;
    int country = row->countries[0][0] ? party_country_index(row->countries[0]) : -1;
    bool is_adjective = party_is_demonym(p->state);
    if (p->noun.party == NOUN_REBEL && country >= 0 && !p->noun.is_stray) {
        out->party = party_of_rebels(scan->actors, country, scan->day, scan->arena);
        out->inter = RC_INTER_REBEL;
        out->is_generic = true;
    } else if (p->noun.party == NOUN_MILITIA && country >= 0) {
        out->party = party_of_militias(scan->actors, country, scan->arena);
        out->inter = RC_INTER_POLITICAL_MILITIA;
        out->is_generic = true;
    } else if (p->noun.is_stray && is_adjective) {
        out->party = RC_STR("unknown");
        out->inter = p->noun.party == NOUN_REBEL ? RC_INTER_REBEL : RC_INTER_UNKNOWN;
        out->is_generic = true;
    } else if (row->people.len && p->noun.party != NOUN_STATE) {
        out->party = row->people;
        out->inter = p->noun.is_force ? RC_INTER_REBEL : RC_INTER_CIVILIANS;
    }
}

static void weigh_noun(const party_scan *scan, const parts *p, rc_party_mention *out)
{
    out->members = (rc_members)p->noun.members;
    const party_match *name = p->group ? p->group : p->state;
    if (name) memcpy(out->country, party_match_row(scan, name)->countries[0], sizeof out->country);
    switch (p->noun.party) {
    case NOUN_STATE:
    case NOUN_REBEL:
    case NOUN_MILITIA:
        out->is_generic = true;
        out->inter = p->noun.party == NOUN_STATE   ? RC_INTER_STATE
                     : p->noun.party == NOUN_REBEL ? RC_INTER_REBEL
                                                   : RC_INTER_POLITICAL_MILITIA;
        break;
    case NOUN_CIVILIANS:
    case NOUN_MEDIA:
    case NOUN_NGO:
    case NOUN_UN:
        out->party = NOUN_PARTIES[p->noun.party];
        out->inter = p->noun.party == NOUN_UN ? RC_INTER_EXTERNAL : RC_INTER_CIVILIANS;
        break;
    default:
        out->is_generic = p->noun.is_force;
        break;
    }
}

/* A demonym without a noun beside it: a noun itself ("les Russes", "a Palestinian was killed"), or an adjective of
 * something that is not people ("Russian shelling"). */
static bool is_noun_itself(const party_scan *scan, const party_match *m)
{
    if (m->is_compound || m->is_beside) return false;
    uint32_t before = m->first ? party_token_roles(scan, m->first - 1) : 0;
    const rc_token *t = &scan->doc->tokens[m->first];
    if (scan->actors->adjectives_follow) {
        if (!(t->flags & RC_TOKEN_CAPITAL)) return false;
        return !(t->flags & RC_TOKEN_STARTS) || party_breaks(scan, m->end) ||
               party_token_roles(scan, m->end) & ROLE_AFTER_PEOPLE;
    }
    if (m->flags & NAME_PLURAL) return true;
    bool article = before & ROLE_DEFINITE ||
                   (m->first && (party_token_is(scan, m->first - 1, "a") || party_token_is(scan, m->first - 1, "an") ||
                                 scan->doc->tokens[m->first - 1].kind == RC_TOKEN_NUMBER));
    return article && (party_breaks(scan, m->end) || party_token_roles(scan, m->end) & ROLE_AFTER_PEOPLE);
}

static void weigh_name(const party_scan *scan, const parts *p, rc_party_mention *out)
{
    const party_match *m = p->group ? p->group : p->state ? p->state : p->generic;
    const party_row *row = party_match_row(scan, m);
    party_mention_row(scan, out, row, m->flags);
    out->is_generic = row->role == PARTY_GENERIC;
    out->is_modifier = m->is_beside || m->is_compound;
    if (out->is_modifier) return;
    if (party_is_demonym(m)) {
        bool noun = is_noun_itself(scan, m);
        if (!noun && m->flags & NAME_COUNTRY) { /* "US" is both */
            out->is_metonym = true;
        } else {
            out->is_modifier = !noun;
        }
        if (row->people.len) {
            out->party = row->people;
            out->inter = RC_INTER_CIVILIANS;
        }
    } else if (party_is_country_name(m)) {
        out->is_metonym = true;
    }
}

bool party_weigh(const party_scan *scan, const parts *p, rc_party_mention *out)
{
    if (!p->has_noun) {
        weigh_name(scan, p, out);
    } else if (p->noun.party >= NOUN_CIVILIANS && !(p->noun.is_leader && (p->group || p->state))) {
        weigh_noun(scan, p, out);
    } else if (p->group) {
        const party_row *row = party_match_row(scan, p->group);
        party_mention_row(scan, out, row, 0);
        out->is_person = false;
        out->members = (rc_members)p->noun.members;
    } else if (p->state) {
        party_weigh_state(scan, p, out);
    } else {
        if (p->noun.party == NOUN_PLAIN && !p->noun.is_force && !p->generic) return false; /* "people": no side */
        weigh_noun(scan, p, out);
        if (p->generic) {
            const party_row *row = party_match_row(scan, p->generic);
            out->party = row->party;
            out->inter = (rc_inter)row->inter;
            out->is_generic = true;
        }
    }
    return true;
}
