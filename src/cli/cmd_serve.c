/* serve: the review desk, until it is interrupted. */
#include "cli/cmd.h"

#include <malloc.h>
#include <pwd.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "recoupe/base/str.h"
#include "recoupe/desk/desk.h"

#define DEFAULT_PORT 8014
#define HEAPS 4 /* that the C library may make for threads: each keeps what its largest answer took */

static const char *user_name(void)
{
    const struct passwd *entry = getpwuid(getuid());
    return entry && entry->pw_name[0] ? entry->pw_name : "desk";
}

static int parse(rc_desk_options *options, int argc, char **argv)
{
    for (int i = 0; i < argc; i++) {
        int64_t port;
        if (strcmp(argv[i], "--https") == 0) {
            options->https = true;
            continue;
        }
        const char **text = strcmp(argv[i], "--listen") == 0 ? &options->address
                            : strcmp(argv[i], "--host") == 0 ? &options->host
                            : strcmp(argv[i], "--as") == 0   ? &options->as
                                                             : NULL;
        bool is_port = strcmp(argv[i], "--port") == 0;
        if (!text && !is_port) return rc_usage("serve", "%s is no option of serve", argv[i]);
        if (i + 1 == argc || !argv[i + 1][0]) return rc_usage("serve", "%s needs a value", argv[i]);
        if (text) {
            *text = argv[++i];
        } else if (rc_str_int(rc_str_of(argv[++i]), &port) && port >= 0 && port <= UINT16_MAX) {
            options->port = (uint16_t)port;
        } else {
            return rc_usage("serve", "--port %s is not a number from 0 (any free one) to 65535", argv[i]);
        }
    }
    return EXIT_DONE;
}

static void say(const rc_common *common, const rc_desk *desk)
{
    if (common->quiet && !rc_desk_is_single_user(desk)) return;
    printf("%s\n", rc_desk_url(desk));
    if (!common->quiet && rc_desk_is_single_user(desk))
        fputs(
            "The address lets you in and is good until the desk stops; keep it to yourself. 'recoupe user add' makes\n"
            "accounts with passwords. Ctrl+C stops the desk.\n",
            stderr);
    fflush(stdout);
}

int rc_cmd_serve(const rc_common *common, int argc, char **argv)
{
    rc_desk_options options = {
        .ledger = common->ledger, .port = DEFAULT_PORT, .threads = common->threads, .as = user_name()};
    int code = parse(&options, argc, argv);
    if (code != EXIT_DONE) return code;
    sigset_t ends;
    rc_desk *desk;
    rc_error err = {0};
    int caught;
    signal(SIGPIPE, SIG_IGN); /* a browser that goes away */
    sigemptyset(&ends);
    sigaddset(&ends, SIGINT);
    sigaddset(&ends, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &ends, NULL); /* all threads of the desk inherit it */
#ifdef M_ARENA_MAX
    mallopt(M_ARENA_MAX, HEAPS);
#endif
    if (rc_desk_start(&desk, &options, &err) != RC_OK) return rc_report_error(&err);
    say(common, desk);
    sigwait(&ends, &caught);
    rc_desk_stop(desk);
    return EXIT_DONE;
}
