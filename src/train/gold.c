#include "train/gold.h"

#include <dirent.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

#include "recoupe/base/buf.h"
#include "recoupe/base/map.h"
#include "recoupe/base/utf8.h"

#define GOLD_FILE_BYTES ((size_t)16 << 20)
#define NEAR_BYTES 200
/* Weights of a pair: share of words in common, of losses in common, same type. */
#define W_SPAN 1.0
#define W_LOSS 0.5
#define W_TYPE 0.25

static rc_str field(const json_t *object, const char *key, rc_arena *arena)
{
    const char *value = json_string_value(json_object_get(object, key));
    return value ? rc_arena_dup(arena, rc_str_of(value)) : RC_STR("");
}

static rc_status read_claims(rc_gold_report *out, const json_t *list, rc_arena *arena, rc_error *err)
{
    char *text = list ? json_dumps(list, 0) : NULL;
    if (!text) return list ? rc_fail(err, RC_ENOMEM, "no memory for claims") : RC_OK;
    rc_status status = rc_claims_read(&out->claims, rc_str_of(text), out->report.text, arena, err);
    free(text);
    return status;
}

static rc_status read_file(rc_gold_report *out, const char *path, rc_arena *arena, rc_error *err)
{
    rc_buf buf;
    rc_buf_init(&buf);
    rc_status status = rc_buf_read_file(&buf, path, GOLD_FILE_BYTES, err);
    json_t *root = status == RC_OK ? json_loadb(buf.ptr, buf.len, 0, NULL) : NULL;
    rc_buf_release(&buf);
    if (status != RC_OK) return status;
    if (!json_is_object(root)) {
        json_decref(root);
        return rc_fail(err, RC_EFORMAT, "%s holds no report", path);
    }
    rc_report *r = &out->report;
    r->id = field(root, "id", arena);
    r->lang = field(root, "lang", arena);
    r->published = field(root, "published", arena);
    r->outlet = field(root, "outlet", arena);
    r->url = field(root, "url", arena);
    r->title = field(root, "title", arena);
    r->text = field(root, "text", arena);
    r->path = rc_arena_dup(arena, rc_str_of(path));
    rc_error inner = {0};
    status = read_claims(out, json_object_get(root, "claims"), arena, &inner);
    json_decref(root);
    return status == RC_OK ? RC_OK : rc_fail(err, status, "%s: %s", path, inner.message);
}

static int json_only(const struct dirent *entry)
{
    return rc_str_ends(rc_str_of(entry->d_name), RC_STR(".json"));
}

rc_status rc_gold_read(rc_gold *out, const char *folder, rc_arena *arena, rc_error *err)
{
    struct dirent **names;
    int n = scandir(folder, &names, json_only, alphasort);
    if (n < 0) return rc_fail(err, RC_EIO, "cannot read the folder %s", folder);
    rc_status status = RC_OK;
    for (int i = 0; i < n; i++) {
        const char *path = rc_arena_printf(arena, "%s/%s", folder, names[i]->d_name).ptr;
        rc_gold_report *report = RC_PUSH(arena, out);
        *report = (rc_gold_report){0};
        if (status == RC_OK) status = read_file(report, path, arena, err);
        free(names[i]);
    }
    free(names);
    return status;
}

/* ---- pairing */

static bool same_loss(const rc_loss *a, const rc_loss *b)
{
    const rc_count *x = &a->count, *y = &b->count;
    return a->effect == b->effect && x->has_low == y->has_low && x->has_high == y->has_high &&
           (!x->has_low || x->low == y->low) && (!x->has_high || x->high == y->high);
}

static double losses_in_common(const rc_claim *a, const rc_claim *b)
{
    uint32_t common = 0, most = a->n_losses > b->n_losses ? a->n_losses : b->n_losses;
    for (uint32_t i = 0; i < a->n_losses; i++)
        for (uint32_t k = 0; k < b->n_losses; k++)
            if (same_loss(&a->losses[i], &b->losses[k])) {
                common++;
                break;
            }
    return most ? (double)common / most : 0;
}

/* Below 0: the two may not be paired. */
static double likeness(const rc_claim *a, const rc_claim *b)
{
    double low = a->span.beg > b->span.beg ? a->span.beg : b->span.beg;
    double high = a->span.end < b->span.end ? a->span.end : b->span.end;
    double first = a->span.beg < b->span.beg ? a->span.beg : b->span.beg;
    double last = a->span.end > b->span.end ? a->span.end : b->span.end;
    double losses = losses_in_common(a, b), overlap = high - low;
    if (overlap <= 0 && !(losses > 0 && -overlap <= NEAR_BYTES)) return -1;
    return W_SPAN * (overlap > 0 ? overlap / (last - first) : 0) + W_LOSS * losses + W_TYPE * (a->type == b->type);
}

void rc_gold_align(const rc_claims *gold, const rc_claims *found, int32_t *of, rc_arena *arena)
{
    bool *taken = RC_NEWS(arena, bool, gold->n + 1);
    for (uint32_t i = 0; i < found->n; i++) of[i] = -1;
    for (;;) {
        double best = -1;
        uint32_t at = 0, with = 0;
        for (uint32_t i = 0; i < found->n; i++)
            for (uint32_t k = 0; k < gold->n && of[i] < 0; k++) {
                double value = taken[k] ? -1 : likeness(&gold->ptr[k], &found->ptr[i]);
                if (value <= best) continue;
                best = value;
                at = i;
                with = k;
            }
        if (best < 0) return;
        of[at] = (int32_t)with;
        taken[with] = true;
    }
}

/* ---- names of parties */

rc_status rc_aliases_read(rc_aliases *out, const char *path, rc_arena *arena, rc_error *err)
{
    out->arena = arena;
    out->rows = RC_NEW(arena, rc_map);
    if (!path) return RC_OK;
    rc_buf buf;
    rc_buf_init(&buf);
    rc_status status = rc_buf_read_file(&buf, path, GOLD_FILE_BYTES, err);
    rc_str rest = status == RC_OK ? rc_arena_dup(arena, (rc_str){buf.ptr, buf.len}) : RC_STR("");
    rc_buf_release(&buf);
    for (uint64_t row = 1; rest.len; row++) {
        rc_str line = rc_str_cut(&rest, '\n');
        if (rc_str_starts(line, RC_STR("#"))) continue;
        while (line.len) *rc_map_put(arena, out->rows, rc_utf8_name_key(arena, rc_str_cut(&line, '\t')), NULL) = row;
    }
    return status;
}

bool rc_same_party(const rc_aliases *aliases, rc_str a, rc_str b)
{
    rc_str x = rc_utf8_name_key(aliases->arena, a.len ? a : RC_STR("unknown"));
    rc_str y = rc_utf8_name_key(aliases->arena, b.len ? b : RC_STR("unknown"));
    if (rc_str_eq(x, y)) return true;
    const uint64_t *p = rc_map_get(aliases->rows, x), *q = rc_map_get(aliases->rows, y);
    return p && q && *p == *q;
}
