# actor, outlet, place: candidates, days, formats, what is not there.
. "$ROOT/tests/cli/lib.sh"

run actor talibans --on 2021-08-14 --csv
expect_code 0 "actor"
expect_equal "$(sed -n 2p out | cut -d, -f1-4)" "1.00,Taliban,Taliban,Rebel Groups" "the day before, rebels"
run actor --on 2021-08-15 --csv talibans
expect_equal "$(sed -n 2p out | cut -d, -f1-4)" "1.00,Taliban,Taliban,State Forces" "that day, the state"
run actor Front national de la résistance
expect_printed "National Resistance Front" "words that are no options are one name"
run actor YPG --on 2016-01-01
expect_printed "^YPG *member-of *SDF" "its ties on a day"
run actor YPG --on 2014-01-01
if grep -q member-of out; then not_ok "and not before"; else ok "and not before"; fi
run actor no-such-side-at-all
expect_code 5 "an actor that is not there"
run actor talibans --on yesterday
expect_code 2 "a day that is none"
run actor
expect_code 2 "no name"

run outlet AFP
expect_code 0 "outlet by name"
expect_printed "Agence France-Presse" "an agency by its short name"
run outlet https://www.bbc.com/news --csv
expect_equal "$(sed -n 2p out | cut -d, -f1-2)" "BBC,broadcaster" "outlet by address"
run outlet @mod_russia --json
expect_printed '"side": *"Russia"' "outlet by account, with its side"
run outlet no-such-outlet.example
expect_code 5 "an outlet that is not there"
run outlet AFP --on 2021-01-01
expect_code 2 "an option of another command"

run place kaboul --csv
expect_code 0 "place"
expect_equal "$(sed -n 2p out | cut -d, -f2-4,6,7,12)" "taken,Kabul,capital,Kabul,AF,geonames" "a town by its French name"
run place province du Panjshir --csv
expect_equal "$(sed -n 2p out | cut -d, -f2-5)" "taken,Panjshir,region,region" "with its French type word"
run place al-fashir --csv
expect_equal "$(sed -n 2p out | cut -d, -f3,7)" "El Fasher,SD" "another article, no capitals"
run place Tripoli --csv
expect_equal "$(sed -n 2p out | cut -d, -f2,7)" "taken,LY" "the likeliest of its name"
expect_equal "$(grep -c taken out)" 1 "one is taken"
for near in "--near Beirut" "--near 33.89,35.5" "--country lb"; do
    run place Tripoli $near --csv
    expect_equal "$(sed -n 2p out | cut -d, -f2,7)" "taken,LB" "Tripoli $near"
done
run place Rio --near -22.9,-43.2 --csv
expect_equal "$(sed -n 2p out | cut -d, -f7)" BR "a point in the south and west"
run place Bakhmuut --country UA --csv
expect_equal "$(sed -n 2p out | cut -d, -f2,3,11)" "taken,Bakhmut,alike" "another spelling, where the country is known"
run place Bakhmuut
expect_code 5 "and not where it is not"
run place Salem
expect_code 0 "a name that is open"
expect_printed "^unresolved: rivals are as likely" "and why"
run place no-such-place-at-all
expect_code 5 "a place that is not there"
expect_said "no place 'no-such-place-at-all'" "and which"
run place Tripoli --near no-such-place-at-all
expect_code 5 "near a place that is not there"
for wrong in "" "Goma --near" "Goma --country Congo" "Goma --country C" "Goma --lang de" "Goma --format xml" "Goma --on 2021-01-01"; do
    run place $wrong
    expect_code 2 "place $wrong"
done
run place Goma --near 91,0
expect_code 2 "a point that is not on Earth"

python "table, JSON and CSV hold the same rows" <<'X'
import csv, io, json, os, subprocess
def out(*words): return subprocess.run([os.environ["RECOUPE"], *words], capture_output=True, check=True).stdout.decode()
for words in (["actor", "Massoud"], ["outlet", "Reuters"], ["place", "San Juan"]):
    rows = json.loads(out(*words, "--json"))
    table = list(csv.reader(io.StringIO(out(*words, "--csv"), newline="")))
    assert rows and [list(r) for r in rows] == [table[0]] * len(rows)
    assert [[str(v) for v in r.values()] for r in rows] == table[1:]
X
finish
