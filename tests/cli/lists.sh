# events, claims, reports, sources, show: formats, filters, limits, colours.
. "$ROOT/tests/cli/lib.sh"
"$RECOUPE" add --quiet "$EXAMPLES" || exit 2

for what in events claims reports sources; do
    for format in table json csv; do
        run $what --format $format
        expect_code 0 "$what --format $format"
        cp out $what.$format
    done
    run $what --json
    expect_same out $what.json "$what --json is short for --format json"
    run $what --format=csv
    expect_same out $what.csv "$what --format=csv"
    run $what --limit 2 --csv
    expect_equal "$(wc -l <out)" 3 "$what --limit 2: a head and two rows"
    if grep -q "$(printf '\033')" $what.table; then not_ok "$what: no colour in a pipe"; else ok "$what: no colour in a pipe"; fi
done

python "table, JSON and CSV hold the same rows" <<'X'
import csv, json
for what in ("events", "claims", "reports", "sources"):
    rows = json.load(open(what + ".json", encoding="utf-8"))
    raw = open(what + ".csv", encoding="utf-8", newline="").read()
    table = list(csv.reader(raw.splitlines(keepends=True)))
    head = table.pop(0)
    assert raw.endswith("\r\n")
    assert len(rows) == len(table) > 3, (what, len(rows), len(table))
    for a, b in zip(rows, table):
        assert list(a) == head and [str(v) for v in a.values()] == b, (what, a, b)
    lines = open(what + ".table", encoding="utf-8").read().splitlines()
    assert len(lines) == len(rows) + 1, (what, len(lines))
    assert lines[0].split() == " ".join(head).replace("_", " ").upper().split(), lines[0]
ids = {r["id"] for r in json.load(open("reports.json"))}
events = {e["id"] for e in json.load(open("events.json"))}
for c in json.load(open("claims.json")):
    assert c["id"].rsplit(".", 1)[0] in ids, c
    assert not c["event"] or c["event"] in events, c
assert sum(r["claims"] for r in json.load(open("reports.json"))) == len(json.load(open("claims.json")))
X

run claims --party Taliban --json
cp out party.json
run claims --place bazarak --json
cp out place.json
run events --contested --json
cp out contested.json
run events --type "Armed clash" --json
cp out type.json
run events --since 2021-09-05 --json
cp out since.json
run events --until 2021-09-01 --json
cp out until.json
run events --single-origin --json
cp out single.json
for order in spread date origins dispute; do
    run events --sort $order --json
    expect_code 0 "events --sort $order"
    cp out sort-$order.json
done
run events --sort size
expect_code 2 "events --sort of no order"
run events --estimate acled --json
cp out acled.json
run events --estimate own
expect_code 2 "events --estimate of no way"
run claims --text 'Bazarak' --json
cp out text.json
report=$(sed -n 2p reports.csv | cut -d, -f1)
event=$(sed -n 2p events.csv | cut -d, -f1)
run claims --report "$report" --json
cp out report.json
run claims --event "$event" --json
cp out event.json
REPORT=$report EVENT=$event python "filters keep what they name and nothing else" <<'X'
import json, os
load = lambda name: json.load(open(name + ".json", encoding="utf-8"))
everything = {c["id"] for c in load("claims")}
for name in ("party", "place", "text", "report", "event"):
    rows = {c["id"] for c in load(name)}
    assert rows and rows < everything, (name, len(rows), len(everything))
events = load("events")
by_id = {e["id"]: e for e in events}
assert all("bazarak" in c["where"].lower() for c in load("place")), [c["where"] for c in load("place")]
assert {e["id"] for e in load("contested")} == {e["id"] for e in events if e["status"] == "contested"} != set()
assert {e["id"] for e in load("single")} == {e["id"] for e in events if e["origins"] == 1} != set()
for order in ("spread", "date", "origins", "dispute"):
    assert {e["id"] for e in load("sort-" + order)} == set(by_id), order
origins = [e["origins"] for e in load("sort-origins")]
assert origins == sorted(origins, reverse=True) and load("sort-dispute") == events
wide = [e["estimate"] for e in load("sort-spread")]
ranged = [any("–" in part for part in e.split(";")) for e in wide]
assert ranged[0] and not any(ranged[sum(ranged):]), wide
assert not any("–" in e["estimate"] for e in load("acled")) and any(e["estimate"] for e in load("acled"))
assert all(e["info"] in ("1?", "2?", "3?", "4?", "5?", "6?") for e in events)
assert {e["what"] for e in load("type")} == {"Armed clash"}
assert {c["event"] for c in load("event")} == {os.environ["EVENT"]}
assert all(c["id"].startswith(os.environ["REPORT"] + ".") for c in load("report"))
last = lambda e: e["when"].split("..")[-1] or "2021-09-05"  # undated: the day of its report, which is in this time
first = lambda e: e["when"].split("..")[0]
assert load("since") and all(last(e) >= "2021-09-05" for e in load("since"))
assert load("until") and all(first(e) <= "2021-09-01" for e in load("until"))
assert [e["status"] == "contested" for e in events] == sorted((e["status"] == "contested" for e in events), reverse=True)
X
python "sources: what became of what they said" <<'X'
import json
rows = json.load(open("sources.json", encoding="utf-8"))
assert any(r["contradicted"] for r in rows) and any(r["corroborated"] for r in rows) and any(r["self_serving"] for r in rows)
for r in rows:
    assert r["corroborated"] + r["contradicted"] <= r["events"] <= r["claims"], r
    assert r["later"] <= r["corroborated"] + r["contradicted"], r
    assert (r["enemy_counts"] > 0) == (r["enemy_ratio"] != ""), r
X
run claims --place 'no such place' --csv
expect_code 0 "nothing found is no error"
expect_equal "$(wc -l <out)" 1 "and prints the head alone"
run events --place 'no such place' --json
expect_equal "$(cat out)" "[]" "or an empty list"
run claims --text '"unbalanced (AND' --json
expect_code 0 "words of a search are words, not a language"

# Four months of one clash a day, each a place apart.
awk 'BEGIN { for (i = 0; i < 120; i++) {
    day = sprintf("2021-%02d-%02d", 1 + int(i / 28), 1 + i % 28)
    printf "{\"id\":\"d%d\",\"lang\":\"en\",\"published\":\"%s\",\"outlet\":\"O\",\"text\":\"Day %d.\",\"claims\":[{\"span\":[0,3],\"type\":\"Battles\",\"subtype\":\"Armed clash\",\"when\":[\"%s\",\"%s\"]}]}\n", i, day, i, day, day } }' >many.jsonl
"$RECOUPE" add --claims --quiet --ledger many.ledger many.jsonl || exit 2
run events --ledger many.ledger --sort date
expect_equal "$(wc -l <out)" 101 "a table of events has a page"
expect_said "first 100 events" "and says that there are more"
run events --ledger many.ledger --limit 110
expect_equal "$(wc -l <out)" 111 "--limit says how many instead"
run events --ledger many.ledger --csv
expect_equal "$(wc -l <out)" 121 "CSV has all"
expect_equal "$(cat err)" "" "and says nothing"

run events --type Battel
expect_code 0 "nothing of a type"
expect_said "^no events fit" "an empty table says so"
expect_said "Strategic developments" "and which types there are"
run claims --party nobody-at-all --csv
expect_equal "$(cat err)" "" "CSV says nothing beside its rows"
run show "$event"
expect_code 0 "show an event"
expect_printed "independent origins" "says how many origins"
expect_printed "In their words" "with the words"
expect_printed "^grades   proposed: information [1-6] (" "and grades that are proposals"
expect_printed "^Contradictions" "its contradictions"
expect_printed "^  1\. [a-z]" "numbered, by what they are about"
python "each pair of claims that clash is in one dispute" <<'X'
import json, os, re, subprocess
program = os.environ["RECOUPE"]
links = json.loads(subprocess.run([program, "export", "links", "--quiet"], capture_output=True, text=True, check=True).stdout)
event = max(links["events"], key=lambda e: sum(c["claims"][0] in e["claims"] for c in links["contradictions"]))
wanted = sum(c["claims"][0] in event["claims"] for c in links["contradictions"])
shown = subprocess.run([program, "show", event["id"]], capture_output=True, text=True, check=True).stdout.split("\nContradictions\n")[1].split("\n\n")[0]
heads = re.findall(r"^  (\d+)\. ", shown, re.M)
others = sum(int(n) for n in re.findall(r"^     and (\d+) other pair", shown, re.M))
assert heads == [str(i + 1) for i in range(len(heads))] and len(heads) < wanted, (heads, wanted)
assert len(heads) + others == wanted, (len(heads), others, wanted)
X
run show "$event" --lang fr
expect_printed "selon .* ; " "show --lang fr: sentences in French"
widest=$("$RECOUPE" events --sort spread --csv --limit 1 | sed -n 2p | cut -d, -f1)
run show "$widest"
expect_printed "^Estimates (UCDP's way)" "estimates"
run show "$widest" --estimate airwars
expect_printed "^Estimates (Airwars' way)" "show --estimate"
run show "$event" --lang de
expect_code 2 "show --lang of no language"
run show "$report.1"
expect_code 0 "show a claim"
expect_printed '\[\[.*\]\]' "marks its words"
run show "$report"
expect_code 0 "show a report"
expect_printed 'content SHA-256 [0-9a-f]\{64\}$' "with its hash"
expect_printed '\[1\] ' "with its claims numbered"
run show nothing-of-that-name
expect_code 5 "show what is not there"
expect_said "nothing-of-that-name" "and says what"
run show "$report.999"
expect_code 5 "a claim that is not there"
run show
expect_code 2 "show without an id"

# A terminal: colour, but not with NO_COLOR.
if command -v script >/dev/null 2>&1 && script -qec true /dev/null >/dev/null 2>&1; then
    script -qec "'$RECOUPE' events" /dev/null >terminal </dev/null
    if grep -q "$(printf '\033')" terminal; then ok "colour on a terminal"; else not_ok "colour on a terminal"; fi
    script -qec "NO_COLOR=1 '$RECOUPE' events" /dev/null >terminal </dev/null
    if grep -q "$(printf '\033')" terminal; then not_ok "NO_COLOR"; else ok "NO_COLOR"; fi
else
    skip "colour on a terminal" "script(1) makes no terminal here"
fi
finish
