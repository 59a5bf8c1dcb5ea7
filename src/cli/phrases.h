/** Phrases to be read by one rule module, from the command line or from lines of standard input: what `date` and
 * `number` share. A line is a phrase, or a JSON object {"text": ..., "date": "YYYY-MM-DD", "lang": ..., "id": ...}. */
#ifndef CLI_PHRASES_H
#define CLI_PHRASES_H

#include "cli/cmd.h"
#include "cli/options.h"
#include "recoupe/language/identify.h"
#include "recoupe/resolve/date.h"
#include "recoupe/resolve/number.h"

#define RC_PHRASE_LANGUAGES 8

typedef struct rc_phrase {
    rc_str id, text;
    rc_day on;
    const char *lang;
    const rc_document *doc;
    rc_hits hits;
    const rc_date_rules *dates;
    const rc_number_rules *numbers;
} rc_phrase;

typedef struct rc_phrase_language {
    char tag[12];
    rc_lexicon *lexicon;
    rc_date_rules *dates;
    rc_number_rules *numbers;
} rc_phrase_language;

typedef struct rc_phrase_job rc_phrase_job;
struct rc_phrase_job {
    const char *command;
    bool takes_day; /**< --on DAY */
    /** Write what is found in one phrase to `out`; `arena` is empty before each. */
    void (*write)(rc_phrase_job *job, const rc_phrase *phrase);
    rc_format format;
    rc_day on;
    const char *lang; /**< NULL: each phrase's own */
    char data_dir[4096];
    rc_identifier *identifier;
    rc_phrase_language languages[RC_PHRASE_LANGUAGES];
    unsigned n_languages, skipped;
    bool quiet, color;
    rc_arena lists, arena;
    rc_buf out;
};

/** Read the options and all phrases; the exit code. */
int rc_phrases_run(rc_phrase_job *job, const rc_common *common, int argc, char **argv);

/** `"beg"`, `"end"` (bytes) and `"text"` of tokens, into the object that is open. */
void rc_phrase_tokens(rc_json *json, const rc_document *doc, uint32_t first, uint32_t count);

#endif
