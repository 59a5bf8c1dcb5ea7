/* Sides: each case is a text read on a day and all mentions found in it, settled, in order: `words = party`, then
 * ACLED's kind, then c combatants, n civilians, m mixed, u not known, then what else it is. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "recoupe/base/buf.h"
#include "recoupe/resolve/place.h"

typedef struct language {
    const char *code;
    rc_lexicon *lexicon;
    rc_actors *actors;
} language;

typedef struct state {
    rc_arena data, work;
    language languages[2];
} state;

typedef struct party_case {
    const char *day, *text, *expected;
} party_case;

static const party_case french[] = {
    {"2021-09-02", "Les forces talibanes ont attaqué.", "forces talibanes = Taliban 1c"},
    {"2021-08-01", "Les forces talibanes ont attaqué.", "forces talibanes = Taliban 2c"},
    {"2016-01-04", "Les combattants de l'État islamique se retirent.", "combattants de l'État islamique = ISIS 2c"},
    {"2016-01-04", "L'armée syrienne a bombardé la ville.", "armée syrienne = Syria 1c"},
    {"2016-01-04", "Des soldats français de l'opération Barkhane ont été tués.",
     "soldats français de l'opération Barkhane = France 1c"},
    {"2008-01-04", "Les policiers afghans sont morts.", "policiers afghans = Afghanistan 1c"},
    {"2016-01-04", "Les rebelles syriens ont fui.", "rebelles syriens = Syrian rebels 2c generic"},
    {"2016-01-04", "Les rebelles congolais ont fui.", "rebelles congolais = Congolese rebels 2c generic"},
    {"2023-11-04", "Des civils palestiniens ont été tués.", "civils palestiniens = civilians 7n"},
    {"2023-11-04", "Deux Palestiniens ont été tués.", "Palestiniens = Palestinians 7u"},
    {"2023-11-04", "La police palestinienne et les combattants palestiniens.",
     "police palestinienne = Palestinian Authority 1c; combattants palestiniens = Palestinians 2c"},
    {"", "Plusieurs enfants ont été blessés.", "enfants = civilians 7n"},
    {"2021-09-02", "40 talibans et les talibans afghans.", "talibans = Taliban 1c; talibans afghans = Taliban 1c"},
    {"2014-12-16", "Les talibans pakistanais revendiquent l'attaque.", "talibans pakistanais = TTP 2c"},
    {"2022-03-02", "Les Russes avancent malgré une attaque russe.", "Russes = Russia 1u; russe = Russia 1u modifier"},
    {"2022-03-02", "Selon le ministère russe de la Défense, tout va bien.",
     "ministère russe de la Défense = Russia 1c"},
    {"2022-03-02", "Le ministère de la Défense de Russie dément.", "ministère de la Défense de Russie = Russia 1c"},
    {"2022-03-02", "Le Kremlin dément, Moscou aussi, et la Russie avec eux.",
     "Kremlin = Russia 1u; Moscou = Russia 1u metonym; Russie = Russia 1u metonym"},
    {"2016-03-02", "Les forces du régime de Bachar el-Assad reculent.",
     "forces du régime de Bachar el-Assad = Syria 1c"},
    {"2021-09-02", "Entrance de résistance nationale appelle au soulèvement.",
     "Entrance de résistance nationale = National Resistance Front 2c"},
    {"2021-09-02", "Le Front national de résistance (FNR) résiste. La Résistance a repoussé l'attaque.",
     "Front national de résistance = National Resistance Front 2c; FNR = National Resistance Front 2c; Résistance = "
     "National Resistance Front 2c"},
    {"2021-09-02", "Ahmad Massoud parle. Massoud refuse.",
     "Ahmad Massoud = National Resistance Front 2u person; Massoud = National Resistance Front 2u person"},
    {"2021-09-02", "Zabihullah Mujahid dément.", "Zabihullah Mujahid = Taliban 1u person"},
    {"2016-01-04", "L'EI a perdu la ville ; il ei.", "EI = ISIS 2c"},
    {"2016-01-04", "L'ONU et l'Onu.", "ONU = United Nations 8u; Onu = United Nations 8u"},
    {"2013-07-04", "Le M23 attaque. Les rebelles du M23 avancent. Les rebelles reculent.",
     "M23 = M23 2c; rebelles du M23 = M23 2c; rebelles = M23 2c generic"},
    {"2016-01-04", "L'armée syrienne avance. L'armée a pris un village.",
     "armée syrienne = Syria 1c; armée = Syria 1c generic"},
    {"2020-01-04", "Un accord russo-américain est signé.",
     "russo-américain = Russia 1u modifier; russo-américain = United States 1u modifier"},
    {"2019-10-20", "Les forces turquo-syriennes avancent.",
     "turquo-syriennes = Turkey 1c; turquo-syriennes = Syria 1c"},
    {"2003-04-04", "Les gouvernements britannique, australien et danois.",
     "gouvernements britannique = United Kingdom 1c; australien = Australia 1c; danois = Denmark 1c"},
    {"2012-09-04", "Le Front pour la libération des Monts Bleus (FLMB) attaque. Le FLMB se retire.",
     "Front pour la libération des Monts Bleus = Front pour la libération des Monts Bleus 2c; FLMB = Front pour la "
     "libération des Monts Bleus 2c; FLMB = Front pour la libération des Monts Bleus 2c"},
    {"2012-09-04", "La milice Ouroboros a tué deux civils.",
     "milice Ouroboros = milice Ouroboros 3c; civils = civilians 7n"},
    {"2012-09-04", "Une brigade mécanisée avance sur le front.",
     "brigade = unknown 0c generic; front = unknown 2c generic"},
    {"2015-10-20", "Des kamikazes et un kamikaze ouzbek.",
     "kamikazes = unknown 0c generic; kamikaze ouzbek = unknown 0c generic"},
    {"2018-02-20", "Les milices chiites et les milices libyennes.",
     "milices chiites = Shia militias 3c generic; milices libyennes = Libyan militias 3c generic"},
    {"2022-02-20", "Un Casque bleu rwandais est mort.", "Casque bleu rwandais = United Nations 8c"},
    {"2022-02-20", "Des journalistes danois ont disparu.", "journalistes danois = civilians 7n"},
    {"2015-02-20", "Des membres syriens de l'EI ont été capturés.", "membres syriens de l'EI = ISIS 2c"},
    {"2024-02-20", "Une colonne de ravitaillement de l'armée nigérienne.",
     "colonne de ravitaillement de l'armée nigérienne = Niger 1c"},
    {"2024-02-20", "Selon l'armée, les FAMa ont tué des terroristes du JNIM. Le Mali pleure.",
     "armée = Mali 1c generic; FAMa = Mali 1c; terroristes du JNIM = JNIM 2c; Mali = Mali 1u metonym"},
    {"2023-05-20", "Les FSR et l'armée soudanaise s'affrontent. Hemetti est là.",
     "FSR = Rapid Support Forces 2c; armée soudanaise = Sudan 1c; Hemetti = Rapid Support Forces 2u person"},
    {"2022-02-20", "🇺🇦 progresse.", "🇺🇦 = Ukraine 1u metonym"},
    {"2016-02-20", "Les anti-Talibans et les pro-Russes.", "pro-Russes = Donbas separatists 2c"},
    {"2019-02-20", "Les FDS soutenues par les Américains à Raqqa, en Syrie.",
     "FDS = SDF 2c; Américains = United States 1u; Syrie = Syria 1u metonym"},
    {"2019-02-20", "Les FDS ont tué dix terroristes au Burkina Faso. Le Burkina pleure.",
     "FDS = Burkina Faso 1c; terroristes = jihadists 2c generic; Burkina Faso = Burkina Faso 1u metonym; Burkina = "
     "Burkina Faso 1u metonym"},
    {"2016-02-20", "Al-Qaïda, al-Nosra et Al Qaïda.",
     "Al-Qaïda = Al-Qaeda 2c; al-Nosra = Nusra Front 2c; Al Qaïda = Al-Qaeda 2c"},
    {"2012-02-20", "Des combattants kurdes en Irak. L'Irak dément.",
     "combattants kurdes = Peshmerga 3c; Irak = Iraq 1u metonym; Irak = Iraq 1u metonym"},
    {"2016-02-20", "Des combattants kurdes en Syrie. La Syrie dément.",
     "combattants kurdes = SDF 2c; Syrie = Syria 1u metonym; Syrie = Syria 1u metonym"},
    {"2013-05-20", "Le Hezbollah libanais dément.", "Hezbollah libanais = Hezbollah 3c"},
    {"2020-05-20", "LE GNA A REPRIS LA VILLE. LES FORCES DE HAFTAR ONT FUI. UN MORT.",
     "GNA = GNA 1c; FORCES DE HAFTAR = Libyan National Army 3c"},
    {"1994-05-20", "Le FPR et les Interahamwe.", "FPR = RPF 2c; Interahamwe = Interahamwe 3c"},
    {"2010-05-20", "Les Tigres tamouls et les FARC.", "Tigres tamouls = LTTE 2c; FARC = FARC 2c"},
    {"2022-09-05", "L'armée afghane et les autorités. Kaboul se tait. L'Afghanistan aussi.",
     "armée afghane = Afghanistan 1c; autorités = Taliban 1c generic; Kaboul = Afghanistan 1u metonym; Afghanistan = "
     "Afghanistan 1u metonym"},
    {"", "Les opposants de la Syrie libre.", "opposants = civilians 7n; Syrie = Syria 1u metonym"},
    {"2013-01-20", "Ansar Dine et le MNLA. Les islamistes avancent.",
     "Ansar Dine = Ansar Dine 2c; MNLA = MNLA 2c; islamistes = Ansar Dine 2c generic"},
    {"2017-01-20", "Les rebelles tiennent Alep, en Syrie. La Syrie dément.",
     "rebelles = Syrian rebels 2c generic; Syrie = Syria 1u metonym; Syrie = Syria 1u metonym"},
    {"2023-01-20", "Les éléments de l'armée congolaise ont tué deux rebelles.",
     "éléments de l'armée congolaise = DR Congo 1c; rebelles = unknown 2c generic"},
    {"2016-01-20", "Le chef de l'EI et le porte-parole de l'armée.",
     "chef de l'EI = ISIS 2c; porte-parole de l'armée = Iraq 1u generic"},
    {"2016-01-20", "Les combattants du Front al-Nosra.", "combattants du Front al-Nosra = Nusra Front 2c"},
    {"2016-01-20", "Les mercenaires de Wagner et les Etats-Unis.",
     "mercenaires de Wagner = Wagner 3c; Etats-Unis = United States 1u metonym"},
    {"2024-06-20", "Les djihadistes du GSIM ont attaqué. Les djihadistes ont fui.",
     "djihadistes du GSIM = JNIM 2c; djihadistes = JNIM 2c generic"},
    {"2008-06-20", "Les soldats de la coalition en Afghanistan.",
     "soldats de la coalition = unknown 0c generic; Afghanistan = Afghanistan 1u metonym"},
    {"2022-06-20", "Les Ukrainiens ont tiré ; les ukrainiens aussi.",
     "Ukrainiens = Ukraine 1u; ukrainiens = Ukraine 1u modifier"},
    {"2022-06-20", "La 47e brigade mécanisée ukrainienne.", "brigade mécanisée ukrainienne = Ukraine 1c"},
};

static const party_case english[] = {
    {"", "An Indo-Sri Lankan accord.", "Indo-Sri = India 1u modifier; Indo-Sri = Sri Lanka 1u modifier"},
    {"2010-09-02", "Taliban fighters attacked Afghan policemen.",
     "Taliban fighters = Taliban 2c; Afghan policemen = Afghanistan 1c"},
    {"2022-09-02", "Taliban fighters attacked.", "Taliban fighters = Taliban 1c"},
    {"2022-09-02", "Russian troops shelled the Ukrainian Defence Ministry.",
     "Russian troops = Russia 1c; Ukrainian Defence Ministry = Ukraine 1u"},
    {"2010-09-02", "The Afghan National Army fought 40 Taliban.",
     "Afghan National Army = Afghanistan 1c; Taliban = Taliban 2c"},
    {"2016-09-02", "Syrian rebels fled. Russian shelling went on.",
     "Syrian rebels = Syrian rebels 2c generic; Russian = Russia 1u modifier"},
    {"2022-09-02", "A russian missile struck.", "russian = Russia 1u modifier"},
    {"2022-09-02", "Russians died; the Russians fled.", "Russians = Russia 1u; Russians = Russia 1u"},
    {"2023-11-02", "A Palestinian was killed and Israeli civilians fled.",
     "Palestinian = Palestinians 7u; Israeli civilians = civilians 7n"},
    {"2023-11-02", "Hamas officials and members of Hezbollah spoke.",
     "Hamas officials = Hamas 2n; members of Hezbollah = Hezbollah 3u"},
    {"2016-09-02", "Forces loyal to Bashar al-Assad advanced.", "Forces loyal to Bashar al-Assad = Syria 1c"},
    {"2016-09-02", "The Iraqi Army's 9th Division and Syria's army.",
     "Iraqi Army's 9th Division = Iraq 1c; Syria's army = Syria 1c"},
    {"2016-09-02", "The U.S. military and US-led coalition said so.",
     "U.S. military = United States 1c; US-led coalition = US-led coalition 8c"},
    {"2016-09-02", "Turkish-backed rebels advanced.",
     "Turkish-backed = Turkey 1u modifier; rebels = unknown 2c generic"},
    {"2016-09-02", "Lebanese Hezbollah advanced.", "Lebanese Hezbollah = Hezbollah 3c"},
    {"2016-09-02", "al-Shabaab fighters, Al Shabaab and al-Qaeda.",
     "al-Shabaab fighters = Al-Shabaab 2c; Al Shabaab = Al-Shabaab 2c; al-Qaeda = Al-Qaeda 2c"},
    {"2016-09-02", "North Korean soldiers fired.", "North Korean soldiers = North Korea 1c"},
    {"2022-09-02", "Zelensky spoke; the Pentagon and Moscow listened.",
     "Zelensky = Ukraine 1u person; Pentagon = United States 1u; Moscow = Russia 1u metonym"},
    {"2013-09-02", "M23 rebels advanced. The rebels took a town.", "M23 rebels = M23 2c; rebels = M23 2c generic"},
    {"2016-09-02", "Anti-Taliban forces and pro-government forces.",
     "forces = unknown 0c generic; pro-government forces = unknown 1c generic"},
    {"2016-09-02", "UN peacekeepers and African Union troops.",
     "UN peacekeepers = United Nations 8c; African Union troops = African Union 8c"},
    {"2016-09-02", "The Syrian army fired. The army denied it.", "Syrian army = Syria 1c; army = Syria 1c generic"},
    {"2016-09-02", "Syrian and Russian troops advanced.", "Syrian = Syria 1c; Russian troops = Russia 1c"},
    {"2016-09-02", "The Free Blueland Army seized a village. The Front advanced.",
     "Free Blueland Army = Free Blueland Army 2c; Front = unknown 0m generic"},
    {"2016-09-02", "The Blueland Liberation Front (BLF) attacked. BLF fighters fled.",
     "Blueland Liberation Front = Blueland Liberation Front 2c; BLF = Blueland Liberation Front 2c; BLF fighters = "
     "Blueland Liberation Front 2c"},
    {"2016-09-02", "The Ouroboros militia killed two.", "Ouroboros militia = Ouroboros militia 3c"},
    {"2016-09-02", "1st Armenian Motorized Rifle Regiment.", "1st Armenian Motorized Rifle Regiment = Armenia 1c"},
    {"2016-09-02", "An Uzbek suicide bomber struck.", "Uzbek suicide bomber = unknown 0c generic"},
    {"2016-09-02", "Iraqi militias fought.", "Iraqi militias = Iraqi militias 3c generic"},
    {"2016-09-02", "Us and them: us, US.", "US = United States 1u metonym"},
    {"2023-06-02", "The Wagner chief, Yevgeny Prigozhin, spoke. Prigozhin left.",
     "Wagner chief = Wagner 3n; Yevgeny Prigozhin = Wagner 3u person; Prigozhin = Wagner 3u person"},
    {"2023-06-02", "Sudesh Amman ran. He fled to Amman.", "Amman = Jordan 1u metonym"},
    {"2016-09-02", "Polish your boots; Polish troops came.", "Polish = Poland 1u modifier; Polish troops = Poland 1c"},
    {"2023-06-02", "The RSF and the Sudanese army clashed in Sudan.",
     "RSF = Rapid Support Forces 2c; Sudanese army = Sudan 1c; Sudan = Sudan 1u metonym"},
    {"2012-06-02", "The Russian Ministry of Foreign Affairs spoke.", "Russian Ministry of Foreign Affairs = Russia 1u"},
    {"2005-06-02", "Sheikh Yassin and President George W. Bush.",
     "Sheikh Yassin = Hamas 2u person; President = unknown 1n generic; George W. Bush = United States 1u person"},
    {"2014-08-02", "The Kurds fought in Iraq. Iraq agreed.",
     "Kurds = Peshmerga 3c; Iraq = Iraq 1u metonym; Iraq = Iraq 1u metonym"},
    {"2019-08-02", "The Kurds fought in Syria. Syria agreed.",
     "Kurds = SDF 2c; Syria = Syria 1u metonym; Syria = Syria 1u metonym"},
    {"2023-08-02", "Somalia's national army and a foreign national.",
     "Somalia's national army = Somalia 1c; foreign national = civilians 7n"},
    {"2021-09-02", "Panjshir resistance fighters of the National Resistance Front fought. The resistance held.",
     "Panjshir resistance fighters of the National Resistance Front = National Resistance Front 2c; resistance = "
     "National Resistance Front 2c"},
    {"2005-08-02", "Mujahideen of the Lashkar-e-Islam and Jaysh al-Sabireen.",
     "Lashkar-e-Islam = Lashkar-e-Islam 2c; Jaysh al-Sabireen = Jaysh al-Sabireen 2c"},
    {"2016-08-02", "Journalists, children and aid workers fled.",
     "Journalists = media 7n; children = civilians 7n; aid workers = NGO 7n"},
    {"", "Nothing happened here.", ""},
    {"2015-02-02", "ISIS and ISIL, the Islamic State group, Daesh.",
     "ISIS = ISIS 2c; ISIL = ISIS 2c; Islamic State group = ISIS 2c; Daesh = ISIS 2c"},
    {"2022-02-02", "The British and the French came.", "British = United Kingdom 1u; French = France 1u modifier"},
    {"2022-02-02", "Gunmen and armed men killed residents of Mali.",
     "Gunmen = unknown 0c generic; armed men = unknown 0c generic; residents = civilians 7n; Mali = Mali 1u metonym"},
    {"2022-02-02", "The Ministry of Defence of Ukraine.", "Ministry of Defence of Ukraine = Ukraine 1u"},
    {"2022-02-02", "Russian President Vladimir Putin.",
     "Russian President = Russia 1n; Vladimir Putin = Russia 1u person"},
    {"2014-08-02", "Pro-Russian separatists fled. The separatists left Donetsk, Ukraine.",
     "Pro-Russian separatists = Donbas separatists 2c; separatists = Donbas separatists 2c generic; Ukraine = Ukraine "
     "1u metonym"},
    {"2019-08-02", "SDF-held Raqqa and Houthi-controlled Yemen.",
     "SDF-held = SDF 2c modifier; Houthi-controlled = Houthis 2c modifier; Yemen = Yemen 1u metonym"},
    {"2016-08-02", "IRA and PKK bombers.", "IRA = IRA 2c; PKK bombers = PKK 2c"},
    {"2016-08-02", "Boko Haram and Nigerian soldiers. Soldiers fled.",
     "Boko Haram = Boko Haram 2c; Nigerian soldiers = Nigeria 1c; Soldiers = Nigeria 1c generic"},
    {"2020-10-02", "Azerbaijani forces and Artsakh Defence Army units.",
     "Azerbaijani forces = Azerbaijan 1c; Artsakh Defence Army units = Artsakh 2c"},
    {"2001-09-20", "Northern Alliance forces under the late Ahmad Shah Massoud.",
     "Northern Alliance forces = Northern Alliance 2c; Ahmad Shah Massoud = Northern Alliance 2u person"},
};

/* ---- reading a text */

static int set_up(void **out)
{
    state *s = calloc(1, sizeof *s);
    assert_non_null(s);
    rc_arena_init(&s->data, (size_t)1 << 20, 0);
    rc_arena_init(&s->work, (size_t)1 << 16, 0);
    static const char *const CODES[] = {"fr", "en"};
    for (int i = 0; i < 2; i++) {
        rc_error err = {0};
        language *l = &s->languages[i];
        l->code = CODES[i];
        if (rc_lexicon_load(&l->lexicon, RC_SHARE_DIR, l->code, &s->data, &err) != RC_OK ||
            rc_actors_load(&l->actors, RC_SHARE_DIR, l->lexicon, l->code, &s->data, &err) != RC_OK)
            fail_msg("%s", err.message);
    }
    *out = s;
    return 0;
}

static int tear_down(void **in)
{
    state *s = *in;
    rc_arena_release(&s->data);
    rc_arena_release(&s->work);
    free(s);
    return 0;
}

static rc_document *read_text(state *s, const language *l, const char *text, const char *day, rc_parties *parties)
{
    rc_document *doc = rc_document_new(rc_lexicon_orthography(l->lexicon), rc_str_of(text), &s->work);
    rc_hits hits = rc_lexicon_match(l->lexicon, doc, &s->work);
    *parties = rc_parties_find(l->actors, doc, &hits, rc_day_parse(rc_str_of(day)), &s->work);
    return doc;
}

static void write_mention(rc_buf *buf, const rc_party_mention *m)
{
    static const char MEMBERS[] = "ucnm";
    rc_buf_printf(buf, "%s%.*s = %.*s %d%c", buf->len ? "; " : "", RC_FMT(m->name), RC_FMT(m->party), (int)m->inter,
                  MEMBERS[m->members]);
    if (m->is_generic) rc_buf_put(buf, RC_STR(" generic"));
    if (m->is_person) rc_buf_put(buf, RC_STR(" person"));
    if (m->is_metonym) rc_buf_put(buf, RC_STR(" metonym"));
    if (m->is_modifier) rc_buf_put(buf, RC_STR(" modifier"));
}

static void check_cases(state *s, const language *l, const party_case *cases, size_t n)
{
    unsigned wrong = 0;
    for (size_t i = 0; i < n; i++) {
        rc_parties parties;
        rc_document *doc = read_text(s, l, cases[i].text, cases[i].day, &parties);
        rc_parties_settle(l->actors, &parties, NULL, doc, &s->work);
        rc_buf buf;
        rc_buf_init(&buf);
        for (uint32_t k = 0; k < parties.n; k++) write_mention(&buf, &parties.ptr[k]);
        rc_str found = rc_buf_str(&buf);
        if (!rc_str_is(found, cases[i].expected)) {
            print_error("%s: %s\n  expected %s\n  found    %.*s\n", l->code, cases[i].text, cases[i].expected,
                        RC_FMT(found));
            wrong++;
        }
        rc_buf_release(&buf);
        rc_arena_reset(&s->work);
    }
    assert_int_equal(wrong, 0);
}

static void reads_french(void **in)
{
    state *s = *in;
    check_cases(s, &s->languages[0], french, sizeof french / sizeof *french);
}

static void reads_english(void **in)
{
    state *s = *in;
    check_cases(s, &s->languages[1], english, sizeof english / sizeof *english);
}

/* Spans are the words of the mention, and mentions are in order and do not overlap, but for compounds. */
static void keeps_order(void **in)
{
    state *s = *in;
    for (size_t i = 0; i < sizeof french / sizeof *french; i++) {
        rc_parties parties;
        rc_document *doc = read_text(s, &s->languages[0], french[i].text, french[i].day, &parties);
        uint32_t end = 0, first = UINT32_MAX;
        for (uint32_t k = 0; k < parties.n; k++) {
            const rc_party_mention *m = &parties.ptr[k];
            assert_true(m->count > 0 && m->first + m->count <= doc->n_tokens);
            assert_true(m->first >= end || (m->first == first && m->count == 1));
            rc_str words = rc_str_span(doc->text, rc_tokens_span(doc, m->first, m->count));
            assert_true(rc_str_eq(words, m->name));
            first = m->first;
            end = m->first + m->count;
        }
    }
    rc_arena_reset(&s->work);
}

/* ---- settling */

static void check_settled(state *s, const char *text, const char *day, const rc_places *places, const char *word,
                          const char *party)
{
    const language *l = &s->languages[0];
    rc_parties parties;
    rc_document *doc = read_text(s, l, text, day, &parties);
    rc_parties_settle(l->actors, &parties, places, doc, &s->work);
    for (uint32_t k = 0; k < parties.n; k++)
        if (rc_str_is(parties.ptr[k].name, word)) {
            if (!rc_str_is(parties.ptr[k].party, party))
                fail_msg("%s: %s is %.*s, not %s", text, word, RC_FMT(parties.ptr[k].party), party);
            assert_true(parties.ptr[k].is_generic);
            return;
        }
    fail_msg("%s: no mention '%s'", text, word);
}

static void settles_by_places(void **in)
{
    state *s = *in;
    rc_place_mention mali = {.first = 0, .count = 1, .country = "ML"}, chad = {.first = 0, .count = 1, .country = "TD"};
    rc_place_mention both[] = {mali, chad};
    rc_places one = {&mali, 1}, two = {both, 2}, none = {0};
    check_settled(s, "L'armée est entrée dans la ville.", "2020-01-01", &one, "armée", "Mali");
    check_settled(s, "Le gouvernement et les autorités.", "2020-01-01", &one, "autorités", "Mali");
    check_settled(s, "L'armée est entrée dans la ville.", "2020-01-01", &two, "armée", "unknown");
    check_settled(s, "L'armée est entrée dans la ville.", "2020-01-01", &none, "armée", "unknown");
    check_settled(s, "Les rebelles sont entrés dans la ville.", "2020-01-01", &none, "rebelles", "unknown");
    rc_place_mention kabul = {.first = 0, .count = 1, .country = "AF"};
    rc_places afghan = {&kabul, 1};
    check_settled(s, "La police a ouvert le feu.", "2010-01-01", &afghan, "police", "Afghanistan");
    check_settled(s, "La police a ouvert le feu.", "2023-01-01", &afghan, "police", "Taliban");
    rc_place_mention aleppo = {.first = 0, .count = 1, .country = "SY"};
    rc_places syrian = {&aleppo, 1};
    check_settled(s, "Les rebelles ont ouvert le feu.", "2015-01-01", &syrian, "rebelles", "Syrian rebels");
    check_settled(s, "Les rebelles ont ouvert le feu.", "2001-01-01", &syrian, "rebelles", "unknown");
    rc_arena_reset(&s->work);
}

static void settles_by_names(void **in)
{
    state *s = *in;
    const char *day = "2013-01-01";
    check_settled(s, "Le M23 a pris Goma. Les rebelles avancent.", day, NULL, "rebelles", "M23");
    /* the next line of a digest speaks of another country */
    check_settled(s, "Le M23 a pris Goma.\n\nL'armée équatorienne affronte les rebelles.", day, NULL, "rebelles",
                  "unknown");
    check_settled(s, "Le M23 et les FDLR se battent. Les rebelles avancent.", day, NULL, "rebelles", "unknown");
    check_settled(s, "Le M23, encore le M23, toujours le M23, et les FDLR. Les rebelles avancent.", day, NULL,
                  "rebelles", "M23");
    /* A digest: each line has its own war. */
    const char *digest = "L'armée malienne a tué dix hommes au Mali.\n\nMali.\n\nMali.\n\nMali.\n\n"
                         "Au Soudan, des soldats ont ouvert le feu au Soudan.";
    check_settled(s, digest, day, NULL, "soldats", "Sudan");
    /* A group named for state forces does not answer for the army, nor a state for rebels. */
    check_settled(s, "L'armée de libération oromo avance. Les rebelles de l'Éthiopie aussi. L'armée recule.", day, NULL,
                  "armée", "Ethiopia");
    rc_arena_reset(&s->work);
}

/* ---- bare names */

static void check_name(state *s, int l, const char *name, const char *day, const char *party)
{
    rc_str found = rc_party_of_name(s->languages[l].actors, rc_str_of(name), rc_day_parse(rc_str_of(day)), &s->work);
    if (!rc_str_is(found, party)) fail_msg("'%s' is '%.*s', not '%s'", name, RC_FMT(found), party);
}

static void resolves_names(void **in)
{
    state *s = *in;
    check_name(s, 0, "forces russes", "", "Russia");
    check_name(s, 0, "les forces talibanes", "", "Taliban");
    check_name(s, 0, "le ministère de la Défense", "", "");
    check_name(s, 0, "Russia", "", "Russia");
    check_name(s, 0, "civilians", "", "civilians");
    check_name(s, 0, "le Français", "", "France");
    check_name(s, 1, "the Syrian army", "", "Syria");
    check_name(s, 1, "Turkish-backed rebels", "", "");
    check_name(s, 1, "Volodymyr Zelensky", "", "Ukraine");
    check_name(s, 1, "Defence Minister Sergei Shoigu", "", "Russia");
    check_name(s, 1, "somebody else", "", "");
    check_name(s, 1, "", "", "");
    check_name(s, 1, "Hemedti", "2022-01-01", "Sudan");
    check_name(s, 1, "Hemedti", "2024-01-01", "Rapid Support Forces");
    rc_arena_reset(&s->work);
}

static void knows_kinds(void **in)
{
    state *s = *in;
    static const struct {
        const char *party;
        rc_inter inter;
    } KINDS[] = {{"Russia", RC_INTER_STATE},
                 {"Taliban", RC_INTER_STATE},
                 {"M23", RC_INTER_REBEL},
                 {"Wagner", RC_INTER_POLITICAL_MILITIA},
                 {"Fano", RC_INTER_IDENTITY_MILITIA},
                 {"civilians", RC_INTER_CIVILIANS},
                 {"Palestinians", RC_INTER_CIVILIANS},
                 {"United Nations", RC_INTER_EXTERNAL},
                 {"Nepalese rebels", RC_INTER_REBEL},
                 {"Iraqi militias", RC_INTER_POLITICAL_MILITIA},
                 {"unknown", RC_INTER_UNKNOWN},
                 {"Nobody at all", RC_INTER_UNKNOWN},
                 {"", RC_INTER_UNKNOWN}};
    for (size_t i = 0; i < sizeof KINDS / sizeof *KINDS; i++)
        assert_int_equal(rc_party_inter(s->languages[0].actors, rc_str_of(KINDS[i].party)), KINDS[i].inter);
}

/* Bytes that no list foresees: nothing is found, nothing breaks. */
static void survives_noise(void **in)
{
    state *s = *in;
    static const char *const NOISE[] = {"",
                                        " ",
                                        "\n\n",
                                        "()()",
                                        "(ABC)",
                                        "( ABC )",
                                        "'s",
                                        "-",
                                        "al-",
                                        "al",
                                        "de de de",
                                        "Front",
                                        "Front de",
                                        "Army",
                                        "A",
                                        "the",
                                        "of of",
                                        "et",
                                        ", ,",
                                        "Jaysh",
                                        "\u2019",
                                        "U.S",
                                        "a.b.c.",
                                        "forces de la de la",
                                        "\U0001F1FA",
                                        "and Russian",
                                        "#",
                                        "#Taliban",
                                        "soldats de de de l'armée de de",
                                        "Mouvement pour pour pour pour"};
    for (size_t i = 0; i < sizeof NOISE / sizeof *NOISE; i++)
        for (int l = 0; l < 2; l++) {
            rc_parties parties;
            rc_document *doc = read_text(s, &s->languages[l], NOISE[i], "", &parties);
            rc_parties_settle(s->languages[l].actors, &parties, NULL, doc, &s->work);
            for (uint32_t k = 0; k < parties.n; k++) assert_true(parties.ptr[k].party.len > 0);
        }
    rc_arena_reset(&s->work);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_french),      cmocka_unit_test(reads_english),    cmocka_unit_test(keeps_order),
        cmocka_unit_test(settles_by_places), cmocka_unit_test(settles_by_names), cmocka_unit_test(resolves_names),
        cmocka_unit_test(knows_kinds),       cmocka_unit_test(survives_noise),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
