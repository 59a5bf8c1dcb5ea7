#include "cli/options.h"

#include <stdlib.h>
#include <string.h>

static int parse_day(const char *command, const char *option, const char *value, rc_day *out)
{
    *out = strlen(value) == strlen("YYYY-MM-DD") ? rc_day_parse(rc_str_of(value)) : RC_DAY_NONE;
    if (*out == RC_DAY_NONE) return rc_usage(command, "%s %s is not a day (YYYY-MM-DD)", option, value);
    return EXIT_DONE;
}

static int parse_format(const char *command, const char *value, rc_format *out)
{
    static const char *const names[] = {"table", "json", "csv"};
    for (int i = 0; i < 3; i++)
        if (strcmp(value, names[i]) == 0) {
            *out = (rc_format)i;
            return EXIT_DONE;
        }
    return rc_usage(command, "--format %s is none of table, json, csv", value);
}

static int parse_order(const char *command, const char *value, rc_event_order *out)
{
    static const char *const names[] = {"dispute", "spread", "date", "origins"};
    for (int i = 0; i < 4; i++)
        if (strcmp(value, names[i]) == 0) {
            *out = (rc_event_order)i;
            return EXIT_DONE;
        }
    return rc_usage(command, "--sort %s is none of dispute, spread, date, origins", value);
}

static int parse_way(const char *command, const char *value, rc_way *out)
{
    if (rc_way_of(rc_str_of(value), out)) return EXIT_DONE;
    return rc_usage(command, "--estimate %s is none of ucdp, acled, airwars", value);
}

static int parse_lang(const char *command, const char *value, rc_str *out)
{
    *out = rc_str_of(value);
    if (strcmp(value, "en") == 0 || strcmp(value, "fr") == 0) return EXIT_DONE;
    return rc_usage(command, "--lang %s is neither en nor fr", value);
}

/* Options that take text: name and the field it goes to. */
static rc_str *text_field(rc_filter *filter, const char *name)
{
    if (strcmp(name, "--place") == 0) return &filter->place;
    if (strcmp(name, "--party") == 0) return &filter->party;
    if (strcmp(name, "--type") == 0) return &filter->type;
    if (strcmp(name, "--text") == 0) return &filter->text;
    if (strcmp(name, "--report") == 0) return &filter->report;
    if (strcmp(name, "--event") == 0) return &filter->event;
    return NULL;
}

static int parse_valued(rc_options *o, const char *command, const char *name, const char *value)
{
    rc_str *field = text_field(&o->filter, name);
    if (!value) return rc_usage(command, "%s needs a value", name);
    if (field) {
        *field = rc_str_of(value);
        return EXIT_DONE;
    }
    if (strcmp(name, "--since") == 0) return parse_day(command, name, value, &o->filter.since);
    if (strcmp(name, "--until") == 0) return parse_day(command, name, value, &o->filter.until);
    if (strcmp(name, "--sort") == 0) return parse_order(command, value, &o->filter.order);
    if (strcmp(name, "--estimate") == 0) return parse_way(command, value, &o->way);
    if (strcmp(name, "--lang") == 0) return parse_lang(command, value, &o->lang);
    if (strcmp(name, "--format") == 0) return parse_format(command, value, &o->format);
    int64_t limit;
    if (!rc_str_int(rc_str_of(value), &limit) || limit < 1)
        return rc_usage(command, "--limit %s is not a number of rows", value);
    o->limit = (uint64_t)limit;
    return EXIT_DONE;
}

static bool takes_value(const char *name)
{
    static const char *const names[] = {"--place", "--party",  "--type",  "--text", "--report",   "--event", "--since",
                                        "--until", "--format", "--limit", "--sort", "--estimate", "--lang"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(name, names[i]) == 0) return true;
    return false;
}

int rc_options_parse(rc_options *o, const char *command, int argc, char **argv)
{
    *o = (rc_options){.filter = RC_FILTER_ANY, .words = argv};
    for (int i = 0; i < argc; i++) {
        int code = EXIT_DONE;
        if (takes_value(argv[i])) {
            code = parse_valued(o, command, argv[i], i + 1 < argc ? argv[i + 1] : NULL);
            i++;
        } else if (strcmp(argv[i], "--contested") == 0) {
            o->filter.contested = true;
        } else if (strcmp(argv[i], "--single-origin") == 0) {
            o->filter.single_origin = true;
        } else if (strcmp(argv[i], "--json") == 0) {
            o->format = RC_FORMAT_JSON;
        } else if (strcmp(argv[i], "--csv") == 0) {
            o->format = RC_FORMAT_CSV;
        } else if (argv[i][0] == '-' && argv[i][1]) {
            code = rc_usage(command, "unknown option %s", argv[i]);
        } else {
            o->words[o->n_words++] = argv[i];
        }
        if (code != EXIT_DONE) return code;
    }
    return EXIT_DONE;
}

int rc_paths_parse(const char *command, int *argc, char **argv)
{
    int n = 0;
    bool only_paths = false;
    for (int i = 0; i < *argc; i++) {
        bool dashes = strcmp(argv[i], "--") == 0;
        if (!only_paths && !dashes && argv[i][0] == '-' && argv[i][1])
            return rc_usage(command, "unknown option %s", argv[i]);
        if (only_paths || !dashes) argv[n++] = argv[i];
        only_paths = only_paths || dashes;
    }
    *argc = n;
    return EXIT_DONE;
}
