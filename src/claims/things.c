/* Losses of things: equipment and buildings destroyed, damaged, captured, abandoned (damage.tsv, equipment.tsv and
 * data/equipment.tsv). */
#include "claims/roles.h"
#include "claims/things.h"

#define FAR 14
#define OWNER_REACH 6 /* between a number and the things it is out of */

bool thing_at(const rc_reading *r, uint32_t t, uint32_t limit, group *g, rc_str *category)
{
    uint32_t count = 0;
    if (!group_at(r, t, limit, g) || g->kind != GROUP_THING) return false;
    *category = thing_category(r, g->head, &count);
    for (uint32_t k = g->first; k < g->end; k++) { /* "one BMP-2 vehicle": its name tells more than the noun */
        const rc_hit *system = hit_with(r, k, r->rules->systems);
        if (!system) continue;
        *category = r->rules->system_category[system->row];
        break;
    }
    return true;
}

static const rc_hit *equipment_at(const rc_reading *r, uint32_t t)
{
    return hit_with(r, t, r->rules->systems) ? NULL : hit_with(r, t, r->rules->equipment);
}

/* What flies, and so can be shot down: no missile, which is spent anyhow, and no building. */
static bool is_airborne(rc_str category)
{
    return rc_str_is(category, "aircraft") || rc_str_is(category, "helicopter") || rc_str_is(category, "drone");
}

/* "a missile strike", "frappe de drone", "a drone attack": the thing is the means of an act. */
static bool is_means(const rc_reading *r, const group *g)
{
    const syntax *s = r->syntax;
    for (uint32_t i = r->hits.at[g->head]; i < r->hits.at[g->head + 1]; i++) { /* one phrase: "rocket fire" */
        const rc_hit *hit = &r->hits.ptr[i];
        if (hit->list == r->rules->events && hit->token + hit->count > g->end) return true;
    }
    uint32_t head = head_of(s, g->first, g->end), up = head == NO_WORD ? NO_WORD : s->parent[head];
    if (!is_related(s, head, REL_BIT(REL_COMPOUND) | REL_BIT(REL_AMOD) | REL_BIT(REL_NMOD))) return false;
    if (!is_upos(s, up, RC_UPOS_NOUN) || in_range((range){g->first, g->end}, s->token_of[up])) return false;
    uint32_t token = s->token_of[up], count;
    return hit_with(r, token, r->rules->events) && !hit_with(r, token, r->rules->damage) &&
           !thing_category(r, token, &count).len;
}

static bool is_owner(const rc_reading *r, uint32_t t)
{
    return has_grammar(r, t, G_OF | G_ARTICLE) || r->party_at[t] != NO_INDEX || r->place_at[t] != NO_INDEX ||
           has_capital(r, t) || r->doc->tokens[t].lower.ptr[0] == '\'';
}

/* "three of Yemenia's seven planes", "34 of 36 drones": the number before "of" is hit. */
static const rc_quantity *counted_out_of(const rc_reading *r, const group *g)
{
    uint32_t t = g->first;
    while (t > 0 && t + OWNER_REACH > g->first && is_owner(r, t - 1) && !quantity_at(r, t - 1)) t--;
    const rc_quantity *q = t > 0 && t < g->first ? quantity_at(r, t - 1) : NULL;
    bool counts = q && (q->kind == RC_QUANTITY_NUMBER || q->kind == RC_QUANTITY_VAGUE) && q->unit == RC_UNIT_NONE;
    return counts && has_grammar(r, t, G_OF) ? q : NULL;
}

static void add_thing(const rc_reading *r, const rc_hit *hit, const group *g, rc_str category, uint8_t *taken,
                      mentions *out)
{
    const damage_row *row = &r->rules->harm[hit->row];
    rc_damage effect = row->effect;
    const rc_hit *named = equipment_at(r, g->head);
    bool gear = named && r->rules->gear[named->row];
    bool ground = rc_str_is(category, "other") && !gear && (effect == RC_SEIZED || effect == RC_ABANDONED);
    if (ground) return; /* a base taken or left is a change of control */
    if ((row->sort == DAMAGE_DOWNED && !is_airborne(category)) || is_means(r, g)) return;
    if (row->sort == DAMAGE_BURNT && !rc_str_is(category, "other")) effect = RC_DESTROYED;
    const rc_hit *act = hit_with(r, hit->token, r->rules->events);
    if (act && act->token < g->head && g->head < act->token + act->count) return; /* "hit a mine" */
    bool struck = act && r->rules->act[act->row].type != RC_STRATEGIC && effect == RC_DAMAGED;
    if (struck && rc_str_is(category, "other")) return; /* a building that is hit: damage must be said */
    for (size_t i = 0; i < out->len; i++)
        if (out->ptr[i].kind == MENTION_THING && out->ptr[i].first <= g->head && g->head < out->ptr[i].end &&
            rc_str_eq(out->ptr[i].thing.category, category))
            return; /* a second word of damage about the same thing */
    mention *m = RC_PUSH(r->arena, out);
    *m = (mention){.kind = MENTION_THING,
                   .anchor = hit->token,
                   .rule = "thing",
                   .confidence = g->quantity ? 0.75f : 0.5f,
                   .strong = true,
                   .features = hit->features,
                   .place = NO_INDEX,
                   .group = *g,
                   .victims = g->party};
    m->first = g->first < hit->token ? g->first : hit->token;
    m->end = g->end > hit->token + hit->count ? g->end : hit->token + hit->count;
    uint32_t name = g->quantity ? g->quantity->first + g->quantity->count : g->first;
    while (name < g->end && has_grammar(r, name, G_ARTICLE | G_OTHER)) name++;
    m->thing = (rc_thing){.item = tokens_text(r, name, g->end), .category = category, .effect = effect};
    if (g->party) m->thing.of = g->party->party;
    const rc_quantity *out_of = counted_out_of(r, g);
    group counted = *g;
    if (out_of) counted.quantity = out_of;
    m->thing.count = group_count(&counted);
    if (!counted.quantity && named && r->rules->mass[named->row]) m->thing.count = (rc_count){0};
    if (out_of) taken[out_of - r->quantities.ptr] = 1;
    if (g->quantity) taken[g->quantity - r->quantities.ptr] = 1;
}

/* "exploded near vehicles", "crashed in a field": where it happened, no object. */
static bool is_beside_verb(const rc_reading *r, const rc_hit *hit, const group *g)
{
    const syntax *s = r->syntax;
    uint32_t verb = head_word(s, word_at(s, hit->token)), head = head_of(s, g->first, g->end);
    for (unsigned n = 0; n < OWNER_REACH && is_related(s, head, REL_BIT(REL_NMOD) | REL_BIT(REL_CONJ)); n++)
        head = s->parent[head];
    if (verb == NO_WORD || head == NO_WORD || s->parent[head] != verb || !is_related(s, head, REL_BIT(REL_OBL)))
        return false;
    uint32_t at = case_of(r, head);
    bool inside = at != NO_WORD && s->token_of[at] < hit->token + hit->count; /* "set fire to" */
    return at != NO_WORD && !inside && !has_grammar(r, s->token_of[at], G_OF);
}

/* "tried to take weapons": nothing was taken. */
static bool is_only_tried(const rc_reading *r, const rc_hit *hit)
{
    const syntax *s = r->syntax;
    uint32_t verb = head_word(s, word_at(s, hit->token));
    if (!is_related(s, verb, REL_BIT(REL_XCOMP)) || s->parent[verb] == NO_WORD) return false;
    const rc_hit *plan = hit_with(r, s->token_of[s->parent[verb]], r->rules->plans);
    return plan && r->rules->plan[plan->row] == RC_ACTUAL;
}

/* Things from `t` on, a comma or "and" between them. */
static unsigned things_forward(const rc_reading *r, const rc_hit *hit, uint32_t t, range within, uint8_t *taken,
                               mentions *out)
{
    unsigned found = 0;
    uint32_t limit = t + FAR < within.end ? t + FAR : within.end;
    while (t < limit) {
        group g;
        rc_str category;
        uint32_t next = t + 1 < limit && has_grammar(r, t + 1, G_COORD) ? t + 2 : t + 1;
        bool goes_on = found && next < limit && thing_at(r, next, within.end, &g, &category) && g.quantity;
        if ((is_sign(r, t, ';') && !goes_on) || is_sign(r, t, '.')) break;
        if (t > hit->token && is_verb(r, t)) break;
        if (thing_at(r, t, within.end, &g, &category)) {
            if (!found && is_beside_verb(r, hit, &g)) break;
            add_thing(r, hit, &g, category, taken, out);
            found++;
            t = g.end;
            limit = t + 4 < within.end ? t + 4 : within.end;
        } else {
            t++;
        }
    }
    return found;
}

/* The subject of an active verb that hits something is its means; of one that tells its own end ("crashed") it is lost.
 */
static bool is_doer(const rc_reading *r, const rc_hit *hit, const group *g)
{
    const syntax *s = r->syntax;
    uint32_t verb = head_word(s, word_at(s, hit->token));
    if (!is_upos(s, verb, RC_UPOS_VERB) || is_passive_word(r, verb)) return false;
    uint32_t subject = child_by(s, verb, REL_BIT(REL_NSUBJ), NO_WORD);
    if (subject == NO_WORD && is_related(s, verb, REL_BIT(REL_ADVCL))) subject = agent_of(r, verb);
    if (subject == NO_WORD || !is_under(s, head_of(s, g->first, g->end), subject)) return false;
    return r->rules->harm[hit->row].effect == RC_DAMAGED || child_by(s, verb, REL_BIT(REL_OBJ), NO_WORD) != NO_WORD;
}

static unsigned things_backward(const rc_reading *r, const rc_hit *hit, range within, uint8_t *taken, mentions *out)
{
    uint32_t floor = hit->token > within.first + FAR ? hit->token - FAR : within.first;
    for (uint32_t t = floor; t < hit->token; t++)
        if (t > floor && (is_sign(r, t - 1, ';') || (is_verb(r, t - 1) && !has_grammar(r, t - 1, G_BE | G_HAVE))))
            floor = t;
    unsigned found = 0;
    for (uint32_t t = floor; t < hit->token;) {
        group g;
        rc_str category;
        if (!thing_at(r, t, hit->token, &g, &category)) {
            t++;
            continue;
        }
        if (!is_doer(r, hit, &g)) add_thing(r, hit, &g, category, taken, out);
        found++;
        t = g.end;
    }
    return found;
}

/* Something that can be an object follows at once: then the thing before the verb is its means, not its victim. */
static bool has_object(const rc_reading *r, uint32_t next, range within)
{
    return next < within.end && (has_grammar(r, next, G_ARTICLE | G_DEMONSTRATIVE) || quantity_at(r, next) ||
                                 r->party_at[next] != NO_INDEX || r->place_at[next] != NO_INDEX);
}

static bool is_negated_noun(const rc_reading *r, uint32_t token)
{
    uint32_t noun = word_at(r->syntax, token), no = child_by(r->syntax, noun, REL_BIT(REL_DET), NO_WORD);
    return no != NO_WORD && (has_feature(r->syntax, no, "PronType=Neg") || has_feature(r->syntax, no, "Polarity=Neg"));
}

void find_things(const rc_reading *r, range sentence, uint8_t *taken, mentions *out)
{
    for (uint32_t i = r->hits.at[sentence.first]; i < r->hits.at[sentence.end]; i++) {
        const rc_hit *hit = &r->hits.ptr[i];
        if (hit->list != r->rules->damage) continue;
        const rc_hit *fixed = hit_with(r, hit->token, r->rules->control); /* "pris pour cible" */
        if (fixed && fixed->count > hit->count && r->rules->change[fixed->row].change == RC_CHANGE_NONE) continue;
        word_pos pos = r->rules->harm[hit->row].pos;
        uint32_t word = word_at(r->syntax, hit->token);
        if ((pos == POS_VERB && hit->count == 1 && is_upos(r->syntax, word, RC_UPOS_NOUN)) ||
            (pos == POS_NOUN && is_upos(r->syntax, word, RC_UPOS_VERB)))
            continue;                                                    /* one form, two words: "damage" */
        if (pos == POS_NOUN && is_negated_noun(r, hit->token)) continue; /* "no damage to" */
        if (pos == POS_VERB && is_only_tried(r, hit)) continue;
        bool after = pos == POS_NOUN || (pos == POS_VERB && !is_passive(r, hit->token, hit->features, sentence));
        if (after && things_forward(r, hit, hit->token + hit->count, sentence, taken, out)) continue;
        bool transitive = after && pos == POS_VERB && has_object(r, hit->token + hit->count, sentence);
        if (pos != POS_NOUN && !transitive) things_backward(r, hit, sentence, taken, out);
    }
    share_numbers(r, out);
    break_down_things(r, sentence, taken, out);
}
