/** Denials and accusations that name no act: "denied any involvement", "rejected the figure", "..., which was denied by
 * Kyiv"; "the army accuses the rebels". They speak of what was told before. */
#ifndef CLAIMS_DENIALS_H
#define CLAIMS_DENIALS_H

#include "claims/mentions.h"
#include "claims/said.h"

#define RULE_DENIAL "denial"
#define RULE_OWNED "owned" /* "claimed responsibility": what was told before is owned up to, or laid on somebody */

/** Of the frames from `from` on, those of a denial whose object is a pronoun for what was said beside it answer for
 * their own clause alone. */
void narrow_denials(const rc_reading *reading, range sentence, size_t from, saids *frames);

/** Words for what somebody said: "the accusation", "the figure", "ces informations". */
bool is_blame(const rc_reading *reading, uint32_t token);

/** A pronoun that may stand for what was said: "this", "which", "ce que". */
bool is_pronoun_for_facts(const rc_reading *reading, uint32_t word);

/** Of the frames from `from` on, those in which something said is called untrue deny it. */
void find_untrue(const rc_reading *reading, size_t from, saids *frames);

/** Of the frames from `from` on: what is not denied is conceded ("did not deny"), what is neither denied nor confirmed
 * is not said. */
void drop_undenied(const rc_reading *reading, size_t from, saids *frames);

/** Append a mention of rule RULE_DENIAL for each denial of the sentence that finds no act of its own among `found`, and
 * one of RULE_OWNED for each that owns up or accuses. */
void find_denials(const rc_reading *reading, const attribution *said_by, uint32_t sentence, mentions *found);

/** Append such a mention at token `at`; `by`: whose act it was, NULL where the frame says. */
void add_told_before(const rc_reading *reading, uint32_t at, const char *rule, const rc_party_mention *by,
                     mentions *out);

#endif
