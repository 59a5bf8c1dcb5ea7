#include "cli/phrases.h"

#include <errno.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "recoupe/base/paths.h"
#include "recoupe/base/utf8.h"

#define FLUSH_BYTES ((size_t)1 << 16)
#define SECONDS_A_DAY 86400

typedef struct words {
    char **ptr;
    int n;
} words;

static int take_option(rc_phrase_job *job, const char *name, const char *value)
{
    if (!value) return rc_usage(job->command, "%s needs a value", name);
    if (strcmp(name, "--lang") == 0) {
        job->lang = value;
    } else if (strcmp(name, "--on") == 0) {
        job->on = strlen(value) == strlen("YYYY-MM-DD") ? rc_day_parse(rc_str_of(value)) : RC_DAY_NONE;
        if (job->on == RC_DAY_NONE) return rc_usage(job->command, "--on %s is not a day (YYYY-MM-DD)", value);
    } else if (strcmp(value, "table") == 0 || strcmp(value, "json") == 0) {
        job->format = value[0] == 't' ? RC_FORMAT_TABLE : RC_FORMAT_JSON;
    } else {
        return rc_usage(job->command, "--format %s is none of table, json", value);
    }
    return EXIT_DONE;
}

static int take_options(rc_phrase_job *job, int argc, char **argv, words *phrases)
{
    bool only_words = false;
    for (int i = 0; i < argc; i++) {
        const char *name = argv[i];
        bool valued = strcmp(name, "--lang") == 0 || strcmp(name, "--format") == 0 ||
                      (job->takes_day && strcmp(name, "--on") == 0);
        int code = EXIT_DONE;
        if (only_words || name[0] != '-' || !name[1]) {
            phrases->ptr[phrases->n++] = argv[i];
        } else if (strcmp(name, "--") == 0) {
            only_words = true;
        } else if (strcmp(name, "--json") == 0) {
            job->format = RC_FORMAT_JSON;
        } else if (valued) {
            code = take_option(job, name, i + 1 < argc ? argv[i + 1] : NULL);
            i++;
        } else {
            code = rc_usage(job->command, "unknown option %s", name);
        }
        if (code != EXIT_DONE) return code;
    }
    return EXIT_DONE;
}

static rc_status load_rules(rc_phrase_job *job, rc_phrase_language *l, rc_error *err)
{
    rc_status status = rc_lexicon_load(&l->lexicon, job->data_dir, l->tag, &job->lists, err);
    if (status == RC_OK) status = rc_number_rules_load(&l->numbers, l->lexicon, &job->lists, err);
    if (status == RC_OK) status = rc_date_rules_load(&l->dates, l->lexicon, &job->lists, err);
    return status;
}

/* A tag that is no folder of lang/ is not looked for: it may hold anything, a path too. */
static bool is_tag(const char *tag)
{
    size_t len = strlen(tag);
    return len > 0 && len < sizeof((rc_phrase_language *)0)->tag && strspn(tag, "abcdefghijklmnopqrstuvwxyz") == len;
}

static rc_status find_language(rc_phrase_job *job, const char *tag, const rc_phrase_language **out, rc_error *err)
{
    for (unsigned i = 0; i < job->n_languages; i++)
        if (strcmp(job->languages[i].tag, tag) == 0) {
            *out = &job->languages[i];
            return RC_OK;
        }
    char path[sizeof job->data_dir + 32];
    snprintf(path, sizeof path, "%s/lang/%s", job->data_dir, tag);
    if (!is_tag(tag) || access(path, F_OK) != 0 || job->n_languages == RC_PHRASE_LANGUAGES)
        return rc_fail(err, RC_EUNREAD, "in language '%s', for which there are no rules", tag);
    rc_phrase_language *l = &job->languages[job->n_languages];
    snprintf(l->tag, sizeof l->tag, "%s", tag);
    rc_status status = load_rules(job, l, err);
    if (status != RC_OK) return status;
    job->n_languages++;
    *out = l;
    return RC_OK;
}

static rc_status read_phrase(rc_phrase_job *job, rc_phrase *phrase, rc_error *err)
{
    const rc_phrase_language *l = NULL;
    rc_language found = {0};
    if (rc_utf8_invalid(phrase->text) != SIZE_MAX) return rc_fail(err, RC_EENCODING, "not UTF-8");
    if (job->lang) phrase->lang = job->lang;
    if (!phrase->lang) {
        found = rc_identify(job->identifier, phrase->text, RC_STR(""));
        phrase->lang = found.is_read ? found.tag : "en";
    }
    rc_status status = find_language(job, phrase->lang, &l, err);
    if (status != RC_OK) return status;
    phrase->doc = rc_document_new(rc_lexicon_orthography(l->lexicon), phrase->text, &job->arena);
    phrase->hits = rc_lexicon_match(l->lexicon, phrase->doc, &job->arena);
    phrase->dates = l->dates;
    phrase->numbers = l->numbers;
    phrase->lang = l->tag;
    job->write(job, phrase);
    return job->out.len < FLUSH_BYTES ? RC_OK : rc_buf_flush(&job->out, stdout, err);
}

static rc_str json_text(const json_t *object, const char *key)
{
    const char *value = json_string_value(json_object_get(object, key));
    return value ? rc_str_of(value) : RC_STR("");
}

/* A line that is a JSON object tells its own day, language and id. */
static rc_status read_object(rc_phrase_job *job, const json_t *object, rc_error *err)
{
    rc_phrase phrase = {.id = json_text(object, "id"), .text = json_text(object, "text"), .on = job->on};
    rc_str lang = json_text(object, "lang"), date = json_text(object, "date");
    if (!json_is_string(json_object_get(object, "text"))) return rc_fail(err, RC_EFORMAT, "no `text` in it");
    if (lang.len) phrase.lang = lang.ptr;
    if (date.len) phrase.on = rc_day_parse(date);
    if (date.len && phrase.on == RC_DAY_NONE) return rc_fail(err, RC_EFORMAT, "`date` is not a day (YYYY-MM-DD)");
    return read_phrase(job, &phrase, err);
}

static rc_status read_line(rc_phrase_job *job, rc_str line, rc_error *err)
{
    rc_arena_reset(&job->arena);
    if (line.ptr[0] != '{') {
        rc_phrase phrase = {.id = RC_STR(""), .text = line, .on = job->on};
        return read_phrase(job, &phrase, err);
    }
    json_error_t why;
    json_t *object = json_loadb(line.ptr, line.len, 0, &why);
    if (!object) return rc_fail(err, RC_EFORMAT, "not JSON: %s", why.text);
    rc_status status = read_object(job, object, err);
    json_decref(object);
    return status;
}

static rc_status read_stdin(rc_phrase_job *job, rc_error *err)
{
    char *line = NULL;
    size_t size = 0;
    rc_status status = RC_OK;
    ssize_t len;
    for (unsigned n = 1; status == RC_OK && (len = getline(&line, &size, stdin)) >= 0; n++) {
        rc_str text = rc_str_trim((rc_str){line, (size_t)len});
        rc_error why;
        status = text.len ? read_line(job, text, &why) : RC_OK;
        if (status == RC_OK) continue;
        if (status != RC_EFORMAT && status != RC_EENCODING && status != RC_EUNREAD) {
            *err = why;
            break;
        }
        job->skipped++;
        status = RC_OK;
        if (!job->quiet) fprintf(stderr, "recoupe: line %u: %s\n", n, why.message);
    }
    free(line);
    if (status == RC_OK && ferror(stdin))
        status = rc_fail(err, RC_EIO, "cannot read standard input: %s", strerror(errno));
    return status;
}

typedef struct work {
    rc_phrase_job *job;
    const words *phrases;
} work;

static rc_status read_all(void *context, rc_error *err)
{
    work *w = context;
    rc_status status = RC_OK;
    bool from_stdin = w->phrases->n == 0;
    for (int i = 0; i < w->phrases->n && status == RC_OK; i++) {
        rc_phrase phrase = {.id = RC_STR(""), .text = rc_str_of(w->phrases->ptr[i]), .on = w->job->on};
        if (strcmp(w->phrases->ptr[i], "-") == 0) {
            from_stdin = true;
            continue;
        }
        rc_arena_reset(&w->job->arena);
        status = read_phrase(w->job, &phrase, err);
    }
    return status == RC_OK && from_stdin ? read_stdin(w->job, err) : status;
}

int rc_phrases_run(rc_phrase_job *job, const rc_common *common, int argc, char **argv)
{
    words phrases = {argv, 0};
    job->on = (rc_day)(time(NULL) / SECONDS_A_DAY);
    job->quiet = common->quiet;
    job->color = common->color;
    int usage = take_options(job, argc, argv, &phrases);
    if (usage != EXIT_DONE) return usage;
    rc_error err = {0};
    rc_status status = rc_data_dir(job->data_dir, sizeof job->data_dir, &err);
    if (status == RC_OK) status = rc_identifier_new(&job->identifier, job->data_dir, &err);
    if (status != RC_OK) return rc_report_error(&err);
    rc_arena_init(&job->lists, (size_t)1 << 20, 0);
    rc_arena_init(&job->arena, (size_t)1 << 18, 0);
    rc_buf_init(&job->out);
    work w = {job, &phrases};
    status = rc_arena_run(&job->arena, read_all, &w, "phrases", &err);
    if (status == RC_OK) status = rc_buf_flush(&job->out, stdout, &err);
    rc_identifier_free(job->identifier);
    rc_buf_release(&job->out);
    rc_arena_release(&job->arena);
    rc_arena_release(&job->lists);
    if (status != RC_OK) return rc_report_error(&err);
    return job->skipped ? EXIT_PARTLY : EXIT_DONE;
}

void rc_phrase_tokens(rc_json *json, const rc_document *doc, uint32_t first, uint32_t count)
{
    rc_span span = rc_tokens_span(doc, first, count);
    rc_json_key(json, "beg");
    rc_json_int(json, span.beg);
    rc_json_key(json, "end");
    rc_json_int(json, span.end);
    rc_json_str_field(json, "text", rc_str_span(doc->text, span));
}
