/* Claim records, one report a line: the form that `extract` writes and intake reads. Each claim has its event, the
 * running totals in which that is counted, and whether people marked its words as graphic, before its own fields. */
#include "export/export.h"
#include "export/graphic.h"

#include "recoupe/ledger/totals.h"

typedef struct jsonl {
    rc_ledger *ledger;
    rc_filter filter; /* narrowed to one report while its claims are written */
    FILE *out;
    rc_buf buf;
    rc_arena arena; /* of one report */
    rc_export_result *result;
    const rc_stored_report *report; /* in hand */
    uint32_t *cp;
    bool some;    /* a claim of it is written */
    rc_arena all; /* of the whole export: links to totals, few */
    rc_total_link *totals;
    rc_graphic graphic;
    rc_span *blurred; /* of the report in hand */
    uint32_t n_blurred;
    uint32_t n_totals;
} jsonl;

static void put_totals(jsonl *j, rc_json *json, rc_str event_id)
{
    bool any = false;
    for (uint32_t i = 0; i < j->n_totals; i++) {
        if (!rc_str_eq(j->totals[i].part, event_id)) continue;
        if (!any) {
            rc_json_key(json, "part_of");
            rc_json_begin_array(json);
        }
        any = true;
        rc_json_str(json, j->totals[i].total);
    }
    if (any) rc_json_end_array(json);
}

/* What stands before a record's own fields; where the record's own bracket will stand, SIZE_MAX: nothing does. */
static size_t begin_claim(jsonl *j, rc_span span, rc_str event_id)
{
    rc_json json;
    bool graphic = rc_graphic_touches(j->blurred, j->n_blurred, span);
    if (!event_id.len && !graphic) return SIZE_MAX;
    rc_json_init(&json, &j->buf);
    rc_json_begin_object(&json);
    rc_json_str_field(&json, "event", event_id);
    if (event_id.len) put_totals(j, &json, event_id);
    if (graphic) {
        rc_json_key(&json, "graphic");
        rc_json_bool(&json, true);
    }
    return j->buf.len;
}

static rc_status write_claim(void *context, const rc_join_claim *claim, const rc_stored_report *report, rc_str event_id,
                             rc_error *err)
{
    (void)report;
    (void)err;
    jsonl *j = context;
    rc_json json;
    if (j->some) rc_buf_putc(&j->buf, ',');
    j->some = true;
    size_t at = begin_claim(j, claim->claim.span, event_id);
    rc_json_init(&json, &j->buf);
    rc_claim_write(&json, &claim->claim, j->report->report.text, j->cp);
    if (at != SIZE_MAX && !j->buf.failed) j->buf.ptr[at] = ','; /* in place of the record's own bracket */
    return RC_OK;
}

/* The record without claims ends with an empty list, the record's last field; its claims are written into it as the
 * ledger gives them, so that a report with very many needs no memory for all. */
static rc_status begin_record(void *context, rc_error *err)
{
    (void)err;
    jsonl *j = context;
    rc_json json;
    rc_claims none = {0};
    rc_json_init(&json, &j->buf);
    rc_record_write(&json, &j->report->report, &none, &j->arena);
    j->buf.len -= j->buf.failed ? 0 : strlen("]}");
    j->cp = rc_codepoints(&j->arena, j->report->report.text);
    j->some = false;
    j->blurred = rc_graphic_of(&j->graphic, j->report->report.id, j->report->report.text, &j->arena, &j->n_blurred);
    return RC_OK;
}

/* Behind the claims: the graphic spans of the text. */
static void end_record(jsonl *j)
{
    rc_json json;
    rc_buf_putc(&j->buf, ']');
    if (j->n_blurred) {
        rc_buf_put(&j->buf, RC_STR(",\"graphic\":"));
        rc_json_init(&json, &j->buf);
        rc_json_begin_array(&json);
        for (uint32_t i = 0; i < j->n_blurred; i++) {
            rc_json_begin_array(&json);
            rc_json_int(&json, j->cp[j->blurred[i].beg]);
            rc_json_int(&json, j->cp[j->blurred[i].end]);
            rc_json_end_array(&json);
        }
        rc_json_end_array(&json);
    }
    rc_buf_put(&j->buf, RC_STR("}\n"));
}

static rc_status export_report(void *context, const rc_stored_report *report, rc_error *err)
{
    jsonl *j = context;
    j->report = report;
    j->n_blurred = 0;
    j->filter.report = report->report.id;
    rc_status status = rc_arena_run(&j->arena, begin_record, j, "exporting a report", err);
    if (status == RC_OK) status = rc_ledger_claims(j->ledger, &j->filter, write_claim, j, err);
    end_record(j);
    rc_arena_reset(&j->arena);
    if (status == RC_OK) status = rc_buf_flush(&j->buf, j->out, err);
    if (status == RC_OK) j->result->rows++;
    return status;
}

static rc_status find_totals(void *context, rc_error *err)
{
    jsonl *j = context;
    return rc_ledger_totals(j->ledger, (rc_str){0}, &j->totals, &j->n_totals, &j->all, err);
}

rc_status rc_export_jsonl(rc_ledger *ledger, const rc_filter *filter, FILE *out, rc_export_result *result,
                          rc_error *err)
{
    *result = (rc_export_result){0};
    /* A question about reports (words, days of publication) gives them whole; one about claims, what answers it. */
    bool about_claims =
        filter->place.len || filter->party.len || filter->type.len || filter->event.len || filter->contested;
    jsonl j = {.ledger = ledger, .filter = about_claims ? *filter : RC_FILTER_ANY, .out = out, .result = result};
    rc_arena_init(&j.arena, (size_t)1 << 16, 0);
    rc_arena_init(&j.all, (size_t)1 << 16, 0);
    rc_buf_init(&j.buf);
    rc_status status = rc_arena_run(&j.all, find_totals, &j, "looking for totals", err);
    if (status == RC_OK) status = rc_graphic_load(&j.graphic, ledger, &j.all, err);
    if (status == RC_OK) status = rc_ledger_reports(ledger, filter, export_report, &j, err);
    rc_buf_release(&j.buf);
    rc_arena_release(&j.all);
    rc_arena_release(&j.arena);
    return status;
}
