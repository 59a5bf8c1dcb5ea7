/* Runs case files: text in, expected claims out.
 *
 *   case_runner [--update] [--expect-failure] FILE...
 *
 * A file holds cases:
 *
 *   === a name for people
 *   lang: fr
 *   published: 2021-09-02
 *   outlet: Le Journal
 *
 *   The text, to the line of dashes.
 *   ---
 *   origin="le porte-parole" certainty=hedged loss=killed:40:-:Taliban
 *   none
 *
 * Each line below the dashes is one claim that must be there, in this order, with at least these values; `none` says
 * that there is no claim at all; `only` that there are no others. Keys: origin chain cue source polarity certainty
 * reality type subtype by against place when loss thing control quote rule. A value with spaces stands in quotes; a key
 * may be given several times; !loss=displaced says that the claim has nothing that begins so. --update rewrites the
 * expectations from what the program says; read the difference before you keep it.
 * --expect-failure is for tests/known-wrong: every case must fail there, and one that passes must be promoted. */
#include <stdio.h>
#include <stdlib.h>

#include "recoupe/claims/reader.h"

#define FILE_BYTES ((size_t)4 << 20)
#define CHUNK_BYTES ((size_t)1 << 20)

typedef struct test_case {
    rc_str name;
    rc_report report;
    rc_str head;     /* everything before the expectations */
    rc_str expected; /* lines */
} test_case;

/* ---- what a claim says, as "key=value" items */

typedef RC_VEC(rc_str) items;

static void item(rc_arena *arena, items *out, const char *key, rc_str value)
{
    if (value.len) *RC_PUSH(arena, out) = rc_arena_printf(arena, "%s=%.*s", key, RC_FMT(value));
}

static rc_str bound(rc_arena *arena, bool has, double value)
{
    return has ? rc_arena_printf(arena, "%g", value) : RC_STR("-");
}

static rc_str counted(rc_arena *arena, const char *head, const rc_count *c, rc_str of)
{
    return rc_arena_printf(arena, "%s:%.*s:%.*s%s%s%.*s", head, RC_FMT(bound(arena, c->has_low, c->low)),
                           RC_FMT(bound(arena, c->has_high, c->high)), c->approx ? ":about" : "", of.len ? ":" : "",
                           RC_FMT(of));
}

static void modality_items(rc_arena *arena, items *out, const rc_claim *c)
{
    if (c->polarity != RC_ASSERTED) item(arena, out, "polarity", rc_str_of(rc_polarity_name(c->polarity)));
    if (c->certainty != RC_PLAIN) item(arena, out, "certainty", rc_str_of(rc_certainty_name(c->certainty)));
    if (c->reality != RC_ACTUAL) item(arena, out, "reality", rc_str_of(rc_reality_name(c->reality)));
}

static void list_items(rc_arena *arena, items *out, const rc_claim *c)
{
    for (uint32_t i = 0; i < c->n_by; i++) item(arena, out, "by", c->by[i].party);
    for (uint32_t i = 0; i < c->n_against; i++) item(arena, out, "against", c->against[i].party);
    for (uint32_t i = 0; i < c->n_place; i++) item(arena, out, "place", c->place[i].name);
    for (uint32_t i = 0; i < c->n_losses; i++) {
        const rc_loss *l = &c->losses[i];
        rc_str head = rc_arena_printf(arena, "%s%s", l->part ? "part:" : "", rc_effect_name(l->effect));
        item(arena, out, "loss", counted(arena, head.ptr, &l->count, l->of));
    }
    for (uint32_t i = 0; i < c->n_equipment; i++) {
        const rc_thing *t = &c->equipment[i];
        rc_str head = rc_arena_printf(arena, "%.*s:%s", RC_FMT(t->category), rc_damage_name(t->effect));
        item(arena, out, "thing", counted(arena, head.ptr, &t->count, t->of));
    }
    for (uint32_t i = 0; i < c->n_control; i++)
        item(arena, out, "control",
             rc_arena_printf(arena, "%s:%.*s", rc_change_name(c->control[i].change), RC_FMT(c->control[i].place)));
}

static items items_of(rc_arena *arena, const rc_claim *c, rc_str text)
{
    items out = {0};
    const rc_link *origin = rc_claim_origin(c);
    if (origin) {
        item(arena, &out, "origin", origin->name);
        item(arena, &out, "cue", origin->cue);
        item(arena, &out, "side", origin->party);
        item(arena, &out, "source", rc_str_of(rc_source_kind_name(origin->kind)));
        if (c->n_chain > 1) item(arena, &out, "chain", c->chain[0].name);
    } else {
        item(arena, &out, "origin", RC_STR("-"));
    }
    modality_items(arena, &out, c);
    item(arena, &out, "type", rc_str_of(rc_event_type_name(c->type)));
    item(arena, &out, "subtype", c->subtype);
    list_items(arena, &out, c);
    if (c->from != RC_DAY_NONE) {
        char from[11], to[11];
        rc_day_iso(c->from, from);
        rc_day_iso(c->to, to);
        item(arena, &out, "when", rc_arena_printf(arena, c->from == c->to ? "%s" : "%s..%s", from, to));
    }
    item(arena, &out, "quote", rc_str_span(text, c->span));
    item(arena, &out, "rule", c->rule);
    return out;
}

/* ---- expectations */

/* Next `key=value` or word of a line, quotation marks taken off. */
static rc_str next_item(rc_arena *arena, rc_str *line)
{
    *line = rc_str_trim(*line);
    char *out = rc_arena_alloc(arena, 1, 1, line->len + 1);
    size_t n = 0, i = 0;
    bool quoted = false;
    for (; i < line->len && (quoted || line->ptr[i] != ' '); i++) {
        if (line->ptr[i] == '"')
            quoted = !quoted;
        else
            out[n++] = line->ptr[i];
    }
    *line = rc_str_sub(*line, i, line->len);
    return (rc_str){out, n};
}

static bool has_beginning(const items *all, rc_str beginning)
{
    for (size_t i = 0; i < all->len; i++)
        if (rc_str_starts(all->ptr[i], beginning)) return true;
    return false;
}

static bool has_key(const items *all, const char *key)
{
    return has_beginning(all, rc_str_of(key));
}

static bool has_item(const items *all, rc_str wanted)
{
    /* what holds where nothing is said */
    if (rc_str_is(wanted, "polarity=asserted")) return !has_key(all, "polarity=");
    if (rc_str_is(wanted, "certainty=plain")) return !has_key(all, "certainty=");
    if (rc_str_is(wanted, "reality=actual")) return !has_key(all, "reality=");
    for (size_t i = 0; i < all->len; i++)
        if (rc_str_starts(all->ptr[i], wanted) &&
            (all->ptr[i].len == wanted.len ||
             (all->ptr[i].ptr[wanted.len] == ':' && wanted.ptr[wanted.len - 1] != '=')))
            return true; /* "loss=killed:40:40" leaves open whose */
    return false;
}

static bool claim_fits(rc_arena *arena, const items *all, rc_str line)
{
    while (rc_str_trim(line).len) {
        rc_str wanted = next_item(arena, &line);
        bool absent = wanted.len && wanted.ptr[0] == '!';
        if (absent ? has_beginning(all, rc_str_sub(wanted, 1, wanted.len)) : !has_item(all, wanted)) return false;
    }
    return true;
}

/* Lines in order against claims in order: each takes the first later claim that fits. */
static bool case_passes(rc_arena *arena, const test_case *t, const rc_claims *claims, rc_buf *why)
{
    uint32_t next = 0, matched = 0;
    bool only = false;
    rc_str lines = t->expected;
    while (lines.ptr) {
        rc_str line = rc_str_trim(rc_str_cut(&lines, '\n'));
        if (!line.len || line.ptr[0] == '#') continue;
        if (rc_str_is(line, "none")) {
            if (claims->n == 0) continue;
            rc_buf_printf(why, "    wanted no claim, found %u\n", claims->n);
            return false;
        }
        if (rc_str_is(line, "only")) {
            only = true;
            continue;
        }
        uint32_t i = next;
        for (; i < claims->n; i++) {
            items all = items_of(arena, &claims->ptr[i], t->report.text);
            if (claim_fits(arena, &all, line)) break;
        }
        if (i == claims->n) {
            rc_buf_printf(why, "    no claim fits: %.*s\n", RC_FMT(line));
            return false;
        }
        next = i + 1;
        matched++;
    }
    if (only && matched != claims->n) {
        rc_buf_printf(why, "    wanted %u claims only, found %u\n", matched, claims->n);
        return false;
    }
    return true;
}

static void write_items(rc_buf *out, const items *all)
{
    for (size_t i = 0; i < all->len; i++) {
        rc_str one = all->ptr[i];
        size_t eq = rc_str_find(one, RC_STR("="), 0) + 1;
        bool quote = rc_str_find(one, RC_STR(" "), 0) != SIZE_MAX;
        rc_buf_printf(out, "%s%.*s%s%.*s%s", i ? " " : "", (int)eq, one.ptr, quote ? "\"" : "", (int)(one.len - eq),
                      one.ptr + eq, quote ? "\"" : "");
    }
    rc_buf_putc(out, '\n');
}

static void write_claims(rc_arena *arena, rc_buf *out, const rc_claims *claims, rc_str text)
{
    for (uint32_t i = 0; i < claims->n; i++) {
        items all = items_of(arena, &claims->ptr[i], text);
        write_items(out, &all);
    }
    if (!claims->n) rc_buf_put(out, RC_STR("none\n"));
}

/* ---- files */

static rc_str *field_of(rc_report *report, rc_str key)
{
    if (rc_str_is(key, "lang")) return &report->lang;
    if (rc_str_is(key, "published")) return &report->published;
    if (rc_str_is(key, "outlet")) return &report->outlet;
    if (rc_str_is(key, "title")) return &report->title;
    return NULL;
}

/* Cut the next case off `*rest`; false at the end. A malformed file ends the program: it is ours. */
static bool next_case(rc_str *rest, test_case *out, const char *path)
{
    const rc_str mark = RC_STR("=== "), dashes = RC_STR("\n---\n");
    if (!rc_str_trim(*rest).len) return false;
    size_t beg = rc_str_starts(*rest, mark) ? 0 : rc_str_find(*rest, RC_STR("\n=== "), 0) + 1;
    size_t text_end = rc_str_find(*rest, dashes, beg), end = rc_str_find(*rest, RC_STR("\n=== "), beg + 1);
    if (text_end == SIZE_MAX || (end != SIZE_MAX && end < text_end)) {
        fprintf(stderr, "%s: a case without a line of dashes\n", path);
        exit(2);
    }
    if (end == SIZE_MAX)
        end = rest->len;
    else
        end++;
    *out = (test_case){.head = rc_str_sub(*rest, 0, text_end + dashes.len)};
    out->expected = rc_str_sub(*rest, text_end + dashes.len, end);
    rc_str body = rc_str_sub(*rest, beg + mark.len, text_end);
    out->name = rc_str_cut(&body, '\n');
    for (;;) {
        rc_str before = body, line = rc_str_cut(&body, '\n'), value = line;
        rc_str key = rc_str_cut(&value, ':');
        rc_str *field = value.ptr ? field_of(&out->report, key) : NULL;
        if (field) {
            *field = rc_str_trim(value);
            continue;
        }
        out->report.text = rc_str_trim(line).len ? before : body;
        break;
    }
    out->report.path = out->name;
    *rest = rc_str_sub(*rest, end, rest->len);
    return true;
}

typedef struct totals {
    unsigned passed, failed;
} totals;

static void run_file(const rc_reader *reader, const char *path, bool update, bool expect_failure, totals *sum)
{
    rc_buf file, out;
    rc_error err;
    rc_buf_init(&file);
    rc_buf_init(&out);
    if (rc_buf_read_file(&file, path, FILE_BYTES, &err) != RC_OK) {
        fprintf(stderr, "%s\n", err.message);
        exit(2);
    }
    rc_str rest = rc_buf_str(&file);
    rc_arena arena, scratch;
    rc_arena_init(&arena, CHUNK_BYTES, RC_READER_REPORT_BYTES);
    rc_arena_init(&scratch, CHUNK_BYTES, 0);
    test_case t;
    while (next_case(&rest, &t, path)) {
        rc_claims claims = {0};
        rc_status status = rc_reader_read(reader, &t.report, &claims, &arena, &err);
        rc_buf why;
        rc_buf_init(&why);
        if (status != RC_OK) rc_buf_printf(&why, "    %s\n", err.message);
        bool good = status == RC_OK && case_passes(&scratch, &t, &claims, &why);
        if (good == !expect_failure)
            sum->passed++;
        else
            sum->failed++;
        if (!good && !expect_failure && !update) {
            printf("%s: %.*s\n%.*s", path, RC_FMT(t.name), RC_FMT(rc_buf_str(&why)));
            rc_buf found;
            rc_buf_init(&found);
            write_claims(&scratch, &found, &claims, t.report.text);
            printf("    found:\n%.*s", RC_FMT(rc_buf_str(&found)));
            rc_buf_release(&found);
        }
        if (good && expect_failure) printf("%s: %.*s: passes now, move it to tests/cases\n", path, RC_FMT(t.name));
        rc_buf_put(&out, t.head);
        write_claims(&scratch, &out, &claims, t.report.text);
        if (rest.len) rc_buf_putc(&out, '\n');
        rc_buf_release(&why);
        rc_arena_reset(&arena);
        rc_arena_reset(&scratch);
    }
    FILE *to = update ? fopen(path, "wb") : NULL;
    if (to) {
        rc_buf_flush(&out, to, NULL);
        fclose(to);
    }
    rc_arena_release(&arena);
    rc_arena_release(&scratch);
    rc_buf_release(&out);
    rc_buf_release(&file);
}

int main(int argc, char **argv)
{
    rc_error err;
    rc_reader *reader;
    if (rc_reader_new(&reader, RC_SHARE_DIR, &err) != RC_OK) {
        fprintf(stderr, "%s\n", err.message);
        return 2;
    }
    bool update = false, expect_failure = false;
    totals sum = {0};
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--update") == 0)
            update = true;
        else if (strcmp(argv[i], "--expect-failure") == 0)
            expect_failure = true;
        else
            run_file(reader, argv[i], update, expect_failure, &sum);
    }
    rc_reader_free(reader);
    printf("cases: %u passed, %u failed\n", sum.passed, sum.failed);
    return sum.failed ? 1 : 0;
}
