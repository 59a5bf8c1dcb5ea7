/** Places: names in a text to points, with the report's other places as context. Unresolved is a valid answer. */
#ifndef RECOUPE_RESOLVE_PLACE_H
#define RECOUPE_RESOLVE_PLACE_H

#include "recoupe/language/lexicon.h"
#include "recoupe/resolve/party.h"

typedef enum rc_precision {
    RC_PRECISION_NONE,
    RC_PRECISION_SITE,
    RC_PRECISION_SETTLEMENT,
    RC_PRECISION_DISTRICT,
    RC_PRECISION_REGION,
    RC_PRECISION_COUNTRY
} rc_precision;

/** "site", "settlement", ...; empty for NONE. */
const char *rc_precision_name(rc_precision precision);

typedef struct rc_place_mention {
    uint32_t first,
        count;   /**< tokens, type words included where they belong: "province du Panjshir", "col de Khawak" */
    rc_str name; /**< the same words, as in the text */
    bool is_resolved;
    double lat, lon; /**< degrees, WGS 84 */
    rc_precision precision;
    char country[3]; /**< ISO 3166-1 alpha-2, or empty */
    rc_str admin1;   /**< name of the first-level unit, or empty */
    uint64_t id;     /**< of the gazetteer entry */
    float score;     /**< 0..1 */
} rc_place_mention;

typedef struct rc_places {
    rc_place_mention *ptr;
    uint32_t n;
} rc_places;

/** The compiled gazetteer, memory-mapped, read-only, shared by threads. */
typedef struct rc_gazetteer rc_gazetteer;

/** Open and check a file made by the gazetteer builder. RC_ECORRUPT names what does not hold. */
rc_status rc_gazetteer_open(rc_gazetteer **out, const char *path, rc_error *err);
void rc_gazetteer_close(rc_gazetteer *gazetteer);

/** What the place rules need of a language (lang/<code>/placewords.tsv). */
typedef struct rc_place_rules rc_place_rules;
rc_status rc_place_rules_load(rc_place_rules **out, const rc_lexicon *lexicon, rc_arena *arena, rc_error *err);

/** All places named in the document, in order, not overlapping; resolved or not. Names inside a longer party name
 * (`parties`) are not places. */
rc_places rc_places_find(const rc_place_rules *rules, const rc_gazetteer *gazetteer, const rc_document *doc,
                         const rc_hits *hits, const rc_parties *parties, rc_arena *arena);

/** Great-circle distance in kilometres (haversine, mean radius 6371.0088). */
double rc_distance_km(double lat1, double lon1, double lat2, double lon2);

#endif
