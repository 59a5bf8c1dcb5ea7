/** Attribution: who says what. A frame is one act of saying in a sentence: its source and the words it covers. */
#ifndef CLAIMS_SAID_H
#define CLAIMS_SAID_H

#include "claims/source.h"
#include "recoupe/claims/telling.h"

typedef struct said {
    rc_link link;
    range content; /**< tokens the source answers for */
    range words;   /**< tokens of source and cue, no part of the claim's words */
    uint32_t cue;  /**< token of the cue, or of the first word of the source */
    uint32_t cue_end;
    cue_class cls;
    range who;       /**< tokens of the source as named here */
    range named;     /**< the same, or the relative pronoun beside the cue that stands for it */
    rc_link *medium; /**< whom the source told it, or who passes it on: the link outside; NULL: nobody named */
    bool relayed;    /**< the source of a frame around it tells what this one said: inside where both are as wide */
    uint32_t also,
        n_also;  /**< frames of the same saying by other voices ("X and Y said"): the first of them, how many */
    bool beside; /**< is such a frame itself: stands in no chain but its own */
    bool mutual; /**< "X and Y blamed each other" */
    const rc_link *accused; /**< where it is mutual: the other voice, once the report is read; else NULL */
} said;

typedef RC_VEC(said) saids;

/** Frames of a whole report, those of sentence s at [at[s], at[s + 1]). */
typedef struct attribution {
    saids frames;
    uint32_t *at;
    rc_link *quoted; /**< by quotation: who speaks; name empty when unknown */
    cue_class *quoted_class;
    const said **carried; /**< by sentence: a frame of an earlier one that it goes on with, or NULL */
    rc_link **outer;      /**< by block: post author or outlet in brackets, or NULL */
    uint32_t *body_end;   /**< by block: token where outlets in brackets begin, or its end */
} attribution;

/** What one sentence leaves to the next. */
typedef struct speaker_state {
    rc_link last;       /**< the source named last; name empty at the beginning */
    uint32_t last_seen; /**< token it was named at */
    uint32_t column;    /**< of a table: find_in_table */
    rc_link announced;  /**< who speaks behind the colon that the last sentence ended with; name empty: nobody */
} speaker_state;

/** Append the frames of one sentence. */
void find_said(const rc_reading *reading, range sentence, saids *out, speaker_state *state);

/** Append what a word of quoting says ("X, citing Y"); its verb group begins at `group`. */
void find_quoted(const rc_reading *reading, const rc_hit *hit, uint32_t group, range sentence, saids *out);

/** Join them with the frames of the sentence, those from `from` on: who is quoted and speaks in a frame gets whoever
 * quotes as the link outside, else has a frame of its own. */
void settle_quoted(const rc_reading *reading, size_t from, const saids *quoted, saids *out);

/** Append the frames that signs of a sentence make: "X: ...", "... (X)", "... - X". `alone`: it has no other frame. */
void find_marked(const rc_reading *reading, range sentence, bool alone, saids *out);

/** The same for a row of a table whose head names a column of sources; `*column` carries the number of that column from
 * row to row, 0: none. */
void find_in_table(const rc_reading *reading, range row, uint32_t *column, saids *out);

/** Of frames from `from` on whose source names two voices, make frames for the others. */
void split_voices(const rc_reading *reading, size_t from, saids *out);

/** Fill `outer` and `body_end`. */
void find_page_marks(const rc_reading *reading, attribution *all);

attribution attribute(const rc_reading *reading);

/** All frames as the public interface has them. */
rc_tellings tellings_of(const rc_reading *reading, const attribution *all);

/** Tokens of a sentence, outlets in brackets at its block's end left out; may be empty. */
range said_range(const rc_reading *reading, const attribution *all, uint32_t sentence);

/** The chain of the claim anchored at `token`, outermost first, in the reading's arena; `*cls` is the class of the
 * innermost cue (CUE_NEUTRAL when there is none), `*frame` the innermost frame or NULL. */
rc_link *chain_at(const rc_reading *reading, const attribution *all, uint32_t token, uint32_t *n, cue_class *cls,
                  const said **frame);

#endif
