#include "language/lemma.h"

#include "language/feature.h"
#include "recoupe/base/hash.h"

uint32_t rc_lexicon_find(const rc_model *model, rc_str lower)
{
    return rc_table_get(&model->lexicon, rc_hash64(lower));
}

uint64_t rc_ending_key(rc_str lower, unsigned chars, uint32_t tag)
{
    size_t at = lower.len;
    for (unsigned n = chars; n; n--) {
        if (!at) return 0;
        at--;
        while (at && ((unsigned char)lower.ptr[at] & 0xC0) == 0x80) at--;
    }
    return rc_mix(rc_hash64(rc_str_sub(lower, at, lower.len)), tag * 8 + chars);
}

/* The script of a set under the tag, or unless `exact` under its part of speech, or RC_NO_VALUE. */
static uint32_t script_by_lexicon(const rc_model *model, uint32_t set, uint16_t bundle, bool exact)
{
    const rc_lexicon_set *s = &model->sets[set];
    uint8_t upos = model->bundles[bundle].upos;
    uint32_t same_upos = RC_NO_VALUE;
    for (uint32_t i = 0; i < s->count; i++) {
        const rc_lexicon_reading *r = &model->readings[s->first + i];
        if (r->script == UINT16_MAX) continue;
        if (r->bundle == bundle) return r->script;
        if (same_upos == RC_NO_VALUE && r->upos == upos) same_upos = r->script;
    }
    return exact ? RC_NO_VALUE : same_upos;
}

static uint32_t script_by_ending(const rc_model *model, rc_str lower, uint16_t bundle)
{
    for (unsigned chars = RC_ENDING_CHARS + 1; chars-- > 0;) {
        for (int exact = 1; exact >= 0; exact--) {
            uint32_t tag = exact ? 1u + bundle : 0x10000u + model->bundles[bundle].upos;
            uint64_t key = rc_ending_key(lower, chars, tag);
            uint32_t script = key ? rc_table_get(&model->endings, key) : RC_NO_VALUE;
            if (script != RC_NO_VALUE) return script;
        }
    }
    return RC_NO_VALUE;
}

static rc_str apply(rc_str script, rc_str form, rc_str lower, rc_arena *arena)
{
    rc_str base = script.ptr[0] == 'o' ? form : lower;
    size_t drop = (unsigned char)script.ptr[1] - (size_t)' ';
    if (drop > base.len) return base;
    rc_str end = rc_str_sub(script, 2, script.len);
    if (!drop && !end.len) return base;
    size_t keep = base.len - drop;
    if (keep < base.len && ((unsigned char)base.ptr[keep] & 0xC0) == 0x80) return base; /* half a character */
    char *out = rc_arena_alloc(arena, 1, 1, keep + end.len + 1);
    memcpy(out, base.ptr, keep);
    if (end.len) memcpy(out + keep, end.ptr, end.len);
    return (rc_str){out, keep + end.len};
}

rc_str rc_lemma_of(const rc_model *model, rc_str form, rc_str lower, uint32_t set, uint16_t bundle, rc_arena *arena)
{
    uint32_t script = RC_NO_VALUE;
    if (set != RC_NO_VALUE) script = script_by_lexicon(model, set, bundle, false);
    if (script == RC_NO_VALUE) script = script_by_ending(model, lower, bundle);
    if (script == RC_NO_VALUE) return model->bundles[bundle].upos == RC_UPOS_PROPN ? form : lower;
    return apply(rc_list_get(&model->scripts, script), form, lower, arena);
}

#define MOST_ACCENTS 3
#define MOST_LOOKUPS 150

/* What may stand for a letter that lost its accent, most frequent first. */
static const char *accents_of(rc_str plain, size_t at)
{
    bool last = at + 1 == plain.len;
    char next = last ? 0 : plain.ptr[at + 1];
    switch (plain.ptr[at]) {
    case 'e':
        return "éèêë";
    case 'a':
        return last ? "à" : "â";
    case 'c':
        return next == 'a' || next == 'o' || next == 'u' ? "ç" : "";
    case 'i':
        return "îï";
    case 'o':
        return "ô";
    case 'u':
        return last || at > 0 ? "ûù" : "";
    default:
        return "";
    }
}

typedef struct rc_search {
    const rc_model *model;
    rc_str plain;
    rc_accented *out;
    unsigned lookups;
    char text[RC_ACCENTED_BYTES];
} rc_search;

static void look(rc_search *s, size_t len)
{
    s->lookups++;
    uint32_t set = rc_lexicon_find(s->model, (rc_str){s->text, len});
    if (set == RC_NO_VALUE) return;
    memcpy(s->out->forms[s->out->n].text, s->text, len);
    s->out->forms[s->out->n].len = (uint8_t)len;
    s->out->forms[s->out->n++].set = set;
}

/* `left` more accents from the letter `at` on; `len` bytes are written. All accented letters have two bytes. */
static void search(rc_search *s, size_t at, size_t len, unsigned left)
{
    if (s->out->n == RC_ACCENTED_FORMS || s->lookups >= MOST_LOOKUPS) return;
    if (!left) {
        memcpy(s->text + len, s->plain.ptr + at, s->plain.len - at);
        look(s, len + s->plain.len - at);
        return;
    }
    for (; at < s->plain.len; at++) {
        for (const char *a = accents_of(s->plain, at); *a; a += 2) {
            memcpy(s->text + len, a, 2);
            search(s, at + 1, len + 2, left - 1);
        }
        s->text[len++] = s->plain.ptr[at];
    }
}

uint32_t rc_lexicon_accented(const rc_model *model, rc_str lower, rc_accented *out)
{
    out->n = 0;
    if (lower.len + MOST_ACCENTS > RC_ACCENTED_BYTES) return RC_NO_VALUE;
    for (size_t i = 0; i < lower.len; i++)
        if ((unsigned char)lower.ptr[i] >= 0x80) return RC_NO_VALUE;
    rc_search s = {.model = model, .plain = lower, .out = out};
    for (unsigned accents = 1; accents <= MOST_ACCENTS; accents++) search(&s, 0, 0, accents);
    return out->n ? out->forms[0].set : RC_NO_VALUE;
}

/* An accented form with a capital where `form` has one. */
static rc_str cased(rc_str accented, rc_str form, rc_arena *arena)
{
    bool capital = form.len && form.ptr[0] >= 'A' && form.ptr[0] <= 'Z';
    char *out = rc_arena_alloc(arena, 1, 1, accented.len + 1);
    memcpy(out, accented.ptr, accented.len);
    if (capital && out[0] >= 'a' && out[0] <= 'z') out[0] = (char)(out[0] - 32);
    if (capital && (unsigned char)out[0] == 0xC3) out[1] = (char)(out[1] - 32); /* U+00E0.. to U+00C0.. */
    return (rc_str){out, accented.len};
}

rc_str rc_lemma_of_plain(const rc_model *model, rc_str form, rc_str lower, uint32_t set, uint16_t bundle,
                         rc_arena *arena)
{
    bool known = set != RC_NO_VALUE;
    if (known && script_by_lexicon(model, set, bundle, true) != RC_NO_VALUE)
        return rc_lemma_of(model, form, lower, set, bundle, arena);
    rc_accented found;
    rc_lexicon_accented(model, lower, &found);
    for (int exact = 1; exact >= 0; exact--) {
        if (!exact && known && script_by_lexicon(model, set, bundle, false) != RC_NO_VALUE) break;
        for (unsigned i = 0; i < found.n; i++) {
            uint32_t script = script_by_lexicon(model, found.forms[i].set, bundle, exact);
            rc_str accented = {found.forms[i].text, found.forms[i].len};
            if (script != RC_NO_VALUE)
                return apply(rc_list_get(&model->scripts, script), cased(accented, form, arena),
                             rc_arena_dup(arena, accented), arena);
        }
    }
    return rc_lemma_of(model, form, lower, set, bundle, arena);
}
