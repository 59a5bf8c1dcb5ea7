#include "recoupe/resolve/naming.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "recoupe/base/data_table.h"
#include "recoupe/base/map.h"
#include "recoupe/base/paths.h"
#include "recoupe/base/utf8.h"

typedef enum match { MATCH_NAME, MATCH_FIRST, MATCH_ANY, MATCH_OPENS, MATCH_JOINED, MATCH_ELIDED } match;

static const char *const matches[] = {"name", "first", "any", "opens", "joined", "elided"};

typedef struct called {
    rc_str lang, party, name;
} called;

typedef struct rule {
    rc_str lang, word, article; /* word: in small letters */
    match match;
} rule;

struct rc_naming {
    rc_map names; /* "fr:Sudan" to one more than its place in `called` */
    RC_VEC(called) called;
    rc_map articles; /* "fr:first:front" to one more than its place in `rules` */
    RC_VEC(rule) rules;
};

typedef struct loading {
    rc_naming *naming;
    const char *data_dir;
    const char *tags[RC_LANGUAGES_MOST];
    unsigned n_tags;
    rc_arena *arena;
} loading;

/* ---- names of sides */

static rc_str first_of(rc_str cell)
{
    return rc_str_trim(rc_str_cut(&cell, '|'));
}

static void call(loading *l, const char *tag, rc_str party, rc_str name)
{
    bool is_new;
    rc_str lang = rc_str_of(tag);
    if (!party.len || !name.len || rc_str_starts(name, RC_STR("~"))) return;
    uint64_t *at =
        rc_map_put(l->arena, &l->naming->names, rc_arena_printf(l->arena, "%s:%.*s", tag, RC_FMT(party)), &is_new);
    if (!is_new) return; /* the first row that names it counts */
    *RC_PUSH(l->arena, &l->naming->called) = (called){lang, rc_str_of(rc_arena_cstr(l->arena, party)), name};
    *at = l->naming->called.len;
}

/* Countries stand among the sides under a key that no side has: the first row of a code is the country's own. */
static rc_str country_key(rc_str code, rc_arena *arena)
{
    return code.len ? rc_arena_printf(arena, "/%.*s", RC_FMT(code)) : code;
}

static void read_country(loading *l, const rc_tsv *tsv)
{
    for (unsigned i = 0; i < l->n_tags; i++) {
        const char *column = rc_arena_printf(l->arena, "names_%s", l->tags[i]).ptr;
        rc_str name = first_of(rc_data_table_cell(tsv, column));
        call(l, l->tags[i], rc_data_table_cell(tsv, "party"), name);
        call(l, l->tags[i], country_key(rc_data_table_cell(tsv, "iso2"), l->arena), name);
    }
}

/* A side's own row is the one whose first English name is the side. */
static rc_status read_actor(void *context, rc_tsv *tsv, rc_error *err)
{
    (void)err;
    loading *l = context;
    rc_str party = rc_data_table_cell(tsv, "party");
    if (rc_str_is(rc_data_table_cell(tsv, "kind"), "person")) return RC_OK;
    if (!rc_str_eq(first_of(rc_data_table_cell(tsv, "en")), party)) return RC_OK;
    for (unsigned i = 0; i < l->n_tags; i++) call(l, l->tags[i], party, first_of(rc_data_table_cell(tsv, l->tags[i])));
    return RC_OK;
}

static rc_status load_names(loading *l, rc_error *err)
{
    static const char *const COUNTRIES[] = {"iso2", "party", NULL}, *const ACTORS[] = {"party", "kind", "en", NULL};
    static const char *const KEYS[] = {"ucdp", "en", "fr", NULL}; /* as where actors are read */
    rc_tsv tsv;
    rc_status status = rc_data_table_open(&tsv, l->data_dir, "countries.tsv", COUNTRIES, l->arena, err);
    while (status == RC_OK && (status = rc_tsv_next(&tsv, err)) == RC_OK) read_country(l, &tsv);
    if (status != RC_END) return status;
    return rc_data_table_each(l->data_dir, "actors.tsv", ACTORS, KEYS, read_actor, l, l->arena, err);
}

/* ---- articles */

static rc_str rule_key(rc_arena *arena, rc_str lang, match m, rc_str word)
{
    return rc_arena_printf(arena, "%.*s:%s:%.*s", RC_FMT(lang), matches[m], RC_FMT(word));
}

static rc_status read_rule(loading *l, const rc_tsv *tsv, rc_str lang, rc_error *err)
{
    rc_str name = rc_data_table_cell(tsv, "match");
    rule r = {.lang = lang,
              .word = rc_utf8_lower(l->arena, rc_data_table_cell(tsv, "word")),
              .article = rc_data_table_cell(tsv, "article")};
    size_t m = 0;
    while (m < sizeof matches / sizeof *matches && !rc_str_is(name, matches[m])) m++;
    if (m == sizeof matches / sizeof *matches) return rc_data_table_bad(tsv, "no such match:", name, err);
    if (!r.word.len || !r.article.len) return rc_data_table_bad(tsv, "word or article is missing:", r.word, err);
    r.match = (match)m;
    *RC_PUSH(l->arena, &l->naming->rules) = r;
    *rc_map_put(l->arena, &l->naming->articles, rule_key(l->arena, lang, r.match, r.word), NULL) = l->naming->rules.len;
    return RC_OK;
}

static rc_status load_articles(loading *l, const char *tag, rc_error *err)
{
    static const char *const COLUMNS[] = {"word", "match", "article", NULL};
    rc_tsv tsv;
    const char *file = rc_arena_printf(l->arena, "../lang/%s/articles.tsv", tag).ptr;
    if (access(rc_arena_printf(l->arena, "%s/data/%s", l->data_dir, file).ptr, F_OK) != 0) return RC_OK;
    rc_status status = rc_data_table_open(&tsv, l->data_dir, file, COLUMNS, l->arena, err);
    while (status == RC_OK && (status = rc_tsv_next(&tsv, err)) == RC_OK)
        status = read_rule(l, &tsv, rc_str_of(tag), err);
    return status == RC_END ? RC_OK : status;
}

static rc_status load(void *context, rc_error *err)
{
    loading *l = context;
    rc_languages found;
    l->naming = RC_NEW(l->arena, rc_naming);
    rc_status status = rc_languages_find(&found, l->data_dir, err);
    for (unsigned i = 0; i < found.n && status == RC_OK; i++) {
        l->tags[l->n_tags++] = rc_arena_cstr(l->arena, rc_str_of(found.tag[i]));
        status = load_articles(l, l->tags[i], err);
    }
    return status == RC_OK ? load_names(l, err) : status;
}

rc_status rc_naming_load(rc_naming **out, const char *data_dir, rc_arena *arena, rc_error *err)
{
    loading l = {.data_dir = data_dir, .arena = arena};
    rc_status status = rc_arena_run(arena, load, &l, "reading what sides are called", err);
    *out = status == RC_OK ? l.naming : NULL;
    return status;
}

/* ---- asking */

static const rule *rule_of(const rc_naming *naming, rc_str lang, match m, rc_str word, rc_arena *arena)
{
    uint64_t *at = naming ? rc_map_get(&naming->articles, rule_key(arena, lang, m, word)) : NULL;
    return at ? &naming->rules.ptr[*at - 1] : NULL;
}

rc_str rc_naming_party(const rc_naming *naming, rc_str lang, rc_str party)
{
    char key[256];
    int len = snprintf(key, sizeof key, "%.*s:%.*s", RC_FMT(lang), RC_FMT(party));
    if (!naming || len < 0 || (size_t)len >= sizeof key) return party;
    uint64_t *at = rc_map_get(&naming->names, rc_str_of(key));
    return at ? naming->called.ptr[*at - 1].name : party;
}

rc_str rc_naming_country(const rc_naming *naming, rc_str lang, const char *code)
{
    char key[8];
    snprintf(key, sizeof key, "/%.3s", code);
    rc_str name = rc_naming_party(naming, lang, rc_str_of(key));
    return rc_str_is(name, key) ? rc_str_of(code) : name;
}

static bool begins_with_vowel(rc_str word, rc_arena *arena)
{
    rc_str folded = rc_utf8_fold(arena, word);
    return folded.len && memchr("aeiou", folded.ptr[0], 5);
}

/* The article before a word: what is elided stands without a space. */
static rc_str put_before(const rc_naming *naming, rc_str lang, rc_str article, rc_str name, rc_arena *arena)
{
    const rule *elided = begins_with_vowel(name, arena) ? rule_of(naming, lang, MATCH_ELIDED, article, arena) : NULL;
    if (elided) return rc_arena_printf(arena, "%.*s%.*s", RC_FMT(elided->article), RC_FMT(name));
    return rc_arena_printf(arena, "%.*s %.*s", RC_FMT(article), RC_FMT(name));
}

static const rule *article_of(const rc_naming *naming, rc_str lang, rc_str name, rc_arena *arena)
{
    rc_str rest = rc_utf8_lower(arena, name);
    const rule *found = rule_of(naming, lang, MATCH_NAME, rest, arena);
    for (bool first = true; rest.len && !found; first = false) {
        rc_str word = rc_str_cut(&rest, ' ');
        if (first) found = rule_of(naming, lang, MATCH_FIRST, word, arena);
        if (!found) found = rule_of(naming, lang, MATCH_ANY, word, arena);
    }
    return found;
}

bool rc_naming_has_article(const rc_naming *naming, rc_str lang, rc_str name, rc_arena *arena)
{
    return article_of(naming, lang, name, arena);
}

rc_str rc_naming_with_article(const rc_naming *naming, rc_str lang, rc_str name, rc_arena *arena)
{
    const rule *found = article_of(naming, lang, name, arena);
    return found ? put_before(naming, lang, found->article, name, arena) : name;
}

/* The word with which a description begins: up to a space, or with the apostrophe behind it. */
static rc_str opening(rc_str name)
{
    static const char *const ends[] = {"'", "\u2019"};
    size_t space = rc_str_find(name, RC_STR(" "), 0);
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        size_t at = rc_str_find(name, rc_str_of(ends[i]), 0);
        if (at < space) return rc_str_sub(name, 0, at + strlen(ends[i]));
    }
    return space == SIZE_MAX ? name : rc_str_sub(name, 0, space);
}

bool rc_naming_open(const rc_naming *naming, rc_str lang, rc_str *name, rc_str *rest, rc_arena *arena)
{
    rc_str word = opening(*name);
    const rule *found = rule_of(naming, lang, MATCH_OPENS, rc_utf8_lower(arena, word), arena);
    if (!found || word.len == name->len) return false;
    *rest = rc_str_trim(rc_str_sub(*name, word.len, name->len));
    bool is_elided = word.ptr[word.len - 1] < 0 || word.ptr[word.len - 1] == '\'';
    *name = rc_arena_printf(arena, "%.*s%s%.*s", RC_FMT(found->article), is_elided ? "" : " ", RC_FMT(*rest));
    return true;
}

/* Whether `word` stands at `at` as a word of its own, with something after it. */
static bool stands_at(rc_str words, size_t at, rc_str word)
{
    if (at && words.ptr[at - 1] != ' ' && words.ptr[at - 1] != '(') return false;
    rc_str rest = rc_str_sub(words, at, words.len);
    return rest.len > word.len && rest.ptr[word.len] == ' ' && rc_str_starts(rest, word);
}

static rc_str replaced(const rule *r, rc_str words, rc_arena *arena)
{
    for (size_t at = rc_str_find(words, r->word, 0); at != SIZE_MAX; at = rc_str_find(words, r->word, at + 1)) {
        if (!stands_at(words, at, r->word)) continue;
        rc_str after = rc_str_sub(words, at + r->word.len + 1, words.len);
        if (r->match == MATCH_ELIDED && !begins_with_vowel(after, arena)) continue;
        words = rc_arena_printf(arena, "%.*s%.*s%s%.*s", (int)at, words.ptr, RC_FMT(r->article),
                                r->match == MATCH_ELIDED ? "" : " ", RC_FMT(after));
    }
    return words;
}

rc_str rc_naming_join(const rc_naming *naming, rc_str lang, rc_str words, rc_arena *arena)
{
    for (size_t i = 0; naming && i < naming->rules.len; i++) {
        const rule *r = &naming->rules.ptr[i];
        if (r->match >= MATCH_JOINED && rc_str_eq(r->lang, lang)) words = replaced(r, words, arena);
    }
    return words;
}

void rc_naming_json(const rc_naming *naming, rc_str lang, rc_json *json)
{
    rc_json_begin_object(json);
    for (size_t i = 0; naming && i < naming->called.len; i++) {
        const called *c = &naming->called.ptr[i];
        if (c->party.ptr[0] == '/' || !rc_str_eq(c->lang, lang) || rc_str_eq(c->party, c->name)) continue;
        rc_json_key(json, c->party.ptr);
        rc_json_str(json, c->name);
    }
    rc_json_end_object(json);
}
