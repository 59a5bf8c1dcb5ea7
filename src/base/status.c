#include "recoupe/base/status.h"

#include "recoupe/base/utf8.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

/* Names of files, words of inputs and what libraries quote of them end up in messages: a message cut by the buffer ends
 * at a whole character, bytes that are no UTF-8 become question marks, and no control character reaches a terminal. */
static void make_printable(char *message, bool cut)
{
    size_t bad, len = strlen(message);
    while ((bad = rc_utf8_invalid((rc_str){message, len})) != SIZE_MAX) {
        message[bad] = cut && len - bad < 4 ? 0 : '?';
        len = strlen(message);
    }
    for (char *p = message; *p; p++)
        if ((unsigned char)*p < 0x20 || *p == 0x7F) *p = '?';
}

rc_status rc_fail(rc_error *err, rc_status status, const char *format, ...)
{
    if (err) {
        va_list args;
        va_start(args, format);
        err->status = status;
        int n = vsnprintf(err->message, sizeof err->message, format, args);
        va_end(args);
        make_printable(err->message, n >= (int)sizeof err->message);
    }
    return status;
}

const char *rc_status_name(rc_status status)
{
    switch (status) {
    case RC_OK:
        return "ok";
    case RC_END:
        return "end";
    case RC_EIO:
        return "cannot read or write";
    case RC_EFORMAT:
        return "wrong format";
    case RC_EENCODING:
        return "unknown encoding";
    case RC_EEMPTY:
        return "empty";
    case RC_ELIMIT:
        return "too large";
    case RC_ENOMEM:
        return "out of memory";
    case RC_ENOTFOUND:
        return "not found";
    case RC_EINVALID:
        return "invalid";
    case RC_EBUSY:
        return "busy";
    case RC_ECORRUPT:
        return "corrupt";
    case RC_EUNREAD:
        return "not read";
    }
    return "unknown status";
}
