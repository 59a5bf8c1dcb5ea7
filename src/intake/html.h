/** HTML pages. Private to src/intake. */
#ifndef RECOUPE_INTAKE_HTML_H
#define RECOUPE_INTAKE_HTML_H

#include "intake/run.h"

typedef struct rc_html rc_html;

rc_status rc_html_new(rc_html **out, rc_error *err);
void rc_html_free(rc_html *html);

/** The report in a page of UTF-8. Its fields point into `html` until the next call; id, path and charset are left to
 * the caller. RC_EEMPTY when the page has no article text; RC_ELIMIT for a page built to make reading slow; RC_ENOMEM.
 * Messages have no file name. */
rc_status rc_html_report(rc_html *html, rc_str page, rc_report *report, rc_error *err);

#endif
