/* What a person says about events: these are one, this is none, this I have looked at, take that back. */
#include "cli/cmd.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "cli/store.h"

#define CHUNK_BYTES ((size_t)1 << 16)

typedef RC_VEC(rc_str) id_list;

typedef struct verdict {
    const rc_common *common;
    rc_ledger *ledger;
    rc_arena arena;
    char **words;
    int n_words;
    int64_t undoes;
    rc_join_act act;
} verdict;

typedef struct gathering {
    verdict *v;
    id_list *claims;
} gathering;

static rc_status keep_event(void *context, const rc_stored_event *event, rc_error *err)
{
    (void)err;
    gathering *g = context;
    for (uint32_t i = 0; i < event->event.n_claims; i++)
        *RC_PUSH(&g->v->arena, g->claims) = rc_arena_dup(&g->v->arena, event->claims[event->event.claims[i]].id);
    return RC_OK;
}

/* The claims of an event, or the claim, that a word of the command line names. */
static rc_status gather(verdict *v, const char *word, id_list *claims, rc_error *err)
{
    rc_filter filter = RC_FILTER_ANY;
    gathering g = {v, claims};
    size_t before = claims->len;
    filter.event = rc_str_of(word);
    rc_status status = rc_ledger_events(v->ledger, &filter, keep_event, &g, err);
    if (status != RC_OK || claims->len > before) return status;
    rc_stored_reason reason;
    status = rc_ledger_reason(v->ledger, rc_str_of(word), &reason, &v->arena, err);
    if (status == RC_OK) *RC_PUSH(&v->arena, claims) = rc_str_of(word);
    if (status == RC_ENOTFOUND)
        return rc_fail(err, RC_ENOTFOUND, "%s: no event and no claim of an event '%s'", v->common->ledger, word);
    return status;
}

static bool holds(const id_list *list, rc_str id)
{
    for (size_t i = 0; i < list->len; i++)
        if (rc_str_eq(list->ptr[i], id)) return true;
    return false;
}

static rc_str subject_of(verdict *v)
{
    rc_str subject = {0};
    for (int i = 0; i < v->n_words; i++)
        subject = rc_arena_printf(&v->arena, "%.*s%s%s", RC_FMT(subject), i ? " " : "", v->words[i]);
    return subject;
}

/* Say where the claims stand now. */
static rc_status report_back(verdict *v, rc_error *err)
{
    id_list events = {0};
    rc_status status = rc_store_refresh(v->ledger, err);
    for (uint32_t i = 0; i < v->act.n && status == RC_OK; i++) {
        rc_stored_reason reason;
        status = rc_ledger_reason(v->ledger, v->act.claims[i], &reason, &v->arena, err);
        if (status == RC_OK && !holds(&events, reason.event)) *RC_PUSH(&v->arena, &events) = reason.event;
    }
    if (status != RC_OK) return status;
    for (size_t i = 0; i < events.len; i++) printf("%.*s\n", RC_FMT(events.ptr[i]));
    if (!v->common->quiet)
        fprintf(stderr, "%s: entry %" PRId64 " of the history; 'recoupe undo %" PRId64 "' takes it back\n",
                v->common->ledger, v->act.seq, v->act.seq);
    return RC_OK;
}

static rc_status join(void *context, rc_error *err)
{
    verdict *v = context;
    id_list claims = {0};
    rc_status status = RC_OK;
    for (int i = 0; i < v->n_words && status == RC_OK; i++) status = gather(v, v->words[i], &claims, err);
    if (status != RC_OK) return status;
    v->act = (rc_join_act){.kind = RC_ACT_JOIN, .claims = claims.ptr, .n = (uint32_t)claims.len};
    status = rc_ledger_act(v->ledger, &v->act, subject_of(v), err);
    return status == RC_OK ? report_back(v, err) : status;
}

static rc_status split(void *context, rc_error *err)
{
    verdict *v = context;
    id_list all = {0}, out = {0};
    rc_status status = gather(v, v->words[0], &all, err);
    for (int i = 1; i < v->n_words && status == RC_OK; i++) {
        rc_str claim = rc_str_of(v->words[i]);
        if (!holds(&all, claim))
            return rc_fail(err, RC_ENOTFOUND, "%s: no claim '%s' in %s", v->common->ledger, v->words[i], v->words[0]);
        if (!holds(&out, claim)) *RC_PUSH(&v->arena, &out) = claim;
    }
    if (status != RC_OK) return status;
    if (all.len < 2 || out.len == all.len)
        return rc_fail(err, RC_EINVALID, "%s: nothing of %s would be left to set them apart from", v->common->ledger,
                       v->words[0]);
    v->act = (rc_join_act){.kind = out.len ? RC_ACT_SPLIT : RC_ACT_SCATTER, .n_out = (uint32_t)out.len};
    for (size_t i = 0; i < all.len; i++)
        if (!holds(&out, all.ptr[i])) *RC_PUSH(&v->arena, &out) = all.ptr[i];
    v->act.claims = out.ptr;
    v->act.n = (uint32_t)out.len;
    status = rc_ledger_act(v->ledger, &v->act, subject_of(v), err);
    return status == RC_OK ? report_back(v, err) : status;
}

static rc_status review(void *context, rc_error *err)
{
    verdict *v = context;
    id_list claims = {0};
    rc_filter filter = RC_FILTER_ANY;
    gathering g = {v, &claims};
    filter.event = rc_str_of(v->words[0]);
    rc_status status = rc_ledger_events(v->ledger, &filter, keep_event, &g, err);
    if (status != RC_OK) return status;
    if (!claims.len) return rc_fail(err, RC_ENOTFOUND, "%s: no event '%s'", v->common->ledger, v->words[0]);
    v->act = (rc_join_act){.kind = RC_ACT_REVIEW, .claims = claims.ptr, .n = (uint32_t)claims.len};
    status = rc_ledger_act(v->ledger, &v->act, subject_of(v), err);
    return status == RC_OK ? report_back(v, err) : status;
}

static rc_status undo(void *context, rc_error *err)
{
    verdict *v = context;
    rc_status status = rc_ledger_undo(v->ledger, v->undoes, err);
    return status == RC_OK ? rc_store_refresh(v->ledger, err) : status;
}

static rc_status list(void *context, rc_error *err)
{
    static const char *const names[] = {"joined", "set apart", "scattered", "reviewed", "folded", "unfolded"};
    verdict *v = context;
    rc_join_act *acts;
    uint32_t n;
    rc_status status = rc_ledger_acts(v->ledger, &acts, &n, &v->arena, err);
    if (status == RC_OK && !n && !v->common->quiet) fputs("nothing that could be taken back\n", stderr);
    for (uint32_t i = 0; i < n && status == RC_OK; i++) {
        printf("%" PRId64 "  %s:", acts[i].seq, names[acts[i].kind]);
        for (uint32_t k = 0; k < acts[i].n; k++)
            printf("%s%.*s", acts[i].kind == RC_ACT_SPLIT && k == acts[i].n_out ? " | " : " ",
                   RC_FMT(acts[i].claims[k]));
        putchar('\n');
    }
    return status;
}

static int run(verdict *v, rc_status (*what)(void *context, rc_error *err), const char *name)
{
    rc_error err = {0};
    rc_status status = rc_ledger_open(&v->ledger, v->common->ledger, true, &err);
    if (status == RC_OK) { /* it must be there: nothing is said about an empty ledger */
        rc_ledger_close(v->ledger);
        status = rc_ledger_open(&v->ledger, v->common->ledger, false, &err);
    }
    if (status != RC_OK) return rc_report_error(&err);
    rc_arena_init(&v->arena, CHUNK_BYTES, 0);
    status = rc_store_refresh(v->ledger, &err);
    if (status == RC_OK) status = rc_arena_run(&v->arena, what, v, name, &err);
    rc_arena_release(&v->arena);
    rc_ledger_close(v->ledger);
    return status == RC_OK ? EXIT_DONE : rc_report_error(&err);
}

static int check_words(const char *command, int argc, char **argv)
{
    for (int i = 0; i < argc; i++)
        if (argv[i][0] == '-') return rc_usage(command, "unknown option %s", argv[i]);
    return EXIT_DONE;
}

int rc_cmd_join(const rc_common *common, int argc, char **argv)
{
    if (check_words("join", argc, argv) != EXIT_DONE) return EXIT_USAGE;
    if (argc < 2) return rc_usage("join", "name two events or claims");
    verdict v = {.common = common, .words = argv, .n_words = argc};
    return run(&v, join, "join");
}

int rc_cmd_split(const rc_common *common, int argc, char **argv)
{
    if (check_words("split", argc, argv) != EXIT_DONE) return EXIT_USAGE;
    if (argc < 1) return rc_usage("split", "name an event, and the claims that are not of it");
    verdict v = {.common = common, .words = argv, .n_words = argc};
    return run(&v, split, "split");
}

int rc_cmd_review(const rc_common *common, int argc, char **argv)
{
    if (check_words("review", argc, argv) != EXIT_DONE) return EXIT_USAGE;
    if (argc != 1) return rc_usage("review", "name one event");
    verdict v = {.common = common, .words = argv, .n_words = argc};
    return run(&v, review, "review");
}

int rc_cmd_undo(const rc_common *common, int argc, char **argv)
{
    verdict v = {.common = common};
    if (argc > 1) return rc_usage("undo", "name one entry of the history, or none to list them");
    if (argc == 1 && (!rc_str_int(rc_str_of(argv[0]), &v.undoes) || v.undoes < 1))
        return rc_usage("undo", "%s is no entry of the history", argv[0]);
    return run(&v, argc ? undo : list, "undo");
}
