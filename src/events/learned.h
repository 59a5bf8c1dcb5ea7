/* Written by `recoupe-train join`: log odds that each clue adds. From claims of two reports; of one. */
#ifndef RECOUPE_EVENTS_LEARNED_H
#define RECOUPE_EVENTS_LEARNED_H

/* clang-format off */
#define RC_LEARNED_WEIGHTS { \
    { \
        [RC_CLUE_ALWAYS] = -2.02f, \
        [RC_CLUE_TYPE_SAME] = 1.12f, \
        [RC_CLUE_TYPE_OTHER_SUBTYPE] = -0.27f, \
        [RC_CLUE_TYPE_VAGUE] = -0.44f, \
        [RC_CLUE_TYPE_NEAR] = -0.68f, \
        [RC_CLUE_TYPE_LOOSE] = -0.94f, \
        [RC_CLUE_GROUND_SAME] = 0.89f, \
        [RC_CLUE_GROUND_TURNS] = -0.22f, \
        [RC_CLUE_GROUND_OTHER] = -1.15f, \
        [RC_CLUE_GROUND_ONE] = -0.89f, \
        [RC_CLUE_PLACE_POINT] = 1.56f, \
        [RC_CLUE_PLACE_NAME] = 1.29f, \
        [RC_CLUE_PLACE_SITE_APART] = -1.03f, \
        [RC_CLUE_PLACE_NESTED] = 0.17f, \
        [RC_CLUE_PLACE_IN_REGION] = 0.25f, \
        [RC_CLUE_PLACE_IN_COUNTRY] = -0.84f, \
        [RC_CLUE_PLACE_SAME_WIDE] = 0.95f, \
        [RC_CLUE_PLACE_ONE_NONE] = -0.45f, \
        [RC_CLUE_PLACE_BOTH_NONE] = -0.54f, \
        [RC_CLUE_TIME_SAME] = 1.50f, \
        [RC_CLUE_TIME_SPAN] = 0.90f, \
        [RC_CLUE_TIME_OVERLAP] = -0.63f, \
        [RC_CLUE_TIME_NEXT] = -0.78f, \
        [RC_CLUE_TIME_CONTEXT] = -0.32f, \
        [RC_CLUE_TIME_REPORT] = -0.08f, \
        [RC_CLUE_TIME_BOTH_REPORT] = -0.44f, \
        [RC_CLUE_TIME_VAGUE] = 0.13f, \
        [RC_CLUE_TIME_RUNNING] = 0.40f, \
        [RC_CLUE_PARTIES_SAME] = 0.57f, \
        [RC_CLUE_PARTIES_SWAPPED] = 0.50f, \
        [RC_CLUE_PARTIES_KIN] = 0.83f, \
        [RC_CLUE_PARTIES_BY] = 0.04f, \
        [RC_CLUE_PARTIES_AGAINST] = 0.21f, \
        [RC_CLUE_PARTIES_BLAME] = -0.73f, \
        [RC_CLUE_PARTIES_OTHER_TARGET] = -0.58f, \
        [RC_CLUE_PARTIES_CROSS] = -0.35f, \
        [RC_CLUE_PARTIES_APART] = -0.87f, \
        [RC_CLUE_PARTIES_OPEN] = 0.06f, \
        [RC_CLUE_COUNT_SAME_MANY] = 1.54f, \
        [RC_CLUE_COUNT_SAME_FEW] = 0.48f, \
        [RC_CLUE_COUNT_CLOSE] = 0.42f, \
        [RC_CLUE_COUNT_DIFFERS] = 0.13f, \
        [RC_CLUE_COUNT_OTHER_LOSS] = 0.01f, \
        [RC_CLUE_COUNT_ONE] = 0.01f, \
        [RC_CLUE_THINGS_SAME] = 0.80f, \
        [RC_CLUE_WORDS_SHARED] = 1.20f, \
        [RC_CLUE_NAMES_SHARED] = 0.78f, \
        [RC_CLUE_NUMBERS_SHARED] = 1.14f, \
        [RC_CLUE_DENIED] = -0.02f, \
        [RC_CLUE_HEDGED] = -0.15f, \
        [RC_CLUE_ORIGIN_SAME] = 0.30f, \
        [RC_CLUE_OUTLET_BOTH] = -0.44f, \
        [RC_CLUE_OUTLET_ONE] = -0.33f, \
        [RC_CLUE_NEXT_CLAIM] = 0.00f, \
        [RC_CLUE_FAR_IN_REPORT] = 0.00f, \
        [RC_CLUE_WORDS_OVERLAP] = 0.00f, \
    }, \
    { \
        [RC_CLUE_ALWAYS] = -1.78f, \
        [RC_CLUE_TYPE_SAME] = 0.99f, \
        [RC_CLUE_TYPE_OTHER_SUBTYPE] = 0.20f, \
        [RC_CLUE_TYPE_VAGUE] = -0.27f, \
        [RC_CLUE_TYPE_NEAR] = -0.67f, \
        [RC_CLUE_TYPE_LOOSE] = -1.23f, \
        [RC_CLUE_GROUND_SAME] = 0.65f, \
        [RC_CLUE_GROUND_TURNS] = 0.37f, \
        [RC_CLUE_GROUND_OTHER] = -0.79f, \
        [RC_CLUE_GROUND_ONE] = -0.81f, \
        [RC_CLUE_PLACE_POINT] = 1.45f, \
        [RC_CLUE_PLACE_NAME] = 1.41f, \
        [RC_CLUE_PLACE_SITE_APART] = -1.15f, \
        [RC_CLUE_PLACE_NESTED] = 0.12f, \
        [RC_CLUE_PLACE_IN_REGION] = 0.24f, \
        [RC_CLUE_PLACE_IN_COUNTRY] = -1.19f, \
        [RC_CLUE_PLACE_SAME_WIDE] = 0.82f, \
        [RC_CLUE_PLACE_ONE_NONE] = -0.29f, \
        [RC_CLUE_PLACE_BOTH_NONE] = 0.00f, \
        [RC_CLUE_TIME_SAME] = 1.40f, \
        [RC_CLUE_TIME_SPAN] = 0.92f, \
        [RC_CLUE_TIME_OVERLAP] = -0.50f, \
        [RC_CLUE_TIME_NEXT] = -1.43f, \
        [RC_CLUE_TIME_CONTEXT] = 0.03f, \
        [RC_CLUE_TIME_REPORT] = -0.03f, \
        [RC_CLUE_TIME_BOTH_REPORT] = -0.35f, \
        [RC_CLUE_TIME_VAGUE] = -0.01f, \
        [RC_CLUE_TIME_RUNNING] = -0.01f, \
        [RC_CLUE_PARTIES_SAME] = 0.44f, \
        [RC_CLUE_PARTIES_SWAPPED] = 0.17f, \
        [RC_CLUE_PARTIES_KIN] = 0.46f, \
        [RC_CLUE_PARTIES_BY] = 0.08f, \
        [RC_CLUE_PARTIES_AGAINST] = -0.04f, \
        [RC_CLUE_PARTIES_BLAME] = -0.31f, \
        [RC_CLUE_PARTIES_OTHER_TARGET] = -0.59f, \
        [RC_CLUE_PARTIES_CROSS] = -0.33f, \
        [RC_CLUE_PARTIES_APART] = -0.89f, \
        [RC_CLUE_PARTIES_OPEN] = 0.21f, \
        [RC_CLUE_COUNT_SAME_MANY] = 0.51f, \
        [RC_CLUE_COUNT_SAME_FEW] = 0.19f, \
        [RC_CLUE_COUNT_CLOSE] = 0.17f, \
        [RC_CLUE_COUNT_DIFFERS] = 0.16f, \
        [RC_CLUE_COUNT_OTHER_LOSS] = -0.31f, \
        [RC_CLUE_COUNT_ONE] = 0.40f, \
        [RC_CLUE_THINGS_SAME] = 0.45f, \
        [RC_CLUE_WORDS_SHARED] = 0.92f, \
        [RC_CLUE_NAMES_SHARED] = 0.63f, \
        [RC_CLUE_NUMBERS_SHARED] = 0.31f, \
        [RC_CLUE_DENIED] = 0.03f, \
        [RC_CLUE_HEDGED] = 0.08f, \
        [RC_CLUE_ORIGIN_SAME] = -1.01f, \
        [RC_CLUE_OUTLET_BOTH] = -1.89f, \
        [RC_CLUE_OUTLET_ONE] = -0.57f, \
        [RC_CLUE_NEXT_CLAIM] = 0.05f, \
        [RC_CLUE_FAR_IN_REPORT] = -1.44f, \
        [RC_CLUE_WORDS_OVERLAP] = 0.56f, \
    }, \
}
#define JOIN_MIN 0.50
#define JOIN_MEAN -0.25
/* clang-format on */

#endif
