#include "recoupe/resolve/party.h"

#include "recoupe/base/utf8.h"
#include "resolve/party_file.h"
#include "resolve/party_scan.h"

static rc_status read_tables(rc_actors *actors, const char *data_dir, rc_arena *arena, rc_error *err)
{
    static const struct {
        const char *name;
        uint8_t inter;
    } FIXED[] = {{"civilians", RC_INTER_CIVILIANS},
                 {"unknown", RC_INTER_UNKNOWN},
                 {"media", RC_INTER_CIVILIANS},
                 {"NGO", RC_INTER_CIVILIANS},
                 {"United Nations", RC_INTER_EXTERNAL}};
    for (size_t i = 0; i < sizeof FIXED / sizeof *FIXED; i++)
        party_id_add(actors, rc_str_of(FIXED[i].name), FIXED[i].inter, arena);
    return party_tables_load(actors, data_dir, arena, err);
}

static rc_actors *new_actors(const rc_lexicon *lexicon, const char *lang, rc_arena *arena)
{
    rc_actors *actors = RC_NEW(arena, rc_actors);
    actors->lexicon = lexicon;
    actors->lang = rc_arena_dup(arena, rc_str_of(lang));
    return actors;
}

rc_status rc_actors_load(rc_actors **out, const char *data_dir, const rc_lexicon *lexicon, const char *lang,
                         rc_arena *arena, rc_error *err)
{
    rc_actors *actors = new_actors(lexicon, lang, arena);
    rc_status status = party_file_read(actors, data_dir, arena, err);
    if (status == RC_ENOTFOUND) status = read_tables(actors, data_dir, arena, err);
    if (status == RC_OK) party_nouns_load(actors, arena);
    *out = status == RC_OK ? actors : NULL;
    return status;
}

rc_status rc_actors_read(rc_actors **out, const char *data_dir, const rc_lexicon *lexicon, const char *lang,
                         rc_arena *arena, rc_error *err)
{
    rc_actors *actors = new_actors(lexicon, lang, arena);
    rc_status status = read_tables(actors, data_dir, arena, err);
    if (status == RC_OK) party_nouns_load(actors, arena);
    *out = status == RC_OK ? actors : NULL;
    return status;
}

rc_status rc_actors_compile(const char *data_dir, const char *lang, const char *path, rc_arena *arena, rc_error *err)
{
    rc_actors *actors = new_actors(NULL, lang, arena);
    rc_status status = read_tables(actors, data_dir, arena, err);
    return status == RC_OK ? party_file_write(actors, data_dir, path, arena, err) : status;
}

typedef RC_VEC(rc_party_mention) rc_mentions;

/* A token with two names ("russo-américain") gives a mention for each. */
static void add_compounds(const party_scan *scan, rc_mentions *mentions, uint32_t token)
{
    uint32_t i = scan->match_at[token] + 1; /* the index finds them one after the other */
    for (; i < scan->n_plain && scan->matches.ptr[i].first == token; i++) {
        const party_match *m = &scan->matches.ptr[i];
        rc_party_mention mention = party_mention_of(scan, token, token + 1);
        party_mention_row(scan, &mention, party_match_row(scan, m), m->flags);
        mention.is_modifier = true;
        *RC_PUSH(scan->arena, mentions) = mention;
    }
}

/* "forces turquo-syriennes": the noun before has no side of its own, so the two names are its sides. */
static void raise_compounds(const party_scan *scan, rc_mentions *mentions, uint32_t token)
{
    size_t n = mentions->len, first = n;
    while (first > 0 && mentions->ptr[first - 1].first == token) first--;
    if (n - first < 2 || !first || !scan->actors->adjectives_follow) return;
    rc_party_mention *noun = &mentions->ptr[first - 1];
    if (noun->first + noun->count != token || !noun->is_generic || !rc_str_is(noun->party, "unknown")) return;
    for (size_t i = first; i < n; i++) {
        rc_party_mention *m = &mentions->ptr[i];
        m->is_modifier = false;
        m->members = noun->members;
        mentions->ptr[i - 1] = *m;
    }
    mentions->len--;
}

#define REGIONAL_A 0x1F1E6U /* REGIONAL INDICATOR SYMBOL LETTER A */

/* A flag, which posts use for a name: two regional indicators. */
static uint32_t read_flag(const party_scan *scan, uint32_t token, rc_party_mention *out)
{
    if (scan->doc->tokens[token].kind != RC_TOKEN_SYMBOL) return token;
    rc_str text = rc_token_text(scan->doc, token);
    if (text.len != 8) return token;
    unsigned bytes;
    uint32_t a = rc_utf8_decode(text, 0, &bytes) - REGIONAL_A, b = rc_utf8_decode(text, 4, &bytes) - REGIONAL_A;
    if (a >= 26 || b >= 26 || !scan->actors->states[a * 26 + b].party.len) return token;
    *out = party_mention_of(scan, token, token + 1);
    out->party = party_of_state(scan->actors, (int)(a * 26 + b), scan->day);
    out->inter = RC_INTER_STATE;
    out->is_metonym = true;
    out->country[0] = (char)('A' + a);
    out->country[1] = (char)('A' + b);
    return token + 1;
}

/* A name, a noun for people, a flag, or in languages that put them first an adjective or "9th". */
static bool may_begin(const party_scan *scan, uint32_t token)
{
    const party_token *t = &scan->tokens[token];
    if (scan->match_at[token] != PARTY_NO_MATCH || t->noun_count) return true;
    const rc_token *word = &scan->doc->tokens[token];
    if (word->kind == RC_TOKEN_SYMBOL) return true;
    if (scan->actors->adjectives_follow) return false;
    return t->roles & ROLE_FILLER || (word->fold.len > 2 && word->fold.ptr[0] >= '0' && word->fold.ptr[0] <= '9');
}

rc_parties rc_parties_find(const rc_actors *actors, const rc_document *doc, const rc_hits *hits, rc_day day,
                           rc_arena *arena)
{
    party_scan *scan = RC_NEW(arena, party_scan);
    scan->actors = actors;
    scan->doc = doc;
    scan->hits = hits;
    scan->day = day;
    scan->arena = arena;
    if (!doc->n_tokens) return (rc_parties){.day = day};
    party_scan_words(scan);
    party_scan_names(scan);
    party_own_names(scan);
    rc_mentions mentions = {0};
    for (uint32_t t = 0; t < doc->n_tokens; t++) {
        if (!may_begin(scan, t)) continue;
        rc_party_mention mention;
        uint32_t end = party_premodifier_read(scan, t, &mention);
        if (end == t) end = party_group_read(scan, t, &mention);
        if (end == t) end = read_flag(scan, t, &mention);
        if (end == t) continue;
        *RC_PUSH(arena, &mentions) = mention;
        if (mention.is_modifier && mention.count == 1) {
            add_compounds(scan, &mentions, t);
            raise_compounds(scan, &mentions, t);
        }
        for (uint32_t next; (next = party_joined_read(scan, end, &mention, &mention)) > end; end = next) {
            *RC_PUSH(arena, &mentions) = mention;
            mention.count = 2; /* it stands for a noun, as the first does */
        }
        t = end - 1;
    }
    return (rc_parties){mentions.ptr, (uint32_t)mentions.len, day};
}

/* How well a mention stands for the whole of a bare name: its head first, an adjective only where there is nothing
 * else. */
static unsigned standing(const rc_party_mention *m)
{
    if (m->is_modifier) return 1;
    if (m->is_metonym) return 2;
    if (rc_str_is(m->party, "civilians")) return 3;
    return m->is_person ? 5 : 4;
}

rc_str rc_party_of_name(const rc_actors *actors, rc_str name, rc_day day, rc_arena *arena)
{
    name = rc_str_trim(name);
    const uint64_t *id = rc_map_get(&actors->ids, name);
    if (id) return actors->parties.ptr[*id].name;
    rc_document *doc = rc_document_new(rc_lexicon_orthography(actors->lexicon), name, arena);
    rc_hits hits = rc_lexicon_match(actors->lexicon, doc, arena);
    rc_parties parties = rc_parties_find(actors, doc, &hits, day, arena);
    const rc_party_mention *best = NULL;
    for (uint32_t i = 0; i < parties.n; i++)
        if (!best || standing(&parties.ptr[i]) > standing(best)) best = &parties.ptr[i];
    return best && !rc_str_is(best->party, "unknown") ? best->party : (rc_str){0};
}

rc_inter rc_party_inter(const rc_actors *actors, rc_str party)
{
    const uint64_t *id = rc_map_get(&actors->ids, party);
    if (id) return (rc_inter)actors->parties.ptr[*id].inter;
    if (rc_str_ends(party, RC_STR(" rebels"))) return RC_INTER_REBEL;
    return rc_str_ends(party, RC_STR(" militias")) ? RC_INTER_POLITICAL_MILITIA : RC_INTER_UNKNOWN;
}

rc_str rc_party_country(const rc_actors *actors, const char *code)
{
    int country = party_country_index(code);
    return country < 0 ? RC_STR("") : actors->states[country].name;
}
