/** Choices that rules cannot hold: which party did it, whose the victims are, which place and date belong to a claim. A
 * choice is made among candidates by a log-linear model over clues (Berger, Della Pietra and Della Pietra 1996): each
 * clue is a name and a value, hashed to a weight (Weinberger et al. 2009). Clues are relations of grammar, classes of
 * words, distances and what the rules chose; names, places and parties of a text are never among them. */
#ifndef CLAIMS_CHOICE_H
#define CLAIMS_CHOICE_H

#include "recoupe/base/arena.h"

#define CHOICE_BITS 16
#define MOST_CLUES 160

typedef enum choice_kind {
    CHOICE_BY,      /**< a party of the report did it */
    CHOICE_AGAINST, /**< a party of the report had it done to it */
    CHOICE_VICTIM,  /**< the side of a loss */
    CHOICE_PLACE,
    CHOICE_TIME,
    CHOICE_TYPE,
    CHOICE_STEP, /**< from the time of one claim to that of the next; weighed and learned together with CHOICE_TIME */
    CHOICE_HEDGED,
    CHOICE_RIGHT, /**< the claim is one that a careful reader would make */
    /* The second look: the same choices, with what the first look thinks of all others in view. Its weights are added
     * to the score of the first (stacked generalisation: Wolpert 1992, Cohen and Carvalho 2005). */
    CHOICE_BY_AGAIN,
    CHOICE_AGAINST_AGAIN,
    CHOICE_VICTIM_AGAIN,
    CHOICE_PLACE_AGAIN,
    CHOICE_TIME_AGAIN,
    CHOICE_TYPE_AGAIN,
    CHOICE_RIGHT_AGAIN,
    CHOICES
} choice_kind;

/** The second look of a choice; CHOICES where there is none. */
choice_kind again_of(choice_kind kind);
/** What a second look is the second of; the kind itself where it is a first. */
choice_kind first_of(choice_kind kind);

typedef struct clue {
    const char *name; /**< static */
    uint32_t value;
    uint32_t at; /**< index of its weight */
} clue;

typedef struct clues {
    clue ptr[MOST_CLUES];
    uint32_t n;
} clues;

/** FNV-1a of a clue's name, of at most 24 letters. Names are literals: the compiler works it out. */
static inline __attribute__((always_inline)) uint64_t clue_hash(const char *name)
{
    uint64_t hash = 0xcbf29ce484222325ULL;
    size_t len = strlen(name);
#pragma GCC unroll 24
    for (size_t i = 0; i < 24; i++)
        if (i < len) hash = (hash ^ (unsigned char)name[i]) * 0x100000001b3ULL;
    return hash;
}

/** Where the weight of a clue stands; `hash` is clue_hash of its name. */
static inline uint32_t clue_place(uint64_t hash, uint32_t value)
{
    uint64_t x = hash + value * 0x9e3779b97f4a7c15ULL;
    x ^= x >> 33; /* the finaliser of MurmurHash3 */
    x *= 0xff51afd7ed558ccdULL;
    x ^= x >> 33;
    x *= 0xc4ceb9fe1a85ec53ULL;
    x ^= x >> 33;
    return (uint32_t)x & ((1u << CHOICE_BITS) - 1);
}

/** Add a clue; those beyond MOST_CLUES are dropped. */
static inline void add_hashed_clue(clues *c, const char *name, uint64_t hash, uint32_t value)
{
    if (c->n < MOST_CLUES) c->ptr[c->n++] = (clue){name, value, clue_place(hash, value)};
}

static inline __attribute__((always_inline)) void add_clue(clues *c, const char *name, uint32_t value)
{
    add_hashed_clue(c, name, clue_hash(name), value);
}

/** Two values as one, for a clue that is a conjunction. */
static inline uint32_t both(uint32_t a, uint32_t b)
{
    return a * 4099u + b + 1;
}

/** Numbers in steps: 0, 1, 2, 3, 4-5, 6-8, 9-13, 14-22, 23-40, more. */
uint32_t step_of(uint32_t n);

typedef struct rc_choices {
    uint32_t used[CHOICES];   /**< 0: the rules choose better, leave it to them */
    float threshold[CHOICES]; /**< log-odds from which a yes-or-no choice says yes */
    float reached[CHOICES];   /**< F1 or share right in cross-validation */
    float scale[CHOICES];     /**< of the weights below */
    int16_t weight[CHOICES][1 << CHOICE_BITS];
} rc_choices;

/** Take over learned weights, 1 << CHOICE_BITS of them. */
void set_weights(rc_choices *choices, choice_kind kind, const float *weight);

/** Weight of a clue; 0 for kind CHOICES. */
float weight_of(const rc_choices *choices, choice_kind kind, const clue *c);

float score_of(const rc_choices *choices, choice_kind kind, const clues *c);

/** "by", "against", ... */
const char *choice_name(choice_kind kind);

/** Read the file that `recoupe-train claims` wrote into `arena`: RC_EIO, RC_ECORRUPT. */
rc_status rc_choices_open(rc_choices **out, const char *path, rc_arena *arena, rc_error *err);
rc_status rc_choices_write(const rc_choices *choices, const char *path, rc_error *err);

#endif
