#include "language/check.h"

#include "language/glyph.h"

static bool is_boundary(rc_str text, size_t at)
{
    return at == text.len || ((unsigned char)text.ptr[at] & 0xC0) != 0x80;
}

static const char *check_gap(rc_str text, size_t from, size_t to, bool may_break)
{
    while (from < to) {
        rc_glyph g = rc_glyph_at(text, from);
        if (g.kind == RC_GLYPH_LINE && !may_break) return "a line break inside a sentence";
        if (g.kind > RC_GLYPH_IGNORE) return "text between tokens that is not white space";
        from += g.bytes;
    }
    return NULL;
}

static bool is_plain(rc_str text)
{
    for (size_t i = 0; i < text.len;) {
        rc_glyph g = rc_glyph_at(text, i);
        if (g.kind == RC_GLYPH_IGNORE || g.kind == RC_GLYPH_MARK) return false;
        i += g.bytes;
    }
    return true;
}

static const char *check_forms(const rc_document *doc, uint32_t i, rc_arena *scratch)
{
    const rc_token *t = &doc->tokens[i];
    rc_str text = rc_token_text(doc, i);
    if (t->kind == RC_TOKEN_HASHTAG) text = rc_str_sub(text, 1, text.len);
    if (!is_plain(text)) return NULL;
    rc_arena_reset(scratch);
    if (!rc_str_eq(t->lower, rc_utf8_lower(scratch, text))) return "lower is not rc_utf8_lower";
    if (!rc_str_eq(t->fold, rc_utf8_fold(scratch, text))) return "fold is not rc_utf8_fold";
    return NULL;
}

static const char *check_tokens(const rc_document *doc, rc_arena *scratch)
{
    uint32_t end = 0;
    for (uint32_t i = 0; i < doc->n_tokens; i++) {
        const rc_token *t = &doc->tokens[i];
        if (t->span.beg >= t->span.end) return "an empty token";
        if (t->span.end > doc->text.len) return "a token beyond the text";
        if (t->span.beg < end) return "tokens overlap or are out of order";
        if (!is_boundary(doc->text, t->span.beg) || !is_boundary(doc->text, t->span.end)) return "half a character";
        if (t->kind > RC_TOKEN_SYMBOL) return "no kind of token";
        if (t->sentence >= doc->n_sentences) return "a token in no sentence";
        bool same = i && doc->tokens[i - 1].sentence == t->sentence;
        const char *wrong = check_gap(doc->text, end, t->span.beg, !same);
        if (!wrong && check_gap(doc->text, t->span.beg, t->span.end, true) == NULL) wrong = "a token of white space";
        if (!wrong && (t->flags & RC_TOKEN_GLUED) &&
            (!i || (end < t->span.beg && is_plain(rc_str_sub(doc->text, end, t->span.beg)))))
            wrong = "a glued token after a gap";
        if (!wrong) wrong = check_forms(doc, i, scratch);
        if (wrong) return wrong;
        end = t->span.end;
    }
    return check_gap(doc->text, end, doc->text.len, true);
}

static const char *check_sentences(const rc_document *doc)
{
    uint32_t next = 0;
    for (uint32_t i = 0; i < doc->n_sentences; i++) {
        const rc_sentence *s = &doc->sentences[i];
        if (!s->count || s->first != next || s->count > doc->n_tokens - next) return "sentences do not tile the tokens";
        rc_span span = rc_tokens_span(doc, s->first, s->count);
        if (span.beg != s->span.beg || span.end != s->span.end) return "a sentence's span is not that of its tokens";
        for (uint32_t k = s->first; k < s->first + s->count; k++)
            if (doc->tokens[k].sentence != i) return "a token that names another sentence";
        next += s->count;
    }
    return next == doc->n_tokens ? NULL : "tokens after the last sentence";
}

static const char *check_blocks(const rc_document *doc)
{
    uint32_t next = 0;
    for (uint32_t i = 0; i < doc->n_blocks; i++) {
        const rc_block *b = &doc->blocks[i];
        if (!b->count || b->first != next || b->count > doc->n_sentences - next)
            return "blocks do not tile the sentences";
        for (uint32_t k = b->first; k < b->first + b->count; k++)
            if (doc->sentences[k].block != i) return "a sentence that names another block";
        bool posted = b->kind == RC_BLOCK_POST || b->kind == RC_BLOCK_CREDIT;
        if (posted != (b->post >= 0) || b->post >= (int32_t)doc->n_posts) return "a block's post";
        next += b->count;
    }
    return next == doc->n_sentences ? NULL : "sentences after the last block";
}

static const char *check_rest(const rc_document *doc)
{
    for (uint32_t i = 0; i < doc->n_quotations; i++) {
        const rc_quotation *q = &doc->quotations[i];
        if (!q->count || q->first >= doc->n_tokens || q->count > doc->n_tokens - q->first)
            return "a quotation's tokens";
        if (i && q->first <= doc->quotations[i - 1].first) return "quotations are out of order";
        uint32_t from = doc->tokens[q->first].sentence, to = doc->tokens[q->first + q->count - 1].sentence;
        if (doc->sentences[to].block - doc->sentences[from].block > 2) return "a quotation beyond its line";
    }
    for (uint32_t i = 0; i < doc->n_posts; i++) {
        const rc_post *p = &doc->posts[i];
        if (p->block >= doc->n_blocks || p->credit >= doc->n_blocks) return "a post's blocks";
        if (doc->blocks[p->credit].kind != RC_BLOCK_CREDIT) return "a post's credit";
        if (p->author.end > doc->text.len || p->handle.end > doc->text.len || p->date.end > doc->text.len)
            return "a post's spans";
    }
    return NULL;
}

const char *rc_document_check(const rc_document *doc, rc_arena *scratch)
{
    const char *wrong = check_tokens(doc, scratch);
    if (!wrong) wrong = check_sentences(doc);
    if (!wrong) wrong = check_blocks(doc);
    if (!wrong) wrong = check_rest(doc);
    return wrong;
}
