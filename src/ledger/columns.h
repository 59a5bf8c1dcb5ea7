/* What is stored beside the record of a claim, so that it can be asked for. */
#ifndef RECOUPE_LEDGER_COLUMNS_H
#define RECOUPE_LEDGER_COLUMNS_H

#include "ledger/sql.h"

typedef struct rc_party_row {
    const char *role; /* by, against, victims, origin */
    rc_str party, key;
} rc_party_row;

typedef RC_VEC(rc_party_row) rc_party_rows;

rc_party_rows rc_columns_parties(rc_arena *arena, const rc_claim *claim);

/* Folded names of all places, each on its own line. */
rc_str rc_columns_places(rc_arena *arena, const rc_claim *claim);

/* The first place that has a point, or NULL. */
const rc_claim_place *rc_columns_point(const rc_claim *claim);

#endif
