/* The language engine on any text: no crash, and every analysis keeps the promises of its header. */
#include "tiny_model.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static tiny_model t;
    if (!t.model) tiny_train(&t);
    if (!size) return 0;
    char *copy = malloc(size);
    if (!copy) return 0;
    memcpy(copy, data, size);
    rc_str text = {copy, size};
    for (size_t at; (at = rc_utf8_invalid(text)) != SIZE_MAX;) copy[at] = '?';
    tiny_use(t.model, t.orthography, text);
    free(copy);
    return 0;
}
