/** The claim: one source says that one thing happened (or did not) at one place and time. Fields and their meaning are
 * those of docs/RECORD.md, which is the contract of every stage. */
#ifndef RECOUPE_CLAIMS_CLAIM_H
#define RECOUPE_CLAIMS_CLAIM_H

#include "recoupe/base/day.h"
#include "recoupe/base/json.h"
#include "recoupe/intake/report.h"
#include "recoupe/resolve/place.h"

typedef enum rc_source_kind {
    RC_SOURCE_NONE,
    RC_SOURCE_PERSON,
    RC_SOURCE_GROUP,
    RC_SOURCE_OFFICIAL,
    RC_SOURCE_OUTLET,
    RC_SOURCE_WITNESS,
    RC_SOURCE_ANONYMOUS,
    RC_SOURCE_POST
} rc_source_kind;

typedef enum rc_polarity { RC_ASSERTED, RC_DENIED } rc_polarity;
typedef enum rc_certainty { RC_PLAIN, RC_HEDGED } rc_certainty;
typedef enum rc_reality { RC_ACTUAL, RC_PLANNED, RC_HYPOTHETICAL } rc_reality;

typedef enum rc_event_type {
    RC_TYPE_NONE,
    RC_BATTLES,
    RC_EXPLOSIONS,
    RC_VIOLENCE,
    RC_PROTESTS,
    RC_RIOTS,
    RC_STRATEGIC
} rc_event_type;

typedef enum rc_effect {
    RC_EFFECT_NONE,
    RC_KILLED,
    RC_WOUNDED,
    RC_CAPTURED,
    RC_SURRENDERED,
    RC_MISSING,
    RC_CASUALTIES,
    RC_DISPLACED
} rc_effect;

typedef enum rc_damage { RC_DAMAGE_NONE, RC_DESTROYED, RC_DAMAGED, RC_SEIZED, RC_ABANDONED } rc_damage;

typedef enum rc_change {
    RC_CHANGE_NONE,
    RC_TAKEN,
    RC_LOST,
    RC_HELD,
    RC_REPELLED,
    RC_ADVANCED,
    RC_WITHDREW,
    RC_BESIEGED,
    RC_CONTESTED
} rc_change;

/** A number with its bounds; neither bound: not said. */
typedef struct rc_count {
    double low, high;
    bool has_low, has_high, approx;
} rc_count;

typedef struct rc_link {
    rc_str name, cue, party, medium;
    rc_source_kind kind;
    rc_day said_on; /**< RC_DAY_NONE: not said */
    bool is_voice;  /**< a spokesman: what he says is what his side says */
} rc_link;

typedef struct rc_actor {
    rc_str name, party;
} rc_actor;

typedef struct rc_claim_place {
    rc_str name;
    bool is_resolved;
    double lat, lon;
    rc_precision precision;
    char country[3];
    rc_str admin1;
} rc_claim_place;

typedef struct rc_loss {
    rc_effect effect;
    rc_str of;
    rc_members members; /**< the record's `kind` */
    rc_count count;
    bool part;     /**< of a total beside it: not to be added */
    rc_str reason; /**< the words the number was said in */
} rc_loss;

typedef struct rc_thing {
    rc_str item, category, of;
    rc_damage effect;
    rc_count count;
} rc_thing;

typedef struct rc_control {
    rc_str place, by, from;
    rc_change change;
} rc_control;

typedef struct rc_claim {
    rc_span span; /**< bytes into the report's text */
    rc_link *chain;
    rc_actor *by, *against;
    rc_claim_place *place; /**< most exact first */
    rc_loss *losses;
    rc_thing *equipment;
    rc_control *control;
    uint32_t n_chain, n_by, n_against, n_place, n_losses, n_equipment, n_control;
    rc_polarity polarity;
    rc_certainty certainty;
    rc_reality reality;
    rc_event_type type;
    rc_str subtype;
    rc_day from, to;  /**< RC_DAY_NONE both: the report does not say */
    rc_str rule;      /**< name of the rule that made it */
    float confidence; /**< 0..1 */
} rc_claim;

typedef struct rc_claims {
    rc_claim *ptr;
    uint32_t n;
} rc_claims;

/** Names as they stand in the record ("killed", "Battles"); empty for the NONE values. */
const char *rc_source_kind_name(rc_source_kind kind);
const char *rc_event_type_name(rc_event_type type);
const char *rc_effect_name(rc_effect effect);
const char *rc_damage_name(rc_damage damage);
const char *rc_change_name(rc_change change);
const char *rc_members_name(rc_members members);
const char *rc_polarity_name(rc_polarity polarity);
const char *rc_certainty_name(rc_certainty certainty);
const char *rc_reality_name(rc_reality reality);

/** The last link of the chain, or NULL when the outlet itself states it. */
const rc_link *rc_claim_origin(const rc_claim *claim);

/** One claim as a JSON object of docs/RECORD.md. Spans become code points: `cp` maps bytes of the report's text to code
 * points (see rc_codepoints). `quote`, the words of the span, is written too. */
void rc_claim_write(rc_json *json, const rc_claim *claim, rc_str text, const uint32_t *cp);

/** Table from byte offset (0 .. text.len) to code-point offset; lives in `arena`. */
uint32_t *rc_codepoints(rc_arena *arena, rc_str text);

/** One report with its claims as a JSON object on one line, no line end. */
void rc_record_write(rc_json *json, const rc_report *report, const rc_claims *claims, rc_arena *arena);

/** Read a claim back from the JSON that rc_claim_write made; `text` is the report's. RC_EFORMAT says which field. */
rc_status rc_claim_read(rc_claim *out, rc_str json, rc_str text, rc_arena *arena, rc_error *err);

/** Read a list of claims, the value of a record's `claims`. RC_EFORMAT names the claim, from 1, and the field. */
rc_status rc_claims_read(rc_claims *out, rc_str json, rc_str text, rc_arena *arena, rc_error *err);

#endif
