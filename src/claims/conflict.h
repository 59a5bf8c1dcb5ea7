/** Is a report about armed conflict, and which of its sentences can hold a claim? Sport, markets, courts and disasters
 * have attacks, defeats and dead too. The words of lang/<code>/topics.tsv, the names of weapons and the armed groups of
 * a report are weighed against its words of other topics: first for the whole report, then near each sentence.
 *
 * All of it is decided from word lists, before the grammar: a sentence that cannot hold a claim, and that no source or
 * pronoun of one is looked for in, is spared the parser. */
#ifndef CLAIMS_CONFLICT_H
#define CLAIMS_CONFLICT_H

#include "claims/reading.h"

typedef struct conflict {
    float evidence;    /**< weighed number of different words of armed conflict */
    float needed;      /**< what the words of other topics ask for */
    bool is_conflict;  /**< evidence >= needed: the report may make claims */
    bool is_plain;     /**< so much of it that no sentence needs evidence of its own */
    uint8_t *near;     /**< by sentence: words of conflict in it or beside it; the title is beside the first two */
    uint8_t *may_hold; /**< by sentence: an act, an effect, a change of control or damage is named in it, or an everyday
                       verb of violence with a side or a weapon */
} conflict;

/** Weigh a report whose hits and parties are found; `title`: the hits of its title. */
conflict *weigh_conflict(const rc_reading *reading, const rc_hits *title);

/** A claim of this sentence is one about armed conflict. */
bool is_about_conflict(const conflict *c, uint32_t sentence);

/** The sentences worth parsing, one byte each: those that may hold a claim, and the ones before them that name who
 * speaks, where the claim's own does not. */
uint8_t *worth_parsing(const rc_reading *reading, const conflict *c);

#endif
