#include "claims/patterns.h"

#include "claims/syntax.h"
#include "recoupe/base/data_table.h"

#define MOST_CLASSES 32

/* The column of a list that tells its words apart, and the lists whose words patterns may name. */
static const struct {
    const char *list, *column;
} kinds[] = {{"hedges", "kind"},   {"negation", "kind"}, {"plans", "reality"}, {"cues", "class"},
             {"settings", "kind"}, {"telling", "kind"},  {"grammar", "kind"}};

typedef struct loader {
    rc_rules *rules;
    rc_tsv tsv;
    rc_arena *arena;
    rc_error *err;
    rc_str class_name[MOST_CLASSES];
    unsigned n_classes;
} loader;

const char *mark_name(pattern_mark m)
{
    static const char *const names[MARKS] = {"hedged",  "plain",    "denied",       "asserted", "untold",
                                             "planned", "possible", "hypothetical", "actual"};
    return names[m];
}

aspect aspect_of(pattern_mark m)
{
    return m <= MARK_PLAIN ? ASPECT_CERTAINTY : m <= MARK_UNTOLD ? ASPECT_POLARITY : ASPECT_REALITY;
}

static rc_status bad(loader *l, const char *what, rc_str value)
{
    return rc_data_table_bad(&l->tsv, what, value, l->err);
}

/* Give class number `bit` to the rows of "list:kind". */
static rc_status mark_rows(loader *l, rc_str class, unsigned bit)
{
    rc_str kind = class, name = rc_str_cut(&kind, ':');
    const char *column = NULL;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (rc_str_is(name, kinds[i].list)) column = kinds[i].column;
    if (!column) return bad(l, "no list that patterns may name", class);
    const rc_lexicon *lexicon = l->rules->lexicon;
    int list = rc_lexicon_list(lexicon, rc_arena_cstr(l->arena, name));
    if (list < 0) return RC_OK; /* a language without that list: the pattern never fits */
    uint32_t n = rc_lexicon_rows(lexicon, list), **rows = &l->rules->row_classes[list];
    if (!*rows) *rows = RC_NEWS(l->arena, uint32_t, n + 1);
    for (uint32_t row = 0; row < n; row++)
        if (rc_str_is(kind, "*") || rc_str_eq(rc_lexicon_cell(lexicon, list, row, column), kind))
            (*rows)[row] |= (uint32_t)1 << bit;
    return RC_OK;
}

static rc_status read_class(loader *l, rc_str class, pattern *p)
{
    if (rc_str_find(class, RC_STR("="), 0) != SIZE_MAX) {
        unsigned n = 0;
        while (n < PATTERN_FEATURES && p->feature[n]) n++;
        if (n == PATTERN_FEATURES) return bad(l, "too many features", class);
        p->feature[n] = rc_arena_cstr(l->arena, class);
        return RC_OK;
    }
    unsigned i = 0;
    while (i < l->n_classes && !rc_str_eq(l->class_name[i], class)) i++;
    p->words |= (uint32_t)1 << i;
    if (i < l->n_classes) return RC_OK;
    if (i == MOST_CLASSES) return bad(l, "too many classes", class);
    l->class_name[l->n_classes++] = class;
    return mark_rows(l, class, i);
}

static rc_status read_step(loader *l, rc_str text, pattern *p)
{
    if (rc_str_is(text, ".")) return RC_OK;
    if (p->n_steps == PATTERN_STEPS) return bad(l, "too many steps", text);
    pattern_step *step = &p->step[p->n_steps++];
    rc_str rest = text;
    step->up = text.len && text.ptr[0] == '^';
    if (step->up) rest = rc_str_sub(rest, 1, rest.len);
    while (rest.len) {
        rc_str subtype = rc_str_cut(&rest, '|'), base = rc_str_cut(&subtype, ':');
        relation rel = relation_named(base);
        if (rel == REL_OTHER) return bad(l, "no relation", text);
        step->relations |= REL_BIT(rel);
        if (subtype.len) step->flags |= relation_flags(subtype);
        if (subtype.len && !step->flags) return bad(l, "no subtype", text);
    }
    return RC_OK;
}

static rc_status read_condition(loader *l, rc_str text, pattern *p)
{
    static const struct {
        const char *name;
        uint32_t bit;
    } conditions[] = {{"agentless", WHEN_AGENTLESS},
                      {"impersonal", WHEN_IMPERSONAL},
                      {"past", WHEN_PAST},
                      {"open", WHEN_OPEN},
                      {"negated", WHEN_NEGATED},
                      {"full", WHEN_FULL},
                      {"no-agent", WHEN_NO_AGENT},
                      {"affirmed", WHEN_AFFIRMED},
                      {"behind", WHEN_BEHIND},
                      {"@perfect", WHEN_PERFECT},
                      {"@bare", WHEN_BARE},
                      {"@state", WHEN_STATE},
                      {"@simple", WHEN_SIMPLE},
                      {"@conditional", WHEN_CONDITIONAL},
                      {"@infinitive", WHEN_INFINITIVE},
                      {"@planned", WHEN_PLANNED},
                      {"unsourced", WHEN_UNSOURCED},
                      {"conditional-hedges", WHEN_CONDITIONAL_HEDGES},
                      {"noun", WHEN_NOUN},
                      {"@done", WHEN_DONE}};
    for (size_t i = 0; i < sizeof conditions / sizeof *conditions; i++)
        if (rc_str_is(text, conditions[i].name)) {
            p->when |= conditions[i].bit;
            return RC_OK;
        }
    return bad(l, "no condition", text);
}

/* Each part of a cell, parted by `sign`. */
static rc_status each_part(loader *l, const char *column, char sign, rc_status (*read)(loader *, rc_str, pattern *),
                           pattern *p)
{
    rc_str cell = rc_data_table_cell(&l->tsv, column);
    rc_status status = RC_OK;
    while (cell.len && status == RC_OK) {
        rc_str part = rc_str_cut(&cell, sign);
        if (part.len) status = read(l, part, p);
    }
    return status;
}

static rc_status read_pattern(loader *l)
{
    pattern *p = RC_PUSH(l->arena, &l->rules->patterns->all);
    *p = (pattern){.name = rc_data_table_cell(&l->tsv, "pattern"), .marks = MARKS};
    rc_str marked = rc_data_table_cell(&l->tsv, "marks"), from = rc_data_table_cell(&l->tsv, "from");
    for (unsigned i = 0; i < MARKS; i++)
        if (rc_str_is(marked, mark_name((pattern_mark)i))) p->marks = (pattern_mark)i;
    if (p->marks == MARKS) return bad(l, "not what a pattern marks", marked);
    p->from_word = rc_str_is(from, "word");
    if (!p->from_word && !rc_str_is(from, "clause")) return bad(l, "from", from);
    rc_status status = each_part(l, "path", ' ', read_step, p);
    if (status == RC_OK) status = each_part(l, "word", '|', read_class, p);
    if (status == RC_OK) status = each_part(l, "when", ' ', read_condition, p);
    return status;
}

rc_status patterns_load(rc_rules *rules, const char *data_dir, rc_arena *arena, rc_error *err)
{
    static const char *const COLUMNS[] = {"pattern", "marks", "from", "path", "word", "when", NULL};
    rules->patterns = RC_NEW(arena, struct rc_patterns);
    loader l = {.rules = rules, .arena = arena, .err = err};
    rc_status status = rc_data_table_open(&l.tsv, data_dir, "patterns.tsv", COLUMNS, arena, err);
    while (status == RC_OK && (status = rc_tsv_next(&l.tsv, err)) == RC_OK) status = read_pattern(&l);
    return status == RC_END ? RC_OK : status;
}
