/** Guard against tags built to make the parser slow. Private to src/intake. */
#ifndef RECOUPE_INTAKE_HTML_GUARD_H
#define RECOUPE_INTAKE_HTML_GUARD_H

#include "recoupe/base/str.h"

#define RC_HTML_ATTRIBUTES 16384

/** False when some tag of the page may have more than RC_HTML_ATTRIBUTES attributes (each 64 bytes of name count as
 * one more); `*at` is then a byte inside it. libxml2 compares each attribute of a tag with all before it. */
bool rc_html_guard(rc_str page, size_t *at);

#endif
