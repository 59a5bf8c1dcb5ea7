/* The claim record as JSON, both ways. docs/RECORD.md is the contract: a field that does not apply is left out. */
#include "claims/record.h"
#include "recoupe/base/utf8.h"
#include "recoupe/claims/claim.h"

#define DEGREE_DECIMALS 5

uint32_t *rc_codepoints(rc_arena *arena, rc_str text)
{
    uint32_t *cp = RC_NEWS(arena, uint32_t, text.len + 1);
    uint32_t n = 0;
    for (size_t i = 0; i < text.len; i++) {
        bool inside = ((unsigned char)text.ptr[i] & 0xC0) == 0x80;
        cp[i] = inside ? n - (n > 0) : n;
        n += !inside;
    }
    cp[text.len] = n;
    return cp;
}

/* ---- writing */

static void write_name_field(rc_json *json, const char *key, const char *name)
{
    rc_json_str_field(json, key, rc_str_of(name));
}

static void write_day_field(rc_json *json, const char *key, rc_day day)
{
    char iso[11];
    rc_day_iso(day, iso);
    rc_json_str_field(json, key, rc_str_of(iso));
}

static void write_number(rc_json *json, const char *key, double value)
{
    rc_json_key(json, key);
    rc_json_real(json, value, 2);
}

static void write_count(rc_json *json, const rc_count *count)
{
    if (count->has_low) write_number(json, "low", count->low);
    if (count->has_high) write_number(json, "high", count->high);
    if (!count->approx) return;
    rc_json_key(json, "approx");
    rc_json_bool(json, true);
}

static void write_link(rc_json *json, const rc_link *link)
{
    rc_json_begin_object(json);
    rc_json_str_field(json, "name", link->name);
    rc_json_str_field(json, "cue", link->cue);
    rc_json_str_field(json, "party", link->party);
    write_name_field(json, "kind", rc_source_kind_name(link->kind));
    rc_json_str_field(json, "medium", link->medium);
    write_day_field(json, "said_on", link->said_on);
    if (link->is_voice) {
        rc_json_key(json, "voice");
        rc_json_bool(json, true);
    }
    rc_json_end_object(json);
}

static void write_actors(rc_json *json, const char *key, const rc_actor *actors, uint32_t n)
{
    if (!n) return;
    rc_json_key(json, key);
    rc_json_begin_array(json);
    for (uint32_t i = 0; i < n; i++) {
        rc_json_begin_object(json);
        rc_json_str_field(json, "name", actors[i].name);
        rc_json_str_field(json, "party", actors[i].party);
        rc_json_end_object(json);
    }
    rc_json_end_array(json);
}

static void write_place(rc_json *json, const rc_claim_place *place)
{
    rc_json_begin_object(json);
    rc_json_str_field(json, "name", place->name);
    if (place->is_resolved) {
        rc_json_key(json, "lat");
        rc_json_real(json, place->lat, DEGREE_DECIMALS);
        rc_json_key(json, "lon");
        rc_json_real(json, place->lon, DEGREE_DECIMALS);
    }
    write_name_field(json, "precision", rc_precision_name(place->precision));
    rc_json_str_field(json, "country", rc_str_of(place->country));
    rc_json_str_field(json, "admin1", place->admin1);
    rc_json_end_object(json);
}

static void write_loss(rc_json *json, const rc_loss *loss)
{
    rc_json_begin_object(json);
    write_name_field(json, "effect", rc_effect_name(loss->effect));
    rc_json_str_field(json, "of", loss->of);
    write_name_field(json, "kind", rc_members_name(loss->members));
    write_count(json, &loss->count);
    if (loss->part) {
        rc_json_key(json, "part");
        rc_json_bool(json, true);
    }
    rc_json_str_field(json, "reason", loss->reason);
    rc_json_end_object(json);
}

static void write_thing(rc_json *json, const rc_thing *thing)
{
    rc_json_begin_object(json);
    rc_json_str_field(json, "item", thing->item);
    rc_json_str_field(json, "category", thing->category);
    write_name_field(json, "effect", rc_damage_name(thing->effect));
    rc_json_str_field(json, "of", thing->of);
    write_count(json, &thing->count);
    rc_json_end_object(json);
}

static void write_control(rc_json *json, const rc_control *control)
{
    rc_json_begin_object(json);
    rc_json_str_field(json, "place", control->place);
    write_name_field(json, "change", rc_change_name(control->change));
    rc_json_str_field(json, "by", control->by);
    rc_json_str_field(json, "from", control->from);
    rc_json_end_object(json);
}

/* One list field: its key and its items, each written by `item`. */
#define WRITE_LIST(json, key, items, n, item)                                                                          \
    do {                                                                                                               \
        if (n) {                                                                                                       \
            rc_json_key(json, key);                                                                                    \
            rc_json_begin_array(json);                                                                                 \
            for (uint32_t i_ = 0; i_ < (n); i_++) item(json, &(items)[i_]);                                            \
            rc_json_end_array(json);                                                                                   \
        }                                                                                                              \
    } while (0)

static void write_when(rc_json *json, rc_day from, rc_day to)
{
    if (from == RC_DAY_NONE || to == RC_DAY_NONE) return;
    char iso[11];
    rc_json_key(json, "when");
    rc_json_begin_array(json);
    rc_day_iso(from, iso);
    rc_json_str(json, rc_str_of(iso));
    rc_day_iso(to, iso);
    rc_json_str(json, rc_str_of(iso));
    rc_json_end_array(json);
}

void rc_claim_write(rc_json *json, const rc_claim *claim, rc_str text, const uint32_t *cp)
{
    rc_json_begin_object(json);
    rc_json_key(json, "span");
    rc_json_begin_array(json);
    rc_json_int(json, cp[claim->span.beg]);
    rc_json_int(json, cp[claim->span.end]);
    rc_json_end_array(json);
    rc_json_str_field(json, "quote", rc_str_span(text, claim->span));
    WRITE_LIST(json, "chain", claim->chain, claim->n_chain, write_link);
    if (claim->polarity != RC_ASSERTED) write_name_field(json, "polarity", rc_polarity_name(claim->polarity));
    if (claim->certainty != RC_PLAIN) write_name_field(json, "certainty", rc_certainty_name(claim->certainty));
    if (claim->reality != RC_ACTUAL) write_name_field(json, "reality", rc_reality_name(claim->reality));
    write_name_field(json, "type", rc_event_type_name(claim->type));
    rc_json_str_field(json, "subtype", claim->subtype);
    write_actors(json, "by", claim->by, claim->n_by);
    write_actors(json, "against", claim->against, claim->n_against);
    WRITE_LIST(json, "place", claim->place, claim->n_place, write_place);
    write_when(json, claim->from, claim->to);
    WRITE_LIST(json, "losses", claim->losses, claim->n_losses, write_loss);
    WRITE_LIST(json, "equipment", claim->equipment, claim->n_equipment, write_thing);
    WRITE_LIST(json, "control", claim->control, claim->n_control, write_control);
    rc_json_str_field(json, "rule", claim->rule);
    rc_json_key(json, "confidence");
    rc_json_real(json, claim->confidence, 2);
    rc_json_end_object(json);
}

void rc_record_write(rc_json *json, const rc_report *report, const rc_claims *claims, rc_arena *arena)
{
    uint32_t *cp = rc_codepoints(arena, report->text);
    rc_json_begin_object(json);
    rc_json_str_field(json, "id", report->id);
    rc_json_str_field(json, "lang", report->lang);
    rc_json_str_field(json, "published", report->published);
    rc_json_str_field(json, "outlet", report->outlet);
    rc_json_str_field(json, "url", report->url);
    rc_json_str_field(json, "title", report->title);
    rc_json_key(json, "text");
    rc_json_str(json, report->text);
    rc_json_key(json, "claims");
    rc_json_begin_array(json);
    for (uint32_t i = 0; i < claims->n; i++) rc_claim_write(json, &claims->ptr[i], report->text, cp);
    rc_json_end_array(json);
    rc_json_end_object(json);
}

/* ---- reading */

/* What reading needs on the way; the first thing that does not fit is kept in `bad`. */
typedef struct claim_source {
    rc_arena *arena;
    rc_str text;
    const char *bad;
} claim_source;

static rc_str get_str(claim_source *src, const rc_node *object, const char *key)
{
    const rc_node *value = rc_node_get(object, key);
    if (!value) return RC_STR("");
    if (value->kind != RC_NODE_STRING) {
        src->bad = key;
        return RC_STR("");
    }
    return rc_arena_dup(src->arena, value->text);
}

static bool get_number(claim_source *src, const rc_node *object, const char *key, double *out)
{
    const rc_node *value = rc_node_get(object, key);
    if (!value || value->kind == RC_NODE_NULL) return false;
    if (value->kind != RC_NODE_INTEGER && value->kind != RC_NODE_REAL) {
        src->bad = key;
        return false;
    }
    *out = value->number;
    return true;
}

static bool is_true(const rc_node *object, const char *key)
{
    const rc_node *value = rc_node_get(object, key);
    return value && value->kind == RC_NODE_TRUE;
}

/* Index of the value under `key` among `n` names; 0, the NONE or default value, when the key is absent. */
static int get_name(claim_source *src, const rc_node *object, const char *key, const char *(*name)(int), int n)
{
    rc_str value = get_str(src, object, key);
    if (!value.len) return 0;
    for (int i = 0; i < n; i++)
        if (rc_str_is(value, name(i))) return i;
    src->bad = key;
    return 0;
}

static const char *source_kind(int i)
{
    return rc_source_kind_name((rc_source_kind)i);
}
static const char *event_type(int i)
{
    return rc_event_type_name((rc_event_type)i);
}
static const char *effect_name(int i)
{
    return rc_effect_name((rc_effect)i);
}
static const char *damage_name(int i)
{
    return rc_damage_name((rc_damage)i);
}
static const char *change_name(int i)
{
    return rc_change_name((rc_change)i);
}
static const char *members_name(int i)
{
    return rc_members_name((rc_members)i);
}
static const char *polarity_name(int i)
{
    return rc_polarity_name((rc_polarity)i);
}
static const char *certainty_name(int i)
{
    return rc_certainty_name((rc_certainty)i);
}
static const char *reality_name(int i)
{
    return rc_reality_name((rc_reality)i);
}
static const char *precision_name(int i)
{
    return rc_precision_name((rc_precision)i);
}

static rc_count get_count(claim_source *src, const rc_node *object)
{
    rc_count count = {0};
    count.has_low = get_number(src, object, "low", &count.low);
    count.has_high = get_number(src, object, "high", &count.high);
    count.approx = is_true(object, "approx");
    return count;
}

static void get_country(char out[3], rc_str value)
{
    if (value.len == 2) memcpy(out, value.ptr, 2);
}

static void read_link(claim_source *src, const rc_node *item, rc_link *out)
{
    *out = (rc_link){.name = get_str(src, item, "name"),
                     .cue = get_str(src, item, "cue"),
                     .party = get_str(src, item, "party"),
                     .medium = get_str(src, item, "medium"),
                     .kind = (rc_source_kind)get_name(src, item, "kind", source_kind, RC_SOURCE_POST + 1),
                     .said_on = rc_day_parse(get_str(src, item, "said_on")),
                     .is_voice = is_true(item, "voice")};
}

static void read_actor(claim_source *src, const rc_node *item, rc_actor *out)
{
    *out = (rc_actor){get_str(src, item, "name"), get_str(src, item, "party")};
}

static void read_place(claim_source *src, const rc_node *item, rc_claim_place *out)
{
    *out = (rc_claim_place){
        .name = get_str(src, item, "name"),
        .precision = (rc_precision)get_name(src, item, "precision", precision_name, RC_PRECISION_COUNTRY + 1),
        .admin1 = get_str(src, item, "admin1")};
    get_country(out->country, get_str(src, item, "country"));
    out->is_resolved = get_number(src, item, "lat", &out->lat) && get_number(src, item, "lon", &out->lon);
}

static void read_loss(claim_source *src, const rc_node *item, rc_loss *out)
{
    *out = (rc_loss){.effect = (rc_effect)get_name(src, item, "effect", effect_name, RC_DISPLACED + 1),
                     .of = get_str(src, item, "of"),
                     .members = (rc_members)get_name(src, item, "kind", members_name, RC_MEMBERS_MIXED + 1),
                     .count = get_count(src, item),
                     .part = is_true(item, "part"),
                     .reason = get_str(src, item, "reason")};
}

static void read_thing(claim_source *src, const rc_node *item, rc_thing *out)
{
    *out = (rc_thing){.item = get_str(src, item, "item"),
                      .category = get_str(src, item, "category"),
                      .of = get_str(src, item, "of"),
                      .effect = (rc_damage)get_name(src, item, "effect", damage_name, RC_ABANDONED + 1),
                      .count = get_count(src, item)};
}

static void read_control(claim_source *src, const rc_node *item, rc_control *out)
{
    *out = (rc_control){.place = get_str(src, item, "place"),
                        .by = get_str(src, item, "by"),
                        .from = get_str(src, item, "from"),
                        .change = (rc_change)get_name(src, item, "change", change_name, RC_CONTESTED + 1)};
}

/* Read the list under `key` into `claim->field` and its count. */
#define READ_LIST(src, object, key, claim, field, count, T, item)                                                      \
    do {                                                                                                               \
        const rc_node *list_ = rc_node_get(object, key);                                                               \
        if (list_ && list_->kind != RC_NODE_ARRAY) (src)->bad = key;                                                   \
        (claim)->count = list_ && list_->kind == RC_NODE_ARRAY ? list_->n : 0;                                         \
        (claim)->field = RC_NEWS((src)->arena, T, (claim)->count);                                                     \
        const rc_node *of_ = (claim)->count ? list_->first : NULL;                                                     \
        for (uint32_t i_ = 0; i_ < (claim)->count; i_++, of_ = of_->next) item(src, of_, &(claim)->field[i_]);         \
    } while (0)

/* The two items of a list of two; false: it is no such list. */
static bool get_two(const rc_node *list, const rc_node *out[2])
{
    if (!list || list->kind != RC_NODE_ARRAY || list->n != 2) return false;
    out[0] = list->first;
    out[1] = list->first->next;
    return true;
}

/* Byte offset of a code-point offset, SIZE_MAX when the text is shorter. */
static size_t byte_of(rc_str text, int64_t cp)
{
    size_t at = 0;
    for (int64_t n = 0; n < cp; n++) {
        if (at >= text.len) return SIZE_MAX;
        at++;
        while (at < text.len && ((unsigned char)text.ptr[at] & 0xC0) == 0x80) at++;
    }
    return cp < 0 ? SIZE_MAX : at;
}

static void read_span(claim_source *src, const rc_node *object, rc_claim *out)
{
    const rc_node *two[2];
    size_t beg = SIZE_MAX, end = SIZE_MAX;
    if (get_two(rc_node_get(object, "span"), two)) {
        beg = byte_of(src->text, two[0]->integer);
        end = byte_of(src->text, two[1]->integer);
    }
    if (beg == SIZE_MAX || end == SIZE_MAX || beg >= end)
        src->bad = "span";
    else
        out->span = (rc_span){(uint32_t)beg, (uint32_t)end};
}

static void read_fields(claim_source *src, const rc_node *object, rc_claim *out)
{
    *out = (rc_claim){.from = RC_DAY_NONE, .to = RC_DAY_NONE};
    read_span(src, object, out);
    READ_LIST(src, object, "chain", out, chain, n_chain, rc_link, read_link);
    READ_LIST(src, object, "by", out, by, n_by, rc_actor, read_actor);
    READ_LIST(src, object, "against", out, against, n_against, rc_actor, read_actor);
    READ_LIST(src, object, "place", out, place, n_place, rc_claim_place, read_place);
    READ_LIST(src, object, "losses", out, losses, n_losses, rc_loss, read_loss);
    READ_LIST(src, object, "equipment", out, equipment, n_equipment, rc_thing, read_thing);
    READ_LIST(src, object, "control", out, control, n_control, rc_control, read_control);
    out->polarity = (rc_polarity)get_name(src, object, "polarity", polarity_name, RC_DENIED + 1);
    out->certainty = (rc_certainty)get_name(src, object, "certainty", certainty_name, RC_HEDGED + 1);
    out->reality = (rc_reality)get_name(src, object, "reality", reality_name, RC_HYPOTHETICAL + 1);
    out->type = (rc_event_type)get_name(src, object, "type", event_type, RC_STRATEGIC + 1);
    out->subtype = get_str(src, object, "subtype");
    out->rule = get_str(src, object, "rule");
    const rc_node *when = rc_node_get(object, "when"), *two[2];
    if (get_two(when, two)) {
        out->from = rc_day_parse(two[0]->text);
        out->to = rc_day_parse(two[1]->text);
        if (out->from == RC_DAY_NONE || out->to == RC_DAY_NONE || out->from > out->to) src->bad = "when";
    } else if (when) {
        src->bad = "when";
    }
    double confidence = 0;
    if (get_number(src, object, "confidence", &confidence)) out->confidence = (float)confidence;
}

/* What jansson made must be freed even when an arena runs out half way. */
typedef struct read_job {
    claim_source src;
    rc_str json;
    const char *what; /* claim, claims */
    rc_arena tree;    /* of the JSON */
    json_t *loaded;   /* what jansson had to read; NULL: nothing */
    rc_node *value;
    rc_claim *out;
    rc_claims *list; /* instead of `out` */
    size_t at;       /* item of the list in hand */
} read_job;

static rc_status parse_json(void *context, rc_error *err)
{
    read_job *job = context;
    json_error_t why;
    job->value = rc_record_parse(job->json, &job->tree);
    if (job->value) return RC_OK;
    job->loaded = json_loadb(job->json.ptr ? job->json.ptr : "", job->json.len, JSON_REJECT_DUPLICATES, &why);
    if (!job->loaded) return rc_fail(err, RC_EFORMAT, "%s: byte %d: %s", job->what, why.position, why.text);
    job->value = rc_record_of_json(job->loaded, &job->tree);
    return RC_OK;
}

static rc_status read_object(read_job *job, const rc_node *object, rc_claim *out, rc_error *err)
{
    if (object->kind != RC_NODE_OBJECT) return rc_fail(err, RC_EFORMAT, "not a JSON object");
    read_fields(&job->src, object, out);
    return job->src.bad ? rc_fail(err, RC_EFORMAT, "field '%s' does not hold what the record allows", job->src.bad)
                        : RC_OK;
}

static rc_status run_read(void *context, rc_error *err)
{
    read_job *job = context;
    if (!job->list) return read_object(job, job->value, job->out, err);
    if (job->value->kind != RC_NODE_ARRAY) return rc_fail(err, RC_EFORMAT, "`claims` is not a list");
    job->list->ptr = RC_NEWS(job->src.arena, rc_claim, job->value->n);
    rc_status status = RC_OK;
    for (const rc_node *item = job->value->first; item && status == RC_OK; item = item->next, job->at++)
        status = read_object(job, item, &job->list->ptr[job->list->n++], err);
    return status;
}

static rc_status read_job_run(read_job *job, rc_error *err)
{
    rc_error reason = {0};
    rc_arena_init(&job->tree, (size_t)1 << 13, 0);
    rc_status status = rc_arena_run(&job->tree, parse_json, job, job->what, err);
    if (status == RC_OK) {
        status = rc_arena_run(job->src.arena, run_read, job, job->what, &reason);
        if (status == RC_EFORMAT && job->at)
            rc_fail(err, status, "claim %zu: %s", job->at, reason.message);
        else if (status == RC_EFORMAT && !job->list)
            rc_fail(err, status, "claim: %s", reason.message);
        else if (status != RC_OK)
            rc_fail(err, status, "%s", reason.message);
    }
    json_decref(job->loaded);
    rc_arena_release(&job->tree);
    return status;
}

rc_status rc_claim_read(rc_claim *out, rc_str json, rc_str text, rc_arena *arena, rc_error *err)
{
    read_job job = {.src = {.arena = arena, .text = text}, .json = json, .what = "claim", .out = out};
    return read_job_run(&job, err);
}

rc_status rc_claims_read(rc_claims *out, rc_str json, rc_str text, rc_arena *arena, rc_error *err)
{
    *out = (rc_claims){0};
    read_job job = {.src = {.arena = arena, .text = text}, .json = json, .what = "claims", .list = out};
    return read_job_run(&job, err);
}
