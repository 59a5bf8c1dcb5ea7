# add: what is there already changes nothing, whatever the order and the way it comes in.
. "$ROOT/tests/cli/lib.sh"

lists() { # lists LEDGER PREFIX
    for what in claims events reports sources; do "$RECOUPE" "$what" --ledger "$1" --csv >"$2.$what" 2>>lists.err; done
}

run add "$EXAMPLES"
expect_code 0 "add the example dossier"
expect_said "16 new reports, 0 there already" "16 new reports"
lists test.ledger once
run verify
expect_code 0 "verify holds"
cp out verify.once
run add "$EXAMPLES"
expect_code 0 "add it again"
expect_said "0 new reports, 16 there already" "nothing new"
lists test.ledger twice
for what in claims events reports sources; do expect_same once.$what twice.$what "$what are the same"; done
run verify
expect_same out verify.once "and so is what verify says"

"$RECOUPE" extract "$EXAMPLES" >records.jsonl 2>/dev/null
"$RECOUPE" add --ledger piped.ledger - <records.jsonl 2>err
lists piped.ledger piped
expect_same once.claims piped.claims "records from a pipe give the same claims"
for f in $(ls -r "$EXAMPLES"); do "$RECOUPE" add --quiet --ledger back.ledger "$EXAMPLES/$f"; done
lists back.ledger back
expect_same once.claims back.claims "files one by one, last first: the same claims"
expect_same once.events back.events "and the same events"

cp records.jsonl changed.jsonl
sed -i '1s/"text":"/"text":"An update. /' changed.jsonl
"$RECOUPE" add --ledger piped.ledger changed.jsonl 2>err
expect_said "1 new reports, 15 there already" "a changed text is another report"
first=$(sed -n '1s/.*"id":"\([^"]*\)".*/\1/p' records.jsonl)
"$RECOUPE" reports --ledger piped.ledger --csv >out
expect_printed "^$first~2," "with an id of its own"

run add --claims --ledger given.ledger records.jsonl
expect_code 0 "add --claims"
lists given.ledger given
expect_same once.claims given.claims "the claims that the input gives"
expect_same once.events given.events "joined in the same way"
echo '{"id":"g","published":"2021-09-01","text":"Rien de neuf.","claims":[{"span":[0,4],"type":"Battles","losses":[{"effect":"killed","of":"Taliban","low":7,"high":7}]}]}' >one.json
run add --claims --ledger given.ledger one.json
"$RECOUPE" claims --ledger given.ledger --report g --csv >out 2>err
expect_printed "Rien" "a claim that no rule would find"
echo '{"id":"h","text":"Rien de neuf.","claims":[{"span":[0,4]},{"span":[0,400]}]}' >bad.json
run add --claims --ledger given.ledger bad.json
expect_code 1 "claims that cannot be"
expect_said "bad.json.*claim 2: field 'span'" "and which, and why"

run add
expect_code 2 "add without a path"
run add --ledger /nowhere/at/all.ledger "$EXAMPLES"
expect_code 3 "a ledger that cannot be made"
expect_said "/nowhere/at/all.ledger" "and which"
echo "this is no ledger, only a file that has some words in it" >words.ledger
run add --ledger words.ledger "$EXAMPLES"
expect_code 3 "a file that is no ledger"
expect_equal "$(cat words.ledger)" "this is no ledger, only a file that has some words in it" "is left as it was"
: >empty.txt
run add --ledger new.ledger empty.txt
expect_code 1 "only bad input: exit code 1"
finish
