/** Character sets: 8-bit and multi-byte bytes to UTF-8. Private to src/intake. */
#ifndef RECOUPE_INTAKE_CHARSET_H
#define RECOUPE_INTAKE_CHARSET_H

#include "recoupe/base/buf.h"

#define RC_CHARSET_BYTES 40

/** Find out what `bytes` are in and make them UTF-8.
 * Order: valid UTF-8; what the page declares (`html` only); text that is UTF-8 but for a few bytes; windows-1252 when
 * its bytes above ASCII are a few Western letters and signs; the guess of uchardet; windows-1252. Bytes that are not
 * UTF-8 in otherwise UTF-8 text become U+FFFD in a page (as the WHATWG Encoding Standard does) and are refused in plain
 * text, where nobody has declared anything. `*utf8` is `bytes` itself where nothing had to be done, else in `out`.
 * `charset` gets the name. RC_EENCODING names the byte; RC_ENOMEM. Messages have no file name. */
rc_status rc_charset_decode(rc_str bytes, bool html, rc_buf *out, rc_str *utf8, char charset[RC_CHARSET_BYTES],
                            rc_error *err);

#endif
