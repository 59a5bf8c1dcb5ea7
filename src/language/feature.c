#include "language/feature.h"

#include "language/glyph.h"
#include "recoupe/base/hash.h"

#define SHAPE_BYTES 12

uint64_t rc_feature_shape(rc_str form)
{
    char shape[SHAPE_BYTES + 1];
    size_t n = 0;
    char last = 0;
    unsigned run = 0;
    for (size_t i = 0; i < form.len && n < SHAPE_BYTES;) {
        rc_glyph g = rc_glyph_at(form, i);
        i += g.bytes;
        char c;
        switch (g.kind) {
        case RC_GLYPH_UPPER:
            c = 'X';
            break;
        case RC_GLYPH_LOWER:
        case RC_GLYPH_LETTER:
        case RC_GLYPH_MARK:
            c = 'x';
            break;
        case RC_GLYPH_DIGIT:
            c = '0';
            break;
        default:
            c = g.cp < 0x80 ? (char)g.cp : '~';
        }
        run = c == last ? run + 1 : 1;
        last = c;
        if (run <= (c == '0' ? 4u : 2u)) shape[n++] = c;
    }
    return rc_hash64((rc_str){shape, n});
}

/* Byte offset of the character `n` from the end, or 0. */
static size_t from_end(rc_str s, unsigned n)
{
    size_t at = s.len;
    while (at && n) {
        at--;
        if (((unsigned char)s.ptr[at] & 0xC0) != 0x80) n--;
    }
    return at;
}

static size_t from_start(rc_str s, unsigned n)
{
    size_t at = 0;
    while (at < s.len && n) {
        at++;
        while (at < s.len && ((unsigned char)s.ptr[at] & 0xC0) == 0x80) at++;
        n--;
    }
    return at;
}

static rc_str without_digits(rc_str s, char *out, size_t cap)
{
    if (s.len > cap) return s;
    for (size_t i = 0; i < s.len; i++) out[i] = s.ptr[i] >= '0' && s.ptr[i] <= '9' ? '0' : s.ptr[i];
    return (rc_str){out, s.len};
}

/* The form as it stands, else its lower case, else without accents: the table also has forms without theirs. */
static uint32_t vector_row(const rc_model *model, rc_str form, rc_str lower, rc_str fold)
{
    if (!model->vectors.cap) return 0;
    uint32_t row = rc_table_get(&model->vectors, rc_hash64(form));
    if (row == RC_NO_VALUE) row = rc_table_get(&model->vectors, rc_hash64(lower));
    if (row == RC_NO_VALUE) row = rc_table_get(&model->vectors, rc_hash64(fold));
    return row == RC_NO_VALUE ? 0 : row;
}

void rc_feature_rows(const rc_model *model, rc_str form, rc_str lower, rc_str fold, uint32_t set,
                     uint32_t rows[RC_FEATURES])
{
    const rc_net_shape *shape = &model->shape;
    char buffer[64];
    rc_str plain = without_digits(lower, buffer, sizeof buffer);
    uint64_t hashes[RC_FEATURE_LEXICON];
    hashes[RC_FEATURE_FORM] = rc_hash64(plain);
    hashes[RC_FEATURE_PREFIX] = rc_hash64(rc_str_sub(plain, 0, from_start(plain, 3)));
    hashes[RC_FEATURE_SUFFIX2] = rc_hash64(rc_str_sub(plain, from_end(plain, 2), plain.len));
    hashes[RC_FEATURE_SUFFIX3] = rc_hash64(rc_str_sub(plain, from_end(plain, 3), plain.len));
    hashes[RC_FEATURE_SUFFIX4] = rc_hash64(rc_str_sub(plain, from_end(plain, 4), plain.len));
    hashes[RC_FEATURE_FOLD] = rc_hash64(without_digits(fold, buffer, sizeof buffer));
    hashes[RC_FEATURE_SHAPE] = rc_feature_shape(form);
    for (int i = 0; i < RC_FEATURE_LEXICON; i++)
        rows[i] = model->row_base[i] + (uint32_t)(((hashes[i] >> 32) * shape->rows[i]) >> 32);
    uint32_t lexicon_row = set == RC_NO_VALUE ? 0 : model->sets[set].row;
    rows[RC_FEATURE_LEXICON] = model->row_base[RC_FEATURE_LEXICON] + lexicon_row % shape->rows[RC_FEATURE_LEXICON];
    rows[RC_FEATURE_VECTOR] = model->row_base[RC_FEATURE_VECTOR] + vector_row(model, form, lower, fold);
}
