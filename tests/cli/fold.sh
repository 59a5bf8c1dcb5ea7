# Copies: a set of written copies and of independent tellings is folded as it should be; fold and unfold by a person.
. "$ROOT/tests/cli/lib.sh"

# tests/copies/make.py says what is in the set. An id is EVENT.TELLING[.COPY]: copies of one telling are one family.
"$RECOUPE" add --quiet "$ROOT/tests/copies/reports.jsonl" || exit 2
"$RECOUPE" reports --csv >reports.csv
# count FILE: copies, those found, folds, right ones, pairs of tellings of one event, those that were folded.
count() { awk -F, '
function family(id, part) { split(id, part, "."); return part[1] "." part[2] }
function root(id) { while (original[id] != "") id = original[id]; return id }
NR == 1 { for (i = 1; i <= NF; i++) if ($i == "copy_of") column = i; next }
{ ids[++n] = $1; if (column && $column != "") original[$1] = $column }
END {
    for (i = 1; i <= n; i++) {
        id = ids[i]
        copies += split(id, part, ".") == 3
        if (original[id] != "") {
            folds++
            right += family(id) == family(original[id])
        }
        if (split(id, part, ".") == 3) found += root(id) == root(family(id))
        for (k = 1; k < i; k++)
            if (substr(id, 1, 3) == substr(ids[k], 1, 3) && family(id) != family(ids[k])) {
                apart++
                folded += root(id) == root(ids[k])
            }
    }
    print copies, found, folds, right, apart, folded
}' "$1"; }
count reports.csv >counts
read -r copies found folds right apart folded <counts
if [ "$copies" -ge 60 ] && [ "$apart" -ge 200 ]; then ok "a set of $copies copies and $apart pairs that are none"
else not_ok "a set of at least 60 copies and 200 pairs that are none" "$copies and $apart"; fi
if [ $((found * 100)) -ge $((copies * 90)) ]; then ok "$found of $copies copies found, 0.90 set out"
else not_ok "copies found" "$found of $copies"; fi
if [ $((right * 100)) -ge $((folds * 95)) ]; then ok "$right of $folds folds right, 0.95 set out"
else not_ok "folds right" "$right of $folds"; fi
expect_equal "$folded" 0 "no two tellings of one event are folded"
tail -n +2 "$ROOT/tests/copies/reports.jsonl" | sort -r >turned.jsonl
head -n 1 "$ROOT/tests/copies/reports.jsonl" >>turned.jsonl
"$RECOUPE" add --quiet --ledger turned.ledger turned.jsonl || exit 2
"$RECOUPE" reports --csv --ledger turned.ledger >turned.csv
expect_same reports.csv turned.csv "their order makes no difference"

# Copies that come a year later are found on disk, by a few of their keys.
awk 'match($0, /"id": "e[0-9]*\.[a-z]\.[a-z]/) && match($0, /"published": "[0-9]*/) {
    year = substr($0, RSTART + 14, 4) + 1
    $0 = substr($0, 1, RSTART + 13) year substr($0, RSTART + 18)
} 1' "$ROOT/tests/copies/reports.jsonl" >late.jsonl
expect_equal "$(diff "$ROOT/tests/copies/reports.jsonl" late.jsonl | grep -c '^>')" \
    "$copies" "all copies a year later"
"$RECOUPE" add --quiet --ledger late.ledger late.jsonl || exit 2
"$RECOUPE" reports --csv --ledger late.ledger >late.csv
count late.csv >counts
read -r copies found folds right apart folded <counts
if [ $((found * 100)) -ge $((copies * 90)) ]; then ok "$found of $copies copies found a year later, 0.90 set out"
else not_ok "copies found a year later" "$found of $copies"; fi
expect_equal "$right $folded" "$folds 0" "no other folds a year later"
sort -r late.jsonl >late-turned.jsonl
"$RECOUPE" add --quiet --ledger late-turned.ledger late-turned.jsonl || exit 2
"$RECOUPE" reports --csv --ledger late-turned.ledger >late-turned.csv
expect_same late.csv late-turned.csv "nor does their order make a difference then"

# A report without a day may be a copy of any, and any a copy of it.
without_day() { sed -E "/\"id\": \"e[0-9]*\.[a-z]$1\"/s/\"published\": \"[^\"]*\", //" "$ROOT/tests/copies/reports.jsonl"; }
without_day '\.[a-z]*' >undated-copies.jsonl
without_day '' >undated-originals.jsonl
without_day '(\.[a-z]*)?' >undated-both.jsonl
for which in copies originals both; do
    name=undated-$which
    expect_equal "$(grep -c '"id": "e.*"published"' $name.jsonl)" \
        "$(case $which in copies) echo 40 ;; originals) echo "$copies" ;; both) echo 0 ;; esac)" "no day: $which"
    "$RECOUPE" add --quiet --ledger $name.ledger $name.jsonl || exit 2
    "$RECOUPE" reports --csv --ledger $name.ledger >$name.csv
    count $name.csv >counts
    read -r copies found folds right apart folded <counts
    expect_equal "$found" "$copies" "no day, $which: all copies found"
    expect_equal "$right $folded" "$folds 0" "no day, $which: no other folds"
    sort -r $name.jsonl >$name-turned.jsonl
    "$RECOUPE" add --quiet --ledger $name-turned.ledger $name-turned.jsonl || exit 2
    "$RECOUPE" reports --csv --ledger $name-turned.ledger >$name-turned.csv
    expect_same $name.csv $name-turned.csv "no day, $which: nor does their order make a difference"
done

# copy_of REPORT: what it is a copy of.
copy_of() { "$RECOUPE" show "$1" | sed -n 's/^copy of \([^:]*\): .*/\1/p'; }

run show e02.a.t
expect_printed "^copy of e02.a: In another language: [0-9]* of [0-9]* names and numbers are those of e02.a" "show says why"
run show e02.a.r
expect_printed "^copy of e02.a: Shares [0-9]* % of its five-word sequences" "in each kind"

run unfold e02.a.t
expect_code 0 "unfold a translation"
expect_printed "^e02.a.t: copy of none$" "prints what it is a copy of now"
expect_said "entry 101 of the history; 'recoupe undo 101' takes it back" "says its entry of the history"
expect_equal "$(copy_of e02.a.t)" "" "it is a copy of none"
"$RECOUPE" add --quiet "$EXAMPLES" || exit 2
expect_equal "$(copy_of e02.a.t)" "" "later reports do not undo it"
run fold e02.b e02.c
expect_printed "^e02.b: copy of e02.c$" "fold two tellings"
run show e02.b
expect_printed "^copy of e02.c: A person said so, entry [0-9]* of the history$" "show says who said so"
run fold e02.c e02.b
expect_printed "^e02.c: copy of e02.b$" "turn it about"
expect_equal "$(copy_of e02.b)" "" "and the original is no copy"
run fold e02.a e02.a.s
expect_equal "$(copy_of e02.a) $(copy_of e02.a.s)" "e02.a.s " "an original may be folded into its copy"
run undo
expect_printed "^101  unfolded: e02.a.t$" "undo lists what holds"
expect_printed "  folded: e02.a e02.a.s$" "all of it"
cut -d ' ' -f 1 out >entries
while read -r entry; do "$RECOUPE" undo "$entry" || exit 2; done <entries
expect_equal "$(copy_of e02.a.t) $(copy_of e02.b) $(copy_of e02.a)" "e02.a  " "and takes all back"
run verify
expect_code 0 "the history still holds"

run fold e02.a nothing
expect_code 5 "a report that is not there"
expect_said "no report 'nothing'" "is named"
run fold e02.a e02.a
expect_code 2 "a report is no copy of itself"
run fold e02.a
expect_code 2 "fold one"
run unfold
expect_code 2 "unfold nothing"
run unfold --ledger none.ledger e02.a
expect_code 5 "a ledger that is not there"
if [ ! -e none.ledger ]; then ok "is not made"; else not_ok "is not made"; fi
finish
