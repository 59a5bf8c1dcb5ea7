/* The word lists of every language: columns, allowed values, paradigms that exist and fit, no row twice, and enough
 * rows to read with. The contract is docs/LANGUAGES.md. */
#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "recoupe/base/arena.h"
#include "recoupe/base/map.h"
#include "recoupe/base/tsv.h"

/* Allowed values are separated by `|`; a leading `|` allows the empty cell. `type` and `subtype` of events are checked
 * together, because a sub-type belongs to one type. */
typedef struct column_rule {
    const char *column, *values;
} column_rule;

typedef struct list_rule {
    const char *file, *columns;
    unsigned min_rows;
    column_rule values[4];
} list_rule;

#define PARTY "|civilians|state|rebel|media|NGO|United Nations"

static const list_rule LISTS[] = {
    {"paradigms.tsv", "paradigm,cut,add,features", 20, {{0}}},
    {"forms.tsv", "lemma,form,features", 100, {{0}}},
    {"people.tsv",
     "phrase,inflect,members,party,force",
     150,
     {{"members", "combatant|civilian|mixed|unknown"}, {"party", PARTY}, {"force", "|yes|no"}}},
    {"cues.tsv",
     "phrase,inflect,pos,class",
     120,
     {{"pos", "v|n|p|c|t"}, {"class", "neutral|claiming|confirming|denying|accusing|warning|ordering|quoting"}}},
    {"sources.tsv",
     "phrase,inflect,kind,party,voice",
     120,
     {{"kind", "person|group|official|outlet|witness|anonymous|post"}, {"party", PARTY}, {"voice", "|voice"}}},
    {"effects.tsv",
     "phrase,inflect,pos,effect,frame",
     90,
     {{"pos", "v|n|a"},
      {"effect", "killed|wounded|captured|surrendered|missing|casualties|displaced"},
      {"frame", "obj|subj|lose|self|of|toll|attr"}}},
    {"events.tsv",
     "phrase,inflect,pos,type,subtype,frame,strength",
     180,
     {{"pos", "v|n|a"}, {"frame", "subj-obj|pair|subj|obj|by"}, {"strength", "strong|weak"}}},
    {"control.tsv",
     "phrase,inflect,pos,change,frame",
     70,
     {{"pos", "v|n|a"},
      {"change", "none|taken|lost|held|repelled|advanced|withdrew|besieged|contested"},
      {"frame", "subj|obj|place|noun"}}},
    {"damage.tsv",
     "phrase,inflect,pos,effect",
     50,
     {{"pos", "v|n|a"}, {"effect", "destroyed|damaged|captured|abandoned|downed|burnt"}}},
    {"equipment.tsv",
     "phrase,inflect,category",
     150,
     {{"category", "tank|armoured vehicle|infantry mobility vehicle|truck, vehicle or jeep|artillery|aircraft|"
                   "helicopter|drone|ship|ammunition depot|weapon|other|gear"}}},
    {"hedges.tsv",
     "phrase,inflect,pos,kind",
     60,
     {{"pos", "|v|n|a|p"}, {"kind", "hedge|modal|report|ending|not-ending"}}},
    {"negation.tsv", "phrase,kind", 15, {{"kind", "before|around|after|none|any|untrue|apart"}}},
    {"plans.tsv",
     "phrase,inflect,pos,reality",
     50,
     {{"pos", "v|n|a|p"}, {"reality", "planned|hypothetical|ordered|possible|tried|granted"}}},
    {"clauses.tsv", "phrase,kind", 30, {{"kind", "sub|rel|coord|part"}}},
    {"grammar.tsv",
     "phrase,inflect,kind",
     30,
     {{"kind",
       "be|have|by|of|between|against|article|pronoun|demonstrative|first|other|reflexive|partitive|thereof|there|that|"
       "contrast|argument|impersonal|anaphor|reciprocal|latter"}}},
};

enum { N_LISTS = sizeof(LISTS) / sizeof(*LISTS) };

/* ACLED's event types and their sub-types. */
static const char *const EVENTS[][2] = {
    {"Battles", "Armed clash|Government regains territory|Non-state actor overtakes territory"},
    {"Explosions/Remote violence", "Chemical weapon|Air/drone strike|Suicide bomb|Shelling/artillery/missile attack|"
                                   "Remote explosive/landmine/IED|Grenade"},
    {"Violence against civilians", "Sexual violence|Attack|Abduction/forced disappearance"},
    {"Protests", "Peaceful protest|Protest with intervention|Excessive force against protesters"},
    {"Riots", "Violent demonstration|Mob violence"},
    {"Strategic developments", "Agreement|Arrests|Change to group/activity|Disrupted weapons use|"
                               "Headquarters or base established|Looting/property destruction|"
                               "Non-violent transfer of territory|Other"},
};

static const char FEATURES[] = "inf|pres|past|fut|cond|subj|ppres|ppast|sg|pl|fem|p1";

typedef struct form {
    rc_str cut, add, features; /* of a paradigm; an irregular form has no cut */
    size_t next;               /* index + 1 of the next form under the same name */
} form;

typedef struct language {
    rc_arena *arena;
    const char *code;
    rc_map paradigms, lemmas; /* name -> index + 1 of its newest form */
    RC_VEC(form) forms;
    unsigned faults;
} language;

static void fault(language *lang, const rc_tsv *tsv, const char *what, rc_str detail)
{
    lang->faults++;
    print_error("%s:%u: %s: %.*s\n", tsv->name, tsv->line, what, RC_FMT(detail));
}

static rc_str read_file(rc_arena *arena, const char *path)
{
    FILE *file = fopen(path, "rb");
    if (!file) return (rc_str){NULL, 0};
    fseek(file, 0, SEEK_END);
    long size = ftell(file);
    rewind(file);
    char *bytes = rc_arena_alloc(arena, 1, 1, (size_t)size + 1);
    size_t got = fread(bytes, 1, (size_t)size, file);
    fclose(file);
    assert_int_equal(got, (size_t)size);
    return (rc_str){bytes, got};
}

static bool one_of(rc_str value, const char *values)
{
    rc_str rest = rc_str_of(values);
    while (rest.ptr) {
        if (rc_str_eq(rc_str_cut(&rest, '|'), value)) return true;
    }
    return false;
}

/* False, with a message, when the file is missing or has no head that can be read. */
static bool open_list(language *lang, const char *file, rc_tsv *tsv)
{
    const char *path = rc_arena_printf(lang->arena, "%s/lang/%s/%s", RC_SOURCE_DIR, lang->code, file).ptr;
    rc_str text = read_file(lang->arena, path);
    rc_error err = {0};
    if (text.ptr && rc_tsv_open(tsv, text, path, &err) == RC_OK) return true;
    lang->faults++;
    print_error("%s: %s\n", path, text.ptr ? err.message : "missing");
    return false;
}

static rc_str cell(const rc_tsv *tsv, const char *column)
{
    int index = rc_tsv_column(tsv, column);
    return index < 0 ? (rc_str){NULL, 0} : tsv->fields[index];
}

static void check_columns(language *lang, const rc_tsv *tsv, const char *columns)
{
    rc_str rest = rc_str_of(columns);
    unsigned n = 0;
    while (rest.ptr) {
        rc_str column = rc_str_cut(&rest, ',');
        if (n >= tsv->n_columns || !rc_str_eq(tsv->columns[n], column)) fault(lang, tsv, "column expected", column);
        n++;
    }
    if (n != tsv->n_columns) fault(lang, tsv, "too many columns after", rc_str_of(columns));
}

/* Is some reading of the form under `name` the word itself, and does every cut fit? */
static bool fits(const language *lang, const rc_map *names, rc_str name, rc_str word, bool *cut_fits)
{
    uint64_t *head = rc_map_get(names, name);
    bool itself = false;
    *cut_fits = true;
    for (size_t at = head ? (size_t)*head : 0; at; at = lang->forms.ptr[at - 1].next) {
        const form *f = &lang->forms.ptr[at - 1];
        if (!rc_str_ends(word, f->cut)) *cut_fits = false;
        if (names == &lang->lemmas ? rc_str_eq(f->add, word) : rc_str_eq(f->cut, f->add)) itself = true;
    }
    return itself;
}

/* The word of the phrase that inflects: the one marked with `*`, or the first. */
static rc_str inflected_word(rc_str phrase, unsigned *marks)
{
    rc_str rest = phrase, first = {NULL, 0}, marked = {NULL, 0};
    *marks = 0;
    while (rest.ptr) {
        rc_str word = rc_str_cut(&rest, ' ');
        if (!first.ptr) first = word;
        if (word.len > 1 && word.ptr[word.len - 1] == '*') {
            marked = rc_str_sub(word, 0, word.len - 1);
            ++*marks;
        }
    }
    return marked.ptr ? marked : first;
}

static void check_inflection(language *lang, const rc_tsv *tsv)
{
    rc_str phrase = cell(tsv, "phrase"), inflect = cell(tsv, "inflect");
    unsigned marks;
    rc_str word = inflected_word(phrase, &marks);
    if (phrase.len == 0) fault(lang, tsv, "empty phrase", inflect);
    if (marks > 1) fault(lang, tsv, "two words marked", phrase);
    if (inflect.len == 0) {
        if (marks) fault(lang, tsv, "marked word without a paradigm", phrase);
        return;
    }
    bool irregular = rc_str_starts(inflect, RC_STR("irr:")), cut_fits;
    const rc_map *names = irregular ? &lang->lemmas : &lang->paradigms;
    rc_str name = irregular ? rc_str_sub(inflect, 4, inflect.len) : inflect;
    if (!rc_map_get(names, name)) {
        fault(lang, tsv, "unknown paradigm", inflect);
        return;
    }
    if (!fits(lang, names, name, word, &cut_fits)) fault(lang, tsv, "no form is the dictionary form", phrase);
    if (!cut_fits) fault(lang, tsv, "paradigm cuts what the word does not end in", phrase);
}

static void check_event(language *lang, const rc_tsv *tsv)
{
    rc_str type = cell(tsv, "type"), subtype = cell(tsv, "subtype");
    for (size_t i = 0; i < sizeof(EVENTS) / sizeof(*EVENTS); i++) {
        if (rc_str_is(type, EVENTS[i][0]) && one_of(subtype, EVENTS[i][1])) return;
    }
    fault(lang, tsv, "no such type and sub-type", subtype);
}

/* Verbs, nouns and adjectives of effects have frames of their own. */
static void check_effect_frame(language *lang, const rc_tsv *tsv)
{
    rc_str pos = cell(tsv, "pos"), frame = cell(tsv, "frame");
    const char *allowed = rc_str_is(pos, "v") ? "obj|subj|lose" : rc_str_is(pos, "n") ? "self|of|toll" : "attr";
    if (!one_of(frame, allowed)) fault(lang, tsv, "frame of another part of speech", frame);
}

/* A row is the same when all its cells but `inflect` are. */
static void check_twice(language *lang, const rc_tsv *tsv, rc_map *seen)
{
    rc_str key = {"", 0};
    for (unsigned i = 0; i < tsv->n_columns; i++) {
        if (rc_str_is(tsv->columns[i], "inflect")) continue;
        key = rc_arena_printf(lang->arena, "%.*s\t%.*s", RC_FMT(key), RC_FMT(tsv->fields[i]));
    }
    bool is_new;
    *rc_map_put(lang->arena, seen, key, &is_new) = 1;
    if (!is_new) fault(lang, tsv, "row stands twice", key);
}

static void check_features(language *lang, const rc_tsv *tsv)
{
    rc_str rest = cell(tsv, "features");
    while (rest.ptr && rest.len) {
        rc_str feature = rc_str_cut(&rest, ',');
        if (!one_of(feature, FEATURES)) fault(lang, tsv, "unknown feature", feature);
    }
}

static rc_str dash_is_empty(rc_str s)
{
    return rc_str_is(s, "-") ? (rc_str){"", 0} : s;
}

static void add_form(language *lang, const rc_tsv *tsv, bool irregular)
{
    rc_map *names = irregular ? &lang->lemmas : &lang->paradigms;
    rc_str name = cell(tsv, irregular ? "lemma" : "paradigm");
    form *f = RC_PUSH(lang->arena, &lang->forms);
    f->cut = irregular ? (rc_str){"", 0} : dash_is_empty(cell(tsv, "cut"));
    f->add = irregular ? cell(tsv, "form") : dash_is_empty(cell(tsv, "add"));
    f->features = cell(tsv, "features");
    uint64_t *head = rc_map_put(lang->arena, names, name, NULL);
    f->next = (size_t)*head;
    *head = lang->forms.len;
    check_features(lang, tsv);
}

static void check_row(language *lang, const list_rule *rule, const rc_tsv *tsv)
{
    for (size_t i = 0; i < 4 && rule->values[i].column; i++) {
        rc_str value = cell(tsv, rule->values[i].column);
        if (!one_of(value, rule->values[i].values)) fault(lang, tsv, rule->values[i].column, value);
    }
    if (strcmp(rule->file, "paradigms.tsv") == 0)
        add_form(lang, tsv, false);
    else if (strcmp(rule->file, "forms.tsv") == 0)
        add_form(lang, tsv, true);
    else
        check_inflection(lang, tsv);
    if (strcmp(rule->file, "events.tsv") == 0) check_event(lang, tsv);
    if (strcmp(rule->file, "effects.tsv") == 0) check_effect_frame(lang, tsv);
}

static void check_list(language *lang, const list_rule *rule)
{
    rc_tsv tsv;
    if (!open_list(lang, rule->file, &tsv)) return;
    check_columns(lang, &tsv, rule->columns);
    rc_map seen = {0};
    rc_error err = {0};
    rc_status status;
    unsigned rows = 0;
    while ((status = rc_tsv_next(&tsv, &err)) == RC_OK) {
        check_row(lang, rule, &tsv);
        check_twice(lang, &tsv, &seen);
        rows++;
    }
    if (status != RC_END) fault(lang, &tsv, "bad row", rc_str_of(err.message));
    if (rows < rule->min_rows) fault(lang, &tsv, "too few rows for", rc_str_of(rule->file));
}

/* Lists that other tests look into must at least be well formed, with a head that says what they hold. */
static void check_form_of_all(language *lang)
{
    const char *folder = rc_arena_printf(lang->arena, "%s/lang/%s", RC_SOURCE_DIR, lang->code).ptr;
    DIR *dir = opendir(folder);
    assert_non_null(dir);
    for (struct dirent *entry; (entry = readdir(dir));) {
        if (!rc_str_ends(rc_str_of(entry->d_name), RC_STR(".tsv"))) continue;
        rc_tsv tsv;
        if (!open_list(lang, entry->d_name, &tsv)) continue;
        rc_error err = {0};
        rc_status status;
        while ((status = rc_tsv_next(&tsv, &err)) == RC_OK) {
        }
        if (status != RC_END) fault(lang, &tsv, "bad row", rc_str_of(err.message));
    }
    closedir(dir);
}

static unsigned check_language(const char *code, language *lang, rc_arena *arena)
{
    *lang = (language){.arena = arena, .code = code};
    for (size_t i = 0; i < N_LISTS; i++) check_list(lang, &LISTS[i]);
    check_form_of_all(lang);
    return lang->faults;
}

static void every_list_keeps_the_contract(void **state)
{
    (void)state;
    DIR *dir = opendir(RC_SOURCE_DIR "/lang");
    assert_non_null(dir);
    unsigned languages = 0, faults = 0;
    for (struct dirent *entry; (entry = readdir(dir));) {
        if (entry->d_name[0] == '.') continue;
        rc_arena arena;
        rc_arena_init(&arena, 1 << 20, 0);
        language lang;
        faults += check_language(entry->d_name, &lang, &arena);
        languages++;
        rc_arena_release(&arena);
    }
    closedir(dir);
    assert_true(languages > 0);
    assert_int_equal(faults, 0);
}

/* Does `inflect` make `expected` with `feature` out of `word`? */
static bool makes(const language *lang, const char *inflect, const char *word, const char *expected,
                  const char *feature)
{
    bool irregular = strncmp(inflect, "irr:", 4) == 0;
    const rc_map *names = irregular ? &lang->lemmas : &lang->paradigms;
    uint64_t *head = rc_map_get(names, rc_str_of(irregular ? inflect + 4 : inflect));
    for (size_t at = head ? (size_t)*head : 0; at; at = lang->forms.ptr[at - 1].next) {
        const form *f = &lang->forms.ptr[at - 1];
        rc_str stem = irregular ? (rc_str){"", 0} : rc_str_sub(rc_str_of(word), 0, strlen(word) - f->cut.len);
        rc_str made = rc_arena_printf(lang->arena, "%.*s%.*s", RC_FMT(stem), RC_FMT(f->add));
        if (!rc_str_is(made, expected)) continue;
        rc_str rest = f->features;
        while (rest.ptr) {
            if (rc_str_is(rc_str_cut(&rest, ','), feature)) return true;
        }
    }
    return false;
}

static void french_verbs_and_nouns_inflect(void **state)
{
    (void)state;
    static const char *const WORDS[][4] = {
        {"v-er", "tuer", "tua", "past"},
        {"v-er", "tuer", "tuées", "fem"},
        {"v-érer", "libérer", "libère", "pres"},
        {"v-érer", "libérer", "libérerait", "cond"},
        {"v-érer", "libérer", "libèrerait", "cond"},
        {"v-cer", "annoncer", "annonça", "past"},
        {"v-ger", "déloger", "délogeant", "ppres"},
        {"v-éger", "assiéger", "assiègent", "pres"},
        {"v-éger", "assiéger", "assiégeait", "past"},
        {"v-eler", "appeler", "appellent", "pres"},
        {"v-eter", "rejeter", "rejettera", "fut"},
        {"v-èver", "enlever", "enlèvent", "pres"},
        {"v-yer", "déployer", "déploiera", "fut"},
        {"v-ir", "périr", "périssent", "subj"},
        {"v-ir", "périr", "péri", "ppast"},
        {"v-re", "rendre", "rend", "pres"},
        {"irr:mourir", "mourir", "mort", "ppast"},
        {"irr:mourir", "mourir", "mourraient", "cond"},
        {"irr:avoir", "avoir", "aurait", "cond"},
        {"irr:détruire", "détruire", "détruites", "fem"},
        {"irr:reprendre", "reprendre", "reprirent", "past"},
        {"irr:maintenir", "maintenir", "maintint", "past"},
        {"irr:reconnaître", "reconnaître", "reconnaît", "pres"},
        {"irr:conquérir", "conquérir", "conquis", "ppast"},
        {"irr:être-se-pl", "être", "sont", "pres"},
        {"irr:être-s-sg", "être", "était", "past"},
        {"n-al", "général", "généraux", "pl"},
        {"adj-teur", "directeur", "directrice", "fem"},
        {"adj-er", "policier", "policières", "fem"},
    };
    rc_arena arena;
    rc_arena_init(&arena, 1 << 20, 0);
    language lang;
    check_language("fr", &lang, &arena);
    for (size_t i = 0; i < sizeof(WORDS) / sizeof(*WORDS); i++) {
        if (makes(&lang, WORDS[i][0], WORDS[i][1], WORDS[i][2], WORDS[i][3])) continue;
        print_error("%s: %s does not make %s (%s)\n", WORDS[i][0], WORDS[i][1], WORDS[i][2], WORDS[i][3]);
        fail();
    }
    rc_arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_list_keeps_the_contract),
        cmocka_unit_test(french_verbs_and_nouns_inflect),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
