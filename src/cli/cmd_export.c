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

static rc_inter inter_of(void *context, rc_str party)
{
    return rc_reader_inter(context, party);
}

static rc_status write_format(rc_ledger *ledger, const char *format, const rc_filter *filter, FILE *out,
                              rc_export_result *result, rc_error *err)
{
    if (strcmp(format, "geojson") == 0) return rc_export_geojson(ledger, filter, out, result, err);
    if (strcmp(format, "jsonl") == 0) return rc_export_jsonl(ledger, filter, out, result, err);
    if (strcmp(format, "links") == 0) return rc_export_links(ledger, filter, out, result, err);
    rc_reader *reader; /* ACLED's columns need the kinds of parties */
    rc_status status = rc_reader_new(&reader, NULL, err);
    if (status != RC_OK) return status;
    status = rc_export_acled(ledger, filter, inter_of, reader, out, result, err);
    rc_reader_free(reader);
    return status;
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

static rc_status write_file(rc_ledger *ledger, const char *format, const rc_filter *filter, const char *path,
                            rc_export_result *result, rc_error *err)
{
    char *partial = partial_name(path);
    FILE *out = partial ? fopen(partial, "wb") : NULL;
    rc_status status;
    if (out)
        status = finish_file(out, partial, path, write_format(ledger, format, filter, out, result, err), err);
    else
        status = rc_fail(err, RC_EIO, "%s: cannot write: %s", path, strerror(errno));
    free(partial);
    return status;
}

static int export_to(const rc_common *common, rc_ledger *ledger, const char *format, const rc_filter *filter,
                     const char *path)
{
    rc_error err = {0};
    rc_export_result result = {0};
    rc_status status = path ? write_file(ledger, format, filter, path, &result, &err)
                            : write_format(ledger, format, filter, stdout, &result, &err);
    if (status == RC_OK && !path && fflush(stdout) != 0)
        status = rc_fail(&err, RC_EIO, "cannot write to standard output: %s", strerror(errno));
    if (status != RC_OK) return rc_report_error(&err);
    if (!common->quiet) {
        fprintf(stderr, "exported %" PRIu64 " rows", result.rows);
        if (result.dropped) fprintf(stderr, "; left out %" PRIu64 ": %s", result.dropped, result.why);
        fputc('\n', stderr);
    }
    return EXIT_DONE;
}

static bool is_format(const char *name)
{
    static const char *const formats[] = {"acled", "geojson", "jsonl", "links"};
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
    if (!is_format(format)) return rc_usage("export", "name one format: acled, geojson, jsonl or links");
    rc_ledger *ledger;
    code = rc_store_open(common, &ledger);
    if (code != EXIT_DONE) return code;
    code = export_to(common, ledger, format, &options.filter, path);
    rc_ledger_close(ledger);
    return code;
}
