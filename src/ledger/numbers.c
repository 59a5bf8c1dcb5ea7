#include "ledger/numbers.h"

static size_t slot_at(const rc_numbers *map, int64_t number)
{
    uint64_t mixed = (uint64_t)number * 0x9e3779b97f4a7c15u;
    size_t at = (size_t)(mixed ^ mixed >> 32) & (map->cap - 1);
    while (map->slots[at].value && map->slots[at].number != number) at = (at + 1) & (map->cap - 1);
    return at;
}

void *rc_numbers_get(const rc_numbers *map, int64_t number)
{
    return map->cap ? map->slots[slot_at(map, number)].value : NULL;
}

static void grow(rc_arena *arena, rc_numbers *map)
{
    rc_numbers wider = {.len = map->len, .cap = map->cap ? 2 * map->cap : 64};
    wider.slots = RC_NEWS(arena, rc_number_slot, wider.cap);
    for (size_t i = 0; i < map->cap; i++)
        if (map->slots[i].value) wider.slots[slot_at(&wider, map->slots[i].number)] = map->slots[i];
    *map = wider;
}

void **rc_numbers_put(rc_arena *arena, rc_numbers *map, int64_t number)
{
    if (4 * map->len >= 3 * map->cap) grow(arena, map);
    rc_number_slot *slot = &map->slots[slot_at(map, number)];
    if (!slot->value) map->len++;
    slot->number = number;
    return &slot->value;
}
