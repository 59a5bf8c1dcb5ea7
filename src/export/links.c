/* All that joining found, as one JSON object, for programs that compare it with another joining of the same reports. A
 * section at a time is written as the ledger gives it, so that memory is that of one event. */
#include "export/export.h"

#include "recoupe/base/map.h"
#include "recoupe/events/estimate.h"
#include "recoupe/ledger/totals.h"

#define CHUNK_BYTES ((size_t)1 << 16)

typedef struct links links;

struct links {
    FILE *out;
    rc_buf buf;
    rc_arena arena;  /* of one row */
    rc_arena copies; /* of the whole export: ids of copied reports, nothing else */
    rc_sides *sides; /* in `copies` */
    rc_export_result *result;
    const rc_stored_event *event; /* in hand */
    void (*write_event)(links *l);
    bool some; /* the section has an item */
    rc_map number;
    RC_VEC(rc_str) ids;
    RC_VEC(uint32_t) original;
};

static rc_status flush(links *l, rc_error *err)
{
    return rc_buf_flush(&l->buf, l->out, err);
}

static void begin_section(links *l, const char *opening)
{
    l->some = false;
    rc_buf_put(&l->buf, rc_str_of(opening));
}

static rc_json begin_item(links *l)
{
    rc_json json;
    rc_buf_put(&l->buf, l->some ? RC_STR(",\n ") : RC_STR("\n "));
    l->some = true;
    rc_json_init(&json, &l->buf);
    return json;
}

/* ---- claims */

typedef struct claim_row {
    links *links;
    const rc_join_claim *claim;
    const rc_stored_report *report;
} claim_row;

/* The record of the claim with `report` set before its first field. */
static rc_status write_claim(void *context, rc_error *err)
{
    (void)err;
    claim_row *row = context;
    links *l = row->links;
    const rc_report *report = &row->report->report;
    rc_json json = begin_item(l);
    rc_json_str(&json, row->claim->id);
    rc_buf_put(&l->buf, RC_STR(":{\"report\":"));
    rc_json_init(&json, &l->buf);
    rc_json_str(&json, report->id);
    size_t at = l->buf.len;
    rc_json_init(&json, &l->buf);
    rc_claim_write(&json, &row->claim->claim, report->text, rc_codepoints(&l->arena, report->text));
    if (!l->buf.failed) l->buf.ptr[at] = ','; /* in place of the record's own bracket */
    return RC_OK;
}

static rc_status on_claim(void *context, const rc_join_claim *claim, const rc_stored_report *report, rc_str event_id,
                          rc_error *err)
{
    (void)event_id;
    links *l = context;
    claim_row row = {l, claim, report};
    rc_status status = rc_arena_run(&l->arena, write_claim, &row, "exporting a claim", err);
    rc_arena_reset(&l->arena);
    return status == RC_OK ? flush(l, err) : status;
}

/* ---- events, and what is found within each */

static void write_claims_list(rc_json *json, const rc_stored_event *event, uint32_t origin)
{
    const rc_event *e = &event->event;
    rc_json_begin_array(json);
    for (uint32_t i = 0; i < e->n_claims; i++)
        if (origin == UINT32_MAX || e->origin[i] == origin) rc_json_str(json, event->claims[e->claims[i]].id);
    rc_json_end_array(json);
}

static void write_event(links *l)
{
    rc_json json = begin_item(l);
    rc_json_begin_object(&json);
    rc_json_str_field(&json, "id", l->event->event.id);
    rc_json_str_field(&json, "type", rc_str_of(rc_event_type_name(l->event->event.type)));
    rc_json_key(&json, "claims");
    write_claims_list(&json, l->event, UINT32_MAX);
    rc_json_end_object(&json);
    l->result->rows++;
}

static void write_origins(links *l)
{
    const rc_event *e = &l->event->event;
    uint32_t *voices = RC_NEWS(&l->arena, uint32_t, e->n_origins);
    for (uint32_t i = 0; i < e->n_claims; i++)
        if (e->origin[i] < e->n_origins) voices[e->origin[i]]++;
    for (uint32_t o = 0; o < e->n_origins; o++) {
        if (voices[o] < 2) continue;
        rc_json json = begin_item(l);
        write_claims_list(&json, l->event, o);
    }
}

static void write_contradictions(links *l)
{
    const rc_event *e = &l->event->event;
    for (uint32_t i = 0; i < e->n_contradictions; i++) {
        const rc_contradiction *c = &e->contradictions[i];
        rc_json json = begin_item(l);
        rc_json_begin_object(&json);
        rc_json_str_field(&json, "kind", rc_str_of(rc_contradiction_kind_name(c->kind)));
        rc_json_key(&json, "claims");
        rc_json_begin_array(&json);
        rc_json_str(&json, l->event->claims[c->a].id);
        rc_json_str(&json, l->event->claims[c->b].id);
        rc_json_end_array(&json);
        rc_json_str_field(&json, "why", c->why);
        rc_json_end_object(&json);
    }
}

static void write_claim_ids(rc_json *json, const rc_stored_event *event, const rc_estimate *e)
{
    rc_json_key(json, "claims");
    rc_json_begin_array(json);
    for (uint32_t i = 0; i < e->n_claims; i++) rc_json_str(json, event->claims[event->event.claims[e->claims[i]]].id);
    rc_json_end_array(json);
}

static void write_estimates(links *l)
{
    uint32_t n;
    const rc_estimate *estimates =
        rc_estimates_make(&l->event->event, l->event->claims, l->event->reports, l->sides, RC_WAY_UCDP, &l->arena, &n);
    for (uint32_t i = 0; i < n; i++) {
        const rc_estimate *e = &estimates[i];
        rc_json json = begin_item(l);
        rc_json_begin_object(&json);
        rc_json_str_field(&json, "event", l->event->event.id);
        rc_json_str_field(&json, "effect", rc_str_of(rc_effect_name(e->effect)));
        rc_json_str_field(&json, "of", e->of);
        if (e->has_low) {
            rc_json_key(&json, "low");
            rc_json_real(&json, e->low, 2);
        }
        rc_json_key(&json, "best");
        rc_json_real(&json, e->best, 2);
        if (!e->open_above) {
            rc_json_key(&json, "high");
            rc_json_real(&json, e->high, 2);
        }
        rc_json_key(&json, "independent_origins");
        rc_json_int(&json, e->n_origins);
        write_claim_ids(&json, l->event, e);
        rc_json_end_object(&json);
    }
}

static rc_status run_event(void *context, rc_error *err)
{
    (void)err;
    links *l = context;
    l->write_event(l);
    return RC_OK;
}

static rc_status on_event(void *context, const rc_stored_event *event, rc_error *err)
{
    links *l = context;
    l->event = event;
    rc_status status = rc_arena_run(&l->arena, run_event, l, "exporting an event", err);
    rc_arena_reset(&l->arena);
    return status == RC_OK ? flush(l, err) : status;
}

static rc_status event_section(links *l, rc_ledger *ledger, const rc_filter *filter, const char *opening,
                               void (*write)(links *l), rc_error *err)
{
    begin_section(l, opening);
    l->write_event = write;
    return rc_ledger_events(ledger, filter, on_event, l, err);
}

/* ---- copies: a report, its copies and the copies of those are one group */

static uint32_t number_of(links *l, rc_str id)
{
    bool is_new;
    uint64_t *at = rc_map_put(&l->copies, &l->number, id, &is_new);
    if (!is_new) return (uint32_t)*at;
    *at = l->ids.len;
    *RC_PUSH(&l->copies, &l->ids) = id;
    *RC_PUSH(&l->copies, &l->original) = (uint32_t)l->ids.len - 1;
    return (uint32_t)l->ids.len - 1;
}

typedef struct copy_row {
    links *links;
    const rc_stored_report *report;
} copy_row;

static rc_status note_copy(void *context, rc_error *err)
{
    (void)err;
    copy_row *row = context;
    links *l = row->links;
    uint32_t copy = number_of(l, rc_arena_dup(&l->copies, row->report->report.id));
    uint32_t original = number_of(l, rc_arena_dup(&l->copies, row->report->copy_of));
    l->original.ptr[copy] = original;
    return RC_OK;
}

static rc_status on_report(void *context, const rc_stored_report *report, rc_error *err)
{
    links *l = context;
    if (!report->copy_of.len) return RC_OK;
    copy_row row = {l, report};
    return rc_arena_run(&l->copies, note_copy, &row, "exporting copies", err);
}

/* The report that a copy goes back to. A ledger that was written by hand may hold a circle. */
static uint32_t root_of(const links *l, uint32_t i)
{
    for (size_t steps = 0; l->original.ptr[i] != i && steps < l->original.len; steps++) i = l->original.ptr[i];
    return i;
}

static rc_status write_copies(void *context, rc_error *err)
{
    (void)err;
    links *l = context;
    size_t n = l->ids.len;
    uint32_t *root = RC_NEWS(&l->copies, uint32_t, n), *next = RC_NEWS(&l->copies, uint32_t, n);
    uint32_t *last = RC_NEWS(&l->copies, uint32_t, n);
    for (uint32_t i = 0; i < n; i++) next[i] = last[i] = UINT32_MAX;
    for (uint32_t i = 0; i < n; i++) {
        root[i] = root_of(l, i);
        if (root[i] == i) continue;
        if (last[root[i]] == UINT32_MAX)
            next[root[i]] = i;
        else
            next[last[root[i]]] = i;
        last[root[i]] = i;
    }
    for (uint32_t i = 0; i < n; i++) {
        if (root[i] != i || next[i] == UINT32_MAX) continue;
        rc_json json = begin_item(l);
        rc_json_begin_object(&json);
        rc_json_key(&json, "reports");
        rc_json_begin_array(&json);
        for (uint32_t k = i; k != UINT32_MAX; k = next[k]) rc_json_str(&json, l->ids.ptr[k]);
        rc_json_end_array(&json);
        rc_json_end_object(&json);
    }
    return RC_OK;
}

static rc_status copies_section(links *l, rc_ledger *ledger, const rc_filter *filter, rc_error *err)
{
    begin_section(l, "\n],\n\"copies\":[");
    rc_status status = rc_ledger_reports(ledger, filter, on_report, l, err);
    return status == RC_OK ? rc_arena_run(&l->copies, write_copies, l, "exporting copies", err) : status;
}

/* ---- running totals and what is counted in them */

static rc_status totals_section(links *l, rc_ledger *ledger, rc_error *err)
{
    rc_total_link *totals;
    uint32_t n;
    rc_status status = rc_ledger_totals(ledger, (rc_str){0}, &totals, &n, &l->copies, err);
    begin_section(l, "\n],\n\"totals\":[");
    for (uint32_t i = 0; i < n && status == RC_OK; i++) {
        rc_json json = begin_item(l);
        rc_json_begin_object(&json);
        rc_json_str_field(&json, "total", totals[i].total);
        rc_json_str_field(&json, "part", totals[i].part);
        rc_json_str_field(&json, "why", totals[i].why);
        rc_json_end_object(&json);
        status = flush(l, err);
    }
    return status;
}

static rc_status export_all(links *l, rc_ledger *ledger, const rc_filter *filter, rc_error *err)
{
    begin_section(l, "{\"claims\":{");
    rc_status status = rc_ledger_claims(ledger, filter, on_claim, l, err);
    if (status == RC_OK) status = event_section(l, ledger, filter, "\n},\n\"events\":[", write_event, err);
    if (status == RC_OK) status = event_section(l, ledger, filter, "\n],\n\"same_origin\":[", write_origins, err);
    if (status == RC_OK) status = copies_section(l, ledger, filter, err);
    if (status == RC_OK)
        status = event_section(l, ledger, filter, "\n],\n\"contradictions\":[", write_contradictions, err);
    if (status == RC_OK) status = event_section(l, ledger, filter, "\n],\n\"estimates\":[", write_estimates, err);
    if (status == RC_OK) status = totals_section(l, ledger, err);
    rc_buf_put(&l->buf, RC_STR("\n]}\n"));
    return status == RC_OK ? flush(l, err) : status;
}

rc_status rc_export_links(rc_ledger *ledger, const rc_filter *filter, FILE *out, rc_export_result *result,
                          rc_error *err)
{
    *result = (rc_export_result){0};
    links l = {.out = out, .result = result};
    rc_arena_init(&l.arena, CHUNK_BYTES, 0);
    rc_arena_init(&l.copies, CHUNK_BYTES, 0);
    rc_buf_init(&l.buf);
    rc_status status = rc_sides_load(&l.sides, NULL, &l.copies, err);
    if (status == RC_OK) status = export_all(&l, ledger, filter, err);
    rc_buf_release(&l.buf);
    rc_arena_release(&l.copies);
    rc_arena_release(&l.arena);
    return status;
}
