/* ACLED's table: 31 columns (codebook 2023), RFC 4180. Countries by data/iso3166.tsv. */
#include "export/export.h"
#include "recoupe/base/map.h"
#include "recoupe/base/paths.h"
#include "recoupe/base/tsv.h"
#include "recoupe/base/utf8.h"

#define COUNTRIES_BYTES ((size_t)1 << 20)

static const char header[] =
    "event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,assoc_actor_1,inter1,"
    "actor2,assoc_actor_2,inter2,interaction,civilian_targeting,iso,region,country,admin1,admin2,admin3,location,"
    "latitude,longitude,geo_precision,source,source_scale,notes,fatalities,tags,timestamp\r\n";

typedef struct country {
    rc_str code, numeric, name, region;
} country;

typedef struct acled {
    rc_inter (*inter)(void *context, rc_str party);
    void *inter_context;
    FILE *out;
    rc_buf row, countries_text;
    country *countries;
    uint32_t n_countries;
    rc_arena arena;     /* the countries */
    rc_arena row_arena; /* of one event */
    rc_export_result *result;
    uint64_t no_place, no_date, no_type;
    const rc_stored_event *event; /* in hand */
    bool begun;                   /* the row has a field */
} acled;

/* ---- countries */

static rc_status read_countries(void *context, rc_error *err)
{
    acled *a = context;
    rc_tsv tsv;
    int code, numeric, name, region;
    rc_status status = rc_tsv_open(&tsv, rc_buf_str(&a->countries_text), "iso3166.tsv", err);
    if (status == RC_OK) status = rc_tsv_require(&tsv, "code", &code, err);
    if (status == RC_OK) status = rc_tsv_require(&tsv, "numeric", &numeric, err);
    if (status == RC_OK) status = rc_tsv_require(&tsv, "name", &name, err);
    if (status == RC_OK) status = rc_tsv_require(&tsv, "region", &region, err);
    RC_VEC(country) rows = {0};
    while (status == RC_OK && (status = rc_tsv_next(&tsv, err)) == RC_OK)
        *RC_PUSH(&a->arena, &rows) =
            (country){tsv.fields[code], tsv.fields[numeric], tsv.fields[name], tsv.fields[region]};
    a->countries = rows.ptr;
    a->n_countries = (uint32_t)rows.len;
    return status == RC_END ? RC_OK : status;
}

static rc_status load_countries(acled *a, rc_error *err)
{
    char dir[4096], path[4200];
    rc_status status = rc_data_dir(dir, sizeof dir, err);
    if (status != RC_OK) return status;
    snprintf(path, sizeof path, "%s/data/iso3166.tsv", dir);
    status = rc_buf_read_file(&a->countries_text, path, COUNTRIES_BYTES, err);
    return status == RC_OK ? rc_arena_run(&a->arena, read_countries, a, path, err) : status;
}

static const country *country_of(const acled *a, const char *code)
{
    for (uint32_t i = 0; i < a->n_countries && code[0]; i++)
        if (rc_str_is(a->countries[i].code, code)) return &a->countries[i];
    return NULL;
}

/* ---- fields */

/* Quoted where RFC 4180 asks for it, and only there. */
static void put(acled *a, rc_str field)
{
    if (a->begun) rc_buf_putc(&a->row, ',');
    a->begun = true;
    bool quote = false;
    for (size_t i = 0; i < field.len && !quote; i++)
        quote = field.ptr[i] == '"' || field.ptr[i] == ',' || field.ptr[i] == '\n' || field.ptr[i] == '\r';
    if (!quote) {
        rc_buf_put(&a->row, field);
        return;
    }
    rc_buf_putc(&a->row, '"');
    for (size_t i = 0; i < field.len; i++) {
        if (field.ptr[i] == '"') rc_buf_putc(&a->row, '"');
        rc_buf_putc(&a->row, field.ptr[i]);
    }
    rc_buf_putc(&a->row, '"');
}

static void put_name(acled *a, const char *name)
{
    put(a, rc_str_of(name));
}

static void put_number(acled *a, long long value)
{
    put(a, rc_arena_printf(&a->row_arena, "%lld", value));
}

static void put_nothing(acled *a)
{
    put(a, (rc_str){0});
}

/* ---- sides */

typedef struct side {
    rc_str actor, others; /* the party most claims name; the rest, joined by "; " */
    rc_inter inter;
} side;

static bool is_named(rc_str party)
{
    return party.len && !rc_str_is(party, "unknown");
}

typedef RC_VEC(rc_map_slot) votes; /* party and how many claims name it */

static void vote(rc_arena *arena, votes *all, rc_str party)
{
    if (!is_named(party)) return;
    for (size_t i = 0; i < all->len; i++)
        if (rc_str_eq(all->ptr[i].key, party)) {
            all->ptr[i].value++;
            return;
        }
    *RC_PUSH(arena, all) = (rc_map_slot){.key = party, .value = 1};
}

static side make_side(acled *a, votes *all, rc_str except)
{
    side s = {.actor = RC_STR("")};
    uint64_t most = 0;
    for (size_t i = 0; i < all->len; i++)
        if (all->ptr[i].value > most && !rc_str_eq(all->ptr[i].key, except)) {
            most = all->ptr[i].value;
            s.actor = all->ptr[i].key;
        }
    for (size_t i = 0; i < all->len; i++) {
        rc_str party = all->ptr[i].key;
        if (rc_str_eq(party, s.actor) || rc_str_eq(party, except)) continue;
        s.others =
            rc_arena_printf(&a->row_arena, "%.*s%s%.*s", RC_FMT(s.others), s.others.len ? "; " : "", RC_FMT(party));
    }
    if (s.actor.len) s.inter = a->inter ? a->inter(a->inter_context, s.actor) : RC_INTER_UNKNOWN;
    if (rc_str_is(s.actor, "civilians")) s.inter = RC_INTER_CIVILIANS;
    return s;
}

static void find_sides(acled *a, side *first, side *second)
{
    votes by = {0}, against = {0};
    for (uint32_t i = 0; i < a->event->event.n_claims; i++) {
        const rc_claim *claim = &a->event->claims[i].claim;
        if (claim->polarity == RC_DENIED) continue;
        for (uint32_t k = 0; k < claim->n_by; k++) vote(&a->row_arena, &by, claim->by[k].party);
        for (uint32_t k = 0; k < claim->n_against; k++) vote(&a->row_arena, &against, claim->against[k].party);
    }
    *first = make_side(a, &by, RC_STR(""));
    *second = make_side(a, &against, first->actor);
}

static const char *actor_name(rc_str actor, rc_arena *arena)
{
    return rc_str_is(actor, "civilians") ? "Civilians" : rc_arena_cstr(arena, actor);
}

/* The two kinds, smaller first; a side that is alone has 0 beside it. */
static int interaction(rc_inter a, rc_inter b)
{
    if (!a || !b) return 10 * (int)(a ? a : b);
    return a < b ? 10 * (int)a + (int)b : 10 * (int)b + (int)a;
}

static void put_sides(acled *a)
{
    side first, second;
    find_sides(a, &first, &second);
    put_name(a, actor_name(first.actor, &a->row_arena));
    put(a, first.others);
    put_number(a, first.inter);
    put_name(a, actor_name(second.actor, &a->row_arena));
    put(a, second.others);
    put_number(a, second.inter);
    put_number(a, interaction(first.inter, second.inter));
    put_name(a, second.inter == RC_INTER_CIVILIANS ? "Civilian targeting" : "");
}

/* ---- the row */

static int time_precision(const rc_event *event)
{
    int64_t days = (int64_t)event->to - event->from + 1;
    return days <= 1 ? 1 : days <= 7 ? 2 : 3;
}

static int geo_precision(rc_precision precision)
{
    return precision >= RC_PRECISION_REGION ? 3 : precision == RC_PRECISION_DISTRICT ? 2 : 1;
}

static const char *disorder_type(rc_event_type type)
{
    if (type == RC_STRATEGIC) return "Strategic developments";
    return type == RC_PROTESTS || type == RC_RIOTS ? "Demonstrations" : "Political violence";
}

static void put_where(acled *a, const rc_claim_place *place)
{
    const country *c = country_of(a, place->country);
    put(a, c ? c->numeric : (rc_str){0});
    put(a, c ? c->region : (rc_str){0});
    put(a, c ? c->name : rc_str_of(place->country));
    put(a, place->admin1);
    put_nothing(a); /* admin2, admin3: the gazetteer does not say */
    put_nothing(a);
    put(a, place->name);
    put(a, rc_arena_printf(&a->row_arena, "%.4f", place->lat));
    put(a, rc_arena_printf(&a->row_arena, "%.4f", place->lon));
    put_number(a, geo_precision(place->precision));
}

static rc_status make_row(void *context, rc_error *err)
{
    (void)err;
    acled *a = context;
    const rc_event *event = &a->event->event;
    char day[11];
    rc_day_iso(event->from, day);
    a->row.len = 0;
    a->begun = false;
    put(a, event->id);
    put_name(a, day);
    put_number(a, rc_day_civil(event->from).year);
    put_number(a, time_precision(event));
    put_name(a, disorder_type(event->type));
    put_name(a, rc_event_type_name(event->type));
    put(a, event->subtype);
    put_sides(a);
    put_where(a, &event->place);
    put(a, rc_export_outlets(a->event, &a->row_arena));
    put_nothing(a); /* source_scale: not known */
    put(a, rc_export_notes(a->event, &a->row_arena));
    put(a, rc_arena_printf(&a->row_arena, "%.0f", rc_export_fatalities(a->event, &a->row_arena)));
    put_nothing(a); /* tags */
    put_nothing(a); /* timestamp: of an upload to ACLED */
    rc_buf_put(&a->row, RC_STR("\r\n"));
    return RC_OK;
}

static rc_status export_event(void *context, const rc_stored_event *event, rc_error *err)
{
    acled *a = context;
    bool dated = event->event.from != RC_DAY_NONE, placed = event->event.place.is_resolved;
    bool typed = event->event.type != RC_TYPE_NONE;
    if (!dated || !placed || !typed) { /* counted under the first reason, so that reasons add up */
        a->result->dropped++;
        if (!placed)
            a->no_place++;
        else if (!dated)
            a->no_date++;
        else
            a->no_type++;
        return RC_OK;
    }
    a->event = event;
    rc_status status = rc_arena_run(&a->row_arena, make_row, a, "exporting an event", err);
    rc_arena_reset(&a->row_arena);
    if (status == RC_OK) status = rc_buf_flush(&a->row, a->out, err);
    if (status == RC_OK) a->result->rows++;
    return status;
}

static void explain(const acled *a)
{
    const struct {
        uint64_t n;
        const char *why;
    } reasons[] = {
        {a->no_place, "without a place on the map"}, {a->no_date, "without a date"}, {a->no_type, "of no type"}};
    size_t len = 0, size = sizeof a->result->why;
    a->result->why[0] = 0;
    for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++) {
        if (!reasons[i].n || len >= size) continue;
        len += (size_t)snprintf(a->result->why + len, size - len, "%s%llu %s", len ? ", " : "",
                                (unsigned long long)reasons[i].n, reasons[i].why);
    }
}

rc_status rc_export_acled(rc_ledger *ledger, const rc_filter *filter, rc_inter (*inter)(void *context, rc_str party),
                          void *inter_context, FILE *out, rc_export_result *result, rc_error *err)
{
    *result = (rc_export_result){0};
    acled a = {.inter = inter, .inter_context = inter_context, .out = out, .result = result};
    rc_arena_init(&a.arena, (size_t)1 << 16, 0);
    rc_arena_init(&a.row_arena, (size_t)1 << 16, 0);
    rc_buf_init(&a.row);
    rc_buf_init(&a.countries_text);
    rc_status status = load_countries(&a, err);
    if (status == RC_OK) {
        rc_buf_put(&a.row, rc_str_of(header));
        status = rc_buf_flush(&a.row, out, err);
    }
    if (status == RC_OK) status = rc_ledger_events(ledger, filter, export_event, &a, err);
    explain(&a);
    rc_buf_release(&a.row);
    rc_buf_release(&a.countries_text);
    rc_arena_release(&a.arena);
    rc_arena_release(&a.row_arena);
    return status;
}
