#include "claims/ground.h"

#include "claims/source.h"

#define ARTICLE_LETTERS 2 /* of "al-", "ad-" */
#define EXTENT_AHEAD 4    /* "the northern part" */
#define FARTHEST_WHEREABOUTS 10
#define LIST_AHEAD 8 /* between "four villages" and the colon of their names */
#define NOUN_AHEAD 4 /* between a number and its noun: "two other large villages" */

static bool is_building(const rc_reading *r, uint32_t t, uint32_t *count)
{
    return rc_str_is(thing_category(r, t, count), "other");
}

static rc_str place_cell(const rc_reading *r, uint32_t t, const char *column)
{
    const rc_hit *hit = hit_with(r, t, r->rules->placewords);
    return hit ? rc_lexicon_cell(r->rules->lexicon, r->rules->placewords, hit->row, column) : RC_STR("");
}

static bool is_settlement_noun(const rc_reading *r, uint32_t t)
{
    const rc_hit *held = hit_with(r, t, r->rules->control); /* "the stronghold of X" is X */
    if (held && r->rules->change[held->row].change == RC_HELD && r->rules->change[held->row].frame == CONTROL_NOUN)
        return true;
    return rc_str_is(place_cell(r, t, "role"), "type") && rc_str_is(place_cell(r, t, "kind"), "settlement");
}

static bool is_quarter_noun(const rc_reading *r, uint32_t t)
{
    return rc_str_is(place_cell(r, t, "role"), "type") && rc_str_is(place_cell(r, t, "kind"), "quarter");
}

/* "city of Goma" is Goma; "district of Goma" is not. */
static rc_str bare_name(const rc_reading *r, const rc_place_mention *p)
{
    uint32_t t = p->first, end = p->first + p->count;
    while (t < end && has_grammar(r, t, G_ARTICLE)) t++;
    bool plural =
        t < end && r->doc->tokens[t].fold.len && r->doc->tokens[t].fold.ptr[r->doc->tokens[t].fold.len - 1] == 's';
    if (t + 2 < end + 1 &&
        (is_settlement_noun(r, t) || (plural && is_ground_noun(r, t)))) { /* "districts of A and B" */
        uint32_t next = t + hit_with(r, t, r->rules->placewords)->count;
        while (next < end && has_grammar(r, next, G_OF | G_ARTICLE)) next++;
        if (next < end && has_capital(r, next)) t = next;
    }
    return t == p->first ? p->name : tokens_text(r, t, end);
}

static bool is_small_capital_link(const rc_reading *r, uint32_t t)
{
    return has_grammar(r, t, G_OF | G_ARTICLE);
}

/* "the Kharkiv group of forces", "the Moscow ministry": the name only describes a noun that is no ground. */
static bool is_mere_modifier(const rc_reading *r, const rc_place_mention *p)
{
    const syntax *s = r->syntax;
    uint32_t head = head_of(s, p->first, p->first + p->count);
    if (!is_related(s, head, REL_BIT(REL_COMPOUND) | REL_BIT(REL_AMOD)) || s->parent[head] == NO_WORD) return false;
    return !is_ground_noun(r, s->token_of[s->parent[head]]);
}

static rc_str nearest_place(const rc_reading *r, uint32_t token, int precision)
{
    for (uint32_t t = token; t > 0; t--) {
        const rc_place_mention *p = place_at(r, t - 1);
        if (!p) continue;
        bool fits = precision < 0 || (int)p->precision == precision;
        bool named = !party_at(r, p->first) && !outlet_name_at(r, p->first) && !is_mere_modifier(r, p);
        if (fits && named) return bare_name(r, p);
        t = p->first + 1;
    }
    return RC_STR("");
}

/* "The town", "ce district": the place of that sort named last. */
rc_str ground_named_before(const rc_reading *r, const ground *g)
{
    for (uint32_t t = g->first; t < g->end; t++) {
        if (is_settlement_noun(r, t)) return nearest_place(r, g->first, RC_PRECISION_SETTLEMENT);
        if (rc_str_is(place_cell(r, t, "kind"), "district")) return nearest_place(r, g->first, RC_PRECISION_DISTRICT);
    }
    return nearest_place(r, g->first, -1);
}

/* "al-Mufti"; where it begins a name the part before is an article, not "pro-" or "anti-". */
static bool has_capital_inside(const rc_reading *r, uint32_t token, bool goes_on)
{
    rc_str text = tokens_text(r, token, token + 1);
    for (size_t i = 0; i + 1 < text.len && (goes_on || i <= ARTICLE_LETTERS); i++)
        if (text.ptr[i] == '-' && text.ptr[i + 1] >= 'A' && text.ptr[i + 1] <= 'Z') return true;
    return false;
}

/* Capitalised words that are neither side, person nor time: a name that the gazetteer does not hold. */
static bool unknown_name(const rc_reading *r, uint32_t t, uint32_t limit, ground *g)
{
    uint32_t end = t;
    while (end < limit && (is_capital(r, end) || has_capital_inside(r, end, end > t)) && r->party_at[end] == NO_INDEX &&
           r->timex_at[end] == NO_INDEX && r->place_at[end] == NO_INDEX && !hit_with(r, end, r->rules->people) &&
           !hit_with(r, end, r->rules->sources))
        end++;
    if (end == t || r->doc->tokens[t].fold.len < 2) return false;
    uint32_t next = end < limit && r->doc->tokens[end].kind == RC_TOKEN_NUMBER ? end + 1 : end;
    if (next < limit && hit_with(r, next, r->rules->equipment) && !is_ground_noun(r, next))
        return false; /* "Leopard 2 tanks" */
    const syntax *s = r->syntax;
    for (uint32_t i = 0; s->analysis && i < s->analysis->n_entities; i++) {
        const rc_entity *e = &s->analysis->entities[i];
        if (e->kind == RC_ENTITY_PER && e->count && in_range((range){t, end}, s->token_of[e->first])) return false;
    }
    *g = (ground){t, end, NO_INDEX, tokens_text(r, t, end)};
    return true;
}

static bool is_list_joint(const rc_reading *r, uint32_t t)
{
    return is_sign(r, t, ',') || has_grammar(r, t, G_COORD);
}

static bool ground_noun(const rc_reading *r, uint32_t first, uint32_t t, uint32_t limit, ground *g)
{
    uint32_t count = 1;
    bool building = is_building(r, t, &count), land = is_ground_noun(r, t);
    if (!building && !land) return false;
    if (party_at(r, t) && party_at(r, t)->count > 1 && !party_at(r, t)->is_metonym && has_capital(r, t))
        return false; /* "Islamic State" */
    uint32_t words = land ? hit_with(r, t, r->rules->placewords)->count : 0;
    if (!building || words > count) count = words; /* "quartier général" is more than a quarter */
    uint32_t end = t + count < limit ? t + count : limit;
    bool plural = r->doc->tokens[t].fold.len && r->doc->tokens[t].fold.ptr[r->doc->tokens[t].fold.len - 1] == 's';
    if (first == t && !plural && !has_capital(r, t)) return false; /* "prendre place": no determiner */
    while (first == t && first > 0 && has_capital(r, t) && is_capital(r, first - 1)) first--; /* "Assad Hospital" */
    *g = (ground){first, end, NO_INDEX, RC_STR("")};
    bool definite = first < t && has_grammar(r, t - 1, G_ARTICLE | G_DEMONSTRATIVE) && !quantity_at(r, t - 1) &&
                    !has_grammar(r, t - 1, G_PARTITIVE);
    uint32_t next = end;
    bool adjective = next + 1 < limit && has_grammar(r, next + 1, G_OF) && !has_grammar(r, next, G_OF) &&
                     !is_punct(r, next) && !is_verb(r, next) &&
                     !hit_with(r, next, r->rules->placewords); /* "la ville stratégique de Halfaya" */
    if (adjective) next++;
    while (next < limit && is_small_capital_link(r, next)) next++;
    bool named = next < limit && next > end && r->place_at[next] != NO_INDEX; /* "l'aéroport de Kweires" */
    if (named) {
        const rc_place_mention *p = &r->places.ptr[r->place_at[next]];
        g->end = p->first + p->count;
        if (is_settlement_noun(r, t) || (land && !building && plural && g->end < limit && is_list_joint(r, g->end))) {
            g->place = r->place_at[next];
            g->name = bare_name(r, p);
            return true;
        }
    }
    ground called;
    if (!named && next > end && (is_settlement_noun(r, t) || is_quarter_noun(r, t)) &&
        unknown_name(r, next, limit, &called)) {
        g->end = called.end; /* "the village of Kamyanka": in no gazetteer */
        g->name = called.name;
        return true;
    }
    if (definite && land && !building && !named) return true; /* "the town": named before */
    g->name = tokens_text(r, first, g->end);
    return true;
}

/* "Tell Halaf" where only "Halaf" is in the gazetteer: capitals beside a name belong to it. */
static void widen(const rc_reading *r, uint32_t limit, ground *g)
{
    uint32_t first = g->first, end = g->end;
    while (first < end && !has_capital(r, first)) first++;
    while (first > 0 && is_capital(r, first - 1) && r->party_at[first - 1] == NO_INDEX &&
           r->place_at[first - 1] == NO_INDEX && r->timex_at[first - 1] == NO_INDEX)
        first--;
    while (end < limit && is_capital(r, end) && r->party_at[end] == NO_INDEX && r->place_at[end] == NO_INDEX &&
           r->timex_at[end] == NO_INDEX)
        end++;
    if (first < g->first || end > g->end) {
        g->name = tokens_text(r, first < g->first ? first : g->first, end);
        g->end = end;
        if (first < g->first) g->first = first;
    }
}

static bool is_extent(const rc_reading *r, uint32_t t)
{
    return has_setting(r, t, SETTING_EXTENT);
}

static bool ground_of(const rc_reading *r, uint32_t token, uint32_t limit, ground *g);

/* "two of the villages", "70 percent of it", "la moitié de la ville": `of` is the word behind the number. */
static bool counts_out_of(const rc_reading *r, uint32_t token, uint32_t limit, uint32_t *of)
{
    uint32_t t = token;
    while (t < limit && t < token + 2 && has_grammar(r, t, G_ARTICLE) && !quantity_at(r, t)) t++;
    const rc_quantity *q = t < limit ? quantity_at(r, t) : NULL;
    if (!q || q->kind == RC_QUANTITY_ARTICLE || (q->unit != RC_UNIT_NONE && q->unit != RC_UNIT_PERCENT)) return false;
    *of = q->first + q->count;
    if (has_grammar(r, *of - 1, G_OF)) (*of)--;
    if (*of < limit && is_extent(r, *of)) *of += hit_with(r, *of, r->rules->settings)->count; /* "70 percent" */
    return *of < limit && has_grammar(r, *of, G_OF);
}

/* The word "of" behind the extent that begins at `token` ("the northern part of"), or `limit`. */
static uint32_t end_of_extent(const rc_reading *r, uint32_t token, uint32_t limit)
{
    uint32_t of;
    if (counts_out_of(r, token, limit, &of)) return of;
    uint32_t t = token;
    while (t < limit && t < token + EXTENT_AHEAD && !is_extent(r, t)) {
        bool named = r->place_at[t] != NO_INDEX && !has_grammar(r, t, G_ARTICLE);
        if (is_punct(r, t) || is_verb(r, t) || has_grammar(r, t, G_OF) || named || is_ground_noun(r, t) ||
            quantity_at(r, t) || rc_str_is(place_cell(r, t, "role"), "prep"))
            return limit;
        t++;
    }
    if (t >= limit || !is_extent(r, t)) return limit;
    of = t + hit_with(r, t, r->rules->settings)->count;
    return of < limit && has_grammar(r, of, G_OF) ? of : limit;
}

/* "most of Jabar", "la majeure partie de la ville", "the northern part of the town": part of a ground. */
static bool part_of_ground(const rc_reading *r, uint32_t token, uint32_t limit, ground *g)
{
    uint32_t next = end_of_extent(r, token, limit);
    if (next >= limit) return false;
    while (next < limit && has_grammar(r, next, G_OF)) next++;
    ground whole;
    if (next < limit && has_grammar(r, next, G_PRONOUN) && !has_grammar(r, next, G_ARTICLE)) /* "70 percent of it" */
        whole = (ground){next, next + 1, NO_INDEX, RC_STR("")};
    else if (!ground_of(r, next, limit, &whole))
        return false;
    *g = (ground){token, whole.end, whole.place, tokens_text(r, token, whole.end)};
    return true;
}

bool is_share_of_ground(const rc_reading *r, const ground *g)
{
    ground same;
    return g->first < g->end && part_of_ground(r, g->first, g->end, &same);
}

static bool is_direction(const rc_reading *r, uint32_t t)
{
    const rc_rules *rules = r->rules;
    for (uint32_t i = r->hits.at[t]; i < r->hits.at[t + 1]; i++)
        if (r->hits.ptr[i].list == rules->placewords &&
            rc_str_is(rc_lexicon_cell(rules->lexicon, rules->placewords, r->hits.ptr[i].row, "role"), "direction"))
            return true;
    return has_grammar(r, t, G_OF) ? false : is_extent(r, t);
}

static bool is_whereabouts(const rc_reading *r, uint32_t marker)
{
    rc_str role = place_cell(r, marker, "role");
    if (has_setting(r, marker, SETTING_BESIDE)) return false; /* "four villages near Raqqa" */
    return has_grammar(r, marker, G_OF | G_BETWEEN) || rc_str_is(role, "prep") || rc_str_is(role, "maybe");
}

/* "21 villages around al-Qairawan", "a checkpoint at Khan Shaykhun": what has no name is told by where it lies. */
static void take_whereabouts(const rc_reading *r, uint32_t limit, ground *g)
{
    const syntax *s = r->syntax;
    for (uint32_t w = word_at(s, g->end - 1); w != NO_WORD && in_range((range){g->first, g->end}, s->token_of[w]);
         w = s->parent[w])
        for (uint32_t c = child_by(s, w, REL_BIT(REL_NMOD), NO_WORD); c != NO_WORD;
             c = child_by(s, w, REL_BIT(REL_NMOD), c)) {
            uint32_t end = s->right[c] < limit ? s->right[c] : limit;
            uint32_t marker = child_by(s, c, REL_BIT(REL_CASE), NO_WORD);
            if (s->left[c] != g->end || marker == NO_WORD || !is_whereabouts(r, s->token_of[marker])) continue;
            if (r->timex_at[s->token_of[c]] != NO_INDEX) continue;
            bool whose = r->party_at[s->token_of[c]] != NO_INDEX && r->place_at[s->token_of[c]] == NO_INDEX;
            if (whose && !has_grammar(r, s->token_of[marker], G_OF)) continue; /* "retook three villages from X" */
            bool beside = false; /* "to the north of Raqqa" leads away from what is taken */
            for (uint32_t t = g->end; t < end && t < g->end + FARTHEST_WHEREABOUTS; t++) {
                bool breaks = is_punct(r, t) || has_grammar(r, t, G_REL | G_SUB) || r->timex_at[t] != NO_INDEX;
                if (breaks || r->doc->tokens[t].kind == RC_TOKEN_OPEN) end = t;
                beside = beside || is_direction(r, t);
            }
            if (beside || end <= g->end + 1 || end > g->end + FARTHEST_WHEREABOUTS) continue;
            g->end = end;
            g->name = tokens_text(r, g->first, end);
        }
}

static bool is_owner(const rc_reading *r, uint32_t t)
{
    uint32_t word = word_at(r->syntax, t);
    return word != NO_WORD && has_grammar(r, t, G_PRONOUN) && !has_grammar(r, t, G_ARTICLE) &&
           has_feature(r->syntax, word, "Poss=Yes");
}

/* "d'une colline": the name begins at the hill; "the western part of" at the part; "près de 40 villages" where the
 * number does. */
static void drop_small_words(const rc_reading *r, ground *g)
{
    uint32_t t = g->first;
    const rc_quantity *q = t < g->end ? quantity_at(r, t) : NULL;
    if (q && q->kind != RC_QUANTITY_ARTICLE && q->unit == RC_UNIT_NONE) {
        if (q->first < g->first) *g = (ground){q->first, g->end, g->place, tokens_text(r, q->first, g->end)};
        return;
    }
    while (t + 1 < g->end && !has_capital(r, t) &&
           (has_grammar(r, t, G_OF) || rc_str_is(place_cell(r, t, "role"), "prep")))
        t++;
    while (t + 1 < g->end && !has_capital(r, t) && (has_grammar(r, t, G_ARTICLE) || is_owner(r, t))) t++;
    if (t > g->first) g->name = tokens_text(r, t, g->end);
}

/* "the road linking A to B", "deux autoroutes menant à Alep". */
static void take_course(const rc_reading *r, uint32_t limit, ground *g)
{
    const syntax *s = r->syntax;
    uint32_t w = word_at(s, g->end - 1), acl = child_by(s, w, REL_BIT(REL_ACL), NO_WORD);
    if (acl == NO_WORD || s->left[acl] != g->end || s->token_of[acl] != g->end) return;
    if (!has_feature(s, acl, "Tense=Pres") && !has_feature(s, acl, "VerbForm=Ger")) return;
    uint32_t end = s->right[acl] < limit ? s->right[acl] : limit;
    for (uint32_t t = g->end; t < end; t++)
        if (is_punct(r, t) || has_grammar(r, t, G_REL | G_SUB)) end = t;
    if (end > g->end + FARTHEST_WHEREABOUTS || end < g->end + 2) return;
    g->end = end;
    g->name = tokens_text(r, g->first, end);
}

bool ground_at(const rc_reading *r, uint32_t token, uint32_t limit, ground *g)
{
    if (!part_of_ground(r, token, limit, g) && !ground_of(r, token, limit, g)) return false;
    if (g->place == NO_INDEX && g->name.len) take_whereabouts(r, limit, g);
    if (g->place == NO_INDEX && g->name.len) take_course(r, limit, g);
    bool extent = g->name.len && g->place != NO_INDEX && has_grammar(r, g->first, G_ARTICLE) &&
                  end_of_extent(r, g->first, limit) < limit; /* a part of what has a name */
    if (g->name.len && (g->place == NO_INDEX || extent)) drop_small_words(r, g);
    return true;
}

/* "Idlib central prison": what is taken is the prison. */
static void take_building(const rc_reading *r, uint32_t t, uint32_t limit, ground *g)
{
    const syntax *s = r->syntax;
    uint32_t head = word_at(s, g->end - 1), count = 0;
    for (unsigned n = 0;
         n < NOUN_AHEAD && is_related(s, head, REL_BIT(REL_COMPOUND) | REL_BIT(REL_NMOD) | REL_BIT(REL_AMOD)); n++)
        head = s->parent[head];
    if (head == NO_WORD || s->token_of[head] < g->end || s->token_of[head] >= limit) return;
    uint32_t noun = s->token_of[head];
    bool owned = r->doc->tokens[g->end].lower.ptr[0] == '\''; /* "Mosul's state television building" */
    bool land = owned && is_ground_noun(r, noun);
    if (noun > g->end + NOUN_AHEAD || is_settlement_noun(r, noun) || !(land || is_building(r, noun, &count))) return;
    for (uint32_t k = g->end; k < noun; k++)
        if (is_punct(r, k) || is_verb(r, k) || has_grammar(r, k, G_OF | G_COORD | G_BY)) return;
    uint32_t first = owned && !land ? g->end + 1 : t;
    *g = (ground){g->first, noun + 1, NO_INDEX, tokens_text(r, first, noun + 1)};
}

static bool is_before_noun(const rc_reading *r, uint32_t t)
{
    return is_upos(r->syntax, word_at(r->syntax, t), RC_UPOS_ADJ) ||
           (r->party_at[t] != NO_INDEX && r->place_at[t] == NO_INDEX);
}

static bool ground_of(const rc_reading *r, uint32_t token, uint32_t limit, ground *g)
{
    uint32_t t = token;
    if (t >= limit) return false;
    const rc_quantity *q = quantity_at(r, t);
    if (q && (q->unit == RC_UNIT_AREA || q->unit == RC_UNIT_DISTANCE)) return false;
    if (q && q->first == t && q->kind != RC_QUANTITY_ARTICLE) {
        uint32_t end = q->first + q->count + NOUN_AHEAD < limit ? q->first + q->count + NOUN_AHEAD : limit;
        for (uint32_t n = q->first + q->count; n < end; n++) {
            if (is_punct(r, n) || is_verb(r, n) || r->place_at[n] != NO_INDEX) return false;
            if (ground_noun(r, t, n, limit, g)) {
                g->name = tokens_text(r, t, g->end);
                return true;
            }
        }
        return false;
    }
    while (t < limit && (has_grammar(r, t, G_ARTICLE | G_DEMONSTRATIVE | G_OTHER) || quantity_at(r, t))) t++;
    if (t == token && is_owner(r, t)) t++; /* "its airport" */
    if (t >= limit || t > token + 3 || r->timex_at[t] != NO_INDEX) return false;
    if (r->place_at[t] != NO_INDEX) {
        const rc_place_mention *p = &r->places.ptr[r->place_at[t]];
        const rc_party_mention *side = party_at(r, t);
        if (side && side->count > p->count) return false; /* inside a side's name */
        *g = (ground){token, p->first + p->count, r->place_at[t], bare_name(r, p)};
        widen(r, limit, g);
        take_building(r, t, limit, g);
        return true;
    }
    if (ground_noun(r, token, t, limit, g)) return true;
    uint32_t noun = t; /* "the ISIL stronghold", "the strategic mountain of" */
    while (noun < limit && noun < t + NOUN_AHEAD && is_before_noun(r, noun)) noun++;
    if (noun > t && noun < limit && r->place_at[noun] == NO_INDEX && ground_noun(r, token, noun, limit, g)) return true;
    return unknown_name(r, t, limit, g);
}

static bool is_named(const rc_reading *r, const ground *g)
{
    if (g->place != NO_INDEX && !is_direction(r, g->first)) return true;
    for (uint32_t t = g->first; t < g->end && !is_direction(r, t); t++)
        if (has_capital(r, t)) return !has_grammar(r, g->first, G_ARTICLE) && !quantity_at(r, g->first);
    return false;
}

/* Capitalised words, whatever they look like. */
static bool any_name(const rc_reading *r, uint32_t t, uint32_t limit, ground *g)
{
    uint32_t end = t;
    while (end < limit && is_capital(r, end) && r->party_at[end] == NO_INDEX && r->timex_at[end] == NO_INDEX) end++;
    *g = (ground){t, end, NO_INDEX, tokens_text(r, t, end)};
    return end > t;
}

/* A name of a list that the tree joins to the ground before, though it looks like a person's. */
static bool listed_name(const rc_reading *r, uint32_t t, uint32_t limit, ground *g)
{
    if (!any_name(r, t, limit, g)) return false;
    uint32_t head = head_of(r->syntax, g->first, g->end);
    return head != NO_WORD && is_related(r->syntax, head, REL_BIT(REL_CONJ) | REL_BIT(REL_APPOS));
}

/* "four villages: A, B and C", "quatre communes (A, B, C)": the first of the names that say which. */
bool ground_spelt_out(const rc_reading *r, uint32_t limit, const ground *counted, ground *out)
{
    const rc_quantity *q = counted->end > counted->first ? quantity_at(r, counted->first) : NULL;
    if (!q || counted->place != NO_INDEX || !q->has_low || q->low < 2) return false;
    uint32_t t = counted->end;
    for (uint32_t end = t + LIST_AHEAD; t < limit && t < end && !is_sign(r, t, ':') && !is_sign(r, t, '('); t++)
        if (is_punct(r, t) || is_verb(r, t)) return false;
    if (t + 1 >= limit || !(is_sign(r, t, ':') || is_sign(r, t, '('))) return false;
    ground first, next;
    if (!ground_at(r, t + 1, limit, &first) && !any_name(r, t + 1, limit, &first)) return false;
    next = first;
    if (!first.name.len || !has_capital(r, first.first) || !next_ground(r, limit, &next)) return false;
    *out = first;
    return true;
}

bool next_ground(const rc_reading *r, uint32_t limit, ground *g)
{
    uint32_t t = g->end;
    bool comma = false, coord = false;
    if (t < limit && r->doc->tokens[t].kind == RC_TOKEN_CLOSE) t++;
    while (t < limit && (is_sign(r, t, ',') || has_grammar(r, t, G_COORD))) {
        const rc_hit *joint = is_sign(r, t, ',') ? NULL : hit_with(r, t, r->rules->clauses);
        comma = comma || !joint;
        coord = coord || joint;
        t += joint ? joint->count : 1; /* "as well as" */
    }
    if (t < limit && r->doc->tokens[t].kind == RC_TOKEN_OPEN) t++;
    if (!comma && !coord) return false;
    while (t < limit && has_grammar(r, t, G_OF)) t++;
    ground next;
    if (!ground_at(r, t, limit, &next) && !listed_name(r, t, limit, &next)) return false;
    if (!next.name.len) return false;
    if (comma && !coord && is_named(r, g) && !is_named(r, &next)) return false; /* "Rajo, one of the strongholds" */
    if (next.end < limit && is_verb(r, next.end)) return false;                 /* the subject of another clause */
    if (g->place != NO_INDEX && next.place != NO_INDEX && comma && !coord) {
        const rc_place_mention *p = &r->places.ptr[g->place], *q = &r->places.ptr[next.place];
        if (q->precision > p->precision && p->precision != RC_PRECISION_NONE) return false; /* "Baga, Borno" */
    }
    *g = next;
    return true;
}
