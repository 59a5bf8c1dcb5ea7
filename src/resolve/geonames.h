/** The columns of GeoNames' exports (download.geonames.org/export/dump/readme.txt), as far as we read them. */
#ifndef RESOLVE_GEONAMES_H
#define RESOLVE_GEONAMES_H

#include "recoupe/base/str.h"
#include "recoupe/resolve/gazetteer.h"

typedef enum geonames_column {
    GEONAMES_ID,
    GEONAMES_NAME,
    GEONAMES_ASCII_NAME,
    GEONAMES_OTHER_NAMES,
    GEONAMES_LAT,
    GEONAMES_LON,
    GEONAMES_CLASS,
    GEONAMES_CODE,
    GEONAMES_COUNTRY,
    GEONAMES_CC2,
    GEONAMES_ADMIN1,
    GEONAMES_ADMIN2,
    GEONAMES_ADMIN3,
    GEONAMES_ADMIN4,
    GEONAMES_POPULATION,
    GEONAMES_USED
} geonames_column;

/** The first `most` tab-separated fields of a line; how many there are. */
unsigned geonames_split(rc_str line, rc_str *fields, unsigned most);

/** Our kind of a feature code; false for what is no place of ours. */
bool geonames_feature(rc_str code, rc_feature *out);

#endif
