/* "X, citing Y", "Y, cité par X", "X quoted Y as saying": Y speaks, X passes it on. */
#include "claims/refer.h"
#include "claims/roles.h"
#include "claims/said_tree.h"

#define BY_REACH 4

static uint32_t verb_of(const rc_reading *r, const rc_hit *hit)
{
    for (uint32_t t = hit->token; t < hit->token + hit->count; t++) {
        uint32_t w = word_at(r->syntax, t);
        if (is_upos(r->syntax, w, RC_UPOS_VERB)) return w;
    }
    return NO_WORD;
}

static bool speaker(const rc_reading *r, range tokens, source *out)
{
    if (tokens.first >= tokens.end) return false;
    return source_in(r, tokens.first, tokens.end, out) && !out->is_pronoun;
}

/* The clause that the quoting stands beside: that of the noun it hangs on, or of the verb it is an adjunct of. */
static range clause_beside(const rc_reading *r, uint32_t verb, range s)
{
    const syntax *x = r->syntax;
    if (verb == NO_WORD || x->parent[verb] == NO_WORD) return s;
    uint32_t clause = clause_of(x, x->parent[verb]);
    if (clause == NO_WORD || clause == verb) return s;
    range out = {x->left[clause], x->right[clause]};
    if (out.first < s.first) out.first = s.first;
    if (out.end > s.end) out.end = s.end;
    return out;
}

static rc_link *link_of(const rc_reading *r, const source *who)
{
    rc_link *link = RC_NEW(r->arena, rc_link);
    *link = who->link;
    return link;
}

static void quote(const rc_reading *r, const source *who, range cue, range words, range content, rc_link *medium,
                  bool relayed, saids *out)
{
    said *f = RC_PUSH(r->arena, out);
    *f = (said){.link = who->link,
                .content = content,
                .words = words,
                .cue = cue.first,
                .cue_end = cue.end,
                .who = who->tokens,
                .named = who->tokens,
                .cls = CUE_NEUTRAL,
                .medium = medium,
                .relayed = relayed};
    f->link.cue = tokens_text(r, cue.first, cue.end);
}

static bool names_outlet(const rc_reading *r, range tokens)
{
    for (uint32_t t = tokens.first; t < tokens.end; t++)
        if (is_outlet(r, t)) return true;
    return false;
}

static uint32_t by_after(const rc_reading *r, const rc_hit *hit, range s)
{
    uint32_t end = hit->token + hit->count;
    for (uint32_t t = end; t < s.end && t < end + BY_REACH && !is_punct(r, t); t++)
        if (has_grammar(r, t, G_BY) && t + 1 < s.end) return t;
    return has_grammar(r, end - 1, G_BY) ? end - 1 : s.end;
}

/* The phrase before "quoted by": what the tree hangs it on, else what stands there. */
static range quoted_before(const rc_reading *r, uint32_t verb, uint32_t group, range s)
{
    const syntax *x = r->syntax;
    uint32_t noun = patient_of(r, verb);
    if (noun == NO_WORD && verb != NO_WORD && is_related(x, verb, REL_BIT(REL_ACL) | REL_BIT(REL_AMOD)))
        noun = x->parent[verb];
    if (noun != NO_WORD && in_range(s, x->token_of[noun]) && x->token_of[noun] < group) return phrase_of(r, noun);
    uint32_t end = group;
    while (end > s.first && is_punct(r, end - 1)) end--;
    uint32_t first = end;
    while (first > s.first && end - first < 10 && !is_punct(r, first - 1) && !is_verb(r, first - 1)) first--;
    return (range){first, end};
}

static void passive(const rc_reading *r, const rc_hit *hit, uint32_t group, uint32_t by, range s, saids *out)
{
    source medium, who;
    uint32_t verb = verb_of(r, hit);
    if (!source_at(r, by + 1, s.end, &medium) || medium.is_pronoun) return;
    bool asked = by < hit->token + hit->count; /* "joint par", "interviewed by": by the press, not the police */
    if (asked && !(names_outlet(r, medium.tokens) || (medium.link.kind == RC_SOURCE_PERSON && !medium.link.party.len)))
        return;
    range noun = quoted_before(r, verb, group, s);
    if (!speaker(r, noun, &who)) {
        if (is_counted(r, noun.first)) return;
        who = (source){.tokens = noun, .link = {.name = tokens_text(r, noun.first, noun.end), .said_on = RC_DAY_NONE}};
    }
    range cue = {group, by + 1}, words = {noun.first, medium.tokens.end};
    bool beside = is_related(r->syntax, verb, REL_BIT(REL_ACL) | REL_BIT(REL_AMOD));
    quote(r, &who, cue, words, beside ? clause_beside(r, verb, s) : s, link_of(r, &medium), false, out);
}

static void active(const rc_reading *r, const rc_hit *hit, uint32_t group, range s, saids *out)
{
    const syntax *x = r->syntax;
    uint32_t verb = verb_of(r, hit), end = hit->token + hit->count;
    uint32_t object = child_by(x, verb, REL_BIT(REL_OBJ), NO_WORD);
    bool known = object != NO_WORD && object > verb && in_range(s, x->token_of[object]);
    source who, quoter;
    if (known ? !speaker(r, phrase_of(r, object), &who) : !source_at(r, end, s.end, &who)) return;
    if (who.is_pronoun || who.link.kind == RC_SOURCE_NONE) return; /* "citing security measures" */
    range words = {group, who.tokens.end > end ? who.tokens.end : end}, cue = {group, end};
    bool finite = verb != NO_WORD && !is_related(x, verb, REL_BIT(REL_ACL) | REL_BIT(REL_ADVCL)) &&
                  !has_feature(x, verb, "VerbForm=Ger") && !(hit->features & RC_FEAT_PPRES);
    uint32_t subject = finite ? agent_of(r, verb) : NO_WORD;
    bool named = subject != NO_WORD && in_range(s, x->token_of[subject]) && subject < verb &&
                 speaker(r, phrase_of(r, subject), &quoter);
    if (named && quoter.tokens.first < words.first) words.first = quoter.tokens.first;
    quote(r, &who, cue, words, finite ? s : clause_beside(r, verb, s), named ? link_of(r, &quoter) : NULL, !finite,
          out);
}

void find_quoted(const rc_reading *r, const rc_hit *hit, uint32_t group, range s, saids *out)
{
    uint32_t by = by_after(r, hit, s);
    if (by < s.end && (hit->features & RC_FEAT_PPAST || has_grammar(r, hit->token + hit->count - 1, G_BY)))
        passive(r, hit, group, by, s, out);
    else if (!(hit->features & RC_FEAT_PPAST) || hit->features & RC_FEAT_PAST)
        active(r, hit, group, s, out);
}

static bool overlap(range a, range b)
{
    return a.first < b.end && b.first < a.end;
}

void settle_quoted(const rc_reading *r, size_t from, const saids *quoted, saids *out)
{
    size_t end = out->len;
    for (size_t i = 0; i < quoted->len; i++) {
        const said *q = &quoted->ptr[i];
        said *own = NULL;
        for (size_t k = from; k < end && !own; k++)
            if (overlap(out->ptr[k].who, q->who)) own = &out->ptr[k];
        if (!own)
            *RC_PUSH(r->arena, out) = *q;
        else if (q->medium && !own->medium)
            own->medium = q->medium;
    }
}
