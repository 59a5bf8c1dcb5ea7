/* GeoJSON (RFC 7946): one feature an event, written as it comes. */
#include "export/export.h"

#define DEGREE_DECIMALS 5

typedef struct geojson {
    FILE *out;
    rc_buf buf;
    rc_json json;
    rc_arena arena;
    rc_arena lasting; /* the sides */
    rc_sides *sides;
    rc_export_result *result;
    const rc_stored_event *event; /* in hand */
} geojson;

static void write_day(rc_json *json, const char *key, rc_day day)
{
    char iso[11];
    rc_day_iso(day, iso);
    rc_json_str_field(json, key, rc_str_of(iso));
}

static void write_count(rc_json *json, const char *key, uint64_t n)
{
    rc_json_key(json, key);
    rc_json_int(json, (int64_t)n);
}

static void write_geometry(rc_json *json, const rc_claim_place *place)
{
    rc_json_key(json, "geometry");
    if (!place->is_resolved) {
        rc_json_null(json);
        return;
    }
    rc_json_begin_object(json);
    rc_json_str_field(json, "type", RC_STR("Point"));
    rc_json_key(json, "coordinates");
    rc_json_begin_array(json); /* longitude first */
    rc_json_real(json, place->lon, DEGREE_DECIMALS);
    rc_json_real(json, place->lat, DEGREE_DECIMALS);
    rc_json_end_array(json);
    rc_json_end_object(json);
}

static void write_claim_id(geojson *g, const char *key, uint32_t at)
{
    rc_json_str_field(&g->json, key, g->event->claims[g->event->event.claims[at]].id);
}

static void write_losses(geojson *g)
{
    rc_json *json = &g->json;
    uint32_t n;
    const rc_estimate *estimates = rc_export_estimates(g->event, g->sides, RC_WAY_UCDP, &g->arena, &n);
    rc_json_key(json, "losses");
    rc_json_begin_array(json);
    for (uint32_t i = 0; i < n; i++) {
        const rc_estimate *e = &estimates[i];
        rc_json_begin_object(json);
        rc_json_str_field(json, "effect", rc_str_of(rc_effect_name(e->effect)));
        rc_json_str_field(json, "of", e->of);
        rc_json_key(json, "civilians");
        rc_json_bool(json, e->civilians);
        rc_json_key(json, "low");
        rc_json_real(json, e->low, 2);
        rc_json_key(json, "best");
        rc_json_real(json, e->best, 2);
        rc_json_key(json, "high");
        rc_json_real(json, e->high, 2);
        rc_json_key(json, "open_above");
        rc_json_bool(json, e->open_above);
        write_count(json, "origins", e->n_origins);
        write_claim_id(g, "low_by", e->low_by);
        write_claim_id(g, "best_by", e->best_by);
        write_claim_id(g, "high_by", e->high_by);
        rc_json_end_object(json);
    }
    rc_json_end_array(json);
}

static rc_str in_french(geojson *g, const rc_contradiction *c)
{
    const rc_join_claim *a = &g->event->claims[c->a], *b = &g->event->claims[c->b];
    return rc_contradiction_say(c->kind, a, &g->event->reports[a->report], b, &g->event->reports[b->report], g->sides,
                                RC_STR("fr"), &g->arena);
}

static void write_contradictions(geojson *g)
{
    rc_json *json = &g->json;
    const rc_event *e = &g->event->event;
    rc_json_key(json, "contradictions");
    rc_json_begin_array(json);
    for (uint32_t i = 0; i < e->n_contradictions; i++) {
        const rc_contradiction *c = &e->contradictions[i];
        rc_json_begin_object(json);
        rc_json_str_field(json, "kind", rc_str_of(rc_contradiction_kind_name(c->kind)));
        rc_json_str_field(json, "a", g->event->claims[c->a].id);
        rc_json_str_field(json, "b", g->event->claims[c->b].id);
        rc_json_str_field(json, "why", c->why);
        rc_json_str_field(json, "why_fr", in_french(g, c));
        rc_json_end_object(json);
    }
    rc_json_end_array(json);
}

static void write_claims(geojson *g)
{
    rc_json *json = &g->json;
    rc_json_key(json, "claims");
    rc_json_begin_array(json);
    for (uint32_t i = 0; i < g->event->event.n_claims; i++) rc_json_str(json, g->event->claims[i].id);
    rc_json_end_array(json);
}

static rc_status make_feature(void *context, rc_error *err)
{
    (void)err;
    geojson *g = context;
    rc_json *json = &g->json;
    const rc_event *e = &g->event->event;
    rc_json_begin_object(json);
    rc_json_str_field(json, "type", RC_STR("Feature"));
    rc_json_str_field(json, "id", e->id);
    write_geometry(json, &e->place);
    rc_json_key(json, "properties");
    rc_json_begin_object(json);
    rc_json_str_field(json, "event_type", rc_str_of(rc_event_type_name(e->type)));
    rc_json_str_field(json, "sub_event_type", e->subtype);
    write_day(json, "from", e->from);
    write_day(json, "to", e->to);
    rc_json_str_field(json, "place", e->place.name);
    rc_json_str_field(json, "precision", rc_str_of(rc_precision_name(e->place.precision)));
    rc_json_str_field(json, "country", rc_str_of(e->place.country));
    rc_json_str_field(json, "admin1", e->place.admin1);
    rc_json_str_field(json, "status", rc_str_of(rc_event_status_name(e->status)));
    const char *why;
    write_count(json, "proposed_credibility", (uint64_t)rc_event_credibility(e, g->event->claims, g->sides, &why));
    rc_json_str_field(json, "proposed_credibility_why", rc_str_of(why));
    write_count(json, "origins", e->n_origins);
    write_count(json, "reports", e->n_reports);
    rc_json_str_field(json, "sources", rc_export_outlets(g->event, &g->arena));
    rc_json_str_field(json, "notes", rc_export_notes(g->event, g->sides, &g->arena));
    write_losses(g);
    write_contradictions(g);
    write_claims(g);
    rc_json_end_object(json);
    rc_json_end_object(json);
    return RC_OK;
}

static rc_status export_event(void *context, const rc_stored_event *event, rc_error *err)
{
    geojson *g = context;
    g->event = event;
    rc_buf_put(&g->buf, g->result->rows ? RC_STR(",\n") : RC_STR("\n"));
    rc_json_init(&g->json, &g->buf);
    rc_status status = rc_arena_run(&g->arena, make_feature, g, "exporting an event", err);
    rc_arena_reset(&g->arena);
    if (status == RC_OK) status = rc_buf_flush(&g->buf, g->out, err);
    if (status == RC_OK) g->result->rows++;
    return status;
}

rc_status rc_export_geojson(rc_ledger *ledger, const rc_filter *filter, FILE *out, rc_export_result *result,
                            rc_error *err)
{
    *result = (rc_export_result){0};
    geojson g = {.out = out, .result = result};
    rc_arena_init(&g.arena, (size_t)1 << 16, 0);
    rc_buf_init(&g.buf);
    rc_buf_put(&g.buf, RC_STR("{\"type\":\"FeatureCollection\",\"features\":["));
    rc_arena_init(&g.lasting, (size_t)1 << 16, 0);
    rc_status status = rc_sides_load(&g.sides, NULL, &g.lasting, err);
    if (status == RC_OK) status = rc_buf_flush(&g.buf, out, err);
    if (status == RC_OK) status = rc_ledger_events(ledger, filter, export_event, &g, err);
    if (status == RC_OK) {
        rc_buf_put(&g.buf, RC_STR("\n]}\n"));
        status = rc_buf_flush(&g.buf, out, err);
    }
    rc_buf_release(&g.buf);
    rc_arena_release(&g.arena);
    rc_arena_release(&g.lasting);
    return status;
}
