/** The state of taking one text apart; document.c drives the parts. */
#ifndef RECOUPE_SRC_LANGUAGE_SCAN_H
#define RECOUPE_SRC_LANGUAGE_SCAN_H

#include "language/glyph.h"
#include "language/orthography.h"

#define RC_QUOTE_DEPTH 24

typedef enum rc_quote_kind {
    RC_QUOTE_ANGLE,    /**< « » ‹ › << >> */
    RC_QUOTE_DOUBLE,   /**< “ ” „ */
    RC_QUOTE_SINGLE,   /**< ‘ ’ */
    RC_QUOTE_STRAIGHT, /**< " */
    RC_QUOTE_TICK      /**< ' */
} rc_quote_kind;

typedef struct rc_open_quote {
    rc_quote_kind kind;
    uint32_t quotation;
    bool low; /**< „ : an upper mark closes it whichever way it turns */
} rc_open_quote;

/** What the header does not keep of a block. */
typedef struct rc_block_facts {
    uint32_t first, count; /**< tokens */
    bool blank_before;     /**< an empty line parts it from the block before */
} rc_block_facts;

typedef struct rc_scan {
    const rc_orthography *orthography;
    rc_str text;
    rc_arena *arena;
    size_t at;           /**< next byte to read */
    bool spaced;         /**< white space since the last token, or none yet in this line */
    uint32_t line_first; /**< first token of the line being read */
    char *pool;          /**< free room for lower and folded forms */
    size_t pool_len;
    rc_open_quote open[RC_QUOTE_DEPTH];
    unsigned n_open;
    size_t tick_close; /**< cache: a mark that can close ' is at or after it, SIZE_MAX: none in this line */
    size_t letters, accents;
    RC_VEC(rc_token) tokens;
    RC_VEC(rc_sentence) sentences;
    RC_VEC(rc_block) blocks;
    RC_VEC(rc_block_facts) facts;
    RC_VEC(rc_quotation) quotations;
    RC_VEC(rc_post) posts;
} rc_scan;

/** Append a token; its forms and flags are worked out here. */
void rc_scan_emit(rc_scan *s, size_t beg, size_t end, rc_token_kind kind);

/** forms.c: `lower`, `fold` and the flags of capitals. */
void rc_scan_forms(rc_scan *s, rc_token *token);

/** tokenise.c: the tokens of one line; s->at is left at its line break or the end of the text. */
void rc_scan_line(rc_scan *s);

/** word.c: one or more tokens from a letter or digit at s->at. */
void rc_scan_word(rc_scan *s);

/** number.c: end of the digits and their separators at `at`. */
size_t rc_scan_number(rc_str text, size_t at);

/** address.c: end of a URL, of a page without its scheme, or of an e-mail address at `at`; `at` itself when none. */
size_t rc_scan_url(rc_str text, size_t at);
size_t rc_scan_bare_address(rc_str text, size_t at);
size_t rc_scan_tag(rc_str text, size_t at); /**< hashtag or handle whose sign is at `at` */

/** quote.c: the quotation mark or apostrophe at s->at, when it is one. */
bool rc_scan_quote(rc_scan *s);
void rc_scan_quotes_end(rc_scan *s); /**< the block ends: so do its open quotations */

/** sentence.c: cut `count` tokens of one block into sentences. */
void rc_scan_sentences(rc_scan *s, uint32_t first, uint32_t count);

/** sentence.c: a full stop, question or exclamation mark, or ellipsis. */
bool rc_scan_is_stop(const rc_scan *s, uint32_t token);

/** Where a line names the author of a post. */
typedef struct rc_credit {
    uint32_t first, count; /**< tokens of the credit */
    rc_span author, handle, date;
    enum { RC_CREDIT_NONE, RC_CREDIT_AFTER, RC_CREDIT_BEFORE, RC_CREDIT_INLINE } place; /**< of its words */
    bool sure; /**< a dash, a handle and a date: nothing else looks like it */
} rc_credit;

/** credit.c: look for a credit among the `count` tokens of a line. AFTER: the credit follows its words, which may stand
 * before it in the same line; BEFORE: the words are in the lines that follow; INLINE: they follow in the same line. */
rc_credit rc_scan_credit(const rc_scan *s, uint32_t first, uint32_t count);

/** block.c: append a block of `count` tokens and its sentences. */
uint32_t rc_scan_block(rc_scan *s, uint32_t first, uint32_t count, rc_block_kind kind, bool blank_before);

/** block.c: after the last line: which blocks are headings, and which are words of posts. `credits` has one entry a
 * block; place is RC_CREDIT_NONE where the block is no credit. */
void rc_scan_headings(rc_scan *s);
void rc_scan_posts(rc_scan *s, const rc_credit *credits);

static inline rc_str rc_scan_text(const rc_scan *s, uint32_t token)
{
    return rc_str_span(s->text, s->tokens.ptr[token].span);
}

static inline bool rc_scan_token_is(const rc_scan *s, uint32_t token, const char *text)
{
    return rc_str_is(rc_scan_text(s, token), text);
}

#endif
