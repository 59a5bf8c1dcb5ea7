#include "recoupe/base/status.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

/* Names of files and words of inputs end up in messages: a message cut by the buffer ends at a whole character, and no
 * control character in it reaches a terminal. */
static void make_printable(char *message, bool cut)
{
    size_t len = strlen(message);
    if (cut) {
        size_t last = len;
        while (last > 0 && ((unsigned char)message[last - 1] & 0xC0) == 0x80) last--;
        if (last > 0 && (unsigned char)message[last - 1] >= 0xC0) message[last - 1] = 0;
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
    case RC_OK: return "ok";
    case RC_END: return "end";
    case RC_EIO: return "cannot read or write";
    case RC_EFORMAT: return "wrong format";
    case RC_EENCODING: return "unknown encoding";
    case RC_EEMPTY: return "empty";
    case RC_ELIMIT: return "too large";
    case RC_ENOMEM: return "out of memory";
    case RC_ENOTFOUND: return "not found";
    case RC_EINVALID: return "invalid";
    case RC_EBUSY: return "busy";
    case RC_ECORRUPT: return "corrupt";
    case RC_EUNREAD: return "not read";
    }
    return "unknown status";
}
