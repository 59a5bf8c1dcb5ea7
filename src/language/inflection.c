#include "language/inflection.h"

#include "recoupe/base/buf.h"
#include "recoupe/base/map.h"
#include "recoupe/base/tsv.h"
#include "recoupe/language/lexicon.h"

#define TABLE_BYTES ((size_t)16 << 20)

/* One ending of a paradigm, or one irregular form (then `cut` is unused); those of one name are chained in order. */
typedef struct rule {
    struct rule *next;
    rc_str cut, add;
    uint32_t features;
} rule;

typedef struct chain {
    rule *first, *last;
} chain;

struct rc_inflection {
    rc_map paradigms, lemmas; /* name -> index + 1 into chains */
    RC_VEC(chain) chains;
};

static uint32_t parse_features(rc_str list, bool *ok)
{
    static const struct {
        const char *name;
        uint32_t bit;
    } names[] = {{"inf", RC_FEAT_INF},
                 {"pres", RC_FEAT_PRES},
                 {"past", RC_FEAT_PAST},
                 {"fut", RC_FEAT_FUT},
                 {"cond", RC_FEAT_COND},
                 {"subj", RC_FEAT_SUBJ},
                 {"ppres", RC_FEAT_PPRES},
                 {"ppast", RC_FEAT_PPAST},
                 {"sg", RC_FEAT_SING},
                 {"pl", RC_FEAT_PLUR},
                 {"fem", RC_FEAT_FEM},
                 {"p1", RC_FEAT_PERSON1},
                 {"masc", 0},
                 {"p2", 0},
                 {"p3", 0},
                 {"imp", 0}};
    uint32_t bits = 0;
    *ok = true;
    while (list.ptr && list.len) {
        rc_str name = rc_str_trim(rc_str_cut(&list, ','));
        size_t i = 0;
        while (i < sizeof names / sizeof *names && !rc_str_is(name, names[i].name)) i++;
        if (i == sizeof names / sizeof *names)
            *ok = name.len == 0 && *ok;
        else
            bits |= names[i].bit;
    }
    return bits;
}

static void append(rc_inflection *inf, rc_map *names, rc_str name, rule what, rc_arena *arena)
{
    bool is_new;
    uint64_t *slot = rc_map_put(arena, names, name, &is_new);
    if (is_new) {
        *RC_PUSH(arena, &inf->chains) = (chain){0};
        *slot = inf->chains.len;
    }
    chain *c = &inf->chains.ptr[*slot - 1];
    rule *r = RC_NEW(arena, rule);
    *r = what;
    if (c->last)
        c->last->next = r;
    else
        c->first = r;
    c->last = r;
}

static rc_str ending(rc_str cell)
{
    return rc_str_is(cell, "-") ? RC_STR("") : cell;
}

static rc_status load_table(rc_inflection *inf, const char *path, bool irregular, rc_arena *arena, rc_error *err)
{
    rc_buf buf;
    rc_buf_init(&buf);
    rc_status status = rc_buf_read_file(&buf, path, TABLE_BYTES, err);
    rc_str text = {0};
    if (status == RC_OK) text = rc_arena_dup(arena, rc_buf_str(&buf));
    rc_buf_release(&buf);
    rc_tsv tsv;
    int name = 0, cut = 0, add = 0, features = 0;
    if (status == RC_OK) status = rc_tsv_open(&tsv, text, path, err);
    if (status == RC_OK) status = rc_tsv_require(&tsv, irregular ? "lemma" : "paradigm", &name, err);
    if (status == RC_OK && !irregular) status = rc_tsv_require(&tsv, "cut", &cut, err);
    if (status == RC_OK) status = rc_tsv_require(&tsv, irregular ? "form" : "add", &add, err);
    if (status == RC_OK) status = rc_tsv_require(&tsv, "features", &features, err);
    while (status == RC_OK && (status = rc_tsv_next(&tsv, err)) == RC_OK) {
        bool ok;
        uint32_t bits = parse_features(tsv.fields[features], &ok);
        if (!ok)
            return rc_fail(err, RC_EFORMAT, "%s:%u: unknown feature in '%.*s'", path, tsv.line,
                           RC_FMT(tsv.fields[features]));
        rule what = {
            .cut = irregular ? RC_STR("") : ending(tsv.fields[cut]), .add = ending(tsv.fields[add]), .features = bits};
        append(inf, irregular ? &inf->lemmas : &inf->paradigms, tsv.fields[name], what, arena);
    }
    return status == RC_END ? RC_OK : status;
}

rc_status rc_inflection_load(rc_inflection **out, const char *dir, rc_arena *arena, rc_error *err)
{
    rc_inflection *inf = RC_NEW(arena, rc_inflection);
    rc_status status = load_table(inf, rc_arena_printf(arena, "%s/paradigms.tsv", dir).ptr, false, arena, err);
    if (status == RC_OK) status = load_table(inf, rc_arena_printf(arena, "%s/forms.tsv", dir).ptr, true, arena, err);
    if (status == RC_OK) *out = inf;
    return status;
}

static rc_str join(rc_arena *arena, rc_str a, rc_str b)
{
    if (!a.len) return b;
    char *text = rc_arena_alloc(arena, 1, 1, a.len + b.len);
    memcpy(text, a.ptr, a.len);
    if (b.len) memcpy(text + a.len, b.ptr, b.len);
    return (rc_str){text, a.len + b.len};
}

bool rc_inflect(const rc_inflection *inflection, rc_str word, rc_str paradigm, rc_forms *out, rc_arena *arena)
{
    *out = (rc_forms){0};
    if (!paradigm.len) {
        *RC_PUSH(arena, out) = (rc_form){word, 0};
        return true;
    }
    const rc_str mark = RC_STR("irr:");
    bool irregular = rc_str_starts(paradigm, mark);
    rc_str name = irregular ? rc_str_sub(paradigm, mark.len, paradigm.len) : paradigm;
    const uint64_t *slot = rc_map_get(irregular ? &inflection->lemmas : &inflection->paradigms, name);
    if (!slot) return false;
    rc_str prefix = irregular && rc_str_ends(word, name) ? rc_str_sub(word, 0, word.len - name.len) : RC_STR("");
    for (const rule *r = inflection->chains.ptr[*slot - 1].first; r; r = r->next) {
        if (!irregular && !rc_str_ends(word, r->cut)) continue;
        rc_str stem = irregular ? prefix : rc_str_sub(word, 0, word.len - r->cut.len);
        *RC_PUSH(arena, out) = (rc_form){join(arena, stem, r->add), r->features};
    }
    return out->len > 0;
}
