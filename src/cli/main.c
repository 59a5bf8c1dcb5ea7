#include <errno.h>
#include <locale.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/command.h"
#include "recoupe/base/str.h"

#define DEFAULT_LEDGER "recoupe.ledger"
#define MAX_THREADS 256

int rc_report_error(const rc_error *err)
{
    fprintf(stderr, "recoupe: %s\n", err->message);
    switch (err->status) {
    case RC_EINVALID:
        return EXIT_USAGE;
    case RC_ENOTFOUND:
        return EXIT_NOT_FOUND;
    default:
        return EXIT_FAILED;
    }
}

int rc_usage(const char *command, const char *format, ...)
{
    va_list args;
    fputs("recoupe: ", stderr);
    va_start(args, format);
    vfprintf(stderr, format, args);
    va_end(args);
    if (command)
        fprintf(stderr, "; see 'recoupe help %s'\n", command);
    else
        fputs("; see 'recoupe help'\n", stderr);
    return EXIT_USAGE;
}

static const rc_command *find_command(const char *name)
{
    for (const rc_command *c = rc_commands; c->name; c++)
        if (strcmp(c->name, name) == 0) return c;
    return NULL;
}

/* `--name=value` as two arguments, so that options are looked at in one form. The array and the parts live as long as
 * the program. */
static char **split_values(int *argc, char **argv)
{
    char **out = calloc(2 * (size_t)*argc + 1, sizeof *out);
    int n = 0;
    bool only_words = false;
    for (int i = 0; out && i < *argc; i++) {
        only_words = only_words || strcmp(argv[i], "--") == 0;
        char *equals = only_words || strncmp(argv[i], "--", 2) != 0 ? NULL : strchr(argv[i], '=');
        out[n++] = argv[i];
        if (!equals) continue;
        *equals = 0;
        out[n++] = equals + 1;
    }
    *argc = n;
    return out;
}

static bool parse_threads(const char *value, unsigned *out)
{
    int64_t n;
    if (!rc_str_int(rc_str_of(value), &n) || n < 0 || n > MAX_THREADS) return false;
    *out = (unsigned)n;
    return true;
}

/* Take the options that every command has out of argv; returns the new argc, or -1. */
static int take_common(rc_common *common, int argc, char **argv)
{
    int kept = 0;
    for (int i = 0; i < argc; i++) {
        if (strcmp(argv[i], "--") == 0) {
            while (i < argc) argv[kept++] = argv[i++];
            break;
        }
        bool ledger = strcmp(argv[i], "--ledger") == 0, threads = strcmp(argv[i], "--threads") == 0;
        bool data = strcmp(argv[i], "--data") == 0;
        if (strcmp(argv[i], "--quiet") == 0 || strcmp(argv[i], "-q") == 0) {
            common->quiet = true;
        } else if (!ledger && !threads && !data) {
            argv[kept++] = argv[i];
        } else if (i + 1 == argc || !argv[i + 1][0]) {
            rc_usage(NULL, "%s needs a value", argv[i]);
            return -1;
        } else if (ledger) {
            common->ledger = argv[++i];
        } else if (data) {
            setenv("RECOUPE_HOME", argv[++i], 1); /* before there are threads */
        } else if (!parse_threads(argv[++i], &common->threads)) {
            rc_usage(NULL, "--threads %s is not a number from 0 (one a core) to %d", argv[i], MAX_THREADS);
            return -1;
        }
    }
    return kept;
}

static bool asks_for_help(int argc, char **argv)
{
    for (int i = 0; i < argc && strcmp(argv[i], "--") != 0; i++)
        if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0) return true;
    return false;
}

static int run_command(const rc_common *common, int argc, char **argv)
{
    if (argc == 0) return find_command("help")->run(common, 0, NULL);
    const char *name = argv[0];
    if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0) name = "help";
    if (strcmp(name, "--version") == 0) name = "version";
    const rc_command *command = find_command(name);
    if (!command && name[0] == '-') return rc_usage(NULL, "unknown option %s", name);
    if (!command) return rc_usage(NULL, "there is no command '%s'", name);
    if (asks_for_help(argc - 1, argv + 1)) return find_command("help")->run(common, 1, argv);
    return command->run(common, argc - 1, argv + 1);
}

int main(int argc, char **argv)
{
    setlocale(LC_CTYPE, "C.UTF-8");
    signal(SIGPIPE, SIG_DFL);
    const char *from_environment = getenv("RECOUPE_LEDGER");
    rc_common common = {.ledger = from_environment && *from_environment ? from_environment : DEFAULT_LEDGER};
    const char *no_color = getenv("NO_COLOR");
    common.color = isatty(STDOUT_FILENO) && !(no_color && *no_color);
    int n = argc > 0 ? argc - 1 : 0;
    char **words = split_values(&n, argv + 1);
    if (!words) {
        fputs("recoupe: out of memory\n", stderr);
        return EXIT_FAILED;
    }
    n = take_common(&common, n, words);
    int code = n < 0 ? EXIT_USAGE : run_command(&common, n, words);
    free(words);
    /* What was printed counts as done only when it has left: a full disk must not look like success. */
    if ((fflush(stdout) != 0 || ferror(stdout)) && code != EXIT_FAILED) {
        fprintf(stderr, "recoupe: cannot write to standard output: %s\n", strerror(errno ? errno : EIO));
        code = EXIT_FAILED;
    }
    return code;
}
