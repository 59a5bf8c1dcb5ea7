#include "recoupe/resolve/date.h"

#include "resolve/date_words.h"

rc_timexes rc_dates_find(const rc_date_rules *rules, const rc_document *doc, const rc_hits *hits, rc_day published,
                         rc_arena *arena)
{
    date_reader r = {.rules = rules, .numbers = {rules->numbers, doc, hits}, .doc = doc, .hits = hits};
    date_items items = {0};
    uint32_t t = 0;
    while (t < doc->n_tokens) {
        date_item item;
        uint32_t none;
        if (date_row_at(&r, t, DATE_NONE, &none)) {
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
