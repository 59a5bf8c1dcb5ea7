/* Reports and claims made by hand for the tests of events, ledger and export. */
#ifndef RECOUPE_TEST_FIXTURE_H
#define RECOUPE_TEST_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "recoupe/ledger/review.h"

#define MAX_ROWS 4096

typedef struct fixture {
    rc_arena arena;
    rc_join_report reports[MAX_ROWS];
    rc_join_claim claims[MAX_ROWS];
    uint32_t n_reports, n_claims;
} fixture;

static inline fixture *fixture_new(void)
{
    fixture *f = calloc(1, sizeof *f);
    assert_non_null(f);
    rc_arena_init(&f->arena, (size_t)1 << 16, 0);
    return f;
}

static inline void fixture_free(fixture *f)
{
    rc_arena_release(&f->arena);
    free(f);
}

static inline rc_str text_of(fixture *f, const char *s)
{
    return rc_arena_dup(&f->arena, rc_str_of(s));
}

static inline uint32_t add_report(fixture *f, const char *id, const char *outlet, const char *published,
                                  const char *text)
{
    f->reports[f->n_reports] = (rc_join_report){.id = text_of(f, id),
                                                .outlet = text_of(f, outlet),
                                                .title = text_of(f, "A title"),
                                                .text = text_of(f, text),
                                                .lang = RC_STR("en"),
                                                .published = rc_day_parse(rc_str_of(published))};
    return f->n_reports++;
}

/* A battle by `by` against `against` at a town, on a day ("" for none). */
static inline rc_claim *add_claim(fixture *f, uint32_t report, const char *by, const char *against, const char *day)
{
    uint32_t ordinal = 1;
    for (uint32_t i = 0; i < f->n_claims; i++) ordinal += f->claims[i].report == report;
    rc_join_claim *row = &f->claims[f->n_claims++];
    row->report = report;
    row->id = rc_arena_printf(&f->arena, "%.*s.%u", RC_FMT(f->reports[report].id), ordinal);
    rc_claim *claim = &row->claim;
    claim->type = RC_BATTLES;
    claim->subtype = RC_STR("Armed clash");
    claim->from = claim->to = rc_day_parse(rc_str_of(day));
    claim->span = (rc_span){0, f->reports[report].text.len < 5 ? (uint32_t)f->reports[report].text.len : 5};
    claim->confidence = 0.5f;
    claim->rule = RC_STR("test");
    if (*by) {
        claim->by = RC_NEW(&f->arena, rc_actor);
        claim->by[0] = (rc_actor){text_of(f, by), text_of(f, by)};
        claim->n_by = 1;
    }
    if (*against) {
        claim->against = RC_NEW(&f->arena, rc_actor);
        claim->against[0] = (rc_actor){text_of(f, against), text_of(f, against)};
        claim->n_against = 1;
    }
    return claim;
}

static inline void at_place(fixture *f, rc_claim *claim, const char *name, double lat, double lon,
                            rc_precision precision, const char *admin1)
{
    rc_claim_place *places = RC_NEWS(&f->arena, rc_claim_place, claim->n_place + 1);
    if (claim->n_place) memcpy(places, claim->place, claim->n_place * sizeof *places);
    places[claim->n_place++] = (rc_claim_place){.name = text_of(f, name),
                                                .is_resolved = true,
                                                .lat = lat,
                                                .lon = lon,
                                                .precision = precision,
                                                .country = "AF",
                                                .admin1 = text_of(f, admin1)};
    claim->place = places;
}

static inline void says(fixture *f, rc_claim *claim, const char *name, const char *party, rc_source_kind kind)
{
    claim->chain = RC_NEW(&f->arena, rc_link);
    claim->chain[0] =
        (rc_link){.name = text_of(f, name), .party = text_of(f, party), .kind = kind, .said_on = RC_DAY_NONE};
    claim->n_chain = 1;
}

/* high < 0: open above. */
static inline rc_loss *with_loss(fixture *f, rc_claim *claim, rc_effect effect, const char *of, double low, double high)
{
    rc_loss *losses = RC_NEWS(&f->arena, rc_loss, claim->n_losses + 1);
    if (claim->n_losses) memcpy(losses, claim->losses, claim->n_losses * sizeof *losses);
    claim->losses = losses;
    losses[claim->n_losses] =
        (rc_loss){.effect = effect,
                  .of = text_of(f, of),
                  .count = {.low = low, .high = high < 0 ? 0 : high, .has_low = true, .has_high = high >= 0}};
    return &losses[claim->n_losses++];
}

static inline void with_control(fixture *f, rc_claim *claim, const char *place, rc_change change, const char *by)
{
    claim->control = RC_NEW(&f->arena, rc_control);
    claim->control[0] = (rc_control){.place = text_of(f, place), .by = text_of(f, by), .change = change};
    claim->n_control = 1;
}

/* The claims of one report, as rc_ledger_add takes them. */
static inline rc_claims claims_of(fixture *f, uint32_t report)
{
    rc_claims out = {RC_NEWS(&f->arena, rc_claim, f->n_claims), 0};
    for (uint32_t i = 0; i < f->n_claims; i++)
        if (f->claims[i].report == report) out.ptr[out.n++] = f->claims[i].claim;
    return out;
}

static inline rc_report report_of(fixture *f, uint32_t i)
{
    const rc_join_report *r = &f->reports[i];
    char day[11];
    rc_day_iso(r->published, day);
    rc_report report = {.id = r->id,
                        .lang = r->lang,
                        .published = text_of(f, day),
                        .outlet = r->outlet,
                        .title = r->title,
                        .text = r->text,
                        .path = RC_STR("test"),
                        .charset = RC_STR("UTF-8")};
    report.content = rc_sha256_of(rc_arena_printf(&f->arena, "%.*s|%.*s|%s", RC_FMT(r->outlet), RC_FMT(r->text), day));
    return report;
}

static inline void add_all(rc_ledger *ledger, fixture *f)
{
    for (uint32_t i = 0; i < f->n_reports; i++) {
        rc_report report = report_of(f, i);
        rc_claims claims = claims_of(f, i);
        bool added;
        rc_error err;
        if (rc_ledger_add(ledger, &report, &claims, &added, &err) != RC_OK) fail_msg("%s", err.message);
    }
}

/* A new file name in the build's temporary folder; remove_ledger takes it and SQLite's companions away. */
static inline void ledger_path(char out[128], const char *name)
{
    const char *dir = getenv("TMPDIR");
    snprintf(out, 128, "%.80s/recoupe-%s-%ld", dir && *dir ? dir : "/tmp", name, (long)getpid());
}

static inline void remove_ledger(const char *path)
{
    char name[160];
    static const char *const ends[] = {"", "-wal", "-shm", "-journal"};
    for (size_t i = 0; i < 4; i++) {
        snprintf(name, sizeof name, "%s%s", path, ends[i]);
        unlink(name);
    }
}

/* Join what is in the ledger and store it. */
static inline void join_ledger(rc_ledger *ledger)
{
    rc_error err = {0};
    if (rc_ledger_refresh(ledger, &err) != RC_OK) fail_msg("%s", err.message);
}

#endif
