#include "resolve/party_file.h"

#include <limits.h>
#include <math.h>

#include "recoupe/base/image.h"
#include "recoupe/base/paths.h"

#define PARTY_KIND "RCPARTY"

/* Records of the file: as the structures of the index, with places in the strings for pointers and bytes for truths. */
typedef struct file_text {
    uint32_t at, len;
} file_text;

typedef struct file_head {
    char lang[12];
    uint8_t adjectives_follow, n_shorts, unused[2];
} file_head;

typedef struct file_symbol {
    file_text word;
    uint32_t node, loose, behind, roles, n_parties;
    float weight;
    uint8_t kind, short_bit, unused[2];
} file_symbol;

typedef struct file_row {
    file_text party, people;
    uint32_t id;
    rc_day from, to;
    uint8_t inter, role, is_person, unused;
    char countries[PARTY_COUNTRIES][3];
} file_row;

typedef struct file_node {
    uint32_t name;
    uint8_t leads, opens, unused[2];
} file_node;

typedef struct file_party {
    file_text name;
    uint64_t shorts;
    uint8_t inter, is_jihadist, unused[6];
} file_party;

typedef struct file_phrase {
    file_text words[3];
    uint32_t n;
} file_phrase;

typedef struct file_state {
    file_text party, people, adjective, name;
    uint32_t id;
} file_state;

#define STATES ((size_t)26 * 26)

/* X(field, item type) in the order of the file. */
#define SECTIONS(X)                                                                                                    \
    X(head, file_head)                                                                                                 \
    X(strings, char)                                                                                                   \
    X(symbols, file_symbol)                                                                                            \
    X(slots, party_slot)                                                                                               \
    X(rows, file_row)                                                                                                  \
    X(names, party_name)                                                                                               \
    X(nodes, file_node)                                                                                                \
    X(keys, uint64_t)                                                                                                  \
    X(targets, uint32_t)                                                                                               \
    X(parties, file_party)                                                                                             \
    X(phrases, file_phrase)                                                                                            \
    X(regimes, uint32_t)                                                                                               \
    X(umbrellas, uint32_t)                                                                                             \
    X(states, file_state)

typedef struct file_sections {
#define X(field, type)                                                                                                 \
    const type *field;                                                                                                 \
    size_t n_##field;
    SECTIONS(X)
#undef X
} file_sections;

static rc_status fingerprint(uint64_t *out, const char *data_dir, rc_arena *arena, rc_error *err)
{
    static const char *const FILES[] = {"group-words.tsv", "countries.tsv", "actors.tsv"};
    rc_status status = RC_OK;
    *out = 0;
    for (size_t i = 0; i < sizeof FILES / sizeof *FILES && status == RC_OK; i++)
        status = rc_fingerprint_file(out, rc_arena_printf(arena, "%s/data/%s", data_dir, FILES[i]).ptr, err);
    char own[PATH_MAX];
    if (status == RC_OK && rc_user_own(own, sizeof own, "actors.tsv")) status = rc_fingerprint_file(out, own, err);
    return status;
}

/* ---- reading */

typedef struct reader {
    rc_image image;
    file_sections s;
    rc_actors *actors;
    rc_arena *arena;
    const char *strings; /* the copy */
    const char *wrong;   /* the first thing that does not hold */
} reader;

static void expect(reader *r, bool holds, const char *what)
{
    if (!holds && !r->wrong) r->wrong = what;
}

static rc_str text(reader *r, file_text t)
{
    bool inside = t.at <= r->s.n_strings && t.len <= r->s.n_strings - t.at;
    expect(r, inside, "a name lies outside the file");
    return inside ? (rc_str){r->strings + t.at, t.len} : RC_STR("");
}

#define TAKE(r, vec, count)                                                                                            \
    ((vec)->len = (vec)->cap = (count), rc_arena_alloc((r)->arena, sizeof *(vec)->ptr, 8, (count)))

static void take_symbols(reader *r)
{
    rc_actors *a = r->actors;
    size_t n = r->s.n_symbols;
    a->symbol.ptr = TAKE(r, &a->symbol, n);
    for (size_t i = 0; i < n; i++) {
        const file_symbol *f = &r->s.symbols[i];
        a->symbol.ptr[i] = (party_symbol){.word = text(r, f->word),
                                          .node = f->node,
                                          .loose = f->loose,
                                          .behind = f->behind,
                                          .roles = f->roles,
                                          .n_parties = f->n_parties,
                                          .weight = f->weight,
                                          .kind = f->kind,
                                          .short_bit = f->short_bit};
        expect(r, f->node < r->s.n_nodes && f->loose < r->s.n_nodes && f->behind < r->s.n_nodes, "a word's node");
        expect(r, f->short_bit < 64 && f->kind < 9 && isfinite(f->weight), "a word");
    }
    size_t slots = r->s.n_slots, empty = 0;
    a->slots = RC_NEWS(r->arena, party_slot, slots);
    a->cap_slots = slots;
    memcpy(a->slots, r->s.slots, slots * sizeof *a->slots);
    for (size_t i = 0; i < slots; i++) {
        empty += !a->slots[i].symbol;
        expect(r, a->slots[i].symbol < n, "a slot's word");
    }
    expect(r, slots && !(slots & (slots - 1)) && empty, "the table of words");
}

static void take_rows(reader *r)
{
    rc_actors *a = r->actors;
    size_t n = r->s.n_rows;
    a->rows.ptr = TAKE(r, &a->rows, n);
    for (size_t i = 0; i < n; i++) {
        const file_row *f = &r->s.rows[i];
        party_row *row = &a->rows.ptr[i];
        *row = (party_row){.party = text(r, f->party),
                           .people = text(r, f->people),
                           .id = f->id,
                           .inter = f->inter,
                           .role = f->role,
                           .is_person = f->is_person != 0,
                           .from = f->from,
                           .to = f->to};
        memcpy(row->countries, f->countries, sizeof row->countries);
        for (size_t k = 0; k < PARTY_COUNTRIES; k++) row->countries[k][2] = 0;
        expect(r, f->id < r->s.n_parties && f->inter < 9 && f->role <= PARTY_JIHADIST, "a row");
    }
    a->names.ptr = TAKE(r, &a->names, r->s.n_names);
    if (r->s.n_names) memcpy(a->names.ptr, r->s.names, r->s.n_names * sizeof *a->names.ptr);
    for (size_t i = 0; i < r->s.n_names; i++) { /* a chain goes forwards, or it might never end */
        uint32_t next = a->names.ptr[i].next;
        expect(r, a->names.ptr[i].row < n && (!next || (next > i + 1 && next <= r->s.n_names)), "a name");
    }
}

static void take_nodes(reader *r)
{
    rc_actors *a = r->actors;
    a->nodes.ptr = TAKE(r, &a->nodes, r->s.n_nodes);
    for (size_t i = 0; i < r->s.n_nodes; i++) {
        const file_node *f = &r->s.nodes[i];
        a->nodes.ptr[i] = (party_node){f->name, f->leads != 0, f->opens != 0};
        expect(r, f->name <= r->s.n_names, "a node's name");
    }
    size_t n = r->s.n_keys, empty = 0;
    expect(r, n && !(n & (n - 1)) && n == r->s.n_targets, "the table of edges");
    if (r->wrong) return;
    a->edges = RC_NEWS(r->arena, party_edge, n);
    a->cap_edges = n;
    for (size_t i = 0; i < n; i++) {
        a->edges[i] = (party_edge){r->s.keys[i], r->s.targets[i]};
        empty += !r->s.targets[i];
        expect(r, r->s.targets[i] < r->s.n_nodes, "an edge");
    }
    expect(r, empty, "a full table of edges");
}

static void take_parties(reader *r)
{
    rc_actors *a = r->actors;
    a->parties.ptr = TAKE(r, &a->parties, r->s.n_parties);
    a->ids = (rc_map){0};
    for (size_t i = 0; i < r->s.n_parties; i++) {
        const file_party *f = &r->s.parties[i];
        a->parties.ptr[i] = (party_info){text(r, f->name), f->inter, f->is_jihadist != 0, f->shorts};
        expect(r, f->inter < 9, "a party");
        *rc_map_put(r->arena, &a->ids, a->parties.ptr[i].name, NULL) = i;
    }
    a->ofs.ptr = TAKE(r, &a->ofs, r->s.n_phrases);
    for (size_t i = 0; i < r->s.n_phrases; i++) {
        const file_phrase *f = &r->s.phrases[i];
        expect(r, f->n <= 3, "a phrase");
        a->ofs.ptr[i].n = (uint8_t)f->n;
        for (size_t k = 0; k < 3; k++) a->ofs.ptr[i].words[k] = text(r, f->words[k]);
    }
}

static uint32_t *take_numbers(reader *r, const uint32_t *numbers, size_t n)
{
    uint32_t *out = RC_NEWS(r->arena, uint32_t, n);
    for (size_t i = 0; i < n; i++) {
        out[i] = numbers[i];
        expect(r, numbers[i] < r->s.n_rows, "a row's number");
    }
    return out;
}

static void take_states(reader *r)
{
    rc_actors *a = r->actors;
    a->regimes.ptr = take_numbers(r, r->s.regimes, r->s.n_regimes);
    a->regimes.len = a->regimes.cap = r->s.n_regimes;
    a->umbrellas.ptr = take_numbers(r, r->s.umbrellas, r->s.n_umbrellas);
    a->umbrellas.len = a->umbrellas.cap = r->s.n_umbrellas;
    expect(r, r->s.n_states == STATES, "the states");
    for (size_t i = 0; i < STATES && !r->wrong; i++) {
        const file_state *f = &r->s.states[i];
        a->states[i] =
            (party_state){text(r, f->party), text(r, f->people), text(r, f->adjective), text(r, f->name), f->id};
        expect(r, f->id < r->s.n_parties, "a state");
    }
}

static rc_status take(void *context, rc_error *err)
{
    reader *r = context;
    (void)err;
    unsigned n = 0;
#define X(field, type)                                                                                                 \
    r->s.field = rc_image_section(&r->image, n++, sizeof(type), &r->s.n_##field);                                      \
    expect(r, r->s.field != NULL, "a section is missing");
    SECTIONS(X)
#undef X
    expect(r, r->s.n_head == 1, "its head");
    if (r->wrong) return RC_OK;
    expect(r, rc_str_is(r->actors->lang, r->s.head->lang), "it is of another language");
    r->strings = rc_arena_dup(r->arena, (rc_str){r->s.strings, r->s.n_strings}).ptr;
    r->actors->adjectives_follow = r->s.head->adjectives_follow != 0;
    r->actors->n_shorts = r->s.head->n_shorts;
    take_symbols(r);
    take_rows(r);
    take_nodes(r);
    take_parties(r);
    take_states(r);
    return RC_OK;
}

rc_status party_file_read(rc_actors *actors, const char *data_dir, rc_arena *arena, rc_error *err)
{
    reader r = {.actors = actors, .arena = arena};
    const char *path = rc_arena_printf(arena, "%s/compiled/%.*s.parties", data_dir, RC_FMT(actors->lang)).ptr;
    uint64_t made_from;
    rc_status status = fingerprint(&made_from, data_dir, arena, err);
    if (status == RC_OK) status = rc_image_open(&r.image, path, PARTY_KIND, made_from, err);
    if (status != RC_OK) return status;
    /* The mapping is not the arena's: a jump out of memory is caught here and passed on after its release. */
    status = rc_arena_run(arena, take, &r, path, err);
    rc_image_close(&r.image);
    if (status == RC_OK && r.wrong)
        status = rc_fail(err, RC_ECORRUPT, "%s: %s is wrong; build it again", path, r.wrong);
    return status;
}

/* ---- writing */

typedef struct writer {
    rc_arena *arena;
    RC_VEC(char) strings;
} writer;

static file_text keep(writer *w, rc_str s)
{
    file_text t = {(uint32_t)w->strings.len, (uint32_t)s.len};
    for (size_t i = 0; i < s.len; i++) *RC_PUSH(w->arena, &w->strings) = s.ptr[i];
    return t;
}

static void give_words(writer *w, const rc_actors *a, file_sections *s)
{
    file_symbol *symbols = RC_NEWS(w->arena, file_symbol, a->symbol.len);
    for (size_t i = 0; i < a->symbol.len; i++) {
        const party_symbol *p = &a->symbol.ptr[i];
        symbols[i] = (file_symbol){.word = keep(w, p->word),
                                   .node = p->node,
                                   .loose = p->loose,
                                   .behind = p->behind,
                                   .roles = p->roles,
                                   .n_parties = p->n_parties,
                                   .weight = p->weight,
                                   .kind = p->kind,
                                   .short_bit = p->short_bit};
    }
    s->symbols = symbols;
    s->n_symbols = a->symbol.len;
    s->slots = a->slots;
    s->n_slots = a->cap_slots;
    file_phrase *phrases = RC_NEWS(w->arena, file_phrase, a->ofs.len);
    for (size_t i = 0; i < a->ofs.len; i++) {
        phrases[i].n = a->ofs.ptr[i].n;
        for (size_t k = 0; k < 3; k++) phrases[i].words[k] = keep(w, a->ofs.ptr[i].words[k]);
    }
    s->phrases = phrases;
    s->n_phrases = a->ofs.len;
}

static void give_rows(writer *w, const rc_actors *a, file_sections *s)
{
    file_row *rows = RC_NEWS(w->arena, file_row, a->rows.len);
    for (size_t i = 0; i < a->rows.len; i++) {
        const party_row *p = &a->rows.ptr[i];
        rows[i] = (file_row){.party = keep(w, p->party),
                             .people = keep(w, p->people),
                             .id = p->id,
                             .from = p->from,
                             .to = p->to,
                             .inter = p->inter,
                             .role = p->role,
                             .is_person = p->is_person};
        memcpy(rows[i].countries, p->countries, sizeof rows[i].countries);
    }
    s->rows = rows;
    s->n_rows = a->rows.len;
    file_party *parties = RC_NEWS(w->arena, file_party, a->parties.len);
    for (size_t i = 0; i < a->parties.len; i++) {
        const party_info *p = &a->parties.ptr[i];
        parties[i] = (file_party){
            .name = keep(w, p->name), .shorts = p->shorts, .inter = p->inter, .is_jihadist = p->is_jihadist};
    }
    s->parties = parties;
    s->n_parties = a->parties.len;
    file_state *states = RC_NEWS(w->arena, file_state, STATES);
    for (size_t i = 0; i < STATES; i++) {
        const party_state *p = &a->states[i];
        states[i] = (file_state){keep(w, p->party), keep(w, p->people), keep(w, p->adjective), keep(w, p->name), p->id};
    }
    s->states = states;
    s->n_states = STATES;
}

static void give_nodes(writer *w, const rc_actors *a, file_sections *s)
{
    file_node *nodes = RC_NEWS(w->arena, file_node, a->nodes.len);
    uint64_t *keys = RC_NEWS(w->arena, uint64_t, a->cap_edges);
    uint32_t *targets = RC_NEWS(w->arena, uint32_t, a->cap_edges);
    for (size_t i = 0; i < a->nodes.len; i++)
        nodes[i] =
            (file_node){.name = a->nodes.ptr[i].name, .leads = a->nodes.ptr[i].leads, .opens = a->nodes.ptr[i].opens};
    for (size_t i = 0; i < a->cap_edges; i++) {
        keys[i] = a->edges[i].key;
        targets[i] = a->edges[i].node;
    }
    s->nodes = nodes;
    s->n_nodes = a->nodes.len;
    s->keys = keys;
    s->targets = targets;
    s->n_keys = s->n_targets = a->cap_edges;
    s->names = a->names.ptr;
    s->n_names = a->names.len;
    s->regimes = a->regimes.ptr;
    s->n_regimes = a->regimes.len;
    s->umbrellas = a->umbrellas.ptr;
    s->n_umbrellas = a->umbrellas.len;
}

rc_status party_file_write(const rc_actors *a, const char *data_dir, const char *path, rc_arena *arena, rc_error *err)
{
    writer w = {.arena = arena};
    file_head head = {.adjectives_follow = a->adjectives_follow, .n_shorts = a->n_shorts};
    if (a->lang.len >= sizeof head.lang) return rc_fail(err, RC_EINVALID, "not a language: %.*s", RC_FMT(a->lang));
    memcpy(head.lang, a->lang.ptr, a->lang.len);
    file_sections s = {.head = &head, .n_head = 1};
    give_words(&w, a, &s);
    give_rows(&w, a, &s);
    give_nodes(&w, a, &s);
    s.strings = w.strings.ptr;
    s.n_strings = w.strings.len;
    rc_image_part parts[RC_IMAGE_SECTIONS];
    unsigned n = 0;
#define X(field, type) parts[n++] = (rc_image_part){s.field, sizeof(type), s.n_##field};
    SECTIONS(X)
#undef X
    uint64_t made_from;
    rc_status status = fingerprint(&made_from, data_dir, arena, err);
    return status == RC_OK ? rc_image_write(path, PARTY_KIND, made_from, parts, n, err) : status;
}
