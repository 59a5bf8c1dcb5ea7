#include "events/messages.h"

#include "recoupe/base/utf8.h"

typedef struct words {
    const char *en, *fr;
} words;

static const words messages[RC_MESSAGES] = {
    [RC_SAY_COUNTS] = {"according to {a}, {x}; according to {b}, {y}", "selon {a}, {x} ; selon {b}, {y}"},
    [RC_SAY_DENIES] = {"according to {a}, {x}; denied by {b}", "selon {a}, {x} ; démenti de {b}"},
    [RC_SAY_GROUND] = {"according to {a}, {x}; according to {b}, {y}", "selon {a}, {x} ; selon {b}, {y}"},
    [RC_SAY_DOER] = {"according to {a}, {x} did it; according to {b}, {y} did",
                     "auteurs selon {a} : {x} ; selon {b} : {y}"},
    [RC_SAY_VICTIMS] = {"according to {a}, civilians ({x}); according to {b}, fighters ({y})",
                        "selon {a}, des civils ({x}) ; selon {b}, des combattants ({y})"},
    [RC_SAY_DAY] = {"according to {a}, on {x}; according to {b}, on {y}", "selon {a}, le {x} ; selon {b}, le {y}"},
    [RC_SAY_SPOT] = {"according to {a}, at {x}; according to {b}, at {y}, {n} km away",
                     "selon {a}, à {x} ; selon {b}, à {y}, à {n} km de là"},
    [RC_SAY_NONE] = {"none", "aucun"},
    [RC_SAY_SOME] = {"some", "un nombre non précisé"},
    [RC_SAY_ABOUT] = {"about {n}", "environ {n}"},
    [RC_SAY_AT_LEAST] = {"at least {n}", "au moins {n}"},
    [RC_SAY_UP_TO] = {"up to {n}", "jusqu’à {n}"},
    [RC_SAY_BETWEEN] = {"{x} to {y}", "{x} à {y}"},
    [RC_SAY_LOSS] = {"{n} {x}", "{n} {x}"},
    [RC_SAY_LOSS_OF] = {"{n} {x} ({y})", "{n} {x} ({y})"},
    [RC_SAY_NO_LOSS] = {"nobody {x}", "pas de {x}"},
    [RC_SAY_NO_LOSS_OF] = {"nobody {x} ({y})", "pas de {x} ({y})"},
    [RC_SAY_ACT_LOSS] = {"{x}, {y}", "{x}, {y}"},
    [RC_SAY_ACT_BY] = {"{x} by {y}", "{x} ({y})"},
    [RC_SAY_ACT_AGAINST] = {"{x} against {y}", "{x} contre {y}"},
    [RC_SAY_IT] = {"the ground", "le terrain"},
    [RC_SAY_SOMEBODY] = {"somebody", "quelqu’un"},
};

static const words effects[] = {
    [RC_EFFECT_NONE] = {"hit", "touchés"},
    [RC_KILLED] = {"killed", "tués"},
    [RC_WOUNDED] = {"wounded", "blessés"},
    [RC_CAPTURED] = {"captured", "capturés"},
    [RC_SURRENDERED] = {"surrendered", "rendus"},
    [RC_MISSING] = {"missing", "disparus"},
    [RC_CASUALTIES] = {"casualties", "hors de combat"},
    [RC_DISPLACED] = {"displaced", "déplacés"},
};

static const words grounds[] = {
    [RC_CHANGE_NONE] = {"{x} at {a}", "{x} à {a}"},
    [RC_TAKEN] = {"{a} taken by {x}", "prise de {a} par {x}"},
    [RC_LOST] = {"{a} lost by {x}", "perte de {a} par {x}"},
    [RC_HELD] = {"{a} held by {x}", "{a} aux mains de {x}"},
    [RC_REPELLED] = {"attack on {a} beaten off by {x}", "attaque sur {a} repoussée par {x}"},
    [RC_ADVANCED] = {"advance of {x} on {a}", "avancée de {x} vers {a}"},
    [RC_WITHDREW] = {"withdrawal of {x} from {a}", "retrait de {x} hors de {a}"},
    [RC_BESIEGED] = {"{a} besieged by {x}", "siège de {a} par {x}"},
    [RC_CONTESTED] = {"{a} fought for by {x}", "combats de {x} pour {a}"},
};

/* Acts in French by ACLED's English names; in English the names themselves, in small letters. */
static const words acts[] = {
    {"Battles", "combats"},
    {"Armed clash", "affrontement armé"},
    {"Government regains territory", "reprise de terrain par le gouvernement"},
    {"Non-state actor overtakes territory", "prise de terrain par un acteur non étatique"},
    {"Explosions/Remote violence", "explosion ou frappe à distance"},
    {"Chemical weapon", "arme chimique"},
    {"Air/drone strike", "frappe aérienne ou de drone"},
    {"Suicide bomb", "attentat-suicide"},
    {"Shelling/artillery/missile attack", "tir d’artillerie, de roquettes ou de missiles"},
    {"Remote explosive/landmine/IED", "engin explosif ou mine"},
    {"Grenade", "grenade"},
    {"Violence against civilians", "violence contre des civils"},
    {"Sexual violence", "violences sexuelles"},
    {"Attack", "attaque"},
    {"Abduction/forced disappearance", "enlèvement ou disparition forcée"},
    {"Protests", "manifestation"},
    {"Peaceful protest", "manifestation pacifique"},
    {"Protest with intervention", "manifestation dispersée"},
    {"Excessive force against protesters", "force excessive contre des manifestants"},
    {"Riots", "émeute"},
    {"Violent demonstration", "manifestation violente"},
    {"Mob violence", "violences de foule"},
    {"Strategic developments", "développement stratégique"},
    {"Agreement", "accord"},
    {"Arrests", "arrestations"},
    {"Change to group/activity", "changement d’un groupe ou de son activité"},
    {"Disrupted weapons use", "armes saisies ou neutralisées"},
    {"Headquarters or base established", "établissement d’une base"},
    {"Looting/property destruction", "pillage ou destruction de biens"},
    {"Non-violent transfer of territory", "passage de terrain sans combat"},
};

static bool is_french(rc_str lang)
{
    return rc_str_starts(lang, RC_STR("fr"));
}

static const char *pick(const words *w, rc_str lang)
{
    return is_french(lang) ? w->fr : w->en;
}

static rc_str slot_of(const rc_slots *slots, char name)
{
    switch (name) {
    case 'a':
        return slots->a;
    case 'b':
        return slots->b;
    case 'n':
        return slots->n;
    case 'x':
        return slots->x;
    default:
        return slots->y;
    }
}

static rc_str fill(rc_arena *arena, const char *form, const rc_slots *slots)
{
    rc_str out = {0};
    for (const char *at = form; *at;) {
        const char *open = strchr(at, '{');
        size_t plain = open ? (size_t)(open - at) : strlen(at);
        rc_str slot = open ? slot_of(slots, open[1]) : (rc_str){0};
        out = rc_arena_printf(arena, "%.*s%.*s%.*s", RC_FMT(out), (int)plain, at, RC_FMT(slot));
        at += plain + (open ? strlen("{a}") : 0);
    }
    return out;
}

rc_str rc_message_say(rc_arena *arena, rc_str lang, rc_message message, const rc_slots *slots)
{
    return fill(arena, pick(&messages[message], lang), slots);
}

rc_str rc_message_effect(rc_str lang, rc_effect effect)
{
    return rc_str_of(pick(&effects[effect], lang));
}

rc_str rc_message_party(rc_str lang, rc_str party)
{
    if (is_french(lang) && rc_str_is(party, "civilians")) return RC_STR("civils");
    if (is_french(lang) && rc_str_is(party, "United Nations")) return RC_STR("Nations unies");
    return party;
}

rc_str rc_message_ground(rc_arena *arena, rc_str lang, rc_change change, rc_str by, rc_str place)
{
    rc_slots slots = {.a = place, .x = rc_message_party(lang, by)};
    if (!place.len) slots.a = rc_message_say(arena, lang, RC_SAY_IT, &slots);
    if (!by.len) slots.x = rc_message_say(arena, lang, RC_SAY_SOMEBODY, &slots);
    return fill(arena, pick(&grounds[change], lang), &slots);
}

rc_str rc_message_act(rc_arena *arena, rc_str lang, rc_event_type type, rc_str subtype)
{
    bool told = subtype.len && !rc_str_is(subtype, "Other");
    rc_str name = told ? subtype : rc_str_of(rc_event_type_name(type));
    for (size_t i = 0; is_french(lang) && i < sizeof acts / sizeof *acts; i++)
        if (rc_str_is(name, acts[i].en)) return rc_str_of(acts[i].fr);
    return rc_utf8_lower(arena, name);
}
