/* Written by `recoupe-train join`: log odds that each clue adds. From claims of two reports; of one. */
#ifndef RECOUPE_EVENTS_LEARNED_H
#define RECOUPE_EVENTS_LEARNED_H

/* clang-format off */
#define RC_LEARNED_WEIGHTS { \
    { \
        [RC_CLUE_ALWAYS] = -2.05f, \
        [RC_CLUE_TYPE_SAME] = 1.16f, \
        [RC_CLUE_TYPE_OTHER_SUBTYPE] = -0.23f, \
        [RC_CLUE_TYPE_VAGUE] = -0.52f, \
        [RC_CLUE_TYPE_NEAR] = -0.49f, \
        [RC_CLUE_TYPE_LOOSE] = -1.17f, \
        [RC_CLUE_GROUND_SAME] = 0.84f, \
        [RC_CLUE_GROUND_TURNS] = -0.19f, \
        [RC_CLUE_GROUND_OTHER] = -1.09f, \
        [RC_CLUE_GROUND_ONE] = -0.97f, \
        [RC_CLUE_PLACE_POINT] = 1.39f, \
        [RC_CLUE_PLACE_NAME] = 1.22f, \
        [RC_CLUE_PLACE_SITE_APART] = -1.00f, \
        [RC_CLUE_PLACE_NESTED] = 0.60f, \
        [RC_CLUE_PLACE_IN_REGION] = 0.18f, \
        [RC_CLUE_PLACE_IN_COUNTRY] = -0.67f, \
        [RC_CLUE_PLACE_SAME_WIDE] = 0.58f, \
        [RC_CLUE_PLACE_ONE_NONE] = -0.56f, \
        [RC_CLUE_PLACE_BOTH_NONE] = -0.53f, \
        [RC_CLUE_PLACE_AROUND] = 0.20f, \
        [RC_CLUE_PLACE_AROUND_APART] = -1.50f, \
        [RC_CLUE_TIME_SAME] = 1.60f, \
        [RC_CLUE_TIME_SPAN] = 0.90f, \
        [RC_CLUE_TIME_OVERLAP] = -0.73f, \
        [RC_CLUE_TIME_NEXT] = -0.84f, \
        [RC_CLUE_TIME_CONTEXT] = -0.58f, \
        [RC_CLUE_TIME_REPORT] = -0.08f, \
        [RC_CLUE_TIME_BOTH_REPORT] = -0.38f, \
        [RC_CLUE_TIME_VAGUE] = 0.38f, \
        [RC_CLUE_TIME_RUNNING] = 0.39f, \
        [RC_CLUE_PARTIES_SAME] = 0.54f, \
        [RC_CLUE_PARTIES_SWAPPED] = 0.45f, \
        [RC_CLUE_PARTIES_KIN] = 0.81f, \
        [RC_CLUE_PARTIES_BY] = 0.18f, \
        [RC_CLUE_PARTIES_AGAINST] = 0.25f, \
        [RC_CLUE_PARTIES_BLAME] = -0.84f, \
        [RC_CLUE_PARTIES_OTHER_TARGET] = -0.53f, \
        [RC_CLUE_PARTIES_CROSS] = -0.41f, \
        [RC_CLUE_PARTIES_APART] = -0.83f, \
        [RC_CLUE_PARTIES_OPEN] = 0.02f, \
        [RC_CLUE_COUNT_SAME_MANY] = 1.52f, \
        [RC_CLUE_COUNT_SAME_FEW] = 0.56f, \
        [RC_CLUE_COUNT_CLOSE] = 0.42f, \
        [RC_CLUE_COUNT_DIFFERS] = 0.09f, \
        [RC_CLUE_COUNT_OTHER_LOSS] = -0.12f, \
        [RC_CLUE_COUNT_ONE] = 0.11f, \
        [RC_CLUE_THINGS_SAME] = 0.80f, \
        [RC_CLUE_WORDS_SHARED] = 1.14f, \
        [RC_CLUE_NAMES_SHARED] = 0.67f, \
        [RC_CLUE_PERSON_SHARED] = 2.50f, \
        [RC_CLUE_REPORTS_SHARE_NAMES] = 1.00f, \
        [RC_CLUE_NUMBERS_SHARED] = 1.21f, \
        [RC_CLUE_DENIED] = -0.19f, \
        [RC_CLUE_HEDGED] = -0.31f, \
        [RC_CLUE_ORIGIN_SAME] = 0.29f, \
        [RC_CLUE_OUTLET_BOTH] = -0.42f, \
        [RC_CLUE_OUTLET_ONE] = -0.23f, \
        [RC_CLUE_NEXT_CLAIM] = 0.00f, \
        [RC_CLUE_FAR_IN_REPORT] = 0.00f, \
        [RC_CLUE_WORDS_OVERLAP] = 0.00f, \
    }, \
    { \
        [RC_CLUE_ALWAYS] = -1.82f, \
        [RC_CLUE_TYPE_SAME] = 1.12f, \
        [RC_CLUE_TYPE_OTHER_SUBTYPE] = 0.33f, \
        [RC_CLUE_TYPE_VAGUE] = -0.44f, \
        [RC_CLUE_TYPE_NEAR] = -0.61f, \
        [RC_CLUE_TYPE_LOOSE] = -1.42f, \
        [RC_CLUE_GROUND_SAME] = 0.62f, \
        [RC_CLUE_GROUND_TURNS] = 0.54f, \
        [RC_CLUE_GROUND_OTHER] = -0.87f, \
        [RC_CLUE_GROUND_ONE] = -0.73f, \
        [RC_CLUE_PLACE_POINT] = 1.37f, \
        [RC_CLUE_PLACE_NAME] = 1.28f, \
        [RC_CLUE_PLACE_SITE_APART] = -1.13f, \
        [RC_CLUE_PLACE_NESTED] = 0.14f, \
        [RC_CLUE_PLACE_IN_REGION] = 0.24f, \
        [RC_CLUE_PLACE_IN_COUNTRY] = -1.14f, \
        [RC_CLUE_PLACE_SAME_WIDE] = 0.92f, \
        [RC_CLUE_PLACE_ONE_NONE] = -0.40f, \
        [RC_CLUE_PLACE_BOTH_NONE] = -0.02f, \
        [RC_CLUE_PLACE_AROUND] = 0.00f, \
        [RC_CLUE_PLACE_AROUND_APART] = 0.00f, \
        [RC_CLUE_TIME_SAME] = 1.36f, \
        [RC_CLUE_TIME_SPAN] = 0.98f, \
        [RC_CLUE_TIME_OVERLAP] = -0.46f, \
        [RC_CLUE_TIME_NEXT] = -1.38f, \
        [RC_CLUE_TIME_CONTEXT] = -0.12f, \
        [RC_CLUE_TIME_REPORT] = -0.05f, \
        [RC_CLUE_TIME_BOTH_REPORT] = -0.33f, \
        [RC_CLUE_TIME_VAGUE] = -0.01f, \
        [RC_CLUE_TIME_RUNNING] = -0.01f, \
        [RC_CLUE_PARTIES_SAME] = 0.27f, \
        [RC_CLUE_PARTIES_SWAPPED] = 0.11f, \
        [RC_CLUE_PARTIES_KIN] = 0.47f, \
        [RC_CLUE_PARTIES_BY] = 0.12f, \
        [RC_CLUE_PARTIES_AGAINST] = 0.02f, \
        [RC_CLUE_PARTIES_BLAME] = -0.39f, \
        [RC_CLUE_PARTIES_OTHER_TARGET] = -0.69f, \
        [RC_CLUE_PARTIES_CROSS] = -0.33f, \
        [RC_CLUE_PARTIES_APART] = -0.61f, \
        [RC_CLUE_PARTIES_OPEN] = 0.20f, \
        [RC_CLUE_COUNT_SAME_MANY] = 0.52f, \
        [RC_CLUE_COUNT_SAME_FEW] = 0.20f, \
        [RC_CLUE_COUNT_CLOSE] = 0.15f, \
        [RC_CLUE_COUNT_DIFFERS] = 0.17f, \
        [RC_CLUE_COUNT_OTHER_LOSS] = -0.36f, \
        [RC_CLUE_COUNT_ONE] = 0.31f, \
        [RC_CLUE_THINGS_SAME] = 0.45f, \
        [RC_CLUE_WORDS_SHARED] = 0.92f, \
        [RC_CLUE_NAMES_SHARED] = 0.83f, \
        [RC_CLUE_PERSON_SHARED] = 0.00f, \
        [RC_CLUE_REPORTS_SHARE_NAMES] = 0.00f, \
        [RC_CLUE_NUMBERS_SHARED] = 0.32f, \
        [RC_CLUE_DENIED] = 0.04f, \
        [RC_CLUE_HEDGED] = 0.05f, \
        [RC_CLUE_ORIGIN_SAME] = -0.80f, \
        [RC_CLUE_OUTLET_BOTH] = -1.86f, \
        [RC_CLUE_OUTLET_ONE] = -0.58f, \
        [RC_CLUE_NEXT_CLAIM] = -0.04f, \
        [RC_CLUE_FAR_IN_REPORT] = -1.56f, \
        [RC_CLUE_WORDS_OVERLAP] = 0.50f, \
    }, \
}
#define JOIN_MIN 0.40
#define JOIN_MEAN -0.50
/* clang-format on */

#endif
