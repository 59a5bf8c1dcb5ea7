#include "export/sheet.h"

#include "recoupe/base/map.h"
#include "recoupe/base/paths.h"
#include "recoupe/base/tsv.h"

#define COUNTRIES_BYTES ((size_t)1 << 20)

/* ---- countries, by data/iso3166.tsv */

static rc_status read_countries(void *context, rc_error *err)
{
    rc_sheet *sheet = context;
    rc_tsv tsv;
    int code, numeric, name, region;
    rc_status status = rc_tsv_open(&tsv, rc_buf_str(&sheet->countries_text), "iso3166.tsv", err);
    if (status == RC_OK) status = rc_tsv_require(&tsv, "code", &code, err);
    if (status == RC_OK) status = rc_tsv_require(&tsv, "numeric", &numeric, err);
    if (status == RC_OK) status = rc_tsv_require(&tsv, "name", &name, err);
    if (status == RC_OK) status = rc_tsv_require(&tsv, "region", &region, err);
    RC_VEC(rc_country) rows = {0};
    while (status == RC_OK && (status = rc_tsv_next(&tsv, err)) == RC_OK)
        *RC_PUSH(&sheet->arena, &rows) =
            (rc_country){tsv.fields[code], tsv.fields[numeric], tsv.fields[name], tsv.fields[region]};
    sheet->countries = rows.ptr;
    sheet->n_countries = (uint32_t)rows.len;
    return status == RC_END ? RC_OK : status;
}

static rc_status load_countries(rc_sheet *sheet, rc_error *err)
{
    char dir[4096], path[4200];
    rc_status status = rc_data_dir(dir, sizeof dir, err);
    if (status != RC_OK) return status;
    snprintf(path, sizeof path, "%s/data/iso3166.tsv", dir);
    status = rc_buf_read_file(&sheet->countries_text, path, COUNTRIES_BYTES, err);
    return status == RC_OK ? rc_arena_run(&sheet->arena, read_countries, sheet, path, err) : status;
}

const rc_country *rc_sheet_country(const rc_sheet *sheet, const char *code)
{
    for (uint32_t i = 0; i < sheet->n_countries && code[0]; i++)
        if (rc_str_is(sheet->countries[i].code, code)) return &sheet->countries[i];
    return NULL;
}

/* ---- fields */

/* Quoted where RFC 4180 asks for it, and only there. */
void rc_sheet_put(rc_sheet *sheet, rc_str field)
{
    if (sheet->begun) rc_buf_putc(&sheet->row, ',');
    sheet->begun = true;
    bool quote = false;
    for (size_t i = 0; i < field.len && !quote; i++)
        quote = field.ptr[i] == '"' || field.ptr[i] == ',' || field.ptr[i] == '\n' || field.ptr[i] == '\r';
    if (!quote) {
        rc_buf_put(&sheet->row, field);
        return;
    }
    rc_buf_putc(&sheet->row, '"');
    for (size_t i = 0; i < field.len; i++) {
        if (field.ptr[i] == '"') rc_buf_putc(&sheet->row, '"');
        rc_buf_putc(&sheet->row, field.ptr[i]);
    }
    rc_buf_putc(&sheet->row, '"');
}

void rc_sheet_name(rc_sheet *sheet, const char *name)
{
    rc_sheet_put(sheet, rc_str_of(name));
}

void rc_sheet_number(rc_sheet *sheet, long long value)
{
    rc_sheet_put(sheet, rc_arena_printf(&sheet->row_arena, "%lld", value));
}

void rc_sheet_count(rc_sheet *sheet, double people)
{
    rc_sheet_put(sheet, rc_arena_printf(&sheet->row_arena, "%.0f", people));
}

void rc_sheet_degrees(rc_sheet *sheet, double value)
{
    rc_sheet_put(sheet, rc_arena_printf(&sheet->row_arena, "%.4f", value));
}

void rc_sheet_day(rc_sheet *sheet, rc_day day)
{
    char iso[11];
    rc_day_iso(day, iso);
    rc_sheet_put(sheet, rc_arena_dup(&sheet->row_arena, rc_str_of(iso)));
}

void rc_sheet_nothing(rc_sheet *sheet)
{
    rc_sheet_put(sheet, (rc_str){0});
}

void rc_sheet_end(rc_sheet *sheet)
{
    rc_buf_put(&sheet->row, RC_STR("\r\n"));
    sheet->begun = false;
}

/* ---- sides */

static bool is_named(rc_str party)
{
    return party.len && !rc_str_is(party, "unknown");
}

typedef RC_VEC(rc_map_slot) votes; /* party and how many claims name it */

static void vote(rc_arena *arena, votes *all, rc_str party)
{
    if (!is_named(party)) return;
    for (size_t i = 0; i < all->len; i++)
        if (rc_str_eq(all->ptr[i].key, party)) {
            all->ptr[i].value++;
            return;
        }
    *RC_PUSH(arena, all) = (rc_map_slot){.key = party, .value = 1};
}

static uint64_t votes_for(const votes *all, rc_str party)
{
    for (size_t i = 0; i < all->len; i++)
        if (rc_str_eq(all->ptr[i].key, party)) return all->ptr[i].value;
    return 0;
}

static rc_str most_named(const votes *all, rc_str except)
{
    rc_str actor = RC_STR("");
    uint64_t most = 0;
    for (size_t i = 0; i < all->len; i++)
        if (all->ptr[i].value > most && !rc_str_eq(all->ptr[i].key, except)) {
            most = all->ptr[i].value;
            actor = all->ptr[i].key;
        }
    return actor;
}

/* Who stands beside an actor: parties of his side that are on neither side foremost, and not more often on the other.
 */
static rc_str beside(rc_sheet *sheet, const votes *mine, const votes *theirs, rc_str actor, rc_str opponent, bool tied)
{
    rc_str others = {0};
    for (size_t i = 0; i < mine->len; i++) {
        rc_str party = mine->ptr[i].key;
        uint64_t n = mine->ptr[i].value, there = votes_for(theirs, party);
        if (rc_str_eq(party, actor) || rc_str_eq(party, opponent) || there > n || (there == n && !tied)) continue;
        others =
            rc_arena_printf(&sheet->row_arena, "%.*s%s%.*s", RC_FMT(others), others.len ? "; " : "", RC_FMT(party));
    }
    return others;
}

static rc_inter inter_of(const rc_sheet *sheet, rc_str actor)
{
    if (rc_str_is(actor, "civilians")) return RC_INTER_CIVILIANS;
    return actor.len && sheet->inter ? sheet->inter(sheet->inter_context, actor) : RC_INTER_UNKNOWN;
}

/* A party that claims have on both sides, as where each names its enemy, stands once. */
void rc_sheet_sides(rc_sheet *sheet, rc_actors_side *first, rc_actors_side *second)
{
    votes by = {0}, against = {0};
    for (uint32_t i = 0; i < sheet->event->event.n_claims; i++) {
        const rc_claim *claim = &sheet->event->claims[i].claim;
        if (claim->polarity == RC_DENIED) continue;
        for (uint32_t k = 0; k < claim->n_by; k++) vote(&sheet->row_arena, &by, claim->by[k].party);
        for (uint32_t k = 0; k < claim->n_against; k++) vote(&sheet->row_arena, &against, claim->against[k].party);
    }
    rc_str one = most_named(&by, RC_STR("")), other = most_named(&against, one);
    *first = (rc_actors_side){
        .actor = one, .others = beside(sheet, &by, &against, one, other, true), .inter = inter_of(sheet, one)};
    *second = (rc_actors_side){
        .actor = other, .others = beside(sheet, &against, &by, other, one, false), .inter = inter_of(sheet, other)};
}

const char *rc_sheet_actor(rc_sheet *sheet, rc_str actor)
{
    return rc_str_is(actor, "civilians") ? "Civilians" : rc_arena_cstr(&sheet->row_arena, actor);
}

/* ---- rows */

rc_status rc_sheet_drop(rc_sheet *sheet, rc_left_out why)
{
    sheet->result->dropped++;
    sheet->result->lacks[why]++;
    return RC_OK;
}

rc_status rc_sheet_row(rc_sheet *sheet, const rc_stored_event *event, rc_status (*make)(void *sheet, rc_error *err),
                       rc_error *err)
{
    sheet->event = event;
    sheet->row.len = 0;
    sheet->begun = false;
    rc_status status = rc_arena_run(&sheet->row_arena, make, sheet, "exporting an event", err);
    rc_arena_reset(&sheet->row_arena);
    if (status == RC_OK) status = rc_buf_flush(&sheet->row, sheet->out, err);
    if (status == RC_OK) sheet->result->rows++;
    return status;
}

static void explain(const rc_sheet *sheet)
{
    static const char *const reasons[] = {"without a place on the map", "without a date", "of no type",
                                          "without a death"};
    size_t len = 0, size = sizeof sheet->result->why;
    sheet->result->why[0] = 0;
    for (size_t i = 0; i < RC_LACKS; i++) {
        if (!sheet->result->lacks[i] || len >= size) continue;
        len += (size_t)snprintf(sheet->result->why + len, size - len, "%s%llu %s", len ? ", " : "",
                                (unsigned long long)sheet->result->lacks[i], reasons[i]);
    }
}

rc_status rc_sheet_open(rc_sheet *sheet, const char *head, FILE *out, rc_export_result *result, rc_error *err)
{
    *sheet = (rc_sheet){.out = out, .result = result};
    *result = (rc_export_result){0};
    rc_arena_init(&sheet->arena, (size_t)1 << 16, 0);
    rc_arena_init(&sheet->row_arena, (size_t)1 << 16, 0);
    rc_buf_init(&sheet->row);
    rc_buf_init(&sheet->countries_text);
    rc_status status = load_countries(sheet, err);
    if (status == RC_OK) status = rc_sides_load(&sheet->sides, NULL, &sheet->arena, err);
    if (status != RC_OK) return status;
    rc_buf_put(&sheet->row, rc_str_of(head));
    rc_sheet_end(sheet);
    return rc_buf_flush(&sheet->row, out, err);
}

void rc_sheet_close(rc_sheet *sheet)
{
    explain(sheet);
    rc_buf_release(&sheet->row);
    rc_buf_release(&sheet->countries_text);
    rc_arena_release(&sheet->arena);
    rc_arena_release(&sheet->row_arena);
}
