/** Looking names up in the compiled gazetteer and in the layers over it (opened with rc_gazetteer_open or
 * rc_gazetteer_open_all of place.h). What a layer says of a place that is below it already are further names of that
 * place; of a region or district it gives the point too. */
#ifndef RECOUPE_RESOLVE_GAZETTEER_H
#define RECOUPE_RESOLVE_GAZETTEER_H

#include "recoupe/resolve/place.h"

/** What an entry is. The first column is the word for it in data files and output. */
#define RC_FEATURES(X)                                                                                                 \
    X("country", COUNTRY, RC_PRECISION_COUNTRY)                                                                        \
    X("region", REGION, RC_PRECISION_REGION) /* first-level unit */                                                    \
    X("district", DISTRICT, RC_PRECISION_DISTRICT)                                                                     \
    X("capital", CAPITAL, RC_PRECISION_SETTLEMENT)                                                                     \
    X("seat", SEAT, RC_PRECISION_SETTLEMENT)             /* of a first-level unit */                                   \
    X("minor seat", MINOR_SEAT, RC_PRECISION_SETTLEMENT) /* of a unit below */                                         \
    X("settlement", SETTLEMENT, RC_PRECISION_SETTLEMENT)                                                               \
    X("quarter", QUARTER, RC_PRECISION_DISTRICT)                                                                       \
    X("area", AREA, RC_PRECISION_REGION) /* a stretch of land without an office: "Donbas", "Sahel" */                  \
    X("valley", VALLEY, RC_PRECISION_DISTRICT)                                                                         \
    X("mountain", MOUNTAIN, RC_PRECISION_DISTRICT)                                                                     \
    X("forest", FOREST, RC_PRECISION_DISTRICT)                                                                         \
    X("desert", DESERT, RC_PRECISION_REGION)                                                                           \
    X("island", ISLAND, RC_PRECISION_DISTRICT)                                                                         \
    X("water", WATER, RC_PRECISION_REGION)                                                                             \
    X("pass", PASS, RC_PRECISION_SITE)                                                                                 \
    X("bridge", BRIDGE, RC_PRECISION_SITE)                                                                             \
    X("dam", DAM, RC_PRECISION_SITE)                                                                                   \
    X("airfield", AIRFIELD, RC_PRECISION_SITE)                                                                         \
    X("base", BASE, RC_PRECISION_SITE)                                                                                 \
    X("camp", CAMP, RC_PRECISION_SITE)                                                                                 \
    X("crossing", CROSSING, RC_PRECISION_SITE) /* on a border or front */                                              \
    X("site", SITE, RC_PRECISION_SITE)

typedef enum rc_feature {
#define X(word, name, precision) RC_FEATURE_##name,
    RC_FEATURES(X)
#undef X
        RC_N_FEATURES
} rc_feature;

const char *rc_feature_name(rc_feature feature);
rc_precision rc_feature_precision(rc_feature feature);
/** False when `word` names none. */
bool rc_feature_parse(rc_str word, rc_feature *out);

#define RC_GAZETTEER_NONE UINT32_MAX

typedef struct rc_gazetteer_entry {
    uint64_t id;   /**< GeoNames id where it has one; else of our own, above 2^32 */
    rc_str source; /**< collection and id in it, "wof:85632229"; empty: the id is GeoNames' or our own, by its size.
                        Borrowed from the mapped file, as is the name */
    rc_str name;
    double lat, lon;
    double half_height, half_width; /**< degrees from the point to the edge of a region or country; 0 not known */
    uint32_t population;            /**< 0 not known */
    rc_feature feature;
    rc_precision precision;
    char country[3];
    uint32_t admin1, admin2; /**< entries it lies in, or RC_GAZETTEER_NONE */
    float prior;             /**< 0..1: how likely a text that says its name means it, all else unknown */
} rc_gazetteer_entry;

typedef struct rc_gazetteer_hit {
    uint32_t entry;
    bool is_main;  /**< the key is the entry's own name, not one of its other names */
    bool is_short; /**< only without an article or a word like "province" is it the key */
    bool is_old;   /**< a name of former times */
} rc_gazetteer_hit;

/** Number of entries, those of the layers included; they are numbered from 0. */
uint32_t rc_gazetteer_entries(const rc_gazetteer *gazetteer);

/** False when there is no entry of that number, or the file is damaged there. */
bool rc_gazetteer_entry_at(const rc_gazetteer *gazetteer, uint32_t number, rc_gazetteer_entry *out);

/** Entries one of whose names has the key `key` (rc_utf8_name_key), likeliest first; at most `cap`. Returns how many.
 */
uint32_t rc_gazetteer_lookup(const rc_gazetteer *gazetteer, rc_str key, rc_gazetteer_hit *out, uint32_t cap);

/** Entries of one country whose name has the same consonants as `key` (rc_name_skeleton): other spellings of one name,
 * and some chance neighbours. */
uint32_t rc_gazetteer_lookup_alike(const rc_gazetteer *gazetteer, const char country[2], rc_str key,
                                   rc_gazetteer_hit *out, uint32_t cap);

/** Whether entry `inner` lies in the region, district or country `outer` by their units. */
bool rc_gazetteer_is_inside(const rc_gazetteer *gazetteer, uint32_t inner, uint32_t outer);

/** What spellings of one name in Latin letters have in common whoever transcribed it: its consonants, those that
 * transcriptions confuse taken together (sh ch j dj s z; k q kh; w and vowels dropped after the first letter), doubled
 * ones once. Writes at most `cap` bytes and returns their number; 0 when the key has other letters than a to z. */
size_t rc_name_skeleton(rc_str key, char *out, size_t cap);

#endif
