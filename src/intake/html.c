#include "intake/html.h"

#include <stdlib.h>

struct rc_html {
    int unused;
};

rc_status rc_html_new(rc_html **out, rc_error *err)
{
    *out = calloc(1, sizeof **out);
    return *out ? RC_OK : rc_fail(err, RC_ENOMEM, "out of memory");
}

void rc_html_free(rc_html *html)
{
    free(html);
}

rc_status rc_html_report(rc_html *html, rc_str page, rc_report *report, rc_error *err)
{
    (void)html, (void)page, (void)report;
    return rc_fail(err, RC_EUNREAD, "HTML pages are not read by this build");
}
