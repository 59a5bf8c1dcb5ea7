/* Attribution over a whole report: frames of all sentences, quotations that run on, sides shared by all frames of a
 * name, and the chain of a claim from the frames around its anchor. */
#include "claims/said.h"

#include <stdlib.h>

#include "claims/communique.h"
#include "claims/owning.h"
#include "claims/refer.h"
#include "recoupe/base/map.h"
#include "recoupe/base/utf8.h"

/* ---- quotations without a verb: `Name, spokesman: "..."` */

static void bare_quotations(const rc_reading *r, attribution *all)
{
    for (uint32_t q = 0; q < r->doc->n_quotations; q++) {
        const rc_quotation *quotation = &r->doc->quotations[q];
        if (all->quoted[q].name.len || quotation->first < 2 || quotation->count < 4) continue;
        uint32_t mark = quotation->first - 1;
        range s = sentence_range(r, r->doc->tokens[mark].sentence);
        if (mark <= s.first || !(is_sign(r, mark - 1, ',') || is_sign(r, mark - 1, ':'))) continue;
        source who;
        bool verbless = true;
        for (uint32_t t = s.first; t + 1 < mark; t++) verbless = verbless && (!is_verb(r, t) || has_capital(r, t));
        if (!verbless || !source_in(r, s.first, mark - 1, &who) || who.is_pronoun) continue;
        if (who.link.kind == RC_SOURCE_NONE) continue;
        all->quoted[q] = who.link;
    }
}

/* What one frame knows of a person, the others of the same name know too. */
static void share_sides(const rc_reading *r, saids *frames)
{
    rc_map sides = {0};
    for (int fill = 0; fill < 2; fill++)
        for (size_t i = 0; i < frames->len; i++) {
            rc_link *link = &frames->ptr[i].link;
            rc_str key = rc_utf8_name_key(r->arena, link->name);
            bool is_new = false;
            if (!fill && link->party.len && !rc_str_is(link->party, "unknown")) {
                uint64_t *slot = rc_map_put(r->arena, &sides, key, &is_new);
                if (is_new) *slot = i + 1;
            }
            const uint64_t *known = fill ? rc_map_get(&sides, key) : NULL;
            if (!known) continue;
            const rc_link *from = &frames->ptr[*known - 1].link;
            if (!link->party.len || rc_str_is(link->party, "unknown")) link->party = from->party;
            if (link->kind == RC_SOURCE_NONE || link->kind == RC_SOURCE_PERSON) link->kind = from->kind;
        }
}

/* ---- speech that runs on */

/* A sentence in the conditional of report without a source of its own goes on with the one before ("Des dépôts auraient
 * également été détruits."). */
static bool is_reported(const rc_reading *r, range s)
{
    if (!r->rules->n_endings || !r->syntax->analysis) return false;
    for (uint32_t t = s.first; t < s.end; t++) /* another time, another thought: the report's own words */
        if (r->timex_at[t] != NO_INDEX || has_grammar(r, t, G_CONTRAST) || (t < s.first + 5 && is_sign(r, t, ',')))
            return false;
    for (uint32_t t = s.first; t < s.end; t++) {
        uint32_t w = word_at(r->syntax, t);
        if (w == NO_WORD || !has_feature(r->syntax, w, "Mood=Cnd")) continue;
        uint32_t verb = is_related(r->syntax, w, REL_BIT(REL_AUX) | REL_BIT(REL_COP)) ? r->syntax->parent[w] : w;
        bool main = is_related(r->syntax, verb, REL_BIT(REL_ROOT) | REL_BIT(REL_CONJ) | REL_BIT(REL_PARATAXIS));
        if (main) return true;
    }
    return false;
}

static const said *main_frame(const attribution *all, uint32_t sentence)
{
    const said *best = NULL;
    for (uint32_t i = all->at[sentence]; i < all->at[sentence + 1]; i++) {
        const said *f = &all->frames.ptr[i];
        if (!best || f->content.end - f->content.first > best->content.end - best->content.first) best = f;
    }
    return best;
}

static void carry_on(const rc_reading *r, attribution *all)
{
    all->carried = RC_NEWS(r->arena, const said *, r->doc->n_sentences + 1);
    for (uint32_t s = 1; s < r->doc->n_sentences; s++) {
        if (r->doc->sentences[s].block != r->doc->sentences[s - 1].block || all->at[s] < all->at[s + 1]) continue;
        const said *before = main_frame(all, s - 1);
        if (!before) before = all->carried[s - 1];
        if (before && before->cls != CUE_DENYING && before->cls != CUE_ACCUSING &&
            is_reported(r, said_range(r, all, s)))
            all->carried[s] = before;
    }
}

/* A quotation right behind another, or behind a sentence that quoted, has its speaker: "A", said X. "B." */
static void quotations_run_on(const rc_reading *r, attribution *all)
{
    for (uint32_t q = 0; q < r->doc->n_quotations; q++) {
        const rc_quotation *quotation = &r->doc->quotations[q];
        uint32_t first = quotation->first, s = r->doc->tokens[first].sentence;
        if (all->quoted[q].name.len || quotation->count < 4 || s == 0) continue;
        uint32_t begin = r->doc->sentences[s].first;
        if (first > begin + 1 && r->doc->tokens[begin].kind != RC_TOKEN_OPEN) continue;
        int32_t last = (int32_t)q - 1;
        bool near = last >= 0 && all->quoted[last].name.len &&
                    r->doc->tokens[r->doc->quotations[last].first].sentence + 3 >= s &&
                    r->doc->quotations[last].first + r->doc->quotations[last].count + 40 > first;
        if (!near || all->at[s] < all->at[s + 1]) continue;
        all->quoted[q] = all->quoted[last];
        all->quoted_class[q] = all->quoted_class[last];
    }
}

static void give_quotations(const rc_reading *r, attribution *all)
{
    for (size_t i = 0; i < all->frames.len; i++) {
        const said *f = &all->frames.ptr[i];
        for (uint32_t t = f->content.first; t < f->content.end; t++) {
            int32_t q = r->quotation_at[t];
            if (q == NO_INDEX || all->quoted[q].name.len) continue;
            all->quoted[q] = f->link;
            all->quoted_class[q] = f->cls;
        }
    }
}

/* What two voices say of each other each says of the other. */
static void name_accused(const rc_reading *r, saids *frames)
{
    for (size_t i = 0; i < frames->len; i++) {
        said *f = &frames->ptr[i];
        if (!f->mutual || is_side(f->link.party)) continue;
        for (uint32_t t = f->who.first; t < f->who.end; t++) {
            const rc_party_mention *p = party_at(r, t);
            if (p && is_side(p->party)) f->link.party = p->party;
        }
    }
    for (size_t i = 0; i < frames->len; i++) {
        said *f = &frames->ptr[i];
        if (!f->mutual || f->beside) continue;
        f->accused = &frames->ptr[f->also].link;
        frames->ptr[f->also].accused = &f->link;
    }
}

/* ---- the whole report */

range said_range(const rc_reading *r, const attribution *all, uint32_t sentence)
{
    range s = sentence_range(r, sentence);
    uint32_t end = all->body_end[r->doc->sentences[sentence].block];
    if (s.end > end) s.end = end > s.first ? end : s.first;
    return s;
}

attribution attribute(const rc_reading *r)
{
    attribution all = {0};
    speaker_state state = {.last = {.said_on = RC_DAY_NONE}};
    all.at = RC_NEWS(r->arena, uint32_t, r->doc->n_sentences + 1);
    all.quoted = RC_NEWS(r->arena, rc_link, r->doc->n_quotations + 1);
    all.quoted_class = RC_NEWS(r->arena, cue_class, r->doc->n_quotations + 1);
    find_page_marks(r, &all);
    for (uint32_t s = 0; s < r->doc->n_sentences; s++) {
        all.at[s] = (uint32_t)all.frames.len;
        range tokens = said_range(r, &all, s);
        int32_t q = tokens.first + 1 < r->doc->n_tokens ? r->quotation_at[tokens.first + 1] : NO_INDEX;
        if (state.announced.name.len && q != NO_INDEX) all.quoted[q] = state.announced;
        state.announced.name = RC_STR("");
        find_said(r, tokens, &all.frames, &state);
        split_voices(r, all.at[s], &all.frames);
    }
    all.at[r->doc->n_sentences] = (uint32_t)all.frames.len;
    name_in_full(r, &all);
    share_sides(r, &all.frames);
    give_quotations(r, &all);
    bare_quotations(r, &all);
    quotations_run_on(r, &all);
    carry_on(r, &all);
    find_communique(r, &all);
    name_accused(r, &all.frames);
    return all;
}

static uint32_t width_of(const said *f)
{
    return f->content.end - f->content.first;
}

static bool same_width(const said *a, const said *b)
{
    return width_of(a) == width_of(b);
}

/* Frames from the widest to the narrowest; whoever is quoted by the source of another stands inside it. */
static int from_outside(const void *pa, const void *pb)
{
    const said *a = *(const said *const *)pa, *b = *(const said *const *)pb;
    if (a->relayed != b->relayed) return a->relayed ? 1 : -1;
    if (width_of(a) != width_of(b)) return width_of(a) > width_of(b) ? -1 : 1;
    return a->cue < b->cue ? -1 : a->cue > b->cue;
}

typedef RC_VEC(rc_link) links;

/* The same voice again is no new link; says whether it is a new one. */
static bool push_link(const rc_reading *r, links *chain, const rc_link *link)
{
    const rc_link *last = chain->len ? &chain->ptr[chain->len - 1] : NULL;
    if (last && rc_str_eq(last->name, link->name)) return false;
    *RC_PUSH(r->arena, chain) = *link;
    return true;
}

rc_link *chain_at(const rc_reading *r, const attribution *all, uint32_t token, uint32_t *n, cue_class *cls,
                  const said **frame)
{
    uint32_t s = r->doc->tokens[token].sentence;
    links chain = {0};
    const rc_link *outer = all->outer[r->doc->sentences[s].block];
    if (outer) *RC_PUSH(r->arena, &chain) = *outer;
    *cls = CUE_NEUTRAL;
    *frame = NULL;
    uint32_t first = all->at[s], end = all->at[s + 1], n_around = 0;
    const said **around = RC_NEWS(r->arena, const said *, end - first + 1);
    for (uint32_t i = first; i < end; i++) {
        const said *f = &all->frames.ptr[i];
        if (!f->beside && in_range(f->content, token) && !in_range(f->words, token)) around[n_around++] = f;
    }
    if (n_around > 1) qsort(around, n_around, sizeof *around, from_outside);
    for (uint32_t i = 0; i < n_around; i++) {
        if (i > 0 && same_width(around[i - 1], around[i]) && !around[i]->relayed) continue;
        if (around[i]->medium) push_link(r, &chain, around[i]->medium);
        bool new_voice = push_link(r, &chain, &around[i]->link);
        if (new_voice || around[i]->cls != CUE_NEUTRAL) *cls = around[i]->cls; /* "X denied ..., saying that" */
        *frame = around[i];
    }
    int32_t q = r->quotation_at[token];
    if (!*frame && q != NO_INDEX && all->quoted[q].name.len) {
        *RC_PUSH(r->arena, &chain) = all->quoted[q];
        *cls = all->quoted_class[q];
    }
    if (!*frame && q == NO_INDEX && all->carried[s]) {
        push_link(r, &chain, &all->carried[s]->link);
        *cls = all->carried[s]->cls;
    }
    *n = (uint32_t)chain.len;
    return chain.ptr;
}

/* ---- the public form */

rc_tellings tellings_of(const rc_reading *r, const attribution *all)
{
    static const char *const attitudes[] = {"neutral",  "claiming", "confirming", "denying",
                                            "accusing", "warning",  "ordering",   "quoting"};
    rc_tellings out = {.ptr = RC_NEWS(r->arena, rc_telling, all->frames.len + 1)};
    for (size_t i = 0; i < all->frames.len; i++) {
        const said *f = &all->frames.ptr[i];
        if (f->beside) continue;
        if (f->content.end == f->content.first + 1 && is_punct(r, f->content.first)) continue; /* "Kigali denies." */
        out.ptr[out.n++] = (rc_telling){
            .source = rc_tokens_span(r->doc, f->named.first, f->named.end - f->named.first),
            .cue = rc_tokens_span(r->doc, f->cue, f->cue_end - f->cue),
            .content = rc_tokens_span(r->doc, f->content.first, f->content.end - f->content.first),
            .link = f->link,
            .is_quoted = r->quotation_at[f->cue] != NO_INDEX,
            .attitude = attitudes[f->cls],
        };
    }
    return out;
}
