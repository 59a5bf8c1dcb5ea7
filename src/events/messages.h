/* What is said to a person about claims that clash, in each language a reader may ask for. */
#ifndef RECOUPE_EVENTS_MESSAGES_H
#define RECOUPE_EVENTS_MESSAGES_H

#include "recoupe/claims/claim.h"

typedef enum rc_message {
    RC_SAY_COUNTS,  /* {a} {x} {b} {y} */
    RC_SAY_DENIES,  /* {a} {x} {b} */
    RC_SAY_GROUND,  /* {a} {x} {b} {y} */
    RC_SAY_DOER,    /* {a} {x} {b} {y} */
    RC_SAY_VICTIMS, /* {a} civilians {x}, {b} fighters {y} */
    RC_SAY_DAY,     /* {a} {x} {b} {y} */
    RC_SAY_SPOT,    /* {a} {x} {b} {y} {n} km apart */
    RC_SAY_NONE,    /* of a count */
    RC_SAY_SOME,
    RC_SAY_ABOUT,    /* {n} */
    RC_SAY_AT_LEAST, /* {n} */
    RC_SAY_UP_TO,    /* {n} */
    RC_SAY_BETWEEN,  /* {x} {y} */
    RC_SAY_LOSS,     /* {n} {x} */
    RC_SAY_LOSS_OF,  /* {n} {x} {y} victims */
    RC_SAY_NO_LOSS,
    RC_SAY_NO_LOSS_OF,
    RC_SAY_ACT_LOSS, /* {x}, {y} */
    RC_SAY_ACT_BY,
    RC_SAY_ACT_AGAINST,
    RC_SAY_IT,       /* the ground, where it has no name */
    RC_SAY_SOMEBODY, /* a side that is not named */
    RC_MESSAGES
} rc_message;

typedef struct rc_slots {
    rc_str a, b, n, x, y;
} rc_slots;

/* The message with its slots filled. Another language than fr is English. */
rc_str rc_message_say(rc_arena *arena, rc_str lang, rc_message message, const rc_slots *slots);

/* "killed", "tués"; "Goma taken by M23", "prise de Goma par M23"; "air/drone strike", "frappe aérienne ou de drone". */
rc_str rc_message_effect(rc_str lang, rc_effect effect);
rc_str rc_message_ground(rc_arena *arena, rc_str lang, rc_change change, rc_str by, rc_str place);
rc_str rc_message_act(rc_arena *arena, rc_str lang, rc_event_type type, rc_str subtype);

/* A party as a reader of the language says it: only the words that are no names change. */
rc_str rc_message_party(rc_str lang, rc_str party);

#endif
