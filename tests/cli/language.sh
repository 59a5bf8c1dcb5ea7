# A language is a folder of lists: made here as docs/LANGUAGES.md says, without building anything.
. "$ROOT/tests/cli/lib.sh"
share=$(dirname "$RECOUPE")/share/recoupe
mkdir -p data/lang/es
for part in "$share"/*; do [ "$(basename "$part")" = lang ] || ln -s "$part" "data/$(basename "$part")"; done
for language in "$share"/lang/*; do ln -s "$language" "data/lang/$(basename "$language")"; done
RECOUPE_DATA=$WORK/data
export RECOUPE_DATA
text="El ejército dijo que 12 soldados murieron en Goma el 3 de mayo de 2024."
echo "$text" >es.txt

run extract es.txt
expect_said "lang/es/[a-z]*.tsv: cannot open" "a list that is missing is named"
for list in "$share"/lang/fr/*.tsv; do grep '^#' "$list" >"data/lang/es/$(basename "$list")"; done
run extract es.txt
expect_said "no rules" "without function words the language is not recognised"
sed -n '/^```sh spanish$/,/^```$/p' "$ROOT/docs/LANGUAGES.md" | sed '1d;$d' >rows
if [ -s rows ]; then ok "docs/LANGUAGES.md has the rows"; else not_ok "docs/LANGUAGES.md has no rows"; fi
(cd data/lang/es && . "$WORK/rows")
run extract es.txt
expect_code 0 "a text in Spanish"
python "and its claim: who says it, who died, where, how many" <<'X'
import json
report = json.load(open("out", encoding="utf-8"))
[claim] = report["claims"]
assert report["lang"] == "es"
assert [(x["name"], x["cue"]) for x in claim["chain"]] == [("El ejército", "dijo")], claim["chain"]
assert [(x["effect"], x["low"], x["high"]) for x in claim["losses"]] == [("killed", 12, 12)], claim["losses"]
assert claim["place"][0]["name"] == "Goma" and claim["place"][0]["country"] == "CD", claim["place"]
assert claim["when"] == ["2024-05-03", "2024-05-03"], claim.get("when")
X
run explain es.txt
expect_printed "no tree" "explain says that there is no model"
finish
