/* Keys of the index of claims at hand: the claims under one, in their order, once it was looked up. */
#include "ledger/join.h"

#define NEAR_MOST 3000 /* claims under a key that is kept at hand; others are looked up each time */

static rc_status read_near(rc_joins *j, rc_near_list *list, int64_t key, rc_error *err)
{
    sqlite3_stmt *s;
    bool row = true;
    rc_status status = rc_sql_kept(j->ledger, &s,
                                   "SELECT day, id, ordinal, report FROM join_key WHERE key = ?1"
                                   " ORDER BY day, id, ordinal LIMIT ?2",
                                   "look for claims", err, "ii", key, (int64_t)NEAR_MOST + 1);
    while (status == RC_OK) {
        status = rc_sql_step(j->ledger, s, &row, "look for claims", err);
        if (status != RC_OK || !row) break;
        rc_near *near = RC_PUSH(&j->keep, list);
        near->place.day = sqlite3_column_int64(s, 0);
        near->place.id = rc_sql_column_dup(s, 1, &j->keep);
        near->place.ordinal = sqlite3_column_int64(s, 2);
        near->report_no = sqlite3_column_int64(s, 3);
    }
    if (list->len > NEAR_MOST) *list = (rc_near_list){.is_long = true};
    return status;
}

size_t rc_near_bound(const rc_near_list *list, const rc_join_place *place)
{
    size_t low = 0, high = list->len;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (rc_join_place_order(&list->ptr[middle].place, place) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void insert(rc_joins *j, rc_near_list *list, const rc_near *near)
{
    size_t at = rc_near_bound(list, &near->place);
    if (at < list->len && rc_join_place_order(&list->ptr[at].place, &near->place) == 0) return;
    if (list->len == NEAR_MOST) {
        *list = (rc_near_list){.is_long = true};
        return;
    }
    RC_PUSH(&j->keep, list);
    memmove(&list->ptr[at + 1], &list->ptr[at], (list->len - 1 - at) * sizeof *list->ptr);
    list->ptr[at] = *near;
}

rc_status rc_joins_near(rc_joins *j, uint64_t key, rc_near_list **out, rc_error *err)
{
    *out = rc_numbers_get(&j->near, (int64_t)key);
    if (*out) return RC_OK;
    rc_near_list *list = RC_NEW(&j->keep, rc_near_list);
    const rc_near_list *fresh = rc_joins_fresh_under(j, key);
    rc_status status = read_near(j, list, (int64_t)key, err);
    if (status != RC_OK) return status;
    for (size_t i = 0; fresh && i < fresh->len && !list->is_long; i++) {
        rc_near near = fresh->ptr[i];
        near.place.id = rc_arena_dup(&j->keep, near.place.id);
        insert(j, list, &near);
    }
    *rc_numbers_put(&j->keep, &j->near, (int64_t)key) = list;
    *out = list;
    return RC_OK;
}

void rc_joins_near_add(rc_joins *j, uint64_t key, rc_hand_claim claim)
{
    rc_near_list *list = rc_numbers_get(&j->near, (int64_t)key);
    if (list && !list->is_long) insert(j, list, &(rc_near){rc_joins_place(claim), claim.report->no, claim});
}

void rc_joins_near_drop(rc_joins *j, uint64_t key, const rc_join_place *place)
{
    rc_near_list *list = rc_numbers_get(&j->near, (int64_t)key);
    if (!list || list->is_long) return;
    size_t at = rc_near_bound(list, place);
    if (at == list->len || rc_join_place_order(&list->ptr[at].place, place) != 0) return;
    memmove(&list->ptr[at], &list->ptr[at + 1], (list->len - 1 - at) * sizeof *list->ptr);
    list->len--;
}
