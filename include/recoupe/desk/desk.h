/** The review desk: an HTTP server over one ledger. Pages and JSON API; docs/DESK.md, share/desk/openapi.json. */
#ifndef RECOUPE_DESK_DESK_H
#define RECOUPE_DESK_DESK_H

#include <stdbool.h>
#include <stdint.h>

#include "recoupe/base/status.h"

typedef struct rc_desk rc_desk;

typedef struct rc_desk_options {
    const char *ledger;  /**< file; made when it is not there */
    const char *address; /**< numeric address to listen on; NULL: 127.0.0.1 */
    const char *host;    /**< name that browsers may use for this server besides its address, or NULL */
    uint16_t port;       /**< 0: any free one */
    unsigned threads;    /**< that answer; 0: eight a core, 64 at most */
    bool https;          /**< it stands behind a proxy that speaks HTTPS: cookies are marked Secure */
    const char *as;      /**< name of the single user in the history while there are no accounts */
} rc_desk_options;

/** Load what reading needs, open the ledger, listen. Answers in threads of its own until it is stopped. */
rc_status rc_desk_start(rc_desk **out, const rc_desk_options *options, rc_error *err);
void rc_desk_stop(rc_desk *desk);

/** Address of the pages. When the ledger has no accounts it carries the token that lets the single user in; whoever has
 * it may do everything. Good while the desk lives. */
const char *rc_desk_url(const rc_desk *desk);
bool rc_desk_is_single_user(const rc_desk *desk);

#endif
