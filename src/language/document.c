#include "recoupe/language/document.h"

#include "language/scan.h"

/* A text of a language that writes accents has one in thirty letters; with fewer than one in this many it was typed
 * without them. */
#define LETTERS_PER_ACCENT 200

typedef RC_VEC(rc_credit) rc_credits;

static void add_block(rc_scan *s, rc_credits *credits, uint32_t first, uint32_t count, bool blank,
                      const rc_credit *credit)
{
    rc_scan_block(s, first, count, credit ? RC_BLOCK_CREDIT : RC_BLOCK_PROSE, blank);
    *RC_PUSH(s->arena, credits) = credit ? *credit : (rc_credit){.place = RC_CREDIT_NONE};
}

static bool may_be_credit(const rc_scan *s, uint32_t first, uint32_t end)
{
    for (uint32_t i = first; i < end; i++)
        if (s->tokens.ptr[i].kind == RC_TOKEN_HANDLE) return true;
    const rc_token *t = &s->tokens.ptr[first]; /* "— Name (Telegram), 5 March" */
    return t->kind == RC_TOKEN_PUNCT && end - first < 24 && rc_glyph_is_dash(rc_glyph_at(s->text, t->span.beg));
}

/* One line is one block, or two or three where it holds a post and its credit. */
static void add_line(rc_scan *s, rc_credits *credits, bool blank)
{
    uint32_t first = s->line_first, end = (uint32_t)s->tokens.len;
    if (first == end) return;
    rc_credit credit = {.place = RC_CREDIT_NONE};
    if (may_be_credit(s, first, end)) credit = rc_scan_credit(s, first, end - first);
    if (credit.place == RC_CREDIT_NONE) {
        add_block(s, credits, first, end - first, blank, NULL);
        return;
    }
    if (credit.first > first) add_block(s, credits, first, credit.first - first, blank, NULL);
    add_block(s, credits, credit.first, credit.count, blank && credit.first == first, &credit);
    uint32_t after = credit.first + credit.count;
    if (after < end) add_block(s, credits, after, end - after, false, NULL);
}

/* Passes the break at s->at; "\r\n" is one. */
static void pass_break(rc_scan *s)
{
    rc_glyph g = rc_glyph_at(s->text, s->at);
    s->at += g.bytes;
    if (g.cp == '\r' && s->at < s->text.len && s->text.ptr[s->at] == '\n') s->at++;
}

static void drop_empty_quotations(rc_scan *s)
{
    size_t kept = 0;
    for (size_t i = 0; i < s->quotations.len; i++)
        if (s->quotations.ptr[i].count) s->quotations.ptr[kept++] = s->quotations.ptr[i];
    s->quotations.len = kept;
}

rc_document *rc_document_new(const rc_orthography *orthography, rc_str text, rc_arena *arena)
{
    rc_document *doc = RC_NEW(arena, rc_document);
    memcpy(doc->lang, orthography->lang, sizeof doc->lang);
    doc->text = text;
    rc_scan s = {.orthography = orthography, .text = rc_str_sub(text, 0, UINT32_MAX), .arena = arena};
    s.tokens.cap = s.text.len / 6 + 16;
    s.tokens.ptr = RC_NEWS(arena, rc_token, s.tokens.cap);
    rc_credits credits = {0};
    bool blank = false;
    while (s.at < s.text.len) {
        rc_scan_line(&s);
        rc_scan_quotes_end(&s);
        bool empty = s.line_first == s.tokens.len;
        add_line(&s, &credits, blank);
        blank = empty && s.blocks.len;
        pass_break(&s);
    }
    rc_scan_posts(&s, credits.ptr);
    rc_scan_headings(&s);
    drop_empty_quotations(&s);
    doc->accents = !orthography->accented || s.accents * LETTERS_PER_ACCENT > s.letters;
    doc->tokens = s.tokens.ptr;
    doc->n_tokens = (uint32_t)s.tokens.len;
    doc->sentences = s.sentences.ptr;
    doc->n_sentences = (uint32_t)s.sentences.len;
    doc->blocks = s.blocks.ptr;
    doc->n_blocks = (uint32_t)s.blocks.len;
    doc->quotations = s.quotations.ptr;
    doc->n_quotations = (uint32_t)s.quotations.len;
    doc->posts = s.posts.ptr;
    doc->n_posts = (uint32_t)s.posts.len;
    return doc;
}
