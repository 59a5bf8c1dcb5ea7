#include "language/orthography.h"

#include <stdio.h>
#include <unistd.h>

#include "language/glyph.h"
#include "recoupe/base/buf.h"
#include "recoupe/base/tsv.h"

#define LIST_BYTES ((size_t)4 << 20)
#define KEY_BYTES 48

typedef rc_status (*row_reader)(rc_orthography *o, rc_tsv *tsv, int phrase, rc_arena *arena, rc_error *err);

static rc_status read_abbreviation(rc_orthography *o, rc_tsv *tsv, int phrase, rc_arena *arena, rc_error *err)
{
    int column = rc_tsv_column(tsv, "end");
    rc_str end = column < 0 ? RC_STR("may") : tsv->fields[column];
    rc_abbreviation_end value;
    if (!end.len || rc_str_is(end, "may"))
        value = RC_ABBREVIATION_MAY;
    else if (rc_str_is(end, "never"))
        value = RC_ABBREVIATION_NEVER;
    else if (rc_str_is(end, "number"))
        value = RC_ABBREVIATION_NUMBER;
    else
        return rc_fail(err, RC_EFORMAT, "%s:%u: end is '%.*s', not never, may or number", tsv->name, tsv->line,
                       RC_FMT(end));
    *rc_map_put(arena, &o->abbreviations, rc_arena_dup(arena, tsv->fields[phrase]), NULL) = value;
    return RC_OK;
}

static rc_status read_elision(rc_orthography *o, rc_tsv *tsv, int phrase, rc_arena *arena, rc_error *err)
{
    int column;
    rc_status status = rc_tsv_require(tsv, "side", &column, err);
    if (status != RC_OK) return status;
    rc_str side = tsv->fields[column];
    rc_map *map = rc_str_is(side, "before")  ? &o->before
                  : rc_str_is(side, "after") ? &o->after
                  : rc_str_is(side, "keep")  ? &o->keep
                                             : NULL;
    if (!map)
        return rc_fail(err, RC_EFORMAT, "%s:%u: side is '%.*s', not before, after or keep", tsv->name, tsv->line,
                       RC_FMT(side));
    *rc_map_put(arena, map, rc_utf8_lower(arena, tsv->fields[phrase]), NULL) = 1;
    return RC_OK;
}

static rc_status read_stopword(rc_orthography *o, rc_tsv *tsv, int phrase, rc_arena *arena, rc_error *err)
{
    (void)err;
    rc_str word = rc_utf8_lower(arena, tsv->fields[phrase]);
    *rc_map_put(arena, &o->stopwords, word, NULL) = 1;
    if (!rc_str_eq(word, rc_utf8_fold(arena, word))) o->accented = true;
    return RC_OK;
}

static rc_status read_rows(rc_orthography *o, rc_str text, const char *path, row_reader reader, rc_arena *arena,
                           rc_error *err)
{
    rc_tsv tsv;
    rc_status status = rc_tsv_open(&tsv, text, path, err);
    int phrase;
    if (status == RC_OK) status = rc_tsv_require(&tsv, "phrase", &phrase, err);
    if (status != RC_OK) return status;
    while ((status = rc_tsv_next(&tsv, err)) == RC_OK) {
        if (!tsv.fields[phrase].len) return rc_fail(err, RC_EFORMAT, "%s:%u: empty phrase", path, tsv.line);
        status = reader(o, &tsv, phrase, arena, err);
        if (status != RC_OK) return status;
    }
    return status == RC_END ? RC_OK : status;
}

typedef struct rc_rows_job {
    rc_orthography *o;
    rc_str text;
    const char *path;
    row_reader reader;
    rc_arena *arena;
} rc_rows_job;

static rc_status run_rows(void *context, rc_error *err)
{
    rc_rows_job *job = context;
    return read_rows(job->o, job->text, job->path, job->reader, job->arena, err);
}

static rc_status read_list(rc_orthography *o, const char *data_dir, const char *file, bool required, row_reader reader,
                           rc_arena *arena, rc_error *err)
{
    char path[4096];
    int n = snprintf(path, sizeof path, "%s/lang/%s/%s", data_dir, o->lang, file);
    if (n < 0 || (size_t)n >= sizeof path) return rc_fail(err, RC_EINVALID, "the data folder's name is too long");
    if (!required && access(path, F_OK) != 0) return RC_OK;
    rc_buf buf;
    rc_buf_init(&buf);
    rc_status status = rc_buf_read_file(&buf, path, LIST_BYTES, err);
    rc_rows_job job = {o, rc_buf_str(&buf), path, reader, arena};
    /* The buffer is not the arena's, so a jump out of memory is caught here and passed on after its release. */
    if (status == RC_OK) status = rc_arena_run(arena, run_rows, &job, path, err);
    rc_buf_release(&buf);
    return status;
}

rc_status rc_orthography_load(rc_orthography **out, const char *data_dir, const char *lang, rc_arena *arena,
                              rc_error *err)
{
    rc_orthography *o = RC_NEW(arena, rc_orthography);
    if (!*lang || strlen(lang) >= sizeof o->lang || strpbrk(lang, "/\\."))
        return rc_fail(err, RC_EINVALID, "'%s' is not a language tag", lang);
    memcpy(o->lang, lang, strlen(lang) + 1);
    rc_status status = read_list(o, data_dir, "abbreviations.tsv", true, read_abbreviation, arena, err);
    if (status == RC_OK) status = read_list(o, data_dir, "elisions.tsv", true, read_elision, arena, err);
    if (status == RC_OK) status = read_list(o, data_dir, "stopwords.tsv", false, read_stopword, arena, err);
    if (status == RC_OK) *out = o;
    return status;
}

static bool is_upper_word(rc_str word)
{
    size_t upper = 0;
    for (size_t i = 0; i < word.len;) {
        rc_glyph g = rc_glyph_at(word, i);
        if (g.kind == RC_GLYPH_LOWER) return false;
        upper += g.kind == RC_GLYPH_UPPER;
        i += g.bytes;
    }
    return upper > 1;
}

rc_abbreviation_end rc_orthography_abbreviation(const rc_orthography *o, rc_str word)
{
    if (word.len > KEY_BYTES / 2) return RC_ABBREVIATION_NONE;
    const uint64_t *found = rc_map_get(&o->abbreviations, word);
    if (found) return (rc_abbreviation_end)*found;
    if (!is_upper_word(word)) return RC_ABBREVIATION_NONE;
    /* In a text in capitals: as a name's title first ("COL." is "Col."), then as a common word. */
    char key[KEY_BYTES];
    rc_str lower = rc_glyph_key(word, key, sizeof key);
    if (!lower.ptr) return RC_ABBREVIATION_NONE;
    rc_glyph first = rc_glyph_at(word, 0);
    char title[KEY_BYTES + 4];
    rc_glyph small = rc_glyph_at(lower, 0);
    memcpy(title, word.ptr, first.bytes);
    memcpy(title + first.bytes, lower.ptr + small.bytes, lower.len - small.bytes);
    found = rc_map_get(&o->abbreviations, (rc_str){title, first.bytes + lower.len - small.bytes});
    if (!found) found = rc_map_get(&o->abbreviations, lower);
    return found ? (rc_abbreviation_end)*found : RC_ABBREVIATION_NONE;
}

static bool has(const rc_map *map, rc_str word)
{
    char key[KEY_BYTES];
    rc_str lower = rc_glyph_key(word, key, sizeof key);
    return lower.ptr && rc_map_get(map, lower) != NULL;
}

bool rc_orthography_is_before(const rc_orthography *o, rc_str word)
{
    return has(&o->before, word);
}

bool rc_orthography_is_after(const rc_orthography *o, rc_str word)
{
    return has(&o->after, word);
}

bool rc_orthography_is_kept(const rc_orthography *o, rc_str word)
{
    return o->keep.len && has(&o->keep, word);
}

bool rc_orthography_is_stopword(const rc_orthography *o, rc_str lower)
{
    return rc_map_get(&o->stopwords, lower) != NULL;
}
