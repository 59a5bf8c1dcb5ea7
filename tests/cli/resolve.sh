# date and number: phrases, standard input, languages, the day of a report.
. "$ROOT/tests/cli/lib.sh"

run date --on 2021-09-02 --lang fr "dans la nuit de lundi à mardi"
expect_code 0 "date"
expect_printed "2021-08-30..2021-08-31  span" "a night is two days"
expect_printed "from 2021-09-02 (past)" "date says from which day and where to"
run date --on 2021-09-02 --lang en "03/04/2021"
expect_printed "2021-04-03.*or 2021-03-04" "date gives the other reading"
run date --on 2021-09-02 --lang en "during Ramadan"
expect_printed "about" "a feast of the moon is approximate"
run date --lang en "no day at all"
expect_printed "no date" "a phrase without a date says so"

printf '%s\n' "hier" '{"text": "yesterday", "date": "2020-03-01", "lang": "en", "id": "x"}' | "$RECOUPE" date --json --on 2021-09-02 --lang fr >out
expect_equal "$(wc -l <out)" 2 "date reads lines"
expect_printed '"from":"2021-09-01"' "a line is a phrase on --on"
printf '%s\n' '{"text": "yesterday", "date": "2020-03-01", "lang": "en", "id": "x"}' | "$RECOUPE" date --json >out
expect_printed '"id":"x".*"from":"2020-02-29"' "a line of JSON has its own day, language and id"
python "spans count bytes" <<'X'
import json, subprocess, os
out = subprocess.run([os.environ.get("RECOUPE", "recoupe"), "date", "--json", "--on", "2021-09-02", "--lang", "fr",
                      "Tués à Béni en février 2020"], stdout=subprocess.PIPE).stdout
d = json.loads(out)
x = d["dates"][0]
assert "Tués à Béni en février 2020".encode()[x["beg"]:x["end"]].decode() == x["text"] == "février 2020", x
assert x["value"] == "2020-02" and x["grain"] == "month", x
X
printf '%s\n' '{"text": 3}' '{broken' "hier" | "$RECOUPE" date --lang fr >out 2>err
expect_equal "$?" 1 "broken lines are skipped"
expect_said "line 2: not JSON" "and named"
run date --lang xx lundi
expect_code 3 "a language without rules"

run number --lang en "at least two dozen soldiers"
expect_code 0 "number"
expect_printed "≥24" "bounds are read"
run number --lang fr "deux mille milliards d'euros" --json
expect_printed '"low":2000000000000' "scales of scales"

printf '%s' '{"id": "a", "lang": "en", "url": "https://x.example/2021/09/03/story", "text": "Two soldiers were killed on Friday."}' >a.json
printf '%s' '{"id": "b", "lang": "en", "date": "2021-09-05", "text": "Two soldiers were killed on Friday."}' >b.json
printf '%s' '{"id": "c", "lang": "en", "published": "2021-09", "text": "KABUL, 3 September 2021 (AP) - Two soldiers were killed on Friday."}' >c.json
printf '%s' '{"id": "d", "lang": "en", "published": "2021-09", "text": "Two soldiers were killed on Friday."}' >d.json
run date --report a.json b.json c.json d.json --json
expect_printed '"id":"a","from":"2021-09-03","to":"2021-09-03","by":"url"' "the address dates a report"
expect_printed '"id":"b","from":"2021-09-05","to":"2021-09-05","by":"field"' "date stands for published"
expect_printed '"id":"c","from":"2021-09-03","to":"2021-09-03","by":"dateline"' "a dateline narrows a month"
expect_printed '"id":"d","from":"2021-09-01","to":"2021-09-30","by":"field"' "a month is all its days"
finish
