/** Status codes and the error that travels with them.
 *
 * Every function that can fail returns an rc_status and takes an rc_error that it fills when the status is not RC_OK.
 * The message says what is wrong, where (file and line or byte), and what to do. "Nothing found" is RC_OK.
 * Programmer errors are assertions; input from outside never is. */
#ifndef RECOUPE_BASE_STATUS_H
#define RECOUPE_BASE_STATUS_H

typedef enum rc_status {
    RC_OK = 0,
    RC_END,       /**< a reader has no more items; not an error */
    RC_EIO,       /**< the system refused: open, read, write, permission, disk full */
    RC_EFORMAT,   /**< the bytes are not what they claim to be (JSON cut short, bad TSV row) */
    RC_EENCODING, /**< bytes in no known character set, or binary */
    RC_EEMPTY,    /**< nothing to read in it */
    RC_ELIMIT,    /**< larger or deeper than the documented limit */
    RC_ENOMEM,    /**< memory or the arena's limit ran out */
    RC_ENOTFOUND, /**< the named thing does not exist */
    RC_EINVALID,  /**< an argument from the user makes no sense */
    RC_EBUSY,     /**< the store is locked by another process for too long */
    RC_ECORRUPT,  /**< a check of stored data failed */
    RC_EUNREAD    /**< understood what it is, and do not read it (a language without rules) */
} rc_status;

typedef struct rc_error {
    rc_status status;
    char message[512]; /**< UTF-8, NUL-terminated, one line, no trailing full stop */
} rc_error;

/** Fill `err` (may be NULL) and return `status`, so that callers write `return rc_fail(err, RC_EIO, "...")`. */
rc_status rc_fail(rc_error *err, rc_status status, const char *format, ...) __attribute__((format(printf, 3, 4)));

/** Short name of a status, e.g. "format error"; static storage. */
const char *rc_status_name(rc_status status);

#endif
