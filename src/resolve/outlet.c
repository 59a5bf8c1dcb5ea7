#include "recoupe/resolve/outlet.h"

#include "recoupe/base/map.h"
#include "recoupe/base/utf8.h"
#include "recoupe/base/data_table.h"

static const char *const KINDS[] = {"agency",  "newspaper", "magazine", "broadcaster", "site",
                                    "monitor", "body",      "channel",  "aggregator",  "platform"};
static const char *const OWNERS[] = {"state", "public", "party", "private", "non-profit", "intergovernmental"};

enum { N_KINDS = sizeof KINDS / sizeof *KINDS, N_OWNERS = sizeof OWNERS / sizeof *OWNERS };

typedef struct outlet_name { /* one outlet under a key that several may have */
    uint32_t outlet;
    uint32_t next; /* index + 1 */
    bool canonical;
} outlet_name;

struct rc_outlets {
    RC_VEC(rc_outlet) rows;
    RC_VEC(outlet_name) names;
    rc_map by_name, by_domain, by_handle; /* name key -> index + 1 of names; domain, handle -> index of rows */
};

/* "the guardian", "le monde", "l humanite": the word before the name, or nothing. */
static rc_str without_article(rc_str key)
{
    static const char *const ARTICLES[] = {"the ", "le ", "la ", "les ", "l ", "el ", "al "};
    for (size_t i = 0; i < sizeof ARTICLES / sizeof *ARTICLES; i++) {
        rc_str article = rc_str_of(ARTICLES[i]);
        if (rc_str_starts(key, article)) return rc_str_sub(key, article.len, key.len);
    }
    return (rc_str){NULL, 0};
}

static void add_key(rc_outlets *outlets, rc_str key, uint32_t outlet, bool canonical, rc_arena *arena)
{
    if (!key.len) return;
    uint64_t *first = rc_map_put(arena, &outlets->by_name, key, NULL);
    for (uint64_t n = *first; n; n = outlets->names.ptr[n - 1].next)
        if (outlets->names.ptr[n - 1].outlet == outlet) return;
    *RC_PUSH(arena, &outlets->names) = (outlet_name){outlet, (uint32_t)*first, canonical};
    *first = outlets->names.len;
}

static void add_name(rc_outlets *outlets, rc_str name, uint32_t outlet, bool canonical, rc_arena *arena)
{
    rc_str key = rc_utf8_name_key(arena, name);
    add_key(outlets, key, outlet, canonical, arena);
    rc_str bare = without_article(key);
    if (bare.len > 3) add_key(outlets, bare, outlet, false, arena);
}

/* Domains or handles of a row; they are one outlet's alone. */
static rc_status add_unique(const rc_tsv *tsv, rc_map *map, const char *column, uint32_t outlet, rc_arena *arena,
                            rc_error *err)
{
    rc_str rest = rc_data_table_cell(tsv, column);
    while (rest.ptr && rest.len) {
        rc_str value = rc_str_trim(rc_str_cut(&rest, '|'));
        bool is_new = false;
        if (!value.len) return rc_data_table_bad(tsv, "empty", rc_str_of(column), err);
        *rc_map_put(arena, map, rc_utf8_lower(arena, value), &is_new) = outlet;
        if (!is_new) return rc_data_table_bad(tsv, "another outlet has", value, err);
    }
    return RC_OK;
}

static int index_of(rc_str value, const char *const *names, int n)
{
    for (int i = 0; i < n; i++)
        if (rc_str_is(value, names[i])) return i;
    return -1;
}

typedef struct outlet_table {
    rc_outlets *outlets;
    rc_arena *arena;
} outlet_table;

static rc_status read_outlet(void *context, rc_tsv *tsv, rc_error *err)
{
    rc_outlets *outlets = ((outlet_table *)context)->outlets;
    rc_arena *arena = ((outlet_table *)context)->arena;
    rc_outlet row = {.name = rc_data_table_cell(tsv, "outlet"),
                     .names = rc_data_table_cell(tsv, "names"),
                     .domains = rc_data_table_cell(tsv, "domains"),
                     .handles = rc_data_table_cell(tsv, "handles"),
                     .country = rc_data_table_cell(tsv, "country"),
                     .side = rc_data_table_cell(tsv, "side"),
                     .evidence = rc_data_table_cell(tsv, "evidence")};
    rc_str kind = rc_data_table_cell(tsv, "kind"), owner = rc_data_table_cell(tsv, "owner");
    rc_str reprints = rc_data_table_cell(tsv, "reprints");
    int k = index_of(kind, KINDS, N_KINDS), o = index_of(owner, OWNERS, N_OWNERS);
    if (!row.name.len) return rc_data_table_bad(tsv, "no name", row.name, err);
    if (k < 0) return rc_data_table_bad(tsv, "no such kind:", kind, err);
    if (o < 0) return rc_data_table_bad(tsv, "no such owner:", owner, err);
    if (row.country.len && row.country.len != 2) return rc_data_table_bad(tsv, "not a country code:", row.country, err);
    row.kind = (rc_outlet_kind)k;
    row.owner = (rc_outlet_owner)o;
    row.reprints = rc_str_is(reprints, "yes");
    if (!row.reprints && !rc_str_is(reprints, "no"))
        return rc_data_table_bad(tsv, "neither yes nor no:", reprints, err);
    uint32_t number = (uint32_t)outlets->rows.len;
    *RC_PUSH(arena, &outlets->rows) = row;
    add_name(outlets, row.name, number, true, arena);
    for (rc_str rest = row.names; rest.ptr;)
        add_name(outlets, rc_str_trim(rc_str_cut(&rest, '|')), number, false, arena);
    rc_status status = add_unique(tsv, &outlets->by_domain, "domains", number, arena, err);
    return status == RC_OK ? add_unique(tsv, &outlets->by_handle, "handles", number, arena, err) : status;
}

rc_status rc_outlets_load(rc_outlets **out, const char *data_dir, rc_arena *arena, rc_error *err)
{
    static const char *const COLUMNS[] = {"outlet", "names",    "domains", "handles",  "country", "kind",
                                          "owner",  "reprints", "side",    "evidence", NULL};
    rc_outlets *outlets = RC_NEW(arena, rc_outlets);
    static const char *const KEYS[] = {"outlet", "domains*", "handles*", NULL};
    outlet_table table = {outlets, arena};
    rc_status status = rc_data_table_each(data_dir, "outlets.tsv", COLUMNS, KEYS, read_outlet, &table, arena, err);
    *out = status == RC_OK ? outlets : NULL;
    return status;
}

size_t rc_outlets_count(const rc_outlets *outlets)
{
    return outlets->rows.len;
}

const rc_outlet *rc_outlets_at(const rc_outlets *outlets, size_t i)
{
    return &outlets->rows.ptr[i];
}

/* ---- look-up */

static uint32_t first_of_name(const rc_outlets *outlets, rc_str name, rc_arena *arena)
{
    rc_str key = rc_utf8_name_key(arena, name);
    const uint64_t *first = rc_map_get(&outlets->by_name, key);
    rc_str bare = first ? (rc_str){NULL, 0} : without_article(key);
    if (bare.len) first = rc_map_get(&outlets->by_name, bare);
    return first ? (uint32_t)*first : 0;
}

const rc_outlet *rc_outlet_of_name(const rc_outlets *outlets, rc_str name, rc_arena *arena)
{
    const outlet_name *best = NULL;
    for (uint32_t n = first_of_name(outlets, name, arena); n; n = outlets->names.ptr[n - 1].next) {
        const outlet_name *entry = &outlets->names.ptr[n - 1];
        /* the chain runs from the last row to the first */
        if (!best || entry->canonical || !best->canonical) best = entry;
    }
    return best ? &outlets->rows.ptr[best->outlet] : NULL;
}

/* "https://user@www.bbc.com:443/news?x" -> "www.bbc.com" */
static rc_str host_of(rc_str address)
{
    size_t scheme = rc_str_find(address, RC_STR("://"), 0);
    if (scheme != SIZE_MAX) address = rc_str_sub(address, scheme + 3, address.len);
    static const char ENDS[] = "/?#";
    for (size_t i = 0; ENDS[i]; i++) {
        rc_str rest = address;
        address = rc_str_cut(&rest, ENDS[i]);
    }
    size_t user = rc_str_find(address, RC_STR("@"), 0);
    if (user != SIZE_MAX) address = rc_str_sub(address, user + 1, address.len);
    rc_str rest = address;
    return rc_str_trim(rc_str_cut(&rest, ':'));
}

const rc_outlet *rc_outlet_of_domain(const rc_outlets *outlets, rc_str address, rc_arena *arena)
{
    rc_str host = rc_utf8_lower(arena, host_of(address));
    while (rc_str_find(host, RC_STR("."), 0) != SIZE_MAX) {
        const uint64_t *row = rc_map_get(&outlets->by_domain, host);
        if (row) return &outlets->rows.ptr[*row];
        (void)rc_str_cut(&host, '.');
    }
    return NULL;
}

const rc_outlet *rc_outlet_of_handle(const rc_outlets *outlets, rc_str handle, rc_arena *arena)
{
    handle = rc_str_trim(handle);
    if (rc_str_starts(handle, RC_STR("@"))) handle = rc_str_sub(handle, 1, handle.len);
    const uint64_t *row = rc_map_get(&outlets->by_handle, rc_utf8_lower(arena, handle));
    return row ? &outlets->rows.ptr[*row] : NULL;
}

static size_t push_once(const rc_outlet **out, size_t n, size_t cap, const rc_outlet *outlet)
{
    if (!outlet || n == cap) return n;
    for (size_t i = 0; i < n; i++)
        if (out[i] == outlet) return n;
    out[n] = outlet;
    return n + 1;
}

size_t rc_outlets_find(const rc_outlets *outlets, rc_str text, const rc_outlet **out, size_t cap, rc_arena *arena)
{
    size_t n = push_once(out, 0, cap, rc_outlet_of_domain(outlets, text, arena));
    n = push_once(out, n, cap, rc_outlet_of_name(outlets, text, arena));
    for (uint32_t i = first_of_name(outlets, text, arena); i; i = outlets->names.ptr[i - 1].next)
        n = push_once(out, n, cap, &outlets->rows.ptr[outlets->names.ptr[i - 1].outlet]);
    return push_once(out, n, cap, rc_outlet_of_handle(outlets, text, arena));
}

/* ---- words */

rc_str rc_outlet_party(const rc_outlet *outlet)
{
    if (outlet->side.len) return outlet->side;
    switch (outlet->kind) {
    case RC_OUTLET_BODY:
    case RC_OUTLET_PLATFORM:
        return RC_STR("");
    case RC_OUTLET_MONITOR:
        return outlet->owner == RC_OWNER_NON_PROFIT ? RC_STR("NGO") : RC_STR("media");
    default:
        return RC_STR("media");
    }
}

const char *rc_outlet_kind_name(rc_outlet_kind kind)
{
    return (unsigned)kind < N_KINDS ? KINDS[kind] : "";
}

const char *rc_outlet_owner_name(rc_outlet_owner owner)
{
    return (unsigned)owner < N_OWNERS ? OWNERS[owner] : "";
}
