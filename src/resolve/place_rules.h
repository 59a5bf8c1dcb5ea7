/* Places inside this module: the words of a language, what they say about each token of a document, and the steps from
 * names to points (place_spot.c, place_choose.c). */
#ifndef RESOLVE_PLACE_RULES_H
#define RESOLVE_PLACE_RULES_H

#include "recoupe/resolve/gazetteer.h"

typedef enum place_role {
    ROLE_NONE,
    ROLE_TYPE,
    ROLE_PREP,  /* a preposition of place */
    ROLE_MAYBE, /* a preposition that often is one: "de", "to" */
    ROLE_LINK,
    ROLE_ARTICLE,
    ROLE_TITLE,
    ROLE_DIRECTION,
    ROLE_ORDINARY,
    ROLE_UNIT, /* of distance: "km" */
    ROLE_LAND  /* a part of the country spoken of: "nord du pays" */
} place_role;

enum { PLACE_KM = 1, PLACE_MILES };

/* A row of placewords.tsv. */
typedef struct place_word {
    place_role role;
    rc_feature feature;   /* of a type word */
    bool before, after;   /* side of the name on which it stands */
    bool link;            /* a direction that needs a link before the name: "le nord du Mali" */
    bool hint;            /* a type word that is no part of the mention */
    rc_precision favours; /* of a preposition: SETTLEMENT, REGION, or NONE */
    int8_t north, east;   /* of a direction: -1, 0, 1 */
    uint8_t unit;         /* PLACE_KM, PLACE_MILES */
    bool between;         /* of a preposition: it takes two places */
} place_word;

struct rc_place_rules {
    const rc_lexicon *lexicon;
    int list, given, numbers; /* numbers of the lists placewords, givennames and numbers; the last two may be -1 */
    place_word *words;
    uint32_t n_words;
    RC_VEC(rc_str) articles; /* keys */
};

enum {
    MARK_NAME = 1 << 0,     /* could be part of a name: a capital, or one after a hyphen ("al-Bab"), or a hashtag */
    MARK_COMMON = 1 << 1,   /* is an ordinary word: in a word list, or in the document in lower case */
    MARK_ORDINARY = 1 << 2, /* a name that is more often an ordinary word */
    MARK_LINK = 1 << 3,     /* "de", "of", "al" */
    MARK_TITLE = 1 << 4,    /* last word of a title */
    MARK_GIVEN = 1 << 5,    /* a given name */
    MARK_PREP = 1 << 6,     /* last word of a preposition of place */
    MARK_MAYBE = 1 << 7,    /* last word of a preposition that may be one */
    MARK_UPPER = 1 << 8,    /* in a sentence all in capitals, where a capital says nothing */
    MARK_DIRECTION = 1 << 9,
    MARK_TYPE = 1 << 10,   /* inside a type word */
    MARK_ARTICLE = 1 << 11 /* "al", "ez": inside a name it may be in lower case */
};

/* The name that the tagger of the language's model finds at a token. */
typedef struct place_tag {
    uint8_t kind; /* rc_entity_kind, plus one; 0: no name, or not looked at */
    bool is_read; /* the sentence was looked at */
    uint32_t first, count;
} place_tag;

typedef struct place_marks {
    const rc_place_rules *rules;
    const rc_document *doc;
    const rc_hits *hits;
    const rc_parties *parties;
    uint32_t *party;     /* mention that covers a token, plus one */
    uint16_t *flags;     /* MARK_* of each token */
    uint32_t *type_at;   /* hit of the type word that begins at a token, plus one */
    uint32_t *type_end;  /* and of the one whose last word it is */
    uint8_t *favours;    /* rc_precision that the preposition ending here favours */
    uint32_t *direction; /* row of the direction at a token, plus one */
    uint8_t *between;    /* 1 at the last word of a preposition that takes two places */
    place_tag *tag;      /* what the tagger says of a token */
    bool is_all;         /* places that name a side or stand in its name count too: "la présidence du Burundi" */
    bool is_name;        /* the document is a name and no text: it counts as after a preposition of place */
} place_marks;

place_marks place_mark(const rc_place_rules *rules, const rc_document *doc, const rc_hits *hits,
                       const rc_parties *parties, const rc_analysis *analysis, rc_arena *arena);

/* The same for a document that is a name: its words are those of a name whatever their capitals and other meanings. */
place_marks place_mark_name(const rc_place_rules *rules, const rc_document *doc, const rc_hits *hits, rc_arena *arena);

#define SPOT_CANDIDATES 24

typedef struct place_candidate {
    rc_gazetteer_entry entry;
    uint32_t number;
    bool is_main, is_short, is_alike;
    bool is_inside; /* the text says so */
    bool is_rival;  /* leaves open whether it or the best one is meant, as the best one then does */
    float score;
} place_candidate;

/* A name in the text that may be a place. */
typedef struct place_spot {
    uint32_t first, count;           /* tokens of the mention */
    uint32_t name_first, name_count; /* tokens of the bare name */
    rc_str key;
    place_candidate *candidates;
    uint32_t n_candidates;
    const place_word *type, *direction;
    bool has_prep, has_maybe;
    bool is_ordinary; /* one word, and an ordinary one */
    bool is_mere;     /* one word whose capital says nothing */
    bool is_party;    /* a party too, and not as a country's bare name: "US"; then only a country can be meant */
    bool is_acronym;  /* one short word in capitals */
    bool is_linked;   /* a link stands between type word and name: "hôpital de Kaboul", not "hôpital Ariana" */
    bool in_longer;   /* the capitals go on beyond it: part of a person's or a body's name? */
    bool is_heading;  /* stands among names alone at the head of a paragraph: "Sudan, Kutum." */
    bool is_plural;   /* its type word is a plural and goes for the next names too: "the districts of A and B" */
    rc_precision favours;
    float away_km;                      /* "30 km au nord de" it; 0 for the place itself */
    const place_word *way;              /* in which direction, NULL: not said */
    uint32_t away_first;                /* token where the distance begins */
    bool is_tagged;                     /* the tagger takes it for a place */
    bool is_untagged;                   /* the tagger looked and takes it for something else or for no name */
    int32_t chosen;                     /* candidate, or -1 */
    const struct place_spot *container; /* where an unknown site is said to be: "l'hôpital X à Kaboul" */
    float likely;                       /* that it is a place at all, before the candidates are looked at */
} place_spot;

typedef RC_VEC(place_spot) place_spots;

/* Whether the text gives a distance from the name ("30 km north of X"), and moving the point there. */
void place_offset_find(const place_marks *marks, place_spot *spot);
void place_offset_apply(rc_place_mention *mention, const place_spot *spot);

/* A distance from elsewhere stands behind the name that ends before `end`: "X, à 30 km au nord de Y". */
bool place_is_measured(const place_marks *marks, uint32_t end);

/* "X, à 30 km au nord de Y" says where X is: an unknown X gets the point, and Y is only named for it, so it is left out
 * unless all names are wanted. `places` are those of `spots` in the same order; the number of those left. */
uint32_t place_described_apply(rc_places *places, const place_spots *spots, const place_marks *marks);

/* "Between X and Y": both names stand for the stretch between them. */
void place_between_apply(rc_places *places, const place_marks *marks);

/* Give a spot that the gazetteer does not know the places of these countries whose names are other spellings of its
 * own.
 */
void place_spot_alike(place_spot *spot, char (*codes)[2], unsigned n, const rc_gazetteer *gazetteer, rc_arena *arena);

void place_spots_find(place_spots *out, const place_marks *marks, const rc_gazetteer *gazetteer, rc_arena *arena);
void place_spots_choose(place_spots *spots, const place_marks *marks, const rc_gazetteer *gazetteer,
                        const rc_parties *parties, rc_arena *arena);

/* The same for names that stand alone: none is left out as no place, and `context` counts as a report would. */
void place_spots_choose_alone(place_spots *spots, const place_marks *marks, const rc_gazetteer *gazetteer,
                              const rc_place_context *context, rc_arena *arena);

/** Move the point of a mention into the part of the entry that a direction names. `entry` is what it is a part of. */
void place_part_apply(rc_place_mention *mention, const place_word *direction, const rc_gazetteer_entry *entry);

/** The entry of a country by its code; false: the gazetteer has none. */
bool place_country_entry(const rc_gazetteer *gazetteer, const rc_actors *actors, const char *code, rc_arena *arena,
                         rc_gazetteer_entry *out);

#endif
