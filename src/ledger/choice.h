/* A filter as SQL: text made of constants alone, and the values to bind. */
#ifndef RECOUPE_LEDGER_CHOICE_H
#define RECOUPE_LEDGER_CHOICE_H

#include "ledger/sql.h"
#include "recoupe/ledger/browse.h"

typedef struct rc_bound {
    char type; /* t, i, r */
    rc_str text;
    int64_t integer;
    double real;
} rc_bound;

typedef struct rc_choice {
    rc_arena *arena;
    rc_str where; /* conditions on `e` (event), each beginning with " AND " */
    RC_VEC(rc_bound) bound;
} rc_choice;

/* Conditions of `filter`, those of tag `without` left out (RC_TAG_COUNT: none left out). */
void rc_choice_make(rc_choice *choice, const rc_browse_filter *filter, rc_tag without, rc_arena *arena);
/* The same for a list that is read in an order of its own and not to its end: tags that many events have are asked of
 * each event, not collected first. */
rc_status rc_choice_make_page(rc_choice *choice, rc_ledger *ledger, const rc_browse_filter *filter, rc_arena *arena,
                              rc_error *err);

/* How many events have the values of a tag that are chosen, each value for itself. */
rc_status rc_choice_count_tag(rc_ledger *ledger, const rc_browse_filter *filter, rc_tag tag, int64_t *n, rc_error *err);
void rc_choice_add(rc_choice *choice, const char *sql);
void rc_choice_bind_text(rc_choice *choice, rc_str value);
void rc_choice_bind_int(rc_choice *choice, int64_t value);
void rc_choice_bind_real(rc_choice *choice, double value);

/* Prepare `before` + conditions + `behind` and bind. */
rc_status rc_choice_ask(const rc_choice *choice, rc_ledger *ledger, sqlite3_stmt **out, const char *before,
                        const char *behind, rc_error *err);

/* The sentence of one contradiction of an event in the page's language; empty where it cannot be said. */
rc_status rc_clash_translate(rc_ledger *ledger, int64_t event_no, int64_t at, const rc_browse_page *page, rc_str *why,
                             rc_arena *arena, rc_error *err);

#endif
