/* The dossier: the events of a filter as a folder of pages that need nothing else, to hand to an editor or a court.
 *
 *   index.html      the events, contested ones first, and how the dossier came about
 *   events/ID.html  one event each
 *   reports/rN.html the reports these events are told in, whole, with their claims marked
 *   style.css, MANIFEST.sha256 (of every other file, for `sha256sum -c`)
 *
 * A folder is written beside its place and moved there when it is whole; an archive is written as it comes. */
#include "export/dossier.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "recoupe/base/paths.h"

#define STYLE_BYTES ((size_t)1 << 20)

rc_str rc_dossier_field(const json_t *object, const char *key)
{
    const json_t *value = json_object_get(object, key);
    return json_is_string(value) ? (rc_str){json_string_value(value), json_string_length(value)} : (rc_str){0};
}

static rc_status write_file(const rc_dossier *d, const char *name, rc_buf *what, rc_error *err)
{
    char path[4600];
    if (d->zip) return rc_zip_put(d->zip, name, rc_buf_str(what), err);
    snprintf(path, sizeof path, "%s/%s", d->dir, name);
    FILE *file = fopen(path, "wb");
    if (!file) return rc_fail(err, RC_EIO, "%s: cannot write: %s", path, strerror(errno));
    rc_status status = rc_buf_flush(what, file, err);
    if (fclose(file) != 0 && status == RC_OK)
        status = rc_fail(err, RC_EIO, "%s: cannot write: %s", path, strerror(errno));
    return status;
}

static rc_status keep(rc_dossier *d, const char *name, rc_buf *what, rc_error *err)
{
    char hash[2 * RC_SHA256_BYTES + 1];
    if (what->failed) return rc_fail(err, RC_ENOMEM, "out of memory");
    rc_sha256_hex(rc_sha256_of(rc_buf_str(what)), hash);
    rc_buf_printf(&d->manifest, "%s  %s\n", hash, name);
    return write_file(d, name, what, err);
}

rc_status rc_dossier_keep(rc_dossier *d, const char *name, rc_error *err)
{
    return keep(d, name, &d->page.buf, err);
}

const char *rc_dossier_report_file(rc_dossier *d, rc_str id)
{
    const uint64_t *known = rc_map_get(&d->reports, id);
    if (!known) {
        rc_str kept = rc_arena_dup(&d->lasting, id);
        *RC_PUSH(&d->lasting, &d->report_ids) = kept;
        uint64_t *slot = rc_map_put(&d->lasting, &d->reports, kept, NULL);
        *slot = d->report_ids.len;
        known = slot;
    }
    return rc_arena_printf(d->page.arena, "r%04llu.html", (unsigned long long)*known).ptr;
}

rc_status rc_dossier_ask(rc_dossier *d, rc_status (*ask)(rc_dossier *d, rc_json *json, rc_str of, rc_error *err),
                         rc_str of, rc_error *err)
{
    rc_json json;
    json_error_t why;
    d->json.len = 0;
    rc_json_init(&json, &d->json);
    rc_status status = ask(d, &json, of, err);
    if (status != RC_OK) return status;
    if (d->json.failed) return rc_fail(err, RC_ENOMEM, "out of memory");
    json_decref(d->answer);
    d->answer = json_loadb(d->json.ptr, d->json.len, 0, &why);
    return d->answer ? RC_OK : rc_fail(err, RC_ECORRUPT, "the ledger's answer is no JSON: %s", why.text);
}

/* ---- the index */

/* Rows are made while the events go by, on a page of their own. */
static void put_index_row(rc_dossier *d, const rc_stored_event *e)
{
    rc_page *page = &d->page;
    bool contested = e->event.status == RC_STATUS_CONTESTED;
    rc_buf whole = page->buf; /* the row is written into d->rows by the page's own functions */
    page->buf = d->rows;
    rc_page_html(page, contested ? "<li class=\"contested\"><a class=\"title\" href=\"events/"
                                 : "<li><a class=\"title\" href=\"events/");
    rc_page_text(page, e->event.id);
    rc_page_html(page, ".html\">");
    rc_page_text(page, rc_dossier_title(d, &e->event));
    rc_page_html(page, "</a> ");
    rc_page_text(page, rc_page_days(page, e->event.from, e->event.to));
    rc_page_html(page, contested ? " <span class=\"tag contested\">" : " <span class=\"tag\">");
    rc_page_text(page, rc_page_word(page, rc_str_of(rc_event_status_name(e->event.status))));
    rc_page_html(page, "</span>\n<div class=\"counts\">");
    rc_page_text(page, rc_dossier_ranges(d, e));
    rc_page_html(page, "</div>\n");
    if (e->event.n_contradictions) {
        rc_page_html(page, "<div class=\"clash\">");
        rc_grid grid = rc_grid_make(e, d->sides, page->arena);
        rc_page_text(page, rc_dossier_clash(d, e, &e->event.contradictions[grid.disputes[0].pairs[0]]));
        rc_page_html(page, "</div>\n");
    }
    rc_page_html(page, "<div class=\"small soft\">");
    rc_page_text(page, rc_dossier_origins(d, &e->event));
    rc_page_html(page, "</div></li>\n");
    d->rows = page->buf;
    page->buf = whole;
}

static rc_status ask_summary(rc_dossier *d, rc_json *json, rc_str nothing, rc_error *err)
{
    (void)nothing;
    return rc_browse_summary(d->ledger, json, err);
}

static rc_str filter_days(rc_dossier *d, rc_day first, rc_day last)
{
    char since[11] = "", until[11] = "";
    if (first == RC_DAY_NONE && last == RC_DAY_NONE) return (rc_str){0};
    if (first != RC_DAY_NONE) rc_day_iso(first, since);
    if (last != RC_DAY_NONE) rc_day_iso(last, until);
    return rc_arena_printf(d->page.arena, "%s – %s", since, until);
}

/* What was asked for on the command line; and at the desk, where a tag may have several values. */
static void put_filter(rc_dossier *d, const rc_filter *f)
{
    rc_page *page = &d->page;
    rc_page_term(page, "event", f->event);
    rc_page_term(page, "facet place", f->place);
    rc_page_term(page, "facet side", f->party);
    rc_page_term(page, "facet type", f->type);
    rc_page_term(page, "when", filter_days(d, f->since, f->until));
    rc_page_term(page, "search", f->text);
    if (f->contested) rc_page_term(page, "facet status", rc_page_word(page, RC_STR("contested")));
    if (f->single_origin) rc_page_term(page, "facet status", rc_page_word(page, RC_STR("single origin")));
}

static void put_chosen(rc_dossier *d, const rc_browse_filter *f)
{
    rc_page *page = &d->page;
    for (int tag = 0; tag < RC_TAG_COUNT; tag++) {
        rc_str all = {0};
        for (uint32_t i = 0; i < f->n_values[tag]; i++)
            all = rc_arena_printf(page->arena, "%.*s%s%.*s", RC_FMT(all), i ? " / " : "",
                                  RC_FMT(rc_page_word(page, f->values[tag][i])));
        rc_page_term(page, rc_arena_printf(page->arena, "facet %s", rc_tag_name((rc_tag)tag)).ptr, all);
    }
    rc_page_term(page, "when", filter_days(d, f->since, f->until));
    rc_page_term(page, "search", f->text);
    if (f->has_box)
        rc_page_term(page, "dossier box",
                     rc_arena_printf(page->arena, "%.4f, %.4f – %.4f, %.4f", f->south, f->west, f->north, f->east));
}

static void put_provenance(rc_dossier *d)
{
    rc_page *page = &d->page;
    const json_t *head = json_object_get(d->answer, "head");
    char now[32];
    time_t t = time(NULL);
    struct tm utc;
    strftime(now, sizeof now, "%Y-%m-%dT%H:%M:%SZ", gmtime_r(&t, &utc));
    rc_page_html(page, "<h2>");
    rc_page_message(page, "dossier made");
    rc_page_html(page, "</h2>\n<dl class=\"fields\">\n");
    rc_page_term(page, "dossier on", rc_str_of(now));
    rc_page_term(page, "dossier program", RC_STR("recoupe " RC_VERSION));
    rc_page_term(page, "dossier head",
                 rc_arena_printf(page->arena, "%lld %.*s", (long long)json_integer_value(json_object_get(head, "seq")),
                                 RC_FMT(rc_dossier_field(head, "hash"))));
    if (d->wish->chosen)
        put_chosen(d, d->wish->chosen);
    else
        put_filter(d, d->filter);
    rc_page_html(page, "</dl>\n<p class=\"soft\">");
    rc_page_message(page, "dossier how");
    if (d->graphic.marks.len) {
        rc_page_html(page, " ");
        rc_page_message(page, "dossier graphic");
    }
    rc_page_html(page, "</p>\n");
}

static rc_status write_index(rc_dossier *d, rc_error *err)
{
    rc_page *page = &d->page;
    rc_status status = rc_dossier_ask(d, ask_summary, (rc_str){0}, err);
    if (status != RC_OK) return status;
    rc_page_begin(page, rc_page_say(page, "dossier", 0, NULL, (rc_str){0}), "");
    rc_page_html(page, "<h1>");
    rc_page_message(page, "dossier");
    rc_page_html(page, "</h1>\n<p>");
    rc_page_text(page, rc_page_say(page, "n events", (int64_t)d->result->rows, NULL, (rc_str){0}));
    rc_page_html(page, " · ");
    rc_page_text(page, rc_page_say(page, "n contested", (int64_t)d->n_contested, NULL, (rc_str){0}));
    rc_page_html(page, " · ");
    rc_page_text(page, rc_page_say(page, "n reports", (int64_t)d->report_ids.len, NULL, (rc_str){0}));
    rc_page_html(page, "</p>\n<ol class=\"queue\">\n");
    rc_buf_put(&page->buf, rc_buf_str(&d->rows));
    rc_page_html(page, "</ol>\n");
    put_provenance(d);
    rc_page_end(page);
    return rc_dossier_keep(d, "index.html", err);
}

/* ---- the whole */

typedef struct event_job {
    rc_dossier *d;
    const rc_stored_event *event;
} event_job;

static rc_status one_event(void *context, rc_error *err)
{
    event_job *job = context;
    rc_dossier *d = job->d;
    *rc_map_put(&d->lasting, &d->events, rc_arena_dup(&d->lasting, job->event->event.id), NULL) = 1;
    put_index_row(d, job->event);
    return rc_dossier_event(d, job->event, err);
}

static rc_status on_event(void *context, const rc_stored_event *event, rc_error *err)
{
    rc_dossier *d = context;
    event_job job = {d, event};
    rc_status status = rc_arena_run(&d->arena, one_event, &job, "writing an event", err);
    rc_arena_reset(&d->arena);
    d->result->rows++;
    d->n_contested += event->event.status == RC_STATUS_CONTESTED;
    return status;
}

static rc_status write_reports(rc_dossier *d, rc_error *err)
{
    rc_status status = RC_OK;
    for (size_t i = 0; i < d->report_ids.len && status == RC_OK; i++) { /* originals of copies join the list */
        status = rc_dossier_report(d, d->report_ids.ptr[i], err);
        rc_arena_reset(&d->arena);
    }
    return status;
}

static rc_status copy_style(rc_dossier *d, rc_error *err)
{
    static const char *const sheets[] = {"desk.css", "dossier.css"};
    char dir[4096], path[4200];
    rc_buf style;
    rc_status status = rc_data_dir(dir, sizeof dir, err);
    rc_buf_init(&style);
    for (size_t i = 0; i < sizeof sheets / sizeof *sheets && status == RC_OK; i++) {
        snprintf(path, sizeof path, "%s/desk/%s", dir, sheets[i]);
        status = rc_buf_read_file(&style, path, STYLE_BYTES, err);
    }
    if (status == RC_OK) status = keep(d, "style.css", &style, err);
    rc_buf_release(&style);
    return status;
}

static rc_status make(void *context, rc_error *err)
{
    rc_dossier *d = context;
    rc_status status = rc_sides_load(&d->sides, NULL, &d->lasting, err);
    d->page.naming = rc_sides_naming(d->sides);
    if (status == RC_OK) status = rc_ledger_events(d->ledger, d->filter, on_event, d, err);
    if (status == RC_OK) status = write_reports(d, err);
    if (status == RC_OK) status = copy_style(d, err);
    if (status == RC_OK) status = write_index(d, err);
    return status == RC_OK ? write_file(d, "MANIFEST.sha256", &d->manifest, err) : status;
}

/* ---- the folder */

static rc_status make_folder(const char *dir, const char *below, rc_error *err)
{
    char path[4400];
    snprintf(path, sizeof path, "%s%s", dir, below);
    if (mkdir(path, 0777) == 0) return RC_OK;
    return rc_fail(err, RC_EIO, "%s: cannot make the folder: %s", path, strerror(errno));
}

/* Take away what was written of a dossier that failed: only files that a dossier has. */
static void remove_folder(const char *dir)
{
    static const char *const folders[] = {"/events", "/reports", ""};
    char path[8800];
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
        snprintf(path, sizeof path, "%s%s", dir, folders[i]);
        DIR *open = opendir(path);
        for (struct dirent *one; open && (one = readdir(open));) {
            if (one->d_name[0] == '.') continue;
            snprintf(path, sizeof path, "%s%s/%s", dir, folders[i], one->d_name);
            unlink(path);
        }
        if (open) closedir(open);
        snprintf(path, sizeof path, "%s%s", dir, folders[i]);
        rmdir(path);
    }
}

static rc_status write_whole(rc_dossier *d, rc_error *err)
{
    return rc_arena_run(&d->lasting, make, d, "writing the dossier", err);
}

static rc_status write_zip(rc_dossier *d, rc_error *err)
{
    rc_status status = rc_zip_new(&d->zip, d->wish->zip, RC_DOSSIER_FOLDER, d->wish->most_bytes, err);
    if (status == RC_OK) status = write_whole(d, err);
    if (status == RC_OK) status = rc_zip_finish(d->zip, err);
    rc_zip_free(d->zip);
    return status;
}

static rc_status write_folder(rc_dossier *d, rc_error *err)
{
    char partial[4200];
    const char *dir = d->wish->dir;
    size_t len = strlen(dir);
    while (len > 1 && dir[len - 1] == '/') len--;
    if (snprintf(partial, sizeof partial, "%.*s.partial-%ld", (int)len, dir, (long)getpid()) >= (int)sizeof partial)
        return rc_fail(err, RC_EINVALID, "%s: the name is too long", dir);
    if (rmdir(dir) != 0 && errno != ENOENT)
        return rc_fail(err, RC_EINVALID, "%s: a dossier is written into a new or empty folder: %s", dir,
                       strerror(errno));
    d->dir = partial;
    rc_status status = make_folder(partial, "", err);
    bool made = status == RC_OK;
    if (status == RC_OK) status = make_folder(partial, "/events", err);
    if (status == RC_OK) status = make_folder(partial, "/reports", err);
    if (status == RC_OK) status = write_whole(d, err);
    if (status == RC_OK && rename(partial, dir) != 0)
        status = rc_fail(err, RC_EIO, "%s: cannot write: %s", dir, strerror(errno));
    if (status != RC_OK && made) remove_folder(partial);
    return status;
}

rc_status rc_export_html(rc_ledger *ledger, const rc_filter *filter, const rc_dossier_wish *wish,
                         rc_export_result *result, rc_error *err)
{
    *result = (rc_export_result){0};
    rc_dossier d = {.ledger = ledger, .filter = filter, .wish = wish, .way = wish->way, .result = result};
    rc_arena_init(&d.lasting, (size_t)1 << 18, 0);
    rc_arena_init(&d.arena, (size_t)1 << 18, 0);
    rc_buf_init(&d.rows);
    rc_buf_init(&d.manifest);
    rc_buf_init(&d.json);
    rc_status status = rc_page_open(&d.page, wish->lang, &d.arena, err);
    if (status == RC_OK) status = rc_graphic_load(&d.graphic, ledger, &d.lasting, err);
    if (status == RC_OK) status = wish->dir ? write_folder(&d, err) : write_zip(&d, err);
    json_decref(d.answer);
    rc_page_close(&d.page);
    rc_buf_release(&d.rows);
    rc_buf_release(&d.manifest);
    rc_buf_release(&d.json);
    rc_arena_release(&d.arena);
    rc_arena_release(&d.lasting);
    return status;
}
