/** Hash map from byte strings to 64-bit values, open addressing, storage in an arena; keys are borrowed. */
#ifndef RECOUPE_BASE_MAP_H
#define RECOUPE_BASE_MAP_H

#include "recoupe/base/arena.h"

typedef struct rc_map_slot {
    rc_str key;
    uint64_t hash;
    uint64_t value;
    bool full;
} rc_map_slot;

typedef struct rc_map {
    rc_map_slot *slots;
    size_t len, cap; /**< cap is 0 or a power of two */
} rc_map;

/** The value under `key`, or NULL. The pointer is good until the next insertion. */
uint64_t *rc_map_get(const rc_map *map, rc_str key);

/** The value under `key`, inserted as 0 when new; `*is_new` (may be NULL) says which. `key` must outlive the map. */
uint64_t *rc_map_put(rc_arena *arena, rc_map *map, rc_str key, bool *is_new);

#endif
