#include "intake/run.h"

#include <stdarg.h>
#include <stdio.h>

#include "intake/html.h"
#include "recoupe/base/utf8.h"

void rc_intake_run_release(rc_intake_run *run)
{
    rc_buf_release(&run->name);
    rc_buf_release(&run->content);
    rc_buf_release(&run->decoded);
    rc_html_free(run->html);
    rc_buf_release(&run->id);
    rc_buf_release(&run->path);
}

/* A file name is any bytes; messages and fields are UTF-8 on one line. */
static void put_printable(rc_buf *out, rc_str name)
{
    for (size_t i = 0; i < name.len;) {
        unsigned bytes;
        uint32_t cp = rc_utf8_decode(name, i, &bytes);
        if ((cp == 0xFFFD && bytes == 1) || cp < 0x20 || (cp >= 0x7F && cp < 0xA0))
            for (unsigned k = 0; k < bytes; k++) rc_buf_printf(out, "\\x%02X", (unsigned char)name.ptr[i + k]);
        else
            rc_buf_put(out, rc_str_sub(name, i, i + bytes));
        i += bytes;
    }
}

static rc_str stem_of(rc_str name)
{
    if (rc_str_is(name, "-")) return RC_STR("stdin");
    size_t beg = name.len, end = name.len;
    while (beg > 0 && name.ptr[beg - 1] != '/') beg--;
    for (size_t i = name.len; i > beg + 1; i--) {
        if (name.ptr[i - 1] != '.') continue;
        end = i - 1;
        break;
    }
    return rc_str_sub(name, beg, end);
}

static void set_label(rc_intake_run *run)
{
    rc_str name = rc_buf_str(&run->name);
    if (name.len < RC_INTAKE_LABEL_BYTES) {
        snprintf(run->label, sizeof run->label, "%.*s", RC_FMT(name));
        return;
    }
    size_t beg = name.len - RC_INTAKE_LABEL_BYTES;
    while (beg < name.len && ((unsigned char)name.ptr[beg] & 0xC0) == 0x80) beg++;
    snprintf(run->label, sizeof run->label, "...%.*s", RC_FMT(rc_str_sub(name, beg, name.len)));
}

rc_status rc_intake_name(rc_intake_run *run, const char *name)
{
    run->name.len = 0;
    put_printable(&run->name, rc_str_of(name));
    if (run->name.failed) return rc_fail(run->err, RC_ENOMEM, "out of memory for a file name");
    run->stem = stem_of(rc_buf_str(&run->name));
    set_label(run);
    return RC_OK;
}

rc_status rc_intake_deliver(rc_intake_run *run, rc_report *report, uint64_t line, uint64_t number)
{
    report->path = rc_buf_str(&run->name);
    if (line) {
        run->path.len = 0;
        rc_buf_put(&run->path, report->path);
        rc_buf_printf(&run->path, ":%llu", (unsigned long long)line);
        report->path = rc_buf_str(&run->path);
    }
    if (!report->id.len) {
        run->id.len = 0;
        rc_buf_put(&run->id, run->stem);
        if (number) rc_buf_printf(&run->id, ":%llu", (unsigned long long)number);
        report->id = rc_buf_str(&run->id);
    }
    if (run->path.failed || run->id.failed) return rc_fail(run->err, RC_ENOMEM, "%s: out of memory", run->label);
    rc_report_seal(report);
    return run->sink->report(run->sink->context, report, run->err);
}

void rc_intake_skip(rc_intake_run *run, uint64_t line, rc_status status, const char *format, ...)
{
    char reason[512];
    va_list args;
    va_start(args, format);
    vsnprintf(reason, sizeof reason, format, args);
    va_end(args);
    rc_error why;
    if (line)
        rc_fail(&why, status, "%s:%llu: %s", run->label, (unsigned long long)line, reason);
    else
        rc_fail(&why, status, "%s: %s", run->label, reason);
    if (run->sink->skipped) run->sink->skipped(run->sink->context, &why);
}
