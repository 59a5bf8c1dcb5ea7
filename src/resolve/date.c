#include "recoupe/resolve/date.h"

#include "resolve/date_words.h"

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
    date_reader r = {.rules = rules, .numbers = {rules->numbers, doc, hits}, .doc = doc, .hits = hits};
    r.kinds = date_kinds(&r, arena);
    date_items items = {0};
    uint32_t t = 0;
    while (t < doc->n_tokens) {
        date_item item;
        uint32_t none;
        if (!may_begin(&r, t)) {
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
    return date_resolve(&r, &items, published, arena);
}
