/* user: accounts of the review desk. */
#include "cli/cmd.h"

#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "recoupe/ledger/account.h"

static rc_status print_account(void *context, rc_str name, rc_role role, rc_str made, rc_error *err)
{
    uint32_t *n = context;
    (void)err;
    ++*n;
    printf("%-24.*s  %-8s  %.*s\n", RC_FMT(name), rc_role_name(role), RC_FMT(made));
    return RC_OK;
}

/* One line of standard input, without its end; not shown on a terminal. False: there is none, or it is too long. */
static bool read_line(const char *prompt, char out[RC_PASSWORD_MOST + 2])
{
    struct termios shown, hidden;
    bool terminal = isatty(STDIN_FILENO) && tcgetattr(STDIN_FILENO, &shown) == 0;
    if (terminal) {
        hidden = shown;
        hidden.c_lflag &= ~(tcflag_t)ECHO;
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden);
        fputs(prompt, stderr);
    }
    bool got = fgets(out, RC_PASSWORD_MOST + 2, stdin) != NULL;
    if (terminal) {
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &shown);
        fputc('\n', stderr);
    }
    size_t n = got ? strlen(out) : 0;
    if (n && out[n - 1] == '\n') out[--n] = 0;
    return got && n <= RC_PASSWORD_MOST;
}

static bool ask_password(char out[RC_PASSWORD_MOST + 2])
{
    char again[RC_PASSWORD_MOST + 2];
    if (!read_line("password (not shown): ", out)) return false;
    return !isatty(STDIN_FILENO) || (read_line("once more: ", again) && strcmp(out, again) == 0);
}

static rc_status change(rc_ledger *ledger, const char *what, rc_str name, rc_role role, rc_str password, rc_error *err)
{
    rc_str nobody = {0}; /* the history says that it was done on the command line */
    if (strcmp(what, "add") == 0) return rc_account_add(ledger, name, role, password, nobody, err);
    if (strcmp(what, "role") == 0) return rc_account_set_role(ledger, name, role, nobody, err);
    if (strcmp(what, "password") == 0) return rc_account_set_password(ledger, name, password, nobody, err);
    if (strcmp(what, "remove") == 0) return rc_account_remove(ledger, name, nobody, err);
    uint32_t n = 0;
    rc_status status = rc_account_each(ledger, print_account, &n, err);
    if (status == RC_OK && !n) fputs("no accounts; 'recoupe user add NAME admin' makes the first\n", stderr);
    return status;
}

static int run(const rc_common *common, const char *what, const char *name, rc_role role)
{
    char password[RC_PASSWORD_MOST + 2] = "";
    rc_error err = {0};
    rc_ledger *ledger;
    bool list = strcmp(what, "list") == 0;
    if ((strcmp(what, "add") == 0 || strcmp(what, "password") == 0) && !ask_password(password))
        return rc_usage("user", "no password was given, or two different ones; it is one line of standard input");
    if (rc_ledger_open(&ledger, common->ledger, list, &err) != RC_OK) return rc_report_error(&err);
    rc_status status = change(ledger, what, rc_str_of(name), role, rc_str_of(password), &err);
    rc_ledger_close(ledger);
    return status == RC_OK ? EXIT_DONE : rc_report_error(&err);
}

int rc_cmd_user(const rc_common *common, int argc, char **argv)
{
    const char *what = argc > 0 ? argv[0] : "";
    bool needs_role = strcmp(what, "add") == 0 || strcmp(what, "role") == 0;
    bool needs_name = strcmp(what, "remove") == 0 || strcmp(what, "password") == 0, is_list = strcmp(what, "list") == 0;
    rc_role role = RC_ROLE_NONE;
    if (!needs_role && !needs_name && !is_list) return rc_usage("user", "say add, list, password, remove or role");
    if (argc != (needs_role ? 3 : needs_name ? 2 : 1))
        return rc_usage("user", "user %s takes %s", what,
                        needs_role   ? "a name and a role"
                        : needs_name ? "a name"
                                     : "nothing");
    if (needs_role) role = rc_role_of(rc_str_of(argv[2]));
    if (needs_role && role == RC_ROLE_NONE)
        return rc_usage("user", "there is no role '%s': viewer, reviewer or admin", argv[2]);
    return run(common, what, needs_role || needs_name ? argv[1] : NULL, role);
}
