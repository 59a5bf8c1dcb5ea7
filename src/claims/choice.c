#include "claims/choice.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>

#include "recoupe/base/hash.h"

#define CHOICE_MAGIC "RCCHOICE"
#define CHOICE_VERSION 4

typedef struct choice_head {
    char magic[8];
    uint32_t version, kinds, bits, reserved;
    uint64_t sum; /* XXH3 of what follows */
} choice_head;

uint32_t step_of(uint32_t n)
{
    static const uint32_t ends[] = {0, 1, 2, 3, 5, 8, 13, 22, 40};
    uint32_t i = 0;
    while (i < sizeof ends / sizeof *ends && n > ends[i]) i++;
    return i;
}

static const choice_kind second_look[CHOICES] = {
    [CHOICE_BY] = CHOICE_BY_AGAIN,       [CHOICE_AGAINST] = CHOICE_AGAINST_AGAIN, [CHOICE_VICTIM] = CHOICE_VICTIM_AGAIN,
    [CHOICE_PLACE] = CHOICE_PLACE_AGAIN, [CHOICE_TIME] = CHOICE_TIME_AGAIN,       [CHOICE_TYPE] = CHOICE_TYPE_AGAIN,
    [CHOICE_RIGHT] = CHOICE_RIGHT_AGAIN};

choice_kind again_of(choice_kind kind)
{
    return second_look[kind] ? second_look[kind] : CHOICES;
}

choice_kind first_of(choice_kind kind)
{
    for (uint32_t k = 0; k < CHOICES; k++)
        if (second_look[k] && second_look[k] == kind) return (choice_kind)k;
    return kind;
}

void set_weights(rc_choices *choices, choice_kind kind, const float *weight)
{
    float most = 0;
    for (uint32_t i = 0; i < 1u << CHOICE_BITS; i++) most = fmaxf(most, fabsf(weight[i]));
    choices->scale[kind] = most / INT16_MAX;
    for (uint32_t i = 0; i < 1u << CHOICE_BITS; i++)
        choices->weight[kind][i] = most > 0 ? (int16_t)lrintf(weight[i] / choices->scale[kind]) : 0;
}

float weight_of(const rc_choices *choices, choice_kind kind, const clue *c)
{
    return kind == CHOICES ? 0 : (float)choices->weight[kind][c->at] * choices->scale[kind];
}

float score_of(const rc_choices *choices, choice_kind kind, const clues *c)
{
    int32_t sum = 0;
    for (uint32_t i = 0; i < c->n; i++) sum += choices->weight[kind][c->ptr[i].at];
    return (float)sum * choices->scale[kind];
}

const char *choice_name(choice_kind kind)
{
    static const char *const names[CHOICES] = {"by",   "against", "victim", "place", "time",
                                               "type", "step",    "hedged", "right"};
    return names[first_of(kind)];
}

static rc_str bytes_of(const rc_choices *choices)
{
    return (rc_str){(const char *)choices, sizeof *choices};
}

static const char *trouble_of(const choice_head *head, const rc_choices *choices)
{
    if (memcmp(head->magic, CHOICE_MAGIC, sizeof head->magic) != 0) return "it is no file of learned choices";
    if (head->version != CHOICE_VERSION || head->kinds != CHOICES || head->bits != CHOICE_BITS)
        return "it is of another version";
    if (head->sum != rc_hash64(bytes_of(choices))) return "its checksum does not hold";
    for (uint32_t k = 0; k < CHOICES; k++)
        if (!(choices->scale[k] >= 0 && choices->scale[k] < 1e6f)) return "a scale is no number";
    return NULL;
}

rc_status rc_choices_open(rc_choices **out, const char *path, rc_arena *arena, rc_error *err)
{
    rc_choices *choices = RC_NEW(arena, rc_choices);
    choice_head head;
    FILE *file = fopen(path, "rb");
    if (!file) return rc_fail(err, RC_EIO, "cannot open %s: %s", path, strerror(errno));
    bool whole = fread(&head, sizeof head, 1, file) == 1 && fread(choices, sizeof *choices, 1, file) == 1;
    fclose(file);
    const char *trouble = whole ? trouble_of(&head, choices) : "it is cut off";
    if (trouble) return rc_fail(err, RC_ECORRUPT, "%s: %s", path, trouble);
    *out = choices;
    return RC_OK;
}

rc_status rc_choices_write(const rc_choices *choices, const char *path, rc_error *err)
{
    choice_head head = {
        .version = CHOICE_VERSION, .kinds = CHOICES, .bits = CHOICE_BITS, .sum = rc_hash64(bytes_of(choices))};
    memcpy(head.magic, CHOICE_MAGIC, sizeof head.magic);
    FILE *file = fopen(path, "wb");
    if (!file) return rc_fail(err, RC_EIO, "cannot write %s: %s", path, strerror(errno));
    bool whole = fwrite(&head, sizeof head, 1, file) == 1 && fwrite(choices, sizeof *choices, 1, file) == 1;
    whole = fclose(file) == 0 && whole;
    return whole ? RC_OK : rc_fail(err, RC_EIO, "cannot write %s: %s", path, strerror(errno));
}
