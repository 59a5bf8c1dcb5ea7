/** A report being read: its document, everything resolved in it, and indexes by token. All in one arena. */
#ifndef CLAIMS_READING_H
#define CLAIMS_READING_H

#include "claims/rules.h"
#include "claims/syntax.h"

#define NO_INDEX (-1)

typedef struct rc_reading {
    const rc_rules *rules;
    const rc_document *doc;
    rc_hits hits;
    rc_quantities quantities;
    rc_timexes timexes;
    rc_parties parties;
    const rc_actors *actors; /**< the tables that the parties are from */
    rc_places places;
    rc_places countries;  /**< spoken of, though not named as places */
    const syntax *syntax; /**< never NULL; empty for a language without a model */
    rc_day published;
    rc_date_scope dated;
    rc_str title;
    const struct conflict *conflict; /**< what the report is about, claims/conflict.h */
    const act_row *title_act;        /**< the most telling act that the title names, or NULL */
    /* by token: the mention that covers it, or NO_INDEX */
    int32_t *quantity_at, *timex_at, *party_at, *place_at, *quotation_at;
    bool all_upper;               /* a dispatch in capitals: they say nothing */
    uint32_t *grammar;            /* by token: G_* bits of words that begin there */
    uint32_t *classes;            /* by token: classes of words that patterns ask for (rc_rules.row_classes) */
    struct rc_explanation *trace; /**< notes for `explain`, claims/trace.h; NULL: nobody asks */
    rc_arena *arena;
} rc_reading;

/** Fill the indexes; the mentions are set already. */
void reading_index(rc_reading *reading);

/** Tokens of a sentence: [first, end). */
typedef struct range {
    uint32_t first, end;
} range;

range sentence_range(const rc_reading *reading, uint32_t sentence);
bool in_range(range r, uint32_t token);

/** The token is a comma, semicolon, ... */
bool is_sign(const rc_reading *reading, uint32_t token, char sign);

/** Any sign but quotation marks. */
bool is_punct(const rc_reading *reading, uint32_t token);

bool has_grammar(const rc_reading *reading, uint32_t token, uint32_t bits);

/** A capitalised word that begins no sentence, as names have; in a dispatch all in capitals what the analysis takes for
 * a name and no list knows. */
bool is_capital(const rc_reading *reading, uint32_t token);

/** A capitalised word, whatever its place. */
bool has_capital(const rc_reading *reading, uint32_t token);

const rc_party_mention *party_at(const rc_reading *reading, uint32_t token);
const rc_place_mention *place_at(const rc_reading *reading, uint32_t token);
const rc_timex *timex_at(const rc_reading *reading, uint32_t token);
const rc_quantity *quantity_at(const rc_reading *reading, uint32_t token);

/** Text of tokens [first, end). */
rc_str tokens_text(const rc_reading *reading, uint32_t first, uint32_t end);

/** First hit of a list at a token whose part of speech is `pos`, or NULL; `pos_of` tells a row's. */
/** A phrase of settings.tsv of this kind begins at the token. */
bool has_setting(const rc_reading *reading, uint32_t token, setting_kind kind);
const rc_hit *hit_with(const rc_reading *reading, uint32_t token, int list);

/** A word of placewords.tsv that speaks of places, and is not merely the name of one somewhere. */
bool is_place_word(const rc_reading *reading, uint32_t token);

/** What it says of them. */
place_word place_word_at(const rc_reading *reading, uint32_t token);

/** The word stands where a noun stands: behind an article, a number, "of", an adjective of a side. Decides about words
 * that are noun and verb in one form ("attack", "attaque", "strike"). */
bool is_nominal(const rc_reading *reading, uint32_t token);

/** "leur porte-parole", "its fighters": a pronoun form right before a noun for people or a source. */
bool is_possessive(const rc_reading *reading, uint32_t token);

/** A finite verb begins here, as far as the lists know: a form of be / have, or of a verb of any list. */
bool is_verb(const rc_reading *reading, uint32_t token);

#endif
