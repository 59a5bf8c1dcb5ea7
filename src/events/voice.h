/* Sides, sources and grounds as a sentence names them. */
#ifndef RECOUPE_EVENTS_VOICE_H
#define RECOUPE_EVENTS_VOICE_H

#include "recoupe/claims/claim.h"
#include "recoupe/resolve/naming.h"

/* The language that is spoken, and what is known of names in it. */
typedef struct rc_voice {
    rc_arena *arena;
    rc_str lang;
    const rc_naming *naming; /* may be NULL */
} rc_voice;

/* "Sudan", "Soudan"; with its article: "the Taliban", "les talibans". */
rc_str rc_voice_party(const rc_voice *v, rc_str party);
rc_str rc_voice_the_party(const rc_voice *v, rc_str party);

/* Who says a claim. A description keeps its words: without its capital in its own language, between quotation marks in
 * another. A group that is called as its side is (`origin`, may be NULL) gets the side's name in the language. `lang`:
 * of the report, or empty. */
rc_str rc_voice_source(const rc_voice *v, rc_str name, const rc_link *origin, rc_str lang);

/* Ground, so that it may stand behind "de" and after a verb. */
rc_str rc_voice_ground(const rc_voice *v, rc_str place, rc_str lang);

#endif
