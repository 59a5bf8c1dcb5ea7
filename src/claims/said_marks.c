/* Attribution by signs within a sentence: "(health ministry, via X)" and "- X" at its end, "X: ..." at its beginning,
 * the column of a table that names sources. */
#include "claims/said_tree.h"
#include "claims/table.h"

#define BRACKET_WORDS 10
#define COLON_WORDS 12
#define DASH_WORDS 6

static uint32_t without_stops(const rc_reading *r, range s)
{
    uint32_t end = s.end;
    while (end > s.first && (is_sign(r, end - 1, '.') || is_sign(r, end - 1, '!'))) end--;
    return end;
}

/* Somebody who can speak, named as such: an outlet, a person, a function, a side that is no mere place. */
static bool is_speaker(const rc_reading *r, range words, source *out)
{
    if (words.first >= words.end || !source_in(r, words.first, words.end, out)) return false;
    if (out->is_pronoun || !out->is_known || is_counted(r, words.first)) return false;
    for (uint32_t t = words.first; t < words.end; t++) {
        if (outlet_name_at(r, t)) return true;
        const rc_hit *noun = hit_with(r, t, r->rules->sources);
        if (noun && r->rules->source[noun->row].kind != RC_SOURCE_NONE) return true;
        const rc_party_mention *p = party_at(r, t);
        if (p && r->place_at[t] == NO_INDEX && !rc_str_is(p->party, "civilians") && !p->is_generic) return true;
    }
    return false;
}

static void add(const rc_reading *r, const source *who, range sign, range words, range content, saids *out)
{
    uint32_t n = 0;
    for (uint32_t t = content.first; t < content.end; t++) n += r->doc->tokens[t].kind == RC_TOKEN_WORD;
    if (!n) return;
    said *f = RC_PUSH(r->arena, out);
    *f = (said){.link = who->link,
                .content = content,
                .words = words,
                .cue = sign.first,
                .cue_end = sign.end,
                .who = who->tokens,
                .named = who->tokens,
                .cls = CUE_NEUTRAL};
    f->link.said_on = RC_DAY_NONE;
}

static bool has_cue(const rc_reading *r, uint32_t first, uint32_t end)
{
    for (uint32_t t = first; t < end; t++) {
        const rc_hit *hit = hit_with(r, t, r->rules->cues);
        if (hit && r->rules->cue[hit->row].pos != POS_NOUN) return true;
        if (is_verb(r, t) && !has_capital(r, t)) return true;
    }
    return false;
}

/* One who reports and does not fight: "(OCHA)". */
static bool is_observer(const rc_party_mention *p)
{
    return p && (rc_str_is(p->party, "United Nations") || rc_str_is(p->party, "NGO"));
}

/* "... 18 blessés (min. de la Santé, via X)": the first name in the brackets speaks, the last passes it on. */
static void in_brackets(const rc_reading *r, range s, saids *out)
{
    uint32_t end = without_stops(r, s);
    if (end < s.first + 4 || !is_sign(r, end - 1, ')')) return;
    uint32_t open = end - 1;
    while (open > s.first && end - open <= BRACKET_WORDS && !is_sign(r, open, '(')) open--;
    if (!is_sign(r, open, '(')) return;
    if (open > s.first && has_capital(r, open - 1) && !place_at(r, open - 1))
        return; /* "the Red Cross (ICRC)": another name */
    uint32_t stop = open + 1;
    while (stop + 1 < end && !is_sign(r, stop, ',') && !is_sign(r, stop, ';')) stop++;
    source who;
    range inside = {open + 1, stop};
    bool letters = end - open == 3 && (r->doc->tokens[open + 1].flags & RC_TOKEN_UPPER);
    if (letters && !outlet_name_at(r, open + 1) && !is_observer(party_at(r, open + 1))) return;
    if (has_cue(r, inside.first, inside.end) || !is_speaker(r, inside, &who)) return;
    for (uint32_t t = inside.first; t < inside.end; t++)
        if (r->timex_at[t] != NO_INDEX) return;
    add(r, &who, (range){open, open + 1}, (range){open, end}, (range){s.first, open}, out);
    source medium;
    if (!out->len || out->ptr[out->len - 1].cue != open) return;
    if (stop + 2 < end && source_in(r, stop + 1, end - 1, &medium)) {
        said *f = &out->ptr[out->len - 1];
        f->medium = RC_NEW(r->arena, rc_link);
        *f->medium = medium.link;
        f->medium->kind = RC_SOURCE_OUTLET;
    }
}

/* "... neuf autres blessés - MONUSCO" */
static void behind_dash(const rc_reading *r, range s, saids *out)
{
    uint32_t end = without_stops(r, s), dash = end;
    while (dash > s.first && end - dash <= DASH_WORDS && !is_spaced_dash(r, dash - 1)) dash--;
    if (dash <= s.first + 4 || dash == end || !is_spaced_dash(r, dash - 1)) return;
    source who;
    if (has_cue(r, dash, end) || !has_capital(r, dash) || !is_speaker(r, (range){dash, end}, &who)) return;
    add(r, &who, (range){dash - 1, dash}, (range){dash - 1, end}, (range){s.first, dash - 1}, out);
}

static bool is_act_noun(const rc_reading *r, uint32_t word)
{
    if (word == NO_WORD || hit_with(r, r->syntax->token_of[word], r->rules->sources)) return false;
    return is_upos(r->syntax, word, RC_UPOS_NOUN) && hit_with(r, r->syntax->token_of[word], r->rules->events);
}

/* "Le ministère de l'Intérieur : plus de 30 tués" */
static void before_colon(const rc_reading *r, range s, bool alone, saids *out)
{
    uint32_t colon = s.first;
    while (colon < s.end && colon < s.first + COLON_WORDS && !is_sign(r, colon, ':')) colon++;
    if (colon >= s.end || !is_sign(r, colon, ':') || colon + 2 >= s.end) return;
    uint32_t first = s.first;
    while (first < colon && (r->timex_at[first] != NO_INDEX || is_punct(r, first) || is_spaced_dash(r, first) ||
                             r->doc->tokens[first].kind == RC_TOKEN_NUMBER))
        first++;
    source who;
    bool quoted = r->doc->tokens[colon + 1].kind == RC_TOKEN_OPEN;
    if (has_cue(r, first, colon) || (!alone && !quoted)) return;
    for (uint32_t t = first; t < colon; t++)
        if (r->timex_at[t] != NO_INDEX || hit_with(r, t, r->rules->effects)) return; /* "Russian losses: ..." */
    if (is_act_noun(r, head_of(r->syntax, first, colon))) return; /* "Israeli strike on X: five dead" */
    bool speaks = is_speaker(r, (range){first, colon}, &who) ||
                  (quoted && source_in(r, first, colon, &who) && who.is_known && !who.is_pronoun);
    const rc_entity *entity = entity_at(r->syntax, first);
    bool person = entity && entity->kind == RC_ENTITY_PER && colon - first <= 4 && has_capital(r, colon - 1);
    if (!speaks && alone && person) {
        who =
            (source){.tokens = {first, colon},
                     .link = {.name = tokens_text(r, first, colon), .kind = RC_SOURCE_PERSON, .said_on = RC_DAY_NONE}};
        speaks = true;
    }
    if (speaks) add(r, &who, (range){colon, colon + 1}, (range){first, colon + 1}, (range){colon + 1, s.end}, out);
}

void find_marked(const rc_reading *r, range s, bool alone, saids *out)
{
    size_t from = out->len;
    before_colon(r, s, alone, out);
    in_brackets(r, s, out);
    if (out->len == from) behind_dash(r, s, out);
}

/* ---- tables */

/* The head of a table names its columns: one is called by a noun for a source, and nothing else stands there. */
static bool is_source_head(const rc_reading *r, range tokens)
{
    const rc_hit *hit = tokens.end == tokens.first + 1 ? hit_with(r, tokens.first, r->rules->sources) : NULL;
    return hit && r->rules->source[hit->row].kind == RC_SOURCE_ANONYMOUS;
}

void find_in_table(const rc_reading *r, range row, uint32_t *column, saids *out)
{
    range cells[MOST_CELLS];
    uint32_t n_cells = table_cells(r, row, cells);
    if (n_cells < 2) {
        *column = 0;
        return;
    }
    for (uint32_t n = 0; n < n_cells; n++)
        if (is_source_head(r, cells[n])) {
            *column = n + 1;
            return;
        }
    if (!*column || *column > n_cells) return;
    range tokens = cells[*column - 1];
    uint32_t words = 0;
    for (uint32_t t = tokens.first; t < tokens.end; t++) words += r->doc->tokens[t].kind == RC_TOKEN_WORD;
    if (!words) return;
    source who;
    if (!source_in(r, tokens.first, tokens.end, &who))
        who = (source){.tokens = tokens, .link = {.said_on = RC_DAY_NONE}};
    who.link.name = tokens_text(r, tokens.first, tokens.end);
    add(r, &who, (range){tokens.first, tokens.first}, tokens, row, out);
}
