#include "train/rough.h"

#include <utf8proc.h>

#include "recoupe/base/utf8.h"

rc_str rc_rough_upper(rc_str s, rc_arena *arena)
{
    char *out = rc_arena_alloc(arena, 1, 1, 4 * s.len + 1);
    size_t len = 0;
    for (size_t i = 0; i < s.len;) {
        unsigned bytes;
        uint32_t cp = rc_utf8_decode(s, i, &bytes);
        i += bytes;
        len += rc_utf8_encode((uint32_t)utf8proc_toupper((utf8proc_int32_t)cp), out + len);
    }
    return (rc_str){out, len};
}

rc_str rc_rough_plain(rc_str s, rc_arena *arena)
{
    char *out = rc_arena_alloc(arena, 1, 1, 4 * s.len + 1);
    size_t len = 0;
    for (size_t i = 0; i < s.len;) {
        unsigned bytes;
        uint32_t cp = rc_utf8_decode(s, i, &bytes);
        i += bytes;
        utf8proc_int32_t parts[8];
        int boundary = 0;
        utf8proc_ssize_t n = utf8proc_decompose_char((utf8proc_int32_t)cp, parts, 8, UTF8PROC_DECOMPOSE, &boundary);
        len += rc_utf8_encode(n > 0 && cp >= 0x80 && parts[0] < 0x80 ? (uint32_t)parts[0] : cp, out + len);
    }
    return (rc_str){out, len};
}

rc_gold_sentence rc_rough_sentence(const rc_gold_sentence *s, rc_str (*change)(rc_str, rc_arena *), rc_arena *arena)
{
    rc_gold_sentence out = *s;
    out.words = RC_NEWS(arena, rc_gold_word, s->n_words);
    out.tokens = RC_NEWS(arena, rc_gold_token, s->n_tokens);
    for (uint32_t i = 0; i < s->n_words; i++) {
        out.words[i] = s->words[i];
        out.words[i].form = change(s->words[i].form, arena);
    }
    for (uint32_t i = 0; i < s->n_tokens; i++) {
        out.tokens[i] = s->tokens[i];
        out.tokens[i].form = change(s->tokens[i].form, arena);
    }
    return out;
}
