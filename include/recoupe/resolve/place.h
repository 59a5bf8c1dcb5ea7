/** Places: names in a text to points, with the report's other places as context. Unresolved is a valid answer. */
#ifndef RECOUPE_RESOLVE_PLACE_H
#define RECOUPE_RESOLVE_PLACE_H

#include "recoupe/language/analysis.h"
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

/** A place that an unresolved name may stand for. */
typedef struct rc_place_option {
    rc_str name; /**< its own name, borrowed from the gazetteer */
    double lat, lon;
    char country[3];
    float evidence; /**< as in rc_place_candidate */
} rc_place_option;

#define RC_PLACE_OPTIONS 5

typedef struct rc_place_mention {
    uint32_t first,
        count; /**< tokens, type words included where they belong: "province du Panjshir", "col de Khawak" */
    uint32_t name_first, name_count; /**< tokens of the bare name: "Panjshir", "Khawak" */
    rc_str name;                     /**< the words of `first` to `count`, as in the text */
    bool is_resolved;
    double lat, lon; /**< degrees, WGS 84 */
    rc_precision precision;
    float radius_km; /**< of "30 km north of X", "between X and Y": how far from the point it may be; else 0 */
    char country[3]; /**< ISO 3166-1 alpha-2, or empty */
    rc_str admin1;   /**< name of the first-level unit, or empty */
    uint64_t id;     /**< of the gazetteer entry */
    float score;     /**< 0..1 */
    const rc_place_option *options; /**< of an unresolved name: the likeliest, best first, at most RC_PLACE_OPTIONS */
    uint32_t n_options;
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

/** The gazetteer of a data folder with what the user laid over it: the layers that `recoupe gazetteer import` made, by
 * name, and last the user's own places-supplement.tsv (rc_user_own of base/paths.h). RC_ECORRUPT and RC_EFORMAT name
 * the layer or the line that does not hold. */
rc_status rc_gazetteer_open_all(rc_gazetteer **out, const char *data_dir, rc_error *err);

/** What the place rules need of a language (lang/<code>/placewords.tsv). */
typedef struct rc_place_rules rc_place_rules;
rc_status rc_place_rules_load(rc_place_rules **out, const rc_lexicon *lexicon, rc_arena *arena, rc_error *err);

/** Which names count: those of places where something happens, or all that are a place's, also where they stand for a
 * side or in its name ("la présidence du Burundi"). */
typedef enum rc_place_scope { RC_PLACES_OF_EVENTS, RC_PLACES_ALL } rc_place_scope;

/** All places named in the document, in order, not overlapping; resolved or not. Names inside a longer party name
 * (`parties`) are not places of events. `analysis` may be NULL, or of some sentences: the names that its tagger
 * finds speak for and against, and are places that the gazetteer does not know. */
rc_places rc_places_find(const rc_place_rules *rules, const rc_gazetteer *gazetteer, const rc_document *doc,
                         const rc_hits *hits, const rc_parties *parties, const rc_analysis *analysis,
                         rc_place_scope scope, rc_arena *arena);

/** The countries that a document speaks of without naming them as places: those of its places and of its sides ("Iraqi
 * troops"), as mentions of no tokens; at most a few. Where nothing finer is told, an event lies in one of them. */
rc_places rc_places_of_countries(const rc_gazetteer *gazetteer, const rc_actors *actors, const rc_parties *parties,
                                 const rc_places *places, rc_arena *arena);

/** The same places and parts of a country that only "the country" names: "dans l'est du pays", of the country that most
 * places named before lie in. In text order. */
rc_places rc_places_with_lands(const rc_place_rules *rules, const rc_gazetteer *gazetteer, const rc_actors *actors,
                               const rc_document *doc, const rc_hits *hits, const rc_places *places, rc_arena *arena);

/** What is known besides a name that stands alone: a report that speaks of this country and names a place at this point
 * would know as much. */
typedef struct rc_place_context {
    char country[3]; /**< ISO 3166-1 alpha-2, or empty */
    bool is_within;  /**< the name is said to lie in that country */
    bool has_point;
    double lat, lon; /**< degrees; counts when has_point */
} rc_place_context;

/** A point, and the country of the nearest town within 100 km of it. */
rc_place_context rc_place_context_at(const rc_gazetteer *gazetteer, double lat, double lon);

/** One of the places that a name may stand for. */
typedef struct rc_place_candidate {
    rc_place_mention mention; /**< what rc_places_find would give if it took this one; is_resolved is true of the best
                               * one when it is taken */
    rc_str name;              /**< its own name, borrowed from the gazetteer */
    rc_str source;            /**< collection and id in it, "geonames:1138958"; in the arena */
    const char *feature;      /**< "seat", "district", ... */
    uint32_t population;      /**< 0 not known */
    float evidence;           /**< sum of what speaks for it, by which candidates are compared; no probability */
    bool is_alike;            /**< found by its consonants, as another spelling */
    bool is_rival;            /**< as likely as the best one and far from it, so that neither is taken */
} rc_place_candidate;

typedef struct rc_place_candidates {
    rc_place_candidate *ptr; /**< best first */
    uint32_t n;
} rc_place_candidates;

/** What the document, which is one name with perhaps what it lies in ("kaboul", "province du Panjshir", "Bazarak, dans
 * le Panjshir"), may stand for: looked up and weighed as rc_places_find does after a preposition of place, but capitals
 * are not needed. None when nothing is found. */
rc_place_candidates rc_place_candidates_find(const rc_place_rules *rules, const rc_gazetteer *gazetteer,
                                             const rc_document *doc, const rc_hits *hits,
                                             const rc_place_context *context, rc_arena *arena);

/** Great-circle distance in kilometres (haversine, mean radius 6371.0088). */
double rc_distance_km(double lat1, double lon1, double lat2, double lon2);

#endif
