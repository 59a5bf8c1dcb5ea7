/* What the panels of the queue draw: points of a map, buckets of a timeline. */
#include "desk/server.h"

DESK_ANSWER(desk_get_map)
{
    rc_browse_filter filter;
    if (!desk_filter(request, &filter, reply)) return RC_OK;
    rc_json json = desk_json(reply);
    return rc_browse_map(request->ledger, &filter, &json, request->arena, err);
}

DESK_ANSWER(desk_get_timeline)
{
    rc_browse_filter filter;
    rc_str wanted = desk_query(request, "bucket");
    rc_bucket bucket = RC_BUCKET_AUTO;
    if (!desk_filter(request, &filter, reply)) return RC_OK;
    while (wanted.len && bucket <= RC_BUCKET_YEAR && !rc_str_is(wanted, rc_bucket_name(bucket))) bucket++;
    if (bucket > RC_BUCKET_YEAR) {
        desk_fail(reply, 400, "bucket: must be auto, day, week, month or year");
        return RC_OK;
    }
    rc_json json = desk_json(reply);
    return rc_browse_timeline(request->ledger, &filter, bucket, &json, request->arena, err);
}
