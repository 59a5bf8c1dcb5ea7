#include "stream.h"

#include <math.h>

#define OPEN 64 /* events told at one time */
#define COUNTRIES 8
#define FIRST_DAY 18262 /* 2020-01-01 */
#define OUTLETS 120
#define PRINTED 64 /* reports that may be copied */
#define COPIED 0.04
#define WORDS 20000 /* that filling sentences are made of */
#define FILLING 45  /* words of a report beside its claims ... */
#define NAMED 4     /* ... of which every so manieth is a name */

typedef struct telling {
    uint32_t town, by, against;
    rc_day day;
    rc_event_type type;
    uint32_t dead;
    double left; /* chance that it is told once more */
} telling;

typedef struct printed {
    rc_str text;
    rc_join_claim claims[STREAM_CLAIMS];
    uint32_t n;
} printed;

static uint64_t draw(stream *s)
{
    uint64_t z = (s->seed += 0x9e3779b97f4a7c15ULL); /* splitmix64 */
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    return z ^ (z >> 31);
}

static double chance(stream *s)
{
    return (double)(draw(s) >> 11) * 0x1p-53;
}

static uint32_t below(stream *s, uint32_t n)
{
    return (uint32_t)(draw(s) % n);
}

void stream_init(stream *s, uint32_t towns, uint32_t days, uint64_t seed, rc_arena *arena)
{
    *s = (stream){.seed = seed, .n_towns = towns, .n_days = days, .arena = arena};
    s->open = RC_NEWS(arena, telling, OPEN);
    s->printed = RC_NEWS(arena, printed, PRINTED);
}

/* Towns by their rank: the first are told of far more often (Zipf, exponent near 1). */
static uint32_t pick_town(stream *s)
{
    return (uint32_t)(exp(chance(s) * log(s->n_towns + 1.0)) - 1);
}

static telling new_event(stream *s, rc_day today)
{
    static const rc_event_type types[] = {RC_BATTLES, RC_EXPLOSIONS, RC_EXPLOSIONS, RC_VIOLENCE, RC_STRATEGIC};
    telling t = {.town = pick_town(s), .day = today - (rc_day)below(s, 3), .type = types[below(s, 5)]};
    uint32_t country = t.town % COUNTRIES;
    t.by = country * 4 + below(s, 4);
    t.against = country * 4 + below(s, 4);
    t.dead = below(s, 3) ? 0 : 1 + (uint32_t)(exp(chance(s) * 4.5));
    t.left = chance(s) < 0.1 ? 0.93 : 0.5;
    return t;
}

static rc_str town_name(stream *s, uint32_t town)
{
    return rc_arena_printf(s->arena, "Town%u", town);
}

static void set_place(stream *s, rc_claim *c, const telling *t)
{
    static const char codes[COUNTRIES][3] = {"UA", "SY", "SD", "CD", "ML", "MM", "YE", "AF"};
    double kind = chance(s);
    if (kind < 0.05) return;
    uint32_t country = t->town % COUNTRIES, region = t->town / COUNTRIES % 20;
    c->place = RC_NEWS(s->arena, rc_claim_place, 2);
    rc_claim_place *p = &c->place[c->n_place++];
    bool wide = kind < 0.15;
    p->name = wide ? rc_arena_printf(s->arena, "Region%u of %s", region, codes[country]) : town_name(s, t->town);
    p->admin1 = rc_arena_printf(s->arena, "Region%u", region);
    memcpy(p->country, codes[country], sizeof p->country);
    p->precision = wide ? RC_PRECISION_REGION : RC_PRECISION_SETTLEMENT;
    p->is_resolved = kind < 0.9;
    p->lat = 10 + country * 4 + region / 5 + (wide ? 0.5 : fmod(t->town * 0.37, 1));
    p->lon = 20 + country * 9 + region % 5 + (wide ? 0.5 : fmod(t->town * 0.61, 1));
}

static void set_actors(stream *s, rc_claim *c, const telling *t)
{
    c->by = RC_NEW(s->arena, rc_actor);
    c->against = RC_NEW(s->arena, rc_actor);
    c->by->name = c->by->party = rc_arena_printf(s->arena, "Side%u", t->by);
    c->against->name = c->against->party = rc_arena_printf(s->arena, "Side%u", t->against);
    c->n_by = c->n_against = 1;
    if (chance(s) < 0.2) c->n_by = 0;
    if (chance(s) < 0.2) c->n_against = 0;
}

static void set_losses(stream *s, rc_claim *c, const telling *t)
{
    if (!t->dead || chance(s) < 0.3) return;
    c->losses = RC_NEW(s->arena, rc_loss);
    double n = chance(s) < 0.6 ? t->dead : floor(t->dead * (0.5 + chance(s)) + 0.5);
    *c->losses = (rc_loss){
        .effect = RC_KILLED, .of = c->n_against ? c->against->party : (rc_str){0}, .count = {n, n, true, true, false}};
    c->n_losses = 1;
}

static rc_claim make_claim(stream *s, const telling *t)
{
    static const char *const subtypes[] = {"", "Armed clash", "Air/drone strike", "Attack", "", "", "Other"};
    rc_claim c = {.type = t->type, .subtype = rc_str_of(subtypes[t->type]), .from = t->day, .to = t->day};
    if (chance(s) < 0.12) c.from = c.to = RC_DAY_NONE;
    set_place(s, &c, t);
    set_actors(s, &c, t);
    set_losses(s, &c, t);
    if (chance(s) < 0.5) {
        c.chain = RC_NEW(s->arena, rc_link);
        c.chain->name = c.chain->party = c.n_by ? c.by->party : rc_arena_printf(s->arena, "Side%u", t->against);
        c.chain->kind = RC_SOURCE_GROUP;
        c.n_chain = 1;
    }
    return c;
}

/* ---- words */

static char *put_word(char *to, uint32_t number)
{
    static const char consonants[] = "bdfgklmnprstvz", vowels[] = "aeiou";
    uint64_t mixed = (number + 1) * 0x9e3779b97f4a7c15ULL >> 20;
    for (uint32_t syllables = 2 + number % 3; syllables > 0; syllables--) {
        *to++ = consonants[mixed % 14];
        *to++ = vowels[mixed / 14 % 5];
        mixed /= 70;
    }
    return to;
}

/* What the report says beside its claims. */
static rc_str filling(stream *s)
{
    char *words = rc_arena_alloc(s->arena, 1, 1, (size_t)FILLING * 9), *end = words;
    for (uint32_t i = 0; i < FILLING; i++) {
        char *word = end;
        end = put_word(end, below(s, WORDS));
        if (i % NAMED == 0) *word = (char)(*word - 'a' + 'A');
        *end++ = i % 9 == 8 ? '.' : ' ';
        if (i % 9 == 8) *end++ = ' ';
    }
    return (rc_str){words, (size_t)(end - words)};
}

static rc_str sentence(stream *s, const rc_claim *c)
{
    rc_str by = c->n_by ? c->by->name : RC_STR("Somebody");
    rc_str against = c->n_against ? c->against->name : RC_STR("others");
    rc_str place = c->n_place ? c->place->name : RC_STR("the country");
    if (!c->n_losses)
        return rc_arena_printf(s->arena, "%.*s attacked %.*s in %.*s.", RC_FMT(by), RC_FMT(against), RC_FMT(place));
    return rc_arena_printf(s->arena, "%.*s killed %.0f of %.*s in %.*s.", RC_FMT(by), c->losses->count.low,
                           RC_FMT(against), RC_FMT(place));
}

static rc_str tell(stream *s, rc_join_claim *claims, uint32_t n)
{
    rc_str text = filling(s);
    for (uint32_t i = 0; i < n; i++) {
        rc_str said = sentence(s, &claims[i].claim);
        claims[i].claim.span = (rc_span){(uint32_t)text.len, (uint32_t)(text.len + said.len)};
        text = rc_arena_printf(s->arena, "%.*s%.*s ", RC_FMT(text), RC_FMT(said));
    }
    return text;
}

static uint32_t make_claims(stream *s, rc_day today, rc_join_claim claims[STREAM_CLAIMS])
{
    uint32_t n = 1 + below(s, STREAM_CLAIMS);
    for (uint32_t i = 0; i < n; i++) {
        uint32_t at = below(s, OPEN);
        telling *t = &s->open[at];
        if (t->type == RC_TYPE_NONE || today - t->day > 4 || chance(s) > t->left) *t = new_event(s, today);
        claims[i].claim = make_claim(s, t);
    }
    return n;
}

uint32_t stream_next(stream *s, double share, rc_join_report *report, rc_join_claim claims[STREAM_CLAIMS])
{
    rc_day today = FIRST_DAY + (rc_day)(share * s->n_days);
    printed *page = &s->printed[below(s, PRINTED)];
    *report = (rc_join_report){.id = rc_arena_printf(s->arena, "r%02u-%07u", below(s, 100), s->reports),
                               .outlet = rc_arena_printf(s->arena, "Outlet%u", below(s, OUTLETS)),
                               .title = RC_STR("What happened"),
                               .lang = below(s, 2) ? RC_STR("en") : RC_STR("fr"),
                               .published = today};
    if (!page->n || chance(s) >= COPIED) {
        page->n = make_claims(s, today, page->claims);
        page->text = tell(s, page->claims, page->n);
    }
    report->text = page->text;
    for (uint32_t i = 0; i < page->n; i++) {
        claims[i] = page->claims[i];
        claims[i].report = s->reports;
        claims[i].id = rc_arena_printf(s->arena, "%.*s.%u", RC_FMT(report->id), i + 1);
    }
    s->reports++;
    s->claims += page->n;
    return page->n;
}

void stream_forget(stream *s)
{
    memset(s->printed, 0, PRINTED * sizeof *s->printed);
}
