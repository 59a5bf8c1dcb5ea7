#include "recoupe/base/status.h"

#include <stdarg.h>
#include <stdio.h>

rc_status rc_fail(rc_error *err, rc_status status, const char *format, ...)
{
    if (err) {
        va_list args;
        va_start(args, format);
        err->status = status;
        vsnprintf(err->message, sizeof err->message, format, args);
        va_end(args);
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
