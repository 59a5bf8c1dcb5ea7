/* Dates: each case is a text, the day it was published, and all that is found in it, in order: `from..to`, or the day
 * where both are one; `:grain` unless a day; `/rel`, `/context`, `/period` unless absolute. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "recoupe/resolve/date.h"

typedef struct language {
    const char *code;
    rc_lexicon *lexicon;
    rc_date_rules *rules;
} language;

typedef struct fixture {
    rc_arena data, work;
    language languages[2];
} fixture;

typedef struct date_case {
    const char *text, *expected, *published; /* published: NULL for Thursday 2021-09-02, "" for none */
} date_case;

static const date_case french[] = {
    {"ces dernières 24h", "2021-09-01..2021-09-02:span/period", NULL},
    {"45 morts en 48h", "2021-08-31..2021-09-02:span/period", NULL},
    {"à 14h", "", NULL},
    {"le troisième trimestre 2020", "2020-07-01..2020-09-30:quarter", NULL},
    {"au deuxième trimestre", "2021-04-01..2021-06-30:quarter/rel", NULL},
    {"au quatrième trimestre", "2020-10-01..2020-12-31:quarter/rel", NULL},
    {"le trimestre dernier", "2021-04-01..2021-06-30:quarter/rel", NULL},
    {"dans les années 1990", "1990-01-01..1999-12-31:decade", NULL},
    {"dans les années 90", "1990-01-01..1999-12-31:decade", NULL},
    {"au XIXe siècle", "1801-01-01..1900-12-31:century", NULL},
    {"le premier vendredi de mai 2021", "2021-05-07", NULL},
    {"le dernier dimanche d'août", "2021-08-29/rel", NULL},
    {"la première semaine de mars", "2021-03-01..2021-03-07:week/rel", NULL},
    {"la dernière semaine de septembre 2014", "2014-09-24..2014-09-30:week", NULL},
    {"le premier week-end d'août", "2021-08-07..2021-08-08:weekend/rel", NULL},
    {"la première quinzaine d'avril", "2021-04-01..2021-04-15:span", NULL},
    {"lundi de la semaine dernière", "2021-08-23/rel", NULL},
    {"mardi de la semaine prochaine", "2021-09-07/rel", NULL},
    {"le lendemain du 13 août", "2021-08-14", NULL},
    {"la veille de Noël", "2020-12-24/rel", NULL},
    {"à Noël 2014", "2014-12-25", NULL},
    {"le dimanche de Pâques", "2021-04-04/rel", NULL},
    {"le vendredi saint", "2021-04-02/rel", NULL},
    {"la Pâque orthodoxe", "2021-05-02/rel", NULL},
    {"pendant le ramadan", "2021-04-13..2021-05-12:span/rel", NULL},
    {"l'Aïd el-Fitr", "2021-05-13..2021-05-15:span/rel", NULL},
    {"le jour de l'Achoura", "2021-08-19/rel", NULL},
    {"pour Norouz", "2021-03-21/rel", NULL},
    {"Yom Kippour 2023", "2023-09-25", NULL},
    {"le 7 Mizan 1400", "2021-09-29", NULL},
    {"le 15 ramadan 1442", "2021-04-27", NULL},
    {"le ramadan dernier", "2021-04-13..2021-05-12:span/rel", NULL},
    {"fin de l'année dernière", "2020-10-01..2020-12-31:span/rel", NULL},
    {"à la fin de l'année", "2021-10-01..2021-12-31:span/rel", NULL},
    {"dans trois jours", "2021-09-05/rel", NULL},
    {"d'ici deux semaines", "2021-09-13..2021-09-19:week/rel", NULL},
    {"les trois prochains jours", "2021-09-03..2021-09-05:span/period", NULL},
    {"Le conseil se réunira vendredi", "2021-09-03/rel", NULL},
    {"Vendredi, le conseil se réunira", "2021-09-03/rel", NULL},
    {"Il a dit vendredi que le conseil se réunira", "2021-08-27/rel", NULL},
    {"Les élections prévues le 8 octobre", "2021-10-08", NULL},
    {"du samedi 7 au dimanche 15 août", "2021-08-07..2021-08-15:span/period", NULL},
    {"du 1er au 10 juillet", "2021-07-01..2021-07-10:span/period", NULL},
    {"cet été", "2021-06-01..2021-08-31:season/rel", "2021-02-12"},
    {"31/10/74", "1974-10-31", NULL},
    {"2021-W35", "2021-08-30..2021-09-05:week", NULL},
    {"mercredi 1er septembre 2021", "2021-09-01", NULL},
    {"le 1er septembre 2021", "2021-09-01", NULL},
    {"le 1 er septembre 2021", "2021-09-01", NULL},
    {"le premier septembre 2021", "2021-09-01", NULL},
    {"1 sept. 2021", "2021-09-01", NULL},
    {"le 24 février 2021", "2021-02-24", NULL},
    {"2021-09-01", "2021-09-01", NULL},
    {"le 01/09/2021", "2021-09-01", NULL},
    {"le 24/03/2021", "2021-03-24", NULL},
    {"le 03/24/2021", "2021-03-24", NULL},
    {"le 1.9.2021", "2021-09-01", NULL},
    {"en mars 2022", "2022-03-01..2022-03-31:month", NULL},
    {"en 2016", "2016-01-01..2016-12-31:year", NULL},
    {"le 8 juin", "2021-06-08", NULL},
    {"le 8 octobre", "2020-10-08", NULL},
    {"le 2 septembre", "2021-09-02", NULL},
    {"en avril", "2021-04-01..2021-04-30:month", NULL},
    {"en décembre", "2020-12-01..2020-12-31:month", NULL},
    {"en mars", "2021-03-01..2021-03-31:month", NULL},
    {"mars dernier", "2021-03-01..2021-03-31:month/rel", NULL},
    {"décembre dernier", "2020-12-01..2020-12-31:month/rel", NULL},
    {"septembre dernier", "2020-09-01..2020-09-30:month/rel", NULL},
    {"mercredi", "2021-09-01/rel", NULL},
    {"jeudi", "2021-09-02/rel", NULL},
    {"vendredi", "2021-08-27/rel", NULL},
    {"lundi dernier", "2021-08-30/rel", NULL},
    {"lundi et mardi", "2021-08-30..2021-08-31:span/period", NULL},
    {"lundi et mercredi", "2021-08-30/rel 2021-09-01/rel", NULL},
    {"le 1er septembre dernier", "2021-09-01/rel", NULL},
    {"jeudi dernier", "2021-08-26/rel", NULL},
    {"lundi prochain", "2021-09-06/rel", NULL},
    {"lundi soir", "2021-08-30/rel", NULL},
    {"mercredi dans la soirée", "2021-09-01/rel", NULL},
    {"ce mercredi", "2021-09-01/rel", NULL},
    {"mercredi 1er septembre", "2021-09-01", NULL},
    {"mardi 24 août", "2021-08-24", NULL},
    {"hier", "2021-09-01/rel", NULL},
    {"avant-hier", "2021-08-31/rel", NULL},
    {"aujourd'hui", "2021-09-02/rel", NULL},
    {"ce matin", "2021-09-02/rel", NULL},
    {"hier soir", "2021-09-01/rel", NULL},
    {"demain", "2021-09-03/rel", NULL},
    {"cette nuit", "2021-09-01..2021-09-02:span/rel", NULL},
    {"la nuit dernière", "2021-09-01..2021-09-02:span/rel", NULL},
    {"dans la nuit de lundi à mardi", "2021-08-30..2021-08-31:span/period", NULL},
    {"dans la nuit du 3 au 4 mai", "2021-05-03..2021-05-04:span/period", NULL},
    {"dans la nuit du mercredi 25 au jeudi 26 août", "2021-08-25..2021-08-26:span/period", NULL},
    {"dans la nuit du mardi 31 août et du mercredi 1er septembre", "2021-08-31..2021-09-01:span/period", NULL},
    {"la semaine dernière", "2021-08-23..2021-08-29:week/rel", NULL},
    {"cette semaine", "2021-08-30..2021-09-02:week/rel", NULL},
    {"la semaine prochaine", "2021-09-06..2021-09-12:week/rel", NULL},
    {"le mois dernier", "2021-08-01..2021-08-31:month/rel", NULL},
    {"ce mois-ci", "2021-09-01..2021-09-02:month/rel", NULL},
    {"l'an dernier", "2020-01-01..2020-12-31:year/rel", NULL},
    {"l'année dernière", "2020-01-01..2020-12-31:year/rel", NULL},
    {"cette année", "2021-01-01..2021-09-02:year/rel", NULL},
    {"au cours du week-end", "2021-08-28..2021-08-29:weekend/rel", NULL},
    {"le week-end dernier", "2021-08-28..2021-08-29:weekend/rel", NULL},
    {"ce week-end", "2021-08-28..2021-08-29:weekend/rel", NULL},
    {"ces dernières 40 heures", "2021-08-31..2021-09-02:span/period", NULL},
    {"les dernières 24 heures", "2021-09-01..2021-09-02:span/period", NULL},
    {"au cours des quatre derniers jours", "2021-08-29..2021-09-02:span/period", NULL},
    {"ces trois dernières semaines", "2021-08-12..2021-09-02:span/period", NULL},
    {"les six derniers mois", "2021-03-02..2021-09-02:span/period", NULL},
    {"en 48 heures", "2021-08-31..2021-09-02:span/period", NULL},
    {"il y a trois jours", "2021-08-30/rel", NULL},
    {"il y a deux semaines", "2021-08-16..2021-08-22:week/rel", NULL},
    {"il y a un mois", "2021-08-01..2021-08-31:month/rel", NULL},
    {"il y a deux ans", "2019-01-01..2019-12-31:year/rel", NULL},
    {"depuis avril", "2021-04-01..2021-09-02:span/period", NULL},
    {"depuis le 24 février", "2021-02-24..2021-09-02:span/period", NULL},
    {"depuis lundi", "2021-08-30..2021-09-02:span/period", NULL},
    {"depuis 2014", "2014-01-01..2021-09-02:span/period", NULL},
    {"depuis trois jours", "2021-08-30..2021-09-02:span/period", NULL},
    {"depuis plusieurs jours", "2021-08-30..2021-09-02:span/period", NULL},
    {"depuis le début de l'année", "2021-01-01..2021-09-02:span/period", NULL},
    {"jusqu'au 3 mai", "..2021-05-03:span/period", NULL},
    {"avant le 3 mai", "..2021-05-02:span/period", NULL},
    {"du 3 au 5 mai", "2021-05-03..2021-05-05:span/period", NULL},
    {"du 28 avril au 3 mai", "2021-04-28..2021-05-03:span/period", NULL},
    {"du 3 au 5 mai 2019", "2019-05-03..2019-05-05:span/period", NULL},
    {"du 26 février au 7 mars", "2021-02-26..2021-03-07:span/period", NULL},
    {"du 30 décembre au 2 janvier", "2020-12-30..2021-01-02:span/period", NULL},
    {"entre le 9 et le 10 mars", "2021-03-09..2021-03-10:span/period", NULL},
    {"entre mars et mai", "2021-03-01..2021-05-31:span/period", NULL},
    {"de mars à mai 2019", "2019-03-01..2019-05-31:span/period", NULL},
    {"de 2014 à 2016", "2014-01-01..2016-12-31:span/period", NULL},
    {"les 3 et 4 mai", "2021-05-03..2021-05-04:span/period", NULL},
    {"le 3 et le 10 mai", "2021-05-03 2021-05-10", NULL},
    {"de lundi à mercredi", "2021-08-30..2021-09-01:span/period", NULL},
    {"le 24 février. Le lendemain", "2021-02-24 2021-02-25/context", NULL},
    {"le 24 février. La veille", "2021-02-24 2021-02-23/context", NULL},
    {"le 24 février. Trois jours plus tard", "2021-02-24 2021-02-27/context", NULL},
    {"le 24 février. Le même jour", "2021-02-24 2021-02-24/context", NULL},
    {"le 24 février. Le surlendemain", "2021-02-24 2021-02-26/context", NULL},
    {"Le lendemain, il est parti", "", NULL},
    {"la veille", "2021-09-01/context", NULL},
    {"la veille de l'attaque", "", NULL},
    {"début mars", "2021-03-01..2021-03-11:span", NULL},
    {"mi-mars", "2021-03-11..2021-03-21:span", NULL},
    {"fin mars", "2021-03-21..2021-03-31:span", NULL},
    {"fin 2014", "2014-10-01..2014-12-31:span", NULL},
    {"au début de 2014", "2014-01-01..2014-04-30:span", NULL},
    {"au printemps 2019", "2019-03-01..2019-05-31:season", NULL},
    {"l'été dernier", "2021-06-01..2021-08-31:season/rel", NULL},
    {"l'hiver dernier", "2020-12-01..2021-02-28:season/rel", NULL},
    {"la semaine du 3 mai", "2021-05-03..2021-05-09:week", NULL},
    {"Il a été tué", "", NULL},
    {"Mars est une planète", "", NULL},
    {"les champs de mars", "", NULL},
    {"depuis près de deux ans", "2019-09-02..2021-09-02:span/period", NULL},
    {"au début de la semaine", "2021-08-30..2021-08-31:span/rel", NULL},
    {"au début de l'année 2014", "2014-01-01..2014-04-30:span", NULL},
    {"en juillet de l'année dernière", "2020-07-01..2020-07-31:month", NULL},
    {"le samedi 4 septembre", "2021-09-04", NULL},
    {"deux jours après l'attaque", "", NULL},
    {"Le 24 février. Deux jours après, ils partent.", "2021-02-24 2021-02-26/context", NULL},
    {"24 août 2021 et 3 soldats", "2021-08-24", NULL},
    {"en mars 12 soldats", "2021-03-01..2021-03-31:month", NULL},
    {"Le 28 février 2019, ils avancent. Le 3 mars, ils reculent.", "2019-02-28 2019-03-03", NULL},
    {"Le 28 décembre 2018, ils avancent. Le 3 janvier, ils reculent.", "2018-12-28 2019-01-03", NULL},
    {"Le 15 août 2019, ils avancent. Hier, le 3 mars dernier.", "2019-08-15 2021-09-01/rel 2021-03-03/rel", NULL},
    {"KABOUL, 1er septembre 2021 (AFP) - Hier, deux soldats", "2021-09-01 2021-08-31/rel", "2021-09-10"},
    {"mercredi", "2021-09-01/rel", "2021-09-01"},
    {"dimanche", "2021-08-29/rel", "2021-08-30"},
    {"ce week-end", "2021-08-28..2021-08-29:weekend/rel", "2021-08-29"},
    {"le week-end dernier", "2021-08-21..2021-08-22:weekend/rel", "2021-08-29"},
    {"hier", "", ""},
    {"le 3 mai", "", ""},
    {"le 3 mai 2019", "2019-05-03", ""},
    {"Le 28 février 2019. Le 3 mars.", "2019-02-28 2019-03-03", ""},
    {"le 29 février", "2020-02-29", NULL},
    {"le 31 juin 2019", "2019-06-01..2019-06-30:month", NULL},
};

static const date_case english[] = {
    {"in the third quarter of 2020", "2020-07-01..2020-09-30:quarter", NULL},
    {"third-quarter losses", "2020-07-01..2020-09-30:quarter/rel", "2021-06-02"},
    {"In the second quarter it rose. A year earlier",
     "2021-04-01..2021-06-30:quarter/rel 2020-04-01..2020-06-30:quarter/context", NULL},
    {"this year's first quarter", "2021-01-01..2021-03-31:quarter/rel", NULL},
    {"last quarter", "2021-04-01..2021-06-30:quarter/rel", NULL},
    {"in the 1990s", "1990-01-01..1999-12-31:decade", NULL},
    {"in the nineties", "1990-01-01..1999-12-31:decade", NULL},
    {"in the 20th century", "1901-01-01..2000-12-31:century", NULL},
    {"the first Friday of May 2021", "2021-05-07", NULL},
    {"the first Tuesday in October", "2020-10-06/rel", NULL},
    {"the last Sunday of August", "2021-08-29/rel", NULL},
    {"the first week of March", "2021-03-01..2021-03-07:week/rel", NULL},
    {"the last week of September 2014", "2014-09-24..2014-09-30:week", NULL},
    {"the last weekend of October 2017", "2017-10-28..2017-10-29:weekend", NULL},
    {"Monday of last week", "2021-08-23/rel", NULL},
    {"the day after 13 August", "2021-08-14", NULL},
    {"the day before Christmas", "2020-12-24/rel", NULL},
    {"Good Friday", "2021-04-02/rel", NULL},
    {"on Easter Sunday 2024", "2024-03-31", NULL},
    {"Orthodox Easter", "2021-05-02/rel", NULL},
    {"during Ramadan", "2021-04-13..2021-05-12:span/rel", NULL},
    {"last Ramadan", "2021-04-13..2021-05-12:span/rel", NULL},
    {"on Eid al-Adha", "2021-07-20..2021-07-23:span/rel", NULL},
    {"on Ashura", "2021-08-19/rel", NULL},
    {"at Nowruz", "2021-03-21/rel", NULL},
    {"Yom Kippur 1973", "1973-10-06", NULL},
    {"Passover 2024", "2024-04-23..2024-04-29:span", NULL},
    {"Thanksgiving 1998", "1998-11-26", NULL},
    {"7 Mizan 1400", "2021-09-29", NULL},
    {"15 Ramadan 1442", "2021-04-27", NULL},
    {"the end of the year", "2021-10-01..2021-12-31:span/rel", NULL},
    {"three days from now", "2021-09-05/rel", NULL},
    {"in two weeks", "2021-09-13..2021-09-19:week/rel", NULL},
    {"40 died in two weeks of fighting", "", NULL},
    {"the next three days", "2021-09-03..2021-09-05:span/period", NULL},
    {"The council will meet on Friday", "2021-09-03/rel", NULL},
    {"On Friday the council will meet", "2021-09-03/rel", NULL},
    {"Officials said Friday that the council will meet", "2021-08-27/rel", NULL},
    {"Elections are scheduled for October 8", "2021-10-08", NULL},
    {"They had left by August 15", "2021-08-15", NULL},
    {"They must leave by September 15", "2021-09-15", NULL},
    {"since the Oct. 23 killing", "2020-10-23..2021-09-02:span/period", NULL},
    {"seven a year ago", "2020-01-01..2020-12-31:year/rel", NULL},
    {"this May", "2021-05-01..2021-05-31:month/rel", NULL},
    {"2021-W35", "2021-08-30..2021-09-05:week", NULL},
    {"September 1, 2021", "2021-09-01", NULL},
    {"1 September 2021", "2021-09-01", NULL},
    {"1 Sept. 2021", "2021-09-01", NULL},
    {"Sept. 1, 2021", "2021-09-01", NULL},
    {"Feb. 3, 2011", "2011-02-03", NULL},
    {"the 3rd of February 2011", "2011-02-03", NULL},
    {"February 3rd, 2011", "2011-02-03", NULL},
    {"Thursday, January 24, 2019", "2019-01-24", NULL},
    {"2021-09-01", "2021-09-01", NULL},
    {"01/09/2021", "2021-09-01", NULL},
    {"09/24/2020", "2020-09-24", NULL},
    {"in March 2022", "2022-03-01..2022-03-31:month", NULL},
    {"in 2016", "2016-01-01..2016-12-31:year", NULL},
    {"24 March", "2021-03-24", NULL},
    {"March 24", "2021-03-24", NULL},
    {"June 8", "2021-06-08", NULL},
    {"October 8", "2020-10-08", NULL},
    {"in March", "2021-03-01..2021-03-31:month", NULL},
    {"in October", "2020-10-01..2020-10-31:month", NULL},
    {"last March", "2021-03-01..2021-03-31:month/rel", NULL},
    {"Wednesday", "2021-09-01/rel", NULL},
    {"on Thursday", "2021-09-02/rel", NULL},
    {"on Friday", "2021-08-27/rel", NULL},
    {"last Monday", "2021-08-30/rel", NULL},
    {"last Thursday", "2021-08-26/rel", NULL},
    {"next Monday", "2021-09-06/rel", NULL},
    {"Monday night", "2021-08-30/rel", NULL},
    {"late on Monday", "2021-08-30/rel", NULL},
    {"Wednesday, September 1", "2021-09-01", NULL},
    {"Tuesday, Aug. 24", "2021-08-24", NULL},
    {"yesterday", "2021-09-01/rel", NULL},
    {"today", "2021-09-02/rel", NULL},
    {"this morning", "2021-09-02/rel", NULL},
    {"tonight", "2021-09-02/rel", NULL},
    {"last night", "2021-09-01..2021-09-02:span/rel", NULL},
    {"overnight", "2021-09-01..2021-09-02:span/rel", NULL},
    {"the day before yesterday", "2021-08-31/rel", NULL},
    {"tomorrow", "2021-09-03/rel", NULL},
    {"last week", "2021-08-23..2021-08-29:week/rel", NULL},
    {"this week", "2021-08-30..2021-09-02:week/rel", NULL},
    {"earlier this week", "2021-08-30..2021-09-02:week/rel", NULL},
    {"next week", "2021-09-06..2021-09-12:week/rel", NULL},
    {"last month", "2021-08-01..2021-08-31:month/rel", NULL},
    {"this month", "2021-09-01..2021-09-02:month/rel", NULL},
    {"last year", "2020-01-01..2020-12-31:year/rel", NULL},
    {"this year", "2021-01-01..2021-09-02:year/rel", NULL},
    {"over the weekend", "2021-08-28..2021-08-29:weekend/rel", NULL},
    {"last weekend", "2021-08-28..2021-08-29:weekend/rel", NULL},
    {"in the past 24 hours", "2021-09-01..2021-09-02:span/period", NULL},
    {"over the past 48 hours", "2021-08-31..2021-09-02:span/period", NULL},
    {"in the past four days", "2021-08-29..2021-09-02:span/period", NULL},
    {"the last 40 hours", "2021-08-31..2021-09-02:span/period", NULL},
    {"over the past week", "2021-08-26..2021-09-02:span/period", NULL},
    {"over the last six months", "2021-03-02..2021-09-02:span/period", NULL},
    {"over the past year", "2020-09-02..2021-09-02:span/period", NULL},
    {"in 24 hours", "2021-09-01..2021-09-02:span/period", NULL},
    {"three days ago", "2021-08-30/rel", NULL},
    {"two weeks ago", "2021-08-16..2021-08-22:week/rel", NULL},
    {"a month ago", "2021-08-01..2021-08-31:month/rel", NULL},
    {"two years ago", "2019-01-01..2019-12-31:year/rel", NULL},
    {"a week ago", "2021-08-23..2021-08-29:week/rel", NULL},
    {"since 24 February", "2021-02-24..2021-09-02:span/period", NULL},
    {"since January", "2021-01-01..2021-09-02:span/period", NULL},
    {"since Monday", "2021-08-30..2021-09-02:span/period", NULL},
    {"since 2014", "2014-01-01..2021-09-02:span/period", NULL},
    {"until 3 May", "..2021-05-03:span/period", NULL},
    {"before 3 May", "..2021-05-02:span/period", NULL},
    {"before May", "..2021-04-30:span/period", NULL},
    {"from 3 to 5 May", "2021-05-03..2021-05-05:span/period", NULL},
    {"from 28 April to 3 May", "2021-04-28..2021-05-03:span/period", NULL},
    {"May 3-5, 2019", "2019-05-03..2019-05-05:span/period", NULL},
    {"May 3 to 5", "2021-05-03..2021-05-05:span/period", NULL},
    {"3-5 May", "2021-05-03..2021-05-05:span/period", NULL},
    {"3–5 May 2019", "2019-05-03..2019-05-05:span/period", NULL},
    {"between 9 and 10 March", "2021-03-09..2021-03-10:span/period", NULL},
    {"between March 9 and March 12", "2021-03-09..2021-03-12:span/period", NULL},
    {"between March and May", "2021-03-01..2021-05-31:span/period", NULL},
    {"from 2014 to 2016", "2014-01-01..2016-12-31:span/period", NULL},
    {"3 and 4 May", "2021-05-03..2021-05-04:span/period", NULL},
    {"on 3 May and 10 June", "2021-05-03 2021-06-10", NULL},
    {"from Monday to Wednesday", "2021-08-30..2021-09-01:span/period", NULL},
    {"On 24 February. The next day", "2021-02-24 2021-02-25/context", NULL},
    {"On 24 February. Two days later", "2021-02-24 2021-02-26/context", NULL},
    {"On 24 February. The previous day", "2021-02-24 2021-02-23/context", NULL},
    {"On 24 February. The same day", "2021-02-24 2021-02-24/context", NULL},
    {"On 24 February. A week later", "2021-02-24 2021-03-03/context", NULL},
    {"The next day he left", "", NULL},
    {"early March", "2021-03-01..2021-03-11:span", NULL},
    {"mid-March", "2021-03-11..2021-03-21:span", NULL},
    {"late March", "2021-03-21..2021-03-31:span", NULL},
    {"late 2014", "2014-10-01..2014-12-31:span", NULL},
    {"in early 2014", "2014-01-01..2014-04-30:span", NULL},
    {"in the summer of 2019", "2019-06-01..2019-08-31:season", NULL},
    {"last winter", "2020-12-01..2021-02-28:season/rel", NULL},
    {"the week of May 3", "2021-05-03..2021-05-09:week", NULL},
    {"the week of 5 May 2021", "2021-05-03..2021-05-09:week", NULL},
    {"At least 12 may have died", "", NULL},
    {"They may leave", "", NULL},
    {"May he rest", "", NULL},
    {"they march on the city", "", NULL},
    {"an august body", "", NULL},
    {"the sun rose", "", NULL},
    {"in March 12 people were killed", "2021-03-01..2021-03-31:month", NULL},
    {"On 2 January 2018 they came. During the night they fought, and on 4 January they left.", "2018-01-02 2018-01-04",
     NULL},
    {"On 2 January 2018 they came, on 4 January, 5 January, 6 January and 7 January they fought, as was said Tuesday.",
     "2018-01-02 2018-01-04 2018-01-05 2018-01-06 2018-01-07 2021-08-31/rel", NULL},
    {"for the past week and a half", "2021-08-22..2021-09-02:span/period", NULL},
    {"since the start of the year", "2021-01-01..2021-09-02:span/period", NULL},
    {"at the start of the week", "2021-08-30..2021-08-31:span/rel", NULL},
    {"in July last year", "2020-07-01..2020-07-31:month", NULL},
    {"on Saturday, September 4", "2021-09-04", NULL},
    {"the Aug. 7 killings", "2021-08-07", NULL},
    {"On 24 February. Two days after the attack", "2021-02-24", NULL},
    {"In June 2018 he fled. Later that year he came back.",
     "2018-06-01..2018-06-30:month 2018-01-01..2018-12-31:year/context", NULL},
    {"the 2003 invasion", "2003-01-01..2003-12-31:year", NULL},
    {"the 2000 soldiers", "", NULL},
    {"On 28 February 2019 they advance. On 3 March they retreat.", "2019-02-28 2019-03-03", NULL},
    {"On 28 December 2018 they advance. On 3 January they retreat.", "2018-12-28 2019-01-03", NULL},
    {"On 15 August 2019 they came. On Wednesday and on 3 March they left.", "2019-08-15 2021-09-01/rel 2021-03-03",
     NULL},
    {"KABUL, September 1, 2021 (Reuters) - Yesterday two soldiers died", "2021-09-01 2021-08-31/rel", "2021-09-10"},
    {"KABUL (Sept. 3) - Yesterday two soldiers died", "2021-09-03 2021-09-02/rel", NULL},
    {"Wednesday", "2021-09-01/rel", "2021-09-01"},
    {"yesterday", "", ""},
    {"3 May", "", ""},
    {"3 May 2019", "2019-05-03", ""},
    {"29 February", "2020-02-29", NULL},
};

static int set_up(void **state)
{
    static const char *const codes[] = {"fr", "en"};
    fixture *f = calloc(1, sizeof *f);
    rc_error err;
    rc_arena_init(&f->data, (size_t)1 << 20, 0);
    rc_arena_init(&f->work, (size_t)1 << 16, 0);
    for (int i = 0; i < 2; i++) {
        language *l = &f->languages[i];
        l->code = codes[i];
        rc_status status = rc_lexicon_load(&l->lexicon, RC_SHARE_DIR, codes[i], &f->data, &err);
        if (status == RC_OK) status = rc_date_rules_load(&l->rules, l->lexicon, &f->data, &err);
        if (status != RC_OK) {
            print_error("%s\n", err.message);
            return -1;
        }
    }
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    fixture *f = *state;
    rc_arena_release(&f->data);
    rc_arena_release(&f->work);
    free(f);
    return 0;
}

static size_t write_timex(const rc_timex *t, char *out, size_t bytes)
{
    static const char *const grains[] = {"",        ":weekend", ":week",   ":month",   ":quarter",
                                         ":season", ":year",    ":decade", ":century", ":span"};
    static const char *const kinds[] = {"", "/rel", "/context", "/period", "/ref"};
    char from[11], to[11];
    rc_day_iso(t->from, from);
    rc_day_iso(t->to, to);
    bool one = t->from == t->to;
    int n = snprintf(out, bytes, "%s%s%s%s%s", from, one ? "" : "..", one ? "" : to, grains[t->grain], kinds[t->kind]);
    return n < 0 ? 0 : (size_t)n;
}

static rc_timexes find(fixture *f, const language *l, const char *text, rc_day published)
{
    rc_arena_reset(&f->work);
    rc_document *doc = rc_document_new(rc_lexicon_orthography(l->lexicon), rc_str_of(text), &f->work);
    rc_hits hits = rc_lexicon_match(l->lexicon, doc, &f->work);
    rc_timexes found = rc_dates_find(l->rules, doc, &hits, published, &f->work);
    uint32_t end = 0;
    for (uint32_t i = 0; i < found.n; i++) {
        assert_true(found.ptr[i].count > 0);
        assert_true(found.ptr[i].first >= end);
        end = found.ptr[i].first + found.ptr[i].count;
    }
    assert_true(end <= doc->n_tokens);
    return found;
}

static void check_cases(fixture *f, const language *l, const date_case *cases, size_t n)
{
    unsigned wrong = 0;
    for (size_t i = 0; i < n; i++) {
        char got[512] = "";
        size_t len = 0;
        rc_day published = rc_day_parse(rc_str_of(cases[i].published ? cases[i].published : "2021-09-02"));
        rc_timexes found = find(f, l, cases[i].text, published);
        for (uint32_t k = 0; k < found.n && len + 64 < sizeof got; k++) {
            if (k) got[len++] = ' ';
            len += write_timex(&found.ptr[k], got + len, sizeof got - len);
        }
        got[len] = 0;
        if (strcmp(got, cases[i].expected) == 0) continue;
        print_error("%s: \"%s\"\n    expected %s\n    found    %s\n", l->code, cases[i].text, cases[i].expected, got);
        wrong++;
    }
    assert_int_equal(wrong, 0);
}

static void french_dates(void **state)
{
    fixture *f = *state;
    check_cases(f, &f->languages[0], french, sizeof french / sizeof *french);
}

static void english_dates(void **state)
{
    fixture *f = *state;
    check_cases(f, &f->languages[1], english, sizeof english / sizeof *english);
}

/* A relative date in an embedded post counts from the post's own date. */
static void posts_have_their_own_day(void **state)
{
    fixture *f = *state;
    const char *text = "The report of the day.\n\nTwo soldiers died yesterday.\n"
                       "\u2014 Jane Doe (@janedoe) August 20, 2021\n\nMore fighting followed yesterday.";
    rc_timexes found = find(f, &f->languages[1], text, rc_day_parse(RC_STR("2021-09-02")));
    assert_int_equal(found.n, 3);
    assert_int_equal(found.ptr[0].from, rc_day_of(2021, 8, 19));
    assert_int_equal(found.ptr[1].from, rc_day_of(2021, 8, 20));
    assert_int_equal(found.ptr[2].from, rc_day_of(2021, 9, 1));
}

/* The preposition is part of a date only where it changes its meaning. */
static void spans(void **state)
{
    static const struct {
        const char *text, *words;
    } cases[] = {
        {"They left on 3 May 2019 in haste.", "3 May 2019"},
        {"They fought since 3 May 2019 in vain.", "since 3 May 2019"},
        {"They left on Wednesday, September 1, in haste.", "Wednesday, September 1"},
        {"It was about three days ago or so.", "three days ago"},
    };
    fixture *f = *state;
    const language *l = &f->languages[1];
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        rc_timexes found = find(f, l, cases[i].text, rc_day_parse(RC_STR("2021-09-02")));
        assert_int_equal(found.n, 1);
        rc_document *doc = rc_document_new(rc_lexicon_orthography(l->lexicon), rc_str_of(cases[i].text), &f->work);
        rc_str words = rc_str_span(doc->text, rc_tokens_span(doc, found.ptr[0].first, found.ptr[0].count));
        assert_int_equal(words.len, strlen(cases[i].words));
        assert_memory_equal(words.ptr, cases[i].words, words.len);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(french_dates),
        cmocka_unit_test(english_dates),
        cmocka_unit_test(posts_have_their_own_day),
        cmocka_unit_test(spans),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
