#include "export/page.h"

#include "recoupe/base/paths.h"
#include "recoupe/events/side.h"

static const rc_str middle_dot = RC_STR_INIT("\xc2\xb7");

rc_status rc_page_open(rc_page *page, rc_str lang, rc_arena *arena, rc_error *err)
{
    char dir[4096], path[4200];
    json_error_t why;
    *page = (rc_page){.arena = arena};
    rc_buf_init(&page->buf);
    snprintf(page->lang, sizeof page->lang, "%.*s", RC_FMT(lang.len ? lang : RC_STR("en")));
    rc_status status = rc_data_dir(dir, sizeof dir, err);
    if (status != RC_OK) return status;
    snprintf(path, sizeof path, "%s/desk/messages/%s.json", dir, page->lang);
    page->messages = json_load_file(path, 0, &why);
    return json_is_object(page->messages) ? RC_OK
                                          : rc_fail(err, RC_EFORMAT, "%s: line %d: %s", path, why.line, why.text);
}

void rc_page_close(rc_page *page)
{
    json_decref(page->messages);
    rc_buf_release(&page->buf);
}

void rc_page_html(rc_page *page, const char *html)
{
    rc_buf_put(&page->buf, rc_str_of(html));
}

void rc_page_text(rc_page *page, rc_str text)
{
    size_t from = 0;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        const char *as = c == '&'                                            ? "&amp;"
                         : c == '<'                                          ? "&lt;"
                         : c == '>'                                          ? "&gt;"
                         : c == '"'                                          ? "&quot;"
                         : (unsigned char)c < 0x20 && c != '\n' && c != '\t' ? "&#xfffd;"
                                                                             : NULL;
        if (!as) continue;
        rc_buf_put(&page->buf, rc_str_sub(text, from, i));
        rc_page_html(page, as);
        from = i + 1;
    }
    rc_buf_put(&page->buf, rc_str_sub(text, from, text.len));
}

/* Of a message in two forms, the first is for one: in French for none too. */
static rc_str form_of(const rc_page *page, const char *key, int64_t n)
{
    const json_t *message = json_object_get(page->messages, key);
    bool one = n == 1 || (n == 0 && strcmp(page->lang, "fr") == 0);
    if (json_is_array(message)) message = json_array_get(message, one ? 0 : 1);
    if (!json_is_string(message)) return rc_str_of(key);
    return (rc_str){json_string_value(message), json_string_length(message)};
}

static rc_str slot_value(rc_page *page, rc_str slot, int64_t n, const rc_page_slot *slots, size_t n_slots)
{
    if (rc_str_is(slot, "n")) return rc_arena_printf(page->arena, "%lld", (long long)n);
    for (size_t i = 0; i < n_slots; i++)
        if (rc_str_is(slot, slots[i].name)) return slots[i].value;
    return (rc_str){0};
}

rc_str rc_page_fill(rc_page *page, const char *key, int64_t n, const rc_page_slot *slots, size_t n_slots)
{
    rc_str rest = form_of(page, key, n), said = {0};
    while (rest.len) {
        size_t open = rc_str_find(rest, RC_STR("{"), 0);
        size_t close = open == SIZE_MAX ? open : rc_str_find(rest, RC_STR("}"), open);
        if (close == SIZE_MAX) break;
        rc_str filled = slot_value(page, rc_str_sub(rest, open + 1, close), n, slots, n_slots);
        said = rc_arena_printf(page->arena, "%.*s%.*s%.*s", RC_FMT(said), RC_FMT(rc_str_sub(rest, 0, open)),
                               RC_FMT(filled));
        rest = rc_str_sub(rest, close + 1, rest.len);
    }
    return said.len ? rc_arena_printf(page->arena, "%.*s%.*s", RC_FMT(said), RC_FMT(rest)) : rest;
}

rc_str rc_page_say(rc_page *page, const char *key, int64_t n, const char *name, rc_str value)
{
    rc_page_slot slot = {name, value};
    return rc_page_fill(page, key, n, &slot, name ? 1 : 0);
}

void rc_page_message(rc_page *page, const char *key)
{
    rc_page_text(page, rc_page_say(page, key, 2, NULL, (rc_str){0}));
}

rc_str rc_page_word(rc_page *page, rc_str word)
{
    if (!word.len) return word;
    const char *key = rc_arena_printf(page->arena, "word %.*s", RC_FMT(word)).ptr;
    const json_t *message = json_object_get(page->messages, key);
    if (!json_is_string(message)) return rc_naming_party(page->naming, rc_str_of(page->lang), word);
    return (rc_str){json_string_value(message), json_string_length(message)};
}

void rc_page_begin(rc_page *page, rc_str title, const char *up)
{
    page->buf.len = 0;
    rc_page_html(page, "<!doctype html>\n<html lang=\"");
    rc_page_html(page, page->lang);
    rc_page_html(page, "\">\n<head><meta charset=\"utf-8\">\n"
                       "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                       "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'self' "
                       "file:; img-src 'self' file:\">\n<title>");
    rc_page_text(page, title);
    rc_page_html(page, "</title>\n<link rel=\"stylesheet\" href=\"");
    rc_page_html(page, up);
    rc_page_html(page, "style.css\"></head>\n<body>\n<main>\n");
}

void rc_page_end(rc_page *page)
{
    rc_page_html(page, "</main>\n</body>\n</html>\n");
}

/* ---- parts of claims */

rc_str rc_page_figure(rc_page *page, double value)
{
    return rc_arena_printf(page->arena, value == (double)(int64_t)value ? "%.0f" : "%.1f", value);
}

rc_str rc_page_count(rc_page *page, const rc_count *c)
{
    const char *about = c->approx ? "~\xe2\x80\xaf" : "";
    if (!c->has_low && !c->has_high) return rc_page_say(page, "some", 0, NULL, (rc_str){0});
    rc_str low = rc_page_figure(page, c->low), high = rc_page_figure(page, c->high);
    if (!c->has_high) return rc_arena_printf(page->arena, "≥\xe2\x80\xaf%s%.*s", about, RC_FMT(low));
    if (!c->has_low) return rc_arena_printf(page->arena, "≤\xe2\x80\xaf%s%.*s", about, RC_FMT(high));
    if (c->low == c->high) return rc_arena_printf(page->arena, "%s%.*s", about, RC_FMT(low));
    return rc_arena_printf(page->arena, "%s%.*s–%.*s", about, RC_FMT(low), RC_FMT(high));
}

rc_str rc_page_days(rc_page *page, rc_day from, rc_day to)
{
    char a[11], b[11];
    if (from == RC_DAY_NONE) return rc_page_say(page, "undated", 0, NULL, (rc_str){0});
    rc_day_iso(from, a);
    rc_day_iso(to, b);
    return from == to ? rc_arena_printf(page->arena, "%s", a) : rc_arena_printf(page->arena, "%s – %s", a, b);
}

rc_str rc_page_of(rc_page *page, rc_str party)
{
    if (rc_party_unknown(party)) return (rc_str){0};
    return rc_arena_printf(page->arena, " %.*s", RC_FMT(rc_page_say(page, "of", 0, "of", rc_page_word(page, party))));
}

rc_str rc_page_place(rc_page *page, const rc_claim_place *p)
{
    if (!p->name.len) return rc_page_say(page, "unlocated", 0, NULL, (rc_str){0});
    rc_str precision = rc_page_word(page, rc_str_of(rc_precision_name(p->precision)));
    rc_str where = p->is_resolved ? rc_arena_printf(page->arena, "%.4f, %.4f", p->lat, p->lon)
                                  : rc_page_say(page, "unlocated", 0, NULL, (rc_str){0});
    rc_str country = rc_naming_country(page->naming, rc_str_of(page->lang), p->country);
    return rc_arena_printf(page->arena, "%.*s (%.*s%s%.*s%s%.*s; %.*s)", RC_FMT(p->name), RC_FMT(precision),
                           p->admin1.len ? ", " : "", RC_FMT(p->admin1), *p->country ? ", " : "", RC_FMT(country),
                           RC_FMT(where));
}

static rc_str join(rc_page *page, rc_str left, rc_str right, const char *between)
{
    if (!right.len) return left;
    if (!left.len) return right;
    return rc_arena_printf(page->arena, "%.*s%s%.*s", RC_FMT(left), between, RC_FMT(right));
}

static rc_str actors(rc_page *page, const rc_actor *all, uint32_t n)
{
    rc_str said = {0};
    for (uint32_t i = 0; i < n; i++) {
        bool resolved = all[i].party.len && !rc_str_eq(all[i].party, all[i].name);
        rc_str one = resolved ? rc_arena_printf(page->arena, "%.*s [%.*s]", RC_FMT(all[i].name),
                                                RC_FMT(rc_page_word(page, all[i].party)))
                              : all[i].name;
        said = join(page, said, one, ", ");
    }
    return said;
}

static rc_str chain(rc_page *page, const rc_claim *claim, rc_str outlet)
{
    rc_str said = outlet;
    for (uint32_t i = 0; i < claim->n_chain; i++) {
        const rc_link *link = &claim->chain[i];
        rc_actor one = {link->name, link->party};
        said = join(page, said, actors(page, &one, 1), " › ");
    }
    return said;
}

static rc_str counts(rc_page *page, const rc_claim *claim)
{
    rc_str said = {0};
    for (uint32_t i = 0; i < claim->n_losses; i++) {
        const rc_loss *loss = &claim->losses[i];
        said = join(page, said,
                    rc_arena_printf(page->arena, "%.*s %.*s%.*s", RC_FMT(rc_page_count(page, &loss->count)),
                                    RC_FMT(rc_page_word(page, rc_str_of(rc_effect_name(loss->effect)))),
                                    RC_FMT(rc_page_of(page, loss->of))),
                    "; ");
    }
    for (uint32_t i = 0; i < claim->n_equipment; i++) {
        const rc_thing *thing = &claim->equipment[i];
        said = join(page, said,
                    rc_arena_printf(page->arena, "%.*s %.*s %.*s%.*s", RC_FMT(rc_page_count(page, &thing->count)),
                                    RC_FMT(rc_page_word(page, thing->category)),
                                    RC_FMT(rc_page_word(page, rc_str_of(rc_damage_name(thing->effect)))),
                                    RC_FMT(rc_page_of(page, thing->of))),
                    "; ");
    }
    for (uint32_t i = 0; i < claim->n_control; i++) {
        const rc_control *c = &claim->control[i];
        rc_str by = c->by.len ? rc_page_say(page, "by whom", 0, "by", rc_page_word(page, c->by)) : (rc_str){0};
        said = join(page, said,
                    rc_arena_printf(page->arena, "%.*s %.*s %.*s", RC_FMT(c->place),
                                    RC_FMT(rc_page_word(page, rc_str_of(rc_change_name(c->change)))), RC_FMT(by)),
                    "; ");
    }
    return said;
}

static rc_str places(rc_page *page, const rc_claim *claim)
{
    rc_str said = {0};
    for (uint32_t i = 0; i < claim->n_place; i++) said = join(page, said, rc_page_place(page, &claim->place[i]), "; ");
    return said;
}

void rc_page_term(rc_page *page, const char *key, rc_str value)
{
    if (!value.len) return;
    rc_page_html(page, "<dt>");
    rc_page_message(page, key);
    rc_page_html(page, "</dt><dd>");
    rc_page_text(page, value);
    rc_page_html(page, "</dd>\n");
}

void rc_page_claim(rc_page *page, const rc_claim *claim, rc_str outlet)
{
    rc_str how = {0}, what = rc_page_word(page, rc_str_of(rc_event_type_name(claim->type)));
    if (claim->polarity == RC_DENIED) how = rc_page_word(page, RC_STR("denied"));
    if (claim->certainty == RC_HEDGED) how = join(page, how, rc_page_word(page, RC_STR("hedged")), ", ");
    if (claim->reality != RC_ACTUAL)
        how = join(page, how, rc_page_word(page, rc_str_of(rc_reality_name(claim->reality))), ", ");
    rc_page_html(page, "<dl class=\"fields\">\n");
    rc_page_term(page, "says", chain(page, claim, outlet));
    rc_page_term(page, "how", how);
    rc_page_term(page, "what", join(page, what, rc_page_word(page, claim->subtype), " / "));
    rc_page_term(page, "by", actors(page, claim->by, claim->n_by));
    rc_page_term(page, "against", actors(page, claim->against, claim->n_against));
    rc_page_term(page, "where", places(page, claim));
    rc_page_term(page, "when", claim->from == RC_DAY_NONE ? (rc_str){0} : rc_page_days(page, claim->from, claim->to));
    rc_page_term(page, "counts", counts(page, claim));
    if (claim->rule.len)
        rc_page_term(
            page, "rule",
            rc_arena_printf(page->arena, "%.*s %.*s %.2f", RC_FMT(claim->rule), RC_FMT(middle_dot), claim->confidence));
    rc_page_html(page, "</dl>\n");
}
