/* `recoupe number`: what the number rules make of a phrase. */
#include "cli/phrases.h"

static const char *unit_name(rc_unit unit)
{
    static const char *const names[] = {"",      "percent", "age",     "duration", "clock", "distance", "area",
                                        "money", "weight",  "calibre", "ordinal",  "year",  "label"};
    return names[unit];
}

static const char *kind_name(rc_quantity_kind kind)
{
    static const char *const names[] = {"number", "vague", "article", "none"};
    return names[kind];
}

static void put_bound(rc_json *json, const char *key, bool has, double value)
{
    if (!has) return;
    rc_json_key(json, key);
    rc_json_real(json, value, 9);
}

static void put_flag(rc_json *json, const char *key, bool value)
{
    if (!value) return;
    rc_json_key(json, key);
    rc_json_bool(json, true);
}

static void put_json(rc_phrase_job *job, const rc_phrase *p, const rc_quantities *found)
{
    rc_json json;
    rc_json_init(&json, &job->out);
    rc_json_begin_object(&json);
    rc_json_str_field(&json, "id", p->id);
    rc_json_str_field(&json, "phrase", p->text);
    rc_json_str_field(&json, "lang", rc_str_of(p->lang));
    rc_json_key(&json, "numbers");
    rc_json_begin_array(&json);
    for (uint32_t i = 0; i < found->n; i++) {
        const rc_quantity *q = &found->ptr[i];
        rc_json_begin_object(&json);
        rc_phrase_tokens(&json, p->doc, q->first, q->count);
        put_bound(&json, "low", q->has_low, q->low);
        put_bound(&json, "high", q->has_high, q->high);
        put_flag(&json, "approx", q->approx);
        put_flag(&json, "others", q->others);
        put_flag(&json, "part", q->part);
        rc_json_str_field(&json, "kind", rc_str_of(kind_name(q->kind)));
        rc_json_str_field(&json, "unit", rc_str_of(unit_name(q->unit)));
        rc_json_end_object(&json);
    }
    rc_json_end_array(&json);
    rc_json_end_object(&json);
    rc_buf_putc(&job->out, '\n');
}

static void put_line(rc_buf *out, const rc_document *doc, const rc_quantity *q)
{
    rc_span span = rc_tokens_span(doc, q->first, q->count);
    rc_buf_put(out, RC_STR("  "));
    if (q->approx) rc_buf_put(out, RC_STR("~"));
    if (q->has_low && q->has_high && q->low == q->high)
        rc_buf_printf(out, "%.12g", q->low);
    else if (q->has_low && q->has_high)
        rc_buf_printf(out, "%.12g–%.12g", q->low, q->high);
    else
        rc_buf_printf(out, "%s%.12g", q->has_low ? "≥" : "≤", q->has_low ? q->low : q->high);
    rc_buf_printf(out, "  %s%s%s%s%s", kind_name(q->kind), q->unit == RC_UNIT_NONE ? "" : ", ", unit_name(q->unit),
                  q->others ? ", others" : "", q->part ? ", part of a total" : "");
    rc_buf_printf(out, "  [%u, %u] %.*s\n", span.beg, span.end, RC_FMT(rc_str_span(doc->text, span)));
}

static void write_numbers(rc_phrase_job *job, const rc_phrase *p)
{
    rc_quantities found = rc_numbers_find(p->numbers, p->doc, &p->hits, &job->arena);
    if (job->format == RC_FORMAT_JSON) {
        put_json(job, p, &found);
        return;
    }
    rc_buf_printf(&job->out, "%.*s\n", RC_FMT(p->text));
    for (uint32_t i = 0; i < found.n; i++) put_line(&job->out, p->doc, &found.ptr[i]);
    if (!found.n) rc_buf_put(&job->out, RC_STR("  no number\n"));
}

int rc_cmd_number(const rc_common *common, int argc, char **argv)
{
    rc_phrase_job job = {.command = "number", .write = write_numbers};
    return rc_phrases_run(&job, common, argc, argv);
}
