#include "recoupe/claims/claim.h"

const char *rc_source_kind_name(rc_source_kind kind)
{
    static const char *const names[] = {"", "person", "group", "official", "outlet", "witness", "anonymous", "post"};
    return names[kind];
}

const char *rc_event_type_name(rc_event_type type)
{
    static const char *const names[] = {
        "",         "Battles", "Explosions/Remote violence", "Violence against civilians",
        "Protests", "Riots",   "Strategic developments"};
    return names[type];
}

const char *rc_effect_name(rc_effect effect)
{
    static const char *const names[] = {"",        "killed",     "wounded",  "captured", "surrendered",
                                        "missing", "casualties", "displaced"};
    return names[effect];
}

const char *rc_damage_name(rc_damage damage)
{
    static const char *const names[] = {"", "destroyed", "damaged", "captured", "abandoned"};
    return names[damage];
}

const char *rc_change_name(rc_change change)
{
    static const char *const names[] = {"",         "taken",    "lost",     "held",     "repelled",
                                        "advanced", "withdrew", "besieged", "contested"};
    return names[change];
}

const char *rc_members_name(rc_members members)
{
    static const char *const names[] = {"unknown", "combatant", "civilian", "mixed"};
    return names[members];
}

const char *rc_polarity_name(rc_polarity polarity)
{
    return polarity == RC_DENIED ? "denied" : "asserted";
}

const char *rc_certainty_name(rc_certainty certainty)
{
    return certainty == RC_HEDGED ? "hedged" : "plain";
}

const char *rc_reality_name(rc_reality reality)
{
    static const char *const names[] = {"actual", "planned", "hypothetical"};
    return names[reality];
}

const rc_link *rc_claim_origin(const rc_claim *claim)
{
    return claim->n_chain ? &claim->chain[claim->n_chain - 1] : NULL;
}
