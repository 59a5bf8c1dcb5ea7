/* Exports: written whole to a file without a name first, so that the number of rows and a failure are known before the
 * first byte leaves. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "desk/server.h"
#include "recoupe/export/export.h"

typedef struct export_job {
    desk_request *request;
    const rc_browse_filter *filter;
    rc_filter chosen; /* one event, where the request names one: the filter is left aside then */
    rc_ledger *ledger;
    FILE *out;
    rc_export_result result;
} export_job;

typedef struct export_format {
    const char *format, *type, *name;
    /* What the ledger sees is written by one of these. */
    rc_status (*plain)(rc_ledger *ledger, const rc_filter *filter, FILE *out, rc_export_result *result, rc_error *err);
    rc_status (*write)(export_job *job, rc_error *err);
} export_format;

static rc_inter inter_of(void *context, rc_str party)
{
    return rc_reader_inter(context, party);
}

static rc_status write_acled(export_job *job, rc_error *err)
{
    return rc_export_acled(job->ledger, &job->chosen, inter_of, job->request->desk->reader, job->out, &job->result,
                           err);
}

static rc_status write_ged(export_job *job, rc_error *err)
{
    return rc_export_ged(job->ledger, &job->chosen, inter_of, job->request->desk->reader, job->out, NULL, &job->result,
                         err);
}

static rc_status write_dossier(export_job *job, rc_error *err)
{
    bool one = job->chosen.event.len > 0;
    uint64_t n = 1;
    rc_status status = one ? rc_ledger_see_corrected(job->ledger, err)
                           : rc_ledger_see_events(job->ledger, job->filter, &n, job->request->arena, err);
    if (status != RC_OK) return status;
    if (n > DESK_DOSSIER_EVENTS)
        return rc_fail(err, RC_ELIMIT, "%llu events are too many for one dossier: choose at most %d",
                       (unsigned long long)n, DESK_DOSSIER_EVENTS);
    rc_dossier_wish wish = {.zip = job->out,
                            .lang = desk_query(job->request, "words"),
                            .way = RC_WAY_UCDP,
                            .chosen = one ? NULL : job->filter,
                            .most_bytes = DESK_DOSSIER_BYTES};
    return rc_export_html(job->ledger, &job->chosen, &wish, &job->result, err);
}

static const export_format formats[] = {
    {"acled", "text/csv; charset=utf-8", "events.csv", NULL, write_acled},
    {"ged", "text/csv; charset=utf-8", "events-ged.csv", NULL, write_ged},
    {"csv", "text/csv; charset=utf-8", "events-plain.csv", rc_export_csv, NULL},
    {"geojson", "application/geo+json", "events.geojson", rc_export_geojson, NULL},
    {"jsonl", "application/jsonl", "claims.jsonl", rc_export_jsonl, NULL},
    {"html", "application/zip", "dossier.zip", NULL, write_dossier},
};

/* A dossier shows whole reports; the other formats, what is in the chosen events. */
static rc_status write_format(export_job *job, const export_format *format, rc_error *err)
{
    if (format->write == write_dossier) return write_dossier(job, err);
    rc_status status = job->chosen.event.len ? rc_ledger_see_corrected(job->ledger, err)
                                             : rc_ledger_see_only(job->ledger, job->filter, job->request->arena, err);
    if (status != RC_OK) return status;
    if (format->write) return format->write(job, err);
    return format->plain(job->ledger, &job->chosen, job->out, &job->result, err);
}

static rc_status export_into(export_job *job, const export_format *format, rc_error *err)
{
    rc_status status = rc_ledger_open(&job->ledger, job->request->desk->ledger_path, true, err);
    if (status != RC_OK) return status;
    status = write_format(job, format, err);
    if (status == RC_OK && fflush(job->out) != 0)
        status = rc_fail(err, RC_EIO, "cannot write an export: %s", strerror(errno));
    rc_ledger_close(job->ledger);
    return status;
}

/* How many events the format could not hold, by what they lack: the page says it in its reader's language. */
static void tell_left_out(desk_reply *reply, const rc_export_result *result)
{
    static const char *const names[RC_LACKS] = {"place", "date", "type", "death"};
    size_t len = 0, size = sizeof reply->left_out;
    for (int i = 0; i < RC_LACKS && len < size; i++)
        if (result->lacks[i])
            len += (size_t)snprintf(reply->left_out + len, size - len, "%s%s=%llu", len ? ", " : "", names[i],
                                    (unsigned long long)result->lacks[i]);
}

static void hand_over(desk_reply *reply, const export_job *job, const export_format *format)
{
    reply->file_bytes = (uint64_t)ftello(job->out);
    reply->file = dup(fileno(job->out));
    reply->rows = (int64_t)job->result.rows;
    tell_left_out(reply, &job->result);
    reply->type = format->type;
    snprintf(reply->disposition, sizeof reply->disposition, "attachment; filename=\"%s\"", format->name);
}

/* The event that is asked for, under the name it has now. False: there is none, or it was not looked up. */
static bool find_event(desk_request *request, desk_reply *reply, rc_str *event, rc_status *status, rc_error *err)
{
    rc_str asked = desk_query(request, "event");
    *status = RC_OK;
    if (!asked.len) return true;
    rc_ledger *ledger = desk_reader_take(request->desk, err);
    *status = ledger ? rc_browse_event_id(ledger, asked, event, request->arena, err) : err->status;
    desk_reader_give(request->desk, ledger);
    if (*status == RC_OK && !event->len) desk_fail(reply, 404, "there is no event '%.*s'", RC_FMT(asked));
    return event->len > 0;
}

DESK_ANSWER(desk_get_export)
{
    rc_str wanted = request->parameters[0], words = desk_query(request, "words");
    rc_browse_filter filter;
    const export_format *format = formats, *end = formats + sizeof formats / sizeof *formats;
    while (format < end && !rc_str_is(wanted, format->format)) format++;
    if (format == end) {
        desk_fail(reply, 404, "there is no export '%.*s'", RC_FMT(wanted));
        return RC_OK;
    }
    if (words.len && !rc_str_is(words, "en") && !rc_str_is(words, "fr")) {
        desk_fail(reply, 400, "words: must be en or fr");
        return RC_OK;
    }
    if (!desk_filter(request, &filter, reply)) return RC_OK;
    export_job job = {.request = request, .filter = &filter, .chosen = RC_FILTER_ANY};
    rc_status status;
    if (!find_event(request, reply, &job.chosen.event, &status, err)) return status;
    job.out = tmpfile();
    if (!job.out) return rc_fail(err, RC_EIO, "cannot write an export: %s", strerror(errno));
    status = export_into(&job, format, err);
    if (status == RC_OK) hand_over(reply, &job, format);
    fclose(job.out);
    if (status != RC_ELIMIT) return status;
    desk_fail(reply, 422, "%s", err->message);
    return RC_OK;
}
