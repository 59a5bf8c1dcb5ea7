/* Bytes as a data file: rows have as many fields as there are columns, every field lies in the text. */
#include <stdlib.h>

#include "recoupe/base/tsv.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    rc_str text = {(const char *)bytes, len};
    rc_tsv tsv;
    rc_error err;
    if (rc_tsv_open(&tsv, text, "fuzz.tsv", &err) != RC_OK) return 0;
    if (!tsv.n_columns || tsv.n_columns > RC_TSV_COLUMNS) abort();
    unsigned line = tsv.line;
    while (rc_tsv_next(&tsv, &err) == RC_OK) {
        if (tsv.line <= line) abort();
        line = tsv.line;
        for (unsigned i = 0; i < tsv.n_columns; i++) {
            rc_str field = tsv.fields[i];
            if (!field.len) continue;
            if (field.ptr < text.ptr || field.ptr + field.len > text.ptr + len) abort();
            if (memchr(field.ptr, '\t', field.len) || memchr(field.ptr, '\n', field.len)) abort();
        }
    }
    return 0;
}
