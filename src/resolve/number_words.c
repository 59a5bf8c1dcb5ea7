/* Rows of the number lists, looked up by token. */
#include "resolve/number_words.h"

#include "recoupe/base/utf8.h"

typedef struct name_value {
    const char *name;
    int value;
} name_value;

static const name_value number_kinds[] = {{"small", NUMBER_SMALL},
                                          {"score", NUMBER_SCORE},
                                          {"hundred", NUMBER_HUNDRED},
                                          {"scale", NUMBER_SCALE},
                                          {"joiner", NUMBER_JOINER},
                                          {"group", NUMBER_GROUP},
                                          {"plural", NUMBER_PLURAL},
                                          {"vague", NUMBER_VAGUE},
                                          {"zero", NUMBER_ZERO},
                                          {"article", NUMBER_ARTICLE},
                                          {"set", NUMBER_SET},
                                          {"ordinal", NUMBER_ORDINAL},
                                          {"most", NUMBER_MOST},
                                          {"share", NUMBER_SHARE},
                                          {"decimal", NUMBER_DECIMAL},
                                          {"skip", NUMBER_SKIP},
                                          {NULL, 0}};

static const name_value bound_kinds[] = {
    {"least", BOUND_LEAST}, {"over", BOUND_OVER},       {"most", BOUND_MOST},   {"under", BOUND_UNDER},
    {"about", BOUND_ABOUT}, {"between", BOUND_BETWEEN}, {"from", BOUND_FROM},   {"to", BOUND_TO},
    {"or", BOUND_OR},       {"and", BOUND_AND},         {"of", BOUND_OF},       {"others", BOUND_OTHERS},
    {"part", BOUND_PART},   {"change", BOUND_CHANGE},   {"exact", BOUND_EXACT}, {NULL, 0}};

static const name_value unit_kinds[] = {
    {"percent", RC_UNIT_PERCENT},  {"age", RC_UNIT_AGE},           {"duration", RC_UNIT_DURATION},
    {"clock", RC_UNIT_CLOCK},      {"distance", RC_UNIT_DISTANCE}, {"area", RC_UNIT_AREA},
    {"money", RC_UNIT_MONEY},      {"weight", RC_UNIT_WEIGHT},     {"calibre", RC_UNIT_CALIBRE},
    {"ordinal", RC_UNIT_ORDINAL},  {"year", RC_UNIT_YEAR},         {"label", RC_UNIT_LABEL},
    {"years", UNIT_YEARS},         {"hours", UNIT_HOURS},          {"year-cue", UNIT_YEAR_CUE},
    {"clock-cue", UNIT_CLOCK_CUE}, {"between", UNIT_BETWEEN},      {NULL, 0}};

static const name_value side_names[] = {{"before", SIDE_BEFORE},
                                        {"after", SIDE_AFTER},
                                        {"both", SIDE_BEFORE | SIDE_AFTER},
                                        {"suffix", SIDE_SUFFIX},
                                        {"all", SIDE_BEFORE | SIDE_AFTER | SIDE_SUFFIX},
                                        {NULL, 0}};

static rc_str cell(const rc_number_rules *rules, int list, uint32_t row, const char *column)
{
    return rc_lexicon_cell(rules->lexicon, list, row, column);
}

static rc_status named(const rc_number_rules *rules, int list, const char *file, uint32_t row, const char *column,
                       const name_value *names, int *out, rc_error *err)
{
    rc_str name = cell(rules, list, row, column);
    for (; names->name; names++)
        if (rc_str_is(name, names->name)) {
            *out = names->value;
            return RC_OK;
        }
    rc_str phrase = cell(rules, list, row, "phrase");
    return rc_fail(err, RC_EFORMAT, "%s: '%.*s' is no %s (phrase '%.*s')", file, RC_FMT(name), column, RC_FMT(phrase));
}

static double real_cell(const rc_number_rules *rules, uint32_t row, const char *column)
{
    double value = 0;
    return rc_str_real(cell(rules, rules->numbers, row, column), &value) ? value : 0;
}

static bool has_flag(rc_str flags, const char *flag)
{
    while (flags.ptr)
        if (rc_str_is(rc_str_trim(rc_str_cut(&flags, ',')), flag)) return true;
    return false;
}

static bool is_one_word(rc_str phrase)
{
    return rc_str_find(phrase, RC_STR(" "), 0) == SIZE_MAX;
}

static rc_status load_numbers(rc_number_rules *rules, rc_arena *arena, rc_error *err)
{
    uint32_t n = rc_lexicon_rows(rules->lexicon, rules->numbers);
    rules->number_rows = RC_NEWS(arena, number_row, n + 1);
    for (uint32_t i = 0; i < n; i++) {
        int kind = 0;
        rc_status status = named(rules, rules->numbers, "numbers.tsv", i, "kind", number_kinds, &kind, err);
        if (status != RC_OK) return status;
        rc_str phrase = cell(rules, rules->numbers, i, "phrase");
        rc_str flags = cell(rules, rules->numbers, i, "flags");
        number_row *row = &rules->number_rows[i];
        row->kind = (number_kind)kind;
        row->approx = has_flag(flags, "approx");
        row->others = has_flag(flags, "others");
        row->back = has_flag(flags, "back");
        row->needs = has_flag(flags, "noun");
        if (kind == NUMBER_DECIMAL) {
            rc_str sign = cell(rules, rules->numbers, i, "value");
            rules->decimal = sign.len ? sign.ptr[0] : '.';
            continue;
        }
        row->value = real_cell(rules, i, "value");
        row->low = real_cell(rules, i, "low");
        if (!is_one_word(phrase)) continue;
        rc_str lower = rc_utf8_lower(arena, phrase), fold = rc_utf8_fold(arena, phrase);
        *rc_map_put(arena, &rules->words_lower, lower, NULL) = i + 1;
        *rc_map_put(arena, &rules->words_fold, fold, NULL) = i + 1;
    }
    return RC_OK;
}

static rc_status load_bounds(rc_number_rules *rules, rc_arena *arena, rc_error *err)
{
    uint32_t n = rc_lexicon_rows(rules->lexicon, rules->bounds);
    rules->bound_rows = RC_NEWS(arena, bound_row, n + 1);
    for (uint32_t i = 0; i < n; i++) {
        int kind = 0, sides = 0;
        rc_status status = named(rules, rules->bounds, "bounds.tsv", i, "kind", bound_kinds, &kind, err);
        if (status == RC_OK) status = named(rules, rules->bounds, "bounds.tsv", i, "side", side_names, &sides, err);
        if (status != RC_OK) return status;
        rules->bound_rows[i] = (bound_row){(bound_kind)kind, (unsigned)sides};
        if (!((unsigned)sides & SIDE_SUFFIX)) continue;
        rc_str word = rc_utf8_lower(arena, cell(rules, rules->bounds, i, "phrase"));
        *rc_map_put(arena, &rules->suffix_bounds, word, NULL) = i + 1;
    }
    return RC_OK;
}

static rc_status load_units(rc_number_rules *rules, rc_arena *arena, rc_error *err)
{
    uint32_t n = rc_lexicon_rows(rules->lexicon, rules->units);
    rules->unit_rows = RC_NEWS(arena, unit_row, n + 1);
    for (uint32_t i = 0; i < n; i++) {
        int unit = 0, sides = 0;
        rc_status status = named(rules, rules->units, "units.tsv", i, "unit", unit_kinds, &unit, err);
        if (status == RC_OK) status = named(rules, rules->units, "units.tsv", i, "side", side_names, &sides, err);
        if (status != RC_OK) return status;
        rules->unit_rows[i] = (unit_row){unit, (unsigned)sides};
        rc_str phrase = cell(rules, rules->units, i, "phrase");
        bool follows = (unsigned)sides & (SIDE_AFTER | SIDE_SUFFIX);
        if (follows && is_one_word(phrase))
            *rc_map_put(arena, &rules->suffixes, rc_utf8_lower(arena, phrase), NULL) = i + 1;
    }
    return RC_OK;
}

static void load_calendar(rc_number_rules *rules, rc_arena *arena)
{
    uint32_t n = rc_lexicon_rows(rules->lexicon, rules->dates);
    rules->month_rows = RC_NEWS(arena, bool, n + 1);
    rules->weekday_rows = RC_NEWS(arena, bool, n + 1);
    for (uint32_t i = 0; i < n; i++) {
        rc_str kind = cell(rules, rules->dates, i, "kind");
        rules->month_rows[i] = rc_str_is(kind, "month");
        rules->weekday_rows[i] = rc_str_is(kind, "weekday");
        rc_str phrase = cell(rules, rules->dates, i, "phrase");
        if (rules->month_rows[i] && is_one_word(phrase))
            *rc_map_put(arena, &rules->months, rc_utf8_lower(arena, phrase), NULL) = i + 1;
    }
}

rc_status rc_number_rules_load(rc_number_rules **out, const rc_lexicon *lexicon, rc_arena *arena, rc_error *err)
{
    rc_number_rules *rules = RC_NEW(arena, rc_number_rules);
    rules->lexicon = lexicon;
    rules->decimal = '.';
    rules->numbers = rc_lexicon_list(lexicon, "numbers");
    rules->bounds = rc_lexicon_list(lexicon, "bounds");
    rules->units = rc_lexicon_list(lexicon, "units");
    rules->dates = rc_lexicon_list(lexicon, "dates");
    rules->people = rc_lexicon_list(lexicon, "people");
    rules->equipment = rc_lexicon_list(lexicon, "equipment");
    rules->effects = rc_lexicon_list(lexicon, "effects");
    rc_status status = load_numbers(rules, arena, err);
    if (status == RC_OK) status = load_bounds(rules, arena, err);
    if (status == RC_OK) status = load_units(rules, arena, err);
    if (status != RC_OK) return status;
    load_calendar(rules, arena);
    *out = rules;
    return RC_OK;
}

/* ---- rows at a token */

const rc_hit *number_hit(const number_reader *r, uint32_t token, int list)
{
    return token < r->doc->n_tokens && list >= 0 ? rc_hit_at(r->hits, token, list) : NULL;
}

const number_row *number_row_at(const number_reader *r, uint32_t token, uint32_t *count)
{
    const rc_hit *hit = number_hit(r, token, r->rules->numbers);
    if (!hit) return NULL;
    *count = hit->count;
    return &r->rules->number_rows[hit->row];
}

/* A phrase may be a bound on one side in one row and on the other in another: all rows of the hit are looked at. */
const bound_row *bound_at(const number_reader *r, uint32_t token, unsigned side, uint32_t *count)
{
    if (token >= r->doc->n_tokens) return NULL;
    for (uint32_t i = r->hits->at[token]; i < r->hits->at[token + 1]; i++) {
        const rc_hit *hit = &r->hits->ptr[i];
        if (hit->list != r->rules->bounds || !(r->rules->bound_rows[hit->row].sides & side)) continue;
        *count = hit->count;
        return &r->rules->bound_rows[hit->row];
    }
    return NULL;
}

const unit_row *unit_at(const number_reader *r, uint32_t token, unsigned side, uint32_t *count)
{
    if (token >= r->doc->n_tokens) return NULL;
    for (uint32_t i = r->hits->at[token]; i < r->hits->at[token + 1]; i++) {
        const rc_hit *hit = &r->hits->ptr[i];
        if (hit->list != r->rules->units || !(r->rules->unit_rows[hit->row].sides & side)) continue;
        *count = hit->count;
        return &r->rules->unit_rows[hit->row];
    }
    return NULL;
}

#define LONGEST_BEFORE 4

const bound_row *bound_before(const number_reader *r, uint32_t token, uint32_t *count)
{
    for (uint32_t n = LONGEST_BEFORE; n > 0; n--) {
        if (n > token) continue;
        const bound_row *row = bound_at(r, token - n, SIDE_BEFORE, count);
        if (row && *count == n) return row;
    }
    return NULL;
}

const unit_row *unit_before(const number_reader *r, uint32_t token, uint32_t *count)
{
    for (uint32_t n = LONGEST_BEFORE; n > 0; n--) {
        if (n > token) continue;
        const unit_row *row = unit_at(r, token - n, SIDE_BEFORE, count);
        if (row && *count == n) return row;
    }
    return NULL;
}

bool number_is_month(const number_reader *r, uint32_t token)
{
    const rc_hit *hit = number_hit(r, token, r->rules->dates);
    if (hit) return r->rules->month_rows[hit->row];
    if (token >= r->doc->n_tokens) return false;
    rc_str word = r->doc->tokens[token].lower; /* "sept." as one token */
    bool stopped = word.len > 1 && word.ptr[word.len - 1] == '.';
    return stopped && rc_map_get(&r->rules->months, rc_str_sub(word, 0, word.len - 1));
}

bool number_is_weekday(const number_reader *r, uint32_t token)
{
    const rc_hit *hit = number_hit(r, token, r->rules->dates);
    return hit && r->rules->weekday_rows[hit->row];
}
