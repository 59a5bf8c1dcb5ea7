#include "language/script.h"

#include "recoupe/base/utf8.h"

typedef struct rc_range {
    uint32_t from, to;
    rc_script script;
} rc_range;

/* Unicode blocks, in order. */
static const rc_range ranges[] = {
    {0x0370, 0x03FF, RC_SCRIPT_GREEK},    {0x0400, 0x052F, RC_SCRIPT_CYRILLIC},   {0x0530, 0x058F, RC_SCRIPT_ARMENIAN},
    {0x0590, 0x05FF, RC_SCRIPT_HEBREW},   {0x0600, 0x06FF, RC_SCRIPT_ARABIC},     {0x0750, 0x077F, RC_SCRIPT_ARABIC},
    {0x08A0, 0x08FF, RC_SCRIPT_ARABIC},   {0x0900, 0x097F, RC_SCRIPT_DEVANAGARI}, {0x0980, 0x09FF, RC_SCRIPT_BENGALI},
    {0x0B80, 0x0BFF, RC_SCRIPT_TAMIL},    {0x0E00, 0x0E7F, RC_SCRIPT_THAI},       {0x1000, 0x109F, RC_SCRIPT_MYANMAR},
    {0x10A0, 0x10FF, RC_SCRIPT_GEORGIAN}, {0x1100, 0x11FF, RC_SCRIPT_HANGUL},     {0x1200, 0x139F, RC_SCRIPT_ETHIOPIC},
    {0x1780, 0x17FF, RC_SCRIPT_KHMER},    {0x1E00, 0x1EFF, RC_SCRIPT_LATIN},      {0x1F00, 0x1FFF, RC_SCRIPT_GREEK},
    {0x3040, 0x30FF, RC_SCRIPT_KANA},     {0x3400, 0x4DBF, RC_SCRIPT_HAN},        {0x4E00, 0x9FFF, RC_SCRIPT_HAN},
    {0xAC00, 0xD7AF, RC_SCRIPT_HANGUL},   {0xFB1D, 0xFB4F, RC_SCRIPT_HEBREW},     {0xFB50, 0xFDFF, RC_SCRIPT_ARABIC},
    {0xFE70, 0xFEFC, RC_SCRIPT_ARABIC},
};

static rc_script script_of(uint32_t cp)
{
    if (cp < 0x370) return RC_SCRIPT_LATIN;
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
        if (cp <= ranges[i].to) return cp >= ranges[i].from ? ranges[i].script : RC_SCRIPT_OTHER;
    return RC_SCRIPT_OTHER;
}

rc_script_counts rc_script_count(rc_str text)
{
    rc_script_counts counts = {{0}, 0};
    for (size_t i = 0; i < text.len;) {
        unsigned char c = (unsigned char)text.ptr[i];
        if (c < 0x80) {
            bool letter = (c | 32) >= 'a' && (c | 32) <= 'z';
            counts.letters[RC_SCRIPT_LATIN] += letter;
            counts.all += letter;
            i++;
            continue;
        }
        unsigned bytes;
        uint32_t cp = rc_utf8_decode(text, i, &bytes);
        i += bytes;
        if (!rc_cp_is_letter(cp)) continue;
        counts.letters[script_of(cp)]++;
        counts.all++;
    }
    return counts;
}

rc_script rc_script_most(const rc_script_counts *counts)
{
    rc_script most = RC_SCRIPT_LATIN;
    for (rc_script i = 0; i < RC_SCRIPT_COUNT; i++)
        if (counts->letters[i] > counts->letters[most]) most = i;
    return most;
}

/* How often the code points of `letters` (UTF-8) stand in `text`. */
static size_t count(rc_str text, const char *letters)
{
    size_t n = 0;
    for (; *letters;) {
        size_t bytes = (unsigned char)*letters >= 0xE0 ? 3 : 2;
        rc_str needle = {letters, bytes};
        for (size_t at = 0; (at = rc_str_find(text, needle, at)) != SIZE_MAX; at += bytes) n++;
        letters += bytes;
    }
    return n;
}

/* Ukrainian, Belarusian and Russian share most letters; each has some that the others lack. Serbian, Macedonian and
 * Kazakh have more of their own. Bulgarian has no ы, э, ё and uses ъ inside words. */
static const char *cyrillic(rc_str text)
{
    size_t uk = count(text, "іїєґІЇЄҐ"), by = count(text, "ўЎ"), ru = count(text, "ыэёЫЭЁ");
    size_t sr = count(text, "ђћџљњјЂЋЏЉЊЈ"), mk = count(text, "ѓќѕЃЌЅ"), kk = count(text, "әңғүұқөһӘҢҒҮҰҚӨҺ");
    size_t bg = count(text, "ъЪ");
    if (kk > ru && kk > uk) return NULL;
    if (mk && mk + sr > uk + ru) return "mk";
    if (sr > uk + ru) return "sr";
    if (by && by * 4 > uk) return "be";
    if (uk > ru) return "uk";
    if (ru) return "ru";
    return bg ? "bg" : NULL;
}

/* Persian پ چ ژ گ and its ی ک; Urdu ٹ ڈ ڑ ے ں; Pashto ټ ډ ړ ښ ې ۍ ځ څ ڼ; Kurdish (Sorani) ێ ۆ ڕ ڵ ە; Arabic ة ي ك and
 * the article. */
static const char *arabic(rc_str text)
{
    size_t ps = count(text, "ټډړښېۍځڅڼږ"), ur = count(text, "ٹڈڑےںھ"), ku = count(text, "ێۆڕڵە");
    size_t fa = count(text, "پچژگیک"), ar = count(text, "ةيكىأإ");
    if (ku > ps && ku > ur && ku * 4 > fa) return "ckb";
    if (ps > ur && ps * 8 > fa) return "ps";
    if (ur * 8 > fa && ur > ar) return "ur";
    return fa > ar ? "fa" : "ar";
}

const char *rc_script_language(rc_str text, rc_script script)
{
    switch (script) {
    case RC_SCRIPT_CYRILLIC:
        return cyrillic(text);
    case RC_SCRIPT_ARABIC:
        return arabic(text);
    case RC_SCRIPT_HEBREW:
        return count(text, "ײױװ") ? "yi" : "he";
    case RC_SCRIPT_HAN:
        return "zh";
    case RC_SCRIPT_KANA:
        return "ja";
    case RC_SCRIPT_HANGUL:
        return "ko";
    case RC_SCRIPT_GREEK:
        return "el";
    case RC_SCRIPT_GEORGIAN:
        return "ka";
    case RC_SCRIPT_ARMENIAN:
        return "hy";
    case RC_SCRIPT_BENGALI:
        return "bn";
    case RC_SCRIPT_TAMIL:
        return "ta";
    case RC_SCRIPT_THAI:
        return "th";
    case RC_SCRIPT_MYANMAR:
        return "my";
    case RC_SCRIPT_KHMER:
        return "km";
    default:
        return NULL; /* Latin; Ethiopic is Amharic or Tigrinya, Devanagari Hindi, Marathi or Nepali */
    }
}
