#include "recoupe/resolve/party.h"

#include "resolve/party_scan.h"

rc_status rc_actors_load(rc_actors **out, const char *data_dir, const rc_lexicon *lexicon, const char *lang,
                         rc_arena *arena, rc_error *err)
{
    rc_actors *actors = RC_NEW(arena, rc_actors);
    actors->lexicon = lexicon;
    actors->lang = rc_arena_dup(arena, rc_str_of(lang));
    static const struct {
        const char *name;
        uint8_t inter;
    } FIXED[] = {{"civilians", RC_INTER_CIVILIANS}, {"unknown", RC_INTER_UNKNOWN}, {"media", RC_INTER_CIVILIANS},
                 {"NGO", RC_INTER_CIVILIANS},       {"United Nations", RC_INTER_EXTERNAL}};
    for (size_t i = 0; i < sizeof FIXED / sizeof *FIXED; i++)
        party_id_add(actors, rc_str_of(FIXED[i].name), FIXED[i].inter, arena);
    rc_status status = party_tables_load(actors, data_dir, arena, err);
    *out = status == RC_OK ? actors : NULL;
    return status;
}

typedef RC_VEC(rc_party_mention) rc_mentions;

/* A token with two names ("russo-américain") gives a mention for each. */
static void add_compounds(const party_scan *scan, rc_mentions *mentions, uint32_t token)
{
    for (size_t i = 0; i < scan->matches.len; i++) {
        const party_match *m = &scan->matches.ptr[i];
        if (m->first > token) break;
        if (m->first != token || i == scan->match_at[token]) continue;
        rc_party_mention mention = party_mention_of(scan, m->first, m->end);
        party_mention_row(scan, &mention, party_match_row(scan, m), m->flags);
        mention.is_modifier = true;
        *RC_PUSH(scan->arena, mentions) = mention;
    }
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
    rc_mentions mentions = {0};
    if (doc->n_tokens) {
        party_scan_words(scan);
        party_scan_names(scan);
    }
    for (uint32_t t = 0; t < doc->n_tokens;) {
        rc_party_mention mention;
        uint32_t end = party_group_read(scan, t, &mention);
        if (end == t) {
            t++;
            continue;
        }
        *RC_PUSH(arena, &mentions) = mention;
        if (mention.is_modifier && mention.count == 1) add_compounds(scan, &mentions, t);
        t = end;
    }
    return (rc_parties){mentions.ptr, (uint32_t)mentions.len, day};
}

/* The mention that a bare name is: its first that has a side, an adjective only when there is nothing else. */
rc_str rc_party_of_name(const rc_actors *actors, rc_str name, rc_day day, rc_arena *arena)
{
    rc_document *doc = rc_document_new(rc_lexicon_orthography(actors->lexicon), name, arena);
    rc_hits hits = rc_lexicon_match(actors->lexicon, doc, arena);
    rc_parties parties = rc_parties_find(actors, doc, &hits, day, arena);
    const rc_party_mention *best = NULL;
    for (uint32_t i = 0; i < parties.n; i++) {
        const rc_party_mention *m = &parties.ptr[i];
        if (rc_str_is(m->party, "unknown")) continue;
        if (!best || (best->is_modifier && !m->is_modifier)) best = m;
    }
    return best ? best->party : (rc_str){0};
}

rc_inter rc_party_inter(const rc_actors *actors, rc_str party)
{
    const uint64_t *id = rc_map_get(&actors->ids, party);
    if (id) return (rc_inter)actors->parties.ptr[*id].inter;
    return rc_str_ends(party, RC_STR(" rebels")) ? RC_INTER_REBEL : RC_INTER_UNKNOWN;
}
