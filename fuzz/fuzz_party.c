/* Any bytes made well-formed, in both languages: no crash, and every mention keeps the promises of the header. */
#include <stdio.h>
#include <stdlib.h>

#include "recoupe/base/utf8.h"
#include "recoupe/resolve/place.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool holds, const char *what)
{
    if (holds) return;
    fprintf(stderr, "%s\n", what);
    abort();
}

/* Malformed bytes become '?', as the intake replaces them. */
static rc_str well_formed(const uint8_t *data, size_t size, char *copy)
{
    memcpy(copy, data, size);
    rc_str text = {copy, size};
    for (size_t at; (at = rc_utf8_invalid(text)) != SIZE_MAX;) copy[at] = '?';
    return text;
}

static void check(const rc_document *doc, const rc_parties *parties)
{
    uint32_t first = UINT32_MAX, end = 0;
    for (uint32_t i = 0; i < parties->n; i++) {
        const rc_party_mention *m = &parties->ptr[i];
        must(m->count > 0 && m->count <= doc->n_tokens - m->first && m->first < doc->n_tokens, "span");
        must(m->first >= end || (m->first == first && m->count == 1), "order");
        must(rc_str_eq(m->name, rc_str_span(doc->text, rc_tokens_span(doc, m->first, m->count))), "name");
        must(m->party.len > 0, "party");
        first = m->first;
        end = m->first + m->count;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static rc_arena tables, work;
    static rc_lexicon *lexicon[2];
    static rc_actors *actors[2];
    static const char *const LANGS[2] = {"fr", "en"};
    rc_error err = {0};
    if (!actors[1]) {
        rc_arena_init(&tables, (size_t)1 << 20, 0);
        rc_arena_init(&work, (size_t)1 << 16, 0);
        for (int i = 0; i < 2; i++) {
            must(rc_lexicon_load(&lexicon[i], RC_SHARE_DIR, LANGS[i], &tables, &err) == RC_OK, err.message);
            must(rc_actors_load(&actors[i], RC_SHARE_DIR, lexicon[i], LANGS[i], &tables, &err) == RC_OK, err.message);
        }
    }
    if (!size) return 0;
    char *copy = malloc(size);
    if (!copy) return 0;
    rc_str text = well_formed(data + 1, size - 1, copy);
    int l = data[0] & 1;
    rc_document *doc = rc_document_new(rc_lexicon_orthography(lexicon[l]), text, &work);
    rc_hits hits = rc_lexicon_match(lexicon[l], doc, &work);
    rc_parties parties = rc_parties_find(actors[l], doc, &hits, data[0] & 2 ? RC_DAY_NONE : 17000, &work);
    check(doc, &parties);
    rc_parties_settle(actors[l], &parties, NULL, doc, &work);
    check(doc, &parties);
    (void)rc_party_of_name(actors[l], rc_str_sub(text, 0, 256), 17000, &work);
    rc_arena_reset(&work);
    free(copy);
    return 0;
}
