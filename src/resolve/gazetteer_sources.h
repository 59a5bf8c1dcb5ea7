/* The steps of rc_gazetteer_build, and what they share. */
#ifndef RESOLVE_GAZETTEER_SOURCES_H
#define RESOLVE_GAZETTEER_SOURCES_H

#include "resolve/gazetteer_build.h"

typedef struct gazetteer_join {
    rc_gazetteer_builder builder;
    rc_arena *arena;
    rc_map codes;              /* "AF", "AF.42", "AF.42.3301" -> row + 1 */
    rc_gazetteer_name *by_key; /* copy of the builder's names, sorted by hash; see gazetteer_join_index */
    size_t n_by_key;
    rc_gazetteer_name *by_alike;
    size_t n_by_alike;
    double *sums; /* working space of the centroids */
} gazetteer_join;

/* A whole file into the arena. */
rc_status gazetteer_read(gazetteer_join *join, const char *path, rc_str *out, rc_error *err);

/* Row of a code, or RC_GAZETTEER_NONE. */
uint32_t gazetteer_row_of_code(const gazetteer_join *join, rc_str code);

/* Make names found so far searchable with gazetteer_join_find. */
void gazetteer_join_index(gazetteer_join *join);

/* Rows of `country` ("" any) whose name has the key; at most `cap`, `alike`: by their skeleton. Returns how many. */
size_t gazetteer_join_find(const gazetteer_join *join, rc_str key, const char *country, bool alike, uint32_t *out,
                           size_t cap);

rc_status gazetteer_read_countries(gazetteer_join *join, const char *path, rc_error *err);
rc_status gazetteer_read_units(gazetteer_join *join, const char *path, rc_feature feature, rc_error *err);
rc_status gazetteer_read_cities(gazetteer_join *join, const char *path, rc_error *err);
/* Regions take the middle of the places in them; those without any are dropped. */
void gazetteer_place_units(gazetteer_join *join);
/* Names of subdivisions in ISO 3166-2 and, by way of them, in other languages. */
rc_status gazetteer_read_subdivisions(gazetteer_join *join, const char *path, const char *const *translations,
                                      rc_error *err);
rc_status gazetteer_translate_countries(gazetteer_join *join, const char *path, const char *const *translations,
                                        rc_error *err);
rc_status gazetteer_read_supplement(gazetteer_join *join, const char *path, rc_error *err);

/* gettext catalogue: `out` gives the number of an original, `translations` the text; both borrowed from `bytes`. */
rc_status gazetteer_read_catalogue(rc_map *out, rc_str *translations[], rc_str bytes, const char *name, rc_arena *arena,
                                   rc_error *err);

#endif
