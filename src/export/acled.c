/* ACLED's table: 31 columns (codebook 2023). */
#include "export/sheet.h"

static const char header[] =
    "event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,assoc_actor_1,inter1,"
    "actor2,assoc_actor_2,inter2,interaction,civilian_targeting,iso,region,country,admin1,admin2,admin3,location,"
    "latitude,longitude,geo_precision,source,source_scale,notes,fatalities,tags,timestamp";

/* The two kinds, smaller first; a side that is alone has 0 beside it. */
static int interaction(rc_inter a, rc_inter b)
{
    if (!a || !b) return 10 * (int)(a ? a : b);
    return a < b ? 10 * (int)a + (int)b : 10 * (int)b + (int)a;
}

static void put_sides(rc_sheet *s)
{
    rc_actors_side first, second;
    rc_sheet_sides(s, &first, &second);
    rc_sheet_name(s, rc_sheet_actor(s, first.actor));
    rc_sheet_put(s, first.others);
    rc_sheet_number(s, first.inter);
    rc_sheet_name(s, rc_sheet_actor(s, second.actor));
    rc_sheet_put(s, second.others);
    rc_sheet_number(s, second.inter);
    rc_sheet_number(s, interaction(first.inter, second.inter));
    rc_sheet_name(s, second.inter == RC_INTER_CIVILIANS ? "Civilian targeting" : "");
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

static void put_where(rc_sheet *s, const rc_claim_place *place)
{
    const rc_country *c = rc_sheet_country(s, place->country);
    rc_sheet_put(s, c ? c->numeric : (rc_str){0});
    rc_sheet_put(s, c ? c->region : (rc_str){0});
    rc_sheet_put(s, c ? c->name : rc_str_of(place->country));
    rc_sheet_put(s, place->admin1);
    rc_sheet_nothing(s); /* admin2, admin3: the gazetteer does not say */
    rc_sheet_nothing(s);
    rc_sheet_put(s, place->name);
    rc_sheet_degrees(s, place->lat);
    rc_sheet_degrees(s, place->lon);
    rc_sheet_number(s, geo_precision(place->precision));
}

static rc_status make_row(void *context, rc_error *err)
{
    (void)err;
    rc_sheet *s = context;
    const rc_event *event = &s->event->event;
    rc_sheet_put(s, event->id);
    rc_sheet_day(s, event->from);
    rc_sheet_number(s, rc_day_civil(event->from).year);
    rc_sheet_number(s, time_precision(event));
    rc_sheet_name(s, disorder_type(event->type));
    rc_sheet_name(s, rc_event_type_name(event->type));
    rc_sheet_put(s, event->subtype);
    put_sides(s);
    put_where(s, &event->place);
    rc_sheet_put(s, rc_export_outlets(s->event, &s->row_arena));
    rc_sheet_nothing(s); /* source_scale: not known */
    rc_sheet_put(s, rc_export_notes(s->event, s->sides, &s->row_arena));
    rc_sheet_count(s, rc_export_deaths(s->event, s->sides, RC_WAY_ACLED, &s->row_arena).low);
    rc_sheet_nothing(s); /* tags */
    rc_sheet_nothing(s); /* timestamp: of an upload to ACLED */
    rc_sheet_end(s);
    return RC_OK;
}

/* Counted under the first reason, so that reasons add up. */
static rc_status export_event(void *context, const rc_stored_event *event, rc_error *err)
{
    rc_sheet *s = context;
    if (!event->event.place.is_resolved) return rc_sheet_drop(s, RC_LACKS_PLACE);
    if (event->event.from == RC_DAY_NONE) return rc_sheet_drop(s, RC_LACKS_DATE);
    if (event->event.type == RC_TYPE_NONE) return rc_sheet_drop(s, RC_LACKS_TYPE);
    return rc_sheet_row(s, event, make_row, err);
}

rc_status rc_export_acled(rc_ledger *ledger, const rc_filter *filter, rc_inter (*inter)(void *context, rc_str party),
                          void *inter_context, FILE *out, rc_export_result *result, rc_error *err)
{
    rc_sheet s;
    rc_status status = rc_sheet_open(&s, header, out, result, err);
    s.inter = inter;
    s.inter_context = inter_context;
    if (status == RC_OK) status = rc_ledger_events(ledger, filter, export_event, &s, err);
    rc_sheet_close(&s);
    return status;
}
