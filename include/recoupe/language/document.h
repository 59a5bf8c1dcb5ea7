/** A report's text taken apart: blocks, sentences, tokens, quotations, embedded posts. */
#ifndef RECOUPE_LANGUAGE_DOCUMENT_H
#define RECOUPE_LANGUAGE_DOCUMENT_H

#include "recoupe/base/arena.h"

typedef enum rc_token_kind {
    RC_TOKEN_WORD,    /**< letters, inner hyphens and apostrophes ("porte-parole"; "l'" and "armée" are two) */
    RC_TOKEN_NUMBER,  /**< digits with their separators: "5 000", "1,200", "3.5"; "40e", "T-72" are words */
    RC_TOKEN_PUNCT,   /**< one sign; an ellipsis is one token */
    RC_TOKEN_OPEN,    /**< opening quotation mark */
    RC_TOKEN_CLOSE,   /**< closing quotation mark */
    RC_TOKEN_HASHTAG, /**< "#Taliban": its `lower` and `fold` are without the sign */
    RC_TOKEN_HANDLE,  /**< "@name" */
    RC_TOKEN_URL,     /**< address of a page or picture, scheme or not ("pic.twitter.com/x") */
    RC_TOKEN_SYMBOL   /**< emoji, currency, arithmetic */
} rc_token_kind;

enum {
    RC_TOKEN_CAPITAL = 1, /**< first letter is upper case */
    RC_TOKEN_UPPER = 2,   /**< two letters or more, all upper case */
    RC_TOKEN_GLUED = 4,   /**< no white space before it */
    RC_TOKEN_STARTS = 8   /**< first word of its sentence: its capital says nothing */
};

typedef struct rc_token {
    rc_span span;
    rc_str lower; /**< rc_utf8_lower of the text, combining accents composed, zero-width characters left out */
    rc_str fold;  /**< rc_utf8_fold of the same */
    uint32_t sentence;
    uint8_t kind, flags;
} rc_token;

typedef enum rc_block_kind {
    RC_BLOCK_PROSE,
    RC_BLOCK_HEADING, /**< a short line without a full stop, set apart, or an item that heads a list */
    RC_BLOCK_POST,    /**< the words of an embedded post (tweet, Telegram) */
    RC_BLOCK_CREDIT   /**< the line that names its author: "– Name (@handle) 1 September 2021" */
} rc_block_kind;

typedef struct rc_sentence {
    uint32_t first, count; /**< tokens */
    rc_span span;
    uint32_t block;
    bool dateline; /**< "KABUL, Sept 7 (Reuters) -": what the paragraph begins with before anything is said */
} rc_sentence;

/** A paragraph, heading or embedded post. */
typedef struct rc_block {
    rc_block_kind kind;
    uint32_t first, count; /**< sentences */
    int32_t post;          /**< index into rc_document.posts for POST and CREDIT, else -1 */
} rc_block;

/** Quoted words, marks left out; may run over several sentences. */
typedef struct rc_quotation {
    uint32_t first, count; /**< tokens inside the marks */
    bool closed;           /**< false: the closing mark is missing, it ends with its block */
} rc_quotation;

/** An embedded post; empty spans where the report does not say. */
typedef struct rc_post {
    rc_span author, handle, date;
    uint32_t block, credit; /**< first block of its words (`credit` itself when there are none), and of its credit */
} rc_post;

typedef struct rc_document {
    rc_str text;
    char lang[12];
    bool accents; /**< the text has accented letters; if not, words match without them */
    rc_token *tokens;
    rc_sentence *sentences;
    rc_block *blocks;
    rc_quotation *quotations;
    rc_post *posts;
    uint32_t n_tokens, n_sentences, n_blocks, n_quotations, n_posts;
} rc_document;

/** Abbreviations, elisions and other facts about writing a language; read-only, shared by threads. */
typedef struct rc_orthography rc_orthography;

/** Read lang/<lang>/abbreviations.tsv and elisions.tsv, and stopwords.tsv where there is one, of the data folder into
 * `arena`. RC_EIO, or RC_EFORMAT that names file:line. */
rc_status rc_orthography_load(rc_orthography **out, const char *data_dir, const char *lang, rc_arena *arena,
                              rc_error *err);

/** Take `text` apart. Everything lives in `arena`; `text` is borrowed. Never fails on any well-formed UTF-8. A line is
 * a block; only a post and its credit in one line ("@name: words", "words – Name (@name) 5 March") are two. */
rc_document *rc_document_new(const rc_orthography *orthography, rc_str text, rc_arena *arena);

/** The token's words in the text. */
static inline rc_str rc_token_text(const rc_document *doc, uint32_t token)
{
    return rc_str_span(doc->text, doc->tokens[token].span);
}

/** Bytes from the first to the last of `count` tokens. */
static inline rc_span rc_tokens_span(const rc_document *doc, uint32_t first, uint32_t count)
{
    return (rc_span){doc->tokens[first].span.beg, doc->tokens[first + (count ? count - 1 : 0)].span.end};
}

#endif
