/* Rows of dates.tsv, looked up by token. */
#include "resolve/date_words.h"

#include "recoupe/base/utf8.h"

typedef struct name_value {
    const char *name;
    unsigned value;
} name_value;

static const name_value kinds[] = {{"month", DATE_MONTH},
                                   {"weekday", DATE_WEEKDAY},
                                   {"season", DATE_SEASON},
                                   {"offset", DATE_OFFSET},
                                   {"context", DATE_CONTEXT},
                                   {"unit", DATE_UNIT},
                                   {"last", DATE_LAST},
                                   {"past", DATE_PAST},
                                   {"next", DATE_NEXT},
                                   {"this", DATE_THIS},
                                   {"ago", DATE_AGO},
                                   {"shift", DATE_SHIFT},
                                   {"since", DATE_SINCE},
                                   {"until", DATE_UNTIL},
                                   {"before", DATE_BEFORE},
                                   {"from", DATE_FROM},
                                   {"to", DATE_TO},
                                   {"between", DATE_BETWEEN},
                                   {"and", DATE_AND},
                                   {"part", DATE_PART},
                                   {"daypart", DATE_DAYPART},
                                   {"night", DATE_NIGHT},
                                   {"on", DATE_ON},
                                   {"of", DATE_OF},
                                   {"week-of", DATE_WEEK_OF},
                                   {"within", DATE_WITHIN},
                                   {"half", DATE_HALF},
                                   {"quarter", DATE_QUARTER},
                                   {"decade", DATE_DECADE},
                                   {"century", DATE_CENTURY},
                                   {"feast", DATE_FEAST},
                                   {"foreign", DATE_FOREIGN},
                                   {"ahead", DATE_AHEAD},
                                   {"by", DATE_BY},
                                   {"from-now", DATE_AHEAD_OF},
                                   {"ref", DATE_REF},
                                   {"start", DATE_START},
                                   {"close", DATE_CLOSE},
                                   {"none", DATE_NONE},
                                   {NULL, 0}};

static const name_value units[] = {{"hour", UNIT_HOUR}, {"day", UNIT_DAY},     {"weekend", UNIT_WEEKEND},
                                   {"week", UNIT_WEEK}, {"month", UNIT_MONTH}, {"season", UNIT_SEASON},
                                   {"year", UNIT_YEAR}, {"", UNIT_DAY},        {NULL, 0}};

static const name_value flags[] = {
    {"cue", DATE_FLAG_CUE},       {"capital", DATE_FLAG_CAPITAL}, {"day-after", DATE_FLAG_DAY_AFTER},
    {"period", DATE_FLAG_PERIOD}, {"alone", DATE_FLAG_ALONE},     {"abbr", DATE_FLAG_ABBR},
    {"begin", DATE_FLAG_BEGIN},   {"eve", DATE_FLAG_EVE},         {"after", DATE_FLAG_AFTER},
    {"latest", DATE_FLAG_LATEST}, {"end", DATE_FLAG_END},         {NULL, 0}};

static const name_value calendars[] = {{"fixed", FEAST_FIXED},     {"nth-weekday", FEAST_WEEKDAY},
                                       {"easter", FEAST_EASTER},   {"orthodox", FEAST_ORTHODOX},
                                       {"islamic", FEAST_ISLAMIC}, {"solar-hijri", FEAST_SOLAR_HIJRI},
                                       {"hebrew", FEAST_HEBREW},   {NULL, 0}};

static bool find_name(const name_value *names, rc_str name, unsigned *out)
{
    for (; names->name; names++)
        if (rc_str_is(name, names->name)) {
            *out = names->value;
            return true;
        }
    return false;
}

static rc_status bad_cell(const rc_date_rules *rules, uint32_t row, const char *column, rc_error *err)
{
    rc_str cell = rc_lexicon_cell(rules->numbers->lexicon, rules->dates, row, column);
    rc_str phrase = rc_lexicon_cell(rules->numbers->lexicon, rules->dates, row, "phrase");
    return rc_fail(err, RC_EFORMAT, "dates.tsv: '%.*s' is no %s (phrase '%.*s')", RC_FMT(cell), column, RC_FMT(phrase));
}

static rc_status load_row(rc_date_rules *rules, uint32_t i, rc_arena *arena, rc_error *err)
{
    const rc_lexicon *lex = rules->numbers->lexicon;
    date_row *row = &rules->rows[i];
    unsigned kind, unit, flag;
    if (!find_name(kinds, rc_lexicon_cell(lex, rules->dates, i, "kind"), &kind)) return bad_cell(rules, i, "kind", err);
    if (!find_name(units, rc_lexicon_cell(lex, rules->dates, i, "unit"), &unit)) return bad_cell(rules, i, "unit", err);
    row->kind = (date_word)kind;
    row->unit = (time_unit)unit;
    int64_t number = 0;
    row->from = rc_str_int(rc_lexicon_cell(lex, rules->dates, i, "from"), &number) ? (int)number : 0;
    row->to = rc_str_int(rc_lexicon_cell(lex, rules->dates, i, "to"), &number) ? (int)number : row->from;
    rc_str names = rc_lexicon_cell(lex, rules->dates, i, "flags");
    while (names.ptr) {
        rc_str name = rc_str_trim(rc_str_cut(&names, ','));
        if (!name.len) continue;
        if (find_name(calendars, name, &flag)) {
            row->calendar = (feast_calendar)flag;
            continue;
        }
        if (!find_name(flags, name, &flag)) return bad_cell(rules, i, "flags", err);
        row->flags |= flag;
    }
    rc_str phrase = rc_lexicon_cell(lex, rules->dates, i, "phrase");
    bool of_words = kind == DATE_MONTH || kind == DATE_WEEKDAY || kind == DATE_PART || kind == DATE_UNIT;
    if (!of_words || rc_str_find(phrase, RC_STR(" "), 0) != SIZE_MAX) return RC_OK;
    *rc_map_put(arena, &rules->lower, rc_utf8_lower(arena, phrase), NULL) = i + 1;
    *rc_map_put(arena, &rules->fold, rc_utf8_fold(arena, phrase), NULL) = i + 1;
    return RC_OK;
}

rc_status rc_date_rules_load(rc_date_rules **out, const rc_lexicon *lexicon, rc_arena *arena, rc_error *err)
{
    rc_date_rules *rules = RC_NEW(arena, rc_date_rules);
    rc_status status = rc_number_rules_load(&rules->numbers, lexicon, arena, err);
    if (status != RC_OK) return status;
    rules->dates = rc_lexicon_list(lexicon, "dates");
    rules->cues = rc_lexicon_list(lexicon, "cues");
    rules->clauses = rc_lexicon_list(lexicon, "clauses");
    uint32_t n = rc_lexicon_rows(lexicon, rules->dates);
    rules->rows = RC_NEWS(arena, date_row, n + 1);
    for (uint32_t i = 0; i < n && status == RC_OK; i++) status = load_row(rules, i, arena, err);
    if (status == RC_OK) *out = rules;
    return status;
}

static bool has_capital(const date_reader *r, uint32_t token, const date_row *row)
{
    return !(row->flags & DATE_FLAG_CAPITAL) || (r->doc->tokens[token].flags & RC_TOKEN_CAPITAL);
}

const uint64_t *date_kinds(const date_reader *r, rc_arena *arena)
{
    uint64_t *bits = RC_NEWS(arena, uint64_t, r->doc->n_tokens + 1);
    for (uint32_t i = 0; i < r->hits->n; i++) {
        const rc_hit *hit = &r->hits->ptr[i];
        if (hit->list == r->rules->dates) bits[hit->token] |= UINT64_C(1) << r->rules->rows[hit->row].kind;
    }
    for (uint32_t t = 0; t < r->doc->n_tokens; t++) {
        rc_str word = r->doc->tokens[t].lower;
        if (word.len > 1 && word.ptr[word.len - 1] == '.')
            bits[t] |= UINT64_C(1) << DATE_MONTH | UINT64_C(1) << DATE_WEEKDAY;
    }
    return bits;
}

const date_row *date_row_at(const date_reader *r, uint32_t token, date_word kind, uint32_t *count)
{
    if (token >= r->doc->n_tokens || !(r->kinds[token] >> kind & 1)) return NULL;
    for (uint32_t i = r->hits->at[token]; i < r->hits->at[token + 1]; i++) {
        const rc_hit *hit = &r->hits->ptr[i];
        if (hit->list != r->rules->dates) continue;
        const date_row *row = &r->rules->rows[hit->row];
        if (row->kind != kind || !has_capital(r, token, row)) continue;
        *count = hit->count;
        return row;
    }
    rc_str word = r->doc->tokens[token].lower; /* "sept." as one token; the list has the word without its stop */
    bool stopped = (kind == DATE_MONTH || kind == DATE_WEEKDAY) && word.len > 1 && word.ptr[word.len - 1] == '.';
    const date_row *row = stopped ? date_row_of(r, rc_str_sub(word, 0, word.len - 1), kind) : NULL;
    *count = 1;
    return row && has_capital(r, token, row) ? row : NULL;
}

const date_row *date_row_of(const date_reader *r, rc_str word, date_word kind)
{
    const uint64_t *row = rc_map_get(&r->rules->lower, word);
    if (!row && !r->doc->accents) row = rc_map_get(&r->rules->fold, word);
    if (!row || r->rules->rows[*row - 1].kind != kind) return NULL;
    return &r->rules->rows[*row - 1];
}
