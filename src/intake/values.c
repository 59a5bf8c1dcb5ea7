#include "intake/values.h"

#include <stdio.h>

#include "recoupe/base/day.h"

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c | 32) >= 'a' && (c | 32) <= 'z';
}

/* Exactly `n` digits at the start of `*s`, cut off. */
static bool take_digits(rc_str *s, size_t n, int *value)
{
    if (s->len < n) return false;
    *value = 0;
    for (size_t i = 0; i < n; i++) {
        if (!is_digit(s->ptr[i])) return false;
        *value = *value * 10 + (s->ptr[i] - '0');
    }
    *s = rc_str_sub(*s, n, s->len);
    return true;
}

static bool take(rc_str *s, const char *any_of)
{
    if (!s->len || !strchr(any_of, s->ptr[0]) || !s->ptr[0]) return false;
    *s = rc_str_sub(*s, 1, s->len);
    return true;
}

typedef struct day_time {
    int hour, minute, second;
    bool has_offset;
    int offset_minutes; /* east of Greenwich */
} day_time;

/* Z, UTC, GMT, +02:00, +0200, +02 */
static void read_offset(rc_str s, day_time *clock)
{
    s = rc_str_trim(s);
    if (rc_str_is(s, "Z") || rc_str_is(s, "z") || rc_str_is(s, "UTC") || rc_str_is(s, "GMT") || rc_str_is(s, "UT")) {
        clock->has_offset = true;
        return;
    }
    bool west = s.len && s.ptr[0] == '-';
    int hours, minutes = 0;
    if (!take(&s, "+-") || !take_digits(&s, 2, &hours)) return;
    take(&s, ":");
    if (s.len && (!take_digits(&s, 2, &minutes) || s.len)) return;
    if (hours > 23 || minutes > 59) return;
    clock->has_offset = true;
    clock->offset_minutes = (west ? -1 : 1) * (hours * 60 + minutes);
}

/* HH:MM[:SS[.fraction]][offset] */
static bool read_clock(rc_str s, day_time *clock)
{
    *clock = (day_time){0};
    s = rc_str_trim(s);
    if (!take_digits(&s, 2, &clock->hour) || !take(&s, ":") || !take_digits(&s, 2, &clock->minute)) return false;
    if (take(&s, ":") && !take_digits(&s, 2, &clock->second)) return false;
    if (take(&s, ".,"))
        while (s.len && is_digit(s.ptr[0])) s = rc_str_sub(s, 1, s.len);
    if (clock->hour > 23 || clock->minute > 59 || clock->second > 60) return false;
    read_offset(s, clock);
    return true;
}

static bool write_date(int year, int month, int day, rc_str rest, char out[RC_DATE_BYTES])
{
    if (year < 1000 || rc_day_of(year, month, day) == RC_DAY_NONE) return false;
    int n = snprintf(out, RC_DATE_BYTES, "%04d-%02d-%02d", year, month, day);
    day_time clock;
    if (!read_clock(rest, &clock) || !clock.has_offset) return true;
    int minutes = clock.offset_minutes < 0 ? -clock.offset_minutes : clock.offset_minutes;
    n += snprintf(out + n, (size_t)(RC_DATE_BYTES - n), "T%02d:%02d:%02d", clock.hour, clock.minute, clock.second);
    if (!minutes)
        snprintf(out + n, (size_t)(RC_DATE_BYTES - n), "Z");
    else
        snprintf(out + n, (size_t)(RC_DATE_BYTES - n), "%c%02d:%02d", clock.offset_minutes < 0 ? '-' : '+',
                 minutes / 60, minutes % 60);
    return true;
}

/* 2021-09-02, 2021/09/02, 20210902, each with a time after T or blanks; 2021-09, 2021 */
static bool numeric_date(rc_str s, char out[RC_DATE_BYTES])
{
    int year, month, day;
    if (!take_digits(&s, 4, &year)) return false;
    if (!s.len && year >= 1000) return snprintf(out, RC_DATE_BYTES, "%04d", year) > 0;
    bool dash = s.len == 3 && s.ptr[0] == '-';
    char separator = s.len ? s.ptr[0] : 0;
    bool separated = take(&s, "-/");
    if (!take_digits(&s, 2, &month)) return false;
    if (dash && month >= 1 && month <= 12 && year >= 1000)
        return snprintf(out, RC_DATE_BYTES, "%04d-%02d", year, month) > 0;
    if (separated && (!s.len || s.ptr[0] != separator || !take(&s, "-/"))) return false;
    if (!take_digits(&s, 2, &day)) return false;
    if (s.len && !take(&s, "Tt ")) return false;
    return write_date(year, month, day, s, out);
}

static rc_str take_word(rc_str *s)
{
    size_t n = 0;
    *s = rc_str_trim(*s);
    while (n < s->len && is_letter(s->ptr[n])) n++;
    rc_str word = rc_str_sub(*s, 0, n);
    *s = rc_str_sub(*s, n, s->len);
    return word;
}

/* RFC 5322 month names, or the full names they shorten. */
static int month_of(rc_str word)
{
    static const char names[] = "january  february march    april    may      june     july     august   "
                                "septemberoctober  november december ";
    for (int m = 0; m < 12 && word.len >= 3; m++) {
        const char *name = names + 9 * m;
        size_t i = 0;
        while (i < word.len && i < 9 && (word.ptr[i] | 32) == name[i]) i++;
        if (i == word.len) return m + 1;
    }
    return 0;
}

static bool take_day_number(rc_str *s, int *day)
{
    *s = rc_str_trim(*s);
    return take_digits(s, 2, day) || take_digits(s, 1, day);
}

/* [Thu,] 02 Sep 2021 [time], [Thursday,] September 2, 2021 [time] */
static bool worded_date(rc_str s, char out[RC_DATE_BYTES])
{
    int year, month, day = 0;
    rc_str word = take_word(&s);
    month = month_of(word);
    if (word.len && !month) { /* a weekday */
        take(&s, ".");
        take(&s, ",");
        word = take_word(&s);
        month = month_of(word);
        if (word.len && !month) return false;
    }
    if (month) take(&s, ".");
    if (!take_day_number(&s, &day)) return false;
    if (!month) {
        month = month_of(take_word(&s));
        if (!month) return false;
        take(&s, ".");
    }
    take(&s, ",");
    s = rc_str_trim(s);
    if (!take_digits(&s, 4, &year) || (s.len && is_digit(s.ptr[0]))) return false;
    return write_date(year, month, day, s, out);
}

bool rc_date_read(rc_str s, char out[RC_DATE_BYTES])
{
    out[0] = 0;
    s = rc_str_trim(s);
    if (!s.len || s.len > 64) return false;
    return is_digit(s.ptr[0]) && s.len >= 4 && is_digit(s.ptr[3]) ? numeric_date(s, out) : worded_date(s, out);
}

void rc_lang_primary(rc_str tag, char out[RC_LANG_BYTES])
{
    size_t n = 0;
    tag = rc_str_trim(tag);
    while (n < tag.len && n < 4 && is_letter(tag.ptr[n])) n++;
    bool ends = n == tag.len || tag.ptr[n] == '-' || tag.ptr[n] == '_';
    if (n < 2 || n > 3 || !ends) n = 0;
    for (size_t i = 0; i < n; i++) out[i] = (char)(tag.ptr[i] | 32);
    out[n] = 0;
}
