#include "resolve/date_feast.h"

#define LAST_OF_MONTH 5
#define ISLAMIC_CYCLE 30
#define SOLAR_CYCLE 33

/* ---- Easter */

static rc_day gregorian_easter(int year)
{
    int a = year % 19, b = year / 100, c = year % 100;
    int h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
    int l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
    int m = (a + 11 * h + 22 * l) / 451, n = h + l - 7 * m + 114;
    return rc_day_of(year, n / 31, n % 31 + 1);
}

static rc_day julian_easter(int year)
{
    int d = (19 * (year % 19) + 15) % 30, e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7;
    int n = d + e + 114, lag = year / 100 - year / 400 - 2;
    return rc_day_of(year, n / 31, n % 31 + 1) + lag;
}

/* ---- Islamic */

static rc_day islamic_new_year(int year)
{
    rc_day epoch = rc_day_of(622, 7, 19); /* Gregorian for 16 July 622, Julian */
    return epoch + (year - 1) * 354 + (3 + 11 * year) / ISLAMIC_CYCLE;
}

static rc_day islamic_month(int year, int month)
{
    return islamic_new_year(year) + 29 * (month - 1) + month / 2;
}

static rc_day islamic_day(int year, int month, int day)
{
    rc_day next = month == 12 ? islamic_new_year(year + 1) : islamic_month(year, month + 1);
    rc_day found = islamic_month(year, month) + day - 1;
    return found < next ? found : next - 1;
}

/* ---- Solar Hijri */

static bool solar_leap(int year)
{
    return (25 * year + 11) % SOLAR_CYCLE < 8;
}

static rc_day solar_new_year(int year)
{
    const int known = 1400; /* 21 March 2021 */
    rc_day day = rc_day_of(2021, 3, 21);
    for (int y = known; y < year; y++) day += 365 + solar_leap(y);
    for (int y = known; y > year; y--) day -= 365 + solar_leap(y - 1);
    return day;
}

static rc_day solar_day(int year, int month, int day)
{
    int before = month <= 7 ? 31 * (month - 1) : 186 + 30 * (month - 7);
    rc_day found = solar_new_year(year) + before + day - 1, next = solar_new_year(year + 1);
    return found < next ? found : next - 1;
}

/* ---- Hebrew */

static bool hebrew_leap(int year)
{
    return (7 * year + 1) % 19 < 7;
}

static int64_t hebrew_elapsed(int year)
{
    int64_t months = (235 * (int64_t)year - 234) / 19, parts = 12084 + 13753 * months,
            day = 29 * months + parts / 25920;
    return 3 * (day + 1) % 7 < 3 ? day + 1 : day;
}

/* 1 Tishri. */
static rc_day hebrew_new_year(int year)
{
    int64_t last = hebrew_elapsed(year - 1), this = hebrew_elapsed(year), next = hebrew_elapsed(year + 1);
    int64_t delay = next - this == 356 ? 2 : this - last == 382 ? 1 : 0;
    return (rc_day)(this + delay - 2092590); /* 5786 begins on 23 September 2025 */
}

static rc_day hebrew_day(int year, int month, int day)
{
    rc_day first = hebrew_new_year(year), next = hebrew_new_year(year + 1);
    int length = next - first;
    bool long_heshvan = length % 10 == 5, short_kislev = length % 10 == 3;
    const int days[] = {
        30, 29 + long_heshvan, 30 - short_kislev, 29, 30, hebrew_leap(year) ? 30 : 0, 29, 30, 29, 30, 29, 30, 29};
    int at = month >= 7 ? month - 7 : month + 6; /* Tishri first; Adar is the one before Nisan */
    if (month == 12) at = 6;
    for (int i = 0; i < at; i++) first += days[i];
    return first + day - 1;
}

/* ---- all */

static rc_day nth_weekday(int year, int code)
{
    int month = code / 100, n = code / 10 % 10, weekday = code % 10, days = rc_days_in_month(year, month);
    rc_day first = rc_day_of(year, month, 1);
    if (first == RC_DAY_NONE) return RC_DAY_NONE;
    rc_day day = first + (weekday - rc_day_weekday(first) + 7) % 7 + 7 * (n - 1);
    while (day >= first + days) day -= 7;
    return day;
}

rc_day feast_day(feast_calendar calendar, int year, int code)
{
    int month = code / 100, day = code % 100;
    if (year < 1 || year > 9000) return RC_DAY_NONE;
    switch (calendar) {
    case FEAST_FIXED:
        return rc_day_of(year, month, day);
    case FEAST_WEEKDAY:
        return nth_weekday(year, code);
    case FEAST_EASTER:
        return gregorian_easter(year) + code;
    case FEAST_ORTHODOX:
        return julian_easter(year) + code;
    case FEAST_ISLAMIC:
        return islamic_day(year, month, day);
    case FEAST_SOLAR_HIJRI:
        return solar_day(year, month, day);
    case FEAST_HEBREW:
        return hebrew_day(year, month, day);
    case FEAST_NONE:
        break;
    }
    return RC_DAY_NONE;
}

int feast_year(feast_calendar calendar, rc_day day)
{
    int year = rc_day_civil(day).year;
    rc_day (*new_year)(int) = calendar == FEAST_ISLAMIC       ? islamic_new_year
                              : calendar == FEAST_SOLAR_HIJRI ? solar_new_year
                              : calendar == FEAST_HEBREW      ? hebrew_new_year
                                                              : NULL;
    if (!new_year) return year;
    int guess = calendar == FEAST_ISLAMIC  ? (int)((year - 622) * 365.2425 / 354.367)
                : calendar == FEAST_HEBREW ? year + 3760
                                           : year - 622;
    while (new_year(guess + 1) <= day) guess++;
    while (guess > 1 && new_year(guess) > day) guess--;
    return guess;
}

bool feast_is_approximate(feast_calendar calendar)
{
    return calendar == FEAST_ISLAMIC;
}
