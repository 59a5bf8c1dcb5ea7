/** Quantities in a text, by the rules of docs/RECORD.md: bounds, approximations, vague words. */
#ifndef RECOUPE_RESOLVE_NUMBER_H
#define RECOUPE_RESOLVE_NUMBER_H

#include "recoupe/language/lexicon.h"

typedef enum rc_unit {
    RC_UNIT_NONE, /**< counts the noun that follows */
    RC_UNIT_PERCENT,
    RC_UNIT_AGE,
    RC_UNIT_DURATION, /**< "40 dernières heures" */
    RC_UNIT_CLOCK,    /**< "8:30", "14 h" */
    RC_UNIT_DISTANCE,
    RC_UNIT_AREA,
    RC_UNIT_MONEY,
    RC_UNIT_WEIGHT,
    RC_UNIT_CALIBRE,
    RC_UNIT_ORDINAL, /**< "3e", "first" */
    RC_UNIT_YEAR,    /**< four digits that name a year, or a day within a date */
    RC_UNIT_LABEL    /**< part of a name or code: "Grad 122", "section 4" */
} rc_unit;

typedef enum rc_quantity_kind {
    RC_QUANTITY_NUMBER,  /**< a number in digits or words */
    RC_QUANTITY_VAGUE,   /**< "plusieurs", "dozens" */
    RC_QUANTITY_ARTICLE, /**< "un", "a": one, if nothing says otherwise */
    RC_QUANTITY_NONE     /**< "no", "aucun": zero */
} rc_quantity_kind;

typedef struct rc_quantity {
    uint32_t first, count; /**< tokens, bound words ("au moins") included; the unit word is not */
    double low, high;
    bool has_low, has_high, approx;
    bool others; /**< "35 autres", "another 35": of what was named before */
    bool part;   /**< "12 of them", "dont 3": a part of a total named before */
    bool most;   /**< "most of them": more than half of a total */
    rc_unit unit;
    rc_quantity_kind kind;
} rc_quantity;

typedef struct rc_quantities {
    rc_quantity *ptr;
    uint32_t n;
} rc_quantities;

/** What the number rules need of a language's lists (lang/<code>/numbers.tsv, bounds.tsv, units.tsv). */
typedef struct rc_number_rules rc_number_rules;
rc_status rc_number_rules_load(rc_number_rules **out, const rc_lexicon *lexicon, rc_arena *arena, rc_error *err);

/** All quantities of the document, in order, not overlapping. */
rc_quantities rc_numbers_find(const rc_number_rules *rules, const rc_document *doc, const rc_hits *hits,
                              rc_arena *arena);

#endif
