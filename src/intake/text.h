/** Plain text. Private to src/intake. */
#ifndef RECOUPE_INTAKE_TEXT_H
#define RECOUPE_INTAKE_TEXT_H

#include "intake/run.h"

/** The report in `text` (UTF-8, borrowed; the report's fields point into it): an optional block of header lines, an
 * optional title, the text. docs/INPUTS.md says how each is told. Id, path and charset are left to the caller.
 * `published` is where a date is written to. False when there is no text. */
bool rc_text_report(rc_str text, char *published, char *lang, rc_report *report);

#endif
