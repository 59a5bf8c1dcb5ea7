/* Which words of a document may be names of places: runs of capitals looked up longest first, with the type words,
 * directions and prepositions around them, and what speaks against them (persons, parties, ordinary words). */
#include "resolve/place_rules.h"

#define LONGEST_RUN 7
#define KEY_BYTES 120

static bool has(const place_marks *m, uint32_t t, unsigned marks)
{
    return (m->flags[t] & marks) != 0;
}

static bool same_sentence(const place_marks *m, uint32_t a, uint32_t b)
{
    return b < m->doc->n_tokens && m->doc->tokens[a].sentence == m->doc->tokens[b].sentence;
}

static bool is_word(const place_marks *m, uint32_t t)
{
    return m->doc->tokens[t].kind == RC_TOKEN_WORD;
}

/* ---- keys: the folded words joined as rc_utf8_name_key would */

typedef struct key_buffer {
    char text[KEY_BYTES];
    size_t len, at[LONGEST_RUN + 1]; /* length after 0, 1, ... tokens */
    uint32_t n;
} key_buffer;

static bool key_add(key_buffer *key, rc_str fold)
{
    bool gap = key->len > 0;
    if (key->len + fold.len + 1 > KEY_BYTES) return false;
    for (size_t i = 0; i < fold.len; i++) {
        unsigned char c = (unsigned char)fold.ptr[i];
        bool part = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c >= 0x80;
        if (!part) {
            gap = key->len > 0;
            continue;
        }
        if (gap) key->text[key->len++] = ' ';
        gap = false;
        key->text[key->len++] = (char)c;
    }
    key->at[++key->n] = key->len;
    return true;
}

/* Small words inside names: "de", "of", and Arabic articles where they are no words of the language ("et", "as"). */
static bool is_small(const place_marks *m, uint32_t t)
{
    return has(m, t, MARK_LINK) || (has(m, t, MARK_ARTICLE) && !has(m, t, MARK_COMMON));
}

/* Whether a name may end with token `t`: a capital, or "Sadr city", "Ghouta orientale". */
static bool may_end(const place_marks *m, uint32_t first, uint32_t t)
{
    return has(m, t, MARK_NAME) || (t > first && (m->direction[t] || m->type_end[t]));
}

/* Tokens from `t` that may make one name: capitals, and small words, directions and type words between and after. */
static void run_from(const place_marks *m, uint32_t t, key_buffer *key)
{
    key->len = 0;
    key->n = 0;
    key->at[0] = 0;
    for (uint32_t end = t; end - t < LONGEST_RUN; end++) {
        bool joins = end == t || (same_sentence(m, t, end) && is_word(m, end) &&
                                  (has(m, end, MARK_NAME | MARK_DIRECTION | MARK_TYPE) || is_small(m, end)));
        if (!joins || !key_add(key, m->doc->tokens[end].fold)) break;
        if (m->doc->tokens[t].kind == RC_TOKEN_HASHTAG) break;
    }
}

/* "Al-Fashir" without its article; not "The Kunduz ...", whose article is a word of the language. */
static rc_str without_article(const place_marks *m, uint32_t t, rc_str key)
{
    rc_str rest = key, first = rc_str_cut(&rest, ' ');
    for (size_t i = 0; rest.len >= 3 && !has(m, t, MARK_COMMON) && i < m->rules->articles.len; i++)
        if (rc_str_eq(first, m->rules->articles.ptr[i])) return rest;
    return (rc_str){NULL, 0};
}

static uint32_t look_up(const place_marks *m, const rc_gazetteer *gazetteer, uint32_t t, rc_str key,
                        rc_gazetteer_hit hits[SPOT_CANDIDATES])
{
    uint32_t n = key.len >= 2 ? rc_gazetteer_lookup(gazetteer, key, hits, SPOT_CANDIDATES) : 0;
    rc_str rest = n ? (rc_str){NULL, 0} : without_article(m, t, key);
    return rest.len ? rc_gazetteer_lookup(gazetteer, rest, hits, SPOT_CANDIDATES) : n;
}

static void fill_candidates(place_spot *spot, const rc_gazetteer *gazetteer, const rc_gazetteer_hit *hits, uint32_t n,
                            rc_arena *arena)
{
    spot->candidates = RC_NEWS(arena, place_candidate, n);
    for (uint32_t i = 0; i < n; i++) {
        place_candidate c = {.number = hits[i].entry, .is_main = hits[i].is_main, .is_short = hits[i].is_short};
        if (rc_gazetteer_entry_at(gazetteer, c.number, &c.entry)) spot->candidates[spot->n_candidates++] = c;
    }
}

/* ---- what stands around a name */

/* A party that overlaps the name makes it no place, unless it is the bare name of a country or seat of government that
 * also is one, or a word of a country's that may be one ("US"; see is_place), or lies inside the name. */
static bool is_party(const place_marks *m, uint32_t first, uint32_t count)
{
    for (uint32_t t = first; t < first + count; t++) {
        if (!m->party[t]) continue;
        const rc_party_mention *p = &m->parties->ptr[m->party[t] - 1];
        bool same_end = p->first + p->count == first + count;
        bool may_be = p->is_metonym || p->is_modifier || (p->country[0] && !p->is_person);
        if (may_be && same_end && p->first <= first && p->first + 2 > first) return false;
        bool inside = p->first >= first && p->first + p->count <= first + count && p->count < count;
        if (!inside) return true;
    }
    return false;
}

static bool is_article(const place_marks *m, uint32_t t)
{
    return has(m, t, MARK_LINK | MARK_ARTICLE) && !has(m, t, MARK_MAYBE | MARK_PREP) &&
           m->doc->tokens[t].lower.len <= 3;
}

static const place_word *word_of_hit(const place_marks *m, uint32_t hit_plus_one)
{
    return &m->rules->words[m->hits->ptr[hit_plus_one - 1].row];
}

static bool is_modifier(const place_marks *m, uint32_t t)
{
    return m->party[t] && m->parties->ptr[m->party[t] - 1].is_modifier;
}

/* "in the US and" is the country, "in US airstrikes" is not. */
static bool is_adjective(const place_marks *m, uint32_t first, uint32_t end)
{
    if (!is_modifier(m, first)) return false;
    return same_sentence(m, first, end) && is_word(m, end) && !has(m, end, MARK_PREP | MARK_MAYBE | MARK_LINK);
}

static void take_type(const place_marks *m, place_spot *spot, uint32_t hit_plus_one)
{
    const rc_hit *hit = &m->hits->ptr[hit_plus_one - 1];
    rc_str word = m->doc->tokens[hit->token].lower;
    spot->type = word_of_hit(m, hit_plus_one);
    spot->is_plural = word.len > 3 && (word.ptr[word.len - 1] == 's' || word.ptr[word.len - 1] == 'x');
}

static bool is_before(const place_marks *m, uint32_t first, uint32_t t)
{
    return t < first && m->doc->tokens[t].sentence == m->doc->tokens[first].sentence;
}

static void grow_to(place_spot *spot, uint32_t first)
{
    spot->count += spot->first - first;
    spot->first = first;
}

/* "la province afghane du Panjshir": type word, perhaps a demonym, links, name. */
static void find_type_before(const place_marks *m, place_spot *spot)
{
    uint32_t t = spot->first;
    while (spot->first - t < 3 && is_before(m, spot->first, t - 1) && has(m, t - 1, MARK_LINK) && !m->type_end[t - 1])
        t--;
    bool linked = t < spot->first;
    if (linked && is_before(m, spot->first, t - 1) && is_modifier(m, t - 1)) t--;
    if (!is_before(m, spot->first, t - 1) || !m->type_end[t - 1]) return;
    const place_word *word = word_of_hit(m, m->type_end[t - 1]);
    if (!word->before && !word->hint) return;
    if (word->before && word->after && !linked) return; /* "Kabul state", "state of Kabul", not "state Kabul" */
    take_type(m, spot, m->type_end[t - 1]);
    spot->is_linked = linked;
    if (!word->hint) grow_to(spot, m->hits->ptr[m->type_end[t - 1] - 1].token);
}

static void find_type_after(const place_marks *m, place_spot *spot)
{
    uint32_t end = spot->first + spot->count;
    if (!same_sentence(m, spot->first, end) || !m->type_at[end] || !word_of_hit(m, m->type_at[end])->after) return;
    take_type(m, spot, m->type_at[end]);
    spot->count += m->hits->ptr[m->type_at[end] - 1].count;
}

/* A type word that is part of the name in the gazetteer: "Sadr City". */
static void find_type_inside(const place_marks *m, place_spot *spot)
{
    uint32_t last = spot->name_first + spot->name_count - 1, hit = m->type_end[last];
    if (spot->name_count < 2) return;
    if (hit && word_of_hit(m, hit)->after)
        take_type(m, spot, hit);
    else if (m->type_at[spot->name_first] && word_of_hit(m, m->type_at[spot->name_first])->before)
        take_type(m, spot, m->type_at[spot->name_first]);
}

/* "northern Mali", "le nord du Mali", "in the north of Mali", "la Syrie centrale". "North of Kabul", "au nord de
 * Kaboul" are outside it and were read as prepositions. */
static void find_direction(const place_marks *m, place_spot *spot)
{
    uint32_t t = spot->first, end = spot->first + spot->count;
    while (spot->first - t < 3 && is_before(m, spot->first, t - 1) && has(m, t - 1, MARK_LINK) && !m->direction[t - 1])
        t--;
    bool linked = t < spot->first;
    if (is_before(m, spot->first, t - 1) && m->direction[t - 1]) {
        const place_word *word = &m->rules->words[m->direction[t - 1] - 1];
        bool outside = linked && has(m, t, MARK_PREP) && !(is_before(m, t, t - 2) && has(m, t - 2, MARK_LINK));
        bool fits = linked ? word->link || word->before : word->before;
        if (!fits || outside) return;
        spot->direction = word;
        grow_to(spot, t - 1);
    } else if (same_sentence(m, spot->first, end) && m->direction[end] &&
               m->rules->words[m->direction[end] - 1].after) {
        spot->direction = &m->rules->words[m->direction[end] - 1];
        spot->count++;
    }
}

static void find_preposition(const place_marks *m, place_spot *spot)
{
    uint32_t t = spot->first;
    if (m->is_name) spot->has_prep = spot->has_maybe = true;
    for (unsigned back = 1; back <= 3 && t >= back && same_sentence(m, t, t - back); back++) {
        uint32_t p = t - back;
        if (has(m, p, MARK_PREP | MARK_MAYBE)) {
            spot->has_prep = m->is_name || has(m, p, MARK_PREP);
            spot->has_maybe = true;
            spot->favours = (rc_precision)m->favours[p];
            return;
        }
        if (!is_article(m, p)) return;
    }
}

/* "à Kaboul, Hérat et Kandahar": the second and third name share the preposition and the plural type word. */
static void inherit(const place_marks *m, place_spot *spot, const place_spot *before)
{
    if (!before || spot->first == 0) return;
    uint32_t end = before->first + before->count, gap = spot->first - end;
    if (spot->first <= end || gap > 3 || !same_sentence(m, before->first, spot->first)) return;
    for (uint32_t t = end; t < spot->first; t++) {
        rc_str word = m->doc->tokens[t].lower;
        bool joins = rc_str_is(word, ",") || has(m, t, MARK_LINK | MARK_MAYBE);
        if (!joins) return;
    }
    spot->has_prep = spot->has_prep || before->has_prep;
    spot->has_maybe = true;
    if (before->is_plural && before->type && !spot->type) {
        spot->type = before->type;
        spot->is_plural = true;
    }
}

/* Whether the capital beside a name belongs to the same, longer name of something else. */
static bool goes_on(const place_marks *m, uint32_t name, uint32_t t)
{
    if (!same_sentence(m, name, t) || !is_word(m, t) || !has(m, t, MARK_NAME) || m->party[t]) return false;
    if (has(m, t, MARK_UPPER | MARK_TYPE | MARK_DIRECTION | MARK_COMMON | MARK_PREP)) return false;
    return true;
}

/* What the tagger's name at a spot says of its being a place. A body's name may hold a place's; a person's does not. */
static float tag_says(const place_marks *m, place_spot *spot)
{
    const place_tag *tag = &m->tag[spot->name_first];
    if (!tag->is_read) return 0;
    spot->is_tagged = tag->kind == RC_ENTITY_LOC + 1;
    spot->is_untagged = !spot->is_tagged;
    if (spot->is_tagged) return 0.25f;
    /* One foreign word alone is a person or a town, and the tagger often wrong about which. */
    if (tag->kind == RC_ENTITY_PER + 1) return tag->count > spot->name_count ? -0.35f : tag->count > 1 ? -0.15f : 0;
    if (tag->kind == RC_ENTITY_ORG + 1) return tag->count > spot->name_count ? -0.2f : -0.1f;
    return -0.1f;
}

/* A heading: "Kutum.", "Soudan, Kutum :" at the start of a paragraph that goes on, or a line of its own. Names and commas
 * alone, and not the end of the text. */
static bool is_heading(const place_marks *m, const place_spot *spot)
{
    const rc_document *doc = m->doc;
    uint32_t number = doc->tokens[spot->first].sentence;
    const rc_sentence *s = &doc->sentences[number];
    bool goes_on_after = number + 1 < doc->n_sentences && (doc->sentences[number + 1].block == s->block ||
                                                           doc->blocks[s->block].kind == RC_BLOCK_HEADING);
    if (!goes_on_after || (number && doc->sentences[number - 1].block == s->block)) return false;
    for (uint32_t t = s->first; t < s->first + s->count; t++)
        if (is_word(m, t) ? !has(m, t, MARK_NAME) : doc->tokens[t].kind != RC_TOKEN_PUNCT) return false;
    return true;
}

static void judge(const place_marks *m, place_spot *spot, uint32_t taken_until)
{
    const rc_token *token = &m->doc->tokens[spot->name_first];
    uint32_t end = spot->name_first + spot->name_count;
    bool single = spot->name_count == 1;
    spot->is_heading = is_heading(m, spot);
    spot->has_prep = spot->has_prep || spot->is_heading;
    spot->is_ordinary = single && has(m, spot->name_first, MARK_COMMON | MARK_ORDINARY | MARK_GIVEN);
    spot->is_mere = single && (token->flags & RC_TOKEN_STARTS || has(m, spot->name_first, MARK_UPPER));
    uint32_t party = m->party[spot->name_first];
    spot->is_party =
        party && !m->parties->ptr[party - 1].is_metonym && m->parties->ptr[party - 1].count >= spot->name_count;
    spot->is_acronym =
        single && token->flags & RC_TOKEN_UPPER && token->lower.len <= 5 && !has(m, spot->name_first, MARK_UPPER);
    uint32_t before = spot->first - 1;
    bool titled = spot->first > 0 && same_sentence(m, spot->first, before) && has(m, before, MARK_TITLE);
    spot->in_longer =
        (spot->first > taken_until && goes_on(m, spot->first, before)) || goes_on(m, spot->first, end) || titled;
    spot->likely = 0.5f +
                   (spot->has_prep    ? 0.3f
                    : spot->has_maybe ? 0.1f
                                      : 0) +
                   (spot->type ? 0.35f : 0) + (spot->direction ? 0.2f : 0) - (spot->is_ordinary ? 0.4f : 0) -
                   (spot->in_longer ? 0.4f : 0) - (spot->is_mere ? 0.15f : 0) + tag_says(m, spot);
}

static void look_around(const place_marks *m, place_spot *spot, const place_spots *spots)
{
    const place_spot *before = spots->len ? &spots->ptr[spots->len - 1] : NULL;
    uint32_t taken = before ? before->first + before->count : 0;
    find_type_inside(m, spot);
    if (!spot->type) find_type_before(m, spot);
    if (!spot->type) find_type_after(m, spot);
    find_direction(m, spot);
    if (spot->first < taken) { /* the type word belongs to the name before: "Kunar province of Nuristan" */
        spot->count -= spot->name_first - spot->first;
        spot->first = spot->name_first;
        spot->type = NULL;
        spot->direction = NULL;
    }
    place_offset_find(m, spot);
    find_preposition(m, spot);
    if (spot->away_km > 0) spot->has_prep = true;
    inherit(m, spot, before);
    judge(m, spot, taken);
}

/* Where the run of an unknown name ends: before a link, a type word or a party ("Zayed International Airport", "X du
 * Panjshir"). */
static uint32_t unknown_end(const place_marks *m, uint32_t t, uint32_t longest)
{
    uint32_t end = t + 1;
    while (end < t + longest && !m->type_at[end] && !m->direction[end] && !m->party[end] &&
           (has(m, end, MARK_NAME) || (has(m, end, MARK_ARTICLE) && !has(m, end, MARK_COMMON | MARK_LINK))))
        end++;
    while (end > t + 1 && !has(m, end - 1, MARK_NAME)) end--;
    return end;
}

/* A name that is not in the gazetteer is a place only where a type word or a preposition of place says so, and nothing
 * in it is known to be something else. */
static bool is_said_place(const place_marks *m, const place_spot *spot)
{
    for (uint32_t t = spot->name_first; t < spot->name_first + spot->name_count; t++)
        if (has(m, t, MARK_COMMON | MARK_ORDINARY | MARK_GIVEN | MARK_TITLE | MARK_DIRECTION) || m->party[t])
            return spot->type && spot->name_count > 1 && !m->party[t];
    if (spot->type) return !spot->type->hint;
    if (has(m, spot->name_first, MARK_UPPER) || spot->is_acronym) return false;
    return spot->has_prep || spot->favours == RC_PRECISION_SETTLEMENT;
}

/* The tagger's name of a place that begins at a token; 0 when there is none. */
static uint32_t tagged_count(const place_marks *m, uint32_t t)
{
    const place_tag *tag = &m->tag[t];
    return tag->kind == RC_ENTITY_LOC + 1 && tag->first == t ? tag->count : 0;
}

/* Whether a party forbids the name: in a list of all places it does not where the tagger takes it for a place. */
static bool is_taken(const place_marks *m, uint32_t first, uint32_t count)
{
    return is_party(m, first, count) && !(m->is_all && m->tag[first].kind == RC_ENTITY_LOC + 1);
}

static bool known_spot(const place_marks *m, const rc_gazetteer *gazetteer, uint32_t first, uint32_t least,
                       place_spot *spot, const place_spots *spots, rc_arena *arena)
{
    key_buffer key;
    rc_gazetteer_hit hits[SPOT_CANDIDATES];
    run_from(m, first, &key);
    for (uint32_t n = key.n; n >= least; n--) {
        if (!may_end(m, first, first + n - 1) || is_taken(m, first, n) || is_adjective(m, first, first + n)) continue;
        rc_str text = {key.text, key.at[n]};
        uint32_t found = look_up(m, gazetteer, first, text, hits);
        if (!found) continue;
        *spot = (place_spot){.first = first, .count = n, .name_first = first, .name_count = n, .chosen = -1};
        look_around(m, spot, spots);
        spot->key = rc_arena_dup(arena, text);
        fill_candidates(spot, gazetteer, hits, found, arena);
        return true;
    }
    return false;
}

static bool unknown_spot(const place_marks *m, uint32_t t, place_spot *spot, const place_spots *spots, rc_arena *arena)
{
    key_buffer key;
    if (is_small(m, t) || m->type_at[t]) return false;
    run_from(m, t, &key);
    if (!key.n) return false;
    uint32_t n = unknown_end(m, t, key.n) - t;
    if (is_taken(m, t, n)) return false;
    *spot = (place_spot){.first = t, .count = n, .name_first = t, .name_count = n, .chosen = -1};
    look_around(m, spot, spots);
    spot->key = rc_arena_dup(arena, (rc_str){key.text, key.at[n]});
    spot->has_prep = spot->has_prep || place_is_measured(m, t + n);
    return is_said_place(m, spot);
}

/* A name that the tagger found and that goes on in lower case, or that the gazetteer does not know: "République
 * tchèque", "Promenade des Anglais". */
static bool tagged_spot(const place_marks *m, const rc_gazetteer *gazetteer, uint32_t t, bool must_be_known,
                        place_spot *spot, const place_spots *spots, rc_arena *arena)
{
    uint32_t n = tagged_count(m, t);
    rc_gazetteer_hit hits[SPOT_CANDIDATES];
    key_buffer key = {.n = 0};
    if (!n || n > LONGEST_RUN || is_taken(m, t, n)) return false;
    for (uint32_t i = t; i < t + n; i++) {
        bool is_mark = m->doc->tokens[i].kind != RC_TOKEN_WORD && m->doc->tokens[i].kind != RC_TOKEN_HASHTAG;
        if (is_mark || !same_sentence(m, t, i) || !key_add(&key, m->doc->tokens[i].fold)) return false;
    }
    rc_str text = {key.text, key.len};
    uint32_t found = look_up(m, gazetteer, t, text, hits);
    if (!found && must_be_known) return false;
    *spot = (place_spot){.first = t, .count = n, .name_first = t, .name_count = n, .chosen = -1};
    look_around(m, spot, spots);
    spot->key = rc_arena_dup(arena, text);
    fill_candidates(spot, gazetteer, hits, found, arena);
    return true;
}

/* Names that begin with a word in lower case: "bande de Gaza", "mer Rouge", "northern Mali". The token where one may
 * begin, or `t`. */
static uint32_t lower_start(const place_marks *m, uint32_t t, uint32_t taken)
{
    uint32_t p = t;
    if (is_before(m, t, t - 1) && m->type_end[t - 1])
        p = m->hits->ptr[m->type_end[t - 1] - 1].token;
    else if (is_before(m, t, t - 1) && m->direction[t - 1])
        p = t - 1;
    else {
        while (t - p < 3 && is_before(m, t, p - 1) && has(m, p - 1, MARK_LINK)) p--;
        if (p == t || !is_before(m, t, p - 1) || !is_word(m, p - 1)) return t;
        p = m->type_end[p - 1] ? m->hits->ptr[m->type_end[p - 1] - 1].token : p - 1;
    }
    return p >= taken ? p : t;
}

/* "Northern Mali" has a point of its own; its bare name is "Mali". */
static void leave_direction(place_spot *spot, uint32_t t)
{
    spot->name_count -= t - spot->name_first;
    spot->name_first = t;
}

static bool spot_at(const place_marks *m, const rc_gazetteer *gazetteer, uint32_t t, place_spot *spot,
                    const place_spots *spots, rc_arena *arena)
{
    uint32_t taken = spots->len ? spots->ptr[spots->len - 1].first + spots->ptr[spots->len - 1].count : 0;
    uint32_t start = lower_start(m, t, taken);
    if (start < t && known_spot(m, gazetteer, start, t - start + 1, spot, spots, arena)) {
        if (m->direction[start]) leave_direction(spot, t);
        return true;
    }
    uint32_t least = m->direction[t] && !m->is_name ? 2 : 1; /* "Northern Israel": a direction alone is no name */
    if (known_spot(m, gazetteer, t, least, spot, spots, arena)) {
        /* Of an unknown longer name only the beginning is known: "Deh Baba Ali". */
        place_spot longer;
        bool part = spot->in_longer && (spot->has_prep || spot->type) && spot->n_candidates &&
                    spot->candidates[0].entry.prior < 0.7f;
        if (part && unknown_spot(m, t, &longer, spots, arena) && longer.name_count > spot->name_count) *spot = longer;
        if (tagged_count(m, t) > spot->name_count && tagged_spot(m, gazetteer, t, true, &longer, spots, arena))
            *spot = longer;
        return true;
    }
    if (tagged_spot(m, gazetteer, t, true, spot, spots, arena) || unknown_spot(m, t, spot, spots, arena)) return true;
    return m->is_all && tagged_spot(m, gazetteer, t, false, spot, spots, arena);
}

void place_spots_find(place_spots *out, const place_marks *marks, const rc_gazetteer *gazetteer, rc_arena *arena)
{
    for (uint32_t t = 0; t < marks->doc->n_tokens;) {
        place_spot spot;
        if (has(marks, t, MARK_NAME) && spot_at(marks, gazetteer, t, &spot, out, arena)) {
            *RC_PUSH(arena, out) = spot;
            t = spot.name_first + spot.name_count;
            if (t < spot.first + spot.count) t = spot.first + spot.count;
        } else {
            t++;
        }
    }
}
