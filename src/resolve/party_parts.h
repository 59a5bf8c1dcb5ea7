/** What the words of a noun group say, and what they come to. Private. */
#ifndef RESOLVE_PARTY_PARTS_H
#define RESOLVE_PARTY_PARTS_H

#include "resolve/party_scan.h"

typedef struct parts {
    party_noun noun; /* the one that says most */
    bool has_noun;
    const party_match *group, *state, *generic; /* first of each sort */
    bool ends_in_name;
    bool is_against; /* "opponents of": what follows is the other side */
} parts;

static inline bool party_is_demonym(const party_match *m)
{
    return (m->flags & NAME_ADJECTIVE) != 0;
}

static inline bool party_is_country_name(const party_match *m)
{
    return (m->flags & (NAME_COUNTRY | NAME_SEAT)) != 0 && !party_is_demonym(m);
}

/** No word of the same sentence as the token before stands there. */
static inline bool party_breaks(const party_scan *scan, uint32_t token)
{
    return token >= scan->doc->n_tokens || scan->word_at[token] >= scan->n_words ||
           scan->words[scan->word_at[token]].token != token ||
           (token && scan->doc->tokens[token].sentence != scan->doc->tokens[token - 1].sentence);
}

/** Give a mention the side, kind and people that its parts come to; false when they name no side at all. */
bool party_weigh(const party_scan *scan, const parts *p, rc_party_mention *out);

/** The same for a state's name or adjective with a noun for people. */
void party_weigh_state(const party_scan *scan, const parts *p, rc_party_mention *out);

#endif
