/* One row an event in columns of our own, for a statistics program: figures are numbers, what is not known is empty. */
#include "export/sheet.h"

static const char header[] =
    "id,type,subtype,from,to,place,latitude,longitude,precision,country,admin1,side_a,side_b,status,"
    "proposed_credibility,airwars_grade,claims,origins,reports,contradictions,contradiction_kinds,killed_low,"
    "killed_best,killed_high,killed_open_above,civilians_killed_low,civilians_killed_best,civilians_killed_high,"
    "wounded_low,wounded_best,wounded_high,captured_low,captured_best,captured_high,spread,sources,notes,graphic";

static void put_place(rc_sheet *s, const rc_claim_place *place)
{
    const rc_country *c = rc_sheet_country(s, place->country);
    rc_sheet_put(s, place->name);
    if (place->is_resolved) {
        rc_sheet_degrees(s, place->lat);
        rc_sheet_degrees(s, place->lon);
    } else {
        rc_sheet_nothing(s);
        rc_sheet_nothing(s);
    }
    rc_sheet_name(s, place->name.len ? rc_precision_name(place->precision) : "");
    rc_sheet_put(s, c ? c->name : rc_str_of(place->country));
    rc_sheet_put(s, place->admin1);
}

static void put_range(rc_sheet *s, bool any, double low, double best, double high)
{
    if (!any) {
        for (int i = 0; i < 3; i++) rc_sheet_nothing(s);
        return;
    }
    rc_sheet_count(s, low);
    rc_sheet_count(s, best);
    rc_sheet_count(s, high);
}

/* Over all victims of one effect, or civilians alone; parts of totals are within them. */
static void put_effect(rc_sheet *s, const rc_estimate *e, uint32_t n, rc_effect effect, bool civilians)
{
    double low = 0, best = 0, high = 0;
    bool any = false, total = false;
    for (uint32_t i = 0; i < n && !civilians; i++) total = total || (e[i].effect == effect && !e[i].of.len);
    for (uint32_t i = 0; i < n; i++) {
        if (e[i].effect != effect || (civilians && !e[i].civilians) || (total && e[i].of.len)) continue;
        any = true;
        low += e[i].low;
        best += e[i].best;
        high += e[i].high;
    }
    put_range(s, any, low, best, high);
}

static rc_str kinds_of(rc_sheet *s)
{
    rc_str out = {0};
    for (uint32_t i = 0; i < s->event->event.n_contradictions; i++) {
        rc_str kind = rc_str_of(rc_contradiction_kind_name(s->event->event.contradictions[i].kind));
        if (rc_str_find(out, kind, 0) != SIZE_MAX) continue;
        out = rc_arena_printf(&s->row_arena, "%.*s%s%.*s", RC_FMT(out), out.len ? "; " : "", RC_FMT(kind));
    }
    return out;
}

static void put_losses(rc_sheet *s)
{
    uint32_t n;
    const rc_estimate *e = rc_export_estimates(s->event, s->sides, RC_WAY_UCDP, &s->row_arena, &n);
    rc_deaths d = rc_estimates_deaths(e, n);
    put_range(s, d.any, d.low, d.best, d.high);
    rc_sheet_name(s, !d.any ? "" : d.open_above ? "TRUE" : "FALSE");
    put_effect(s, e, n, RC_KILLED, true);
    put_effect(s, e, n, RC_WOUNDED, false);
    put_effect(s, e, n, RC_CAPTURED, false);
    rc_sheet_put(s, rc_arena_printf(&s->row_arena, "%.2f", rc_estimates_spread(e, n)));
}

/* Whether the words of a claim of the event are marked as graphic. */
static bool is_graphic(rc_sheet *s)
{
    if (!s->graphic.marks.len) return false;
    for (uint32_t i = 0; i < s->event->event.n_claims; i++) {
        uint32_t n;
        const rc_join_claim *c = &s->event->claims[i];
        const rc_join_report *report = &s->event->reports[c->report];
        const rc_span *spans = rc_graphic_of(&s->graphic, report->id, report->text, &s->row_arena, &n);
        if (rc_graphic_touches(spans, n, c->claim.span)) return true;
    }
    return false;
}

static void put_days(rc_sheet *s, const rc_event *event)
{
    if (event->from == RC_DAY_NONE) {
        rc_sheet_nothing(s);
        rc_sheet_nothing(s);
        return;
    }
    rc_sheet_day(s, event->from);
    rc_sheet_day(s, event->to);
}

static rc_status make_row(void *context, rc_error *err)
{
    (void)err;
    rc_sheet *s = context;
    const rc_event *event = &s->event->event;
    rc_actors_side a, b;
    const char *why;
    rc_sheet_sides(s, &a, &b);
    rc_sheet_put(s, event->id);
    rc_sheet_name(s, rc_event_type_name(event->type));
    rc_sheet_put(s, event->subtype);
    put_days(s, event);
    put_place(s, &event->place);
    rc_sheet_put(s, a.actor);
    rc_sheet_put(s, b.actor);
    rc_sheet_name(s, rc_event_status_name(event->status));
    rc_sheet_number(s, rc_event_credibility(event, s->event->claims, s->sides, &why));
    rc_sheet_name(s, rc_event_airwars_grade(event, s->event->claims, s->sides));
    rc_sheet_number(s, event->n_claims);
    rc_sheet_number(s, event->n_origins);
    rc_sheet_number(s, event->n_reports);
    rc_sheet_number(s, event->n_contradictions);
    rc_sheet_put(s, kinds_of(s));
    put_losses(s);
    rc_sheet_put(s, rc_export_outlets(s->event, &s->row_arena));
    rc_sheet_put(s, rc_export_notes(s->event, s->sides, &s->row_arena));
    rc_sheet_name(s, is_graphic(s) ? "TRUE" : "FALSE");
    rc_sheet_end(s);
    return RC_OK;
}

static rc_status export_event(void *context, const rc_stored_event *event, rc_error *err)
{
    return rc_sheet_row(context, event, make_row, err);
}

rc_status rc_export_csv(rc_ledger *ledger, const rc_filter *filter, FILE *out, rc_export_result *result, rc_error *err)
{
    rc_sheet s;
    rc_status status = rc_sheet_open(&s, header, out, result, err);
    if (status == RC_OK) status = rc_graphic_load(&s.graphic, ledger, &s.arena, err);
    if (status == RC_OK) status = rc_ledger_events(ledger, filter, export_event, &s, err);
    rc_sheet_close(&s);
    return status;
}
