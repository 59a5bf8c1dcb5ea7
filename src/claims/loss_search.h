/** The search for losses of people in one sentence, shared by losses.c and loss_parts.c. */
#ifndef CLAIMS_LOSS_SEARCH_H
#define CLAIMS_LOSS_SEARCH_H

#include "claims/mentions.h"

/* One search: what is being built. */
typedef struct search {
    const rc_reading *r;
    range within;
    uint8_t *taken;
    mentions *out;
    const rc_hit *hit;
    const effect_row *row;
} search;

/** The group's number is spoken for. */
bool loss_is_taken(const search *s, const group *g);

/** Append a loss of the group by the word at hand. */
void loss_add(search *s, const group *g, const char *rule, float confidence);

/** A comma or a coordinator. */
bool loss_joins(const rc_reading *reading, uint32_t token);

/** The group that begins at `first` stands behind "including", "dont": a part of what was told before. */
bool loss_is_part(const rc_reading *reading, uint32_t first, range within);

/** The counted group around a word of the tree, else the uncounted one; false when there is none. */
bool loss_group_of(const search *s, uint32_t word, group *out);

/** Whom the tree says it was done to; NO_WORD where it does not say or says a pronoun. */
uint32_t loss_victim_word(const search *s);

/** "..., dont trois enfants", "27 of them policemen"; "135 tués au Panjshir et 45 à Kapisa": losses from `from` on. */
void loss_dependents(search *s, size_t from);

/** "35 others" are of those told before. */
void loss_settle_others(const rc_reading *reading, mentions *out, size_t from);

/** One number that several verbs share ("killed or wounded 20") is told of none alone. */
void loss_join_effects(const rc_reading *reading, range within, mentions *out, size_t from);

/** "a surgeon, a nurse and their driver" are three of one side. */
void loss_add_up(const rc_reading *reading, mentions *out, size_t from);

/** The word at hand only describes those to whom another verb does something. */
bool loss_describes(const search *s);

#endif
