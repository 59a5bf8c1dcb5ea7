/* Deaths that no conflict caused: earthquakes, shipwrecks, road accidents. Their reports count dead and wounded in the
 * words of war. */
#include "claims/assemble.h"

static bool is_mishap_word(const rc_reading *r, uint32_t token)
{
    return has_setting(r, token, SETTING_MISHAP);
}

/* The report has words of disaster and none of attack or fighting. */
static bool tells_of_mishap(const rc_reading *r)
{
    uint32_t mishaps = 0, acts = 0;
    for (uint32_t i = 0; i < r->hits.n; i++) {
        const rc_hit *hit = &r->hits.ptr[i];
        if (hit->list == r->rules->settings && r->rules->setting[hit->row] == SETTING_MISHAP) mishaps++;
        if (hit->list != r->rules->events) continue;
        const act_row *act = &r->rules->act[hit->row];
        bool violent = act->type == RC_BATTLES || act->type == RC_EXPLOSIONS || act->type == RC_VIOLENCE;
        if (violent && act->strong) acts++;
    }
    return mishaps > 0 && mishaps >= 2 * acts;
}

bool is_mishap(const rc_reading *r, const cluster *c)
{
    for (uint32_t i = 0; i < c->n; i++) {
        const mention *m = c->mentions[i];
        if (m->kind == MENTION_CONTROL && m->strong) return false;
        if (m->kind == MENTION_ACT && (m->strong || m->act->strong)) return false;
    }
    for (uint32_t t = c->sentence.first; t < c->sentence.end; t++)
        if (is_mishap_word(r, t)) return true;
    return tells_of_mishap(r);
}
