#include "recoupe/claims/reader.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "claims/births.h"
#include "claims/conflict.h"
#include "claims/draft.h"
#include "claims/mend.h"
#include "claims/patterns.h"
#include "claims/read.h"
#include "claims/trace.h"
#include "recoupe/base/paths.h"
#include "recoupe/claims/telling.h"
#include "recoupe/language/identify.h"
#include "recoupe/language/unwrap.h"
#include "recoupe/resolve/report_date.h"

#define SHARED_CHUNK_BYTES ((size_t)4 << 20)

typedef struct language_rules {
    char tag[12]; /* the name of its folder of lang/ */
    rc_lexicon *lexicon;
    rc_rules *rules;
    rc_number_rules *numbers;
    rc_date_rules *dates;
    rc_place_rules *places;
    rc_actors *actors;
    rc_model *model; /* NULL: none for this language */
} language_rules;

struct rc_reader {
    rc_arena arena;
    rc_identifier *identifier;
    rc_gazetteer *gazetteer;
    rc_choices *choices; /* NULL: none, the rules decide alone */
    bool rules_alone;
    rc_outlets *outlets;
    language_rules languages[RC_LANGUAGES_MOST]; /* by tag */
    size_t n_languages;
    char data_dir[1024];
};

static rc_status load_language(rc_reader *reader, size_t i, rc_error *err)
{
    language_rules *l = &reader->languages[i];
    rc_arena *arena = &reader->arena;
    const char *dir = reader->data_dir, *lang = l->tag;
    rc_status status = rc_lexicon_open(&l->lexicon, dir, lang, arena, err);
    if (status == RC_OK) status = rc_rules_load(&l->rules, l->lexicon, arena, err);
    if (status == RC_OK) l->rules->outlets = reader->outlets;
    if (status == RC_OK) status = patterns_load(l->rules, dir, arena, err);
    if (status == RC_OK) status = rc_number_rules_load(&l->numbers, l->lexicon, arena, err);
    if (status == RC_OK) status = rc_date_rules_load(&l->dates, l->lexicon, arena, err);
    if (status == RC_OK) status = rc_place_rules_load(&l->places, l->lexicon, arena, err);
    if (status == RC_OK) status = rc_actors_load(&l->actors, dir, l->lexicon, lang, arena, err);
    return status;
}

/* The grammar of a language is optional: without it the rules over windows of tokens read alone. */
static rc_status open_model(const rc_reader *reader, language_rules *l, rc_error *err)
{
    char path[1100];
    snprintf(path, sizeof path, "%s/models/%s.model", reader->data_dir, l->tag);
    if (access(path, F_OK) != 0) return RC_OK;
    return rc_model_open(&l->model, path, err);
}

static rc_status find_languages(rc_reader *reader, rc_error *err)
{
    rc_languages languages;
    rc_status status = rc_languages_find(&languages, reader->data_dir, err);
    for (unsigned i = 0; i < languages.n && status == RC_OK; i++)
        memcpy(reader->languages[reader->n_languages++].tag, languages.tag[i], sizeof languages.tag[i]);
    return status;
}

static rc_status load_all(void *context, rc_error *err)
{
    rc_reader *reader = context;
    char path[1100];
    rc_status status = rc_identifier_new(&reader->identifier, reader->data_dir, err);
    if (status == RC_OK) status = rc_gazetteer_open_all(&reader->gazetteer, reader->data_dir, err);
    if (status == RC_OK) status = rc_outlets_load(&reader->outlets, reader->data_dir, &reader->arena, err);
    if (status == RC_OK) status = find_languages(reader, err);
    snprintf(path, sizeof path, "%s/models/claims.choices", reader->data_dir);
    if (status == RC_OK && !reader->rules_alone && access(path, F_OK) == 0)
        status = rc_choices_open(&reader->choices, path, &reader->arena, err);
    for (size_t i = 0; i < reader->n_languages && status == RC_OK; i++) {
        status = load_language(reader, i, err);
        if (status == RC_OK) status = open_model(reader, &reader->languages[i], err);
    }
    return status;
}

static rc_status new_reader(rc_reader **out, const char *data_dir, bool rules_alone, rc_error *err)
{
    rc_reader *reader = calloc(1, sizeof *reader);
    if (!reader) return rc_fail(err, RC_ENOMEM, "no memory for the reader");
    rc_arena_init(&reader->arena, SHARED_CHUNK_BYTES, 0);
    reader->rules_alone = rules_alone;
    rc_status status = RC_OK;
    if (data_dir)
        snprintf(reader->data_dir, sizeof reader->data_dir, "%s", data_dir);
    else
        status = rc_data_dir(reader->data_dir, sizeof reader->data_dir, err);
    if (status == RC_OK) status = rc_arena_run(&reader->arena, load_all, reader, "loading data", err);
    if (status != RC_OK) {
        rc_reader_free(reader);
        return status;
    }
    *out = reader;
    return RC_OK;
}

rc_status rc_reader_new(rc_reader **out, const char *data_dir, rc_error *err)
{
    return new_reader(out, data_dir, false, err);
}

rc_status reader_of_rules(rc_reader **out, const char *data_dir, rc_error *err)
{
    return new_reader(out, data_dir, true, err);
}

void rc_reader_free(rc_reader *reader)
{
    if (!reader) return;
    for (size_t i = 0; i < reader->n_languages; i++) {
        rc_lexicon_close(reader->languages[i].lexicon);
        rc_model_close(reader->languages[i].model);
    }
    rc_identifier_free(reader->identifier);
    rc_gazetteer_close(reader->gazetteer);
    rc_arena_release(&reader->arena);
    free(reader);
}

/* The title says what sort of event a report is about. */
static const act_row *act_of_title(const language_rules *l, const rc_hits *title)
{
    const act_row *best = NULL;
    for (uint32_t i = 0; i < title->n; i++) {
        if (title->ptr[i].list != l->rules->events) continue;
        const act_row *act = &l->rules->act[title->ptr[i].row];
        if (act->strong && (!best || more_telling(act, best))) best = act;
    }
    return best;
}

/* What word lists alone say: words, parties, what the report is about. */
static rc_reading *new_reading(const language_rules *l, const rc_report *report, rc_arena *arena)
{
    rc_reading *r = RC_NEW(arena, rc_reading);
    r->rules = l->rules;
    r->doc = rc_document_new(rc_lexicon_orthography(l->lexicon), rc_unwrap(report->text, arena), arena);
    r->arena = arena;
    r->title = report->title;
    r->hits = rc_lexicon_match(l->lexicon, r->doc, arena);
    rc_report_date date = rc_report_date_find(l->dates, report, r->doc, &r->hits, arena);
    r->published = date.to; /* it tells of days before that */
    r->dated = (rc_date_scope){date.from, date.to, rc_title_time(l->dates, r->title, date.to, arena)};
    r->actors = l->actors;
    r->parties = rc_parties_find(l->actors, r->doc, &r->hits, r->published, arena);
    const rc_document *title = rc_document_new(rc_lexicon_orthography(l->lexicon), report->title, arena);
    rc_hits title_hits = rc_lexicon_match(l->lexicon, title, arena);
    r->title_act = act_of_title(l, &title_hits);
    r->conflict = weigh_conflict(r, &title_hits);
    return r;
}

/* The report names the country of a side by another side or a place. */
static bool names_country(const rc_reading *r, const rc_party_mention *side)
{
    for (uint32_t i = 0; i < r->parties.n; i++) {
        const rc_party_mention *p = &r->parties.ptr[i];
        if (strcmp(p->country, side->country) == 0 && !rc_str_eq(p->name, side->name)) return true;
    }
    for (uint32_t i = 0; i < r->places.n; i++)
        if (strcmp(r->places.ptr[i].country, side->country) == 0) return true;
    return false;
}

/* "AFP" is a news agency; an army only in a report that names its country. */
static void without_outlets(rc_reading *r)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < r->parties.n; i++) {
        const rc_party_mention *p = &r->parties.ptr[i];
        bool outlet = false;
        for (int k = 0; k < 4 && p->count == 1 && p->country[0] && !outlet; k++) {
            const rc_hit *hit = hit_with(r, p->first, r->rules->outlet_names[k]);
            outlet = hit && hit->count == 1 && (r->doc->tokens[p->first].flags & RC_TOKEN_UPPER);
        }
        if (!outlet || names_country(r, p)) r->parties.ptr[n++] = *p;
    }
    r->parties.n = n;
}

/* "diffusé par Al-Jazeera": the name of an outlet is a place only behind a preposition of place. */
static void without_outlet_places(rc_reading *r)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < r->places.n; i++) {
        const rc_place_mention *p = &r->places.ptr[i];
        bool outlet = false;
        for (int k = 0; k < 4 && !outlet; k++) {
            const rc_hit *hit = hit_with(r, p->first, r->rules->outlet_names[k]);
            outlet = hit && hit->count == p->count;
        }
        const rc_hit *at = outlet && p->first > 0 ? hit_with(r, p->first - 1, r->rules->placewords) : NULL;
        bool placed = at && r->rules->place_word[at->row] == PLACE_WORD_BEFORE;
        if (!outlet || placed) r->places.ptr[n++] = *p;
    }
    r->places.n = n;
}

/* "Mocimboa da Praia": the capital of a country inside the name of a place is a part of that name. */
static void without_parts_of_names(rc_reading *r)
{
    uint32_t n = 0, k = 0;
    for (uint32_t i = 0; i < r->parties.n; i++) {
        const rc_party_mention *p = &r->parties.ptr[i];
        while (k < r->places.n && r->places.ptr[k].name_first + r->places.ptr[k].name_count <= p->first) k++;
        const rc_place_mention *name = k < r->places.n ? &r->places.ptr[k] : NULL;
        bool part = name && p->is_metonym && name->name_first <= p->first && p->count < name->name_count &&
                    p->first + p->count <= name->name_first + name->name_count;
        if (!part) r->parties.ptr[n++] = *p;
    }
    r->parties.n = n;
}

/* The rest of what claims are made of. `worth`: the sentences to parse; NULL: all. */
static void resolve(rc_reading *r, const rc_reader *reader, const language_rules *l, const uint8_t *worth,
                    rc_place_scope scope)
{
    rc_arena *arena = r->arena;
    r->quantities = rc_numbers_find(l->numbers, r->doc, &r->hits, arena);
    r->timexes = without_births(r, rc_dates_find_in(l->dates, r->doc, &r->hits, &r->dated, arena));
    const rc_analysis *analysis = l->model ? rc_analyse_some(l->model, r->doc, worth, arena) : NULL;
    r->places = rc_places_find(l->places, reader->gazetteer, r->doc, &r->hits, &r->parties, analysis, scope, arena);
    without_outlets(r);
    without_outlet_places(r);
    without_parts_of_names(r);
    r->places = rc_places_with_lands(l->places, reader->gazetteer, l->actors, r->doc, &r->hits, &r->places, arena);
    rc_parties_settle(l->actors, &r->parties, &r->places, r->doc, arena);
    r->countries = rc_places_of_countries(reader->gazetteer, l->actors, &r->parties, &r->places, arena);
    mend_sayings(r, analysis);
    mend_subjects(r, analysis);
    mend_clauses(r, analysis);
    r->syntax = syntax_new(analysis, r->doc, arena);
    reading_index(r);
}

typedef struct read_job {
    const rc_reader *reader;
    rc_report *report;
    rc_claims *claims;     /* NULL: not wanted */
    rc_tellings *tellings; /* likewise */
    rc_report_places *places;
    rc_explanation *trace; /* NULL: no notes */
    rc_arena *arena;
    const decision_tap *tap;
} read_job;

/* What is said is listed for any text; claims are looked for in reports about armed conflict alone. */
static void read_report(const read_job *job, const language_rules *l)
{
    rc_reading *r = new_reading(l, job->report, job->arena);
    bool whatever = job->tellings || job->places;
    const uint8_t *worth = whatever ? NULL : worth_parsing(r, r->conflict);
    r->trace = job->trace;
    trace_report(r, worth);
    if (!r->conflict->is_conflict && !whatever) return;
    resolve(r, job->reader, l, worth, job->places ? RC_PLACES_ALL : RC_PLACES_OF_EVENTS);
    if (job->places) {
        *job->places = (rc_report_places){r->doc->text, r->doc, r->places};
        return;
    }
    attribution said_by = attribute(r);
    trace_sources(r, &said_by);
    if (job->claims) {
        drafts made = assemble(r, &said_by);
        *job->claims = revise(r, job->reader->choices, &made, job->tap);
        trace_revised(r, job->claims);
    }
    if (job->tellings) *job->tellings = tellings_of(r, &said_by);
}

static rc_status read_one(void *context, rc_error *err)
{
    read_job *job = context;
    rc_report *report = job->report;
    rc_language language = rc_identify(job->reader->identifier, report->text, report->lang);
    report->lang = rc_arena_dup(job->arena, rc_str_of(language.tag));
    for (size_t i = 0; i < job->reader->n_languages; i++)
        if (strcmp(language.tag, job->reader->languages[i].tag) == 0) {
            read_report(job, &job->reader->languages[i]);
            return RC_OK;
        }
    return rc_fail(err, RC_EUNREAD, "%.*s: in language '%s', for which there are no rules", RC_FMT(report->path),
                   language.tag);
}

static rc_status run(read_job *job, rc_error *err)
{
    char what[256];
    snprintf(what, sizeof what, "%.*s", RC_FMT(job->report->path));
    return rc_arena_run(job->arena, read_one, job, what, err);
}

rc_status read_tapped(const rc_reader *reader, rc_report *report, rc_claims *claims, const decision_tap *tap,
                      rc_arena *arena, rc_error *err)
{
    *claims = (rc_claims){0};
    read_job job = {.reader = reader, .report = report, .claims = claims, .arena = arena, .tap = tap};
    return run(&job, err);
}

rc_status rc_reader_tellings(const rc_reader *reader, rc_report *report, rc_tellings *out, rc_arena *arena,
                             rc_error *err)
{
    *out = (rc_tellings){0};
    read_job job = {.reader = reader, .report = report, .tellings = out, .arena = arena};
    return run(&job, err);
}

rc_status rc_reader_places(const rc_reader *reader, rc_report *report, rc_report_places *out, rc_arena *arena,
                           rc_error *err)
{
    *out = (rc_report_places){0};
    read_job job = {.reader = reader, .report = report, .places = out, .arena = arena};
    return run(&job, err);
}

rc_status rc_reader_explain(const rc_reader *reader, rc_report *report, rc_explanation *out, rc_arena *arena,
                            rc_error *err)
{
    *out = (rc_explanation){0};
    read_job job = {.reader = reader, .report = report, .claims = &out->claims, .trace = out, .arena = arena};
    return run(&job, err);
}

rc_status rc_reader_read(const rc_reader *reader, rc_report *report, rc_claims *claims, rc_arena *arena, rc_error *err)
{
    return read_tapped(reader, report, claims, NULL, arena, err);
}

rc_inter rc_reader_inter(const rc_reader *reader, rc_str party)
{
    return rc_party_inter(reader->languages[0].actors, party);
}
