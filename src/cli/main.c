#include <locale.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/command.h"

#define DEFAULT_LEDGER "recoupe.ledger"

int rc_report_error(const rc_error *err)
{
    fprintf(stderr, "recoupe: %s\n", err->message);
    switch (err->status) {
    case RC_EINVALID: return EXIT_USAGE;
    case RC_ENOTFOUND: return EXIT_NOT_FOUND;
    default: return EXIT_FAILED;
    }
}

int rc_usage(const char *command, const char *format, ...)
{
    va_list args;
    fputs("recoupe: ", stderr);
    va_start(args, format);
    vfprintf(stderr, format, args);
    va_end(args);
    if (command) fprintf(stderr, "; see 'recoupe help %s'\n", command);
    else fputs("; see 'recoupe help'\n", stderr);
    return EXIT_USAGE;
}

static const rc_command *find_command(const char *name)
{
    for (const rc_command *c = rc_commands; c->name; c++)
        if (strcmp(c->name, name) == 0) return c;
    return NULL;
}

/* Take the options that every command has out of argv; returns the new argc, or -1. */
static int take_common(rc_common *common, int argc, char **argv)
{
    int kept = 0;
    for (int i = 0; i < argc; i++) {
        bool has_next = i + 1 < argc;
        if (strcmp(argv[i], "--") == 0) {
            while (i < argc) argv[kept++] = argv[i++];
            break;
        }
        if (strcmp(argv[i], "--ledger") == 0 || strcmp(argv[i], "--threads") == 0) {
            if (!has_next) {
                rc_usage(NULL, "%s needs a value", argv[i]);
                return -1;
            }
            if (argv[i][2] == 'l') common->ledger = argv[i + 1];
            else common->threads = (unsigned)strtoul(argv[i + 1], NULL, 10);
            i++;
        } else if (strcmp(argv[i], "--quiet") == 0 || strcmp(argv[i], "-q") == 0) {
            common->quiet = true;
        } else {
            argv[kept++] = argv[i];
        }
    }
    return kept;
}

int main(int argc, char **argv)
{
    setlocale(LC_CTYPE, "C.UTF-8");
    signal(SIGPIPE, SIG_DFL);
    const char *from_environment = getenv("RECOUPE_LEDGER");
    rc_common common = {.ledger = from_environment && *from_environment ? from_environment : DEFAULT_LEDGER};
    common.color = isatty(STDOUT_FILENO) && !getenv("NO_COLOR");
    if (argc < 2) return find_command("help")->run(&common, 0, NULL);
    const char *name = argv[1];
    if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0) name = "help";
    if (strcmp(name, "--version") == 0) name = "version";
    const rc_command *command = find_command(name);
    if (!command) return rc_usage(NULL, "there is no command '%s'", name);
    int n = take_common(&common, argc - 2, argv + 2);
    if (n < 0) return EXIT_USAGE;
    for (int i = 0; i < n; i++)
        if (strcmp(argv[2 + i], "--help") == 0) {
            char *topic[] = {argv[1]};
            return find_command("help")->run(&common, 1, topic);
        }
    return command->run(&common, n, argv + 2);
}
