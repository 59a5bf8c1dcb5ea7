#include "cli/cmd.h"

#include <stdio.h>

#include "cli/batch.h"
#include "cli/options.h"

#define FLUSH_BYTES ((size_t)1 << 16)

static void encode_record(const rc_report *report, const rc_claims *claims, rc_buf *out, rc_arena *arena)
{
    rc_json json;
    rc_json_init(&json, out);
    rc_record_write(&json, report, claims, arena);
    rc_buf_putc(out, '\n');
}

static rc_status write_record(void *context, rc_str text, rc_error *err)
{
    rc_buf *out = context;
    rc_buf_put(out, text);
    return out->len < FLUSH_BYTES ? RC_OK : rc_buf_flush(out, stdout, err);
}

int rc_cmd_extract(const rc_common *common, int argc, char **argv)
{
    static char standard_input[] = "-";
    char *from_stdin[] = {standard_input};
    int code = rc_paths_parse("extract", &argc, argv);
    if (code != EXIT_DONE) return code;
    if (argc == 0) {
        argv = from_stdin;
        argc = 1;
    }
    rc_error err = {0};
    rc_reader *reader;
    if (rc_reader_new(&reader, NULL, &err) != RC_OK) return rc_report_error(&err);
    rc_buf out;
    rc_buf_init(&out);
    rc_batch_sink batch = {.context = &out, .encode = encode_record, .write = write_record};
    rc_batch_counts counts;
    rc_status status = rc_batch_run(common, reader, argv, argc, &batch, &counts, &err);
    if (status == RC_OK) status = rc_buf_flush(&out, stdout, &err);
    if (status == RC_OK && fflush(stdout) != 0) status = rc_fail(&err, RC_EIO, "cannot write to standard output");
    rc_buf_release(&out);
    rc_reader_free(reader);
    if (status != RC_OK) return rc_report_error(&err);
    rc_batch_summary(common, &counts);
    return counts.skipped || counts.unread ? EXIT_PARTLY : EXIT_DONE;
}
