#include "events/messages.h"

#include "recoupe/base/utf8.h"

typedef struct words {
    const char *en, *fr;
} words;

static const words messages[RC_MESSAGES] = {
    [RC_SAY_COUNTS] = {"according to {a}, {x}; according to {b}, {y}", "selon {a}, {x} ; selon {b}, {y}"},
    [RC_SAY_DENIES] = {"according to {a}, {x}; denied by {b}", "selon {a}, {x} ; démenti par {b}"},
    [RC_SAY_GROUND] = {"according to {a}, {x}; according to {b}, {y}", "selon {a}, {x} ; selon {b}, {y}"},
    [RC_SAY_DOER] = {"according to {a}, done by {x}; according to {b}, by {y}",
                     "selon {a}, commis par {x} ; selon {b}, par {y}"},
    [RC_SAY_VICTIMS] = {"according to {a}, civilians: {x}; according to {b}, fighters: {y}",
                        "selon {a}, des civils : {x} ; selon {b}, des combattants : {y}"},
    [RC_SAY_DAY] = {"according to {a}, on {x}; according to {b}, on {y}", "selon {a}, le {x} ; selon {b}, le {y}"},
    [RC_SAY_SPOT] = {"according to {a}, at {x}; according to {b}, at {y}, {n} km away",
                     "selon {a}, lieu : {x} ; selon {b} : {y}, à {n} km de là"},
    [RC_SAY_SOME] = {"some", "un nombre non précisé"},
    [RC_SAY_ABOUT] = {"about {n}", "environ {n}"},
    [RC_SAY_AT_LEAST] = {"at least {n}", "au moins {n}"},
    [RC_SAY_UP_TO] = {"up to {n}", "jusqu’à {n}"},
    [RC_SAY_BETWEEN] = {"{x} to {y}", "{x} à {y}"},
    [RC_SAY_LOSS] = {"{n} {x}", "{n} {x}"},
    [RC_SAY_LOSS_OF] = {"{x} ({y})", "{x} ({y})"},
    [RC_SAY_ACT_LOSS] = {"{x}, {y}", "{x}, {y}"},
    [RC_SAY_ACT_BY] = {"{x} by {y}", "{x} par {y}"},
    [RC_SAY_ACT_AGAINST] = {"{x} against {y}", "{x} contre {y}"},
    [RC_SAY_ACT_BETWEEN] = {"{x} between {y} and {n}", "{x} entre {y} et {n}"},
    [RC_SAY_IT] = {"the ground", "le terrain"},
    [RC_SAY_OF_GROUND] = {"{x}", "le terrain ({x})"},
    [RC_SAY_QUOTED] = {"“{x}”", "«\u00a0{x}\u00a0»"},
    [RC_SAY_DAY_OF] = {"{n} {x} {y}", "{n} {x} {y}"},
};

/* What befell one, several, nobody. */
static const struct {
    words one, many, nobody, none;
} effects[] = {
    [RC_EFFECT_NONE] = {{"hit", "touché"}, {"hit", "touchés"}, {"nobody hit", "personne de touché"}, {"none", "aucun"}},
    [RC_KILLED] = {{"killed", "tué"}, {"killed", "tués"}, {"nobody killed", "aucun tué"}, {"none", "aucun"}},
    [RC_WOUNDED] = {{"wounded", "blessé"},
                    {"wounded", "blessés"},
                    {"nobody wounded", "aucun blessé"},
                    {"none", "aucun"}},
    [RC_CAPTURED] = {{"captured", "capturé"},
                     {"captured", "capturés"},
                     {"nobody captured", "aucun capturé"},
                     {"none", "aucun"}},
    [RC_SURRENDERED] = {{"surrendered", "reddition"},
                        {"surrendered", "redditions"},
                        {"nobody surrendered", "aucune reddition"},
                        {"none", "aucune"}},
    [RC_MISSING] = {{"missing", "disparu"},
                    {"missing", "disparus"},
                    {"nobody missing", "aucun disparu"},
                    {"none", "aucun"}},
    [RC_CASUALTIES] = {{"casualty", "victime"},
                       {"casualties", "victimes"},
                       {"no casualties", "aucune victime"},
                       {"none", "aucune"}},
    [RC_DISPLACED] = {{"displaced", "déplacé"},
                      {"displaced", "déplacés"},
                      {"nobody displaced", "aucun déplacé"},
                      {"none", "aucun"}},
};

/* What became of ground {a}, and of ground where {x} is said to have done it. */
static const struct {
    words alone, by;
} grounds[] = {
    [RC_CHANGE_NONE] = {{"fighting at {a}", "combats à {a}"}, {"{x} at {a}", "{x} à {a}"}},
    [RC_TAKEN] = {{"{a} taken", "prise de {a}"}, {"{a} taken by {x}", "prise de {a} par {x}"}},
    [RC_LOST] = {{"{a} lost", "perte de {a}"}, {"{a} lost by {x}", "perte de {a} par {x}"}},
    [RC_HELD] = {{"{a} still held", "maintien à {a}"}, {"{a} held by {x}", "{a} aux mains de {x}"}},
    [RC_REPELLED] = {{"attack on {a} beaten off", "attaque contre {a} repoussée"},
                     {"attack on {a} beaten off by {x}", "attaque contre {a} repoussée par {x}"}},
    [RC_ADVANCED] = {{"advance on {a}", "avancée vers {a}"}, {"advance of {x} on {a}", "avancée de {x} vers {a}"}},
    [RC_WITHDREW] = {{"withdrawal from {a}", "retrait de {a}"},
                     {"withdrawal of {x} from {a}", "retrait de {x} hors de {a}"}},
    [RC_BESIEGED] = {{"{a} besieged", "siège de {a}"}, {"{a} besieged by {x}", "siège de {a} par {x}"}},
    [RC_CONTESTED] = {{"{a} fought for", "combats pour {a}"}, {"{a} fought for by {x}", "combats de {x} pour {a}"}},
};

/* Acts by ACLED's names. */
static const struct {
    const char *name;
    words act;
} acts[] = {
    {"Battles", {"fighting", "combats"}},
    {"Armed clash", {"armed clash", "affrontement armé"}},
    {"Government regains territory", {"recapture of ground", "reprise de terrain"}},
    {"Non-state actor overtakes territory", {"capture of ground", "prise de terrain"}},
    {"Explosions/Remote violence", {"explosion or remote attack", "explosion ou frappe à distance"}},
    {"Chemical weapon", {"use of a chemical weapon", "emploi d’une arme chimique"}},
    {"Air/drone strike", {"air or drone strike", "frappe aérienne ou de drone"}},
    {"Suicide bomb", {"suicide bombing", "attentat-suicide"}},
    {"Shelling/artillery/missile attack",
     {"shelling or missile attack", "tir d’artillerie, de roquettes ou de missiles"}},
    {"Remote explosive/landmine/IED", {"mine or planted bomb", "mine ou engin explosif"}},
    {"Grenade", {"grenade attack", "attaque à la grenade"}},
    {"Violence against civilians", {"violence against civilians", "violence contre des civils"}},
    {"Sexual violence", {"sexual violence", "violences sexuelles"}},
    {"Attack", {"attack", "attaque"}},
    {"Abduction/forced disappearance", {"abduction or forced disappearance", "enlèvement ou disparition forcée"}},
    {"Protests", {"protest", "manifestation"}},
    {"Peaceful protest", {"peaceful protest", "manifestation pacifique"}},
    {"Protest with intervention", {"protest broken up", "manifestation dispersée"}},
    {"Excessive force against protesters",
     {"excessive force against protesters", "force excessive contre des manifestants"}},
    {"Riots", {"riot", "émeute"}},
    {"Violent demonstration", {"violent demonstration", "manifestation violente"}},
    {"Mob violence", {"mob violence", "violences de foule"}},
    {"Strategic developments", {"strategic development", "développement stratégique"}},
    {"Agreement", {"agreement", "accord"}},
    {"Arrests", {"arrests", "arrestations"}},
    {"Change to group/activity", {"change in a group or its activity", "changement d’un groupe ou de son activité"}},
    {"Disrupted weapons use", {"weapons seized or disarmed", "armes saisies ou neutralisées"}},
    {"Headquarters or base established", {"base established", "établissement d’une base"}},
    {"Looting/property destruction", {"looting or destruction of property", "pillage ou destruction de biens"}},
    {"Non-violent transfer of territory", {"transfer of ground without a fight", "passage de terrain sans combat"}},
};

static const words months[] = {{"January", "janvier"}, {"February", "février"},  {"March", "mars"},
                               {"April", "avril"},     {"May", "mai"},           {"June", "juin"},
                               {"July", "juillet"},    {"August", "août"},       {"September", "septembre"},
                               {"October", "octobre"}, {"November", "novembre"}, {"December", "décembre"}};

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

rc_str rc_message_lang(rc_str lang)
{
    return is_french(lang) ? RC_STR("fr") : RC_STR("en");
}

rc_str rc_message_number(rc_arena *arena, rc_str lang, double value)
{
    rc_str digits = rc_arena_printf(arena, "%.0f", value), out = {0};
    for (size_t i = 0; i < digits.len; i++) {
        bool is_group = i && digits.ptr[i - 1] != '-' && (digits.len - i) % 3 == 0;
        const char *sign = !is_group ? "" : is_french(lang) ? "\u202f" : ",";
        out = rc_arena_printf(arena, "%.*s%s%c", RC_FMT(out), sign, digits.ptr[i]);
    }
    return out;
}

rc_str rc_message_effect(rc_str lang, rc_effect effect, bool many)
{
    return rc_str_of(pick(many ? &effects[effect].many : &effects[effect].one, lang));
}

rc_str rc_message_nobody(rc_str lang, rc_effect effect, bool is_short)
{
    return rc_str_of(pick(is_short ? &effects[effect].none : &effects[effect].nobody, lang));
}

rc_str rc_message_ground(rc_arena *arena, rc_str lang, rc_change change, rc_str by, rc_str place)
{
    rc_slots slots = {.a = place, .x = by};
    if (!place.len) slots.a = rc_message_say(arena, lang, RC_SAY_IT, &slots);
    return fill(arena, pick(by.len ? &grounds[change].by : &grounds[change].alone, lang), &slots);
}

rc_str rc_message_act(rc_arena *arena, rc_str lang, rc_event_type type, rc_str subtype)
{
    bool told = subtype.len && !rc_str_is(subtype, "Other");
    rc_str name = told ? subtype : rc_str_of(rc_event_type_name(type));
    for (size_t i = 0; i < sizeof acts / sizeof *acts; i++)
        if (rc_str_is(name, acts[i].name)) return rc_str_of(pick(&acts[i].act, lang));
    return rc_utf8_lower(arena, name);
}

rc_str rc_message_day(rc_arena *arena, rc_str lang, rc_day day)
{
    rc_civil date = rc_day_civil(day);
    bool first = is_french(lang) && date.day == 1;
    rc_slots slots = {.n = first ? RC_STR("1er") : rc_arena_printf(arena, "%d", date.day),
                      .x = rc_str_of(pick(&months[date.month - 1], lang)),
                      .y = rc_arena_printf(arena, "%d", date.year)};
    return rc_message_say(arena, lang, RC_SAY_DAY_OF, &slots);
}
