/* What the words around a date say of it. Whether a sentence says that its date lies ahead. Reports tell what happened,
 * so a date that is open is past; but "will meet on Friday", "prévu pour mars" are not. */
#include "resolve/date_words.h"

#define AHEAD_BEFORE 14 /* tokens between "will", "scheduled" and the date after it */
#define AHEAD_NEAR 4    /* "as early as", right before the date */
#define AHEAD_AFTER 10
#define BY_BEFORE 3
#define START_BEFORE 3
#define CLOSE_BEFORE 4 /* "by the", "à la date du" */
#define BEGINNING 2    /* tokens before a date that begins its sentence */

/* "by 10 February", "until mid-November": so, where the day ahead is the nearer one. */
bool date_leans_ahead(const date_reader *r, const date_item *item)
{
    uint32_t n;
    if (item->type == RANGE_UNTIL) return true;
    for (uint32_t t = item->first; t-- > 0 && item->first - t <= BY_BEFORE && date_same_sentence(r, t, item->first);)
        if (date_row_at(r, t, DATE_BY, &n)) return true;
    return false;
}

bool date_opens(const date_reader *r, const date_item *item)
{
    uint32_t n;
    for (uint32_t t = item->first; t-- > 0 && item->first - t <= START_BEFORE && date_same_sentence(r, t, item->first);)
        if (date_row_at(r, t, DATE_START, &n) && t + n <= item->first) return true;
    return false;
}

bool date_closes(const date_reader *r, const date_item *item)
{
    uint32_t n;
    for (uint32_t t = item->first; t-- > 0 && item->first - t <= CLOSE_BEFORE && date_same_sentence(r, t, item->first);)
        if (date_row_at(r, t, DATE_CLOSE, &n) && t + n + 1 >= item->first) return true;
    return false;
}

/* What is said of another act than the one the date belongs to: "Officials said on Tuesday that it would". */
static bool begins_clause(const date_reader *r, uint32_t t)
{
    if (number_hit(&r->numbers, t, r->rules->clauses)) return true;
    const rc_hit *cue = number_hit(&r->numbers, t, r->rules->cues);
    bool verb = cue && rc_str_is(rc_lexicon_cell(r->numbers.rules->lexicon, r->rules->cues, cue->row, "pos"), "v");
    return verb && !(cue->features & RC_FEAT_INF); /* "plans to announce on Friday" */
}

/* "will meet on Friday", "On Friday they will meet": a word that looks on, near enough in the sentence. */
bool date_looks_ahead(const date_reader *r, const date_item *item)
{
    uint32_t n;
    for (uint32_t t = item->first; t-- > 0 && item->first - t <= AHEAD_NEAR && date_same_sentence(r, t, item->first);)
        if (date_row_at(r, t, DATE_AHEAD, &n) && t + n >= item->first) return true; /* "as early as Tuesday" */
    for (uint32_t t = item->first;
         t-- > 0 && item->first - t <= AHEAD_BEFORE && date_same_sentence(r, t, item->first);) {
        if (date_row_at(r, t, DATE_AHEAD, &n)) return true;
        if (begins_clause(r, t)) return false;
    }
    uint32_t begin = r->doc->sentences[r->doc->tokens[item->first].sentence].first;
    if (item->first > begin + BEGINNING) return false;
    for (uint32_t t = item->end; t < item->end + AHEAD_AFTER && date_same_sentence(r, item->first, t); t++) {
        if (date_row_at(r, t, DATE_AHEAD, &n)) return true;
        if (begins_clause(r, t)) return false;
    }
    return false;
}
