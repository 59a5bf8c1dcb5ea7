#include <stdio.h>

#include "train/eval.h"

#include "recoupe/base/utf8.h"

/* A word or token by the bytes that are no white space. */
typedef struct rc_unit {
    uint32_t beg, end, head, sentence; /* head: index of a unit, plus 1; 0: root */
    bool multi;
    rc_str form, lemma, feats, deprel;
    uint8_t upos, tag;
} rc_unit;

typedef struct rc_side {
    RC_VEC(rc_unit) words;
    RC_VEC(rc_span) tokens, sentences, names[RC_ENTITY_COUNT];
    uint32_t at;
} rc_side;

static uint32_t solid(rc_str s)
{
    uint32_t n = 0;
    for (size_t i = 0; i < s.len;) {
        unsigned bytes;
        uint32_t cp = rc_utf8_decode(s, i, &bytes);
        if (!rc_cp_is_space(cp)) n += bytes;
        i += bytes;
    }
    return n;
}

static void add_names(rc_side *side, size_t first, rc_arena *arena)
{
    for (size_t i = first; i < side->words.len; i++) {
        uint8_t tag = side->words.ptr[i].tag;
        if (!tag || tag % 2 == 0) continue;
        rc_span span = {side->words.ptr[i].beg, side->words.ptr[i].end};
        for (size_t k = i + 1; k < side->words.len && side->words.ptr[k].tag == tag + 1; k++)
            span.end = side->words.ptr[k].end;
        *RC_PUSH(arena, &side->names[(tag - 1) / 2]) = span;
    }
}

static void gold_side(rc_side *side, const rc_corpus *corpus, rc_arena *arena)
{
    for (size_t i = 0; i < corpus->sentences.len; i++) {
        const rc_gold_sentence *s = &corpus->sentences.ptr[i];
        size_t base = side->words.len;
        uint32_t beg = side->at;
        for (uint32_t k = 0; k < s->n_tokens; k++) {
            const rc_gold_token *t = &s->tokens[k];
            uint32_t end = side->at + solid(t->form);
            *RC_PUSH(arena, &side->tokens) = (rc_span){side->at, end};
            for (uint32_t w = 0; w < t->count; w++) {
                const rc_gold_word *g = &s->words[t->first + w];
                *RC_PUSH(arena, &side->words) = (rc_unit){.beg = side->at,
                                                          .end = end,
                                                          .head = g->head ? (uint32_t)base + g->head : 0,
                                                          .multi = t->count > 1,
                                                          .form = g->form,
                                                          .lemma = g->lemma,
                                                          .feats = g->feats,
                                                          .deprel = g->deprel,
                                                          .upos = g->upos,
                                                          .tag = g->tag};
            }
            side->at = end;
        }
        *RC_PUSH(arena, &side->sentences) = (rc_span){beg, side->at};
        add_names(side, base, arena);
    }
}

static void system_side(rc_side *side, const rc_analysis *a, rc_arena *arena)
{
    uint8_t *tags = RC_NEWS(arena, uint8_t, a->n_words + 1);
    for (uint32_t i = 0; i < a->n_entities; i++)
        for (uint32_t k = 0; k < a->entities[i].count; k++)
            tags[a->entities[i].first + k] = (uint8_t)(1 + 2 * a->entities[i].kind + (k > 0));
    for (uint32_t i = 0; i < a->n_sentences; i++) {
        const rc_analysis_sentence *s = &a->sentences[i];
        uint32_t beg = side->at;
        size_t base = side->words.len;
        for (uint32_t k = s->first_token; k < s->first_token + s->n_tokens; k++) {
            const rc_analysis_token *t = &a->tokens[k];
            uint32_t end = side->at + solid(rc_str_span(a->text, t->span));
            *RC_PUSH(arena, &side->tokens) = (rc_span){side->at, end};
            for (uint32_t w = t->first; w < t->first + t->count; w++) {
                const rc_word *g = &a->words[w];
                *RC_PUSH(arena, &side->words) = (rc_unit){.beg = side->at,
                                                          .end = end,
                                                          .head = g->head ? s->first + g->head : 0,
                                                          .multi = t->count > 1,
                                                          .form = g->form,
                                                          .lemma = g->lemma,
                                                          .feats = g->feats,
                                                          .deprel = g->deprel,
                                                          .upos = g->upos,
                                                          .tag = tags[w]};
            }
            side->at = end;
        }
        *RC_PUSH(arena, &side->sentences) = (rc_span){beg, side->at};
        add_names(side, base, arena);
    }
}

static rc_score spans(const rc_span *gold, size_t n_gold, const rc_span *system, size_t n_system)
{
    rc_score s = {0, n_gold, n_system};
    for (size_t i = 0, k = 0; i < n_gold && k < n_system;) {
        if (gold[i].beg == system[k].beg) {
            s.right += gold[i].end == system[k].end;
            i++;
            k++;
        } else if (gold[i].beg < system[k].beg) {
            i++;
        } else {
            k++;
        }
    }
    return s;
}

typedef struct rc_pairing {
    const rc_side *gold, *system;
    uint32_t *system_of, *gold_of; /* plus 1 */
    rc_arena *arena;
} rc_pairing;

static bool beyond(const rc_side *side, size_t i, uint32_t end)
{
    if (i >= side->words.len) return true;
    const rc_unit *u = &side->words.ptr[i];
    return u->multi ? u->beg >= end : u->end > end;
}

static void pair(rc_pairing *p, size_t g, size_t s)
{
    p->system_of[g] = (uint32_t)s + 1;
    p->gold_of[s] = (uint32_t)g + 1;
}

/* Words of multiword tokens have no places of their own: the longest common subsequence of their forms. */
static void pair_forms(rc_pairing *p, size_t g0, size_t g1, size_t s0, size_t s1)
{
    size_t n = g1 - g0, m = s1 - s0;
    if (!n || !m) return;
    uint16_t *lcs = RC_NEWS(p->arena, uint16_t, (n + 1) * (m + 1));
    for (size_t i = n; i-- > 0;)
        for (size_t k = m; k-- > 0;) {
            rc_str a = rc_utf8_lower(p->arena, p->gold->words.ptr[g0 + i].form);
            rc_str b = rc_utf8_lower(p->arena, p->system->words.ptr[s0 + k].form);
            uint16_t down = lcs[(i + 1) * (m + 1) + k], right = lcs[i * (m + 1) + k + 1];
            uint16_t best = down > right ? down : right;
            if (rc_str_eq(a, b) && lcs[(i + 1) * (m + 1) + k + 1] + 1 > best)
                best = (uint16_t)(lcs[(i + 1) * (m + 1) + k + 1] + 1);
            lcs[i * (m + 1) + k] = best;
        }
    for (size_t i = 0, k = 0; i < n && k < m;) {
        rc_str a = rc_utf8_lower(p->arena, p->gold->words.ptr[g0 + i].form);
        rc_str b = rc_utf8_lower(p->arena, p->system->words.ptr[s0 + k].form);
        if (rc_str_eq(a, b))
            pair(p, g0 + i++, s0 + k++);
        else if (lcs[i * (m + 1) + k] == lcs[(i + 1) * (m + 1) + k])
            i++;
        else
            k++;
    }
}

static void pair_words(rc_pairing *p)
{
    const rc_unit *gold = p->gold->words.ptr, *system = p->system->words.ptr;
    size_t n = p->gold->words.len, m = p->system->words.len, g = 0, s = 0;
    while (g < n && s < m) {
        if (!gold[g].multi && !system[s].multi) {
            if (gold[g].beg == system[s].beg && gold[g].end == system[s].end)
                pair(p, g++, s++);
            else if (gold[g].beg <= system[s].beg)
                g++;
            else
                s++;
            continue;
        }
        uint32_t end = gold[g].multi ? gold[g].end : system[s].end;
        if (gold[g].multi && !system[s].multi && system[s].beg < gold[g].beg)
            s++;
        else if (!gold[g].multi && gold[g].beg < system[s].beg)
            g++;
        size_t g0 = g, s0 = s;
        while (!beyond(p->gold, g, end) || !beyond(p->system, s, end)) {
            const rc_unit *u;
            if (g < n && (s >= m || gold[g].beg <= system[s].beg))
                u = &gold[g++];
            else
                u = &system[s++];
            if (u->multi && u->end > end) end = u->end;
        }
        pair_forms(p, g0, g, s0, s);
    }
}

static rc_str universal(rc_str deprel)
{
    return rc_str_cut(&deprel, ':');
}

static rc_str universal_feats(rc_str feats, rc_arena *arena)
{
    static const char *const names[] = {"PronType", "NumType", "Poss",  "Reflex",   "Foreign",  "Abbr",     "Gender",
                                        "Animacy",  "Number",  "Case",  "Definite", "Degree",   "VerbForm", "Mood",
                                        "Tense",    "Aspect",  "Voice", "Evident",  "Polarity", "Person",   "Polite"};
    rc_str out = {0};
    while (feats.ptr && feats.len) {
        rc_str one = rc_str_cut(&feats, '|'), rest = one, name = rc_str_cut(&rest, '=');
        for (size_t i = 0; i < sizeof names / sizeof *names; i++)
            if (rc_str_is(name, names[i])) out = rc_arena_printf(arena, "%.*s|%.*s", RC_FMT(out), RC_FMT(one));
    }
    return out;
}

static void compare(const rc_pairing *p, rc_scores *o)
{
    size_t n = p->gold->words.len, m = p->system->words.len;
    rc_score *all[] = {&o->words, &o->upos, &o->feats, &o->lemmas, &o->uas, &o->las};
    for (int i = 0; i < 6; i++) *all[i] = (rc_score){all[i]->right, all[i]->gold + n, all[i]->system + m};
    for (size_t i = 0; i < n; i++) {
        if (!p->system_of[i]) continue;
        const rc_unit *g = &p->gold->words.ptr[i], *s = &p->system->words.ptr[p->system_of[i] - 1];
        o->words.right++;
        o->upos.right += g->upos == s->upos;
        o->lemmas.right += !g->lemma.len || rc_str_eq(g->lemma, s->lemma);
        o->feats.right += rc_str_eq(universal_feats(g->feats, p->arena), universal_feats(s->feats, p->arena));
        bool head = g->head ? s->head && p->system_of[g->head - 1] == s->head : !s->head;
        o->uas.right += head;
        o->las.right += head && rc_str_eq(universal(g->deprel), universal(s->deprel));
    }
}

bool rc_eval(const rc_corpus *gold, const rc_analysis *analysis, rc_scores *scores, rc_arena *arena)
{
    rc_side g = {0}, s = {0};
    gold_side(&g, gold, arena);
    system_side(&s, analysis, arena);
    if (g.at != s.at) return false;
    rc_pairing p = {&g, &s, RC_NEWS(arena, uint32_t, g.words.len + 1), RC_NEWS(arena, uint32_t, s.words.len + 1),
                    arena};
    pair_words(&p);
    compare(&p, scores);
    rc_score *to[] = {&scores->tokens, &scores->sentences};
    rc_score found[] = {spans(g.tokens.ptr, g.tokens.len, s.tokens.ptr, s.tokens.len),
                        spans(g.sentences.ptr, g.sentences.len, s.sentences.ptr, s.sentences.len)};
    for (int i = 0; i < 2; i++)
        *to[i] =
            (rc_score){to[i]->right + found[i].right, to[i]->gold + found[i].gold, to[i]->system + found[i].system};
    for (int k = 0; k < RC_ENTITY_COUNT; k++) {
        rc_score f = spans(g.names[k].ptr, g.names[k].len, s.names[k].ptr, s.names[k].len), *t = &scores->names[k];
        *t = (rc_score){t->right + f.right, t->gold + f.gold, t->system + f.system};
    }
    return true;
}

double rc_score_f1(rc_score s)
{
    return s.gold + s.system ? 200.0 * (double)s.right / (double)(s.gold + s.system) : 0;
}

double rc_scores_names(const rc_scores *scores)
{
    rc_score all = {0};
    for (int k = 0; k < RC_ENTITY_MISC; k++) {
        all.right += scores->names[k].right;
        all.gold += scores->names[k].gold;
        all.system += scores->names[k].system;
    }
    return rc_score_f1(all);
}

void rc_scores_print(const rc_scores *s, FILE *out)
{
    fprintf(out, "tokens %.2f  sentences %.2f  words %.2f  UPOS %.2f  UFeats %.2f  lemmas %.2f  UAS %.2f  LAS %.2f\n",
            rc_score_f1(s->tokens), rc_score_f1(s->sentences), rc_score_f1(s->words), rc_score_f1(s->upos),
            rc_score_f1(s->feats), rc_score_f1(s->lemmas), rc_score_f1(s->uas), rc_score_f1(s->las));
    if (s->names[0].gold + s->names[1].gold + s->names[2].gold)
        fprintf(out, "names: PER %.2f  ORG %.2f  LOC %.2f  all three %.2f\n", rc_score_f1(s->names[0]),
                rc_score_f1(s->names[1]), rc_score_f1(s->names[2]), rc_scores_names(s));
}
