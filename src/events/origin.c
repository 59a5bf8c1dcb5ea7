/* Who stands behind each claim of an event. Two claims have one origin when they name the same source, when one repeats
 * the other in a copied report, or when their outlet is the same and speaks for itself. */
#include "events/mention.h"

#include "recoupe/base/hash.h"
#include "recoupe/base/map.h"
#include "recoupe/base/utf8.h"

#define SOURCES_COMPARED 400 /* distinct names of one event that are compared word by word */

typedef struct source {
    rc_str key, party; /* folded */
    rc_source_kind kind;
    uint32_t report; /* sorted index of the root, for sources without a name of their own */
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

static bool same_source(const source *a, const source *b)
{
    bool nameless = is_nameless(a->kind) || is_nameless(b->kind);
    if (nameless && (a->kind != b->kind || a->report != b->report)) return false; /* "residents" are others elsewhere */
    if (rc_str_eq(a->key, b->key)) return true;
    bool parties_fit = !a->party.len || !b->party.len || rc_str_eq(a->party, b->party);
    if (!parties_fit) return false;
    if (a->kind == RC_SOURCE_GROUP && b->kind == RC_SOURCE_GROUP && is_side(a->party) && rc_str_eq(a->party, b->party))
        return true; /* "les États-Unis", "the US" */
    return words_within(a->key, b->key) || words_within(b->key, a->key);
}

static source source_of(const rc_joining *joining, uint32_t member, uint32_t local)
{
    rc_arena *arena = joining->arena;
    const rc_mention *m = &joining->mentions[member];
    uint32_t root = joining->reports[m->report].root;
    const rc_link *link = rc_claim_origin(m->claim);
    source s = {.report = root, .member = local};
    if (link && link->name.len) {
        s.key = rc_utf8_name_key(arena, link->name);
        s.party = rc_utf8_name_key(arena, link->party);
        s.kind = link->kind;
    } else {
        const rc_join_report *report = joining->reports[root].report;
        bool named = report->outlet.len && !rc_str_is(report->outlet, "unknown");
        s.key = rc_utf8_name_key(arena, named ? report->outlet : report->id);
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
        rc_str key = rc_arena_printf(arena, "%.*s|%.*s|%d|%u", RC_FMT(s.key), RC_FMT(s.party), (int)s.kind,
                                     is_nameless(s.kind) ? s.report : 0);
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
