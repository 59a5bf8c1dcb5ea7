#include "cli/cmd.h"

#include <stdio.h>
#include <string.h>

#include "cli/options.h"

const rc_command rc_commands[] = {
    {"extract", "[FILE|FOLDER|-]...", "reports in, claim records out (JSON Lines); no ledger",
     "Reads files, folders or standard input (-, the default) and writes one JSON object a report, one a line,\n"
     "in the form of docs/RECORD.md. A filter: it keeps nothing.\n\n"
     "  recoupe extract report.html | jq '.claims[].quote'\n"
     "  cat reports.jsonl | recoupe extract > claims.jsonl\n",
     rc_cmd_extract},
    {"add", "[--claims] PATH...", "read reports into the ledger; safe to repeat",
     "Reads files, folders or standard input (-) and keeps reports and claims in the ledger, one transaction a\n"
     "report; what is there already changes nothing. Afterwards the claims are joined to events.\n\n"
     "  --claims   take the `claims` of JSON input as they are (docs/RECORD.md) instead of reading the text\n\n"
     "  recoupe add reports/ more.jsonl\n",
     rc_cmd_add},
    {"events", "[OPTION]...", "events, contested first: what is claimed, by how many origins",
     "One line an event. CLAIMED shows every different count, | between them: ≥ at least, ≤ at most, ~ about,\n"
     "? hedged. ESTIMATE is low–high (best). INFO is the Admiralty's digit for information, as a proposal.\n"
     "A table has the first 100 events unless --limit says otherwise; JSON and CSV have all.\n\n"
     "  --sort ORDER      dispute (contested first; the default), spread, date or origins\n"
     "  --estimate WAY    ucdp (the default), acled or airwars: see docs/METHOD.md\n" RC_LIST_HELP
     "\n  recoupe events --contested --since 2021-08-30\n  recoupe events --single-origin --sort date\n",
     rc_cmd_events},
    {"claims", "[OPTION]...", "claims: who says what",
     "One line a claim: when, where and what, its ORIGIN (who said it first, with the side it counts for), what it\n"
     "counts, HOW it is said (denied, hedged, planned), the event it is in, and its words.\n\n" RC_LIST_HELP
     "\n  recoupe claims --party Taliban --csv > claims.csv\n",
     rc_cmd_claims},
    {"reports", "[OPTION]...", "reports, and which are copies of which",
     "One line a report. COPY OF is the report whose words or news it repeats: 'recoupe show REPORT' says "
     "why.\n\n" RC_LIST_HELP "\n  recoupe reports --text 'drone strike' --since 2025-03-01\n",
     rc_cmd_reports},
    {"sources", "[OPTION]...", "track records: how often an origin was corroborated or contradicted",
     "One line an origin. CORROBORATED and CONTRADICTED count events; LATER, those of them that a later report\n"
     "decided. ENEMY RATIO is the median of its counts of enemy losses over a third party's, from ENEMY COUNTS\n"
     "pairs. It is shown, never used.\n\n" RC_LIST_HELP "\n  recoupe sources --party Taliban --csv > sources.csv\n",
     rc_cmd_sources},
    {"show", "ID [OPTION]...",
     "an event as a matrix of claims, a claim with its words, or a report with its claims marked",
     "  --estimate WAY    ucdp (the default), acled or airwars: see docs/METHOD.md\n"
     "  --lang en|fr      the language of the sentences about contradictions\n\n"
     "  recoupe show E1a2b3c4d\n  recoupe show report-01\n  recoupe show report-01.3\n",
     rc_cmd_show},
    {"export", "acled|ged|geojson|jsonl|csv|links|html [OPTION]...", "events or claims in other tools' formats",
     "acled    ACLED's 31 columns, a row an event with a place and a date; the rest is counted on standard error\n"
     "ged      UCDP GED's 49 columns, a row an event with a death, a place and a date\n"
     "csv      plain columns, a row an event, nothing left out: for spreadsheets, R, pandas\n"
     "geojson  events for a map;  jsonl  reports with their claims (docs/RECORD.md);  links  all that was joined\n"
     "html     a dossier of plain pages to hand to others (docs/DOSSIER.md)\n\n"
     "  -o, --output FILE  write there instead of to standard output; ged writes FILE.beside.csv too\n"
     "                     html writes a folder of that name, or a .zip: pages that need nothing else, to hand to "
     "others\n"
     "  --lang en|fr       language of the pages;  --estimate ucdp|acled|airwars   way of their ranges\n" RC_FILTER_HELP
     "\n  recoupe export acled -o events.csv\n  recoupe export geojson --contested > contested.geojson\n  recoupe "
     "export html --contested -o dossier\n",
     rc_cmd_export},
    {"serve", "[OPTION]...", "the review desk in a browser: look, judge, correct",
     "Serves the ledger's review desk on this machine until it is interrupted, and prints its address. While the "
     "ledger\n"
     "has no accounts the address carries a token that lets one person in. docs/DESK.md is its manual.\n\n"
     "  --port N          port, 8014 where it is not given; 0: any free one\n"
     "  --listen ADDRESS  numeric address to listen on (127.0.0.1: this machine alone)\n"
     "  --host NAME       another name that browsers use for this server\n"
     "  --https           it stands behind a proxy that speaks HTTPS\n"
     "  --as NAME         your name in the history while there are no accounts (the user's name)\n"
     "\n  recoupe serve --port 0\n",
     rc_cmd_serve},
    {"user", "add NAME ROLE | list | password NAME | remove NAME | role NAME ROLE", "accounts of the review desk",
     "Roles: viewer looks, reviewer also works and adds reports, admin also sees to the accounts. The password is one "
     "line\n"
     "of standard input, not shown on a terminal. Accounts are kept in the ledger, passwords as argon2id hashes.\n\n"
     "  recoupe user add ada reviewer\n  recoupe user password ada\n",
     rc_cmd_user},
    {"join", "EVENT|CLAIM...", "say that these are one event; holds against every later run",
     "What a person says about claims is kept in the history and wins over what the clues say. The events that the\n"
     "claims are in afterwards are printed. 'recoupe show CLAIM' says why a claim is where it is.\n\n"
     "  recoupe join E1a2b3c4d E5e6f7a8b\n",
     rc_cmd_join},
    {"split", "EVENT [CLAIM...]", "say that these claims are another event, or that no two claims of it are one",
     "With claims: they are another event than the rest of EVENT. Without: no two claims of EVENT are one. What is "
     "said\n"
     "is kept in the history and wins over what the clues say; `recoupe undo` takes it back.\n\n"
     "  recoupe split E1a2b3c4d report-01.3 report-07.1\n",
     rc_cmd_split},
    {"review", "EVENT", "say that you have looked at an event",
     "Its status is then `reviewed` until it gets a claim more or less. Its contradictions stay. What is said is kept\n"
     "in the history; `recoupe undo` takes it back.\n\n  recoupe review E1a2b3c4d\n",
     rc_cmd_review},
    {"fold", "REPORT ORIGINAL", "say that a report is a copy of another; holds against every later run",
     "Its claims then count as those of the original: one witness. 'recoupe show REPORT' says what a report is a copy\n"
     "of, and why.\n\n"
     "  recoupe fold report-07 report-01\n",
     rc_cmd_fold},
    {"unfold", "REPORT", "say that a report is a copy of none",
     "Its claims then count for themselves, however alike its words are to another's.\n\n  recoupe unfold report-07\n",
     rc_cmd_unfold},
    {"undo", "[ENTRY]", "take a join, split, review, fold or unfold back; without ENTRY: list those that hold",
     "Without ENTRY it prints the entries of the history that can be taken back, with their numbers. Taking back is "
     "an\n"
     "entry too: nothing leaves the history.\n\n  recoupe undo\n  recoupe undo 214\n",
     rc_cmd_undo},
    {"verify", "", "re-hash everything and check the history's chain",
     "Hashes every report and claim anew and follows the chain of the history from its first entry. Says which row\n"
     "broke, and exits with 4 if one did.\n\n  recoupe verify --ledger dossier.ledger\n",
     rc_cmd_verify},
    {"analyse", "[OPTION]... [FILE|FOLDER|-]...", "grammar and names of a text: words, lemmas, parts of speech, trees",
     "Writes CoNLL-U (universaldependencies.org); names stand in its last column.\n\n"
     "  --format conllu|table|json   (--json for short: one object a report)\n"
     "  --lang TAG        take the text to be in this language\n"
     "  --model FILE      read with this model instead of the one that comes with the program\n"
     "\n  echo 'Une attaque a fait 40 morts.' | recoupe analyse --format table\n",
     rc_cmd_analyse},
    {"said", "[OPTION]... [FILE|FOLDER|-]...", "who says what in a text: source, word of saying, what is said",
     "One line for each act of saying that a text names. SAID BY is who the source is, where the text names it\n"
     "elsewhere; the class of the word of saying is one of those of docs/LANGUAGES.md.\n\n"
     "  --format table|json   (--json for short: one object a report)\n"
     "\n  echo 'Ten died, the army said. It denied losing a base.' | recoupe said\n",
     rc_cmd_said},
    {"date", "[OPTION]... [PHRASE|-]...", "what a date in words means, and from what it was reckoned",
     "Reads phrases, or standard input, one a line; a line that is a JSON object gives its own day and language:\n"
     "{\"text\": ..., \"date\": \"YYYY-MM-DD\", \"lang\": \"fr\"}.\n\n"
     "  --report          the words are files of reports: which day they speak from, and why that one\n"
     "  --on DAY          the day the words were written (default: today)\n"
     "  --lang TAG        take the phrases to be in this language\n"
     "  --format table|json   (--json for short: one object a phrase)\n"
     "\n  recoupe date --on 2021-09-02 --lang fr 'dans la nuit de lundi à mardi'\n",
     rc_cmd_date},
    {"number", "[OPTION]... [PHRASE|-]...", "what a number in words means: bounds, unit",
     "Reads phrases, or standard input, as `date` does.\n\n"
     "  --lang TAG        take the phrases to be in this language\n"
     "  --format table|json   (--json for short: one object a phrase)\n"
     "\n  recoupe number --lang en 'at least two dozen soldiers, 12 of them wounded'\n",
     rc_cmd_number},
    {"actor", "NAME [OPTION]...", "what a name of a side or person may stand for, on a day, and its ties",
     "Prints the candidates, best first, with the side each counts for, then the edges of the best one's actor and "
     "party:\n"
     "parent, member of, allied, successor of. SCORE is the likeness of the names, halved for what does not hold that "
     "day.\n\n"
     "  --on DAY                  candidates and edges as they were on DAY (YYYY-MM-DD)\n"
     "  --format table|json|csv   (--json, --csv for short); json and csv print the candidates alone\n"
     "\n  recoupe actor talibans --on 2021-07-01\n",
     rc_cmd_actor},
    {"outlet", "NAME|DOMAIN|HANDLE [OPTION]...", "what is known of an outlet, agency, ministry or monitor",
     "Looks for a name, a domain or address, and an account. REPRINTS says that it prints agencies' reports too.\n\n"
     "  --format table|json|csv   (--json, --csv for short)\n"
     "\n  recoupe outlet https://www.bbc.com/news\n",
     rc_cmd_outlet},
    {"place", "NAME [OPTION]...", "what a name of a place may stand for, and which one the program would take",
     "Prints the places of the gazetteer that the name may stand for, best first, looked up and weighed as when a "
     "report\n"
     "is read. SCORE is the sum of what speaks for one: it takes 0.55, and no other as likely more than 50 km away, "
     "for a\n"
     "place to be taken; VERDICT says which is, or why none. Words like \"province of\" and what it lies in help.\n\n"
     "  --report                  the words are files of reports: all places that they name (table or json)\n"
     "  --near LAT,LON|PLACE      as in a report that names this place, or a place at this point\n"
     "  --country CC              as where the text says that it lies in this country (two letters)\n"
     "  --lang fr|en              the language of the name (default: the one in which more of it is understood)\n"
     "  --format table|json|csv   (--json, --csv for short)\n"
     "\n  recoupe place Tripoli --near Beirut\n",
     rc_cmd_place},
    {"gazetteer", "import FILE... | list | remove NAME", "places of your own: layers laid over the gazetteer",
     "import makes one layer of the files, plain or gzip; what a file is, its head says. A layer is used by every "
     "command\n"
     "that reads places, from the next one on. Lines with a fault are named and left out.\n\n"
     "  --as NAME    name of the layer (default: that of the first file); one of this name is replaced\n"
     "  --kind geonames|alternates|wof|cod   GeoNames' exports of 19 columns, alternateNamesV2, Who's On First as\n"
     "               tab-separated values, or comma-separated tables with P-codes\n"
     "  --data DIR   the folder that holds layers/ and own/ (default: $RECOUPE_HOME, else recoupe in $XDG_DATA_HOME "
     "or\n"
     "               ~/.local/share); every command takes it\n"
     "\n  recoupe gazetteer import --as afghanistan AF.txt alternateNamesV2.txt\n  recoupe gazetteer list\n",
     rc_cmd_gazetteer},
    {"explain", "[OPTION]... [FILE|FOLDER|-]...",
     "how a report was read: trees, sources, rules, what was dropped and why",
     "For each sentence: its tree in short, who says what, what the rules found and took, the claims made with rule\n"
     "and confidence, and what made no claim and why. docs/EXPLAIN.md explains the lines.\n\n"
     "  --format text|json   (--json for short: one object a report)\n"
     "  --no-trees           without the trees\n"
     "\n  recoupe explain report.html | less\n",
     rc_cmd_explain},
    {"help", "[COMMAND]", "what there is, or one command in full", "", rc_cmd_help},
    {"version", "", "version and libraries", "", rc_cmd_version},
    {NULL, NULL, NULL, NULL, NULL}};

int rc_cmd_help(const rc_common *common, int argc, char **argv)
{
    (void)common;
    if (argc > 0) {
        for (const rc_command *c = rc_commands; c->name; c++)
            if (strcmp(c->name, argv[0]) == 0) {
                printf("recoupe %s%s%s\n%s\n%s%s", c->name, *c->synopsis ? " " : "", c->synopsis, c->summary,
                       *c->help ? "\n" : "", c->help);
                return EXIT_DONE;
            }
        return rc_usage(NULL, "there is no command '%s'", argv[0]);
    }
    puts("recoupe keeps a ledger of claims: who says what happened in an armed conflict, and who says otherwise.\n");
    for (const rc_command *c = rc_commands; c->name; c++) printf("  %-9s %s\n", c->name, c->summary);
    puts("\nEvery command takes --ledger FILE (default: $RECOUPE_LEDGER, else recoupe.ledger), --data DIR (your\n"
         "places and tables; default: $RECOUPE_HOME, else ~/.local/share/recoupe), --threads N, --quiet.\n"
         "Exit codes: 0 done; 1 done, some input skipped; 2 wrong command line; 3 the system or ledger refused;\n"
         "4 verify found something broken; 5 not there. 'recoupe help COMMAND' shows options and examples.");
    return EXIT_DONE;
}

int rc_cmd_version(const rc_common *common, int argc, char **argv)
{
    (void)common;
    (void)argc;
    (void)argv;
    puts("recoupe " RC_VERSION);
    return EXIT_DONE;
}
