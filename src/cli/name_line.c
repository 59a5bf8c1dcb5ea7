#include "cli/name_line.h"

#include <string.h>

#include "recoupe/base/utf8.h"

static int take_format(rc_name_line *line, const char *value)
{
    static const char *const formats[] = {"table", "json", "csv"};
    for (int i = 0; i < 3; i++)
        if (strcmp(value, formats[i]) == 0) {
            line->format = (rc_format)i;
            return EXIT_DONE;
        }
    return rc_usage(line->command, "--format %s is none of table, json, csv", value);
}

static bool is_format(const char *option)
{
    return strcmp(option, "--format") == 0;
}

static bool takes_value(const rc_name_line *line, const char *option)
{
    for (const char *const *o = line->options; *o; o++)
        if (strcmp(*o, option) == 0) return true;
    return is_format(option);
}

static int take_valued(rc_name_line *line, const char *option, const char *value)
{
    if (!value) return rc_usage(line->command, "%s needs a value", option);
    return is_format(option) ? take_format(line, value) : line->take(line->context, option, value);
}

int rc_name_line_read(rc_name_line *line, int argc, char **argv, rc_arena *arena)
{
    bool only_words = false;
    for (int i = 0; i < argc; i++) {
        int code = EXIT_DONE;
        bool option = !only_words && argv[i][0] == '-' && argv[i][1];
        if (option && strcmp(argv[i], "--") == 0) {
            only_words = true;
        } else if (option && strcmp(argv[i], "--json") == 0) {
            line->format = RC_FORMAT_JSON;
        } else if (option && strcmp(argv[i], "--csv") == 0) {
            line->format = RC_FORMAT_CSV;
        } else if (option && takes_value(line, argv[i])) {
            code = take_valued(line, argv[i], i + 1 < argc ? argv[i + 1] : NULL);
            i++;
        } else if (option) {
            code = rc_usage(line->command, "unknown option %s", argv[i]);
        } else {
            line->name =
                line->name.len ? rc_arena_printf(arena, "%.*s %s", RC_FMT(line->name), argv[i]) : rc_str_of(argv[i]);
        }
        if (code != EXIT_DONE) return code;
    }
    if (!line->name.len) return rc_usage(line->command, "no name");
    if (rc_utf8_invalid(line->name) != SIZE_MAX) return rc_usage(line->command, "the name is not UTF-8");
    return EXIT_DONE;
}
