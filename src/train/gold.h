/** Reports that people have read: their claims, and which of the program's are the same. */
#ifndef RECOUPE_TRAIN_GOLD_H
#define RECOUPE_TRAIN_GOLD_H

#include "recoupe/claims/claim.h"

typedef struct rc_gold_report {
    rc_report report;
    rc_claims claims;
} rc_gold_report;

typedef RC_VEC(rc_gold_report) rc_gold;

/** Read every *.json file of a folder, in the order of names: reports in the form of docs/RECORD.md. */
rc_status rc_gold_read(rc_gold *out, const char *folder, rc_arena *arena, rc_error *err);

/** Pair claims one to one, the likest pairs first: overlap of their words, losses in common, type. `of[i]` is the gold
 * claim of the i-th found one, or -1. */
void rc_gold_align(const rc_claims *gold, const rc_claims *found, int32_t *of, rc_arena *arena);

/** Two names of parties are the same, case and accents apart, or stand in one row of the aliases read. */
typedef struct rc_aliases {
    rc_arena *arena;
    struct rc_map *rows; /**< name key to row */
} rc_aliases;
rc_status rc_aliases_read(rc_aliases *out, const char *path, rc_arena *arena, rc_error *err);
bool rc_same_party(const rc_aliases *aliases, rc_str a, rc_str b);

#endif
