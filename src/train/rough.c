#include "train/rough.h"

#include <utf8proc.h>

#include "recoupe/base/utf8.h"
#include "train/network.h"

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

/* ---- headlines, posts, garbled text */

#define TITLE_LETTERS 4 /* shorter words stay small in a headline */
#define TAGGED 0.35f    /* share of a post's nouns that are hashtags */
#define SWAPPED 0.3f    /* share of content words that another word stands for */

static rc_gold_sentence copy_of(const rc_gold_sentence *s, uint32_t more, rc_arena *arena)
{
    rc_gold_sentence out = *s;
    out.words = RC_NEWS(arena, rc_gold_word, s->n_words + more);
    out.tokens = RC_NEWS(arena, rc_gold_token, s->n_tokens + more);
    memcpy(out.words + more, s->words, s->n_words * sizeof *s->words);
    memcpy(out.tokens + more, s->tokens, s->n_tokens * sizeof *s->tokens);
    return out;
}

/* The token of a word that is a token by itself. */
static rc_gold_token *own_token(const rc_gold_sentence *s, uint32_t word)
{
    for (uint32_t t = 0; t < s->n_tokens; t++)
        if (s->tokens[t].first == word) return s->tokens[t].count == 1 ? &s->tokens[t] : NULL;
    return NULL;
}

static void put_form(const rc_gold_sentence *s, uint32_t word, rc_str form)
{
    rc_gold_token *token = own_token(s, word);
    if (!token) return;
    token->form = s->words[word].form = form;
}

static rc_str capitalised(rc_str form, rc_arena *arena)
{
    unsigned bytes;
    rc_utf8_decode(form, 0, &bytes);
    rc_str first = rc_rough_upper(rc_str_sub(form, 0, bytes), arena);
    return rc_arena_printf(arena, "%.*s%.*s", RC_FMT(first), RC_FMT(rc_str_sub(form, bytes, form.len)));
}

rc_gold_sentence rc_rough_title(const rc_gold_sentence *s, rc_arena *arena)
{
    rc_gold_sentence out = copy_of(s, 0, arena);
    for (uint32_t i = 0; i < out.n_words; i++)
        if (out.words[i].form.len >= TITLE_LETTERS) put_form(&out, i, capitalised(out.words[i].form, arena));
    return out;
}

rc_gold_sentence rc_rough_post(const rc_gold_sentence *s, uint64_t *seed, rc_arena *arena)
{
    static const char *const handles[] = {"@press_desk", "@Town_Watch", "@a_reporter", "@MoD_Info"};
    rc_gold_sentence out = copy_of(s, 1, arena);
    uint32_t root = 0;
    for (uint32_t i = 1; i <= s->n_words; i++) {
        rc_gold_word *w = &out.words[i];
        if (w->head)
            w->head++;
        else
            root = i + 1;
    }
    for (uint32_t t = 1; t <= s->n_tokens; t++) out.tokens[t].first++;
    out.n_words++;
    out.n_tokens++;
    rc_str handle = rc_str_of(handles[(unsigned)(rc_random(seed) * 4) % 4]);
    out.words[0] = (rc_gold_word){
        .form = handle, .lemma = handle, .deprel = RC_STR("vocative"), .head = root, .upos = RC_UPOS_PROPN};
    out.tokens[0] = (rc_gold_token){.form = handle, .first = 0, .count = 1, .space_after = true};
    for (uint32_t i = 1; i < out.n_words; i++) {
        const rc_gold_word *w = &out.words[i];
        bool noun = w->upos == RC_UPOS_NOUN || w->upos == RC_UPOS_PROPN;
        if (noun && w->form.len > 3 && rc_random(seed) < TAGGED)
            put_form(&out, i, rc_arena_printf(arena, "#%.*s", RC_FMT(w->form)));
    }
    return out;
}

static bool is_content(const rc_gold_word *w)
{
    return w->upos == RC_UPOS_NOUN || w->upos == RC_UPOS_VERB || w->upos == RC_UPOS_ADJ || w->upos == RC_UPOS_ADV;
}

static rc_str kind_of(const rc_gold_word *w, rc_arena *arena)
{
    return rc_arena_printf(arena, "%s %.*s", rc_upos_name((rc_upos)w->upos), RC_FMT(w->feats));
}

void rc_donors_add(rc_donors *donors, const rc_corpus *corpus, rc_arena *arena)
{
    for (size_t i = 0; i < corpus->sentences.len; i++) {
        const rc_gold_sentence *s = &corpus->sentences.ptr[i];
        for (uint32_t k = 0; s->has_tree && k < s->n_words; k++) {
            const rc_gold_word *w = &s->words[k];
            if (!is_content(w) || w->tag || !own_token(s, k)) continue;
            bool is_new;
            uint64_t *slot = rc_map_put(arena, &donors->kinds, kind_of(w, arena), &is_new);
            if (is_new) {
                *slot = donors->lists.len;
                *RC_PUSH(arena, &donors->lists) = (rc_donor_list){0};
            }
            *RC_PUSH(arena, &donors->lists.ptr[*slot]) = w;
        }
    }
}

rc_gold_sentence rc_rough_swap(const rc_gold_sentence *s, const rc_donors *donors, uint64_t *seed, rc_arena *arena)
{
    rc_gold_sentence out = copy_of(s, 0, arena);
    for (uint32_t i = 0; i < out.n_words; i++) {
        rc_gold_word *w = &out.words[i];
        if (!is_content(w) || w->tag || rc_random(seed) > SWAPPED) continue;
        const uint64_t *slot = rc_map_get(&donors->kinds, kind_of(w, arena));
        if (!slot) continue;
        const rc_donor_list *list = &donors->lists.ptr[*slot];
        const rc_gold_word *other = list->ptr[(size_t)(rc_random(seed) * (float)list->len) % list->len];
        if (!own_token(&out, i)) continue;
        put_form(&out, i, other->form);
        w->lemma = other->lemma;
    }
    return out;
}
