#include "export/graphic.h"

#include "recoupe/base/utf8.h"

/* An arena that runs out must not leave the walk of the ledger open: what it visits is copied to the heap first. */
typedef struct taken {
    int64_t from, to;
    size_t id_at, id_len;
} taken;

typedef struct taking {
    rc_buf ids, marks;
} taking;

static rc_status take(void *context, rc_str report, int64_t from, int64_t to, rc_error *err)
{
    taking *t = context;
    taken one = {from, to, t->ids.len, report.len};
    rc_buf_put(&t->ids, report);
    rc_buf_put(&t->marks, (rc_str){(const char *)&one, sizeof one});
    return t->ids.failed || t->marks.failed ? rc_fail(err, RC_ENOMEM, "out of memory") : RC_OK;
}

typedef struct keeping {
    rc_graphic *graphic;
    const taking *taken;
} keeping;

static rc_status keep(void *context, rc_error *err)
{
    (void)err;
    keeping *k = context;
    rc_graphic *g = k->graphic;
    rc_str all = rc_arena_dup(g->arena, rc_buf_str(&k->taken->ids));
    for (size_t at = 0; at + sizeof(taken) <= k->taken->marks.len; at += sizeof(taken)) {
        taken one;
        bool is_new;
        memcpy(&one, k->taken->marks.ptr + at, sizeof one);
        rc_str id = rc_str_sub(all, one.id_at, one.id_at + one.id_len);
        uint64_t *first = rc_map_put(g->arena, &g->first, id, &is_new);
        if (is_new) *first = g->marks.len;
        *RC_PUSH(g->arena, &g->marks) = (rc_graphic_mark){id, one.from, one.to};
    }
    return RC_OK;
}

rc_status rc_graphic_load(rc_graphic *graphic, rc_ledger *ledger, rc_arena *arena, rc_error *err)
{
    taking t;
    *graphic = (rc_graphic){.arena = arena};
    rc_buf_init(&t.ids);
    rc_buf_init(&t.marks);
    rc_status status = rc_ledger_blurs(ledger, take, &t, err);
    keeping k = {graphic, &t};
    if (status == RC_OK) status = rc_arena_run(arena, keep, &k, "reading what is graphic", err);
    rc_buf_release(&t.ids);
    rc_buf_release(&t.marks);
    return status;
}

/* The byte where a code point begins; the text's end where it has fewer. */
static uint32_t byte_of(const uint32_t *cp, rc_str text, int64_t point)
{
    uint32_t at = 0;
    while (at < text.len && cp[at] < point) at++;
    return at;
}

rc_span *rc_graphic_of(const rc_graphic *graphic, rc_str report, rc_str text, rc_arena *arena, uint32_t *n)
{
    const uint64_t *first = rc_map_get(&graphic->first, report);
    *n = 0;
    if (!first) return NULL;
    size_t end = (size_t)*first;
    while (end < graphic->marks.len && rc_str_eq(graphic->marks.ptr[end].report, report)) end++;
    rc_span *spans = RC_NEWS(arena, rc_span, end - (size_t)*first);
    const uint32_t *cp = rc_codepoints(arena, text);
    for (size_t i = (size_t)*first; i < end; i++) { /* in the order of where they begin */
        const rc_graphic_mark *m = &graphic->marks.ptr[i];
        rc_span one = {0, (uint32_t)text.len};
        if (m->from >= 0) one = (rc_span){byte_of(cp, text, m->from), byte_of(cp, text, m->to)};
        if (*n && one.beg <= spans[*n - 1].end) {
            if (one.end > spans[*n - 1].end) spans[*n - 1].end = one.end;
        } else if (one.beg < one.end) {
            spans[(*n)++] = one;
        }
    }
    return spans;
}

bool rc_graphic_touches(const rc_span *spans, uint32_t n, rc_span span)
{
    for (uint32_t i = 0; i < n; i++)
        if (spans[i].beg < span.end && span.beg < spans[i].end) return true;
    return false;
}
