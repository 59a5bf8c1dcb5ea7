#include "train/corpus.h"

#include "recoupe/base/buf.h"

typedef struct rc_reader_state {
    RC_VEC(rc_gold_word) words;
    RC_VEC(rc_gold_token) tokens;
    uint32_t token_end; /* id of the last word of the multiword token that is open */
    bool paragraph;
} rc_reader_state;

static rc_status load(const char *path, rc_arena *arena, rc_str *out, rc_error *err)
{
    rc_buf buf;
    rc_buf_init(&buf);
    rc_status status = rc_buf_read_file(&buf, path, 512u << 20, err);
    if (status == RC_OK) *out = rc_arena_dup(arena, rc_buf_str(&buf));
    rc_buf_release(&buf);
    return status;
}

static void finish(rc_corpus *corpus, rc_reader_state *st, bool tree, unsigned kinds, float weight, bool written,
                   rc_arena *arena)
{
    if (st->words.len)
        *RC_PUSH(arena, &corpus->sentences) = (rc_gold_sentence){.words = st->words.ptr,
                                                                 .tokens = st->tokens.ptr,
                                                                 .n_words = (uint32_t)st->words.len,
                                                                 .n_tokens = (uint32_t)st->tokens.len,
                                                                 .paragraph = st->paragraph,
                                                                 .has_tree = tree,
                                                                 .kinds = (uint8_t)kinds,
                                                                 .weight = weight,
                                                                 .written = written};
    *st = (rc_reader_state){0};
}

static rc_str field(rc_str s)
{
    return rc_str_is(s, "_") ? RC_STR("") : s;
}

static bool read_row(rc_reader_state *st, rc_str line, rc_arena *arena)
{
    rc_str f[10] = {0};
    for (int i = 0; i < 10 && line.ptr; i++) f[i] = rc_str_cut(&line, '\t');
    if (!f[9].ptr) return false;
    bool glued = rc_str_find(f[9], RC_STR("SpaceAfter=No"), 0) != SIZE_MAX;
    size_t dash = rc_str_find(f[0], RC_STR("-"), 0);
    int64_t id, head = 0;
    if (dash != SIZE_MAX) {
        int64_t to;
        if (!rc_str_int(rc_str_sub(f[0], dash + 1, f[0].len), &to)) return false;
        *RC_PUSH(arena, &st->tokens) = (rc_gold_token){f[1], (uint32_t)st->words.len, 0, !glued};
        st->token_end = (uint32_t)to;
        return true;
    }
    if (!rc_str_int(f[0], &id)) return rc_str_find(f[0], RC_STR("."), 0) != SIZE_MAX; /* an empty node */
    if (id != (int64_t)st->words.len + 1) return false;
    if (!rc_str_is(f[6], "_") && !rc_str_int(f[6], &head)) return false;
    if ((uint32_t)id > st->token_end)
        *RC_PUSH(arena, &st->tokens) = (rc_gold_token){f[1], (uint32_t)st->words.len, 0, !glued};
    st->tokens.ptr[st->tokens.len - 1].count++;
    rc_upos upos = rc_upos_of(f[3]);
    if (upos == RC_UPOS_COUNT) upos = RC_UPOS_X;
    rc_str lemma = rc_str_is(f[2], "_") && !rc_str_is(f[1], "_") ? RC_STR("") : f[2];
    *RC_PUSH(arena, &st->words) = (rc_gold_word){f[1], lemma, field(f[5]), f[7], (uint32_t)head, (uint8_t)upos, 0};
    return true;
}

rc_status rc_corpus_read(rc_corpus *corpus, const char *path, bool written, rc_arena *arena, rc_error *err)
{
    rc_str rest = {0};
    rc_status status = load(path, arena, &rest, err);
    if (status != RC_OK) return status;
    rc_reader_state st = {0};
    for (unsigned number = 1; rest.ptr; number++) {
        rc_str line = rc_str_cut(&rest, '\n');
        if (line.len && line.ptr[line.len - 1] == '\r') line.len--;
        if (!line.len) {
            finish(corpus, &st, true, 0, 1, written, arena);
        } else if (line.ptr[0] == '#') {
            if (rc_str_starts(line, RC_STR("# newpar")) || rc_str_starts(line, RC_STR("# newdoc"))) st.paragraph = true;
        } else if (!read_row(&st, line, arena)) {
            return rc_fail(err, RC_EFORMAT, "%s:%u: not a row of CoNLL-U", path, number);
        }
    }
    finish(corpus, &st, true, 0, 1, written, arena);
    for (size_t i = 0; i < corpus->sentences.len; i++)
        for (uint32_t k = 0; k < corpus->sentences.ptr[i].n_words; k++)
            if (corpus->sentences.ptr[i].words[k].head > corpus->sentences.ptr[i].n_words)
                return rc_fail(err, RC_EFORMAT, "%s: a head beyond its sentence", path);
    return RC_OK;
}

uint8_t rc_entity_tag(rc_str name, bool only_three)
{
    if (name.len < 3 || (name.ptr[0] != 'B' && name.ptr[0] != 'I')) return 0;
    static const struct {
        const char *name;
        rc_entity_kind kind;
    } kinds[] = {{"PER", RC_ENTITY_PER},         {"ORG", RC_ENTITY_ORG},      {"LOC", RC_ENTITY_LOC},
                 {"person", RC_ENTITY_PER},      {"location", RC_ENTITY_LOC}, {"corporation", RC_ENTITY_ORG},
                 {"group", RC_ENTITY_ORG},       {"Person", RC_ENTITY_PER},   {"Location", RC_ENTITY_LOC},
                 {"Organization", RC_ENTITY_ORG}};
    rc_str kind = rc_str_sub(name, 2, name.len);
    uint8_t on = name.ptr[0] == 'I';
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (rc_str_is(kind, kinds[i].name)) return (uint8_t)(1 + 2 * kinds[i].kind + on);
    return only_three ? 0 : (uint8_t)(1 + 2 * RC_ENTITY_MISC + on);
}

static void begin_runs(rc_gold_word *words, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        uint8_t tag = words[i].tag, before = i ? words[i - 1].tag : 0;
        if (tag && tag % 2 == 0 && before != tag && before != tag - 1) words[i].tag = (uint8_t)(tag - 1);
    }
}

rc_status rc_corpus_read_names(rc_corpus *corpus, const char *path, int form, int tag, bool only_three, float weight,
                               rc_arena *arena, rc_error *err)
{
    rc_str rest = {0};
    rc_status status = load(path, arena, &rest, err);
    if (status != RC_OK) return status;
    rc_reader_state st = {0};
    while (rest.ptr) {
        rc_str line = rc_str_cut(&rest, '\n');
        if (line.len && line.ptr[line.len - 1] == '\r') line.len--;
        if (rc_str_starts(line, RC_STR("# ")) && rc_str_find(line, RC_STR("="), 0) != SIZE_MAX) continue;
        if (!line.len || !rest.ptr || st.words.len >= RC_NET_WORDS) {
            begin_runs(st.words.ptr, st.words.len);
            finish(corpus, &st, false, only_three ? RC_THREE_KINDS : RC_ALL_KINDS, weight, false, arena);
            continue;
        }
        char sep = rc_str_find(line, RC_STR("\t"), 0) != SIZE_MAX ? '\t' : ' ';
        rc_str f[8] = {0}, last = {0};
        int n = 0;
        while (line.ptr && n < 8) f[n++] = last = rc_str_cut(&line, sep);
        if (form >= n || (tag >= n)) continue;
        rc_str word = f[form];
        size_t colon = rc_str_find(word, RC_STR("fr:"), 0); /* one set writes the language before each word */
        if (colon == 0 || rc_str_starts(word, RC_STR("en:"))) word = rc_str_sub(word, 3, word.len);
        if (!word.len) continue;
        *RC_PUSH(arena, &st.words) =
            (rc_gold_word){.form = word, .tag = rc_entity_tag(tag < 0 ? last : f[tag], only_three)};
    }
    return RC_OK;
}

static uint64_t key_of(const rc_gold_sentence *s, rc_arena *arena, rc_str *key)
{
    RC_VEC(char) text = {0};
    for (uint32_t i = 0; i < s->n_words; i++)
        for (size_t k = 0; k <= s->words[i].form.len; k++)
            *RC_PUSH(arena, &text) = k < s->words[i].form.len ? s->words[i].form.ptr[k] : ' ';
    *key = (rc_str){text.ptr, text.len};
    return text.len;
}

void rc_corpus_merge_names(rc_corpus *corpus, rc_corpus *names)
{
    rc_arena scratch;
    rc_arena_init(&scratch, 1u << 20, 0);
    rc_map map = {0};
    for (size_t i = 0; i < names->sentences.len; i++) {
        rc_str key;
        key_of(&names->sentences.ptr[i], &scratch, &key);
        *rc_map_put(&scratch, &map, key, NULL) = i + 1;
    }
    for (size_t i = 0; i < corpus->sentences.len; i++) {
        rc_gold_sentence *s = &corpus->sentences.ptr[i];
        rc_str key;
        key_of(s, &scratch, &key);
        const uint64_t *found = rc_map_get(&map, key);
        if (!found) continue;
        rc_gold_sentence *from = &names->sentences.ptr[*found - 1];
        for (uint32_t k = 0; k < s->n_words; k++) s->words[k].tag = from->words[k].tag;
        s->kinds = from->kinds;
    }
    for (size_t i = 0; i < corpus->sentences.len; i++) {
        rc_str key;
        key_of(&corpus->sentences.ptr[i], &scratch, &key);
        const uint64_t *found = rc_map_get(&map, key);
        if (found) names->sentences.ptr[*found - 1].n_words = 0;
    }
    rc_arena_release(&scratch);
}

rc_str rc_corpus_text(const rc_corpus *corpus, size_t first, size_t count, uint32_t *ends, rc_arena *arena)
{
    size_t total = 16;
    for (size_t i = first; i < first + count; i++)
        for (uint32_t k = 0; k < corpus->sentences.ptr[i].n_tokens; k++)
            total += corpus->sentences.ptr[i].tokens[k].form.len + 2;
    char *out = rc_arena_alloc(arena, 1, 1, total);
    size_t len = 0;
    for (size_t i = first; i < first + count; i++) {
        const rc_gold_sentence *s = &corpus->sentences.ptr[i];
        if (s->paragraph && len) {
            out[len++] = '\n';
            out[len++] = '\n';
        }
        for (uint32_t k = 0; k < s->n_tokens; k++) {
            memcpy(out + len, s->tokens[k].form.ptr, s->tokens[k].form.len);
            len += s->tokens[k].form.len;
            if (ends) *ends++ = (uint32_t)len;
            if (s->tokens[k].space_after) out[len++] = ' ';
        }
    }
    return (rc_str){out, len};
}
