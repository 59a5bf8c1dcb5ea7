#include "recoupe/resolve/gazetteer.h"

/* Letters that together stand for one sound, longest first; the classes are upper-case letters. Sibilants are one
 * class because one name is Panjshir, Panchir, Pandjchir, Pandjshir in turn; kh goes with k. */
static const struct cluster {
    const char *letters;
    char class;
} clusters[] = {
    {"tsch", 'S'}, {"shch", 'S'}, {"tch", 'S'}, {"sch", 'S'}, {"dzh", 'S'}, {"sh", 'S'}, {"ch", 'S'},
    {"zh", 'S'},   {"dj", 'S'},   {"dz", 'S'},  {"ts", 'S'},  {"tz", 'S'},  {"kh", 'K'}, {"ck", 'K'},
    {"qu", 'K'},   {"gu", 'G'},   {"gh", 'G'},  {"ph", 'F'},  {"th", 'T'},  {"dh", 'D'},
};

static char class_of_letter(char c)
{
    switch (c) {
    case 'b':
        return 'B';
    case 'c':
    case 'k':
    case 'q':
        return 'K';
    case 'd':
        return 'D';
    case 'f':
        return 'F';
    case 'g':
        return 'G';
    case 'j':
    case 's':
    case 'z':
        return 'S';
    case 'l':
        return 'L';
    case 'm':
        return 'M';
    case 'n':
        return 'N';
    case 'p':
        return 'P';
    case 'r':
        return 'R';
    case 't':
        return 'T';
    case 'v':
        return 'V';
    case 'x':
        return 'X';
    default:
        return 0; /* vowels, h, w, y */
    }
}

static char next_class(rc_str key, size_t *at)
{
    for (size_t i = 0; i < sizeof clusters / sizeof *clusters; i++) {
        rc_str letters = rc_str_of(clusters[i].letters);
        if (!rc_str_starts(rc_str_sub(key, *at, key.len), letters)) continue;
        /* "gu" is a hard g only before e and i; the u of Goulbahar, Gulbahar is a vowel. */
        if (letters.ptr[0] == 'g' && letters.ptr[1] == 'u' &&
            (*at + 2 >= key.len || (key.ptr[*at + 2] != 'e' && key.ptr[*at + 2] != 'i')))
            continue;
        *at += letters.len;
        return clusters[i].class;
    }
    return class_of_letter(key.ptr[(*at)++]);
}

/* The first letter of a name counts though it is a vowel: Anaba and Naba are not one name. */
static char class_of_first(char c)
{
    if (c == 'h') return 'H';
    if (c == 'w') return 'V';
    return class_of_letter(c) ? 0 : 'A';
}

size_t rc_name_skeleton(rc_str key, char *out, size_t cap)
{
    size_t n = 0;
    for (size_t i = 0; i < key.len; i++)
        if (key.ptr[i] != ' ' && (key.ptr[i] < 'a' || key.ptr[i] > 'z')) return 0;
    for (size_t at = 0; at < key.len;) {
        char class = at == 0 ? class_of_first(key.ptr[0]) : 0;
        if (class)
            at++;
        else
            class = next_class(key, &at);
        if (!class || (n && out[n - 1] == class)) continue;
        if (n == cap) return 0;
        out[n++] = class;
    }
    return n;
}
