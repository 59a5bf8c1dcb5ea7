/* Every number the joining of claims turns on. Scores lie in 0..1; docs/METHOD.md explains them in words. */
#ifndef RECOUPE_EVENTS_WEIGHTS_H
#define RECOUPE_EVENTS_WEIGHTS_H

/* ---- what is compared (the weights of the clues themselves are learned: events/learned.h) */
#define PLACE_SAME_POINT_KM 0.5 /* a site this near its town's middle has no point of its own */
#define PLACE_SITE_KM 5.0       /* two sites of other names: exp(-distance / this), beyond it two sites */
#define PLACE_SAME_TOWN 0.60    /* nearness at which two towns' points are one town */
#define NAME_WORD_MIN 4         /* shorter words of a site's name tell little */
#define WORDS_OF_CLAIM 48       /* most words of each kind that are kept of a claim */
#define STEM_BYTES 5            /* of a word: "attack", "attaque" and "attacked" meet in their first letters */
#define PEOPLE_WORDS 1500       /* of a report's text in which persons are looked for */
#define PEOPLE_AGED 16          /* persons named with their age that are kept of a report */
#define PEOPLE_NAMED 200        /* names of two words that are kept of a report */
#define NAMES_OF_REPORT 10      /* fewer names in common are few in a short report too */
#define PEOPLE_BACK_DAYS 1100   /* a report may tell of what befell persons it names as long ago: a trial */
#define COUNT_MANY 10           /* a count from here on is a fingerprint */
#define CLAIMS_FAR_APART 12.0   /* claims of one report this many numbers apart are fully apart */

/* Two claims may be one event at JOIN_MIN or above (events/learned.h); two groups become one only if their claims reach
 * JOIN_MEAN on average (in log odds, each within ODDS_MOST), so that a chain of neighbours (Monday's shelling,
 * Tuesday's, Wednesday's) does not become one event. Both were chosen together with the weights. */
#define ODDS_MOST 4.0

/* ---- type ---- */
#define TYPE_SAME 1.0
#define TYPE_SAME_OTHER_SUBTYPE 0.75
#define TYPE_NEAR 0.50  /* an assault and its shelling; a siege and a battle */
#define TYPE_LOOSE 0.35 /* an unnamed act and any other */

/* ---- place ---- */
#define PLACE_FALL_KM 12.0        /* two points: exp(-distance / this) */
#define PLACE_FAR_KM 60.0         /* two points farther apart are two places */
#define PLACE_SAME_NAME 0.95      /* no coordinates, but the same name */
#define PLACE_PART_OF_NAME 0.70   /* "Goma airport" and "Goma" */
#define PLACE_SAME_REGION 0.70    /* both speak of one region, neither of a town */
#define PLACE_SAME_COUNTRY 0.55   /* both speak of one country only */
#define PLACE_IN_REGION 0.60      /* a town, and the region it lies in */
#define PLACE_IN_COUNTRY 0.40     /* a town or region, and its country */
#define PLACE_NONE 0.30           /* one of them names no place */
#define PLACE_REGION_KM 130.0     /* a point this near a region's middle may lie in it, where no unit's name tells */
#define PLACE_COUNTRY_KM 600.0    /* the same for a country */
#define PLACE_DISTRICT_KM 30.0    /* the same for a district */
#define PLACE_SAME_MIDDLE_KM 20.0 /* two regions of other names whose middles lie this near are one */

/* ---- time ---- */
#define TIME_SAME_DAY 1.0
#define TIME_OVERLAP 0.80      /* intervals that share days, not the same interval */
#define TIME_NEXT_DAY 0.45     /* one day apart: night raids, time zones */
#define TIME_FROM_REPORT 0.55  /* one of the two dates is only the report's */
#define TIME_BOTH_REPORT 0.60  /* both are */
#define TIME_VAGUE 0.55        /* "in September" against a day of it */
#define TIME_UNKNOWN 0.25      /* not even the report has a date */
#define TOLD_DAYS 70           /* after an event somebody may be quoted on it */
#define TIME_SLACK_DAYS 1      /* dates this far apart may still be one event */
#define TIME_BACK_DAYS 4       /* a claim without a date happened within these days before its report */
#define RUNNING_TOLL_DAYS 5    /* losses counted over more days are a total of several events */
#define RUNNING_TOTAL_DAYS 10  /* a longer `when` is a total or a state, not one event */
#define VAGUE_DAYS 31          /* ... unless it counts nobody and is no longer than a month: then it is a vague date */
#define RUNNING_JACCARD 0.60   /* two totals are of one event when their spans share this much */
#define RUNNING_SLACK_DAYS 370 /* two states (a siege) told in different years */

/* ---- parties ---- */
#define PARTIES_SAME 1.0
#define PARTIES_ONE_SIDE 0.70     /* one side in common, the other open */
#define PARTIES_SWAPPED 0.85      /* A against B, B against A: a clash told from both ends */
#define PARTIES_UNKNOWN 0.50      /* one of them names none */
#define PARTIES_OTHER 0.10        /* none in common */
#define PARTIES_COUNTERBLAME 0.35 /* other doer, but at one place, day and type: blame and counter-blame */

/* ---- losses: weak evidence, and only for, never against: a conflict of counts must not split an event ---- */
#define LOSSES_SAME 1.0
#define LOSSES_CLOSE 0.75
#define LOSSES_NOTHING 0.50
#define LOSSES_CLOSE_RATIO 0.75 /* the smaller count over the greater */

/* ---- search ---- */
#define CELL_DEGREES 0.6  /* grid of the index; more than PLACE_FAR_KM on the equator */
#define DAYS_PER_BUCKET 4 /* days that share an index entry */
#define LINKAGE_SAMPLE 40 /* claims of a group that are compared before it is joined with another */

/* ---- copies ---- */
#define COPY_MIN_WORDS 8 /* shorter texts are too alike by chance */
#define SHINGLE_WORDS 5
#define COPY_SKETCH 256          /* smallest shingle hashes kept of a report */
#define COPY_BANDS 40            /* MinHash bands ... */
#define COPY_ROWS 2              /* ... of this many rows: four of five pairs at Jaccard 0.2 become candidates */
#define COPY_LOOK 64             /* reports looked at that share one band or one pair of marks, the latest */
#define COPY_VOTES 2             /* bands and pairs that two reports share before they are compared */
#define COPY_WINDOW_DAYS 60      /* reports farther apart are found by few keys, and what they share must be plainer: */
#define COPY_FAR_SHARED 8.0      /* weight of the names and numbers that both have, */
#define COPY_FAR_SHARE_SAME 0.90 /* ... over that of the shorter one's, in one language */
#define COPY_FAR_SHARE_OTHER 0.60  /* ... in two */
#define COPY_JACCARD 0.40          /* at this similarity a report is a near copy */
#define COPY_CONTAINED 0.80        /* or when this share of the shorter one stands in the longer (a line cut short) */
#define COPY_CONTAINED_SHINGLES 20 /* and the shorter one has this many shingles */

/* Copies that keep no sequence of words: names, numbers, links ("marks") and their order. */
#define COPY_PRINT_WORDS 1200 /* of a longer report only the beginning is looked at */
#define COPY_PRINT_MARKS 600
#define COPY_WORD_LETTERS 4 /* consonants that a word without a capital needs to be a mark */
#define COPY_PAIRS 96       /* pairs of marks kept of a report */
#define COPY_PAIR_REACH 3   /* how far apart they stand */

/* A text is a copy when its marks stand in the other in one order, beyond chance, as plainly as this: the less both
 * have, the plainer. In one language tellings of one event share plain words too, so more is asked. */
#define COPY_SHARED 4.0       /* weight of what both have, at least; a name weighs 1 */
#define COPY_SHARE_SAME 0.70  /* ... over the weight of the shorter one's, in one language */
#define COPY_SHARE_OTHER 0.50 /* ... in two, which spell some names apart */
#define COPY_ORDER_SAME 0.34
#define COPY_ORDER_SAME_FEW 1.5 /* over the weight of what both have: added to the order asked for */
#define COPY_ORDER_OTHER 0.13
#define COPY_ORDER_OTHER_FEW 0.5
/* A rewrite turns the order about, but adds nothing: who tells an event himself has names and numbers of his own. */
#define COPY_WHOLE_SHARE_SAME 0.90
#define COPY_WHOLE_SHARED_SAME 18.0
#define COPY_WHOLE_ORDER_SAME 0.25
#define COPY_WHOLE_SHARE_OTHER 0.80
#define COPY_WHOLE_SHARED_OTHER 12.0
#define COPY_WHOLE_ORDER_OTHER 0.09
/* A translation whose sentences were moved about keeps side by side what stood side by side. */
#define COPY_MOVED_SHARED 16.0
#define COPY_MOVED_SHARE 0.65
#define COPY_MOVED_BESIDE 0.30
/* Where every other word was exchanged, the names and numbers alone keep their order. */
#define COPY_SWAPPED_IN_ORDER 0.88
#define COPY_SWAPPED_MARKS 12
#define COPY_LONG_AGO_DAYS 45 /* farther apart ... */
#define COPY_LONG_AGO 1.5     /* ... the order must be this much plainer */
#define COPY_ONE_AGENCY 0.85  /* ... and this much less plain where both have the text from one agency */
#define COPY_REWRITTEN 0.80   /* share of names and numbers in order; below it a copy in one language is a rewrite */

/* ---- claims that a copy repeats: a sum of what agrees, of which these weigh most (the rest is within -1 to 1 each)
 * ---- */
#define REPEAT_POSITION 2.0 /* told at the same place of the text ... */
#define REPEAT_DRIFT 0.25   /* ... and nothing for one this share of it away */
#define REPEAT_TYPE 1.0
#define REPEAT_WORDS 2.0 /* words in common, in copies of one language */
#define REPEAT_MIN 3.0   /* a claim in the right place that agrees in nearly all, or in other words but in all */

/* ---- contradictions ---- */
#define APPROX_SHARE 0.15   /* "about 40" allows this much on either side */
#define VICTIMS_LEAST 3     /* fewer dead are too alike by chance to be the same people */
#define DAYS_APART 2        /* one day apart is a night, or a time zone */
#define PLACES_APART_KM 25  /* nearer points are one place named twice */
#define ANSWER_FAR 6        /* farther off, up to so many, one that repeats what it answers */
#define ANSWER_ALIKE 5      /* in so many of type, sub-type, place, days, doer and target */
#define NONE_APART 2        /* claims of a report between a count of losses and the answer that there were none */
#define ANSWER_CLAIMS 3     /* a source answers one of the claims so shortly before its own */
#define PAIRS_OF_ORIGINS 12 /* clashes of one kind that are kept of the same two origins */
#define PAIRS_OF_EVENT 200  /* clashes of one kind that are kept of an event: a person reads no more */

/* ---- totals ---- */
#define TOTAL_DAYS 3 /* an event whose losses are counted over as many days may hold others */

/* ---- estimates ---- */
#define VAGUE_PLURAL 2     /* "at least" no more than this is a plural without a number */
#define ACLED_UNNUMBERED 3 /* what ACLED writes for one */

#endif
