#include "ledger/columns.h"

#include "recoupe/base/utf8.h"

static void push(rc_arena *arena, rc_party_rows *rows, const char *role, rc_str party)
{
    if (!party.len) return;
    *RC_PUSH(arena, rows) = (rc_party_row){role, party, rc_utf8_name_key(arena, party)};
}

rc_party_rows rc_columns_parties(rc_arena *arena, const rc_claim *claim)
{
    rc_party_rows rows = {0};
    for (uint32_t i = 0; i < claim->n_by; i++) push(arena, &rows, "by", claim->by[i].party);
    for (uint32_t i = 0; i < claim->n_against; i++) push(arena, &rows, "against", claim->against[i].party);
    for (uint32_t i = 0; i < claim->n_losses; i++) push(arena, &rows, "victims", claim->losses[i].of);
    const rc_link *origin = rc_claim_origin(claim);
    if (origin) push(arena, &rows, "origin", origin->party);
    return rows;
}

rc_str rc_columns_places(rc_arena *arena, const rc_claim *claim)
{
    rc_str keys = {0};
    for (uint32_t i = 0; i < claim->n_place; i++) {
        rc_str key = rc_utf8_name_key(arena, claim->place[i].name);
        keys = i ? rc_arena_printf(arena, "%.*s\n%.*s", RC_FMT(keys), RC_FMT(key)) : key;
    }
    return keys;
}

const rc_claim_place *rc_columns_point(const rc_claim *claim)
{
    for (uint32_t i = 0; i < claim->n_place; i++)
        if (claim->place[i].is_resolved) return &claim->place[i];
    return NULL;
}
