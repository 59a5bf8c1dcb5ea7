/* Who stands behind each claim of an event. Two claims have one origin when they name the same source, when one repeats
 * the other in a copied report, or when their outlet is the same and speaks for itself. */
#include "events/mention.h"

#include "recoupe/base/hash.h"
#include "recoupe/base/map.h"
#include "recoupe/base/utf8.h"

#define SOURCES_COMPARED 400 /* distinct names of one event that are compared word by word */
#define COGNATE_BYTES 5
#define BARE_WORDS 2 /* of a side's own name */

typedef struct source {
    rc_str key, party; /* folded; an outlet's key is its canonical name where that is known */
    rc_str lang;       /* of the report that names it */
    uint64_t chain;    /* hash of the whole chain, for sources without a name of their own */
    rc_source_kind kind;
    bool is_outlet, is_voice;
    uint32_t report; /* sorted index of the root, for the same */
    uint32_t member; /* first claim that names it */
} source;

/* Articles and little words of the languages read: "le porte-parole du Front" meets "porte-parole du Front". */
static bool is_little(rc_str word)
{
    static const char *const little[] = {"the", "a",  "an",  "of",  "and", "in", "for", "s",  "le", "la", "les",
                                         "l",   "un", "une", "des", "de",  "du", "d",   "et", "en", "au", "aux"};
    for (size_t i = 0; i < sizeof little / sizeof *little; i++)
        if (rc_str_is(word, little[i])) return true;
    return false;
}

/* Every full word of `part` is a word of `whole`; false when it has none. */
static bool words_within(rc_str part, rc_str whole)
{
    bool any = false;
    while (part.ptr && part.len) {
        rc_str word = rc_str_cut(&part, ' ');
        if (!word.len || is_little(word)) continue;
        any = true;
        bool found = false;
        for (rc_str rest = whole; rest.ptr && rest.len && !found;) found = rc_str_eq(word, rc_str_cut(&rest, ' '));
        if (!found) return false;
    }
    return any;
}

/* Parties that are no side: two groups of civilians are not one origin. */
static bool is_side(rc_str party)
{
    static const char *const none[] = {"", "unknown", "civilians", "ngo", "media"};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        if (rc_str_is(party, none[i])) return false;
    return true;
}

static bool is_nameless(rc_source_kind kind)
{
    return kind == RC_SOURCE_WITNESS || kind == RC_SOURCE_ANONYMOUS;
}

static uint32_t full_words(rc_str name)
{
    uint32_t n = 0;
    while (name.ptr && name.len) {
        rc_str word = rc_str_cut(&name, ' ');
        n += word.len && !is_little(word);
    }
    return n;
}

/* Some word of the name begins as `word` does: "ministère", "ministry"; "défense", "defence". */
static bool has_cognate(rc_str name, rc_str word)
{
    if (word.len < COGNATE_BYTES) return false;
    while (name.ptr && name.len)
        if (rc_str_starts(rc_str_cut(&name, ' '), rc_str_sub(word, 0, COGNATE_BYTES))) return true;
    return false;
}

/* What the name of the side itself lends to both says nothing about the body. */
static bool share_a_cognate(rc_str a, rc_str b, rc_str party)
{
    while (a.ptr && a.len) {
        rc_str word = rc_str_cut(&a, ' ');
        if (has_cognate(b, word) && !has_cognate(party, word)) return true;
    }
    return false;
}

/* The side itself: few words, and not its adjective beside a noun ("the Israeli military"). */
static bool is_bare(rc_str name, rc_str party)
{
    uint32_t words = full_words(name), of_side = 0;
    while (name.ptr && name.len) of_side += has_cognate(party, rc_str_cut(&name, ' '));
    return words <= BARE_WORDS && (of_side == 0 || of_side == words);
}

/* One body of one side, named in two languages: by words of one root ("le ministère de la Défense", "the Defence
 * Ministry"), or as the side itself ("les États-Unis", "the US"). Persons are named alike in both. */
static bool same_body(const source *a, const source *b)
{
    bool bodies = (a->kind == RC_SOURCE_GROUP || a->kind == RC_SOURCE_OFFICIAL) && a->kind == b->kind;
    if (!bodies || !a->lang.len || !b->lang.len || rc_str_eq(a->lang, b->lang)) return false;
    if (!is_side(a->party) || !rc_str_eq(a->party, b->party)) return false;
    if (is_bare(a->key, a->party) && is_bare(b->key, b->party)) return true;
    return share_a_cognate(a->key, b->key, a->party);
}

/* A spokesman and the group that he speaks for: the group has no other mouth. A state has many, and each is heard
 * apart. */
static bool speaks_for(const source *voice, const source *group)
{
    return voice->is_voice && group->kind == RC_SOURCE_GROUP && is_side(voice->party) &&
           rc_str_eq(voice->party, group->party);
}

static bool same_source(const source *a, const source *b)
{
    bool nameless = is_nameless(a->kind) || is_nameless(b->kind);
    if (nameless) /* "residents" are others elsewhere, and those of another paper are too */
        return a->kind == b->kind && a->report == b->report && a->chain == b->chain;
    if (rc_str_eq(a->key, b->key)) return true;
    if (a->is_outlet != b->is_outlet) return false; /* "Israel" is not "The Times of Israel" */
    bool parties_fit = !a->party.len || !b->party.len || rc_str_eq(a->party, b->party);
    if (!parties_fit) return false;
    if (same_body(a, b) || speaks_for(a, b) || speaks_for(b, a)) return true;
    if (a->kind == RC_SOURCE_GROUP && b->kind == RC_SOURCE_GROUP && is_side(a->party) && rc_str_eq(a->party, b->party))
        return true; /* "les États-Unis", "the US" */
    return words_within(a->key, b->key) || words_within(b->key, a->key);
}

/* The name under which an outlet is compared: "AFP" and "Agence France-Presse" are one. */
static rc_str outlet_key(const rc_joining *joining, rc_str name)
{
    const rc_outlets *outlets = joining->options->outlets;
    const rc_outlet *outlet = outlets ? rc_outlet_of_name(outlets, name, joining->arena) : NULL;
    return rc_utf8_name_key(joining->arena, outlet ? outlet->name : name);
}

static uint64_t chain_hash(rc_arena *arena, const rc_claim *claim)
{
    uint64_t hash = 0;
    for (uint32_t i = 0; i < claim->n_chain; i++)
        hash = hash * 31 + rc_hash64(rc_utf8_name_key(arena, claim->chain[i].name));
    return hash;
}

static source source_of(const rc_joining *joining, uint32_t member, uint32_t local)
{
    rc_arena *arena = joining->arena;
    const rc_mention *m = &joining->mentions[member];
    uint32_t root = joining->reports[m->report].root;
    const rc_link *link = rc_claim_origin(m->claim);
    source s = {.report = root,
                .member = local,
                .lang = joining->reports[m->report].report->lang,
                .chain = chain_hash(arena, m->claim)};
    if (link && link->name.len) {
        s.key = outlet_key(joining, link->name);
        s.is_outlet = link->kind == RC_SOURCE_OUTLET;
        s.party = rc_utf8_name_key(arena, link->party);
        s.kind = link->kind;
        s.is_voice = link->is_voice;
    } else {
        const rc_join_report *report = joining->reports[root].report;
        bool named = report->outlet.len && !rc_str_is(report->outlet, "unknown");
        s.key = outlet_key(joining, named ? report->outlet : report->id);
        s.is_outlet = true;
        s.kind = RC_SOURCE_OUTLET;
    }
    return s;
}

static uint32_t root_of(uint32_t *parent, uint32_t i)
{
    while (parent[i] != i) i = parent[i] = parent[parent[i]];
    return i;
}

static void unite(uint32_t *parent, uint32_t a, uint32_t b)
{
    a = root_of(parent, a);
    b = root_of(parent, b);
    if (a < b)
        parent[b] = a;
    else
        parent[a] = b;
}

/* Position of mention `wanted` in the ascending list, or RC_NO_MENTION. */
static uint32_t position(const rc_group *group, uint32_t wanted)
{
    uint32_t low = 0, high = group->n;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (group->members[middle] < wanted)
            low = middle + 1;
        else
            high = middle;
    }
    return low < group->n && group->members[low] == wanted ? low : RC_NO_MENTION;
}

/* Claims that name their source in just the same way are folded by a map first; what is left is compared by words. */
static void unite_sources(const rc_joining *joining, const rc_group *group, uint32_t *parent)
{
    rc_arena *arena = joining->arena;
    rc_map exact = {0};
    RC_VEC(source) sources = {0};
    for (uint32_t i = 0; i < group->n; i++) {
        source s = source_of(joining, group->members[i], i);
        bool is_new;
        rc_str key =
            rc_arena_printf(arena, "%.*s|%.*s|%d|%d|%u|%llx", RC_FMT(s.key), RC_FMT(s.party), (int)s.kind, s.is_voice,
                            is_nameless(s.kind) ? s.report : 0, is_nameless(s.kind) ? (unsigned long long)s.chain : 0);
        uint64_t *at = rc_map_put(arena, &exact, key, &is_new);
        if (is_new) {
            *at = i;
            *RC_PUSH(arena, &sources) = s;
        } else {
            unite(parent, i, (uint32_t)*at);
        }
    }
    size_t n = sources.len < SOURCES_COMPARED ? sources.len : SOURCES_COMPARED;
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < i; j++)
            if (same_source(&sources.ptr[i], &sources.ptr[j]))
                unite(parent, sources.ptr[i].member, sources.ptr[j].member);
}

void rc_origins_number(const rc_joining *joining, const rc_group *group, rc_event *event)
{
    rc_arena *arena = joining->arena;
    uint32_t *parent = RC_NEWS(arena, uint32_t, group->n);
    uint32_t *number = RC_NEWS(arena, uint32_t, group->n);
    for (uint32_t i = 0; i < group->n; i++) parent[i] = i;
    unite_sources(joining, group, parent);
    for (uint32_t i = 0; i < group->n; i++) {
        uint32_t twin = joining->mentions[group->members[i]].twin;
        uint32_t at = twin == RC_NO_MENTION ? twin : position(group, twin);
        if (at != RC_NO_MENTION) unite(parent, i, at);
    }
    event->origin = RC_NEWS(arena, uint32_t, group->n);
    for (uint32_t i = 0; i < group->n; i++) {
        uint32_t root = root_of(parent, i);
        if (root == i) number[i] = event->n_origins++;
        event->origin[i] = number[root];
    }
}
