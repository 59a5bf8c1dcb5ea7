/** What every report that the intake hands on must be, whatever the input; shared by its fuzz targets. */
#ifndef RECOUPE_FUZZ_INTAKE_FUZZ_H
#define RECOUPE_FUZZ_INTAKE_FUZZ_H

#include <stdio.h>
#include <stdlib.h>

#include "recoupe/base/utf8.h"
#include "recoupe/intake/intake.h"

static inline void must_be_utf8(rc_str s, const char *what)
{
    if (rc_utf8_invalid(s) == SIZE_MAX) return;
    fprintf(stderr, "%s is not UTF-8\n", what);
    abort();
}

static inline rc_status check_report(void *context, const rc_report *report, rc_error *err)
{
    (void)context, (void)err;
    if (!report->text.len || !report->path.len || !report->id.len || !report->charset.len) abort();
    must_be_utf8(report->text, "text");
    must_be_utf8(report->title, "title");
    must_be_utf8(report->outlet, "outlet");
    must_be_utf8(report->url, "url");
    must_be_utf8(report->id, "id");
    must_be_utf8(report->published, "published");
    return RC_OK;
}

static inline void check_skipped(void *context, const rc_error *why)
{
    (void)context;
    rc_str message = {why->message, strlen(why->message)};
    if (why->status == RC_OK || !message.len || memchr(message.ptr, '\n', message.len)) abort();
    must_be_utf8(message, "message");
}

static inline int feed_intake(const uint8_t *data, size_t size, const char *name)
{
    const rc_intake_sink sink = {NULL, check_report, check_skipped};
    rc_error err;
    if (rc_intake_bytes((rc_str){(const char *)data, size}, name, &sink, &err) != RC_OK) abort();
    return 0;
}

#endif
