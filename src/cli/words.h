/** Fields of claims and events as short text for people. */
#ifndef CLI_WORDS_H
#define CLI_WORDS_H

#include "recoupe/ledger/ledger.h"

/** "40", ">=40", "<=50", "10-15", "~35", "some"; "?" behind a hedged one. */
rc_str rc_words_count(const rc_count *count, bool hedged, rc_arena *arena);

/** "killed 40 of Taliban". */
rc_str rc_words_loss(const rc_loss *loss, bool hedged, rc_arena *arena);

/** "4 Humvees destroyed (Taliban)". */
rc_str rc_words_thing(const rc_thing *thing, rc_arena *arena);

/** "Khawak taken by Taliban". */
rc_str rc_words_control(const rc_control *control, rc_arena *arena);

/** Everything a claim counts, joined by "; ". */
rc_str rc_words_counts(const rc_claim *claim, rc_arena *arena);

/** "2021-09-01", "2021-08-30..2021-09-01", empty when not said. */
rc_str rc_words_days(rc_day from, rc_day to, rc_arena *arena);

/** "AFP > spokesman (Taliban)"; the outlet in brackets when there is no chain. */
rc_str rc_words_chain(const rc_claim *claim, rc_str outlet, rc_arena *arena);

/** Names of the first place, or empty. */
rc_str rc_words_place(const rc_claim *claim);

/** "Battles / Armed clash". */
rc_str rc_words_type(rc_event_type type, rc_str subtype, rc_arena *arena);

/** "denied", "hedged", "planned", joined by ", ". */
rc_str rc_words_modality(const rc_claim *claim, rc_arena *arena);

#endif
