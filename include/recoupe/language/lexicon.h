/** Word lists of a language, matched against a document.
 *
 * A list is a TSV file in lang/<code>/ with a column `phrase` (one or more words) and, where words inflect, a column
 * `inflect` that names a paradigm of lang/<code>/paradigms.tsv. The first word of a phrase inflects, or the one marked
 * with `*` ("prise* de contrôle"). The other columns are the list's own. A word with irregular forms has the paradigm
 * `irr:LEMMA`, its forms in lang/<code>/forms.tsv. */
#ifndef RECOUPE_LANGUAGE_LEXICON_H
#define RECOUPE_LANGUAGE_LEXICON_H

#include "recoupe/language/document.h"

/** What the form of the inflected word says; several may be set where forms coincide. 0 for a word that does not
 * inflect. The names in paradigms.tsv and forms.tsv are given at the right. */
enum {
    RC_FEAT_INF = 1 << 0,     /**< inf: infinitive, also the English bare form */
    RC_FEAT_PRES = 1 << 1,    /**< pres: indicative present */
    RC_FEAT_PAST = 1 << 2,    /**< past: simple past, imparfait */
    RC_FEAT_FUT = 1 << 3,     /**< fut: future */
    RC_FEAT_COND = 1 << 4,    /**< cond: conditional */
    RC_FEAT_SUBJ = 1 << 5,    /**< subj: subjunctive */
    RC_FEAT_PPRES = 1 << 6,   /**< ppres: present participle, English -ing */
    RC_FEAT_PPAST = 1 << 7,   /**< ppast: past participle */
    RC_FEAT_SING = 1 << 8,    /**< sg */
    RC_FEAT_PLUR = 1 << 9,    /**< pl */
    RC_FEAT_FEM = 1 << 10,    /**< fem */
    RC_FEAT_PERSON1 = 1 << 11 /**< p1: first person */
};

typedef struct rc_lexicon rc_lexicon;

/** A phrase found: `count` tokens from `token` are row `row` of list `list`. */
typedef struct rc_hit {
    uint32_t token;
    uint16_t count, list;
    uint32_t row;
    uint32_t features; /**< RC_FEAT_* of the inflected word */
} rc_hit;

/** All hits of a document, sorted by token, list, row; `at[t] .. at[t+1]` are those that begin at token t. */
typedef struct rc_hits {
    rc_hit *ptr;
    uint32_t n;
    uint32_t *at;    /**< n_tokens + 1 entries */
    uint64_t *lists; /**< by token: a bit for each list that has a hit there */
} rc_hits;

/** Load every list of lang/<lang>/ of the data folder; all memory in `arena`, read-only afterwards, shared by threads.
 * RC_EFORMAT names file:line of a bad row. */
rc_status rc_lexicon_load(rc_lexicon **out, const char *data_dir, const char *lang, rc_arena *arena, rc_error *err);

/** Add one more file as list `name`, its phrases in column `column` (several in a cell separated by `|`), e.g.
 * data/equipment.tsv with column "fr". Before the first match only. */
rc_status rc_lexicon_add(rc_lexicon *lexicon, const char *path, const char *name, const char *column, rc_arena *arena,
                         rc_error *err);

/** The same lists and data/equipment.tsv, as list `systems`, from the compiled file compiled/<lang>.words of the data
 * folder when it was made from these very files (their content is compared), else from the files themselves.
 * Where the user has outlets of his own (rc_user_own of base/paths.h), they are the lists `own-outlet` and
 * `own-outlet-names`. RC_ECORRUPT when the compiled file is damaged. No list can be added. Close it before `arena` is
 * released. */
rc_status rc_lexicon_open(rc_lexicon **out, const char *data_dir, const char *lang, rc_arena *arena, rc_error *err);

/** Give a lexicon's mapped file back; NULL is allowed. */
void rc_lexicon_close(rc_lexicon *lexicon);

/** Write what rc_lexicon_open takes to `path`. */
rc_status rc_lexicon_compile(const char *data_dir, const char *lang, const char *path, rc_arena *arena, rc_error *err);

/** The spelling rules that the lists were read with: what rc_document_new needs. */
const rc_orthography *rc_lexicon_orthography(const rc_lexicon *lexicon);

/** Number of a list by its file's stem ("cues"), or -1. */
int rc_lexicon_list(const rc_lexicon *lexicon, const char *name);
uint32_t rc_lexicon_rows(const rc_lexicon *lexicon, int list);

/** A cell as it stands in the file; empty when the list has no such column. */
rc_str rc_lexicon_cell(const rc_lexicon *lexicon, int list, uint32_t row, const char *column);

/** Find the phrases of all lists: at each token the longest of each list (all rows of that length), none inside a
 * longer one of the same list that begins before it ("suicide bombing" hides "bombing"). Words compare by their lower
 * case; by their accentless form too when the document has no accents or the word is all upper case. */
rc_hits rc_lexicon_match(const rc_lexicon *lexicon, const rc_document *doc, rc_arena *arena);

/** First hit of `list` that begins at `token`, or NULL. */
const rc_hit *rc_hit_at(const rc_hits *hits, uint32_t token, int list);

#endif
