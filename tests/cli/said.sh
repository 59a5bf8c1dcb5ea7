# said: acts of saying as a table and as JSON, with spans that hold in code points.
. "$ROOT/tests/cli/lib.sh"

cat >one.txt <<'X'
😀 Karim Wafa, the army spokesman, said that ten rebels were killed in Goma. He denied losing the town.
X
run said one.txt
expect_code 0 "said"
expect_printed '^SOURCE  *SAID BY  *CUE  *CLASS  *SAID' "a table with a head"
expect_printed 'said  *neutral  *that ten rebels were killed in Goma' "what is said"
expect_printed '^He  *Karim Wafa  *denied  *denying' "who a pronoun is"
cp out table.out
run said --format table one.txt
expect_same out table.out "the table is what is printed by default"
run said --json one.txt
cp out json.out
run said --format json one.txt
expect_same out json.out "--json is short for --format json"
python "spans are code points of the text" <<'X'
import json
text = open("one.txt", encoding="utf-8").read()
first = json.load(open("json.out", encoding="utf-8"))["said"][0]
cut = lambda name: text[first[name][0]:first[name][1]]
assert cut("source").startswith("Karim Wafa"), cut("source")
assert cut("cue") == "said", cut("cue")
assert "ten rebels were killed" in cut("content"), cut("content")
assert first["name"] == "Karim Wafa" and first["class"] == "neutral" and first["quoted"] is False, first
X
printf 'Nothing happened.\n' >none.txt
run said --json none.txt
expect_code 0 "a text in which nobody says anything"
expect_printed '"said":\[\]' "has an empty list"
run said --quiet <one.txt
expect_same out table.out "standard input"
run said --format xml one.txt
expect_code 2 "a format that is none"
run said missing.txt
expect_code 1 "a file that is not there is skipped"
finish
