/** Parties: who fights, dies, speaks. Names in a text to the short canonical names of sides (docs/RECORD.md). */
#ifndef RECOUPE_RESOLVE_PARTY_H
#define RECOUPE_RESOLVE_PARTY_H

#include "recoupe/base/day.h"
#include "recoupe/language/lexicon.h"

struct rc_places; /* resolve/place.h */

/** ACLED's `inter` (codebook 2023): 1 to 8; 0 unknown. */
typedef enum rc_inter {
    RC_INTER_UNKNOWN,
    RC_INTER_STATE,
    RC_INTER_REBEL,
    RC_INTER_POLITICAL_MILITIA,
    RC_INTER_IDENTITY_MILITIA,
    RC_INTER_RIOTERS,
    RC_INTER_PROTESTERS,
    RC_INTER_CIVILIANS,
    RC_INTER_EXTERNAL
} rc_inter;

/** What the people of a mention are, for the `kind` of losses. */
typedef enum rc_members {
    RC_MEMBERS_UNKNOWN, /**< "persons", "Palestinians" */
    RC_MEMBERS_COMBATANT,
    RC_MEMBERS_CIVILIAN,
    RC_MEMBERS_MIXED
} rc_members;

typedef struct rc_party_mention {
    uint32_t first, count; /**< tokens of the whole noun group: "forces talibanes", "Taliban fighters" */
    rc_str name;           /**< the same words, without a leading article */
    rc_str party;          /**< canonical name; "civilians", "unknown"; lives as long as the actors or the arena */
    rc_inter inter;
    rc_members members;
    char country[3];  /**< ISO 3166-1 alpha-2 of its home, or empty */
    bool is_generic;  /**< "l'armée", "les rebelles": the party follows from the report, see rc_parties_settle */
    bool is_person;   /**< a named leader or spokesman */
    bool is_metonym;  /**< "Moscow", "Kaboul", or a country's bare name: a party only where it acts or speaks */
    bool is_modifier; /**< a demonym or party adjective alone, inside no group of people ("russo-") */
} rc_party_mention;

typedef struct rc_parties {
    rc_party_mention *ptr;
    uint32_t n;
    rc_day day; /**< the day they were read for */
} rc_parties;

/** data/actors.tsv, data/countries.tsv and lang/<code>/people.tsv, indexed; read-only, shared by threads. */
typedef struct rc_actors rc_actors;

/** The index comes from the compiled file compiled/<lang>.parties of the data folder when that was made from these very
 * tables (their content is compared), else from the tables. RC_EFORMAT names file:line; RC_ECORRUPT: the compiled file
 * is damaged. */
rc_status rc_actors_load(rc_actors **out, const char *data_dir, const rc_lexicon *lexicon, const char *lang,
                         rc_arena *arena, rc_error *err);

/** Write that compiled file to `path`. */
rc_status rc_actors_compile(const char *data_dir, const char *lang, const char *path, rc_arena *arena, rc_error *err);

/** The same from the tables themselves, with what the compiled form leaves out: all names of a row, its source and its
 * number at UCDP. Slower by some tenths of a second. */
rc_status rc_actors_read(rc_actors **out, const char *data_dir, const rc_lexicon *lexicon, const char *lang,
                         rc_arena *arena, rc_error *err);

/** All mentions in order, the longest where they overlap; a token with two names in it ("russo-américain") has two
 * mentions of that one token. `day` chooses among dated memberships ("Taliban" before and
 * after 2021-08-15); RC_DAY_NONE: any. */
rc_parties rc_parties_find(const rc_actors *actors, const rc_document *doc, const rc_hits *hits, rc_day day,
                           rc_arena *arena);

/** Give generic mentions ("the army", "security forces", "les rebelles", "le gouvernement") the side that the report's
 * places and other parties point to; those that stay open keep "unknown". */
void rc_parties_settle(const rc_actors *actors, rc_parties *parties, const struct rc_places *places,
                       const rc_document *doc, rc_arena *arena);

/** The canonical party a bare name stands for ("forces russes" -> "Russia"), or an empty slice. */
rc_str rc_party_of_name(const rc_actors *actors, rc_str name, rc_day day, rc_arena *arena);

/** The side that the state of a country (ISO 3166-1 alpha-2) is on a day, or an empty slice. */
rc_str rc_party_of_country(const rc_actors *actors, const char *country, rc_day day);

/** What the language of the actors calls the country of an ISO 3166-1 alpha-2 code; empty where none is known. */
rc_str rc_party_country(const rc_actors *actors, const char *code);

/** What ACLED calls a canonical party's kind; RC_INTER_UNKNOWN when it is none of ours. */
rc_inter rc_party_inter(const rc_actors *actors, rc_str party);

#endif
