/** Claim records: what our reader of plain JSON takes, jansson takes too, and both make the same tree of it. */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "claims/record.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must_be_same(const rc_node *a, const rc_node *b)
{
    if (a->kind != b->kind || a->n != b->n || !rc_str_eq(a->key, b->key) || !rc_str_eq(a->text, b->text)) abort();
    if (a->integer != b->integer || memcmp(&a->number, &b->number, sizeof a->number) != 0) abort();
    for (a = a->first, b = b->first; a && b; a = a->next, b = b->next) must_be_same(a, b);
    if (a || b) abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    rc_arena arena;
    rc_arena_init(&arena, (size_t)1 << 16, 0);
    rc_str json = {(const char *)data, size};
    const rc_node *ours = rc_record_parse(json, &arena);
    json_t *theirs = ours ? json_loadb(json.ptr, json.len, JSON_REJECT_DUPLICATES, NULL) : NULL;
    if (ours && !theirs) abort();
    if (ours) must_be_same(ours, rc_record_of_json(theirs, &arena));
    json_decref(theirs);
    rc_arena_release(&arena);
    return 0;
}
