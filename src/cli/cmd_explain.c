/* How a report was read, sentence by sentence. The tree is short: a word stands with its articles, prepositions and
 * auxiliaries on one line, what depends on it below. */
#include <stdio.h>

#include "cli/cmd.h"
#include "cli/each.h"
#include "cli/words.h"
#include "recoupe/claims/explain.h"

#define ARENA_BYTES ((size_t)4 << 20)
#define TREE_DEPTH 24
#define BAR "    "

typedef struct explain_job {
    bool json, trees;
    rc_reader *reader;
    rc_arena arena;
    rc_buf out;
} explain_job;

static const char *const note_names[] = {"source", "found",   "skipped", "claim",
                                         "joined", "dropped", "learned", "marked"};

/* ---- tree */

/* Relations of words that belong to the word they hang on: articles, prepositions, auxiliaries, parts of a name. */
static bool is_small(rc_str deprel)
{
    static const char *const names[] = {"det",  "case",     "mark",   "aux",  "cop", "punct",
                                        "flat", "compound", "nummod", "expl", "cc",  "fixed"};
    rc_str base = rc_str_cut(&deprel, ':');
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (rc_str_is(base, names[i])) return true;
    return false;
}

/* The word stands in the line of its head: it is small and nothing but small words hangs on it. */
static bool is_folded(const rc_analysis *a, const rc_analysis_sentence *s, uint32_t word)
{
    const rc_word *words = a->words + s->first;
    if (!words[word].head || !is_small(words[word].deprel)) return false;
    for (uint32_t w = 0; w < s->count; w++)
        if (words[w].head == word + 1 && !is_small(words[w].deprel)) return false;
    return true;
}

/* The word of whose line `word` is part. */
static uint32_t line_of(const rc_analysis *a, const rc_analysis_sentence *s, uint32_t word)
{
    for (uint32_t steps = 0; steps < TREE_DEPTH && is_folded(a, s, word); steps++)
        word = a->words[s->first + word].head - 1;
    return word;
}

static rc_str line_text(rc_arena *arena, const rc_analysis *a, const rc_analysis_sentence *s, const uint32_t *lines,
                        uint32_t word)
{
    rc_str out = {0};
    for (uint32_t w = 0; w < s->count; w++) {
        const rc_word *part = &a->words[s->first + w];
        if (lines[w] != word || part->upos == RC_UPOS_PUNCT) continue;
        out = out.len ? rc_arena_printf(arena, "%.*s %.*s", RC_FMT(out), RC_FMT(part->form)) : part->form;
    }
    return out;
}

typedef struct tree_line {
    uint32_t word, depth;
} tree_line;

/* Lines of a sentence's tree, each head before what hangs on it. */
static tree_line *tree_lines(rc_arena *arena, const rc_analysis *a, const rc_analysis_sentence *s,
                             const uint32_t *lines, uint32_t *n)
{
    tree_line *out = RC_NEWS(arena, tree_line, s->count + 1), *open = RC_NEWS(arena, tree_line, s->count + 1);
    uint32_t n_open = 0;
    *n = 0;
    for (uint32_t w = s->count; w-- > 0;)
        if (!a->words[s->first + w].head) open[n_open++] = (tree_line){w, 0};
    while (n_open) {
        tree_line top = out[(*n)++] = open[--n_open];
        for (uint32_t w = s->count; w-- > 0;) {
            uint32_t head = a->words[s->first + w].head;
            if (!head || lines[w] != w || lines[head - 1] != top.word) continue;
            open[n_open++] = (tree_line){w, top.depth + 1};
        }
    }
    return out;
}

/* ---- text */

static void put_flat(rc_buf *out, rc_str text)
{
    for (size_t i = 0; i < text.len; i++) rc_buf_putc(out, (unsigned char)text.ptr[i] < ' ' ? ' ' : text.ptr[i]);
}

static void put_line_text(explain_job *job, rc_str text, const rc_word *word, uint32_t depth)
{
    rc_buf_printf(&job->out, BAR "%-8s", depth ? "" : "tree");
    for (uint32_t i = 0; i < depth && i < TREE_DEPTH; i++) rc_buf_put(&job->out, RC_STR("  "));
    rc_buf_printf(&job->out, "%.*s ", RC_FMT(word->deprel));
    put_flat(&job->out, text);
    rc_buf_putc(&job->out, '\n');
}

static void put_trees_text(explain_job *job, const rc_explanation *e, uint32_t sentence)
{
    const rc_analysis *a = e->analysis;
    rc_span span = rc_tokens_span(e->doc, e->doc->sentences[sentence].first, e->doc->sentences[sentence].count);
    for (uint32_t i = 0; a && i < a->n_sentences; i++) {
        const rc_analysis_sentence *s = &a->sentences[i];
        if (s->span.beg < span.beg || s->span.beg >= span.end) continue; /* shown where it begins */
        uint32_t *lines = RC_NEWS(&job->arena, uint32_t, s->count + 1), n;
        for (uint32_t w = 0; w < s->count; w++) lines[w] = line_of(a, s, w);
        const tree_line *tree = tree_lines(&job->arena, a, s, lines, &n);
        for (uint32_t k = 0; k < n; k++) {
            rc_str text = line_text(&job->arena, a, s, lines, tree[k].word);
            if (text.len) put_line_text(job, text, &a->words[s->first + tree[k].word], tree[k].depth);
        }
    }
}

static rc_str taken(explain_job *job, const rc_note *note)
{
    if (note->loss) return rc_words_loss(note->loss, false, &job->arena);
    if (note->thing) return rc_words_thing(note->thing, &job->arena);
    if (note->control) return rc_words_control(note->control, &job->arena);
    return note->type ? rc_words_type(note->type, note->subtype, &job->arena) : RC_STR("");
}

static void put_quoted(rc_buf *out, rc_str text)
{
    rc_buf_putc(out, '"');
    put_flat(out, text);
    rc_buf_putc(out, '"');
}

static void put_note_text(explain_job *job, const rc_note *note)
{
    rc_buf *out = &job->out;
    char name[32];
    snprintf(name, sizeof name, note->kind == RC_NOTE_CLAIM ? "%s %u" : "%s", note_names[note->kind], note->claim + 1);
    rc_buf_printf(out, BAR "%-8s", name);
    if (note->kind == RC_NOTE_SOURCE) {
        put_flat(out, note->words.len ? note->words : RC_STR("(unnamed)"));
        if (note->by.len) rc_buf_printf(out, " [%.*s]", RC_FMT(note->by));
        if (note->cue.len) rc_buf_printf(out, ", %.*s (%.*s)", RC_FMT(note->cue), RC_FMT(note->rule));
        rc_buf_put(out, RC_STR(": "));
        put_quoted(out, note->content);
    } else if (note->kind == RC_NOTE_SKIPPED) {
        rc_buf_put(out, note->why);
    } else if (note->kind == RC_NOTE_MARKED) {
        rc_buf_printf(out, "%.*s by %.*s: ", RC_FMT(note->why), RC_FMT(note->rule));
        put_quoted(out, note->words);
    } else if (note->kind == RC_NOTE_LEARNED) {
        rc_buf_printf(out, "claim %u, %.*s: ", note->claim + 1, RC_FMT(note->rule));
        put_flat(out, note->words);
        rc_buf_printf(out, "; %.*s", RC_FMT(note->why));
    } else {
        rc_buf_printf(out, "%.*s %.2f ", RC_FMT(note->rule), (double)note->confidence);
        put_quoted(out, note->words);
        rc_str what = taken(job, note);
        if (what.len) rc_buf_printf(out, ": %.*s", RC_FMT(what));
        if (note->by.len) rc_buf_printf(out, ", by %.*s", RC_FMT(note->by));
        if (note->against.len) rc_buf_printf(out, ", against %.*s", RC_FMT(note->against));
        if (note->kind == RC_NOTE_JOINED) rc_buf_printf(out, ": added to claim %u", note->claim + 1);
        if (note->why.len) rc_buf_printf(out, "; %.*s", RC_FMT(note->why));
    }
    rc_buf_putc(out, '\n');
}

static void put_text(explain_job *job, const rc_report *report, const rc_explanation *e)
{
    rc_buf *out = &job->out;
    rc_buf_printf(out, "%.*s, %.*s: %s (evidence %.1f, needed %.1f), %u claims\n", RC_FMT(report->id),
                  RC_FMT(report->lang), e->is_conflict ? "about armed conflict" : "not about armed conflict, not read",
                  (double)e->evidence, (double)e->needed, (unsigned)e->claims.n);
    for (uint32_t s = 0; s < e->doc->n_sentences && e->is_conflict; s++) {
        rc_buf_printf(out, "\n[%u] ", s + 1);
        put_flat(out, rc_str_span(e->doc->text,
                                  rc_tokens_span(e->doc, e->doc->sentences[s].first, e->doc->sentences[s].count)));
        rc_buf_putc(out, '\n');
        if (job->trees) put_trees_text(job, e, s);
        if (!e->analysis || !e->parsed[s]) rc_buf_put(out, RC_STR(BAR "no tree: not worth parsing\n"));
        for (size_t i = 0; i < e->notes.len; i++)
            if (e->notes.ptr[i].sentence == s) put_note_text(job, &e->notes.ptr[i]);
    }
    rc_buf_putc(out, '\n');
}

/* ---- JSON */

static void put_field(rc_json *json, const char *key, rc_str value)
{
    if (value.len) rc_json_str_field(json, key, value);
}

static void put_note_json(explain_job *job, rc_json *json, const rc_note *note)
{
    bool source = note->kind == RC_NOTE_SOURCE;
    rc_json_begin_object(json);
    rc_json_str_field(json, "note", rc_str_of(note_names[note->kind]));
    put_field(json, source ? "class" : "rule", note->rule);
    put_field(json, source ? "source" : "words", note->words);
    put_field(json, "cue", note->cue);
    put_field(json, "content", note->content);
    put_field(json, "took", taken(job, note));
    put_field(json, source ? "party" : "by", note->by);
    put_field(json, "against", note->against);
    if (note->confidence > 0) {
        rc_json_key(json, "confidence");
        rc_json_real(json, (double)note->confidence, 2);
    }
    if (note->kind == RC_NOTE_CLAIM || note->kind == RC_NOTE_JOINED || note->kind == RC_NOTE_LEARNED) {
        rc_json_key(json, "claim");
        rc_json_int(json, note->claim + 1);
    }
    put_field(json, "why", note->why);
    rc_json_end_object(json);
}

static void put_trees_json(rc_json *json, const rc_explanation *e, uint32_t sentence)
{
    rc_span span = rc_tokens_span(e->doc, e->doc->sentences[sentence].first, e->doc->sentences[sentence].count);
    rc_json_key(json, "tree");
    rc_json_begin_array(json);
    for (uint32_t i = 0; e->analysis && i < e->analysis->n_sentences; i++) {
        const rc_analysis_sentence *s = &e->analysis->sentences[i];
        if (s->span.beg < span.beg || s->span.beg >= span.end) continue;
        for (uint32_t w = 0; w < s->count; w++) {
            const rc_word *word = &e->analysis->words[s->first + w];
            rc_json_begin_object(json);
            rc_json_str_field(json, "form", word->form);
            rc_json_key(json, "head");
            rc_json_int(json, word->head);
            rc_json_str_field(json, "deprel", word->deprel);
            rc_json_end_object(json);
        }
    }
    rc_json_end_array(json);
}

static void put_json(explain_job *job, const rc_report *report, const rc_explanation *e)
{
    rc_json json;
    rc_json_init(&json, &job->out);
    rc_json_begin_object(&json);
    rc_json_str_field(&json, "id", report->id);
    rc_json_str_field(&json, "lang", report->lang);
    rc_json_key(&json, "about_conflict");
    rc_json_bool(&json, e->is_conflict);
    rc_json_key(&json, "evidence");
    rc_json_real(&json, (double)e->evidence, 2);
    rc_json_key(&json, "needed");
    rc_json_real(&json, (double)e->needed, 2);
    rc_json_key(&json, "sentences");
    rc_json_begin_array(&json);
    for (uint32_t s = 0; s < e->doc->n_sentences; s++) {
        rc_json_begin_object(&json);
        rc_json_str_field(
            &json, "text",
            rc_str_span(e->doc->text, rc_tokens_span(e->doc, e->doc->sentences[s].first, e->doc->sentences[s].count)));
        rc_json_key(&json, "parsed");
        rc_json_bool(&json, e->analysis && e->parsed[s]);
        if (job->trees) put_trees_json(&json, e, s);
        rc_json_key(&json, "notes");
        rc_json_begin_array(&json);
        for (size_t i = 0; i < e->notes.len; i++)
            if (e->notes.ptr[i].sentence == s) put_note_json(job, &json, &e->notes.ptr[i]);
        rc_json_end_array(&json);
        rc_json_end_object(&json);
    }
    rc_json_end_array(&json);
    rc_json_end_object(&json);
    rc_buf_putc(&job->out, '\n');
}

/* ---- command */

static rc_status explain(void *context, const rc_report *given, rc_error *why)
{
    explain_job *job = context;
    rc_report report = *given;
    rc_explanation explanation;
    rc_arena_reset(&job->arena);
    rc_status status = rc_reader_explain(job->reader, &report, &explanation, &job->arena, why);
    if (status != RC_OK) return status;
    if (job->json)
        put_json(job, &report, &explanation);
    else
        put_text(job, &report, &explanation);
    return RC_OK;
}

static int take_options(explain_job *job, int argc, char **argv, int *n_paths)
{
    for (int i = 0; i < argc; i++) {
        const char *value = i + 1 < argc ? argv[i + 1] : "";
        if (strcmp(argv[i], "--json") == 0) {
            job->json = true;
        } else if (strcmp(argv[i], "--no-trees") == 0) {
            job->trees = false;
        } else if (strcmp(argv[i], "--format") == 0) {
            if (strcmp(value, "json") != 0 && strcmp(value, "text") != 0)
                return rc_usage("explain", "--format %s is none of text, json", value);
            job->json = *value == 'j';
            i++;
        } else if (argv[i][0] == '-' && argv[i][1]) {
            return rc_usage("explain", "unknown option %s", argv[i]);
        } else {
            argv[(*n_paths)++] = argv[i];
        }
    }
    return EXIT_DONE;
}

int rc_cmd_explain(const rc_common *common, int argc, char **argv)
{
    explain_job job = {.trees = true};
    rc_error err = {0};
    int n_paths = 0, code = take_options(&job, argc, argv, &n_paths);
    if (code != EXIT_DONE) return code;
    if (rc_reader_new(&job.reader, NULL, &err) != RC_OK) return rc_report_error(&err);
    rc_arena_init(&job.arena, ARENA_BYTES, RC_READER_REPORT_BYTES);
    rc_buf_init(&job.out);
    code = rc_each_report(common, argv, n_paths, &job.out, explain, &job);
    rc_buf_release(&job.out);
    rc_arena_release(&job.arena);
    rc_reader_free(job.reader);
    return code;
}
