/** What the commands that use a ledger share. */
#ifndef CLI_STORE_H
#define CLI_STORE_H

#include "cli/command.h"
#include "recoupe/ledger/ledger.h"

/** Join the ledger's claims to events again when reports came in since the last time. */
rc_status rc_store_refresh(rc_ledger *ledger, rc_error *err);

/** Open the ledger that the command line names, for reading. On failure says so and returns an exit code. */
int rc_store_open(const rc_common *common, rc_ledger **out);

#endif
