/* Lists, facets, reports, acts, places. */
#include "desk/server.h"
#include "recoupe/base/utf8.h"

#define PAGE_DEFAULT 50
#define ACTS_MOST 500
#define PLACES_MOST 20
#define TYPED_MOST 200

DESK_ANSWER(desk_get_summary)
{
    rc_json json = desk_json(reply);
    return rc_browse_summary(request->ledger, &json, err);
}

/* A whole number from `least` to `most`; the default when it is not given. */
static bool read_number(const desk_request *request, const char *name, int64_t least, int64_t most, int64_t *value,
                        desk_reply *reply)
{
    rc_str text = desk_query(request, name);
    if (!text.len) return true;
    if (rc_str_int(text, value) && *value >= least && *value <= most) return true;
    desk_fail(reply, 400, "%s: must be a number from %lld to %lld", name, (long long)least, (long long)most);
    return false;
}

DESK_ANSWER(desk_get_events)
{
    rc_browse_filter filter;
    rc_browse_page page = {.after = desk_query(request, "after")};
    rc_str sort = desk_query(request, "sort");
    int64_t limit = PAGE_DEFAULT;
    if (!desk_filter(request, &filter, reply) || !read_number(request, "limit", 1, RC_BROWSE_PAGE, &limit, reply))
        return RC_OK;
    if (sort.len && !rc_str_is(sort, "contested") && !rc_str_is(sort, "date")) {
        desk_fail(reply, 400, "sort: must be contested or date");
        return RC_OK;
    }
    rc_str words = desk_query(request, "words");
    if (rc_str_is(words, "fr")) page.lang = words;
    page.sides = request->desk->sides;
    page.limit = (uint32_t)limit;
    page.sort = rc_str_is(sort, "date") ? RC_SORT_DATE : RC_SORT_CONTESTED;
    rc_json json = desk_json(reply);
    return rc_browse_events(request->ledger, &filter, &page, &json, request->arena, err);
}

DESK_ANSWER(desk_get_facets)
{
    rc_browse_filter filter;
    if (!desk_filter(request, &filter, reply)) return RC_OK;
    rc_json json = desk_json(reply);
    return rc_browse_facets(request->ledger, &filter, &json, request->arena, err);
}

DESK_ANSWER(desk_get_acts)
{
    static const char *const kinds[] = {"event", "report", "claim", "source"};
    int64_t limit = 100, before = INT64_MAX;
    rc_str kind = {0}, target = {0};
    if (!read_number(request, "limit", 1, ACTS_MOST, &limit, reply) ||
        !read_number(request, "before", 1, INT64_MAX, &before, reply))
        return RC_OK;
    for (int i = 0; i < 4 && !target.len; i++) {
        kind = rc_str_of(kinds[i]);
        target = desk_query(request, kinds[i]);
    }
    rc_json json = desk_json(reply);
    if (!target.len) return rc_browse_history(request->ledger, before, (uint32_t)limit, &json, err);
    return rc_browse_acts(request->ledger, kind, target, (uint32_t)limit, &json, err);
}

DESK_ANSWER(desk_get_jump)
{
    rc_str typed = rc_str_trim(desk_query(request, "q"));
    if (typed.len > TYPED_MOST) {
        desk_fail(reply, 400, "q: longer than %d bytes", TYPED_MOST);
        return RC_OK;
    }
    rc_json json = desk_json(reply);
    return rc_browse_jump(request->ledger, typed, &json, request->arena, err);
}

/* ---- a report */

typedef struct found_report {
    desk_reply *reply;
    desk_request *request;
    bool found;
} found_report;

static rc_status put_report(void *context, const rc_stored_report *r, rc_error *err)
{
    found_report *f = context;
    rc_ledger *ledger = f->request->ledger;
    char hash[2 * RC_SHA256_BYTES + 1];
    int64_t version;
    rc_json json = desk_json(f->reply);
    f->found = true;
    rc_sha256_hex(r->report.content, hash);
    rc_json_begin_object(&json);
    rc_json_str_field(&json, "id", r->report.id);
    rc_json_str_field(&json, "outlet", r->report.outlet);
    rc_json_str_field(&json, "title", r->report.title);
    rc_json_str_field(&json, "url", r->report.url);
    rc_json_str_field(&json, "published", r->report.published);
    rc_json_str_field(&json, "lang", r->report.lang);
    rc_json_str_field(&json, "path", r->report.path);
    rc_json_str_field(&json, "charset", r->report.charset);
    rc_json_str_field(&json, "sha256", rc_str_of(hash));
    rc_json_str_field(&json, "added", r->added_on);
    rc_json_str_field(&json, "copy_of", r->copy_of);
    rc_json_str_field(&json, "copy_why", r->copy_why);
    rc_json_key(&json, "text");
    rc_json_str(&json, r->report.text);
    rc_json_key(&json, "claims");
    rc_status status = rc_browse_report_claims(ledger, r->report.id, &json, err);
    rc_json_key(&json, "blurs");
    if (status == RC_OK) status = rc_browse_blurs(ledger, r->report.id, &json, err);
    rc_json_key(&json, "acts");
    if (status == RC_OK) status = rc_browse_acts(ledger, RC_STR("report"), r->report.id, ACTS_MOST, &json, err);
    if (status == RC_OK) status = rc_review_version(ledger, RC_STR("report"), r->report.id, &version, err);
    if (status != RC_OK) return status;
    rc_json_key(&json, "version");
    rc_json_int(&json, version);
    rc_json_end_object(&json);
    return RC_OK;
}

DESK_ANSWER(desk_get_report)
{
    found_report f = {.reply = reply, .request = request};
    rc_filter filter = RC_FILTER_ANY;
    filter.report = request->parameters[0];
    rc_status status = rc_ledger_reports(request->ledger, &filter, put_report, &f, err);
    if (status == RC_OK && !f.found) desk_fail(reply, 404, "there is no report '%.*s'", RC_FMT(filter.report));
    return status;
}

/* ---- places of the gazetteer by name */

static void put_place(rc_json *json, const rc_gazetteer *gazetteer, const rc_gazetteer_entry *entry)
{
    rc_gazetteer_entry unit;
    rc_json_begin_object(json);
    rc_json_str_field(json, "name", entry->name);
    rc_json_str_field(json, "feature", rc_str_of(rc_feature_name(entry->feature)));
    rc_json_key(json, "lat");
    rc_json_real(json, entry->lat, 5);
    rc_json_key(json, "lon");
    rc_json_real(json, entry->lon, 5);
    rc_json_str_field(json, "precision", rc_str_of(rc_precision_name(entry->precision)));
    rc_json_str_field(json, "country", rc_str_of(entry->country));
    if (rc_gazetteer_entry_at(gazetteer, entry->admin1, &unit)) rc_json_str_field(json, "admin1", unit.name);
    rc_json_key(json, "population");
    rc_json_int(json, entry->population);
    rc_json_end_object(json);
}

DESK_ANSWER(desk_get_places)
{
    const rc_gazetteer *gazetteer = request->desk->gazetteer;
    rc_str name = rc_str_trim(desk_query(request, "q"));
    rc_gazetteer_hit hits[PLACES_MOST];
    (void)err;
    if (!name.len) {
        desk_fail(reply, 400, "q: the name of a place is missing");
        return RC_OK;
    }
    uint32_t n = rc_gazetteer_lookup(gazetteer, rc_utf8_name_key(request->arena, name), hits, PLACES_MOST);
    rc_json json = desk_json(reply);
    rc_json_begin_array(&json);
    for (uint32_t i = 0; i < n; i++) {
        rc_gazetteer_entry entry;
        if (rc_gazetteer_entry_at(gazetteer, hits[i].entry, &entry)) put_place(&json, gazetteer, &entry);
    }
    rc_json_end_array(&json);
    return RC_OK;
}

DESK_ANSWER(desk_get_openapi)
{
    (void)err;
    reply->asset = desk_asset_find(&request->desk->assets, RC_STR("/openapi.json"));
    if (!reply->asset) desk_fail(reply, 404, "not here");
    return RC_OK;
}
