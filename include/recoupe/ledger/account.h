/** Who may use the review desk: names, roles, and passwords as argon2id hashes (libsodium), in the ledger they open. */
#ifndef RECOUPE_LEDGER_ACCOUNT_H
#define RECOUPE_LEDGER_ACCOUNT_H

#include "recoupe/ledger/ledger.h"

typedef enum rc_role { RC_ROLE_NONE, RC_ROLE_VIEWER, RC_ROLE_REVIEWER, RC_ROLE_ADMIN } rc_role;

const char *rc_role_name(rc_role role);
rc_role rc_role_of(rc_str name); /**< RC_ROLE_NONE: there is no such role */

#define RC_PASSWORD_LEAST 10 /* bytes */
#define RC_PASSWORD_MOST 1024
#define RC_ACCOUNT_NAME_MOST 64

/** Add an account, change its role or its password, or remove it; each is an entry of the history (without the
 * password) that names who did it (`by`; empty: somebody at the command line). RC_EINVALID: a name or a password that
 * will not do, or (add) a name that is taken. RC_ENOTFOUND: there is no such account. */
rc_status rc_account_add(rc_ledger *ledger, rc_str name, rc_role role, rc_str password, rc_str by, rc_error *err);
rc_status rc_account_set_role(rc_ledger *ledger, rc_str name, rc_role role, rc_str by, rc_error *err);
rc_status rc_account_set_password(rc_ledger *ledger, rc_str name, rc_str password, rc_str by, rc_error *err);
rc_status rc_account_remove(rc_ledger *ledger, rc_str name, rc_str by, rc_error *err);

/** Whether the account is the only one with the role of an administrator. */
rc_status rc_account_is_last_admin(rc_ledger *ledger, rc_str name, bool *is_last, rc_error *err);

/** The role of the account with this password; RC_ROLE_NONE where name or password is wrong (both take the same time).
 */
rc_status rc_account_check(rc_ledger *ledger, rc_str name, rc_str password, rc_role *role, rc_error *err);

/** The role of an account now; RC_ROLE_NONE: it is not there (any more). `stamp` changes with the password, and when an
 * account is removed and another of its name is added: a log-in with another stamp is none of this account. */
rc_status rc_account_role(rc_ledger *ledger, rc_str name, rc_role *role, uint64_t *stamp, rc_error *err);

/** All accounts by name; `made` is the day and time (RFC 3339). */
rc_status rc_account_each(rc_ledger *ledger,
                          rc_status (*row)(void *context, rc_str name, rc_role role, rc_str made, rc_error *err),
                          void *context, rc_error *err);

#endif
