/* The filter that a query says: the same names in the address of a page, of its data and of an export of it. */
#include <math.h>

#include "desk/server.h"

static bool read_day(const desk_request *request, const char *name, rc_day *day, desk_reply *reply)
{
    rc_str value = desk_query(request, name);
    *day = RC_DAY_NONE;
    if (!value.len) return true;
    *day = value.len == 10 ? rc_day_parse(value) : RC_DAY_NONE;
    if (*day == RC_DAY_NONE) desk_fail(reply, 400, "%s: %.*s is not a day (YYYY-MM-DD)", name, RC_FMT(value));
    return *day != RC_DAY_NONE;
}

static bool read_box(const desk_request *request, rc_browse_filter *filter, desk_reply *reply)
{
    rc_str value = desk_query(request, "bbox"), rest = value;
    double *bounds[4] = {&filter->west, &filter->south, &filter->east, &filter->north};
    if (!value.len) return true;
    bool good = true;
    for (int i = 0; i < 4; i++) good = good && rest.ptr && rc_str_real(rc_str_cut(&rest, ','), bounds[i]);
    good = good && !rest.ptr && fabs(filter->west) <= 180 && fabs(filter->east) <= 180 && filter->south >= -90 &&
           filter->south <= filter->north && filter->north <= 90;
    filter->has_box = good;
    if (!good) desk_fail(reply, 400, "bbox: must be west,south,east,north in degrees");
    return good;
}

bool desk_filter(desk_request *request, rc_browse_filter *filter, desk_reply *reply)
{
    *filter = (rc_browse_filter){0};
    for (int tag = 0; tag < RC_TAG_COUNT; tag++) {
        rc_str value;
        for (uint32_t i = 0; desk_query_nth(request, rc_tag_name((rc_tag)tag), i, &value); i++) {
            if (!value.len) continue;
            if (filter->n_values[tag] == RC_BROWSE_VALUES) {
                desk_fail(reply, 400, "%s: at most %d values", rc_tag_name((rc_tag)tag), RC_BROWSE_VALUES);
                return false;
            }
            filter->values[tag][filter->n_values[tag]++] = value;
        }
    }
    filter->text = rc_str_trim(desk_query(request, "text"));
    return read_day(request, "since", &filter->since, reply) && read_day(request, "until", &filter->until, reply) &&
           read_box(request, filter, reply);
}
