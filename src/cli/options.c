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

static void set_flag(rc_options *o, const char *name)
{
    if (strcmp(name, "--contested") == 0) o->filter.contested = true;
    if (strcmp(name, "--single-origin") == 0) o->filter.single_origin = true;
    if (strcmp(name, "--json") == 0) o->format = RC_FORMAT_JSON;
    if (strcmp(name, "--csv") == 0) o->format = RC_FORMAT_CSV;
}

/* Which commands take an option: the lists, those that show ranges, all that choose. */
typedef enum takers { LISTS = 1, EVENTS = 2, RANGES = 4, CHOOSERS = 8 } takers;

static const struct {
    const char *name;
    bool has_value;
    unsigned of;
} known_options[] = {{"--place", true, CHOOSERS},
                     {"--party", true, CHOOSERS},
                     {"--type", true, CHOOSERS},
                     {"--text", true, CHOOSERS},
                     {"--report", true, CHOOSERS},
                     {"--event", true, CHOOSERS},
                     {"--since", true, CHOOSERS},
                     {"--until", true, CHOOSERS},
                     {"--contested", false, CHOOSERS},
                     {"--format", true, LISTS},
                     {"--single-origin", false, CHOOSERS},
                     {"--json", false, LISTS},
                     {"--csv", false, LISTS},
                     {"--limit", true, LISTS},
                     {"--sort", true, EVENTS},
                     {"--estimate", true, EVENTS | RANGES},
                     {"--lang", true, RANGES}};

static unsigned takers_of(const char *command)
{
    if (strcmp(command, "show") == 0) return RANGES;
    if (strcmp(command, "export") == 0) return RANGES | CHOOSERS;
    return LISTS | CHOOSERS | (strcmp(command, "events") == 0 ? EVENTS : 0u);
}

/* The option's place among those known to the command, or -1. */
static int find_option(const char *command, const char *name)
{
    for (size_t i = 0; i < sizeof known_options / sizeof *known_options; i++)
        if (strcmp(name, known_options[i].name) == 0) return known_options[i].of & takers_of(command) ? (int)i : -1;
    return -1;
}

static int check_days(const rc_options *o, const char *command)
{
    char since[11], until[11];
    if (o->filter.since == RC_DAY_NONE || o->filter.until == RC_DAY_NONE || o->filter.since <= o->filter.until)
        return EXIT_DONE;
    rc_day_iso(o->filter.since, since);
    rc_day_iso(o->filter.until, until);
    return rc_usage(command, "--since %s is after --until %s", since, until);
}

int rc_options_parse(rc_options *o, const char *command, int argc, char **argv)
{
    *o = (rc_options){.filter = RC_FILTER_ANY, .words = argv};
    for (int i = 0; i < argc; i++) {
        int code = EXIT_DONE, option = find_option(command, argv[i]);
        if (option < 0 && argv[i][0] == '-' && argv[i][1]) {
            code = rc_usage(command, "unknown option %s", argv[i]);
        } else if (option < 0) {
            o->words[o->n_words++] = argv[i];
        } else if (known_options[option].has_value) {
            code = parse_valued(o, command, argv[i], i + 1 < argc ? argv[i + 1] : NULL);
            i++;
        } else {
            set_flag(o, argv[i]);
        }
        if (code != EXIT_DONE) return code;
    }
    return check_days(o, command);
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
