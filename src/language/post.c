#include "language/scan.h"

/* A post without any other sign of being one is not longer than this; with them, than the second. */
#define PLAIN_POST_BYTES 420
#define POST_BYTES 1500
#define POST_BLOCKS 8

static uint32_t bytes_of(const rc_scan *s, size_t block)
{
    const rc_block_facts *f = &s->facts.ptr[block];
    return s->tokens.ptr[f->first + f->count - 1].span.end - s->tokens.ptr[f->first].span.beg;
}

static bool ends_with_colon(const rc_scan *s, size_t block)
{
    const rc_block_facts *f = &s->facts.ptr[block];
    return rc_scan_token_is(s, f->first + f->count - 1, ":");
}

/* Addresses of pictures, tags, handles, emoji, or quoted from end to end. */
static bool looks_like_post(const rc_scan *s, size_t block)
{
    const rc_block_facts *f = &s->facts.ptr[block];
    const rc_token *t = &s->tokens.ptr[f->first];
    if (t[0].kind == RC_TOKEN_OPEN && t[f->count - 1].kind == RC_TOKEN_CLOSE) return true;
    for (uint32_t i = 0; i < f->count; i++) {
        if (t[i].kind == RC_TOKEN_URL || t[i].kind == RC_TOKEN_HASHTAG || t[i].kind == RC_TOKEN_HANDLE) return true;
        if (t[i].kind == RC_TOKEN_SYMBOL && t[i].span.end - t[i].span.beg >= 4) return true;
    }
    return false;
}

static void claim_block(rc_scan *s, size_t block, int32_t post)
{
    s->blocks.ptr[block].kind = RC_BLOCK_POST;
    s->blocks.ptr[block].post = post;
}

static bool is_free(const rc_scan *s, size_t block)
{
    return s->blocks.ptr[block].post < 0 && s->blocks.ptr[block].kind != RC_BLOCK_CREDIT;
}

static bool has_blank_lines(const rc_scan *s)
{
    for (size_t i = 1; i < s->facts.len; i++)
        if (s->facts.ptr[i].blank_before) return true;
    return false;
}

/* The blocks before a credit that are its words: [return, credit). */
static size_t words_before(const rc_scan *s, size_t credit, bool sure, bool blanks)
{
    if (!credit || !is_free(s, credit - 1) || ends_with_colon(s, credit - 1)) return credit;
    size_t block = credit - 1;
    bool evidence = looks_like_post(s, block) || (block && ends_with_colon(s, block - 1));
    if (bytes_of(s, block) > (evidence ? POST_BYTES : PLAIN_POST_BYTES)) return credit;
    if (!evidence && !sure && bytes_of(s, block) > PLAIN_POST_BYTES / 2) return credit;
    /* Lines of one post stand together where the paragraphs of the article are set apart. */
    uint32_t total = bytes_of(s, block);
    while (blanks && block && !s->facts.ptr[block].blank_before && credit - block < POST_BLOCKS &&
           is_free(s, block - 1) && !ends_with_colon(s, block - 1)) {
        total += bytes_of(s, block - 1);
        if (total > POST_BYTES) break;
        block--;
    }
    return block;
}

/* "2/", "3/7", "4)": the parts of a thread. */
static bool is_numbered(const rc_scan *s, size_t block)
{
    const rc_block_facts *f = &s->facts.ptr[block];
    const rc_token *t = &s->tokens.ptr[f->first];
    if (t->kind != RC_TOKEN_NUMBER) return false;
    rc_str number = rc_scan_text(s, f->first);
    if (number.len && memchr(number.ptr, '/', number.len)) return number.len <= 5;
    return f->count > 1 && number.len <= 2 && (t[1].flags & RC_TOKEN_GLUED) && rc_scan_token_is(s, f->first + 1, "/");
}

/* The blocks after a header that are its words: (header, return). In a text that begins with a header all belong to the
 * header above them. */
static size_t words_after(const rc_scan *s, size_t header, bool thread)
{
    size_t end = header + 1;
    while (end < s->blocks.len && is_free(s, end)) {
        bool goes_on = thread || end == header + 1 || is_numbered(s, end);
        if (!goes_on && (s->facts.ptr[end].blank_before || end - header > POST_BLOCKS)) break;
        end++;
    }
    return end;
}

void rc_scan_posts(rc_scan *s, const rc_credit *credits)
{
    bool blanks = has_blank_lines(s);
    bool thread = s->blocks.len && credits[0].place == RC_CREDIT_BEFORE;
    int32_t owner = -1; /* of the header last seen */
    for (size_t i = 0; i < s->blocks.len; i++) {
        if (credits[i].place == RC_CREDIT_NONE) continue;
        int32_t number = (int32_t)s->posts.len;
        size_t from = i + 1, to;
        if (credits[i].place == RC_CREDIT_AFTER) {
            from = words_before(s, i, credits[i].sure, blanks);
            to = i;
        } else if (credits[i].place == RC_CREDIT_INLINE) {
            to = i + 2;
        } else {
            to = words_after(s, i, thread);
            if (to == i + 1 && credits[i].date.beg == credits[i].date.end) {
                s->blocks.ptr[i].kind = RC_BLOCK_PROSE; /* a name alone at the end of a text */
                continue;
            }
        }
        for (size_t k = from; k < to; k++) claim_block(s, k, number);
        if (credits[i].place == RC_CREDIT_BEFORE) owner = number;
        /* A thread goes on after the words of another that it repeats. */
        if (credits[i].place == RC_CREDIT_INLINE && thread && owner >= 0)
            for (size_t k = to, end = words_after(s, to - 1, thread); k < end; k++) claim_block(s, k, owner);
        s->blocks.ptr[i].post = number;
        *RC_PUSH(s->arena, &s->posts) = (rc_post){.author = credits[i].author,
                                                  .handle = credits[i].handle,
                                                  .date = credits[i].date,
                                                  .block = (uint32_t)(from < to ? from : i),
                                                  .credit = (uint32_t)i};
    }
}
