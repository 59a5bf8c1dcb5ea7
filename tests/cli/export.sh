# export: ACLED's table, GeoJSON, JSON Lines.
. "$ROOT/tests/cli/lib.sh"
"$RECOUPE" add --quiet "$EXAMPLES" || exit 2

for format in acled ged geojson jsonl csv links; do
    run export $format
    expect_code 0 "export $format"
    expect_said "^exported [0-9]* rows" "$format: says how many rows"
    cp out $format.out
    run export $format -o $format.file
    expect_same $format.file $format.out "$format: -o writes the same"
    run export $format --output=$format.file2 --quiet
    expect_same $format.file2 $format.out "$format: --output="
    expect_equal "$(wc -c <err | tr -d ' ')" 0 "$format: --quiet"
done
"$RECOUPE" events --json >events.json
run export ged -o ged.csv
expect_same ged.csv ged.out "ged: -o FILE.csv"
mv ged.beside.csv ged.beside
if [ -s ged.beside ]; then ok "ged: and what has no column there beside it"; else not_ok "ged: nothing beside it"; fi
"$RECOUPE" claims --json >claims.json
"$RECOUPE" extract "$EXAMPLES" >records.jsonl 2>/dev/null

python "acled: 31 columns, RFC 4180, a row an event that has a date and a place" <<'X'
import csv
raw = open("acled.out", encoding="utf-8", newline="").read()
assert raw.count("\r\n") >= 2 and raw.endswith("\r\n")
rows = list(csv.DictReader(raw.splitlines(keepends=True)))
head = rows[0].keys()
assert len(head) == 31, len(head)
for name in ("event_id_cnty", "event_date", "year", "event_type", "sub_event_type", "actor1", "inter1", "latitude",
             "longitude", "fatalities", "notes", "source"):
    assert name in head, name
assert rows
for r in rows:
    assert None not in r and None not in r.values(), r
    assert r["event_date"].startswith(r["year"]) or r["year"] in r["event_date"], r
    assert -90 <= float(r["latitude"]) <= 90 and -180 <= float(r["longitude"]) <= 180
    assert r["fatalities"].isdigit(), r["fatalities"]
X
python "acled: nobody stands on both sides; notes say each dispute once" <<'X'
import csv
for r in csv.DictReader(open("acled.out", encoding="utf-8", newline="")):
    sides = [{r["actor1"], *r["assoc_actor_1"].split("; ")} - {""}, {r["actor2"], *r["assoc_actor_2"].split("; ")} - {""}]
    assert not sides[0] & sides[1], sides
    disputes = r["notes"].split(" Disputed: ")[1:]
    assert len(disputes) == len(set(disputes)) <= 8 and ("[contested" in r["notes"]) <= bool(disputes), r["notes"]
X
python "ged: 49 columns, a row an event with a death, deaths by side add up" <<'X'
import csv
table = lambda name: list(csv.DictReader(open(name, encoding="utf-8", newline="")))
rows, beside = table("ged.out"), table("ged.beside")
assert rows and beside
assert len(rows[0]) == 49
for r in rows:
    assert None not in r and None not in r.values(), r
    a, b, c, u, best, high, low = (int(r[k]) for k in ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown",
                                                     "best", "high", "low"))
    assert a + b + c + u == best and low <= best <= high > 0, r
    assert r["type_of_violence"] in "123" and 1 <= int(r["where_prec"]) <= 7 and 1 <= int(r["date_prec"]) <= 5
    assert 1 <= int(r["priogrid_gid"]) <= 259200
assert {r["what"] for r in beside} <= {"people", "equipment", "ground"}
assert not any(r["effect"] == "killed" for r in beside)
X
python "csv: a row an event, figures are numbers or empty" <<'X'
import csv, json
rows = list(csv.DictReader(open("csv.out", encoding="utf-8", newline="")))
events = json.load(open("events.json", encoding="utf-8"))
assert {r["id"] for r in rows} == {e["id"] for e in events}
for r in rows:
    assert None not in r and None not in r.values(), r
    for key, value in r.items():
        if key.endswith(("_low", "_best", "_high")) and value: int(value)
    if r["killed_low"]: assert int(r["killed_low"]) <= int(r["killed_best"]) <= int(r["killed_high"]), r
    assert r["proposed_credibility"] in "123456"
X
python "geojson: RFC 7946" <<'X'
import json
data = json.load(open("geojson.out", encoding="utf-8"))
events = json.load(open("events.json", encoding="utf-8"))
assert data["type"] == "FeatureCollection" and len(data["features"]) == len(events)
points = 0
for f in data["features"]:
    assert f["type"] == "Feature" and isinstance(f["properties"], dict), f
    if f["geometry"] is None: continue
    lon, lat = f["geometry"]["coordinates"]
    assert f["geometry"]["type"] == "Point" and -180 <= lon <= 180 and -90 <= lat <= 90
    points += 1
assert points > 3
X
python "jsonl: the records that extract gives" <<'X'
import json
load = lambda name: {r["id"]: r for r in map(json.loads, open(name, encoding="utf-8"))}
stored, read = load("jsonl.out"), load("records.jsonl")
assert stored.keys() == read.keys()
for key, record in read.items():
    assert stored[key]["text"] == record["text"]
    a, b = stored[key]["claims"], record["claims"]
    strip = lambda c: {k: v for k, v in c.items() if k not in ("id", "event", "part_of")}
    assert [strip(c) for c in a] == [strip(c) for c in b], key
X
python "links: every claim by its id, and what was joined of them" <<'X'
import json
links = json.load(open("links.out", encoding="utf-8"))
events = {e["id"]: e for e in json.load(open("events.json", encoding="utf-8"))}
claims = {c["id"]: c for c in json.load(open("claims.json", encoding="utf-8"))}
texts = {r["id"]: r["text"] for r in map(json.loads, open("records.jsonl", encoding="utf-8"))}
assert links.keys() == {"claims", "events", "same_origin", "copies", "contradictions", "estimates", "totals"}
assert links["claims"].keys() == claims.keys()
for key, c in links["claims"].items():
    assert c["quote"] == texts[c["report"]][slice(*c["span"])] and key.startswith(c["report"] + "."), key
home = {c: e["id"] for e in links["events"] for c in e["claims"]}
assert home == {c: claims[c]["event"] for c in claims if claims[c]["event"]} and set(home.values()) == events.keys()
assert sum(len(e["claims"]) for e in links["events"]) == len(home)
pairs = links["same_origin"] + [c["claims"] for c in links["contradictions"]]
assert pairs and all(len({home[c] for c in p}) == 1 and len(set(p)) == len(p) > 1 for p in pairs)
assert {home[c["claims"][0]] for c in links["contradictions"]} == {k for k, e in events.items() if e["status"] == "contested"}
assert links["totals"] and all({t["total"], t["part"]} <= events.keys() and t["total"] != t["part"] for t in links["totals"])
parts = {}
for t in links["totals"]:
    parts.setdefault(t["part"], set()).add(t["total"])
for record in map(json.loads, open("jsonl.out", encoding="utf-8")):
    for n, c in enumerate(record["claims"], 1):
        key = "%s.%d" % (record["id"], n)
        assert c.get("event") == home.get(key) and set(c.get("part_of", [])) == parts.get(home.get(key), set()), key
assert links["copies"] and all(set(c["reports"]) <= texts.keys() and len(c["reports"]) > 1 for c in links["copies"])
for e in links["estimates"]:
    low, high = e.get("low", 0), e.get("high", float("inf"))  # "up to 10" alone has no low end, "at least 10" no high one
    assert e.keys() & {"low", "high"} and 0 <= low <= e["best"] <= high, e
    assert e["claims"] and 1 <= e["independent_origins"] <= events[e["event"]]["origins"], e
X
run extract jsonl.out
expect_code 0 "extract reads an export"

echo "what was here before" >kept.csv
run export acled -o kept.csv --ledger none.ledger
expect_code 5 "a failed export"
expect_equal "$(cat kept.csv)" "what was here before" "leaves the file as it was"
run export acled -o /nowhere/at/all.csv
expect_code 3 "a file that cannot be written"
expect_said "/nowhere/at/all.csv" "is named"
run export geojson --contested
cp out contested.out
python "filters hold for exports" <<'X'
import json
n = sum(e["status"] == "contested" for e in json.load(open("events.json", encoding="utf-8")))
assert len(json.load(open("contested.out", encoding="utf-8"))["features"]) == n > 0
X
finish
