/** The search for losses of people in one sentence, shared by losses.c and the other loss_ files. */
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

/** The group can be victims of what the word at hand says. */
bool loss_can_suffer(const search *s, const group *g);

/** It is the subject or participle of another effect ("five and 110 were wounded"), or who tells it. */
bool loss_has_own_effect(const search *s, const group *g);

/** Each looks for the victims and adds them with what is coordinated; false when it finds none. `finite`: a finite form
 * says that it happened; `counted_only`: an uncounted group will not do. */
bool loss_victims_before(search *s, uint32_t anchor, bool finite, const char *rule);
bool loss_victims_by_tree(search *s, bool finite, bool after, const char *rule);
bool loss_victims_after(search *s, uint32_t token, bool counted_only, const char *rule);
bool loss_number_before(search *s, uint32_t anchor, const char *rule);
void loss_add_coordinated(search *s, uint32_t token, const char *rule, float confidence);

/** The noun counts dead and wounded by itself, whatever other frame it has: "losses". */
bool loss_counts_itself(const search *s);

/** "le bilan passe à 22", "losses have reached 600": the number stands behind the noun. */
void loss_toll(search *s);

/** The word counts the dead by itself: "bodies". */
bool loss_counts_dead(const effect_row *row);

/** The colon of a list behind a noun that ends before `token`; 0: none. */
uint32_t loss_colon_behind(const search *s, uint32_t token);

/** Groups of people in a list from `token` on, how many; `part`: of a total told before. */
unsigned loss_people_listed(search *s, uint32_t token, const char *rule, bool part);

/** "Killed: 12". True when the word at hand has its number behind a colon. */
bool loss_behind_colon(search *s);

/** The group that begins at `first` stands behind "including", "dont": a part of what was told before. */
bool loss_is_part(const rc_reading *reading, uint32_t first, range within);

/** "the leader and three of his men": three more, no part of those before. */
bool loss_adds_to_total(const rc_reading *reading, const group *g);

/** The counted group around a word of the tree, else the uncounted one; false when there is none. */
bool loss_group_of(const search *s, uint32_t word, group *out);

/** "was shot in the head and killed": the auxiliary is that of the participle before, far away. */
bool loss_shares_auxiliary(const search *s);

/** "A soldier was stabbed and his attacker shot dead": a subject of its own, the auxiliary of the participle before. */
bool loss_understands_auxiliary(const search *s);

/** Whom the tree says it was done to; NO_WORD where it does not say or says a pronoun. */
uint32_t loss_victim_word(const search *s);

/** "..., dont trois enfants", "27 of them policemen"; "135 tués au Panjshir et 45 à Kapisa": losses from `from` on. */
void loss_dependents(search *s, size_t from);

/** "deny losing anyone", "nient avoir perdu qui que ce soit": append that nobody was lost; false when nothing says so.
 */
bool loss_of_nobody(search *s);

/** "the army put its own dead at 12": the loss appended last is the subject's, where the noun at hand is said to be
 * its. */
void loss_give_owner(search *s);
/** "Five policemen are among the dead": a part of those told elsewhere. */
void loss_find_among(const rc_reading *reading, mentions *out, size_t from);

/** "35 others" are of those told before. */
void loss_settle_others(const rc_reading *reading, mentions *out, size_t from);

/** One number that several verbs share ("killed or wounded 20") is told of none alone. */
void loss_join_effects(const rc_reading *reading, range within, mentions *out, size_t from);

/** "a surgeon, a nurse and their driver" are three of one side. */
void loss_add_up(const rc_reading *reading, mentions *out, size_t from);

/** "killed A, B and C": people by their names, joined, are one count; of the losses from `from` on by the word at hand.
 */
void loss_count_names(search *s, size_t from);

/** The wounded who died of it, told by a verb that shares its subject, are dead. */
void loss_find_died(const rc_reading *reading, range within, mentions *out, size_t from);

/** "three reporters, two Salvadorans and a Dutchman": parts that make up the count before them. */
void loss_find_apposed(mentions *out, size_t from);

/** A number that counts nothing named behind it, and is not spoken for. */
bool bare_number(const rc_reading *reading, uint32_t token, range within, const uint8_t *taken, group *out);

/** Append a loss like `of`, counted by the number of `g` alone. */
void add_again(const rc_reading *reading, const group *g, const rc_loss *of, const rc_party_mention *victims,
               const char *rule, bool part, uint8_t *taken, mentions *out);

/** "a battalion", "the SNA": a body of people or its name, which is nobody who could be killed or taken. */
bool loss_names_body(const rc_reading *reading, const group *g);

/** "civilians trying to flee", "wait to be able to leave": what the verb at hand says was only tried, or not yet begun.
 */
bool loss_is_unreal(const search *s);

/** "Les otages détenus par X ont été libérés": that they were taken is told to say who was freed. */
bool loss_are_freed(const search *s);

/** "20 prisoners are killed", "freed 13 of their prisoners": nobody is taken here. */
bool loss_taken_before(const search *s);

/** The word at hand only describes those to whom another verb does something. */
bool loss_describes(const search *s);

/** "Un hélicoptère de l'armée a été abattu": what is shot down is a thing, whosever it is. */
bool loss_is_craft(const search *s);

/** "Les frappes ont permis de tuer X", "managed to kill X": the infinitive tells what was done to
 * somebody named. */
bool loss_is_achieved(const rc_reading *r, uint32_t verb);

#endif
