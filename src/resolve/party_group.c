/* Noun groups: a noun for people with the names and adjectives around it. One grammar serves languages whose adjectives
 * come before the noun and those where they follow:
 *   group := modifier* noun+ (adjective | filler | name)* (OF article* filler* (name | group))*
 * What the parts say is gathered in a `parts` and weighed once the group has ended: a noun that is a side by itself
 * ("civilians", "journalists") wins over names, a named group over a state, a state over a bare noun. */
#include "resolve/party_parts.h"

#define DEEPEST 3
#define MOST_PARTS 12

static void gather_match(const party_scan *scan, parts *p, const party_match *m)
{
    const party_row *row = party_match_row(scan, m);
    if (row->role == PARTY_GENERIC) {
        if (!p->generic) p->generic = m;
    } else if (row->inter == RC_INTER_STATE && !row->is_person) {
        if (!p->state) p->state = m;
    } else if (!p->group) {
        p->group = m;
    }
}

static unsigned noun_rank(const party_noun *noun)
{
    switch (noun->party) {
    case NOUN_CIVILIANS:
        return 4;
    case NOUN_MEDIA:
    case NOUN_NGO:
    case NOUN_UN:
        return 5;
    case NOUN_STATE:
    case NOUN_REBEL:
    case NOUN_MILITIA:
        return 3;
    default:
        return noun->is_force ? 2 : 1;
    }
}

static void gather_noun(parts *p, const party_noun *noun)
{
    if (!p->has_noun || noun_rank(noun) > noun_rank(&p->noun)) {
        uint8_t members = p->has_noun && p->noun.members != RC_MEMBERS_UNKNOWN ? p->noun.members : noun->members;
        p->noun = *noun;
        if (noun->party == NOUN_PLAIN || noun->party == NOUN_STATE || noun->party == NOUN_REBEL)
            p->noun.members = members;
    }
    p->has_noun = true;
}

static bool is_filler(const party_scan *scan, uint32_t token)
{
    if (token >= scan->doc->n_tokens) return false;
    if (party_token_roles(scan, token) & ROLE_FILLER) return true;
    const rc_token *t = &scan->doc->tokens[token];
    /* "9th", "1er": ordinals of units. */
    return t->kind == RC_TOKEN_WORD && t->fold.len > 2 && t->fold.ptr[0] >= '0' && t->fold.ptr[0] <= '9';
}

static bool is_possessive(const party_scan *scan, uint32_t token)
{
    return party_token_is(scan, token, "'s") || party_token_is(scan, token, "'");
}

/* A plain name may be part of a group; a compound ("russo-ukrainien") is left to itself. */
static const party_match *usable(const party_scan *scan, uint32_t token)
{
    const party_match *m = party_match_at(scan, token);
    return m && !m->is_beside && !m->is_compound ? m : NULL;
}

/* How many tokens of an `of` phrase begin at `token`; 0 when none. */
static uint32_t of_at(const party_scan *scan, uint32_t token)
{
    if (!(token < scan->doc->n_tokens)) return 0;
    uint32_t first = scan->word_at[token];
    if (first >= scan->word_at[token + 1] || !scan->words[first].symbol) return 0;
    if (!(scan->actors->symbol.ptr[scan->words[first].symbol].roles & ROLE_OF)) return 0;
    uint32_t best = 0;
    for (size_t i = 0; i < scan->actors->ofs.len; i++) {
        const party_phrase *of = &scan->actors->ofs.ptr[i];
        if (of->n <= best || token + of->n > scan->doc->n_tokens) continue;
        uint32_t k = 0;
        while (k < of->n && rc_str_eq(scan->doc->tokens[token + k].fold, of->words[k])) k++;
        if (k == of->n) best = of->n;
    }
    return best;
}

static uint32_t read_parts(const party_scan *scan, uint32_t token, parts *p, unsigned depth);

/* May what follows "of" belong to the group? The outer noun must be able to have a side; a second side only extends it
 * when it is the same, or a group behind its people's nationality ("membres syriens de l'EI"). */
static bool may_join(const party_scan *scan, const parts *outer, const parts *inner)
{
    if (outer->noun.party >= NOUN_CIVILIANS && !outer->noun.is_leader) return false;
    if (!outer->noun.is_force && outer->noun.party == NOUN_PLAIN && !outer->noun.is_leader) return false;
    const party_match *name = inner->group ? inner->group : inner->state;
    const party_match *have = outer->group ? outer->group : outer->state;
    if (have && name && party_match_row(scan, have)->id == party_match_row(scan, name)->id) return true;
    if (outer->group) return false;
    if (outer->state) return inner->group && outer->noun.party != NOUN_STATE;
    return name || inner->generic || inner->noun.party == NOUN_STATE || inner->noun.party == NOUN_REBEL ||
           inner->noun.party == NOUN_MILITIA;
}

/* "de la Défense", "of Foreign Affairs" after the office of a state; the new end, or `token`. */
static uint32_t read_office(const party_scan *scan, uint32_t token, const parts *p)
{
    uint32_t count = of_at(scan, token);
    if (!count || p->noun.party != NOUN_STATE) return token;
    uint32_t at = token + count;
    while (!party_breaks(scan, at) && party_token_roles(scan, at) & ROLE_DEFINITE) at++;
    if (party_breaks(scan, at)) return token;
    if (!(party_token_roles(scan, at) & ROLE_OFFICE)) return token;
    while (!party_breaks(scan, at) && party_token_roles(scan, at) & (ROLE_OFFICE | ROLE_FILLER) &&
           !party_match_at(scan, at))
        at++;
    return at;
}

/* "soldats de la coalition" are nobody's state forces, whoever the coalition is. */
static bool is_body_of_many(const party_scan *scan, uint32_t token, const parts *inner)
{
    return inner->noun.party <= NOUN_PLAIN && !inner->group && !inner->state && !inner->generic &&
           party_token_roles(scan, token) & ROLE_SHORT;
}

static bool is_unknown_word(const party_scan *scan, uint32_t token)
{
    const rc_token *t = &scan->doc->tokens[token];
    return t->kind == RC_TOKEN_WORD && !(t->flags & RC_TOKEN_CAPITAL) && !party_token_roles(scan, token);
}

/* "of" and what it governs, from `token`; the new end, or `token`. */
static uint32_t read_of(const party_scan *scan, uint32_t token, parts *p, unsigned depth)
{
    uint32_t count = of_at(scan, token);
    if (!count || depth >= DEEPEST || party_breaks(scan, token)) return token;
    uint32_t office = read_office(scan, token, p);
    if (office > token) return office;
    if (p->is_against) return token;
    uint32_t at = token + count;
    while (!party_breaks(scan, at) && party_token_roles(scan, at) & ROLE_DEFINITE && !party_match_at(scan, at)) at++;
    for (; scan->doc->n_tokens > at && scan->doc->tokens[at].kind == RC_TOKEN_OPEN;) at++;
    const party_match *beside = party_breaks(scan, at) ? NULL : party_match_at(scan, at);
    if (beside && beside->is_beside) at = beside->end; /* "members of the Iran-backed militia" */
    if (party_breaks(scan, at)) return token;
    parts inner = {0};
    uint32_t end = read_parts(scan, at, &inner, depth + 1);
    if (end == at && party_token_roles(scan, at) & ROLE_SHORT) end = at + 1;
    if (end == at) { /* "colonne de ravitaillement de l'armée": a word between that no list knows */
        uint32_t next = is_unknown_word(scan, at) ? at + 1 : at;
        end = next > at ? read_of(scan, next, p, depth + 1) : next;
        return end > next ? end : token;
    }
    if (is_body_of_many(scan, at, &inner) && !p->group && !p->state && p->noun.party <= NOUN_STATE) {
        p->noun.party = NOUN_PLAIN;
        p->noun.is_force = true;
        return end;
    }
    if (!may_join(scan, p, &inner)) return token;
    if (inner.group) gather_match(scan, p, inner.group);
    if (inner.state) gather_match(scan, p, inner.state);
    if (inner.generic) gather_match(scan, p, inner.generic);
    /* "les groupes de l'armée": the state's, whatever they are called */
    bool is_body = (p->noun.party == NOUN_REBEL || p->noun.party == NOUN_MILITIA) && inner.noun.party == NOUN_STATE;
    if (inner.has_noun && (p->noun.party == NOUN_PLAIN || is_body)) {
        party_noun noun = inner.noun;
        if (!is_body) noun.members = p->noun.members;
        if (is_body) p->has_noun = false;
        gather_noun(p, &noun);
    }
    return end;
}

/* Adjectives, fillers and names that follow the noun (French); the end of the last that belongs. */
static uint32_t read_after(const party_scan *scan, uint32_t token, parts *p)
{
    uint32_t end = token, at = token;
    for (unsigned i = 0; i < MOST_PARTS && !party_breaks(scan, at); i++) {
        const party_match *m = usable(scan, at);
        if (m && !party_is_country_name(m) && !party_match_row(scan, m)->is_person &&
            (!(p->group || p->state) || party_is_demonym(m))) {
            gather_match(scan, p, m);
            at = end = m->end;
            continue;
        }
        if (m || !is_filler(scan, at)) break;
        party_noun noun;
        uint32_t count = party_noun_at(scan, at, &noun);
        if (count) gather_noun(p, &noun); /* "forces rebelles" */
        at += count ? count : 1;
        if (count) end = at;
    }
    return end;
}

/* Where a noun ends that begins inside a name and goes beyond it; 0 when there is none. */
static uint32_t noun_across(const party_scan *scan, const party_match *m, party_noun *out)
{
    for (uint32_t t = m->first + 1; t < m->end; t++) {
        uint32_t count = party_noun_at(scan, t, out);
        if (count && t + count > m->end) return t + count;
    }
    return 0;
}

/* "national" before "army" is an adjective, before "was killed" a noun. */
static bool goes_on(const party_scan *scan, uint32_t token)
{
    if (party_breaks(scan, token)) return false;
    party_noun noun;
    return party_noun_at(scan, token, &noun) || is_filler(scan, token) || usable(scan, token);
}

/* Nouns in a row and what stands before them (English); the end of the last noun, `token` when there is none. */
static uint32_t read_before(const party_scan *scan, uint32_t token, parts *p, const party_match **first)
{
    uint32_t at = token, end = token;
    for (unsigned i = 0; i < MOST_PARTS; i++) {
        if (at > token && party_breaks(scan, at)) break;
        const party_match *m = usable(scan, at);
        party_noun noun;
        uint32_t count = party_noun_at(scan, at, &noun);
        if (count == 1 && noun.party == NOUN_CIVILIANS && is_filler(scan, at) && goes_on(scan, at + 1)) count = 0;
        if (m && m->end >= at + count) {
            if (p->has_noun || (p->ends_in_name && !party_is_demonym(m))) break;
            if (!*first) *first = m;
            gather_match(scan, p, m);
            at = m->end;
            if (is_possessive(scan, at)) at++;
            count = noun_across(scan, m, &noun);
            if (count) { /* "Panjshir resistance" and "resistance fighters" share a word */
                gather_noun(p, &noun);
                at = end = count;
                continue;
            }
            p->ends_in_name = m->flags & NAME_PLURAL;
            if (p->ends_in_name) break;
            continue;
        }
        if (count) {
            gather_noun(p, &noun);
            at += count;
            p->is_against = party_token_roles(scan, at - 1) & ROLE_AGAINST;
            end = at;
            continue;
        }
        if (!is_filler(scan, at)) break;
        at++;
    }
    return end;
}

/* A name with an adjective before (English) or behind (French): "Lebanese Hezbollah", "talibans afghans". */
static uint32_t read_name(const party_scan *scan, uint32_t token, parts *p)
{
    const party_match *m = party_match_at(scan, token);
    if (!m) return token;
    *p = (parts){0};
    gather_match(scan, p, m);
    bool is_armed =
        !party_is_country_name(m) && !party_match_row(scan, m)->is_person && !m->is_beside && !m->is_compound;
    if (scan->actors->adjectives_follow) {
        const party_match *next =
            is_armed && !party_is_demonym(m) && !party_breaks(scan, m->end) ? usable(scan, m->end) : NULL;
        return next && party_is_demonym(next) ? next->end : m->end;
    }
    if (!is_armed || !party_is_demonym(m) || m->flags & NAME_PLURAL || party_breaks(scan, m->end)) return m->end;
    const party_match *next = usable(scan, m->end);
    if (!next || party_is_demonym(next) || party_is_country_name(next) || party_match_row(scan, next)->is_person)
        return m->end;
    *p = (parts){0};
    gather_match(scan, p, next);
    return next->end;
}

static uint32_t read_parts(const party_scan *scan, uint32_t token, parts *p, unsigned depth)
{
    uint32_t end = token;
    if (scan->actors->adjectives_follow) {
        party_noun noun;
        uint32_t count = party_noun_at(scan, token, &noun);
        const party_match *m = party_match_at(scan, token);
        p->is_against = party_token_roles(scan, token) & ROLE_AGAINST;
        if (count && (!m || m->end <= token + count || party_match_row(scan, m)->role == PARTY_GENERIC)) {
            if (m) gather_match(scan, p, m);
            gather_noun(p, &noun);
            end = m && m->end > token + count ? m->end : token + count; /* "milices chiites" */
            end = read_after(scan, end, p);
        }
    } else {
        const party_match *first = NULL;
        end = read_before(scan, token, p, &first);
    }
    if (end == token) return read_name(scan, token, p);
    for (unsigned i = 0; i < 3; i++) {
        uint32_t next = read_of(scan, end, p, depth);
        if (next == end) break;
        end = scan->actors->adjectives_follow ? read_after(scan, next, p) : next;
    }
    return end;
}

/* A noun that here only says whose a thing or an act is: "base militaire", "attaque rebelle", "police station". */
static bool is_attribute(const party_scan *scan, uint32_t token, uint32_t end)
{
    const rc_actors *actors = scan->actors;
    if (!actors->adjectives_follow)
        return !party_breaks(scan, end) && rc_hit_at(scan->hits, end, actors->equipment_list);
    if (end > token + 1 || !token || party_breaks(scan, token) || party_breaks(scan, token - 1)) return false;
    if (!(party_token_roles(scan, token) & ROLE_FILLER) || party_token_roles(scan, token - 1)) return false;
    return rc_hit_at(scan->hits, token - 1, actors->equipment_list) ||
           rc_hit_at(scan->hits, token - 1, actors->events_list);
}

uint32_t party_group_read(const party_scan *scan, uint32_t token, rc_party_mention *out)
{
    parts p = {0};
    if (scan->word_at[token] == scan->word_at[token + 1]) return token;
    uint32_t end = read_parts(scan, token, &p, 0);
    if (end == token) return token;
    const party_match *next = party_match_at(scan, end);
    if (p.noun.party == NOUN_CIVILIANS && !p.group && !p.state && !party_breaks(scan, end) && next &&
        party_match_row(scan, next)->is_person)
        return token; /* "Sheikh Yassin": a title */
    *out = party_mention_of(scan, token, end);
    if (!party_weigh(scan, &p, out)) return token;
    if (p.has_noun && out->is_generic) out->is_modifier = is_attribute(scan, token, end);
    return end;
}

uint32_t party_joined_read(const party_scan *scan, uint32_t token, const rc_party_mention *noun, rc_party_mention *out)
{
    if (noun->count < 2 || noun->is_generic || noun->is_metonym || noun->is_person) return token;
    uint32_t at = token;
    while (party_token_is(scan, at, ",") && usable(scan, at + 1)) at += 2; /* "britannique, australien et danois" */
    if (at > token && !(party_token_roles(scan, at) & ROLE_AND)) return token;
    uint32_t next = token + 1;
    if (next >= scan->doc->n_tokens || party_breaks(scan, next)) return token;
    const party_match *m = usable(scan, next);
    bool is_joint = party_token_roles(scan, token) & ROLE_AND || party_token_is(scan, token, ",");
    if (!is_joint || !m || !party_is_demonym(m) || m->flags & NAME_CAPITAL ||
        party_match_row(scan, m)->inter != RC_INTER_STATE || scan->doc->tokens[next].flags & RC_TOKEN_CAPITAL)
        return token;
    parts p = {.state = m,
               .has_noun = true,
               .noun = {.party = NOUN_STATE, .members = (uint8_t)noun->members, .is_force = true}};
    *out = party_mention_of(scan, m->first, m->end); /* may be `noun` itself */
    party_weigh_state(scan, &p, out);
    return m->end;
}

uint32_t party_premodifier_read(const party_scan *scan, uint32_t token, rc_party_mention *out)
{
    const party_match *m = usable(scan, token);
    if (!m || !party_is_demonym(m) || m->flags & NAME_PLURAL || scan->actors->adjectives_follow) return token;
    uint32_t next = m->end;
    if (party_breaks(scan, next) || !(party_token_roles(scan, next) & ROLE_AND)) return token;
    parts p = {0};
    const party_match *first = NULL;
    if (party_breaks(scan, next + 1) || read_before(scan, next + 1, &p, &first) == next + 1) return token;
    if (!(p.group || p.state) || p.noun.party >= NOUN_CIVILIANS) return token;
    p.group = NULL;
    p.state = NULL;
    gather_match(scan, &p, m);
    *out = party_mention_of(scan, m->first, m->end);
    if (p.state) {
        party_weigh_state(scan, &p, out);
    } else {
        party_mention_row(scan, out, party_match_row(scan, m), 0);
        out->members = (rc_members)p.noun.members;
    }
    return m->end;
}
