/* Word lists of a small made-up language in a temporary folder: inflection, reflexives, longest match, bad rows. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/image_file.h"
#include "recoupe/base/buf.h"
#include "recoupe/base/hash.h"
#include "recoupe/language/lexicon.h"

#define ROOT_BYTES 64

static rc_arena arena;
static char root[ROOT_BYTES];

static const char *const standard[][2] = {
    {"abbreviations", "# columns:\tphrase\tend\nM.\tnever\n"},
    {"elisions", "# columns:\tphrase\tside\ns'\tbefore\nl'\tbefore\n"},
    {"paradigms", "# columns:\tparadigm\tcut\tadd\tfeatures\n"
                  "er\t-\t-\tinf\ner\ter\te\tpres,sg\ner\ter\té\tppast,sg\ner\ter\tés\tppast,pl\n"
                  "s\t-\t-\tsg\ns\t-\ts\tpl\n"},
    {"forms", "# columns:\tlemma\tform\tfeatures\n"
              "prendre\tprendre\tinf\nprendre\tpris\tppast\nprendre\tprit\tpast,sg\n"
              "être\têtre\tinf\nêtre\test\tpres,sg\nêtre\tfut\tpast,sg\n"},
    {"grammar", "# columns:\tphrase\tinflect\tkind\nêtre\tirr:être\tbe\nse\t\treflexive\ns'\t\treflexive\n"},
    {"stopwords", "# columns:\tphrase\ttells\noù\tyes\nils\tyes\n"}, /* the language writes accents */
    {"acts", "# columns:\tphrase\tinflect\tclass\n"
             "emporter\ter\tcarry\ns'emparer*\ter\tseize\nprendre\tirr:prendre\ttake\nreprendre\tirr:prendre\tretake\n"
             "prise* de contrôle\ts\tcontrol\nprise\ts\ttaking\nporte-parole\t\tvoice\nprise\ts\tagain\n"},
};

static void write_list(const char *name, const char *text)
{
    char path[128];
    snprintf(path, sizeof path, "%s/lang/xx/%s.tsv", root, name);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    fputs(text, file);
    assert_int_equal(fclose(file), 0);
}

static void remove_list(const char *name)
{
    char path[128];
    snprintf(path, sizeof path, "%s/lang/xx/%s.tsv", root, name);
    unlink(path);
}

static int setup(void **state)
{
    (void)state;
    char path[128];
    const char *tmp = getenv("TMPDIR");
    snprintf(root, sizeof root, "%.30s/recoupe-lex-XXXXXX", tmp && *tmp && strlen(tmp) < 30 ? tmp : "/tmp");
    assert_non_null(mkdtemp(root));
    snprintf(path, sizeof path, "%s/lang", root);
    assert_int_equal(mkdir(path, 0755), 0);
    snprintf(path, sizeof path, "%s/lang/xx", root);
    assert_int_equal(mkdir(path, 0755), 0);
    for (size_t i = 0; i < sizeof standard / sizeof *standard; i++) write_list(standard[i][0], standard[i][1]);
    rc_arena_init(&arena, (size_t)1 << 16, 0);
    return 0;
}

static const char *path_of(const char *file)
{
    static char path[128];
    snprintf(path, sizeof path, "%s/%s", root, file);
    return path;
}

static int teardown(void **state)
{
    (void)state;
    char path[128];
    unlink(path_of("compiled/xx.words"));
    unlink(path_of("data/equipment.tsv"));
    rmdir(path_of("compiled"));
    rmdir(path_of("data"));
    rc_arena_release(&arena);
    for (size_t i = 0; i < sizeof standard / sizeof *standard; i++) remove_list(standard[i][0]);
    remove_list("more");
    snprintf(path, sizeof path, "%s/lang/xx", root);
    rmdir(path);
    snprintf(path, sizeof path, "%s/lang", root);
    rmdir(path);
    return rmdir(root);
}

static rc_lexicon *load(void)
{
    rc_lexicon *lexicon = NULL;
    rc_error err = {0};
    if (rc_lexicon_load(&lexicon, root, "xx", &arena, &err) != RC_OK) fail_msg("%s", err.message);
    return lexicon;
}

/* Hits of list `acts` as "word word=class:features"; several are joined by "; ". */
static const char *hits_in(const rc_lexicon *lexicon, const char *text)
{
    rc_document *doc = rc_document_new(rc_lexicon_orthography(lexicon), rc_str_of(text), &arena);
    rc_hits hits = rc_lexicon_match(lexicon, doc, &arena);
    int acts = rc_lexicon_list(lexicon, "acts");
    rc_str out = RC_STR("");
    assert_int_equal(hits.at[doc->n_tokens], hits.n);
    for (uint32_t i = 0; i < hits.n; i++) {
        const rc_hit *h = &hits.ptr[i];
        assert_true(hits.at[h->token] <= i && i < hits.at[h->token + 1]);
        if (h->list != acts) continue;
        rc_str words = rc_str_span(doc->text, rc_tokens_span(doc, h->token, h->count));
        out = rc_arena_printf(&arena, "%.*s%s%.*s=%.*s:%x", RC_FMT(out), out.len ? "; " : "", RC_FMT(words),
                              RC_FMT(rc_lexicon_cell(lexicon, acts, h->row, "class")), h->features);
    }
    return rc_arena_cstr(&arena, out);
}

static void regular_and_irregular_forms(void **state)
{
    (void)state;
    rc_lexicon *lexicon = load();
    char expected[128];
    assert_string_equal(hits_in(lexicon, "Ils vont emporter"), "emporter=carry:1");
    snprintf(expected, sizeof expected, "emportés=carry:%x", RC_FEAT_PPAST | RC_FEAT_PLUR);
    assert_string_equal(hits_in(lexicon, "Ils sont emportés"), expected);
    snprintf(expected, sizeof expected, "prit=take:%x", RC_FEAT_PAST | RC_FEAT_SING);
    assert_string_equal(hits_in(lexicon, "il prit"), expected);
    snprintf(expected, sizeof expected, "repris=retake:%x",
             RC_FEAT_PPAST); /* the prefix stays before irregular forms */
    assert_string_equal(hits_in(lexicon, "ils ont repris"), expected);
    assert_string_equal(hits_in(lexicon, "il empor prendra porteparole"), "");
    assert_string_equal(hits_in(lexicon, "le porte-parole"), "porte-parole=voice:0");
}

static void longest_phrase_of_a_list_wins(void **state)
{
    (void)state;
    rc_lexicon *lexicon = load();
    char expected[160];
    snprintf(expected, sizeof expected, "prises de contrôle=control:%x", RC_FEAT_PLUR);
    assert_string_equal(hits_in(lexicon, "des prises de contrôle"), expected);
    snprintf(expected, sizeof expected, "prise=taking:%x; prise=again:%x", RC_FEAT_SING, RC_FEAT_SING);
    assert_string_equal(hits_in(lexicon, "la prise de la ville"), expected); /* two rows of one length: both */
}

static void reflexives_take_their_auxiliary(void **state)
{
    (void)state;
    rc_lexicon *lexicon = load();
    char expected[128];
    snprintf(expected, sizeof expected, "s'est emparé=seize:%x", RC_FEAT_PAST | RC_FEAT_SING); /* active */
    assert_string_equal(hits_in(lexicon, "le groupe s'est emparé de la ville"), expected);
    snprintf(expected, sizeof expected, "s'est très vite emparé=seize:%x", RC_FEAT_PAST | RC_FEAT_SING);
    assert_string_equal(hits_in(lexicon, "le groupe s'est très vite emparé de la ville"), expected);
    assert_string_equal(hits_in(lexicon, "le groupe s'est, emparé"), "");
    snprintf(expected, sizeof expected, "s’empare=seize:%x", RC_FEAT_PRES | RC_FEAT_SING);
    assert_string_equal(hits_in(lexicon, "à midi le groupe s’empare"), expected);
    assert_string_equal(hits_in(lexicon, "il est emparé"), "");
}

static void accents_may_lack_where_all_lack(void **state)
{
    (void)state;
    rc_lexicon *lexicon = load();
    char expected[128];
    snprintf(expected, sizeof expected, "emportes=carry:%x", RC_FEAT_PPAST | RC_FEAT_PLUR);
    assert_string_equal(hits_in(lexicon, "ils sont emportes"), expected);
    assert_string_equal(hits_in(lexicon, "à midi ils sont emportes"), ""); /* a text that has accents means them */
    snprintf(expected, sizeof expected, "PRISE DE CONTROLE=control:%x", RC_FEAT_SING);
    assert_string_equal(hits_in(lexicon, "PRISE DE CONTROLE à midi"), expected); /* capitals need none */
}

static void cells_rows_and_added_files(void **state)
{
    (void)state;
    rc_lexicon *lexicon = load();
    int acts = rc_lexicon_list(lexicon, "acts");
    assert_true(acts >= 0);
    assert_int_equal(rc_lexicon_list(lexicon, "no such list"), -1);
    assert_int_equal(rc_lexicon_rows(lexicon, acts), 8);
    assert_int_equal(rc_lexicon_rows(lexicon, -1), 0);
    assert_true(rc_str_is(rc_lexicon_cell(lexicon, acts, 3, "phrase"), "reprendre"));
    assert_true(rc_str_is(rc_lexicon_cell(lexicon, acts, 3, "no such column"), ""));
    write_list("more", "# columns:\tname\txx\nTank\tchar|char d'assaut\n");
    char path[128];
    snprintf(path, sizeof path, "%s/lang/xx/more.tsv", root);
    rc_error err = {0};
    assert_int_equal(rc_lexicon_add(lexicon, path, "things", "xx", &arena, &err), RC_OK);
    rc_document *doc = rc_document_new(rc_lexicon_orthography(lexicon), RC_STR("un char d'assaut"), &arena);
    rc_hits hits = rc_lexicon_match(lexicon, doc, &arena);
    const rc_hit *hit = rc_hit_at(&hits, 1, rc_lexicon_list(lexicon, "things"));
    assert_non_null(hit);
    assert_true(hit->count >= 2);
    assert_true(rc_str_is(rc_lexicon_cell(lexicon, hit->list, hit->row, "name"), "Tank"));
    assert_null(rc_hit_at(&hits, 0, hit->list));
    remove_list("more");
}

static void expect_refused(const char *list, const char *text, const char *where, const char *what)
{
    rc_lexicon *lexicon;
    rc_error err = {0};
    write_list(list, text);
    rc_status status = rc_lexicon_load(&lexicon, root, "xx", &arena, &err);
    if (status != RC_EFORMAT || !strstr(err.message, where) || !strstr(err.message, what))
        fail_msg("status %d, '%s' lacks '%s' or '%s'", (int)status, err.message, where, what);
    remove_list("more");
    for (size_t i = 0; i < sizeof standard / sizeof *standard; i++) write_list(standard[i][0], standard[i][1]);
}

static void bad_rows_are_named(void **state)
{
    (void)state;
    expect_refused("more", "# columns:\tphrase\tinflect\nfine\t\nword\tnone\n", "more.tsv:3", "none");
    expect_refused("more", "# columns:\tphrase\tinflect\nword\tirr:none\n", "more.tsv:2", "irr:none");
    expect_refused("more", "# columns:\tphrase\nword\ttoo many\n", "more.tsv:2", "more fields");
    expect_refused("more", "# columns:\tphrase\na b c d e f g h i j k l m\n", "more.tsv:2", "12 words");
    expect_refused("more", "word\n", "more.tsv:1", "# columns:");
    expect_refused("paradigms", "# columns:\tparadigm\tcut\tadd\tfeatures\ner\t-\t-\tnone\n", "paradigms.tsv:2",
                   "none");
    expect_refused("grammar", "# columns:\tphrase\tinflect\nse\t\n", "grammar.tsv", "kind");
    rc_lexicon *lexicon;
    rc_error err = {0};
    assert_int_not_equal(rc_lexicon_load(&lexicon, root, "zz", &arena, &err), RC_OK);
    assert_non_null(strstr(err.message, "zz"));
    load(); /* and with everything back in place it loads again */
}

/* ---- compiled lists */

static const char *hits_of_compiled(const char *text)
{
    rc_lexicon *lexicon = NULL;
    rc_error err = {0};
    if (rc_lexicon_open(&lexicon, root, "xx", &arena, &err) != RC_OK) fail_msg("%s", err.message);
    const char *hits = hits_in(lexicon, text);
    rc_lexicon_close(lexicon);
    return hits;
}

static void compile(void)
{
    rc_error err = {0};
    mkdir(path_of("compiled"), 0755);
    mkdir(path_of("data"), 0755);
    FILE *file = fopen(path_of("data/equipment.tsv"), "wb");
    assert_non_null(file);
    fputs("# columns:\tname\txx\nTank\tchar|char d'assaut\n", file);
    assert_int_equal(fclose(file), 0);
    file = fopen(path_of("data/outlets.tsv"), "wb");
    assert_non_null(file);
    fputs("# columns:\toutlet\tnames\nLe Journal\tJournal\n", file);
    assert_int_equal(fclose(file), 0);
    if (rc_lexicon_compile(root, "xx", path_of("compiled/xx.words"), &arena, &err) != RC_OK)
        fail_msg("%s", err.message);
}

static void write_compiled(const char *bytes, size_t n)
{
    FILE *file = fopen(path_of("compiled/xx.words"), "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, n, file), n);
    assert_int_equal(fclose(file), 0);
}

static rc_status open_compiled(void)
{
    rc_lexicon *lexicon = NULL;
    rc_error err = {0};
    rc_status status = rc_lexicon_open(&lexicon, root, "xx", &arena, &err);
    if (status == RC_OK) hits_in(lexicon, "il s'est emparé du porte-parole, une prise de contrôle");
    rc_lexicon_close(lexicon);
    return status;
}

static const char seized[] = "Il s'est emparé du porte-parole. PRISES DE CONTROLE, repris";

static void compiled_lists_find_the_same(void **state)
{
    (void)state;
    const char *expected = hits_in(load(), seized);
    compile();
    assert_string_equal(hits_of_compiled(seized), expected);
    rc_lexicon *lexicon;
    rc_error err = {0};
    assert_int_equal(rc_lexicon_open(&lexicon, root, "xx", &arena, &err), RC_OK);
    int systems = rc_lexicon_list(lexicon, "systems");
    assert_true(rc_str_is(rc_lexicon_cell(lexicon, systems, 0, "name"), "Tank"));
    assert_int_equal(rc_lexicon_add(lexicon, path_of("data/equipment.tsv"), "more", "xx", &arena, &err), RC_EINVALID);
    rc_lexicon_close(lexicon);
}

/* A list that was edited, added or taken away since counts as it stands. */
static void edited_lists_win_over_compiled(void **state)
{
    (void)state;
    compile();
    write_list("more", "# columns:\tphrase\nporte\n");
    rc_lexicon *lexicon;
    rc_error err = {0};
    assert_int_equal(rc_lexicon_open(&lexicon, root, "xx", &arena, &err), RC_OK);
    assert_true(rc_lexicon_list(lexicon, "more") >= 0);
    rc_lexicon_close(lexicon);
    remove_list("more");
    write_list("acts", "# columns:\tphrase\tinflect\tclass\nemporter\ter\tcarry\n");
    assert_string_equal(hits_of_compiled(seized), "");
    write_list("acts", standard[6][1]);
    assert_string_not_equal(hits_of_compiled(seized), "");
}

/* Whatever byte is changed: told by the checksum; and when the checksum was made to fit, an error or a sound lexicon.
 */
static void damaged_files_are_refused(void **state)
{
    (void)state;
    compile();
    rc_buf buf;
    rc_error err = {0};
    rc_buf_init(&buf);
    assert_int_equal(rc_buf_read_file(&buf, path_of("compiled/xx.words"), (size_t)1 << 20, &err), RC_OK);
    rc_image_head *head = (rc_image_head *)(void *)buf.ptr;
    unsigned refused = 0;
    for (size_t i = 0; i < buf.len; i += 1 + (i > sizeof *head ? 4 : 0)) {
        char byte = buf.ptr[i];
        uint64_t checksum = head->checksum;
        buf.ptr[i] = (char)(byte ^ 0xA5);
        write_compiled(buf.ptr, buf.len);
        if (i >= sizeof *head) assert_int_equal(open_compiled(), RC_ECORRUPT);
        head->checksum = rc_hash64((rc_str){buf.ptr + sizeof *head, buf.len - sizeof *head});
        write_compiled(buf.ptr, buf.len);
        rc_status status = open_compiled();
        assert_true(status == RC_OK || status == RC_ECORRUPT);
        refused += status == RC_ECORRUPT;
        head->checksum = checksum;
        buf.ptr[i] = byte;
    }
    assert_true(refused > 100);
    for (size_t n = 0; n < buf.len; n += 97) {
        write_compiled(buf.ptr, n);
        assert_int_equal(open_compiled(), RC_ECORRUPT);
    }
    rc_buf_release(&buf);
    compile();
    assert_int_equal(open_compiled(), RC_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(regular_and_irregular_forms),     cmocka_unit_test(longest_phrase_of_a_list_wins),
        cmocka_unit_test(reflexives_take_their_auxiliary), cmocka_unit_test(accents_may_lack_where_all_lack),
        cmocka_unit_test(cells_rows_and_added_files),      cmocka_unit_test(bad_rows_are_named),
        cmocka_unit_test(compiled_lists_find_the_same),    cmocka_unit_test(edited_lists_win_over_compiled),
        cmocka_unit_test(damaged_files_are_refused),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
