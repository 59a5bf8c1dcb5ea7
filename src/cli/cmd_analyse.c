#include <stdio.h>

#include "cli/cmd.h"
#include "cli/each.h"
#include "cli/table.h"
#include "recoupe/base/paths.h"
#include "recoupe/language/analysis.h"
#include "recoupe/language/identify.h"

#define LANGUAGES 8
#define PATH_BYTES 4200

typedef enum analyse_format { ANALYSE_CONLLU, ANALYSE_TABLE, ANALYSE_JSON } analyse_format;

/* What a language needs, opened when the first text in it comes. */
typedef struct analyse_language {
    char tag[12];
    rc_model *model;
    rc_orthography *orthography;
} analyse_language;

typedef struct analyse_job {
    const rc_common *common;
    analyse_format format;
    const char *lang, *model;
    char data_dir[4096];
    rc_identifier *identifier;
    analyse_language languages[LANGUAGES];
    unsigned n_languages;
    rc_arena lists, arena;
    rc_buf out;
} analyse_job;

static void put_word(rc_buf *out, const rc_analysis *a, const rc_analysis_sentence *s, const rc_word *w,
                     const char *name)
{
    const rc_analysis_token *t = &a->tokens[w->token];
    bool last = w == &a->words[t->first + t->count - 1], alone = t->count == 1;
    bool glued = last && w->token + 1 < a->n_tokens && t[1].span.beg == t->span.end;
    rc_buf_printf(out, "%u\t%.*s\t%.*s\t%s\t_\t", (unsigned)(w - &a->words[s->first]) + 1, RC_FMT(w->form),
                  RC_FMT(w->lemma), rc_upos_name((rc_upos)w->upos));
    if (w->feats.len)
        rc_buf_put(out, w->feats);
    else
        rc_buf_putc(out, '_');
    rc_buf_printf(out, "\t%u\t%.*s\t_\t", w->head, RC_FMT(w->deprel));
    if (*name) rc_buf_printf(out, "Entity=%s%s", name, alone && glued ? "|" : "");
    if (alone && glued) rc_buf_put(out, RC_STR("SpaceAfter=No"));
    if (!*name && !(alone && glued)) rc_buf_putc(out, '_');
    rc_buf_putc(out, '\n');
}

/* "B-PER" for the first word of an entity, "I-PER" for others, "" outside. `*next` is the first entity not yet passed.
 */
static const char *entity_at(const rc_analysis *a, uint32_t word, uint32_t *next, char out[16])
{
    while (*next < a->n_entities && a->entities[*next].first + a->entities[*next].count <= word) ++*next;
    if (*next == a->n_entities || word < a->entities[*next].first) return "";
    snprintf(out, 16, "%c-%s", word == a->entities[*next].first ? 'B' : 'I', rc_entity_name(a->entities[*next].kind));
    return out;
}

/* White space inside a token ("20 000") may be a line break, which a line of CoNLL-U must not have. */
static void put_line(rc_buf *out, rc_str text)
{
    for (size_t i = 0; i < text.len; i++) rc_buf_putc(out, (unsigned char)text.ptr[i] < ' ' ? ' ' : text.ptr[i]);
}

static void put_conllu(analyse_job *job, const rc_report *report, const rc_analysis *a)
{
    char name[16];
    uint32_t next = 0;
    rc_buf_printf(&job->out, "# newdoc id = %.*s\n", RC_FMT(report->id));
    for (uint32_t i = 0; i < a->n_sentences; i++) {
        const rc_analysis_sentence *s = &a->sentences[i];
        rc_buf_printf(&job->out, "# sent_id = %u\n# text = ", i + 1);
        put_line(&job->out, rc_str_span(a->text, s->span));
        rc_buf_putc(&job->out, '\n');
        for (uint32_t k = s->first; k < s->first + s->count; k++) {
            const rc_analysis_token *t = &a->tokens[a->words[k].token];
            if (t->count > 1 && t->first == k) {
                unsigned id = k - s->first + 1;
                bool glued = a->words[k].token + 1 < a->n_tokens && t[1].span.beg == t->span.end;
                rc_buf_printf(&job->out, "%u-%u\t", id, id + t->count - 1);
                put_line(&job->out, rc_str_span(a->text, t->span));
                rc_buf_printf(&job->out, "\t_\t_\t_\t_\t_\t_\t_\t%s\n", glued ? "SpaceAfter=No" : "_");
            }
            put_word(&job->out, a, s, &a->words[k], entity_at(a, k, &next, name));
        }
        rc_buf_putc(&job->out, '\n');
    }
}

static void put_table(analyse_job *job, const rc_analysis *a)
{
    static const rc_column columns[] = {{"id", true},   {"form", false},   {"lemma", false}, {"upos", false},
                                        {"head", true}, {"deprel", false}, {"name", false},  {"feats", false}};
    char name[16];
    uint32_t next = 0;
    rc_table table;
    rc_table_init(&table, columns, 8, &job->arena);
    for (uint32_t i = 0; i < a->n_sentences; i++)
        for (uint32_t k = 0; k < a->sentences[i].count; k++) {
            const rc_word *w = &a->words[a->sentences[i].first + k];
            rc_table_add_int(&table, k + 1);
            rc_table_add(&table, w->form);
            rc_table_add(&table, w->lemma);
            rc_table_add(&table, rc_str_of(rc_upos_name((rc_upos)w->upos)));
            rc_table_add_int(&table, w->head);
            rc_table_add(&table, w->deprel);
            rc_table_add(&table, rc_str_of(entity_at(a, a->sentences[i].first + k, &next, name)));
            rc_table_add(&table, w->feats);
        }
    rc_table_print(&table, RC_FORMAT_TABLE, job->common->color);
}

static void put_json(analyse_job *job, const rc_report *report, const rc_analysis *a, const char *lang)
{
    rc_json json;
    rc_json_init(&json, &job->out);
    rc_json_begin_object(&json);
    rc_json_str_field(&json, "id", report->id);
    rc_json_str_field(&json, "lang", rc_str_of(lang));
    rc_json_key(&json, "sentences");
    rc_json_begin_array(&json);
    for (uint32_t i = 0; i < a->n_sentences; i++) {
        rc_json_begin_array(&json);
        for (uint32_t k = 0; k < a->sentences[i].count; k++) {
            const rc_word *w = &a->words[a->sentences[i].first + k];
            rc_json_begin_object(&json);
            rc_json_str_field(&json, "form", w->form);
            rc_json_str_field(&json, "lemma", w->lemma);
            rc_json_str_field(&json, "upos", rc_str_of(rc_upos_name((rc_upos)w->upos)));
            rc_json_str_field(&json, "feats", w->feats);
            rc_json_key(&json, "head");
            rc_json_int(&json, w->head);
            rc_json_str_field(&json, "deprel", w->deprel);
            rc_json_key(&json, "beg");
            rc_json_int(&json, w->span.beg);
            rc_json_key(&json, "end");
            rc_json_int(&json, w->span.end);
            rc_json_end_object(&json);
        }
        rc_json_end_array(&json);
    }
    rc_json_end_array(&json);
    rc_json_key(&json, "entities");
    rc_json_begin_array(&json);
    for (uint32_t i = 0; i < a->n_entities; i++) {
        const rc_entity *e = &a->entities[i];
        rc_json_begin_object(&json);
        rc_json_str_field(&json, "text", rc_entity_text(a, e));
        rc_json_str_field(&json, "kind", rc_str_of(rc_entity_name(e->kind)));
        rc_json_key(&json, "beg");
        rc_json_int(&json, e->span.beg);
        rc_json_key(&json, "end");
        rc_json_int(&json, e->span.end);
        rc_json_end_object(&json);
    }
    rc_json_end_array(&json);
    rc_json_end_object(&json);
    rc_buf_putc(&job->out, '\n');
}

static rc_status find_language(analyse_job *job, const char *tag, analyse_language **out, rc_error *err)
{
    for (unsigned i = 0; i < job->n_languages; i++)
        if (strcmp(job->languages[i].tag, tag) == 0) {
            *out = &job->languages[i];
            return RC_OK;
        }
    if (job->n_languages == LANGUAGES) return rc_fail(err, RC_ELIMIT, "texts in more than %d languages", LANGUAGES);
    analyse_language *l = &job->languages[job->n_languages];
    char path[PATH_BYTES];
    snprintf(path, sizeof path, "%s/models/%s.model", job->data_dir, tag);
    rc_status status = rc_model_open(&l->model, job->model ? job->model : path, err);
    if (status != RC_OK) return status;
    status = rc_orthography_load(&l->orthography, job->data_dir, rc_model_language(l->model), &job->lists, err);
    if (status != RC_OK) {
        rc_model_close(l->model);
        return status;
    }
    snprintf(l->tag, sizeof l->tag, "%s", tag);
    job->n_languages++;
    *out = l;
    return RC_OK;
}

static rc_status analyse(void *context, const rc_report *report, rc_error *why)
{
    analyse_job *job = context;
    rc_language found = {0};
    analyse_language *language = NULL;
    if (!job->lang) found = rc_identify(job->identifier, report->text, report->lang);
    rc_status status = find_language(job, job->lang ? job->lang : found.tag, &language, why);
    if (status != RC_OK) return status;
    rc_arena_reset(&job->arena);
    const rc_document *doc = rc_document_new(language->orthography, report->text, &job->arena);
    const rc_analysis *a = rc_analyse(language->model, doc, &job->arena);
    switch (job->format) {
    case ANALYSE_CONLLU:
        put_conllu(job, report, a);
        break;
    case ANALYSE_TABLE:
        put_table(job, a);
        break;
    case ANALYSE_JSON:
        put_json(job, report, a, language->tag);
        break;
    }
    return RC_OK;
}

static int take_options(analyse_job *job, int argc, char **argv, int *n_paths)
{
    for (int i = 0; i < argc; i++) {
        const char *value = i + 1 < argc ? argv[i + 1] : "";
        if (strcmp(argv[i], "--json") == 0) {
            job->format = ANALYSE_JSON;
        } else if (strcmp(argv[i], "--format") == 0) {
            if (strcmp(value, "table") == 0)
                job->format = ANALYSE_TABLE;
            else if (strcmp(value, "json") == 0)
                job->format = ANALYSE_JSON;
            else if (strcmp(value, "conllu") == 0)
                job->format = ANALYSE_CONLLU;
            else
                return rc_usage("analyse", "--format %s is none of conllu, table, json", value);
            i++;
        } else if ((strcmp(argv[i], "--lang") == 0 || strcmp(argv[i], "--model") == 0) && *value) {
            if (argv[i][2] == 'l')
                job->lang = value;
            else
                job->model = value;
            i++;
        } else if (argv[i][0] == '-' && argv[i][1]) {
            return rc_usage("analyse", "unknown option %s", argv[i]);
        } else {
            argv[(*n_paths)++] = argv[i];
        }
    }
    return EXIT_DONE;
}

int rc_cmd_analyse(const rc_common *common, int argc, char **argv)
{
    analyse_job job = {.common = common};
    int n_paths = 0, code = take_options(&job, argc, argv, &n_paths);
    if (code != EXIT_DONE) return code;
    rc_error err = {0};
    rc_status status = rc_data_dir(job.data_dir, sizeof job.data_dir, &err);
    if (status == RC_OK) status = rc_identifier_new(&job.identifier, job.data_dir, &err);
    if (status != RC_OK) return rc_report_error(&err);
    rc_arena_init(&job.lists, 1u << 16, 0);
    rc_arena_init(&job.arena, 1u << 20, 0);
    rc_buf_init(&job.out);
    code = rc_each_report(common, argv, n_paths, &job.out, analyse, &job);
    for (unsigned i = 0; i < job.n_languages; i++) rc_model_close(job.languages[i].model);
    rc_identifier_free(job.identifier);
    rc_buf_release(&job.out);
    rc_arena_release(&job.arena);
    rc_arena_release(&job.lists);
    return code;
}
