#include "recoupe/intake/intake.h"

#include "intake/charset.h"
#include "intake/feed.h"
#include "intake/folder.h"
#include "intake/html.h"
#include "intake/json_stream.h"
#include "intake/posts.h"
#include "intake/rows.h"
#include "intake/run.h"
#include "intake/source.h"
#include "intake/text.h"
#include "intake/values.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

/* A text or a page, whole in memory. */
static rc_status read_whole(rc_intake_run *run, rc_source *source, rc_kind kind)
{
    rc_error why;
    rc_str text;
    char charset[RC_CHARSET_BYTES], published[RC_DATE_BYTES], lang[RC_LANG_BYTES];
    rc_report report;
    run->content.len = 0;
    rc_status status = rc_source_slurp(source, &run->content, RC_INTAKE_REPORT_BYTES, &why);
    rc_str bytes = rc_buf_str(&run->content);
    if (status == RC_OK) status = rc_charset_decode(bytes, kind == RC_KIND_HTML, &run->decoded, &text, charset, &why);
    if (status == RC_OK && kind == RC_KIND_HTML) {
        if (!run->html) status = rc_html_new(&run->html, &why);
        if (status == RC_OK) status = rc_html_report(run->html, text, &report, &why);
    } else if (status == RC_OK && !rc_text_report(text, published, lang, &report)) {
        status = rc_fail(&why, RC_EEMPTY, bytes.len ? "only white space in it" : "empty, nothing in it");
    }
    if (status == RC_ENOMEM) return rc_fail(run->err, RC_ENOMEM, "%s: out of memory", run->label);
    if (status != RC_OK) {
        rc_intake_skip(run, 0, status, "%s", why.message);
        return RC_OK;
    }
    report.charset = rc_str_of(source->charset ? source->charset : charset);
    return rc_intake_deliver(run, &report, 0, 0);
}

static rc_status read_source(rc_intake_run *run, rc_source *source, const char *name)
{
    const char *other;
    rc_str head = rc_source_peek(source);
    if (!rc_str_trim(head).len && head.len < RC_SOURCE_BLOCK_BYTES) return read_whole(run, source, RC_KIND_TEXT);
    rc_kind kind = rc_kind_of(head, name, &other);
    switch (kind) {
    case RC_KIND_JSON:
    case RC_KIND_LINES:
    case RC_KIND_LIST:
        return rc_json_stream(run, source, kind);
    case RC_KIND_TABLE:
        return rc_rows_read(run, source);
    case RC_KIND_FEED:
        return rc_feed_read(run, source);
    case RC_KIND_POSTS:
        return rc_posts_read(run, source);
    case RC_KIND_HTML:
    case RC_KIND_TEXT:
        return read_whole(run, source, kind);
    case RC_KIND_OTHER:
        rc_intake_skip(run, 0, RC_EUNREAD, "%s, which is not read as a report", other);
        break;
    }
    return RC_OK;
}

static rc_status read_stream(rc_intake_run *run, const char *name, int fd, rc_str memory, uint64_t limit_bytes)
{
    rc_source source;
    rc_error why;
    rc_status status = rc_source_open(&source, fd, memory, limit_bytes, &why);
    if (status == RC_OK)
        status = read_source(run, &source, name);
    else if (status == RC_ENOMEM)
        rc_fail(run->err, RC_ENOMEM, "%s: out of memory", run->label);
    else {
        rc_intake_skip(run, 0, status, "%s", why.message);
        status = RC_OK;
    }
    rc_source_close(&source);
    return status;
}

rc_status rc_intake_file(rc_intake_run *run, const char *path)
{
    rc_status status = rc_intake_name(run, path);
    if (status != RC_OK) return status;
    /* Not to wait for a writer should a FIFO have taken the file's place since it was looked at. */
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    struct stat about;
    if (fd < 0 || fstat(fd, &about) != 0) {
        rc_intake_skip(run, 0, errno == ENOENT ? RC_ENOTFOUND : RC_EIO, "cannot open: %s", strerror(errno));
        if (fd >= 0) close(fd);
        return RC_OK;
    }
    if (!S_ISREG(about.st_mode))
        rc_intake_skip(run, 0, RC_EINVALID, "neither a file nor a folder");
    else if ((uint64_t)about.st_size > RC_INTAKE_FILE_BYTES)
        rc_intake_skip(run, 0, RC_ELIMIT, "larger than the %zu MB of one file", RC_INTAKE_FILE_BYTES >> 20);
    else
        status = read_stream(run, path, fd, (rc_str){NULL, 0}, RC_INTAKE_FILE_BYTES);
    close(fd);
    return status;
}

/* Standard input has no end known beforehand and JSON Lines of it are read as they come, so it has no limit of its own.
 */
static rc_status read_stdin(rc_intake_run *run)
{
    rc_status status = rc_intake_name(run, "-");
    return status == RC_OK ? read_stream(run, "-", STDIN_FILENO, (rc_str){NULL, 0}, UINT64_MAX) : status;
}

rc_status rc_intake_path(const char *path, const rc_intake_sink *sink, rc_error *err)
{
    rc_intake_run run = {.sink = sink, .err = err};
    rc_status status = strcmp(path, "-") == 0 ? read_stdin(&run) : rc_intake_walk(&run, path);
    rc_intake_run_release(&run);
    return status;
}

rc_status rc_intake_bytes(rc_str bytes, const char *name, const rc_intake_sink *sink, rc_error *err)
{
    rc_intake_run run = {.sink = sink, .err = err};
    rc_status status = rc_intake_name(&run, name);
    if (status == RC_OK) status = read_stream(&run, name, -1, bytes, RC_INTAKE_FILE_BYTES);
    rc_intake_run_release(&run);
    return status;
}
