# explain: every sentence with its tree, sources, rules, claims, and what became of the rest.
. "$ROOT/tests/cli/lib.sh"

cat >attack.txt <<'X'
The rebels said on Wednesday they had killed at least 40 soldiers near Goma. The army denied the attack.

Who fired the rockets?

The rebels said on Wednesday they had killed at least 40 soldiers near Goma.
X
cat >match.txt <<'X'
The team attacked from the first minute of the final. The striker of the league champions beat the goalkeeper twice and
the club won the cup.
X

run explain attack.txt
expect_code 0 "explain a report"
expect_printed 'attack, en: about armed conflict' "it says what the report is about"
expect_printed '^\[1\] The rebels said' "sentences are numbered"
expect_printed '    source  The rebels, said (neutral)' "the source and its cue are shown"
expect_printed '    found   effect-active [0-9.]* "killed at least 40 soldiers": ≥40' "a rule shows what it took"
expect_printed '    claim 1 effect-active [0-9.]* "' "the claim shows its rule"
expect_printed '    skipped a question claims nothing' "a question is skipped"
expect_printed '    dropped .*; the same source has told it before' "a repeat is dropped"

if [ -f "$ROOT/models/en.model" ]; then
    expect_printed '    tree    root' "the tree begins with its root"
    expect_printed '              nsubj The rebels' "small words stand with their noun"
    run explain --no-trees attack.txt
    if grep -q '    tree  ' out; then not_ok "--no-trees leaves trees out"; else ok "--no-trees leaves trees out"; fi
fi

run explain match.txt
expect_printed 'match, en: not about armed conflict, not read' "a match is not read"
expect_equal "$(grep -c '    found' out)" 0 "and nothing is looked for in it"

run extract --quiet attack.txt
cp out claims.json
run explain --json attack.txt match.txt
expect_code 0 "explain as JSON"
python "JSON: one object a report, as many claims as extract makes" <<'X'
import json
reports = [json.loads(line) for line in open("out", encoding="utf-8")]
assert [r["about_conflict"] for r in reports] == [True, False], reports
notes = [note for s in reports[0]["sentences"] for note in s["notes"]]
made = [n for n in notes if n["note"] == "claim"]
assert len(made) == len(json.load(open("claims.json", encoding="utf-8"))["claims"]), made
assert [n["claim"] for n in made] == list(range(1, len(made) + 1))
X

cat >spared.txt <<'X'
The city lies on a river. A spokesman for the rebels spoke on Wednesday in Goma.

The market has many stalls. The spokesman of the rebels spoke on Wednesday. They killed 40 soldiers near Goma.

The rain was heavy.
X
run explain --json --no-trees spared.txt
python "parsed are the sentence of a claim and, where its own names nobody, the one before that names who speaks" <<'X'
import json
parsed = [s["parsed"] for s in json.load(open("out", encoding="utf-8"))["sentences"]]
assert parsed == [False, False, False, True, True, False], parsed
X

run extract --quiet "$EXAMPLES"
cp out claims.jsonl
run explain --json "$EXAMPLES"
python "learned choices that explain tells of are those of the claims, each with its clues" <<'X'
import json
claims = {}
for line in open("claims.jsonl", encoding="utf-8"):
    report = json.loads(line)
    claims[report["id"]] = report["claims"]
told = 0
for line in open("out", encoding="utf-8"):
    report = json.loads(line)
    for note in (n for s in report["sentences"] for n in s["notes"] if n["note"] == "learned"):
        claim = claims[report["id"]][note["claim"] - 1]
        told += 1
        assert "; clues " in note["why"], note
        if note["rule"] == "type":
            assert note["words"] == claim["subtype"], (note, claim)
        if note["rule"] == "certainty" or note["rule"] == "hedged":
            assert note["words"] == claim.get("certainty", "plain"), (note, claim)
        if note["rule"] == "place":
            assert note["words"] == (claim["place"][0]["name"] if claim.get("place") else "none"), (note, claim)
        if note["rule"] in ("by", "against"):
            has = note["words"] in [a["party"] for a in claim.get(note["rule"], [])]
            assert has != note["why"].startswith("left out"), (note, claim)
assert told > 0
X

run explain --format table attack.txt
expect_code 2 "an unknown format is a usage error"
run explain nowhere.txt
expect_code 1 "a file that is not there is skipped"
finish
