/* Hash map from row numbers and keys to pointers, open addressing, in an arena. */
#ifndef RECOUPE_LEDGER_NUMBERS_H
#define RECOUPE_LEDGER_NUMBERS_H

#include "recoupe/base/arena.h"

typedef struct rc_number_slot {
    int64_t number;
    void *value; /* NULL: free */
} rc_number_slot;

typedef struct rc_numbers {
    rc_number_slot *slots;
    size_t len, cap; /* cap is 0 or a power of two */
} rc_numbers;

/* NULL: it is not there. */
void *rc_numbers_get(const rc_numbers *map, int64_t number);
/* Where to write its value (not NULL), at once; the pointer is good until the next call. */
void **rc_numbers_put(rc_arena *arena, rc_numbers *map, int64_t number);

#endif
