/* Which agency a report credits: "(AFP)" in its dateline, "(Reporting by Reuters)" at its end. */
#include "events/copies.h"
#include "recoupe/base/utf8.h"

#define CREDIT_REACH 200 /* bytes from either end of a text in which a credit is looked for */
#define CREDIT_BYTES 60  /* a longer text in brackets is no credit */

static const rc_outlet *agency_named(const rc_outlets *outlets, rc_str name, rc_arena *scratch)
{
    const rc_outlet *outlet = name.len ? rc_outlet_of_name(outlets, name, scratch) : NULL;
    return outlet && outlet->kind == RC_OUTLET_AGENCY ? outlet : NULL;
}

/* The part, or what is left of it without its first words: "avec AFP", "Reporting by Reuters". */
static const rc_outlet *agency_at_end(const rc_outlets *outlets, rc_str part, rc_arena *scratch)
{
    for (rc_str rest = rc_str_trim(part); rest.ptr && rest.len; rc_str_cut(&rest, ' ')) {
        const rc_outlet *found = agency_named(outlets, rest, scratch);
        if (found) return found;
    }
    return NULL;
}

static const rc_outlet *agency_in(const rc_outlets *outlets, rc_str inside, rc_arena *scratch)
{
    const rc_outlet *found = NULL;
    for (size_t beg = 0, at = 0; at <= inside.len && !found; at++) {
        if (at < inside.len && inside.ptr[at] != '/' && inside.ptr[at] != ',') continue;
        found = agency_at_end(outlets, rc_str_sub(inside, beg, at), scratch);
        beg = at + 1;
    }
    return found;
}

static const rc_outlet *credit_in(const rc_outlets *outlets, rc_str part, rc_arena *scratch)
{
    for (size_t at = rc_str_find(part, RC_STR("("), 0); at != SIZE_MAX; at = rc_str_find(part, RC_STR("("), at + 1)) {
        size_t end = rc_str_find(part, RC_STR(")"), at);
        if (end == SIZE_MAX) break;
        if (end - at > CREDIT_BYTES) continue;
        const rc_outlet *found = agency_in(outlets, rc_str_sub(part, at + 1, end), scratch);
        if (found) return found;
    }
    return NULL;
}

const rc_outlet *rc_copy_credit(const rc_outlets *outlets, rc_str text, rc_arena *scratch)
{
    if (!outlets) return NULL;
    const rc_outlet *found = credit_in(outlets, rc_str_sub(text, 0, CREDIT_REACH), scratch);
    if (found || text.len <= CREDIT_REACH) return found;
    return credit_in(outlets, rc_str_sub(text, text.len - CREDIT_REACH, text.len), scratch);
}
