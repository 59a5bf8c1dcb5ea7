/* recoupe-train join: learns from reports whose claims people have joined to events how much each clue says, from the
 * claims that people read and from those the program reads itself; checks it by leaving one group of reports out at a
 * time; and writes events/learned.h. */
#include "train/join.h"

#include <getopt.h>
#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "events/clues.h"
#include "events/keys.h"
#include "recoupe/base/map.h"
#include "recoupe/base/paths.h"
#include "recoupe/claims/reader.h"
#include "train/gold.h"
#include "train/join_score.h"

#define LINKS_FILES 8
#define FOLDERS 8
#define SETS 2 /* claims that people read; claims that the program reads */

typedef struct example {
    rc_clue_list clues;
    uint32_t fold;
    float weight; /* so that each folder of reports weighs as much as any other */
    bool is_one;
} example;

typedef struct claim_set {
    rc_join_claim *claims;
    uint32_t n;
    uint32_t *event; /* of each claim, UINT32_MAX: none of people's claims */
    rc_joining joining;
} claim_set;

typedef struct join_job {
    const char *out, *data_dir, *links[LINKS_FILES];
    uint32_t n_links;
    double decay;
    rc_gold gold;
    rc_join_report *reports;
    uint32_t *fold;               /* of each report */
    uint32_t folder_end[FOLDERS]; /* of each folder, the report after its last */
    uint32_t n_folders;
    uint32_t n_folds;
    rc_map event_of; /* "REPORT#N" to event + 1 */
    uint32_t n_events;
    rc_actor_edges edges;
    rc_join_options options;
    claim_set sets[SETS];
    RC_VEC(example) examples;
    rc_arena arena;
    rc_error err;
} join_job;

/* ---- what people joined */

static uint32_t report_at(const join_job *job, rc_str id)
{
    for (uint32_t i = 0; i < job->gold.len; i++)
        if (rc_str_eq(job->gold.ptr[i].report.id, id)) return i;
    return UINT32_MAX;
}

static uint32_t root_of(uint32_t *parent, uint32_t i)
{
    while (parent[i] != i) i = parent[i] = parent[parent[i]];
    return i;
}

static void tie(join_job *job, uint32_t a, uint32_t b)
{
    if (a != UINT32_MAX && b != UINT32_MAX) job->fold[root_of(job->fold, a)] = root_of(job->fold, b);
}

static void take_event(join_job *job, const json_t *claims)
{
    size_t i;
    const json_t *item;
    uint32_t first = UINT32_MAX;
    json_array_foreach(claims, i, item)
    {
        rc_str id = rc_arena_dup(&job->arena, rc_str_of(json_string_value(item)));
        *rc_map_put(&job->arena, &job->event_of, id, NULL) = job->n_events + 1;
        rc_str report = id;
        uint32_t at = report_at(job, rc_str_cut(&report, '#'));
        if (first == UINT32_MAX) first = at;
        tie(job, first, at);
    }
    job->n_events++;
}

static void take_copies(join_job *job, const json_t *reports)
{
    size_t i;
    const json_t *item;
    uint32_t first = UINT32_MAX;
    json_array_foreach(reports, i, item)
    {
        uint32_t at = report_at(job, rc_str_of(json_string_value(item)));
        if (first == UINT32_MAX) first = at;
        tie(job, first, at);
    }
}

/* Reports that share an event, or are copies, are learned from or tested on together. */
static void number_folds(join_job *job)
{
    uint32_t n = (uint32_t)job->gold.len;
    uint32_t *number = RC_NEWS(&job->arena, uint32_t, n);
    for (uint32_t i = 0; i < n; i++)
        if (root_of(job->fold, i) == i) number[i] = job->n_folds++;
    for (uint32_t i = 0; i < n; i++) root_of(job->fold, i);
    uint32_t *fold = RC_NEWS(&job->arena, uint32_t, n);
    for (uint32_t i = 0; i < n; i++) fold[i] = number[root_of(job->fold, i)];
    job->fold = fold;
}

static rc_status read_file(join_job *job, const char *path)
{
    json_error_t why;
    json_t *root = json_load_file(path, 0, &why);
    if (!root) return rc_fail(&job->err, RC_EFORMAT, "%s: %s", path, why.text);
    size_t i;
    const json_t *item;
    json_array_foreach(json_object_get(root, "events"), i, item) take_event(job, json_object_get(item, "claims"));
    json_array_foreach(json_object_get(root, "copies"), i, item) take_copies(job, json_object_get(item, "reports"));
    json_decref(root);
    return RC_OK;
}

static rc_status read_links(join_job *job)
{
    uint32_t n = (uint32_t)job->gold.len;
    rc_status status = RC_OK;
    job->fold = RC_NEWS(&job->arena, uint32_t, n);
    for (uint32_t i = 0; i < n; i++) job->fold[i] = i;
    for (uint32_t i = 0; i < job->n_links && status == RC_OK; i++) status = read_file(job, job->links[i]);
    number_folds(job);
    return status;
}

/* ---- claims */

/* The event of a claim that people read; each that is in none is one of its own. */
static uint32_t event_of(join_job *job, uint32_t report, uint32_t n)
{
    rc_str id = rc_arena_printf(&job->arena, "%.*s#%u", RC_FMT(job->gold.ptr[report].report.id), n);
    uint64_t *at = rc_map_put(&job->arena, &job->event_of, id, NULL);
    if (!*at) *at = ++job->n_events;
    return (uint32_t)*at - 1;
}

static void add_claims(join_job *job, claim_set *set, uint32_t report, const rc_claims *claims, const int32_t *of)
{
    for (uint32_t i = 0; i < claims->n; i++) {
        rc_join_claim *c = &set->claims[set->n];
        c->report = report;
        c->id = rc_arena_printf(&job->arena, "%.*s.%u", RC_FMT(job->reports[report].id), i + 1);
        c->claim = claims->ptr[i];
        int32_t gold = of ? of[i] : (int32_t)i;
        set->event[set->n++] = gold < 0 ? UINT32_MAX : event_of(job, report, (uint32_t)gold);
    }
}

static rc_status read_sets(join_job *job, const rc_reader *reader)
{
    uint32_t n = (uint32_t)job->gold.len;
    rc_status status = RC_OK;
    rc_claims *own = RC_NEWS(&job->arena, rc_claims, n);
    uint32_t most[SETS] = {0};
    for (uint32_t i = 0; i < n && status == RC_OK; i++) {
        rc_report report = job->gold.ptr[i].report;
        status = rc_reader_read(reader, &report, &own[i], &job->arena, &job->err);
        job->reports[i] = (rc_join_report){report.id,   report.outlet, report.title,
                                           report.text, report.lang,   rc_day_parse(report.published)};
        most[0] += job->gold.ptr[i].claims.n;
        most[1] += own[i].n;
    }
    for (int s = 0; s < SETS; s++) {
        job->sets[s].claims = RC_NEWS(&job->arena, rc_join_claim, most[s]);
        job->sets[s].event = RC_NEWS(&job->arena, uint32_t, most[s]);
    }
    for (uint32_t i = 0; i < n && status == RC_OK; i++) {
        int32_t *of = RC_NEWS(&job->arena, int32_t, own[i].n);
        rc_gold_align(&job->gold.ptr[i].claims, &own[i], of, &job->arena);
        add_claims(job, &job->sets[0], i, &job->gold.ptr[i].claims, NULL);
        add_claims(job, &job->sets[1], i, &own[i], of);
    }
    return status;
}

/* ---- pairs */

static int by_value(const void *left, const void *right)
{
    const uint64_t *a = left, *b = right;
    return (*a > *b) - (*a < *b);
}

/* Whether the later claim finds the earlier one in the index. */
static bool do_meet(const rc_keys *own, const rc_keys *wanted)
{
    for (size_t i = 0, k = 0; i < own->len && k < wanted->len;) {
        if (own->ptr[i] == wanted->ptr[k]) return true;
        *(own->ptr[i] < wanted->ptr[k] ? &i : &k) += 1;
    }
    return false;
}

static rc_keys sorted(rc_keys keys)
{
    if (keys.len) qsort(keys.ptr, keys.len, sizeof *keys.ptr, by_value);
    return keys;
}

/* Every pair that is looked at is an example; what a copy repeats is joined whatever the clues say. */
static rc_status make_examples(join_job *job, claim_set *set)
{
    rc_joining *j = &set->joining;
    *j = (rc_joining){.arena = &job->arena, .options = &job->options, .tuning = &rc_join_learned};
    rc_status status = rc_mentions_prepare(j, job->reports, (uint32_t)job->gold.len, set->claims, set->n, &job->err);
    if (status == RC_OK) status = rc_copies_find(j, &job->err);
    rc_keys *own = RC_NEWS(&job->arena, rc_keys, j->n_mentions), *wanted = RC_NEWS(&job->arena, rc_keys, j->n_mentions);
    for (uint32_t i = 0; i < j->n_mentions && status == RC_OK; i++) {
        rc_keys_own(&job->arena, &own[i], &j->mentions[i]);
        rc_keys_wanted(&job->arena, &wanted[i], &j->mentions[i]);
        own[i] = sorted(own[i]);
        wanted[i] = sorted(wanted[i]);
    }
    for (uint32_t a = 0; a < j->n_mentions && status == RC_OK; a++) {
        uint32_t one = set->event[j->mentions[a].input];
        for (uint32_t b = a + 1; b < j->n_mentions && one != UINT32_MAX; b++) {
            uint32_t other = set->event[j->mentions[b].input];
            if (other == UINT32_MAX || j->mentions[b].twin == a || !do_meet(&own[a], &wanted[b])) continue;
            uint32_t fold = job->fold[set->claims[j->mentions[a].input].report];
            example e = {.fold = fold, .is_one = one == other, .weight = 1};
            rc_clues_find(&e.clues, &j->mentions[a], &j->mentions[b]);
            if (!e.clues.is_apart) *RC_PUSH(&job->arena, &job->examples) = e;
        }
    }
    return status;
}

static uint32_t folder_of(const join_job *job, uint32_t fold)
{
    uint32_t report = 0, folder = 0;
    while (report + 1 < job->gold.len && job->fold[report] != fold) report++;
    while (folder + 1 < job->n_folders && job->folder_end[folder] <= report) folder++;
    return folder;
}

/* Pairs within an event grow with the square of its claims: a folder with a few great events would drown the rest. */
static void weigh_examples(join_job *job)
{
    uint32_t ones[FOLDERS] = {0}, all = 0;
    uint32_t *folder = RC_NEWS(&job->arena, uint32_t, job->n_folds);
    for (uint32_t f = 0; f < job->n_folds; f++) folder[f] = folder_of(job, f);
    for (size_t i = 0; i < job->examples.len; i++) {
        ones[folder[job->examples.ptr[i].fold]] += job->examples.ptr[i].is_one;
        all += job->examples.ptr[i].is_one;
    }
    for (size_t i = 0; i < job->examples.len; i++) {
        uint32_t mine = ones[folder[job->examples.ptr[i].fold]];
        job->examples.ptr[i].weight = mine ? (float)all / (float)(mine * job->n_folders) : 1;
    }
}

/* ---- learning: logistic regression with decay towards what general knowledge says, full batches, steps by AdaGrad */

#define STEPS 600
#define RATE 0.2

static const float prior[2][RC_CLUE_COUNT] = {
#define X(name, across, within, words) across,
    {RC_CLUES(X)},
#undef X
#define X(name, across, within, words) within,
    {RC_CLUES(X)},
#undef X
};

/* What speaks for one event goes on doing so, at half of what is known at least: that a region may speak of a village
 * in it is not unlearned from reports of which many tell of one region. */
static float bounded(float weight, float known)
{
    return known > 0 && weight < known / 2 ? known / 2 : weight;
}

static void learn(const join_job *job, uint32_t held_out, rc_join_tuning *tuning)
{
    double squares[2][RC_CLUE_COUNT] = {{0}};
    *tuning = rc_join_learned;
    memcpy(tuning->weights, prior, sizeof tuning->weights);
    for (int step = 0; step < STEPS; step++) {
        double slope[2][RC_CLUE_COUNT] = {{0}};
        for (size_t i = 0; i < job->examples.len; i++) {
            const example *e = &job->examples.ptr[i];
            if (e->fold == held_out) continue;
            double p = 1 / (1 + exp(-rc_clues_weigh(&e->clues, tuning)));
            double d = (double)e->weight * (p - (e->is_one ? 1 : 0));
            for (uint32_t k = 0; k < e->clues.n; k++)
                slope[e->clues.is_within][e->clues.at[k]] += d * (double)e->clues.value[k];
        }
        for (int w = 0; w < 2; w++)
            for (int c = 0; c < RC_CLUE_COUNT; c++) {
                double g = slope[w][c] + job->decay * (double)(tuning->weights[w][c] - prior[w][c]);
                squares[w][c] += g * g;
                float step_to = tuning->weights[w][c] - (float)(RATE * g / (sqrt(squares[w][c]) + 1e-6));
                tuning->weights[w][c] = bounded(step_to, prior[w][c]);
            }
    }
}

/* ---- measuring */

/* Clusters of the claims of one fold, or of all. */
static void measure(join_job *job, const claim_set *set, uint32_t fold, const rc_join_tuning *tuning,
                    rc_join_counts *counts)
{
    rc_joining j = set->joining;
    j.tuning = tuning;
    uint32_t n;
    const rc_group *groups = rc_groups_make(&j, &n);
    uint32_t *key = RC_NEWS(&job->arena, uint32_t, set->n), *found = RC_NEWS(&job->arena, uint32_t, set->n);
    uint32_t k = 0;
    for (uint32_t g = 0; g < n; g++)
        for (uint32_t m = 0; m < groups[g].n; m++) {
            uint32_t input = j.mentions[groups[g].members[m]].input;
            if (set->event[input] == UINT32_MAX) continue;
            if (fold != UINT32_MAX && job->fold[set->claims[input].report] != fold) continue;
            key[k] = set->event[input];
            found[k++] = g;
        }
    rc_join_count(counts, key, found, k, &job->arena);
}

static void print_counts(const char *what, const rc_join_counts *counts)
{
    rc_join_scores s = rc_join_score(counts);
    printf("%s: MUC %.3f (P %.3f R %.3f)  B3 %.3f (P %.3f R %.3f)  CEAF-e %.3f  mean %.3f\n", what, s.muc.f1, s.muc.p,
           s.muc.r, s.b3.f1, s.b3.p, s.b3.r, s.ceaf.f1, (s.muc.f1 + s.b3.f1 + s.ceaf.f1) / 3);
}

static const char *const set_names[SETS] = {"claims that people read", "its own claims"};

#define LINKS 10 /* thresholds that are tried: 0.25 to 0.70 */
#define MEANS 13 /* -1.5 to 1.5 */

static double link_at(int l)
{
    return 0.25 + l / 20.0;
}

static double mean_at(int m)
{
    return -1.5 + m / 4.0;
}

static double score_at(join_job *job, const rc_join_tuning *folds, int l, int m)
{
    double sum = 0;
    for (int s = 0; s < SETS; s++) {
        rc_join_counts counts = {0};
        for (uint32_t f = 0; f < job->n_folds; f++) {
            rc_join_tuning t = folds[f];
            t.link_min = link_at(l);
            t.mean_min = mean_at(m);
            measure(job, &job->sets[s], f, &t, &counts);
        }
        rc_join_scores r = rc_join_score(&counts);
        sum += r.muc.f1 + r.b3.f1 + r.ceaf.f1;
    }
    return sum;
}

/* The best together with its neighbours, so that no lucky point is taken. */
static void choose_thresholds(join_job *job, const rc_join_tuning *folds, double *link_min, double *mean_min)
{
    double sum[LINKS][MEANS], best = -1;
    for (int l = 0; l < LINKS; l++)
        for (int m = 0; m < MEANS; m++) sum[l][m] = score_at(job, folds, l, m);
    for (int l = 1; l + 1 < LINKS; l++)
        for (int m = 1; m + 1 < MEANS; m++) {
            double around = 0;
            for (int i = -1; i <= 1; i++)
                for (int k = -1; k <= 1; k++) around += sum[l + i][m + k];
            if (around <= best) continue;
            best = around;
            *link_min = link_at(l);
            *mean_min = mean_at(m);
        }
}

static void validate(join_job *job, rc_join_tuning *final)
{
    rc_join_tuning *folds = RC_NEWS(&job->arena, rc_join_tuning, job->n_folds);
    for (uint32_t f = 0; f < job->n_folds; f++) learn(job, f, &folds[f]);
    learn(job, UINT32_MAX, final);
    choose_thresholds(job, folds, &final->link_min, &final->mean_min);
    printf("link_min %.2f mean_min %.2f\n", final->link_min, final->mean_min);
    for (int s = 0; s < SETS; s++) {
        rc_join_counts held_out = {0}, all = {0}, now = {0};
        for (uint32_t f = 0; f < job->n_folds; f++) {
            folds[f].link_min = final->link_min;
            folds[f].mean_min = final->mean_min;
            measure(job, &job->sets[s], f, &folds[f], &held_out);
        }
        measure(job, &job->sets[s], UINT32_MAX, final, &all);
        measure(job, &job->sets[s], UINT32_MAX, &rc_join_learned, &now);
        printf("%s\n", set_names[s]);
        print_counts("  each group of reports left out", &held_out);
        print_counts("  learned from all", &all);
        print_counts("  as it is shipped", &now);
    }
}

/* ---- writing */

static rc_status write_header(join_job *job, const rc_join_tuning *tuning)
{
    static const char *const names[] = {
#define X(name, across, within, words) #name,
        RC_CLUES(X)
#undef X
    };
    FILE *out = fopen(job->out, "w");
    if (!out) return rc_fail(&job->err, RC_EIO, "cannot write %s", job->out);
    fprintf(out,
            "/* Written by `recoupe-train join`: log odds that each clue adds. From claims of two reports; of one. */\n"
            "#ifndef RECOUPE_EVENTS_LEARNED_H\n#define RECOUPE_EVENTS_LEARNED_H\n\n"
            "/* clang-format off */\n#define RC_LEARNED_WEIGHTS { \\\n");
    for (int w = 0; w < 2; w++) {
        fprintf(out, "    { \\\n");
        for (int c = 0; c < RC_CLUE_COUNT; c++)
            fprintf(out, "        [RC_CLUE_%s] = %.2ff, \\\n", names[c], (double)tuning->weights[w][c]);
        fprintf(out, "    }, \\\n");
    }
    fprintf(out, "}\n#define JOIN_MIN %.2f\n#define JOIN_MEAN %.2f\n/* clang-format on */\n\n#endif\n",
            tuning->link_min, tuning->mean_min);
    return fclose(out) == 0 ? RC_OK : rc_fail(&job->err, RC_EIO, "cannot write %s", job->out);
}

static rc_status run(void *context, rc_error *err)
{
    join_job *job = context;
    rc_reader *reader;
    job->options.edges = &job->edges;
    job->reports = RC_NEWS(&job->arena, rc_join_report, job->gold.len);
    rc_status status = rc_actor_edges_load(&job->edges, job->data_dir, &job->arena, err);
    if (status == RC_OK) status = read_links(job);
    if (status == RC_OK) status = rc_reader_new(&reader, job->data_dir, err);
    if (status != RC_OK) return status;
    status = read_sets(job, reader);
    for (int s = 0; s < SETS && status == RC_OK; s++) status = make_examples(job, &job->sets[s]);
    if (status == RC_OK) {
        weigh_examples(job);
        rc_join_tuning tuning;
        uint32_t ones = 0;
        for (size_t i = 0; i < job->examples.len; i++) ones += job->examples.ptr[i].is_one;
        printf("%zu reports in %u groups, %zu pairs, %u of one event\n", job->gold.len, job->n_folds, job->examples.len,
               ones);
        validate(job, &tuning);
        if (job->out) status = write_header(job, &tuning);
    }
    rc_reader_free(reader);
    return status;
}

int rc_train_join(int argc, char **argv)
{
    static const struct option options[] = {
        {"out", 1, 0, 'o'}, {"data", 1, 0, 'd'}, {"links", 1, 0, 'l'}, {"decay", 1, 0, 'y'}, {0, 0, 0, 0}};
    join_job job = {.decay = 25.0};
    char data[1024];
    rc_arena_init(&job.arena, (size_t)16 << 20, 0);
    rc_status status = RC_OK;
    for (int option; (option = getopt_long(argc, argv, "", options, NULL)) != -1;) {
        if (option == 'o') job.out = optarg;
        if (option == 'd') job.data_dir = optarg;
        if (option == 'l' && job.n_links < LINKS_FILES) job.links[job.n_links++] = optarg;
        if (option == 'y') job.decay = strtod(optarg, NULL);
        if (option == '?') status = RC_EINVALID;
    }
    if (!job.n_links || optind == argc || status != RC_OK) {
        fprintf(stderr, "recoupe-train join FOLDER... --links FILE... [--out learned.h] [--data DIR] [--decay R]\n");
        rc_arena_release(&job.arena);
        return 2;
    }
    if (!job.data_dir) {
        status = rc_data_dir(data, sizeof data, &job.err);
        job.data_dir = data;
    }
    for (int i = optind; i < argc && status == RC_OK; i++) {
        status = rc_gold_read(&job.gold, argv[i], &job.arena, &job.err);
        if (job.n_folders < FOLDERS) job.folder_end[job.n_folders++] = (uint32_t)job.gold.len;
    }
    if (status == RC_OK) status = rc_arena_run(&job.arena, run, &job, "learning to join", &job.err);
    if (status != RC_OK) fprintf(stderr, "recoupe-train: %s\n", job.err.message);
    rc_arena_release(&job.arena);
    return status != RC_OK;
}
