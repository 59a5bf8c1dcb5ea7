/* What is said to a person about claims that clash, in each language a reader may ask for. */
#ifndef RECOUPE_EVENTS_MESSAGES_H
#define RECOUPE_EVENTS_MESSAGES_H

#include "recoupe/claims/claim.h"

typedef enum rc_message {
    RC_SAY_COUNTS,   /* {a} {x} {b} {y} */
    RC_SAY_DENIES,   /* {a} {x} {b} */
    RC_SAY_GROUND,   /* {a} {x} {b} {y} */
    RC_SAY_DOER,     /* {a} {x} {b} {y} */
    RC_SAY_VICTIMS,  /* {a} civilians {x}, {b} fighters {y} */
    RC_SAY_DAY,      /* {a} {x} {b} {y} */
    RC_SAY_SPOT,     /* {a} {x} {b} {y} {n} km apart */
    RC_SAY_SOME,     /* of a count */
    RC_SAY_ABOUT,    /* {n} */
    RC_SAY_AT_LEAST, /* {n} */
    RC_SAY_UP_TO,    /* {n} */
    RC_SAY_BETWEEN,  /* {x} {y} */
    RC_SAY_LOSS,     /* {n} {x} */
    RC_SAY_LOSS_OF,  /* {x} {y} victims */
    RC_SAY_ACT_LOSS, /* {x}, {y} */
    RC_SAY_ACT_BY,
    RC_SAY_ACT_AGAINST,
    RC_SAY_ACT_BETWEEN, /* {x} {y} {n} */
    RC_SAY_IT,          /* the ground, where it has no name */
    RC_SAY_OF_GROUND,   /* {x}: a ground whose article is not known, where one is needed */
    RC_SAY_QUOTED,      /* {x}: words of another language */
    RC_SAY_DAY_OF,      /* {n} {x} {y}: day, month, year */
    RC_MESSAGES
} rc_message;

typedef struct rc_slots {
    rc_str a, b, n, x, y;
} rc_slots;

/* The language in which is said what is asked for in `lang`: "fr", else "en". */
rc_str rc_message_lang(rc_str lang);

/* The message with its slots filled. */
rc_str rc_message_say(rc_arena *arena, rc_str lang, rc_message message, const rc_slots *slots);

/* "1,200", "1 200". */
rc_str rc_message_number(rc_arena *arena, rc_str lang, double value);

/* What befell so many: "killed", "tué", "tués"; and that it befell nobody, "nobody killed", "aucun tué", short "none",
 * "aucun". */
rc_str rc_message_effect(rc_str lang, rc_effect effect, bool many);
rc_str rc_message_nobody(rc_str lang, rc_effect effect, bool is_short);

/* "Goma taken by M23", "prise de Goma par le M23"; `by` may be empty. */
rc_str rc_message_ground(rc_arena *arena, rc_str lang, rc_change change, rc_str by, rc_str place);

/* "air or drone strike", "frappe aérienne ou de drone". */
rc_str rc_message_act(rc_arena *arena, rc_str lang, rc_event_type type, rc_str subtype);

/* "12 March 2025", "12 mars 2025". */
rc_str rc_message_day(rc_arena *arena, rc_str lang, rc_day day);

#endif
