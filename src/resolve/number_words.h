/* What number.c and date.c share: the rows of numbers.tsv, bounds.tsv and units.tsv, and the reading of one cardinal.
 */
#ifndef RECOUPE_SRC_RESOLVE_NUMBER_WORDS_H
#define RECOUPE_SRC_RESOLVE_NUMBER_WORDS_H

#include "recoupe/base/map.h"
#include "recoupe/resolve/number.h"

typedef enum number_kind {
    NUMBER_OTHER, /* no number word */
    NUMBER_SMALL,
    NUMBER_SCORE, /* "vingt": 20, but 80 after 4 */
    NUMBER_HUNDRED,
    NUMBER_SCALE,
    NUMBER_JOINER,
    NUMBER_GROUP,
    NUMBER_PLURAL,
    NUMBER_VAGUE,
    NUMBER_ZERO,
    NUMBER_ARTICLE,
    NUMBER_SET,
    NUMBER_ORDINAL,
    NUMBER_MOST,
    NUMBER_SHARE,
    NUMBER_DECIMAL,
    NUMBER_SKIP
} number_kind;

typedef struct number_row {
    number_kind kind;
    double value, low;
    bool approx, others, back, needs;
} number_row;

typedef enum bound_kind {
    BOUND_OTHER,
    BOUND_LEAST,
    BOUND_OVER,
    BOUND_MOST,
    BOUND_UNDER,
    BOUND_ABOUT,
    BOUND_BETWEEN,
    BOUND_FROM,
    BOUND_TO,
    BOUND_OR,
    BOUND_AND,
    BOUND_OF,
    BOUND_OTHERS,
    BOUND_PART,
    BOUND_CHANGE,
    BOUND_EXACT
} bound_kind;

enum { SIDE_BEFORE = 1, SIDE_AFTER = 2, SIDE_SUFFIX = 4 };

typedef struct bound_row {
    bound_kind kind;
    unsigned sides;
} bound_row;

enum {
    UNIT_YEARS = RC_UNIT_LABEL + 1, /* "ans": an age or a duration */
    UNIT_HOURS,                     /* "heures": a time of day after "à", else a duration */
    UNIT_YEAR_CUE,                  /* "en", "in": four digits after it name a year */
    UNIT_BETWEEN,                   /* "dernières": stands between a number and its unit */
    UNIT_CLOCK_CUE                  /* "à", "vers": hours after it are a time of day */
};

typedef struct unit_row {
    int unit;
    unsigned sides;
} unit_row;

struct rc_number_rules {
    const rc_lexicon *lexicon;
    int numbers, bounds, units, dates, people, equipment, effects;
    number_row *number_rows;
    bound_row *bound_rows;
    unit_row *unit_rows;
    bool *month_rows; /* rows of dates.tsv that are months */
    bool *weekday_rows;
    rc_map words_lower, words_fold; /* one-word rows of numbers.tsv: row + 1 */
    rc_map suffixes;                /* one-word rows of units.tsv: row + 1 */
    rc_map suffix_bounds;           /* one-word rows of bounds.tsv with side suffix: row + 1 */
    rc_map months;                  /* one-word rows of dates.tsv that are months: row + 1 */
    char decimal;                   /* the sign before decimals */
};

typedef struct number_reader {
    const rc_number_rules *rules;
    const rc_document *doc;
    const rc_hits *hits;
} number_reader;

/* A cardinal without its bounds: "3,5 millions", "quatre-vingt-dix", "une trentaine". */
typedef struct cardinal {
    uint32_t count;
    double value, scale;        /* value has the scale in it; scale is 1 where none is written */
    double decimal;             /* what the digits say when the separator marks decimals */
    bool ambiguous;             /* "1.200" could be 1200 or 1.2; value holds the first */
    bool approx, digits, plain; /* plain: digits without any separator or scale */
    bool is_article;            /* nothing but "un", "a" */
    bool is_ordinal;            /* "vingt-cinquième", "twenty fifth" */
    unsigned n_digits, n_decimals;
    rc_str rest; /* what follows the number inside its last token: "year-old", "k", "mm" */
} cardinal;

/* The first hit of a list at a token, or NULL; safe beyond the end. */
const rc_hit *number_hit(const number_reader *r, uint32_t token, int list);
const number_row *number_row_at(const number_reader *r, uint32_t token, uint32_t *count);
const bound_row *bound_at(const number_reader *r, uint32_t token, unsigned side, uint32_t *count);
const unit_row *unit_at(const number_reader *r, uint32_t token, unsigned side, uint32_t *count);

/* The bound or unit row of `side` whose phrase ends right before `token`; `*count` is its length. */
const bound_row *bound_before(const number_reader *r, uint32_t token, uint32_t *count);
const unit_row *unit_before(const number_reader *r, uint32_t token, uint32_t *count);

bool number_is_month(const number_reader *r, uint32_t token);
bool number_is_weekday(const number_reader *r, uint32_t token);

/* Read a cardinal that begins at `token`. Articles count ("un" = 1, is_article set). */
bool cardinal_at(const number_reader *r, uint32_t token, cardinal *out);

#endif
