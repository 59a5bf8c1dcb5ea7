#include <jansson.h>
#include <stdlib.h>

#include "language/feature.h"
#include "language/lemma.h"
#include "recoupe/base/hash.h"
#include "recoupe/base/utf8.h"
#include "train/build.h"

#define MOST_SETS 65000

static rc_upos lefff_upos(rc_str cat)
{
    static const struct {
        const char *cat;
        rc_upos upos;
    } cats[] = {{"v", RC_UPOS_VERB},       {"nc", RC_UPOS_NOUN},     {"adj", RC_UPOS_ADJ},   {"np", RC_UPOS_PROPN},
                {"adv", RC_UPOS_ADV},      {"advneg", RC_UPOS_ADV},  {"prep", RC_UPOS_ADP},  {"csu", RC_UPOS_SCONJ},
                {"det", RC_UPOS_DET},      {"pro", RC_UPOS_PRON},    {"pres", RC_UPOS_INTJ}, {"coo", RC_UPOS_CCONJ},
                {"auxAvoir", RC_UPOS_AUX}, {"auxEtre", RC_UPOS_AUX}, {"cln", RC_UPOS_PRON},  {"cld", RC_UPOS_PRON},
                {"cla", RC_UPOS_PRON},     {"clr", RC_UPOS_PRON},    {"prel", RC_UPOS_PRON}, {"pri", RC_UPOS_PRON}};
    for (size_t i = 0; i < sizeof cats / sizeof *cats; i++)
        if (rc_str_is(cat, cats[i].cat)) return cats[i].upos;
    return RC_UPOS_COUNT;
}

static void add_entry(rc_entries *entries, rc_str form, rc_upos upos, rc_str lemma, rc_str morph, rc_arena *arena)
{
    if (!form.len || !lemma.len || rc_str_find(form, RC_STR(" "), 0) != SIZE_MAX ||
        rc_str_find(form, RC_STR("_"), 0) != SIZE_MAX)
        return;
    *RC_PUSH(arena, entries) =
        (rc_entry){rc_arena_dup(arena, form), rc_arena_dup(arena, lemma), rc_arena_dup(arena, morph), (uint8_t)upos, 1};
}

rc_status rc_entries_read_lefff(rc_entries *entries, const char *path, rc_arena *arena, rc_error *err)
{
    rc_buf buf;
    rc_buf_init(&buf);
    rc_status status = rc_buf_read_file(&buf, path, 512u << 20, err);
    rc_str rest = rc_buf_str(&buf);
    while (status == RC_OK && rest.ptr) {
        rc_str line = rc_str_cut(&rest, '\n');
        rc_str form = rc_str_cut(&line, '\t'), cat = rc_str_cut(&line, '\t'), lemma = rc_str_cut(&line, '\t');
        rc_upos upos = lefff_upos(cat);
        if (upos != RC_UPOS_COUNT) add_entry(entries, form, upos, lemma, line.ptr ? line : RC_STR(""), arena);
    }
    rc_buf_release(&buf);
    return status;
}

rc_status rc_entries_read_lookup(rc_entries *entries, const char *path, rc_arena *arena, rc_error *err)
{
    json_error_t error;
    json_t *root = json_load_file(path, 0, &error), *value;
    if (!root) return rc_fail(err, RC_EFORMAT, "%s:%d: %s", path, error.line, error.text);
    const char *form;
    json_object_foreach(root, form, value)
    {
        if (json_is_string(value))
            add_entry(entries, rc_str_of(form), RC_UPOS_COUNT, rc_str_of(json_string_value(value)), RC_STR(""), arena);
    }
    json_decref(root);
    return RC_OK;
}

rc_status rc_entries_read_exceptions(rc_entries *entries, const char *path, rc_arena *arena, rc_error *err)
{
    static const struct {
        const char *name;
        rc_upos upos;
    } parts[] = {{"adj", RC_UPOS_ADJ}, {"adv", RC_UPOS_ADV}, {"noun", RC_UPOS_NOUN}, {"verb", RC_UPOS_VERB}};
    json_error_t error;
    json_t *root = json_load_file(path, 0, &error), *value;
    if (!root) return rc_fail(err, RC_EFORMAT, "%s:%d: %s", path, error.line, error.text);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        const char *form;
        json_object_foreach(json_object_get(root, parts[i].name), form, value)
        {
            const char *lemma = json_string_value(json_array_get(value, 0));
            if (lemma) add_entry(entries, rc_str_of(form), parts[i].upos, rc_str_of(lemma), RC_STR("exc"), arena);
        }
    }
    json_decref(root);
    return RC_OK;
}

/* `exact`: for this form alone, however it is written; else also for others that end like it. */
static uint16_t script_of(rc_build *build, rc_str form, rc_str lower, rc_str lemma, bool exact)
{
    rc_str plain = rc_utf8_lower(build->arena, lemma);
    bool as_is = !rc_str_eq(plain, lemma) && !(exact && rc_str_eq(plain, lower));
    rc_str base = as_is ? form : lower;
    size_t same = 0;
    while (same < base.len && same < lemma.len && base.ptr[same] == lemma.ptr[same]) same++;
    while (same && same < base.len && ((unsigned char)base.ptr[same] & 0xC0) == 0x80) same--;
    while (same && same < lemma.len && ((unsigned char)lemma.ptr[same] & 0xC0) == 0x80) same--;
    size_t drop = base.len - same;
    if (drop > 200) return UINT16_MAX;
    rc_str script = rc_arena_printf(build->arena, "%c%c%.*s", as_is ? 'o' : 'l', (int)(' ' + drop),
                                    (int)(lemma.len - same), lemma.ptr + same);
    uint32_t n = rc_names_put(&build->scripts, script, build->arena);
    return n < UINT16_MAX ? (uint16_t)n : UINT16_MAX;
}

/* A reading of one form while its set is being gathered. */
typedef struct rc_seen {
    rc_lexicon_reading reading;
    double weight;
} rc_seen;

typedef struct rc_form {
    rc_str lower;
    RC_VEC(rc_seen) seen;
    RC_VEC(rc_str) tags; /* for its row */
} rc_form;

typedef struct rc_ending {
    uint64_t key, shorter;
    uint16_t script;
    uint32_t count;
} rc_ending;

typedef struct rc_gather {
    rc_build *build;
    rc_map forms;
    RC_VEC(rc_form) list;
    RC_VEC(rc_ending) endings[RC_ENDING_CHARS + 1];
} rc_gather;

static rc_form *form_of(rc_gather *g, rc_str lower)
{
    bool is_new;
    uint64_t *at = rc_map_put(g->build->arena, &g->forms, lower, &is_new);
    if (is_new) {
        *at = g->list.len;
        RC_PUSH(g->build->arena, &g->list)->lower = lower;
    }
    return &g->list.ptr[*at];
}

static void see(rc_gather *g, rc_form *f, rc_lexicon_reading r, double weight)
{
    for (size_t i = 0; i < f->seen.len; i++) {
        rc_lexicon_reading *o = &f->seen.ptr[i].reading;
        if (o->bundle == r.bundle && o->script == r.script && o->upos == r.upos) {
            f->seen.ptr[i].weight += weight;
            return;
        }
    }
    rc_seen *s = RC_PUSH(g->build->arena, &f->seen);
    s->reading = r;
    s->weight = weight;
}

static void see_ending(rc_gather *g, rc_str lower, uint32_t tag, uint16_t script, uint32_t count)
{
    uint64_t shorter = 0;
    for (unsigned chars = 0; chars <= RC_ENDING_CHARS; chars++) {
        uint64_t key = rc_ending_key(lower, chars, tag);
        if (!key) break;
        *RC_PUSH(g->build->arena, &g->endings[chars]) = (rc_ending){key, shorter, script, count};
        shorter = key;
    }
}

static int by_key(const void *a, const void *b)
{
    const rc_ending *x = a, *y = b;
    if (x->key != y->key) return x->key < y->key ? -1 : 1;
    return x->script < y->script ? -1 : x->script > y->script;
}

static int key_only(const void *a, const void *b)
{
    const rc_ending *x = a, *y = b;
    return x->key < y->key ? -1 : x->key > y->key;
}

/* Each ending's most frequent script; kept where it differs from that of the ending one character shorter. */
static void settle_endings(rc_gather *g, rc_pairs *pairs)
{
    for (unsigned chars = 0; chars <= RC_ENDING_CHARS; chars++) {
        rc_ending *e = g->endings[chars].ptr;
        size_t n = g->endings[chars].len, kept = 0;
        if (!n) return;
        qsort(e, n, sizeof *e, by_key);
        for (size_t i = 0; i < n;) {
            rc_ending best = e[i];
            uint32_t most = 0, total = 0;
            uint64_t key = e[i].key;
            while (i < n && e[i].key == key) {
                uint32_t count = 0;
                uint16_t script = e[i].script;
                for (; i < n && e[i].key == key && e[i].script == script; i++) count += e[i].count;
                if (count > most) {
                    most = count;
                    best.script = script;
                }
                total += count;
            }
            const rc_ending *above = chars ? bsearch(&(rc_ending){.key = best.shorter}, g->endings[chars - 1].ptr,
                                                     g->endings[chars - 1].len, sizeof *e, key_only)
                                           : NULL;
            if (above && (total < 2 || above->script == best.script))
                best.script = above->script;
            else
                rc_pairs_put(pairs, key, best.script, g->build->arena);
            e[kept++] = best;
        }
        g->endings[chars].len = kept;
    }
}

static int by_weight(const void *a, const void *b)
{
    const rc_seen *x = a, *y = b;
    bool any_x = x->reading.bundle == RC_ANY_BUNDLE, any_y = y->reading.bundle == RC_ANY_BUNDLE;
    if (any_x != any_y) return any_x - any_y;
    if (x->weight != y->weight) return x->weight > y->weight ? -1 : 1;
    return x->reading.script < y->reading.script ? -1 : x->reading.script > y->reading.script;
}

static int by_text(const void *a, const void *b)
{
    return rc_str_cmp(*(const rc_str *)a, *(const rc_str *)b);
}

static uint16_t row_of(rc_build *build, rc_names *rows, rc_form *f)
{
    if (!f->tags.len) return 0;
    qsort(f->tags.ptr, f->tags.len, sizeof *f->tags.ptr, by_text);
    RC_VEC(char) text = {0};
    for (size_t i = 0; i < f->tags.len; i++) {
        if (i && rc_str_eq(f->tags.ptr[i], f->tags.ptr[i - 1])) continue;
        for (size_t k = 0; k < f->tags.ptr[i].len; k++) *RC_PUSH(build->arena, &text) = f->tags.ptr[i].ptr[k];
        *RC_PUSH(build->arena, &text) = '|';
    }
    return (uint16_t)(1 + rc_names_put(rows, (rc_str){text.ptr, text.len}, build->arena));
}

static void settle_forms(rc_gather *g)
{
    rc_build *build = g->build;
    rc_names rows = {0}, sets = {0};
    rc_pairs pairs = {0};
    RC_VEC(rc_lexicon_set) list = {0};
    RC_VEC(rc_lexicon_reading) readings = {0};
    for (size_t i = 0; i < g->list.len; i++) {
        rc_form *f = &g->list.ptr[i];
        struct {
            uint16_t row, n;
            rc_lexicon_reading readings[16];
        } set = {.row = row_of(build, &rows, f)};
        if (f->seen.len) qsort(f->seen.ptr, f->seen.len, sizeof *f->seen.ptr, by_weight);
        for (size_t k = 0; k < f->seen.len && set.n < 16; k++) set.readings[set.n++] = f->seen.ptr[k].reading;
        size_t before = sets.list.len;
        if (before >= MOST_SETS) break;
        uint32_t number = rc_names_put(&sets, (rc_str){(const char *)&set, sizeof set}, build->arena);
        if (number == before) {
            *RC_PUSH(build->arena, &list) = (rc_lexicon_set){(uint32_t)readings.len, set.n, set.row};
            for (uint16_t k = 0; k < set.n; k++) *RC_PUSH(build->arena, &readings) = set.readings[k];
        }
        rc_pairs_put(&pairs, rc_hash64(f->lower), (uint16_t)number, build->arena);
    }
    build->shape.rows[RC_FEATURE_LEXICON] = (uint32_t)rows.list.len + 1;
    rc_build_table(build, RC_SECTION_LEXICON, &pairs);
    rc_build_bytes(build, RC_SECTION_SETS, list.ptr, list.len * sizeof *list.ptr);
    rc_build_bytes(build, RC_SECTION_READINGS, readings.ptr, readings.len * sizeof *readings.ptr);
    fprintf(stderr, "lexicon: %zu forms, %zu sets, %zu rows, %zu scripts\n", pairs.list.len, list.len, rows.list.len,
            build->scripts.list.len);
}

static void gather_trees(rc_gather *g, const rc_corpus *corpus, rc_map *lemmas)
{
    rc_build *build = g->build;
    rc_names_put(&build->labels, RC_STR("root"), build->arena);
    for (size_t i = 0; i < corpus->sentences.len; i++) {
        const rc_gold_sentence *s = &corpus->sentences.ptr[i];
        for (uint32_t k = 0; k < s->n_words && s->has_tree; k++) {
            const rc_gold_word *w = &s->words[k];
            rc_names_put(&build->labels, w->deprel, build->arena);
            uint16_t bundle = rc_build_bundle(build, w->upos, w->feats);
            if (!w->lemma.len) continue;
            rc_str lower = rc_utf8_lower(build->arena, w->form);
            uint16_t script = script_of(build, w->form, lower, w->lemma, false);
            uint16_t own = script_of(build, w->form, lower, w->lemma, true);
            if (script == UINT16_MAX || own == UINT16_MAX) continue;
            ++*rc_map_put(build->arena, lemmas, w->lemma, NULL);
            see(g, form_of(g, lower), (rc_lexicon_reading){bundle, own, w->upos, 0}, 1);
            see_ending(g, lower, 1u + bundle, script, 1);
            see_ending(g, lower, 0x10000u + w->upos, script, 1);
        }
    }
}

void rc_build_lexicon(rc_build *build, const rc_corpus *corpus, rc_entries *entries)
{
    rc_gather g = {.build = build};
    rc_map lemmas = {0};
    gather_trees(&g, corpus, &lemmas);
    for (size_t i = 0; i < entries->len; i++) {
        const rc_entry *e = &entries->ptr[i];
        rc_str lower = rc_utf8_lower(build->arena, e->form);
        rc_form *f = form_of(&g, lower);
        const uint64_t *known = rc_map_get(&lemmas, e->lemma);
        double weight = 1 + (known ? (double)*known : 0);
        uint16_t script = script_of(build, e->form, lower, e->lemma, false);
        if (script == UINT16_MAX) continue;
        rc_upos first = (rc_upos)e->upos, last = first;
        if (first == RC_UPOS_COUNT) { /* a table without parts of speech: for the open classes */
            static const rc_upos open[] = {RC_UPOS_NOUN, RC_UPOS_VERB, RC_UPOS_ADJ, RC_UPOS_ADV};
            for (int k = 0; k < 4; k++)
                see(&g, f, (rc_lexicon_reading){RC_ANY_BUNDLE, script, (uint8_t)open[k], 0}, .5);
            continue;
        }
        *RC_PUSH(build->arena, &f->tags) = rc_arena_printf(build->arena, "%d%.*s", (int)e->upos, RC_FMT(e->morph));
        see(&g, f, (rc_lexicon_reading){RC_ANY_BUNDLE, script, (uint8_t)last, 0}, weight);
        see_ending(&g, lower, 0x10000u + first, script, 1);
    }
    rc_pairs endings = {0};
    settle_endings(&g, &endings);
    settle_forms(&g);
    fprintf(stderr, "endings: %zu; bundles: %zu; relations: %zu\n", endings.list.len, build->bundles.list.len,
            build->labels.list.len);
    rc_build_table(build, RC_SECTION_ENDINGS, &endings);
    rc_build_list(build, RC_SECTION_BUNDLES, &build->bundles);
    rc_build_list(build, RC_SECTION_LABELS, &build->labels);
    rc_build_list(build, RC_SECTION_SCRIPTS, &build->scripts);
    build->shape.n_bundles = (uint32_t)build->bundles.list.len;
    build->shape.n_labels = (uint32_t)build->labels.list.len;
    build->shape.n_tags = 1 + 2 * RC_ENTITY_COUNT;
}
