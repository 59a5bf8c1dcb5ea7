/* Copies of reports: candidates from the index, a judgement on each pair, the original of every copy, and the claims
 * that a copy repeats. */
#include <stdlib.h>

#include "events/copies.h"
#include "recoupe/base/map.h"
#include "recoupe/base/utf8.h"

typedef struct verdict {
    rc_copy_kind kind;
    double similarity;
    /* Names and numbers of the shorter, for the kinds that keep no sequence of words: all, found, in the same order. */
    uint32_t of, found, in_order;
} verdict;

/* ---- is one a copy of the other? */

static bool plain_copy(verdict *out, const rc_sketch *a, const rc_sketch *b)
{
    if (a->whole == b->whole && a->words == b->words) {
        *out = (verdict){RC_COPY_EXACT, 1, 0, 0, 0};
        return true;
    }
    double jaccard = rc_sketch_jaccard(a, b), contained = rc_sketch_contained(jaccard, a, b);
    uint32_t shorter = a->shingles < b->shingles ? a->shingles : b->shingles;
    if (jaccard < COPY_JACCARD && (contained < COPY_CONTAINED || shorter < COPY_CONTAINED_SHINGLES)) return false;
    *out = (verdict){RC_COPY_NEAR, jaccard >= COPY_JACCARD ? jaccard : contained, 0, 0, 0};
    return true;
}

static double days_apart_factor(rc_day a, rc_day b)
{
    if (a == RC_DAY_NONE || b == RC_DAY_NONE) return 1;
    return (a > b ? a - b : b - a) > COPY_LONG_AGO_DAYS ? COPY_LONG_AGO : 1;
}

static bool is_reworded(const rc_likeness *alike, double strict)
{
    if (alike->share < COPY_SHARE_SAME) return false;
    if (alike->order >= strict * (COPY_ORDER_SAME + COPY_ORDER_SAME_FEW / alike->shared)) return true;
    if (alike->order < strict * COPY_WHOLE_ORDER_SAME) return false;
    bool adds_nothing = alike->share >= COPY_WHOLE_SHARE_SAME && alike->shared >= COPY_WHOLE_SHARED_SAME;
    bool keeps_order = alike->of >= COPY_SWAPPED_MARKS && alike->in_order >= COPY_SWAPPED_IN_ORDER * alike->of;
    return adds_nothing || keeps_order;
}

static bool is_translated(const rc_likeness *alike, double strict)
{
    if (alike->share < COPY_SHARE_OTHER) return false;
    if (alike->order >= strict * (COPY_ORDER_OTHER + COPY_ORDER_OTHER_FEW / alike->shared)) return true;
    bool adds_nothing = alike->share >= COPY_WHOLE_SHARE_OTHER && alike->shared >= COPY_WHOLE_SHARED_OTHER &&
                        alike->order >= strict * COPY_WHOLE_ORDER_OTHER;
    bool is_moved = alike->share >= COPY_MOVED_SHARE && alike->shared >= COPY_MOVED_SHARED &&
                    alike->beside >= strict * COPY_MOVED_BESIDE;
    return adds_nothing || is_moved;
}

/* What one outlet tells again in its own language is an update, no copy. */
static bool is_update(const rc_join_report *a, const rc_join_report *b)
{
    return a->outlet.len && rc_str_eq(a->outlet, b->outlet);
}

static bool is_agency(const rc_outlet *outlet)
{
    return outlet && outlet->kind == RC_OUTLET_AGENCY;
}

/* The agency that two reports have their text from: both credit it, or one is its own, or the outlet of the other
 * prints what agencies send. */
static const rc_outlet *common_agency(const rc_fingerprint *a, const rc_fingerprint *b)
{
    if (a->credit && (a->credit == b->credit || a->credit == b->outlet)) return a->credit;
    if (b->credit && b->credit == a->outlet) return b->credit;
    if (is_agency(a->outlet) && b->outlet && b->outlet->reprints) return a->outlet;
    if (is_agency(b->outlet) && a->outlet && a->outlet->reprints) return b->outlet;
    return NULL;
}

static bool reworded_copy(verdict *out, const rc_fingerprint *a, const rc_fingerprint *b, rc_arena *scratch)
{
    const rc_join_report *ra = a->report, *rb = b->report;
    bool same_language = !ra->lang.len || !rb->lang.len || rc_str_eq(ra->lang, rb->lang);
    if (same_language && is_update(ra, rb)) return false;
    rc_likeness alike;
    rc_print_compare(&alike, &a->print, &b->print, scratch);
    if (alike.shared < COPY_SHARED) return false;
    double strict = days_apart_factor(ra->published, rb->published) * (common_agency(a, b) ? COPY_ONE_AGENCY : 1);
    if (!(same_language ? is_reworded(&alike, strict) : is_translated(&alike, strict))) return false;
    rc_copy_kind kind = !same_language                               ? RC_COPY_TRANSLATED
                        : alike.in_order < COPY_REWRITTEN * alike.of ? RC_COPY_REWRITTEN
                                                                     : RC_COPY_SWAPPED;
    *out = (verdict){kind, alike.share, alike.of, alike.found, alike.in_order};
    return true;
}

/* 0: an agency's own; 1: names the outlet it stands in, as who has asked himself does ("told X", a dateline "(X)"); 2:
 * any; 3: credited to an agency. */
static int rank_of(const rc_fingerprint *print)
{
    return is_agency(print->outlet) ? 0 : print->credit ? 3 : print->names_itself ? 1 : 2;
}

/* The earlier one is the original. On one day an agency goes before all, then who names himself, and who credits an
 * agency goes behind; then the one that tells more, since copying loses detail; then the longer one; else the one whose
 * id sorts first. */
bool rc_fingerprint_comes_first(const rc_fingerprint *a, const rc_fingerprint *b)
{
    rc_day da = a->report->published, db = b->report->published;
    if (da != db) return da != RC_DAY_NONE && (db == RC_DAY_NONE || da < db);
    if (rank_of(a) != rank_of(b)) return rank_of(a) < rank_of(b);
    if (a->print.detail != b->print.detail) return a->print.detail > b->print.detail;
    if (a->sketch.words != b->sketch.words) return a->sketch.words > b->sketch.words;
    return rc_str_cmp(a->report->id, b->report->id) < 0;
}

/* ---- why, in a sentence */

static rc_str name_report(const rc_join_report *report, rc_arena *arena)
{
    char day[11];
    rc_day_iso(report->published, day);
    if (!report->outlet.len && !*day) return report->id;
    return rc_arena_printf(arena, "%.*s (%.*s%s%s)", RC_FMT(report->id), RC_FMT(report->outlet),
                           report->outlet.len && *day ? ", " : "", day);
}

static rc_str say_evidence(const verdict *v, rc_str from, rc_arena *arena)
{
    static const char *const how[] = {[RC_COPY_REWRITTEN] = "Rewritten",
                                      [RC_COPY_SWAPPED] = "With other words",
                                      [RC_COPY_TRANSLATED] = "In another language"};
    if (v->kind == RC_COPY_EXACT) return rc_arena_printf(arena, "Has the same words as %.*s", RC_FMT(from));
    if (v->kind == RC_COPY_NEAR)
        return rc_arena_printf(arena, "Shares %.0f %% of its five-word sequences with %.*s", 100 * v->similarity,
                               RC_FMT(from));
    return rc_arena_printf(arena, "%s: %u of %u names and numbers are those of %.*s, %s%u in the same order",
                           how[v->kind], v->found, v->of, RC_FMT(from), v->in_order == v->found ? "all " : "",
                           v->in_order);
}

/* Plain evidence goes before the rest. */
static double strength_of(const verdict *v)
{
    static const double first[] = {[RC_COPY_EXACT] = 2,
                                   [RC_COPY_NEAR] = 1,
                                   [RC_COPY_REWRITTEN] = 0,
                                   [RC_COPY_SWAPPED] = 0,
                                   [RC_COPY_TRANSLATED] = 0};
    return first[v->kind] + v->similarity;
}

/* From afar a text that is used again and again is likelier than a copy: what both tell must be the same. */
static bool is_same_from_afar(const verdict *v, const rc_fingerprint *a, const rc_fingerprint *b, rc_arena *scratch)
{
    rc_day da = a->report->published, db = b->report->published;
    if (da == RC_DAY_NONE || db == RC_DAY_NONE || !rc_copy_is_far(da, db)) return true;
    rc_likeness alike;
    rc_print_compare(&alike, &a->print, &b->print, scratch);
    if (v->kind == RC_COPY_EXACT) return alike.shared >= COPY_SHARED;
    return alike.shared >= COPY_FAR_SHARED &&
           alike.share >= (v->kind == RC_COPY_TRANSLATED ? COPY_FAR_SHARE_OTHER : COPY_FAR_SHARE_SAME);
}

bool rc_fingerprints_compare(rc_copy_found *out, const rc_fingerprint *a, const rc_fingerprint *b, rc_arena *arena,
                             rc_arena *scratch)
{
    verdict found;
    if (!plain_copy(&found, &a->sketch, &b->sketch) && !reworded_copy(&found, a, b, scratch)) return false;
    if (!is_same_from_afar(&found, a, b, scratch)) return false;
    bool a_first = rc_fingerprint_comes_first(a, b);
    const rc_outlet *agency = common_agency(a, b);
    rc_str why = say_evidence(&found, name_report((a_first ? a : b)->report, arena), arena);
    if (agency) why = rc_arena_printf(arena, "%.*s; both from %.*s", RC_FMT(why), RC_FMT(agency->name));
    *out = (rc_copy_found){a_first, found.kind, found.similarity, strength_of(&found), why};
    return true;
}

/* ---- names that stand for parties */

static bool is_generic(rc_str party)
{
    static const char *const names[] = {"", "unknown", "civilians", "media", "NGO"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (rc_str_is(party, names[i])) return true;
    return false;
}

typedef RC_VEC(rc_alias) alias_list;

/* Only a proper name whose words the other language would spell otherwise: "États-Unis", not "Syrie". */
static void push_alias(alias_list *out, const rc_actor *actor, rc_arena *scratch)
{
    unsigned bytes;
    if (is_generic(actor->party) || !actor->name.len) return;
    if (!rc_cp_is_upper(rc_utf8_decode(actor->name, 0, &bytes))) return;
    rc_alias alias = {rc_utf8_name_key(scratch, actor->name), rc_utf8_name_key(scratch, actor->party)};
    char a[2], b[2];
    uint32_t n_a = rc_print_skeleton(alias.name, a, 2), n_b = rc_print_skeleton(alias.canonical, b, 2);
    if (n_a == 2 && n_b == 2 && a[0] == b[0] && a[1] == b[1]) return;
    for (size_t i = 0; i < out->len; i++)
        if (rc_str_eq(out->ptr[i].name, alias.name)) return;
    *RC_PUSH(scratch, out) = alias;
}

static alias_list aliases_of(const rc_mention *mentions, uint32_t n, rc_arena *scratch)
{
    alias_list out = {0};
    for (uint32_t i = 0; i < n; i++) {
        const rc_claim *claim = mentions[i].claim;
        for (uint32_t k = 0; k < claim->n_by; k++) push_alias(&out, &claim->by[k], scratch);
        for (uint32_t k = 0; k < claim->n_against; k++) push_alias(&out, &claim->against[k], scratch);
    }
    return out;
}

/* ---- a report's fingerprint */

static void settle_keys(rc_fingerprint *f, rc_arena *arena)
{
    f->keys = RC_NEWS(arena, uint64_t, 1 + COPY_BANDS + f->print.n_pairs);
    f->keys[f->n_keys++] = f->sketch.whole;
    for (uint32_t b = 0; f->sketch.shingles && b < COPY_BANDS; b++) f->keys[f->n_keys++] = f->sketch.bands[b];
    for (uint32_t i = 0; i < f->print.n_pairs; i++) f->keys[f->n_keys++] = f->print.pairs[i];
}

/* The name stands in the text, not as a part of a longer word. */
static bool names_whole(rc_str text, rc_str name)
{
    size_t at = name.len ? rc_str_find(text, name, 0) : SIZE_MAX;
    for (; at != SIZE_MAX; at = rc_str_find(text, name, at + 1)) {
        unsigned bytes;
        size_t end = at + name.len;
        unsigned char before = at ? (unsigned char)text.ptr[at - 1] : ' '; /* part of a letter from 0x80 on */
        bool begins = before < 0x80 && !rc_cp_is_letter(before);
        if (begins && (end == text.len || !rc_cp_is_letter(rc_utf8_decode(text, end, &bytes)))) return true;
    }
    return false;
}

rc_fingerprint *rc_fingerprint_make(const rc_join_options *options, const rc_join_report *report,
                                    const rc_mention *mentions, uint32_t n, rc_arena *arena, rc_arena *scratch)
{
    rc_fingerprint *f = RC_NEW(arena, rc_fingerprint);
    f->report = report;
    rc_sketch_make(&f->sketch, report->text, arena, scratch);
    if (f->sketch.words < COPY_MIN_WORDS) return f;
    if (options->outlets && report->outlet.len)
        f->outlet = rc_outlet_of_name(options->outlets, report->outlet, scratch);
    f->credit = rc_copy_credit(options->outlets, report->text, scratch);
    f->names_itself = names_whole(report->text, report->outlet);
    alias_list aliases = aliases_of(mentions, n, scratch);
    rc_print_make(&f->print, report->text, aliases.ptr, (uint32_t)aliases.len, arena, scratch);
    settle_keys(f, arena);
    return f;
}

/* ---- all reports, in their order, each against those before it */

typedef struct best_original {
    uint32_t report; /* RC_NO_MENTION: none */
    rc_copy_found found;
} best_original;

typedef struct search_job {
    rc_joining *joining;
    rc_fingerprint **prints;
    best_original *best;
    rc_copy_index *index, *far;
    rc_arena *scratch;
    uint32_t report;
} search_job;

static void consider(const search_job *job, uint32_t a, uint32_t b)
{
    rc_copy_found found;
    rc_fingerprint **prints = job->prints;
    if (!rc_fingerprints_compare(&found, prints[a], prints[b], job->joining->arena, job->scratch)) return;
    uint32_t original = found.first_is_original ? a : b;
    best_original *mine = &job->best[found.first_is_original ? b : a];
    double more = mine->report == RC_NO_MENTION ? 1 : found.strength - mine->found.strength;
    if (more > 0 || (more == 0 && rc_fingerprint_comes_first(prints[original], prints[mine->report])))
        *mine = (best_original){original, found};
}

static void search_in(const search_job *job, rc_copy_index *index, const uint64_t *keys, uint32_t n_keys)
{
    const rc_join_report *report = job->joining->reports[job->report].report;
    rc_copy_entry entry = {report->published, report->id, job->report};
    rc_copy_vote candidates[COPY_CANDIDATES];
    uint32_t n = rc_copy_index_find(index, &entry, keys, n_keys, candidates, job->scratch);
    for (uint32_t i = 0; i < n; i++) consider(job, (uint32_t)candidates[i].ref, job->report);
    rc_copy_index_add(index, &entry, keys, n_keys);
}

static rc_status search_one(void *context, rc_error *err)
{
    (void)err;
    search_job *job = context;
    rc_joining *joining = job->joining;
    const rc_sorted_report *report = &joining->reports[job->report];
    rc_fingerprint *mine = rc_fingerprint_make(joining->options, report->report, &joining->mentions[report->first],
                                               report->count, joining->arena, job->scratch);
    job->prints[job->report] = mine;
    if (!mine->n_keys) return RC_OK;
    bool is_dated = report->report->published != RC_DAY_NONE;
    uint64_t room[COPY_FAR_KEYS];
    uint32_t n;
    const uint64_t *far = rc_copy_far_keys(is_dated, mine->keys, mine->n_keys, room, &n);
    search_in(job, job->far, far, n);
    if (is_dated) search_in(job, job->index, mine->keys, mine->n_keys);
    return RC_OK;
}

/* One report at a time is taken apart in an arena of its own, which is given back whatever happens. */
static rc_status search_all(rc_joining *joining, best_original *best, rc_error *err)
{
    rc_arena scratch;
    rc_arena_init(&scratch, (size_t)1 << 20, 0);
    search_job job = {joining,
                      RC_NEWS(joining->arena, rc_fingerprint *, joining->n_reports),
                      best,
                      rc_copy_index_new(joining->arena),
                      rc_copy_index_new_far(joining->arena),
                      &scratch,
                      0};
    rc_status status = RC_OK;
    for (uint32_t i = 0; i < joining->n_reports && status == RC_OK; i++) {
        job.report = i;
        status = rc_arena_run(&scratch, search_one, &job, "finding copies", err);
        rc_arena_reset(&scratch);
    }
    rc_arena_release(&scratch);
    return status;
}

/* ---- what persons said */

typedef struct spoken {
    uint32_t original; /* itself: a copy of none */
    int64_t entry;     /* of the history; 0: nobody said anything */
} spoken;

static spoken *listen(const rc_joining *joining)
{
    rc_arena *arena = joining->arena;
    const rc_join_options *options = joining->options;
    spoken *said = RC_NEWS(arena, spoken, joining->n_reports);
    rc_map by_id = {0};
    for (uint32_t i = 0; options->n_acts && i < joining->n_reports; i++)
        *rc_map_put(arena, &by_id, joining->reports[i].report->id, NULL) = i;
    for (uint32_t a = 0; a < options->n_acts; a++) {
        const rc_join_act *act = &options->acts[a];
        uint32_t n = act->kind == RC_ACT_FOLD ? 2 : act->kind == RC_ACT_UNFOLD ? 1 : 0;
        if (!n || act->n < n) continue;
        const uint64_t *copy = rc_map_get(&by_id, act->claims[0]);
        const uint64_t *original = rc_map_get(&by_id, act->claims[n - 1]);
        if (copy && original) said[*copy] = (spoken){(uint32_t)*original, act->seq};
    }
    return said;
}

/* A person's fold may turn about what the dates say. The chain from the original must not lead back: the link that
 * closes the ring is cut. */
static void fold_by_hand(rc_joining *joining, const spoken *said, uint32_t copy)
{
    rc_sorted_report *reports = joining->reports;
    uint32_t at = said[copy].original;
    while (reports[at].original != at && reports[at].original != copy) at = reports[at].original;
    if (reports[at].original == copy && at != copy) reports[at].original = at;
    reports[copy].original = said[copy].original;
}

static int by_entry(const void *left, const void *right)
{
    const spoken *a = left, *b = right;
    return a->entry < b->entry ? -1 : a->entry > b->entry;
}

static void apply_spoken(rc_joining *joining, const spoken *said)
{
    uint32_t n = 0;
    spoken *order = RC_NEWS(joining->arena, spoken, joining->n_reports); /* here `original` is the copy */
    for (uint32_t i = 0; i < joining->n_reports; i++)
        if (said[i].entry) order[n++] = (spoken){i, said[i].entry};
    if (n) qsort(order, n, sizeof *order, by_entry);
    for (uint32_t i = 0; i < n; i++) fold_by_hand(joining, said, order[i].original);
}

static rc_copy make_copy(const rc_joining *joining, uint32_t copy, const rc_copy_found *found, int64_t entry)
{
    uint32_t original = joining->reports[copy].original;
    rc_copy out = {.copy = joining->reports[copy].input, .original = joining->reports[original].input};
    if (entry) {
        out.kind = RC_COPY_BY_HAND;
        out.similarity = 1;
        out.why = rc_arena_printf(joining->arena, "A person said so, entry %lld of the history", (long long)entry);
    } else {
        out.kind = found->kind;
        out.similarity = (float)found->similarity;
        out.why = found->why;
    }
    return out;
}

rc_status rc_copies_find(rc_joining *joining, rc_error *err)
{
    rc_arena *arena = joining->arena;
    uint32_t n = joining->n_reports;
    best_original *best = RC_NEWS(arena, best_original, n);
    for (uint32_t i = 0; i < n; i++) best[i].report = RC_NO_MENTION;
    rc_status status = search_all(joining, best, err);
    if (status != RC_OK) return status;
    spoken *said = listen(joining);
    for (uint32_t i = 0; i < n; i++)
        if (best[i].report != RC_NO_MENTION) joining->reports[i].original = best[i].report;
    apply_spoken(joining, said);
    joining->copies = RC_NEWS(arena, rc_copy, n);
    for (uint32_t i = 0; i < n; i++) {
        uint32_t original = joining->reports[i].original;
        if (original == i) continue;
        joining->copies[joining->n_copies++] = make_copy(joining, i, &best[i].found, said[i].entry);
        rc_repeats_match(joining, &joining->reports[i]);
    }
    for (uint32_t i = 0; i < n; i++) { /* comes_first is a strict order and rings by hand are cut: it ends */
        uint32_t root = i;
        while (joining->reports[root].original != root) root = joining->reports[root].original;
        joining->reports[i].root = root;
    }
    return RC_OK;
}
