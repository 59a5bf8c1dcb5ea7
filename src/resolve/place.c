#include "recoupe/resolve/place.h"

#include <math.h>

#define EARTH_RADIUS_KM 6371.0088
#define RADIANS(degrees) ((degrees) * 0.017453292519943295)

const char *rc_precision_name(rc_precision precision)
{
    switch (precision) {
    case RC_PRECISION_NONE: return "";
    case RC_PRECISION_SITE: return "site";
    case RC_PRECISION_SETTLEMENT: return "settlement";
    case RC_PRECISION_DISTRICT: return "district";
    case RC_PRECISION_REGION: return "region";
    case RC_PRECISION_COUNTRY: return "country";
    }
    return "";
}

double rc_distance_km(double lat1, double lon1, double lat2, double lon2)
{
    double s = sin(RADIANS(lat2 - lat1) / 2), t = sin(RADIANS(lon2 - lon1) / 2);
    double h = s * s + cos(RADIANS(lat1)) * cos(RADIANS(lat2)) * t * t;
    return 2 * EARTH_RADIUS_KM * asin(sqrt(h > 1 ? 1 : h));
}
