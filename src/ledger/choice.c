#include "ledger/choice.h"

const char *rc_tag_name(rc_tag tag)
{
    static const char *const names[] = {"type",   "side",  "place",   "country", "outlet", "lang",
                                        "status", "clash", "located", "dated",   "work",   "assignee"};
    return names[tag];
}

void rc_choice_add(rc_choice *choice, const char *sql)
{
    choice->where = rc_arena_printf(choice->arena, "%.*s%s", RC_FMT(choice->where), sql);
}

void rc_choice_bind_text(rc_choice *choice, rc_str value)
{
    *RC_PUSH(choice->arena, &choice->bound) = (rc_bound){.type = 't', .text = value};
}

void rc_choice_bind_int(rc_choice *choice, int64_t value)
{
    *RC_PUSH(choice->arena, &choice->bound) = (rc_bound){.type = 'i', .integer = value};
}

void rc_choice_bind_real(rc_choice *choice, double value)
{
    *RC_PUSH(choice->arena, &choice->bound) = (rc_bound){.type = 'r', .real = value};
}

#define COMMON 3000 /* events: tags of so many are asked of each event of an ordered list */

static void bind_values(rc_choice *choice, const rc_browse_filter *filter, rc_tag tag)
{
    for (uint32_t i = 0; i < filter->n_values[tag]; i++) {
        if (i) rc_choice_add(choice, ", ?");
        rc_choice_bind_text(choice, filter->values[tag][i]);
    }
}

/* Whoever chooses one spelling of a place chooses the place. */
#define VALUES(tag, one)                                                                                               \
    ((tag) == RC_TAG_PLACE ? one " IN (SELECT q.value FROM place_spelling p JOIN place_spelling q ON q.place ="        \
                                 " p.place WHERE p.value IN (?"                                                        \
                           : one " IN (?")

static const char *values_end(rc_tag tag)
{
    return tag == RC_TAG_PLACE ? "))" : ")";
}

static void choose_tag(rc_choice *choice, const rc_browse_filter *filter, rc_tag tag)
{
    rc_choice_add(choice, " AND e.no IN (SELECT event FROM event_tag WHERE kind = ? AND");
    rc_choice_bind_text(choice, rc_str_of(rc_tag_name(tag)));
    rc_choice_add(choice, VALUES(tag, " value"));
    bind_values(choice, filter, tag);
    rc_choice_add(choice, values_end(tag));
    rc_choice_add(choice, ")");
}

/* Asked of the ranked event k before its row is read: where a status stands in the list depends on it, so that many
 * may be passed over. */
static void choose_tag_of_each(rc_choice *choice, const rc_browse_filter *filter, rc_tag tag)
{
    bool is_status = tag == RC_TAG_STATUS;
    rc_choice_add(choice, is_status ? " AND k.status IN (?"
                                    : " AND EXISTS (SELECT 1 FROM event_tag x WHERE x.event = k.event AND x.kind = ?"
                                      " AND");
    if (!is_status) {
        rc_choice_bind_text(choice, rc_str_of(rc_tag_name(tag)));
        rc_choice_add(choice, VALUES(tag, " x.value"));
    }
    bind_values(choice, filter, tag);
    if (!is_status) rc_choice_add(choice, values_end(tag));
    rc_choice_add(choice, ")");
}

/* Boxes and days are looked up in an index that holds all that is asked, so that only events that meet them are read.
 */
static void choose_box(rc_choice *choice, const rc_browse_filter *filter)
{
    rc_choice_add(choice, " AND e.no IN (SELECT b.no FROM event b INDEXED BY event_by_point WHERE b.lat BETWEEN ? AND ?"
                          " AND b.precision <> 'country'");
    rc_choice_bind_real(choice, filter->south);
    rc_choice_bind_real(choice, filter->north);
    rc_choice_add(choice,
                  filter->west <= filter->east ? " AND b.lon BETWEEN ? AND ?)" : " AND (b.lon >= ? OR b.lon <= ?))");
    rc_choice_bind_real(choice, filter->west);
    rc_choice_bind_real(choice, filter->east);
}

static void choose_days(rc_choice *choice, const rc_browse_filter *filter)
{
    if (filter->since == RC_DAY_NONE && filter->until == RC_DAY_NONE) return;
    rc_choice_add(choice, " AND e.no IN (SELECT d.no FROM event d INDEXED BY event_told WHERE d.told_to >= ? AND"
                          " d.told_from <= ?)");
    rc_choice_bind_int(choice, filter->since == RC_DAY_NONE ? INT32_MIN : filter->since);
    rc_choice_bind_int(choice, filter->until == RC_DAY_NONE ? INT32_MAX : filter->until);
}

static void choose_rest(rc_choice *choice, const rc_browse_filter *filter)
{
    choose_days(choice, filter);
    if (filter->has_box) choose_box(choice, filter);
    if (filter->text.len) {
        rc_choice_add(choice, " AND e.no IN (SELECT ec.event FROM report_text t JOIN main.claim c ON c.report = t.rowid"
                              " JOIN event_claim ec ON ec.claim = c.no WHERE report_text MATCH ?)");
        rc_choice_bind_text(choice, rc_sql_text_query(choice->arena, filter->text));
    }
}

void rc_choice_make(rc_choice *choice, const rc_browse_filter *filter, rc_tag without, rc_arena *arena)
{
    *choice = (rc_choice){.arena = arena};
    for (int tag = 0; tag < RC_TAG_COUNT; tag++)
        if (filter->n_values[tag] && tag != (int)without) choose_tag(choice, filter, (rc_tag)tag);
    choose_rest(choice, filter);
}

rc_status rc_choice_count_tag(rc_ledger *ledger, const rc_browse_filter *filter, rc_tag tag, int64_t *n, rc_error *err)
{
    rc_status status = RC_OK;
    *n = 0;
    for (uint32_t i = 0; i < filter->n_values[tag] && status == RC_OK; i++) {
        int64_t of_value;
        status = rc_sql_get(ledger, &of_value,
                            tag == RC_TAG_PLACE
                                ? "SELECT coalesce(sum(n), 0) FROM tag_value WHERE kind = ?1 AND value IN (SELECT"
                                  " q.value FROM place_spelling p JOIN place_spelling q ON q.place = p.place WHERE"
                                  " p.value = ?2)"
                                : "SELECT n FROM tag_value WHERE kind = ?1 AND value = ?2",
                            "count events", err, "tt", rc_str_of(rc_tag_name(tag)), filter->values[tag][i]);
        *n += of_value;
    }
    return status;
}

rc_status rc_choice_make_page(rc_choice *choice, rc_ledger *ledger, const rc_browse_filter *filter, rc_arena *arena,
                              rc_error *err)
{
    rc_status status = RC_OK;
    *choice = (rc_choice){.arena = arena};
    for (int tag = 0; tag < RC_TAG_COUNT && status == RC_OK; tag++) {
        int64_t n;
        if (!filter->n_values[tag]) continue;
        status = rc_choice_count_tag(ledger, filter, (rc_tag)tag, &n, err);
        (n > COMMON ? choose_tag_of_each : choose_tag)(choice, filter, (rc_tag)tag);
    }
    choose_rest(choice, filter);
    return status;
}

rc_status rc_choice_ask(const rc_choice *choice, rc_ledger *ledger, sqlite3_stmt **out, const char *before,
                        const char *behind, rc_error *err)
{
    const char *sql = rc_arena_printf(choice->arena, "%s WHERE 1%.*s%s", before, RC_FMT(choice->where), behind).ptr;
    rc_status status = rc_sql_prepare(ledger, out, sql, "look through events", err);
    for (size_t i = 0; status == RC_OK && i < choice->bound.len; i++) {
        const rc_bound *b = &choice->bound.ptr[i];
        if (b->type == 't')
            rc_sql_text(*out, (int)i + 1, b->text);
        else if (b->type == 'i')
            sqlite3_bind_int64(*out, (int)i + 1, b->integer);
        else
            sqlite3_bind_double(*out, (int)i + 1, b->real);
    }
    return status;
}
