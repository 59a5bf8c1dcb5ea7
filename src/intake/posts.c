#include "intake/posts.h"

#include <inttypes.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "intake/charset.h"
#include "intake/rows.h"
#include "intake/values.h"

bool rc_posts_telegram(rc_str head)
{
    size_t at = rc_str_find(head, RC_STR("\"messages\""), 0);
    return at != SIZE_MAX && rc_str_find(rc_str_sub(head, 0, at), RC_STR("\"text\""), 0) == SIZE_MAX &&
           rc_str_find(rc_str_sub(head, 0, at), RC_STR("\"type\""), 0) != SIZE_MAX;
}

bool rc_posts_x(rc_str head)
{
    return rc_str_starts(rc_str_trim(head), RC_STR("window.YTD."));
}

typedef struct posts {
    rc_intake_run *run;
    rc_buf text, id, url;
    const char *charset;
    uint64_t number;
} posts;

static rc_str string_of(const json_t *object, const char *key)
{
    const json_t *value = json_object_get(object, key);
    return json_is_string(value) ? (rc_str){json_string_value(value), json_string_length(value)} : (rc_str){NULL, 0};
}

static rc_status deliver(posts *p, const char *published, rc_str outlet)
{
    if (p->text.failed || p->id.failed || p->url.failed)
        return rc_fail(p->run->err, RC_ENOMEM, "%s: out of memory", p->run->label);
    if (!rc_str_trim(rc_buf_str(&p->text)).len) return RC_OK; /* a picture, somebody joined: nothing is said */
    rc_report report = {.id = rc_buf_str(&p->id),
                        .published = rc_str_of(published),
                        .outlet = outlet,
                        .url = rc_buf_str(&p->url),
                        .text = rc_buf_str(&p->text),
                        .charset = rc_str_of(p->charset)};
    return rc_intake_deliver(p->run, &report, 0, ++p->number);
}

/* A string, or a list of strings and of objects with a `text`. */
static void put_text(rc_buf *out, const json_t *text)
{
    size_t i;
    json_t *part;
    if (json_is_string(text)) rc_buf_put(out, (rc_str){json_string_value(text), json_string_length(text)});
    json_array_foreach((json_t *)(uintptr_t)text, i, part)
    {
        if (json_is_object(part))
            rc_buf_put(out, string_of(part, "text"));
        else if (json_is_string(part))
            rc_buf_put(out, (rc_str){json_string_value(part), json_string_length(part)});
    }
}

static void unix_day(rc_str seconds, char published[RC_DATE_BYTES])
{
    int64_t value;
    struct tm utc;
    if (!rc_str_int(seconds, &value)) return;
    time_t when = (time_t)value;
    if (!gmtime_r(&when, &utc) || !strftime(published, RC_DATE_BYTES, "%Y-%m-%dT%H:%M:%SZ", &utc)) published[0] = 0;
    char read[RC_DATE_BYTES];
    if (!rc_date_read(rc_str_of(published), read)) published[0] = 0;
}

static rc_status read_message(posts *p, const json_t *chat, const json_t *message)
{
    char published[RC_DATE_BYTES] = "";
    const json_t *entities = json_object_get(message, "text_entities");
    rc_str outlet = string_of(message, "from");
    if (!rc_str_is(string_of(message, "type"), "message")) return RC_OK;
    p->text.len = p->id.len = p->url.len = 0;
    put_text(&p->text, json_array_size(entities) ? entities : json_object_get(message, "text"));
    unix_day(string_of(message, "date_unixtime"), published);
    if (!published[0] && !rc_date_read(string_of(message, "date"), published)) published[0] = 0;
    char id[64];
    snprintf(id, sizeof id, "telegram-%" PRId64 "-%" PRId64, (int64_t)json_integer_value(json_object_get(chat, "id")),
             (int64_t)json_integer_value(json_object_get(message, "id")));
    rc_buf_put(&p->id, rc_str_of(id));
    return deliver(p, published, outlet.len ? outlet : string_of(chat, "name"));
}

static rc_status read_chat(posts *p, const json_t *chat)
{
    size_t i;
    json_t *message;
    rc_status status = RC_OK;
    json_array_foreach(json_object_get(chat, "messages"), i, message)
    {
        status = read_message(p, chat, message);
        if (status != RC_OK) break;
    }
    return status;
}

/* "Sat Sep 04 10:00:00 +0000 2021" with the year before the time, as mail has it. */
static void created(rc_str words, char published[RC_DATE_BYTES])
{
    char copy[64], month[4], zone[6], mail[64];
    int day, year, hour, minute, second;
    snprintf(copy, sizeof copy, "%.*s", (int)(words.len < 60 ? words.len : 60), words.ptr ? words.ptr : "");
    published[0] = 0;
    if (sscanf(copy, "%*3s %3s %2d %2d:%2d:%2d %5s %4d", month, &day, &hour, &minute, &second, zone, &year) != 7)
        return;
    snprintf(mail, sizeof mail, "%d %s %d %02d:%02d:%02d %s", day, month, year, hour, minute, second, zone);
    if (!rc_date_read(rc_str_of(mail), published)) published[0] = 0;
}

static rc_status read_tweet(posts *p, const json_t *item)
{
    char published[RC_DATE_BYTES];
    const json_t *inner = json_object_get(item, "tweet"), *tweet = inner ? inner : item;
    rc_str id = string_of(tweet, "id_str"), text = string_of(tweet, "full_text");
    p->text.len = p->id.len = p->url.len = 0;
    rc_buf_put(&p->text, text.len ? text : string_of(tweet, "text"));
    created(string_of(tweet, "created_at"), published);
    if (id.len) {
        rc_buf_put(&p->id, RC_STR("x-"));
        rc_buf_put(&p->id, id);
        rc_buf_put(&p->url, RC_STR("https://x.com/i/status/"));
        rc_buf_put(&p->url, id);
    }
    return deliver(p, published, (rc_str){NULL, 0});
}

static rc_status read_tweets(posts *p, const json_t *list)
{
    size_t i;
    json_t *item;
    rc_status status = RC_OK;
    json_array_foreach((json_t *)(uintptr_t)list, i, item)
    {
        status = read_tweet(p, item);
        if (status != RC_OK) break;
    }
    return status;
}

/* Telegram writes "\xNN" in strings, which is no JSON: "\u00NN". */
static void mend_escapes(rc_str text, rc_buf *out)
{
    out->len = 0;
    for (size_t i = 0; i < text.len; i++) {
        rc_buf_putc(out, text.ptr[i]);
        if (text.ptr[i] != '\\' || i + 1 == text.len) continue;
        i++;
        if (text.ptr[i] == 'x')
            rc_buf_put(out, RC_STR("u00"));
        else
            rc_buf_putc(out, text.ptr[i]);
    }
}

static rc_status read_all(posts *p, rc_str text)
{
    json_error_t where;
    rc_status status;
    bool is_x = rc_posts_x(text);
    rc_buf mended;
    rc_buf_init(&mended);
    size_t list = is_x ? rc_str_find(text, RC_STR("["), 0) : 0;
    if (list != SIZE_MAX) mend_escapes(rc_str_sub(text, list, text.len), &mended);
    json_t *root = mended.failed || !mended.len ? NULL : json_loadb(mended.ptr, mended.len, 0, &where);
    if (mended.failed)
        status = rc_fail(p->run->err, RC_ENOMEM, "%s: out of memory", p->run->label);
    else if (!root) {
        rc_intake_skip(p->run, mended.len ? (uint64_t)where.line : 0, RC_EFORMAT, "not JSON: %s",
                       mended.len ? where.text : "no list in it");
        status = RC_OK;
    } else
        status = is_x ? read_tweets(p, root) : read_chat(p, root);
    json_decref(root);
    rc_buf_release(&mended);
    return status;
}

rc_status rc_posts_read(rc_intake_run *run, rc_source *source)
{
    rc_error why;
    rc_str text = {NULL, 0};
    char charset[RC_CHARSET_BYTES];
    posts p = {.run = run, .charset = charset};
    rc_buf_init(&p.text);
    rc_buf_init(&p.id);
    rc_buf_init(&p.url);
    run->content.len = 0;
    rc_status status = rc_source_slurp(source, &run->content, RC_INTAKE_WHOLE_BYTES, &why);
    if (status == RC_OK)
        status = rc_charset_decode(rc_buf_str(&run->content), false, &run->decoded, &text, charset, &why);
    if (status == RC_OK)
        status = read_all(&p, text);
    else if (status == RC_ENOMEM)
        status = rc_fail(run->err, RC_ENOMEM, "%s: out of memory", run->label);
    else {
        rc_intake_skip(run, 0, status, "%s", why.message);
        status = RC_OK;
    }
    rc_buf_release(&p.text);
    rc_buf_release(&p.id);
    rc_buf_release(&p.url);
    return status;
}
