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

static uint32_t script_by_lexicon(const rc_model *model, uint32_t set, uint16_t bundle)
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
    return same_upos;
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
    memcpy(out + keep, end.ptr, end.len);
    return (rc_str){out, keep + end.len};
}

rc_str rc_lemma_of(const rc_model *model, rc_str form, rc_str lower, uint32_t set, uint16_t bundle, rc_arena *arena)
{
    uint32_t script = RC_NO_VALUE;
    if (set != RC_NO_VALUE) script = script_by_lexicon(model, set, bundle);
    if (script == RC_NO_VALUE) script = script_by_ending(model, lower, bundle);
    if (script == RC_NO_VALUE) return model->bundles[bundle].upos == RC_UPOS_PROPN ? form : lower;
    return apply(rc_list_get(&model->scripts, script), form, lower, arena);
}
