/* Attribution. Three shapes carry it: a preposition ("selon X"), a verb of saying with its subject before or after it,
 * and marks of the page (an embedded post's author, an outlet in brackets at the end of a digest's line). Quotations that
 * run over several sentences keep their speaker; a pronoun stands for the last source named. */
#include "claims/said.h"

#include "recoupe/base/map.h"
#include "recoupe/base/utf8.h"

#define ZONE_BACK 24
#define OUTLET_WORDS 6
#define HEARER_WORDS 7

typedef struct speaker_state {
    rc_link last; /* the source named last; name empty at the beginning */
} speaker_state;

static bool is_saying(const rc_reading *r, const rc_hit *hit)
{
    return hit->list == r->rules->cues;
}

/* ---- verbs */

/* First token of the verb group that ends at the cue: auxiliaries, negation and short adverbs before it. */
static uint32_t group_start(const rc_reading *r, uint32_t cue, range s)
{
    uint32_t t = cue, first = cue;
    while (t > s.first && cue - t < 4) {
        t--;
        if (is_punct(r, t) || has_grammar(r, t, G_SUB | G_REL)) break;
        if (has_grammar(r, t, G_BE | G_HAVE)) first = t;
        if (has_grammar(r, t, G_PRONOUN) && r->doc->tokens[t].lower.ptr[0] == '-') continue;
        const rc_hit *neg = hit_with(r, t, r->rules->negation);
        if (neg) first = t;
    }
    return first;
}

/* Start of the zone in which the subject of a verb stands: after the last verb, subordinator or quotation mark. */
static uint32_t zone_start(const rc_reading *r, uint32_t verb, range s)
{
    uint32_t floor = verb > s.first + ZONE_BACK ? verb - ZONE_BACK : s.first;
    for (uint32_t t = verb; t > floor; t--) {
        uint32_t p = t - 1;
        uint8_t kind = r->doc->tokens[p].kind;
        if (kind == RC_TOKEN_OPEN || kind == RC_TOKEN_CLOSE || is_sign(r, p, ';') || is_sign(r, p, ':')) return t;
        if (is_sign(r, p, ')') || (is_sign(r, p, '-') && p + 1 < verb)) return t;
        if (has_grammar(r, p, G_SUB)) return t;
        bool noun = hit_with(r, p, r->rules->sources) || hit_with(r, p, r->rules->people) || r->party_at[p] != NO_INDEX;
        if (is_verb(r, p) && !noun && !has_capital(r, p)) return t;
    }
    return floor;
}

/* Start of the last part between commas in [first, end). */
static uint32_t last_part(const rc_reading *r, uint32_t first, uint32_t end)
{
    uint32_t t = end;
    while (t > first && !is_sign(r, t - 1, ',')) t--;
    return t;
}

static bool is_all_name(const rc_reading *r, uint32_t first, uint32_t end)
{
    for (uint32_t t = first; t < end; t++)
        if (!has_capital(r, t) && !has_grammar(r, t, G_OF)) return false;
    return first < end && end - first <= 5;
}

static bool has_source_noun(const rc_reading *r, uint32_t first, uint32_t end)
{
    for (uint32_t t = first; t < end; t++)
        if (hit_with(r, t, r->rules->sources)) return true;
    return false;
}

/* The subject in the zone before a verb: its last part between commas, with the name or function that stands in
 * apposition to it ("Le porte-parole du Front, X, a déclaré"; "X, a police officer, said"). */
static uint32_t subject_start(const rc_reading *r, uint32_t zone, uint32_t verb)
{
    uint32_t end = verb;
    while (end > zone && is_punct(r, end - 1)) end--;
    uint32_t start = last_part(r, zone, end);
    source who;
    if (start == zone || !source_in(r, start, end, &who)) return zone;
    uint32_t before_end = start - 1, before = last_part(r, zone, before_end);
    bool apposed = (is_all_name(r, start, end) && has_source_noun(r, before, before_end)) ||
                   (has_source_noun(r, start, end) && is_all_name(r, before, before_end));
    return apposed ? before : start;
}

/* A sentence part that says nothing: signs, dates, prepositions at the end of "..., X said on Monday." */
static bool is_empty(const rc_reading *r, uint32_t first, uint32_t end)
{
    unsigned words = 0;
    for (uint32_t t = first; t < end; t++) {
        if (r->timex_at[t] != NO_INDEX || is_punct(r, t)) continue;
        if (r->doc->tokens[t].kind == RC_TOKEN_CLOSE) continue;
        words++;
    }
    return words <= 2;
}

static bool has_words(const rc_reading *r, uint32_t first, uint32_t end)
{
    for (uint32_t t = first; t < end; t++)
        if (r->doc->tokens[t].kind == RC_TOKEN_WORD || r->doc->tokens[t].kind == RC_TOKEN_NUMBER) return true;
    return false;
}

static const rc_party_mention *side_first_in(const rc_reading *r, range s, uint32_t before)
{
    for (uint32_t t = s.first; t < s.end && t < before; t++) {
        const rc_party_mention *p = party_at(r, t);
        bool side = p && !p->is_modifier && !p->is_person && !rc_str_is(p->party, "unknown") && !rc_str_is(p->party, "civilians");
        if (side) return p;
    }
    return NULL;
}

/* "leur porte-parole" speaks for the side that this sentence or the one before begins with, else for the last speaker's. */
static void resolve_possessed(const rc_reading *r, source *who, range s, const speaker_state *state)
{
    const rc_party_mention *p = side_first_in(r, s, who->tokens.first);
    uint32_t sentence = r->doc->tokens[s.first].sentence;
    if (p && p->first > s.first + 2) p = NULL;
    if (!p && state->last.party.len) {
        who->link.party = state->last.party;
        return;
    }
    if (!p && sentence > 0) p = side_first_in(r, sentence_range(r, sentence - 1), UINT32_MAX);
    if (p) who->link.party = p->party;
}

/* A pronoun stands for the side that the sentence began with, else for the source named last. */
static void resolve_pronoun(const rc_reading *r, source *who, range s, const speaker_state *state)
{
    if (who->is_possessed) resolve_possessed(r, who, s, state);
    if (!who->is_pronoun) return;
    for (uint32_t t = s.first; t < who->tokens.first; t++) {
        const rc_party_mention *p = party_at(r, t);
        if (!p || p->is_modifier || p->is_metonym || rc_str_is(p->party, "civilians")) continue;
        if (p->first > s.first + 2 || (p->first > s.first && quantity_at(r, p->first - 1)) || quantity_at(r, p->first)) break;
        source named;
        if (source_in(r, p->first, p->first + p->count, &named)) {
            who->link = named.link;
            return;
        }
    }
    if (state->last.name.len) {
        who->link = state->last;
        who->link.cue = RC_STR("");
        who->link.said_on = RC_DAY_NONE;
    } else {
        who->link.name = RC_STR("");
    }
}

static void add_frame(const rc_reading *r, saids *out, speaker_state *state, const source *who, range cue, range content,
                      range words, cue_class cls)
{
    if (!who->link.name.len || content.first >= content.end) return;
    said *f = RC_PUSH(r->arena, out);
    *f = (said){.link = who->link, .content = content, .words = words, .cue = cue.first, .cls = cls};
    f->link.cue = tokens_text(r, cue.first, cue.end);
    for (uint32_t t = words.first; t < words.end; t++) {
        const rc_timex *x = timex_at(r, t);
        if (x && x->from == x->to) f->link.said_on = x->from;
    }
    state->last = f->link;
}

/* The last frame of this sentence: a participle ("..., adding that") goes on with its source. */
static const said *frame_of_sentence(const saids *out, size_t from)
{
    return out->len > from ? &out->ptr[out->len - 1] : NULL;
}

static uint32_t with_timex_after(const rc_reading *r, uint32_t end, range s)
{
    uint32_t t = end;
    while (t < s.end && t < end + 2 && !is_punct(r, t) && r->timex_at[t] == NO_INDEX && !is_verb(r, t) &&
           !has_grammar(r, t, G_SUB | G_REL))
        t++;
    if (t >= s.end || t >= end + 2 || r->timex_at[t] == NO_INDEX) return end;
    const rc_timex *x = timex_at(r, t);
    return x->first + x->count;
}

static bool inverted(const rc_reading *r, const rc_hit *hit, uint32_t verb, range s, size_t from, saids *out,
                     speaker_state *state, cue_class cls)
{
    uint32_t end = hit->token + hit->count;
    bool after_break = verb > s.first && (is_sign(r, verb - 1, ',') || r->doc->tokens[verb - 1].kind == RC_TOKEN_CLOSE ||
                                          is_sign(r, verb - 1, '-') || is_sign(r, verb - 1, '?') ||
                                          is_sign(r, verb - 1, '!'));
    if (verb == s.first && s.first > 0 && r->doc->tokens[s.first - 1].kind == RC_TOKEN_CLOSE) after_break = true;
    (void)from;
    source who;
    uint32_t subject = with_timex_after(r, end, s); /* "a déclaré jeudi le porte-parole" */
    bool found = after_break && subject < s.end && source_at(r, subject, s.end, &who);
    if (!found || !(who.is_known || who.is_pronoun)) return false;
    bool told = who.tokens.end < s.end && has_grammar(r, who.tokens.end, G_SUB); /* "X, a spokesman, told Y that" */
    if (told) return false;
    resolve_pronoun(r, &who, s, state);
    range content = {s.first, verb};
    if (!has_words(r, content.first, content.end)) return false;
    add_frame(r, out, state, &who, (range){verb, end}, content, (range){verb, who.tokens.end}, cls);
    return true;
}

/* "told Y that": who is told is no part of what is told. */
static uint32_t after_hearer(const rc_reading *r, uint32_t end, range s)
{
    for (uint32_t t = end; t < s.end && t < end + HEARER_WORDS; t++) {
        if (t > end && has_grammar(r, t, G_SUB)) return t;
        if (is_punct(r, t) || is_verb(r, t) || has_grammar(r, t, G_SUB | G_REL)) break;
    }
    return end;
}

static void subject_first(const rc_reading *r, const rc_hit *hit, uint32_t verb, range s, size_t from, saids *out,
                          speaker_state *state, cue_class cls)
{
    uint32_t end = hit->token + hit->count, zone = zone_start(r, verb, s);
    const said *before = frame_of_sentence(out, from);
    source who = {0};
    bool participle = (hit->features & RC_FEAT_PPRES) && !(hit->features & (RC_FEAT_PRES | RC_FEAT_PAST));
    bool found;
    if (participle && before) {
        who.link = before->link;
        who.tokens = (range){hit->token, hit->token};
        found = true;
    } else {
        zone = subject_start(r, zone, verb);
        found = zone < verb && source_in(r, zone, verb, &who);
    }
    if (!found) return;
    resolve_pronoun(r, &who, s, state);
    uint32_t words_end = after_hearer(r, with_timex_after(r, end, s), s);
    range content = {words_end, s.end}, words = {who.tokens.first < verb ? who.tokens.first : verb, words_end};
    if (is_empty(r, words_end, s.end)) { /* "..., the army said on Monday." */
        content = (range){s.first, words.first};
        words.end = s.end;
    }
    add_frame(r, out, state, &who, (range){verb, end}, content, words, cls);
}

/* "rapporté par X": the source follows "by". */
static void passive_cue(const rc_reading *r, const rc_hit *hit, range s, saids *out, speaker_state *state, cue_class cls)
{
    uint32_t t = hit->token + hit->count;
    for (uint32_t limit = t + 3; t < limit && t < s.end; t++) {
        source who;
        if (is_punct(r, t)) return;
        if (!has_grammar(r, t, G_BY) || t + 1 >= s.end || !source_at(r, t + 1, s.end, &who)) continue;
        resolve_pronoun(r, &who, s, state);
        range content = {s.first, hit->token};
        if (is_empty(r, s.first, group_start(r, hit->token, s))) content = (range){who.tokens.end, s.end};
        add_frame(r, out, state, &who, (range){hit->token, t + 1}, content, (range){hit->token, who.tokens.end}, cls);
        return;
    }
}

/* "..., a-t-il ajouté": the pronoun stands between auxiliary and participle. */
static bool pronoun_inside(const rc_reading *r, const rc_hit *hit, uint32_t verb, range s, saids *out,
                           speaker_state *state, cue_class cls)
{
    for (uint32_t t = verb + 1; t < hit->token; t++) {
        if (!has_grammar(r, t, G_PRONOUN) || r->doc->tokens[t].lower.ptr[0] != '-') continue;
        source who = {.is_pronoun = true, .tokens = {t, t + 1}};
        resolve_pronoun(r, &who, s, state);
        uint32_t end = hit->token + hit->count;
        if (has_words(r, s.first, verb))
            add_frame(r, out, state, &who, (range){verb, end}, (range){s.first, verb}, (range){verb, end}, cls);
        return true;
    }
    return false;
}

static void verb_cue(const rc_reading *r, const rc_hit *hit, range s, size_t from, saids *out, speaker_state *state)
{
    cue_class cls = r->rules->cue[hit->row].cls;
    uint32_t verb = group_start(r, hit->token, s);
    uint32_t after = hit->token + hit->count;
    bool infinitive = (hit->features & RC_FEAT_INF) && !(hit->features & (RC_FEAT_PRES | RC_FEAT_PAST));
    if (infinitive && !(after < s.end && has_grammar(r, after, G_SUB))) return;
    bool passive = verb < hit->token && is_verb(r, verb) && (hit->features & RC_FEAT_PPAST) &&
                   has_grammar(r, hit->token - 1, G_BE) && !has_grammar(r, hit->token - 1, G_HAVE);
    bool bare_participle = (hit->features & RC_FEAT_PPAST) && !(hit->features & (RC_FEAT_PAST | RC_FEAT_PRES)) &&
                           verb == hit->token;
    if (passive || bare_participle) {
        passive_cue(r, hit, s, out, state, cls);
        return;
    }
    if (pronoun_inside(r, hit, verb, s, out, state, cls)) return;
    if (!inverted(r, hit, verb, s, from, out, state, cls)) subject_first(r, hit, verb, s, from, out, state, cls);
}

/* ---- prepositions */

static uint32_t after_nouns_of_saying(const rc_reading *r, uint32_t t, range s)
{
    /* "selon un bilan de X", "according to a statement by X": the source is X. */
    uint32_t noun = t;
    while (noun < s.end && noun < t + 4 && !hit_with(r, noun, r->rules->cues)) {
        if (is_punct(r, noun) || hit_with(r, noun, r->rules->sources) || r->party_at[noun] != NO_INDEX) return t;
        noun++;
    }
    const rc_hit *cue = noun < s.end && noun < t + 4 ? hit_with(r, noun, r->rules->cues) : NULL;
    if (!cue || r->rules->cue[cue->row].pos != POS_NOUN) return t;
    for (uint32_t e = cue->token + cue->count; e < s.end && e < noun + 6; e++) {
        if (is_punct(r, e) || is_verb(r, e)) return t;
        if (has_grammar(r, e, G_OF | G_BY) && e + 1 < s.end) return e + 1;
    }
    return t;
}

static range preposition_content(const rc_reading *r, range words, range s)
{
    uint32_t first = s.first, end = s.end;
    for (uint32_t t = s.first; t < words.first; t++)
        if (is_sign(r, t, ';') || (is_sign(r, t, ',') && t + 1 < words.first && has_grammar(r, t + 1, G_SUB) &&
                                   t + 4 > words.first))
            first = t + 1;
    for (uint32_t t = words.end; t < s.end; t++)
        if (is_sign(r, t, ';')) {
            end = t;
            break;
        }
    return (range){first, end};
}

static void preposition_cue(const rc_reading *r, const rc_hit *hit, range s, saids *out, speaker_state *state)
{
    uint32_t end = hit->token + hit->count;
    if (end >= s.end) return;
    cue_class cls = r->rules->cue[hit->row].cls;
    if (cls == CUE_ACCUSING && !has_grammar(r, end - 1, G_BY)) return; /* "attribuée à X", "blamed on X": X says nothing */
    source who;
    const rc_hit *clause = hit_with(r, hit->token, r->rules->clauses);
    if (has_grammar(r, end, G_REL) || (clause && clause->count > hit->count)) { /* "des informations selon lesquelles" */
        uint32_t zone = zone_start(r, hit->token, s);
        uint32_t noun = hit->token > zone + 4 ? hit->token - 4 : zone;
        while (noun < hit->token && !hit_with(r, noun, r->rules->sources) && !hit_with(r, noun, r->rules->cues)) noun++;
        if (noun >= hit->token) return;
        who = (source){.link = {.name = tokens_text(r, noun, hit->token), .kind = RC_SOURCE_ANONYMOUS,
                                .said_on = RC_DAY_NONE}};
        add_frame(r, out, state, &who, (range){hit->token, end + 1}, (range){end + 1, s.end}, (range){noun, end + 1},
                  cls);
        return;
    }
    if (!source_at(r, after_nouns_of_saying(r, end, s), s.end, &who) && !source_at(r, end, s.end, &who)) {
        uint32_t e = end;
        while (e < s.end && e < end + 8 && !is_punct(r, e) && !is_verb(r, e)) e++;
        if (e == end) return;
        who = (source){.link = {.name = tokens_text(r, end, e), .said_on = RC_DAY_NONE}, .tokens = {end, e}};
    }
    resolve_pronoun(r, &who, s, state);
    range words = {hit->token, who.tokens.end};
    add_frame(r, out, state, &who, (range){hit->token, end}, preposition_content(r, words, s), words, cls);
    if (out->len) out->ptr[out->len - 1].is_preposition = true;
}

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

/* ---- marks of the page */

static rc_link *new_link(const rc_reading *r, rc_str name, rc_source_kind kind)
{
    rc_link *link = RC_NEW(r->arena, rc_link);
    *link = (rc_link){.name = name, .kind = kind, .said_on = RC_DAY_NONE};
    return link;
}

static rc_link *post_author(const rc_reading *r, const rc_post *post)
{
    rc_span name = post->author;
    if (post->handle.end > name.end) name.end = post->handle.end;
    if (name.beg == name.end) name = post->handle;
    rc_str text = rc_str_span(r->doc->text, name);
    if (rc_str_find(text, RC_STR("("), 0) != SIZE_MAX && name.end < r->doc->text.len &&
        r->doc->text.ptr[name.end] == ')')
        text.len++;
    if (!text.len) return NULL;
    rc_link *link = new_link(r, text, RC_SOURCE_POST);
    link->medium = post->handle.beg < post->handle.end ? RC_STR("Twitter") : RC_STR("");
    for (uint32_t i = 0; i < r->timexes.n; i++) {
        const rc_timex *x = &r->timexes.ptr[i];
        rc_span at = r->doc->tokens[x->first].span;
        if (at.beg >= post->date.beg && at.beg < post->date.end) link->said_on = x->from;
    }
    return link;
}

/* One pair of brackets that ends before `end` and holds capitalised words only: its inside, or an empty range. */
static range capitals_in_brackets(const rc_reading *r, uint32_t first, uint32_t end)
{
    if (end < first + 3 || !is_sign(r, end - 1, ')')) return (range){0, 0};
    uint32_t t = end - 1, capitals = 0;
    while (t > first && end - t <= OUTLET_WORDS + 1 && !is_sign(r, t - 1, '(')) {
        t--;
        bool small = r->doc->tokens[t].lower.len <= 3 || has_grammar(r, t, G_OF | G_ARTICLE | G_COORD);
        if (!has_capital(r, t) && !small) return (range){0, 0};
        capitals += has_capital(r, t);
    }
    bool closed = t > first && is_sign(r, t - 1, '(') && capitals > 0;
    return closed ? (range){t, end - 1} : (range){0, 0};
}

/* "... (Reuters) (AFP via Le Journal)" at the end of a block: the first of them is the origin, without who passed it on.
 * `*body_end` becomes the end of what is said. */
static rc_link *outlet_in_brackets(const rc_reading *r, range block, uint32_t *body_end)
{
    uint32_t end = block.end;
    while (end > block.first && is_sign(r, end - 1, '.')) end--;
    range first = {0, 0};
    for (range inside; (inside = capitals_in_brackets(r, block.first, end)).end;) {
        first = inside;
        end = inside.first - 1;
    }
    if (!first.end || end <= block.first) return NULL;
    const rc_party_mention *party = party_at(r, first.first);
    if (party && party->count >= first.end - first.first) return NULL;
    if (r->place_at[first.first] != NO_INDEX && place_at(r, first.first)->is_resolved) return NULL;
    *body_end = end;
    for (uint32_t t = first.first + 1; t < first.end; t++)
        if (!has_capital(r, t) && !has_grammar(r, t, G_OF | G_ARTICLE | G_COORD)) { /* "AFP via X" */
            first.end = t;
            break;
        }
    return new_link(r, tokens_text(r, first.first, first.end), RC_SOURCE_OUTLET);
}

/* "Al-Zaman : ..." at the beginning of a block: the paper that is digested there. */
static rc_link *name_before_colon(const rc_reading *r, range block)
{
    uint32_t t = block.first;
    while (t < block.end && t < block.first + 5 && (has_capital(r, t) || has_grammar(r, t, G_OF))) t++;
    if (t == block.first || t + 3 >= block.end || !is_sign(r, t, ':') || r->place_at[block.first] != NO_INDEX) return NULL;
    if (party_at(r, block.first) || r->doc->tokens[t + 1].kind == RC_TOKEN_OPEN) return NULL;
    const rc_token *name = &r->doc->tokens[block.first];
    bool known = t > block.first + 1 || rc_str_find(name->lower, RC_STR("-"), 0) != SIZE_MAX ||
                 hit_with(r, block.first, r->rules->sources);
    return known ? new_link(r, tokens_text(r, block.first, t), RC_SOURCE_OUTLET) : NULL;
}

static bool has_prose(const rc_reading *r, range tokens)
{
    unsigned words = 0;
    for (uint32_t t = tokens.first; t < tokens.end; t++) words += r->doc->tokens[t].kind == RC_TOKEN_WORD;
    return words > 2;
}

static void page_marks(const rc_reading *r, attribution *all)
{
    const rc_document *doc = r->doc;
    all->outer = RC_NEWS(r->arena, rc_link *, doc->n_blocks + 1);
    all->body_end = RC_NEWS(r->arena, uint32_t, doc->n_blocks + 1);
    for (uint32_t b = 0; b < doc->n_blocks; b++) {
        const rc_block *block = &doc->blocks[b];
        if (!block->count) continue;
        range last = sentence_range(r, block->first + block->count - 1);
        range tokens = {doc->sentences[block->first].first, last.end};
        all->body_end[b] = last.end;
        if (block->kind == RC_BLOCK_POST && block->post >= 0) {
            all->outer[b] = post_author(r, &doc->posts[block->post]);
            bool only_links = b > 0 && !has_prose(r, tokens) && doc->blocks[b - 1].kind == RC_BLOCK_PROSE;
            if (only_links) all->outer[b - 1] = all->outer[b]; /* the words stand in the block before the picture's link */
        }
        else if (block->kind == RC_BLOCK_PROSE && !(all->outer[b] = name_before_colon(r, tokens)))
            all->outer[b] = outlet_in_brackets(r, tokens, &all->body_end[b]);
    }
}

/* ---- the whole report */

/* "on dit que", "it was reported": nobody says it. */
static bool is_agentless(const rc_reading *r, const rc_hit *cue, range s)
{
    uint32_t end = cue->token + cue->count;
    if (has_grammar(r, end - 1, G_BY) || (end < s.end && has_grammar(r, end, G_BY))) return false;
    for (uint32_t t = cue->token + 1; t > s.first && t + 4 > cue->token; t--) {
        const rc_hit *hedge = hit_with(r, t - 1, r->rules->hedges);
        if (hedge && r->rules->hedge[hedge->row] == HEDGE_REPORT && hedge->token + hedge->count > cue->token) return true;
    }
    return false;
}

static void sentence_frames(const rc_reading *r, range s, saids *out, speaker_state *state)
{
    size_t from = out->len;
    uint32_t covered = s.first;
    for (uint32_t i = r->hits.at[s.first]; i < r->hits.at[s.end]; i++) {
        const rc_hit *hit = &r->hits.ptr[i];
        if (!is_saying(r, hit) || hit->token < covered || is_agentless(r, hit, s)) continue;
        if (is_capital(r, hit->token) && !(r->doc->tokens[hit->token].flags & RC_TOKEN_UPPER)) continue; /* a name */
        word_pos pos = r->rules->cue[hit->row].pos;
        if (pos == POS_PREPOSITION) preposition_cue(r, hit, s, out, state);
        else if (pos == POS_VERB) verb_cue(r, hit, s, from, out, state);
        else continue;
        covered = hit->token + hit->count;
    }
}

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
    page_marks(r, &all);
    for (uint32_t s = 0; s < r->doc->n_sentences; s++) {
        all.at[s] = (uint32_t)all.frames.len;
        sentence_frames(r, said_range(r, &all, s), &all.frames, &state);
    }
    all.at[r->doc->n_sentences] = (uint32_t)all.frames.len;
    share_sides(r, &all.frames);
    give_quotations(r, &all);
    bare_quotations(r, &all);
    return all;
}

rc_link *chain_at(const rc_reading *r, const attribution *all, uint32_t token, uint32_t *n, cue_class *cls,
                  const said **frame)
{
    uint32_t s = r->doc->tokens[token].sentence;
    RC_VEC(rc_link) chain = {0};
    const rc_link *outer = all->outer[r->doc->sentences[s].block];
    if (outer) *RC_PUSH(r->arena, &chain) = *outer;
    *cls = CUE_NEUTRAL;
    *frame = NULL;
    uint32_t widest = UINT32_MAX;
    for (;;) { /* frames from the widest to the narrowest */
        const said *next = NULL;
        uint32_t width = 0;
        for (uint32_t i = all->at[s]; i < all->at[s + 1]; i++) {
            const said *f = &all->frames.ptr[i];
            uint32_t w = f->content.end - f->content.first;
            if (!in_range(f->content, token) || in_range(f->words, token) || w >= widest || w <= width) continue;
            next = f;
            width = w;
        }
        if (!next) break;
        widest = width;
        const rc_link *last = chain.len ? &chain.ptr[chain.len - 1] : NULL;
        if (!last || !rc_str_eq(last->name, next->link.name)) *RC_PUSH(r->arena, &chain) = next->link;
        *cls = next->cls;
        *frame = next;
    }
    int32_t q = r->quotation_at[token];
    if (!*frame && q != NO_INDEX && all->quoted[q].name.len) {
        *RC_PUSH(r->arena, &chain) = all->quoted[q];
        *cls = all->quoted_class[q];
    }
    *n = (uint32_t)chain.len;
    return chain.ptr;
}
