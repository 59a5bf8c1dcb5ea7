/* Facets: how many events have each tag. Without a filter the counts are kept (tag_value); with one, all events are
 * walked over once. An event that fails the filter by one kind of tag alone counts for that kind, so that one more
 * value of it can be chosen; one that fails by two counts for none. */
#include "ledger/choice.h"

#define FACET_VALUES 40
#define KINDS_MASK 15 /* see RC_FILL_FACETS */

typedef struct facets {
    rc_ledger *ledger;
    const rc_browse_filter *filter;
    rc_json *json;
    rc_arena *arena;
    uint32_t *count; /* by number of the value */
    int64_t n_values, n_events;
    bool *is_wanted, *is_chosen; /* by number of the value: it counts as chosen; it was chosen itself */
    bool *has_text;              /* by event */
} facets;

static void put_value(facets *f, rc_str value, int64_t n)
{
    rc_json_begin_object(f->json);
    rc_json_str_field(f->json, "value", value);
    rc_json_key(f->json, "n");
    rc_json_int(f->json, n);
    rc_json_end_object(f->json);
}

/* ---- all events */

/* Of the spellings of a place stands the one that is not all capitals, that most events have, that is short. */
#define KEPT_PLACES                                                                                                    \
    "SELECT value, n FROM (SELECT v.value AS value, sum(v.n) AS n, max((v.value <> upper(v.value)) * 1000000000000 +"  \
    " v.n * 1000 - min(length(v.value), 999)) FROM tag_value v JOIN place_spelling p ON p.value = v.value WHERE"       \
    " v.kind = ?1 AND v.n > 0 GROUP BY p.place) ORDER BY n DESC, value LIMIT ?2"
#define KEPT "SELECT value, n FROM tag_value WHERE kind = ?1 AND n > 0 ORDER BY n DESC, value LIMIT ?2"

static rc_status put_kept(facets *f, rc_tag tag, rc_error *err)
{
    sqlite3_stmt *s;
    bool row = true;
    rc_status status = rc_sql_kept(f->ledger, &s, tag == RC_TAG_PLACE ? KEPT_PLACES : KEPT, "count events", err, "ti",
                                   rc_str_of(rc_tag_name(tag)), (int64_t)FACET_VALUES);
    while (status == RC_OK) {
        status = rc_sql_step(f->ledger, s, &row, "count events", err);
        if (status != RC_OK || !row) break;
        if (sqlite3_column_bytes(s, 0)) put_value(f, rc_sql_column(s, 0), sqlite3_column_int64(s, 1));
    }
    return status;
}

/* ---- some events */

/* All spellings of a place that is chosen. */
static rc_status note_spellings(facets *f, int64_t chosen, rc_error *err)
{
    sqlite3_stmt *s;
    bool row = true;
    rc_status status = rc_sql_kept(f->ledger, &s,
                                   "SELECT w.id FROM tag_value v JOIN place_spelling p ON p.value = v.value JOIN"
                                   " place_spelling q ON q.place = p.place JOIN tag_value w ON w.kind = 'place' AND"
                                   " w.value = q.value WHERE v.id = ?1",
                                   "count events", err, "i", chosen);
    while (status == RC_OK) {
        status = rc_sql_step(f->ledger, s, &row, "count events", err);
        if (status != RC_OK || !row) break;
        int64_t id = sqlite3_column_int64(s, 0);
        if (id > 0 && id <= f->n_values) f->is_wanted[id] = true;
    }
    return status;
}

static rc_status note_wanted(facets *f, rc_error *err)
{
    rc_status status = RC_OK;
    for (int tag = 0; tag < RC_TAG_COUNT; tag++)
        for (uint32_t i = 0; i < f->filter->n_values[tag] && status == RC_OK; i++) {
            int64_t id;
            status =
                rc_sql_get(f->ledger, &id, "SELECT id FROM tag_value WHERE kind = ?1 AND value = ?2", "count events",
                           err, "tt", rc_str_of(rc_tag_name((rc_tag)tag)), f->filter->values[tag][i]);
            if (status != RC_OK || id <= 0 || id > f->n_values) continue;
            f->is_wanted[id] = f->is_chosen[id] = true;
            if (tag == RC_TAG_PLACE) status = note_spellings(f, id, err);
        }
    return status;
}

static rc_status note_text(facets *f, rc_error *err)
{
    sqlite3_stmt *s;
    bool row = true;
    if (!f->filter->text.len) return RC_OK;
    f->has_text = RC_NEWS(f->arena, bool, (size_t)f->n_events + 1);
    rc_status status = rc_sql_kept(f->ledger, &s,
                                   "SELECT ec.event FROM report_text t JOIN main.claim c ON c.report = t.rowid JOIN"
                                   " event_claim ec ON ec.claim = c.no WHERE report_text MATCH ?1",
                                   "look for words", err, "t", rc_sql_text_query(f->arena, f->filter->text));
    while (status == RC_OK) {
        status = rc_sql_step(f->ledger, s, &row, "look for words", err);
        if (status != RC_OK || !row) break;
        int64_t event = sqlite3_column_int64(s, 0);
        if (event >= 0 && event <= f->n_events) f->has_text[event] = true;
    }
    return status;
}

static bool has_words(const facets *f, int64_t event)
{
    return !f->has_text || (event <= f->n_events && f->has_text[event]);
}

/* Days and box: columns of event_facet. */
static bool fits(const facets *f, sqlite3_stmt *s)
{
    const rc_browse_filter *filter = f->filter;
    rc_day from = rc_sql_column_day(s, 2), to = rc_sql_column_day(s, 3);
    if (filter->since != RC_DAY_NONE && (to == RC_DAY_NONE || to < filter->since)) return false;
    if (filter->until != RC_DAY_NONE && (from == RC_DAY_NONE || from > filter->until)) return false;
    if (!filter->has_box) return true;
    if (sqlite3_column_type(s, 4) == SQLITE_NULL) return false;
    double lat = sqlite3_column_double(s, 4), lon = sqlite3_column_double(s, 5);
    bool east_of = lon >= filter->west, west_of = lon <= filter->east;
    return lat >= filter->south && lat <= filter->north &&
           (filter->west <= filter->east ? east_of && west_of : east_of || west_of);
}

/* Numbers with a space between two. */
static uint32_t read_tags(const unsigned char *text, size_t len, uint32_t *out, uint32_t most)
{
    uint32_t n = 0;
    const unsigned char *end = text + len;
    while (text < end && n < most) {
        uint32_t value = 0;
        for (; text < end && *text != ' '; text++) value = 10 * value + (uint32_t)(*text - '0');
        out[n++] = value;
        text++;
    }
    return n;
}

#define TAGS_MOST 4096 /* of one event */

static void count_event(facets *f, const uint32_t *tags, uint32_t n)
{
    bool met[RC_TAG_COUNT] = {false};
    int failing = -1, failures = 0;
    for (uint32_t i = 0; i < n; i++)
        if ((tags[i] & KINDS_MASK) < RC_TAG_COUNT && f->is_wanted[tags[i] >> 4]) met[tags[i] & KINDS_MASK] = true;
    for (int tag = 0; tag < RC_TAG_COUNT; tag++)
        if (f->filter->n_values[tag] && !met[tag]) {
            failing = tag;
            failures++;
        }
    if (failures > 1) return;
    for (uint32_t i = 0; i < n; i++)
        if (!failures || (int)(tags[i] & KINDS_MASK) == failing) f->count[tags[i] >> 4]++;
}

static rc_status count_row(facets *f, sqlite3_stmt *s, uint32_t *tags, rc_error *err)
{
    /* As bytes: asked for text, SQLite would copy each to put a NUL behind it. */
    const void *text = sqlite3_column_blob(s, 1);
    uint32_t n = read_tags(text, text ? (size_t)sqlite3_column_bytes(s, 1) : 0, tags, TAGS_MOST);
    for (uint32_t i = 0; i < n; i++)
        if ((int64_t)(tags[i] >> 4) > f->n_values)
            return rc_fail(err, RC_ECORRUPT, "%s: a tag that is none", f->ledger->path);
    count_event(f, tags, n);
    return RC_OK;
}

/* Days and points are read only where they are asked for. */
static rc_status count_all(facets *f, rc_error *err)
{
    const rc_browse_filter *filter = f->filter;
    sqlite3_stmt *s;
    bool row = true, narrow = filter->since != RC_DAY_NONE || filter->until != RC_DAY_NONE || filter->has_box;
    uint32_t *tags = RC_NEWS(f->arena, uint32_t, TAGS_MOST);
    rc_status status = rc_sql_kept(f->ledger, &s,
                                   narrow ? "SELECT event, tags, told_from, told_to, lat, lon FROM event_facet"
                                          : "SELECT event, tags FROM event_facet",
                                   "count events", err, "");
    while (status == RC_OK) {
        status = rc_sql_step(f->ledger, s, &row, "count events", err);
        if (status != RC_OK || !row) break;
        if (has_words(f, sqlite3_column_int64(s, 0)) && (!narrow || fits(f, s))) status = count_row(f, s, tags, err);
    }
    return status;
}

typedef struct counted {
    rc_str value;
    int64_t id, n;
} counted;

static bool is_before(const counted *a, const counted *b)
{
    return a->n != b->n ? a->n > b->n : rc_str_cmp(a->value, b->value) < 0;
}

/* The most frequent values of one kind, in order; most others are passed over at a glance. */
typedef struct counted_list {
    counted ptr[FACET_VALUES];
    uint32_t n;
} counted_list;

static void insert(facets *f, counted_list *list, const counted *one)
{
    if (list->n == FACET_VALUES && !is_before(one, &list->ptr[FACET_VALUES - 1])) return;
    uint32_t at = list->n < FACET_VALUES ? list->n++ : FACET_VALUES - 1;
    for (; at > 0 && is_before(one, &list->ptr[at - 1]); at--) list->ptr[at] = list->ptr[at - 1];
    list->ptr[at] = (counted){rc_arena_dup(f->arena, one->value), one->id, one->n};
}

static bool holds(const counted_list *list, int64_t id)
{
    for (uint32_t i = 0; i < list->n; i++)
        if (list->ptr[i].id == id) return true;
    return false;
}

/* One place under its spellings. */
typedef struct place_group {
    rc_str place;
    counted one;
    bool has_chosen, has_any;
    int64_t rank;
} place_group;

/* As KEPT_PLACES ranks them; a spelling that was chosen stays as it was chosen. */
static int64_t spelling_rank(rc_str value, int64_t n, bool is_chosen)
{
    bool small = false;
    for (size_t i = 0; i < value.len; i++) small = small || (value.ptr[i] >= 'a' && value.ptr[i] <= 'z');
    return (is_chosen ? INT64_C(2000000000000) : 0) + (small ? INT64_C(1000000000000) : 0) + n * 1000 -
           (int64_t)(value.len < 999 ? value.len : 999);
}

static void take_spelling(facets *f, place_group *group, rc_str value, int64_t id)
{
    int64_t n = f->count[id], rank = spelling_rank(value, n, f->is_chosen[id]);
    if (!group->has_any || rank > group->rank) {
        group->rank = rank;
        group->one.value = rc_arena_dup(f->arena, value);
        group->one.id = id;
    }
    group->one.n += n;
    group->has_any = true;
    group->has_chosen = group->has_chosen || f->is_chosen[id];
}

typedef RC_VEC(counted) chosen_list;

static void keep(facets *f, counted_list *most, chosen_list *chosen, const counted *one, bool is_chosen)
{
    insert(f, most, one);
    if (is_chosen) *RC_PUSH(f->arena, chosen) = (counted){rc_arena_dup(f->arena, one->value), one->id, one->n};
}

static void put_lists(facets *f, const counted_list *most, const chosen_list *chosen)
{
    for (uint32_t i = 0; i < most->n; i++) put_value(f, most->ptr[i].value, most->ptr[i].n);
    for (size_t i = 0; i < chosen->len; i++)
        if (!holds(most, chosen->ptr[i].id)) put_value(f, chosen->ptr[i].value, chosen->ptr[i].n);
}

static rc_status put_places(facets *f, rc_error *err)
{
    sqlite3_stmt *s;
    bool row = true;
    counted_list most = {.n = 0};
    chosen_list chosen = {0};
    place_group group = {0};
    rc_status status = rc_sql_kept(f->ledger, &s,
                                   "SELECT v.id, v.value, p.place FROM place_spelling p JOIN tag_value v ON v.kind ="
                                   " 'place' AND v.value = p.value ORDER BY p.place, p.value",
                                   "count events", err, "");
    while (status == RC_OK) {
        status = rc_sql_step(f->ledger, s, &row, "count events", err);
        if (status != RC_OK) break;
        rc_str place = row ? rc_sql_column(s, 2) : (rc_str){0};
        if (!row || !rc_str_eq(place, group.place)) {
            if (group.has_any) keep(f, &most, &chosen, &group.one, group.has_chosen);
            if (!row) break;
            group = (place_group){.place = rc_arena_dup(f->arena, place)};
        }
        int64_t id = sqlite3_column_int64(s, 0);
        if (id <= f->n_values && f->count[id]) take_spelling(f, &group, rc_sql_column(s, 1), id);
    }
    put_lists(f, &most, &chosen);
    return status;
}

/* Values of one kind that have events, the most first; those that are chosen even where many others have more. */
static rc_status put_counted(facets *f, rc_tag tag, rc_error *err)
{
    sqlite3_stmt *s;
    bool row = true;
    counted_list most = {.n = 0};
    chosen_list chosen = {0};
    rc_status status = rc_sql_kept(f->ledger, &s, "SELECT id, value FROM tag_value WHERE kind = ?1 ORDER BY value",
                                   "count events", err, "t", rc_str_of(rc_tag_name(tag)));
    while (status == RC_OK) {
        status = rc_sql_step(f->ledger, s, &row, "count events", err);
        if (status != RC_OK || !row) break;
        int64_t id = sqlite3_column_int64(s, 0);
        if (id > f->n_values || !f->count[id] || !sqlite3_column_bytes(s, 1)) continue;
        counted one = {rc_sql_column(s, 1), id, f->count[id]};
        keep(f, &most, &chosen, &one, f->is_chosen[id]);
    }
    put_lists(f, &most, &chosen);
    return status;
}

static bool is_open(const rc_browse_filter *filter)
{
    for (int tag = 0; tag < RC_TAG_COUNT; tag++)
        if (filter->n_values[tag]) return false;
    return filter->since == RC_DAY_NONE && filter->until == RC_DAY_NONE && !filter->has_box && !filter->text.len;
}

static rc_status count_filtered(facets *f, rc_error *err)
{
    rc_status status =
        rc_sql_get(f->ledger, &f->n_values, "SELECT coalesce(max(id), 0) FROM tag_value", "count events", err, "");
    if (status == RC_OK)
        status = rc_sql_get(f->ledger, &f->n_events, "SELECT coalesce(max(event), 0) FROM event_facet", "count events",
                            err, "");
    if (status != RC_OK) return status;
    f->count = RC_NEWS(f->arena, uint32_t, (size_t)f->n_values + 1);
    f->is_wanted = RC_NEWS(f->arena, bool, (size_t)f->n_values + 1);
    f->is_chosen = RC_NEWS(f->arena, bool, (size_t)f->n_values + 1);
    status = note_wanted(f, err);
    if (status == RC_OK) status = note_text(f, err);
    return status == RC_OK ? count_all(f, err) : status;
}

static rc_status list(void *context, rc_error *err)
{
    facets *f = context;
    bool all = is_open(f->filter);
    rc_status status = all ? RC_OK : count_filtered(f, err);
    rc_json_begin_object(f->json);
    for (int tag = 0; tag < RC_TAG_COUNT && status == RC_OK; tag++) {
        rc_json_key(f->json, rc_tag_name((rc_tag)tag));
        rc_json_begin_array(f->json);
        status = all                   ? put_kept(f, (rc_tag)tag, err)
                 : tag == RC_TAG_PLACE ? put_places(f, err)
                                       : put_counted(f, (rc_tag)tag, err);
        rc_json_end_array(f->json);
    }
    rc_json_end_object(f->json);
    return status;
}

rc_status rc_browse_facets(rc_ledger *ledger, const rc_browse_filter *filter, rc_json *json, rc_arena *arena,
                           rc_error *err)
{
    facets f = {.ledger = ledger, .filter = filter, .json = json, .arena = arena};
    /* One moment for all that is read: the numbers of values and the tags of events belong together. */
    rc_status status = rc_sql_exec(ledger, "SAVEPOINT facets", "count events", err);
    if (status != RC_OK) return status;
    status = rc_arena_run(arena, list, &f, "counting events", err);
    rc_error ignored;
    rc_sql_exec(ledger, "RELEASE facets", "count events", &ignored);
    return status;
}
