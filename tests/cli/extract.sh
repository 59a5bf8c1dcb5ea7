# extract: every kind of input and way to give it; the output is the record of docs/RECORD.md.
. "$ROOT/tests/cli/lib.sh"

cat >one.txt <<'X'
The rebels said on Wednesday they had killed 40 soldiers in Goma. « Six blessés », a affirmé l’armée 😀.
X
cat >page.html <<'X'
<!doctype html><html lang="en"><head><title>Clash in Goma</title>
<meta property="article:published_time" content="2023-05-04T10:00:00Z"></head>
<body><article><h1>Clash in Goma</h1><p>The rebels said they had killed 40 soldiers in Goma on Wednesday.</p>
<p>The army said six soldiers were wounded in the fighting near the town.</p></article></body></html>
X
cat >one.json <<'X'
{"id": "j-1", "lang": "en", "published": "2023-05-04", "outlet": "The Paper", "title": "Clash",
 "text": "The army said \u201csix soldiers\u201d were wounded \ud83d\ude00 near Goma on Wednesday. The rebels killed 40 soldiers."}
X
cat >many.jsonl <<'X'
{"id": "l-1", "published": "2023-05-04", "text": "The rebels said they had killed 40 soldiers in Goma on Wednesday."}
{"id": "l-2", "published": "2023-05-04", "text": "Les rebelles ont affirmé avoir tué 40 soldats à Goma mercredi."}
X
mkdir -p folder/inner
cp one.txt folder/b.txt
cp one.json folder/inner/a.json

for kind in one.txt page.html one.json; do
    run extract "$kind"
    expect_code 0 "extract $kind"
    expect_equal "$(wc -l <out)" 1 "$kind is one line"
    cp out "$kind.out"
done
run extract many.jsonl
expect_equal "$(wc -l <out)" 2 "JSON Lines: a report a line"
run extract folder
expect_equal "$(wc -l <out)" 2 "a folder, with the folder in it"
run extract one.txt page.html many.jsonl folder
expect_equal "$(wc -l <out)" 6 "several paths"
cp out all.out
expect_said "read 6 reports" "summary on standard error"
run extract --quiet one.txt
expect_equal "$(wc -c <err | tr -d ' ')" 0 "--quiet says nothing"

code=0
"$RECOUPE" extract <many.jsonl >stdin.out 2>err || code=$?
run extract many.jsonl
expect_code 0 "extract from standard input"
expect_same stdin.out out "standard input gives what the file gives"
"$RECOUPE" extract - <many.jsonl >dash.out 2>/dev/null
expect_same dash.out out "- is standard input"
for threads in 1 2 7; do
    run extract --threads $threads one.txt page.html many.jsonl folder
    expect_same out all.out "the same with $threads threads"
done
cp one.txt ./-dash.txt
run extract -- -dash.txt
expect_code 0 "a path that begins with a dash after --"
run extract -dash.txt
expect_code 2 "and without -- it is an unknown option"

run extract all.out
expect_equal "$(wc -l <out)" 6 "what extract writes it reads"
"$RECOUPE" extract "$EXAMPLES" >examples.out 2>err
cat all.out examples.out >records.jsonl

python "records: valid JSON, spans are code points, quote is text[span], nothing empty, known values" <<'X'
import json
KINDS = {"polarity": {"denied"}, "certainty": {"hedged"}, "reality": {"planned", "hypothetical"},
         "type": {"Battles", "Explosions/Remote violence", "Violence against civilians", "Protests", "Riots",
                  "Strategic developments"}}
EFFECTS = {"killed", "wounded", "captured", "surrendered", "missing", "casualties", "displaced"}
n = astral = 0
for line in open("records.jsonl", encoding="utf-8"):
    r = json.loads(line)
    assert r["text"] and r["id"] and r["lang"] in ("fr", "en"), r
    astral += any(ord(c) > 0xFFFF for c in r["text"])
    for c in r["claims"]:
        n += 1
        a, b = c["span"]
        assert 0 <= a < b <= len(r["text"]), c
        assert c["quote"] == r["text"][a:b], (c["quote"], r["text"][a:b])
        for key, values in KINDS.items():
            assert c.get(key, next(iter(values))) in values, (key, c[key])
        for l in c.get("losses", []):
            assert l["effect"] in EFFECTS and ("low" in l or "high" in l), l
            assert l.get("low", 0) <= l.get("high", float("inf")), l
        for p in c.get("place", []):
            assert ("lat" in p) == ("lon" in p) and p["name"], p
            assert abs(p.get("lat", 0)) <= 90 and abs(p.get("lon", 0)) <= 180, p
        if "when" in c:
            assert c["when"][0] <= c["when"][1], c["when"]
        assert c["rule"] and 0 <= c["confidence"] <= 1, c
        def whole(x):
            if isinstance(x, dict): return all(v not in ("", [], {}, None) and whole(v) for v in x.values())
            return all(map(whole, x)) if isinstance(x, list) else True
        assert whole(c), c
assert n > 40, n
assert astral, "no text beyond the basic plane was tried"
X

python "the sentence is read: 40 killed, said by the rebels" <<'X'
import json
rows = [json.loads(l) for l in open("stdin.out", encoding="utf-8")]
for r, origin in zip(rows, ("rebels", "rebelles")):
    losses = [(l["effect"], l.get("low"), l.get("high")) for c in r["claims"] for l in c.get("losses", [])]
    assert ("killed", 40, 40) in losses, losses
    assert any(origin in link["name"].lower() for c in r["claims"] for link in c.get("chain", [])), r["claims"]
X
finish
