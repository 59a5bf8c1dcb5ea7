#include "claims/rules.h"

#include "recoupe/base/utf8.h"

/* One decoding in progress: where a bad value is reported from. */
typedef struct decoder {
    const rc_lexicon *lex;
    int list;
    const char *name;
    uint32_t row;
    rc_arena *arena;
    rc_error *err;
    rc_status status;
} decoder;

static rc_str cell(const decoder *d, const char *column)
{
    return rc_lexicon_cell(d->lex, d->list, d->row, column);
}

/* Index of the row's value among `n` names; -1 and an error when it is none of them. */
static int value_of(decoder *d, const char *column, const char *const *names, int n)
{
    rc_str value = cell(d, column);
    for (int i = 0; i < n; i++)
        if (rc_str_is(value, names[i])) return i;
    if (d->status == RC_OK)
        d->status = rc_fail(d->err, RC_EFORMAT, "word list %s: '%.*s': %s '%.*s' is not a value of that column",
                            d->name, RC_FMT(cell(d, "phrase")), column, RC_FMT(value));
    return -1;
}

#define VALUE(d, column, ...)                                                                                          \
    value_of((d), (column), (const char *const[]){__VA_ARGS__},                                                        \
             sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *))

static word_pos pos_of(decoder *d)
{
    return (word_pos)(VALUE(d, "pos", "v", "n", "a", "p") + 1);
}

static void decode_cue(decoder *d, rc_rules *r)
{
    static const word_pos pos[] = {POS_VERB, POS_NOUN, POS_PREPOSITION, POS_VERB, POS_VERB};
    static const cue_need need[] = {NEED_ANY, NEED_ANY, NEED_ANY, NEED_CLAUSE, NEED_COUNT};
    int i = VALUE(d, "pos", "v", "n", "p", "c", "t");
    r->cue[d->row].pos = i < 0 ? POS_NONE : pos[i];
    r->cue[d->row].need = i < 0 ? NEED_ANY : need[i];
    r->cue[d->row].cls = (cue_class)VALUE(d, "class", "neutral", "claiming", "confirming", "denying", "accusing",
                                          "warning", "ordering", "quoting");
}

static void decode_source(decoder *d, rc_rules *r)
{
    r->source[d->row].kind =
        (rc_source_kind)(VALUE(d, "kind", "person", "group", "official", "outlet", "witness", "anonymous", "post") + 1);
    r->source[d->row].party = cell(d, "party");
    r->source[d->row].is_voice = VALUE(d, "voice", "", "voice") == 1;
}

static void decode_effect(decoder *d, rc_rules *r)
{
    effect_row *row = &r->effect[d->row];
    row->pos = pos_of(d);
    row->effect = (rc_effect)(VALUE(d, "effect", "killed", "wounded", "captured", "surrendered", "missing",
                                    "casualties", "displaced") +
                              1);
    row->frame = (effect_frame)VALUE(d, "frame", "obj", "subj", "lose", "self", "of", "toll", "attr");
}

static void decode_act(decoder *d, rc_rules *r)
{
    act_row *row = &r->act[d->row];
    row->pos = pos_of(d);
    row->type = (rc_event_type)(VALUE(d, "type", "Battles", "Explosions/Remote violence", "Violence against civilians",
                                      "Protests", "Riots", "Strategic developments") +
                                1);
    row->subtype = cell(d, "subtype");
    row->frame = (act_frame)VALUE(d, "frame", "subj-obj", "pair", "subj", "obj", "by");
    row->strong = VALUE(d, "strength", "weak", "strong") == 1;
}

static void decode_change(decoder *d, rc_rules *r)
{
    control_row *row = &r->change[d->row];
    row->pos = pos_of(d);
    row->change = (rc_change)VALUE(d, "change", "none", "taken", "lost", "held", "repelled", "advanced", "withdrew",
                                   "besieged", "contested");
    row->frame = (control_frame)VALUE(d, "frame", "subj", "obj", "place", "noun");
}

static void decode_harm(decoder *d, rc_rules *r)
{
    static const damage_row sorts[] = {{.effect = RC_DESTROYED},
                                       {.effect = RC_DAMAGED},
                                       {.effect = RC_SEIZED},
                                       {.effect = RC_ABANDONED},
                                       {.effect = RC_DESTROYED, .sort = DAMAGE_DOWNED},
                                       {.effect = RC_DAMAGED, .sort = DAMAGE_BURNT}};
    int i = VALUE(d, "effect", "destroyed", "damaged", "captured", "abandoned", "downed", "burnt");
    r->harm[d->row] = sorts[i < 0 ? 0 : i];
    r->harm[d->row].pos = pos_of(d);
}

static void decode_category(decoder *d, rc_rules *r)
{
    rc_str category = cell(d, "category"), inflect = cell(d, "inflect");
    r->gear[d->row] = rc_str_is(category, "gear");
    r->mass[d->row] = rc_str_is(inflect, "n-sg") || rc_str_is(inflect, "n-mass");
    r->category[d->row] = r->gear[d->row] ? RC_STR("other") : category;
}

static void decode_system(decoder *d, rc_rules *r)
{
    r->system_category[d->row] = cell(d, "category");
}

static void decode_hedge(decoder *d, rc_rules *r)
{
    hedge_kind kind = (hedge_kind)VALUE(d, "kind", "hedge", "modal", "report", "ending", "not-ending");
    r->hedge[d->row] = kind;
    if (kind == HEDGE_ENDING) r->endings[r->n_endings++] = rc_utf8_fold(d->arena, cell(d, "phrase"));
}

static void decode_neg(decoder *d, rc_rules *r)
{
    r->neg[d->row] = (negation_kind)VALUE(d, "kind", "before", "around", "after", "none", "any", "untrue", "apart");
}

static void decode_setting(decoder *d, rc_rules *r)
{
    r->setting[d->row] =
        (setting_kind)VALUE(d, "kind", "civilian", "ranks", "mishap", "doer", "release", "extent", "achieve", "under",
                            "remain", "blame", "beside", "goal", "from", "owned", "count", "admit", "communique",
                            "born", "moving", "whither", "land", "authored", "bear", "means", "body", "broker");
}

static void decode_telling(decoder *d, rc_rules *r)
{
    r->told[d->row] =
        (telling_kind)VALUE(d, "kind", "occur", "perform", "opinion", "aim", "closing", "way", "send", "lasting",
                            "shoot", "keep", "threat", "free", "fail", "present", "breach", "suffer", "habit");
}

static void decode_place_word(decoder *d, rc_rules *r)
{
    rc_str role = cell(d, "role"), kind = cell(d, "kind");
    place_word *word = &r->place_word[d->row];
    if (rc_str_is(role, "ordinary")) *word = PLACE_WORD_ORDINARY;
    if (rc_str_is(role, "prep")) *word = PLACE_WORD_BEFORE;
    if (rc_str_is(role, "maybe")) *word = PLACE_WORD_MAYBE;
    if (rc_str_is(role, "link")) *word = PLACE_WORD_LINK;
    if (!rc_str_is(role, "type")) return;
    *word = PLACE_WORD_SITE;
    if (rc_str_is(kind, "settlement")) *word = PLACE_WORD_SETTLEMENT;
    if (rc_str_is(kind, "district") || rc_str_is(kind, "quarter")) *word = PLACE_WORD_DISTRICT;
    if (rc_str_is(kind, "region")) *word = PLACE_WORD_REGION;
}

static void decode_plan(decoder *d, rc_rules *r)
{
    static const rc_reality reality[] = {RC_PLANNED, RC_HYPOTHETICAL, RC_PLANNED, RC_PLANNED, RC_ACTUAL, RC_ACTUAL};
    int i = VALUE(d, "reality", "planned", "hypothetical", "ordered", "possible", "tried", "granted");
    r->plan[d->row] = i < 0 ? RC_PLANNED : reality[i];
}

static void decode_topic(decoder *d, rc_rules *r)
{
    r->topic[d->row] =
        (topic)VALUE(d, "topic", "war", "arms", "guns", "accident", "sport", "business", "culture", "court");
}

static void decode_grammar(decoder *d, rc_rules *r)
{
    static const uint32_t bits[] = {
        G_BE,      G_HAVE,  G_BY,         G_OF,        G_BETWEEN, G_AGAINST,  G_ARTICLE,  G_PRONOUN,    G_DEMONSTRATIVE,
        G_FIRST,   G_OTHER, G_REFLEXIVE,  G_PARTITIVE, G_THAT,    G_CONTRAST, G_ARGUMENT, G_IMPERSONAL, G_ANAPHOR,
        G_THEREOF, G_THERE, G_RECIPROCAL, G_LATTER};
    int i = VALUE(d, "kind", "be", "have", "by", "of", "between", "against", "article", "pronoun", "demonstrative",
                  "first", "other", "reflexive", "partitive", "that", "contrast", "argument", "impersonal", "anaphor",
                  "thereof", "there", "reciprocal", "latter");
    r->grammar_bits[d->row] = i < 0 ? 0 : bits[i];
}

static void decode_clause(decoder *d, rc_rules *r)
{
    static const uint32_t bits[] = {G_SUB, G_REL, G_COORD, G_PART};
    int i = VALUE(d, "kind", "sub", "rel", "coord", "part");
    r->clause_bits[d->row] = i < 0 ? 0 : bits[i];
}

static rc_status decode_list(const rc_rules *r, int list, const char *name, void (*row)(decoder *, rc_rules *),
                             rc_rules *into, rc_arena *arena, rc_error *err)
{
    decoder d = {.lex = r->lexicon, .list = list, .name = name, .arena = arena, .err = err};
    for (; d.row < rc_lexicon_rows(r->lexicon, list) && d.status == RC_OK; d.row++) row(&d, into);
    return d.status;
}

rc_status rc_rules_load(rc_rules **out, const rc_lexicon *lexicon, rc_arena *arena, rc_error *err)
{
    rc_rules *r = RC_NEW(arena, rc_rules);
    r->lexicon = lexicon;
    rc_status status = RC_OK;
#define DECODE(field, file, into, T, row)                                                                              \
    do {                                                                                                               \
        r->field = rc_lexicon_list(lexicon, file);                                                                     \
        r->into = RC_NEWS(arena, T, rc_lexicon_rows(lexicon, r->field) + 1);                                           \
        if (status == RC_OK) status = decode_list(r, r->field, file, row, r, arena, err);                              \
    } while (0)
    DECODE(cues, "cues", cue, cue_row, decode_cue);
    DECODE(sources, "sources", source, source_row, decode_source);
    DECODE(effects, "effects", effect, effect_row, decode_effect);
    DECODE(events, "events", act, act_row, decode_act);
    DECODE(control, "control", change, control_row, decode_change);
    DECODE(damage, "damage", harm, damage_row, decode_harm);
    uint32_t n_things = rc_lexicon_rows(lexicon, rc_lexicon_list(lexicon, "equipment")) + 1;
    r->gear = RC_NEWS(arena, bool, n_things);
    r->mass = RC_NEWS(arena, bool, n_things);
    DECODE(equipment, "equipment", category, rc_str, decode_category);
    r->outlet_names[0] = rc_lexicon_list(lexicon, "outlet");
    r->outlet_names[1] = rc_lexicon_list(lexicon, "outlet-names");
    r->outlet_names[2] = rc_lexicon_list(lexicon, "own-outlet");
    r->outlet_names[3] = rc_lexicon_list(lexicon, "own-outlet-names");
    DECODE(systems, "systems", system_category, rc_str, decode_system);
    r->endings = RC_NEWS(arena, rc_str, rc_lexicon_rows(lexicon, rc_lexicon_list(lexicon, "hedges")) + 1);
    DECODE(hedges, "hedges", hedge, hedge_kind, decode_hedge);
    DECODE(negation, "negation", neg, negation_kind, decode_neg);
    DECODE(settings, "settings", setting, setting_kind, decode_setting);
    DECODE(telling, "telling", told, telling_kind, decode_telling);
    DECODE(placewords, "placewords", place_word, place_word, decode_place_word);
    DECODE(plans, "plans", plan, rc_reality, decode_plan);
    DECODE(topics, "topics", topic, topic, decode_topic);
    DECODE(grammar, "grammar", grammar_bits, uint32_t, decode_grammar);
    DECODE(clauses, "clauses", clause_bits, uint32_t, decode_clause);
#undef DECODE
    r->people = rc_lexicon_list(lexicon, "people");
    r->utilities = rc_lexicon_list(lexicon, "utilities");
    if (status == RC_OK) *out = r;
    return status;
}
