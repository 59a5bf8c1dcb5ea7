/* recoupe-train claims: reads reports as the program does, writes down every choice with its clues, and finds by the
 * claims that people made of the same reports which candidates were right. */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>

#include "claims/read.h"
#include "recoupe/base/paths.h"
#include "train/chains.h"

#define NEAR_KM 50.0
#define SAME_KM 5.0 /* the spot itself: where it is among the candidates, others near by are wrong */
/* Only what is hardly a claim is left out, whatever the best F1: people judge the rest by its confidence. */
#define MOST_DROPPED (-1.2f)

typedef struct recorder {
    rc_arena *arena;
    rc_aliases aliases;
    const rc_gold_report *gold;
    const rc_claims *drafts; /* of the report at hand; found by a first reading without choices */
    int32_t *of;
    uint32_t report;
    rc_questions questions[CHOICES];
    rc_chains times;                 /* of all reports */
    RC_VEC(rc_example) own;          /* times of the report at hand, candidate by candidate of each draft */
    RC_VEC(rc_told_time) candidates; /* ... what they stand for, once */
    rc_example *step;                /* [drafts * STEPS] */
    RC_VEC(rc_example) open;         /* candidates of the choice being made */
    RC_VEC(bool) exact;              /* places: which of them are the spot itself */
    decision last;
    uint32_t missed[CHOICES];
} recorder;

static bool has_party(const recorder *rec, const rc_actor *actors, uint32_t n, rc_str party)
{
    for (uint32_t i = 0; i < n; i++)
        if (rc_same_party(&rec->aliases, actors[i].party.len ? actors[i].party : actors[i].name, party)) return true;
    return false;
}

static uint32_t size_of(const rc_claim_place *p)
{
    return p->precision == RC_PRECISION_COUNTRY ? 2 : p->precision == RC_PRECISION_REGION ? 1 : 0;
}

/* As the scorer sees it: near any of the finest places of gold, or of their name where gold has no point. */
static bool is_place(const rc_claim *gold, const rc_claim_place *place, double within_km)
{
    uint32_t finest = 2;
    for (uint32_t i = 0; i < gold->n_place; i++)
        if (size_of(&gold->place[i]) < finest) finest = size_of(&gold->place[i]);
    for (uint32_t i = 0; i < gold->n_place; i++) {
        const rc_claim_place *g = &gold->place[i];
        if (size_of(g) > finest) continue;
        if (g->is_resolved && place->is_resolved && rc_distance_km(g->lat, g->lon, place->lat, place->lon) <= within_km)
            return true;
        if (!g->is_resolved && rc_str_eq(g->name, place->name)) return true;
    }
    return false;
}

static bool days_agree(const rc_claim *gold, rc_day from, rc_day to)
{
    if (gold->from == RC_DAY_NONE || from == RC_DAY_NONE) return false;
    int64_t low = gold->from > from ? gold->from : from, high = gold->to < to ? gold->to : to;
    int64_t both_days = high - low + 1;
    int64_t either = (gold->to - gold->from + 1) + (to - from + 1) - both_days;
    return both_days > 0 && 2 * both_days >= either;
}

static const rc_loss *gold_loss(const rc_claim *gold, const rc_loss *loss)
{
    for (uint32_t i = 0; i < gold->n_losses; i++) {
        const rc_count *a = &gold->losses[i].count, *b = &loss->count;
        if (gold->losses[i].effect == loss->effect && a->has_low == b->has_low && a->has_high == b->has_high &&
            (!a->has_low || a->low == b->low) && (!a->has_high || a->high == b->high))
            return &gold->losses[i];
    }
    return NULL;
}

/* Is the candidate right by gold claim `g`? False in `*asked`: the choice teaches nothing. */
static bool is_right(const recorder *rec, const decision *d, const rc_claim *g, bool *asked)
{
    const rc_loss *loss;
    *asked = true;
    switch (first_of(d->kind)) {
    case CHOICE_BY:
        return has_party(rec, g->by, g->n_by, d->party);
    case CHOICE_AGAINST:
        return has_party(rec, g->against, g->n_against, d->party);
    case CHOICE_VICTIM:
        loss = gold_loss(g, &rec->drafts->ptr[d->claim].losses[d->item]);
        *asked = loss != NULL;
        return loss && rc_same_party(&rec->aliases, loss->of, d->party);
    case CHOICE_PLACE:
        return d->none ? g->n_place == 0 : is_place(g, &d->place, NEAR_KM);
    case CHOICE_TIME:
        return d->none ? g->from == RC_DAY_NONE : days_agree(g, d->from, d->to);
    case CHOICE_TYPE:
        return g->subtype.len ? rc_str_eq(g->subtype, d->subtype) : g->type == d->type;
    case CHOICE_HEDGED:
        return g->certainty == RC_HEDGED;
    default:
        return true;
    }
}

static rc_example example_of(recorder *rec, const decision *d, bool right)
{
    uint16_t *at = RC_NEWS(rec->arena, uint16_t, d->clues.n + 1);
    for (uint32_t i = 0; i < d->clues.n; i++) at[i] = (uint16_t)d->clues.ptr[i].at;
    return (rc_example){at, (uint16_t)d->clues.n, right, d->ruled, d->base};
}

/* Among places within reach of the right one, the spot itself is what is to be learnt. */
static void keep_exact(recorder *rec)
{
    bool any = false;
    for (size_t i = 0; i < rec->exact.len; i++) any = any || rec->exact.ptr[i];
    for (size_t i = 0; i < rec->open.len && any; i++) rec->open.ptr[i].right = rec->exact.ptr[i];
    rec->exact.len = 0;
}

static void close_question(recorder *rec)
{
    keep_exact(rec);
    bool any = false;
    for (size_t i = 0; i < rec->open.len; i++) any = any || rec->open.ptr[i].right;
    if (rec->open.len && (any || rc_is_yes_or_no(rec->last.kind))) {
        rc_question *q = RC_PUSH(rec->arena, &rec->questions[rec->last.kind]);
        *q = (rc_question){RC_NEWS(rec->arena, rc_example, rec->open.len), (uint32_t)rec->open.len, rec->report};
        memcpy(q->ptr, rec->open.ptr, rec->open.len * sizeof *q->ptr);
    }
    rec->open.len = 0;
}

/* Times are chosen for all drafts of a report together. */
static void take_time(recorder *rec, const decision *d)
{
    int32_t of = rec->of[d->claim];
    bool right = false, asked;
    if (d->kind == CHOICE_STEP) {
        rec->step[d->claim * STEPS + d->candidate] = example_of(rec, d, false);
        return;
    }
    if (of >= 0) right = is_right(rec, d, &rec->gold->claims.ptr[of], &asked);
    *RC_PUSH(rec->arena, &rec->own) = example_of(rec, d, right);
    if (d->claim == 0) *RC_PUSH(rec->arena, &rec->candidates) = (rc_told_time){d->from, d->to};
}

static void close_times(recorder *rec)
{
    uint32_t n = rec->drafts->n, k = (uint32_t)rec->candidates.len;
    uint8_t *sort = RC_NEWS(rec->arena, uint8_t, k * k + 1);
    bool *asked = RC_NEWS(rec->arena, bool, n + 1);
    rc_example *own = RC_NEWS(rec->arena, rc_example, rec->own.len + 1);
    if (rec->own.len) memcpy(own, rec->own.ptr, rec->own.len * sizeof *own);
    for (size_t i = 0; i < rec->own.len; i++) asked[i / k] = asked[i / k] || own[i].right;
    for (uint32_t a = 0; a < k; a++)
        for (uint32_t b = 0; b < k; b++) sort[a * k + b] = step_between(rec->candidates.ptr[a], rec->candidates.ptr[b]);
    if (n && rec->own.len)
        *RC_PUSH(rec->arena, &rec->times) = (rc_chain){n, k, rec->report, own, rec->step, sort, asked};
    rec->own.len = rec->candidates.len = 0;
}

static void take(void *context, const decision *d)
{
    recorder *rec = context;
    if (d->kind == CHOICE_TIME || d->kind == CHOICE_STEP) {
        take_time(rec, d);
        return;
    }
    int32_t of = rec->of[d->claim];
    bool same = d->kind == rec->last.kind && d->claim == rec->last.claim && d->item == rec->last.item;
    if (!same || rc_is_yes_or_no(d->kind)) close_question(rec);
    rec->last = *d;
    bool asked = true, right;
    if (first_of(d->kind) == CHOICE_RIGHT)
        right = of >= 0;
    else if (of < 0)
        return;
    else
        right = is_right(rec, d, &rec->gold->claims.ptr[of], &asked);
    if (!asked) return;
    *RC_PUSH(rec->arena, &rec->open) = example_of(rec, d, right);
    bool place = first_of(d->kind) == CHOICE_PLACE && !d->none;
    *RC_PUSH(rec->arena, &rec->exact) = place && is_place(&rec->gold->claims.ptr[of], &d->place, SAME_KM);
}

/* Right answers that were never offered, for the recall of yes-or-no choices. */
static void count_missed(recorder *rec)
{
    uint32_t found = 0;
    for (uint32_t i = 0; i < rec->drafts->n; i++) found += rec->of[i] >= 0;
    rec->missed[CHOICE_RIGHT] += rec->gold->claims.n - found;
}

/* `choices`: NULL for the first look; else what it thinks, and the second is recorded. */
static rc_status read_report(const rc_reader *reader, recorder *rec, rc_gold_report *gold, const rc_choices *choices,
                             rc_error *err)
{
    rc_claims first, again;
    rc_report report = gold->report;
    rc_status status = rc_reader_read(reader, &report, &first, rec->arena, err);
    if (status != RC_OK) return status;
    rec->gold = gold;
    rec->drafts = &first;
    rec->of = RC_NEWS(rec->arena, int32_t, first.n + 1);
    rc_gold_align(&gold->claims, &first, rec->of, rec->arena);
    if (!choices) count_missed(rec);
    rec->step = RC_NEWS(rec->arena, rc_example, (size_t)first.n * STEPS + 1);
    decision_tap tap = {take, rec, choices};
    status = read_tapped(reader, &report, &again, &tap, rec->arena, err);
    close_question(rec);
    if (!choices) close_times(rec);
    rec->report++;
    return status;
}

typedef struct claims_job {
    const char *out, *data_dir, *aliases;
    unsigned share; /* per cent of the reports to learn from, for a learning curve */
    rc_choice_training how, how_again, how_chain;
    rc_gold gold;
    rc_arena arena;
    rc_error err;
} claims_job;

/* Read every report; `folds`: one set of choices a fold, each for the reports that it has not seen. */
static rc_status read_all(claims_job *job, const rc_reader *reader, recorder *rec, const rc_choices *folds)
{
    rc_status status = RC_OK;
    rec->report = 0;
    for (size_t i = 0; i < job->gold.len && status == RC_OK; i++) {
        if (i * 37 % 100 >= job->share) continue;
        const rc_choices *choices = folds ? &folds[rec->report % FOLDS] : NULL;
        status = read_report(reader, rec, &job->gold.ptr[i], choices, &job->err);
    }
    return status;
}

/* One of many candidates, and one side of many, have clues that few reports share: there a ridge carries over better
 * than decay, by cross-validation; for sorts and hedges, whose clues are words, it does not. */
static rc_choice_training how_to_learn(const claims_job *job, choice_kind kind)
{
    rc_choice_training how = job->how;
    if (kind == CHOICE_PLACE) {
        how.ridge = 10;
        how.decay = 0;
    } else if (kind == CHOICE_BY || kind == CHOICE_AGAINST) {
        how.ridge = 30;
        how.decay = 0.005f;
    }
    return how;
}

/* `folds`: takes what each fold has learned; NULL: nobody asks. */
static void learn_kinds(claims_job *job, recorder *rec, rc_choices *choices, rc_choices *folds, choice_kind first,
                        choice_kind last)
{
    for (int i = (int)first; i <= (int)last; i++) {
        choice_kind k = (choice_kind)i;
        if (k == CHOICE_STEP) continue;
        if (k == CHOICE_TIME) {
            rc_chains_validate(choices, k, CHOICE_STEP, &rec->times, &job->how_chain, folds, &job->arena);
            rc_chains_train(choices, k, CHOICE_STEP, &rec->times, 0, 0, &job->how_chain, &job->arena);
            continue;
        }
        rc_choice_training how = how_to_learn(job, k);
        rc_choices_validate(choices, k, &rec->questions[k], rec->missed[first_of(k)], &how, folds, &job->arena);
        rc_choices_train(choices, k, &rec->questions[k], 0, 0, &how, &job->arena);
    }
}

static rc_status learn(claims_job *job)
{
    recorder rec = {.arena = &job->arena};
    rc_reader *reader;
    rc_status status = reader_of_rules(&reader, job->data_dir, &job->err);
    if (status != RC_OK) return status;
    status = rc_aliases_read(&rec.aliases, job->aliases, &job->arena, &job->err);
    if (status == RC_OK) status = read_all(job, reader, &rec, NULL);
    rc_choices *choices = RC_NEW(&job->arena, rc_choices), *folds = RC_NEWS(&job->arena, rc_choices, FOLDS);
    if (status == RC_OK) {
        printf("%u reports; by cross-validation over reports:\n", rec.report);
        learn_kinds(job, &rec, choices, folds, CHOICE_BY, CHOICE_RIGHT);
        status = read_all(job, reader, &rec, folds);
    }
    job->how = job->how_again;
    if (status == RC_OK) learn_kinds(job, &rec, choices, NULL, CHOICE_BY_AGAIN, CHOICE_RIGHT_AGAIN);
    rc_reader_free(reader);
    if (status != RC_OK) return status;
    choices->used[CHOICE_RIGHT] = 1; /* it is the confidence of a claim, whether or not it leaves out the right ones */
    for (int k = CHOICE_RIGHT; k < CHOICES; k++)
        if (first_of((choice_kind)k) == CHOICE_RIGHT && choices->threshold[k] > MOST_DROPPED)
            choices->threshold[k] = MOST_DROPPED;
    return rc_choices_write(choices, job->out, &job->err);
}

int rc_train_claims(int argc, char **argv)
{
    static const struct option options[] = {
        {"out", 1, 0, 'o'},  {"data", 1, 0, 'd'},  {"aliases", 1, 0, 'a'}, {"share", 1, 0, 's'}, {"epochs", 1, 0, 'e'},
        {"rate", 1, 0, 'r'}, {"decay", 1, 0, 'y'}, {"drop", 1, 0, 'p'},    {"rare", 1, 0, 'm'},  {0, 0, 0, 0}};
    claims_job job = {.share = 100,
                      .how = {.epochs = 20, .seed = 1, .rare = 3, .rate = 0.02f, .decay = 0.05f, .drop = 0.3f},
                      .how_chain = {.epochs = 20, .seed = 1, .rare = 3, .rate = 0.02f, .decay = 0.25f, .drop = 0.3f},
                      .how_again = {.epochs = 20, .seed = 1, .rare = 3, .rate = 0.01f, .decay = 0.02f, .drop = 0.3f}};
    rc_arena_init(&job.arena, (size_t)16 << 20, 0);
    rc_status status = RC_OK;
    for (int option; (option = getopt_long(argc, argv, "", options, NULL)) != -1;) {
        if (option == 'o') job.out = optarg;
        if (option == 'd') job.data_dir = optarg;
        if (option == 'a') job.aliases = optarg;
        if (option == 's') job.share = (unsigned)strtoul(optarg, NULL, 10);
        if (option == 'e') job.how.epochs = (unsigned)strtoul(optarg, NULL, 10);
        if (option == 'r') job.how.rate = strtof(optarg, NULL);
        if (option == 'y') job.how.decay = strtof(optarg, NULL);
        if (option == 'p') job.how.drop = strtof(optarg, NULL);
        if (option == 'm') job.how.rare = (unsigned)strtoul(optarg, NULL, 10);
        if (option == '?') status = RC_EINVALID;
    }
    if (!job.out || optind == argc || status != RC_OK) {
        fprintf(stderr, "recoupe-train claims FOLDER... --out FILE [--data DIR] [--aliases FILE] [--share PER_CENT] "
                        "[--epochs N] [--rate R] [--decay R] [--drop P] [--rare N]\n");
        rc_arena_release(&job.arena);
        return 2;
    }
    for (int i = optind; i < argc && status == RC_OK; i++)
        status = rc_gold_read(&job.gold, argv[i], &job.arena, &job.err);
    if (status == RC_OK) status = learn(&job);
    if (status != RC_OK) fprintf(stderr, "recoupe-train: %s\n", job.err.message);
    rc_arena_release(&job.arena);
    return status != RC_OK;
}
