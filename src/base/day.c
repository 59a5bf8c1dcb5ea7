#include "recoupe/base/day.h"

#include <stdio.h>

int rc_days_in_month(int year, int month)
{
    static const unsigned char days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (month < 1 || month > 12) return 0;
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return days[month - 1] + (month == 2 && leap);
}

rc_day rc_day_of(int year, int month, int day)
{
    if (year < 1 || year > 9999 || day < 1 || day > rc_days_in_month(year, month)) return RC_DAY_NONE;
    int y = year - (month <= 2);
    int era = y / 400;
    int year_of_era = y - era * 400;
    int day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + day_of_era - 719468;
}

rc_civil rc_day_civil(rc_day day)
{
    int64_t z = (int64_t)day + 719468;
    int64_t era = (z >= 0 ? z : z - 146096) / 146097;
    int64_t doe = z - era * 146097;
    int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    int64_t mp = (5 * doy + 2) / 153;
    int month = (int)(mp < 10 ? mp + 3 : mp - 9);
    return (rc_civil){(int)(yoe + era * 400) + (month <= 2), month, (int)(doy - (153 * mp + 2) / 5 + 1)};
}

int rc_day_weekday(rc_day day)
{
    int64_t w = ((int64_t)day + 3) % 7; /* 1970-01-01 was a Thursday */
    return (int)(w < 0 ? w + 7 : w);
}

static bool digits(rc_str s, size_t at, size_t n, int *out)
{
    *out = 0;
    for (size_t i = at; i < at + n; i++) {
        if (s.ptr[i] < '0' || s.ptr[i] > '9') return false;
        *out = *out * 10 + (s.ptr[i] - '0');
    }
    return true;
}

rc_day rc_day_parse(rc_str iso)
{
    int y, m, d;
    if (iso.len < 10 || iso.ptr[4] != '-' || iso.ptr[7] != '-') return RC_DAY_NONE;
    if (iso.len > 10 && iso.ptr[10] >= '0' && iso.ptr[10] <= '9') return RC_DAY_NONE;
    if (!digits(iso, 0, 4, &y) || !digits(iso, 5, 2, &m) || !digits(iso, 8, 2, &d)) return RC_DAY_NONE;
    return rc_day_of(y, m, d);
}

void rc_day_iso(rc_day day, char out[11])
{
    out[0] = 0;
    if (day == RC_DAY_NONE) return;
    rc_civil c = rc_day_civil(day);
    if (c.year < 1 || c.year > 9999) return;
    char text[40];
    snprintf(text, sizeof text, "%04d-%02d-%02d", c.year, c.month, c.day);
    memcpy(out, text, 11);
}
