/* What a report is about, from its words. Different words count, not occurrences: a match report has "attaque" twenty
 * times, a report of an attack has soldiers, fire, a bomb. */
#include "claims/conflict.h"

/* Found on texts with and without conflict; a report with no word of another topic needs one unit, a word that war
 * shares with crime. */
#define WAR_WEIGHT 2.0f
#define ARMS_WEIGHT 1.0f
#define MOST_GROUPS 6u /* mentions of armed groups that count */
#define NEEDED_BASE 1.0f
#define NEEDED_OF_BRIEF 1.0f
#define NEEDED_BY_MAIN_TOPIC 1.5f
#define NEEDED_BY_ALL_TOPICS 0.75f
#define SHORT_TOKENS 80u /* a text of a few lines need not show more than that it is about nothing else */
#define PLAIN_BEYOND 2.0f
#define SHOT_WORDS                                                                                                     \
    1u /* different words of firearms: somebody was shot, which courts and accidents have to do with too */
#define FEW_OTHER_WORDS 3.5f /* of `needed`: one word of another topic at most */

typedef struct tally {
    const rc_reading *reading;
    uint8_t *seen; /* by row of topics */
    uint32_t n[TOPICS], systems, groups;
    bool violent; /* a word that tells of violence by itself */
} tally;

static bool is_of_conflict(const rc_reading *r, const rc_hit *hit)
{
    if (hit->list == r->rules->systems) return true;
    return hit->list == r->rules->topics && r->rules->topic[hit->row] <= TOPIC_GUNS;
}

static void count_word(tally *t, const rc_hit *hit)
{
    const rc_rules *rules = t->reading->rules;
    if (hit->list == rules->events) {
        const act_row *act = &rules->act[hit->row];
        bool violent = act->type == RC_BATTLES || act->type == RC_EXPLOSIONS || act->type == RC_VIOLENCE;
        t->violent = t->violent || (violent && act->strong);
    }
    if (hit->list == rules->systems) t->systems++;
    if (hit->list != rules->topics || t->seen[hit->row]) return;
    t->seen[hit->row] = 1;
    t->n[rules->topic[hit->row]]++;
}

static bool is_armed(const rc_party_mention *p)
{
    return p->inter == RC_INTER_REBEL || p->inter == RC_INTER_POLITICAL_MILITIA ||
           p->inter == RC_INTER_IDENTITY_MILITIA;
}

static void weigh(conflict *c, const tally *t)
{
    uint32_t main_topic = 0, all = 0, named = t->groups + t->systems;
    bool shot = t->n[TOPIC_GUNS] >= SHOT_WORDS;
    for (int f = TOPIC_ACCIDENT; f < TOPICS; f++) {
        if (shot && (f == TOPIC_ACCIDENT || f == TOPIC_COURT)) continue;
        all += t->n[f];
        if (t->n[f] > main_topic) main_topic = t->n[f];
    }
    float by_main = NEEDED_BY_MAIN_TOPIC * (float)main_topic, by_all = NEEDED_BY_ALL_TOPICS * (float)all;
    c->evidence = WAR_WEIGHT * (float)t->n[TOPIC_WAR] + ARMS_WEIGHT * (float)(t->n[TOPIC_ARMS] + t->n[TOPIC_GUNS]) +
                  (float)(named < MOST_GROUPS ? named : MOST_GROUPS);
    c->needed = NEEDED_BASE + (by_main > by_all ? by_main : by_all);
    bool brief = t->reading->doc->n_tokens < SHORT_TOKENS;
    if (!all && brief) c->needed = 0;
    if (brief && t->violent && c->needed > NEEDED_OF_BRIEF)
        c->needed -= NEEDED_BASE; /* a post that tells of an attack */
    c->is_conflict = c->evidence >= c->needed;
    c->is_plain = c->evidence >= c->needed + PLAIN_BEYOND || c->needed <= FEW_OTHER_WORDS;
}

static void mark_near(conflict *c, uint32_t sentence, uint32_t n_sentences)
{
    uint32_t first = sentence ? sentence - 1 : 0;
    for (uint32_t s = first; s <= sentence + 1 && s < n_sentences; s++)
        if (c->near[s] < UINT8_MAX) c->near[s]++;
}

static bool names_utility(const rc_reading *r, uint32_t sentence)
{
    range s = sentence_range(r, sentence);
    for (uint32_t i = r->hits.at[s.first]; i < r->hits.at[s.end]; i++)
        if (r->hits.ptr[i].list == r->rules->utilities) return true;
    return false;
}

/* "Spoke of 90": the number alone may be the toll. */
static bool says_number(const rc_reading *r, const rc_hit *cue)
{
    uint32_t next = cue->token + cue->count;
    return r->rules->cue[cue->row].pos == POS_VERB && next + 1 < r->doc->n_tokens &&
           r->doc->tokens[next].kind == RC_TOKEN_NUMBER && r->doc->tokens[next + 1].kind != RC_TOKEN_WORD;
}

/* A word that can make a claim by itself. Everyday verbs only give a type to one, unless they cut a line that people
 * depend on. */
static bool may_claim(const rc_reading *r, const rc_hit *hit)
{
    const rc_rules *rules = r->rules;
    if (hit->list == rules->events) {
        const act_row *act = &rules->act[hit->row];
        if (act->strong) return true;
        return act->type == RC_STRATEGIC && names_utility(r, r->doc->tokens[hit->token].sentence);
    }
    if (hit->list == rules->cues) { /* takes back what was told, lays it on somebody, "claims responsibility" for it */
        const cue_row *cue = &rules->cue[hit->row];
        return says_number(r, hit) || cue->cls == CUE_DENYING || (cue->cls == CUE_ACCUSING && cue->pos == POS_VERB) ||
               (cue->cls == CUE_CLAIMING && hit->count > 1);
    }
    if (hit->list == rules->settings) { /* whose act it was */
        setting_kind kind = rules->setting[hit->row];
        return kind == SETTING_OWNED || kind == SETTING_AUTHORED;
    }
    return hit->list == rules->effects || hit->list == rules->control || hit->list == rules->damage;
}

/* Everyday words make a claim together with another: verbs of violence with a side or a weapon ("fired 60 rockets at
 * X"), nouns for acts with a verb that tells them ("violence broke out"), words of closing or sending with what is. */
enum {
    SAYS_VIOLENCE = 1,
    NAMES_SIDE = 2,
    NAMES_WEAPON = 4,
    NAMES_ACT = 8,
    TELLS_ACT = 16,
    SAYS_CLOSING = 32,
    NAMES_WAY = 64,
    SAYS_SENDING = 128,
    THREATENS = 256,
    NAMES_DOER = 512,
    NAMES_DEAL = 1024,
    ENDS_DEAL = 2048,
    SAYS_WHERE = 4096
};

static uint16_t part_of_violence(const rc_reading *r, const rc_hit *hit)
{
    const rc_rules *rules = r->rules;
    if (hit->list == rules->equipment || hit->list == rules->systems) return NAMES_WEAPON;
    if (hit->list == rules->people) return NAMES_SIDE;
    if (hit->list == rules->settings) return rules->setting[hit->row] == SETTING_DOER ? NAMES_DOER : 0;
    if (hit->list == rules->telling) {
        static const uint16_t parts[] = {
            [TELLING_OCCUR] = TELLS_ACT,   [TELLING_PERFORM] = TELLS_ACT,    [TELLING_SHOOT] = TELLS_ACT,
            [TELLING_KEEP] = TELLS_ACT,    [TELLING_CLOSING] = SAYS_CLOSING, [TELLING_WAY] = NAMES_WAY,
            [TELLING_SEND] = SAYS_SENDING, [TELLING_THREAT] = THREATENS,     [TELLING_FREE] = SAYS_SENDING,
            [TELLING_FAIL] = ENDS_DEAL,    [TELLING_PRESENT] = SAYS_WHERE,   [TELLING_SUFFER] = TELLS_ACT};
        telling_kind kind = rules->told[hit->row];
        return kind < sizeof parts / sizeof *parts ? parts[kind] : 0;
    }
    if (hit->list == rules->grammar) return rules->grammar_bits[hit->row] & G_BE ? TELLS_ACT : 0; /* "there was" */
    if (hit->list != rules->events) return 0;
    const act_row *act = &rules->act[hit->row];
    if (act->pos == POS_NOUN && rc_str_is(act->subtype, "Agreement")) return NAMES_DEAL;
    if (act->pos == POS_NOUN && act->type != RC_STRATEGIC)
        return act->type == RC_EXPLOSIONS ? NAMES_WEAPON | NAMES_ACT : NAMES_ACT;
    if (!act->strong && act->pos == POS_VERB && act->type == RC_VIOLENCE) return SAYS_SENDING;
    if (is_everyday_violence(act) || rc_str_is(act->subtype, "Disrupted weapons use")) return SAYS_VIOLENCE;
    return act->type == RC_EXPLOSIONS && act->pos == POS_NOUN ? NAMES_WEAPON : 0;
}

static bool may_claim_together(uint16_t parts)
{
    return ((parts & SAYS_VIOLENCE) && (parts & (NAMES_SIDE | NAMES_WEAPON))) ||
           ((parts & (NAMES_ACT | NAMES_DOER)) && (parts & TELLS_ACT)) ||
           ((parts & SAYS_CLOSING) && (parts & NAMES_WAY)) ||
           ((parts & (SAYS_SENDING | SAYS_WHERE)) && (parts & NAMES_SIDE)) ||
           ((parts & NAMES_DEAL) && (parts & (ENDS_DEAL | SAYS_CLOSING))) ||
           ((parts & THREATENS) && (parts & (SAYS_VIOLENCE | NAMES_ACT)));
}

static bool is_side(const rc_party_mention *p)
{
    return !p->is_person && !p->is_modifier && p->inter != RC_INTER_CIVILIANS && p->inter != RC_INTER_UNKNOWN;
}

conflict *weigh_conflict(const rc_reading *r, const rc_hits *title)
{
    conflict *c = RC_NEW(r->arena, conflict);
    uint32_t n = r->doc->n_sentences;
    tally t = {.reading = r};
    t.seen = RC_NEWS(r->arena, uint8_t, rc_lexicon_rows(r->rules->lexicon, r->rules->topics) + 1);
    c->near = RC_NEWS(r->arena, uint8_t, n + 1);
    c->may_hold = RC_NEWS(r->arena, uint8_t, n + 1);
    uint16_t *violence = RC_NEWS(r->arena, uint16_t, n + 1);
    for (uint32_t i = 0; i < title->n; i++) {
        count_word(&t, &title->ptr[i]);
        if (n && is_of_conflict(r, &title->ptr[i])) mark_near(c, 0, n);
    }
    for (uint32_t i = 0; i < r->hits.n; i++) {
        const rc_hit *hit = &r->hits.ptr[i];
        uint32_t sentence = r->doc->tokens[hit->token].sentence;
        count_word(&t, hit);
        if (is_of_conflict(r, hit)) mark_near(c, sentence, n);
        if (!c->may_hold[sentence] && may_claim(r, hit)) c->may_hold[sentence] = 1;
        violence[sentence] |= part_of_violence(r, hit);
    }
    for (uint32_t i = 0; i < r->parties.n; i++) {
        uint32_t sentence = r->doc->tokens[r->parties.ptr[i].first].sentence;
        if (is_side(&r->parties.ptr[i])) violence[sentence] |= NAMES_SIDE;
        if (!is_armed(&r->parties.ptr[i])) continue;
        t.groups++;
        mark_near(c, sentence, n);
    }
    for (uint32_t s = 0; s < n; s++)
        if (may_claim_together(violence[s])) c->may_hold[s] = 1;
    weigh(c, &t);
    return c;
}

bool is_about_conflict(const conflict *c, uint32_t sentence)
{
    return c->is_conflict && (c->is_plain || c->near[sentence]);
}

static bool follows_article(const rc_reading *r, uint32_t token)
{
    if (!token) return false;
    for (uint32_t i = r->hits.at[token - 1]; i < r->hits.at[token]; i++) {
        const rc_hit *hit = &r->hits.ptr[i];
        if (hit->list == r->rules->grammar && r->rules->grammar_bits[hit->row] & G_ARTICLE) return true;
    }
    return false;
}

/* Quotations go on over sentences, pronouns and short names ("the group added") stand for somebody named before; any
 * other source is named in the sentence itself. */
static bool looks_elsewhere(const rc_reading *r, uint32_t sentence)
{
    range s = sentence_range(r, sentence);
    for (uint32_t i = 0; i < r->doc->n_quotations; i++) {
        const rc_quotation *q = &r->doc->quotations[i];
        if (q->first < s.end && q->first + q->count > s.first) return true;
    }
    for (uint32_t i = r->hits.at[s.first]; i < r->hits.at[s.end]; i++) {
        const rc_hit *hit = &r->hits.ptr[i];
        if (hit->list == r->rules->grammar && r->rules->grammar_bits[hit->row] & (G_PRONOUN | G_DEMONSTRATIVE))
            return true;
        if (hit->list == r->rules->sources && follows_article(r, hit->token)) return true;
    }
    return false;
}

static bool names_source(const rc_reading *r, uint32_t sentence)
{
    range s = sentence_range(r, sentence);
    for (uint32_t i = r->hits.at[s.first]; i < r->hits.at[s.end]; i++)
        if (r->hits.ptr[i].list == r->rules->cues || r->hits.ptr[i].list == r->rules->sources) return true;
    return false;
}

uint8_t *worth_parsing(const rc_reading *r, const conflict *c)
{
    uint32_t n = r->doc->n_sentences;
    uint8_t *worth = RC_NEWS(r->arena, uint8_t, n + 1);
    for (uint32_t s = 0; s < n; s++) {
        if (!c->may_hold[s] || !is_about_conflict(c, s)) continue;
        worth[s] = 1;
        if (s && looks_elsewhere(r, s) && names_source(r, s - 1)) worth[s - 1] = 1;
    }
    return worth;
}
