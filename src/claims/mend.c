#include "claims/mend.h"

#define FINITE (RC_FEAT_PRES | RC_FEAT_PAST | RC_FEAT_FUT | RC_FEAT_COND)
#define NOT_FINITE (RC_FEAT_INF | RC_FEAT_PPAST | RC_FEAT_PPRES)

/* Words of one sentence, numbered from 1 as their heads are. */
typedef struct tree {
    rc_word *first;
    uint32_t n;
} tree;

static rc_word *word(const tree *t, uint32_t number)
{
    return &t->first[number - 1];
}

static bool is_a(const tree *t, uint32_t w, rc_upos a, rc_upos b, rc_upos c)
{
    return w && (word(t, w)->upos == a || word(t, w)->upos == b || word(t, w)->upos == c);
}

static bool has_feat(const tree *t, uint32_t w, rc_str feat)
{
    return rc_str_find(word(t, w)->feats, feat, 0) != SIZE_MAX;
}

static bool is_related_as(const tree *t, uint32_t w, const char *kind)
{
    return rc_str_starts(word(t, w)->deprel, rc_str_of(kind));
}

static void hang(const tree *t, uint32_t number, uint32_t head, rc_str kind)
{
    word(t, number)->head = head;
    word(t, number)->deprel = kind;
}

static void name_verb(const tree *t, uint32_t verb)
{
    word(t, verb)->upos = RC_UPOS_VERB;
    word(t, verb)->feats = RC_STR("Mood=Ind|Tense=Pres|VerbForm=Fin");
}

static bool has_subject(const tree *t, uint32_t verb)
{
    for (uint32_t w = 1; w <= t->n; w++)
        if (word(t, w)->head == verb && is_related_as(t, w, "nsubj")) return true;
    return false;
}

/* The verb takes the place of the word that it hung on. */
static void lift(const tree *t, uint32_t verb, uint32_t over)
{
    name_verb(t, verb);
    hang(t, verb, word(t, over)->head, word(t, over)->deprel);
}

/* "Le Front dément [toute attaque]": the noun before it is its subject, what hangs on the noun behind it its own. */
static void over_subject(const tree *t, uint32_t verb, uint32_t subject)
{
    lift(t, verb, subject);
    hang(t, subject, verb, RC_STR("nsubj"));
    for (uint32_t w = verb + 1; w <= t->n; w++) {
        if (word(t, w)->head != subject) continue;
        bool noun = is_a(t, w, RC_UPOS_NOUN, RC_UPOS_PROPN, RC_UPOS_PRON);
        hang(t, w, verb, noun ? RC_STR("obj") : word(t, w)->deprel);
    }
}

/* "L'armée dément avoir perdu la ville": the verb behind it is what it denies, the subject before it its own. */
static void over_clause(const tree *t, uint32_t verb, uint32_t clause)
{
    lift(t, verb, clause);
    bool has_mark = false;
    for (uint32_t w = 1; w <= t->n; w++) {
        if (word(t, w)->head != clause) continue;
        has_mark = has_mark || (w > verb && is_related_as(t, w, "mark"));
        bool subject = w < verb && is_related_as(t, w, "nsubj");
        if (subject) hang(t, w, verb, RC_STR("nsubj"));
        if (w < verb && !subject) hang(t, w, verb, word(t, w)->deprel);
    }
    hang(t, clause, verb, has_mark ? RC_STR("ccomp") : RC_STR("xcomp"));
}

/* "L'armée dément [toute implication]", read as "the army is every implication": the noun is the verb's object, what
 * hung on the noun before the verb the verb's own. */
static void over_object(const tree *t, uint32_t verb, uint32_t object)
{
    lift(t, verb, object);
    for (uint32_t w = 1; w < verb; w++)
        if (word(t, w)->head == object) hang(t, w, verb, word(t, w)->deprel);
    hang(t, object, verb, RC_STR("obj"));
}

/* "L'armée ne dément pas avoir bombardé": the negation around the verb is its own. */
static void take_negation(const tree *t, uint32_t verb)
{
    for (uint32_t w = verb > 1 ? verb - 1 : verb + 1; w <= verb + 1 && w <= t->n; w++) {
        bool negative = w != verb && has_feat(t, w, RC_STR("Polarity=Neg"));
        if (negative && word(t, w)->head != verb) hang(t, w, verb, RC_STR("advmod"));
    }
}

static bool is_finite_saying(const rc_reading *r, uint32_t token)
{
    const rc_hit *hit = hit_with(r, token, r->rules->cues);
    if (!hit || r->rules->cue[hit->row].pos != POS_VERB) return false;
    return (hit->features & FINITE) && !(hit->features & NOT_FINITE);
}

/* The token of a word; `*token`: that of a word before it. */
static uint32_t token_at(const rc_reading *r, const tree *t, uint32_t w, uint32_t *token)
{
    while (*token + 1 < r->doc->n_tokens && r->doc->tokens[*token].span.end <= word(t, w)->span.beg) ++*token;
    return *token;
}

static bool has_child_as(const tree *t, uint32_t head, const char *kind)
{
    for (uint32_t w = 1; w <= t->n; w++)
        if (word(t, w)->head == head && is_related_as(t, w, kind)) return true;
    return false;
}

static bool is_past_participle(const tree *t, uint32_t w)
{
    return word(t, w)->upos == RC_UPOS_VERB && has_feat(t, w, RC_STR("Tense=Past")) &&
           has_feat(t, w, RC_STR("VerbForm=Part"));
}

/* ---- plural articles taken for prepositions: "Des soldats sont présents" */

/* Asked of the lists, since the reading is not indexed yet. */
static bool is_plural_article(const rc_reading *r, uint32_t token)
{
    for (uint32_t i = r->hits.at[token]; i < r->hits.at[token + 1]; i++) {
        const rc_hit *hit = &r->hits.ptr[i];
        if (hit->list == r->rules->grammar && r->rules->grammar_bits[hit->row] & G_PARTITIVE) return true;
    }
    return false;
}

static bool is_plural(const tree *t, uint32_t w)
{
    return has_feat(t, w, RC_STR("Number=Plur"));
}

/* The verb, or what carries its ending, is plural. */
static bool agrees(const tree *t, uint32_t verb)
{
    if (is_a(t, verb, RC_UPOS_VERB, RC_UPOS_AUX, RC_UPOS_AUX) && is_plural(t, verb)) return true;
    for (uint32_t w = 1; w <= t->n; w++)
        if (word(t, w)->head == verb && is_a(t, w, RC_UPOS_AUX, RC_UPOS_AUX, RC_UPOS_AUX) && is_plural(t, w))
            return true;
    return false;
}

static bool is_passive(const tree *t, uint32_t verb)
{
    for (uint32_t w = 1; w <= t->n; w++)
        if (word(t, w)->head == verb && rc_str_is(word(t, w)->deprel, "aux:pass")) return true;
    return false;
}

static void mend_subject(const tree *t, uint32_t article)
{
    uint32_t noun = word(t, article)->head, verb = noun && noun <= t->n ? word(t, noun)->head : 0;
    if (!verb || verb > t->n || noun > verb || article > noun || !is_related_as(t, noun, "obl")) return;
    if (has_subject(t, verb) || !is_a(t, noun, RC_UPOS_NOUN, RC_UPOS_PROPN, RC_UPOS_ADJ) || !agrees(t, verb)) return;
    word(t, article)->deprel = RC_STR("det");
    word(t, noun)->deprel = is_passive(t, verb) ? RC_STR("nsubj:pass") : RC_STR("nsubj");
}

/* "L'armée l'a reprise": a participle taken for the noun of the same form. */
static void mend_noun(const rc_reading *r, const tree *t, uint32_t aux, uint32_t *token)
{
    uint32_t verb = word(t, aux)->head;
    bool next = verb && verb <= t->n && verb > aux && is_a(t, verb, RC_UPOS_NOUN, RC_UPOS_NOUN, RC_UPOS_NOUN);
    if (!next || !rc_str_is(word(t, aux)->deprel, "aux:tense")) return;
    const uint32_t at = token_at(r, t, verb, token);
    for (uint32_t i = r->hits.at[at]; i < r->hits.at[at + 1]; i++) {
        if (!(r->hits.ptr[i].features & RC_FEAT_PPAST)) continue;
        word(t, verb)->upos = RC_UPOS_VERB;
        word(t, verb)->feats = RC_STR("Tense=Past|VerbForm=Part");
        return;
    }
}

/* "Le Tchad ferme sa frontière", read as "the firm Chad": what stands behind the noun that is the whole sentence and
 * has an object is its verb. */
static void mend_adjective(const rc_reading *r, const tree *t, uint32_t verb, uint32_t token)
{
    uint32_t noun = word(t, verb)->head;
    bool behind = noun && noun < verb && noun <= t->n && !word(t, noun)->head;
    if (!behind || word(t, verb)->upos != RC_UPOS_ADJ || !has_child_as(t, verb, "obj")) return;
    for (uint32_t i = r->hits.at[token]; i < r->hits.at[token + 1]; i++) {
        uint32_t features = r->hits.ptr[i].features;
        if (!(features & FINITE) || (features & NOT_FINITE)) continue;
        over_subject(t, verb, noun);
        return;
    }
}

/* "Neuf détenus ont été tués": a participle that is counted and suffers or does something itself is a noun. */
static void mend_counted(const tree *t, uint32_t w)
{
    bool depends = is_related_as(t, w, "nsubj") || rc_str_is(word(t, w)->deprel, "obj");
    if (!is_past_participle(t, w) || !depends || !has_child_as(t, w, "nummod") || has_child_as(t, w, "aux")) return;
    word(t, w)->upos = RC_UPOS_NOUN;
    word(t, w)->feats = is_plural(t, w) ? RC_STR("Number=Plur") : RC_STR("Number=Sing");
}

void mend_subjects(const rc_reading *r, const rc_analysis *analysis)
{
    uint32_t token = 0;
    for (uint32_t i = 0; analysis && i < analysis->n_sentences; i++) {
        const rc_analysis_sentence *s = &analysis->sentences[i];
        tree t = {analysis->words + s->first, s->count};
        for (uint32_t w = 1; w <= t.n; w++) {
            uint32_t at = token_at(r, &t, w, &token);
            if (is_related_as(&t, w, "case") && is_plural_article(r, at)) mend_subject(&t, w);
            if (is_related_as(&t, w, "amod")) mend_adjective(r, &t, w, at);
            if (is_related_as(&t, w, "aux")) mend_noun(r, &t, w, &at);
            mend_counted(&t, w);
        }
    }
}

/* ---- */

/* The first noun behind a participle that hangs on the verb, or without a preposition on the noun before it; words of
 * its own phrase alone may stand between. 0: none. */
static uint32_t object_behind(const tree *t, uint32_t verb, uint32_t noun)
{
    for (uint32_t w = verb + 1; w <= t->n; w++) {
        if (is_related_as(t, w, "case") || is_related_as(t, w, "punct") || is_related_as(t, w, "mark")) return 0;
        uint32_t head = word(t, w)->head;
        if (head == verb && is_related_as(t, w, "obj")) return w;
        bool hung =
            head == noun && (is_related_as(t, w, "nmod") || is_related_as(t, w, "obj") || is_related_as(t, w, "appos"));
        if (hung && is_a(t, w, RC_UPOS_NOUN, RC_UPOS_PROPN, RC_UPOS_NUM)) return has_child_as(t, w, "case") ? 0 : w;
    }
    return 0;
}

/* A participle with an object behind a noun that is the whole sentence is its verb. */
static void mend_participle(const tree *t, uint32_t verb)
{
    uint32_t noun = word(t, verb)->head;
    if (!noun || noun + 1 != verb || word(t, noun)->head || !is_related_as(t, verb, "acl")) return;
    if (!is_a(t, noun, RC_UPOS_NOUN, RC_UPOS_PROPN, RC_UPOS_PROPN) || !is_past_participle(t, verb)) return;
    uint32_t object = has_child_as(t, verb, "aux") ? 0 : object_behind(t, verb, noun);
    if (!object) return;
    word(t, verb)->feats = RC_STR("Mood=Ind|Tense=Past|VerbForm=Fin");
    hang(t, verb, 0, word(t, noun)->deprel);
    hang(t, noun, verb, RC_STR("nsubj"));
    for (uint32_t w = verb + 1; w <= t->n; w++)
        if (word(t, w)->head == noun) word(t, w)->head = verb;
    word(t, object)->deprel = RC_STR("obj");
}

/* A noun right before the name of who speaks, behind a comma and without "and", is the speaker's function. */
static void mend_speaker(const rc_reading *r, const tree *t, uint32_t noun, uint32_t *token)
{
    uint32_t name = noun + 1, verb = name <= t->n ? word(t, name)->head : 0;
    if (!is_related_as(t, noun, "conj") && !is_related_as(t, noun, "appos")) return;
    if (word(t, noun)->upos != RC_UPOS_NOUN || !verb || verb <= name || word(t, name)->upos != RC_UPOS_PROPN) return;
    if (!is_related_as(t, name, "nsubj") || has_child_as(t, noun, "cc") || word(t, noun)->head > noun) return;
    uint32_t at = token_at(r, t, noun, token);
    const rc_hit *hit = hit_with(r, at, r->rules->sources);
    if (!hit && at > 0) hit = hit_with(r, at - 1, r->rules->sources); /* "police officer" */
    if (hit && hit->token + hit->count > at) hang(t, noun, name, RC_STR("compound"));
}

/* "The rebels attacked, a spokesman told AFP": who is told is no object of what is said in front of it; the clause in
 * front governs, as it does where nobody is told. */
static void mend_telling(const tree *t, uint32_t verb)
{
    if (!is_a(t, verb, RC_UPOS_VERB, RC_UPOS_VERB, RC_UPOS_VERB)) return;
    uint32_t said = 0, subject = 0, hearer = 0;
    for (uint32_t w = 1; w <= t->n; w++) {
        if (word(t, w)->head != verb) continue;
        if (rc_str_is(word(t, w)->deprel, "ccomp")) said = w;
        if (is_related_as(t, w, "nsubj")) subject = w;
        if (is_related_as(t, w, "obj") || is_related_as(t, w, "iobj")) hearer = w;
    }
    if (!said || said > subject || subject > verb || hearer < verb || has_child_as(t, said, "mark")) return;
    hang(t, said, word(t, verb)->head, word(t, verb)->deprel);
    hang(t, verb, said, RC_STR("parataxis"));
}

void mend_clauses(const rc_reading *r, const rc_analysis *analysis)
{
    uint32_t token = 0;
    for (uint32_t i = 0; analysis && i < analysis->n_sentences; i++) {
        const rc_analysis_sentence *s = &analysis->sentences[i];
        tree t = {analysis->words + s->first, s->count};
        for (uint32_t w = 1; w <= t.n; w++) {
            mend_participle(&t, w);
            mend_telling(&t, w);
            mend_speaker(r, &t, w, &token);
        }
    }
}

/* ---- */

void mend_sayings(const rc_reading *r, const rc_analysis *analysis)
{
    uint32_t token = 0;
    for (uint32_t i = 0; analysis && i < analysis->n_sentences; i++) {
        const rc_analysis_sentence *s = &analysis->sentences[i];
        tree t = {analysis->words + s->first, s->count};
        for (uint32_t w = 1; w <= t.n; w++) {
            uint32_t head = word(&t, w)->head;
            if (word(&t, w)->upos != RC_UPOS_ADV || head > t.n) continue;
            if (!is_finite_saying(r, token_at(r, &t, w, &token))) continue;
            if (has_subject(&t, w)) { /* the tree is right, the word's class is not */
                name_verb(&t, w);
                continue;
            }
            if (head > w && is_a(&t, head, RC_UPOS_NOUN, RC_UPOS_PROPN, RC_UPOS_PRON) && has_subject(&t, head)) {
                over_object(&t, w, head);
                continue;
            }
            if (head > w && word(&t, head)->head < w && is_a(&t, head, RC_UPOS_NOUN, RC_UPOS_PROPN, RC_UPOS_PRON))
                head = word(&t, head)->head; /* "X dément toute attaque", read as an attack of X */
            if (head < w && is_a(&t, head, RC_UPOS_NOUN, RC_UPOS_PROPN, RC_UPOS_PRON))
                over_subject(&t, w, head);
            else if (head > w && is_a(&t, head, RC_UPOS_VERB, RC_UPOS_AUX, RC_UPOS_ADJ))
                over_clause(&t, w, head);
            if (is_a(&t, w, RC_UPOS_VERB, RC_UPOS_VERB, RC_UPOS_VERB)) take_negation(&t, w);
        }
    }
}
