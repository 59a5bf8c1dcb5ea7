#include "events/voice.h"

#include "events/cased.h"
#include "events/messages.h"
#include "recoupe/base/utf8.h"

rc_str rc_voice_party(const rc_voice *v, rc_str party)
{
    static const struct {
        const char *party, *fr;
    } common[] = {{"civilians", "civils"}, {"United Nations", "Nations unies"}, {"NGO", "ONG"}, {"media", "médias"}};
    for (size_t i = 0; rc_str_is(v->lang, "fr") && i < sizeof common / sizeof *common; i++)
        if (rc_str_is(party, common[i].party)) return rc_str_of(common[i].fr);
    return rc_naming_party(v->naming, v->lang, party);
}

rc_str rc_voice_the_party(const rc_voice *v, rc_str party)
{
    return rc_naming_with_article(v->naming, v->lang, rc_voice_party(v, party), v->arena);
}

static rc_str quoted(const rc_voice *v, rc_str words)
{
    return rc_message_say(v->arena, v->lang, RC_SAY_QUOTED, &(rc_slots){.x = words});
}

/* "porte-parole du Front", not "al-Bab". */
static bool begins_small(rc_str name)
{
    bool has_letter = false;
    for (size_t at = 0; at < name.len && name.ptr[at] != ' ';) {
        unsigned bytes;
        uint32_t cp = rc_utf8_decode(name, at, &bytes);
        if (rc_cp_is_upper(cp)) return false;
        has_letter = has_letter || rc_cp_is_letter(cp);
        at += bytes;
    }
    return has_letter;
}

static bool is_foreign(const rc_voice *v, rc_str lang)
{
    return lang.len && !rc_str_eq(lang, v->lang);
}

/* "Les talibans", "the National Resistance Front": what the report's language calls the side, with or without article.
 */
static bool is_side(const rc_voice *v, rc_str name, rc_str party, rc_str lang)
{
    rc_str key = rc_utf8_name_key(v->arena, name);
    return rc_str_eq(key, rc_utf8_name_key(v->arena, rc_naming_party(v->naming, lang, party))) ||
           rc_str_eq(key, rc_utf8_name_key(v->arena, party));
}

rc_str rc_voice_source(const rc_voice *v, rc_str name, const rc_link *origin, rc_str lang)
{
    rc_str told = name, bare = name;
    bool is_group = origin && origin->kind == RC_SOURCE_GROUP;
    if (!origin || !origin->name.len || origin->kind == RC_SOURCE_OUTLET)
        return name; /* a title: its capitals and its language are its own */
    bool is_description = rc_naming_open(v->naming, lang.len ? lang : v->lang, &told, &bare, v->arena);
    if (origin->party.len && is_side(v, bare, origin->party, lang.len ? lang : v->lang))
        return rc_voice_the_party(v, origin->party);
    if (is_foreign(v, lang)) return is_description || begins_small(name) ? quoted(v, told) : name;
    if (is_description) return told;
    return is_group ? rc_naming_with_article(v->naming, v->lang, name, v->arena) : name;
}

rc_str rc_voice_ground(const rc_voice *v, rc_str place, rc_str lang)
{
    place = rc_name_cased(place, v->arena);
    rc_str told = place, bare = place;
    bool is_description = rc_naming_open(v->naming, lang.len ? lang : v->lang, &told, &bare, v->arena);
    if (is_foreign(v, lang)) return is_description || begins_small(place) ? quoted(v, told) : place;
    if (is_description) return told;
    if (!begins_small(place)) return place;
    if (rc_naming_has_article(v->naming, v->lang, place, v->arena))
        return rc_naming_with_article(v->naming, v->lang, place, v->arena);
    return rc_message_say(v->arena, v->lang, RC_SAY_OF_GROUND, &(rc_slots){.x = place});
}
