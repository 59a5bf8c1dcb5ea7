/* Pages of HTML: text is escaped where it is put in; the words of the page come from the desk's messages of a language,
 * so that the dossier speaks as the desk does. */
#ifndef RECOUPE_EXPORT_PAGE_H
#define RECOUPE_EXPORT_PAGE_H

#include <jansson.h>

#include "recoupe/base/arena.h"
#include "recoupe/base/buf.h"
#include "recoupe/claims/claim.h"
#include "recoupe/resolve/naming.h"

typedef struct rc_page {
    rc_buf buf;
    json_t *messages;        /* of desk/messages/LANG.json */
    const rc_naming *naming; /* what sides and countries are called; may be NULL */
    char lang[3];
    rc_arena *arena; /* of what is being written */
} rc_page;

/* Read the messages; rc_page_close in any case. */
rc_status rc_page_open(rc_page *page, rc_str lang, rc_arena *arena, rc_error *err);
void rc_page_close(rc_page *page);

/* The document's beginning and end. `up` is the way to the dossier's folder: "" or "../". */
void rc_page_begin(rc_page *page, rc_str title, const char *up);
void rc_page_end(rc_page *page);

void rc_page_html(rc_page *page, const char *html); /* as it is */
void rc_page_text(rc_page *page, rc_str text);      /* escaped, in an element or a quoted attribute */

/* A message with {n} and others filled in; where it has two forms, the first is for one. */
typedef struct rc_page_slot {
    const char *name;
    rc_str value;
} rc_page_slot;

rc_str rc_page_fill(rc_page *page, const char *key, int64_t n, const rc_page_slot *slots, size_t n_slots);

/* With {n} and one other value. */
rc_str rc_page_say(rc_page *page, const char *key, int64_t n, const char *name, rc_str value);
void rc_page_message(rc_page *page, const char *key); /* one without values, put in */

/* A word of the record as the page's language has it; itself where it has none. */
rc_str rc_page_word(rc_page *page, rc_str word);

/* Parts of claims in words, not escaped. */
rc_str rc_page_count(rc_page *page, const rc_count *count);
rc_str rc_page_days(rc_page *page, rc_day from, rc_day to);
rc_str rc_page_place(rc_page *page, const rc_claim_place *place);
rc_str rc_page_of(rc_page *page, rc_str party); /* " (Taliban)"; empty where nobody is named */
rc_str rc_page_figure(rc_page *page, double value);

/* A term and what it is, of a list of definitions; nothing where it is empty. */
void rc_page_term(rc_page *page, const char *key, rc_str value);

/* The fields of a claim as a list of definitions, without those that are empty. */
void rc_page_claim(rc_page *page, const rc_claim *claim, rc_str outlet);

#endif
