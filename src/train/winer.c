#include "train/winer.h"

#include <jansson.h>

#include "recoupe/base/utf8.h"

typedef struct rc_mark {
    rc_span span;
    int kind;
} rc_mark;

typedef struct rc_news {
    rc_str text;
    RC_VEC(rc_mark) marks;
} rc_news;

static int kind_of(const char *type)
{
    if (!type) return -1;
    if (strcmp(type, "Person") == 0) return RC_ENTITY_PER;
    if (strcmp(type, "Organization") == 0) return RC_ENTITY_ORG;
    if (strcmp(type, "Location") == 0) return RC_ENTITY_LOC;
    return strcmp(type, "Date") == 0 || strcmp(type, "Hour") == 0 ? -1 : RC_ENTITY_MISC;
}

/* The longest of marks that overlap stays. */
static void add_mark(rc_news *news, rc_mark mark, rc_arena *arena)
{
    for (size_t i = 0; i < news->marks.len; i++) {
        rc_mark *o = &news->marks.ptr[i];
        if (mark.span.beg >= o->span.end || mark.span.end <= o->span.beg) continue;
        if (mark.span.end - mark.span.beg > o->span.end - o->span.beg) *o = mark;
        return;
    }
    *RC_PUSH(arena, &news->marks) = mark;
}

static bool parse(rc_news *news, rc_str line, rc_arena *arena)
{
    json_error_t error;
    json_t *root = json_loadb(line.ptr, line.len, 0, &error), *item;
    if (!root) return false;
    const char *text = json_string_value(json_object_get(root, "text"));
    news->text = rc_arena_dup(arena, rc_str_of(text ? text : ""));
    uint32_t *bytes = RC_NEWS(arena, uint32_t, news->text.len + 2), n = 0;
    for (size_t i = 0; i <= news->text.len; i++)
        if (i == news->text.len || ((unsigned char)news->text.ptr[i] & 0xC0) != 0x80) bytes[n++] = (uint32_t)i;
    size_t index;
    json_array_foreach(json_object_get(root, "entities"), index, item)
    {
        int kind = kind_of(json_string_value(json_object_get(item, "type")));
        json_int_t beg = json_integer_value(json_object_get(item, "start"));
        json_int_t end = json_integer_value(json_object_get(item, "end"));
        if (kind < 0 || beg < 0 || end <= beg || end >= n) continue;
        add_mark(news, (rc_mark){{bytes[beg], bytes[end]}, kind}, arena);
    }
    json_decref(root);
    return true;
}

static void add_document(rc_corpus *corpus, const rc_news *news, const rc_analysis *a, rc_arena *arena)
{
    for (uint32_t i = 0; i < a->n_sentences; i++) {
        const rc_analysis_sentence *s = &a->sentences[i];
        rc_gold_sentence g = {.n_words = s->count, .kinds = RC_ALL_KINDS, .weight = 1};
        g.words = RC_NEWS(arena, rc_gold_word, s->count);
        for (uint32_t k = 0; k < s->count; k++) {
            const rc_word *w = &a->words[s->first + k];
            g.words[k].form = rc_arena_dup(arena, w->form);
            for (size_t m = 0; m < news->marks.len; m++) {
                const rc_mark *mark = &news->marks.ptr[m];
                if (w->span.beg >= mark->span.end || w->span.end <= mark->span.beg) continue;
                bool on = k && a->words[s->first + k - 1].span.end > mark->span.beg;
                g.words[k].tag = (uint8_t)(1 + 2 * mark->kind + on);
            }
        }
        *RC_PUSH(arena, &corpus->sentences) = g;
    }
}

typedef struct rc_tally {
    uint64_t right[RC_ENTITY_COUNT], gold[RC_ENTITY_COUNT], system[RC_ENTITY_COUNT];
} rc_tally;

static void tally(rc_tally *t, const rc_news *news, const rc_analysis *a)
{
    for (size_t m = 0; m < news->marks.len; m++) t->gold[news->marks.ptr[m].kind]++;
    for (uint32_t i = 0; i < a->n_entities; i++) {
        const rc_entity *e = &a->entities[i];
        t->system[e->kind]++;
        for (size_t m = 0; m < news->marks.len; m++) {
            const rc_mark *mark = &news->marks.ptr[m];
            if (mark->kind == (int)e->kind && mark->span.beg == e->span.beg && mark->span.end == e->span.end)
                t->right[e->kind]++;
        }
    }
}

static rc_status each(const char *path, int part, const rc_model *model, const char *data_dir, rc_corpus *corpus,
                      rc_tally *counts, rc_arena *arena, rc_error *err)
{
    rc_orthography *orthography;
    rc_status status = rc_orthography_load(&orthography, data_dir, rc_model_language(model), arena, err);
    if (status != RC_OK) return status;
    rc_arena scratch;
    rc_arena_init(&scratch, 1u << 22, 0);
    rc_buf buf;
    rc_buf_init(&buf);
    status = rc_buf_read_file(&buf, path, 512u << 20, err);
    rc_str rest = rc_buf_str(&buf);
    for (unsigned n = 0; status == RC_OK && rest.ptr; n++) {
        rc_str line = rc_str_cut(&rest, '\n');
        if (!line.len || !(part & (n % 10 == 0 ? RC_WINER_HELD_OUT : RC_WINER_TRAIN))) continue;
        rc_news news = {0};
        rc_arena_reset(&scratch);
        if (!parse(&news, line, &scratch)) {
            status = rc_fail(err, RC_EFORMAT, "%s:%u: not JSON", path, n + 1);
            break;
        }
        rc_analysis *a = rc_analyse(model, rc_document_new(orthography, news.text, &scratch), &scratch);
        if (corpus) add_document(corpus, &news, a, arena);
        if (counts) tally(counts, &news, a);
    }
    rc_buf_release(&buf);
    rc_arena_release(&scratch);
    return status;
}

rc_status rc_winer_read(rc_corpus *corpus, const char *path, int part, const rc_model *model, const char *data_dir,
                        rc_arena *arena, rc_error *err)
{
    return each(path, part, model, data_dir, corpus, NULL, arena, err);
}

static double f1(uint64_t right, uint64_t total)
{
    return total ? 200.0 * (double)right / (double)total : 0;
}

rc_status rc_winer_eval(const char *path, const rc_model *model, const char *data_dir, rc_arena *arena, double *all,
                        double by_kind[RC_ENTITY_COUNT], rc_error *err)
{
    rc_tally t = {0};
    rc_status status = each(path, RC_WINER_HELD_OUT, model, data_dir, NULL, &t, arena, err);
    uint64_t right = 0, total = 0;
    for (int k = 0; k < RC_ENTITY_COUNT; k++) {
        by_kind[k] = f1(t.right[k], t.gold[k] + t.system[k]);
        if (k == RC_ENTITY_MISC) continue;
        right += t.right[k];
        total += t.gold[k] + t.system[k];
    }
    *all = f1(right, total);
    return status;
}
