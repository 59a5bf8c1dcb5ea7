/* A communiqué that a report prints whole: its author, named in its head, in the sentence that announces it or below
 * it, says all of it, though no verb of saying stands there. */
#include "claims/communique.h"
#include "claims/said_tree.h"

#define HEAD_SENTENCES 8 /* in which it is announced */
#define HEAD_WORDS 4     /* of a line that only says what it is */
#define LINE_WORDS 14    /* of a line that names the author */
#define LAST_LINES 3     /* in which it is signed */

typedef struct announced {
    bool found, is_line; /* a line of its own: "COMMUNIQUÉ" */
    uint32_t sentence;
} announced;

static uint32_t count_words(const rc_reading *r, range s)
{
    uint32_t n = 0;
    for (uint32_t t = s.first; t < s.end; t++) n += r->doc->tokens[t].kind == RC_TOKEN_WORD;
    return n;
}

static uint32_t paper_in(const rc_reading *r, range s)
{
    for (uint32_t t = s.first; t < s.end; t++) {
        if (has_setting(r, t, SETTING_COMMUNIQUE)) return t;
    }
    return UINT32_MAX;
}

static announced find_announced(const rc_reading *r)
{
    announced found = {0};
    for (uint32_t s = 0; s < r->doc->n_sentences && s < HEAD_SENTENCES && !found.is_line; s++) {
        range tokens = sentence_range(r, s);
        if (paper_in(r, tokens) == UINT32_MAX) continue;
        bool line = count_words(r, tokens) <= HEAD_WORDS;
        if (!found.found || line) found = (announced){true, line, s};
    }
    return found;
}

/* "Our forces", "nous avons", outside of quotations whose speaker is known. */
static uint32_t count_we(const rc_reading *r, const attribution *all, uint32_t from)
{
    uint32_t n = 0;
    for (uint32_t s = from; s < r->doc->n_sentences; s++) {
        range tokens = sentence_range(r, s);
        bool we = false;
        for (uint32_t t = tokens.first; t < tokens.end && !we; t++) {
            int32_t q = r->quotation_at[t];
            bool another = q != NO_INDEX && all->quoted[q].name.len;
            uint32_t word = word_at(r->syntax, t);
            we = has_grammar(r, t, G_FIRST) && !another &&
                 !(word != NO_WORD && has_feature(r->syntax, word, "Number=Sing"));
        }
        n += we;
    }
    return n;
}

static bool can_write(const source *who)
{
    const rc_link *link = &who->link;
    bool side = link->party.len && !rc_str_is(link->party, "unknown") && !rc_str_is(link->party, "civilians") &&
                !rc_str_is(link->party, "media");
    return !who->is_pronoun && who->is_known && link->kind != RC_SOURCE_OUTLET &&
           (side || link->kind == RC_SOURCE_OFFICIAL || link->kind == RC_SOURCE_GROUP);
}

/* Who sends or publishes it: the subject of the sentence that announces it, or who it is "of". */
static bool author_of_sentence(const rc_reading *r, uint32_t s, source *out)
{
    const syntax *x = r->syntax;
    range tokens = sentence_range(r, s);
    uint32_t paper = word_at(x, paper_in(r, tokens));
    if (paper == NO_WORD) return false;
    for (uint32_t up = paper; up != NO_WORD; up = x->parent[up]) {
        for (uint32_t c = child_by(x, up, REL_BIT(REL_NSUBJ) | REL_BIT(REL_NMOD), NO_WORD); c != NO_WORD;
             c = child_by(x, up, REL_BIT(REL_NSUBJ) | REL_BIT(REL_NMOD), c)) {
            range who = phrase_of(r, c);
            if (!in_range(who, x->token_of[paper]) && source_in(r, who.first, who.end, out) && can_write(out))
                return true;
        }
    }
    return false;
}

/* A short line that names somebody who can write it, and says nothing else. */
static bool author_of_line(const rc_reading *r, uint32_t s, source *out)
{
    range line = sentence_range(r, s);
    if (line.first >= line.end || count_words(r, line) > LINE_WORDS || is_sign(r, line.end - 1, '.')) return false;
    for (uint32_t t = line.first; t < line.end; t++)
        if (has_grammar(r, t, G_BE | G_HAVE)) return false;
    return source_in(r, line.first, line.end, out) && can_write(out);
}

static bool author_in_lines(const rc_reading *r, uint32_t first, uint32_t end, source *out)
{
    for (uint32_t s = first; s < end; s++)
        if (author_of_line(r, s, out)) return true;
    return false;
}

/* The first saying of the text is its author's: "The General Staff informs the public that ...". */
static const said *first_saying(const attribution *all, uint32_t from, uint32_t end)
{
    for (uint32_t s = from; s < end; s++) {
        const said *best = NULL;
        for (uint32_t i = all->at[s]; i < all->at[s + 1]; i++) {
            const said *f = &all->frames.ptr[i];
            if (!best || f->content.end - f->content.first > best->content.end - best->content.first) best = f;
        }
        if (best) return best;
    }
    return NULL;
}

static bool is_author(const rc_link *link)
{
    bool side = link->party.len && !rc_str_is(link->party, "unknown") && !rc_str_is(link->party, "civilians") &&
                !rc_str_is(link->party, "media");
    return side && (link->kind == RC_SOURCE_OFFICIAL || link->kind == RC_SOURCE_GROUP);
}

static bool find_author(const rc_reading *r, const attribution *all, const announced *a, uint32_t we, rc_link *out)
{
    uint32_t n = r->doc->n_sentences;
    source who;
    if (a->found && a->is_line) {
        const said *f = first_saying(all, a->sentence + 1, a->sentence + 3 < n ? a->sentence + 3 : n);
        if (f && is_author(&f->link)) {
            *out = f->link;
            return true;
        }
    }
    bool announcing = a->found && !a->is_line && we && author_of_sentence(r, a->sentence, &who);
    bool head = a->found && a->is_line && author_in_lines(r, 0, a->sentence + 1, &who);
    uint32_t last = n > LAST_LINES ? n - LAST_LINES : 0;
    bool signs =
        !announcing && !head && we >= 2 && (a->found || n > HEAD_SENTENCES) && author_in_lines(r, last, n, &who);
    if (!announcing && !(head && we) && !signs) return false;
    *out = who.link;
    return true;
}

void find_communique(const rc_reading *r, attribution *all)
{
    announced a = find_announced(r);
    uint32_t from = a.found ? a.sentence + 1 : 0, we = count_we(r, all, from);
    rc_link author;
    if (!find_author(r, all, &a, we, &author)) return;
    rc_link *link = RC_NEW(r->arena, rc_link);
    *link = author;
    uint32_t block = from < r->doc->n_sentences ? r->doc->sentences[from].block : r->doc->n_blocks;
    if (a.found && !a.is_line && block < r->doc->n_blocks && from > 0 && r->doc->sentences[from - 1].block == block)
        block++;
    for (uint32_t b = block; b < r->doc->n_blocks; b++)
        if (!all->outer[b]) all->outer[b] = link;
}
