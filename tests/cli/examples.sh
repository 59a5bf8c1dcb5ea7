# The examples and what was made for them by hand agree: texts, spans, links. The script that scores links scores as it says.
. "$ROOT/tests/cli/lib.sh"

"$RECOUPE" extract --quiet "$ROOT/examples/panjshir" "$ROOT/examples/three-wars" >read.jsonl || exit 2
export ROOT
python "the claims made by hand stand where they say in the texts that are read" <<'X'
import glob, json, os
read = {r["id"]: r for r in map(json.loads, open("read.jsonl", encoding="utf-8"))}
hand = {}
for path in glob.glob(os.environ["ROOT"] + "/examples/gold/*.json"):
    report = json.load(open(path, encoding="utf-8"))
    assert path.endswith("/" + report["id"] + ".json"), path
    hand[report["id"]] = report
assert len(read) == 24 and sorted(read) == sorted(hand), set(read) ^ set(hand)
for name, report in hand.items():
    for field in ("text", "published", "outlet", "lang"):
        assert report[field] == read[name][field], (name, field)
    assert report["claims"], name
    for claim in report["claims"]:
        assert report["text"][slice(*claim["span"])] == claim["quote"], (name, claim["quote"])
X
python "the links made by hand name claims and reports that are there" <<'X'
import json, os
root = os.environ["ROOT"] + "/examples/"
links = json.load(open(root + "links.json", encoding="utf-8"))
gold = {n: json.load(open(root + "gold/" + n + ".json", encoding="utf-8"))["claims"] for n in links["reports"]}
assert len(gold) == 24
there = {"%s#%d" % (n, i): c for n, claims in gold.items() for i, c in enumerate(claims)}
placed = [c for e in links["events"] for c in e["claims"]]
assert len(placed) == len(set(placed)) and set(placed) <= set(there), [c for c in placed if c not in there]
event = {c: e["id"] for e in links["events"] for c in e["claims"]}
for group in links["same_origin"] + [c["claims"] for c in links["contradictions"]]:
    assert len({event[c] for c in group}) == 1, group
origin = {c: n for n, group in enumerate(links["same_origin"]) for c in group}
for c in links["contradictions"]:
    assert len(c["claims"]) == 2 and c["why"] and c["about"], c
    assert origin.get(c["claims"][0], -1) != origin.get(c["claims"][1], -2), c
for e in links["estimates"]:
    assert set(e["claims"]) <= {c for c in event if event[c] == e["event"]}, e
    assert all(any(l["effect"] == e["effect"] for l in there[c]["losses"]) for c in e["claims"]), e
for c in links["copies"]:
    assert set(c["reports"]) <= set(gold), c
X

if command -v python3 >/dev/null 2>&1; then
    expect_equal "$("$ROOT/scripts/link-score.py" --self-test)" "self-test passed" "scripts/link-score.py: scores reckoned by hand"
    "$RECOUPE" add --claims --quiet "$ROOT/examples/gold" || exit 2
    "$RECOUPE" export links --quiet >links.json
    score="$ROOT/scripts/link-score.py"
    expect_equal "$("$score" "$ROOT/examples/links.json" links.json --gold "$ROOT/examples/gold" |
        sed -n 's/.*of them found: \([0-9]*\); claims of the program left out: \([0-9]*\)/\1 \2/p')" "163 0" \
        "claims that are given are all found, and no other"
    expect_equal "$("$score" "$ROOT/examples/links.json" "$ROOT/examples/links.json" --gold "$ROOT/examples/gold" | tail -n 1)" \
        "LINK SCORE 0.167" "claims without a map of what they are count for nothing, copies still do"
    rm -f "$RECOUPE_LEDGER"
    "$RECOUPE" add --claims --quiet "$ROOT/examples/gold/0902-highland-gulbahar.json" \
        "$ROOT/examples/gold/0902-harbour-gulbahar.json" || exit 2
    "$RECOUPE" export links --quiet >links.json
    python "a copy whose name sorts before its original's splits no event of it" <<'X'
import json
events = [set(e["claims"]) for e in json.load(open("links.json", encoding="utf-8"))["events"]]
wanted = {"0902-%s-gulbahar.%d" % (name, n) for name in ("highland", "harbour") for n in (1, 2, 3, 4)}
assert any(wanted <= e for e in events), events
X
else
    skip "scripts/link-score.py" "no python3"
fi
finish
