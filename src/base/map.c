#include "recoupe/base/map.h"

#include "recoupe/base/hash.h"

#define FIRST_SLOTS 16

/* Linear probing; the load stays at or below one half, so a probe always meets an empty slot. */
static rc_map_slot *probe(const rc_map *map, rc_str key, uint64_t hash)
{
    for (size_t i = hash & (map->cap - 1);; i = (i + 1) & (map->cap - 1)) {
        rc_map_slot *slot = &map->slots[i];
        if (!slot->full || (slot->hash == hash && rc_str_eq(slot->key, key))) return slot;
    }
}

uint64_t *rc_map_get(const rc_map *map, rc_str key)
{
    if (!map->cap) return NULL;
    rc_map_slot *slot = probe(map, key, rc_hash64(key));
    return slot->full ? &slot->value : NULL;
}

static void grow(rc_arena *arena, rc_map *map)
{
    rc_map bigger = {.len = map->len, .cap = map->cap ? 2 * map->cap : FIRST_SLOTS};
    bigger.slots = RC_NEWS(arena, rc_map_slot, bigger.cap);
    for (size_t i = 0; i < map->cap; i++)
        if (map->slots[i].full) *probe(&bigger, map->slots[i].key, map->slots[i].hash) = map->slots[i];
    *map = bigger;
}

uint64_t *rc_map_put(rc_arena *arena, rc_map *map, rc_str key, bool *is_new)
{
    if (2 * (map->len + 1) > map->cap) grow(arena, map);
    uint64_t hash = rc_hash64(key);
    rc_map_slot *slot = probe(map, key, hash);
    if (is_new) *is_new = !slot->full;
    if (!slot->full) {
        *slot = (rc_map_slot){.key = key, .hash = hash, .full = true};
        map->len++;
    }
    return &slot->value;
}
