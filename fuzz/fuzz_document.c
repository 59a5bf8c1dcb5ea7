/* Any bytes made well-formed, in both languages: no crash, and every promise of the header kept. */
#include <stdio.h>
#include <stdlib.h>

#include "language/check.h"
#include "recoupe/base/utf8.h"
#include "recoupe/language/identify.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(rc_status status, const rc_error *err)
{
    if (status == RC_OK) return;
    fprintf(stderr, "%s\n", err->message);
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

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static rc_arena lists;
    static rc_orthography *orthography[2];
    static rc_identifier *identifier;
    rc_error err;
    if (!identifier) {
        rc_arena_init(&lists, 1 << 16, 0);
        must(rc_orthography_load(&orthography[0], RC_SHARE_DIR, "fr", &lists, &err), &err);
        must(rc_orthography_load(&orthography[1], RC_SHARE_DIR, "en", &lists, &err), &err);
        must(rc_identifier_new(&identifier, RC_SHARE_DIR, &err), &err);
    }
    if (!size) return 0;
    char *copy = malloc(size - 1 ? size - 1 : 1);
    if (!copy) return 0;
    rc_str text = well_formed(data + 1, size - 1, copy);
    rc_arena arena, scratch;
    rc_arena_init(&arena, 1 << 16, 0);
    rc_arena_init(&scratch, 1 << 12, 0);
    const rc_document *doc = rc_document_new(orthography[data[0] & 1], text, &arena);
    const char *wrong = rc_document_check(doc, &scratch);
    if (wrong) {
        fprintf(stderr, "%s\n", wrong);
        abort();
    }
    if (data[0] & 2) (void)rc_identify(identifier, text, RC_STR(""));
    rc_arena_release(&scratch);
    rc_arena_release(&arena);
    free(copy);
    return 0;
}
