/** Index of the names of sides, private to the party rules.
 *
 * A name is the sequence of its content words, folded as by rc_utf8_name_key, in a trie; small words ("de", "of", "al")
 * are left out on both sides of the comparison, so that "Front de résistance nationale" and "Front national de la
 * résistance" differ only where they differ. Each word known to the index is a symbol. */
#ifndef RESOLVE_PARTY_INDEX_H
#define RESOLVE_PARTY_INDEX_H

#include "recoupe/base/map.h"
#include "recoupe/resolve/party.h"

enum { /* what a word may do, from data/group-words.tsv */
       ROLE_SMALL = 1 << 0,
       ROLE_DEFINITE = 1 << 1,
       ROLE_FILLER = 1 << 2,
       ROLE_HEAD = 1 << 3,
       ROLE_FORCE_HEAD = 1 << 4,
       ROLE_FOREIGN_HEAD = 1 << 5,
       ROLE_CAUSE = 1 << 6,
       ROLE_CLASS = 1 << 7,
       ROLE_SHORT = 1 << 8,
       ROLE_SHORT_CAPITAL = 1 << 9,
       ROLE_AFTER_PEOPLE = 1 << 10,
       ROLE_AGAINST = 1 << 11,
       ROLE_BESIDE = 1 << 12,
       ROLE_CASED = 1 << 13,
       ROLE_OF = 1 << 14,
       ROLE_UNIT_HEAD = 1 << 15,
       ROLE_STRAY = 1 << 16,
       ROLE_MILITIA = 1 << 17,
       ROLE_OFFICE = 1 << 18,
       ROLE_AND = 1 << 19,
       ROLE_LEADER = 1 << 20,
       ROLE_REBEL = 1 << 21,
       ROLE_ORIGIN = 1 << 22
};

enum {                           /* of one name */
       NAME_ADJECTIVE = 1 << 0,  /**< adjective or demonym */
       NAME_ACRONYM = 1 << 1,    /**< only in capitals */
       NAME_CAPITAL = 1 << 2,    /**< written with a capital in the data */
       NAME_COUNTRY = 1 << 3,    /**< bare name of a state */
       NAME_SEAT = 1 << 4,       /**< capital city */
       NAME_PREFIX = 1 << 5,     /**< "russo-" */
       NAME_FOREIGN = 1 << 6,    /**< of another language than the text */
       NAME_PUNCTUATED = 1 << 7, /**< holds a comma or a bracket */
       NAME_PLURAL = 1 << 8      /**< demonym in the plural that is no adjective ("Russians") */
};

typedef enum party_role {
    PARTY_ARMED,
    PARTY_FORCE,
    PARTY_BODY,
    PARTY_UMBRELLA,
    PARTY_GENERIC,
    PARTY_STATE,
    PARTY_JIHADIST
} party_role;

#define PARTY_COUNTRIES 8
#define PARTY_NAME_CELLS 6

typedef struct party_row {
    rc_str party;
    rc_str name;                    /**< the actor's own: a force, a person, or the party itself */
    rc_str names[PARTY_NAME_CELLS]; /**< as in the table, separated by '|' */
    rc_str ucdp, source;            /**< identifier in UCDP's list of actors, or empty; where the row comes from */
    uint32_t id;                    /**< of the party, shared by its rows */
    uint8_t inter, role;
    bool is_person;
    char countries[PARTY_COUNTRIES][3];
    rc_day from, to;
    rc_str people; /**< the party its people are, when that is another */
} party_row;

typedef struct party_name {
    uint32_t row, flags;
    uint32_t next; /**< index + 1 of another row of the same name */
} party_name;

typedef struct party_node {
    uint32_t name; /**< index + 1, 0: no name ends here */
    bool leads;    /**< a name goes on from here */
    bool opens;    /**< by any word */
} party_node;

typedef struct party_symbol {
    rc_str word;
    uint32_t node;   /**< of names that begin with it */
    uint32_t loose;  /**< of names with one word left open that begin with it */
    uint32_t behind; /**< of names whose first word is left open, this being the second */
    uint32_t roles, n_parties, last_party;
    float weight;      /**< how much the word tells one side from another: log2 of parties over parties that have it */
    uint8_t kind;      /**< inter of a group with this head */
    uint8_t short_bit; /**< 1..63, 0: none */
} party_symbol;

typedef struct party_edge {
    uint64_t key; /**< node << 32 | symbol */
    uint32_t node;
} party_edge;

typedef struct party_state {               /* of a country, by its code */
    rc_str party, people, adjective, name; /* name: in the language of the index */
    uint32_t id;
} party_state;

typedef struct party_info { /* of a canonical party */
    rc_str name;
    uint8_t inter;
    bool is_jihadist;
    uint64_t shorts; /**< short words in its full names */
} party_info;

enum { NOUN_NONE, NOUN_PLAIN, NOUN_STATE, NOUN_REBEL, NOUN_MILITIA, NOUN_CIVILIANS, NOUN_MEDIA, NOUN_NGO, NOUN_UN };

typedef struct party_noun { /* a row of people.tsv or sources.tsv */
    uint8_t party, members;
    bool is_force, is_used;
    bool is_leader; /**< of civilians, but stands for a side named with it */
    bool is_stray;  /**< a fighter whose nationality is not his side */
} party_noun;

typedef struct party_phrase { /* a word of role `of`, up to three tokens */
    rc_str words[3];
    uint8_t n;
} party_phrase;

typedef struct party_slot { /* eight of them in a cache line, since most words of a text are none of ours */
    uint32_t tag;           /* of the word's hash */
    uint32_t symbol;        /* 0: empty */
} party_slot;

struct rc_actors {
    const rc_lexicon *lexicon;
    party_slot *slots; /* open addressing: folded word -> symbol */
    size_t n_slots, cap_slots;
    rc_map ids; /* canonical name -> party id */
    rc_str lang;
    bool adjectives_follow;
    int people_list, sources_list, equipment_list, events_list;
    party_noun *people, *sources;
    RC_VEC(party_symbol) symbol;
    RC_VEC(party_row) rows;
    RC_VEC(party_name) names;
    RC_VEC(party_node) nodes;
    RC_VEC(party_info) parties;
    RC_VEC(party_phrase) ofs;
    RC_VEC(uint32_t) regimes;   /* rows of role `state` */
    RC_VEC(uint32_t) umbrellas; /* and `umbrella` */
    party_edge *edges;
    size_t n_edges, cap_edges;
    party_state states[26 * 26];
    uint8_t n_shorts;
};

#define SYMBOL_NONE 0u
#define SYMBOL_OPEN 1u /**< the word left open in a loose name */

/** Index of a two-letter code, or -1. */
int party_country_index(const char *code);

uint32_t party_symbol_of(const rc_actors *actors, rc_str folded);
uint32_t party_symbol_add(rc_actors *actors, rc_str folded, rc_arena *arena);

/** Node under `node` by `symbol`, 0 when there is none. */
uint32_t party_edge_get(const rc_actors *actors, uint32_t node, uint32_t symbol);

/** Id of a canonical party, made when it is new. */
uint32_t party_id_add(rc_actors *actors, rc_str party, uint8_t inter, rc_arena *arena);

/** Put one name of a row into the index. */
void party_name_add(rc_actors *actors, rc_str name, uint32_t row, uint32_t flags, rc_arena *arena);

/** After all names: weights of words, and names with one word left open. */
void party_index_finish(rc_actors *actors, rc_arena *arena);

/** Read the tables of the data folder into `actors` and finish the index. */
rc_status party_tables_load(rc_actors *actors, const char *data_dir, rc_arena *arena, rc_error *err);

/** What the word lists say of people and sources. */
void party_nouns_load(rc_actors *actors, rc_arena *arena);

/** Whether a row counts on a day (RC_DAY_NONE: always). */
bool party_row_holds(const party_row *row, rc_day day);

/** The side a country's state is on a day; its rebels' side ("Syrian rebels") in `arena` or the index. */
rc_str party_of_state(const rc_actors *actors, int country, rc_day day);
rc_str party_of_rebels(const rc_actors *actors, int country, rc_day day, rc_arena *arena);
rc_str party_of_militias(const rc_actors *actors, int country, rc_arena *arena);
/** The row of role `umbrella` of a country on a day, or NULL. */
const party_row *party_umbrella(const rc_actors *actors, int country, rc_day day);

#endif
