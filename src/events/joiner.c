/* Joining a part of what is known: the steps of rc_events_join on the claims that the keeper of the whole picked. */
#include "recoupe/events/joiner.h"

#include "events/clues.h"
#include "events/copies.h"
#include "events/keys.h"
#include "events/weights.h"

struct rc_joiner {
    rc_arena *arena;
    const rc_join_options *options;
    rc_party_edge *edges;
    uint32_t n_edges;
    rc_sides *sides;
    uint32_t n_prepared; /* reports, so that claims of each know theirs */
};

struct rc_prepared {
    const rc_join_report *report;
    const rc_join_claim *claims;
    rc_mention *mentions;
    uint32_t n;
};

rc_joiner *rc_joiner_new(const rc_join_options *options, rc_arena *arena)
{
    rc_joiner *joiner = RC_NEW(arena, rc_joiner);
    rc_joining joining = {.arena = arena, .options = options};
    joiner->arena = arena;
    joiner->options = options;
    rc_edges_fold(&joining);
    joiner->edges = joining.edges;
    joiner->n_edges = joining.n_edges;
    if (options->edges) {
        joiner->sides = rc_sides_of(options->edges, arena);
        rc_sides_call(joiner->sides, options->naming);
    }
    return joiner;
}

static rc_joining joining_of(const rc_joiner *joiner, rc_arena *arena)
{
    return (rc_joining){.arena = arena,
                        .options = joiner->options,
                        .tuning = &rc_join_learned,
                        .edges = joiner->edges,
                        .n_edges = joiner->n_edges,
                        .sides = joiner->sides};
}

/* ---- one report */

rc_status rc_prepare(rc_joiner *joiner, rc_prepared **out, const rc_join_report *report, const rc_join_claim *claims,
                     uint32_t n, rc_arena *arena, rc_error *err)
{
    rc_joining joining = joining_of(joiner, arena);
    rc_status status = rc_mentions_prepare(&joining, report, 1, claims, n, err);
    *out = RC_NEW(arena, rc_prepared);
    **out = (rc_prepared){report, claims, joining.mentions, joining.n_mentions};
    joiner->n_prepared++;
    for (uint32_t i = 0; i < joining.n_mentions; i++) joining.mentions[i].report = joiner->n_prepared;
    return status;
}

uint32_t rc_prepared_count(const rc_prepared *report)
{
    return report->n;
}

uint32_t rc_prepared_input(const rc_prepared *report, uint32_t i)
{
    return report->mentions[i].input;
}

int rc_prepared_order(const rc_prepared *a, const rc_prepared *b)
{
    rc_day x = a->report->published, y = b->report->published;
    if (x == y) return rc_str_cmp(a->report->id, b->report->id);
    return x != RC_DAY_NONE && (y == RC_DAY_NONE || x < y) ? -1 : 1;
}

void rc_prepared_keys(const rc_prepared *report, uint32_t i, bool wanted, rc_keys *keys, rc_arena *arena)
{
    (wanted ? rc_keys_wanted : rc_keys_own)(arena, keys, &report->mentions[i]);
}

double rc_prepared_score(const rc_joiner *joiner, const rc_prepared *a, uint32_t i, const rc_prepared *b, uint32_t k)
{
    const rc_joining joining = {.options = joiner->options, .tuning = &rc_join_learned};
    return rc_mention_score(&joining, &a->mentions[i], &b->mentions[k]);
}

double rc_join_least(void)
{
    return rc_join_learned.link_min;
}

uint32_t rc_prepared_asked(const rc_prepared *report, uint32_t i, rc_arena *arena)
{
    bool is_last_resort;
    return rc_mention_asked(report->mentions, i, &is_last_resort, arena);
}

/* ---- copies */

rc_fingerprint *rc_prepared_fingerprint(const rc_joiner *joiner, const rc_prepared *report, rc_arena *arena,
                                        rc_arena *scratch)
{
    return rc_fingerprint_make(joiner->options, report->report, report->mentions, report->n, arena, scratch);
}

const uint64_t *rc_fingerprint_keys(const rc_fingerprint *fingerprint, uint32_t *n)
{
    *n = fingerprint->n_keys;
    return fingerprint->keys;
}

int rc_copy_window_days(void)
{
    return COPY_WINDOW_DAYS;
}

/* ---- a part */

static void settle_roots(rc_joining *joining)
{
    for (uint32_t i = 0; i < joining->n_reports; i++) {
        uint32_t root = i;
        while (joining->reports[root].original != root) root = joining->reports[root].original;
        joining->reports[i].root = root;
        if (joining->reports[i].original != i) rc_repeats_match(joining, &joining->reports[i]);
    }
}

/* Reports and claims of the part as rc_mentions_prepare would have made them of all together. */
static rc_joining *assemble(const rc_joiner *joiner, rc_part *part, rc_arena *arena)
{
    rc_joining *joining = RC_NEW(arena, rc_joining);
    *joining = joining_of(joiner, arena);
    part->n_claims = 0;
    for (uint32_t i = 0; i < part->n_reports; i++) part->n_claims += part->reports[i].report->n;
    rc_join_claim *input = RC_NEWS(arena, rc_join_claim, part->n_claims);
    joining->n_reports = part->n_reports;
    joining->reports = RC_NEWS(arena, rc_sorted_report, part->n_reports);
    joining->mentions = RC_NEWS(arena, rc_mention, part->n_claims);
    joining->input = input;
    for (uint32_t i = 0; i < part->n_reports; i++) {
        const rc_prepared *from = part->reports[i].report;
        joining->reports[i] = (rc_sorted_report){.report = from->report,
                                                 .input = i,
                                                 .first = joining->n_mentions,
                                                 .count = from->n,
                                                 .original = part->reports[i].original};
        for (uint32_t k = 0; k < from->n; k++) {
            uint32_t at = joining->n_mentions++;
            input[at] = from->claims[from->mentions[k].input];
            input[at].report = i;
            joining->mentions[at] = from->mentions[k];
            joining->mentions[at].input = at;
            joining->mentions[at].report = i;
            joining->mentions[at].twin = RC_NO_MENTION;
        }
    }
    settle_roots(joining);
    return joining;
}

rc_status rc_part_group(rc_joiner *joiner, rc_part *part, rc_arena *arena, rc_error *err)
{
    (void)err;
    rc_joining *joining = assemble(joiner, part, arena);
    rc_link_score *links = RC_NEWS(arena, rc_link_score, part->n_links);
    for (uint32_t i = 0; i < part->n_links; i++)
        links[i] = (rc_link_score){part->links[i].score, part->links[i].earlier, part->links[i].later};
    joining->pins = part->first;
    joining->links = links;
    joining->n_links = part->n_links;
    joining->verdicts = rc_acts_settle(joining);
    part->inner = joining;
    part->groups = rc_groups_make(joining, &part->n_groups);
    part->group_of = RC_NEWS(arena, uint32_t, part->n_claims);
    for (uint32_t g = 0; g < part->n_groups; g++)
        for (uint32_t i = 0; i < part->groups[g].n; i++) part->group_of[part->groups[g].members[i]] = g;
    return RC_OK;
}

uint32_t rc_part_twin(const rc_part *part, uint32_t claim)
{
    uint32_t twin = part->inner->mentions[claim].twin;
    return twin == RC_NO_MENTION ? RC_FREE : twin;
}

rc_events rc_part_events(rc_part *part, const bool *wanted)
{
    rc_joining *joining = part->inner;
    rc_join_report *reports = RC_NEWS(joining->arena, rc_join_report, part->n_reports);
    for (uint32_t i = 0; i < part->n_reports; i++) reports[i] = *joining->reports[i].report;
    rc_events out = {.ptr = RC_NEWS(joining->arena, rc_event, part->n_groups)};
    for (uint32_t g = 0; g < part->n_groups; g++) {
        if (!wanted[g]) continue;
        rc_event *event = &out.ptr[out.n++];
        rc_event_make(joining, &part->groups[g], reports, joining->input, event);
        event->id = rc_event_id(joining->input[event->claims[0]].id, RC_EVENT_ID_DIGITS, joining->arena);
    }
    return out;
}
