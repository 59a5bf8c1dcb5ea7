#include "claims/births.h"

#define REACH 6 /* tokens between "born" and the day: "née à Saint-Denis le" */

static bool is_birth(const rc_reading *r, const rc_timex *x)
{
    for (uint32_t t = x->first; t > 0 && x->first - t < REACH; t--) {
        rc_str before = r->doc->tokens[t - 1].lower;
        if (has_setting(r, t - 1, SETTING_BORN)) return true;
        if (rc_str_is(before, ",") || rc_str_is(before, ".") || rc_str_is(before, ";") || rc_str_is(before, ")"))
            return false;
    }
    return false;
}

rc_timexes without_births(const rc_reading *r, rc_timexes dates)
{
    rc_timexes kept = {RC_NEWS(r->arena, rc_timex, dates.n + 1), 0};
    for (uint32_t i = 0; i < dates.n; i++)
        if (!is_birth(r, &dates.ptr[i])) kept.ptr[kept.n++] = dates.ptr[i];
    return kept;
}
