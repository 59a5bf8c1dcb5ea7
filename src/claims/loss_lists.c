/* Losses that no verb tells: cells of a table under its heads, lines of a list ("tanks - 11,018 (+6)"), lines below the
 * name of a side in an infobox. */
#include "claims/loss_search.h"
#include "claims/source.h"
#include "claims/table.h"

#define LIST_LINES 40 /* that may follow the line that announces losses */
#define SIDE_WORDS 8  /* of a line that only names a side */
#define ITEM_WORDS 4  /* between the name of an item and its number */

static bool is_number(const rc_quantity *q)
{
    return q && q->kind == RC_QUANTITY_NUMBER && q->unit == RC_UNIT_NONE;
}

static const rc_hit *hit_within(const rc_reading *r, range tokens, int list)
{
    for (uint32_t t = tokens.first; t < tokens.end; t++) {
        const rc_hit *hit = hit_with(r, t, list);
        if (hit) return hit;
    }
    return NULL;
}

static const rc_party_mention *party_in(const rc_reading *r, range tokens)
{
    for (uint32_t t = tokens.first; t < tokens.end; t++) {
        const rc_party_mention *p = party_at(r, t);
        if (p && !rc_str_is(p->party, "unknown")) return p;
    }
    return NULL;
}

static bool counts(const rc_reading *r, range tokens)
{
    for (uint32_t t = tokens.first; t < tokens.end; t++)
        if (is_number(quantity_at(r, t)) && r->timex_at[t] == NO_INDEX) return true;
    return false;
}

static mention new_mention(const group *g, uint32_t anchor, const char *rule)
{
    return (mention){.anchor = anchor,
                     .first = g->first < anchor ? g->first : anchor,
                     .end = g->end > anchor ? g->end : anchor + 1,
                     .rule = rule,
                     .confidence = 0.7f,
                     .strong = true,
                     .place = NO_INDEX,
                     .group = *g,
                     .anchor_is_noun = true};
}

static void add_people(const rc_reading *r, const group *g, uint32_t anchor, rc_effect effect,
                       const rc_party_mention *side, const char *rule, uint8_t *taken, mentions *out)
{
    if (taken[g->quantity - r->quantities.ptr]) return;
    taken[g->quantity - r->quantities.ptr] = 1;
    mention *m = RC_PUSH(r->arena, out);
    *m = new_mention(g, anchor, rule);
    m->kind = MENTION_LOSS;
    m->victims = side ? side : g->party;
    m->loss = (rc_loss){.effect = effect, .count = group_count(g), .reason = tokens_text(r, g->first, g->end)};
    if (!m->victims) return;
    m->loss.of = m->victims->party;
    m->loss.members = m->victims->members;
}

static void add_thing(const rc_reading *r, const group *g, uint32_t anchor, rc_str category, range name,
                      rc_damage effect, const rc_party_mention *owner, uint8_t *taken, mentions *out)
{
    if (taken[g->quantity - r->quantities.ptr]) return;
    taken[g->quantity - r->quantities.ptr] = 1;
    mention *m = RC_PUSH(r->arena, out);
    *m = new_mention(g, anchor, RULE_THING_LIST);
    m->kind = MENTION_THING;
    if (name.first < m->first && g->first < name.first + MOST_CELLS) m->first = name.first;
    m->victims = owner;
    m->thing = (rc_thing){
        .item = tokens_text(r, name.first, name.end), .category = category, .effect = effect, .count = group_count(g)};
    if (owner) m->thing.of = owner->party;
}

/* ---- tables */

static uint32_t count_words(const rc_reading *r, range s)
{
    uint32_t n = 0;
    for (uint32_t t = s.first; t < s.end; t++) n += r->doc->tokens[t].kind == RC_TOKEN_WORD;
    return n;
}

static bool has_verb(const rc_reading *r, range s)
{
    for (uint32_t t = s.first; t < s.end; t++)
        if (has_grammar(r, t, G_BE | G_HAVE)) return true;
    return false;
}

/* A line of a list or of a cell: no sentence. */
static bool is_short_line(const rc_reading *r, range s)
{
    return count_words(r, s) <= 2 * SIDE_WORDS && !has_verb(r, s);
}

/* The number that a cell consists of, but for words of a bound. */
static bool number_of_cell(const rc_reading *r, range cell, group *g)
{
    uint32_t t = cell.first;
    while (t < cell.end && r->doc->tokens[t].kind != RC_TOKEN_WORD && !quantity_at(r, t)) t++;
    const rc_quantity *q = t < cell.end ? quantity_at(r, t) : NULL;
    if (!is_number(q) || q->first != t || r->timex_at[t] != NO_INDEX) return false;
    for (uint32_t k = t + q->count; k < cell.end; k++)
        if (r->doc->tokens[k].kind == RC_TOKEN_WORD) return false;
    *g = (group){.first = t, .end = t + q->count, .quantity = q, .head = t};
    return true;
}

static bool is_head(const rc_reading *r, const range *cells, uint32_t n)
{
    bool names = false;
    for (uint32_t i = 0; i < n; i++) {
        if (counts(r, cells[i])) return false;
        names = names || hit_within(r, cells[i], r->rules->effects) || hit_within(r, cells[i], r->rules->damage) ||
                (i > 0 && party_in(r, cells[i]));
    }
    return names;
}

static bool is_rule_line(const rc_reading *r, range row)
{
    for (uint32_t t = row.first; t < row.end; t++)
        if (r->doc->tokens[t].kind == RC_TOKEN_WORD || r->doc->tokens[t].kind == RC_TOKEN_NUMBER) return false;
    return true;
}

/* One cell: its column's head says what happened and the row's first cell to whom, or the other way round. */
static void read_cell(const rc_reading *r, range cell, range column, range row_name, uint8_t *taken, mentions *out)
{
    group g;
    if (!number_of_cell(r, cell, &g)) return;
    const rc_hit *effect = hit_within(r, column, r->rules->effects);
    const rc_party_mention *side = party_in(r, row_name);
    if (!effect) {
        effect = hit_within(r, row_name, r->rules->effects);
        side = effect ? party_in(r, column) : NULL;
        if (!side) effect = NULL;
    }
    uint32_t words = 0;
    rc_str category = RC_STR("");
    for (uint32_t t = row_name.first; t < row_name.end && !category.len; t++) category = thing_category(r, t, &words);
    const rc_hit *damage = hit_within(r, column, r->rules->damage);
    if (category.len) {
        rc_damage harm = damage ? r->rules->harm[damage->row].effect : RC_DESTROYED;
        if (damage || effect) add_thing(r, &g, g.first, category, row_name, harm, party_in(r, column), taken, out);
    } else if (effect) {
        add_people(r, &g, g.first, r->rules->effect[effect->row].effect, side, "loss-table", taken, out);
    }
}

/* True when the line is a row of a table. */
static bool read_row(const rc_reading *r, range row, loss_state *state, uint8_t *taken, mentions *out)
{
    range cells[MOST_CELLS], heads[MOST_CELLS];
    uint32_t n = table_cells(r, row, cells);
    if (n < 2) {
        bool line = is_rule_line(r, row) || is_short_line(r, row); /* a line within a cell */
        if (!line) state->head = (range){0, 0};
        if (!line) state->columns = 0;
        return false;
    }
    if (is_head(r, cells, n)) {
        state->head = row;
        state->columns = 0;
        return true;
    }
    state->columns = n;
    uint32_t n_heads = table_cells(r, state->head, heads);
    for (uint32_t i = 1; i < n && i < n_heads; i++) read_cell(r, cells[i], heads[i], cells[0], taken, out);
    return true;
}

/* ---- lines below the name of a side */

static bool names_sides(const rc_reading *r, range s, loss_state *state)
{
    if (count_words(r, s) > SIDE_WORDS || counts(r, s) || has_verb(r, s)) return false;
    if (hit_within(r, s, r->rules->effects) || hit_within(r, s, r->rules->events)) return false;
    uint32_t n = 0;
    for (uint32_t t = s.first; t < s.end; t++) {
        const rc_party_mention *p = party_at(r, t);
        if (!p || rc_str_is(p->party, "unknown") || (n && state->sides[n - 1] == p)) continue;
        if (n < sizeof state->sides / sizeof *state->sides) state->sides[n++] = p;
    }
    if (n) state->n_sides = n;
    return n > 0;
}

/* "Pertes", "Casualties and losses", "Losses of the enemy:": losses follow in lines of their own. */
static bool announces(const rc_reading *r, range s)
{
    if (counts(r, s)) return false;
    const rc_hit *hit = hit_within(r, s, r->rules->effects);
    if (!hit) return false;
    const effect_row *row = &r->rules->effect[hit->row];
    bool noun = row->frame == EFFECT_SELF || row->frame == EFFECT_TOLL;
    if (!noun || row->effect != RC_CASUALTIES) return false;
    bool colon = s.end > s.first && is_sign(r, s.end - 1, ':');
    return colon || (count_words(r, s) <= SIDE_WORDS && !has_verb(r, s) && !is_sign(r, s.end - 1, '.'));
}

/* "Aucune", "None": nobody, of the sides just named. */
static void none_of(const rc_reading *r, range s, const loss_state *state, mentions *out)
{
    if (count_words(r, s) != 1) return;
    const rc_quantity *q = NULL;
    for (uint32_t t = s.first; t < s.end && !q; t++) q = quantity_at(r, t);
    if (!q || q->kind != RC_QUANTITY_NONE) return;
    for (uint32_t i = 0; i < state->n_sides; i++) {
        group g = {.first = q->first, .end = q->first + q->count, .quantity = q, .head = q->first};
        mention *m = RC_PUSH(r->arena, out);
        *m = new_mention(&g, q->first, RULE_LOSS_LIST);
        m->kind = MENTION_LOSS;
        m->victims = state->sides[i];
        m->loss = (rc_loss){.effect = RC_CASUALTIES,
                            .count = {0, 0, true, true, false},
                            .of = state->sides[i]->party,
                            .members = state->sides[i]->members,
                            .reason = tokens_text(r, g.first, g.end)};
    }
}

/* ---- items with their number behind a dash */

static bool parts_item(const rc_reading *r, uint32_t t)
{
    rc_str text = r->doc->tokens[t].lower;
    return is_sign(r, t, ':') || rc_str_is(text, "-") || rc_str_is(text, "–") || rc_str_is(text, "—") ||
           rc_str_is(text, "‒") || rc_str_is(text, "=");
}

typedef struct item {
    range name;
    bool people;
    rc_str category;
    group count;
    uint32_t end;
} item;

/* "tanks - 11,018 (+6)", "personnel – about 1,054,820": from the name on. */
static bool item_at(const rc_reading *r, uint32_t t, range s, item *out)
{
    uint32_t words = 0;
    *out = (item){.category = thing_category(r, t, &words)};
    const rc_hit *people = hit_with(r, t, r->rules->people);
    if (!out->category.len && !people) return false;
    if (!out->category.len) words = people->count;
    out->people = !out->category.len;
    uint32_t k = t + words, limit = k + ITEM_WORDS;
    while (k < s.end && k < limit && !parts_item(r, k) && r->doc->tokens[k].kind == RC_TOKEN_WORD && !quantity_at(r, k))
        k++;
    if (k + 1 >= s.end || !parts_item(r, k)) return false;
    out->name = (range){t, k};
    const rc_quantity *q = quantity_at(r, ++k);
    if (!is_number(q) || q->first != k) return false;
    out->count = (group){.first = k, .end = k + q->count, .quantity = q, .head = k};
    out->end = k + q->count;
    return true;
}

/* "(+6)" behind a number is what the last day added: no count of its own. */
static void pass_addition(const rc_reading *r, uint32_t t, range s, uint8_t *taken)
{
    if (t + 2 >= s.end || !is_sign(r, t, '(')) return;
    for (uint32_t k = t + 1; k < s.end && k < t + 4; k++)
        if (quantity_at(r, k)) taken[quantity_at(r, k) - r->quantities.ptr] = 1;
}

static rc_effect effect_behind(const rc_reading *r, uint32_t t, range s)
{
    for (uint32_t k = t; k < s.end && k < t + 8 && !is_sign(r, k, ',') && !is_sign(r, k, ';'); k++) {
        const rc_hit *hit = hit_with(r, k, r->rules->effects);
        if (hit) return r->rules->effect[hit->row].effect;
    }
    return RC_CASUALTIES;
}

static unsigned read_items(const rc_reading *r, range s, const rc_party_mention *side, unsigned least, uint8_t *taken,
                           mentions *out)
{
    unsigned n = 0;
    item it;
    for (uint32_t t = s.first; t < s.end; t++)
        if (item_at(r, t, s, &it)) {
            n++;
            t = it.end - 1;
        }
    if (n < least) return 0;
    for (uint32_t t = s.first; t < s.end; t++) {
        if (!item_at(r, t, s, &it)) continue;
        if (it.people)
            add_people(r, &it.count, it.count.first, effect_behind(r, it.end, s), side, RULE_LOSS_LIST, taken, out);
        else
            add_thing(r, &it.count, it.count.first, it.category, it.name, RC_DESTROYED, side, taken, out);
        pass_addition(r, it.end, s, taken);
        t = it.end - 1;
    }
    return n;
}

/* "Russian losses: personnel - ...": the side that the head of a list in one line names. */
static const rc_party_mention *party_before_list(const rc_reading *r, range s)
{
    uint32_t colon = s.first;
    while (colon < s.end && !is_sign(r, colon, ':')) colon++;
    range head = {s.first, colon};
    return colon < s.end && hit_within(r, head, r->rules->effects) ? party_in(r, head) : NULL;
}

void find_listed(const rc_reading *r, uint32_t line, range s, loss_state *state, uint8_t *taken, mentions *out)
{
    if (s.first == s.end || read_row(r, s, state, taken, out)) return;
    bool listing = state->listing && line <= state->list_end + 1 && line <= state->listing + LIST_LINES;
    if (!listing) state->listing = state->n_sides = 0;
    const rc_party_mention *side = state->n_sides == 1 ? state->sides[0] : NULL;
    bool announced = announces(r, s);
    if (announced) {
        side = party_in(r, s);
        state->sides[0] = side;
        state->n_sides = side ? 1 : 0;
        state->listing = line + 1;
        state->list_end = line;
    }
    if (!side && !listing) side = party_before_list(r, s);
    if (read_items(r, s, side, listing ? 1 : 2, taken, out) || (listing && is_short_line(r, s))) {
        if (listing) state->list_end = line;
        if (!listing || names_sides(r, s, state)) return;
        none_of(r, s, state, out);
    }
}

/* The column of an infobox that a line belongs to: lines of one cell stand before the row's last line, or behind it. */
static const rc_party_mention *side_of_column(const rc_reading *r, range s, const loss_state *state, uint32_t token)
{
    range cells[MOST_CELLS], heads[MOST_CELLS];
    uint32_t n_heads = table_cells(r, state->head, heads), n = table_cells(r, s, cells), column = 0;
    if (n_heads < 2 || !is_short_line(r, s)) return NULL;
    for (uint32_t i = 0; i < n; i++)
        if (in_range(cells[i], token)) column = i;
    if (n < 2 && state->columns) column = state->columns - 1;
    return column < n_heads ? party_in(r, heads[column]) : NULL;
}

void give_side_of_list(const rc_reading *r, uint32_t line, range s, const loss_state *state, mentions *found)
{
    bool below = state->listing && state->list_end == line && line + 1 != state->listing && state->n_sides == 1 &&
                 is_short_line(r, s);
    for (size_t i = 0; i < found->len; i++) {
        mention *m = &found->ptr[i];
        if (m->kind != MENTION_LOSS || m->victims || (m->loss.of.len && !rc_str_is(m->loss.of, "unknown"))) continue;
        const rc_party_mention *side = below ? state->sides[0] : side_of_column(r, s, state, m->group.first);
        if (!side) continue;
        m->victims = side;
        m->loss.of = side->party;
        if (m->loss.members == RC_MEMBERS_UNKNOWN) m->loss.members = side->members;
    }
}
