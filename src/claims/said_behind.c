/* Speakers that stand behind or between: "ce que dément X", "A, a déclaré X, démentant B". */
#include "claims/refer.h"
#include "claims/said_window.h"

/* "A, a déclaré X, démentant B": the participle behind an inserted speaker is his, whatever verb the tree hung it on.
 */
const said *inserted_before(const rc_reading *r, const rc_hit *hit, uint32_t verb, const telling *told, size_t from,
                            const saids *out)
{
    const said *before = out->len > from ? &out->ptr[out->len - 1] : NULL;
    bool participle = (hit->features & RC_FEAT_PPRES) && !(hit->features & (RC_FEAT_PRES | RC_FEAT_PAST));
    if (!before || !participle || verb == 0 || !is_sign(r, verb - 1, ',')) return NULL;
    bool inserted = before->content.end <= before->cue && before->cue < verb && told->who.end <= before->cue;
    return inserted ? before : NULL;
}

/* "..., ce que dément l'armée": who denies stands behind the verb. */
bool inverted_relative(const rc_reading *r, const rc_hit *hit, uint32_t verb, range s, saids *out, speaker_state *state,
                       cue_class cls)
{
    bool relative =
        verb >= s.first + 2 && has_grammar(r, verb - 1, G_THAT | G_REL) && has_grammar(r, verb - 2, G_DEMONSTRATIVE);
    uint32_t end = hit->token + hit->count;
    source who;
    if (!relative || (cls != CUE_DENYING && cls != CUE_CONFIRMING)) return false;
    if (end >= s.end || !source_at(r, end, s.end, &who) || !(who.is_known || who.is_pronoun)) return false;
    resolve_pronoun(r, &who, s, state);
    add_frame(r, out, state, &who, (range){verb, end}, (range){verb - 2, verb}, (range){verb, who.tokens.end}, cls);
    return true;
}
