#include "cli/cmd.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/options.h"
#include "cli/store.h"
#include "recoupe/claims/reader.h"
#include "recoupe/export/export.h"

#define PARTIAL ".partial"
#define BESIDE ".beside.csv"

static rc_inter inter_of(void *context, rc_str party)
{
    return rc_reader_inter(context, party);
}

typedef struct export_job {
    rc_ledger *ledger;
    const char *format, *path;
    const rc_options *options;
    const rc_filter *filter;
    FILE *out, *beside; /* beside: NULL where the format has no second table, or it has no file to go to */
    rc_export_result result;
} export_job;

/* Tables of events need the kinds of parties. */
static rc_status write_kinds_of_parties(export_job *job, rc_error *err)
{
    rc_reader *reader;
    rc_status status = rc_reader_new(&reader, NULL, err);
    if (status != RC_OK) return status;
    if (strcmp(job->format, "ged") == 0)
        status = rc_export_ged(job->ledger, job->filter, inter_of, reader, job->out, job->beside, &job->result, err);
    else
        status = rc_export_acled(job->ledger, job->filter, inter_of, reader, job->out, &job->result, err);
    rc_reader_free(reader);
    return status;
}

/* A dossier is a folder, or an archive where its name says so. */
static bool is_zip(const char *path)
{
    static const char end[] = ".zip";
    size_t len = path ? strlen(path) : 0;
    return len > strlen(end) && strcmp(path + len - strlen(end), end) == 0;
}

static rc_status write_dossier(export_job *job, const char *dir, rc_error *err)
{
    rc_dossier_wish wish = {.dir = dir, .zip = job->out, .lang = job->options->lang, .way = job->options->way};
    return rc_export_html(job->ledger, job->filter, &wish, &job->result, err);
}

static rc_status write_format(export_job *job, rc_error *err)
{
    static const struct {
        const char *format;
        rc_status (*write)(rc_ledger *ledger, const rc_filter *filter, FILE *out, rc_export_result *result,
                           rc_error *err);
    } plain[] = {
        {"geojson", rc_export_geojson}, {"jsonl", rc_export_jsonl}, {"links", rc_export_links}, {"csv", rc_export_csv}};
    if (strcmp(job->format, "html") == 0) return write_dossier(job, NULL, err);
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
        if (strcmp(job->format, plain[i].format) == 0)
            return plain[i].write(job->ledger, job->filter, job->out, &job->result, err);
    return write_kinds_of_parties(job, err);
}

/* Where `path` is written first: beside it, to take its place when it is whole; itself when it is a device or a pipe.
 * NULL: no memory. */
static char *partial_name(const char *path)
{
    struct stat st;
    bool special = stat(path, &st) == 0 && !S_ISREG(st.st_mode);
    char *name = malloc(strlen(path) + sizeof PARTIAL);
    if (name) sprintf(name, "%s%s", path, special ? "" : PARTIAL);
    return name;
}

/* Close, and put the whole file in place; or take away what was written of it. */
static rc_status finish_file(FILE *out, const char *partial, const char *path, rc_status status, rc_error *err)
{
    bool renamed = strcmp(partial, path) != 0;
    if (fclose(out) != 0 && status == RC_OK)
        status = rc_fail(err, RC_EIO, "%s: cannot write: %s", path, strerror(errno));
    if (status == RC_OK && renamed && rename(partial, path) != 0)
        status = rc_fail(err, RC_EIO, "%s: cannot write: %s", path, strerror(errno));
    if (status != RC_OK && renamed) unlink(partial);
    return status;
}

/* "events.csv" has "events.beside.csv" beside it. NULL: no memory. */
static char *beside_name(const char *path)
{
    static const char end[] = ".csv";
    size_t len = strlen(path), stem = len;
    if (len > strlen(end) && strcmp(path + len - strlen(end), end) == 0) stem -= strlen(end);
    char *name = malloc(stem + sizeof BESIDE);
    if (name) sprintf(name, "%.*s%s", (int)stem, path, BESIDE);
    return name;
}

/* Open the file that takes the place of `path` when it is whole, and give its name. */
static FILE *open_partial(const char *path, char **partial)
{
    *partial = path ? partial_name(path) : NULL;
    return *partial ? fopen(*partial, "wb") : NULL;
}

static rc_status write_two_files(export_job *job, const char *beside, rc_error *err)
{
    char *partial;
    job->beside = open_partial(beside, &partial);
    rc_status status = RC_OK;
    if (job->beside)
        status = finish_file(job->beside, partial, beside, write_format(job, err), err);
    else
        status = rc_fail(err, RC_EIO, "%s: cannot write: %s", beside ? beside : job->path, strerror(errno));
    free(partial);
    return status;
}

static rc_status write_file(export_job *job, rc_error *err)
{
    struct stat st;
    char *partial, *beside = NULL;
    bool special = stat(job->path, &st) == 0 && !S_ISREG(st.st_mode);
    rc_status status;
    job->out = open_partial(job->path, &partial);
    if (!job->out) {
        status = rc_fail(err, RC_EIO, "%s: cannot write: %s", job->path, strerror(errno));
    } else if (strcmp(job->format, "ged") == 0 && !special) {
        beside = beside_name(job->path);
        status = finish_file(job->out, partial, job->path, write_two_files(job, beside, err), err);
    } else {
        status = finish_file(job->out, partial, job->path, write_format(job, err), err);
    }
    free(partial);
    free(beside);
    return status;
}

static int export_to(const rc_common *common, export_job *job)
{
    rc_error err = {0};
    job->out = stdout;
    bool is_dossier = strcmp(job->format, "html") == 0;
    bool is_folder = is_dossier && !is_zip(job->path);
    rc_status status = is_folder   ? write_dossier(job, job->path, &err)
                       : job->path ? write_file(job, &err)
                                   : write_format(job, &err);
    if (status == RC_OK && !job->path && fflush(stdout) != 0)
        status = rc_fail(&err, RC_EIO, "cannot write to standard output: %s", strerror(errno));
    if (status != RC_OK) return rc_report_error(&err);
    if (!common->quiet) {
        fprintf(stderr, "exported %" PRIu64 " %s", job->result.rows, is_dossier ? "events" : "rows");
        if (job->result.dropped) fprintf(stderr, "; left out %" PRIu64 ": %s", job->result.dropped, job->result.why);
        fputc('\n', stderr);
    }
    return EXIT_DONE;
}

static bool is_format(const char *name)
{
    static const char *const formats[] = {"acled", "ged", "geojson", "jsonl", "csv", "links", "html"};
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
        if (strcmp(name, formats[i]) == 0) return true;
    return false;
}

int rc_cmd_export(const rc_common *common, int argc, char **argv)
{
    const char *path = NULL;
    int kept = 0;
    for (int i = 0; i < argc; i++) {
        if (strcmp(argv[i], "--output") != 0 && strcmp(argv[i], "-o") != 0) {
            argv[kept++] = argv[i];
            continue;
        }
        if (i + 1 == argc) return rc_usage("export", "%s needs a file name", argv[i]);
        path = argv[++i];
    }
    rc_options options;
    int code = rc_options_parse(&options, "export", kept, argv);
    if (code != EXIT_DONE) return code;
    const char *format = options.n_words == 1 ? options.words[0] : "";
    if (!is_format(format))
        return rc_usage("export", "name one format: acled, ged, geojson, jsonl, csv, links or html");
    if (strcmp(format, "html") == 0 && !path)
        return rc_usage("export", "html is a folder or a .zip: give it a name with --output");
    rc_ledger *ledger;
    code = rc_store_open(common, &ledger);
    if (code != EXIT_DONE) return code;
    export_job job = {.ledger = ledger, .format = format, .path = path, .options = &options, .filter = &options.filter};
    code = export_to(common, &job);
    rc_ledger_close(ledger);
    return code;
}
