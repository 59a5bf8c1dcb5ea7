#include "claims/refer.h"

#include "recoupe/base/map.h"
#include "recoupe/base/utf8.h"

#define LONGEST_NAME 12     /* words that an abbreviation stands for, small ones included */
#define ANAPHOR_SENTENCES 3 /* that "the group" looks back over */
#define TITLE_GAP 6         /* tokens between a function and the name of who holds it */

/* ---- sides */

static const rc_party_mention *side_first_in(const rc_reading *r, range s, uint32_t before)
{
    for (uint32_t t = s.first; t < s.end && t < before; t++) {
        const rc_party_mention *p = party_at(r, t);
        bool side = p && !p->is_modifier && !p->is_person && !rc_str_is(p->party, "unknown") &&
                    !rc_str_is(p->party, "civilians") && !is_somebodys(r, p);
        if (side) return p;
    }
    return NULL;
}

/* A side that a sentence begins with: its subject, most often. */
static const rc_party_mention *side_begins(const rc_reading *r, range s, uint32_t before)
{
    const rc_party_mention *p = side_first_in(r, s, before);
    return p && p->first <= s.first + 2 ? p : NULL;
}

/* "leur porte-parole" speaks for the side that this sentence or the one before begins with, else for the last
 * speaker's. */
static void resolve_possessed(const rc_reading *r, source *who, range s, const speaker_state *state)
{
    uint32_t sentence = r->doc->tokens[s.first].sentence;
    range before = sentence > 0 ? sentence_range(r, sentence - 1) : s;
    const rc_party_mention *p = side_begins(r, s, who->tokens.first);
    if (!p) p = side_begins(r, before, s.first);
    if (!p && !state->last.party.len) p = side_first_in(r, before, s.first);
    who->link.party = p ? p->party : state->last.party;
}

/* ---- pronouns */

static bool counted(const rc_reading *r, const rc_party_mention *p, range s)
{
    return quantity_at(r, p->first) || (p->first > s.first && quantity_at(r, p->first - 1));
}

/* The side that a sentence begins with, as a source. */
static bool subject_side(const rc_reading *r, range s, uint32_t before, source *out)
{
    for (uint32_t t = s.first; t < before && t < s.end; t++) {
        const rc_party_mention *p = party_at(r, t);
        if (!p || p->is_modifier || p->is_metonym || rc_str_is(p->party, "civilians")) continue;
        if (p->first > s.first + 2 || counted(r, p, s)) return false;
        if (source_in(r, p->first, p->first + p->count, out)) return true;
    }
    return false;
}

/* By its own form or that of its verb. */
static bool is_plural(const rc_reading *r, uint32_t word)
{
    const syntax *x = r->syntax;
    if (word == NO_WORD) return false;
    uint32_t verb = x->parent[word], aux = verb == NO_WORD ? NO_WORD : child_by(x, verb, REL_BIT(REL_AUX), NO_WORD);
    return has_feature(x, word, "Number=Plur") || (verb != NO_WORD && has_feature(x, verb, "Number=Plur")) ||
           (aux != NO_WORD && has_feature(x, aux, "Number=Plur"));
}

/* "Ceux-ci", "celles-ci", "the latter" of several: the side named last in the sentence before, not its subject. */
static bool latter_side(const rc_reading *r, const source *who, source *out)
{
    const rc_token *word = &r->doc->tokens[who->tokens.first];
    uint32_t w = word_at(r->syntax, who->tokens.first);
    bool many = is_plural(r, w);
    if (!has_grammar(r, who->tokens.first, G_DEMONSTRATIVE) || !many || word->sentence == 0) return false;
    range before = sentence_range(r, word->sentence - 1);
    for (uint32_t t = before.end; t > before.first && t > 0; t--) {
        const rc_party_mention *p = party_at(r, t - 1);
        if (!p || p->is_modifier || p->is_metonym || p->is_person || rc_str_is(p->party, "civilians")) continue;
        return source_in(r, p->first, p->first + p->count, out);
    }
    return false;
}

/* A pronoun stands for the side that the sentence began with, else for the source named last; for the subject of the
 * sentence before where no one has spoken since long. */
void resolve_pronoun(const rc_reading *r, source *who, range s, const speaker_state *state)
{
    if (who->is_possessed) resolve_possessed(r, who, s, state);
    if (!who->is_pronoun) return;
    source named;
    if (latter_side(r, who, &named)) {
        who->link = named.link;
        return;
    }
    bool behind = r->doc->tokens[who->tokens.first].lower.ptr[0] == '-'; /* "..., a-t-il ajouté": nobody in it */
    if (!behind && subject_side(r, s, who->tokens.first, &named)) {
        who->link = named.link;
        return;
    }
    uint32_t sentence = r->doc->tokens[s.first].sentence;
    bool fresh = state->last.name.len && r->doc->tokens[state->last_seen].sentence + 1 >= sentence;
    if (!fresh && sentence > 0 && subject_side(r, sentence_range(r, sentence - 1), s.first, &named)) {
        who->link = named.link;
    } else if (state->last.name.len) {
        who->link = state->last;
        who->link.cue = RC_STR("");
        who->link.said_on = RC_DAY_NONE;
    } else {
        who->link.name = RC_STR("");
    }
}

bool is_bare_reference(const rc_reading *r, const source *who, const speaker_state *state)
{
    range words = who->tokens;
    bool definite = has_grammar(r, words.first, G_ARTICLE | G_DEMONSTRATIVE) && !quantity_at(r, words.first);
    if (!definite || !state->last.name.len || words.end > words.first + 3) return false;
    uint32_t here = r->doc->tokens[words.first].sentence, there = r->doc->tokens[state->last_seen].sentence;
    bool paper = false, person = false, group = false;
    for (uint32_t t = words.first + 1; t < words.end; t++) {
        if (has_capital(r, t) || r->place_at[t] != NO_INDEX) return false;
        const rc_party_mention *p = party_at(r, t);
        bool same_side = p && p->is_modifier && rc_str_eq(p->party, state->last.party); /* "le porte-parole yéménite" */
        if (p && !p->is_generic && !same_side) return false;
        const rc_hit *cue = hit_with(r, t, r->rules->cues), *noun = hit_with(r, t, r->rules->sources);
        paper = paper || (cue && r->rules->cue[cue->row].pos == POS_NOUN);
        if (!has_grammar(r, t, G_ANAPHOR)) continue;
        rc_source_kind kind = noun ? r->rules->source[noun->row].kind : RC_SOURCE_GROUP;
        person = person || kind == RC_SOURCE_PERSON || kind == RC_SOURCE_OFFICIAL || kind == RC_SOURCE_WITNESS;
        group = group || kind == RC_SOURCE_GROUP || kind == RC_SOURCE_OUTLET || kind == RC_SOURCE_ANONYMOUS;
    }
    for (uint32_t back = 1; back < 5 && back <= words.first; back++) { /* "according to the report" */
        const rc_hit *cue = hit_with(r, words.first - back, r->rules->cues);
        if (cue && cue->count == back && r->rules->cue[cue->row].pos == POS_PREPOSITION) paper = false;
    }
    rc_source_kind last = state->last.kind;
    if (here > there + ANAPHOR_SENTENCES) return false;
    if (person) return last == RC_SOURCE_PERSON || last == RC_SOURCE_OFFICIAL || last == RC_SOURCE_WITNESS;
    if (group) return last != RC_SOURCE_PERSON && last != RC_SOURCE_WITNESS;
    return paper;
}

/* ---- abbreviations */

static bool is_small(const rc_reading *r, uint32_t t)
{
    return r->doc->tokens[t].lower.len <= 3 || has_grammar(r, t, G_OF | G_ARTICLE | G_COORD);
}

/* The letters of `letters` are, in order, first letters of words in [first, end), the first one of the first. */
static bool spells(const rc_reading *r, rc_str letters, uint32_t first, uint32_t end)
{
    size_t i = 0;
    for (uint32_t t = first; t < end && i < letters.len; t++) {
        rc_str word = r->doc->tokens[t].fold;
        if (word.len && word.ptr[0] == letters.ptr[i]) i++;
        if (t == first && i == 0) return false;
    }
    return i == letters.len;
}

/* Start of the name that the abbreviation in brackets at `open` stands for, or `open`. */
static uint32_t name_before(const rc_reading *r, uint32_t open, rc_str letters)
{
    uint32_t first = r->doc->sentences[r->doc->tokens[open].sentence].first;
    for (uint32_t t = open; t > first && open - t < LONGEST_NAME; t--) {
        uint32_t p = t - 1;
        if (is_punct(r, p)) break;
        if (has_capital(r, p) && spells(r, letters, p, open)) return p;
        if (r->timex_at[p] != NO_INDEX) break;
    }
    return open;
}

static void find_abbreviations(const rc_reading *r, rc_map *out)
{
    for (uint32_t t = 1; t + 2 < r->doc->n_tokens; t++) {
        const rc_token *word = &r->doc->tokens[t + 1];
        if (!is_sign(r, t, '(') || !is_sign(r, t + 2, ')') || word->kind != RC_TOKEN_WORD) continue;
        if (word->fold.len < 2 || word->fold.len > 8 || !(word->flags & RC_TOKEN_CAPITAL)) continue;
        uint32_t first = name_before(r, t, word->fold);
        if (t - first < 2) continue;
        bool is_new;
        uint64_t *slot = rc_map_put(r->arena, out, word->fold, &is_new);
        if (is_new) *slot = (uint64_t)first << 32 | t;
    }
}

/* ---- holders of functions */

typedef struct holder {
    uint32_t row; /* of the list of sources */
    rc_str party, name;
} holder;

typedef RC_VEC(holder) holders;

static const rc_hit *function_at(const rc_reading *r, uint32_t t)
{
    const rc_hit *hit = hit_with(r, t, r->rules->sources);
    if (!hit || (hit->features & RC_FEAT_PLUR && !(hit->features & RC_FEAT_SING))) return NULL;
    rc_source_kind kind = r->rules->source[hit->row].kind;
    return kind == RC_SOURCE_OFFICIAL || kind == RC_SOURCE_PERSON ? hit : NULL;
}

static rc_str side_near(const rc_reading *r, uint32_t first, uint32_t end)
{
    for (uint32_t t = first; t < end; t++) {
        const rc_party_mention *p = party_at(r, t);
        if (p && !p->is_person && !rc_str_is(p->party, "unknown")) return p->party;
    }
    return RC_STR("");
}

/* Function right before a person's name: "le président azerbaïdjanais Ilham Aliyev", "the mayor of the town, X". */
static const rc_hit *function_before(const rc_reading *r, uint32_t name)
{
    uint32_t first = r->doc->sentences[r->doc->tokens[name].sentence].first;
    for (uint32_t t = name; t > first && name - t < TITLE_GAP; t--) {
        uint32_t p = t - 1;
        const rc_hit *hit = function_at(r, p);
        if (hit) return hit;
        if (is_sign(r, p, ',') && p + 1 == name) continue;
        if (is_punct(r, p) || has_grammar(r, p, G_COORD | G_BE | G_HAVE | G_SUB | G_REL) || is_verb(r, p)) return NULL;
    }
    return NULL;
}

/* Function in apposition behind a name: "X, ministre de la Communication", "X, the mayor". */
static const rc_hit *function_after(const rc_reading *r, uint32_t end)
{
    if (end + 1 >= r->doc->n_tokens || !is_sign(r, end, ',')) return NULL;
    for (uint32_t t = end + 1; t < r->doc->n_tokens && t < end + 4; t++) {
        const rc_hit *hit = function_at(r, t);
        if (hit) return hit;
        if (is_punct(r, t) || !(has_grammar(r, t, G_ARTICLE) || r->party_at[t] != NO_INDEX)) return NULL;
    }
    return NULL;
}

/* A name that begins with a function is a person's, whatever kind the analysis gave it. */
static bool names_person(const rc_reading *r, const rc_entity *e)
{
    if (e->kind == RC_ENTITY_PER) return true;
    uint32_t first = r->syntax->token_of[e->first], end = r->syntax->token_of[e->first + e->count - 1] + 1;
    if (e->kind != RC_ENTITY_ORG || end < first + 3 || !function_at(r, first)) return false;
    for (uint32_t t = first; t < end; t++)
        if (!has_capital(r, t) || has_grammar(r, t, ~0u)) return false;
    return true;
}

/* First token of a person's name, the function before it left out ("Governor", "Colonel"). */
static uint32_t name_start(const rc_reading *r, const rc_entity *e, uint32_t end)
{
    uint32_t first = r->syntax->token_of[e->first];
    while (first + 2 < end && function_at(r, first)) first++;
    return first;
}

static void find_holders(const rc_reading *r, holders *out)
{
    const rc_analysis *a = r->syntax->analysis;
    for (uint32_t i = 0; a && i < a->n_entities; i++) {
        const rc_entity *e = &a->entities[i];
        if (!names_person(r, e)) continue;
        uint32_t end = r->syntax->token_of[e->first + e->count - 1] + 1, first = name_start(r, e, end);
        while (end < r->doc->n_tokens && has_capital(r, end) && r->timex_at[end] == NO_INDEX) end++;
        if (end < first + 2) continue;
        const rc_hit *before = function_before(r, first), *after = before ? NULL : function_after(r, end);
        const rc_hit *hit = before ? before : after;
        if (!hit) continue;
        uint32_t from = hit->token > 2 && before ? hit->token - 2 : hit->token;
        uint32_t to = before ? first : hit->token + 4 < r->doc->n_tokens ? hit->token + 4 : r->doc->n_tokens;
        *RC_PUSH(r->arena, out) =
            (holder){.row = hit->row, .party = side_near(r, from, to), .name = tokens_text(r, first, end)};
    }
}

/* The one person who holds the function that the source names without a name; empty when there are none or several. */
static rc_str holder_of(const rc_reading *r, const holders *all, const said *f)
{
    const rc_hit *hit = NULL;
    for (uint32_t t = f->who.first; t < f->who.end && !hit; t++) {
        hit = function_at(r, t);
    }
    for (uint32_t t = f->who.first + 1; t < f->who.end; t++) { /* a name: it says who it is */
        bool other = r->party_at[t] != NO_INDEX || r->place_at[t] != NO_INDEX || hit_with(r, t, r->rules->sources);
        if (has_capital(r, t) && !other) return RC_STR("");
    }
    if (!hit || !has_grammar(r, f->who.first, G_ARTICLE)) return RC_STR("");
    rc_str name = RC_STR("");
    for (size_t i = 0; i < all->len; i++) {
        const holder *h = &all->ptr[i];
        if (h->row != hit->row) continue;
        if (f->link.party.len && !rc_str_eq(h->party, f->link.party)) continue;
        if (name.len && !rc_str_eq(name, h->name)) return RC_STR("");
        name = h->name;
    }
    return name;
}

/* ---- names of persons */

static bool ends_with_word(rc_str name, rc_str word)
{
    return name.len > word.len && rc_str_ends(name, word) && name.ptr[name.len - word.len - 1] == ' ';
}

/* The longest name of a person in the report that ends with this one. */
static rc_str longest_name(const rc_reading *r, rc_str name)
{
    const rc_analysis *a = r->syntax->analysis;
    rc_str best = name, title = name, rest = {0};
    title = rc_str_cut(&name, ' '); /* "M. X", "Mr. X" */
    if (title.len < 5 && title.len && title.ptr[title.len - 1] == '.' && name.len)
        rest = name;
    else
        rest = best;
    name = rest;
    for (uint32_t i = 0; a && i < a->n_entities; i++) {
        if (!names_person(r, &a->entities[i])) continue;
        uint32_t end = r->syntax->token_of[a->entities[i].first + a->entities[i].count - 1] + 1;
        rc_str text = tokens_text(r, name_start(r, &a->entities[i], end), end);
        if (text.len > best.len && text.len < name.len + 40 && ends_with_word(text, name)) best = text;
    }
    return best;
}

static bool is_name(const rc_reading *r, const said *f)
{
    for (uint32_t t = f->who.first; t < f->who.end; t++)
        if (!has_capital(r, t) && !is_small(r, t)) return false;
    return f->who.first < f->who.end;
}

static rc_str abbreviated(const rc_reading *r, const rc_map *names, rc_str name)
{
    rc_str rest = name, word = {0};
    while (rest.len) word = rc_str_cut(&rest, ' ');
    if (!word.len) return RC_STR("");
    const uint64_t *slot = rc_map_get(names, rc_utf8_fold(r->arena, word));
    return slot ? tokens_text(r, (uint32_t)(*slot >> 32), (uint32_t)*slot) : RC_STR("");
}

/* A spokesman by his own words ("its spokesman"), or by a function that the report gives to this name elsewhere. */
static bool is_voice(const rc_reading *r, const holders *all, const said *f)
{
    if (f->link.kind != RC_SOURCE_OFFICIAL && f->link.kind != RC_SOURCE_PERSON) return false;
    for (uint32_t t = f->who.first; t < f->who.end; t++) {
        const rc_hit *hit = function_at(r, t);
        if (hit && r->rules->source[hit->row].is_voice) return true;
    }
    for (size_t i = 0; i < all->len; i++)
        if (r->rules->source[all->ptr[i].row].is_voice && rc_str_eq(all->ptr[i].name, f->link.name)) return true;
    return false;
}

void name_in_full(const rc_reading *r, attribution *all)
{
    rc_map abbreviations = {0};
    holders functions = {0};
    find_abbreviations(r, &abbreviations);
    find_holders(r, &functions);
    for (size_t i = 0; i < all->frames.len; i++) {
        said *f = &all->frames.ptr[i];
        rc_link *link = &f->link;
        rc_str full = holder_of(r, &functions, f);
        bool short_form =
            rc_str_find(link->name, RC_STR(" "), 0) == SIZE_MAX || (is_name(r, f) && f->who.end - f->who.first <= 2);
        if (!full.len && short_form) full = abbreviated(r, &abbreviations, link->name);
        if (!full.len && link->kind != RC_SOURCE_OUTLET && !link->party.len) full = longest_name(r, link->name);
        if (full.len) link->name = full;
        link->is_voice = is_voice(r, &functions, f);
    }
}
