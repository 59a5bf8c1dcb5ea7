/** Whose losses are by the words of ownership and of ranks; shared by victims.c and victims_own.c. */
#ifndef CLAIMS_VICTIMS_H
#define CLAIMS_VICTIMS_H

#include "claims/mentions.h"

/** No party, or one that nobody names. */
bool is_nobody(const rc_party_mention *party);

/** No bare country: "three dead in Iraq" are not Iraq's. */
bool names_side(const rc_party_mention *party);

/** A side that has ranks: not civilians, aid workers or journalists. */
bool names_ranks(const rc_party_mention *party);

/** "their soldiers": whose they are stands elsewhere. */
bool victims_are_owned(const rc_reading *reading, const mention *loss);

/** A verb whose subject suffers: "lost", "suffered". */
bool loses_own(const rc_reading *reading, uint32_t token);

/** "their soldiers", "ses combattants": the owner is the subject of the clause; NULL where it names none. */
const rc_party_mention *owner_of_victims(const rc_reading *reading, const mention *loss);

/** Ranks behind the count ("26 chez les assaillants") or at the head of its clause ("On the rebel side, 12 died"). */
const rc_party_mention *in_ranks(const rc_reading *reading, const mention *loss, range sentence);
const rc_party_mention *in_ranks_before(const rc_reading *reading, const mention *loss, range sentence);

/** "dans nos rangs", "chez nous", "de son côté": counted in the ranks of who speaks, behind the count or before it. */
bool in_speakers_ranks(const rc_reading *reading, const mention *loss, range sentence);

/** "Russia had suffered 140 casualties", "a perdu 40 hommes", "déplore 12 morts": who suffers. */
const rc_party_mention *sufferer(const rc_reading *reading, const mention *loss);

#endif
