/* Making the compiled gazetteer: entries and names in, one file out. Everything lives in the builder's arena. */
#ifndef RESOLVE_GAZETTEER_BUILD_H
#define RESOLVE_GAZETTEER_BUILD_H

#include "recoupe/base/arena.h"
#include "recoupe/base/buf.h"
#include "recoupe/base/map.h"
#include "recoupe/resolve/gazetteer.h"
#include "resolve/gazetteer_file.h"

/* Fewer consonants than LEAST would make neighbours of half a country. */
#define RC_SKELETON_BYTES 40
#define RC_SKELETON_LEAST 3

/* Hash under which a key is found by rc_gazetteer_lookup_alike; 0 when it has no skeleton to speak of. */
uint64_t rc_alike_hash(const char country[2], rc_str key);

typedef struct rc_gazetteer_row {
    uint64_t id; /* 0: one is made from country, feature, region and name */
    rc_str name;
    double lat, lon, half_height, half_width;
    uint32_t population;
    rc_feature feature;
    char country[3];
    uint32_t admin1, admin2; /* numbers of rows, links marked GAZETTEER_LINK, or RC_GAZETTEER_NONE */
    bool is_dropped;         /* not written: it has no point */
    bool is_notable;         /* reports of war name it, whatever its size */
    float prior;             /* 0: by feature and size */
    rc_str source;           /* empty: its id says it */
    uint32_t twin;           /* link to the same place below, plus one; 0: none */
    bool replaces;           /* it stands for its twin */
} rc_gazetteer_row;

typedef struct rc_gazetteer_name {
    uint64_t hash;
    uint32_t row, flags;
} rc_gazetteer_name;

typedef struct rc_gazetteer_builder {
    rc_arena *arena;
    RC_VEC(rc_gazetteer_row) rows;
    RC_VEC(rc_gazetteer_name) names;
    RC_VEC(rc_gazetteer_name) alike;
    bool trusted;      /* names that follow are chosen by hand, acronyms too */
    rc_map articles;   /* key -> 1: words a name is also known without */
    rc_map kind_words; /* key -> 1: "province", "oblast" */
    rc_map links;      /* key -> 1: "of", "de" between a kind word and a name */
    rc_map vague;      /* key -> 1: what is left of "Northern Province" is no name */
    /* Of a layer: */
    RC_VEC(gazetteer_link) linked;
    uint64_t base; /* content hash of the gazetteer below */
    rc_str about;
} rc_gazetteer_builder;

void rc_gazetteer_builder_init(rc_gazetteer_builder *builder, rc_arena *arena);

/* Words of a placewords.tsv: rows of the roles `article`, `type`, `link`, `direction`. */
rc_status rc_gazetteer_builder_words(rc_gazetteer_builder *builder, const char *path, rc_error *err);

/* Add a row under its name; returns its number. */
uint32_t rc_gazetteer_builder_add(rc_gazetteer_builder *builder, const rc_gazetteer_row *row);

/* Another name of a row. */
void rc_gazetteer_builder_name(rc_gazetteer_builder *builder, uint32_t row, rc_str name, bool is_main);

/* A name of former times. */
void rc_gazetteer_builder_old_name(rc_gazetteer_builder *builder, uint32_t row, rc_str name);

/* The key of a name without kind words and the links between: "province of kandahar" -> "kandahar". The key itself when
 * nothing or something vague would be left. */
rc_str rc_gazetteer_builder_bare(const rc_gazetteer_builder *builder, rc_str key);

/* The bytes of the file; of messages, `name` is its name. */
rc_status rc_gazetteer_builder_bytes(rc_gazetteer_builder *builder, rc_buf *out, const char *name, rc_error *err);

/* Write the file, under another name first so that readers never see half of it. */
rc_status rc_gazetteer_builder_write(rc_gazetteer_builder *builder, const char *path, rc_error *err);

/* Where the facts are. */
typedef struct rc_gazetteer_sources {
    const char *cities;                                                /* GeoNames columns, tab-separated */
    const char *admin1, *admin2;                                       /* JSON lists of {code, name} */
    const char *countries, *subdivisions;                              /* iso-codes 3166-1 and 3166-2, JSON */
    const char *country_translations[8], *subdivision_translations[8]; /* gettext .mo files */
    const char *words[8];                                              /* placewords.tsv of each language */
    const char *supplement;
} rc_gazetteer_sources;

rc_status rc_gazetteer_build(const rc_gazetteer_sources *sources, const char *path, rc_arena *arena, rc_error *err);

#endif
