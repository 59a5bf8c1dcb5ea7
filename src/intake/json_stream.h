/** Streams of JSON: cutting them into reports. Private to src/intake. */
#ifndef RECOUPE_INTAKE_JSON_STREAM_H
#define RECOUPE_INTAKE_JSON_STREAM_H

#include "intake/kind.h"
#include "intake/run.h"
#include "intake/source.h"

/** Read all reports of `source`, whose kind is RC_KIND_JSON, RC_KIND_LINES or RC_KIND_LIST. What cannot be read is
 * skipped with its line, column and byte. Memory is bounded by RC_INTAKE_REPORT_BYTES whatever the length of the
 * stream. Returns RC_OK, or the status with which the sink stopped, or RC_ENOMEM. */
rc_status rc_json_stream(rc_intake_run *run, rc_source *source, rc_kind kind);

#endif
