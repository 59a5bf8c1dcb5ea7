/* UCDP GED's table: 49 columns (codebook 24.1), one row an event with a death. What has no column there, the wounded,
 * the captured, equipment and ground, goes to a table beside it under the same ids. */
#include <math.h>
#include <stdlib.h>

#include "export/sheet.h"

static const char header[] =
    "id,relid,year,active_year,code_status,type_of_violence,conflict_dset_id,conflict_new_id,conflict_name,"
    "dyad_dset_id,dyad_new_id,dyad_name,side_a_dset_id,side_a_new_id,side_a,side_b_dset_id,side_b_new_id,side_b,"
    "number_of_sources,source_article,source_office,source_date,source_headline,source_original,where_prec,"
    "where_coordinates,where_description,adm_1,adm_2,latitude,longitude,geom_wkt,priogrid_gid,country,country_id,"
    "region,event_clarity,date_prec,date_start,date_end,deaths_a,deaths_b,deaths_civilians,deaths_unknown,best,high,"
    "low,gwnoa,gwnob";

static const char beside_header[] = "id,relid,what,effect,of,item_or_place,low,best,high,origins";

typedef struct ged {
    rc_sheet sheet;
    FILE *beside;
} ged;

enum { STATE_BASED = 1, NON_STATE, ONE_SIDED };

/* GED's ids are numbers; ours are hexadecimal after the E. */
static rc_str id_of(rc_sheet *s, rc_str id)
{
    unsigned long long n =
        strtoull(rc_arena_cstr(&s->row_arena, rc_str_sub(id, 1, id.len < 16 ? id.len : 16)), NULL, 16);
    return rc_arena_printf(&s->row_arena, "%llu", n);
}

/* ---- sides and deaths */

static int violence_of(const rc_event *event, const rc_actors_side *a, const rc_actors_side *b)
{
    if (event->type == RC_VIOLENCE || rc_str_is(b->actor, "civilians")) return ONE_SIDED;
    bool has_state = a->inter == RC_INTER_STATE || b->inter == RC_INTER_STATE || a->inter == RC_INTER_EXTERNAL ||
                     b->inter == RC_INTER_EXTERNAL;
    bool unknown = a->inter == RC_INTER_UNKNOWN && b->inter == RC_INTER_UNKNOWN;
    return has_state || unknown ? STATE_BASED : NON_STATE;
}

typedef struct deaths {
    double a, b, civilians, unknown, low, high;
} deaths;

/* Deaths by side add up to the best estimate, as GED wants it. */
static deaths deaths_of(rc_sheet *s, const rc_actors_side *a, const rc_actors_side *b)
{
    deaths d = {0};
    uint32_t n;
    const rc_estimate *e = rc_export_estimates(s->event, s->sides, RC_WAY_UCDP, &s->row_arena, &n);
    rc_deaths all = rc_estimates_deaths(e, n);
    rc_day day = s->event->event.from;
    for (uint32_t i = 0; i < n; i++) {
        if (e[i].effect != RC_KILLED) continue;
        if (e[i].civilians)
            d.civilians += e[i].best;
        else if (rc_sides_same(s->sides, e[i].of, a->actor, day))
            d.a += e[i].best;
        else if (rc_sides_same(s->sides, e[i].of, b->actor, day))
            d.b += e[i].best;
    }
    double told = d.a + d.b + d.civilians;
    d.unknown = fmax(0, all.best - told);
    d.low = fmin(all.low, told + d.unknown);
    d.high = fmax(all.high, told + d.unknown);
    return d;
}

/* ---- where and when */

static int where_precision(rc_precision precision)
{
    static const int ours[] = {[RC_PRECISION_NONE] = 5,     [RC_PRECISION_SITE] = 1,   [RC_PRECISION_SETTLEMENT] = 1,
                               [RC_PRECISION_DISTRICT] = 3, [RC_PRECISION_REGION] = 4, [RC_PRECISION_COUNTRY] = 6};
    return ours[precision];
}

static int date_precision(const rc_event *event)
{
    int64_t days = (int64_t)event->to - event->from + 1;
    return days <= 1 ? 1 : days <= 6 ? 2 : days <= 7 ? 3 : days <= 31 ? 4 : 5;
}

/* Cells of half a degree, counted from the south-west (Tollefsen, Strand and Buhaug 2012). */
static long long priogrid(double lat, double lon)
{
    double row = floor((lat + 90) * 2), column = floor((lon + 180) * 2);
    return (long long)(fmin(row, 359) * 720 + fmin(column, 719)) + 1;
}

/* GED knows five regions. */
static const char *region_of(rc_str region)
{
    static const struct {
        const char *part, *region;
    } parts[] = {{"Africa", "Africa"},      {"Middle East", "Middle East"}, {"America", "Americas"},
                 {"Caribbean", "Americas"}, {"Europe", "Europe"},           {"Asia", "Asia"},
                 {"Oceania", "Asia"}};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (rc_str_find(region, rc_str_of(parts[i].part), 0) != SIZE_MAX) return parts[i].region;
    return "";
}

static void put_where(rc_sheet *s, const rc_claim_place *place)
{
    const rc_country *c = rc_sheet_country(s, place->country);
    rc_sheet_number(s, where_precision(place->precision));
    rc_sheet_put(s, place->name);
    rc_sheet_put(s, place->name);
    rc_sheet_put(s, place->admin1);
    rc_sheet_nothing(s);
    rc_sheet_degrees(s, place->lat);
    rc_sheet_degrees(s, place->lon);
    rc_sheet_put(s, rc_arena_printf(&s->row_arena, "POINT (%.6f %.6f)", place->lon, place->lat));
    rc_sheet_number(s, priogrid(place->lat, place->lon));
    rc_sheet_put(s, c ? c->name : rc_str_of(place->country));
    rc_sheet_nothing(s); /* country_id: Gleditsch and Ward's number is in no table of ours */
    rc_sheet_name(s, c ? region_of(c->region) : "");
}

/* ---- who says so */

static rc_str dates_of_reports(rc_sheet *s)
{
    rc_str out = {0};
    for (uint32_t i = 0; i < s->event->n_reports; i++) {
        char iso[11] = "";
        if (s->event->reports[i].published != RC_DAY_NONE) rc_day_iso(s->event->reports[i].published, iso);
        out = rc_arena_printf(&s->row_arena, "%.*s%s%s", RC_FMT(out), i ? ";" : "", iso);
    }
    return out;
}

static rc_str list_reports(rc_sheet *s, bool titles)
{
    rc_str out = {0};
    for (uint32_t i = 0; i < s->event->n_reports; i++) {
        const rc_join_report *r = &s->event->reports[i];
        rc_str name = titles ? r->title : r->id;
        out = rc_arena_printf(&s->row_arena, "%.*s%s%.*s", RC_FMT(out), i ? "; " : "", RC_FMT(name));
    }
    return out;
}

static void put_sources(rc_sheet *s)
{
    rc_sheet_number(s, s->event->n_reports);
    rc_sheet_put(s, list_reports(s, false));
    rc_sheet_put(s, rc_export_outlets(s->event, &s->row_arena));
    rc_sheet_put(s, dates_of_reports(s));
    rc_sheet_put(s, list_reports(s, true));
    rc_sheet_put(s, rc_export_notes(s->event, s->sides, &s->row_arena));
}

static const char *side_name(rc_sheet *s, const rc_actors_side *side, bool is_target)
{
    if (is_target) return "Civilians";
    return side->actor.len ? rc_sheet_actor(s, side->actor) : "Unknown";
}

static void put_side(rc_sheet *s, const rc_actors_side *side, bool is_target)
{
    rc_sheet_nothing(s);
    rc_sheet_nothing(s); /* UCDP's numbers are UCDP's to give */
    rc_sheet_name(s, side_name(s, side, is_target));
}

/* ---- the row */

static rc_status make_row(void *context, rc_error *err)
{
    (void)err;
    rc_sheet *s = context;
    const rc_event *event = &s->event->event;
    rc_actors_side a, b;
    rc_sheet_sides(s, &a, &b);
    int violence = violence_of(event, &a, &b);
    if (violence == STATE_BASED && a.inter != RC_INTER_STATE && b.inter == RC_INTER_STATE) { /* side A is the state */
        rc_actors_side first = a;
        a = b;
        b = first;
    }
    deaths d = deaths_of(s, &a, &b);
    const rc_country *c = rc_sheet_country(s, event->place.country);
    rc_sheet_put(s, id_of(s, event->id));
    rc_sheet_put(s, event->id);
    rc_sheet_number(s, rc_day_civil(event->from).year);
    rc_sheet_nothing(s); /* active_year: needs the deaths of the whole year */
    rc_sheet_name(s, event->status == RC_STATUS_REVIEWED ? "Clear" : "Check");
    rc_sheet_number(s, violence);
    rc_sheet_nothing(s);
    rc_sheet_nothing(s);
    rc_sheet_put(s, c ? c->name : (rc_str){0});
    rc_sheet_nothing(s);
    rc_sheet_nothing(s);
    rc_sheet_put(
        s, rc_arena_printf(&s->row_arena, "%s - %s", side_name(s, &a, false), side_name(s, &b, violence == ONE_SIDED)));
    put_side(s, &a, false);
    put_side(s, &b, violence == ONE_SIDED);
    put_sources(s);
    put_where(s, &event->place);
    rc_sheet_number(s, event->to > event->from ? 2 : 1);
    rc_sheet_number(s, date_precision(event));
    rc_sheet_day(s, event->from);
    rc_sheet_day(s, event->to);
    rc_sheet_count(s, d.a);
    rc_sheet_count(s, d.b);
    rc_sheet_count(s, d.civilians);
    rc_sheet_count(s, d.unknown);
    rc_sheet_count(s, d.a + d.b + d.civilians + d.unknown);
    rc_sheet_count(s, d.high);
    rc_sheet_count(s, d.low);
    rc_sheet_nothing(s);
    rc_sheet_nothing(s);
    rc_sheet_end(s);
    return RC_OK;
}

/* ---- beside it */

static void begin_beside(rc_sheet *s, const char *what, const char *effect, rc_str of, rc_str item)
{
    rc_sheet_put(s, id_of(s, s->event->event.id));
    rc_sheet_put(s, s->event->event.id);
    rc_sheet_name(s, what);
    rc_sheet_name(s, effect);
    rc_sheet_put(s, of);
    rc_sheet_put(s, item);
}

static void put_losses_beside(rc_sheet *s)
{
    uint32_t n;
    const rc_estimate *e = rc_export_estimates(s->event, s->sides, RC_WAY_UCDP, &s->row_arena, &n);
    for (uint32_t i = 0; i < n; i++) {
        if (e[i].effect == RC_KILLED) continue;
        begin_beside(s, "people", rc_effect_name(e[i].effect), e[i].of, (rc_str){0});
        rc_sheet_count(s, e[i].low);
        rc_sheet_count(s, e[i].best);
        rc_sheet_count(s, e[i].high);
        rc_sheet_number(s, e[i].n_origins);
        rc_sheet_end(s);
    }
}

static void put_things_beside(rc_sheet *s)
{
    for (uint32_t i = 0; i < s->event->event.n_claims; i++) {
        const rc_claim *claim = &s->event->claims[i].claim;
        for (uint32_t k = 0; k < claim->n_equipment && claim->polarity == RC_ASSERTED; k++) {
            const rc_thing *thing = &claim->equipment[k];
            begin_beside(s, "equipment", rc_damage_name(thing->effect), thing->of, thing->item);
            rc_sheet_count(s, thing->count.has_low ? thing->count.low : 0);
            rc_sheet_count(s, thing->count.has_low ? thing->count.low : thing->count.high);
            rc_sheet_count(s, thing->count.has_high ? thing->count.high : thing->count.low);
            rc_sheet_number(s, 1);
            rc_sheet_end(s);
        }
        for (uint32_t k = 0; k < claim->n_control && claim->polarity == RC_ASSERTED; k++) {
            begin_beside(s, "ground", rc_change_name(claim->control[k].change), claim->control[k].by,
                         claim->control[k].place);
            for (int nothing = 0; nothing < 3; nothing++) rc_sheet_nothing(s);
            rc_sheet_number(s, 1);
            rc_sheet_end(s);
        }
    }
}

static rc_status make_beside(void *context, rc_error *err)
{
    (void)err;
    put_losses_beside(context);
    put_things_beside(context);
    return RC_OK;
}

static rc_status write_beside(ged *g, const rc_stored_event *event, rc_error *err)
{
    if (!g->beside) return RC_OK;
    rc_sheet *s = &g->sheet;
    s->event = event;
    s->row.len = 0;
    s->begun = false;
    rc_status status = rc_arena_run(&s->row_arena, make_beside, s, "exporting an event", err);
    rc_arena_reset(&s->row_arena);
    return status == RC_OK ? rc_buf_flush(&s->row, g->beside, err) : status;
}

static bool has_a_death(const rc_stored_event *event)
{
    for (uint32_t i = 0; i < event->event.n_claims; i++) {
        const rc_claim *claim = &event->claims[i].claim;
        for (uint32_t k = 0; k < claim->n_losses && claim->polarity == RC_ASSERTED; k++) {
            const rc_count *n = &claim->losses[k].count;
            if (claim->losses[k].effect == RC_KILLED && ((n->has_low && n->low > 0) || (n->has_high && n->high > 0)))
                return true;
        }
    }
    return false;
}

static rc_status export_event(void *context, const rc_stored_event *event, rc_error *err)
{
    ged *g = context;
    rc_sheet *s = &g->sheet;
    rc_status status = write_beside(g, event, err);
    if (status != RC_OK) return status;
    if (!event->event.place.is_resolved) return rc_sheet_drop(s, RC_LACKS_PLACE);
    if (event->event.from == RC_DAY_NONE) return rc_sheet_drop(s, RC_LACKS_DATE);
    if (!has_a_death(event)) return rc_sheet_drop(s, RC_LACKS_DEATH);
    return rc_sheet_row(s, event, make_row, err);
}

rc_status rc_export_ged(rc_ledger *ledger, const rc_filter *filter, rc_inter (*inter)(void *context, rc_str party),
                        void *inter_context, FILE *out, FILE *beside, rc_export_result *result, rc_error *err)
{
    ged g = {.beside = beside};
    rc_status status = rc_sheet_open(&g.sheet, header, out, result, err);
    g.sheet.inter = inter;
    g.sheet.inter_context = inter_context;
    if (status == RC_OK && beside && fprintf(beside, "%s\r\n", beside_header) < 0)
        status = rc_fail(err, RC_EIO, "cannot write the table beside it");
    if (status == RC_OK) status = rc_ledger_events(ledger, filter, export_event, &g, err);
    rc_sheet_close(&g.sheet);
    return status;
}
