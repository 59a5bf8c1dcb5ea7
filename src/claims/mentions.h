/** What a report says happened, piece by piece: losses of people, of things, changes of control, acts. Each mention has
 * an anchor, the token of the word that says it; src/claims/assemble.c puts mentions together to claims. */
#ifndef CLAIMS_MENTIONS_H
#define CLAIMS_MENTIONS_H

#include "claims/group.h"

typedef enum mention_kind { MENTION_LOSS, MENTION_THING, MENTION_CONTROL, MENTION_ACT } mention_kind;

typedef struct mention {
    mention_kind kind;
    uint32_t anchor;     /**< token */
    uint32_t first, end; /**< tokens it covers, anchor and arguments */
    const char *rule;    /**< name of the rule that made it; static */
    float confidence;
    bool strong;       /**< makes a claim by itself */
    bool elliptic;     /**< "and 45 in Kapisa": shares its verb with the mention before */
    bool anaphoric;    /**< "the attack": speaks of what was told before */
    uint32_t features; /**< RC_FEAT_* of the anchor */
    /* by kind */
    group group;         /**< LOSS: the words that name and count the victims */
    bool anchor_is_noun; /**< LOSS: "casualties", "death toll" */
    rc_loss loss;
    rc_thing thing;
    rc_control control;
    const act_row *act;
    bool ambiguous; /**< ACT: the word ("hit", "viser") is of several types; it names parties, not the type */
    const rc_party_mention *victims; /**< LOSS: the group, NULL when not named */
    const rc_party_mention *by, *against;
    int32_t place; /**< CONTROL: index of the place it is about, or NO_INDEX */
    bool is_share; /**< CONTROL: of a share of a place: "most of the city" */
} mention;

typedef RC_VEC(mention) mentions;

#define RULE_LOSS_LIST "loss-list"
#define RULE_THING_LIST "thing-list"
#define RULE_LOSS_TOTAL "loss-total"
#define RULE_LOSS_AGAIN "effect-again" /* another count of losses told before */

/** What lists, tables and counts that only say a number need of the lines before them. */
typedef struct loss_state {
    range head;       /**< the row that names the columns of the table being read; empty: none */
    uint32_t columns; /**< cells of its row read last; 0: none yet */
    uint32_t listing,
        list_end; /**< 1 + the sentence that announces losses, and the last line that goes on with it; 0 */
    const rc_party_mention *sides[4]; /**< whose the lines that follow are: a line that only names a side */
    uint32_t n_sides;
    rc_loss last; /**< told last, in sentence `last_sentence` */
    const rc_party_mention *last_victims;
    uint32_t last_sentence;
    bool has_last;
} loss_state;

/** Losses in the cells of tables, in lines "tanks - 11,000", in lines below the name of a side. `line`: the sentence,
 * by number. Call it for every line, headings too; mentions of a line that is not read are thrown away by the caller.
 */
void find_listed(const rc_reading *reading, uint32_t line, range sentence, loss_state *state, uint8_t *taken,
                 mentions *out);

/** Losses of a line below the name of a side are that side's. */
void give_side_of_list(const rc_reading *reading, uint32_t line, range sentence, const loss_state *state,
                       mentions *found);

/** Counts of what was told before: "le bilan est passé à 22", "elle en annonçait 40", "48 civilians are among them".
 * `out` holds the mentions of the sentence. */
void find_counted_again(const rc_reading *reading, uint32_t line, range sentence, loss_state *state, uint8_t *taken,
                        mentions *out);

/** Totals whose number stands behind: "bringing the total casualties to 18". */
void find_totals(const rc_reading *reading, range sentence, uint8_t *taken, mentions *out);

/** Each appends the mentions of one sentence, in no particular order. `taken` has one byte a quantity of the report:
 * those that are spoken for. */
void find_losses(const rc_reading *reading, range sentence, uint8_t *taken, mentions *out);
void find_things(const rc_reading *reading, range sentence, uint8_t *taken, mentions *out);
void find_controls(const rc_reading *reading, range sentence, mentions *out);
void find_acts(const rc_reading *reading, range sentence, mentions *out);

/** The word that heads the phrase of an act: "attacks" of "rebel attacks"; NO_WORD where there is no tree. */
uint32_t word_of_act(const rc_reading *reading, const mention *act);

/** Make weak acts strong where doer, weapon or target in the tree leave no doubt. `all`: the mentions of a sentence. */
void strengthen_acts(const rc_reading *reading, mentions *all);

/** Name the victims of losses whose own words do not: from the row of a table, the subject that suffers them, the other
 * losses and the target of the attack in the sentence. `all`: the mentions of one sentence. */
void settle_victims(const rc_reading *reading, range sentence, mentions *all);

/** The party that does it: nearest mention before `anchor` within `within` that can act; or, for a passive, after
 * "by". NULL when there is none. */
/** "the border between Cameroon and Nigeria": two countries that say where, and do nothing. */
bool lies_between(const rc_reading *reading, const rc_party_mention *mention);

/** A bare country or capital that says where, and names no side there: "at the border with Uganda", "in Kabul", "bombed
 * Khartoum" (see is_town_hit). */
bool is_whereabouts(const rc_reading *reading, const rc_party_mention *mention);

/** "Le siège du parti" is a seat, "le siège de Sarajevo" a siege: a noun for a siege whose "of" phrase names no ground.
 */
bool is_seat(const rc_reading *reading, uint32_t token);

/** A mention that can act. A bare country or capital acts only as the subject itself, which distance decides. */
bool can_act(const rc_reading *reading, const rc_party_mention *mention);

const rc_party_mention *agent_before(const rc_reading *reading, uint32_t anchor, range within);
const rc_party_mention *party_after(const rc_reading *reading, uint32_t anchor, range within, uint32_t grammar_bits);

/** The verb at `anchor` is a passive or reduced participle (its logical object stands before it). */
bool is_passive(const rc_reading *reading, uint32_t anchor, uint32_t features, range within);

#endif
