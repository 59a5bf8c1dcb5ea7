/** Options of the commands that list and export. */
#ifndef CLI_OPTIONS_H
#define CLI_OPTIONS_H

#include "cli/command.h"
#include "recoupe/events/estimate.h"
#include "recoupe/ledger/ledger.h"

typedef enum rc_format { RC_FORMAT_TABLE, RC_FORMAT_JSON, RC_FORMAT_CSV } rc_format;

typedef struct rc_options {
    rc_filter filter;
    rc_format format;
    uint64_t limit; /**< rows; 0: all */
    rc_way way;     /**< of estimates */
    rc_str lang;    /**< of sentences; empty: English */
    char **words;   /**< what is no option */
    int n_words;
} rc_options;

/** Parse; on a mistake says so and returns EXIT_USAGE, else EXIT_DONE. `options->words` reuses argv. */
int rc_options_parse(rc_options *options, const char *command, int argc, char **argv);

/** The paths among `argv` of a command that has no options of its own; "--" ends the options. Returns as above. */
int rc_paths_parse(const char *command, int *argc, char **argv);

/** The lines about options that choose, and about those of lists, for the help texts. */
#define RC_FILTER_HELP                                                                                                 \
    "  --place TEXT      only what happened at a place whose name contains TEXT\n"                                     \
    "  --party NAME      only what a party did, suffered or says\n"                                                    \
    "  --type NAME       an event type or sub-type, e.g. Battles, \"Armed clash\"\n"                                   \
    "  --since DAY       on or after DAY (YYYY-MM-DD);  --until DAY  on or before it\n"                                \
    "  --text WORDS      in reports that contain these words (full-text search)\n"                                     \
    "  --contested       only events whose claims contradict each other\n"                                             \
    "  --single-origin   only events that one origin alone tells\n"                                                    \
    "  --report ID, --event ID   only of this report or event\n"

#define RC_LIST_HELP                                                                                                   \
    RC_FILTER_HELP                                                                                                     \
    "  --limit N         at most N rows\n"                                                                             \
    "  --format table|json|csv   (--json, --csv for short)\n"

#endif
