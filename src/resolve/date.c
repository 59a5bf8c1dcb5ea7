#include "recoupe/resolve/date.h"

#include <stdio.h>

#include "resolve/date_words.h"

#define CORE_REACH 8 /* words before the first core: "au cours de la toute dernière" */

/* Words that no date is without: months, weekdays, units, "yesterday", ... and digits. `next[t]`: the first at or after
 * t. */
static const uint32_t *next_cores(const date_reader *r, rc_arena *arena)
{
    const uint64_t core = UINT64_C(1) << DATE_MONTH | UINT64_C(1) << DATE_WEEKDAY | UINT64_C(1) << DATE_SEASON |
                          UINT64_C(1) << DATE_OFFSET | UINT64_C(1) << DATE_CONTEXT | UINT64_C(1) << DATE_UNIT |
                          UINT64_C(1) << DATE_NIGHT | UINT64_C(1) << DATE_DAYPART | UINT64_C(1) << DATE_NONE |
                          UINT64_C(1) << DATE_QUARTER | UINT64_C(1) << DATE_DECADE | UINT64_C(1) << DATE_CENTURY |
                          UINT64_C(1) << DATE_FEAST | UINT64_C(1) << DATE_FOREIGN;
    uint32_t *next = RC_NEWS(arena, uint32_t, r->doc->n_tokens + 1);
    next[r->doc->n_tokens] = UINT32_MAX;
    for (uint32_t t = r->doc->n_tokens; t-- > 0;) {
        const rc_token *token = &r->doc->tokens[t];
        bool digits = token->kind == RC_TOKEN_NUMBER;
        for (size_t i = 0; i < token->lower.len && !digits; i++)
            digits = token->lower.ptr[i] == '-' || (token->lower.ptr[i] >= '0' && token->lower.ptr[i] <= '9');
        next[t] = (r->kinds[t] & core) || digits ? t : next[t + 1];
    }
    return next;
}

/* A date begins with a word of dates.tsv, a number in digits or words, or a compound ("mi-mars"). Most tokens are none
 * of these, and the grammar of dates is long. */
static bool may_begin(const date_reader *r, uint32_t t)
{
    const rc_token *token = &r->doc->tokens[t];
    if (r->kinds[t] || token->kind == RC_TOKEN_NUMBER) return true;
    const rc_number_rules *numbers = r->rules->numbers;
    for (uint32_t i = r->hits->at[t]; i < r->hits->at[t + 1]; i++) {
        int list = r->hits->ptr[i].list;
        if (list == numbers->numbers || list == numbers->bounds || list == numbers->units) return true;
    }
    for (size_t i = 0; i < token->lower.len; i++) {
        char c = token->lower.ptr[i];
        if (c == '-' || (c >= '0' && c <= '9')) return true;
    }
    return false;
}

rc_timexes rc_dates_find(const rc_date_rules *rules, const rc_document *doc, const rc_hits *hits, rc_day published,
                         rc_arena *arena)
{
    rc_date_scope scope = {published, published, {RC_DAY_NONE, RC_DAY_NONE}};
    return rc_dates_find_in(rules, doc, hits, &scope, arena);
}

rc_timexes rc_dates_find_in(const rc_date_rules *rules, const rc_document *doc, const rc_hits *hits,
                            const rc_date_scope *scope, rc_arena *arena)
{
    date_reader r = {.rules = rules, .numbers = {rules->numbers, doc, hits}, .doc = doc, .hits = hits};
    r.kinds = date_kinds(&r, arena);
    const uint32_t *next = next_cores(&r, arena);
    date_items items = {0};
    uint32_t t = 0;
    while (t < doc->n_tokens) {
        date_item item;
        uint32_t none;
        if (next[t] == UINT32_MAX || next[t] - t > CORE_REACH || !may_begin(&r, t)) {
            t++;
        } else if (date_row_at(&r, t, DATE_NONE, &none)) {
            t += none;
        } else if (date_item_at(&r, t, &item)) {
            *RC_PUSH(arena, &items) = item;
            t = item.end > t ? item.end : t + 1;
        } else {
            t++;
        }
    }
    return date_resolve(&r, &items, scope, arena);
}

rc_timexes rc_date_references_find(const rc_date_rules *rules, const rc_document *doc, const rc_hits *hits,
                                   rc_arena *arena)
{
    static const char *const values[] = {"PAST_REF", "PRESENT_REF", "FUTURE_REF"};
    date_reader r = {.rules = rules, .numbers = {rules->numbers, doc, hits}, .doc = doc, .hits = hits};
    r.kinds = date_kinds(&r, arena);
    RC_VEC(rc_timex) found = {0};
    for (uint32_t t = 0; t < doc->n_tokens; t++) {
        uint32_t n;
        const date_row *row = date_row_at(&r, t, DATE_REF, &n);
        if (!row) continue;
        rc_timex *timex = RC_PUSH(arena, &found);
        *timex = (rc_timex){.first = t, .count = n, .from = RC_DAY_NONE, .to = RC_DAY_NONE, .anchor = RC_DAY_NONE};
        timex->kind = RC_TIMEX_REFERENCE;
        timex->grain = RC_GRAIN_SPAN;
        timex->other_from = timex->other_to = RC_DAY_NONE;
        timex->direction = row->from;
        snprintf(timex->value, sizeof timex->value, "%s", values[row->from < 0 ? 0 : row->from > 0 ? 2 : 1]);
        t += n - 1;
    }
    return (rc_timexes){found.ptr, (uint32_t)found.len};
}
