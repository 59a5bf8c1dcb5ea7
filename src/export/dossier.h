/* The dossier in the making: a folder of pages. */
#ifndef RECOUPE_EXPORT_DOSSIER_H
#define RECOUPE_EXPORT_DOSSIER_H

#include "export/export.h"
#include "export/graphic.h"
#include "recoupe/export/grid.h"
#include "export/page.h"
#include "export/zip.h"
#include "recoupe/base/map.h"

typedef struct rc_dossier {
    rc_ledger *ledger;
    const rc_filter *filter;
    const rc_dossier_wish *wish;
    const char *dir; /* written under this name until it is whole; NULL: into the archive */
    rc_zip *zip;
    rc_way way;
    rc_sides *sides;
    rc_graphic graphic;
    rc_arena lasting; /* of the whole */
    rc_arena arena;   /* of one page */
    rc_page page;     /* in hand */
    rc_buf rows;      /* the events of the index */
    rc_buf manifest;  /* "HASH  NAME" of each file */
    rc_buf json;      /* what the ledger answers in JSON */
    json_t *answer;   /* the same, read */
    rc_map events;    /* ids of the events that have a page */
    rc_map reports;   /* id -> number of its page, from 1 */
    RC_VEC(rc_str) report_ids;
    uint64_t n_contested;
    rc_export_result *result;
} rc_dossier;

/* The page in hand becomes file `name` of the folder. */
rc_status rc_dossier_keep(rc_dossier *d, const char *name, rc_error *err);

/* "r0001.html" of a report; it gets a number when it has none. */
const char *rc_dossier_report_file(rc_dossier *d, rc_str id);

/* Ask the ledger for JSON and read it into d->answer. `ask` writes it. */
rc_status rc_dossier_ask(rc_dossier *d, rc_status (*ask)(rc_dossier *d, rc_json *json, rc_str of, rc_error *err),
                         rc_str of, rc_error *err);

/* A string field of an object the ledger answered with; empty where there is none. */
rc_str rc_dossier_field(const json_t *object, const char *key);

/* Write the page of one event; of one report. */
rc_status rc_dossier_event(rc_dossier *d, const rc_stored_event *event, rc_error *err);
rc_status rc_dossier_report(rc_dossier *d, rc_str id, rc_error *err);

/* Who says what, and what they dispute. */
void rc_dossier_grid(rc_dossier *d, const rc_stored_event *event);

void rc_dossier_heading(rc_page *page, const char *key);
/* A link to a claim of the page, by its place in the event. */
void rc_dossier_claim_link(rc_dossier *d, const rc_stored_event *e, uint32_t at);

/* Words of a report, those that are graphic covered until they are asked for. */
void rc_dossier_words(rc_dossier *d, rc_str report, rc_str text, rc_span span);

/* Begin and end what covers graphic words: a reader opens it, and paper keeps it shut. */
void rc_dossier_cover(rc_dossier *d);
void rc_dossier_uncover(rc_dossier *d);

/* "Armed clash, Bazarak". */
rc_str rc_dossier_title(rc_dossier *d, const rc_event *event);

/* "4 independent origins / 11 reports". */
rc_str rc_dossier_origins(rc_dossier *d, const rc_event *event);

/* The line of estimates under an event's title: "0–60 killed (Taliban) · 35 wounded". */
rc_str rc_dossier_ranges(rc_dossier *d, const rc_stored_event *event);

/* The sentence of a contradiction, in the dossier's language. */
rc_str rc_dossier_clash(rc_dossier *d, const rc_stored_event *event, const rc_contradiction *c);

#endif
