/* `recoupe date`: what the date rules make of a phrase. */
#include "cli/phrases.h"

static void put_day(rc_json *json, const char *key, rc_day day)
{
    char iso[11];
    rc_day_iso(day, iso);
    rc_json_str_field(json, key, rc_str_of(iso));
}

static const char *direction_name(const rc_timex *t)
{
    return t->direction < 0 ? "past" : t->direction > 0 ? "future" : t->anchor == RC_DAY_NONE ? "" : "same";
}

static void put_timex(rc_json *json, const rc_document *doc, const rc_timex *t)
{
    rc_json_begin_object(json);
    rc_phrase_tokens(json, doc, t->first, t->count);
    put_day(json, "from", t->from);
    put_day(json, "to", t->to);
    if (t->kind != RC_TIMEX_REFERENCE) rc_json_str_field(json, "grain", rc_str_of(rc_granularity_name(t->grain)));
    rc_json_str_field(json, "value", rc_str_of(t->value));
    rc_json_str_field(json, "kind", rc_str_of(rc_timex_kind_name(t->kind)));
    put_day(json, "anchor", t->anchor);
    rc_json_str_field(json, "direction", rc_str_of(direction_name(t)));
    if (t->approx) {
        rc_json_key(json, "approx");
        rc_json_bool(json, true);
    }
    if (t->other_to != RC_DAY_NONE) {
        rc_json_key(json, "or");
        rc_json_begin_object(json);
        put_day(json, "from", t->other_from);
        put_day(json, "to", t->other_to);
        rc_json_end_object(json);
    }
    rc_json_end_object(json);
}

static void put_json(rc_phrase_job *job, const rc_phrase *p, const rc_timexes *found)
{
    rc_json json;
    rc_json_init(&json, &job->out);
    rc_json_begin_object(&json);
    rc_json_str_field(&json, "id", p->id);
    rc_json_str_field(&json, "phrase", p->text);
    put_day(&json, "on", p->on);
    rc_json_str_field(&json, "lang", rc_str_of(p->lang));
    rc_json_key(&json, "dates");
    rc_json_begin_array(&json);
    for (uint32_t i = 0; i < found->n; i++) put_timex(&json, p->doc, &found->ptr[i]);
    rc_json_end_array(&json);
    rc_json_end_object(&json);
    rc_buf_putc(&job->out, '\n');
}

/* "2021-09-01", "2021-08-30..2021-09-01", "..2021-05-02". */
static void put_days(rc_buf *out, rc_day from, rc_day to)
{
    char a[11], b[11];
    rc_day_iso(from, a);
    rc_day_iso(to, b);
    rc_buf_printf(out, "%s%s%s", a, from == to ? "" : "..", from == to ? "" : b);
}

/* One line a date: the words, bytes, days, grain, and how it was read. */
static void put_line(rc_buf *out, const rc_document *doc, const rc_timex *t)
{
    rc_span span = rc_tokens_span(doc, t->first, t->count);
    char anchor[11];
    rc_buf_put(out, RC_STR("  "));
    if (t->to == RC_DAY_NONE)
        rc_buf_printf(out, "%s", t->value);
    else
        put_days(out, t->from, t->to);
    rc_buf_printf(out, "  %s%s, %s", t->approx ? "about, " : "",
                  t->kind == RC_TIMEX_REFERENCE ? "no limits" : rc_granularity_name(t->grain),
                  rc_timex_kind_name(t->kind));
    if (t->anchor != RC_DAY_NONE) {
        rc_day_iso(t->anchor, anchor);
        rc_buf_printf(out, " from %s (%s)", anchor, direction_name(t));
    }
    if (t->other_to != RC_DAY_NONE) {
        rc_buf_put(out, RC_STR(", or "));
        put_days(out, t->other_from, t->other_to);
    }
    rc_buf_printf(out, "  [%u, %u] %.*s\n", span.beg, span.end, RC_FMT(rc_str_span(doc->text, span)));
}

/* The dates and the words without limits that lie outside them, in order. */
static rc_timexes find_all(rc_phrase_job *job, const rc_phrase *p)
{
    rc_timexes dates = rc_dates_find(p->dates, p->doc, &p->hits, p->on, &job->arena);
    rc_timexes words = rc_date_references_find(p->dates, p->doc, &p->hits, &job->arena);
    RC_VEC(rc_timex) all = {0};
    uint32_t d = 0, end = 0;
    for (uint32_t w = 0; w <= words.n; w++) {
        uint32_t first = w < words.n ? words.ptr[w].first : UINT32_MAX;
        for (; d < dates.n && dates.ptr[d].first < first + (w < words.n ? words.ptr[w].count : 0); d++) {
            *RC_PUSH(&job->arena, &all) = dates.ptr[d];
            end = dates.ptr[d].first + dates.ptr[d].count;
        }
        if (w < words.n && first >= end) *RC_PUSH(&job->arena, &all) = words.ptr[w];
    }
    return (rc_timexes){all.ptr, (uint32_t)all.len};
}

static void write_dates(rc_phrase_job *job, const rc_phrase *p)
{
    rc_timexes found = find_all(job, p);
    if (job->format == RC_FORMAT_JSON) {
        put_json(job, p, &found);
        return;
    }
    rc_buf_printf(&job->out, "%.*s\n", RC_FMT(p->text));
    for (uint32_t i = 0; i < found.n; i++) put_line(&job->out, p->doc, &found.ptr[i]);
    if (!found.n) rc_buf_put(&job->out, RC_STR("  no date\n"));
}

int rc_cmd_date(const rc_common *common, int argc, char **argv)
{
    rc_phrase_job job = {.command = "date", .takes_day = true, .write = write_dates};
    return rc_phrases_run(&job, common, argc, argv);
}
