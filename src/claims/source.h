/** Sources as noun groups: "le porte-parole du Front, Fahim Dashty", "two police officials", "Reuters", "they". */
#ifndef CLAIMS_SOURCE_H
#define CLAIMS_SOURCE_H

#include "claims/reading.h"

typedef struct source {
    rc_link link;
    range tokens;      /**< of the whole group */
    bool is_possessed; /**< "leur porte-parole": the side is that of somebody named before */
    bool is_pronoun;   /**< stands for a source named before */
    bool is_known;     /**< a source noun, a party or a person's name is in it */
} source;

/** The source named in [first, end): a person's name before its function, else the whole group. False when nothing in
 * it can speak. */
bool source_in(const rc_reading *reading, uint32_t first, uint32_t end, source *out);

/** The source that begins at `token`: its group ends at a sign, a verb or a joining word; an apposition that names a
 * person ("the spokesman, X,") belongs to it. */
bool source_at(const rc_reading *reading, uint32_t token, uint32_t limit, source *out);

/** The party was found at a function that is somebody's ("its spokesman"): it says nothing of whose. */
bool is_somebodys(const rc_reading *reading, const rc_party_mention *party);

/** An outlet's name ("Reuters", "Radio Okapi") or noun ("the state news agency") begins at `token`. */
bool is_outlet(const rc_reading *reading, uint32_t token);

/** A dash between words, not within one: "GOMA (X) – The rebels". */
bool is_spaced_dash(const rc_reading *reading, uint32_t token);

/** Tokens of the outlet's name that begins at `token`; 0 when none does. */
uint32_t outlet_name_at(const rc_reading *reading, uint32_t token);

#endif
