/* Names in capitals, as headlines and the heads of dispatches have them, written as in a sentence. */
#ifndef RECOUPE_EVENTS_CASED_H
#define RECOUPE_EVENTS_CASED_H

#include "recoupe/base/arena.h"

/* "VALLÉE DU PANJSHIR" is "Vallée du Panjshir". A name with a small letter, or of fewer than five letters (an
 * abbreviation), stays as it is. */
rc_str rc_name_cased(rc_str name, rc_arena *arena);

#endif
