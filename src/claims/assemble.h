/** Mentions to claims: one claim an origin and event. */
#ifndef CLAIMS_ASSEMBLE_H
#define CLAIMS_ASSEMBLE_H

#include "claims/mentions.h"
#include "claims/said.h"

/** A claim in the making: the mentions of one event by one source in one sentence. */
typedef struct cluster {
    range within; /**< tokens of its clause */
    range sentence;
    const mention **mentions; /**< in text order; weak ones too */
    uint32_t n;
    rc_link *chain;
    uint32_t n_chain;
    cue_class cls;
    const said *frame;
} cluster;

/** The clusters of one sentence, in text order. */
cluster *find_clusters(const rc_reading *reading, const attribution *said_by, const mentions *all, range sentence,
                       uint32_t *n);

/** The mention names an act without telling it: it is missing ("without fighting"), judged, wished for, or part of the
 * name of a body. */
bool is_untold(const rc_reading *reading, const mention *m);

/** The cluster is the mere title of an event in a sentence without a verb: "Battle of X". */
bool is_only_named(const rc_reading *reading, const cluster *from);

/** What earlier sentences (at first the title) leave to later ones: a claim that names no act of its own goes on with
 * the event told before it. */
typedef struct episode {
    rc_event_type type;
    rc_str subtype;
    rc_claim_place *place;
    uint32_t n_place;
    rc_day from, to;
    uint32_t sentence; /**< of the claim told last */
    rc_actor *by, *against;
    uint32_t n_by, n_against;
} episode;

/** Act `a` tells more of the sort of event than `b` ("suicide bomb" more than "attack"). */
bool more_telling(const act_row *a, const act_row *b);

/** A place mention as the record has it. */
rc_claim_place as_claim_place(const rc_place_mention *mention);

/** "the town", "cette ville": a definite word for a kind of place that names none. */
bool takes_up_place(const rc_reading *reading, uint32_t token);

/** The place that a definite word of ground in the clause takes up ("the pass", of Khawak pass), where the clause names
 * none; NULL: none. */
const rc_place_mention *place_taken_up(const rc_reading *reading, const cluster *c);

/** The place that mention `index` names is one where something happens: not the name of a side, nor a part of it. */
bool is_place_here(const rc_reading *reading, uint32_t index);

/** One spot: by name, or by point and size: "Hilla" and "the city of Hilla", but not "Hilla" and its province. */
bool is_same_place(const rc_claim_place *a, const rc_claim_place *b);

/** One of the actors is of this party. */
bool has_actor(const rc_actor *actors, uint32_t n, rc_str party);

/** "Attack" alone says little: what sort of attack is told elsewhere. */
bool is_generic_act(const act_row *act);

/** A sub-type for ground that changes hands in a fight. */
bool is_of_ground(rc_str subtype);

/** The places a report is about before it names any: those of its title, else the first it will name. */
void set_first_place(const rc_reading *reading, episode *told);

/** The doer is "we", "I", "nous", or "its forces": whoever speaks. */
bool speaks_of_itself(const rc_reading *reading, const cluster *from);

/** Who says that somebody else did it to what is his own: "accused the rebels of firing on its positions"; NULL:
 * nobody. */
const rc_link *own_target(const rc_reading *reading, const cluster *from);

/** "Dans nos rangs : trois martyrs": losses are counted in the speaker's own ranks. */
bool counts_own_ranks(const rc_reading *reading, const cluster *from);

/** The cluster goes on with the event told before: it has no act of its own, or only "the attack". */
bool goes_on(const cluster *from);

/** The cluster names a place of another country than the event told before: it tells another event, as the next line of
 * a digest does. */
bool is_elsewhere(const rc_reading *reading, const cluster *from, const episode *before);

/** Fill the fields of a claim from a cluster. Each function does one part. */
void set_losses(const rc_reading *reading, const cluster *from, rc_claim *claim);
void set_parties(const rc_reading *reading, const cluster *from, const episode *before, rc_claim *claim);
void set_type(const rc_reading *reading, const cluster *from, const episode *before, rc_claim *claim);
/** The tokens that name who says it, what stands beside the name included: "selon X, directeur de l'hôpital de Goma".
 * No place among them is where it happened. Empty: nobody is named. */
range source_words(const rc_reading *reading, const cluster *from);

void set_place(const rc_reading *reading, const cluster *from, const episode *before, rc_claim *claim);
void set_time(const rc_reading *reading, const cluster *from, const episode *before, rc_claim *claim);
void set_modality(const rc_reading *reading, const cluster *from, rc_claim *claim);

/** After the place is set: "eleven soldiers" are of the state where it happened, unless their side is named near. */
void victims_of_place(const rc_reading *reading, const cluster *from, rc_claim *claim);
rc_span claim_span(const rc_reading *reading, const cluster *from);

/** "Les rebelles ont nié ces accusations": the words that deny are all there is. */
rc_span span_of_saying(const rc_reading *reading, const said *frame);

/** The losses of the cluster are those of a disaster or accident, not of a conflict. */
bool is_mishap(const rc_reading *reading, const cluster *from);

#endif
