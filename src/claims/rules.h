/** What the claim rules know of a language: the word lists of lang/<code>/ (docs/LANGUAGES.md), their classes decoded
 * once, so that reading a report compares numbers, not text. Read-only, shared by threads. */
#ifndef CLAIMS_RULES_H
#define CLAIMS_RULES_H

#include "recoupe/claims/claim.h"
#include "recoupe/language/lexicon.h"
#include "recoupe/resolve/date.h"
#include "recoupe/resolve/number.h"
#include "recoupe/resolve/outlet.h"

typedef enum word_pos { POS_NONE, POS_VERB, POS_NOUN, POS_ADJECTIVE, POS_PREPOSITION } word_pos;

typedef enum cue_class {
    CUE_NEUTRAL,
    CUE_CLAIMING,
    CUE_CONFIRMING,
    CUE_DENYING,
    CUE_ACCUSING,
    CUE_WARNING,
    CUE_ORDERING,
    CUE_QUOTING /* the object speaks: "citing", "cité par" */
} cue_class;

/* What a verb must say to be one of saying: anything, a clause ("found that"), a count ("donne dix morts"). */
typedef enum cue_need { NEED_ANY, NEED_CLAUSE, NEED_COUNT } cue_need;

typedef struct cue_row {
    word_pos pos;
    cue_need need;
    cue_class cls;
} cue_row;

typedef struct source_row {
    rc_source_kind kind;
    rc_str party;  /* state, rebel, civilians, media, NGO, ... or empty */
    bool is_voice; /* speaks for a side, not for himself */
} source_row;

typedef enum effect_frame {
    EFFECT_OBJ,
    EFFECT_SUBJ,
    EFFECT_LOSE,
    EFFECT_SELF,
    EFFECT_OF,
    EFFECT_TOLL,
    EFFECT_ATTR
} effect_frame;

typedef struct effect_row {
    word_pos pos;
    rc_effect effect;
    effect_frame frame;
} effect_row;

typedef enum act_frame { ACT_SUBJ_OBJ, ACT_PAIR, ACT_SUBJ, ACT_OBJ, ACT_BY } act_frame;

typedef struct act_row {
    word_pos pos;
    rc_event_type type;
    rc_str subtype;
    act_frame frame;
    bool strong;
} act_row;

/** A verb of fighting or fire that is too common to make a claim by itself: "hit", "tirer". */
bool is_everyday_violence(const act_row *act);

typedef enum control_frame { CONTROL_SUBJ, CONTROL_OBJ, CONTROL_PLACE, CONTROL_NOUN } control_frame;

typedef struct control_row {
    word_pos pos;
    rc_change change;
    control_frame frame;
} control_row;

/* DAMAGE_DOWNED happens to what flies; DAMAGE_BURNT destroys things, buildings it may only damage. */
typedef enum damage_sort { DAMAGE_ANY, DAMAGE_DOWNED, DAMAGE_BURNT } damage_sort;

typedef struct damage_row {
    word_pos pos;
    rc_damage effect;
    damage_sort sort;
} damage_row;

/** What a word says a report is about: topics.tsv. The first three are of armed conflict or share its words. */
typedef enum topic {
    TOPIC_WAR,
    TOPIC_ARMS,
    TOPIC_GUNS,
    TOPIC_ACCIDENT,
    TOPIC_SPORT,
    TOPIC_BUSINESS,
    TOPIC_CULTURE,
    TOPIC_COURT,
    TOPICS
} topic;

typedef enum hedge_kind { HEDGE_WORD, HEDGE_MODAL, HEDGE_REPORT, HEDGE_ENDING, HEDGE_NOT_ENDING } hedge_kind;
/* What a word of placewords.tsv says: a name is of a place of this size ("the town of"), or stands behind it ("in"). */
typedef enum place_word {
    PLACE_WORD_OTHER,
    PLACE_WORD_ORDINARY, /* a word of every day that some place is named by too */
    PLACE_WORD_BEFORE,   /* preposition of place */
    PLACE_WORD_MAYBE,    /* one that often is */
    PLACE_WORD_LINK,
    PLACE_WORD_SITE,
    PLACE_WORD_SETTLEMENT,
    PLACE_WORD_DISTRICT,
    PLACE_WORD_REGION
} place_word;

typedef enum setting_kind {
    SETTING_CIVILIAN,
    SETTING_RANKS,
    SETTING_MISHAP,
    SETTING_DOER,
    SETTING_RELEASE,
    SETTING_EXTENT,
    SETTING_ACHIEVE,
    SETTING_UNDER,
    SETTING_REMAIN,
    SETTING_BLAME,
    SETTING_BESIDE,
    SETTING_GOAL,
    SETTING_FROM,
    SETTING_OWNED,
    SETTING_COUNT,
    SETTING_ADMIT,
    SETTING_COMMUNIQUE,
    SETTING_BORN,
    SETTING_MOVING,
    SETTING_WHITHER,
    SETTING_LAND,
    SETTING_AUTHORED,
    SETTING_BEAR,
    SETTING_MEANS,
    SETTING_BODY,
    SETTING_BROKER
} setting_kind;

/** Words beside an act that say whether it is told: telling.tsv. */
typedef enum telling_kind {
    TELLING_OCCUR,
    TELLING_PERFORM,
    TELLING_OPINION,
    TELLING_AIM,
    TELLING_CLOSING,
    TELLING_WAY,
    TELLING_SEND,
    TELLING_LASTING,
    TELLING_SHOOT,
    TELLING_KEEP,
    TELLING_THREAT,
    TELLING_FREE,
    TELLING_FAIL,
    TELLING_PRESENT,
    TELLING_BREACH,
    TELLING_SUFFER,
    TELLING_HABIT
} telling_kind;

typedef enum negation_kind {
    NEG_BEFORE,
    NEG_AROUND,
    NEG_AFTER,
    NEG_NONE,
    NEG_ANY,
    NEG_UNTRUE,
    NEG_APART
} negation_kind;

/* Closed classes as bits, one word may be in several. */
enum {
    G_BE = 1 << 0,
    G_HAVE = 1 << 1,
    G_BY = 1 << 2,
    G_OF = 1 << 3,
    G_BETWEEN = 1 << 4,
    G_AGAINST = 1 << 5,
    G_ARTICLE = 1 << 6,
    G_PRONOUN = 1 << 7,
    G_DEMONSTRATIVE = 1 << 8,
    G_FIRST = 1 << 9,
    G_OTHER = 1 << 10,
    G_REFLEXIVE = 1 << 11,
    G_SUB = 1 << 12,        /* clauses.tsv: subordinator */
    G_REL = 1 << 13,        /* relative pronoun */
    G_COORD = 1 << 14,      /* coordinator */
    G_PART = 1 << 15,       /* "dont", "including" */
    G_PARTITIVE = 1 << 16,  /* plural article of what is not known: "des" */
    G_THAT = 1 << 17,       /* begins what is said: "that", "que" */
    G_CONTRAST = 1 << 18,   /* sets one clause against another: "while", "mais" */
    G_ARGUMENT = 1 << 19,   /* preposition of what a verb of saying is about, or of who is told: "of", "to" */
    G_IMPERSONAL = 1 << 20, /* subject that is nobody: "on" */
    G_ANAPHOR = 1 << 21,    /* noun that takes up somebody named before: "the group", "l'officier" */
    G_THEREOF = 1 << 22,    /* pronoun for those counted before: "en" */
    G_THERE = 1 << 23,      /* pronoun for a place named before: "y" */
    G_RECIPROCAL = 1 << 24, /* "each other", "mutuellement" */
    G_LATTER = 1 << 25      /* who was named last: "cette dernière", "the latter" */
};

/* As many lists as rc_hits tells apart. */
#define RC_RULES_MOST_LISTS 64

typedef struct rc_rules {
    const rc_lexicon *lexicon;
    const rc_outlets *outlets; /* set by the reader; NULL: none are known */
    /* numbers of the lists, -1 where a language lacks one */
    int cues, sources, effects, events, control, damage, equipment, systems, hedges, negation, plans, clauses, grammar,
        people, placewords, utilities, settings, telling, topics,
        outlet_names[4]; /* the names that they are known by, and the others; ours, then the user's */
    cue_row *cue;
    source_row *source;
    effect_row *effect;
    act_row *act;
    control_row *change;
    damage_row *harm;
    rc_str *category;        /* rows of equipment */
    bool *gear, *mass;       /* likewise: "other" that is no building; a word that is not counted ("equipment") */
    rc_str *system_category; /* rows of systems */
    hedge_kind *hedge;
    negation_kind *neg;
    setting_kind *setting;
    telling_kind *told;
    place_word *place_word;
    rc_reality *plan;
    topic *topic;
    uint32_t *grammar_bits, *clause_bits;
    rc_str *endings; /* verb endings that hedge, accentless lower case */
    uint32_t n_endings;
    struct rc_patterns *patterns;               /* claims/patterns.h */
    uint32_t *row_classes[RC_RULES_MOST_LISTS]; /* by list, by row: classes that the patterns name; NULL: none */
} rc_rules;

/** Decode the lists of `lexicon`; RC_EFORMAT names list, phrase and the value that is not one of docs/LANGUAGES.md. */
rc_status rc_rules_load(rc_rules **out, const rc_lexicon *lexicon, rc_arena *arena, rc_error *err);

#endif
