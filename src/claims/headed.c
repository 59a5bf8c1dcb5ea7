/* Places that head a part of a report. */
#include "claims/headed.h"

static unsigned size_of_place(const rc_place_mention *p)
{
    return p->precision == RC_PRECISION_NONE ? RC_PRECISION_SETTLEMENT : p->precision;
}

/* The most exact place of a sentence that begins its block and is nothing but names and signs. */
static const rc_place_mention *heading_at(const rc_reading *r, uint32_t sentence)
{
    const rc_sentence *s = &r->doc->sentences[sentence];
    const rc_place_mention *found = NULL;
    if (r->doc->blocks[s->block].first != sentence || s->dateline) return NULL;
    for (uint32_t t = s->first; t < s->first + s->count; t++) {
        const rc_place_mention *p = place_at(r, t);
        if (!p && r->doc->tokens[t].kind != RC_TOKEN_PUNCT && !has_capital(r, t)) return NULL;
        if (p && (!found || size_of_place(p) < size_of_place(found))) found = p;
    }
    return found;
}

static bool stands_alone(const rc_reading *r, uint32_t sentence)
{
    return r->doc->blocks[r->doc->sentences[sentence].block].count == 1;
}

static bool is_section_end(const rc_reading *r, uint32_t sentence)
{
    return r->doc->blocks[r->doc->sentences[sentence].block].kind == RC_BLOCK_HEADING || heading_at(r, sentence);
}

/* Two headings of different places: one alone says where the report was written. */
static bool is_digest(const rc_reading *r)
{
    const rc_place_mention *first = NULL;
    for (uint32_t b = 0; b < r->doc->n_blocks; b++) {
        const rc_place_mention *p = r->doc->blocks[b].count ? heading_at(r, r->doc->blocks[b].first) : NULL;
        if (p && first && !rc_str_eq(p->name, first->name)) return true;
        if (p) first = p;
    }
    return false;
}

part part_of(const rc_reading *r, uint32_t sentence)
{
    const rc_block *block = &r->doc->blocks[r->doc->sentences[sentence].block];
    part out = {NULL, block->first + 1, block->first + block->count};
    out.place = heading_at(r, block->first);
    for (uint32_t s = block->first; !out.place && s > 0; s--) {
        if (!is_section_end(r, s - 1)) continue;
        out.place = stands_alone(r, s - 1) ? heading_at(r, s - 1) : NULL;
        out.first = s;
        break;
    }
    if (!out.place || out.first > sentence || !is_digest(r)) return (part){NULL, 0, 0};
    if (!stands_alone(r, out.first - 1)) return out;
    for (out.end = sentence + 1; out.end < r->doc->n_sentences && !is_section_end(r, out.end);) out.end++;
    return out;
}
