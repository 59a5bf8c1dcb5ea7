#include "resolve/party_index.h"

#include <math.h>

#include "recoupe/base/utf8.h"

/* A name with one word left open counts when the words that stay tell it from every other: they are at least two words
 * that are not only a sort of body, and together they are rarer than this (bits). */
#define LOOSE_BITS 8.0F
#define LOOSE_WORDS 3
#define MOST_WORDS 12

int party_country_index(const char *code)
{
    if (code[0] < 'A' || code[0] > 'Z' || code[1] < 'A' || code[1] > 'Z') return -1;
    return (code[0] - 'A') * 26 + (code[1] - 'A');
}

/* Words are short: a multiplication for each eight bytes is enough, and needs no call. */
static uint64_t hash_word(rc_str word)
{
    uint64_t hash = word.len * 0x9E3779B97F4A7C15U;
    size_t i = 0;
    for (; i + 8 <= word.len; i += 8) {
        uint64_t part;
        memcpy(&part, word.ptr + i, 8);
        hash = (hash ^ part) * 0xD6E8FEB86659FD93U;
        hash ^= hash >> 32;
    }
    uint64_t rest = 0;
    for (; i < word.len; i++) rest = rest << 8 | (unsigned char)word.ptr[i];
    hash = (hash ^ rest) * 0xD6E8FEB86659FD93U;
    return hash ^ hash >> 32;
}

static size_t word_slot(const rc_actors *actors, rc_str word, uint64_t hash)
{
    size_t i = (size_t)hash & (actors->cap_slots - 1);
    for (;; i = (i + 1) & (actors->cap_slots - 1)) {
        const party_slot *slot = &actors->slots[i];
        if (!slot->symbol) return i;
        if (slot->tag == (uint32_t)(hash >> 32) && rc_str_eq(actors->symbol.ptr[slot->symbol].word, word)) return i;
    }
}

uint32_t party_symbol_of(const rc_actors *actors, rc_str folded)
{
    if (!actors->cap_slots) return SYMBOL_NONE;
    return actors->slots[word_slot(actors, folded, hash_word(folded))].symbol;
}

static void slots_grow(rc_actors *actors, rc_arena *arena)
{
    actors->cap_slots = actors->cap_slots ? 2 * actors->cap_slots : 4096;
    actors->slots = RC_NEWS(arena, party_slot, actors->cap_slots);
    for (uint32_t s = SYMBOL_OPEN + 1; s < actors->symbol.len; s++) {
        uint64_t hash = hash_word(actors->symbol.ptr[s].word);
        actors->slots[word_slot(actors, actors->symbol.ptr[s].word, hash)] = (party_slot){(uint32_t)(hash >> 32), s};
    }
}

uint32_t party_symbol_add(rc_actors *actors, rc_str folded, rc_arena *arena)
{
    uint32_t symbol = party_symbol_of(actors, folded);
    if (symbol) return symbol;
    while (actors->symbol.len <= SYMBOL_OPEN) (void)RC_PUSH(arena, &actors->symbol);
    symbol = (uint32_t)actors->symbol.len;
    *RC_PUSH(arena, &actors->symbol) = (party_symbol){.word = rc_arena_dup(arena, folded)};
    if (4 * (actors->symbol.len) > actors->cap_slots) {
        slots_grow(actors, arena);
    } else {
        uint64_t hash = hash_word(folded);
        actors->slots[word_slot(actors, folded, hash)] = (party_slot){(uint32_t)(hash >> 32), symbol};
    }
    return symbol;
}

static size_t edge_slot(const rc_actors *actors, uint64_t key)
{
    uint64_t hash = key * 0x9E3779B97F4A7C15U;
    size_t i = (size_t)(hash >> 20) & (actors->cap_edges - 1);
    while (actors->edges[i].node && actors->edges[i].key != key) i = (i + 1) & (actors->cap_edges - 1);
    return i;
}

uint32_t party_edge_get(const rc_actors *actors, uint32_t node, uint32_t symbol)
{
    if (!node || !actors->nodes.ptr[node].leads) return 0;
    return actors->edges[edge_slot(actors, (uint64_t)node << 32 | symbol)].node;
}

static uint32_t node_new(rc_actors *actors, rc_arena *arena)
{
    if (!actors->nodes.len) (void)RC_PUSH(arena, &actors->nodes); /* 0 is no node */
    (void)RC_PUSH(arena, &actors->nodes);
    return (uint32_t)actors->nodes.len - 1;
}

static void edges_grow(rc_actors *actors, rc_arena *arena)
{
    party_edge *old = actors->edges;
    size_t n = actors->cap_edges;
    actors->cap_edges = n ? 2 * n : 4096;
    actors->edges = RC_NEWS(arena, party_edge, actors->cap_edges);
    for (size_t i = 0; i < n; i++)
        if (old[i].node) actors->edges[edge_slot(actors, old[i].key)] = old[i];
}

static uint32_t edge_add(rc_actors *actors, uint32_t node, uint32_t symbol, rc_arena *arena)
{
    if (2 * (actors->n_edges + 1) > actors->cap_edges) edges_grow(actors, arena);
    uint64_t key = (uint64_t)node << 32 | symbol;
    size_t slot = edge_slot(actors, key);
    if (!actors->edges[slot].node) {
        actors->edges[slot] = (party_edge){key, node_new(actors, arena)};
        actors->nodes.ptr[node].leads = true;
        if (symbol == SYMBOL_OPEN) actors->nodes.ptr[node].opens = true;
        actors->n_edges++;
    }
    return actors->edges[slot].node;
}

uint32_t party_id_add(rc_actors *actors, rc_str party, uint8_t inter, rc_arena *arena)
{
    bool is_new;
    uint64_t *id = rc_map_put(arena, &actors->ids, party, &is_new);
    if (is_new) {
        *id = actors->parties.len;
        *RC_PUSH(arena, &actors->parties) = (party_info){.name = party, .inter = inter};
    }
    return (uint32_t)*id;
}

/* Content words of a name as symbols; how many. A name of small words alone keeps them. */
static size_t content(rc_actors *actors, rc_str name, uint32_t *out, rc_arena *arena)
{
    for (int keep = 0; keep < 2; keep++) {
        rc_str rest = rc_utf8_name_key(arena, name);
        size_t n = 0;
        while (rest.ptr && n < MOST_WORDS) {
            rc_str word = rc_str_cut(&rest, ' ');
            if (!word.len) continue;
            uint32_t symbol = party_symbol_add(actors, word, arena);
            if (keep || !(actors->symbol.ptr[symbol].roles & ROLE_SMALL)) out[n++] = symbol;
        }
        if (n) return n;
    }
    return 0;
}

static void end_name(rc_actors *actors, uint32_t node, uint32_t row, uint32_t flags, rc_arena *arena)
{
    uint32_t last = 0;
    for (uint32_t n = actors->nodes.ptr[node].name; n; n = actors->names.ptr[n - 1].next) {
        party_name *name = &actors->names.ptr[n - 1];
        last = n;
        if (name->row != row) continue;
        uint32_t strict = NAME_ACRONYM | NAME_CAPITAL | NAME_FOREIGN; /* the freer spelling of two wins */
        name->flags = ((name->flags | flags) & ~strict) | (name->flags & flags & strict);
        return;
    }
    *RC_PUSH(arena, &actors->names) = (party_name){row, flags, 0};
    uint32_t number = (uint32_t)actors->names.len;
    if (last) {
        actors->names.ptr[last - 1].next = number;
    } else {
        actors->nodes.ptr[node].name = number;
    }
}

static void count_words(rc_actors *actors, const uint32_t *words, size_t n, uint32_t row)
{
    party_info *party = &actors->parties.ptr[actors->rows.ptr[row].id];
    for (size_t i = 0; i < n; i++) {
        party_symbol *s = &actors->symbol.ptr[words[i]];
        if (n > 1 && s->short_bit) party->shorts |= (uint64_t)1 << s->short_bit;
        if (s->last_party == actors->rows.ptr[row].id + 1) continue;
        s->last_party = actors->rows.ptr[row].id + 1;
        s->n_parties++;
    }
}

void party_name_add(rc_actors *actors, rc_str name, uint32_t row, uint32_t flags, rc_arena *arena)
{
    uint32_t words[MOST_WORDS];
    size_t n = content(actors, name, words, arena);
    if (!n) return;
    if (!actors->rows.ptr[row].is_person) count_words(actors, words, n, row);
    uint32_t node = actors->symbol.ptr[words[0]].node;
    if (!node) {
        node = node_new(actors, arena);
        actors->symbol.ptr[words[0]].node = node;
    }
    for (size_t i = 1; i < n; i++) node = edge_add(actors, node, words[i], arena);
    end_name(actors, node, row, flags, arena);
}

/* One name with its word `open` left open. */
static void add_loose(rc_actors *actors, const uint32_t *words, size_t n, size_t open, uint32_t row, uint32_t flags,
                      rc_arena *arena)
{
    float bits = 0, most = 0;
    unsigned telling = 0;
    for (size_t i = 0; i < n; i++) {
        if (i == open) continue;
        float w = actors->symbol.ptr[words[i]].weight;
        bits += w;
        if (w > most) most = w;
        telling += w > 0;
    }
    if (telling < 2 || bits < LOOSE_BITS || actors->symbol.ptr[words[open]].weight >= most) return;
    size_t at = open == 0 ? 1 : 0;
    uint32_t *root = open == 0 ? &actors->symbol.ptr[words[1]].behind : &actors->symbol.ptr[words[0]].loose;
    if (!*root) *root = node_new(actors, arena);
    uint32_t node = *root;
    for (size_t i = at + 1; i < n; i++) node = edge_add(actors, node, i == open ? SYMBOL_OPEN : words[i], arena);
    end_name(actors, node, row, flags, arena);
}

typedef struct rc_path {
    uint32_t words[MOST_WORDS];
    size_t n;
} rc_path;

typedef struct rc_walk {
    RC_VEC(rc_path) paths;
    RC_VEC(uint32_t) ends;
} rc_walk;

/* All names of three words or more, found from the edges: parent and symbol of each node. */
static void collect(const rc_actors *actors, rc_walk *walk, rc_arena *arena)
{
    size_t n = actors->nodes.len;
    uint64_t *parent = RC_NEWS(arena, uint64_t, n);
    for (size_t i = 0; i < actors->cap_edges; i++)
        if (actors->edges[i].node) parent[actors->edges[i].node] = actors->edges[i].key;
    uint32_t *first = RC_NEWS(arena, uint32_t, n);
    for (uint32_t s = 0; s < actors->symbol.len; s++)
        if (actors->symbol.ptr[s].node) first[actors->symbol.ptr[s].node] = s;
    for (uint32_t node = 1; node < n; node++) {
        if (!actors->nodes.ptr[node].name) continue;
        rc_path path = {.n = 0};
        uint32_t at = node;
        for (; parent[at] && path.n < MOST_WORDS - 1; at = (uint32_t)(parent[at] >> 32))
            path.words[path.n++] = (uint32_t)parent[at];
        path.words[path.n++] = first[at];
        if (path.n < LOOSE_WORDS) continue;
        for (size_t i = 0; i < path.n / 2; i++) {
            uint32_t w = path.words[i];
            path.words[i] = path.words[path.n - 1 - i];
            path.words[path.n - 1 - i] = w;
        }
        *RC_PUSH(arena, &walk->paths) = path;
        *RC_PUSH(arena, &walk->ends) = node;
    }
}

void party_index_finish(rc_actors *actors, rc_arena *arena)
{
    float all = (float)actors->parties.len + 1;
    for (size_t i = 0; i < actors->symbol.len; i++) {
        party_symbol *s = &actors->symbol.ptr[i];
        if (s->n_parties && !(s->roles & ROLE_CLASS)) s->weight = log2f(all / (float)s->n_parties);
    }
    rc_walk walk = {0};
    collect(actors, &walk, arena);
    for (size_t i = 0; i < walk.paths.len; i++) {
        for (uint32_t name = actors->nodes.ptr[walk.ends.ptr[i]].name; name; name = actors->names.ptr[name - 1].next) {
            party_name copy = actors->names.ptr[name - 1];
            const party_row *row = &actors->rows.ptr[copy.row];
            if (row->is_person || row->role == PARTY_GENERIC || copy.flags & (NAME_ADJECTIVE | NAME_COUNTRY)) continue;
            const rc_path *path = &walk.paths.ptr[i];
            for (size_t open = 0; open < path->n; open++)
                add_loose(actors, path->words, path->n, open, copy.row, copy.flags, arena);
        }
    }
}

bool party_row_holds(const party_row *row, rc_day day)
{
    if (day == RC_DAY_NONE) return true;
    return (row->from == RC_DAY_NONE || row->from <= day) && (row->to == RC_DAY_NONE || day <= row->to);
}

static bool is_home(const party_row *row, int country)
{
    return row->countries[0][0] && party_country_index(row->countries[0]) == country;
}

rc_str party_of_state(const rc_actors *actors, int country, rc_day day)
{
    for (size_t i = 0; day != RC_DAY_NONE && i < actors->regimes.len; i++) {
        const party_row *row = &actors->rows.ptr[actors->regimes.ptr[i]];
        if (is_home(row, country) && party_row_holds(row, day)) return row->party;
    }
    return actors->states[country].party;
}

const party_row *party_umbrella(const rc_actors *actors, int country, rc_day day)
{
    if (country < 0 || day == RC_DAY_NONE) return NULL;
    for (size_t i = 0; i < actors->umbrellas.len; i++) {
        const party_row *row = &actors->rows.ptr[actors->umbrellas.ptr[i]];
        if (is_home(row, country) && party_row_holds(row, day)) return row;
    }
    return NULL;
}

rc_str party_of_rebels(const rc_actors *actors, int country, rc_day day, rc_arena *arena)
{
    const party_row *umbrella = party_umbrella(actors, country, day);
    if (umbrella) return umbrella->party;
    rc_str adjective = actors->states[country].adjective;
    if (!adjective.len) return RC_STR("unknown");
    return rc_arena_printf(arena, "%.*s rebels", RC_FMT(adjective));
}

rc_str party_of_militias(const rc_actors *actors, int country, rc_arena *arena)
{
    rc_str adjective = actors->states[country].adjective;
    if (!adjective.len) return RC_STR("unknown");
    return rc_arena_printf(arena, "%.*s militias", RC_FMT(adjective));
}
