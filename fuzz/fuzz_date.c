/* Bytes as a text through tokens, word lists and the date rules: what is found lies in the text, in
 * order, and no date ends before it begins. */
#include <stdlib.h>

#include "recoupe/base/utf8.h"
#include "recoupe/resolve/date.h"

#define LANGUAGES 2

static const char *const codes[LANGUAGES] = {"fr", "en"};
static rc_lexicon *lexicons[LANGUAGES];
static rc_date_rules *rules[LANGUAGES];
static rc_arena data, work;

static void load(void)
{
    rc_error err;
    rc_arena_init(&data, (size_t)1 << 20, 0);
    rc_arena_init(&work, (size_t)1 << 16, 0);
    for (int i = 0; i < LANGUAGES; i++)
        if (rc_lexicon_load(&lexicons[i], RC_SHARE_DIR, codes[i], &data, &err) != RC_OK ||
            rc_date_rules_load(&rules[i], lexicons[i], &data, &err) != RC_OK)
            abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    if (!lexicons[0]) load();
    rc_str text = {(const char *)bytes, len};
    if (rc_utf8_invalid(text) != SIZE_MAX) return 0;
    for (int i = 0; i < LANGUAGES; i++) {
        rc_document *doc = rc_document_new(rc_lexicon_orthography(lexicons[i]), text, &work);
        rc_hits hits = rc_lexicon_match(lexicons[i], doc, &work);
        rc_day published = len % 3 ? rc_day_of(2021, 9, 2) + (rc_day)(len % 365) : RC_DAY_NONE;
        rc_timexes found = rc_dates_find(rules[i], doc, &hits, published, &work);
        uint32_t end = 0;
        for (uint32_t k = 0; k < found.n; k++) {
            const rc_timex *t = &found.ptr[k];
            if (!t->count || t->first < end || t->first + t->count > doc->n_tokens) abort();
            if (t->to == RC_DAY_NONE || (t->from != RC_DAY_NONE && t->from > t->to)) abort();
            end = t->first + t->count;
        }
        rc_arena_reset(&work);
    }
    return 0;
}
