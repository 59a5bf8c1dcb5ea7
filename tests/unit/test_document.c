#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>

#include "language/check.h"
#include "recoupe/base/buf.h"

typedef struct fixture {
    rc_arena lists, arena, scratch;
    rc_orthography *fr, *en;
} fixture;

static fixture f;
static rc_buf shown;

static int setup(void **state)
{
    (void)state;
    rc_error err;
    rc_arena_init(&f.lists, 1 << 16, 0);
    rc_arena_init(&f.arena, 1 << 16, 0);
    rc_arena_init(&f.scratch, 1 << 12, 0);
    if (rc_orthography_load(&f.fr, RC_SOURCE_DIR, "fr", &f.lists, &err) != RC_OK) fail_msg("%s", err.message);
    if (rc_orthography_load(&f.en, RC_SOURCE_DIR, "en", &f.lists, &err) != RC_OK) fail_msg("%s", err.message);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    rc_arena_release(&f.lists);
    rc_arena_release(&f.arena);
    rc_arena_release(&f.scratch);
    rc_buf_release(&shown);
    return 0;
}

static const rc_document *read_text(const rc_orthography *o, const char *text)
{
    rc_arena_reset(&f.arena);
    const rc_document *doc = rc_document_new(o, rc_str_of(text), &f.arena);
    const char *wrong = rc_document_check(doc, &f.scratch);
    if (wrong) fail_msg("%s in: %s", wrong, text);
    return doc;
}

static const char *text_of_shown(void)
{
    rc_buf_putc(&shown, 0);
    assert_false(shown.failed);
    return shown.ptr;
}

/* Tokens with `|` between them; kinds other than words, numbers and signs are named: <# ..>. */
static const char *tokens(const rc_orthography *o, const char *text)
{
    static const char *const names[] = {"", "N:", "", "<", ">", "", "", "U:", "S:"};
    const rc_document *doc = read_text(o, text);
    rc_buf_release(&shown);
    for (uint32_t i = 0; i < doc->n_tokens; i++) {
        rc_str t = rc_token_text(doc, i);
        rc_buf_printf(&shown, "%s%s%.*s", i ? "|" : "", names[doc->tokens[i].kind], RC_FMT(t));
    }
    return text_of_shown();
}

/* Sentences with ` / ` between them, blocks with ` // `. */
static const char *sentences(const rc_orthography *o, const char *text)
{
    const rc_document *doc = read_text(o, text);
    rc_buf_release(&shown);
    for (uint32_t i = 0; i < doc->n_sentences; i++) {
        rc_str t = rc_str_span(doc->text, doc->sentences[i].span);
        const char *between = !i ? "" : doc->sentences[i].block != doc->sentences[i - 1].block ? " // " : " / ";
        rc_buf_printf(&shown, "%s%.*s", between, RC_FMT(t));
    }
    return text_of_shown();
}

/* Quotations with `|` between them, `*` before one that is not closed. */
static const char *quotations(const rc_orthography *o, const char *text)
{
    const rc_document *doc = read_text(o, text);
    rc_buf_release(&shown);
    for (uint32_t i = 0; i < doc->n_quotations; i++) {
        const rc_quotation *q = &doc->quotations[i];
        rc_str t = rc_str_span(doc->text, rc_tokens_span(doc, q->first, q->count));
        rc_buf_printf(&shown, "%s%s%.*s", i ? "|" : "", q->closed ? "" : "*", RC_FMT(t));
    }
    return text_of_shown();
}

/* One letter a block: p h t(weet) c. */
static const char *blocks(const rc_orthography *o, const char *text)
{
    const rc_document *doc = read_text(o, text);
    rc_buf_release(&shown);
    for (uint32_t i = 0; i < doc->n_blocks; i++) rc_buf_putc(&shown, "phtc"[doc->blocks[i].kind]);
    return text_of_shown();
}

/* author|handle|date|words of each post */
static const char *posts(const rc_orthography *o, const char *text)
{
    const rc_document *doc = read_text(o, text);
    rc_buf_release(&shown);
    for (uint32_t i = 0; i < doc->n_posts; i++) {
        const rc_post *p = &doc->posts[i];
        rc_str author = rc_str_span(doc->text, p->author), handle = rc_str_span(doc->text, p->handle);
        rc_str date = rc_str_span(doc->text, p->date), first = RC_STR("");
        if (p->block != p->credit) first = rc_str_span(doc->text, doc->sentences[doc->blocks[p->block].first].span);
        rc_buf_printf(&shown, "%s%.*s|%.*s|%.*s|%.*s", i ? "\n" : "", RC_FMT(author), RC_FMT(handle), RC_FMT(date),
                      RC_FMT(first));
    }
    return text_of_shown();
}

typedef struct example {
    const char *text, *expected;
} example;

typedef const char *(*shower)(const rc_orthography *o, const char *text);

static void check_all(shower show, const rc_orthography *o, const example *examples, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const char *got = show(o, examples[i].text);
        if (strcmp(got, examples[i].expected) != 0)
            fail_msg("%s\n  gives    %s\n  expected %s", examples[i].text, got, examples[i].expected);
    }
}

#define CHECK(show, o, examples) check_all(show, o, examples, sizeof(examples) / sizeof *(examples))

static void elisions_are_tokens(void **state)
{
    (void)state;
    static const example fr[] = {
        {"L'armée n’a qu'un d'entre eux", "L'|armée|n’|a|qu'|un|d'|entre|eux"},
        {"jusqu'à lorsqu'ils puisqu’elle quoiqu'il s'est", "jusqu'|à|lorsqu'|ils|puisqu’|elle|quoiqu'|il|s'|est"},
        {"aujourd'hui d'aujourd'hui prud'homme", "aujourd'hui|d'|aujourd'hui|prud'homme"},
        {"N'Djamena Sana'a O'Brien Ka'aba l'OTAN d'Herat", "N'Djamena|Sana'a|O'Brien|Ka'aba|l'|OTAN|d'|Herat"},
        {"L'ÉTAT-MAJOR DE L'ARMÉE", "L'|ÉTAT-MAJOR|DE|L'|ARMÉE"},
        {"l'« État islamique » et l'\"EI\"", "l'|<«|État|islamique|>»|et|l'|<\"|EI|>\""},
        {"presqu'île quelqu'un entr'ouvert", "presqu'île|quelqu'un|entr'ouvert"},
        {"affirme-t-il sont-elles peut-on A-T-IL dit-elle est-ce",
         "affirme|-t-il|sont|-elles|peut|-on|A|-T-IL|dit|-elle|est|-ce"},
        {"un rendez-vous, peut-être, celui-ci, c'est-à-dire", "un|rendez-vous|,|peut-être|,|celui-ci|,|c'|est-à-dire"},
        {"l'œuvre l'hôpital l'Yonne d'1 million", "l'|œuvre|l'|hôpital|l'|Yonne|d'|N:1|million"},
        {"l'Group d'UNRWA", "l'|Group|d'|UNRWA"},
    };
    static const example en[] = {
        {"Russia's army didn't, they're, we've, he'd, I'll, I'm",
         "Russia|'s|army|did|n't|,|they|'re|,|we|'ve|,|he|'d|,|I|'ll|,|I|'m"},
        {"can’t won’t Ukraine’s", "ca|n’t|wo|n’t|Ukraine|’s"},
        {"O'Brien's Sana'a Ma'arrat N'Djamena's", "O'Brien|'s|Sana'a|Ma'arrat|N'Djamena|'s"},
        {"the soldiers' rifles in the '90s", "the|soldiers|'|rifles|in|the|'|90s"},
        {"2021's M23's", "N:2021|'s|M23|'s"},
        {"L'Oreal d'Ivoire", "L'Oreal|d'Ivoire"},
    };
    CHECK(tokens, f.fr, fr);
    CHECK(tokens, f.en, en);
}

static void words_and_numbers(void **state)
{
    (void)state;
    static const example both[] = {
        {"porte-parole Deir-ez-Zor T-72 F-16s pro-talibans Su-34",
         "porte-parole|Deir-ez-Zor|T-72|F-16s|pro-talibans|Su-34"},
        {"40e 1er 2nd 30-year-old M23 9K33 155mm", "40e|1er|2nd|30-year-old|M23|9K33|155mm"},
        {"5 000 1 200 000 20\xC2\xA0"
         "000 3\xE2\x80\xAF"
         "500",
         "N:5 000|N:1 200 000|N:20\xC2\xA0"
         "000|N:3\xE2\x80\xAF"
         "500"},
        {"1,200 3,5 2.5 1.200.000 5'000 1 000,5", "N:1,200|N:3,5|N:2.5|N:1.200.000|N:5'000|N:1 000,5"},
        {"en 2021 300 soldats, 5 0000, 12 34, 5 1000", "en|N:2021|N:300|soldats|,|N:5|N:0000|,|N:12|N:34|,|N:5|N:1000"},
        {"5 000e 5 105mm", "N:5|000e|N:5|105mm"},
        {"5\n000", "N:5|N:000"},
        {"1/2 24/7 10:39 10:39:05 12/03/2022 2021-09-01 12.03.2022",
         "N:1/2|N:24/7|N:10:39|N:10:39:05|N:12/03/2022|N:2021-09-01|N:12.03.2022"},
        {"30-35 2014–2015 10-12-14-16", "N:30|-|N:35|N:2014|–|N:2015|N:10|-|N:12|-|N:14|-|N:16"},
        {"$5 50% 50 % +3 €2.5m", "S:$|N:5|N:50|S:%|N:50|S:%|S:+|N:3|S:€|2.5m"},
        {"bilan:40 morts", "bilan|:|N:40|morts"},
        {"AT&T R&D; a&b", "AT&T|R&D|;|a|&|b"},
        {"km² n° 5 ½", "km²|n|S:°|N:5|N:½"},
        {"attendre... oui… non . . !?", "attendre|...|oui|…|non|.|.|!|?"},
        {"Cambodia–Thailand – oui", "Cambodia|–|Thailand|–|oui"},
        {"٤٠ قتيلا", "N:٤٠|قتيلا"},
        {"", ""},
        {" \t \n\n ", ""},
    };
    CHECK(tokens, f.fr, both);
    CHECK(tokens, f.en, both);
}

static void addresses_and_tags(void **state)
{
    (void)state;
    static const example both[] = {
        {"Voir https://t.co/aB1. (http://x.org/a_(b)), www.le-monde.fr!",
         "Voir|U:https://t.co/aB1|.|(|U:http://x.org/a_(b)|)|,|U:www.le-monde.fr|!"},
        {"pic.twitter.com/x8LmQ0 t.co/abc reuters.com, bbc.co.uk.",
         "U:pic.twitter.com/x8LmQ0|U:t.co/abc|U:reuters.com|,|U:bbc.co.uk|."},
        {"j.doe@example.org", "U:j.doe@example.org"},
        {"fin.Les la ville.de Kaboul", "fin|.|Les|la|ville|.|de|Kaboul"},
        {"#Panjshir: #StopWar2022 #Été #1 @Ahmad_M @", "#Panjshir|:|#StopWar2022|#Été|S:#|N:1|@Ahmad_M|S:@"},
        {"🇫🇷🇺🇦 👍🏽 👨‍👩‍👧 ❤️ ok",
         "S:🇫🇷|S:🇺🇦|S:👍🏽|S:👨‍👩‍👧|S:❤️|ok"},
    };
    CHECK(tokens, f.fr, both);
    const rc_document *doc = read_text(f.fr, "le #TalibansÉvacués de");
    assert_int_equal(doc->tokens[1].kind, RC_TOKEN_HASHTAG);
    assert_true(rc_str_is(doc->tokens[1].lower, "talibansévacués"));
    assert_true(rc_str_is(doc->tokens[1].fold, "talibansevacues"));
}

static void abbreviations(void **state)
{
    (void)state;
    static const example fr[] = {
        {"M. Le Drian et Mme. Royal ont vu le Gén. Le Roux. Il part.",
         "M. Le Drian et Mme. Royal ont vu le Gén. Le Roux. / Il part."},
        {"J. K. Rowling et J.-Y. Le Drian parlent. Oui.", "J. K. Rowling et J.-Y. Le Drian parlent. / Oui."},
        {"Le plan B. Les talibans avancent.", "Le plan B. / Les talibans avancent."},
        {"Chars, camions, etc. Les soldats aussi.", "Chars, camions, etc. / Les soldats aussi."},
        {"Chars, etc. ont brûlé.", "Chars, etc. ont brûlé."},
        {"En 52 av. J.-C. César vint.", "En 52 av. J.-C. César vint."},
        {"Ils étaient sept. Ils sont partis. Voir p. 5 et art. 3.",
         "Ils étaient sept. / Ils sont partis. / Voir p. 5 et art. 3."},
        {"LE COL. DUPONT EST MORT. LE GÉN. X AUSSI.", "LE COL. DUPONT EST MORT. / LE GÉN. X AUSSI."},
        {"Il a franchi le col. Le soir tombe.", "Il a franchi le col. / Le soir tombe."},
    };
    static const example en[] = {
        {"The attack in the U.S. The army denied it.", "The attack in the U.S. / The army denied it."},
        {"The U.S. Army and the U.S.-backed force.", "The U.S. Army and the U.S.-backed force."},
        {"Gen. Smith, Lt. Col. Jones and Lt.-Gen. Brown died. No. 5 fell.",
         "Gen. Smith, Lt. Col. Jones and Lt.-Gen. Brown died. / No. 5 fell."},
        {"It came at 5 p.m. Monday. Then at 6 p.m. The end.", "It came at 5 p.m. Monday. / Then at 6 p.m. / The end."},
        {"He said no. They left on Sun. 5 and saw the sun. It was hot.",
         "He said no. / They left on Sun. 5 and saw the sun. / It was hot."},
        {"Mr. X of Acme Inc. said so. J.R.R. Tolkien agreed.", "Mr. X of Acme Inc. said so. / J.R.R. Tolkien agreed."},
        {"Ph.D. students left. See Fig. 2.", "Ph.D. students left. / See Fig. 2."},
        {"1. First thing. 2. Second thing.", "1. First thing. / 2. Second thing."},
    };
    CHECK(sentences, f.fr, fr);
    CHECK(sentences, f.en, en);
    static const example kept[] = {
        {"M. X et J.-Y. Z, U.S.-led", "M.|X|et|J.-Y.|Z|,|U.S.-led"},
        {"Il vit M.", "Il|vit|M."},
        {"Le plan B.", "Le|plan|B|."},
    };
    CHECK(tokens, f.fr, kept);
}

static void sentence_ends(void **state)
{
    (void)state;
    static const example fr[] = {
        {"Un combat a éclaté.Les talibans fuient !Ils meurent.",
         "Un combat a éclaté. / Les talibans fuient ! / Ils meurent."},
        {"« Nous avançons. » Les autres fuient.", "« Nous avançons. » / Les autres fuient."},
        {"« Quoi ? » demande-t-il. Rien.", "« Quoi ? » demande-t-il. / Rien."},
        {"Il dit : « Nous avançons. Ils fuient. » Puis il part.",
         "Il dit : « Nous avançons. / Ils fuient. » / Puis il part."},
        {"Oui ; non ; peut-être : rien.", "Oui ; non ; peut-être : rien."},
        {"Ils attendent... Puis ils partent... enfin.", "Ils attendent... / Puis ils partent... enfin."},
        {"Quarante morts. (AFP) Les combats durent.", "Quarante morts. (AFP) / Les combats durent."},
        {"Une ligne\nune autre\r\n\r\ntrois", "Une ligne // une autre // trois"},
        {"Ils ont pris la ville. #Kaboul pic.twitter.com/x", "Ils ont pris la ville. #Kaboul pic.twitter.com/x"},
        {"Ils ont pris la ville. 40 soldats sont morts.", "Ils ont pris la ville. / 40 soldats sont morts."},
        {"3.5 km, 1.200 hommes. Fin", "3.5 km, 1.200 hommes. / Fin"},
        {"LE TPLF DIT AVOIR PRIS DESSIE. LE GOUVERNEMENT NIE.",
         "LE TPLF DIT AVOIR PRIS DESSIE. / LE GOUVERNEMENT NIE."},
        {"Est-ce fini ?! Oui !!! Bien.", "Est-ce fini ?! / Oui !!! / Bien."},
        {"Le 12 mai – un mardi – ils partent.", "Le 12 mai – un mardi – ils partent."},
        {"Ils fuient . Les autres restent .", "Ils fuient . / Les autres restent ."},
        {"Il a dit \"oui.\" Elle a dit \"non.\"", "Il a dit \"oui.\" / Elle a dit \"non.\""},
        {"sans aucune ponctuation ni majuscule", "sans aucune ponctuation ni majuscule"},
    };
    static const example en[] = {
        {"They left. we stayed. no one came.", "They left. / we stayed. / no one came."},
        {"“We left.” He ran. “Why?” she asked. ‘Go!’ they cried.",
         "“We left.” / He ran. / “Why?” she asked. / ‘Go!’ they cried."},
        {"Good job :) See you.", "Good job :) See you."},
        {"It fell. :) They left.", "It fell. :) / They left."},
        {"a. First. b. Second.", "a. First. / b. Second."},
        {"He is from Kingston, Xyz.; she is not.", "He is from Kingston, Xyz.; she is not."},
    };
    CHECK(sentences, f.fr, fr);
    CHECK(sentences, f.en, en);
}

static void datelines(void **state)
{
    (void)state;
    static const example fr[] = {
        {"GAO, 7 septembre – Les rebelles ont fui.", "GAO, 7 septembre – / Les rebelles ont fui."},
        {"Lagos, lundi 14 octobre 2024 (AFP) - Les rebelles ont fui.",
         "Lagos, lundi 14 octobre 2024 (AFP) - / Les rebelles ont fui."},
        {"N'DJAMENA – Les rebelles ont fui hier.", "N'DJAMENA – / Les rebelles ont fui hier."},
        {"Le président – absent hier – a parlé.", "Le président – absent hier – a parlé."},
        {"L'ONU – qui a des observateurs – se tait.", "L'ONU – qui a des observateurs – se tait."},
        {"HRW – qui a des observateurs – se tait.", "HRW – qui a des observateurs – se tait."},
        {"Les FARC-EP ont fui.", "Les FARC-EP ont fui."},
    };
    static const example en[] = {
        {"GAO, Sept 7 (Reuters) - Rebels fled.", "GAO, Sept 7 (Reuters) - / Rebels fled."},
        {"Lagos (AFP) -- Rebels fled.", "Lagos (AFP) -- / Rebels fled."},
        {"Davao City- Rebels fled.", "Davao City- Rebels fled."},
        {"The army (and nobody else) - it said - fled.", "The army (and nobody else) - it said - fled."},
        {"Gao - Timbuktu", "Gao - Timbuktu"},
    };
    CHECK(sentences, f.fr, fr);
    CHECK(sentences, f.en, en);
}

static void quotation_marks(void **state)
{
    (void)state;
    static const example fr[] = {
        {"« Les “ Aigles ” fuient », dit-il.", "Les “ Aigles ” fuient|Aigles"},
        {"\"Un\", dit-il. \"Deux.\" Fin", "Un|Deux."},
        {"\" Un \" et \" deux \"", "Un|deux"},
        {"« Un jour\nDeux", "*Un jour"},
        {"“Un"
         "\" et \"deux”",
         "Un|deux"},
        {"<< Un >> et ‹ deux ›", "Un|deux"},
        {"l'\"État\" d’“Ali”", "État|Ali"},
        {"« » \"\"", ""},
        {"« Un « deux » trois »", "Un « deux » trois|deux"},
        {"un 5\" tube", ""},
        {"fin» et suite", ""},
    };
    static const example en[] = {
        {"'We left,' he said of the soldiers' rifles.", "We left,"},
        {"‘We won’t go,’ they said.", "We won’t go,"},
        {"the '90s and the soldiers' guns", ""},
        {"\"They said 'no' to us,\" he said.", "They said 'no' to us,|no"},
        {"'''Bold''' text", ""},
        {"„Nein“ and ``yes''", "Nein|yes"},
        {"\"They said \"no\" to us\"", "They said \"no\" to us|no"},
    };
    CHECK(quotations, f.fr, fr);
    CHECK(quotations, f.en, en);
}

static void headings(void **state)
{
    (void)state;
    static const example fr[] = {
        {"La ville est tombée\n\nLes talibans ont pris la ville mercredi, selon le gouverneur.", "hp"},
        {"Attaque\n- un mort\n- deux blessés", "hpp"},
        {"Une seule ligne", "p"},
        {"Les soldats ont pris\nla ville de Kaboul\nmercredi.", "ppp"},
        {"Ils sont partis.\nLe gouverneur a confirmé.", "pp"},
        {"1. Premier point\nFin.", "pp"},
        {"Le bilan :\nQuarante morts.", "pp"},
    };
    CHECK(blocks, f.fr, fr);
}

static void embedded_posts(void **state)
{
    (void)state;
    static const example shapes[] = {
        {"Le front tient, écrit le chef du mouvement dans un message.\n\n#Panjshir : nous tenons. "
         "pic.twitter.com/a1\n– Ali Nazary (@alinazary) 1er septembre 2021\n\nLes talibans nient.",
         "ptcp"},
        {"Il a écrit :\n« Nous tenons le col. »\n— Ali (@ali) September 1, 2021", "ptc"},
        {"Nous tenons. pic.twitter.com/a1 — Ali Nazary (@ali) September 1, 2021", "tc"},
        {"@ali · 5 mars 2024\n1/ Nous tenons.\n2/ Ils fuient.", "ctt"},
        {"Les combats durent.\n\n@live_x : trois morts à Qana.\n\nFin du texte.", "pctp"},
        {"4/ RT @sapeur « pas un seul mort »", "ct"},
        {"Le porte-parole (@porte) a nié la prise de la ville mercredi.", "p"},
        {"Selon @ali, la ville est prise.", "p"},
        {"5/6 @ali nie que la ville soit tombée.", "p"},
        {"@ali · 5 mars\n1/ Un.\n2/ RT @omar Non.\n\n3/ Fin.", "ctctt"},
        {"Suivez-nous sur Twitter (@journal)", "p"},
    };
    CHECK(blocks, f.fr, shapes);
    static const example read[] = {
        {"Avant.\n\n#Panjshir : on tient. pic.twitter.com/a1\n– Ali Nazary (@alinazary) 1er septembre 2021",
         "Ali Nazary|@alinazary|1er septembre 2021|#Panjshir : on tient. pic.twitter.com/a1"},
        {"On tient. pic.twitter.com/a1 — Ali (@ali) September 1, 2021",
         "Ali|@ali|September 1, 2021|On tient. pic.twitter.com/a1"},
        {"@ali · 5 mars 2024 (traduit)\nOn tient.\n\n@omar\nNon.", "|@ali|5 mars 2024|On tient.\n|@omar||Non."},
        {"@live_x : trois morts.", "|@live_x||trois morts."},
        {"Ali Nazary @ali · 2h\nOn tient.", "Ali Nazary|@ali|2h|On tient."},
    };
    CHECK(posts, f.fr, read);
    /* A paragraph of the article is not swallowed: nothing says that it is a post, and it is long. */
    char long_text[1200];
    size_t n = 0;
    for (int i = 0; i < 12; i++)
        n += (size_t)sprintf(long_text + n, "Les soldats ont repris le village numéro %d. ", i);
    strcpy(long_text + n, "\n– Ali (@ali) 1er septembre 2021");
    assert_string_equal(blocks(f.fr, long_text), "pc");
}

static void forms_and_flags(void **state)
{
    (void)state;
    const rc_document *doc = read_text(f.fr, "« Été À l’OUEST » tali\xE2\x80\x8B"
                                             "bans e\xCC\x81"
                                             "tat Œuvre");
    static const struct {
        const char *lower, *fold;
        uint8_t flags;
    } expected[] = {
        {"«", "\"", 0},
        {"été", "ete", RC_TOKEN_CAPITAL | RC_TOKEN_STARTS},
        {"à", "a", RC_TOKEN_CAPITAL},
        {"l'", "l'", 0},
        {"ouest", "ouest", RC_TOKEN_CAPITAL | RC_TOKEN_UPPER | RC_TOKEN_GLUED},
        {"»", "\"", 0},
        {"talibans", "talibans", 0},
        {"état", "etat", 0},
        {"œuvre", "oeuvre", RC_TOKEN_CAPITAL},
    };
    assert_int_equal(doc->n_tokens, 9);
    for (size_t i = 0; i < 9; i++) {
        if (doc->tokens[i].kind == RC_TOKEN_WORD) {
            assert_true(rc_str_is(doc->tokens[i].lower, expected[i].lower));
            assert_true(rc_str_is(doc->tokens[i].fold, expected[i].fold));
        }
        assert_int_equal(doc->tokens[i].flags, expected[i].flags);
    }
    doc = read_text(f.fr, "40 Talibans. – 1. Les autres");
    assert_false(doc->tokens[1].flags & RC_TOKEN_STARTS);
    assert_true(doc->tokens[6].flags & RC_TOKEN_STARTS);
}

static void accents_of_a_text(void **state)
{
    (void)state;
    assert_true(read_text(f.fr, "Les talibans ont été repoussés à Bazarak, a déclaré l'armée.")->accents);
    assert_false(read_text(f.fr, "Les talibans ont ete repousses a Bazarak, a declare l'armee du pays.")->accents);
    assert_true(read_text(f.en, "The Taliban were beaten off.")->accents);
    assert_string_equal(read_text(f.fr, "x")->lang, "fr");
}

static void bad_lists_are_named(void **state)
{
    (void)state;
    rc_orthography *o;
    rc_error err;
    assert_int_equal(rc_orthography_load(&o, RC_SOURCE_DIR, "xx", &f.lists, &err), RC_EIO);
    assert_non_null(strstr(err.message, "lang/xx/abbreviations.tsv"));
    assert_int_equal(rc_orthography_load(&o, RC_SOURCE_DIR, "../fr", &f.lists, &err), RC_EINVALID);
}

static void write_file(const char *folder, const char *name, const char *text)
{
    char path[256];
    snprintf(path, sizeof path, "%s/lang/zz/%s", folder, name);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    fputs(text, file);
    assert_int_equal(fclose(file), 0);
}

static void remove_folder(const char *folder)
{
    static const char *const parts[] = {"/lang/zz/abbreviations.tsv", "/lang/zz/elisions.tsv", "/lang/zz", "/lang", ""};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        char path[256];
        snprintf(path, sizeof path, "%s%s", folder, parts[i]);
        remove(path);
    }
}

static void bad_rows_are_named(void **state)
{
    (void)state;
    char folder[] = "/tmp/recoupe-test-XXXXXX", path[256];
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/lang", folder);
    assert_int_equal(mkdir(path, 0700), 0);
    snprintf(path, sizeof path, "%s/lang/zz", folder);
    assert_int_equal(mkdir(path, 0700), 0);
    rc_orthography *o;
    rc_error err;
    write_file(folder, "abbreviations.tsv", "# columns:\tphrase\tend\nx.\tmay\ny.\tsometimes\n");
    write_file(folder, "elisions.tsv", "# columns:\tphrase\tside\nx'\tmiddle\n");
    assert_int_equal(rc_orthography_load(&o, folder, "zz", &f.lists, &err), RC_EFORMAT);
    assert_non_null(strstr(err.message, "abbreviations.tsv:3"));
    write_file(folder, "abbreviations.tsv", "# columns:\tphrase\nx.\n");
    assert_int_equal(rc_orthography_load(&o, folder, "zz", &f.lists, &err), RC_EFORMAT);
    assert_non_null(strstr(err.message, "elisions.tsv:2"));
    write_file(folder, "elisions.tsv", "# columns:\tphrase\tside\nx'\tbefore\n");
    assert_int_equal(rc_orthography_load(&o, folder, "zz", &f.lists, &err), RC_OK); /* stopwords.tsv may be absent */
    assert_string_equal(tokens(o, "x'a l'a x. Y"), "x'|a|l'a|x.|Y");
    remove_folder(folder);
}

static double seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static double time_of(const char *unit, size_t times)
{
    size_t n = strlen(unit);
    char *text = malloc(n * times + 1);
    assert_non_null(text);
    for (size_t i = 0; i < times; i++) memcpy(text + i * n, unit, n);
    text[n * times] = 0;
    rc_arena_reset(&f.arena);
    double begun = seconds();
    const rc_document *doc = rc_document_new(f.fr, (rc_str){text, n * times}, &f.arena);
    double took = seconds() - begun;
    assert_true(doc->n_tokens > 0);
    rc_arena_reset(&f.arena);
    free(text);
    return took;
}

/* Eight times the text may take eight times as long, not sixty-four times. */
static void long_lines_take_linear_time(void **state)
{
    (void)state;
    static const char *const units[] = {"mot ", ". ",      "!)",    "«a ",    "'a ", "\"a ",  "a.",
                                        "aa.",  "l'",      "-t-il", "1 000 ", "(a)", "@a (",  "– a (@a) ",
                                        "a\n",  "@a:b\n",  "…",     "a'a",    "é",   "?!)» ", "a\xE2\x80\x8B",
                                        "#a ",  "http://", "a@",    "1:1"};
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        double small = time_of(units[i], 20000), large = time_of(units[i], 160000);
        if (large > 0.2 && large > 30 * small) fail_msg("'%s': %.3f s, then %.3f s", units[i], small, large);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(elisions_are_tokens), cmocka_unit_test(words_and_numbers),
        cmocka_unit_test(addresses_and_tags),  cmocka_unit_test(abbreviations),
        cmocka_unit_test(sentence_ends),       cmocka_unit_test(datelines),
        cmocka_unit_test(quotation_marks),     cmocka_unit_test(headings),
        cmocka_unit_test(embedded_posts),      cmocka_unit_test(forms_and_flags),
        cmocka_unit_test(accents_of_a_text),   cmocka_unit_test(bad_lists_are_named),
        cmocka_unit_test(bad_rows_are_named),  cmocka_unit_test(long_lines_take_linear_time),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
