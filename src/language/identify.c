#include "recoupe/language/identify.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "language/glyph.h"
#include "language/profiles.h"
#include "language/script.h"
#include "recoupe/base/paths.h"
#include "recoupe/base/buf.h"
#include "recoupe/base/map.h"
#include "recoupe/base/tsv.h"

/* What of a text is looked at; more does not change the answer. */
#define SAMPLE_BYTES 1500
#define LIST_BYTES ((size_t)1 << 20)
#define MOST_READ 31
#define WORD_BYTES 24
/* The profiles need no more (libexttextcat: "a few hundred bytes"), and time grows with it. */
#define SAMPLE_WORDS_BYTES 600
#define ARENA_BYTES ((size_t)64 << 10)

/* Share of a text's words that tell its language: a third in prose, a sixth in headlines. Below the lower bound the
 * profiles are asked. */
#define SURE_SHARE 0.12F
#define LEAST_SHARE 0.04F
/* One or two words prove little: they must be this share of a short text. */
#define SHORT_SHARE 0.25F
#define SHORT_HITS 3
/* Profiles guess wildly below this length. */
#define PROFILE_LEAST_BYTES 40

struct rc_identifier {
    rc_arena arena;
    rc_map words; /* lower case -> bit of each language it tells; the upper half: of each that merely has it */
    char read[MOST_READ][12];
    unsigned n_read;
    rc_profiles *profiles;
};

static rc_status read_words(rc_identifier *id, unsigned lang, rc_str text, const char *path, rc_error *err)
{
    rc_tsv tsv;
    int phrase = -1;
    rc_status status = rc_tsv_open(&tsv, text, path, err);
    if (status == RC_OK) status = rc_tsv_require(&tsv, "phrase", &phrase, err);
    if (status != RC_OK) return status;
    int tells = rc_tsv_column(&tsv, "tells");
    while ((status = rc_tsv_next(&tsv, err)) == RC_OK) {
        bool weak = tells >= 0 && rc_str_is(tsv.fields[tells], "no");
        rc_str word = rc_utf8_lower(&id->arena, tsv.fields[phrase]);
        *rc_map_put(&id->arena, &id->words, word, NULL) |= UINT64_C(1) << (weak ? lang + 32 : lang);
    }
    return status == RC_END ? RC_OK : status;
}

typedef struct rc_words_job {
    rc_identifier *id;
    unsigned lang;
    rc_str text;
    const char *path;
} rc_words_job;

static rc_status run_words(void *context, rc_error *err)
{
    rc_words_job *job = context;
    return read_words(job->id, job->lang, job->text, job->path, err);
}

static rc_status load_language(rc_identifier *id, const char *folder, const char *tag, rc_error *err)
{
    char path[4096];
    int n = snprintf(path, sizeof path, "%s/%s/stopwords.tsv", folder, tag);
    if (n < 0 || (size_t)n >= sizeof path || access(path, R_OK) != 0) return RC_OK;
    if (id->n_read == MOST_READ) return rc_fail(err, RC_ELIMIT, "%s: more than %d languages", folder, MOST_READ);
    rc_buf buf;
    rc_buf_init(&buf);
    rc_status status = rc_buf_read_file(&buf, path, LIST_BYTES, err);
    rc_words_job job = {id, id->n_read, rc_buf_str(&buf), path};
    if (status == RC_OK) status = rc_arena_run(&id->arena, run_words, &job, path, err);
    rc_buf_release(&buf);
    if (status != RC_OK) return status;
    size_t len = strlen(tag); /* is_tag has bounded it */
    memcpy(id->read[id->n_read++], tag, len + 1);
    return RC_OK;
}

static rc_status load_all(rc_identifier *id, const char *data_dir, rc_error *err)
{
    char folder[4096];
    rc_languages languages;
    snprintf(folder, sizeof folder, "%s/lang", data_dir);
    rc_status status = rc_languages_find(&languages, data_dir, err);
    for (unsigned i = 0; i < languages.n && status == RC_OK; i++)
        status = load_language(id, folder, languages.tag[i], err);
    return status;
}

rc_status rc_identifier_new(rc_identifier **out, const char *data_dir, rc_error *err)
{
    rc_identifier *id = calloc(1, sizeof *id);
    if (!id) return rc_fail(err, RC_ENOMEM, "out of memory");
    rc_arena_init(&id->arena, ARENA_BYTES, 0);
    rc_status status = load_all(id, data_dir, err);
    if (status != RC_OK) {
        rc_identifier_free(id);
        return status;
    }
    id->profiles = rc_profiles_new();
    *out = id;
    return RC_OK;
}

void rc_identifier_free(rc_identifier *id)
{
    if (!id) return;
    rc_profiles_free(id->profiles);
    rc_arena_release(&id->arena);
    free(id);
}

static rc_language answer(const rc_identifier *id, const char *tag, float confidence)
{
    rc_language language = {.confidence = confidence};
    snprintf(language.tag, sizeof language.tag, "%s", tag);
    for (unsigned i = 0; i < id->n_read; i++)
        if (strcmp(id->read[i], tag) == 0) language.is_read = true;
    return language;
}

typedef struct rc_votes {
    unsigned words, hits[MOST_READ];
    uint32_t weak;                   /* bit of each language that has one of the words which do not tell */
    char sample[SAMPLE_WORDS_BYTES]; /* the words alone, for the profiles */
    size_t sample_len;
} rc_votes;

static void vote(const rc_identifier *id, rc_votes *votes, rc_str word)
{
    char key[WORD_BYTES];
    rc_str lower = rc_glyph_key(word, key, sizeof key);
    votes->words++;
    if (votes->sample_len + word.len < sizeof votes->sample) {
        memcpy(votes->sample + votes->sample_len, word.ptr, word.len);
        votes->sample_len += word.len;
        votes->sample[votes->sample_len++] = ' ';
    }
    const uint64_t *languages = lower.ptr ? rc_map_get(&id->words, lower) : NULL;
    if (!languages) return;
    for (unsigned i = 0; i < id->n_read; i++) votes->hits[i] += *languages >> i & 1;
    votes->weak |= (uint32_t)(*languages >> 32);
}

/* Addresses, handles and hashtags are in no language. */
static size_t pass_address(rc_str text, size_t at)
{
    while (at < text.len && !rc_glyph_is_gap(rc_glyph_at(text, at))) at += rc_glyph_at(text, at).bytes;
    return at;
}

static bool is_address(rc_str text, size_t at)
{
    char c = text.ptr[at];
    return c == '@' || c == '#' || rc_str_starts(rc_str_sub(text, at, at + 4), RC_STR("http")) ||
           rc_str_starts(rc_str_sub(text, at, at + 4), RC_STR("pic."));
}

/* Words are runs of letters; an apostrophe ends one and stays with it ("l'", "qu'"), which suffices to vote. */
static void count_votes(const rc_identifier *id, rc_str text, rc_votes *votes)
{
    for (size_t i = 0; i < text.len;) {
        rc_glyph g = rc_glyph_at(text, i);
        if (is_address(text, i)) {
            i = pass_address(text, i);
            continue;
        }
        if (!rc_glyph_is_letter(g)) {
            i += g.bytes;
            continue;
        }
        size_t beg = i;
        while (rc_glyph_is_letter(g) || g.kind == RC_GLYPH_MARK) g = rc_glyph_at(text, i += g.bytes);
        if (rc_glyph_is_apostrophe(g)) i += g.bytes;
        vote(id, votes, rc_str_sub(text, beg, i));
    }
}

static rc_str sample_of(rc_str text)
{
    size_t len = text.len < SAMPLE_BYTES ? text.len : SAMPLE_BYTES;
    while (len < text.len && len && ((unsigned char)text.ptr[len] & 0xC0) == 0x80) len--;
    return rc_str_sub(text, 0, len);
}

static rc_language by_profile(const rc_identifier *id, const rc_votes *votes, int best, float share)
{
    char tag[12];
    float margin;
    rc_language unknown = answer(id, "und", 0);
    rc_str words = {votes->sample, votes->sample_len};
    if (words.len < PROFILE_LEAST_BYTES) return share >= SURE_SHARE ? answer(id, id->read[best], 0.5F) : unknown;
    if (!rc_profiles_nearest(id->profiles, words, tag, &margin))
        return share >= LEAST_SHARE ? answer(id, id->read[best], share) : unknown;
    rc_language language = answer(id, tag, margin > 0.5F ? 1 : 0.4F + margin);
    if (!language.is_read) return language;
    /* A profile alone does not make a text one that is read: without a single function word it is a list of names. */
    for (unsigned i = 0; i < id->n_read; i++)
        if (strcmp(id->read[i], tag) == 0 && (votes->hits[i] || votes->weak >> i & 1)) return language;
    return unknown;
}

static rc_language by_words(const rc_identifier *id, rc_str sample)
{
    rc_votes votes = {.words = 0};
    count_votes(id, sample, &votes);
    if (!votes.words) return answer(id, "und", 0);
    int best = -1;
    unsigned second = 0;
    for (unsigned i = 0; i < id->n_read; i++) {
        unsigned hits = votes.hits[i];
        if (best < 0 || hits > votes.hits[best]) {
            if (best >= 0 && votes.hits[best] > second) second = votes.hits[best];
            best = (int)i;
        } else if (hits > second) {
            second = hits;
        }
    }
    float share = best < 0 ? 0 : (float)votes.hits[best] / (float)votes.words;
    bool sure = best >= 0 && share >= (votes.hits[best] < SHORT_HITS ? SHORT_SHARE : SURE_SHARE);
    if (sure && votes.hits[best] >= 2 * second) {
        float confidence = 0.6F + share;
        return answer(id, id->read[best], confidence > 1 ? 1 : confidence);
    }
    return by_profile(id, &votes, best, share);
}

static rc_language find(const rc_identifier *id, rc_str sample)
{
    rc_script_counts counts = rc_script_count(sample);
    if (!counts.all) return answer(id, "und", 0);
    rc_script script = rc_script_most(&counts);
    if (script == RC_SCRIPT_HAN && counts.letters[RC_SCRIPT_KANA] * 10 > counts.all) script = RC_SCRIPT_KANA;
    if (script == RC_SCRIPT_LATIN) return by_words(id, sample);
    float share = (float)counts.letters[script] / (float)counts.all;
    const char *tag = rc_script_language(sample, script);
    if (tag) return answer(id, tag, share);
    char near[12];
    float margin;
    if (rc_profiles_nearest(id->profiles, sample, near, &margin)) return answer(id, near, share * 0.8F);
    return answer(id, "und", 0);
}

/* Primary subtag in lower case: "fr-FR" is "fr"; empty when it is none. */
static void primary(rc_str declared, char tag[12])
{
    size_t n = 0;
    while (n < declared.len && n < 9 && ((declared.ptr[n] | 32) >= 'a' && (declared.ptr[n] | 32) <= 'z')) {
        tag[n] = (char)(declared.ptr[n] | 32);
        n++;
    }
    bool whole = n == declared.len || declared.ptr[n] == '-' || declared.ptr[n] == '_';
    tag[n >= 2 && n <= 8 && whole ? n : 0] = 0;
}

/* Below this the text does not speak clearly enough to overrule what the input says. */
#define OVERRULES 0.7F

rc_language rc_identify(const rc_identifier *id, rc_str text, rc_str declared)
{
    rc_language found = find(id, sample_of(text));
    char tag[12];
    primary(declared, tag);
    if (!tag[0] || strcmp(tag, "und") == 0 || strcmp(tag, found.tag) == 0) return found;
    if (found.confidence >= OVERRULES) return found;
    return answer(id, tag, 0.5F);
}
