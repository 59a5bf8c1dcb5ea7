#include "claims/source.h"

#define LONGEST_SOURCE 14
#define FUNCTION_REACH 6 /* tokens before a name that its function may begin at */

/* A run of capitalised words that is neither place, party nor date: a person, or an outlet. */
static bool name_run(const rc_reading *r, uint32_t first, uint32_t end, range *out)
{
    for (uint32_t t = first; t < end; t++) {
        if (!has_capital(r, t) || r->timex_at[t] != NO_INDEX || has_grammar(r, t, ~0u)) continue;
        if (hit_with(r, t, r->rules->sources) || hit_with(r, t, r->rules->people) || hit_with(r, t, r->rules->cues))
            continue;
        const rc_party_mention *party = party_at(r, t);
        if (party && !party->is_person) continue;
        const rc_entity *entity = entity_at(r->syntax, t);
        bool person = entity && entity->kind == RC_ENTITY_PER;
        if (r->place_at[t] != NO_INDEX && !party && !person) continue;
        uint32_t e = t + 1;
        while (e < end && (has_capital(r, e) || (e + 1 < end && has_capital(r, e + 1) && !is_punct(r, e) &&
                                                 r->doc->tokens[e].lower.len <= 3 && has_grammar(r, e, G_OF)))) {
            if (r->timex_at[e] != NO_INDEX || hit_with(r, e, r->rules->sources)) break;
            e++;
        }
        bool alone = e == t + 1 && (r->doc->tokens[t].flags & RC_TOKEN_STARTS) && !party;
        if (alone && !is_capital(r, t)) continue; /* a sentence's first word is capitalised anyway */
        *out = (range){t, e};
        return true;
    }
    return false;
}

/* A name that says whose the source is ("le gouverneur du Nord-Ouest", "the Civil Defense Department"), not who it is.
 */
static bool names_owner(const rc_reading *r, uint32_t first, range name)
{
    const rc_entity *entity = entity_at(r->syntax, name.first);
    if (entity && entity->kind == RC_ENTITY_PER) return false;
    if (name.first > first && has_grammar(r, name.first - 1, G_OF)) return true;
    return entity && entity->kind == RC_ENTITY_ORG && name.first > first && has_capital(r, name.first - 1);
}

static const rc_hit *source_noun(const rc_reading *r, uint32_t first, uint32_t end)
{
    for (uint32_t t = first; t < end; t++) {
        const rc_hit *hit = hit_with(r, t, r->rules->sources);
        if (hit) return hit;
    }
    return NULL;
}

bool is_somebodys(const rc_reading *r, const rc_party_mention *p)
{
    return p->first > 0 && is_possessive(r, p->first - 1) && hit_with(r, p->first, r->rules->sources);
}

static const rc_party_mention *first_party(const rc_reading *r, uint32_t first, uint32_t end)
{
    const rc_party_mention *metonym = NULL;
    for (uint32_t t = first; t < end; t++) {
        const rc_party_mention *p = party_at(r, t);
        if (!p || (p->is_generic && rc_str_is(p->party, "unknown")) || is_somebodys(r, p)) continue;
        if (!p->is_metonym) return p;
        if (!metonym) metonym = p;
    }
    return metonym;
}

/* What the words of data mean for the side of a source. */
static rc_str side_of(const rc_reading *r, const rc_hit *noun, const rc_party_mention *party)
{
    if (party) return party->party;
    if (!noun) return RC_STR("");
    rc_str side = r->rules->source[noun->row].party;
    return rc_str_is(side, "state") || rc_str_is(side, "rebel") ? RC_STR("") : side;
}

static rc_source_kind kind_of(const rc_reading *r, const rc_hit *noun, const rc_party_mention *party, bool named)
{
    rc_source_kind kind = noun ? r->rules->source[noun->row].kind : RC_SOURCE_NONE;
    if (kind == RC_SOURCE_GROUP && party && party->inter == RC_INTER_STATE) return RC_SOURCE_OFFICIAL;
    if (kind != RC_SOURCE_NONE) return kind;
    if (party && party->is_person) return RC_SOURCE_OFFICIAL;
    if (named && !party) return RC_SOURCE_PERSON;
    if (!party) return RC_SOURCE_NONE;
    return party->inter == RC_INTER_STATE || party->inter == RC_INTER_EXTERNAL ? RC_SOURCE_OFFICIAL : RC_SOURCE_GROUP;
}

/* An outlet that the table knows by the name alone: a kind and a side, where the words around it do not say them. A
 * person may bear a paper's name ("Punch"), so what the words say comes first. */
static void take_outlet(const rc_reading *r, const rc_hit *noun, const rc_party_mention *party, rc_link *link)
{
    if (!r->rules->outlets || (party && party->is_person) || (noun && link->kind == RC_SOURCE_PERSON)) return;
    const rc_outlet *outlet = rc_outlet_of_name(r->rules->outlets, link->name, r->arena);
    if (!outlet || outlet->kind == RC_OUTLET_PLATFORM) return;
    if (outlet->kind != RC_OUTLET_BODY && outlet->kind != RC_OUTLET_MONITOR) link->kind = RC_SOURCE_OUTLET;
    if (outlet->kind == RC_OUTLET_MONITOR && link->kind == RC_SOURCE_PERSON) link->kind = RC_SOURCE_GROUP;
    if (outlet->kind == RC_OUTLET_BODY && link->kind == RC_SOURCE_PERSON) link->kind = RC_SOURCE_OFFICIAL;
    rc_str side = rc_outlet_party(outlet);
    if (!link->party.len && !rc_str_is(side, "media")) link->party = side; /* "media" says no more than the kind */
}

/* "le", "la", "l'" are articles and object pronouns in one form: neither can speak; "leur porte-parole" is no "they".
 */
static bool is_pronoun(const rc_reading *r, uint32_t t)
{
    uint32_t word = word_at(r->syntax, t);
    bool owner = word != NO_WORD && has_feature(r->syntax, word, "Poss=Yes");
    return has_grammar(r, t, G_PRONOUN) && !has_grammar(r, t, G_ARTICLE) && !owner && !is_possessive(r, t);
}

static bool begins_group(const rc_reading *r, uint32_t t)
{
    if (r->timex_at[t] != NO_INDEX) return false;
    if (has_capital(r, t) && !(r->doc->tokens[t].flags & RC_TOKEN_STARTS)) return true;
    return has_grammar(r, t, G_ARTICLE | G_DEMONSTRATIVE | G_PRONOUN) || r->quantity_at[t] != NO_INDEX ||
           r->party_at[t] != NO_INDEX || hit_with(r, t, r->rules->sources) || hit_with(r, t, r->rules->people) ||
           hit_with(r, t, r->rules->cues) || (has_capital(r, t) && !hit_with(r, t, r->rules->placewords));
}

/* The token is the last of a phrase of a list ("military source") that began before it. */
static bool ends_phrase(const rc_reading *r, uint32_t t, int list)
{
    for (uint32_t back = 1; back < 5 && back <= t; back++) {
        const rc_hit *hit = hit_with(r, t - back, list);
        if (hit && hit->count == back + 1) return true;
    }
    return false;
}

static bool ends_name(const rc_reading *r, uint32_t t)
{
    if (is_punct(r, t) || has_grammar(r, t, G_COORD | G_SUB | G_REL | G_PART)) return false;
    if (has_grammar(r, t, G_PRONOUN)) return true;
    if (has_capital(r, t) || r->party_at[t] != NO_INDEX || r->place_at[t] != NO_INDEX) return true;
    return hit_with(r, t, r->rules->sources) || hit_with(r, t, r->rules->people) || hit_with(r, t, r->rules->cues) ||
           ends_phrase(r, t, r->rules->sources) || ends_phrase(r, t, r->rules->people) ||
           (t > 0 && has_grammar(r, t - 1, G_OF | G_ARTICLE)) || (t > 1 && has_grammar(r, t - 2, G_OF));
}

/* A function that is somebody's, beside the name in [first, end) or in it: "its spokesman X", "X, son porte-parole"; a
 * spokesman with whom a sentence begins ("Spokesman X said") speaks for the one named before him. */
static bool is_possessed(const rc_reading *r, uint32_t first, uint32_t end)
{
    const rc_hit *begins = hit_with(r, first, r->rules->sources);
    bool starts = r->doc->tokens[first].flags & RC_TOKEN_STARTS;
    if (starts && begins && r->rules->source[begins->row].is_voice) return true;
    for (uint32_t t = first; t < end; t++)
        if (is_possessive(r, t) && (t == first || hit_with(r, t + 1, r->rules->sources))) return true;
    for (uint32_t t = first; t > 0 && first - t < FUNCTION_REACH; t--) {
        const rc_hit *function = hit_with(r, t, r->rules->sources);
        if (function && t < first && is_possessive(r, t - 1)) return t + function->count + 1 >= first;
        if (t < first && is_punct(r, t) && t + 1 != first) break;
    }
    bool apposed = end + 2 < r->doc->n_tokens && is_sign(r, end, ',') && is_possessive(r, end + 1);
    return apposed && hit_with(r, end + 2, r->rules->sources);
}

bool source_in(const rc_reading *r, uint32_t first, uint32_t end, source *out)
{
    *out = (source){.tokens = {first, end}, .link = {.said_on = RC_DAY_NONE}};
    while (first < end && (is_punct(r, first) || has_grammar(r, first, G_COORD))) first++;
    while (end > first && is_punct(r, end - 1)) end--;
    while (first < end && !begins_group(r, first)) first++; /* "today a top commander" */
    while (end > first && !ends_name(r, end - 1)) end--;    /* "the Taliban still" */
    for (uint32_t t = first + 1; t < end; t++)              /* "The Observatory (SOHR" */
        if (is_sign(r, t, '(')) end = t;
    if (first >= end) return false;
    range name;
    bool named = name_run(r, first, end, &name) && !names_owner(r, first, name);
    named = named && !(name.end < end && r->doc->tokens[name.end].lower.len && /* "X's campaign" */
                       r->doc->tokens[name.end].lower.ptr[0] == '\'');
    const rc_hit *noun = source_noun(r, first, end);
    const rc_party_mention *party = first_party(r, first, end);
    const rc_hit *people = NULL;
    for (uint32_t t = first; t < end && !people; t++) people = hit_with(r, t, r->rules->people);
    bool bare = !named && !noun && !party && !people && end - first <= 2;
    for (uint32_t t = first; t < end && bare; t++)
        if (is_pronoun(r, t)) out->is_pronoun = true;
    bool counted = quantity_at(r, first) && quantity_at(r, first)->kind == RC_QUANTITY_NUMBER && !noun && !named;
    if (counted) return false; /* "25 fighters of the Front" are told of, they do not tell */
    out->is_known = named || noun || party || people;
    for (uint32_t t = first; t < end && !out->is_known; t++) out->is_known = outlet_name_at(r, t) > 0;
    if (!out->is_known && !out->is_pronoun) return false;
    out->tokens = (range){first, end};
    out->link.name = named ? tokens_text(r, name.first, name.end) : tokens_text(r, first, end);
    out->link.party = side_of(r, noun, party);
    out->is_possessed = !out->link.party.len && is_possessed(r, first, end);
    out->link.kind = kind_of(r, noun, party, named);
    for (uint32_t t = first; t < end && !(noun || party); t++)
        if (outlet_name_at(r, t)) {
            out->is_known = true;
            out->link.name = tokens_text(r, t, t + outlet_name_at(r, t));
            out->link.kind = RC_SOURCE_OUTLET;
            out->link.party = RC_STR("media");
            break;
        }
    if (named) take_outlet(r, noun, party, &out->link);
    if (out->link.kind == RC_SOURCE_NONE && people) out->link.kind = RC_SOURCE_GROUP;
    return true;
}

static bool ends_group(const rc_reading *r, uint32_t t)
{
    uint8_t kind = r->doc->tokens[t].kind;
    if (kind == RC_TOKEN_OPEN || kind == RC_TOKEN_CLOSE) return true;
    if (has_grammar(r, t, G_SUB | G_REL | G_BE | G_HAVE) || is_pronoun(r, t)) return true;
    if (r->timex_at[t] != NO_INDEX) return true;
    if (hit_with(r, t, r->rules->sources) || hit_with(r, t, r->rules->people)) return false;
    return is_verb(r, t) && !has_capital(r, t) && r->party_at[t] == NO_INDEX;
}

bool source_at(const rc_reading *r, uint32_t token, uint32_t limit, source *out)
{
    if (limit > token + LONGEST_SOURCE) limit = token + LONGEST_SOURCE;
    uint32_t end = token;
    if (end < limit && is_pronoun(r, end)) return source_in(r, token, token + 1, out);
    while (end < limit && !is_punct(r, end) && !ends_group(r, end)) {
        if (has_grammar(r, end, G_COORD) && !(end + 1 < limit && has_capital(r, end + 1))) break;
        bool another = end > token && has_grammar(r, end, G_ARTICLE) && !has_grammar(r, end, G_OF) &&
                       !has_grammar(r, end - 1, G_OF | G_BY | G_COORD);
        if (another) break; /* "according to initial reports a unit ..." */
        end++;
    }
    if (end < limit && is_sign(r, end, ',') && end > token) { /* ", X," or ", spokesman of Y," */
        uint32_t e = end + 1;
        while (e < limit && !is_punct(r, e) && !ends_group(r, e)) e++;
        range name;
        bool apposed = e > end + 1 && (e == limit || is_punct(r, e)) && !quantity_at(r, end + 1) &&
                       (name_run(r, end + 1, e, &name) || source_noun(r, end + 1, e));
        if (apposed) end = e;
    }
    return end > token && source_in(r, token, end, out);
}

/* Names that are common words in lower case ("Libération", "Le Monde") are names in capitals only. */
/* Ministries, monitors and channels of a side are sources by other lists: here are those that print and send news. */
static bool is_news_outlet(const rc_reading *r, const rc_hit *hit)
{
    rc_str kind = rc_lexicon_cell(r->rules->lexicon, hit->list, hit->row, "kind");
    return rc_str_is(kind, "agency") || rc_str_is(kind, "newspaper") || rc_str_is(kind, "magazine") ||
           rc_str_is(kind, "broadcaster") || rc_str_is(kind, "site");
}

uint32_t outlet_name_at(const rc_reading *r, uint32_t t)
{
    const rc_hit *hit = NULL;
    for (int i = 0; i < 4 && !hit; i++) {
        hit = hit_with(r, t, r->rules->outlet_names[i]);
        if (hit && !is_news_outlet(r, hit)) hit = NULL;
    }
    if (!hit) return 0;
    const rc_entity *name = entity_at(r->syntax, t);
    if (name && name->kind == RC_ENTITY_PER && r->syntax->token_of[name->first] < t) return 0; /* "Karim Wafa" */
    for (uint32_t i = t; i < t + hit->count; i++) {
        const rc_token *word = &r->doc->tokens[i];
        bool small = word->kind != RC_TOKEN_WORD || word->lower.len <= 3 || has_grammar(r, i, G_OF | G_ARTICLE);
        if (!has_capital(r, i) && (!small || hit->count == 1)) return 0;
    }
    return hit->count;
}

bool is_outlet(const rc_reading *r, uint32_t t)
{
    if (outlet_name_at(r, t)) return true;
    const rc_hit *noun = hit_with(r, t, r->rules->sources);
    return noun && r->rules->source[noun->row].kind == RC_SOURCE_OUTLET;
}

bool is_spaced_dash(const rc_reading *r, uint32_t t)
{
    rc_str text = r->doc->tokens[t].lower;
    bool dash = rc_str_is(text, "-") || rc_str_is(text, "–") || rc_str_is(text, "—") || rc_str_is(text, "--");
    return dash && t > 0 && r->doc->tokens[t].span.beg > r->doc->tokens[t - 1].span.end;
}
