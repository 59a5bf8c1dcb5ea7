#include "language/scan.h"

#define HEADING_TOKENS 24
#define HEADING_BYTES 160
#define LIST_NUMBER_BYTES 3

uint32_t rc_scan_block(rc_scan *s, uint32_t first, uint32_t count, rc_block_kind kind, bool blank_before)
{
    uint32_t sentence = (uint32_t)s->sentences.len;
    rc_scan_sentences(s, first, count);
    uint32_t number = (uint32_t)s->blocks.len;
    *RC_PUSH(s->arena, &s->blocks) =
        (rc_block){.kind = kind, .first = sentence, .count = (uint32_t)s->sentences.len - sentence, .post = -1};
    *RC_PUSH(s->arena, &s->facts) = (rc_block_facts){.first = first, .count = count, .blank_before = blank_before};
    return number;
}

static const rc_token *token_of(const rc_scan *s, size_t block, bool last)
{
    const rc_block_facts *f = &s->facts.ptr[block];
    return &s->tokens.ptr[f->first + (last ? f->count - 1 : 0)];
}

static rc_glyph first_of(const rc_scan *s, size_t block)
{
    return rc_glyph_at(s->text, token_of(s, block, false)->span.beg);
}

/* Ends as sentences end, or announces what follows. */
static bool is_finished(const rc_scan *s, size_t block)
{
    const rc_block_facts *f = &s->facts.ptr[block];
    uint32_t i = f->first + f->count;
    while (i > f->first + 1) {
        const rc_token *t = &s->tokens.ptr[i - 1];
        if (t->kind != RC_TOKEN_CLOSE && !rc_scan_token_is(s, i - 1, ")")) break;
        i--;
    }
    rc_str last = rc_scan_text(s, i - 1);
    return rc_scan_is_stop(s, i - 1) || rc_str_is(last, ":") || rc_str_is(last, ";") || rc_str_is(last, ",");
}

static bool is_list_item(const rc_scan *s, size_t block)
{
    const rc_token *t = token_of(s, block, false);
    rc_glyph g = first_of(s, block);
    if (t->kind == RC_TOKEN_NUMBER && t->span.end - t->span.beg <= LIST_NUMBER_BYTES && s->facts.ptr[block].count > 1 &&
        t[1].kind == RC_TOKEN_PUNCT)
        return true;
    if (t->kind == RC_TOKEN_SYMBOL) return g.cp == '+';
    return t->kind == RC_TOKEN_PUNCT && (rc_glyph_is_dash(g) || g.cp == '*' || g.cp == 0x2022 || g.cp == 0xB7);
}

/* Bytes between the beginning of its line and its first token. */
static size_t indent_of(const rc_scan *s, size_t block)
{
    size_t at = token_of(s, block, false)->span.beg, first = at;
    while (first > 0 && s->text.ptr[first - 1] != '\n' && s->text.ptr[first - 1] != '\r') first--;
    return at - first;
}

/* An item of a list that a list of its own hangs on names what the items below it are about. */
static bool heads_list(const rc_scan *s, size_t block)
{
    return is_list_item(s, block) && is_list_item(s, block + 1) && indent_of(s, block + 1) > indent_of(s, block);
}

static bool is_heading(const rc_scan *s, size_t block)
{
    if (block + 1 >= s->blocks.len || s->blocks.ptr[block].kind != RC_BLOCK_PROSE) return false;
    const rc_block_facts *f = &s->facts.ptr[block];
    if (f->count > HEADING_TOKENS ||
        token_of(s, block, true)->span.end - token_of(s, block, false)->span.beg > HEADING_BYTES)
        return false;
    if (is_finished(s, block)) return false;
    if (is_list_item(s, block)) return heads_list(s, block);
    /* A line broken in the middle of a sentence goes on in lower case. */
    if (first_of(s, block).kind == RC_GLYPH_LOWER || first_of(s, block + 1).kind == RC_GLYPH_LOWER) return false;
    return block == 0 || f->blank_before || f[1].blank_before || is_finished(s, block - 1);
}

void rc_scan_headings(rc_scan *s)
{
    for (size_t i = 0; i < s->blocks.len; i++)
        if (is_heading(s, i)) s->blocks.ptr[i].kind = RC_BLOCK_HEADING;
}
