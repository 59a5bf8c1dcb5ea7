/** Who does what to whom, in the trees of the analysis. Words are those of `reading->syntax`; a language without a
 * model has none, and every answer is NO_WORD or false. */
#ifndef CLAIMS_ROLES_H
#define CLAIMS_ROLES_H

#include "claims/reading.h"

/** A verb in the passive, or a participle that says what was done to the noun it belongs to ("soldats tués par", "the
 * town taken by"). */
bool is_passive_word(const rc_reading *reading, uint32_t verb);

/** The head of the noun phrase that does what `word` (a verb, or a noun for an act) says; a relative pronoun is
 * replaced by what it stands for, a missing subject by that of the verb above ("a attaqué et pris", "affirme avoir
 * tué"). NO_WORD when the sentence does not name it. */
uint32_t agent_of(const rc_reading *reading, uint32_t word);

/** The head of the noun phrase that it is done to. */
uint32_t patient_of(const rc_reading *reading, uint32_t word);

/** The head of the noun phrase that suffers the act which `word` names, where another word says so: "X a subi une
 * attaque", "victime d'une embuscade, X", "X, visé par des tirs", "sous le feu de l'armée, X"; NO_WORD elsewhere. */
uint32_t sufferer_of(const rc_reading *reading, uint32_t word);

/** The word is, or is within a phrase that is, a word of telling.tsv of this kind. */
bool has_telling(const rc_reading *reading, uint32_t word, telling_kind kind);

/** The head of a phrase whose first word is `word`, where that is a small one: "se seraient emparées", "to bomb". */
uint32_t head_word(const syntax *syntax, uint32_t word);

/** First "case" word of a noun phrase ("by", "contre"), or NO_WORD. */
uint32_t case_of(const rc_reading *reading, uint32_t noun);

/** The clause of `word`, or the phrase itself, is negated: a word with Polarity=Neg or a negative determiner hangs on
 * it
 * ("n'ont pas avancé", "aucun soldat n'est mort", "no soldiers were killed"). */
bool is_negated_word(const rc_reading *reading, uint32_t word);

/** The verb or one of its auxiliaries is in the conditional. */
bool is_conditional_word(const rc_reading *reading, uint32_t verb);

/** The party named by the noun phrase that `word` heads, its modifiers and owner included ("des combattants talibans",
 * "the governor's office"); NULL when it names none. */
const rc_party_mention *party_of(const rc_reading *reading, uint32_t word);

/** The party is one of several that a word names together: "the army and the rebels", "Russian and Syrian jets"; the
 * first of them, whom party_of gives, left out. */
bool is_named_beside(const rc_reading *reading, uint32_t word, rc_str party);

#endif
