/* data/actors.tsv, data/countries.tsv, data/group-words.tsv and the people of a language, into the index. */
#include <string.h>

#include "recoupe/base/utf8.h"
#include "recoupe/base/data_table.h"
#include "resolve/party_index.h"

#define ACRONYM_LETTERS 4
#define SHORT_BITS 63

typedef struct rc_table {
    rc_tsv tsv;
    rc_actors *actors;
    rc_arena *arena;
} rc_table;

static rc_str cell(const rc_table *table, const char *column)
{
    return rc_data_table_cell(&table->tsv, column);
}

static rc_status bad(const rc_table *table, const char *what, rc_str value, rc_error *err)
{
    return rc_data_table_bad(&table->tsv, what, value, err);
}

/* ---- group-words.tsv */

static const struct {
    const char *name;
    uint32_t role;
} ROLES[] = {
    {"small", ROLE_SMALL},
    {"definite", ROLE_DEFINITE},
    {"filler", ROLE_FILLER},
    {"head", ROLE_HEAD},
    {"force-head", ROLE_FORCE_HEAD},
    {"foreign-head", ROLE_FOREIGN_HEAD},
    {"cause", ROLE_CAUSE},
    {"class", ROLE_CLASS},
    {"short", ROLE_SHORT},
    {"short-capital", ROLE_SHORT | ROLE_SHORT_CAPITAL},
    {"after-people", ROLE_AFTER_PEOPLE},
    {"against", ROLE_AGAINST},
    {"beside", ROLE_BESIDE},
    {"cased", ROLE_CASED},
    {"of", ROLE_OF},
    {"unit-head", ROLE_UNIT_HEAD},
    {"stray", ROLE_STRAY},
    {"militia", ROLE_MILITIA},
    {"office", ROLE_OFFICE},
    {"and", ROLE_AND},
    {"leader", ROLE_LEADER},
    {"rebel", ROLE_REBEL},
    {"origin", ROLE_ORIGIN},
};

static void add_of(rc_table *table, rc_str phrase)
{
    party_phrase of = {0};
    rc_str rest = rc_utf8_fold(table->arena, phrase);
    while (rest.ptr && of.n < 3) of.words[of.n++] = rc_str_cut(&rest, ' ');
    party_symbol_add(table->actors, of.words[0], table->arena);
    *RC_PUSH(table->arena, &table->actors->ofs) = of;
}

static rc_status read_word(rc_table *table, rc_error *err)
{
    rc_actors *actors = table->actors;
    rc_str word = cell(table, "word"), lang = cell(table, "lang"), role = cell(table, "role");
    bool ours = rc_str_is(lang, "*") || rc_str_eq(lang, actors->lang);
    if (rc_str_is(role, "follow")) {
        actors->adjectives_follow = actors->adjectives_follow || ours;
        return RC_OK;
    }
    uint32_t bits = 0;
    for (size_t i = 0; i < sizeof ROLES / sizeof *ROLES; i++)
        if (rc_str_is(role, ROLES[i].name)) bits = ROLES[i].role;
    if (!bits) return bad(table, "no such role:", role, err);
    /* Names of every language are in the index, so what says nothing says nothing in all of them. */
    if (!ours && !(bits & ROLE_CLASS)) return RC_OK;
    rc_str folded = bits & ROLE_OF ? rc_utf8_fold(table->arena, word) : rc_utf8_name_key(table->arena, word);
    if (bits & ROLE_OF) {
        add_of(table, word);
        rc_str rest = folded;
        folded = rc_str_cut(&rest, ' ');
        folded = rc_utf8_name_key(table->arena, folded);
    }
    uint32_t number = party_symbol_add(actors, folded, table->arena); /* may move the symbols */
    party_symbol *symbol = &actors->symbol.ptr[number];
    symbol->roles |= bits;
    if (bits & ROLE_SHORT && !symbol->short_bit && actors->n_shorts < SHORT_BITS)
        symbol->short_bit = ++actors->n_shorts;
    rc_str kind = cell(table, "kind");
    if (!symbol->kind && kind.len == 1 && kind.ptr[0] >= '1' && kind.ptr[0] <= '8')
        symbol->kind = (uint8_t)(kind.ptr[0] - '0');
    return RC_OK;
}

/* ---- names */

static bool is_upper_first(rc_str name)
{
    unsigned bytes;
    return name.len && rc_cp_is_upper(rc_utf8_decode(name, 0, &bytes));
}

/* One to four letters and digits, none of them lower case. */
static bool is_acronym(rc_str name)
{
    size_t letters = 0;
    for (size_t i = 0; i < name.len;) {
        unsigned bytes;
        uint32_t cp = rc_utf8_decode(name, i, &bytes);
        i += bytes;
        if (cp == '.') continue;
        if (!rc_cp_is_upper(cp) && !rc_cp_is_digit(cp)) return false;
        letters++;
    }
    return letters <= ACRONYM_LETTERS;
}

static uint32_t spelling(rc_str name)
{
    uint32_t flags = 0;
    if (is_acronym(name)) flags |= NAME_ACRONYM;
    if (is_upper_first(name)) flags |= NAME_CAPITAL;
    if (memchr(name.ptr, ',', name.len) || memchr(name.ptr, '(', name.len)) flags |= NAME_PUNCTUATED;
    return flags;
}

static void add_names(rc_table *table, const char *column, uint32_t row, uint32_t flags)
{
    rc_str rest = cell(table, column);
    while (rest.ptr) {
        rc_str name = rc_str_trim(rc_str_cut(&rest, '|'));
        uint32_t more = 0;
        if (rc_str_starts(name, RC_STR("~"))) {
            more = NAME_ADJECTIVE;
            name = rc_str_sub(name, 1, name.len);
        }
        if (name.len) party_name_add(table->actors, name, row, flags | more | spelling(name), table->arena);
    }
}

static const char *LANGS[] = {"en", "fr"};

/* Names in the text's language, and those of the others, which reports use too. */
static void add_all_names(rc_table *table, uint32_t row)
{
    const char *own = rc_arena_cstr(table->arena, table->actors->lang);
    add_names(table, own, row, 0);
    for (size_t i = 0; i < sizeof LANGS / sizeof *LANGS; i++)
        if (strcmp(LANGS[i], own) != 0) add_names(table, LANGS[i], row, NAME_FOREIGN);
}

/* ---- actors.tsv */

static rc_status read_countries(rc_table *table, party_row *row, rc_error *err)
{
    rc_str rest = cell(table, "country");
    for (size_t n = 0; rest.ptr && rest.len; n++) {
        rc_str code = rc_str_trim(rc_str_cut(&rest, '|'));
        if (code.len != 2 || n == PARTY_COUNTRIES) return bad(table, "not a list of country codes:", code, err);
        memcpy(row->countries[n], code.ptr, 2);
        if (party_country_index(row->countries[n]) < 0) return bad(table, "not a country code:", code, err);
    }
    return RC_OK;
}

static rc_status read_day(rc_table *table, const char *column, rc_day *day, rc_error *err)
{
    rc_str value = cell(table, column);
    *day = value.len ? rc_day_parse(value) : RC_DAY_NONE;
    return value.len && *day == RC_DAY_NONE ? bad(table, "not a date:", value, err) : RC_OK;
}

static rc_status read_role(rc_table *table, party_row *row, rc_error *err)
{
    static const char *const NAMES[] = {"", "force", "body", "umbrella", "generic", "state", "jihadist"};
    rc_str role = cell(table, "role");
    for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++)
        if (rc_str_is(role, NAMES[i])) {
            row->role = (uint8_t)i;
            return RC_OK;
        }
    return bad(table, "no such role:", role, err);
}

/* An actor's own name is its first, English before French; its party may be the side it is a part of. */
static rc_str first_name(const rc_table *table)
{
    rc_str names = cell(table, "en");
    if (!names.len) names = cell(table, "fr");
    rc_str name = rc_str_trim(rc_str_cut(&names, '|'));
    return rc_str_starts(name, RC_STR("~")) ? rc_str_sub(name, 1, name.len) : name;
}

static rc_status read_actor(rc_table *table, rc_error *err)
{
    party_row row = {.party = cell(table, "party")};
    rc_str kind = cell(table, "kind");
    row.is_person = rc_str_is(kind, "person");
    if (!row.party.len) return bad(table, "no party", row.party, err);
    if (!row.is_person) {
        if (kind.len != 1 || kind.ptr[0] < '1' || kind.ptr[0] > '8') return bad(table, "no such kind:", kind, err);
        row.inter = (uint8_t)(kind.ptr[0] - '0');
    }
    row.name = first_name(table);
    row.names[0] = cell(table, "en");
    row.names[1] = cell(table, "fr");
    row.ucdp = cell(table, "ucdp");
    row.source = cell(table, "source");
    rc_status status = read_countries(table, &row, err);
    if (status == RC_OK) status = read_day(table, "valid_from", &row.from, err);
    if (status == RC_OK) status = read_day(table, "valid_to", &row.to, err);
    if (status == RC_OK) status = read_role(table, &row, err);
    if (status != RC_OK) return status;
    row.id = party_id_add(table->actors, row.party, row.inter, table->arena);
    /* The row that holds today says what kind the party is. */
    party_info *info = &table->actors->parties.ptr[row.id];
    if (!row.is_person && (!info->inter || row.to == RC_DAY_NONE)) info->inter = row.inter;
    info->is_jihadist = info->is_jihadist || row.role == PARTY_JIHADIST;
    uint32_t number = (uint32_t)table->actors->rows.len;
    *RC_PUSH(table->arena, &table->actors->rows) = row;
    if (row.role == PARTY_STATE) *RC_PUSH(table->arena, &table->actors->regimes) = number;
    if (row.role == PARTY_UMBRELLA) *RC_PUSH(table->arena, &table->actors->umbrellas) = number;
    add_all_names(table, number);
    return RC_OK;
}

/* ---- countries.tsv */

/* A plural that is no adjective: its singular without the s is in the cell too. Then "the Russians" is a noun. */
static bool is_plural_noun(rc_str name, rc_str others)
{
    if (name.len < 3 || name.ptr[name.len - 1] != 's') return false;
    for (rc_str rest = others; rest.ptr;) {
        rc_str other = rc_str_trim(rc_str_cut(&rest, '|'));
        if (other.len + 1 == name.len && rc_str_starts(name, other)) return true;
    }
    return false;
}

static void add_adjectives(rc_table *table, uint32_t row)
{
    const rc_actors *actors = table->actors;
    const char *column = rc_arena_printf(table->arena, "adjectives_%.*s", RC_FMT(actors->lang)).ptr;
    rc_str all = cell(table, column), rest = all;
    while (rest.ptr) {
        rc_str name = rc_str_trim(rc_str_cut(&rest, '|'));
        uint32_t flags = NAME_ADJECTIVE | spelling(name);
        if (!actors->adjectives_follow && is_plural_noun(name, all)) flags |= NAME_PLURAL;
        if (name.len) party_name_add(table->actors, name, row, flags, table->arena);
    }
}

static rc_status read_country(rc_table *table, rc_error *err)
{
    rc_actors *actors = table->actors;
    rc_arena *arena = table->arena;
    rc_str code = cell(table, "iso2");
    party_row row = {.party = cell(table, "party"),
                     .name = cell(table, "party"),
                     .people = cell(table, "people"),
                     .inter = RC_INTER_STATE,
                     .from = RC_DAY_NONE};
    if (code.len == 2) memcpy(row.countries[0], code.ptr, 2);
    static const char *const NAMES[PARTY_NAME_CELLS] = {"names_en",      "names_fr", "adjectives_en",
                                                        "adjectives_fr", "seats_en", "seats_fr"};
    for (size_t i = 0; i < PARTY_NAME_CELLS; i++) row.names[i] = cell(table, NAMES[i]);
    int country = party_country_index(row.countries[0]);
    if (country < 0) return bad(table, "not a country code:", code, err);
    if (!row.party.len) return bad(table, "no party", row.party, err);
    rc_status status = read_day(table, "valid_to", &row.to, err);
    if (status != RC_OK) return status;
    row.id = party_id_add(actors, row.party, RC_INTER_STATE, arena);
    actors->parties.ptr[row.id].inter = RC_INTER_STATE;
    if (row.people.len) party_id_add(actors, row.people, RC_INTER_CIVILIANS, arena);
    *RC_PUSH(arena, &actors->rows) = row;
    uint32_t number = (uint32_t)actors->rows.len - 1;
    party_state *state = &actors->states[country];
    if (!state->party.len) { /* the first row of a code is the state itself */
        rc_str adjectives = cell(table, "adjectives_en");
        rc_str names = cell(table, rc_arena_printf(table->arena, "names_%.*s", RC_FMT(actors->lang)).ptr);
        *state = (party_state){row.party, row.people, rc_str_cut(&adjectives, '|'), rc_str_cut(&names, '|'), row.id};
    }
    const char *lang = rc_arena_cstr(arena, actors->lang);
    add_names(table, rc_arena_printf(arena, "names_%s", lang).ptr, number, NAME_COUNTRY);
    add_names(table, rc_arena_printf(arena, "seats_%s", lang).ptr, number, NAME_SEAT);
    add_names(table, rc_arena_printf(arena, "prefix_%s", lang).ptr, number, NAME_PREFIX | NAME_ADJECTIVE);
    add_adjectives(table, number);
    return RC_OK;
}

typedef struct actor_rows {
    rc_actors *actors;
    rc_arena *arena;
} actor_rows;

static rc_status read_actor_row(void *context, rc_tsv *tsv, rc_error *err)
{
    const actor_rows *rows = context;
    rc_table table = {.actors = rows->actors, .arena = rows->arena, .tsv = *tsv};
    return read_actor(&table, err);
}

static rc_status read_table(rc_actors *actors, const char *data_dir, const char *file,
                            rc_status (*read)(rc_table *table, rc_error *err), const char *const *columns,
                            rc_arena *arena, rc_error *err)
{
    rc_table table = {.actors = actors, .arena = arena};
    rc_status status = rc_data_table_open(&table.tsv, data_dir, file, columns, arena, err);
    while (status == RC_OK && (status = rc_tsv_next(&table.tsv, err)) == RC_OK) status = read(&table, err);
    return status == RC_END ? RC_OK : status;
}

/* ---- people.tsv, sources.tsv */

static uint8_t noun_party(rc_str party)
{
    static const struct {
        const char *name;
        uint8_t noun;
    } NAMES[] = {
        {"", NOUN_PLAIN},      {"state", NOUN_STATE}, {"rebel", NOUN_REBEL},      {"civilians", NOUN_CIVILIANS},
        {"media", NOUN_MEDIA}, {"NGO", NOUN_NGO},     {"United Nations", NOUN_UN}};
    for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++)
        if (rc_str_is(party, NAMES[i].name)) return NAMES[i].noun;
    return NOUN_PLAIN;
}

static uint8_t noun_members(rc_str members)
{
    if (rc_str_is(members, "combatant")) return RC_MEMBERS_COMBATANT;
    if (rc_str_is(members, "civilian")) return RC_MEMBERS_CIVILIAN;
    return rc_str_is(members, "mixed") ? RC_MEMBERS_MIXED : RC_MEMBERS_UNKNOWN;
}

static party_noun *read_nouns(const rc_lexicon *lexicon, int list, rc_arena *arena)
{
    uint32_t n = list < 0 ? 0 : rc_lexicon_rows(lexicon, list);
    party_noun *nouns = RC_NEWS(arena, party_noun, n + 1);
    for (uint32_t i = 0; i < n; i++) {
        nouns[i].party = noun_party(rc_lexicon_cell(lexicon, list, i, "party"));
        nouns[i].members = noun_members(rc_lexicon_cell(lexicon, list, i, "members"));
        nouns[i].is_force = rc_str_is(rc_lexicon_cell(lexicon, list, i, "force"), "yes");
        nouns[i].is_used = true;
    }
    return nouns;
}

rc_status party_tables_load(rc_actors *actors, const char *data_dir, rc_arena *arena, rc_error *err)
{
    static const char *const WORDS[] = {"word", "lang", "role", NULL};
    static const char *const ACTORS[] = {"party", "kind",       "country",  "role", "en",
                                         "fr",    "valid_from", "valid_to", NULL};
    static const char *const COUNTRIES[] = {"iso2", "party", "people", "names_en", "adjectives_en", "valid_to", NULL};
    static const char *const KEYS[] = {"ucdp", "en", "fr", NULL};
    actor_rows rows = {actors, arena};
    rc_status status = read_table(actors, data_dir, "group-words.tsv", read_word, WORDS, arena, err);
    if (status == RC_OK) status = read_table(actors, data_dir, "countries.tsv", read_country, COUNTRIES, arena, err);
    if (status == RC_OK)
        status = rc_data_table_each(data_dir, "actors.tsv", ACTORS, KEYS, read_actor_row, &rows, arena, err);
    if (status == RC_OK) party_index_finish(actors, arena);
    return status;
}

void party_nouns_load(rc_actors *actors, rc_arena *arena)
{
    actors->people_list = rc_lexicon_list(actors->lexicon, "people");
    actors->sources_list = rc_lexicon_list(actors->lexicon, "sources");
    actors->equipment_list = rc_lexicon_list(actors->lexicon, "equipment");
    actors->events_list = rc_lexicon_list(actors->lexicon, "events");
    actors->people = read_nouns(actors->lexicon, actors->people_list, arena);
    actors->sources = read_nouns(actors->lexicon, actors->sources_list, arena);
    /* Of sources only officials are people of a side; witnesses and outlets are not. */
    uint32_t n = actors->sources_list < 0 ? 0 : rc_lexicon_rows(actors->lexicon, actors->sources_list);
    for (uint32_t i = 0; i < n; i++) {
        actors->sources[i].is_used = actors->sources[i].party == NOUN_STATE;
        actors->sources[i].is_force = actors->sources[i].is_used;
    }
}
