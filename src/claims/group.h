/** Counted noun groups: "au moins 40 combattants talibans", "a soldier", "quatre Humvees", "35 autres". */
#ifndef CLAIMS_GROUP_H
#define CLAIMS_GROUP_H

#include "claims/reading.h"

typedef enum group_kind {
    GROUP_BARE,   /**< a number without a noun */
    GROUP_PEOPLE, /**< people, by the lists or by a party's name */
    GROUP_THING,  /**< equipment or a building */
    GROUP_NAME,   /**< a capitalised name that is neither party nor place: a person */
    GROUP_OTHER   /**< a noun that no list knows */
} group_kind;

typedef struct group {
    uint32_t first, end;           /**< tokens, end excluded */
    const rc_quantity *quantity;   /**< NULL: not counted */
    const rc_party_mention *party; /**< NULL: none known */
    group_kind kind;
    bool plural;
    uint32_t head; /**< token of the noun, or of the number */
} group;

/** Read the group that begins at `token`, not beyond `limit`. False when none begins there. */
bool group_at(const rc_reading *reading, uint32_t token, uint32_t limit, group *out);

/** Read the longest counted group that ends just before `end`, not before `floor`; an uncounted one if there is no
 * counted one. */
bool group_before(const rc_reading *reading, uint32_t end, uint32_t floor, group *out);

/** The number of people or things a group stands for, by docs/RECORD.md: its quantity; 1 for a singular or a name; at
 * least 2 for an unnumbered plural. */
rc_count group_count(const group *g);

/** Category of the equipment named at `token` ("tank", ...), its tokens in `*count`; empty when it is none. */
rc_str thing_category(const rc_reading *reading, uint32_t token, uint32_t *count);

/** A noun for ground: "village", "district", "airport". */
bool is_ground_noun(const rc_reading *reading, uint32_t token);

#endif
